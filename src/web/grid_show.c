/* See grid_show.h. Reads through actions/read_grid.h; decides nothing. */
#include "web/grid_show.h"

#include "base/ids.h"
#include "base/limits.h"
#include "gen/queries.h"
#include "web/respond.h"
#include "web/routes.h"
#include "web/rulesets.h"
#include "web/sheet_post.h"

enum status grid_page_scenario(struct page *pg, int64_t *scenario)
{
	bool posted = pg->rq->method == HTTP_POST;
	str typed = posted ? (route_has_field(pg->route, S("scenario")) ? page_form(pg, S("scenario")) : STR_NONE)
	                   : route_declares(pg->route, S("scenario")) ? page_param(pg, S("scenario")) : STR_NONE;
	*scenario = GRID_SESSION;
	return !str_is_set(typed) || (str_to_int64(typed, scenario) && *scenario >= 1) ? OK : NOT_FOUND;
}

struct grid_writing grid_page_writing(struct page *pg, int64_t scenario)
{
	return (struct grid_writing){.db = pg->db, .arena = pg->arena, .actor = &pg->actor, .now = pg->now, .lang = pg->lang, .call = pg->in.call, .scenario = scenario};
}

static void fill_rights(struct grid_page *p)
{
	struct page *pg = p->pg;
	struct thing thing = {.territory = p->grid.territory, .call = pg->in.call};
	p->writes = ARENA_ARRAY(pg->arena, p->grid.columns.n + 1, bool);
	p->own = ARENA_ARRAY(pg->arena, p->grid.columns.n + 1, bool);
	p->closed = ARENA_ARRAY(pg->arena, p->grid.rows.n + 1, bool);
	p->runs = may(&pg->actor, VERB_run_desk, &thing);
	p->open = str_eq(p->grid.scenario_state, S("open"));
	for (size_t c = 0; c < p->grid.columns.n; c++) {
		thing.institution = p->grid.columns.at[c].funder;
		p->writes[c] = p->open && may(&pg->actor, VERB_write_cell, &thing);
		for (size_t i = 0; i < pg->actor.roles.n; i++)
			p->own[c] = p->own[c] || (pg->actor.roles.at[i].territory.v == thing.territory.v && str_eq(pg->actor.roles.at[i].institution, thing.institution));
	}
}

enum status grid_page_read(struct page *pg, struct grid_page *p)
{
	int64_t scenario;
	*p = (struct grid_page){.pg = pg};
	enum status s = grid_page_scenario(pg, &scenario);
	if (s == OK)
		s = read_grid(pg->db, pg->arena, pg->lang, pg->in.call, scenario, &p->grid);
	if (s != OK)
		return s;
	fill_rights(p);
	return grid_closed_rows(pg->db, pg->arena, &pg->actor, &p->grid, p->closed);
}

static enum status judging_of(struct grid_page *p, struct grid_judging *j)
{
	struct page *pg = p->pg;
	struct q_filing_zone_row zone;
	*j = (struct grid_judging){.db = pg->db, .arena = pg->arena, .lang = pg->lang, .grid = &p->grid};
	enum status s = sheet_rules(pg, p->grid.territory, pg->in.call, &j->set);
	if (s != OK || !j->set)
		return s;
	s = q_filing_zone(pg->db, pg->arena, p->grid.territory, &zone);
	j->judge = s == OK ? rulesets_judge(pg, j->set, zone.time_zone) : NULL;
	return s;
}

enum status grid_page_judge(struct grid_page *p)
{
	struct grid_judging j;
	enum status s = judging_of(p, &j);
	return s == OK && j.set ? grid_judge(&j) : s;
}

enum status grid_page_judge_row(struct grid_page *p, size_t row)
{
	struct grid_judging j;
	enum status s = judging_of(p, &j);
	return s == OK && j.set ? grid_judge_row(&j, row) : s;
}

url grid_link(const struct page *pg, const char *under, int64_t scenario)
{
	const struct http_field field = {S("scenario"), arena_fmt(pg->arena, "%lld", (long long)scenario)};
	str path = arena_fmt(pg->arena, "/grids/%.*s%s", STR_ARGS(pg->in.call), under);
	return page_url(pg, pg->base, path, &field, scenario == GRID_SESSION ? 0 : 1);
}

