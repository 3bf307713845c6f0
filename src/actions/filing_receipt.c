/* The mails of a filing: the receipt to the bearer's people and addresses, the copy to every correspondent of the call (L3); the end of reminders; the news of a withdrawal.
   `once` carries the version, so that a replay sends nothing again. */
#include "actions/filing_write.h"

#include "actions/receipt.h"

struct recipients {
	struct filing_step *f;
	LIST_OF(struct recipient {
		str mail;
		enum lang lang;
	}) list;
};

static void add_recipient(struct recipients *r, str mail, enum lang lang)
{
	if (!str_has(mail, S("@")))
		return;
	for (size_t i = 0; i < r->list.n; i++)
		if (str_eq_nocase(r->list.at[i].mail, mail))
			return;
	*LIST_ADD(r->f->arena, &r->list) = (struct recipient){mail, lang};
}

/* Who filed, the signatories, and the addresses that the organisation gives. */
static enum status bearer_side(struct recipients *r, const struct form_values *identity)
{
	static const str keys[] = {S("representative.email"), S("contact.email")};
	struct filing_step *f = r->f;
	struct q_filing_members_rows rows;
	enum status s = q_filing_members(f->db, f->arena, f->head.applicant, &rows);
	add_recipient(r, f->actor->email, f->actor->lang);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		if (str_eq(rows.at[i].role, S("signatory")))
			add_recipient(r, rows.at[i].email, filing_lang(rows.at[i].lang));
	for (size_t i = 0; identity && i < sizeof keys / sizeof *keys; i++) {
		str mail = form_value(identity, keys[i]);
		add_recipient(r, mail.p ? mail : S(""), LANG_FR);
	}
	return s;
}

static enum status office_side(struct recipients *r)
{
	struct filing_step *f = r->f;
	struct q_filing_officers_rows rows;
	enum status s = q_filing_officers(f->db, f->arena, f->head.territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		add_recipient(r, rows.at[i].email, filing_lang(rows.at[i].lang));
	return s;
}

static enum status send_receipts(struct recipients *r, int64_t version)
{
	struct filing_step *f = r->f;
	enum status s = OK;
	for (size_t i = 0; i < r->list.n && s == OK; i++) {
		enum lang lang = r->list.at[i].lang;
		struct receipt receipt;
		s = read_receipt(f->db, f->arena, f->sheet, version, lang, &receipt);
		if (s != OK)
			return s;
		const struct filing_mail mail = {.kind = "receipt", .turn = version, .recipient = r->list.at[i].mail, .lang = lang, .attached_version = version,
			.reply_to = receipt.mails.n ? receipt.mails.at[0] : STR_NONE,
			.subject = FILING_TEXT(f->arena, lang, W_filing_mail_receipt_subject, ARG("number", f->head.number), ARG("title", f->head.title)),
			.body = receipt_text(f->arena, lang, &receipt, filing_link(f, lang, "receipt"))};
		s = filing_send(f, &mail);
	}
	return s;
}

static str desk_link(const struct filing_step *f, enum lang lang)
{
	return arena_fmt(f->arena, "%.*s%s/desk/%.*s/sheets/%.*s", STR_ARGS(f->public_url), lang == LANG_EN ? "/en" : "", STR_ARGS(f->head.territory_code), STR_ARGS(f->code));
}

static enum status send_copies(struct recipients *r, const char *kind, int64_t version, enum word subject, enum word body, str reason)
{
	struct filing_step *f = r->f;
	enum status s = OK;
	for (size_t i = 0; i < r->list.n && s == OK; i++) {
		enum lang lang = r->list.at[i].lang;
		const struct filing_mail mail = {.kind = kind, .turn = version, .recipient = r->list.at[i].mail, .lang = lang, .attached_version = version,
			.subject = FILING_TEXT(f->arena, lang, subject, ARG("number", f->head.number), ARG("title", f->head.title)),
			.body = FILING_TEXT(f->arena, lang, body, ARG("number", f->head.number), ARG("title", f->head.title), ARG("organisation", f->head.name),
			                    ARG("call", f->head.call_title), ARG("when", filing_instant(f, lang, f->now)), ARG("reason", reason), ARG("link", desk_link(f, lang)))};
		s = filing_send(f, &mail);
	}
	return s;
}

enum status filing_send_receipts(struct filing_step *f, const struct sheet *sheet, int64_t version)
{
	struct recipients bearer = {.f = f}, office = {.f = f};
	enum status s = bearer_side(&bearer, &sheet->identity);
	if (s == OK)
		s = office_side(&office);
	if (s == OK)
		s = send_receipts(&bearer, version);
	enum word subject = version > 1 ? W_filing_mail_completed_subject : W_filing_mail_copy_subject, body = version > 1 ? W_filing_mail_completed : W_filing_mail_copy;
	if (f->head.revises) {
		subject = W_revised_mail_received_subject;
		body = W_revised_mail_received;
	}
	return s == OK ? send_copies(&office, "correspondent", version, subject, body, S("")) : s;
}

enum status filing_tell_withdrawal(struct filing_step *f, str reason)
{
	struct recipients office = {.f = f};
	enum status s = office_side(&office);
	for (size_t i = 0; i < office.list.n && s == OK; i++) {
		enum lang lang = office.list.at[i].lang;
		const struct filing_mail mail = {.kind = "withdrawal", .turn = 1, .recipient = office.list.at[i].mail, .lang = lang,
			.subject = FILING_TEXT(f->arena, lang, W_filing_mail_withdrawn_subject, ARG("number", f->head.number), ARG("title", f->head.title)),
			.body = FILING_TEXT(f->arena, lang, W_filing_mail_withdrawn, ARG("number", f->head.number), ARG("title", f->head.title), ARG("organisation", f->head.name),
			                    ARG("reason", reason), ARG("link", desk_link(f, lang)))};
		s = filing_send(f, &mail);
	}
	return s;
}

enum status filing_cancel_reminders(struct filing_step *f)
{
	return outbox_cancel(f->db, f->head.territory, arena_fmt(f->arena, "reminder:%lld:", (long long)f->sheet.v));
}
