/* From a tree of nodes to the structs of domain/pack.h, driven by tables: a shape is a struct, its fields are the rows of a table, and a row says
   the key, what may stand there, whether it must, and where it goes. The tables are in pack_shapes.c; this engine knows no pack.
   Every mistake is a problem with file, line, path, what was found and what was expected; decoding goes on, so that all are seen at once. */
#ifndef IMPORTS_PACK_DECODE_H
#define IMPORTS_PACK_DECODE_H

#include "base/calendar.h"
#include "domain/pack.h"
#include "imports/pack_yaml.h"

enum field_type {
	FIELD_CODE,    /* str; a definition of `target` */
	FIELD_LABEL,   /* str: one line, 1 to 300 characters */
	FIELD_TEXT,    /* str: 1 to 4 000 characters */
	FIELD_WORD,    /* str: one of `words` */
	FIELD_INSEE,   /* str; a definition of `target` */
	FIELD_SIREN,   /* str */
	FIELD_URL,     /* str: http:// or https:// */
	FIELD_COLOUR,  /* str: #rrggbb, readable on white */
	FIELD_ZONE,    /* str: a zone of base/calendar */
	FIELD_REF,     /* str: a reference to `target` */
	FIELD_FLAG,    /* bool */
	FIELD_INT,     /* int64_t, min to max; `fallback` when it is not there */
	FIELD_OPT_INT, /* opt_int, min to max */
	FIELD_MILLI,   /* int64_t: thousandths of a number with at most three decimals, min to max in thousandths */
	FIELD_OPT_MILLI, /* opt_int, likewise */
	FIELD_DEGREES, /* opt_int: millionths of a degree, min to max in degrees */
	FIELD_MONEY,   /* money */
	FIELD_OPT_MONEY, /* opt_money */
	FIELD_DAY,     /* opt_day */
	FIELD_START,   /* struct pack_when: the first instant of what is written */
	FIELD_END,     /* struct pack_when: the last one */
	FIELD_LABELS,  /* struct strs */
	FIELD_TEXTS,   /* struct strs */
	FIELD_REFS,    /* struct strs: references to `target`, none twice; absent stays {NULL, 0, 0} */
	FIELD_OBJECT,  /* a struct of `shape` */
	FIELD_OBJECTS, /* LIST_OF structs of `shape` */
	FIELD_MAP,     /* struct pack_entries: keys are references to `target`, values are decoded by `value` into the entry */
	FIELD_TYPE_COUNT
};

enum presence { OPTIONAL, REQUIRED };

struct shape;

struct field {
	const char *key;
	enum field_type type;
	enum presence presence;
	size_t offset;
	enum pack_kind target;
	const char *const *words; /* ends with NULL; the first of an OPTIONAL FIELD_WORD with `fallback` 1 is its default */
	const struct shape *shape;
	const struct field *value;
	int64_t min, max, fallback;
};

struct shape { /* of a struct that begins with `struct pack_place at` */
	const struct field *fields;
	size_t count;
	size_t size;
};

struct decoder {
	struct arena *arena;
	struct problems *ps;
	struct pack *pack; /* definitions and references are added here */
	str file;
	const struct zone *zone; /* of the territory: phases are local times */
};

/* Decodes the map `n` into the struct at `thing`. */
void pack_decode(struct decoder *d, const struct shape *shape, const struct pack_node *n, void *thing);

/* Where a node stands. */
struct pack_place pack_place_of(const struct decoder *d, const struct pack_node *n);

/* The decoders of one value (pack_values.c): false when it was refused. `n` is text that is neither empty nor refused. */
typedef bool value_decoder(struct decoder *d, const struct field *f, const struct pack_node *n, void *at);
extern value_decoder *const pack_value_decoders[FIELD_TYPE_COUNT];

#define DECODE_PROBLEM(d, n, word, ...) \
	PROBLEM((d)->ps, (d)->file, (n)->line, pack_node_path((d)->arena, (n)), (word)__VA_OPT__(, ) __VA_ARGS__)

/* "a, b, c", for "what was expected". Bounded. */
str pack_words_joined(struct arena *a, const str *words, size_t count);

#endif
