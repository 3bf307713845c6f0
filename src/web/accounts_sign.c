/* Signing in, its second factor, signing out, signing up. The slow half of each (argon2id) is its `prepare`, which also slows down who tries too often. */
#include "accounts/factor.h"
#include "accounts/password.h"
#include "accounts/session.h"
#include "accounts/throttle.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/utf8.h"
#include "domain/contact.h"
#include "web/accounts.h"
#include "web/accounts_sso.h"
#include "web/handlers.h"

static const enum word none = (enum word)WORD_COUNT;

static str place_of(const struct page *pg)
{
	return throttle_place(pg->rq->peer, http_header(pg->rq, S("X-Forwarded-For")));
}

static str half_key(const struct page *pg, person_id person)
{
	return id_code(pg->arena, person.v);
}

enum status account_enter(struct page *pg, person_id person, bool mine, bool strong, str how, str next)
{
	const struct accounts accounts = page_accounts(pg);
	const struct sign_in in = {.person = person, .mine = mine, .strong = strong, .how = how, .agent = agent_words(pg->arena, http_header(pg->rq, S("User-Agent")))};
	str cookie;
	bool waits;
	enum status s = str_is_set(pg->session) ? session_end(pg->db, pg->session) : OK;
	if (s == OK)
		s = sign_in_begin(&accounts, &in, &cookie, &waits);
	if (s == OK && !waits)
		s = sso_link_waiting(pg, person);
	if (s)
		return s;
	page_set_cookie(pg, S("session"), cookie, waits ? LIMIT_SESSION_HALF_SECONDS : mine ? LIMIT_SESSION_MINE_SECONDS : LIMIT_SESSION_IDLE_SECONDS);
	if (!waits)
		return page_see_other(pg, page_next(pg, next));
	return page_see_other(pg, mine ? LINK(pg, "/second-factor?mine=yes&next=:next", next) : LINK(pg, "/second-factor?next=:next", next));
}

/* ---- signing in ---- */

struct sign_in_prepared {
	str email; /* folded; "" when it is none */
	struct sign_in_tried tried;
};

static enum status show_form(struct page *pg, const struct sign_in_prepared *prepared)
{
	struct account_form_view *form = account_form(pg, W_accounts_sign_in, none, W_accounts_sign_in_button, LINK(pg, "/sign-in"));
	const str next = account_was_sent(pg) ? account_sent(pg, "next") : account_asked(pg, "next"), said = account_asked(pg, "said");
	const enum word word = str_is_set(said) ? word_named(arena_fmt(pg->arena, "accounts.said.%.*s", STR_ARGS(said)), none) : none;
	if (word != none)
		account_note(form, str_eq(said, S("sso_failed")) || str_eq(said, S("sso_down")) ? S("warning") : S("good"), word_text(pg->lang, word));
	else if (str_is_set(next) && !account_was_sent(pg))
		account_note(form, S("information"), word_text(pg->lang, W_accounts_sign_in_to_go_on));
	(void)account_field(pg, form, "email", W_accounts_email, none, INPUT_EMAIL);
	(void)account_field(pg, form, "password", W_accounts_password, none, INPUT_PASSWORD);
	(void)account_field(pg, form, "mine", W_accounts_mine, W_accounts_mine_hint, INPUT_BOX);
	account_hidden(pg, form, "next", next);
	account_link(pg, form, W_accounts_sign_up_link, str_is_set(next) ? LINK(pg, "/sign-up?next=:next", next) : LINK(pg, "/sign-up"));
	account_link(pg, form, W_accounts_forgotten_link, LINK(pg, "/password/forgotten"));
	if (prepared)
		account_wrong(pg, form, S("email"), word_text(pg->lang, W_accounts_sign_in_wrong));
	sso_offer(pg, form, next);
	enum status s = str_eq(said, S("signed_out")) ? sso_add_sign_out(pg, form) : OK;
	return s == OK ? account_form_show(pg, form) : s;
}

enum status show_sign_in(struct page *pg)
{
	if (pg->actor.person.v)
		return page_see_other(pg, page_next(pg, account_asked(pg, "next")));
	return show_form(pg, NULL);
}

