/* tools/words OUT.h OUT.c po/fr/A.po … po/en/A.po … : compiles the catalogues of words into C.
   The language of a file is the name of its folder. Refuses, with file:line: a key twice, a key that lacks a language, placeholders that differ
   between the languages, a plural in one language only, a malformed entry. Reads the subset of gettext's format that the project uses:
   comments, msgid, msgid_plural, msgstr, msgstr[0], msgstr[1], strings over several lines, \n \" \\ escapes. */
#include <ctype.h>
#include <stddef.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LANGS = 2, LINE_BYTES = 8192, TEXT_BYTES = 16384, KEYS_MAX = 8192 };

struct entry {
	char *key;
	char *one[LANGS], *many[LANGS];
	const char *file;
	int line;
};

static struct entry entries[KEYS_MAX];
static size_t entry_count;
static int errors;

static void error_at(const char *file, int line, const char *message, const char *detail)
{
	(void)fprintf(stderr, "%s:%d: %s%s%s\n", file, line, message, detail ? ": " : "", detail ? detail : "");
	errors++;
}

static char *copy(const char *s)
{
	char *c = strdup(s);
	if (!c)
		exit(70);
	return c;
}

static struct entry *entry_named(const char *key)
{
	for (size_t i = 0; i < entry_count; i++)
		if (strcmp(entries[i].key, key) == 0)
			return &entries[i];
	if (entry_count == KEYS_MAX) {
		(void)fprintf(stderr, "tools/words: more than %d keys\n", KEYS_MAX);
		exit(65);
	}
	struct entry *e = &entries[entry_count++];
	e->key = copy(key);
	return e;
}

struct reading {
	const char *file;
	int line, lang;
	char key[TEXT_BYTES], plural[TEXT_BYTES], one[TEXT_BYTES], many[TEXT_BYTES];
	char *target;
	int key_line;
};

static bool key_is_well_formed(const char *key)
{
	if (!islower((unsigned char)key[0]))
		return false;
	for (const char *p = key; *p; p++)
		if (!islower((unsigned char)*p) && !isdigit((unsigned char)*p) && *p != '_' && *p != '.')
			return false;
	return true;
}

static void finish_entry(struct reading *r)
{
	if (r->key[0]) {
		struct entry *e = entry_named(r->key);
		if (!key_is_well_formed(r->key))
			error_at(r->file, r->key_line, "a key is lower-case words joined by . or _", r->key);
		if (e->one[r->lang])
			error_at(r->file, r->key_line, "this key stands twice", r->key);
		if (!r->one[0])
			error_at(r->file, r->key_line, "this key has no text", r->key);
		if ((r->plural[0] != 0) != (r->many[0] != 0))
			error_at(r->file, r->key_line, "a plural needs msgid_plural and msgstr[1]", r->key);
		e->one[r->lang] = copy(r->one);
		e->many[r->lang] = r->many[0] ? copy(r->many) : NULL;
		e->file = r->file;
		e->line = r->key_line;
	}
	r->key[0] = r->plural[0] = r->one[0] = r->many[0] = 0;
	r->target = NULL;
}

/* Appends the quoted string at p to the current target. */
static void add_string(struct reading *r, const char *p)
{
	size_t n = strlen(r->target);
	if (*p++ != '"') {
		error_at(r->file, r->line, "expected a quoted string", NULL);
		return;
	}
	for (; *p && *p != '"'; p++) {
		char c = *p;
		if (c == '\\') {
			p++;
			c = *p == 'n' ? '\n' : *p;
		}
		if (n + 1 >= TEXT_BYTES) {
			error_at(r->file, r->line, "a text is too long", NULL);
			return;
		}
		r->target[n++] = c;
		r->target[n] = 0;
	}
	if (*p != '"')
		error_at(r->file, r->line, "the string does not end", NULL);
}

static void read_line(struct reading *r, char *line)
{
	static const struct {
		const char *word;
		size_t offset;
	} starts[] = {
		{"msgid_plural ", offsetof(struct reading, plural)}, {"msgstr[0] ", offsetof(struct reading, one)},
		{"msgstr[1] ", offsetof(struct reading, many)},      {"msgstr ", offsetof(struct reading, one)},
	};
	if (line[0] == 0 || line[0] == '#')
		return;
	if (strncmp(line, "msgid ", 6) == 0) {
		finish_entry(r);
		r->target = r->key;
		r->key_line = r->line;
		add_string(r, line + 6);
		return;
	}
	for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
		size_t n = strlen(starts[i].word);
		if (strncmp(line, starts[i].word, n) == 0) {
			r->target = (char *)r + starts[i].offset;
			add_string(r, line + n);
			return;
		}
	}
	if (line[0] == '"' && r->target)
		add_string(r, line);
	else
		error_at(r->file, r->line, "expected msgid, msgstr or a string", line);
}

