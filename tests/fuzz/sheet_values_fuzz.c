/* Random answers: form_keep of every kind, whose result reads again as the same; form_check, form_compare and form_carry over random keys and values of a form. The first byte
   chooses the bearer, the request and the language; then lines "key<TAB>value". */
#include "base/limits.h"
#include "domain/form.h"

#include <stddef.h>
#include <stdint.h>

static struct form_context context_of(struct arena *a, uint8_t choice)
{
	struct form_context c = {.call = S("call"), .year = 2025, .request = choice & 1 ? S("renewal") : S("first"),
		.applicant_kind = choice & 2 ? S("municipality") : S("association")};
	*LIST_ADD(a, &c.districts) = (struct form_option){.code = S("QN06228M"), .label = S("A"), .kind = S("qpv")};
	*LIST_ADD(a, &c.goals) = (struct form_option){.code = S("t1"), .label = S("G")};
	*LIST_ADD(a, &c.cross_themes) = (struct form_option){.code = S("x"), .label = S("X")};
	*LIST_ADD(a, &c.funders) = (struct form_funder){.code = S("departement"), .label = S("D"), .kind = S("department")};
	return c;
}

static void keep_every_kind(struct arena *a, const struct form *form, str typed)
{
	for (enum field_kind kind = FIELD_LINE; kind <= FIELD_RNA; kind++) {
		struct problems ps = problems_new(a);
		struct form_field field = {.key = S("k"), .kind = kind, .chars = 50};
		str kept, again;
		*LIST_ADD(a, &field.options) = (struct form_option){.code = S("a"), .label = S("A")};
		if (form_keep(a, &field, typed, &kept, &ps) != OK) {
			always(ps.total == 1);
			continue;
		}
		always(ps.total == 0 && form_keep(a, &field, kept, &again, &ps) == OK && str_eq(kept, again));
		str shown = form_input(a, form, &field, kept);
		always(form_keep(a, &field, shown, &again, &ps) == OK && str_eq(kept, again));
		(void)form_shown(a, form, &field, kept);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1 || size > 20000)
		return 0;
	struct arena *a = arena_new(LIMIT_COMMAND_ARENA);
	const struct form_context c = context_of(a, data[0]);
	enum lang lang = data[0] & 4 ? LANG_EN : LANG_FR;
	struct form_values values = {0}, carried = {0};
	const struct form *plain = form_build(a, &c, data[0] & 8, lang, NULL);
	str line, key, value, rest = {(const char *)data + 1, size - 1};
	for (int lines = 0; rest.p && lines < 40; lines++) {
		(void)str_cut(rest, '\n', &line, &rest);
		if (!str_cut(line, '\t', &key, &value))
			continue;
		if (lines < 3)
			keep_every_kind(a, plain, value);
		form_set(a, &values, key, value);
	}
	const struct form *form = form_build(a, &c, data[0] & 8, lang, &values);
	for (size_t i = 0; i < values.n; i++) {
		const struct form_field *field = form_field_of(form, values.at[i].key);
		struct problems ps = problems_new(a);
		str kept;
		if (field)
			always(form_keep(a, field, values.at[i].value, &kept, &ps) == OK || ps.total);
	}
	struct problems ps = problems_new(a);
	form_check(form, &values, NULL, true, &ps);
	for (size_t i = 0; i < form->topics.n; i++)
		(void)form_topic_state(form, &values, &form->topics.at[i], a);
	const str parts[] = {S("project"), S("publics"), S("partners"), S("budget"), S("indicators")};
	form_carry(a, &values, parts, 5, data[0] & 16 ? S("roll_out") : S("renewal"), &carried);
	struct form_changes changes;
	form_compare(a, form, &values, &carried, &changes);
	arena_free(a);
	return 0;
}
