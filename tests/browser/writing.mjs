// node writing.mjs URL CALL SHEET COOKIE-A COOKIE-B: writing in the real world. All calls: every topic looked at on a phone and a desk. The last (lievin-2024): the truth of the
// autosave, off-line and return, a tab closed off-line, two tabs, two people, an expired session, another person, no JavaScript, keyboard only.
import { gzipSync } from 'node:zlib';
import { DESK, PHONE, axe, faintFields, finish, launch, none, ok, openPage, overflow, shots, smallTargets } from './lib.mjs';

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
const until = (page, condition, arg) => page.waitForFunction(condition, arg, { timeout: 20000 }).then(() => true, () => false);
const isSaved = (page) => until(page, () => document.getElementById('saving').dataset.state === 'saved' && /Enregistré/.test(document.getElementById('saved').textContent));
const hasFailed = (page) => until(page, () => !document.getElementById('unsaved').hidden);
const shows = (page, selector, value) => until(page, ([s, v]) => document.querySelector(s)?.value === v, [selector, value]);
const serverHas = async (context, key) => (await (await context.request.get(`${url}${sheet}/values.json`)).json()).values[key];
// The page itself is kept last, after the styles and scripts that it needs. (waitForFunction takes a promise for a yes.)
async function isKept(page) {
	const end = Date.now() + 15000;
	while (Date.now() < end) {
		if (await page.evaluate(async () => Boolean(navigator.serviceWorker.controller && await caches.match(location.href)))) return true;
		await page.waitForTimeout(100);
	}
	return false;
}
// What a browser keeps, for the report of a failure.
const keptHere = async (page) => JSON.stringify({ complaints: page.complaints, storage: await page.evaluate(() => ({ ...localStorage })).catch(String),
	pages: await page.evaluate(async () => Promise.all((await caches.keys()).map(async (k) => [k, (await (await caches.open(k)).keys()).map((r) => r.url)]))).catch(String) });
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
		page.complaints.length = 0;
		await page.setViewportSize(DESK);
		const response = await page.goto(url + address);
		ok(`${call} ${address}: answers`, response.status() === 200, response.status());
		for (const [size, viewport] of [['desk', DESK], ['phone', PHONE]]) {
			await page.setViewportSize(viewport);
			const result = await axe(page);
			ok(`${call} ${address}: axe, ${size}`, !result.text, result.text);
			none(`${call} ${address}: no sideways scroll, ${size}`, await overflow(page));
			none(`${call} ${address}: field borders at 3:1, ${size}`, await faintFields(page));
			none(`${call} ${address}: targets of 24 px, ${size}`, await smallTargets(page));
			ok(`${call} ${address}: no complaint, ${size}`, page.complaints.length === 0, page.complaints.join('\n'));
			if (process.env.SHOTS !== 'none') await page.screenshot({ path: `${shots}writing-${call}-${address.split('/').slice(-1)}-${size}.png`, fullPage: true }).catch(() => {});
		}
	}
	await context.close();
}

// What a phone loads of scripts the first time that it opens a page, compressed; the worker, which keeps pages for later, is asked for apart.
const WEIGHTS = { '': 1100, '/topics/project': 5000, '/topics/frame': 5600, '/topics/budget': 7200, '/topics/publics': 6200, '/attachments': 1850, '/verdict': 0, '/check': 0, '/account': 600 };
async function weights() {
	for (const [path, most] of Object.entries(WEIGHTS)) {
		const context = await person(cookieA, PHONE, { serviceWorkers: 'block' });
		const page = await openPage(context);
		const scripts = [];
		page.on('response', (r) => new URL(r.url()).pathname.endsWith('.js') && scripts.push(r));
		await page.goto(path === '/account' ? url + path : url + sheet + path, { waitUntil: 'networkidle' });
		const sizes = await Promise.all(scripts.map(async (r) => [new URL(r.url()).pathname, gzipSync(await r.body()).length]));
		const sum = sizes.reduce((all, [, size]) => all + size, 0);
		console.log(`scripts of ${path || 'the list'}: ${sizes.length} files, gz ${sum}`);
		ok(`the scripts of ${path || 'the list'} weigh ${most} bytes at most`, sum <= most && (sizes.length > 0) === (most > 0), `${sum}: ${sizes.join(' ')}`);
		await context.close();
	}
}

