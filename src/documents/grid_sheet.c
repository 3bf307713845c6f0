/* Which columns the workbook of the grid has, and what stands in each cell. See grid_sheet.h. */
#include "documents/grid_sheet.h"

#include "domain/import.h"

enum { SPARE_LINES = 20, IDS_BYTES = 16 * 1024 };
#define WIDE 44.0
#define MIDDLE 20.0
#define NARROW 14.0

static struct grid_sheet_column *add(struct arena *a, struct grid_sheet *s, str key, str heading, enum sheet_kind kind, bool editable)
{
	struct grid_sheet_column *c = LIST_ADD(a, &s->columns);
	*c = (struct grid_sheet_column){.key = key, .heading = heading, .kind = kind, .editable = editable, .column = SIZE_MAX, .width = kind == SHEET_TEXT ? MIDDLE : NARROW};
	return c;
}

static str word(const struct grid_sheet *s, enum word key)
{
	return word_text(s->lang, key);
}

static str named(struct arena *a, const struct grid_sheet *s, const struct grid_column *c, enum word stage)
{
	struct out o = out_new(IDS_BYTES);
	WORDS(&o, s->lang, stage, ARG("what", c->label));
	if (c->investment)
		WORDS(&o, s->lang, W_imports_sheet_investment);
	str text = out_keep(&o, a);
	return text.p ? text : c->label;
}

static void add_funders(struct arena *a, struct grid_sheet *s)
{
	static const struct {
		const char *under;
		enum word heading;
		bool editable;
	} stages[] = {{"asked", W_imports_sheet_asked, false}, {"proposed", W_imports_sheet_proposed, true}, {"voted", W_imports_sheet_voted, true}};
	for (size_t c = 0; c < s->grid->columns.n; c++)
		for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
			const struct grid_column *of = &s->grid->columns.at[c];
			if (!stages[i].editable && money_is_zero(of->asked))
				continue;
			struct grid_sheet_column *to = add(a, s, arena_fmt(a, "%.*s/%s", STR_ARGS(of->code), stages[i].under), named(a, s, of, stages[i].heading), SHEET_MONEY, stages[i].editable);
			to->column = c;
		}
}

/* What was there when the file was made, out of sight, for each column that can be changed. */
static void add_bases(struct arena *a, struct grid_sheet *s)
{
	size_t n = s->columns.n;
	for (size_t i = 0; i < n; i++) {
		struct grid_sheet_column of = s->columns.at[i];
		if (!of.editable && !of.added)
			continue;
		struct grid_sheet_column *to = add(a, s, arena_fmt(a, IMPORT_KEYED_BASE "%.*s", STR_ARGS(of.key)), S(""), of.kind, false);
		to->hidden = true;
		to->column = of.column;
	}
}

void grid_sheet_lay_out(struct arena *a, enum lang lang, const struct grid *g, struct grid_sheet *s)
{
	*s = (struct grid_sheet){.lang = lang, .grid = g, .spare = SPARE_LINES};
	add(a, s, S(IMPORT_KEYED_ID), S(""), SHEET_TEXT, false)->hidden = true;
	add(a, s, S("number"), word(s, W_imports_sheet_number), SHEET_TEXT, false);
	struct grid_sheet_column *title = add(a, s, S("title"), word(s, W_imports_sheet_title), SHEET_TEXT, false);
	title->added = true;
	title->width = WIDE;
	add(a, s, S("bearer"), word(s, W_imports_sheet_bearer), SHEET_TEXT, false)->added = true;
	add(a, s, S("cost"), word(s, W_imports_sheet_cost), SHEET_MONEY, true);
	add(a, s, S("other"), word(s, W_imports_sheet_other), SHEET_MONEY, true);
	add_funders(a, s);
	add(a, s, S("gap"), word(s, W_imports_sheet_gap), SHEET_GAP, false);
	add(a, s, S("decision"), word(s, W_imports_sheet_decision), SHEET_TEXT, true);
	add(a, s, S("axis"), word(s, W_imports_sheet_axis), SHEET_TEXT, true);
	add(a, s, S("note"), word(s, W_imports_sheet_note), SHEET_TEXT, true)->width = WIDE;
	add_bases(a, s);
	s->last = IMPORT_KEYED_HEAD + g->rows.n + s->spare;
}

static str decision_word(const struct grid_sheet *s, str code)
{
	if (str_eq(code, S("programmed")))
		return word(s, W_imports_decision_programmed);
	if (str_eq(code, S("reserve")))
		return word(s, W_imports_decision_reserve);
	return str_eq(code, S("refused")) ? word(s, W_imports_decision_refused) : S("");
}

static str present(str text)
{
	return text.p ? text : S("");
}

