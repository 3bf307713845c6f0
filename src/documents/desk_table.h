/* The desk's list as files: exactly what is shown (columns, filters, order, totals), all pages of it. Amounts, numbers and days are typed as such; a text never becomes a formula.
   Pure writers from domain/desk_list.h; called by the desk's exports and `faubourg applications`. */
#ifndef DOCUMENTS_DESK_TABLE_H
#define DOCUMENTS_DESK_TABLE_H

#include "base/out.h"
#include "domain/desk_list.h"

struct desk_table {
	const struct desk_list *list;
	const struct desk_query *q;
	const struct desk_selected *selected;
	str title; /* of the workbook and its sheet */
};

void desk_table_csv(struct arena *a, const struct desk_table *t, struct out *o);
/* An array of objects, amounts in cents under "CODE_cents", days as ISO. */
void desk_table_json(struct arena *a, const struct desk_table *t, struct out *o);
/* OK; TOO_BIG; BROKEN. */
must_use enum status desk_table_xlsx(struct arena *a, const struct desk_table *t, struct out *o);
/* The same as OpenDocument: same cells, same total, same bytes for the same list. */
must_use enum status desk_table_ods(struct arena *a, const struct desk_table *t, struct out *o);

#endif
