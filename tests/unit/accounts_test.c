/* accounts/: people, passwords, sessions, links, second factor, roles, throttling, what a provider of single sign-on may make us do; on both engines. Rows A8, N14; architecture.md §9. */
#include "accounts/actor.h"
#include "accounts/factor.h"
#include "accounts/password.h"
#include "accounts/roles.h"
#include "accounts/session.h"
#include "accounts/signing.h"
#include "accounts/sso.h"
#include "accounts/throttle.h"
#include "base/ids.h"
#include "base/limits.h"
#include "domain/contact.h"
#include "gen/queries.h"

#include "lib/both.h"

#include <liboath/oath.h>

#define A fixture.arena
static const instant noon = {INT64_C(1725969600000)}; /* 2024-09-10T12:00:00Z */
static struct settings settings;

static instant after(int64_t seconds)
{
	return (instant){noon.ms + seconds * 1000};
}

/* A step of a test is one transaction. */
static struct accounts accounts;
static enum status (*step_run)(void);
static enum status run_step(struct db *d, void *arg)
{
	(void)d, (void)arg;
	return step_run();
}
static enum status write_step(instant now, const struct actor *actor, enum status (*run)(void))
{
	settings.public_url = S("https://aides.ville.example");
	accounts = (struct accounts){.db = db, .arena = A, .settings = &settings, .actor = actor, .now = now};
	step_run = run;
	return db_write(db, run_step, NULL);
}

/* ---- what steps do; they read and leave these ---- */
static struct person_new new_person;
static person_id person;
static str text, secret, hash, cookie;
static struct token token;
static bool flag;
static instant moment;
static struct problems ps;
static struct seal_key *key;

static enum status add(void)
{
	return person_add(&accounts, &new_person, &person);
}
static enum status sign_up(void)
{
	return person_sign_up(&accounts, &new_person, STR_NONE);
}
static enum status confirm(void)
{
	return person_confirm(&accounts, secret, &token);
}
static enum status ask_reset(void)
{
	return person_ask_reset(&accounts, text, LANG_FR);
}
static enum status reset(void)
{
	return person_reset(&accounts, secret, hash, &person);
}
static enum status begin_session(void)
{
	return session_begin(db, A, &(struct session_new){.person = person, .mine = flag, .agent = text, .now = moment}, &cookie);
}
static enum status sign_in(void)
{
	return sign_in_begin(&accounts, &(struct sign_in){.person = person, .agent = text, .how = S("password")}, &cookie, &flag);
}
static enum status touch(void)
{
	return session_touch(db, secret_hash(A, cookie), moment);
}

static person_id somebody(str email)
{
	new_person = (struct person_new){.email = email, .name = S("Chargée de mission"), .confirmed = true, .password = hash};
	assert_int_equal(write_step(noon, NULL, add), OK);
	return person;
}

static int64_t mails(const char *kind)
{
	char question[200];
	(void)snprintf(question, sizeof question, "SELECT COUNT(*) FROM outbox WHERE kind = '%s'", kind);
	return ask_number(db, question);
}

/* The secret of the last link that was mailed. */
static str mailed(const char *kind)
{
	char question[200];
	size_t at;
	(void)snprintf(question, sizeof question, "SELECT body FROM outbox WHERE kind = '%s' ORDER BY created_ms DESC LIMIT 1", kind);
	const str body = ask(db, question);
	if (!str_find(body, S("?t="), &at))
		return S("");
	return str_first(str_skip(body, at + 3), 43);
}

static struct session_read read_session(str from, instant now)
{
	struct session_read read;
	assert_int_equal(actor_of_session(db, A, from, now, &read), OK);
	return read;
}

/* ---- sessions ---- */

static void a_session_gives_its_actor_until_it_was_idle_for_twelve_hours(void **state)
{
	(void)state;
	person = somebody(S("agent@ville.example"));
	flag = false, text = S("Firefox · Linux"), moment = noon;
	assert_int_equal(write_step(noon, NULL, begin_session), OK);
	struct session_read read = read_session(cookie, after(60));
	assert_int_equal(read.actor.person.v, person.v);
	assert_true(read.actor.confirmed);
	assert_int_equal(read_session(cookie, after(LIMIT_SESSION_IDLE_SECONDS - 1)).actor.person.v, person.v);
	assert_int_equal(read_session(cookie, after(LIMIT_SESSION_IDLE_SECONDS)).actor.person.v, 0);
	assert_int_equal(read_session(S("another"), noon).actor.person.v, 0);
	assert_int_equal(read_session(STR_NONE, noon).actor.person.v, 0);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM session WHERE hash LIKE '%Firefox%'"), 0);
}

