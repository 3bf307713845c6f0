// node writing.mjs URL CALL SHEET COOKIE-A COOKIE-B: writing in the real world. All calls: every topic looked at on a phone and a desk. The last (lievin-2024): the truth of the
// autosave, off-line and return, a tab closed off-line, two tabs, two people, an expired session, another person, no JavaScript, keyboard only.
import { DESK, PHONE, axe, faintFields, finish, launch, ok, openPage, overflow, shots, smallTargets } from './lib.mjs';

const [url, call, sheet, cookieA, cookieB] = process.argv.slice(2);
const browser = await launch();
const plain = (text) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const TITLE = '[id="f.project.title"]';
const NEED = '[id="f.project.need"]';
const project = `${url}${sheet}/topics/project`;

async function person(cookie, viewport = DESK, more = {}) {
	const context = await browser.newContext({ viewport, locale: 'fr-FR', ...more });
	await context.addCookies([{ name: 'session', value: cookie, url }]);
	return context;
}
const said = async (page) => plain(await page.locator('#saved').innerText());
const alerted = async (page) => plain(await page.locator('#unsaved').innerText().catch(() => ''));
const until = (page, condition, arg) => page.waitForFunction(condition, arg, { timeout: 9000 }).then(() => true, () => false);
const isSaved = (page) => until(page, () => document.getElementById('saving').dataset.state === 'saved' && /Enregistré/.test(document.getElementById('saved').textContent));
const hasFailed = (page) => until(page, () => !document.getElementById('unsaved').hidden);
const shows = (page, selector, value) => until(page, ([s, v]) => document.querySelector(s)?.value === v, [selector, value]);
const serverHas = async (context, key) => (await (await context.request.get(`${url}${sheet}/values.json`)).json()).values[key];
const controlled = (page) => until(page, async () => (await navigator.serviceWorker.ready).active && (await caches.keys()).length > 0);
async function part(name, run) {
	try {
		await run();
	} catch (e) {
		ok(`${name} could be tried`, false, e.stack);
	}
}

