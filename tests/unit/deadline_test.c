/* domain/deadline: the last instant of a call, to the millisecond, in every zone, on both days of the year when clocks change (L4). */
#include "domain/deadline.h"

#include "lib/in_arena.h"

static const struct deadline_decision nothing;

static instant at(const char *on, const char *hour, const char *zone)
{
	instant found = {0};
	assert_true(deadline_typed(str_of(on), str_of(hour), zone_named(str_of(zone)), &found));
	return found;
}

static enum filing_moment moment(const struct deadline_window *w, size_t n, const struct deadline_decision *d, int64_t ms)
{
	return deadline_at(w, n, d, (instant){ms}).moment;
}

static struct deadline_window until(instant last)
{
	return (struct deadline_window){.closes = {true, last}};
}

static void noon_is_on_time_and_a_millisecond_later_is_late(void **state)
{
	(void)state;
	instant noon = at("2024-09-13", "12:00", "Europe/Paris");
	assert_int_equal(noon.ms, INT64_C(1726221600000)); /* 10:00 UTC */
	struct deadline_window w = until(noon);
	assert_int_equal(moment(&w, 1, &nothing, noon.ms - 1), FILING_IS_OPEN);
	assert_int_equal(moment(&w, 1, &nothing, noon.ms), FILING_IS_OPEN);
	assert_int_equal(moment(&w, 1, &nothing, noon.ms + 1), FILING_IS_OVER);
	assert_int_equal(moment(&w, 1, &nothing, noon.ms + 1000), FILING_IS_OVER);
}

static void a_day_means_its_last_millisecond_where_the_territory_is(void **state)
{
	(void)state;
	static const struct {
		const char *zone;
		int64_t utc_hours; /* of midnight that ends 2024-11-30, from that day's midnight UTC */
	} zones[] = {{"Europe/Paris", 23}, {"America/Martinique", 28}, {"America/Cayenne", 27}, {"Indian/Reunion", 20}, {"Indian/Mayotte", 21}, {"Pacific/Noumea", 13}, {"Pacific/Tahiti", 34}};
	day d;
	assert_true(day_parse(S("2024-11-30"), &d));
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		instant last = at("2024-11-30", "", zones[i].zone);
		assert_int_equal(last.ms, d.number * INT64_C(86400000) + zones[i].utc_hours * INT64_C(3600000) - 1);
		struct deadline_window w = until(last);
		assert_int_equal(moment(&w, 1, &nothing, last.ms), FILING_IS_OPEN);
		assert_int_equal(moment(&w, 1, &nothing, last.ms + 1), FILING_IS_OVER);
	}
}

static void the_days_when_clocks_change_are_23_and_25_hours_long(void **state)
{
	(void)state;
	instant before = at("2024-03-30", "", "Europe/Paris"), spring = at("2024-03-31", "", "Europe/Paris");
	assert_int_equal(spring.ms - before.ms, 23 * 3600 * 1000);
	before = at("2024-10-26", "", "Europe/Paris");
	instant autumn = at("2024-10-27", "", "Europe/Paris");
	assert_int_equal(autumn.ms - before.ms, 25 * 3600 * 1000);
	/* Half past two comes twice: the first one counts, and the call is then closed although clocks on walls will show it again. */
	instant twice = at("2024-10-27", "02:30", "Europe/Paris");
	struct deadline_window w = until(twice);
	assert_int_equal(twice.ms, at("2024-10-27", "01:30", "Europe/Paris").ms + 3600 * 1000);
	assert_int_equal(moment(&w, 1, &nothing, twice.ms + 3600 * 1000), FILING_IS_OVER);
}

static void grace_takes_what_is_late_and_ends_at_its_last_millisecond(void **state)
{
	(void)state;
	instant noon = at("2024-09-13", "12:00", "Europe/Paris");
	struct deadline_window w = until(noon);
	struct deadline_decision d = {.set = true, .grace_minutes = 30};
	assert_int_equal(moment(&w, 1, &d, noon.ms), FILING_IS_OPEN);
	assert_int_equal(moment(&w, 1, &d, noon.ms + 1), FILING_IS_IN_GRACE);
	assert_int_equal(moment(&w, 1, &d, noon.ms + 30 * 60000), FILING_IS_IN_GRACE);
	assert_int_equal(moment(&w, 1, &d, noon.ms + 30 * 60000 + 1), FILING_IS_OVER);
	assert_int_equal(deadline_at(&w, 1, &d, noon).grace_ends.value.ms, noon.ms + 30 * 60000);
}

