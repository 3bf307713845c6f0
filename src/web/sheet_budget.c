/* The page of the budget: one year at a time, charges and produits, the gap always in sight, beside each amount asked what the funder could give at most. */
#include "web/sheet_budget.h"

#include "actions/revised_budget.h"
#include "base/ids.h"
#include "base/limits.h"
#include "domain/money.h"
#include "web/handlers.h"
#include "web/respond.h"
#include "web/sheet_parts.h"

enum { CENTS = 100 };

struct showing {
	struct page *pg;
	const struct sheet *sheet;
	const struct sheet_verdict *verdict;
	struct budget_view *v;
	size_t number; /* of the year, from 1 */
};

/* ---- totals in words ---- */

str budget_share(const struct page *pg, int64_t milli)
{
	enum { TENTH = 100 }; /* shown to a tenth, downwards: nobody reads that they reach a threshold that they miss */
	return TEXT(pg, W_figures_percent, ARG("share", page_milli(pg, milli / TENTH * TENTH)));
}

static str gap_words(const struct page *pg, const struct budget_year *y, str *tone)
{
	bool nothing = money_is_zero(y->charges_before) && money_is_zero(y->produits_before);
	*tone = nothing ? S("past") : y->balanced ? S("good") : S("error");
	if (nothing)
		return word_text(pg->lang, W_figures_nothing_yet);
	if (y->balanced)
		return word_text(pg->lang, W_figures_balanced);
	if (y->gap.cents > 0)
		return TEXT(pg, W_figures_lacks_produits, ARG("amount", y->gap));
	return TEXT(pg, W_figures_lacks_charges, ARG("amount", ((money){-y->gap.cents})));
}

static str in_kind_words(const struct page *pg, const struct budget_year *y, str *tone)
{
	*tone = y->voluntary_balanced ? S("good") : S("error");
	if (y->voluntary_balanced)
		return TEXT(pg, W_figures_in_kind_balanced, ARG("amount", y->voluntary_charges));
	money gap = money_subtract(y->voluntary_charges, y->voluntary_produits);
	if (gap.cents > 0)
		return TEXT(pg, W_figures_lacks_87, ARG("amount", gap));
	return TEXT(pg, W_figures_lacks_86, ARG("amount", ((money){-gap.cents})));
}

struct budget_balance budget_balance_of(struct page *pg, const struct budget_year *y)
{
	struct budget_balance b = {.charges = page_money(pg, y->charges_before), .produits = page_money(pg, y->produits_before),
		.charges_total = page_money(pg, y->charges_total), .produits_total = page_money(pg, y->produits_total),
		.asked = page_money(pg, y->asked), .has_share = y->has_share && !money_is_zero(y->asked),
		.has_in_kind = !money_is_zero(y->voluntary_charges) || !money_is_zero(y->voluntary_produits)};
	b.gap = gap_words(pg, y, &b.tone);
	b.share = b.has_share ? TEXT(pg, W_figures_asked_share, ARG("amount", y->asked), ARG("share", budget_share(pg, y->share_milli))) : STR_NONE;
	b.in_kind = b.has_in_kind ? in_kind_words(pg, y, &b.in_kind_tone) : STR_NONE;
	return b;
}

bool budget_says(struct page *pg, const struct sheet_verdict *verdict, str funder, struct budget_cell_view *cell)
{
	const struct verdict_funder *f = NULL;
	const struct funder_verdict_view *view = sheet_verdict_of(verdict, funder, &f);
	if (!view)
		return false;
	cell->state = view->state;
	cell->tone = view->tone;
	cell->most = view->amount;
	cell->reason = view->reason;
	cell->article = view->article;
	cell->is_over = f->over.set && f->over.value.cents > 0 && f->maximum.set;
	if (cell->is_over)
		cell->most = TEXT(pg, W_figures_gives_only, ARG("amount", f->maximum.value), ARG("over", f->over.value));
	return true;
}

/* ---- lines ---- */

