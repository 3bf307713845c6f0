// What goes to the server and what comes back: one request at a time, only what changed, on the revision that is shown. Both changed: asked. Refused or no network: said at once,
// tried again with growing pauses. Used by autosave.js, which watches the fields.
import { acknowledge, forget, place, same, unsent } from './keep.js';
import { form, has, read, write, wrong } from './fieldset.js';
import { label, showConflict } from './conflict.js';
import { values, waitForSession } from './session.js';
import { say, sayFailed, sayWell } from './saying.js';

const PATIENCE = 20000; // ms for an answer
const { base, csrf } = form?.elements ?? {};
const tabs = 'BroadcastChannel' in window ? new BroadcastChannel(`sheet:${place.sheet}:${place.person}`) : null;
export const shown = new Map(); // what the server is known to hold, by field
export const held = new Map(); // what the other text is, by field in conflict: not sent until one is chosen
export const state = { stale: false, failures: 0, stopped: false }; // stale: what the server holds must be looked at first
let timer, flight, running = null;

export const isDirty = (name) => read(name) !== shown.get(name);
export const changed = () => [...shown.keys()].filter((name) => !held.has(name) && isDirty(name)).map((name) => [name, read(name)]);

export function later(ms) {
	clearTimeout(timer);
	timer = setTimeout(send, ms);
}

export function conflict(name, theirs, by) {
	if (held.get(name) === theirs) return;
	held.set(name, theirs);
	showConflict({ name, label: label(name), mine: read(name), theirs, by, chosen(keepMine) {
		held.delete(name);
		shown.set(name, theirs);
		if (keepMine) return later(0);
		write(name, theirs);
		forget([name]);
	} });
}

// Values from elsewhere against what stands here: what nobody typed over is taken, what both changed is asked. True: taken.
export function take(name, server, by) {
	if (!isDirty(name)) write(name, server);
	else if (!same(read(name), server)) return conflict(name, server, by);
	shown.set(name, isDirty(name) && same(read(name), server) ? read(name) : server);
}

// All of them; gives back what a closed tab left unsent on other pages and nobody changed since.
function merge(body) {
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

export function failed(why, retry = true) {
	state.failures++;
	state.stale = true;
	sayFailed(why);
	if (retry) later(Math.min(60000, 1000 * 2 ** Math.min(state.failures, 6)));
}

function ended() {
	state.stopped = true;
	sayFailed('ended', true);
	waitForSession((body) => {
		state.stopped = false;
		csrf.value = body.csrf;
		later(0);
	}, () => sayFailed('person', true));
}

function refused(status, body) {
	if (body?.error?.csrf && csrf.value !== body.error.csrf) {
		csrf.value = body.error.csrf; // somebody signed in since: the server looks who, and says so
		return later(0);
	}
	if (body?.refused === 'closed') return failed('closed', false);
	if (status === 401 || status === 403 || status === 404 || body?.refused === 'person') return ended();
	return failed(status >= 500 || status === 429 ? 'failed' : 'refused', status >= 500 || status === 429);
}

function saved(sent, body) {
	const conflicts = new Map(body.conflicts.map((c) => [`f.${c.key}`, c]));
	const kept = sent.filter(([name]) => !conflicts.has(name));
	for (const [name, value] of kept) {
		if (shown.has(name)) shown.set(name, value);
		acknowledge(name, value, body.revision);
		wrong(name, body.problems[name.slice(2)]);
	}
	state.stale = body.revision > Number(base.value) + (body.changed ? 1 : 0); // somebody else saved, too
	if (!state.stale) base.value = body.revision;
	state.failures = 0;
	for (const [name, c] of conflicts) conflict(name, c.theirs, c.by);
	tabs?.postMessage({ revision: body.revision, sent: kept });
	sayWell(body.said);
	document.dispatchEvent(new CustomEvent('saved')); // totals and verdict look again
}

async function exchange() {
	let more = [];
	if (state.stale) {
		const now = await values();
		if (now.body?.person !== place.person) return refused(now.body ? 404 : now.status, null);
		more = merge(now.body);
	}
	const sent = [...changed(), ...more];
	if (!sent.length) {
		state.failures = 0;
		return sayWell();
	}
	say('saving');
	const body = new URLSearchParams([['csrf', csrf.value], ['base', base.value], ['person', place.person], ...sent]);
	const answer = await fetch(form.dataset.save, { method: 'POST', body, redirect: 'manual', keepalive: String(body).length < 60000, signal: flight.signal });
	const told = await answer.json().catch(() => null);
	return answer.ok && told ? saved(sent, told) : refused(answer.status, told);
}

async function run() {
	clearTimeout(timer);
	const mine = flight = new AbortController();
	const clock = setTimeout(() => mine.abort(), PATIENCE);
	try {
		await exchange();
	} catch {
		failed(navigator.onLine ? 'failed' : 'offline');
	} finally {
		clearTimeout(clock);
	}
	const well = !state.failures && !state.stopped;
	if (well && changed().length) later(0);
	return well && !held.size && !changed().length;
}

// One at a time. True when nothing is left to send.
export function send() {
	if (state.stopped) return Promise.resolve(false);
	return running ??= run().finally(() => { running = null; });
}

// Another tab of the same person saved.
tabs?.addEventListener('message', ({ data }) => {
	for (const [name, value] of data.sent) if (shown.has(name)) take(name, value);
	if (data.revision === Number(base.value) + 1) base.value = data.revision;
	else state.stale = true;
});
