/* domain/session, domain/hearing, domain/session_frozen, documents/calendar_file: quorum, proxies, conflicts, majorities, hours, meetings of the year, the frozen text and the file for
   calendars (A10, N8, H5; decision 0028). */
#include "domain/session.h"

#include "base/calendar.h"
#include "base/utf8.h"
#include "documents/calendar_file.h"
#include "domain/hearing.h"
#include "domain/session_frozen.h"

#include "lib/in_arena.h"

#include <string.h>

enum { HOUR = 3600 * 1000, MINUTE = 60 * 1000 };
static struct session s;

/* Five seats that vote, a sixth that listens; two items. */
static void begin(void)
{
	s = (struct session){.quorum_percent = 50, .proxies_most = 1, .starts = {1000LL * HOUR}, .territory_code = S("t"), .title = S("Comité"), .kind = S("committee"), .state = S("open")};
	for (int64_t i = 1; i <= 6; i++)
		*LIST_ADD(arena, &s.seats) = (struct session_seat){.seat = i, .institution = S("x"), .label = S("Institution « x »"), .role = S(""), .votes = i < 6};
	for (int64_t i = 1; i <= 2; i++)
		*LIST_ADD(arena, &s.items) = (struct session_item){.item = i, .position = i, .application = i, .title = S("Jardin\n\"partagé\""), .bearer = S("Club"), .minutes = 15,
			.choices = ARENA_ARRAY(arena, 7, struct session_choice)};
}

static void attend(int64_t present)
{
	for (int64_t i = 0; i < present; i++)
		s.seats.at[i].attendance = ATTENDANCE_PRESENT;
	session_compute(&s);
}

static void the_quorum_is_a_share_of_the_seats_that_vote_rounded_up(void **state)
{
	(void)state;
	begin();
	attend(2);
	assert_int_equal(s.quorum.voting, 5);
	assert_int_equal(s.quorum.needed, 3);
	assert_int_equal(s.quorum.missing, 1);
	assert_false(s.quorum.reached);
	attend(3);
	assert_true(s.quorum.reached);
	s.seats.at[5].attendance = ATTENDANCE_PRESENT;
	session_compute(&s);
	assert_int_equal(s.quorum.counted, 3);
	s.quorum_percent = 0;
	attend(0);
	assert_true(s.quorum.reached);
}

static void a_seat_in_conflict_is_neither_among_those_who_vote_nor_among_those_who_are_there(void **state)
{
	(void)state;
	begin();
	attend(3);
	s.items.at[0].choices[0].conflict = true;
	session_compute(&s);
	assert_int_equal(s.items.at[0].quorum.voting, 4);
	assert_int_equal(s.items.at[0].quorum.counted, 2);
	assert_int_equal(s.items.at[0].quorum.needed, 2);
	assert_true(s.items.at[0].quorum.reached);
	assert_false(s.items.at[0].choices[0].may_vote);
	assert_true(s.items.at[1].choices[0].may_vote);
	s.items.at[0].choices[1].conflict = true;
	session_compute(&s);
	assert_int_equal(s.items.at[0].quorum.missing, 1);
}

static void a_second_convocation_sits_without_quorum_and_says_so(void **state)
{
	(void)state;
	begin();
	attend(1);
	s.second = (opt_instant){true, {1}};
	session_compute(&s);
	assert_true(s.quorum.reached);
	assert_true(s.quorum.waived);
	attend(3);
	assert_false(s.quorum.waived);
}

static void a_represented_seat_votes_and_counts_only_if_the_committee_said_so(void **state)
{
	(void)state;
	begin();
	attend(2);
	s.seats.at[4].attendance = ATTENDANCE_REPRESENTED;
	s.seats.at[4].proxy = 1;
	session_compute(&s);
	assert_int_equal(s.quorum.counted, 2);
	assert_true(s.items.at[0].choices[4].may_vote);
	s.proxies_count = true;
	session_compute(&s);
	assert_int_equal(s.quorum.counted, 3);
	s.items.at[0].choices[0].conflict = true; /* who holds the proxy stepped aside */
	session_compute(&s);
	assert_false(s.items.at[0].choices[4].may_vote);
}

