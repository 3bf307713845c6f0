/* Projection, placing of markers, placing of names. Everything is greedy in a fixed order over fixed candidates: the same data give the same map.
   Directions come from a table, so that no mathematical library decides of a pixel. */
#include "documents/measure.h"
#include "documents/svg_map_parts.h"

enum { MARGIN = 18, TALLEST_PERCENT = 135, LOWEST = 160, RINGS = 9, DIRECTIONS = 16, NAME_SIZE = 12, POINT_RADIUS = 4,
	STEP_DOWN = 4, STEP_ACROSS = 7, FARTHEST = 56, LINE_STEPS = 8, LINE_FROM = 13, FARTHEST_OTHER = 9, PIXELS_PER_OTHER_NAME = 45 };

#define KM_PER_DEGREE 111.195   /* of latitude, on a sphere of 6 371 km */
#define SMALLEST_KM 4.0         /* a single point still has some land around it */
#define LARGEST_SCALE 70.0      /* pixels per km: a few points alone need no large drawing */
#define LARGEST_SCALE_OUTLINES 160.0 /* outlines do */
#define RADIANS_PER_DEGREE 0.017453292519943295

static const struct {
	double x, y;
} directions[DIRECTIONS] = {
	{1, 0}, {0, -1}, {-1, 0}, {0, 1}, {0.7071, -0.7071}, {-0.7071, -0.7071}, {-0.7071, 0.7071}, {0.7071, 0.7071},
	{0.9239, -0.3827}, {0.3827, -0.9239}, {-0.3827, -0.9239}, {-0.9239, -0.3827}, {-0.9239, 0.3827}, {-0.3827, 0.9239}, {0.3827, 0.9239}, {0.9239, 0.3827},
};

/* cos by its series: enough of it within ±90 degrees. */
static double cosine(double degrees)
{
	double x = degrees * RADIANS_PER_DEGREE, term = 1, sum = 1;
	for (int i = 1; i < 12; i++) {
		term *= -x * x / (2.0 * i * (2.0 * i - 1));
		sum += term;
	}
	return sum;
}

struct extent {
	double west, east, south, north;
	bool any;
};

static bool has_outlines(const struct map_drawing *m)
{
	for (size_t d = 0; d < m->map->district_count; d++)
		if (m->rings[d].list.n)
			return true;
	return false;
}

static void extend(struct extent *e, double latitude, double longitude)
{
	if (!e->any)
		*e = (struct extent){longitude, longitude, latitude, latitude, true};
	e->west = longitude < e->west ? longitude : e->west;
	e->east = longitude > e->east ? longitude : e->east;
	e->south = latitude < e->south ? latitude : e->south;
	e->north = latitude > e->north ? latitude : e->north;
}

static struct extent extent_of(const struct map_drawing *m)
{
	struct extent e = {0};
	for (size_t i = 0; i < m->map->commune_count; i++)
		if (m->map->communes[i].has_point)
			extend(&e, m->map->communes[i].latitude, m->map->communes[i].longitude);
	for (size_t d = 0; d < m->map->district_count; d++)
		for (size_t r = 0; r < m->rings[d].list.n; r++)
			for (size_t i = 0; i < m->rings[d].list.at[r].points.n; i++)
				extend(&e, m->rings[d].list.at[r].points.at[i].latitude, m->rings[d].list.at[r].points.at[i].longitude);
	return e;
}

static double larger(double a, double b)
{
	return a > b ? a : b;
}

