// The session ended while somebody was writing: waits until they are signed in again, here or in another tab. Another person signed in: says so, and nothing is sent under
// their name.
import { place } from './keep.js';

const PAUSE = 4000;
let timer;

export async function values() {
	const answer = await fetch(place.values, { redirect: 'manual', headers: { Accept: 'application/json' } });
	return { status: answer.status, body: answer.ok ? await answer.json() : null };
}

export function waitForSession(back, another) {
	if (timer) return;
	const look = async () => {
		try {
			const { status, body } = await values();
			if (body?.person === place.person) {
				clearInterval(timer);
				timer = removeEventListener('focus', look);
				back(body);
			} else if (body || status === 404) another();
		} catch { /* no network: later */ }
	};
	timer = setInterval(look, PAUSE);
	addEventListener('focus', look);
	look();
}
