/* From the values of a sheet to the facts of the rules. The table at the end says, question by question (its `identifiant court`), which field, which part of the budget, of
   the publics or of the attachments answers it; what none of them answers is asked as "rules.KEY". What is not filled stays unknown: never a no by silence. */
#include "domain/form_facts.h"

#include "base/calendar.h"
#include "base/limits.h"
#include "domain/form_parts.h"
#include "domain/money.h"

struct telling {
	struct arena *a;
	const struct form *form;
	const struct form_context *context;
	const struct form_values *values, *identity;
	const struct attached *attached;
	size_t attached_count;
	const struct ruleset *set;
	day today; /* of the filing, in the territory */
	const struct budget_year *money; /* of the year that is judged */
	struct publics publics;
	const struct ruleset_question *q; /* being answered */
};

/* Gives the answer as a person writes it; absent: not known. `from` is what the row of the table says. */
typedef str teller(const struct telling *t, const char *from);

/* ---- values as answers ---- */

static str value_of(const struct telling *t, const char *key)
{
	str value = form_value(t->values, str_of(key));
	return str_is_set(value) ? value : STR_NONE;
}

static str truth(bool is)
{
	return is ? S("oui") : S("non");
}

static str yes_no(const struct telling *t, const char *from)
{
	str value = value_of(t, from);
	if (str_eq(value, S("yes")))
		return S("oui");
	return str_eq(value, S("no")) ? S("non") : STR_NONE;
}

/* Three decimals could be read as thousands: a fourth takes the doubt away. */
static str unambiguous(struct arena *a, str value)
{
	str whole, decimals;
	if (str_cut(value, '.', &whole, &decimals) && decimals.n == 3)
		return arena_fmt(a, "%.*s0", STR_ARGS(value));
	return value;
}

static str decimal(const struct telling *t, const char *from)
{
	str value = value_of(t, from);
	return value.p ? unambiguous(t->a, value) : value;
}

static str identity_decimal(const struct telling *t, const char *from)
{
	str value = form_value(t->identity, str_of(from));
	return str_is_set(value) ? unambiguous(t->a, value) : STR_NONE;
}

static str as_day(const struct telling *t, const char *from)
{
	day d;
	str value = value_of(t, from);
	return value.p && day_parse(value, &d) ? value : STR_NONE;
}

static str written(const struct telling *t, const char *from)
{
	return value_of(t, from).p ? S("oui") : STR_NONE;
}

static str always_so(const struct telling *t, const char *from)
{
	(void)t;
	return str_of(from);
}

/* Said by who reads the sheet (its history, its filing), not by its values. */
static str told_elsewhere(const struct telling *t, const char *from)
{
	(void)t;
	(void)from;
	return STR_NONE;
}

static str euros(const struct telling *t, money amount)
{
	return arena_fmt(t->a, "%lld,%02lld €", (long long)(amount.cents / 100), (long long)(amount.cents % 100));
}

static str percent(const struct telling *t, int64_t milli)
{
	return arena_fmt(t->a, "%lld,%03lld0 %%", (long long)(milli / 1000), (long long)(milli % 1000));
}

static str count(const struct telling *t, int64_t n)
{
	return arena_fmt(t->a, "%lld", (long long)n);
}

/* ---- the bearer ---- */

static const struct {
	const char *kind, *type;
} bearers[] = {{"association", "association"}, {"municipality", "commune"},   {"ccas", "CCAS"},
	{"intercommunality", "intercommunalité"}, {"landlord", "bailleur"}, {"citizen_council", "conseil citoyen"},
	{"company", "entreprise"},                {"other", "autre"}};

static str bearer(const struct telling *t, const char *from)
{
	(void)from;
	for (size_t i = 0; i < sizeof bearers / sizeof *bearers; i++)
		if (str_eq(t->context->applicant_kind, str_of(bearers[i].kind)))
			return str_of(bearers[i].type);
	return STR_NONE;
}

