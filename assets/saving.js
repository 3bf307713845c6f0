// What goes to the server and what comes back: one request at a time, only what changed, on the revision that is shown. Changed elsewhere, too, or
// signed out: elsewhere.js. Refused or no network: said at once, tried again with growing pauses. Used by autosave.js, which watches the fields.
import { acknowledge, place } from './keep.js';
import { form, read, wrong } from './fieldset.js';

const PATIENCE = 20000; // ms for an answer
export const { base, csrf } = form?.elements ?? {};
const tabs = 'BroadcastChannel' in window ? new BroadcastChannel(`sheet:${place.sheet}:${place.person}`) : null;
export const shown = new Map(); // what the server is known to hold, by field
export const held = new Map(); // what the other text is, by field in conflict: not sent until one is chosen
export const state = { stale: false, failures: 0, stopped: false }; // stale: what the server holds must be looked at first
let timer, flight, running = null;

// The truth about the save, in the words that the page holds: quiet while all is well, an alert at the first failure, with what to do.
const box = document.getElementById('saving');
const line = document.getElementById('saved');
const alert = document.getElementById('unsaved');
const words = box?.dataset ?? {};
let last = line?.textContent; // what was said of the last save; at first, the server's words

export function say(what) {
	line.textContent = words[what];
	box.dataset.state = what;
}

export function sayWell(text) {
	last = text || last;
	alert.hidden = true;
	line.textContent = last;
	box.dataset.state = 'saved';
}

export function sayFailed(why, signs = false) {
	const [message, link] = alert.children;
	box.dataset.state = 'failed';
	line.textContent = '';
	if (message.textContent !== words[why]) message.textContent = words[why];
	link.firstElementChild.hidden = !signs;
	alert.hidden = false;
}

export const isDirty = (name) => read(name) !== shown.get(name);
export const changed = () => [...shown.keys()].filter((name) => !held.has(name) && isDirty(name)).map((name) => [name, read(name)]);

export function later(ms) {
	clearTimeout(timer);
	timer = setTimeout(send, ms);
}

// What deals with changes made elsewhere is loaded when there is one; a loading that failed has another address when it is tried again.
let elsewhere, loads = 0;
const load = () => Promise.race([
	elsewhere ??= import(`./elsewhere.js?${loads++}`).catch((e) => { elsewhere = null; throw e; }),
	new Promise((_, no) => { flight?.signal.addEventListener('abort', no); }),
]);

export function failed(why, retry = true) {
	state.failures++;
	state.stale = true;
	sayFailed(why);
	if (retry) later(Math.min(60000, 1000 * 2 ** Math.min(state.failures, 6)));
}

async function ended() {
	const { waitForSession } = await load();
	state.stopped = true;
	sayFailed('ended', true);
	waitForSession();
}

export function refused(status, body) {
	if (body?.error?.csrf && csrf.value !== body.error.csrf) {
		csrf.value = body.error.csrf; // somebody signed in since: the server looks who, and says so
		return later(0);
	}
	if (body?.refused === 'closed') return failed('closed', false);
	if (status === 401 || status === 403 || status === 404 || body?.refused === 'person') return ended();
	return failed(status >= 500 || status === 429 ? 'failed' : 'refused', status >= 500 || status === 429);
}

async function saved(sent, body) {
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
	if (conflicts.size) (await load()).ask(conflicts);
	tabs?.postMessage({ revision: body.revision, sent: kept });
	sayWell(body.said);
	document.dispatchEvent(new CustomEvent('saved')); // totals and verdict look again
}

async function exchange() {
	const more = state.stale ? await (await load()).merge() : [];
	if (!more) return;
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
tabs?.addEventListener('message', async ({ data }) => (await load()).follow(data));
