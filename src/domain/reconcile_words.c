/* The words that make a total, and how folded labels are searched for words. */
#include "domain/reconcile_parts.h"

enum { TOTAL_LABEL_BYTES = 160 };
#define W(lit) {lit, sizeof(lit) - 1}

bool fold_has_word(str fold, str word)
{
	str head, rest = fold;
	while (rest.p) {
		(void)str_cut(rest, ' ', &head, &rest);
		if (str_eq(head, word))
			return true;
	}
	return false;
}

bool fold_has_any(str fold, const str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (fold_has_word(fold, words[i]))
			return true;
	return false;
}


struct opening_words {
	str begins;
	enum total_word word;
	bool whole; /* nothing may follow */
};
static const struct opening_words openings[] = {
	{W("sous total"), TOTAL_SUB, false},    {W("sous totaux"), TOTAL_SUB, false},   {W("soustotal"), TOTAL_SUB, false},   {W("s total"), TOTAL_SUB, false},
	{W("ss total"), TOTAL_SUB, false},      {W("s s total"), TOTAL_SUB, false},     {W("s t"), TOTAL_SUB, false},         {W("sub total"), TOTAL_SUB, false},
	{W("subtotal"), TOTAL_SUB, false},      {W("total general"), TOTAL_GENERAL, false}, {W("total generale"), TOTAL_GENERAL, false}, {W("totaux generaux"), TOTAL_GENERAL, false},
	{W("total global"), TOTAL_GENERAL, false}, {W("grand total"), TOTAL_GENERAL, false}, {W("total ensemble"), TOTAL_GENERAL, false},
	{W("total des totaux"), TOTAL_GENERAL, false}, {W("montant total general"), TOTAL_GENERAL, false}, {W("ensemble"), TOTAL_GENERAL, true},
	{W("montant total"), TOTAL_PLAIN, false}, {W("total"), TOTAL_PLAIN, false},     {W("totaux"), TOTAL_PLAIN, false},    {W("totals"), TOTAL_PLAIN, true},
	{W("somme"), TOTAL_PLAIN, true},        {W("cumul"), TOTAL_WEAK, false},        {W("ensemble"), TOTAL_WEAK, false},   {W("montant"), TOTAL_WEAK, true},
	{W("somme"), TOTAL_WEAK, false},
};

bool fold_begins(str fold, str words)
{
	return str_starts(fold, words) && (fold.n == words.n || fold.p[words.n] == ' ');
}

enum total_word total_word_of(str label, str fold)
{
	if (!fold.n || label.n > TOTAL_LABEL_BYTES)
		return TOTAL_NONE;
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
		if (fold_begins(fold, openings[i].begins) && (!openings[i].whole || fold.n == openings[i].begins.n))
			return openings[i].word;
	if (str_has(label, S("SOUS-TOTAL")) || str_has(label, S("Sous-total")))
		return TOTAL_SUB;
	if (str_has(label, S("TOTAL")) && fold_has_word(fold, S("total")))
		return str_has(fold, S("total general")) ? TOTAL_GENERAL : TOTAL_PLAIN;
	return fold_has_word(fold, S("total")) ? TOTAL_WEAK : TOTAL_NONE;
}

str total_subject(struct arena *a, str fold)
{
	static const str dropped[] = {W("sous"), W("total"), W("totaux"), W("s"), W("ss"), W("t"), W("general"), W("generale"), W("global"), W("grand"), W("sub"), W("subtotal"),
	                              W("montant"), W("de"), W("des"), W("du"), W("la"), W("le"), W("les"), W("l"), W("d"), W("pour"), W("ensemble"), W("somme"), W("cumul"), W("of"), W("the"), W("soustotal")};
	struct out o = out_new(TOTAL_LABEL_BYTES * 2);
	str head, rest = fold;
	while (rest.p) {
		(void)str_cut(rest, ' ', &head, &rest);
		if (!head.n || fold_has_any(head, dropped, sizeof dropped / sizeof *dropped))
			continue;
		if (o.n)
			out_char(&o, ' ');
		out_str(&o, head);
	}
	str subject = arena_str(a, out_text(&o));
	out_free(&o);
	return subject;
}
