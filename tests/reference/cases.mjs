// node cases.mjs : what the reference answers to the cases of mechanisms/*.yaml and to a small sample of invented models, as JSON lines. Its output is kept
// in golden.jsonl, which the unit tests compare our engine with (no node there); ./check reference makes sure that the two are the same.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { TODAY, answers, engineOf, refusal } from './lib/oracle.mjs';

const SAMPLE = 60;
const here = new URL('./', import.meta.url).pathname;

function lineOf(file, one) {
	const line = { id: `${file.replace('.yaml', '')}: ${one.cas}`, today: TODAY, model: one.modèle };
	let engine;
	try {
		engine = engineOf(parse(one.modèle));
	} catch (error) {
		return { ...line, ...refusal(error) };
	}
	const questions = one.questions ?? [];
	const asked = [...Object.keys(engine.getParsedRules()), ...questions.filter((question) => !(question in engine.getParsedRules()))];
	const situations = (one.situations ?? [{}]).flatMap((situation) => [true, false].map((fresh) => answers(engine, situation, asked, { fresh, look: true })));
	for (const made of situations) if (made.refused) throw new Error(`${line.id}: ${made.refused}`);
	return { ...line, expressions: questions, situations };
}

// The reference's messages are its own; what is kept says only that it refuses.
const silent = (line) => ({
	...line,
	...(line.refused ? { refused: 'refused' } : {}),
	...(line.situations ? { situations: line.situations.map((made) => ({ ...made, answers: made.answers.map((answer) => (answer[1] === '!' ? answer.slice(0, 2) : answer)) })) } : {}),
});
for (const file of readdirSync(`${here}mechanisms`).sort())
	for (const one of parse(readFileSync(`${here}mechanisms/${file}`, 'utf8'))) console.log(JSON.stringify(silent(lineOf(file, one))));
const sample = spawnSync(process.execPath, [`${here}generate.mjs`, '--seed', '7', '--models', String(SAMPLE)], { encoding: 'utf8', maxBuffer: 1 << 26 });
if (sample.status !== 0) throw new Error(sample.stderr);
for (const line of sample.stdout.trim().split('\n')) console.log(JSON.stringify(silent(JSON.parse(line))));
