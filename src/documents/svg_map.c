/* The map of districts: perimeters, communes, leader lines, numbered markers, names, scale, legend. Layout is svg_map_layout.c. */
#include "documents/measure.h"
#include "documents/svg_map_parts.h"

enum { LEGEND_SIZE = 13, LEGEND_ROW = 26, NUMBER_SIZE = 12, LEGEND_COLUMN = 340 };

static const struct {
	const char *colour;
	enum word count_word;
} kinds[MAP_KINDS] = {
	[MAP_QPV] = {"#2f66b8", W_documents_map_qpv}, [MAP_LOCAL_INTEREST] = {"#ad501a", W_documents_map_local_interest}, [MAP_WATCH] = {"#5f6670", W_documents_map_watch},
};

static size_t count_kind(const struct map_of_districts *map, enum map_kind kind)
{
	size_t count = 0;
	for (size_t d = 0; d < map->district_count; d++)
		count += map->districts[d].kind == kind;
	return count;
}

static void mark_touched(const struct map_of_districts *map, bool *touched)
{
	for (size_t d = 0; d < map->district_count; d++)
		for (size_t i = 0; i < map->districts[d].commune_count; i++) {
			always(map->districts[d].communes[i] < map->commune_count);
			touched[map->districts[d].communes[i]] = true;
		}
}

/* "16 quartiers prioritaires" */
static str kind_count(struct arena *a, enum lang lang, enum map_kind kind, size_t count)
{
	struct out o = out_new(4096);
	WORDS(&o, lang, kinds[kind].count_word, ARG("n", count));
	return out_keep(&o, a);
}

str svg_map_title(struct arena *a, enum lang lang, const struct map_of_districts *map)
{
	bool *touched = ARENA_ARRAY(a, map->commune_count + 1, bool);
	size_t communes = 0, left = 0;
	str list = STR_NONE;
	mark_touched(map, touched);
	for (size_t i = 0; i < map->commune_count; i++)
		communes += touched[i];
	for (enum map_kind kind = 0; kind < MAP_KINDS; kind++)
		left += count_kind(map, kind) > 0;
	for (enum map_kind kind = 0; kind < MAP_KINDS; kind++) {
		size_t count = count_kind(map, kind);
		if (!count)
			continue;
		str counted = kind_count(a, lang, kind, count), between = --left ? S(", ") : word_text(lang, W_documents_map_and);
		list = list.n ? arena_fmt(a, "%.*s%.*s%.*s", STR_ARGS(list), STR_ARGS(between), STR_ARGS(counted)) : counted;
	}
	if (!list.n)
		return word_text(lang, W_documents_map_none);
	struct out o = out_new(4096);
	WORDS(&o, lang, W_documents_map_title, ARG("districts", list), ARG("n", communes));
	return out_keep(&o, a);
}

/* A path on a grid of half pixels: a point in the same square as the one before adds nothing to see. */
static void ring_path(struct map_drawing *m, const struct map_ring *ring)
{
	long last_x = 0, last_y = 0;
	for (size_t i = 0; i < ring->points.n; i++) {
		long x = (long)(map_x(m, ring->points.at[i].longitude) * 2 + 0.5), y = (long)(map_y(m, ring->points.at[i].latitude) * 2 + 0.5);
		if (i && x == last_x && y == last_y)
			continue;
		out_fmt(&m->s.body, "%c%.1f %.1f", i ? 'L' : 'M', (double)x / 2, (double)y / 2);
		last_x = x;
		last_y = y;
	}
	out_char(&m->s.body, 'Z');
}

static void draw_perimeters(struct map_drawing *m)
{
	for (size_t d = 0; d < m->map->district_count; d++) {
		if (!m->rings[d].list.n)
			continue;
		const char *colour = kinds[m->map->districts[d].kind].colour;
		out_str(&m->s.body, S("<path d=\""));
		for (size_t r = 0; r < m->rings[d].list.n; r++)
			ring_path(m, &m->rings[d].list.at[r]);
		out_fmt(&m->s.body, "\" fill=\"%s\" fill-opacity=\"0.3\" fill-rule=\"evenodd\" stroke=\"%s\" stroke-width=\"1.5\" stroke-linejoin=\"round\"/>", colour, colour);
	}
}

static void draw_communes(struct map_drawing *m)
{
	for (size_t i = 0; i < m->map->commune_count; i++) {
		if (!m->map->communes[i].has_point)
			continue;
		out_fmt(&m->s.body, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" fill-opacity=\"%s\"><title>", m->commune_x[i], m->commune_y[i], m->touched[i] ? "3.5" : "2",
			m->touched[i] ? "0.85" : "0.4");
		html_escaped(&m->s.body, m->map->communes[i].name);
		out_str(&m->s.body, S("</title></circle>"));
	}
}

