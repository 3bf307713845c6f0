/* Forms with files against any bytes: the first line is the Content-Type, the rest the body. What comes out lies inside the body, in its order, within the limits; and a
   boundary never stands inside a part. */
#include "base/limits.h"
#include "http/multipart.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(64 << 20);
	str type, body, all = {(const char *)data, size};
	struct multipart form;
	if (str_cut(all, '\n', &type, &body) && multipart_read(a, type, body, &form) == OK) {
		const char *behind = body.p;
		always(form.n <= LIMIT_UPLOAD_PARTS);
		for (size_t i = 0; i < form.n; i++) {
			const struct multipart_part *p = &form.at[i];
			always(p->name.n > 0);
			always(p->bytes.n == 0 || (p->bytes.p >= behind && p->bytes.p + p->bytes.n <= body.p + body.n));
			if (p->bytes.n)
				behind = p->bytes.p + p->bytes.n;
			always(p->file_name.p || p->bytes.n <= LIMIT_PART_FIELD_BYTES);
		}
		(void)multipart_field(&form, S("code"));
	}
	arena_free(a);
	return 0;
}
