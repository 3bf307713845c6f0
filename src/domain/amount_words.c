/* Numbers in words, by groups of three digits. See amount_words.h. */
#include "domain/amount_words.h"

#include "base/limits.h"
#include "base/out.h"
#include "base/words.h"

enum { WORDS_BYTES = 512, THOUSAND = 1000, HUNDRED = 100, GROUPS = 4 };
/* Places in the list notify.number_joins, the same in every language. */
enum join { JOIN_AND, JOIN_HUNDRED, JOIN_HUNDREDS, JOIN_THOUSAND, JOIN_MILLION, JOIN_MILLIONS, JOIN_BILLION, JOIN_BILLIONS, JOIN_FOURSCORE, JOIN_FOURSCORES };

struct spelling {
	struct out o;
	enum lang lang;
};

/* The nth word of a list parted by blanks. */
static str word_at(enum lang lang, enum word list, size_t n)
{
	str head = STR_NONE, rest = word_text(lang, list);
	for (size_t i = 0; i <= n && rest.p; i++)
		(void)str_cut(rest, ' ', &head, &rest);
	return head.p ? head : S("");
}

static void say(struct spelling *w, str word)
{
	if (w->o.n)
		out_char(&w->o, ' ');
	out_str(&w->o, word);
}

static str join(const struct spelling *w, enum join j)
{
	return word_at(w->lang, W_notify_number_joins, j);
}

static str small(const struct spelling *w, int64_t n)
{
	return word_at(w->lang, W_notify_number_small, (size_t)n);
}

static str tens(const struct spelling *w, int64_t n)
{
	return word_at(w->lang, W_notify_number_tens, (size_t)(n - 2));
}

static void hyphen(struct spelling *w, str word)
{
	out_char(&w->o, '-');
	out_str(&w->o, word);
}

/* 0 to 99. `ends`: nothing that counts as a numeral follows, so that eighty takes its s. */
static void below_hundred_fr(struct spelling *w, int64_t n, bool ends)
{
	int64_t ten = n / 10, unit = n % 10;
	bool sixty = ten == 7, fourscore = ten >= 8;
	if (n < 20) {
		say(w, small(w, n));
		return;
	}
	if (fourscore) {
		say(w, join(w, n == 80 && ends ? JOIN_FOURSCORES : JOIN_FOURSCORE));
		if (n > 80)
			hyphen(w, small(w, n - 80));
		return;
	}
	say(w, tens(w, sixty ? 6 : ten));
	int64_t rest = sixty ? unit + 10 : unit;
	if (rest == 1 || rest == 11) {
		say(w, join(w, JOIN_AND));
		say(w, small(w, rest));
	} else if (rest) {
		hyphen(w, small(w, rest));
	}
}

static void below_thousand_fr(struct spelling *w, int64_t n, bool ends)
{
	int64_t hundreds = n / HUNDRED, rest = n % HUNDRED;
	if (hundreds > 1)
		say(w, small(w, hundreds));
	if (hundreds)
		say(w, join(w, hundreds > 1 && !rest && ends ? JOIN_HUNDREDS : JOIN_HUNDRED));
	if (rest || !hundreds)
		below_hundred_fr(w, rest, ends);
}

static void below_thousand_en(struct spelling *w, int64_t n, bool follows)
{
	int64_t hundreds = n / HUNDRED, rest = n % HUNDRED;
	if (hundreds) {
		say(w, small(w, hundreds));
		say(w, join(w, JOIN_HUNDRED));
	}
	if (rest && (hundreds || follows))
		say(w, join(w, JOIN_AND));
	if (rest >= 20) {
		say(w, tens(w, rest / 10));
		if (rest % 10)
			hyphen(w, small(w, rest % 10));
	} else if (rest || (!hundreds && !follows)) {
		say(w, small(w, rest));
	}
}

/* Million and thousand million are nouns: what stands before keeps its s; mille is a numeral: it does not. */
static void group(struct spelling *w, int64_t n, int rank, bool follows)
{
	static const enum join one[GROUPS] = {0, JOIN_THOUSAND, JOIN_MILLION, JOIN_BILLION}, many[GROUPS] = {0, JOIN_THOUSAND, JOIN_MILLIONS, JOIN_BILLIONS};
	if (w->lang != LANG_FR)
		below_thousand_en(w, n, follows && !rank);
	else if (rank != 1 || n > 1)
		below_thousand_fr(w, n, rank != 1);
	if (rank)
		say(w, join(w, n > 1 ? many[rank] : one[rank]));
}

str number_words(struct arena *a, enum lang lang, int64_t number)
{
	struct spelling w = {.o = out_new(WORDS_BYTES), .lang = lang};
	static const int64_t units[GROUPS] = {1, 1000, 1000000, 1000000000};
	if (number < 0 || number >= units[GROUPS - 1] * THOUSAND) {
		out_free(&w.o);
		return STR_NONE;
	}
	for (int rank = GROUPS - 1; rank >= 0; rank--) {
		int64_t n = number / units[rank] % THOUSAND;
		if (n || (!rank && !number))
			group(&w, n, rank, w.o.n > 0);
	}
	return out_keep(&w.o, a);
}

static str with_unit(struct arena *a, enum lang lang, enum word word, str words, int64_t n)
{
	struct out o = out_new(WORDS_BYTES);
	WORDS(&o, lang, word, ARG("words", words), ARG("n", n));
	return out_keep(&o, a);
}

str amount_words(struct arena *a, enum lang lang, money amount)
{
	enum { CENTS = 100, MILLION = 1000000 };
	if (amount.cents < 0 || amount.cents > LIMIT_AMOUNT_CENTS)
		return STR_NONE;
	int64_t euros = amount.cents / CENTS, cents = amount.cents % CENTS;
	enum word unit = euros && euros % MILLION == 0 ? W_notify_amount_millions : W_notify_amount_euros;
	str whole = with_unit(a, lang, unit, number_words(a, lang, euros), euros);
	if (!cents)
		return whole;
	str rest = with_unit(a, lang, W_notify_amount_cents, number_words(a, lang, cents), cents);
	if (!euros)
		return rest;
	struct out o = out_new(WORDS_BYTES);
	WORDS(&o, lang, W_notify_amount_both, ARG("euros", whole), ARG("cents", rest));
	return out_keep(&o, a);
}
