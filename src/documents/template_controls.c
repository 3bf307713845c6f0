/* What Word has for fields besides typed text: MERGEFIELDs, content controls (alias and tag are the field), bookmarks. Each becomes a mark; controls of other uses, tables of
   contents and page numbers stay as they are. OpenDocument has content controls and bookmarks of its own. See template_parts.h. */
#include "documents/template_parts.h"

#include <string.h>

/* ---- runs ---- */

/* A run that holds the mark, with the properties of `like` (a run, or NULL). The element names are those of the part itself, so its own prefix is kept. */
static xmlNodePtr run_of(xmlNodePtr place, xmlNodePtr like, xmlNodePtr mark)
{
	xmlNsPtr ns = place->ns;
	xmlNodePtr run = xmlNewDocNode(place->doc, ns, (const xmlChar *)"r", NULL);
	xmlNodePtr text = xmlNewDocNode(place->doc, ns, (const xmlChar *)"t", NULL);
	always(run && text);
	for (xmlNodePtr n = like ? like->children : NULL; n; n = n->next)
		if (node_is(n, "rPr"))
			(void)xmlAddChild(run, node_copy(n, true));
	if (node_is(mark, MARK_FIELD)) {
		(void)xmlAddChild(text, mark);
		(void)xmlAddChild(run, text);
	} else {
		xmlFreeNode(text);
		(void)xmlAddChild(run, mark);
	}
	return run;
}

static xmlNodePtr first_run_with_text(xmlNodePtr top)
{
	for (xmlNodePtr n = top; n; n = node_next(n, top))
		if (node_is(n, "r"))
			for (xmlNodePtr c = n->children; c; c = c->next)
				if (node_is(c, "t"))
					return n;
	return NULL;
}

/* ---- merge fields ---- */

/* " MERGEFIELD  TableStart:actions  \* MERGEFORMAT " -> "TableStart:actions"; absent when it is another field. */
static str merge_field_name(str instruction)
{
	str s = str_trim(instruction), name;
	if (!str_eq_nocase(str_first(s, 10), S("MERGEFIELD")))
		return STR_NONE;
	s = str_trim(str_skip(s, 10));
	if (s.n > 1 && s.p[0] == '"') {
		(void)str_cut(str_skip(s, 1), '"', &name, &s);
		return name;
	}
	str rest;
	(void)str_cut(s, ' ', &name, &rest);
	return name;
}

static void simple_merge_fields(struct template_part *p, xmlNodePtr root)
{
	struct node_list fields = nodes_named(p->a, root, "fldSimple");
	for (size_t i = fields.list.n; i > 0; i--) {
		xmlNodePtr field = fields.list.at[i - 1];
		always(field);
		str instruction = node_attribute(p->a, field, "instr");
		str name = instruction.p ? merge_field_name(instruction) : STR_NONE;
		xmlNodePtr mark = str_is_set(name) ? template_mark(p->a, field, name) : NULL;
		if (!mark)
			continue;
		(void)xmlAddPrevSibling(field, run_of(field, first_run_with_text(field), mark));
		node_drop(field);
	}
}

static bool run_has(xmlNodePtr run, const char *type)
{
	for (xmlNodePtr n = run->children; n; n = n->next)
		if (node_is(n, "fldChar")) {
			for (const xmlAttr *at = n->properties; at; at = at->next)
				if (strcmp((const char *)at->name, "fldCharType") == 0 && at->children && at->children->content && strcmp((const char *)at->children->content, type) == 0)
					return true;
		}
	return false;
}

struct complex_field {
	xmlNodePtr end, like; /* last run; a run of its result */
	struct out instruction;
	bool whole;
};

