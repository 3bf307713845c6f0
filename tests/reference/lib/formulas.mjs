// Formulas of a type, as the language writes them: expressions on one line and mechanisms, one inside the other. Called by models.mjs with a scene: the
// choices, the rule being written and the rules that it may name. Every mechanism that has a value is in one of the tables below.
export const UNITS = ['', '', '', '€', '€', '€', 'k€', '%', '%', '€/mois', '€/an', 'mois', 'an', 'jour', 'trimestre', '€/jour', 'personne', '€/personne', 'm', 'km', 'kg', 'g', 'm2', 'h/mois', 'kWh'];
const CONVERTIBLE = {
	'€': ['€', 'k€'], 'k€': ['€', 'k€'], '€/mois': ['€/mois', '€/an', '€/trimestre', '€/jour', 'k€/an'], '€/an': ['€/mois', '€/an', '€/jour'], mois: ['mois', 'an', 'jour', 'trimestre'],
	an: ['mois', 'an', 'jour'], jour: ['jour', 'mois'], trimestre: ['mois', 'trimestre', 'an'], '€/jour': ['€/jour', '€/an'], m: ['m', 'km', 'cm', 'mm'], km: ['km', 'm'], kg: ['kg', 'g'],
	g: ['g', 'mg', 'kg'], '%': ['%', ''], '': ['', '%'],
};
const NUMBERS = ['0', '1', '2', '3', '4', '5', '7', '10', '12', '15', '20', '30', '50', '57', '80', '100', '100', '150', '200', '250', '500', '1000', '1500', '2500', '10000', '0.1', '0.2', '0.3',
	'0.5', '0.57', '0.8', '1.5', '2.25', '12.34', '33.33', '99.99', '4.35', '1.005', '0.036', '1234.567'];
const TEXTS = ['association', 'commune', 'été', 'a', "l'un", 'conseil citoyen'];
const DATES = ['01/01/2020', '29/02/2020', '31/12/2020', '14/02/2021', '01/03/2021', '15/06/2022', '30/06/2024', '01/2023', '12/2024', '28/02/2025'];

export const numberText = (c) => (c.percent(75) ? c.one(NUMBERS) : `${c.whole(0, 4000)}${c.percent(50) ? '' : `.${c.whole(1, 99)}`}`);
export const dateText = (c) => (c.percent(70) ? c.one(DATES) : `${String(c.whole(1, 28)).padStart(2, '0')}/${String(c.whole(1, 12)).padStart(2, '0')}/${c.whole(2015, 2030)}`);
export const textOf = (c) => c.one(TEXTS);
const quoted = (text) => (text.includes("'") ? `"${text}"` : `'${text}'`);

// A unit that `unit` converts to, mostly itself.
export function near(c, unit) {
	if (c.percent(4)) return c.one(UNITS);
	return c.percent(60) ? unit : c.one(CONVERTIBLE[unit] ?? [unit]);
}
export const withUnit = (number, unit) => (unit ? `${number} ${unit}` : number);

// How the rule being written may call another: whole name, last part, or from its parent.
function called(scene, rule) {
	const { c, self } = scene;
	const parts = rule.name.split(' . ');
	const leaf = parts[parts.length - 1];
	const above = self.name.split(' . ').slice(0, -1).join(' . ');
	if (parts.slice(0, -1).join(' . ') === above && above && c.percent(40)) return c.percent(50) ? `^ . ${leaf}` : leaf;
	if (parts.slice(0, -1).join(' . ') === self.name && c.percent(60)) return leaf;
	return rule.name;
}

// A rule of the type that may be named, as it is called; or nothing.
function reference(scene, type, unit) {
	const { c } = scene;
	const fits = scene.rules.filter((rule) => rule.type === type && (unit === undefined || c.percent(6) || (CONVERTIBLE[unit] ?? [unit]).includes(rule.unit)));
	return fits.length ? called(scene, c.one(fits)) : undefined;
}
export function anyReference(scene) {
	return scene.rules.length ? called(scene, scene.c.one(scene.rules)) : undefined;
}

