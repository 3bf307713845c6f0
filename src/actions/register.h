/* The national register of companies and associations (recherche-entreprises), so that what the State knows already is not typed again. Optional in every way: off by
   setting, slow, down, wrong, it never stops anybody, who then types by hand. Asking is slow work: called by route->prepare on the slow pool, never in a write transaction.
   Answers are kept in register_answer: fresh for LIMIT_REGISTER_FRESH_DAYS; older ones are given, with their date, when the register does not answer.
   Source: standards.md §5.1. */
#ifndef ACTIONS_REGISTER_H
#define ACTIONS_REGISTER_H

#include "store/db.h"

struct register_found { /* texts in one line, at most LIMIT_LABEL_CHARS characters; absent what the register does not say */
	str siret, siren, name;
	str address, postcode, city, commune; /* street; INSEE code */
	str naf;        /* "94.99Z" */
	str legal_form; /* four digits */
	str kind;       /* of an applicant, guessed from the legal form: "association", "municipality"… "other" */
	str rna;
	bool closed;    /* the register says that this establishment is closed */
};

enum register_state {
	REGISTER_FOUND,
	REGISTER_UNKNOWN, /* it answered: no such SIRET */
	REGISTER_OFF,     /* by setting */
	REGISTER_DOWN     /* no answer, and none kept */
};

struct register_answer {
	enum register_state state;
	struct register_found found; /* of FOUND */
	instant asked;               /* when the register said it */
	bool old;                    /* it does not answer now: this is what it said then */
	str body;                    /* to be kept by register_keep; absent: nothing new */
	str siret;
};

/* Reads an answer of GET /search. Only what it says of that SIRET counts. OK; NOT_FOUND: it knows none such; INVALID: it is no such answer. Pure. */
must_use enum status register_parse(struct arena *a, str body, str siret, struct register_found *found);

/* The kind of applicant that a legal form (four digits) usually is. */
str register_kind_of(str legal_form);

/* The one line to the register that all threads of a process share: its pace, its pauses. */
struct register_line;
struct register_line *register_line_shared(void);
struct register_line *register_line_new(void); /* for tests */
void register_line_free(struct register_line *line);

/* What is known of a SIRET (14 digits with their key): what is kept when it is fresh, else the register, else what is kept. `url` is settings.register_url.
   OK whatever the register does; BUSY, BROKEN are the database's. `db` may be in a read snapshot. */
must_use enum status register_look(struct db *db, struct arena *a, struct register_line *line, str url, str siret, instant now, struct register_answer *answer);
/* Only what is kept, however old; state DOWN when nothing is. */
must_use enum status register_recall(struct db *db, struct arena *a, str siret, instant now, struct register_answer *answer);
/* Inside db_write: keeps a new answer. */
must_use enum status register_keep(struct db *db, const struct register_answer *answer);

#endif
