/* Rules that need more than one file: which part and layout a name means, and what a whole page must be (headings, labels, ids, forms, tables). */
#include "tools/pages.h"

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

void site_check(struct site *site)
{
	for (const struct template *t = site->templates; t; t = t->next)
		if (t->kind == TEMPLATE_LAYOUT) {
			site->layout_view = t->view;
			break;
		}
	for (struct template *t = site->templates; t; t = t->next)
		link_template(site, t);
}
