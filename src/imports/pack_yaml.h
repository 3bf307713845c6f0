/* One YAML file of a pack as a bounded tree of nodes that know their line and their path. Built on libyaml's events.
   Only what data needs: no anchors, aliases, tags, several documents or keys that are not text; every refusal is a problem with its line.
   Text is valid UTF-8 without control characters (line feed and tab are allowed). Called by pack_read.c; decoded by pack_decode.c. */
#ifndef IMPORTS_PACK_YAML_H
#define IMPORTS_PACK_YAML_H

#include "base/problem.h"

enum pack_node_kind { PACK_NODE_TEXT, PACK_NODE_LIST, PACK_NODE_MAP };

struct pack_node {
	enum pack_node_kind kind;
	bool plain;   /* text without quotes: what another reader may take for a number */
	bool refused; /* an alias or a tag, already reported: say nothing more about it */
	int64_t line;
	uint64_t number; /* of the node in its file, from 1 */
	size_t position; /* among its parent's children, from 1 */
	str key;         /* in a map; absent in a list and at the root */
	str text;
	size_t count; /* children */
	const struct pack_node *parent, *first, *next;
	struct pack_node *last;
};

/* OK, or INVALID with at least one problem; then *root is the tree when all of it could be read all the same (an anchor, a key twice…), else NULL.
   `file` is how problems name it. */
must_use enum status pack_yaml_read(struct arena *a, str file, str bytes, struct problems *ps, const struct pack_node **root);

/* The child of a map, or NULL. */
const struct pack_node *pack_node_child(const struct pack_node *map, str key);

/* "districts[QN06207M].population.value": an element of a list is named by its code or INSEE number, else by its position from 1. */
str pack_node_path(struct arena *a, const struct pack_node *n);

/* At most 60 bytes of a value, cut between characters, with … when it was cut: for messages. */
str pack_excerpt(struct arena *a, str value);

#endif
