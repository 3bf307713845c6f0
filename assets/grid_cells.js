// What the server says of cells, rows and totals, put into the table. The server is the only judge: nothing is added up here. Used by grid.js (one's own writing) and grid_live.js (others').
export const table = document.getElementById('grid');
export const said = document.getElementById('grid-said');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const stages = ['empty', 'asked', 'hoped', 'proposed', 'voted', 'refused'];

export const say = (text) => { if (said && said.textContent !== text) said.textContent = text; };
export const revision = () => Number(table.dataset.revision);

function put(element, text) {
	if (element && text !== undefined && element.textContent !== text) element.textContent = text;
}

export function tone(element, name) {
	if (!element) return;
	element.classList.remove('even', 'missing', 'over');
	if (name) element.classList.add(name);
}

function flash(td) {
	if (calm.matches) return;
	td.classList.remove('flash');
	requestAnimationFrame(() => td.classList.add('flash'));
}

// One cell as the server has it. What somebody is typing in it stays; the cell then remembers that it moved.
export function showCell(cell, byOther) {
	const td = document.getElementById(cell.id);
	if (!td || Number(td.dataset.revision) > cell.revision) return td !== null;
	const moved = Number(td.dataset.revision) !== cell.revision;
	td.dataset.revision = cell.revision;
	td.dataset.value = cell.value;
	td.dataset.detail = cell.detail;
	td.classList.remove(...stages);
	td.classList.add(cell.stage);
	td.classList.toggle('wrong', cell.wrong);
	td.classList.toggle('flagged', cell.flagged);
	td.classList.toggle('locked', cell.locked);
	put(td.querySelector('.amount'), cell.text);
	put(td.querySelector('.mark-of'), cell.mark);
	if (moved && byOther) flash(td);
	return true;
}

function showRow(row) {
	const tr = table.querySelector(`tr[data-row="${row.row}"]`);
	if (!tr) return false;
	tr.classList.toggle('struck', row.struck);
	put(tr.querySelector('[data-gap]'), row.gap);
	tone(tr.querySelector('[data-gap]'), row.tone);
	const cost = tr.querySelector('[data-cost]');
	if (cost?.firstChild && cost.firstChild.textContent !== row.cost) cost.firstChild.textContent = row.cost;
	const decision = tr.querySelector('[data-decision]');
	put(decision, row.decision);
	if (decision) decision.hidden = !row.decision;
	const wrong = tr.querySelector('[data-wrong]');
	if (wrong) { wrong.hidden = !row.wrong; wrong.title = row.wrong; }
	return true;
}

function showTotals(totals) {
	put(document.getElementById('total-cost'), totals.cost);
	put(document.getElementById('total-gap'), totals.gap);
	tone(document.getElementById('total-gap'), totals.tone);
	for (const column of totals.columns) {
		put(document.getElementById(`total-${column.column}`), column.amount);
		const left = document.getElementById(`left-${column.column}`);
		put(left, column.left ?? '');
		tone(left, column.tone);
	}
}

// False when the answer speaks of a row or a column that this page does not show: it must be loaded again to be whole.
export function show(answer, byOther) {
	const filtered = new URLSearchParams(location.search).size > 0;
	let whole = true;
	for (const cell of answer.cells ?? []) whole = showCell(cell, byOther) && whole;
	for (const row of answer.rows ?? []) whole = showRow(row) && whole;
	if (answer.totals) showTotals(answer.totals);
	return whole || filtered;
}
