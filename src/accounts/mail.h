/* The mails that accounts/ sends: each is a row of the outbox in the transaction of what it tells, in the language of the person. Called by person.c, roles.c, signing.c. */
#ifndef ACCOUNTS_MAIL_H
#define ACCOUNTS_MAIL_H

#include "accounts/accounts.h"

enum notice {
	NOTICE_CONFIRM,          /* link */
	NOTICE_TAKEN,            /* somebody signed up with an address that has an account */
	NOTICE_RESET,            /* link */
	NOTICE_NO_ACCOUNT,       /* a new password was asked for an address that has no account */
	NOTICE_PASSWORD_CHANGED,
	NOTICE_EMAIL_CONFIRM,    /* to the new address: link */
	NOTICE_EMAIL_ASKED,      /* to the old one; detail: the new one, hinted */
	NOTICE_EMAIL_CHANGED,    /* to the old one */
	NOTICE_FACTOR_ON,
	NOTICE_FACTOR_OFF,
	NOTICE_RECOVERY_USED,    /* detail: how many are left */
	NOTICE_NEW_SIGN_IN,      /* from a browser that was not seen before; detail: which */
	NOTICE_SSO_LINKED,       /* detail: the provider's name */
	NOTICE_ROLE_GIVEN,       /* detail: role and territory */
	NOTICE_ROLE_TAKEN,
	NOTICE_ROLE_INVITED,     /* link; detail */
	NOTICE_CLOSED,
	NOTICES
};

struct notice_mail {
	enum notice notice;
	enum lang lang;
	str to, name;
	str path;   /* of the link, from "/"; or absent */
	str detail; /* what the text names; or absent */
};
must_use enum status notice_send(const struct accounts *accounts, const struct notice_mail *mail);

#endif