static str input_of(const struct showing *w, str key)
{
	str value = form_value(&w->sheet->values, key);
	const struct form_field *field = form_field_of(w->sheet->form, key);
	return value.p && field ? form_input(w->pg->arena, w->sheet->form, field, value) : value;
}

/* The account's number, when its code is one. */
static str account_number(const char *code)
{
	str s = str_of(code);
	bool digits = s.n >= 2 && s.n <= 3;
	for (size_t i = 0; i < s.n; i++)
		digits = digits && s.p[i] >= '0' && s.p[i] <= '9';
	return digits ? s : STR_NONE;
}

static void fill_name(const struct showing *w, struct budget_cell_view *cell)
{
	struct arena *a = w->pg->arena;
	str key = arena_fmt(a, "%.*s.name", STR_ARGS(str_first(cell->key, cell->key.n - 7))); /* ".amount" */
	const struct form_field *field = form_field_of(w->sheet->form, key);
	cell->is_named = true;
	cell->name_name = cell->name_id = arena_fmt(a, "f.%.*s", STR_ARGS(key));
	cell->name_label = field ? field->label : word_text(w->pg->lang, W_figures_account_74x);
	cell->name_value = form_value(&w->sheet->values, key);
	cell->name_wrong = sheet_wrong(&w->v->bar, key);
}

static struct budget_cell_view cell_of(const struct showing *w, const struct budget_line *line)
{
	struct arena *a = w->pg->arena;
	struct budget_cell_view cell = {.key = line->key, .label = line->label, .value = input_of(w, line->key), .wrong = sheet_wrong(&w->v->bar, line->key),
		.number = str_is_set(line->funder) ? STR_NONE : account_number(line->account->code), .is_shown = !w->v->bar.writable};
	cell.name = cell.id = arena_fmt(a, "f.%.*s", STR_ARGS(line->key));
	cell.described = str_is_set(cell.wrong) ? arena_fmt(a, "wrong.%.*s", STR_ARGS(line->key)) : S("balance");
	if (str_ends(line->key, S(".amount"))) {
		const struct form_field *field = form_field_of(w->sheet->form, line->key);
		cell.label = field ? field->label : line->label;
		fill_name(w, &cell);
	}
	struct form_granted granted;
	if (budget_granted(w->sheet->form, w->number, line, &granted) && (granted.asked.cents || granted.granted.cents || line->amount.value.cents)) {
		cell.granted = TEXT(w->pg, W_revised_cell, ARG("granted", granted.granted), ARG("asked", granted.asked));
		cell.granted_tone = line->amount.value.cents > granted.granted.cents ? S("error") : line->amount.value.cents < granted.granted.cents ? S("warning") : S("good");
	}
	if (str_is_set(line->funder) && !w->sheet->head.revises) /* the funders have decided: what rules say of the asking is over */
		cell.has_verdict = budget_says(w->pg, w->verdict, line->funder, &cell);
	return cell;
}

/* Those that most budgets use are open; the others once they hold something. */
static bool is_usual(str code)
{
	static const char *const usual[] = {"60", "61", "62", "64", "70", "74", "75", "RESSPROPRES"};
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (str_eq(code, str_of(usual[i])))
			return true;
	return false;
}

static void fill_side(const struct showing *w, const struct budget_line *lines, size_t n, struct budget_side_view *money_side, struct budget_side_view *in_kind)
{
	struct arena *a = w->pg->arena;
	struct budget_class_view *class = NULL;
	for (size_t i = 0; i < n; i++) {
		const struct budget_line *line = &lines[i];
		struct budget_side_view *side = line->account->voluntary ? in_kind : money_side;
		if (!line->typed) {
			class = LIST_ADD(a, &side->classes);
			*class = (struct budget_class_view){.code = str_of(line->account->code), .number = account_number(line->account->code), .label = line->label,
				.sum = page_money(w->pg, line->amount.value), .is_funders = str_eq(str_of(line->account->code), S("74")),
				.open = line->account->voluntary || is_usual(str_of(line->account->code))};
			continue;
		}
		if (!class) /* a class stands before its accounts */
			continue;
		struct budget_cell_view *cell = LIST_ADD(a, &class->cells);
		*cell = cell_of(w, line);
		class->open = class->open || str_is_set(cell->value) || str_is_set(cell->wrong);
		if (w->v->bar.writable && !line->account->voluntary && !cell->is_named)
			*(line->account->side == BUDGET_CHARGES ? LIST_ADD(a, &w->v->first_charges) : LIST_ADD(a, &w->v->first_produits)) =
				(struct option_view){.value = line->key, .label = cell->label};
	}
}

