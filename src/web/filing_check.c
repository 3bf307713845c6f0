/* /sheets/:sheet/check: is it ready? Everything that is wrong with a link to its place, the answers as they will be filed, and the next step for who reads: sign, or ask
   somebody to. Asking, taking back and abandoning are posted from here. */
#include "base/ids.h"
#include "gen/queries.h"
#include "web/filing_page.h"
#include "web/sheet_verdict.h"

static url point_link(struct page *pg, const struct sheet *sheet, const struct filing_point *p)
{
	str code = p->place == FILING_IDENTITY ? id_code(pg->arena, sheet->head.identity_sheet.v) : pg->in.sheet;
	str field = arena_fmt(pg->arena, "f.%.*s", STR_ARGS(p->where));
	if (p->place == FILING_DOCUMENT)
		return LINK(pg, "/sheets/:sheet/attachments", code);
	if (p->place == FILING_RULE)
		return LINK(pg, "/sheets/:sheet/verdict?year=:year", code, arena_fmt(pg->arena, "%zu", p->number));
	if (p->place == FILING_FIELD)
		return sheet_place(pg, sheet, p->where);
	if (!str_is_set(p->topic))
		return LINK(pg, "/sheets/:sheet", code);
	return LINK(pg, "/sheets/:sheet/topics/:topic#:field", code, p->topic, field);
}

static void add_points(struct page *pg, const struct sheet *sheet, const struct filing_ready *ready, struct check_view *v)
{
	for (size_t i = 0; i < ready->points.n; i++) {
		const struct filing_point *p = &ready->points.at[i];
		struct filing_point_view point = {.label = p->label, .text = p->text, .link = point_link(pg, sheet, p)};
		if (p->blocks)
			*LIST_ADD(pg->arena, &v->blocking) = point;
		else
			*LIST_ADD(pg->arena, &v->warnings) = point;
	}
	v->blocking_count = (int64_t)v->blocking.n;
	v->warning_count = (int64_t)v->warnings.n;
}

static void add_files(struct page *pg, const struct sheet *sheet, struct check_view *v)
{
	for (size_t i = 0; i < sheet->attached.n; i++)
		*LIST_ADD(pg->arena, &v->files) = (struct filing_file){
			filing_page_document(&sheet->context, sheet->attached.at[i].code), sheet->attached.at[i].name, sheet->attached.at[i].sha256};
}

static enum status add_steps(struct page *pg, const struct sheet *sheet, const struct filing_ready *ready, struct check_view *v)
{
	struct q_filing_signature_row asked;
	bool draft = str_eq(sheet->head.state, S("draft"));
	bool signs = actor_role_in(&pg->actor, pg->thing.applicant) == MEMBER_SIGNATORY;
	v->to_sign = str_eq(sheet->head.state, S("to_sign"));
	v->filed = !draft && !v->to_sign && !ready->completes;
	v->ready = !ready->blocking;
	bool moment = ready->completes || ready->deadline.at.moment == FILING_IS_OPEN || ready->deadline.at.moment == FILING_IS_IN_GRACE;
	v->can_sign = signs || ready->completes;
	v->may_file = v->can_sign && v->ready && moment;
	v->can_ask = !signs && draft && v->ready && moment && may(&pg->actor, VERB_write_application, &pg->thing);
	v->can_take_back = v->to_sign && may(&pg->actor, VERB_write_application, &pg->thing);
	v->can_abandon = (draft || v->to_sign) && may(&pg->actor, VERB_write_application, &pg->thing);
	v->sign = SHEET_LINK(pg, "/sign");
	v->ask = SHEET_LINK(pg, "/ask-signature");
	v->take_back = SHEET_LINK(pg, "/take-back");
	v->receipt = str_is_set(sheet->head.number) ? SHEET_LINK(pg, "/receipt") : SHEET_LINK(pg, "/follow-up");
	v->abandon = SHEET_LINK(pg, "/abandon");
	v->base = arena_fmt(pg->arena, "%lld", (long long)sheet->head.revision);
	enum status s = v->to_sign ? q_filing_signature(pg->db, pg->arena, sheet->head.territory, sheet->head.sheet.v, &asked) : OK;
	if (s == OK && v->to_sign)
		v->waits = TEXT(pg, W_filing_waits_signature, ARG("who", asked.asker.p ? asked.asker : S("")), ARG("when", filing_page_when(pg, sheet->head.time_zone, asked.asked)));
	return s;
}

static enum status fill(struct page *pg, const struct problems *ps, struct check_view *v)
{
	struct filing_judged j;
	enum status s = filing_page_judge(pg, &j);
	if (s != OK)
		return s;
	filing_page_top(pg, &j.page.sheet.head, &v->layout, &v->top, word_text(pg->lang, ps->total ? W_filing_check_title_wrong : W_filing_check_title));
	v->deadline = j.ready.completes ? STR_NONE : filing_page_deadline(pg, &j.ready.deadline, j.page.sheet.head.time_zone, &v->deadline_tone);
	filing_page_problems(pg, ps, &v->problems);
	add_points(pg, &j.page.sheet, &j.ready, v);
	if (j.ready.verdict) {
		v->verdict = page_word_of(pg, S("filing.verdict."), str_of(verdict_outcome_name(j.ready.verdict->outcome)));
		v->verdict_tone = j.ready.verdict->outcome == VERDICT_PASSES ? S("good") : j.ready.verdict->outcome == VERDICT_FAILS ? S("error") : S("warning");
		v->verdict_link = SHEET_LINK(pg, "/verdict");
	}
	const struct form *identity = form_build(pg->arena, &j.page.sheet.context, true, pg->lang, &j.page.sheet.identity);
	filing_page_answers(pg, identity, &j.page.sheet.identity, id_code(pg->arena, j.page.sheet.head.identity_sheet.v), &v->identity);
	filing_page_answers(pg, j.page.sheet.form, &j.page.sheet.values, pg->in.sheet, &v->answers);
	add_files(pg, &j.page.sheet, v);
	return add_steps(pg, &j.page.sheet, &j.ready, v);
}

enum status show_check(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	struct check_view *v = ARENA_NEW(pg->arena, struct check_view);
	enum status s = fill(pg, &none, v);
	if (s == OK)
		RESPOND_HTML(pg, check_page, v);
	return s;
}

/* The page again, with what went wrong. */
static enum status again(struct page *pg, const struct problems *ps)
{
	struct check_view *v = ARENA_NEW(pg->arena, struct check_view);
	enum status s = fill(pg, ps, v);
	if (s != OK)
		return s;
	RESPOND_HTML(pg, check_page, v);
	return page_again(pg);
}

static enum status done(struct page *pg, enum status s, struct problems *ps, url where)
{
	if (s == OK)
		return page_see_other(pg, where);
	if (s == CONFLICT)
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_filing_changed_meanwhile);
	return s == CONFLICT || s == INVALID ? again(pg, ps) : s;
}

enum status post_ask_signature(struct page *pg)
{
	struct filing_page p;
	struct filing_done made;
	struct problems ps = problems_new(pg->arena);
	enum status s = filing_page_read(pg, &p);
	if (s != OK)
		return s;
	struct filing_request q = filing_page_request(pg, p.set);
	return done(pg, ask_signature(&q, &ps, &made), &ps, SHEET_LINK(pg, "/check"));
}

enum status post_take_back(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct filing_request q = filing_page_request(pg, NULL);
	return done(pg, take_back(&q), &ps, SHEET_LINK(pg, ""));
}

enum status post_abandon(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct filing_request q = filing_page_request(pg, NULL);
	return done(pg, abandon_draft(&q), &ps, LINK(pg, "/my"));
}
