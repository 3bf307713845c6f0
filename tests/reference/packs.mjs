// node packs.mjs [--situations N] : the rulesets of packs/, each with the shared vocabulary, under random situations, with what the reference answers to every
// public rule, as JSON lines (see README.md). From the root of the project.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { Choices, TODAY, answers, engineOf, prepared } from './lib/oracle.mjs';
import { plausible, questionsOf } from './lib/questions.mjs';

const { values } = parseArgs({ options: { situations: { type: 'string', default: '40' }, seed: { type: 'string', default: '1' } } });
const VOCABULARY = 'packs/vocabulary.publicodes';

const rulesets = readdirSync('packs', { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.flatMap(({ name }) => readdirSync(`packs/${name}`).filter((file) => /^rules(\.\d+)?\.publicodes$/.test(file)).map((file) => `packs/${name}/${file}`))
	.sort();

for (const ruleset of existsSync(VOCABULARY) ? rulesets : []) {
	const files = [VOCABULARY, ruleset];
	const engine = engineOf(Object.assign({}, ...files.map((file) => parse(readFileSync(file, 'utf8')))));
	const asked = Object.keys(engine.getParsedRules());
	engine.prepared = prepared(engine, asked);
	const questions = questionsOf(engine);
	const situations = Array.from({ length: Number(values.situations) }, (_, i) => {
		const c = new Choices(Math.imul(Number(values.seed), 104729) + i);
		const known = c.some(questions, c.one([0, 1, 3, 10, 30, questions.length, questions.length]));
		return answers(engine, Object.fromEntries(known.map((question) => [question.name, plausible(c, question)])), asked, { fresh: i % 2 === 0, look: i % 2 === 0, again: [] });
	});
	process.stdout.write(`${JSON.stringify({ id: ruleset, today: TODAY, model_files: files, situations: situations.filter((made) => !made.refused) })}\n`);
}
