// Names at the cells where others are typing. They go when their author leaves the cell, or after a minute without news (a closed laptop). Used by grid_live.js.
import { table } from './grid_cells.js';

const PATIENCE = 60000;
let forget;

function clear() {
	for (const mark of table.querySelectorAll('.grid-who')) mark.remove();
	for (const td of table.querySelectorAll('td.theirs')) td.classList.remove('theirs');
}

export function showTyping(typing) {
	if (!typing) return;
	table.dataset.seen = typing.seen;
	clearTimeout(forget);
	clear();
	for (const { cell, who, code } of typing.cells) {
		const td = code !== table.dataset.me && document.getElementById(cell);
		if (!td) continue;
		const mark = document.createElement('span');
		mark.className = 'grid-who';
		mark.textContent = who;
		td.classList.add('theirs');
		td.append(mark);
	}
	forget = setTimeout(clear, PATIENCE);
}
