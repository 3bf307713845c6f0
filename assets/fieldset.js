// The fields of the form of a sheet by name, whatever they are made of: text, one of several, several boxes (their values with a blank between). And what helps on a long form: how
// many characters are left, questions that another answer makes needless.
export const form = document.getElementById('sheet');

const inputs = (name) => [...form.elements].filter((e) => e.name === name && e.type !== 'hidden');
export const names = () => [...new Set([...form.elements].map((e) => e.name).filter((n) => n.startsWith('f.')))];
export const has = (name) => inputs(name).length > 0;

export function read(name) {
	const all = inputs(name);
	if (!['radio', 'checkbox'].includes(all[0]?.type)) return all[0]?.value ?? '';
	return all.filter((e) => e.checked).map((e) => e.value).join(' ');
}

export function write(name, value) {
	for (const e of inputs(name)) {
		if (e.type === 'radio') e.checked = e.value === value;
		else if (e.type === 'checkbox') e.checked = value.split(' ').includes(e.value);
		else e.value = value;
	}
	form.dispatchEvent(new CustomEvent('sheet:written', { bubbles: true, detail: name })); // counters and totals follow
}

// What the server found wrong, beside its field; an empty text takes it away.
export function wrong(name, text) {
	const first = inputs(name)[0];
	const field = first?.closest('.asked, td, p') ?? first?.parentElement;
	if (!field) return;
	const id = `wrong.${name.slice(2)}`;
	let p = document.getElementById(id);
	if (!text) {
		p?.remove();
		return first.removeAttribute('aria-invalid');
	}
	if (!p) {
		p = Object.assign(document.createElement('p'), { id, className: 'wrong' });
		(first.closest('.entry') ?? (first.closest('.option') ? field.querySelector('legend').nextSibling : first)).before(p);
	}
	p.textContent = text;
	first.setAttribute('aria-invalid', 'true');
	if (!first.getAttribute('aria-describedby')?.includes(id)) first.setAttribute('aria-describedby', `${first.getAttribute('aria-describedby') ?? ''} ${id}`.trim());
}

function count(area) {
	const hint = document.getElementById(`left.${area.id.slice(2)}`);
	if (!hint?.dataset.left) return;
	const left = Number(area.dataset.chars) - [...area.value].length;
	hint.textContent = (left < 0 ? hint.dataset.over : hint.dataset.left).replace('#', Math.abs(left).toLocaleString(document.documentElement.lang));
	hint.classList.toggle('over', left < 0);
}

function needed(field) {
	const { needs, needsValue } = field.dataset;
	if (!has(needs)) return;
	field.hidden = !read(needs).split(' ').includes(needsValue) && !field.querySelector('.wrong');
}

function refresh() {
	form.querySelectorAll('textarea[data-chars]').forEach(count);
	form.querySelectorAll('[data-needs]:not([data-needs=""])').forEach(needed);
}

if (form) {
	const long = form.querySelectorAll('fieldset.many');
	if (long.length) import('./filter.js').then(({ filter }) => long.forEach(filter));
	form.addEventListener('input', refresh);
	form.addEventListener('sheet:written', refresh);
	refresh();
}
