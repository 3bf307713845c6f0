/* Filtering, sorting, grouping and adding up in one pass over what was read; text is compared folded, so that accents and case do not part what people think the same. */
#include "domain/desk_list.h"

#include "base/format.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

struct sort_key {
	str text;
	int64_t number;
};

struct selecting {
	struct arena *arena;
	const struct desk_list *list;
	const struct desk_query *q;
	struct desk_sort sorts[LIMIT_DESK_SORTS + 1];
	size_t sort_count;
	struct sort_key *keys; /* sort_count per row, those of row r from r * sort_count */
	LIST_OF(str) words;    /* of the search, folded */
};

void desk_list_start(struct arena *a, enum lang lang, day today, struct desk_list *list)
{
	static const struct {
		str code;
		enum word label;
		enum desk_kind kind;
	} fixed[DESK_FIXED] = {
#define DESK_FIXED_ROW(name, kind) {S(#name), W_deskwork_column_##name, kind},
		DESK_COLUMNS(DESK_FIXED_ROW)
#undef DESK_FIXED_ROW
	};
	*list = (struct desk_list){.lang = lang, .today = today};
	for (size_t i = 0; i < DESK_FIXED; i++)
		*LIST_ADD(a, &list->columns) = (struct desk_column){.code = fixed[i].code, .label = word_text(lang, fixed[i].label), .kind = fixed[i].kind};
	for (enum application_state s = 0; s < APPLICATION_STATE_COUNT; s++)
		*LIST_ADD(a, &list->columns.at[DESK_state].choices) = (struct desk_choice){str_of(application_state_name(s)), word_text(lang, application_state_word(s))};
}

size_t desk_column_of(const struct desk_list *list, str code)
{
	for (size_t i = 0; i < list->columns.n; i++)
		if (str_eq(list->columns.at[i].code, code))
			return i;
	return SIZE_MAX;
}

static size_t choice_of(const struct desk_column *column, str code)
{
	size_t i = 0;
	while (i < column->choices.n && !str_eq(column->choices.at[i].code, code))
		i++;
	return i;
}

str desk_choice_label(const struct desk_column *column, str code)
{
	size_t i = choice_of(column, code);
	return i < column->choices.n ? column->choices.at[i].label : code;
}

/* ---- what fits ---- */

static bool is_empty(const struct desk_column *column, const struct desk_cell *cell)
{
	bool text = column->kind == DESK_TEXT || column->kind == DESK_CHOICE || column->kind == DESK_CHOICES;
	return text ? !str_is_set(cell->text) : cell->number == DESK_ABSENT;
}

static bool has_code(str codes, str code)
{
	str head, tail;
	while (str_is_set(codes)) {
		(void)str_cut(codes, ' ', &head, &tail);
		if (str_eq(head, code))
			return true;
		codes = tail;
	}
	return false;
}

static bool value_fits(struct arena *a, const struct desk_column *column, const struct desk_cell *cell, str value)
{
	int64_t number;
	switch (column->kind) {
	case DESK_CHOICE: return str_eq(cell->text, value);
	case DESK_CHOICES: return has_code(cell->text, value);
	case DESK_TEXT: return str_has(name_fold(a, cell->text), name_fold(a, value));
	case DESK_MONEY:
	case DESK_NUMBER:
	case DESK_SCORE:
	case DESK_SHARE:
	case DESK_DAY: break;
	}
	return str_to_int64(value, &number) && number == cell->number;
}

static bool filter_fits(const struct selecting *w, const struct desk_filter *f, const struct desk_row *row)
{
	const struct desk_column *column = &w->list->columns.at[f->column];
	const struct desk_cell *cell = &row->cells[f->column];
	if (is_empty(column, cell))
		return f->empty;
	if (f->filled)
		return true;
	if (f->from.set || f->to.set)
		return (!f->from.set || cell->number >= f->from.value) && (!f->to.set || cell->number <= f->to.value);
	bool fits = !f->values.n && !f->empty;
	for (size_t i = 0; i < f->values.n && !fits; i++)
		fits = value_fits(w->arena, column, cell, f->values.at[i]);
	return fits;
}

static bool search_fits(const struct selecting *w, const struct desk_row *row)
{
	static const size_t searched[] = {DESK_number, DESK_title, DESK_bearer, DESK_action};
	if (!w->words.n)
		return true;
	str all = S("");
	for (size_t i = 0; i < sizeof searched / sizeof searched[0]; i++)
		all = arena_fmt(w->arena, "%.*s %.*s", STR_ARGS(all), STR_ARGS(row->cells[searched[i]].text));
	all = text_fold(w->arena, all);
	for (size_t i = 0; i < w->words.n; i++)
		if (!str_has(all, w->words.at[i]))
			return false;
	return true;
}

