/* /applications/:application/plan: an officer sends a bearer what each funder gives now, and sees the answers; /sheets/:sheet/plan: a signatory accepts, withdraws or asks to discuss. */
#include "actions/revised_budget.h"
#include "actions/scenarios.h"
#include "base/limits.h"
#include "web/allocation_page.h"

static str typed(const struct page *pg, str name)
{
	str value = pg->rq->method == HTTP_POST ? page_form(pg, name) : STR_NONE;
	return value.p ? value : S("");
}

static void show_plan(struct page *pg, str zone, const struct plan *from, struct plan_view *to)
{
	*to = (struct plan_view){.number = from->plan, .cost = page_money(pg, from->cost), .said = from->said, .sent = filing_page_when(pg, zone, from->sent), .due = page_day(pg, from->due), .reason = from->reason,
		.waits = !str_is_set(from->answer)};
	to->answer = to->waits ? word_text(pg->lang, W_allocation_plan_waits) : page_word_of(pg, S("allocation.plan_"), from->answer);
	to->tone = to->waits ? S("warning") : str_eq(from->answer, S("accepted")) ? S("good") : S("error");
	if (from->budget_days)
		to->budget = TEXT(pg, to->waits ? W_revised_plan_will : W_revised_plan_does, ARG("n", from->budget_days));
	if (from->answered.set)
		to->answered = filing_page_when(pg, zone, from->answered.value);
	money sum = MONEY_ZERO;
	for (size_t i = 0; i < from->lines.n; i++) {
		const struct plan_line *line = &from->lines.at[i];
		sum = money_add(sum, line->after);
		*LIST_ADD(pg->arena, &to->lines) = (struct plan_line_view){.label = line->label, .before = page_money(pg, line->before), .after = page_money(pg, line->after),
			.change = allocation_change(pg, line->before, line->after), .tone = allocation_change_tone(line->before, line->after)};
	}
	to->given = page_money(pg, sum);
}

static enum status add_plans(struct page *pg, territory_id territory, application_id application, struct plans_view *v)
{
	struct plans plans;
	struct q_filing_zone_row zone;
	enum status s = read_plans(pg->db, pg->arena, territory, application, &plans);
	if (s == OK)
		s = q_filing_zone(pg->db, pg->arena, territory, &zone);
	for (size_t i = 0; s == OK && i < plans.n; i++)
		show_plan(pg, zone.time_zone, &plans.at[i], LIST_ADD(pg->arena, &v->plans));
	v->waits = v->plans.n && v->plans.at[0].waits;
	return s;
}

static void add_problems(struct page *pg, const struct problems *ps, struct plans_view *v)
{
	filing_page_problems(pg, ps, &v->problems);
	v->due_wrong = filing_page_wrong(ps, S("due"));
	v->reason_wrong = filing_page_wrong(ps, S("reason"));
	for (size_t i = 0; i < ps->list.n; i++)
		if (str_eq(ps->list.at[i].field, S("answer")))
			v->answer_wrong = page_words(pg, ps->list.at[i].message, ps->list.at[i].args, ps->list.at[i].arg_count);
}

/* ---- the officer ---- */

static enum status sending_form(struct page *pg, const struct problems *ps)
{
	struct plans_view *v = ARENA_NEW(pg->arena, struct plans_view);
	struct scenario_lines lines;
	struct grid head;
	struct q_deskwork_head_row of;
	const str call = pg->thing.call;
	enum status s = read_grid_head(pg->db, pg->arena, pg->lang, call, GRID_SESSION, &head);
	if (s == OK)
		s = read_scenarios(pg->db, pg->arena, pg->lang, call, &lines);
	if (s == OK)
		s = q_deskwork_head(pg->db, pg->arena, pg->thing.territory, pg->thing.application, &of);
	if (s == OK)
		s = add_plans(pg, pg->thing.territory, pg->thing.application, v);
	if (s != OK)
		return s;
	for (size_t i = 0; i < lines.n; i++)
		if (!str_eq(lines.at[i].state, S("dropped")))
			*LIST_ADD(pg->arena, &v->scenarios) = (struct desk_option){arena_fmt(pg->arena, "%lld", (long long)lines.at[i].scenario), lines.at[i].name,
				str_eq(typed(pg, S("scenario")), arena_fmt(pg->arena, "%lld", (long long)lines.at[i].scenario))};
	const str title = word_text(pg->lang, W_allocation_plan_title);
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_grid_title_wrong, ARG("title", title)) : title);
	v->layout.refuse_index = true;
	v->back = LINK(pg, "/applications/:application", pg->in.application);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_desk_title), LINK(pg, "/desk/:territory", of.territory_code));
	page_crumb(pg, &v->layout, of.title, v->back);
	v->of = of.title;
	v->bearer = of.bearer;
	add_problems(pg, ps, v);
	v->title = head.title;
	v->due = typed(pg, S("due"));
	v->said = typed(pg, S("said"));
	v->asks_budget = pg->rq->method != HTTP_POST || str_eq(typed(pg, S("budget")), S("yes"));
	v->days = str_is_set(typed(pg, S("days"))) ? typed(pg, S("days")) : S("15");
	v->days_wrong = filing_page_wrong(ps, S("days")) ? TEXT(pg, W_revised_days_wrong, ARG("n", (int64_t)LIMIT_BUDGET_DAYS)) : STR_NONE;
	v->has_sheet = pg->thing.sheet.v != 0;
	v->action = LINK(pg, "/applications/:application/plan", pg->in.application);
	RESPOND_HTML(pg, plan_send_page, v);
	return OK;
}

