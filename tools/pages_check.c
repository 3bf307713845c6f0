/* Rules that need more than one file: which part and layout a name means, then a walk through every page in its layout with its parts in their
   places. Parts and layouts that no page uses are walked alone, with what is around them unknown. */
#include "tools/pages_walk.h"

static struct template *template_named(const struct site *site, enum template_kind kind, str name)
{
	for (struct template *t = site->templates; t; t = t->next)
		if (t->kind == kind && str_eq(t->name, name))
			return t;
	return NULL;
}

static const char *nearest_template(const struct site *site, enum template_kind kind, str name, const char *otherwise)
{
	str nearest = STR_NONE;
	size_t best = name.n / 3 + 2;
	for (const struct template *t = site->templates; t; t = t->next) {
		size_t distance = t->kind == kind ? str_distance(t->name, name, best) : best;
		if (distance < best) {
			best = distance;
			nearest = t->name;
		}
	}
	return nearest.p ? arena_cstr(site->arena, arena_fmt(site->arena, "did you mean %.*s?", STR_ARGS(nearest))) : otherwise;
}

static void link_parts(struct site *site, struct nodes *nodes)
{
	for (struct node *n = nodes->first; n; n = n->next) {
		if (n->kind == NODE_PART && n->text.p) {
			n->part = template_named(site, TEMPLATE_PART, n->text);
			if (!n->part)
				PROBLEM_AT(site, n->in->file, n->line, nearest_template(site, TEMPLATE_PART, n->text, "parts are the files of pages/parts/"),
				           "no part is called \"%.*s\"", STR_ARGS(n->text));
		}
		link_parts(site, &n->children);
		link_parts(site, &n->otherwise);
	}
}

static void link_template(struct site *site, struct template *t)
{
	const struct template *same = template_named(site, t->kind, t->name);
	if (same != t)
		PROBLEM_AT(site, t->file, 1, "choose another name", "\"%.*s\" is also the name of %.*s", STR_ARGS(t->name), STR_ARGS(same->file));
	link_parts(site, &t->body);
	if (t->kind == TEMPLATE_LAYOUT && !str_eq(t->view, site->layout_view))
		PROBLEM_AT(site, t->file, 1, arena_cstr(site->arena, arena_fmt(site->arena, "use struct %.*s", STR_ARGS(site->layout_view))),
		           "layouts that take different structs");
	if (!t->layout_name.p)
		return;
	t->layout = template_named(site, TEMPLATE_LAYOUT, t->layout_name);
	if (!t->layout)
		PROBLEM_AT(site, t->file, 1, nearest_template(site, TEMPLATE_LAYOUT, t->layout_name, "layouts are the files of pages/layouts/"),
		           "no layout is called \"%.*s\"", STR_ARGS(t->layout_name));
}

/* ---- the walk ---- */

static void walk_nodes(struct walk *w, const struct nodes *nodes);

static void walk_template(struct walk *w, struct template *t)
{
	unsigned instance = w->instance;
	w->instance = ++w->instances;
	t->being_walked = true;
	t->used = true;
	walk_nodes(w, &t->body);
	t->being_walked = false;
	w->instance = instance;
}

static void count_control(struct walk *w, const struct node *n)
{
	if (list_has("input select textarea button meter output progress", n->text))
		for (struct open *o = w->open; o; o = o->outer)
			o->controls++;
}

static void walk_element(struct walk *w, const struct node *n)
{
	struct open open = {.outer = w->open, .element = n, .blocks = w->blocks};
	ids_of_element(w, n);
	count_control(w, n);
	w->open = &open;
	walk_nodes(w, &n->children);
	w->open = open.outer;
	rules_after(w, n, &open);
}

static void walk_branch(struct walk *w, const struct node *n, const struct nodes *nodes, bool truth)
{
	struct branch *b = ARENA_NEW(w->site->arena, struct branch);
	*b = (struct branch){.outer = w->branch, .path = n->path.text, .instance = w->instance, .truth = truth};
	w->branch = b;
	w->blocks++;
	w->loops += n->kind == NODE_FOR && truth;
	walk_nodes(w, nodes);
	w->loops -= n->kind == NODE_FOR && truth;
	w->blocks--;
	w->branch = b->outer;
}

static void walk_node(struct walk *w, const struct node *n)
{
	rules_before(w, n);
	if (n->kind == NODE_ELEMENT)
		walk_element(w, n);
	if (n->kind == NODE_IF || n->kind == NODE_FOR) {
		walk_branch(w, n, &n->children, !n->negated);
		walk_branch(w, n, &n->otherwise, n->negated);
	}
	if (n->kind == NODE_PART && n->part && !n->part->being_walked)
		walk_template(w, n->part);
	if (n->kind == NODE_CONTENT && w->content)
		walk_template(w, w->content);
}

static void walk_nodes(struct walk *w, const struct nodes *nodes)
{
	if (w->depth == LIMIT_PAGE_NESTING && nodes->first && !w->stopped) {
		REFUSED(w, nodes->first, "flatten the page", "more than %d elements, conditions and parts inside one another", LIMIT_PAGE_NESTING);
		w->stopped = true;
	}
	w->depth++;
	for (const struct node *n = nodes->first; n && !w->stopped; n = n->next) {
		if (++w->nodes == LIMIT_PAGE_NODES) {
			REFUSED(w, n, "use fewer parts in parts", "the page %.*s is made of more than %d pieces", STR_ARGS(w->root->name), LIMIT_PAGE_NODES);
			w->stopped = true;
		}
		walk_node(w, n);
	}
	w->depth--;
}

static void walk_page(struct site *site, struct template *t)
{
	struct walk w = {.site = site, .root = t};
	if (t->layout)
		w.content = t;
	walk_template(&w, t->layout ? t->layout : t);
	if (!w.stopped) {
		ids_at_end(&w);
		headings_check(site, t);
	}
}

static void check_document(struct site *site, const struct template *t)
{
	for (const struct node *n = t->body.first; n; n = n->next)
		if (n->kind == NODE_ELEMENT && str_eq(n->text, S("html")))
			return;
	PROBLEM_AT(site, t->file, 1, "write <!doctype html> and <html lang=\"{lang}\">, or name a layout", "this is not a whole document");
}

void site_check(struct site *site)
{
	for (const struct template *t = site->templates; t; t = t->next)
		if (t->kind == TEMPLATE_LAYOUT) {
			site->layout_view = t->view;
			break;
		}
	for (struct template *t = site->templates; t; t = t->next)
		link_template(site, t);
	if (site->problem_count)
		return;
	for (struct template *t = site->templates; t; t = t->next) {
		if (t->kind == TEMPLATE_LAYOUT || (t->kind == TEMPLATE_PAGE && !t->layout))
			check_document(site, t);
		if (t->kind == TEMPLATE_PAGE)
			walk_page(site, t);
	}
	for (struct template *t = site->templates; t; t = t->next)
		if (!t->used)
			walk_page(site, t);
}
