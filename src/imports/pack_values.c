/* One value of a pack: from text to a number, a date, an amount, a code… exactly, never through binary floating point.
   Each function refuses with what was found and what was expected, and returns false. Called through pack_value_decoders by pack_decode.c. */
#include "imports/pack_decode.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/identifier.h"

enum { WHEN_FIRST_YEAR = 1970, WHEN_LAST_YEAR = 2199, WORDS_MAX = 16 };

#define FOUND(d, n) ARG("found", pack_excerpt((d)->arena, (n)->text))

static bool all_digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

/* What another YAML reader would take for a number and damage: 01001, or an INSEE code that is meant as text. */
static bool lacks_quotes(struct decoder *d, const struct pack_node *n, bool digits_are_text)
{
	if (!n->plain || !all_digits(n->text) || !(digits_are_text || (n->text.n > 1 && n->text.p[0] == '0')))
		return false;
	DECODE_PROBLEM(d, n, W_pack_quote_it, FOUND(d, n));
	return true;
}

static void define(struct decoder *d, const struct field *f, const struct pack_node *n)
{
	/* a code in a list in a thing with a code of its own is unique there; one of a top list is unique in the pack */
	const struct pack_node *owner = n->parent ? n->parent->parent : NULL;
	owner = owner ? owner->parent : NULL;
	*LIST_ADD(d->arena, &d->pack->definitions) =
		(struct pack_definition){.kind = f->target, .scope = owner ? owner->number : 0, .code = n->text, .at = pack_place_of(d, n)};
}

static bool decode_code(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	if (f->target != PACK_NOTHING)
		define(d, f, n); /* even when it is refused: what refers to it is not one more mistake */
	if (lacks_quotes(d, n, false))
		return false;
	if (!code_is_well_formed(n->text)) {
		DECODE_PROBLEM(d, n, W_pack_bad_code, FOUND(d, n), ARG("max", (int)LIMIT_CODE_BYTES));
		return false;
	}
	*(str *)at = n->text;
	return true;
}

static bool text_fits(struct decoder *d, const struct pack_node *n, str text, size_t max)
{
	size_t count = utf8_count(text);
	if (text.n == 0)
		DECODE_PROBLEM(d, n, W_pack_empty_value);
	else if (count > max)
		DECODE_PROBLEM(d, n, W_pack_too_long, ARG("count", count), ARG("max", max));
	return text.n > 0 && count <= max;
}

static bool decode_label(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	(void)f;
	str text = str_trim(n->text);
	if (lacks_quotes(d, n, false))
		return false;
	if (str_has(text, S("\n"))) {
		DECODE_PROBLEM(d, n, W_pack_one_line, FOUND(d, n));
		return false;
	}
	*(str *)at = text;
	return text_fits(d, n, text, LIMIT_LABEL_CHARS);
}

static bool decode_text(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	(void)f;
	*(str *)at = str_trim(n->text);
	return text_fits(d, n, *(str *)at, LIMIT_TEXT_CHARS);
}

static bool decode_one_of(struct decoder *d, const struct pack_node *n, const str *words, size_t count, void *at)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(n->text, words[i])) {
			*(str *)at = words[i];
			return true;
		}
	str near = str_nearest(n->text, words, count), expected = pack_words_joined(d->arena, words, count);
	if (near.p)
		DECODE_PROBLEM(d, n, W_pack_unknown_word_near, FOUND(d, n), ARG("near", near), ARG("expected", expected));
	else
		DECODE_PROBLEM(d, n, W_pack_unknown_word, FOUND(d, n), ARG("expected", expected));
	return false;
}

static bool decode_word(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	str words[WORDS_MAX] = {STR_NONE};
	size_t count = 0;
	for (; f->words[count]; count++) {
		always(count < WORDS_MAX);
		words[count] = str_of(f->words[count]);
	}
	return decode_one_of(d, n, words, count, at);
}

static bool decode_insee(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	define(d, f, n);
	if (lacks_quotes(d, n, true))
		return false;
	if (!insee_is_well_formed(n->text)) {
		DECODE_PROBLEM(d, n, W_pack_bad_insee, FOUND(d, n));
		return false;
	}
	*(str *)at = n->text;
	return true;
}

static bool decode_siren(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	(void)f;
	if (lacks_quotes(d, n, true))
		return false;
	if (!siren_is_well_formed(n->text)) {
		DECODE_PROBLEM(d, n, W_pack_bad_siren, FOUND(d, n));
		return false;
	}
	if (!siren_key_is_right(n->text)) {
		DECODE_PROBLEM(d, n, W_pack_bad_siren_key, FOUND(d, n));
		return false;
	}
	*(str *)at = n->text;
	return true;
}

