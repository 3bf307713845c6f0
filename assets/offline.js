// Pages of sheets that were seen open again without network (worker.js); and the sheet says when something typed without network still waits on one of its pages.
import { here, place, unsent } from './keep.js';

const scope = `${location.pathname.startsWith('/en/') ? '/en' : ''}/sheets/`;
const waiting = document.getElementById('waiting');

function tellWaiting() {
	const pages = new Set(unsent().map(([, k]) => k.p).filter((p) => p !== here));
	if (!waiting || !pages.size) return;
	for (const page of pages) waiting.append(Object.assign(document.createElement('a'), { href: page, textContent: waiting.dataset.go }), ' ');
	waiting.hidden = false;
}

async function register() {
	await navigator.serviceWorker.register('/sw.js', { scope });
	const { active } = await navigator.serviceWorker.ready;
	const files = [...document.querySelectorAll('script[src], link[rel=stylesheet], link[rel=icon]')].map((e) => e.src || e.href);
	active.postMessage({ person: place.person, page: location.href.split('#')[0], files });
}

if (place.person) {
	tellWaiting();
	if ('serviceWorker' in navigator) register().catch(() => { /* a browser that refuses: the page works with network */ });
}