static void a_proxy_goes_to_a_seat_that_is_there_votes_and_holds_no_more_than_it_may(void **state)
{
	(void)state;
	begin();
	attend(2);
	assert_int_equal(session_proxy_refused(&s, 5, 1), WORD_COUNT);
	assert_int_equal(session_proxy_refused(&s, 1, 1), W_sessions_proxy_missing);
	assert_int_equal(session_proxy_refused(&s, 5, 77), W_sessions_proxy_missing);
	assert_int_equal(session_proxy_refused(&s, 5, 4), W_sessions_proxy_not_there);
	s.seats.at[5].attendance = ATTENDANCE_PRESENT;
	assert_int_equal(session_proxy_refused(&s, 5, 6), W_sessions_proxy_not_there);
	s.seats.at[3].attendance = ATTENDANCE_REPRESENTED;
	s.seats.at[3].proxy = 1;
	assert_int_equal(session_proxies_of(&s, 1), 1);
	assert_int_equal(session_proxy_refused(&s, 4, 1), WORD_COUNT);
	assert_int_equal(session_proxy_refused(&s, 5, 1), W_sessions_proxy_too_many);
}

static void the_majority_is_that_of_the_votes_cast(void **state)
{
	(void)state;
	static const struct {
		enum vote_choice votes[4];
		bool casting;
		enum vote_result result;
		bool by_chair;
	} cases[] = {
		{{VOTE_YES, VOTE_ABSTAIN, VOTE_ABSTAIN, VOTE_ABSTAIN}, false, RESULT_ADOPTED, false},
		{{VOTE_YES, VOTE_NO, VOTE_NO, VOTE_NONE}, false, RESULT_REJECTED, false},
		{{VOTE_YES, VOTE_NO, VOTE_ABSTAIN, VOTE_NONE}, false, RESULT_EQUAL, false},
		{{VOTE_YES, VOTE_NO, VOTE_ABSTAIN, VOTE_NONE}, true, RESULT_ADOPTED, true},
		{{VOTE_NO, VOTE_YES, VOTE_ABSTAIN, VOTE_NONE}, true, RESULT_REJECTED, true},
		{{VOTE_ABSTAIN, VOTE_YES, VOTE_NO, VOTE_NONE}, true, RESULT_EQUAL, false},
		{{VOTE_ABSTAIN, VOTE_ABSTAIN, VOTE_NONE, VOTE_NONE}, true, RESULT_NONE, false},
		{{VOTE_NONE, VOTE_NONE, VOTE_NONE, VOTE_NONE}, false, RESULT_NONE, false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		begin();
		s.chair_seat = 1;
		s.casting = cases[i].casting;
		for (size_t k = 0; k < 4; k++)
			s.items.at[0].choices[k].choice = cases[i].votes[k];
		attend(4);
		assert_int_equal(s.items.at[0].tally.result, cases[i].result);
		assert_int_equal(s.items.at[0].tally.by_chair, cases[i].by_chair);
	}
}

static void who_leaves_after_a_ballot_was_counted_has_voted(void **state)
{
	(void)state;
	begin();
	s.items.at[0].choices[0].choice = VOTE_YES;
	s.items.at[0].ballot = S("closed");
	s.items.at[1].choices[0].choice = VOTE_YES;
	s.seats.at[0].attendance = ATTENDANCE_ABSENT;
	session_compute(&s);
	assert_int_equal(s.items.at[0].tally.yes, 1);
	assert_int_equal(s.items.at[1].tally.yes, 0);
}

/* ---- hours ---- */

static void hours_follow_one_another_around_breaks_and_absences(void **state)
{
	(void)state;
	begin();
	*LIST_ADD(arena, &s.items) = (struct session_item){.item = 3, .minutes = 15, .title = S("c"), .choices = ARENA_ARRAY(arena, 7, struct session_choice)};
	*LIST_ADD(arena, &s.breaks) = (struct session_break){{s.starts.ms + 20 * MINUTE}, {s.starts.ms + 40 * MINUTE}};
	s.items.at[0].away_from = (opt_instant){true, s.starts};
	s.items.at[0].away_to = (opt_instant){true, {s.starts.ms + 50 * MINUTE}};
	assert_int_equal(hearing_schedule(&s), 0);
	assert_int_equal(s.items.at[1].starts.value.ms, s.starts.ms);               /* the first bearer is away: the second is heard before */
	assert_int_equal(s.items.at[2].starts.value.ms, s.starts.ms + 40 * MINUTE); /* it would have met the break */
	assert_int_equal(s.items.at[0].starts.value.ms, s.starts.ms + 55 * MINUTE);
	assert_int_equal(hearing_clashes(arena, &s).n, 0);
}

static void what_fits_nowhere_has_no_hour_and_is_told(void **state)
{
	(void)state;
	begin();
	s.ends = (opt_instant){true, {s.starts.ms + 20 * MINUTE}};
	assert_int_equal(hearing_schedule(&s), 1);
	assert_true(s.items.at[0].starts.set);
	assert_false(s.items.at[1].starts.set);
	const struct clashes clashes = hearing_clashes(arena, &s);
	assert_int_equal(clashes.n, 1);
	assert_int_equal(clashes.at[0].kind, CLASH_NO_HOUR);
	assert_int_equal(clashes.at[0].item, 1);
}

static void each_kind_of_wrong_hour_is_found(void **state)
{
	(void)state;
	begin();
	bool seen[CLASH_KINDS] = {false};
	s.ends = (opt_instant){true, {s.starts.ms + HOUR}};
	*LIST_ADD(arena, &s.breaks) = (struct session_break){{s.starts.ms + 50 * MINUTE}, {s.starts.ms + HOUR}};
	s.items.at[0].starts = (opt_instant){true, {s.starts.ms + 55 * MINUTE}};
	s.items.at[1].starts = (opt_instant){true, {s.starts.ms + 60 * MINUTE}};
	s.items.at[1].away_from = s.items.at[1].starts;
	s.items.at[1].away_to = (opt_instant){true, {s.starts.ms + 2 * HOUR}};
	*LIST_ADD(arena, &s.items) = (struct session_item){.item = 3, .minutes = 15, .starts = {true, {s.starts.ms - 1}}, .title = S("c")};
	*LIST_ADD(arena, &s.items) = (struct session_item){.item = 4, .minutes = 15, .title = S("d")};
	const struct clashes clashes = hearing_clashes(arena, &s);
	for (size_t i = 0; i < clashes.n; i++)
		seen[clashes.at[i].kind] = true;
	for (enum clash_kind k = 0; k < CLASH_KINDS; k++)
		assert_true(seen[k]);
}

static void hours_that_touch_do_not_meet(void **state)
{
	(void)state;
	assert_false(hours_meet((instant){0}, (instant){10}, (instant){10}, (instant){20}));
	assert_true(hours_meet((instant){0}, (instant){11}, (instant){10}, (instant){20}));
}

/* ---- meetings of the year (H5) ---- */

static void a_body_is_late_when_it_met_less_than_the_part_of_the_year_that_is_gone_asks(void **state)
{
	(void)state;
	day march = {0}, july = {0}, last = {0};
	assert_true(day_parse(S("2025-03-01"), &march) && day_parse(S("2025-07-15"), &july) && day_parse(S("2025-12-31"), &last));
	assert_false(governance_count(0, 0, 4, march).late);
	assert_true(governance_count(0, 4, 4, july).late);
	assert_false(governance_count(2, 1, 4, july).late);
	assert_true(governance_count(2, 1, 4, july).short_);
	assert_false(governance_count(2, 2, 4, july).short_);
	assert_true(governance_count(2, 0, 4, last).late);
	assert_int_equal(governance_count(2, 0, 4, last).expected, 3);
}

/* ---- the frozen text ---- */

static void what_is_frozen_reads_back_to_the_same_bytes_and_nothing_else_does(void **state)
{
	(void)state;
	begin();
	s.items.at[0].choices[0] = (struct session_choice){.choice = VOTE_YES};
	s.items.at[0].choices[2] = (struct session_choice){.conflict = true};
	s.items.at[0].ballot = S("closed");
	s.items.at[0].counted = (opt_int){true, 3};
	*LIST_ADD(arena, &s.items.at[0].amounts) = (struct session_amount){S("Région"), {150000}, true};
	attend(3);
	str text = session_freeze(arena, &s);
	struct session back = {.territory = {7}};
	assert_int_equal(session_thaw(arena, text, &back), OK);
	assert_int_equal(back.territory.v, 7);
	assert_int_equal(back.items.n, 2);
	assert_int_equal(back.items.at[0].tally.yes, 1);
	assert_true(back.items.at[0].choices[2].conflict);
	assert_int_equal(back.items.at[0].amounts.at[0].amount.cents, 150000);
	assert_int_equal(back.quorum.counted, 3);
	assert_true(str_eq(back.items.at[1].title, S("Jardin\n\"partagé\"")));
	assert_true(str_eq(session_freeze(arena, &back), text));
	for (size_t cut = 0; cut < text.n; cut += 7) {
		struct session other = {.territory = {0}};
		assert_int_equal(session_thaw(arena, str_first(text, cut), &other), INVALID);
	}
	char *changed = memcpy(arena_alloc(arena, text.n), text.p, text.n);
	changed[text.n - 1] = ' ';
	struct session other = {.territory = {0}};
	assert_int_equal(session_thaw(arena, (str){changed, text.n}, &other), INVALID);
}

/* ---- .ics, strictly ---- */

static void an_appointment_keeps_to_rfc_5545(void **state)
{
	(void)state;
	struct out o = out_new(8192);
	day on = {0};
	assert_true(day_parse(S("2025-02-04"), &on));
	const struct zone *paris = zone_of(STR_NONE);
	const instant nine = instant_of((struct local_time){.date = civil_of(on), .hour = 9, .minute = 30}, paris);
	const struct calendar_event e = {.uid = S("session-X@faubourg"), .sequence = 3, .stamp = nine, .starts = nine, .ends = {nine.ms + HOUR},
		.title = S("Comité de sélection des actions « politique de la ville », éé; à Lens\\Liévin — très long titre qui doit être plié plusieurs fois ééééééé"),
		.place = S("Mairie,\nsalle 2"), .url = S("https://aides.ville.example/sessions/X")};
	calendar_file(&o, &e);
	str text = out_text(&o), rest = text, line, tail;
	assert_true(str_starts(text, S("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")));
	assert_true(str_ends(text, S("END:VEVENT\r\nEND:VCALENDAR\r\n")));
	assert_true(str_has(text, S("\r\nDTSTART:20250204T083000Z\r\nDTEND:20250204T093000Z\r\n"))); /* UTC: Paris is an hour ahead */
	assert_true(str_has(text, S("\r\nLOCATION:Mairie\\,\\nsalle 2\r\n")));
	assert_true(str_has(text, S("\\; à Lens\\\\")) || str_has(text, S("\r\n ")));
	while (str_cut(rest, '\n', &line, &tail)) {
		assert_true(line.n && line.p[line.n - 1] == '\r');
		assert_true(line.n - 1 <= 75);
		assert_false(str_has(str_first(line, line.n - 1), S("\r")));
		assert_true(utf8_valid(str_first(line, line.n - 1)));
		rest = tail;
	}
	assert_int_equal(rest.n, 0);
	assert_true(str_has(text, S("STATUS:CONFIRMED")) && str_has(text, S("SEQUENCE:3")));
	out_free(&o);
}

int main(void)
{
	const struct CMUnitTest all[] = {
		IN_ARENA(the_quorum_is_a_share_of_the_seats_that_vote_rounded_up),
		IN_ARENA(a_seat_in_conflict_is_neither_among_those_who_vote_nor_among_those_who_are_there),
		IN_ARENA(a_second_convocation_sits_without_quorum_and_says_so),
		IN_ARENA(a_represented_seat_votes_and_counts_only_if_the_committee_said_so),
		IN_ARENA(a_proxy_goes_to_a_seat_that_is_there_votes_and_holds_no_more_than_it_may),
		IN_ARENA(the_majority_is_that_of_the_votes_cast),
		IN_ARENA(who_leaves_after_a_ballot_was_counted_has_voted),
		IN_ARENA(hours_follow_one_another_around_breaks_and_absences),
		IN_ARENA(what_fits_nowhere_has_no_hour_and_is_told),
		IN_ARENA(each_kind_of_wrong_hour_is_found),
		IN_ARENA(hours_that_touch_do_not_meet),
		IN_ARENA(a_body_is_late_when_it_met_less_than_the_part_of_the_year_that_is_gone_asks),
		IN_ARENA(what_is_frozen_reads_back_to_the_same_bytes_and_nothing_else_does),
		IN_ARENA(an_appointment_keeps_to_rfc_5545),
	};
	return cmocka_run_group_tests_name("session", all, NULL, NULL);
}
