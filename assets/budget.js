// Sums and gap of the budget while it is typed, a column pasted onto a line, and the server's figures after each autosave. Without this file the page works with its buttons.
import { ask, put } from './live.js';

const form = document.getElementById('sheet');
const lang = document.documentElement.lang;
const euros = (cents) => new Intl.NumberFormat(lang, { style: 'currency', currency: 'EUR', minimumFractionDigits: cents % 100 ? 2 : 0, maximumFractionDigits: 2 }).format(cents / 100);

// "1 250,50 €" in cents; null when it is no amount that can be read for certain.
function cents(text) {
	const plain = text.replace(/[\s\u00a0\u202f\u2009€]/g, '').replace(',', '.');
	const found = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(plain);
	return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null;
}

const amounts = (root) => [...root.querySelectorAll('.account-amount input')];
const sumOf = (root) => amounts(root).reduce((sum, input) => sum + (cents(input.value) ?? 0), 0);

function totals() {
	for (const group of form.querySelectorAll('details.class')) group.querySelector('.class-sum').textContent = euros(sumOf(group));
	const [charges, produits] = ['charges', 'produits'].map((side) => sumOf(form.querySelector(`[data-side=${side}]`)));
	for (const [name, value] of [['charges', charges], ['produits', produits]]) {
		put(`total.${name}`, euros(value));
		put(`bar.${name}`, euros(value));
	}
	const gap = charges - produits;
	const said = !charges && !produits ? form.dataset.nothing : !gap ? form.dataset.balanced
		: (gap > 0 ? form.dataset.lacksProduits : form.dataset.lacksCharges).replace('AMOUNT', euros(Math.abs(gap)));
	put('bar.gap', said).className = `tag ${!charges && !produits ? 'past' : gap ? 'error' : 'good'}`;
}

function funder(code, f) {
	for (const shown of form.querySelectorAll('.gives'))
		if (shown.id.endsWith(`.74.${code}`)) {
			const parts = [['strong', `tag ${f.tone}`, f.state], ['span', 'most', f.most], ['span', 'hint', f.reason], ['span', 'hint', f.article]];
			shown.replaceChildren(...parts.filter(([, , text]) => text).flatMap(([name, look, text]) => {
				const part = document.createElement(name);
				part.className = look;
				part.textContent = text;
				return [part, ' '];
			}));
			shown.classList.toggle('over-most', f.over);
		}
}

async function refresh() {
	const live = await ask();
	if (!live || form.querySelector('[aria-invalid=true]:focus')) return;
	const b = live.budget;
	for (const [code, text] of Object.entries(b.sums)) put(`sum.${code}`, text);
	for (const name of ['charges', 'produits']) {
		put(`total.${name}`, b[name]);
		put(`bar.${name}`, b[name]);
	}
	put('bar.gap', b.gap).className = `tag ${b.tone}`;
	put('bar.share', b.asked);
	put('in-kind-said', b.in_kind);
	put('total.all', b.all);
	if (!live.verdict) return;
	put('live-status', live.verdict.said);
	for (const [code, f] of Object.entries(live.verdict.funders)) funder(code, f);
}

// One column of amounts goes down the lines; anything more is for the server, which knows labels and quotes.
function paste(event) {
	const input = event.target.closest('.account-amount input');
	const text = event.clipboardData?.getData('text/plain') ?? '';
	if (!input || !/[\t\n]/.test(text.trim())) return;
	event.preventDefault();
	const lines = text.replace(/\r/g, '').replace(/\n$/, '').split('\n');
	const below = amounts(input.closest('[data-side]')).filter((other) => !other.closest('.account').querySelector('.who-pays'));
	const from = below.indexOf(input);
	if (from >= 0 && from + lines.length <= below.length && lines.every((line) => !line.trim() || cents(line) !== null)) {
		lines.forEach((line, i) => {
			if (!line.trim()) return;
			below[from + i].closest('details').open = true;
			below[from + i].value = line.trim();
			below[from + i].dispatchEvent(new Event('input', { bubbles: true }));
		});
		return;
	}
	const block = document.getElementById('block');
	document.getElementById('paste').open = true;
	document.getElementById('first').value = input.name.slice(2);
	block.value = text;
	block.focus();
	block.scrollIntoView({ block: 'center' });
}

form.addEventListener('input', totals);
form.addEventListener('paste', paste);
document.addEventListener('saved', refresh);
