// The desk's list by keyboard, as in a spreadsheet: arrows walk the rows, Enter opens, space selects, / searches, Escape closes a filter. Without it everything is a link, a box or a button.
const table = document.getElementById('list');
const links = [...table.querySelectorAll('tbody th a')];
const typing = (element) => element.matches('input:not([type=checkbox]), select, textarea');

function step(by) {
	const at = links.indexOf(document.activeElement?.closest('tr')?.querySelector('th a'));
	const next = links[Math.min(Math.max(at + by, 0), links.length - 1)];
	next?.focus();
	return next;
}

document.addEventListener('keydown', (event) => {
	if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
	const here = document.activeElement;
	if (event.key === 'Escape') {
		const open = here.closest('details[open]');
		if (open) { open.open = false; open.querySelector('summary').focus(); }
	} else if (typing(here)) return;
	else if (event.key === '/') { event.preventDefault(); document.getElementById('q').focus(); }
	else if (here.closest('summary, button, .dw-filters')) return;
	else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { if (step(event.key === 'ArrowDown' ? 1 : -1)) event.preventDefault(); }
	else if (event.key === ' ') {
		const box = here.matches('tbody th a') && here.closest('tr').querySelector('input[name=pick]');
		if (box) { event.preventDefault(); box.click(); }
	}
});

// One filter open at a time; the count of what is selected beside the button.
const picks = [...document.querySelectorAll('.dw-pick')];
for (const pick of picks) pick.addEventListener('toggle', () => { if (pick.open) for (const other of picks) if (other !== pick) other.open = false; });

const said = document.querySelector('#bulk legend');
if (said) {
	const words = said.textContent;
	const tell = () => {
		const n = table.querySelectorAll('input[name=pick]:checked').length;
		said.textContent = n ? `${words} (${n})` : words;
		for (const row of table.tBodies[0].rows) row.classList.toggle('picked', Boolean(row.querySelector('input[name=pick]:checked')));
	};
	table.addEventListener('change', tell);
	tell();
}
