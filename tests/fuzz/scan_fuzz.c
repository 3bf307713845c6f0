/* A page of a scan as anybody may send it: the reader of the picture (PGM) and of the codes in it, without the sandbox. Whatever the bytes, it ends, with a status; a mark that
   it finds is one that it can write. */
#include "base/limits.h"
#include "imports/scan_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)LIMIT_COMMAND_ARENA);
	struct scan_page page, again;
	enum status s = scan_picture_here(a, (str){(const char *)data, size}, &page);
	always(s == OK || s == INVALID);
	always(page.turn >= 0 && page.turn < 4);
	if (s == OK && page.found == SCAN_PICTURE)
		always(letter_mark_read(a, letter_mark_text(a, &page.mark), &again.mark));
	arena_free(a);
	return 0;
}
