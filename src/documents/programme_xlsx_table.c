/* Sheet 1 of the programme workbook: the annex itself. Title block, two header rows (groups over funders), axes, actions, sub-totals, totals by
   funder, totals and whole percentages by group, what is paid and what is valued, notes. */
#include "base/format.h"
#include "documents/measure.h"
#include "documents/programme_xlsx_parts.h"

enum {
	TITLE_WIDTH = 34, BEARER_WIDTH = 15, TEXT_WIDTH_MIN = 84, TEXT_WIDTH_UPRIGHT = 60, TEXT_WIDTH_MAX = 150, FUNDER_WIDTH_MIN = 11, RECEIPTS_ON_TOP = 3,
	PAGE_CHARACTERS = 400, /* of columns on one A3 page, at a little over half size */
	UPRIGHT_FROM = 13, /* funders: their names stand upright so that columns stay narrow */
	TEXT_POINTS = 9, BODY_POINTS = 10, TALLEST = 300, HEAD_HEIGHT = 34, UPRIGHT_LONGEST = 150,
};

struct table {
	struct programme_book *b;
	struct workbook *w;
	const struct programme *p;
	lxw_row_t row; /* next to write */
	lxw_row_t head_row, body_row;
	lxw_row_t *subtotal_rows;
	double text_width, width; /* in characters */
	bool upright;
};

static struct cell at(const struct table *t, lxw_row_t row, lxw_col_t column)
{
	return (struct cell){t->b->table, row, column};
}

static lxw_col_t funder_column(size_t f)
{
	return (lxw_col_t)(COLUMN_FIRST_FUNDER + f);
}

static lxw_col_t last_funder_column(const struct table *t)
{
	return (lxw_col_t)(t->b->gap_column - 1);
}

static double higher(double a, double b)
{
	return a > b ? a : b;
}

/* The description, then the results of the year before, each on its line (P7). */
static str action_text(const struct table *t, const struct programme_action *action)
{
	struct out o = out_new(1 << 20);
	out_str(&o, action->summary);
	for (size_t i = 0; i < action->results.n; i++) {
		const struct programme_result *r = &action->results.at[i];
		if (o.n)
			out_char(&o, '\n');
		if (r->year)
			out_fmt(&o, "%lld · ", (long long)r->year);
		out_str(&o, r->label);
		out_str(&o, t->w->lang == LANG_FR ? S("\xc2\xa0: ") : S(": "));
		out_milli(&o, t->w->lang, r->value_milli);
		if (str_is_set(r->unit))
			out_char(&o, ' ');
		out_str(&o, r->unit);
	}
	return out_keep(&o, t->w->arena);
}

/* Wide enough that no description is taller than a page can show. */
static double text_width_for(const struct table *t)
{
	double width = t->upright ? TEXT_WIDTH_UPRIGHT : TEXT_WIDTH_MIN;
	for (size_t x = 0; x < t->p->axes.n; x++)
		for (size_t i = 0; i < t->p->axes.at[x].actions.n; i++) {
			str text = action_text(t, &t->p->axes.at[x].actions.at[i]);
			while (width < TEXT_WIDTH_MAX && text_height(text, width, TEXT_POINTS) > TALLEST)
				width += 8;
		}
	return width;
}

static double widest_word(str label)
{
	double widest = 0;
	str word, rest = label;
	do {
		str whole = rest;
		if (!str_cut(whole, ' ', &word, &rest))
			rest = STR_NONE;
		widest = higher(widest, (double)text_milliems(word) / 1000.0 * BODY_POINTS / 5.25 + 1.6);
	} while (rest.p);
	return widest;
}

static str funder_label(const struct table *t, size_t f)
{
	const struct programme_funder *funder = &t->p->funders.at[f];
	return funder->valued ? BOOK_WORDS(t->b, W_documents_valued_column, ARG("funder", funder->label)) : funder->label;
}