// Expressions on one line.

function atom(scene, unit, depth) {
	const { c } = scene;
	if (depth > 0 && c.percent(20)) return `(${line(scene, 'number', unit, depth - 1)})`;
	const found = c.percent(65) && reference(scene, 'number', unit);
	return found || withUnit(numberText(c), near(c, unit));
}

const lines = {
	number(scene, unit, depth) {
		const { c } = scene;
		if (depth <= 0) return atom(scene, unit, 0);
		const side = () => atom(scene, unit, depth - 1);
		return c.weighted([
			[30, () => side()],
			[14, () => `${side()} + ${side()}`],
			[10, () => `${side()} - ${side()}`],
			[10, () => `${side()} * ${atom(scene, '', depth - 1)}`],
			[8, () => `${side()} * ${numberText(c)} %`],
			[8, () => `${side()} / ${c.percent(80) ? c.one(['2', '3', '4', '12', '100', '0.3', '7']) : atom(scene, '', depth - 1)}`],
			[3, () => `${side()} // ${c.one(['2', '3', '10', '0.3', '7'])}`],
			[4, () => `${side()} ${c.one(['+', '-'])} ${numberText(c)} %`],
			[3, () => (unit === '' ? `${side()} ** ${c.one(['2', '3', '0.5', '0', '-1', '2 ** 2'])}` : side())],
			[3, () => `-${c.percent(30) ? ' ' : ''}${side()}`],
			[3, () => (unit === '€' ? `${atom(scene, '€/mois', 0)} * ${atom(scene, 'mois', 0)}` : `${side()} * ${side()} / ${side()}`)],
			[3, () => `${side()} - ${side()} - ${side()}`],
			[3, () => `${side()} + ${side()} * ${atom(scene, '', 0)}`],
		])();
	},
	boolean(scene, unit, depth) {
		const { c } = scene;
		const found = c.percent(40) && reference(scene, 'boolean');
		if (found && c.percent(60)) return found;
		const measure = c.one(UNITS);
		return c.weighted([
			[28, () => `${lines.number(scene, measure, depth - 1)} ${c.one(['<', '<=', '>', '>=', '=', '!='])} ${lines.number(scene, measure, depth - 1)}`],
			[10, () => `${lines.text(scene, '', depth - 1)} ${c.one(['=', '!='])} ${quoted(textOf(c))}`],
			[8, () => `${lines.date(scene, '', depth - 1)} ${c.one(['<', '<=', '>', '>=', '=', '!='])} ${lines.date(scene, '', depth - 1)}`],
			[8, () => (found ? `${found} ${c.one(['=', '!='])} ${c.one(['oui', 'non'])}` : 'oui')],
			[4, () => c.one(['oui', 'non'])],
		])();
	},
	text: (scene) => (scene.c.percent(60) && reference(scene, 'text')) || quoted(textOf(scene.c)),
	date: (scene) => (scene.c.percent(50) && reference(scene, 'date')) || dateText(scene.c),
};
export function line(scene, type, unit, depth) {
	return lines[type](scene, unit, depth);
}

// Mechanisms. Each entry: weight, what it makes.

const value = (scene, type, unit, depth) => formula(scene, type, unit, depth - 1);
const yes = (scene, depth) => formula(scene, 'boolean', '', depth - 1);
const list = (scene, type, unit, depth, low, high) => Array.from({ length: scene.c.whole(low, high) }, () => value(scene, type, unit, depth));

