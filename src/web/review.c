/* /applications/:application/review: is it admissible? The verdict of the rules on what was filed, waivers, the decision, all decisions. Reads; what is posted goes to
   actions/admissibility.h, and this page shows again what was wrong. */
#include "actions/admissibility.h"
#include "domain/workflow.h"
#include "web/diagnosis.h"
#include "web/review_page.h"

struct reviewing {
	struct page *pg;
	struct review_head head;
	const struct problems *ps;
	struct review_view *v;
};

/* ---- the verdict ---- */

static url to_file(const struct diagnosis *d, const struct asked_question *asked)
{
	(void)asked;
	return LINK(d->pg, "/applications/:application", d->pg->in.application);
}

/* One that somebody may waive, once. */
static void add_waivable(struct reviewing *w, const struct verdict_rule *r)
{
	struct page *pg = w->pg;
	bool there = !r->rule || !r->rule->waiver[LANG_FR].p;
	for (size_t k = 0; k < w->v->rules.n; k++)
		there = there || str_eq(w->v->rules.at[k].code, r->name);
	if (!there)
		*LIST_ADD(pg->arena, &w->v->rules) = (struct desk_option){r->name, TEXT(pg, W_review_rule_waivable, ARG("rule", r->title), ARG("who", r->rule->waiver[pg->lang])),
			str_eq(r->name, review_typed(pg, S("rule")))};
}

/* Those that stop it come first: they are what a waiver is for. */
static void add_stopping(struct reviewing *w, const struct verdict *verdict)
{
	struct stopping_rules stopping;
	rules_that_stop(w->pg->arena, verdict, &stopping);
	w->v->fails = stopping.n > 0;
	w->v->stopping = TEXT(w->pg, W_review_stopping, ARG("n", stopping.n));
	for (size_t i = 0; i < stopping.n; i++)
		add_waivable(w, stopping.at[i]);
	for (size_t i = 0; i < verdict->rules.n; i++)
		add_waivable(w, &verdict->rules.at[i]);
	for (size_t k = 0; k < verdict->funders.n; k++)
		for (size_t i = 0; i < verdict->funders.at[k].rules.n; i++)
			add_waivable(w, &verdict->funders.at[k].rules.at[i]);
}

static enum status add_verdict(struct reviewing *w)
{
	struct page *pg = w->pg;
	struct diagnosis *d = ARENA_NEW(pg->arena, struct diagnosis);
	struct application_facts facts;
	struct problems ignored = problems_new(pg->arena);
	struct panel_view panel = {0};
	enum status s = diagnosis_of_call(pg, w->head.row.call, d);
	if (s == NOT_FOUND)
		return OK;
	if (s != OK)
		return s;
	struct diagnosed_call *c = &d->calls.at[0];
	s = read_filed_facts(pg->db, pg->arena, pg->lang, pg->thing.territory, pg->thing.application, c->set, &facts);
	if (s != OK)
		return s;
	s = judge_verdict(c->judge, pg->arena, pg->lang, &facts, &ignored, &c->verdict);
	if (s != OK && s != INVALID)
		return s; /* INVALID: the verdict stands on what could be read */
	d->place_of = to_file;
	diagnosis_details(d, &panel);
	w->v->has_rules = true;
	w->v->status = panel.status;
	w->v->verdict = panel.calls.at[0];
	add_stopping(w, c->verdict);
	return OK;
}

static str title_of_rule(const struct reviewing *w, str rule)
{
	for (size_t i = 0; i < w->v->rules.n; i++)
		if (str_eq(w->v->rules.at[i].code, rule))
			return w->v->rules.at[i].label;
	return rule;
}

