/* Titles are compared as sets of folded words, so that order, accents, plurals and small words do not matter. */
#include "domain/look_alike.h"

#include "base/utf8.h"

enum { WORDS_MAX = 64, WORD_LEAST = 3, SAME_BEARER_PERCENT = 60, OTHER_BEARER_PERCENT = 80 };

static size_t words_of(struct arena *a, str title, str words[WORDS_MAX])
{
	str rest = text_fold(a, title), head, tail;
	size_t n = 0;
	while (str_is_set(rest) && n < WORDS_MAX) {
		(void)str_cut(rest, ' ', &head, &tail);
		bool known = head.n < WORD_LEAST;
		for (size_t i = 0; i < n && !known; i++)
			known = str_eq(words[i], head);
		if (!known)
			words[n++] = head;
		rest = tail;
	}
	return n;
}

int title_likeness(struct arena *a, str one, str other)
{
	str x[WORDS_MAX], y[WORDS_MAX];
	size_t nx = words_of(a, one, x), ny = words_of(a, other, y), both = 0;
	for (size_t i = 0; i < nx; i++)
		for (size_t k = 0; k < ny; k++)
			both += str_eq(x[i], y[k]);
	size_t all = nx + ny - both;
	return all ? (int)(both * 100 / all) : 0;
}

enum look_alike look_alike(struct arena *a, const struct alike_side *one, const struct alike_side *other)
{
	int percent = title_likeness(a, one->title, other->title);
	if (str_eq(one->bearer_code, other->bearer_code))
		return percent >= SAME_BEARER_PERCENT ? ALIKE_TITLE : ALIKE_NOT;
	if (str_is_set(one->siren) && str_eq(one->siren, other->siren))
		return percent >= SAME_BEARER_PERCENT ? ALIKE_SIREN : ALIKE_NOT;
	return percent >= OTHER_BEARER_PERCENT ? ALIKE_ACTION : ALIKE_NOT;
}
