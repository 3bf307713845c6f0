/* Who is written to about an opinion, and how: people of the institution that have an account get the page of what they are asked; an address without an account gets a link of its own,
   whose secret is kept as a hash. Inside actions/, in the caller's write transaction. */
#ifndef ACTIONS_OPINION_MAIL_H
#define ACTIONS_OPINION_MAIL_H

#include "base/words.h"
#include "gen/queries.h"

struct opinion_reader {
	str email;
	enum lang lang;
	bool has_account;
};
struct opinion_readers {
	struct opinion_reader *at;
	size_t n, room;
};
/* `people`: of the territory. Person 0: those of the institution (officers are not), and the address. */
void opinion_readers(struct arena *a, const struct q_review_people_rows *people, str institution, int64_t person, str email, struct opinion_readers *readers);

struct opinion_letter {
	territory_id territory;
	const char *kind;    /* of the mail */
	str once;            /* what it is for; the address is added */
	enum word subject, body; /* with {call}, {n}, {list}, {question}, {day}, {link}, {reply} */
	str call, question, reply, public_url;
	opt_day due;
	const str *lines;    /* one a file */
	const int64_t *opinions;
	size_t count;
	instant now, link_ends;
	bool asks; /* the link lets answer: one of its own for who has no account; else the page of one's opinions, nothing for who has none */
};
must_use enum status opinion_write(struct db *db, struct arena *a, const struct opinion_letter *letter, const struct opinion_readers *readers);

#endif