void map_project(struct map_drawing *m)
{
	struct extent e = extent_of(m);
	double middle = (e.north + e.south) / 2, squeeze = larger(cosine(middle), 0.02);
	double width_km = larger((e.east - e.west) * squeeze * KM_PER_DEGREE, SMALLEST_KM), height_km = larger((e.north - e.south) * KM_PER_DEGREE, SMALLEST_KM);
	double by_width = (m->s.width - 2 * MARGIN) / width_km, by_height = (m->s.width * TALLEST_PERCENT / 100.0 - 2 * MARGIN) / height_km;
	double largest = has_outlines(m) ? LARGEST_SCALE_OUTLINES : LARGEST_SCALE, fitting = by_width < by_height ? by_width : by_height;
	m->pixels_per_km = fitting < largest ? fitting : largest;
	m->height = larger(height_km * m->pixels_per_km + 2 * MARGIN, LOWEST);
	m->scale_y = m->pixels_per_km * KM_PER_DEGREE;
	m->scale_x = m->scale_y * squeeze;
	m->west = (e.west + e.east) / 2 - m->s.width / 2.0 / m->scale_x;
	m->north = middle + m->height / 2 / m->scale_y;
	for (size_t i = 0; i < m->map->commune_count; i++) {
		m->commune_x[i] = map_x(m, m->map->communes[i].longitude);
		m->commune_y[i] = map_y(m, m->map->communes[i].latitude);
	}
}

/* What a district's marker points at: the middle of the largest part of its perimeter, or the point of its main commune. */
static bool anchor_of(const struct map_drawing *m, size_t d, double *x, double *y)
{
	struct extent e = {0};
	for (size_t r = 0; r < m->rings[d].list.n; r++) {
		struct extent part = {0};
		for (size_t i = 0; i < m->rings[d].list.at[r].points.n; i++)
			extend(&part, m->rings[d].list.at[r].points.at[i].latitude, m->rings[d].list.at[r].points.at[i].longitude);
		if (!e.any || (part.east - part.west) * (part.north - part.south) > (e.east - e.west) * (e.north - e.south))
			e = part;
	}
	if (e.any) {
		*x = map_x(m, (e.west + e.east) / 2);
		*y = map_y(m, (e.south + e.north) / 2);
		return true;
	}
	for (size_t i = 0; i < m->map->districts[d].commune_count; i++) {
		size_t commune = m->map->districts[d].communes[i];
		if (!m->map->communes[commune].has_point)
			continue;
		*x = m->commune_x[commune];
		*y = m->commune_y[commune];
		return true;
	}
	return false;
}

/* The smallest squared distance to a marker that already stands. */
static double clearance(const struct map_drawing *m, double x, double y)
{
	double nearest = 1e9;
	for (size_t d = 0; d < m->map->district_count; d++) {
		const struct map_place *p = &m->places[d];
		double squared = p->drawn ? (p->x - x) * (p->x - x) + (p->y - y) * (p->y - y) : 1e9;
		nearest = squared < nearest ? squared : nearest;
	}
	return nearest;
}

static bool in_frame(const struct map_drawing *m, double x, double y)
{
	double edge = MARKER_RADIUS + 3;
	return x >= edge && y >= edge && x <= m->s.width - edge && y <= m->height - edge;
}

/* A marker of another commune must not stand on the point of a commune that has districts. */
static double cover(const struct map_drawing *m, double x, double y, double ax, double ay)
{
	double penalty = 0;
	for (size_t i = 0; i < m->map->commune_count; i++) {
		double dx = m->commune_x[i] - x, dy = m->commune_y[i] - y, px = m->commune_x[i] - ax, py = m->commune_y[i] - ay;
		if (m->touched[i] && dx * dx + dy * dy < (MARKER_RADIUS + POINT_RADIUS) * (MARKER_RADIUS + POINT_RADIUS) && px * px + py * py > 1)
			penalty += 8;
	}
	return penalty;
}

