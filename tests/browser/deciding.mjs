// node deciding.mjs URL LIST: every page of LIST ("COOKIE ADDRESS", or "- ADDRESS" for nobody), where something is decided: on a desk in the light, as narrow as a phone in the dark, some in
// English, and without scripts, where each must say the same and its forms be whole; by keyboard every field of its main form is reached. Called by deciding.sh.
import { readFileSync } from 'node:fs';
import { COLOURS, DESK, PHONE, axe, faintFields, finish, launch, none, ok, openPage, overflow, shots, smallTargets } from './lib.mjs';

const [url, list] = process.argv.slice(2);
const pages = readFileSync(list, 'utf8').split('\n').filter(Boolean).map((line) => line.split(' '));
const browser = await launch();
// In English too: one page of each kind is enough, since the words come from the same templates.
const inEnglish = new Set([...new Map(pages.map((page) => [page[1].split('?')[0].replaceAll(/[0-9A-Z]{12}|\d+/g, 'x'), page])).values()].filter((_, i) => i % 6 === 0));

async function person(cookie, more = {}) {
	const context = await browser.newContext({ viewport: DESK, locale: 'fr-FR', reducedMotion: 'reduce', ...more });
	if (cookie !== '-') await context.addCookies([{ name: 'session', value: cookie, url }]);
	return context;
}
const said = (page) => page.evaluate(() => document.querySelector('main').innerText.replaceAll(/\s+/g, ' ').trim());
const fileName = (address) => `deciding-${address.split('?')[0].replaceAll(/[^a-z0-9]+/gi, '-')}`;

function facts(page) {
	return page.evaluate(() => ({
		h1: [...document.querySelectorAll('h1')].map((h) => h.textContent.trim()).filter(Boolean).length,
		title: document.title.length,
		ways: document.querySelectorAll('nav a, main a').length,
		empty: [...document.querySelectorAll('h2, h3, caption, button, th')].filter((e) => !e.textContent.trim()).map((e) => e.outerHTML.slice(0, 80)).join('\n'),
		bare: [...document.querySelectorAll('main h2')].filter((h) => !h.nextElementSibling && !h.parentElement.nextElementSibling).map((h) => h.textContent).join('\n'),
		keys: (document.body.innerText.match(/\{[a-z_.]+\}|\bW_[a-z_]+|\b(?:review|grid|sessions|notify|imports|adoption|allocation|deskwork)\.[a-z_]{3,}/g) || []).join(' '),
		// French typography: a no-break space before high punctuation, curved apostrophes; between words of the page, not in what people typed or in code.
		french: document.documentElement.lang === 'fr' ? (() => {
			const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), wrong = [];
			while (walk.nextNode()) {
				const text = walk.currentNode.textContent;
				if (!walk.currentNode.parentElement.closest('[lang], pre, .code, .typed, [translate=no], option, textarea') && /[\p{L}\d] [:;?!»]|« (?! )|\p{L}'\p{L}/u.test(text)) wrong.push(text.trim().slice(0, 80));
			}
			return wrong.join('\n');
		})() : '',
	}));
}

// Each field and button of the page's forms takes the focus by Tab, in the order of the page; a group of radio buttons is one stop.
function unreachable(page) {
	return page.evaluate(() => [...document.querySelectorAll('main form input:not([type=hidden]), main form select, main form textarea, main form button')]
		.filter((e) => e.getClientRects().length && (e.tabIndex < 0 || e.disabled)).map((e) => e.outerHTML.slice(0, 80)).join('\n'));
}

async function look(page, address) {
	page.complaints.length = 0;
	await page.emulateMedia({ colorScheme: 'light' });
	await page.setViewportSize(DESK);
	const response = await page.goto(url + address, { waitUntil: 'load' });
	if (!ok(`${address}: answers`, response.status() === 200, response.status())) return '';
	const f = await facts(page);
	ok(`${address}: one h1, a title, a way out`, f.h1 === 1 && f.title > 3 && f.ways > 0, JSON.stringify(f));
	none(`${address}: no empty heading, cell head or button`, f.empty);
	none(`${address}: no heading over nothing`, f.bare);
	none(`${address}: no placeholder or key is left in the text`, f.keys);
	none(`${address}: French spaces and apostrophes`, f.french);
	none(`${address}: axe, desk`, (await axe(page)).text);
	none(`${address}: no sideways scroll, desk`, await overflow(page));
	none(`${address}: field borders at 3:1`, await faintFields(page));
	none(`${address}: every field of its forms is reached by keyboard`, await unreachable(page));
	if (process.env.SHOTS !== 'none') await page.screenshot({ path: `${shots}${fileName(address)}-desk.png`, fullPage: true });
	// A page that has no script says the same without scripts.
	const text = await page.evaluate(() => document.scripts.length) ? await said(page) : '';
	await page.setViewportSize(PHONE);
	none(`${address}: no sideways scroll at 375 px`, await overflow(page));
	none(`${address}: targets of 24 px`, await smallTargets(page));
	if (process.env.SHOTS !== 'none') await page.screenshot({ path: `${shots}${fileName(address)}-phone.png`, fullPage: true });
	await page.emulateMedia({ colorScheme: 'dark' });
	none(`${address}: axe, phone, dark`, (await axe(page, COLOURS)).text);
	none(`${address}: field borders at 3:1, dark`, await faintFields(page));
	none(`${address}: the browser has no complaint`, page.complaints.join('\n'));
	return text;
}

// Words that only a script writes are a few; all that the page is about stands in what the server sends.
async function withoutScripts(page, address, text) {
	await page.goto(url + address, { waitUntil: 'domcontentloaded' });
	const bare = await said(page);
	compared++;
	ok(`${address}: without scripts it says the same`, bare === text || bare.length >= text.length * 0.97, `${bare.length} of ${text.length} letters`);
}

let compared = 0;
const jobs = pages.flatMap((page) => [page, ...(inEnglish.has(page) ? [[page[0], `/en${page[1]}`]] : [])]);
async function worker() {
	const people = new Map();
	for (let job = jobs.shift(); job; job = jobs.shift()) {
		const [cookie, address] = job;
		if (!people.has(cookie)) {
			const plain = await person(cookie, { javaScriptEnabled: false });
			people.set(cookie, [await openPage(await person(cookie)), await plain.newPage()]);
		}
		const [page, plain] = people.get(cookie);
		try {
			const text = await look(page, address);
			if (text && !address.startsWith('/en/')) await withoutScripts(plain, address, text);
		} catch (e) {
			ok(`${address}: could be looked at`, false, e.stack);
		}
	}
}
await Promise.all([worker(), worker()]);
ok('sixty pages were looked at', pages.length >= 60, pages.length);
ok('those that have scripts were read without them', compared >= 4, compared);
await browser.close();
finish();
