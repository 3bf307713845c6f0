/* tools/rooms [FOLDER]: checks that the sources keep to the rooms of docs/design (who may include whom) and to the house rules that a
   compiler does not know: SQL only in queries/, HTML only in pages/, words only in po/, short files and functions, an opening comment, no
   loose end. Reads src/, tools/, tests/unit/ and tests/fuzz/ under FOLDER (default "."). Prints `file:line: rule: hint`, exits 65 when it
   printed anything. Owns nothing else; ./check runs it. It reads C well enough for this, it does not parse it. */
#include <ctype.h>
#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_LINES = 600, FUNCTION_LINES = 60, TEXT_BYTES = 4096, PATH_BYTES = 1024, FILE_BYTES = 8 << 20 };

/* ---- the rules, as data ---- */

/* A name between blanks: what a file of this room may include. "store" is a room; "jansson" is a library of the table below. */
static const struct room {
	const char *name, *may;
} rooms[] = {
	{"base", " base jansson sodium utf8proc "},
	{"rules", " base rules yaml "},
	{"domain", " base rules domain "},
	{"store", " base store sqlite libpq sodium "},
	{"accounts", " base domain store accounts sodium curl cjose jansson oath qrencode "},
	{"actions", " base domain store accounts actions imports solve curl jansson "},
	{"documents", " base domain documents imports xlsxwriter zip xml jansson hpdf qpdf qrencode "},
	{"imports", " base domain imports yaml jansson zip xml seccomp sodium heif jpeg qpdf hpdf utf8proc zbar "},
	{"solve", " base domain imports solve cbc "},
	{"jobs", " base domain store accounts actions documents imports jobs curl "},
	{"http", " base http microhttpd seccomp "},
	{"web", " base rules domain store accounts actions documents imports solve jobs http web "},
	{"cli", " base rules domain store accounts actions documents imports solve jobs http web cli seccomp "},
	{"main.c", " base cli "},
};

/* Headers of libraries; every other <header> is libc or the compiler. The longest prefix is not needed: they do not overlap. */
static const struct library {
	const char *prefix, *name;
} libraries[] = {
	{"microhttpd", "microhttpd"}, {"sqlite3", "sqlite"}, {"libpq", "libpq"},       {"pg_", "libpq"},         {"yaml", "yaml"},
	{"jansson", "jansson"},       {"sodium", "sodium"},  {"zip", "zip"},           {"libxml/", "xml"},       {"xlsxwriter", "xlsxwriter"},
	{"seccomp", "seccomp"},       {"curl/", "curl"},     {"utf8proc", "utf8proc"}, {"linux/landlock", "seccomp"}, {"linux/seccomp", "seccomp"},
	{"cjose/", "cjose"},           {"liboath/", "oath"},    {"qrencode", "qrencode"},     {"libheif/", "heif"},      {"jpeglib", "jpeg"},        {"qpdf/", "qpdf"},          {"zbar", "zbar"},
	{"hpdf", "hpdf"},            {"Cbc_C_Interface", "cbc"}, {"Clp_C_Interface", "cbc"},
};

/* Generated headers: which room's rights one needs ("" is everybody). */
static const struct generated {
	const char *header, *rooms, *hint;
} generated[] = {
	{"gen/words.h", "", ""},
	{"gen/queries.h", " store accounts actions jobs web cli ", "only the rooms that may include store/ may run queries"},
	{"gen/pages.h", " web ", "only web/ fills pages"},
	{"gen/embedded.h", " store actions web ", "only store/ (migrations), actions/ (the vocabulary of rules) and web/ (assets) read embedded files"},
};

/* domain/ is pure: no I/O, no clock. */
static const struct forbidden {
	const char *room, *header, *hint;
} forbidden[] = {
	{"domain", "base/clock.h", "domain/ has no clock: pass the instant in"},
	{"domain", "base/file.h", "domain/ does no I/O"},
	{"domain", "base/log.h", "domain/ does no I/O: return a status or a finding"},
	{"domain", "time.h", "domain/ has no clock: pass the instant in"},
	{"domain", "unistd.h", "domain/ does no I/O"},
	{"domain", "fcntl.h", "domain/ does no I/O"},
	{"domain", "sys/", "domain/ does no I/O"},
	{"rules", "base/clock.h", "rules/ has no clock: pass the day in"},
	{"cli", "web/views.h", "cli/ uses web/ only to serve; the views are the handlers'"},
};

