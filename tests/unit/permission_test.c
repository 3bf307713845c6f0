/* domain/permission: who may do what, as a table of expectations: every verb, every kind of person, every state of a sheet. Rows L, N14, A8; architecture.md §9. */
#include "domain/permission.h"

#include "lib/in_arena.h"

#include <stdio.h>
#include <string.h>

enum { HERE = 7, ELSEWHERE = 8, OURS = 70, THEIRS = 71 };

/* The people of the table, in the order of its columns. */
enum who { NOBODY, STRANGER, READER, WRITER, SIGNATORY, UNCONFIRMED, OTHER_SIGNATORY, OFFICER, REVIEWER, FUNDER_AGENT, ELECTED, COUNCIL, OFFICER_ELSEWHERE, TYPIST, ADMIN, WHO_COUNT };

static const char letters[WHO_COUNT + 1] = "-srwSuoOVFECeTA";

static struct actor actor_of(enum who who)
{
	struct actor actor = {.person = {who == NOBODY ? 0 : 100 + who}, .confirmed = who != UNCONFIRMED, .administrator = who == ADMIN};
	static const enum member_role member[WHO_COUNT] = {[READER] = MEMBER_READER, [WRITER] = MEMBER_WRITER, [SIGNATORY] = MEMBER_SIGNATORY, [UNCONFIRMED] = MEMBER_SIGNATORY};
	static const int roles[WHO_COUNT] = {[OFFICER] = 1 + ROLE_OFFICER, [REVIEWER] = 1 + ROLE_REVIEWER, [FUNDER_AGENT] = 1 + ROLE_FUNDER_AGENT, [ELECTED] = 1 + ROLE_ELECTED,
		[COUNCIL] = 1 + ROLE_COUNCIL, [OFFICER_ELSEWHERE] = 1 + ROLE_OFFICER, [TYPIST] = 1 + ROLE_OFFICER};
	if (member[who])
		*LIST_ADD(arena, &actor.memberships) = (struct actor_membership){.applicant = {OURS}, .role = member[who]};
	if (who == OTHER_SIGNATORY)
		*LIST_ADD(arena, &actor.memberships) = (struct actor_membership){.applicant = {THEIRS}, .role = MEMBER_SIGNATORY};
	if (roles[who])
		*LIST_ADD(arena, &actor.roles) = (struct actor_role){.territory = {who == OFFICER_ELSEWHERE ? ELSEWHERE : HERE}, .role = (enum territory_role)(roles[who] - 1),
			.institution = who == FUNDER_AGENT ? S("region") : who == COUNCIL ? S("council") : STR_NONE};
	return actor;
}

/* What is asked about. */
enum what { ACCOUNT, CALL, CALL_FOR_US, TERRITORY, INSTANCE, ORGANISATION, ORGANISATION_FILED, ORGANISATION_TYPED, IDENTITY, IDENTITY_FILED, SHEET, SHEET_TYPED, OF_REGION, OF_CAF, OF_COUNCIL, OF_STRANGER, WITH_CONFLICT };

static struct thing thing_of(enum what what, str state)
{
	struct thing thing = {.state = state};
	if (what == CALL || what == CALL_FOR_US || what == TERRITORY || what == SHEET || what == SHEET_TYPED || what >= OF_REGION)
		thing.territory = (territory_id){HERE};
	if (what == CALL_FOR_US || (what >= ORGANISATION && what < OF_REGION))
		thing.applicant = (applicant_id){OURS};
	if (what == IDENTITY || what == IDENTITY_FILED || what == SHEET || what == SHEET_TYPED)
		thing.sheet = (sheet_id){900};
	thing.identity = what == IDENTITY || what == IDENTITY_FILED;
	if (what == ORGANISATION_TYPED || what == SHEET_TYPED)
		thing.typed_by = (person_id){100 + TYPIST};
	if (what == ORGANISATION_FILED || what == IDENTITY_FILED)
		*LIST_ADD(arena, &thing.filed_in) = (territory_id){HERE};
	if (what >= OF_REGION && what != OF_STRANGER)
		thing.institution = what == OF_CAF ? S("caf") : what == OF_COUNCIL ? S("council") : S("region");
	if (what == OF_STRANGER)
		thing.person = (person_id){100 + STRANGER};
	thing.conflict = what == WITH_CONFLICT;
	return thing;
}

/* One line: the verb, the thing, the state, the letters of all who may. Whoever is not named is refused. */
struct expectation {
	enum verb verb;
	enum what what;
	const char *state, *allowed;
};
#define EVERYBODY "srwSuoOVFECeTA"

