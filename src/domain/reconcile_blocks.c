/* Where tables begin and end in a sheet, and what each line is for. */
#include "domain/reconcile_parts.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

enum { LOOK_AHEAD = 12, HEADER_CELL_BYTES = 160, HEADER_LINES = 4, SECTION_BYTES = 400 };

static size_t texts_in(const struct line *l)
{
	size_t n = 0;
	for (uint32_t c = 0; c < l->n; c++)
		n += l->v[c].kind == VALUE_TEXT || (l->v[c].kind == VALUE_AMOUNT && l->v[c].year_like);
	return n;
}

static bool figure_at(const struct line *l, uint32_t c)
{
	if (c >= l->n)
		return false;
	const struct value *v = &l->v[c];
	return (v->kind == VALUE_AMOUNT && !v->year_like) || v->kind == VALUE_PERCENT || v->kind == VALUE_NAMED;
}

static bool has_figure(const struct line *l)
{
	for (uint32_t c = 0; c < l->n; c++)
		if (figure_at(l, c))
			return true;
	return false;
}

static bool blank_line(const struct line *l)
{
	for (uint32_t c = 0; c < l->n; c++)
		if (l->v[c].kind != VALUE_EMPTY)
			return false;
	return true;
}

static bool short_texts(const struct line *l)
{
	for (uint32_t c = 0; c < l->n; c++)
		if (l->v[c].kind == VALUE_TEXT && l->v[c].text.n > HEADER_CELL_BYTES)
			return false;
	return true;
}

/* A text above a figure of one of the next lines that have any. */
static bool heads_figures(const struct grid *g, size_t i)
{
	const struct line *l = &g->lines.at[i];
	size_t seen = 0;
	for (size_t k = i + 1; k < g->lines.n && k <= i + LOOK_AHEAD && seen < 3; k++) {
		const struct line *below = &g->lines.at[k];
		if (!has_figure(below))
			continue;
		seen++;
		for (uint32_t c = 0; c < l->n; c++)
			if ((l->v[c].kind == VALUE_TEXT || l->v[c].kind == VALUE_AMOUNT) && figure_at(below, c))
				return true;
	}
	return false;
}

static bool header_like(const struct grid *g, size_t i)
{
	const struct line *l = &g->lines.at[i];
	return texts_in(l) >= 2 && !has_figure(l) && short_texts(l) && heads_figures(g, i);
}

static bool same_texts(const struct line *x, const struct line *y)
{
	size_t same = 0, different = 0;
	uint32_t n = x->n > y->n ? x->n : y->n;
	for (uint32_t c = 0; c < n; c++) {
		str a = c < x->n ? x->v[c].fold : S(""), b = c < y->n ? y->v[c].fold : S("");
		if (!a.n && !b.n)
			continue;
		if (a.n == b.n && memcmp(a.p, b.p, a.n) == 0)
			same++;
		else
			different++;
	}
	return same > 0 && different * 4 <= same;
}

/* A line of headings above the header: "Financeurs" over several columns. */
static bool super_header(const struct grid *g, size_t i, size_t header)
{
	const struct line *l = &g->lines.at[i];
	if (has_figure(l) || blank_line(l) || !short_texts(l) || l->number + 1 != g->lines.at[header].number)
		return false;
	for (uint32_t c = 1; c < l->n; c++)
		if (l->v[c].kind == VALUE_TEXT)
			return true;
	return false;
}

static void start_block(struct grid *g, struct works *works, size_t header, size_t header_end)
{
	struct work *w = LIST_ADD(g->arena, &works->list);
	*w = (struct work){.g = g, .header = header, .header_end = header_end, .first = header_end, .end = g->lines.n, .block = g->r->blocks.n};
	struct reconcile_block *b = LIST_ADD(g->arena, &g->r->blocks);
	*b = (struct reconcile_block){.sheet = g->sheet};
	for (size_t i = header; i < header_end; i++)
		g->lines.at[i].kind = LINE_HEADER;
}

static bool repeats_header(const struct grid *g, const struct work *w, size_t i)
{
	for (size_t h = w->header; h < w->header_end; h++)
		if (same_texts(&g->lines.at[h], &g->lines.at[i]))
			return true;
	return false;
}

/* A header in the middle of a table is believed after a gap, a title or a total. */
static bool may_start_here(const struct grid *g, const struct work *w, size_t i)
{
	size_t before = i;
	while (before > w->first && blank_line(&g->lines.at[before - 1]))
		before--;
	if (before == w->first || before < i || g->lines.at[before - 1].number + 1 < g->lines.at[i].number)
		return true;
	const struct line *l = &g->lines.at[before - 1];
	if (!has_figure(l))
		return texts_in(l) == 1;
	for (uint32_t c = 0; c < l->n; c++)
		if (l->v[c].kind == VALUE_TEXT && total_word_of(l->v[c].text, l->v[c].fold) >= TOTAL_SUB)
			return true;
	return false;
}

static size_t header_start(const struct grid *g, size_t i, size_t floor)
{
	size_t h = i;
	while (h > floor && i - h < HEADER_LINES - 1 && g->lines.at[h - 1].kind != LINE_HEADER && super_header(g, h - 1, h))
		h--;
	return h;
}

