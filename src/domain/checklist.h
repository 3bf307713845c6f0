/* The documents that a call asks for, against what is there: which ones apply to this bearer and this request, which the form itself becomes, which the safe of an
   organisation knows, which original goes to whom on paper. Pure. Rows A9, B3, B7. Called by actions/attach.c. */
#ifndef DOMAIN_CHECKLIST_H
#define DOMAIN_CHECKLIST_H

#include "base/arena.h"
#include "base/values.h"

/* Kinds of documents that the safe holds, in the order in which they are offered; the last is "other". */
extern const str safe_kinds[];
extern const size_t safe_kind_count;
bool safe_kind_is_known(str kind);

/* bearer: any | association | municipality | other; request: any | first | renewal, as packs say. A roll-out elsewhere is a first request there. */
bool checklist_applies(str bearer, str request, str applicant_kind, str sheet_request);

/* The kind of the safe that such a document is, by its code and label; absent: none. */
str checklist_safe_kind(struct arena *a, str code, str label);

/* What the form itself becomes once filed: the Cerfa, the project sheet, the request, a number. Nobody needs to attach it. */
bool checklist_is_the_form(struct arena *a, str code, str label);

enum document_state {
	DOCUMENT_THERE,
	DOCUMENT_MISSING,
	DOCUMENT_EXPIRED, /* there, but good no longer */
	DOCUMENT_BY_FORM, /* nothing to attach */
	DOCUMENT_ON_PAPER /* only its original is asked for */
};
/* medium: any | digital | paper | both, as packs say. */
enum document_state checklist_state(bool by_form, str medium, size_t files, bool expired);
bool checklist_wants_original(str medium);
/* Stops a filing? */
bool checklist_stops(enum document_state state);

#endif