static void place_marker(struct map_drawing *m, size_t d)
{
	struct map_place best = {0};
	double best_cost = 1e18, x, y;
	if (!anchor_of(m, d, &x, &y)) {
		m->not_drawn++;
		return;
	}
	for (int ring = 0; ring < RINGS; ring++)
		for (int k = 0; k < (ring ? DIRECTIONS : 1); k++) {
			double away = ring ? 10.0 + 6.0 * ring : 0.0, cx = x + directions[k].x * away, cy = y + directions[k].y * away;
			double clear = clearance(m, cx, cy), cost = away + cover(m, cx, cy, x, y);
			if (clear < MARKER_APART * MARKER_APART)
				cost += 1000 + MARKER_APART * MARKER_APART - clear;
			if (ring && !in_frame(m, cx, cy))
				cost += 5000;
			if (cost < best_cost) {
				best_cost = cost;
				best = (struct map_place){.drawn = true, .x = cx, .y = cy, .ax = x, .ay = y};
			}
		}
	m->places[d] = best;
	*LIST_ADD(m->s.arena, &m->taken) = (struct map_box){best.x - MARKER_RADIUS - 2, best.y - MARKER_RADIUS - 2, best.x + MARKER_RADIUS + 2, best.y + MARKER_RADIUS + 2};
}

static size_t sharing(const struct map_drawing *m, size_t d)
{
	size_t count = 0;
	for (size_t k = 0; k < m->map->district_count; k++)
		count += m->map->districts[k].communes[0] == m->map->districts[d].communes[0];
	return count;
}

/* Districts that are alone in their commune stand on its point; the others then find room around theirs. */
void map_place_markers(struct map_drawing *m)
{
	for (size_t d = 0; d < m->map->district_count; d++)
		if (sharing(m, d) == 1)
			place_marker(m, d);
	for (size_t d = 0; d < m->map->district_count; d++)
		if (sharing(m, d) > 1)
			place_marker(m, d);
}

static bool is_free(const struct map_drawing *m, struct map_box b)
{
	if (b.left < 1 || b.top < 1 || b.right > m->s.width - 1 || b.bottom > m->height - 1)
		return false;
	for (size_t i = 0; i < m->taken.n; i++) {
		struct map_box t = m->taken.at[i];
		if (b.left < t.right && t.left < b.right && b.top < t.bottom && t.top < b.bottom)
			return false;
	}
	return true;
}

static size_t points_under(const struct map_drawing *m, struct map_box b)
{
	size_t count = 0;
	for (size_t i = 0; i < m->map->commune_count; i++)
		count += m->map->communes[i].has_point && m->commune_x[i] > b.left && m->commune_x[i] < b.right && m->commune_y[i] > b.top && m->commune_y[i] < b.bottom;
	return count;
}

/* From a point to the nearest side of a box; 0 inside. */
static double distance_to(struct map_box b, double x, double y)
{
	double dx = x < b.left ? b.left - x : x > b.right ? x - b.right : 0, dy = y < b.top ? b.top - y : y > b.bottom ? y - b.bottom : 0;
	return dx > dy ? dx + dy * 0.4 : dy + dx * 0.4;
}

/* How many steps of a line from the point to its name fall on a mark or on another name. */
static size_t crossings(const struct map_drawing *m, struct map_box b, double x, double y)
{
	double end_x = x < b.left ? b.left : x > b.right ? b.right : x, end_y = y < b.top ? b.top : y > b.bottom ? b.bottom : y;
	size_t count = 0;
	for (int step = 2; step < LINE_STEPS; step++) {
		double at_x = x + (end_x - x) * step / LINE_STEPS, at_y = y + (end_y - y) * step / LINE_STEPS;
		for (size_t i = 0; i < m->taken.n; i++)
			count += distance_to(m->taken.at[i], at_x, at_y) <= 0 && distance_to(m->taken.at[i], x, y) > 0;
	}
	return count;
}

/* Without what else is on the map: less than this no box costs. */
static double least_cost(struct map_box b, double x, double y)
{
	double off = (b.top + b.bottom) / 2 - y, across = (b.left + b.right) / 2 - x;
	return distance_to(b, x, y) + 0.2 * (off < 0 ? -off : off) + 0.05 * (across < 0 ? -across : across);
}

/* How bad a free box is as the place of a commune's name: far, off its line, over other points, nearer to another commune with a district. */
static double name_cost(const struct map_drawing *m, size_t commune, struct map_box b)
{
	double x = m->commune_x[commune], y = m->commune_y[commune], own = distance_to(b, x, y), cost = least_cost(b, x, y) + 5.0 * (double)points_under(m, b);
	for (size_t i = 0; i < m->map->commune_count; i++)
		if (m->touched[i] && i != commune && distance_to(b, m->commune_x[i], m->commune_y[i]) < own)
			cost += 14;
	return own > LINE_FROM ? cost + 6.0 * (double)crossings(m, b, x, y) : cost;
}

