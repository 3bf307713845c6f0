/* See keep_cut.h: planned again on the table as it is inside the transaction. */
#include "actions/keep_cut.h"

enum status keep_cut(const struct grid_writing *w, str name, const struct cut_wish *wish, struct problems *ps, int64_t *scenario)
{
	struct grid *g = ARENA_NEW(w->arena, struct grid);
	struct cut cut = {0};
	enum status s = read_grid(w->db, w->arena, w->lang, w->call, w->scenario, g);
	if (s == OK)
		s = cut_plan(w->arena, g, wish, &cut);
	if (s == OK)
		s = grid_copy_scenario(w, name, STR_NONE, S("cut"), ps, scenario);
	return s == OK ? scenario_differences(w, g, cut_applied(w->arena, g, &cut), *scenario) : s;
}
