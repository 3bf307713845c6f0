/* /grids/:call/rows/:request: one row of the grid as a form, which needs no script: what was asked, what each funder says, the decision. Also /grids/:call/rows, a row typed at the table. */
#include "base/calendar.h"
#include "base/format.h"
#include "base/limits.h"
#include "gen/queries.h"
#include "web/filing_page.h"
#include "web/grid_show.h"

struct refused_column {
	struct cell_change change;
	struct grid_written written;
	enum status said;
};
struct row_page {
	struct grid_page p;
	struct page *pg;
	struct problems ps;
	struct page_fields typed; /* of c.* */
	size_t row;
	bool again;    /* shows what was typed */
	bool conflict; /* somebody else wrote, or nobody may any more */
	LIST_OF(struct refused_column) refused;
	struct grid_form_view *v;
};

static str text_of(const struct page *pg, str name)
{
	str value = page_form(pg, name);
	return value.p ? value : S("");
}

static str typed_of(const struct row_page *w, const char *what, str column)
{
	str name = arena_fmt(w->pg->arena, "%s.%.*s", what, STR_ARGS(column));
	for (size_t i = 0; i < w->typed.n; i++)
		if (str_eq(w->typed.at[i].name, name))
			return w->typed.at[i].value;
	return STR_NONE;
}

static str plain(struct arena *a, opt_money m)
{
	if (!m.set)
		return S("");
	return m.value.cents % 100 ? arena_fmt(a, "%lld,%02lld", (long long)(m.value.cents / 100), (long long)(m.value.cents % 100)) : arena_fmt(a, "%lld", (long long)(m.value.cents / 100));
}

/* ---- shown ---- */

static str or_typed(const struct row_page *w, const char *what, str column, str now)
{
	str typed = w->again ? typed_of(w, what, column) : STR_NONE;
	return typed.p ? typed : now;
}

static bool checked(const struct row_page *w, const char *what, str column, bool now)
{
	return w->again && typed_of(w, "base", column).p ? str_eq(typed_of(w, what, column), S("yes")) : now;
}

static str wrong_of(const struct row_page *w, str column)
{
	str wrong = STR_NONE;
	for (size_t i = 0; i < w->ps.list.n; i++) {
		const struct problem *p = &w->ps.list.at[i];
		if (!str_eq(p->field, column))
			continue;
		str text = page_words(w->pg, p->message, p->args, p->arg_count);
		wrong = wrong.p ? arena_fmt(w->pg->arena, "%.*s %.*s", STR_ARGS(wrong), STR_ARGS(text)) : text;
	}
	return wrong;
}

static void add_envelopes(const struct row_page *w, const struct grid_column *col, const struct grid_cell *cell, struct grid_field_view *f)
{
	str chosen = or_typed(w, "envelope", col->code, cell->envelope);
	for (size_t i = 0; i < w->p.grid.envelopes.n; i++) {
		const struct grid_envelope *e = &w->p.grid.envelopes.at[i];
		if (str_eq(e->funder, col->funder) && e->investment == col->investment && !col->valued)
			*LIST_ADD(w->pg->arena, &f->envelopes) = (struct desk_option){e->code, e->label, str_eq(e->code, chosen)};
	}
	f->has_envelopes = f->envelopes.n > 0;
}

