/* actions/load_pack on both engines (PostgreSQL when FAUBOURG_TEST_DB is set): all or nothing, idempotent, and kind to what is not the pack's.
   The whole database is compared as text, table by table. */
#include "actions/load_pack.h"
#include "base/clock.h"
#include "gen/queries.h"
#include "store/audit.h"
#include "store/driver.h"
#include "store/search.h"
#include "base/utf8.h"

#include "lib/both.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct problems problems;
static struct findings findings;

static enum status load_with(const struct load_options *options, struct load_result *result)
{
	problems = problems_new(fixture.arena);
	findings = findings_new(fixture.arena);
	return load_pack(db, fixture.arena, options, result, &problems, &findings);
}

static struct load_result loaded(const char *folder)
{
	struct load_result result;
	assert_int_equal(load_with(&(struct load_options){.actor = S("cli:0"), .folder = folder}, &result), OK);
	return result;
}

static enum status refused(const char *folder)
{
	struct load_result result;
	enum status s = load_with(&(struct load_options){.actor = S("cli:0"), .folder = folder}, &result);
	assert_int_not_equal(s, OK);
	assert_true(problems.total > 0);
	return s;
}

/* ---- the whole database as text ---- */

static void dump_cell(struct out *o, const char *text)
{
	out_str(o, text ? str_of(text) : S("NULL"));
	out_char(o, '|');
}

static int dump_sqlite_row(void *o, int n, char **cells, char **names)
{
	(void)names;
	for (int i = 0; i < n; i++)
		dump_cell(o, cells[i]);
	out_char(o, '\n');
	return 0;
}

struct tables {
	char names[256][64];
	size_t n;
};

static int add_table(void *arg, int n, char **cells, char **names)
{
	struct tables *t = arg;
	assert_true(t->n < sizeof t->names / sizeof t->names[0]);
	(void)n, (void)names;
	(void)snprintf(t->names[t->n++], sizeof t->names[0], "%s", cells[0]);
	return 0;
}

