/* Reads the files of queries/: headings ("-- query:", "-- kind:", "-- in:", "-- out:", "-- across:") and the tokens of the statement below.
   Called by tools/queries and by its fuzz target. Never decides what SQL means: query_check.c does. */
#include "query.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct value_type value_types[] = {
	{"str", "str", "str", NULL},
	{"int", "int64_t", "opt_int", ""},
	{"bool", "bool", NULL, ""},
	{"money", "money", "opt_money", ".cents"},
	{"day", "day", "opt_day", ".number"},
	{"instant", "instant", "opt_instant", ".ms"},
	{"territory_id", "territory_id", NULL, ".v"},
	{"application_id", "application_id", NULL, ".v"},
};

/* Names that a generated function or struct member cannot have. */
static const char *const taken_names[] = {
	"auto", "bool", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern", "float", "for", "goto",
	"if", "inline", "int", "long", "register", "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "typedef",
	"union", "unsigned", "void", "volatile", "while", "true", "false", "db", "arena", "in", "row", "rows", "cursor", "statement", "status", "day", "money", "str",
	"instant", "asm", "typeof",
};

void refuse(struct query_set *set, const struct query *q, int line, const char *hint, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	(void)fprintf(set->errors, "%s:%d: ", q->file, line);
	(void)vfprintf(set->errors, format, args);
	(void)fprintf(set->errors, ": %s\n", hint);
	va_end(args);
	set->refused++;
}

bool slice_is(struct slice s, const char *word)
{
	return strlen(word) == s.n && strncasecmp(s.p, word, s.n) == 0;
}

bool token_is(const struct token *t, const char *word)
{
	return t->kind != TOKEN_STRING && slice_is(t->text, word);
}

static struct slice trim(struct slice s)
{
	while (s.n && isspace((unsigned char)s.p[0]))
		s.p++, s.n--;
	while (s.n && isspace((unsigned char)s.p[s.n - 1]))
		s.n--;
	return s;
}

static bool is_name(struct slice s)
{
	if (s.n == 0 || s.n > 60 || !islower((unsigned char)s.p[0]))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!islower((unsigned char)s.p[i]) && !isdigit((unsigned char)s.p[i]) && s.p[i] != '_')
			return false;
	return true;
}

static bool is_taken(struct slice s)
{
	for (size_t i = 0; i < sizeof taken_names / sizeof taken_names[0]; i++)
		if (slice_is(s, taken_names[i]))
			return true;
	return false;
}

static const struct value_type *type_named(struct slice s)
{
	for (size_t i = 0; i < sizeof value_types / sizeof value_types[0]; i++)
		if (strlen(value_types[i].name) == s.n && memcmp(value_types[i].name, s.p, s.n) == 0)
			return &value_types[i];
	return NULL;
}

/* One "name type" or "name type?". */
static void read_field(struct query_set *set, struct query *q, int line, struct slice s, struct field *fields, size_t *count)
{
	size_t i = 0;
	while (i < s.n && !isspace((unsigned char)s.p[i]))
		i++;
	struct slice name = {s.p, i}, type = trim((struct slice){s.p + i, s.n - i});
	bool optional = type.n && type.p[type.n - 1] == '?';
	if (optional)
		type.n--;
	const struct value_type *t = type_named(type);
	if (!is_name(name))
		refuse(set, q, line, "a name is lower case letters, digits and _", "\"%.*s\" is not a name", SLICE_ARGS(name));
	else if (is_taken(name))
		refuse(set, q, line, "C or the generated function uses this word; choose another", "\"%.*s\" cannot be a name here", SLICE_ARGS(name));
	else if (!t)
		refuse(set, q, line, "one of str int bool money day instant territory_id application_id, with ? when it may be NULL",
		       "unknown type \"%.*s\"", SLICE_ARGS(type));
	else if (optional && !t->optional)
		refuse(set, q, line, "use int? or leave the ? out", "%s cannot be NULL", t->name);
	else if (*count == FIELDS_MAX)
		refuse(set, q, line, "cut the query in two", "more than %d fields", FIELDS_MAX);
	else {
		for (size_t k = 0; k < *count; k++)
			if (fields[k].name.n == name.n && memcmp(fields[k].name.p, name.p, name.n) == 0)
				refuse(set, q, line, "give each its own name", "\"%.*s\" stands twice", SLICE_ARGS(name));
		fields[(*count)++] = (struct field){name, t, optional};
	}
}

/* "name type, name type?, …"; repeated lines add to the list. */
static void read_fields(struct query_set *set, struct query *q, int line, struct slice s, struct field *fields, size_t *count)
{
	while (s.n) {
		const char *comma = memchr(s.p, ',', s.n);
		size_t n = comma ? (size_t)(comma - s.p) : s.n;
		read_field(set, q, line, trim((struct slice){s.p, n}), fields, count);
		n += comma ? 1 : 0;
		s = trim((struct slice){s.p + n, s.n - n});
	}
}

