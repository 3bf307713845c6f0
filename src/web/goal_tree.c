/* Rows of the tree to nested lists of goal_view. Rows come depth first, so a child always follows its parent. */
#include "web/goal_tree.h"

size_t goal_tree_find(const struct goal_tree *tree, str code)
{
	for (size_t i = 0; i < tree->rows.n; i++)
		if (str_eq(tree->rows.at[i].code, code))
			return i;
	return GOAL_NOWHERE;
}

enum status goal_tree_read(const struct page *pg, territory_id territory, struct goal_tree *tree)
{
	*tree = (struct goal_tree){0};
	enum status s = q_page_goals(pg->db, pg->arena, territory, &tree->rows);
	if (s)
		return s;
	size_t n = tree->rows.n;
	tree->parent = ARENA_ARRAY(pg->arena, n + 1, size_t);
	tree->shown = ARENA_ARRAY(pg->arena, n + 1, bool);
	tree->wording = ARENA_ARRAY(pg->arena, n + 1, str);
	for (size_t i = 0; i < n; i++) {
		tree->shown[i] = true;
		tree->parent[i] = GOAL_ROOT;
		if (!str_is_set(tree->rows.at[i].parent))
			continue;
		/* the parent is the row before or one of the goals above it: climb instead of searching */
		size_t at = i - 1;
		while (at != GOAL_ROOT && !str_eq(tree->rows.at[at].code, tree->rows.at[i].parent))
			at = tree->parent[at];
		tree->parent[i] = at;
	}
	return OK;
}

enum status goal_tree_details(const struct page *pg, territory_id territory, struct goal_tree *tree)
{
	tree->detailed = true;
	enum status s = q_page_goal_details(pg->db, pg->arena, territory, &tree->details);
	if (!s)
		s = q_page_goal_items(pg->db, pg->arena, territory, &tree->items);
	if (!s)
		s = q_page_indicators(pg->db, pg->arena, territory, &tree->indicators);
	return s ? s : q_page_impact_values(pg->db, pg->arena, territory, &tree->values);
}

void goal_tree_fund(struct goal_tree *tree, size_t i, application_id application, money amount)
{
	for (; i != GOAL_ROOT && i != GOAL_NOWHERE; i = tree->parent[i]) {
		struct goal_funding *f = &tree->funding[i];
		if (f->last == application.v + 1)
			return; /* this one and all above have it already */
		f->last = application.v + 1;
		f->actions++;
		f->amount.cents += amount.cents;
	}
}

static struct heading_items *under_heading(const struct page *pg, struct goal_view *v, str heading)
{
	if (!v->details.n || !str_eq(v->details.at[v->details.n - 1].heading, heading))
		LIST_ADD(pg->arena, &v->details)->heading = heading;
	return &v->details.at[v->details.n - 1];
}

static void add_values(const struct page *pg, const struct goal_tree *tree, str indicator, struct indicator_view *view)
{
	for (size_t i = 0; i < tree->values.n; i++) {
		const struct q_page_impact_values_row *row = &tree->values.at[i];
		if (!str_eq(row->indicator, indicator))
			continue;
		str kind = page_word_of(pg, S("pages.impact_kind."), row->kind), value = page_milli(pg, row->value);
		str year = arena_fmt(pg->arena, "%d", (int)row->year);
		*LIST_ADD(pg->arena, &view->values) =
			row->district.p ? TEXT(pg, W_pages_impact_value_in, ARG("district", row->district), ARG("year", year), ARG("kind", kind), ARG("value", value))
							: TEXT(pg, W_pages_impact_value, ARG("year", year), ARG("kind", kind), ARG("value", value));
	}
}

