/* The home of an organisation: its identity and how far it is, its people, account, documents, requests. */
#include "actions/applicant.h"
#include "actions/joining.h"
#include "actions/members.h"
#include "base/ids.h"
#include "domain/form.h"
#include "domain/identifier.h"
#include "gen/queries.h"
#include "web/handlers.h"
#include "web/organisation_parts.h"
#include "web/respond.h"

/* ---- identity ---- */

static enum status read_values(struct page *pg, sheet_id sheet, struct form_values *values)
{
	struct q_identity_values_rows rows;
	enum status s = q_identity_values(pg->db, pg->arena, (territory_id){0}, sheet.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		form_set(pg->arena, values, rows.at[i].field, rows.at[i].value);
	return s;
}

static enum status add_identity(struct page *pg, const struct applicant *applicant, struct organisation_view *v)
{
	static const struct {
		str code, tone;
	} states[] = {
		[TOPIC_NOT_STARTED] = {S("not_started"), S("")}, [TOPIC_IN_PROGRESS] = {S("in_progress"), S("warning")}, [TOPIC_DONE] = {S("done"), S("good")},
		[TOPIC_TO_CORRECT] = {S("to_correct"), S("error")}, [TOPIC_NOT_YET] = {S("not_yet"), S("")},
	};
	struct form_values values = {0};
	enum status s = read_values(pg, applicant->identity, &values);
	if (s != OK)
		return s;
	const struct form_context context = {.applicant_kind = applicant->kind};
	const struct form *form = form_build(pg->arena, &context, true, pg->lang, &values);
	str sheet = id_code(pg->arena, applicant->identity.v);
	int64_t done = 0, total = 0;
	for (size_t i = 0; i < form->topics.n; i++) {
		const struct form_topic *topic = &form->topics.at[i];
		if (topic->kind == TOPIC_CHECK)
			continue;
		enum topic_state state = form_topic_state(form, &values, topic, pg->arena);
		done += state == TOPIC_DONE;
		total++;
		*LIST_ADD(pg->arena, &v->topics) = (struct organisation_task){.title = topic->title, .link = LINK(pg, "/sheets/:sheet/topics/:topic", sheet, topic->code),
			.state = page_word_of(pg, S("organisation.topic_state."), states[state].code), .tone = states[state].tone};
	}
	v->progress = TEXT(pg, W_organisation_identity_progress, ARG("n", done), ARG("total", total));
	v->identity = LINK(pg, "/sheets/:sheet", sheet);
	return OK;
}

/* ---- people, account, documents ---- */

static enum status add_parts(struct page *pg, const struct applicant *applicant, struct organisation_view *v)
{
	struct members members;
	struct joinings waiting = {0};
	enum status s = members_read(pg->db, pg->arena, applicant->id, &members);
	if (s == OK && may(&pg->actor, VERB_manage_members, &pg->thing))
		s = joinings_read(pg->db, pg->arena, applicant->id, &waiting);
	if (s != OK)
		return s;
	*LIST_ADD(pg->arena, &v->parts) = (struct organisation_task){.title = word_text(pg->lang, W_organisation_members),
		.hint = TEXT(pg, W_organisation_members_count, ARG("n", members.n)), .link = LINK(pg, "/organisations/:applicant/members", pg->in.applicant),
		.state = waiting.n ? TEXT(pg, W_organisation_members_waiting, ARG("n", waiting.n)) : STR_NONE, .tone = S("warning")};
	*LIST_ADD(pg->arena, &v->parts) = (struct organisation_task){.title = word_text(pg->lang, W_organisation_bank),
		.hint = applicant->has_bank ? TEXT(pg, W_organisation_bank_ends, ARG("hint", applicant->bank_hint)) : STR_NONE,
		.link = LINK(pg, "/organisations/:applicant/bank", pg->in.applicant),
		.state = word_text(pg->lang, applicant->has_bank ? W_organisation_bank_there : W_organisation_bank_missing), .tone = applicant->has_bank ? S("good") : S("")};
	*LIST_ADD(pg->arena, &v->parts) = (struct organisation_task){.title = word_text(pg->lang, W_organisation_documents),
		.hint = word_text(pg->lang, W_organisation_documents_hint), .link = LINK(pg, "/organisations/:applicant/documents", pg->in.applicant), .tone = S("")};
	return OK;
}

/* ---- requests ---- */

static enum status add_files(struct page *pg, applicant_id applicant, struct organisation_view *v)
{
	struct q_my_sheets_rows rows;
	enum status s = q_my_sheets(pg->db, pg->arena, pg->actor.person.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_my_sheets_row *row = &rows.at[i];
		if (row->applicant != applicant.v)
			continue;
		bool filed = row->number.p != NULL;
		str sheet = id_code(pg->arena, row->sheet);
		*LIST_ADD(pg->arena, &v->files) = (struct organisation_file){.title = row->title, .call = row->call_title,
			.state = page_word_of(pg, S("organisation.state."), row->state), .tone = filed ? S("good") : S("error"), .hint = filed ? row->number : STR_NONE,
			.link = filed ? LINK(pg, "/sheets/:sheet/follow-up", sheet) : LINK(pg, "/sheets/:sheet", sheet)};
	}
	return s;
}

enum status show_organisation(struct page *pg)
{
	struct organisation_view *v = ARENA_NEW(pg->arena, struct organisation_view);
	struct applicant applicant;
	enum status s = applicant_read(pg->db, pg->arena, organisation_of(pg), &applicant);
	if (s != OK)
		return s;
	page_layout(pg, &v->layout, applicant.name);
	v->layout.csrf = pg->csrf;
	page_crumb(pg, &v->layout, word_text(pg->lang, W_organisation_my_title), LINK(pg, "/my"));
	enum member_role role = actor_role_in(&pg->actor, applicant.id);
	v->name = applicant.name;
	v->kind = page_word_of(pg, S("organisation.kind."), applicant.kind);
	v->siret = applicant.siret.p ? siret_shown(pg->arena, applicant.siret) : STR_NONE;
	v->rna = applicant.rna;
	v->has_role = role != MEMBER_NONE;
	v->writes = role >= MEMBER_WRITER;
	v->role = word_text(pg->lang, member_role_word(role));
	s = add_identity(pg, &applicant, v);
	if (s == OK)
		s = add_parts(pg, &applicant, v);
	if (s == OK)
		s = add_files(pg, applicant.id, v);
	if (s == OK)
		RESPOND_HTML(pg, organisation_page, v);
	return s;
}
