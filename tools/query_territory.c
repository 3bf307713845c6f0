/* Refuses a statement that reads or changes a table without saying of which territory: a forgotten territory_id shows one town the files of
   another, and stops the tables from being distributed. Every table named must be held by "territory_id =", directly or by a join, and the
   statement as a whole by a parameter. Called by query_check.c unless the query says "-- across: reason". */
#include "query.h"

#include <stdlib.h>
#include <string.h>

void query_check_territory(struct query_set *set, const struct query *q);

struct table_ref {
	struct slice table, alias;
	int scope, line;
	bool held;
};

struct scan {
	struct query_set *set;
	const struct query *q;
	int *scope_of;                  /* each token's innermost SELECT, by number */
	int parent[TABLES_MAX];         /* of each scope; -1 for the outermost */
	int scopes;
	int open[DEPTH_MAX + 2];        /* the scope begun at each depth, or -1 */
	bool from[DEPTH_MAX + 2];       /* inside a FROM list at this depth */
	struct table_ref refs[TABLES_MAX];
	size_t ref_count;
	bool anchored;                  /* some territory_id equals a parameter */
};

static bool same(struct slice a, struct slice b)
{
	return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

static bool is_one_of(const struct token *t, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (token_is(t, words[i]))
			return true;
	return false;
}
#define ONE_OF(t, words) is_one_of((t), (words), sizeof(words) / sizeof(words)[0])

static int scope_at(const struct scan *s, int depth)
{
	for (int d = depth; d >= 0; d--)
		if (s->open[d] >= 0)
			return s->open[d];
	return -1;
}

static void begin_scope(struct scan *s, int depth)
{
	int parent = depth > 0 ? scope_at(s, depth - 1) : -1;
	if (s->scopes == TABLES_MAX)
		return;
	s->parent[s->scopes] = parent;
	s->open[depth] = s->scopes++;
	s->from[depth] = false;
}

static bool is_cte(const struct query *q, struct slice name)
{
	for (size_t i = 0; i + 2 < q->token_count; i++) {
		const struct token *t = &q->tokens[i];
		if (t->kind != TOKEN_WORD || !same(t->text, name))
			continue;
		size_t k = i + 1;
		if (token_is(&q->tokens[k], "("))
			while (k + 2 < q->token_count && !(token_is(&q->tokens[k++], ")") && q->tokens[k - 1].depth == t->depth))
				;
		if (token_is(&q->tokens[k], "as") && k + 1 < q->token_count && token_is(&q->tokens[k + 1], "("))
			return true;
	}
	return false;
}

static void add_ref(struct scan *s, size_t i)
{
	static const char *const not_alias[] = {"join", "left", "right", "full", "inner", "outer", "cross", "on", "using", "where", "group", "order", "having",
	                                        "limit", "offset", "union", "except", "intersect", "set", "returning", "window", "values", "select", "default"};
	const struct query *q = s->q;
	if (q->tokens[i].kind != TOKEN_WORD || is_cte(q, q->tokens[i].text))
		return;
	if (s->ref_count == TABLES_MAX) {
		refuse(s->set, q, q->tokens[i].line, "cut the query in two", "more than %d tables", TABLES_MAX);
		return;
	}
	struct table_ref *r = &s->refs[s->ref_count++];
	*r = (struct table_ref){.table = q->tokens[i].text, .alias = q->tokens[i].text, .scope = scope_at(s, q->tokens[i].depth), .line = q->tokens[i].line};
	const struct token *next = &q->tokens[i + 1];
	if (token_is(next, "as"))
		r->alias = q->tokens[i + 2].text;
	else if (next->kind == TOKEN_WORD && !ONE_OF(next, not_alias))
		r->alias = next->text;
}

/* INSERT INTO table (columns): territory_id must be one of them. */
static void check_insert(struct scan *s, size_t into)
{
	const struct query *q = s->q;
	bool list = into + 2 < q->token_count && token_is(&q->tokens[into + 2], "(");
	for (size_t i = into + 3; list && i < q->token_count && q->tokens[i].depth > q->tokens[into].depth; i++)
		if (token_is(&q->tokens[i], "territory_id"))
			return;
	refuse(s->set, q, q->tokens[into].line, "insert territory_id, or say -- across: reason", "\"%.*s\" gets rows without a territory",
	       SLICE_ARGS(q->tokens[into + 1].text));
}

static void find_table(struct scan *s, size_t i)
{
	static const char *const ends[] = {"where", "group", "order", "having", "limit", "offset", "union", "except", "intersect", "set", "returning", "window"};
	const struct query *q = s->q;
	const struct token *t = &q->tokens[i], *before = i ? &q->tokens[i - 1] : NULL;
	int d = t->depth;
	if (token_is(t, ")")) {
		s->open[d + 1] = -1;
		s->from[d + 1] = false;
	}
	if (token_is(t, "select") || (d == 0 && (token_is(t, "delete") || token_is(t, "insert") || (token_is(t, "update") && !(before && token_is(before, "do"))))))
		begin_scope(s, d);
	bool from = token_is(t, "from") && !(before && token_is(before, "distinct"));
	if (from)
		s->from[d] = true;
	else if (ONE_OF(t, ends))
		s->from[d] = false;
	if (from || token_is(t, "join") || (token_is(t, ",") && s->from[d]) || (token_is(t, "update") && !(before && token_is(before, "do"))))
		add_ref(s, i + 1);
	if (token_is(t, "into") && before && token_is(before, "insert"))
		check_insert(s, i);
}

/* Is the territory_id at i (its name begins at `first`) compared by = or IN, in a pair of them, or named in USING? */
static bool compared(const struct query *q, size_t i, size_t first)
{
	const struct token *next = &q->tokens[i + 1];
	if (token_is(next, "=") || token_is(next, "in") || (first && token_is(&q->tokens[first - 1], "=")))
		return true;
	int d = q->tokens[i].depth;
	size_t open = i;
	while (open > 0 && !(token_is(&q->tokens[open], "(") && q->tokens[open].depth == d - 1))
		open--;
	size_t end = i;
	while (end + 1 < q->token_count && !(token_is(&q->tokens[end], ")") && q->tokens[end].depth == d - 1))
		end++;
	if (d == 0 || end + 2 >= q->token_count)
		return d > 0 && open > 0 && token_is(&q->tokens[open - 1], "using");
	return token_is(&q->tokens[end + 1], "=") || token_is(&q->tokens[end + 1], "in") || (open > 0 && token_is(&q->tokens[open - 1], "using"));
}

static size_t refs_in(const struct scan *s, int scope)
{
	size_t n = 0;
	for (size_t i = 0; i < s->ref_count; i++)
		n += s->refs[i].scope == scope;
	return n;
}

static bool in_using(const struct query *q, size_t i)
{
	while (i > 0 && !token_is(&q->tokens[i], "("))
		i--;
	return i > 0 && token_is(&q->tokens[i - 1], "using");
}

/* Marks the tables that the territory_id at i holds. */
static void hold(struct scan *s, size_t i)
{
	const struct query *q = s->q;
	bool qualified = i >= 2 && token_is(&q->tokens[i - 1], ".");
	size_t first = qualified ? i - 2 : i;
	if (!compared(q, i, first))
		return;
	const struct token *next = &q->tokens[i + 1];
	bool equals_parameter = (token_is(next, "=") && next[1].kind == TOKEN_PARAMETER) ||
	                        (first >= 2 && token_is(&q->tokens[first - 1], "=") && q->tokens[first - 2].kind == TOKEN_PARAMETER);
	bool in_pair = (token_is(next, ",") || token_is(next, ")")) && !in_using(q, i);
	s->anchored = s->anchored || equals_parameter || in_pair;
	if (!qualified) {
		bool all = in_using(q, i) || refs_in(s, s->scope_of[i]) == 1;
		for (size_t k = 0; all && k < s->ref_count; k++)
			s->refs[k].held = s->refs[k].held || s->refs[k].scope == s->scope_of[i];
		return;
	}
	for (int scope = s->scope_of[i]; scope >= -1; scope = scope < 0 ? -2 : s->parent[scope])
		for (size_t k = 0; k < s->ref_count; k++)
			if (s->refs[k].scope == scope && same(s->refs[k].alias, q->tokens[first].text)) {
				s->refs[k].held = true;
				return;
			}
}

static void report(struct scan *s)
{
	for (size_t i = 0; i < s->ref_count; i++)
		if (!s->refs[i].held)
			refuse(s->set, s->q, s->refs[i].line, "compare its territory_id (with its alias when there are several tables), or say -- across: reason",
			       "\"%.*s\" is read without its territory", SLICE_ARGS(s->refs[i].table));
	if (s->ref_count && !s->anchored)
		refuse(s->set, s->q, s->q->line, "compare territory_id to a parameter, or say -- across: reason", "no territory is given");
}

void query_check_territory(struct query_set *set, const struct query *q)
{
	struct scan *s = calloc(1, sizeof *s);
	int *scopes = calloc(q->token_count, sizeof *scopes);
	if (!s || !scopes)
		abort();
	s->set = set;
	s->q = q;
	s->scope_of = scopes;
	for (size_t d = 0; d < sizeof s->open / sizeof s->open[0]; d++)
		s->open[d] = -1;
	for (size_t i = 0; i + 1 < q->token_count; i++) {
		find_table(s, i);
		scopes[i] = scope_at(s, q->tokens[i].depth);
	}
	for (size_t i = 0; i + 1 < q->token_count; i++)
		if (token_is(&q->tokens[i], "territory_id"))
			hold(s, i);
	report(s);
	free(scopes);
	free(s);
}
