/* Expressions: "5 €/mois * (montant demandé - 2 %)" to nodes, by recursive descent over characters. Grammar, from what binds last:
     comparison  > < >= <= = !=        left to right
     sum         + -                   left to right
     product     * / //                left to right
     power       **                    right to left
     primary     ( … ), - primary, date, number with unit, 'text', name
   Operators between two values stand between spaces. Bounded in length and nesting. Resolves no name. */
#include "rules/read.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "rules/characters.h"
#include "rules/date.h"

struct scan {
	struct reading *r;
	str text;
	size_t at;
	struct place origin; /* of the first byte of text */
	size_t counted;      /* bytes whose characters are in `columns`: each is counted once */
	int64_t columns;
	bool one_line;
	uint32_t nesting;
	bool failed;
};

struct token {
	const char *text;
	enum operation operation;
};

static node_id read_comparison(struct scan *s);

/* ---- characters ---- */

static str rest(const struct scan *s)
{
	return str_skip(s->text, s->at);
}

static bool at_end(const struct scan *s)
{
	return s->at >= s->text.n;
}

static char next(const struct scan *s)
{
	return at_end(s) ? '\0' : s->text.p[s->at];
}

static void skip_spaces(struct scan *s)
{
	for (size_t n; (n = space_length(rest(s))) > 0;)
		s->at += n;
}

static struct place here(struct scan *s)
{
	if (!s->one_line || !s->origin.column)
		return s->origin;
	s->columns += (int64_t)utf8_count(str_skip(str_first(s->text, s->at), s->counted));
	s->counted = s->at;
	return (struct place){s->origin.line, s->origin.column + s->columns};
}

/* ---- refusals: only the first of an expression ---- */

#define FAIL(s, word, ...) \
	do { \
		if (!(s)->failed) \
			REFUSE((s)->r, here(s), (word), ARG("expression", excerpt((s)->r->arena, (s)->text))__VA_OPT__(, ) __VA_ARGS__); \
		(s)->failed = true; \
	} while (0)

static node_id failed_node(struct scan *s)
{
	return node_undefined(s->r, here(s));
}

