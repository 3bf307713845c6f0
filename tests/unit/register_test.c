/* The national register: what is read of its answers, and a register that is slow, cut, wrong, late, down (tests/register/server.mjs). Standards §5.1. */
#include "actions/register.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"

#include "lib/both.h"

#include <signal.h>
#include <sys/wait.h>

static const instant now = {INT64_C(1726000000000)};

static str recorded(const char *siret)
{
	char path[256];
	(void)snprintf(path, sizeof path, "tests/register/answers/%s.json", siret);
	static char bytes[65536];
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	size_t n = fread(bytes, 1, sizeof bytes, f);
	(void)fclose(f);
	return arena_str(fixture.arena, (str){bytes, n});
}

/* ---- reading ---- */

static void an_association_is_read_with_its_rna_and_address(void **state)
{
	(void)state;
	struct register_found f;
	assert_int_equal(register_parse(fixture.arena, recorded("00000001800010"), S("00000001800010"), &f), OK);
	assert_true(str_eq(f.name, S("LES ATELIERS DU FAUBOURG")));
	assert_true(str_eq(f.siren, S("000000018")) && str_eq(f.rna, S("W622000001")) && str_eq(f.kind, S("association")));
	assert_true(str_eq(f.address, S("8 RUE DES LILAS")) && str_eq(f.postcode, S("62800")) && str_eq(f.city, S("LIEVIN")));
	assert_true(str_eq(f.commune, S("62510")) && str_eq(f.naf, S("94.99Z")) && !f.closed);
}

static void another_establishment_than_the_seat_has_its_own_address(void **state)
{
	(void)state;
	struct register_found f;
	assert_int_equal(register_parse(fixture.arena, recorded("00000003400025"), S("00000003400025"), &f), OK);
	assert_true(str_eq(f.address, S("12345 ROUTE DU STADE")) && str_eq(f.postcode, S("62300")) && str_eq(f.city, S("LENS")));
	assert_true(f.closed && !f.rna.p && str_eq(f.naf, S("88.99B")));
	assert_int_equal(register_parse(fixture.arena, recorded("00000003400025"), S("00000003400033"), &f), NOT_FOUND);
}

static void what_is_no_answer_is_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {"", "[]", "{}", "{\"results\":{}}", "{\"results\":[]", "<html>", "{\"results\":[],\"results\":[]}"};
	struct register_found f;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(register_parse(fixture.arena, str_of(bad[i]), S("00000001800010"), &f), INVALID);
	assert_int_equal(register_parse(fixture.arena, S("{\"results\":[1,null,{\"siege\":3}]}"), S("00000001800010"), &f), NOT_FOUND);
	assert_int_equal(register_parse(fixture.arena, S("{\"results\":[{\"siren\":\"000000018\",\"siege\":{\"siret\":\"00000001800010\"}}]}"), S("00000001800010"), &f), INVALID);
}

static void legal_forms_tell_the_kind_of_an_applicant(void **state)
{
	(void)state;
	assert_true(str_eq(register_kind_of(S("7210")), S("municipality")));
	assert_true(str_eq(register_kind_of(S("7361")), S("ccas")));
	assert_true(str_eq(register_kind_of(S("7348")), S("intercommunality")));
	assert_true(str_eq(register_kind_of(S("9220")), S("association")));
	assert_true(str_eq(register_kind_of(S("9300")), S("other")));
	assert_true(str_eq(register_kind_of(STR_NONE), S("other")));
}

/* ---- asking ---- */

static pid_t server;
static int port;
static struct register_line *line;

static void start_server(void)
{
	int pipes[2];
	assert_int_equal(pipe(pipes), 0);
	server = fork();
	if (server == 0) {
		(void)dup2(pipes[1], 1);
		(void)close(pipes[0]);
		(void)execlp("node", "node", "tests/register/server.mjs", (char *)NULL);
		_exit(127);
	}
	(void)close(pipes[1]);
	char text[16] = {0};
	assert_true(read(pipes[0], text, sizeof text - 1) > 1);
	(void)close(pipes[0]);
	port = (int)strtol(text, NULL, 10);
	assert_true(port > 0);
	line = register_line_new();
}

static void stop_server(void)
{
	(void)kill(server, SIGTERM);
	(void)waitpid(server, NULL, 0);
	register_line_free(line);
}

static struct register_answer look(const char *way, const char *siret, int64_t days)
{
	struct register_answer answer;
	str url = arena_fmt(fixture.arena, "http://127.0.0.1:%d/%s", port, way);
	assert_int_equal(register_look(db, fixture.arena, line, url, str_of(siret), (instant){now.ms + days * 86400000}, &answer), OK);
	return answer;
}

static enum status keep(struct db *d, void *answer)
{
	return register_keep(d, answer);
}

