/* "1-politique-de-la-ville.png", "2-region.png"… See kit_zip.h. */
#include "documents/kit_zip.h"

#include "base/utf8.h"
#include "documents/package.h"

/* Letters, digits and hyphens only: it must open on any machine. */
static str plain(struct arena *a, str label)
{
	str folded = name_fold(a, label);
	char *p = arena_alloc(a, folded.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < folded.n; i++) {
		char c = folded.p[i];
		bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
		if (kept)
			p[n++] = c;
		else if (n && p[n - 1] != '-')
			p[n++] = '-';
	}
	return (str){p, n};
}

static str ending_of(str name)
{
	size_t stop = name.n;
	while (stop && name.p[stop - 1] != '.')
		stop--;
	return stop ? str_skip(name, stop) : S("bin");
}

enum status kit_zip(struct arena *a, const struct kit_package *kit, str *zip)
{
	struct package_part *parts = ARENA_ARRAY(a, kit->count + 2, struct package_part);
	size_t n = 0;
	parts[n++] = (struct package_part){arena_cstr(a, kit->sheet_name), kit->sheet};
	for (size_t i = 0; i < kit->count; i++) {
		const struct kit_file *f = &kit->files[i];
		parts[n++] = (struct package_part){arena_fmt(a, "%zu-%.*s.%.*s", f->place, STR_ARGS(plain(a, f->label)), STR_ARGS(ending_of(f->name))).p, f->bytes};
	}
	parts[n++] = (struct package_part){arena_cstr(a, kit->text_name), kit->text};
	return package_make(a, parts, n, zip);
}