static enum status add_waivers(struct reviewing *w)
{
	struct page *pg = w->pg;
	struct q_review_waivers_rows rows = {0};
	enum status s = q_review_waivers(pg->db, pg->arena, pg->thing.territory, w->head.row.call, w->head.row.action, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(pg->arena, &w->v->waivers) = (struct review_waiver){.rule = rows.at[i].rule, .title = title_of_rule(w, rows.at[i].rule), .author = rows.at[i].author,
			.reason = rows.at[i].reason, .day = page_day(pg, rows.at[i].granted), .stands = !rows.at[i].withdrawn.set,
			.withdrawn = rows.at[i].withdrawn.set ? TEXT(pg, W_review_waiver_over, ARG("day", rows.at[i].withdrawn.value)) : STR_NONE};
	return s;
}

/* ---- the decision ---- */

static enum status add_completion(struct reviewing *w)
{
	struct page *pg = w->pg;
	struct q_review_open_completion_row row;
	enum status s = w->head.row.sheet.set ? q_review_open_completion(pg->db, pg->arena, pg->thing.territory, w->head.row.sheet.value, &row) : NOT_FOUND;
	w->v->awaited = s == OK || (s == NOT_FOUND && str_eq(w->head.row.state, S("completion_requested")));
	if (s == OK)
		w->v->awaited_for = TEXT(pg, W_review_awaited, ARG("day", row.due));
	else if (w->v->awaited)
		w->v->awaited_for = word_text(pg->lang, W_review_awaited_plain);
	return s == NOT_FOUND ? OK : s;
}

static enum status add_clauses(struct reviewing *w)
{
	struct page *pg = w->pg;
	struct q_ruleset_clauses_rows rows = {0};
	enum status s = q_ruleset_clauses(pg->db, pg->arena, pg->thing.territory, w->head.row.call, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(pg->arena, &w->v->clauses) = (struct desk_option){rows.at[i].code,
			rows.at[i].article.p ? arena_fmt(pg->arena, "%.*s · %.*s", STR_ARGS(rows.at[i].article), STR_ARGS(rows.at[i].label)) : rows.at[i].label,
			str_eq(rows.at[i].code, review_typed(pg, S("clause")))};
	return s;
}

static enum status add_past(struct reviewing *w)
{
	struct page *pg = w->pg;
	struct q_review_admissibilities_rows rows = {0};
	enum status s = q_review_admissibilities(pg->db, pg->arena, pg->thing.territory, pg->thing.application, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_review_admissibilities_row *r = &rows.at[i];
		*LIST_ADD(pg->arena, &w->v->past) = (struct review_decided){.what = page_word_of(pg, S("application_state."), r->decision), .who = r->name.p ? r->name : S(""), .reason = r->reason,
			.clause = r->clause, .tone = i ? S("past") : S("now"), .when = filing_page_when(pg, w->head.row.time_zone, r->decided),
			.verdict = str_is_set(r->verdict) ? TEXT(pg, W_review_verdict_was, ARG("verdict", page_word_of(pg, S("review.verdict."), r->verdict))) : STR_NONE};
	}
	return s;
}

static void add_typed(struct reviewing *w)
{
	struct page *pg = w->pg;
	struct review_view *v = w->v;
	const enum application_state from = application_state_of_name(w->head.row.state);
	v->can_decide = v->top.may_run && (v->awaited || application_step(from, APPLICATION_admissible) != STEP_NONE || application_step(from, APPLICATION_inadmissible) != STEP_NONE);
	v->reason = review_typed(pg, S("reason"));
	v->despite = review_typed(pg, S("despite"));
	v->author = review_typed(pg, S("author"));
	v->waive_reason = review_typed(pg, S("waive-reason"));
	v->unwaive_reason = review_typed(pg, S("unwaive-reason"));
	v->admissible = str_eq(review_typed(pg, S("decision")), S("admissible"));
	v->inadmissible = str_eq(review_typed(pg, S("decision")), S("inadmissible"));
	v->wrong_reason = filing_page_wrong(w->ps, S("reason"));
	v->wrong_despite = filing_page_wrong(w->ps, S("despite"));
	v->wrong_author = filing_page_wrong(w->ps, S("author"));
	v->wrong_waive = filing_page_wrong(w->ps, S("waive-reason"));
	v->wrong_unwaive = filing_page_wrong(w->ps, S("unwaive-reason"));
	v->decide = LINK(pg, "/applications/:application/review", pg->in.application);
	v->waive = LINK(pg, "/applications/:application/waivers", pg->in.application);
	v->unwaive = LINK(pg, "/applications/:application/waivers/withdraw", pg->in.application);
}

static enum status review_page_of(struct page *pg, const struct problems *ps)
{
	struct reviewing w = {.pg = pg, .ps = ps, .v = ARENA_NEW(pg->arena, struct review_view)};
	enum status s = review_top(pg, "review", W_review_title, ps, &w.v->layout, &w.v->top, &w.head);
	static enum status (*const parts[])(struct reviewing *) = {add_verdict, add_waivers, add_completion, add_clauses, add_past};
	for (size_t i = 0; i < sizeof parts / sizeof *parts && s == OK; i++)
		s = parts[i](&w);
	if (s != OK)
		return s;
	add_typed(&w);
	filing_page_problems(pg, ps, &w.v->problems);
	RESPOND_HTML(pg, review_page, w.v);
	return OK;
}

enum status show_review(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return review_page_of(pg, &none);
}

static url here(struct page *pg)
{
	return LINK(pg, "/applications/:application/review", pg->in.application);
}

enum status post_review(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_step step = review_step_of(pg);
	str chosen = review_typed(pg, S("decision"));
	const struct admissibility_decision decision = {.admissible = str_eq(chosen, S("admissible")), .reason = review_typed(pg, S("reason")), .clause = review_typed(pg, S("clause")),
		.despite = review_typed(pg, S("despite"))};
	enum status s = INVALID;
	if (!decision.admissible && !str_eq(chosen, S("inadmissible")))
		PROBLEM(&ps, STR_NONE, 0, S("decision"), W_review_decision_missing);
	else
		s = decide_admissibility(&step, &decision, &ps);
	return review_end(pg, s, &ps, here(pg), review_page_of);
}

enum status post_review_waiver(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_step step = review_step_of(pg);
	return review_end(pg, waive_on_file(&step, review_typed(pg, S("rule")), review_typed(pg, S("author")), review_typed(pg, S("waive-reason")), &ps), &ps, here(pg), review_page_of);
}

enum status post_review_unwaive(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_step step = review_step_of(pg);
	return review_end(pg, unwaive_on_file(&step, review_typed(pg, S("rule")), review_typed(pg, S("unwaive-reason")), &ps), &ps, here(pg), review_page_of);
}