static void using_a_session_makes_it_last_and_is_written_every_five_minutes_only(void **state)
{
	(void)state;
	person = somebody(S("agent@ville.example"));
	flag = false, text = S("?"), moment = noon;
	assert_int_equal(write_step(noon, NULL, begin_session), OK);
	struct session_read read = read_session(cookie, after(299));
	assert_false(session_touch_is_due(&read, after(299)));
	assert_true(session_touch_is_due(&read, after(300)));
	moment = after(10 * 3600);
	assert_int_equal(write_step(moment, NULL, touch), OK);
	assert_int_equal(read_session(cookie, after(20 * 3600)).actor.person.v, person.v);
	assert_int_equal(read_session(cookie, after(22 * 3600)).actor.person.v, 0);
	flag = true, moment = noon;
	assert_int_equal(write_step(noon, NULL, begin_session), OK);
	for (int64_t days = 20; days <= 80; days += 20) {
		moment = after(days * 24 * 3600);
		assert_int_equal(write_step(moment, NULL, touch), OK);
	}
	assert_int_equal(read_session(cookie, after(89 * 24 * 3600)).actor.person.v, person.v);
	assert_int_equal(read_session(cookie, after(90 * 24 * 3600)).actor.person.v, 0);
}

static enum status end_others(void)
{
	return session_end_others(db, person, secret_hash(A, cookie));
}
static enum status end_handle(void)
{
	return session_end_handle(db, A, person, text, noon);
}

static void a_person_lists_and_ends_their_sessions_and_nobody_elses(void **state)
{
	(void)state;
	const person_id other = somebody(S("other@ville.example"));
	str theirs, first;
	person = other, text = S("Chrome · Windows"), moment = noon, flag = false;
	assert_int_equal(write_step(noon, NULL, begin_session), OK);
	theirs = cookie;
	person = somebody(S("agent@ville.example"));
	text = S("Safari · iPhone");
	assert_int_equal(write_step(noon, NULL, begin_session), OK);
	first = cookie;
	assert_int_equal(write_step(noon, NULL, begin_session), OK);
	struct session_rows rows;
	assert_int_equal(sessions_read(db, A, person, noon, &rows), OK);
	assert_int_equal(rows.n, 2);
	text = str_first(secret_hash(A, theirs), 32);
	assert_int_equal(write_step(noon, NULL, end_handle), NOT_FOUND);
	assert_int_equal(write_step(noon, NULL, end_others), OK);
	assert_int_equal(read_session(first, noon).actor.person.v, 0);
	assert_int_equal(read_session(cookie, noon).actor.person.v, person.v);
	assert_int_equal(read_session(theirs, noon).actor.person.v, other.v);
	text = str_first(secret_hash(A, cookie), 32);
	assert_int_equal(write_step(noon, NULL, end_handle), OK);
	assert_int_equal(read_session(cookie, noon).actor.person.v, 0);
}

