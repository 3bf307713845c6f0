/* What the amounts of the whole table come to, in the words of the page and for its scripts: findings, envelopes, groups, districts and publics covered (N7). One reading for both, so that what a
   screen follows is what it would show if it were loaded again. */
#include "base/limits.h"
#include "web/finding_views.h"
#include "web/grid_show.h"

/* The worst first; otherwise in their order. A public without an action is seen in its table: it is no finding here. */
static struct findings worst_first(const struct page *pg, const struct findings *all)
{
	static const enum severity order[] = {SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFORMATION};
	struct findings sorted = findings_new(pg->arena);
	for (size_t k = 0; k < sizeof order / sizeof *order; k++)
		for (size_t i = 0; i < all->list.n; i++)
			if (all->list.at[i].severity == order[k] && all->list.at[i].message != W_grid_finding_public)
				*LIST_ADD(pg->arena, &sorted.list) = all->list.at[i];
	return sorted;
}

static struct grid_coverage_view covered(const struct page *pg, const struct grid_coverage *c)
{
	return (struct grid_coverage_view){.code = c->code, .label = c->label, .amount = page_money(pg, c->amount), .rows = (int64_t)c->rows, .funded = (int64_t)c->funded,
		.tone = c->funded ? S("even") : S("missing")};
}

void grid_show_sums(struct grid_page *p, struct grid_sums_view *v)
{
	struct page *pg = p->pg;
	const struct grid *g = &p->grid;
	const struct findings sorted = worst_first(pg, &g->findings);
	finding_views(pg, &sorted, &v->findings);
	if (v->findings.more)
		v->findings_more = TEXT(pg, W_grid_findings_more, ARG("n", v->findings.more));
	for (size_t i = 0; i < g->envelopes.n; i++)
		grid_show_envelope(p, &g->envelopes.at[i], LIST_ADD(pg->arena, &v->envelopes));
	for (size_t i = 0; i < g->groups.n; i++)
		*LIST_ADD(pg->arena, &v->groups) = (struct grid_group_view){g->groups.at[i].code, g->groups.at[i].label, page_money(pg, g->groups.at[i].amount),
			TEXT(pg, W_grid_percent_n, ARG("percent", g->groups.at[i].percent))};
	for (size_t i = 0; i < g->districts.n; i++)
		*LIST_ADD(pg->arena, &v->districts) = covered(pg, &g->districts.at[i]);
	for (size_t i = 0; i < g->publics.n; i++)
		*LIST_ADD(pg->arena, &v->publics) = covered(pg, &g->publics.at[i]);
}

/* ---- JSON ---- */

/* {"id": "e.cget-2020", "tone": "over", "taken": "…"}: the row of that id, and the text of each of its places. */
static void begin_line(const struct page *pg, struct json *j, const char *kind, str code)
{
	json_object(j);
	json_text(j, S("id"), arena_fmt(pg->arena, "%s.%.*s", kind, STR_ARGS(code)));
}

static void coverage_json(const struct page *pg, struct json *j, const char *kind, const struct grid_coverage_view *c)
{
	begin_line(pg, j, kind, c->code);
	json_text(j, S("tone"), c->tone);
	json_int(j, S("rows"), c->rows);
	json_int(j, S("funded"), c->funded);
	json_text(j, S("amount"), c->amount);
	json_end(j);
}

static void lines_json(const struct page *pg, const struct grid_sums_view *v, struct json *j)
{
	json_array_in(j, S("lines"));
	for (size_t i = 0; i < v->envelopes.n; i++) {
		begin_line(pg, j, "e", v->envelopes.at[i].code);
		json_text(j, S("tone"), v->envelopes.at[i].tone);
		json_text(j, S("amount"), v->envelopes.at[i].amount);
		json_text(j, S("taken"), v->envelopes.at[i].taken);
		json_text(j, S("left"), v->envelopes.at[i].left);
		json_end(j);
	}
	for (size_t i = 0; i < v->groups.n; i++) {
		begin_line(pg, j, "g", v->groups.at[i].code);
		json_text(j, S("amount"), v->groups.at[i].amount);
		json_text(j, S("percent"), v->groups.at[i].percent);
		json_end(j);
	}
	for (size_t i = 0; i < v->districts.n; i++)
		coverage_json(pg, j, "d", &v->districts.at[i]);
	for (size_t i = 0; i < v->publics.n; i++)
		coverage_json(pg, j, "p", &v->publics.at[i]);
	json_end(j);
}

void grid_json_sums(struct grid_page *p, struct json *j)
{
	struct grid_sums_view v = {0};
	grid_show_sums(p, &v);
	json_object_in(j, S("sums"));
	lines_json(p->pg, &v, j);
	json_array_in(j, S("findings"));
	for (size_t i = 0; i < v.findings.findings.n; i++) {
		const struct finding_view *f = &v.findings.findings.at[i];
		json_object(j);
		json_text(j, S("tone"), f->tone);
		json_text(j, S("severity"), f->severity);
		json_text(j, S("text"), f->text);
		json_text(j, S("place"), str_is_set(f->place) ? f->place : S(""));
		json_end(j);
	}
	json_end(j);
	json_text(j, S("more"), v.findings_more.p ? v.findings_more : S(""));
	json_end(j);
}