async function truth() {
	const context = await person(cookieA);
	const page = await openPage(context);
	await page.goto(project);
	const before = await said(page);
	await page.locator(TITLE).fill('x');
	await page.locator(TITLE).fill('');
	ok('what is typed and taken back leaves the words that stood there', await until(page, () => document.getElementById('saving').dataset.state === 'saved') && before.length > 10 && await said(page) === before,
		await said(page));
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
	ok('the page is kept for when there is no network', await isKept(page));
	await context.setOffline(true);
	await page.locator(NEED).fill('Écrit dans le train');
	ok('off-line: said at once', await hasFailed(page) && (await alerted(page)).includes('Pas de réseau'), await alerted(page));
	await context.setOffline(false);
	ok('on return it is sent by itself', await isSaved(page), await alerted(page));
	ok('and arrives whole', await serverHas(context, 'project.need') === 'Écrit dans le train');
	await context.setOffline(true);
	await page.locator(NEED).fill('Écrit avant de fermer');
	await page.close({ runBeforeUnload: false });
	const again = await openPage(context);
	await again.goto(project).catch(() => {});
	ok('a tab closed off-line opens again off-line', await again.locator(NEED).count() === 1, await again.content());
	ok('with what was typed', await shows(again, NEED, 'Écrit avant de fermer'), await keptHere(again));
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
	none('a conflict on a phone: no sideways scroll', await overflow(two));
	if (process.env.SHOTS !== 'none') await two.screenshot({ path: `${shots}writing-conflict-phone.png` });
	await two.locator('#conflicts button').first().click();
	await until(two, () => document.getElementById('saving').dataset.state === 'saved' && document.getElementById('conflicts').hidden
		&& !Object.values(localStorage).some((k) => k.includes('Titre B') && JSON.parse(k)['f.project.title']?.r === undefined)); // acknowledged
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

const AMOUNTS = '[data-side=charges] .account-amount input[name^="f.budget."]';
const digits = (text) => (text ?? '').replaceAll(/\D/g, '');
// Opens the budget with all its classes unfolded; gives the selectors of its first two amounts.
async function openBudget(page) {
	await page.goto(`${url}${sheet}/topics/budget`);
	await page.evaluate(() => document.querySelectorAll('details.class').forEach((d) => { d.open = true; }));
	return (await page.locator(AMOUNTS).evaluateAll((all) => all.slice(0, 2).map((e) => e.name))).map((name) => ({ key: name.slice(2), field: `[id="${name}"]` }));
}

async function figuresWithoutNetwork() {
	const context = await person(cookieA, PHONE);
	const page = await openPage(context);
	const publics = `${url}${sheet}/topics/publics`;
	await page.goto(publics);
	ok('the page of the publics is kept', await isKept(page));
	const cell = await page.locator('.headcount input').first().getAttribute('name');
	const [first] = await openBudget(page);
	ok('the page of the budget is kept', await isKept(page));
	await context.setOffline(true);
	await page.locator(first.field).fill('1250');
	ok('off-line an amount is told not to be saved', await hasFailed(page), await alerted(page));
	ok('and the sum follows all the same', digits(await page.locator('[id="total.charges"]').innerText()) === '1250', await page.locator('[id="total.charges"]').innerText());
	await page.goto(publics);
	ok('the next page opens off-line and says that the budget waits', await until(page, () => !document.getElementById('waiting').hidden)
		&& (await page.locator('#waiting a').getAttribute('href')).endsWith('/topics/budget'));
	await page.locator(`[id="${cell}"]`).fill('12');
	ok('so is a number of persons', await hasFailed(page));
	await context.setOffline(false);
	ok('with network both pages are sent from the one that is open', await isSaved(page), await keptHere(page));
	ok('the number arrived', await serverHas(context, cell.slice(2)) === '12', await serverHas(context, cell.slice(2)));
	ok('the amount arrived', digits(await serverHas(context, first.key)) === '1250', await serverHas(context, first.key));
	ok('and totals are the server\'s', await until(page, () => document.getElementById('people.total').textContent.replace(/\D/g, '') === '12'), await page.locator('[id="people.total"]').innerText());
	await openBudget(page);
	ok('nothing waits any longer', await page.locator('#waiting').isHidden() && digits(await page.locator(first.field).inputValue()) === '1250');
	const others = await page.goto(publics).then(() => page.locator('nav.places a').evaluateAll((all) => all.map((a) => a.href)));
	if (others.length) {
		await page.goto(others[0]);
		const there = await page.locator('#district').innerText();
		ok('a second district is kept, too', await isKept(page));
		await context.setOffline(true);
		await page.goto(others[0]);
		ok('off-line each district is its own page', await page.locator('#district').innerText() === there, there);
		await page.goto(publics);
		ok('and the first one, too', await page.locator('#district').innerText() !== there, there);
	}
	await context.close();
}

async function twoOnTheBudget() {
	const [a, b] = [await person(cookieA), await person(cookieB, PHONE)];
	const [one, two] = [await openPage(a), await openPage(b)];
	const [first, second] = await openBudget(one);
	await openBudget(two);
	await one.locator(first.field).fill('1000');
	ok('one person\'s amount is saved', await isSaved(one), await alerted(one));
	await two.locator(second.field).fill('500');
	ok('another line by another person, too', await isSaved(two) && await two.locator('#conflicts').isHidden(), await alerted(two));
	ok('both stand', digits(await serverHas(a, first.key)) === '1000' && digits(await serverHas(a, second.key)) === '500');
	ok('the sum of the second page counts the first one\'s line', await until(two, () => document.getElementById('total.charges').textContent.replace(/\D/g, '') === '1500'),
		await two.locator('[id="total.charges"]').innerText());
	await one.locator(second.field).fill('600');
	ok('the same line is asked about', await until(one, () => !document.getElementById('conflicts').hidden), await said(one));
	const shown = plain(await one.locator('#conflicts').innerText());
	ok('with its name and both amounts', shown.includes('600') && shown.includes('500') && (await one.locator('#conflicts .what').innerText()).length > 3, shown);
	ok('nothing is written meanwhile', digits(await serverHas(a, second.key)) === '500');
	await one.locator('#conflicts button').nth(1).click();
	ok('taken, the sum follows', await until(one, () => document.getElementById('total.charges').textContent.replace(/\D/g, '') === '1500'), await one.locator('[id="total.charges"]').innerText());
	await Promise.all([a.close(), b.close()]);
}

async function signingOut() {
	const context = await person(cookieB);
	const page = await openPage(context);
	await page.goto(project);
	ok('before signing out the page is kept', await isKept(page));
	await page.route('**/save', (route) => route.fulfill({ status: 503, contentType: 'application/json', body: '{}' }));
	await page.locator(NEED).fill('Sur un ordinateur partagé');
	ok('and what is typed', await hasFailed(page) && (await keptHere(page)).includes('partagé'));
	await page.goto(`${url}/account`);
	await page.locator('form[action$="/sign-out"] button').click();
	ok('signing out warns once that something is not sent', await page.locator('#not-sent').isVisible() && (await page.locator('#not-sent a').getAttribute('href')).endsWith('/topics/project'));
	const warned = await axe(page);
	ok('the warning: axe', !warned.text, warned.text);
	await page.locator('form[action$="/sign-out"] button').click();
	await page.waitForURL((address) => !address.pathname.startsWith('/account'));
	const left = await keptHere(page);
	ok('signing out forgets both', !left.includes('partagé') && !left.includes('/topics/'), left);
	await context.setOffline(true);
	ok('off-line nothing opens any longer', await page.goto(project).then(() => false, () => true), page.url());
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

const wanted = (process.env.ONLY ?? '').split(',').filter(Boolean);
const parts = call === 'lievin-2024' ? [everyTopic, weights, truth, withoutNetwork, figuresWithoutNetwork, twoTabs, twoPeople, twoOnTheBudget, session, withoutJavaScript, keyboard, signingOut] : [everyTopic];
for (const run of parts) if (!wanted.length || wanted.includes(run.name)) await part(run.name, run);
await browser.close();
finish();
