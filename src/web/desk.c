/* /desk/:territory: the files of a territory's calls for its officers: state, number, bearer, what is asked, who follows, what waits; filters by call and state, count and
   sum. And the deadline of a call: moved, with a grace, by an officer with a reason (L4). Reads through queries/filing.sql; decides through actions/follow_up. */
#include "base/ids.h"
#include "base/limits.h"
#include "gen/queries.h"
#include "web/filing_page.h"

static const str states[] = {S("filed"), S("completion_requested"), S("withdrawn"), S("draft"), S("to_sign")};

static str tone_of(str state)
{
	return str_eq(state, S("filed")) ? S("good") : str_eq(state, S("withdrawn")) ? S("past") : S("warning");
}

static str param(const struct page *pg, str name)
{
	str value = page_param(pg, name);
	return value.p ? value : S("");
}

/* What waits for somebody, the most pressing first. */
static void note(struct page *pg, const struct q_desk_files_row *row, day today, struct desk_row *r)
{
	r->note_tone = S("warning");
	if (row->asked_due.set && row->asked_due.value.number < today.number) {
		r->note = TEXT(pg, W_desk_overdue, ARG("day", row->asked_due.value));
		r->note_tone = S("error");
	} else if (row->to_confirm)
		r->note = word_text(pg->lang, W_desk_to_confirm);
	else if (row->unread)
		r->note = TEXT(pg, W_desk_unread, ARG("n", row->unread));
	else if (row->asked_due.set)
		r->note = TEXT(pg, W_desk_awaited, ARG("day", row->asked_due.value));
	else if (row->late.set && row->late.value)
		r->note = word_text(pg->lang, W_desk_late);
}

static enum status add_files(struct page *pg, str zone, str call, str state, struct desk_view *v)
{
	struct q_desk_files_rows rows;
	struct q_desk_total_row total;
	day today = day_at(pg->now, zone_of(zone));
	enum status s = q_desk_files(pg->db, pg->arena, pg->thing.territory, call, state, LIMIT_DESK_ROWS, &rows);
	if (s == OK)
		s = q_desk_total(pg->db, pg->arena, pg->thing.territory, call, state, &total);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_desk_files_row *row = &rows.at[i];
		struct desk_row r = {.link = LINK(pg, "/desk/:territory/sheets/:sheet", pg->in.territory, id_code(pg->arena, row->sheet)),
			.title = str_is_set(row->title) ? row->title : word_text(pg->lang, W_desk_untitled), .number = row->number, .bearer = row->bearer,
			.state = page_word_of(pg, S("filing.state."), row->state), .tone = tone_of(row->state), .call = row->call, .asked = page_money(pg, row->asked)};
		if (row->filed.set)
			r.filed = TEXT(pg, W_desk_filed_on, ARG("when", filing_page_when(pg, zone, row->filed.value)));
		if (row->owner.p)
			r.owner = TEXT(pg, W_desk_owned_by, ARG("who", row->owner));
		if (row->due.set)
			r.due = TEXT(pg, W_desk_before, ARG("day", row->due.value));
		note(pg, row, today, &r);
		*LIST_ADD(pg->arena, &v->rows) = r;
	}
	if (s != OK)
		return s;
	v->count = page_number(pg, total.files);
	v->total = page_money(pg, total.asked);
	v->more = total.files > (int64_t)rows.n;
	return OK;
}

static enum status add_calls(struct page *pg, str call, struct desk_view *v)
{
	struct q_desk_calls_rows rows;
	enum status s = q_desk_calls(pg->db, pg->arena, pg->thing.territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		*LIST_ADD(pg->arena, &v->calls) = (struct desk_option){rows.at[i].code, rows.at[i].title, str_eq(rows.at[i].code, call)};
		*LIST_ADD(pg->arena, &v->call_rows) = (struct desk_call_row){.title = rows.at[i].title,
			.counts = TEXT(pg, W_desk_counts, ARG("filed", rows.at[i].filed), ARG("drafts", rows.at[i].drafts)),
			.deadline = LINK(pg, "/desk/:territory/calls/:call", pg->in.territory, rows.at[i].code),
			.typed = LINK(pg, "/desk/:territory/calls/:call/type", pg->in.territory, rows.at[i].code)};
	}
	return s;
}

