/* Sources as pages cite them, each with its anchor. One query. */
#include "web/sources.h"

enum status sources_read(const struct page *pg, territory_id territory, str code, struct source_list *list)
{
	struct q_page_sources_rows rows;
	enum status s = q_page_sources(pg->db, pg->arena, territory, &rows);
	for (size_t i = 0; !s && i < rows.n; i++) {
		const struct q_page_sources_row *row = &rows.at[i];
		if (code.p && !str_eq(code, row->code))
			continue;
		url link = url_web(row->url.p ? row->url : S(""));
		*LIST_ADD(pg->arena, &list->sources) = (struct source_view){
			.title = row->title,
			.kind = page_word_of(pg, S("pages.source_kind."), row->kind),
			.publisher = row->publisher,
			.date = row->published.set ? page_day(pg, row->published.value) : S(""),
			.anchor = arena_fmt(pg->arena, "source-%.*s", STR_ARGS(row->code)),
			.link = link,
			.has_link = !str_eq(link.s, S("#")),
		};
	}
	return s;
}
