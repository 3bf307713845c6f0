/* What the reference of the rule language answered, kept in tests/reference/golden.jsonl: every mechanism's hand-written cases and a sample of invented
   models. ./check reference makes the file again and compares much more; here our engine is held to it without node, also under sanitizers. */
#include "lib/in_arena.h"
#include "lib/rules_answers.h"

#include <cmocka.h>

/* The lines whose name does, or does not, begin with a mechanism's file: "sommes: …" against "7:12". */
static void compare_lines(const char *prefix_set, bool refused)
{
	struct counts found = {.most_shown = 5};
	counts = &found;
	FILE *f = fopen("tests/reference/golden.jsonl", "rb");
	assert_non_null(f);
	char *text = NULL;
	size_t room = 0;
	ssize_t n;
	while ((n = getline(&text, &room, f)) > 0) {
		json_t *line = json_loadb(text, (size_t)n, 0, NULL);
		assert_non_null(line);
		const char *id = json_string_value(json_object_get(line, "id"));
		if (strchr(prefix_set, id[0]) && (json_object_get(line, "refused") != NULL) == refused) {
			struct lookup l = {.line = line, .id = id, .arena = arena_new(LIMIT_COMMAND_ARENA)};
			compare_model(&l);
			arena_free(l.arena);
		}
		json_decref(line);
	}
	free(text);
	fclose(f);
	assert_true(found.passed > 0);
	assert_int_equal(found.failed, 0);
}

static const char letters[] = "abcdefghijklmnopqrstuvwxyz", digits[] = "0123456789";

static void every_mechanism_answers_as_the_reference(void **state)
{
	(void)state;
	compare_lines(letters, false);
}

static void invented_models_answer_as_the_reference(void **state)
{
	(void)state;
	compare_lines(digits, false);
}

static void what_the_reference_refuses_is_refused(void **state)
{
	(void)state;
	compare_lines(letters, true);
	compare_lines(digits, true);
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		IN_ARENA(every_mechanism_answers_as_the_reference),
		IN_ARENA(invented_models_answer_as_the_reference),
		IN_ARENA(what_the_reference_refuses_is_refused),
	};
	return cmocka_run_group_tests(cases, NULL, NULL);
}
