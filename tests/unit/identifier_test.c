/* Identifiers of organisations and of bank accounts: every example of standards.md §4, and what people paste. Rows A, D1 (Cerfa 12156 §1). */
#include "domain/identifier.h"

#include "lib/in_arena.h"

static void a_siret_has_a_luhn_key_and_the_post_its_own_rule(void **state)
{
	(void)state;
	static const char *const right[] = {"73282932000074", "41816609600051", "23350001600040", "38047555800058", "35600000000048", "35600000018723", "35600000049837"};
	static const char *const wrong[] = {"41816609600052", "35600000018724", "67895644300011", "12345678900012", "7328293200007", "732829320000744", "7328293200007A", ""};
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		assert_true(siret_key_is_right(str_of(right[i])));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(siret_key_is_right(str_of(wrong[i])));
	assert_true(str_eq(siren_of_siret(S("73282932000074")), S("732829320")));
	assert_false(str_is_set(siren_of_siret(S("732829320"))));
	assert_true(str_eq(siret_shown(arena, S("73282932000074")), S("732\u00a0829\u00a0320\u00a000074")));
	assert_true(str_eq(siret_shown(arena, S("73")), S("73")));
}

static void what_is_pasted_loses_its_blanks_points_and_small_letters(void **state)
{
	(void)state;
	assert_true(str_eq(identifier_compact(arena, S(" 732 829\u00a0320\u202f000-74\n")), S("73282932000074")));
	assert_true(str_eq(identifier_compact(arena, S("fr76 3000 6000")), S("FR7630006000")));
	assert_true(str_eq(identifier_compact(arena, S("")), S("")));
	assert_false(identifier_compact(arena, STR_NONE).p != NULL);
	assert_true(str_eq(identifier_compact(arena, S("\xe2\x80")), S("\xe2\x80")));
}

static void an_rna_may_be_of_corsica_or_overseas(void **state)
{
	(void)state;
	static const char *const right[] = {"W622000001", "W2A1000123", "W9C1000123"};
	static const char *const wrong[] = {"W12345678", "622000001", "w622000001", "W62200000é", "W6220000011"};
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		assert_true(rna_is_well_formed(str_of(right[i])));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(rna_is_well_formed(str_of(wrong[i])));
}

static void a_naf_code_reads_with_and_without_its_point(void **state)
{
	(void)state;
	str kept;
	assert_true(naf_read(arena, S("88.99B"), &kept) && str_eq(kept, S("88.99B")));
	assert_true(naf_read(arena, S("8899b"), &kept) && str_eq(kept, S("88.99B")));
	assert_true(naf_read(arena, S("53.10A"), &kept));
	assert_false(naf_read(arena, S("94.9Z"), &kept));
	assert_true(str_eq(kept, S("94.9Z")));
	assert_false(naf_read(arena, S("94999"), &kept));
}

static void a_postcode_is_of_a_department_that_exists(void **state)
{
	(void)state;
	static const char *const right[] = {"62800", "01000", "20000", "97400", "98000"};
	static const char *const wrong[] = {"2A004", "00100", "96000", "99123", "6280", "628000", "62 80"};
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		assert_true(postcode_is_well_formed(str_of(right[i])));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(postcode_is_well_formed(str_of(wrong[i])));
}

static void a_telephone_number_is_kept_in_e164(void **state)
{
	(void)state;
	static const char *const pairs[][3] = {
		{"01 99 00 12 34", "+33199001234", "01\u00a099\u00a000\u00a012\u00a034"},
		{"+33199001234", "+33199001234", "01\u00a099\u00a000\u00a012\u00a034"},
		{"+33 (0)1.99.00.12.34", "+33199001234", "01\u00a099\u00a000\u00a012\u00a034"},
		{"0033 6-39-98-00-00", "+262639980000", "0639\u00a098\u00a000\u00a000"},
		{"06 39 98 00 00", "+262639980000", "0639\u00a098\u00a000\u00a000"},
		{"07/00/00/00/00", "+33700000000", "07\u00a000\u00a000\u00a000\u00a000"},
		{"0262 12 34 56", "+262262123456", "0262\u00a012\u00a034\u00a056"},
		{"+594 594 12 34 56", "+594594123456", "0594\u00a012\u00a034\u00a056"},
		{"+32 2 555 12 12", "+3225551212", "+3225551212"},
	};
	str kept;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		assert_true(phone_read(arena, str_of(pairs[i][0]), &kept));
		assert_true(str_eq(kept, str_of(pairs[i][1])));
		assert_true(str_eq(phone_shown(arena, kept), str_of(pairs[i][2])));
	}
	static const char *const wrong[] = {"0019900123", "01.99.00.12", "", "+", "0", "poste 12", "+262 12", "1 99 00 12 34", "01+99001234", "+0123456789", "+1234567890123456"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(phone_read(arena, str_of(wrong[i]), &kept));
}

