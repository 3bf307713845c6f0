/* Tags of content controls and the mark of a sheet. See paper_mark.h. */
#include "domain/paper_mark.h"

#include "base/limits.h"
#include "base/sha256.h"

enum { HASHED = 32, PRINTED = 16 };

str paper_tag(struct arena *a, str key, str code)
{
	str tag = code.p ? arena_fmt(a, "%.*s=%.*s", STR_ARGS(key), STR_ARGS(code)) : arena_str(a, key);
	return tag.n <= PAPER_TAG_BYTES ? tag : arena_fmt(a, "#%.*s", HASHED, sha256_text(a, tag).p);
}

static void add_field(struct out *o, str group, const struct form_field *field)
{
	out_str(o, group);
	out_char(o, '.');
	out_str(o, field->key);
	out_char(o, ' ');
	out_int(o, (int64_t)field->kind);
	for (size_t i = 0; i < field->options.n; i++) {
		out_char(o, ' ');
		out_str(o, field->options.at[i].code);
	}
	out_char(o, '\n');
}

static void add_form(struct out *o, const struct form *form)
{
	for (size_t t = 0; t < form->topics.n; t++) {
		const struct form_topic *topic = &form->topics.at[t];
		for (size_t i = 0; i < topic->fields.n; i++)
			if (topic->kind != TOPIC_BUDGET) /* its lines depend on how many years and funders are written */
				add_field(o, topic->code, &topic->fields.at[i]);
		for (size_t g = 0; g < topic->groups.n; g++)
			for (size_t i = 0; i < topic->groups.at[g].line.n; i++)
				add_field(o, topic->groups.at[g].key, &topic->groups.at[g].line.at[i]);
	}
	for (size_t i = 0; i < form->context->funders.n; i++) {
		out_str(o, form->context->funders.at[i].code);
		out_char(o, '\n');
	}
}

str paper_print(struct arena *a, const struct form *identity, const struct form *application)
{
	struct out o = out_new(LIMIT_PAPER_BYTES);
	add_form(&o, identity);
	add_form(&o, application);
	str text = out_keep(&o, a);
	return str_first(sha256_text(a, text.p ? text : S("")), PRINTED);
}

str paper_mark_write(struct arena *a, const struct paper_mark *mark)
{
	return arena_fmt(a, "%.*s %.*s %.*s %.*s", STR_ARGS(mark->call), STR_ARGS(mark->request), STR_ARGS(mark->applicant_kind), STR_ARGS(mark->print));
}

bool paper_mark_read(str text, struct paper_mark *mark)
{
	str rest;
	bool cut = str_cut(str_trim(text), ' ', &mark->call, &rest) && str_cut(rest, ' ', &mark->request, &rest) && str_cut(rest, ' ', &mark->applicant_kind, &mark->print);
	return cut && mark->call.n && mark->request.n && mark->applicant_kind.n && mark->print.n == PRINTED;
}
