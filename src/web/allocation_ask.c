/* /grids/:call/allocate: what an officer asks of the best distribution: envelopes as they are or otherwise for this time, what each funder may give, districts, quotas. The answer is another
   page (allocation_answer.c): the calculation never runs inside a request. */
#include "actions/distribute.h"
#include "actions/scenarios.h"
#include "base/limits.h"
#include "web/allocation_page.h"

enum { WISH_LINES = 4 };

struct asking {
	struct page *pg;
	struct problems ps;
	struct wish_fields fields;
	struct grid_page p;
	struct allocate_view *v;
};

static str typed_of(const struct asking *w, str name)
{
	str value = wish_field(&w->fields, name);
	return value.p ? value : S("");
}

static str wrong_of(struct asking *w, str field)
{
	for (size_t i = 0; i < w->ps.list.n; i++)
		if (str_eq(w->ps.list.at[i].field, field))
			return page_words(w->pg, w->ps.list.at[i].message, w->ps.list.at[i].args, w->ps.list.at[i].arg_count);
	return STR_NONE;
}

static str id_of(const struct asking *w, const char *family, str code)
{
	return arena_fmt(w->pg->arena, "%s.%.*s", family, STR_ARGS(code));
}

/* ---- the form ---- */

static void show_envelopes(struct asking *w)
{
	for (size_t i = 0; i < w->p.grid.envelopes.n; i++) {
		const struct grid_envelope *e = &w->p.grid.envelopes.at[i];
		struct grid_envelope_view shown;
		grid_show_envelope(&w->p, e, &shown);
		const str id = id_of(w, "e", e->code);
		if (e->column != SIZE_MAX)
			*LIST_ADD(w->pg->arena, &w->v->envelopes) = (struct allocate_envelope_view){.id = id, .label = e->label, .funder = shown.funder, .now = shown.amount, .typed = typed_of(w, id), .wrong = wrong_of(w, id)};
	}
}

static void show_funders(struct asking *w)
{
	for (size_t i = 0; i < w->p.grid.columns.n; i++) {
		const struct grid_column *c = &w->p.grid.columns.at[i];
		if (c->own_funds || c->valued)
			continue;
		const str least = id_of(w, "l", c->code), ceiling = id_of(w, "c", c->code), alone = id_of(w, "x", c->code);
		*LIST_ADD(w->pg->arena, &w->v->funders) = (struct allocate_funder_view){.label = grid_column_name(w->pg, c), .least_id = least, .least = typed_of(w, least), .least_wrong = wrong_of(w, least),
			.ceiling_id = ceiling, .ceiling = typed_of(w, ceiling), .ceiling_wrong = wrong_of(w, ceiling), .alone_id = alone, .alone = str_eq(typed_of(w, alone), S("yes"))};
	}
}

static void add_of(struct asking *w, struct desk_options *to, const char *family, str code, str label, str chosen)
{
	const str value = arena_fmt(w->pg->arena, "%s:%.*s", family, STR_ARGS(code));
	for (size_t i = 0; i < to->n; i++)
		if (str_eq(to->at[i].code, value))
			return;
	*LIST_ADD(w->pg->arena, to) = (struct desk_option){value, label, str_eq(value, chosen)};
}

static void add_families(struct asking *w, struct allocate_wish_view *line, str chosen)
{
	const struct grid *g = &w->p.grid;
	for (size_t i = 0; i < g->districts.n; i++)
		add_of(w, &line->districts, "district", g->districts.at[i].code, g->districts.at[i].label, chosen);
	for (size_t i = 0; i < g->publics.n; i++)
		add_of(w, &line->publics, "public", g->publics.at[i].code, g->publics.at[i].label, chosen);
	for (size_t i = 0; i < g->rows.n; i++)
		for (size_t k = 0; k < g->rows.at[i].goals.n; k++)
			add_of(w, &line->goals, "goal", g->rows.at[i].goals.at[k], g->rows.at[i].goals.at[k], chosen);
	for (size_t i = 0; i < g->envelopes.n; i++)
		add_of(w, &line->envelopes, "envelope", g->envelopes.at[i].code, g->envelopes.at[i].label, chosen);
}

