// The fields of the form of a sheet by name, whatever they are made of: text, one of several, several boxes (their values with a blank between).
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