function tranches(scene, unit, key, make) {
	const { c } = scene;
	let bound = 0;
	const n = c.whole(1, 4);
	return Array.from({ length: n }, (_, i) => {
		bound += c.one([10, 50, 100, 100, 1000, 2500, 12.5]);
		const tranche = { [key]: make(scene) };
		if (i < n - 1 || c.percent(25)) tranche.plafond = c.percent(88) ? withUnit(String(bound), c.percent(70) ? unit : near(c, unit)) : value(scene, 'number', unit, 1);
		return tranche;
	});
}
function scale(scene, unit, depth, key, make) {
	const { c } = scene;
	const body = { assiette: value(scene, 'number', unit, depth), tranches: tranches(scene, unit, key, make) };
	if (c.percent(25)) body.multiplicateur = c.percent(70) ? c.one(['1', '2', '100', '0.5']) : value(scene, 'number', '', 1);
	return body;
}
const rate = (scene) => (scene.c.percent(85) ? `${scene.c.one(['0', '5', '10', '12.5', '30', '57', '100'])} %` : value(scene, 'number', '%', 1));

function condition(scene, type, unit, depth) {
	return { condition: { si: yes(scene, depth), alors: value(scene, type, unit, depth), sinon: value(scene, type, unit, depth) } };
}
function variations(scene, type, unit, depth) {
	const { c } = scene;
	const branches = Array.from({ length: c.whole(1, 3) }, () => ({ si: yes(scene, depth), alors: value(scene, type, unit, depth) }));
	if (c.percent(75)) branches.push({ sinon: value(scene, type, unit, depth) });
	return { variations: branches };
}
function contexte(scene, type, unit, depth) {
	const { c } = scene;
	const changed = c.some(scene.rules.filter((rule) => !rule.private && !rule.chosen), c.whole(1, 2));
	if (!changed.length) return value(scene, type, unit, depth);
	return { valeur: value(scene, type, unit, depth), contexte: Object.fromEntries(changed.map((rule) => [rule.name, value(scene, rule.type, rule.unit, Math.min(depth, 2))])) };
}

// What chains onto any value; several at once are composed in the language's own order.
function chained(scene, type, unit, depth) {
	const { c } = scene;
	const made = { valeur: value(scene, type, unit, depth) };
	const add = {
		plafond: () => value(scene, 'number', unit, Math.min(depth, 2)),
		plancher: () => value(scene, 'number', unit, Math.min(depth, 2)),
		abattement: () => (c.percent(50) ? value(scene, 'number', unit, 2) : `${numberText(c)} %`),
		arrondi: () => c.one(['oui', 'non', '2 décimales', '1 décimale', '0 décimales', 'oui', '3 décimales']),
		unité: () => near(c, unit) || '€',
		"simplifier l'unité": () => 'oui',
		'par défaut': () => value(scene, type, unit, 1),
		'applicable si': () => yes(scene, Math.min(depth, 2)),
		'non applicable si': () => yes(scene, Math.min(depth, 2)),
	};
	const known = scene.rules.filter((rule) => !rule.private && !rule.inline);
	if (known.length) add['variable manquante'] = () => c.one(known).name;
	const forNumbers = ['plafond', 'plancher', 'abattement', 'arrondi', 'unité', "simplifier l'unité"];
	const names = Object.keys(add).filter((name) => type === 'number' || !forNumbers.includes(name));
	for (const name of c.some(names, c.whole(1, c.percent(70) ? 1 : 3))) made[name] = add[name]();
	return made;
}

