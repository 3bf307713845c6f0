/* /grids/:call/cut: what if a funder gave less. A form that only looks (GET), with both ways to share the cut side by side, which actions then lack money, what could be done for each, which
   ceilings of others move; and keeping one of the two as a scenario (POST). */
#include "actions/keep_cut.h"
#include "base/limits.h"
#include "web/allocation_page.h"

struct cutting_page {
	struct page *pg;
	struct problems ps;
	struct grid_page p, after; /* as it is; as it would be */
	struct cut_wish wish;
	struct cut cut, other; /* the way that is shown; the other way */
	struct cut_rows rows;
	struct cut_moves moves;
	struct cut_view *v;
};

static str typed(const struct page *pg, str name)
{
	str value = pg->rq->method == HTTP_POST ? page_form(pg, name) : page_param(pg, name);
	return value.p ? str_trim(value) : S("");
}

/* ---- what was asked ---- */

static void read_amount(struct cutting_page *w)
{
	opt_money amount = {0};
	const str value = typed(w->pg, S("value"));
	if (!grid_amount_typed(value, S("value"), &w->ps, &amount))
		return;
	w->wish.share = !str_eq(typed(w->pg, S("by")), S("amount"));
	w->wish.amount = amount.value.cents; /* of 10 %: 10,00, in hundredths */
	if (!amount.set || !amount.value.cents)
		PROBLEM(&w->ps, STR_NONE, 0, S("value"), W_allocation_cut_value_wrong);
	else if (w->wish.share && amount.value.cents > 10000)
		PROBLEM(&w->ps, STR_NONE, 0, S("value"), W_allocation_cut_share_wrong);
}

/* False when nothing was asked yet. */
static bool read_wish(struct cutting_page *w)
{
	str kind, code;
	const str what = typed(w->pg, S("what"));
	if (!str_is_set(what))
		return false;
	if (!str_cut(what, ':', &kind, &code))
		code = STR_NONE;
	w->wish = (struct cut_wish){.mode = str_eq(typed(w->pg, S("mode")), S("score")) ? CUT_BY_SCORE : CUT_PROPORTIONAL};
	if (str_eq(kind, S("envelope")))
		w->wish.envelope = code;
	else
		w->wish.column = code.p ? code : S("");
	if (str_is_set(typed(w->pg, S("row"))) && !str_to_int64(typed(w->pg, S("row")), &w->wish.row.v))
		PROBLEM(&w->ps, STR_NONE, 0, S("what"), W_allocation_cut_what_wrong);
	read_amount(w);
	return true;
}

static enum status plan(struct cutting_page *w)
{
	struct arena *a = w->pg->arena;
	struct cut_wish other = w->wish;
	other.mode = w->wish.mode == CUT_BY_SCORE ? CUT_PROPORTIONAL : CUT_BY_SCORE;
	enum status s = cut_plan(a, &w->p.grid, &w->wish, &w->cut);
	if (s == OK)
		s = cut_plan(a, &w->p.grid, &other, &w->other);
	if (s == NOT_FOUND || s == INVALID) {
		PROBLEM(&w->ps, STR_NONE, 0, S("what"), W_allocation_cut_what_wrong);
		return OK;
	}
	if (s == OK)
		s = grid_page_judge(&w->p);
	if (s != OK)
		return s;
	w->after = w->p;
	w->after.grid = *cut_applied(a, &w->p.grid, &w->cut);
	s = grid_page_judge(&w->after);
	cut_options(a, &w->p.grid, &w->after.grid, &w->cut, &w->rows);
	cut_ceilings(a, &w->p.grid, &w->after.grid, &w->moves);
	w->v->planned = s == OK;
	return s;
}

/* ---- shown ---- */

static str column_name(const struct cutting_page *w, size_t column)
{
	return grid_column_name(w->pg, &w->p.grid.columns.at[column]);
}

static money other_after(const struct cutting_page *w, const struct cut_line *line)
{
	for (size_t i = 0; i < w->other.lines.n; i++)
		if (w->other.lines.at[i].row == line->row && w->other.lines.at[i].column == line->column)
			return w->other.lines.at[i].after;
	return line->before;
}

static void add_line(struct cutting_page *w, const struct cut_line *line, money after, money other)
{
	struct page *pg = w->pg;
	const struct grid_row *row = &w->p.grid.rows.at[line->row];
	*LIST_ADD(pg->arena, &w->v->lines) = (struct cut_line_view){.title = row->title, .bearer = row->bearer, .funder = column_name(w, line->column), .before = page_money(pg, line->before),
		.after = page_money(pg, after), .loss = allocation_change(pg, line->before, after), .other = page_money(pg, other), .link = grid_row_link(pg, row->id, w->p.grid.scenario)};
}

static bool in_cut(const struct cut *cut, const struct cut_line *line)
{
	for (size_t i = 0; i < cut->lines.n; i++)
		if (cut->lines.at[i].row == line->row && cut->lines.at[i].column == line->column)
			return true;
	return false;
}