url grid_row_link(const struct page *pg, application_id row, int64_t scenario)
{
	return grid_link(pg, arena_cstr(pg->arena, arena_fmt(pg->arena, "/rows/%lld", (long long)row.v)), scenario);
}

str grid_column_name(const struct page *pg, const struct grid_column *c)
{
	if (!c->investment && !c->valued)
		return c->label;
	str kind = c->investment && c->valued ? word_text(pg->lang, W_grid_kind_both) : word_text(pg->lang, c->investment ? W_grid_kind_investment : W_grid_kind_valued);
	return arena_fmt(pg->arena, "%.*s (%.*s)", STR_ARGS(c->label), STR_ARGS(kind));
}

str grid_gap_text(const struct page *pg, money gap, str *tone)
{
	*tone = gap.cents ? gap.cents > 0 ? S("missing") : S("over") : S("even");
	if (!gap.cents)
		return word_text(pg->lang, W_grid_gap_none);
	return gap.cents > 0 ? TEXT(pg, W_grid_gap_missing, ARG("gap", gap)) : TEXT(pg, W_grid_gap_over, ARG("gap", money_subtract(MONEY_ZERO, gap)));
}

/* ---- a cell ---- */

static str plain(struct arena *a, opt_money m)
{
	if (!m.set)
		return S("");
	return m.value.cents % 100 ? arena_fmt(a, "%lld,%02lld", (long long)(m.value.cents / 100), (long long)(m.value.cents % 100)) : arena_fmt(a, "%lld", (long long)(m.value.cents / 100));
}

static void say(struct out *o, str text)
{
	if (!str_is_set(text))
		return;
	if (o->n)
		out_str(o, S(" · "));
	out_str(o, text);
}

static void say_stage(const struct page *pg, struct out *o, enum cell_stage stage, opt_money m)
{
	if (m.set)
		say(o, TEXT(pg, W_grid_stage_amount, ARG("stage", word_text(pg->lang, cell_stage_word(stage))), ARG("amount", m.value)));
}

static void say_rule(const struct page *pg, struct out *o, const struct grid_rule *r)
{
	if (!r->judged)
		return;
	if (r->refuses)
		say(o, r->sentence);
	else if (r->over.set)
		say(o, TEXT(pg, W_grid_rule_over, ARG("maximum", r->maximum.value), ARG("over", r->over.value), ARG("clause", r->clause)));
	else if (r->maximum.set)
		say(o, TEXT(pg, W_grid_rule_maximum, ARG("maximum", r->maximum.value), ARG("clause", r->clause)));
	else if (r->unknown)
		say(o, word_text(pg->lang, W_grid_rule_unknown));
	say(o, r->warning);
}

static bool is_above_asked(const struct grid_cell *c)
{
	return c->asked.set && money_compare(c->amount, c->asked.value) > 0;
}

/* To be looked at, though nothing refuses it. */
static bool is_flagged(const struct grid_cell *c)
{
	return is_above_asked(c) || (c->amount.cents > 0 && str_is_set(c->rule.warning));
}

static str envelope_label(const struct grid *g, str code)
{
	for (size_t i = 0; str_is_set(code) && i < g->envelopes.n; i++)
		if (str_eq(g->envelopes.at[i].code, code))
			return str_is_set(g->envelopes.at[i].label) ? g->envelopes.at[i].label : code;
	return STR_NONE;
}