static void dump_sqlite(struct out *o, const char *except)
{
	struct tables tables = {0};
	char path[2048], text[256];
	sqlite3 *raw;
	(void)snprintf(path, sizeof path, "%s/faubourg.db", fixture.address);
	assert_int_equal(sqlite3_open_v2(path, &raw, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_text%' ORDER BY name", add_table, &tables, NULL), SQLITE_OK);
	assert_true(tables.n > 40);
	for (size_t i = 0; i < tables.n; i++) {
		if (strcmp(tables.names[i], except) == 0)
			continue;
		out_fmt(o, "# %s\n", tables.names[i]);
		(void)snprintf(text, sizeof text, "SELECT * FROM %s ORDER BY 1, 2", tables.names[i]);
		assert_int_equal(sqlite3_exec(raw, text, dump_sqlite_row, o, NULL), SQLITE_OK);
	}
	sqlite3_close(raw);
}

static void dump_postgres(struct out *o, const char *except)
{
	char text[256];
	PGconn *raw = PQconnectdb(fixture.address);
	PGresult *tables = PQexec(raw, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1");
	assert_true(PQntuples(tables) > 40);
	for (int t = 0; t < PQntuples(tables); t++) {
		if (strcmp(PQgetvalue(tables, t, 0), except) == 0)
			continue;
		out_fmt(o, "# %s\n", PQgetvalue(tables, t, 0));
		(void)snprintf(text, sizeof text, "SELECT x::text FROM %s x ORDER BY 1", PQgetvalue(tables, t, 0));
		PGresult *rows = PQexec(raw, text);
		assert_int_equal(PQresultStatus(rows), PGRES_TUPLES_OK);
		for (int i = 0; i < PQntuples(rows); i++)
			out_fmt(o, "%s\n", PQgetvalue(rows, i, 0));
		PQclear(rows);
	}
	PQclear(tables);
	PQfinish(raw);
}

/* Everything but one table ("" for none), as text in the fixture's arena. */
static str dump_but(const char *except)
{
	struct out o = out_new(64 << 20);
	if (fixture.engine == DB_SQLITE)
		dump_sqlite(&o, except);
	else
		dump_postgres(&o, except);
	assert_false(o.full);
	str text = arena_str(fixture.arena, out_text(&o));
	out_free(&o);
	return text;
}

static void assert_same_text(str before, str after)
{
	if (str_eq(before, after))
		return;
	size_t i = 0;
	while (i < before.n && i < after.n && before.p[i] == after.p[i])
		i++;
	size_t from = i > 100 ? i - 100 : 0;
	print_error("before: …%.300s\nafter: …%.300s\n", before.p + from, after.p + from);
	fail();
}

/* ---- packs that are made here ---- */

/* Writes one file of a pack in the fixture's folder and gives the pack's path. */
static const char *pack_file(const char *pack, const char *file, const char *text)
{
	str folder = arena_fmt(fixture.arena, "%s/%s", fixture.folder, pack), path = arena_fmt(fixture.arena, "%s/%s", folder.p, file);
	(void)mkdir(folder.p, 0700);
	FILE *f = fopen(path.p, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	return folder.p;
}

static const char territory_yaml[] = "pack: 1\nterritory: {code: essai, name: Essai, kind: municipality}\n"
                                     "municipalities: [{insee: \"62083\", name: Barlin}]\n";
static const char districts_yaml[] = "districts:\n  - {code: regain, name: Regain, kind: qpv, municipalities: [\"62083\"]}\n"
                                     "  - {code: centre, name: Centre, kind: qpv, municipalities: [\"62083\"]}\n";
static const char frame_yaml[] = "goals:\n  - {code: p1, kind: pillar, label: Pilier, children: [{code: p1-1, kind: objective, label: Objectif}]}\n";
static const char calls_yaml[] = "calls: [{code: appel, kind: project_call, title: Appel, year: 2025}]\n";

static str programme_yaml(const char *actions)
{
	return arena_fmt(fixture.arena,
	                 "funder_groups: [{code: etat, label: État}]\nfunders: [{code: anct, label: ANCT, kind: state, group: etat}]\n"
	                 "organisations: [{code: ville, name: Ville, kind: municipality}]\n"
	                 "programmes:\n  - {call: appel, version: 1, title: T, state: proposed, axes: [{code: x, label: Axe, goal: p1, actions: [%s]}]}\n",
	                 actions);
}

#define ACTION(code) "{code: " code ", title: Titre " code ", bearer: ville, total: 10, funding: {anct: 10}}"

static const char *small_pack(const char *actions)
{
	(void)pack_file("essai", "territory.yaml", territory_yaml);
	(void)pack_file("essai", "districts.yaml", districts_yaml);
	(void)pack_file("essai", "frame.yaml", frame_yaml);
	(void)pack_file("essai", "calls.yaml", calls_yaml);
	return pack_file("essai", "programme.yaml", programme_yaml(actions).p);
}

static int64_t number_of(territory_id territory, str action)
{
	struct q_load_applications_rows rows;
	assert_int_equal(q_load_applications(db, fixture.arena, territory, &rows), OK);
	for (size_t i = 0; i < rows.n; i++)
		if (str_eq(rows.at[i].action_code, action))
			return rows.at[i].application.v;
	return 0;
}

static const char *const real_packs[] = {"packs/cabbalr-2020", "packs/call-ami-2021", "packs/hersin-coupigny-2030", "packs/libercourt-2025", "packs/lievin-2024"};
enum { REAL_PACKS = 5 };

/* ---- tests ---- */

static void the_five_packs_load_in_under_a_second(void **state)
{
	(void)state;
	int64_t begun = clock_monotonic_ms();
	for (size_t i = 0; i < REAL_PACKS; i++) {
		struct load_result r = loaded(real_packs[i]);
		assert_false(r.unchanged);
		assert_true(r.rows > 100);
		assert_int_equal(r.id.v, i + 1);
	}
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
	if (fixture.engine == DB_SQLITE)
		assert_true(clock_monotonic_ms() - begun < 1000);
#else
	(void)begun;
#endif
}

static void an_unchanged_pack_writes_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < REAL_PACKS; i++)
		(void)loaded(real_packs[i]);
	str before = dump_but("");
	for (size_t i = 0; i < REAL_PACKS; i++) {
		struct load_result r = loaded(real_packs[i]);
		assert_true(r.unchanged);
		assert_true(r.rows > 100 && r.id.v == (int64_t)i + 1);
	}
	assert_same_text(before, dump_but(""));
}

static void a_forced_load_makes_the_same_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < REAL_PACKS; i++)
		(void)loaded(real_packs[i]);
	str before = dump_but("audit");
	for (size_t i = 0; i < REAL_PACKS; i++) {
		struct load_result r;
		assert_int_equal(load_with(&(struct load_options){.actor = S("cli:0"), .folder = real_packs[i], .force = true}, &r), OK);
		assert_false(r.unchanged);
	}
	assert_same_text(before, dump_but("audit"));
	struct audit_report report;
	assert_int_equal(audit_verify(db, &report), OK);
	assert_int_equal(report.rows, 2 * REAL_PACKS);
	assert_int_equal(report.first_broken, 0);
}

