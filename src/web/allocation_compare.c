/* /grids/:call/compare?s=1&s=2…: up to four scenarios side by side, where they differ: in all, by funder and group, by district, who gains and who loses, action by action. Reads only. */
#include "actions/scenarios.h"
#include "base/limits.h"
#include "web/allocation_page.h"

struct comparing_page {
	struct page *pg;
	const struct grid *grids[COMPARED_MOST];
	int64_t numbers[COMPARED_MOST];
	size_t n;
	bool too_many;
	struct grid_comparison c;
	struct scenarios_compared_view *v;
};

static enum status read_wanted(struct comparing_page *w)
{
	const struct str_list wanted = page_params(w->pg, S("s"));
	for (size_t i = 0; i < wanted.n; i++) {
		int64_t number;
		bool known = false;
		if (!str_to_int64(wanted.at[i], &number) || number < 1)
			return NOT_FOUND;
		for (size_t k = 0; k < w->n; k++)
			known = known || w->numbers[k] == number;
		if (!known && w->n < COMPARED_MOST)
			w->numbers[w->n++] = number;
		else if (!known)
			w->too_many = true;
	}
	return OK;
}

static void add_value(struct comparing_page *w, struct compared_line_view *line, size_t k, str text, str under)
{
	*LIST_ADD(w->pg->arena, &line->values) = (struct compared_value){.head = w->grids[k] ? w->grids[k]->scenario_name : S(""), .text = text, .under = under};
}

static void add_money(struct comparing_page *w, struct compared_line_view *line, const money *amounts, size_t k, str under)
{
	add_value(w, line, k, page_money(w->pg, amounts[k]), under);
	struct compared_value *value = &line->values.at[line->values.n - 1];
	value->change = k ? allocation_change(w->pg, amounts[0], amounts[k]) : S("");
	value->tone = k ? allocation_change_tone(amounts[0], amounts[k]) : S("");
}

static struct compared_table_view *table_of(struct comparing_page *w, const char *id, enum word title, enum word first)
{
	struct page *pg = w->pg;
	struct compared_table_view *t = LIST_ADD(pg->arena, &w->v->tables);
	*t = (struct compared_table_view){.id = str_of(id), .title = word_text(pg->lang, title), .caption = word_text(pg->lang, title), .first = word_text(pg->lang, first)};
	for (size_t k = 0; k < w->n; k++)
		*LIST_ADD(pg->arena, &t->heads) = (struct compared_value){.text = w->grids[k] ? w->grids[k]->scenario_name : S("")};
	return t;
}

/* ---- the tables ---- */

static struct compared_line_view *line_of(struct comparing_page *w, struct compared_table_view *t, enum word label)
{
	struct compared_line_view *line = LIST_ADD(w->pg->arena, &t->lines);
	*line = (struct compared_line_view){.label = word_text(w->pg->lang, label)};
	return line;
}

static void show_whole(struct comparing_page *w)
{
	struct page *pg = w->pg;
	const struct grid_comparison *c = &w->c;
	struct compared_table_view *t = table_of(w, "whole", W_allocation_whole, W_allocation_what);
	bool marks = false;
	for (size_t k = 0; k < w->n; k++)
		marks = marks || c->marks[k] > 0;
	struct compared_line_view *given = line_of(w, t, W_allocation_given);
	for (size_t k = 0; k < w->n; k++)
		add_money(w, given, c->given, k, STR_NONE);
	struct compared_line_view *gap = line_of(w, t, W_allocation_missing);
	for (size_t k = 0; k < w->n; k++)
		add_money(w, gap, c->gap, k, STR_NONE);
	struct compared_line_view *funded = line_of(w, t, W_allocation_funded);
	for (size_t k = 0; k < w->n; k++)
		add_value(w, funded, k, page_number(pg, (int64_t)c->funded[k]), STR_NONE);
	struct compared_line_view *sum = marks ? line_of(w, t, W_allocation_marks) : NULL;
	for (size_t k = 0; sum && k < w->n; k++)
		add_value(w, sum, k, page_milli(pg, c->marks[k]), STR_NONE);
	struct compared_line_view *covered = c->districts ? line_of(w, t, W_allocation_covered) : NULL;
	for (size_t k = 0; covered && k < w->n; k++)
		add_value(w, covered, k, TEXT(pg, W_allocation_n_of, ARG("n", (int64_t)c->covered[k]), ARG("all", (int64_t)c->districts)), STR_NONE);
}

static void show_lines(struct comparing_page *w, const char *id, enum word title, enum word first, const struct compared_lines *lines, bool counts)
{
	struct page *pg = w->pg;
	struct compared_table_view *t = NULL;
	for (size_t i = 0; i < lines->n; i++) {
		const struct compared_line *from = &lines->at[i];
		if (w->v->only_differences && !from->differs)
			continue;
		if (!t)
			t = table_of(w, id, title, first);
		struct compared_line_view *line = LIST_ADD(pg->arena, &t->lines);
		*line = (struct compared_line_view){.label = from->label};
		for (size_t k = 0; k < w->n; k++)
			add_money(w, line, from->amounts, k, counts ? TEXT(pg, W_allocation_actions_n, ARG("n", (int64_t)from->rows[k])) : STR_NONE);
	}
}