static str cell_detail(const struct grid_page *p, const struct grid_cell *c, const struct grid_column *col)
{
	const struct page *pg = p->pg;
	const str envelope = envelope_label(&p->grid, c->envelope);
	struct out o = out_new(LIMIT_REASON_CHARS * 8);
	say_stage(pg, &o, CELL_ASKED, c->asked);
	say_stage(pg, &o, CELL_HOPED, c->hoped);
	say_stage(pg, &o, CELL_PROPOSED, c->proposed);
	say_stage(pg, &o, CELL_VOTED, c->voted);
	if (c->refused)
		say(&o, word_text(pg->lang, W_grid_stage_refused));
	say(&o, c->reason);
	if (envelope.p)
		say(&o, TEXT(pg, W_grid_taken_from, ARG("envelope", envelope)));
	if (is_above_asked(c))
		say(&o, word_text(pg->lang, W_grid_above_asked));
	if (c->locked)
		say(&o, word_text(pg->lang, W_grid_locked));
	say_rule(pg, &o, &c->rule);
	if (c->revision)
		say(&o, c->on_behalf.p ? TEXT(pg, W_grid_typed_for, ARG("who", c->by.p ? c->by : S("–")), ARG("funder", str_eq(c->on_behalf, col->funder) ? col->label : c->on_behalf))
		                       : TEXT(pg, W_grid_typed_by, ARG("who", c->by.p ? c->by : S("–"))));
	return out_keep(&o, pg->arena);
}

static opt_money shown(const struct grid_cell *c)
{
	switch (c->stage) {
	case CELL_VOTED:
		return c->voted;
	case CELL_PROPOSED:
		return c->proposed;
	case CELL_HOPED:
		return c->hoped;
	case CELL_ASKED:
		return c->asked;
	case CELL_EMPTY:
	case CELL_REFUSED:
	case CELL_STAGES:
		break;
	}
	return (opt_money){0};
}

void grid_show_cell(struct grid_page *p, size_t row, size_t column, struct grid_cell_view *v)
{
	struct page *pg = p->pg;
	const struct grid_row *r = &p->grid.rows.at[row];
	const struct grid_cell *c = &r->cells[column];
	const struct grid_column *col = &p->grid.columns.at[column];
	opt_money amount = shown(c);
	*v = (struct grid_cell_view){.id = arena_fmt(pg->arena, "c-%lld-%.*s", (long long)r->id.v, STR_ARGS(col->code)), .column = col->code, .label = grid_column_name(pg, col),
		.text = amount.set ? page_money(pg, amount.value) : S(""), .stage = str_of(cell_stage_name(c->stage)), .value = plain(pg->arena, amount), .revision = c->revision,
		.own = p->own[column], .writes = p->writes[column] && !p->closed[row] && !str_eq(r->state, S("withdrawn")), .locked = c->locked, .flagged = is_flagged(c)};
	v->mark = c->stage == CELL_EMPTY ? S("") : word_text(pg->lang, cell_stage_word(c->stage));
	v->wrong = c->amount.cents > 0 && (c->rule.refuses || c->rule.over.set);
	v->detail = cell_detail(p, c, col);
	if (!v->detail.p)
		v->detail = S("");
}

/* ---- a row ---- */

static str label_of(const struct grid_coverage *all, size_t n, str code)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].code, code))
			return all[i].label;
	return code;
}

static str row_wrong(struct grid_page *p, const struct grid_row *r)
{
	struct out o = out_new(LIMIT_REASON_CHARS * 8);
	for (size_t c = 0; c < p->grid.columns.n; c++) {
		const struct grid_cell *cell = &r->cells[c];
		if (cell->amount.cents <= 0 || (!cell->rule.refuses && !cell->rule.over.set))
			continue;
		struct out one = out_new(LIMIT_REASON_CHARS * 4);
		say_rule(p->pg, &one, &cell->rule);
		say(&o, arena_fmt(p->pg->arena, "%.*s : %.*s", STR_ARGS(grid_column_name(p->pg, &p->grid.columns.at[c])), STR_ARGS(out_text(&one))));
		out_free(&one);
	}
	return out_keep(&o, p->pg->arena);
}

