/* What the files of the queries generator share: a query as read from queries/, its tokens, and how a refusal is reported.
   query_parse.c reads and checks the heading; query_check.c refuses what the two engines disagree on; queries.c writes the C.
   Text is kept as slices of the file's bytes, which must outlive the set. */
#ifndef TOOLS_QUERY_H
#define TOOLS_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { FIELDS_MAX = 64, ARGUMENTS_INLINE = 4, FILE_BYTES_MAX = 1 << 20, DEPTH_MAX = 64, TABLES_MAX = 64 };

struct slice {
	const char *p;
	size_t n;
};

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_STRING, TOKEN_PARAMETER, TOKEN_SIGN, TOKEN_END };

struct token {
	enum token_kind kind;
	struct slice text;
	int line;
	bool space; /* white space or a comment stood before it */
	int depth;  /* open parentheses around it; both of a pair have the depth of the outside */
};

struct value_type {
	const char *name;     /* in queries/ */
	const char *c_type;   /* as a parameter or member */
	const char *optional; /* the same when it may be NULL; NULL when that is refused */
	const char *member;   /* how to reach the int64 in it: ".cents"; NULL for text */
};

struct field {
	struct slice name;
	const struct value_type *type;
	bool optional;
};

enum query_kind { KIND_NONE, KIND_MANY, KIND_ONE, KIND_EXEC, KIND_EACH };

struct query {
	const char *file;
	int line; /* of "-- query:" */
	struct slice name;
	enum query_kind kind;
	struct field in[FIELDS_MAX], out[FIELDS_MAX];
	size_t in_count, out_count;
	bool across;
	struct token *tokens; /* ends with TOKEN_END */
	size_t token_count, token_room;
};

struct query_set {
	FILE *errors; /* where refusals are written */
	int refused;
	struct query **at;
	size_t n, room;
};

/* Reads one file into the set. `file` and `bytes` must outlive it. */
void query_read(struct query_set *set, const char *file, const char *bytes, size_t n);
void query_set_free(struct query_set *set);

/* query_check.c: everything that needs the tokens. */
void query_check(struct query_set *set, const struct query *q);

/* "file:line: message: hint"; %.*s of the slice where the message has one. */
void refuse(struct query_set *set, const struct query *q, int line, const char *hint, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

bool slice_is(struct slice s, const char *word); /* ASCII letters in any case */
bool token_is(const struct token *t, const char *word);
#define SLICE_ARGS(s) (int)(s).n, (s).p

#endif
