// What is typed and not saved yet, kept in this browser by sheet and person until the server has it: closing a tab loses nothing. Signing out clears it (the server tells the
// browser so). Pages of sheets that were seen open again without network (worker.js). A kept answer: v what was typed, o what stood there before, p the page it is on; r the revision that
// took it (it is then only newer than an old copy of the page).
export const place = document.getElementById('sheet-top')?.dataset ?? {};
const key = `faubourg:${place.sheet}:${place.person}`;

// The page, as its link says it (a district or a year is in the query); "saved" only says what was just done.
const query = new URLSearchParams(location.search);
query.delete('saved');
export const here = location.pathname + (query.size ? `?${query}` : '');

// The same but for the blanks and commas that the server puts into numbers.
export const same = (a, b) => a === b || (a ?? '').replace(/[\s.,]/g, '') === (b ?? '').replace(/[\s.,]/g, '');

export function kept() {
	try {
		return JSON.parse(localStorage.getItem(key)) ?? {};
	} catch {
		return {};
	}
}

// False when this browser keeps nothing (full, or forbidden): the page then says so.
function store(all) {
	try {
		if (Object.keys(all).length) localStorage.setItem(key, JSON.stringify(all));
		else localStorage.removeItem(key);
		return true;
	} catch {
		return false;
	}
}

export function keep(name, v, o) {
	const all = kept();
	all[name] = { v, o: all[name]?.o ?? o, p: here };
	return store(all);
}

// The server has it at that revision; what was typed on since stays.
export function acknowledge(name, v, r) {
	const all = kept();
	if (!all[name]) return;
	if (all[name].v === v) all[name] = { v, r };
	else all[name].o = v;
	store(all);
}

export function forget(names) {
	const all = kept();
	for (const name of names) delete all[name];
	store(all);
}

export const unsent = () => Object.entries(kept()).filter(([, k]) => k.r === undefined);

// What was typed without network and still waits on another page of the sheet.
const scope = `${location.pathname.startsWith('/en/') ? '/en' : ''}/sheets/`;
function tellWaiting() {
	const waiting = document.getElementById('waiting');
	const pages = new Set(unsent().map(([, k]) => k.p).filter((p) => p !== here));
	if (!waiting || !pages.size) return;
	for (const page of pages) waiting.append(Object.assign(document.createElement('a'), { href: page, textContent: waiting.dataset.go }), ' ');
	waiting.hidden = false;
}

async function register() {
	await navigator.serviceWorker.register('/sw.js', { scope });
	const { active } = await navigator.serviceWorker.ready;
	const files = [...document.querySelectorAll('script[src], link[rel=stylesheet], link[rel=icon]')].map((e) => e.src || e.href);
	active.postMessage({ person: place.person, page: location.href.split('#')[0], files });
}

if (place.person) {
	tellWaiting();
	if ('serviceWorker' in navigator) register().catch(() => { /* a browser that refuses: the page works with network */ });
}
