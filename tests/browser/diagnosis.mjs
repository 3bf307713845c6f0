// The self-diagnosis in a browser (B19): CABBALR, an association, 12 000 €, to the maxima of the State and of the agglomeration; on a phone and a desk,
// with and without JavaScript, by keyboard only; axe on every kind of page. Called by all.mjs.
import { PHONE, DESK, axe, faintFields, ok, overflow, shots, smallTargets } from './lib.mjs';

const START = '/calls/cabbalr-2020/diagnosis';
// What is not here is answered "I do not know".
const ANSWERS = {
	porteur: 'association', nature: 'fonctionnement', caractere: 'aucun', cout: '12 000 €', 'part-qpv': '65', 'quartier-statut': 'quartier prioritaire', annee: '1',
	priorite: 'p4', 'sous-action': 'p4-2', transversale: 'numerique', thematique: 'cohésion sociale', canal: 'portail', 'region-figure': 'libre',
	'departement-objectif': 'autonomie', 'temps-scolaire': 'non', 'agent-departement': 'non', 'droit-commun-region': 'non', 'region-pic': 'non',
	'bilan-manquant': 'non', anru: 'non', tfpb: 'non', siren: 'oui', 'indicateurs-sexues': 'oui', 'habitants-construite': 'oui', vigilance: 'oui', 'conseil-existe': 'oui',
	'droit-commun': 'oui', demande: 'oui', rib: 'oui', 'echange-agglo': 'oui', 'echange-prefet': 'oui', 'echange-communes': 'oui', 'echange-conseil': 'oui',
	'avis-conseil': 'oui', 'region-qualite': 'oui', 'region-mobilisation': 'oui', 'region-partenariat': 'oui', 'region-gouvernance': 'oui',
	'departement-habitants': 'oui', 'departement-services': 'oui', 'dossier-departement': 'oui', bilan: 'oui',
};

const plain = (text) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const text = async (page, where) => plain(await page.locator(where).innerText());

async function looked(page, name, kinds) {
	const kind = await page.evaluate(() => [...document.querySelectorAll('#question input:not([type=hidden])')].map((e) => e.type)[0] || 'result');
	if (kinds.has(kind)) return;
	kinds.add(kind);
	const result = await axe(page);
	ok(`${name}: axe on a page of ${kind}`, !result.text, result.text);
	ok(`${name}: no sideways scroll on a page of ${kind}`, !(await overflow(page)), await overflow(page));
	ok(`${name}: field borders at 3:1 on a page of ${kind}`, !(await faintFields(page)), await faintFields(page));
	ok(`${name}: targets of 24 px on a page of ${kind}`, !(await smallTargets(page)), await smallTargets(page));
	if (process.env.SHOTS !== 'none') await page.screenshot({ path: `${shots}diagnosis-${name.replaceAll(' ', '-')}-${kind}.png`, fullPage: true });
}

// Puts the answer in and sends it, with the mouse or with keys alone.
async function answer(page, key, byKeys) {
	const value = ANSWERS[key];
	if (value === undefined) {
		const skip = page.locator('#question a.button.second');
		if (byKeys) {
			await skip.focus();
			await page.keyboard.press('Enter');
		} else await skip.click();
		return;
	}
	const radio = page.locator(`#question input[type=radio][value="${value}"]`);
	if (await radio.count()) {
		if (byKeys) {
			await radio.focus();
			await page.keyboard.press('Space');
			await page.keyboard.press('Enter');
			return;
		}
		await radio.check();
	} else {
		const field = page.locator('#question input[name=v]');
		await field.fill(value);
		if (byKeys) {
			await field.press('Enter');
			return;
		}
	}
	await page.locator('#question button[type=submit]').click();
}

