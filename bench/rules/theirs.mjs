// The other side of bench/rules, with the same arguments and the same prints as ours.c: npm publicodes (verdict, admissibility, check, load) and npm
// json-rules-engine (json, json-check: the admissibility conditions translated, see translate.mjs).
//     node theirs.mjs WORK.json SECONDS WHAT | node theirs.mjs FILE load ROUNDS
import { readFileSync } from 'node:fs';
import { parse } from '../../tests/reference/lib/yaml.mjs';

const [file, seconds, what] = process.argv.slice(2);
const CHECKED = 100;
const quiet = { log() {}, warn() {}, error() {} };
const memory = () => process.resourceUsage().maxRSS;

if (seconds === 'load') {
	const { default: Engine } = await import('../../tests/reference/lib/publicodes.mjs');
	const text = readFileSync(file, 'utf8');
	const times = Array.from({ length: Number(what) }, () => {
		const begun = performance.now();
		new Engine(JSON.parse(text), { logger: quiet });
		return performance.now() - begun;
	}).sort((a, b) => a - b);
	console.log(times[times.length >> 1].toFixed(3), memory());
	process.exit();
}

const work = JSON.parse(readFileSync(file, 'utf8'));
const rules = Object.assign({}, ...work.files.map((name) => parse(readFileSync(name, 'utf8'))));
const asked = what === 'admissibility' ? work.conditions : [...work.conditions, ...work.maxima];

const written = (value) =>
	value === undefined ? '?' : value === null ? '-' : typeof value === 'number' ? (value + 0).toFixed(6) : value === true ? 'oui' : value === false ? 'non' : value;

async function measure(one) {
	let done = 0;
	let defined = 0;
	const begun = performance.now();
	const processor = process.cpuUsage();
	while (performance.now() - begun < Number(seconds) * 1000) {
		defined += await one(work.situations[done % work.situations.length]);
		done++;
	}
	const elapsed = (performance.now() - begun) / 1000;
	const used = process.cpuUsage(processor);
	console.log((done / elapsed).toFixed(1), ((used.user + used.system) / 1e6 / done).toFixed(9), memory(), defined);
}

async function publicodes() {
	const { default: Engine } = await import('../../tests/reference/lib/publicodes.mjs');
	const engine = new Engine(rules, { logger: quiet });
	const value = (rule) => {
		try {
			return written(engine.evaluate(rule).nodeValue);
		} catch {
			return '!';
		}
	};
	if (what === 'check') {
		for (const situation of work.situations.slice(0, CHECKED)) {
			engine.setSituation(situation);
			for (const rule of asked) console.log(value(rule));
		}
		return;
	}
	await measure((situation) => {
		engine.setSituation(situation);
		let defined = 0;
		for (const rule of asked) defined += engine.evaluate(rule).nodeValue != null;
		return defined;
	});
}

async function jsonRules() {
	const { translate } = await import('./translate.mjs');
	const { engine, facts, conditions } = await translate(rules, work.conditions);
	const all = work.situations.map(facts);
	if (what === 'json-check') {
		for (const known of all.slice(0, CHECKED)) {
			const { events } = await engine.run(known);
			const met = new Set(events.map((event) => event.type));
			for (const rule of conditions) console.log(met.has(rule) ? 'oui' : 'non');
		}
		return;
	}
	let i = 0;
	await measure(async () => (await engine.run(all[i++ % all.length])).events.length);
}

await (what.startsWith('json') ? jsonRules() : publicodes());
