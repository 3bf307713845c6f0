/* Cards of calls. Reads no table: the rows are given. */
#include "web/cards.h"

enum { FILINGS_MAX = 16 };

struct filing filing_of(struct page *pg, str call, str time_zone, const struct filing_row *rows, size_t n)
{
	struct span spans[FILINGS_MAX];
	size_t count = 0;
	for (size_t i = 0; i < n && count < FILINGS_MAX; i++)
		if (str_eq(rows[i].call, call))
			spans[count++] = rows[i].span;
	return when_filing(pg, when_zone(time_zone), spans, count);
}

struct call_card card_of(struct page *pg, const struct call_card_input *in, const struct filing_row *rows, size_t n, enum filing_state *state)
{
	struct filing filing = filing_of(pg, in->code, in->time_zone, rows, n);
	*state = filing.state;
	return (struct call_card){
		.link = LINK(pg, "/calls/:call", in->code),
		.title = in->title,
		.kind = page_word_of(pg, S("call_kind."), in->kind),
		.year = arena_fmt(pg->arena, "%d", (int)in->year),
		.tone = filing.tone,
		.state = filing.label,
		.when = filing.when,
		.has_territory = in->territory.p != NULL,
		.territory = in->territory_name,
		.territory_link = in->territory.p ? LINK(pg, "/territories/:territory", in->territory) : (url){S("#")},
		.has_programme = in->programmes > 0,
		.programme = LINK(pg, "/calls/:call/programme", in->code),
	};
}
