/* UTF-8, with utf8proc for what needs the Unicode tables (decision 0002). */
#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

size_t utf8_length(str s)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)(s.n > 4 ? 4 : s.n), &c);
	return n > 0 ? (size_t)n : 0;
}

bool utf8_valid(str s)
{
	while (s.n) {
		size_t n = (unsigned char)s.p[0] < 0x80 ? 1 : utf8_length(s);
		if (!n)
			return false;
		s = str_skip(s, n);
	}
	return true;
}

size_t utf8_count(str s)
{
	size_t count = 0;
	while (s.n) {
		size_t n = utf8_length(s);
		s = str_skip(s, n ? n : 1);
		count++;
	}
	return count;
}

size_t utf8_width(str s)
{
	size_t width = 0;
	while (s.n) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &c);
		if (n <= 0) {
			width++;
			s = str_skip(s, 1);
			continue;
		}
		width += (size_t)utf8proc_charwidth(c);
		s = str_skip(s, (size_t)n);
	}
	return width;
}

struct folding {
	char *out;
	size_t n, word_start;
	bool plural_rule;
};

static void end_word(struct folding *f)
{
	size_t length = f->n - f->word_start;
	if (f->plural_rule && length >= 4 && (f->out[f->n - 1] == 's' || f->out[f->n - 1] == 'x'))
		f->n--;
	if (f->n > f->word_start)
		f->out[f->n++] = ' ';
	f->word_start = f->n;
}

static bool letter_or_digit(utf8proc_int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);
	return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) || category == UTF8PROC_CATEGORY_ND;
}

static void add_char(struct folding *f, utf8proc_int32_t c)
{
	if (c == 0x153 || c == 0x152 || c == 0xe6 || c == 0xc6) {
		f->out[f->n++] = c < 0x100 ? 'a' : 'o';
		f->out[f->n++] = 'e';
		return;
	}
	if (letter_or_digit(c))
		f->n += (size_t)utf8proc_encode_char(utf8proc_tolower(c), (utf8proc_uint8_t *)f->out + f->n);
	else
		end_word(f);
}

static str fold(struct arena *a, str s, bool plural_rule)
{
	utf8proc_uint8_t *decomposed = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &decomposed,
	                                  (utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK));
	if (n < 0)
		return arena_str(a, S(""));
	struct folding f = {.out = arena_alloc(a, (size_t)n * 2 + 2), .plural_rule = plural_rule};
	str rest = {(const char *)decomposed, (size_t)n};
	while (rest.n) {
		utf8proc_int32_t c;
		utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)rest.p, (utf8proc_ssize_t)rest.n, &c);
		if (step <= 0)
			break;
		add_char(&f, c);
		rest = str_skip(rest, (size_t)step);
	}
	free(decomposed);
	end_word(&f);
	if (f.n)
		f.n--; /* the last space */
	return (str){f.out, f.n};
}

str text_fold(struct arena *a, str s)
{
	return fold(a, s, true);
}

str name_fold(struct arena *a, str s)
{
	return fold(a, s, false);
}

static bool is_ascii(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

/* Nothing below U+0300, and nothing of general punctuation from U+2002, is ever composed or replaced: all that French is written with. */
static bool is_composed_already(str s)
{
	enum { LEAD_OF_300 = 0xcc, LEAD_OF_2000 = 0xe2, SECOND_OF_2000 = 0x80, THIRD_OF_2002 = 0x82 };
	for (size_t i = 0; i < s.n;) {
		const unsigned char *c = (const unsigned char *)s.p + i;
		if (c[0] < LEAD_OF_300)
			i++;
		else if (c[0] == LEAD_OF_2000 && i + 2 < s.n && c[1] == SECOND_OF_2000 && c[2] >= THIRD_OF_2002)
			i += 3;
		else
			return false;
	}
	return true;
}

str utf8_composed(struct arena *a, str s)
{
	utf8proc_uint8_t *composed = NULL;
	bool valid = is_ascii(s) || utf8_valid(s);
	if (valid && is_composed_already(s))
		return s;
	utf8proc_ssize_t n = valid ? utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE) : -1;
	if (n < 0)
		return STR_NONE;
	str kept = arena_str(a, (str){(const char *)composed, (size_t)n});
	free(composed);
	return kept;
}

static const uint16_t windows1252_high[32] = {0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
                                              0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
                                              0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};

static size_t encode_windows1252(unsigned char c, char *to)
{
	utf8proc_int32_t point = c >= 0x80 && c < 0xa0 ? windows1252_high[c - 0x80] : c;
	return (size_t)utf8proc_encode_char(point, (utf8proc_uint8_t *)to);
}

str utf8_from_windows1252(struct arena *a, str s)
{
	char *text = arena_alloc(a, s.n * 3 + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += encode_windows1252((unsigned char)s.p[i], text + n);
	return (str){text, n};
}
