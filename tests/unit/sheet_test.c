/* Sheets on both engines (actions/sheet*.c): made when the call takes requests, saved answer by answer by two people and two tabs without loss, closed once filed. */
#include "accounts/actor.h"
#include "actions/load_pack.h"
#include "actions/sheet.h"
#include "base/clock.h"
#include "base/limits.h"

#include "lib/both.h"

#include <time.h>

#define TEXT(s, literal) assert_true(str_eq((s), S(literal)))
#define DAY_MS INT64_C(86400000)

static const instant open_day = {INT64_C(1725955200000)};  /* 2024-09-10T08:00:00Z */
static const instant too_late = {INT64_C(1726221600001)};  /* a millisecond after noon in Paris on 13 September 2024 (L4) */

static struct problems ps;
static instant moment;

/* ---- an instance with the call of Liévin, two writers, a reader, an officer ---- */

static void people(void)
{
	assert_int_equal(script("INSERT INTO person (person_id, email, name, lang, created_ms, confirmed_ms, administrator) VALUES "
	                        "(1, 'coordinatrice@jardins.example', 'Coordinatrice', 'fr', 1, 1, 0), (2, 'tresorier@jardins.example', 'Trésorier', 'fr', 1, 1, 0), "
	                        "(3, 'autre@club.example', 'Autre', 'fr', 1, 1, 0), (4, 'chargee@ville.example', 'Chargée de mission', 'fr', 1, 1, 0)"), OK);
	assert_int_equal(script("INSERT INTO applicant (applicant_id, name, kind, siret, siren, sheet_id, created_ms, created_by) VALUES "
	                        "(10, 'Jardins partagés', 'association', '73282932000074', '732829320', 11, 1, 1), (20, 'Club', 'association', '41816609600051', '418166096', 21, 1, 3)"), OK);
	assert_int_equal(script("INSERT INTO applicant_member (applicant_id, person_id, role, since_ms) VALUES (10, 1, 'writer', 1), (10, 2, 'signatory', 1), (20, 3, 'signatory', 1)"), OK);
	assert_int_equal(script("INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm) "
	                        "VALUES (0, 11, 'identity', 10, 'Jardins partagés', 'draft', 'online', 1, 1, 1, 1, 1, 0), (0, 21, 'identity', 20, 'Club', 'draft', 'online', 1, 1, 3, 1, 3, 0)"), OK);
	assert_int_equal(script("INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 4, 'officer', '', 1, 'cli:0' FROM territory"), OK);
}

static void prepare(void)
{
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = "packs/lievin-2024"};
	ps = fresh_problems();
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
	people();
	moment = open_day;
}

static struct actor actor_is(int64_t person)
{
	struct actor actor;
	assert_int_equal(actor_of_person(db, fixture.arena, (person_id){person}, &actor), OK);
	return actor;
}

struct creating {
	struct actor actor;
	const struct sheet_new *new;
	sheet_id id;
};

static enum status create_in(struct db *d, void *arg)
{
	struct creating *c = arg;
	ps = fresh_problems();
	return sheet_create(d, fixture.arena, &c->actor, moment, c->new, &ps, &c->id);
}

static struct sheet_new plain_new(void)
{
	return (struct sheet_new){.call = S("lievin-2024"), .applicant = {10}, .request = S("first"), .channel = S("online")};
}

static enum status create(int64_t person, const struct sheet_new *new, sheet_id *id)
{
	struct creating c = {.actor = actor_is(person), .new = new};
	enum status s = db_write(db, create_in, &c);
	*id = c.id;
	return s;
}

static sheet_id draft(void)
{
	const struct sheet_new new = plain_new();
	sheet_id id;
	assert_int_equal(create(1, &new, &id), OK);
	return id;
}

struct saving {
	struct actor actor;
	struct sheet_save save;
	struct sheet_saved saved;
};

static enum status save_in(struct db *d, void *arg)
{
	struct saving *s = arg;
	return sheet_save(d, fixture.arena, &s->actor, moment, &s->save, NULL, LANG_FR, &s->saved);
}

static struct sheet_saved saved;

