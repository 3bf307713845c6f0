/* An address or a point as people write it (rows D5, B25, N6). */
#include "domain/place.h"

#include "lib/in_arena.h"

static void a_point_reads_however_its_decimals_and_separator_are_written(void **state)
{
	(void)state;
	static const char *const same[] = {"50.4216, 2.7783", "50,4216 2,7783", "50,4216 ; 2,7783", "50.4216/2.7783", " 50.421600 2.778300 ", "2.7783 50.4216", "50.4216,2.7783",
		"50,4216,2,7783"};
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		struct geo_point p = {0};
		if (!place_read_point(str_of(same[i]), &p) || p.lat != 50421600 || p.lon != 2778300)
			fail_msg("%s", same[i]);
	}
}

static void points_overseas_and_west_of_greenwich_keep_their_sign(void **state)
{
	(void)state;
	struct geo_point p;
	assert_true(place_read_point(S("-20.8789 55.4481"), &p));
	assert_int_equal(p.lat, -20878900);
	assert_true(place_read_point(S("48.39 -4.486"), &p));
	assert_int_equal(p.lon, -4486000);
	assert_true(place_read_point(S("16.2650 -61.5510"), &p));
	assert_int_equal(p.lon, -61551000);
}

static void an_address_is_no_point(void **state)
{
	(void)state;
	static const char *const none[] = {"", "12 rue Pasteur", "50", "50.4", "50.4216", "50.4 2", "1234.5 2.5", "50.4 2.5 x", "200.1 200.2", "95.5 120.5", ".5 .5", "-", "62800 50.4 2.7", "50. 2."};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		struct geo_point p;
		if (place_read_point(str_of(none[i]), &p))
			fail_msg("%s", none[i]);
	}
}

static void decimals_beyond_the_sixth_are_cut(void **state)
{
	(void)state;
	struct geo_point p;
	assert_true(place_read_point(S("50.42160099999999999999 2.5"), &p));
	assert_int_equal(p.lat, 50421600);
}

static void a_commune_is_named_in_an_address_as_whole_words(void **state)
{
	(void)state;
	assert_true(place_names(arena, S("12 rue Pasteur, 62800 LIEVIN"), S("Li\u00e9vin")));
	assert_true(place_names(arena, S("hersin coupigny"), S("Hersin-Coupigny")));
	assert_true(place_names(arena, S("Lens"), S("Lens")));
	assert_false(place_names(arena, S("Lensois"), S("Lens")));
	assert_false(place_names(arena, S("rue de Lille"), S("Lens")));
	assert_false(place_names(arena, S("anything"), S("")));
	assert_false(place_names(arena, S(""), S("Lens")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(a_point_reads_however_its_decimals_and_separator_are_written),
		IN_ARENA(points_overseas_and_west_of_greenwich_keep_their_sign),
		IN_ARENA(an_address_is_no_point),
		IN_ARENA(decimals_beyond_the_sixth_are_cut),
		IN_ARENA(a_commune_is_named_in_an_address_as_whole_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