static struct query *add_query(struct query_set *set, const char *file, int line, struct slice name)
{
	if (set->n == set->room) {
		set->room = set->room ? 2 * set->room : 64;
		set->at = realloc(set->at, set->room * sizeof *set->at);
	}
	struct query *q = calloc(1, sizeof *q);
	if (!set->at || !q)
		abort();
	*q = (struct query){.file = file, .line = line, .name = name};
	for (size_t i = 0; i < set->n; i++)
		if (set->at[i]->name.n == name.n && memcmp(set->at[i]->name.p, name.p, name.n) == 0)
			refuse(set, q, line, "query names are unique over all files", "query \"%.*s\" stands twice", SLICE_ARGS(name));
	if (!is_name(name))
		refuse(set, q, line, "a name is lower case letters, digits and _", "\"%.*s\" is not a name", SLICE_ARGS(name));
	set->at[set->n++] = q;
	return q;
}

static enum query_kind kind_named(struct slice s)
{
	static const struct {
		const char *name;
		enum query_kind kind;
	} kinds[] = {{"many", KIND_MANY}, {"one", KIND_ONE}, {"exec", KIND_EXEC}, {"each", KIND_EACH}};
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (slice_is(s, kinds[i].name))
			return kinds[i].kind;
	return KIND_NONE;
}

/* "-- key: value" when the key is one lower-case word directly before the colon. */
static bool heading(struct slice line, struct slice *key, struct slice *value)
{
	struct slice s = trim(line);
	if (s.n < 2 || s.p[0] != '-' || s.p[1] != '-')
		return false;
	s = trim((struct slice){s.p + 2, s.n - 2});
	const char *colon = s.n ? memchr(s.p, ':', s.n) : NULL;
	if (!colon)
		return false;
	*key = (struct slice){s.p, (size_t)(colon - s.p)};
	*value = trim((struct slice){colon + 1, s.n - key->n - 1});
	return is_name(*key);
}

static void read_heading(struct query_set *set, struct query *q, int line, struct slice key, struct slice value)
{
	if (slice_is(key, "kind")) {
		if (q->kind != KIND_NONE)
			refuse(set, q, line, "keep one", "kind stands twice");
		q->kind = kind_named(value);
		if (q->kind == KIND_NONE)
			refuse(set, q, line, "one of many, one, exec, each", "unknown kind \"%.*s\"", SLICE_ARGS(value));
	} else if (slice_is(key, "in"))
		read_fields(set, q, line, value, q->in, &q->in_count);
	else if (slice_is(key, "out"))
		read_fields(set, q, line, value, q->out, &q->out_count);
	else if (slice_is(key, "across")) {
		q->across = true;
		if (value.n == 0)
			refuse(set, q, line, "say why this query may read several territories", "across without a reason");
	} else
		refuse(set, q, line, "one of query, kind, in, out, across; a comment has no colon after its first word", "unknown heading \"%.*s\"",
		       SLICE_ARGS(key));
}

static void add_token(struct query *q, struct token t)
{
	if (q->token_count == q->token_room) {
		q->token_room = q->token_room ? 2 * q->token_room : 64;
		q->tokens = realloc(q->tokens, q->token_room * sizeof *q->tokens);
		if (!q->tokens)
			abort();
	}
	q->tokens[q->token_count++] = t;
}

static bool word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

struct lexer {
	const char *p, *end;
	int line, depth;
	bool space;
};

/* A quoted string with '' for a quote; false when it does not end. */
static bool string_end(struct lexer *x, const char **end)
{
	for (const char *p = x->p + 1; p < x->end; p++) {
		if (*p == '\n')
			return false;
		if (*p != '\'')
			continue;
		if (p + 1 < x->end && p[1] == '\'')
			p++;
		else {
			*end = p + 1;
			return true;
		}
	}
	return false;
}

static const char *sign_end(const struct lexer *x)
{
	static const char *const signs[] = {"->>", "::", "->", "#>", "@>", "<@", "||", "<=", ">=", "<>", "!=", "==", "~*", "!~", "&&"};
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		size_t n = strlen(signs[i]);
		if ((size_t)(x->end - x->p) >= n && memcmp(x->p, signs[i], n) == 0)
			return x->p + n;
	}
	return x->p + 1;
}

static enum token_kind next_token(struct query_set *set, struct query *q, struct lexer *x, const char **end)
{
	const char *p = x->p;
	if (*p == '\'') {
		if (!string_end(x, end)) {
			refuse(set, q, x->line, "close it with ' on the same line", "a string does not end");
			*end = x->end;
		}
		return TOKEN_STRING;
	}
	enum token_kind kind = *p == '$' ? TOKEN_PARAMETER : isdigit((unsigned char)*p) ? TOKEN_NUMBER : word_byte(*p) ? TOKEN_WORD : TOKEN_SIGN;
	if (kind == TOKEN_SIGN) {
		*end = sign_end(x);
		return kind;
	}
	for (p++; p < x->end && (kind == TOKEN_WORD ? word_byte(*p) : isdigit((unsigned char)*p)); p++)
		;
	*end = p;
	return kind;
}