static const struct expectation expectations[] = {
	{VERB_own_account, ACCOUNT, "", EVERYBODY},
	{VERB_administer, INSTANCE, "", "A"},

	{VERB_read_applicant, ORGANISATION, "", "rwSu"},
	{VERB_read_applicant, ORGANISATION_FILED, "", "rwSuOVFT"},
	{VERB_read_applicant, ORGANISATION_TYPED, "", "rwSuT"},
	{VERB_read_safe, ORGANISATION, "", "rwSu"},
	{VERB_read_safe, ORGANISATION_FILED, "", "rwSu"},
	{VERB_read_safe, ORGANISATION_TYPED, "", "rwSuT"},
	{VERB_write_applicant, ORGANISATION, "", "wSu"},
	{VERB_write_applicant, ORGANISATION_FILED, "", "wSu"},
	{VERB_write_applicant, ORGANISATION_TYPED, "", "wSuT"},
	{VERB_manage_members, ORGANISATION, "", "Su"},
	{VERB_manage_members, ORGANISATION_FILED, "", "Su"},
	{VERB_manage_members, ORGANISATION_TYPED, "", "Su"},

	{VERB_start_application, CALL, "", EVERYBODY},
	{VERB_start_application, CALL_FOR_US, "", "wSuOT"},

	{VERB_read_application, SHEET, "draft", "rwSu"},
	{VERB_read_application, SHEET, "to_sign", "rwSu"},
	{VERB_read_application, SHEET, "filed", "rwSuOVFT"},
	{VERB_read_application, SHEET, "completion_requested", "rwSuOVFT"},
	{VERB_read_application, SHEET, "withdrawn", "rwSuOVFT"},
	{VERB_read_application, SHEET, "abandoned", "rwSu"},
	{VERB_read_application, SHEET_TYPED, "draft", "rwSuOVFT"},
	{VERB_read_application, IDENTITY, "draft", "rwSu"},
	{VERB_read_application, IDENTITY_FILED, "draft", "rwSuOVFT"},

	{VERB_write_application, SHEET, "draft", "wSu"},
	{VERB_write_application, SHEET, "to_sign", "wSu"},
	{VERB_write_application, SHEET, "filed", ""},
	{VERB_write_application, SHEET, "completion_requested", "wSu"},
	{VERB_write_application, SHEET, "withdrawn", ""},
	{VERB_write_application, SHEET, "abandoned", ""},
	{VERB_write_application, SHEET, "a state of tomorrow", ""},
	{VERB_write_application, SHEET_TYPED, "draft", "wSuT"},
	{VERB_write_application, SHEET_TYPED, "filed", ""},
	{VERB_write_application, IDENTITY, "draft", "wSu"},
	{VERB_write_application, IDENTITY_FILED, "draft", "wSu"},

	{VERB_sign_application, SHEET, "draft", "S"},
	{VERB_sign_application, SHEET, "to_sign", "S"},
	{VERB_sign_application, SHEET, "filed", "S"},
	{VERB_sign_application, SHEET, "completion_requested", "S"},
	{VERB_sign_application, SHEET_TYPED, "draft", "S"},

	{VERB_write_message, SHEET, "draft", "wSu"},
	{VERB_write_message, SHEET, "filed", "wSuOT"},
	{VERB_write_message, SHEET, "completion_requested", "wSuOT"},
	{VERB_write_message, SHEET, "withdrawn", "wSuOT"},

	{VERB_read_desk, TERRITORY, "", "OVFT"},
	{VERB_read_desk, INSTANCE, "", "OVFeT"},
	{VERB_read_desk, SHEET, "draft", ""},
	{VERB_read_desk, SHEET, "filed", "OVFT"},
	{VERB_read_desk, SHEET_TYPED, "draft", "OVFT"},
	{VERB_run_desk, TERRITORY, "", "OT"},
	{VERB_run_desk, INSTANCE, "", ""},
	{VERB_run_desk, SHEET, "draft", ""},
	{VERB_run_desk, SHEET, "filed", "OT"},
	{VERB_run_desk, SHEET_TYPED, "draft", "OT"},

	{VERB_read_grid, TERRITORY, "", "OVFET"},
	{VERB_read_grid, INSTANCE, "", ""},
	{VERB_write_cell, OF_REGION, "", "OFT"}, /* N1: each only its own column, the officer all of them */
	{VERB_write_cell, OF_CAF, "", "OT"},
	{VERB_write_cell, WITH_CONFLICT, "", ""},
	{VERB_write_cell, TERRITORY, "", "OT"},
	{VERB_give_score, TERRITORY, "", "OVFET"},
	{VERB_give_score, WITH_CONFLICT, "", ""},
	{VERB_give_opinion, OF_COUNCIL, "", "OCT"}, /* N9 */
	{VERB_give_opinion, OF_REGION, "", "OFT"},
	{VERB_give_opinion, OF_STRANGER, "", "sOT"},
	{VERB_give_opinion, WITH_CONFLICT, "", ""},
	{VERB_attend_session, CALL, "", "OVFET"}, /* N8 */
	{VERB_attend_session, OF_STRANGER, "", "sOVFET"},
	{VERB_vote_in_session, OF_STRANGER, "", "sOT"},
	{VERB_vote_in_session, WITH_CONFLICT, "", ""},
	{VERB_notify_bearer, OF_REGION, "", "OFT"}, /* B15: each funder for itself */
	{VERB_notify_bearer, OF_CAF, "", "OT"},
};
enum { EXPECTATIONS = sizeof expectations / sizeof expectations[0] };

