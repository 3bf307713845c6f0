/* Cells to values: amounts, percentages, named amounts, words; amounts cut over two physical lines put together again. */
#include "domain/reconcile_parts.h"

#include "base/utf8.h"

#include <string.h>

enum { FOLD_BYTES = 400, YEAR_FIRST = 1900, YEAR_LAST = 2100 };

/* Words that stand in an amount's place, folded. */
static const str nothing_words[] = {
	{"neant", 5}, {"nc", 2}, {"nd", 2}, {"ns", 2}, {"so", 2}, {"s o", 3}, {"sans objet", 10}, {"non communique", 14}, {"non precise", 11}, {"a definir", 9},
	{"a preciser", 10}, {"en attente", 10}, {"en cours", 8}, {"refus", 5}, {"refuse", 6}, {"refusee", 7}, {"rejet", 5}, {"rejete", 6}, {"ajourne", 7}, {"ajournee", 8},
	{"defavorable", 11}, {"favorable", 9}, {"gratuit", 7}, {"aucun", 5}, {"aucune", 6}, {"ineligible", 10}, {"non eligible", 12}, {"idem", 4}, {"n a", 3}, {"na", 2}, {"x", 1},
	{"non retenu", 10}, {"annule", 6}, {"reporte", 7}, {"none", 4}, {"tbd", 3}, {"inclus", 6}, {"compris", 7},
};

static bool is_nothing(str text, str fold)
{
	if (!fold.n)
		return text.n > 0 && text.n <= 12; /* only signs: "-", "—", "///" */
	for (size_t i = 0; i < sizeof nothing_words / sizeof *nothing_words; i++)
		if (str_eq(fold, nothing_words[i]))
			return true;
	return false;
}

static bool all_digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

static void mark_codes(struct value *v)
{
	if (v->kind != VALUE_AMOUNT || v->unit != AMOUNT_PLAIN || !all_digits(v->text))
		return;
	int64_t whole = v->micro / MICRO;
	v->year_like = v->text.n == 4 && whole >= YEAR_FIRST && whole <= YEAR_LAST;
	v->code_like = v->text.n >= 9 || (v->text.n > 1 && v->text.p[0] == '0');
}

static void value_of_text(struct arena *a, struct value *v, enum amount_habit habit)
{
	struct amount amount = amount_read(v->text, habit);
	if (amount.reading != AMOUNT_NONE) {
		v->kind = amount.unit == AMOUNT_PERCENT ? VALUE_PERCENT : VALUE_AMOUNT;
		v->micro = amount.micro;
		v->step = amount.step_micro;
		v->unit = amount.unit;
		v->ambiguous = amount.reading == AMOUNT_AMBIGUOUS;
		mark_codes(v);
		return;
	}
	v->kind = VALUE_TEXT;
	struct amount_items items;
	if ((memchr(v->text.p, '=', v->text.n) || memchr(v->text.p, ':', v->text.n)) && amount_items_read(a, v->text, habit, &items))
		v->kind = VALUE_NAMED;
	else if (v->text.n <= FOLD_BYTES)
		v->fold = name_fold(a, v->text);
	else
		v->fold = name_fold(a, str_first(v->text, FOLD_BYTES));
	if (v->kind == VALUE_TEXT && v->text.n <= 40 && is_nothing(v->text, v->fold))
		v->kind = VALUE_NOTHING;
}

static struct value value_of_cell(struct arena *a, const struct table_cell *c, enum amount_habit habit)
{
	struct value v = {.text = c->text, .fold = S(""), .formula = c->formula, .step = MICRO};
	switch (c->kind) {
	case CELL_EMPTY: v.kind = VALUE_EMPTY; break;
	case CELL_TEXT: value_of_text(a, &v, habit); break;
	case CELL_NUMBER:
		v.kind = c->percent_format ? VALUE_PERCENT : VALUE_AMOUNT;
		v.micro = c->micro;
		if (c->percent_format && v.micro < INT64_MAX / 100 && v.micro > -INT64_MAX / 100)
			v.micro *= 100;
		if (c->micro % MICRO_PER_CENT)
			v.step = 1;
		mark_codes(&v);
		break;
	case CELL_DATE: v.kind = VALUE_DATE; break;
	case CELL_BOOLEAN: v.kind = VALUE_NOTHING; break;
	case CELL_ERROR: v.kind = VALUE_ERROR; break;
	}
	return v;
}

