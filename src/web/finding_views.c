/* Domain findings to words. */
#include "web/finding_views.h"

void finding_views(const struct page *pg, const struct findings *fs, struct finding_list *list)
{
	list->errors = (int64_t)fs->errors;
	list->warnings = (int64_t)fs->warnings;
	for (size_t i = 0; i < fs->list.n; i++) {
		const struct finding *f = &fs->list.at[i];
		*LIST_ADD(pg->arena, &list->findings) = (struct finding_view){
			.tone = str_of(severity_name(f->severity)),
			.severity = word_text(pg->lang, severity_word(f->severity)),
			.place = f->place,
			.text = finding_text(pg->arena, pg->lang, f),
		};
	}
}
