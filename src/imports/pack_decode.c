/* The engine: maps, lists, keys. One value at a time is pack_values.c's work. */
#include "imports/pack_decode.h"

#include "base/limits.h"

#include <string.h>

enum { KEYS_MAX = 32 }; /* of one shape */

struct pack_place pack_place_of(const struct decoder *d, const struct pack_node *n)
{
	return (struct pack_place){.file = d->file, .path = pack_node_path(d->arena, n), .line = n->line};
}

str pack_words_joined(struct arena *a, const str *words, size_t count)
{
	enum { SHOWN = 40 };
	str all = S("");
	for (size_t i = 0; i < count && i < SHOWN; i++)
		all = arena_fmt(a, "%.*s%s%.*s", STR_ARGS(all), i ? ", " : "", STR_ARGS(words[i]));
	return count > SHOWN ? arena_fmt(a, "%.*s…", STR_ARGS(all)) : all;
}

/* True when n is of the kind that is expected; reports what it is otherwise. */
static bool node_is(struct decoder *d, const struct pack_node *n, enum pack_node_kind kind)
{
	static const enum word words[3][3] = {
		[PACK_NODE_TEXT] = {[PACK_NODE_LIST] = W_pack_value_not_list, [PACK_NODE_MAP] = W_pack_value_not_map},
		[PACK_NODE_LIST] = {[PACK_NODE_TEXT] = W_pack_list_not_value, [PACK_NODE_MAP] = W_pack_list_not_map},
		[PACK_NODE_MAP] = {[PACK_NODE_TEXT] = W_pack_map_not_value, [PACK_NODE_LIST] = W_pack_map_not_list},
	};
	if (n->refused)
		return false;
	if (n->kind == kind)
		return true;
	if (n->kind == PACK_NODE_TEXT && n->text.n == 0)
		DECODE_PROBLEM(d, n, W_pack_empty_value);
	else
		DECODE_PROBLEM(d, n, words[kind][n->kind]);
	return false;
}

static bool decode_value(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	if (!node_is(d, n, PACK_NODE_TEXT))
		return false;
	if (n->text.n == 0 || (n->plain && (str_eq(n->text, S("~")) || str_eq(n->text, S("null"))))) {
		DECODE_PROBLEM(d, n, W_pack_empty_value);
		return false;
	}
	return pack_value_decoders[f->type](d, f, n, at);
}

/* Lists of any struct share one layout (LIST_OF in arena.h); they are read and written as this one. */
struct any_list {
	void *at;
	size_t n, room;
};

static void *list_add(struct decoder *d, void *list, size_t size)
{
	struct any_list l;
	memcpy(&l, list, sizeof l);
	l.at = arena_grow(d->arena, l.at, l.n, &l.room, size);
	void *last = (char *)l.at + l.n * size;
	memset(last, 0, size);
	l.n++;
	memcpy(list, &l, sizeof l);
	return last;
}

static bool list_is_bounded(struct decoder *d, const struct pack_node *list, size_t max)
{
	if (list->count > max)
		DECODE_PROBLEM(d, list, W_pack_list_too_long, ARG("max", max));
	return list->count <= max;
}

static void decode_objects(struct decoder *d, const struct field *f, const struct pack_node *list, void *at)
{
	if (!node_is(d, list, PACK_NODE_LIST) || !list_is_bounded(d, list, LIMIT_PACK_ITEMS))
		return;
	for (const struct pack_node *n = list->first; n; n = n->next)
		if (node_is(d, n, PACK_NODE_MAP))
			pack_decode(d, f->shape, n, list_add(d, at, f->shape->size));
}

static bool already_in(const struct strs *list, str s)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->at[i], s))
			return true;
	return false;
}

