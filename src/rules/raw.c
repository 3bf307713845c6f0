/* libyaml's events to trees of rules_raw. A syntax error ends the text; anything else is reported and reading goes on. Keys are told apart by one hash
   table for the whole text, so that a map of a hundred thousand rules is read in one pass. Knows nothing of rules. */
#include "rules/raw.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "rules/names.h"

#include <math.h>
#include <yaml.h>

struct open_map {
	struct rules_raw *node, *last;
	bool has_key;
	str key;
	int64_t key_line, key_column;
};

struct key_slot {
	const struct rules_raw *map, *value;
};

struct raw_reading {
	struct arena *arena;
	struct problems *ps;
	str file;
	size_t *nodes;
	struct rules_raw *root;
	struct open_map open[LIMIT_RULES_TEXT_DEPTH];
	size_t depth, documents;
	struct key_slot *keys;
	size_t key_count, key_room; /* key_room is a power of two, or 0 */
	bool stopped, too_big;
};

#define REFUSE_RAW(r, line, column, word, ...) \
	problem_add_at((r)->ps, (r)->file, (line), (column), STR_NONE, (word), (const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}, \
	               sizeof((const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}) / sizeof(struct word_arg) - 1)

/* ---- keys of maps ---- */

static size_t key_hash(const struct rules_raw *map, str key)
{
	return (size_t)(name_hash(key) ^ ((uint64_t)(uintptr_t)map * UINT64_C(0x9E3779B97F4A7C15)));
}

static struct key_slot *key_find(const struct raw_reading *r, const struct rules_raw *map, str key)
{
	for (size_t i = key_hash(map, key) & (r->key_room - 1);; i = (i + 1) & (r->key_room - 1)) {
		struct key_slot *s = &r->keys[i];
		if (!s->map || (s->map == map && str_eq(s->value->key, key)))
			return s;
	}
}

static void keys_grow(struct raw_reading *r)
{
	struct key_slot *old = r->keys;
	size_t n = r->key_room;
	r->key_room = n ? n * 2 : 256;
	r->keys = ARENA_ARRAY(r->arena, r->key_room, struct key_slot);
	for (size_t i = 0; i < n; i++)
		if (old[i].map)
			*key_find(r, old[i].map, old[i].value->key) = old[i];
}

static void key_remember(struct raw_reading *r, const struct rules_raw *map, const struct rules_raw *value)
{
	if ((r->key_count + 1) * 2 > r->key_room)
		keys_grow(r);
	struct key_slot *s = key_find(r, map, value->key);
	if (s->map) {
		REFUSE_RAW(r, value->key_line, value->key_column, W_rules_read_duplicate_key, ARG("found", value->key), ARG("line", s->value->key_line));
		return;
	}
	*s = (struct key_slot){map, value};
	r->key_count++;
}

/* ---- nodes ---- */

static void stop(struct raw_reading *r, int64_t line, int64_t column, enum word why, int64_t max)
{
	REFUSE_RAW(r, line, column, why, ARG("max", max));
	r->stopped = true;
}

static struct rules_raw *add_node(struct raw_reading *r, enum rules_raw_kind kind, const yaml_mark_t *mark)
{
	int64_t line = (int64_t)mark->line + 1, column = (int64_t)mark->column + 1;
	if (++*r->nodes > LIMIT_RULES_TEXT_NODES) {
		stop(r, line, column, W_rules_read_too_many_nodes, LIMIT_RULES_TEXT_NODES);
		r->too_big = true;
		return NULL;
	}
	struct rules_raw *n = ARENA_NEW(r->arena, struct rules_raw);
	*n = (struct rules_raw){.kind = kind, .line = line, .column = column, .key_line = line, .key_column = column};
	if (!r->depth) {
		if (!r->root)
			r->root = n;
		return n;
	}
	struct open_map *in = &r->open[r->depth - 1];
	always(in->node);
	if (in->node->kind == RULES_RAW_MAP) {
		n->key = in->key;
		n->key_line = in->key_line;
		n->key_column = in->key_column;
		in->has_key = false;
		key_remember(r, in->node, n);
	}
	if (in->last)
		in->last->next = n;
	else
		in->node->first = n;
	in->last = n;
	in->node->count++;
	return n;
}

static bool waits_for_a_key(const struct raw_reading *r)
{
	if (!r->depth)
		return false;
	const struct open_map *in = &r->open[r->depth - 1];
	always(in->node);
	return in->node->kind == RULES_RAW_MAP && !in->has_key;
}