/* Column habits first (what certain writings prove), then the doubtful cells again. */
static enum amount_habit *column_habits(struct arena *a, const struct table_sheet *sheet)
{
	struct amount_vote *votes = ARENA_ARRAY(a, sheet->columns + 1, struct amount_vote);
	struct amount_vote all = {0};
	for (size_t r = 0; r < sheet->rows.n; r++)
		for (uint32_t c = 0; c < sheet->rows.at[r].n; c++) {
			const struct table_cell *cell = &sheet->rows.at[r].cells[c];
			if (cell->kind != CELL_TEXT || cell->text.n > 40)
				continue;
			struct amount amount = amount_read(cell->text, HABIT_UNKNOWN);
			amount_vote_add(&votes[c], &amount);
			amount_vote_add(&all, &amount);
		}
	enum amount_habit *habits = ARENA_ARRAY(a, sheet->columns + 1, enum amount_habit);
	for (uint32_t c = 0; c < sheet->columns; c++) {
		habits[c] = amount_vote_result(&votes[c]);
		if (habits[c] == HABIT_UNKNOWN)
			habits[c] = amount_vote_result(&all);
	}
	return habits;
}

static bool filled(const struct line *l, uint32_t c)
{
	return c < l->n && l->v[c].kind != VALUE_EMPTY;
}

static size_t filled_count(const struct line *l)
{
	size_t n = 0;
	for (uint32_t c = 0; c < l->n; c++)
		n += l->v[c].kind != VALUE_EMPTY;
	return n;
}

static bool has_amount(const struct line *l)
{
	for (uint32_t c = 0; c < l->n; c++)
		if (l->v[c].kind == VALUE_AMOUNT || l->v[c].kind == VALUE_NAMED)
			return true;
	return false;
}

static uint32_t last_filled(const struct line *l)
{
	uint32_t c = l->n;
	while (c && l->v[c - 1].kind == VALUE_EMPTY)
		c--;
	return c ? c - 1 : 0;
}

/* How many cells a row of this sheet usually has. */
static uint32_t usual_width(const struct grid *g)
{
	uint32_t best = 0;
	size_t most = 0;
	size_t *counts = ARENA_ARRAY(g->arena, g->columns + 2, size_t);
	for (size_t i = 0; i < g->lines.n; i++) {
		uint32_t n = g->lines.at[i].n <= g->columns ? g->lines.at[i].n : g->columns;
		if (++counts[n] >= most && n) {
			most = counts[n];
			best = n;
		}
	}
	return best;
}

/* A row cut by a line break inside a cell, without quotes: its two halves are one cell too many together. */
static bool is_cut_row(const struct line *l, const struct line *next, uint32_t width)
{
	if (l->n >= width || next->n >= width || l->n + next->n - 1 != width || l->n < 2 || next->n < 2 || next->number != l->number + 1)
		return false;
	return !has_amount(l) && has_amount(next) && filled(next, 0) && filled(l, l->n - 1);
}

/* An amount alone on the line below its label, where the line has room for it. */
static bool is_fallen_amount(const struct line *l, const struct line *next)
{
	if (next->number != l->number + 1 || has_amount(l) || filled_count(next) != 1 || !filled_count(l))
		return false;
	uint32_t at = last_filled(next);
	const struct value *v = &next->v[at];
	bool amount = (v->kind == VALUE_AMOUNT && !v->year_like) || v->kind == VALUE_NAMED;
	return amount && (at == 0 || !filled(l, at)) && filled(l, 0);
}

static void widen(struct grid *g, struct line *l, uint32_t n)
{
	if (n <= l->n)
		return;
	struct value *v = ARENA_ARRAY(g->arena, n, struct value);
	if (l->n)
		memcpy(v, l->v, l->n * sizeof *v);
	for (uint32_t c = l->n; c < n; c++)
		v[c] = (struct value){.text = S(""), .fold = S("")};
	l->v = v;
	l->n = n;
}

static void join_cut_row(struct grid *g, struct line *l, struct line *next)
{
	uint32_t at = l->n - 1;
	widen(g, l, l->n + next->n - 1);
	struct table_cell whole = {.kind = CELL_TEXT, .text = arena_fmt(g->arena, "%.*s %.*s", STR_ARGS(l->v[at].text), STR_ARGS(next->v[0].text))};
	l->v[at] = value_of_cell(g->arena, &whole, HABIT_UNKNOWN);
	memcpy(l->v + at + 1, next->v + 1, (next->n - 1) * sizeof *l->v);
}

