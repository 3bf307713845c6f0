/* Single sign-on as pages need it. Inside web/. Without a provider in the settings, everything here is silent. */
#ifndef WEB_ACCOUNTS_SSO_H
#define WEB_ACCOUNTS_SSO_H

#include "web/accounts.h"

/* Adds the button to a form that signs in, and lets the page post to a redirection to the provider. */
void sso_offer(struct page *pg, struct account_form_view *form, str next);
/* Lets a page that has such a button of its own post to it. */
void sso_allow(struct page *pg);
/* After signing out here: a link to sign out there too, when the session began there. */
enum status sso_add_sign_out(struct page *pg, struct account_form_view *form);
bool sso_is_set(const struct page *pg);
str sso_label(const struct page *pg);
/* The provider's answer that waited for the person to sign in with the local account: linked now, when the addresses are the same. Inside the write. */
enum status sso_link_waiting(struct page *pg, person_id person);

#endif
