// node applying.mjs URL CALL phone|desk PLACE SAMPLES: the whole way of a request, from "can we?" to its receipt and what follows, by the people who walk it.
import { readFileSync } from 'node:fs';
import { keys, pointer } from './hands.mjs';
import { DESK, PHONE, finish, launch, ok, shots } from './lib.mjs';
import { check, fill, fillOverHttp, go, link, look, mailed, main, person, plain, rows, signIn, signUp, typeTopic, walk } from './steps.mjs';

const [url, call, device, place, samples] = process.argv.slice(2);
const draft = JSON.parse(readFileSync(new URL(`../lib/drafts/${call}.json`, import.meta.url), 'utf8'));
const WRITER = 'coordination@jardins-cite.example';
const PRESIDENT = 'presidente@jardins-cite.example';
const onPhone = { viewport: PHONE, hasTouch: true };
const onDesk = { viewport: DESK };
const FROM_REGISTER = '00000001800010';
// What is typed of a journey that sends the rest over HTTP: one field of each kind.
const BY_HAND = /^(project\.(title|summary|start|districts|partners|expense)|request\.aid|attest|identity\.website|contact\.other|staff\.members|budget\.1\.6\d+)$/;
// Six journeys, three calls on two devices: by whom each page is walked in full (every answer typed; the officer, the completion, the withdrawal), and what else happens on the way.
const ways = {
	'lievin-2024 phone': { register: FROM_REGISTER, context: onPhone, whole: true },
	'lievin-2024 desk': { register: FROM_REGISTER, context: onDesk, hand: keys },
	'call-ami-2021 phone': { register: FROM_REGISTER, context: { viewport: PHONE, javaScriptEnabled: false }, whole: true },
	'call-ami-2021 desk': { register: FROM_REGISTER, context: onDesk, pastes: true, two: true },
	'cabbalr-2020 phone': { context: onPhone, cuts: true, offline: true },
	'cabbalr-2020 desk': { context: onDesk, whole: true },
};
const way = ways[`${call} ${device}`];
Object.assign(walk, { url, call: `${call} ${device}`, place, samples, browser: await launch(), hand: way.hand ?? pointer, thorough: way.whole,
	scripts: way.context.javaScriptEnabled !== false });
const isTyped = (key) => way.whole || BY_HAND.test(key);

// A visitor asks whether the call is for them, answers a few questions, and starts from there.
async function fromDiagnosis(page) {
	await page.goto(`${url}/calls/${call}`);
	await look(page, 'call');
	await page.goto(`${url}/calls/${call}/diagnosis`);
	for (let i = 0; i < 4 && !page.url().includes('/summary'); i++) {
		await look(page, `diagnosis-${i}`);
		const radios = page.locator('#question input[type=radio]');
		const values = await radios.evaluateAll((all) => all.map((r) => r.value));
		if (values.length) await check(radios.nth(Math.max(0, values.indexOf('association'))));
		else await fill(page.locator('#question input[name=v]'), '12000');
		await go(page, page.locator('#question button[type=submit]'));
	}
	const summary = page.locator('main a[href*="/diagnosis/summary"]');
	if (await summary.count()) await go(page, summary);
	await look(page, 'diagnosis-summary');
	await go(page, page.locator(`main a[href*="/calls/${call}/apply"]`));
	await look(page, 'apply-visitor');
	await go(page, page.locator('main a[href*="/sign-up"]'));
	await signUp(page, 'Coordinatrice', WRITER);
	walk.from = page.url();
	ok(`${call}: signed up, the person is where they were going`, page.url().includes(`/calls/${call}/apply`), page.url());
	await look(page, 'apply-no-organisation');
}

