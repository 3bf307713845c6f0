/* Writing is base/json's; reading follows the same order of names, so that nothing but the canonical text is accepted, and a second writing proves it. */
#include "domain/frozen.h"

#include "base/json.h"
#include "base/limits.h"

#include <stdlib.h>

static int by_code(const void *pa, const void *pb)
{
	const struct attached *a = pa, *b = pb;
	int order = str_cmp(a->code, b->code);
	if (!order)
		order = str_cmp(a->sha256, b->sha256);
	return order ? order : str_cmp(a->name, b->name);
}

static str present(str s)
{
	return s.p ? s : S("");
}

static void write_values(struct json *j, str name, const struct form_values *values)
{
	json_object_in(j, name);
	for (size_t i = 0; i < values->n; i++)
		if (str_is_set(values->at[i].value))
			json_text(j, values->at[i].key, values->at[i].value);
	json_end(j);
}

/* The texts, in the order in which they stand. */
enum { TEXT_COUNT = 10 };
static const str text_names[TEXT_COUNT] = {
	{"call", 4}, {"request", 7}, {"channel", 7}, {"title", 5}, {"applicant", 9}, {"name", 4}, {"kind", 4}, {"bank", 4}, {"signatory", 9}, {"capacity", 8},
};

static void texts_of(struct frozen *f, str *texts[TEXT_COUNT])
{
	str *const all[TEXT_COUNT] = {&f->call, &f->request, &f->channel, &f->title, &f->applicant, &f->name, &f->kind, &f->bank, &f->signatory, &f->capacity};
	for (size_t i = 0; i < TEXT_COUNT; i++)
		texts[i] = all[i];
}

str frozen_write(struct arena *a, struct frozen *f)
{
	struct out o = out_new(LIMIT_FROZEN_BYTES);
	struct json j = json_new(&o);
	str *texts[TEXT_COUNT];
	texts_of(f, texts);
	if (f->attached.n)
		qsort(f->attached.at, f->attached.n, sizeof *f->attached.at, by_code);
	json_object(&j);
	json_text(&j, S("form"), S(FROZEN_FORM));
	for (size_t i = 0; i < TEXT_COUNT; i++)
		json_text(&j, text_names[i], present(*texts[i]));
	json_bool(&j, S("mandate"), f->mandate);
	json_int(&j, S("ruleset"), f->ruleset);
	write_values(&j, S("values"), &f->values);
	write_values(&j, S("identity"), &f->identity);
	json_array_in(&j, S("attachments"));
	for (size_t i = 0; i < f->attached.n; i++) {
		json_object(&j);
		json_text(&j, S("code"), present(f->attached.at[i].code));
		json_text(&j, S("name"), present(f->attached.at[i].name));
		json_text(&j, S("sha256"), present(f->attached.at[i].sha256));
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
	bool full = o.full;
	str text = out_keep(&o, a);
	return full ? STR_NONE : text;
}

/* ---- reading ---- */

struct reader {
	struct arena *arena;
	str rest;
	bool wrong;
};

static void expect(struct reader *r, str literal)
{
	if (str_starts(r->rest, literal))
		r->rest = str_skip(r->rest, literal.n);
	else
		r->wrong = true;
}

static bool next_is(const struct reader *r, char c)
{
	return !r->wrong && r->rest.n && r->rest.p[0] == c;
}

/* A backslash and what follows; gives the character, or -1. */
static int read_escape(struct reader *r)
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

static str read_text(struct reader *r)
{
	expect(r, S("\""));
	size_t end = 0;
	while (end < r->rest.n && r->rest.p[end] != '"')
		end += r->rest.p[end] == '\\' && end + 1 < r->rest.n ? 2 : 1;
	if (r->wrong || end >= r->rest.n) {
		r->wrong = true;
		return S("");
	}
	char *text = arena_alloc(r->arena, end + 1);
	size_t n = 0;
	while (!next_is(r, '"') && !r->wrong) {
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
	expect(r, S("\""));
	return (str){text, n};
}

static str named_text(struct reader *r, str name)
{
	expect(r, S("\""));
	expect(r, name);
	expect(r, S("\":"));
	return read_text(r);
}

static bool read_bool(struct reader *r)
{
	bool is = str_starts(r->rest, S("true"));
	expect(r, is ? S("true") : S("false"));
	return is;
}

static int64_t read_number(struct reader *r)
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

/* Keys come sorted and once: the arrays of the struct may then be searched. */
static void read_values(struct reader *r, struct form_values *values)
{
	expect(r, S("{"));
	for (bool first = true; !r->wrong && !next_is(r, '}'); first = false) {
		if (!first)
			expect(r, S(","));
		str key = read_text(r);
		expect(r, S(":"));
		str value = read_text(r);
		if (values->n && str_cmp(values->at[values->n - 1].key, key) >= 0)
			r->wrong = true;
		*LIST_ADD(r->arena, values) = (struct form_value){key, value};
	}
	expect(r, S("}"));
}

static void read_attached(struct reader *r, struct frozen *f)
{
	expect(r, S("["));
	for (bool first = true; !r->wrong && !next_is(r, ']'); first = false) {
		expect(r, first ? S("{") : S(",{"));
		struct attached one = {.code = named_text(r, S("code"))};
		expect(r, S(","));
		one.name = named_text(r, S("name"));
		expect(r, S(","));
		one.sha256 = named_text(r, S("sha256"));
		expect(r, S("}"));
		*LIST_ADD(r->arena, &f->attached) = one;
	}
	expect(r, S("]"));
}

enum status frozen_read(struct arena *a, str text, struct frozen *f)
{
	struct reader r = {.arena = a, .rest = text, .wrong = text.n > LIMIT_FROZEN_BYTES};
	str *texts[TEXT_COUNT];
	*f = (struct frozen){0};
	texts_of(f, texts);
	expect(&r, S("{\"form\":\"" FROZEN_FORM "\""));
	for (size_t i = 0; i < TEXT_COUNT; i++) {
		expect(&r, S(","));
		*texts[i] = named_text(&r, text_names[i]);
	}
	expect(&r, S(",\"mandate\":"));
	f->mandate = read_bool(&r);
	expect(&r, S(",\"ruleset\":"));
	f->ruleset = read_number(&r);
	expect(&r, S(",\"values\":"));
	read_values(&r, &f->values);
	expect(&r, S(",\"identity\":"));
	read_values(&r, &f->identity);
	expect(&r, S(",\"attachments\":"));
	read_attached(&r, f);
	expect(&r, S("}"));
	if (r.wrong || r.rest.n)
		return INVALID;
	return str_eq(frozen_write(a, f), text) ? OK : INVALID;
}
