/* sessions CALL: the hearings and committees of a call, with their quorum, how many items were decided, and the SHA-256 of those that are closed (N8). Reads only. */
#include "actions/read_session.h"
#include "base/calendar.h"
#include "base/ids.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "gen/queries.h"

static const struct listing_column columns[] = {
	{"session", W_sessions_column_session}, {"kind", W_sessions_column_kind}, {"starts", W_sessions_column_starts}, {"title", W_sessions_column_title},
	{"state", W_sessions_column_state}, {"quorum", W_sessions_column_quorum}, {"items", W_sessions_column_items}, {"decided", W_sessions_column_decided},
	{"sha256", W_sessions_column_sha256},
};

static void add(struct arena *a, struct listing *l, const struct session *s)
{
	char starts[32];
	int64_t decided = 0;
	for (size_t i = 0; i < s->items.n; i++)
		decided += str_is_set(s->items.at[i].outcome);
	*LIST_ADD(a, &l->cells) = text_cell(id_code(a, s->session));
	*LIST_ADD(a, &l->cells) = text_cell(s->kind);
	*LIST_ADD(a, &l->cells) = text_cell(arena_str(a, str_of(instant_iso(s->starts, starts))));
	*LIST_ADD(a, &l->cells) = text_cell(s->title);
	*LIST_ADD(a, &l->cells) = text_cell(s->state);
	*LIST_ADD(a, &l->cells) = text_cell(arena_fmt(a, "%lld/%lld", (long long)s->quorum.counted, (long long)s->quorum.needed));
	*LIST_ADD(a, &l->cells) = number_cell((int64_t)s->items.n);
	*LIST_ADD(a, &l->cells) = number_cell(decided);
	*LIST_ADD(a, &l->cells) = text_cell(s->sha256);
}

enum exit_code run_sessions(struct invocation *in)
{
	struct db *db;
	territory_id territory;
	struct q_sessions_of_call_rows rows = {0};
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof *columns};
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE || (code = find_call(in, db, in->arguments[0], &territory)) != EXIT_DONE)
		return code;
	enum status s = db_read_begin(db);
	if (s != OK)
		return say_fault(in, s);
	s = q_sessions_of_call(db, in->arena, territory, in->arguments[0], &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		struct session session;
		s = read_session(db, in->arena, territory, rows.at[i].session, &session);
		if (s == OK)
			add(in->arena, &l, &session);
	}
	db_read_end(db);
	return s == OK ? listing_print(in, &l) : say_fault(in, s);
}