static void show_wishes(struct asking *w)
{
	static const str kinds[] = {S("count_least"), S("count_most"), S("money_least"), S("money_most"), S("part_least")};
	struct page *pg = w->pg;
	for (int64_t n = 1; n <= WISH_LINES; n++) {
		struct allocate_wish_view *line = LIST_ADD(pg->arena, &w->v->wishes);
		*line = (struct allocate_wish_view){.kind_id = arena_fmt(pg->arena, "w.%lld.kind", (long long)n), .of_id = arena_fmt(pg->arena, "w.%lld.of", (long long)n),
			.number_id = arena_fmt(pg->arena, "w.%lld.number", (long long)n), .title = TEXT(pg, W_allocation_wish_n, ARG("n", n))};
		line->number = typed_of(w, line->number_id);
		line->wrong = wrong_of(w, line->of_id);
		if (!line->wrong.p)
			line->wrong = wrong_of(w, line->number_id);
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
			*LIST_ADD(pg->arena, &line->kinds) = (struct desk_option){kinds[k], page_word_of(pg, S("allocation.wish."), kinds[k]), str_eq(typed_of(w, line->kind_id), kinds[k])};
		add_families(w, line, typed_of(w, line->of_id));
	}
}

static void show_numbers(struct asking *w)
{
	static const struct {
		str code;
		enum word label;
	} steps[] = {{S("1"), W_allocation_step_1}, {S("10"), W_allocation_step_10}, {S("100"), W_allocation_step_100}, {S("1000"), W_allocation_step_1000}};
	struct allocate_view *v = w->v;
	struct page *pg = w->pg;
	const bool first = !w->fields.n;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		*LIST_ADD(pg->arena, &v->steps) = (struct desk_option){steps[i].code, word_text(pg->lang, steps[i].label), str_eq(typed_of(w, S("step")), steps[i].code) || (first && i == 2)};
	v->percent = first ? S("100") : typed_of(w, S("percent"));
	v->each = typed_of(w, S("each"));
	v->seconds = first ? S("20") : typed_of(w, S("seconds"));
	v->beyond = str_eq(typed_of(w, S("beyond")), S("yes"));
	v->keep = str_eq(typed_of(w, S("keep")), S("yes"));
	v->name_wrong = filing_page_wrong(&w->ps, S("name"));
	v->step_wrong = filing_page_wrong(&w->ps, S("step"));
	v->percent_wrong = filing_page_wrong(&w->ps, S("percent"));
	v->each_wrong = filing_page_wrong(&w->ps, S("each"));
	v->seconds_wrong = filing_page_wrong(&w->ps, S("seconds"));
	v->no_marks = true;
	for (size_t i = 0; i < w->p.grid.rows.n; i++)
		v->no_marks = v->no_marks && !w->p.grid.rows.at[i].score_milli.set;
}

static enum status add_sources(struct asking *w)
{
	struct page *pg = w->pg;
	struct scenario_lines lines;
	enum status s = read_scenarios(pg->db, pg->arena, pg->lang, pg->in.call, &lines);
	for (size_t i = 0; s == OK && i < lines.n; i++)
		if (!str_eq(lines.at[i].state, S("dropped")))
			*LIST_ADD(pg->arena, &w->v->sources) = (struct desk_option){arena_fmt(pg->arena, "%lld", (long long)lines.at[i].scenario), lines.at[i].name, lines.at[i].scenario == w->p.grid.scenario};
	return s;
}

