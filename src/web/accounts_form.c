/* Forms of accounts. See accounts.h. Reads the request, writes views; no table. */
#include "web/accounts.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/contact.h"
#include "web/respond.h"
#include "web/routes.h"

static const struct {
	const char *autocomplete, *inputmode;
} inputs[] = {
	[INPUT_TEXT] = {"off", "text"},
	[INPUT_NAME] = {"name", "text"},
	[INPUT_EMAIL] = {"username", "email"},
	[INPUT_PHONE] = {"tel", "tel"},
	[INPUT_PASSWORD] = {"current-password", "text"},
	[INPUT_NEW_PASSWORD] = {"new-password", "text"},
	[INPUT_CODE] = {"one-time-code", "text"},
	[INPUT_BOX] = {"off", "text"},
	[INPUT_CHOICE] = {"off", "text"},
};

struct accounts page_accounts(const struct page *pg)
{
	return (struct accounts){.db = pg->db, .arena = pg->arena, .settings = pg->settings, .key = pg->key, .actor = &pg->actor, .now = pg->now};
}

bool account_was_sent(const struct page *pg)
{
	return pg->rq->method == HTTP_POST;
}

str account_sent(const struct page *pg, const char *name)
{
	if (!account_was_sent(pg) || !route_has_field(pg->route, str_of(name)))
		return S("");
	const str value = page_form(pg, str_of(name));
	return value.p ? str_trim(value) : S("");
}

enum word account_name_refusal(const struct page *pg, str typed, str *name)
{
	if (!str_is_set(typed))
		return W_accounts_name_missing;
	if (!name_read(pg->arena, typed, name))
		return W_accounts_name_wrong;
	return utf8_count(*name) > LIMIT_NAME_CHARS ? W_accounts_name_long : (enum word)WORD_COUNT;
}

str account_asked(const struct page *pg, const char *name)
{
	if (!route_declares(pg->route, str_of(name)))
		return S("");
	const str value = page_param(pg, str_of(name));
	return value.p ? str_trim(value) : S("");
}

struct account_form_view *account_form(struct page *pg, enum word heading, enum word lead, enum word submit, url action)
{
	struct account_form_view *form = ARENA_NEW(pg->arena, struct account_form_view);
	page_layout(pg, &form->layout, word_text(pg->lang, heading));
	form->layout.refuse_index = true;
	if (pg->route && str_starts(str_of(pg->route->path), S("/account/")) && pg->actor.person.v)
		page_crumb(pg, &form->layout, word_text(pg->lang, W_accounts_account_title), LINK(pg, "/account"));
	form->heading = word_text(pg->lang, heading);
	form->has_lead = lead != (enum word)WORD_COUNT;
	form->lead = form->has_lead ? word_text(pg->lang, lead) : S("");
	form->submit = word_text(pg->lang, submit);
	form->action = action;
	return form;
}

struct account_field *account_field(struct page *pg, struct account_form_view *form, const char *name, enum word label, enum word hint, enum account_input input)
{
	struct account_field *field = LIST_ADD(pg->arena, &form->fields);
	const bool secret = input == INPUT_PASSWORD || input == INPUT_NEW_PASSWORD || input == INPUT_CODE;
	*field = (struct account_field){.name = str_of(name), .label = word_text(pg->lang, label), .has_hint = hint != (enum word)WORD_COUNT, 
		.autocomplete = str_of(inputs[input].autocomplete), .inputmode = str_of(inputs[input].inputmode), .is_box = input == INPUT_BOX, .is_choice = input == INPUT_CHOICE,
		.is_password = input == INPUT_PASSWORD || input == INPUT_NEW_PASSWORD, .is_email = input == INPUT_EMAIL, .is_phone = input == INPUT_PHONE,
		.value = secret ? S("") : account_sent(pg, name)};
	field->hint = field->has_hint ? word_text(pg->lang, hint) : S("");
	field->checked = field->is_box && str_is_set(field->value);
	return field;
}

void account_hidden(struct page *pg, struct account_form_view *form, const char *name, str value)
{
	if (str_is_set(value))
		*LIST_ADD(pg->arena, &form->hidden) = (struct account_hidden){.name = str_of(name), .value = value};
}

void account_link(struct page *pg, struct account_form_view *form, enum word label, url link)
{
	*LIST_ADD(pg->arena, &form->links) = (struct account_link){.label = word_text(pg->lang, label), .link = link};
}

void account_note(struct account_form_view *form, str tone, str text)
{
	form->has_note = str_is_set(text);
	form->tone = tone;
	form->note = text;
}

void account_wrong(struct page *pg, struct account_form_view *form, str field, str text)
{
	*LIST_ADD(pg->arena, &form->problems) = (struct account_problem){.field = field, .text = text};
	form->has_problems = true;
	for (size_t i = 0; i < form->fields.n; i++)
		if (str_eq(form->fields.at[i].name, field)) {
			form->fields.at[i].wrong = true;
			form->fields.at[i].error = text;
		}
}

enum status account_form_show(struct page *pg, struct account_form_view *form)
{
	if (form->has_problems)
		form->layout.title = TEXT(pg, W_accounts_error_title, ARG("title", form->layout.title));
	RESPOND_HTML(pg, account_form_page, form);
	return form->has_problems ? page_again(pg) : OK;
}

struct account_said_view *account_said(struct page *pg, enum word heading)
{
	struct account_said_view *said = ARENA_NEW(pg->arena, struct account_said_view);
	page_layout(pg, &said->layout, word_text(pg->lang, heading));
	said->layout.refuse_index = true;
	said->heading = word_text(pg->lang, heading);
	return said;
}

void account_say(struct page *pg, struct account_said_view *said, str text)
{
	*LIST_ADD(pg->arena, &said->paragraphs) = text;
}

void account_said_link(struct page *pg, struct account_said_view *said, enum word label, url link)
{
	*LIST_ADD(pg->arena, &said->links) = (struct account_link){.label = word_text(pg->lang, label), .link = link};
}

enum status account_said_show(struct page *pg, struct account_said_view *said)
{
	RESPOND_HTML(pg, account_said_page, said);
	return OK;
}

url account_sign_in_url(const struct page *pg, const char *said, str next)
{
	if (str_is_set(next))
		return LINK(pg, "/sign-in?said=:said&next=:next", str_of(said), next);
	return LINK(pg, "/sign-in?said=:said", str_of(said));
}
