/* Trees to C. Static markup between two values becomes one out_str; words without arguments are escaped here, at build time, in both languages.
   #line points each statement back to its template, so that the compiler's word on a wrong type names pages/x.html and not generated code.
   Only called for a site without problems: everything it meets is known to be well formed. */
#include "tools/pages.h"

#include <string.h>

struct emitter {
	struct site *site;
	struct out *o;
	str path; /* of the file being written, for #line */
	const struct template *in;
	struct out run;           /* static markup not yet written */
	const struct node *run_at; /* where it began */
	unsigned loops;           /* numbers the C variables of loops */
	bool space;               /* white space was seen and not yet decided */
	bool after_block;         /* the last thing written was a tag next to which white space does not show */
	unsigned verbatim;        /* inside pre, textarea */
	bool in_value;            /* of an attribute */
};

static void emit_nodes(struct emitter *e, const struct nodes *nodes);

/* ---- C text ---- */

static void c_string(struct out *o, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '"' || c == '\\')
			out_fmt(o, "\\%c", c);
		else if (c == '\n')
			out_str(o, S("\\n"));
		else if ((unsigned char)c < ' ' || c == 0x7f)
			out_fmt(o, "\\%03o", (unsigned)c);
		else
			out_char(o, c);
	}
}

static void line_at(struct emitter *e, const struct node *n)
{
	out_fmt(e->o, "#line %d \"", n->line);
	c_string(e->o, n->in->file);
	out_str(e->o, S("\"\n"));
}

/* After generated code that is not of a template, so that a debugger finds it. */
static void line_of_output(struct emitter *e)
{
	size_t lines = 0;
	str written = out_text(e->o);
	for (size_t i = 0; i < written.n; i++)
		lines += written.p[i] == '\n';
	out_fmt(e->o, "#line %zu \"", lines + 2);
	c_string(e->o, e->path);
	out_str(e->o, S("\"\n"));
}

static void flush(struct emitter *e)
{
	if (e->run.n == 0)
		return;
	always(e->run_at);
	line_at(e, e->run_at);
	out_str(e->o, S("\tout_str(o, S(\""));
	c_string(e->o, out_text(&e->run));
	out_str(e->o, S("\"));\n"));
	out_reset(&e->run);
}

static void put(struct emitter *e, const struct node *at, str s)
{
	if (e->run.n == 0)
		e->run_at = at;
	out_str(&e->run, s);
}

/* Something inline is about to be written: the white space before it shows, unless a block's edge stands before that. */
static void settle_space(struct emitter *e, const struct node *at)
{
	if (e->space && !e->after_block)
		put(e, at, S(" "));
	e->space = false;
	e->after_block = false;
}

static void at_block_edge(struct emitter *e)
{
	e->space = false;
	e->after_block = true;
}

/* The end of a branch or a loop's body: what follows is not known, so white space is written if it may show. */
static void end_of_branch(struct emitter *e)
{
	if (e->space && !e->after_block && e->run.n)
		out_char(&e->run, ' ');
	else if (e->space && !e->after_block)
		out_str(e->o, S("\tout_char(o, ' ');\n"));
	flush(e);
	e->space = e->after_block = false;
}

static void statement(struct emitter *e, const struct node *n)
{
	if (!e->in_value)
		settle_space(e, n);
	flush(e);
	line_at(e, n);
}

/* ---- paths ---- */

/* A pointer to the thing the path's root names. */
static const char *root_pointer(const struct emitter *e, const struct path *p)
{
	switch (p->root) {
	case ROOT_VIEW: return "v";
	case ROOT_LAYOUT: return "layout";
	case ROOT_EACH:
	case ROOT_INDEX: break;
	}
	return arena_cstr(e->site->arena, arena_fmt(e->site->arena, "HTML_AT(*each_%.*s)", STR_ARGS(p->name)));
}

static str value_of(const struct emitter *e, const struct path *p)
{
	struct arena *a = e->site->arena;
	if (p->root == ROOT_INDEX)
		return arena_fmt(a, "number_%.*s", STR_ARGS(p->name));
	if (!p->fields.p)
		return p->root == ROOT_EACH ? arena_fmt(a, "*each_%.*s", STR_ARGS(p->name)) : arena_fmt(a, "*%s", root_pointer(e, p));
	str field, rest = p->fields;
	bool more = str_cut(rest, '.', &field, &rest);
	str value = arena_fmt(a, "%s->%.*s", root_pointer(e, p), STR_ARGS(field));
	while (more) {
		more = str_cut(rest, '.', &field, &rest);
		value = arena_fmt(a, "HTML_AT(%.*s)->%.*s", STR_ARGS(value), STR_ARGS(field));
	}
	return value;
}

