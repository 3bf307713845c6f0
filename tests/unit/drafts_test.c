/* The three complete drafts of tests/lib/drafts: ready to be filed for the three real calls, accepted by their règlements, the same once saved as sheets. Other tests stand
   on them. Also what a draft file may not be. */
#include "accounts/actor.h"
#include "actions/draft.h"
#include "actions/load_pack.h"
#include "actions/read_ruleset.h"
#include "actions/sheet.h"
#include "base/calendar.h"
#include "base/file.h"
#include "base/limits.h"
#include "domain/form_text.h"

#include "lib/both.h"

static const struct sample {
	const char *call; /* of its pack too */
	int year, month, day_of_month;
} samples[] = {{"lievin-2024", 2024, 9, 10}, {"call-ami-2021", 2021, 4, 20}, {"cabbalr-2020", 2019, 10, 20}};
enum { SAMPLES = sizeof samples / sizeof *samples };

static struct problems ps;

static instant moment_of(const struct sample *s)
{
	const struct local_time local = {.date = {s->year, s->month, s->day_of_month}, .hour = 10};
	return instant_of(local, zone_of(S("Europe/Paris")));
}

static void load(const struct sample *s)
{
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = arena_cstr(fixture.arena, arena_fmt(fixture.arena, "packs/%s", s->call))};
	ps = fresh_problems();
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
}

static struct draft draft_of(const struct sample *s)
{
	struct draft draft;
	str text, path = arena_fmt(fixture.arena, "tests/lib/drafts/%s.json", s->call);
	assert_int_equal(file_read(fixture.arena, arena_cstr(fixture.arena, path), LIMIT_APPLICATION_BYTES, &text), OK);
	ps = fresh_problems();
	assert_int_equal(draft_read(fixture.arena, path, text, &draft, &ps), OK);
	return draft;
}

static const struct ruleset *rules_of(const struct sample *s)
{
	struct ruleset *set;
	str query = arena_fmt(fixture.arena, "SELECT territory_id FROM call WHERE code = '%s'", s->call);
	const territory_id territory = {ask_number(db, arena_cstr(fixture.arena, query))};
	assert_int_equal(read_ruleset(db, fixture.arena, territory, str_of(s->call), 0, &set), OK);
	return set;
}

static void say_all(const struct sample *s)
{
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	problems_write(&o, LANG_EN, &ps);
	print_message("%s: %.*s\n", s->call, STR_ARGS(out_text(&o)));
	out_free(&o);
}

static void each_draft_is_complete(void **state)
{
	(void)state;
	for (size_t i = 0; i < SAMPLES; i++) {
		load(&samples[i]);
		struct draft draft = draft_of(&samples[i]);
		struct drafted drafted;
		assert_int_equal(draft_check(db, fixture.arena, &draft, rules_of(&samples[i]), LANG_FR, &drafted, &ps), OK);
		if (ps.total)
			say_all(&samples[i]);
		assert_int_equal(ps.total, 0);
	}
}

static void no_reglement_refuses_its_draft(void **state)
{
	(void)state;
	for (size_t i = 0; i < SAMPLES; i++) {
		load(&samples[i]);
		struct draft draft = draft_of(&samples[i]);
		struct drafted d;
		const struct ruleset *set = rules_of(&samples[i]);
		assert_int_equal(draft_check(db, fixture.arena, &draft, set, LANG_FR, &d, &ps), OK);
		struct application_facts facts = {0};
		form_facts(fixture.arena, d.form, &d.values, &d.identity, draft.attached.at, draft.attached.n, set, moment_of(&samples[i]), "Europe/Paris", &facts);
		struct judge *judge = judge_new(fixture.arena, set, day_at(moment_of(&samples[i]), zone_of(S("Europe/Paris"))));
		struct verdict *verdict;
		ps = fresh_problems();
		enum status s = judge_verdict(judge, fixture.arena, LANG_EN, &facts, &ps, &verdict);
		if (s != OK)
			say_all(&samples[i]);
		assert_int_equal(s, OK);
		if (verdict->outcome == VERDICT_FAILS) {
			struct out o = out_new(LIMIT_RESPONSE_BYTES);
			verdict_write(&o, LANG_EN, verdict, NULL, 0);
			print_message("%s: %.*s\n", samples[i].call, STR_ARGS(out_text(&o)));
			out_free(&o);
		}
		assert_int_not_equal(verdict->outcome, VERDICT_FAILS);
	}
}

struct saving {
	struct actor actor;
	instant at;
	const struct draft *draft;
	const struct ruleset *set;
	sheet_id id;
	struct sheet_saved saved;
};