static void fill_tabs(const struct showing *w, const struct budget *budget)
{
	for (size_t i = 0; i < budget->years.n; i++)
		*LIST_ADD(w->pg->arena, &w->v->tabs) = (struct budget_tab){.label = arena_fmt(w->pg->arena, "%d", (int)budget->years.at[i].year), .current = i + 1 == w->number,
			.link = LINK(w->pg, "/sheets/:sheet/topics/budget?year=:year", w->pg->in.sheet, arena_fmt(w->pg->arena, "%zu", i + 1))};
	w->v->several = budget->years.n > 1;
}

/* What a bearer is given after it asked: until when it says how it does with it, and why it takes less. */
static enum status fill_revised(const struct showing *w)
{
	struct page *pg = w->pg;
	struct budget_view *v = w->v;
	struct revised_budget r;
	const struct form_field *less = form_field_of(w->sheet->form, BUDGET_LESS);
	if (!w->sheet->head.revises)
		return OK;
	enum status s = read_revised_budget(pg->db, pg->arena, w->sheet->head.territory, w->sheet->head.sheet, &r);
	if (s != OK)
		return s;
	v->revises = true;
	v->takes = v->bar.writable && w->number == 1;
	v->revised_due = TEXT(pg, W_revised_awaited, ARG("day", r.due));
	v->less_id = v->less_name = arena_fmt(pg->arena, "f.%.*s", STR_ARGS(BUDGET_LESS));
	v->less = form_value(&w->sheet->values, BUDGET_LESS);
	v->less_label = less ? less->label : S("");
	v->less_wrong = sheet_wrong(&v->bar, BUDGET_LESS);
	return OK;
}

static void fill(const struct showing *w, const struct budget *budget)
{
	struct page *pg = w->pg;
	struct budget_view *v = w->v;
	const struct budget_year *y = &budget->years.at[w->number - 1];
	v->charges = (struct budget_side_view){.title = word_text(pg->lang, W_figures_charges), .code = S("charges")};
	v->produits = (struct budget_side_view){.title = word_text(pg->lang, W_figures_produits), .code = S("produits")};
	v->balance = budget_balance_of(pg, y);
	v->charges.total = v->balance.charges;
	v->produits.total = v->balance.produits;
	fill_side(w, y->charges.at, y->charges.n, &v->charges, &v->in_kind_charges);
	fill_side(w, y->produits.at, y->produits.n, &v->produits, &v->in_kind_produits);
	v->in_kind_open = v->balance.has_in_kind;
	v->year = arena_fmt(pg->arena, "%d", (int)y->year);
	v->can_paste = v->bar.writable;
	fill_tabs(w, budget);
}

/* ---- the page ---- */

