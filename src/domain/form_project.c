/* The other two meetings of the form with the rest of the product: a self-diagnosis becomes a draft (B19), and a filed sheet becomes rows of an application. Called by the start of an
   application and by the filing; decides nothing. */
#include "domain/form_facts.h"

#include "base/calendar.h"
#include "domain/money.h"

/* ---- a self-diagnosis as a draft ---- */

struct drafting {
	struct arena *a;
	const struct form *form;
	struct form_values *values;
	const struct ruleset_question *q;
	str answer; /* without unit */
};

typedef void placer(const struct drafting *d, const char *key);

static void place(const struct drafting *d, const char *key)
{
	form_set(d->a, d->values, str_of(key), d->answer);
}

static void place_yes_no(const struct drafting *d, const char *key)
{
	form_set(d->a, d->values, str_of(key), str_eq(d->answer, S("oui")) ? S("yes") : S("no"));
}

static void place_expense(const struct drafting *d, const char *key)
{
	form_set(d->a, d->values, str_of(key), str_eq(d->answer, S("investissement")) ? S("investment") : S("operating"));
}

static bool has_option(const struct form_options *options, str code)
{
	for (size_t i = 0; i < options->n; i++)
		if (str_eq(options->at[i].code, code))
			return true;
	return false;
}

static void place_district(const struct drafting *d, const char *key)
{
	if (has_option(&d->form->context->districts, d->answer))
		place(d, key);
}

/* A goal that may be chosen; the finer one said later takes the place of the one above. */
static void place_goal(const struct drafting *d, const char *key)
{
	if (has_option(&d->form->context->goals, d->answer))
		place(d, key);
	else
		form_set(d->a, d->values, arena_fmt(d->a, "rules.%.*s", STR_ARGS(d->q->key)), d->answer);
}

static void place_cross_theme(const struct drafting *d, const char *key)
{
	if (has_option(&d->form->context->cross_themes, d->answer))
		place(d, key);
}

/* Nothing that is true because somebody said so once: it is joined, attested, written or filed here. */
static void leave(const struct drafting *d, const char *key)
{
	(void)d;
	(void)key;
}

static const struct {
	const char *question;
	placer *place;
	const char *key;
} places[] = {
	{"nature", place_expense, "project.expense"},
	{"debut", place, "project.start"},
	{"fin", place, "project.end"},
	{"agent-departement", place_yes_no, "department.takes_part"},
	{"heures-departement", place, "department.hours"},
	{"effectif", place, "publics.declared"},
	{"quartier", place_district, "project.districts"},
	{"priorite", place_goal, "project.goals"},
	{"sous-action", place_goal, "project.goals"},
	{"enjeu", place_goal, "project.goals"},
	{"transversale", place_cross_theme, "project.cross_themes"},
	{"porteur", leave, NULL},
	{"siren", leave, NULL},
	{"anciennete", leave, NULL},
	{"salaries", leave, NULL},
	{"obligations", leave, NULL},
	{"engagement", leave, NULL},
	{"mobilisation", leave, NULL},
	{"entree", leave, NULL},
	{"objectifs", leave, NULL},
	{"rendez-vous", leave, NULL},
	{"descriptif-modalites", leave, NULL},
	{"descriptif-finalite", leave, NULL},
	{"descriptif-objectifs", leave, NULL},
	{"descriptif-partenaires", leave, NULL},
	{"indicateurs-sexues", leave, NULL},
	{"demande", leave, NULL},
	{"signature", leave, NULL},
	{"courrier", leave, NULL},
	{"rib", leave, NULL},
	{"liste-ca", leave, NULL},
	{"liste-bureau", leave, NULL},
	{"statuts", leave, NULL},
	{"recepisse", leave, NULL},
	{"bilan", leave, NULL},
	{"numerique", leave, NULL},
	{"format", leave, NULL},
	{"canal", leave, NULL},
	{"correspondants", leave, NULL},
	{"depot-jour", leave, NULL},
	{"depot-heure", leave, NULL},
	{"annee", leave, NULL},
	{"bilan-manquant", leave, NULL},
	{"cout-premiere", leave, NULL},
	{"part-reelle", leave, NULL},
	{"echange-agglo", leave, NULL},
	{"echange-prefet", leave, NULL},
	{"echange-communes", leave, NULL},
	{"echange-conseil", leave, NULL},
};

