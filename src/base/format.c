/* French and English typography of numbers and dates. */
#include "base/format.h"

#define NARROW_SPACE "\xe2\x80\xaf" /* U+202F */
#define NO_BREAK_SPACE "\xc2\xa0"   /* U+00A0 */

static const char *const months[LANG_COUNT][12] = {
	[LANG_FR] = {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	[LANG_EN] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
};

static void grouped(struct out *o, enum lang lang, uint64_t value)
{
	char digits[20];
	size_t n = 0;
	do {
		digits[n++] = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	while (n) {
		out_char(o, digits[--n]);
		if (n && n % 3 == 0)
			out_str(o, lang == LANG_FR ? S(NARROW_SPACE) : S(","));
	}
}

static uint64_t sign(struct out *o, int64_t value)
{
	if (value >= 0)
		return (uint64_t)value;
	out_char(o, '-');
	return 0 - (uint64_t)value;
}

void out_number(struct out *o, enum lang lang, int64_t value)
{
	grouped(o, lang, sign(o, value));
}

void out_milli(struct out *o, enum lang lang, int64_t thousandths)
{
	uint64_t value = sign(o, thousandths);
	grouped(o, lang, value / 1000);
	unsigned rest = (unsigned)(value % 1000);
	if (!rest)
		return;
	out_char(o, lang == LANG_FR ? ',' : '.');
	for (unsigned unit = 100; rest; unit /= 10) {
		out_char(o, (char)('0' + rest / unit));
		rest %= unit;
	}
}

void out_money(struct out *o, enum lang lang, money amount)
{
	uint64_t cents = sign(o, amount.cents);
	if (lang == LANG_EN)
		out_str(o, S("€"));
	grouped(o, lang, cents / 100);
	if (cents % 100) {
		out_char(o, lang == LANG_FR ? ',' : '.');
		out_char(o, (char)('0' + cents % 100 / 10));
		out_char(o, (char)('0' + cents % 10));
	}
	if (lang == LANG_FR)
		out_str(o, S(NO_BREAK_SPACE "€"));
}

void out_euros_plain(struct out *o, money amount)
{
	uint64_t cents = sign(o, amount.cents);
	out_fmt(o, "%llu", (unsigned long long)(cents / 100));
	if (cents % 100)
		out_fmt(o, ".%02u", (unsigned)(cents % 100));
}

void out_month(struct out *o, enum lang lang, int year, int month)
{
	out_fmt(o, "%s %d", months[lang][month - 1], year);
}

static void civil_text(struct out *o, enum lang lang, struct civil c)
{
	out_fmt(o, "%d%s" NO_BREAK_SPACE, c.day, lang == LANG_FR && c.day == 1 ? "er" : "");
	out_month(o, lang, c.year, c.month);
}

void out_day(struct out *o, enum lang lang, day d)
{
	civil_text(o, lang, civil_of(d));
}

static void hour_fr(struct out *o, const struct local_time *t)
{
	out_str(o, S(" à "));
	if (t->minute == 0 && t->hour == 12)
		out_str(o, S("midi"));
	else if (t->minute == 0)
		out_fmt(o, "%d" NO_BREAK_SPACE "h", t->hour);
	else
		out_fmt(o, "%d" NO_BREAK_SPACE "h" NO_BREAK_SPACE "%02d", t->hour, t->minute);
}

static void hour_en(struct out *o, const struct local_time *t)
{
	if (t->minute == 0 && t->hour == 12)
		out_str(o, S(" at noon"));
	else
		out_fmt(o, " at %02d:%02d", t->hour, t->minute);
}

void out_instant(struct out *o, enum lang lang, instant at, const struct zone *z)
{
	struct local_time t = local_of(at, z);
	civil_text(o, lang, t.date);
	if (lang == LANG_FR)
		hour_fr(o, &t);
	else
		hour_en(o, &t);
}