static void a_pack_that_is_refused_changes_nothing(void **state)
{
	(void)state;
	static const char *const bad[] = {"amounts", "codes-twice", "everything-at-once", "unknown-references", "yaml-open-quote", "yaml-not-utf8", "file-missing", "goals"};
	(void)loaded("packs/libercourt-2025");
	str before = dump_but("");
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(refused(arena_fmt(fixture.arena, "tests/golden/packs/refused/%s", bad[i]).p), INVALID);
	assert_int_equal(refused("tests/golden/packs/nowhere"), INVALID);
	assert_same_text(before, dump_but(""));
}

static void a_call_of_another_territory_is_refused(void **state)
{
	(void)state;
	(void)loaded("packs/libercourt-2025");
	str before = dump_but("");
	(void)pack_file("autre", "territory.yaml", territory_yaml);
	const char *folder = pack_file("autre", "calls.yaml", "calls:\n  - {code: libercourt-2025, kind: project_call, title: Appel, year: 2025}\n");
	assert_int_equal(refused(folder), INVALID);
	assert_int_equal(problems.total, 1);
	assert_int_equal(problems.list.at[0].message, W_pack_call_elsewhere);
	assert_int_equal(problems.list.at[0].line, 2);
	assert_same_text(before, dump_but(""));
}

static void a_copy_under_another_name_does_not_replace_a_territory(void **state)
{
	(void)state;
	(void)loaded(small_pack(ACTION("a")));
	str before = dump_but("");
	const char *copy = pack_file("essai-2026", "territory.yaml", territory_yaml);
	assert_int_equal(refused(copy), CONFLICT);
	assert_int_equal(problems.list.at[0].message, W_pack_other_folder);
	assert_same_text(before, dump_but(""));
	struct load_result r;
	assert_int_equal(load_with(&(struct load_options){.actor = S("cli:0"), .folder = copy, .force = true}, &r), OK);
	assert_int_equal(r.id.v, 1);
}

static void applications_keep_their_numbers(void **state)
{
	(void)state;
	territory_id t = loaded(small_pack(ACTION("a") "," ACTION("b") "," ACTION("c"))).id;
	int64_t b = number_of(t, S("b")), c = number_of(t, S("c"));
	assert_int_equal(number_of(t, S("a")), 1);
	(void)loaded(small_pack(ACTION("n") "," ACTION("c") "," ACTION("b")));
	assert_int_equal(number_of(t, S("b")), b);
	assert_int_equal(number_of(t, S("c")), c);
	assert_int_equal(number_of(t, S("n")), 4); /* a number that was never given */
	assert_int_equal(number_of(t, S("a")), 0);
}

