// What the reference answers, in the form that rules_compare reads: one JSON line for a model. The clock of the reference stands still, its
// warnings are silent. Owns the wire format (see README.md); invents nothing.
import { Choices } from './random.mjs';
import { boundaries } from './boundaries.mjs';

export const TODAY = '15/06/2026';

// `durée` without a date reads the clock when a model is read.
const RealDate = Date;
globalThis.Date = class extends RealDate {
	constructor(...args) {
		if (args.length) super(...args);
		else super(2026, 5, 15, 12);
	}
};

const { default: Engine, serializeUnit } = await import('publicodes');
const quiet = { log() {}, warn() {}, error() {} };

// The reference looks for a rule that is already being worked out by filtering the names under way, finding two, and for a rule that already asks for its
// parents by looking whether it is included: both are circles. Then `circled` is set: what it misses depends on what it had kept when it turned back.
let circled = false;
const filter = Array.prototype.filter;
Array.prototype.filter = function (keep, ...rest) {
	const kept = filter.call(this, keep, ...rest);
	if (kept.length > 1 && typeof kept[0] === 'string' && /=== node\.dottedName/.test(keep.toString())) circled = true;
	return kept;
};
const includes = Array.prototype.includes;
Array.prototype.includes = function (wanted, ...rest) {
	const found = includes.call(this, wanted, ...rest);
	if (found && typeof wanted === 'string' && !circled && /evaluateDisablingParent/.test(new Error().stack.split('\n')[2])) circled = true;
	return found;
};

export function engineOf(raw, options = {}) {
	return new Engine(raw, { logger: quiet, ...options });
}

const NOT_APPLICABLE = () => ({ nodeKind: 'constant', nodeValue: null, isNullable: true, missingVariables: {}, type: undefined });

// A value of a situation as written on the wire, as the reference takes it.
function known(value) {
	if (typeof value === 'string') return value;
	if ('number' in value) return value.unit ? `${value.number} ${value.unit}` : value.number;
	if ('bool' in value) return value.bool ? 'oui' : 'non';
	if ('text' in value) return `'${value.text}'`;
	if ('date' in value) return value.date;
	return NOT_APPLICABLE();
}

export function situationOf(wire) {
	return Object.fromEntries(Object.entries(wire).map(([rule, value]) => [rule, known(value)]));
}

function real(n) {
	return Number.isFinite(n) && !Object.is(n, -0) ? n : Object.is(n, -0) ? 0 : String(n);
}

// Reading a question costs the reference far more than answering it in a large model: each is read once, and asked as `evaluate` would.
export function prepared(engine, asked) {
	return new Map(asked.map((question) => {
		engine.evaluate(question);
		return [question, engine.context.parsedRules.$EVALUATION.explanation.valeur];
	}));
}
function ask(engine, question) {
	const node = engine.prepared?.get(question);
	if (!node) return engine.evaluate(question);
	engine.cache._meta = { evaluationRuleStack: [], parentRuleStack: [] };
	return engine.evaluateNode(node);
}

// [asked, kind, value, unit, missing, boundaries, circle]: kind is n (number), b (boolean), t (text or date), - (not applicable), ? (not defined) or ! (error).
export function answer(engine, asked, look = true) {
	let node;
	try {
		node = ask(engine, asked);
	} catch (error) {
		return [asked, '!', `${error.name}: ${error.message}`.split('\n').map((line) => line.trim()).filter(Boolean).join(' ').slice(0, 300)];
	}
	const { nodeValue: value } = node;
	const unit = serializeUnit(node.unit) ?? null;
	const kind = value === undefined ? '?' : value === null ? '-' : { number: 'n', boolean: 'b', string: 't' }[typeof value];
	const line = [asked, kind, kind === 'n' ? real(value) : value ?? null, unit, node.missingVariables ?? {}];
	const near = look ? boundaries(engine) : [];
	if (near.length || circled) line.push(near);
	if (circled) line.push('circle');
	return line;
}

// Did the reference look for a number by approaching it? It stops within a tolerance: where exactly depends on the last digit of what it tries.
const approached = (engine) => [...engine.cache.nodes.values()].some((node) => (node?.explanation?.numberOfIteration ?? node?.explanation?.numberOfIterations) > 0);

// A model that the reference refuses.
export function refusal(error) {
	return { refused: `${error.name}: ${error.message}`.replace(/\s+/g, ' ').slice(0, 300) };
}

// Every question under one situation. `fresh`: nothing is kept from one question to the next; otherwise `alone` holds the answers that the reference gives
// differently to a question asked first (it looks at what it happens to have worked out already), for the questions `again`, all of them when not given.
// `look`: say where binary numbers stand at a boundary (slow in a large model).
export function answers(engine, wire, asked, { fresh, look, again = asked }) {
	circled = false;
	try {
		engine.setSituation(situationOf(wire));
	} catch (error) {
		return { situation: wire, refused: String(error.message).slice(0, 200) };
	}
	const all = (questions, clean) => questions.map((question) => {
		if (clean) {
			engine.resetCache();
			circled = false;
		}
		return answer(engine, question, look);
	});
	const made = { situation: wire, fresh, answers: all(asked, fresh) };
	if (!fresh && approached(engine)) made.approached = true;
	if (fresh) return made;
	const first = new Map(made.answers.map((one) => [one[0], JSON.stringify(one.slice(0, 5))]));
	const alone = all(again, true).filter((one) => JSON.stringify(one.slice(0, 5)) !== first.get(one[0]) || one[6]);
	return alone.length ? { ...made, alone: Object.fromEntries(alone.map((one) => [one[0], one])) } : made;
}

export { Choices };
