/* /grids/:call/allocate/:request: a distribution that was asked: while it is worked out, a page that comes back by itself without a script; then what it gives, how far from the best it may be,
   what binds, what more money would do, or why nothing fits. Reads only. */
#include "actions/distribute.h"
#include "base/limits.h"
#include "gen/queries.h"
#include "web/allocation_page.h"

enum { REFRESH_SECONDS = 2 };

static str per_cent_of_ppm(const struct page *pg, int64_t ppm)
{
	return page_milli(pg, (ppm + 5) / 10); /* thousandths of a per cent */
}

/* A sum of marks as people give them, to a tenth: the solver counts a thousandth for what nobody marked. */
static str marks(const struct page *pg, int64_t thousandths)
{
	return page_milli(pg, (thousandths + 50) / 100 * 100);
}

static str demand_text(struct page *pg, const struct distribution_demand *d)
{
	switch (d->kind) {
	case DEMAND_ENVELOPE:
		return TEXT(pg, W_allocation_demand_envelope, ARG("label", d->label), ARG("amount", ((money){d->number})));
	case DEMAND_MUST:
		return TEXT(pg, W_allocation_demand_must, ARG("label", d->label));
	case DEMAND_COUNT_LEAST:
		return TEXT(pg, W_allocation_demand_count_least, ARG("label", d->label), ARG("n", d->number));
	case DEMAND_COUNT_MOST:
		return TEXT(pg, W_allocation_demand_count_most, ARG("label", d->label), ARG("n", d->number));
	case DEMAND_MONEY_LEAST:
		return TEXT(pg, W_allocation_demand_money_least, ARG("label", d->label), ARG("percent", d->number));
	case DEMAND_MONEY_MOST:
		return TEXT(pg, W_allocation_demand_money_most, ARG("label", d->label), ARG("percent", d->number));
	case DEMAND_PART_LEAST:
		return TEXT(pg, W_allocation_demand_part_least, ARG("label", d->label), ARG("percent", d->number));
	case DEMAND_KINDS:
		break;
	}
	return S("");
}

static void add_envelope(struct page *pg, const struct distribution_envelope *e, struct distribution_view *v)
{
	struct distribution_envelope_view *to = LIST_ADD(pg->arena, &v->envelopes);
	*to = (struct distribution_envelope_view){.label = e->label, .amount = page_money(pg, e->amount), .taken = page_money(pg, e->taken), .binds = e->binds, .changed = e->changed,
		.tone = e->binds ? S("warning") : S("good")};
	to->worth = e->mark_per_thousand > 0 ? TEXT(pg, W_allocation_worth, ARG("mark", page_milli(pg, (e->mark_per_thousand + 500) / 1000))) : word_text(pg->lang, W_allocation_worth_none);
	if (str_is_set(e->next))
		to->next = TEXT(pg, W_allocation_next, ARG("more", e->more), ARG("title", e->next));
}

static void add_moved(struct page *pg, const struct distribution *d, struct distribution_view *v)
{
	for (size_t i = 0; i < d->moved.n; i++) {
		const struct distribution_moved *m = &d->moved.at[i];
		*LIST_ADD(pg->arena, &v->moved) = TEXT(pg, m->still ? W_allocation_moved_still : W_allocation_moved, ARG("title", m->title), ARG("funder", m->funder), ARG("was", m->was), ARG("is", m->is));
		v->still = v->still || m->still;
	}
}

static void show_found(struct page *pg, const struct distribution *d, struct distribution_view *v)
{
	v->summary = TEXT(pg, W_allocation_found, ARG("n", (int64_t)d->count), ARG("all", (int64_t)d->projects), ARG("given", d->given), ARG("mark", marks(pg, d->mark)));
	v->gap = d->gap_ppm ? TEXT(pg, W_allocation_gap, ARG("gap", per_cent_of_ppm(pg, d->gap_ppm)), ARG("bound", marks(pg, d->bound))) : word_text(pg->lang, W_allocation_gap_zero);
	v->detail = TEXT(pg, d->outcome == SOLVE_OPTIMAL ? W_allocation_took : W_allocation_took_all, ARG("seconds", page_milli(pg, d->milliseconds)), ARG("n", d->rounds));
	v->ranking = TEXT(pg, W_allocation_ranking, ARG("n", (int64_t)d->rank_count), ARG("given", d->rank_given), ARG("mark", marks(pg, d->rank_mark)));
	for (size_t i = 0; i < d->rank_unmet.n; i++)
		*LIST_ADD(pg->arena, &v->unmet) = demand_text(pg, &d->rank_unmet.at[i]);
	for (size_t i = 0; i < d->binding.n; i++)
		if (d->binding.at[i].kind != DEMAND_ENVELOPE)
			*LIST_ADD(pg->arena, &v->binding) = demand_text(pg, &d->binding.at[i]);
	for (size_t i = 0; i < d->envelopes.n; i++)
		add_envelope(pg, &d->envelopes.at[i], v);
	add_moved(pg, d, v);
	if (d->unbounded)
		v->unbounded = TEXT(pg, W_allocation_unbounded, ARG("n", (int64_t)d->unbounded));
}

