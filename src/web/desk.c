/* /desk/:territory/calls/:call: the deadline of a call, moved, with a grace, by an officer with a reason (L4). Reads through queries/filing.sql; decides through actions/follow_up.
   The list of the desk is deskwork_list.c's. */
#include "gen/queries.h"
#include "web/filing_page.h"

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
