// node generate.mjs [--seed N] [--models N] [--from N] : invents models and situations, asks the reference, and prints a JSON line for each model (see
// README.md). `--from 123 --models 1` makes again only model 123 of the same run.
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import { TODAY, answers, engineOf, refusal } from './lib/oracle.mjs';
import { inventModel, inventSituation } from './lib/models.mjs';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, models: { type: 'string', default: '100' }, from: { type: 'string', default: '0' } } });
const [seed, models, from] = [values.seed, values.models, values.from].map(Number);

function lineOf(number) {
	const { c, raw, rules, expressions, yaml } = inventModel(Math.imul(seed, 1000003) + number * 7919);
	const text = yaml ? stringify(raw, { lineWidth: c.one([0, 80]), singleQuote: c.percent(50) }) : JSON.stringify(raw);
	const out = { id: `${seed}:${number}`, today: TODAY, model: text };
	let engine;
	try {
		engine = engineOf(yaml ? parse(text) : JSON.parse(text));
	} catch (error) {
		return { ...out, ...refusal(error) };
	}
	const asked = Object.keys(engine.getParsedRules());
	const sound = expressions.filter((expression) => {
		try {
			engine.evaluate(expression);
			return true;
		} catch (error) {
			return !/SyntaxError/.test(error.name) && !/introuvable|accessible/.test(error.message);
		}
	});
	out.expressions = sound;
	out.situations = Array.from({ length: c.whole(2, 4) }, (_, i) => answers(engine, i === 0 && c.percent(30) ? {} : inventSituation(c, rules), [...asked, ...sound], { fresh: c.percent(60), look: true })).filter((made) => !made.refused);
	return out;
}

for (let number = from; number < from + models; number++) {
	const line = JSON.stringify(lineOf(number));
	if (!process.stdout.write(`${line}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