static str siren(const struct telling *t, const char *from)
{
	(void)from;
	enum { SIREN = 9 };
	bool given = form_value(t->identity, S("identity.siret")).n >= SIREN || form_value(t->identity, S("identity.siren")).n >= SIREN;
	return given ? S("oui") : STR_NONE;
}

static str age(const struct telling *t, const char *from)
{
	day created;
	str value = form_value(t->identity, str_of(from));
	if (!str_is_set(value) || !day_parse(value, &created) || created.number > t->today.number)
		return STR_NONE;
	struct civil then = civil_of(created), now = civil_of(t->today);
	bool passed = now.month > then.month || (now.month == then.month && now.day >= then.day);
	return count(t, now.year - then.year - (passed ? 0 : 1));
}

/* ---- the action ---- */

static str expense(const struct telling *t, const char *from)
{
	str value = value_of(t, from);
	if (str_eq(value, S("operating")))
		return S("fonctionnement");
	return str_eq(value, S("investment")) ? S("investissement") : STR_NONE;
}

/* Months begun, from the first day to the last: 1 January to 31 December is twelve. */
static str months(const struct telling *t, const char *from)
{
	(void)from;
	day start, end;
	str first = value_of(t, "project.start"), last = value_of(t, "project.end");
	if (!first.p || !last.p || !day_parse(first, &start) || !day_parse(last, &end) || end.number < start.number)
		return STR_NONE;
	struct civil a = civil_of(start), b = civil_of(end);
	return count(t, (b.year - a.year) * 12 + b.month - a.month + (b.day >= a.day ? 1 : 0));
}

static str line_value(const struct telling *t, const char *group, size_t line, const char *field)
{
	str value = form_value(t->values, arena_fmt(t->a, "%s.%zu.%s", group, line, field));
	return str_is_set(value) ? value : STR_NONE;
}

enum { LINES_MAX = 30 };

/* B14: as soon as one indicator counts women and men apart; none of them does: no. */
static str sexed(const struct telling *t, const char *from)
{
	bool any = false, apart = false;
	for (size_t k = 1; k <= LINES_MAX; k++) {
		any = any || line_value(t, from, k, "label").p;
		apart = apart || (line_value(t, from, k, "target_f").p && line_value(t, from, k, "target_m").p);
	}
	return any ? truth(apart) : STR_NONE;
}

static str targeted(const struct telling *t, const char *from)
{
	for (size_t k = 1; k <= LINES_MAX; k++)
		if (line_value(t, from, k, "label").p && line_value(t, from, k, "target").p)
			return value_of(t, "project.aims").p ? S("oui") : STR_NONE;
	return STR_NONE;
}

static str what_and_how(const struct telling *t, const char *from)
{
	return value_of(t, from).p && value_of(t, "project.how").p ? S("oui") : STR_NONE;
}

static str partners(const struct telling *t, const char *from)
{
	return line_value(t, from, 1, "name").p && value_of(t, "publics.reach").p ? S("oui") : STR_NONE;
}

/* B4: an exchange of that kind is noted. */
static str exchanged(const struct telling *t, const char *from)
{
	for (size_t k = 1; k <= LINES_MAX; k++)
		if (str_eq(line_value(t, "exchanges", k, "with"), str_of(from)))
			return S("oui");
	return STR_NONE;
}

/* ---- the publics ---- */

static str persons(const struct telling *t, const char *from)
{
	(void)from;
	if (t->publics.has_share)
		return count(t, t->publics.all.total);
	return value_of(t, "publics.declared");
}

static str persons_priority(const struct telling *t, const char *from)
{
	(void)from;
	return t->publics.has_share ? count(t, t->publics.priority) : STR_NONE;
}

static str share_priority(const struct telling *t, const char *from)
{
	(void)from;
	return t->publics.has_share ? percent(t, t->publics.priority_milli) : STR_NONE;
}

