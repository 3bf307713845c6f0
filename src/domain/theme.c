/* Words of a theme against words of a text, both folded; see theme.h. */
#include "domain/theme.h"

#include "base/utf8.h"

enum { TELLING_LETTERS = 4 };

static bool has_word(str text, str word)
{
	str rest = text, one;
	do {
		str tail;
		(void)str_cut(rest, ' ', &one, &tail);
		if (str_eq(one, word))
			return true;
		rest = tail;
	} while (rest.p);
	return false;
}

/* The words of that many letters at least: are there any, are they all in the text? */
static bool words_are_there(str part, str text, size_t letters)
{
	bool any = false;
	str rest = part, one;
	do {
		str tail;
		(void)str_cut(rest, ' ', &one, &tail);
		rest = tail;
		if (one.n < letters || !one.n)
			continue;
		any = true;
		if (!has_word(text, one))
			return false;
	} while (rest.p);
	return any;
}

static bool is_telling(str part)
{
	str rest = part, one;
	do {
		str tail;
		(void)str_cut(rest, ' ', &one, &tail);
		if (one.n >= TELLING_LETTERS)
			return true;
		rest = tail;
	} while (rest.p);
	return false;
}

bool theme_concerns(struct arena *a, str theme, str text)
{
	if (!str_is_set(theme) || !str_is_set(text))
		return false;
	const str folded = text_fold(a, text);
	str rest = theme, part;
	do {
		str tail;
		(void)str_cut(rest, ',', &part, &tail);
		const str words = text_fold(a, part);
		if (words_are_there(words, folded, is_telling(words) ? TELLING_LETTERS : 1))
			return true;
		rest = tail;
	} while (rest.p);
	return false;
}
