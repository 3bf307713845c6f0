// node work.mjs PACK COUNT >work.json : what both engines are given: the texts of a ruleset, the rules that make a verdict (every `condition` and `maximum`) and
// COUNT complete situations invented from a seed. Used by bench/rules/run only.
import { readFileSync } from 'node:fs';
import { parse } from '../../tests/reference/lib/yaml.mjs';
import { Choices, engineOf } from '../../tests/reference/lib/oracle.mjs';
import { plausible, questionsOf } from '../../tests/reference/lib/questions.mjs';

const [pack, count] = process.argv.slice(2);
const files = ['packs/vocabulary.publicodes', `packs/${pack}/rules.publicodes`];
const rules = Object.assign({}, ...files.map((file) => parse(readFileSync(file, 'utf8'))));
const engine = engineOf(rules);
const parsed = engine.getParsedRules();
const role = (name) => parsed[name].rawNode?.règlement?.rôle;
const names = Object.keys(parsed);
const conditions = names.filter((name) => role(name) === 'condition');
const maxima = names.filter((name) => role(name) === 'maximum');
const questions = questionsOf(engine);
const c = new Choices(20200214);
const situations = Array.from({ length: Number(count) }, () => Object.fromEntries(questions.map((question) => [question.name, plausible(c, question)])));
console.log(JSON.stringify({ files, conditions, maxima, situations }));