static void an_iban_says_what_is_wrong_with_it(void **state)
{
	(void)state;
	static const char *const right[] = {"FR7630006000011234567890189", "FR1420041010050500013M02606", "FR7610107001011234567890129", "DE89370400440532013000"};
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		assert_int_equal(iban_check(str_of(right[i])), IBAN_RIGHT);
	assert_int_equal(iban_check(S("FR7630006000011234567890188")), IBAN_KEY);
	assert_int_equal(iban_check(S("FR763000600001123456789018")), IBAN_LENGTH);
	assert_int_equal(iban_check(S("ZZ7630006000011234567890189")), IBAN_COUNTRY);
	assert_int_equal(iban_check(S("7630006000011234567890189")), IBAN_SHAPE);
	assert_int_equal(iban_check(S("FR76 30006")), IBAN_SHAPE);
	assert_int_equal(iban_check(S("")), IBAN_SHAPE);
	/* mod 97 right over a RIB whose own key is not: FR + key of 30006 00001 12345678901 88 */
	struct rib rib;
	assert_true(rib_read(S("30006000011234567890188"), &rib));
	assert_int_equal(iban_check(rib_to_iban(arena, &rib)), IBAN_RIB_KEY);
	assert_true(str_eq(iban_shown(arena, S("DE89370400440532013000")), S("DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000")));
	assert_true(str_eq(iban_hint(arena, S("FR7630006000011234567890189")), S("\u20260189")));
	assert_true(str_eq(iban_hint(arena, S("12")), S("\u2026")));
}

static void the_register_of_ibans_has_possible_lengths(void **state)
{
	(void)state;
	assert_int_equal(iban_length_of(S("FR")), 27);
	assert_int_equal(iban_length_of(S("BE")), 16);
	assert_int_equal(iban_length_of(S("MT")), 31);
	assert_int_equal(iban_length_of(S("US")), 0);
}

static void a_rib_has_its_key_and_becomes_the_iban(void **state)
{
	(void)state;
	static const struct {
		const char *rib, *iban;
	} cases[] = {
		{"20041010050500013M02606", "FR1420041010050500013M02606"},
		{"30006000011234567890189", "FR7630006000011234567890189"},
		{"10107001011234567890129", "FR7610107001011234567890129"},
	};
	struct rib rib, back;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(rib_read(str_of(cases[i].rib), &rib));
		assert_true(rib_key_is_right(&rib));
		str iban = rib_to_iban(arena, &rib);
		assert_true(str_eq(iban, str_of(cases[i].iban)));
		assert_true(iban_to_rib(iban, &back) && str_eq(back.account, rib.account) && str_eq(back.key, rib.key));
	}
	assert_true(rib_read(S("30004000031234567890143"), &rib));
	assert_int_equal(rib_key(&rib), 43);
	assert_true(rib_read(S("30004000031234567890142"), &rib));
	assert_false(rib_key_is_right(&rib));
	assert_false(rib_read(S("3000400003123456789014"), &rib));
	assert_false(rib_read(S("A0004000031234567890143"), &rib));
	assert_false(iban_to_rib(S("DE89370400440532013000"), &rib));
}

static void a_bic_has_eight_or_eleven_characters_and_the_country_of_the_iban(void **state)
{
	(void)state;
	assert_true(bic_is_well_formed(S("AGRIFRPP")));
	assert_true(bic_is_well_formed(S("PSSTFRPPLIL")));
	assert_false(bic_is_well_formed(S("AGRIFRP")));
	assert_false(bic_is_well_formed(S("AGR1FRPP")));
	assert_false(bic_is_well_formed(S("AGRIFRPPX")));
	assert_true(bic_fits_iban(S("AGRIFRPP"), S("FR7630006000011234567890189")));
	assert_true(bic_fits_iban(S("AGRIRERX"), S("FR7630006000011234567890189")));
	assert_true(bic_fits_iban(S("AGRIMCM1"), S("MC7630006000011234567890189")));
	assert_true(bic_fits_iban(S("COBADEFF"), S("DE89370400440532013000")));
	assert_false(bic_fits_iban(S("COBADEFF"), S("FR7630006000011234567890189")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(a_siret_has_a_luhn_key_and_the_post_its_own_rule),
		IN_ARENA(what_is_pasted_loses_its_blanks_points_and_small_letters),
		IN_ARENA(an_rna_may_be_of_corsica_or_overseas),
		IN_ARENA(a_naf_code_reads_with_and_without_its_point),
		IN_ARENA(a_postcode_is_of_a_department_that_exists),
		IN_ARENA(a_telephone_number_is_kept_in_e164),
		IN_ARENA(an_iban_says_what_is_wrong_with_it),
		IN_ARENA(the_register_of_ibans_has_possible_lengths),
		IN_ARENA(a_rib_has_its_key_and_becomes_the_iban),
		IN_ARENA(a_bic_has_eight_or_eleven_characters_and_the_country_of_the_iban),
	};
	return cmocka_run_group_tests_name("identifiers of organisations and accounts", tests, NULL, NULL);
}
