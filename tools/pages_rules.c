/* What may stand where, and what an element must hold: nesting as browsers parse it, tables, forms, links and buttons with content. */
#include "tools/pages_walk.h"

struct open *enclosing(struct open *around, const char *names)
{
	while (around && !list_has(names, around->element->text))
		around = around->outer;
	return around;
}

static bool is_blank_text(const struct node *n)
{
	return n->kind == NODE_TEXT && str_trim(n->text).n == 0;
}

/* " of pages/x.html:3" when the outer element stands in another file than the inner one. */
static str place_of(struct walk *w, const struct node *inner, const struct node *outer)
{
	if (!outer || outer->in == inner->in)
		return S("");
	return arena_fmt(w->site->arena, " of %.*s:%d", STR_ARGS(outer->in->file), outer->line);
}

/* ---- where an element may stand ---- */

static const char phrasing_only[] = "p h1 h2 h3 h4 h5 h6 pre abbr b bdi button cite code data dfn em i kbd label mark meter output progress q s samp small "
                                    "span strong sub sup time var";
static const char transparent[] = "a ins del";

static void check_phrasing(struct walk *w, const struct node *n)
{
	const struct open *around = w->open;
	while (around && list_has(transparent, around->element->text))
		around = around->outer;
	if (around && list_has(phrasing_only, around->element->text) && !n->facts->phrasing && !n->facts->svg && !list_has(transparent, n->text))
		REFUSED(w, n, "close the outer one first, or make it a <div>", "<%.*s> cannot stand in <%.*s>%.*s, which browsers would close", STR_ARGS(n->text),
		        STR_ARGS(around->element->text), STR_ARGS(place_of(w, n, around->element)));
}

static void check_place(struct walk *w, const struct node *n)
{
	const struct node *parent = w->open ? w->open->element : NULL;
	const char *parents = n->facts->parents;
	bool known = parent || w->root->kind == TEMPLATE_PAGE;
	if (parents && known && !(parent && list_has(parents, parent->text)))
		REFUSED(w, n, arena_cstr(w->site->arena, arena_fmt(w->site->arena, "it stands in: %s", parents)), "<%.*s> has no place in %.*s%.*s",
		        STR_ARGS(n->text), STR_ARGS(parent ? arena_fmt(w->site->arena, "<%.*s>", STR_ARGS(parent->text)) : S("the page itself")),
		        STR_ARGS(place_of(w, n, parent)));
	else if (parent && parent->facts->children && !list_has(parent->facts->children, n->text) && !list_has("script template", n->text))
		REFUSED(w, n, arena_cstr(w->site->arena, arena_fmt(w->site->arena, "it holds: %s", parent->facts->children)), "<%.*s>%.*s cannot hold <%.*s>",
		        STR_ARGS(parent->text), STR_ARGS(place_of(w, n, parent)), STR_ARGS(n->text));
}

static void check_drawing(struct walk *w, const struct node *n)
{
	const struct open *svg = enclosing(w->open, "svg");
	bool drawn = n->facts->svg && !str_eq(n->text, S("svg"));
	if (drawn && !svg && (w->open || w->root->kind == TEMPLATE_PAGE))
		REFUSED(w, n, "put it into an <svg>", "<%.*s> is part of a drawing", STR_ARGS(n->text));
	if (!n->facts->svg && svg && !list_has("a title", n->text))
		REFUSED(w, n, "draw with <text>, or close the <svg>", "<%.*s> cannot stand in a drawing", STR_ARGS(n->text));
}

static const struct {
	const char *inner, *outer, *hint;
} never_inside[] = {
	{"a button input select textarea label details", "a", "close the link first"},
	{"a button input select textarea label details", "button", "close the button first"},
	{"form", "form", "close the first form"},
	{"label", "label", "close the first label"},
	{"main", "main article aside footer header nav", "there is one, in the layout"},
	{"table", "caption", "a caption is words"},
};

static void check_nesting(struct walk *w, const struct node *n)
{
	for (size_t i = 0; i < sizeof never_inside / sizeof never_inside[0]; i++) {
		const struct open *outer = list_has(never_inside[i].inner, n->text) ? enclosing(w->open, never_inside[i].outer) : NULL;
		if (outer)
			REFUSED(w, n, never_inside[i].hint, "<%.*s> cannot stand in <%.*s>%.*s", STR_ARGS(n->text), STR_ARGS(outer->element->text),
			        STR_ARGS(place_of(w, n, outer->element)));
	}
	const struct open *parent = w->open;
	if (parent && parent->element->facts->text_only)
		REFUSED(w, n, "it holds text and values only", "<%.*s> cannot hold <%.*s>", STR_ARGS(parent->element->text), STR_ARGS(n->text));
}

/* ---- what it must hold ---- */

static bool holds_words(const struct nodes *nodes);

static bool element_says_something(const struct node *n)
{
	const struct attribute *alt = attribute_of(n, "alt"), *label = attribute_of(n, "aria-label");
	if (attribute_is(n, "aria-hidden", "true"))
		return false;
	return (alt && alt->value.first) || (label && label->value.first) || holds_words(&n->children);
}

