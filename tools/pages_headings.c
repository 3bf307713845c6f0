/* Headings: no level is skipped, whatever the conditions of the page turn out to be, and every page has one. The state is the set of levels that
   the heading before may have had: bit 0 for none yet, bits 1 to 6 for h1 to h6. */
#include "tools/pages_walk.h"

enum { NONE_YET = 1, ANY_LEVEL = 127 };

struct headings {
	struct site *site;
	const struct template *page; /* its body stands at {content} */
	unsigned nodes;
};

static unsigned after_nodes(struct headings *h, const struct nodes *nodes, unsigned before);

static unsigned level_of(const struct node *n)
{
	bool heading = n->text.n == 2 && n->text.p[0] == 'h' && n->text.p[1] >= '1' && n->text.p[1] <= '6';
	return heading ? (unsigned)(n->text.p[1] - '0') : 0;
}

static unsigned after_heading(struct headings *h, const struct node *n, unsigned level, unsigned before)
{
	for (unsigned last = 0; last + 1 < level; last++)
		if (before & (1u << last)) {
			str after = last ? arena_fmt(h->site->arena, "<h%u>", last) : S("no heading at all");
			PROBLEM_AT(h->site, n->in->file, n->line, "use the level below the one before, and style it with a class",
			           "<h%u> may come after %.*s on the page %.*s: a level is skipped", level, STR_ARGS(after), STR_ARGS(h->page->name));
			break;
		}
	return 1u << level;
}

static unsigned after_part(struct headings *h, struct template *part, unsigned before)
{
	if (!part || part->being_walked)
		return before;
	part->being_walked = true;
	unsigned after = after_nodes(h, &part->body, before);
	part->being_walked = false;
	return after;
}

static unsigned after_loop(struct headings *h, const struct node *n, unsigned before)
{
	unsigned once = after_nodes(h, &n->children, before);
	unsigned more = (once | before) == before ? once : after_nodes(h, &n->children, before | once);
	return once | more | (n->has_otherwise ? after_nodes(h, &n->otherwise, before) : before);
}

static unsigned after_node(struct headings *h, const struct node *n, unsigned before)
{
	switch (n->kind) {
	case NODE_ELEMENT: {
		unsigned level = level_of(n);
		return after_nodes(h, &n->children, level ? after_heading(h, n, level, before) : before);
	}
	case NODE_IF: return after_nodes(h, &n->children, before) | (n->has_otherwise ? after_nodes(h, &n->otherwise, before) : before);
	case NODE_FOR: return after_loop(h, n, before);
	case NODE_PART: return after_part(h, n->part, before);
	case NODE_CONTENT: return h->page->kind == TEMPLATE_PAGE ? after_nodes(h, &h->page->body, before) : ANY_LEVEL;
	case NODE_TEXT:
	case NODE_DOCTYPE:
	case NODE_VALUE:
	case NODE_WORDS:
	case NODE_LANG:
	case NODE_CSRF: break;
	}
	return before;
}

static unsigned after_nodes(struct headings *h, const struct nodes *nodes, unsigned before)
{
	for (const struct node *n = nodes->first; n && h->nodes < LIMIT_PAGE_NODES; n = n->next) {
		h->nodes++;
		before = after_node(h, n, before);
	}
	return before;
}

void headings_check(struct site *site, struct template *t)
{
	struct headings h = {.site = site, .page = t};
	if (t->kind != TEMPLATE_PAGE)
		return;
	unsigned after = after_nodes(&h, t->layout ? &t->layout->body : &t->body, NONE_YET);
	if (after & NONE_YET)
		PROBLEM_AT(site, t->file, 1, "begin with an <h1> that is always shown", "the page %.*s may have no heading", STR_ARGS(t->name));
}