async function newOrganisation(page) {
	await go(page, page.locator('main a[href*="/organisations/new"]'));
	await look(page, 'organisation-new');
	await fill(page.locator('#siret'), way.register ?? draft.identity['identity.siret']);
	await go(page, page.locator('main form button[type=submit]'));
	await look(page, 'organisation-found');
	if (!way.register) {
		await fill(page.locator('#name'), draft.identity['identity.name']);
		await check(page.locator('input[name=kind][value=association]'));
		await fill(page.locator('#rna'), draft.identity['identity.rna'] ?? '');
		await fill(page.locator('#address'), '12 rue des Exemples');
		await fill(page.locator('#postcode'), '62800');
		await fill(page.locator('#city'), 'Liévin');
	}
	await go(page, page.locator('main form[action="/organisations"] button[type=submit]'));
	await look(page, 'organisation-made');
	walk.organisation = page.url();
}

// The organisation's own questions, bank details and a document of the safe.
async function completeOrganisation(page) {
	await page.goto(walk.organisation);
	const topics = await page.locator('main a[href*="/topics/"]').evaluateAll((all) => all.map((a) => a.href));
	const left = { ...draft.identity };
	if (way.register) for (const key of ['identity.siret', 'identity.name', 'identity.rna']) delete left[key];
	if (!way.whole) await fillOverHttp(page, topics[0].replace(/\/topics\/.*/, ''), left, isTyped);
	for (const topic of topics) {
		await page.goto(topic);
		await typeTopic(page, left);
		await look(page, `identity-${topic.split('/').pop()}`);
		await go(page, page.locator('button[name=to]:not([value=stay])'));
	}
	ok(`${call}: every answer of the organisation had its field`, Object.keys(left).length === 0, Object.keys(left).join(' '));
	await page.goto(`${walk.organisation}/bank`);
	await fill(page.locator('#account'), 'FR14 2004 1010 0505 0001 3M02 607');
	await go(page, page.locator('main form.sheet button[type=submit]'));
	await look(page, 'bank-wrong', ['422']);
	ok(`${call}: a wrong IBAN is told and kept`, (await page.title()).startsWith('Erreur') && (await page.locator('#account').inputValue()).includes('3M02'));
	await fill(page.locator('#account'), 'FR14 2004 1010 0505 0001 3M02 606');
	if (await page.locator('#holder').count()) await fill(page.locator('#holder'), await page.locator('#holder').inputValue() || 'Les Jardins de la cité');
	await go(page, page.locator('main form.sheet button[type=submit]'));
	if (await page.locator('#holder_is_right').count()) {
		await check(page.locator('#holder_is_right'));
		await go(page, page.locator('main form.sheet button[type=submit]'));
	}
	await look(page, 'bank', ['422']);
	ok(`${call}: the bank details are kept, and not shown whole`, (await main(page)).includes('606') && !(await main(page)).includes('0505'), await main(page));
	await page.goto(`${walk.organisation}/documents`);
	await walk.hand.file(page.locator('#file'), `${samples}/statuts.docx`);
	await walk.hand.press(page.locator('form.send button[type=submit]'));
	await page.locator('.files .file').first().waitFor({ timeout: 12000 });
	await look(page, 'safe');
	await page.goto(`${walk.organisation}/members`);
	await fill(page.locator('#email'), PRESIDENT);
	await check(page.locator('input[name=role][value=signatory]'));
	await go(page, page.locator(`form[action$="/invitations"] button[type=submit]`));
	await look(page, 'members');
	await page.goto(walk.organisation);
	await look(page, 'organisation-complete');
}