static struct grid_sheet_value funder_value(const struct grid_sheet *s, const struct grid_cell *cell, str key)
{
	if (str_ends(key, S("/asked")))
		return (struct grid_sheet_value){.amount = cell->asked, .text = S("")};
	if (str_ends(key, S("/proposed")))
		return (struct grid_sheet_value){.amount = cell->proposed, .text = S("")};
	if (cell->refused)
		return (struct grid_sheet_value){.text = word(s, W_imports_refused_cell)};
	return (struct grid_sheet_value){.amount = cell->voted, .text = S("")};
}

struct grid_sheet_value grid_sheet_value(const struct grid_sheet *s, struct arena *a, size_t row, size_t column)
{
	const struct grid_sheet_column *c = &s->columns.at[column];
	str key = str_starts(c->key, S(IMPORT_KEYED_BASE)) ? str_skip(c->key, 1) : c->key;
	struct grid_sheet_value none = {.text = S("")};
	if (row == SIZE_MAX)
		return none;
	const struct grid_row *r = &s->grid->rows.at[row];
	if (c->column != SIZE_MAX)
		return funder_value(s, &r->cells[c->column], key);
	if (str_eq(key, S(IMPORT_KEYED_ID)))
		none.text = arena_fmt(a, "%lld", (long long)r->id.v);
	else if (str_eq(key, S("number")))
		none.text = present(r->number);
	else if (str_eq(key, S("title")))
		none.text = r->title;
	else if (str_eq(key, S("bearer")))
		none.text = r->bearer;
	else if (str_eq(key, S("cost")))
		none.amount = (opt_money){true, r->cost};
	else if (str_eq(key, S("other")))
		none.amount = (opt_money){true, r->other};
	else if (str_eq(key, S("gap")))
		none.amount = (opt_money){true, r->gap};
	else if (str_eq(key, S("decision")))
		none.text = decision_word(s, r->decision);
	else if (str_eq(key, S("axis")))
		none.text = present(r->axis);
	else if (str_eq(key, S("note")))
		none.text = present(r->note);
	return none;
}

str grid_sheet_mark(struct arena *a, const struct grid *g)
{
	return arena_fmt(a, IMPORT_KEYED_MARK " %.*s %lld %lld", STR_ARGS(g->call), (long long)g->scenario, (long long)g->revision);
}

str grid_sheet_ids(struct arena *a, const struct grid *g, size_t from)
{
	struct out o = out_new(IDS_BYTES);
	for (size_t i = from; i < g->rows.n && i < from + SHEET_IDS; i++)
		out_fmt(&o, "%s%lld", i > from ? " " : "", (long long)g->rows.at[i].id.v);
	str text = out_keep(&o, a);
	return text.p ? text : S("");
}

static size_t column_named(const struct grid_sheet *s, str key)
{
	for (size_t i = 0; i < s->columns.n; i++)
		if (str_eq(s->columns.at[i].key, key))
			return i;
	return SIZE_MAX;
}

static void out_euros(struct out *o, money amount)
{
	if (amount.cents % 100)
		out_fmt(o, "%lld.%02lld", (long long)(amount.cents / 100), (long long)(amount.cents % 100));
	else
		out_fmt(o, "%lld", (long long)(amount.cents / 100));
}

/* What counts of a funder: what is voted, else proposed, else hoped; a refusal is a text, which counts for nothing. */
str grid_sheet_gap(const struct grid_sheet *s, struct arena *a, size_t row, size_t line, sheet_cell_writer *cell, const char *separator)
{
	struct out o = out_new(IDS_BYTES);
	const struct grid_row *r = row == SIZE_MAX ? NULL : &s->grid->rows.at[row];
	str cost = cell(a, line, column_named(s, S("cost"))), other = cell(a, line, column_named(s, S("other")));
	out_fmt(&o, "=%.*s-%.*s", STR_ARGS(cost), STR_ARGS(other));
	if (r && r->later.cents > 0) {
		out_char(&o, '-');
		out_euros(&o, r->later);
	}
	for (size_t i = 0; i < s->columns.n; i++) {
		const struct grid_sheet_column *c = &s->columns.at[i];
		if (c->hidden || c->column == SIZE_MAX || !str_ends(c->key, S("/voted")))
			continue;
		str voted = cell(a, line, i), proposed = cell(a, line, i - 1);
		out_fmt(&o, "-IF(%.*s=\"\"%sIF(%.*s=\"\"%s", STR_ARGS(voted), separator, STR_ARGS(proposed), separator);
		out_euros(&o, r && r->cells[c->column].hoped.set ? r->cells[c->column].hoped.value : MONEY_ZERO);
		out_fmt(&o, "%sN(%.*s))%sN(%.*s))", separator, STR_ARGS(proposed), separator, STR_ARGS(voted));
	}
	return out_keep(&o, a);
}

money grid_sheet_total(const struct grid_sheet *s, struct arena *a, size_t column)
{
	money sum = MONEY_ZERO;
	for (size_t i = 0; i < s->grid->rows.n; i++) {
		opt_money amount = grid_sheet_value(s, a, i, column).amount;
		if (amount.set)
			sum = money_add(sum, amount.value);
	}
	return sum;
}
