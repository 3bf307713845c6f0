/* libyaml's events to a tree. A syntax error ends the file; anything else is reported and reading goes on. */
#include "imports/pack_yaml.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/identifier.h"

#include <yaml.h>

struct open_node {
	struct pack_node *node;
	str key; /* the key that waits for its value; absent when there is none */
	int64_t key_line;
};

struct reading {
	struct arena *arena;
	struct problems *ps;
	str file;
	struct pack_node *root;
	struct open_node open[LIMIT_PACK_DEPTH];
	size_t depth;
	uint64_t nodes;
	size_t documents;
	bool stopped;
};

#define REFUSE(r, line_, word, ...) PROBLEM((r)->ps, (r)->file, (line_), STR_NONE, (word)__VA_OPT__(, ) __VA_ARGS__)

static void stop(struct reading *r, int64_t line, enum word why, int64_t max)
{
	REFUSE(r, line, why, ARG("max", max));
	r->stopped = true;
}

/* Characters that no text of a pack may hold: controls, and marks that change the direction or the lines of what surrounds them. */
static bool code_point_is_hidden(uint32_t c)
{
	if (c == '\n' || c == '\t')
		return false;
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029 || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	       c == 0xfeff;
}

static uint32_t code_point(str s, size_t length)
{
	static const unsigned char masks[5] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	uint32_t c = (unsigned char)s.p[0] & masks[length];
	for (size_t i = 1; i < length; i++)
		c = c << 6 | ((unsigned char)s.p[i] & 0x3fu);
	return c;
}

/* The first hidden character of valid UTF-8, or 0 when there is none; U+0000 comes back as U+FFFFFFFF. */
static uint32_t first_hidden(str s)
{
	while (s.n) {
		size_t length = utf8_length(s);
		always(length > 0);
		uint32_t c = code_point(s, length);
		if (code_point_is_hidden(c))
			return c ? c : UINT32_MAX;
		s = str_skip(s, length);
	}
	return 0;
}

static void refuse_hidden(struct reading *r, int64_t line, uint32_t c)
{
	char name[16];
	(void)snprintf(name, sizeof name, "U+%04X", c == UINT32_MAX ? 0u : (unsigned)c);
	REFUSE(r, line, W_pack_control_character, ARG("found", str_of(name)));
}

/* The whole file is UTF-8 and has no NUL: reports the first line where it is not. */
static bool bytes_are_text(struct reading *r, str bytes)
{
	int64_t line = 1;
	while (bytes.n) {
		size_t length = utf8_length(bytes);
		if (length == 0) {
			char found[8];
			(void)snprintf(found, sizeof found, "0x%02X", (unsigned)(unsigned char)bytes.p[0]);
			REFUSE(r, line, W_pack_not_utf8, ARG("found", str_of(found)));
			return false;
		}
		uint32_t c = code_point(bytes, length);
		if (c != '\r' && code_point_is_hidden(c)) {
			refuse_hidden(r, line, c ? c : UINT32_MAX);
			return false;
		}
		line += c == '\n';
		bytes = str_skip(bytes, length);
	}
	return true;
}

const struct pack_node *pack_node_child(const struct pack_node *map, str key)
{
	for (const struct pack_node *n = map->first; n; n = n->next)
		if (str_eq(n->key, key))
			return n;
	return NULL;
}

/* A new node under the innermost open one; NULL when there are too many. */
static struct pack_node *add_node(struct reading *r, enum pack_node_kind kind, int64_t line)
{
	if (r->nodes >= LIMIT_PACK_NODES) {
		stop(r, line, W_pack_too_many_nodes, LIMIT_PACK_NODES);
		return NULL;
	}
	struct pack_node *n = ARENA_NEW(r->arena, struct pack_node);
	n->kind = kind;
	n->line = line;
	n->number = ++r->nodes;
	struct open_node *in = r->depth ? &r->open[r->depth - 1] : NULL;
	struct pack_node *parent = in ? in->node : NULL;
	if (!parent) {
		if (!r->root)
			r->root = n;
		return n;
	}
	n->parent = parent;
	n->position = ++parent->count;
	if (parent->kind == PACK_NODE_MAP) {
		n->key = in->key;
		in->key = STR_NONE;
	}
	if (parent->last)
		parent->last->next = n;
	else
		parent->first = n;
	parent->last = n;
	return n;
}

