// What people do on the pages of an application, as one step a function: sign up by the mailed link, say who the organisation is, type a topic, add documents, with a pointer or by
// keyboard. Each step looks at the pages that it meets. Used by applying.mjs only.
import { execFileSync } from 'node:child_process';
import { COLOURS, DESK, EVERYTHING, PHONE, axe, faintFields, none, ok, openPage, overflow, shots, smallTargets } from './lib.mjs';

export const plain = (text) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
export const main = async (page) => plain(await page.locator('main').innerText());
export const SECRET = 'cheval agrafe pile';
const seen = new Set();

// The journey that is walked: browser, address, call, data folder, samples; hand (hands.mjs); thorough: each page in both colours and at two widths.
export const walk = {};

export const rows = (query) => execFileSync('sqlite3', ['-cmd', '.timeout 5000', `${walk.place}/faubourg.db`, query], { encoding: 'utf8' }).trim();
const oneLine = (text) => `'${text.replaceAll("'", "''")}'`;
export const mailed = (to, kind) => rows(`SELECT body FROM outbox WHERE recipient = ${oneLine(to)} AND kind = '${kind}' ORDER BY created_ms DESC, mail_id DESC LIMIT 1`);
export const link = (body) => (body.match(/https?:\/\/[^\s/]+(\/\S*)/) || [])[1];

export async function person(more = {}) {
	const context = await walk.browser.newContext({ viewport: PHONE, locale: 'fr-FR', ...more });
	const page = await openPage(context);
	page.on('dialog', (dialog) => { // "leave this page?" is never asked of somebody whose typing is saved
		page.complaints.push(`dialog ${dialog.type()}`);
		dialog.accept().catch(() => {});
	});
	return page;
}

// Everything that can be measured of a page, once for each name: both colours, the width of an old phone, the borders of fields, targets.
export async function look(page, name, expected = []) {
	const full = `${walk.call} ${name}`;
	if (seen.has(full)) return;
	seen.add(full);
	// A page that is left does not wait for its icon, nor for the answer to a save that its button sends again.
	const complaints = page.complaints.filter((c) => !/ERR_ABORTED/.test(c) && !expected.some((e) => c.includes(e)));
	ok(`${full}: no complaint of the browser`, complaints.length === 0, complaints.join('\n'));
	page.complaints.length = 0;
	const viewport = page.viewportSize();
	if (process.env.SHOTS !== 'none') await page.screenshot({ path: `${shots}applying-${full.replaceAll(/[^a-z0-9]+/gi, '-')}.png`, fullPage: true });
	if (!walk.scripts) return;
	for (const colorScheme of walk.thorough ? ['light', 'dark'] : ['light']) {
		await page.emulateMedia({ colorScheme });
		const found = await axe(page, colorScheme === 'light' ? EVERYTHING : COLOURS);
		ok(`${full}: axe, ${colorScheme}`, !found.text, found.text);
		none(`${full}: borders of fields at 3:1, ${colorScheme}`, await faintFields(page));
	}
	await page.emulateMedia({ colorScheme: 'light' });
	none(`${full}: targets of 24 px`, await smallTargets(page));
	for (const width of !walk.thorough ? [viewport.width] : viewport.width === DESK.width ? [1024, DESK.width] : [375, 320]) {
		await page.setViewportSize({ width, height: viewport.height });
		none(`${full}: no sideways scroll at ${width} px`, await overflow(page));
	}
	await page.setViewportSize(viewport);
}

// Follows a link or presses a button that leads to another page.
export async function go(page, locator) {
	walk.page = page;
	await Promise.all([page.waitForEvent('load', { timeout: 12000 }), walk.hand.press(locator.first())]);
}
export const fill = (input, value) => walk.hand.fill(input, value);
export const check = (box) => walk.hand.check(box);

// ---- accounts ----

// From a page that asks for an account to the same page, signed in, address confirmed by the link that was mailed.
export async function signUp(page, name, email) {
	await look(page, 'sign-up');
	await fill(page.locator('#name'), name);
	await fill(page.locator('#email'), email);
	await fill(page.locator('#password'), SECRET);
	await go(page, page.locator('main form button[type=submit]'));
	await signIn(page, email);
	const where = page.url();
	const letter = mailed(email, 'confirm');
	ok(`${walk.call}: ${name} gets a link to confirm the address`, link(letter), letter);
	await page.goto(walk.url + link(letter));
	await look(page, 'confirm');
	await go(page, page.locator('main form button[type=submit]'));
	ok(`${walk.call}: ${name}: the address is confirmed`, rows(`SELECT confirmed_ms IS NOT NULL FROM person WHERE email = ${oneLine(email)}`) === '1', await main(page));
	await page.goto(where);
}

export async function signIn(page, email) {
	await look(page, 'sign-in');
	await fill(page.locator('#email'), email);
	await fill(page.locator('#password'), SECRET);
	await go(page, page.locator('main form button[type=submit]'));
}

// ---- topics ----

// Answers that a journey is not about, sent as the page itself sends them; what the server does not take stays to be typed.
export async function fillOverHttp(page, sheet, left, byHand) {
	const kept = await (await page.request.get(`${sheet}/values.json`)).json();
	const names = Object.keys(left).filter((key) => !byHand(key));
	const form = { csrf: kept.csrf, base: kept.revision, person: kept.person };
	for (const key of names) form[`f.${key}`] = left[key];
	const answer = await page.request.post(`${sheet}/save`, { form, headers: { 'Sec-Fetch-Site': 'same-origin' } });
	ok(`${walk.call}: ${names.length} answers are saved over HTTP`, answer.status() === 200 && !Object.keys((await answer.json()).problems).length, await answer.text());
	for (const key of names) delete left[key];
}

const field = (page, key) => page.locator(`[name="f.${key}"]:not([type=hidden])`);

// Types one answer as a person does; false when the page does not ask it (now).
async function type(page, key, value) {
	const inputs = field(page, key);
	if (!(await inputs.count())) return false;
	const kind = await inputs.first().getAttribute('type');
	if (kind === 'radio' || kind === 'checkbox') {
		for (const one of kind === 'radio' ? [value] : value.split(' ')) {
			const box = page.locator(`[name="f.${key}"][value="${one}"]`);
			if (!(await box.count()) || !(await box.isVisible())) return false;
			await check(box);
		}
		return true;
	}
	if (!(await inputs.first().isVisible())) {
		const closed = inputs.first().locator('xpath=ancestor::details[not(@open)]');
		for (let n = await closed.count(); n > 0; n--) await walk.hand.press(closed.first().locator('summary').first());
	}
	if (!(await inputs.first().isVisible())) return false;
	await fill(inputs.first(), value);
	return true;
}

// Types what is still to be typed of a page, opening lines and places as they are needed; leaves with the button that leads on.
export async function typeTopic(page, left) {
	for (let round = 0; round < 12; round++) {
		for (let typed = true; typed;) {
			typed = false;
			for (const key of Object.keys(left)) {
				if (!(await type(page, key, left[key]))) continue;
				delete left[key];
				typed = true;
			}
		}
		const group = await page.locator('button[value=stay]').evaluateAll((all) => all.map((b) => b.closest('section')?.id));
		const waits = group.findIndex((id) => id && Object.keys(left).some((key) => id.endsWith(key.split('.')[0])));
		if (waits < 0) break;
		await go(page, page.locator('button[value=stay]').nth(waits));
	}
}
