/* Sheet 2 of the programme workbook: funders under their group, what is paid and what is valued, and the percentages by largest remainder laid open
   step by step, so that a reader can follow and LibreOffice or Excel finds the domain's whole numbers again. */
#include "documents/programme_xlsx_parts.h"

enum { HEAD_ROW = 2, TEXT_POINTS = 10, NOTE_POINTS = 9, LABEL_WIDTH = 46, NATURE_WIDTH = 16, FIGURE_WIDTH_MIN = 15 };

lxw_row_t percents_row_of(const struct programme *p)
{
	/* head, groups and funders, total; a blank; heading; note; head. */
	return (lxw_row_t)(HEAD_ROW + 1 + p->groups.n + p->funders.n + 1 + 1 + 3);
}

static struct cell at(const struct programme_book *b, lxw_row_t row, lxw_col_t column)
{
	return (struct cell){b->funders, row, column};
}

static void heads(struct programme_book *b, lxw_row_t row, const enum word *words)
{
	for (lxw_col_t i = 0; i < FUNDERS_COLUMNS; i++)
		cell_text(&b->w, at(b, row, i), i ? LOOK_HEAD : LOOK_HEAD_LEFT, word_text(b->w.lang, words[i]));
	row_height(&b->w, b->funders, row, 32);
}

/* To a ten-thousandth of a per cent: beyond, sums of decimals leave dust. */
static double share(money part, money whole)
{
	double millionths = whole.cents ? (double)part.cents / (double)whole.cents * 1e6 : 0.0;
	return (double)(int64_t)(millionths + (millionths < 0 ? -0.5 : 0.5)) / 1e6;
}

static str share_formula(struct programme_book *b, lxw_row_t row, lxw_row_t total_row)
{
	str part = cell_name(&b->w, row, FUNDERS_AMOUNT), whole = cell_name(&b->w, total_row, FUNDERS_AMOUNT);
	return arena_fmt(b->w.arena, "=IF(%.*s=0,0,ROUND(%.*s/%.*s,6))", STR_ARGS(whole), STR_ARGS(part), STR_ARGS(whole));
}

static void funder_row(struct programme_book *b, lxw_row_t row, lxw_row_t total_row, size_t f)
{
	struct workbook *w = &b->w;
	const struct programme_funder *funder = &b->p->funders.at[f];
	str amount = cell_name(w, row, FUNDERS_AMOUNT);
	str source = sheet_cell_name(w, b->table, b->total_row, (lxw_col_t)(COLUMN_FIRST_FUNDER + f));
	cell_text(w, at(b, row, FUNDERS_LABEL), LOOK_ROW_INDENTED, funder->label);
	cell_text(w, at(b, row, FUNDERS_NATURE), LOOK_ROW, word_text(w->lang, funder->valued ? W_documents_nature_valued : W_documents_nature_paid));
	cell_money_formula(w, at(b, row, FUNDERS_AMOUNT), LOOK_MONEY, arena_fmt(w->arena, "=%.*s", STR_ARGS(source)), funder->amount);
	cell_number_formula(w, at(b, row, FUNDERS_SHARE), LOOK_ROW_SHARE, share_formula(b, row, total_row), share(funder->amount, b->p->funded));
	lxw_col_t side = funder->valued ? FUNDERS_VALUED : FUNDERS_PAID, other = funder->valued ? FUNDERS_PAID : FUNDERS_VALUED;
	cell_money_formula(w, at(b, row, side), funder->valued ? LOOK_MONEY_VALUED : LOOK_MONEY, arena_fmt(w->arena, "=%.*s", STR_ARGS(amount)), funder->amount);
	cells_blank(w, at(b, row, other), other, other == FUNDERS_VALUED ? LOOK_MONEY_VALUED : LOOK_MONEY);
	row_height(w, b->funders, row, text_height(funder->label, LABEL_WIDTH - 2, TEXT_POINTS));
}

static money paid_of(money whole, money valued)
{
	return money_subtract(whole, valued);
}