static bool waits_for_a_key(const struct reading *r)
{
	const struct open_node *in = r->depth > 0 ? &r->open[r->depth - 1] : NULL;
	return in && in->node && in->node->kind == PACK_NODE_MAP && !in->key.p;
}

static void take_key(struct reading *r, str key, int64_t line)
{
	struct open_node *in = &r->open[r->depth - 1];
	const struct pack_node *twin = pack_node_child(in->node, key);
	if (twin)
		REFUSE(r, line, W_pack_duplicate_key, ARG("found", key), ARG("line", twin->line));
	if (in->node->count >= LIMIT_PACK_KEYS) {
		stop(r, line, W_pack_too_many_keys, LIMIT_PACK_KEYS);
		return;
	}
	in->key = key;
	in->key_line = line;
}

static bool marks_are_refused(struct reading *r, const yaml_char_t *anchor, const yaml_char_t *tag, int64_t line)
{
	if (anchor)
		REFUSE(r, line, W_pack_anchor, ARG("found", str_of((const char *)anchor)));
	if (tag)
		REFUSE(r, line, W_pack_tag, ARG("found", str_of((const char *)tag)));
	return anchor || tag;
}

static void on_scalar(struct reading *r, const yaml_event_t *e, int64_t line)
{
	str raw = {(const char *)e->data.scalar.value, e->data.scalar.length};
	bool refused = marks_are_refused(r, e->data.scalar.anchor, e->data.scalar.tag, line);
	uint32_t hidden = first_hidden(raw);
	if (hidden) {
		refuse_hidden(r, line, hidden);
		refused = true;
	}
	str text = arena_str(r->arena, raw);
	if (waits_for_a_key(r)) {
		take_key(r, text, line);
		return;
	}
	struct pack_node *n = add_node(r, PACK_NODE_TEXT, line);
	if (!n)
		return;
	n->text = text;
	n->plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	n->refused = refused;
}

static void on_alias(struct reading *r, const yaml_event_t *e, int64_t line)
{
	REFUSE(r, line, W_pack_alias, ARG("found", str_of((const char *)e->data.alias.anchor)));
	if (waits_for_a_key(r)) {
		take_key(r, S("*"), line);
		return;
	}
	struct pack_node *n = add_node(r, PACK_NODE_TEXT, line);
	if (n)
		n->refused = true;
}

static void open_container(struct reading *r, enum pack_node_kind kind, bool refused, int64_t line)
{
	if (waits_for_a_key(r)) {
		stop(r, line, W_pack_key_not_text, 0);
		return;
	}
	if (r->depth == LIMIT_PACK_DEPTH) {
		stop(r, line, W_pack_too_deep, LIMIT_PACK_DEPTH);
		return;
	}
	struct pack_node *n = add_node(r, kind, line);
	if (!n)
		return;
	n->refused = refused;
	r->open[r->depth++] = (struct open_node){.node = n};
}

static void on_event(struct reading *r, const yaml_event_t *e)
{
	int64_t line = (int64_t)e->start_mark.line + 1;
	switch (e->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (r->documents++ > 0)
			stop(r, line, W_pack_several_documents, 0);
		break;
	case YAML_SCALAR_EVENT: on_scalar(r, e, line); break;
	case YAML_ALIAS_EVENT: on_alias(r, e, line); break;
	case YAML_SEQUENCE_START_EVENT:
		open_container(r, PACK_NODE_LIST, marks_are_refused(r, e->data.sequence_start.anchor, e->data.sequence_start.tag, line), line);
		break;
	case YAML_MAPPING_START_EVENT:
		open_container(r, PACK_NODE_MAP, marks_are_refused(r, e->data.mapping_start.anchor, e->data.mapping_start.tag, line), line);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT: r->depth--; break;
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_END_EVENT: break;
	}
}

/* What libyaml says to a programmer, said to the author of a pack. */
static const struct {
	const char *libyaml;
	enum word word;
} syntax_words[] = {
	{"could not find expected ':'", W_pack_yaml_colon},
	{"mapping values are not allowed in this context", W_pack_yaml_second_colon},
	{"mapping keys are not allowed in this context", W_pack_yaml_indent},
	{"block sequence entries are not allowed in this context", W_pack_yaml_indent},
	{"did not find expected key", W_pack_yaml_indent},
	{"did not find expected '-' indicator", W_pack_yaml_indent},
	{"did not find expected <document start>", W_pack_yaml_indent},
	{"did not find expected node content", W_pack_yaml_content},
	{"did not find expected ',' or ']'", W_pack_yaml_bracket},
	{"did not find expected ',' or '}'", W_pack_yaml_brace},
	{"found unexpected end of stream", W_pack_yaml_open_quote},
	{"found unexpected document indicator", W_pack_yaml_open_quote},
	{"found character that cannot start any token", W_pack_yaml_character},
	{"found unknown escape character", W_pack_yaml_escape},
	{"did not find expected hexdecimal number", W_pack_yaml_escape},
	{"found invalid Unicode character escape code", W_pack_yaml_escape},
	{"found a tab character where an indentation space is expected", W_pack_yaml_tab},
	{"found a tab character that violates indentation", W_pack_yaml_tab},
};

