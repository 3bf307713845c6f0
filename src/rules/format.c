/* Values as text: for {{…}} as the reference writes them, and for people. Owns the typography that both need and base/format.h has not (fractions, units).
   Called by the evaluator (texts), rules_format and explaining. Never changes a value that others hold. */
#include "rules/format.h"

#include "base/format.h"
#include "base/words.h"
#include "rules/date.h"

#include <string.h>

#define NARROW_SPACE "\xe2\x80\xaf"   /* U+202F */
#define NO_BREAK_SPACE "\xc2\xa0"     /* U+00A0 */
#define INFINITY_SIGN "\xe2\x88\x9e" /* U+221E */

enum { DECIMALS = 2, FINE_DECIMALS = 6, GROUP = 3, DIGITS_ROOM = 400 };

/* What one style puts where. */
struct style {
	str group, point, before_unit, before_percent;
	bool euro_first, signed_zero;
	enum lang lang;
};

static const struct style *style_of(enum lang lang)
{
	static const struct style french = {{NARROW_SPACE, 3}, {",", 1}, {NO_BREAK_SPACE, 2}, {NARROW_SPACE, 3}, false, false, LANG_FR};
	static const struct style english = {{",", 1}, {".", 1}, {NO_BREAK_SPACE, 2}, {"", 0}, true, false, LANG_EN};
	return lang == LANG_EN ? &english : &french;
}

static const struct style *reference_style(void)
{
	static const struct style reference = {{NARROW_SPACE, 3}, {",", 1}, {NO_BREAK_SPACE, 2}, {NO_BREAK_SPACE, 2}, false, true, LANG_FR};
	return &reference;
}

/* ---- digits ---- */

/* The digits of a number, sign apart. */
struct digits {
	bool negative;
	str whole, part;
	char room[DIGITS_ROOM];
};

static bool only_zeros(str digits)
{
	for (size_t i = 0; i < digits.n; i++)
		if (digits.p[i] != '0' && digits.p[i] != '.')
			return false;
	return true;
}

static void digits_of(struct digits *d, struct number n, unsigned least, unsigned most, bool signed_zero)
{
	struct out o = {.bytes = d->room, .room = sizeof d->room, .max = sizeof d->room};
	number_write(&o, n, least, most);
	str all = out_text(&o);
	d->negative = all.n && all.p[0] == '-';
	all = str_skip(all, d->negative);
	if (!signed_zero && only_zeros(all))
		d->negative = false;
	if (!str_cut(all, '.', &d->whole, &d->part))
		d->part = (str){"", 0};
}

static void write_digits(struct out *o, const struct style *s, const struct digits *d)
{
	if (d->whole.n && d->whole.p[0] == 'I') {
		out_str(o, S(INFINITY_SIGN));
		return;
	}
	for (size_t i = 0; i < d->whole.n; i++) {
		if (i && (d->whole.n - i) % GROUP == 0)
			out_str(o, s->group);
		out_char(o, d->whole.p[i]);
	}
	if (d->part.n)
		out_str(o, s->point);
	out_str(o, d->part);
}

static bool is_whole(struct number n)
{
	int64_t whole;
	return number_to_int64(n, &whole) || number_cmp(number_round(n, 0), n) == 0;
}


/* ---- units ---- */

static enum word unit_word(str name)
{
	enum { ROOM = 64 };
	char key[ROOM] = "rules.show.unit.";
	size_t n = strlen(key);
	if (name.n == 0 || name.n >= ROOM - n)
		return WORD_COUNT;
	memcpy(key + n, name.p, name.n);
	return word_named((str){key, n + name.n}, WORD_COUNT);
}

/* One side of a unit, "mois" or "kg.m2": each name in its language, the last one in the plural when there are several. */
static void write_side(struct out *o, enum lang lang, str side, bool several)
{
	for (bool more = true; more;) {
		str name, rest;
		more = str_cut(side, '.', &name, &rest);
		enum word word = unit_word(name);
		if (word == WORD_COUNT)
			out_str(o, name);
		else
			WORDS(o, lang, word, ARG("n", several && !more ? 2 : 1));
		if (more)
			out_char(o, '.');
		side = rest;
	}
}

static void write_denominators(struct out *o, enum lang lang, str under)
{
	if (!under.n)
		return;
	out_char(o, '/');
	write_side(o, lang, under, false);
}

void format_unit(struct out *o, enum lang lang, str unit)
{
	str above, under = STR_NONE;
	(void)str_cut(unit, '/', &above, &under);
	if (above.n)
		write_side(o, lang, above, true);
	write_denominators(o, lang, under);
}

/* In French two is the first plural, in English whatever is not one. */
static bool is_several(enum lang lang, struct number n)
{
	struct number size = number_cmp(n, number_of(0)) < 0 ? number_sub(number_of(0), n) : n;
	return lang == LANG_FR ? number_cmp(size, number_of(2)) >= 0 : number_cmp(size, number_of(1)) != 0;
}

/* ---- numbers ---- */

/* In the simplest unit; its text comes back, absent when there is none. */
static str simplest(struct units *u, unit_id unit, struct number *n)
{
	if (unit == UNIT_NONE)
		return STR_NONE;
	unit_id simple = unit_simplify(u, unit);
	if (!unit_convert(u, unit, simple, n))
		simple = unit;
	return unit_text(u, simple);
}

