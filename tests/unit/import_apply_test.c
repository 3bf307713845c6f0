/* Decided tables written into the grid of a call and taken back, on both engines (D3, N10, N11; "Bad input" of deciding): matching, questions, envelopes, conflicts of interest, what
   others changed meanwhile, the way to DAUPHIN and back, the workbook of the grid. */
#include "accounts/actor.h"
#include "actions/load_pack.h"
#include "actions/table_import.h"
#include "gen/queries.h"
#include "base/limits.h"
#include "imports/table.h"

#include "lib/both.h"

#include <string.h>

enum { OFFICER = 1, AGENT, STRANGER };
#define NEW_CALL "libercourt-2026"
#define OLD_CALL "libercourt-2025"

static struct problems ps;
static struct actor who;
static struct table_book book;
static struct table_import import;
static struct table_plan plan;
static int64_t clock_ms, scenario;

static void open_world(void)
{
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = "packs/libercourt-2025"};
	ps = fresh_problems();
	clock_ms = 1000;
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
	assert_int_equal(script("INSERT INTO person (person_id, email, name, lang, created_ms, confirmed_ms, administrator) VALUES (1, 'o@ville.example', 'Chargée de mission', 'fr', 1, 1, 0), "
	                        "(2, 'e@etat.example', 'Déléguée du préfet', 'fr', 1, 1, 0), (3, 'x@autre.example', 'Autre', 'fr', 1, 1, 0)"), OK);
	assert_int_equal(script("INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT t.territory_id, r.p, r.r, r.i, 1, 'cli:0' FROM territory t, "
	                        "(SELECT 1 AS p, 'officer' AS r, '' AS i UNION ALL SELECT 2, 'funder_agent', 'anct') r"), OK);
	assert_int_equal(script("INSERT INTO call (territory_id, code, kind, title, year, position) SELECT territory_id, 'libercourt-2026', 'programme', 'Programmation 2026', 2026, 9 FROM call "
	                        "WHERE code = 'libercourt-2025'; INSERT INTO call_goal (territory_id, call_code, goal_code, position) SELECT territory_id, 'libercourt-2026', goal_code, position "
	                        "FROM call_goal WHERE call_code = 'libercourt-2025'; INSERT INTO file (sha256, bytes, media, scan, created_ms) VALUES ('aa', 1, 'text/plain', 'not_scanned', 1)"), OK);
}

static void as(int64_t person)
{
	assert_int_equal(actor_of_person(db, fixture.arena, (person_id){person}, &who), OK);
}

/* ---- the steps ---- */

struct receiving {
	struct table_received received;
	struct import_mapping mapping;
	int64_t id;
	enum status status;
};

static enum status in_receive(struct db *d, void *arg)
{
	struct receiving *r = arg;
	return receive_table(d, fixture.arena, &who, (instant){++clock_ms}, &r->received, &r->id);
}

static void read_bytes(str bytes)
{
	ps = fresh_problems();
	assert_int_equal(table_parse(fixture.arena, bytes, &book, &ps), OK);
}

static void look(void)
{
	ps = fresh_problems();
	assert_int_equal(read_table_import(db, fixture.arena, import.territory, import.call, import.id, &import), OK);
	assert_int_equal(plan_table(db, fixture.arena, LANG_FR, &import, &book, &plan, &ps), OK);
}

static enum status receive(const char *call)
{
	struct receiving r = {.received = {.call = str_of(call), .file = {.name = S("table.csv"), .sha256 = S("aa"), .media = S("text/plain"), .bytes = 1}}};
	r.received.mapping = &r.mapping;
	assert_int_equal(propose_mapping(db, fixture.arena, LANG_FR, str_of(call), &book, &r.mapping, &r.received.headings, &r.received.kind), OK);
	enum status s = db_write(db, in_receive, &r);
	if (s == OK) {
		import = (struct table_import){.call = str_of(call), .id = r.id};
		import.territory = (territory_id){ask_number(db, "SELECT territory_id FROM call WHERE code = 'libercourt-2025'")};
		look();
	}
	return s;
}

