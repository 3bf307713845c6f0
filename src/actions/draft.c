/* Reading and checking a draft file. */
#include "actions/draft.h"

#include "actions/sheet.h"
#include "base/limits.h"

#include <jansson.h>

struct reading {
	struct arena *a;
	str file;
	struct problems *ps;
};

static str text_of(struct reading *r, const json_t *j)
{
	return arena_str(r->a, (str){json_string_value(j), json_string_length(j)});
}

static str member(struct reading *r, const json_t *root, const char *name)
{
	const json_t *j = json_object_get(root, name);
	if (json_is_string(j))
		return text_of(r, j);
	PROBLEM(r->ps, r->file, 0, str_of(name), W_form_draft_member, ARG("name", str_of(name)));
	return S("");
}

static void read_values(struct reading *r, json_t *root, const char *name, struct form_values *values)
{
	json_t *j, *object = json_object_get(root, name);
	const char *key;
	bool right = json_is_object(object);
	json_object_foreach(object, key, j) {
		right = right && json_is_string(j);
		if (right)
			form_set(r->a, values, arena_str(r->a, str_of(key)), text_of(r, j));
	}
	if (!right)
		PROBLEM(r->ps, r->file, 0, str_of(name), W_form_draft_values, ARG("name", str_of(name)));
}

static void read_attached(struct reading *r, const json_t *root, struct draft *draft)
{
	const json_t *list = json_object_get(root, "attached");
	for (size_t i = 0; i < json_array_size(list); i++) {
		str code = json_is_string(json_array_get(list, i)) ? text_of(r, json_array_get(list, i)) : S("");
		*LIST_ADD(r->a, &draft->attached) = (struct attached){.code = code, .name = code, .sha256 = S("")};
	}
}

enum status draft_read(struct arena *a, str file, str text, struct draft *draft, struct problems *ps)
{
	struct reading r = {.a = a, .file = file, .ps = ps};
	json_error_t error;
	size_t before = ps->total;
	*draft = (struct draft){0};
	json_t *root = text.n <= LIMIT_APPLICATION_BYTES ? json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES, &error) : NULL;
	if (!root) {
		PROBLEM(ps, file, text.n <= LIMIT_APPLICATION_BYTES ? error.line : 0, STR_NONE, W_form_draft_json, ARG("text", text.n <= LIMIT_APPLICATION_BYTES ? str_of(error.text) : S("…")));
		return INVALID;
	}
	draft->call = member(&r, root, "call");
	draft->request = member(&r, root, "request");
	draft->applicant_kind = member(&r, root, "applicant_kind");
	read_values(&r, root, "identity", &draft->identity);
	read_values(&r, root, "values", &draft->values);
	read_attached(&r, root, draft);
	json_decref(root);
	return ps->total > before ? INVALID : OK;
}

/* ---- checking ---- */

static void keep_all(struct arena *a, const struct form *form, const struct form_values *typed, struct form_values *kept, struct problems *ps)
{
	for (size_t i = 0; i < typed->n; i++) {
		const struct form_field *field = form_field_of(form, typed->at[i].key);
		struct problems told_later = problems_new(a); /* form_check says it again */
		str value;
		if (!field) {
			PROBLEM(ps, STR_NONE, 0, typed->at[i].key, W_form_unknown_key, ARG("key", typed->at[i].key));
			continue;
		}
		if (form_keep(a, field, typed->at[i].value, &value, &told_later) == OK || value.n)
			form_set(a, kept, typed->at[i].key, value);
	}
}

enum status draft_check(struct db *db, struct arena *a, const struct draft *draft, const struct ruleset *set, enum lang lang, struct drafted *d, struct problems *ps)
{
	*d = (struct drafted){0};
	enum status s = sheet_context(db, a, draft->call, draft->request, draft->applicant_kind, set, &d->context);
	if (s != OK)
		return s;
	d->identity_context = (struct form_context){.applicant_kind = draft->applicant_kind};
	d->identity_form = form_build(a, &d->identity_context, true, lang, &draft->identity);
	d->form = form_build(a, &d->context, false, lang, &draft->values);
	keep_all(a, d->identity_form, &draft->identity, &d->identity, ps);
	keep_all(a, d->form, &draft->values, &d->values, ps);
	form_check(d->identity_form, &d->identity, NULL, true, ps);
	form_check(d->form, &d->values, NULL, true, ps);
	return OK;
}