static void take_key(struct raw_reading *r, str key, const yaml_mark_t *mark)
{
	struct open_map *in = &r->open[r->depth - 1];
	in->key = key;
	in->has_key = true;
	in->key_line = (int64_t)mark->line + 1;
	in->key_column = (int64_t)mark->column + 1;
}

static void refuse_marks(struct raw_reading *r, const yaml_char_t *anchor, const yaml_char_t *tag, const yaml_mark_t *mark)
{
	int64_t line = (int64_t)mark->line + 1, column = (int64_t)mark->column + 1;
	if (anchor)
		REFUSE_RAW(r, line, column, W_rules_read_anchor, ARG("found", str_of((const char *)anchor)));
	if (tag)
		REFUSE_RAW(r, line, column, W_rules_read_tag, ARG("found", str_of((const char *)tag)));
}

static void on_scalar(struct raw_reading *r, const yaml_event_t *e)
{
	refuse_marks(r, e->data.scalar.anchor, e->data.scalar.tag, &e->start_mark);
	str text = arena_str(r->arena, (str){(const char *)e->data.scalar.value, e->data.scalar.length});
	if (waits_for_a_key(r)) {
		take_key(r, text, &e->start_mark);
		return;
	}
	struct rules_raw *n = add_node(r, RULES_RAW_TEXT, &e->start_mark);
	if (!n)
		return;
	n->text = text;
	n->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
}

static void on_alias(struct raw_reading *r, const yaml_event_t *e)
{
	REFUSE_RAW(r, (int64_t)e->start_mark.line + 1, (int64_t)e->start_mark.column + 1, W_rules_read_alias, ARG("found", str_of((const char *)e->data.alias.anchor)));
	if (waits_for_a_key(r)) {
		take_key(r, S("*"), &e->start_mark);
		return;
	}
	struct rules_raw *n = add_node(r, RULES_RAW_TEXT, &e->start_mark);
	if (n)
		n->text = S("");
}

static void open_container(struct raw_reading *r, enum rules_raw_kind kind, const yaml_mark_t *mark)
{
	int64_t line = (int64_t)mark->line + 1, column = (int64_t)mark->column + 1;
	if (waits_for_a_key(r)) {
		stop(r, line, column, W_rules_read_key_not_text, 0);
		return;
	}
	if (r->depth == LIMIT_RULES_TEXT_DEPTH) {
		stop(r, line, column, W_rules_read_too_deep, LIMIT_RULES_TEXT_DEPTH);
		r->too_big = true;
		return;
	}
	struct rules_raw *n = add_node(r, kind, mark);
	if (n)
		r->open[r->depth++] = (struct open_map){.node = n};
}

static void on_event(struct raw_reading *r, const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (r->documents++ > 0)
			stop(r, (int64_t)e->start_mark.line + 1, (int64_t)e->start_mark.column + 1, W_rules_read_several_documents, 0);
		break;
	case YAML_SCALAR_EVENT: on_scalar(r, e); break;
	case YAML_ALIAS_EVENT: on_alias(r, e); break;
	case YAML_SEQUENCE_START_EVENT:
		refuse_marks(r, e->data.sequence_start.anchor, e->data.sequence_start.tag, &e->start_mark);
		open_container(r, RULES_RAW_LIST, &e->start_mark);
		break;
	case YAML_MAPPING_START_EVENT:
		refuse_marks(r, e->data.mapping_start.anchor, e->data.mapping_start.tag, &e->start_mark);
		open_container(r, RULES_RAW_MAP, &e->start_mark);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT: r->depth--; break;
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_END_EVENT: break;
	}
}

/* ---- syntax ---- */

