/* The pages over the real packs, on both engines: what each must say, in figures that the documents print. Handlers are called through dispatch's
   own steps; HTTP itself is tested elsewhere. */
#include "actions/load_pack.h"
#include "actions/read_programme.h"
#include "base/limits.h"
#include "store/audit.h"
#include "web/dispatch.h"
#include "web/routes.h"

#include "lib/both.h"

#include <unistd.h>

static const char *const packs[] = {"packs/cabbalr-2020", "packs/hersin-coupigny-2030", "packs/libercourt-2025", "packs/lievin-2024"};

static void load_all(void)
{
	for (size_t i = 0; i < sizeof packs / sizeof *packs; i++) {
		struct problems ps = fresh_problems();
		struct findings fs = findings_new(fixture.arena);
		struct load_result result;
		const struct load_options options = {.actor = S("cli:0"), .folder = packs[i]};
		assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
	}
}

static struct http_fields fields_of(const char *query)
{
	struct http_field *fields = ARENA_ARRAY(fixture.arena, 4, struct http_field);
	size_t n = 0;
	str rest = str_of(query), one, tail;
	while (str_is_set(rest) && n < 4) {
		(void)str_cut(rest, '&', &one, &tail);
		(void)str_cut(one, '=', &fields[n].name, &fields[n].value);
		n++;
		rest = tail;
	}
	return (struct http_fields){fields, n};
}

/* What the handler of that address writes; its status. */
static enum status get_at(const char *path, const char *query, instant now, str *text)
{
	struct http_request *rq = ARENA_NEW(fixture.arena, struct http_request);
	struct http_response *rs = ARENA_NEW(fixture.arena, struct http_response);
	*rq = (struct http_request){.arena = fixture.arena, .method = HTTP_GET, .path = str_of(path), .params = fields_of(query)};
	rs->body = out_new(LIMIT_RESPONSE_BYTES);
	struct page pg = {.rq = rq, .rs = rs, .arena = fixture.arena, .db = db, .path = rq->path, .now = now, .until = {now.ms + 3600000}};
	pg.lang = path_language(&pg.path);
	pg.base = pg.lang == LANG_EN ? S("/en") : S("");
	enum status s = route_find(HTTP_GET, pg.path, &pg.route, &pg.in);
	if (s == OK) {
		assert_int_equal(db_read_begin(db), OK);
		s = pg.route->handler(&pg);
		db_read_end(db);
	}
	*text = arena_str(fixture.arena, out_text(&rs->body));
	out_free(&rs->body);
	return s;
}

static const instant in_2025 = {INT64_C(1736942400000)}; /* 15 January 2025, noon UTC */

static str page(const char *path, const char *query)
{
	str text;
	assert_int_equal(get_at(path, query, in_2025, &text), OK);
	return text;
}

static void assert_says(str text, const char *words)
{
	if (!str_has(text, str_of(words)))
		fail_msg("the page does not say: %s", words);
}

static void the_programme_read_back_is_the_published_one(void **state)
{
	(void)state;
	load_all();
	static const int64_t published[] = {48207, 29950, 97494, 5000, 20000, 33765, 14240};
	static const int percents[] = {19, 12, 39, 2, 8, 14, 6};
	struct programme p;
	assert_int_equal(read_programme(db, fixture.arena, S("libercourt-2025"), 0, &p), OK);
	assert_int_equal(p.version, 1);
	assert_int_equal(p.action_count, 10);
	assert_int_equal(p.axes.n, 4);
	assert_int_equal(p.total.cents, 24865600);
	assert_int_equal(p.funded.cents, 24865600);
	assert_int_equal(p.valued.cents, 3376500);
	assert_int_equal(p.groups.n, 7);
	for (size_t i = 0; i < p.groups.n; i++) {
		assert_int_equal(p.groups.at[i].amount.cents, published[i] * 100);
		assert_int_equal(p.groups.at[i].percent, percents[i]);
	}
	assert_int_equal(p.findings.errors, 0);
	assert_int_equal(p.findings.warnings, 1); /* the two receipts */
}

static void lines_of_a_programme_come_in_the_order_of_its_columns(void **state)
{
	(void)state;
	load_all();
	struct programme p;
	assert_int_equal(read_programme(db, fixture.arena, S("libercourt-2025"), 1, &p), OK);
	for (size_t i = 0; i < p.axes.n; i++)
		for (size_t k = 0; k < p.axes.at[i].actions.n; k++) {
			const struct programme_action *action = &p.axes.at[i].actions.at[k];
			assert_true(action->lines.n > 0);
			for (size_t l = 1; l < action->lines.n; l++)
				assert_true(action->lines.at[l - 1].funder < action->lines.at[l].funder);
		}
}