async function everyTopic() {
	const context = await person(cookieA);
	const page = await openPage(context);
	await page.goto(url + sheet);
	const topics = await page.locator('ol.tasks a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
	ok(`${call}: the task list leads to ten topics at least`, topics.length >= 10, topics);
	for (const address of [sheet, `/calls/${call}/apply`, ...topics, `/en${sheet}`]) {
		for (const [size, viewport] of [['desk', DESK], ['phone', PHONE]]) {
			await page.setViewportSize(viewport);
			page.complaints.length = 0;
			const response = await page.goto(url + address);
			if (response.status() === 404 && /attachments|check/.test(page.url())) continue; // pages of other rooms
			ok(`${call} ${address}: ${size}, answers`, response.status() === 200, response.status());
			const result = await axe(page);
			ok(`${call} ${address}: axe, ${size}`, !result.text, result.text);
			ok(`${call} ${address}: no sideways scroll, ${size}`, !(await overflow(page)), await overflow(page));
			ok(`${call} ${address}: field borders at 3:1, ${size}`, !(await faintFields(page)), await faintFields(page));
			ok(`${call} ${address}: targets of 24 px, ${size}`, !(await smallTargets(page)), await smallTargets(page));
			ok(`${call} ${address}: no complaint, ${size}`, page.complaints.length === 0, page.complaints.join('\n'));
			if (process.env.SHOTS !== 'none') await page.screenshot({ path: `${shots}writing-${call}-${address.split('/').slice(-1)}-${size}.png`, fullPage: true }).catch(() => {});
		}
	}
	await context.close();
}

async function truth() {
	const context = await person(cookieA);
	const page = await openPage(context);
	await page.goto(project);
	await page.locator(TITLE).pressSequentially('Jardin', { delay: 20 });
	ok('while one types it says that it is not saved yet', /Pas encore|Enregistrement/.test(await said(page)), await said(page));
	ok('then that it is, and when', await isSaved(page) && /Enregistré à 10 h/.test(await said(page)), await said(page));
	ok('which is true', await serverHas(context, 'project.title') === 'Jardin', await serverHas(context, 'project.title'));
	ok('nothing acknowledged stays in the way', await page.evaluate(() => Object.values(JSON.parse(localStorage[Object.keys(localStorage)[0]] ?? '{}')).every((k) => k.r !== undefined)));
	await page.route('**/save', (route) => route.fulfill({ status: 503, contentType: 'application/json', body: '{}' }));
	await page.locator(TITLE).fill('Jardin partagé');
	ok('the first failure is an alert', await hasFailed(page) && (await alerted(page)).includes('Pas enregistré'), await alerted(page));
	ok('and nothing says that it is saved', !(await said(page)).includes('Enregistré'), await said(page));
	await page.unroute('**/save');
	ok('it is tried again by itself', await isSaved(page), await alerted(page));
	ok('and arrives', await serverHas(context, 'project.title') === 'Jardin partagé');
	await page.goto(`${url}${sheet}/topics/action`);
	await page.locator('[id="f.project.what"]').fill('Des ateliers');
	await page.route('**/save', async (route) => { await page.waitForTimeout(1200); await route.continue(); });
	await until(page, () => document.getElementById('saving').dataset.state === 'saving');
	await page.locator('button[value=next]').click();
	ok('a button pressed while a save is on its way goes on once it has arrived', await page.waitForURL((u) => !u.href.endsWith('/topics/action'), { timeout: 9000 }).then(() => true, () => false), page.url());
	await page.unroute('**/save');
	await page.goto(`${url}${sheet}/topics/action`);
	await page.locator('[id="f.project.start"]').fill('31/02/2025');
	await isSaved(page);
	ok('a day that is none is told beside its field', await until(page, () => document.getElementById('wrong.project.start')?.textContent.length > 5));
	await page.locator('[id="f.project.start"]').fill('01/03/2025');
	ok('and no longer once it is one', await until(page, () => !document.getElementById('wrong.project.start')));
	await context.close();
}

async function withoutNetwork() {
	const context = await person(cookieA, PHONE);
	const page = await openPage(context);
	await page.goto(project);
	ok('the page is kept for when there is no network', await controlled(page));
	await context.setOffline(true);
	await page.locator(NEED).fill('Écrit dans le train');
	ok('off-line: said at once', await hasFailed(page) && (await alerted(page)).includes('Pas de réseau'), await alerted(page));
	await context.setOffline(false);
	ok('on return it is sent by itself', await isSaved(page), await alerted(page));
	ok('and arrives whole', await serverHas(context, 'project.need') === 'Écrit dans le train');
	await context.setOffline(true);
	await page.locator(NEED).fill('Écrit avant de fermer');
	await page.waitForTimeout(100);
	await page.close({ runBeforeUnload: false });
	const again = await openPage(context);
	await again.goto(project).catch(() => {});
	ok('a tab closed off-line opens again off-line', await again.locator(NEED).count() === 1, await again.content());
	ok('with what was typed', await shows(again, NEED, 'Écrit avant de fermer'), await again.locator(NEED).inputValue().catch(() => ''));
	await context.setOffline(false);
	ok('and sends it once there is a network', await until(again, () => document.getElementById('saving').dataset.state === 'saved'), await alerted(again));
	ok('nothing is lost', await serverHas(context, 'project.need') === 'Écrit avant de fermer', await serverHas(context, 'project.need'));
	await context.close();
}

async function twoTabs() {
	const context = await person(cookieA);
	const [one, two] = [await openPage(context), await openPage(context)];
	await one.goto(project);
	await two.goto(project);
	await one.locator(TITLE).fill('Depuis le premier onglet');
	await isSaved(one);
	ok('the other tab follows', await shows(two, TITLE, 'Depuis le premier onglet'), await two.locator(TITLE).inputValue());
	await two.locator(NEED).fill('Depuis le second');
	await isSaved(two);
	ok('and the first one, in turn', await shows(one, NEED, 'Depuis le second'));
	await two.locator(TITLE).fill('Le second change le titre');
	ok('which may change it again without a conflict', await isSaved(two) && await two.locator('#conflicts').isHidden());
	ok('the last one stands', await serverHas(context, 'project.title') === 'Le second change le titre');
	await context.close();
}

async function twoPeople() {
	const [a, b] = [await person(cookieA), await person(cookieB, PHONE)];
	const [one, two] = [await openPage(a), await openPage(b)];
	await one.goto(project);
	await two.goto(project);
	await one.locator(TITLE).fill('Titre de la chargée de mission');
	await isSaved(one);
	await two.locator(NEED).fill('Besoin du trésorier');
	await isSaved(two);
	ok('on different fields nobody is disturbed', await two.locator('#conflicts').isHidden() && await serverHas(a, 'project.title') === 'Titre de la chargée de mission'
		&& await serverHas(a, 'project.need') === 'Besoin du trésorier');
	await one.locator(TITLE).fill('Titre A');
	await isSaved(one);
	await two.locator(TITLE).fill('Titre B');
	ok('on the same field both texts are shown', await until(two, () => !document.getElementById('conflicts').hidden), await said(two));
	const shown = plain(await two.locator('#conflicts').innerText());
	ok('side by side, with who and when', shown.includes('Titre A') && shown.includes('Titre B') && /modification/.test(shown), shown);
	ok('the first stands meanwhile', await serverHas(a, 'project.title') === 'Titre A');
	const look = await axe(two);
	ok('a conflict: axe', !look.text, look.text);
	ok('a conflict on a phone: no sideways scroll', !(await overflow(two)), await overflow(two));
	if (process.env.SHOTS !== 'none') await two.screenshot({ path: `${shots}writing-conflict-phone.png` });
	await two.locator('#conflicts button').first().click();
	await until(two, () => document.getElementById('saving').dataset.state === 'saved');
	await two.waitForTimeout(1500);
	ok('one\'s own that is kept is saved', await serverHas(a, 'project.title') === 'Titre B', await serverHas(a, 'project.title'));
	await one.locator(TITLE).fill('Titre C');
	await until(one, () => !document.getElementById('conflicts').hidden);
	await one.locator('#conflicts button').nth(1).click();
	ok('the other\'s that is taken stands in the field', await shows(one, TITLE, 'Titre B'));
	await Promise.all([a.close(), b.close()]);
}

async function session() {
	const context = await person(cookieA);
	const page = await openPage(context);
	await page.goto(project);
	await context.clearCookies();
	await page.locator(TITLE).fill('Tapé après la fin de la session');
	ok('an expired session is told, with where to sign in', await hasFailed(page) && (await alerted(page)).includes('rien n’est perdu') && await page.locator('#unsaved a').isVisible(), await alerted(page));
	await context.addCookies([{ name: 'session', value: cookieB, url }]);
	ok('another person who signed in sends nothing under their name', await until(page, () => document.getElementById('unsaved').textContent.includes('autre personne')), await alerted(page));
	ok('indeed', await serverHas(context, 'project.title') !== 'Tapé après la fin de la session');
	await context.addCookies([{ name: 'session', value: cookieA, url }]);
	ok('signed in again, it goes on by itself', await isSaved(page), await alerted(page));
	ok('nothing is lost', await serverHas(context, 'project.title') === 'Tapé après la fin de la session');
	await context.close();
}

async function withoutJavaScript() {
	const context = await person(cookieA, PHONE, { javaScriptEnabled: false });
	const page = await openPage(context);
	await page.goto(url + sheet);
	await page.locator('ol.tasks a[href$="/topics/project"]').click();
	await page.locator(TITLE).fill('Sans script');
	await page.locator('button[value=next]').click();
	ok('without JavaScript a topic leads to the next', page.url().endsWith('/topics/action'), page.url());
	await page.locator('[id="f.project.start"]').fill('hier');
	await page.locator('button[value=next]').click();
	ok('a mistake leads back to it', page.url().includes('/topics/action?saved=1') && (await page.title()).startsWith('Erreur'), `${page.url()} ${await page.title()}`);
	ok('with what was typed', await page.locator('[id="f.project.start"]').inputValue() === 'hier');
	await page.locator('#problems a').first().click();
	ok('the summary leads to the field', page.url().endsWith('#f.project.start'), page.url());
	await page.locator('[id="f.project.start"]').fill('01/03/2025');
	await page.locator('button[value=list]').click();
	ok('and the list is found again', page.url() === url + sheet, page.url());
	ok('all is saved', await serverHas(context, 'project.title') === 'Sans script');
	await context.close();
}

async function keyboard() {
	const context = await person(cookieA);
	const page = await openPage(context);
	await page.goto(`${url}${sheet}/topics/frame`);
	const unseen = [];
	for (let i = 0; i < 40; i++) {
		await page.keyboard.press('Tab');
		const found = await page.evaluate(() => {
			const e = document.activeElement;
			if (!e || e === document.body) return null;
			const s = getComputedStyle(e);
			return { shown: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2, html: e.outerHTML.slice(0, 80) };
		});
		if (found && !found.shown) unseen.push(found.html);
	}
	ok('the focus is seen on each field', unseen.length === 0, unseen.join('\n'));
	const search = page.locator('.filter').first();
	if (await search.count()) {
		const before = await page.locator('fieldset.many .option:visible').count();
		await search.focus();
		await page.keyboard.type('sante');
		ok('a long list is searched, accents or not', await page.locator('fieldset.many .option:visible').count() < before);
		ok('the search is not an answer', !/Pas encore/.test(await said(page)), await said(page));
	}
	await page.goto(project);
	await page.locator(TITLE).focus();
	await page.keyboard.type(' au clavier');
	ok('what is typed by keyboard is saved', await isSaved(page));
	await page.locator('button[value=next]').focus();
	await page.keyboard.press('Enter');
	ok('and Enter on the button goes on', await page.waitForURL('**/topics/action').then(() => true, () => false), page.url());
	await context.close();
}

await part('every topic', everyTopic);
if (call === 'lievin-2024')
	for (const run of [truth, withoutNetwork, twoTabs, twoPeople, session, withoutJavaScript, keyboard]) await part(run.name, run);
await browser.close();
finish();