static enum status save_all(int64_t person, sheet_id id, int64_t base, bool overwrite, const char *const *pairs)
{
	struct saving s = {.actor = actor_is(person), .save = {.sheet = id, .base = base, .overwrite = overwrite}};
	for (size_t i = 0; pairs[i]; i += 2)
		*LIST_ADD(fixture.arena, &s.save.typed) = (struct sheet_typed){.key = str_of(pairs[i]), .typed = str_of(pairs[i + 1])};
	enum status status = db_write(db, save_in, &s);
	saved = s.saved;
	return status;
}
#define SAVE(person, id, base, ...) save_all(person, id, base, false, (const char *const[]){__VA_ARGS__, NULL})
#define OVERWRITE(person, id, base, ...) save_all(person, id, base, true, (const char *const[]){__VA_ARGS__, NULL})

static struct sheet sheet_now(sheet_id id)
{
	struct sheet sheet;
	assert_int_equal(sheet_read(db, fixture.arena, id, NULL, LANG_FR, &sheet), OK);
	return sheet;
}

static str value_now(sheet_id id, const char *key)
{
	struct sheet sheet = sheet_now(id);
	return form_value(&sheet.values, str_of(key));
}

static bool refused_with(enum word word)
{
	for (size_t i = 0; i < ps.list.n; i++)
		if (ps.list.at[i].message == word)
			return true;
	return false;
}

/* ---- making ---- */

static void a_draft_begins_while_the_call_takes_requests(void **state)
{
	(void)state;
	prepare();
	struct sheet sheet = sheet_now(draft());
	TEXT(sheet.head.state, "draft");
	TEXT(sheet.head.call, "lievin-2024");
	TEXT(sheet.head.applicant_name, "Jardins partagés");
	assert_int_equal(sheet.head.revision, 1);
	assert_int_equal(sheet.context.districts.n, 3);
	assert_int_equal(sheet.context.year, 2025);
	assert_true(sheet.context.goals.n >= 32);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit WHERE verb = 'begin'"), 1);
	moment = too_late;
	const struct sheet_new new = plain_new();
	sheet_id id;
	assert_int_equal(create(1, &new, &id), INVALID);
	assert_true(refused_with(W_form_call_over));
}

static void an_officer_types_what_came_on_paper_after_the_deadline_too(void **state)
{
	(void)state;
	prepare();
	moment = too_late;
	struct sheet_new new = plain_new();
	new.channel = S("paper");
	new.typed_by_officer = true;
	sheet_id id, none;
	assert_int_equal(create(4, &new, &id), OK);
	assert_true(sheet_now(id).head.to_confirm);
	assert_int_equal(create(1, &new, &none), DENIED);
	assert_int_equal(SAVE(4, id, 1, "project.title", "Jardins"), OK);
	assert_int_equal(saved.changed, 1);
}

static void nobody_begins_for_an_organisation_that_is_not_theirs(void **state)
{
	(void)state;
	prepare();
	const struct sheet_new new = plain_new();
	sheet_id id;
	assert_int_equal(create(3, &new, &id), DENIED);
}

static void a_draft_of_no_call_or_no_organisation_is_not_made(void **state)
{
	(void)state;
	prepare();
	struct sheet_new new = plain_new();
	sheet_id id;
	new.call = S("nowhere-2024");
	assert_int_equal(create(1, &new, &id), NOT_FOUND);
	new = plain_new();
	new.request = S("again");
	assert_int_equal(create(1, &new, &id), INVALID);
	assert_true(refused_with(W_form_not_a_request));
}

