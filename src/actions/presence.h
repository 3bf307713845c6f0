/* Who has a page open, so that two officers do not do the same work twice: "open by …". A row lives for a minute (LIMIT_PRESENCE_MS). No audit: it is a courtesy, not a fact. A thing
   is text: "application:lievin.12", "grid:lievin-2024". */
#ifndef ACTIONS_PRESENCE_H
#define ACTIONS_PRESENCE_H

#include "domain/permission.h"
#include "store/db.h"

/* Inside a write transaction; forgets those that are long gone. */
must_use enum status presence_see(struct db *db, str thing, person_id person, instant now);

struct presence_names {
	str *at;
	size_t n, room;
};
/* The others who are there. */
must_use enum status presence_others(struct db *db, struct arena *a, str thing, person_id but, instant now, struct presence_names *names);

/* Who types where in a thing that several fill at once ("typing:lievin-2024/1"): one place a person, absent when they left it. Inside a write transaction; each change is seen later than
   the one before, so that a screen asks for what it has not seen. */
must_use enum status presence_type(struct db *db, struct arena *a, str thing, person_id person, str place, instant now);

struct presence_place {
	person_id person;
	str name, place; /* absent: they left */
};
struct presence_places {
	struct presence_place *at;
	size_t n, room;
	instant latest; /* of the last change; zero when there was none of late */
};
must_use enum status presence_typing(struct db *db, struct arena *a, str thing, instant now, struct presence_places *places);

/* A note for the writer thread (http_write_later), and what it does with it; false: not such a note. */
str presence_note(struct arena *a, str thing, person_id person);
bool presence_is_note(str note);
must_use enum status presence_take_note(struct db *db, str note, instant now);

#endif
