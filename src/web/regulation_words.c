/* One rule of a règlement in words: clause, severity, who may waive it, scope, rounding, validity, what is checked, what is said, its examples. */
#include "base/format.h"
#include "web/regulation.h"

enum { FORMULA_DEPTH = 1, SENTENCE_BYTES = 16 * 1024 };

str rule_title(const struct page *pg, const struct ruleset *set, rule_id rule)
{
	const struct ruleset_question *q = ruleset_question_of(set, rule);
	if (q && str_is_set(q->title[pg->lang]))
		return q->title[pg->lang];
	const struct ruleset_rule *judged = ruleset_rule_of(set, rule);
	if (judged && str_is_set(judged->title[pg->lang]))
		return judged->title[pg->lang];
	str english = pg->lang == LANG_EN ? rules_attribute_text(set->model, rule, S("titre en")) : STR_NONE;
	return str_is_set(english) ? english : rules_title(set->model, rule);
}

str regulation_period(const struct page *pg, opt_day from, opt_day to)
{
	if (from.set && to.set)
		return TEXT(pg, W_diagnosis_period_from_to, ARG("from", from.value), ARG("to", to.value));
	if (from.set)
		return TEXT(pg, W_diagnosis_period_from, ARG("from", from.value));
	return to.set ? TEXT(pg, W_diagnosis_period_to, ARG("to", to.value)) : S("");
}

/* ---- sentences ---- */

/* "Les dépenses ({{budget . coût total}}) …" with the title of each rule between brackets instead of its value. */
static str sentence_words(const struct page *pg, const struct ruleset *set, str text)
{
	struct out o = out_new(SENTENCE_BYTES);
	size_t from, to;
	while (str_find(text, S("{{"), &from)) {
		str rest = str_skip(text, from + 2);
		if (!str_find(rest, S("}}"), &to))
			break;
		out_str(&o, str_first(text, from));
		str name = str_trim(str_first(rest, to));
		rule_id rule = rules_find(set->model, name);
		out_fmt(&o, "[%.*s]", STR_ARGS(rule.v ? rule_title(pg, set, rule) : name));
		text = str_skip(rest, to + 2);
	}
	out_str(&o, text);
	str words = out_keep(&o, pg->arena);
	return words.p ? words : S("");
}

static void add_sentences(const struct page *pg, const struct ruleset *set, const struct ruleset_rule *rule, struct rule_view *v)
{
	static const struct {
		str key;
		enum word label;
	} kinds[] = {{S("oui"), W_diagnosis_says_passes}, {S("non"), W_diagnosis_says_fails}};
	const struct rules_raw *own = rules_attribute(set->model, rule->rule, S("règlement"));
	const struct rules_raw *said = own ? rules_raw_child(own, S("phrases")) : NULL;
	for (size_t i = 0; said && i < sizeof kinds / sizeof *kinds; i++) {
		const struct rules_raw *both = rules_raw_child(said, kinds[i].key);
		const struct rules_raw *one = both && both->kind == RULES_RAW_MAP ? rules_raw_child(both, pg->lang == LANG_FR ? S("fr") : S("en")) : both;
		if (one && one->kind == RULES_RAW_TEXT)
			*LIST_ADD(pg->arena, &v->sentences) =
				(struct fact_view){.label = word_text(pg->lang, kinds[i].label), .value = sentence_words(pg, set, one->text)};
	}
}

/* ---- examples ---- */

static str unquoted(str s)
{
	bool quoted = s.n > 1 && (s.p[0] == '\'' || s.p[0] == '"') && s.p[s.n - 1] == s.p[0];
	return quoted ? str_first(str_skip(s, 1), s.n - 2) : s;
}

/* A value of the language in words: by its question when it has one, else by its unit. */
static str value_words(const struct page *pg, const struct ruleset_question *q, str written)
{
	static const struct ruleset_question by_unit[] = {{.type = RULES_NUMBER, .unit = {"€", sizeof "€" - 1}}, {.type = RULES_NUMBER, .unit = {"%", 1}}};
	str plain = unquoted(str_trim(written)), value;
	enum word ignored;
	if (q && answer_typed(pg->arena, q, plain, &value, &ignored) == OK)
		return answer_words(pg->arena, pg->lang, q, value);
	for (size_t i = 0; i < sizeof by_unit / sizeof *by_unit; i++)
		if (str_ends(plain, by_unit[i].unit) && answer_typed(pg->arena, &by_unit[i], plain, &value, &ignored) == OK)
			return answer_words(pg->arena, pg->lang, &by_unit[i], value);
	static const struct {
		str written;
		enum word word;
	} words[] = {{S("oui"), W_diagnosis_yes}, {S("non"), W_diagnosis_no}, {S("sans objet"), W_diagnosis_expected_not_applicable},
		{S("inconnu"), W_diagnosis_expected_unknown}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(plain, words[i].written))
			return word_text(pg->lang, words[i].word);
	return plain;
}

