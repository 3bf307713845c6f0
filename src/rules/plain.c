/* Plain constants told from their text in one pass: see plain.h. Owns nothing; called by situation.c. Takes no memory, and refuses nothing: what it does not
   know is for the reader of expressions to read or to refuse. */
#include "rules/plain.h"

#include "rules/date.h"

#include <string.h>

/* ---- units ---- */

static inline size_t first_place(str text)
{
	const unsigned char *p = (const unsigned char *)text.p;
	return (text.n * 5u + p[text.n - 1] + p[text.n / 2] * 3u) % PLAIN_UNITS;
}

static inline bool holds(const struct plain_unit *u, str text)
{
	return u->n == text.n && memcmp(u->text, text.p, text.n) == 0;
}

/* A text stands in one of two places. */
bool plain_unit(const struct plain_units *known, str text, unit_id *unit)
{
	if (!text.n || text.n > PLAIN_UNIT_BYTES)
		return false;
	size_t place = first_place(text);
	const struct plain_unit *u = &known->at[place];
	if (!holds(u, text))
		u = &known->at[place ^ 1];
	if (!holds(u, text))
		return false;
	*unit = u->unit;
	return true;
}

void plain_unit_note(struct plain_units *known, str text, unit_id unit)
{
	if (!text.n || text.n > PLAIN_UNIT_BYTES)
		return;
	struct plain_unit *u = &known->at[first_place(text)], *other = &known->at[first_place(text) ^ 1];
	if (u->n && !other->n)
		u = other;
	u->unit = unit;
	u->n = (uint8_t)text.n;
	memcpy(u->text, text.p, text.n);
}

/* ---- numbers ---- */

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits, and decimals after a point when there are some: how many bytes. */
static inline size_t digits_end(str text, size_t *whole)
{
	size_t n = 0;
	while (n < text.n && is_digit(text.p[n]))
		n++;
	*whole = n;
	if (n + 1 < text.n && text.p[n] == '.' && is_digit(text.p[n + 1]))
		for (n += 2; n < text.n && is_digit(text.p[n]); n++)
			;
	return n;
}

str plain_after_digits(str text)
{
	size_t whole, n = digits_end(text, &whole);
	return whole ? str_skip(text, n) : STR_NONE;
}

/* As number_parse does, of digits that surely fit. */
static bool number_in(str digits, size_t whole, struct number *number)
{
	static const int64_t tens[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
	enum { DECIMALS = sizeof tens / sizeof tens[0] - 1, CENTS = 2, BYTES = 18 };
	size_t n = digits.n;
	if (n > BYTES || n > whole + 1 + DECIMALS)
		return number_parse(digits, number);
	while (n > whole && (digits.p[n - 1] == '0' || digits.p[n - 1] == '.'))
		n--;
	int64_t value = 0;
	for (size_t i = 0; i < n; i++)
		if (i != whole)
			value = value * 10 + (digits.p[i] - '0');
	size_t decimals = n > whole ? n - whole - 1 : 0;
	if (decimals == 1) { /* amounts in cents meet with equal denominators */
		value *= 10;
		decimals = CENTS;
	}
	*number = (struct number){.den = tens[decimals], .num = value};
	return true;
}

static bool plain_number(const struct plain_units *known, str text, struct answer *value)
{
	size_t whole, n = digits_end(text, &whole), left = text.n - n;
	const char *rest = text.p + n;
	unit_id unit = UNIT_NONE;
	struct number number;
	if (left == sizeof " €" - 1 && memcmp(rest, " €", sizeof " €" - 1) == 0)
		unit = UNIT_EURO;
	else if (left == sizeof " %" - 1 && memcmp(rest, " %", sizeof " %" - 1) == 0)
		unit = UNIT_PERCENT;
	else if (left && !plain_unit(known, (str){rest, left}, &unit))
		return false;
	if (!number_in((str){text.p, n}, whole, &number))
		return false;
	*value = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .has_unit = left > 0, .unit = unit, .number = number};
	return true;
}

/* ---- the others ---- */

static bool plain_date(str text, struct answer *value)
{
	day d;
	if (!date_parse(text, &d))
		return false;
	*value = (struct answer){.state = RULES_VALUE, .type = RULES_DATE, .date = d};
	return true;
}

bool plain_text(str text, str *inside)
{
	if (text.n < 2 || text.p[0] != '\'' || text.p[text.n - 1] != '\'')
		return false;
	*inside = (str){text.p + 1, text.n - 2};
	return !inside->n || !memchr(inside->p, '\n', inside->n);
}

bool plain_value(const struct plain_units *known, str text, struct answer *value)
{
	enum { TRUTH_BYTES = 3, DATE_BYTES = 10 };
	if (!text.n)
		return false;
	if (is_digit(text.p[0]))
		return text.n == DATE_BYTES && text.p[2] == '/' ? plain_date(text, value) : plain_number(known, text, value);
	if (text.n != TRUTH_BYTES)
		return false;
	bool yes = memcmp(text.p, "oui", TRUTH_BYTES) == 0;
	if (!yes && memcmp(text.p, "non", TRUTH_BYTES) != 0)
		return false;
	*value = (struct answer){.state = RULES_VALUE, .type = RULES_BOOLEAN, .truth = yes};
	return true;
}