/* Skips blanks and comments. */
static void skip_blanks(struct lexer *x)
{
	while (x->p < x->end) {
		if (*x->p == '-' && x->p + 1 < x->end && x->p[1] == '-') {
			while (x->p < x->end && *x->p != '\n')
				x->p++;
		} else if (isspace((unsigned char)*x->p)) {
			x->line += *x->p == '\n';
			x->p++;
		} else
			return;
		x->space = true;
	}
}

static void tokenize(struct query_set *set, struct query *q, struct slice text, int line)
{
	struct lexer x = {.p = text.p, .end = text.p + text.n, .line = line};
	for (skip_blanks(&x); x.p < x.end; skip_blanks(&x)) {
		const char *end = NULL;
		enum token_kind kind = next_token(set, q, &x, &end);
		struct token t = {kind, {x.p, (size_t)(end - x.p)}, x.line, x.space, x.depth};
		if (*x.p == ')' && x.depth == 0)
			refuse(set, q, x.line, "remove it", "a parenthesis closes what was not opened");
		else if (*x.p == ')')
			t.depth = --x.depth;
		else if (*x.p == '(')
			x.depth++;
		if (x.depth > DEPTH_MAX) {
			refuse(set, q, x.line, "cut the query in two", "parentheses are nested too deep");
			break;
		}
		add_token(q, t);
		x.p = end;
		x.space = false;
	}
	if (x.depth > 0 && x.p >= x.end)
		refuse(set, q, x.line, "close it", "a parenthesis stays open");
	add_token(q, (struct token){.kind = TOKEN_END, .text = {"", 0}, .line = x.line});
}

static void check_heading(struct query_set *set, const struct query *q)
{
	if (q->kind == KIND_NONE)
		refuse(set, q, q->line, "add -- kind: many, one, exec or each", "query \"%.*s\" has no kind", SLICE_ARGS(q->name));
	else if (q->kind == KIND_EXEC && q->out_count)
		refuse(set, q, q->line, "remove -- out: or use kind one", "an exec gives nothing back");
	else if (q->kind != KIND_EXEC && !q->out_count)
		refuse(set, q, q->line, "add -- out: or use kind exec", "this kind of query needs columns");
}

struct reading {
	struct query_set *set;
	struct query *q;  /* the one being read, or NULL */
	const char *body; /* its statement's first byte, or NULL in the heading */
	int body_line;
};

static void finish_query(struct reading *r, const char *end)
{
	if (!r->q)
		return;
	int before = r->set->refused;
	check_heading(r->set, r->q);
	struct slice text = {r->body ? r->body : "", r->body ? (size_t)(end - r->body) : 0};
	tokenize(r->set, r->q, text, r->body ? r->body_line : r->q->line);
	if (r->q->token_count == 1)
		refuse(r->set, r->q, r->q->line, "write the statement below the heading", "query \"%.*s\" has no SQL", SLICE_ARGS(r->q->name));
	else if (r->set->refused == before)
		query_check(r->set, r->q);
}

static void read_line(struct reading *r, const char *file, int number, struct slice line)
{
	struct slice key = {NULL, 0}, value = {NULL, 0};
	bool is_heading = heading(line, &key, &value), is_comment = trim(line).n >= 2 && memcmp(trim(line).p, "--", 2) == 0;
	if (is_heading && slice_is(key, "query")) {
		finish_query(r, line.p);
		r->q = add_query(r->set, file, number, value);
		r->body = NULL;
		return;
	}
	if (!r->q) {
		if (!is_comment && trim(line).n) {
			struct query nameless = {.file = file};
			refuse(r->set, &nameless, number, "begin with -- query: name", "SQL without a name");
		}
		return;
	}
	bool known = slice_is(key, "kind") || slice_is(key, "in") || slice_is(key, "out") || slice_is(key, "across");
	if (r->body && is_heading && known)
		refuse(r->set, r->q, number, "move it above the SQL", "a heading stands below the SQL");
	if (!r->body && is_heading)
		read_heading(r->set, r->q, number, key, value);
	else if (!r->body && !is_comment && trim(line).n) {
		r->body = line.p;
		r->body_line = number;
	}
}

void query_read(struct query_set *set, const char *file, const char *bytes, size_t n)
{
	struct reading r = {.set = set};
	const char *p = bytes, *end = bytes + n;
	for (int number = 1; p < end; number++) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		read_line(&r, file, number, (struct slice){p, (size_t)((stop ? stop : end) - p)});
		p = stop ? stop + 1 : end;
	}
	finish_query(&r, end);
}

void query_set_free(struct query_set *set)
{
	for (size_t i = 0; i < set->n; i++) {
		free(set->at[i]->tokens);
		free(set->at[i]);
	}
	free(set->at);
	*set = (struct query_set){.errors = set->errors};
}
