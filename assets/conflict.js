// Changed elsewhere while it was typed here: both texts, side by side, and two buttons. Nothing is sent for that field until one is chosen.
const box = document.getElementById('conflicts');
const words = document.getElementById('saving')?.dataset ?? {};

function text(tag, content, className = '') {
	return Object.assign(document.createElement(tag), { textContent: content, className });
}

function version(heading, content, label, choose) {
	const side = document.createElement('div');
	const button = Object.assign(text('button', label), { type: 'button' });
	button.addEventListener('click', choose);
	side.append(text('p', heading, 'over'), text('p', content || '—', 'version'), button);
	return side;
}

// `chosen(true)`: mine stays; `chosen(false)`: theirs is taken.
export function showConflict({ name, label, mine, theirs, by, chosen }) {
	document.getElementById(`conflict.${name}`)?.remove();
	const one = Object.assign(document.createElement('div'), { id: `conflict.${name}`, className: 'note warning conflict' });
	const sides = Object.assign(document.createElement('div'), { className: 'sides' });
	const choose = (keepMine) => () => {
		one.remove();
		box.hidden = !box.children.length;
		chosen(keepMine);
		document.getElementById(name)?.focus();
	};
	one.setAttribute('role', 'alert');
	sides.append(version(words.mine, mine, words.keep, choose(true)), version(words.theirs, theirs, words.take, choose(false)));
	one.append(text('p', words.elsewhere), text('p', label, 'what'), text('p', by ?? '', 'hint'), sides);
	box.append(one);
	box.hidden = false;
}

export const label = (name) => {
	const e = document.getElementById(name);
	return (e?.querySelector?.('legend') ?? document.querySelector(`label[for="${CSS.escape(name)}"]`) ?? e?.closest('tr')?.querySelector('th'))?.textContent.trim() ?? '';
};