/* What libyaml says to a programmer, said to the author of rules. */
static const struct {
	const char *libyaml;
	enum word word;
} syntax_words[] = {
	{"could not find expected ':'", W_rules_read_yaml_colon},
	{"mapping values are not allowed in this context", W_rules_read_yaml_second_colon},
	{"mapping keys are not allowed in this context", W_rules_read_yaml_indent},
	{"block sequence entries are not allowed in this context", W_rules_read_yaml_indent},
	{"did not find expected key", W_rules_read_yaml_indent},
	{"did not find expected '-' indicator", W_rules_read_yaml_indent},
	{"did not find expected <document start>", W_rules_read_yaml_indent},
	{"did not find expected node content", W_rules_read_yaml_content},
	{"did not find expected ',' or ']'", W_rules_read_yaml_bracket},
	{"did not find expected ',' or '}'", W_rules_read_yaml_brace},
	{"found unexpected end of stream", W_rules_read_yaml_open_quote},
	{"found unexpected document indicator", W_rules_read_yaml_open_quote},
	{"found character that cannot start any token", W_rules_read_yaml_character},
	{"found unknown escape character", W_rules_read_yaml_escape},
	{"did not find expected hexdecimal number", W_rules_read_yaml_escape},
	{"found invalid Unicode character escape code", W_rules_read_yaml_escape},
	{"found a tab character where an indentation space is expected", W_rules_read_yaml_tab},
	{"found a tab character that violates indentation", W_rules_read_yaml_tab},
};

static void refuse_syntax(struct raw_reading *r, const yaml_parser_t *parser)
{
	str said = str_of(parser->problem ? parser->problem : "?");
	enum word word = W_rules_read_yaml_other;
	for (size_t i = 0; i < sizeof syntax_words / sizeof syntax_words[0]; i++)
		if (str_eq(said, str_of(syntax_words[i].libyaml)))
			word = syntax_words[i].word;
	/* a quote that nobody closes is noticed at the end of the text: name the line where it opens */
	const yaml_mark_t *mark = word == W_rules_read_yaml_open_quote && parser->context ? &parser->context_mark : &parser->problem_mark;
	REFUSE_RAW(r, (int64_t)mark->line + 1, (int64_t)mark->column + 1, word, ARG("detail", said));
	r->stopped = true;
}

/* The text is UTF-8: reports the first line where it is not. */
static bool bytes_are_text(struct raw_reading *r, str bytes)
{
	int64_t line = 1;
	for (str s = bytes; s.n;) {
		size_t length = utf8_length(s);
		if (length == 0 || s.p[0] == '\0') {
			char found[8];
			(void)snprintf(found, sizeof found, "0x%02X", (unsigned)(unsigned char)s.p[0]);
			REFUSE_RAW(r, line, 0, W_rules_read_not_utf8, ARG("found", str_of(found)));
			return false;
		}
		line += s.p[0] == '\n';
		s = str_skip(s, length);
	}
	return true;
}