static void another_kind_of_browser_is_told_to_who_is_signed_in_elsewhere(void **state)
{
	(void)state;
	person = somebody(S("agent@ville.example"));
	text = S("Firefox · Linux");
	assert_int_equal(write_step(noon, NULL, sign_in), OK);
	assert_int_equal(mails("new_sign_in"), 0);
	assert_int_equal(write_step(noon, NULL, sign_in), OK);
	assert_int_equal(mails("new_sign_in"), 0);
	text = S("Chrome · Android");
	assert_int_equal(write_step(noon, NULL, sign_in), OK);
	assert_int_equal(mails("new_sign_in"), 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit WHERE verb = 'sign_in'"), 3);
}

/* ---- signing up, confirming, forgetting ---- */

static void signing_up_makes_somebody_who_confirms_with_the_mailed_link_once(void **state)
{
	(void)state;
	new_person = (struct person_new){.email = S("presidente@asso.example"), .name = S("Présidente"), .password = S("x")};
	assert_int_equal(write_step(noon, NULL, sign_up), OK);
	assert_int_equal(mails("confirm"), 1);
	struct person read;
	assert_int_equal(person_of_email(db, A, S("presidente@asso.example"), &read), OK);
	assert_false(read.confirmed);
	secret = mailed("confirm");
	assert_int_equal(secret.n, 43);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM person_token"), 1);
	assert_false(str_has(ask(db, "SELECT hash FROM person_token"), secret));
	assert_int_equal(write_step(after(LIMIT_TOKEN_CONFIRM_SECONDS - 1), NULL, confirm), OK);
	assert_int_equal(person_read(db, A, read.id, &read), OK);
	assert_true(read.confirmed);
	assert_int_equal(write_step(noon, NULL, confirm), NOT_FOUND);
}

static void a_link_of_yesterday_s_yesterday_confirms_nothing(void **state)
{
	(void)state;
	new_person = (struct person_new){.email = S("presidente@asso.example"), .name = S("Présidente"), .password = S("x")};
	assert_int_equal(write_step(noon, NULL, sign_up), OK);
	secret = mailed("confirm");
	assert_int_equal(write_step(after(LIMIT_TOKEN_CONFIRM_SECONDS), NULL, confirm), NOT_FOUND);
}

static void signing_up_with_a_taken_address_says_the_same_and_tells_its_owner(void **state)
{
	(void)state;
	hash = S("$owner");
	const person_id owner = somebody(S("presidente@asso.example"));
	new_person = (struct person_new){.email = S("presidente@asso.example"), .name = S("Somebody else"), .password = S("$thief")};
	assert_int_equal(write_step(noon, NULL, sign_up), OK);
	assert_int_equal(mails("sign_up_taken"), 1);
	assert_int_equal(mails("confirm"), 0);
	struct person read;
	assert_int_equal(person_of_email(db, A, S("presidente@asso.example"), &read), OK);
	assert_int_equal(read.id.v, owner.v);
	assert_true(str_eq(read.password, S("$owner")));
	hash = STR_NONE;
}

static void a_new_password_ends_every_session_and_confirms_the_address(void **state)
{
	(void)state;
	new_person = (struct person_new){.email = S("presidente@asso.example"), .name = S("Présidente"), .password = S("$old")};
	assert_int_equal(write_step(noon, NULL, sign_up), OK);
	struct person read;
	assert_int_equal(person_of_email(db, A, S("presidente@asso.example"), &read), OK);
	person = read.id, text = S("?"), moment = noon, flag = false;
	assert_int_equal(write_step(noon, NULL, begin_session), OK);
	text = S("presidente@asso.example");
	assert_int_equal(write_step(noon, NULL, ask_reset), OK);
	const str old = mailed("reset");
	assert_int_equal(write_step(after(1), NULL, ask_reset), OK);
	hash = S("$new"), secret = old;
	assert_int_equal(write_step(after(2), NULL, reset), NOT_FOUND); /* a new link makes the old one worthless */
	secret = mailed("reset");
	assert_int_equal(write_step(after(LIMIT_TOKEN_RESET_SECONDS + 1), NULL, reset), NOT_FOUND);
	assert_int_equal(write_step(after(60), NULL, reset), OK);
	assert_int_equal(write_step(after(61), NULL, reset), NOT_FOUND);
	assert_int_equal(read_session(cookie, after(61)).actor.person.v, 0);
	assert_int_equal(person_read(db, A, read.id, &read), OK);
	assert_true(read.confirmed);
	assert_true(str_eq(read.password, S("$new")));
	assert_int_equal(mails("password_changed"), 1);
	hash = STR_NONE;
}

static void an_address_without_account_gets_a_mail_that_says_so(void **state)
{
	(void)state;
	text = S("nobody@asso.example");
	assert_int_equal(write_step(noon, NULL, ask_reset), OK);
	assert_int_equal(mails("reset_none"), 1);
	assert_int_equal(mails("reset"), 0);
}

/* ---- passwords ---- */

static void a_wrong_password_and_no_account_cost_the_same_work(void **state)
{
	(void)state;
	struct sign_in_tried tried;
	assert_int_equal(password_hash(A, S("trois mots sans rapport"), &hash), OK);
	const person_id owner = somebody(S("agent@ville.example"));
	hash = STR_NONE;
	(void)somebody(S("sso@ville.example")); /* no password */
	const struct {
		str email, password;
		bool good;
	} tries[] = {{S("agent@ville.example"), S("trois mots sans rapport"), true}, {S("agent@ville.example"), S("trois mots sans rapports"), false},
		{S("nobody@ville.example"), S("trois mots sans rapport"), false}, {S("sso@ville.example"), S("trois mots sans rapport"), false},
		{S("agent@ville.example"), S(""), false}, {S("agent@ville.example"), STR_NONE, false}, {S(""), S(""), false}};
	for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
		const uint64_t before = password_workouts();
		assert_int_equal(sign_in_try(db, A, tries[i].email, tries[i].password, &tried), OK);
		assert_int_equal(tried.good, tries[i].good);
		assert_int_equal(password_workouts() - before, 1);
		assert_int_equal(tried.person.id.v, tries[i].good ? owner.v : 0);
	}
}

