/* Versions of a programme one on top of the other, and what one has that the other has not. See programme_frozen.h. */
#include "domain/programme_frozen.h"

struct programme_action *programme_action_of(const struct programme *p, str code, size_t *axis)
{
	for (size_t x = 0; x < p->axes.n; x++)
		for (size_t i = 0; i < p->axes.at[x].actions.n; i++)
			if (str_eq(p->axes.at[x].actions.at[i].code, code)) {
				*axis = x;
				return &p->axes.at[x].actions.at[i];
			}
	return NULL;
}

static size_t group_of(struct arena *a, struct programme *p, const struct programme_group *wanted)
{
	for (size_t i = 0; i < p->groups.n; i++)
		if (str_eq(p->groups.at[i].code, wanted->code))
			return i;
	*LIST_ADD(a, &p->groups) = (struct programme_group){.code = wanted->code, .label = wanted->label};
	return p->groups.n - 1;
}

size_t programme_column(struct arena *a, struct programme *p, const struct programme *from, size_t funder)
{
	const struct programme_funder *wanted = &from->funders.at[funder];
	for (size_t i = 0; i < p->funders.n; i++)
		if (str_eq(p->funders.at[i].code, wanted->code))
			return i;
	size_t group = group_of(a, p, &from->groups.at[wanted->group]);
	*LIST_ADD(a, &p->funders) = (struct programme_funder){.code = wanted->code, .label = wanted->label, .group = group, .valued = wanted->valued};
	return p->funders.n - 1;
}

static struct programme_axis *axis_of(struct arena *a, struct programme *p, const struct programme_axis *wanted)
{
	for (size_t i = 0; i < p->axes.n; i++)
		if (str_eq(p->axes.at[i].code, wanted->code))
			return &p->axes.at[i];
	struct programme_axis *axis = LIST_ADD(a, &p->axes);
	*axis = (struct programme_axis){.code = wanted->code, .label = wanted->label};
	return axis;
}

/* A copy whose lines point at the columns of `p`. */
static void put_action(struct arena *a, struct programme *p, const struct programme *from, size_t axis, const struct programme_action *action, str change)
{
	struct programme_action copy = *action;
	copy.lines.at = NULL;
	copy.lines.n = copy.lines.room = 0;
	copy.change = change;
	for (size_t i = 0; i < action->lines.n; i++) {
		const struct programme_line *line = &action->lines.at[i];
		size_t column = programme_column(a, p, from, line->funder);
		*LIST_ADD(a, &copy.lines) = (struct programme_line){.funder = column, .amount = line->amount};
	}
	struct programme_axis *at = axis_of(a, p, &from->axes.at[axis]);
	*LIST_ADD(a, &at->actions) = copy;
}

static money amount_by_code(const struct programme *p, const struct programme_action *action, str code)
{
	for (size_t i = 0; i < p->funders.n; i++)
		if (str_eq(p->funders.at[i].code, code))
			return programme_amount(action, i);
	return MONEY_ZERO;
}

static bool same_amounts(const struct programme *before, const struct programme_action *b, const struct programme *after, const struct programme_action *n)
{
	if (b->total.cents != n->total.cents)
		return false;
	for (size_t i = 0; i < after->funders.n; i++)
		if (programme_amount(n, i).cents != amount_by_code(before, b, after->funders.at[i].code).cents)
			return false;
	for (size_t i = 0; i < before->funders.n; i++)
		if (programme_amount(b, i).cents != amount_by_code(after, n, before->funders.at[i].code).cents)
			return false;
	return true;
}

void programme_difference(struct arena *a, const struct programme *before, const struct programme *after, struct programme *difference, bool *none)
{
	size_t axis;
	*difference = *after;
	difference->groups.at = NULL, difference->groups.n = difference->groups.room = 0;
	difference->funders.at = NULL, difference->funders.n = difference->funders.room = 0;
	difference->axes.at = NULL, difference->axes.n = difference->axes.room = 0;
	for (size_t i = 0; i < after->funders.n; i++)
		(void)programme_column(a, difference, after, i);
	*none = true;
	for (size_t x = 0; x < after->axes.n; x++)
		for (size_t i = 0; i < after->axes.at[x].actions.n; i++) {
			const struct programme_action *n = &after->axes.at[x].actions.at[i], *b = programme_action_of(before, n->code, &axis);
			if (b && same_amounts(before, b, after, n))
				continue;
			put_action(a, difference, after, x, n, b ? S("changed") : S("added"));
			*none = false;
		}
	for (size_t x = 0; x < before->axes.n; x++)
		for (size_t i = 0; i < before->axes.at[x].actions.n; i++) {
			const struct programme_action *b = &before->axes.at[x].actions.at[i];
			if (programme_action_of(after, b->code, &axis))
				continue;
			struct programme_action gone = *b;
			gone.total = MONEY_ZERO;
			gone.lines.n = 0;
			put_action(a, difference, before, x, &gone, S("removed"));
			*none = false;
		}
}

static void take_out(struct programme *p, str code)
{
	size_t x;
	struct programme_action *found = programme_action_of(p, code, &x);
	if (!found)
		return;
	struct programme_axis *axis = &p->axes.at[x];
	for (size_t i = (size_t)(found - axis->actions.at); i + 1 < axis->actions.n; i++)
		axis->actions.at[i] = axis->actions.at[i + 1];
	axis->actions.n--;
}

void programme_cumulate(struct arena *a, struct programme *whole, const struct programme *version)
{
	whole->cumulated = true;
	for (size_t x = 0; x < version->axes.n; x++)
		for (size_t i = 0; i < version->axes.at[x].actions.n; i++) {
			const struct programme_action *n = &version->axes.at[x].actions.at[i];
			size_t axis;
			struct programme_action *old = programme_action_of(whole, n->code, &axis);
			if (str_eq(n->change, S("removed"))) {
				take_out(whole, n->code);
			} else if (old) { /* where it stood */
				LIST_OF(struct programme_line) lines = {0};
				for (size_t k = 0; k < n->lines.n; k++) {
					size_t column = programme_column(a, whole, version, n->lines.at[k].funder);
					*LIST_ADD(a, &lines) = (struct programme_line){.funder = column, .amount = n->lines.at[k].amount};
				}
				old->total = n->total;
				old->title = n->title;
				old->bearer = n->bearer;
				old->lines.at = lines.at, old->lines.n = lines.n, old->lines.room = lines.room;
				old->change = S("");
			} else {
				put_action(a, whole, version, x, n, S(""));
			}
		}
	whole->version = version->version;
	whole->title = version->title;
	whole->annex = version->annex;
	whole->kind = version->kind;
	whole->sha256 = version->sha256;
	whole->scenario = version->scenario;
	whole->frozen = version->frozen;
	whole->decision_number = version->decision_number;
	whole->decision_day = version->decision_day;
	whole->altered = whole->altered || version->altered;
	whole->printed_total.set = false;
	for (size_t i = 0; i < whole->groups.n; i++)
		whole->groups.at[i].printed_amount_set = whole->groups.at[i].printed_percent_set = false;
}
