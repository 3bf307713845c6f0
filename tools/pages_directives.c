/* {…}: the first line of a file, values, words, conditions, loops, parts. Names are resolved here: what `v`, `layout` and loop variables mean. */
#include "tools/pages_read.h"

#include <string.h>

enum { WORDS_MAX = 24 };

static struct template_opening {
	const char *word;
	enum template_kind kind;
} const openings[] = {{"page", TEMPLATE_PAGE}, {"part", TEMPLATE_PART}, {"layout", TEMPLATE_LAYOUT}};

size_t read_braces(struct reader *r, str *words, size_t room)
{
	int line = r->line;
	advance(r, 1);
	str inside = take_until(r, "}{\"\n");
	if (peek(r) != '}') {
		PROBLEM_AT(r->site, r->t->file, line, "close it with } on the same line; a brace as text is &#123;", "{%.*s does not end",
		           (int)(inside.n < 40 ? inside.n : 40), inside.p);
		return 0;
	}
	advance(r, 1);
	size_t count = 0;
	for (str rest = str_trim(inside); rest.n; rest = str_trim(rest)) {
		str word;
		if (count == room) {
			PROBLEM_AT(r->site, r->t->file, line, "shorten it", "{%.*s…} has more than %zu words", 20, inside.p, room);
			return 0;
		}
		str_cut(rest, ' ', &word, &rest);
		words[count++] = word;
	}
	if (count == 0)
		PROBLEM_AT(r->site, r->t->file, line, "write a value such as {v.title}; a brace as text is &#123;", "{} is empty");
	return count;
}

static bool kind_named(str word, enum template_kind *kind)
{
	for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++)
		if (str_eq(word, str_of(openings[i].word))) {
			*kind = openings[i].kind;
			return true;
		}
	return false;
}

bool read_opening(struct reader *r)
{
	static const char hint[] = "begin with {page NAME struct VIEW LAYOUT}, {part NAME struct VIEW} or {layout NAME struct VIEW}";
	str words[WORDS_MAX];
	if (peek(r) != '{') {
		WRONG(r, hint, "the first line does not say what this file is");
		return false;
	}
	size_t n = read_braces(r, words, WORDS_MAX);
	struct template *t = r->t;
	if (n == 0)
		return false;
	bool whole = n == 4 || (n == 5 && str_eq(words[0], S("page")));
	if (!whole || !kind_named(words[0], &t->kind) || !str_eq(words[2], S("struct")) || !is_name(words[1]) || !is_name(words[3]) ||
	    (n == 5 && !is_name(words[4]))) {
		WRONG(r, hint, "the first line does not say what this file is");
		return false;
	}
	t->name = words[1];
	t->view = words[3];
	if (n == 5)
		t->layout_name = words[4];
	return true;
}

/* ---- paths ---- */

bool frame_is_block(const struct frame *f)
{
	return f->node && f->node->kind != NODE_ELEMENT;
}

/* The {for} whose variable or index this is, from the inside out. */
static const struct node *loop_of(const struct reader *r, str name)
{
	for (const struct frame *f = r->top; f; f = f->outer)
		if (f->node && f->node->kind == NODE_FOR && f->into == &f->node->children && (str_eq(f->node->text, name) || str_eq(f->node->index, name)))
			return f->node;
	return NULL;
}

static bool is_path(str s)
{
	str name, rest = s;
	bool more = true;
	while (more) {
		more = str_cut(rest, '.', &name, &rest);
		if (!is_name(name))
			return false;
	}
	return true;
}

static bool root_of(const struct reader *r, struct path *path)
{
	const struct node *loop = loop_of(r, path->name);
	if (loop)
		path->root = str_eq(loop->text, path->name) ? ROOT_EACH : ROOT_INDEX;
	else if (str_eq(path->name, S("v")))
		path->root = ROOT_VIEW;
	else if (str_eq(path->name, S("layout")))
		path->root = ROOT_LAYOUT;
	else
		return false;
	return true;
}

static bool resolve(struct reader *r, str text, struct path *path)
{
	*path = (struct path){.text = text};
	if (!is_path(text)) {
		WRONG(r, "write names joined by dots, as v.title or action.total; anything computed belongs to the view", "\"%.*s\" is not a value", STR_ARGS(text));
		return false;
	}
	str_cut(text, '.', &path->name, &path->fields);
	if (!root_of(r, path)) {
		WRONG(r, "v is the view, layout the layout's; a loop names its own; words are {t key}", "nothing is called \"%.*s\" here", STR_ARGS(path->name));
		return false;
	}
	if (path->root == ROOT_INDEX && path->fields.p) {
		WRONG(r, "it is a number: use it alone", "\"%.*s\" has no members", STR_ARGS(path->name));
		return false;
	}
	return true;
}