static void a_password_that_everybody_tries_or_that_is_their_own_is_refused(void **state)
{
	(void)state;
	const enum word none = (enum word)WORD_COUNT;
	static const char *const bad[] = {"court", "motdepasse2024", "azertyuiop12", "aaaaaaaaaaaaaa", "123456789012", "abcdefghijklm", "presidente.asso", "presidente@asso.example",
		"Faubourg-2024", "faubourgfaubourg", "MotDePasse!!2025", "association62"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (password_refusal(A, str_of(bad[i]), S("presidente.asso@asso.example"), S("Présidente Asso")) == none && i != 7)
			fail_msg("%s was taken", bad[i]);
	static const char *const good[] = {"cheval agrafe pile", "829104857361", "été pluie brouette", "correct horse battery"};
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_int_equal(password_refusal(A, str_of(good[i]), S("presidente@asso.example"), S("Présidente")), none);
	assert_int_equal(password_refusal(A, S("presidente@asso.example"), S("presidente@asso.example"), S("X")), W_accounts_password_own);
	char longest[LIMIT_PASSWORD_BYTES + 2];
	for (size_t i = 0; i < sizeof longest; i++)
		longest[i] = (char)('a' + (i * 7) % 26);
	assert_int_equal(password_refusal(A, (str){longest, LIMIT_PASSWORD_BYTES + 1}, S("a@b.example"), S("X")), W_accounts_password_long);
}

static void a_hash_of_smaller_parameters_is_old(void **state)
{
	(void)state;
	str made;
	assert_int_equal(password_hash(A, S("trois mots sans rapport"), &made), OK);
	assert_true(str_starts(made, S("$argon2id$v=19$m=65536,t=2,")));
	assert_false(password_is_old(made));
	assert_true(password_is_old(S("$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHRzb21lc2E$Zm9yIHRoZSB0ZXN0IG9ubHksIG5vIGhhc2ggYXQgYWxs")));
	assert_false(password_is_old(STR_NONE));
}

/* ---- the second factor ---- */

static enum factor_answer answer;
static str codes[LIMIT_RECOVERY_CODES];
static enum status begin_factor(void)
{
	return factor_begin(db, A, key, person, &secret);
}
static enum status confirm_factor(void)
{
	return factor_confirm(db, A, key, person, text, moment, codes);
}
static enum status check_factor(void)
{
	return factor_check(db, A, key, person, text, moment, &answer);
}

/* Six digits of RFC 6238 at that instant, by liboath's own function for it. */
static str code_at(str base32, instant at)
{
	char *bytes = NULL, digits[8];
	size_t n = 0;
	assert_int_equal(oath_base32_decode(base32.p, base32.n, &bytes, &n), OATH_OK);
	assert_int_equal(oath_totp_generate(bytes, n, (time_t)(at.ms / 1000), 30, 0, 6, digits), OATH_OK);
	oath_base32_decode(NULL, 0, NULL, NULL);
	free(bytes);
	return arena_str(A, str_of(digits));
}

static void open_key(void)
{
	const char *path = arena_cstr(A, arena_fmt(A, "%s/key", fixture.folder));
	assert_int_equal(seal_key_make(path), OK);
	assert_int_equal(seal_key_open(path, &key), OK);
}

static void a_code_is_good_once_and_within_one_step(void **state)
{
	(void)state;
	open_key();
	person = somebody(S("agent@ville.example"));
	assert_int_equal(write_step(noon, NULL, begin_factor), OK);
	const str base32 = secret;
	assert_false(str_has(ask(db, "SELECT secret FROM person_factor"), base32));
	moment = noon, text = S("000000");
	if (str_eq(code_at(base32, noon), text))
		text = S("000001");
	assert_int_equal(write_step(noon, NULL, confirm_factor), INVALID);
	text = code_at(base32, noon);
	assert_int_equal(write_step(noon, NULL, confirm_factor), OK);
	assert_int_equal(write_step(noon, NULL, begin_factor), CONFLICT);
	assert_int_equal(write_step(noon, NULL, check_factor), INVALID); /* the same code again */
	moment = after(60), text = code_at(base32, after(90));
	assert_int_equal(write_step(noon, NULL, check_factor), OK); /* a phone 30 s ahead */
	text = code_at(base32, after(60));
	assert_int_equal(write_step(noon, NULL, check_factor), INVALID); /* earlier than one that was used */
	moment = after(300), text = code_at(base32, after(240));
	assert_int_equal(write_step(noon, NULL, check_factor), INVALID); /* two steps behind */
	text = arena_fmt(A, " %.3s %.3s ", code_at(base32, after(300)).p, code_at(base32, after(300)).p + 3);
	assert_int_equal(write_step(noon, NULL, check_factor), OK);
	assert_int_equal(answer, FACTOR_CODE);
	seal_key_close(key);
}

static void each_recovery_code_is_good_once_however_it_is_typed(void **state)
{
	(void)state;
	open_key();
	person = somebody(S("agent@ville.example"));
	assert_int_equal(write_step(noon, NULL, begin_factor), OK);
	moment = noon, text = code_at(secret, noon);
	assert_int_equal(write_step(noon, NULL, confirm_factor), OK);
	text = codes[3];
	assert_int_equal(write_step(noon, NULL, check_factor), OK);
	assert_int_equal(answer, FACTOR_RECOVERY);
	assert_int_equal(write_step(noon, NULL, check_factor), INVALID);
	char small[32];
	size_t n = 0;
	for (size_t i = 0; i < codes[4].n; i++)
		if (codes[4].p[i] != '-')
			small[n++] = (char)(codes[4].p[i] >= 'A' ? codes[4].p[i] + 32 : codes[4].p[i]);
	text = (str){small, n};
	assert_int_equal(write_step(noon, NULL, check_factor), OK);
	int64_t left;
	assert_int_equal(factor_recovery_left(db, A, person, &left), OK);
	assert_int_equal(left, LIMIT_RECOVERY_CODES - 2);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM recovery_code WHERE hash LIKE '%-%'"), 0);
	seal_key_close(key);
}

static void with_a_second_factor_a_password_is_half_a_sign_in(void **state)
{
	(void)state;
	open_key();
	person = somebody(S("agent@ville.example"));
	assert_int_equal(write_step(noon, NULL, begin_factor), OK);
	moment = noon, text = code_at(secret, noon);
	assert_int_equal(write_step(noon, NULL, confirm_factor), OK);
	text = S("?");
	assert_int_equal(write_step(noon, NULL, sign_in), OK);
	assert_true(flag);
	const struct session_read half = read_session(cookie, after(1));
	assert_true(half.waits_factor);
	assert_int_equal(half.actor.person.v, 0);
	assert_int_equal(half.half.v, person.v);
	assert_false(session_touch_is_due(&half, after(400)));
	assert_true(str_is_set(half.hash));
	assert_int_equal(read_session(cookie, after(LIMIT_SESSION_HALF_SECONDS)).half.v, 0);
	seal_key_close(key);
}

static void a_qr_code_is_a_path_of_squares(void **state)
{
	(void)state;
	str path;
	int64_t width;
	const str address = factor_address(A, S("Faubourg"), S("a+b@asso.example"), S("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"));
	assert_true(str_eq(address, S("otpauth://totp/Faubourg:a%2Bb%40asso.example?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567&issuer=Faubourg")));
	assert_int_equal(qr_path(A, address, &path, &width), OK);
	assert_true(str_starts(path, S("M4 4h7v1h-7z"))); /* the top of the first corner, after the quiet zone */
	assert_true(width >= 41 && width <= 65);
}

/* ---- roles, leaving ---- */

static struct role_grant grant;
static struct role_held held;
static enum status give(void)
{
	ps = fresh_problems();
	return role_give(&accounts, &grant, &ps);
}
static enum status take(void)
{
	return role_take(&accounts, &grant);
}
static enum status invite(void)
{
	ps = fresh_problems();
	return role_invite(&accounts, &grant, text, LANG_FR, &ps);
}
static enum status accept(void)
{
	return role_accept(&accounts, secret, &held);
}

static void make_territory(void)
{
	assert_int_equal(script("INSERT INTO territory (territory_id, code, name, kind, time_zone) VALUES (7, 'ville', 'Ville d''essai', 'municipality', 'Europe/Paris')"), OK);
}

static void a_role_is_given_told_held_once_and_taken_back(void **state)
{
	(void)state;
	make_territory();
	person = somebody(S("agent@ville.example"));
	grant = (struct role_grant){.person = person, .territory = S("ville"), .role = S("officer")};
	assert_int_equal(write_step(noon, NULL, give), OK);
	assert_int_equal(write_step(noon, NULL, give), OK);
	assert_int_equal(mails("role_given"), 1);
	struct actor actor;
	assert_int_equal(actor_of_person(db, A, person, &actor), OK);
	assert_true(actor_has_role(&actor, (territory_id){7}, ROLE_OFFICER));
	assert_false(actor_has_role(&actor, (territory_id){8}, ROLE_OFFICER));
	assert_int_equal(write_step(noon, &actor, give), DENIED); /* an officer is no administrator */
	assert_int_equal(write_step(noon, NULL, take), OK);
	assert_int_equal(write_step(noon, NULL, take), NOT_FOUND);
	assert_int_equal(mails("role_taken"), 1);
	grant.role = S("king");
	assert_int_equal(write_step(noon, NULL, give), INVALID);
	grant.role = S("funder_agent");
	assert_int_equal(write_step(noon, NULL, give), INVALID); /* of which funder? */
	grant.territory = S("nowhere"), grant.role = S("officer");
	assert_int_equal(write_step(noon, NULL, give), NOT_FOUND);
}

static void an_invitation_is_for_its_address_once_confirmed(void **state)
{
	(void)state;
	make_territory();
	grant = (struct role_grant){.territory = S("ville"), .role = S("reviewer")};
	text = S("new@ville.example");
	assert_int_equal(write_step(noon, NULL, invite), OK);
	secret = mailed("invite");
	struct actor other = {.person = somebody(S("other@ville.example")), .email = S("other@ville.example"), .confirmed = true};
	assert_int_equal(write_step(noon, &other, accept), DENIED);
	struct actor guest = {.person = somebody(S("new@ville.example")), .email = S("new@ville.example")};
	assert_int_equal(write_step(noon, &guest, accept), DENIED);
	guest.confirmed = true;
	assert_int_equal(write_step(after(LIMIT_TOKEN_INVITE_SECONDS), &guest, accept), NOT_FOUND);
	assert_int_equal(write_step(noon, &guest, accept), OK);
	assert_int_equal(write_step(noon, &guest, accept), NOT_FOUND);
	struct actor actor;
	assert_int_equal(actor_of_person(db, A, guest.person, &actor), OK);
	assert_true(actor_has_role(&actor, (territory_id){7}, ROLE_REVIEWER));
}

static enum status close_it(void)
{
	return person_close(&accounts, person);
}
static enum status administrate(void)
{
	return administrator_set(&accounts, person, flag);
}

static void the_only_signatory_of_files_under_way_stays(void **state)
{
	(void)state;
	make_territory();
	person = somebody(S("presidente@asso.example"));
	const person_id owner = person;
	char insert[700];
	(void)snprintf(insert, sizeof insert,
		"INSERT INTO applicant (applicant_id, name, kind, sheet_id, created_ms, created_by) VALUES (70, 'Association', 'association', 700, 0, %lld);"
		"INSERT INTO applicant_member (applicant_id, person_id, role, since_ms) VALUES (70, %lld, 'signatory', 0);"
		"INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm)"
		" VALUES (7, 701, 'application', 70, 'x', 'draft', 'online', 0, 0, 1, 0, 1, 0)", (long long)owner.v, (long long)owner.v);
	assert_int_equal(script(insert), OK);
	assert_int_equal(write_step(noon, NULL, close_it), CONFLICT);
	struct actor stranger = {.person = {5}};
	assert_int_equal(write_step(noon, &stranger, close_it), DENIED);
	assert_int_equal(script("UPDATE sheet SET state = 'withdrawn' WHERE sheet_id = 701"), OK);
	text = S("?"), moment = noon, flag = false;
	assert_int_equal(write_step(noon, NULL, begin_session), OK);
	assert_int_equal(write_step(noon, NULL, close_it), OK);
	assert_int_equal(read_session(cookie, noon).actor.person.v, 0);
	assert_int_equal(mails("closed"), 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM person WHERE email LIKE '%asso.example%' OR password IS NOT NULL"), 0);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM applicant_member"), 0);
	person = somebody(S("presidente@asso.example")); /* the address is free again */
	assert_int_not_equal(person.v, owner.v);
}

