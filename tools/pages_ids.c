/* Names inside a page: an id stands once; every label, description and link of the page points at something; every field has a label.
   Names with values are compared as written, inside one and the same use of a template; literal names over the whole page. */
#include "tools/pages_walk.h"

#include <string.h>

static bool has_values(const struct attribute *a)
{
	for (const struct node *n = a->value.first; n; n = n->next)
		if (n->kind != NODE_TEXT)
			return true;
	return false;
}

#define MENTION(w, list, a, e, what) \
	(*LIST_ADD((w)->site->arena, &(w)->list) = (struct mention){.attribute = (a), .element = (e), .branch = (w)->branch, .name = (what), \
	                                                         .instance = (w)->instance, .has_values = (a) && has_values(a)})

static bool needs_label(const struct node *e)
{
	static const char unlabelled[] = "hidden submit button reset";
	if (!list_has("input select textarea meter progress", e->text))
		return false;
	const struct attribute *type = attribute_of(e, "type");
	return !(type && str_eq(e->text, S("input")) && list_has(unlabelled, type->raw));
}

static bool is_named(const struct walk *w, const struct node *e)
{
	const struct attribute *label = attribute_of(e, "aria-label");
	return (label && label->value.first) || attribute_of(e, "aria-labelledby") || enclosing(w->open, "label");
}

/* Each of the names that a list of ids holds. */
static void point_at(struct walk *w, const struct node *e, const struct attribute *a)
{
	if (has_values(a))
		return;
	str name, rest = str_trim(a->raw);
	if (str_eq(a->name, S("href")))
		rest = str_skip(rest, 1);
	while (rest.n) {
		str_cut(rest, ' ', &name, &rest);
		if (name.n)
			MENTION(w, pointers, a, e, name);
	}
}

static bool points(const struct attribute *a)
{
	if (str_eq(a->name, S("href")))
		return str_starts(a->raw, S("#"));
	return list_has("for aria-labelledby aria-describedby aria-controls aria-owns aria-details aria-errormessage headers form list popovertarget", a->name);
}

static void note_id(struct walk *w, const struct node *e, const struct attribute *id)
{
	if (!has_values(id) && w->loops)
		REFUSED(w, e, "add a value of the element, as id=\"row-{a.code}\"", "the id \"%.*s\" inside a loop stands as often as the loop runs", STR_ARGS(id->raw));
	MENTION(w, ids, id, e, id->raw);
}

void ids_of_element(struct walk *w, const struct node *e)
{
	const struct attribute *id = attribute_of(e, "id"), *label_for = attribute_of(e, "for");
	if (id)
		note_id(w, e, id);
	if (label_for && str_eq(e->text, S("label")))
		MENTION(w, labels, label_for, e, label_for->raw);
	if (needs_label(e) && !is_named(w, e))
		MENTION(w, controls, id, e, id ? id->raw : STR_NONE);
	for (const struct attribute *a = e->attributes; a; a = a->next) {
		if (str_eq(a->name, S("href")) && str_eq(a->raw, S("#")))
			REFUSED(w, e, "use a <button>, or point at an id", "a link to \"#\" leads nowhere");
		if (points(a))
			point_at(w, e, a);
	}
}

/* Whether two branches can never be shown together: one condition, true for one and false for the other. */
static bool exclude_each_other(const struct branch *a, const struct branch *b)
{
	for (const struct branch *x = a; x; x = x->outer)
		for (const struct branch *y = b; y; y = y->outer)
			if (x->truth != y->truth && x->instance == y->instance && str_eq(x->path, y->path))
				return true;
	return false;
}

static bool same_name(const struct mention *a, const struct mention *b)
{
	return str_eq(a->name, b->name) && a->has_values == b->has_values && (!a->has_values || a->instance == b->instance);
}

static void check_twice(struct walk *w, size_t i)
{
	const struct mention *id = &w->ids.at[i];
	for (size_t j = 0; j < i && !id->has_values; j++) {
		const struct mention *other = &w->ids.at[j];
		if (!same_name(id, other) || exclude_each_other(id->branch, other->branch))
			continue;
		REFUSED(w, id->element, "give each its own", "the id \"%.*s\" stands twice on the page %.*s, first in %.*s:%d", STR_ARGS(id->name),
		        STR_ARGS(w->root->name), STR_ARGS(other->element->in->file), other->element->line);
		return;
	}
}

static bool is_on_the_page(const struct walk *w, const struct mention *pointer)
{
	for (size_t i = 0; i < w->ids.n; i++)
		if (same_name(&w->ids.at[i], pointer))
			return true;
	return false;
}

static bool has_label(const struct walk *w, const struct mention *control)
{
	for (size_t i = 0; control->name.p && i < w->labels.n; i++)
		if (same_name(&w->labels.at[i], control))
			return true;
	return false;
}

void ids_at_end(struct walk *w)
{
	bool whole = w->root->kind == TEMPLATE_PAGE;
	for (size_t i = 0; i < w->ids.n; i++)
		check_twice(w, i);
	for (size_t i = 0; i < w->pointers.n && whole; i++) {
		const struct mention *p = &w->pointers.at[i];
		if (!is_on_the_page(w, p) && !str_eq(p->name, S("top")))
			REFUSED(w, p->element, "point at an id of the page", "%.*s names \"%.*s\", which is no id on the page %.*s", STR_ARGS(p->attribute->name),
			        STR_ARGS(p->name), STR_ARGS(w->root->name));
	}
	for (size_t i = 0; i < w->controls.n; i++) {
		const struct mention *c = &w->controls.at[i];
		if (!has_label(w, c))
			REFUSED(w, c->element, "add <label for=\"its id\">, or put it into a <label>", "<%.*s> has no label", STR_ARGS(c->element->text));
	}
}