static struct complex_field read_complex(xmlNodePtr begin)
{
	struct complex_field f = {.instruction = out_new(4096)};
	bool result = false;
	for (xmlNodePtr n = begin; n; n = n->next) {
		if (n != begin && node_is(n, "r") && run_has(n, "begin"))
			return f; /* a field in a field: left alone */
		for (xmlNodePtr c = node_is(n, "r") ? n->children : NULL; c; c = c->next)
			if (node_is(c, "instrText") && c->children && c->children->content)
				out_str(&f.instruction, str_of((const char *)c->children->content));
			else if (node_is(c, "t") && result && !f.like)
				f.like = n;
		if (run_has(n, "separate"))
			result = true;
		if (run_has(n, "end")) {
			f.end = n;
			f.whole = true;
			return f;
		}
	}
	return f;
}

static void complex_merge_fields(struct template_part *p, xmlNodePtr root)
{
	struct node_list runs = nodes_named(p->a, root, "r");
	for (size_t i = runs.list.n; i > 0; i--) {
		xmlNodePtr begin = runs.list.at[i - 1];
		if (!run_has(begin, "begin"))
			continue;
		struct complex_field f = read_complex(begin);
		str name = f.whole ? merge_field_name(arena_str(p->a, out_text(&f.instruction))) : STR_NONE;
		xmlNodePtr mark = str_is_set(name) ? template_mark(p->a, begin, name) : NULL;
		out_free(&f.instruction);
		if (!mark)
			continue;
		(void)xmlAddPrevSibling(begin, run_of(begin, f.like ? f.like : begin, mark));
		for (xmlNodePtr n = begin, next; n; n = next) {
			next = n == f.end ? NULL : n->next;
			node_drop(n);
		}
	}
}

/* ---- content controls ---- */

static xmlNodePtr child(xmlNodePtr node, const char *name)
{
	for (xmlNodePtr n = node ? node->children : NULL; n; n = n->next)
		if (node_is(n, name))
			return n;
	return NULL;
}

static void unwrap(xmlNodePtr wrapper, xmlNodePtr content)
{
	while (content && content->children) {
		xmlNodePtr n = content->children;
		xmlUnlinkNode(n);
		(void)xmlAddPrevSibling(wrapper, n);
	}
	node_drop(wrapper);
}

/* All of its text goes, the mark comes in the look of its first words. */
static void set_content(xmlNodePtr sdt, xmlNodePtr properties, xmlNodePtr content, xmlNodePtr mark)
{
	bool placeholder = child(properties, "showingPlcHdr") != NULL;
	xmlNodePtr like = placeholder ? properties : first_run_with_text(content);
	xmlNodePtr paragraph = NULL;
	for (xmlNodePtr n = content; n && !paragraph; n = node_next(n, content))
		if (node_is(n, "p"))
			paragraph = n;
	xmlNodePtr run = run_of(sdt, like ? like : properties, mark);
	if (!paragraph) {
		(void)xmlAddPrevSibling(sdt, run);
		node_drop(sdt);
		return;
	}
	for (xmlNodePtr n = paragraph->children, next; n; n = next) {
		next = n->next;
		if (!node_is(n, "pPr"))
			node_drop(n);
	}
	(void)xmlAddChild(paragraph, run);
	for (xmlNodePtr n = paragraph->next, next; n; n = next) { /* its other paragraphs */
		next = n->next;
		node_drop(n);
	}
	unwrap(sdt, content);
}