static void what_the_pack_drops_is_removed(void **state)
{
	(void)state;
	territory_id t = loaded(small_pack(ACTION("a"))).id;
	struct q_load_codes_rows rows;
	assert_int_equal(q_load_codes(db, fixture.arena, t, &rows), OK);
	assert_int_equal(rows.n, 9); /* call, action, organisation, funder, group, two goals, two districts */
	const char *folder = small_pack(ACTION("a"));
	static const char *const files[] = {"districts.yaml", "frame.yaml", "calls.yaml", "programme.yaml"};
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(unlink(arena_fmt(fixture.arena, "%s/%s", folder, files[i]).p), 0);
	assert_int_equal(loaded(folder).id.v, t.v);
	assert_int_equal(q_load_codes(db, fixture.arena, t, &rows), OK);
	assert_int_equal(rows.n, 0);
	assert_int_equal(number_of(t, S("a")), 0);
}

static const char filed_by_hand[] = "INSERT INTO application (territory_id, application_id, call_code, action_code, bearer_code, title, state, total_cents, position) "
                                    "VALUES (1, 77, 'appel', 'b', 'ville', 'Notre projet', 'draft', 0, 0);"
                                    "INSERT INTO application_district (territory_id, application_id, district_code) VALUES (1, 77, 'centre');";

static void what_somebody_uses_is_named_and_kept(void **state)
{
	(void)state;
	(void)loaded(small_pack(ACTION("a") "," ACTION("b")));
	(void)loaded(small_pack(ACTION("a")));
	assert_int_equal(script("INSERT INTO action (territory_id, code, title) VALUES (1, 'b', 'Notre projet')"), OK);
	assert_int_equal(script(filed_by_hand), OK);
	str before = dump_but("");
	const char *folder = small_pack(ACTION("a") "," ACTION("c"));
	(void)pack_file("essai", "districts.yaml", "districts:\n  - {code: regain, name: Regain, kind: qpv, municipalities: [\"62083\"]}\n");
	assert_int_equal(refused(folder), CONFLICT);
	assert_int_equal(problems.total, 2); /* the action, the district */
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(problems.list.at[i].message, W_pack_still_used);
		assert_true(str_eq(problems.list.at[i].args[1].text, S("Notre projet")));
	}
	assert_same_text(before, dump_but(""));
}

static void what_somebody_filed_is_not_taken_over(void **state)
{
	(void)state;
	(void)loaded(small_pack(ACTION("a")));
	assert_int_equal(script("INSERT INTO action (territory_id, code, title) VALUES (1, 'b', 'Notre projet')"), OK);
	assert_int_equal(script(filed_by_hand), OK);
	str before = dump_but("");
	assert_int_equal(refused(small_pack(ACTION("a") "," ACTION("b"))), CONFLICT);
	assert_int_equal(problems.total, 1);
	assert_int_equal(problems.list.at[0].message, W_pack_action_filed);
	assert_same_text(before, dump_but(""));
}

static void perimeters_survive_a_load(void **state)
{
	(void)state;
	(void)loaded(small_pack(ACTION("a")));
	assert_int_equal(script("INSERT INTO district_perimeter (territory_id, district_code, generation, geometry, imported_at, file_name) VALUES (1, 'regain', 2024, '{}', 0, 'qpv.geojson')"), OK);
	(void)loaded(small_pack(ACTION("b")));
	assert_true(str_has(dump_but(""), S("qpv.geojson")));
}

static str first_title(const char *query)
{
	struct search_results r;
	assert_int_equal(search_find(db, fixture.arena, (territory_id){0}, text_fold(fixture.arena, str_of(query)), 5, &r), OK);
	return r.n ? arena_fmt(fixture.arena, "%.*s:%.*s", STR_ARGS(r.at[0].kind), STR_ARGS(r.at[0].title)) : S("");
}

