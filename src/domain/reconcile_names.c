/* Lines that look like one another: twins, one name written in two ways, a number missing from a numbered list. To be looked at, never wrong for sure. */
#include "domain/reconcile_parts.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_COLUMNS = 12, NAMES_MAX = 600, NAME_BYTES_MIN = 5, NAME_BYTES_MAX = 64, TWINS_MAX = 40, VARIANTS_MAX = 40, SEQUENCE_MIN = 5, MISSING_MAX = 20 };

struct twin {
	uint64_t whole, key; /* fingerprints of all cells; of label and amounts */
	size_t line;
};

static uint64_t mix(uint64_t h, str s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
	return (h ^ 0xff) * UINT64_C(1099511628211);
}

static uint64_t mix_number(uint64_t h, int64_t v)
{
	return (h ^ (uint64_t)v) * UINT64_C(1099511628211) + 7;
}

/* False for lines that cannot have a twin worth saying: no label, or no amount. */
static bool fingerprint(const struct work *w, size_t i, struct twin *t)
{
	const struct line *l = &w->g->lines.at[i];
	bool amount = false;
	*t = (struct twin){.whole = UINT64_C(1469598103934665603), .key = UINT64_C(1469598103934665603), .line = i};
	if (l->kind != LINE_DATA || l->label_fold.n < 3)
		return false;
	t->key = mix(t->key, l->label_fold);
	for (uint32_t c = 0; c < l->n && c < w->g->columns; c++) {
		const struct value *v = &l->v[c];
		const struct reconcile_column *col = &work_block(w)->columns.at[c];
		if (v->kind == VALUE_EMPTY || col->kind == COLUMN_CODE)
			continue;
		int64_t micro;
		bool sums = column_sums(col) && work_amount(w, l, c, &micro);
		t->whole = mix_number(t->whole, (int64_t)c);
		t->whole = sums ? mix_number(t->whole, micro) : mix(t->whole, v->kind == VALUE_TEXT ? v->fold : v->text);
		if (sums && micro != 0) {
			t->key = mix_number(mix_number(t->key, (int64_t)c), micro);
			amount = true;
		}
	}
	return amount;
}

static int by_key(const void *x, const void *y)
{
	const struct twin *a = x, *b = y;
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->line < b->line ? -1 : a->line > b->line;
}

static int by_line(const void *x, const void *y)
{
	const struct twin *a = x, *b = y;
	return a->line < b->line ? -1 : a->line > b->line;
}

static void find_twins(struct work *w)
{
	struct grid *g = w->g;
	size_t n = 0, found = 0;
	struct twin *twins = ARENA_ARRAY(g->arena, w->end - w->first + 1, struct twin), *pairs = ARENA_ARRAY(g->arena, TWINS_MAX, struct twin);
	for (size_t i = w->first; i < w->end; i++)
		n += fingerprint(w, i, &twins[n]);
	qsort(twins, n, sizeof *twins, by_key);
	for (size_t i = 0; i + 1 < n && found < TWINS_MAX; i++)
		if (twins[i].key == twins[i + 1].key) {
			pairs[found] = twins[i + 1];
			pairs[found].key = twins[i].line;
			pairs[found++].whole = twins[i].whole == twins[i + 1].whole;
		}
	qsort(pairs, found, sizeof *pairs, by_line);
	for (size_t i = 0; i < found; i++) {
		const struct line *l = &g->lines.at[pairs[i].line], *first = &g->lines.at[pairs[i].key];
		NOTE(g, SEVERITY_WARNING, l->number, -1, pairs[i].whole ? W_reconcile_twin : W_reconcile_near_twin, ARG("label", l->label), ARG("line", (int64_t)first->number));
	}
}

struct name {
	str text, fold, tight; /* tight: the fold without its spaces */
	size_t times;
	uint32_t line;
};

struct names {
	struct name at[NAMES_MAX];
	size_t n;
	size_t lines;
};

static str without_blanks(struct arena *a, str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ')
			p[n++] = s.p[i];
	return (str){p, n};
}

