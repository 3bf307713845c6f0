/* Tags and attributes: reads `<name attribute="value …">` and `</name>` and keeps what is open in order. What an element may say is
   pages_elements.c's work. */
#include "tools/pages_read.h"

#include <string.h>

static bool is_tag_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':';
}

static str take_name(struct reader *r)
{
	size_t start = r->at;
	while (is_tag_char(peek(r)))
		advance(r, 1);
	return (str){r->source.p + start, r->at - start};
}

static void skip_blanks(struct reader *r)
{
	while (is_blank(peek(r)))
		advance(r, 1);
}

/* Leaves the rest of a tag that cannot be read. */
static bool leave_tag(struct reader *r)
{
	(void)take_until(r, ">");
	advance(r, 1);
	return false;
}

static struct attribute *add_attribute(struct reader *r, struct node *element, str name, int line)
{
	struct attribute **last = &element->attributes;
	for (; *last; last = &(*last)->next)
		if (str_eq((*last)->name, name))
			PROBLEM_AT(r->site, r->t->file, line, "keep one", "the attribute %.*s twice", STR_ARGS(name));
	struct attribute *a = ARENA_NEW(r->site->arena, struct attribute);
	*a = (struct attribute){.name = name, .line = line, .facts = attribute_named(name)};
	*last = a;
	return a;
}

/* {if v.selected}selected{end} */
static bool read_conditional(struct reader *r, struct node *element)
{
	static const char hint[] = "only a boolean attribute may depend on a value as a whole: {if v.x}selected{end}; others choose inside their quotes: class=\"{if v.x}late{end}\"";
	struct path path = {.text = STR_NONE};
	bool negated = false;
	int line = r->line;
	if (!read_condition(r, &path, &negated))
		return leave_tag(r);
	skip_blanks(r);
	str name = take_name(r);
	skip_blanks(r);
	const struct attribute_facts *facts = attribute_named(name);
	if (!looking_at(r, S("{end}")) || !facts || facts->kind != ATTRIBUTE_BOOLEAN) {
		PROBLEM_AT(r->site, r->t->file, line, hint, "a condition around an attribute");
		return leave_tag(r);
	}
	advance(r, 5);
	struct attribute *a = add_attribute(r, element, name, line);
	a->conditional = true;
	a->condition = path;
	a->negated = negated;
	return true;
}

/* Between the quotes, up to and with the closing one. */
static bool read_value(struct reader *r, struct attribute *a)
{
	size_t start = r->at;
	open_frame(r, NULL, &a->value, true);
	const struct frame *mine = r->top;
	while (!at_end(r) && peek(r) != '"') {
		if (peek(r) == '{') {
			read_directive(r);
			continue;
		}
		if (peek(r) == '<') {
			PROBLEM_AT(r->site, r->t->file, a->line, "close the quotes, or write &lt;", "the value of %.*s runs into a <", STR_ARGS(a->name));
			give_up(r);
			return false;
		}
		struct node *text = add_node(r, NODE_TEXT);
		text->text = take_until(r, "\"{<");
	}
	a->raw = (str){r->source.p + start, r->at - start};
	for (; r->top != mine; close_frame(r))
		PROBLEM_AT(r->site, r->t->file, r->top->node->line, "close it before the closing quote", "{%s} has no {end} in this attribute",
		           r->top->node->kind == NODE_IF ? "if" : "for");
	close_frame(r);
	if (at_end(r)) {
		PROBLEM_AT(r->site, r->t->file, a->line, "close the quotes", "the value of %.*s does not end", STR_ARGS(a->name));
		return false;
	}
	advance(r, 1);
	return true;
}

static bool read_attribute(struct reader *r, struct node *element)
{
	int line = r->line;
	str name = take_name(r);
	if (name.n == 0) {
		WRONG(r, "write name=\"value\"", "\"%.*s\" in a tag is neither an attribute nor its end", 1, r->source.p + r->at);
		return leave_tag(r);
	}
	if (peek(r) == '{') {
		WRONG(r, "write the name, and choose inside the quotes", "a value in an attribute name");
		return leave_tag(r);
	}
	struct attribute *a = add_attribute(r, element, name, line);
	skip_blanks(r);
	if (peek(r) != '=')
		return true;
	advance(r, 1);
	skip_blanks(r);
	if (peek(r) != '"') {
		WRONG(r, "put the value between double quotes", "the value of %.*s is not quoted", STR_ARGS(name));
		return leave_tag(r);
	}
	advance(r, 1);
	a->has_value = true;
	return read_value(r, a);
}

