/* Rows of the table session. The length of a session is the distance between seen_ms and expires_ms, so that it needs no column of its own. */
#include "accounts/session.h"

#include "base/ids.h"
#include "base/limits.h"
#include "gen/queries.h"

enum { HANDLE_DIGITS = 32, SECOND = 1000 };

enum status session_begin(struct db *db, struct arena *a, const struct session_new *new, str *cookie)
{
	const int64_t seconds = new->waits_factor ? LIMIT_SESSION_HALF_SECONDS : new->mine ? LIMIT_SESSION_MINE_SECONDS : LIMIT_SESSION_IDLE_SECONDS;
	*cookie = secret_new(a);
	enum status s = q_session_sweep(db, new->now);
	if (s)
		return s;
	return q_session_add(db, &(struct q_session_add_in){.hash = secret_hash(a, *cookie), .person = new->person.v, .now = new->now,
		.expires = {new->now.ms + seconds * SECOND}, .waits_factor = new->waits_factor, .agent = new->agent.p ? new->agent : S("?")});
}

enum status session_end(struct db *db, str hash)
{
	return q_session_end(db, hash);
}

enum status session_end_others(struct db *db, person_id person, str keep)
{
	return q_session_end_others(db, person.v, keep.p ? keep : S(""));
}

bool session_touch_is_due(const struct session_read *read, instant now)
{
	return str_is_set(read->hash) && !read->waits_factor && now.ms - read->seen.ms >= LIMIT_SESSION_TOUCH_SECONDS * (int64_t)SECOND;
}

enum status session_touch(struct db *db, str hash, instant now)
{
	return q_session_touch(db, hash, now, (int64_t)LIMIT_SESSION_LIFE_SECONDS * SECOND);
}

enum status sessions_read(struct db *db, struct arena *a, person_id person, instant now, struct session_rows *rows)
{
	struct q_sessions_rows found;
	*rows = (struct session_rows){0};
	enum status s = q_sessions(db, a, person.v, now, &found);
	for (size_t i = 0; s == OK && i < found.n; i++) {
		const struct q_sessions_row *f = &found.at[i];
		*LIST_ADD(a, rows) = (struct session_row){.handle = str_first(f->hash, HANDLE_DIGITS), .agent = f->agent, .created = f->created, .seen = f->seen, .expires = f->expires,
			.waits_factor = f->waits_factor, .mine = f->expires.ms - f->seen.ms > LIMIT_SESSION_IDLE_SECONDS * (int64_t)SECOND};
	}
	return s;
}

enum status session_end_handle(struct db *db, struct arena *a, person_id person, str handle, instant now)
{
	struct q_sessions_rows found;
	enum status s = q_sessions(db, a, person.v, now, &found);
	if (s)
		return s;
	for (size_t i = 0; i < found.n && handle.n == HANDLE_DIGITS; i++)
		if (str_starts(found.at[i].hash, handle))
			return q_session_end(db, found.at[i].hash);
	return NOT_FOUND;
}

/* ---- browsers ---- */

struct sign {
	str mark, name;
};

/* The first mark that is found counts: Edge and Opera also say Chrome, everybody says Safari. */
static const struct sign browsers[] = {
	{S("Edg"), S("Edge")}, {S("OPR/"), S("Opera")}, {S("SamsungBrowser"), S("Samsung Internet")}, {S("Vivaldi"), S("Vivaldi")}, {S("Firefox"), S("Firefox")}, {S("FxiOS"), S("Firefox")},
	{S("CriOS"), S("Chrome")}, {S("Chromium"), S("Chromium")}, {S("Chrome"), S("Chrome")}, {S("Safari"), S("Safari")}, {S("curl"), S("curl")},
};
static const struct sign systems[] = {
	{S("Android"), S("Android")}, {S("iPhone"), S("iPhone")}, {S("iPad"), S("iPad")}, {S("Windows"), S("Windows")}, {S("Mac OS X"), S("macOS")}, {S("CrOS"), S("ChromeOS")},
	{S("Linux"), S("Linux")},
};

static str sign_of(const struct sign *signs, size_t count, str text)
{
	for (size_t i = 0; i < count; i++)
		if (str_has(text, signs[i].mark))
			return signs[i].name;
	return STR_NONE;
}

str agent_words(struct arena *a, str user_agent)
{
	const str text = str_is_set(user_agent) ? user_agent : S("");
	const str browser = sign_of(browsers, sizeof browsers / sizeof browsers[0], text), runs_on = sign_of(systems, sizeof systems / sizeof systems[0], text);
	if (browser.p && runs_on.p)
		return arena_fmt(a, "%.*s · %.*s", STR_ARGS(browser), STR_ARGS(runs_on));
	return browser.p ? browser : runs_on.p ? runs_on : S("?");
}
