/* Matching features to districts by official code, and writing what changed. Reading the file is imports/geojson's work, in its sandbox. */
#include "actions/load_perimeters.h"

#include "base/clock.h"
#include "gen/queries.h"
#include "imports/geojson.h"
#include "store/audit.h"

#include <stdlib.h>

struct import {
	const struct perimeters_options *options;
	struct arena *arena;
	const struct geo_district **by_code; /* the features, sorted by code */
	size_t features;
	bool *used; /* one for each of by_code */
	instant now;
	str file_name;
	struct perimeters_result *result;
	LIST_OF(str) missing;
};

static int in_order(const void *pa, const void *pb)
{
	const struct geo_district *const *a = pa, *const *b = pb;
	return str_cmp((*a)->code, (*b)->code);
}

static void index_features(struct import *im, const struct geo_districts *districts)
{
	im->features = districts->list.n;
	im->by_code = ARENA_ARRAY(im->arena, im->features + 1, const struct geo_district *);
	for (size_t i = 0; i < im->features; i++)
		im->by_code[i] = &districts->list.at[i];
	qsort(im->by_code, im->features, sizeof(const struct geo_district *), in_order);
}

/* The feature of a code: its position in by_code, or `features` when the file lacks it. */
static size_t feature_of(const struct import *im, str code)
{
	struct geo_district wanted = {.code = code};
	const struct geo_district *key = &wanted;
	const struct geo_district **found =
		im->features ? bsearch(&key, im->by_code, im->features, sizeof(const struct geo_district *), in_order) : NULL;
	return found ? (size_t)(found - im->by_code) : im->features;
}

static bool file_has_generation(const struct import *im, int64_t generation)
{
	for (size_t i = 0; i < im->features; i++)
		if (im->by_code[i]->generation == generation)
			return true;
	return false;
}

static enum status write_one(struct import *im, struct db *db, const struct q_load_outlines_row *row, size_t *changed)
{
	size_t at = feature_of(im, row->official_code);
	if (at == im->features) {
		if (file_has_generation(im, row->generation))
			*LIST_ADD(im->arena, &im->missing) = arena_fmt(im->arena, "%.*s · %.*s", STR_ARGS(row->official_code), STR_ARGS(row->name));
		return OK;
	}
	im->used[at] = true;
	if (str_eq(row->geometry, im->by_code[at]->geometry)) {
		im->result->unchanged++;
		return OK;
	}
	im->result->written++;
	(*changed)++;
	return q_load_district_perimeter(db, &(struct q_load_district_perimeter_in){
		.territory = row->territory, .district_code = row->district_code, .generation = row->generation, .geometry = im->by_code[at]->geometry,
		.imported_at = im->now, .file_name = im->file_name});
}

static enum status tell(struct import *im, struct db *db, territory_id territory, size_t changed)
{
	if (changed == 0)
		return OK;
	return audit_append(db, &(struct audit_entry){.territory = territory, .at = im->now, .actor = im->options->actor, .verb = S("import"),
	                                              .thing = arena_fmt(im->arena, "perimeters:%.*s", STR_ARGS(im->file_name)),
	                                              .detail = arena_fmt(im->arena, "rows=%zu", changed)});
}

/* One attempt; rows come by territory, so that each is told once. */
static enum status write_all(struct db *db, void *arg)
{
	struct import *im = arg;
	struct q_load_outlines_rows rows;
	size_t changed = 0;
	*im->result = (struct perimeters_result){.features = im->features};
	im->missing.n = 0;
	im->used = ARENA_ARRAY(im->arena, im->features + 1, bool);
	enum status s = q_load_outlines(db, im->arena, &rows);
	for (size_t i = 0; i < rows.n && s == OK; i++) {
		s = write_one(im, db, &rows.at[i], &changed);
		bool last = i + 1 == rows.n || rows.at[i + 1].territory.v != rows.at[i].territory.v;
		if (s == OK && last) {
			s = tell(im, db, rows.at[i].territory, changed);
			changed = 0;
		}
	}
	for (size_t i = 0; i < im->features; i++)
		im->result->elsewhere += !im->used[i];
	im->result->missing = im->missing.n;
	return s;
}

static str last_part(str path)
{
	str head, tail;
	while (str_cut(path, '/', &head, &tail))
		path = tail;
	return path;
}

enum status load_perimeters(struct db *db, struct arena *arena, const struct perimeters_options *options, struct perimeters_result *result,
                            struct problems *ps, struct findings *fs)
{
	struct geo_districts districts = {0};
	struct import im = {.options = options, .arena = arena, .now = clock_now(), .file_name = last_part(str_of(options->file)), .result = result};
	*result = (struct perimeters_result){0};
	enum status s = geojson_read(arena, options->file, &districts, ps);
	if (s != OK)
		return s;
	index_features(&im, &districts);
	s = db_write(db, write_all, &im);
	if (s != OK)
		return s;
	for (size_t i = 0; i < im.missing.n; i++)
		FINDING(fs, SEVERITY_WARNING, im.file_name, W_pack_outline_missing, ARG("district", im.missing.at[i]));
	if (result->elsewhere)
		FINDING(fs, SEVERITY_INFORMATION, im.file_name, W_pack_outlines_elsewhere, ARG("n", result->elsewhere));
	return OK;
}
