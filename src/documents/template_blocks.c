/* {{…}} of a part becomes marks, whatever runs it is split over; then what stands between an opening and a closing mark becomes one block: words of a paragraph, paragraphs,
   rows of a table. A row or paragraph that holds nothing but the mark goes with it. See template_parts.h. */
#include "documents/template_parts.h"

#include <string.h>

enum { TOKEN_MOST = 120, PARAGRAPH_MOST = 256 * 1024, BLOCKS_MOST = 2000, BLOCKS_DEPTH = 40 };

/* ---- {{…}} ---- */

struct piece { /* a text node of the paragraph, and where its text begins in the whole */
	xmlNodePtr node;
	size_t at, n;
};
struct paragraph {
	struct template_part *p;
	LIST_OF(struct piece) pieces;
	struct out text;
};

static bool holds_text(const struct paragraph *g, xmlNodePtr top, xmlNodePtr n)
{
	if (n->type != XML_TEXT_NODE || !n->content)
		return false;
	/* A w:t holds one text and nothing else: it is taken out with it. */
	if (!g->p->format->odt && (!node_is(n->parent, "t") || n->prev || n->next))
		return false;
	for (xmlNodePtr up = n->parent; up && up != top; up = up->parent)
		if (node_is_paragraph(g->p, up))
			return false; /* of a text box inside it, which is done by itself */
	return true;
}

static void gather(struct paragraph *g, xmlNodePtr top)
{
	for (xmlNodePtr n = node_next(top, top); n; n = node_next(n, top))
		if (holds_text(g, top, n)) {
			size_t length = strlen((const char *)n->content);
			*LIST_ADD(g->p->a, &g->pieces) = (struct piece){.node = n, .at = g->text.n, .n = length};
			out_bytes(&g->text, (const char *)n->content, length);
		}
}

/* The whole token into the piece where it begins; what it had in others is cut off there. */
static void pull_together(struct paragraph *g, str all)
{
	bool changed = false;
	char **texts = ARENA_ARRAY(g->p->a, g->pieces.n + 1, char *);
	size_t *lengths = ARENA_ARRAY(g->p->a, g->pieces.n + 1, size_t);
	size_t owner = 0, end = 0;
	for (size_t i = 0; i < g->pieces.n; i++)
		texts[i] = arena_alloc(g->p->a, g->pieces.at[i].n + TOKEN_MOST + 8);
	for (size_t at = 0, piece = 0; at < all.n; at++) {
		while (piece + 1 < g->pieces.n && at >= g->pieces.at[piece].at + g->pieces.at[piece].n)
			piece++;
		size_t close;
		if (at >= end && str_starts(str_skip(all, at), S("{{")) && str_find(str_first(str_skip(all, at), TOKEN_MOST), S("}}"), &close)) {
			owner = piece;
			end = at + close + 2;
		}
		size_t into = at < end ? owner : piece;
		changed |= into != piece;
		if (lengths[into] < g->pieces.at[into].n + TOKEN_MOST)
			texts[into][lengths[into]++] = all.p[at];
	}
	for (size_t i = 0; changed && i < g->pieces.n; i++) {
		texts[i][lengths[i]] = '\0';
		xmlNodeSetContent(g->pieces.at[i].node, NULL);
		xmlNodeAddContent(g->pieces.at[i].node, (const xmlChar *)texts[i]);
	}
}

static void keep_blanks(const struct template_part *p, xmlNodePtr t)
{
	if (!p->format->odt)
		xmlNodeSetSpacePreserve(t, 1);
}

/* A text node like `n` (in a w:t of its own in docx) before `before`. */
static void put_text(struct template_part *p, xmlNodePtr before, xmlNodePtr t, str text)
{
	if (!text.n)
		return;
	xmlNodePtr made = xmlNewDocTextLen(before->doc, (const xmlChar *)text.p, (int)text.n);
	if (!p->format->odt) {
		xmlNodePtr like = node_copy(t, false);
		(void)xmlAddChild(like, made);
		keep_blanks(p, like);
		made = like;
	}
	(void)xmlAddPrevSibling(before, made);
}