static bool says_something(const struct node *n)
{
	switch (n->kind) {
	case NODE_TEXT: return !is_blank_text(n);
	case NODE_VALUE:
	case NODE_WORDS:
	case NODE_LANG: return true;
	case NODE_ELEMENT: return element_says_something(n);
	case NODE_IF:
	case NODE_FOR: return holds_words(&n->children) || holds_words(&n->otherwise);
	case NODE_PART: {
		if (!n->part || n->part->being_walked)
			return true;
		n->part->being_walked = true;
		bool says = holds_words(&n->part->body);
		n->part->being_walked = false;
		return says;
	}
	case NODE_DOCTYPE:
	case NODE_CONTENT:
	case NODE_CSRF: break;
	}
	return false;
}

static bool holds_words(const struct nodes *nodes)
{
	for (const struct node *n = nodes->first; n; n = n->next)
		if (says_something(n))
			return true;
	return false;
}

static void check_named(struct walk *w, const struct node *n)
{
	const struct attribute *label = attribute_of(n, "aria-label");
	bool named = (label && label->value.first) || attribute_of(n, "aria-labelledby") || holds_words(&n->children);
	if (!named)
		REFUSED(w, n, "write what it is for; a picture alone needs an alt, a drawing an aria-label", "<%.*s> has no content to read", STR_ARGS(n->text));
}

static const struct {
	const char *element, *first, *hint;
} firsts[] = {
	{"table", "caption", "begin with <caption>: a class can hide it from the eye"},
	{"fieldset", "legend", "begin with <legend>: it says what the fields have in common"},
	{"details", "summary", "begin with <summary>: it is what one presses"},
};

static void check_first(struct walk *w, const struct node *n)
{
	const struct node *first = n->children.first;
	while (first && is_blank_text(first))
		first = first->next;
	for (size_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++)
		if (str_eq(n->text, str_of(firsts[i].element)) && !(first && first->kind == NODE_ELEMENT && str_eq(first->text, str_of(firsts[i].first))))
			REFUSED(w, n, firsts[i].hint, "a <%s> without %s", firsts[i].element, firsts[i].first);
}

static void check_svg(struct walk *w, const struct node *n)
{
	const struct attribute *label = attribute_of(n, "aria-label");
	bool decoration = attribute_is(n, "aria-hidden", "true");
	bool named = (label && label->value.first) || attribute_of(n, "aria-labelledby");
	if (!decoration && !(named && attribute_is(n, "role", "img")))
		REFUSED(w, n, "add role=\"img\" and aria-label, or aria-hidden=\"true\" when it adds nothing", "a drawing that says nothing to those who do not see it");
}

static void check_head(struct walk *w, const struct node *n)
{
	for (const struct node *c = n->children.first; c; c = c->next)
		if (c->kind == NODE_ELEMENT && str_eq(c->text, S("title")) && holds_words(&c->children))
			return;
	REFUSED(w, n, "add <title>{v.title}</title>", "a page without title");
}

static const struct {
	const char *elements;
	void (*check)(struct walk *w, const struct node *n);
} contents[] = {
	{"a button summary caption legend label h1 h2 h3 h4 h5 h6 figcaption", check_named},
	{"table fieldset details", check_first},
	{"svg", check_svg},
	{"head", check_head},
};

/* ---- in the order of the page ---- */

static void check_token(struct walk *w, const struct node *n)
{
	struct open *form = enclosing(w->open, "form");
	if (!form ? w->open || w->root->kind == TEMPLATE_PAGE : !attribute_is(form->element, "method", "post")) {
		REFUSED(w, n, "it stands in <form method=\"post\">: elsewhere it would show in addresses", "{csrf} outside of a POST form");
		return;
	}
	if (form && form->blocks == w->blocks)
		form->tokens++;
}

static void check_loose_text(struct walk *w, const struct node *n)
{
	const struct node *parent = w->open ? w->open->element : NULL;
	if (parent && parent->facts->children && !is_blank_text(n))
		REFUSED(w, n, arena_cstr(w->site->arena, arena_fmt(w->site->arena, "it holds: %s", parent->facts->children)), "text directly in <%.*s>",
		        STR_ARGS(parent->text));
}

static void check_element_place(struct walk *w, const struct node *n)
{
	check_place(w, n);
	check_phrasing(w, n);
	check_drawing(w, n);
	check_nesting(w, n);
	for (size_t i = 0; i < sizeof contents / sizeof contents[0]; i++)
		if (list_has(contents[i].elements, n->text))
			contents[i].check(w, n);
}

void rules_before(struct walk *w, const struct node *n)
{
	switch (n->kind) {
	case NODE_ELEMENT: check_element_place(w, n); break;
	case NODE_CSRF: check_token(w, n); break;
	case NODE_TEXT:
	case NODE_VALUE:
	case NODE_WORDS:
	case NODE_LANG: check_loose_text(w, n); break;
	case NODE_DOCTYPE:
	case NODE_IF:
	case NODE_FOR:
	case NODE_PART:
	case NODE_CONTENT: break;
	}
}

void rules_after(struct walk *w, const struct node *n, const struct open *as_open)
{
	if (str_eq(n->text, S("form")) && attribute_is(n, "method", "post") && as_open->tokens == 0)
		REFUSED(w, n, "write {csrf} in it, not under a condition", "a POST form without {csrf}");
	if (str_eq(n->text, S("label")) && !attribute_of(n, "for") && as_open->controls == 0)
		REFUSED(w, n, "add for=\"the id of the field\", or put the field into it", "a <label> of nothing");
}