static void a_renewal_carries_the_chosen_parts_of_ones_own_file(void **state)
{
	(void)state;
	prepare();
	sheet_id before = draft(), id;
	assert_int_equal(SAVE(1, before, 1, "project.title", "Jardins", "project.start", "01/03/2025", "indicators.1.label", "Habitants", "indicators.1.target", "40"), OK);
	struct sheet_new new = plain_new();
	new.request = S("renewal");
	new.previous = before;
	*LIST_ADD(fixture.arena, &new.carried) = S("project");
	*LIST_ADD(fixture.arena, &new.carried) = S("indicators");
	form_set(fixture.arena, &new.values, S("project.summary"), S("En deux mots"));
	form_set(fixture.arena, &new.values, S("no.such.question"), S("perdu"));
	assert_int_equal(create(2, &new, &id), OK);
	TEXT(sheet_now(id).head.title, "Jardins");
	TEXT(value_now(id, "project.summary"), "En deux mots");
	TEXT(value_now(id, "indicators.1.before"), "40");
	assert_null(value_now(id, "project.start").p);
	assert_null(value_now(id, "no.such.question").p);
	new.applicant = (applicant_id){20};
	assert_int_equal(create(3, &new, &id), INVALID);
	assert_true(refused_with(W_form_previous_other));
	new = plain_new();
	new.request = S("roll_out");
	new.previous = before;
	assert_int_equal(create(1, &new, &id), INVALID);
	assert_true(refused_with(W_form_same_call));
}

/* ---- saving ---- */

static void a_save_keeps_the_kept_form_and_the_title(void **state)
{
	(void)state;
	prepare();
	sheet_id id = draft();
	assert_int_equal(SAVE(1, id, 1, "project.title", " Jardins ", "project.start", "1er mars 2025", "budget.1.604", "1 250,50 €"), OK);
	assert_int_equal(saved.revision, 2);
	assert_int_equal(saved.changed, 3);
	TEXT(value_now(id, "project.start"), "2025-03-01");
	TEXT(value_now(id, "budget.1.604"), "1250.50");
	TEXT(sheet_now(id).head.title, "Jardins");
}

static void the_same_save_again_changes_nothing(void **state)
{
	(void)state;
	prepare();
	sheet_id id = draft();
	assert_int_equal(SAVE(1, id, 1, "project.title", "Jardins", "project.more", ""), OK);
	assert_int_equal(saved.changed, 1);
	assert_int_equal(SAVE(1, id, 1, "project.title", "Jardins", "project.more", ""), OK);
	assert_int_equal(saved.changed, 0);
	assert_int_equal(saved.revision, 2);
	assert_int_equal(saved.conflicts.n, 0);
}

static void what_does_not_read_is_kept_as_typed_with_its_problem(void **state)
{
	(void)state;
	prepare();
	sheet_id id = draft();
	assert_int_equal(SAVE(1, id, 1, "budget.1.604", "beaucoup", "indicators.2.target", "12,3456"), OK);
	assert_int_equal(saved.problems.total, 2);
	TEXT(saved.problems.list.at[1].field, "indicators.2.target");
	TEXT(value_now(id, "budget.1.604"), "beaucoup");
}

static void two_people_on_two_fields_both_keep_their_text(void **state)
{
	(void)state;
	prepare();
	sheet_id id = draft();
	assert_int_equal(SAVE(1, id, 1, "project.title", "Jardins"), OK);
	assert_int_equal(SAVE(2, id, 1, "project.summary", "Pour tous"), OK);
	assert_int_equal(saved.conflicts.n, 0);
	assert_int_equal(saved.revision, 3);
	TEXT(value_now(id, "project.title"), "Jardins");
	TEXT(value_now(id, "project.summary"), "Pour tous");
}

static void two_people_on_one_field_both_texts_come_back(void **state)
{
	(void)state;
	prepare();
	sheet_id id = draft();
	assert_int_equal(SAVE(1, id, 1, "project.title", "Jardins"), OK);
	assert_int_equal(SAVE(2, id, 1, "project.title", "Potagers", "project.summary", "Pour tous"), OK);
	assert_int_equal(saved.conflicts.n, 1);
	TEXT(saved.conflicts.at[0].theirs, "Jardins");
	TEXT(saved.conflicts.at[0].yours, "Potagers");
	TEXT(saved.conflicts.at[0].by, "Coordinatrice");
	TEXT(saved.conflicts.at[0].label, "Titre du projet");
	assert_int_equal(saved.changed, 1);
	TEXT(value_now(id, "project.title"), "Jardins");
	TEXT(value_now(id, "project.summary"), "Pour tous");
	assert_int_equal(OVERWRITE(2, id, 1, "project.title", "Potagers"), OK);
	TEXT(value_now(id, "project.title"), "Potagers");
	TEXT(ask(db, "SELECT value FROM sheet_past WHERE field = 'project.title'"), "Jardins");
}