static void the_last_administrator_stays_one(void **state)
{
	(void)state;
	person = somebody(S("agent@ville.example"));
	flag = true;
	assert_int_equal(write_step(noon, NULL, administrate), OK);
	flag = false;
	assert_int_equal(write_step(noon, NULL, administrate), CONFLICT);
}

/* ---- single sign-on: who it is here ---- */

static struct sso_attempt attempt;
static struct oidc_claims claims;
static enum sso_who who;
static enum status begin_sso(void)
{
	return sso_begin(&accounts, &attempt);
}
static enum status use_sso(void)
{
	return sso_use(&accounts, attempt.secrets.state);
}
static enum status meet(void)
{
	return sso_person(&accounts, S("https://idp.example"), &claims, LANG_FR, &who, &person);
}
static enum status wait_link(void)
{
	return sso_wait(&accounts, S("https://idp.example"), S("sub-1"), S("agent@ville.example"), &secret);
}
static enum status link_waited(void)
{
	return sso_link_waited(&accounts, secret, person, S("ProConnect"));
}

static void a_state_is_good_once_and_in_the_browser_that_began(void **state)
{
	(void)state;
	struct sso_attempt back;
	attempt = (struct sso_attempt){.next = S("/calls/x?a=b")};
	assert_int_equal(write_step(noon, NULL, begin_sso), OK);
	assert_true(attempt.secrets.state.n >= 32 && attempt.secrets.nonce.n >= 32 && attempt.secrets.verifier.n >= 43);
	assert_int_equal(sso_look(db, A, attempt.secrets.state, S("another browser"), noon, &back), NOT_FOUND);
	assert_int_equal(sso_look(db, A, attempt.secrets.state, STR_NONE, noon, &back), NOT_FOUND);
	assert_int_equal(sso_look(db, A, attempt.secrets.state, attempt.binding, after(LIMIT_TOKEN_SSO_SECONDS), &back), NOT_FOUND);
	assert_int_equal(sso_look(db, A, attempt.secrets.state, attempt.binding, noon, &back), OK);
	assert_true(str_eq(back.secrets.nonce, attempt.secrets.nonce) && str_eq(back.next, attempt.next));
	assert_int_equal(write_step(noon, NULL, use_sso), OK);
	assert_int_equal(sso_look(db, A, attempt.secrets.state, attempt.binding, noon, &back), NOT_FOUND);
}

