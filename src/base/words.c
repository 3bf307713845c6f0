/* Filling placeholders of messages. */
#include "base/words.h"

#include "base/format.h"

static const struct word_arg *arg_named(str name, const struct word_arg *args, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(name, str_of(args[i].name)))
			return &args[i];
	return NULL;
}

static void write_arg(struct out *o, enum lang lang, const struct word_arg *arg)
{
	switch (arg->kind) {
	case ARG_TEXT: out_str(o, arg->text); break;
	case ARG_INT: out_number(o, lang, arg->number); break;
	case ARG_MONEY: out_money(o, lang, arg->amount); break;
	case ARG_DAY: out_day(o, lang, arg->date); break;
	}
}

/* What a plural counts. Nobody knows how many an absent argument or one that is no integer stands for: the plural reads best. */
static int64_t count_of(const struct word_arg *n)
{
	return n && n->kind == ARG_INT ? n->number : 2;
}

static str form_for(enum lang lang, const struct word_text *text, const struct word_arg *args, size_t count)
{
	if (!text->many)
		return str_of(text->one);
	int64_t value = count_of(arg_named(S("n"), args, count));
	bool singular = lang == LANG_FR ? value < 2 : value == 1;
	return str_of(singular ? text->one : text->many);
}

void words_write(struct out *o, enum lang lang, enum word word, const struct word_arg *args, size_t count)
{
	str rest = form_for(lang, &words_table[lang][word], args, count);
	str before, name, after;
	while (str_cut(rest, '{', &before, &after)) {
		out_str(o, before);
		if (!str_cut(after, '}', &name, &rest)) {
			out_char(o, '{');
			rest = after;
			break;
		}
		const struct word_arg *arg = arg_named(name, args, count);
		if (arg)
			write_arg(o, lang, arg);
		else
			out_fmt(o, "{%.*s}", STR_ARGS(name));
	}
	out_str(o, rest);
}

str word_text(enum lang lang, enum word word)
{
	return str_of(words_table[lang][word].one);
}

enum word word_named(str key, enum word fallback)
{
	/* the generator writes words_keys sorted */
	size_t low = 0, high = WORD_COUNT;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(str_of(words_keys[middle]), key);
		if (order == 0)
			return (enum word)middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return fallback;
}
