/* From a draft to a filed request: asking for a signature, signing (which files), refusing, taking back, withdrawing, abandoning. Each runs inside the caller's write
   transaction, asks `may` again, and leaves its event, its audit row and its mails in that same transaction: no receipt without a filing, no filing without a receipt.
   Rows L3, L4, A9; CRPA L112-3, L112-11. */
#ifndef ACTIONS_FILE_APPLICATION_H
#define ACTIONS_FILE_APPLICATION_H

#include "actions/filing_ready.h"

struct filing_request {
	struct db *db;
	struct arena *arena;
	const struct actor *actor;
	instant now;               /* when the request was received: pg->now */
	sheet_id sheet;
	int64_t base;              /* revision that the person read; another one is CONFLICT */
	str shown;                 /* filing_shown of what the person read: identity, bank account and documents too; another one is CONFLICT. Absent: not asked (CLI) */
	const struct ruleset *set; /* of the call; NULL when it has none */
	enum lang lang;
	str public_url;
	str reason;                /* of a refusal, a withdrawal */
	str capacity;              /* "Présidente" */
	bool mandate;              /* signs by mandate of the legal representative */
	bool attests;              /* the box of the attestations is ticked */
};

struct filing_done {
	str number;
	int64_t version;
	bool late;     /* within the grace */
	bool replayed; /* it was filed already: nothing was written */
	struct filing_ready ready; /* of a refusal: what is wrong */
};

/* draft → to_sign, with a mail to each signatory. INVALID: not ready (done->ready), nobody can sign (ps), the call is closed (ps). CONFLICT: it changed, or is not a draft. */
must_use enum status ask_signature(const struct filing_request *q, struct problems *ps, struct filing_done *done);
/* to_sign → draft, by a writer. */
must_use enum status take_back(const struct filing_request *q);
/* to_sign → draft, by a signatory, with the reason, told to those who write. INVALID: no reason. */
must_use enum status refuse_signature(const struct filing_request *q, struct problems *ps);

/* Signs and files: draft, to_sign, or the answer to a completion request. Filing what is filed gives the same receipt (replayed). INVALID: not ready, no capacity, no
   attestation, or too early or too late (ps; the draft is kept). DENIED: not a signatory; a completion that opened only documents may be answered by any writer.
   CONFLICT: it changed since `base`. */
must_use enum status file_application(const struct filing_request *q, struct problems *ps, struct filing_done *done);

/* filed or completion_requested → withdrawn, by a signatory, with a reason. */
must_use enum status withdraw_application(const struct filing_request *q, struct problems *ps);
/* draft or to_sign → abandoned, by a writer; nothing is erased. */
must_use enum status abandon_draft(const struct filing_request *q);

#endif