static void a_field_that_a_stale_page_only_sends_back_stays_as_the_other_wrote_it(void **state)
{
	(void)state;
	prepare();
	sheet_id id = draft();
	assert_int_equal(SAVE(1, id, 1, "project.title", "Jardins", "project.aims", "Avant"), OK);
	assert_int_equal(SAVE(2, id, 2, "project.title", "Potagers", "project.need", "Le besoin"), OK);
	assert_int_equal(SAVE(1, id, 2, "project.title", "Jardins", "project.need", "", "project.aims", "Après"), OK);
	assert_int_equal(saved.conflicts.n, 0);
	assert_int_equal(saved.changed, 1);
	TEXT(value_now(id, "project.title"), "Potagers");
	TEXT(value_now(id, "project.need"), "Le besoin");
	TEXT(value_now(id, "project.aims"), "Après");
}

static void ones_own_later_typing_wins_and_the_text_before_is_kept(void **state)
{
	(void)state;
	prepare();
	sheet_id id = draft();
	assert_int_equal(SAVE(1, id, 1, "project.title", "Jard"), OK);
	assert_int_equal(SAVE(1, id, 1, "project.title", "Jardins"), OK); /* the answer to the first was lost */
	assert_int_equal(saved.conflicts.n, 0);
	TEXT(value_now(id, "project.title"), "Jardins");
	TEXT(ask(db, "SELECT value FROM sheet_past WHERE field = 'project.title'"), "Jard");
}

static void typing_for_a_minute_is_one_step_of_history(void **state)
{
	(void)state;
	prepare();
	sheet_id id = draft();
	static const char *const texts[] = {"J", "Ja", "Jar", "Jard", "Jardins"};
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(SAVE(1, id, (int64_t)i + 1, "project.title", texts[i]), OK);
		moment.ms += 5000;
	}
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM sheet_past"), 1);
	moment.ms += DAY_MS;
	assert_int_equal(SAVE(1, id, 6, "project.title", "Jardins partagés"), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM sheet_past"), 2);
	TEXT(ask(db, "SELECT value FROM sheet_past ORDER BY revision DESC LIMIT 1"), "Jardins");
}

static void every_year_and_every_free_line_of_the_budget_is_a_key(void **state)
{
	(void)state;
	prepare();
	sheet_id id = draft();
	assert_int_equal(SAVE(1, id, 1, "budget.4.604", "10", "budget.1.74x.20.amount", "5", "budget.2.74.etat", "7"), OK);
	assert_int_equal(saved.changed, 3);
	assert_int_equal(SAVE(1, id, 2, "budget.5.604", "10"), INVALID);
}

static void an_unknown_key_refuses_the_whole_save(void **state)
{
	(void)state;
	prepare();
	sheet_id id = draft();
	static const char *const keys[] = {"project.titre", "partners.31.name", "budget.9.604", "department", "", "identity.name", "rules.innovante", "indicators.1.before"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		assert_int_equal(SAVE(1, id, 1, "project.title", "Jardins", keys[i], "x"), INVALID);
		assert_int_equal(saved.problems.list.at[saved.problems.list.n - 1].message, W_form_unknown_key);
	}
	assert_null(value_now(id, "project.title").p);
}

static void another_organisations_sheet_is_denied(void **state)
{
	(void)state;
	prepare();
	sheet_id id = draft();
	assert_int_equal(SAVE(3, id, 1, "project.title", "Pris"), DENIED);
	assert_int_equal(SAVE(1, (sheet_id){999}, 1, "project.title", "Pris"), NOT_FOUND);
}

static void a_filed_sheet_does_not_change(void **state)
{
	(void)state;
	prepare();
	sheet_id id = draft();
	assert_int_equal(script("UPDATE sheet SET state = 'filed' WHERE kind = 'application'"), OK);
	assert_int_equal(SAVE(1, id, 1, "project.title", "Après"), CONFLICT);
	assert_int_equal(script("UPDATE sheet SET state = 'to_sign' WHERE kind = 'application'"), OK);
	assert_int_equal(SAVE(1, id, 1, "project.title", "Après"), CONFLICT);
	assert_null(value_now(id, "project.title").p);
}