static void an_officer_moves_the_closing_and_the_pack_keeps_the_rest(void **state)
{
	(void)state;
	instant noon = at("2024-09-13", "12:00", "Europe/Paris"), monday = at("2024-09-16", "12:00", "Europe/Paris"), opens = at("2024-06-01", "00:00", "Europe/Paris");
	struct deadline_window w = {{true, opens}, {true, noon}};
	struct deadline_decision d = {.set = true, .closes = {true, monday}};
	assert_int_equal(moment(&w, 1, &d, monday.ms), FILING_IS_OPEN);
	assert_int_equal(moment(&w, 1, &d, monday.ms + 1), FILING_IS_OVER);
	assert_int_equal(moment(&w, 1, &d, opens.ms - 1), FILING_IS_EARLY);
	assert_true(deadline_at(&w, 1, &d, noon).moved);
	assert_false(deadline_at(&w, 1, &nothing, noon).moved);
}

static void of_several_windows_the_open_one_counts_then_the_next_then_the_last(void **state)
{
	(void)state;
	struct deadline_window w[] = {{{true, {1000}}, {true, {2000}}}, {{true, {5000}}, {true, {6000}}}};
	assert_int_equal(moment(w, 2, &nothing, 999), FILING_IS_EARLY);
	assert_int_equal(moment(w, 2, &nothing, 1500), FILING_IS_OPEN);
	assert_int_equal(deadline_at(w, 2, &nothing, (instant){1500}).closes.value.ms, 2000);
	assert_int_equal(moment(w, 2, &nothing, 3000), FILING_IS_EARLY);
	assert_int_equal(deadline_at(w, 2, &nothing, (instant){3000}).opens.value.ms, 5000);
	assert_int_equal(moment(w, 2, &nothing, 6001), FILING_IS_OVER);
	assert_int_equal(deadline_at(w, 2, &nothing, (instant){6001}).closes.value.ms, 6000);
	struct deadline_decision d = {.set = true, .closes = {true, {9000}}};
	assert_int_equal(moment(w, 2, &d, 3000), FILING_IS_EARLY); /* only the last closing was moved */
	assert_int_equal(moment(w, 2, &d, 9000), FILING_IS_OPEN);
}

static void a_call_without_filing_phase_takes_nothing(void **state)
{
	(void)state;
	assert_int_equal(moment(NULL, 0, &nothing, 5), FILING_IS_NOT_TAKEN);
	struct deadline_window endless = {{true, {1000}}, {0}};
	assert_int_equal(moment(&endless, 1, &nothing, INT64_C(4000000000000)), FILING_IS_OPEN);
}

static void what_is_no_day_or_no_hour_is_refused(void **state)
{
	(void)state;
	static const char *const wrong[][2] = {{"2024-02-30", ""}, {"", "12:00"}, {"13/09/2024", ""}, {"2024-09-13", "24:00"}, {"2024-09-13", "12:60"}, {"2024-09-13", "12h00"},
		{"2024-09-13", "9:00"}, {"2024-09-13", "12:00:00:00"}, {"2024-09-13", "12:00:61"}, {"2200-12-31", ""}};
	instant found;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(deadline_typed(str_of(wrong[i][0]), str_of(wrong[i][1]), zone_named(S("Europe/Paris")), &found));
}

static void two_months_end_on_the_same_day_or_the_last_of_the_month(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {{"2024-09-13", "2024-11-13"}, {"2023-12-31", "2024-02-29"}, {"2024-12-31", "2025-02-28"}, {"2024-11-15", "2025-01-15"}, {"2024-07-31", "2024-09-30"}};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		day from, to;
		assert_true(day_parse(str_of(pairs[i][0]), &from) && day_parse(str_of(pairs[i][1]), &to));
		assert_int_equal(deadline_months_after(from, 2).number, to.number);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(noon_is_on_time_and_a_millisecond_later_is_late),
		IN_ARENA(a_day_means_its_last_millisecond_where_the_territory_is),
		IN_ARENA(the_days_when_clocks_change_are_23_and_25_hours_long),
		IN_ARENA(grace_takes_what_is_late_and_ends_at_its_last_millisecond),
		IN_ARENA(an_officer_moves_the_closing_and_the_pack_keeps_the_rest),
		IN_ARENA(of_several_windows_the_open_one_counts_then_the_next_then_the_last),
		IN_ARENA(a_call_without_filing_phase_takes_nothing),
		IN_ARENA(what_is_no_day_or_no_hour_is_refused),
		IN_ARENA(two_months_end_on_the_same_day_or_the_last_of_the_month),
	};
	return cmocka_run_group_tests_name("deadline", tests, NULL, NULL);
}