enum status prepare_sign_in(struct page *pg)
{
	struct sign_in_prepared *p = ARENA_NEW(pg->arena, struct sign_in_prepared);
	const str place = place_of(pg), typed = account_sent(pg, "email");
	const str password = page_form(pg, S("password"));
	if (!email_read(pg->arena, typed, &p->email))
		p->email = S("");
	int64_t wait = throttle_wait(THROTTLE_ADDRESS, place, pg->now), account = throttle_wait(THROTTLE_ACCOUNT, p->email, pg->now);
	if (account > wait)
		wait = account;
	if (wait)
		return page_wait(pg, wait);
	enum status s = sign_in_try(pg->db, pg->arena, p->email, password, &p->tried);
	if (s)
		return s;
	if (!p->tried.good) {
		throttle_note(THROTTLE_ADDRESS, place, pg->now);
		throttle_note(THROTTLE_ACCOUNT, p->email, pg->now);
		LOG(LOG_INFO, "sign_in_refused", log_text("from", place));
	} else {
		throttle_forget(THROTTLE_ACCOUNT, p->email);
	}
	pg->prepared = p;
	return OK;
}

enum status post_sign_in(struct page *pg)
{
	const struct sign_in_prepared *p = pg->prepared;
	const struct accounts accounts = page_accounts(pg);
	if (!p->tried.good)
		return show_form(pg, p);
	if (str_is_set(p->tried.rehash)) {
		enum status s = person_rehash(&accounts, p->tried.person.id, p->tried.rehash);
		if (s)
			return s;
	}
	return account_enter(pg, p->tried.person.id, str_is_set(account_sent(pg, "mine")), false, S("password"), account_sent(pg, "next"));
}

/* ---- the second factor ---- */

static enum status show_code(struct page *pg, enum word wrong)
{
	struct account_form_view *form = account_form(pg, W_accounts_code_title, W_accounts_code_lead, W_accounts_code_button, LINK(pg, "/second-factor"));
	(void)account_field(pg, form, "code", W_accounts_code, W_accounts_code_hint, INPUT_CODE);
	account_hidden(pg, form, "next", account_was_sent(pg) ? account_sent(pg, "next") : account_asked(pg, "next"));
	account_hidden(pg, form, "mine", account_was_sent(pg) ? account_sent(pg, "mine") : account_asked(pg, "mine"));
	if (wrong != none)
		account_wrong(pg, form, S("code"), word_text(pg->lang, wrong));
	account_link(pg, form, W_accounts_code_start_again, LINK(pg, "/sign-in"));
	return account_form_show(pg, form);
}

enum status show_second_factor(struct page *pg)
{
	if (pg->actor.person.v)
		return page_see_other(pg, page_next(pg, account_asked(pg, "next")));
	if (!pg->half.v)
		return page_see_other(pg, account_sign_in_url(pg, "expired", account_asked(pg, "next")));
	return show_code(pg, none);
}

/* Each try counts before it is looked at; a good one is forgotten. */
enum status prepare_second_factor(struct page *pg)
{
	if (!pg->half.v)
		return OK;
	const str key = half_key(pg, pg->half);
	const int64_t wait = throttle_wait(THROTTLE_CODE, key, pg->now);
	if (wait)
		return page_wait(pg, wait);
	throttle_note(THROTTLE_CODE, key, pg->now);
	return OK;
}

enum status post_second_factor(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	const bool mine = str_is_set(account_sent(pg, "mine"));
	const struct sign_in in = {.mine = mine, .agent = agent_words(pg->arena, http_header(pg->rq, S("User-Agent")))};
	const person_id person = pg->half;
	str cookie;
	if (!person.v)
		return page_see_other(pg, account_sign_in_url(pg, "expired", account_sent(pg, "next")));
	enum status s = sign_in_factor(&accounts, person, pg->session, account_sent(pg, "code"), &in, &cookie);
	if (s == INVALID)
		return show_code(pg, W_accounts_code_wrong);
	if (s == OK)
		s = sso_link_waiting(pg, person);
	if (s)
		return s;
	throttle_forget(THROTTLE_CODE, half_key(pg, person));
	page_set_cookie(pg, S("session"), cookie, mine ? LIMIT_SESSION_MINE_SECONDS : LIMIT_SESSION_IDLE_SECONDS);
	return page_see_other(pg, page_next(pg, account_sent(pg, "next")));
}

