// After each autosave, asks the server for totals and verdict and gives them to whoever shows them. The server is the only judge: what a page worked out by itself is replaced.
const form = document.getElementById('sheet');
const QUIET = 900; // as autosave.js: what was typed since then is saved soon, and asked for again
let last, typed = -QUIET, asked = 0;
form.addEventListener('input', () => { typed = performance.now(); });
const isOld = () => performance.now() - typed < QUIET;

export async function ask() {
	const mine = ++asked;
	while (isOld()) await new Promise((done) => { setTimeout(done, QUIET); });
	if (mine !== asked || document.getElementById('saving').dataset.state !== 'saved') return null; // the save to come asks again
	last?.abort();
	last = new AbortController();
	try {
		const answer = await fetch(form.dataset.live, { signal: last.signal, headers: { Accept: 'application/json' } });
		const live = answer.ok ? await answer.json() : null;
		return isOld() ? null : live;
	} catch { return null; } // off line: what the page worked out stays
}

export function put(id, text) {
	const element = document.getElementById(id);
	if (element && text !== undefined && element.textContent !== text) element.textContent = text;
	return element;
}