static bool url_is_well_formed(str s)
{
	str rest = STR_NONE;
	if (str_starts(s, S("https://")))
		rest = str_skip(s, 8);
	else if (str_starts(s, S("http://")))
		rest = str_skip(s, 7);
	if (rest.n == 0 || rest.p[0] == '/' || s.n > LIMIT_LABEL_CHARS)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == '"' || s.p[i] == '<' || s.p[i] == '>' || s.p[i] == '\\')
			return false;
	return true;
}

static bool decode_url(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	(void)f;
	*(str *)at = n->text;
	if (url_is_well_formed(n->text))
		return true;
	DECODE_PROBLEM(d, n, W_pack_bad_url, FOUND(d, n));
	return false;
}

static bool decode_colour(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	(void)f;
	if (!colour_is_well_formed(n->text)) {
		DECODE_PROBLEM(d, n, W_pack_bad_colour, FOUND(d, n));
		return false;
	}
	int contrast = colour_contrast_on_white(n->text);
	if (contrast < COLOUR_CONTRAST_MIN) {
		str ratio = arena_fmt(d->arena, "%d.%02d", contrast / 100, contrast % 100);
		DECODE_PROBLEM(d, n, W_pack_low_contrast, FOUND(d, n), ARG("ratio", ratio));
		return false;
	}
	*(str *)at = n->text;
	return true;
}

static bool decode_zone(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	(void)f;
	size_t count;
	const char *const *names = zone_names(&count);
	str words[WORDS_MAX] = {STR_NONE};
	always(count <= WORDS_MAX);
	for (size_t i = 0; i < count; i++)
		words[i] = str_of(names[i]);
	return decode_one_of(d, n, words, count, at);
}

static bool decode_ref(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	if (lacks_quotes(d, n, f->target == PACK_MUNICIPALITY))
		return false;
	*(str *)at = n->text;
	*LIST_ADD(d->arena, &d->pack->references) = (struct pack_reference){.kind = f->target, .code = n->text, .at = pack_place_of(d, n)};
	return true;
}

static bool decode_flag(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	(void)f;
	bool yes = str_eq(n->text, S("true"));
	if (!yes && !str_eq(n->text, S("false"))) {
		DECODE_PROBLEM(d, n, W_pack_bad_flag, FOUND(d, n));
		return false;
	}
	*(bool *)at = yes;
	return true;
}

enum decimal { DECIMAL_OK, DECIMAL_MALFORMED, DECIMAL_TOO_PRECISE, DECIMAL_TOO_BIG };

/* -?\d+(\.\d+)? as a whole number of 10^-decimals. Nothing else: no exponent, sign +, comma, space or hexadecimal. */
static enum decimal decimal_parse(str s, size_t decimals, int64_t *value)
{
	enum { DIGITS_MAX = 15 }; /* so that nothing can overflow */
	bool negative = str_starts(s, S("-"));
	str whole, fraction;
	bool point = str_cut(negative ? str_skip(s, 1) : s, '.', &whole, &fraction);
	if (!all_digits(whole) || (point && !all_digits(fraction)))
		return DECIMAL_MALFORMED;
	if (fraction.n > decimals)
		return DECIMAL_TOO_PRECISE;
	while (whole.n > 1 && whole.p[0] == '0')
		whole = str_skip(whole, 1);
	if (whole.n > DIGITS_MAX)
		return DECIMAL_TOO_BIG;
	int64_t sum = 0;
	for (size_t i = 0; i < whole.n; i++)
		sum = sum * 10 + (whole.p[i] - '0');
	for (size_t i = 0; i < decimals; i++)
		sum = sum * 10 + (i < fraction.n ? fraction.p[i] - '0' : 0);
	*value = negative ? -sum : sum;
	return DECIMAL_OK;
}

/* A bound as it is written: years and small numbers without separators. */
static struct word_arg bound(struct decoder *d, const char *name, int64_t value)
{
	if (value > -10000 && value < 10000)
		return arg_text(name, arena_fmt(d->arena, "%lld", (long long)value));
	return arg_int(name, value);
}

