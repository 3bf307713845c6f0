/* The goal tree of a territory as pages show it: whole (territory), from some roots with all details (call), or what a district adopted, with what is
   funded (H12). Four queries, whatever the size. */
#ifndef WEB_GOAL_TREE_H
#define WEB_GOAL_TREE_H

#include "gen/queries.h"
#include "web/page.h"

struct goal_tree {
	struct q_page_goals_rows rows; /* depth first */
	size_t *parent;                /* index in rows; GOAL_ROOT for a root */
	bool *shown;
	str *wording;                  /* local label, or absent */
	struct goal_funding {
		int64_t actions;
		money amount;
		int64_t last; /* application counted last, plus one */
	} *funding; /* NULL when coverage is not shown */
	bool detailed, collapsed;
	struct q_page_goal_details_rows details;
	struct q_page_goal_items_rows items;
	struct q_page_indicators_rows indicators;
	struct q_page_impact_values_rows values;
};
#define GOAL_ROOT SIZE_MAX
#define GOAL_NOWHERE (SIZE_MAX - 1)

/* Reads the goals; every one is shown. With goal_tree_details, their details, lists and indicators too. */
must_use enum status goal_tree_read(const struct page *pg, territory_id territory, struct goal_tree *tree);
must_use enum status goal_tree_details(const struct page *pg, territory_id territory, struct goal_tree *tree);

size_t goal_tree_find(const struct goal_tree *tree, str code); /* GOAL_NOWHERE */

/* Adds an application that serves goal i, once, to it and to all above it. Applications come one after the other. */
void goal_tree_fund(struct goal_tree *tree, size_t i, application_id application, money amount);

void goal_tree_build(const struct page *pg, const struct goal_tree *tree, struct goal_list *list);

#endif
