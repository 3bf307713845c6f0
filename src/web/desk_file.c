/* /desk/:territory/sheets/:sheet: one file as its office sees it: answers, documents, what is awaited, messages, originals on paper (A9), steps and audit. Reads only; what is
   posted from it is desk_post.c's, which shows this page again when something is wrong. */
#include "actions/receipt.h"
#include "actions/revised_budget.h"
#include "base/ids.h"
#include "gen/queries.h"
#include "web/desk_page.h"
#include "web/deskwork_file.h"
#include "web/revised.h"

struct filed_page {
	struct page *pg;
	struct sheet sheet;
	struct q_filing_head_row head;
	const struct problems *ps;
	struct desk_file_view *v;
};

static str typed(const struct filed_page *w, str name)
{
	str value = w->ps->total && route_has_field(w->pg->route, name) ? page_form(w->pg, name) : STR_NONE;
	return value.p ? value : S("");
}

static enum status add_people(struct filed_page *w)
{
	struct page *pg = w->pg;
	struct q_filing_officers_rows rows;
	enum status s = q_filing_officers(pg->db, pg->arena, w->head.territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		bool owns = w->head.owner.set && w->head.owner.value == rows.at[i].person;
		*LIST_ADD(pg->arena, &w->v->officers) = (struct desk_option){id_code(pg->arena, rows.at[i].person), rows.at[i].name, owns};
		if (owns)
			w->v->owner = rows.at[i].name;
	}
	if (w->head.due.set)
		w->v->due = TEXT(pg, W_desk_before, ARG("day", w->head.due.value));
	return s;
}

static enum status add_receipt(struct filed_page *w)
{
	struct page *pg = w->pg;
	struct receipt r = {0};
	w->v->asked = page_money(pg, (money){0});
	if (!w->head.number.p)
		return OK;
	enum status s = read_receipt(pg->db, pg->arena, w->sheet.head.sheet, 0, pg->lang, &r);
	if (s != OK)
		return s;
	w->v->filed = true;
	w->v->asked = page_money(pg, r.total_asked);
	for (size_t i = 0; i < r.missing.n; i++)
		*LIST_ADD(pg->arena, &w->v->missing) =
			(struct receipt_line){r.missing.at[i].label, r.missing.at[i].original ? word_text(pg->lang, W_filing_original_awaited) : STR_NONE};
	return OK;
}

static enum status add_completion(struct filed_page *w)
{
	struct page *pg = w->pg;
	struct q_filing_completions_rows rows;
	enum status s = q_filing_completions(pg->db, pg->arena, w->head.territory, w->sheet.head.sheet.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		if (rows.at[i].answered.set || rows.at[i].cancelled.set)
			continue;
		bool overdue = rows.at[i].due.number < day_at(pg->now, zone_of(w->head.time_zone)).number;
		w->v->completes = true;
		w->v->asked_due = TEXT(pg, overdue ? W_desk_overdue : W_desk_awaited, ARG("day", rows.at[i].due));
		w->v->asked_reason = rows.at[i].reason;
		int64_t today = day_at(pg->now, zone_of(w->head.time_zone)).number, since = day_at(rows.at[i].asked, zone_of(w->head.time_zone)).number;
		w->v->asked_left = overdue ? STR_NONE : TEXT(pg, W_deskwork_days_left, ARG("n", rows.at[i].due.number - today));
		w->v->asked_since = TEXT(pg, W_deskwork_suspended, ARG("n", today - since));
	}
	return s;
}

/* What came or is awaited; and whether one may be asked: the amounts are known, and are not what was asked. */
static enum status add_revised(struct filed_page *w)
{
	struct page *pg = w->pg;
	struct desk_file_view *v = w->v;
	enum word why = WORD_COUNT;
	const bool filed = str_eq(w->head.state, S("filed")) && w->head.application.set;
	enum status s = revised_fill(pg, w->head.territory, w->sheet.head.sheet, w->head.time_zone, &v->revised);
	if (s == OK && filed && v->may_run)
		s = why_no_budget(pg->db, pg->arena, w->head.territory, (application_id){w->head.application.value}, &why);
	v->asks_budget = s == OK && filed && v->may_run && why == WORD_COUNT;
	v->budget_wrong = w->ps->total && route_has_field(pg->route, S("said"));
	v->budget_said = typed(w, S("said"));
	v->budget_due = v->budget_wrong ? typed(w, S("due")) : S("");
	return s;
}