static str pointer_of(const struct emitter *e, const struct path *p)
{
	if (!p->fields.p)
		return str_of(root_pointer(e, p));
	str value = value_of(e, p);
	return arena_fmt(e->site->arena, "HTML_AT(%.*s)", STR_ARGS(value));
}

/* ---- values, words, parts ---- */

static void emit_value(struct emitter *e, const struct node *n)
{
	str value = value_of(e, &n->path);
	statement(e, n);
	if (e->in_value)
		out_fmt(e->o, "\tHTML_ATTR(o, %.*s);\n", STR_ARGS(value));
	else
		out_fmt(e->o, "\tHTML_TEXT(o, layout->lang, layout->zone, %.*s);\n", STR_ARGS(value));
}

static void word_constant(struct out *o, const struct word *w)
{
	for (size_t i = 0; i < w->key.n; i++)
		out_char(o, w->key.p[i] == '.' ? '_' : w->key.p[i]);
}

static void emit_words(struct emitter *e, const struct node *n)
{
	statement(e, n);
	if (!n->is_dynamic && !n->arguments) {
		out_str(e->o, S("\tout_str(o, T_"));
		word_constant(e->o, n->word);
		out_str(e->o, S("[layout->lang]);\n"));
		return;
	}
	out_str(e->o, S("\tHTML_WORDS(o, layout->lang, "));
	if (n->is_dynamic) {
		out_str(e->o, value_of(e, &n->path));
	} else {
		out_str(e->o, S("W_"));
		word_constant(e->o, n->word);
	}
	for (const struct argument *a = n->arguments; a; a = a->next)
		out_fmt(e->o, ", ARG(\"%.*s\", %.*s)", STR_ARGS(a->name), STR_ARGS(value_of(e, &a->path)));
	out_str(e->o, S(");\n"));
}

static void emit_part(struct emitter *e, const struct node *n)
{
	e->space = e->space && !e->after_block;
	statement(e, n);
	out_fmt(e->o, "\tpart_%.*s(o, %.*s, layout);\n", STR_ARGS(n->text), STR_ARGS(pointer_of(e, &n->path)));
}

/* ---- conditions and loops ---- */

static void emit_if(struct emitter *e, const struct node *n)
{
	str value = value_of(e, &n->path);
	statement(e, n);
	out_fmt(e->o, "\tif (%sHTML_IF(%.*s)) {\n", n->negated ? "!" : "", STR_ARGS(value));
	emit_nodes(e, &n->children);
	end_of_branch(e);
	if (n->has_otherwise) {
		out_str(e->o, S("\t} else {\n"));
		emit_nodes(e, &n->otherwise);
		end_of_branch(e);
	}
	out_str(e->o, S("\t}\n"));
}

static void emit_for(struct emitter *e, const struct node *n)
{
	unsigned loop = ++e->loops;
	str list = pointer_of(e, &n->path);
	statement(e, n);
	out_fmt(e->o, "\tconst __auto_type list_%u = %.*s;\n", loop, STR_ARGS(list));
	line_at(e, n);
	out_fmt(e->o, "\tfor (size_t at_%u = 0; at_%u < list_%u->n; at_%u++) {\n", loop, loop, loop, loop);
	line_at(e, n);
	out_fmt(e->o, "\tconst __auto_type each_%.*s = &list_%u->at[at_%u];\n", STR_ARGS(n->text), loop, loop);
	if (n->index.p)
		out_fmt(e->o, "\tconst size_t number_%.*s = at_%u + 1;\n", STR_ARGS(n->index), loop);
	emit_nodes(e, &n->children);
	end_of_branch(e);
	out_str(e->o, S("\t}\n"));
	if (n->has_otherwise) {
		out_fmt(e->o, "\tif (list_%u->n == 0) {\n", loop);
		emit_nodes(e, &n->otherwise);
		end_of_branch(e);
		out_str(e->o, S("\t}\n"));
	}
}

/* ---- tags ---- */

static void emit_address(struct emitter *e, const struct attribute *a, const struct node *element)
{
	const struct node *first = a->value.first;
	struct nodes rest = a->value;
	if (first && first->kind == NODE_TEXT && str_starts(first->text, S("/")) && !str_starts(first->text, S("/assets/"))) {
		flush(e);
		line_at(e, element);
		out_str(e->o, S("\thtml_escaped(o, layout->base);\n"));
	} else if (first && first->kind == NODE_VALUE) {
		str value = value_of(e, &first->path);
		flush(e);
		line_at(e, first);
		out_fmt(e->o, "\tHTML_URL(o, %.*s);\n", STR_ARGS(value));
		rest.first = first->next;
	}
	emit_nodes(e, &rest);
}