async function walk(page, name, url, byKeys) {
	const kinds = new Set();
	await page.goto(url + START);
	let asked = 0;
	for (; asked < 90 && !page.url().includes('/summary'); asked++) {
		await looked(page, name, kinds);
		const before = page.url();
		const key = await page.locator('#question input[name=q]').inputValue();
		await Promise.all([page.waitForURL((u) => u.href !== before, { timeout: 10000 }), answer(page, key, byKeys)]);
		await page.waitForLoadState('load');
	}
	ok(`${name}: the result is reached`, page.url().includes('/summary'), `${asked} questions, ${page.url()}`);
	await looked(page, name, kinds);
	const result = await text(page, 'main');
	for (const part of ['État', '12 000 €', 'Au plus', 'Pièces à réunir', 'Règles, version', 'Garder ce bilan'])
		ok(`${name}: the result shows ${part}`, result.includes(part), result.slice(0, 900));
	const rows = await page.locator('.verdict-table tbody tr').allInnerTexts();
	const row = (word) => plain(rows.find((r) => r.includes(word)) || '');
	ok(`${name}: the State could give all of a first year`, /Possible/.test(row('État')) && row('État').includes('jusqu’à 12 000 €'), rows.join('\n'));
	ok(`${name}: the agglomeration's fund is possible`, /Possible/.test(row('Cohésion Sociale') || row('FCS')), rows.join('\n'));
	return kinds;
}

async function refreshes(page, url) {
	await page.goto(`${url}${START}?a=porteur.association~quartier-statut.quartier_prioritaire~annee.1&q=cout`);
	const before = await text(page, '#panel');
	await page.locator('input[name=v]').pressSequentially('12000', { delay: 30 });
	await page.waitForFunction((b) => document.querySelector('#panel').innerText.replaceAll(/[\u00a0\u202f]/g, ' ') !== b, before, { timeout: 5000 }).catch(() => {});
	ok('the panel follows what is typed', (await text(page, '#panel')).includes('12 000 €'), await text(page, '#panel'));
	ok('the field keeps what was typed', (await page.locator('input[name=v]').inputValue()) === '12000');
	const shown = await text(page, '#panel');
	await page.locator('input[name=v]').fill('12.000');
	await page.waitForTimeout(900);
	ok('a mistake while typing leaves the panel as it is', (await text(page, '#panel')) === shown, await text(page, '#panel'));
	await page.context().setOffline(true);
	page.complaints.length = 0;
	await page.locator('input[name=v]').fill('5000');
	await page.waitForTimeout(900);
	ok('without network the page stays as it is, silently', (await text(page, '#panel')) === shown);
	await page.context().setOffline(false);
}

export async function diagnosis(context, url) {
	const desk = await context(DESK);
	await walk(desk, 'desk', url, false);
	ok('desk: the browser has no complaint', desk.complaints.length === 0, desk.complaints.join('\n'));
	await desk.emulateMedia({ colorScheme: 'dark' });
	const dark = await axe(desk);
	ok('the result in the dark: axe', !dark.text, dark.text);
	await desk.emulateMedia({ colorScheme: 'light', media: 'print' });
	await desk.setViewportSize({ width: 688, height: 1016 });
	ok('the result fits the paper', !(await overflow(desk)), await overflow(desk));
	await desk.emulateMedia({ media: 'screen' });
	await desk.setViewportSize(DESK);
	await refreshes(desk, url);
	await desk.context().close();

	const phone = await context(PHONE, { hasTouch: true, isMobile: false, javaScriptEnabled: true });
	await walk(phone, 'phone', url, false);
	await phone.context().close();

	const keys = await context(DESK);
	await walk(keys, 'keyboard', url, true);
	await keys.context().close();

	const without = await context(PHONE, { javaScriptEnabled: false });
	await withoutJavaScript(without, url);
	await without.context().close();
}

// axe needs JavaScript: only the way through is looked at.
async function withoutJavaScript(page, url) {
	await page.goto(url + START);
	let asked = 0;
	for (; asked < 90 && !page.url().includes('/summary'); asked++) {
		const before = page.url();
		const key = await page.locator('#question input[name=q]').inputValue();
		await Promise.all([page.waitForURL((u) => u.href !== before, { timeout: 10000 }), answer(page, key, false)]);
	}
	ok('without JavaScript the result is reached', page.url().includes('/summary'), page.url());
	ok('with the same maximum', (await text(page, 'main')).includes('jusqu’à 12 000 €'));
}
