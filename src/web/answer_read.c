/* See answer_read.h. A table of kinds, each with its reader; numbers are read by hand so that "12 000,50 €" and "12000.5" are the same answer
   and "12.000" is none. Called by the pages of the self-diagnosis and of the règlement, and fuzzed. */
#include "web/answer_read.h"

#include "base/calendar.h"
#include "base/format.h"
#include "base/limits.h"
#include "base/utf8.h"

enum { ANSWER_TEXT_BYTES = 4 * LIMIT_ANSWER_CHARS, HUNDRED = 100 };

enum answer_kind answer_kind_of(const struct ruleset_question *q)
{
	if (q->choices.n)
		return ANSWER_CHOICE;
	switch (q->type) {
	case RULES_BOOLEAN:
		return ANSWER_YES_NO;
	case RULES_DATE:
		return ANSWER_DATE;
	case RULES_TEXT:
		return ANSWER_TEXT;
	case RULES_NUMBER:
		return ANSWER_NUMBER;
	case RULES_TYPE_UNKNOWN:
		break;
	}
	return str_is_set(q->unit) ? ANSWER_NUMBER : ANSWER_TEXT;
}

/* ---- words ---- */

/* One blank for every run of blanks, none at the ends; control characters are blanks. */
static str single_spaced(struct arena *a, str typed)
{
	char *to = arena_alloc(a, typed.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < typed.n; i++) {
		unsigned char c = (unsigned char)typed.p[i];
		bool blank = c <= 0x20 || c == 0x7f;
		if (!blank)
			to[n++] = typed.p[i];
		else if (n && to[n - 1] != ' ')
			to[n++] = ' ';
	}
	while (n && to[n - 1] == ' ')
		n--;
	return (str){to, n};
}

static enum status read_text(struct arena *a, const struct ruleset_question *q, str typed, str *value, enum word *why)
{
	(void)q;
	*value = single_spaced(a, typed);
	*why = W_diagnosis_wrong_long;
	return utf8_count(*value) <= LIMIT_ANSWER_CHARS ? OK : INVALID;
}

static enum status read_choice(struct arena *a, const struct ruleset_question *q, str typed, str *value, enum word *why)
{
	(void)a;
	*why = W_diagnosis_wrong_choice;
	for (size_t i = 0; i < q->choices.n; i++)
		if (str_eq(q->choices.at[i].value, typed)) {
			*value = q->choices.at[i].value;
			return OK;
		}
	return INVALID;
}

static enum status read_yes_no(struct arena *a, const struct ruleset_question *q, str typed, str *value, enum word *why)
{
	(void)a;
	(void)q;
	*why = W_diagnosis_wrong_choice;
	*value = str_eq(typed, S("oui")) ? S("oui") : S("non");
	return str_eq(typed, *value) ? OK : INVALID;
}

/* ---- dates ---- */

static bool digits(str s, size_t from, size_t count, int *value)
{
	*value = 0;
	for (size_t i = from; i < from + count; i++) {
		if (i >= s.n || s.p[i] < '0' || s.p[i] > '9')
			return false;
		*value = *value * 10 + (s.p[i] - '0');
	}
	return true;
}

/* 2020-01-31 as browsers send it, or 31/01/2020 as a person types it. */
static bool read_civil(str s, struct civil *c)
{
	if (s.n != 10)
		return false;
	bool french = s.p[2] == '/' && s.p[5] == '/', iso = s.p[4] == '-' && s.p[7] == '-';
	if (french)
		return digits(s, 0, 2, &c->day) && digits(s, 3, 2, &c->month) && digits(s, 6, 4, &c->year);
	return iso && digits(s, 0, 4, &c->year) && digits(s, 5, 2, &c->month) && digits(s, 8, 2, &c->day);
}

static enum status read_date(struct arena *a, const struct ruleset_question *q, str typed, str *value, enum word *why)
{
	(void)q;
	struct civil c;
	char text[32];
	*why = W_diagnosis_wrong_date;
	if (!read_civil(typed, &c) || c.year < 1900 || c.year > 2199 || !civil_exists(c))
		return INVALID;
	*value = arena_str(a, str_of(day_iso(day_of(c), text)));
	return OK;
}