static void draw_leaders(struct map_drawing *m)
{
	for (size_t d = 0; d < m->map->district_count; d++) {
		const struct map_place *p = &m->places[d];
		double dx = p->x - p->ax, dy = p->y - p->ay;
		if (p->drawn && dx * dx + dy * dy > 1)
			out_fmt(&m->s.body, "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"currentColor\" stroke-opacity=\"0.6\"/>", p->ax, p->ay, p->x, p->y);
	}
}

/* A circle, a square, a triangle: the kind without its colour. Urban renewal has a second line around. */
static void draw_shape(struct map_drawing *m, enum map_kind kind, bool renewal, double x, double y, double r)
{
	static const char *const lines[] = {"stroke=\"#fff\" stroke-width=\"1\"", "fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\""};
	for (int outer = 0; outer <= (renewal ? 1 : 0); outer++) {
		double size = outer ? r + 2.6 : r;
		switch (kind) {
		case MAP_LOCAL_INTEREST: out_fmt(&m->s.body, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" ", x - size * 0.92, y - size * 0.92, size * 1.84, size * 1.84); break;
		case MAP_WATCH: out_fmt(&m->s.body, "<path d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fZ\" stroke-linejoin=\"round\" ", x, y - size * 1.3, x + size * 1.2, y + size * 0.8, x - size * 1.2, y + size * 0.8); break;
		case MAP_QPV:
		case MAP_KINDS: out_fmt(&m->s.body, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" ", x, y, size); break;
		}
		if (!outer)
			out_fmt(&m->s.body, "fill=\"%s\" ", kinds[kind].colour);
		out_fmt(&m->s.body, "%s/>", lines[outer]);
	}
}

/* "12 · Quartier du Regain, Barlin, renouvellement urbain" */
static str marker_words(struct map_drawing *m, size_t d)
{
	const struct map_district *district = &m->map->districts[d];
	str words = arena_fmt(m->s.arena, "%zu · %.*s", d + 1, STR_ARGS(district->name));
	for (size_t i = 0; i < district->commune_count; i++)
		words = arena_fmt(m->s.arena, "%.*s, %.*s", STR_ARGS(words), STR_ARGS(m->map->communes[district->communes[i]].name));
	if (!district->renewal)
		return words;
	str renewal = word_text(m->s.lang, W_documents_map_renewal_short);
	return arena_fmt(m->s.arena, "%.*s, %.*s", STR_ARGS(words), STR_ARGS(renewal));
}

/* "#" is what base/html.h makes of an address that it refuses. */
static bool is_linked(const struct map_district *district)
{
	return str_is_set(district->href.s) && !str_eq(district->href.s, S("#"));
}

static void open_marker(struct map_drawing *m, const struct map_district *district, str words)
{
	if (!is_linked(district)) {
		out_str(&m->s.body, S("<g>"));
		return;
	}
	out_str(&m->s.body, S("<a class=\"drawing-link\" href=\""));
	HTML_URL(&m->s.body, district->href);
	out_str(&m->s.body, S("\" aria-label=\""));
	html_escaped(&m->s.body, words);
	out_str(&m->s.body, S("\">"));
}

static void draw_markers(struct map_drawing *m)
{
	for (size_t d = 0; d < m->map->district_count; d++) {
		const struct map_place *p = &m->places[d];
		if (!p->drawn)
			continue;
		const struct map_district *district = &m->map->districts[d];
		str words = marker_words(m, d);
		open_marker(m, district, words);
		out_str(&m->s.body, S("<title>"));
		html_escaped(&m->s.body, words);
		out_str(&m->s.body, S("</title>"));
		draw_shape(m, district->kind, district->renewal, p->x, p->y, district->renewal ? MARKER_RADIUS - 2 : MARKER_RADIUS);
		svg_text(&m->s, (struct svg_text){.x = p->x, .y = p->y + 4.2, .size = NUMBER_SIZE, .anchor = SVG_MIDDLE, .bold = true, .fill = "#fff"}, arena_fmt(m->s.arena, "%zu", d + 1));
		out_str(&m->s.body, is_linked(district) ? S("</a>") : S("</g>"));
	}
}

/* The longest of 1, 2, 5, 10… kilometres that takes at most a third of the width. */
static void draw_scale(struct map_drawing *m, double y)
{
	static const int lengths[] = {1, 2, 5, 10, 20, 50, 100, 200, 500};
	int km = lengths[0];
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
		if (lengths[i] * m->pixels_per_km <= m->s.width / 3.0)
			km = lengths[i];
	double x = m->s.width - 2 - km * m->pixels_per_km;
	out_fmt(&m->s.body, "<path d=\"M%.1f %.1fv6h%.1fv-6\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>", x, y, km * m->pixels_per_km);
	svg_text(&m->s, (struct svg_text){.x = m->s.width - 2, .y = y - 4, .size = LEGEND_SIZE, .anchor = SVG_END}, arena_fmt(m->s.arena, "%d\xc2\xa0km", km));
}

