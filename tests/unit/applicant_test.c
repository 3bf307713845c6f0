/* Organisations on both engines: created once, members with always a signatory, invitations, requests to join, bank details that are sealed and told. Issue of applying §2. */
#include "accounts/actor.h"
#include "actions/applicant.h"
#include "actions/bank.h"
#include "actions/invitation.h"
#include "actions/joining.h"
#include "actions/members.h"
#include "base/limits.h"
#include "base/log.h"

#include "lib/both.h"

static const instant now = {INT64_C(1726000000000)};
#define SITE S("https://aides.example")
#define DAY INT64_C(86400000)

/* ---- people and a way to write ---- */

static void people(void)
{
	assert_int_equal(script("INSERT INTO person (person_id, email, name, lang, created_ms, confirmed_ms, administrator) VALUES "
	                        "(1, 'presidente@ateliers.example', 'Présidente', 'fr', 1, 1, 0), (2, 'tresorier@ateliers.example', 'Trésorier', 'en', 1, 1, 0), "
	                        "(3, 'benevole@ateliers.example', 'Bénévole', 'fr', 1, NULL, 0), (4, 'autre@club.example', 'Autre', 'fr', 1, 1, 0)"), OK);
}

static struct actor actor_of(int64_t person)
{
	struct actor actor = {0};
	if (person)
		assert_int_equal(actor_of_person(db, fixture.arena, (person_id){person}, &actor), OK);
	return actor;
}

static struct problems ps;

struct call {
	enum status (*fn)(struct call *c, struct db *d);
	struct actor actor;
	instant at;
	const void *arg;
	void *out;
};

static enum status run(struct db *d, void *arg)
{
	struct call *c = arg;
	ps = problems_new(fixture.arena);
	return c->fn(c, d);
}

static enum status act(enum status (*fn)(struct call *c, struct db *d), int64_t person, instant at, const void *arg, void *out)
{
	struct call c = {.fn = fn, .actor = actor_of(person), .at = at, .arg = arg, .out = out};
	return db_write(db, run, &c);
}

static bool problem_is(enum word message, const char *field)
{
	for (size_t i = 0; i < ps.list.n; i++)
		if (ps.list.at[i].message == message && str_eq(ps.list.at[i].field, str_of(field)))
			return true;
	return false;
}

static enum status do_create(struct call *c, struct db *d)
{
	return applicant_create(d, fixture.arena, &c->actor, c->at, c->arg, &ps, c->out);
}
static enum status do_role(struct call *c, struct db *d)
{
	return member_set_role(d, fixture.arena, &c->actor, c->at, c->arg, &ps);
}
static enum status do_remove(struct call *c, struct db *d)
{
	return member_remove(d, fixture.arena, &c->actor, c->at, c->arg, &ps);
}
static enum status do_invite(struct call *c, struct db *d)
{
	return invitation_send(d, fixture.arena, &c->actor, c->at, c->arg, &ps, c->out);
}
static enum status do_accept(struct call *c, struct db *d)
{
	return invitation_accept(d, fixture.arena, &c->actor, c->at, c->arg, &ps, c->out);
}
static enum status do_refuse(struct call *c, struct db *d)
{
	return invitation_refuse(d, fixture.arena, &c->actor, c->at, c->arg, &ps);
}
static enum status do_withdraw(struct call *c, struct db *d)
{
	const struct invitation *invitation = c->arg;
	return invitation_withdraw(d, fixture.arena, &c->actor, c->at, invitation->applicant, invitation->id);
}
static enum status do_ask(struct call *c, struct db *d)
{
	return joining_ask(d, fixture.arena, &c->actor, c->at, c->arg, &ps);
}
static enum status do_decide(struct call *c, struct db *d)
{
	return joining_decide(d, fixture.arena, &c->actor, c->at, c->arg, &ps);
}
static struct seal_key *key;
static enum status do_bank(struct call *c, struct db *d)
{
	return bank_save(d, fixture.arena, &c->actor, key, c->at, c->arg, &ps);
}

