/* The pages of one call that follow each other while it is decided: requests, ranking, sessions, table, scenarios, programme, notifications, imports. One line of links under the crumbs of
   each of them, so that nobody has to know an address. Called by page_layout, and by /my for each call that one decides on; asks `may` for each link; writes nothing. */
#include "gen/queries.h"
#include "web/page.h"
#include "web/routes.h"
#include "web/walk.h"

/* In the order of a call's life. `under`: the routes that stand for it, beginning with that text; the longest match is where one is. */
static const struct walk_step {
	const char *under, *address;
	enum word word;
	enum verb verb;
} steps[] = {
	{"/desk/:territory/calls", "", W_deskwork_walk_requests, VERB_read_desk}, /* its address names the territory: desk_of */
	{"/calls/:call/scores", "/calls/:x/scores", W_deskwork_walk_ranking, VERB_read_grid},
	{"/calls/:call/sessions", "/calls/:x/sessions", W_deskwork_walk_sessions, VERB_read_grid},
	{"/grids/:call", "/grids/:x", W_deskwork_walk_table, VERB_read_grid},
	{"/grids/:call/scenarios", "/grids/:x/scenarios", W_deskwork_walk_scenarios, VERB_read_grid},
	{"/programmes/:call", "/programmes/:x", W_deskwork_walk_programme, VERB_read_grid},
	{"/notifications/:call", "/notifications/:x", W_deskwork_walk_notifications, VERB_read_grid},
	{"/imports/:call", "/imports/:x", W_deskwork_walk_imports, VERB_run_desk},
};
enum { STEPS = sizeof steps / sizeof steps[0], NOWHERE = STEPS };

/* Pages that belong to a step though their address does not begin as its own. */
static const struct {
	const char *under;
	size_t step;
} also[] = {{"/calls/:call/criteria", 1}, {"/sessions/:session", 2}, {"/grids/:call/compare", 4}, {"/grids/:call/allocate", 4}, {"/grids/:call/cut", 4}};

static size_t step_of(str route)
{
	size_t found = NOWHERE, length = 0;
	for (size_t i = 0; i < STEPS; i++)
		if (str_starts(route, str_of(steps[i].under)) && str_of(steps[i].under).n > length) {
			found = i;
			length = str_of(steps[i].under).n;
		}
	for (size_t i = 0; i < sizeof also / sizeof also[0]; i++)
		if (str_starts(route, str_of(also[i].under)))
			return also[i].step;
	return found;
}

struct walk_links walk_of(const struct page *pg, const struct thing *call, str territory)
{
	struct walk_links walk = {0};
	for (size_t i = 0; i < STEPS; i++) {
		if (!may(&pg->actor, steps[i].verb, call) || (i == 0 && !str_is_set(territory)))
			continue;
		/* the first is the list of the desk, filtered by this call */
		const url link = i ? url_path(pg->arena, pg->base, str_of(steps[i].address), &call->call, 1) : LINK(pg, "/desk/:territory?call=:call", territory, call->call);
		*LIST_ADD(pg->arena, &walk.links) = (struct walk_link){.label = word_text(pg->lang, steps[i].word), .link = link, .under = i};
	}
	return walk;
}

static str territory_of(const struct page *pg)
{
	struct q_deskwork_territory_code_row row;
	return pg->db && q_deskwork_territory_code(pg->db, pg->arena, pg->thing.territory, &row) == OK ? row.code : STR_NONE;
}

void page_walk(const struct page *pg, struct layout_view *layout)
{
	if (!pg->route || pg->route->guard.kind != GUARD_MAY || !str_is_set(pg->thing.call))
		return;
	const size_t here = step_of(str_of(pg->route->path));
	if (here == NOWHERE)
		return;
	const struct walk_links walk = walk_of(pg, &pg->thing, territory_of(pg));
	for (size_t i = 0; i < walk.links.n; i++) {
		*LIST_ADD(pg->arena, &layout->walk) = walk.links.at[i];
		layout->walk.at[i].current = walk.links.at[i].under == here;
	}
	layout->walks = layout->walk.n > 1;
}
