/* documents/svg: drawings are well-formed, need no style sheet, state their finding, and equal the goldens of tests/golden/svg byte for byte.
   With `--write DIR`, writes the drawings (the goldens, after a change that was looked at). Run from the root of the project. */
#include "base/file.h"
#include "base/format.h"
#include "documents/svg.h"
#include "documents/svg_perimeter.h"

#include "lib/documents_fixture.h"
#include "lib/in_arena.h"
#include "lib/map_fixture.h"

#include <stdio.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xpath.h>

enum { CABBALR_COMMUNES = sizeof cabbalr_communes / sizeof cabbalr_communes[0], CABBALR_DISTRICTS = sizeof cabbalr_districts / sizeof cabbalr_districts[0] };

static struct map_of_districts cabbalr(int width)
{
	struct map_district *districts = ARENA_ARRAY(arena, CABBALR_DISTRICTS, struct map_district);
	for (size_t d = 0; d < CABBALR_DISTRICTS; d++)
		districts[d] = (struct map_district){.name = str_of(cabbalr_districts[d].name), .kind = cabbalr_districts[d].kind, .renewal = cabbalr_districts[d].renewal,
			.communes = cabbalr_districts[d].communes, .commune_count = cabbalr_districts[d].commune_count,
			.href = URL_PATH(arena, S(""), "/territories/:territory/districts/:district", S("cabbalr"), str_of(cabbalr_districts[d].code))};
	return (struct map_of_districts){.prefix = S("map"), .width = width, .communes = cabbalr_communes, .commune_count = CABBALR_COMMUNES, .districts = districts, .district_count = CABBALR_DISTRICTS};
}

/* Three communes, a perimeter with a hole and one in two parts, names made to harm. */
static struct map_of_districts small_map(void)
{
	static const struct map_commune communes[] = {
		{{"Divion", 6}, 6766, true, 50.4698, 2.5045}, {{"<b>&\"'", 6}, 5369, true, 50.4897, 2.4862}, {{"Sans point", 10}, 10, false, 0, 0},
	};
	static const size_t first[] = {0, 1}, second[] = {1}, third[] = {2};
	struct map_district districts[4] = {
		{{"Cité \xff<script>", 15}, MAP_QPV, true, first, 2, {{NULL, 0}},
			{"{\"type\":\"Polygon\",\"coordinates\":[[[2.49,50.47],[2.51,50.47],[2.51,50.48],[2.49,50.48],[2.49,50.47]],[[2.497,50.473],[2.503,50.473],[2.503,50.477],[2.497,50.473]]]}", 163}},
		{{"Deux parts", 10}, MAP_LOCAL_INTEREST, true, second, 1, {{NULL, 0}},
			{"{\"type\":\"MultiPolygon\",\"coordinates\":[[[[2.47,50.49],[2.48,50.49],[2.48,50.495],[2.47,50.49]]],[[[2.485,50.49],[2.49,50.49],[2.49,50.496],[2.485,50.49]]]]}", 155}},
		{{"Veille", 6}, MAP_WATCH, true, second, 1, {{NULL, 0}}, {"{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[\"x\"]]]}", 48}},
		{{"Nulle part", 10}, MAP_QPV, false, third, 1, {{NULL, 0}}, {NULL, 0}},
	};
	districts[0].href = URL_PATH(arena, S("/en"), "/a?b=1&c=:c", S("\"2\""));
	districts[1].href = url_web(S("javascript:alert(1)"));
	districts[2].href = url_web(S("//elsewhere.example"));
	struct map_district *copy = ARENA_ARRAY(arena, 4, struct map_district);
	memcpy(copy, districts, sizeof districts);
	return (struct map_of_districts){.prefix = S("petite"), .width = SVG_WIDTH_PHONE, .communes = communes, .commune_count = 3, .districts = copy, .district_count = 4};
}

