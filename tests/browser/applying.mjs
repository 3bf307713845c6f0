// node applying.mjs URL CALL PLACE SAMPLES: the whole way of a request, from "can we?" to its receipt and what follows, by the people who walk it.
import { readFileSync } from 'node:fs';
import { DESK, PHONE, finish, launch, ok, shots } from './lib.mjs';
import { follow, go, link, look, mailed, main, person, press, rows, signIn, signUp, typeTopic, walk } from './steps.mjs';

const [url, call, place, samples] = process.argv.slice(2);
const draft = JSON.parse(readFileSync(new URL(`../lib/drafts/${call}.json`, import.meta.url), 'utf8'));
Object.assign(walk, { url, call, place, samples, browser: await launch(), scripts: true });
const WRITER = 'coordination@jardins-cite.example';
const PRESIDENT = 'presidente@jardins-cite.example';
const ways = {
	'lievin-2024': { register: '00000001800010', context: { viewport: PHONE, hasTouch: true } },
	'call-ami-2021': { register: '00000001800010', context: { viewport: PHONE, javaScriptEnabled: false } },
	'cabbalr-2020': { context: { viewport: DESK } },
};
const way = ways[call];
walk.scripts = way.context.javaScriptEnabled !== false;

// A visitor asks whether the call is for them, answers a few questions, and starts from there.
async function fromDiagnosis(page) {
	await page.goto(`${url}/calls/${call}`);
	await look(page, 'call');
	await page.goto(`${url}/calls/${call}/diagnosis`);
	for (let i = 0; i < 4 && !page.url().includes('/summary'); i++) {
		await look(page, `diagnosis-${i}`);
		const radios = page.locator('#question input[type=radio]');
		const values = await radios.evaluateAll((all) => all.map((r) => r.value));
		if (values.length) await radios.nth(Math.max(0, values.indexOf('association'))).check();
		else await page.locator('#question input[name=v]').fill('12000');
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
	await page.locator('#siret').fill(way.register ?? draft.identity['identity.siret']);
	await go(page, page.locator('main form button[type=submit]'));
	await look(page, 'organisation-found');
	if (!way.register) {
		await page.locator('#name').fill(draft.identity['identity.name']);
		await page.locator('input[name=kind][value=association]').check();
		await page.locator('#rna').fill(draft.identity['identity.rna'] ?? '');
		await page.locator('#address').fill('12 rue des Exemples');
		await page.locator('#postcode').fill('62800');
		await page.locator('#city').fill('Liévin');
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
	for (const topic of topics) {
		await page.goto(topic);
		await typeTopic(page, left);
		await look(page, `identity-${topic.split('/').pop()}`);
		await go(page, page.locator('button[name=to]:not([value=stay])'));
	}
	ok(`${call}: every answer of the organisation had its field`, Object.keys(left).length === 0, Object.keys(left).join(' '));
	await page.goto(`${walk.organisation}/bank`);
	await page.locator('#account').fill('FR14 2004 1010 0505 0001 3M02 607');
	await go(page, page.locator('main form.sheet button[type=submit]'));
	await look(page, 'bank-wrong', ['422']);
	ok(`${call}: a wrong IBAN is told and kept`, (await page.title()).startsWith('Erreur') && (await page.locator('#account').inputValue()).includes('3M02'));
	await page.locator('#account').fill('FR14 2004 1010 0505 0001 3M02 606');
	if (await page.locator('#holder').count()) await page.locator('#holder').fill(await page.locator('#holder').inputValue() || 'Les Jardins de la cité');
	await go(page, page.locator('main form.sheet button[type=submit]'));
	if (await page.locator('#holder_is_right').count()) {
		await page.locator('#holder_is_right').check();
		await go(page, page.locator('main form.sheet button[type=submit]'));
	}
	await look(page, 'bank', ['422']);
	ok(`${call}: the bank details are kept, and not shown whole`, (await main(page)).includes('606') && !(await main(page)).includes('0505'), await main(page));
	await page.goto(`${walk.organisation}/documents`);
	await page.locator('#file').setInputFiles(`${samples}/statuts.docx`);
	await page.locator('form.send button[type=submit]').click();
	await page.locator('.files .file').first().waitFor({ timeout: 12000 });
	await look(page, 'safe');
	await page.goto(`${walk.organisation}/members`);
	await page.locator('#email').fill(PRESIDENT);
	await page.locator('input[name=role][value=signatory]').check();
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
	const budget = Object.fromEntries(Object.entries(left).filter(([key]) => key.startsWith('budget.')));
	const publics = Object.entries(left).filter(([key]) => /^publics\..*\.(f|m)\./.test(key));
	for (const key of Object.keys(budget)) delete left[key];
	for (const [key] of publics) delete left[key];
	const topics = await page.locator('ol.tasks a[href*="/topics/"]').evaluateAll((all) => all.map((a) => a.href).filter((a) => !/\/(documents|check)$/.test(a)));
	for (let round = 0; round < 2; round++)
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
		await section.locator('input[type=file]').setInputFiles(`${samples}/${files[i % files.length]}`);
		await section.locator('form.send button[type=submit]').click();
		await page.waitForFunction(([id, n]) => document.querySelectorAll(`#doc-${id} .files .file`).length > n, [code, had], { timeout: 20000 })
			.catch(async () => ok(`${call}: ${code} is taken`, false, await main(page)));
	}
	await look(page, 'attachments');
}

// What somebody who forgot half of it sees, then what is complete.
async function check(page) {
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

// The president opens the invitation on a phone of their own.
async function sign() {
	const page = await person(way.context.javaScriptEnabled === false ? { javaScriptEnabled: false } : {});
	const letter = mailed(PRESIDENT, 'invitation') || rows(`SELECT body FROM outbox WHERE recipient = '${PRESIDENT}' LIMIT 1`);
	await page.goto(url + link(letter));
	await look(page, 'invitation');
	await go(page, page.locator('main a[href*="/sign-up"]'));
	await signUp(page, 'Présidente', PRESIDENT);
	await go(page, page.locator('button[value=accept]'));
	await page.goto(`${url}/my`);
	await look(page, 'my-signatory');
	await page.goto(`${walk.sheet}/sign`);
	await look(page, 'sign');
	await page.locator('#capacity').fill('Présidente');
	await page.locator('#attests').check();
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
	await page.setViewportSize(PHONE);
	return page;
}

async function officerAsks() {
	const page = await person({ viewport: DESK });
	await page.goto(`${url}/my`);
	await signIn(page, 'officer@commune.example');
	await look(page, 'my-officer');
	await go(page, page.locator(`main a[href$="/desk/${rows(`SELECT t.code FROM territory t JOIN call c ON c.territory_id = t.territory_id WHERE c.code = '${call}'`)}"]`));
	await look(page, 'desk');
	await go(page, page.locator('main .tasks a[href*="/sheets/"]'));
	await look(page, 'desk-file');
	const file = page.url();
	await page.locator('#text').fill('Bonjour, une question sur les horaires.');
	await go(page, page.locator('form[action$="/messages"] button'));
	await page.locator('summary', { hasText: 'complément' }).first().click();
	await page.locator('input[name=open][value=project]').check();
	await page.locator('#reason').fill('Merci de préciser le résumé du projet.');
	await page.locator('#due').fill(rows("SELECT strftime('%Y-%m-%d', filed_ms / 1000 + 864000, 'unixepoch') FROM filing LIMIT 1"));
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
	await page.locator('#text').fill('Le mercredi à 14 h.');
	await go(page, page.locator('form[action$="/messages"] button'));
	await go(page, page.locator('section[aria-labelledby=completion] .tasks a'));
	await look(page, 'completion-topic');
	await page.locator('[id="f.project.title"]').fill('Le potager des voisins et voisines');
	await go(page, page.locator('button[name=to]:not([value=stay])'));
	await page.goto(`${walk.sheet}/sign`);
	await look(page, 'sign-completion');
	if (await page.locator('#capacity').count()) {
		await page.locator('#capacity').fill('Présidente');
		await page.locator('#attests').check();
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
	await page.locator('#reason').fill('La salle n’est plus libre.');
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
await part('the documents', attach, writer);
await part('the check', check, writer);
await part('asking for the signature', askSignature, writer);
const president = await part('the signature', sign);
const officer = await part('the officer', officerAsks);
if (president && officer) await part('the completion', bearerCompletes, president, officer);
await part('English', async () => {
	await writer.goto(`${url}/en/my`);
	await look(writer, 'en-my');
	await writer.goto(walk.sheet.replace(url, `${url}/en`));
	await look(writer, 'en-sheet');
});
await walk.browser.close();
finish();
