/* The table of notices: a subject and a text each. What surrounds them is domain/letter.h's. */
#include "accounts/mail.h"

#include "base/ids.h"
#include "base/limits.h"
#include "base/words.h"
#include "domain/letter.h"
#include "store/audit.h"
#include "store/outbox.h"

#include <unistd.h>

static const struct {
	const char *kind;
	enum word subject, text;
} notices[NOTICES] = {
	[NOTICE_CONFIRM] = {"confirm", W_accounts_mail_confirm_subject, W_accounts_mail_confirm},
	[NOTICE_TAKEN] = {"sign_up_taken", W_accounts_mail_taken_subject, W_accounts_mail_taken},
	[NOTICE_RESET] = {"reset", W_accounts_mail_reset_subject, W_accounts_mail_reset},
	[NOTICE_NO_ACCOUNT] = {"reset_none", W_accounts_mail_none_subject, W_accounts_mail_none},
	[NOTICE_PASSWORD_CHANGED] = {"password_changed", W_accounts_mail_password_subject, W_accounts_mail_password},
	[NOTICE_EMAIL_CONFIRM] = {"change_email", W_accounts_mail_email_confirm_subject, W_accounts_mail_email_confirm},
	[NOTICE_EMAIL_ASKED] = {"change_email_asked", W_accounts_mail_email_asked_subject, W_accounts_mail_email_asked},
	[NOTICE_EMAIL_CHANGED] = {"email_changed", W_accounts_mail_email_changed_subject, W_accounts_mail_email_changed},
	[NOTICE_FACTOR_ON] = {"factor_on", W_accounts_mail_factor_on_subject, W_accounts_mail_factor_on},
	[NOTICE_FACTOR_OFF] = {"factor_off", W_accounts_mail_factor_off_subject, W_accounts_mail_factor_off},
	[NOTICE_RECOVERY_USED] = {"recovery_used", W_accounts_mail_recovery_subject, W_accounts_mail_recovery},
	[NOTICE_NEW_SIGN_IN] = {"new_sign_in", W_accounts_mail_sign_in_subject, W_accounts_mail_sign_in},
	[NOTICE_SSO_LINKED] = {"sso_linked", W_accounts_mail_sso_subject, W_accounts_mail_sso},
	[NOTICE_ROLE_GIVEN] = {"role_given", W_accounts_mail_role_given_subject, W_accounts_mail_role_given},
	[NOTICE_ROLE_TAKEN] = {"role_taken", W_accounts_mail_role_taken_subject, W_accounts_mail_role_taken},
	[NOTICE_ROLE_INVITED] = {"invite", W_accounts_mail_role_invited_subject, W_accounts_mail_role_invited},
	[NOTICE_CLOSED] = {"closed", W_accounts_mail_closed_subject, W_accounts_mail_closed},
};

static str body_of(const struct accounts *accounts, const struct notice_mail *m)
{
	struct arena *a = accounts->arena;
	struct out o = out_new(LIMIT_CELL_BYTES);
	const str site = accounts->settings && accounts->settings->public_url.p ? accounts->settings->public_url : S("");
	const str link = str_is_set(m->path) ? letter_link(a, site, m->lang, m->path) : S("");
	WORDS(&o, m->lang, notices[m->notice].text, ARG("link", link), ARG("detail", m->detail.p ? m->detail : S("")), ARG("help", letter_link(a, site, m->lang, S("/password/forgotten"))));
	return letter_text(a, &(struct letter){.lang = m->lang, .name = m->name, .text = out_keep(&o, a), .site = site});
}

enum status notice_send(const struct accounts *accounts, const struct notice_mail *m)
{
	struct arena *a = accounts->arena;
	struct out subject = out_new(LIMIT_CELL_BYTES);
	WORDS(&subject, m->lang, notices[m->notice].subject);
	const struct outgoing mail = {.once = arena_fmt(a, "account:%s:%.*s", notices[m->notice].kind, STR_ARGS(id_code(a, id_new()))), .kind = str_of(notices[m->notice].kind),
		.recipient = m->to, .subject = out_keep(&subject, a), .body = body_of(accounts, m), .now = accounts->now};
	return outbox_add(accounts->db, &mail);
}

enum status accounts_audit(const struct accounts *accounts, str verb, person_id person, str detail)
{
	struct arena *a = accounts->arena;
	const str actor = accounts->actor ? arena_fmt(a, "user:%lld", (long long)accounts->actor->person.v) : arena_fmt(a, "cli:%ld", (long)getuid());
	return audit_append(accounts->db, &(struct audit_entry){.at = accounts->now, .actor = actor, .verb = verb,
		.thing = arena_fmt(a, "person:%lld", (long long)person.v), .detail = detail});
}

bool accounts_may(const struct accounts *accounts, enum verb verb, const struct thing *thing)
{
	return !accounts->actor || may(accounts->actor, verb, thing);
}
