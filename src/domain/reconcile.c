/* The order of work of a reconciliation, and how its findings are made. */
#include "domain/reconcile_parts.h"

#include "base/limits.h"

enum { FINDING_ARGS = 8 };

void add_finding(const struct grid *g, enum severity s, uint32_t row, int64_t column, enum word word, const struct word_arg *args, size_t count)
{
	struct reconciliation *r = g->r;
	if (r->findings.list.n >= LIMIT_TABLE_FINDINGS) {
		r->findings.errors += s == SEVERITY_ERROR;
		r->untold++;
		return;
	}
	struct word_arg filled[FINDING_ARGS];
	always(count <= FINDING_ARGS);
	for (size_t i = 0; i < count; i++) {
		filled[i] = args[i];
		if (args[i].kind == ARG_TEXT && !args[i].text.n)
			filled[i].text = S("\xe2\x80\xa6"); /* a line without words */
	}
	finding_add(&r->findings, s, S(""), word, filled, count);
	*LIST_ADD(r->arena, &r->places) = (struct reconcile_place){.sheet = g->sheet, .row = row, .column = column};
}

struct word_arg figure_arg(struct arena *a, const char *name, const struct reconcile_column *c, int64_t micro)
{
	if (c->money)
		return arg_money(name, amount_money(micro));
	if (micro % MICRO == 0)
		return arg_int(name, micro / MICRO);
	struct out o = out_new(64);
	uint64_t cents = (uint64_t)(micro < 0 ? -amount_money(micro).cents : amount_money(micro).cents);
	out_fmt(&o, "%s%llu,%02llu", micro < 0 ? "-" : "", (unsigned long long)(cents / 100), (unsigned long long)(cents % 100));
	struct word_arg arg = arg_text(name, arena_str(a, out_text(&o)));
	out_free(&o);
	return arg;
}

static void check_block(struct work *w)
{
	columns_classify(w);
	lines_classify(w);
	totals_check(w);
	relations_check(w);
	percents_check(w);
	names_check(w);
}

/* Findings by sheet, then as they stand: gaps first, their explanations just below. */
void reconcile_book(struct arena *a, str file, const struct table_book *book, struct reconciliation *r)
{
	*r = (struct reconciliation){.arena = a, .file = arena_str(a, file), .format = book->format, .encoding = book->encoding, .separator = book->separator};
	r->findings = findings_new(a);
	struct works works = {0};
	for (size_t i = 0; i < book->sheets.n; i++) {
		struct grid *g = ARENA_NEW(a, struct grid);
		*g = (struct grid){.arena = a, .r = r, .sheet = book->sheets.at[i].name.p ? book->sheets.at[i].name : S("")};
		grid_read(g, &book->sheets.at[i]);
		size_t from = works.list.n;
		blocks_find(g, &works);
		for (size_t k = from; k < works.list.n; k++)
			check_block(&works.list.at[k]);
		percent_runs_check(g);
	}
	recaps_check(r, &works);
	if (!works.list.n) {
		struct grid none = {.arena = a, .r = r, .sheet = S("")};
		NOTE(&none, SEVERITY_WARNING, 0, -1, W_reconcile_nothing_to_sum);
	}
}

bool reconciliation_adds_up(const struct reconciliation *r)
{
	return r->findings.errors == 0;
}