/* How many amounts stand in each column, the first apart: one that fell to the start of the next line came from where most stand. */
static size_t *amounts_by_column(const struct grid *g)
{
	size_t *counts = ARENA_ARRAY(g->arena, g->columns + 1, size_t);
	for (size_t i = 0; i < g->lines.n; i++)
		for (uint32_t c = 1; c < g->lines.at[i].n && c < g->columns; c++)
			counts[c] += g->lines.at[i].v[c].kind == VALUE_AMOUNT || g->lines.at[i].v[c].kind == VALUE_NAMED;
	return counts;
}

static uint32_t amount_column(const struct grid *g, const struct line *l, const size_t *counts, uint32_t width)
{
	uint32_t best = width ? width - 1 : 0;
	size_t most = 0;
	for (uint32_t c = 1; c < g->columns; c++)
		if (counts[c] > most && !filled(l, c)) {
			most = counts[c];
			best = c;
		}
	return best;
}

/* Lines swallowed become empty; places of findings keep the first line's number. */
static void join_broken_lines(struct grid *g)
{
	uint32_t width = usual_width(g);
	const size_t *counts = amounts_by_column(g);
	for (size_t i = 0; i + 1 < g->lines.n; i++) {
		struct line *l = &g->lines.at[i], *next = &g->lines.at[i + 1];
		bool cut = is_cut_row(l, next, width), fell = !cut && is_fallen_amount(l, next);
		if (!cut && !fell)
			continue;
		uint32_t from = last_filled(next), to = from;
		if (fell && next->n == 1)
			to = amount_column(g, l, counts, width);
		if (fell && filled(l, to))
			continue;
		if (cut) {
			join_cut_row(g, l, next);
		} else {
			widen(g, l, to + 1);
			l->v[to] = next->v[from];
		}
		l->joined = true;
		next->joined = true;
		next->n = 0;
		NOTE(g, SEVERITY_INFORMATION, l->number, -1, W_reconcile_joined_lines, ARG("line", (int64_t)next->number));
		i++;
	}
}

bool speaks_of_thousands(str text, str fold)
{
	static const str signs[] = {{"k€", 4}, {"K€", 4}, {"k euros", 7}, {"keuros", 6}, {"k EUR", 5}, {"kEUR", 4}};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (str_has(text, signs[i]))
			return true;
	return str_has(fold, S("milliers d euros")) || str_has(fold, S("millier d euro"));
}

/* Titles speak for the whole sheet: "montants en k€". Money is spoken of by a sign, or by the words of the trade. */
static void read_titles(struct grid *g)
{
	for (size_t i = 0; i < g->lines.n; i++)
		for (uint32_t c = 0; c < g->lines.at[i].n; c++) {
			const struct value *v = &g->lines.at[i].v[c];
			if (v->kind == VALUE_AMOUNT && v->unit == AMOUNT_EURO)
				g->money = true;
			if (v->kind != VALUE_TEXT || v->text.n > 160)
				continue;
			g->money = g->money || str_has(v->text, S("€")) || str_has(v->fold, S("euro")) || str_has(v->fold, S("subvention")) || str_has(v->fold, S("budget"));
			bool alone = filled_count(&g->lines.at[i]) == 1;
			if (alone && i < 12 && !has_amount(&g->lines.at[i]) && speaks_of_thousands(v->text, v->fold))
				g->scale = 1000;
		}
}

void grid_read(struct grid *g, const struct table_sheet *sheet)
{
	g->columns = sheet->columns;
	g->scale = 1;
	enum amount_habit *habits = column_habits(g->arena, sheet);
	for (size_t r = 0; r < sheet->rows.n; r++) {
		const struct table_row *row = &sheet->rows.at[r];
		struct line *l = LIST_ADD(g->arena, &g->lines);
		*l = (struct line){.number = row->number, .n = row->n, .section = SIZE_MAX, .label = S(""), .label_fold = S("")};
		l->v = row->n ? ARENA_ARRAY(g->arena, row->n, struct value) : NULL;
		for (uint32_t c = 0; c < row->n; c++) {
			l->v[c] = value_of_cell(g->arena, &row->cells[c], habits[c]);
			if (l->v[c].kind == VALUE_ERROR)
				NOTE(g, SEVERITY_ERROR, l->number, c, W_reconcile_cell_error, ARG("cell", l->v[c].text));
		}
	}
	join_broken_lines(g);
	read_titles(g);
}
