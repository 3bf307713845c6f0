/* /grids/:call: the table of a call, filtered and sorted; /grids/:call/room: the same, large and alone, whole or one action at a time. Reads only; what is typed goes to grid_data.c
   (scripts) or grid_row.c (forms). Also the state of the session's table. */
#include "base/csv.h"
#include "base/format.h"
#include "base/limits.h"
#include "gen/queries.h"
#include "web/grid_show.h"
#include "web/handlers.h"
#include "web/respond.h"

#include <stdlib.h>

static str param(const struct page *pg, str name)
{
	str value = page_param(pg, name);
	return value.p ? value : S("");
}

/* ---- which rows, in which order ---- */

struct wanted {
	str district, theme, public, decision, sort;
	bool gap;
};

static bool has(const str *codes, size_t n, str code)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(codes[i], code))
			return true;
	return !str_is_set(code);
}

static bool is_wanted(const struct grid_row *r, const struct wanted *w)
{
	bool decision = !str_is_set(w->decision) || str_eq(w->decision, str_is_set(r->decision) ? r->decision : S("none"));
	return decision && has(r->districts.at, r->districts.n, w->district) && has(r->themes.at, r->themes.n, w->theme) && has(r->publics.at, r->publics.n, w->public) &&
	       (!w->gap || r->gap.cents != 0);
}

struct ranked {
	size_t row;
	int64_t key;
};

