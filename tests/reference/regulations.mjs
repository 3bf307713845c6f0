// node regulations.mjs : the rulesets of packs/ under the reference of the language, alone. Every example that stands beside a rule gives what it says; every
// worked application of tests/golden/verdict gives what expected.yaml says; every clause and every rule stands in docs/reference/regulations.md.
// It knows the form of packs/RULES.md and nothing of our engine. From the root of the project; ends with the line that ./check adds up.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { engineOf } from './lib/oracle.mjs';

const APPLICATIONS = 'tests/golden/verdict';
const REGULATIONS = 'docs/reference/regulations.md';
const STRICT = { situation: true, noOrphanRule: true, noCycleRuntime: true, checkPossibleValues: true };
let passed = 0;
let failed = 0;

function check(what, wanted, got) {
	if (String(wanted) === String(got)) passed++;
	else {
		failed++;
		console.log(`FAIL ${what}: expected ${wanted}, found ${got}`);
	}
}

const yaml = (file) => parse(readFileSync(file, 'utf8'));

function rulesetOf(pack) {
	const own = yaml(`packs/${pack}/rules.publicodes`);
	const raw = { ...yaml('packs/vocabulary.publicodes'), ...own };
	const keys = Object.fromEntries(Object.entries(raw).filter(([name, rule]) => rule?.règlement && name !== 'règlement').map(([name, rule]) => [name, rule.règlement]));
	const call = yaml(`packs/${pack}/calls.yaml`).calls.find(({ code }) => code === own.règlement.appel);
	const funders = Object.fromEntries(Object.entries(keys).filter(([, key]) => key.rôle === 'financeur').map(([name, key]) => [key.financeur, name]));
	return { pack, raw, keys, call, funders, engine: engineOf(raw, { strict: STRICT }) };
}

// ---- examples ----

function flat(situation, space = '') {
	return Object.entries(situation ?? {}).flatMap(([name, value]) => (value && typeof value === 'object' ? flat(value, `${space}${name} . `) : [[`${space}${name}`, value]]));
}

const STATES = new Map([[undefined, 'inconnu'], [null, 'sans objet'], [true, 'oui'], [false, 'non']]);

// What the rule gives, written as the example writes it when the two are the same.
function given(engine, rule, wanted) {
	const { nodeValue: value, unit } = engine.evaluate(rule);
	if (STATES.has(value)) return STATES.get(value);
	if (typeof value === 'string') return `'${value}'`;
	const amount = engine.evaluate(String(wanted));
	const same = Math.abs(amount.nodeValue - value) < 1e-9 && JSON.stringify(amount.unit) === JSON.stringify(unit);
	return same ? wanted : `${value} ${unit?.numerators ?? ''}`;
}

function runExamples({ pack, keys, engine }) {
	for (const [rule, { rôle, exemples = [] }] of Object.entries(keys)) {
		for (const { situation, attendu } of exemples) {
			engine.setSituation(Object.fromEntries(flat(situation)));
			check(`${pack}: ${rule} ${JSON.stringify(situation)}`, attendu, given(engine, rule, attendu));
		}
		for (const needed of rôle === 'condition' || rôle === 'programme' ? ['oui', 'non', 'inconnu'] : [])
			check(`${pack}: ${rule} has an example that gives ${needed}`, true, exemples.some(({ attendu }) => attendu === needed));
	}
}

// ---- applications ----

// As a person writes it: "12 500,50 €", "association", "3".
function written(rule, value) {
	const text = String(value);
	if (rule['une possibilité'] || rule.type === 'texte') return `'${text}'`;
	if (!rule.unité) return text;
	return `${text.match(/^[\d ]*(,\d+)?/)[0].replace(/ /g, '').replace(',', '.')} ${rule.unité}`;
}

// Of the grants of one funder, or of all when none is named.
function yearsInARow(history, year, funder) {
	const counted = (granted) => Object.entries(granted).some(([code, amount]) => amount > 0 && (!funder || code === funder));
	const funded = (one) => history.some((past) => past.year === one && counted(past.granted));
	let first = year;
	while (funded(first - 1)) first--;
	return year - first + 1;
}

function filing(moment) {
	const [, year, month, day, hours, minutes, seconds] = moment.match(/^(\d+)-(\d+)-(\d+)(?:T(\d+):(\d+):(\d+))?$/);
	const at = { 'dossier . date de dépôt': `${day}/${month}/${year}` };
	return hours ? { ...at, 'dossier . heure de dépôt': `${Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)} s` } : at;
}