static bool resolve_condition(struct reader *r, const str *words, size_t n, struct path *path, bool *negated)
{
	*negated = n == 3 && str_eq(words[1], S("not"));
	if (n != 2 && !*negated) {
		WRONG(r, "write {if v.x} or {if not v.x}; anything else is computed in the view", "a condition that is not one value");
		return false;
	}
	return resolve(r, words[n - 1], path);
}

bool read_condition(struct reader *r, struct path *path, bool *negated)
{
	str words[WORDS_MAX];
	size_t n = read_braces(r, words, WORDS_MAX);
	if (n == 0)
		return false;
	if (!str_eq(words[0], S("if"))) {
		WRONG(r, "a value stands inside the quotes of an attribute; only {if v.x}selected{end} may stand here", "a value in a tag");
		return false;
	}
	return resolve_condition(r, words, n, path, negated);
}

/* ---- what each directive does ---- */

static void do_if(struct reader *r, const str *words, size_t n)
{
	struct node *node = add_node(r, NODE_IF);
	(void)resolve_condition(r, words, n, &node->path, &node->negated);
	open_frame(r, node, &node->children, false);
}

static void check_variable(struct reader *r, str name)
{
	static const char taken[] = "v layout t part if else end for not in csrf lang content page";
	if (!is_name(name))
		WRONG(r, "one word of letters", "\"%.*s\" cannot name a loop variable", STR_ARGS(name));
	else if (list_has(taken, name) || loop_of(r, name))
		WRONG(r, "choose another name", "\"%.*s\" already means something here", STR_ARGS(name));
}

static void do_for(struct reader *r, const str *words, size_t n)
{
	str variable = n > 1 ? words[1] : S("");
	bool counted = n == 5 && str_ends(variable, S(","));
	struct node *node = add_node(r, NODE_FOR);
	if ((n != 4 && !counted) || !str_eq(words[n - 2], S("in"))) {
		WRONG(r, "write {for a in v.actions} or {for a, number in v.actions}", "a loop that cannot be read");
	} else {
		node->text = counted ? str_first(variable, variable.n - 1) : variable;
		node->index = counted ? words[2] : STR_NONE;
		check_variable(r, node->text);
		if (counted)
			check_variable(r, node->index);
		if (counted && str_eq(node->text, node->index))
			WRONG(r, "choose another name", "the element and its number are both called \"%.*s\"", STR_ARGS(node->text));
		(void)resolve(r, words[n - 1], &node->path);
	}
	open_frame(r, node, &node->children, false);
}

/* The innermost {if} or {for}; elements opened inside it and still open are reported and closed. NULL when there is none. */
static struct frame *block_of(struct reader *r, const char *what)
{
	const struct frame *f = r->top;
	while (f->node && !frame_is_block(f))
		f = f->outer;
	if (!f->node) {
		WRONG(r, "take it out, or open {if} or {for} in the same element", "%s has no {if} or {for} to belong to", what);
		return NULL;
	}
	for (; r->top != f; close_frame(r))
		PROBLEM_AT(r->site, r->t->file, r->top->node->line, "open and close it on the same side", "<%.*s> is not closed before %s on line %d",
		           STR_ARGS(r->top->node->text), what, r->line);
	return r->top;
}

static void do_else(struct reader *r, const str *words, size_t n)
{
	(void)words;
	struct frame *f = block_of(r, "{else}");
	if (!f)
		return;
	if (n > 1 || f->node->has_otherwise) {
		WRONG(r, "one {else}, alone in its braces; a further question is an {if} inside it", "an {else} too many");
		return;
	}
	f->node->has_otherwise = true;
	f->node->otherwise_line = r->line;
	f->into = &f->node->otherwise;
}

static void do_end(struct reader *r, const str *words, size_t n)
{
	(void)words;
	if (n > 1)
		WRONG(r, "write {end}", "{end} stands alone in its braces");
	if (block_of(r, "{end}"))
		close_frame(r);
}

struct placeholder_check {
	struct reader *r;
	const struct node *node;
};

static void placeholder_has_argument(void *context, str name)
{
	const struct placeholder_check *check = context;
	for (const struct argument *a = check->node->arguments; a; a = a->next)
		if (str_eq(a->name, name))
			return;
	WRONG(check->r, "give it as name=v.value", "the words of \"%.*s\" need {%.*s}", STR_ARGS(check->node->word->key), STR_ARGS(name));
}

