/* A compiled part, filled: each block once for each item of its list, each field by its text. Then what a reader program insists on is put right: a table has a row, a cell ends
   with a paragraph, numbers of drawings are not used twice. See template_parts.h. */
#include "documents/template_parts.h"

#include <string.h>

/* ---- data ---- */

const char *template_kind_name(enum template_kind kind)
{
	static const char *const names[] = {
#define KIND_TEXT(name) #name,
		TEMPLATE_KIND_NAMES(KIND_TEXT)
#undef KIND_TEXT
	};
	return kind < TEMPLATE_KINDS ? names[kind] : "none";
}

enum template_kind template_kind_of_name(str name)
{
	enum template_kind kind = 0;
	while (kind < TEMPLATE_KINDS && !str_eq(name, str_of(template_kind_name(kind))))
		kind++;
	return kind;
}

enum word template_place_word(enum template_place place)
{
	static const enum word words[] = {W_adoption_place_body, W_adoption_place_header, W_adoption_place_footer, W_adoption_place_note};
	return words[place < TEMPLATE_PLACES ? place : PLACE_BODY];
}

struct template_scope *template_new(struct arena *a)
{
	return ARENA_NEW(a, struct template_scope);
}

void template_put(struct arena *a, struct template_scope *scope, str name, str text)
{
	*LIST_ADD(a, &scope->texts) = (struct template_text){.name = name, .text = text.p ? text : S("")};
}

static struct template_list *list_in(struct template_scope *scope, str name)
{
	for (size_t i = 0; i < scope->lists.n; i++)
		if (str_eq(scope->lists.at[i].name, name))
			return &scope->lists.at[i];
	return NULL;
}

struct template_scope *template_item(struct arena *a, struct template_scope *scope, str list)
{
	struct template_list *l = list_in(scope, list);
	if (!l) {
		l = LIST_ADD(a, &scope->lists);
		*l = (struct template_list){.name = list};
	}
	struct template_scope *item = template_new(a);
	item->above = scope;
	*LIST_ADD(a, &l->items) = item;
	return item;
}

static str text_of(const struct template_scope *scope, str name)
{
	for (; scope; scope = scope->above)
		for (size_t i = 0; i < scope->texts.n; i++)
			if (str_eq(scope->texts.at[i].name, name))
				return scope->texts.at[i].text;
	return S("");
}

static const struct template_list *list_of(const struct template_scope *scope, str name)
{
	for (; scope; scope = scope->above)
		for (size_t i = 0; i < scope->lists.n; i++)
			if (str_eq(scope->lists.at[i].name, name))
				return &scope->lists.at[i];
	return NULL;
}

/* ---- fields ---- */

static void put_piece(struct template_part *p, xmlNodePtr before, xmlNodePtr t, str line)
{
	xmlNodePtr text = xmlNewDocTextLen(before->doc, (const xmlChar *)line.p, (int)line.n);
	if (t) {
		xmlNodePtr made = node_copy(t, false);
		(void)xmlAddChild(made, text);
		xmlNodeSetSpacePreserve(made, 1);
		text = made;
	}
	(void)p;
	(void)xmlAddPrevSibling(before, text);
}

/* Same namespace as what stands around. */
static void put_break(struct template_part *p, xmlNodePtr before, xmlNodePtr t)
{
	xmlNodePtr like = t ? t : before->parent;
	(void)xmlAddPrevSibling(before, xmlNewDocNode(before->doc, like->ns, (const xmlChar *)(p->format->odt ? "line-break" : "br"), NULL));
}

/* What XML cannot hold becomes a blank. */
static str printable(struct arena *a, str s)
{
	char *at = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		at[i] = (unsigned char)s.p[i] < 0x20 && s.p[i] != '\n' ? ' ' : s.p[i];
	return (str){at, s.n};
}

static void fill_field(struct template_part *p, xmlNodePtr field, const struct template_scope *scope)
{
	str line, rest = printable(p->a, text_of(scope, node_attribute(p->a, field, "name")));
	xmlNodePtr t = p->format->odt ? NULL : field->parent, place = t ? t : field;
	while (rest.p) {
		bool more = str_cut(rest, '\n', &line, &rest);
		put_piece(p, place, t, line);
		if (more)
			put_break(p, place, t);
	}
	node_drop(place);
}

/* ---- blocks ---- */

static void fill_below(struct template_part *p, xmlNodePtr top, const struct template_scope *scope);

