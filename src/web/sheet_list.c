/* The task list of a sheet: each topic with its state, how much is done, until when, who writes it, what of the organisation is missing, whom to call. An identity has the same
   page, without deadline. */
#include "base/ids.h"
#include "documents/office.h"
#include "gen/queries.h"
#include "web/contacts.h"
#include "web/handlers.h"
#include "web/respond.h"
#include "web/sheet_parts.h"

static const struct {
	str code, tone; /* word of the state; tag */
	bool linked;
} states[] = {
	[TOPIC_NOT_STARTED] = {S("not_started"), S(""), true}, [TOPIC_IN_PROGRESS] = {S("in_progress"), S("warning"), true}, [TOPIC_DONE] = {S("done"), S("good"), true},
	[TOPIC_TO_CORRECT] = {S("to_correct"), S("error"), true}, [TOPIC_NOT_YET] = {S("not_yet"), S("past"), false},
};

static struct task_view task_of(const struct page *pg, str sheet, const struct form_topic *topic, enum topic_state state)
{
	return (struct task_view){.title = topic->title, .state = page_word_of(pg, S("writing.topic_state."), states[state].code), .tone = states[state].tone,
		.linked = states[state].linked, .link = LINK(pg, "/sheets/:sheet/topics/:topic", sheet, topic->code)};
}

static void add_tasks(struct page *pg, const struct sheet *sheet, struct sheet_view *v)
{
	size_t done = 0, n = sheet->form->topics.n;
	for (size_t i = 0; i < n; i++) {
		const struct form_topic *topic = &sheet->form->topics.at[i];
		enum topic_state state = form_topic_state(sheet->form, &sheet->values, topic, pg->arena);
		done += state == TOPIC_DONE;
		*LIST_ADD(pg->arena, &v->tasks) = task_of(pg, pg->in.sheet, topic, state);
	}
	v->progress = TEXT(pg, W_writing_progress, ARG("n", done), ARG("total", n));
}

/* Of the organisation, said once: what is not done yet, in the same list. */
static void add_identity(struct page *pg, const struct sheet *sheet, struct sheet_view *v)
{
	const struct form_context context = {.applicant_kind = sheet->head.applicant_kind};
	const struct form *identity = form_build(pg->arena, &context, true, pg->lang, &sheet->identity);
	str code = id_code(pg->arena, sheet->head.identity_sheet.v);
	for (size_t i = 0; i < identity->topics.n; i++) {
		const struct form_topic *topic = &identity->topics.at[i];
		enum topic_state state = form_topic_state(identity, &sheet->identity, topic, pg->arena);
		if (state != TOPIC_DONE && topic->kind == TOPIC_FIELDS)
			*LIST_ADD(pg->arena, &v->identity) = task_of(pg, code, topic, state);
	}
	v->has_identity = true;
	v->identity_done = v->identity.n == 0;
}

static enum status add_members(struct page *pg, const struct sheet *sheet, struct sheet_view *v)
{
	struct q_writing_members_rows rows;
	enum status s = q_writing_members(pg->db, pg->arena, sheet->head.applicant.v, &rows);
	for (size_t i = 0; !s && i < rows.n; i++)
		*LIST_ADD(pg->arena, &v->members) =
			(struct member_line){.name = str_is_set(rows.at[i].name) ? rows.at[i].name : rows.at[i].email, .role = page_word_of(pg, S("writing.role."), rows.at[i].role)};
	return s;
}

static enum status add_contacts(struct page *pg, const struct sheet *sheet, struct sheet_view *v)
{
	const struct sheet_head *head = &sheet->head;
	v->has_contacts = !head->identity;
	if (head->identity)
		return OK;
	return contacts_read(pg, head->territory, head->call, LINK(pg, "/sheets/:sheet", pg->in.sheet), &v->contacts);
}

enum status show_sheet(struct page *pg)
{
	struct sheet sheet;
	struct sheet_view *v = ARENA_NEW(pg->arena, struct sheet_view);
	enum status s = sheet_of_page(pg, &sheet);
	if (!s)
		s = sheet_frame(pg, &sheet, NULL, &v->layout, &v->bar);
	if (s)
		return s;
	add_tasks(pg, &sheet, v);
	if (!sheet.head.identity)
		add_identity(pg, &sheet, v);
	v->organisation = LINK(pg, "/organisations/:applicant", id_code(pg->arena, sheet.head.applicant.v));
	v->verdict = LINK(pg, "/sheets/:sheet/verdict", pg->in.sheet);
	v->follow_up = LINK(pg, "/sheets/:sheet/follow-up", pg->in.sheet);
	v->docx = LINK(pg, "/sheets/:sheet/sheet.docx", pg->in.sheet);
	v->pdf = LINK(pg, "/sheets/:sheet/sheet.pdf", pg->in.sheet);
	v->has_pdf = office_program(pg->arena, pg->settings ? pg->settings->soffice : STR_NONE).p;
	v->word = LINK(pg, "/sheets/:sheet/word", pg->in.sheet);
	v->has_verdict = sheet.context.rules != NULL;
	v->changed = TEXT(pg, W_writing_changed_by, ARG("who", sheet.head.changed_by.v == pg->actor.person.v ? word_text(pg->lang, W_writing_you) : sheet.head.changed_name),
	                  ARG("when", sheet_time(pg, sheet.head.time_zone, sheet.head.changed)));
	s = add_members(pg, &sheet, v);
	if (!s)
		s = add_contacts(pg, &sheet, v);
	if (s)
		return s;
	RESPOND_HTML(pg, sheet_page, v);
	return OK;
}
