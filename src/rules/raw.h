/* The text of a model as a tree of what is written, before any of it means something: YAML (of which JSON is a part) without anchors, aliases and tags,
   bounded in bytes, depth and nodes. Every node knows its line and column. Called by load.c; read by read_*.c and, through rules_attribute, by products. */
#ifndef RULES_RAW_H
#define RULES_RAW_H

#include "rules/rules.h"

/* OK with *root (NULL when the text holds nothing), INVALID with problems, TOO_BIG with one. *nodes counts those of all texts of a model so far. */
must_use enum status raw_read(struct arena *a, const struct rules_source *source, struct problems *ps, size_t *nodes, const struct rules_raw **root);

bool raw_is_null(const struct rules_raw *raw);    /* nothing, ~, null */
bool raw_is_boolean(const struct rules_raw *raw); /* true, false: the language wants oui, non */
/* Whether YAML takes this text for a number (1e3, 0x10, .5 are). Expressions have their own numbers. */
bool raw_number(const struct rules_raw *raw, struct number *n);

const struct rules_raw *raw_child_text(const struct rules_raw *map, str key, str *text); /* the child when it is there; *text absent when it is not text */

#endif
