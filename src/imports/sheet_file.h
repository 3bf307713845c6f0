/* What stands in a Word sheet (docx) or its OpenDocument twin (odt), as a flat list of lines in their order: paragraphs, cells of tables, content controls with their tags.
   Whoever saved it: Word, LibreOffice, another program that dropped the controls. Inserted text of tracked changes counts, deleted text does not. Read in the sandboxed child;
   what lines mean is imports/sheet_import.h's to say. Row L5. */
#ifndef IMPORTS_SHEET_FILE_H
#define IMPORTS_SHEET_FILE_H

#include "base/problem.h"

enum control_state { CONTROL_TEXT, CONTROL_PLACEHOLDER, CONTROL_TICKED, CONTROL_NOT_TICKED };

struct sheet_control {
	str tag, text;    /* tag: empty when there is none */
	uint32_t number;  /* of the control: one that holds several paragraphs has the same in each */
	enum control_state state;
};
struct sheet_line { /* a paragraph */
	uint32_t table, row, column; /* from 1; 0: in no table. Tables in a cell are their cell's text */
	bool heading;
	str text;         /* all of it, controls included */
	LIST_OF(struct sheet_control) controls;
};
struct sheet_file {
	str mark; /* property of the document that says of which call it is; absent */
	LIST_OF(struct sheet_line) lines;
};

/* INVALID, TOO_BIG with a problem: no such document, protected by a password, with macros, damaged, unpacks to too much. BROKEN: no sandbox. */
must_use enum status sheet_file_read(struct arena *a, str name, str bytes, struct sheet_file *file, struct problems *ps);

/* The parser itself, for the child and for the fuzzer. */
must_use enum status sheet_file_parse(struct arena *a, str bytes, struct sheet_file *file, struct problems *ps);

#endif
