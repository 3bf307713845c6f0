// Screens that follow one table, and one person typing in it: how long from the key to each screen. First by requests that wait, then the same screens asking every second. Called by
// bench/grid/run: node screens.mjs URL CALL COOKIE CSRF SCREENS KEYS.
import http from 'node:http';

const [url, call, cookie, csrf, screens, keys] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true, maxSockets: Number(screens) + 8 });
const headers = { Cookie: `session=${cookie}`, Accept: 'application/json' };

function ask(path, body) {
	return new Promise((done, failed) => {
		const request = http.request(url + path, { agent, method: body ? 'POST' : 'GET', headers: body
			? { ...headers, 'X-Csrf': csrf, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) } : headers }, (answer) => {
			let text = '';
			answer.on('data', (piece) => { text += piece; });
			answer.on('end', () => { try { done({ status: answer.statusCode, body: JSON.parse(text), bytes: text.length }); } catch { failed(new Error(`${answer.statusCode} ${text.slice(0, 200)}`)); } });
		});
		request.on('error', failed);
		request.end(body);
	});
}

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
const grid = `/grids/${call}`;

async function measure(name, between) {
	const seen = [], sent = new Map(), saved = [];
	let stop = false, bytes = 0;
	const first = (await ask(`${grid}/live.json?since=0`)).body.revision;
	const follow = async () => {
		let since = first;
		if (between) await pause(Math.random() * between);
		while (!stop) {
			const { body, bytes: n } = await ask(`${grid}/live.json?since=${since}`);
			const now = performance.now();
			bytes += n;
			for (let r = since + 1; r <= body.revision; r++) if (sent.has(r)) seen.push(now - sent.get(r));
			since = Math.max(since, body.revision);
			if (between) await pause(between);
		}
	};
	const all = Array.from({ length: Number(screens) }, follow);
	await pause(1500);
	const rows = JSON.parse(process.env.ROWS);
	for (let i = 0, r = first; i < Number(keys); i++) {
		const began = performance.now();
		sent.set(++r, began);
		const answer = await ask(`${grid}/cell.json`, new URLSearchParams({ scenario: '1', application: String(rows[i % rows.length]), column: process.env.COLUMN, base: '0', stage: 'hoped', amount: String(100 + i + (between ? 7 : 0)) }).toString());
		saved.push(performance.now() - began);
		if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
		await pause(200);
	}
	await pause(between + 300);
	stop = true;
	await ask(`${grid}/cell.json`, new URLSearchParams({ scenario: '1', application: String(rows[rows.length - 1]), column: process.env.COLUMN, base: '0', stage: 'hoped', amount: between ? '2' : '1' }).toString());
	await Promise.all(all);
	const at = (list, share) => list.sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))]?.toFixed(0);
	console.log(`${name}: ${screens} screens, ${keys} keys, ${seen.length} seen: p50 ${at(seen, 0.5)} ms, p99 ${at(seen, 0.99)} ms; saved p50 ${at(saved, 0.5)} ms, p99 ${at(saved, 0.99)} ms; ${(bytes / 1024).toFixed(0)} kB`);
}

await measure(process.env.POLLING ? 'asking every second' : 'waiting', process.env.POLLING ? 1000 : 0);
agent.destroy();
