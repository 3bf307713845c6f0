/* Fills the words of a letter and gives it to the outbox. */
#include "actions/applicant_mail.h"

#include "base/words.h"
#include "domain/letter.h"
#include "gen/queries.h"
#include "store/outbox.h"

enum { LETTER_BYTES = 16 * 1024 };

static enum lang lang_of(str code)
{
	return str_eq(code, S("en")) ? LANG_EN : LANG_FR;
}

static str written(struct arena *a, enum lang lang, enum word word, const struct word_arg *args, size_t n)
{
	struct out o = out_new(LETTER_BYTES);
	words_write(&o, lang, word, args, n);
	return out_keep(&o, a);
}

enum status letter_to(struct db *db, struct arena *a, str email, enum lang lang, const struct applicant_letter *letter)
{
	str link = letter_link(a, letter->site, lang, letter->path);
	const struct word_arg args[] = {
		ARG("organisation", letter->organisation), ARG("who", letter->who), ARG("link", link),
		ARG("role", letter->has_role ? word_text(lang, letter->role) : S("")), ARG("detail", letter->detail),
	};
	const struct outgoing mail = {.once = arena_fmt(a, "%.*s:%.*s", STR_ARGS(letter->about), STR_ARGS(email)), .kind = letter->kind, .recipient = email,
		.subject = written(a, lang, letter->subject, args, sizeof args / sizeof *args), .body = letter_text(a, &(struct letter){.lang = lang, .text = written(a, lang, letter->body, args, sizeof args / sizeof *args), .site = letter->site}),
		.now = letter->now};
	return outbox_add(db, &mail);
}

enum status letter_to_person(struct db *db, struct arena *a, person_id person, const struct applicant_letter *letter)
{
	struct q_person_contact_row row;
	enum status s = q_person_contact(db, a, person.v, &row);
	return s == OK ? letter_to(db, a, row.email, lang_of(row.lang), letter) : s == NOT_FOUND ? OK : s;
}

enum status letter_to_signatories(struct db *db, struct arena *a, applicant_id applicant, const struct applicant_letter *letter)
{
	struct q_members_rows rows;
	enum status s = q_members(db, a, applicant.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		if (str_eq(rows.at[i].role, S("signatory")))
			s = letter_to(db, a, rows.at[i].email, lang_of(rows.at[i].lang), letter);
	return s;
}
