/* Mail to be sent: written in the transaction of what it tells, sent afterwards by jobs/. Adding the same `once` twice adds one. Also the cancelling of mails that have no
   reason any more (a reminder to file what is filed). */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "store/db.h"

struct outgoing_attachment {
	str name; /* of the file: "fiche-LIEVIN-2024-0003.pdf" */
	str what; /* "file:SHA256", "sheet.pdf:SHEET:VERSION", "sheet.docx:SHEET:VERSION", "session.ics:TERRITORY:SESSION:ITEM",
	             "summons:TERRITORY:SESSION:SEAT:ITEM" (ids in decimal) */
};
struct outgoing {
	territory_id territory; /* 0: of the instance */
	str once;               /* what it is for */
	str kind;               /* confirm, reset, invite, receipt, correspondent, completion, message, reminder, signature… */
	str recipient;          /* one address */
	str reply_to;           /* or absent */
	str subject;            /* one line */
	str body;               /* plain text; lines end with \n */
	instant now, due;       /* due: not sent before; 0: at once */
	int64_t sheet;          /* what it is about, whose officers are told when it does not arrive; 0: nothing */
	LIST_OF(struct outgoing_attachment) attachments;
};

/* Inside db_write. OK also when that `once` is there already. INVALID: an address or a subject with a line break (a fault of the caller). */
must_use enum status outbox_add(struct db *db, const struct outgoing *mail);
/* Cancels those that wait and whose `once` begins with `prefix`. */
must_use enum status outbox_cancel(struct db *db, territory_id territory, str prefix);

#endif
