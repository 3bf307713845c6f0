/* Escaping and addresses on any bytes: what comes out is valid UTF-8 without a sign of markup, and an address never runs a script. */
#include "base/html.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

static void check_written(struct out *o)
{
	str text = out_text(o);
	always(utf8_valid(text));
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		always(!(c && strchr("<>\"'", c)) && (c >= ' ' || c == '\t' || c == '\n' || c == '\r') && c != 0x7f);
	}
	out_reset(o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str s = {(const char *)data, size};
	struct arena *arena = arena_new(64 * 1024 * 1024);
	struct out o = out_new(64 * 1024 * 1024);
	html_escaped(&o, s);
	check_written(&o);
	url web = url_web(s), path = URL_PATH(arena, S("/en"), "/a/:b?c=:d", s, s), here = url_here(arena, s);
	always(str_eq(web.s, S("#")) || str_eq_nocase(str_first(web.s, 7), S("http://")) || str_eq_nocase(str_first(web.s, 8), S("https://")));
	always(str_eq(path.s, S("#")) || str_starts(path.s, S("/en/a/")));
	always(str_starts(here.s, S("#")));
	HTML_URL(&o, web);
	HTML_URL(&o, path);
	HTML_URL(&o, here);
	check_written(&o);
	out_free(&o);
	arena_free(arena);
	return 0;
}
