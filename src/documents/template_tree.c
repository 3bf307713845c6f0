/* Walking and changing the tree of a part: small helpers over libxml2. See template_parts.h. */
#include "documents/template_parts.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { EXCERPT_CHARS = 80, NAME_MOST = 80 };

const struct template_format template_docx = {.row = "tr", .cell = "tc", .table = "tbl", .paragraph = "p", .heading = "p"};
const struct template_format template_odt = {.odt = true, .row = "table-row", .cell = "table-cell", .table = "table", .paragraph = "p", .heading = "h"};

bool node_is(const xmlNode *node, const char *local_name)
{
	return node && node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, local_name) == 0;
}

bool node_is_paragraph(const struct template_part *p, const xmlNode *node)
{
	return node_is(node, p->format->paragraph) || node_is(node, p->format->heading);
}

xmlNodePtr node_above(xmlNodePtr node, const char *local_name)
{
	for (node = node->parent; node; node = node->parent)
		if (node_is(node, local_name))
			return node;
	return NULL;
}

xmlNodePtr node_after(xmlNodePtr node, const xmlNode *top)
{
	while (node && node != top) {
		if (node->next)
			return node->next;
		node = node->parent;
	}
	return NULL;
}

xmlNodePtr node_next(xmlNodePtr node, const xmlNode *top)
{
	return node->type == XML_ELEMENT_NODE && node->children ? node->children : node_after(node, top);
}

str node_attribute(struct arena *a, const xmlNode *node, const char *local_name)
{
	for (const xmlAttr *at = node->properties; at; at = at->next)
		if (strcmp((const char *)at->name, local_name) == 0)
			return arena_str(a, at->children && at->children->content ? str_of((const char *)at->children->content) : S(""));
	return STR_NONE;
}

xmlNodePtr node_mark(xmlNodePtr like, const char *mark, str name)
{
	char text[NAME_MOST + 1] = {0};
	xmlNodePtr made = xmlNewDocNode(like->doc, NULL, (const xmlChar *)mark, NULL);
	always(made != NULL);
	memcpy(text, name.p, name.n < NAME_MOST ? name.n : NAME_MOST);
	(void)xmlNewProp(made, (const xmlChar *)"name", (const xmlChar *)text);
	return made;
}