static void write_amount(struct out *o, const struct style *s, const struct digits *d)
{
	if (d->negative)
		out_char(o, '-');
	if (s->euro_first)
		out_str(o, S("€"));
	write_digits(o, s, d);
	if (!s->euro_first) {
		out_str(o, s->before_unit);
		out_str(o, S("€"));
	}
}

static void write_plain(struct out *o, const struct style *s, const struct digits *d)
{
	if (d->negative)
		out_char(o, '-');
	write_digits(o, s, d);
}

static void write_percent(struct out *o, const struct style *s, const struct digits *d)
{
	write_plain(o, s, d);
	out_str(o, s->before_percent);
	out_char(o, '%');
}

static void number_reference(struct out *o, struct units *u, struct number n, unit_id unit)
{
	const struct style *s = reference_style();
	struct digits d = {0};
	str text = str_trim(simplest(u, unit, &n));
	bool amount = str_eq(text, S("€")), share = str_eq(text, S("%"));
	digits_of(&d, n, amount && !is_whole(n) ? DECIMALS : 0, DECIMALS, s->signed_zero);
	if (amount)
		write_amount(o, s, &d);
	else if (share)
		write_percent(o, s, &d);
	else
		write_plain(o, s, &d);
	if (amount || share || !text.n)
		return;
	out_str(o, s->before_unit);
	out_str(o, text);
}

/* Two decimals, or more for what would be nothing with two. */
static unsigned decimals_shown(struct number n)
{
	struct number size = number_cmp(n, number_of(0)) < 0 ? number_sub(number_of(0), n) : n;
	bool small = !number_is_zero(n) && number_cmp(size, number_ratio(1, 100)) < 0;
	return small ? FINE_DECIMALS : DECIMALS;
}

static void number_for_people(struct out *o, enum lang lang, struct units *u, struct number n, unit_id unit)
{
	const struct style *s = style_of(lang);
	struct digits d = {0};
	str above, under = STR_NONE, text = str_trim(simplest(u, unit, &n));
	(void)str_cut(text, '/', &above, &under);
	bool amount = str_eq(above, S("€")), share = str_eq(above, S("%"));
	digits_of(&d, n, amount && !is_whole(n) ? DECIMALS : 0, decimals_shown(n), s->signed_zero);
	if (amount)
		write_amount(o, s, &d);
	else if (share)
		write_percent(o, s, &d);
	else
		write_plain(o, s, &d);
	if (!amount && !share && text.n)
		out_str(o, s->before_unit);
	if (!amount && !share && above.n)
		write_side(o, lang, above, is_several(lang, n));
	write_denominators(o, lang, under);
}

/* ---- the public face ---- */

void format_value_reference(struct out *o, struct units *u, const struct value *v)
{
	size_t at;
	if (v->state != RULES_VALUE) {
		out_str(o, v->state == RULES_NOT_APPLICABLE ? S("Non applicable") : S("Pas encore défini"));
		return;
	}
	switch ((enum rules_type)v->type) {
	case RULES_NUMBER:
		if (number_is_nan(v->number))
			out_str(o, S("Erreur dans le calcul du nombre"));
		else
			number_reference(o, u, v->number, v->unit);
		return;
	case RULES_BOOLEAN:
		out_str(o, v->truth ? S("oui") : S("non"));
		return;
	case RULES_DATE:
		date_write(o, v->date);
		return;
	case RULES_TEXT:
	case RULES_TYPE_UNKNOWN:
		if (!str_find(v->text, S("\\n"), &at)) {
			out_str(o, v->text);
			return;
		}
		out_str(o, str_first(v->text, at)); /* the first one only, as the reference */
		out_char(o, '\n');
		out_str(o, str_skip(v->text, at + 2));
		return;
	}
}

struct rules_value value_shown(const struct value *v)
{
	struct rules_value shown = {.state = (enum rules_state)v->state, .type = (enum rules_type)v->type};
	if (v->state != RULES_VALUE)
		return shown;
	switch (shown.type) {
	case RULES_NUMBER:
		shown.number = v->number;
		shown.unit = v->unit;
		break;
	case RULES_BOOLEAN:
		shown.truth = v->truth;
		break;
	case RULES_DATE:
		shown.date = v->date;
		break;
	case RULES_TEXT:
	case RULES_TYPE_UNKNOWN:
		shown.text = v->text;
		break;
	}
	return shown;
}

void format_value(struct out *o, enum lang lang, struct units *u, const struct rules_value *v)
{
	static const enum word states[] = {[RULES_NOT_DEFINED] = W_rules_show_unknown, [RULES_NOT_APPLICABLE] = W_rules_show_not_applicable};
	if (v->state != RULES_VALUE) {
		WORDS(o, lang, states[v->state]);
		return;
	}
	switch (v->type) {
	case RULES_NUMBER:
		if (number_is_nan(v->number))
			WORDS(o, lang, W_rules_show_not_a_number);
		else
			number_for_people(o, lang, u, v->number, (unit_id)v->unit);
		return;
	case RULES_BOOLEAN:
		WORDS(o, lang, v->truth ? W_rules_show_yes : W_rules_show_no);
		return;
	case RULES_DATE:
		out_day(o, lang, v->date);
		return;
	case RULES_TEXT:
	case RULES_TYPE_UNKNOWN:
		out_str(o, v->text);
		return;
	}
}
