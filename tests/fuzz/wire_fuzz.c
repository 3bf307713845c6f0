/* Any bytes as the message of a child that was taken over: the reader ends, stays inside the bytes, and what it accepts is within the limits. */
#include "base/limits.h"
#include "domain/reconcile.h"
#include "domain/table.h"
#include "imports/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(LIMIT_COMMAND_ARENA);
	struct problems ps = problems_new(a);
	str bytes = arena_str(a, (str){(const char *)data, size}), result;
	enum status s;
	struct table_book book;
	if (wire_message(bytes, S("x"), &s, &ps, &result)) {
		struct out o = out_new(LIMIT_RESPONSE_BYTES);
		problems_write(&o, LANG_FR, &ps);
		out_free(&o);
		if (s == OK) {
			struct wire w = {.rest = result};
			(void)wire_book(&w, a, &book);
		}
	}
	struct wire w = {.rest = bytes};
	if (wire_book(&w, a, &book)) {
		struct reconciliation r;
		reconcile_book(a, S("x"), &book, &r);
	}
	arena_free(a);
	return 0;
}
