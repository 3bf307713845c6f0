/* Plain operations on str. No allocation. */
#include "base/str.h"

#include <string.h>

str str_of(const char *terminated)
{
	if (!terminated)
		return STR_NONE;
	return (str){terminated, strlen(terminated)};
}

bool str_eq(str a, str b)
{
	if (!a.p || !b.p)
		return a.p == b.p;
	return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

int str_cmp(str a, str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;
	if (order != 0)
		return order;
	return (a.n > b.n) - (a.n < b.n);
}

bool str_is_set(str s)
{
	return s.p && s.n > 0;
}

bool str_starts(str s, str prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

bool str_ends(str s, str suffix)
{
	return s.n >= suffix.n && (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_eq_nocase(str a, str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

str str_trim(str s)
{
	while (s.n && blank(s.p[0]))
		s.p++, s.n--;
	while (s.n && blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

str str_skip(str s, size_t n)
{
	if (n > s.n)
		n = s.n;
	return n ? (str){s.p + n, s.n - n} : s;
}

str str_first(str s, size_t n)
{
	return s.n > n ? (str){s.p, n} : s;
}

bool str_find(str s, str needle, size_t *at)
{
	if (needle.n == 0 || needle.n > s.n)
		return false;
	const char *hit = memmem(s.p, s.n, needle.p, needle.n);
	if (!hit)
		return false;
	if (at)
		*at = (size_t)(hit - s.p);
	return true;
}

bool str_has(str s, str needle)
{
	return str_find(s, needle, NULL);
}

bool str_cut(str s, char separator, str *head, str *tail)
{
	const char *hit = s.n ? memchr(s.p, separator, s.n) : NULL;
	if (!hit) {
		*head = s;
		*tail = STR_NONE;
		return false;
	}
	size_t before = (size_t)(hit - s.p);
	*head = (str){s.p, before};
	*tail = (str){hit + 1, s.n - before - 1};
	return true;
}

bool str_to_int64(str s, int64_t *value)
{
	bool negative = s.n && s.p[0] == '-';
	if (negative)
		s = str_skip(s, 1);
	if (s.n == 0 || s.n > 19)
		return false;
	uint64_t sum = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		sum = sum * 10 + (uint64_t)(s.p[i] - '0');
	}
	if (sum > (uint64_t)INT64_MAX)
		return false;
	*value = negative ? -(int64_t)sum : (int64_t)sum;
	return true;
}

#define DISTANCE_MAX 64

int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

size_t str_distance(str a, str b, size_t limit)
{
	size_t row[DISTANCE_MAX + 1];
	if (a.n > DISTANCE_MAX || b.n > DISTANCE_MAX)
		return limit + 1;
	for (size_t j = 0; j <= b.n; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t above = row[j];
			size_t best = diagonal + (a.p[i - 1] != b.p[j - 1]);
			if (above + 1 < best)
				best = above + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			diagonal = above;
			row[j] = best;
		}
	}
	return row[b.n] > limit ? limit + 1 : row[b.n];
}

str str_nearest(str s, const str *candidates, size_t count)
{
	size_t limit = s.n / 3 + 1;
	size_t best = limit + 1;
	str nearest = STR_NONE;
	for (size_t i = 0; i < count; i++) {
		size_t d = str_distance(s, candidates[i], limit);
		if (d < best) {
			best = d;
			nearest = candidates[i];
		}
	}
	return nearest;
}