/* Each drawing that has a golden. */
static html drawing(size_t i, const char **name)
{
	struct programme p = libercourt(arena);
	struct map_of_districts map = cabbalr(i == 4 ? SVG_WIDTH_DESK : SVG_WIDTH_PHONE), small = small_map();
	struct programme gaps = made_up(arena, (struct fixture_size){30, 60, 12, 20, true});
	for (size_t x = 0; x < gaps.axes.n; x++)
		gaps.axes.at[x].actions.at[0].total.cents += 2000000;
	programme_compute(arena, &gaps);
	static const char *const names[] = {"cofunding-phone", "cofunding-desk", "cofunding-gaps", "map-phone", "map-desk", "map-small"};
	*name = names[i];
	switch (i) {
	case 0: return svg_cofunding(arena, LANG_FR, S("libercourt"), SVG_WIDTH_PHONE, &p);
	case 1: return svg_cofunding(arena, LANG_EN, S("libercourt"), SVG_WIDTH_DESK, &p);
	case 2: return svg_cofunding(arena, LANG_FR, S("ecarts"), SVG_WIDTH_PHONE, &gaps);
	case 3: return svg_map(arena, LANG_FR, &map);
	case 4: return svg_map(arena, LANG_EN, &map);
	default: return svg_map(arena, LANG_FR, &small);
	}
}
enum { DRAWINGS = 6 };

static str golden_path(const char *folder, const char *name)
{
	return arena_fmt(arena, "%s/%s.svg", folder, name);
}

static void every_drawing_equals_its_golden(void **state)
{
	(void)state;
	for (size_t i = 0; i < DRAWINGS; i++) {
		const char *name;
		str golden = STR_NONE, drawn = drawing(i, &name).s;
		assert_int_equal(file_read(arena, golden_path("tests/golden/svg", name).p, 4 << 20, &golden), OK);
		if (!str_eq(golden, drawn))
			fail_msg("%s differs from its golden", name);
	}
}

