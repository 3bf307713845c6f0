/* Kept values as a person reads them and as an input shows them; dates as people type them. What does not read is shown as it was typed. */
#include "domain/form_parts.h"

#include "base/format.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/amount.h"
#include "domain/identifier.h"

/* ---- dates as people write them ---- */

enum { DATE_PARTS = 4 };

static size_t date_parts(str folded, str parts[DATE_PARTS])
{
	size_t n = 0;
	str head, tail = folded;
	while (tail.p && n < DATE_PARTS) {
		(void)str_cut(tail, ' ', &head, &tail);
		if (head.n)
			parts[n++] = head;
	}
	return tail.p && tail.n ? DATE_PARTS : n;
}

static bool date_number(str s, int *value)
{
	int64_t v;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	if (s.n > 4 || !str_to_int64(s, &v))
		return false;
	*value = (int)v;
	return true;
}

/* "1er", "2nd", "21st": the number in front. */
static bool ordinal_of(str s, int *value)
{
	size_t digits = 0;
	while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	str rest = str_skip(s, digits);
	bool mark = !rest.n || str_eq(rest, S("er")) || str_eq(rest, S("st")) || str_eq(rest, S("nd")) || str_eq(rest, S("rd")) || str_eq(rest, S("th"));
	return mark && date_number(str_first(s, digits), value);
}

/* A month by its name in either language, or its first letters when no other month begins so. */
static int month_of(struct arena *a, str word)
{
	int found = 0;
	for (int month = 1; word.n >= 3 && month <= 12; month++)
		for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
			struct out o = out_new(LIMIT_LABEL_BYTES);
			out_month(&o, lang, 2000, month);
			str name = name_fold(a, out_keep(&o, a));
			(void)str_cut(name, ' ', &name, &(str){0});
			if (str_eq(name, word))
				return month;
			if (str_starts(name, word) && found != month)
				found = found ? -1 : month;
		}
	return found;
}

static bool day_made(int year, int month, int day_of_month, size_t year_digits, day *d)
{
	struct civil date = {.year = year_digits == 2 ? 2000 + year : year, .month = month, .day = day_of_month};
	if ((year_digits != 2 && year_digits != 4) || date.year < 1900 || date.year > 2200 || !civil_exists(date))
		return false;
	*d = day_of(date);
	return true;
}

static bool day_in_numbers(const str parts[DATE_PARTS], day *d)
{
	int first, second, third;
	if (!date_number(parts[0], &first) || !date_number(parts[1], &second) || !date_number(parts[2], &third))
		return false;
	if (parts[0].n == 4)
		return day_made(first, second, third, 4, d);
	return parts[0].n <= 2 && parts[1].n <= 2 && day_made(third, second, first, parts[2].n, d);
}

static bool day_in_words(struct arena *a, const str parts[DATE_PARTS], day *d)
{
	int number, year;
	size_t month_at = ordinal_of(parts[0], &number) ? 1 : 0;
	int month = month_of(a, parts[month_at]);
	return month > 0 && ordinal_of(parts[1 - month_at], &number) && date_number(parts[2], &year) && day_made(year, month, number, parts[2].n, d);
}

bool day_typed(struct arena *a, str typed, day *d)
{
	str parts[DATE_PARTS] = {0};
	if (typed.n > 60 || date_parts(name_fold(a, typed), parts) != 3)
		return false;
	return day_in_numbers(parts, d) || day_in_words(a, parts, d);
}

/* ---- shown ---- */

static str choices_shown(struct arena *a, const struct form_field *field, str value)
{
	struct out o = out_new(LIMIT_FORM_VALUE_BYTES * 4);
	str code, rest = value;
	for (bool first = true; rest.p; first = false) {
		(void)str_cut(rest, ' ', &code, &rest);
		str label = form_option_label(field, code);
		out_str(&o, first ? S("") : S(", "));
		out_str(&o, label.p ? label : code);
	}
	return out_keep(&o, a);
}

