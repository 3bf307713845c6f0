/* Checked money, and sharing a whole without losing a cent. */
#include "domain/money.h"

#include "base/status.h"

enum { PARTS_MAX = 4096 };

money money_add(money a, money b)
{
	money sum;
	always(!__builtin_add_overflow(a.cents, b.cents, &sum.cents));
	return sum;
}

money money_subtract(money a, money b)
{
	money rest;
	always(!__builtin_sub_overflow(a.cents, b.cents, &rest.cents));
	return rest;
}

int money_compare(money a, money b)
{
	return (a.cents > b.cents) - (a.cents < b.cents);
}

bool money_is_zero(money a)
{
	return a.cents == 0;
}

/* Shares whole (>= 0) units by weight: floors first, then one more unit to the largest remainders. */
static void share(int64_t whole, const int64_t *weights, size_t n, int64_t *shares)
{
	always(n >= 1 && n <= PARTS_MAX && whole >= 0);
	__int128 sum = 0;
	for (size_t i = 0; i < n; i++) {
		always(weights[i] >= 0);
		sum += weights[i];
	}
	if (sum == 0) {
		for (size_t i = 0; i < n; i++)
			shares[i] = i == 0 ? whole : 0;
		return;
	}
	__int128 remainders[PARTS_MAX];
	int64_t left = whole;
	for (size_t i = 0; i < n; i++) {
		__int128 product = (__int128)whole * weights[i];
		shares[i] = (int64_t)(product / sum);
		remainders[i] = product % sum;
		left -= shares[i];
	}
	while (left-- > 0) {
		size_t largest = 0;
		for (size_t i = 1; i < n; i++)
			if (remainders[i] > remainders[largest])
				largest = i;
		shares[largest]++;
		remainders[largest] = -1;
	}
}

void money_split(money whole, const int64_t *weights, size_t n, money *parts)
{
	int64_t shares[PARTS_MAX];
	bool negative = whole.cents < 0;
	share(negative ? -whole.cents : whole.cents, weights, n, shares);
	for (size_t i = 0; i < n; i++)
		parts[i].cents = negative ? -shares[i] : shares[i];
}

void percents_of(const money *parts, size_t n, int *percents)
{
	int64_t weights[PARTS_MAX], shares[PARTS_MAX];
	bool any = false;
	always(n <= PARTS_MAX);
	for (size_t i = 0; i < n; i++) {
		weights[i] = parts[i].cents > 0 ? parts[i].cents : 0;
		any |= weights[i] > 0;
		percents[i] = 0;
	}
	if (!any)
		return;
	share(100, weights, n, shares);
	for (size_t i = 0; i < n; i++)
		percents[i] = (int)shares[i];
}
