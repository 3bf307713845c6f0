/* Checks, seals, opens bank details. Nothing of an account is ever logged or mailed but its hint. */
#include "actions/bank.h"

#include "actions/applicant.h"
#include "actions/applicant_mail.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/utf8.h"
#include "domain/identifier.h"
#include "gen/queries.h"
#include "store/audit.h"

static void problem(struct problems *ps, const char *field, enum word message)
{
	PROBLEM(ps, STR_NONE, 0, str_of(field), message);
}

/* ---- checking ---- */

static void check_account(struct arena *a, str typed, struct problems *ps, struct bank_details *details)
{
	static const enum word words[] = {
		[IBAN_SHAPE] = W_organisation_wrong_iban,           [IBAN_COUNTRY] = W_organisation_wrong_iban_country, [IBAN_LENGTH] = W_organisation_wrong_iban_length,
		[IBAN_KEY] = W_organisation_wrong_iban_key,         [IBAN_RIB_KEY] = W_organisation_wrong_rib_key,
	};
	str account = identifier_compact(a, typed);
	struct rib rib;
	if (!str_is_set(account)) {
		problem(ps, "account", W_organisation_missing_account);
		return;
	}
	if (rib_read(account, &rib)) {
		if (!rib_key_is_right(&rib))
			problem(ps, "account", W_organisation_wrong_rib_key);
		details->iban = rib_to_iban(a, &rib);
		return;
	}
	enum iban_state state = iban_check(account);
	if (state == IBAN_LENGTH)
		PROBLEM(ps, STR_NONE, 0, S("account"), words[state], ARG("expected", iban_length_of(str_first(account, 2))), ARG("found", account.n));
	else if (state != IBAN_RIGHT)
		problem(ps, "account", words[state]);
	details->iban = account;
}

static void check_bic(struct arena *a, str typed, struct problems *ps, struct bank_details *details)
{
	details->bic = identifier_compact(a, typed);
	if (!str_is_set(details->bic)) {
		details->bic = S("");
		return;
	}
	if (!bic_is_well_formed(details->bic))
		problem(ps, "bic", W_organisation_wrong_bic);
	else if (str_is_set(details->iban) && !bic_fits_iban(details->bic, details->iban))
		problem(ps, "bic", W_organisation_wrong_bic_country);
}

/* How many words of `of` of three letters or more are in `in`, both folded; and how many it has. */
static size_t shared_words(str of, str in, size_t *all)
{
	size_t shared = 0;
	*all = 0;
	for (str word; str_is_set(of);) {
		str rest, other, tail = in;
		(void)str_cut(of, ' ', &word, &rest);
		of = rest;
		if (word.n < 3)
			continue;
		(*all)++;
		for (bool found = false; str_is_set(tail) && !found; tail = rest) {
			(void)str_cut(tail, ' ', &other, &rest);
			found = str_eq(other, word);
			shared += found;
		}
	}
	return shared;
}

/* Half of the words of the shorter name are in the other: "ASSOC LES ATELIERS DU FAUBOURG" and "Les Ateliers du Faubourg". */
static bool resembles(struct arena *a, str holder, str organisation)
{
	str one = name_fold(a, holder), other = name_fold(a, organisation);
	size_t ones, others;
	size_t shared = shared_words(one, other, &ones);
	(void)shared_words(other, one, &others);
	size_t fewer = ones < others ? ones : others;
	return str_eq(one, other) || (fewer > 0 && shared * 2 >= fewer);
}

enum status bank_check(struct arena *a, const struct bank_typed *typed, str organisation, struct problems *ps, struct bank_details *details, bool *unlike)
{
	size_t before = ps->total;
	*details = (struct bank_details){.iban = S(""), .bic = S(""), .holder = arena_str(a, str_trim(typed->holder.p ? typed->holder : S("")))};
	check_account(a, typed->account, ps, details);
	check_bic(a, typed->bic, ps, details);
	if (!details->holder.n)
		problem(ps, "holder", W_organisation_missing_holder);
	else if (!utf8_valid(details->holder) || utf8_count(details->holder) > LIMIT_LABEL_CHARS)
		problem(ps, "holder", W_organisation_wrong_long);
	for (size_t i = 0; i < details->holder.n; i++)
		if ((unsigned char)details->holder.p[i] < ' ') {
			problem(ps, "holder", W_organisation_wrong_line);
			break;
		}
	*unlike = details->holder.n > 0 && !resembles(a, details->holder, organisation);
	return ps->total > before ? INVALID : OK;
}

