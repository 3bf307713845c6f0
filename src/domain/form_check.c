/* Is a sheet ready? Each field alone (reads, given when needed, still offered), lines, and the state of a topic in the task list. What needs more than one field is
   form_cross.c; sums are budget.c and publics.c. Called by pages of topics, by the check before filing and by the form's tests. */
#include "domain/form_parts.h"

#include "base/limits.h"
#include "domain/budget.h"
#include "domain/publics.h"

struct checking {
	struct arena *a;
	const struct form *form;
	const struct form_values *values;
	bool to_file;
	struct problems *ps;
};

#define TELL(c, key, word, ...) PROBLEM((c)->ps, STR_NONE, 0, key, word __VA_OPT__(, ) __VA_ARGS__)

static bool is_code(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ')
			return false;
	return s.n <= LIMIT_CODE_BYTES;
}

static void check_given(const struct checking *c, const struct form_field *field, str key, str value)
{
	struct problems found = problems_new(c->a);
	if (form_reads(c->a, field, key, value, &found)) {
		if (c->to_file && str_eq(value, S("no")) && form_is_attestation(key))
			TELL(c, key, W_form_attest, ARG("field", field->label));
		return;
	}
	bool gone = field->kind == FIELD_CHOICE && is_code(value);
	if (gone)
		TELL(c, key, W_form_gone_choice, ARG("found", value));
	else
		problems_add(c->ps, &found);
}

static void check_field(const struct checking *c, const struct form_field *field, str key, bool needed)
{
	str value = form_value(c->values, key);
	if (field->derived || !form_condition_holds(field->required_if, c->values))
		return;
	if (str_is_set(value))
		check_given(c, field, key, value);
	else if (c->to_file && needed && field->required)
		TELL(c, key, W_form_missing, ARG("field", field->label));
}

static void check_group(const struct checking *c, const struct form_group *group)
{
	size_t filled = 0, least = group->least;
	if (!form_condition_holds(group->required_if, c->values))
		return;
	if (str_is_set(group->required_if) && !least)
		least = 1;
	for (size_t line = 1; line <= group->most; line++) {
		if (!form_line_filled(c->a, group, c->values, line))
			continue;
		filled++;
		for (size_t i = 0; i < group->line.n; i++)
			check_field(c, &group->line.at[i], form_line_key(c->a, group, line, group->line.at[i].key), true);
	}
	if (c->to_file && filled < least && group->line.n)
		TELL(c, form_line_key(c->a, group, 1, group->line.at[0].key), W_form_missing_line, ARG("group", group->label));
}

static void check_topic(const struct checking *c, const struct form_topic *topic)
{
	switch (topic->kind) {
	case TOPIC_FIELDS:
		for (size_t i = 0; i < topic->fields.n; i++)
			check_field(c, &topic->fields.at[i], topic->fields.at[i].key, true);
		for (size_t i = 0; i < topic->groups.n; i++)
			check_group(c, &topic->groups.at[i]);
		form_cross_check(c->form, c->values, topic, c->ps);
		break;
	case TOPIC_BUDGET: budget_check(c->form, c->values, c->to_file, c->ps); break;
	case TOPIC_PUBLICS: publics_check(c->form, c->values, c->to_file, c->ps); break;
	case TOPIC_ATTACHMENTS:
	case TOPIC_CHECK: break;
	}
}

void form_check(const struct form *form, const struct form_values *values, const struct form_topic *topic, bool to_file, struct problems *ps)
{
	const struct checking c = {.a = ps->arena, .form = form, .values = values, .to_file = to_file, .ps = ps};
	for (size_t i = 0; i < form->topics.n; i++)
		if (!topic || topic == &form->topics.at[i])
			check_topic(&c, &form->topics.at[i]);
}

/* ---- the task list ---- */

static bool has_answer(const struct form_values *values, str key)
{
	return str_is_set(form_value(values, key));
}

static bool is_begun(const struct form_values *values, const struct form_topic *topic, struct arena *a)
{
	for (size_t i = 0; i < topic->fields.n; i++)
		if (!topic->fields.at[i].derived && has_answer(values, topic->fields.at[i].key))
			return true;
	for (size_t g = 0; g < topic->groups.n; g++)
		for (size_t line = 1; line <= topic->groups.at[g].shown; line++)
			if (form_line_filled(a, &topic->groups.at[g], values, line))
				return true;
	return false;
}

static size_t problems_of(const struct form *form, const struct form_values *values, const struct form_topic *topic, bool to_file, struct arena *a)
{
	struct problems ps = problems_new(a);
	form_check(form, values, topic, to_file, &ps);
	return ps.total;
}

static bool all_others_done(const struct form *form, const struct form_values *values, struct arena *a)
{
	for (size_t i = 0; i < form->topics.n; i++) {
		const struct form_topic *t = &form->topics.at[i];
		if (t->kind != TOPIC_CHECK && t->kind != TOPIC_ATTACHMENTS && problems_of(form, values, t, true, a))
			return false;
	}
	return true;
}

enum topic_state form_topic_state(const struct form *form, const struct form_values *values, const struct form_topic *topic, struct arena *a)
{
	if (topic->kind == TOPIC_CHECK)
		return all_others_done(form, values, a) ? TOPIC_NOT_STARTED : TOPIC_NOT_YET;
	if (topic->kind == TOPIC_ATTACHMENTS || !is_begun(values, topic, a))
		return TOPIC_NOT_STARTED;
	if (problems_of(form, values, topic, false, a))
		return TOPIC_TO_CORRECT;
	return problems_of(form, values, topic, true, a) ? TOPIC_IN_PROGRESS : TOPIC_DONE;
}
