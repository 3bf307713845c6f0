/* Between the files of documents/template*.c: a part of the package as a tree, first compiled (fields and blocks become elements of our own), then filled. Private. */
#ifndef DOCUMENTS_TEMPLATE_PARTS_H
#define DOCUMENTS_TEMPLATE_PARTS_H

#include "documents/template.h"

#include <libxml/tree.h>

/* Elements of our own while a part is being worked on; none stays. Attribute "name". */
#define MARK_FIELD "faubourg-field"
#define MARK_OPEN "faubourg-open"
#define MARK_CLOSE "faubourg-close"
#define MARK_BLOCK "faubourg-block"
#define BLOCK_EACH "each" /* attribute "kind": each item of a list, or once when a text is set */
#define BLOCK_UNLESS "unless"

struct template_format {
	bool odt;
	const char *row, *cell, *table, *paragraph, *heading;
};
extern const struct template_format template_docx, template_odt;

struct template_part {
	struct arena *a;
	const struct template_format *format;
	enum template_kind kind;
	enum template_place place;
	xmlDocPtr doc;
	struct problems *ps;
};

/* ---- tree ---- */
bool node_is(const xmlNode *node, const char *local_name);
xmlNodePtr node_above(xmlNodePtr node, const char *local_name); /* nearest ancestor, or NULL */
xmlNodePtr node_next(xmlNodePtr node, const xmlNode *top);      /* in document order below top; NULL at the end */
xmlNodePtr node_after(xmlNodePtr node, const xmlNode *top);     /* likewise, without what is below node */
str node_attribute(struct arena *a, const xmlNode *node, const char *local_name); /* absent when there is none */
xmlNodePtr node_mark(xmlNodePtr like, const char *mark, str name); /* a new element of ours */
str node_excerpt(struct arena *a, xmlNodePtr node);             /* beginning of the text of the paragraph it stands in */
bool node_is_paragraph(const struct template_part *p, const xmlNode *node);
void node_drop(xmlNodePtr node);
xmlNodePtr node_copy(xmlNodePtr node, bool deep); /* in the same document; without `deep`, attributes only */
void tree_gather_namespaces(xmlDocPtr doc);
bool node_is_blank(xmlNodePtr node); /* nothing a reader sees */
struct node_list {
	LIST_OF(xmlNodePtr) list;
};
struct node_list nodes_named(struct arena *a, xmlNodePtr top, const char *local_name);

/* "Decision-Number " as names are compared: small letters, '_' for '-' and '.'; absent when it is no name. */
str template_name(struct arena *a, str typed);
/* "#actions", "/actions", "^decision_number", "title" as a mark; NULL when it is none. */
xmlNodePtr template_mark(struct arena *a, xmlNodePtr like, str inside);

/* ---- compiling ---- */
void template_controls(struct template_part *p);  /* merge fields, content controls, bookmarks become marks */
void template_tokens(struct template_part *p);    /* {{…}} too */
void template_blocks(struct template_part *p);    /* opens and closes become blocks */

/* ---- filling ---- */
void template_fill_part(struct template_part *p, const struct template_scope *data);

/* ---- names ---- */
struct template_path { /* lists that a field stands in, outermost first */
	const str *names;
	size_t n;
};
#define ANY_FUNDER SIZE_MAX /* instead of a count: amount_CODE of any code is known */
bool template_knows(enum template_kind kind, const str *funders, size_t funder_count, const struct template_path *path, str name);
bool template_is_list(enum template_kind kind, str name);
str template_nearest(enum template_kind kind, str name);

#endif
