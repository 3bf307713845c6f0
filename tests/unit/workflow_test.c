/* The table of states and steps (model.md, rows D3 and L1): who follows whom, what needs a reason, DAUPHIN's names both ways, addresses of applications. */
#include "domain/application_code.h"
#include "domain/workflow.h"

#include "lib/in_arena.h"

static void every_state_has_a_name_of_its_own_that_is_read_back(void **state)
{
	(void)state;
	for (enum application_state s = 0; s < APPLICATION_STATE_COUNT; s++)
		assert_int_equal(application_state_of_name(str_of(application_state_name(s))), s);
	assert_int_equal(application_state_of_name(S("draft")), APPLICATION_STATE_COUNT);
	assert_string_equal(application_state_name(APPLICATION_STATE_COUNT), "none");
	assert_int_equal(application_state_of_name(S("voted")), APPLICATION_programmed);
}

static void every_state_has_words_in_both_languages(void **state)
{
	(void)state;
	for (enum application_state s = 0; s < APPLICATION_STATE_COUNT; s++)
		for (enum application_state other = s + 1; other < APPLICATION_STATE_COUNT; other++)
			for (enum lang lang = 0; lang < LANG_COUNT; lang++)
				assert_false(str_eq(word_text(lang, application_state_word(s)), word_text(lang, application_state_word(other))));
}

static void the_way_of_a_request_goes_from_filed_to_closed(void **state)
{
	(void)state;
	static const enum application_state way[] = {APPLICATION_filed, APPLICATION_admissible, APPLICATION_under_review, APPLICATION_proposed, APPLICATION_programmed, APPLICATION_agreed,
		APPLICATION_in_progress, APPLICATION_report_due, APPLICATION_report_filed, APPLICATION_closed};
	for (size_t i = 1; i < sizeof way / sizeof way[0]; i++) {
		assert_int_equal(application_step(way[i - 1], way[i]), STEP_FORWARD);
		assert_false(application_step_needs_reason(way[i - 1], way[i]));
		if (way[i] != APPLICATION_report_filed && way[i] != APPLICATION_closed)
			assert_int_equal(application_step(way[i], way[i]), STEP_NONE);
	}
}

/* A completion, a reserve and a carry-over are places that one leaves again on the way forward. */
static bool goes_round(enum application_state s)
{
	return s == APPLICATION_completion_requested || s == APPLICATION_reserve || s == APPLICATION_carried_over;
}

static void a_step_is_forward_or_back_and_never_both(void **state)
{
	(void)state;
	for (enum application_state from = 0; from < APPLICATION_STATE_COUNT; from++)
		for (enum application_state to = 0; to < APPLICATION_STATE_COUNT; to++)
			if (application_step(from, to) == STEP_FORWARD)
				assert_true(application_step(to, from) != STEP_FORWARD || goes_round(from) || goes_round(to));
	assert_int_equal(application_step(APPLICATION_closed, APPLICATION_filed), STEP_NONE);
	assert_int_equal(application_step(APPLICATION_inadmissible, APPLICATION_programmed), STEP_NONE);
	assert_int_equal(application_step(APPLICATION_STATE_COUNT, APPLICATION_filed), STEP_NONE);
	assert_int_equal(application_step(APPLICATION_filed, APPLICATION_STATE_COUNT), STEP_NONE);
}

static void a_small_committee_decides_without_a_review(void **state)
{
	(void)state;
	assert_int_equal(application_step(APPLICATION_filed, APPLICATION_programmed), STEP_FORWARD);
	assert_int_equal(application_step(APPLICATION_admissible, APPLICATION_refused), STEP_FORWARD);
}

static void refusals_and_steps_back_need_a_reason(void **state)
{
	(void)state;
	assert_true(application_step_needs_reason(APPLICATION_filed, APPLICATION_inadmissible));
	assert_true(application_step_needs_reason(APPLICATION_proposed, APPLICATION_refused));
	assert_true(application_step_needs_reason(APPLICATION_filed, APPLICATION_withdrawn));
	for (enum application_state from = 0; from < APPLICATION_STATE_COUNT; from++)
		for (enum application_state to = 0; to < APPLICATION_STATE_COUNT; to++)
			if (application_step(from, to) == STEP_BACK)
				assert_true(application_step_needs_reason(from, to));
	assert_false(application_step_needs_reason(APPLICATION_filed, APPLICATION_admissible));
}