static void read_events(struct raw_reading *r, str bytes)
{
	yaml_parser_t parser;
	always(yaml_parser_initialize(&parser));
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)(bytes.p ? bytes.p : ""), bytes.n);
	bool more = true;
	while (more && !r->stopped) {
		yaml_event_t event;
		if (!yaml_parser_parse(&parser, &event)) {
			refuse_syntax(r, &parser);
			break;
		}
		more = event.type != YAML_STREAM_END_EVENT;
		on_event(r, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
}

enum status raw_read(struct arena *a, const struct rules_source *source, struct problems *ps, size_t *nodes, const struct rules_raw **root)
{
	struct raw_reading *r = ARENA_NEW(a, struct raw_reading);
	*r = (struct raw_reading){.arena = a, .ps = ps, .file = source->name};
	r->nodes = nodes;
	size_t before = ps->total;
	str bytes = source->text;
	*root = NULL;
	if (bytes.n > LIMIT_RULES_BYTES) {
		REFUSE_RAW(r, 0, 0, W_rules_read_too_many_bytes, ARG("max", (int64_t)LIMIT_RULES_BYTES / (1024 * 1024)));
		return TOO_BIG;
	}
	if (str_starts(bytes, S("\xef\xbb\xbf")))
		bytes = str_skip(bytes, 3);
	if (!bytes_are_text(r, bytes))
		return INVALID;
	read_events(r, bytes);
	if (r->too_big)
		return TOO_BIG;
	if (!r->stopped)
		*root = r->root;
	return ps->total == before ? OK : INVALID;
}

/* ---- scalars as YAML understands them ---- */

static bool plain_is_one_of(const struct rules_raw *raw, const char *const *names)
{
	if (raw->kind != RULES_RAW_TEXT || raw->quoted)
		return false;
	for (size_t i = 0; names[i]; i++)
		if (str_eq(raw->text, str_of(names[i])))
			return true;
	return false;
}

bool raw_is_null(const struct rules_raw *raw)
{
	static const char *const names[] = {"", "~", "null", "Null", "NULL", NULL};
	return plain_is_one_of(raw, names);
}

bool raw_is_boolean(const struct rules_raw *raw)
{
	static const char *const names[] = {"true", "True", "TRUE", "false", "False", "FALSE", NULL};
	return plain_is_one_of(raw, names);
}

static size_t count_digits(str s)
{
	size_t n = 0;
	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n;
}

/* 0x1F and 0o17. */
static bool whole_in_base(str s, struct number *n)
{
	int base = str_starts(s, S("0x")) ? 16 : str_starts(s, S("0o")) ? 8 : 0;
	int64_t value = 0;
	if (!base || s.n < 3 || s.n > 16)
		return false;
	for (size_t i = 2; i < s.n; i++) {
		int digit = hex_digit(s.p[i]);
		if (digit < 0 || digit >= base)
			return false;
		value = value * base + digit;
	}
	*n = number_of(value);
	return true;
}

/* Moves the point of digits[.digits] by `exponent` and reads the result exactly; a real when that makes too many digits. */
static bool scaled(bool negative, str whole, str part, int64_t exponent, struct number *n)
{
	static const char zeros[] = "0000000000000000000000000000000";
	enum { MAX_DIGITS = 30, MAX_REAL_DIGITS = 300, MAX_EXPONENT = 9999 };
	char digits[MAX_REAL_DIGITS + 1], text[MAX_REAL_DIGITS + 64];
	const char *sign = negative ? "-" : "";
	int count = (int)(whole.n + part.n);
	if (count > MAX_REAL_DIGITS || exponent > MAX_EXPONENT || exponent < -MAX_EXPONENT)
		return false;
	(void)snprintf(digits, sizeof digits, "%.*s%.*s", STR_ARGS(whole), STR_ARGS(part));
	int point = (int)whole.n + (int)exponent; /* digits before the point */
	if (count > MAX_DIGITS || point < -MAX_DIGITS || point > MAX_DIGITS) {
		(void)snprintf(text, sizeof text, "%s0.%se%d", sign, digits, point);
		*n = number_real(strtod(text, NULL));
		return true;
	}
	if (point <= 0)
		(void)snprintf(text, sizeof text, "%s0.%.*s%s", sign, -point, zeros, digits);
	else if (point >= count)
		(void)snprintf(text, sizeof text, "%s%s%.*s", sign, digits, point - count, zeros);
	else
		(void)snprintf(text, sizeof text, "%s%.*s.%s", sign, point, digits, digits + point);
	return number_parse(str_of(text), n);
}

bool raw_number(const struct rules_raw *raw, struct number *n)
{
	if (raw->kind != RULES_RAW_TEXT || raw->quoted || !raw->text.n)
		return false;
	str s = raw->text;
	if (whole_in_base(s, n))
		return true;
	bool negative = s.p[0] == '-';
	if (negative || s.p[0] == '+')
		s = str_skip(s, 1);
	if (str_eq(s, S(".inf")) || str_eq(s, S(".Inf")) || str_eq(s, S(".INF"))) {
		*n = number_real(negative ? -(double)INFINITY : (double)INFINITY);
		return true;
	}
	str whole = str_first(s, count_digits(s)), part = S("");
	s = str_skip(s, whole.n);
	if (s.n && s.p[0] == '.') {
		s = str_skip(s, 1);
		part = str_first(s, count_digits(s));
		s = str_skip(s, part.n);
	}
	if (!whole.n && !part.n)
		return false;
	int64_t exponent = 0;
	if (s.n && (s.p[0] == 'e' || s.p[0] == 'E')) {
		s = str_skip(s, s.n > 1 && s.p[1] == '+' ? 2 : 1);
		if (!s.n || !str_to_int64(s, &exponent))
			return false;
		s.n = 0;
	}
	return !s.n && scaled(negative, whole, part, exponent, n);
}

const struct rules_raw *rules_raw_child(const struct rules_raw *map, str key)
{
	if (!map || map->kind != RULES_RAW_MAP)
		return NULL;
	for (const struct rules_raw *c = map->first; c; c = c->next)
		if (str_eq(c->key, key))
			return c;
	return NULL;
}

const struct rules_raw *raw_child_text(const struct rules_raw *map, str key, str *text)
{
	const struct rules_raw *c = rules_raw_child(map, key);
	*text = c && c->kind == RULES_RAW_TEXT ? c->text : STR_NONE;
	return c;
}