static size_t header_stop(const struct grid *g, size_t i)
{
	size_t end = i + 1;
	while (end < g->lines.n && end - i < HEADER_LINES && g->lines.at[end].number == g->lines.at[end - 1].number + 1 && header_like(g, end))
		end++;
	return end;
}

static size_t figure_lines(const struct work *w)
{
	size_t n = 0;
	for (size_t i = w->first; i < w->end; i++)
		n += has_figure(&w->g->lines.at[i]);
	return n;
}

/* Lines before the first real table that happen to hold a figure are no table. */
static void drop_stray_blocks(struct grid *g, struct works *works, size_t from)
{
	size_t kept = from, first_block = from < works->list.n ? works->list.at[from].block : g->r->blocks.n;
	for (size_t i = from; i < works->list.n; i++) {
		struct work w = works->list.at[i];
		size_t figures = figure_lines(&w);
		bool stray = figures == 0 || (w.header == w.header_end && figures <= 2 && works->list.n - from > 1);
		if (stray)
			continue;
		g->r->blocks.at[first_block + (kept - from)] = g->r->blocks.at[w.block];
		w.block = first_block + (kept - from);
		works->list.at[kept++] = w;
	}
	g->r->blocks.n = first_block + (kept - from);
	works->list.n = kept;
}

void blocks_find(struct grid *g, struct works *works)
{
	size_t from = works->list.n;
	for (size_t i = 0; i < g->lines.n; i++) {
		struct work *w = works->list.n > from ? &works->list.at[works->list.n - 1] : NULL;
		if (header_like(g, i)) {
			if (w && repeats_header(g, w, i)) {
				g->lines.at[i].kind = LINE_HEADER;
				continue;
			}
			if (w && (g->r->blocks.n >= LIMIT_TABLE_BLOCKS || !may_start_here(g, w, i)))
				continue;
			size_t start = header_start(g, i, w ? w->first : 0), stop = header_stop(g, i);
			if (w)
				w->end = start;
			start_block(g, works, start, stop);
			i = stop - 1;
		} else if (!w && has_figure(&g->lines.at[i])) {
			start_block(g, works, i, i);
		}
	}
	drop_stray_blocks(g, works, from);
}

const struct value *work_value(const struct work *w, const struct line *l, size_t at)
{
	static const struct value empty = {.kind = VALUE_EMPTY, .text = {"", 0}, .fold = {"", 0}};
	const struct reconcile_column *c = &work_block(w)->columns.at[at];
	uint32_t index = c->named ? (uint32_t)at : c->index;
	return index < l->n ? &l->v[index] : &empty;
}

bool work_amount(const struct work *w, const struct line *l, size_t at, int64_t *micro)
{
	const struct value *v = work_value(w, l, at);
	if (v->kind != VALUE_AMOUNT)
		return false;
	const struct reconcile_column *c = &work_block(w)->columns.at[at];
	int64_t scale = v->unit == AMOUNT_PLAIN ? c->scale : 1;
	*micro = v->micro > INT64_MAX / 1000 || v->micro < -INT64_MAX / 1000 ? v->micro : v->micro * scale;
	return true;
}

static bool has_sum_value(const struct work *w, const struct line *l)
{
	int64_t micro;
	for (size_t c = 0; c < work_block(w)->columns.n; c++)
		if (column_sums(&work_block(w)->columns.at[c]) && work_amount(w, l, c, &micro))
			return true;
	return false;
}

enum { DISTINCT_SAMPLE = 200, DISTINCT_LINES = 2000 };

/* The column that names a row best: the most different short texts. */
static uint32_t naming_column(const struct work *w)
{
	uint32_t best = 0;
	size_t most = 0;
	for (uint32_t c = 0; c < w->g->columns; c++) {
		str seen[DISTINCT_SAMPLE];
		size_t n = 0, bytes = 0;
		if (work_block(w)->columns.at[c].kind != COLUMN_TEXT)
			continue;
		for (size_t i = w->first, looked = 0; i < w->end && n < DISTINCT_SAMPLE && looked < DISTINCT_LINES; i++, looked++) {
			const struct line *l = &w->g->lines.at[i];
			bool known = l->kind == LINE_HEADER || c >= l->n || l->v[c].kind != VALUE_TEXT || !has_figure(l);
			for (size_t k = 0; k < n && !known; k++)
				known = str_eq(seen[k], l->v[c].fold);
			if (known)
				continue;
			bytes += l->v[c].text.n;
			seen[n++] = l->v[c].fold;
		}
		if (n > most + most / 4 && bytes <= n * 120) {
			most = n;
			best = c;
		}
	}
	return best;
}

