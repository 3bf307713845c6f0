/* What needs a sealed model: the questions that people are asked, with their type and choices; the funders with what is asked of them and their maximum;
   the alternatives of parameters; the names that the history of an action fills. Called by ruleset_read.c. */
#include "domain/nearest.h"
#include "domain/ruleset_parts.h"

/* ---- questions ---- */

static const struct {
	const char *word;
	enum rules_type type;
} types[] = {{"booléen", RULES_BOOLEAN}, {"texte", RULES_TEXT}, {"date", RULES_DATE}, {"nombre", RULES_NUMBER}};
static const char *const type_words[] = {"booléen", "texte", "date", "nombre", NULL};

static const char *const providers[] = {"historique", "dépôt", "programme", NULL}; /* from PROVIDED_BY_HISTORY */

static enum ruleset_provider provider_of(struct ruleset_reading *r)
{
	const struct rules_raw *written = rules_attribute(r->set->model, r->rule, S("fourni par"));
	size_t i = written ? ruleset_word_of(r, written, providers) : 0;
	return written && providers[i] ? (enum ruleset_provider)(i + PROVIDED_BY_HISTORY) : ASKED_OF_PEOPLE;
}

static enum rules_type type_of(struct ruleset_reading *r, bool has_choices)
{
	const struct rules_model *m = r->set->model;
	const struct rules_raw *written = rules_attribute(m, r->rule, S("type"));
	if (written) {
		size_t i = ruleset_word_of(r, written, type_words);
		return i < sizeof types / sizeof types[0] ? types[i].type : RULES_TEXT;
	}
	enum rules_type inferred = rules_type_of(m, r->rule);
	if (rules_attribute(m, r->rule, S("unité")))
		return RULES_NUMBER;
	if (has_choices)
		return inferred == RULES_NUMBER ? RULES_NUMBER : RULES_TEXT;
	bool has_value = rules_attribute(m, r->rule, S("par défaut")) || rules_attribute(m, r->rule, S("valeur"));
	return has_value ? inferred : RULES_TYPE_UNKNOWN;
}

static void read_choices(struct ruleset_reading *r, struct ruleset_choices *choices)
{
	size_t n = 0;
	const struct rules_option *options = rules_options(r->set->model, r->rule, &n);
	for (size_t i = 0; i < n; i++) {
		struct ruleset_choice *choice = LIST_ADD(r->arena, choices);
		choice->value = options[i].value;
		if (options[i].rule.v)
			ruleset_attributes_of(r, options[i].rule, S("titre"), S("titre en"), choice->label);
		else
			choice->label[LANG_FR] = choice->label[LANG_EN] = str_is_set(options[i].title) ? options[i].title : options[i].value;
	}
}

static bool is_key(str key)
{
	for (size_t i = 0; i < key.n; i++)
		if (!((key.p[i] >= 'a' && key.p[i] <= 'z') || (key.p[i] >= '0' && key.p[i] <= '9') || key.p[i] == '-'))
			return false;
	return key.n > 0;
}

static void check_key(struct ruleset_reading *r, const struct ruleset_question *q)
{
	str file;
	int64_t line = rules_line(r->set->model, r->rule, &file);
	if (!is_key(q->key)) {
		RULESET_PROBLEM(r, line, W_verdict_short_key_expected, ARG("found", q->key.p ? q->key : S("")));
		return;
	}
	for (size_t i = 0; i < r->set->questions.n; i++)
		if (str_eq(r->set->questions.at[i].key, q->key))
			RULESET_PROBLEM(r, line, W_verdict_short_key_twice, ARG("found", q->key), ARG("other", rules_name(r->set->model, r->set->questions.at[i].rule)));
}

static int64_t rank_of(struct ruleset_reading *r)
{
	const struct rules_model *m = r->set->model;
	str file, written = str_trim(rules_attribute_text(m, r->rule, S("rang")));
	int64_t rank = 0;
	if (str_is_set(written) && (!str_to_int64(written, &rank) || rank < 1))
		RULESET_PROBLEM(r, rules_line(m, r->rule, &file), W_verdict_rank_expected, ARG("found", written));
	return rank;
}

static void read_question(struct ruleset_reading *r)
{
	const struct rules_model *m = r->set->model;
	struct ruleset_question q = {.rule = r->rule, .key = str_trim(rules_attribute_text(m, r->rule, S("identifiant court")))};
	ruleset_attributes_of(r, r->rule, S("question"), S("question en"), q.text);
	ruleset_attributes_of(r, r->rule, S("description"), S("description en"), q.help);
	ruleset_attributes_of(r, r->rule, S("titre"), S("titre en"), q.title);
	read_choices(r, &q.choices);
	q.type = type_of(r, q.choices.n > 0);
	q.provider = provider_of(r);
	q.rank = rank_of(r);
	q.unit = q.type == RULES_NUMBER ? rules_unit_of(m, r->rule) : STR_NONE;
	if (q.type == RULES_NUMBER && !str_is_set(q.unit))
		q.unit = str_trim(rules_attribute_text(m, r->rule, S("unité")));
	str file;
	if (q.type == RULES_TYPE_UNKNOWN)
		RULESET_PROBLEM(r, rules_line(m, r->rule, &file), W_verdict_type_unknown, ARG("expected", ruleset_joined(r->arena, type_words)));
	check_key(r, &q);
	*LIST_ADD(r->arena, &r->set->questions) = q;
}

