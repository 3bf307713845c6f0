/* What a receipt says (CRPA L112-3, R112-5, L112-11; L231-4 3°): number, instant in the territory's time, service and how to reach it, what is missing and by when, that two
   months of silence are a refusal and from which day, what happens next, the SHA-256 of what was filed. One reading for the page and for the mail. Reads only. */
#ifndef ACTIONS_RECEIPT_H
#define ACTIONS_RECEIPT_H

#include "base/words.h"
#include "domain/permission.h"
#include "store/db.h"

struct receipt_missing {
	str code, label, note;
	bool original; /* the paper original is awaited; the file was given */
};
struct receipt_step {
	str label, when;
};
struct receipt_funder {
	str label;
	int64_t year;
	money asked;
	bool valued;
};
struct receipt {
	str number, title, call, call_title, organisation, territory, territory_code, time_zone;
	int64_t version, versions;
	str filed;    /* instant in words, with seconds and time zone */
	str received; /* the same of a paper request; absent online */
	str filer, capacity;
	bool late;
	str grace;
	str closes;   /* the deadline in words; absent when there was none */
	str sha256, channel;
	LIST_OF(str) services; /* "Ville de Liévin · Chargée de mission" */
	LIST_OF(str) mails;    /* of the officers */
	LIST_OF(struct receipt_missing) missing;
	opt_day missing_by;
	day silence;           /* the refusal is born that day, counted from the filing */
	LIST_OF(struct receipt_step) coming;
	LIST_OF(struct receipt_funder) asked;
	money total_asked;     /* in money, of all funders and years */
	money revised;         /* taken of all funders by the revised budget that this version holds; zero: it holds none */
};

/* Version 0 is the last. NOT_FOUND: never filed, or no such version. BUSY, BROKEN: also a frozen text that is not the one of its SHA-256. */
must_use enum status read_receipt(struct db *db, struct arena *a, sheet_id sheet, int64_t version, enum lang lang, struct receipt *receipt);

/* As the text of a mail, `link` to its page. */
str receipt_text(struct arena *a, enum lang lang, const struct receipt *receipt, str link);

#endif