static enum status show_answer(struct page *pg, const struct q_allocation_run_row *row, struct distribution_view *v)
{
	struct distribution d;
	enum status s = distribution_read(pg->arena, row->answer.p ? row->answer : S(""), &d);
	if (s != OK)
		return BROKEN;
	v->found = d.outcome == SOLVE_OPTIMAL || d.outcome == SOLVE_IN_TIME;
	v->infeasible = d.outcome == SOLVE_INFEASIBLE;
	v->unknown = d.outcome == SOLVE_UNKNOWN;
	v->small = d.conflict_is_small;
	v->stale = d.stale;
	for (size_t i = 0; i < d.conflict.n; i++)
		*LIST_ADD(pg->arena, &v->conflict) = demand_text(pg, &d.conflict.at[i]);
	if (v->found)
		show_found(pg, &d, v);
	return OK;
}

static void add_links(struct page *pg, int64_t run, const struct q_allocation_run_row *row, struct distribution_view *v)
{
	v->here = allocation_run_link(pg, run);
	v->back = grid_link(pg, "/scenarios", GRID_SESSION);
	v->again = grid_link(pg, "/allocate", row->scenario);
	if (!row->solver.set || !row->ranking.set)
		return;
	const struct http_field fields[] = {{S("s"), arena_fmt(pg->arena, "%lld", (long long)row->scenario)}, {S("s"), arena_fmt(pg->arena, "%lld", (long long)row->solver.value)},
		{S("s"), arena_fmt(pg->arena, "%lld", (long long)row->ranking.value)}};
	v->compare = page_url(pg, pg->base, arena_fmt(pg->arena, "/grids/%.*s/compare", STR_ARGS(pg->in.call)), fields, 3);
	v->solver = grid_link(pg, "", row->solver.value);
	v->ranked = grid_link(pg, "", row->ranking.value);
}

enum status show_allocation(struct page *pg)
{
	struct distribution_view *v = ARENA_NEW(pg->arena, struct distribution_view);
	struct q_allocation_run_row row;
	struct q_filing_zone_row zone;
	struct grid head;
	int64_t run;
	if (!str_to_int64(pg->in.request, &run))
		return NOT_FOUND;
	enum status s = read_grid_head(pg->db, pg->arena, pg->lang, pg->in.call, GRID_SESSION, &head);
	if (s == OK)
		s = q_allocation_run(pg->db, pg->arena, head.territory, pg->in.call, run, &row);
	if (s == OK)
		s = q_filing_zone(pg->db, pg->arena, head.territory, &zone);
	if (s == OK && str_eq(row.state, S("done")))
		s = show_answer(pg, &row, v);
	if (s != OK)
		return s;
	v->waits = str_eq(row.state, S("waiting")) || str_eq(row.state, S("running"));
	v->failed = str_eq(row.state, S("failed"));
	allocation_frame(pg, &v->layout, arena_fmt(pg->arena, "%.*s – %.*s", STR_ARGS(page_word_of(pg, S("allocation.run."), row.state)), STR_ARGS(row.name)), false);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_allocation_scenarios), grid_link(pg, "/scenarios", GRID_SESSION));
	v->title = head.title;
	v->name = row.name;
	v->state = page_word_of(pg, S("allocation.run."), row.state);
	v->tone = v->waits ? S("warning") : v->found ? S("good") : S("error");
	v->asked = TEXT(pg, W_allocation_asked, ARG("when", filing_page_when(pg, zone.time_zone, row.asked)), ARG("seconds", row.seconds));
	add_links(pg, run, &row, v);
	if (v->waits)
		http_respond_header(pg->rs, S("Refresh"), arena_fmt(pg->arena, "%d", REFRESH_SECONDS));
	RESPOND_HTML(pg, distribution_page, v);
	return OK;
}
