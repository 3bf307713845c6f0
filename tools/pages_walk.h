/* A walk through one whole page, its layout around it and its parts in their places: what is open around the node at hand, and what the rules have
   gathered so far. pages_check.c walks; pages_rules.c looks at one node among others; pages_ids.c looks at names that point at one another. */
#ifndef TOOLS_PAGES_WALK_H
#define TOOLS_PAGES_WALK_H

#include "tools/pages.h"

/* An element that is open. */
struct open {
	struct open *outer;
	const struct node *element;
	unsigned blocks;   /* {if} and {for} that were open when it began */
	unsigned controls; /* fields of a form met inside it */
	unsigned tokens;   /* {csrf} met inside it, not under a condition */
};

/* A condition that holds here: the path of an {if} or {for}, in which template of the walk, and whether it is true or false. */
struct branch {
	const struct branch *outer;
	str path;
	unsigned instance;
	bool truth;
};

struct mention { /* an id, or a name that points at one */
	const struct attribute *attribute;
	const struct node *element;
	const struct branch *branch;
	str name;
	unsigned instance;
	bool has_values;
};

struct walk {
	struct site *site;
	const struct template *root; /* the page, or a part or layout that no page uses */
	struct template *content;   /* what stands at {content}; NULL when the root has no layout */
	struct open *open;
	const struct branch *branch;
	unsigned instance, instances; /* a template each time it is entered */
	unsigned blocks, loops, depth, nodes;
	LIST_OF(struct mention) ids, labels, pointers, controls;
	bool stopped;
};

#define REFUSED(w, n, hint, ...) PROBLEM_AT((w)->site, (n)->in->file, (n)->line, (hint), __VA_ARGS__)

/* pages_rules.c */
void rules_before(struct walk *w, const struct node *n); /* w->open is what is around it */
void rules_after(struct walk *w, const struct node *element, const struct open *as_open);
struct open *enclosing(struct open *around, const char *names);

/* pages_ids.c */
void ids_of_element(struct walk *w, const struct node *element);
void ids_at_end(struct walk *w);

/* pages_headings.c: of a page in its layout, or of a template alone */
void headings_check(struct site *site, struct template *t);

#endif