static enum status build(struct page *pg, const struct sheet *sheet, struct budget_view *v)
{
	const struct form_topic *topic = form_topic(sheet->form, S("budget"));
	if (!topic || topic->kind != TOPIC_BUDGET)
		return NOT_FOUND;
	struct sheet_verdict verdict;
	struct budget budget;
	enum status s = sheet_frame(pg, sheet, topic, &v->layout, &v->bar);
	if (s)
		return s;
	budget_read(pg->arena, sheet->form, &sheet->values, &budget);
	s = sheet_verdict(pg, sheet, sheet_year_asked(pg, &budget), &verdict);
	if (s)
		return s;
	sheet_check_topic(pg, sheet, topic, &v->layout, &v->bar);
	v->title = topic->title;
	v->lead = topic->lead;
	struct showing w = {.pg = pg, .sheet = sheet, .verdict = &verdict, .v = v, .number = verdict.number};
	fill(&w, &budget);
	s = fill_revised(&w);
	if (s)
		return s;
	v->has_rules = verdict.has_rules;
	v->status = verdict.has_rules ? verdict.panel.status : STR_NONE;
	str number = arena_fmt(pg->arena, "%zu", w.number);
	v->action = LINK(pg, "/sheets/:sheet/topics/budget?year=:year", pg->in.sheet, number);
	v->live = LINK(pg, "/sheets/:sheet/live.json?year=:year", pg->in.sheet, number);
	v->verdict = LINK(pg, "/sheets/:sheet/verdict?year=:year", pg->in.sheet, number);
	return OK;
}

enum status show_budget(struct page *pg)
{
	struct sheet sheet;
	struct budget_view *v = ARENA_NEW(pg->arena, struct budget_view);
	enum status s = sheet_of_page(pg, &sheet);
	if (!s)
		s = build(pg, &sheet, v);
	if (s)
		return s;
	int64_t pasted;
	if (str_is_set(page_param(pg, S("pasted"))) && str_to_int64(page_param(pg, S("pasted")), &pasted))
		v->pasted = TEXT(pg, W_figures_pasted, ARG("n", pasted));
	if (v->revises && str_is_set(page_param(pg, S("took"))))
		v->took = word_text(pg->lang, W_revised_took);
	RESPOND_HTML(pg, budget_page, v);
	return OK;
}

/* ---- a post ---- */

static str year_asked(const struct page *pg)
{
	str year = page_param(pg, S("year"));
	return str_is_set(year) ? year : S("1");
}

static url after(const struct page *pg, const struct sheet *sheet, bool has_problems)
{
	str to = page_form(pg, S("to"));
	const struct form_topic *topic = form_topic(sheet->form, S("budget"));
	if (has_problems || str_eq(to, S("stay")) || !topic)
		return LINK(pg, "/sheets/:sheet/topics/budget?saved=1&year=:year#content", pg->in.sheet, year_asked(pg));
	if (str_eq(to, S("next")) && topic + 1 < sheet->form->topics.at + sheet->form->topics.n)
		return LINK(pg, "/sheets/:sheet/topics/:topic", pg->in.sheet, topic[1].code);
	return LINK(pg, "/sheets/:sheet", pg->in.sheet);
}

/* What was typed on the page over what is kept, so that a page shown again has all of it. */
static void overlay(struct page *pg, struct sheet *sheet, const struct sheet_typed_list *typed)
{
	struct problems ps = problems_new(pg->arena);
	for (size_t i = 0; i < typed->list.n; i++) {
		const struct form_field *field = form_field_of(sheet->form, typed->list.at[i].key);
		str kept = typed->list.at[i].typed;
		enum status s = field ? form_keep(pg->arena, field, typed->list.at[i].typed, &kept, &ps) : NOT_FOUND;
		if (s == OK || s == INVALID) /* what does not read is shown as it was typed */
			form_set(pg->arena, &sheet->values, typed->list.at[i].key, kept);
	}
}

/* Cells without a line, or that are no amount, are told beside the block; nothing is written until the person has seen it. */
static enum status show_unplaced(struct page *pg, struct sheet *sheet, const struct pasted_cells *cells)
{
	struct budget_view *v = ARENA_NEW(pg->arena, struct budget_view);
	enum status s = build(pg, sheet, v);
	if (s)
		return s;
	for (size_t i = 0; i < cells->n; i++)
		if (!cells->at[i].value.p)
			*LIST_ADD(pg->arena, &v->unplaced) = (struct pasted_view){.typed = cells->at[i].typed,
				.why = word_text(pg->lang, cells->at[i].key.p ? W_figures_paste_no_amount : W_figures_paste_no_line)};
	if (!cells->n)
		*LIST_ADD(pg->arena, &v->unplaced) = (struct pasted_view){.typed = S(""), .why = word_text(pg->lang, W_figures_paste_empty)};
	v->block = page_form(pg, S("block"));
	v->paste_open = true;
	v->layout.title = arena_fmt(pg->arena, "%.*s %.*s", STR_ARGS(word_text(pg->lang, W_diagnosis_error)), STR_ARGS(v->title));
	RESPOND_HTML(pg, budget_page, v);
	return page_again(pg);
}

