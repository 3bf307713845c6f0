/* Outlines of districts: reading the official file's shapes (synthetic here), refusing what is not one, and points in polygons. */
#include "domain/identifier.h"
#include "imports/geojson.h"

#include "lib/in_arena.h"

#include <string.h>

static struct geo_districts districts;

static enum status parse(str text)
{
	problems = problems_new(arena);
	return geojson_parse(arena, text, &districts, &problems);
}

static bool is(str s, const char *text)
{
	return str_eq(s, str_of(text));
}

static void the_synthetic_file_is_read_through_the_sandbox(void **state)
{
	(void)state;
	assert_int_equal(geojson_read(arena, "tests/golden/geojson/synthetic.geojson", &districts, &problems), OK);
	assert_int_equal(districts.list.n, 3);
	const struct geo_district *new = &districts.list.at[0], *old = &districts.list.at[1];
	assert_true(is(new->code, "QN06299M") && new->generation == 2024 && is(new->name, "Quartier Inventé") && is(new->epci, "246200364"));
	assert_int_equal(new->commune_codes.n, 2);
	assert_true(is(new->commune_codes.at[1], "62510"));
	assert_true(is(new->commune_names.at[0], "Lens") && is(new->commune_names.at[1], "Bruay-la-Buissière"));
	assert_true(is(new->geometry, "{\"type\":\"Polygon\",\"coordinates\":[[[2.8,50.4],[2.9,50.4],[2.9,50.5],[2.8,50.5],[2.8,50.4]],[[2.84,50.44],[2.86,50.44],[2.86,50.46],[2.84,50.44]]]}"));
	assert_true(new->box.least.lon == 2800000 && new->box.most.lat == 50500000);
	assert_true(is(old->code, "QP062999") && old->generation == 2015 && is(old->name, "Ancien Quartier"));
	assert_int_equal(old->commune_names.n, 2);
	assert_int_equal(districts.list.at[2].generation, 2024);
}

#define FEATURE(code, geometry) "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"code_qp\":\"" code "\"},\"geometry\":" geometry "}]}"
#define SQUARE "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}"

static void what_is_no_district_is_refused_with_its_reason(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum word message;
	} rows[] = {
		{"{", W_reconcile_geojson_bad},
		{"[]", W_reconcile_geojson_no_collection},
		{"{\"type\":\"Feature\"}", W_reconcile_geojson_no_collection},
		{"{\"type\":\"FeatureCollection\",\"features\":[]}", W_reconcile_geojson_none},
		{"{\"type\":\"FeatureCollection\",\"features\":[null]}", W_reconcile_geojson_no_code},
		{"{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::2154\"}},\"features\":[]}", W_reconcile_geojson_crs},
		{FEATURE("QX062001", SQUARE), W_reconcile_geojson_bad_code},
		{FEATURE("QN06201Z", SQUARE), W_reconcile_geojson_bad_code},
		{FEATURE("QN06201M", "null"), W_reconcile_geojson_geometry},
		{FEATURE("QN06201M", "{\"type\":\"Point\",\"coordinates\":[0,0]}"), W_reconcile_geojson_geometry},
		{FEATURE("QN06201M", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1]]]}"), W_reconcile_geojson_ring},
		{FEATURE("QN06201M", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]]}"), W_reconcile_geojson_ring},
		{FEATURE("QN06201M", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,91],[0,0]]]}"), W_reconcile_geojson_range},
		{FEATURE("QN06201M", "{\"type\":\"Polygon\",\"coordinates\":[[[652000,7030000],[1,0],[1,1],[0,0]]]}"), W_reconcile_geojson_range},
		{FEATURE("QN06201M", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[\"1\",0],[1,1],[0,0]]]}"), W_reconcile_geojson_range},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (parse(str_of(rows[i].text)) != INVALID || problems.list.n != 1 || problems.list.at[0].message != rows[i].message)
			fail_msg("row %zu: %zu problems", i, problems.list.n);
	}
	assert_int_equal(parse(S(FEATURE("QN06201M", SQUARE))), OK);
}

static void a_code_given_twice_is_refused(void **state)
{
	(void)state;
	assert_int_equal(parse(S("{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"CODE_QP\":\"QP062001\"},\"geometry\":" SQUARE "},{\"properties\":{\"CODE_QP\":\"QP062001\"},\"geometry\":" SQUARE "}]}")),
	                 INVALID);
	assert_int_equal(problems.list.at[0].message, W_reconcile_geojson_duplicate);
}

static void codes_of_both_lists_are_recognised_overseas_and_corsica_included(void **state)
{
	(void)state;
	static const struct {
		const char *code;
		int generation;
	} rows[] = {{"QP062007", 2015}, {"QP02A001", 2015}, {"QP971001", 2015}, {"QP987001", 2015}, {"QN06207M", 2024}, {"QN02A02M", 2024}, {"QN97651C", 2024}, {"QN06207I", 2024},
	            {"QN98701M", 0}, {"QP06200", 0}, {"QP0620077", 0}, {"QP162007", 0}, {"qp062007", 0}, {"QN062A7M", 0}, {"", 0}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(district_code_generation(str_of(rows[i].code)), rows[i].generation);
}

static struct geo_point at(double lon, double lat)
{
	return (struct geo_point){(int32_t)(lon * 1e6), (int32_t)(lat * 1e6)};
}

static void a_point_is_in_the_outline_not_in_its_hole_and_the_border_is_inside(void **state)
{
	(void)state;
	struct geo_shape shape;
	assert_true(geo_shape_read(arena, S("{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[4,4],[6,4],[6,6],[4,6],[4,4]]],[[[20,0],[30,0],[25,10],[20,0]]]]}"), &shape));
	assert_true(geo_contains(&shape, at(1, 1)));
	assert_false(geo_contains(&shape, at(5, 5)));
	assert_true(geo_contains(&shape, at(4, 5)));
	assert_true(geo_contains(&shape, at(0, 0)));
	assert_true(geo_contains(&shape, at(10, 5)));
	assert_false(geo_contains(&shape, at(10.000001, 5)));
	assert_true(geo_contains(&shape, at(25, 9.999999)));
	assert_false(geo_contains(&shape, at(25, 10.000001)));
	assert_false(geo_contains(&shape, at(15, 0)));
	assert_false(geo_contains(&shape, at(5, -1)));
}

static void a_geometry_that_is_not_ours_is_refused(void **state)
{
	(void)state;
	struct geo_shape shape;
	static const char *const bad[] = {"", "{}", "{\"type\":\"Polygon\",\"coordinates\":[]}", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]]}", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[181,0],[1,1],[0,0]]]}",
	                                  "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}x", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1.1234567,0],[1,1],[0,0]]]}"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(geo_shape_read(arena, str_of(bad[i]), &shape));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(the_synthetic_file_is_read_through_the_sandbox),
		IN_ARENA(what_is_no_district_is_refused_with_its_reason),
		IN_ARENA(a_code_given_twice_is_refused),
		IN_ARENA(codes_of_both_lists_are_recognised_overseas_and_corsica_included),
		IN_ARENA(a_point_is_in_the_outline_not_in_its_hole_and_the_border_is_inside),
		IN_ARENA(a_geometry_that_is_not_ours_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
