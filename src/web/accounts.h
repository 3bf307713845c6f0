/* What the pages of accounts share: a form with its fields and problems, what a change of an account is given, where somebody goes on after signing in. Inside web/. */
#ifndef WEB_ACCOUNTS_H
#define WEB_ACCOUNTS_H

#include "accounts/signing.h"
#include "web/page.h"

/* What the actions of accounts/ are given by a page. */
struct accounts page_accounts(const struct page *pg);

/* A form whose fields are filled from what was sent. WORD_COUNT: no lead. */
struct account_form_view *account_form(struct page *pg, enum word heading, enum word lead, enum word submit, url action);
enum account_input { INPUT_TEXT, INPUT_NAME, INPUT_EMAIL, INPUT_PHONE, INPUT_PASSWORD, INPUT_NEW_PASSWORD, INPUT_CODE, INPUT_BOX, INPUT_CHOICE };
/* Adds a field. What was typed is shown again, but a password. `hint` WORD_COUNT: none. */
struct account_field *account_field(struct page *pg, struct account_form_view *form, const char *name, enum word label, enum word hint, enum account_input input);
void account_hidden(struct page *pg, struct account_form_view *form, const char *name, str value);
void account_link(struct page *pg, struct account_form_view *form, enum word label, url link);
void account_note(struct account_form_view *form, str tone, str text);
/* Something is wrong with a field of the form (named before). */
void account_wrong(struct page *pg, struct account_form_view *form, str field, str text);
/* Writes the page: 422 when something is wrong. */
enum status account_form_show(struct page *pg, struct account_form_view *form);

/* A page of words. */
struct account_said_view *account_said(struct page *pg, enum word heading);
void account_say(struct page *pg, struct account_said_view *said, str text);
void account_said_link(struct page *pg, struct account_said_view *said, enum word label, url link);
enum status account_said_show(struct page *pg, struct account_said_view *said);

/* A field or a parameter that the route declares, trimmed; "" when absent. */
/* What is wrong with the name that a person typed, or WORD_COUNT and the name as it is kept. */
enum word account_name_refusal(const struct page *pg, str typed, str *name);
str account_sent(const struct page *pg, const char *name);
str account_asked(const struct page *pg, const char *name);
bool account_was_sent(const struct page *pg); /* the request is a POST */

/* Begins the session, sets its cookie, links what waits to be linked, and goes on: to the second factor or to `next`. */
enum status account_enter(struct page *pg, person_id person, bool mine, bool strong, str how, str next);

/* "Connexion" with the note `said` (a key of accounts.said.*), and next. */
url account_sign_in_url(const struct page *pg, const char *said, str next);

/* Whether the password typed in the field "current" is the person's; what prepare leaves for account pages. */
struct account_checked { /* by account_check (handlers.h) */
	struct person person;
	bool good; /* also for somebody who has no password: signed in is what there is to prove */
	str hash;  /* of the field "new", when it is good */
};

#endif