void grid_show_row(struct grid_page *p, size_t row, struct grid_row_view *v)
{
	struct page *pg = p->pg;
	const struct grid_row *r = &p->grid.rows.at[row];
	str names[LIMIT_GRID_NAMES];
	size_t n = 0;
	for (size_t i = 0; i < r->districts.n && n < LIMIT_GRID_NAMES; i++)
		names[n++] = label_of(p->grid.districts.at, p->grid.districts.n, r->districts.at[i]);
	*v = (struct grid_row_view){.anchor = arena_fmt(pg->arena, "r-%lld", (long long)r->id.v), .number = r->number, .title = r->title, .bearer = r->bearer,
		.where = n ? page_joined(pg, names, n) : STR_NONE, .application = r->id.v, .cost = page_money(pg, r->cost), .funded = page_money(pg, r->funded), .struck = !r->counts,
		.state = page_word_of(pg, S("grid.state."), r->state), .decision = str_is_set(r->decision) ? page_word_of(pg, S("grid.decision."), r->decision) : STR_NONE,
		.link = grid_row_link(pg, r->id, p->grid.scenario)};
	v->decision_tone = str_eq(r->decision, S("programmed")) ? S("good") : str_eq(r->decision, S("refused")) ? S("error") : S("warning");
	if (str_eq(v->state, v->decision))
		v->state = STR_NONE; /* said once */
	v->gap = grid_gap_text(pg, r->gap, &v->gap_tone);
	if (r->filed_cost.set)
		v->cost_filed = TEXT(pg, W_grid_cost_filed, ARG("cost", r->filed_cost.value));
	v->has_score = r->score_milli.set;
	v->score = r->score_milli.set ? page_milli(pg, r->score_milli.value) : S("");
	v->wrong = row_wrong(p, r);
	v->closed = p->closed[row];
	for (size_t c = 0; c < p->grid.columns.n; c++)
		grid_show_cell(p, row, c, LIST_ADD(pg->arena, &v->cells));
}

/* ---- columns, envelopes, totals ---- */

void grid_show_columns(struct grid_page *p, struct grid_table_view *v)
{
	struct page *pg = p->pg;
	for (size_t c = 0; c < p->grid.columns.n; c++) {
		const struct grid_column *col = &p->grid.columns.at[c];
		struct grid_column_view *to = LIST_ADD(pg->arena, &v->columns);
		money left;
		*to = (struct grid_column_view){.code = col->code, .label = col->label, .asked = page_money(pg, col->asked), .amount = page_money(pg, col->amount), .own = p->own[c],
			.writes = p->writes[c]};
		if (col->investment || col->valued)
			to->kind = col->investment && col->valued ? word_text(pg->lang, W_grid_kind_both) : word_text(pg->lang, col->investment ? W_grid_kind_investment : W_grid_kind_valued);
		if (grid_column_left(&p->grid, c, &left)) {
			to->left = page_money(pg, left);
			to->left_tone = left.cents < 0 ? S("over") : S("even");
		}
	}
}

void grid_show_envelope(struct grid_page *p, const struct grid_envelope *e, struct grid_envelope_view *v)
{
	struct page *pg = p->pg;
	str funder = e->funder;
	bool writes = false;
	for (size_t c = 0; c < p->grid.columns.n; c++)
		if (str_eq(p->grid.columns.at[c].funder, e->funder)) {
			funder = p->grid.columns.at[c].label;
			writes = writes || p->writes[c];
		}
	*v = (struct grid_envelope_view){.code = e->code, .label = e->label, .funder = funder, .part = page_word_of(pg, S("grid.part."), e->part), .taken = page_money(pg, e->taken),
		.amount = e->amount.set ? page_money(pg, e->amount.value) : word_text(pg->lang, W_grid_amount_unknown), .left = e->left.set ? page_money(pg, e->left.value) : S("–"),
		.tone = e->left.set && e->left.value.cents < 0 ? S("over") : S("even"), .state = word_text(pg->lang, e->expected ? W_grid_envelope_expected : W_grid_envelope_notified),
		.writes = writes};
	if (e->wave > 1)
		v->wave = TEXT(pg, W_grid_wave_n, ARG("wave", e->wave));
}

