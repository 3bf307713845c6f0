/* Any bytes as the frozen text of a closed session: refused, or exactly what would be written again. */
#include "base/limits.h"
#include "base/status.h"
#include "domain/session_frozen.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1 << 26);
	str text = arena_str(a, (str){(const char *)data, size < 65536 ? size : 65536});
	struct session s = {.territory = {0}};
	if (session_thaw(a, text, &s) == OK)
		always(str_eq(session_freeze(a, &s), text));
	arena_free(a);
	return 0;
}
