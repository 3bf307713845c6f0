// What a person could be asked in a model of others, and plausible answers: by type, unit and choices, as the model states them. Used for modele-social,
// for the packs' rulesets and by bench/rules.
import { near, withUnit } from './formulas.mjs';

// Keys that compute nothing: a rule with these only is given, not worked out.
const SILENT = new Set(['question', 'question en', 'titre', 'titre en', 'description', 'description en', 'résumé', 'note', 'références', 'type', 'unité', 'une possibilité', 'par défaut', 'avec', 'icônes',
	'identifiant court', 'possiblement non applicable', 'applicable si', 'non applicable si', 'suggestions']);

export function questionsOf(engine) {
	const parsed = engine.getParsedRules();
	return Object.keys(parsed).flatMap((name) => {
		const node = parsed[name];
		const raw = node.rawNode ?? {};
		if (!raw.question && (Object.keys(raw).some((key) => !SILENT.has(key)) || !(raw.type || raw.unité || node.possibilities))) return [];
		if (node.possibilities) return [{ name, options: node.possibilities.explanation.map((option) => option.publicodesValue) }];
		const type = engine.context.nodesTypes.get(node)?.type;
		return type ? [{ name, type, unit: raw.unité ?? '' }] : [];
	});
}

const AMOUNTS = [0, 1, 10, 35, 100, 151.67, 500, 1000, 1801.8, 2000, 2500, 3500, 3864, 5000, 10000, 25000, 46368, 60000, 100000];
export const amount = (c) => (c.percent(70) ? c.one(AMOUNTS) : Math.round(c.real() * 1e7) / 100);

// One answer, as the language writes it. Amounts come in any unit that converts to theirs.
export function plausible(c, question) {
	if (question.options) return c.one(question.options);
	if (question.type === 'boolean') return c.one(['oui', 'non']);
	if (question.type === 'date') return `${String(c.whole(1, 28)).padStart(2, '0')}/${String(c.whole(1, 12)).padStart(2, '0')}/${c.whole(2016, 2026)}`;
	if (question.type === 'string') return c.one(["'FR'", "'75056'", "'autre'"]);
	const number = question.unit.includes('%') ? c.whole(0, 100) : amount(c);
	return withUnit(String(number), question.unit.includes('€') ? near(c, question.unit) : question.unit);
}