static void an_address_that_has_an_account_is_never_taken_over(void **state)
{
	(void)state;
	const person_id owner = somebody(S("agent@ville.example"));
	claims = (struct oidc_claims){.subject = S("sub-1"), .email = S("Agent@Ville.example"), .email_verified = true};
	assert_int_equal(write_step(noon, NULL, meet), OK);
	assert_int_equal(who, SSO_PROVE);
	assert_int_equal(person.v, 0);
	claims.email_verified = false;
	assert_int_equal(write_step(noon, NULL, meet), OK);
	assert_int_equal(who, SSO_TAKEN);
	assert_int_equal(write_step(noon, NULL, wait_link), OK);
	person = somebody(S("other@ville.example"));
	assert_int_equal(write_step(noon, NULL, link_waited), OK); /* another account signs in: nothing is linked */
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM person_subject"), 0);
	person = owner;
	assert_int_equal(write_step(noon, NULL, link_waited), OK);
	assert_int_equal(mails("sso_linked"), 1);
	assert_int_equal(write_step(noon, NULL, meet), OK);
	assert_int_equal(who, SSO_KNOWN);
	assert_int_equal(person.v, owner.v);
}

static void a_new_identity_becomes_a_person_confirmed_only_when_the_provider_says_so(void **state)
{
	(void)state;
	claims = (struct oidc_claims){.subject = S("sub-2"), .email = S("new@ville.example"), .given_name = S("Prénom"), .family_name = S("NOM")};
	assert_int_equal(write_step(noon, NULL, meet), OK);
	assert_int_equal(who, SSO_NEW);
	struct person read;
	assert_int_equal(person_read(db, A, person, &read), OK);
	assert_true(str_eq(read.name, S("Prénom NOM")));
	assert_false(read.confirmed);
	assert_int_equal(mails("confirm"), 1);
	claims = (struct oidc_claims){.subject = S("sub-3"), .email = S("third@ville.example"), .email_verified = true};
	assert_int_equal(write_step(noon, NULL, meet), OK);
	assert_int_equal(person_read(db, A, person, &read), OK);
	assert_true(read.confirmed);
	claims = (struct oidc_claims){.subject = S("sub-4")};
	assert_int_equal(write_step(noon, NULL, meet), OK);
	assert_int_equal(who, SSO_NO_EMAIL);
}

