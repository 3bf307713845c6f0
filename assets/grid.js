// The table under the fingers: arrows, Tab and Enter move, a digit or Enter begins to type, Escape gives up, Delete clears, a column of a spreadsheet is pasted. Cells that one may not write
// are read with the same keys. Works on what the server wrote; without it each row has its form.
import { table, say } from './grid_cells.js';
import { save, send } from './grid_save.js';

const bar = document.getElementById('grid-bar');
const detail = document.getElementById('grid-detail');
const rows = () => [...table.tBodies[0].rows];
const cells = (tr) => [...tr.querySelectorAll('td.money')];
let current;

function focus(td) {
	if (!td) return;
	if (current) current.tabIndex = -1;
	current = td;
	td.tabIndex = 0;
	td.focus();
}

function move(td, down, right) {
	const all = rows(), y = all.indexOf(td.parentElement), x = cells(td.parentElement).indexOf(td);
	const line = cells(all[Math.min(all.length - 1, Math.max(0, y + down))]);
	focus(line[Math.min(line.length - 1, Math.max(0, x + right))]);
}

function explain(td) {
	detail.hidden = !td.dataset.detail;
	detail.textContent = td.dataset.detail ? `${td.dataset.label} : ${td.dataset.detail}` : '';
}

function close(td) {
	td.querySelector('.grid-input')?.remove();
	td.classList.remove('editing');
	document.dispatchEvent(new CustomEvent('grid-typing', { detail: '' }));
}

async function keep(td, amount, base) {
	const wrong = await save(td, amount, base);
	if (!wrong) return;
	say(wrong);
	td.classList.add('unsaved');
	td.dataset.typed = amount;
}

function edit(td, first) {
	if (!td.classList.contains('writes') || td.querySelector('.grid-input')) return;
	const input = document.createElement('input');
	input.className = 'grid-input';
	input.inputMode = 'decimal';
	input.maxLength = 40;
	input.setAttribute('aria-label', `${td.dataset.label}, ${td.parentElement.querySelector('th a').textContent}`);
	input.setAttribute('aria-describedby', 'grid-detail');
	input.value = first ?? td.dataset.typed ?? td.dataset.value;
	const before = td.dataset.typed ?? td.dataset.value, base = td.dataset.revision;
	let given = false;
	const end = (kept, down = 0, right = 0) => {
		if (given) return;
		given = true;
		const amount = input.value.trim(), changed = kept && (amount !== before || td.dataset.typed !== undefined);
		close(td);
		if (!kept) { delete td.dataset.typed; td.classList.remove('unsaved'); say(''); }
		if (changed) { delete td.dataset.typed; keep(td, amount, base); }
		if (down || right) move(td, down, right); else if (kept !== null) td.focus();
	};
	input.addEventListener('keydown', (event) => {
		const keys = { Enter: [event.shiftKey ? -1 : 1, 0], Tab: [0, event.shiftKey ? -1 : 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
		if (event.key === 'Escape') end(false);
		else if (keys[event.key]) end(true, ...keys[event.key]);
		else return;
		event.preventDefault();
		event.stopPropagation();
	});
	input.addEventListener('blur', () => { if (!given) { given = true; const amount = input.value.trim(); close(td); if (amount !== before) keep(td, amount, base); } });
	td.append(input);
	td.classList.add('editing');
	document.dispatchEvent(new CustomEvent('grid-typing', { detail: td.id }));
	input.focus();
	if (first === undefined) input.select();
}

// Refuses, or takes a refusal back; locks, or unlocks. A refusal has a reason: without one the field of the reason asks for it, and Enter there refuses.
async function turn(td, field, on) {
	const why = document.getElementById('grid-reason');
	if (!td.classList.contains('writes')) return;
	if (field === 'refused' && on && why && !why.value.trim()) {
		say(bar.dataset.why);
		why.focus();
		why.onkeydown = (event) => {
			if (event.key !== 'Enter' && event.key !== 'Escape') return;
			event.preventDefault();
			why.onkeydown = null;
			td.focus();
			if (event.key === 'Enter' && why.value.trim()) turn(td, field, on);
		};
		return;
	}
	say(await send(td, { [field]: on ? 'yes' : 'no' }));
}

function press(event) {
	const td = event.target.closest('td.money');
	if (!td || event.ctrlKey || event.metaKey || event.altKey || event.target.classList.contains('grid-input')) return;
	const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -99], End: [0, 99], PageUp: [-10, 0], PageDown: [10, 0] };
	if (moves[event.key]) move(td, ...moves[event.key]);
	else if (event.key === 'Enter' || event.key === 'F2') edit(td);
	else if (/^[0-9]$/.test(event.key)) edit(td, event.key);
	else if (event.key === 'r' || event.key === 'R') turn(td, 'refused', !td.classList.contains('refused'));
	else if (event.key === 'v' || event.key === 'V') turn(td, 'locked', !td.classList.contains('locked'));
	else if ((event.key === 'Delete' || event.key === 'Backspace') && td.classList.contains('writes')) keep(td, '', td.dataset.revision);
	else return;
	event.preventDefault();
}

// A block copied from a spreadsheet: down from this cell, and to the right; cells that one may not write are passed over and counted.
async function paste(event) {
	const td = event.target.closest('td.money');
	if (!td || event.target.classList.contains('grid-input')) return;
	event.preventDefault();
	const block = event.clipboardData.getData('text/plain').replace(/\r/g, '').replace(/\n+$/, '').split('\n').map((line) => line.split('\t'));
	const all = rows(), y = all.indexOf(td.parentElement), x = cells(td.parentElement).indexOf(td);
	for (const [down, line] of block.entries())
		for (const [right, text] of line.entries()) {
			const target = all[y + down] && cells(all[y + down])[x + right];
			if (target?.classList.contains('writes') && text.trim()) await keep(target, text.trim(), target.dataset.revision);
		}
}

if (table) {
	if (bar) bar.hidden = false;
	for (const td of table.querySelectorAll('td.money')) td.tabIndex = -1;
	const first = table.querySelector('td.money.writes') ?? table.querySelector('td.money');
	if (first) { first.tabIndex = 0; current = first; }
	table.addEventListener('keydown', press);
	table.addEventListener('paste', paste);
	table.addEventListener('focusin', (event) => { const td = event.target.closest('td.money'); if (td) { if (current && current !== td) current.tabIndex = -1; current = td; td.tabIndex = 0; explain(td); } });
	table.addEventListener('dblclick', (event) => { const td = event.target.closest('td.money'); if (td) edit(td); });
}
