/* The bar of a call's steps: one table of addresses, asked of `may` for who reads. Called by the frame of pages (page.c) and by lists of calls. Reads no table. */
#include "web/call_steps.h"

#include "web/routes.h"

enum { UNDER_MAX = 5 };

/* `under`: the pages on which one is in that step; the last step that fits is the one. ":call" alone is replaced. */
static const struct {
	enum word label;
	enum verb verb;
	const char *address;
	const char *under[UNDER_MAX];
} steps[] = {
	{W_core_step_desk, VERB_read_desk, "/desk/:territory?call=:call", {"/desk/", "/applications/"}},
	{W_core_step_scores, VERB_read_grid, "/calls/:call/scores", {"/calls/:call/scores", "/calls/:call/criteria"}},
	{W_core_step_sessions, VERB_read_grid, "/calls/:call/sessions", {"/calls/:call/sessions", "/sessions/"}},
	{W_core_step_grid, VERB_read_grid, "/grids/:call", {"/grids/:call"}},
	{W_core_step_scenarios, VERB_read_grid, "/grids/:call/scenarios", {"/grids/:call/scenarios", "/grids/:call/compare", "/grids/:call/allocate", "/grids/:call/cut"}},
	{W_core_step_programme, VERB_read_grid, "/programmes/:call", {"/programmes/:call"}},
	{W_core_step_notify, VERB_read_grid, "/notifications/:call", {"/notifications/:call"}},
	{W_core_step_imports, VERB_run_desk, "/imports/:call", {"/imports/:call"}},
};
enum { STEPS = sizeof steps / sizeof steps[0] };

static bool is_under(const struct page *pg, const char *pattern, str call)
{
	size_t at;
	str start = str_of(pattern), mark = S(":call");
	if (str_find(start, mark, &at))
		start = arena_fmt(pg->arena, "%.*s%.*s%.*s", STR_ARGS(str_first(start, at)), STR_ARGS(call), STR_ARGS(str_skip(start, at + mark.n)));
	return str_starts(pg->path, start);
}

static size_t step_here(const struct page *pg, str call)
{
	size_t here = STEPS;
	for (size_t i = 0; i < STEPS; i++)
		for (size_t k = 0; k < UNDER_MAX && steps[i].under[k]; k++)
			if (is_under(pg, steps[i].under[k], call))
				here = i;
	return here;
}

static struct call_steps steps_of(const struct page *pg, territory_id territory, str territory_code, str call, size_t here)
{
	struct call_steps all = {0};
	const struct thing thing = {.territory = territory, .call = call};
	for (size_t i = 0; i < STEPS; i++) {
		const bool of_desk = i == 0;
		if (!may(&pg->actor, steps[i].verb, &thing) || (of_desk && !str_is_set(territory_code)))
			continue;
		const str parts[] = {of_desk ? territory_code : call, call};
		*LIST_ADD(pg->arena, &all.steps) = (struct call_step){.label = word_text(pg->lang, steps[i].label), .here = i == here,
			.link = url_path(pg->arena, pg->base, str_of(steps[i].address), parts, of_desk ? 2 : 1)};
	}
	return all;
}

struct call_steps call_steps_of(const struct page *pg, territory_id territory, str territory_code, str call)
{
	return steps_of(pg, territory, territory_code, call, STEPS);
}

struct call_steps call_steps_here(const struct page *pg)
{
	const struct call_steps none = {0};
	if (!pg->route || pg->route->guard.kind != GUARD_MAY || !str_is_set(pg->thing.call) || str_starts(pg->path, S("/sheets/")) || str_starts(pg->path, S("/opinions/")) ||
	    str_ends(pg->path, S("/room")) || str_ends(pg->path, S("/print")))
		return none;
	return steps_of(pg, pg->thing.territory, pg->thing.territory_code, pg->thing.call, step_here(pg, pg->thing.call));
}