/* What must be alone in a document does not come twice: bookmarks, comments, addresses of paragraphs. */
static void forget_addresses(struct template_part *p, xmlNodePtr block)
{
	static const char *const alone[] = {"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "permStart", "permEnd", "bookmark",
		"bookmark-start", "bookmark-end", "soft-page-break", "lastRenderedPageBreak"};
	static const char *const attributes[] = {"paraId", "textId"};
	for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
		struct node_list found = nodes_named(p->a, block, alone[i]);
		for (size_t k = found.list.n; k > 0; k--)
			node_drop(found.list.at[k - 1]);
	}
	for (xmlNodePtr n = block; n; n = node_next(n, block))
		for (size_t i = 0; n->type == XML_ELEMENT_NODE && i < sizeof attributes / sizeof *attributes; i++)
			for (xmlAttr *at = n->properties, *next; at; at = next) {
				next = at->next;
				if (strcmp((const char *)at->name, attributes[i]) == 0 || (at->ns && at->ns->prefix && strcmp((const char *)at->ns->prefix, "xml") == 0 && strcmp((const char *)at->name, "id") == 0))
					(void)xmlRemoveProp(at);
			}
}

static void once(struct template_part *p, xmlNodePtr block, const struct template_scope *scope)
{
	xmlNodePtr copy = node_copy(block, true);
	always(copy != NULL);
	(void)xmlAddPrevSibling(block, copy);
	fill_below(p, copy, scope);
	while (copy->children) {
		xmlNodePtr n = copy->children;
		xmlUnlinkNode(n);
		(void)xmlAddPrevSibling(copy, n);
	}
	node_drop(copy);
}

static void fill_block(struct template_part *p, xmlNodePtr block, const struct template_scope *scope)
{
	str name = node_attribute(p->a, block, "name"), kind = node_attribute(p->a, block, "kind");
	const struct template_list *list = list_of(scope, name);
	bool set = list ? list->items.n > 0 : str_is_set(text_of(scope, name));
	forget_addresses(p, block);
	if (str_eq(kind, S(BLOCK_UNLESS)) ? !set : (set && !list))
		once(p, block, scope);
	for (size_t i = 0; list && !str_eq(kind, S(BLOCK_UNLESS)) && i < list->items.n; i++)
		once(p, block, list->items.at[i]);
	node_drop(block);
}

static void fill_below(struct template_part *p, xmlNodePtr top, const struct template_scope *scope)
{
	for (xmlNodePtr n = top->children, next; n; n = next) {
		next = n->next;
		if (node_is(n, MARK_BLOCK))
			fill_block(p, n, scope);
		else if (node_is(n, MARK_FIELD) && p->format->odt)
			fill_field(p, n, scope);
		else if (n->children && node_is(n->children, MARK_FIELD) && !p->format->odt)
			fill_field(p, n->children, scope);
		else if (n->type == XML_ELEMENT_NODE && n->children)
			fill_below(p, n, scope);
	}
}

/* ---- what a reader program insists on ---- */

static xmlNodePtr last_element(xmlNodePtr node)
{
	xmlNodePtr n = node->last;
	while (n && n->type != XML_ELEMENT_NODE)
		n = n->prev;
	return n;
}

static void end_with_paragraph(struct template_part *p, const char *container)
{
	struct node_list found = nodes_named(p->a, xmlDocGetRootElement(p->doc), container);
	for (size_t i = 0; i < found.list.n; i++) {
		xmlNodePtr last = last_element(found.list.at[i]);
		if (!node_is(last, "p") && !(p->format->odt && last && !node_is(last, "tcPr")))
			(void)xmlAddChild(found.list.at[i], xmlNewDocNode(p->doc, p->format->odt && found.list.at[i]->ns ? xmlSearchNs(p->doc, found.list.at[i], (const xmlChar *)"text") : found.list.at[i]->ns,
				(const xmlChar *)"p", NULL));
	}
}

static void drop_empty_tables(struct template_part *p)
{
	struct node_list tables = nodes_named(p->a, xmlDocGetRootElement(p->doc), p->format->table);
	for (size_t i = tables.list.n; i > 0; i--) {
		struct node_list rows = nodes_named(p->a, tables.list.at[i - 1], p->format->row);
		if (!rows.list.n)
			node_drop(tables.list.at[i - 1]);
	}
}

static void number_drawings(struct template_part *p)
{
	struct node_list drawings = nodes_named(p->a, xmlDocGetRootElement(p->doc), "docPr");
	for (size_t i = 0; i < drawings.list.n; i++)
		(void)xmlSetProp(drawings.list.at[i], (const xmlChar *)"id", (const xmlChar *)arena_fmt(p->a, "%zu", i + 1 + (size_t)p->place * 10000).p);
}

void template_fill_part(struct template_part *p, const struct template_scope *data)
{
	static const char *const docx_containers[] = {"tc", "txbxContent", "hdr", "ftr"};
	fill_below(p, xmlDocGetRootElement(p->doc), data);
	drop_empty_tables(p);
	if (p->format->odt) {
		end_with_paragraph(p, "table-cell");
		return;
	}
	for (size_t i = 0; i < sizeof docx_containers / sizeof *docx_containers; i++)
		end_with_paragraph(p, docx_containers[i]);
	number_drawings(p);
}
