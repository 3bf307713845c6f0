/* Refuses, before any database sees it, SQL on which SQLite and PostgreSQL disagree, SQL that does not match its heading, and SQL that
   forgets its territory (architecture.md §4). Works on tokens, not on a grammar: each engine checks the rest when it prepares.
   Called by query_parse.c for a query whose heading and tokens are sound. */
#include "query.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void query_check_territory(struct query_set *set, const struct query *q);

static const struct {
	const char *text, *hint;
} refused_tokens[] = {
	{"::", "write CAST(x AS BIGINT) or CAST(x AS TEXT)"},
	{"->", "JSON differs between the engines: use columns"},
	{"->>", "JSON differs between the engines: use columns"},
	{"#>", "JSON differs between the engines: use columns"},
	{"@>", "JSON differs between the engines: use columns"},
	{"<@", "JSON differs between the engines: use columns"},
	{"&&", "write AND"},
	{"||", "select the parts and join them in C"},
	{"==", "write ="},
	{"~", "regular expressions differ: filter on a folded column"},
	{"~*", "regular expressions differ: filter on a folded column"},
	{"!~", "regular expressions differ: filter on a folded column"},
	{"?", "parameters are $1, $2, …"},
	{":", "parameters are $1, $2, …"},
	{"@", "parameters are $1, $2, …"},
	{"[", "choose a name that needs no quotes"},
	{"`", "choose a name that needs no quotes"},
	{"\"", "choose a name that needs no quotes; text stands in '…'"},
	{"/*", "comments begin with --"},
	{"like", "LIKE ignores case on one engine only: compare a folded column"},
	{"ilike", "compare a folded column"},
	{"glob", "compare a folded column"},
	{"regexp", "compare a folded column"},
	{"similar", "compare a folded column"},
	{"match", "full-text search lives in src/store/search.c"},
	{"collate", "columns are already compared byte by byte; fold text in C"},
	{"true", "booleans are 1 and 0"},
	{"false", "booleans are 1 and 0"},
	{"current_timestamp", "pass the instant as a parameter"},
	{"current_date", "pass the day as a parameter"},
	{"current_time", "pass the instant as a parameter"},
	{"interval", "days and instants are whole numbers: add them"},
	{"rowid", "only SQLite has it: use the key"},
	{"_rowid_", "only SQLite has it: use the key"},
	{"oid", "only PostgreSQL has it: use the key"},
	{"ctid", "only PostgreSQL has it: use the key"},
	{"isnull", "write IS NULL"},
	{"notnull", "write IS NOT NULL"},
	{"lateral", "only PostgreSQL has it: use a join or a window"},
	{"natural", "name the columns: ON or USING"},
	{"pragma", "settings belong to the driver"},
	{"attach", "settings belong to the driver"},
	{"vacuum", "settings belong to the driver"},
	{"any", "write IN (…) or EXISTS (…)"},
	{"array", "only PostgreSQL has it: use rows"},
	{"indexed", "only SQLite has it: the planner chooses"},
	{"unlikely", "only SQLite has it: the planner chooses"},
	{"ignore", "write ON CONFLICT (…) DO NOTHING"},
};

/* Functions that mean the same on both engines. */
static const char *const functions[] = {
	"count", "sum", "min", "max", "coalesce", "nullif", "abs", "length", "substr", "replace", "trim", "ltrim", "rtrim", "cast", "exists",
	"row_number", "rank", "dense_rank", "lag", "lead", "first_value", "last_value", "nth_value", "ntile",
};

/* Words that may stand before a parenthesis without being a function. */
static const char *const before_parenthesis[] = {
	"select", "from", "join", "in", "values", "and", "or", "not", "on", "where", "having", "when", "then", "else", "case", "by", "as", "over",
	"filter", "using", "conflict", "limit", "offset", "union", "all", "except", "intersect", "set", "between", "distinct", "returning", "is",
	"materialized", "end", "null", "with",
};

static const struct {
	const char *name, *hint;
} refused_functions[] = {
	{"string_agg", "select the rows and join them in C"},
	{"group_concat", "select the rows and join them in C"},
	{"array_agg", "select the rows"},
	{"greatest", "write CASE WHEN a > b THEN a ELSE b END"},
	{"least", "write CASE WHEN a < b THEN a ELSE b END"},
	{"ifnull", "write COALESCE"},
	{"nvl", "write COALESCE"},
	{"iif", "write CASE WHEN"},
	{"lower", "case folding differs: fold text in C"},
	{"upper", "case folding differs: fold text in C"},
	{"total", "write CAST(COALESCE(SUM(x), 0) AS BIGINT)"},
	{"avg", "it is a fraction: select SUM and COUNT, divide in C"},
	{"round", "it is a fraction: round in C"},
	{"now", "pass the instant as a parameter"},
	{"date", "pass the day as a parameter"},
	{"datetime", "pass the instant as a parameter"},
	{"strftime", "pass the day as a parameter"},
	{"extract", "pass the day as a parameter"},
	{"random", "choose in C"},
	{"printf", "format in C"},
	{"format", "format in C"},
	{"concat", "select the parts and join them in C"},
	{"last_insert_rowid", "keys are given by the program, or use RETURNING in a query of kind one"},
	{"json_extract", "JSON differs between the engines: use columns"},
};

