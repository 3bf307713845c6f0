/* web/rulesets: compiled rulesets shared by threads; and the pages over them, through their handlers: what must be refused, what must be kept. */
#include "actions/load_pack.h"
#include "base/limits.h"
#include "gen/queries.h"
#include "web/dispatch.h"
#include "web/routes.h"
#include "web/rulesets.h"

#include "lib/both.h"

#include <pthread.h>

static struct rulesets *kept;

static void load(const char *folder)
{
	struct problems ps = fresh_problems();
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = folder};
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
}

static struct http_fields fields_of(struct arena *a, const char *query)
{
	LIST_OF(struct http_field) fields = {0};
	str rest = str_of(query), one, tail;
	while (str_is_set(rest)) {
		struct http_field *f = LIST_ADD(a, &fields);
		(void)str_cut(rest, '&', &one, &tail);
		(void)str_cut(one, '=', &f->name, &f->value);
		rest = tail;
	}
	return (struct http_fields){fields.at, fields.n};
}

struct answered {
	enum status status;
	int code;
	str text, location;
};

static instant moment; /* of the requests */

/* One request with an arena of its own, as http/ gives it; what it answered is copied out. */
static struct answered visit(const char *path, const char *query)
{
	struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
	struct http_request rq = {.arena = a, .method = HTTP_GET, .path = str_of(path), .params = fields_of(a, query)};
	struct http_response rs = {.body = out_new(LIMIT_RESPONSE_BYTES)};
	struct page pg = {.rq = &rq, .rs = &rs, .arena = a, .db = db, .path = rq.path, .rulesets = kept, .now = moment, .until = {moment.ms + 3600000}};
	pg.lang = path_language(&pg.path);
	pg.base = pg.lang == LANG_EN ? S("/en") : S("");
	struct answered answer = {.status = route_find(HTTP_GET, pg.path, &pg.route, &pg.in)};
	if (!answer.status) {
		assert_int_equal(db_read_begin(db), OK);
		answer.status = pg.route->handler(&pg);
		db_read_end(db);
	}
	answer.code = rs.status;
	answer.text = arena_str(fixture.arena, out_text(&rs.body));
	for (size_t i = 0; i < rs.header_count; i++)
		if (str_eq(rs.headers[i].name, S("Location")))
			answer.location = arena_str(fixture.arena, rs.headers[i].value);
	out_free(&rs.body);
	arena_free(a);
	return answer;
}

static void assert_says(str text, const char *words)
{
	if (!str_has(text, str_of(words)))
		fail_msg("the page does not say: %s", words);
}

static void start(void)
{
	load("packs/cabbalr-2020");
	kept = rulesets_new();
	moment.ms = INT64_C(1571565600000); /* 20 October 2019, 10:00 UTC: the CABBALR call is open */
}

static void end(void)
{
	rulesets_free(kept);
	kept = NULL;
}

static void a_ruleset_is_compiled_once(void **state)
{
	(void)state;
	start();
	assert_int_equal(rulesets_kept(kept), 0);
	assert_int_equal(visit("/calls/cabbalr-2020/diagnosis", "").status, OK);
	assert_int_equal(rulesets_kept(kept), 1);
	assert_int_equal(visit("/en/calls/cabbalr-2020/regulation", "").status, OK);
	assert_int_equal(visit("/api/calls/cabbalr-2020/verdict", "").status, OK);
	assert_int_equal(rulesets_kept(kept), 1);
	end();
}

static void a_call_without_rules_says_so(void **state)
{
	(void)state;
	start();
	load("packs/libercourt-2025");
	assert_says(visit("/calls/libercourt-2025/diagnosis", "").text, word_text(LANG_FR, W_diagnosis_no_rules).p);
	assert_says(visit("/calls/libercourt-2025/regulation", "").text, word_text(LANG_FR, W_diagnosis_no_rules).p);
	assert_int_equal(visit("/api/calls/libercourt-2025/rules", "").status, NOT_FOUND);
	assert_int_equal(visit("/calls/none/diagnosis", "").status, NOT_FOUND);
	end();
}

