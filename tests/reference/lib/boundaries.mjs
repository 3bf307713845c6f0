// Where the reference's binary numbers stand so near a boundary that an exact computation may fall on its other side: the only places where a
// difference is not a fault (see differences.md). Looks at every node that the last questions evaluated; decides nothing about ours.
import Engine, { serializeUnit, simplifyNodeUnit } from 'publicodes';

const NEAR = 1e-9;
const COMPARISONS = new Set(['<', '<=', '>', '>=', '=', '!=']);
const converter = new Engine({}, { logger: { log() {}, warn() {}, error() {} } });

export function almost(a, b) {
	return a !== b && Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= NEAR * Math.max(Math.abs(a), Math.abs(b), 1e-3);
}

// `node` in the unit of `other`, as the reference's comparison does before it compares.
function inUnitOf(node, other) {
	const [from, to] = [serializeUnit(node.unit), serializeUnit(other.unit)];
	if (!from || !to) return node.nodeValue; // one unit to itself is computed too, and rounded
	const constant = { nodeKind: 'constant', type: 'number', nodeValue: node.nodeValue, unit: node.unit, missingVariables: {} };
	return converter.evaluate({ unité: to, valeur: constant }).nodeValue;
}

// The fraction of n·10^digits is a half, or so near that a rounding may go either way.
function almostHalf(n, digits) {
	const scaled = n * 10 ** digits;
	return Math.abs(scaled - Math.floor(scaled) - 0.5) <= NEAR * Math.max(1, Math.abs(scaled));
}

const lookers = {
	operation(node) {
		const [left, right] = node.explanation;
		const [a, b] = [left.nodeValue, right.nodeValue];
		if (typeof a !== 'number') return;
		if (a !== 0 && Math.abs(a) < NEAR) return 'almost nothing';
		if (typeof b !== 'number') return;
		if (b !== 0 && Math.abs(b) < NEAR) return 'almost nothing';
		if (COMPARISONS.has(node.operationKind) && almost(a, inUnitOf(right, left))) return `${a} ${node.operationKind} ${b}`;
		if ((node.operationKind === '+' || node.operationKind === '-') && node.nodeValue !== 0 && Math.abs(node.nodeValue) < NEAR * Math.abs(a))
			return `${a} ${node.operationKind} ${b} leaves almost nothing`;
		if (node.operationKind === '//' && almost(a / b, Math.round(a / b))) return `${a} // ${b}`;
	},
	arrondi(node) {
		const { valeur, arrondi } = node.explanation;
		const digits = arrondi.nodeValue === true ? 0 : arrondi.nodeValue;
		if (typeof valeur.nodeValue === 'number' && typeof digits === 'number' && almostHalf(valeur.nodeValue, digits))
			return `${valeur.nodeValue} rounded to ${digits}`;
	},
	texte(node) {
		for (const piece of node.explanation) {
			if (typeof piece !== 'object' || typeof piece.nodeValue !== 'number') continue;
			if (Object.is(piece.nodeValue, -0)) return 'minus zero';
			if (almostHalf(simplifyNodeUnit(piece).nodeValue, 2)) return `${piece.nodeValue} written with two decimals`;
		}
	},
};
function tranches(node) {
	const { assiette } = node.explanation;
	for (const { plafondValue } of node.explanation.tranches ?? [])
		if (typeof plafondValue === 'number' && almost(assiette.nodeValue, plafondValue)) return `${assiette.nodeValue} at the bound ${plafondValue}`;
}
lookers.barème = lookers.grille = lookers['taux progressif'] = tranches;

// km.m2, mois.an: two units of one kind together. The reference then multiplies by the factor of every pair, even from a unit to itself.
const KINDS = [['mois', 'an', 'jour', 'trimestre'], ['€', 'k€'], ['mg', 'g', 'kg'], ['mm', 'cm', 'm', 'km']];
function mixed(unit) {
	const parts = unit ? [unit.numerators, unit.denominators] : [];
	return parts.some((part) => part.length > 1 && KINDS.some((kind) => new Set(part.filter((one) => kind.includes(one))).size > 1));
}

// What stands near a boundary, at most three of them.
export function boundaries(engine) {
	const found = [];
	const look = (one) => {
		for (const node of one.cache.nodes.values()) {
			const what = node?.explanation && lookers[node.nodeKind]?.(node);
			if (what) found.push(what);
			if (mixed(node?.unit)) found.push(`two units of one kind in ${serializeUnit(node.unit)}`);
			if (found.length === 3) return;
		}
		for (const below of one.context.subEngines.values()) look(below);
	};
	look(engine);
	return found.slice(0, 3);
}