enum status show_desk(struct page *pg)
{
	struct q_desk_territory_row territory;
	str call = param(pg, S("call")), state = param(pg, S("state"));
	struct desk_view *v = ARENA_NEW(pg->arena, struct desk_view);
	enum status s = q_desk_territory(pg->db, pg->arena, pg->thing.territory, &territory);
	if (s != OK)
		return s;
	page_layout(pg, &v->layout, word_text(pg->lang, W_desk_title));
	page_accent(pg, &v->layout, pg->in.territory, territory.accent);
	v->layout.refuse_index = true;
	v->territory = territory.name;
	v->action = LINK(pg, "/desk/:territory", pg->in.territory);
	v->may_run = may(&pg->actor, VERB_run_desk, &pg->thing);
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		*LIST_ADD(pg->arena, &v->states) = (struct desk_option){states[i], page_word_of(pg, S("filing.state."), states[i]), str_eq(states[i], state)};
	s = add_files(pg, territory.time_zone, call, state, v);
	if (s == OK)
		s = add_calls(pg, call, v);
	if (s == OK)
		RESPOND_HTML(pg, desk_page, v);
	return s;
}

/* ---- the deadline of a call ---- */

static enum status add_decisions(struct page *pg, str zone, struct desk_call_view *v)
{
	struct q_filing_decisions_rows rows;
	enum status s = q_filing_decisions(pg->db, pg->arena, pg->thing.territory, pg->in.call, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_filing_decisions_row *d = &rows.at[i];
		str what = d->closes.set ? TEXT(pg, W_desk_decision_closes, ARG("when", filing_page_second(pg, zone, d->closes.value)), ARG("n", d->grace_minutes))
		                         : TEXT(pg, W_desk_decision_pack, ARG("n", d->grace_minutes));
		*LIST_ADD(pg->arena, &v->decisions) = (struct desk_decision){filing_page_when(pg, zone, d->decided), d->author, what, d->reason};
	}
	return s;
}

static enum status decision_page(struct page *pg, const struct call_decision *typed, const struct problems *ps)
{
	struct q_desk_call_row call;
	struct call_deadline deadline;
	enum status s = q_desk_call(pg->db, pg->arena, pg->thing.territory, pg->in.call, &call);
	if (s == OK)
		s = str_eq(call.territory, pg->in.territory) ? read_deadline(pg->db, pg->arena, pg->thing.territory, pg->in.call, pg->now, &deadline) : NOT_FOUND;
	if (s != OK)
		return s;
	struct desk_call_view *v = ARENA_NEW(pg->arena, struct desk_call_view);
	str title = word_text(pg->lang, W_desk_deadline_title);
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_desk_title_wrong, ARG("title", title)) : title);
	v->layout.refuse_index = true;
	v->list = LINK(pg, "/desk/:territory", pg->in.territory);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_desk_title), v->list);
	filing_page_problems(pg, ps, &v->problems);
	v->title = call.title;
	v->zone = call.time_zone;
	v->deadline = filing_page_deadline(pg, &deadline, call.time_zone, &v->tone);
	v->closes_day = typed ? typed->closes_day : S("");
	v->closes_hour = typed ? typed->closes_hour : S("");
	v->grace = typed ? typed->grace : S("");
	v->reason = typed ? typed->reason : S("");
	v->closes_wrong = filing_page_wrong(ps, S("closes"));
	v->grace_wrong = filing_page_wrong(ps, S("grace"));
	v->reason_wrong = filing_page_wrong(ps, S("reason"));
	v->action = LINK(pg, "/desk/:territory/calls/:call", pg->in.territory, pg->in.call);
	s = add_decisions(pg, call.time_zone, v);
	if (s == OK)
		RESPOND_HTML(pg, desk_call_page, v);
	return s;
}

enum status show_desk_call(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return decision_page(pg, NULL, &none);
}

static str typed_field(const struct page *pg, str name)
{
	str value = page_form(pg, name);
	return value.p ? value : S("");
}

enum status post_desk_call(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct follow_up u = filing_page_step(pg);
	const struct call_decision decision = {.territory = pg->thing.territory, .call = pg->in.call, .closes_day = typed_field(pg, S("closes")),
		.closes_hour = typed_field(pg, S("hour")), .grace = typed_field(pg, S("grace")), .reason = typed_field(pg, S("reason"))};
	enum status s = decide_call(&u, &decision, &ps);
	if (s == OK)
		return page_see_other(pg, LINK(pg, "/desk/:territory/calls/:call", pg->in.territory, pg->in.call));
	if (s != INVALID)
		return s;
	s = decision_page(pg, &decision, &ps);
	return s == OK ? page_again(pg) : s;
}
