/* Which agenda the requests that were picked in the desk's list go on: the sessions to come of their calls, with how many of them each can take. Its forms are those of an agenda
   (/sessions/:session/agenda), which judges and writes. Called by deskwork_bulk.c; reads only. */
#include "base/ids.h"
#include "base/limits.h"
#include "gen/queries.h"
#include "web/session_page.h"

static bool is_picked(const application_id *ids, size_t n, application_id id)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i].v == id.v)
			return true;
	return false;
}

static struct session_choose_one *begin(struct page *pg, const struct q_sessions_joinable_row *row, struct session_choose_view *v)
{
	const struct session frame = {.time_zone = row->time_zone};
	str code = id_code(pg->arena, row->session);
	struct session_choose_one *one = LIST_ADD(pg->arena, &v->sessions);
	*one = (struct session_choose_one){.id = code, .title = row->title, .call = row->call_title, .when = session_page_when(pg, &frame, row->starts),
		.base = arena_fmt(pg->arena, "%lld", (long long)row->revision), .minutes = str_eq(row->kind, S("hearing")) ? S("15") : S("5"),
		.action = LINK(pg, "/sessions/:session/agenda", code), .link = LINK(pg, "/sessions/:session", code)};
	return one;
}

enum status session_choose(struct page *pg, const application_id *ids, size_t n, url back)
{
	struct q_sessions_joinable_rows rows = {0};
	struct session_choose_view *v = ARENA_NEW(pg->arena, struct session_choose_view);
	struct session_choose_one *one = NULL;
	int64_t session = 0;
	enum status s = q_sessions_joinable(pg->db, pg->arena, pg->thing.territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_sessions_joinable_row *row = &rows.at[i];
		if (!is_picked(ids, n, row->application))
			continue;
		if (!one || session != row->session)
			one = begin(pg, row, v);
		session = row->session;
		*LIST_ADD(pg->arena, &one->applications) = row->application.v;
	}
	if (s != OK)
		return s;
	for (size_t i = 0; i < v->sessions.n; i++)
		v->sessions.at[i].button = TEXT(pg, W_sessions_choose_button, ARG("n", (int64_t)v->sessions.at[i].applications.n));
	page_layout(pg, &v->layout, word_text(pg->lang, W_sessions_choose_title));
	page_crumb(pg, &v->layout, word_text(pg->lang, W_desk_title), back);
	v->layout.refuse_index = true;
	v->count = TEXT(pg, W_deskwork_count, ARG("n", (int64_t)n));
	v->back = back;
	RESPOND_HTML(pg, session_choose_page, v);
	return OK;
}
