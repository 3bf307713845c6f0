/* tools/queries OUT.h OUT.c queries/A.sql … : named SQL into typed C functions (docs/design/generators.md says what each kind becomes).
   Refuses on stderr with "file:line: message: hint" and exit 65. query_parse.c and query_check.c read and judge; this file only writes. */
#include "query.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOT = 16 }; /* those before belong to store/ (store/driver.h) */

static const char *c_type(const struct field *f)
{
	return f->optional ? f->type->optional : f->type->c_type;
}

static void write_members(FILE *f, const char *name, const char *suffix, size_t name_n, const struct field *fields, size_t count)
{
	(void)fprintf(f, "struct q_%.*s_%s {\n", (int)name_n, name, suffix);
	for (size_t i = 0; i < count; i++)
		(void)fprintf(f, "\t%s %.*s;\n", c_type(&fields[i]), SLICE_ARGS(fields[i].name));
	(void)fputs("};\n", f);
}

static void write_parameters(FILE *f, const struct query *q)
{
	if (q->in_count > ARGUMENTS_INLINE)
		(void)fprintf(f, ", const struct q_%.*s_in *in", SLICE_ARGS(q->name));
	else
		for (size_t i = 0; i < q->in_count; i++)
			(void)fprintf(f, ", %s %.*s", c_type(&q->in[i]), SLICE_ARGS(q->in[i].name));
}

/* The function's declaration without what ends it. */
static void write_signature(FILE *f, const struct query *q)
{
	(void)fprintf(f, "enum status q_%.*s%s(struct db *db%s", SLICE_ARGS(q->name), q->kind == KIND_EACH ? "_open" : "",
	              q->kind == KIND_MANY || q->kind == KIND_ONE ? ", struct arena *arena" : "");
	write_parameters(f, q);
	static const char *const last[] = {[KIND_MANY] = "_rows *rows", [KIND_ONE] = "_row *row", [KIND_EACH] = "_cursor *cursor"};
	if (last[q->kind])
		(void)fprintf(f, ", struct q_%.*s%s", SLICE_ARGS(q->name), last[q->kind]);
	(void)fputc(')', f);
}

static void write_declaration(FILE *f, const struct query *q)
{
	(void)fprintf(f, "/* %s:%d */\n", q->file, q->line);
	if (q->in_count > ARGUMENTS_INLINE)
		write_members(f, q->name.p, "in", q->name.n, q->in, q->in_count);
	if (q->out_count)
		write_members(f, q->name.p, "row", q->name.n, q->out, q->out_count);
	if (q->kind == KIND_MANY)
		(void)fprintf(f, "struct q_%.*s_rows {\n\tconst struct q_%.*s_row *at;\n\tsize_t n;\n};\n", SLICE_ARGS(q->name), SLICE_ARGS(q->name));
	if (q->kind == KIND_EACH)
		(void)fprintf(f, "struct q_%.*s_cursor {\n\tstruct db_statement *statement;\n};\n", SLICE_ARGS(q->name));
	(void)fputs("must_use ", f);
	write_signature(f, q);
	(void)fputs(";\n", f);
	if (q->kind == KIND_EACH)
		(void)fprintf(f,
		              "must_use enum status q_%.*s_next(struct q_%.*s_cursor *cursor, struct q_%.*s_row *row, bool *more);\n"
		              "void q_%.*s_close(struct q_%.*s_cursor *cursor);\n",
		              SLICE_ARGS(q->name), SLICE_ARGS(q->name), SLICE_ARGS(q->name), SLICE_ARGS(q->name), SLICE_ARGS(q->name));
	(void)fputc('\n', f);
}

/* The statement with one blank where there were blanks and comments, as a C string. */
static void write_sql(FILE *f, const struct query *q)
{
	(void)fputc('"', f);
	for (size_t i = 0; i + 1 < q->token_count; i++) {
		const struct token *t = &q->tokens[i];
		if (token_is(t, ";"))
			continue;
		if (i && t->space)
			(void)fputc(' ', f);
		for (size_t k = 0; k < t->text.n; k++) {
			if (t->text.p[k] == '\\' || t->text.p[k] == '"')
				(void)fputc('\\', f);
			(void)fputc(t->text.p[k], f);
		}
	}
	(void)fputc('"', f);
}

static void write_letters(FILE *f, const struct field *fields, size_t count)
{
	(void)fputc('"', f);
	for (size_t i = 0; i < count; i++)
		(void)fputc(fields[i].type->member ? 'i' : 't', f);
	(void)fputc('"', f);
}