async function begin(page) {
	await page.goto(walk.from);
	await look(page, 'apply');
	await go(page, page.locator('main form.sheet button[type=submit]'));
	walk.sheet = page.url().replace(/[?#].*/, '');
	ok(`${call}: a draft is begun`, walk.sheet.includes('/sheets/'), page.url());
	await look(page, 'sheet');
	ok(`${call}: what was answered in the diagnosis is there`, rows('SELECT COUNT(*) FROM sheet_value') > 0);
}

async function everyTopic(page) {
	const left = { ...draft.values };
	if (!way.whole) await fillOverHttp(page, walk.sheet, left, isTyped);
	const budget = Object.fromEntries(Object.entries(left).filter(([key]) => key.startsWith('budget.')));
	const publics = Object.entries(left).filter(([key]) => /^publics\..*\.(f|m)\./.test(key));
	for (const key of Object.keys(budget)) delete left[key];
	for (const [key] of publics) delete left[key];
	const topics = await page.locator('ol.tasks a[href*="/topics/"]').evaluateAll((all) => all.map((a) => a.href).filter((a) => !/\/(documents|check)$/.test(a)));
	for (let round = 0; round < (way.whole ? 2 : 1); round++)
		for (const topic of topics) {
			const name = topic.split('/').pop();
			await page.goto(topic);
			if (name === 'budget' && !round) await typeTopic(page, budget);
			if (name === 'publics' && !round) await typePublics(page, publics);
			if (name !== 'budget') await typeTopic(page, left);
			await look(page, `topic-${name}`);
			await go(page, page.locator('button[name=to]:not([value=stay]):not([value=paste]):not([value=district])'));
		}
	ok(`${call}: every answer had its field`, Object.keys({ ...left, ...budget }).length === 0, Object.keys({ ...left, ...budget }).join(' '));
	await page.goto(`${walk.sheet}/topics/budget`);
	await look(page, 'budget-filled');
	await page.goto(`${walk.sheet}/verdict`);
	await look(page, 'verdict');
	await page.goto(`${walk.sheet}/place`);
	await look(page, 'place');
}

async function typePublics(page, publics) {
	for (const district of new Set(publics.map(([key]) => key.split('.')[1]))) {
		await page.goto(`${walk.sheet}/topics/publics?district=${district}`);
		const here = Object.fromEntries(publics.filter(([key]) => key.split('.')[1] === district));
		await typeTopic(page, here);
		ok(`${call}: every count of ${district} had its field`, Object.keys(here).length === 0, Object.keys(here).join(' '));
		await look(page, 'publics-district');
		await go(page, page.locator('button[name=to][value=list]'));
	}
	await page.goto(`${walk.sheet}/topics/publics`);
}

async function attach(page) {
	await page.goto(`${walk.sheet}/attachments`);
	await look(page, 'attachments-empty');
	const files = ['three.pdf', 'phone.heic', 'heavy.jpg'];
	for (const [i, code] of draft.attached.entries()) {
		await page.goto(`${walk.sheet}/attachments`);
		const section = page.locator(`#doc-${code}`);
		const had = await section.locator('.files .file').count();
		await walk.hand.file(section.locator('input[type=file]'), `${samples}/${files[i % files.length]}`);
		await walk.hand.press(section.locator('form.send button[type=submit]'));
		await page.waitForFunction(([id, n]) => document.querySelectorAll(`#doc-${id} .files .file`).length > n, [code, had], { timeout: 20000 })
			.catch(async () => ok(`${call}: ${code} is taken`, false, await main(page)));
	}
	await look(page, 'attachments');
}

// ---- what happens on the way of one journey ----

const saved = (page) => page.waitForFunction(() => document.getElementById('saving').dataset.state === 'saved', null, { timeout: 20000 }).then(() => true, () => false);
const holds = async (page, key) => (await (await page.request.get(`${walk.sheet}/values.json`)).json()).values[key] ?? '';

// A column of amounts is copied from a spreadsheet and pasted with the keys; a table with labels, too.
async function paste(page) {
	const clipboard = async (text) => {
		await page.evaluate((t) => navigator.clipboard.writeText(t), text);
		await page.keyboard.press('Control+V');
	};
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
	await page.goto(`${walk.sheet}/topics/budget`);
	await page.evaluate(() => document.querySelectorAll('details.class').forEach((d) => { d.open = true; }));
	const cells = page.locator('[data-side=charges] .account-amount input');
	const names = await cells.evaluateAll((all) => all.slice(0, 3).map((e) => e.name.slice(2)));
	const before = await Promise.all(names.map((key) => holds(page, key)));
	await cells.first().focus();
	await clipboard('1\u202f250,50\n\n300 €\n');
	ok(`${call}: a pasted column goes down the lines`, await saved(page) && plain(await holds(page, names[0])) === '1 250,50' && await holds(page, names[1]) === before[1] && await holds(page, names[2]) === '300',
		await Promise.all(names.map((key) => holds(page, key))));
	await cells.first().focus();
	await clipboard(`Achats\t1\nAssurance\t339,50\n`);
	ok(`${call}: a table with labels waits in its box, to be looked at`, (await page.locator('#block').inputValue()).includes('Assurance') && await page.locator('#paste').evaluate((d) => d.open));
	await look(page, 'budget-paste');
	await fill(page.locator('#block'), before.map((v) => v || '0').join('\n'));
	await page.locator('#first').selectOption(names[0]);
	await go(page, page.locator('button[value=paste]'));
	ok(`${call}: pasted with the button, the first amounts are back`, plain(await holds(page, names[0])) === plain(before[0] || '0'), await holds(page, names[0]));
}

async function offline(page) {
	await page.goto(`${walk.sheet}/topics/project`);
	await page.context().setOffline(true);
	await fill(page.locator('[id="f.project.title"]'), 'Écrit dans le bus');
	await page.locator('#unsaved').waitFor({ timeout: 15000 });
	await look(page, 'topic-offline', ['ERR_INTERNET_DISCONNECTED']);
	await page.context().setOffline(false);
	ok(`${call}: what was typed without network is sent on return`, await saved(page) && await holds(page, 'project.title') === 'Écrit dans le bus', await holds(page, 'project.title'));
	page.complaints.length = 0;
}

// Twenty megabytes; the network goes once 60 % have arrived, and comes back.
async function cut(page) {
	await page.goto(`${walk.sheet}/attachments`);
	const offsets = [];
	let cutAt = null;
	await page.route(/\/uploads\/[^/]+\?offset=/, async (route) => {
		const offset = Number(new URL(route.request().url()).searchParams.get('offset'));
		if (cutAt === null && offset >= 0.6 * 20484232) {
			cutAt = offset;
			await page.context().setOffline(true);
			return route.abort('internetdisconnected');
		}
		offsets.push(offset);
		return route.continue();
	});
	const section = page.locator(`#doc-${draft.attached[0]}`);
	await walk.hand.file(section.locator('input[type=file]'), `${samples}/heavy.jpg`);
	await walk.hand.press(section.locator('form.send button[type=submit]'));
	await section.locator('.sending-file.waits').waitFor({ timeout: 30000 });
	const bar = await section.locator('progress').evaluate((p) => p.value / p.max);
	ok(`${call}: cut at 60 %, the page says that it waits, and how far it is`, bar > 0.55 && bar < 0.7, bar);
	await look(page, 'upload-cut', ['ERR_INTERNET_DISCONNECTED', 'internetdisconnected']);
	const first = offsets.length;
	await page.context().setOffline(false);
	await section.locator('.files .file').first().waitFor({ timeout: 30000 });
	ok(`${call}: it goes on where the server stands`, offsets.slice(first).every((offset) => offset >= cutAt) && offsets[first] === cutAt, `${cutAt}: ${offsets}`);
	await page.unroute(/\/uploads\/[^/]+\?offset=/);
	page.complaints.length = 0;
	draft.attached.shift();
}

// A colleague joins by invitation and writes on the same page at the same time.
async function together(page) {
	const colleague = await invited();
	await page.goto(`${walk.sheet}/topics/project`);
	await colleague.goto(`${walk.sheet}/topics/project`);
	await fill(page.locator('[id="f.project.title"]'), 'Le jardin de la cité');
	await fill(colleague.locator('[id="f.project.summary"]'), 'Un jardin commun, ouvert à tous.');
	ok(`${call}: two people on one page lose nothing`, await saved(page) && await saved(colleague) && await holds(page, 'project.title') === 'Le jardin de la cité'
		&& await holds(page, 'project.summary') === 'Un jardin commun, ouvert à tous.');
	await fill(page.locator('[id="f.project.title"]'), 'Le jardin des voisines');
	await saved(page);
	await fill(colleague.locator('[id="f.project.title"]'), 'Le jardin des voisins');
	await colleague.locator('#conflicts .conflict').waitFor({ timeout: 15000 });
	await look(colleague, 'topic-conflict');
	await walk.hand.press(colleague.locator('#conflicts button').first());
	await colleague.waitForFunction(() => document.getElementById('conflicts').hidden && document.getElementById('saving').dataset.state === 'saved', null, { timeout: 15000 });
	ok(`${call}: of two texts the one that is kept stands`, await holds(page, 'project.title') === 'Le jardin des voisins', await holds(page, 'project.title'));
}

// What somebody who forgot half of it sees, then what is complete.
async function checkAnswers(page) {
	await page.goto(`${walk.sheet}/check`);
	await look(page, 'check');
	ok(`${call}: everything is there`, (await main(page)).includes('Tout y est'), await main(page));
}

async function askSignature(page) {
	await page.goto(`${walk.sheet}/check`);
	const ask = page.locator('form[action$="/ask-signature"] button');
	if (await ask.count()) {
		await go(page, ask);
		await look(page, 'signature-asked');
	}
}

// The president opens the invitation on a device of their own.
async function invited() {
	if (walk.president) return walk.president;
	const page = await person(way.context);
	const letter = mailed(PRESIDENT, 'invitation') || rows(`SELECT body FROM outbox WHERE recipient = '${PRESIDENT}' LIMIT 1`);
	await page.goto(url + link(letter));
	await look(page, 'invitation');
	await go(page, page.locator('main a[href*="/sign-up"]'));
	await signUp(page, 'Présidente', PRESIDENT);
	await go(page, page.locator('button[value=accept]'));
	walk.president = page;
	return page;
}

async function sign() {
	const page = await invited();
	await page.goto(`${url}/my`);
	await look(page, 'my-signatory');
	await page.goto(`${walk.sheet}/sign`);
	await look(page, 'sign');
	await fill(page.locator('#capacity'), 'Présidente');
	await check(page.locator('#attests'));
	await go(page, page.locator('form[action$="/sign"] button[type=submit]'));
	ok(`${call}: signing leads to the receipt`, page.url().includes('/receipt'), await main(page));
	await look(page, 'receipt');
	walk.number = rows('SELECT number FROM sheet WHERE number IS NOT NULL');
	ok(`${call}: the receipt bears the number`, walk.number && (await main(page)).includes(walk.number), await main(page));
	ok(`${call}: the receipt is mailed to who wrote and to who signed`, rows("SELECT COUNT(DISTINCT recipient) FROM outbox WHERE kind = 'receipt'") >= 2, rows('SELECT kind, recipient FROM outbox'));
	await page.emulateMedia({ media: 'print' });
	await page.setViewportSize({ width: 688, height: 1016 });
	await look(page, 'receipt-print');
	await page.emulateMedia({ media: 'screen' });
	await page.setViewportSize(way.context.viewport);
	return page;
}

async function officerAsks() {
	const page = await person({ viewport: DESK });
	await page.goto(`${url}/my`);
	await signIn(page, 'officer@commune.example');
	await look(page, 'my-officer');
	await go(page, page.locator(`main a[href$="/desk/${rows(`SELECT t.code FROM territory t JOIN call c ON c.territory_id = t.territory_id WHERE c.code = '${call}'`)}"]`));
	await look(page, 'desk');
	await go(page, page.locator('main tbody th a[href*="/sheets/"]'));
	await look(page, 'desk-file');
	const file = page.url();
	await fill(page.locator('#text'), 'Bonjour, une question sur les horaires.');
	await go(page, page.locator('form[action$="/messages"] button'));
	await page.locator('summary', { hasText: 'complément' }).first().click();
	await check(page.locator('input[name=open][value=project]'));
	await fill(page.locator('#reason'), 'Merci de préciser le résumé du projet.');
	await fill(page.locator('#due'), rows("SELECT strftime('%Y-%m-%d', filed_ms / 1000 + 864000, 'unixepoch') FROM filing LIMIT 1"));
	await go(page, page.locator('form[action$="/completion"] button'));
	await look(page, 'desk-completion');
	for (const more of await page.locator('main a[href*="/desk/"]').evaluateAll((all) => all.map((a) => a.href))) walk.desk = more;
	await page.goto(file.replace(/\/sheets\/.*/, `/calls/${call}`));
	await look(page, 'desk-call');
	await page.goto(file.replace(/\/sheets\/.*/, `/calls/${call}/type`));
	await look(page, 'desk-type');
	await page.goto(file);
	return page;
}

async function bearerCompletes(page, officer) {
	await page.goto(`${url}/my`);
	await look(page, 'my-completion');
	await page.goto(`${walk.sheet}/follow-up`);
	await look(page, 'follow-up');
	ok(`${call}: the bearer reads what is asked and the message`, /préciser le résumé/.test(await main(page)) && /question sur les horaires/.test(await main(page)), await main(page));
	await fill(page.locator('#text'), 'Le mercredi à 14 h.');
	await go(page, page.locator('form[action$="/messages"] button'));
	await go(page, page.locator('section[aria-labelledby=completion] .tasks a'));
	await look(page, 'completion-topic');
	await fill(page.locator('[id="f.project.title"]'), 'Le potager des voisins et voisines');
	await go(page, page.locator('button[name=to]:not([value=stay])'));
	await page.goto(`${walk.sheet}/sign`);
	await look(page, 'sign-completion');
	if (await page.locator('#capacity').count()) {
		await fill(page.locator('#capacity'), 'Présidente');
		await check(page.locator('#attests'));
	}
	await go(page, page.locator('form[action$="/sign"] button[type=submit]'));
	await page.goto(`${walk.sheet}/versions?from=1&to=2`);
	await look(page, 'versions');
	ok(`${call}: what changed is shown`, await page.locator('ins.typed').count() > 0, await main(page));
	await officer.reload();
	ok(`${call}: the officer reads the answer`, (await main(officer)).includes('mercredi à 14 h'), await main(officer));
	await look(officer, 'desk-file-answered');
	await page.goto(`${walk.sheet}/withdraw`);
	await look(page, 'withdraw');
	await fill(page.locator('#reason'), 'La salle n’est plus libre.');
	await go(page, page.locator('main form button[type=submit]'));
	await look(page, 'withdrawn');
	ok(`${call}: the request is withdrawn`, rows("SELECT state FROM sheet WHERE kind = 'application'") === 'withdrawn');
}

async function part(name, run, ...args) {
	const began = Date.now();
	try {
		return await run(...args);
	} catch (e) {
		await walk.page?.screenshot({ path: `${shots}failed-${call}-${name.replaceAll(' ', '-')}.png`, fullPage: true }).catch(() => {});
		return ok(`${call}: ${name} could be walked`, false, `${walk.page?.url()}\n${e.stack}`);
	} finally {
		if (process.env.VERBOSE) console.log(`${call}: ${name}: ${Date.now() - began} ms`);
	}
}

const writer = await person(way.context);
await part('from the diagnosis to an account', fromDiagnosis, writer);
await part('a new organisation', newOrganisation, writer);
await part('what is said once', completeOrganisation, writer);
await part('a draft', begin, writer);
await part('every topic', everyTopic, writer);
if (way.pastes) await part('a column of a spreadsheet', paste, writer);
if (way.offline) await part('no network and back', offline, writer);
if (way.cuts) await part('a sending that is cut', cut, writer);
if (way.two) await part('two people', together, writer);
await part('the documents', attach, writer);
await part('the check', checkAnswers, writer);
await part('asking for the signature', askSignature, writer);
const president = await part('the signature', sign);
const officer = way.whole && await part('the officer', officerAsks);
if (president && officer) await part('the completion', bearerCompletes, president, officer);
await part('English', async () => {
	await writer.goto(`${url}/en/my`);
	await look(writer, 'en-my');
	await writer.goto(walk.sheet.replace(url, `${url}/en`));
	await look(writer, 'en-sheet');
});
await walk.browser.close();
finish();
