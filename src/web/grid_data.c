/* The grid for its scripts: one cell written, and what changed since a revision. The answer of a change is the server's: the amount as it counts, the row's gap, the envelopes. live.json
   waits on the side (http_respond_wait) until something is written in that scenario; it costs no thread. */
#include "actions/presence.h"
#include "base/ids.h"
#include "base/limits.h"
#include "gen/queries.h"
#include "web/dispatch.h"
#include "web/grid_show.h"
#include "web/handlers.h"
#include "web/respond.h"
#include "web/routes.h"

static struct json answer(struct page *pg)
{
	pg->rs->content_type = S("application/json; charset=utf-8");
	http_respond_header(pg->rs, S("Cache-Control"), S("no-store"));
	return json_new(&pg->rs->body);
}

/* ---- what changed ---- */

static bool row_changed(const struct grid_page *p, size_t r, int64_t since)
{
	bool changed = p->grid.rows.at[r].revision > since;
	for (size_t c = 0; c < p->grid.columns.n && !changed; c++)
		changed = p->grid.rows.at[r].cells[c].revision > since;
	return changed;
}

/* Cells that changed travel alone, with what the whole comes to. */
static void add_changed(struct grid_page *p, int64_t since, struct json *j)
{
	json_array_in(j, S("cells"));
	for (size_t r = 0; r < p->grid.rows.n; r++)
		for (size_t c = 0; c < p->grid.columns.n; c++)
			if (p->grid.rows.at[r].cells[c].revision > since)
				grid_json_cell(p, r, c, j);
	json_end(j);
	json_array_in(j, S("rows"));
	for (size_t r = 0; r < p->grid.rows.n; r++)
		if (row_changed(p, r, since))
			grid_json_row(p, r, j);
	json_end(j);
}

static int64_t number_typed(str text)
{
	int64_t value = 0;
	return str_to_int64(text.p ? text : S(""), &value) && value >= 0 ? value : 0;
}

static str typing_thing(const struct page *pg, int64_t scenario)
{
	return arena_fmt(pg->arena, "typing:%.*s/%lld", STR_ARGS(pg->in.call), (long long)scenario);
}

/* Who types where; `seen` is what a screen asks from next time. */
static void add_typing(const struct page *pg, const struct presence_places *places, struct json *j)
{
	json_object_in(j, S("typing"));
	json_int(j, S("seen"), places->latest.ms);
	json_array_in(j, S("cells"));
	for (size_t i = 0; i < places->n; i++) {
		if (!str_is_set(places->at[i].place))
			continue;
		json_object(j);
		json_text(j, S("cell"), places->at[i].place);
		json_text(j, S("who"), places->at[i].name);
		json_text(j, S("code"), id_code(pg->arena, places->at[i].person.v));
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

enum status send_grid_live(struct page *pg)
{
	struct grid_page p;
	struct grid head;
	struct presence_places places;
	int64_t scenario, since = number_typed(page_param(pg, S("since")));
	enum status s = grid_page_scenario(pg, &scenario);
	if (s == OK)
		s = read_grid_head(pg->db, pg->arena, pg->lang, pg->in.call, scenario, &head);
	if (s != OK)
		return s;
	struct json j = answer(pg);
	json_object(&j);
	json_int(&j, S("revision"), head.revision);
	json_text(&j, S("state"), head.scenario_state);
	s = presence_typing(pg->db, pg->arena, typing_thing(pg, scenario), pg->now, &places);
	if (s != OK)
		return s;
	if (str_is_set(page_param(pg, S("since"))) && head.revision <= since) {
		const bool typing = str_is_set(page_param(pg, S("typing"))) && places.latest.ms > number_typed(page_param(pg, S("typing")));
		if (typing)
			add_typing(pg, &places, &j);
		json_end(&j);
		if (!typing)
			http_respond_wait(pg->rs, grid_topic(pg->in.call));
		return OK;
	}
	struct worker *worker = pg->rq->worker;
	str key = arena_fmt(pg->arena, "%d %.*s %lld %lld %lld %lld", (int)pg->lang, STR_ARGS(pg->in.call), (long long)scenario, (long long)since, (long long)head.revision,
	                    (long long)places.latest.ms);
	out_reset(&pg->rs->body);
	if (recent_get(&worker->recent, key, &pg->rs->body))
		return OK;
	s = grid_page_read(pg, &p);
	if (s == OK)
		s = grid_page_judge(&p);
	if (s != OK)
		return s;
	j = json_new(&pg->rs->body);
	json_object(&j);
	json_int(&j, S("revision"), p.grid.revision);
	json_text(&j, S("state"), p.grid.scenario_state);
	add_changed(&p, since, &j);
	grid_json_totals(&p, &j);
	grid_json_sums(&p, &j);
	add_typing(pg, &places, &j);
	json_end(&j);
	if (!pg->rs->body.full)
		recent_put(&worker->recent, key, out_text(&pg->rs->body));
	return s;
}

uint64_t grid_topic(str call)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < call.n; i++)
		hash = (hash ^ (unsigned char)call.p[i]) * UINT64_C(0x100000001b3);
	return hash ? hash : 1;
}

/* ---- one cell ---- */

static str field(const struct page *pg, str name)
{
	str value = page_form(pg, name);
	return value.p ? value : S("");
}

static struct change_flag flag_of(const struct page *pg, str name)
{
	str value = page_form(pg, name);
	return (struct change_flag){str_is_set(value), str_eq(value, S("yes"))};
}

