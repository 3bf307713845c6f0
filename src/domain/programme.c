/* Computing the programme table: sums in both directions, the roll-up to funder groups, percentages, and what does not add up.
   Called with the rows of one programme; pure. Writing it is programme_write.c. */
#include "domain/programme.h"

#include "base/status.h"

enum { GROUPS_MAX = 4096 };

money programme_amount(const struct programme_action *action, size_t funder)
{
	money sum = MONEY_ZERO;
	for (size_t i = 0; i < action->lines.n; i++)
		if (action->lines.at[i].funder == funder)
			sum = money_add(sum, action->lines.at[i].amount);
	return sum;
}

static void sum_action(struct programme *p, struct programme_axis *axis, struct programme_action *action)
{
	action->funded = MONEY_ZERO;
	for (size_t i = 0; i < action->lines.n; i++) {
		const struct programme_line *line = &action->lines.at[i];
		always(line->funder < p->funders.n);
		struct programme_funder *funder = &p->funders.at[line->funder];
		action->funded = money_add(action->funded, line->amount);
		axis->by_funder[line->funder] = money_add(axis->by_funder[line->funder], line->amount);
		funder->amount = money_add(funder->amount, line->amount);
	}
	action->gap = money_subtract(action->total, action->funded);
	axis->total = money_add(axis->total, action->total);
}

static void roll_up(struct programme *p)
{
	money amounts[GROUPS_MAX] = {0};
	int percents[GROUPS_MAX];
	always(p->groups.n <= GROUPS_MAX);
	for (size_t i = 0; i < p->funders.n; i++) {
		const struct programme_funder *funder = &p->funders.at[i];
		always(funder->group < p->groups.n);
		struct programme_group *group = &p->groups.at[funder->group];
		group->amount = money_add(group->amount, funder->amount);
		group->funder_count++;
		if (funder->valued) {
			group->valued = money_add(group->valued, funder->amount);
			p->valued = money_add(p->valued, funder->amount);
		}
		p->funded = money_add(p->funded, funder->amount);
	}
	for (size_t i = 0; i < p->groups.n; i++)
		amounts[i] = p->groups.at[i].amount;
	percents_of(amounts, p->groups.n, percents);
	for (size_t i = 0; i < p->groups.n; i++)
		p->groups.at[i].percent = percents[i];
}

static void clear(struct arena *a, struct programme *p)
{
	p->total = p->funded = p->valued = MONEY_ZERO;
	p->action_count = 0;
	p->findings = findings_new(a);
	for (size_t i = 0; i < p->funders.n; i++)
		p->funders.at[i].amount = MONEY_ZERO;
	for (size_t i = 0; i < p->groups.n; i++) {
		struct programme_group *g = &p->groups.at[i];
		g->amount = g->valued = MONEY_ZERO;
		g->funder_count = 0;
	}
	for (size_t i = 0; i < p->axes.n; i++) {
		p->axes.at[i].total = MONEY_ZERO;
		p->axes.at[i].by_funder = ARENA_ARRAY(a, p->funders.n ? p->funders.n : 1, money);
	}
}

static void find_row_gaps(struct programme *p)
{
	for (size_t i = 0; i < p->axes.n; i++)
		for (size_t k = 0; k < p->axes.at[i].actions.n; k++) {
			const struct programme_action *action = &p->axes.at[i].actions.at[k];
			if (!money_is_zero(action->gap))
				FINDING(&p->findings, SEVERITY_ERROR, action->title, W_programme_finding_row_gap, ARG("total", action->total),
				        ARG("funded", action->funded), ARG("gap", action->gap));
		}
}

/* Nothing is financed by less than nothing: a sign that was misread, or a correction written as a line. It is counted as it stands. */
static void find_negative_amounts(struct programme *p)
{
	for (size_t i = 0; i < p->axes.n; i++)
		for (size_t k = 0; k < p->axes.at[i].actions.n; k++) {
			const struct programme_action *action = &p->axes.at[i].actions.at[k];
			if (action->total.cents < 0)
				FINDING(&p->findings, SEVERITY_ERROR, action->title, W_programme_finding_negative_cost, ARG("amount", action->total));
			for (size_t n = 0; n < action->lines.n; n++) {
				const struct programme_line *line = &action->lines.at[n];
				if (line->amount.cents < 0)
					FINDING(&p->findings, SEVERITY_ERROR, action->title, W_programme_finding_negative, ARG("funder", p->funders.at[line->funder].label),
					        ARG("amount", line->amount));
			}
		}
}

static void find_differences_with_print(struct programme *p)
{
	if (p->printed_total.set && money_compare(p->printed_total.value, p->total) != 0)
		FINDING(&p->findings, SEVERITY_ERROR, S("TOTAL"), W_programme_finding_total, ARG("printed", p->printed_total.value), ARG("computed", p->total),
		        ARG("gap", money_subtract(p->total, p->printed_total.value)));
	for (size_t i = 0; i < p->groups.n; i++) {
		const struct programme_group *g = &p->groups.at[i];
		if (g->printed_amount_set && money_compare(g->printed_amount, g->amount) != 0)
			FINDING(&p->findings, SEVERITY_ERROR, g->label, W_programme_finding_group, ARG("printed", g->printed_amount), ARG("computed", g->amount),
			        ARG("gap", money_subtract(g->amount, g->printed_amount)));
		if (g->printed_percent_set && g->printed_percent != g->percent)
			FINDING(&p->findings, SEVERITY_WARNING, g->label, W_programme_finding_percent, ARG("printed", g->printed_percent),
			        ARG("computed", g->percent));
	}
}

/* P5: one annex carries one receipt; two numbers mean that a page belongs to another act, or that a stamp is wrong. */
static void find_receipts_that_differ(struct programme *p)
{
	for (size_t i = 1; i < p->receipts.n; i++) {
		const struct programme_receipt *first = &p->receipts.at[0], *other = &p->receipts.at[i];
		if (!str_eq(first->number, other->number))
			FINDING(&p->findings, SEVERITY_WARNING, str_is_set(other->place) ? other->place : p->title, W_programme_finding_receipts,
			        ARG("first", first->number), ARG("other", other->number));
	}
}

void programme_compute(struct arena *a, struct programme *p)
{
	clear(a, p);
	for (size_t i = 0; i < p->axes.n; i++) {
		struct programme_axis *axis = &p->axes.at[i];
		for (size_t k = 0; k < axis->actions.n; k++)
			sum_action(p, axis, &axis->actions.at[k]);
		p->total = money_add(p->total, axis->total);
		p->action_count += axis->actions.n;
	}
	roll_up(p);
	find_row_gaps(p);
	find_negative_amounts(p);
	find_differences_with_print(p);
	find_receipts_that_differ(p);
}
