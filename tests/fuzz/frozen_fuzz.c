/* Any bytes as the frozen text of a filed request: refused, or exactly what would be written again. */
#include "base/limits.h"
#include "base/status.h"
#include "domain/frozen.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1 << 26);
	str text = arena_str(a, (str){(const char *)data, size < 65536 ? size : 65536});
	struct frozen f;
	if (frozen_read(a, text, &f) == OK)
		always(str_eq(frozen_write(a, &f), text));
	arena_free(a);
	return 0;
}
