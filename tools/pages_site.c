/* The site: what the generator knows of all templates, and the problems it found, in the order it found them. */
#include "tools/pages.h"

struct site *site_new(struct arena *a)
{
	struct site *site = ARENA_NEW(a, struct site);
	*site = (struct site){.arena = a, .views = S("web/views.h"), .layout_view = S("layout_view")};
	return site;
}

void site_problem(struct site *site, str file, int line, str what, const char *hint)
{
	str text = line ? arena_fmt(site->arena, "%.*s:%d: %.*s: %s", STR_ARGS(file), line, STR_ARGS(what), hint)
	                : arena_fmt(site->arena, "%.*s: %.*s: %s", STR_ARGS(file), STR_ARGS(what), hint);
	for (const struct problem_line *p = site->problems; p; p = p->next)
		if (str_eq(p->text, text))
			return;
	if (site->problem_count++ >= LIMIT_PROBLEMS)
		return;
	struct problem_line *p = ARENA_NEW(site->arena, struct problem_line);
	p->text = text;
	if (site->last_problem)
		site->last_problem->next = p;
	else
		site->problems = p;
	site->last_problem = p;
}