/* The fields that are numbers: how many decimals they may have, in what unit their bounds are written, and whether `at` is an opt_int. */
static const struct number_form {
	size_t decimals;
	int64_t bound;
	bool optional;
} number_forms[FIELD_TYPE_COUNT] = {
	[FIELD_INT] = {.bound = 1},
	[FIELD_OPT_INT] = {.bound = 1, .optional = true},
	[FIELD_MILLI] = {.decimals = 3, .bound = 1},
	[FIELD_OPT_MILLI] = {.decimals = 3, .bound = 1, .optional = true},
	[FIELD_DEGREES] = {.decimals = 6, .bound = 1000000, .optional = true},
};

static bool number_fits(struct decoder *d, const struct field *f, const struct pack_node *n, int64_t *value)
{
	const struct number_form *form = &number_forms[f->type];
	const int64_t min = f->min * form->bound, max = f->max * form->bound;
	int64_t unit = 1;
	for (size_t i = 0; i < form->decimals; i++)
		unit *= 10;
	enum decimal outcome = decimal_parse(n->text, form->decimals, value);
	if (outcome == DECIMAL_MALFORMED || (outcome == DECIMAL_TOO_PRECISE && form->decimals == 0))
		DECODE_PROBLEM(d, n, form->decimals ? W_pack_bad_number : W_pack_bad_integer, FOUND(d, n));
	else if (outcome == DECIMAL_TOO_PRECISE)
		DECODE_PROBLEM(d, n, W_pack_too_precise, FOUND(d, n), ARG("max", form->decimals));
	else if ((outcome == DECIMAL_TOO_BIG || *value != min) && min == max)
		DECODE_PROBLEM(d, n, W_pack_only, FOUND(d, n), bound(d, "expected", min / unit));
	else if (outcome == DECIMAL_TOO_BIG || *value < min || *value > max)
		DECODE_PROBLEM(d, n, W_pack_out_of_range, FOUND(d, n), bound(d, "min", min / unit), bound(d, "max", max / unit));
	else
		return true;
	return false;
}

static bool decode_number(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	int64_t value;
	if (!number_fits(d, f, n, &value))
		return false;
	if (number_forms[f->type].optional)
		*(opt_int *)at = (opt_int){true, value};
	else
		*(int64_t *)at = value;
	return true;
}

static bool decode_money(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	(void)f;
	int64_t cents = 0;
	enum decimal outcome = decimal_parse(n->text, 2, &cents);
	if (outcome == DECIMAL_MALFORMED)
		DECODE_PROBLEM(d, n, W_pack_bad_amount, FOUND(d, n));
	else if (outcome == DECIMAL_TOO_PRECISE)
		DECODE_PROBLEM(d, n, W_pack_amount_too_precise, FOUND(d, n));
	else if (outcome == DECIMAL_TOO_BIG || cents < 0 || cents > LIMIT_AMOUNT_CENTS)
		DECODE_PROBLEM(d, n, W_pack_amount_out_of_range, FOUND(d, n), ARG("max", ((money){LIMIT_AMOUNT_CENTS})));
	else {
		*(money *)at = (money){cents};
		return true;
	}
	return false;
}

static bool decode_opt_money(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	money amount;
	bool ok = decode_money(d, f, n, &amount);
	if (ok)
		*(opt_money *)at = (opt_money){true, amount};
	return ok;
}

static bool looks_like(str s, const char *pattern)
{
	size_t i = 0;
	for (; pattern[i]; i++)
		if (i >= s.n || (pattern[i] == 'd' ? s.p[i] < '0' || s.p[i] > '9' : s.p[i] != pattern[i]))
			return false;
	return i == s.n;
}

static int number_at(str s, size_t from, size_t digits)
{
	int value = 0;
	for (size_t i = from; i < from + digits; i++)
		value = value * 10 + (s.p[i] - '0');
	return value;
}

static bool decode_day(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	(void)f;
	day value;
	if (!looks_like(n->text, "dddd-dd-dd"))
		DECODE_PROBLEM(d, n, W_pack_bad_date, FOUND(d, n));
	else if (!day_parse(n->text, &value))
		DECODE_PROBLEM(d, n, W_pack_no_such_day, FOUND(d, n));
	else {
		*(opt_day *)at = (opt_day){true, value};
		return true;
	}
	return false;
}

/* A written moment: its first local minute, and the unit that was written. */
struct moment {
	struct civil date;
	int hour, minute, quarter;
	const char *precision;
};

static const struct {
	const char *pattern, *precision;
} moment_forms[] = {
	{"dddd", "year"}, {"dddd-dd", "month"}, {"dddd-Qd", "quarter"}, {"dddd-dd-dd", "day"}, {"dddd-dd-ddTdd:dd", "minute"},
};

