/* Findings as pages show them: in words, the first LIMIT_PAGE_FINDINGS of them; the rest is counted. */
#ifndef WEB_FINDING_VIEWS_H
#define WEB_FINDING_VIEWS_H

#include "domain/finding.h"
#include "web/page.h"

void finding_views(const struct page *pg, const struct findings *fs, struct finding_list *list);

#endif