enum status show_plan_send(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return sending_form(pg, &none);
}

enum status post_plan_send(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct plan_sending sending = {.call = pg->thing.call, .application = pg->thing.application, .said = typed(pg, S("said")), .lang = pg->lang};
	int64_t plan = 0;
	if (!pg->thing.sheet.v || !str_to_int64(typed(pg, S("scenario")), &sending.scenario))
		return INVALID;
	(void)day_parse(typed(pg, S("due")), &sending.due); /* what is no day is a day long past: refused with words */
	if (str_eq(typed(pg, S("budget")), S("yes")) && (!str_to_int64(str_trim(typed(pg, S("days"))), &sending.budget_days) || sending.budget_days < 1))
		sending.budget_days = -1; /* refused with words */
	const struct follow_up u = filing_page_step(pg);
	enum status s = send_plan(&u, &sending, &ps, &plan);
	if (s == OK)
		return page_see_other(pg, LINK(pg, "/applications/:application/plan", pg->in.application));
	if (s == CONFLICT)
		PROBLEM(&ps, STR_NONE, 0, STR_NONE, W_allocation_plan_one_waits);
	if (s != INVALID && s != CONFLICT)
		return s;
	s = sending_form(pg, &ps);
	return s == OK ? page_again(pg) : s;
}

/* ---- the bearer ---- */

/* A draft has no application yet, and no plan. */
static enum status read_application_of(struct page *pg, struct q_filing_head_row *head, application_id *application)
{
	enum status s = pg->thing.identity ? NOT_FOUND : q_filing_head(pg->db, pg->arena, pg->thing.sheet.v, head);
	*application = (application_id){s == OK && head->application.set ? head->application.value : 0};
	return s;
}

static enum status answering_form(struct page *pg, const struct problems *ps)
{
	struct q_filing_head_row head;
	struct sheet_head sheet;
	struct plans_view *v = ARENA_NEW(pg->arena, struct plans_view);
	application_id application;
	enum status s = read_application_of(pg, &head, &application);
	if (s == OK)
		s = sheet_read_head(pg->db, pg->arena, pg->thing.sheet, &sheet);
	if (s == OK)
		s = add_plans(pg, head.territory, application, v);
	if (s != OK)
		return s;
	const str title = word_text(pg->lang, W_allocation_plan_title);
	filing_page_top(pg, &sheet, &v->layout, &v->top, ps->total ? TEXT(pg, W_grid_title_wrong, ARG("title", title)) : title);
	add_problems(pg, ps, v);
	v->signs = v->waits && may(&pg->actor, VERB_sign_application, &pg->thing);
	v->reason = typed(pg, S("reason"));
	v->number = v->plans.n ? v->plans.at[0].number : 0;
	v->action = SHEET_LINK(pg, "/plan");
	v->back = SHEET_LINK(pg, "/follow-up");
	struct revised_budget revised = {0};
	s = sheet.revises ? read_revised_budget(pg->db, pg->arena, head.territory, pg->thing.sheet, &revised) : OK;
	if (s != OK)
		return s;
	if (revised.waits) {
		v->budget_asked = TEXT(pg, W_revised_awaited, ARG("day", revised.due));
		v->budget = LINK(pg, "/sheets/:sheet/topics/:topic", pg->in.sheet, S("budget"));
	}
	RESPOND_HTML(pg, plan_answer_page, v);
	return OK;
}

enum status show_plan_answer(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return answering_form(pg, &none);
}

enum status post_plan_answer(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct q_filing_head_row head;
	int64_t plan = 0;
	application_id application;
	enum status s = read_application_of(pg, &head, &application);
	if (s != OK)
		return s;
	if (!str_to_int64(typed(pg, S("plan")), &plan))
		return INVALID;
	const struct follow_up u = filing_page_step(pg);
	s = answer_plan(&u, application, plan, typed(pg, S("answer")), typed(pg, S("reason")), &ps);
	if (s == OK) {
		page_wakes(pg, grid_topic(head.call)); /* a row that is withdrawn counts no more */
		return page_see_other(pg, SHEET_LINK(pg, "/plan"));
	}
	if (s == CONFLICT)
		PROBLEM(&ps, STR_NONE, 0, STR_NONE, W_allocation_plan_answered_already);
	if (s != INVALID && s != CONFLICT)
		return s;
	s = answering_form(pg, &ps);
	return s == OK ? page_again(pg) : s;
}