enum status post_sign_out(struct page *pg)
{
	const struct accounts accounts = page_accounts(pg);
	enum status s = str_is_set(pg->session) ? sign_out(&accounts, pg->actor.person.v ? pg->actor.person : pg->half, pg->session) : OK;
	if (s)
		return s;
	page_set_cookie(pg, S("session"), S(""), 0);
	http_respond_header(pg->rs, S("Clear-Site-Data"), S("\"cache\", \"storage\""));
	return page_see_other(pg, account_sign_in_url(pg, "signed_out", STR_NONE));
}

/* ---- signing up ---- */

struct sign_up_read {
	str name, email, hash;
};

/* Adds what is wrong to the form, when there is one; true when nothing is. */
static bool check_sign_up(struct page *pg, struct account_form_view *form, struct sign_up_read *read)
{
	const str typed = account_sent(pg, "email"), password = page_form(pg, S("password"));
	enum word name, email = none;
	name = account_name_refusal(pg, account_sent(pg, "name"), &read->name);
	if (!email_read(pg->arena, typed, &read->email))
		email = str_is_set(typed) ? W_accounts_email_wrong : W_accounts_email_missing;
	const enum word secret = password_refusal(pg->arena, password, read->email, read->name);
	const struct {
		const char *field;
		enum word wrong;
	} all[] = {{"name", name}, {"email", email}, {"password", secret}};
	bool good = true;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		good = good && all[i].wrong == none;
		if (form && all[i].wrong != none)
			account_wrong(pg, form, str_of(all[i].field), word_text(pg->lang, all[i].wrong));
	}
	return good;
}

static struct account_form_view *sign_up_form(struct page *pg)
{
	struct account_form_view *form = account_form(pg, W_accounts_sign_up, W_accounts_sign_up_lead, W_accounts_sign_up_button, LINK(pg, "/sign-up"));
	const str next = account_was_sent(pg) ? account_sent(pg, "next") : account_asked(pg, "next");
	(void)account_field(pg, form, "name", W_accounts_name_label, none, INPUT_NAME);
	(void)account_field(pg, form, "email", W_accounts_email, W_accounts_email_hint, INPUT_EMAIL);
	(void)account_field(pg, form, "password", W_accounts_password, W_accounts_password_hint, INPUT_NEW_PASSWORD);
	account_hidden(pg, form, "next", next);
	account_link(pg, form, W_accounts_sign_in_link, str_is_set(next) ? LINK(pg, "/sign-in?next=:next", next) : LINK(pg, "/sign-in"));
	sso_offer(pg, form, next);
	return form;
}

enum status show_sign_up(struct page *pg)
{
	if (pg->actor.person.v)
		return page_see_other(pg, page_next(pg, account_asked(pg, "next")));
	return account_form_show(pg, sign_up_form(pg));
}

enum status prepare_sign_up(struct page *pg)
{
	struct sign_up_read *read = ARENA_NEW(pg->arena, struct sign_up_read);
	pg->prepared = read;
	if (!check_sign_up(pg, NULL, read))
		return OK;
	const str place = place_of(pg);
	int64_t wait = throttle_wait(THROTTLE_ADDRESS, place, pg->now), mail = throttle_wait(THROTTLE_MAIL, read->email, pg->now);
	if (mail > wait)
		wait = mail;
	if (wait)
		return page_wait(pg, wait);
	throttle_note(THROTTLE_ADDRESS, place, pg->now);
	throttle_note(THROTTLE_MAIL, read->email, pg->now);
	return password_hash(pg->arena, page_form(pg, S("password")), &read->hash);
}

enum status post_sign_up(struct page *pg)
{
	const struct sign_up_read *read = pg->prepared;
	if (!str_is_set(read->hash)) {
		struct account_form_view *form = sign_up_form(pg);
		struct sign_up_read again;
		(void)check_sign_up(pg, form, &again);
		return account_form_show(pg, form);
	}
	const struct accounts accounts = page_accounts(pg);
	const str next = account_sent(pg, "next");
	const struct person_new new = {.email = read->email, .name = read->name, .lang = pg->lang, .password = read->hash};
	enum status s = person_sign_up(&accounts, &new, str_is_set(next) && next.n <= LIMIT_NEXT_BYTES ? next : STR_NONE);
	return s == OK ? page_see_other(pg, account_sign_in_url(pg, "sent", next)) : s;
}