static void put_mark(struct template_part *p, xmlNodePtr before, xmlNodePtr t, xmlNodePtr mark)
{
	if (!p->format->odt && node_is(mark, MARK_FIELD)) {
		xmlNodePtr like = node_copy(t, false);
		(void)xmlAddChild(like, mark);
		keep_blanks(p, like);
		mark = like;
	}
	(void)xmlAddPrevSibling(before, mark);
}

static void refuse(struct template_part *p, enum word message, str name, xmlNodePtr near)
{
	PROBLEM(p->ps, STR_NONE, 0, name, message, ARG("name", name), ARG("text", node_excerpt(p->a, near)));
}

/* The text of one node, cut at its tokens. */
static void cut_text(struct template_part *p, xmlNodePtr node)
{
	str rest = arena_str(p->a, str_of((const char *)node->content));
	xmlNodePtr t = p->format->odt ? NULL : node->parent, place = t ? t : node;
	size_t at, length;
	if (!str_has(rest, S("{{")))
		return;
	/* In an odt, text put before it would melt into the node itself: an element of ours stands in its place meanwhile. */
	xmlNodePtr stand = node_mark(place, "faubourg-stand", S("x"));
	(void)xmlAddNextSibling(place, stand);
	xmlUnlinkNode(place);
	while (str_find(rest, S("{{"), &at)) {
		str from = str_skip(rest, at + 2);
		xmlNodePtr mark = str_find(from, S("}}"), &length) ? template_mark(p->a, place, str_first(from, length)) : NULL;
		if (!mark) {
			refuse(p, W_adoption_template_bad_mark, str_first(str_skip(rest, at), 40), stand);
			break;
		}
		put_text(p, stand, t, str_first(rest, at));
		put_mark(p, stand, t, mark);
		rest = str_skip(from, length + 2);
	}
	put_text(p, stand, t, rest);
	xmlFreeNode(place);
	node_drop(stand);
}

static void paragraph_tokens(struct template_part *p, xmlNodePtr top)
{
	struct paragraph g = {.p = p, .text = out_new(PARAGRAPH_MOST)};
	gather(&g, top);
	str all = arena_str(p->a, out_text(&g.text));
	bool whole = !g.text.full;
	out_free(&g.text);
	if (!whole)
		refuse(p, W_adoption_template_too_many, S("{{"), top);
	if (!whole || !str_has(all, S("{{")))
		return;
	pull_together(&g, all);
	for (size_t i = 0; i < g.pieces.n; i++)
		if (g.pieces.at[i].node->content)
			cut_text(p, g.pieces.at[i].node);
}

void template_tokens(struct template_part *p)
{
	xmlNodePtr root = xmlDocGetRootElement(p->doc);
	struct node_list paragraphs = {0};
	for (xmlNodePtr n = root; n; n = node_next(n, root))
		if (node_is_paragraph(p, n))
			*LIST_ADD(p->a, &paragraphs.list) = n;
	for (size_t i = 0; i < paragraphs.list.n; i++)
		paragraph_tokens(p, paragraphs.list.at[i]);
}

/* ---- blocks ---- */

static bool is_inside(const xmlNode *node, const xmlNode *top)
{
	for (; node; node = node->parent)
		if (node == top)
			return true;
	return false;
}

/* The child of `top` that holds node; NULL when there is none. */
static xmlNodePtr below(xmlNodePtr node, const xmlNode *top)
{
	while (node && node->parent != top)
		node = node->parent;
	return node;
}

static xmlNodePtr paragraph_of(const struct template_part *p, xmlNodePtr node)
{
	for (node = node->parent; node; node = node->parent)
		if (node_is_paragraph(p, node))
			return node;
	return NULL;
}

/* `node` becomes a child of `top`: every element between is cut in two around it. */
static void split_up(xmlNodePtr node, const xmlNode *top)
{
	while (node->parent != top) {
		xmlNodePtr parent = node->parent, after = node_copy(parent, false);
		always(after != NULL);
		for (xmlNodePtr n = parent->children; n; n = n->next)
			if (node_is(n, "rPr"))
				(void)xmlAddChild(after, node_copy(n, true));
		while (node->next) {
			xmlNodePtr n = node->next;
			xmlUnlinkNode(n);
			(void)xmlAddChild(after, n);
		}
		xmlUnlinkNode(node);
		(void)xmlAddNextSibling(parent, node);
		(void)xmlAddNextSibling(node, after);
	}
}

