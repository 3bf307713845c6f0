/* Identifiers of a bank account: IBAN, BIC, RIB, and the way from one to the other. Owns the table of the lengths of IBANs (SWIFT register). Called by the bank details of
   an applicant. Never keeps, shows or logs one: actions/bank.h seals them. */
#include "domain/identifier.h"

static const struct {
	char country[3];
	unsigned char length;
} ibans[] = {
	{"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22}, {"BR", 29},
	{"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29},
	{"ES", 24}, {"FI", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28},
	{"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20},
	{"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22},
	{"MK", 19}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NL", 18}, {"NO", 15}, {"PK", 24}, {"PL", 28}, {"PS", 29}, {"PT", 25},
	{"QA", 29}, {"RO", 24}, {"RS", 22}, {"SA", 24}, {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27},
	{"ST", 25}, {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20},
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool all_are(str s, bool digits, bool letters)
{
	for (size_t i = 0; i < s.n; i++)
		if (!(digits && is_digit(s.p[i])) && !(letters && is_capital(s.p[i])))
			return false;
	return true;
}

static str part(str s, size_t from, size_t n)
{
	return str_first(str_skip(s, from), n);
}

/* ---- IBAN ---- */

size_t iban_length_of(str country)
{
	for (size_t i = 0; i < sizeof ibans / sizeof *ibans; i++)
		if (str_eq(country, (str){ibans[i].country, 2}))
			return ibans[i].length;
	return 0;
}

/* The number that the text is, letters as 10 to 35, modulo 97, going on from `rest`. */
static int modulo_97(int rest, str s)
{
	for (size_t i = 0; i < s.n; i++)
		rest = is_digit(s.p[i]) ? (rest * 10 + (s.p[i] - '0')) % 97 : (rest * 100 + (s.p[i] - 'A' + 10)) % 97;
	return rest;
}

enum iban_state iban_check(str s)
{
	if (s.n < 5 || !all_are(part(s, 0, 2), false, true) || !all_are(part(s, 2, 2), true, false) || !all_are(str_skip(s, 4), true, true))
		return IBAN_SHAPE;
	size_t length = iban_length_of(part(s, 0, 2));
	if (!length)
		return IBAN_COUNTRY;
	if (s.n != length)
		return IBAN_LENGTH;
	if (modulo_97(modulo_97(0, str_skip(s, 4)), part(s, 0, 4)) != 1)
		return IBAN_KEY;
	struct rib rib;
	bool french = str_eq(part(s, 0, 2), S("FR")) || str_eq(part(s, 0, 2), S("MC"));
	return french && !(iban_to_rib(s, &rib) && rib_key_is_right(&rib)) ? IBAN_RIB_KEY : IBAN_RIGHT;
}

str iban_shown(struct arena *a, str s)
{
	char *shown = arena_alloc(a, s.n * 2 + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (i > 0 && i % 4 == 0) {
			shown[n++] = '\xc2';
			shown[n++] = '\xa0';
		}
		shown[n++] = s.p[i];
	}
	return (str){shown, n};
}

str iban_hint(struct arena *a, str s)
{
	return arena_fmt(a, "\xe2\x80\xa6%.*s", STR_ARGS(str_skip(s, s.n < 4 ? s.n : s.n - 4)));
}

/* ---- BIC ---- */

bool bic_is_well_formed(str s)
{
	return (s.n == 8 || s.n == 11) && all_are(part(s, 0, 6), false, true) && all_are(str_skip(s, 6), true, true);
}

bool bic_fits_iban(str bic, str iban)
{
	/* Countries of BICs whose accounts have French IBANs. */
	static const str french[] = {S("FR"), S("GF"), S("GP"), S("MQ"), S("RE"), S("YT"), S("PF"), S("PM"), S("NC"), S("WF"), S("BL"), S("MF"), S("TF"), S("MC")};
	str here = part(bic, 4, 2), there = part(iban, 0, 2);
	for (size_t i = 0; str_eq(there, S("FR")) && i < sizeof french / sizeof *french; i++)
		if (str_eq(here, french[i]))
			return true;
	return str_eq(here, there) || (str_eq(there, S("MC")) && str_eq(here, S("FR")));
}

/* ---- RIB ---- */

bool rib_read(str s, struct rib *rib)
{
	*rib = (struct rib){.bank = part(s, 0, 5), .branch = part(s, 5, 5), .account = part(s, 10, 11), .key = part(s, 21, 2)};
	return s.n == 23 && all_are(rib->bank, true, false) && all_are(rib->branch, true, false) && all_are(rib->account, true, true) && all_are(rib->key, true, false);
}

/* A to I are 1 to 9, J to R 1 to 9, S to Z 2 to 9. */
static int rib_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	return c < 'S' ? (c - 'A') % 9 + 1 : c - 'S' + 2;
}

static int rib_modulo(str s)
{
	int rest = 0;
	for (size_t i = 0; i < s.n; i++)
		rest = (rest * 10 + rib_digit(s.p[i])) % 97;
	return rest;
}

int rib_key(const struct rib *rib)
{
	return 97 - (89 * rib_modulo(rib->bank) + 15 * rib_modulo(rib->branch) + 3 * rib_modulo(rib->account)) % 97;
}

bool rib_key_is_right(const struct rib *rib)
{
	return rib->key.n == 2 && (rib->key.p[0] - '0') * 10 + (rib->key.p[1] - '0') == rib_key(rib);
}

str rib_to_iban(struct arena *a, const struct rib *rib)
{
	str bban = arena_fmt(a, "%.*s%.*s%.*s%.*s", STR_ARGS(rib->bank), STR_ARGS(rib->branch), STR_ARGS(rib->account), STR_ARGS(rib->key));
	return arena_fmt(a, "FR%02d%.*s", 98 - modulo_97(modulo_97(0, bban), S("FR00")), STR_ARGS(bban));
}

bool iban_to_rib(str iban, struct rib *rib)
{
	return (str_starts(iban, S("FR")) || str_starts(iban, S("MC"))) && rib_read(str_skip(iban, 4), rib);
}