static void everything_is_found_by_its_words_and_codes(void **state)
{
	(void)state;
	(void)loaded("packs/libercourt-2025");
	(void)loaded("packs/hersin-coupigny-2030");
	assert_true(str_eq(first_title("haute voie"), S("district:Quartier de la Haute Voie")) || str_has(first_title("haute voie"), S("Haute Voie")));
	assert_true(str_eq(first_title("QP062048"), S("district:Quartier de la Haute Voie")));
	assert_true(str_eq(first_title("qn06248m"), S("district:Quartier de la Haute Voie")));
	assert_true(str_starts(first_title("ingenierie"), S("action:Fonctionnement du PRE")));
	assert_true(str_starts(first_title("maisons et cites"), S("funder:Maisons et Cités")));
	assert_true(str_eq(first_title("zyzomys"), S("")));
}

/* The pack of Libercourt with one amount changed, so that two states can be told apart. */
static const char *changed_copy(void)
{
	static const char *const files[] = {"territory.yaml", "districts.yaml", "frame.yaml", "calls.yaml", "programme.yaml"};
	const char *folder = NULL;
	for (size_t i = 0; i < 5; i++) {
		static char text[65536];
		FILE *f = fopen(arena_fmt(fixture.arena, "packs/libercourt-2025/%s", files[i]).p, "r");
		assert_non_null(f);
		text[fread(text, 1, sizeof text - 1, f)] = 0;
		(void)fclose(f);
		char *at = strstr(text, "ccas: 14985");
		if (at)
			at[6] = '2';
		folder = pack_file("libercourt-2025", files[i], text);
	}
	return folder;
}

static void a_load_that_is_killed_leaves_all_or_nothing(void **state)
{
	(void)state;
	enum { TURNS = 12 };
	const char *folders[2] = {"packs/libercourt-2025", changed_copy()};
	str states[2];
	for (size_t i = 2; i-- > 0;) {
		(void)loaded(folders[i]);
		states[i] = dump_but("audit");
	}
	assert_false(str_eq(states[0], states[1]));
	int64_t begun = clock_monotonic_ms();
	(void)loaded(folders[1]);
	int64_t length_us = (clock_monotonic_ms() - begun + 2) * 1000;
	for (int turn = 0; turn < TURNS; turn++) {
		db_close(db);
		db = NULL;
		pid_t child = fork();
		if (child == 0) {
			struct arena *a = arena_new(256 << 20);
			struct problems ps = problems_new(a);
			struct findings fs = findings_new(a);
			struct load_result r;
			const struct load_options options = {.actor = S("cli:0"), .folder = folders[turn % 2]};
			if (db_open(fixture.where, DB_READ_WRITE, &db) != OK || load_pack(db, a, &options, &r, &ps, &fs) != OK)
				_exit(1);
			_exit(0);
		}
		(void)usleep((useconds_t)(length_us * (turn + 1) / TURNS));
		(void)kill(child, SIGKILL);
		(void)waitpid(child, NULL, 0);
		assert_int_equal(db_open(fixture.where, DB_READ_WRITE, &db), OK);
		str now = dump_but("audit");
		assert_true(str_eq(now, states[0]) || str_eq(now, states[1]));
		struct audit_report report;
		assert_int_equal(audit_verify(db, &report), OK);
		assert_int_equal(report.first_broken, 0);
	}
}

int main(void)
{
	if (setenv("FAUBOURG_CLOCK", "2025-01-15", 1) != 0)
		return 1;
	const struct CMUnitTest tests[] = {
		BOTH(the_five_packs_load_in_under_a_second),
		BOTH(an_unchanged_pack_writes_nothing),
		BOTH(a_forced_load_makes_the_same_rows),
		BOTH(a_pack_that_is_refused_changes_nothing),
		BOTH(a_call_of_another_territory_is_refused),
		BOTH(a_copy_under_another_name_does_not_replace_a_territory),
		BOTH(applications_keep_their_numbers),
		BOTH(what_the_pack_drops_is_removed),
		BOTH(what_somebody_uses_is_named_and_kept),
		BOTH(what_somebody_filed_is_not_taken_over),
		BOTH(perimeters_survive_a_load),
		BOTH(everything_is_found_by_its_words_and_codes),
		BOTH(a_load_that_is_killed_leaves_all_or_nothing),
	};
	return both_run("load_pack", tests, sizeof tests / sizeof tests[0]);
}
