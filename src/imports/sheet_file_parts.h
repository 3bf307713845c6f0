/* Between imports/sheet_file*.c: one XML reader for both formats, each told apart by a table of elements. Private. */
#ifndef IMPORTS_SHEET_FILE_PARTS_H
#define IMPORTS_SHEET_FILE_PARTS_H

#include "imports/sheet_file.h"
#include "imports/zip_part.h"

/* What an element does to the lines, whatever its format. */
enum mark {
	MARK_NONE,
	MARK_SKIP,      /* its content does not count */
	MARK_PARAGRAPH,
	MARK_HEADING,
	MARK_TABLE, MARK_ROW, MARK_CELL,
	MARK_TEXT,      /* its text counts (docx); in odt all text of a paragraph does */
	MARK_BREAK, MARK_TAB, MARK_BLANKS,
	MARK_CONTROL,   /* a control begins; its properties follow (docx), or are its attributes (odt) */
	MARK_TAG, MARK_PLACEHOLDER, MARK_CHECKED, /* properties of a control in docx */
	MARK_STYLE,     /* of a paragraph in docx: headings */
	MARK_REPEATED   /* a cell that another covers: counts as a cell */
};
struct element {
	const char *name;
	enum mark mark;
};
struct sheet_format {
	const char *part;
	const struct element *elements;
	size_t n;
	bool text_everywhere; /* odt */
	const char *property_part, *property, *property_value; /* element of a property; element that holds its value, or NULL */
};
extern const struct sheet_format sheet_format_docx, sheet_format_odt;

#endif