static void add_problems(struct page *pg, const struct problems *ps, struct json *j)
{
	json_array_in(j, S("problems"));
	for (size_t i = 0; i < ps->list.n; i++) {
		json_object(j);
		json_text(j, S("field"), ps->list.at[i].field.p ? ps->list.at[i].field : S(""));
		json_text(j, S("text"), page_words(pg, ps->list.at[i].message, ps->list.at[i].args, ps->list.at[i].arg_count));
		json_end(j);
	}
	json_end(j);
}

/* Who may not, in words: a row that a conflict of interest closes, the column of another funder, a table that one reads. */
static str denied_words(struct grid_page *p, const struct grid_written *written)
{
	bool any = false;
	if (written->conflict)
		return word_text(p->pg->lang, W_grid_row_closed);
	for (size_t c = 0; c < p->grid.columns.n; c++)
		any = any || p->writes[c];
	if (!any || written->column == SIZE_MAX)
		return word_text(p->pg->lang, W_grid_denied_reader);
	return TEXT(p->pg, W_grid_denied_column, ARG("funder", p->grid.columns.at[written->column].label));
}

/* The cell as it is, whether it was written or not, and all that moved with it. */
static enum status send_cell(struct page *pg, const struct grid_written *written, const struct problems *ps, enum status said)
{
	struct grid_page p;
	enum status s = grid_page_read(pg, &p);
	if (s == OK && written->row != SIZE_MAX)
		s = grid_page_judge_row(&p, written->row);
	if (s != OK)
		return s;
	struct json j = answer(pg);
	json_object(&j);
	json_int(&j, S("revision"), p.grid.revision);
	json_bool(&j, S("stale"), written->stale);
	json_bool(&j, S("closed"), written->closed);
	json_bool(&j, S("passed"), written->passed);
	if (written->stale)
		json_text(&j, S("message"), word_text(pg->lang, W_grid_stale));
	if (written->closed)
		json_text(&j, S("message"), word_text(pg->lang, W_grid_is_closed));
	if (said == DENIED)
		json_text(&j, S("message"), denied_words(&p, written));
	add_problems(pg, ps, &j);
	if (written->row != SIZE_MAX && written->column != SIZE_MAX) {
		json_array_in(&j, S("cells"));
		grid_json_cell(&p, written->row, written->column, &j);
		json_end(&j);
		json_array_in(&j, S("rows"));
		grid_json_row(&p, written->row, &j);
		json_end(&j);
	}
	grid_json_totals(&p, &j);
	json_end(&j);
	return said == OK ? OK : page_refused(pg, said == CONFLICT ? 409 : said == DENIED ? 403 : 422);
}

enum status post_grid_cell(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct grid_written written = {0};
	struct cell_change change = {.application = {number_typed(page_form(pg, S("application")))}, .column = field(pg, S("column")), .base = number_typed(page_form(pg, S("base"))),
		.confirmed = str_eq(page_form(pg, S("confirmed")), S("yes")), .refused = flag_of(pg, S("refused")), .locked = flag_of(pg, S("locked"))};
	struct change_money typed = {.given = page_form(pg, S("amount")).p != NULL};
	str stage = field(pg, S("stage"));
	int64_t scenario;
	enum status s = grid_page_scenario(pg, &scenario);
	if (s != OK)
		return s;
	if (!change.application.v || !str_is_set(change.column))
		return INVALID; /* no module of ours sends that */
	(void)grid_amount_typed(field(pg, S("amount")), S("amount"), &ps, &typed.amount);
	if (str_eq(stage, S("hoped")))
		change.hoped = typed;
	else if (str_eq(stage, S("proposed")))
		change.proposed = typed;
	else if (str_eq(stage, S("voted")))
		change.voted = typed;
	else if (typed.given)
		return NOT_FOUND;
	if (str_is_set(field(pg, S("envelope"))))
		change.envelope = (struct change_text){true, field(pg, S("envelope"))};
	if (str_is_set(field(pg, S("reason"))))
		change.reason = (struct change_text){true, field(pg, S("reason"))};
	const struct grid_writing w = grid_page_writing(pg, scenario);
	if (ps.total) {
		written.row = written.column = SIZE_MAX;
		return send_cell(pg, &written, &ps, INVALID);
	}
	s = grid_write_cell(&w, &change, &ps, &written);
	if (s == OK)
		page_wakes(pg, grid_topic(pg->in.call));
	const enum status noted = s == INVALID || s == CONFLICT || s == DENIED ? grid_note_refusal(&w, &change, &written, s) : s;
	return noted == OK ? send_cell(pg, &written, &ps, s) : noted;
}

/* ---- who types where ---- */

/* "c-12-region:valued": of a column that the actor may write in. */
static bool may_type_in(const struct page *pg, str cell)
{
	str row, funder;
	bool investment, valued;
	int64_t application;
	struct thing thing = pg->thing;
	if (!str_starts(cell, S("c-")) || !str_cut(str_skip(cell, 2), '-', &row, &cell) || !str_to_int64(row, &application) || cell.n > LIMIT_CODE_BYTES ||
	    !grid_column_parse(cell, &funder, &investment, &valued))
		return false;
	thing.institution = funder;
	return may(&pg->actor, VERB_write_cell, &thing);
}

enum status post_grid_typing(struct page *pg)
{
	int64_t scenario;
	const str cell = field(pg, S("cell"));
	enum status s = grid_page_scenario(pg, &scenario);
	if (s == OK && cell.n && !may_type_in(pg, cell))
		s = DENIED;
	if (s == OK)
		s = presence_type(pg->db, pg->arena, typing_thing(pg, scenario), pg->actor.person, cell.n ? cell : STR_NONE, pg->now);
	if (s != OK)
		return s;
	page_wakes(pg, grid_topic(pg->in.call));
	struct json j = answer(pg);
	json_object(&j);
	json_end(&j);
	return OK;
}