static void receive_text(const char *call, const char *text)
{
	read_bytes(arena_str(fixture.arena, str_of(text)));
	assert_int_equal(receive(call), OK);
}

static enum status in_choose(struct db *d, void *arg)
{
	(void)arg;
	return map_table(d, fixture.arena, &who, (instant){++clock_ms}, &import, import.kind, import.headings, &import.mapping);
}

static void choose(const char *key, const char *value)
{
	import_choose(fixture.arena, &import.mapping, str_of(key), str_of(value));
	assert_int_equal(db_write(db, in_choose, NULL), OK);
	look();
}

static enum status in_apply(struct db *d, void *arg)
{
	ps = fresh_problems();
	return apply_table(d, fixture.arena, LANG_FR, &who, (instant){++clock_ms}, arg, &scenario, &ps);
}

static enum status apply_because(str reason)
{
	struct table_apply apply = {.import = &import, .book = &book, .digest = plan.plan.digest, .confirmed = reason.n > 0, .reason = reason};
	return db_write(db, in_apply, &apply);
}

static enum status apply(void)
{
	return apply_because(S(""));
}

static enum status in_undo(struct db *d, void *arg)
{
	(void)arg;
	ps = fresh_problems();
	return undo_table(d, fixture.arena, LANG_FR, &who, (instant){++clock_ms}, &import, &ps);
}

static enum status undo(void)
{
	assert_int_equal(read_table_import(db, fixture.arena, import.territory, import.call, import.id, &import), OK);
	return db_write(db, in_undo, NULL);
}

static void assert_said(enum word word)
{
	for (size_t i = 0; i < ps.list.n; i++)
		if (ps.list.at[i].message == word)
			return;
	fail_msg("the word %d was not said; %zu problems", (int)word, ps.total);
}

static size_t count(enum import_verdict verdict)
{
	return plan.plan.counts[verdict];
}

static int64_t applications(void)
{
	return ask_number(db, "SELECT count(*) FROM application");
}

#define SMALL "Intitulé;Porteur;Coût total;Ville;ANCT\nJardin;CCAS;1000;400;600\nForum;VILLE;500;500;\n"

/* ---- the cases ---- */

static void a_decided_table_makes_applications_with_their_votes(void **state)
{
	(void)state;
	open_world();
	as(OFFICER);
	receive_text(NEW_CALL, SMALL);
	assert_true(count(IMPORT_MAKES) == 2 && count(IMPORT_REFUSED) == 0);
	assert_int_equal(apply(), OK);
	assert_int_equal(ask_number(db, "SELECT sum(voted_cents) FROM cell WHERE call_code = 'libercourt-2026' AND scenario = 1"), 150000);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM application WHERE call_code = 'libercourt-2026' AND bearer_code IN ('ccas-libercourt', 'ville-libercourt')"), 2);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM audit WHERE verb = 'import_row'"), 2);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM audit WHERE verb = 'apply_table'"), 1);
	assert_int_equal(apply(), CONFLICT); /* the import is as it was read before: the plan has moved */
	receive_text(NEW_CALL, SMALL);
	assert_int_equal(count(IMPORT_SAME), 2);
	assert_int_equal(apply(), INVALID);
	assert_said(W_imports_nothing);
}

static void an_undone_import_leaves_nothing(void **state)
{
	(void)state;
	open_world();
	as(OFFICER);
	int64_t before = applications(), organisations = ask_number(db, "SELECT count(*) FROM organisation");
	receive_text(NEW_CALL, "Intitulé;Porteur;Coût total;Ville;ANCT demandé;ANCT\nJardin;Les Amis du parc;1000;400;700;600\n");
	assert_int_equal(apply(), OK);
	assert_int_equal(applications(), before + 1);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM financing_line WHERE asked_cents = 70000"), 1);
	assert_int_equal(undo(), OK);
	assert_int_equal(applications(), before);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM organisation"), organisations);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM cell"), 0);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM financing_line WHERE asked_cents = 70000"), 0);
	assert_int_equal(undo(), CONFLICT);
	assert_said(W_imports_not_done);
}

