/* /sheets/:sheet/follow-up: where a request stands, in words: its state, who has it, what comes next and when, what is asked again, messages, versions, every event. */
#include "actions/receipt.h"
#include "actions/revise_plan.h"
#include "base/ids.h"
#include "gen/queries.h"
#include "web/filing_page.h"
#include "web/revised.h"

struct following {
	struct page *pg;
	struct sheet sheet;
	struct q_filing_head_row head;
	struct follow_view *v;
};

static enum status add_owner(struct following *w)
{
	struct page *pg = w->pg;
	struct q_filing_person_row person;
	if (w->head.due.set)
		w->v->due = page_day(pg, w->head.due.value);
	if (!w->head.owner.set)
		return OK;
	enum status s = q_filing_person(pg->db, pg->arena, w->head.owner.value, &person);
	if (s == OK)
		w->v->owner = person.name;
	return s == NOT_FOUND ? OK : s;
}

/* What each funder told of its decision. */
static enum status add_letters(struct following *w)
{
	struct page *pg = w->pg;
	struct q_notify_sent_of_application_rows rows;
	if (!w->head.application.set)
		return OK;
	enum status s = q_notify_sent_of_application(pg->db, pg->arena, w->head.territory, (application_id){w->head.application.value}, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(pg->arena, &w->v->letters) = (struct follow_letter){
			.label = TEXT(pg, W_notify_letter_line, ARG("kind", page_word_of(pg, S("adoption.kind_"), rows.at[i].kind)), ARG("funder", rows.at[i].funder_label)),
			.when = filing_page_when(pg, w->head.time_zone, rows.at[i].sent), .taken_back = rows.at[i].cancelled.set ? word_text(pg->lang, W_notify_taken_back) : S(""),
			.link = LINK(pg, "/sheets/:sheet/letters/:letter", pg->in.sheet, arena_fmt(pg->arena, "%lld", (long long)rows.at[i].id))};
	w->v->kit = SHEET_LINK(pg, "/kit");
	return s;
}

static enum status add_plan(struct following *w)
{
	struct page *pg = w->pg;
	struct plans plans = {0};
	if (!w->head.application.set)
		return OK;
	enum status s = read_plans(pg->db, pg->arena, w->head.territory, (application_id){w->head.application.value}, &plans);
	if (s == OK && plans.n) {
		w->v->plan = SHEET_LINK(pg, "/plan");
		w->v->plan_waits = !plans.at[0].answer.p;
	}
	return s;
}

static enum status add_receipt(struct following *w)
{
	struct page *pg = w->pg;
	struct receipt r;
	if (!w->head.number.p)
		return OK;
	enum status s = read_receipt(pg->db, pg->arena, pg->thing.sheet, 0, pg->lang, &r);
	if (s != OK)
		return s;
	w->v->has_receipt = true;
	w->v->receipt = SHEET_LINK(pg, "/receipt");
	for (size_t i = 0; i < r.coming.n; i++)
		*LIST_ADD(pg->arena, &w->v->coming) = (struct receipt_line){r.coming.at[i].label, r.coming.at[i].when};
	for (size_t i = 0; i < r.missing.n; i++)
		*LIST_ADD(pg->arena, &w->v->missing) =
			(struct receipt_line){r.missing.at[i].label, r.missing.at[i].original ? word_text(pg->lang, W_filing_original_awaited) : STR_NONE};
	return OK;
}

/* A topic, a field or a document that is open again, with the page where it is changed. */
static struct follow_opened opened_line(struct following *w, str line)
{
	struct page *pg = w->pg;
	const struct form_topic *topic = form_topic(w->sheet.form, line);
	const struct form_field *field = topic ? NULL : form_field_of(w->sheet.form, line);
	const struct form_topic *of_field = field ? form_topic_of(w->sheet.form, line) : NULL;
	if (topic)
		return (struct follow_opened){topic->title, LINK(pg, "/sheets/:sheet/topics/:topic", pg->in.sheet, topic->code)};
	if (of_field)
		return (struct follow_opened){field->label, LINK(pg, "/sheets/:sheet/topics/:topic", pg->in.sheet, of_field->code)};
	return (struct follow_opened){filing_page_document(&w->sheet.context, line), SHEET_LINK(pg, "/attachments")};
}

static enum status add_completion(struct following *w)
{
	struct page *pg = w->pg;
	struct q_filing_completions_rows rows;
	enum status s = q_filing_completions(pg->db, pg->arena, w->head.territory, w->sheet.head.sheet.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_filing_completions_row *r = &rows.at[i];
		if (r->answered.set || r->cancelled.set)
			continue;
		w->v->completes = !w->head.revises; /* a revised budget has a part of its own */
		w->v->overdue = r->due.number < day_at(pg->now, zone_of(w->head.time_zone)).number;
		w->v->asked_due = TEXT(pg, w->v->overdue ? W_filing_completion_overdue : W_filing_completion_due, ARG("day", r->due));
		w->v->asked_reason = r->reason;
		w->v->asked_by = TEXT(pg, W_filing_asked_by, ARG("who", r->asker.p ? r->asker : S("")), ARG("when", filing_page_when(pg, w->head.time_zone, r->asked)));
		str rest = r->opened;
		while (rest.p) {
			str line, tail;
			(void)str_cut(rest, '\n', &line, &tail);
			*LIST_ADD(pg->arena, &w->v->opened) = opened_line(w, line);
			rest = tail;
		}
	}
	return s;
}

static enum status add_revised(struct following *w)
{
	struct page *pg = w->pg;
	w->v->budget = LINK(pg, "/sheets/:sheet/topics/:topic", pg->in.sheet, S("budget"));
	return revised_fill(pg, w->head.territory, w->sheet.head.sheet, w->head.time_zone, &w->v->revised);
}

static enum status add_messages(struct following *w)
{
	struct page *pg = w->pg;
	struct q_filing_messages_rows rows;
	enum status s = q_filing_messages(pg->db, pg->arena, w->head.territory, w->sheet.head.sheet.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_filing_messages_row *m = &rows.at[i];
		*LIST_ADD(pg->arena, &w->v->messages) = filing_page_message(pg, w->head.time_zone, m);
		w->v->has_unread = w->v->has_unread || (m->from_office && !m->seen.set);
	}
	return s;
}

static enum status add_events(struct following *w)
{
	struct page *pg = w->pg;
	struct q_filing_events_rows rows;
	enum status s = q_filing_events(pg->db, pg->arena, w->head.territory, w->sheet.head.sheet.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_filing_events_row *e = &rows.at[rows.n - 1 - i];
		bool late = str_eq(e->reason, S("late")) && str_eq(e->after, S("filed"));
		str key = arena_fmt(pg->arena, "%.*s.%.*s", STR_ARGS(e->before), STR_ARGS(e->after));
		enum word known = word_named(arena_fmt(pg->arena, "filing.event.%.*s", STR_ARGS(key)), WORD_COUNT);
		*LIST_ADD(pg->arena, &w->v->events) = (struct follow_event){
			.what = known == WORD_COUNT ? page_word_of(pg, S("filing.state."), e->after) : word_text(pg->lang, known),
			.when = filing_page_when(pg, w->head.time_zone, e->at), .who = e->name, .tone = i ? S("past") : S("now"),
			.reason = late ? word_text(pg->lang, W_filing_event_late) : e->reason};
	}
	return s;
}

static enum status add_versions(struct following *w)
{
	struct page *pg = w->pg;
	struct q_filing_versions_rows rows;
	enum status s = q_filing_versions(pg->db, pg->arena, w->head.territory, w->sheet.head.sheet.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		str number = arena_fmt(pg->arena, "%lld", (long long)rows.at[i].version);
		*LIST_ADD(pg->arena, &w->v->versions) = (struct follow_version){.label = TEXT(pg, W_filing_version, ARG("number", number)),
			.when = filing_page_when(pg, w->head.time_zone, rows.at[i].filed), .who = rows.at[i].name, .sha256 = rows.at[i].sha256,
			.link = LINK(pg, "/sheets/:sheet/versions/:version", pg->in.sheet, number)};
	}
	w->v->compares = s == OK && rows.n > 1;
	w->v->changes = SHEET_LINK(pg, "/versions");
	w->v->sessions = SHEET_LINK(pg, "/sessions");
	return s;
}

static enum status fill(struct page *pg, str text, const struct problems *ps, struct follow_view *v)
{
	struct following w = {.pg = pg, .v = v};
	enum status s = sheet_of_page(pg, &w.sheet);
	if (s == OK)
		s = w.sheet.head.identity ? NOT_FOUND : q_filing_head(pg->db, pg->arena, w.sheet.head.sheet.v, &w.head);
	if (s != OK)
		return s;
	filing_page_top(pg, &w.sheet.head, &v->layout, &v->top, word_text(pg->lang, ps->total ? W_filing_follow_title_wrong : W_filing_follow_title));
	filing_page_problems(pg, ps, &v->problems);
	v->text = text;
	v->text_wrong = filing_page_wrong(ps, S("text"));
	enum member_role role = actor_role_in(&pg->actor, pg->thing.applicant);
	v->can_write = role >= MEMBER_WRITER;
	bool filed = str_eq(w.head.state, S("filed")) || str_eq(w.head.state, S("completion_requested"));
	v->can_withdraw = filed && may(&pg->actor, VERB_sign_application, &pg->thing);
	v->can_answer = v->can_write;
	v->post = SHEET_LINK(pg, "/messages");
	v->seen = SHEET_LINK(pg, "/messages/read");
	v->answer = SHEET_LINK(pg, "/check");
	v->withdraw = SHEET_LINK(pg, "/withdraw");
	static enum status (*const parts[])(struct following *) = {add_letters, add_plan, add_owner, add_receipt, add_completion, add_revised, add_messages, add_events, add_versions};
	for (size_t i = 0; i < sizeof parts / sizeof *parts && s == OK; i++)
		s = parts[i](&w);
	return s;
}

enum status show_follow_up(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	struct follow_view *v = ARENA_NEW(pg->arena, struct follow_view);
	enum status s = fill(pg, S(""), &none, v);
	if (s == OK)
		RESPOND_HTML(pg, follow_page, v);
	return s;
}

enum status post_message(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct follow_up u = filing_page_step(pg);
	str text = page_form(pg, S("text"));
	enum status s = send_message(&u, false, text.p ? text : S(""), &ps);
	if (s == OK)
		return page_see_other(pg, SHEET_LINK(pg, "/follow-up#messages"));
	if (s != INVALID)
		return s;
	struct follow_view *v = ARENA_NEW(pg->arena, struct follow_view);
	s = fill(pg, text.p ? text : S(""), &ps, v);
	if (s != OK)
		return s;
	RESPOND_HTML(pg, follow_page, v);
	return page_again(pg);
}

enum status post_messages_read(struct page *pg)
{
	struct follow_up u = filing_page_step(pg);
	enum status s = mark_messages_read(&u, false);
	return s == OK ? page_see_other(pg, SHEET_LINK(pg, "/follow-up#messages")) : s;
}