/* ---- numbers ---- */

/* Blanks that stand inside numbers: U+0020, U+00A0, U+2009, U+202F. */
static size_t blank_length(str s)
{
	static const str blanks[] = {S(" "), S("\xc2\xa0"), S("\xe2\x80\x89"), S("\xe2\x80\xaf")};
	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (str_starts(s, blanks[i]))
			return blanks[i].n;
	return 0;
}

static str without_blanks(struct arena *a, str typed)
{
	char *to = arena_alloc(a, typed.n + 1);
	size_t n = 0;
	while (typed.n) {
		size_t blank = blank_length(typed);
		if (!blank)
			to[n++] = typed.p[0];
		typed = str_skip(typed, blank ? blank : 1);
	}
	return (str){to, n};
}

static str without_unit(const struct ruleset_question *q, str s)
{
	static const str euros[] = {S("€"), S("euros"), S("euro"), S("EUR")};
	if (str_eq(q->unit, S("€"))) {
		for (size_t i = 0; i < sizeof euros / sizeof *euros; i++) {
			if (str_ends(s, euros[i]))
				return str_first(s, s.n - euros[i].n);
			if (str_starts(s, euros[i]))
				return str_skip(s, euros[i].n);
		}
	} else if (str_is_set(q->unit) && str_ends(s, q->unit)) {
		return str_first(s, s.n - q->unit.n);
	}
	return s;
}

/* Hundredths. "12.000" and "12,000" are twelve or twelve thousand according to the reader: refused. */
static bool read_hundredths(str s, int64_t *hundredths, enum word *why)
{
	size_t whole = 0;
	*hundredths = 0;
	for (; whole < s.n && s.p[whole] >= '0' && s.p[whole] <= '9'; whole++) {
		*hundredths = *hundredths * 10 + (s.p[whole] - '0');
		if (*hundredths > LIMIT_AMOUNT_CENTS / HUNDRED)
			return false;
	}
	*hundredths *= HUNDRED;
	if (whole == s.n)
		return whole > 0;
	str decimals = str_skip(s, whole + 1);
	int tens;
	if (!whole || (s.p[whole] != '.' && s.p[whole] != ',') || !decimals.n || !digits(decimals, 0, decimals.n < 2 ? 1 : 2, &tens))
		return false;
	if (decimals.n > 2) {
		*why = W_diagnosis_wrong_decimals;
		return false;
	}
	*hundredths += decimals.n == 1 ? tens * 10 : tens;
	return true;
}

static enum status read_number(struct arena *a, const struct ruleset_question *q, str typed, str *value, enum word *why)
{
	int64_t hundredths;
	*why = str_eq(q->unit, S("€")) ? W_diagnosis_wrong_amount : W_diagnosis_wrong_number;
	if (!read_hundredths(without_unit(q, without_blanks(a, typed)), &hundredths, why))
		return INVALID;
	if (str_eq(q->unit, S("%")) && hundredths > HUNDRED * HUNDRED) {
		*why = W_diagnosis_wrong_share;
		return INVALID;
	}
	struct out o = out_new(64);
	out_euros_plain(&o, (money){hundredths});
	*value = out_keep(&o, a);
	return OK;
}

/* ---- the kinds ---- */

enum status answer_typed(struct arena *a, const struct ruleset_question *q, str typed, str *value, enum word *why)
{
	static enum status (*const readers[])(struct arena *, const struct ruleset_question *, str, str *, enum word *) = {
		[ANSWER_CHOICE] = read_choice, [ANSWER_YES_NO] = read_yes_no, [ANSWER_NUMBER] = read_number, [ANSWER_DATE] = read_date, [ANSWER_TEXT] = read_text};
	typed = str_trim(typed);
	*why = W_diagnosis_wrong_empty;
	if (!str_is_set(typed))
		return INVALID;
	*why = W_diagnosis_wrong_long;
	if (typed.n > ANSWER_TEXT_BYTES)
		return INVALID;
	enum status s = readers[answer_kind_of(q)](a, q, typed, value, why);
	if (!s && !str_is_set(*value)) {
		*why = W_diagnosis_wrong_empty;
		return INVALID;
	}
	return s;
}