static void set_widths(struct table *t)
{
	double total = money_width(t->w->lang, t->p->total) + 2;
	t->width = TITLE_WIDTH + t->text_width + BEARER_WIDTH + 2 * total;
	column_width(t->w, t->b->table, COLUMN_TITLE, TITLE_WIDTH);
	column_width(t->w, t->b->table, COLUMN_TEXT, t->text_width);
	column_width(t->w, t->b->table, COLUMN_BEARER, BEARER_WIDTH);
	column_width(t->w, t->b->table, COLUMN_TOTAL, higher(total, 14));
	for (size_t f = 0; f < t->p->funders.n; f++) {
		double width = money_width(t->w->lang, t->p->funders.at[f].amount) + 1.5;
		if (!t->upright)
			width = higher(higher(width, FUNDER_WIDTH_MIN), widest_word(funder_label(t, f)));
		column_width(t->w, t->b->table, funder_column(f), higher(width, 9));
		t->width += higher(width, 9);
	}
	column_width(t->w, t->b->table, t->b->gap_column, higher(total, 12));
}

static void receipts_write(struct table *t)
{
	for (size_t i = 0; i < t->p->receipts.n; i++, t->row++) {
		const struct programme_receipt *r = &t->p->receipts.at[i];
		cell_text(t->w, at(t, t->row, COLUMN_TITLE), LOOK_LABEL, word_text(t->w->lang, W_documents_receipt));
		cell_text(t->w, at(t, t->row, COLUMN_TEXT), LOOK_PLAIN, r->number);
		if (str_is_set(r->place))
			cell_text(t->w, at(t, t->row, COLUMN_FIRST_FUNDER), LOOK_PLAIN_INDENTED, r->place);
		if (r->sent.set)
			cell_day(t->w, at(t, t->row, COLUMN_BEARER), LOOK_PLAIN_DATE, r->sent.value);
		if (r->received.set)
			cell_day(t->w, at(t, t->row, COLUMN_TOTAL), LOOK_PLAIN_DATE, r->received.value);
	}
}

/* Titles of the two columns of dates; only where receipts are shown. */
static void receipt_heads(struct table *t, lxw_row_t row)
{
	cell_text(t->w, at(t, row, COLUMN_BEARER), LOOK_LABEL_RIGHT, word_text(t->w->lang, W_documents_sent));
	cell_text(t->w, at(t, row, COLUMN_TOTAL), LOOK_LABEL_RIGHT, word_text(t->w->lang, W_documents_received));
}

static str subtitle(const struct table *t)
{
	str state = word_text(t->w->lang, str_eq(t->p->state, S("voted")) ? W_documents_state_voted : W_documents_state_proposed);
	str version = BOOK_WORDS(t->b, W_documents_version, ARG("version", (long)t->p->version), ARG("state", state));
	if (!str_is_set(t->p->annex))
		return arena_fmt(t->w->arena, "%.*s · %.*s", STR_ARGS(t->p->call_title), STR_ARGS(version));
	return arena_fmt(t->w->arena, "%.*s · %.*s · %.*s", STR_ARGS(t->p->annex), STR_ARGS(t->p->call_title), STR_ARGS(version));
}

static void title_block(struct table *t)
{
	const struct programme *p = t->p;
	cell_text(t->w, at(t, 0, 0), LOOK_TITLE, p->title);
	row_height(t->w, t->b->table, 0, 26);
	cell_text(t->w, at(t, 1, 0), LOOK_SUBTITLE, arena_fmt(t->w->arena, "%.*s · %.*s", STR_ARGS(p->territory_name), STR_ARGS(subtitle(t))));
	t->row = 2;
	if (str_is_set(p->decision_number) || p->decision_day.set) {
		cell_text(t->w, at(t, t->row, COLUMN_TITLE), LOOK_LABEL, word_text(t->w->lang, W_documents_decision));
		cell_text(t->w, at(t, t->row, COLUMN_TEXT), LOOK_PLAIN, str_is_set(p->decision_number) ? p->decision_number : word_text(t->w->lang, W_documents_no_number));
		if (p->decision_day.set)
			cell_day(t->w, at(t, t->row, COLUMN_BEARER), LOOK_PLAIN_DATE, p->decision_day.value);
		t->row++;
	}
	if (p->receipts.n && p->receipts.n <= RECEIPTS_ON_TOP) {
		receipt_heads(t, t->row++);
		receipts_write(t);
	}
	row_height(t->w, t->b->table, t->row, 6);
	t->head_row = t->row + 1;
	t->body_row = t->head_row + 2;
}