static enum status do_show_bank(struct call *c, struct db *d)
{
	return bank_show(d, fixture.arena, &c->actor, key, c->at, *(const applicant_id *)c->arg, c->out);
}

static const struct applicant_new ateliers = {.name = S("Les Ateliers du Faubourg"), .kind = S("association"), .siret = S("000 000 018 00010"), .rna = S("w622000001"),
	.address = S("8 rue des Lilas"), .postcode = S("62800"), .city = S("Liévin"), .naf = S("9499Z")};

static applicant_id created(void)
{
	struct applicant_made made;
	people();
	assert_int_equal(act(do_create, 1, now, &ateliers, &made), OK);
	return made.applicant;
}

/* ---- creation ---- */

static void an_organisation_is_created_with_its_identity_and_its_first_signatory(void **state)
{
	(void)state;
	applicant_id id = created();
	struct applicant applicant;
	assert_int_equal(applicant_read(db, fixture.arena, id, &applicant), OK);
	assert_true(str_eq(applicant.siret, S("00000001800010")) && str_eq(applicant.siren, S("000000018")) && str_eq(applicant.rna, S("W622000001")));
	assert_true(str_eq(ask(db, "SELECT value FROM sheet_value WHERE territory_id = 0 AND field = 'identity.naf'"), S("94.99Z")));
	assert_true(str_eq(ask(db, "SELECT value FROM sheet_value WHERE field = 'address.town'"), S("Liévin")));
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM sheet s JOIN applicant a ON a.sheet_id = s.sheet_id WHERE s.kind = 'identity' AND s.territory_id = 0"), 1);
	assert_int_equal(actor_role_in(&(struct actor){0}, id), MEMBER_NONE);
	struct actor actor = actor_of(1);
	assert_int_equal(actor_role_in(&actor, id), MEMBER_SIGNATORY);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit WHERE verb = 'create_applicant'"), 1);
}

static void the_same_siret_is_never_a_second_organisation(void **state)
{
	(void)state;
	applicant_id id = created();
	struct applicant_made made;
	assert_int_equal(act(do_create, 4, now, &ateliers, &made), CONFLICT);
	assert_true(made.already.v == id.v && str_eq(made.already_name, ateliers.name));
	assert_true(problem_is(W_organisation_already_here, "siret"));
	struct applicant_new by_rna = ateliers;
	by_rna.siret = S("");
	assert_int_equal(act(do_create, 4, now, &by_rna, &made), CONFLICT);
	assert_true(problem_is(W_organisation_already_here, "rna"));
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM applicant"), 1);
}

static void another_establishment_of_the_same_siren_is_told_and_allowed(void **state)
{
	(void)state;
	applicant_id id = created();
	struct applicant_siblings siblings;
	assert_int_equal(applicant_siblings(db, fixture.arena, S("00000001800028"), &siblings), OK);
	assert_int_equal(siblings.n, 1);
	assert_true(siblings.at[0].id.v == id.v);
	assert_int_equal(applicant_siblings(db, fixture.arena, S("00000001800010"), &siblings), OK);
	assert_int_equal(siblings.n, 0);
	struct applicant_new other = ateliers;
	struct applicant_made made;
	other.siret = S("00000001800028");
	assert_int_equal(act(do_create, 4, now, &other, &made), OK);
}

static void what_is_wrong_is_told_field_by_field(void **state)
{
	(void)state;
	people();
	struct applicant_made made;
	const struct applicant_new wrong = {.name = S("a\nb"), .kind = S("club"), .siret = S("41816609600052"), .rna = S("622000001"), .postcode = S("2A004"), .naf = S("94.9Z")};
	assert_int_equal(act(do_create, 1, now, &wrong, &made), INVALID);
	assert_true(problem_is(W_organisation_wrong_line, "name") && problem_is(W_organisation_missing_kind, "kind"));
	assert_true(problem_is(W_organisation_wrong_siret_key, "siret") && problem_is(W_organisation_wrong_rna, "rna"));
	assert_true(problem_is(W_organisation_wrong_postcode, "postcode") && problem_is(W_organisation_wrong_naf, "naf"));
	const struct applicant_new none = {.name = S("Conseil citoyen"), .kind = S("citizen_council")};
	assert_int_equal(act(do_create, 1, now, &none, &made), INVALID);
	assert_true(problem_is(W_organisation_missing_number, "siret"));
	struct applicant_new young = none;
	young.being_created = true;
	assert_int_equal(act(do_create, 1, now, &young, &made), OK);
	assert_int_equal(act(do_create, 0, now, &young, &made), DENIED);
}