static void a_completion_request_opens_only_what_it_names(void **state)
{
	(void)state;
	prepare();
	sheet_id id = draft();
	assert_int_equal(script("UPDATE sheet SET state = 'completion_requested' WHERE kind = 'application'"), OK);
	assert_int_equal(script("INSERT INTO completion_request (territory_id, sheet_id, request, asked_ms, asked_by, due_day, reason, opened) "
	                        "SELECT territory_id, sheet_id, 1, 1, 4, 20000, 'Précisez', 'budget\nproject.title\npartners' FROM sheet WHERE kind = 'application'"), OK);
	assert_int_equal(SAVE(1, id, 1, "project.title", "Mieux", "budget.1.604", "10", "partners.1.name", "École"), OK);
	assert_int_equal(SAVE(1, id, 2, "project.aims", "Autres"), CONFLICT);
	struct sheet sheet = sheet_now(id);
	assert_true(sheet_is_open(&sheet, S("budget.1.641")));
	assert_false(sheet_is_open(&sheet, S("project.need")));
}

static void a_sheet_is_bounded(void **state)
{
	(void)state;
	prepare();
	sheet_id id = draft();
	char insert[256];
	(void)snprintf(insert, sizeof insert, "INSERT INTO sheet_value (territory_id, sheet_id, field, value, revision, changed_ms, changed_by) SELECT territory_id, sheet_id, "
	               "'project.aims', 'x', 1, 1, 1 FROM sheet WHERE kind = 'application'");
	assert_int_equal(script(insert), OK);
	size_t n = 0;
	char *big = arena_alloc(fixture.arena, LIMIT_FORM_VALUE_BYTES + 1);
	memset(big, 'x', LIMIT_FORM_VALUE_BYTES);
	enum status s = OK;
	for (int line = 1; line <= 30 && s == OK; line++)
		for (int k = 0; k < 3 && s == OK; k++, n++)
			s = SAVE(1, id, 1000, arena_cstr(fixture.arena, arena_fmt(fixture.arena, "%s.%d.%s", k < 2 ? "partners" : "exchanges", k < 2 ? line : (line - 1) % 20 + 1,
				k == 0 ? "name" : k == 1 ? "role" : "said")), big);
	assert_int_equal(s, INVALID);
	assert_int_equal(saved.problems.list.at[saved.problems.list.n - 1].message, W_form_sheet_full);
	assert_true(n * LIMIT_FORM_VALUE_BYTES > LIMIT_SHEET_BYTES - 2 * LIMIT_FORM_VALUE_BYTES);
}

static void too_many_answers_at_once_are_refused(void **state)
{
	(void)state;
	prepare();
	sheet_id id = draft();
	const char *pairs[2 * (LIMIT_SHEET_TYPED + 1) + 1] = {0};
	for (size_t i = 0; i < 2 * (LIMIT_SHEET_TYPED + 1); i += 2) {
		pairs[i] = "project.title";
		pairs[i + 1] = "x";
	}
	assert_int_equal(save_all(1, id, 1, false, pairs), INVALID);
}

/* ---- an identity ---- */

static void the_organisation_follows_its_identity(void **state)
{
	(void)state;
	prepare();
	assert_int_equal(SAVE(1, (sheet_id){11}, 1, "identity.name", "Jardins du centre", "identity.siret", "356 000 000 00048", "identity.rna", "w622000001"), OK);
	TEXT(ask(db, "SELECT name FROM applicant WHERE applicant_id = 10"), "Jardins du centre");
	TEXT(ask(db, "SELECT siren FROM applicant WHERE applicant_id = 10"), "356000000");
	TEXT(ask(db, "SELECT rna FROM applicant WHERE applicant_id = 10"), "W622000001");
	TEXT(sheet_now((sheet_id){11}).head.title, "Jardins du centre");
	struct sheet application = sheet_now(draft());
	TEXT(form_value(&application.identity, S("identity.name")), "Jardins du centre");
}

