/* Exact numbers: a fraction of two 64-bit integers, or a double once it no longer fits (and what comes from logarithms and roots).
   Not kept in lowest terms: terms are reduced only when they would overflow, so that adding and multiplying stay a few instructions.
   den > 0: num/den. den == 0: real. Infinity and NaN are reals, as in the reference. What falls to double is the nearest double of the exact
   result. An exact and a real number meet as doubles. Pure: no memory, no locale, no error but what a value says of itself. */
#ifndef RULES_NUMBER_H
#define RULES_NUMBER_H

#include "base/out.h"
#include "base/str.h"

struct number {
	int64_t den;
	union {
		int64_t num;
		double real;
	};
};

static inline struct number number_of(int64_t n)
{
	return (struct number){.den = 1, .num = n};
}
struct number number_ratio(int64_t num, int64_t den); /* in lowest terms; den != 0 */
struct number number_real(double real);
bool number_parse(str decimal, struct number *n); /* "-12.50": digits, one point; exact when it fits; false for anything else */
double number_to_double(struct number n);         /* the nearest */
bool number_to_int64(struct number n, int64_t *whole); /* false when it is not a whole number that fits; a real 2.0 is one */
struct number number_reduced(struct number n);         /* the same number in lowest terms; a real that is a whole number below 2^53 becomes exact */

static inline bool number_is_exact(struct number n)
{
	return n.den != 0;
}
static inline bool number_is_zero(struct number n)
{
	return n.den ? n.num == 0 : !(n.real < 0 || n.real > 0 || n.real != n.real);
}
static inline bool number_is_nan(struct number n)
{
	return !n.den && n.real != n.real;
}

/* ---- the general cases, behind the quick ones below ---- */
struct number number_add_any(struct number a, struct number b);
struct number number_sub_any(struct number a, struct number b);
struct number number_mul_any(struct number a, struct number b);
int number_cmp_any(struct number a, struct number b);

/* ---- arithmetic: whole numbers and equal denominators in a few instructions ---- */
static inline struct number number_add(struct number a, struct number b)
{
	struct number r = {.den = a.den};
	if (a.den == b.den && a.den && !__builtin_add_overflow(a.num, b.num, &r.num))
		return r;
	return number_add_any(a, b);
}
static inline struct number number_sub(struct number a, struct number b)
{
	struct number r = {.den = a.den};
	if (a.den == b.den && a.den && !__builtin_sub_overflow(a.num, b.num, &r.num))
		return r;
	return number_sub_any(a, b);
}
static inline struct number number_mul(struct number a, struct number b)
{
	struct number r;
	if (a.den && b.den && !__builtin_mul_overflow(a.num, b.num, &r.num) && !__builtin_mul_overflow(a.den, b.den, &r.den))
		return r;
	return number_mul_any(a, b);
}
/* -1, 0, 1: exact when both are exact; 2 when one is NaN. */
static inline int number_cmp(struct number a, struct number b)
{
	if (a.den == b.den && a.den)
		return (a.num > b.num) - (a.num < b.num);
	return number_cmp_any(a, b);
}

struct number number_div(struct number a, struct number b);       /* by zero: infinite or NaN */
struct number number_div_whole(struct number a, struct number b); /* `//`: towards zero; by zero: NaN */
struct number number_pow(struct number a, struct number b);       /* exact for whole exponents while it fits */
struct number number_round(struct number n, int decimals);        /* half towards plus infinity; decimals -20 to 20, clamped */
struct number number_floor(struct number n);

/* Digits as a person or a text writes them: at least `least` and at most `most` decimals (0 to 15), half away from zero, a point, no grouping:
   "-1234.5". A real is rounded from its shortest decimal form, so that 1.005 is 1.01. "Infinity", "NaN" for what has no digits; a value that rounds
   to zero from below keeps its sign: "-0", as the reference's formatter. */
void number_write(struct out *o, struct number n, unsigned least, unsigned most);
/* The shortest decimal that reads back as the nearest double of n: "0.1", "1e21", "333.3333333333333"; for JSON and for comparing. */
void number_write_shortest(struct out *o, struct number n);

#endif
