/* The page generator on any bytes: read, check and, when nothing was refused, emit. Files are separated by a line "====".
   What is accepted must hold what the generator promises: no value in a script, no handler, no style. The generator's files are included, so that this
   target builds like the others. */
#include "../../tools/pages_check.c"
#include "../../tools/pages_directives.c"
#include "../../tools/pages_elements.c"
#include "../../tools/pages_emit.c"
#include "../../tools/pages_facts.c"
#include "../../tools/pages_headings.c"
#include "../../tools/pages_ids.c"
#include "../../tools/pages_read.c"
#include "../../tools/pages_rules.c"
#include "../../tools/pages_site.c"
#include "../../tools/pages_tags.c"
#include "../../tools/pages_words.c"

#include "base/status.h"


static const char catalogue[] = "msgid \"a.b\"\nmsgstr \"x\"\n\nmsgid \"a.n\"\nmsgid_plural \"a.n\"\nmsgstr[0] \"{n} {who}\"\nmsgstr[1] \"{n} {who}\"\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(512 * 1024 * 1024);
	struct site *site = site_new(arena);
	words_read(site, S("po/fr/a.po"), str_of(catalogue));
	words_read(site, S("po/en/a.po"), str_of(catalogue));
	words_finish(site);
	always(site->problem_count == 0);
	str rest = {(const char *)data, size};
	for (unsigned i = 0; rest.n && i < 8; i++) {
		size_t at = rest.n;
		(void)str_find(rest, S("====\n"), &at);
		template_read(site, arena_fmt(arena, "pages/%u.html", i), str_first(rest, at));
		rest = str_skip(rest, at + 5);
	}
	site_check(site);
	for (const struct problem_line *p = site->problems; p; p = p->next)
		always(str_starts(p->text, S("pages/")));
	if (site->problem_count == 0) {
		struct out header = out_new(64 * 1024 * 1024), code = out_new(64 * 1024 * 1024);
		emit_header(site, &header);
		emit_code(site, &code, S("pages.h"), S("pages.c"));
		str text = out_text(&code);
		always(!str_has(text, S(" onclick")) && !str_has(text, S("<style")) && !str_has(text, S("javascript:")));
		out_free(&header);
		out_free(&code);
	}
	arena_free(arena);
	return 0;
}