static bool moment_parse(str s, struct moment *m)
{
	*m = (struct moment){.quarter = 1};
	for (size_t i = 0; i < sizeof moment_forms / sizeof moment_forms[0]; i++)
		if (looks_like(s, moment_forms[i].pattern))
			m->precision = moment_forms[i].precision;
	if (!m->precision)
		return false;
	m->date = (struct civil){number_at(s, 0, 4), 1, 1};
	if (s.n >= 7 && s.p[5] == 'Q') {
		m->quarter = number_at(s, 6, 1);
		m->date.month = m->quarter * 3 - 2;
	} else if (s.n >= 7)
		m->date.month = number_at(s, 5, 2);
	if (s.n >= 10)
		m->date.day = number_at(s, 8, 2);
	if (s.n == 16) {
		m->hour = number_at(s, 11, 2);
		m->minute = number_at(s, 14, 2);
	}
	return true;
}

static bool moment_exists(const struct moment *m)
{
	return civil_exists(m->date) && m->hour < 24 && m->minute < 60 && m->quarter >= 1 && m->quarter <= 4;
}

/* The first day after what is written. */
static struct civil day_after(const struct moment *m)
{
	str precision = str_of(m->precision);
	if (str_eq(precision, S("day")))
		return civil_of((day){day_of(m->date).number + 1});
	int months = str_eq(precision, S("year")) ? 12 : str_eq(precision, S("quarter")) ? 3 : 1;
	int month = m->date.month + months;
	return month > 12 ? (struct civil){m->date.year + 1, month - 12, 1} : (struct civil){m->date.year, month, 1};
}

static bool decode_moment(struct decoder *d, const struct pack_node *n, struct moment *m)
{
	if (!moment_parse(n->text, m))
		DECODE_PROBLEM(d, n, W_pack_bad_when, FOUND(d, n));
	else if (!moment_exists(m))
		DECODE_PROBLEM(d, n, W_pack_no_such_day, FOUND(d, n));
	else if (m->date.year < WHEN_FIRST_YEAR || m->date.year > WHEN_LAST_YEAR)
		DECODE_PROBLEM(d, n, W_pack_year_out_of_range, FOUND(d, n), bound(d, "min", WHEN_FIRST_YEAR), bound(d, "max", WHEN_LAST_YEAR));
	else
		return true;
	return false;
}

static instant first_instant(const struct moment *m, const struct zone *zone)
{
	return instant_of((struct local_time){.date = m->date, .hour = m->hour, .minute = m->minute}, zone);
}

/* A minute is a point: it ends as it begins. */
static instant last_instant(const struct moment *m, const struct zone *zone)
{
	if (str_eq(str_of(m->precision), S("minute")))
		return first_instant(m, zone);
	return (instant){instant_of((struct local_time){.date = day_after(m)}, zone).ms - 1};
}

static bool decode_when(struct decoder *d, const struct field *f, const struct pack_node *n, void *at)
{
	struct pack_when *when = at;
	struct moment m;
	when->written = true;
	if (!decode_moment(d, n, &m))
		return false;
	*when = (struct pack_when){.written = true, .set = true, .precision = str_of(m.precision),
		.at = f->type == FIELD_START ? first_instant(&m, d->zone) : last_instant(&m, d->zone)};
	return true;
}

value_decoder *const pack_value_decoders[FIELD_TYPE_COUNT] = {
	[FIELD_CODE] = decode_code,
	[FIELD_LABEL] = decode_label,
	[FIELD_TEXT] = decode_text,
	[FIELD_WORD] = decode_word,
	[FIELD_INSEE] = decode_insee,
	[FIELD_SIREN] = decode_siren,
	[FIELD_URL] = decode_url,
	[FIELD_COLOUR] = decode_colour,
	[FIELD_ZONE] = decode_zone,
	[FIELD_REF] = decode_ref,
	[FIELD_FLAG] = decode_flag,
	[FIELD_INT] = decode_number,
	[FIELD_OPT_INT] = decode_number,
	[FIELD_MILLI] = decode_number,
	[FIELD_OPT_MILLI] = decode_number,
	[FIELD_DEGREES] = decode_number,
	[FIELD_MONEY] = decode_money,
	[FIELD_OPT_MONEY] = decode_opt_money,
	[FIELD_DAY] = decode_day,
	[FIELD_START] = decode_when,
	[FIELD_END] = decode_when,
};
