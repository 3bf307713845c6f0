/* Rows of `presence`. See presence.h. */
#include "actions/presence.h"

#include "base/limits.h"
#include "gen/queries.h"

#define NOTE S("presence ")

enum status presence_see(struct db *db, str thing, person_id person, instant now)
{
	enum status s = q_deskwork_gone(db, (instant){now.ms - 10 * (int64_t)LIMIT_PRESENCE_MS});
	return s == OK ? q_deskwork_seen(db, thing, person.v, now) : s;
}

enum status presence_others(struct db *db, struct arena *a, str thing, person_id but, instant now, struct presence_names *names)
{
	struct q_deskwork_present_rows rows;
	enum status s = q_deskwork_present(db, a, thing, (instant){now.ms - LIMIT_PRESENCE_MS}, but.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, names) = rows.at[i].name;
	return s;
}

enum status presence_typing(struct db *db, struct arena *a, str thing, instant now, struct presence_places *places)
{
	struct q_grid_typing_rows rows;
	*places = (struct presence_places){0};
	enum status s = q_grid_typing(db, a, thing, (instant){now.ms - LIMIT_PRESENCE_MS}, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		*LIST_ADD(a, places) = (struct presence_place){.person = {rows.at[i].person}, .name = rows.at[i].name, .place = rows.at[i].place};
		places->latest = rows.at[i].seen;
	}
	return s;
}

enum status presence_type(struct db *db, struct arena *a, str thing, person_id person, str place, instant now)
{
	struct presence_places places;
	enum status s = presence_typing(db, a, thing, now, &places);
	if (s == OK)
		s = q_deskwork_gone(db, (instant){now.ms - 10 * (int64_t)LIMIT_PRESENCE_MS});
	const instant seen = {now.ms > places.latest.ms ? now.ms : places.latest.ms + 1};
	return s == OK ? q_grid_type_in(db, thing, person.v, seen, place) : s;
}

str presence_note(struct arena *a, str thing, person_id person)
{
	return arena_fmt(a, "presence %lld %.*s", (long long)person.v, STR_ARGS(thing));
}

bool presence_is_note(str note)
{
	return str_starts(note, NOTE);
}

enum status presence_take_note(struct db *db, str note, instant now)
{
	str person, thing;
	person_id id;
	if (!presence_is_note(note) || !str_cut(str_skip(note, NOTE.n), ' ', &person, &thing) || !str_to_int64(person, &id.v))
		return OK;
	return presence_see(db, thing, id, now);
}
