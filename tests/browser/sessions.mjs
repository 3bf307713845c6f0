// A committee sits: the officer puts an item to the vote, the member votes on a phone with one touch, each screen moves by itself and nothing that is being typed is lost; the same without
// scripts; axe finds nothing (A10, N8). Called by sessions.sh: node sessions.mjs URL SESSION.
import { launch, openPage, axe, ok, finish, DESK, PHONE } from './lib.mjs';

const [url, session] = process.argv.slice(2);
const people = { officer: 101, member: 102 };
const browser = await launch();
const here = `/sessions/${session}`;

async function open(who, path, viewport = DESK, options = {}) {
	const context = await browser.newContext({ viewport, locale: 'fr-FR', reducedMotion: 'reduce', ...options });
	await context.addCookies([{ name: 'session', value: String(people[who]).padStart(43, '0'), url }]);
	const page = await openPage(context);
	await page.goto(url + path, { waitUntil: 'domcontentloaded' });
	return page;
}
const shows = (page, text) => page.waitForFunction((t) => document.getElementById('session-live').textContent.replace(/\s+/g, ' ').includes(t), text, { timeout: 8000 }).then(() => true, () => false);

const officer = await open('officer', here);
const member = await open('member', here, PHONE);
ok('nothing is to be voted yet', (await member.locator('.session-vote').count()) === 0);
await officer.click('#item-1 button[value=open]');
await officer.waitForLoadState('domcontentloaded');
ok('the phone is asked for a vote without being touched', await shows(member, 'Vote en cours'));
const axes = { officer: await axe(officer), phone: await axe(member) };
const small = await member.locator('.session-choices button').evaluateAll((all) => all.filter((b) => b.getBoundingClientRect().height < 44 || b.getBoundingClientRect().width < 44).length);
ok('each choice is large enough for a thumb', small === 0);
ok('a phone shows no page wider than itself', await member.evaluate(() => document.documentElement.scrollWidth <= innerWidth));

// The officer is writing a note while the vote arrives: it is not lost.
await officer.click('#item-2 summary');
await officer.fill('#note-2', 'Le bilan est attendu en juin.');
await member.focus('.session-choices button[value=yes]');
await member.keyboard.press('Enter');
await member.waitForLoadState('domcontentloaded');
ok('the member is shown their vote', await shows(member, 'votre vote : Pour'));
await officer.locator('#session-said').filter({ hasText: 'avancé' }).waitFor({ timeout: 8000 });
ok('while somebody types nothing is replaced under their fingers', (await officer.inputValue('#note-2')) === 'Le bilan est attendu en juin.' && (await officer.evaluate(() => document.activeElement.id)) === 'note-2');
await officer.evaluate(() => document.activeElement.blur());
ok('then the vote is there', await shows(officer, '1 vote reçu'));
ok('and what was typed too, its panel open', (await officer.inputValue('#note-2')) === 'Le bilan est attendu en juin.' && await officer.isVisible('#note-2'));

const plain = await open('member', here, PHONE, { javaScriptEnabled: false });
await plain.click('.session-choices button[value=no]');
ok('without scripts a member changes their vote by the form', (await plain.textContent('.session-ballot')).includes('Contre') && (await plain.locator('.session-choices button.chosen').getAttribute('value')) === 'no');
await officer.goto(url + here, { waitUntil: 'domcontentloaded' });
await officer.click('#item-1 button[value=closed]');
await officer.waitForLoadState('domcontentloaded');
ok('closing the ballot gives the decision', await shows(officer, 'défavorable'));
ok('on the phone too', await shows(member, 'Rejeté'));

const pages = { seats: await open('officer', `${here}/seats`), agenda: await open('officer', `${here}/agenda`), print: await open('officer', `${here}/print`),
	minutes: await open('officer', `${here}/minutes`), list: await open('officer', '/calls/libercourt-2025/sessions'), form: await open('officer', '/calls/libercourt-2025/sessions/new', PHONE) };
for (const [name, page] of Object.entries(pages))
	axes[name] = await axe(page);
for (const [name, found] of Object.entries(axes))
	ok(`axe has nothing to say of the page: ${name}`, found.rules > 5 && !found.text, found.text);
for (const [name, page] of Object.entries({ officer, member, ...pages })) {
	const wrong = page.complaints.filter((text) => !text.includes('live.json'));
	ok(`the browser complains of nothing: ${name}`, !wrong.length, wrong.join('\n'));
}
await browser.close();
finish();