/* Where a rule does not hold, and why. */
static const struct exception {
	const char *rule, *path_prefix, *why;
} exceptions[] = {
	{"sql", "src/store/", "the drivers, migrations, search index and copy are the engines' own statements; data is read through queries/"},
	{"html", "src/documents/svg", "pictures are SVG made by code"},
	{"html", "src/base/html", "the escapes themselves"},
	{"words", "src/base/format.c", "French and English typography of numbers and dates is this file's work"},
	{"words", "src/base/utf8.c", "the folding tables"},
	{"html", "src/imports/", "how other people's files begin is recognised, not written"},
	{"words", "src/domain/amount.c", "units that other people's tables use are matched, not shown"},
	{"words", "src/domain/ruleset", "the keys of règlements are French: they are read, not shown"},
	{"words", "src/domain/verdict_facts", "answers are matched as people write them"},
	{"words", "src/domain/form_facts", "the names of the vocabulary and its answers, where the form meets them"},
	{"words", "src/domain/form_project", "answers of a self-diagnosis, where they become values of a form"},
	{"words", "src/actions/read_application", "the names of the vocabulary and its answers, where our tables meet them"},
	{"words", "src/actions/grid_rules", "names of the vocabulary that the programme provides, where the grid meets them"},
	{"words", "src/rules/", "the language is French: its key words and units are read, not shown"},
	{"words", "src/web/regulation_w", "key words of the language of rules are matched, not shown"},
	{"words", "src/web/diagnosis_judge.c", "names of the vocabulary of rules are matched, not shown"},
	{"words", "src/imports/", "headings and abbreviations that other people's tables use are matched, not shown"},
};

static const char *const sql_verbs[] = {"SELECT ", "INSERT INTO ", "INSERT OR ", "DELETE FROM ", "CREATE TABLE ", "CREATE INDEX ", "CREATE UNIQUE ", "CREATE VIRTUAL ", "ALTER TABLE ", "DROP TABLE ", "TRUNCATE ", "WITH RECURSIVE "};
static const char *const html_tags[] = {"a", "abbr", "article", "aside", "b", "body", "br", "button", "caption", "code", "dd", "details", "div", "dl", "dt", "em", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "head", "header", "hr", "html", "i", "img", "input", "label", "legend", "li", "link", "main", "meta", "nav", "ol", "option", "p", "pre", "script", "section", "select", "small", "span", "strong", "style", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "ul"};

/* ---- reporting ---- */

static int reported;
static size_t files_read;

static void report(const char *path, int line, const char *rule, const char *hint, const char *detail)
{
	(void)printf("%s:%d: %s: %s%s%s\n", path, line, rule, hint, detail[0] ? ": " : "", detail);
	reported++;
}

static bool starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

static bool excepted(const char *rule, const char *path)
{
	for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
		if (strcmp(exceptions[i].rule, rule) == 0 && starts(path, exceptions[i].path_prefix))
			return true;
	return false;
}

/* Is `name` one of the blank-separated names of `list`? */
static bool listed(const char *list, const char *name, size_t n)
{
	for (const char *at = list; (at = strstr(at, name)) != NULL; at++)
		if (at != list && at[-1] == ' ' && at[n] == ' ')
			return true;
	return false;
}

/* ---- includes ---- */

static const struct room *room_of(const char *path)
{
	if (!starts(path, "src/"))
		return NULL;
	const char *rest = path + 4;
	for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
		size_t n = strlen(rooms[i].name);
		if (strncmp(rest, rooms[i].name, n) == 0 && (rest[n] == '/' || rest[n] == '\0'))
			return &rooms[i];
	}
	return NULL;
}

