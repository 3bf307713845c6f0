// node all.mjs URL LIST: every page of LIST (addresses without language, one a line), in French and English, on a phone and a desk, in light
// and dark, zoomed, printed, without JavaScript, and by keyboard. Prints FAIL lines and the count. Pictures go to shots/.
import { readFileSync } from 'node:fs';
import { diagnosis } from './diagnosis.mjs';
import { COLOURS, DESK, PHONE, ZOOMED, axe, faintFields, finish, launch, none, ok, openPage, overflow, shots, smallTargets } from './lib.mjs';

const [url, list] = process.argv.slice(2);
const addresses = readFileSync(list, 'utf8').split('\n').filter(Boolean);
const browser = await launch();

const fileName = (address) => address.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '') || 'home';

async function context(viewport, more = {}) {
	const c = await browser.newContext({ viewport, locale: 'fr-FR', ...more });
	const page = await openPage(c);
	return page;
}

async function visit(page, address) {
	page.complaints.length = 0;
	const response = await page.goto(url + address, { waitUntil: 'load', timeout: 30000 });
	return response;
}

async function basics(page, address, lang) {
	const facts = await page.evaluate(() => ({
		lang: document.documentElement.lang,
		h1: [...document.querySelectorAll('h1')].map((h) => h.textContent.trim()),
		title: document.title.trim(),
		scripts: [...document.scripts].filter((s) => s.type !== 'module' || !new URL(s.src).pathname.startsWith('/assets/') || s.text.trim()).map((s) => s.outerHTML),
		empty: [...document.querySelectorAll('h1, h2, h3, h4, caption, th, dt, button')].filter((e) => !e.textContent.trim()).map((e) => e.outerHTML.slice(0, 60)),
		keys: (document.body.innerText.match(/\{[a-z_.]+\}|\bW_[a-z_]+/g) || []).slice(0, 3),
	}));
	ok(`${address}: lang`, facts.lang === lang, facts.lang);
	ok(`${address}: one h1 that says something`, facts.h1.length === 1 && facts.h1[0], facts.h1);
	ok(`${address}: a title`, facts.title.length > 3, facts.title);
	ok(`${address}: no script but modules of the site`, facts.scripts.length === 0, facts.scripts.join('\n'));
	ok(`${address}: no empty heading, cell head or button`, facts.empty.length === 0, facts.empty.join('\n'));
	ok(`${address}: no placeholder or key is left in the text`, facts.keys.length === 0, facts.keys);
}

async function onDesk(page, address, lang) {
	await page.emulateMedia({ colorScheme: 'light', media: 'screen' });
	await page.setViewportSize(DESK);
	await visit(page, address);
	await basics(page, address, lang);
	const light = await axe(page);
	ok(`${address}: axe, desk`, !light.text && light.rules >= 0, light.text);
	none(`${address}: no sideways scroll, desk`, await overflow(page));
	none(`${address}: field borders at 3:1`, await faintFields(page));
	if (process.env.SHOTS !== 'none') await page.screenshot({ path: `${shots}${fileName(address)}-desk.png`, fullPage: true });
	ok(`${address}: the browser has no complaint`, page.complaints.length === 0, page.complaints.join('\n'));
	await page.emulateMedia({ colorScheme: 'dark' });
	const dark = await axe(page, COLOURS);
	ok(`${address}: axe, dark`, !dark.text && dark.rules > 0, dark.text);
	none(`${address}: field borders at 3:1, dark`, await faintFields(page));
	await page.emulateMedia({ colorScheme: 'light', media: 'print' });
	// A4 upright less its margins of 14 mm; a page with a wide table asks for A3 landscape, margins of 12 mm (assets/site.css).
	const wide = await page.evaluate(() => Boolean(document.querySelector('main.wide')));
	await page.setViewportSize(wide ? { width: 1496, height: 1030 } : { width: 688, height: 1016 });
	none(`${address}: fits the paper`, await overflow(page));
	await page.emulateMedia({ media: 'screen' });
}

// The page that was just looked at on a desk, made as narrow as a phone: no second load.
async function onPhone(page, address) {
	await page.emulateMedia({ colorScheme: 'light', media: 'screen' });
	await page.setViewportSize(PHONE);
	const result = await axe(page);
	ok(`${address}: axe, phone`, !result.text, result.text);
	none(`${address}: no sideways scroll at 375 px`, await overflow(page));
	none(`${address}: targets of 24 px`, await smallTargets(page));
	ok(`${address}: the browser has no complaint, phone`, page.complaints.length === 0, page.complaints.join('\n'));
	if (process.env.SHOTS !== 'none') await page.screenshot({ path: `${shots}${fileName(address)}-phone.png`, fullPage: true });
	await page.setViewportSize(ZOOMED);
	none(`${address}: no sideways scroll at 400 %`, await overflow(page));
}