/* Labels, texts and references. A list that is written, even empty, is present: `at` is not NULL. */
static void decode_strs(struct decoder *d, const struct field *f, const struct pack_node *list, void *to)
{
	struct strs *at = to;
	static const enum field_type of[FIELD_TYPE_COUNT] = {[FIELD_LABELS] = FIELD_LABEL, [FIELD_TEXTS] = FIELD_TEXT, [FIELD_REFS] = FIELD_REF};
	struct field one = *f;
	one.type = of[f->type];
	if (!node_is(d, list, PACK_NODE_LIST) || !list_is_bounded(d, list, LIMIT_PACK_KEYS))
		return;
	at->room = list->count;
	at->at = ARENA_ARRAY(d->arena, list->count ? list->count : 1, str);
	for (const struct pack_node *n = list->first; n; n = n->next) {
		str s;
		if (!decode_value(d, &one, n, &s))
			continue;
		if (f->type == FIELD_REFS && already_in(at, s))
			DECODE_PROBLEM(d, n, W_pack_said_twice, ARG("found", s));
		else
			at->at[at->n++] = s;
	}
}

static void decode_map(struct decoder *d, const struct field *f, const struct pack_node *map, void *at)
{
	if (!node_is(d, map, PACK_NODE_MAP))
		return;
	for (const struct pack_node *n = map->first; n; n = n->next) {
		struct pack_entry *e = list_add(d, at, sizeof *e);
		e->at = pack_place_of(d, n);
		e->code = n->key;
		*LIST_ADD(d->arena, &d->pack->references) = (struct pack_reference){.kind = f->target, .code = n->key, .at = e->at};
		(void)decode_value(d, f->value, n, (char *)e + f->value->offset);
	}
}

static void decode_object(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	pack_decode(d, f->shape, n, at);
}

static void decode_field(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	static void (*const containers[FIELD_TYPE_COUNT])(struct decoder *, const struct field *, const struct pack_node *, void *) = {
		[FIELD_OBJECT] = decode_object, [FIELD_OBJECTS] = decode_objects, [FIELD_MAP] = decode_map,
		[FIELD_LABELS] = decode_strs,   [FIELD_TEXTS] = decode_strs,      [FIELD_REFS] = decode_strs,
	};
	if (containers[f->type])
		containers[f->type](d, f, n, at);
	else
		(void)decode_value(d, f, n, at);
}

static void put_default(const struct field *f, void *at)
{
	if (f->type == FIELD_WORD && f->fallback)
		*(str *)at = str_of(f->words[0]);
	else if (f->type == FIELD_INT)
		*(int64_t *)at = f->fallback;
	else if (f->type == FIELD_FLAG)
		*(bool *)at = f->fallback != 0;
}

static void refuse_key(struct decoder *d, const struct shape *shape, const struct pack_node *n)
{
	str keys[KEYS_MAX] = {STR_NONE};
	always(shape->count <= KEYS_MAX);
	for (size_t i = 0; i < shape->count; i++)
		keys[i] = str_of(shape->fields[i].key);
	str near = str_nearest(n->key, keys, shape->count);
	str found = pack_excerpt(d->arena, n->key), expected = pack_words_joined(d->arena, keys, shape->count);
	if (near.p)
		DECODE_PROBLEM(d, n, W_pack_unknown_key_near, ARG("found", found), ARG("near", near), ARG("expected", expected));
	else
		DECODE_PROBLEM(d, n, W_pack_unknown_key, ARG("found", found), ARG("expected", expected));
}

static bool shape_has(const struct shape *shape, str key)
{
	for (size_t i = 0; i < shape->count; i++)
		if (str_eq(key, str_of(shape->fields[i].key)))
			return true;
	return false;
}

void pack_decode(struct decoder *d, const struct shape *shape, const struct pack_node *n, void *thing)
{
	if (!node_is(d, n, PACK_NODE_MAP))
		return;
	struct pack_place at = pack_place_of(d, n);
	memcpy(thing, &at, sizeof at);
	for (const struct pack_node *child = n->first; child; child = child->next)
		if (!shape_has(shape, child->key))
			refuse_key(d, shape, child);
	for (size_t i = 0; i < shape->count; i++) {
		const struct field *f = &shape->fields[i];
		const struct pack_node *child = pack_node_child(n, str_of(f->key));
		void *to = (char *)thing + f->offset;
		put_default(f, to);
		if (child)
			decode_field(d, f, child, to);
		else if (f->presence == REQUIRED)
			DECODE_PROBLEM(d, n, W_pack_missing_key, ARG("found", str_of(f->key)));
	}
}