void grid_show_table(struct grid_page *p, struct grid_table_view *v)
{
	struct page *pg = p->pg;
	const struct grid *g = &p->grid;
	v->title = g->title;
	v->scenario = g->scenario_name;
	v->scenario_number = g->scenario;
	v->revision = g->revision;
	v->caption = TEXT(pg, W_grid_caption, ARG("call", g->title), ARG("scenario", g->scenario_name));
	v->cell = grid_link(pg, "/cell.json", GRID_SESSION);
	v->live = grid_link(pg, "/live.json", GRID_SESSION);
	v->typing = grid_link(pg, "/typing.json", GRID_SESSION);
	v->me = pg->actor.person.v ? id_code(pg->arena, pg->actor.person.v) : S("");
	v->csrf = pg->csrf;
	v->cost = page_money(pg, g->cost);
	v->asked = page_money(pg, g->asked);
	v->funded = page_money(pg, g->funded);
	v->gap = grid_gap_text(pg, g->gap, &v->gap_tone);
	for (size_t c = 0; c < g->columns.n; c++)
		v->writes = v->writes || p->writes[c];
	for (size_t i = 0; i < g->rows.n; i++)
		v->has_scores = v->has_scores || g->rows.at[i].score_milli.set;
	grid_show_columns(p, v);
}

/* ---- JSON ---- */

void grid_json_cell(struct grid_page *p, size_t row, size_t column, struct json *j)
{
	struct grid_cell_view v;
	grid_show_cell(p, row, column, &v);
	json_object(j);
	json_text(j, S("id"), v.id);
	json_int(j, S("row"), p->grid.rows.at[row].id.v);
	json_text(j, S("column"), v.column);
	json_text(j, S("stage"), v.stage);
	json_text(j, S("mark"), v.mark);
	json_text(j, S("text"), v.text);
	json_text(j, S("value"), v.value);
	json_text(j, S("detail"), v.detail);
	json_int(j, S("amount_cents"), p->grid.rows.at[row].cells[column].amount.cents);
	json_int(j, S("revision"), v.revision);
	json_bool(j, S("locked"), v.locked);
	json_bool(j, S("wrong"), v.wrong);
	json_bool(j, S("flagged"), v.flagged);
	json_text(j, S("by"), p->grid.rows.at[row].cells[column].by);
	json_end(j);
}

void grid_json_row(struct grid_page *p, size_t row, struct json *j)
{
	const struct grid_row *r = &p->grid.rows.at[row];
	str tone, gap = grid_gap_text(p->pg, r->gap, &tone);
	json_object(j);
	json_int(j, S("row"), r->id.v);
	json_text(j, S("gap"), gap);
	json_text(j, S("tone"), tone);
	json_text(j, S("funded"), page_money(p->pg, r->funded));
	json_text(j, S("cost"), page_money(p->pg, r->cost));
	json_int(j, S("gap_cents"), r->gap.cents);
	json_text(j, S("decision"), str_is_set(r->decision) ? page_word_of(p->pg, S("grid.decision."), r->decision) : S(""));
	json_bool(j, S("struck"), !r->counts);
	str wrong = row_wrong(p, r);
	json_text(j, S("wrong"), wrong.p ? wrong : S(""));
	json_end(j);
}

void grid_json_totals(struct grid_page *p, struct json *j)
{
	const struct page *pg = p->pg;
	const struct grid *g = &p->grid;
	str tone, gap = grid_gap_text(pg, g->gap, &tone);
	json_object_in(j, S("totals"));
	json_text(j, S("cost"), page_money(pg, g->cost));
	json_text(j, S("funded"), page_money(pg, g->funded));
	json_text(j, S("gap"), gap);
	json_text(j, S("tone"), tone);
	json_array_in(j, S("columns"));
	for (size_t c = 0; c < g->columns.n; c++) {
		money left;
		json_object(j);
		json_text(j, S("column"), g->columns.at[c].code);
		json_text(j, S("amount"), page_money(pg, g->columns.at[c].amount));
		if (grid_column_left(g, c, &left)) {
			json_text(j, S("left"), page_money(pg, left));
			json_text(j, S("tone"), left.cents < 0 ? S("over") : S("even"));
		}
		json_end(j);
	}
	json_end(j);
	json_int(j, S("errors"), (int64_t)g->findings.errors);
	json_int(j, S("warnings"), (int64_t)g->findings.warnings);
	json_end(j);
}