/* What stands beside the priority share so that both together are the share of the whole geography, to the thousandth: 100 and 80 persons of 300 are 60 %. */
static str share_local(const struct telling *t, const char *from)
{
	(void)from;
	return t->publics.has_share ? percent(t, t->publics.geography_milli - t->publics.priority_milli) : STR_NONE;
}

static str share_women(const struct telling *t, const char *from)
{
	(void)from;
	enum { SEX_NOT_KNOWN = 2 };
	if (!t->publics.has_share || t->publics.all.by_sex[SEX_NOT_KNOWN])
		return STR_NONE;
	return percent(t, (int64_t)((__int128)t->publics.women * 100000 / t->publics.all.total));
}

/* ---- the place ---- */

static const struct form_option *option_of(const struct form_options *options, str code)
{
	for (size_t i = 0; i < options->n; i++)
		if (str_eq(options->at[i].code, code))
			return &options->at[i];
	return NULL;
}

struct districts {
	size_t n, priority, local, renewed;
	str first;
};

static struct districts districts_of(const struct telling *t)
{
	struct districts d = {.first = STR_NONE};
	str rest = value_of(t, "project.districts"), code;
	while (str_is_set(rest)) {
		(void)str_cut(rest, ' ', &code, &rest);
		const struct form_option *district = option_of(&t->context->districts, code);
		if (!district)
			continue;
		d.first = d.n++ ? d.first : code;
		d.priority += str_eq(district->kind, S("qpv"));
		d.local += str_eq(district->kind, S("local_interest"));
		d.renewed += str_eq(district->mark, S("npnru"));
	}
	return d;
}

static str status(const struct telling *t, const char *from)
{
	(void)from;
	struct districts d = districts_of(t);
	if (!d.n || d.priority + d.local != d.n)
		return STR_NONE;
	return !d.local ? S("quartier prioritaire") : !d.priority ? S("intérêt local") : S("les deux");
}

static str district(const struct telling *t, const char *from)
{
	(void)from;
	struct districts d = districts_of(t);
	return d.n == 1 ? d.first : STR_NONE;
}

static str renewal(const struct telling *t, const char *from)
{
	(void)from;
	struct districts d = districts_of(t);
	return d.n ? truth(d.renewed == d.n) : STR_NONE;
}

/* ---- the frame: answers are codes of goals and of lists ---- */

static bool is_choice(const struct ruleset_question *q, str code)
{
	for (size_t i = 0; i < q->choices.n; i++)
		if (str_eq(q->choices.at[i].value, code))
			return true;
	return false;
}

/* The goal, or the nearest above it, that the question knows. */
static str goal(const struct telling *t, const char *from)
{
	str rest = value_of(t, from), code;
	while (str_is_set(rest)) {
		(void)str_cut(rest, ' ', &code, &rest);
		for (size_t depth = 0; str_is_set(code) && depth < LIMIT_PACK_DEPTH; depth++) {
			if (is_choice(t->q, code))
				return code;
			const struct form_option *option = option_of(&t->context->goals, code);
			code = option ? option->parent : STR_NONE;
		}
	}
	return STR_NONE;
}

static str chosen(const struct telling *t, const char *from)
{
	str rest = value_of(t, from), code;
	while (str_is_set(rest)) {
		(void)str_cut(rest, ' ', &code, &rest);
		if (is_choice(t->q, code))
			return code;
	}
	return STR_NONE;
}

static str entry(const struct telling *t, const char *from)
{
	(void)from;
	return value_of(t, "project.themes").p || value_of(t, "project.publics").p ? S("oui") : STR_NONE;
}

/* ---- the money, of one year ---- */

static str cost(const struct telling *t, const char *from)
{
	(void)from;
	money total = t->money->charges_before;
	return money_is_zero(total) ? STR_NONE : euros(t, total);
}