static enum look head_look(const struct table *t, size_t f)
{
	static const enum look looks[2][2] = {{LOOK_HEAD, LOOK_HEAD_VALUED}, {LOOK_HEAD_UPRIGHT, LOOK_HEAD_UPRIGHT_VALUED}};
	return looks[t->upright][t->p->funders.at[f].valued];
}

/* Neighbouring funders of one group stand under its name. */
static void funder_heads(struct table *t)
{
	const struct programme *p = t->p;
	lxw_row_t row = t->head_row;
	for (size_t first = 0, next; first < p->funders.n; first = next) {
		size_t group = p->funders.at[first].group;
		for (next = first + 1; next < p->funders.n && p->funders.at[next].group == group;)
			next++;
		str label = p->groups.at[group].label;
		bool same = next == first + 1 && str_eq(label, p->funders.at[first].label);
		if (same && !p->funders.at[first].valued) {
			cells_merged(t->w, at(t, row, funder_column(first)), row + 1, funder_column(first), head_look(t, first), label);
			continue;
		}
		cells_merged(t->w, at(t, row, funder_column(first)), row, funder_column(next - 1), LOOK_HEAD_GROUP, label);
		for (size_t f = first; f < next; f++)
			cell_text(t->w, at(t, row + 1, funder_column(f)), head_look(t, f), funder_label(t, f));
	}
}

static void heads(struct table *t)
{
	static const struct {
		lxw_col_t column;
		enum look look;
		enum word word;
	} fixed[] = {
		{COLUMN_TITLE, LOOK_HEAD_LEFT, W_documents_head_action}, {COLUMN_TEXT, LOOK_HEAD_LEFT, W_documents_head_description},
		{COLUMN_BEARER, LOOK_HEAD_LEFT, W_documents_head_bearer}, {COLUMN_TOTAL, LOOK_HEAD, W_documents_head_cost},
	};
	double height = HEAD_HEIGHT;
	for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
		cells_merged(t->w, at(t, t->head_row, fixed[i].column), t->head_row + 1, fixed[i].column, fixed[i].look, word_text(t->w->lang, fixed[i].word));
	cells_merged(t->w, at(t, t->head_row, t->b->gap_column), t->head_row + 1, t->b->gap_column, LOOK_HEAD, word_text(t->w->lang, W_documents_head_gap));
	funder_heads(t);
	for (size_t f = 0; f < t->p->funders.n; f++) {
		double points = (double)text_milliems(funder_label(t, f)) / 1000.0 * BODY_POINTS + 10;
		height = t->upright ? higher(height, points > UPRIGHT_LONGEST ? UPRIGHT_LONGEST : points) : higher(height, text_height(funder_label(t, f), FUNDER_WIDTH_MIN, BODY_POINTS));
	}
	row_height(t->w, t->b->table, t->head_row, 30);
	row_height(t->w, t->b->table, t->head_row + 1, height);
	t->row = t->body_row;
}

static enum look money_look(const struct table *t, size_t f, enum look paid, enum look valued)
{
	return t->p->funders.at[f].valued ? valued : paid;
}

/* Total less the sum of the funders, to the cent: sums of decimals leave dust that would look like a gap. */
static str gap_formula(const struct table *t, lxw_row_t row)
{
	str total = cell_name(t->w, row, COLUMN_TOTAL);
	if (!t->p->funders.n)
		return arena_fmt(t->w->arena, "=ROUND(%.*s,2)", STR_ARGS(total));
	str range = range_name(t->w, row, COLUMN_FIRST_FUNDER, row, last_funder_column(t));
	return arena_fmt(t->w->arena, "=ROUND(%.*s-SUM(%.*s),2)", STR_ARGS(total), STR_ARGS(range));
}

