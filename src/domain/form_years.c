/* A request of several years, judged year by year (D2, B13; decision 0014): the facts of a later year are those of the first, with the amounts of that year, and with the years
   before it as earlier years of the action, granted as they are asked. Called by who reads a sheet's facts and by the page of the verdict. Judges nothing. */
#include "domain/form_facts.h"
#include "domain/form_parts.h"
#include "domain/money.h"

/* One row of years: of a funder, or of all of them (funder absent). The rules that history fills (N5), {0} where the règlement reads none. */
struct row {
	str funder;
	rule_id year, first, previous, first_total;
};

struct later {
	struct arena *a;
	const struct ruleset *set;
	const struct budget *budget;
	size_t number; /* the year that is judged, from 1 */
	struct application_facts *facts;
};

/* Asked of one funder that year, or of all of them. */
static money asked_in(const struct later *l, size_t number, str funder)
{
	const struct budget_year *y = &l->budget->years.at[number - 1];
	money sum = MONEY_ZERO;
	for (size_t i = 0; i < y->produits.n; i++)
		if (str_is_set(y->produits.at[i].funder) && y->produits.at[i].amount.set && (!str_is_set(funder) || str_eq(y->produits.at[i].funder, funder)))
			sum = money_add(sum, y->produits.at[i].amount.value);
	return sum;
}

static void add_past(const struct later *l, size_t number)
{
	const struct budget_year *y = &l->budget->years.at[number - 1];
	struct verdict_past *past = LIST_ADD(l->a, &l->facts->past);
	*past = (struct verdict_past){.year = y->year, .title = l->facts->title, .call = l->facts->call, .total = {!money_is_zero(y->charges_before), y->charges_before},
		.report = S("due")};
	for (size_t i = 0; i < y->produits.n; i++)
		if (str_is_set(y->produits.at[i].funder) && y->produits.at[i].amount.set && !money_is_zero(y->produits.at[i].amount.value))
			*LIST_ADD(l->a, &past->granted) = (struct verdict_asked){.funder = y->produits.at[i].funder, .amount = y->produits.at[i].amount.value};
}

/* ---- where the past is not known: what a person said of the first year, carried on ---- */

static void tell(const struct later *l, rule_id rule, str value)
{
	if (!rule.v)
		return;
	str name = rules_name(l->set->model, rule);
	for (size_t i = 0; i < l->facts->facts.n; i++)
		if (str_eq(l->facts->facts.at[i].name, name)) {
			l->facts->facts.at[i].value = value;
			return;
		}
	*LIST_ADD(l->a, &l->facts->facts) = (struct verdict_fact){.name = name, .value = value};
}

static str said(const struct later *l, rule_id rule)
{
	str name = rule.v ? rules_name(l->set->model, rule) : STR_NONE;
	for (size_t i = 0; name.p && i < l->facts->facts.n; i++)
		if (str_eq(l->facts->facts.at[i].name, name))
			return l->facts->facts.at[i].value;
	return STR_NONE;
}

static str euros(const struct later *l, money amount)
{
	return arena_fmt(l->a, "%lld,%02lld €", (long long)(amount.cents / 100), (long long)(amount.cents % 100));
}

/* Years of the request in a row, just before this one, in which something is asked. All of them: the row goes on from what was said. Fewer: it begins in the request. */
static void carry_on(const struct later *l, const struct row *r)
{
	size_t row = 0;
	while (row + 1 < l->number && asked_in(l, l->number - 1 - row, r->funder).cents > 0)
		row++;
	bool goes_on = row + 1 == l->number;
	int64_t before = 0;
	if (goes_on && (!str_to_int64(said(l, r->year), &before) || before < 1))
		return;
	int64_t year = (goes_on ? before : 1) + (int64_t)row;
	tell(l, r->year, arena_fmt(l->a, "%lld", (long long)year));
	if (row)
		tell(l, r->previous, euros(l, asked_in(l, l->number - 1, r->funder)));
	if (row && (!goes_on || before == 1)) {
		tell(l, r->first, euros(l, asked_in(l, l->number - row, r->funder)));
		tell(l, r->first_total, euros(l, l->budget->years.at[l->number - row - 1].charges_before));
	}
}

static void carry_all_on(const struct later *l)
{
	const struct ruleset_history *h = &l->set->history;
	carry_on(l, &(struct row){.year = h->year, .first_total = h->first_total});
	for (size_t i = 0; i < l->set->funders.n; i++) {
		const struct ruleset_funder *f = &l->set->funders.at[i];
		carry_on(l, &(struct row){f->code, f->year, f->first, f->previous, f->first_total});
	}
}

void form_facts_in_year(struct arena *a, const struct form *form, const struct form_values *values, const struct ruleset *set, size_t number,
                        const struct application_facts *first, struct application_facts *facts)
{
	struct budget budget;
	budget_read(a, form, values, &budget);
	*facts = *first;
	if (number < 2 || number > budget.years.n)
		return;
	facts->facts.n = facts->facts.room = facts->asked.n = facts->asked.room = facts->past.n = facts->past.room = 0;
	facts->facts.at = NULL;
	facts->asked.at = NULL;
	facts->past.at = NULL;
	form_facts_of_money(a, form, values, set, &budget.years.at[number - 1], first, facts);
	facts->year = budget.years.at[number - 1].year;
	const struct later l = {a, set, &budget, number, facts};
	if (!first->past_known && !first->past.n) {
		carry_all_on(&l);
		return;
	}
	for (size_t i = 0; i < first->past.n; i++)
		*LIST_ADD(a, &facts->past) = first->past.at[i];
	for (size_t k = 1; k < number; k++)
		add_past(&l, k);
}