static void what_somebody_changed_since_stops_the_undoing(void **state)
{
	(void)state;
	open_world();
	as(OFFICER);
	receive_text(NEW_CALL, SMALL);
	assert_int_equal(apply(), OK);
	assert_int_equal(script("UPDATE cell SET voted_cents = 39900 WHERE voted_cents = 40000"), OK);
	assert_int_equal(undo(), INVALID);
	assert_said(W_imports_undo_cell);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM cell"), 3); /* nothing was put back */
	assert_int_equal(script("UPDATE cell SET voted_cents = 40000 WHERE voted_cents = 39900; INSERT INTO application_note (territory_id, application_id, note, at_ms, by_person, text) "
	                        "SELECT territory_id, application_id, 1, 1, 1, 'vu' FROM application WHERE call_code = 'libercourt-2026' AND title = 'Forum'"), OK);
	assert_int_equal(undo(), INVALID);
	assert_said(W_imports_undo_application);
	assert_int_equal(ps.total, 1);
}

static void amounts_that_were_there_come_back_when_it_is_undone(void **state)
{
	(void)state;
	open_world();
	as(OFFICER);
	receive_text(NEW_CALL, SMALL);
	assert_int_equal(apply(), OK);
	receive_text(NEW_CALL, "Intitulé;Porteur;Coût total;Ville;ANCT\nJardin;CCAS;1100;500;600\n");
	assert_int_equal(count(IMPORT_CHANGES), 1);
	assert_true(plan.plan.lines.at[0].cells.n == 1 && plan.plan.lines.at[0].by == IMPORT_BY_NAMES);
	assert_int_equal(apply(), OK);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM cell WHERE voted_cents = 50000 AND funder_code = 'ville' AND revision = 2"), 1);
	assert_int_equal(ask_number(db, "SELECT cost_cents FROM scenario_row WHERE cost_cents IS NOT NULL"), 110000);
	assert_int_equal(undo(), OK);
	assert_int_equal(ask_number(db, "SELECT voted_cents FROM cell c JOIN application a ON a.territory_id = c.territory_id AND a.application_id = c.application_id WHERE a.title = 'Jardin' AND "
	                                "funder_code = 'ville'"), 40000);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM scenario_row WHERE cost_cents IS NOT NULL"), 0);
	assert_true(ask_number(db, "SELECT count(*) FROM cell_past") >= 2); /* what was decided is never lost */
}

static void only_what_was_seen_is_written(void **state)
{
	(void)state;
	open_world();
	as(OFFICER);
	receive_text(NEW_CALL, SMALL);
	assert_int_equal(script("INSERT INTO action (territory_id, code, title) SELECT territory_id, 'X', 'Jardin' FROM territory; INSERT INTO application (territory_id, application_id, call_code, "
	                        "action_code, bearer_code, title, state, total_cents, position) SELECT territory_id, 900, 'libercourt-2026', 'X', 'ccas-libercourt', 'Jardin', 'filed', 100000, 1 FROM territory"), OK);
	assert_int_equal(apply(), CONFLICT); /* one of its lines is that application now */
	assert_said(W_imports_moved);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM cell"), 0);
	look();
	assert_true(count(IMPORT_CHANGES) == 1 && count(IMPORT_MAKES) == 1);
	assert_int_equal(apply(), OK);
}

static void others_may_not_import(void **state)
{
	(void)state;
	open_world();
	read_bytes(S(SMALL));
	as(AGENT);
	assert_int_equal(receive(NEW_CALL), DENIED);
	as(STRANGER);
	assert_int_equal(receive(NEW_CALL), DENIED);
	as(OFFICER);
	assert_int_equal(receive(NEW_CALL), OK);
	as(AGENT);
	assert_int_equal(apply(), DENIED);
	assert_int_equal(undo(), DENIED);
}

