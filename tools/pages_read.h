/* What the three files of the template reader share: where it stands and what is open around it. */
#ifndef TOOLS_PAGES_READ_H
#define TOOLS_PAGES_READ_H

#include "tools/pages.h"

/* Something open: an element, {if}, {for}; or, with node == NULL, the file itself or the value of an attribute, which nothing may cross. */
struct frame {
	struct frame *outer;
	struct node *node;
	struct nodes *into;
	bool in_value; /* of an attribute */
};

struct reader {
	struct site *site;
	struct template *t;
	str source;
	size_t at;
	int line;
	struct frame *top;
	unsigned depth;
	bool has_content;
};

#define WRONG(r, hint, ...) PROBLEM_AT((r)->site, (r)->t->file, (r)->line, (hint), __VA_ARGS__)

/* ---- pages_read.c ---- */
bool at_end(const struct reader *r);
char peek(const struct reader *r);                /* 0 at the end */
bool looking_at(const struct reader *r, str s);
void advance(struct reader *r, size_t n);         /* counts lines */
str take_until(struct reader *r, const char *stops); /* up to one of these characters, or the end */
bool is_blank(char c);
bool is_name(str s);                              /* a C identifier that begins with a letter */
struct node *add_node(struct reader *r, enum node_kind kind);
void open_frame(struct reader *r, struct node *node, struct nodes *into, bool in_value);
void close_frame(struct reader *r);
/* Text as written: entities that are known, no letters outside translate="no" unless `words_allowed`. */
void check_text(struct reader *r, str text, int line, bool words_allowed);
bool translation_is_off(const struct reader *r);
void give_up(struct reader *r);                   /* nothing more is read of this file */

/* ---- pages_directives.c: stands on '{'; reads to behind '}' ---- */
void read_directive(struct reader *r);
/* {if [not] path}: for a conditional boolean attribute. False after a problem. */
bool read_condition(struct reader *r, struct path *path, bool *negated);
/* The words between '{' and '}', at most `room`; 0 after a problem. */
size_t read_braces(struct reader *r, str *words, size_t room);
/* The first line of a file. False after a problem. */
bool read_opening(struct reader *r);
bool frame_is_block(const struct frame *f); /* {if} or {for} */

/* ---- pages_tags.c: stands on '<' and a letter, or on "</" ---- */
void read_tag(struct reader *r);
void read_closing_tag(struct reader *r);
/* pages_elements.c: what one tag says by itself */
void check_element(struct reader *r, const struct node *element);

#endif