static void each_person_may_do_what_the_table_says_and_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < EXPECTATIONS; i++)
		for (enum who who = 0; who < WHO_COUNT; who++) {
			const struct expectation *e = &expectations[i];
			const struct actor actor = actor_of(who);
			const struct thing thing = thing_of(e->what, str_of(e->state));
			bool expected = who != NOBODY && strchr(e->allowed, letters[who]) != NULL;
			if (may(&actor, e->verb, &thing) != expected)
				fail_msg("%s, row %zu (thing %d, state \"%s\"), person %c: expected %s", verb_name(e->verb), i, (int)e->what, e->state, letters[who], expected ? "yes" : "no");
		}
}

static void no_verb_is_missing_from_the_expectations(void **state)
{
	(void)state;
	for (enum verb v = 0; v < VERB_COUNT; v++) {
		bool found = false;
		for (size_t i = 0; i < EXPECTATIONS; i++)
			found |= expectations[i].verb == v;
		if (!found)
			fail_msg("%s is in no row", verb_name(v));
	}
}

static void nobody_may_do_anything_whatever_it_is(void **state)
{
	(void)state;
	struct actor nobody = actor_of(NOBODY);
	nobody.confirmed = nobody.administrator = true;
	*LIST_ADD(arena, &nobody.memberships) = (struct actor_membership){.applicant = {OURS}, .role = MEMBER_SIGNATORY};
	for (enum verb v = 0; v <= VERB_COUNT; v++)
		for (enum what what = 0; what <= SHEET_TYPED; what++) {
			const struct thing thing = thing_of(what, STR_NONE);
			assert_false(may(&nobody, v, &thing));
		}
}

static void an_account_belongs_to_its_person_only(void **state)
{
	(void)state;
	const struct actor actor = actor_of(STRANGER);
	struct thing thing = {.person = actor.person};
	assert_true(may(&actor, VERB_own_account, &thing));
	thing.person = (person_id){actor.person.v + 1};
	assert_false(may(&actor, VERB_own_account, &thing));
}

static void organisation_zero_is_nobodys(void **state)
{
	(void)state;
	struct actor actor = actor_of(STRANGER);
	*LIST_ADD(arena, &actor.memberships) = (struct actor_membership){.applicant = {0}, .role = MEMBER_SIGNATORY};
	const struct thing thing = {.state = S("draft")};
	assert_int_equal(actor_role_in(&actor, (applicant_id){0}), MEMBER_NONE);
	assert_false(may(&actor, VERB_write_application, &thing));
	assert_false(may(&actor, VERB_sign_application, &thing));
}

static void an_officer_who_lost_the_role_no_longer_writes_what_they_typed(void **state)
{
	(void)state;
	struct actor actor = actor_of(TYPIST);
	const struct thing thing = thing_of(SHEET_TYPED, S("draft"));
	assert_true(may(&actor, VERB_write_application, &thing));
	actor.roles.n = 0;
	assert_false(may(&actor, VERB_write_application, &thing));
}

static void a_verb_is_found_by_its_name(void **state)
{
	(void)state;
	for (enum verb v = 0; v < VERB_COUNT; v++)
		assert_int_equal(verb_of_name(str_of(verb_name(v))), v);
	assert_int_equal(verb_of_name(S("read")), VERB_COUNT);
	assert_int_equal(verb_of_name(STR_NONE), VERB_COUNT);
	assert_string_equal(verb_name(VERB_COUNT), "none");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(each_person_may_do_what_the_table_says_and_nothing_else),
		IN_ARENA(no_verb_is_missing_from_the_expectations),
		IN_ARENA(nobody_may_do_anything_whatever_it_is),
		IN_ARENA(an_account_belongs_to_its_person_only),
		IN_ARENA(organisation_zero_is_nobodys),
		IN_ARENA(an_officer_who_lost_the_role_no_longer_writes_what_they_typed),
		IN_ARENA(a_verb_is_found_by_its_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
