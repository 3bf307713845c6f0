/* What is posted while a session is told, sits and ends: each form is one action; refused, the session's page says why with all that was typed. */
#include "base/ids.h"
#include "web/session_page.h"

static enum status end(struct page *pg, enum status s, struct problems *ps)
{
	return session_page_end(pg, s, ps, SESSION_LINK(pg, ""), session_page);
}

static enum status end_at_item(struct page *pg, enum status s, struct problems *ps, int64_t item)
{
	return session_page_end(pg, s, ps, (url){arena_fmt(pg->arena, "%.*s#item-%lld", STR_ARGS(SESSION_LINK(pg, "").s), (long long)item)}, session_page);
}

static bool number_typed(const struct page *pg, str field, int64_t *value)
{
	return str_to_int64(session_page_typed(pg, field), value);
}

enum status post_session_state(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	const str state = session_page_typed(pg, S("state"));
	if (!str_eq(state, S("open")) && !str_eq(state, S("closed")))
		return NOT_FOUND;
	return end(pg, str_eq(state, S("open")) ? session_open(&step) : session_close(&step), &ps);
}

enum status post_session_summons(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	struct told told;
	return end(pg, session_summon(&step, &told), &ps);
}

enum status post_session_cancel(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	return end(pg, session_cancel(&step, session_page_typed(pg, S("reason"))), &ps);
}

enum status post_session_attendance(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	const struct page_fields fields = page_form_family(pg, S("s.attendance."));
	struct attendance_note *notes = ARENA_ARRAY(pg->arena, fields.n + 1, struct attendance_note);
	for (size_t i = 0; i < fields.n; i++) {
		if (!str_to_int64(fields.at[i].name, &notes[i].seat))
			return NOT_FOUND;
		str proxy = page_form(pg, arena_fmt(pg->arena, "s.proxy.%lld", (long long)notes[i].seat));
		notes[i].attendance = attendance_of(fields.at[i].value);
		if (!str_to_int64(proxy.p ? proxy : S(""), &notes[i].proxy))
			notes[i].proxy = 0;
	}
	return end(pg, session_note_attendance(&step, notes, fields.n), &ps);
}

enum status post_session_second(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	return end(pg, session_sit_again(&step, session_page_typed(pg, S("second_reason"))), &ps);
}

enum status post_session_item(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	struct item_note note = {.heard = session_page_typed(pg, S("heard")), .outcome = session_page_typed(pg, S("outcome")), .note = session_page_typed(pg, S("note"))};
	return number_typed(pg, S("item"), &note.item) ? end_at_item(pg, session_note_item(&step, &note), &ps, note.item) : NOT_FOUND;
}

enum status post_session_ballot(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	int64_t item;
	return number_typed(pg, S("item"), &item) ? end_at_item(pg, session_ballot(&step, item, session_page_typed(pg, S("to"))), &ps, item) : NOT_FOUND;
}

enum status post_session_vote(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	int64_t item, seat;
	const str choice = session_page_typed(pg, S("choice"));
	if (!number_typed(pg, S("item"), &item) || !number_typed(pg, S("seat"), &seat) || vote_choice_of(choice) == VOTE_NONE)
		return NOT_FOUND;
	const enum status status = session_vote(&step, item, seat, vote_choice_of(choice));
	if (status != INVALID)
		return end(pg, status, &ps);
	const enum status noted = session_note_refused_vote(&step, item, seat), shown = noted == OK ? session_page(pg, &ps) : noted;
	return shown == OK ? page_refused(pg, 422) : shown;
}

/* What an officer writes down for all: only what differs is a vote. */
enum status post_session_votes(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	const struct page_fields fields = page_form_family(pg, S("v."));
	struct session s;
	int64_t item;
	if (!session_page_runs(pg))
		return DENIED;
	enum status status = number_typed(pg, S("item"), &item) ? session_page_read(pg, &s) : NOT_FOUND;
	const size_t at = status == OK ? session_item_at(&s, item) : SIZE_MAX;
	if (status == OK && at == SIZE_MAX)
		status = NOT_FOUND;
	for (size_t i = 0; status == OK && i < fields.n; i++) {
		int64_t seat;
		const enum vote_choice choice = vote_choice_of(fields.at[i].value);
		const size_t of = str_to_int64(fields.at[i].name, &seat) ? session_seat_at(&s, seat) : SIZE_MAX;
		if (of == SIZE_MAX)
			status = NOT_FOUND;
		else if (s.items.at[at].choices[of].choice != choice)
			status = session_vote(&step, item, seat, choice);
	}
	return status == NOT_FOUND || status == DENIED ? status : end_at_item(pg, status, &ps, item);
}

enum status post_session_conflict(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct session_step step = session_page_step(pg, &ps);
	int64_t item, seat;
	if (!number_typed(pg, S("item"), &item) || !number_typed(pg, S("seat"), &seat))
		return NOT_FOUND;
	const enum conflict_reach reach = str_eq(session_page_typed(pg, S("whole")), S("yes")) ? CONFLICT_OF_INSTITUTION : CONFLICT_OF_SEAT;
	return end_at_item(pg, session_declare_conflict(&step, item, seat, reach, session_page_typed(pg, S("reason"))), &ps, item);
}
