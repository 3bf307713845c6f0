/* The state of a self-diagnosis in an address against any bytes: what is accepted is bounded, keeps its meaning when it is written and read again, and
   is written the same twice; a change touches one answer only. What a person typed is normalised to something that reads back as itself. */
#include "base/limits.h"
#include "base/utf8.h"
#include "web/answer_read.h"
#include "web/answers.h"

static void check_same(const struct answers *a, const struct answers *b)
{
	always(a->list.n == b->list.n);
	for (size_t i = 0; i < a->list.n; i++)
		always(str_eq(a->list.at[i].key, b->list.at[i].key) && str_eq(a->list.at[i].value, b->list.at[i].value));
}

static void check_state(struct arena *a, str raw)
{
	struct answers answers, again;
	enum status s = answers_read(a, raw, &answers);
	always(s == OK || s == INVALID || s == TOO_BIG);
	if (s)
		return;
	always(answers.list.n <= LIMIT_ANSWERS);
	str text = answers_write(a, &answers);
	always(text.n <= raw.n && answers_read(a, text, &again) == OK);
	check_same(&answers, &again);
	always(str_eq(text, answers_write(a, &again)));
	struct answers more = answers_with(a, &answers, S("one-more"), S("a~b_c d"));
	always(str_eq(answers_find(&more, S("one-more"))->value, S("a~b_c d")));
	struct answers less = answers_without(a, &more, S("one-more"));
	always(!answers_find(&less, S("one-more")));
	for (size_t i = 0; i < answers.list.n; i++)
		always(utf8_valid(answers.list.at[i].value) && answers_is_key(answers.list.at[i].key));
}

static void check_typed(struct arena *a, str typed)
{
	static const struct ruleset_question questions[] = {
		{.type = RULES_NUMBER, .unit = {"€", 3}}, {.type = RULES_NUMBER, .unit = {"%", 1}}, {.type = RULES_BOOLEAN}, {.type = RULES_DATE}, {.type = RULES_TEXT}};
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
		str value, again;
		enum word why;
		if (answer_typed(a, &questions[i], typed, &value, &why))
			continue;
		always(utf8_valid(value) && value.n > 0);
		always(answer_typed(a, &questions[i], value, &again, &why) == OK && str_eq(value, again));
		always(str_is_set(answer_fact(a, &questions[i], value)));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > LIMIT_TARGET_BYTES)
		return 0;
	str raw = {(const char *)data, size};
	struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
	check_state(a, raw);
	if (utf8_valid(raw)) /* http/ gives nothing else */
		check_typed(a, raw);
	arena_free(a);
	return 0;
}