static void a_near_title_is_asked_and_never_taken_blindly(void **state)
{
	(void)state;
	open_world();
	as(OFFICER);
	receive_text(OLD_CALL, "Intitulé;Porteur;Coût total;Ville\nBouge ta mobilite;VILLE;9000;4500\n");
	assert_true(count(IMPORT_ASKS) == 1 && plan.plan.open == 1 && plan.plan.questions.n == 1);
	assert_int_equal(apply(), INVALID);
	choose("row:2", arena_cstr(fixture.arena, plan.plan.questions.at[0].options.at[0].value));
	assert_true(count(IMPORT_CHANGES) == 1 && plan.plan.lines.at[0].by == IMPORT_BY_CHOICE);
	choose("row:2", "skip");
	assert_int_equal(count(IMPORT_LEFT), 1);
	choose("row:2", "new");
	assert_int_equal(count(IMPORT_MAKES), 1);
}

static void names_that_nobody_knows_are_asked_once(void **state)
{
	(void)state;
	open_world();
	as(OFFICER);
	receive_text(NEW_CALL, "Intitulé;Porteur;Budget prévisionnel\nJardin;CCAS de Libercourt;Coût total = 100 € Ville = 60 € AGGLO = 40 €\nForum;CCAS de Libercourt;Coût total = 50 € AGGLO = 50 €\n");
	assert_true(count(IMPORT_ASKS) == 2 && plan.plan.open == 2);
	choose("funder:AGGLO", "cahc");
	choose("bearer:CCAS de Libercourt", "ccas-libercourt");
	assert_true(count(IMPORT_MAKES) == 2 && plan.plan.open == 0);
	assert_int_equal(apply(), OK);
	assert_int_equal(ask_number(db, "SELECT sum(voted_cents) FROM cell WHERE funder_code = 'cahc'"), 9000);
	receive_text(NEW_CALL, "Intitulé;Porteur;Budget prévisionnel\nAutre;CCAS de Libercourt;Coût total = 10 € AGGLO = 10 €\n");
	assert_int_equal(plan.plan.open, 0); /* the same headings: the answers were kept */
	assert_int_equal(count(IMPORT_MAKES), 1);
}

static void twins_are_two_until_somebody_says_otherwise(void **state)
{
	(void)state;
	open_world();
	as(OFFICER);
	receive_text(NEW_CALL, "Intitulé;Porteur;Coût total;Ville\nFête;CCAS;100;100\nFête;CCAS;100;100\n");
	assert_int_equal(count(IMPORT_MAKES), 2);
	assert_int_equal(plan.plan.open, 0);
	choose("twin:3", "same");
	assert_true(count(IMPORT_MAKES) == 1 && count(IMPORT_LEFT) == 1);
	choose("twin:3", "");
	assert_int_equal(apply(), OK);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM application WHERE title = 'Fête'"), 2);
}

static bool remarks(size_t line, enum word word)
{
	const struct problems *r = &plan.plan.lines.at[line].remarks;
	for (size_t i = 0; i < r->list.n; i++)
		if (r->list.at[i].message == word)
			return true;
	return false;
}

static void suspicions_are_told_and_not_refused(void **state)
{
	(void)state;
	open_world();
	as(OFFICER);
	receive_text(NEW_CALL, "Intitulé;Porteur;Coût total;Ville demandé;ANCT demandé;Ville;ANCT\nJardin;CCAS;1000;400;600;400;700\nForum;VILLE;500;;500;;500\n");
	assert_true(remarks(0, W_imports_remark_above) && remarks(0, W_imports_remark_excess));
	assert_int_equal(apply(), OK);
	receive_text(NEW_CALL, "Intitulé;Porteur;Coût total;Région;CAF\nForum;VILLE;500;500;900\n");
	assert_true(remarks(0, W_imports_remark_over_cost));
	assert_int_equal(script("UPDATE cell SET voted_cents = NULL WHERE voted_cents = 50000"), OK);
	receive_text(NEW_CALL, "Intitulé;Porteur;Coût total;Région\nForum;VILLE;500;500\n");
	assert_true(remarks(0, W_imports_remark_column)); /* the Région was asked for nothing, ANCT for just that */
}