function situationOf({ raw, funders, call }, application) {
	const facts = Object.fromEntries(flat(application.situation).map(([name, value]) => [name, written(raw[name], value)]));
	for (const [code, space] of Object.entries(application.funding ? funders : {}))
		if (application.funding[code]) facts[`${space} . montant demandé`] = `${application.funding[code]} €`;
		else facts[space] = 'non';
	if (application.history) {
		facts['historique . année'] = String(yearsInARow(application.history, application.year ?? call.year));
		for (const [code, space] of Object.entries(funders))
			if (raw[`${space} . année de financement`]) facts[`${space} . année de financement`] = String(yearsInARow(application.history, application.year ?? call.year, code));
		facts['historique . bilan manquant'] = application.history.some(({ report }) => report === 'overdue') ? 'oui' : 'non';
	}
	return application.filed ? { ...facts, ...filing(application.filed) } : facts;
}

const worst = (outcomes) => ['fails', 'unknown'].find((outcome) => outcomes.includes(outcome)) ?? 'passes';
const OUTCOMES = new Map([[undefined, 'unknown'], [null, 'not_applicable'], [true, 'passes'], [false, 'fails']]);

function judge({ keys, funders, engine }, application) {
	const found = { fails: [], unknown: [], warnings: [], waived: [] };
	const blocking = {};
	for (const [rule, key] of Object.entries(keys)) {
		if (key.rôle !== 'condition') continue;
		const outcome = OUTCOMES.get(engine.evaluate(rule).nodeValue);
		const stops = outcome === 'fails' || outcome === 'unknown';
		if (stops && key.dérogation && application.waivers?.some((waiver) => waiver.rule === rule)) found.waived.push(rule);
		else if (stops && key.sévérité.startsWith('bloque')) {
			found[outcome].push(rule);
			(blocking[key.financeur ?? ''] ??= []).push(outcome);
		} else if (outcome === 'fails' && key.sévérité === 'avertissement') found.warnings.push(rule);
	}
	const ofCall = worst(blocking[''] ?? []);
	const asked = Object.keys(application.funding ?? funders);
	found.funders = Object.fromEntries(asked.map((code) => [code, worst([ofCall, ...(blocking[code] ?? [])])]));
	const each = Object.values(found.funders);
	const best = ['passes', 'unknown'].find((outcome) => each.includes(outcome)) ?? 'fails';
	found.outcome = application.funding ? worst([ofCall, ...each]) : worst([ofCall, best]);
	return found;
}

function checkApplication(ruleset, name, wanted) {
	const application = yaml(`${APPLICATIONS}/${name}.yaml`);
	ruleset.engine.setSituation(situationOf(ruleset, application));
	const found = judge(ruleset, application);
	check(`${name}: outcome`, wanted.outcome, found.outcome);
	for (const list of ['fails', 'unknown', 'warnings', 'waived']) check(`${name}: ${list}`, (wanted[list] ?? []).toSorted().join(', '), found[list].toSorted().join(', '));
	if (application.funding) check(`${name}: funders asked`, Object.keys(application.funding).toSorted(), Object.keys(wanted.funders).toSorted());
	for (const [code, { outcome, maximum }] of Object.entries(wanted.funders)) {
		const rule = `${ruleset.funders[code]} . maximum`;
		const amount = ruleset.raw[rule] ? (ruleset.engine.evaluate(rule).nodeValue ?? undefined) : undefined;
		check(`${name}: ${code}`, outcome, found.funders[code]);
		check(`${name}: maximum of ${code}`, maximum, amount === undefined ? amount : Math.floor(amount * 100 + 1e-6) / 100);
	}
}

// ---- nothing left out ----

function checkCoverage({ pack, keys, call }, page) {
	const section = page.split(/^## /m).find((part) => part.startsWith(`${pack}\n`)) ?? '';
	const clauses = new Set(call.clauses.map(({ code }) => code));
	for (const code of clauses) check(`${REGULATIONS}: clause ${code} of ${pack}`, true, section.includes(`\`${code}\``));
	for (const [rule, { rôle, clause }] of Object.entries(keys)) {
		if (rôle === 'financeur') continue;
		check(`${REGULATIONS}: rule ${rule} of ${pack}`, true, section.includes(`\`${rule}\``));
		for (const code of [clause].flat()) check(`${pack}: clause of ${rule}`, code, clauses.has(code) ? code : undefined);
	}
}

const page = readFileSync(REGULATIONS, 'utf8');
const expected = yaml(`${APPLICATIONS}/expected.yaml`);
const listed = readdirSync(APPLICATIONS).filter((file) => file.endsWith('.yaml') && file !== 'expected.yaml').map((file) => file.replace('.yaml', ''));
check(`${APPLICATIONS}/expected.yaml lists every application`, listed.toSorted(), Object.keys(expected).toSorted());
for (const pack of readdirSync('packs').filter((name) => existsSync(`packs/${name}/rules.publicodes`))) {
	const ruleset = rulesetOf(pack);
	runExamples(ruleset);
	for (const name of Object.keys(expected).filter((one) => existsSync(`${APPLICATIONS}/${one}.yaml`) && yaml(`${APPLICATIONS}/${one}.yaml`).call === ruleset.call.code)) checkApplication(ruleset, name, expected[name]);
	checkCoverage(ruleset, page);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