/* To behind '>'. False after a problem that left the tag. */
static bool read_attributes(struct reader *r, struct node *element, bool *closed)
{
	for (;;) {
		skip_blanks(r);
		if (at_end(r)) {
			PROBLEM_AT(r->site, r->t->file, element->line, "end it with >", "the tag <%.*s does not end", STR_ARGS(element->text));
			return false;
		}
		*closed = looking_at(r, S("/>"));
		if (*closed || peek(r) == '>') {
			advance(r, *closed ? 2 : 1);
			return true;
		}
		bool read = peek(r) == '{' ? read_conditional(r, element) : read_attribute(r, element);
		if (!read)
			return false;
	}
}

static void unknown_element(struct reader *r, str name)
{
	static const struct {
		const char *name, *hint;
	} refused[] = {
		{"style", "write it in assets/site.css"},
		{"iframe", "link to the page instead"},
		{"object", "link to the file instead"},
		{"embed", "link to the file instead"},
		{"base", "addresses are complete"},
		{"center", "give the element a class"},
		{"font", "give the element a class"},
		{"marquee", "some people cannot read what moves"},
		{"foreignObject", "draw with <text>"},
		{"animate", "draw what does not move"},
		{"set", "draw what does not move"},
	};
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
		if (str_eq(name, str_of(refused[i].name))) {
			WRONG(r, refused[i].hint, "<%s> has no place in a page", refused[i].name);
			return;
		}
	str nearest = element_nearest(name);
	const char *hint = "elements are those of tools/pages_facts.c";
	if (nearest.p)
		hint = arena_cstr(r->site->arena, arena_fmt(r->site->arena, "did you mean <%.*s>?", STR_ARGS(nearest)));
	WRONG(r, hint, "<%.*s> is not a known element", STR_ARGS(name));
}

/* Scripts and styles are not read as pages are: what stands in them is not HTML, and must not be there. */
static void skip_foreign(struct reader *r, const struct node *node)
{
	int line = r->line;
	str rest = str_skip(r->source, r->at);
	size_t length = rest.n;
	str end = arena_fmt(r->site->arena, "</%.*s", STR_ARGS(node->text));
	(void)str_find(rest, end, &length);
	advance(r, length);
	if (str_eq(node->text, S("script")) && str_trim(str_first(rest, length)).n)
		PROBLEM_AT(r->site, r->t->file, line, "put it into a file of assets/", "a <script> with content");
}

void read_tag(struct reader *r)
{
	struct node *node = add_node(r, NODE_ELEMENT);
	advance(r, 1);
	node->text = take_name(r);
	if (peek(r) == '{')
		WRONG(r, "write the tag, and choose with {if}", "a value in a tag name");
	node->facts = element_named(node->text);
	bool closed = false;
	int line = r->line;
	if (!node->facts)
		unknown_element(r, node->text);
	bool whole = read_attributes(r, node, &closed);
	int after = r->line;
	r->line = line;
	if (whole && closed && node->facts && !node->facts->is_void && !node->facts->svg)
		WRONG(r, "write both tags", "<%.*s/> closes itself, which only void elements and drawings do", STR_ARGS(node->text));
	if (whole && node->facts)
		check_element(r, node);
	r->line = after;
	if (closed || (node->facts && node->facts->is_void))
		return;
	open_frame(r, node, &node->children, false);
	if (list_has("script style", node->text))
		skip_foreign(r, node);
}

void read_closing_tag(struct reader *r)
{
	int line = r->line;
	advance(r, 2);
	str name = take_name(r);
	skip_blanks(r);
	if (peek(r) != '>')
		WRONG(r, "end it with >", "the tag </%.*s does not end", STR_ARGS(name));
	else
		advance(r, 1);
	const struct frame *f = r->top;
	while (f->node && !frame_is_block(f) && !str_eq(f->node->text, name))
		f = f->outer;
	if (!f->node || frame_is_block(f)) {
		PROBLEM_AT(r->site, r->t->file, line, "an element begins and ends in the same block of {if} or {for}", "</%.*s> closes nothing that was opened here",
		           STR_ARGS(name));
		return;
	}
	for (; r->top != f; close_frame(r))
		PROBLEM_AT(r->site, r->t->file, r->top->node->line, "close the inner one first", "<%.*s> is not closed before </%.*s> on line %d",
		           STR_ARGS(r->top->node->text), STR_ARGS(name), line);
	close_frame(r);
}