static str cost_of(const struct telling *t, const char *from)
{
	str kind = value_of(t, "project.expense");
	if (!kind.p || money_is_zero(t->money->charges_before))
		return STR_NONE;
	return euros(t, str_eq(kind, str_of(from)) ? t->money->charges_before : MONEY_ZERO);
}

static money produits_of(const struct telling *t, const char *account)
{
	const struct budget_year *y = t->money;
	for (size_t i = 0; i < y->produits.n; i++)
		if (str_eq(str_of(y->produits.at[i].account->code), str_of(account)) && y->produits.at[i].amount.set)
			return y->produits.at[i].amount.value;
	return MONEY_ZERO;
}

static str own(const struct telling *t, const char *from)
{
	return money_is_zero(t->money->produits_before) ? STR_NONE : euros(t, produits_of(t, from));
}

static str public_money(const struct telling *t, const char *from)
{
	money all = produits_of(t, from);
	return money_is_zero(all) ? STR_NONE : euros(t, money_subtract(all, produits_of(t, "74aidespriv")));
}

static str in_kind(const struct telling *t, const char *from)
{
	(void)from;
	money valued = t->money->voluntary_charges;
	return money_is_zero(valued) ? STR_NONE : euros(t, valued);
}

/* ---- the file ---- */

/* "bilan" is joined by a document "bilan" or "bilan-2019". */
static str joined(const struct telling *t, const char *from)
{
	for (size_t i = 0; i < t->attached_count; i++) {
		str code = t->attached[i].code, wanted = str_of(from);
		if (str_eq(code, wanted) || (str_starts(code, wanted) && str_starts(str_skip(code, wanted.n), S("-"))))
			return S("oui");
	}
	return STR_NONE;
}

static str complete(const struct telling *t, const char *from)
{
	(void)from;
	struct problems ps = problems_new(t->a);
	form_check(t->form, t->values, NULL, true, &ps);
	return ps.total ? STR_NONE : S("oui");
}

/* ---- which question is answered by what ---- */

