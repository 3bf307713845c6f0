/* From GeoJSON to checked, normalised districts. */
#include "imports/geojson.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/identifier.h"
#include "imports/sandbox.h"
#include "imports/wire.h"

#include <jansson.h>
#include <string.h>

enum { RING_MIN = 4, DISTRICT_BYTES = 40 };

struct reading {
	struct arena *arena;
	struct geo_districts *districts;
	struct problems *problems;
	int64_t number; /* of the feature, from 1 */
	size_t points;  /* so far, in the whole file */
	bool too_many;
};

/* Names of one property over the years; compared without case. */
static const char *const code_names[] = {"code_qp", "codeqp", "code_qpv", "code_quartier", NULL};
static const char *const name_names[] = {"lib_qp", "nom_qp", "lib_qpv", "nom_qpv", NULL};
static const char *const commune_names[] = {"lib_com", "commune_qp", "nom_com", "communes", NULL};
static const char *const insee_names[] = {"insee_com", "code_insee", "code_com", NULL};
static const char *const epci_names[] = {"siren_epci", "code_epci", NULL};

static str text_of(struct arena *a, const json_t *value)
{
	if (json_is_string(value))
		return arena_str(a, str_trim((str){json_string_value(value), json_string_length(value)}));
	if (json_is_integer(value))
		return arena_fmt(a, "%05lld", (long long)json_integer_value(value));
	return S("");
}

static str property(struct arena *a, json_t *properties, const char *const *names)
{
	for (; *names; names++) {
		const char *key;
		json_t *value;
		json_object_foreach(properties, key, value)
		{
			str text = str_eq_nocase(str_of(key), str_of(*names)) ? text_of(a, value) : S("");
			if (text.n && text.n <= LIMIT_TEXT_CHARS)
				return text;
		}
	}
	return S("");
}

/* "Lens, Liévin", "Lens; \nLiévin", "62498, 62510": a line break counts as a space unless nothing else separates. */
static void split_list(struct arena *a, str text, str **at, size_t *n)
{
	bool marks = memchr(text.p, ',', text.n) || memchr(text.p, ';', text.n);
	LIST_OF(str) list = {0};
	for (size_t from = 0, i = 0; i <= text.n; i++) {
		bool cut = i == text.n || text.p[i] == ',' || text.p[i] == ';' || (!marks && (text.p[i] == '\n' || text.p[i] == '\r'));
		if (!cut)
			continue;
		str item = arena_str(a, str_trim((str){text.p + from, i - from}));
		char *p = arena_alloc(a, item.n + 1);
		size_t kept = 0;
		for (size_t k = 0; k < item.n; k++) {
			bool blank = item.p[k] == '\n' || item.p[k] == '\r' || item.p[k] == '\t' || item.p[k] == ' ';
			if (!blank || (kept && p[kept - 1] != ' ' && !(p[kept - 1] == '-' && item.p[k] != ' ')))
				p[kept++] = blank ? ' ' : item.p[k];
		}
		if (kept)
			*LIST_ADD(a, &list) = (str){p, kept};
		from = i + 1;
	}
	*at = list.at;
	*n = list.n;
}

static bool degrees(const json_t *value, double max, int32_t *micro)
{
	if (!json_is_number(value))
		return false;
	double d = json_number_value(value);
	if (!(d >= -max && d <= max))
		return false;
	*micro = (int32_t)(d * 1e6 + (d < 0 ? -0.5 : 0.5));
	return true;
}

static void put_degrees(struct out *o, int32_t micro)
{
	uint32_t size = micro < 0 ? (uint32_t)-(int64_t)micro : (uint32_t)micro;
	if (micro < 0)
		out_char(o, '-');
	out_fmt(o, "%u", size / 1000000);
	uint32_t rest = size % 1000000;
	if (!rest)
		return;
	out_char(o, '.');
	for (uint32_t unit = 100000; rest; unit /= 10) {
		out_char(o, (char)('0' + rest / unit));
		rest %= unit;
	}
}