static void add_name(struct arena *a, struct names *ns, const struct value *v, uint32_t line)
{
	ns->lines++;
	for (size_t i = 0; i < ns->n; i++)
		if (str_eq(ns->at[i].text, v->text)) {
			ns->at[i].times++;
			return;
		}
	if (ns->n < NAMES_MAX)
		ns->at[ns->n++] = (struct name){v->text, v->fold, without_blanks(a, v->fold), 1, line};
}

static bool has_digit(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return false;
}

/* The one word in which two names differ, if they have as many words and differ in one only. */
static bool one_word_apart(str x, str y, str *wx, str *wy)
{
	size_t apart = 0;
	while (x.p && y.p) {
		str a, b;
		(void)str_cut(x, ' ', &a, &x);
		(void)str_cut(y, ' ', &b, &y);
		if (!str_eq(a, b)) {
			apart++;
			*wx = a;
			*wy = b;
		}
	}
	return !x.p && !y.p && apart == 1;
}

/* Initials of a name of several words: "caisse d allocations familiales" gives "caf"; small words are skipped. */
static bool is_acronym(str shorter, str longer)
{
	if (shorter.n < 3 || shorter.n > 8)
		return false;
	size_t n = 0, words = 0;
	str word, rest = longer;
	while (rest.p) {
		(void)str_cut(rest, ' ', &word, &rest);
		if (word.n <= 2 || str_eq(word, S("des")) || str_eq(word, S("les")) || str_eq(word, S("pour")))
			continue;
		words++;
		if (n >= shorter.n || word.p[0] != shorter.p[n++])
			return false;
	}
	return n == shorter.n && words >= 3;
}

static bool differs_by_plural(str x, str y)
{
	return (x.n == y.n + 1 && (str_ends(x, S("s")) || str_ends(x, S("x"))) && str_starts(x, y)) || (y.n == x.n + 1 && (str_ends(y, S("s")) || str_ends(y, S("x"))) && str_starts(y, x));
}

/* One name, two spellings. Numbers, letters of a series and short words tell different things apart: "Cité 5" is not "Cité 6". */
static bool is_variant(const struct name *x, const struct name *y)
{
	if (str_eq(x->fold, y->fold))
		return true;
	if (x->fold.n < 3 || y->fold.n < 3 || x->fold.n > NAME_BYTES_MAX || y->fold.n > NAME_BYTES_MAX)
		return false;
	if (is_acronym(x->fold, y->fold) || is_acronym(y->fold, x->fold))
		return true;
	str tight_x = x->tight, tight_y = y->tight;
	if (str_eq(tight_x, tight_y))
		return true;
	str wx = tight_x, wy = tight_y;
	bool words = one_word_apart(x->fold, y->fold, &wx, &wy);
	if (has_digit(wx) || has_digit(wy) || tight_x.n < NAME_BYTES_MIN + 1 || tight_y.n < NAME_BYTES_MIN + 1)
		return false;
	if (words && differs_by_plural(wx, wy) && wx.n >= 4)
		return true;
	size_t allowed = tight_x.n >= 12 ? 2 : 1;
	if (words)
		return ((wx.n >= 3 && wy.n >= 3) || tight_x.n >= 14) && wx.n + wy.n >= 5 && str_distance(wx, wy, 1) <= (wx.n >= NAME_BYTES_MIN || x->fold.n >= 14 ? 1 : 0);
	return tight_x.n >= 8 && str_distance(tight_x, tight_y, allowed) <= allowed;
}

static void compare_names(struct work *w, uint32_t column, const struct names *ns)
{
	size_t said = 0;
	for (size_t i = 0; i < ns->n; i++)
		for (size_t k = i + 1; k < ns->n && said < VARIANTS_MAX; k++)
			if (is_variant(&ns->at[i], &ns->at[k])) {
				NOTE(w->g, SEVERITY_WARNING, ns->at[k].line, column, W_reconcile_variant, ARG("name", ns->at[k].text), ARG("other", ns->at[i].text), ARG("line", (int64_t)ns->at[i].line));
				said++;
			}
}

