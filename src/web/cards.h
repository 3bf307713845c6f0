/* Calls as cards: title, state, closing date and hour. Shared by the home page and the territories. */
#ifndef WEB_CARDS_H
#define WEB_CARDS_H

#include "web/when.h"

struct filing_row { /* one filing phase of any call */
	str call;
	struct span span;
};

/* territory absent: not shown. */
struct call_card_input {
	str code, kind, title, territory, territory_name, time_zone;
	int64_t year, programmes;
};
/* One card; its filing phases are searched in rows[0..n). *state is whether one may file now, for callers that sort by it. */
struct call_card card_of(struct page *pg, const struct call_card_input *in, const struct filing_row *rows, size_t n, enum filing_state *state);

/* The state alone, for the API. */
struct filing filing_of(struct page *pg, str call, str time_zone, const struct filing_row *rows, size_t n);

#define FILING_ROW(row) \
	((struct filing_row){.call = (row)->call, .span = {.start = {(row)->starts, (row)->starts_precision}, .end = {(row)->ends, (row)->ends_precision}}})

#endif
