/* Reads and writes the text described in answers.h. Knows no question. Called by the pages of the self-diagnosis and of the règlement, and fuzzed. */
#include "web/answers.h"

#include "base/limits.h"
#include "base/out.h"
#include "base/utf8.h"

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool answers_is_key(str key)
{
	if (!key.n || key.n > LIMIT_CODE_BYTES || !is_letter_or_digit(key.p[0]))
		return false;
	for (size_t i = 1; i < key.n; i++)
		if (!is_letter_or_digit(key.p[i]) && key.p[i] != '-')
			return false;
	return true;
}

const struct answer *answers_find(const struct answers *answers, str key)
{
	for (size_t i = 0; i < answers->list.n; i++)
		if (str_eq(answers->list.at[i].key, key))
			return &answers->list.at[i];
	return NULL;
}

/* ---- reading ---- */

/* Where the pair ends: the first '~' that no escape holds. */
static size_t pair_length(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '~')
			continue;
		if (i + 1 < s.n && (s.p[i + 1] == '~' || s.p[i + 1] == '_'))
			i++;
		else
			return i;
	}
	return s.n;
}

static bool is_plain(str value)
{
	for (size_t i = 0; i < value.n; i++)
		if (value.p[i] == '~' || value.p[i] == '_')
			return false;
	return true;
}

static str decoded(struct arena *a, str value)
{
	if (is_plain(value))
		return value;
	char *to = arena_alloc(a, value.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];
		if (c == '~')
			c = value.p[++i];
		else if (c == '_')
			c = ' ';
		to[n++] = c;
	}
	return (str){to, n};
}

static bool is_value(str value)
{
	if (!value.n || !utf8_valid(value))
		return false;
	for (size_t i = 0; i < value.n; i++)
		if ((unsigned char)value.p[i] < 0x20 || value.p[i] == 0x7f)
			return false;
	return true;
}

static enum status read_pair(struct arena *a, str pair, struct answers *answers)
{
	str key, value;
	bool known = str_cut(pair, '.', &key, &value);
	if (!answers_is_key(key) || answers_find(answers, key) || (known && !is_value(value)))
		return INVALID;
	if (answers->list.n == LIMIT_ANSWERS)
		return TOO_BIG;
	*LIST_ADD(a, &answers->list) = (struct answer){.key = key, .value = known ? decoded(a, value) : STR_NONE};
	return OK;
}

enum status answers_read(struct arena *a, str encoded, struct answers *answers)
{
	*answers = (struct answers){0};
	if (encoded.n > LIMIT_ANSWERS_BYTES)
		return TOO_BIG;
	enum status s = OK;
	bool more = str_is_set(encoded);
	while (more && !s) {
		size_t length = pair_length(encoded);
		s = read_pair(a, str_first(encoded, length), answers);
		more = length < encoded.n;
		encoded = str_skip(encoded, length + 1);
	}
	return s;
}

/* ---- writing ---- */

static void write_value(struct out *o, str value)
{
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];
		if (c == '~' || c == '_')
			out_char(o, '~');
		out_char(o, c == ' ' ? '_' : c);
	}
}

str answers_write(struct arena *a, const struct answers *answers)
{
	struct out o = out_new(LIMIT_ANSWERS_BYTES * 8);
	for (size_t i = 0; i < answers->list.n; i++) {
		if (i)
			out_char(&o, '~');
		out_str(&o, answers->list.at[i].key);
		if (!answers->list.at[i].value.p)
			continue;
		out_char(&o, '.');
		write_value(&o, answers->list.at[i].value);
	}
	str text = out_keep(&o, a);
	return text.p ? text : S("");
}

/* ---- changing ---- */

struct answers answers_without(struct arena *a, const struct answers *answers, str key)
{
	struct answers rest = {0};
	for (size_t i = 0; i < answers->list.n; i++)
		if (!str_eq(answers->list.at[i].key, key))
			*LIST_ADD(a, &rest.list) = answers->list.at[i];
	return rest;
}

struct answers answers_with(struct arena *a, const struct answers *answers, str key, str value)
{
	struct answers all = {0};
	bool placed = false;
	for (size_t i = 0; i < answers->list.n; i++) {
		struct answer *to = LIST_ADD(a, &all.list);
		*to = answers->list.at[i];
		if (!str_eq(to->key, key))
			continue;
		to->value = value;
		placed = true;
	}
	if (!placed)
		*LIST_ADD(a, &all.list) = (struct answer){.key = key, .value = value};
	return all;
}