static void check_generated(const char *path, int line, const struct room *room, const char *header)
{
	for (size_t i = 0; i < sizeof generated / sizeof *generated; i++) {
		if (strcmp(generated[i].header, header) != 0)
			continue;
		if (generated[i].rooms[0] && !listed(generated[i].rooms, room->name, strlen(room->name)))
			report(path, line, "include", generated[i].hint, header);
		return;
	}
	report(path, line, "include", "no such generated header is known to tools/rooms", header);
}

static void check_library(const char *path, int line, const struct room *room, const char *header)
{
	for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
		if (!starts(header, libraries[i].prefix))
			continue;
		if (!listed(room->may, libraries[i].name, strlen(libraries[i].name)))
			report(path, line, "include", "this room may not use that library", header);
		return;
	}
}

static void check_own(const char *path, int line, const struct room *room, const char *header)
{
	const char *slash = strchr(header, '/');
	char name[64];
	if (!slash || (size_t)(slash - header) >= sizeof name) {
		report(path, line, "include", "write the path from src/: \"room/header.h\"", header);
		return;
	}
	(void)snprintf(name, sizeof name, "%.*s", (int)(slash - header), header);
	if (strcmp(name, "gen") == 0) {
		check_generated(path, line, room, header);
		return;
	}
	if (!listed(room->may, name, strlen(name))) {
		char hint[128];
		(void)snprintf(hint, sizeof hint, "%s may include only:%s", room->name, room->may);
		hint[strlen(hint) - 1] = '\0';
		report(path, line, "include", hint, header);
	}
}

static void check_include(const char *path, int line, const char *text)
{
	const struct room *room = room_of(path);
	char open = text[strspn(text, " \t")];
	const char *from = strchr(text, open);
	if (!room || (open != '"' && open != '<') || !from)
		return;
	const char *end = strchr(from + 1, open == '"' ? '"' : '>');
	char header[256];
	if (!end || (size_t)(end - from) > sizeof header)
		return;
	(void)snprintf(header, sizeof header, "%.*s", (int)(end - from - 1), from + 1);
	for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
		if (strcmp(forbidden[i].room, room->name) == 0 && starts(header, forbidden[i].header))
			report(path, line, "include", forbidden[i].hint, header);
	if (open == '"')
		check_own(path, line, room, header);
	else
		check_library(path, line, room, header);
}

/* ---- string literals and comments ---- */

static bool looks_like_sql(const char *s)
{
	s += strspn(s, " \t\n");
	for (size_t i = 0; i < sizeof sql_verbs / sizeof *sql_verbs; i++)
		if (starts(s, sql_verbs[i]))
			return true;
	const char *set = strstr(s, " SET ");
	return starts(s, "UPDATE ") && set;
}

static bool looks_like_html(const char *s)
{
	for (; (s = strchr(s, '<')) != NULL; s++) {
		const char *name = s + 1 + (s[1] == '/');
		size_t n = strcspn(name, " \t\n/>=:;,.|");
		char after = name[n];
		for (size_t i = 0; i < sizeof html_tags / sizeof *html_tags; i++)
			if (strlen(html_tags[i]) == n && strncmp(html_tags[i], name, n) == 0 && (after == '>' || after == ' ' || after == '/' || after == '\0'))
				return true;
	}
	return false;
}

/* An accented letter, raw (à to ÿ, œ) or as an escape. */
static bool has_accent(const char *s)
{
	for (const unsigned char *c = (const unsigned char *)s; *c; c++) {
		if (*c == 0xC3 && c[1] >= 0x80 && c[1] != 0x97 && c[1] != 0xB7)
			return true;
		if (*c == 0xC5 && (c[1] == 0x92 || c[1] == 0x93))
			return true;
		if (*c == '\\' && (starts((const char *)c, "\\xc3\\x") || starts((const char *)c, "\\xC3\\x") || starts((const char *)c, "\\u00e") || starts((const char *)c, "\\u00E")))
			return true;
	}
	return false;
}

static void check_literal(const char *path, int line, const char *text)
{
	if (!starts(path, "src/"))
		return;
	if (looks_like_sql(text) && !excepted("sql", path))
		report(path, line, "sql", "name the statement in queries/ and call the generated function", "");
	if (looks_like_html(text) && !excepted("html", path))
		report(path, line, "html", "tags live in pages/; fill a view instead", "");
	if (has_accent(text) && !excepted("words", path))
		report(path, line, "words", "what a person reads lives in po/fr and po/en", "");
}

