/* The sheet of an application as a Word document: blank, to be filled away from any network and read back (imports/sheet_import.h), or with the answers of a draft or of a
   filing. Every topic is a heading, every field a labelled content control whose tag is its key, lists are tables, so is the budget, and the publics. Rows L3, L5, A9, N14. */
#ifndef DOCUMENTS_SHEET_DOCX_H
#define DOCUMENTS_SHEET_DOCX_H

#include "base/status.h"
#include "domain/form.h"

struct paper_fact {
	str label, value;
};
struct paper_file {
	str label, name, sha256;
};
/* What a sheet shows. Everything is the caller's. */
struct paper {
	enum lang lang;
	const struct form *identity, *form;          /* each built with its values */
	const struct form_values *identity_values, *values; /* may be empty, not NULL */
	bool editable;  /* fields are content controls, and every choice is shown; else only the answers */
	str call_title, title;  /* title of the project; absent: none */
	str banner;     /* "BROUILLON – NON DÉPOSÉ", large, on every page; or absent */
	str note;       /* in the foot of every page: number and instant; or absent */
	LIST_OF(str) intro;                          /* how to fill it and send it back */
	LIST_OF(struct paper_fact) facts;            /* deadline; number, instant, SHA-256 */
	LIST_OF(struct paper_file) files;            /* attached; a blank one lists what the call asks */
};

/* The document in the arena. Same paper, same bytes. TOO_BIG: over LIMIT_PAPER_BYTES. BROKEN. */
must_use enum status sheet_docx(struct arena *a, const struct paper *paper, str *bytes);

#define DOCX_MEDIA "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define ODT_MEDIA "application/vnd.oasis.opendocument.text"

#endif
