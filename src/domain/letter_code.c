/* Codes of letters: a Reed-Solomon check of one letter over GF(32). See letter_code.h. */
#include "domain/letter_code.h"

#include "base/limits.h"
#include "base/status.h"

#include <string.h>

enum { DATA_LETTERS = LETTER_CODE_LETTERS - 1, FIELD = 32, POLYNOMIAL = 0x25, SHOWN_GROUP = 4 }; /* x^5 + x^2 + 1 */
static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
#define MARK S("FBG1:")

static int value_of(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
	const char *at = c ? strchr(letters, c) : NULL;
	return at ? (int)(at - letters) : -1;
}

/* Times x in the field. */
static unsigned shifted(unsigned v)
{
	v <<= 1;
	return v & FIELD ? v ^ POLYNOMIAL : v;
}

/* Each letter weighs a power of x that no other has: one error, or an exchange of two, never gives zero. */
static unsigned check_of(const unsigned *values)
{
	unsigned sum = 0;
	for (size_t i = 0; i < DATA_LETTERS; i++)
		sum = shifted(sum ^ values[i]);
	return sum;
}

static bool read_letters(str typed, size_t wanted, unsigned *values)
{
	size_t n = 0;
	for (size_t i = 0; i < typed.n; i++) {
		if (typed.p[i] == ' ' || typed.p[i] == '-')
			continue;
		int value = value_of(typed.p[i]);
		if (value < 0 || n == wanted)
			return false;
		values[n++] = (unsigned)value;
	}
	return n == wanted;
}

static str written(struct arena *a, const unsigned *values)
{
	char *text = ARENA_ARRAY(a, LETTER_CODE_LETTERS + 1, char);
	for (size_t i = 0; i < LETTER_CODE_LETTERS; i++)
		text[i] = letters[values[i]];
	return (str){text, LETTER_CODE_LETTERS};
}

str letter_code_make(struct arena *a, str id_code)
{
	unsigned values[LETTER_CODE_LETTERS] = {0};
	always(read_letters(id_code, DATA_LETTERS, values));
	values[DATA_LETTERS] = check_of(values);
	return written(a, values);
}

bool letter_code_read(struct arena *a, str typed, str *code)
{
	unsigned values[LETTER_CODE_LETTERS] = {0};
	*code = STR_NONE;
	if (!typed.p || !read_letters(str_trim(typed), LETTER_CODE_LETTERS, values) || values[DATA_LETTERS] != check_of(values))
		return false;
	*code = written(a, values);
	return true;
}

str letter_code_shown(struct arena *a, str code)
{
	str shown = S("");
	for (size_t i = 0; i < code.n; i += SHOWN_GROUP)
		shown = arena_fmt(a, "%.*s%s%.*s", STR_ARGS(shown), i ? "-" : "", STR_ARGS(str_first(str_skip(code, i), SHOWN_GROUP)));
	return shown;
}

str letter_mark_text(struct arena *a, const struct letter_mark *mark)
{
	return arena_fmt(a, "FBG1:%.*s:%lld:%lld", STR_ARGS(mark->code), (long long)mark->page, (long long)mark->pages);
}

bool letter_mark_read(struct arena *a, str text, struct letter_mark *mark)
{
	str code, page, pages, rest;
	*mark = (struct letter_mark){0};
	if (!text.p || !str_starts(text, MARK) || !str_cut(str_skip(text, MARK.n), ':', &code, &rest) || !str_cut(rest, ':', &page, &pages))
		return false;
	bool numbers = str_to_int64(page, &mark->page) && str_to_int64(pages, &mark->pages) && mark->page >= 1 && mark->pages >= mark->page && mark->pages <= LIMIT_LETTER_PAGES;
	return numbers && letter_code_read(a, code, &mark->code) && str_eq(letter_mark_text(a, mark), text);
}