static void action_write(struct table *t, const struct programme_action *action)
{
	struct workbook *w = t->w;
	str text = action_text(t, action);
	money *amounts = ARENA_ARRAY(w->arena, t->p->funders.n + 1, money);
	for (size_t i = 0; i < action->lines.n; i++)
		amounts[action->lines.at[i].funder] = money_add(amounts[action->lines.at[i].funder], action->lines.at[i].amount);
	cell_text(w, at(t, t->row, COLUMN_TITLE), LOOK_ACTION, action->title);
	cell_text(w, at(t, t->row, COLUMN_TEXT), LOOK_TEXT, text);
	cell_text(w, at(t, t->row, COLUMN_BEARER), LOOK_BEARER, action->bearer);
	cell_money(w, at(t, t->row, COLUMN_TOTAL), LOOK_MONEY_STRONG, action->total);
	for (size_t f = 0; f < t->p->funders.n; f++) {
		enum look look = money_look(t, f, LOOK_MONEY, LOOK_MONEY_VALUED);
		if (money_is_zero(amounts[f]))
			cells_blank(w, at(t, t->row, funder_column(f)), funder_column(f), look);
		else
			cell_money(w, at(t, t->row, funder_column(f)), look, amounts[f]);
	}
	cell_money_formula(w, at(t, t->row, t->b->gap_column), LOOK_MONEY, gap_formula(t, t->row), action->gap);
	double height = higher(text_height(action->title, TITLE_WIDTH, BODY_POINTS * 1.08), text_height(text, t->text_width, TEXT_POINTS));
	row_height(w, t->b->table, t->row, higher(height, text_height(action->bearer, BEARER_WIDTH, BODY_POINTS)));
	t->row++;
}

static str sum_above(const struct table *t, lxw_row_t first, lxw_col_t column)
{
	str range = range_name(t->w, first, column, t->row - 1, column);
	return arena_fmt(t->w->arena, "=SUM(%.*s)", STR_ARGS(range));
}

static void subtotal_write(struct table *t, size_t axis, lxw_row_t first)
{
	const struct programme_axis *x = &t->p->axes.at[axis];
	money funded = MONEY_ZERO;
	bool empty = first == t->row;
	cell_text(t->w, at(t, t->row, COLUMN_TITLE), LOOK_SUBTOTAL, word_text(t->w->lang, W_documents_subtotal));
	cells_blank(t->w, at(t, t->row, COLUMN_TEXT), COLUMN_BEARER, LOOK_SUBTOTAL);
	cell_money_formula(t->w, at(t, t->row, COLUMN_TOTAL), LOOK_SUBTOTAL_MONEY, empty ? S("=0") : sum_above(t, first, COLUMN_TOTAL), x->total);
	for (size_t f = 0; f < t->p->funders.n; f++) {
		enum look look = money_look(t, f, LOOK_SUBTOTAL_MONEY, LOOK_SUBTOTAL_VALUED);
		cell_money_formula(t->w, at(t, t->row, funder_column(f)), look, empty ? S("=0") : sum_above(t, first, funder_column(f)), x->by_funder[f]);
		funded = money_add(funded, x->by_funder[f]);
	}
	cell_money_formula(t->w, at(t, t->row, t->b->gap_column), LOOK_SUBTOTAL_MONEY, gap_formula(t, t->row), money_subtract(x->total, funded));
	row_height(t->w, t->b->table, t->row, 18);
	t->subtotal_rows[axis] = t->row++;
}

static void axis_write(struct table *t, size_t axis)
{
	const struct programme_axis *x = &t->p->axes.at[axis];
	cell_text(t->w, at(t, t->row, COLUMN_TITLE), LOOK_AXIS, x->label);
	cells_blank(t->w, at(t, t->row, COLUMN_TEXT), t->b->gap_column, LOOK_AXIS);
	row_height(t->w, t->b->table, t->row++, 21);
	lxw_row_t first = t->row;
	for (size_t i = 0; i < x->actions.n; i++)
		action_write(t, &x->actions.at[i]);
	subtotal_write(t, axis, first);
}

static str total_formula(struct table *t, lxw_col_t column)
{
	return rows_sum_formula(t->w, t->body_row, t->row, t->subtotal_rows, t->p->axes.n, column);
}