static void lines_of_several_years_add_up_in_one_cell(void **state)
{
	(void)state;
	load_all();
	assert_int_equal(script("INSERT INTO financing_line (territory_id, application_id, funder_code, year, section, valued, proposed_cents) "
	                        "SELECT territory_id, application_id, funder_code, 2026, section, valued, 100 FROM financing_line WHERE funder_code = 'region'"),
	                 OK);
	struct programme p;
	assert_int_equal(read_programme(db, fixture.arena, S("libercourt-2025"), 0, &p), OK);
	assert_int_equal(p.funded.cents, 24865600 + 100);
	assert_int_equal(p.findings.errors, 2); /* the row's gap, and the group against the printed amount */
}

static void a_programme_that_is_not_there_is_not_found(void **state)
{
	(void)state;
	load_all();
	struct programme p;
	assert_int_equal(read_programme(db, fixture.arena, S("nowhere"), 0, &p), NOT_FOUND);
	assert_int_equal(read_programme(db, fixture.arena, S("cabbalr-2020"), 0, &p), NOT_FOUND);
	assert_int_equal(read_programme(db, fixture.arena, S("libercourt-2025"), 2, &p), NOT_FOUND);
	str text;
	assert_int_equal(get_at("/calls/libercourt-2025/programme", "version=1e9", in_2025, &text), NOT_FOUND);
	assert_int_equal(get_at("/territories/libercourt/districts/nowhere", "", in_2025, &text), NOT_FOUND);
}

static void the_programme_page_shows_totals_findings_and_downloads(void **state)
{
	(void)state;
	load_all();
	str text = page("/calls/libercourt-2025/programme", "");
	assert_says(text, "248\u202f656\u00a0€");
	assert_says(text, "97\u202f494\u00a0€");
	assert_says(text, "DELIB-2024-1179");
	assert_says(text, "/calls/libercourt-2025/programme.xlsx");
	assert_says(text, "id=\"action-pre-ingenierie\"");
	assert_says(page("/en/calls/libercourt-2025/programme", ""), "€248,656");
	assert_says(page("/calls/libercourt-2025/programme.json", ""), "\"total_cents\":24865600");
}

static void a_row_that_does_not_balance_says_so_in_its_row(void **state)
{
	(void)state;
	load_all();
	assert_int_equal(script("UPDATE application SET total_cents = total_cents + 12345 WHERE action_code = 'pre-ingenierie'"), OK);
	str text = page("/calls/libercourt-2025/programme", "");
	size_t row, gap, next;
	assert_true(str_find(text, S("id=\"action-pre-ingenierie\""), &row));
	assert_true(str_find(text, S("id=\"action-pre-actions\""), &next));
	assert_true(str_find(text, S("Il manque 123,45\u00a0€"), &gap));
	assert_true(row < gap && gap < next);
}

static void the_printed_total_of_cabbalr_is_reported(void **state)
{
	(void)state;
	load_all();
	str text = page("/territories/cabbalr", "");
	assert_says(text, "39\u202f724");
	assert_says(text, "38\u202f624");
	assert_says(text, "35\u202f747");
}

static void whom_to_call_for_divion_is_answered_in_one_step(void **state)
{
	(void)state;
	load_all();
	str text = page("/calls/cabbalr-2020/contacts", "commune=62270");
	size_t answer, commune, all;
	assert_true(str_find(text, S("Pour Divion"), &answer));
	assert_true(str_find(text, S("Commune de Divion"), &commune));
	assert_true(str_find(text, word_text(LANG_FR, W_pages_contact_all), &all));
	assert_true(answer < commune && commune < all);
	assert_says(page("/calls/cabbalr-2020/contacts", "commune=99999"), "pas dans la liste");
}

static void a_deadline_closes_the_call_one_millisecond_after_noon(void **state)
{
	(void)state;
	load_all();
	const instant noon = {INT64_C(1726221600000)}; /* 13 September 2024, 12:00 in Paris */
	str text;
	assert_int_equal(get_at("/calls/lievin-2024", "", noon, &text), OK);
	assert_says(text, "jusqu’au vendredi 13\u00a0septembre 2024 à midi");
	assert_int_equal(get_at("/calls/lievin-2024", "", (instant){noon.ms + 1}, &text), OK);
	assert_says(text, "clos le vendredi 13\u00a0septembre 2024 à midi");
}

