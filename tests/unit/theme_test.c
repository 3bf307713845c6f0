/* domain/theme.h: which contact a project's theme calls for (requirements.md B21). */
#include "domain/theme.h"
#include "lib/in_arena.h"

static bool concerns(const char *theme, const char *text)
{
	return theme_concerns(arena, str_of(theme), str_of(text));
}

static void a_theme_is_found_whatever_its_accents_and_capitals(void **state)
{
	(void)state;
	assert_true(concerns("Santé", "1. Améliorer l’accès à la SANTE des habitants"));
	assert_true(concerns("Culture", "Sport, cultures, loisirs"));
	assert_false(concerns("Culture", "Développer l’agriculture urbaine"));
}

static void one_part_between_commas_is_enough(void **state)
{
	(void)state;
	assert_true(concerns("Emploi, création d'activités, ESS", "Retour à l'emploi durable"));
	assert_true(concerns("Emploi, création d'activités, ESS", "Soutenir l’ESS"));
	assert_false(concerns("Emploi, création d'activités, ESS", "Détresse et isolement"));
}

static void all_telling_words_of_a_part_are_needed(void **state)
{
	(void)state;
	assert_false(concerns("Politique de la ville", "Des jardins dans la ville"));
	assert_true(concerns("Politique de la ville", "Une politique de la ville partagée"));
	assert_true(concerns("Prévention de la délinquance, accès au droit", "Prévenir : prévention, délinquance des mineurs"));
}

static void nothing_is_about_nothing(void **state)
{
	(void)state;
	assert_false(concerns("", "Santé"));
	assert_false(concerns("Santé", ""));
	assert_false(concerns(",,", "Santé"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(a_theme_is_found_whatever_its_accents_and_capitals),
		IN_ARENA(one_part_between_commas_is_enough),
		IN_ARENA(all_telling_words_of_a_part_are_needed),
		IN_ARENA(nothing_is_about_nothing),
	};
	return cmocka_run_group_tests_name("themes of contacts", tests, NULL, NULL);
}