static enum status create_and_save(struct db *d, void *arg)
{
	struct saving *s = arg;
	ps = fresh_problems();
	const struct sheet_new new = {.call = s->draft->call, .applicant = {10}, .request = s->draft->request, .channel = S("online"), .rules = s->set};
	enum status status = sheet_create(d, fixture.arena, &s->actor, s->at, &new, &ps, &s->id);
	struct sheet_save save = {.sheet = s->id, .base = 1};
	for (size_t i = 0; i < s->draft->values.n; i++)
		*LIST_ADD(fixture.arena, &save.typed) = (struct sheet_typed){s->draft->values.at[i].key, s->draft->values.at[i].value};
	return status == OK ? sheet_save(d, fixture.arena, &s->actor, s->at, &save, s->set, LANG_FR, &s->saved) : status;
}

static void a_draft_saved_as_a_sheet_is_the_draft(void **state)
{
	(void)state;
	assert_int_equal(script("INSERT INTO person (person_id, email, name, lang, created_ms, confirmed_ms, administrator) VALUES (1, 'coordination@asso.example', 'Coordinatrice', 'fr', 1, 1, 0)"), OK);
	assert_int_equal(script("INSERT INTO applicant (applicant_id, name, kind, sheet_id, created_ms, created_by) VALUES (10, 'Association', 'association', 11, 1, 1)"), OK);
	assert_int_equal(script("INSERT INTO applicant_member (applicant_id, person_id, role, since_ms) VALUES (10, 1, 'signatory', 1)"), OK);
	for (size_t i = 0; i < SAMPLES; i++) {
		load(&samples[i]);
		struct draft draft = draft_of(&samples[i]);
		struct drafted d;
		struct saving s = {.at = moment_of(&samples[i]), .draft = &draft, .set = rules_of(&samples[i])};
		assert_int_equal(draft_check(db, fixture.arena, &draft, s.set, LANG_FR, &d, &ps), OK);
		assert_int_equal(actor_of_person(db, fixture.arena, (person_id){1}, &s.actor), OK);
		assert_int_equal(db_write(db, create_and_save, &s), OK);
		assert_int_equal(s.saved.problems.total, 0);
		assert_int_equal(s.saved.changed, d.values.n);
		struct sheet sheet;
		assert_int_equal(sheet_read(db, fixture.arena, s.id, s.set, LANG_FR, &sheet), OK);
		struct form_changes changes;
		form_compare(fixture.arena, sheet.form, &d.values, &sheet.values, &changes);
		assert_int_equal(changes.n, 0);
		for (size_t t = 0; t < sheet.form->topics.n; t++)
			if (sheet.form->topics.at[t].kind != TOPIC_ATTACHMENTS && sheet.form->topics.at[t].kind != TOPIC_CHECK && !str_starts(sheet.form->topics.at[t].code, S("rules")))
				assert_int_equal(form_topic_state(sheet.form, &sheet.values, &sheet.form->topics.at[t], fixture.arena), TOPIC_DONE);
	}
}

static void values_written_as_json_read_again(void **state)
{
	(void)state;
	struct draft draft = draft_of(&samples[0]), again;
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	struct json j = json_new(&o);
	json_object(&j);
	json_text(&j, S("call"), draft.call);
	json_text(&j, S("request"), draft.request);
	json_text(&j, S("applicant_kind"), draft.applicant_kind);
	form_values_json(&j, S("identity"), &draft.identity);
	form_values_json(&j, S("values"), &draft.values);
	json_end(&j);
	assert_int_equal(draft_read(fixture.arena, STR_NONE, out_text(&o), &again, &ps), OK);
	assert_int_equal(again.values.n, draft.values.n);
	for (size_t i = 0; i < again.values.n; i++)
		assert_true(str_eq(form_value(&draft.values, again.values.at[i].key), again.values.at[i].value));
	out_free(&o);
}

static void a_file_that_is_no_draft_says_what_is_missing(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum word word;
	} rows[] = {
		{"", W_form_draft_json},
		{"{", W_form_draft_json},
		{"[]", W_form_draft_member},
		{"{\"call\":1,\"request\":\"first\",\"applicant_kind\":\"association\",\"identity\":{},\"values\":{}}", W_form_draft_member},
		{"{\"call\":\"c\",\"request\":\"first\",\"applicant_kind\":\"association\",\"identity\":{},\"values\":[]}", W_form_draft_values},
		{"{\"call\":\"c\",\"request\":\"first\",\"applicant_kind\":\"association\",\"identity\":{},\"values\":{\"a\":1}}", W_form_draft_values},
		{"{\"call\":\"c\",\"call\":\"d\"}", W_form_draft_json},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct draft draft;
		ps = fresh_problems();
		assert_int_equal(draft_read(fixture.arena, STR_NONE, str_of(rows[i].text), &draft, &ps), INVALID);
		assert_int_equal(ps.list.at[0].message, rows[i].word);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(each_draft_is_complete),
		ON_SQLITE(no_reglement_refuses_its_draft),
		BOTH(a_draft_saved_as_a_sheet_is_the_draft),
		ON_SQLITE(values_written_as_json_read_again),
		ON_SQLITE(a_file_that_is_no_draft_says_what_is_missing),
	};
	return both_run("drafts", tests, sizeof tests / sizeof *tests);
}