static bool in_list(struct slice s, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (slice_is(s, list[i]))
			return true;
	return false;
}
#define IN_LIST(s, list) in_list((s), (list), sizeof(list) / sizeof(list)[0])

/* The parenthesis that closes the one at `open`. */
static size_t closing(const struct query *q, size_t open)
{
	for (size_t i = open + 1; i < q->token_count; i++)
		if (token_is(&q->tokens[i], ")") && q->tokens[i].depth == q->tokens[open].depth)
			return i;
	return q->token_count - 1;
}

static void check_first_word(struct query_set *set, const struct query *q)
{
	static const char *const verbs[] = {"select", "insert", "update", "delete", "with"};
	if (!IN_LIST(q->tokens[0].text, verbs))
		refuse(set, q, q->tokens[0].line, "a query is SELECT, INSERT, UPDATE, DELETE or WITH; tables belong in migrations/",
		       "\"%.*s\" cannot begin a query", SLICE_ARGS(q->tokens[0].text));
}

static void check_tokens(struct query_set *set, const struct query *q)
{
	for (size_t i = 0; i + 1 < q->token_count; i++) {
		const struct token *t = &q->tokens[i];
		for (size_t k = 0; k < sizeof refused_tokens / sizeof refused_tokens[0]; k++)
			if (token_is(t, refused_tokens[k].text))
				refuse(set, q, t->line, refused_tokens[k].hint, "the engines disagree on %.*s", SLICE_ARGS(t->text));
		if (token_is(t, "/") && token_is(&q->tokens[i + 1], "*") && !q->tokens[i + 1].space)
			refuse(set, q, t->line, "comments begin with --", "a comment in /* */");
		if (t->kind == TOKEN_NUMBER && token_is(&q->tokens[i + 1], ".") && !q->tokens[i + 1].space)
			refuse(set, q, t->line, "values are whole numbers: cents, thousandths", "a number with a fraction");
		if (token_is(t, ";") && i + 2 != q->token_count)
			refuse(set, q, t->line, "give each statement its own -- query:", "more than one statement");
	}
}

/* A common table expression: name AS ( or name (columns) AS (. */
static bool names_cte(const struct query *q, size_t i)
{
	if (token_is(&q->tokens[i + 1], "as"))
		return token_is(&q->tokens[i + 2], "(");
	if (!token_is(&q->tokens[i + 1], "("))
		return false;
	size_t end = closing(q, i + 1);
	return end + 2 < q->token_count && token_is(&q->tokens[end + 1], "as") && token_is(&q->tokens[end + 2], "(");
}

static bool inside_cast_bigint(const struct query *q, size_t i)
{
	int depth = q->tokens[i].depth;
	for (size_t k = i; k-- > 1;) {
		if (!token_is(&q->tokens[k], "(") || q->tokens[k].depth >= depth)
			continue;
		depth = q->tokens[k].depth;
		size_t end = closing(q, k);
		if (token_is(&q->tokens[k - 1], "cast") && token_is(&q->tokens[end - 1], "bigint"))
			return true;
	}
	return false;
}

static bool has_comma(const struct query *q, size_t open)
{
	size_t end = closing(q, open);
	for (size_t i = open + 1; i < end; i++)
		if (token_is(&q->tokens[i], ",") && q->tokens[i].depth == q->tokens[open].depth + 1)
			return true;
	return false;
}

