/* tools/pages [--views HEADER] OUT.h OUT.c po/fr/A.po … -- pages/x.html … : compiles HTML templates to C (docs/design/generators.md).
   --views names the header that declares the view structs, as an #include writes it; "web/views.h" without it.
   Exits with 65 and says file:line: what: hint for each problem; then nothing is written. 64: bad usage. 74: a file cannot be read or written. */
#include "tools/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_USAGE = 64, EXIT_INPUT = 65, EXIT_IO = 74 };
enum { ARENA_BYTES = 1024 * 1024 * 1024 };

static str read_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	size_t room = LIMIT_PACK_FILE_BYTES;
	char *bytes = arena_alloc(a, room);
	size_t n = f ? fread(bytes, 1, room, f) : 0;
	if (!f || ferror(f) || n == room) {
		(void)fprintf(stderr, "%s: cannot be read, or is too large\n", path);
		exit(EXIT_IO);
	}
	(void)fclose(f);
	return (str){bytes, n};
}

static bool write_file(const char *path, const struct out *content)
{
	FILE *f = fopen(path, "wb");
	bool written = f && fwrite(content->bytes, 1, content->n, f) == content->n && !content->full;
	if (f && fclose(f) != 0)
		written = false;
	if (!written)
		(void)fprintf(stderr, "%s: cannot be written\n", path);
	return written;
}

/* The header as the C file includes it: "gen/pages.h" when it stands in a folder gen/. */
static str self_of(const char *header)
{
	str path = str_of(header);
	const char *slash = strrchr(header, '/');
	if (!slash)
		return path;
	return str_ends(str_first(path, (size_t)(slash - header)), S("gen")) ? str_of(slash - 3) : str_of(slash + 1);
}

static int write_problems(const struct site *site)
{
	for (const struct problem_line *p = site->problems; p; p = p->next)
		(void)fprintf(stderr, "%.*s\n", STR_ARGS(p->text));
	if (site->problem_count > LIMIT_PROBLEMS)
		(void)fprintf(stderr, "and %zu more\n", site->problem_count - LIMIT_PROBLEMS);
	return EXIT_INPUT;
}

static int generate(struct site *site, const char *header, const char *code)
{
	site_check(site);
	if (site->problem_count)
		return write_problems(site);
	struct out h = out_new(LIMIT_RESPONSE_BYTES), c = out_new(LIMIT_RESPONSE_BYTES);
	emit_header(site, &h);
	emit_code(site, &c, self_of(header), str_of(code));
	bool written = write_file(code, &c) && write_file(header, &h);
	out_free(&h);
	out_free(&c);
	return written ? 0 : EXIT_IO;
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_new(ARENA_BYTES);
	struct site *site = site_new(arena);
	int i = 1;
	if (i + 1 < argc && strcmp(argv[i], "--views") == 0) {
		site->views = str_of(argv[i + 1]);
		i += 2;
	}
	if (argc - i < 3) {
		(void)fputs("usage: pages [--views HEADER] OUT.h OUT.c po/fr/NAME.po … -- pages/NAME.html …\n", stderr);
		return EXIT_USAGE;
	}
	const char *header = argv[i], *code = argv[i + 1];
	for (i += 2; i < argc && strcmp(argv[i], "--") != 0; i++)
		words_read(site, str_of(argv[i]), read_file(arena, argv[i]));
	words_finish(site);
	for (i++; i < argc; i++)
		template_read(site, str_of(argv[i]), read_file(arena, argv[i]));
	int status = generate(site, header, code);
	arena_free(arena);
	return status;
}
