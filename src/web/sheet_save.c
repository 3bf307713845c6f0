/* For scripts: the autosave, and the values as they stand. Small and quick: no page, no verdict. What is answered is the truth that the page tells. */
#include "base/ids.h"
#include "base/json.h"
#include "web/handlers.h"
#include "web/sheet_parts.h"

static struct json answer(struct page *pg)
{
	pg->rs->content_type = S("application/json; charset=utf-8");
	http_respond_header(pg->rs, S("Cache-Control"), S("no-store"));
	return json_new(&pg->rs->body);
}

static void add_conflicts(struct page *pg, str time_zone, const struct sheet_saved *saved, struct json *j)
{
	json_array_in(j, S("conflicts"));
	for (size_t i = 0; i < saved->conflicts.n; i++) {
		const struct sheet_conflict *c = &saved->conflicts.at[i];
		json_object(j);
		json_text(j, S("key"), c->key);
		json_text(j, S("label"), c->label);
		json_text(j, S("theirs"), c->theirs);
		json_text(j, S("yours"), c->yours);
		json_text(j, S("by"), TEXT(pg, W_writing_changed_by, ARG("who", c->by), ARG("when", sheet_time(pg, time_zone, c->at))));
		json_end(j);
	}
	json_end(j);
}

static void add_problems(struct page *pg, const struct problems *ps, struct json *j)
{
	json_object_in(j, S("problems"));
	for (size_t i = 0; i < ps->list.n; i++) {
		const struct problem *p = &ps->list.at[i];
		bool first = true;
		for (size_t k = 0; k < i; k++)
			first = first && !str_eq(ps->list.at[k].field, p->field);
		if (first)
			json_text(j, p->field.p ? p->field : S(""), page_words(pg, p->message, p->args, p->arg_count));
	}
	json_end(j);
}

/* A refusal that a script can act on: what it is, in a word, and in a sentence. */
static enum status refused(struct page *pg, int code, str what, enum word text)
{
	struct json j = answer(pg);
	json_object(&j);
	json_text(&j, S("refused"), what);
	json_text(&j, S("message"), word_text(pg->lang, text));
	json_end(&j);
	return page_again_as(pg, code);
}

enum status save_sheet(struct page *pg)
{
	struct sheet_post post;
	enum status s = sheet_post(pg, &post);
	if (s == CONFLICT)
		return sheet_is_for_another(pg) ? refused(pg, 409, S("person"), W_writing_other_person) : refused(pg, 409, S("closed"), W_writing_closed_sheet);
	if (s)
		return s;
	struct json j = answer(pg);
	json_object(&j);
	json_int(&j, S("revision"), post.saved.revision);
	json_int(&j, S("changed"), (int64_t)post.saved.changed);
	json_text(&j, S("said"), TEXT(pg, W_writing_saved, ARG("when", sheet_time(pg, post.head.time_zone, post.saved.at))));
	add_conflicts(pg, post.head.time_zone, &post.saved, &j);
	add_problems(pg, &post.saved.problems, &j);
	json_end(&j);
	return OK;
}

enum status send_sheet_values(struct page *pg)
{
	struct sheet sheet;
	enum status s = sheet_of_page(pg, &sheet);
	if (s)
		return s;
	struct json j = answer(pg);
	json_object(&j);
	json_int(&j, S("revision"), sheet.head.revision);
	json_text(&j, S("person"), id_code(pg->arena, pg->actor.person.v));
	json_text(&j, S("csrf"), pg->csrf);
	json_text(&j, S("state"), sheet.head.state);
	json_text(&j, S("by"),
	          TEXT(pg, W_writing_changed_by, ARG("who", sheet.head.changed_name), ARG("when", sheet_time(pg, sheet.head.time_zone, sheet.head.changed))));
	json_object_in(&j, S("values"));
	for (size_t i = 0; i < sheet.values.n; i++) {
		const struct form_value *value = &sheet.values.at[i];
		const struct form_field *field = form_field_of(sheet.form, value->key);
		json_text(&j, value->key, field ? sheet_input(pg, sheet.form, field, value->value) : value->value);
	}
	json_end(&j);
	json_end(&j);
	return OK;
}
