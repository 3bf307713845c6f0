// Follows a session: waits on the server until something in it changes, then shows the page's own new words in place, unless somebody is typing here: they are told instead. Without it
// the page is read again by hand.
const PAUSE = 5000, TIRED = 30000;
const live = () => document.getElementById('session-live');
const said = document.getElementById('session-said');
let stopped = false;

const typing = () => live().contains(document.activeElement) && document.activeElement.matches('input:not([type=hidden]), textarea, select');
// What was typed and not sent yet, by the id of its field; open panels.
const kept = () => [...live().querySelectorAll('input[id], textarea[id], select[id]')].filter((f) => f.dataset.touched).map((f) => [f.id, f.value]);
const opened = () => [...live().querySelectorAll('details[open]')].map((d) => d.parentElement.id).filter(Boolean);

async function renew() {
	const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' }, redirect: 'manual', signal: AbortSignal.timeout(TIRED) });
	if (!answer.ok) throw new Error(String(answer.status));
	const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('session-live');
	if (!fresh) return;
	const values = kept(), panels = opened(), focused = document.activeElement?.id;
	live().replaceWith(document.adoptNode(fresh));
	for (const [id, value] of values) {
		const field = document.getElementById(id);
		if (field) { field.value = value; field.dataset.touched = 'yes'; }
	}
	for (const id of panels) document.getElementById(id)?.querySelector('details')?.setAttribute('open', '');
	if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

async function ask() {
	const address = new URL(live().dataset.live, location.href);
	address.searchParams.set('since', live().dataset.revision);
	const answer = await fetch(address, { headers: { Accept: 'application/json' }, redirect: 'manual', signal: AbortSignal.timeout(TIRED) });
	if ([401, 403, 404].includes(answer.status) || answer.type === 'opaqueredirect') { stopped = true; return; }
	if (!answer.ok) throw new Error(String(answer.status));
	const body = await answer.json();
	if (body.revision <= Number(live().dataset.revision)) return;
	if (typing()) {
		said.textContent = live().dataset.moved;
		await new Promise((done) => { live().addEventListener('focusout', done, { once: true }); });
	}
	await renew();
	said.textContent = live().dataset.moved;
}

async function follow() {
	while (!stopped) {
		try { await ask(); } catch { await new Promise((done) => { setTimeout(done, document.hidden ? PAUSE * 2 : PAUSE); }); }
	}
}

document.addEventListener('input', (e) => { if (e.target.id) e.target.dataset.touched = 'yes'; });
if (live() && live().dataset.state !== 'closed') follow();
