/* /sheets/:sheet/sign: who may sign reads what signing does, says in what capacity, attests, and files in one step; or refuses with a reason. Also the withdrawal. */
#include "actions/filing_write.h"
#include "base/ids.h"
#include "gen/queries.h"
#include "web/filing_page.h"

static enum status add_signatories(struct page *pg, struct sign_view *v)
{
	struct q_filing_members_rows rows;
	enum status s = q_filing_members(pg->db, pg->arena, pg->thing.applicant.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		if (str_eq(rows.at[i].role, S("signatory")))
			*LIST_ADD(pg->arena, &v->signatories) = rows.at[i].name;
	return s;
}

/* A capacity is proposed to the one whom the identity names. */
static str proposed_capacity(const struct page *pg, const struct sheet *sheet)
{
	str mail = form_value(&sheet->identity, S("representative.email")), role = form_value(&sheet->identity, S("representative.role"));
	return role.p && mail.p && str_eq_nocase(mail, pg->actor.email) ? role : S("");
}

static enum status fill(struct page *pg, const struct filing_request *typed, const struct problems *ps, struct sign_view *v)
{
	struct filing_judged j;
	enum status s = filing_page_judge(pg, &j);
	if (s != OK)
		return s;
	filing_page_top(pg, &j.page.sheet.head, &v->layout, &v->top, word_text(pg->lang, ps->total ? W_filing_sign_title_wrong : j.ready.revises ? W_revised_sign_title : W_filing_sign_title));
	filing_page_problems(pg, ps, &v->problems);
	v->completes = j.ready.completes && !j.ready.revises;
	v->revises = j.ready.revises;
	v->deadline = j.ready.completes ? STR_NONE : filing_page_deadline(pg, &j.ready.deadline, j.page.sheet.head.time_zone, &v->deadline_tone);
	v->base = arena_fmt(pg->arena, "%lld.%.*s", (long long)j.page.sheet.head.revision, STR_ARGS(filing_shown(pg->arena, &j.head, &j.page.sheet, j.page.set)));
	v->capacity = typed ? typed->capacity : proposed_capacity(pg, &j.page.sheet);
	v->reason = typed ? typed->reason : S("");
	v->mandate = typed && typed->mandate;
	v->ready = !j.ready.blocking;
	v->confirms = j.page.sheet.head.to_confirm;
	if (v->confirms && j.head.received.set)
		v->received = TEXT(pg, W_filing_received_by_office, ARG("when", filing_page_second(pg, j.page.sheet.head.time_zone, j.head.received.value)));
	bool signs = actor_role_in(&pg->actor, pg->thing.applicant) == MEMBER_SIGNATORY;
	v->signs = signs;
	v->confirmed = !signs || pg->actor.confirmed;
	v->can_sign = (signs && pg->actor.confirmed) || (j.ready.completes && may(&pg->actor, VERB_write_application, &pg->thing));
	v->can_refuse = signs && pg->actor.confirmed && str_eq(j.page.sheet.head.state, S("to_sign"));
	v->summary = TEXT(pg, W_filing_sign_summary, ARG("organisation", j.page.sheet.head.applicant_name), ARG("call", j.page.sheet.head.call_title));
	v->check = SHEET_LINK(pg, "/check");
	v->action = SHEET_LINK(pg, "/sign");
	v->refuse = SHEET_LINK(pg, "/refuse");
	v->account = LINK(pg, "/account");
	v->capacity_wrong = filing_page_wrong(ps, S("capacity"));
	v->attests_wrong = filing_page_wrong(ps, S("attests"));
	v->reason_wrong = filing_page_wrong(ps, S("reason"));
	return add_signatories(pg, v);
}

enum status show_sign(struct page *pg)
{
	static const str signable[] = {S("draft"), S("to_sign"), S("completion_requested")};
	struct problems none = problems_new(pg->arena);
	bool open = false;
	for (size_t i = 0; i < sizeof signable / sizeof *signable; i++)
		open = open || str_eq(pg->thing.state, signable[i]);
	if (!open)
		return page_see_other(pg, SHEET_LINK(pg, "/follow-up"));
	struct sign_view *v = ARENA_NEW(pg->arena, struct sign_view);
	enum status s = fill(pg, NULL, &none, v);
	if (s == OK)
		RESPOND_HTML(pg, sign_page, v);
	return s;
}

static enum status again(struct page *pg, const struct filing_request *typed, const struct problems *ps)
{
	struct sign_view *v = ARENA_NEW(pg->arena, struct sign_view);
	enum status s = fill(pg, typed, ps, v);
	if (s != OK)
		return s;
	RESPOND_HTML(pg, sign_page, v);
	return page_again(pg);
}

enum status post_sign(struct page *pg)
{
	struct filing_page p;
	struct filing_done made;
	struct problems ps = problems_new(pg->arena);
	enum status s = filing_page_read(pg, &p);
	if (s != OK)
		return s;
	struct filing_request q = filing_page_request(pg, p.set);
	if (!q.shown.p)
		q.shown = S(""); /* a signature says what it signs */
	s = file_application(&q, &ps, &made);
	if (s == OK)
		return page_see_other(pg, SHEET_LINK(pg, "/receipt"));
	if (s == CONFLICT)
		PROBLEM(&ps, STR_NONE, 0, STR_NONE, W_filing_changed_meanwhile);
	return s == CONFLICT || s == INVALID ? again(pg, &q, &ps) : s;
}

enum status post_refuse(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct filing_request q = filing_page_request(pg, NULL);
	enum status s = refuse_signature(&q, &ps);
	if (s == OK)
		return page_see_other(pg, SHEET_LINK(pg, "/check"));
	if (s == CONFLICT)
		PROBLEM(&ps, STR_NONE, 0, STR_NONE, W_filing_changed_meanwhile);
	return s == CONFLICT || s == INVALID ? again(pg, &q, &ps) : s;
}

/* ---- withdrawal ---- */

static enum status withdrawal(struct page *pg, str reason, const struct problems *ps)
{
	struct sheet_head head;
	enum status s = sheet_read_head(pg->db, pg->arena, pg->thing.sheet, &head);
	if (s != OK)
		return s;
	struct withdraw_view *v = ARENA_NEW(pg->arena, struct withdraw_view);
	filing_page_top(pg, &head, &v->layout, &v->top, word_text(pg->lang, ps->total ? W_filing_withdraw_title_wrong : W_filing_withdraw_title));
	filing_page_problems(pg, ps, &v->problems);
	v->reason = reason;
	v->reason_wrong = filing_page_wrong(ps, S("reason"));
	v->action = SHEET_LINK(pg, "/withdraw");
	v->back = SHEET_LINK(pg, "/follow-up");
	RESPOND_HTML(pg, withdraw_page, v);
	return OK;
}

enum status show_withdraw(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	bool stands = str_eq(pg->thing.state, S("filed")) || str_eq(pg->thing.state, S("completion_requested"));
	if (pg->thing.identity)
		return NOT_FOUND;
	return stands ? withdrawal(pg, S(""), &none) : page_see_other(pg, SHEET_LINK(pg, "/follow-up"));
}

enum status post_withdraw(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct filing_request q = filing_page_request(pg, NULL);
	enum status s = withdraw_application(&q, &ps);
	if (s == OK)
		return page_see_other(pg, SHEET_LINK(pg, "/follow-up"));
	if (s == CONFLICT)
		PROBLEM(&ps, STR_NONE, 0, STR_NONE, W_filing_changed_meanwhile);
	if (s != CONFLICT && s != INVALID)
		return s;
	s = withdrawal(pg, q.reason, &ps);
	return s == OK ? page_again(pg) : s;
}
