/* Exact numbers: a fraction of two 64-bit integers, or a double once it no longer fits (and what comes from logarithms and roots).
   Not kept in lowest terms: terms are reduced only when they would overflow, so that adding and multiplying stay a few instructions.
   den > 0: num/den. den == 0: real. Infinity and NaN are reals, as in the reference. */
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
struct number number_ratio(int64_t num, int64_t den); /* den != 0 */
struct number number_real(double real);
bool number_parse(str decimal, struct number *n); /* "-12.50": digits, one point; exact when it fits */
double number_to_double(struct number n);         /* the nearest */
bool number_is_exact(struct number n);
bool number_to_int64(struct number n, int64_t *whole); /* false when it is not a whole number that fits */

struct number number_add(struct number a, struct number b);
struct number number_sub(struct number a, struct number b);
struct number number_mul(struct number a, struct number b);
struct number number_div(struct number a, struct number b); /* b != 0, else infinite or NaN as in the reference */
struct number number_div_whole(struct number a, struct number b); /* `//`: towards zero */
struct number number_pow(struct number a, struct number b);
struct number number_round(struct number n, int decimals); /* half towards plus infinity, as the reference; decimals -20 to 20 */
int number_cmp(struct number a, struct number b); /* -1, 0, 1: exact when both are exact; 2 when one is NaN */
bool number_is_zero(struct number n);

#endif