struct shape_writer {
	struct reading *r;
	struct out *o;
	str code;
	bool bad;
};

static void refuse(struct shape_writer *w, enum word message)
{
	if (!w->bad)
		PROBLEM(w->r->problems, STR_NONE, 0, STR_NONE, message, ARG("code", w->code), ARG("number", w->r->number));
	w->bad = true;
}

/* Points that fall on the one before, once rounded, are left out. */
static void write_ring(struct shape_writer *w, json_t *ring)
{
	size_t n = json_array_size(ring), kept = 0;
	struct geo_point first = {0}, last = {0};
	w->r->points += n;
	if (w->r->points > LIMIT_GEOJSON_POINTS) {
		w->r->too_many = true;
		w->bad = true;
		return;
	}
	out_char(w->o, '[');
	for (size_t i = 0; i < n && !w->bad; i++) {
		json_t *pair = json_array_get(ring, i);
		struct geo_point p;
		if (json_array_size(pair) < 2 || !degrees(json_array_get(pair, 0), 180, &p.lon) || !degrees(json_array_get(pair, 1), 90, &p.lat)) {
			refuse(w, W_reconcile_geojson_range);
			return;
		}
		if (kept && p.lon == last.lon && p.lat == last.lat)
			continue;
		first = kept ? first : p;
		last = p;
		out_str(w->o, kept++ ? S(",[") : S("["));
		put_degrees(w->o, p.lon);
		out_char(w->o, ',');
		put_degrees(w->o, p.lat);
		out_char(w->o, ']');
	}
	out_char(w->o, ']');
	if (kept < RING_MIN || first.lon != last.lon || first.lat != last.lat)
		refuse(w, W_reconcile_geojson_ring);
}

static void write_polygon(struct shape_writer *w, json_t *rings)
{
	size_t n = json_array_size(rings);
	if (!n)
		refuse(w, W_reconcile_geojson_ring);
	out_char(w->o, '[');
	for (size_t i = 0; i < n && !w->bad; i++) {
		out_str(w->o, i ? S(",") : S(""));
		write_ring(w, json_array_get(rings, i));
	}
	out_char(w->o, ']');
}

static bool write_geometry(struct shape_writer *w, json_t *geometry)
{
	const char *type = json_string_value(json_object_get(geometry, "type"));
	json_t *coordinates = json_object_get(geometry, "coordinates");
	size_t n = json_array_size(coordinates);
	if (type && strcmp(type, "Polygon") == 0 && n) {
		out_str(w->o, S("{\"type\":\"Polygon\",\"coordinates\":"));
		write_polygon(w, coordinates);
	} else if (type && strcmp(type, "MultiPolygon") == 0 && n) {
		out_str(w->o, S("{\"type\":\"MultiPolygon\",\"coordinates\":["));
		for (size_t i = 0; i < n && !w->bad; i++) {
			out_str(w->o, i ? S(",") : S(""));
			write_polygon(w, json_array_get(coordinates, i));
		}
		out_char(w->o, ']');
	} else {
		PROBLEM(w->r->problems, STR_NONE, 0, STR_NONE, W_reconcile_geojson_geometry, ARG("number", w->r->number), ARG("code", w->code));
		return false;
	}
	out_char(w->o, '}');
	return !w->bad;
}

static bool known_code(const struct geo_districts *ds, str code)
{
	for (size_t i = 0; i < ds->list.n; i++)
		if (str_eq(ds->list.at[i].code, code))
			return true;
	return false;
}

