// A search in a long list of choices; fieldset.js loads it where there is one. Without this file the list is only long.
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function filter(list) {
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
