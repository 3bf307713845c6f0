/* Loading rules.publicodes with its pack, on both engines (PostgreSQL when FAUBOURG_TEST_DB is set): what is stored, replaced, kept and refused, and what
   tells the officer why. Rows N4, N17; packs/RULES.md, « Versions ». */
#include "actions/load_pack.h"
#include "actions/read_application.h"
#include "actions/read_ruleset.h"
#include "actions/waive.h"
#include "base/calendar.h"

#include "lib/both.h"

#include <sys/stat.h>

static struct problems problems;
static struct findings findings;
static struct load_result result;
static const territory_id only_territory = {1};

/* ---- a pack that is made here ---- */

static const char *write_file(const char *file, const char *text)
{
	str folder = arena_fmt(fixture.arena, "%s/essai", fixture.folder), path = arena_fmt(fixture.arena, "%s/%s", folder.p, file);
	(void)mkdir(folder.p, 0700);
	FILE *f = fopen(path.p, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	return folder.p;
}

static void drop_file(const char *file)
{
	assert_int_equal(unlink(arena_fmt(fixture.arena, "%s/essai/%s", fixture.folder, file).p), 0);
}

static const char *pack(void)
{
	(void)write_file("territory.yaml", "pack: 1\nterritory: {code: essai, name: Essai, kind: municipality}\nmunicipalities: [{insee: \"62083\", name: Barlin}]\n");
	(void)write_file("frame.yaml", "goals:\n  - {code: p1, kind: pillar, label: Pilier}\n");
	(void)write_file("calls.yaml", "calls:\n  - code: appel\n    kind: project_call\n    title: Appel\n    year: 2025\n    clauses:\n"
	                               "      - {code: seuil-minimal, kind: threshold, label: Dix mille euros, article: Article 1}\n");
	return write_file("programme.yaml",
	                  "funder_groups: [{code: etat, label: État}]\nfunders: [{code: anct, label: ANCT, kind: state, group: etat}]\n"
	                  "organisations: [{code: ville, name: Ville, kind: municipality}]\nprogrammes:\n  - {call: appel, version: 1, title: T, state: proposed, "
	                  "axes: [{code: x, label: Axe, goal: p1, actions: [{code: a, title: Jardin, bearer: ville, total: 9000, funding: {anct: 9000}}]}]}\n");
}

struct rules_text {
	const char *call, *clause, *funder, *threshold, *expected;
	int version;
};
static const struct rules_text usual = {.call = "appel", .clause = "seuil-minimal", .funder = "anct", .threshold = "10000 €", .expected = "oui", .version = 1};

/* One rule that may be waived: the cost of the action against a threshold. */
static str text_of(const struct rules_text *t)
{
	return arena_fmt(fixture.arena,
	                 "règlement:\n  titre: Essai\n  appel: %s\n  version: %d\n"
	                 "ANCT:\n  titre: ANCT\n  valeur: oui\n  règlement: {rôle: financeur, financeur: %s}\n"
	                 "ANCT . montant demandé:\n  question: Combien ?\n  titre: Demandé\n  identifiant court: anct\n  unité: €\n"
	                 "ANCT . minimum:\n  titre: Coût minimal\n  valeur: budget . coût total >= %s\n  règlement:\n    rôle: condition\n    financeur: %s\n"
	                 "    clause: %s\n    sévérité: bloque le vote\n    dérogation: le sous-préfet\n    phrases: {oui: Assez., non: Trop peu.}\n    exemples:\n"
	                 "      - {situation: {budget . coût total: 10000 €}, attendu: %s}\n      - {situation: {budget . coût total: 1 €}, attendu: non}\n"
	                 "      - {attendu: inconnu}\n",
	                 t->call, t->version, t->funder, t->threshold, t->funder, t->clause, t->expected);
}

static void write_rules(const char *file, struct rules_text t)
{
	(void)write_file(file, text_of(&t).p);
}

static enum status load(const char *folder)
{
	problems = fresh_problems();
	findings = findings_new(fixture.arena);
	return load_pack(db, fixture.arena, &(struct load_options){.actor = S("cli:0"), .folder = folder}, &result, &problems, &findings);
}

static void loaded(const char *folder)
{
	enum status s = load(folder);
	if (problems.total) {
		struct out o = out_new(1 << 16);
		problems_write(&o, LANG_EN, &problems);
		print_error("%.*s", STR_ARGS(out_text(&o)));
		out_free(&o);
	}
	assert_int_equal(s, OK);
}

/* One problem, of that message, in that file, at a line. */
static const struct problem *refused(const char *folder, enum status status, enum word message, const char *file)
{
	assert_int_equal(load(folder), status);
	assert_int_equal(problems.total, 1);
	const struct problem *p = &problems.list.at[0];
	assert_int_equal(p->message, message);
	assert_true(str_ends(p->file, str_of(file)));
	assert_true(p->line > 0);
	return p;
}

static str argument(const struct problem *p, const char *name)
{
	for (size_t i = 0; i < p->arg_count; i++)
		if (strcmp(p->args[i].name, name) == 0)
			return p->args[i].text;
	fail_msg("the problem has no %s", name);
	return STR_NONE;
}

/* "2 1": the versions that the instance keeps, the latest first. */
static str versions(void)
{
	struct ruleset_versions list;
	str all = S("");
	assert_int_equal(read_ruleset_versions(db, fixture.arena, only_territory, S("appel"), &list), OK);
	for (size_t i = 0; i < list.n; i++)
		all = arena_fmt(fixture.arena, "%.*s%s%lld", STR_ARGS(all), i ? " " : "", (long long)list.at[i].version);
	return all;
}

static str stored(int64_t version)
{
	struct ruleset *set;
	assert_int_equal(read_ruleset(db, fixture.arena, only_territory, S("appel"), version, &set), OK);
	return set->text;
}

#define assert_text(s, literal) assert_true(str_eq((s), S(literal)))

static enum status waive(void)
{
	struct problems ps = fresh_problems();
	const struct waive_request request = {.actor = S("cli:0"), .author = S("Le sous-préfet"), .reason = S("Premier projet"), .call = S("appel"),
	                                      .application = S("a"), .rule = S("ANCT . minimum")};
	return waive_rule(db, fixture.arena, &request, &ps);
}

/* ---- tests ---- */

static void the_text_is_stored_as_it_was_given(void **state)
{
	(void)state;
	const char *folder = pack();
	write_rules("rules.publicodes", usual);
	loaded(folder);
	assert_text(versions(), "1");
	assert_true(str_eq(stored(0), text_of(&usual)));
	loaded(folder);
	assert_true(result.unchanged);
}

static void a_call_without_rules_has_no_version(void **state)
{
	(void)state;
	struct ruleset *set;
	loaded(pack());
	assert_text(versions(), "");
	assert_int_equal(read_ruleset(db, fixture.arena, only_territory, S("appel"), 0, &set), NOT_FOUND);
}

static void the_same_version_with_another_text_replaces_it_and_says_so(void **state)
{
	(void)state;
	const char *folder = pack();
	struct rules_text changed = usual;
	write_rules("rules.publicodes", usual);
	loaded(folder);
	for (size_t i = 0; i < findings.list.n; i++)
		assert_int_not_equal(findings.list.at[i].message, W_verdict_text_replaced);
	changed.threshold = "9000 €";
	write_rules("rules.publicodes", changed);
	loaded(folder);
	size_t said = 0;
	for (size_t i = 0; i < findings.list.n; i++)
		said += findings.list.at[i].message == W_verdict_text_replaced && findings.list.at[i].severity == SEVERITY_INFORMATION;
	assert_int_equal(said, 1);
	assert_text(versions(), "1");
	assert_true(str_eq(stored(1), text_of(&changed)));
}

static void a_version_that_has_a_waiver_keeps_its_text(void **state)
{
	(void)state;
	const char *folder = pack();
	struct rules_text changed = usual;
	write_rules("rules.publicodes", usual);
	loaded(folder);
	assert_int_equal(waive(), OK);
	changed.threshold = "9000 €";
	write_rules("rules.publicodes", changed);
	(void)refused(folder, CONFLICT, W_verdict_version_judged, "rules.publicodes");
	assert_true(str_eq(stored(0), text_of(&usual)));
	write_rules("rules.1.publicodes", usual);
	changed.version = 2;
	write_rules("rules.publicodes", changed);
	loaded(folder);
	assert_text(versions(), "2 1");
	assert_true(str_eq(stored(1), text_of(&usual)));
	assert_true(str_eq(stored(0), text_of(&changed)));
}

static void a_withdrawn_waiver_is_a_decision_too(void **state)
{
	(void)state;
	const char *folder = pack();
	struct rules_text changed = usual;
	struct problems ps = fresh_problems();
	const struct waive_request request = {.actor = S("cli:0"), .author = S("Le sous-préfet"), .reason = S("Erreur"), .call = S("appel"),
	                                      .application = S("a"), .rule = S("ANCT . minimum")};
	write_rules("rules.publicodes", usual);
	loaded(folder);
	assert_int_equal(waive(), OK);
	assert_int_equal(withdraw_waiver(db, fixture.arena, &request, &ps), OK);
	changed.threshold = "9000 €";
	write_rules("rules.publicodes", changed);
	(void)refused(folder, CONFLICT, W_verdict_version_judged, "rules.publicodes");
}

static void versions_are_kept_when_the_pack_drops_them(void **state)
{
	(void)state;
	const char *folder = pack();
	struct rules_text second = usual;
	second.version = 2;
	write_rules("rules.1.publicodes", usual);
	write_rules("rules.publicodes", second);
	loaded(folder);
	assert_text(versions(), "2 1");
	drop_file("rules.1.publicodes");
	loaded(folder);
	assert_text(versions(), "2 1");
	drop_file("rules.publicodes");
	loaded(folder);
	assert_text(versions(), "2 1");
}

static void a_text_in_force_does_not_fall_behind(void **state)
{
	(void)state;
	const char *folder = pack();
	struct rules_text second = usual;
	second.version = 2;
	write_rules("rules.publicodes", second);
	loaded(folder);
	write_rules("rules.publicodes", usual);
	(void)refused(folder, CONFLICT, W_verdict_version_older, "rules.publicodes");
	assert_text(versions(), "2");
}

static void each_version_has_its_own_number(void **state)
{
	(void)state;
	const char *folder = pack();
	struct rules_text second = usual, third = usual;
	write_rules("rules.publicodes", usual);
	write_rules("rules.2.publicodes", usual);
	assert_int_equal(load(folder), INVALID);
	bool named = false, twice = false;
	for (size_t i = 0; i < problems.list.n; i++) {
		named |= problems.list.at[i].message == W_verdict_version_of_file;
		twice |= problems.list.at[i].message == W_verdict_version_twice;
	}
	assert_true(named && twice);
	second.version = 2;
	third.version = 3;
	write_rules("rules.2.publicodes", second);
	(void)refused(folder, INVALID, W_verdict_version_not_last, "rules.publicodes");
	write_rules("rules.publicodes", third);
	loaded(folder);
	assert_text(versions(), "3 2");
}

static void a_text_that_does_not_read_refuses_the_whole_pack(void **state)
{
	(void)state;
	static const struct {
		const char *threshold;
		int64_t line;
	} cases[] = {{"(10000 €", 16}, {"budget . cout totale", 16}, {"]", 16}};
	const char *folder = pack();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct rules_text wrong = usual;
		wrong.threshold = cases[i].threshold;
		write_rules("rules.publicodes", wrong);
		assert_int_equal(load(folder), INVALID);
		assert_true(problems.total > 0);
		assert_true(str_ends(problems.list.at[0].file, S("rules.publicodes")));
		assert_int_equal(problems.list.at[0].line, cases[i].line);
		assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM territory"), 0);
	}
}