static bool checked_code(struct reading *r, json_t *properties, str *code)
{
	*code = property(r->arena, properties, code_names);
	if (!code->n)
		PROBLEM(r->problems, STR_NONE, 0, STR_NONE, W_reconcile_geojson_no_code, ARG("number", r->number));
	else if (!district_code_generation(*code))
		PROBLEM(r->problems, STR_NONE, 0, STR_NONE, W_reconcile_geojson_bad_code, ARG("number", r->number), ARG("code", str_first(*code, LIMIT_CODE_BYTES)));
	else if (known_code(r->districts, *code))
		PROBLEM(r->problems, STR_NONE, 0, STR_NONE, W_reconcile_geojson_duplicate, ARG("code", *code));
	else
		return true;
	return false;
}

static void read_feature(struct reading *r, json_t *feature)
{
	json_t *properties = json_object_get(feature, "properties");
	str code;
	if (!checked_code(r, properties, &code))
		return;
	struct out o = out_new(LIMIT_GEOJSON_BYTES);
	struct shape_writer w = {.r = r, .o = &o, .code = code};
	if (write_geometry(&w, json_object_get(feature, "geometry"))) {
		struct geo_district *d = LIST_ADD(r->arena, &r->districts->list);
		d->code = code;
		d->generation = district_code_generation(code);
		d->name = property(r->arena, properties, name_names);
		d->epci = property(r->arena, properties, epci_names);
		split_list(r->arena, property(r->arena, properties, insee_names), &d->commune_codes.at, &d->commune_codes.n);
		split_list(r->arena, property(r->arena, properties, commune_names), &d->commune_names.at, &d->commune_names.n);
		d->geometry = arena_str(r->arena, out_text(&o));
		struct geo_shape shape;
		struct arena *scratch = arena_new(LIMIT_COMMAND_ARENA);
		always(geo_shape_read(scratch, d->geometry, &shape));
		d->box = shape.box;
		arena_free(scratch);
	}
	out_free(&o);
}

static bool good_crs(json_t *root, struct problems *ps)
{
	json_t *crs = json_object_get(root, "crs");
	if (!crs || json_is_null(crs))
		return true;
	const char *name = json_string_value(json_object_get(json_object_get(crs, "properties"), "name"));
	str text = name ? str_of(name) : S("?");
	if (str_ends(text, S("CRS84")) || str_ends(text, S(":4326")))
		return true;
	PROBLEM(ps, STR_NONE, 0, STR_NONE, W_reconcile_geojson_crs, ARG("crs", str_first(text, LIMIT_CODE_BYTES)));
	return false;
}

static enum status read_collection(struct reading *r, json_t *root)
{
	const char *type = json_string_value(json_object_get(root, "type"));
	json_t *features = json_object_get(root, "features");
	if (!type || strcmp(type, "FeatureCollection") != 0 || !json_is_array(features)) {
		PROBLEM(r->problems, STR_NONE, 0, STR_NONE, W_reconcile_geojson_no_collection);
		return INVALID;
	}
	if (!good_crs(root, r->problems))
		return INVALID;
	size_t n = json_array_size(features);
	r->too_many = n > LIMIT_GEOJSON_FEATURES;
	for (size_t i = 0; i < n && !r->too_many; i++) {
		r->number = (int64_t)i + 1;
		read_feature(r, json_array_get(features, i));
	}
	if (r->too_many) {
		PROBLEM(r->problems, STR_NONE, 0, STR_NONE, W_reconcile_geojson_too_many);
		return TOO_BIG;
	}
	if (!n)
		PROBLEM(r->problems, STR_NONE, 0, STR_NONE, W_reconcile_geojson_none);
	return r->problems->total ? INVALID : OK;
}

enum status geojson_parse(struct arena *a, str bytes, struct geo_districts *districts, struct problems *ps)
{
	*districts = (struct geo_districts){0};
	if (str_starts(bytes, S("\xef\xbb\xbf")))
		bytes = str_skip(bytes, 3);
	json_error_t error;
	json_t *root = json_loadb(bytes.p ? bytes.p : "", bytes.n, 0, &error);
	if (!root) {
		PROBLEM(ps, STR_NONE, error.line > 0 ? error.line : 0, STR_NONE, W_reconcile_geojson_bad, ARG("line", (int64_t)error.line));
		return INVALID;
	}
	struct problems own = problems_new(ps->arena);
	struct reading r = {.arena = a, .districts = districts, .problems = &own};
	enum status s = read_collection(&r, root);
	json_decref(root);
	problems_add(ps, &own);
	return s;
}

