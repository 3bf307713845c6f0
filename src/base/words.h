/* The words a person reads. The catalogues of po/fr/ and po/en/ are compiled in by tools/words, which refuses a key without both languages or with
   placeholders that differ. A key "programme.total" becomes W_programme_total. Placeholders are named: "{count} actions".
   A plural entry (msgid_plural) chooses by the argument named `n`, an integer; absent or of another kind, the plural. */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include "base/out.h"
#include "base/values.h"
#include "gen/words.h" /* enum word, WORD_COUNT, struct word_text and the tables */

enum word_arg_kind { ARG_TEXT, ARG_INT, ARG_MONEY, ARG_DAY };

struct word_arg {
	const char *name;
	enum word_arg_kind kind;
	union {
		str text;
		int64_t number;
		money amount;
		day date;
	};
};

static inline struct word_arg arg_text(const char *name, str v)
{
	return (struct word_arg){.name = name, .kind = ARG_TEXT, .text = v};
}
static inline struct word_arg arg_int(const char *name, int64_t v)
{
	return (struct word_arg){.name = name, .kind = ARG_INT, .number = v};
}
static inline struct word_arg arg_size(const char *name, size_t v)
{
	return arg_int(name, (int64_t)v);
}
static inline struct word_arg arg_money(const char *name, money v)
{
	return (struct word_arg){.name = name, .kind = ARG_MONEY, .amount = v};
}
static inline struct word_arg arg_day(const char *name, day v)
{
	return (struct word_arg){.name = name, .kind = ARG_DAY, .date = v};
}

/* One argument of a message: ARG("total", amount). */
#define ARG(name, value) \
	_Generic((value), str: arg_text, int: arg_int, long: arg_int, long long: arg_int, unsigned long: arg_size, unsigned: arg_size, money: arg_money, day: arg_day)(name, value)

/* Writes the message as plain text. A placeholder without argument is written as it stands. */
void words_write(struct out *o, enum lang lang, enum word word, const struct word_arg *args, size_t count);

/* WORDS(o, lang, W_key, ARG(…), …) */
#define WORDS(o, lang, word, ...) \
	words_write((o), (lang), (word), (const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}, \
	            sizeof((const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}) / sizeof(struct word_arg) - 1)

/* The message without arguments. */
str word_text(enum lang lang, enum word word);

/* The word of a dynamic key such as "district_kind.qpv", or the fallback. */
enum word word_named(str key, enum word fallback);

#endif