static void a_code_that_the_pack_lacks_is_refused_with_the_nearest(void **state)
{
	(void)state;
	const char *folder = pack();
	struct rules_text wrong = usual;
	wrong.clause = "seuil-minmal";
	write_rules("rules.publicodes", wrong);
	const struct problem *p = refused(folder, INVALID, W_verdict_unknown_clause_near, "rules.publicodes");
	assert_text(argument(p, "near"), "seuil-minimal");
	assert_text(p->field, "ANCT . minimum");
	wrong.clause = "zzz";
	write_rules("rules.publicodes", wrong);
	(void)refused(folder, INVALID, W_verdict_unknown_clause, "rules.publicodes");
	wrong = usual;
	wrong.funder = "anc";
	write_rules("rules.publicodes", wrong);
	assert_int_equal(load(folder), INVALID);
	assert_int_equal(problems.list.at[0].message, W_verdict_unknown_funder_near);
	wrong = usual;
	wrong.call = "apel";
	write_rules("rules.publicodes", wrong);
	p = refused(folder, INVALID, W_verdict_unknown_call_near, "rules.publicodes");
	assert_text(argument(p, "near"), "appel");
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM territory"), 0);
}

static void an_example_that_is_wrong_is_said_and_does_not_stop_the_load(void **state)
{
	(void)state;
	const char *folder = pack();
	struct rules_text wrong = usual;
	wrong.expected = "non";
	write_rules("rules.publicodes", wrong);
	loaded(folder);
	size_t errors = 0;
	for (size_t i = 0; i < findings.list.n; i++)
		errors += findings.list.at[i].severity == SEVERITY_ERROR && str_has(findings.list.at[i].place, S("ANCT . minimum"));
	assert_int_equal(errors, 1);
	assert_text(versions(), "1");
}

