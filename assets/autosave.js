// Watches the fields of a sheet and has them saved while they are typed. Without this file the form is posted with its buttons: the server is the only judge.
import { forget, keep, kept, same, unsent } from './keep.js';
import { form, has, names, read, write } from './fieldset.js';
import { changed, failed, held, later, say, sayFailed, send, shown, state } from './saving.js';

const QUIET = 900; // ms without a key before a save

function typed({ target }) {
	if (!target.name?.startsWith('f.')) return;
	if (!shown.has(target.name)) shown.set(target.name, '');
	const safe = keep(target.name, read(target.name), shown.get(target.name));
	if (state.failures || state.stopped) return;
	if (safe) say('typed');
	else sayFailed('broken');
	later(QUIET);
}

// What a closed tab had kept: not sent yet, or newer than this copy of the page.
function restore() {
	const base = Number(form.elements.base.value);
	for (const [name, k] of Object.entries(kept())) {
		if (!has(name)) continue;
		const now = read(name);
		if (k.r <= base || (k.r === undefined && same(now, k.v))) {
			forget([name]);
			continue;
		}
		write(name, k.v);
		shown.set(name, k.r === undefined ? k.o : k.v); // this copy of the page may be older: the server's values settle it
		state.stale = true;
	}
	if (!unsent().length) return;
	state.stale = true;
	say('restored');
	later(0);
}

// A button saves what is left, then goes where it says; with a mistake on the page, to the mistake.
async function leave(event) {
	const to = event.submitter?.dataset.to;
	if (!to) return;
	event.preventDefault();
	await send(); // one that was on its way
	if (!await send()) return document.getElementById(held.size ? 'conflicts' : 'unsaved').scrollIntoView({ block: 'center' });
	const mistake = form.querySelector('[aria-invalid=true]');
	if (mistake) mistake.focus();
	else if (event.submitter.value === 'stay') location.reload();
	else location.assign(to);
}

if (form?.dataset.save) {
	for (const name of names()) shown.set(name, read(name));
	restore();
	form.addEventListener('input', typed);
	form.addEventListener('change', typed);
	form.addEventListener('submit', leave);
	addEventListener('online', () => later(0));
	addEventListener('offline', () => failed('offline', false));
	addEventListener('visibilitychange', () => document.hidden && changed().length && later(0));
	addEventListener('beforeunload', (event) => (changed().length || held.size) && event.preventDefault());
	addEventListener('pageshow', (event) => event.persisted && location.reload());
}
