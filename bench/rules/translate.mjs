// The admissibility conditions of a ruleset as json-rules-engine writes them: all, any, a fact, an operator and a value. What that engine has no words for
// (amounts computed from others, units, dates) is given to it as facts worked out beforehand, outside the time measured: that is in its favour.
import Engine, { serializeUnit } from '../../tests/reference/lib/publicodes.mjs';
import { Engine as JsonRules } from '../../tests/reference/lib/json-rules.mjs';

const OPERATORS = { '=': 'equal', '!=': 'notEqual', '<': 'lessThan', '<=': 'lessThanInclusive', '>': 'greaterThan', '>=': 'greaterThanInclusive' };
const DATE = /^\d\d\/\d\d\/\d{4}$/;
const plain = (value) => (typeof value === 'string' && DATE.test(value) ? Number(value.split('/').reverse().join('')) : value ?? null);

export async function translate(rules, conditions) {
	const reader = new Engine(rules, { logger: { log() {}, warn() {}, error() {} } });
	const parsed = reader.getParsedRules();
	const facts = new Map(); // name of a fact -> the expression that gives it, in its unit

	function fact(expression, unit) {
		facts.set(expression, unit ? { valeur: expression, unité: unit } : expression);
		return expression;
	}
	// A comparison of two things in one unit: the left side is a fact, the right one a value or another fact.
	function comparison(left, operator, right) {
		const constant = /^('.*'|".*"|oui|non|-?\d.*)$/.test(right) && !/ [-+*/] /.test(right);
		if (!constant) return { fact: fact(left), operator: OPERATORS[operator], value: { fact: fact(right) } };
		const { unit, nodeValue } = reader.evaluate(right);
		return { fact: fact(left, serializeUnit(unit)), operator: OPERATORS[operator], value: plain(nodeValue) };
	}
	function condition(raw, from) {
		if (typeof raw === 'object' && raw !== null) {
			if (raw['applicable si'] !== undefined) {
				const { 'applicable si': when, ...rest } = raw;
				return { all: [condition(when, from), condition(rest, from)] };
			}
			if (raw['toutes ces conditions']) return { all: raw['toutes ces conditions'].map((one) => condition(one, from)) };
			if (raw['une de ces conditions']) return { any: raw['une de ces conditions'].map((one) => condition(one, from)) };
			if (raw.valeur !== undefined && Object.keys(raw).every((key) => key === 'valeur' || !MECHANISMS.has(key))) return condition(raw.valeur, from);
			return { fact: fact(from), operator: 'equal', value: true };
		}
		const found = /^([^=<>!]+) (=|!=|<=|>=|<|>) ([^=<>!]+)$/.exec(String(raw));
		if (found) return comparison(found[1].trim(), found[2], found[3].trim());
		return { fact: fact(String(raw)), operator: 'equal', value: true };
	}

	const engine = new JsonRules([], { allowUndefinedFacts: true });
	for (const name of conditions) {
		const made = condition(parsed[name].rawNode, name);
		engine.addRule({ conditions: made.all || made.any ? made : { all: [made] }, event: { type: name } });
	}
	// What is known under one situation, as plain values.
	const values = (situation) => {
		reader.setSituation(situation);
		return Object.fromEntries([...facts].map(([name, expression]) => [name, plain(reader.evaluate(expression).nodeValue)]));
	};
	return { engine, facts: values, conditions, shape: facts.size };
}

const MECHANISMS = new Set(['variations', 'condition', 'somme', 'produit', 'barème', 'grille', 'plafond', 'plancher', 'non applicable si', 'par défaut', 'contexte', 'est applicable',
	'est non applicable', 'est défini', 'est non défini', 'unité', 'arrondi', 'abattement', 'durée', 'texte', 'moyenne', 'le maximum de', 'le minimum de']);
