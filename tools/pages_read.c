/* Templates to trees: the loop over text, tags and directives, and what both sides share. A file that is wrong is read on, so that all of its
   problems are told at once; nothing is emitted for a site with problems. */
#include "tools/pages_read.h"

#include <string.h>

bool at_end(const struct reader *r)
{
	return r->at >= r->source.n;
}

char peek(const struct reader *r)
{
	return at_end(r) ? 0 : r->source.p[r->at];
}

bool looking_at(const struct reader *r, str s)
{
	return str_starts(str_skip(r->source, r->at), s);
}

void advance(struct reader *r, size_t n)
{
	for (; n && !at_end(r); n--, r->at++)
		r->line += r->source.p[r->at] == '\n';
}

void give_up(struct reader *r)
{
	r->at = r->source.n;
}

str take_until(struct reader *r, const char *stops)
{
	size_t start = r->at;
	while (!at_end(r) && !(peek(r) && strchr(stops, peek(r))))
		advance(r, 1);
	return (str){r->source.p + start, r->at - start};
}

bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_name(str s)
{
	if (s.n == 0 || s.n > LIMIT_CODE_BYTES || !letter(s.p[0]))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!letter(s.p[i]) && s.p[i] != '_' && !(s.p[i] >= '0' && s.p[i] <= '9'))
			return false;
	return true;
}

struct node *add_node(struct reader *r, enum node_kind kind)
{
	struct node *node = ARENA_NEW(r->site->arena, struct node);
	*node = (struct node){.kind = kind, .line = r->line, .in = r->t};
	struct nodes *into = r->top->into;
	if (into->last)
		into->last->next = node;
	else
		into->first = node;
	into->last = node;
	return node;
}

void open_frame(struct reader *r, struct node *node, struct nodes *into, bool in_value)
{
	struct frame *f = ARENA_NEW(r->site->arena, struct frame);
	*f = (struct frame){.outer = r->top, .node = node, .into = into, .in_value = in_value};
	r->top = f;
	if (++r->depth == LIMIT_PAGE_NESTING) {
		WRONG(r, "make a part of what is inside", "more than %d elements and conditions inside one another", LIMIT_PAGE_NESTING);
		give_up(r);
	}
}

void close_frame(struct reader *r)
{
	r->top = r->top->outer;
	r->depth--;
}

/* ---- text ---- */

bool translation_is_off(const struct reader *r)
{
	for (const struct frame *f = r->top; f; f = f->outer)
		if (f->node && f->node->kind == NODE_ELEMENT && attribute_is(f->node, "translate", "no"))
			return true;
	return false;
}

/* The code point at the start of s and its length; invalid bytes give U+FFFD and 1. */
static uint32_t code_point(str s, size_t *length)
{
	unsigned char first = (unsigned char)s.p[0];
	size_t n = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
	*length = 1;
	if (n == 0 || n > s.n)
		return 0xfffd;
	uint32_t point = n == 1 ? first : first & (0x7fu >> n);
	for (size_t i = 1; i < n; i++) {
		if (((unsigned char)s.p[i] & 0xc0) != 0x80)
			return 0xfffd;
		point = point << 6 | ((unsigned char)s.p[i] & 0x3f);
	}
	*length = n;
	return point;
}

/* Near enough for a template: everything alphabetic that French, English and their neighbours write; signs, arrows and punctuation are not letters. */
static bool is_letter(uint32_t point)
{
	if (point < 0x80)
		return letter((char)point);
	return point == 0xaa || point == 0xba || (point >= 0xc0 && point < 0x2000 && point != 0xd7 && point != 0xf7) || (point >= 0x2c00 && point < 0x2e00) ||
	       (point >= 0x3040 && point < 0xd800) || (point >= 0xf900 && point < 0xfe00);
}

/* References that are not letters; others are written as the character itself. */
static const char known_references[] = "amp lt gt quot nbsp shy";

/* Whether s begins with a reference that may stand here ("&amp;"); *length is what to pass over. */
static bool is_reference(str s, size_t *length)
{
	size_t n = 1;
	while (n < s.n && n < 12 && (letter(s.p[n]) || s.p[n] == '#' || (s.p[n] >= '0' && s.p[n] <= '9')))
		n++;
	bool ended = n < s.n && s.p[n] == ';';
	*length = ended ? n + 1 : n;
	return ended && ((n > 2 && s.p[1] == '#') || list_has(known_references, (str){s.p + 1, n - 1}));
}