/* --- across the wall --- */

static void put_list(struct out *o, const str *at, size_t n)
{
	wire_put_u32(o, (uint32_t)n);
	for (size_t i = 0; i < n; i++)
		wire_put_str(o, at[i]);
}

static enum status work(struct arena *a, str input, struct out *result, struct problems *ps)
{
	struct geo_districts ds;
	enum status s = geojson_parse(a, input, &ds, ps);
	if (s != OK)
		return s;
	wire_put_u32(result, (uint32_t)ds.list.n);
	for (size_t i = 0; i < ds.list.n; i++) {
		const struct geo_district *d = &ds.list.at[i];
		wire_put_str(result, d->code);
		wire_put_str(result, d->name);
		wire_put_str(result, d->epci);
		put_list(result, d->commune_codes.at, d->commune_codes.n);
		put_list(result, d->commune_names.at, d->commune_names.n);
		wire_put_str(result, d->geometry);
	}
	return OK;
}

static str checked_text(struct wire *w, size_t max)
{
	str s = wire_str(w);
	if (!s.p || s.n > max || (s.n && !utf8_valid(s)))
		w->bad = true;
	return s;
}

static void read_list(struct wire *w, struct arena *a, str **at, size_t *n)
{
	*n = wire_count(w, 4, LIMIT_TEXT_CHARS);
	*at = *n ? ARENA_ARRAY(a, *n, str) : NULL;
	for (size_t i = 0; *at && i < *n && !w->bad; i++)
		(*at)[i] = checked_text(w, LIMIT_TEXT_CHARS);
}

/* The child is not believed: codes and outlines are checked again. */
static bool take(struct arena *a, str result, void *districts)
{
	struct geo_districts *ds = districts;
	struct wire wire = {.rest = result}, *w = &wire;
	*ds = (struct geo_districts){0};
	uint32_t n = wire_count(w, DISTRICT_BYTES / 2, LIMIT_GEOJSON_FEATURES);
	for (uint32_t i = 0; i < n && !w->bad; i++) {
		struct geo_district *d = LIST_ADD(a, &ds->list);
		d->code = checked_text(w, LIMIT_CODE_BYTES);
		d->name = checked_text(w, LIMIT_TEXT_CHARS);
		d->epci = checked_text(w, LIMIT_TEXT_CHARS);
		read_list(w, a, &d->commune_codes.at, &d->commune_codes.n);
		read_list(w, a, &d->commune_names.at, &d->commune_names.n);
		d->geometry = checked_text(w, LIMIT_GEOJSON_BYTES);
		d->generation = w->bad ? 0 : district_code_generation(d->code);
		struct arena *scratch = arena_new(LIMIT_COMMAND_ARENA);
		struct geo_shape shape;
		if (!d->generation || !geo_shape_read(scratch, d->geometry, &shape))
			w->bad = true;
		else
			d->box = shape.box;
		arena_free(scratch);
	}
	return wire_ended(w);
}

static const struct sandbox_job job = {
	.work = work,
	.take = take,
	.input_max = LIMIT_GEOJSON_BYTES,
	.result_max = LIMIT_GEOJSON_BYTES,
	.memory_max = LIMIT_GEOJSON_MEMORY,
	.seconds = LIMIT_IMPORT_SECONDS,
};

enum status geojson_read(struct arena *a, const char *path, struct geo_districts *districts, struct problems *ps)
{
	return sandbox_run_file(a, &job, path, districts, ps);
}