/* ---- keeping ---- */

static str place_of(struct arena *a, applicant_id applicant)
{
	return arena_fmt(a, "bank:%lld", (long long)applicant.v);
}

static bool may_manage(const struct actor *actor, applicant_id applicant)
{
	return may(actor, VERB_manage_members, &(struct thing){.applicant = applicant});
}

static enum status note(struct db *db, struct arena *a, const struct actor *actor, instant now, applicant_id applicant, str verb, str detail)
{
	const struct audit_entry entry = {.at = now, .actor = arena_fmt(a, "user:%lld", (long long)actor->person.v), .verb = verb,
		.thing = arena_fmt(a, "applicant:%lld", (long long)applicant.v), .detail = detail};
	return audit_append(db, &entry);
}

static enum status tell(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct bank_change *change, const struct applicant *applicant, str hint)
{
	enum status s = note(db, a, actor, now, change->applicant, S("change_bank"),
		arena_fmt(a, "before=%.*s after=%.*s holder_confirmed=%d", STR_ARGS(applicant->bank_hint), STR_ARGS(hint), change->holder_is_right));
	const struct applicant_letter letter = {.kind = S("bank"), .about = arena_fmt(a, "bank:%lld:%lld", (long long)change->applicant.v, (long long)now.ms),
		.subject = W_organisation_mail_bank_subject, .body = W_organisation_mail_bank_body, .organisation = applicant->name, .who = actor->name, .detail = hint,
		.site = change->site, .path = arena_fmt(a, "/organisations/%.*s/bank", STR_ARGS(id_code(a, change->applicant.v))), .now = now};
	return s == OK ? letter_to_signatories(db, a, change->applicant, &letter) : s;
}

enum status bank_save(struct db *db, struct arena *a, const struct actor *actor, const struct seal_key *key, instant now, const struct bank_change *change,
                      struct problems *ps)
{
	if (!may_manage(actor, change->applicant))
		return DENIED;
	if (!key) {
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_organisation_bank_no_key);
		return INVALID;
	}
	struct applicant applicant;
	struct bank_details details;
	bool unlike;
	enum status s = applicant_read(db, a, change->applicant, &applicant);
	if (s == OK)
		s = bank_check(a, &change->typed, applicant.name, ps, &details, &unlike);
	if (s != OK)
		return s;
	if (unlike && !change->holder_is_right) {
		PROBLEM(ps, STR_NONE, 0, S("holder_is_right"), W_organisation_unlike_holder, ARG("holder", details.holder), ARG("organisation", applicant.name));
		return INVALID;
	}
	str plain = arena_fmt(a, "%.*s\n%.*s\n%.*s", STR_ARGS(details.iban), STR_ARGS(details.bic), STR_ARGS(details.holder));
	str hint = iban_hint(a, details.iban);
	s = q_bank_change(db, &(struct q_bank_change_in){.applicant = change->applicant.v, .bank = seal_text(a, key, place_of(a, change->applicant), plain), .hint = hint,
		.at = now, .by = actor->person.v});
	return s == OK ? tell(db, a, actor, now, change, &applicant, hint) : s;
}

enum status bank_show(struct db *db, struct arena *a, const struct actor *actor, const struct seal_key *key, instant now, applicant_id applicant,
                      struct bank_details *details)
{
	if (!may_manage(actor, applicant))
		return DENIED;
	struct q_applicant_row_row row;
	enum status s = q_applicant_row(db, a, applicant.v, &row);
	if (s != OK)
		return s;
	if (!row.bank.p)
		return NOT_FOUND;
	str plain, rest;
	s = key ? unseal_text(a, key, place_of(a, applicant), row.bank, &plain) : INVALID;
	if (s != OK)
		return s;
	if (!str_cut(plain, '\n', &details->iban, &rest) || !str_cut(rest, '\n', &details->bic, &details->holder))
		return INVALID;
	return note(db, a, actor, now, applicant, S("show_bank"), arena_fmt(a, "account=%.*s", STR_ARGS(row.bank_hint)));
}
