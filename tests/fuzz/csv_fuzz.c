/* Any bytes as a text table, then through the reconciliation: it must end, within its memory, and write valid reports. */
#include "base/limits.h"
#include "domain/reconcile.h"
#include "imports/table_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(LIMIT_COMMAND_ARENA);
	struct problems ps = problems_new(a);
	struct table_book book = {0};
	struct table_maker m = {.arena = a, .book = &book, .problems = &ps};
	str bytes = arena_str(a, (str){(const char *)data, size});
	if (size && table_parse_csv(&m, bytes) == OK) {
		struct reconciliation r;
		reconcile_book(a, S("x"), &book, &r);
		struct out o = out_new(LIMIT_RESPONSE_BYTES);
		reconciliation_text(&o, LANG_FR, &r);
		reconciliation_json(&o, LANG_EN, &r);
		out_free(&o);
	}
	arena_free(a);
	return 0;
}
