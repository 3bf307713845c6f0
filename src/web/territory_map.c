/* The map of a territory: communes that belong to it or that a district touches, districts in the order of the tables. */
#include "documents/svg.h"
#include "web/territory_parts.h"

static enum map_kind kind_of(str kind)
{
	return str_eq(kind, S("qpv")) ? MAP_QPV : str_eq(kind, S("watch")) ? MAP_WATCH : MAP_LOCAL_INTEREST;
}

static str perimeter_of(const struct q_page_perimeters_rows *rows, str district)
{
	for (size_t i = 0; i < rows->n; i++)
		if (str_eq(rows->at[i].district, district))
			return rows->at[i].geometry; /* the newest generation comes first */
	return STR_NONE;
}

static void add_places(const struct territory_build *b, str district, struct map_district *to)
{
	size_t *communes = ARENA_ARRAY(b->pg->arena, b->municipalities.n + 1, size_t);
	for (size_t i = 0; i < b->places.n; i++)
		for (size_t k = 0; str_eq(b->places.at[i].district, district) && k < b->municipalities.n; k++)
			if (str_eq(b->municipalities.at[k].insee, b->places.at[i].insee))
				communes[to->commune_count++] = k;
	to->communes = communes;
}

enum status territory_map(struct territory_build *b)
{
	struct page *pg = b->pg;
	struct q_page_perimeters_rows perimeters;
	enum status s = q_page_perimeters(pg->db, pg->arena, b->row.id, &perimeters);
	if (s || !b->districts.n)
		return s;
	size_t points = 0;
	struct map_commune *communes = ARENA_ARRAY(pg->arena, b->municipalities.n + 1, struct map_commune);
	for (size_t i = 0; i < b->municipalities.n; i++) {
		const struct q_page_municipalities_row *m = &b->municipalities.at[i];
		communes[i] = (struct map_commune){.name = m->name, .population = m->population.value, .has_point = m->latitude.set && m->longitude.set,
			.latitude = (double)m->latitude.value / 1e6, .longitude = (double)m->longitude.value / 1e6};
		points += communes[i].has_point;
	}
	b->v->has_map = points > 1 || (points && perimeters.n); /* one point says nothing */
	struct map_district *districts = ARENA_ARRAY(pg->arena, b->districts.n, struct map_district);
	size_t n = 0;
	for (enum map_kind kind = MAP_QPV; kind < MAP_KINDS; kind++)
		for (size_t i = 0; i < b->districts.n; i++) {
			const struct q_page_districts_row *row = &b->districts.at[i];
			if (kind_of(row->kind) != kind)
				continue;
			districts[n] = (struct map_district){.name = row->name, .kind = kind, .renewal = !str_eq(row->renewal, S("none")),
				.href = LINK(pg, "/territories/:territory/districts/:district", b->row.code, row->code), .perimeter = perimeter_of(&perimeters, row->code)};
			add_places(b, row->code, &districts[n]);
			always(districts[n].commune_count > 0); /* a pack is refused otherwise */
			n++;
		}
	const struct map_of_districts map = {.prefix = S("map"), .communes = communes, .commune_count = b->municipalities.n,
		.districts = districts, .district_count = n};
	if (b->v->has_map)
		b->v->map = svg_map_both(pg->arena, pg->lang, &map);
	return OK;
}
