/* A Word or OpenDocument template of a stranger: looked at as in the child, and filled when it is good. */
#include "base/limits.h"
#include "documents/package.h"
#include "documents/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The input is the main part; zips are fuzzed by docx_fuzz. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1 || size > 64 * 1024)
		return 0;
	struct arena *a = arena_new(LIMIT_LOOK_MEMORY);
	struct problems ps = problems_new(a);
	const bool odt = data[0] & 1;
	const struct package_part part = {odt ? "content.xml" : "word/document.xml", {(const char *)data + 1, size - 1}};
	struct template_look look;
	str bytes, made;
	if (package_make(a, &part, 1, &bytes) == OK && template_look_here(a, TEMPLATE_annex, NULL, 0, bytes, &look, &ps) == OK) {
		struct template_scope *scope = template_new(a);
		for (size_t i = 0; i < 2; i++) {
			struct template_scope *axis = template_item(a, scope, S("axes"));
			template_put(a, axis, S("label"), S("Axe\n1"));
			template_put(a, template_item(a, axis, S("actions")), S("title"), S("Action"));
		}
		if (template_fill_own(a, TEMPLATE_annex, bytes, scope, &made, &ps) == OK) {
			struct problems again = problems_new(a);
			always(template_look_here(a, TEMPLATE_annex, NULL, 0, made, &look, &again) != BROKEN);
		}
	}
	arena_free(a);
	return 0;
}
