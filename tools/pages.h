/* tools/pages: HTML templates to typed C functions (docs/design/generators.md). What its files share:
   pages.c        arguments, files in and out
   pages_words.c  the catalogues: which keys exist, their texts
   pages_facts.c  what HTML says of its elements and attributes, as tables
   pages_read.c   characters to a tree of nodes; pages_tags.c reads tags; pages_directives.c reads {…}
   pages_check.c  the rules that need a whole page: headings, labels, ids, forms, tables
   pages_emit.c   the tree to C
   Memory is one arena that ends with the program. Problems are gathered and printed as file:line: what: hint. */
#ifndef TOOLS_PAGES_H
#define TOOLS_PAGES_H

#include "base/arena.h"
#include "base/limits.h"
#include "base/out.h"

enum { SITE_LANGS = 2 };

struct word {
	struct word *next;
	str key, file;
	str one[SITE_LANGS]; /* fr, en; absent when the catalogue lacks it */
	bool plural;
	bool written; /* the emitter's: its constant exists */
};

struct element_facts {
	str name;
	bool is_void;
	bool block;       /* white space around and just inside it does not show */
	bool phrasing;    /* may stand in a <p> or a heading */
	bool text_only;   /* may hold no element: title, option, textarea */
	bool verbatim;    /* white space inside is kept: pre, textarea */
	bool svg;
	const char *parents;  /* the only elements it may stand in, separated by spaces; NULL: any */
	const char *children; /* the only elements it may hold; NULL: any */
};

enum attribute_kind {
	ATTRIBUTE_PLAIN,
	ATTRIBUTE_READ,    /* a person reads it: alt, title, aria-label */
	ATTRIBUTE_URL,     /* an address */
	ATTRIBUTE_BOOLEAN, /* alone, without a value */
	ATTRIBUTE_REFUSED
};
struct attribute_facts {
	str name;
	enum attribute_kind kind;
	const char *hint; /* of a refused one */
};

enum path_root { ROOT_VIEW, ROOT_LAYOUT, ROOT_EACH, ROOT_INDEX };
struct path {
	enum path_root root;
	str text;   /* as written: a.b.c */
	str name;   /* a */
	str fields; /* b.c, or absent */
};

struct argument {
	struct argument *next;
	str name;
	struct path path;
};

struct node;
struct nodes {
	struct node *first, *last;
};

struct attribute {
	struct attribute *next;
	const struct attribute_facts *facts; /* NULL: plain */
	str name, raw;                       /* raw: the value as written */
	struct nodes value;
	struct path condition; /* of a conditional boolean attribute */
	int line;
	bool has_value, conditional, negated;
};

enum node_kind {
	NODE_TEXT,
	NODE_ELEMENT,
	NODE_DOCTYPE,
	NODE_VALUE,
	NODE_WORDS,
	NODE_LANG,
	NODE_IF,
	NODE_FOR,
	NODE_PART,
	NODE_CONTENT,
	NODE_CSRF
};

struct template;
struct node {
	struct node *next;
	enum node_kind kind;
	int line;
	const struct template *in;
	str text;         /* TEXT: characters; ELEMENT: tag; PART: name; FOR: variable */
	str index;        /* FOR: the variable that counts from 1, or absent */
	struct path path; /* VALUE, IF, FOR, PART; WORDS when the key is a value */
	struct word *word;
	struct argument *arguments;
	const struct element_facts *facts;
	struct attribute *attributes;
	struct template *part;
	struct nodes children, otherwise;
	bool negated, has_otherwise, is_dynamic;
	int otherwise_line;
};

enum template_kind { TEMPLATE_PAGE, TEMPLATE_PART, TEMPLATE_LAYOUT };
struct template {
	struct template *next;
	enum template_kind kind;
	str file, source;
	str name, view, layout_name; /* view: the C struct; layout_name: absent when a page is a whole document */
	struct template *layout;
	struct nodes body;
	bool being_walked; /* the checker's, against endless recursion */
	bool used;
};

struct problem_line {
	struct problem_line *next;
	str text;
};

struct site {
	struct arena *arena;
	struct template *templates, *last_template;
	struct word *words;
	struct word **word_slots; /* by hash of the key */
	str views;                /* the header that declares the view structs */
	str layout_view;          /* the C struct of every layout */
	struct problem_line *problems, *last_problem;
	size_t problem_count;
};

struct site *site_new(struct arena *a);

/* "file:line: what: hint"; a line that was already said is not said twice. Counts all, keeps LIMIT_PROBLEMS. */
void site_problem(struct site *site, str file, int line, str what, const char *hint);
#define PROBLEM_AT(site, file, line, hint, ...) site_problem((site), (file), (line), arena_fmt((site)->arena, __VA_ARGS__), (hint))

/* pages_words.c */
void words_read(struct site *site, str file, str content);
void words_finish(struct site *site); /* keys that lack a language */
struct word *word_find(const struct site *site, str key);
str word_nearest(const struct site *site, str key);
bool word_has_placeholder(const struct word *w, str name);
/* Calls fn for each {placeholder} of the texts. */
void word_placeholders(const struct word *w, void (*fn)(void *context, str name), void *context);

/* pages_facts.c */
const struct element_facts *element_named(str name);
str element_nearest(str name);
const struct attribute_facts *attribute_named(str name);
bool list_has(const char *names, str name); /* names separated by spaces */

/* pages_read.c: one file; the tree is in site->templates. */
void template_read(struct site *site, str file, str content);
const struct attribute *attribute_of(const struct node *element, const char *name);
bool attribute_is(const struct node *element, const char *name, const char *value);

/* pages_check.c: links parts and layouts, then every rule that needs more than one file. */
void site_check(struct site *site);

/* pages_emit.c: only for a site without problems. `self` names the header as the C file includes it. */
void emit_header(struct site *site, struct out *o);
void emit_code(struct site *site, struct out *o, str self, str path);

#endif
