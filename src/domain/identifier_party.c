/* Identifiers of an organisation: SIRET, RNA, NAF, postcode, telephone. Owns the two small tables of overseas telephone prefixes. Called by the form's fields, by the
   creation of an applicant and by the reader of the national register. Never asks anybody whether a number exists: that is actions/register.h. */
#include "domain/identifier.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool all_digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

/* Bytes of a blank that is not ASCII at the start of s: no-break, figure, thin, narrow no-break, and the byte order mark; 0: none. */
static size_t wide_blank(str s)
{
	static const str blanks[] = {S("\xc2\xa0"), S("\xe2\x80\x87"), S("\xe2\x80\x89"), S("\xe2\x80\xaf"), S("\xe2\x80\x8b"), S("\xef\xbb\xbf"),
	                             S("\xe2\x80\x91"), S("\xe2\x80\x93")};
	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (str_starts(s, blanks[i]))
			return blanks[i].n;
	return 0;
}

str identifier_compact(struct arena *a, str typed)
{
	if (!typed.p)
		return typed;
	char *kept = arena_alloc(a, typed.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < typed.n;) {
		char c = typed.p[i];
		size_t wide = wide_blank(str_skip(typed, i));
		i += wide ? wide : 1;
		if (wide || c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '.' || c == '-')
			continue;
		kept[n++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
	}
	return (str){kept, n};
}

/* ---- SIRET ---- */

bool siret_is_well_formed(str s)
{
	return s.n == 14 && all_digits(s);
}

str siren_of_siret(str s)
{
	return siret_is_well_formed(s) ? str_first(s, 9) : STR_NONE;
}

bool siret_key_is_right(str s)
{
	if (!siret_is_well_formed(s))
		return false;
	int luhn = 0, sum = 0;
	for (size_t i = 0; i < s.n; i++) {
		int digit = s.p[s.n - 1 - i] - '0';
		sum += digit;
		if (i % 2 == 1)
			digit = digit > 4 ? digit * 2 - 9 : digit * 2;
		luhn += digit;
	}
	bool post = str_eq(siren_of_siret(s), S("356000000"));
	return luhn % 10 == 0 || (post && sum % 5 == 0);
}

str siret_shown(struct arena *a, str s)
{
	if (!siret_is_well_formed(s))
		return s;
	return arena_fmt(a, "%.3s\xc2\xa0%.3s\xc2\xa0%.3s\xc2\xa0%.5s", s.p, s.p + 3, s.p + 6, s.p + 9);
}

/* ---- RNA, NAF, postcode ---- */

bool rna_is_well_formed(str s)
{
	if (s.n != 10 || s.p[0] != 'W')
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (!is_digit(s.p[i]) && !is_capital(s.p[i]))
			return false;
	return true;
}

bool naf_read(struct arena *a, str typed, str *kept)
{
	str s = identifier_compact(a, typed);
	bool read = s.n == 5 && all_digits(str_first(s, 4)) && is_capital(s.p[4]);
	*kept = read ? arena_fmt(a, "%.2s.%.3s", s.p, s.p + 2) : typed;
	return read;
}

bool postcode_is_well_formed(str s)
{
	if (s.n != 5 || !all_digits(s))
		return false;
	int department = (s.p[0] - '0') * 10 + (s.p[1] - '0');
	return (department >= 1 && department <= 95) || department == 97 || department == 98;
}

/* ---- telephone ---- */

/* What begins a number of nine digits (without its 0) that is of an overseas department, and its prefix. */
static const struct {
	str start, prefix;
} overseas[] = {
	{S("262"), S("262")}, {S("263"), S("262")}, {S("269"), S("262")}, {S("639"), S("262")}, {S("692"), S("262")}, {S("693"), S("262")},
	{S("590"), S("590")}, {S("690"), S("590")}, {S("691"), S("590")}, {S("594"), S("594")}, {S("694"), S("594")},
	{S("596"), S("596")}, {S("696"), S("596")}, {S("697"), S("596")},
};

/* Digits with at most one + at the start; absent when anything else stands there. "(0)" after a prefix is not dialled. */
static str dialled(struct arena *a, str typed)
{
	str s = identifier_compact(a, typed);
	char *kept = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (n > 0 && str_starts(str_skip(s, i), S("(0)")))
			i += 2;
		else if (is_digit(s.p[i]) || (s.p[i] == '+' && n == 0))
			kept[n++] = s.p[i];
		else if (s.p[i] != '/' && s.p[i] != ';')
			return STR_NONE;
	}
	return (str){kept, n};
}

static bool keep_national(struct arena *a, str nine, str *kept)
{
	if (nine.n != 9 || nine.p[0] == '0')
		return false;
	str prefix = S("33");
	for (size_t i = 0; i < sizeof overseas / sizeof *overseas; i++)
		if (str_starts(nine, overseas[i].start))
			prefix = overseas[i].prefix;
	*kept = arena_fmt(a, "+%.*s%.*s", STR_ARGS(prefix), STR_ARGS(nine));
	return true;
}

bool phone_read(struct arena *a, str typed, str *kept)
{
	*kept = typed;
	str s = dialled(a, typed);
	if (!s.p || s.n < 2)
		return false;
	if (str_starts(s, S("+33")) || str_starts(s, S("0033")))
		return keep_national(a, str_skip(s, s.p[0] == '+' ? 3 : 4), kept);
	if (s.p[0] == '0')
		return keep_national(a, str_skip(s, 1), kept);
	bool french = str_starts(s, S("+262")) || str_starts(s, S("+590")) || str_starts(s, S("+594")) || str_starts(s, S("+596"));
	if (s.p[0] != '+' || s.p[1] == '0' || s.n < 9 || s.n > 16 || (french && s.n != 13))
		return false;
	*kept = s;
	return true;
}

static str in_pairs(struct arena *a, str nine)
{
	return arena_fmt(a, "0%.1s\xc2\xa0%.2s\xc2\xa0%.2s\xc2\xa0%.2s\xc2\xa0%.2s", nine.p, nine.p + 1, nine.p + 3, nine.p + 5, nine.p + 7);
}

str phone_shown(struct arena *a, str kept)
{
	if (str_starts(kept, S("+33")) && kept.n == 12)
		return in_pairs(a, str_skip(kept, 3));
	for (size_t i = 0; i < sizeof overseas / sizeof *overseas; i++)
		if (kept.n == 13 && str_starts(str_skip(kept, 1), overseas[i].prefix) && str_starts(str_skip(kept, 4), overseas[i].start))
			return arena_fmt(a, "0%.3s\xc2\xa0%.2s\xc2\xa0%.2s\xc2\xa0%.2s", kept.p + 4, kept.p + 7, kept.p + 9, kept.p + 11);
	return kept;
}