static enum status add_runs(struct asking *w)
{
	struct page *pg = w->pg;
	struct q_allocation_runs_rows rows;
	enum status s = q_allocation_runs(pg->db, pg->arena, w->p.grid.territory, pg->in.call, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(pg->arena, &w->v->runs) = (struct allocate_run_view){.link = allocation_run_link(pg, rows.at[i].run), .name = rows.at[i].name,
			.state = page_word_of(pg, S("allocation.run."), rows.at[i].state), .tone = str_eq(rows.at[i].state, S("done")) ? S("good") : str_eq(rows.at[i].state, S("failed")) ? S("error") : S("warning")};
	return s;
}

static enum status ask_form(struct asking *w)
{
	struct page *pg = w->pg;
	w->v = ARENA_NEW(pg->arena, struct allocate_view);
	enum status s = grid_page_read(pg, &w->p);
	if (s == OK)
		s = add_sources(w);
	if (s == OK)
		s = add_runs(w);
	if (s != OK)
		return s;
	allocation_frame(pg, &w->v->layout, word_text(pg->lang, W_allocation_allocate), w->ps.total > 0);
	page_crumb(pg, &w->v->layout, word_text(pg->lang, W_allocation_scenarios), grid_link(pg, "/scenarios", GRID_SESSION));
	filing_page_problems(pg, &w->ps, &w->v->problems);
	w->v->title = w->p.grid.title;
	w->v->name = typed_of(w, S("name"));
	if (!w->fields.n)
		w->v->name = word_text(pg->lang, W_allocation_name_first);
	show_envelopes(w);
	show_funders(w);
	show_wishes(w);
	show_numbers(w);
	w->v->action = grid_link(pg, "/allocate", GRID_SESSION);
	w->v->back = grid_link(pg, "/scenarios", GRID_SESSION);
	RESPOND_HTML(pg, allocate_page, w->v);
	return OK;
}

enum status show_allocate(struct page *pg)
{
	struct asking *w = ARENA_NEW(pg->arena, struct asking);
	*w = (struct asking){.pg = pg, .ps = problems_new(pg->arena)};
	return ask_form(w);
}

/* ---- asked ---- */

static void take_fields(struct asking *w)
{
	static const str alone[] = {S("name"), S("step"), S("percent"), S("beyond"), S("keep"), S("each"), S("seconds")};
	static const str families[] = {S("e."), S("l."), S("c."), S("x."), S("w.")};
	struct page *pg = w->pg;
	for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
		str value = page_form(pg, alone[i]);
		*LIST_ADD(pg->arena, &w->fields) = (struct wish_field){alone[i], value.p ? value : S("")};
	}
	for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
		const struct page_fields of = page_form_family(pg, families[f]);
		for (size_t i = 0; i < of.n; i++)
			*LIST_ADD(pg->arena, &w->fields) = (struct wish_field){arena_fmt(pg->arena, "%.*s%.*s", STR_ARGS(families[f]), STR_ARGS(of.at[i].name)), of.at[i].value};
	}
}

enum status post_allocate(struct page *pg)
{
	struct asking *w = ARENA_NEW(pg->arena, struct asking);
	int64_t scenario = GRID_SESSION, run = 0;
	*w = (struct asking){.pg = pg, .ps = problems_new(pg->arena)};
	enum status s = grid_page_scenario(pg, &scenario);
	if (s != OK)
		return s;
	take_fields(w);
	const struct grid_writing writing = grid_page_writing(pg, scenario);
	s = ask_distribution(&writing, typed_of(w, S("name")), &w->fields, &w->ps, &run);
	if (s == OK)
		return page_see_other(pg, allocation_run_link(pg, run));
	if (s == CONFLICT)
		PROBLEM(&w->ps, STR_NONE, 0, STR_NONE, W_allocation_too_many_wait, ARG("n", (int64_t)LIMIT_ALLOCATION_WAITING));
	if (s != INVALID && s != CONFLICT)
		return s;
	s = ask_form(w);
	return s == OK ? page_again(pg) : s;
}
