/* Actions by their code, funders by theirs. See programme_compare.h. */
#include "domain/programme_compare.h"

#include "base/csv.h"
#include "domain/programme_frozen.h"

const char *compared_name(enum compared kind)
{
	static const char *const names[COMPARED_KINDS] = {"kept", "new", "dropped"};
	return kind < COMPARED_KINDS ? names[kind] : "none";
}

static const struct programme_funder *funder_named(const struct programme *p, str code)
{
	for (size_t i = 0; i < p->funders.n; i++)
		if (str_eq(p->funders.at[i].code, code))
			return &p->funders.at[i];
	return NULL;
}

void programme_compare(struct arena *a, const struct programme *before, const struct programme *after, struct programme_comparison *c)
{
	size_t axis;
	*c = (struct programme_comparison){0};
	for (size_t x = 0; x < after->axes.n; x++)
		for (size_t i = 0; i < after->axes.at[x].actions.n; i++) {
			const struct programme_action *n = &after->axes.at[x].actions.at[i], *b = programme_action_of(before, n->code, &axis);
			*LIST_ADD(a, &c->actions) = (struct compared_action){.kind = b ? COMPARED_KEPT : COMPARED_NEW, .before = b, .after = n};
		}
	for (size_t x = 0; x < before->axes.n; x++)
		for (size_t i = 0; i < before->axes.at[x].actions.n; i++)
			if (!programme_action_of(after, before->axes.at[x].actions.at[i].code, &axis))
				*LIST_ADD(a, &c->actions) = (struct compared_action){.kind = COMPARED_DROPPED, .before = &before->axes.at[x].actions.at[i]};
	for (size_t i = 0; i < after->funders.n; i++) {
		const struct programme_funder *f = &after->funders.at[i], *b = funder_named(before, f->code);
		*LIST_ADD(a, &c->funders) = (struct compared_funder){.code = f->code, .label = f->label, .valued = f->valued, .before = b ? b->amount : MONEY_ZERO, .after = f->amount};
	}
	for (size_t i = 0; i < before->funders.n; i++) {
		const struct programme_funder *f = &before->funders.at[i];
		if (!funder_named(after, f->code))
			*LIST_ADD(a, &c->funders) = (struct compared_funder){.code = f->code, .label = f->label, .valued = f->valued, .before = f->amount};
	}
}

static void csv_row(struct csv *c, str code, str title, str bearer, str state, money before, money after)
{
	csv_text(c, state);
	csv_text(c, code);
	csv_text(c, title);
	csv_text(c, bearer);
	csv_money(c, before);
	csv_money(c, after);
	csv_money(c, money_subtract(after, before));
	csv_end_row(c);
}

void programme_comparison_csv(struct out *o, enum lang lang, const struct programme_comparison *comparison)
{
	static const enum word states[COMPARED_KINDS] = {W_adoption_compare_state_kept, W_adoption_compare_state_new, W_adoption_compare_state_dropped};
	static const enum word heads[] = {W_adoption_compare_state, W_adoption_field_code, W_programme_action, W_programme_bearer, W_adoption_compare_before, W_adoption_compare_after,
		W_adoption_compare_change};
	struct csv c = csv_new(o);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		csv_text(&c, word_text(lang, heads[i]));
	csv_end_row(&c);
	for (size_t i = 0; i < comparison->actions.n; i++) {
		const struct compared_action *x = &comparison->actions.at[i];
		const struct programme_action *any = x->after ? x->after : x->before;
		csv_row(&c, any->code, any->title, any->bearer, word_text(lang, states[x->kind]), x->before ? x->before->total : MONEY_ZERO, x->after ? x->after->total : MONEY_ZERO);
	}
	for (size_t i = 0; i < comparison->funders.n; i++) {
		const struct compared_funder *f = &comparison->funders.at[i];
		csv_row(&c, f->code, f->label, S(""), word_text(lang, W_adoption_field_funder), f->before, f->after);
	}
}
