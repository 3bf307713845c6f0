// Whole models and situations, invented from a seed: questions, namespaces that disable what is in them, replacements, possibilities, private rules,
// inversions, circular references; and models spoilt in one place, which the reference mostly refuses. Called by generate.mjs.
import { Choices } from './random.mjs';
import { UNITS, anyReference, dateText, formula, line, near, numberText, textOf, withUnit } from './formulas.mjs';

const LEAVES = ['aide', 'porteur', 'budget', 'coût total', 'montant', 'taux', 'plafond', 'base', 'statut', 'début', 'fin', 'public', 'part QPV', 'année 1', 'bonus', "délai d'examen", 'reste'];

function name(c, rules, containers) {
	for (;;) {
		const above = c.percent(55) && containers.length ? `${c.one(containers).name} . ` : '';
		const made = above + c.one(LEAVES);
		if (made.split(' . ').length <= 4 && !rules.some((rule) => rule.name === made)) return made;
	}
}

const type = (c) => c.weighted([[55, 'number'], [25, 'boolean'], [12, 'text'], [8, 'date']]);

// A question: nothing but a type; its value comes from the situation.
function question(scene) {
	const { c, self } = scene;
	const body = { question: 'Combien ?' };
	if (self.type === 'number' && self.unit) body.unité = self.unit;
	else if (self.type === 'number') body.type = 'nombre';
	if (self.type === 'date') body.type = 'date';
	if (self.type === 'boolean' && c.percent(50)) body.type = 'booléen';
	if (self.type === 'text') {
		if (c.percent(60)) body['une possibilité'] = ["'association'", "'commune'", "'été'"];
		else body.type = 'texte';
	}
	if (self.type === 'number' && c.percent(12)) body['une possibilité'] = ['1', '2', '3', '10'].map((n) => withUnit(n, self.unit));
	if (body['une possibilité'] && self.type === 'number') {
		delete body.unité;
		self.chosen = true; // in a `contexte` the reference refuses a value of another unit; ours is not compared with the choices
	}
	if (c.percent(25)) body['par défaut'] = formula(scene, self.type, self.unit, 1);
	if (c.percent(12)) body['possiblement non applicable'] = 'oui';
	if (c.percent(12)) body['applicable si'] = formula(scene, 'boolean', '', 1);
	if (c.percent(8)) body['non applicable si'] = formula(scene, 'boolean', '', 1);
	return body;
}

// Choices that are rules themselves.
function choice(scene) {
	const { c, self } = scene;
	const options = c.some(['aucun', 'partiel', 'complet', 'mixte'], c.whole(1, 3));
	self.options = options;
	return {
		question: 'Lequel ?',
		'une possibilité': options.map((option) => ({ [option]: c.percent(40) ? { 'non applicable si': line(scene, 'boolean', '', 1) } : c.percent(50) ? { titre: option } : { valeur: 'oui' } })),
		...(c.percent(30) ? { 'par défaut': `'${c.one(options)}'` } : {}),
	};
}

function computed(scene) {
	const { c, self } = scene;
	const made = formula(scene, self.type, self.unit, c.whole(1, 4));
	const body = typeof made === 'string' ? { [c.percent(85) ? 'valeur' : 'formule']: made } : c.percent(60) ? made : { valeur: made };
	if (self.type === 'number' && self.unit && c.percent(25)) body.unité ??= self.unit;
	if (c.percent(10)) body['applicable si'] ??= formula(scene, 'boolean', '', 1);
	if (c.percent(8)) body['non applicable si'] ??= formula(scene, 'boolean', '', 1);
	if (self.type === 'number' && c.percent(8)) body.plafond ??= formula(scene, 'number', self.unit, 1);
	if (self.type === 'number' && c.percent(8)) body.arrondi ??= c.one(['oui', '2 décimales']);
	if (c.percent(6)) body['par défaut'] ??= formula(scene, self.type, self.unit, 1);
	if (typeof made === 'string' && Object.keys(body).length === 1 && c.percent(15)) return made;
	if (c.percent(7)) local(scene, body);
	if (c.percent(3)) body.suggestions = { un: formula(scene, self.type, self.unit, 1) };
	return body;
}

// A step of the computation with a name of its own, under the rule that uses it, private or not.
function local(scene, body) {
	const { c, self, rules } = scene;
	if (typeof body.valeur !== 'string' || self.type !== 'number') return;
	const key = c.one(['étape', '[privé] étape']);
	body.avec = { [key]: formula({ c, self: { name: `${self.name} . étape` }, rules }, 'number', self.unit, 2) };
	body.valeur = c.percent(50) ? `étape + ${body.valeur}` : { somme: ['étape', body.valeur, `${self.name} . étape`] };
	if (key === 'étape') rules.push({ name: `${self.name} . étape`, type: 'number', unit: self.unit, inline: true });
}

