// Helps on long forms, none of which is needed: how many characters are left, a search in long lists of choices, questions that another answer makes needless.
const form = document.getElementById('sheet');

function count(area) {
	const hint = document.getElementById(`left.${area.id.slice(2)}`);
	if (!hint?.dataset.left) return;
	const left = Number(area.dataset.chars) - [...area.value].length;
	hint.textContent = (left < 0 ? hint.dataset.over : hint.dataset.left).replace('#', Math.abs(left).toLocaleString(document.documentElement.lang));
	hint.classList.toggle('over', left < 0);
}

const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function filter(list) {
	const search = Object.assign(document.createElement('input'), { type: 'search', className: 'filter', autocomplete: 'off' });
	const none = Object.assign(document.createElement('p'), { className: 'hint', textContent: list.dataset.none, hidden: true });
	search.setAttribute('aria-label', list.dataset.filter);
	search.placeholder = list.dataset.filter;
	none.setAttribute('role', 'status');
	list.querySelector('.boxes').before(search, none);
	search.addEventListener('input', (event) => {
		event.stopPropagation();
		const words = fold(search.value).split(/\s+/);
		none.hidden = true;
		let found = 0;
		for (const group of list.querySelectorAll('.option-group')) {
			const heading = fold(group.querySelector('.heading')?.textContent ?? '');
			let shown = 0;
			for (const option of group.querySelectorAll('.option')) {
				const text = heading + fold(option.textContent);
				option.hidden = !option.querySelector(':checked') && !words.every((w) => text.includes(w));
				shown += !option.hidden;
			}
			group.hidden = !shown;
			found += shown;
		}
		none.hidden = found > 0;
	});
}

function needed(field) {
	const all = [...form.elements].filter((e) => e.name === field.dataset.needs && e.type !== 'hidden');
	if (!all.length) return;
	const given = all.filter((e) => !['radio', 'checkbox'].includes(e.type) || e.checked).map((e) => e.value);
	field.hidden = !given.includes(field.dataset.needsValue) && !field.querySelector('.wrong');
}

function refresh() {
	form.querySelectorAll('textarea[data-chars]').forEach(count);
	form.querySelectorAll('[data-needs]:not([data-needs=""])').forEach(needed);
}

if (form) {
	form.querySelectorAll('fieldset.many').forEach(filter);
	form.addEventListener('input', refresh);
	form.addEventListener('sheet:written', refresh);
	refresh();
}