static const struct {
	const char *key; /* `identifiant court` */
	teller *tell;
	const char *from;
	const char *at; /* the field where a person answers, when it is not `from`; "documents": what is joined; "check": the check before filing */
} answers[] = {
	{"porteur", bearer, NULL, "check"},
	{"siren", siren, NULL, "identity.siret"},
	{"anciennete", age, "identity.created", NULL},
	{"salaries", identity_decimal, "identity.fte", NULL},
	{"obligations", yes_no, "attest.duties", NULL},
	{"engagement", yes_no, "attest.republican", NULL},
	{"nature", expense, "project.expense", NULL},
	{"debut", as_day, "project.start", NULL},
	{"fin", as_day, "project.end", NULL},
	{"duree", months, NULL, "project.end"},
	{"agent-departement", yes_no, "department.takes_part", NULL},
	{"heures-departement", decimal, "department.hours", NULL},
	{"indicateurs-sexues", sexed, "indicators", "indicators.1.target_f"},
	{"effectif", persons, NULL, "publics.declared"},
	{"effectif-qpv", persons_priority, NULL, "publics.declared"},
	{"part-qpv", share_priority, NULL, "publics.declared"},
	{"part-local", share_local, NULL, "publics.declared"},
	{"part-femmes", share_women, NULL, "publics.declared"},
	{"mobilisation", written, "publics.reach", NULL},
	{"quartier-statut", status, NULL, "project.districts"},
	{"quartier", district, NULL, "project.districts"},
	{"npnru", renewal, NULL, "project.districts"},
	{"priorite", goal, "project.goals", NULL},
	{"sous-action", goal, "project.goals", NULL},
	{"enjeu", goal, "project.goals", NULL},
	{"transversale", chosen, "project.cross_themes", NULL},
	{"entree", entry, NULL, "project.themes"},
	{"objectifs", written, "project.aims", NULL},
	{"rendez-vous", written, "project.event", NULL},
	{"descriptif-modalites", what_and_how, "project.what", "project.what"},
	{"descriptif-finalite", written, "project.need", NULL},
	{"descriptif-objectifs", targeted, "indicators", "indicators.1.target"},
	{"descriptif-partenaires", partners, "partners", "partners.1.name"},
	{"cout", cost, NULL, "budget.1.604"},
	{"cout-fonctionnement", cost_of, "operating", "project.expense"},
	{"cout-investissement", cost_of, "investment", "project.expense"},
	{"ressources-propres", own, "RESSPROPRES", "budget.1.insufprevisionnel"},
	{"argent-public", public_money, "74", "budget.1.insufprevisionnel"},
	{"nature-valorisee", in_kind, NULL, "budget.1.860"},
	{"demande", complete, NULL, "check"},
	{"courrier", joined, "courrier", "documents"},
	{"rib", joined, "rib", "documents"},
	{"liste-ca", joined, "liste-ca", "documents"},
	{"liste-bureau", joined, "liste-bureau", "documents"},
	{"statuts", joined, "statuts", "documents"},
	{"recepisse", joined, "recepisse", "documents"},
	{"bilan", joined, "bilan", "documents"},
	{"numerique", always_so, "oui", "check"}, /* what is filed here is electronic, and its sheet is made in Word (L5) */
	{"format", always_so, "Word", "check"},
	{"echange-agglo", exchanged, "agglomeration", "exchanges.1.with"},
	{"echange-prefet", exchanged, "prefect", "exchanges.1.with"},
	{"echange-communes", exchanged, "municipality", "exchanges.1.with"},
	{"echange-conseil", exchanged, "citizen_council", "exchanges.1.with"},
	{"signature", told_elsewhere, NULL, "check"},
	{"canal", told_elsewhere, NULL, "check"},
	{"correspondants", told_elsewhere, NULL, "check"},
	{"depot-jour", told_elsewhere, NULL, "check"},
	{"depot-heure", told_elsewhere, NULL, "check"},
	{"annee", told_elsewhere, NULL, "check"},
	{"bilan-manquant", told_elsewhere, NULL, "check"},
	{"cout-premiere", told_elsewhere, NULL, "check"},
	{"part-reelle", told_elsewhere, NULL, "check"},
};

bool form_answers_key(str short_key)
{
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		if (str_eq(short_key, str_of(answers[i].key)))
			return true;
	return false;
}

str form_place_of_question(struct arena *a, const struct ruleset *set, const struct ruleset_question *q)
{
	for (size_t i = 0; i < set->funders.n; i++)
		if (set->funders.at[i].asked.v == q->rule.v)
			return arena_fmt(a, "budget.1.74.%.*s", STR_ARGS(set->funders.at[i].code));
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		if (str_eq(q->key, str_of(answers[i].key)))
			return str_of(answers[i].at ? answers[i].at : answers[i].from);
	return arena_fmt(a, "rules.%.*s", STR_ARGS(q->key));
}

/* "rules.KEY", as the form keeps it. */
static str said(const struct telling *t, str key)
{
	str value = form_value(t->values, arena_fmt(t->a, "rules.%.*s", STR_ARGS(key)));
	if (!str_is_set(value))
		return STR_NONE;
	if (t->q->type == RULES_BOOLEAN && !t->q->choices.n)
		return str_eq(value, S("yes")) || str_eq(value, S("oui")) ? S("oui") : str_eq(value, S("no")) || str_eq(value, S("non")) ? S("non") : STR_NONE;
	if (t->q->type == RULES_NUMBER && !t->q->choices.n)
		return unambiguous(t->a, value);
	return value;
}

static str answer_to(struct telling *t)
{
	str told = STR_NONE;
	for (size_t i = 0; i < sizeof answers / sizeof *answers && !told.p; i++)
		if (str_eq(t->q->key, str_of(answers[i].key)))
			told = answers[i].tell(t, answers[i].from);
	return told.p ? told : said(t, t->q->key);
}