function replacement(scene, made) {
	const { c, rules, self } = scene;
	const fits = rules.filter((rule) => rule.type === self.type && !rule.private && !rule.options && !self.name.startsWith(`${rule.name} . `));
	if (!fits.length || typeof made !== 'object' || made['une possibilité']) return;
	const targets = () => (c.percent(70) ? c.one(rules).name : c.some(rules, 2).map((rule) => rule.name));
	const one = () => {
		const what = c.one(fits).name;
		if (c.percent(45)) return what;
		const body = { 'références à': what };
		if (c.percent(40)) body.dans = targets();
		if (c.percent(25)) body['sauf dans'] = targets();
		if (c.percent(40)) body.priorité = c.whole(0, 3);
		return body;
	};
	made[c.percent(75) ? 'remplace' : 'rend non applicable'] = c.percent(80) ? one() : [one(), one()];
}

// A rule whose value is found from what it would give: net from gross.
function inversion(scene, rules) {
	const { c } = scene;
	const [gross, net] = ['brut', 'net'].map((leaf) => ({ name: `paie . ${leaf}`, type: 'number', unit: '€', computed: leaf === 'net' }));
	rules.push({ name: 'paie', type: 'boolean', unit: '', body: c.percent(50) ? null : { valeur: 'oui' }, computed: true });
	rules.push({ ...gross, computed: false, body: { unité: '€', 'inversion numérique': c.percent(50) ? ['net'] : { avec: ['paie . net'], min: 0, max: 1000000 } } });
	const body = c.one([
		{ valeur: 'brut * 77 %' },
		{ valeur: 'brut - 250 €', plancher: '0 €' },
		{ valeur: { somme: ['brut', { '-': [0, { barème: { assiette: 'brut', tranches: [{ taux: '10 %', plafond: '1000 €' }, { taux: '30 %', plafond: '4000 €' }, { taux: '45 %' }] } }] }] } },
	]);
	rules.push({ ...net, body: { ...body, ...(c.percent(60) ? { unité: '€' } : {}) } });
}
function circular(scene, rules) {
	const { c } = scene;
	rules.push({ name: 'boucle', type: 'number', unit: '', computed: true,
		body: { valeur: c.one(['0.5 * boucle + 100', '100 - boucle / 4', { somme: ['boucle * 20 %', 40] }]), 'résoudre la référence circulaire': 'oui' } });
}

const spoilers = [
	(c, body) => ({ ...body, valeur: `${line({ c, self: { name: 'x' }, rules: [] }, 'number', '', 1)} + règle inconnue` }),
	(c) => ({ valeur: c.one(['1+1', '2 *', '(3', "'ouvert", '* 2', '1 2', '12 € 3', 'a . . b', '1..2', '.5', '3 >', '= 3', '-', '1 + + 2', 'oui et non', '5 €/ mois', '^', '31/02/2020', '45/01/2020', '€', '1 //2', ')', '', ' ', '12,5', '1 000', "'a' 'b'"]) }),
	(c) => ({ [c.one(['sommes', 'maximum de', 'si', 'plafonds'])]: [1, 2], valeur: { mécanisme: 3 } }),
	() => ({ valeur: { somme: [1, 2], produit: [1, 2] } }),
	() => ({ valeur: [1, 2] }),
	(c) => ({ valeur: c.percent(50) }),
	() => ({ valeur: { somme: null } }),
	() => ({ valeur: { somme: [1, null] } }),
	() => ({ 'une possibilité': ["'a'", "'a'"] }),
	() => ({ 'une possibilité': [] }),
	() => ({ 'une possibilité': ["'a'", '3'] }),
	() => ({ 'une possibilité': ['3 €', '4 mois'] }),
	() => ({ 'une possibilité': ['3 + 4'] }),
	() => ({ 'une possibilité': ['12 mois', '1 an'] }),
	(c) => ({ durée: { depuis: '01/01/2020', "jusqu'à": '01/02/2020', unité: c.one(['semaine', 'an/mois', 'jour.mois']) } }),
	() => ({ valeur: 3, unité: '€/ mois' }),
	(c, body, rules) => ({ valeur: 3, remplace: { 'références à': rules[0].name, priorité: -1 } }),
	() => ({ valeur: 3, remplace: 'personne' }),
	(c, body, rules) => ({ valeur: 3, remplace: { 'références à': rules[0].name, dans: 'nulle part' } }),
	() => ({ variations: [{ si: 'oui', alors: 3 }, { sinon: 'pas là' }] }),
	() => ({ barème: { assiette: 100 } }),
	() => ({ grille: { assiette: 100, tranches: [{ plafond: 10, montant: 'rien' }] } }),
	() => ({ valeur: 3, contexte: { 'pas une règle': 3 } }),
	() => ({ condition: { si: 'oui', alors: 3 } }),
	() => ({ 'applicable si': 'oui', valeur: null }),
	() => ({ avec: { x: 3 }, valeur: 'x + y' }),
	() => ({ texte: 'Bonjour {{ pas là }}' }),
	() => ({ texte: 'Bonjour {{ 1 + }}' }),
	() => ({ 'inversion numérique': ['pas là'] }),
	() => ({ 'inversion numérique': null }),
	() => ({ valeur: { abattement: 3 } }),
	() => ({ valeur: { plafond: 3 } }),
	() => ({ 'est non défini': 'pas là' }),
	() => ({ suggestions: { un: 'pas là' }, valeur: 3 }),
	() => ({ valeur: 'x', avec: { x: { privé: 'oui', valeur: 3 } } }),
];

