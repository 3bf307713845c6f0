// node deskwork.mjs URL TERRITORY COOKIE-A COOKIE-B: two officers at their desk. Every page on a phone and a desk; keyboard only; without JavaScript; what is done to several; presence.
import { DESK, PHONE, axe, faintFields, finish, launch, none, ok, openPage, overflow, smallTargets } from './lib.mjs';

const [url, territory, cookieA, cookieB] = process.argv.slice(2);
const browser = await launch();
const desk = `${url}/desk/${territory}`;

async function officer(cookie, more = {}) {
	const context = await browser.newContext({ viewport: DESK, locale: 'fr-FR', ...more });
	await context.addCookies([{ name: 'session', value: cookie, url }]);
	return context;
}
const rows = (page) => page.locator('#list tbody tr').count();

const context = await officer(cookieA);
const page = await openPage(context);
await page.goto(desk);
const file = await page.locator('#list tbody th a').first().getAttribute('href');
for (const address of ['?per=25', '?group=bearer&columns=title&columns=cost&columns=districts', '/labels', '/routing'])
	for (const [size, viewport] of [['desk', DESK], ['phone', PHONE]]) {
		await page.setViewportSize(viewport);
		await page.goto(desk + address);
		const result = await axe(page);
		ok(`${address}: axe, ${size}`, !result.text, result.text);
		none(`${address}: no sideways scroll, ${size}`, await overflow(page));
		none(`${address}: field borders at 3:1, ${size}`, await faintFields(page));
		none(`${address}: targets of 24 px, ${size}`, await smallTargets(page));
	}
for (const [size, viewport] of [['desk', DESK], ['phone', PHONE]]) {
	await page.setViewportSize(viewport);
	await page.goto(url + file);
	const result = await axe(page);
	ok(`a file: axe, ${size}`, !result.text, result.text);
	none(`a file: no sideways scroll, ${size}`, await overflow(page));
}

// Keyboard only: search, walk, choose, open.
await page.setViewportSize(DESK);
await page.goto(`${desk}?per=25`);
const all = await rows(page);
await page.keyboard.press('ArrowDown');
await page.keyboard.press('ArrowDown');
await page.keyboard.press(' ');
ok('space selects the row that the arrows reached', await page.locator('#list tbody tr').nth(1).locator('input[name=pick]').isChecked());
await page.keyboard.press('ArrowUp');
await page.keyboard.press('Enter');
await page.waitForURL(/\/(applications|sheets)\//);
ok('Enter opens the file', page.url().includes(file.split('?')[0]), page.url());
await page.goto(`${desk}?per=25`);
await page.keyboard.press('/');
await page.keyboard.type('pre');
await page.keyboard.press('Enter');
await page.waitForURL(/q=pre/);
ok('/ searches', await rows(page) < all && await rows(page) > 0, await rows(page));

// Several files at once.
await page.goto(`${desk}?per=25`);
for (const n of [0, 1]) await page.locator('#list tbody input[name=pick]').nth(n).check();
await page.locator('#do').selectOption('owner');
await page.locator('#bulk button').click();
await page.locator('#owner').selectOption({ label: 'Adjoint technique' });
await page.locator('main button', { hasText: 'aperçu' }).click();
ok('the preview says how many change', /2 demandes changeront/.test(await page.locator('#preview').innerText()), await page.locator('main').innerText());
await page.locator('main button', { hasText: 'Faire ces changements' }).click();
ok('then they have changed', /2 demandes ont changé/.test(await page.locator('[role=status]').innerText()));
await page.locator('main button', { hasText: 'Annuler' }).click();
ok('and are as before', /comme avant/.test(await page.locator('[role=status]').innerText()));

// Two officers in one file.
const other = await officer(cookieB);
const second = await openPage(other);
await second.goto(url + file);
await page.goto(url + file);
await page.waitForFunction(() => !document.getElementById('present').hidden, null, { timeout: 15000 });
ok('who else has it open is said', /Adjoint technique/.test(await page.locator('#present').innerText()));
await page.locator('#note-text').fill('Voir avec la Ville');
await page.locator('main button', { hasText: 'Enregistrer la note' }).click();
await second.locator('#owner').selectOption({ label: 'Adjoint technique' });
await second.locator('form[action$="/follow"] button').click();
ok('who saw the page before is told what changed', /Ce qui a changé depuis/.test(await second.locator('main').innerText()), await second.locator('main').innerText());
await other.close();
await context.close();

// Without JavaScript: filter, columns, keep, all by forms.
const bare = await officer(cookieA, { javaScriptEnabled: false });
const plain = await bare.newPage();
await plain.goto(`${desk}?per=25`);
await plain.locator('.dw-panel > summary').first().click();
await plain.locator('.dw-pick > summary', { hasText: 'Coût total' }).click();
await plain.locator('[id="cost-from"]').fill('20 000');
await plain.locator('.dw-search button').click();
ok('a filter is applied without JavaScript', plain.url().includes('cost-from=20+000') || plain.url().includes('cost-from=20%20000'), plain.url());
ok('and fewer rows are left', await rows(plain) < all, await rows(plain));
await bare.close();
await browser.close();
finish();