static void check_comment(const char *path, int line, const char *text)
{
	static const char *const marks[] = {"TODO", "FIXME", "XXX", "HACK"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const char *at = strstr(text, marks[i]);
		size_t n = strlen(marks[i]);
		if (at && (at == text || !isalnum((unsigned char)at[-1])) && !isalnum((unsigned char)at[n]))
			report(path, line, "loose-end", "finish it, or open an issue and take the mark out", marks[i]);
	}
}

/* ---- reading C ---- */

struct reader {
	const char *path, *p;
	int line;
	bool directive, line_is_blank; /* inside a # line; nothing but blanks since the line began */
	int braces, parens;
	int body_line;    /* of the { of the function being read; 0 outside */
	char last;        /* last character that is neither blank nor comment */
	char name[64];    /* last identifier before a ( outside functions */
	char word[64];    /* last identifier */
	char text[TEXT_BYTES];
};

static void next(struct reader *r)
{
	if (*r->p == '\n') {
		r->line++;
		if (r->p[-1] != '\\')
			r->directive = false;
		r->line_is_blank = true;
	}
	r->p++;
}

static void read_comment(struct reader *r)
{
	bool block = r->p[1] == '*';
	int line = r->line;
	size_t n = 0;
	next(r);
	next(r);
	while (*r->p && !(block ? starts(r->p, "*/") : *r->p == '\n')) {
		if (*r->p == '\n') {
			r->text[n] = '\0';
			check_comment(r->path, line, r->text);
			n = 0;
			line = r->line + 1;
		} else if (n + 1 < sizeof r->text) {
			r->text[n++] = *r->p;
		}
		next(r);
	}
	r->text[n] = '\0';
	check_comment(r->path, line, r->text);
	if (block && *r->p) {
		next(r);
		next(r);
	}
}

static void read_literal(struct reader *r)
{
	char quote = *r->p;
	int line = r->line;
	size_t n = 0;
	next(r);
	while (*r->p && *r->p != quote && *r->p != '\n') {
		if (*r->p == '\\' && r->p[1]) {
			if (n + 1 < sizeof r->text)
				r->text[n++] = '\\';
			next(r);
		}
		if (n + 1 < sizeof r->text)
			r->text[n++] = *r->p;
		next(r);
	}
	if (*r->p == quote)
		next(r);
	r->text[n] = '\0';
	if (quote == '"')
		check_literal(r->path, line, r->text);
	r->last = quote;
}

static void read_directive(struct reader *r)
{
	r->directive = true;
	next(r);
	while (*r->p == ' ' || *r->p == '\t')
		next(r);
	if (starts(r->p, "include")) {
		check_include(r->path, r->line, r->p + 7);
		while (*r->p && *r->p != '\n' && !starts(r->p, "/*"))
			next(r);
	}
}

static void read_word(struct reader *r)
{
	size_t n = 0;
	for (; isalnum((unsigned char)*r->p) || *r->p == '_'; next(r))
		if (n + 1 < sizeof r->word)
			r->word[n++] = *r->p;
	r->word[n] = '\0';
	r->last = 'a';
}

static void open_brace(struct reader *r)
{
	if (r->braces++ == 0 && r->last == ')')
		r->body_line = r->line;
}

static void close_brace(struct reader *r)
{
	if (r->braces > 0 && --r->braces == 0 && r->body_line) {
		int lines = r->line - r->body_line - 1;
		char detail[128];
		(void)snprintf(detail, sizeof detail, "%s has %d lines, at most %d", r->name, lines, FUNCTION_LINES);
		if (lines > FUNCTION_LINES)
			report(r->path, r->body_line, "function", "a concept is missing: find it and name it", detail);
		r->body_line = 0;
	}
}

