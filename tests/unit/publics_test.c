/* Whom an action is for (rows N6, A4, B1, B2, B5): counts, shares to the thousandth, totals against the number declared. */
#include "base/limits.h"

#include "lib/small_form.h"

static struct publics read_publics(void)
{
	struct publics p;
	publics_read(arena, form, &values, &p);
	return p;
}

static void exactly_sixty_per_cent_is_sixty_per_cent(void **state)
{
	(void)state;
	open_form();
	set("publics.QN062001.f.12-17", "40");
	set("publics.QN062002.m.26-59", "20");
	set("publics.elsewhere.x.any", "40");
	struct publics p = read_publics();
	assert_int_equal(p.all.total, 100);
	assert_int_equal(p.priority, 60);
	assert_int_equal(p.priority_milli, 60000);
}

static void one_person_less_is_below_sixty_and_never_rounded_up(void **state)
{
	(void)state;
	open_form();
	set("publics.QN062001.x.any", "5999999");
	set("publics.elsewhere.x.any", "4000001");
	assert_int_equal(read_publics().priority_milli, 59999);
}

static void districts_of_local_interest_count_in_the_geography_and_not_in_the_priority_share(void **state)
{
	(void)state;
	open_form();
	set("publics.QN062001.f.any", "100");
	set("publics.L1.f.any", "80");
	set("publics.elsewhere.f.any", "120");
	struct publics p = read_publics();
	assert_int_equal(p.priority_milli, 33333);
	assert_int_equal(p.geography, 180);
	assert_int_equal(p.geography_milli, 60000);
}

static void women_and_the_young_are_counted_over_all_districts(void **state)
{
	(void)state;
	open_form();
	set("publics.QN062001.f.12-17", "3");
	set("publics.QN062002.m.18-25", "4");
	set("publics.L1.f.26-59", "5");
	set("publics.elsewhere.x.6-11", "6");
	struct publics p = read_publics();
	assert_int_equal(p.women, 8);
	assert_int_equal(p.young, 7);
	assert_int_equal(p.all.by_sex[0] + p.all.by_sex[1] + p.all.by_sex[2], p.all.total);
	assert_int_equal(p.rows.at[2].total, 5);
	assert_int_equal(p.all.count[2][2], 6);
}

static void nobody_planned_has_no_share(void **state)
{
	(void)state;
	open_form();
	struct publics p = read_publics();
	assert_false(p.has_share);
	assert_int_equal(p.rows.n, 4);
	publics_check(form, &values, false, &problems);
	assert_int_equal(problems.total, 0);
	publics_check(form, &values, true, &problems);
	assert_true(has_problem("publics.QN062001.f.any", W_figures_publics_empty));
}

static void the_table_must_add_up_to_the_number_declared(void **state)
{
	(void)state;
	open_form();
	set("publics.declared", "50");
	set("publics.QN062001.f.any", "40");
	publics_check(form, &values, false, &problems);
	assert_true(has_problem("publics.declared", W_figures_declared_more));
	problems = problems_new(arena);
	set("publics.QN062001.m.any", "15");
	publics_check(form, &values, false, &problems);
	assert_true(has_problem("publics.declared", W_figures_declared_less));
	problems = problems_new(arena);
	set("publics.QN062001.m.any", "10");
	publics_check(form, &values, true, &problems);
	assert_int_equal(problems.total, 0);
}

static void what_is_no_count_counts_for_nobody(void **state)
{
	(void)state;
	open_form();
	static const char *const wrong[] = {"-3", "2.5", "deux", "99999999999999999999", ""};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		set("publics.QN062001.f.any", wrong[i]);
		assert_int_equal(read_publics().all.total, 0);
	}
}

static void counts_at_their_limit_do_not_overflow(void **state)
{
	(void)state;
	open_form();
	for (size_t sex = 0; sex < PUBLIC_SEXES; sex++)
		for (size_t band = 0; band < PUBLIC_BANDS; band++)
			form_set(arena, &values, public_key(arena, S("QN062001"), sex, band), S("10000000"));
	struct publics p = read_publics();
	assert_int_equal(p.all.total, INT64_C(10000000) * PUBLIC_SEXES * PUBLIC_BANDS);
	assert_int_equal(p.priority_milli, 100000);
}

static void every_cell_is_a_field_with_its_own_label(void **state)
{
	(void)state;
	open_form();
	for (size_t sex = 0; sex < PUBLIC_SEXES; sex++)
		for (size_t band = 0; band < PUBLIC_BANDS; band++) {
			const struct form_field *field = form_field_of(form, public_key(arena, S("elsewhere"), sex, band));
			assert_non_null(field);
			assert_int_equal(field->kind, FIELD_COUNT);
			assert_true(str_has(field->label, word_text(LANG_FR, public_band_word(band))));
		}
	assert_null(form_field_of(form, S("publics.QN999999.f.any")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(exactly_sixty_per_cent_is_sixty_per_cent),
		IN_ARENA(one_person_less_is_below_sixty_and_never_rounded_up),
		IN_ARENA(districts_of_local_interest_count_in_the_geography_and_not_in_the_priority_share),
		IN_ARENA(women_and_the_young_are_counted_over_all_districts),
		IN_ARENA(nobody_planned_has_no_share),
		IN_ARENA(the_table_must_add_up_to_the_number_declared),
		IN_ARENA(what_is_no_count_counts_for_nobody),
		IN_ARENA(counts_at_their_limit_do_not_overflow),
		IN_ARENA(every_cell_is_a_field_with_its_own_label),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