static void an_answer_is_kept_and_serves_when_the_register_is_down(void **state)
{
	(void)state;
	start_server();
	struct register_answer answer = look("ok", "00000001800010", 0);
	assert_int_equal(answer.state, REGISTER_FOUND);
	assert_true(answer.body.p && !answer.old && answer.asked.ms == now.ms);
	assert_int_equal(db_write(db, keep, &answer), OK);
	assert_int_equal(look("broken", "00000001800010", 29).state, REGISTER_FOUND);
	assert_false(look("broken", "00000001800010", 29).old);
	answer = look("broken", "00000001800010", 31);
	assert_int_equal(answer.state, REGISTER_FOUND);
	assert_true(answer.old && answer.asked.ms == now.ms && !answer.body.p);
	answer = look("ok", "00000001800010", 31);
	assert_true(!answer.old && answer.body.p);
	assert_int_equal(look("none", "00000003400025", 0).state, REGISTER_DOWN);
	assert_int_equal(register_look(db, fixture.arena, line, S("none"), S("00000003400025"), now, &answer), OK);
	assert_int_equal(answer.state, REGISTER_OFF);
	assert_int_equal(register_look(db, fixture.arena, line, S("none"), S("00000001800010"), now, &answer), OK);
	assert_int_equal(answer.state, REGISTER_FOUND);
	stop_server();
}

static void a_siret_that_the_register_does_not_know_is_no_failure(void **state)
{
	(void)state;
	start_server();
	struct register_answer answer = look("ok", "00000004200010", 0);
	assert_int_equal(answer.state, REGISTER_UNKNOWN);
	assert_false(answer.body.p);
	assert_int_equal(look("other", "00000001800010", 0).state, REGISTER_UNKNOWN);
	stop_server();
}

static void a_register_that_fails_in_any_way_is_down_and_nothing_more(void **state)
{
	(void)state;
	static const char *const ways[] = {"cut", "garbage", "broken", "huge", "moved"};
	start_server();
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		register_line_free(line);
		line = register_line_new();
		assert_int_equal(look(ways[i], "00000001800010", 0).state, REGISTER_DOWN);
	}
	stop_server();
}

static void a_slow_register_is_waited_for_three_seconds(void **state)
{
	(void)state;
	start_server();
	int64_t began = clock_monotonic_ms();
	assert_int_equal(look("slow", "00000001800010", 0).state, REGISTER_DOWN);
	int64_t took = clock_monotonic_ms() - began;
	assert_in_range(took, LIMIT_REGISTER_MS - 200, LIMIT_REGISTER_MS + 1500);
	stop_server();
}

static void after_429_nobody_asks_before_the_time_it_gave(void **state)
{
	(void)state;
	start_server();
	assert_int_equal(look("late", "00000001800010", 0).state, REGISTER_DOWN);
	assert_int_equal(look("ok", "00000001800010", 0).state, REGISTER_DOWN);
	(void)usleep(2100 * 1000);
	assert_int_equal(look("ok", "00000001800010", 0).state, REGISTER_FOUND);
	stop_server();
}

static void three_failures_give_it_a_rest(void **state)
{
	(void)state;
	start_server();
	for (int i = 0; i < 3; i++)
		assert_int_equal(look("broken", "00000001800010", 0).state, REGISTER_DOWN);
	int64_t began = clock_monotonic_ms();
	assert_int_equal(look("ok", "00000001800010", 0).state, REGISTER_DOWN);
	assert_true(clock_monotonic_ms() - began < 150);
	stop_server();
}

static void questions_keep_their_distance(void **state)
{
	(void)state;
	start_server();
	int64_t began = clock_monotonic_ms();
	for (int i = 0; i < 4; i++)
		assert_int_equal(look("ok", "00000001800010", 0).state, REGISTER_FOUND);
	assert_true(clock_monotonic_ms() - began >= 3 * LIMIT_REGISTER_TURN_MS);
	stop_server();
}

int main(void)
{
	log_threshold(LOG_ERROR);
	const struct CMUnitTest tests[] = {
		ON_SQLITE(an_association_is_read_with_its_rna_and_address),
		ON_SQLITE(another_establishment_than_the_seat_has_its_own_address),
		ON_SQLITE(what_is_no_answer_is_refused),
		ON_SQLITE(legal_forms_tell_the_kind_of_an_applicant),
		BOTH(an_answer_is_kept_and_serves_when_the_register_is_down),
		ON_SQLITE(a_siret_that_the_register_does_not_know_is_no_failure),
		ON_SQLITE(a_register_that_fails_in_any_way_is_down_and_nothing_more),
		ON_SQLITE(a_slow_register_is_waited_for_three_seconds),
		ON_SQLITE(after_429_nobody_asks_before_the_time_it_gave),
		ON_SQLITE(three_failures_give_it_a_rest),
		ON_SQLITE(questions_keep_their_distance),
	};
	return both_run("national register", tests, sizeof tests / sizeof *tests);
}