static void emit_attribute(struct emitter *e, const struct node *element, const struct attribute *a)
{
	if (a->conditional) {
		str value = value_of(e, &a->condition);
		flush(e);
		line_at(e, element);
		out_fmt(e->o, "\tif (%sHTML_IF(%.*s))\n", a->negated ? "!" : "", STR_ARGS(value));
		line_at(e, element);
		out_fmt(e->o, "\t\tout_str(o, S(\" %.*s\"));\n", STR_ARGS(a->name));
		return;
	}
	put(e, element, S(" "));
	put(e, element, a->name);
	if (!a->has_value)
		return;
	put(e, element, S("=\""));
	e->in_value = true;
	if (a->facts && a->facts->kind == ATTRIBUTE_URL)
		emit_address(e, a, element);
	else
		emit_nodes(e, &a->value);
	e->in_value = false;
	put(e, element, S("\""));
}

static void edge(struct emitter *e, const struct node *n)
{
	if (n->facts->block)
		at_block_edge(e);
	else
		settle_space(e, n);
}

static void emit_element(struct emitter *e, const struct node *n)
{
	edge(e, n);
	put(e, n, S("<"));
	put(e, n, n->text);
	for (const struct attribute *a = n->attributes; a; a = a->next)
		emit_attribute(e, n, a);
	bool closes_itself = n->facts->svg && !n->children.first;
	put(e, n, closes_itself ? S("/>") : S(">"));
	e->after_block = n->facts->block;
	if (n->facts->is_void || closes_itself)
		return;
	e->verbatim += n->facts->verbatim;
	if (n->facts->verbatim && n->children.first && n->children.first->kind != NODE_TEXT)
		put(e, n, S("\n")); /* which browsers drop; without it they would drop one of the value */
	emit_nodes(e, &n->children);
	e->verbatim -= n->facts->verbatim;
	edge(e, n);
	put(e, n, S("</"));
	put(e, n, n->text);
	put(e, n, S(">"));
	e->after_block = n->facts->block;
}

static bool white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Each run of white space is one space, and none at the edge of a block. */
static void emit_text(struct emitter *e, const struct node *n)
{
	str s = n->text;
	if (e->in_value || e->verbatim) {
		put(e, n, s);
		return;
	}
	while (s.n) {
		size_t length = 0;
		if (white(s.p[0])) {
			e->space = true;
			s = str_skip(s, 1);
			continue;
		}
		while (length < s.n && !white(s.p[length]))
			length++;
		settle_space(e, n);
		put(e, n, str_first(s, length));
		s = str_skip(s, length);
	}
}

/* ---- functions ---- */

static void close_function(struct emitter *e)
{
	flush(e);
	line_of_output(e);
	out_str(e->o, S("}\n\n"));
}

static void open_function(struct emitter *e, const struct template *t, const char *suffix)
{
	e->space = false;
	e->after_block = true;
	if (t->kind == TEMPLATE_LAYOUT)
		out_fmt(e->o, "static void layout_%.*s%s(struct out *o, const struct %.*s *v)\n{\n\tconst struct %.*s *const layout = v;\n", STR_ARGS(t->name),
		        suffix, STR_ARGS(t->view), STR_ARGS(t->view));
	else if (t->kind == TEMPLATE_PART)
		out_fmt(e->o, "void part_%.*s(struct out *o, const struct %.*s *v, const struct %.*s *layout)\n{\n", STR_ARGS(t->name), STR_ARGS(t->view),
		        STR_ARGS(e->site->layout_view));
	else
		out_fmt(e->o, "void %.*s(struct out *o, const struct %.*s *v)\n{\n\tconst struct %.*s *const layout = &v->layout;\n", STR_ARGS(t->name),
		        STR_ARGS(t->view), STR_ARGS(e->site->layout_view));
	out_str(e->o, S("\t(void)v, (void)layout;\n"));
}

static void emit_content(struct emitter *e)
{
	const struct template *t = e->in;
	close_function(e);
	open_function(e, t, "_after");
}

static void emit_node(struct emitter *e, const struct node *n)
{
	switch (n->kind) {
	case NODE_TEXT: emit_text(e, n); break;
	case NODE_ELEMENT: emit_element(e, n); break;
	case NODE_DOCTYPE: put(e, n, S("<!doctype html>")); at_block_edge(e); break;
	case NODE_VALUE: emit_value(e, n); break;
	case NODE_WORDS: emit_words(e, n); break;
	case NODE_LANG: statement(e, n); out_str(e->o, S("\tout_str(o, html_lang(layout->lang));\n")); break;
	case NODE_IF: emit_if(e, n); break;
	case NODE_FOR: emit_for(e, n); break;
	case NODE_PART: emit_part(e, n); break;
	case NODE_CONTENT: emit_content(e); break;
	case NODE_CSRF: statement(e, n); out_str(e->o, S("\thtml_csrf(o, layout->csrf);\n")); break;
	}
}

