// Pages of sheets that were seen open again without network (worker.js); and the sheet says when something typed without network still waits on one of its pages.
import { place, unsent } from './keep.js';

const scope = `${location.pathname.startsWith('/en/') ? '/en' : ''}/sheets/`;
const waiting = document.getElementById('waiting');

function tellWaiting() {
	const pages = new Set(unsent().map(([, k]) => k.p).filter((p) => p !== location.pathname));
	if (!waiting || !pages.size) return;
	for (const page of pages) waiting.append(Object.assign(document.createElement('a'), { href: page, textContent: waiting.dataset.go }), ' ');
	waiting.hidden = false;
}

async function register() {
	await navigator.serviceWorker.register('/sw.js', { scope });
	const { active } = await navigator.serviceWorker.ready;
	const files = performance.getEntriesByType('resource').map((e) => e.name).filter((n) => new URL(n).pathname.startsWith('/assets/'));
	active.postMessage({ person: place.person, pages: [location.href.split('#')[0], ...files] });
}

if (place.person) {
	tellWaiting();
	if ('serviceWorker' in navigator) register().catch(() => { /* a browser that refuses: the page works with network */ });
}
