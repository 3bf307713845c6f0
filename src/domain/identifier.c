/* Identifiers, by small patterns: one character class a position, which reads like the rule it copies. */
#include "domain/identifier.h"

#include "base/limits.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_alphanumeric(char c)
{
	return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool code_is_well_formed(str s)
{
	if (s.n == 0 || s.n > LIMIT_CODE_BYTES || !is_alphanumeric(s.p[0]))
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (!is_alphanumeric(s.p[i]) && s.p[i] != '.' && s.p[i] != '_' && s.p[i] != '-')
			return false;
	return true;
}

/* In a pattern: 'd' a digit, 'c' A or B (Corsica), 'k' the last letter of a 2024 code; anything else stands for itself. */
static bool matches(str s, const char *pattern)
{
	size_t i = 0;
	for (; pattern[i]; i++) {
		if (i >= s.n)
			return false;
		char c = s.p[i];
		bool fits = pattern[i] == c;
		if (pattern[i] == 'd')
			fits = is_digit(c);
		else if (pattern[i] == 'c')
			fits = c == 'A' || c == 'B';
		else if (pattern[i] == 'k')
			fits = c == 'N' || c == 'M' || c == 'I' || c == 'C';
		if (!fits)
			return false;
	}
	return i == s.n;
}

bool siren_is_well_formed(str s)
{
	return matches(s, "ddddddddd");
}

bool siren_key_is_right(str s)
{
	int sum = 0;
	for (size_t i = 0; i < s.n; i++) {
		int digit = s.p[s.n - 1 - i] - '0';
		if (i % 2 == 1)
			digit = digit > 4 ? digit * 2 - 9 : digit * 2;
		sum += digit;
	}
	return siren_is_well_formed(s) && sum % 10 == 0;
}

bool insee_is_well_formed(str s)
{
	return matches(s, "ddddd") || matches(s, "2cddd");
}

int district_code_generation(str s)
{
	static const struct {
		int generation;
		const char *pattern;
	} patterns[] = {
		{2015, "QP0ddddd"}, {2015, "QP02cddd"}, {2015, "QP97dddd"}, {2015, "QP98dddd"},
		{2024, "QN0ddddk"}, {2024, "QN02cddk"}, {2024, "QN97dddk"},
	};
	for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++)
		if (matches(s, patterns[i].pattern))
			return patterns[i].generation;
	return 0;
}

bool district_code_is_official(str s, int64_t generation)
{
	return generation && district_code_generation(s) == generation;
}

bool colour_is_well_formed(str s)
{
	if (s.n != 7 || s.p[0] != '#')
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (hex_digit(s.p[i]) < 0)
			return false;
	return true;
}

/* x^2.4 for 0 < x <= 1, as x^2 · (x^2)^(1/5); the fifth root by Newton's method, which converges from above. */
static double power_2_4(double x)
{
	double square = x * x, root = 1.0;
	for (int i = 0; i < 40; i++)
		root = (4.0 * root + square / (root * root * root * root)) / 5.0;
	return square * root;
}

/* A channel of 0 to 255 to linear light, as WCAG 2.1 defines it. */
static double linear(int channel)
{
	double v = channel / 255.0;
	return v <= 0.04045 ? v / 12.92 : power_2_4((v + 0.055) / 1.055);
}

int colour_contrast_on_white(str s)
{
	double weights[3] = {0.2126, 0.7152, 0.0722}, luminance = 0;
	for (size_t i = 0; i < 3; i++)
		luminance += weights[i] * linear(hex_digit(s.p[1 + 2 * i]) * 16 + hex_digit(s.p[2 + 2 * i]));
	return (int)(105.0 / (luminance + 0.05) + 1e-9);
}