// Rules written under their parent with `avec`, or each by its whole name, as the model's author likes.
function written(c, rules) {
	const text = {};
	const nested = c.percent(40);
	const holders = new Map();
	for (const rule of rules) {
		const parts = rule.name.split(' . ');
		const above = holders.get(parts.slice(0, -1).join(' . '));
		const body = rule.body;
		const key = rule.private && c.percent(50) ? '[privé] ' : '';
		if (rule.private && !key) body.privé = 'oui';
		if (nested && above && c.percent(70)) {
			above.avec ??= {};
			above.avec[key + parts[parts.length - 1]] = body;
		} else text[key + rule.name] = body;
		if (body && typeof body === 'object' && !rule.private) holders.set(rule.name, body);
	}
	return text;
}

export function inventModel(seed) {
	const c = new Choices(seed);
	const rules = [];
	const total = c.whole(3, 11);
	if (c.percent(6)) inversion({ c }, rules);
	if (c.percent(4)) circular({ c }, rules);
	while (rules.length < total) {
		const containers = rules.filter((rule) => !rule.private && !rule.options && rule.name.split(' . ').length < 4 && rule.name !== 'boucle');
		const self = { name: name(c, rules, containers), type: type(c) };
		self.unit = self.type === 'number' ? c.one(UNITS) : '';
		const visible = rules.filter((rule) => !rule.private || self.name.startsWith(`${rule.name.split(' . ').slice(0, -1).join(' . ')} . `));
		const scene = { c, self, rules: visible };
		if (rules.length && c.percent(5)) {
			self.type = 'text';
			self.body = choice(scene);
		} else if (c.percent(rules.length < 3 ? 75 : 25)) self.body = question(scene);
		else {
			self.body = computed(scene);
			self.computed = true;
			if (c.percent(14)) replacement(scene, self.body);
			if (typeof self.body === 'object' && c.percent(6)) self.private = true;
		}
		if (self.body && typeof self.body === 'object' && c.percent(10)) self.body.titre = 'Un titre';
		rules.push(self);
		for (const option of self.options ?? []) rules.push({ name: `${self.name} . ${option}`, type: 'boolean', unit: '', inline: true });
	}
	const spoilt = c.percent(12);
	const own = rules.filter((rule) => !rule.inline);
	if (spoilt) {
		const victim = own[own.length - 1];
		victim.body = c.one(spoilers)(c, typeof victim.body === 'object' ? victim.body : {}, rules);
		victim.private = false;
	}
	if (c.percent(2)) own.push({ name: 'sans parent . seul', type: 'number', body: { valeur: 3 } });
	const text = written(c, own);
	const last = rules[rules.length - 1];
	const expressions = Array.from({ length: c.whole(0, 2) }, () => {
		const kind = type(c);
		return line({ c, self: { name: '' }, rules: rules.filter((rule) => !rule.private) }, kind, c.one(UNITS), 2);
	});
	return { c, raw: text, rules, last, expressions, yaml: c.percent(30) };
}

// What is known: some of the rules, questions above all, with values of their type, now and then of another unit or not applicable.
export function inventSituation(c, rules) {
	const known = {};
	const share = c.one([0, 20, 50, 80, 100]);
	for (const rule of rules) {
		if (rule.private || !c.percent(rule.computed || rule.inline ? share / 8 : share)) continue;
		known[rule.name] = knownValue(c, rule, rules);
	}
	return known;
}
function knownValue(c, rule, rules) {
	if (c.percent(4)) return { na: true };
	if (rule.options) return `'${c.one(rule.options)}'`;
	if (rule.type === 'number') {
		const number = numberText(c);
		const unit = near(c, rule.unit);
		if (c.percent(30)) return { number, unit };
		if (c.percent(8)) return line({ c, self: { name: `${rule.name} . $SITUATION` }, rules: rules.slice(0, rules.indexOf(rule)).filter((other) => !other.private) }, 'number', rule.unit, 1);
		return c.percent(70) ? withUnit(number, unit) : number;
	}
	if (rule.type === 'boolean') return c.percent(25) ? { bool: c.percent(50) } : c.one(['oui', 'non']);
	if (rule.type === 'date') return c.percent(25) ? { date: fullDate(dateText(c)) } : dateText(c);
	const text = c.percent(70) ? c.one(['association', 'commune', 'été']) : textOf(c);
	return text.includes("'") ? `"${text}"` : c.percent(25) ? { text } : `'${text}'`;
}
const fullDate = (text) => (text.length === 7 ? `01/${text}` : text);

export { anyReference };