static void add_field(struct row_page *w, size_t c)
{
	struct page *pg = w->pg;
	const struct grid_column *col = &w->p.grid.columns.at[c];
	const struct grid_cell *cell = &w->p.grid.rows.at[w->row].cells[c];
	struct grid_cell_view shown;
	grid_show_cell(&w->p, w->row, c, &shown);
	struct grid_field_view *f = LIST_ADD(pg->arena, &w->v->fields);
	*f = (struct grid_field_view){.key = col->code, .label = shown.label, .now = STR_NONE,
		.asked = cell->asked.set ? TEXT(pg, W_grid_asked_amount, ARG("amount", cell->asked.value)) : word_text(pg->lang, W_grid_asked_nothing),
		.hoped = or_typed(w, "hoped", col->code, plain(pg->arena, cell->hoped)), .proposed = or_typed(w, "proposed", col->code, plain(pg->arena, cell->proposed)),
		.voted = or_typed(w, "voted", col->code, plain(pg->arena, cell->voted)), .reason = or_typed(w, "reason", col->code, cell->reason.p ? cell->reason : S("")),
		.base = cell->revision, .refused = checked(w, "refused", col->code, cell->refused), .locked = checked(w, "locked", col->code, cell->locked), .writes = shown.writes,
		.own = shown.own, .wrong = wrong_of(w, col->code)};
	if (str_is_set(shown.detail) && !str_eq(shown.detail, f->asked)) /* while nothing else is known of it, what was asked is said once */
		f->now = shown.detail;
	if (str_is_set(f->now) && cell->asked.set)
		f->asked = STR_NONE; /* the detail begins with it */
	f->is_wrong = str_is_set(f->wrong);
	f->asks_confirm = w->p.runs && f->is_wrong;
	f->confirmed = checked(w, "confirm", col->code, false);
	w->v->writes = w->v->writes || f->writes;
	add_envelopes(w, col, cell, f);
}

static enum status add_axes(struct page *pg, territory_id territory, str chosen, struct desk_options *to)
{
	struct q_grid_axes_rows axes;
	struct q_grid_goal_axes_rows goals;
	enum status s = q_grid_axes(pg->db, pg->arena, territory, pg->in.call, &axes);
	if (s == OK)
		s = q_grid_goal_axes(pg->db, pg->arena, territory, pg->in.call, &goals);
	for (size_t i = 0; s == OK && i < axes.n; i++)
		*LIST_ADD(pg->arena, to) = (struct desk_option){axes.at[i].code, axes.at[i].label, str_eq(axes.at[i].code, chosen)};
	for (size_t i = 0; s == OK && !axes.n && i < goals.n; i++)
		*LIST_ADD(pg->arena, to) = (struct desk_option){goals.at[i].code, goals.at[i].label, str_eq(goals.at[i].code, chosen)};
	return s;
}

static str what_was(struct page *pg, const struct q_grid_cell_past_row *row)
{
	const struct {
		opt_money amount;
		enum cell_stage stage;
	} parts[] = {{row->hoped, CELL_HOPED}, {row->proposed, CELL_PROPOSED}, {row->voted, CELL_VOTED}};
	str said[4];
	size_t n = 0;
	for (size_t i = 0; i < 3; i++)
		if (parts[i].amount.set)
			said[n++] = TEXT(pg, W_grid_stage_amount, ARG("stage", word_text(pg->lang, cell_stage_word(parts[i].stage))), ARG("amount", parts[i].amount.value));
	if (row->refused)
		said[n++] = word_text(pg->lang, W_grid_stage_refused);
	return n ? page_joined(pg, said, n) : word_text(pg->lang, W_grid_stage_empty);
}

static enum status add_past(struct row_page *w)
{
	struct page *pg = w->pg;
	struct q_grid_cell_past_rows rows;
	struct q_filing_zone_row zone;
	const struct grid *g = &w->p.grid;
	enum status s = q_grid_cell_past(pg->db, pg->arena, g->territory, g->call, g->scenario, g->rows.at[w->row].id, &rows);
	if (s == OK)
		s = q_filing_zone(pg->db, pg->arena, g->territory, &zone);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_grid_cell_past_row *row = &rows.at[i];
		size_t c = grid_column_of(g, grid_column_code(pg->arena, row->funder, str_eq(row->section, S("investment")), row->valued));
		*LIST_ADD(pg->arena, &w->v->past) = (struct grid_past_view){.when = filing_page_when(pg, zone.time_zone, row->changed), .who = row->by.p ? row->by : S("–"),
			.column = c == SIZE_MAX ? row->funder : grid_column_name(pg, &g->columns.at[c]), .what = what_was(pg, row), .reason = row->reason};
	}
	return s;
}

