/* Home of whoever is signed in: drafts first, with the time that is left and that they are not filed; what waits for them; what is filed; calls; organisations. */
#include "accounts/actor.h"
#include "actions/call_deadline.h"
#include "actions/invitation.h"
#include "actions/joining.h"
#include "actions/members.h"
#include "actions/safe.h"
#include "base/ids.h"
#include "gen/queries.h"
#include "web/cards.h"
#include "web/handlers.h"
#include "web/organisation_parts.h"
#include "web/respond.h"
#include "web/walk.h"
#include "web/when.h"

/* ---- drafts and their deadlines ---- */

struct known_deadline {
	territory_id territory;
	str call;
	struct call_deadline deadline;
};
struct known_deadlines {
	struct known_deadline *at;
	size_t n, room;
};

/* Each call is read once, however many drafts it has. */
static enum status deadline_of(struct page *pg, struct known_deadlines *known, const struct q_my_sheets_row *row, struct call_deadline *deadline)
{
	for (size_t i = 0; i < known->n; i++)
		if (known->at[i].territory.v == row->territory.v && str_eq(known->at[i].call, row->call)) {
			*deadline = known->at[i].deadline;
			return OK;
		}
	enum status s = read_deadline(pg->db, pg->arena, row->territory, row->call, pg->now, deadline);
	if (s == OK)
		*LIST_ADD(pg->arena, known) = (struct known_deadline){row->territory, row->call, *deadline};
	return s;
}

static void tell_deadline(struct page *pg, const struct q_my_sheets_row *row, const struct deadline *d, struct my_draft *draft)
{
	str closes = d->closes.set ? organisation_instant(pg, row->time_zone, d->closes.value) : STR_NONE;
	draft->tone = S("open");
	switch (d->moment) {
	case FILING_IS_NOT_TAKEN: draft->deadline = word_text(pg->lang, W_organisation_my_no_deadline); return;
	case FILING_IS_EARLY:
		if (d->opens.set)
			draft->deadline = TEXT(pg, W_organisation_my_early, ARG("when", organisation_instant(pg, row->time_zone, d->opens.value)));
		return;
	case FILING_IS_IN_GRACE:
		draft->deadline = TEXT(pg, W_organisation_my_grace, ARG("when", closes));
		draft->tone = S("soon");
		if (d->grace_ends.set)
			draft->left = TEXT(pg, W_organisation_left, ARG("time", when_left(pg, d->grace_ends.value.ms - pg->now.ms)));
		return;
	case FILING_IS_OVER:
		draft->deadline = TEXT(pg, W_organisation_my_over, ARG("when", closes.p ? closes : S("…")));
		draft->tone = S("closed");
		draft->over = true;
		return;
	case FILING_IS_OPEN: break;
	}
	if (!d->closes.set) {
		draft->deadline = word_text(pg->lang, W_organisation_my_no_deadline);
		return;
	}
	int64_t left = d->closes.value.ms - pg->now.ms;
	draft->deadline = TEXT(pg, W_organisation_my_deadline, ARG("when", closes));
	draft->left = TEXT(pg, W_organisation_left, ARG("time", when_left(pg, left)));
	if (when_left_is_short(left))
		draft->tone = S("soon");
}

/* ---- what is written and what is filed ---- */

static void add_task(struct page *pg, struct my_view *v, str text, str hint, enum word tag, str tone, url link)
{
	*LIST_ADD(pg->arena, &v->tasks) = (struct my_task){.text = text, .hint = hint, .tag = word_text(pg->lang, tag), .tone = tone, .link = link};
}

static void add_sheet_tasks(struct page *pg, struct my_view *v, const struct q_my_sheets_row *row)
{
	str sheet = id_code(pg->arena, row->sheet);
	bool signs = member_role_of(row->role) == MEMBER_SIGNATORY, writes = member_role_of(row->role) >= MEMBER_WRITER;
	if (str_eq(row->state, S("to_sign")) && signs)
		add_task(pg, v, TEXT(pg, W_organisation_task_sign, ARG("title", row->title)), row->organisation, W_organisation_task_sign_tag, S("error"), LINK(pg, "/sheets/:sheet/sign", sheet));
	if (row->to_confirm && signs)
		add_task(pg, v, TEXT(pg, W_organisation_task_confirm, ARG("title", row->title)), row->organisation, W_organisation_task_confirm_tag, S("warning"),
		         LINK(pg, "/sheets/:sheet/follow-up", sheet));
	if (row->completion.set && writes && row->revises)
		add_task(pg, v, TEXT(pg, W_revised_task, ARG("title", row->title), ARG("day", page_day(pg, row->completion.value))), row->organisation, W_revised_task_tag, S("error"),
		         LINK(pg, "/sheets/:sheet/topics/:topic", sheet, S("budget")));
	else if (row->completion.set && writes)
		add_task(pg, v, TEXT(pg, W_organisation_task_completion, ARG("title", row->title), ARG("day", page_day(pg, row->completion.value))), row->organisation,
		         W_organisation_task_completion_tag, S("error"), LINK(pg, "/sheets/:sheet", sheet));
	if (row->plan_due.set && signs && !str_eq(row->state, S("withdrawn")))
		add_task(pg, v, TEXT(pg, W_revised_task_plan, ARG("title", row->title), ARG("day", page_day(pg, row->plan_due.value))), row->organisation, W_revised_task_plan_tag, S("error"),
		         LINK(pg, "/sheets/:sheet/plan", sheet));
	if (row->messages)
		add_task(pg, v, TEXT(pg, W_organisation_task_message, ARG("n", row->messages), ARG("title", row->title)), row->organisation, W_organisation_task_message_tag, S("warning"),
		         LINK(pg, "/sheets/:sheet/follow-up", sheet));
}

