/* What the pages of the grid and their JSON share: reading the grid of the address, who may type where, and each cell, row, column and envelope in the words of the page. */
#ifndef WEB_GRID_SHOW_H
#define WEB_GRID_SHOW_H

#include "actions/grid_rules.h"
#include "actions/grid_write.h"
#include "base/json.h"
#include "web/page.h"

struct grid_page {
	struct page *pg;
	struct grid grid;
	bool *writes, *own; /* by column */
	bool *closed;       /* by row: a conflict of interest closes it to who looks */
	bool runs;          /* the actor is an officer */
	bool open;          /* the scenario is typed in */
};

/* The scenario of ?scenario= (or of the form), 1 when it is not given. NOT_FOUND. */
must_use enum status grid_page_read(struct page *pg, struct grid_page *p);
must_use enum status grid_page_scenario(struct page *pg, int64_t *scenario);
/* The règlement over every row, or over one; OK without rules. */
must_use enum status grid_page_judge(struct grid_page *p);
must_use enum status grid_page_judge_row(struct grid_page *p, size_t row);
/* Whoever writes, in that grid, from this request. */
struct grid_writing grid_page_writing(struct page *pg, int64_t scenario);

void grid_show_columns(struct grid_page *p, struct grid_table_view *v);
void grid_show_row(struct grid_page *p, size_t row, struct grid_row_view *v);
void grid_show_cell(struct grid_page *p, size_t row, size_t column, struct grid_cell_view *v);
void grid_show_envelope(struct grid_page *p, const struct grid_envelope *e, struct grid_envelope_view *v);
void grid_show_table(struct grid_page *p, struct grid_table_view *v);
/* "manque 1 200 €", "équilibré", "250 € de trop", and its tone. */
str grid_gap_text(const struct page *pg, money gap, str *tone);
/* Words of a column: "Région (investissement)". */
str grid_column_name(const struct page *pg, const struct grid_column *c);
/* The address of a page of the grid, with its scenario when it is not the session's. */
url grid_link(const struct page *pg, const char *under, int64_t scenario);
url grid_row_link(const struct page *pg, application_id row, int64_t scenario);

/* Of pages that wait for what is written in that call (page_wakes). */
uint64_t grid_topic(str call);

/* A cell and the totals that moved with it, for scripts. */
void grid_json_cell(struct grid_page *p, size_t row, size_t column, struct json *j);
void grid_json_row(struct grid_page *p, size_t row, struct json *j);
void grid_json_totals(struct grid_page *p, struct json *j);

/* What the amounts of the whole table come to (N7): envelopes, groups of funders, districts and publics covered, what is wrong, the worst first. The same for every screen (grid_sums.c). */
void grid_show_sums(struct grid_page *p, struct grid_sums_view *v);
void grid_json_sums(struct grid_page *p, struct json *j);

#endif
