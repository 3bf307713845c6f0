/* Percent-encoding and forms. */
#include "http/percent.h"

#include "base/limits.h"
#include "base/utf8.h"

bool percent_decode(str raw, char *to, size_t *n)
{
	size_t used = 0;
	for (size_t i = 0; i < raw.n; i++) {
		char c = raw.p[i];
		if (c == '%') {
			int high = i + 2 < raw.n ? hex_digit(raw.p[i + 1]) : -1;
			int low = i + 2 < raw.n ? hex_digit(raw.p[i + 2]) : -1;
			if (high < 0 || low < 0)
				return false;
			c = (char)(unsigned char)(high * 16 + low);
			i += 2;
		}
		if (c == 0)
			return false;
		to[used++] = c;
	}
	*n = used;
	return true;
}

static bool decode_text(struct arena *a, str raw, str *text)
{
	char *copy = arena_alloc(a, raw.n + 1);
	for (size_t i = 0; i < raw.n; i++)
		copy[i] = raw.p[i] == '+' ? ' ' : raw.p[i];
	size_t n = 0;
	if (!percent_decode((str){copy, raw.n}, copy, &n))
		return false;
	copy[n] = 0;
	*text = (str){copy, n};
	return utf8_valid(*text);
}

static size_t count_pairs(str raw)
{
	size_t count = 0;
	str pair, rest = raw;
	bool more = raw.n > 0;
	while (more) {
		more = str_cut(rest, '&', &pair, &rest);
		count += pair.n > 0;
	}
	return count;
}

enum status form_parse(struct arena *a, str raw, struct http_fields *fields)
{
	*fields = (struct http_fields){0};
	size_t count = count_pairs(raw);
	if (count > LIMIT_FORM_FIELDS)
		return TOO_BIG;
	if (count == 0)
		return OK;
	struct http_field *list = ARENA_ARRAY(a, count, struct http_field);
	size_t n = 0;
	str pair, rest = raw;
	for (bool more = true; more;) {
		more = str_cut(rest, '&', &pair, &rest);
		if (pair.n == 0)
			continue;
		str name, value;
		if (!str_cut(pair, '=', &name, &value))
			value = S("");
		if (!decode_text(a, name, &list[n].name) || !decode_text(a, value, &list[n].value))
			return INVALID;
		n++;
	}
	*fields = (struct http_fields){list, n};
	return OK;
}

enum status query_check(str raw)
{
	char text[LIMIT_TARGET_BYTES];
	size_t n = 0;
	if (raw.n > sizeof text || !percent_decode(raw, text, &n) || !utf8_valid((str){text, n}))
		return INVALID;
	return count_pairs(raw) > LIMIT_FORM_FIELDS ? TOO_BIG : OK;
}