static bool row_fits(const struct selecting *w, const struct desk_row *row)
{
	for (size_t i = 0; i < w->q->filters.n; i++)
		if (!filter_fits(w, &w->q->filters.at[i], row))
			return false;
	return search_fits(w, row);
}

/* ---- the order ---- */

/* A choice sorts by its place in the list of the column; several by the first. */
static struct sort_key key_of(const struct selecting *w, const struct desk_row *row, size_t c)
{
	const struct desk_column *column = &w->list->columns.at[c];
	const struct desk_cell *cell = &row->cells[c];
	str first, rest;
	if (is_empty(column, cell))
		return (struct sort_key){STR_NONE, DESK_ABSENT};
	switch (column->kind) {
	case DESK_TEXT: return (struct sort_key){name_fold(w->arena, cell->text), 0};
	case DESK_CHOICE: return (struct sort_key){S(""), (int64_t)choice_of(column, cell->text)};
	case DESK_CHOICES:
		(void)str_cut(cell->text, ' ', &first, &rest);
		return (struct sort_key){cell->text, (int64_t)choice_of(column, first)};
	case DESK_MONEY:
	case DESK_NUMBER:
	case DESK_SCORE:
	case DESK_SHARE:
	case DESK_DAY: break;
	}
	return (struct sort_key){S(""), cell->number};
}

/* What is empty comes last, whichever way one sorts. */
static int key_order(const struct sort_key *x, const struct sort_key *y, bool down)
{
	bool no_x = !x->text.p && x->number == DESK_ABSENT, no_y = !y->text.p && y->number == DESK_ABSENT;
	if (no_x || no_y)
		return (no_x ? 1 : 0) - (no_y ? 1 : 0);
	int order = x->number < y->number ? -1 : x->number > y->number ? 1 : str_cmp(x->text, y->text);
	return down ? -order : order;
}

static bool comes_after(const struct selecting *w, size_t x, size_t y)
{
	for (size_t i = 0; i < w->sort_count; i++) {
		int order = key_order(&w->keys[x * w->sort_count + i], &w->keys[y * w->sort_count + i], w->sorts[i].down);
		if (order)
			return order > 0;
	}
	return x > y; /* as they were read */
}

/* A merge of two sorted halves, until there is one. */
static void sort_rows(const struct selecting *w, size_t *order, size_t n)
{
	size_t *from = order, *to = ARENA_ARRAY(w->arena, n + 1, size_t);
	for (size_t width = 1; width < n; width *= 2) {
		for (size_t at = 0; at < n; at += 2 * width) {
			size_t middle = at + width < n ? at + width : n, end = at + 2 * width < n ? at + 2 * width : n;
			for (size_t left = at, right = middle, k = at; k < end; k++)
				to[k] = left < middle && (right >= end || !comes_after(w, from[left], from[right])) ? from[left++] : from[right++];
		}
		size_t *swap = from;
		from = to;
		to = swap;
	}
	if (from != order)
		memcpy(order, from, n * sizeof *order);
}

static void plan_order(struct selecting *w)
{
	if (w->q->group != SIZE_MAX)
		w->sorts[w->sort_count++] = (struct desk_sort){.column = w->q->group};
	for (size_t i = 0; i < w->q->sorts.n && i < LIMIT_DESK_SORTS; i++)
		w->sorts[w->sort_count++] = w->q->sorts.at[i];
	w->keys = ARENA_ARRAY(w->arena, w->list->rows.n * w->sort_count + 1, struct sort_key);
}

/* ---- totals ---- */

static int compare_codes(const void *x, const void *y)
{
	return str_cmp(*(const str *)x, *(const str *)y);
}

static int64_t count_bearers(struct arena *a, const struct desk_list *list, const size_t *order, size_t n)
{
	str *codes = ARENA_ARRAY(a, n + 1, str);
	int64_t distinct = 0;
	for (size_t i = 0; i < n; i++)
		codes[i] = list->rows.at[order[i]].bearer_code;
	qsort(codes, n, sizeof *codes, compare_codes);
	for (size_t i = 0; i < n; i++)
		distinct += !i || !str_eq(codes[i], codes[i - 1]);
	return distinct;
}

static struct desk_totals add_up(struct arena *a, const struct desk_list *list, const size_t *order, size_t n)
{
	struct desk_totals t = {.count = (int64_t)n, .bearers = count_bearers(a, list, order, n), .sums = ARENA_ARRAY(a, list->columns.n + 1, int64_t)};
	for (size_t c = 0; c < list->columns.n; c++)
		for (size_t i = 0; list->columns.at[c].kind == DESK_MONEY && i < n; i++) {
			int64_t cents = list->rows.at[order[i]].cells[c].number;
			t.sums[c] += cents == DESK_ABSENT ? 0 : cents;
		}
	return t;
}