static void find_label(struct work *w, struct line *l, uint32_t naming)
{
	size_t texts = 0;
	for (uint32_t c = 0; c < l->n && c < w->g->columns; c++) {
		const struct value *v = &l->v[c];
		if (v->kind != VALUE_TEXT && !(v->kind == VALUE_AMOUNT && work_block(w)->columns.at[c].kind == COLUMN_TEXT))
			continue;
		texts++;
		if (!l->label.n) {
			l->label = v->text;
			l->label_fold = v->fold.p ? v->fold : S("");
			l->label_column = c;
		}
		enum total_word word = v->kind == VALUE_TEXT ? total_word_of(v->text, v->fold) : TOTAL_NONE;
		if (word > l->total && (word > TOTAL_WEAK || texts == 1)) {
			l->total = word;
			l->label = v->text;
			l->label_fold = v->fold;
			l->label_column = c;
		}
	}
	if (l->total == TOTAL_NONE && texts > 1 && naming < l->n && l->v[naming].kind == VALUE_TEXT) {
		l->label = l->v[naming].text;
		l->label_fold = l->v[naming].fold;
		l->label_column = naming;
	}
	/* a row as full of words as its neighbours, whose project is called "Total…": to be believed only if it adds up */
	if (l->total == TOTAL_PLAIN && texts >= 3)
		l->total = TOTAL_WEAK;
}

static bool data_follows(const struct work *w, size_t i)
{
	for (size_t k = i + 1; k < w->end; k++) {
		const struct line *l = &w->g->lines.at[k];
		if (l->kind != LINE_HEADER && has_sum_value(w, l))
			return l->total <= TOTAL_WEAK;
	}
	return false;
}

static bool is_section(const struct work *w, size_t i)
{
	const struct line *l = &w->g->lines.at[i];
	size_t texts = 0;
	for (uint32_t c = 0; c < l->n; c++) {
		if (l->v[c].kind == VALUE_NOTHING || l->v[c].kind == VALUE_ERROR)
			return false;
		if (c < w->g->columns && column_sums(&work_block(w)->columns.at[c]) && l->v[c].kind == VALUE_TEXT)
			return false;
		texts += l->v[c].kind == VALUE_TEXT;
	}
	return texts >= 1 && texts <= 2 && l->label.n <= SECTION_BYTES && data_follows(w, i);
}

void lines_classify(struct work *w)
{
	struct reconcile_block *b = work_block(w);
	uint32_t naming = naming_column(w);
	for (size_t i = w->first; i < w->end; i++)
		if (w->g->lines.at[i].kind != LINE_HEADER)
			find_label(w, &w->g->lines.at[i], naming);
	size_t section = SIZE_MAX;
	for (size_t i = w->first; i < w->end; i++) {
		struct line *l = &w->g->lines.at[i];
		if (l->kind == LINE_HEADER || blank_line(l))
			continue;
		if (has_sum_value(w, l)) {
			l->kind = l->total > TOTAL_WEAK ? LINE_TOTAL : fold_begins(l->label_fold, S("dont")) ? LINE_DETAIL : LINE_DATA;
			l->section = section;
		} else if (is_section(w, i)) {
			/* a heading repeated at the top of a page continues its section */
			l->kind = LINE_SECTION;
			bool full = b->sections.n >= SECTION_FIGURES / (b->columns.n + 1);
			bool repeated = section != SIZE_MAX && str_eq(name_fold(w->g->arena, b->sections.at[section].label), l->label_fold);
			if (repeated)
				l->kind = LINE_HEADER;
			if (!repeated && !full) {
				section = b->sections.n;
				*LIST_ADD(w->g->arena, &b->sections) = (struct reconcile_section){.label = l->label, .first_row = l->number};
			}
		}
	}
}

size_t group_column(const struct work *w)
{
	for (size_t c = 0; c < work_block(w)->columns.n; c++) {
		if (work_block(w)->columns.at[c].kind != COLUMN_TEXT || work_block(w)->columns.at[c].named)
			continue;
		size_t lines = 0, runs = 0;
		str last = STR_NONE;
		for (size_t i = w->first; i < w->end; i++) {
			const struct line *l = &w->g->lines.at[i];
			if (l->kind != LINE_DATA)
				continue;
			const struct value *v = work_value(w, l, c);
			lines++;
			if (v->kind == VALUE_TEXT && !str_eq(v->fold, last)) {
				runs++;
				last = v->fold;
			}
		}
		if (runs >= 2 && runs * 10 <= lines * 7)
			return c;
	}
	return SIZE_MAX;
}

void block_bound(const struct work *w)
{
	struct reconcile_block *b = work_block(w);
	for (size_t i = w->header; i < w->end; i++) {
		const struct line *l = &w->g->lines.at[i];
		if (!l->n)
			continue;
		b->first_row = b->first_row ? b->first_row : l->number;
		b->last_row = l->number;
	}
}

void sections_drop_empty(const struct work *w)
{
	struct reconcile_block *b = work_block(w);
	size_t kept = 0;
	for (size_t i = 0; i < b->sections.n; i++)
		if (b->sections.at[i].rows)
			b->sections.at[kept++] = b->sections.at[i];
	b->sections.n = kept;
}

size_t section_limit(const struct reconcile_block *b)
{
	return SECTION_FIGURES / (b->columns.n + 1);
}

/* Leaves that no heading claimed become a section when a sub-total closes them. */