/* ---- pure ---- */

static void who_tries_too_often_waits_longer_and_longer_but_a_minute_at_most(void **state)
{
	(void)state;
	const str name = arena_fmt(A, "wrong-%d@ville.example", (int)fixture.engine);
	int64_t longest = 0;
	for (int i = 0; i < 5; i++) {
		throttle_note(THROTTLE_ACCOUNT, name, noon);
		assert_int_equal(throttle_wait(THROTTLE_ACCOUNT, name, noon), 0);
	}
	throttle_note(THROTTLE_ACCOUNT, name, noon);
	assert_int_equal(throttle_wait(THROTTLE_ACCOUNT, name, noon), 1);
	assert_int_equal(throttle_wait(THROTTLE_ACCOUNT, name, after(1)), 0);
	for (int i = 0; i < 50; i++) {
		throttle_note(THROTTLE_ACCOUNT, name, noon);
		const int64_t wait = throttle_wait(THROTTLE_ACCOUNT, name, noon);
		assert_true(wait >= longest && wait <= 60);
		longest = wait;
	}
	assert_int_equal(longest, 60);
	assert_int_equal(throttle_wait(THROTTLE_ACCOUNT, S("other@ville.example"), noon), 0);
	assert_int_equal(throttle_wait(THROTTLE_CODE, name, noon), 0);
	throttle_forget(THROTTLE_ACCOUNT, name);
	assert_int_equal(throttle_wait(THROTTLE_ACCOUNT, name, noon), 0);
}