const mechanisms = {
	number: [
		[12, (s, u, d) => ({ somme: list(s, 'number', u, d, 0, 4) })],
		[6, (s, u, d) => ({ produit: [value(s, 'number', u, d), ...list(s, 'number', s.c.one(['', '%', '']), d, 0, 2)] })],
		[7, (s, u, d) => ({ 'le maximum de': list(s, 'number', u, d, 1, 4) })],
		[7, (s, u, d) => ({ 'le minimum de': list(s, 'number', u, d, 1, 4) })],
		[5, (s, u, d) => ({ moyenne: list(s, 'number', u, d, 1, 4) })],
		[8, (s, u, d) => variations(s, 'number', u, d)],
		[5, (s, u, d) => condition(s, 'number', u, d)],
		[22, (s, u, d) => chained(s, 'number', u, d)],
		[7, (s, u, d) => ({ barème: scale(s, u, d, 'taux', rate) })],
		[6, (s, u, d) => ({ grille: scale(s, s.c.one(UNITS), d, 'montant', (x) => value(x, 'number', u, Math.min(d, 2))) })],
		[5, (s, u, d) => ({ 'taux progressif': scale(s, s.c.one(UNITS), d, 'taux', rate) })],
		[4, (s, u, d) => duration(s, d)],
		[2, (s, u, d) => ({ logarithme: value(s, 'number', '', d) })],
		[4, (s, u, d) => contexte(s, 'number', u, d)],
		[3, (s, u, d) => operation(s, ['+', '-', '*', '/'], 'number', u, d)],
	],
	boolean: [
		[14, (s, u, d) => ({ 'toutes ces conditions': list(s, 'boolean', '', d, 0, 4) })],
		[14, (s, u, d) => ({ 'une de ces conditions': list(s, 'boolean', '', d, 0, 4) })],
		[5, (s, u, d) => condition(s, 'boolean', '', d)],
		[5, (s, u, d) => variations(s, 'boolean', '', d)],
		[12, (s, u, d) => ({ [s.c.one(['est applicable', 'est non applicable', 'est défini', 'est non défini'])]: anything(s, d) })],
		[10, (s, u, d) => chained(s, 'boolean', '', d)],
		[3, (s, u, d) => contexte(s, 'boolean', '', d)],
		[3, (s, u, d) => operation(s, ['<', '<=', '>', '>=', '=', '!='], 'number', s.c.one(UNITS), d)],
		[3, (s, u, d) => operation(s, ['et', 'ou', '=', '!='], 'boolean', '', d)],
	],
	text: [
		[10, (s, u, d) => ({ texte: template(s, d) })],
		[5, (s, u, d) => variations(s, 'text', '', d)],
		[4, (s, u, d) => condition(s, 'text', '', d)],
		[5, (s, u, d) => chained(s, 'text', '', d)],
		[2, (s, u, d) => contexte(s, 'text', '', d)],
	],
	date: [
		[5, (s, u, d) => variations(s, 'date', '', d)],
		[4, (s, u, d) => condition(s, 'date', '', d)],
		[5, (s, u, d) => chained(s, 'date', '', d)],
	],
};

function operation(scene, operators, type, unit, depth) {
	return { [scene.c.one(operators)]: [value(scene, type, unit, depth), value(scene, type, unit, depth)] };
}
function anything(scene, depth) {
	const { c } = scene;
	if (c.percent(75)) {
		const found = anyReference(scene);
		if (found) return found;
	}
	return value(scene, c.one(['number', 'boolean']), '', depth);
}
function duration(scene, depth) {
	const { c } = scene;
	const body = { depuis: value(scene, 'date', '', depth), "jusqu'à": value(scene, 'date', '', depth) };
	if (c.percent(15)) delete body[c.one(['depuis', "jusqu'à"])];
	if (c.percent(80)) body.unité = c.one(['jour', 'mois', 'an', 'trimestre', 'trimestre civil', 'année civile']);
	return { durée: body };
}
function template(scene, depth) {
	const { c } = scene;
	const pieces = ['Le dossier', ' demande ', ' et ', ' : oui, ', '\nfin « ok » ', ''];
	let text = c.one(pieces);
	for (let i = c.whole(0, 3); i > 0; i--) {
		const type = c.one(['number', 'number', 'number', 'boolean', 'text', 'date']);
		text += `{{ ${line(scene, type, c.one(UNITS), Math.min(depth, 1))} }}${c.one(pieces)}`;
	}
	return text;
}

// A formula of the type, at most `depth` mechanisms deep: a text on one line, or an object.
export function formula(scene, type, unit, depth) {
	const { c } = scene;
	if (depth <= 0 || c.percent(45)) return line(scene, type, unit, Math.min(2, Math.max(depth, 0) + 1));
	return c.weighted(mechanisms[type])(scene, unit, depth);
}