static void a_siret_of_another_organisation_is_told_and_not_taken(void **state)
{
	(void)state;
	prepare();
	assert_int_equal(SAVE(1, (sheet_id){11}, 1, "identity.siret", "41816609600051"), OK);
	assert_int_equal(saved.problems.list.at[0].message, W_form_siret_taken);
	TEXT(ask(db, "SELECT siret FROM applicant WHERE applicant_id = 10"), "73282932000074");
	assert_int_equal(SAVE(1, (sheet_id){11}, 2, "identity.siret", "4181660960005"), OK);
	TEXT(ask(db, "SELECT siret FROM applicant WHERE applicant_id = 10"), "73282932000074");
}

/* ---- how fast ---- */

enum { SAVES = 2000 };

struct timing {
	sheet_id id;
	struct actor actor;
	double micro; /* of one save */
};

/* In one transaction, as the writer of the server groups saves. */
static enum status save_many(struct db *d, void *arg)
{
	struct timing *t = arg;
	struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
	struct timespec from, to;
	enum status s = OK;
	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
	for (int i = 0; i < SAVES && s == OK; i++) {
		struct sheet_save save = {.sheet = t->id, .base = i + 1};
		struct sheet_saved result;
		*LIST_ADD(a, &save.typed) = (struct sheet_typed){S("project.summary"), arena_fmt(a, "Un texte qui grandit, lettre après lettre, %d", i)};
		*LIST_ADD(a, &save.typed) = (struct sheet_typed){S("budget.1.604"), arena_fmt(a, "%d,50", i)};
		s = sheet_save(d, a, &t->actor, moment, &save, NULL, LANG_FR, &result);
		arena_reset(a);
	}
	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
	arena_free(a);
	t->micro = ((double)(to.tv_sec - from.tv_sec) * 1e6 + (double)(to.tv_nsec - from.tv_nsec) / 1e3) / SAVES;
	return s;
}

static void an_ordinary_save_is_cheap(void **state)
{
	(void)state;
	prepare();
	struct timing t = {.id = draft(), .actor = actor_is(1)};
	assert_int_equal(db_write(db, save_many, &t), OK);
	print_message("a save of two answers: %.1f microseconds of CPU\n", t.micro);
	assert_int_equal(sheet_now(t.id).head.revision, SAVES + 1);
	assert_true(t.micro < 2000); /* far above what it takes: a save that builds the form again would not pass on any machine */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(a_draft_begins_while_the_call_takes_requests),
		BOTH(an_officer_types_what_came_on_paper_after_the_deadline_too),
		BOTH(nobody_begins_for_an_organisation_that_is_not_theirs),
		BOTH(a_draft_of_no_call_or_no_organisation_is_not_made),
		BOTH(a_renewal_carries_the_chosen_parts_of_ones_own_file),
		BOTH(a_save_keeps_the_kept_form_and_the_title),
		BOTH(the_same_save_again_changes_nothing),
		BOTH(what_does_not_read_is_kept_as_typed_with_its_problem),
		BOTH(two_people_on_two_fields_both_keep_their_text),
		BOTH(two_people_on_one_field_both_texts_come_back),
		BOTH(a_field_that_a_stale_page_only_sends_back_stays_as_the_other_wrote_it),
		BOTH(ones_own_later_typing_wins_and_the_text_before_is_kept),
		BOTH(typing_for_a_minute_is_one_step_of_history),
		BOTH(every_year_and_every_free_line_of_the_budget_is_a_key),
		BOTH(an_unknown_key_refuses_the_whole_save),
		BOTH(another_organisations_sheet_is_denied),
		BOTH(a_filed_sheet_does_not_change),
		BOTH(a_completion_request_opens_only_what_it_names),
		BOTH(a_sheet_is_bounded),
		BOTH(too_many_answers_at_once_are_refused),
		BOTH(the_organisation_follows_its_identity),
		BOTH(a_siret_of_another_organisation_is_told_and_not_taken),
		ON_SQLITE(an_ordinary_save_is_cheap),
	};
	return both_run("sheet", tests, sizeof tests / sizeof *tests);
}
