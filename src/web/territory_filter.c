/* See territory_filter.h. Two dimensions, each a list and the code that is asked of it; a goal has what its ancestors have. */
#include "web/territory_filter.h"

static const struct {
	str list, param;
} dimensions[FILTER_DIMENSIONS] = {{S("themes"), S("theme")}, {S("publics"), S("public")}};

struct linked_item filter_link(const struct page *pg, str territory, str list, str code, str label)
{
	struct linked_item item = {.label = label, .link = (url){S("#")}};
	if (str_eq(list, dimensions[FILTER_THEME].list))
		item.link = LINK(pg, "/territories/:territory?theme=:code", territory, code);
	else if (str_eq(list, dimensions[FILTER_PUBLIC].list))
		item.link = LINK(pg, "/territories/:territory?public=:code", territory, code);
	item.has_link = !str_eq(item.link.s, S("#"));
	return item;
}

static enum status add_options(struct territory_build *b)
{
	struct page *pg = b->pg;
	struct filter_view *v = &b->v->filter;
	struct q_page_list_items_rows rows;
	enum status s = q_page_list_items(pg->db, pg->arena, b->row.id, &rows);
	for (size_t i = 0; !s && i < rows.n; i++)
		for (enum filter_dimension d = 0; d < FILTER_DIMENSIONS; d++) {
			if (!str_eq(rows.at[i].list, dimensions[d].list))
				continue;
			const struct option_view option = {.value = rows.at[i].code, .label = rows.at[i].label, .selected = str_eq(rows.at[i].code, b->filter[d].code)};
			*(d == FILTER_THEME ? LIST_ADD(pg->arena, &v->themes) : LIST_ADD(pg->arena, &v->publics)) = option;
		}
	return s;
}

enum status filter_read(struct territory_build *b)
{
	struct page *pg = b->pg;
	struct filter_view *v = &b->v->filter;
	v->action = v->clear = LINK(pg, "/territories/:territory", b->row.code);
	enum status s = OK;
	for (enum filter_dimension d = 0; !s && d < FILTER_DIMENSIONS; d++) {
		struct filter_code *f = &b->filter[d];
		f->code = page_param(pg, dimensions[d].param);
		if (!str_is_set(f->code))
			continue;
		v->asked = true;
		s = q_page_calls_with_item(pg->db, pg->arena, b->row.id, dimensions[d].list, f->code, &f->calls);
		if (!s)
			s = q_page_goals_with_item(pg->db, pg->arena, b->row.id, dimensions[d].list, f->code, &f->goals);
	}
	if (!s)
		s = add_options(b);
	v->offered = v->asked || v->themes.n || v->publics.n;
	return s;
}

bool filter_has_call(const struct territory_build *b, str call)
{
	for (enum filter_dimension d = 0; d < FILTER_DIMENSIONS; d++) {
		const struct filter_code *f = &b->filter[d];
		bool found = !str_is_set(f->code);
		for (size_t i = 0; !found && i < f->calls.n; i++)
			found = str_eq(f->calls.at[i].call, call);
		if (!found)
			return false;
	}
	return true;
}

/* Which goals have the item, themselves or by an ancestor. Rows come depth first: a parent is known before its children. */
static void mark(const struct filter_code *f, const struct goal_tree *tree, bool *has)
{
	for (size_t i = 0; i < tree->rows.n; i++) {
		has[i] = !str_is_set(f->code) || (tree->parent[i] != GOAL_ROOT && has[tree->parent[i]]);
		for (size_t k = 0; !has[i] && k < f->goals.n; k++)
			has[i] = str_eq(f->goals.at[k].goal, tree->rows.at[i].code);
	}
}

static enum status add_actions(struct territory_build *b, const struct goal_tree *tree, const bool *matches)
{
	struct page *pg = b->pg;
	struct filter_view *v = &b->v->filter;
	struct q_page_actions_by_goal_rows rows;
	enum status s = q_page_actions_by_goal(pg->db, pg->arena, b->row.id, &rows);
	int64_t last = -1;
	for (size_t i = 0; !s && i < rows.n; i++) {
		const struct q_page_actions_by_goal_row *row = &rows.at[i];
		size_t goal = goal_tree_find(tree, row->goal);
		if (row->application.v == last || goal == GOAL_NOWHERE || !matches[goal])
			continue;
		last = row->application.v;
		v->action_count++;
		v->total.cents += row->total.cents;
		if (v->actions.n < FILTER_ACTIONS_SHOWN)
			*LIST_ADD(pg->arena, &v->actions) = (struct filtered_action){.link = LINK(pg, "/calls/:call/programme#action-:action", row->call, row->action),
				.title = row->title, .bearer = row->bearer, .total = row->total};
	}
	return s;
}

enum status filter_goals(struct territory_build *b, struct goal_tree *tree)
{
	if (!b->v->filter.asked)
		return OK;
	bool *has[FILTER_DIMENSIONS], *matches = ARENA_ARRAY(b->pg->arena, tree->rows.n + 1, bool);
	for (enum filter_dimension d = 0; d < FILTER_DIMENSIONS; d++) {
		has[d] = ARENA_ARRAY(b->pg->arena, tree->rows.n + 1, bool);
		mark(&b->filter[d], tree, has[d]);
	}
	for (size_t i = 0; i < tree->rows.n; i++) {
		tree->shown[i] = matches[i] = has[FILTER_THEME][i] && has[FILTER_PUBLIC][i];
		b->goals_found += matches[i];
	}
	for (size_t i = tree->rows.n; i-- > 0;)
		if (tree->shown[i] && tree->parent[i] != GOAL_ROOT)
			tree->shown[tree->parent[i]] = true;
	return add_actions(b, tree, matches);
}

enum status filter_words(struct territory_build *b)
{
	struct page *pg = b->pg;
	if (b->v->filter.asked)
		b->v->filter.words = TEXT(pg, W_pages_filter_found, ARG("calls", TEXT(pg, W_pages_filter_calls, ARG("n", b->v->calls.calls.n))),
			ARG("goals", TEXT(pg, W_pages_filter_goals, ARG("n", b->goals_found))), ARG("actions", TEXT(pg, W_pages_actions_count, ARG("n", b->v->filter.action_count))),
			ARG("total", b->v->filter.total));
	return OK;
}
