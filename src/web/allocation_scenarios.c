/* /grids/:call/scenarios: the session's table and what was copied, cut or worked out from it, each with its totals; making a copy, closing, opening again, dropping. Reads through
   actions/scenarios.h, writes through actions/grid_write.h. */
#include "actions/scenarios.h"
#include "base/limits.h"
#include "web/allocation_page.h"
#include "web/routes.h"

static str text_of(const struct page *pg, str name)
{
	str value = pg->rq->method == HTTP_POST && route_has_field(pg->route, name) ? page_form(pg, name) : STR_NONE;
	return value.p ? value : S("");
}

static void show_totals(struct page *pg, const struct grid *g, struct scenario_view *to)
{
	struct grid_comparison c;
	grid_compare(pg->arena, &g, 1, &c);
	to->has_totals = true;
	to->given = page_money(pg, c.given[0]);
	to->funded = TEXT(pg, W_allocation_funded_of, ARG("n", (int64_t)c.funded[0]), ARG("all", (int64_t)g->rows.n));
	to->covered = c.districts ? TEXT(pg, W_allocation_covered_of, ARG("n", (int64_t)c.covered[0]), ARG("all", (int64_t)c.districts)) : STR_NONE;
	to->gap = c.gap[0].cents ? TEXT(pg, W_grid_gap_missing, ARG("gap", c.gap[0])) : word_text(pg->lang, W_grid_gap_none);
	to->gap_tone = c.gap[0].cents ? S("missing") : S("even");
}

static str name_of(const struct scenario_lines *lines, int64_t scenario)
{
	for (size_t i = 0; i < lines->n; i++)
		if (lines->at[i].scenario == scenario)
			return lines->at[i].name;
	return STR_NONE;
}

static void show_scenario(struct page *pg, str zone, const struct scenario_lines *lines, const struct scenario_line *line, struct scenario_view *to)
{
	*to = (struct scenario_view){.link = grid_link(pg, "", line->scenario), .number = line->scenario, .id = arena_fmt(pg->arena, "s-%lld", (long long)line->scenario), .name = line->name,
		.note = line->note, .origin = page_word_of(pg, S("allocation.origin."), line->origin), .state = page_word_of(pg, S("grid.scenario_state."), line->state),
		.open = str_eq(line->state, S("open")), .closed = str_eq(line->state, S("closed"))};
	to->state_tone = to->open ? S("open") : str_eq(line->state, S("adopted")) ? S("good") : S("past");
	to->may_close = to->open && line->scenario != GRID_SESSION;
	to->may_drop = (to->open || to->closed) && line->scenario != GRID_SESSION;
	if (line->made.set && line->scenario != GRID_SESSION)
		to->made = TEXT(pg, W_allocation_made, ARG("who", line->by.p ? line->by : S("–")), ARG("when", filing_page_when(pg, zone, line->made.value)));
	if (line->based_on && name_of(lines, line->based_on).p)
		to->based_on = TEXT(pg, W_allocation_based_on, ARG("name", name_of(lines, line->based_on)));
	if (line->grid)
		show_totals(pg, line->grid, to);
}

static enum status scenarios_form(struct page *pg, const struct problems *ps)
{
	struct scenario_lines lines;
	struct grid head;
	struct q_filing_zone_row zone;
	struct scenarios_view *v = ARENA_NEW(pg->arena, struct scenarios_view);
	enum status s = read_grid_head(pg->db, pg->arena, pg->lang, pg->in.call, GRID_SESSION, &head);
	if (s == OK)
		s = read_scenarios(pg->db, pg->arena, pg->lang, pg->in.call, &lines);
	if (s == OK)
		s = read_scenario_totals(pg->db, pg->arena, pg->lang, pg->in.call, &lines);
	if (s == OK)
		s = q_filing_zone(pg->db, pg->arena, head.territory, &zone);
	if (s != OK)
		return s;
	allocation_frame(pg, &v->layout, word_text(pg->lang, W_allocation_scenarios), ps->total > 0);
	filing_page_problems(pg, ps, &v->problems);
	v->title = head.title;
	v->runs = allocation_runs(pg);
	for (size_t i = 0; i < lines.n; i++) {
		const bool dropped = str_eq(lines.at[i].state, S("dropped"));
		if (dropped)
			show_scenario(pg, zone.time_zone, &lines, &lines.at[i], LIST_ADD(pg->arena, &v->dropped));
		else
			show_scenario(pg, zone.time_zone, &lines, &lines.at[i], LIST_ADD(pg->arena, &v->scenarios));
		if (!dropped)
			*LIST_ADD(pg->arena, &v->sources) = (struct desk_option){arena_fmt(pg->arena, "%lld", (long long)lines.at[i].scenario), lines.at[i].name,
				str_eq(text_of(pg, S("scenario")), arena_fmt(pg->arena, "%lld", (long long)lines.at[i].scenario))};
	}
	v->several = v->scenarios.n > 1;
	v->name = text_of(pg, S("name"));
	v->note = text_of(pg, S("note"));
	v->name_wrong = filing_page_wrong(ps, S("name"));
	v->compare = grid_link(pg, "/compare", GRID_SESSION);
	v->copy = grid_link(pg, "/scenarios", GRID_SESSION);
	v->state = grid_link(pg, "/scenarios/state", GRID_SESSION);
	v->table = grid_link(pg, "", GRID_SESSION);
	v->allocate = grid_link(pg, "/allocate", GRID_SESSION);
	v->cut = grid_link(pg, "/cut", GRID_SESSION);
	RESPOND_HTML(pg, scenarios_page, v);
	return OK;
}

enum status show_scenarios(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return scenarios_form(pg, &none);
}

enum status post_scenario_copy(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	int64_t scenario = GRID_SESSION, made = 0;
	enum status s = grid_page_scenario(pg, &scenario);
	if (s != OK)
		return s;
	const struct grid_writing w = grid_page_writing(pg, scenario);
	s = grid_copy_scenario(&w, text_of(pg, S("name")), text_of(pg, S("note")), S("copy"), &ps, &made);
	if (s == OK)
		return page_see_other(pg, grid_link(pg, "", made));
	if (s != INVALID)
		return s;
	s = scenarios_form(pg, &ps);
	return s == OK ? page_again(pg) : s;
}

enum status post_scenario_state(struct page *pg)
{
	static const str states[] = {S("open"), S("closed"), S("dropped")};
	struct problems ps = problems_new(pg->arena);
	int64_t scenario;
	bool known = false;
	enum status s = grid_page_scenario(pg, &scenario);
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		known = known || str_eq(text_of(pg, S("state")), states[i]);
	if (s != OK || !known || scenario == GRID_SESSION) /* the session has its own form */
		return s != OK ? s : INVALID;
	const struct grid_writing w = grid_page_writing(pg, scenario);
	s = grid_set_state(&w, text_of(pg, S("state")), S(""), &ps);
	if (s == CONFLICT)
		PROBLEM(&ps, STR_NONE, 0, STR_NONE, W_allocation_state_conflict);
	if (s == OK) {
		page_wakes(pg, grid_topic(pg->in.call));
		return page_see_other(pg, grid_link(pg, "/scenarios", GRID_SESSION));
	}
	if (s != CONFLICT)
		return s;
	s = scenarios_form(pg, &ps);
	return s == OK ? page_again_as(pg, 409) : s;
}