static enum status add_draft(struct page *pg, struct my_view *v, struct known_deadlines *known, const struct q_my_sheets_row *row)
{
	struct call_deadline deadline;
	enum status s = deadline_of(pg, known, row, &deadline);
	if (s != OK)
		return s;
	struct my_draft *draft = LIST_ADD(pg->arena, &v->drafts);
	*draft = (struct my_draft){.title = row->title, .organisation = row->organisation, .call = row->call_title, .state = page_word_of(pg, S("organisation.state."), row->state),
		.link = LINK(pg, "/sheets/:sheet", id_code(pg->arena, row->sheet)),
		.changed = TEXT(pg, W_organisation_my_changed, ARG("when", organisation_instant(pg, row->time_zone, row->changed)))};
	tell_deadline(pg, row, &deadline.at, draft);
	return OK;
}

static void add_filed(struct page *pg, struct my_view *v, const struct q_my_sheets_row *row)
{
	bool good = str_eq(row->state, S("filed"));
	str when = row->filed.set ? organisation_instant(pg, row->time_zone, row->filed.value) : S("");
	*LIST_ADD(pg->arena, &v->filed) = (struct organisation_file){.title = row->title, .call = row->call_title, .state = page_word_of(pg, S("organisation.state."), row->revises ? S("budget_requested") : row->state),
		.tone = good ? S("good") : str_eq(row->state, S("withdrawn")) ? S("") : S("warning"),
		.hint = TEXT(pg, W_organisation_filed_on, ARG("number", row->number.p ? row->number : S("")), ARG("when", when)),
		.link = LINK(pg, "/sheets/:sheet/follow-up", id_code(pg->arena, row->sheet))};
}

static enum status add_sheets(struct page *pg, struct my_view *v)
{
	struct q_my_sheets_rows rows;
	struct known_deadlines known = {0};
	enum status s = q_my_sheets(pg->db, pg->arena, pg->actor.person.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		bool draft = str_eq(rows.at[i].state, S("draft")) || str_eq(rows.at[i].state, S("to_sign"));
		if (draft)
			s = add_draft(pg, v, &known, &rows.at[i]);
		else
			add_filed(pg, v, &rows.at[i]);
		add_sheet_tasks(pg, v, &rows.at[i]);
	}
	return s;
}

/* ---- organisations: invitations, requests, documents ---- */

static enum status add_waiting(struct page *pg, struct my_view *v)
{
	struct q_my_joinings_rows joinings;
	struct q_my_documents_ending_rows documents = {0};
	struct q_review_awaited_of_person_row awaited;
	enum status s = q_review_awaited_of_person(pg->db, pg->arena, pg->actor.person.v, &awaited);
	if (s == OK && awaited.opinions)
		add_task(pg, v, TEXT(pg, W_review_task, ARG("n", awaited.opinions)), S(""), W_review_task_tag, S("warning"), LINK(pg, "/opinions"));
	if (s == OK)
		s = q_my_joinings(pg->db, pg->arena, pg->actor.person.v, &joinings);
	for (size_t i = 0; s == OK && i < joinings.n; i++)
		add_task(pg, v, TEXT(pg, W_organisation_task_joining, ARG("n", joinings.at[i].waiting)), joinings.at[i].organisation, W_organisation_task_joining_tag, S("warning"),
		         LINK(pg, "/organisations/:applicant/members", id_code(pg->arena, joinings.at[i].applicant)));
	if (s == OK)
		s = q_my_documents_ending(pg->db, pg->arena, pg->actor.person.v, safe_soon(day_at(pg->now, zone_of(STR_NONE))), &documents);
	for (size_t i = 0; s == OK && i < documents.n; i++)
		add_task(pg, v, TEXT(pg, W_organisation_task_documents, ARG("n", documents.at[i].ending)), documents.at[i].organisation, W_organisation_task_documents_tag, S("warning"),
		         LINK(pg, "/organisations/:applicant/documents", id_code(pg->arena, documents.at[i].applicant)));
	return s;
}