/* Names are worth comparing where they come back (communes, bearers); in a column of titles only the same letters count. */
static void find_variants(struct work *w)
{
	struct names *ns = ARENA_NEW(w->g->arena, struct names);
	size_t looked = 0;
	for (uint32_t c = 0; c < w->g->columns && looked < NAME_COLUMNS; c++) {
		if (work_block(w)->columns.at[c].kind != COLUMN_TEXT)
			continue;
		looked++;
		ns->n = ns->lines = 0;
		for (size_t i = w->first; i < w->end && ns->n < NAMES_MAX; i++) {
			const struct line *l = &w->g->lines.at[i];
			if ((l->kind == LINE_DATA || l->kind == LINE_SECTION) && c < l->n && l->v[c].kind == VALUE_TEXT && l->v[c].text.n <= 120)
				add_name(w->g->arena, ns, &l->v[c], l->number);
		}
		if (ns->n >= 2 && ns->n < NAMES_MAX)
			compare_names(w, c, ns);
	}
}

/* "1.4" as its parent "1" and last number 4. */
static bool last_number(str text, str *parent, int64_t *number, str *whole)
{
	size_t i = 0, last = 0;
	while (i < text.n && ((text.p[i] >= '0' && text.p[i] <= '9') || (text.p[i] == '.' && i + 1 < text.n && text.p[i + 1] >= '0' && text.p[i + 1] <= '9'))) {
		if (text.p[i] == '.')
			last = i + 1;
		i++;
	}
	if (!i || i - last > 4 || (i < text.n && text.p[i] != ' ' && text.p[i] != '.' && text.p[i] != ')' && text.p[i] != '-'))
		return false;
	*parent = str_first(text, last);
	*whole = str_first(text, i);
	return str_to_int64((str){text.p + last, i - last}, number);
}

struct series {
	str parent;
	int64_t last;
	size_t steps, jumps;
};

static str numbered_text(const struct work *w, const struct line *l, uint32_t column)
{
	(void)w;
	return column < l->n && (l->v[column].kind == VALUE_TEXT || l->v[column].kind == VALUE_AMOUNT) ? l->v[column].text : S("");
}

/* A list is numbered when nearly every step is of one; the few jumps are the findings. Said only on the second walk. */
static struct series walk_series(struct work *w, uint32_t column, bool dotted, const enum severity *say)
{
	struct series s = {.parent = STR_NONE, .last = -1};
	for (size_t i = w->first; i < w->end; i++) {
		const struct line *l = &w->g->lines.at[i];
		str parent, whole;
		int64_t number;
		if ((l->kind != LINE_DATA && l->kind != LINE_SECTION) || !last_number(numbered_text(w, l, column), &parent, &number, &whole) || (parent.n > 0) != dotted)
			continue;
		bool follows = s.parent.p && str_eq(parent, s.parent);
		if (follows && number == s.last + 1)
			s.steps++;
		if (follows && number > s.last + 1 && number - s.last <= 4) {
			s.jumps++;
			for (int64_t k = s.last + 1; say && k < number && s.jumps <= MISSING_MAX; k++)
				NOTE(w->g, *say, l->number, column, W_reconcile_number_missing, ARG("number", arena_fmt(w->g->arena, "%.*s%lld", STR_ARGS(parent), (long long)k)), ARG("next", whole));
		}
		s.parent = parent;
		s.last = number;
	}
	return s;
}

static void find_missing_numbers(struct work *w)
{
	for (uint32_t c = 0; c < w->g->columns && c < 2; c++) {
		enum column_kind kind = work_block(w)->columns.at[c].kind;
		if (kind != COLUMN_TEXT && kind != COLUMN_CODE && kind != COLUMN_AMOUNT)
			continue;
		for (int dotted = 0; dotted <= 1; dotted++) {
			struct series s = walk_series(w, c, dotted, NULL);
			enum severity say = SEVERITY_WARNING;
			bool numbered = dotted ? s.steps >= 2 && kind != COLUMN_AMOUNT : s.steps >= SEQUENCE_MIN - 1;
			if (numbered && s.jumps && s.jumps * 4 <= s.steps + 2)
				(void)walk_series(w, c, dotted, &say);
		}
	}
}

void names_check(struct work *w)
{
	find_twins(w);
	find_variants(w);
	find_missing_numbers(w);
}
