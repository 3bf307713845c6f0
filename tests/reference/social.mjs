// node social.mjs --model FILE [--situations N] [--part I/N] : writes the public rule base modele-social to FILE as JSON (the text that our engine reads), then
// random situations of it with what the reference answers to every public rule, ten situations a line (see README.md).
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import rules from 'modele-social';
import { Choices, TODAY, answers, engineOf, prepared } from './lib/oracle.mjs';
import { near, withUnit } from './lib/formulas.mjs';

const { values } = parseArgs({ options: { model: { type: 'string' }, situations: { type: 'string', default: '300' }, part: { type: 'string', default: '1/1' }, seed: { type: 'string', default: '1' } } });
const [part, parts] = values.part.split('/').map(Number);
const situations = Number(values.situations);
if (!existsSync(values.model)) writeFileSync(values.model, JSON.stringify(rules));

const engine = engineOf(rules);
const parsed = engine.getParsedRules();
const asked = Object.keys(parsed);
engine.prepared = prepared(engine, asked);

// What a person could be asked: its type, unit and choices as the model states them.
const questions = asked.flatMap((name) => {
	const node = parsed[name];
	const raw = node.rawNode ?? {};
	if (!raw.question && !raw.type && !(raw.unité && raw.valeur === undefined && raw.formule === undefined)) return [];
	if (node.possibilities) return [{ name, options: node.possibilities.explanation.map((option) => option.publicodesValue) }];
	const type = engine.context.nodesTypes.get(node)?.type;
	return type ? [{ name, type, unit: raw.unité ?? '' }] : [];
});

const AMOUNTS = [0, 1, 10, 35, 100, 151.67, 500, 1000, 1801.8, 2000, 2500, 3500, 3864, 5000, 10000, 25000, 46368, 60000, 100000];
function plausible(c, question) {
	if (question.options) return c.one(question.options);
	if (question.type === 'boolean') return c.one(['oui', 'non']);
	if (question.type === 'date') return `${String(c.whole(1, 28)).padStart(2, '0')}/${String(c.whole(1, 12)).padStart(2, '0')}/${c.whole(2016, 2026)}`;
	if (question.type === 'string') return c.one(["'FR'", "'75056'", "'autre'"]);
	const amount = question.unit.includes('%') ? c.whole(0, 100) : c.percent(70) ? c.one(AMOUNTS) : Math.round(c.real() * 1e7) / 100;
	return withUnit(String(amount), question.unit.includes('€') ? near(c, question.unit) : question.unit);
}

// What people ask of this model first: a salary by one of its faces, a company's income.
const ENTRIES = ['salarié . contrat . salaire brut', 'salarié . rémunération . net . à payer avant impôt', 'salarié . coût total employeur', 'dirigeant . rémunération . totale', 'dirigeant . rémunération . net',
	"entreprise . chiffre d'affaires"].filter((name) => name in parsed);

function situation(c) {
	const known = {};
	for (const question of c.some(questions, c.one([0, 2, 5, 10, 20, 40, 80]))) known[question.name] = plausible(c, question);
	if (c.percent(70)) known[c.one(ENTRIES)] = `${c.one(AMOUNTS)} €/${c.one(['mois', 'an'])}`;
	return known;
}

for (let begin = 0; begin < situations; begin += 10) {
	if ((begin / 10) % parts !== part - 1) continue;
	const line = { id: `social:${begin}`, today: TODAY, model_file: values.model, situations: [] };
	for (let i = begin; i < Math.min(begin + 10, situations); i++) {
		const c = new Choices(Math.imul(Number(values.seed), 7919) + i);
		const made = answers(engine, situation(c), asked, { fresh: false, look: false });
		if (!made.refused) line.situations.push(made);
	}
	if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