static void write_table(FILE *f, const struct query_set *set)
{
	static const char *const kinds[] = {[KIND_MANY] = "DB_MANY", [KIND_ONE] = "DB_ONE", [KIND_EXEC] = "DB_EXEC", [KIND_EACH] = "DB_EACH"};
	(void)fputs("static const struct db_query queries[] = {\n", f);
	for (size_t i = 0; i < set->n; i++) {
		const struct query *q = set->at[i];
		(void)fprintf(f, "\t{%zu, %s, \"%.*s\", SQL(", i + FIRST_SLOT, kinds[q->kind], SLICE_ARGS(q->name));
		write_sql(f, q);
		(void)fputs("), ", f);
		write_letters(f, q->in, q->in_count);
		(void)fputs(", ", f);
		write_letters(f, q->out, q->out_count);
		(void)fputs("},\n", f);
	}
	(void)fputs("\t{0, DB_EXEC, \"\", SQL(\"\"), \"\", \"\"},\n};\n\n", f);
}

static void write_bind(FILE *f, const struct query *q, size_t i)
{
	const struct field *p = &q->in[i];
	const char *from = q->in_count > ARGUMENTS_INLINE ? "in->" : "";
	if (!p->type->member)
		(void)fprintf(f, "\tdb_bind_text(s, %zu, %s%.*s);\n", i, from, SLICE_ARGS(p->name));
	else if (p->optional)
		(void)fprintf(f, "\tif (%s%.*s.set)\n\t\tdb_bind_int(s, %zu, %s%.*s.value%s);\n\telse\n\t\tdb_bind_null(s, %zu);\n", from, SLICE_ARGS(p->name), i, from,
		              SLICE_ARGS(p->name), p->type->member, i);
	else
		(void)fprintf(f, "\tdb_bind_int(s, %zu, %s%.*s%s);\n", i, from, SLICE_ARGS(p->name), p->type->member);
}

static void write_column(FILE *f, const struct field *c, size_t i)
{
	const char *name = c->name.p;
	int n = (int)c->name.n;
	if (!c->optional)
		(void)fprintf(f, "\twhole = whole && !db_column_null(s, %zu);\n", i);
	if (!c->type->member)
		(void)fprintf(f, "\trow->%.*s = arena ? arena_str(arena, db_column_text(s, %zu)) : db_column_text(s, %zu);\n", n, name, i, i);
	else if (c->optional)
		(void)fprintf(f, "\trow->%.*s.set = !db_column_null(s, %zu);\n\trow->%.*s.value%s = db_column_int(s, %zu);\n", n, name, i, n, name, c->type->member, i);
	else
		(void)fprintf(f, "\trow->%.*s%s = db_column_int(s, %zu)%s;\n", n, name, c->type->member, i, strcmp(c->type->c_type, "bool") == 0 ? " != 0" : "");
}

static void write_row_reader(FILE *f, const struct query *q)
{
	(void)fprintf(f, "static enum status read_%.*s(struct db_statement *s, struct arena *arena, struct q_%.*s_row *row)\n{\n\tbool whole = true;\n",
	              SLICE_ARGS(q->name), SLICE_ARGS(q->name));
	for (size_t i = 0; i < q->out_count; i++)
		write_column(f, &q->out[i], i);
	(void)fprintf(f, "\treturn whole ? OK : broken(\"q_%.*s\", S(\"NULL in a column declared without ?\"));\n}\n\n", SLICE_ARGS(q->name));
}