/* A column of the group's row: the sum of its funders' rows, or 0 when it has none. */
static void group_sum(struct programme_book *b, lxw_row_t row, size_t funders, lxw_col_t column, enum look look, money amount)
{
	if (!funders) {
		cell_money(&b->w, at(b, row, column), look, amount);
		return;
	}
	str range = range_name(&b->w, row + 1, column, row + (lxw_row_t)funders, column);
	cell_money_formula(&b->w, at(b, row, column), look, arena_fmt(b->w.arena, "=SUM(%.*s)", STR_ARGS(range)), amount);
}

static void group_row(struct programme_book *b, lxw_row_t row, lxw_row_t total_row, size_t g, size_t funders)
{
	const struct programme_group *group = &b->p->groups.at[g];
	cell_text(&b->w, at(b, row, FUNDERS_LABEL), LOOK_ROW_STRONG, group->label);
	cells_blank(&b->w, at(b, row, FUNDERS_NATURE), FUNDERS_NATURE, LOOK_ROW_STRONG);
	group_sum(b, row, funders, FUNDERS_AMOUNT, LOOK_SUBTOTAL_MONEY, group->amount);
	cell_number_formula(&b->w, at(b, row, FUNDERS_SHARE), LOOK_ROW_SHARE_STRONG, share_formula(b, row, total_row), share(group->amount, b->p->funded));
	group_sum(b, row, funders, FUNDERS_PAID, LOOK_SUBTOTAL_MONEY, paid_of(group->amount, group->valued));
	group_sum(b, row, funders, FUNDERS_VALUED, LOOK_SUBTOTAL_VALUED, group->valued);
	row_height(&b->w, b->funders, row, text_height(group->label, LABEL_WIDTH, TEXT_POINTS) + 3);
}

static void total_row_write(struct programme_book *b, lxw_row_t row, const lxw_row_t *group_rows)
{
	const struct programme *p = b->p;
	const struct {
		lxw_col_t column;
		money amount;
	} sums[] = {{FUNDERS_AMOUNT, p->funded}, {FUNDERS_PAID, paid_of(p->funded, p->valued)}, {FUNDERS_VALUED, p->valued}};
	cell_text(&b->w, at(b, row, FUNDERS_LABEL), LOOK_TOTAL, word_text(b->w.lang, W_documents_total));
	cells_blank(&b->w, at(b, row, FUNDERS_NATURE), FUNDERS_NATURE, LOOK_TOTAL);
	cells_blank(&b->w, at(b, row, FUNDERS_SHARE), FUNDERS_SHARE, LOOK_TOTAL);
	for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
		str formula = rows_sum_formula(&b->w, HEAD_ROW + 1, row, group_rows, p->groups.n, sums[i].column);
		cell_money_formula(&b->w, at(b, row, sums[i].column), LOOK_TOTAL_MONEY, formula, sums[i].amount);
	}
	row_height(&b->w, b->funders, row, 20);
}

static lxw_row_t by_funder_write(struct programme_book *b)
{
	static const enum word words[] = {W_documents_head_funder, W_documents_head_nature, W_documents_head_amount, W_documents_head_share, W_documents_head_paid, W_documents_head_valued};
	const struct programme *p = b->p;
	lxw_row_t row = HEAD_ROW + 1, total_row = HEAD_ROW + 1 + (lxw_row_t)(p->groups.n + p->funders.n);
	lxw_row_t *group_rows = ARENA_ARRAY(b->w.arena, p->groups.n + 1, lxw_row_t);
	heads(b, HEAD_ROW, words);
	for (size_t g = 0, next = 0; g < p->groups.n; g++) {
		size_t first = next;
		while (next < p->funders.n && p->funders.at[b->order[next]].group == g)
			next++;
		group_rows[g] = row;
		group_row(b, row++, total_row, g, next - first);
		for (size_t i = first; i < next; i++)
			funder_row(b, row++, total_row, b->order[i]);
	}
	total_row_write(b, row, group_rows);
	cells_show_cents(&b->w, at(b, HEAD_ROW + 1, FUNDERS_AMOUNT), row, FUNDERS_AMOUNT);
	cells_show_cents(&b->w, at(b, HEAD_ROW + 1, FUNDERS_PAID), row, FUNDERS_VALUED);
	return row + 1;
}