/* Asked by name in account 74, not as a fact of its own. */
static bool is_asked_amount(const struct ruleset *set, rule_id rule)
{
	for (size_t i = 0; i < set->funders.n; i++)
		if (set->funders.at[i].asked.v == rule.v)
			return true;
	return false;
}

static void tell_asked(struct arena *a, const struct budget_year *y, struct application_facts *facts)
{
	for (size_t i = 0; i < y->produits.n; i++)
		if (str_is_set(y->produits.at[i].funder) && y->produits.at[i].amount.set && !money_is_zero(y->produits.at[i].amount.value))
			*LIST_ADD(a, &facts->asked) = (struct verdict_asked){.funder = y->produits.at[i].funder, .amount = y->produits.at[i].amount.value};
}

static void tell_question(struct telling *t, const struct ruleset_question *q, struct application_facts *facts)
{
	t->q = q;
	if (q->provider == PROVIDED_BY_PROGRAMME || is_asked_amount(t->set, q->rule))
		return;
	str value = answer_to(t);
	if (str_is_set(value))
		*LIST_ADD(t->a, &facts->facts) = (struct verdict_fact){.name = rules_name(t->set->model, q->rule), .value = value};
}

/* What the budget answers, and not the project as a whole. */
static bool is_of_one_year(str key)
{
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		if (str_eq(key, str_of(answers[i].key)))
			return answers[i].tell == cost || answers[i].tell == cost_of || answers[i].tell == own || answers[i].tell == public_money || answers[i].tell == in_kind;
	return false;
}

void form_facts_of_money(struct arena *a, const struct form *form, const struct form_values *values, const struct ruleset *set, const struct budget_year *year,
                         const struct application_facts *first, struct application_facts *facts)
{
	struct telling t = {.a = a, .form = form, .context = form->context, .values = values, .set = set, .money = year};
	for (size_t i = 0; i < first->facts.n; i++) {
		rule_id rule = rules_find(set->model, first->facts.at[i].name);
		const struct ruleset_question *q = rule.v ? ruleset_question_of(set, rule) : NULL;
		if (!q || !is_of_one_year(q->key))
			*LIST_ADD(a, &facts->facts) = first->facts.at[i];
	}
	for (size_t i = 0; i < set->questions.n; i++)
		if (is_of_one_year(set->questions.at[i].key))
			tell_question(&t, &set->questions.at[i], facts);
	tell_asked(a, year, facts);
}

void form_facts(struct arena *a, const struct form *form, const struct form_values *values, const struct form_values *identity, const struct attached *attached,
                size_t attached_count, const struct ruleset *set, instant filed, const char *time_zone, struct application_facts *facts)
{
	struct local_time local = local_of(filed, zone_of(str_of(time_zone)));
	struct telling t = {.a = a, .form = form, .context = form->context, .values = values, .identity = identity, .attached = attached,
		.attached_count = attached_count, .set = set, .today = day_of(local.date)};
	struct budget budget;
	budget_read(a, form, values, &budget);
	t.money = &budget.years.at[0];
	publics_read(a, form, values, &t.publics);
	*facts = (struct application_facts){.title = form_value(values, S("project.title")), .call = form->context->call, .year = form->context->year};
	for (size_t i = 0; i < form->context->funders.n; i++)
		*LIST_ADD(a, &facts->other_funders) = form->context->funders.at[i].code;
	for (size_t i = 0; i < set->questions.n; i++)
		tell_question(&t, &set->questions.at[i], facts);
	tell_asked(a, t.money, facts);
	enum { HOUR = 3600, MINUTE = 60, SECOND_MS = 1000 };
	int64_t second = local.hour * HOUR + local.minute * MINUTE + local.second + (filed.ms % SECOND_MS ? 1 : 0);
	facts->filed = (opt_day){true, t.today};
	facts->filed_second = (opt_int){true, second};
	facts->past_known = str_eq(form->context->request, S("first"));
}