/* What follows the binding, by kind. */
static void write_body(FILE *f, const struct query *q)
{
	switch (q->kind) {
	case KIND_MANY:
		(void)fprintf(f,
		              "\tLIST_OF(struct q_%.*s_row) list = {0};\n\tbool more = true;\n\twhile (status == OK && (status = db_step(s, &more)) == OK && more)\n"
		              "\t\tstatus = read_%.*s(s, arena, LIST_ADD(arena, &list));\n\tdb_finish(s);\n\trows->at = list.at;\n\trows->n = list.n;\n\treturn status;\n}\n\n",
		              SLICE_ARGS(q->name), SLICE_ARGS(q->name));
		break;
	case KIND_ONE:
		(void)fprintf(f,
		              "\tbool more = false;\n\tstatus = db_step(s, &more);\n\tif (status == OK)\n\t\tstatus = more ? read_%.*s(s, arena, row) : NOT_FOUND;\n"
		              "\tdb_finish(s);\n\treturn status;\n}\n\n",
		              SLICE_ARGS(q->name));
		break;
	case KIND_EXEC:
		(void)fputs("\tbool more = false;\n\tstatus = db_step(s, &more);\n\tdb_finish(s);\n\treturn status;\n}\n\n", f);
		break;
	case KIND_EACH:
		(void)fprintf(f,
		              "\tcursor->statement = s;\n\treturn OK;\n}\n\n"
		              "enum status q_%.*s_next(struct q_%.*s_cursor *cursor, struct q_%.*s_row *row, bool *more)\n{\n"
		              "\tenum status status = db_step(cursor->statement, more);\n"
		              "\treturn status == OK && *more ? read_%.*s(cursor->statement, NULL, row) : status;\n}\n\n"
		              "void q_%.*s_close(struct q_%.*s_cursor *cursor)\n{\n\tdb_finish(cursor->statement);\n\tcursor->statement = NULL;\n}\n\n",
		              SLICE_ARGS(q->name), SLICE_ARGS(q->name), SLICE_ARGS(q->name), SLICE_ARGS(q->name), SLICE_ARGS(q->name), SLICE_ARGS(q->name));
		break;
	case KIND_NONE: break;
	}
}

static void write_function(FILE *f, const struct query *q, size_t index)
{
	if (q->out_count)
		write_row_reader(f, q);
	write_signature(f, q);
	(void)fprintf(f, "\n{\n%s\tstruct db_statement *s = NULL;\n\tenum status status = db_prepare(db, &queries[%zu], &s);\n\tif (status != OK)\n\t\treturn status;\n",
	              q->kind == KIND_MANY ? "\trows->at = NULL;\n\trows->n = 0;\n" : q->kind == KIND_EACH ? "\tcursor->statement = NULL;\n" : "", index);
	for (size_t i = 0; i < q->in_count; i++)
		write_bind(f, q, i);
	write_body(f, q);
}

static void write_header(FILE *f, const struct query_set *set)
{
	(void)fputs("/* Made by tools/queries from queries/. */\n#ifndef GEN_QUERIES_H\n#define GEN_QUERIES_H\n\n#include \"store/db.h\"\n\n"
	            "/* Prepares every statement once, so that a wrong one is found at start. BROKEN: logged by name. */\n"
	            "must_use enum status q_prepare_all(struct db *db);\n\n",
	            f);
	for (size_t i = 0; i < set->n; i++)
		write_declaration(f, set->at[i]);
	(void)fputs("#endif\n", f);
}

static void write_source(FILE *f, const struct query_set *set)
{
	(void)fputs("/* Made by tools/queries from queries/. */\n#include \"gen/queries.h\"\n\n#include \"base/log.h\"\n\n", f);
	write_table(f, set);
	(void)fputs("enum status q_prepare_all(struct db *db)\n{\n\treturn db_prepare_all(db, queries, sizeof queries / sizeof queries[0] - 1);\n}\n\n", f);
	for (size_t i = 0; i < set->n; i++)
		write_function(f, set->at[i], i);
}

/* The whole file; stays until the process ends, because queries are slices of it. */
static char *read_whole(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	char *bytes = f ? malloc(FILE_BYTES_MAX) : NULL;
	if (!bytes) {
		(void)fprintf(stderr, "%s:0: cannot be read: check its path and rights\n", path);
		exit(74);
	}
	*n = fread(bytes, 1, FILE_BYTES_MAX, f);
	(void)fclose(f);
	if (*n == FILE_BYTES_MAX) {
		(void)fprintf(stderr, "%s:0: is too long: cut it in two\n", path);
		exit(65);
	}
	return bytes;
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		(void)fputs("usage: queries OUT.h OUT.c queries/NAME.sql …\n", stderr);
		return 64;
	}
	struct query_set set = {.errors = stderr};
	for (int i = 3; i < argc; i++) {
		size_t n = 0;
		const char *bytes = read_whole(argv[i], &n);
		query_read(&set, argv[i], bytes, n);
	}
	if (set.refused)
		return 65;
	FILE *header = fopen(argv[1], "w"), *source = fopen(argv[2], "w");
	if (!header || !source)
		return 74;
	write_header(header, &set);
	write_source(source, &set);
	return fclose(header) == 0 && fclose(source) == 0 ? 0 : 74;
}