static void today_is_that_of_the_territory(void **state)
{
	static const struct {
		const char *zone, *day;
	} cases[] = {{"Europe/Paris", "2019-10-20"}, {"Pacific/Wallis", "2019-10-21"}, {"Pacific/Tahiti", "2019-10-20"}, {"Nowhere/Else", "2019-10-20"}};
	(void)state;
	start();
	moment.ms += 4 * INT64_C(3600000); /* 14:00 UTC: 02:00 of the next day at Wallis */
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		str move = arena_fmt(fixture.arena, "UPDATE territory SET time_zone = '%s' WHERE code = 'cabbalr'", cases[i].zone);
		assert_int_equal(script(move.p), OK);
		assert_says(visit("/api/calls/cabbalr-2020/verdict", "").text, arena_fmt(fixture.arena, "\"judged_on\":\"%s\"", cases[i].day).p);
	}
	end();
}

static void a_good_answer_leads_to_the_address_that_holds_it(void **state)
{
	(void)state;
	start();
	struct answered answer = visit("/calls/cabbalr-2020/diagnosis", "a=annee.1&q=cout&v=12 000,50 €");
	assert_int_equal(answer.code, 303);
	assert_true(str_eq(answer.location, S("/calls/cabbalr-2020/diagnosis?a=annee.1~cout.12000.50")));
	end();
}

static void a_bad_answer_is_shown_again_with_what_is_wrong(void **state)
{
	(void)state;
	start();
	struct answered answer = visit("/calls/cabbalr-2020/diagnosis", "a=annee.1&q=cout&v=beaucoup");
	assert_int_equal(answer.status, OK);
	assert_int_equal(answer.code, 0);
	assert_says(answer.text, "value=\"beaucoup\"");
	assert_says(answer.text, "aria-invalid=\"true\"");
	end();
}

static void a_forged_state_is_refused_and_an_old_one_is_told(void **state)
{
	(void)state;
	start();
	assert_int_equal(visit("/calls/cabbalr-2020/diagnosis", "a=cout.1~cout.2").status, INVALID);
	assert_int_equal(visit("/calls/cabbalr-2020/diagnosis/summary", "a=.").status, INVALID);
	assert_int_equal(visit("/calls/cabbalr-2020/regulation/rule", "rule=État . maximum&a=~").status, INVALID);
	struct answered old = visit("/calls/cabbalr-2020/diagnosis", "a=plus-posee.oui~cout.12000");
	assert_int_equal(old.status, OK);
	assert_says(old.text, "plus-posee = oui");
	struct answered refused = visit("/api/calls/cabbalr-2020/verdict", "a=plus-posee.oui");
	assert_int_equal(refused.code, 400);
	assert_says(refused.text, "plus-posee");
	end();
}

static void a_rule_is_tried_with_the_fields_of_its_form(void **state)
{
	(void)state;
	start();
	struct answered sent = visit("/calls/cabbalr-2020/regulation/rule", "rule=État . seuil de dépenses&x-cout=2 500&x-porteur=association");
	assert_int_equal(sent.code, 303);
	assert_true(str_ends(sent.location, S("#result")));
	struct answered wrong = visit("/calls/cabbalr-2020/regulation/rule", "rule=État . seuil de dépenses&x-cout=deux&x-porteur=association");
	assert_int_equal(wrong.code, 0);
	assert_says(wrong.text, "href=\"#x-cout\"");
	assert_int_equal(visit("/calls/cabbalr-2020/regulation/rule", "rule=nulle part").status, NOT_FOUND);
	assert_int_equal(visit("/calls/cabbalr-2020/regulation/rule", "rule=budget . coût total").status, NOT_FOUND);
	end();
}

static void the_moment_of_filing_is_now_while_the_call_is_open(void **state)
{
	(void)state;
	start();
	assert_says(visit("/calls/cabbalr-2020/diagnosis/answers.json", "a=cout.100").text, "\"filed\":\"2019-10-20T12:00:00\"");
	if (str_has(visit("/calls/cabbalr-2020/diagnosis", "").text, word_text(LANG_FR, W_diagnosis_as_if_filed)))
		fail_msg("an open call is not answered as if");
	end();
}

/* ---- several threads ---- */

enum { THREADS = 4, ROUNDS = 12 };

struct asking {
	struct ruleset_key key;
	str where;
	bool good;
};

