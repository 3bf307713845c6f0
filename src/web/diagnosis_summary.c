/* The result of a self-diagnosis: a page to print and to keep, and the answers as an application file (`faubourg verdict` reads it). */
#include "base/calendar.h"
#include "base/json.h"
#include "web/diagnosis.h"
#include "web/handlers.h"
#include "web/respond.h"
#include "web/sheet_parts.h"

static enum status read_all(struct page *pg, struct diagnosis *d)
{
	enum status s = diagnosis_calls(pg, d);
	if (!s && !d->calls.n)
		s = NOT_FOUND;
	if (!s)
		s = diagnosis_answers(d);
	return s ? s : diagnosis_judge(d);
}

/* ---- what the call asks for besides ---- */

static enum status add_documents(struct page *pg, const struct q_page_rulesets_row *row, struct call_verdict_view *v)
{
	struct q_page_required_documents_rows rows;
	enum status s = q_page_required_documents(pg->db, pg->arena, row->territory_id, row->call, &rows);
	for (size_t i = 0; !s && i < rows.n; i++)
		*LIST_ADD(pg->arena, &v->documents) = (struct document_view){.label = rows.at[i].label, .note = rows.at[i].note,
			.bearer = page_word_of(pg, S("pages.document_bearer."), rows.at[i].bearer)};
	return s;
}

static enum status add_checklist(struct page *pg, const struct q_page_rulesets_row *row, struct call_verdict_view *v)
{
	struct q_page_call_lines_rows rows;
	enum status s = q_page_call_lines(pg->db, pg->arena, row->territory_id, row->call, &rows);
	for (size_t i = 0; !s && i < rows.n; i++)
		if (str_eq(rows.at[i].kind, S("self_diagnosis")))
			*LIST_ADD(pg->arena, &v->checklist) = rows.at[i].text;
	return s;
}

/* ---- the page ---- */

static void add_answers(const struct diagnosis *d, struct diagnosis_summary_view *v)
{
	for (size_t i = 0; i < d->answers.list.n; i++) {
		const struct answer *answer = &d->answers.list.at[i];
		*LIST_ADD(d->pg->arena, &v->answers) = answer_shown(d, diagnosis_question(d, answer->key), answer);
	}
	for (size_t i = 0; i < d->questions.n; i++) {
		const struct asked_question *asked = &d->questions.at[i];
		const struct answer *answer = answers_find(&d->answers, asked->key);
		if (asked->score > 0 && (!answer || !answer->value.p))
			*LIST_ADD(d->pg->arena, &v->remaining) = answer_shown(d, asked, NULL);
	}
	v->has_remaining = v->remaining.n > 0;
	v->dropped = d->dropped;
}

static void add_frame(const struct diagnosis *d, struct diagnosis_summary_view *v)
{
	struct page *pg = d->pg;
	page_layout(pg, &v->layout, word_text(pg->lang, W_diagnosis_summary));
	v->layout.refuse_index = true;
	v->single = d->single;
	v->over = d->calls.n == 1 ? TEXT(pg, W_diagnosis_over_one, ARG("call", d->calls.at[0].row->title)) : TEXT(pg, W_diagnosis_over_many, ARG("n", d->calls.n));
	v->made_on = TEXT(pg, W_diagnosis_made_on, ARG("date", day_at(pg->now, when_zone(d->calls.at[0].row->time_zone))));
	if (!d->single)
		return;
	v->layout.section = d->calls.at[0].row->title;
	page_crumb(pg, &v->layout, d->calls.at[0].row->territory_name, LINK(pg, "/territories/:territory", d->calls.at[0].row->territory));
	page_crumb(pg, &v->layout, d->calls.at[0].row->title, LINK(pg, "/calls/:call", d->calls.at[0].row->call));
}

/* A draft is offered only where it could be filed. */
static enum status takes_requests(struct page *pg, const struct q_page_rulesets_row *row, bool *takes)
{
	struct sheet_deadline deadline;
	enum status s = sheet_deadline(pg, row->territory_id, row->call, row->time_zone, &deadline);
	*takes = s == OK && sheet_deadline_is_open(&deadline);
	return s;
}

