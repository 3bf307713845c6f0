/* domain/frozen: the same content gives the same bytes, what is read back is what was written, and nothing else is accepted. */
#include "domain/frozen.h"

#include "base/sha256.h"

#include "lib/in_arena.h"

static void value(struct form_values *values, const char *key, str text)
{
	*LIST_ADD(arena, values) = (struct form_value){str_of(key), text};
}

static struct frozen example(void)
{
	struct frozen f = {.call = S("lievin-2024"), .request = S("first"), .channel = S("online"), .title = S("Jardin \"partagé\"\nde la cité"), .ruleset = 3,
		.applicant = S("7KQ2M4XR9TBC"), .name = S("Association Les Fils\\et\x01lles"), .kind = S("association"), .bank = S("…0189"), .signatory = S("Présidente"),
		.capacity = S("Présidente"), .mandate = true};
	value(&f.values, "budget.1.604", S("1200.50"));
	value(&f.values, "project.summary", S("Semer, récolter 🌱"));
	value(&f.identity, "identity.siret", S("12345678901234"));
	*LIST_ADD(arena, &f.attached) = (struct attached){S("statuts"), S("statuts.pdf"), S("bb")};
	*LIST_ADD(arena, &f.attached) = (struct attached){S("rib"), S("rib.pdf"), S("aa")};
	return f;
}

static void what_was_frozen_is_read_back(void **state)
{
	(void)state;
	struct frozen f = example(), back;
	str text = frozen_write(arena, &f);
	assert_int_equal(frozen_read(arena, text, &back), OK);
	assert_true(str_eq(back.title, f.title) && str_eq(back.name, f.name) && str_eq(back.bank, f.bank));
	assert_true(back.mandate);
	assert_int_equal(back.ruleset, 3);
	assert_int_equal(back.values.n, 2);
	assert_true(str_eq(back.values.at[1].value, S("Semer, récolter 🌱")));
	assert_int_equal(back.attached.n, 2);
	assert_true(str_eq(back.attached.at[0].code, S("rib")));
}

static void the_order_of_attachments_and_emptied_answers_do_not_change_the_bytes(void **state)
{
	(void)state;
	struct frozen f = example(), g = example();
	struct attached first = g.attached.at[0];
	g.attached.at[0] = g.attached.at[1];
	g.attached.at[1] = first;
	value(&g.values, "project.title", S(""));
	str one = frozen_write(arena, &f), other = frozen_write(arena, &g);
	assert_true(str_eq(one, other));
	assert_true(str_eq(sha256_text(arena, one), sha256_text(arena, other)));
	g.mandate = false;
	assert_false(str_eq(sha256_text(arena, one), sha256_text(arena, frozen_write(arena, &g))));
}

static void a_sha256_is_the_one_that_everybody_computes(void **state)
{
	(void)state;
	assert_true(str_eq(sha256_text(arena, S("abc")), S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")));
	assert_true(str_eq(sha256_text(arena, STR_NONE), S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")));
}

static void a_text_cut_or_altered_anywhere_is_not_read_as_the_same(void **state)
{
	(void)state;
	struct frozen f = example(), back;
	str text = frozen_write(arena, &f);
	for (size_t n = 0; n < text.n; n++)
		assert_int_equal(frozen_read(arena, str_first(text, n), &back), INVALID);
	for (size_t i = 0; i < text.n; i++) {
		char *altered = arena_alloc(arena, text.n + 1);
		for (size_t k = 0; k < text.n; k++)
			altered[k] = text.p[k];
		altered[i] ^= 1;
		str other = {altered, text.n};
		if (frozen_read(arena, other, &back) == OK)
			assert_true(str_eq(frozen_write(arena, &back), other));
	}
}

static void texts_that_are_json_but_not_canonical_are_refused(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", "{}", "[]", "null", "{\"form\":\"12156*06\"}", "{ \"form\":\"12156*06\"", "{\"form\":\"12156*05\",\"call\":\"x\""};
	struct frozen back;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(frozen_read(arena, str_of(wrong[i]), &back), INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(what_was_frozen_is_read_back),
		IN_ARENA(the_order_of_attachments_and_emptied_answers_do_not_change_the_bytes),
		IN_ARENA(a_sha256_is_the_one_that_everybody_computes),
		IN_ARENA(a_text_cut_or_altered_anywhere_is_not_read_as_the_same),
		IN_ARENA(texts_that_are_json_but_not_canonical_are_refused),
	};
	return cmocka_run_group_tests_name("frozen", tests, NULL, NULL);
}
