/* tools/embed OUT.h OUT.c FILE … : files into the program, sorted by path, each with a digest for cache keys.
   The digest is the first 16 hex digits of FNV-1a 64 run twice; it is not a signature: migrations are checksummed with BLAKE2b at run time.
   A script (.js) goes in without its comments and indentation.
   Refuses with "file:line: message: hint": a path twice, a name that a URL could not carry plainly, a file over the limit. */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_BYTES_MAX = 4 << 20 };

static int refused;

static void refuse(const char *path, const char *message, const char *hint)
{
	(void)fprintf(stderr, "%s:0: %s: %s\n", path, message, hint);
	refused++;
}

static bool plain_name(const char *path)
{
	for (const char *p = path; *p; p++)
		if (!islower((unsigned char)*p) && !isdigit((unsigned char)*p) && !strchr("/._-", *p))
			return false;
	return path[0] && path[0] != '/' && !strstr(path, "..");
}

static int by_path(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static uint64_t fnv1a(const unsigned char *bytes, size_t n, uint64_t hash)
{
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ bytes[i]) * UINT64_C(0x100000001b3);
	return hash;
}

/* What a telephone need not load: of a module, the lines that are only a comment, and the tabs that lines begin with. Modules hold no text over several lines. */
static size_t lighten(unsigned char *bytes, size_t n)
{
	size_t kept = 0;
	for (size_t i = 0; i < n;) {
		size_t end = i;
		while (end < n && bytes[end] != '\n')
			end++;
		while (i < end && (bytes[i] == '\t' || bytes[i] == ' '))
			i++;
		bool comment = end - i >= 2 && bytes[i] == '/' && bytes[i + 1] == '/';
		if (i < end && !comment) {
			memmove(bytes + kept, bytes + i, end - i);
			kept += end - i;
			bytes[kept++] = '\n';
		}
		i = end + 1;
	}
	return kept;
}

static bool is_module(const char *path)
{
	size_t n = strlen(path);
	return n > 3 && strcmp(path + n - 3, ".js") == 0;
}

/* Writes the bytes as one array; gives their count and digest. */
static size_t write_bytes(FILE *out, const char *path, size_t number, uint64_t *digest)
{
	static unsigned char bytes[FILE_BYTES_MAX + 1];
	FILE *f = fopen(path, "rb");
	if (!f) {
		refuse(path, "cannot be read", "check its path and rights");
		return 0;
	}
	size_t n = fread(bytes, 1, sizeof bytes, f);
	(void)fclose(f);
	if (n == sizeof bytes)
		refuse(path, "is over 4 MiB", "serve it from the data folder instead");
	if (is_module(path))
		n = lighten(bytes, n);
	(void)fprintf(out, "static const unsigned char file_%zu[] = {", number);
	for (size_t i = 0; i < n; i++)
		(void)fprintf(out, "%s%u,", i % 32 == 0 ? "\n\t" : "", bytes[i]);
	(void)fputs("\n\t0};\n", out);
	*digest = fnv1a(bytes, n, fnv1a(bytes, n, UINT64_C(0xcbf29ce484222325)));
	return n;
}

static void write_header(FILE *f)
{
	(void)fputs("/* Made by tools/embed. */\n#ifndef GEN_EMBEDDED_H\n#define GEN_EMBEDDED_H\n\n#include <stddef.h>\n\n"
	            "/* A file of migrations/ or assets/; one 0 byte follows its n bytes. Sorted by path. */\n"
	            "struct embedded_file {\n\tconst char *path;\n\tconst unsigned char *bytes;\n\tsize_t n;\n\tconst char *digest;\n};\n\n"
	            "extern const struct embedded_file embedded_files[];\nextern const size_t embedded_count;\n\n#endif\n",
	            f);
}

static void write_source(FILE *f, char **paths, size_t count)
{
	uint64_t *digests = calloc(count + 1, sizeof *digests);
	size_t *sizes = calloc(count + 1, sizeof *sizes);
	if (!digests || !sizes)
		exit(70);
	(void)fputs("/* Made by tools/embed. */\n#include \"gen/embedded.h\"\n\n", f);
	for (size_t i = 0; i < count; i++)
		sizes[i] = write_bytes(f, paths[i], i, &digests[i]);
	(void)fputs("\nconst struct embedded_file embedded_files[] = {\n", f);
	for (size_t i = 0; i < count; i++)
		(void)fprintf(f, "\t{\"%s\", file_%zu, %zu, \"%016llx\"},\n", paths[i], i, sizes[i], (unsigned long long)digests[i]);
	(void)fprintf(f, "\t{0, 0, 0, 0},\n};\nconst size_t embedded_count = %zu;\n", count);
	free(digests);
	free(sizes);
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		(void)fputs("usage: embed OUT.h OUT.c FILE …\n", stderr);
		return 64;
	}
	char **paths = argv + 3;
	size_t count = (size_t)argc - 3;
	qsort(paths, count, sizeof *paths, by_path);
	for (size_t i = 0; i < count; i++) {
		if (!plain_name(paths[i]))
			refuse(paths[i], "is not a plain name", "lower case letters, digits, . _ - and /");
		if (i && strcmp(paths[i], paths[i - 1]) == 0)
			refuse(paths[i], "stands twice", "name each file once");
	}
	FILE *header = fopen(argv[1], "w"), *source = fopen(argv[2], "w");
	if (!header || !source)
		return 74;
	write_header(header);
	write_source(source, paths, count);
	if (fclose(header) != 0 || fclose(source) != 0)
		return 74;
	if (refused) {
		(void)remove(argv[1]);
		(void)remove(argv[2]);
		return 65;
	}
	return 0;
}