static void read_catalogue(const char *path, int lang)
{
	static struct reading r;
	r = (struct reading){.file = path, .lang = lang};
	FILE *f = fopen(path, "r");
	if (!f) {
		error_at(path, 0, "cannot be read", NULL);
		return;
	}
	char line[LINE_BYTES];
	while (fgets(line, sizeof line, f)) {
		r.line++;
		line[strcspn(line, "\r\n")] = 0;
		read_line(&r, line);
	}
	finish_entry(&r);
	(void)fclose(f);
}

static bool has_placeholder(const char *text, const char *name, size_t n)
{
	for (const char *p = text; (p = strchr(p, '{')); p++)
		if (strncmp(p + 1, name, n) == 0 && p[1 + n] == '}')
			return true;
	return false;
}

/* Every {name} of `a` stands in `b`. A singular may leave out {n}. */
static void check_placeholders(const struct entry *e, const char *a, const char *b)
{
	for (const char *p = a; a && b && (p = strchr(p, '{')); p++) {
		size_t n = strcspn(p + 1, "}");
		if (!has_placeholder(b, p + 1, n) && !(n == 1 && p[1] == 'n'))
			error_at(e->file, e->line, "the languages do not use the same placeholders", e->key);
	}
}

static void check_entry(const struct entry *e)
{
	static const char *const names[LANGS] = {"fr", "en"};
	for (int lang = 0; lang < LANGS; lang++)
		if (!e->one[lang]) {
			(void)fprintf(stderr, "po: %s: no text in \"%s\"\n", e->key, names[lang]);
			errors++;
			return;
		}
	if (!e->many[0] != !e->many[1])
		error_at(e->file, e->line, "a plural in one language only", e->key);
	check_placeholders(e, e->one[0], e->one[1]);
	check_placeholders(e, e->one[1], e->one[0]);
	check_placeholders(e, e->many[0], e->many[1]);
	check_placeholders(e, e->many[1], e->many[0]);
}

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->key, ((const struct entry *)b)->key);
}

static void write_string(FILE *f, const char *s)
{
	if (!s) {
		(void)fputs("0", f);
		return;
	}
	(void)fputc('"', f);
	for (; *s; s++) {
		if (*s == '\n')
			(void)fputs("\\n", f);
		else if (*s == '"' || *s == '\\')
			(void)fprintf(f, "\\%c", *s);
		else
			(void)fputc(*s, f);
	}
	(void)fputc('"', f);
}

static void write_header(FILE *f)
{
	(void)fputs("/* Made by tools/words from po/. */\n#ifndef GEN_WORDS_H\n#define GEN_WORDS_H\n\nenum word {\n", f);
	for (size_t i = 0; i < entry_count; i++) {
		char name[256];
		(void)snprintf(name, sizeof name, "%s", entries[i].key);
		for (char *p = name; *p; p++)
			*p = *p == '.' ? '_' : *p;
		(void)fprintf(f, "\tW_%s,\n", name);
	}
	(void)fputs("\tWORD_COUNT\n};\n\nstruct word_text {\n\tconst char *one, *many;\n};\n\n"
	            "extern const struct word_text words_table[2][WORD_COUNT];\nextern const char *const words_keys[WORD_COUNT];\n\n#endif\n", f);
}

static void write_tables(FILE *f)
{
	(void)fputs("/* Made by tools/words from po/. */\n#include \"gen/words.h\"\n\nconst struct word_text words_table[2][WORD_COUNT] = {\n", f);
	for (int lang = 0; lang < LANGS; lang++) {
		(void)fputs("{\n", f);
		for (size_t i = 0; i < entry_count; i++) {
			(void)fputs("\t{", f);
			write_string(f, entries[i].one[lang]);
			(void)fputs(", ", f);
			write_string(f, entries[i].many[lang]);
			(void)fputs("},\n", f);
		}
		(void)fputs("},\n", f);
	}
	(void)fputs("};\n\nconst char *const words_keys[WORD_COUNT] = {\n", f);
	for (size_t i = 0; i < entry_count; i++)
		(void)fprintf(f, "\t\"%s\",\n", entries[i].key);
	(void)fputs("};\n", f);
}

int main(int argc, char **argv)
{
	if (argc < 4) {
		(void)fputs("usage: words OUT.h OUT.c po/fr/NAME.po … po/en/NAME.po …\n", stderr);
		return 64;
	}
	for (int i = 3; i < argc; i++) {
		bool french = strstr(argv[i], "/fr/") != NULL;
		if (!french && !strstr(argv[i], "/en/"))
			error_at(argv[i], 0, "the folder must be fr or en", NULL);
		read_catalogue(argv[i], french ? 0 : 1);
	}
	qsort(entries, entry_count, sizeof entries[0], by_key);
	for (size_t i = 0; i < entry_count; i++)
		check_entry(&entries[i]);
	if (errors)
		return 65;
	FILE *header = fopen(argv[1], "w"), *tables = fopen(argv[2], "w");
	if (!header || !tables)
		return 74;
	write_header(header);
	write_tables(tables);
	return fclose(header) == 0 && fclose(tables) == 0 ? 0 : 74;
}