static void add_details(const struct page *pg, const struct goal_tree *tree, struct goal_view *v)
{
	for (size_t i = 0; i < tree->details.n; i++) {
		const struct q_page_goal_details_row *row = &tree->details.at[i];
		if (str_eq(row->goal, v->code))
			*LIST_ADD(pg->arena, &under_heading(pg, v, row->heading)->items) = row->text;
	}
	for (size_t i = 0; i < tree->items.n; i++) {
		const struct q_page_goal_items_row *row = &tree->items.at[i];
		if (!str_eq(row->goal, v->code))
			continue;
		str heading = page_word_of(pg, S("pages.list."), row->list);
		if (!v->items.n || !str_eq(v->items.at[v->items.n - 1].heading, heading))
			LIST_ADD(pg->arena, &v->items)->heading = heading;
		*LIST_ADD(pg->arena, &v->items.at[v->items.n - 1].items) = row->label;
	}
	for (size_t i = 0; i < tree->indicators.n; i++) {
		const struct q_page_indicators_row *row = &tree->indicators.at[i];
		if (!str_eq(row->goal, v->code))
			continue;
		struct indicator_view *view = LIST_ADD(pg->arena, &v->indicators);
		*view = (struct indicator_view){.label = row->label, .sexed = row->sexed, .source = row->source, .measures = row->measures,
			.unit = str_is_set(row->unit) ? page_word_of(pg, S("pages.indicator_unit."), row->unit) : S("")};
		add_values(pg, tree, row->code, view);
	}
	v->has_more = v->details.n || v->items.n || v->indicators.n;
	v->more = v->items.n == 1 && !v->details.n && !v->indicators.n ? v->items.at[0].heading
			  : word_text(pg->lang, v->details.n || v->indicators.n ? W_pages_goal_more : W_pages_goal_more_items);
}

static void fill(const struct page *pg, const struct goal_tree *tree, size_t parent, struct goal_list *list);

static void fill_one(const struct page *pg, const struct goal_tree *tree, size_t i, struct goal_view *v)
{
	const struct q_page_goals_row *row = &tree->rows.at[i];
	bool reworded = str_is_set(tree->wording[i]) && !str_eq(tree->wording[i], row->label);
	*v = (struct goal_view){.code = row->code, .anchor = arena_fmt(pg->arena, "goal-%.*s", STR_ARGS(row->code)), .number = row->number,
		.label = reworded ? tree->wording[i] : row->label, .original = row->label, .has_original = reworded, .summary = row->summary,
		.kind = page_word_of(pg, S("pages.goal_kind."), row->kind), .is_root = tree->parent[i] == GOAL_ROOT};
	if (tree->funding) {
		/* under a goal that nothing funds, saying so once is enough */
		bool above = tree->parent[i] == GOAL_ROOT || tree->funding[tree->parent[i]].actions > 0;
		v->shows_coverage = !str_eq(row->kind, S("action_idea")) && (above || !str_eq(row->kind, S("sub_objective")));
		v->covered = tree->funding[i].actions > 0;
		v->actions = tree->funding[i].actions;
		v->amount = tree->funding[i].amount;
	}
	if (tree->detailed)
		add_details(pg, tree, v);
	struct goal_list *children = ARENA_NEW(pg->arena, struct goal_list);
	fill(pg, tree, i, children);
	if (!children->goals.n)
		return;
	v->children = children;
	str kind = tree->rows.at[goal_tree_find(tree, children->goals.at[0].code)].kind;
	v->collapsed = tree->collapsed || str_eq(kind, S("action_idea"));
	v->below = TEXT(pg, word_named(arena_fmt(pg->arena, "pages.goal_children.%.*s", STR_ARGS(kind)), W_pages_goal_children), ARG("n", children->goals.n));
}

static void fill(const struct page *pg, const struct goal_tree *tree, size_t parent, struct goal_list *list)
{
	size_t from = parent == GOAL_ROOT ? 0 : parent + 1;
	for (size_t i = from; i < tree->rows.n; i++) {
		if (tree->parent[i] != parent || !tree->shown[i])
			continue;
		(void)LIST_ADD(pg->arena, &list->goals);
		struct goal_view v;
		fill_one(pg, tree, i, &v);
		list->goals.at[list->goals.n - 1] = v;
	}
}

void goal_tree_build(const struct page *pg, const struct goal_tree *tree, struct goal_list *list)
{
	fill(pg, tree, GOAL_ROOT, list);
}