/* In the language, text stands between apostrophes and knows no escape: a straight one becomes the typographic one. */
static str quoted(struct arena *a, str value)
{
	struct out o = out_new(ANSWER_TEXT_BYTES * 4);
	out_char(&o, '\'');
	for (size_t i = 0; i < value.n; i++)
		if (value.p[i] == '\'')
			out_str(&o, S("’"));
		else
			out_char(&o, value.p[i]);
	out_char(&o, '\'');
	return out_keep(&o, a);
}

str answer_plain(struct arena *a, const struct ruleset_question *q, str value)
{
	switch (answer_kind_of(q)) {
	case ANSWER_DATE:
		return arena_fmt(a, "%.2s/%.2s/%.4s", value.p + 8, value.p + 5, value.p);
	case ANSWER_NUMBER:
		return str_is_set(q->unit) ? arena_fmt(a, "%.*s %.*s", STR_ARGS(value), STR_ARGS(q->unit)) : value;
	case ANSWER_CHOICE: /* a number among possibilities is written with its unit */
	case ANSWER_YES_NO:
	case ANSWER_TEXT:
		break;
	}
	return value;
}

str answer_fact(struct arena *a, const struct ruleset_question *q, str value)
{
	enum answer_kind kind = answer_kind_of(q);
	bool text = kind == ANSWER_TEXT || (kind == ANSWER_CHOICE && q->type != RULES_NUMBER);
	return text ? quoted(a, value) : answer_plain(a, q, value);
}

/* ---- for a person ---- */

static int64_t hundredths_of(str value)
{
	int64_t hundredths = 0;
	enum word ignored = W_diagnosis_wrong_number;
	(void)read_hundredths(value, &hundredths, &ignored);
	return hundredths;
}

static void write_number(struct out *o, enum lang lang, const struct ruleset_question *q, str value)
{
	int64_t hundredths = hundredths_of(value);
	if (str_eq(q->unit, S("€"))) {
		out_money(o, lang, (money){hundredths});
		return;
	}
	out_milli(o, lang, hundredths * 10);
	if (!str_is_set(q->unit))
		return;
	if (!str_eq(q->unit, S("%")))
		out_char(o, ' ');
	else if (lang == LANG_FR)
		out_str(o, S("\xe2\x80\xaf"));
	out_str(o, q->unit);
}

static str choice_label(enum lang lang, const struct ruleset_question *q, str value)
{
	for (size_t i = 0; i < q->choices.n; i++)
		if (str_eq(q->choices.at[i].value, value) && str_is_set(q->choices.at[i].label[lang]))
			return q->choices.at[i].label[lang];
	return value;
}

str answer_words(struct arena *a, enum lang lang, const struct ruleset_question *q, str value)
{
	struct out o = out_new(ANSWER_TEXT_BYTES * 4);
	day d;
	switch (answer_kind_of(q)) {
	case ANSWER_YES_NO:
		out_str(&o, word_text(lang, str_eq(value, S("oui")) ? W_diagnosis_yes : W_diagnosis_no));
		break;
	case ANSWER_CHOICE:
		out_str(&o, choice_label(lang, q, value));
		break;
	case ANSWER_NUMBER:
		write_number(&o, lang, q, value);
		break;
	case ANSWER_DATE:
		if (day_parse(value, &d))
			out_day(&o, lang, d);
		break;
	case ANSWER_TEXT:
		out_str(&o, value);
		break;
	}
	str words = out_keep(&o, a);
	return words.p ? words : S("");
}

str answer_field(struct arena *a, enum lang lang, const struct ruleset_question *q, str value)
{
	if (answer_kind_of(q) != ANSWER_NUMBER || lang != LANG_FR)
		return value;
	char *text = arena_alloc(a, value.n + 1);
	for (size_t i = 0; i < value.n; i++)
		text[i] = value.p[i] == '.' ? ',' : value.p[i];
	return (str){text, value.n};
}