async function everyPage() {
	const jobs = addresses.flatMap((a) => [['fr', a], ['en', a === '/' ? '/en/' : `/en${a}`]]);
	let pages = 0;
	const worker = async () => {
		const desk = await context(DESK);
		for (let job = jobs.shift(); job; job = jobs.shift()) {
			const [lang, address] = job;
			try {
				const probe = await desk.request.get(url + address, { maxRedirects: 0 });
				if (probe.status() !== 200 || !(probe.headers()['content-type'] || '').startsWith('text/html')) continue;
				await onDesk(desk, address, lang);
				await onPhone(desk, address);
				pages++;
			} catch (e) {
				ok(`${address}: could be looked at`, false, e.stack);
			}
		}
	};
	await Promise.all([worker(), worker()]);
	ok('at least forty pages were looked at', pages >= 40, pages);
}

async function keyboard() {
	const page = await context(DESK);
	await visit(page, '/');
	await page.keyboard.press('Tab');
	const skip = await page.evaluate(() => {
		const e = document.activeElement;
		const r = e.getBoundingClientRect();
		return { href: e.getAttribute('href'), seen: r.top >= 0 && r.height > 0 && r.bottom <= innerHeight };
	});
	ok('the first Tab shows the skip link', skip.href?.startsWith('#') && skip.seen, JSON.stringify(skip));
	await page.keyboard.press('Enter');
	ok('it moves the focus to the content', await page.evaluate(() => document.activeElement?.closest('main') !== null || location.hash !== ''));
	for (const address of ['/', '/search', '/calls/libercourt-2025/programme', '/territories/cabbalr']) {
		await visit(page, address);
		const unseen = [];
		for (let i = 0; i < 25; i++) {
			await page.keyboard.press('Tab');
			const found = await page.evaluate(() => {
				const e = document.activeElement;
				if (!e || e === document.body) return null;
				const s = getComputedStyle(e);
				const shown = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none';
				return { shown, html: e.outerHTML.slice(0, 70) };
			});
			if (!found) break;
			if (!found.shown) unseen.push(found.html);
		}
		ok(`${address}: the focus is seen on each element`, unseen.length === 0, unseen.join('\n'));
	}
	await page.context().close();
}

async function withoutJavaScript() {
	const page = await context(PHONE, { javaScriptEnabled: false });
	await visit(page, '/');
	ok('without JavaScript the home page reads', (await page.locator('h1').innerText()).length > 3);
	await visit(page, '/search');
	await page.locator('input[name=q]').first().fill('médiation');
	await page.locator('input[name=q]').first().press('Enter');
	await page.waitForLoadState('load');
	ok('without JavaScript search finds', (await page.locator('main').innerText()).includes('CITEO'), await page.locator('main').innerText());
	await page.context().close();
}

// An officer's way: home, territory, call, programme, in English too.
async function journey() {
	const page = await context(DESK);
	await visit(page, '/');
	await page.locator('main a[href$="/territories/libercourt"]').first().click();
	ok('home leads to a territory', page.url().endsWith('/territories/libercourt'), page.url());
	await page.locator('main a[href$="/calls/libercourt-2025"]').first().click();
	ok('a territory leads to its call', page.url().endsWith('/calls/libercourt-2025'), page.url());
	await page.locator('main a[href$="/calls/libercourt-2025/programme"]').first().click();
	ok('a call leads to its programme', page.url().endsWith('/programme'), page.url());
	const text = (await page.locator('main').innerText()).replaceAll(/[\u00a0\u202f]/g, ' ');
	ok('which shows the total of the annex', text.includes('248 656'), text.slice(0, 600));
	await page.locator('header a[hreflang=en]').first().click();
	ok('the same page in English', page.url().endsWith('/en/calls/libercourt-2025/programme'), page.url());
	ok('with its figures in English', (await page.locator('main').innerText()).includes('248,656'));
	const [download] = await Promise.all([page.waitForEvent('download', { timeout: 15000 }).catch(() => null), page.locator('main a[href*=xlsx]').first().click()]);
	ok('the workbook comes down as a file', download?.suggestedFilename().endsWith('.xlsx'), download?.suggestedFilename());
	await page.context().close();
}

async function selfDiagnosis() {
	await diagnosis(context, url);
}

for (const part of [everyPage, keyboard, withoutJavaScript, journey, selfDiagnosis]) {
	try {
		await part();
	} catch (e) {
		ok(`${part.name} runs to its end`, false, e.stack);
	}
}
await browser.close();
finish();