void ruleset_read_questions(struct ruleset_reading *r)
{
	const struct rules_model *m = r->set->model;
	size_t count = rules_count(m);
	for (uint32_t i = 1; i <= count; i++) {
		if (!rules_attribute(m, (rule_id){i}, S("question")))
			continue;
		ruleset_turn_to(r, (rule_id){i});
		read_question(r);
	}
	for (size_t i = 0; i < r->set->rules.n; i++) {
		struct ruleset_rule *rule = &r->set->rules.at[i];
		if (rule->role != ROLE_PARAMETER)
			continue;
		ruleset_turn_to(r, rule->rule);
		read_choices(r, &rule->choices);
		str file;
		if (!rule->choices.n || !rules_attribute(m, rule->rule, S("par défaut")))
			RULESET_PROBLEM(r, rules_line(m, rule->rule, &file), W_verdict_parameter_needs_choices);
	}
	r->set->history = (struct ruleset_history){
		.year = rules_find(m, S("historique . année")),
		.no_report = rules_find(m, S("historique . bilan manquant")),
		.first_total = rules_find(m, S("historique . coût total de la première année")),
	};
	r->set->filing = (struct ruleset_filing){
		.day = rules_find(m, S("dossier . date de dépôt")),
		.second = rules_find(m, S("dossier . heure de dépôt")),
	};
}

/* ---- funders ---- */

static rule_id under(struct ruleset_reading *r, rule_id space, const char *leaf)
{
	return rules_find(r->set->model, arena_fmt(r->arena, "%.*s . %s", STR_ARGS(rules_name(r->set->model, space)), leaf));
}

static struct ruleset_funder *funder_named(struct ruleset *set, str code)
{
	for (size_t i = 0; i < set->funders.n; i++)
		if (str_eq(set->funders.at[i].code, code))
			return &set->funders.at[i];
	return NULL;
}

static void read_funder(struct ruleset_reading *r, struct ruleset_funder *f)
{
	str file;
	int64_t line = rules_line(r->set->model, f->space, &file);
	f->asked = under(r, f->space, "montant demandé");
	f->year = under(r, f->space, "année de financement");
	f->first = under(r, f->space, "première subvention");
	f->previous = under(r, f->space, "subvention précédente");
	f->first_total = under(r, f->space, "coût total de la première année");
	if (!f->asked.v || !rules_attribute(r->set->model, f->asked, S("question")))
		RULESET_PROBLEM(r, line, W_verdict_asked_missing, ARG("name", r->name));
	if (funder_named(r->set, f->code) != f)
		RULESET_PROBLEM(r, line, W_verdict_funder_twice, ARG("found", f->code));
}

static void unknown_funder(struct ruleset_reading *r, str code)
{
	str *codes = ARENA_ARRAY(r->arena, r->set->funders.n + 1, str);
	for (size_t i = 0; i < r->set->funders.n; i++)
		codes[i] = r->set->funders.at[i].code;
	str near = nearest_name(r->arena, code, codes, r->set->funders.n), file;
	int64_t line = rules_line(r->set->model, r->rule, &file);
	if (near.p)
		RULESET_PROBLEM(r, line, W_verdict_funder_without_space_near, ARG("found", code), ARG("near", near));
	else
		RULESET_PROBLEM(r, line, W_verdict_funder_without_space, ARG("found", code));
}

/* A maximum is an amount of the funder that it names, the only one. */
static void place_maximum(struct ruleset_reading *r, struct ruleset_funder *f)
{
	str file, unit = rules_unit_of(r->set->model, r->rule);
	int64_t line = rules_line(r->set->model, r->rule, &file);
	if (f->maximum.v)
		RULESET_PROBLEM(r, line, W_verdict_maximum_twice, ARG("found", f->code), ARG("other", rules_name(r->set->model, f->maximum)));
	if (str_is_set(unit) && !str_eq(unit, S("€")))
		RULESET_PROBLEM(r, line, W_verdict_maximum_in_euros, ARG("found", unit));
	f->maximum = r->rule;
}

void ruleset_read_funders(struct ruleset_reading *r)
{
	for (size_t i = 0; i < r->set->funders.n; i++) {
		ruleset_turn_to(r, r->set->funders.at[i].space);
		read_funder(r, &r->set->funders.at[i]);
	}
	for (size_t i = 0; i < r->set->rules.n; i++) {
		const struct ruleset_rule *rule = &r->set->rules.at[i];
		if (!rule->funder.p)
			continue;
		ruleset_turn_to(r, rule->rule);
		struct ruleset_funder *f = funder_named(r->set, rule->funder);
		if (!f)
			unknown_funder(r, rule->funder);
		else if (rule->role == ROLE_MAXIMUM)
			place_maximum(r, f);
	}
}
