/* Forms and values written out. Order is the form's; nothing is judged here. */
#include "domain/form_text.h"

#include "domain/form_parts.h"

str field_kind_name(enum field_kind kind)
{
	static const char *const names[] = {"line", "text", "choice", "choices", "yes_no", "money", "count", "decimal", "day", "email", "phone", "web", "postcode", "siren", "siret", "rna"};
	return str_of(names[kind]);
}

static str topic_kind_name(enum topic_kind kind)
{
	static const char *const names[] = {"fields", "budget", "publics", "attachments", "check"};
	return str_of(names[kind]);
}

/* ---- a form ---- */

static void field_json(struct json *j, const struct form_field *f)
{
	json_object(j);
	json_text(j, S("key"), f->key);
	json_text(j, S("kind"), field_kind_name(f->kind));
	json_text(j, S("label"), f->label);
	json_text(j, S("hint"), f->hint);
	json_text(j, S("unit"), f->unit);
	json_bool(j, S("required"), f->required);
	json_text(j, S("required_if"), f->required_if);
	json_int(j, S("chars"), f->chars);
	json_int(j, S("most"), f->most);
	json_bool(j, S("derived"), f->derived);
	json_text(j, S("asked_by"), f->rows);
	json_array_in(j, S("options"));
	for (size_t i = 0; i < f->options.n; i++) {
		json_object(j);
		json_text(j, S("code"), f->options.at[i].code);
		json_text(j, S("label"), f->options.at[i].label);
		json_text(j, S("group"), f->options.at[i].group);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

static void group_json(struct json *j, const struct form_group *g)
{
	json_object(j);
	json_text(j, S("key"), g->key);
	json_text(j, S("label"), g->label);
	json_int(j, S("least"), (int64_t)g->least);
	json_int(j, S("most"), (int64_t)g->most);
	json_text(j, S("required_if"), g->required_if);
	json_array_in(j, S("line"));
	for (size_t i = 0; i < g->line.n; i++)
		field_json(j, &g->line.at[i]);
	json_end(j);
	json_end(j);
}

void form_json(struct json *j, const struct form *form)
{
	json_array_in(j, S("topics"));
	for (size_t t = 0; t < form->topics.n; t++) {
		const struct form_topic *topic = &form->topics.at[t];
		json_object(j);
		json_text(j, S("code"), topic->code);
		json_text(j, S("kind"), topic_kind_name(topic->kind));
		json_text(j, S("title"), topic->title);
		json_text(j, S("lead"), topic->lead);
		json_array_in(j, S("fields"));
		for (size_t i = 0; i < topic->fields.n; i++)
			field_json(j, &topic->fields.at[i]);
		json_end(j);
		json_array_in(j, S("groups"));
		for (size_t i = 0; i < topic->groups.n; i++)
			group_json(j, &topic->groups.at[i]);
		json_end(j);
		json_end(j);
	}
	json_end(j);
}

static void field_write(struct out *o, const struct form_field *f, str key)
{
	out_str(o, S("  "));
	out_str(o, f->required ? S("* ") : S("  "));
	out_str(o, f->label);
	out_str(o, S("  ["));
	out_str(o, key);
	out_str(o, S("]\n"));
	for (size_t i = 0; i < f->options.n; i++) {
		out_str(o, S("      ("));
		out_str(o, f->options.at[i].code);
		out_str(o, S(") "));
		out_str(o, f->options.at[i].label);
		out_char(o, '\n');
	}
}

void form_write(struct out *o, const struct form *form)
{
	for (size_t t = 0; t < form->topics.n; t++) {
		const struct form_topic *topic = &form->topics.at[t];
		out_str(o, t ? S("\n") : S(""));
		out_str(o, topic->title);
		out_str(o, S("  ["));
		out_str(o, topic->code);
		out_str(o, S("]\n"));
		for (size_t i = 0; i < topic->fields.n; i++)
			field_write(o, &topic->fields.at[i], topic->fields.at[i].key);
		for (size_t g = 0; g < topic->groups.n; g++) {
			out_str(o, S("  "));
			out_str(o, topic->groups.at[g].label);
			out_char(o, '\n');
			for (size_t i = 0; i < topic->groups.at[g].line.n; i++)
				field_write(o, &topic->groups.at[g].line.at[i], topic->groups.at[g].line.at[i].key);
		}
	}
}

/* ---- values ---- */

void form_values_json(struct json *j, str name, const struct form_values *values)
{
	json_object_in(j, name);
	for (size_t i = 0; i < values->n; i++)
		if (str_is_set(values->at[i].value))
			json_text(j, values->at[i].key, values->at[i].value);
	json_end(j);
}

static void answer_write(struct out *o, str label, str shown)
{
	str line, rest = shown;
	out_str(o, S("  "));
	out_str(o, label);
	out_str(o, S(": "));
	for (bool first = true; rest.p; first = false) {
		(void)str_cut(rest, '\n', &line, &rest);
		out_str(o, first ? S("") : S("    "));
		out_str(o, line);
		out_char(o, '\n');
	}
}

static void topic_answers(struct out *o, const struct form_topic *topic, const struct form_changes *answers)
{
	bool titled = false;
	for (size_t i = 0; i < answers->n; i++) {
		if (!str_eq(answers->at[i].topic, topic ? topic->code : STR_NONE))
			continue;
		if (topic && !titled) {
			out_str(o, topic->title);
			out_char(o, '\n');
		}
		titled = true;
		answer_write(o, answers->at[i].label, answers->at[i].after);
	}
}

/* A first version is what changed since nothing: the same order, the same labels. */
void form_values_write(struct arena *a, struct out *o, const struct form *form, const struct form_values *values)
{
	const struct form_values none = {0};
	struct form_changes answers;
	form_compare(a, form, &none, values, &answers);
	for (size_t t = 0; t < form->topics.n; t++)
		topic_answers(o, &form->topics.at[t], &answers);
	topic_answers(o, NULL, &answers);
}