/* "12000.50 €" -> "12000.50"; "31/01/2020" -> "2020-01-31". */
static str plain(struct arena *a, const struct ruleset_question *q, str answer)
{
	str text = str_trim(answer);
	if (str_is_set(q->unit) && str_ends(text, q->unit))
		text = str_trim(str_first(text, text.n - q->unit.n));
	if (q->type == RULES_DATE && text.n == 10 && text.p[2] == '/' && text.p[5] == '/')
		text = arena_fmt(a, "%.4s-%.2s-%.2s", text.p + 6, text.p + 3, text.p);
	return text;
}

static str funder_asked(const struct ruleset *set, rule_id rule)
{
	for (size_t i = 0; i < set->funders.n; i++)
		if (set->funders.at[i].asked.v && set->funders.at[i].asked.v == rule.v)
			return set->funders.at[i].code;
	return STR_NONE;
}

static void place_answer(const struct drafting *d)
{
	str funder = funder_asked(d->form->context->rules, d->q->rule);
	if (funder.p) {
		form_set(d->a, d->values, arena_fmt(d->a, "budget.1.74.%.*s", STR_ARGS(funder)), d->answer);
		return;
	}
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (str_eq(d->q->key, str_of(places[i].question))) {
			places[i].place(d, places[i].key);
			return;
		}
	bool yes_no = d->q->type == RULES_BOOLEAN && !d->q->choices.n;
	str kept = !yes_no ? d->answer : str_eq(d->answer, S("oui")) ? S("yes") : S("no");
	form_set(d->a, d->values, arena_fmt(d->a, "rules.%.*s", STR_ARGS(d->q->key)), kept);
}

void form_from_answers(struct arena *a, const struct form *form, const str *keys, const str *answers, size_t count, struct form_values *values)
{
	const struct ruleset *set = form->context->rules;
	for (size_t i = 0; set && i < count; i++) {
		const struct ruleset_question *q = ruleset_question_named(set, keys[i]);
		if (!q || !str_is_set(answers[i]) || q->provider == PROVIDED_BY_PROGRAMME)
			continue;
		place_answer(&(struct drafting){.a = a, .form = form, .values = values, .q = q, .answer = plain(a, q, answers[i])});
	}
}

/* ---- a filed sheet as an application ---- */

/* Codes separated by blanks, one after the other. */
static bool next_code(str *rest, str *code)
{
	if (!str_is_set(*rest))
		return false;
	(void)str_cut(*rest, ' ', code, rest);
	return true;
}

void form_project(struct arena *a, const struct form *form, const struct form_values *values, struct projected *projected)
{
	struct budget budget;
	bool investment = str_eq(form_value(values, S("project.expense")), S("investment"));
	budget_read(a, form, values, &budget);
	*projected = (struct projected){.title = form_value(values, S("project.title")), .summary = form_value(values, S("project.summary"))};
	for (size_t i = 0; i < budget.years.n; i++) {
		const struct budget_year *y = &budget.years.at[i];
		projected->total = money_add(projected->total, y->charges_total);
		projected->other = money_add(projected->other, money_subtract(y->produits_total, y->asked));
		for (size_t k = 0; k < y->produits.n; k++)
			if (str_is_set(y->produits.at[k].funder) && y->produits.at[k].amount.set && !money_is_zero(y->produits.at[k].amount.value))
				*LIST_ADD(a, &projected->lines) = (struct projected_line){
					.funder = y->produits.at[k].funder, .year = y->year, .investment = investment, .asked = y->produits.at[k].amount.value};
	}
	for (str rest = form_value(values, S("project.districts")), code; next_code(&rest, &code);)
		*LIST_ADD(a, &projected->districts) = code;
	for (str rest = form_value(values, S("project.goals")), code; next_code(&rest, &code);)
		*LIST_ADD(a, &projected->goals) = code;
	for (str rest = form_value(values, S("project.themes")), code; next_code(&rest, &code);)
		*LIST_ADD(a, &projected->themes) = code;
	for (str rest = form_value(values, S("project.publics")), code; next_code(&rest, &code);)
		*LIST_ADD(a, &projected->publics) = code;
}