static void every_state_that_is_not_over_may_be_withdrawn_until_its_report(void **state)
{
	(void)state;
	static const enum application_state over[] = {APPLICATION_inadmissible, APPLICATION_refused, APPLICATION_report_due, APPLICATION_report_filed, APPLICATION_closed, APPLICATION_withdrawn};
	for (enum application_state from = 0; from < APPLICATION_STATE_COUNT; from++) {
		bool ended = false;
		for (size_t i = 0; i < sizeof over / sizeof over[0]; i++)
			ended = ended || over[i] == from;
		assert_int_equal(application_step(from, APPLICATION_withdrawn), ended ? STEP_NONE : STEP_FORWARD);
	}
}

static void what_dauphin_says_is_read_whatever_its_case_and_accents(void **state)
{
	(void)state;
	static const struct {
		const char *said;
		enum application_state is;
	} said[] = {{"READY_TO_JUSTIFY", APPLICATION_report_due}, {"Recevable", APPLICATION_admissible}, {"Non recevable", APPLICATION_inadmissible}, {"NON\u00a0RECEVABLE", APPLICATION_inadmissible},
	            {"À justifier", APPLICATION_report_due}, {"A justifier", APPLICATION_report_due}, {"Rejetée", APPLICATION_refused}, {"Rejete\u0301e", APPLICATION_refused},
	            {"Clôturée", APPLICATION_closed}, {"Cloturée", APPLICATION_closed}, {" Transmise ", APPLICATION_filed}, {"En attente d\u2019attestation", APPLICATION_completion_requested},
	            {"En attente d'instruction", APPLICATION_under_review}, {"Justification à modifier", APPLICATION_report_due}, {"A été versé", APPLICATION_in_progress},
	            {"Inéligible", APPLICATION_inadmissible}, {"En cours de saisie", APPLICATION_STATE_COUNT}, {"", APPLICATION_STATE_COUNT}, {"\xC3", APPLICATION_STATE_COUNT},
	            {"Recevables", APPLICATION_STATE_COUNT}};
	for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
		assert_int_equal(application_state_from_dauphin(str_of(said[i].said)), said[i].is);
	str longest = arena_fmt(arena, "%0300d", 1);
	assert_int_equal(application_state_from_dauphin(longest), APPLICATION_STATE_COUNT);
}

static void what_is_exported_to_dauphin_is_a_code_that_it_knows(void **state)
{
	(void)state;
	for (enum application_state s = 0; s < APPLICATION_STATE_COUNT; s++)
		assert_int_not_equal(application_state_from_dauphin(str_of(application_state_in_dauphin(s))), APPLICATION_STATE_COUNT);
	static const enum application_state same[] = {APPLICATION_filed, APPLICATION_completion_requested, APPLICATION_admissible, APPLICATION_inadmissible, APPLICATION_under_review,
		APPLICATION_refused, APPLICATION_report_due, APPLICATION_report_filed, APPLICATION_closed, APPLICATION_withdrawn, APPLICATION_in_progress};
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
		assert_int_equal(application_state_from_dauphin(str_of(application_state_in_dauphin(same[i]))), same[i]);
}

static void the_address_of_an_application_is_read_back(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", "12", ".12", "lievin.", "lievin.0", "lievin.01x", "lievin.-3", "lievin. 3", "lievin.99999999999999999999", "lievin.+3"};
	str territory;
	application_id id;
	str code = application_code(arena, S("saint-omer.ville"), (application_id){42});
	assert_true(str_eq(code, S("saint-omer.ville.42")));
	assert_true(application_of_code(code, &territory, &id));
	assert_true(str_eq(territory, S("saint-omer.ville")));
	assert_int_equal(id.v, 42);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_false(application_of_code(str_of(wrong[i]), &territory, &id));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(every_state_has_a_name_of_its_own_that_is_read_back),
		IN_ARENA(every_state_has_words_in_both_languages),
		IN_ARENA(the_way_of_a_request_goes_from_filed_to_closed),
		IN_ARENA(a_step_is_forward_or_back_and_never_both),
		IN_ARENA(a_small_committee_decides_without_a_review),
		IN_ARENA(refusals_and_steps_back_need_a_reason),
		IN_ARENA(every_state_that_is_not_over_may_be_withdrawn_until_its_report),
		IN_ARENA(what_dauphin_says_is_read_whatever_its_case_and_accents),
		IN_ARENA(what_is_exported_to_dauphin_is_a_code_that_it_knows),
		IN_ARENA(the_address_of_an_application_is_read_back),
	};
	return cmocka_run_group_tests_name("workflow", tests, NULL, NULL);
}
