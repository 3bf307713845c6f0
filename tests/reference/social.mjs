// node social.mjs --model FILE [--situations N] [--part I/N] : writes the public rule base modele-social to FILE as JSON (the text that our engine reads), then
// random situations of it with what the reference answers to every public rule, ten situations a line (see README.md).
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import rules from 'modele-social';
import { Choices, TODAY, answers, engineOf, prepared } from './lib/oracle.mjs';
import { amount, plausible, questionsOf } from './lib/questions.mjs';

const { values } = parseArgs({ options: { model: { type: 'string' }, situations: { type: 'string', default: '300' }, part: { type: 'string', default: '1/1' }, seed: { type: 'string', default: '1' } } });
const [part, parts] = values.part.split('/').map(Number);
const situations = Number(values.situations);
if (!existsSync(values.model)) writeFileSync(values.model, JSON.stringify(rules));

const engine = engineOf(rules);
const parsed = engine.getParsedRules();
const asked = Object.keys(parsed);
engine.prepared = prepared(engine, asked);

const questions = questionsOf(engine);

// Rules that are solved as circles, and those that they replace: also asked alone, because what they give after others depends on what was kept.
const solved = asked.filter((name) => parsed[name].rawNode['résoudre la référence circulaire']);
const again = [...new Set([...solved, ...solved.flatMap((name) => parsed[name].replacements.map((replacement) => replacement.replacedReference.dottedName))])].filter((name) => name in parsed);

// What people ask of this model first: a salary by one of its faces, a company's income.
const ENTRIES = ['salarié . contrat . salaire brut', 'salarié . rémunération . net . à payer avant impôt', 'salarié . coût total employeur', 'dirigeant . rémunération . totale', 'dirigeant . rémunération . net',
	"entreprise . chiffre d'affaires"].filter((name) => name in parsed);

function situation(c) {
	const known = {};
	for (const question of c.some(questions, c.one([0, 2, 5, 10, 20, 40, 80]))) known[question.name] = plausible(c, question);
	if (c.percent(70)) known[c.one(ENTRIES)] = `${amount(c)} €/${c.one(['mois', 'an'])}`;
	return known;
}

for (let begin = 0; begin < situations; begin += 10) {
	if ((begin / 10) % parts !== part - 1) continue;
	const line = { id: `social:${begin}`, today: TODAY, model_files: [values.model], situations: [] };
	for (let i = begin; i < Math.min(begin + 10, situations); i++) {
		const c = new Choices(Math.imul(Number(values.seed), 7919) + i);
		const made = answers(engine, situation(c), asked, { fresh: false, look: false, again });
		if (!made.refused) line.situations.push(made);
	}
	if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