static void read_mark(struct reader *r)
{
	char c = *r->p;
	if (!r->directive) {
		if (c == '{')
			open_brace(r);
		if (c == '}')
			close_brace(r);
		if (c == '(' && r->braces == 0 && r->parens++ == 0 && strcmp(r->word, "__attribute__") != 0)
			memcpy(r->name, r->word, sizeof r->name);
		if (c == ')' && r->braces == 0 && r->parens > 0)
			r->parens--;
		r->last = c;
	}
	next(r);
}

static void read_c(struct reader *r)
{
	while (*r->p) {
		char c = *r->p;
		bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
		bool first = r->line_is_blank;
		if (!blank)
			r->line_is_blank = false;
		if (blank)
			next(r);
		else if (starts(r->p, "/*") || starts(r->p, "//"))
			read_comment(r);
		else if (c == '#' && first)
			read_directive(r);
		else if (c == '"' || c == '\'')
			read_literal(r);
		else if (isalnum((unsigned char)c) || c == '_')
			read_word(r);
		else
			read_mark(r);
	}
}

/* ---- files ---- */

static void check_file(const char *path, const char *text)
{
	struct reader r = {.path = path, .p = text + 1, .line = 1, .line_is_blank = true};
	if (!starts(text + 1, "/*") && !starts(text + 1, "//"))
		report(path, 1, "opening", "a file opens with a comment: what it is for, what it owns, who calls it, what it never does", "");
	if (starts(path, "src/") && !room_of(path))
		report(path, 1, "room", "this folder of src/ is not in the table of rooms", "");
	read_c(&r);
	int lines = r.line - (r.p[-1] == '\n');
	char detail[64];
	(void)snprintf(detail, sizeof detail, "%d lines, at most %d", lines, FILE_LINES);
	if (lines > FILE_LINES && !starts(path, "tests/")) /* a test file is a list of sentences */
		report(path, lines, "file", "a concept is missing: find it and name it", detail);
	files_read++;
}

static void read_file(const char *folder, const char *path)
{
	static char text[FILE_BYTES + 2];
	char full[PATH_BYTES * 2];
	(void)snprintf(full, sizeof full, "%s/%s", folder, path);
	FILE *f = fopen(full, "rb");
	if (!f) {
		report(path, 0, "file", "cannot be read", "");
		return;
	}
	text[0] = '\n'; /* so that the character before any is defined */
	size_t n = fread(text + 1, 1, FILE_BYTES, f);
	(void)fclose(f);
	text[n + 1] = '\0';
	check_file(path, text);
}

static bool is_c(const char *name)
{
	size_t n = strlen(name);
	return n > 2 && name[n - 2] == '.' && (name[n - 1] == 'c' || name[n - 1] == 'h');
}

static void read_folder(const char *folder, const char *path)
{
	char full[PATH_BYTES * 2];
	(void)snprintf(full, sizeof full, "%s/%s", folder, path);
	struct dirent **names = NULL;
	int n = scandir(full, &names, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		char child[PATH_BYTES], child_full[PATH_BYTES * 2];
		struct stat st;
		bool hidden = names[i]->d_name[0] == '.';
		int length = snprintf(child, sizeof child, "%s/%s", path, names[i]->d_name);
		(void)snprintf(child_full, sizeof child_full, "%s/%s", folder, child);
		if (!hidden && length < (int)sizeof child && stat(child_full, &st) == 0) {
			if (S_ISDIR(st.st_mode))
				read_folder(folder, child);
			else if (is_c(names[i]->d_name))
				read_file(folder, child);
		}
		free(names[i]);
	}
	free(names);
}

int main(int argc, char **argv)
{
	const char *folder = argc > 1 ? argv[1] : ".";
	if (argc > 2 || starts(folder, "-")) {
		(void)fprintf(stderr, "usage: rooms [FOLDER]\n");
		return 64;
	}
	static const char *const parts[] = {"src", "tools", "tests/unit", "tests/fuzz"};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		read_folder(folder, parts[i]);
	if (files_read == 0) {
		(void)fprintf(stderr, "rooms: no source under %s\n", folder);
		return 65;
	}
	(void)printf("%zu files, %d problems\n", files_read, reported);
	return reported ? 65 : 0;
}
