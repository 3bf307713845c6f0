// Follows the table: asks the server what changed since the revision that this page shows. The question waits on the server until something does, so a change is here in an instant; when
// the network fails it is asked again every five seconds, and catches up by revision.
import { table, say, show, revision } from './grid_cells.js';
import { showTyping } from './grid_typing.js';

const PAUSE = 5000, TIRED = 30000;
let stopped = false;

function tell(cells) {
	if (!cells.length) return;
	const last = cells[cells.length - 1], td = document.getElementById(last.id);
	const row = td?.parentElement.querySelector('th a')?.textContent ?? '';
	say(`${last.by ?? ''} · ${row} · ${td?.dataset.label ?? ''} : ${last.text || last.mark}`);
}

async function ask() {
	const address = new URL(table.dataset.live, location.href);
	address.searchParams.set('scenario', table.dataset.scenario);
	address.searchParams.set('since', table.dataset.revision);
	address.searchParams.set('typing', table.dataset.seen ?? '0');
	const answer = await fetch(address, { headers: { Accept: 'application/json' }, redirect: 'manual', signal: AbortSignal.timeout(TIRED) });
	if (answer.status === 401 || answer.status === 403 || answer.status === 404 || answer.type === 'opaqueredirect') {
		stopped = true; // the session ended, or the right to look
		return;
	}
	if (!answer.ok) throw new Error(String(answer.status));
	const body = await answer.json();
	showTyping(body.typing);
	if (body.revision <= revision()) return;
	const mine = new Set(window.gridMine ?? []);
	const others = (body.cells ?? []).filter((cell) => !mine.has(`${cell.id} ${cell.revision}`));
	const whole = show(body, true);
	table.dataset.revision = body.revision;
	tell(others);
	document.dispatchEvent(new CustomEvent('grid-moved', { detail: body }));
	if (!whole && !document.querySelector('.grid-input')) location.reload();
}

async function follow() {
	while (!stopped) {
		try { await ask(); } catch { await new Promise((done) => { setTimeout(done, document.hidden ? PAUSE * 2 : PAUSE); }); }
	}
}

if (table) follow();
