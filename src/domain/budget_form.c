/* The budget as fields of the form and its problems: what is asked, what does not read, what does not balance. Said in words by the areas of po/; computes with
   domain/budget.c, never by itself. Called by form_build and form_check. */
#include "base/limits.h"
#include "domain/budget_parts.h"
#include "domain/money.h"

/* ---- fields ---- */

struct adding {
	struct arena *a;
	struct form *form;
	struct form_topic *topic;
	size_t year;
	bool several;
};

static str label_of(const struct adding *f, str label)
{
	if (!f->several)
		return label;
	return arena_fmt(f->a, "%.*s (%d)", STR_ARGS(label), (int)(f->form->context->year + (int64_t)f->year - 1));
}

static struct form_field *add_amount(const struct adding *f, str key, str label)
{
	struct form_field *field = LIST_ADD(f->a, &f->topic->fields);
	*field = (struct form_field){.key = key, .kind = FIELD_MONEY, .label = label_of(f, label), .unit = word_text(f->form->lang, W_figures_euro), .rows = S("D2")};
	return field;
}

static void add_funders(const struct adding *f, const struct budget_account *account)
{
	for (size_t i = 0; i < f->form->context->funders.n; i++) {
		const struct form_funder *funder = &f->form->context->funders.at[i];
		if (str_eq(budget_account_of_funder(funder), str_of(account->code)))
			add_amount(f, arena_fmt(f->a, "budget.%zu.74.%.*s", f->year, STR_ARGS(funder->code)), funder->label);
	}
}

static void add_free(const struct adding *f, const struct form_values *values)
{
	enum lang lang = f->form->lang;
	size_t n = budget_free_lines(f->a, values, f->year);
	for (size_t k = 1; k <= n; k++) {
		const struct word_arg line[] = {ARG("n", k)};
		struct out o = out_new(LIMIT_LABEL_BYTES);
		words_write(&o, lang, W_figures_free_name, line, 1);
		struct form_field *name = LIST_ADD(f->a, &f->topic->fields);
		*name = (struct form_field){.key = budget_free_key(f->a, f->year, k, "name"), .kind = FIELD_LINE, .label = label_of(f, out_keep(&o, f->a)),
			.chars = LIMIT_BUDGET_FREE_NAME_CHARS, .rows = S("D2")};
		o = out_new(LIMIT_LABEL_BYTES);
		words_write(&o, lang, W_figures_free_amount, line, 1);
		add_amount(f, budget_free_key(f->a, f->year, k, "amount"), out_keep(&o, f->a));
	}
}

void budget_fields(struct arena *a, struct form *form, struct form_topic *topic, const struct form_values *values)
{
	size_t accounts, years = budget_year_count(values);
	const struct budget_account *chart = budget_chart(&accounts);
	for (size_t year = 1; year <= years; year++) {
		struct adding f = {.a = a, .form = form, .topic = topic, .year = year, .several = years > 1};
		for (size_t i = 0; i < accounts; i++) {
			bool named = budget_asks_by_name(form, &chart[i]), free = str_eq(str_of(chart[i].code), S("74x"));
			if (named)
				add_funders(&f, &chart[i]);
			if (free)
				add_free(&f, values);
			if (!named && !free && chart[i].level)
				add_amount(&f, budget_key(a, year, chart[i].code), word_text(form->lang, chart[i].label));
		}
	}
	if (form->context->granted.n || (values && str_is_set(form_value(values, BUDGET_LESS))))
		*LIST_ADD(a, &topic->fields) = (struct form_field){.key = BUDGET_LESS, .kind = FIELD_TEXT, .label = word_text(form->lang, W_revised_less), .chars = LIMIT_BUDGET_LESS_CHARS, .rows = S("D2")};
}

/* ---- problems ---- */

static str year_of(struct arena *a, const struct budget_year *y)
{
	return arena_fmt(a, "%d", (int)y->year);
}

static str first_of(const struct budget_year *y)
{
	for (size_t i = 0; i < y->charges.n; i++)
		if (y->charges.at[i].typed)
			return y->charges.at[i].key;
	return STR_NONE;
}

static void check_lines(const struct budget_line *lines, size_t n, const struct form_values *values, struct problems *ps)
{
	for (size_t i = 0; i < n; i++) {
		if (!lines[i].reads)
			PROBLEM(ps, STR_NONE, 0, lines[i].key, W_figures_amount_wrong, ARG("found", form_value(values, lines[i].key)));
	}
}

/* An amount without a name says nothing to who reads the plan; a name without an amount is a line that is not finished. */
static void check_free(struct arena *a, size_t year, const struct form_values *values, bool to_file, struct problems *ps)
{
	for (size_t k = 1; k <= LIMIT_BUDGET_FREE_LINES; k++) {
		str name = budget_free_key(a, year, k, "name"), amount = budget_free_key(a, year, k, "amount");
		bool named = str_is_set(form_value(values, name)), counted = str_is_set(form_value(values, amount));
		if (counted && !named)
			PROBLEM(ps, STR_NONE, 0, name, W_figures_free_name_missing);
		if (named && !counted && to_file)
			PROBLEM(ps, STR_NONE, 0, amount, W_figures_free_amount_missing, ARG("name", form_value(values, name)));
	}
}