/* A name that stands away from its point is tied to it. */
static void name_line(struct map_drawing *m, struct map_box b, double x, double y)
{
	double end_x = x < b.left + 4 ? b.left + 4 : x > b.right - 4 ? b.right - 4 : x, end_y = y < b.top ? b.top + 1 : y > b.bottom ? b.bottom : (b.top + b.bottom) / 2;
	if (y >= b.top && y <= b.bottom)
		end_x = x < b.left ? b.left - 2 : b.right + 2;
	out_fmt(&m->s.body, "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"currentColor\" stroke-opacity=\"0.45\" stroke-width=\"0.8\"/>", x, y, end_x, end_y);
}

/* The best place around a point for a name; nothing when there is none: the name is then in the point's title. */
static void write_name(struct map_drawing *m, size_t commune)
{
	const struct map_commune *c = &m->map->communes[commune];
	bool touched = m->touched[commune];
	double width = (double)text_milliems(c->name) * NAME_SIZE / 1000.0 * 0.98, best_cost = 1e18, reach = touched ? FARTHEST : FARTHEST_OTHER;
	double x = m->commune_x[commune], y = m->commune_y[commune], height = NAME_SIZE + 2;
	struct map_box best = {0};
	int rows = (int)((2 * reach + height) / STEP_DOWN), columns = (int)((2 * reach + width) / STEP_ACROSS);
	for (int row = 0; row <= rows; row++)
		for (int column = 0; column <= columns; column++) {
			double top = y - reach - height + row * STEP_DOWN, left = x - reach - width + column * STEP_ACROSS;
			struct map_box b = {left, top, left + width, top + height};
			if (distance_to(b, x, y) < 3 || least_cost(b, x, y) >= best_cost || !is_free(m, b))
				continue;
			double cost = name_cost(m, commune, b);
			if (cost < best_cost) {
				best_cost = cost;
				best = b;
			}
		}
	if (best_cost > (touched ? 1e17 : 14))
		return;
	*LIST_ADD(m->s.arena, &m->taken) = best;
	if (distance_to(best, x, y) > LINE_FROM)
		name_line(m, best, x, y);
	svg_text(&m->s, (struct svg_text){.x = (best.left + best.right) / 2, .y = best.top + NAME_SIZE - 1, .size = NAME_SIZE, .anchor = SVG_MIDDLE, .muted = !touched}, c->name);
}

/* The next commune to name: with a district before without, populous before small, first before later. */
static bool next_to_name(const struct map_drawing *m, const bool *done, size_t *next)
{
	bool found = false;
	for (size_t i = 0; i < m->map->commune_count; i++) {
		const struct map_commune *c = &m->map->communes[i];
		if (done[i] || !c->has_point)
			continue;
		if (!found || (m->touched[i] && !m->touched[*next]) || (m->touched[i] == m->touched[*next] && c->population > m->map->communes[*next].population))
			*next = i;
		found = true;
	}
	return found;
}

void map_write_names(struct map_drawing *m)
{
	bool *done = ARENA_ARRAY(m->s.arena, m->map->commune_count + 1, bool);
	size_t others = 0, i = 0;
	for (size_t k = 0; k < m->map->commune_count; k++)
		if (m->touched[k])
			*LIST_ADD(m->s.arena, &m->taken) = (struct map_box){m->commune_x[k] - POINT_RADIUS, m->commune_y[k] - POINT_RADIUS, m->commune_x[k] + POINT_RADIUS, m->commune_y[k] + POINT_RADIUS};
	while (others < (size_t)(m->s.width / PIXELS_PER_OTHER_NAME) && next_to_name(m, done, &i)) {
		done[i] = true;
		others += !m->touched[i];
		write_name(m, i);
	}
}