static void totals_write(struct table *t)
{
	const struct programme *p = t->p;
	cell_text(t->w, at(t, t->row, COLUMN_TITLE), LOOK_TOTAL, BOOK_WORDS(t->b, W_documents_grand_total));
	cells_blank(t->w, at(t, t->row, COLUMN_TEXT), COLUMN_BEARER, LOOK_TOTAL);
	cell_money_formula(t->w, at(t, t->row, COLUMN_TOTAL), LOOK_TOTAL_MONEY, total_formula(t, COLUMN_TOTAL), p->total);
	for (size_t f = 0; f < p->funders.n; f++)
		cell_money_formula(t->w, at(t, t->row, funder_column(f)), money_look(t, f, LOOK_TOTAL_MONEY, LOOK_TOTAL_VALUED), total_formula(t, funder_column(f)), p->funders.at[f].amount);
	cell_money_formula(t->w, at(t, t->row, t->b->gap_column), LOOK_TOTAL_MONEY, gap_formula(t, t->row), money_subtract(p->total, p->funded));
	row_height(t->w, t->b->table, t->row, 24);
	t->b->total_row = t->row++;
}

static void add_name(struct table *t, str *list, str name, const char *between)
{
	*list = list->n ? arena_fmt(t->w->arena, "%.*s%s%.*s", STR_ARGS(*list), between, STR_ARGS(name)) : name;
}

static void group_write(struct table *t, size_t g)
{
	const struct programme *p = t->p;
	str cells = STR_NONE, names = STR_NONE;
	for (size_t f = 0; f < p->funders.n; f++)
		if (p->funders.at[f].group == g) {
			add_name(t, &cells, cell_name(t->w, t->b->total_row, funder_column(f)), "+");
			add_name(t, &names, funder_label(t, f), ", ");
		}
	str percent = sheet_cell_name(t->w, t->b->funders, t->b->percents_row + (lxw_row_t)g, PERCENT_VALUE);
	cell_text(t->w, at(t, t->row, COLUMN_TITLE), LOOK_ROW_STRONG, p->groups.at[g].label);
	cell_text(t->w, at(t, t->row, COLUMN_TEXT), LOOK_ROW, names);
	cell_number_formula(t->w, at(t, t->row, COLUMN_BEARER), LOOK_ROW_PERCENT, arena_fmt(t->w->arena, "=%.*s", STR_ARGS(percent)), p->groups.at[g].percent);
	cell_money_formula(t->w, at(t, t->row, COLUMN_TOTAL), LOOK_ROW_MONEY, cells.n ? arena_fmt(t->w->arena, "=%.*s", STR_ARGS(cells)) : S("=0"), p->groups.at[g].amount);
	double height = higher(text_height(p->groups.at[g].label, TITLE_WIDTH, BODY_POINTS), text_height(names, t->text_width, BODY_POINTS));
	row_height(t->w, t->b->table, t->row++, higher(height, 17));
}

static void groups_total(struct table *t, lxw_row_t first)
{
	int64_t percents = 0;
	for (size_t g = 0; g < t->p->groups.n; g++)
		percents += t->p->groups.at[g].percent;
	cell_text(t->w, at(t, t->row, COLUMN_TITLE), LOOK_TOTAL, word_text(t->w->lang, W_documents_groups_total));
	cells_blank(t->w, at(t, t->row, COLUMN_TEXT), COLUMN_TEXT, LOOK_TOTAL);
	cell_number_formula(t->w, at(t, t->row, COLUMN_BEARER), LOOK_TOTAL_PERCENT, sum_above(t, first, COLUMN_BEARER), (double)percents);
	cell_money_formula(t->w, at(t, t->row, COLUMN_TOTAL), LOOK_TOTAL_MONEY, sum_above(t, first, COLUMN_TOTAL), t->p->funded);
	row_height(t->w, t->b->table, t->row++, 20);
}

static void groups_write(struct table *t)
{
	static const enum word heads_[] = {W_documents_head_group, W_documents_head_funders, W_documents_head_percent, W_documents_head_amount};
	t->row++;
	for (lxw_col_t i = 0; i <= COLUMN_TOTAL; i++)
		cell_text(t->w, at(t, t->row, i), i < COLUMN_BEARER ? LOOK_HEAD_LEFT : LOOK_HEAD, word_text(t->w->lang, heads_[i]));
	row_height(t->w, t->b->table, t->row++, 20);
	lxw_row_t first = t->b->group_amounts_row = t->row;
	for (size_t g = 0; g < t->p->groups.n; g++)
		group_write(t, g);
	groups_total(t, first);
	cells_show_cents(t->w, at(t, first, COLUMN_TOTAL), t->row - 1, COLUMN_TOTAL);
}