static int by_rank(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;
	if (a->key != b->key)
		return a->key > b->key ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

static size_t choose_rows(struct grid_page *p, const struct wanted *w, struct ranked *rows)
{
	size_t n = 0;
	for (size_t i = 0; i < p->grid.rows.n; i++) {
		const struct grid_row *r = &p->grid.rows.at[i];
		if (!is_wanted(r, w))
			continue;
		int64_t key = str_eq(w->sort, S("gap")) ? r->gap.cents : str_eq(w->sort, S("cost")) ? r->cost.cents : 0;
		if (str_eq(w->sort, S("score")))
			key = r->score_milli.set ? r->score_milli.value : -1;
		rows[n++] = (struct ranked){i, key};
	}
	qsort(rows, n, sizeof *rows, by_rank);
	return n;
}

/* ---- what surrounds the table ---- */

static void add_options(struct page *pg, struct desk_options *to, const str *codes, size_t n, const char *prefix, str chosen)
{
	for (size_t i = 0; i < n; i++)
		*LIST_ADD(pg->arena, to) = (struct desk_option){codes[i], page_word_of(pg, str_of(prefix), codes[i]), str_eq(codes[i], chosen)};
}

static void add_covered(struct page *pg, struct desk_options *to, const struct grid_coverage *all, size_t n, str chosen)
{
	for (size_t i = 0; i < n; i++)
		*LIST_ADD(pg->arena, to) = (struct desk_option){all[i].code, all[i].label, str_eq(all[i].code, chosen)};
}

/* Themes that a row names, in the order in which they are met. */
static void add_themes(struct grid_page *p, struct desk_options *to, str chosen)
{
	for (size_t i = 0; i < p->grid.rows.n; i++)
		for (size_t k = 0; k < p->grid.rows.at[i].themes.n; k++) {
			str code = p->grid.rows.at[i].themes.at[k];
			bool known = false;
			for (size_t o = 0; o < to->n && !known; o++)
				known = str_eq(to->at[o].code, code);
			if (!known)
				*LIST_ADD(p->pg->arena, to) = (struct desk_option){code, code, str_eq(code, chosen)};
		}
}

static enum status name_themes(struct grid_page *p, struct desk_options *themes)
{
	struct q_page_list_items_rows rows;
	enum status s = q_page_list_items(p->pg->db, p->pg->arena, p->grid.territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		for (size_t k = 0; k < themes->n; k++)
			if (str_eq(rows.at[i].list, S("themes")) && str_eq(rows.at[i].code, themes->at[k].code))
				themes->at[k].label = rows.at[i].label;
	return s;
}

static void add_filters(struct grid_page *p, const struct wanted *w, struct grid_view *v)
{
	static const str decisions[] = {S("none"), S("programmed"), S("reserve"), S("refused")};
	static const str sorts[] = {S("order"), S("gap"), S("cost"), S("score")};
	static const str stages[] = {S("hoped"), S("proposed"), S("voted")};
	add_covered(p->pg, &v->districts, p->grid.districts.at, p->grid.districts.n, w->district);
	add_covered(p->pg, &v->publics, p->grid.publics.at, p->grid.publics.n, w->public);
	add_themes(p, &v->themes, w->theme);
	add_options(p->pg, &v->decisions, decisions, 4, "grid.decision.", w->decision);
	add_options(p->pg, &v->sorts, sorts, 4, "grid.sort.", w->sort);
	add_options(p->pg, &v->stages, stages, 3, "grid.stage.", S("proposed"));
	v->gap_only = w->gap;
	v->filtered = w->gap || str_is_set(w->district) || str_is_set(w->theme) || str_is_set(w->public) || str_is_set(w->decision);
}

/* Where a column has several envelopes, which one is typed on is chosen beside the stage (N7: reserve, imposed and free figures). */
static void add_choices(struct grid_page *p, struct grid_view *v)
{
	const struct grid *g = &p->grid;
	for (size_t i = 0; i < g->envelopes.n; i++) {
		const struct grid_envelope *e = &g->envelopes.at[i];
		size_t same = 0;
		for (size_t k = 0; k < g->envelopes.n; k++)
			same += g->envelopes.at[k].column == e->column;
		if (e->column == SIZE_MAX || same < 2 || !p->writes[e->column])
			continue;
		const str part = page_word_of(p->pg, S("grid.part."), e->part);
		*LIST_ADD(p->pg->arena, &v->choices) = (struct grid_choice_view){e->code, arena_fmt(p->pg->arena, "%.*s · %.*s (%.*s)", STR_ARGS(g->columns.at[e->column].label),
			STR_ARGS(str_is_set(e->label) ? e->label : e->code), STR_ARGS(part)), g->columns.at[e->column].code};
	}
}

static void add_links(struct grid_page *p, struct grid_view *v)
{
	struct page *pg = p->pg;
	const int64_t scenario = p->grid.scenario;
	v->action = grid_link(pg, "", GRID_SESSION);
	v->room = grid_link(pg, "/room", scenario);
	v->envelopes_link = grid_link(pg, "/envelopes", GRID_SESSION);
	v->add = grid_link(pg, "/rows", scenario);
	v->csv = grid_link(pg, "/grid.csv", scenario);
	v->programme = LINK(pg, "/programmes/:call", pg->in.call);
	v->state_action = grid_link(pg, "/state", GRID_SESSION);
}

enum status show_grid(struct page *pg)
{
	struct grid_page p;
	struct grid_view *v = ARENA_NEW(pg->arena, struct grid_view);
	const struct wanted w = {param(pg, S("district")), param(pg, S("theme")), param(pg, S("public")), param(pg, S("decision")), param(pg, S("sort")), str_eq(param(pg, S("gap")), S("yes"))};
	enum status s = grid_page_read(pg, &p);
	if (s == OK)
		s = grid_page_judge(&p);
	if (s != OK)
		return s;
	struct ranked *rows = ARENA_ARRAY(pg->arena, p.grid.rows.n + 1, struct ranked);
	const size_t n = choose_rows(&p, &w, rows);
	page_layout(pg, &v->layout, word_text(pg->lang, W_grid_title));
	v->layout.wide = v->layout.refuse_index = true;
	page_crumb(pg, &v->layout, p.grid.title, LINK(pg, "/calls/:call", pg->in.call));
	grid_show_table(&p, &v->table);
	for (size_t i = 0; i < n; i++)
		grid_show_row(&p, rows[i].row, LIST_ADD(pg->arena, &v->table.rows));
	v->has_rows = n > 0;
	v->runs = p.runs;
	v->open = p.open;
	v->closed = str_eq(p.grid.scenario_state, S("closed"));
	v->settled = !v->open && !v->closed;
	v->state = page_word_of(pg, S("grid.scenario_state."), p.grid.scenario_state);
	v->state_tone = p.open ? S("open") : S("past");
	v->summary = TEXT(pg, W_grid_summary, ARG("name", p.grid.scenario_name), ARG("cost", p.grid.cost), ARG("funded", p.grid.funded), ARG("gap", v->table.gap));
	v->count = TEXT(pg, W_grid_count, ARG("n", (int64_t)n), ARG("all", (int64_t)p.grid.rows.n));
	add_filters(&p, &w, v);
	s = name_themes(&p, &v->themes);
	grid_show_sums(&p, &v->sums);
	add_choices(&p, v);
	add_links(&p, v);
	page_allows_scripts(pg);
	if (s == OK)
		RESPOND_HTML(pg, grid_page, v);
	return s;
}

/* ---- the meeting room ---- */

static void room_links(struct grid_page *p, size_t row, struct grid_room_view *v)
{
	struct page *pg = p->pg;
	const struct http_field scenario = {S("scenario"), arena_fmt(pg->arena, "%lld", (long long)p->grid.scenario)};
	str path = arena_fmt(pg->arena, "/grids/%.*s/room", STR_ARGS(pg->in.call));
	v->whole = page_url(pg, pg->base, path, &scenario, 1);
	v->back = grid_link(pg, "", p->grid.scenario);
	v->has_previous = v->one && row > 0;
	v->has_next = row + 1 < p->grid.rows.n;
	size_t next = v->one ? row + 1 : 0;
	struct http_field fields[] = {scenario, {S("row"), S("")}};
	if (v->has_previous) {
		fields[1].value = arena_fmt(pg->arena, "%lld", (long long)p->grid.rows.at[row - 1].id.v);
		v->previous = page_url(pg, pg->base, path, fields, 2);
	}
	if (v->has_next) {
		fields[1].value = arena_fmt(pg->arena, "%lld", (long long)p->grid.rows.at[next].id.v);
		v->next = page_url(pg, pg->base, path, fields, 2);
	}
}

enum status show_grid_room(struct page *pg)
{
	struct grid_page p;
	struct grid_room_view *v = ARENA_NEW(pg->arena, struct grid_room_view);
	enum status s = grid_page_read(pg, &p);
	int64_t id = 0;
	if (s == OK)
		s = grid_page_judge(&p);
	if (s == OK && str_is_set(param(pg, S("row"))) && !str_to_int64(param(pg, S("row")), &id))
		s = NOT_FOUND;
	const size_t row = s == OK && id ? grid_row_of(&p.grid, (application_id){id}) : SIZE_MAX;
	if (s == OK && id && row == SIZE_MAX)
		s = NOT_FOUND;
	if (s != OK)
		return s;
	for (size_t c = 0; c < p.grid.columns.n; c++)
		p.writes[c] = false; /* a screen that everybody looks at is typed in by nobody */
	page_layout(pg, &v->layout, word_text(pg->lang, W_grid_route_room));
	v->title = p.grid.title;
	v->one = id != 0;
	grid_show_table(&p, &v->table);
	for (size_t i = 0; i < p.grid.rows.n; i++)
		if (!id || i == row)
			grid_show_row(&p, i, LIST_ADD(pg->arena, &v->table.rows));
	for (size_t i = 0; i < p.grid.envelopes.n; i++)
		grid_show_envelope(&p, &p.grid.envelopes.at[i], LIST_ADD(pg->arena, &v->envelopes));
	room_links(&p, row == SIZE_MAX ? 0 : row, v);
	page_allows_scripts(pg);
	RESPOND_HTML(pg, grid_room_page, v);
	return OK;
}

/* ---- the session ---- */

enum status post_grid_state(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	int64_t scenario;
	str state = page_form(pg, S("state")), reason = page_form(pg, S("reason"));
	enum status s = grid_page_scenario(pg, &scenario);
	if (s != OK)
		return s;
	const struct grid_writing w = grid_page_writing(pg, scenario);
	if (!str_eq(state, S("open")) && !str_eq(state, S("closed")))
		return INVALID;
	s = grid_set_state(&w, state, reason.p ? reason : S(""), &ps);
	if (s == OK)
		page_wakes(pg, grid_topic(pg->in.call)); /* who types sees at once that it is closed */
	return s == OK ? page_see_other(pg, grid_link(pg, "", scenario)) : s;
}

/* ---- as a file ---- */

enum status send_grid_csv(struct page *pg)
{
	struct grid_page p;
	enum status s = grid_page_read(pg, &p);
	if (s != OK)
		return s;
	grid_csv(&pg->rs->body, pg->lang, &p.grid);
	respond_download(pg, S("text/csv; charset=utf-8"), arena_fmt(pg->arena, "%.*s-%lld.csv", STR_ARGS(pg->in.call), (long long)p.grid.scenario));
	return OK;
}