static void a_place_is_the_last_address_that_our_proxy_saw(void **state)
{
	(void)state;
	static const struct {
		const char *peer, *forwarded, *place;
	} cases[] = {
		{"192.0.2.7", NULL, "192.0.2.7"}, {"192.0.2.7", "198.51.100.1", "192.0.2.7"}, {"127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"}, {"::1", "198.51.100.1", "198.51.100.1"},
		{"127.0.0.1", NULL, "127.0.0.1"}, {"2001:db8:1:2:3:4:5:6", NULL, "2001:db8:1:2"}, {"2001:db8::1", NULL, "2001:db8"}, {"::ffff:192.0.2.7", NULL, "192.0.2.7"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const str place = throttle_place(str_of(cases[i].peer), str_of(cases[i].forwarded));
		if (!str_eq(place, str_of(cases[i].place)))
			fail_msg("%s: %.*s", cases[i].peer, STR_ARGS(place));
	}
}

static void an_address_is_folded_or_refused(void **state)
{
	(void)state;
	str email;
	assert_true(email_read(A, S("  Prenom.NOM+x@Asso.EXAMPLE "), &email));
	assert_true(str_eq(email, S("prenom.nom+x@asso.example")));
	static const char *const bad[] = {"", "a", "@b.example", "a@", "a@b", "a b@c.example", "a@b..example", ".a@b.example", "a.@b.example", "a@-b.example", "a@b.example,c@d.example",
		"a@b.example\nBcc: x@y.example", "<a@b.example>", "a@b@c.example", "\"a\"@b.example", "a@[127.0.0.1]"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (email_read(A, str_of(bad[i]), &email))
			fail_msg("%s was taken", bad[i]);
	assert_true(str_eq(email_hint(A, S("é.nom@asso.example")), S("é…@asso.example")));
}

static void a_browser_is_named_without_its_version(void **state)
{
	(void)state;
	assert_true(str_eq(agent_words(A, S("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")), S("Firefox · Linux")));
	assert_true(str_eq(agent_words(A, S("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36")), S("Chrome · Android")));
	assert_true(str_eq(agent_words(A, S("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Safari/604")), S("Safari · iPhone")));
	assert_true(str_eq(agent_words(A, S("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0")), S("Edge · Windows")));
	assert_true(str_eq(agent_words(A, S("nothing known")), S("?")));
	assert_true(str_eq(agent_words(A, STR_NONE), S("?")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(a_session_gives_its_actor_until_it_was_idle_for_twelve_hours), BOTH(using_a_session_makes_it_last_and_is_written_every_five_minutes_only),
		BOTH(a_person_lists_and_ends_their_sessions_and_nobody_elses), BOTH(another_kind_of_browser_is_told_to_who_is_signed_in_elsewhere),
		BOTH(signing_up_makes_somebody_who_confirms_with_the_mailed_link_once), BOTH(a_link_of_yesterday_s_yesterday_confirms_nothing),
		BOTH(signing_up_with_a_taken_address_says_the_same_and_tells_its_owner), BOTH(a_new_password_ends_every_session_and_confirms_the_address),
		BOTH(an_address_without_account_gets_a_mail_that_says_so), BOTH(a_wrong_password_and_no_account_cost_the_same_work),
		ON_SQLITE(a_password_that_everybody_tries_or_that_is_their_own_is_refused), ON_SQLITE(a_hash_of_smaller_parameters_is_old),
		BOTH(a_code_is_good_once_and_within_one_step), BOTH(each_recovery_code_is_good_once_however_it_is_typed), BOTH(with_a_second_factor_a_password_is_half_a_sign_in),
		ON_SQLITE(a_qr_code_is_a_path_of_squares), BOTH(a_role_is_given_told_held_once_and_taken_back), BOTH(an_invitation_is_for_its_address_once_confirmed),
		BOTH(the_only_signatory_of_files_under_way_stays), BOTH(the_last_administrator_stays_one), BOTH(a_state_is_good_once_and_in_the_browser_that_began),
		BOTH(an_address_that_has_an_account_is_never_taken_over), BOTH(a_new_identity_becomes_a_person_confirmed_only_when_the_provider_says_so),
		ON_SQLITE(who_tries_too_often_waits_longer_and_longer_but_a_minute_at_most), ON_SQLITE(a_place_is_the_last_address_that_our_proxy_saw),
		ON_SQLITE(an_address_is_folded_or_refused), ON_SQLITE(a_browser_is_named_without_its_version),
	};
	return both_run("accounts", tests, sizeof tests / sizeof tests[0]);
}
