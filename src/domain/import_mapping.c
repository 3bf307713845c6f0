/* The mapping of a table as the one JSON text that is kept: written in one order, read back in the very same, nothing else taken. */
#include "domain/import.h"

#include "base/json.h"
#include "base/limits.h"
#include "domain/canonical.h"

enum { MAPPING_BYTES = 512 * 1024, CHOICES_MOST = 5000 };

str import_mapping_write(struct arena *a, const struct import_mapping *m)
{
	struct out o = out_new(MAPPING_BYTES);
	struct json j = json_new(&o);
	json_object(&j);
	json_int(&j, S("sheet"), m->sheet);
	json_int(&j, S("header"), m->header);
	json_text(&j, S("stage"), str_of(import_stage_name(m->stage)));
	json_int(&j, S("scenario"), m->scenario);
	json_array_in(&j, S("columns"));
	for (size_t i = 0; i < m->columns.n; i++) {
		json_object(&j);
		json_text(&j, S("role"), str_of(import_role_name(m->columns.at[i].role)));
		json_text(&j, S("money"), m->columns.at[i].money.p ? m->columns.at[i].money : S(""));
		json_text(&j, S("stage"), str_of(import_stage_name(m->columns.at[i].stage)));
		json_end(&j);
	}
	json_end(&j);
	json_array_in(&j, S("choices"));
	for (size_t i = 0; i < m->choices.n; i++) {
		json_object(&j);
		json_text(&j, S("key"), m->choices.at[i].key);
		json_text(&j, S("value"), m->choices.at[i].value);
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
	str text = out_keep(&o, a);
	return text.p ? text : S("{}");
}

static void read_column(struct canonical *r, struct import_column *c)
{
	canonical_expect(r, S("{"));
	c->role = import_role_of_name(canonical_named(r, S("role")));
	canonical_expect(r, S(","));
	c->money = canonical_named(r, S("money"));
	canonical_expect(r, S(","));
	c->stage = import_stage_of_name(canonical_named(r, S("stage")));
	canonical_expect(r, S("}"));
	if (c->role == IMPORT_ROLE_COUNT || c->stage == IMPORT_STAGE_COUNT)
		r->wrong = true;
}

static void read_choice(struct canonical *r, struct import_choice *c)
{
	canonical_expect(r, S("{"));
	c->key = canonical_named(r, S("key"));
	canonical_expect(r, S(","));
	c->value = canonical_named(r, S("value"));
	canonical_expect(r, S("}"));
}

bool import_mapping_read(struct arena *a, str text, struct import_mapping *m)
{
	struct canonical r = {.arena = a, .rest = text};
	*m = (struct import_mapping){0};
	canonical_expect(&r, S("{\"sheet\":"));
	m->sheet = canonical_number(&r);
	canonical_expect(&r, S(",\"header\":"));
	m->header = canonical_number(&r);
	canonical_expect(&r, S(","));
	m->stage = import_stage_of_name(canonical_named(&r, S("stage")));
	canonical_expect(&r, S(",\"scenario\":"));
	m->scenario = canonical_number(&r);
	canonical_expect(&r, S(",\"columns\":["));
	while (!r.wrong && !canonical_next_is(&r, ']')) {
		if (m->columns.n)
			canonical_expect(&r, S(","));
		if (m->columns.n >= LIMIT_TABLE_COLUMNS)
			r.wrong = true;
		read_column(&r, LIST_ADD(a, &m->columns));
	}
	canonical_expect(&r, S("],\"choices\":["));
	while (!r.wrong && !canonical_next_is(&r, ']')) {
		if (m->choices.n)
			canonical_expect(&r, S(","));
		if (m->choices.n >= CHOICES_MOST)
			r.wrong = true;
		read_choice(&r, LIST_ADD(a, &m->choices));
	}
	canonical_expect(&r, S("]}"));
	bool right = !r.wrong && !r.rest.n && m->stage != IMPORT_STAGE_COUNT && m->sheet >= 0 && m->header >= 0 && m->scenario >= 0;
	if (!right)
		*m = (struct import_mapping){0};
	return right;
}

str import_choice_of(const struct import_mapping *m, str key)
{
	for (size_t i = 0; i < m->choices.n; i++)
		if (str_eq(m->choices.at[i].key, key))
			return m->choices.at[i].value;
	return STR_NONE;
}

void import_choose(struct arena *a, struct import_mapping *m, str key, str value)
{
	for (size_t i = 0; i < m->choices.n; i++)
		if (str_eq(m->choices.at[i].key, key)) {
			m->choices.at[i].value = value;
			if (!str_is_set(value))
				m->choices.at[i] = m->choices.at[--m->choices.n];
			return;
		}
	if (str_is_set(value) && m->choices.n < CHOICES_MOST)
		*LIST_ADD(a, &m->choices) = (struct import_choice){arena_str(a, key), arena_str(a, value)};
}