/* "1 personne", "2 personnes", "5 ans": the units of the product stand in the plural, those of a règlement in the singular. */
static str unit_shown(struct arena *a, enum lang lang, str unit, int64_t micro)
{
	static const struct {
		enum word many, one;
	} ours[] = {{W_form_unit_persons, W_form_unit_persons_one}, {W_form_unit_fte, W_form_unit_fte_one}, {W_form_unit_hours, W_form_unit_hours_one}};
	const bool several = lang == LANG_FR ? micro >= 2 * MICRO || micro <= -2 * MICRO : micro != MICRO;
	for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
		if (str_eq(unit, word_text(lang, ours[i].many)))
			return word_text(lang, several ? ours[i].many : ours[i].one);
	enum word known = word_named(arena_fmt(a, "rules.show.unit.%.*s", STR_ARGS(unit)), WORD_COUNT);
	if (known == WORD_COUNT)
		return unit;
	struct out o = out_new(LIMIT_LABEL_BYTES);
	WORDS(&o, lang, known, ARG("n", several ? 2 : 1));
	return out_keep(&o, a);
}

static str number_shown(struct arena *a, enum lang lang, const struct form_field *field, int64_t micro)
{
	struct out o = out_new(LIMIT_LABEL_BYTES);
	if (field->kind == FIELD_MONEY)
		out_money(&o, lang, (money){micro / MICRO_PER_CENT});
	else if (field->kind == FIELD_COUNT && !field->unit.p && micro / MICRO < 3000)
		out_int(&o, micro / MICRO); /* a year, or a number that has no thousands to part */
	else
		out_milli(&o, lang, micro / (MICRO / 1000));
	if (field->kind != FIELD_MONEY && str_is_set(field->unit)) {
		out_char(&o, ' ');
		out_str(&o, unit_shown(a, lang, field->unit, micro));
	}
	return out_keep(&o, a);
}

static bool is_number(enum field_kind kind)
{
	return kind == FIELD_MONEY || kind == FIELD_COUNT || kind == FIELD_DECIMAL;
}

str form_shown(struct arena *a, const struct form *form, const struct form_field *field, str value)
{
	int64_t micro;
	day d;
	if (!str_is_set(value) || !form_reads(a, field, field->key, value, NULL))
		return value;
	if (field->kind == FIELD_CHOICE) /* one code, which may hold blanks (answers of a règlement) */
		return form_option_label(field, value);
	if (field->kind == FIELD_CHOICES)
		return choices_shown(a, field, value);
	if (field->kind == FIELD_YES_NO)
		return word_text(form->lang, str_eq(value, S("yes")) ? W_form_yes : W_form_no);
	if (is_number(field->kind) && form_number(value, &micro))
		return number_shown(a, form->lang, field, micro);
	if (field->kind == FIELD_DAY && form_day(value, &d)) {
		struct out o = out_new(LIMIT_LABEL_BYTES);
		out_day(&o, form->lang, d);
		return out_keep(&o, a);
	}
	if (field->kind == FIELD_PHONE)
		return phone_shown(a, value);
	if (field->kind == FIELD_SIRET)
		return siret_shown(a, value);
	return value;
}

/* ---- in an input ---- */

static str with_comma(struct arena *a, str value)
{
	str copy = arena_str(a, value);
	char *text = arena_alloc(a, copy.n + 1);
	for (size_t i = 0; i < copy.n; i++)
		text[i] = copy.p[i] == '.' ? ',' : copy.p[i];
	return (str){text, copy.n};
}

/* French groups thousands, which reads again; English would, with a comma that a French reader takes for decimals: it does not. */
static str number_input(struct arena *a, enum lang lang, const struct form_field *field, str value, int64_t micro)
{
	if (lang != LANG_FR)
		return value;
	if (field->kind != FIELD_MONEY)
		return with_comma(a, value);
	struct out o = out_new(LIMIT_LABEL_BYTES);
	out_number(&o, LANG_FR, micro / MICRO);
	if (micro % MICRO)
		out_fmt(&o, ",%02lld", (long long)(micro % MICRO / MICRO_PER_CENT));
	return out_keep(&o, a);
}

str form_input(struct arena *a, const struct form *form, const struct form_field *field, str value)
{
	int64_t micro;
	day d;
	if (!str_is_set(value) || !form_reads(a, field, field->key, value, NULL))
		return value;
	if (is_number(field->kind) && form_number(value, &micro))
		return number_input(a, form->lang, field, value, micro);
	if (field->kind == FIELD_DAY && form_day(value, &d)) {
		struct civil date = civil_of(d);
		return arena_fmt(a, "%02d/%02d/%04d", date.day, date.month, date.year);
	}
	if (field->kind == FIELD_PHONE)
		return phone_shown(a, value);
	return value;
}
