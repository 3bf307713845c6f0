// Totals of the district shown while its table is typed, and the server's figures after each autosave. Without this file the page works with its buttons.
import { ask, put } from './live.js';

const form = document.getElementById('sheet');
const count = (input) => (/^\d{1,8}$/.test(input.value.replace(/[\s\u00a0\u202f]/g, '')) ? Number(input.value.replace(/[\s\u00a0\u202f]/g, '')) : 0);
const number = new Intl.NumberFormat(document.documentElement.lang);

function totals() {
	const rows = [...form.querySelectorAll('.headcount tbody tr')];
	for (let sex = 0; sex < 3; sex++) {
		const cells = rows.map((row) => row.querySelectorAll('input')[sex]).filter(Boolean);
		if (cells.length) put(`sum-${sex + 1}`, number.format(cells.reduce((sum, cell) => sum + count(cell), 0)));
	}
}

async function refresh() {
	const live = await ask();
	if (!live) return;
	for (const name of ['total', 'women', 'priority', 'geography', 'gap']) put(`people.${name}`, live.publics[name]);
	live.publics.by_sex.forEach((text, i) => put(`sum-${i + 1}`, text));
}

form.addEventListener('input', totals);
document.addEventListener('saved', refresh);
