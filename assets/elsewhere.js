// What happened elsewhere while somebody was typing here: another tab, another person, a session that ended. What nobody typed over is taken; what both changed is shown, both texts
// side by side with two buttons, and not sent until one is chosen. saving.js loads this when it happens.
import { forget, place, same, unsent } from './keep.js';
import { has, read, write } from './fieldset.js';
import { base, csrf, held, isDirty, later, refused, sayFailed, shown, state } from './saving.js';

const PAUSE = 4000; // ms between two looks whether one is signed in again
const box = document.getElementById('conflicts');
const words = document.getElementById('saving')?.dataset ?? {};

function text(tag, content, className = '') {
	return Object.assign(document.createElement(tag), { textContent: content, className });
}

function version(heading, content, label, choose) {
	const side = document.createElement('div');
	const button = Object.assign(text('button', label), { type: 'button' });
	button.addEventListener('click', choose);
	side.append(text('p', heading, 'over'), text('p', content || '—', 'version'), button);
	return side;
}

const label = (name) => {
	const e = document.getElementById(name);
	return (e?.querySelector?.('legend') ?? document.querySelector(`label[for="${CSS.escape(name)}"]`) ?? e?.closest('tr')?.querySelector('th'))?.textContent.trim() ?? '';
};

function show(name, theirs, by) {
	document.getElementById(`conflict.${name}`)?.remove();
	const one = Object.assign(document.createElement('div'), { id: `conflict.${name}`, className: 'note warning conflict' });
	const sides = Object.assign(document.createElement('div'), { className: 'sides' });
	const choose = (keepMine) => () => {
		one.remove();
		box.hidden = !box.children.length;
		held.delete(name);
		shown.set(name, theirs);
		if (keepMine) later(0);
		else {
			write(name, theirs);
			forget([name]);
		}
		document.getElementById(name)?.focus();
	};
	one.setAttribute('role', 'alert');
	sides.append(version(words.mine, read(name), words.keep, choose(true)), version(words.theirs, theirs, words.take, choose(false)));
	one.append(text('p', words.elsewhere), text('p', label(name), 'what'), text('p', by ?? '', 'hint'), sides);
	box.append(one);
	box.hidden = false;
}

function conflict(name, theirs, by) {
	if (held.get(name) === theirs) return;
	held.set(name, theirs);
	show(name, theirs, by);
}

export const ask = (conflicts) => conflicts.forEach((c, name) => conflict(name, c.theirs, c.by));

function take(name, server, by) {
	if (!isDirty(name)) write(name, server);
	else if (!same(read(name), server)) return conflict(name, server, by);
	shown.set(name, isDirty(name) && same(read(name), server) ? read(name) : server);
}

// Another tab of the same person saved.
export function follow({ revision, sent }) {
	for (const [name, value] of sent) if (shown.has(name)) take(name, value);
	if (revision === Number(base.value) + 1) base.value = revision;
	else state.stale = true;
}

async function values() {
	const answer = await fetch(place.values, { redirect: 'manual', headers: { Accept: 'application/json' } });
	return { status: answer.status, body: answer.ok ? await answer.json() : null };
}

// Looks at all that the server holds; gives back what a closed tab left unsent on other pages and nobody changed since, or nothing when it may not look any longer.
export async function merge() {
	const { status, body } = await values();
	if (body?.person !== place.person) return refused(body ? 404 : status, null);
	for (const name of shown.keys()) {
		const server = body.values[name.slice(2)] ?? '';
		if (!same(server, shown.get(name))) take(name, server, body.by);
	}
	const others = unsent().filter(([name]) => !has(name));
	forget(others.filter(([name, k]) => same(body.values[name.slice(2)], k.v)).map(([name]) => name));
	base.value = body.revision;
	csrf.value = body.csrf;
	state.stale = false;
	return others.filter(([name, k]) => same(body.values[name.slice(2)] ?? '', k.o)).map(([name, k]) => [name, k.v]);
}

// Until they are signed in again, here or in another tab. Another person signed in: says so, and nothing is sent under their name.
let timer;
async function look() {
	try {
		const { status, body } = await values();
		if (body?.person === place.person) {
			clearInterval(timer);
			timer = removeEventListener('focus', look);
			state.stopped = false;
			csrf.value = body.csrf;
			later(0);
		} else if (body || status === 404) sayFailed('person', true);
	} catch { /* no network: later */ }
}

export function waitForSession() {
	if (timer) return;
	timer = setInterval(look, PAUSE);
	addEventListener('focus', look);
	look();
}
