// Tells the others in which cell this person is typing, and when they left it. A courtesy: when it cannot be told, nothing is lost and nothing is said.
import { table } from './grid_cells.js';

const BEAT = 25000, PAUSE = 150; // a cell that one only passes is not told
let here = '', told = '', beat, soon;

const fields = (cell) => new URLSearchParams({ scenario: table.dataset.scenario, cell, csrf: table.dataset.csrf });

async function tell(cell) {
	if (cell === '' && told === '') return;
	told = cell;
	try { await fetch(table.dataset.typing, { method: 'POST', headers: { Accept: 'application/json' }, body: fields(cell), keepalive: true }); } catch { /* off line */ }
}

document.addEventListener('grid-typing', ({ detail }) => {
	here = detail;
	clearTimeout(soon);
	clearInterval(beat);
	soon = setTimeout(() => tell(here), PAUSE);
	if (here) beat = setInterval(() => tell(here), BEAT);
});
addEventListener('pagehide', () => { if (told) navigator.sendBeacon(table.dataset.typing, fields('')); });