/* The steps of largest remainder, as the domain takes them, in whole numbers. */
struct percent_steps {
	int64_t cents, floor, rest, rank;
};

static struct percent_steps *steps_of(struct programme_book *b, int64_t *sum)
{
	const struct programme *p = b->p;
	struct percent_steps *steps = ARENA_ARRAY(b->w.arena, p->groups.n + 1, struct percent_steps);
	*sum = 0;
	for (size_t g = 0; g < p->groups.n; g++)
		*sum += steps[g].cents = p->groups.at[g].amount.cents;
	for (size_t g = 0; *sum && g < p->groups.n; g++) {
		steps[g].floor = steps[g].cents * 100 / *sum;
		steps[g].rest = steps[g].cents * 100 % *sum;
	}
	for (size_t g = 0; g < p->groups.n; g++)
		for (size_t k = 0; k < p->groups.n; k++)
			steps[g].rank += steps[k].rest > steps[g].rest || (k <= g && steps[k].rest == steps[g].rest);
	return steps;
}

static void percent_row(struct programme_book *b, size_t g, const struct percent_steps *step)
{
	struct workbook *w = &b->w;
	struct arena *a = w->arena;
	lxw_row_t first = b->percents_row, row = first + (lxw_row_t)g, last = first + (lxw_row_t)b->p->groups.n - 1, sum_row = last + 1;
	str amount = sheet_cell_name(w, b->table, b->group_amounts_row + (lxw_row_t)g, COLUMN_TOTAL);
	str cents = cell_name(w, row, PERCENT_CENTS), sum = cell_name(w, sum_row, PERCENT_CENTS), floor = cell_name(w, row, PERCENT_FLOOR);
	str floors = cell_name(w, sum_row, PERCENT_FLOOR), rest = cell_name(w, row, PERCENT_REST), rank = cell_name(w, row, PERCENT_RANK);
	str rests = range_name(w, first, PERCENT_REST, last, PERCENT_REST), before = range_name(w, first, PERCENT_REST, row, PERCENT_REST);
	cell_text(w, at(b, row, PERCENT_GROUP), LOOK_ROW, b->p->groups.at[g].label);
	cell_number_formula(w, at(b, row, PERCENT_CENTS), LOOK_ROW_INTEGER, arena_fmt(a, "=ROUND(%.*s*100,0)", STR_ARGS(amount)), (double)step->cents);
	cell_number_formula(w, at(b, row, PERCENT_FLOOR), LOOK_ROW_INTEGER,
		arena_fmt(a, "=IF(%.*s=0,0,INT(100*%.*s/%.*s)-IF(INT(100*%.*s/%.*s)*%.*s>100*%.*s,1,0))", STR_ARGS(sum), STR_ARGS(cents), STR_ARGS(sum), STR_ARGS(cents),
			STR_ARGS(sum), STR_ARGS(sum), STR_ARGS(cents)), (double)step->floor);
	cell_number_formula(w, at(b, row, PERCENT_REST), LOOK_ROW_INTEGER,
		arena_fmt(a, "=IF(%.*s=0,0,100*%.*s-%.*s*%.*s)", STR_ARGS(sum), STR_ARGS(cents), STR_ARGS(floor), STR_ARGS(sum)), (double)step->rest);
	cell_number_formula(w, at(b, row, PERCENT_RANK), LOOK_ROW_INTEGER,
		arena_fmt(a, "=SUMPRODUCT(--(%.*s>%.*s))+SUMPRODUCT(--(%.*s=%.*s))", STR_ARGS(rests), STR_ARGS(rest), STR_ARGS(before), STR_ARGS(rest)), (double)step->rank);
	cell_number_formula(w, at(b, row, PERCENT_VALUE), LOOK_ROW_PERCENT,
		arena_fmt(a, "=IF(%.*s=0,0,%.*s+IF(%.*s<=100-%.*s,1,0))", STR_ARGS(sum), STR_ARGS(floor), STR_ARGS(rank), STR_ARGS(floors)), (double)b->p->groups.at[g].percent);
	row_height(w, b->funders, row, text_height(b->p->groups.at[g].label, LABEL_WIDTH, TEXT_POINTS));
}