static enum status paste(struct page *pg)
{
	struct sheet sheet;
	struct sheet_typed_list typed;
	struct pasted_cells cells;
	enum status s = sheet_of_page(pg, &sheet);
	if (s)
		return s;
	sheet_typed_of(pg, &typed);
	overlay(pg, &sheet, &typed);
	str block = page_form(pg, S("block")), first = page_form(pg, S("first"));
	budget_paste(pg->arena, sheet.form, &sheet.values, first.p ? first : S(""), block.p ? block : S(""), &cells);
	size_t placed = 0;
	for (size_t i = 0; i < cells.n; i++)
		if (cells.at[i].value.p) {
			form_set(pg->arena, &sheet.values, cells.at[i].key, cells.at[i].value);
			*LIST_ADD(pg->arena, &typed.list) = (struct sheet_typed){.key = cells.at[i].key, .typed = cells.at[i].value};
			placed++;
		}
	if (placed < cells.n || !placed)
		return show_unplaced(pg, &sheet, &cells);
	struct sheet_post post;
	s = sheet_post_typed(pg, &typed, &post);
	if (!s && post.saved.conflicts.n)
		return sheet_show_conflicts(pg, &post, form_topic(sheet.form, S("budget")), &sheet);
	if (s)
		return s;
	return page_see_other(pg, LINK(pg, "/sheets/:sheet/topics/budget?saved=1&year=:year&pasted=:n#content", pg->in.sheet, year_asked(pg), arena_fmt(pg->arena, "%zu", placed)));
}

/* What was typed is saved, and account 74 becomes what is granted. */
static enum status take_granted(struct page *pg)
{
	struct sheet sheet;
	struct sheet_typed_list typed;
	struct budget budget;
	struct form_granted granted;
	enum status s = sheet_of_page(pg, &sheet);
	if (s)
		return s;
	sheet_typed_of(pg, &typed);
	budget_read(pg->arena, sheet.form, &sheet.values, &budget);
	const struct budget_year *y = &budget.years.at[0];
	for (size_t i = 0; i < y->produits.n; i++)
		if (budget_granted(sheet.form, 1, &y->produits.at[i], &granted) && (granted.asked.cents || granted.granted.cents)) /* the last of a key counts */
			*LIST_ADD(pg->arena, &typed.list) = (struct sheet_typed){.key = y->produits.at[i].key, .typed = arena_fmt(pg->arena, "%lld.%02lld",
				(long long)(granted.granted.cents / CENTS), (long long)(granted.granted.cents % CENTS))};
	struct sheet_post post;
	s = sheet_post_typed(pg, &typed, &post);
	if (!s && post.saved.conflicts.n)
		return sheet_show_conflicts(pg, &post, form_topic(sheet.form, S("budget")), &sheet);
	return s ? s : page_see_other(pg, LINK(pg, "/sheets/:sheet/topics/budget?saved=1&took=1#content", pg->in.sheet));
}

enum status save_budget(struct page *pg)
{
	struct sheet_post post;
	struct sheet sheet;
	if (str_eq(page_form(pg, S("to")), S("paste")))
		return paste(pg);
	if (str_eq(page_form(pg, S("to")), S("granted")))
		return take_granted(pg);
	enum status s = sheet_post(pg, &post);
	if (!s)
		s = sheet_of_page(pg, &sheet);
	if (s)
		return s;
	if (post.saved.conflicts.n)
		return sheet_show_conflicts(pg, &post, form_topic(sheet.form, S("budget")), &sheet);
	return page_see_other(pg, after(pg, &sheet, post.saved.problems.total > 0));
}
