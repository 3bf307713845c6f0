/* Writing CSV as French spreadsheets open it: UTF-8 with a byte-order mark, ';' between cells, CR LF, quotes where needed.
   A cell that a spreadsheet would run as a formula (begins with = + - @ or a control character) gets an apostrophe first, unless it is a number.
   Reading other people's tables is imports/'s work. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/out.h"
#include "base/values.h"

struct csv {
	struct out *o;
	bool first_in_row;
};

struct csv csv_new(struct out *o); /* writes the byte-order mark */
void csv_text(struct csv *c, str cell);
void csv_int(struct csv *c, int64_t value);
void csv_money(struct csv *c, money amount); /* decimal comma: 12345,67 */
void csv_empty(struct csv *c);
void csv_end_row(struct csv *c);

#endif