void check_text(struct reader *r, str text, int line, bool words_allowed)
{
	bool told_words = words_allowed;
	while (text.n) {
		size_t length;
		uint32_t point = code_point(text, &length);
		line += point == '\n';
		if (point == 0xfffd || (point < ' ' && !is_blank((char)point)))
			PROBLEM_AT(r->site, r->t->file, line, "save the file as UTF-8", "a byte that is not text");
		if (point == '&') {
			if (!is_reference(text, &length))
				PROBLEM_AT(r->site, r->t->file, line, "write &amp; for the sign itself, and other characters as they are", "an & that begins no known reference");
		} else if (is_letter(point) && !told_words) {
			size_t n = 0;
			while (n < text.n && n < 24 && !strchr("<{\n\r", text.p[n]))
				n++;
			while (n && ((unsigned char)text.p[n < text.n ? n : n - 1] & 0xc0) == 0x80 && n < text.n)
				n--;
			PROBLEM_AT(r->site, r->t->file, line, "put them into po/fr and po/en and write {t key}; names stay in a translate=\"no\" element",
			           "words in the page itself: \"%.*s\"", (int)n, text.p);
			told_words = true;
		}
		text = str_skip(text, length);
	}
}

static void read_text(struct reader *r)
{
	struct node *node = add_node(r, NODE_TEXT);
	node->text = take_until(r, "<{");
	check_text(r, node->text, node->line, translation_is_off(r));
}

static void read_comment(struct reader *r)
{
	int line = r->line;
	size_t length;
	str rest = str_skip(r->source, r->at + 4);
	if (!str_find(rest, S("-->"), &length)) {
		WRONG(r, "end it with -->", "this comment does not end");
		give_up(r);
		return;
	}
	if (str_has(str_first(rest, length), S("{")))
		PROBLEM_AT(r->site, r->t->file, line, "a comment is never part of a page: take the value out", "a comment with a value");
	advance(r, 4 + length + 3);
}

static void read_doctype(struct reader *r)
{
	if (!str_eq_nocase(str_first(str_skip(r->source, r->at), 15), S("<!doctype html>")) || r->depth > 1 || r->t->kind == TEMPLATE_PART ||
	    r->t->layout_name.p) {
		WRONG(r, "there is <!doctype html> at the start of a whole document, and <!-- comments -->", "a declaration that has no place here");
		(void)take_until(r, ">");
		advance(r, 1);
		return;
	}
	(void)add_node(r, NODE_DOCTYPE);
	advance(r, 15);
}

static void read_angle(struct reader *r)
{
	char next = r->at + 1 < r->source.n ? r->source.p[r->at + 1] : 0;
	if (looking_at(r, S("<!--"))) {
		read_comment(r);
	} else if (next == '!' || next == '?') {
		read_doctype(r);
	} else if (next == '/') {
		read_closing_tag(r);
	} else if (letter(next)) {
		read_tag(r);
	} else {
		if (next == '{')
			WRONG(r, "write the tag, and choose with {if}", "a value in a tag name");
		else
			WRONG(r, "write &lt; for the sign itself", "a < that begins no tag");
		advance(r, 1);
	}
}

/* ---- a file ---- */

static void report_open(struct reader *r)
{
	for (; r->top->node; close_frame(r)) {
		const struct node *node = r->top->node;
		if (node->kind == NODE_ELEMENT)
			PROBLEM_AT(r->site, r->t->file, node->line, "close it where its content ends", "<%.*s> is not closed", STR_ARGS(node->text));
		else
			PROBLEM_AT(r->site, r->t->file, node->line, "close it where it ends", "{%s} has no {end}", node->kind == NODE_IF ? "if" : "for");
	}
}

void template_read(struct site *site, str file, str content)
{
	struct template *t = ARENA_NEW(site->arena, struct template);
	*t = (struct template){.file = file, .source = content};
	struct reader r = {.site = site, .t = t, .source = content, .line = 1};
	if (content.n > LIMIT_PAGE_TEMPLATE_BYTES) {
		WRONG(&r, "split it into parts", "larger than %d bytes", LIMIT_PAGE_TEMPLATE_BYTES);
		return;
	}
	if (!read_opening(&r))
		return;
	if (site->last_template)
		site->last_template->next = t;
	else
		site->templates = t;
	site->last_template = t;
	open_frame(&r, NULL, &t->body, false);
	while (!at_end(&r)) {
		if (peek(&r) == '<')
			read_angle(&r);
		else if (peek(&r) == '{')
			read_directive(&r);
		else
			read_text(&r);
	}
	report_open(&r);
	if (t->kind == TEMPLATE_LAYOUT && !r.has_content)
		PROBLEM_AT(site, file, 1, "write {content} where the page goes", "this layout has no {content}");
}

/* ---- questions about a tag ---- */

const struct attribute *attribute_of(const struct node *element, const char *name)
{
	for (const struct attribute *a = element->attributes; a; a = a->next)
		if (str_eq(a->name, str_of(name)))
			return a;
	return NULL;
}

bool attribute_is(const struct node *element, const char *name, const char *value)
{
	const struct attribute *a = attribute_of(element, name);
	return a && a->has_value && str_eq(a->raw, str_of(value));
}