static enum status add_row_fields(struct row_page *w)
{
	static const str decisions[] = {S("none"), S("programmed"), S("reserve"), S("refused")};
	struct page *pg = w->pg;
	struct q_grid_row_kept_row kept = {0};
	const struct grid *g = &w->p.grid;
	const struct grid_row *r = &g->rows.at[w->row];
	struct grid_form_view *v = w->v;
	enum status s = q_grid_row_kept(pg->db, pg->arena, g->territory, g->call, g->scenario, r->id, &kept);
	if (s != OK && s != NOT_FOUND)
		return s;
	const bool again = w->again && page_form(pg, S("base")).p;
	v->base = r->revision;
	v->cost = again ? text_of(pg, S("cost")) : plain(pg->arena, kept.cost);
	v->other = again ? text_of(pg, S("other")) : plain(pg->arena, kept.other);
	v->note = again ? text_of(pg, S("note")) : kept.note.p ? kept.note : S("");
	str decision = again ? text_of(pg, S("decision")) : str_is_set(r->decision) ? r->decision : S("none");
	for (size_t i = 0; i < 4; i++)
		*LIST_ADD(pg->arena, &v->decisions) = (struct desk_option){decisions[i], page_word_of(pg, S("grid.decision."), decisions[i]), str_eq(decisions[i], decision)};
	v->cost_wrong = filing_page_wrong(&w->ps, S("cost"));
	v->other_wrong = filing_page_wrong(&w->ps, S("other"));
	v->note_wrong = filing_page_wrong(&w->ps, S("note"));
	return add_axes(pg, g->territory, again ? text_of(pg, S("axis")) : r->axis, &v->axes);
}

static enum status find_row(struct row_page *w)
{
	int64_t id;
	enum status s = grid_page_read(w->pg, &w->p);
	if (s == OK && !str_to_int64(w->pg->in.request, &id))
		s = NOT_FOUND;
	w->row = s == OK ? grid_row_of(&w->p.grid, (application_id){id}) : SIZE_MAX;
	return s == OK && w->row == SIZE_MAX ? NOT_FOUND : s;
}

static enum status row_form(struct row_page *w)
{
	struct page *pg = w->pg;
	struct grid_form_view *v = w->v = ARENA_NEW(pg->arena, struct grid_form_view);
	enum status s = find_row(w);
	if (s == OK)
		s = grid_page_judge_row(&w->p, w->row);
	if (s != OK)
		return s;
	const struct grid *g = &w->p.grid;
	const struct grid_row *r = &g->rows.at[w->row];
	page_layout(pg, &v->layout, w->ps.total ? TEXT(pg, W_grid_title_wrong, ARG("title", r->title)) : r->title);
	v->layout.refuse_index = true;
	v->back = grid_link(pg, "", g->scenario);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_grid_title), v->back);
	filing_page_problems(pg, &w->ps, &v->problems);
	v->title = r->title;
	v->number = r->number;
	v->bearer = r->bearer;
	v->state = page_word_of(pg, S("grid.state."), r->state);
	v->cost_now = page_money(pg, r->cost);
	v->funded = page_money(pg, r->funded);
	v->other_now = r->other.cents ? page_money(pg, r->other) : STR_NONE;
	v->gap = grid_gap_text(pg, r->gap, &v->gap_tone);
	v->open = w->p.open;
	v->runs = v->writes = w->p.runs && w->p.open;
	v->scenario = g->scenario;
	v->saved = pg->rq->method != HTTP_POST && str_eq(page_param(pg, S("said")), S("saved"));
	v->action = grid_row_link(pg, r->id, GRID_SESSION);
	for (size_t c = 0; c < g->columns.n; c++)
		add_field(w, c);
	s = v->runs ? add_row_fields(w) : OK;
	if (s == OK)
		s = add_past(w);
	if (s == OK)
		RESPOND_HTML(pg, grid_row_page, v);
	return s;
}

enum status show_grid_row(struct page *pg)
{
	struct row_page w = {.pg = pg, .ps = problems_new(pg->arena)};
	return row_form(&w);
}

/* ---- written ---- */

/* Problems of a column are told under its name; those of its fields have one place. */
static void add_column_problems(struct row_page *w, const struct problems *own, str column)
{
	for (size_t i = 0; i < own->list.n; i++) {
		const struct problem *p = &own->list.at[i];
		problem_add(&w->ps, STR_NONE, 0, column, p->message, p->args, p->arg_count);
	}
}