static void a_theme_shows_only_the_actions_that_say_it_and_their_total(void **state)
{
	(void)state;
	load_all();
	str text = page("/territories/libercourt", "theme=sante");
	assert_says(text, "1 appel, 2 objectifs, 2 actions\u00a0: 26\u202f000\u00a0€.");
	assert_says(text, "Forum sur la santé mentale");
	if (str_has(text, S("Bouges ta mobilité")))
		fail_msg("an action of another theme is shown");
	assert_says(page("/territories/libercourt", "theme=mobilite&public=seniors"), "2 actions\u00a0: 56\u202f500\u00a0€.");
	assert_says(page("/territories/libercourt", "public=nobody"), "0 appel, 0 objectif, 0 action\u00a0: 0\u00a0€.");
	assert_says(page("/territories/lievin", "theme=sport"), "1 appel");
}

static void a_district_says_which_goals_have_money(void **state)
{
	(void)state;
	load_all();
	str text = page("/territories/libercourt/districts/QN06248M", "");
	assert_says(text, "4 objectifs sur 4 ont une action financée");
	assert_says(text, "248\u202f656\u00a0€");
	assert_says(text, "7 actions financées");
	assert_says(page("/territories/hersin-coupigny/districts/QN06207M", ""), word_text(LANG_FR, W_pages_goal_unfunded).p);
	assert_says(page("/en/territories/hersin-coupigny/districts/QN06207M", ""), "No funded action");
}

static void an_old_code_leads_to_the_same_district(void **state)
{
	(void)state;
	load_all();
	str old = page("/territories/cabbalr/districts/QP062007", ""), new = page("/territories/cabbalr/districts/QN06207M", "");
	assert_says(old, "Quartier du Regain");
	assert_says(new, "QP062007");
}

static void search_finds_without_accents_and_helps_when_it_does_not(void **state)
{
	(void)state;
	load_all();
	assert_says(page("/search", "q=mediation"), "/calls/libercourt-2025/programme#action-mediation-citeo");
	assert_says(page("/search", "q=zzzz"), word_text(LANG_FR, W_pages_search_tip_spelling).p);
	assert_says(page("/search", "q=<script>alert(1)</script>"), "&lt;script&gt;");
}

static void dispatch_keeps_a_page_until_the_data_change(void **state)
{
	(void)state;
	load_all();
	struct worker w = {.db = db, .cache = cache_new(1 << 20)};
	struct http_request rq = {.arena = fixture.arena, .method = HTTP_GET, .path = S("/"), .worker = &w};
	struct http_body *seen[3];
	for (size_t i = 0; i < 3; i++) {
		struct http_response rs = {.body = out_new(LIMIT_RESPONSE_BYTES)};
		dispatch(NULL, &rq, &rs);
		assert_non_null(rs.shared);
		seen[i] = rs.shared;
		out_free(&rs.body);
		if (i == 1)
			assert_int_equal(script("UPDATE territory SET name = 'Autre nom'"), OK);
	}
	assert_ptr_equal(seen[0], seen[1]);
	assert_ptr_not_equal(seen[1], seen[2]);
	for (size_t i = 0; i < 3; i++)
		http_body_drop(seen[i]);
	cache_free(w.cache);
}

static struct http_body *home_as_kept(struct worker *w)
{
	struct http_request rq = {.arena = fixture.arena, .method = HTTP_GET, .path = S("/"), .worker = w};
	struct http_response rs = {.body = out_new(LIMIT_RESPONSE_BYTES)};
	dispatch(NULL, &rq, &rs);
	assert_non_null(rs.shared);
	out_free(&rs.body);
	return rs.shared;
}

/* What the writer thread does with one batch. */
static void write_as_server(struct worker *w, const char *statement, bool audited)
{
	const struct audit_entry entry = {.at = in_2025, .actor = S("user:1"), .verb = S("change"), .thing = S("territory:1")};
	assert_int_equal(dispatch_write_begin(NULL, w), OK);
	assert_int_equal(db_run(w->db, statement), OK);
	if (audited)
		assert_int_equal(audit_append(w->db, &entry), OK);
	assert_int_equal(dispatch_write_commit(NULL, w), OK);
}

