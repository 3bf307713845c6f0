/* What is filed, as one canonical text that never changes: the answers of the application and of the identity (bank details only by their hint), the attachments by SHA-256,
   the form and the version of the règlement, who signed in what capacity. Same content, same bytes: its SHA-256 is what the signatory signed and what the receipt prints.
   The instant and the number are not in it: they are the filing's. Written at the filing, read back to compare and print. Pure. */
#ifndef DOMAIN_FROZEN_H
#define DOMAIN_FROZEN_H

#include "domain/form_facts.h"

#define FROZEN_FORM "12156*06"

struct frozen {
	str call, request, channel; /* codes */
	str title;                  /* of the project */
	int64_t ruleset;            /* version of the règlement; 0: none */
	str applicant;              /* its id_code */
	str name, kind;             /* of the organisation */
	str bank;                   /* "…0189"; empty when there are no bank details */
	str signatory, capacity;    /* name; "Présidente" */
	bool mandate;               /* signs by mandate, not as legal representative */
	struct form_values values, identity;
	LIST_OF(struct attached) attached; /* by code, then SHA-256 */
};

/* The text. Sorts the attachments; texts that are not UTF-8 get U+FFFD. Absent when it would pass LIMIT_FROZEN_BYTES. */
str frozen_write(struct arena *a, struct frozen *f);

/* OK; INVALID: not a text that frozen_write gives, byte for byte. Texts are in the arena. */
must_use enum status frozen_read(struct arena *a, str text, struct frozen *f);

#endif
