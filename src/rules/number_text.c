/* Numbers as digits: for people (number_write, at most so many decimals) and for machines (number_write_shortest). Owns nothing; called by formatting,
   explaining and the command line. Does not know languages: grouping, decimal commas and units are rules/format.c's. */
#include "rules/number.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DECIMALS = 15, DIGITS = 352 }; /* digits: of the greatest double, and some decimals */

/* digits[0..n) with the decimal point after the first `point` of them (which may be negative, or beyond n). No leading nor trailing zeros. */
struct decimal {
	bool negative;
	int n, point;
	char digits[DIGITS];
};

static void trim(struct decimal *d)
{
	while (d->n && d->digits[d->n - 1] == '0')
		d->n--;
	int zeros = 0;
	while (zeros < d->n && d->digits[zeros] == '0')
		zeros++;
	if (zeros)
		memmove(d->digits, d->digits + zeros, (size_t)(d->n - zeros));
	d->n -= zeros;
	d->point = d->n ? d->point - zeros : 0;
}

/* The shortest digits that read back as `real`, which is finite. Whatever the locale writes between two digits is skipped. */
static void shortest(struct decimal *d, double real)
{
	enum { SURE = 15, MOST = 17, ROOM = 48 }; /* any 15 digits come back from a double that is not subnormal */
	char text[ROOM];
	*d = (struct decimal){.negative = signbit(real) != 0};
	for (int precision = fabs(real) < DBL_MIN ? 1 : SURE; precision <= MOST; precision++) {
		(void)snprintf(text, sizeof text, "%.*e", precision - 1, fabs(real));
		if (strtod(text, NULL) >= fabs(real) && strtod(text, NULL) <= fabs(real))
			break;
	}
	const char *c = text;
	for (; *c && *c != 'e'; c++)
		if (*c >= '0' && *c <= '9')
			d->digits[d->n++] = *c;
	d->point = *c ? (int)strtol(c + 1, NULL, 10) + 1 : 1;
	trim(d);
}

static void put_digits(struct decimal *d, unsigned __int128 value, int decimals)
{
	char reversed[DIGITS];
	int n = 0;
	do {
		reversed[n++] = (char)('0' + (int)(value % 10));
		value /= 10;
	} while (value);
	while (n)
		d->digits[d->n++] = reversed[--n];
	d->point = d->n - decimals;
	trim(d);
}

/* To at most `most` decimals, half away from zero. */
static void cut(struct decimal *d, int most)
{
	int keep = d->point + most;
	if (keep >= d->n)
		return;
	bool up = keep >= 0 && d->digits[keep] >= '5';
	d->n = keep > 0 ? keep : 0;
	while (up && d->n && d->digits[d->n - 1] == '9')
		d->n--;
	if (up && d->n) {
		d->digits[d->n - 1]++;
	} else if (up) {
		d->digits[d->n++] = '1';
		d->point++;
	}
	trim(d);
}

/* `number` is exact. Its whole part and the rest are worked out apart, so that nothing passes 128 bits. */
static void exact_digits(struct decimal *d, struct number n, unsigned most)
{
	unsigned __int128 ten = 1;
	for (unsigned i = 0; i < most; i++)
		ten *= 10;
	uint64_t magnitude = n.num < 0 ? (uint64_t)0 - (uint64_t)n.num : (uint64_t)n.num, den = (uint64_t)n.den;
	unsigned __int128 rest = (unsigned __int128)(magnitude % den) * ten * 2 + den;
	*d = (struct decimal){.negative = n.num < 0};
	put_digits(d, magnitude / den * ten + rest / ((unsigned __int128)den * 2), (int)most);
}

static void write_decimal(struct out *o, const struct decimal *d, int least)
{
	if (d->negative)
		out_char(o, '-');
	if (d->point <= 0)
		out_char(o, '0');
	for (int i = 0; i < d->point; i++)
		out_char(o, i < d->n ? d->digits[i] : '0');
	int decimals = d->n - d->point > least ? d->n - d->point : least;
	if (decimals > 0)
		out_char(o, '.');
	for (int i = d->point; i < d->point + decimals; i++)
		out_char(o, i >= 0 && i < d->n ? d->digits[i] : '0');
}

static bool write_special(struct out *o, struct number n)
{
	if (n.den || isfinite(n.real))
		return false;
	out_str(o, isnan(n.real) ? S("NaN") : n.real < 0 ? S("-Infinity") : S("Infinity"));
	return true;
}

void number_write(struct out *o, struct number n, unsigned least, unsigned most)
{
	struct decimal d;
	most = most > DECIMALS ? DECIMALS : most;
	least = least > most ? most : least;
	if (write_special(o, n))
		return;
	if (n.den) {
		exact_digits(&d, n, most);
	} else {
		shortest(&d, n.real);
		cut(&d, (int)most);
	}
	write_decimal(o, &d, (int)least);
}

void number_write_shortest(struct out *o, struct number n)
{
	enum { PLAIN_MOST = 21, PLAIN_LEAST = -6 }; /* where JavaScript begins to write exponents */
	struct decimal d;
	if (write_special(o, n))
		return;
	if (n.den == 1) {
		out_int(o, n.num);
		return;
	}
	shortest(&d, number_to_double(n));
	if (!d.n)
		d.negative = false;
	if (d.n && (d.point > PLAIN_MOST || d.point <= PLAIN_LEAST)) {
		out_fmt(o, "%s%c%s%.*se%+d", d.negative ? "-" : "", d.digits[0], d.n > 1 ? "." : "", d.n - 1, d.digits + 1, d.point - 1);
		return;
	}
	write_decimal(o, &d, 0);
}