static void drafts_saved_leave_the_kept_pages_and_audited_changes_end_them(void **state)
{
	(void)state;
	load_all();
	struct worker writer = {.db = db, .cache = cache_new(1 << 20)}, reader = {.cache = writer.cache};
	assert_int_equal(db_open(fixture.where, DB_READ_ONLY, &reader.db), OK);
	write_as_server(&writer, "UPDATE territory SET name = name", true); /* both know the chain from here */
	struct http_body *seen[4];
	seen[0] = home_as_kept(&reader);
	write_as_server(&writer, "INSERT INTO register_answer (key, answer, asked_ms) VALUES ('a', 'b', 1)", false);
	seen[1] = home_as_kept(&reader);
	assert_ptr_equal(seen[0], seen[1]);
	write_as_server(&writer, "UPDATE territory SET name = 'Autre nom'", true);
	seen[2] = home_as_kept(&reader);
	assert_ptr_not_equal(seen[1], seen[2]);
	assert_int_equal(script("UPDATE territory SET name = 'Encore un autre'"), OK); /* another process, by hand, without a row of the chain */
	(void)usleep((LIMIT_DATA_VERSION_MS + 50) * 1000);
	seen[3] = home_as_kept(&reader);
	assert_ptr_not_equal(seen[2], seen[3]);
	for (size_t i = 0; i < 4; i++)
		http_body_drop(seen[i]);
	db_close(reader.db);
	cache_free(writer.cache);
}

static void dispatch_refuses_with_words_and_codes(void **state)
{
	(void)state;
	static const struct {
		enum http_method method;
		str path;
		int code;
	} cases[] = {{HTTP_GET, S("/nowhere"), 404}, {HTTP_POST, S("/help"), 405}, {HTTP_GET, S("/calls/none"), 404}, {HTTP_GET, S("/en/robots.txt"), 404},
		{HTTP_GET, S("/api/calls/none/programme"), 404}};
	struct worker w = {.db = db, .cache = cache_new(1 << 20)};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct http_request rq = {.arena = fixture.arena, .method = cases[i].method, .path = cases[i].path, .worker = &w};
		struct http_response rs = {.body = out_new(LIMIT_RESPONSE_BYTES)};
		dispatch(NULL, &rq, &rs);
		assert_int_equal(rs.status, cases[i].code);
		assert_null(rs.shared);
		bool for_program = str_starts(cases[i].path, S("/api/"));
		assert_says(out_text(&rs.body), for_program ? "{\"error\":" : "<h1>");
		out_free(&rs.body);
	}
	cache_free(w.cache);
}

static void a_trailing_slash_leads_to_the_page(void **state)
{
	(void)state;
	struct worker w = {.db = db, .cache = cache_new(1 << 20)};
	const struct http_field params[] = {{S("commune"), S("62270")}, {S("x"), S("y")}};
	struct http_request rq = {.arena = fixture.arena, .method = HTTP_GET, .path = S("/en/calls/a/"), .params = {params, 2}, .worker = &w};
	struct http_response rs = {.body = out_new(LIMIT_RESPONSE_BYTES)};
	dispatch(NULL, &rq, &rs);
	assert_int_equal(rs.status, 301);
	assert_true(str_eq(rs.headers[0].value, S("/en/calls/a?commune=62270")));
	out_free(&rs.body);
	cache_free(w.cache);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(the_programme_read_back_is_the_published_one),
		BOTH(lines_of_a_programme_come_in_the_order_of_its_columns),
		BOTH(lines_of_several_years_add_up_in_one_cell),
		BOTH(a_programme_that_is_not_there_is_not_found),
		BOTH(the_programme_page_shows_totals_findings_and_downloads),
		BOTH(a_row_that_does_not_balance_says_so_in_its_row),
		BOTH(the_printed_total_of_cabbalr_is_reported),
		BOTH(whom_to_call_for_divion_is_answered_in_one_step),
		BOTH(a_deadline_closes_the_call_one_millisecond_after_noon),
		BOTH(a_theme_shows_only_the_actions_that_say_it_and_their_total),
		BOTH(a_district_says_which_goals_have_money),
		BOTH(an_old_code_leads_to_the_same_district),
		BOTH(search_finds_without_accents_and_helps_when_it_does_not),
		ON_SQLITE(dispatch_keeps_a_page_until_the_data_change),
		ON_SQLITE(dispatch_refuses_with_words_and_codes),
		ON_SQLITE(a_trailing_slash_leads_to_the_page),
	};
	return both_run("site", tests, sizeof tests / sizeof *tests);
}