static void add_situation(const struct page *pg, const struct ruleset *set, str space, const struct rules_raw *map, struct example_row *row)
{
	for (const struct rules_raw *one = map ? map->first : NULL; one; one = one->next) {
		str name = str_is_set(space) ? arena_fmt(pg->arena, "%.*s . %.*s", STR_ARGS(space), STR_ARGS(one->key)) : one->key;
		if (one->kind == RULES_RAW_MAP) {
			add_situation(pg, set, name, one, row);
			continue;
		}
		rule_id rule = rules_find(set->model, name);
		*LIST_ADD(pg->arena, &row->situation) = (struct fact_view){.label = rule.v ? rule_title(pg, set, rule) : name,
			.value = value_words(pg, rule.v ? ruleset_question_of(set, rule) : NULL, one->text)};
	}
}

static void add_examples(const struct page *pg, const struct ruleset *set, const struct ruleset_rule *rule, struct rule_view *v)
{
	for (size_t i = 0; i < rule->examples.n; i++) {
		const struct ruleset_example *e = &rule->examples.at[i];
		struct example_row *row = LIST_ADD(pg->arena, &v->examples);
		*row = (struct example_row){.expected = e->expected ? value_words(pg, NULL, e->expected->text) : S(""), .note = e->note};
		add_situation(pg, set, STR_NONE, e->situation, row);
	}
	v->example_count = (int64_t)v->examples.n;
}

/* ---- the whole ---- */

static const struct {
	enum word words;
	const char *tone;
} severities[] = {
	[BLOCKS_FILING] = {W_diagnosis_severity_blocks_filing, "error"},
	[BLOCKS_VOTE] = {W_diagnosis_severity_blocks_vote, "error"},
	[RULE_WARNING] = {W_diagnosis_severity_warning, "warning"},
	[RULE_INFORMATION] = {W_diagnosis_severity_information, "past"},
};

static void add_formula(const struct regulation *r, struct rules_run *run, const struct ruleset_rule *rule, struct rule_view *v)
{
	const struct rules_why *why;
	if (rules_explain(run, r->pg->arena, rule->rule, FORMULA_DEPTH, &why) != OK)
		return;
	v->formula = why_formula(r->pg, r->set, run, why->first);
	v->has_formula = v->formula.nodes.n > 0;
}

struct rule_view regulation_rule(const struct regulation *r, struct rules_run *run, const struct ruleset_rule *rule, size_t number)
{
	struct page *pg = r->pg;
	bool judges = rule->role == ROLE_CONDITION;
	struct rule_view v = {.anchor = arena_fmt(pg->arena, "rule-%zu", number), .title = rule_title(pg, r->set, rule->rule),
		.name = rules_name(r->set->model, rule->rule), .severity = word_text(pg->lang, severities[rule->severity].words),
		.tone = str_of(severities[rule->severity].tone), .stage = word_text(pg->lang, ruleset_stage_word(rule->stage)), .has_severity = judges,
		.formula_label = word_text(pg->lang, judges ? W_diagnosis_formula : W_diagnosis_computed),
		.waiver = rule->waiver[pg->lang], .has_waiver = str_is_set(rule->waiver[pg->lang]), .rounding = rule->rounding[pg->lang],
		.has_rounding = str_is_set(rule->rounding[pg->lang]), .clauses = diagnosis_clauses(pg, &r->clauses, rule)};
	bool own_days = rule->from.set != r->set->from.set || rule->to.set != r->set->to.set || (rule->from.set && rule->from.value.number != r->set->from.value.number) ||
	                (rule->to.set && rule->to.value.number != r->set->to.value.number);
	v.validity = own_days ? regulation_period(pg, rule->from, rule->to) : S("");
	v.has_validity = str_is_set(v.validity);
	for (size_t i = 0; i < rule->scope.n; i++)
		*LIST_ADD(pg->arena, &v.scope) = rule->scope.at[i].text[pg->lang];
	v.try_it = LINK(pg, "/calls/:call/regulation/rule?rule=:rule&version=:version", r->call.code, v.name, arena_fmt(pg->arena, "%d", (int)r->row->version));
	add_sentences(pg, r->set, rule, &v);
	add_formula(r, run, rule, &v);
	add_examples(pg, r->set, rule, &v);
	return v;
}
