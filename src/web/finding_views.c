/* Domain findings to words. */
#include "web/finding_views.h"

#include "base/limits.h"

void finding_views(const struct page *pg, const struct findings *fs, struct finding_list *list)
{
	size_t shown = fs->list.n < LIMIT_PAGE_FINDINGS ? fs->list.n : LIMIT_PAGE_FINDINGS;
	list->more = (int64_t)(fs->list.n - shown);
	for (size_t i = 0; i < shown; i++) {
		const struct finding *f = &fs->list.at[i];
		*LIST_ADD(pg->arena, &list->findings) = (struct finding_view){
			.tone = str_of(severity_name(f->severity)),
			.severity = word_text(pg->lang, severity_word(f->severity)),
			.place = f->place,
			.text = finding_text(pg->arena, pg->lang, f),
		};
	}
}