static void show_lines(struct cutting_page *w)
{
	for (size_t i = 0; i < w->cut.lines.n; i++)
		add_line(w, &w->cut.lines.at[i], w->cut.lines.at[i].after, other_after(w, &w->cut.lines.at[i]));
	for (size_t i = 0; i < w->other.lines.n; i++)
		if (!in_cut(&w->cut, &w->other.lines.at[i]))
			add_line(w, &w->other.lines.at[i], w->other.lines.at[i].before, w->other.lines.at[i].after);
}

static void show_gap(struct cutting_page *w, const struct cut_row *from)
{
	static const enum word bounds[] = {[CUT_BOUND_NEED] = W_allocation_raise_all, [CUT_BOUND_CEILING] = W_allocation_raise_ceiling, [CUT_BOUND_ASKED] = W_allocation_raise_asked,
		[CUT_BOUND_ENVELOPE] = W_allocation_raise_envelope};
	struct page *pg = w->pg;
	const struct grid_row *row = &w->after.grid.rows.at[from->row];
	struct cut_row_view *to = LIST_ADD(pg->arena, &w->v->gaps);
	*to = (struct cut_row_view){.title = row->title, .bearer = row->bearer, .gap = page_money(pg, from->gap), .link = grid_row_link(pg, row->id, w->p.grid.scenario), .closes = from->closes,
		.cost = TEXT(pg, W_allocation_cut_cost, ARG("cost", from->cost), ARG("now", row->cost)), .freed = TEXT(pg, W_allocation_cut_drop, ARG("freed", from->freed)),
		.anchor = arena_fmt(pg->arena, "gap-%lld", (long long)row->id.v)};
	for (size_t i = 0; i < from->raises.n; i++) {
		const struct cut_raise *r = &from->raises.at[i];
		str text = TEXT(pg, bounds[r->bound], ARG("funder", column_name(w, r->column)), ARG("by", r->by));
		if (r->beyond_asked)
			text = arena_fmt(pg->arena, "%.*s %.*s", STR_ARGS(text), STR_ARGS(word_text(pg->lang, W_allocation_raise_beyond)));
		*LIST_ADD(pg->arena, &to->raises) = (struct cut_raise_view){text};
	}
}

static void show_moves(struct cutting_page *w)
{
	struct page *pg = w->pg;
	for (size_t i = 0; i < w->moves.n; i++) {
		const struct cut_moved *m = &w->moves.at[i];
		const struct grid_row *row = &w->after.grid.rows.at[m->row];
		const struct grid_rule *rule = &row->cells[m->column].rule;
		str text;
		if (rule->refuses)
			text = TEXT(pg, W_allocation_cut_refused, ARG("title", row->title), ARG("funder", column_name(w, m->column)), ARG("sentence", rule->sentence));
		else
			text = TEXT(pg, m->breaks ? W_allocation_cut_broken : W_allocation_cut_moved, ARG("title", row->title), ARG("funder", column_name(w, m->column)),
			            ARG("was", m->was.set ? m->was.value : row->cells[m->column].amount), ARG("is", m->is.value), ARG("amount", row->cells[m->column].amount));
		*LIST_ADD(pg->arena, &w->v->moves) = text;
	}
}

static void show_plan(struct cutting_page *w)
{
	struct page *pg = w->pg;
	struct cut_view *v = w->v;
	v->nothing = !w->cut.done.cents;
	v->summary = TEXT(pg, W_allocation_cut_summary, ARG("done", w->cut.done), ARG("there", w->cut.there), ARG("n", (int64_t)w->cut.lines.n), ARG("gaps", (int64_t)w->rows.n));
	if (w->cut.locked.cents)
		v->untouched = TEXT(pg, W_allocation_cut_locked, ARG("locked", w->cut.locked));
	if (money_compare(w->cut.asked, w->cut.done) > 0)
		v->short_of = TEXT(pg, W_allocation_cut_short, ARG("short", money_subtract(w->cut.asked, w->cut.done)));
	const bool scored = w->wish.mode == CUT_BY_SCORE;
	v->this_head = word_text(pg->lang, scored ? W_allocation_mode_score : W_allocation_mode_proportional);
	v->other_head = word_text(pg->lang, scored ? W_allocation_mode_proportional : W_allocation_mode_score);
	show_lines(w);
	for (size_t i = 0; i < w->rows.n; i++)
		show_gap(w, &w->rows.at[i]);
	show_moves(w);
}

/* ---- the form ---- */