enum status show_diagnosis_summary(struct page *pg)
{
	struct diagnosis *d = ARENA_NEW(pg->arena, struct diagnosis);
	struct diagnosis_summary_view *v = ARENA_NEW(pg->arena, struct diagnosis_summary_view);
	enum status s = read_all(pg, d);
	if (s == NOT_FOUND) { /* nothing was chosen, or the call has no rules: the questions' page says so */
		return show_diagnosis(pg);
	}
	if (s)
		return s;
	add_frame(d, v);
	diagnosis_details(d, &v->panel);
	for (size_t i = 0; !s && i < d->calls.n; i++) {
		s = add_documents(pg, d->calls.at[i].row, &v->panel.calls.at[i]);
		if (!s)
			s = add_checklist(pg, d->calls.at[i].row, &v->panel.calls.at[i]);
	}
	if (s)
		return s;
	add_answers(d, v);
	const struct answers none = {0};
	v->has_next = d->next != NULL;
	v->resume = diagnosis_url(d, S(""), &d->answers, v->has_next ? d->next->key : STR_NONE);
	v->next = TEXT(pg, v->has_next && d->next->of_file ? W_diagnosis_next_file : W_diagnosis_next, ARG("n", d->left));
	v->again = d->single ? diagnosis_url(d, S(""), &none, STR_NONE) : LINK(pg, "/diagnosis");
	v->here = diagnosis_url(d, S("/summary"), &d->answers, STR_NONE);
	v->json = diagnosis_url(d, S("/answers.json"), &d->answers, STR_NONE);
	bool takes = false;
	s = d->single && d->answers.list.n ? takes_requests(pg, d->calls.at[0].row, &takes) : OK;
	if (s)
		return s;
	if (takes)
		v->apply = LINK(pg, "/calls/:call/apply?a=:a", pg->in.call, answers_write(pg->arena, &d->answers));
	http_respond_header(pg->rs, S("Cache-Control"), S("private, no-cache"));
	RESPOND_HTML(pg, diagnosis_summary_page, v);
	return OK;
}

/* ---- the answers as a file ---- */

/* The application file of one call (packs/RULES.md): JSON is YAML. Answers that are not known are not in it. */
static void application_json(struct json *j, const struct diagnosis *d, size_t call)
{
	const struct diagnosed_call *c = &d->calls.at[call];
	json_object(j);
	json_text(j, S("call"), c->row->call);
	if (c->filed.set) {
		struct local_time at = local_of(c->filed.value, when_zone(c->row->time_zone));
		bool open = c->filing.state == FILING_OPEN; /* else as if the file came at the beginning of the last day */
		json_text(j, S("filed"), arena_fmt(d->pg->arena, "%04d-%02d-%02dT%02d:%02d:%02d", at.date.year, at.date.month, at.date.day, open ? at.hour : 0,
		                                   open ? at.minute : 0, open ? at.second : 0));
	}
	json_object_in(j, S("situation"));
	for (size_t i = 0; i < d->answers.list.n; i++) {
		const struct answer *answer = &d->answers.list.at[i];
		const struct asked_question *asked = diagnosis_question(d, answer->key);
		const struct ruleset_question *q = asked->calls >> call & 1 ? ruleset_question_keyed(c->set, asked->q->key) : NULL;
		if (q && answer->value.p)
			json_text(j, rules_name(c->set->model, q->rule), answer_plain(d->pg->arena, q, answer->value));
	}
	json_end(j);
	json_end(j);
}

enum status send_diagnosis_answers(struct page *pg)
{
	struct diagnosis *d = ARENA_NEW(pg->arena, struct diagnosis);
	enum status s = diagnosis_calls(pg, d);
	if (!s && d->single && !d->calls.n)
		s = NOT_FOUND;
	if (!s)
		s = diagnosis_answers(d);
	if (s)
		return s;
	respond_download(pg, S("application/json; charset=utf-8"), arena_fmt(pg->arena, "%.*s.json", STR_ARGS(d->single ? pg->in.call : S("diagnosis"))));
	http_respond_header(pg->rs, S("Cache-Control"), S("private, no-cache"));
	struct json j = json_new(&pg->rs->body);
	if (d->single) {
		application_json(&j, d, 0);
		return OK;
	}
	json_array(&j);
	for (size_t i = 0; i < d->calls.n; i++)
		application_json(&j, d, i);
	json_end(&j);
	return OK;
}