static enum status add_undelivered(struct filed_page *w)
{
	struct page *pg = w->pg;
	struct q_outbox_failed_of_sheet_rows rows;
	enum status s = q_outbox_failed_of_sheet(pg->db, pg->arena, w->head.territory, w->sheet.head.sheet.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(pg->arena, &w->v->undelivered) = TEXT(pg, W_mail_undelivered_line, ARG("recipient", rows.at[i].recipient),
			ARG("kind", page_word_of(pg, S("mail.kind."), rows.at[i].kind)), ARG("answer", rows.at[i].answer.p ? rows.at[i].answer : S("")));
	w->v->undelivered_count = (int64_t)w->v->undelivered.n;
	return s;
}

static bool was_chosen(const struct filed_page *w, str code)
{
	if (!w->ps->total || !route_has_field(w->pg->route, S("open")))
		return false;
	for (size_t i = 0; i < w->pg->rq->form.n; i++)
		if (str_eq(w->pg->rq->form.at[i].name, S("open")) && str_eq(w->pg->rq->form.at[i].value, code))
			return true;
	return false;
}

/* What may be opened again: topics that hold answers, documents of the checklist; and the documents whose original may come. */
static void add_choices(struct filed_page *w)
{
	struct page *pg = w->pg;
	const struct form *form = w->sheet.form;
	for (size_t i = 0; i < form->topics.n; i++) {
		const struct form_topic *t = &form->topics.at[i];
		if (t->kind != TOPIC_ATTACHMENTS && t->kind != TOPIC_CHECK)
			*LIST_ADD(pg->arena, &w->v->opened) = (struct desk_option){t->code, t->title, was_chosen(w, t->code)};
	}
	str wanted = typed(w, S("document"));
	*LIST_ADD(pg->arena, &w->v->documents) = (struct desk_option){S("request"), word_text(pg->lang, W_desk_original_request), str_eq(wanted, S("request"))};
	for (size_t i = 0; i < w->sheet.context.documents.n; i++) {
		const struct form_document *d = &w->sheet.context.documents.at[i];
		if (!filing_asks_document(d, w->sheet.head.applicant_kind, w->sheet.head.request))
			continue;
		*LIST_ADD(pg->arena, &w->v->documents) = (struct desk_option){d->code, d->label, str_eq(wanted, d->code)};
		*LIST_ADD(pg->arena, &w->v->opened_documents) = (struct desk_option){d->code, d->label, was_chosen(w, d->code)};
	}
}

static enum status add_messages(struct filed_page *w)
{
	struct page *pg = w->pg;
	struct q_filing_messages_rows rows;
	enum status s = q_filing_messages(pg->db, pg->arena, w->head.territory, w->sheet.head.sheet.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_filing_messages_row *m = &rows.at[i];
		*LIST_ADD(pg->arena, &w->v->messages) = filing_page_message(pg, w->head.time_zone, m);
		w->v->has_unread = w->v->has_unread || (!m->from_office && !m->seen.set);
	}
	return s;
}

static enum status add_originals(struct filed_page *w)
{
	struct page *pg = w->pg;
	struct q_filing_originals_rows rows;
	enum status s = q_filing_originals(pg->db, pg->arena, w->head.territory, w->sheet.head.sheet.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		bool request = str_eq(rows.at[i].code, S("request"));
		str label = request ? word_text(pg->lang, W_desk_original_request) : filing_page_document(&w->sheet.context, rows.at[i].code);
		*LIST_ADD(pg->arena, &w->v->originals) = (struct desk_original){label, page_day(pg, rows.at[i].received), rows.at[i].name.p ? rows.at[i].name : S(""), rows.at[i].note};
	}
	return s;
}

static enum status add_events(struct filed_page *w)
{
	struct page *pg = w->pg;
	struct q_filing_events_rows events;
	struct q_desk_audit_rows audit;
	str thing = arena_fmt(pg->arena, "sheet:%.*s", STR_ARGS(id_code(pg->arena, w->sheet.head.sheet.v)));
	enum status s = q_filing_events(pg->db, pg->arena, w->head.territory, w->sheet.head.sheet.v, &events);
	if (s == OK)
		s = q_desk_audit(pg->db, pg->arena, w->head.territory, thing, &audit);
	for (size_t i = 0; s == OK && i < events.n; i++) {
		const struct q_filing_events_row *e = &events.at[events.n - 1 - i];
		enum word known = word_named(arena_fmt(pg->arena, "filing.event.%.*s.%.*s", STR_ARGS(e->before), STR_ARGS(e->after)), WORD_COUNT);
		*LIST_ADD(pg->arena, &w->v->events) = (struct follow_event){
			.what = known == WORD_COUNT ? page_word_of(pg, S("filing.state."), e->after) : word_text(pg->lang, known),
			.when = filing_page_when(pg, w->head.time_zone, e->at), .who = e->name, .tone = i ? S("past") : S("now"), .reason = e->reason};
	}
	for (size_t i = 0; s == OK && i < audit.n; i++)
		*LIST_ADD(pg->arena, &w->v->audit) =
			(struct desk_audit){filing_page_when(pg, w->head.time_zone, audit.at[i].at), audit.at[i].actor, audit.at[i].verb, audit.at[i].detail};
	return s;
}

static void add_links(struct filed_page *w)
{
	struct page *pg = w->pg;
	struct desk_file_view *v = w->v;
#define DESK_LINK(under) LINK(pg, "/desk/:territory/sheets/:sheet" under, pg->in.territory, pg->in.sheet)
	v->list = LINK(pg, "/desk/:territory", pg->in.territory);
	v->verdict = SHEET_LINK(pg, "/verdict");
	v->versions = SHEET_LINK(pg, "/versions");
	v->receipt = SHEET_LINK(pg, "/receipt");
	v->writing = SHEET_LINK(pg, "");
	v->completion = DESK_LINK("/completion");
	v->cancel = DESK_LINK("/completion/cancel");
	v->ask_budget = DESK_LINK("/budget");
	v->message = DESK_LINK("/messages");
	v->seen = DESK_LINK("/messages/read");
	v->own = DESK_LINK("/owner");
	v->original = DESK_LINK("/originals");
	v->received_at = DESK_LINK("/received");
}

/* What was typed comes back, and what is wrong opens its part of the page. */
static void add_typed(struct filed_page *w)
{
	struct desk_file_view *v = w->v;
	char day_text[32];
	v->text = typed(w, S("text"));
	v->reason = typed(w, S("reason"));
	v->due_typed = route_has_field(w->pg->route, S("said")) ? S("") : typed(w, S("due"));
	v->note = typed(w, S("note"));
	v->today = arena_str(w->pg->arena, str_of(day_iso(day_at(w->pg->now, zone_of(w->head.time_zone)), day_text)));
	v->text_wrong = filing_page_wrong(w->ps, S("text"));
	v->reason_wrong = w->ps->total && route_has_field(w->pg->route, S("open"));
	v->document_wrong = w->ps->total && route_has_field(w->pg->route, S("document"));
	v->received_wrong = w->ps->total && route_has_field(w->pg->route, S("hour"));
}

static void add_answers(struct filed_page *w)
{
	struct page *pg = w->pg;
	const struct form *identity = form_build(pg->arena, &w->sheet.context, true, pg->lang, &w->sheet.identity);
	filing_page_answers(pg, identity, &w->sheet.identity, STR_NONE, &w->v->identity);
	filing_page_answers(pg, w->sheet.form, &w->sheet.values, STR_NONE, &w->v->answers);
	for (size_t i = 0; i < w->v->identity.topics.n; i++)
		w->v->identity.topics.at[i].is_open = false; /* what the project is comes first */
	for (size_t i = 0; i < w->sheet.attached.n; i++)
		*LIST_ADD(pg->arena, &w->v->files) = (struct filing_file){
			filing_page_document(&w->sheet.context, w->sheet.attached.at[i].code), w->sheet.attached.at[i].name, w->sheet.attached.at[i].sha256};
}

/* What every application has, once it is one. */
static enum status add_work(struct filed_page *w)
{
	if (!w->head.application.set)
		return OK;
	struct deskwork_file *work = ARENA_NEW(w->pg->arena, struct deskwork_file);
	enum status s = deskwork_file_fill(w->pg, w->head.territory, (application_id){w->head.application.value}, w->ps, work);
	w->v->work = work;
	if (s == OK && str_eq(w->sheet.head.state, S("filed"))) {
		w->v->top.state = work->state;
		w->v->top.tone = str_eq(work->tone, S("good")) ? S("open") : str_eq(work->tone, S("error")) ? S("past") : S("soon");
	}
	return s;
}

enum status desk_file(struct page *pg, const struct problems *ps)
{
	struct filed_page w = {.pg = pg, .ps = ps, .v = ARENA_NEW(pg->arena, struct desk_file_view)};
	enum status s = sheet_of_page(pg, &w.sheet);
	if (s == OK)
		s = w.sheet.head.identity || !str_eq(w.sheet.head.territory_code, pg->in.territory) ? NOT_FOUND : q_filing_head(pg->db, pg->arena, w.sheet.head.sheet.v, &w.head);
	if (s != OK)
		return s;
	struct desk_file_view *v = w.v;
	str title = str_is_set(w.head.title) ? w.head.title : word_text(pg->lang, W_desk_untitled);
	filing_page_top(pg, &w.sheet.head, &v->layout, &v->top, ps->total ? TEXT(pg, W_desk_title_wrong, ARG("title", title)) : title);
	v->layout.crumbs.n = 0;
	page_crumb(pg, &v->layout, word_text(pg->lang, W_desk_title), LINK(pg, "/desk/:territory", pg->in.territory));
	v->top.title = title;
	page_allows_scripts(pg);
	v->top.explanation = STR_NONE;
	filing_page_problems(pg, ps, &v->problems);
	v->bearer = w.head.name;
	v->may_run = may(&pg->actor, VERB_run_desk, &pg->thing);
	v->typed = !str_eq(w.head.channel, S("online")) && !w.head.number.p;
	v->waits = w.head.to_confirm;
	if (w.head.received.set) {
		v->received = filing_page_second(pg, w.head.time_zone, w.head.received.value);
		v->received_reason = w.head.received_reason;
	}
	add_choices(&w);
	add_links(&w);
	add_typed(&w);
	add_answers(&w);
	s = add_work(&w);
	static enum status (*const parts[])(struct filed_page *) = {add_people, add_receipt, add_revised, add_undelivered, add_completion, add_messages, add_originals, add_events};
	for (size_t i = 0; i < sizeof parts / sizeof *parts && s == OK; i++)
		s = parts[i](&w);
	if (s == OK)
		RESPOND_HTML(pg, desk_file_page, v);
	return s;
}

enum status show_desk_file(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return desk_file(pg, &none);
}
