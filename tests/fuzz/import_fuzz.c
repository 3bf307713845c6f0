/* Any bytes as a decided table or an extraction of DAUPHIN: columns guessed, lines read, the mapping kept and read back, the plan made against a grid that has a row of each kind and
   against an empty one; and the first bytes as a kept mapping, over that table. It must end, within its memory, what is kept must be read as it was written, a plan says the same
   twice, and every line of it has its verdict. */
#include "base/limits.h"
#include "domain/import.h"
#include "imports/table_parts.h"
#define CELL_EMPTY GRID_CELL_EMPTY /* of the grid: a table has one too */
#include "domain/grid.h"
#undef CELL_EMPTY

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct import_funder funders[] = {{S("ville"), S("Ville"), S("Ville de Libercourt")}, {S("caf"), S("CAF"), S("")}, {S("tfpb:valued"), S("TFPB"), S("")}};

static const struct import_organisation organisations[] = {{S("ccas"), S("CCAS"), S("Centre communal d’action sociale"), S("732829320")}, {S("ville"), S("Ville"), S(""), S("")}};
static const struct import_axis axes[] = {{S("sante"), S("Santé")}};
static const struct import_reference references[] = {{{1}, S("00123456")}};

/* A grid as an officer may have it: one row asked, one voted, one refused; no envelope is passed yet. */
static void add_row(struct arena *a, struct grid *g, struct grid_row row, struct grid_cell first)
{
	row.id = (application_id){(int64_t)g->rows.n + 1};
	row.cells = ARENA_ARRAY(a, g->columns.n, struct grid_cell);
	row.cells[0] = first;
	*LIST_ADD(a, &g->rows) = row;
}

static struct grid *grid_of(struct arena *a)
{
	struct grid *g = ARENA_NEW(a, struct grid);
	*g = (struct grid){.territory_code = S("libercourt"), .call = S("libercourt-2025"), .title = S("2025"), .scenario_name = S("Séance"), .scenario_state = S("open"), .scenario = 1, .year = 2025};
	for (size_t i = 0; i < sizeof funders / sizeof *funders; i++)
		*LIST_ADD(a, &g->columns) = (struct grid_column){.code = funders[i].code, .funder = i == 2 ? S("tfpb") : funders[i].code, .label = funders[i].label, .group = S(""), .valued = i == 2};
	add_row(a, g, (struct grid_row){.number = S("LIB-1"), .title = S("Forum santé"), .bearer = S("CCAS"), .action = S("ACT-1"), .state = S("filed"), .cost = {600000}, .axis = S("sante"), .note = S("")},
	        (struct grid_cell){.asked = {true, {300000}}});
	add_row(a, g, (struct grid_row){.number = S("LIB-2"), .title = S("Bal"), .bearer = S("Ville"), .action = S("ACT-2"), .state = S("under_review"), .cost = {100000}, .axis = S(""), .note = S("")},
	        (struct grid_cell){.voted = {true, {50000}}, .revision = 3});
	add_row(a, g, (struct grid_row){.number = S("LIB-3"), .title = S("Bal"), .bearer = S("Ville"), .action = S("ACT-3"), .state = S("under_review"), .cost = {100000}, .axis = S(""), .note = S("")},
	        (struct grid_cell){.refused = true, .reason = S("Non")});
	*LIST_ADD(a, &g->envelopes) = (struct grid_envelope){.code = S("ville-2025"), .label = S("Ville"), .funder = S("ville"), .part = S("main"), .amount = {true, {1000000}}, .column = 0};
	grid_compute(a, g);
	return g;
}

static void plan_of(struct arena *a, const struct grid *g, const struct import_mapping *m, const struct import_table *table)
{
	const struct import_known known = {.organisations = {(struct import_organisation *)(uintptr_t)organisations, 2, 2}, .axes = {(struct import_axis *)(uintptr_t)axes, 1, 1},
		.references = {(struct import_reference *)(uintptr_t)references, 1, 1}};
	struct import_plan plan, again;
	size_t counted = 0;
	import_plan_make(a, g, &known, m, table, &plan);
	import_plan_make(a, g, &known, m, table, &again);
	always(str_eq(plan.digest, again.digest) && plan.lines.n <= table->rows.n);
	for (size_t v = 0; v < IMPORT_VERDICTS; v++)
		counted += plan.counts[v];
	always(counted == plan.lines.n);
	for (size_t i = 0; i < plan.lines.n; i++) {
		const struct import_line *l = &plan.lines.at[i];
		always(l->row == SIZE_MAX || l->row < g->rows.n);
		always(l->verdict != IMPORT_MAKES || l->row == SIZE_MAX);
		for (size_t k = 0; k < l->cells.n; k++)
			always(!l->cells.at[k].after.set || l->cells.at[k].after.value.cents >= 0);
	}
}

static void read_rows(struct arena *a, const struct table_book *book, const struct import_mapping *m)
{
	struct import_table table;
	struct import_keyed keyed;
	import_rows_read(a, book, m, funders, sizeof funders / sizeof *funders, &table);
	for (size_t i = 0; i < table.rows.n; i++) {
		always(table.rows.at[i].twin_of < table.rows.at[i].number);
		for (size_t k = 0; k < table.rows.at[i].money.n; k++)
			always(table.rows.at[i].money.at[k].amount.cents >= 0);
	}
	struct grid *g = grid_of(a), empty = {.scenario = 1, .scenario_state = S("open"), .call = S("c"), .territory_code = S("t"), .title = S(""), .scenario_name = S("")};
	plan_of(a, g, m, &table);
	grid_compute(a, &empty);
	plan_of(a, &empty, m, &table);
	if (import_keyed_read(a, book, &keyed)) {
		const struct import_known known = {0};
		struct import_plan plan;
		struct problems ps = problems_new(a);
		(void)import_plan_keyed(a, g, &known, m, book, &plan, &ps);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(LIMIT_COMMAND_ARENA);
	struct problems ps = problems_new(a);
	struct table_book book = {0};
	struct table_maker m = {.arena = a, .book = &book, .problems = &ps};
	str bytes = arena_str(a, (str){(const char *)data, size}), mark, table = bytes;
	struct import_mapping mapping = {.scenario = 1, .stage = IMPORT_STAGE_voted}, kept;
	bool has_mapping = size && str_starts(bytes, S("{")) && str_cut(bytes, '\n', &mark, &table);
	if (table.n && table_parse_csv(&m, table) == OK) {
		import_guess(a, &book, funders, sizeof funders / sizeof *funders, &mapping);
		str text = import_mapping_write(a, &mapping);
		always(import_mapping_read(a, text, &kept) && str_eq(import_mapping_write(a, &kept), text));
		read_rows(a, &book, &mapping);
		if (has_mapping && import_mapping_read(a, mark, &kept)) {
			import_guess_columns(a, &book, funders, sizeof funders / sizeof *funders, &kept);
			read_rows(a, &book, &kept);
		}
	}
	arena_free(a);
	return 0;
}