static enum status write_column(struct row_page *w, const struct grid_writing *writing, size_t c)
{
	struct page *pg = w->pg;
	const str column = w->p.grid.columns.at[c].code, base = typed_of(w, "base", column);
	struct problems own = problems_new(pg->arena);
	struct grid_written written = {0};
	struct cell_change ch = {.application = w->p.grid.rows.at[w->row].id, .column = column, .confirmed = str_eq(typed_of(w, "confirm", column), S("yes"))};
	if (!base.p || !w->p.writes[c])
		return OK;
	if (!str_to_int64(base, &ch.base))
		return NOT_FOUND;
	ch.hoped.given = ch.proposed.given = ch.voted.given = ch.refused.given = ch.locked.given = ch.reason.given = true;
	(void)grid_amount_typed(typed_of(w, "hoped", column), column, &own, &ch.hoped.amount);
	(void)grid_amount_typed(typed_of(w, "proposed", column), column, &own, &ch.proposed.amount);
	(void)grid_amount_typed(typed_of(w, "voted", column), column, &own, &ch.voted.amount);
	ch.refused.on = str_eq(typed_of(w, "refused", column), S("yes"));
	ch.locked.on = str_eq(typed_of(w, "locked", column), S("yes"));
	ch.reason.text = typed_of(w, "reason", column).p ? typed_of(w, "reason", column) : S("");
	ch.envelope = (struct change_text){typed_of(w, "envelope", column).p != NULL, typed_of(w, "envelope", column)};
	enum status s = own.total ? INVALID : grid_write_cell(writing, &ch, &own, &written);
	w->conflict = w->conflict || s == CONFLICT;
	if (s == CONFLICT && written.stale) {
		struct grid_cell_view now;
		grid_show_cell(&w->p, w->row, c, &now);
		PROBLEM(&own, STR_NONE, 0, column, W_grid_stale_in, ARG("funder", now.label), ARG("now", now.detail));
	} else if (s == CONFLICT)
		PROBLEM(&own, STR_NONE, 0, column, W_grid_is_closed);
	else if (s == DENIED)
		PROBLEM(&own, STR_NONE, 0, column, W_grid_row_closed);
	add_column_problems(w, &own, column);
	if (s != INVALID && s != CONFLICT && s != DENIED)
		return s;
	*LIST_ADD(pg->arena, &w->refused) = (struct refused_column){ch, written, s};
	return OK;
}

/* All or nothing: what was written of the row is taken back; what was refused because of who asked, of an envelope or of somebody quicker leaves its trace. */
static enum status undo_row(struct row_page *w, const struct grid_writing *writing)
{
	enum status s = db_savepoint_undo(w->pg->db);
	for (size_t i = 0; i < w->refused.n && s == OK; i++)
		s = grid_note_refusal(writing, &w->refused.at[i].change, &w->refused.at[i].written, w->refused.at[i].said);
	return s;
}

static enum status write_row_fields(struct row_page *w, const struct grid_writing *writing)
{
	struct page *pg = w->pg;
	struct grid_written written;
	struct row_change change = {.application = w->p.grid.rows.at[w->row].id, .cost = {.given = true}, .other = {.given = true}};
	str decision = text_of(pg, S("decision"));
	if (!page_form(pg, S("base")).p)
		return OK;
	if (!str_to_int64(page_form(pg, S("base")), &change.base))
		return NOT_FOUND;
	size_t before = w->ps.total;
	(void)grid_amount_typed(text_of(pg, S("cost")), S("cost"), &w->ps, &change.cost.amount);
	(void)grid_amount_typed(text_of(pg, S("other")), S("other"), &w->ps, &change.other.amount);
	change.decision = (struct change_text){true, str_eq(decision, S("none")) ? S("") : decision};
	change.axis = (struct change_text){true, text_of(pg, S("axis"))};
	change.note = (struct change_text){true, text_of(pg, S("note"))};
	enum status s = w->ps.total > before ? INVALID : grid_write_row(writing, &change, &w->ps, &written);
	w->conflict = w->conflict || s == CONFLICT;
	if (s == CONFLICT)
		PROBLEM(&w->ps, STR_NONE, 0, STR_NONE, written.stale ? W_grid_stale : W_grid_is_closed);
	return s == INVALID || s == CONFLICT ? OK : s;
}

