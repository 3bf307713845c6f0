/* What earlier years of the same action say (N5, B7, B11): which year in a row this is, whether a report is overdue, what the first year cost; and for each
   funder its own row of years, what it gave first and last. From linked actions, whatever their titles. A year without money breaks the row; a year without
   money of one funder breaks that funder's row only. Called by the judge. */
#include "domain/verdict_parts.h"

#include "domain/money.h"

/* The year that is asked for. */
static int64_t year_of(const struct application_facts *facts)
{
	int64_t year = facts->year;
	for (size_t i = 0; i < facts->past.n && !facts->year; i++)
		year = facts->past.at[i].year + 1 > year ? facts->past.at[i].year + 1 : year;
	return year;
}

/* Of one funder; of all of them when it is NULL. */
static money granted_by(const struct application_facts *facts, int64_t year, const struct ruleset_funder *only)
{
	money sum = MONEY_ZERO;
	for (size_t i = 0; i < facts->past.n; i++) {
		const struct verdict_past *past = &facts->past.at[i];
		for (size_t k = 0; past->year == year && k < past->granted.n; k++)
			if (!only || str_eq(past->granted.at[k].funder, only->code))
				sum = money_add(sum, past->granted.at[k].amount);
	}
	return sum;
}

/* The first year of the row that ends the year before `year`; `year` itself when there is no row. Of one funder's grants, or of all. */
static int64_t first_year(const struct application_facts *facts, int64_t year, const struct ruleset_funder *only)
{
	while (granted_by(facts, year - 1, only).cents > 0)
		year--;
	return year;
}

static bool was_funded(const struct verdict_past *past)
{
	for (size_t i = 0; i < past->granted.n; i++)
		if (past->granted.at[i].amount.cents > 0)
			return true;
	return false;
}

/* A report that is overdue; or that does not exist for money that was given. One that is not due yet is not missing. */
static bool report_is_missing(const struct application_facts *facts, int64_t year)
{
	for (size_t i = 0; i < facts->past.n; i++) {
		const struct verdict_past *past = &facts->past.at[i];
		if (past->year < year && (str_eq(past->report, S("overdue")) || (str_eq(past->report, S("none")) && was_funded(past))))
			return true;
	}
	return false;
}

static opt_money total_of(const struct application_facts *facts, int64_t year)
{
	opt_money sum = {0};
	for (size_t i = 0; i < facts->past.n; i++)
		if (facts->past.at[i].year == year && facts->past.at[i].total.set)
			sum = (opt_money){true, money_add(sum.value, facts->past.at[i].total.value)};
	return sum;
}

static void provide_euros(struct judging *j, rule_id r, money amount)
{
	verdict_provide_number(j, r, number_ratio(amount.cents, 100), S("€"));
}

static void provide_first_total(struct judging *j, rule_id r, int64_t first, int64_t year)
{
	opt_money total = total_of(j->facts, first);
	if (first < year && total.set)
		provide_euros(j, r, total.value);
}

/* A funder's own row: whoever else gave, its first year is the first in which it gave. Its grants are said of an action that was funded by somebody: nothing,
   when it was not by this one. */
static void provide_funder(struct judging *j, const struct ruleset_funder *f, int64_t year, bool renewed)
{
	int64_t first = first_year(j->facts, year, f);
	verdict_provide_number(j, f->year, number_of(year - first + 1), STR_NONE);
	provide_first_total(j, f->first_total, first, year);
	if (!renewed)
		return;
	provide_euros(j, f->first, first < year ? granted_by(j->facts, first, f) : MONEY_ZERO);
	provide_euros(j, f->previous, granted_by(j->facts, year - 1, f));
}

/* Without history, a person who says that nobody funded the action the year before has said it of each funder: nobody is asked twice. */
static void first_request_to_each(struct judging *j)
{
	struct rules_result said;
	if (!j->set->history.year.v || rules_evaluate(j->run, j->set->history.year, &said) != OK)
		return;
	if (said.value.state != RULES_VALUE || said.value.type != RULES_NUMBER || number_cmp(said.value.number, number_of(1)) != 0)
		return;
	for (size_t i = 0; i < j->set->funders.n; i++)
		verdict_provide_number(j, j->set->funders.at[i].year, number_of(1), STR_NONE);
}

void verdict_set_history(struct judging *j)
{
	const struct application_facts *facts = j->facts;
	if (!facts->past_known && !facts->past.n) {
		first_request_to_each(j);
		return;
	}
	int64_t year = year_of(facts), first = first_year(facts, year, NULL);
	verdict_provide_number(j, j->set->history.year, number_of(year - first + 1), STR_NONE);
	verdict_provide_boolean(j, j->set->history.no_report, report_is_missing(facts, year));
	provide_first_total(j, j->set->history.first_total, first, year);
	for (size_t i = 0; i < j->set->funders.n; i++)
		provide_funder(j, &j->set->funders.at[i], year, first < year);
}