static void percent_sum(struct programme_book *b, lxw_row_t row, lxw_col_t column, enum look look, int64_t value)
{
	str range = range_name(&b->w, b->percents_row, column, row - 1, column);
	cell_number_formula(&b->w, at(b, row, column), look, arena_fmt(b->w.arena, "=SUM(%.*s)", STR_ARGS(range)), (double)value);
}

static void percents_write(struct programme_book *b)
{
	static const enum word words[] = {W_documents_head_group, W_documents_head_cents, W_documents_head_floor, W_documents_head_rest, W_documents_head_rank, W_documents_head_percent};
	struct workbook *w = &b->w;
	int64_t sum, floors = 0, percents = 0;
	const struct percent_steps *steps = steps_of(b, &sum);
	lxw_row_t head = b->percents_row - 1, sum_row = b->percents_row + (lxw_row_t)b->p->groups.n;
	str method = BOOK_WORDS(b, W_documents_percent_note);
	cell_text(w, at(b, head - 2, 0), LOOK_LABEL, BOOK_WORDS(b, W_documents_percent_heading));
	cells_merged(w, at(b, head - 1, 0), head - 1, FUNDERS_COLUMNS - 1, LOOK_NOTE, method);
	row_height(w, b->funders, head - 1, text_height(method, LABEL_WIDTH + NATURE_WIDTH + 4 * FIGURE_WIDTH_MIN, NOTE_POINTS));
	heads(b, head, words);
	for (size_t g = 0; g < b->p->groups.n; g++) {
		percent_row(b, g, &steps[g]);
		floors += steps[g].floor;
		percents += b->p->groups.at[g].percent;
	}
	cell_text(w, at(b, sum_row, PERCENT_GROUP), LOOK_ROW_STRONG, word_text(w->lang, W_documents_total));
	percent_sum(b, sum_row, PERCENT_CENTS, LOOK_ROW_INTEGER, sum);
	percent_sum(b, sum_row, PERCENT_FLOOR, LOOK_ROW_INTEGER, floors);
	cells_blank(w, at(b, sum_row, PERCENT_REST), PERCENT_RANK, LOOK_ROW_INTEGER);
	percent_sum(b, sum_row, PERCENT_VALUE, LOOK_ROW_PERCENT, percents);
}

void funders_sheet_write(struct programme_book *b)
{
	struct workbook *w = &b->w;
	double figure = money_width(w->lang, (money){b->p->funded.cents * 100 + 1});
	cell_text(w, at(b, 0, 0), LOOK_TITLE, word_text(w->lang, W_documents_funders_title));
	row_height(w, b->funders, 0, 26);
	column_width(w, b->funders, FUNDERS_LABEL, LABEL_WIDTH);
	column_width(w, b->funders, FUNDERS_NATURE, figure > NATURE_WIDTH ? figure : NATURE_WIDTH);
	for (lxw_col_t column = FUNDERS_AMOUNT; column < FUNDERS_COLUMNS; column++)
		column_width(w, b->funders, column, figure > FIGURE_WIDTH_MIN ? figure : FIGURE_WIDTH_MIN);
	lxw_row_t end = by_funder_write(b);
	if (b->p->groups.n) {
		percents_write(b);
		end = b->percents_row + (lxw_row_t)b->p->groups.n + 1;
	}
	if (!w->book)
		return;
	worksheet_freeze_panes(b->funders, HEAD_ROW + 1, 1);
	book_print_setup(b, b->funders, (struct print_setup){.paper = 9, .repeat_first = HEAD_ROW, .repeat_last = HEAD_ROW, .last_row = end - 1, .last_column = FUNDERS_COLUMNS - 1});
}