static void refuse_syntax(struct reading *r, const yaml_parser_t *parser)
{
	int64_t line = (int64_t)parser->problem_mark.line + 1;
	str said = str_of(parser->problem ? parser->problem : "?");
	/* a quote that nobody closes is noticed at the end of the file: name the line where it opens */
	if (parser->context && parser->context_mark.line < parser->problem_mark.line)
		line = (int64_t)parser->context_mark.line + 1;
	for (size_t i = 0; i < sizeof syntax_words / sizeof syntax_words[0]; i++)
		if (str_eq(said, str_of(syntax_words[i].libyaml))) {
			if (syntax_words[i].word != W_pack_yaml_open_quote)
				line = (int64_t)parser->problem_mark.line + 1;
			REFUSE(r, line, syntax_words[i].word);
			return;
		}
	REFUSE(r, line, W_pack_yaml_other, ARG("detail", said));
}

static void read_events(struct reading *r, str bytes)
{
	yaml_parser_t parser;
	always(yaml_parser_initialize(&parser));
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.p, bytes.n);
	bool more = true;
	while (more && !r->stopped) {
		yaml_event_t event;
		if (!yaml_parser_parse(&parser, &event)) {
			refuse_syntax(r, &parser);
			r->stopped = true;
			break;
		}
		more = event.type != YAML_STREAM_END_EVENT;
		on_event(r, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
}

enum status pack_yaml_read(struct arena *a, str file, str bytes, struct problems *ps, const struct pack_node **root)
{
	struct reading r = {.arena = a, .ps = ps, .file = file};
	size_t before = ps->total;
	*root = NULL;
	if (str_starts(bytes, S("\xef\xbb\xbf")))
		bytes = str_skip(bytes, 3);
	if (!bytes_are_text(&r, bytes))
		return INVALID;
	read_events(&r, bytes);
	*root = r.stopped ? NULL : r.root;
	if (!r.root && ps->total == before)
		REFUSE(&r, 1, W_pack_empty_file);
	return ps->total == before ? OK : INVALID;
}

str pack_excerpt(struct arena *a, str value)
{
	enum { EXCERPT_BYTES = 60 };
	size_t n = 0;
	while (n < value.n && value.p[n] != '\n') {
		size_t length = utf8_length(str_skip(value, n));
		if (length == 0 || n + length > EXCERPT_BYTES)
			break;
		n += length;
	}
	return n == value.n ? value : arena_fmt(a, "%.*s…", (int)n, value.p);
}

static str name_in_list(struct arena *a, const struct pack_node *n)
{
	static const str names[] = {{"code", 4}, {"insee", 5}};
	for (size_t i = 0; n->kind == PACK_NODE_MAP && i < sizeof names / sizeof names[0]; i++) {
		const struct pack_node *code = pack_node_child(n, names[i]);
		if (code && code->kind == PACK_NODE_TEXT && code_is_well_formed(code->text))
			return code->text;
	}
	return arena_fmt(a, "%zu", n->position);
}

str pack_node_path(struct arena *a, const struct pack_node *n)
{
	const struct pack_node *chain[LIMIT_PACK_DEPTH + 1];
	size_t depth = 0;
	for (; n && n->parent; n = n->parent)
		chain[depth++] = n;
	str path = S("");
	while (depth--) {
		str name = chain[depth]->key.p ? pack_excerpt(a, chain[depth]->key) : name_in_list(a, chain[depth]);
		if (chain[depth]->parent->kind == PACK_NODE_LIST)
			path = arena_fmt(a, "%.*s[%.*s]", STR_ARGS(path), STR_ARGS(name));
		else
			path = arena_fmt(a, "%.*s%s%.*s", STR_ARGS(path), path.n ? "." : "", STR_ARGS(name));
	}
	return path;
}
