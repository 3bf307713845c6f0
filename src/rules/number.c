/* Arithmetic on exact fractions beyond what number.h does in place: 128-bit intermediates, lowest terms when they are needed, then doubles.
   Owns nothing; called by all of rules/. Never rounds an exact number unless it is asked to, or has no room for it. */
#include "rules/number.h"

#include <math.h>

typedef __int128 wide;
typedef unsigned __int128 uwide;

static uwide magnitude(wide n)
{
	return n < 0 ? (uwide)0 - (uwide)n : (uwide)n;
}

static uint64_t gcd64(uint64_t a, uint64_t b)
{
	if (!a || !b)
		return a | b;
	unsigned twos = (unsigned)__builtin_ctzll(a | b);
	a >>= __builtin_ctzll(a);
	while (b) {
		b >>= __builtin_ctzll(b);
		if (a > b) {
			uint64_t swap = a;
			a = b;
			b = swap;
		}
		b -= a;
	}
	return a << twos;
}

static uwide gcd(uwide a, uwide b)
{
	while (b > UINT64_MAX) {
		uwide rest = a % b;
		a = b;
		b = rest;
	}
	if (!b)
		return a;
	return gcd64((uint64_t)b, (uint64_t)(a % b));
}

static unsigned bits_of(uwide n)
{
	uint64_t high = (uint64_t)(n >> 64), low = (uint64_t)n;
	return high ? 128 - (unsigned)__builtin_clzll(high) : low ? 64 - (unsigned)__builtin_clzll(low) : 0;
}

/* The double nearest to num/den, ties to even: at least 64 bits of the quotient are worked out, and whether anything was left. den is below 2^127.
   Nothing here is small enough to be subnormal. */
static double nearest(bool negative, uwide num, uwide den)
{
	uwide quotient = num / den, rest = num % den;
	int exponent = 0;
	while (rest && bits_of(quotient) < 64) {
		rest <<= 1;
		quotient = quotient << 1 | (rest >= den);
		if (rest >= den)
			rest -= den;
		exponent--;
	}
	unsigned bits = bits_of(quotient);
	if (bits > 64) {
		unsigned extra = bits - 64;
		rest |= quotient & (((uwide)1 << extra) - 1);
		quotient >>= extra;
		exponent += (int)extra;
	}
	uint64_t top = (uint64_t)quotient;
	if (rest)
		top |= 1; /* sticky: below the 53 bits that stay, above half or not */
	double real = ldexp((double)top, exponent);
	return negative ? -real : real;
}

/* The fraction num/den in 64 bits, or the nearest double. den > 0, below 2^127. */
static struct number fitted(wide num, wide den)
{
	enum { ROOM = 63 };
	if (bits_of(magnitude(num)) <= ROOM && bits_of((uwide)den) <= ROOM)
		return (struct number){.den = (int64_t)den, .num = (int64_t)num};
	uwide common = gcd(magnitude(num), (uwide)den);
	uwide n = magnitude(num) / common, d = (uwide)den / common;
	if (bits_of(n) <= ROOM && bits_of(d) <= ROOM)
		return (struct number){.den = (int64_t)d, .num = num < 0 ? -(int64_t)n : (int64_t)n};
	return number_real(nearest(num < 0, n, d));
}

struct number number_ratio(int64_t num, int64_t den)
{
	wide n = den < 0 ? -(wide)num : num, d = den < 0 ? -(wide)den : den;
	uwide common = gcd(magnitude(n), (uwide)d);
	return fitted(n / (wide)common, d / (wide)common);
}

struct number number_real(double real)
{
	return (struct number){.den = 0, .real = real};
}

struct number number_reduced(struct number n)
{
	static const double whole_limit = 9007199254740992.0; /* 2^53 */
	if (n.den)
		return number_ratio(n.num, n.den);
	if (fabs(n.real) < whole_limit && nearbyint(n.real) == n.real)
		return number_of((int64_t)n.real);
	return n;
}

double number_to_double(struct number n)
{
	static const int64_t exact = INT64_C(1) << 53; /* a double holds every whole number up to here, and divides two of them to the nearest */
	if (!n.den)
		return n.real;
	if (n.den == 1)
		return (double)n.num;
	if (n.den <= exact && n.num <= exact && n.num >= -exact)
		return (double)n.num / (double)n.den;
	return nearest(n.num < 0, magnitude(n.num), (uwide)n.den);
}

bool number_to_int64(struct number n, int64_t *whole)
{
	static const double over = 9223372036854775808.0; /* 2 to the 63 */
	if (!n.den) {
		if (!(n.real >= -over && n.real < over) || nearbyint(n.real) != n.real)
			return false;
		*whole = (int64_t)n.real;
		return true;
	}
	if (n.num % n.den)
		return false;
	*whole = n.num / n.den;
	return true;
}

struct number number_add_any(struct number a, struct number b)
{
	if (!a.den || !b.den)
		return number_real(number_to_double(a) + number_to_double(b));
	if (a.den == b.den)
		return fitted((wide)a.num + b.num, a.den);
	return fitted((wide)a.num * b.den + (wide)b.num * a.den, (wide)a.den * b.den);
}

struct number number_sub_any(struct number a, struct number b)
{
	if (!a.den || !b.den)
		return number_real(number_to_double(a) - number_to_double(b));
	if (a.den == b.den)
		return fitted((wide)a.num - b.num, a.den);
	return fitted((wide)a.num * b.den - (wide)b.num * a.den, (wide)a.den * b.den);
}