struct legend {
	double y, x, column_width;
	int columns, column;
};

static void legend_text(struct map_drawing *m, struct legend *l, str text)
{
	double room = l->column_width - 32;
	svg_text(&m->s, (struct svg_text){.x = l->x + 30, .y = l->y + 5, .size = LEGEND_SIZE}, text_fit(m->s.arena, text, (int64_t)(room * 1000 / LEGEND_SIZE)));
	l->column = (l->column + 1) % l->columns;
	l->x = l->column * l->column_width;
	l->y += l->column ? 0 : LEGEND_ROW;
}

static bool any_renewal(const struct map_of_districts *map)
{
	for (size_t d = 0; d < map->district_count; d++)
		if (map->districts[d].renewal)
			return true;
	return false;
}

static bool any_commune(const struct map_drawing *m, bool touched)
{
	for (size_t i = 0; i < m->map->commune_count; i++)
		if (m->map->communes[i].has_point && m->touched[i] == touched)
			return true;
	return false;
}

static double draw_legend(struct map_drawing *m, double y)
{
	struct legend l = {.y = y, .columns = m->s.width >= 2 * LEGEND_COLUMN ? 2 : 1};
	l.column_width = m->s.width / (double)l.columns;
	for (enum map_kind kind = 0; kind < MAP_KINDS; kind++) {
		size_t count = count_kind(m->map, kind);
		if (!count)
			continue;
		draw_shape(m, kind, false, l.x + 13, l.y, 9);
		legend_text(m, &l, kind_count(m->s.arena, m->s.lang, kind, count));
	}
	if (any_renewal(m->map)) {
		draw_shape(m, MAP_QPV, true, l.x + 13, l.y, 8);
		legend_text(m, &l, word_text(m->s.lang, W_documents_map_renewal));
	}
	if (any_commune(m, true)) {
		out_fmt(&m->s.body, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill-opacity=\"0.85\"/>", l.x + 13, l.y);
		legend_text(m, &l, word_text(m->s.lang, W_documents_map_commune_with_district));
	}
	if (any_commune(m, false)) {
		out_fmt(&m->s.body, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2\" fill-opacity=\"0.4\"/>", l.x + 13, l.y);
		legend_text(m, &l, word_text(m->s.lang, W_documents_map_commune));
	}
	if (m->not_drawn)
		legend_text(m, &l, SVG_WORDS(&m->s, W_documents_map_not_drawn, ARG("n", m->not_drawn)));
	return l.y + (l.column ? LEGEND_ROW : 0);
}

html svg_map(struct arena *a, enum lang lang, const struct map_of_districts *map)
{
	struct map_drawing m = {.s = svg_start(a, lang, map->prefix, map->width), .map = map};
	m.rings = ARENA_ARRAY(a, map->district_count + 1, struct map_rings);
	m.commune_x = ARENA_ARRAY(a, map->commune_count + 1, double);
	m.commune_y = ARENA_ARRAY(a, map->commune_count + 1, double);
	m.touched = ARENA_ARRAY(a, map->commune_count + 1, bool);
	m.places = ARENA_ARRAY(a, map->district_count + 1, struct map_place);
	bool linked = false;
	for (size_t d = 0; d < map->district_count; d++) {
		always(map->districts[d].commune_count > 0);
		m.rings[d] = perimeter_rings(a, map->districts[d].perimeter);
		linked |= is_linked(&map->districts[d]);
	}
	mark_touched(map, m.touched);
	map_project(&m);
	map_place_markers(&m);
	draw_perimeters(&m);
	draw_communes(&m);
	draw_leaders(&m);
	map_write_names(&m);
	draw_markers(&m);
	draw_scale(&m, m.height - 2);
	double height = draw_legend(&m, m.height + 28);
	return svg_finish(&m.s, (int)height, linked ? "group" : "img", svg_map_title(a, lang, map), word_text(lang, W_documents_map_description));
}

html svg_map_both(struct arena *a, enum lang lang, const struct map_of_districts *map)
{
	struct map_of_districts phone = *map, desk = *map;
	phone.prefix = svg_prefix(a, map->prefix, "phone");
	phone.width = SVG_WIDTH_PHONE;
	desk.prefix = svg_prefix(a, map->prefix, "desk");
	desk.width = SVG_WIDTH_DESK;
	html drawn = svg_map(a, lang, &phone);
	return svg_pair(a, drawn, svg_map(a, lang, &desk));
}