/* Noon UTC, the instant of FAUBOURG_CLOCK, is midnight of the next day at Wallis. */
static void a_waiver_bears_the_day_of_the_territory(void **state)
{
	(void)state;
	const char *folder = pack();
	struct granted_waivers waivers;
	write_rules("rules.publicodes", usual);
	loaded(folder);
	assert_int_equal(script("UPDATE territory SET time_zone = 'Pacific/Wallis'"), OK);
	assert_int_equal(setenv("FAUBOURG_CLOCK", "2025-03-01", 1), 0);
	assert_int_equal(waive(), OK);
	assert_int_equal(unsetenv("FAUBOURG_CLOCK"), 0);
	assert_int_equal(read_waivers(db, fixture.arena, only_territory, S("appel"), &waivers), OK);
	assert_int_equal(waivers.n, 1);
	char text[32];
	assert_string_equal(day_iso(waivers.at[0].granted, text), "2025-03-02");
}

/* B11, from the instance: the same action in three years under three titles, given by the Region, then by the State, asked of the State again. */
static void the_linked_actions_of_the_instance_give_each_funder_its_year(void **state)
{
	(void)state;
	const char *folder = pack();
	(void)write_file("calls.yaml", "calls:\n  - {code: ancien, kind: project_call, title: Ancien, year: 2023}\n  - {code: avant, kind: project_call, title: Avant, year: 2024}\n"
	                               "  - {code: appel, kind: project_call, title: Appel, year: 2025, clauses: [{code: seuil-minimal, kind: threshold, label: Seuil}]}\n");
	(void)write_file("programme.yaml",
	                 "funder_groups: [{code: etat, label: État}]\nfunders: [{code: anct, label: ANCT, kind: state, group: etat}, {code: region, label: Région, kind: region, group: etat}]\n"
	                 "organisations: [{code: ville, name: Ville, kind: municipality}]\nprogrammes:\n"
	                 "  - {call: ancien, version: 1, title: T, state: voted, axes: [{code: x, label: Axe, goal: p1, actions: "
	                 "[{code: a, title: Potager, bearer: ville, total: 7000, funding: {region: 7000}}]}]}\n"
	                 "  - {call: avant, version: 1, title: T, state: voted, axes: [{code: x, label: Axe, goal: p1, actions: "
	                 "[{code: a, title: Verger, bearer: ville, total: 8000, funding: {anct: 5000, region: 3000}}]}]}\n"
	                 "  - {call: appel, version: 1, title: T, state: proposed, axes: [{code: x, label: Axe, goal: p1, actions: "
	                 "[{code: a, title: Jardin, bearer: ville, total: 9000, funding: {anct: 9000}}]}]}\n");
	str rules = arena_fmt(fixture.arena, "%.*sANCT . année de financement:\n  question: Quelle année ?\n  titre: Année\n  identifiant court: annee-anct\n"
	                                     "  type: nombre\n  fourni par: historique\n", STR_ARGS(text_of(&usual)));
	(void)write_file("rules.publicodes", rules.p);
	loaded(folder);
	struct ruleset *set;
	struct application_facts facts;
	struct verdict *verdict;
	struct rules_result all, own;
	struct problems ps = fresh_problems();
	assert_int_equal(read_ruleset(db, fixture.arena, only_territory, S("appel"), 0, &set), OK);
	assert_int_equal(read_application(db, fixture.arena, only_territory, S("appel"), S("a"), set, &facts), OK);
	struct judge *judge = judge_new(fixture.arena, set, day_of((struct civil){2025, 3, 1}));
	assert_int_equal(judge_verdict(judge, fixture.arena, LANG_FR, &facts, &ps, &verdict), OK);
	assert_int_equal(rules_evaluate(judge_run(judge), rules_find(set->model, S("historique . année")), &all), OK);
	assert_int_equal(rules_evaluate(judge_run(judge), rules_find(set->model, S("ANCT . année de financement")), &own), OK);
	assert_int_equal(number_cmp(all.value.number, number_of(3)), 0);
	assert_int_equal(number_cmp(own.value.number, number_of(2)), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(the_text_is_stored_as_it_was_given),
		BOTH(a_call_without_rules_has_no_version),
		BOTH(the_same_version_with_another_text_replaces_it_and_says_so),
		BOTH(a_version_that_has_a_waiver_keeps_its_text),
		BOTH(a_withdrawn_waiver_is_a_decision_too),
		BOTH(versions_are_kept_when_the_pack_drops_them),
		BOTH(a_text_in_force_does_not_fall_behind),
		BOTH(each_version_has_its_own_number),
		BOTH(a_text_that_does_not_read_refuses_the_whole_pack),
		BOTH(a_code_that_the_pack_lacks_is_refused_with_the_nearest),
		BOTH(an_example_that_is_wrong_is_said_and_does_not_stop_the_load),
		BOTH(a_waiver_bears_the_day_of_the_territory),
		BOTH(the_linked_actions_of_the_instance_give_each_funder_its_year),
	};
	return both_run("load_rules", tests, sizeof tests / sizeof tests[0]);
}