static size_t count_nodes(str svg, const char *path)
{
	xmlDocPtr doc = xmlReadMemory(svg.p, (int)svg.n, "drawing.svg", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
	assert_non_null(doc);
	xmlXPathContextPtr context = xmlXPathNewContext(doc);
	xmlXPathObjectPtr found = xmlXPathEvalExpression((const xmlChar *)path, context);
	size_t count = found->nodesetval ? (size_t)found->nodesetval->nodeNr : 0;
	xmlXPathFreeObject(found);
	xmlXPathFreeContext(context);
	xmlFreeDoc(doc);
	return count;
}

static void every_drawing_is_well_formed_without_style_script_or_duplicate_ids(void **state)
{
	(void)state;
	for (size_t i = 0; i < DRAWINGS; i++) {
		const char *name;
		str svg = drawing(i, &name).s;
		assert_int_equal(count_nodes(svg, "//@style|//*[local-name()='script' or local-name()='style' or local-name()='foreignObject']"), 0);
		assert_int_equal(count_nodes(svg, "//@*[starts-with(name(),'on')]"), 0);
		assert_int_equal(count_nodes(svg, "//@id[. = preceding::*/@id]"), 0);
		assert_int_equal(count_nodes(svg, "/*[@role and (@aria-label or @aria-labelledby)]"), 1);
		assert_int_equal(count_nodes(svg, "/*[@role='img']//*[local-name()='a']"), 0);
		assert_false(str_has(svg, S("\"nan")));
		assert_false(str_has(svg, S("\"inf")));
	}
}

static void the_chart_states_its_finding_and_every_figure(void **state)
{
	(void)state;
	struct programme p = libercourt(arena);
	str svg = svg_cofunding(arena, LANG_EN, S("c"), SVG_WIDTH_PHONE, &p).s;
	assert_true(str_has(svg, S("<title id=\"c-title\">ANCT gives the largest share: 39% of €248,656 of funding.</title>")));
	assert_true(str_has(svg, S("Ville 19% (€48,207), CCAS 12% (€29,950), ANCT 39% (€97,494)")));
	assert_true(str_has(svg, S("Nothing is left to be funded.")));
}

static void segments_of_a_bar_add_up_to_its_width(void **state)
{
	(void)state;
	struct programme p = libercourt(arena);
	str svg = svg_cofunding(arena, LANG_FR, S("c"), 700, &p).s;
	double sum = 0, x, width;
	size_t count = 0;
	for (const char *at = svg.p; (at = strstr(at, "<rect x=\"")) != NULL; at++)
		if (str_has(str_first(str_of(at), (size_t)(strchr(at, '>') - at)), S("height=\"30.0\"")) && sscanf(at, "<rect x=\"%lf\" y=\"%*f\" width=\"%lf", &x, &width) == 2) {
			assert_true(x > sum - 0.2 && x < sum + 0.2);
			sum = x + width + 2;
			count++;
		}
	assert_int_equal(count, 7);
	assert_true(sum > 699 && sum < 701);
}

static void more_than_eight_groups_are_added_up_and_nothing_is_lost(void **state)
{
	(void)state;
	struct programme p = made_up(arena, (struct fixture_size){1, 40, 12, 24, false});
	str svg = svg_cofunding(arena, LANG_EN, S("c"), SVG_WIDTH_PHONE, &p).s;
	money others = p.funded;
	bool *largest = ARENA_ARRAY(arena, 12, bool);
	for (int k = 0; k < 7; k++) {
		size_t best = 12;
		for (size_t g = 0; g < 12; g++)
			if (!largest[g] && (best == 12 || p.groups.at[g].amount.cents > p.groups.at[best].amount.cents))
				best = g;
		largest[best] = true;
		others = money_subtract(others, p.groups.at[best].amount);
	}
	struct out o = out_new(200);
	out_str(&o, S("("));
	out_money(&o, LANG_EN, others);
	assert_true(str_has(svg, S("5 other groups")));
	assert_true(str_has(svg, out_text(&o)));
	out_free(&o);
	assert_int_equal(count_nodes(svg, "//*[local-name()='pattern']"), 8);
}

static void a_gap_is_a_hollow_segment_with_its_amount(void **state)
{
	(void)state;
	struct programme p = libercourt(arena);
	p.axes.at[0].actions.at[0].total.cents += 1234500;
	programme_compute(arena, &p);
	str svg = svg_cofunding(arena, LANG_EN, S("c"), SVG_WIDTH_PHONE, &p).s;
	assert_true(str_has(svg, S("€12,345 is still to be funded.")));
	assert_int_equal(count_nodes(svg, "//*[@stroke-dasharray]"), 3);
}

static void an_empty_programme_and_one_with_a_negative_funder_are_drawn(void **state)
{
	(void)state;
	struct programme none = made_up(arena, (struct fixture_size){0});
	assert_true(str_has(svg_cofunding(arena, LANG_EN, S("c"), SVG_WIDTH_PHONE, &none).s, S("No funding is recorded.")));
	struct programme p = libercourt(arena);
	p.funders.at[VILLE].amount.cents = -100;
	assert_true(count_nodes(svg_cofunding(arena, LANG_EN, S("c"), SVG_WIDTH_PHONE, &p).s, "//*[starts-with(@width,'-')]") == 0);
}

static void the_map_title_counts_districts_by_kind_and_communes(void **state)
{
	(void)state;
	struct map_of_districts map = cabbalr(SVG_WIDTH_PHONE), none = {.prefix = S("m"), .width = SVG_WIDTH_PHONE};
	str title = svg_map_title(arena, LANG_EN, &map);
	assert_true(str_starts(title, S("16 priority districts and 5 districts of local interest in ")));
	assert_true(str_eq(svg_map_title(arena, LANG_EN, &none), S("No district")));
	assert_true(svg_map(arena, LANG_EN, &none).s.n > 0);
}

/* Reads the centres of markers: the white numbers. */
static size_t marker_centres(str svg, double *x, double *y, size_t room)
{
	size_t n = 0;
	for (const char *at = svg.p; n < room && (at = strstr(at, "<text x=\"")) != NULL; at++)
		if (strstr(at, "fill=\"#fff\"") && strstr(at, "fill=\"#fff\"") < strchr(at, '>') && sscanf(at, "<text x=\"%lf\" y=\"%lf\"", &x[n], &y[n]) == 2)
			n++;
	return n;
}

static void markers_never_overlap_even_when_communes_share_them(void **state)
{
	(void)state;
	static const int widths[] = {SVG_WIDTH_PHONE, 500, SVG_WIDTH_DESK};
	for (size_t w = 0; w < 3; w++) {
		struct map_of_districts map = cabbalr(widths[w]);
		double x[64], y[64];
		size_t n = marker_centres(svg_map(arena, LANG_FR, &map).s, x, y, 64);
		assert_int_equal(n, CABBALR_DISTRICTS);
		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < i; k++)
				assert_true((x[i] - x[k]) * (x[i] - x[k]) + (y[i] - y[k]) * (y[i] - y[k]) >= 23.5 * 23.5);
	}
}