static void an_envelope_is_passed_with_a_reason_only(void **state)
{
	(void)state;
	open_world();
	as(OFFICER);
	assert_int_equal(script("INSERT INTO envelope (territory_id, call_code, code, funder_code, year, section, amount_cents, state, position) SELECT territory_id, 'libercourt-2026', 'ville-26', "
	                        "'ville', 2026, 'operating', 50000, 'notified', 1 FROM territory"), OK);
	receive_text(NEW_CALL, SMALL);
	assert_true(plan.plan.passed.n == 1 && plan.plan.over.cents == 40000);
	assert_int_equal(apply(), INVALID);
	assert_said(W_imports_passes);
	assert_int_equal(apply_because(S("vote du conseil")), OK);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM audit WHERE verb = 'apply_table' AND detail LIKE '%over_envelope_confirmed%'"), 1);
}

static void a_conflict_of_interest_stops_its_line(void **state)
{
	(void)state;
	open_world();
	as(OFFICER);
	assert_int_equal(script("INSERT INTO conflict_of_interest (territory_id, conflict_id, application_id, person_id, institution, reason, declared_ms, declared_by) "
	                        "SELECT territory_id, 1, application_id, 1, '', 'membre du bureau', 1, 1 FROM application WHERE title = 'Bouges ta mobilité'"), OK);
	receive_text(OLD_CALL, "Intitulé;Porteur;Coût total;Ville\nBouges ta mobilité;VILLE;9000;4000\nForum bis;VILLE;10;10\n");
	assert_int_equal(apply(), INVALID);
	assert_said(W_imports_conflict);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM cell"), 0);
	choose("leave:2", "yes");
	assert_int_equal(apply(), OK);
}

static void a_new_variant_leaves_the_session_alone(void **state)
{
	(void)state;
	open_world();
	as(OFFICER);
	receive_text(NEW_CALL, SMALL);
	import.mapping.scenario = 0;
	choose("leave:9", "yes");
	assert_int_equal(apply(), OK);
	assert_int_equal(scenario, 2);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM cell WHERE scenario = 1"), 0);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM scenario WHERE scenario = 2 AND origin = 'import' AND state = 'open'"), 1);
	assert_int_equal(undo(), OK);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM scenario WHERE scenario = 2 AND state = 'dropped'"), 1);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM application WHERE call_code = 'libercourt-2026'"), 0);
}

static void a_closed_table_takes_nothing(void **state)
{
	(void)state;
	open_world();
	as(OFFICER);
	receive_text(NEW_CALL, SMALL);
	assert_int_equal(script("INSERT INTO scenario (territory_id, call_code, scenario, name, origin, state, revision, made_ms, made_by) SELECT territory_id, 'libercourt-2026', 1, 'Séance', 'session', "
	                        "'closed', 0, 1, 1 FROM territory"), OK);
	assert_int_equal(apply(), CONFLICT);
	assert_said(W_imports_closed);
}

static str dauphin_text(const char *call)
{
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	assert_int_equal(write_dauphin(db, fixture.arena, &o, str_of(call), 1), OK);
	return out_keep(&o, fixture.arena);
}