static void only_an_officer_types_for_a_bearer_and_is_no_member(void **state)
{
	(void)state;
	people();
	struct applicant_made made;
	struct applicant_new for_bearer = ateliers;
	for_bearer.maker = MAKER_OFFICER;
	assert_int_equal(act(do_create, 1, now, &for_bearer, &made), DENIED);
	assert_int_equal(script("INSERT INTO territory (territory_id, code, name, kind, time_zone) VALUES (1, 't', 'T', 'agglomeration', 'Europe/Paris')"), OK);
	assert_int_equal(script("INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) VALUES (1, 4, 'officer', '', 1, 'test')"), OK);
	assert_int_equal(act(do_create, 4, now, &for_bearer, &made), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM applicant_member"), 0);
	assert_int_equal(ask_number(db, "SELECT to_confirm FROM sheet"), 1);
}

/* ---- members ---- */

static void there_is_always_a_signatory(void **state)
{
	(void)state;
	struct member_change change = {.applicant = created(), .person = {1}, .role = MEMBER_WRITER, .site = SITE};
	assert_int_equal(act(do_role, 1, now, &change, NULL), INVALID);
	assert_true(problem_is(W_organisation_last_signatory, "role"));
	assert_int_equal(act(do_remove, 1, now, &change, NULL), INVALID);
	assert_int_equal(script("INSERT INTO applicant_member (applicant_id, person_id, role, since_ms) SELECT applicant_id, 2, 'signatory', 1 FROM applicant"), OK);
	assert_int_equal(act(do_role, 1, now, &change, NULL), OK);
	change.person.v = 2;
	assert_int_equal(act(do_remove, 2, now, &change, NULL), INVALID);
}

static void only_signatories_manage_members_and_anybody_may_leave(void **state)
{
	(void)state;
	struct member_change change = {.applicant = created(), .person = {2}, .role = MEMBER_SIGNATORY, .site = SITE};
	assert_int_equal(script("INSERT INTO applicant_member (applicant_id, person_id, role, since_ms) SELECT applicant_id, 2, 'writer', 1 FROM applicant"), OK);
	assert_int_equal(act(do_role, 2, now, &change, NULL), DENIED);
	assert_int_equal(act(do_role, 4, now, &change, NULL), DENIED);
	assert_int_equal(act(do_remove, 4, now, &change, NULL), DENIED);
	assert_int_equal(act(do_role, 1, now, &change, NULL), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'member' AND recipient = 'tresorier@ateliers.example'"), 2);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'member' AND recipient = 'presidente@ateliers.example'"), 1);
	change.role = MEMBER_READER;
	assert_int_equal(act(do_remove, 2, now, &change, NULL), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit WHERE verb = 'leave_applicant'"), 1);
	assert_int_equal(act(do_remove, 1, now, &change, NULL), NOT_FOUND);
}

/* ---- invitations ---- */

static str invited(applicant_id applicant, const char *email, enum member_role role)
{
	str secret = STR_NONE;
	const struct invitation_new new = {.applicant = applicant, .email = str_of(email), .role = role, .site = SITE};
	assert_int_equal(act(do_invite, 1, now, &new, &secret), OK);
	return secret;
}

static void an_invitation_is_mailed_and_lets_in_once(void **state)
{
	(void)state;
	applicant_id id = created(), joined = {0};
	str secret = invited(id, " Tresorier@ateliers.example ", MEMBER_WRITER);
	str body = ask(db, "SELECT body FROM outbox WHERE kind = 'invite' AND recipient = 'tresorier@ateliers.example'");
	assert_true(str_has(body, secret) && str_has(body, S("https://aides.example/invitations?t=")));
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM applicant_invitation WHERE token_hash <> ''"), 1);
	struct invitation_answer answer = {.secret = secret, .site = SITE};
	assert_int_equal(act(do_accept, 0, now, &answer, &joined), DENIED);
	assert_int_equal(act(do_accept, 2, now, &answer, &joined), OK);
	assert_true(joined.v == id.v);
	struct actor actor = actor_of(2);
	assert_int_equal(actor_role_in(&actor, id), MEMBER_WRITER);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'invite_answer' AND recipient = 'presidente@ateliers.example'"), 1);
	assert_int_equal(act(do_accept, 4, now, &answer, &joined), CONFLICT);
	assert_true(problem_is(W_organisation_invitation_over, "invitation"));
}

static void an_invitation_to_another_address_asks_before_it_lets_in(void **state)
{
	(void)state;
	applicant_id id = created(), joined;
	struct invitation_answer answer = {.secret = invited(id, "ailleurs@ateliers.example", MEMBER_SIGNATORY), .site = SITE};
	assert_int_equal(act(do_accept, 4, now, &answer, &joined), CONFLICT);
	assert_true(problem_is(W_organisation_other_address, "is_mine"));
	answer.is_mine = true;
	assert_int_equal(act(do_accept, 4, now, &answer, &joined), OK);
	struct actor actor = actor_of(4);
	assert_int_equal(actor_role_in(&actor, id), MEMBER_SIGNATORY);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'member' AND recipient = 'presidente@ateliers.example'"), 1);
}

static void an_invitation_ends_by_time_by_withdrawal_and_by_refusal(void **state)
{
	(void)state;
	applicant_id id = created(), joined;
	struct invitation_answer answer = {.secret = invited(id, "tresorier@ateliers.example", MEMBER_READER), .site = SITE};
	struct invitations waiting;
	assert_int_equal(act(do_accept, 2, (instant){now.ms + LIMIT_INVITATION_DAYS * DAY}, &answer, &joined), CONFLICT);
	assert_true(problem_is(W_organisation_invitation_expired, "invitation"));
	assert_int_equal(invitations_read(db, fixture.arena, id, now, &waiting), OK);
	assert_int_equal(waiting.n, 1);
	assert_int_equal(act(do_withdraw, 4, now, &waiting.at[0], NULL), DENIED);
	assert_int_equal(act(do_withdraw, 1, now, &waiting.at[0], NULL), OK);
	assert_int_equal(act(do_accept, 2, now, &answer, &joined), CONFLICT);
	answer.secret = invited(id, "tresorier@ateliers.example", MEMBER_READER);
	assert_int_equal(act(do_refuse, 2, now, &answer, NULL), OK);
	assert_int_equal(act(do_accept, 2, now, &answer, &joined), CONFLICT);
	assert_int_equal(invitations_read(db, fixture.arena, id, now, &waiting), OK);
	assert_int_equal(waiting.n, 0);
	answer.secret = S("nothing");
	assert_int_equal(act(do_accept, 2, now, &answer, &joined), NOT_FOUND);
}

static void the_second_invitation_of_an_address_replaces_the_first(void **state)
{
	(void)state;
	applicant_id id = created(), joined;
	struct invitation_answer answer = {.secret = invited(id, "tresorier@ateliers.example", MEMBER_READER), .site = SITE};
	str second = invited(id, "tresorier@ateliers.example", MEMBER_WRITER);
	assert_int_equal(act(do_accept, 2, now, &answer, &joined), CONFLICT);
	answer.secret = second;
	assert_int_equal(act(do_accept, 2, now, &answer, &joined), OK);
	const struct invitation_new again = {.applicant = id, .email = S("tresorier@ateliers.example"), .role = MEMBER_READER, .site = SITE};
	str secret;
	assert_int_equal(act(do_invite, 1, now, &again, &secret), INVALID);
	assert_true(problem_is(W_organisation_is_member, "email"));
	assert_int_equal(act(do_invite, 2, now, &again, &secret), DENIED);
}

static void an_invitation_waits_at_home_only_for_a_confirmed_address(void **state)
{
	(void)state;
	applicant_id id = created();
	struct invitations mine;
	(void)invited(id, "benevole@ateliers.example", MEMBER_READER);
	(void)invited(id, "tresorier@ateliers.example", MEMBER_READER);
	struct actor unconfirmed = actor_of(3), confirmed = actor_of(2);
	assert_int_equal(invitations_for(db, fixture.arena, &unconfirmed, now, &mine), OK);
	assert_int_equal(mine.n, 0);
	assert_int_equal(invitations_for(db, fixture.arena, &confirmed, now, &mine), OK);
	assert_int_equal(mine.n, 1);
	applicant_id joined;
	const struct invitation_answer answer = {.id = mine.at[0].id, .site = SITE};
	assert_int_equal(act(do_accept, 4, now, &answer, &joined), NOT_FOUND);
	assert_int_equal(act(do_accept, 2, now, &answer, &joined), OK);
}

/* ---- requests to join ---- */

static void who_asks_to_join_is_let_in_by_a_signatory_with_a_role(void **state)
{
	(void)state;
	applicant_id id = created();
	struct joinings waiting;
	const struct joining_new new = {.siret = S("000 000 018 00010"), .site = SITE};
	assert_int_equal(act(do_ask, 4, now, &new, NULL), OK);
	assert_int_equal(act(do_ask, 4, now, &new, NULL), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'join' AND recipient = 'presidente@ateliers.example'"), 1);
	assert_int_equal(joinings_read(db, fixture.arena, id, &waiting), OK);
	assert_int_equal(waiting.n, 1);
	struct joining_decision decision = {.applicant = id, .person = {4}, .role = MEMBER_READER, .site = SITE};
	assert_int_equal(act(do_decide, 4, now, &decision, NULL), DENIED);
	assert_int_equal(act(do_decide, 1, now, &decision, NULL), OK);
	assert_int_equal(act(do_decide, 1, now, &decision, NULL), NOT_FOUND);
	struct actor actor = actor_of(4);
	assert_int_equal(actor_role_in(&actor, id), MEMBER_READER);
	assert_int_equal(act(do_ask, 4, now, &new, NULL), CONFLICT);
}

static void a_refused_request_lets_nobody_in(void **state)
{
	(void)state;
	applicant_id id = created();
	const struct joining_new new = {.rna = S("W622000001"), .site = SITE}, nowhere = {.siret = S("00000002600013"), .site = SITE};
	assert_int_equal(act(do_ask, 3, now, &new, NULL), DENIED);
	assert_true(problem_is(W_organisation_join_unconfirmed, "join"));
	assert_int_equal(act(do_ask, 4, now, &nowhere, NULL), NOT_FOUND);
	assert_int_equal(act(do_ask, 4, now, &new, NULL), OK);
	const struct joining_decision decision = {.applicant = id, .person = {4}, .role = MEMBER_NONE, .site = SITE};
	assert_int_equal(act(do_decide, 1, now, &decision, NULL), OK);
	struct actor actor = actor_of(4);
	assert_int_equal(actor_role_in(&actor, id), MEMBER_NONE);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'join_answer' AND recipient = 'autre@club.example'"), 1);
	assert_int_equal(act(do_ask, 4, (instant){now.ms + 1}, &new, NULL), OK);
}

/* ---- bank details ---- */

static void open_key(void)
{
	char path[128];
	(void)snprintf(path, sizeof path, "%s/key", fixture.folder);
	assert_int_equal(seal_key_make(path), OK);
	assert_int_equal(seal_key_open(path, &key), OK);
}

static void bank_details_are_sealed_hinted_and_told_to_every_signatory(void **state)
{
	(void)state;
	applicant_id id = created();
	struct bank_details details;
	open_key();
	assert_int_equal(script("INSERT INTO applicant_member (applicant_id, person_id, role, since_ms) SELECT applicant_id, 2, 'signatory', 1 FROM applicant"), OK);
	assert_int_equal(script("INSERT INTO applicant_member (applicant_id, person_id, role, since_ms) SELECT applicant_id, 3, 'writer', 1 FROM applicant"), OK);
	struct bank_change change = {.applicant = id, .typed = {S("30006 00001 12345678901 89"), S("agrifrpp"), S("ASSOC. ATELIERS FAUBOURG")}, .site = SITE};
	assert_int_equal(act(do_bank, 3, now, &change, NULL), DENIED);
	assert_int_equal(act(do_bank, 1, now, &change, NULL), OK);
	str sealed = ask(db, "SELECT bank FROM applicant");
	assert_true(str_starts(sealed, S("s1:")) && !str_has(sealed, S("12345678901")));
	assert_true(str_eq(ask(db, "SELECT bank_hint FROM applicant"), S("…0189")));
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'bank'"), 2);
	assert_false(str_has(ask(db, "SELECT body FROM outbox WHERE kind = 'bank' AND recipient = 'presidente@ateliers.example'"), S("12345678901")));
	assert_true(str_has(ask(db, "SELECT body FROM outbox WHERE kind = 'bank' AND recipient = 'tresorier@ateliers.example'"), S("https://aides.example/en/organisations/")));
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit WHERE verb = 'change_bank'"), 1);
	assert_int_equal(act(do_show_bank, 2, now, &id, &details), OK);
	assert_true(str_eq(details.iban, S("FR7630006000011234567890189")) && str_eq(details.bic, S("AGRIFRPP")) && str_eq(details.holder, change.typed.holder));
	assert_int_equal(act(do_show_bank, 3, now, &id, &details), DENIED);
	seal_key_close(key);
}

static void an_account_that_was_shown_in_full_is_in_the_audit_without_it(void **state)
{
	(void)state;
	applicant_id id = created();
	struct bank_details details;
	open_key();
	assert_int_equal(act(do_show_bank, 1, now, &id, &details), NOT_FOUND);
	struct bank_change change = {.applicant = id, .typed = {S("FR7630006000011234567890189"), S(""), S("Les ateliers du faubourg")}, .site = SITE};
	assert_int_equal(act(do_bank, 1, now, &change, NULL), OK);
	assert_int_equal(act(do_show_bank, 3, now, &id, &details), DENIED);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit WHERE verb = 'show_bank'"), 0);
	assert_int_equal(act(do_show_bank, 1, now, &id, &details), OK);
	assert_true(str_eq(ask(db, "SELECT actor || ' ' || detail FROM audit WHERE verb = 'show_bank'"), S("user:1 account=…0189")));
	assert_int_equal(script("UPDATE applicant SET bank = 's1:moved'"), OK);
	assert_int_equal(act(do_show_bank, 1, now, &id, &details), INVALID);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit WHERE verb = 'show_bank'"), 1);
	seal_key_close(key);
}

static void bank_details_of_another_row_do_not_open(void **state)
{
	(void)state;
	applicant_id id = created();
	struct bank_details details;
	struct applicant_new other = ateliers;
	struct applicant_made made;
	open_key();
	other.siret = S("00000001800028");
	assert_int_equal(act(do_create, 1, now, &other, &made), OK);
	const struct bank_change change = {.applicant = id, .typed = {S("FR7630006000011234567890189"), S(""), S("Les ateliers du faubourg")}, .site = SITE};
	assert_int_equal(act(do_bank, 1, now, &change, NULL), OK);
	assert_int_equal(script("UPDATE applicant SET bank = (SELECT bank FROM applicant WHERE siret = '00000001800010') WHERE siret = '00000001800028'"), OK);
	assert_int_equal(act(do_show_bank, 1, now, &made.applicant, &details), INVALID);
	seal_key_close(key);
}

static void a_holder_with_another_name_is_asked_about_once(void **state)
{
	(void)state;
	applicant_id id = created();
	open_key();
	struct bank_change change = {.applicant = id, .typed = {S("FR7630006000011234567890189"), S(""), S("Club de pétanque")}, .site = SITE};
	assert_int_equal(act(do_bank, 1, now, &change, NULL), INVALID);
	assert_true(problem_is(W_organisation_unlike_holder, "holder_is_right"));
	change.holder_is_right = true;
	assert_int_equal(act(do_bank, 1, now, &change, NULL), OK);
	seal_key_close(key);
}

static void a_wrong_account_says_what_is_wrong(void **state)
{
	(void)state;
	static const struct {
		const char *account, *bic;
		enum word message;
		const char *field;
	} cases[] = {
		{"", "", W_organisation_missing_account, "account"},
		{"FR7630006000011234567890188", "", W_organisation_wrong_iban_key, "account"},
		{"FR76300060000112345678901", "", W_organisation_wrong_iban_length, "account"},
		{"30006000011234567890188", "", W_organisation_wrong_rib_key, "account"},
		{"ZZ7630006000011234567890189", "", W_organisation_wrong_iban_country, "account"},
		{"bonjour", "", W_organisation_wrong_iban, "account"},
		{"FR7630006000011234567890189", "AGRI", W_organisation_wrong_bic, "bic"},
		{"FR7630006000011234567890189", "COBADEFF", W_organisation_wrong_bic_country, "bic"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct bank_details details;
		bool unlike;
		ps = problems_new(fixture.arena);
		const struct bank_typed typed = {str_of(cases[i].account), str_of(cases[i].bic), S("Ateliers")};
		assert_int_equal(bank_check(fixture.arena, &typed, S("Les Ateliers"), &ps, &details, &unlike), INVALID);
		assert_true(problem_is(cases[i].message, cases[i].field));
		assert_int_equal(ps.total, 1);
	}
}

static void a_holder_resembles_the_name_when_half_of_its_words_are_there(void **state)
{
	(void)state;
	static const struct {
		const char *holder, *name;
		bool unlike;
	} cases[] = {
		{"ASSOC LES ATELIERS DU FAUBOURG", "Les Ateliers du Faubourg", false},
		{"Éco-Citoyens", "eco citoyens", false},
		{"MAIRIE EXEMPLE", "Commune d’Exemple", false},
		{"Club de pétanque", "Les Ateliers du Faubourg", true},
		{"AB", "CD", true},
		{"AB", "A.B.", true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct bank_details details;
		bool unlike;
		ps = problems_new(fixture.arena);
		const struct bank_typed typed = {S("FR7630006000011234567890189"), S(""), str_of(cases[i].holder)};
		assert_int_equal(bank_check(fixture.arena, &typed, str_of(cases[i].name), &ps, &details, &unlike), OK);
		assert_int_equal(unlike, cases[i].unlike);
	}
}

int main(void)
{
	log_threshold(LOG_ERROR);
	const struct CMUnitTest tests[] = {
		BOTH(an_organisation_is_created_with_its_identity_and_its_first_signatory),
		BOTH(the_same_siret_is_never_a_second_organisation),
		BOTH(another_establishment_of_the_same_siren_is_told_and_allowed),
		BOTH(what_is_wrong_is_told_field_by_field),
		BOTH(only_an_officer_types_for_a_bearer_and_is_no_member),
		BOTH(there_is_always_a_signatory),
		BOTH(only_signatories_manage_members_and_anybody_may_leave),
		BOTH(an_invitation_is_mailed_and_lets_in_once),
		BOTH(an_invitation_to_another_address_asks_before_it_lets_in),
		BOTH(an_invitation_ends_by_time_by_withdrawal_and_by_refusal),
		BOTH(the_second_invitation_of_an_address_replaces_the_first),
		BOTH(an_invitation_waits_at_home_only_for_a_confirmed_address),
		BOTH(who_asks_to_join_is_let_in_by_a_signatory_with_a_role),
		BOTH(a_refused_request_lets_nobody_in),
		BOTH(bank_details_are_sealed_hinted_and_told_to_every_signatory),
		BOTH(an_account_that_was_shown_in_full_is_in_the_audit_without_it), BOTH(bank_details_of_another_row_do_not_open),
		BOTH(a_holder_with_another_name_is_asked_about_once),
		ON_SQLITE(a_wrong_account_says_what_is_wrong),
		ON_SQLITE(a_holder_resembles_the_name_when_half_of_its_words_are_there),
	};
	return both_run("organisations", tests, sizeof tests / sizeof *tests);
}