static void read_arguments(struct reader *r, struct node *node, const str *words, size_t n)
{
	struct argument **last = &node->arguments;
	for (size_t i = 2; i < n; i++) {
		struct argument *a = ARENA_NEW(r->site->arena, struct argument);
		str path;
		if (!str_cut(words[i], '=', &a->name, &path)) {
			WRONG(r, "write {t key name=v.value}", "\"%.*s\" is not an argument", STR_ARGS(words[i]));
			continue;
		}
		if (!is_name(a->name) || !resolve(r, path, &a->path))
			continue;
		if (node->word && !word_has_placeholder(node->word, a->name))
			WRONG(r, "take it out, or write {name} in the catalogues", "\"%.*s\" has no place for %.*s", STR_ARGS(node->word->key), STR_ARGS(a->name));
		for (const struct argument *other = node->arguments; other; other = other->next)
			if (str_eq(other->name, a->name))
				WRONG(r, "once is enough", "the argument %.*s twice", STR_ARGS(a->name));
		*last = a;
		last = &a->next;
	}
}

static void do_words(struct reader *r, const str *words, size_t n)
{
	struct node *node = add_node(r, NODE_WORDS);
	if (n < 2) {
		WRONG(r, "write {t key}", "{t} without a key");
		return;
	}
	str root, rest;
	struct path path = {.text = words[1]};
	str_cut(words[1], '.', &root, &rest);
	path.name = root;
	node->word = word_find(r->site, words[1]);
	if (root_of(r, &path)) {
		node->is_dynamic = resolve(r, words[1], &node->path);
		if (node->word)
			WRONG(r, "rename the loop's variable", "\"%.*s\" is both a value and a key of the catalogues", STR_ARGS(words[1]));
		node->word = NULL;
		read_arguments(r, node, words, n);
		return;
	}
	if (!node->word) {
		str nearest = word_nearest(r->site, words[1]);
		const char *hint = nearest.p ? arena_cstr(r->site->arena, arena_fmt(r->site->arena, "did you mean %.*s?", STR_ARGS(nearest)))
		                             : "add it to po/fr and po/en";
		WRONG(r, hint, "no words are called \"%.*s\"", STR_ARGS(words[1]));
		return;
	}
	read_arguments(r, node, words, n);
	struct placeholder_check check = {r, node};
	word_placeholders(node->word, placeholder_has_argument, &check);
	if (node->word->plural)
		placeholder_has_argument(&check, S("n"));
}

static void do_part(struct reader *r, const str *words, size_t n)
{
	struct node *node = add_node(r, NODE_PART);
	if (n != 3 || !is_name(words[1])) {
		WRONG(r, "write {part name v.member}; a part that needs no values takes layout", "a part that cannot be read");
		return;
	}
	node->text = words[1];
	if (resolve(r, words[2], &node->path) && node->path.root == ROOT_INDEX)
		WRONG(r, "give the element", "a part takes a struct, not a number");
}

static void do_content(struct reader *r, const str *words, size_t n)
{
	(void)words, (void)n;
	if (r->t->kind != TEMPLATE_LAYOUT || r->has_content)
		WRONG(r, "it stands once, in a layout", "{content} has no place here");
	for (const struct frame *f = r->top; f; f = f->outer)
		if (frame_is_block(f))
			WRONG(r, "a page is always shown, once", "{content} inside {if} or {for}");
	r->has_content = true;
	(void)add_node(r, NODE_CONTENT);
}

static void do_csrf(struct reader *r, const str *words, size_t n)
{
	(void)words, (void)n;
	(void)add_node(r, NODE_CSRF);
}

static void do_lang(struct reader *r, const str *words, size_t n)
{
	(void)words, (void)n;
	(void)add_node(r, NODE_LANG);
}

static const struct directive {
	const char *word;
	void (*fn)(struct reader *r, const str *words, size_t n);
	bool in_value; /* may stand in the value of an attribute */
} directives[] = {
	{"if", do_if, true},     {"for", do_for, true},          {"else", do_else, true},   {"end", do_end, true},   {"t", do_words, true},
	{"lang", do_lang, true}, {"content", do_content, false}, {"part", do_part, false}, {"csrf", do_csrf, false},
};

static bool in_value(const struct reader *r)
{
	for (const struct frame *f = r->top; f; f = f->outer)
		if (f->in_value)
			return true;
	return false;
}

void read_directive(struct reader *r)
{
	str words[WORDS_MAX];
	int line = r->line;
	size_t n = read_braces(r, words, WORDS_MAX);
	if (n == 0)
		return;
	r->line = line;
	for (size_t i = 0; i < sizeof directives / sizeof directives[0]; i++)
		if (str_eq(words[0], str_of(directives[i].word))) {
			if (in_value(r) && !directives[i].in_value)
				WRONG(r, "an attribute holds text, values, words and conditions", "{%s} in an attribute", directives[i].word);
			else
				directives[i].fn(r, words, n);
			return;
		}
	if (n > 1)
		WRONG(r, "a value is one path; the words that begin one are if, for, else, end, t, part, csrf, lang and content",
		      "{%.*s …} is not known", STR_ARGS(words[0]));
	else
		(void)resolve(r, words[0], &add_node(r, NODE_VALUE)->path);
}