static void a_link_leads_only_to_this_site_or_to_https_and_text_is_escaped(void **state)
{
	(void)state;
	struct map_of_districts map = small_map();
	str svg = svg_map(arena, LANG_FR, &map).s;
	assert_int_equal(count_nodes(svg, "//*[local-name()='a']"), 1);
	assert_false(str_has(svg, S("javascript")));
	assert_false(str_has(svg, S("elsewhere")));
	assert_false(str_has(svg, S("<script")));
	assert_true(str_has(svg, S("href=\"/en/a?b=1&amp;c=%222%22\"")));
	assert_true(str_has(svg, S("1 quartier sans position connue")));
	assert_int_equal(count_nodes(svg, "//*[local-name()='path' and @fill-rule]"), 2);
}

static void perimeters_keep_rings_of_numbers_and_leave_out_the_rest(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t rings;
	} cases[] = {
		{"", 0}, {"null", 0}, {"{}", 0}, {"[1", 0}, {"{\"type\":\"Point\",\"coordinates\":[2,50]}", 0}, {"{\"type\":\"Polygon\"}", 0}, {"{\"type\":\"Polygon\",\"coordinates\":{}}", 0},
		{"{\"type\":\"Polygon\",\"coordinates\":[[[2,50],[3,50],[2,50]]]}", 0}, {"{\"type\":\"Polygon\",\"coordinates\":[[[2,50],[3,50],[3,51],[2,50]],[[2,95],[3,50],[3,51],[2,95]]]}", 1},
		{"{\"type\":\"MultiPolygon\",\"coordinates\":[[[[2,50],[3,50],[3,51],[2,50]]],[[[2,50,9],[3,50],[3,51],[2,50]]]]}", 2},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(perimeter_rings(arena, str_of(cases[i].text)).list.n, cases[i].rings);
}

static void a_drawing_for_both_sizes_has_no_id_twice(void **state)
{
	(void)state;
	struct programme p = libercourt(arena);
	struct map_of_districts map = cabbalr(0);
	html both[] = {svg_cofunding_both(arena, LANG_FR, S("c"), &p), svg_map_both(arena, LANG_FR, &map)};
	for (size_t i = 0; i < 2; i++) {
		str page = arena_fmt(arena, "<body>%.*s</body>", STR_ARGS(both[i].s));
		assert_int_equal(count_nodes(page, "//@id[. = preceding::*/@id]"), 0);
		assert_int_equal(count_nodes(page, "//*[@class='drawing drawing-phone']"), 1);
		assert_int_equal(count_nodes(page, "//*[@class='drawing drawing-desk']"), 1);
	}
}

static int write_drawings(const char *folder)
{
	int failed = 0;
	for (size_t i = 0; i < DRAWINGS; i++) {
		const char *name;
		str drawn = drawing(i, &name).s;
		failed |= file_replace(golden_path(folder, name).p, drawn) != OK;
	}
	return failed;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(every_drawing_equals_its_golden),
		IN_ARENA(every_drawing_is_well_formed_without_style_script_or_duplicate_ids),
		IN_ARENA(the_chart_states_its_finding_and_every_figure),
		IN_ARENA(segments_of_a_bar_add_up_to_its_width),
		IN_ARENA(more_than_eight_groups_are_added_up_and_nothing_is_lost),
		IN_ARENA(a_gap_is_a_hollow_segment_with_its_amount),
		IN_ARENA(an_empty_programme_and_one_with_a_negative_funder_are_drawn),
		IN_ARENA(the_map_title_counts_districts_by_kind_and_communes),
		IN_ARENA(markers_never_overlap_even_when_communes_share_them),
		IN_ARENA(a_link_leads_only_to_this_site_or_to_https_and_text_is_escaped),
		IN_ARENA(perimeters_keep_rings_of_numbers_and_leave_out_the_rest),
		IN_ARENA(a_drawing_for_both_sizes_has_no_id_twice),
	};
	if (argc == 3 && strcmp(argv[1], "--write") == 0) {
		(void)arena_start(NULL);
		int failed = write_drawings(argv[2]);
		(void)arena_stop(NULL);
		return failed;
	}
	return cmocka_run_group_tests_name("svg", tests, NULL, NULL);
}