static enum status add_invitations(struct page *pg, struct my_view *v)
{
	struct invitations mine;
	enum status s = invitations_for(pg->db, pg->arena, &pg->actor, pg->now, &mine);
	for (size_t i = 0; s == OK && i < mine.n; i++)
		*LIST_ADD(pg->arena, &v->invitations) = (struct my_invitation){.code = id_code(pg->arena, mine.at[i].id), .organisation = mine.at[i].organisation,
			.by = mine.at[i].by, .role = word_text(pg->lang, member_role_word(mine.at[i].role)), .until = organisation_day(pg, mine.at[i].expires)};
	return s;
}

/* The calls on which this person decides, whatever their role there. */
static enum status add_duties(struct page *pg, struct my_view *v)
{
	struct q_my_calls_rows rows;
	enum status s = q_my_calls(pg->db, pg->arena, pg->actor.person.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_my_calls_row *r = &rows.at[i];
		const struct walk_links walk = walk_of(pg, &(struct thing){.territory = r->territory, .call = r->code}, r->territory_code);
		if (walk.links.n)
			*LIST_ADD(pg->arena, &v->duties) = (struct my_duty){.title = r->title, .territory = r->territory_name, .walk = walk};
	}
	return s;
}

static enum status add_organisations(struct page *pg, struct my_view *v)
{
	struct joinings asked;
	struct q_my_desks_rows desks = {0};
	for (size_t i = 0; i < pg->actor.memberships.n; i++) {
		const struct actor_membership *m = &pg->actor.memberships.at[i];
		*LIST_ADD(pg->arena, &v->organisations) = (struct my_organisation){
			.name = m->name, .role = word_text(pg->lang, member_role_word(m->role)), .link = LINK(pg, "/organisations/:applicant", id_code(pg->arena, m->applicant.v))};
	}
	enum status s = joinings_of(pg->db, pg->arena, pg->actor.person, &asked);
	for (size_t i = 0; s == OK && i < asked.n; i++)
		*LIST_ADD(pg->arena, &v->asked) = (struct my_organisation){.name = asked.at[i].organisation};
	if (s == OK)
		s = q_my_desks(pg->db, pg->arena, pg->actor.person.v, &desks);
	for (size_t i = 0; s == OK && i < desks.n; i++)
		*LIST_ADD(pg->arena, &v->desks) = (struct my_organisation){.name = desks.at[i].name, .link = LINK(pg, "/desk/:territory", desks.at[i].code)};
	if (s == OK)
		s = add_duties(pg, v);
	v->has_organisation = v->organisations.n || v->asked.n;
	v->empty = !v->organisations.n && !v->invitations.n && !v->desks.n && !v->duties.n;
	return s;
}

/* ---- calls that are open, or will be ---- */

static enum status add_calls(struct page *pg, struct my_view *v)
{
	struct q_page_filing_phases_rows phases;
	struct q_page_calls_rows rows = {0};
	enum status s = q_page_filing_phases(pg->db, pg->arena, &phases);
	if (s == OK)
		s = q_page_calls(pg->db, pg->arena, &rows);
	if (s != OK)
		return s;
	struct filing_row *filings = ARENA_ARRAY(pg->arena, phases.n + 1, struct filing_row);
	for (size_t i = 0; i < phases.n; i++)
		filings[i] = FILING_ROW(&phases.at[i]);
	for (size_t i = 0; i < rows.n; i++) {
		const struct q_page_calls_row *row = &rows.at[i];
		const struct call_card_input in = {.code = row->code, .kind = row->kind, .title = row->title, .territory = row->territory,
			.territory_name = row->territory_name, .time_zone = row->time_zone, .year = row->year};
		enum filing_state state;
		struct call_card card = card_of(pg, &in, filings, phases.n, &state);
		if (state == FILING_OPEN || state == FILING_SOON)
			*LIST_ADD(pg->arena, &v->calls.calls) = card;
	}
	return OK;
}

enum status show_my(struct page *pg)
{
	struct my_view *v = ARENA_NEW(pg->arena, struct my_view);
	page_layout(pg, &v->layout, word_text(pg->lang, W_organisation_my_title));
	v->layout.csrf = pg->csrf;
	v->name = pg->actor.name;
	v->unconfirmed = !pg->actor.confirmed;
	enum status s = add_sheets(pg, v);
	if (s == OK)
		s = add_waiting(pg, v);
	if (s == OK)
		s = add_invitations(pg, v);
	if (s == OK)
		s = add_organisations(pg, v);
	if (s == OK)
		s = add_calls(pg, v);
	if (s == OK)
		RESPOND_HTML(pg, my_page, v);
	return s;
}
