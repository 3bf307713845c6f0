/* The sections of a territory's page; each reads its own rows. Called by territory.c in the order of the page. */
#ifndef WEB_TERRITORY_PARTS_H
#define WEB_TERRITORY_PARTS_H

#include "gen/queries.h"
#include "web/page.h"

enum filter_dimension { FILTER_THEME, FILTER_PUBLIC, FILTER_DIMENSIONS };
enum { FILTER_ACTIONS_SHOWN = 200 };

/* What is asked of one list, and what has it. */
struct filter_code {
	str code; /* absent or empty: everything */
	struct q_page_calls_with_item_rows calls;
	struct q_page_goals_with_item_rows goals;
};

struct territory_build {
	struct page *pg;
	struct q_page_territory_by_code_row row;
	struct territory_view *v;
	struct q_page_municipalities_rows municipalities;
	struct q_page_districts_rows districts;
	struct q_page_district_places_rows places;
	struct q_page_all_district_codes_rows codes;
	struct filter_code filter[FILTER_DIMENSIONS];
	size_t goals_found;
	int64_t numbered; /* districts, in the order of the tables and of the map */
};

/* Every section that could not be read gives its status; the page is then refused as a whole. */
must_use enum status territory_districts(struct territory_build *b);
must_use enum status territory_facts(struct territory_build *b);
must_use enum status territory_map(struct territory_build *b);
must_use enum status territory_figures_printed(struct territory_build *b);
must_use enum status territory_agreements(struct territory_build *b);
must_use enum status territory_governance(struct territory_build *b);
must_use enum status territory_participation(struct territory_build *b);
must_use enum status territory_lists(struct territory_build *b);
must_use enum status territory_impact(struct territory_build *b);

#endif
