/* Any bytes as a decided table or an extraction of DAUPHIN: columns guessed, lines read, the mapping kept and read back; and the first bytes as a kept mapping, over that table. It must
   end, within its memory, and what is kept must be read as it was written. */
#include "base/limits.h"
#include "domain/import.h"
#include "imports/table_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct import_funder funders[] = {{S("ville"), S("Ville"), S("Ville de Libercourt")}, {S("caf"), S("CAF"), S("")}, {S("tfpb:valued"), S("TFPB"), S("")}};

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
	(void)import_keyed_read(a, book, &keyed);
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