enum status post_grid_row(struct page *pg)
{
	struct row_page w = {.pg = pg, .ps = problems_new(pg->arena), .typed = page_form_family(pg, S("c."))};
	int64_t scenario;
	enum status s = grid_page_scenario(pg, &scenario);
	if (s == OK)
		s = find_row(&w);
	if (s != OK)
		return s;
	const struct grid_writing writing = grid_page_writing(pg, scenario);
	s = db_savepoint(pg->db);
	if (s == OK && w.p.runs)
		s = write_row_fields(&w, &writing);
	for (size_t c = 0; c < w.p.grid.columns.n && s == OK; c++)
		s = write_column(&w, &writing, c);
	if (s != OK)
		return s;
	if (w.ps.total) {
		w.again = true;
		s = undo_row(&w, &writing);
		if (s == OK)
			s = row_form(&w);
		return s == OK ? page_refused(pg, w.conflict ? 409 : 422) : s;
	}
	s = db_savepoint_release(pg->db);
	if (s != OK)
		return s;
	page_wakes(pg, grid_topic(pg->in.call));
	const struct http_field fields[] = {{S("said"), S("saved")}, {S("scenario"), arena_fmt(pg->arena, "%lld", (long long)scenario)}};
	return page_see_other(pg, page_url(pg, pg->base, pg->path, fields, scenario == GRID_SESSION ? 1 : 2));
}

/* ---- a new one ---- */

static enum status new_form(struct page *pg, const struct problems *ps)
{
	struct grid_page p;
	struct q_grid_organisations_rows rows;
	struct grid_new_view *v = ARENA_NEW(pg->arena, struct grid_new_view);
	const bool again = pg->rq->method == HTTP_POST;
	enum status s = grid_page_read(pg, &p);
	if (s == OK)
		s = q_grid_organisations(pg->db, pg->arena, p.grid.territory, &rows);
	if (s != OK)
		return s;
	str title = word_text(pg->lang, W_grid_new_title);
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_grid_title_wrong, ARG("title", title)) : title);
	v->layout.refuse_index = true;
	v->back = grid_link(pg, "", p.grid.scenario);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_grid_title), v->back);
	filing_page_problems(pg, ps, &v->problems);
	v->title = again ? text_of(pg, S("title")) : S("");
	v->bearer = again ? text_of(pg, S("bearer")) : S("");
	v->cost = again ? text_of(pg, S("cost")) : S("");
	v->title_wrong = filing_page_wrong(ps, S("title"));
	v->bearer_wrong = filing_page_wrong(ps, S("bearer"));
	v->cost_wrong = filing_page_wrong(ps, S("cost"));
	v->action = grid_link(pg, "/rows", GRID_SESSION);
	v->scenario = p.grid.scenario;
	for (size_t i = 0; i < rows.n; i++)
		*LIST_ADD(pg->arena, &v->bearers) = (struct desk_option){rows.at[i].code, rows.at[i].name, false};
	s = add_axes(pg, p.grid.territory, again ? text_of(pg, S("axis")) : S(""), &v->axes);
	if (s == OK)
		RESPOND_HTML(pg, grid_new_page, v);
	return s;
}

enum status show_grid_new(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return new_form(pg, &none);
}

enum status post_grid_new(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct grid_written written;
	struct row_new row = {.title = text_of(pg, S("title")), .bearer = text_of(pg, S("bearer")), .axis = text_of(pg, S("axis"))};
	int64_t scenario;
	enum status s = grid_page_scenario(pg, &scenario);
	if (s != OK)
		return s;
	const struct grid_writing w = grid_page_writing(pg, scenario);
	s = grid_amount_typed(text_of(pg, S("cost")), S("cost"), &ps, &row.cost) ? grid_add_row(&w, &row, &ps, &written) : INVALID;
	if (s == OK) {
		page_wakes(pg, grid_topic(pg->in.call));
		return page_see_other(pg, grid_row_link(pg, written.application, scenario));
	}
	if (s == CONFLICT)
		PROBLEM(&ps, STR_NONE, 0, STR_NONE, W_grid_is_closed);
	if (s != INVALID && s != CONFLICT)
		return s;
	s = new_form(pg, &ps);
	return s == OK ? page_again(pg) : s;
}