/* A word directly before a parenthesis. */
static void check_function(struct query_set *set, const struct query *q, size_t i)
{
	const struct token *t = &q->tokens[i];
	for (size_t k = 0; k < sizeof refused_functions / sizeof refused_functions[0]; k++)
		if (token_is(t, refused_functions[k].name)) {
			refuse(set, q, t->line, refused_functions[k].hint, "the engines disagree on %.*s()", SLICE_ARGS(t->text));
			return;
		}
	if (token_is(t, "sum") && !inside_cast_bigint(q, i))
		refuse(set, q, t->line, "write CAST(SUM(x) AS BIGINT)", "SUM without its type");
	if ((token_is(t, "max") || token_is(t, "min")) && has_comma(q, i + 1))
		refuse(set, q, t->line, "write CASE WHEN a > b THEN a ELSE b END", "the engines disagree on %.*s(a, b)", SLICE_ARGS(t->text));
	if (token_is(t, "cast")) {
		const struct token *type = &q->tokens[closing(q, i + 1) - 1];
		if (!token_is(type, "bigint") && !token_is(type, "text"))
			refuse(set, q, t->line, "BIGINT or TEXT", "the engines disagree on CAST to %.*s", SLICE_ARGS(type->text));
	}
	bool table = i && (token_is(&q->tokens[i - 1], "into") || token_is(&q->tokens[i - 1], "as"));
	if (!table && !IN_LIST(t->text, functions) && !IN_LIST(t->text, before_parenthesis) && !names_cte(q, i))
		refuse(set, q, t->line, "compute it in C, or add it to tools/query_check.c when both engines agree", "%.*s() is not a known function",
		       SLICE_ARGS(t->text));
}

static void check_is(struct query_set *set, const struct query *q, size_t i)
{
	const struct token *next = &q->tokens[i + 1];
	if (token_is(next, "not"))
		next++;
	if (!token_is(next, "null") && !token_is(next, "distinct"))
		refuse(set, q, q->tokens[i].line, "IS NULL, IS NOT NULL, IS DISTINCT FROM or =", "the engines disagree on IS %.*s", SLICE_ARGS(next->text));
}

/* The end of a clause that began at i: the next token at the same depth that begins another one. */
static size_t clause_end(const struct query *q, size_t i)
{
	static const char *const starts[] = {"where", "group", "having", "order", "limit", "offset", "union", "except", "intersect", "returning", "window", ";"};
	size_t k = i + 1;
	for (; k + 1 < q->token_count && q->tokens[k].depth >= q->tokens[i].depth; k++)
		if (q->tokens[k].depth == q->tokens[i].depth && IN_LIST(q->tokens[k].text, starts))
			break;
	return k;
}

static void check_limit(struct query_set *set, const struct query *q, size_t i)
{
	size_t end = clause_end(q, i);
	for (size_t k = i + 1; k < end; k++)
		if (token_is(&q->tokens[k], ",") && q->tokens[k].depth == q->tokens[i].depth)
			refuse(set, q, q->tokens[k].line, "write LIMIT n OFFSET m", "the engines disagree on LIMIT a, b");
}

static void check_words(struct query_set *set, const struct query *q)
{
	for (size_t i = 0; i + 1 < q->token_count; i++) {
		const struct token *t = &q->tokens[i], *next = &q->tokens[i + 1];
		if (token_is(t, "*") && i && (token_is(&q->tokens[i - 1], "select") || token_is(&q->tokens[i - 1], ".") || token_is(&q->tokens[i - 1], "returning")))
			refuse(set, q, t->line, "name the columns", "every column at once");
		if (t->kind == TOKEN_WORD && token_is(next, "("))
			check_function(set, q, i);
		if (token_is(t, "is"))
			check_is(set, q, i);
		if (token_is(t, "limit"))
			check_limit(set, q, i);
		if (token_is(t, "for") && (token_is(next, "update") || token_is(next, "share")))
			refuse(set, q, t->line, "write transactions are already serializable", "the engines disagree on FOR UPDATE");
		if (token_is(t, "insert") && token_is(next, "or"))
			refuse(set, q, t->line, "write ON CONFLICT (…) DO UPDATE or DO NOTHING", "the engines disagree on INSERT OR");
		if (token_is(t, "distinct") && token_is(next, "on"))
			refuse(set, q, t->line, "use row_number() OVER (…)", "the engines disagree on DISTINCT ON");
		if (token_is(t, "order") && token_is(next, "by") && clause_end(q, i) == i + 2)
			refuse(set, q, t->line, "name what to order by", "ORDER BY nothing");
	}
}

static void check_parameters(struct query_set *set, const struct query *q)
{
	bool used[FIELDS_MAX + 1] = {false};
	unsigned long highest = 0;
	for (size_t i = 0; i < q->token_count; i++) {
		const struct token *t = &q->tokens[i];
		if (t->kind != TOKEN_PARAMETER)
			continue;
		unsigned long n = 0;
		for (size_t k = 1; k < t->text.n && n <= FIELDS_MAX; k++)
			n = 10 * n + (unsigned long)(t->text.p[k] - '0');
		if (n < 1 || n > FIELDS_MAX)
			refuse(set, q, t->line, "$1 to $64", "%.*s is not a parameter", SLICE_ARGS(t->text));
		else {
			used[n] = true;
			highest = n > highest ? n : highest;
		}
	}
	if (highest != q->in_count)
		refuse(set, q, q->line, "declare each $n in -- in:, in order", "%zu parameters are declared, the SQL uses up to $%lu", q->in_count, highest);
	for (unsigned long n = 1; n < highest; n++)
		if (!used[n])
			refuse(set, q, q->line, "number them without a hole", "$%lu is not used", n);
}

