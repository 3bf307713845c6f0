/* A Word sheet as anybody may send it: the parser of the child and the matching of its lines, without the sandbox. Whatever the bytes, it ends, with a status and, when it is
   not OK, a problem. */
#include "base/limits.h"
#include "imports/sheet_import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct form_context context = {.call = {"call", 4}, .call_title = {"Call", 4}, .request = {"first", 5}, .applicant_kind = {"association", 11}, .year = 2025};
	struct arena *a = arena_new((size_t)LIMIT_COMMAND_ARENA);
	struct problems ps = problems_new(a);
	struct sheet_file file;
	struct sheet_import import;
	enum status s = sheet_file_parse(a, (str){(const char *)data, size}, &file, &ps);
	always(s == OK || ps.total > 0);
	if (s == OK)
		sheet_import_match(a, &file, form_build(a, &context, true, LANG_FR, NULL), form_build(a, &context, false, LANG_FR, NULL), &import);
	arena_free(a);
	return 0;
}