static void dauphin_goes_out_and_comes_back_without_loss(void **state)
{
	(void)state;
	open_world();
	as(OFFICER);
	receive_text(NEW_CALL, "Référence;Statut;SIREN;Porteur;Intitulé;Description;Axe;Coût total;Autres recettes;Observations;Financeur;Nature;Montant demandé;Montant proposé;Montant accordé\n"
	                       "DA00054562-01;SUPPORTED;732829320;Club nautique;Voile;Un stage;sante;1000;50;à suivre;Ville;numéraire;400;300;250\n"
	                       "DA00054562-01;SUPPORTED;732829320;Club nautique;Voile;Un stage;sante;1000;50;à suivre;TFPB;en nature;100;;refusé\n"
	                       "DA00054562-02;REJECTED;;VILLE;Forum;;;500;;;;;;;\n");
	assert_true(str_eq(import.kind, S("dauphin")) && count(IMPORT_MAKES) == 2);
	assert_int_equal(apply(), OK);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM application WHERE call_code = 'libercourt-2026' AND ((title = 'Voile' AND state = 'under_review') OR (title = 'Forum' AND state = 'refused'))"), 2);
	str out = dauphin_text(NEW_CALL);
	read_bytes(out);
	assert_int_equal(receive(NEW_CALL), OK);
	assert_int_equal(count(IMPORT_SAME), 2);
	assert_int_equal(plan.plan.lines.at[0].by, IMPORT_BY_ACTION);
	assert_int_equal(script("DELETE FROM cell; DELETE FROM scenario_row; DELETE FROM financing_line WHERE asked_cents IS NOT NULL; DELETE FROM application_reference; DELETE FROM application WHERE "
	                        "call_code = 'libercourt-2026'"), OK);
	assert_int_equal(receive(NEW_CALL), OK);
	assert_int_equal(count(IMPORT_MAKES), 2);
	assert_int_equal(apply(), OK);
	assert_true(str_eq(dauphin_text(NEW_CALL), out)); /* the very same bytes */
}

static void a_state_that_cannot_follow_stays(void **state)
{
	(void)state;
	open_world();
	as(OFFICER);
	receive_text(NEW_CALL, "Référence;Statut;Porteur;Intitulé;Coût total;Financeur;Montant demandé\nDA00000001-01;TRANSMITTED;CCAS;Jardin;100;Ville;100\n");
	assert_int_equal(apply(), OK);
	receive_text(NEW_CALL, "Référence;Statut;Porteur;Intitulé;Coût total;Financeur;Montant demandé\nDA00000001-01;JUSTIFIED;CCAS;Jardin;100;Ville;100\n");
	assert_true(count(IMPORT_SAME) == 1 && remarks(0, W_imports_remark_step) && plan.plan.lines.at[0].by == IMPORT_BY_REFERENCE);
	receive_text(NEW_CALL, "Référence;Statut;Porteur;Intitulé;Coût total;Financeur;Montant demandé\nDA00000001-01;Recevable;CCAS;Jardin;100;Ville;100\n");
	assert_int_equal(apply(), OK);
	assert_true(str_eq(ask(db, "SELECT state FROM application WHERE title = 'Jardin'"), S("admissible")));
	assert_int_equal(undo(), OK);
	assert_true(str_eq(ask(db, "SELECT state FROM application WHERE title = 'Jardin'"), S("filed")));
}

int main(void)
{
	const struct CMUnitTest all[] = {
		BOTH(a_decided_table_makes_applications_with_their_votes),
		BOTH(an_undone_import_leaves_nothing),
		BOTH(what_somebody_changed_since_stops_the_undoing),
		BOTH(amounts_that_were_there_come_back_when_it_is_undone),
		BOTH(only_what_was_seen_is_written),
		BOTH(others_may_not_import),
		BOTH(a_near_title_is_asked_and_never_taken_blindly),
		BOTH(names_that_nobody_knows_are_asked_once),
		BOTH(twins_are_two_until_somebody_says_otherwise),
		BOTH(suspicions_are_told_and_not_refused),
		BOTH(an_envelope_is_passed_with_a_reason_only),
		BOTH(a_conflict_of_interest_stops_its_line),
		BOTH(a_new_variant_leaves_the_session_alone),
		BOTH(a_closed_table_takes_nothing),
		BOTH(dauphin_goes_out_and_comes_back_without_loss),
		BOTH(a_state_that_cannot_follow_stays),
	};
	return both_run("import apply", all, sizeof all / sizeof *all);
}