static void control(struct template_part *p, xmlNodePtr sdt)
{
	xmlNodePtr properties = child(sdt, "sdtPr"), content = child(sdt, "sdtContent"), tag = child(properties, "tag");
	bool item = child(properties, "repeatingSectionItem") != NULL;
	str value = tag ? node_attribute(p->a, tag, "val") : STR_NONE;
	if (!content || child(properties, "docPartObj") || child(properties, "docPartList") || (!str_is_set(value) && !item))
		return;
	xmlNodePtr mark = str_is_set(value) ? template_mark(p->a, sdt, value) : NULL;
	if (!mark) {
		if (item)
			unwrap(sdt, content);
		else
			PROBLEM(p->ps, STR_NONE, 0, value, W_adoption_template_bad_name, ARG("text", node_excerpt(p->a, sdt)));
		return;
	}
	str name = node_attribute(p->a, mark, "name");
	if (node_is(mark, MARK_FIELD) && !template_is_list(p->kind, name)) {
		set_content(sdt, properties, content, mark);
		return;
	}
	xmlNodePtr block = node_mark(sdt, MARK_BLOCK, name);
	str kind = node_attribute(p->a, mark, "kind");
	(void)xmlNewProp(block, (const xmlChar *)"kind", (const xmlChar *)(kind.p ? kind.p : BLOCK_EACH));
	xmlFreeNode(mark);
	while (content->children) {
		xmlNodePtr n = content->children;
		xmlUnlinkNode(n);
		(void)xmlAddChild(block, n);
	}
	(void)xmlAddPrevSibling(sdt, block);
	node_drop(sdt);
}

/* All of these lists are gone through from the end: what is dropped is what stands later, and is done with. */
static void docx_controls(struct template_part *p, xmlNodePtr root)
{
	struct node_list controls = nodes_named(p->a, root, "sdt");
	for (size_t i = controls.list.n; i > 0; i--)
		control(p, controls.list.at[i - 1]);
}

static void odt_controls(struct template_part *p, xmlNodePtr root)
{
	struct node_list controls = nodes_named(p->a, root, "content-control");
	for (size_t i = controls.list.n; i > 0; i--) {
		xmlNodePtr c = controls.list.at[i - 1];
		str tag = node_attribute(p->a, c, "tag");
		xmlNodePtr mark = str_is_set(tag) ? template_mark(p->a, c, tag) : NULL;
		if (!mark)
			continue;
		(void)xmlAddPrevSibling(c, mark);
		node_drop(c);
	}
}

/* ---- bookmarks ---- */

static bool ends_bookmark(struct template_part *p, xmlNodePtr n, const char *end, const char *by, str id)
{
	if (!node_is(n, end))
		return false;
	str other = node_attribute(p->a, n, by);
	return other.p && str_eq(other, id);
}

static void bookmark(struct template_part *p, xmlNodePtr start, const char *end, const char *by)
{
	str typed = node_attribute(p->a, start, "name"), id = node_attribute(p->a, start, by);
	str name = typed.p ? template_name(p->a, typed) : STR_NONE;
	const struct template_path nowhere = {0};
	xmlNodePtr like = NULL, last = NULL;
	if (!name.p || !id.p || !template_knows(p->kind, NULL, 0, &nowhere, name) || template_is_list(p->kind, name))
		return;
	for (xmlNodePtr n = start->next; n && !last; n = n->next)
		if (ends_bookmark(p, n, end, by, id))
			last = n;
	xmlNodePtr mark = node_mark(start, MARK_FIELD, name);
	for (xmlNodePtr n = last ? start->next : NULL, next; n && n != last; n = next) {
		next = n->next;
		if (!like && node_is(n, "r"))
			like = node_copy(n, true);
		node_drop(n);
	}
	(void)xmlAddNextSibling(start, p->format->odt ? mark : run_of(start, like, mark));
	if (like)
		xmlFreeNode(like);
	if (last)
		node_drop(last);
	node_drop(start);
}

static void bookmarks(struct template_part *p, xmlNodePtr root)
{
	struct node_list starts = nodes_named(p->a, root, p->format->odt ? "bookmark-start" : "bookmarkStart");
	for (size_t i = starts.list.n; i > 0; i--)
		bookmark(p, starts.list.at[i - 1], p->format->odt ? "bookmark-end" : "bookmarkEnd", p->format->odt ? "name" : "id");
}

void template_controls(struct template_part *p)
{
	xmlNodePtr root = xmlDocGetRootElement(p->doc);
	if (p->format->odt) {
		odt_controls(p, root);
	} else {
		simple_merge_fields(p, root);
		complex_merge_fields(p, root);
		docx_controls(p, root);
	}
	bookmarks(p, root);
}
