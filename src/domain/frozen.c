/* Writing is base/json's; reading follows the same order of names, so that nothing but the canonical text is accepted, and a second writing proves it. */
#include "domain/frozen.h"

#include "base/json.h"
#include "base/limits.h"
#include "domain/canonical.h"

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

/* Keys come sorted and once: the arrays of the struct may then be searched. */
static void read_values(struct canonical *r, struct form_values *values)
{
	canonical_expect(r, S("{"));
	for (bool first = true; !r->wrong && !canonical_next_is(r, '}'); first = false) {
		if (!first)
			canonical_expect(r, S(","));
		str key = canonical_text(r);
		canonical_expect(r, S(":"));
		str value = canonical_text(r);
		if (values->n && str_cmp(values->at[values->n - 1].key, key) >= 0)
			r->wrong = true;
		*LIST_ADD(r->arena, values) = (struct form_value){key, value};
	}
	canonical_expect(r, S("}"));
}

static void read_attached(struct canonical *r, struct frozen *f)
{
	canonical_expect(r, S("["));
	for (bool first = true; !r->wrong && !canonical_next_is(r, ']'); first = false) {
		canonical_expect(r, first ? S("{") : S(",{"));
		struct attached one = {.code = canonical_named(r, S("code"))};
		canonical_expect(r, S(","));
		one.name = canonical_named(r, S("name"));
		canonical_expect(r, S(","));
		one.sha256 = canonical_named(r, S("sha256"));
		canonical_expect(r, S("}"));
		*LIST_ADD(r->arena, &f->attached) = one;
	}
	canonical_expect(r, S("]"));
}

enum status frozen_read(struct arena *a, str text, struct frozen *f)
{
	struct canonical r = {.arena = a, .rest = text, .wrong = text.n > LIMIT_FROZEN_BYTES};
	str *texts[TEXT_COUNT];
	*f = (struct frozen){0};
	texts_of(f, texts);
	canonical_expect(&r, S("{\"form\":\"" FROZEN_FORM "\""));
	for (size_t i = 0; i < TEXT_COUNT; i++) {
		canonical_expect(&r, S(","));
		*texts[i] = canonical_named(&r, text_names[i]);
	}
	canonical_expect(&r, S(",\"mandate\":"));
	f->mandate = canonical_bool(&r);
	canonical_expect(&r, S(",\"ruleset\":"));
	f->ruleset = canonical_number(&r);
	canonical_expect(&r, S(",\"values\":"));
	read_values(&r, &f->values);
	canonical_expect(&r, S(",\"identity\":"));
	read_values(&r, &f->identity);
	canonical_expect(&r, S(",\"attachments\":"));
	read_attached(&r, f);
	canonical_expect(&r, S("}"));
	if (r.wrong || r.rest.n)
		return INVALID;
	return str_eq(frozen_write(a, f), text) ? OK : INVALID;
}