static void emit_nodes(struct emitter *e, const struct nodes *nodes)
{
	for (const struct node *n = nodes->first; n; n = n->next)
		emit_node(e, n);
}

static void emit_template(struct emitter *e, const struct template *t)
{
	e->in = t;
	e->loops = 0;
	open_function(e, t, "_before");
	if (t->layout)
		out_fmt(e->o, "\tlayout_%.*s_before(o, layout);\n", STR_ARGS(t->layout->name));
	emit_nodes(e, &t->body);
	flush(e);
	if (t->layout)
		out_fmt(e->o, "\tlayout_%.*s_after(o, layout);\n", STR_ARGS(t->layout->name));
	close_function(e);
}

/* ---- words without arguments ---- */

static void escaped(struct out *o, str s)
{
	static const struct {
		char c;
		const char *reference;
	} references[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
	for (size_t i = 0; i < s.n; i++) {
		size_t r = 0;
		while (r < sizeof references / sizeof references[0] && references[r].c != s.p[i])
			r++;
		if (r < sizeof references / sizeof references[0])
			out_str(o, str_of(references[r].reference));
		else
			out_char(o, s.p[i]);
	}
}

static void emit_constant(struct emitter *e, struct word *w)
{
	if (w->written)
		return;
	w->written = true;
	out_str(e->o, S("static const str T_"));
	word_constant(e->o, w);
	out_str(e->o, S("[LANG_COUNT] = {"));
	for (int lang = 0; lang < SITE_LANGS; lang++) {
		out_reset(&e->run);
		escaped(&e->run, w->one[lang]);
		out_fmt(e->o, "%s{\"", lang ? ", " : "");
		c_string(e->o, out_text(&e->run));
		out_fmt(e->o, "\", %zu}", e->run.n);
	}
	out_reset(&e->run);
	out_str(e->o, S("};\n"));
}

static void emit_constants(struct emitter *e, const struct nodes *nodes)
{
	for (const struct node *n = nodes->first; n; n = n->next) {
		if (n->kind == NODE_WORDS && !n->is_dynamic && !n->arguments)
			emit_constant(e, n->word);
		for (const struct attribute *a = n->attributes; a; a = a->next)
			emit_constants(e, &a->value);
		emit_constants(e, &n->children);
		emit_constants(e, &n->otherwise);
	}
}

/* ---- the two files ---- */

void emit_header(struct site *site, struct out *o)
{
	out_str(o, S("/* Made by tools/pages from pages/. */\n#ifndef GEN_PAGES_H\n#define GEN_PAGES_H\n\n#include \"base/html.h\"\n"));
	if (site->templates)
		out_fmt(o, "#include \"%.*s\"\n", STR_ARGS(site->views));
	out_str(o, S("\n"));
	for (const struct template *t = site->templates; t; t = t->next) {
		if (t->kind == TEMPLATE_PAGE)
			out_fmt(o, "void %.*s(struct out *o, const struct %.*s *v);\n", STR_ARGS(t->name), STR_ARGS(t->view));
		if (t->kind == TEMPLATE_PART)
			out_fmt(o, "void part_%.*s(struct out *o, const struct %.*s *v, const struct %.*s *layout);\n", STR_ARGS(t->name), STR_ARGS(t->view),
			        STR_ARGS(site->layout_view));
	}
	out_str(o, S("\n#endif\n"));
}

void emit_code(struct site *site, struct out *o, str self, str path)
{
	struct emitter e = {.site = site, .o = o, .path = path, .run = out_new(LIMIT_RESPONSE_BYTES)};
	out_fmt(o, "/* Made by tools/pages from pages/. */\n#include \"%.*s\"\n\n", STR_ARGS(self));
	for (const struct template *t = site->templates; t; t = t->next)
		emit_constants(&e, &t->body);
	out_str(o, S("\n"));
	for (const struct template *t = site->templates; t; t = t->next)
		if (t->kind == TEMPLATE_LAYOUT)
			emit_template(&e, t);
	for (const struct template *t = site->templates; t; t = t->next)
		if (t->kind != TEMPLATE_LAYOUT)
			emit_template(&e, t);
	out_free(&e.run);
}