static xmlNodePtr block_of(struct template_part *p, xmlNodePtr open)
{
	xmlNodePtr block = node_mark(open, MARK_BLOCK, node_attribute(p->a, open, "name"));
	str kind = node_attribute(p->a, open, "kind");
	(void)xmlNewProp(block, (const xmlChar *)"kind", (const xmlChar *)(kind.p ? kind.p : BLOCK_EACH));
	return block;
}

/* Siblings from first to last move into the block, which takes their place. */
static void enclose(xmlNodePtr block, xmlNodePtr first, xmlNodePtr last)
{
	(void)xmlAddPrevSibling(first, block);
	for (xmlNodePtr n = first, next; n; n = next) {
		next = n == last ? NULL : n->next;
		xmlUnlinkNode(n);
		(void)xmlAddChild(block, n);
	}
}

static void wrap_words(struct template_part *p, xmlNodePtr open, xmlNodePtr close, xmlNodePtr paragraph)
{
	split_up(open, paragraph);
	split_up(close, paragraph);
	enclose(block_of(p, open), open, close);
	node_drop(open);
	node_drop(close);
}

static bool goes_with_mark(const struct template_part *p, xmlNodePtr node)
{
	return (node_is_paragraph(p, node) || node_is(node, p->format->row)) && node_is_blank(node);
}

static void wrap(struct template_part *p, xmlNodePtr open, xmlNodePtr close)
{
	str name = node_attribute(p->a, open, "name");
	xmlNodePtr paragraph = paragraph_of(p, open), top = open->parent;
	if (paragraph && is_inside(close, paragraph)) {
		wrap_words(p, open, close, paragraph);
		return;
	}
	while (top && !is_inside(close, top))
		top = top->parent;
	if (top && node_is(top, p->format->row))
		top = top->parent;
	xmlNodePtr first = top ? below(open, top) : NULL, last = top ? below(close, top) : NULL;
	if (!first || !last || first == open || last == close || (first != last && (node_is(first, p->format->table) || node_is(last, p->format->table)))) {
		refuse(p, W_adoption_template_crossed, name, open);
		return;
	}
	xmlNodePtr block = block_of(p, open);
	node_drop(open);
	node_drop(close);
	enclose(block, first, last);
	if (first != last && goes_with_mark(p, first))
		node_drop(first);
	if (first != last && goes_with_mark(p, last))
		node_drop(last);
}

struct open_marks {
	xmlNodePtr at[BLOCKS_DEPTH];
	size_t n;
};

static void close_mark(struct template_part *p, struct open_marks *open, xmlNodePtr mark)
{
	str name = node_attribute(p->a, mark, "name");
	if (!open->n) {
		refuse(p, W_adoption_template_not_opened, name, mark);
		return;
	}
	xmlNodePtr begin = open->at[--open->n];
	if (str_eq(node_attribute(p->a, begin, "name"), name))
		wrap(p, begin, mark);
	else
		refuse(p, W_adoption_template_crossed, name, mark);
}

void template_blocks(struct template_part *p)
{
	xmlNodePtr root = xmlDocGetRootElement(p->doc);
	struct node_list marks = {0};
	struct open_marks open = {0};
	for (xmlNodePtr n = root; n; n = node_next(n, root))
		if (node_is(n, MARK_OPEN) || node_is(n, MARK_CLOSE))
			*LIST_ADD(p->a, &marks.list) = n;
	if (marks.list.n > BLOCKS_MOST) {
		refuse(p, W_adoption_template_too_many, S("{{#"), root);
		return;
	}
	for (size_t i = 0; i < marks.list.n && !p->ps->total; i++) {
		if (node_is(marks.list.at[i], MARK_CLOSE))
			close_mark(p, &open, marks.list.at[i]);
		else if (open.n == BLOCKS_DEPTH)
			refuse(p, W_adoption_template_too_many, node_attribute(p->a, marks.list.at[i], "name"), marks.list.at[i]);
		else
			open.at[open.n++] = marks.list.at[i];
	}
	for (size_t i = 0; i < open.n && !p->ps->total; i++)
		refuse(p, W_adoption_template_not_closed, node_attribute(p->a, open.at[i], "name"), open.at[i]);
}