static void find_groups(struct selecting *w, struct desk_selected *s)
{
	size_t c = w->q->group;
	if (c == SIZE_MAX)
		return;
	str before = STR_NONE;
	for (size_t i = 0; i < s->n; i++) {
		str label = desk_cell_text(w->arena, w->list, &w->list->rows.at[s->order[i]], c);
		if (!s->groups.n || !str_eq(label, before))
			*LIST_ADD(w->arena, &s->groups) = (struct desk_group){.label = label, .first = i};
		s->groups.at[s->groups.n - 1].n++;
		before = label;
	}
	for (size_t g = 0; g < s->groups.n; g++)
		s->groups.at[g].totals = add_up(w->arena, w->list, s->order + s->groups.at[g].first, s->groups.at[g].n);
}

void desk_list_select(struct arena *a, const struct desk_list *list, const struct desk_query *q, struct desk_selected *s)
{
	struct selecting w = {.arena = a, .list = list, .q = q};
	str rest = text_fold(a, q->search.p ? q->search : S("")), head, tail;
	while (str_is_set(rest)) {
		(void)str_cut(rest, ' ', &head, &tail);
		if (str_is_set(head))
			*LIST_ADD(a, &w.words) = head;
		rest = tail;
	}
	plan_order(&w);
	*s = (struct desk_selected){.order = ARENA_ARRAY(a, list->rows.n + 1, size_t)};
	for (size_t r = 0; r < list->rows.n; r++) {
		if (!row_fits(&w, &list->rows.at[r]))
			continue;
		s->order[s->n++] = r;
		for (size_t i = 0; i < w.sort_count; i++)
			w.keys[r * w.sort_count + i] = key_of(&w, &list->rows.at[r], w.sorts[i].column);
	}
	if (w.sort_count)
		sort_rows(&w, s->order, s->n);
	s->totals = add_up(a, list, s->order, s->n);
	find_groups(&w, s);
	int64_t per = q->per > 0 ? q->per : DESK_PER_PAGE;
	s->pages = s->n ? ((int64_t)s->n + per - 1) / per : 1;
	s->page = q->page < 1 ? 1 : q->page > s->pages ? s->pages : q->page;
	s->first = (size_t)((s->page - 1) * per);
	s->shown = s->n - s->first < (size_t)per ? s->n - s->first : (size_t)per;
}

/* ---- reading a cell ---- */

static str money_text(struct arena *a, enum lang lang, int64_t cents)
{
	struct out o = out_new(LIMIT_LABEL_BYTES);
	out_money(&o, lang, (money){cents});
	return out_keep(&o, a);
}

static str day_text(struct arena *a, enum lang lang, int64_t number)
{
	struct civil c = civil_of((day){number});
	return lang == LANG_EN ? arena_fmt(a, "%04d-%02d-%02d", c.year, c.month, c.day) : arena_fmt(a, "%02d/%02d/%04d", c.day, c.month, c.year);
}

static str milli_text(struct arena *a, enum lang lang, int64_t milli)
{
	struct out o = out_new(LIMIT_LABEL_BYTES);
	out_milli(&o, lang, milli);
	return out_keep(&o, a);
}

static str labels_text(struct arena *a, const struct desk_column *column, str codes)
{
	struct out o = out_new(LIMIT_CELL_BYTES);
	str head, tail;
	while (str_is_set(codes)) {
		(void)str_cut(codes, ' ', &head, &tail);
		out_fmt(&o, "%s%.*s", o.n ? ", " : "", STR_ARGS(desk_choice_label(column, head)));
		codes = tail;
	}
	str text = out_keep(&o, a);
	return text.p ? text : S("");
}

str desk_cell_text(struct arena *a, const struct desk_list *list, const struct desk_row *row, size_t c)
{
	const struct desk_column *column = &list->columns.at[c];
	const struct desk_cell *cell = &row->cells[c];
	if (is_empty(column, cell))
		return S("");
	if (c == DESK_opinions)
		return arena_fmt(a, "%lld/%lld", (long long)cell->number, (long long)row->opinions_asked);
	switch (column->kind) {
	case DESK_TEXT: return cell->text;
	case DESK_CHOICE: return desk_choice_label(column, cell->text);
	case DESK_CHOICES: return labels_text(a, column, cell->text);
	case DESK_MONEY: return money_text(a, list->lang, cell->number);
	case DESK_DAY: return day_text(a, list->lang, cell->number);
	case DESK_SCORE: return milli_text(a, list->lang, cell->number);
	case DESK_SHARE: return arena_fmt(a, "%.*s\xC2\xA0%%", STR_ARGS(milli_text(a, list->lang, cell->number * 100)));
	case DESK_NUMBER: break;
	}
	return arena_fmt(a, "%lld", (long long)cell->number);
}

str desk_total_text(struct arena *a, const struct desk_list *list, const struct desk_totals *totals, size_t c)
{
	return list->columns.at[c].kind == DESK_MONEY ? money_text(a, list->lang, totals->sums[c]) : STR_NONE;
}