/* P8: what is valued is never paid; the two are told apart wherever money is. */
static void balance_write(struct table *t)
{
	const struct programme *p = t->p;
	str paid = STR_NONE, valued = STR_NONE;
	for (size_t f = 0; f < p->funders.n; f++)
		add_name(t, p->funders.at[f].valued ? &valued : &paid, cell_name(t->w, t->b->total_row, funder_column(f)), "+");
	str gap = cell_name(t->w, t->b->total_row, t->b->gap_column);
	const struct {
		enum word word;
		str cells;
		money amount;
	} rows[] = {
		{W_documents_balance_paid, paid, money_subtract(p->funded, p->valued)},
		{W_documents_balance_valued, valued, p->valued},
		{W_documents_balance_gap, gap, money_subtract(p->total, p->funded)},
	};
	t->row++;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++, t->row++) {
		cells_merged(t->w, at(t, t->row, COLUMN_TITLE), t->row, COLUMN_BEARER, LOOK_ROW_STRONG, word_text(t->w->lang, rows[i].word));
		str formula = rows[i].cells.n ? arena_fmt(t->w->arena, "=%.*s", STR_ARGS(rows[i].cells)) : S("=0");
		cell_money_formula(t->w, at(t, t->row, COLUMN_TOTAL), LOOK_SUBTOTAL_MONEY, formula, rows[i].amount);
		row_height(t->w, t->b->table, t->row, 18);
	}
	cells_show_cents(t->w, at(t, t->row - 3, COLUMN_TOTAL), t->row - 2, COLUMN_TOTAL);
	cells_show_gaps(t->w, at(t, t->row - 1, COLUMN_TOTAL), t->row - 1);
}

static void note_write(struct table *t, str text)
{
	cells_merged(t->w, at(t, t->row, COLUMN_TITLE), t->row, COLUMN_TOTAL, LOOK_NOTE, text);
	row_height(t->w, t->b->table, t->row, text_height(text, TITLE_WIDTH + t->text_width + BEARER_WIDTH + 14, TEXT_POINTS));
	t->row++;
}

static void notes_write(struct table *t)
{
	const struct findings *fs = &t->p->findings;
	t->row++;
	if (has_valued(t->p))
		note_write(t, BOOK_WORDS(t->b, W_documents_note_valued));
	note_write(t, BOOK_WORDS(t->b, W_documents_note_gap));
	if (fs->list.n)
		note_write(t, BOOK_WORDS(t->b, W_documents_note_findings, ARG("n", fs->list.n)));
	if (t->p->receipts.n > RECEIPTS_ON_TOP) {
		t->row++;
		receipt_heads(t, t->row++);
		receipts_write(t);
	}
}

static void finish(struct table *t)
{
	lxw_worksheet *sheet = t->b->table;
	struct print_setup setup = {.paper = 8, .landscape = true, .pages_wide = (uint16_t)(1 + (int)t->width / PAGE_CHARACTERS), .repeat_first = t->head_row, .repeat_last = t->head_row + 1, .last_row = t->row - 1, .last_column = t->b->gap_column};
	cells_show_cents(t->w, at(t, t->body_row, COLUMN_TOTAL), t->b->total_row, last_funder_column(t));
	cells_show_gaps(t->w, at(t, t->body_row, t->b->gap_column), t->b->total_row);
	if (!t->w->book)
		return;
	worksheet_freeze_panes(sheet, t->body_row, COLUMN_TEXT);
	worksheet_set_zoom(sheet, 90);
	book_print_setup(t->b, sheet, setup);
}

void table_sheet_write(struct programme_book *b)
{
	struct table t = {.b = b, .w = &b->w, .p = b->p, .upright = b->p->funders.n >= UPRIGHT_FROM};
	t.subtotal_rows = ARENA_ARRAY(b->w.arena, b->p->axes.n + 1, lxw_row_t);
	t.text_width = text_width_for(&t);
	set_widths(&t);
	title_block(&t);
	heads(&t);
	for (size_t x = 0; x < b->p->axes.n; x++)
		axis_write(&t, x);
	totals_write(&t);
	if (b->p->groups.n)
		groups_write(&t);
	balance_write(&t);
	notes_write(&t);
	finish(&t);
}