/* A thread with its own connection, as a worker has: compiles or finds, judges, lets go. */
static void *work(void *given)
{
	struct asking *asking = given;
	struct db *own;
	asking->good = db_open(asking->where, DB_READ_ONLY, &own) == OK;
	for (int i = 0; asking->good && i < ROUNDS; i++) {
		struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
		struct page pg = {.arena = a, .db = own, .rulesets = kept, .now = {INT64_C(1571565600000)}};
		const struct ruleset *set;
		struct verdict *verdict = NULL;
		asking->good = db_read_begin(own) == OK && rulesets_get(&pg, &asking->key, &set) == OK;
		if (asking->good) {
			db_read_end(own);
			struct judge *judge = rulesets_judge(&pg, set, S("Europe/Paris"));
			const struct verdict_fact fact = {.name = S("cout"), .value = S("12 000 €")};
			struct application_facts facts = {.call = asking->key.call};
			*LIST_ADD(a, &facts.facts) = fact;
			struct problems ps = problems_new(a);
			asking->good = judge_verdict(judge, a, LANG_FR, &facts, &ps, &verdict) == OK && verdict->funders.n > 3;
		}
		arena_free(a);
	}
	db_close(own);
	return NULL;
}

static void threads_share_what_one_of_them_compiled(void **state)
{
	(void)state;
	start();
	struct q_page_rulesets_rows rows;
	assert_int_equal(db_read_begin(db), OK);
	assert_int_equal(q_page_rulesets(db, fixture.arena, &rows), OK);
	db_read_end(db);
	assert_int_equal(rows.n, 1);
	struct asking asking[THREADS];
	pthread_t threads[THREADS];
	for (size_t i = 0; i < THREADS; i++) {
		asking[i] = (struct asking){.key = {rows.at[0].territory_id, rows.at[0].call, rows.at[0].version, rows.at[0].hash}, .where = fixture.where};
		assert_int_equal(pthread_create(&threads[i], NULL, work, &asking[i]), 0);
	}
	for (size_t i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_true(asking[i].good);
	}
	assert_int_equal(rulesets_kept(kept), 1);
	end();
}

static void what_is_kept_is_bounded_and_what_is_used_stays(void **state)
{
	(void)state;
	start();
	struct q_page_rulesets_rows rows;
	assert_int_equal(db_read_begin(db), OK);
	assert_int_equal(q_page_rulesets(db, fixture.arena, &rows), OK);
	struct arena *first = arena_new(LIMIT_REQUEST_ARENA);
	struct page pg = {.arena = first, .db = db, .rulesets = kept};
	const struct ruleset *set, *other;
	struct ruleset_key key = {rows.at[0].territory_id, rows.at[0].call, rows.at[0].version, rows.at[0].hash};
	assert_int_equal(rulesets_get(&pg, &key, &set), OK);
	for (int i = 0; i < LIMIT_RULESETS_KEPT + 3; i++) { /* another hash is another text */
		struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
		struct page next = {.arena = a, .db = db, .rulesets = kept};
		key.hash = arena_fmt(a, "%d", i);
		assert_int_equal(rulesets_get(&next, &key, &other), OK);
		assert_ptr_not_equal(other, set);
		arena_free(a);
	}
	db_read_end(db);
	assert_int_equal(rulesets_kept(kept), LIMIT_RULESETS_KEPT);
	assert_true(set->rules.n > 3); /* the first left the list, and is still there for who uses it */
	arena_free(first);
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(a_ruleset_is_compiled_once),
		BOTH(a_call_without_rules_says_so),
		BOTH(today_is_that_of_the_territory),
		BOTH(a_good_answer_leads_to_the_address_that_holds_it),
		BOTH(a_bad_answer_is_shown_again_with_what_is_wrong),
		BOTH(a_forged_state_is_refused_and_an_old_one_is_told),
		BOTH(a_rule_is_tried_with_the_fields_of_its_form),
		BOTH(the_moment_of_filing_is_now_while_the_call_is_open),
		BOTH(threads_share_what_one_of_them_compiled),
		BOTH(what_is_kept_is_bounded_and_what_is_used_stays),
	};
	return both_run("rulesets", tests, sizeof tests / sizeof *tests);
}