static void check_balance(struct arena *a, const struct budget_year *y, size_t year, bool to_file, struct problems *ps)
{
	bool begun = !money_is_zero(y->charges_before) && !money_is_zero(y->produits_before);
	bool begun_in_kind = !money_is_zero(y->voluntary_charges) && !money_is_zero(y->voluntary_produits);
	if (y->gap.cents > 0 && (begun || to_file))
		PROBLEM(ps, STR_NONE, 0, budget_key(a, year, "insufprevisionnel"), W_figures_gap_produits, ARG("amount", y->gap), ARG("year", year_of(a, y)));
	if (y->gap.cents < 0 && (begun || to_file))
		PROBLEM(ps, STR_NONE, 0, first_of(y), W_figures_gap_charges, ARG("amount", ((money){-y->gap.cents})), ARG("year", year_of(a, y)));
	if (!y->voluntary_balanced && (begun_in_kind || to_file)) {
		money gap = money_subtract(y->voluntary_charges, y->voluntary_produits);
		bool more = gap.cents > 0;
		PROBLEM(ps, STR_NONE, 0, budget_key(a, year, more ? "870" : "860"), more ? W_figures_gap_87 : W_figures_gap_86,
		        ARG("amount", ((money){more ? gap.cents : -gap.cents})), ARG("year", year_of(a, y)));
	}
}

/* What an action asks for in money: nobody is asked means that something was forgotten, unless the aid is only in kind. */
static void check_asked(struct arena *a, const struct form *form, const struct form_values *values, const struct budget *budget, struct problems *ps)
{
	if (str_eq(form_value(values, S("request.aid")), S("in_kind")))
		return;
	for (size_t i = 0; i < budget->years.n; i++)
		if (budget->years.at[i].asked.cents > 0)
			return;
	for (size_t i = 0; i < form->context->funders.n; i++)
		if (budget_account_of_funder(&form->context->funders.at[i]).p) {
			PROBLEM(ps, STR_NONE, 0, arena_fmt(a, "budget.1.74.%.*s", STR_ARGS(form->context->funders.at[i].code)), W_figures_nothing_asked);
			return;
		}
}

/* ---- the revised budget ---- */

bool budget_granted(const struct form *form, size_t year, const struct budget_line *line, struct form_granted *granted)
{
	const struct form_context *c = form->context;
	*granted = (struct form_granted){.funder = line->funder};
	if (!c || !c->granted.n || year != 1 || !str_is_set(line->funder))
		return false;
	for (size_t i = 0; i < c->granted.n; i++)
		if (str_eq(c->granted.at[i].funder, line->funder))
			*granted = c->granted.at[i];
	return true;
}

/* More than granted is wrong, less is explained. What still stands as it was asked is told when it is sent, not to who has only just opened the page. */
static void check_granted(const struct form *form, const struct budget_year *y, const struct form_values *values, bool to_file, struct problems *ps)
{
	bool less = false;
	for (size_t i = 0; i < y->produits.n; i++) {
		const struct budget_line *line = &y->produits.at[i];
		struct form_granted g;
		if (!budget_granted(form, 1, line, &g) || !line->reads)
			continue;
		bool looked_at = to_file || line->amount.value.cents != g.asked.cents;
		less = less || (looked_at && line->amount.value.cents < g.granted.cents);
		if (looked_at && line->amount.value.cents > g.granted.cents)
			PROBLEM(ps, STR_NONE, 0, line->key, W_revised_over_granted, ARG("funder", line->label), ARG("granted", g.granted), ARG("found", line->amount.value));
	}
	if (less && !str_is_set(str_trim(form_value(values, BUDGET_LESS))))
		PROBLEM(ps, STR_NONE, 0, BUDGET_LESS, W_revised_less_missing);
}

void budget_check(const struct form *form, const struct form_values *values, bool to_file, struct problems *ps)
{
	struct arena *a = ps->arena;
	struct budget budget;
	budget_read(a, form, values, &budget);
	for (size_t i = 0; i < budget.years.n; i++) {
		const struct budget_year *y = &budget.years.at[i];
		check_lines(y->charges.at, y->charges.n, values, ps);
		check_lines(y->produits.at, y->produits.n, values, ps);
		check_free(a, i + 1, values, to_file, ps);
		if (y->empty && to_file)
			PROBLEM(ps, STR_NONE, 0, first_of(y), W_figures_budget_empty, ARG("year", year_of(a, y)));
		check_balance(a, y, i + 1, to_file, ps);
	}
	if (budget.over_limit)
		PROBLEM(ps, STR_NONE, 0, first_of(&budget.years.at[0]), W_figures_over_limit);
	if (form->context->granted.n)
		check_granted(form, &budget.years.at[0], values, to_file, ps);
	else if (to_file && !budget.years.at[0].empty)
		check_asked(a, form, values, &budget, ps);
}