struct number number_mul_any(struct number a, struct number b)
{
	if (!a.den || !b.den)
		return number_real(number_to_double(a) * number_to_double(b));
	return fitted((wide)a.num * b.num, (wide)a.den * b.den);
}

struct number number_div(struct number a, struct number b)
{
	if (!a.den || !b.den || !b.num)
		return number_real(number_to_double(a) / number_to_double(b));
	wide num = (wide)a.num * b.den, den = (wide)a.den * b.num;
	return den < 0 ? fitted(-num, -den) : fitted(num, den);
}

struct number number_div_whole(struct number a, struct number b)
{
	if (a.den && b.den && b.num)
		return fitted((wide)a.num * b.den / ((wide)a.den * b.num), 1);
	double x = number_to_double(a), y = number_to_double(b);
	return number_real((x - fmod(x, y)) / y);
}

static wide floored(wide num, wide den)
{
	return num / den - (num % den < 0);
}

struct number number_floor(struct number n)
{
	return n.den ? number_of((int64_t)floored(n.num, n.den)) : number_real(floor(n.real));
}

int number_cmp_any(struct number a, struct number b)
{
	if (a.den && b.den) {
		wide left = (wide)a.num * b.den, right = (wide)b.num * a.den;
		return (left > right) - (left < right);
	}
	double x = number_to_double(a), y = number_to_double(b);
	return x != x || y != y ? 2 : (x > y) - (x < y);
}

/* ---- powers ---- */

/* JavaScript and C disagree on powers of one and of minus one. */
static double real_power(double base, double exponent)
{
	if (exponent != exponent || (isinf(exponent) && fabs(base) == 1))
		return (double)NAN;
	return pow(base, exponent);
}

struct number number_pow(struct number a, struct number b)
{
	enum { EXPONENT = 4096 }; /* beyond, only -1, 0 and 1 would still fit */
	int64_t times;
	if (!a.den || !number_to_int64(b, &times) || times > EXPONENT || times < -EXPONENT || (times < 0 && !a.num))
		return number_real(real_power(number_to_double(a), number_to_double(b)));
	struct number base = number_reduced(a), r = number_of(1);
	for (uint64_t left = (uint64_t)(times < 0 ? -times : times); left && r.den; left >>= 1) {
		if (left & 1)
			r = base.den ? number_mul(r, base) : number_real(0);
		if (left > 1)
			base = base.den ? number_mul(base, base) : base;
	}
	if (!r.den) /* it does not fit: one rounding, not one a step */
		return number_real(real_power(number_to_double(a), number_to_double(b)));
	return times < 0 ? number_div(number_of(1), r) : r;
}

/* ---- rounding ---- */

/* Up to 10^38, which is below 2^127. */
static wide ten_to(unsigned power)
{
	wide n = 1;
	while (power--)
		n *= 10;
	return n;
}

/* Math.round: the tie goes up, and a number just under one half does not. */
static double half_up(double x)
{
	double whole = floor(x);
	return x - whole >= 0.5 ? whole + 1 : whole;
}

static struct number real_round(double n, int decimals)
{
	static const double epsilon = 0x1p-52;
	double power = pow(10, decimals);
	double scaled = half_up((n + epsilon) * power);
	return number_real(isfinite(scaled) ? scaled / power : n);
}

struct number number_round(struct number n, int decimals)
{
	enum { MOST = 20, ROOM = 18 };
	decimals = decimals > MOST ? MOST : decimals < -MOST ? -MOST : decimals;
	if (!n.den)
		return real_round(n.real, decimals);
	wide ten = ten_to((unsigned)(decimals < 0 ? -decimals : decimals));
	if (decimals < 0)
		return fitted(floored(floored((wide)n.num * 2, n.den) + ten, ten * 2) * ten, 1);
	if (ten % n.den == 0)
		return n;
	if (decimals > ROOM) /* the answer would not fit, nor would it differ as a double */
		return number_real(number_to_double(n));
	wide whole = floored(n.num, n.den), rest = n.num - whole * n.den; /* so that what is multiplied stays small */
	return fitted(whole * ten + floored(rest * ten * 2 + n.den, (wide)n.den * 2), ten);
}

/* ---- reading ---- */

bool number_parse(str decimal, struct number *n)
{
	enum { DIGITS = 38, CENTS = 2 };
	bool negative = decimal.n && decimal.p[0] == '-';
	str whole = str_skip(decimal, negative), part = STR_NONE;
	if (str_cut(whole, '.', &whole, &part) && !part.n)
		return false;
	while (part.n && part.p[part.n - 1] == '0')
		part.n--;
	wide digits = 0;
	unsigned taken = 0, decimals = 0;
	int dropped = 0; /* powers of ten that the digits that had no room stand for */
	for (size_t i = 0; i < whole.n + part.n; i++) {
		char c = i < whole.n ? whole.p[i] : part.p[i - whole.n];
		if (c < '0' || c > '9')
			return false;
		if (taken < DIGITS && decimals < DIGITS) {
			digits = digits * 10 + (c - '0');
			taken += digits != 0;
			decimals += i >= whole.n;
		} else if (i < whole.n && dropped < INT16_MAX) {
			dropped++;
		}
	}
	if (!whole.n)
		return false;
	if (decimals == 1 && taken < DIGITS) { /* amounts in cents meet with equal denominators */
		digits *= 10;
		decimals = CENTS;
	}
	*n = fitted(negative ? -digits : digits, ten_to(decimals));
	if (dropped)
		*n = number_real(number_to_double(*n) * pow(10, dropped));
	return true;
}