static str under_of(struct comparing_page *w, const struct compared_row *row, size_t k)
{
	struct page *pg = w->pg;
	str tone, said[2];
	size_t n = 0;
	if (str_is_set(row->decisions[k]))
		said[n++] = page_word_of(pg, S("grid.decision."), row->decisions[k]);
	if (row->amounts[k].cents > 0 && row->gaps[k].cents != 0)
		said[n++] = grid_gap_text(pg, row->gaps[k], &tone);
	return n ? page_joined(pg, said, n) : STR_NONE;
}

static void show_row(struct comparing_page *w, struct compared_table_view *t, const struct compared_row *row)
{
	struct page *pg = w->pg;
	struct compared_line_view *line = LIST_ADD(pg->arena, &t->lines);
	*line = (struct compared_line_view){.label = row->title, .under = row->bearer, .link = grid_row_link(pg, row->id, w->numbers[0])};
	for (size_t k = 0; k < w->n; k++)
		add_money(w, line, row->amounts, k, under_of(w, row, k));
	for (size_t i = 0; i < row->cells.n; i++) {
		const struct compared_cell *cell = &row->cells.at[i];
		const struct grid_column column = {.label = cell->label, .investment = cell->investment, .valued = cell->valued};
		struct compared_line_view *of = LIST_ADD(pg->arena, &line->cells);
		*of = (struct compared_line_view){.label = grid_column_name(pg, &column)};
		for (size_t k = 0; k < w->n; k++)
			add_money(w, of, cell->amounts, k, STR_NONE);
	}
}

static void show_rows(struct comparing_page *w)
{
	struct compared_table_view *t = NULL;
	for (size_t i = 0; i < w->c.rows.n; i++) {
		if (w->v->only_differences && !w->c.rows.at[i].differs)
			continue;
		if (!t)
			t = table_of(w, "actions", W_allocation_by_action, W_grid_project);
		show_row(w, t, &w->c.rows.at[i]);
	}
}

static void show_tables(struct comparing_page *w)
{
	show_whole(w);
	show_lines(w, "funders", W_allocation_by_funder, W_grid_funder, &w->c.funders, true);
	show_lines(w, "groups", W_allocation_by_group, W_grid_group, &w->c.groups, false);
	show_lines(w, "districts", W_allocation_by_district, W_grid_district, &w->c.territories, true);
	show_lines(w, "bearers", W_allocation_by_bearer, W_allocation_bearer, &w->c.bearers, true);
	show_rows(w);
	w->v->count = TEXT(w->pg, W_allocation_same, ARG("n", (int64_t)w->c.same), ARG("all", (int64_t)w->c.rows.n));
}

static enum status add_choices(struct comparing_page *w)
{
	struct page *pg = w->pg;
	struct scenario_lines lines;
	enum status s = read_scenarios(pg->db, pg->arena, pg->lang, pg->in.call, &lines);
	for (size_t i = 0; s == OK && i < lines.n; i++) {
		bool chosen = false;
		if (str_eq(lines.at[i].state, S("dropped")))
			continue;
		for (size_t k = 0; k < w->n; k++)
			chosen = chosen || w->numbers[k] == lines.at[i].scenario;
		*LIST_ADD(pg->arena, &w->v->choices) = (struct scenario_view){.number = lines.at[i].scenario, .id = arena_fmt(pg->arena, "s-%lld", (long long)lines.at[i].scenario),
			.name = lines.at[i].name, .origin = page_word_of(pg, S("allocation.origin."), lines.at[i].origin), .open = chosen};
	}
	return s;
}

enum status show_scenarios_compared(struct page *pg)
{
	struct comparing_page w = {.pg = pg, .v = ARENA_NEW(pg->arena, struct scenarios_compared_view)};
	struct grid head;
	str all = page_param(pg, S("all"));
	enum status s = read_grid_head(pg->db, pg->arena, pg->lang, pg->in.call, GRID_SESSION, &head);
	if (s == OK)
		s = read_wanted(&w);
	if (s == OK && w.n > 1)
		s = compare_scenarios(pg->db, pg->arena, pg->lang, pg->in.call, w.numbers, w.n, w.grids, &w.c);
	if (s == OK)
		s = add_choices(&w);
	if (s != OK)
		return s;
	allocation_frame(pg, &w.v->layout, word_text(pg->lang, W_allocation_compare), false);
	w.v->layout.wide = true;
	page_crumb(pg, &w.v->layout, word_text(pg->lang, W_allocation_scenarios), grid_link(pg, "/scenarios", GRID_SESSION));
	w.v->title = head.title;
	w.v->only_differences = !str_eq(all.p ? all : S(""), S("yes"));
	w.v->compared = w.n > 1;
	w.v->too_many = w.too_many;
	w.v->action = grid_link(pg, "/compare", GRID_SESSION);
	w.v->back = grid_link(pg, "/scenarios", GRID_SESSION);
	if (w.v->compared)
		show_tables(&w);
	RESPOND_HTML(pg, grid_compare_page, w.v);
	return OK;
}
