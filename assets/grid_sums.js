// What the whole table comes to, below it: envelopes, groups, districts and publics covered, what is wrong. Written anew from the server's answer each time that somebody's change arrives; nothing
// is added up here. Used by grid_live.js through the event grid-moved.
import { tone } from './grid_cells.js';

function line(sum) {
	const tr = document.querySelector(`[data-sum="${CSS.escape(sum.id)}"]`);
	for (const place of tr?.querySelectorAll('[data-of]') ?? []) {
		const text = String(sum[place.dataset.of] ?? '');
		if (place.textContent !== text) place.textContent = text;
		if (place.classList.contains('gap-of')) tone(place, sum.tone);
	}
	return tr !== null;
}

function item(finding) {
	const li = document.createElement('li'), tag = document.createElement('strong'), place = document.createElement('span');
	tag.className = `tag ${finding.tone}`;
	tag.textContent = finding.severity;
	Object.assign(place, { className: 'hint', lang: 'fr', textContent: finding.place });
	li.append(tag, ` ${finding.text} `, place);
	return li;
}

document.addEventListener('grid-moved', ({ detail }) => {
	const list = document.getElementById('sum-findings');
	if (!detail.sums || !list) return;
	for (const sum of detail.sums.lines) line(sum);
	list.replaceChildren(...detail.sums.findings.map(item));
	document.getElementById('sum-more').textContent = detail.sums.more;
	document.getElementById('sum-none').hidden = detail.sums.findings.length > 0;
});
