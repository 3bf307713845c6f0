/* What every step of a filed request shares, inside actions/ only: reading the head of a sheet and asking `may` again, moving its state with the event and the audit row that
   tell it, writing mails in the language of each reader. All run inside the caller's write transaction. */
#ifndef ACTIONS_FILING_STEP_H
#define ACTIONS_FILING_STEP_H

#include "base/calendar.h"
#include "domain/permission.h"
#include "gen/queries.h"
#include "store/outbox.h"

struct filing_step {
	struct db *db;
	struct arena *arena;
	const struct actor *actor;
	instant now;
	sheet_id sheet;
	struct q_filing_head_row head;
	const struct zone *zone;
	str code;   /* id_code of the sheet */
	str public_url; /* where links of mails lead; absent: only the path is written */
};

/* Reads the head and asks `may`. NOT_FOUND, DENIED, BUSY, BROKEN. */
must_use enum status filing_begin(struct filing_step *f, enum verb verb);
/* May they, on this sheet as it is? */
bool filing_may(const struct filing_step *f, enum verb verb);
bool filing_state_is(const struct filing_step *f, const char *state);

/* The new state, its event with `reason` (which may be absent), an audit row `verb` without it: words that people type may name somebody, and the audit is for ever (0020). */
must_use enum status filing_move(struct filing_step *f, const char *to, const char *verb, str reason);
/* The same for the sheet alone: its application stays where it is (a revised budget that is no more asked). */
must_use enum status filing_move_sheet(struct filing_step *f, const char *to, const char *verb, str reason);
/* What events call the state of the sheet: "budget_requested" while its revised budget is asked, else its name. */
str filing_event_state(const struct filing_step *f);
/* An audit row alone. `detail`: codes, numbers, digests; never what somebody typed. */
must_use enum status filing_tell(struct filing_step *f, const char *verb, str detail);

/* One mail. `once` is made of kind, sheet, `turn` and recipient. Subject and body are `subject`, `body` with the arguments; links are given as text. */
struct filing_mail {
	const char *kind;
	int64_t turn;
	str recipient;
	enum lang lang;
	str subject, body;
	str reply_to;
	int64_t attached_version; /* the sheet as PDF and Word of that version; 0: none */
};
must_use enum status filing_send(struct filing_step *f, const struct filing_mail *mail);

/* A page of this sheet for a mail: "follow-up" gives "https://…/sheets/CODE/follow-up"; English pages are under /en. */
str filing_link(const struct filing_step *f, enum lang lang, const char *under);
enum lang filing_lang(str code);
/* "13 septembre 2024 à midi (heure de Europe/Paris)", seconds told when they are not 0. */
str filing_instant(const struct filing_step *f, enum lang lang, instant at);
str filing_words(struct arena *a, enum lang lang, enum word word, const struct word_arg *args, size_t count);
#define FILING_TEXT(a, lang, word, ...) \
	filing_words((a), (lang), (word), (const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}, \
	             sizeof((const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}) / sizeof(struct word_arg) - 1)

#endif
