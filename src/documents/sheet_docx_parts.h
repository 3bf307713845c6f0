/* Between the files of documents/sheet_docx*.c: the document being written. Private. */
#ifndef DOCUMENTS_SHEET_DOCX_PARTS_H
#define DOCUMENTS_SHEET_DOCX_PARTS_H

#include "base/out.h"
#include "documents/sheet_docx.h"

struct sheet_writer {
	struct arena *a;
	const struct paper *paper;
	const struct form *form; /* the one being written */
	const struct form_values *values;
	struct out o;
	int id; /* of the next content control */
};

#define WORD(w, word) word_text((w)->paper->lang, (word))

/* ---- text ---- */
void docx_text(struct out *o, str s);      /* escaped; what XML cannot hold becomes U+FFFD */
void docx_run(struct sheet_writer *w, str s, const char *properties); /* lines become breaks; properties: "<w:b/>" or "" */
void docx_paragraph(struct sheet_writer *w, const char *style, str s);
void docx_open(struct sheet_writer *w, const char *style); /* a paragraph to put runs into */
void docx_close(struct sheet_writer *w);

/* ---- controls, inside a paragraph; plain text when the paper is not to be edited ---- */
void docx_control(struct sheet_writer *w, const struct form_field *field, str key, str label);
void docx_box(struct sheet_writer *w, str key, const struct form_option *option, bool ticked);

/* ---- tables ---- */
struct docx_column {
	str heading;
	int width; /* twentieths of a point */
};
void docx_table(struct sheet_writer *w, str summary, const struct docx_column *columns, size_t n);
void docx_table_end(struct sheet_writer *w);
void docx_row(struct sheet_writer *w);
void docx_row_end(struct sheet_writer *w);
void docx_cell(struct sheet_writer *w, int width, const char *style); /* with its paragraph open */
void docx_cell_end(struct sheet_writer *w);

enum { DOCX_WIDTH = 9638 }; /* of the text of an A4 page */

void docx_group(struct sheet_writer *w, const struct form_group *group);
void docx_budget(struct sheet_writer *w);
void docx_publics(struct sheet_writer *w);

/* The parts that do not depend on the answers. */
str docx_styles(struct arena *a, enum lang lang);
str docx_settings(void);

#endif
