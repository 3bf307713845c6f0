// Pages of sheets without network: what was seen before is shown from this browser, only when the network fails. One store by person; another person's is thrown away, and so
// is everything at sign-out (the server tells the browser so). Never keeps what is not a page or a file of this site, and never a refusal.
const VERSION = 'sheets-1:';
const person = async () => (await caches.keys()).find((name) => name.startsWith(VERSION));

async function put(request, answer) {
	const name = await person();
	if (!name) return;
	const cache = await caches.open(name);
	const path = new URL(request.url).pathname;
	if (answer.ok && !answer.redirected) await cache.put(request, answer.clone());
	else if (!path.startsWith('/assets/') && answer.status < 500) await cache.delete(request, { ignoreSearch: true });
}

async function see(request) {
	try {
		const answer = await fetch(request);
		if (request.method === 'GET') await put(request, answer);
		return answer;
	} catch (failure) {
		// A form that was sent with its button and did not arrive: its page again; what was typed is kept there.
		if (request.method === 'POST') return Response.redirect(request.url, 303);
		const name = await person();
		const cache = name && await caches.open(name);
		const found = cache && (await cache.match(request, { ignoreVary: true }) ?? await cache.match(request, { ignoreSearch: true, ignoreVary: true }));
		if (found) return found;
		throw failure;
	}
}

// The page last: it is kept only with the styles and scripts that it needs, and theirs (their imports are read, also those for later: a page without one of them would be dead).
async function remember({ person: who, page, files }) {
	const name = VERSION + who;
	for (const other of await caches.keys()) if (other !== name) await caches.delete(other);
	const cache = await caches.open(name);
	const needed = new Set(files);
	for (const file of needed) { // grows while it is walked
		if (!await cache.match(file)) await cache.add(file);
		if (!new URL(file).pathname.endsWith('.js')) continue;
		const text = await (await cache.match(file)).text();
		for (const [, path, later] of text.matchAll(/^(?:import|export) (?:.* from )?'(.+)';$|import\(['`](.+?\.js)/gm)) needed.add(new URL(path ?? later, file).href);
	}
	if (!await cache.match(page)) await cache.add(page);
}

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('message', (event) => event.waitUntil(remember(event.data).catch(() => { /* no network: the next page tries again */ })));
addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	const file = request.method === 'GET' && url.origin === location.origin && url.pathname.startsWith('/assets/');
	if (request.mode === 'navigate' || file) event.respondWith(see(request));
});