/* The first token after SELECT or RETURNING of the statement itself; 0 when it gives no columns. */
static size_t column_list(const struct query *q, bool *returning)
{
	bool change = false;
	for (size_t i = 0; i < q->token_count; i++) {
		const struct token *t = &q->tokens[i];
		if (t->depth != 0)
			continue;
		if (token_is(t, "insert") || token_is(t, "update") || token_is(t, "delete"))
			change = true;
		*returning = token_is(t, "returning");
		if (*returning || (token_is(t, "select") && !change)) {
			bool word = token_is(&q->tokens[i + 1], "distinct") || token_is(&q->tokens[i + 1], "all");
			return i + (word ? 2 : 1);
		}
	}
	return 0;
}

static bool ends_columns(const struct query *q, size_t i)
{
	static const char *const ends[] = {"from", "where", "group", "having", "order", "limit", "offset", "union", "except", "intersect", "window", ";"};
	const struct token *t = &q->tokens[i];
	if (t->kind == TOKEN_END)
		return true;
	if (t->depth != 0 || t->kind == TOKEN_STRING || !IN_LIST(t->text, ends))
		return false;
	return !(token_is(t, "from") && token_is(&q->tokens[i - 1], "distinct"));
}

/* PostgreSQL gives a truth value where SQLite gives a number. */
static bool gives_truth(const struct token *t)
{
	static const char *const signs[] = {"=", "<", ">", "<=", ">=", "<>", "!=", "and", "or", "not", "exists", "in", "is", "between"};
	return t->depth == 0 && t->kind != TOKEN_STRING && IN_LIST(t->text, signs);
}

static void check_columns(struct query_set *set, const struct query *q)
{
	bool returning = false;
	size_t start = column_list(q, &returning), columns = start ? 1 : 0;
	int cases = 0;
	for (size_t i = start; start && !ends_columns(q, i); i++) {
		const struct token *t = &q->tokens[i];
		cases += token_is(t, "case") ? 1 : token_is(t, "end") ? -1 : 0;
		if (token_is(t, ",") && t->depth == 0)
			columns++;
		if (cases == 0 && gives_truth(t))
			refuse(set, q, t->line, "write CASE WHEN … THEN 1 ELSE 0 END", "a truth value as a column");
	}
	if (columns != q->out_count)
		refuse(set, q, q->line, "name and type each selected column in -- out:", "%zu columns are declared, the SQL gives %zu", q->out_count, columns);
	if (start && returning && q->kind != KIND_ONE)
		refuse(set, q, q->line, "use kind one, or leave it out", "RETURNING only in a query of kind one");
}

static const struct field *nullable_named(const struct query *q, struct slice name)
{
	for (size_t i = 0; i < q->out_count; i++)
		if (q->out[i].optional && q->out[i].name.n == name.n && memcmp(q->out[i].name.p, name.p, name.n) == 0)
			return &q->out[i];
	return NULL;
}

/* NULLs come first on one engine and last on the other. */
static void check_order(struct query_set *set, const struct query *q)
{
	for (size_t i = 0; i + 2 < q->token_count; i++) {
		if (q->tokens[i].depth != 0 || !token_is(&q->tokens[i], "order"))
			continue;
		size_t end = clause_end(q, i);
		for (size_t k = i + 2; k < end; k++) {
			size_t last = k;
			while (last < end && !(token_is(&q->tokens[last], ",") && q->tokens[last].depth == 0))
				last++;
			size_t name = last > k + 2 && token_is(&q->tokens[k + 1], ".") ? k + 2 : k;
			bool placed = last >= k + 2 && token_is(&q->tokens[last - 2], "nulls");
			bool plain = last <= name + 2;
			if (plain && !placed && nullable_named(q, q->tokens[name].text))
				refuse(set, q, q->tokens[name].line, "add NULLS FIRST or NULLS LAST", "the engines disagree on where NULL is ordered");
			k = last;
		}
	}
}

void query_check(struct query_set *set, const struct query *q)
{
	check_first_word(set, q);
	check_tokens(set, q);
	check_words(set, q);
	check_parameters(set, q);
	check_columns(set, q);
	check_order(set, q);
	if (!q->across)
		query_check_territory(set, q);
}