void node_drop(xmlNodePtr node)
{
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

/* Every namespace is declared at the root meanwhile, so that what moves or is copied never points at a declaration that goes. One that means something else there, or that has
   no prefix, gets a prefix of its own. (XML_PARSE_NSCLEAN has taken out what repeats one in scope.) */
void tree_gather_namespaces(xmlDocPtr doc)
{
	xmlNodePtr root = xmlDocGetRootElement(doc);
	xmlNsPtr last = root->nsDef;
	unsigned made = 0;
	char prefix[32];
	while (last && last->next)
		last = last->next;
	for (xmlNodePtr n = node_next(root, root); n; n = node_next(n, root))
		while (n->type == XML_ELEMENT_NODE && n->nsDef) {
			xmlNsPtr ns = n->nsDef;
			n->nsDef = ns->next;
			ns->next = NULL;
			bool taken = !ns->prefix;
			for (xmlNsPtr other = root->nsDef; other && !taken; other = other->next)
				taken = other->prefix && xmlStrEqual(other->prefix, ns->prefix);
			if (taken) {
				(void)snprintf(prefix, sizeof prefix, "faubourg%u", made++);
				xmlFree((void *)(uintptr_t)ns->prefix);
				ns->prefix = xmlStrdup((const xmlChar *)prefix);
			}
			if (last)
				last->next = ns;
			else
				root->nsDef = ns;
			last = ns;
		}
}

/* The library declares on a copy every namespace that it finds above, on each row of a long table. Here they stay at the root. */
xmlNodePtr node_copy(xmlNodePtr node, bool deep)
{
	if (node->type != XML_ELEMENT_NODE)
		return xmlDocCopyNode(node, node->doc, 1);
	xmlNodePtr copy = xmlNewDocNode(node->doc, NULL, node->name, NULL);
	always(copy != NULL);
	copy->ns = node->ns;
	for (const xmlAttr *at = node->properties; at; at = at->next)
		(void)xmlNewNsProp(copy, at->ns, at->name, at->children && at->children->content ? at->children->content : (const xmlChar *)"");
	for (xmlNodePtr n = deep ? node->children : NULL; n; n = n->next) {
		xmlNodePtr below = node_copy(n, true);
		if (below)
			(void)xmlAddChild(copy, below);
	}
	return copy;
}

struct node_list nodes_named(struct arena *a, xmlNodePtr top, const char *local_name)
{
	struct node_list found = {0};
	for (xmlNodePtr n = top; n; n = node_next(n, top))
		if (node_is(n, local_name))
			*LIST_ADD(a, &found.list) = n;
	return found;
}

str node_excerpt(struct arena *a, xmlNodePtr node)
{
	xmlNodePtr p = node;
	while (p->parent && p->parent->type == XML_ELEMENT_NODE && !node_is(p, "p") && !node_is(p, "h"))
		p = p->parent;
	struct out o = out_new((size_t)EXCERPT_CHARS * 4);
	size_t chars = 0;
	for (xmlNodePtr n = p; n && chars < EXCERPT_CHARS; n = node_next(n, p)) {
		if (node_is(n, MARK_FIELD) || node_is(n, MARK_OPEN) || node_is(n, MARK_CLOSE)) {
			str name = node_attribute(a, n, "name");
			out_fmt(&o, "{{%s%.*s}}", node_is(n, MARK_OPEN) ? "#" : node_is(n, MARK_CLOSE) ? "/" : "", STR_ARGS(name));
			chars += name.n + 4;
		}
		if (n->type != XML_TEXT_NODE || !n->content)
			continue;
		str text = str_of((const char *)n->content);
		for (size_t step; text.n && chars < EXCERPT_CHARS; text = str_skip(text, step), chars++) {
			step = utf8_length(text);
			step = step ? step : 1;
			out_str(&o, str_first(text, step));
		}
	}
	str kept = out_keep(&o, a);
	return kept.p ? str_trim(kept) : S("");
}

static bool is_seen(const xmlNode *n)
{
	static const char *const seen[] = {"drawing", "pict", "object", "sectPr", "fldChar", "fldSimple", "sym", "br", "footnoteReference", "frame", "image", "note",
		MARK_FIELD, MARK_OPEN, MARK_CLOSE, MARK_BLOCK};
	if (n->type == XML_TEXT_NODE)
		return n->content && str_trim(str_of((const char *)n->content)).n > 0;
	for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
		if (node_is(n, seen[i]))
			return true;
	return false;
}

bool node_is_blank(xmlNodePtr node)
{
	for (xmlNodePtr n = node; n; n = node_next(n, node))
		if (is_seen(n))
			return false;
	return true;
}

str template_name(struct arena *a, str typed)
{
	str s = str_trim(typed);
	while (str_starts(s, S("\xc2\xa0")))
		s = str_trim(str_skip(s, 2));
	while (str_ends(s, S("\xc2\xa0")))
		s = str_trim(str_first(s, s.n - 2));
	if (!s.n || s.n > NAME_MOST)
		return STR_NONE;
	char *p = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c | 0x20);
		if (c == '-' || c == '.')
			c = '_';
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
			return STR_NONE;
		p[i] = c;
	}
	return (str){p, s.n};
}

xmlNodePtr template_mark(struct arena *a, xmlNodePtr like, str inside)
{
	static const struct {
		str prefix;
		const char *mark, *kind;
	} forms[] = {
		{S("tablestart:"), MARK_OPEN, BLOCK_EACH}, {S("TableStart:"), MARK_OPEN, BLOCK_EACH}, {S("tableend:"), MARK_CLOSE, NULL}, {S("TableEnd:"), MARK_CLOSE, NULL},
		{S("#"), MARK_OPEN, BLOCK_EACH}, {S("?"), MARK_OPEN, BLOCK_EACH}, {S("^"), MARK_OPEN, BLOCK_UNLESS}, {S("/"), MARK_CLOSE, NULL}, {S(""), MARK_FIELD, NULL},
	};
	str s = str_trim(inside);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		if (!str_starts(s, forms[i].prefix))
			continue;
		str name = template_name(a, str_skip(s, forms[i].prefix.n));
		if (!name.p)
			return NULL;
		xmlNodePtr mark = node_mark(like, forms[i].mark, name);
		if (forms[i].kind)
			(void)xmlNewProp(mark, (const xmlChar *)"kind", (const xmlChar *)forms[i].kind);
		return mark;
	}
	return NULL;
}