/* A few characters, for a message. */
static str found(struct scan *s)
{
	enum { SHOWN = 12 };
	str text = trim_spaces(rest(s));
	size_t n = 0;
	for (size_t i = 0; i < SHOWN && n < text.n; i++) {
		size_t length = utf8_length(str_skip(text, n));
		n += length ? length : 1;
	}
	return str_first(text, n);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What is left after a whole expression: says what most likely was meant. */
static void refuse_rest(struct scan *s)
{
	static const char *const operators[] = {"+", "-", "*", "/", "//", "**", ">", "<", ">=", "<=", "=", "!=", NULL};
	bool after_digit = s->at > 0 && is_digit(s->text.p[s->at - 1]), spaced = space_length(rest(s)) > 0;
	skip_spaces(s);
	str left = rest(s);
	for (size_t i = 0; operators[i]; i++)
		if (str_eq(left, str_of(operators[i]))) {
			FAIL(s, W_rules_read_nothing_after, ARG("found", left));
			return;
		}
	if (str_starts(left, S(". ^")))
		FAIL(s, W_rules_read_up_twice);
	else if (str_starts(left, S("==")))
		FAIL(s, W_rules_read_double_equal);
	else if (after_digit && left.n > 1 && left.p[0] == ',' && is_digit(left.p[1]))
		FAIL(s, W_rules_read_decimal_comma);
	else if (after_digit && spaced && left.n && is_digit(left.p[0]))
		FAIL(s, W_rules_read_thousands);
	else if (left.n && strchr("+-*/><=!", left.p[0]))
		FAIL(s, W_rules_read_operator_spaces, ARG("found", found(s)));
	else
		FAIL(s, W_rules_read_expected_end, ARG("found", found(s)));
}

/* ---- words of an expression ---- */

/* Several words: a first character of a kind, then letters, digits and signs, with single spaces between words. Gives its length. */
static size_t phrase(str text, bool (*begins)(uint32_t))
{
	size_t n, length;
	if (!begins(character(text, &n)))
		return 0;
	for (;;) {
		for (; n < text.n && in_word(character(str_skip(text, n), &length)); n += length)
			;
		size_t space = space_length(str_skip(text, n));
		if (!space || !begins_word(character(str_skip(text, n + space), &length)))
			return n;
		n += space + length;
	}
}

/* nom . nom, or ^ . nom . nom: up once only, as every engine of the language reads it. */
static size_t dotted_name(str text)
{
	size_t n = text.n && text.p[0] == '^' ? 1 : phrase(text, begins_name);
	while (n && str_starts(str_skip(text, n), S(" . "))) {
		size_t length = phrase(str_skip(text, n + 3), begins_name);
		if (!length)
			return n;
		n += 3 + length;
	}
	return n;
}

static size_t spaces_length(str text)
{
	size_t n = 0;
	for (size_t one; (one = space_length(str_skip(text, n))) > 0;)
		n += one;
	return n;
}

/* After a number: €, mois, €/mois, kW.h, /an. Gives 0 when what follows is no unit. */
static size_t unit_length(str text)
{
	size_t n = spaces_length(text);
	n += n < text.n && text.p[n] == '/';
	size_t length = phrase(str_skip(text, n), begins_unit);
	if (!length)
		return 0;
	for (;;) {
		n += length;
		size_t next_at = n + spaces_length(str_skip(text, n));
		if (next_at >= text.n || (text.p[next_at] != '.' && text.p[next_at] != '/'))
			return n;
		length = phrase(str_skip(text, next_at + 1), begins_unit);
		if (!length)
			return n;
		n = next_at + 1;
	}
}

static size_t digits_length(str text)
{
	size_t n = 0;
	while (n < text.n && is_digit(text.p[n]))
		n++;
	return n;
}

/* One or two digits from 1 to max, then a slash. */
static size_t date_part(str text, int max)
{
	size_t n = digits_length(str_first(text, 2));
	int value = n ? text.p[0] - '0' : 0;
	if (n == 2)
		value = value * 10 + (text.p[1] - '0');
	return n && value >= 1 && value <= max && text.n > n && text.p[n] == '/' ? n + 1 : 0;
}

/* 13/09/2024, 09/2024; 0 when it is none. */
static size_t date_length(str text)
{
	size_t day_part = date_part(text, 31);
	size_t month = day_part ? date_part(str_skip(text, day_part), 12) : 0;
	size_t n = month ? day_part + month : 0;
	if (n && digits_length(str_first(str_skip(text, n), 4)) == 4)
		return n + 4;
	n = date_part(text, 12);
	return n && digits_length(str_first(str_skip(text, n), 4)) == 4 ? n + 4 : 0;
}

/* ---- values ---- */

static node_id constant(struct scan *s, struct place at, struct value value)
{
	node_id id = node_new(s->r, NODE_CONSTANT, at);
	struct node *n = node_at(s->r, id);
	n->operation = NULLABLE_NO;
	n->unit = value.unit;
	n->constant = value;
	return id;
}

static node_id read_date(struct scan *s, size_t length)
{
	struct place at = here(s);
	str text = str_first(rest(s), length);
	day d = {0};
	if (!date_parse(text, &d))
		FAIL(s, W_rules_read_no_such_date, ARG("found", text));
	s->at += length;
	return constant(s, at, (struct value){.state = RULES_VALUE, .type = RULES_DATE, .date = d});
}

static node_id read_number(struct scan *s)
{
	struct place at = here(s);
	size_t n = digits_length(rest(s));
	if (s->at + n + 1 < s->text.n && s->text.p[s->at + n] == '.' && is_digit(s->text.p[s->at + n + 1]))
		n += 1 + digits_length(str_skip(rest(s), n + 1));
	struct value v = {.state = RULES_VALUE, .type = RULES_NUMBER};
	if (!number_parse(str_first(rest(s), n), &v.number))
		FAIL(s, W_rules_read_bad_number, ARG("found", str_first(rest(s), n)));
	s->at += n;
	size_t unit = unit_length(rest(s));
	if (unit) {
		str text = trim_spaces(str_first(rest(s), unit));
		v.has_unit = true;
		if (!unit_parse(s->r->units, text, &v.unit))
			FAIL(s, W_rules_read_bad_unit, ARG("found", text));
		s->at += unit;
	}
	return constant(s, at, v);
}

/* To the last quote of the same kind: a text may hold apostrophes ('l'association'). */
static node_id read_quoted(struct scan *s)
{
	struct place at = here(s);
	str text = rest(s);
	size_t end = text.n - 1;
	while (end > 0 && text.p[end] != text.p[0])
		end--;
	if (end == 0) {
		FAIL(s, W_rules_read_open_quote);
		return failed_node(s);
	}
	str inside = {text.p + 1, end - 1};
	s->at += end + 1;
	return constant(s, at, (struct value){.state = RULES_VALUE, .type = RULES_TEXT, .text = arena_str(s->r->arena, inside)});
}

static node_id read_name(struct scan *s)
{
	struct place at = here(s);
	str name = str_first(rest(s), dotted_name(rest(s)));
	s->at += name.n;
	if (str_eq(name, S("oui")))
		return NODE_YES;
	if (str_eq(name, S("non")))
		return NODE_NO;
	return node_reference(s->r, arena_str(s->r->arena, name), at);
}

static node_id read_parenthesis(struct scan *s)
{
	s->at++;
	skip_spaces(s);
	node_id inside = read_comparison(s);
	skip_spaces(s);
	if (s->failed)
		return inside;
	if (next(s) == ')')
		s->at++;
	else if (at_end(s))
		FAIL(s, W_rules_read_open_parenthesis);
	else
		refuse_rest(s);
	return inside;
}

static node_id read_primary(struct scan *s);

static node_id read_minus(struct scan *s)
{
	struct place at = here(s);
	s->at++;
	skip_spaces(s);
	node_id of = read_primary(s);
	return node_operation(s->r, OP_SUB, NODE_NUMBER_0, of, at);
}

static node_id read_one(struct scan *s)
{
	size_t length;
	char c = next(s);
	if (c == '(')
		return read_parenthesis(s);
	if (c == '-')
		return read_minus(s);
	if ((length = date_length(rest(s))) > 0)
		return read_date(s, length);
	if (is_digit(c))
		return read_number(s);
	if (c == '\'' || c == '"')
		return read_quoted(s);
	if (dotted_name(rest(s)))
		return read_name(s);
	if (at_end(s))
		FAIL(s, W_rules_read_ends_early);
	else
		FAIL(s, W_rules_read_expected_value, ARG("found", found(s)));
	return failed_node(s);
}

static node_id read_primary(struct scan *s)
{
	if (s->failed)
		return failed_node(s);
	if (s->nesting == LIMIT_EXPRESSION_NESTING) {
		FAIL(s, W_rules_read_expression_too_deep, ARG("max", (int64_t)LIMIT_EXPRESSION_NESTING));
		return failed_node(s);
	}
	s->nesting++;
	node_id node = read_one(s);
	s->nesting--;
	return node;
}

/* ---- operators ---- */

/* Takes spaces, one of the operators, spaces; false (and nothing taken) when that is not what comes. */
static bool take_operator(struct scan *s, const struct token *tokens, enum operation *o)
{
	size_t before = spaces_length(rest(s));
	if (!before || s->failed)
		return false;
	str from = str_skip(rest(s), before);
	for (const struct token *t = tokens; t->text; t++) {
		str token = str_of(t->text);
		size_t after = str_starts(from, token) ? spaces_length(str_skip(from, token.n)) : 0;
		if (after) {
			s->at += before + token.n + after;
			*o = t->operation;
			return true;
		}
	}
	return false;
}

static node_id read_power(struct scan *s)
{
	static const struct token tokens[] = {{"**", OP_POW}, {NULL, 0}};
	node_id left = read_primary(s);
	enum operation o;
	struct place at = here(s);
	if (!take_operator(s, tokens, &o))
		return left;
	if (s->nesting == LIMIT_EXPRESSION_NESTING) {
		FAIL(s, W_rules_read_expression_too_deep, ARG("max", (int64_t)LIMIT_EXPRESSION_NESTING));
		return left;
	}
	s->nesting++;
	node_id right = read_power(s);
	s->nesting--;
	return node_operation(s->r, o, left, right, at);
}

static node_id read_left_to_right(struct scan *s, const struct token *tokens, node_id (*operand)(struct scan *))
{
	node_id left = operand(s);
	enum operation o;
	for (struct place at = here(s); take_operator(s, tokens, &o); at = here(s)) {
		node_id right = operand(s);
		left = node_operation(s->r, o, left, right, at);
	}
	return left;
}

static node_id read_product(struct scan *s)
{
	static const struct token tokens[] = {{"*", OP_MUL}, {"/", OP_DIV}, {"//", OP_DIV_WHOLE}, {NULL, 0}};
	return read_left_to_right(s, tokens, read_power);
}

static node_id read_sum(struct scan *s)
{
	static const struct token tokens[] = {{"-", OP_SUB}, {"+", OP_ADD}, {NULL, 0}};
	return read_left_to_right(s, tokens, read_product);
}

static node_id read_comparison(struct scan *s)
{
	static const struct token tokens[] = {{">", OP_GT}, {"<", OP_LT}, {">=", OP_GE}, {"<=", OP_LE}, {"=", OP_EQ}, {"!=", OP_NE}, {NULL, 0}};
	return read_left_to_right(s, tokens, read_sum);
}

/* Lines are joined by one space; columns are then no longer known. */
static str join_lines(struct arena *a, str text)
{
	char *joined = arena_alloc(a, text.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.n;) {
		size_t blank = blank_length(str_skip(text, i)), end = i;
		bool breaks = false;
		for (size_t length = blank; length > 0; length = blank_length(str_skip(text, end))) {
			breaks |= text.p[end] == '\n';
			end += length;
		}
		if (breaks) {
			joined[n++] = ' ';
			i = end;
			continue;
		}
		size_t copied = end > i ? end - i : 1;
		memcpy(joined + n, text.p + i, copied);
		n += copied;
		i += copied;
	}
	return (str){joined, n};
}

node_id read_expression(struct reading *r, str text, struct place at, bool one_line)
{
	struct scan s = {.r = r, .origin = at, .one_line = one_line};
	if (text.n > LIMIT_EXPRESSION_BYTES) {
		REFUSE(r, at, W_rules_read_expression_too_long, ARG("max", (int64_t)LIMIT_EXPRESSION_BYTES));
		return node_undefined(r, at);
	}
	if (str_has(text, S("\n"))) {
		text = join_lines(r->arena, text);
		s.one_line = false;
	}
	s.text = trim_spaces(text);
	if (one_line && s.text.n)
		s.origin.column += (int64_t)utf8_count((str){text.p, (size_t)(s.text.p - text.p)});
	size_t names = r->references.n;
	node_id node = read_comparison(&s);
	if (!s.failed && !at_end(&s))
		refuse_rest(&s);
	if (s.failed)
		r->references.n = names; /* of what is not understood, names are not asked for */
	return node;
}