static void add_choices(struct cutting_page *w)
{
	struct page *pg = w->pg;
	struct cut_view *v = w->v;
	for (size_t c = 0; c < w->p.grid.columns.n; c++) {
		const struct grid_column *column = &w->p.grid.columns.at[c];
		const str code = arena_fmt(pg->arena, "column:%.*s", STR_ARGS(column->code));
		if (!column->own_funds)
			*LIST_ADD(pg->arena, &v->columns) = (struct desk_option){code, column_name(w, c), str_eq(v->what, code)};
	}
	for (size_t i = 0; i < w->p.grid.envelopes.n; i++) {
		const str code = arena_fmt(pg->arena, "envelope:%.*s", STR_ARGS(w->p.grid.envelopes.at[i].code));
		*LIST_ADD(pg->arena, &v->envelopes) = (struct desk_option){code, w->p.grid.envelopes.at[i].label, str_eq(v->what, code)};
	}
	for (size_t r = 0; r < w->p.grid.rows.n; r++) {
		const struct grid_row *row = &w->p.grid.rows.at[r];
		const str code = arena_fmt(pg->arena, "%lld", (long long)row->id.v);
		if (row->counts)
			*LIST_ADD(pg->arena, &v->rows) = (struct desk_option){code, row->title, str_eq(v->row, code)};
	}
	*LIST_ADD(pg->arena, &v->ways) = (struct desk_option){S("percent"), word_text(pg->lang, W_allocation_by_percent), !str_eq(v->by, S("amount"))};
	*LIST_ADD(pg->arena, &v->ways) = (struct desk_option){S("amount"), word_text(pg->lang, W_allocation_by_amount), str_eq(v->by, S("amount"))};
	*LIST_ADD(pg->arena, &v->modes) = (struct desk_option){S("proportional"), word_text(pg->lang, W_allocation_mode_proportional), !str_eq(v->mode, S("score"))};
	*LIST_ADD(pg->arena, &v->modes) = (struct desk_option){S("score"), word_text(pg->lang, W_allocation_mode_score), str_eq(v->mode, S("score"))};
}

static enum status add_scenarios(struct cutting_page *w)
{
	struct page *pg = w->pg;
	struct scenario_lines lines;
	enum status s = read_scenarios(pg->db, pg->arena, pg->lang, pg->in.call, &lines);
	for (size_t i = 0; s == OK && i < lines.n; i++)
		if (!str_eq(lines.at[i].state, S("dropped")))
			*LIST_ADD(pg->arena, &w->v->scenarios) = (struct desk_option){arena_fmt(pg->arena, "%lld", (long long)lines.at[i].scenario), lines.at[i].name, lines.at[i].scenario == w->p.grid.scenario};
	return s;
}

static enum status cut_form(struct cutting_page *w, bool asked)
{
	struct page *pg = w->pg;
	struct cut_view *v = w->v = ARENA_NEW(pg->arena, struct cut_view);
	enum status s = grid_page_read(pg, &w->p);
	if (s != OK)
		return s;
	if (asked && !filing_page_wrong(&w->ps, S("value")) && !filing_page_wrong(&w->ps, S("what")))
		s = plan(w);
	if (s == OK)
		s = add_scenarios(w);
	if (s != OK)
		return s;
	allocation_frame(pg, &v->layout, word_text(pg->lang, W_allocation_cut), w->ps.total > 0);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_allocation_scenarios), grid_link(pg, "/scenarios", GRID_SESSION));
	filing_page_problems(pg, &w->ps, &v->problems);
	v->title = w->p.grid.title;
	v->what = typed(pg, S("what"));
	v->row = typed(pg, S("row"));
	v->by = typed(pg, S("by"));
	v->value = typed(pg, S("value"));
	v->mode = typed(pg, S("mode"));
	v->scenario = arena_fmt(pg->arena, "%lld", (long long)w->p.grid.scenario);
	v->name = pg->rq->method == HTTP_POST ? typed(pg, S("name")) : S("");
	v->value_wrong = filing_page_wrong(&w->ps, S("value"));
	v->what_wrong = filing_page_wrong(&w->ps, S("what"));
	v->name_wrong = filing_page_wrong(&w->ps, S("name"));
	v->runs = w->p.runs;
	v->action = grid_link(pg, "/cut", GRID_SESSION);
	v->back = grid_link(pg, "/scenarios", GRID_SESSION);
	add_choices(w);
	if (v->planned)
		show_plan(w);
	RESPOND_HTML(pg, cut_page, v);
	return OK;
}

enum status show_cut(struct page *pg)
{
	struct cutting_page *w = ARENA_NEW(pg->arena, struct cutting_page);
	*w = (struct cutting_page){.pg = pg, .ps = problems_new(pg->arena)};
	return cut_form(w, read_wish(w));
}

enum status post_cut(struct page *pg)
{
	struct cutting_page *w = ARENA_NEW(pg->arena, struct cutting_page);
	int64_t scenario = GRID_SESSION, made = 0;
	*w = (struct cutting_page){.pg = pg, .ps = problems_new(pg->arena)};
	enum status s = grid_page_scenario(pg, &scenario);
	if (s != OK)
		return s;
	const bool asked = read_wish(w);
	const struct grid_writing writing = grid_page_writing(pg, scenario);
	if (asked && !w->ps.total)
		s = keep_cut(&writing, typed(pg, S("name")), &w->wish, &w->ps, &made);
	else
		s = INVALID;
	if (s == OK)
		return page_see_other(pg, grid_link(pg, "", made));
	if (s != INVALID)
		return s;
	s = cut_form(w, asked);
	return s == OK ? page_again(pg) : s;
}
