/* Forms and percent-encoding against any bytes: what is accepted is UTF-8 without NUL, bounded, and query_check says the same. */
#include "base/limits.h"
#include "base/utf8.h"
#include "http/percent.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > LIMIT_BODY_BYTES)
		return 0;
	str raw = {(const char *)data, size};
	struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
	struct http_fields fields;
	enum status status = form_parse(a, raw, &fields);
	if (size <= LIMIT_TARGET_BYTES)
		always((query_check(raw) == OK) == (status == OK));
	always(status == OK || status == INVALID || status == TOO_BIG);
	if (status == OK) {
		always(fields.n <= LIMIT_FORM_FIELDS);
		for (size_t i = 0; i < fields.n; i++) {
			always(utf8_valid(fields.at[i].name) && utf8_valid(fields.at[i].value));
			always(!memchr(fields.at[i].name.p, 0, fields.at[i].name.n) && !memchr(fields.at[i].value.p, 0, fields.at[i].value.n));
		}
	}
	arena_free(a);
	return 0;
}
