// node pictures.mjs URL DRAFT FILED ORGANISATION COOKIE OFFICER-COOKIE PICTURES [LOOK]: see pictures.sh.
import { mkdirSync } from 'node:fs';
import { DESK, PHONE, launch, openPage } from './lib.mjs';

const [url, draft, filed, organisation, cookie, officer, pictures, look] = process.argv.slice(2);
const browser = await launch();

async function signedIn(value, viewport, more = {}) {
	const context = await browser.newContext({ viewport, locale: 'fr-FR', ...more });
	if (value) await context.addCookies([{ name: 'session', value, url }]);
	return openPage(context);
}

const small = { width: 375, height: 720 };
const wide = { width: 1100, height: 760 };
// name, address, who, window; `ready` is done on the page first.
const guide = [
	['steps', draft, cookie, small],
	['topic', `${draft}/topics/project`, cookie, small, async (page, lang) => {
		await page.locator('[id="f.project.title"]').fill(lang === 'fr' ? 'Le potager des voisines' : 'The neighbours’ kitchen garden');
		await page.waitForFunction(() => /\d/.test(document.getElementById('saved').textContent));
	}],
	['budget', `${draft}/topics/budget`, cookie, wide, (page) => page.locator('#charges').scrollIntoViewIfNeeded().then(() => page.evaluate(() => scrollTo(0, 260)))],
	['help', `${draft}/help`, cookie, small],
	['receipt', `${filed}/receipt`, cookie, small],
	['desk-file', `/desk/lievin${filed}`, officer, wide],
	['people', '/administration/people', officer, wide],
	['desk-list', '/desk/libercourt?sort=-cost&cost-from=10000', officer, wide],
	['grid', '/grids/libercourt-2025', officer, wide, (page) => page.locator('#grid').scrollIntoViewIfNeeded().then(() => page.locator('td.money.writes[data-column="anct"]').first().focus())],
	['adopt', '/programmes/libercourt-2025/adopt?scenario=1', officer, wide],
];
for (const [lang, base] of [['fr', ''], ['en', '/en']])
	for (const [name, address, who, viewport, ready] of guide) {
		const page = await signedIn(who, viewport);
		await page.goto(url + base + address);
		await page.evaluate(() => document.querySelector('.test-clock')?.remove());
		await ready?.(page, lang);
		await page.screenshot({ path: `${pictures}/${name}-${lang}.png` });
		await page.context().close();
	}

const mine = ['/my', '/account', '/account/profile', '/account/email', '/account/password', '/account/factor', '/account/sessions', '/account/close', '/organisations/new', organisation,
	`${organisation}/members`, `${organisation}/bank`, `${organisation}/documents`, '/calls/lievin-2024/apply', '/calls/lievin-2024/word', draft, `${draft}/help`,
	...['project', 'action', 'frame', 'places', 'audience', 'budget', 'publics', 'means', 'partners', 'exchanges', 'evaluation', 'rules', 'commitments'].map((t) => `${draft}/topics/${t}`),
	...['attachments', 'verdict', 'place', 'check', 'sign', 'word', 'reminders'].map((p) => `${draft}/${p}`),
	...['receipt', 'follow-up', 'versions', 'versions/1', 'withdraw'].map((p) => `${filed}/${p}`)];
const desk = ['/desk/libercourt', '/grids/libercourt-2025', '/grids/libercourt-2025/room', '/programmes/libercourt-2025', '/programmes/libercourt-2025/adopt?scenario=1', '/templates/libercourt', '/desk/lievin', `/desk/lievin${filed}`, '/desk/lievin/calls/lievin-2024', '/desk/lievin/calls/lievin-2024/type', '/administration/people', '/administration/outbox'];
const anyone = ['/sign-in', '/sign-up', '/password/forgotten'];
const file = (address) => address.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '');
if (look) {
	for (const folder of ['phone', 'phone-dark', 'desk', 'desk-dark', 'paper']) mkdirSync(`${look}/${folder}`, { recursive: true });
	for (const [addresses, who] of [[mine, cookie], [desk, officer], [anyone, null]])
		for (const [folder, viewport, colorScheme] of [['phone', PHONE, 'light'], ['phone-dark', PHONE, 'dark'], ['desk', DESK, 'light'], ['desk-dark', DESK, 'dark']]) {
			const page = await signedIn(who, viewport, { colorScheme, serviceWorkers: 'block' });
			for (const address of addresses) {
				const answer = await page.goto(url + address);
				if (!answer.ok()) console.log(`${address}: ${answer.status()}`);
				await page.screenshot({ path: `${look}/${folder}/${file(address)}.png`, fullPage: true });
				if (folder === 'desk') await page.pdf({ path: `${look}/paper/${file(address)}.pdf`, preferCSSPageSize: true, printBackground: true });
			}
			await page.context().close();
		}
}
await browser.close();
