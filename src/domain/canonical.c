/* The strict reading of canonical JSON. See canonical.h. */
#include "domain/canonical.h"

void canonical_expect(struct canonical *r, str literal)
{
	if (str_starts(r->rest, literal))
		r->rest = str_skip(r->rest, literal.n);
	else
		r->wrong = true;
}

bool canonical_next_is(const struct canonical *r, char c)
{
	return !r->wrong && r->rest.n && r->rest.p[0] == c;
}

/* A backslash and what follows; gives the character, or -1. */
static int read_escape(struct canonical *r)
{
	static const struct {
		char name, is;
	} simple[] = {{'"', '"'}, {'\\', '\\'}, {'n', '\n'}};
	str s = str_skip(r->rest, 1);
	for (size_t i = 0; s.n && i < sizeof simple / sizeof *simple; i++)
		if (s.p[0] == simple[i].name) {
			r->rest = str_skip(s, 1);
			return simple[i].is;
		}
	if (s.n < 5 || s.p[0] != 'u' || s.p[1] != '0' || s.p[2] != '0')
		return -1;
	int high = hex_digit(s.p[3]), low = hex_digit(s.p[4]);
	r->rest = str_skip(s, 5);
	return high < 0 || low < 0 || high * 16 + low == 0 ? -1 : high * 16 + low;
}

str canonical_text(struct canonical *r)
{
	canonical_expect(r, S("\""));
	size_t end = 0;
	while (end < r->rest.n && r->rest.p[end] != '"')
		end += r->rest.p[end] == '\\' && end + 1 < r->rest.n ? 2 : 1;
	if (r->wrong || end >= r->rest.n) {
		r->wrong = true;
		return S("");
	}
	char *text = arena_alloc(r->arena, end + 1);
	size_t n = 0;
	while (!canonical_next_is(r, '"') && !r->wrong) {
		int c = (unsigned char)r->rest.p[0];
		if (c == '\\')
			c = read_escape(r);
		else
			r->rest = str_skip(r->rest, 1);
		if (c < 0 || !r->rest.n || n >= end) {
			r->wrong = true;
			break;
		}
		text[n++] = (char)c;
	}
	canonical_expect(r, S("\""));
	return (str){text, n};
}

str canonical_named(struct canonical *r, str name)
{
	canonical_expect(r, S("\""));
	canonical_expect(r, name);
	canonical_expect(r, S("\":"));
	return canonical_text(r);
}

bool canonical_bool(struct canonical *r)
{
	bool is = str_starts(r->rest, S("true"));
	canonical_expect(r, is ? S("true") : S("false"));
	return is;
}

int64_t canonical_number(struct canonical *r)
{
	size_t n = 0;
	int64_t value = 0;
	while (n < r->rest.n && ((r->rest.p[n] >= '0' && r->rest.p[n] <= '9') || r->rest.p[n] == '-'))
		n++;
	if (!str_to_int64(str_first(r->rest, n), &value))
		r->wrong = true;
	r->rest = str_skip(r->rest, n);
	return value;
}
