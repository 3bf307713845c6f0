// Sends one cell to the server, and says what it answered. A change that was refused stays typed: the cell opens again with it.
import { table, say, show, showCell } from './grid_cells.js';

const typed = (id) => document.getElementById(id);
window.gridMine = [];

function post(fields, token) {
	return fetch(table.dataset.cell, { method: 'POST', headers: { Accept: 'application/json', 'X-Csrf': token }, body: new URLSearchParams(fields) });
}

// Gives what was wrong, or nothing when it is saved.
export const save = (td, amount, base) => send(td, { stage: typed('stage').value, amount }, base);

// The same for a refusal or a lock: { refused: 'yes' }, { locked: 'no' }.
export async function send(td, change, base = td.dataset.revision) {
	const fields = { scenario: table.dataset.scenario, application: td.parentElement.dataset.row, column: td.dataset.column, base, ...change };
	const reason = typed('grid-reason')?.value.trim();
	const envelope = typed('grid-envelope')?.selectedOptions[0];
	if (envelope?.value && envelope.dataset.column === td.dataset.column) fields.envelope = envelope.value;
	if (reason) fields.reason = reason;
	if (typed('grid-confirm')?.checked) fields.confirmed = 'yes';
	td.classList.add('saving');
	try {
		let answer = await post(fields, table.dataset.csrf);
		let body = await answer.json();
		if (answer.status === 403 && body.error?.csrf) {
			table.dataset.csrf = body.error.csrf;
			answer = await post(fields, body.error.csrf);
			body = await answer.json();
		}
		if (answer.ok) {
			for (const cell of body.cells ?? []) window.gridMine.push(`${cell.id} ${cell.revision}`);
			window.gridMine.splice(0, Math.max(0, window.gridMine.length - 200));
			show(body, false);
			td.classList.remove('unsaved');
			if (reason) typed('grid-reason').value = ''; // a reason, a confirmation are for one cell
			if (fields.confirmed) typed('grid-confirm').checked = false;
			say('');
			return '';
		}
		for (const cell of body.cells ?? []) showCell(cell, true);
		if (body.totals) show({ totals: body.totals }, true);
		return body.message ?? body.problems?.map((p) => p.text).join(' ') ?? body.error?.message ?? String(answer.status);
	} catch (error) {
		return error.message;
	} finally {
		td.classList.remove('saving');
	}
}
