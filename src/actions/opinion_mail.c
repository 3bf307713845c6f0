/* See opinion_mail.h. */
#include "actions/opinion_mail.h"

#include "actions/filing_step.h"
#include "base/format.h"
#include "base/ids.h"
#include "base/limits.h"
#include "domain/letter.h"

static bool is_there(const struct opinion_readers *readers, str email)
{
	for (size_t i = 0; i < readers->n; i++)
		if (str_eq_nocase(readers->at[i].email, email))
			return true;
	return false;
}

void opinion_readers(struct arena *a, const struct q_review_people_rows *people, str institution, int64_t person, str email, struct opinion_readers *readers)
{
	*readers = (struct opinion_readers){0};
	for (size_t i = 0; i < people->n; i++) {
		const struct q_review_people_row *p = &people->at[i];
		const bool theirs = person ? p->person == person : str_is_set(institution) && str_eq(p->institution, institution) && !str_eq(p->role, S("officer"));
		if (theirs && !is_there(readers, p->email))
			*LIST_ADD(a, readers) = (struct opinion_reader){p->email, filing_lang(p->lang), true};
	}
	if (!person && str_is_set(email) && !is_there(readers, email))
		*LIST_ADD(a, readers) = (struct opinion_reader){email, LANG_FR, false};
}

static str list_of(struct arena *a, enum lang lang, const struct opinion_letter *l)
{
	struct out o = out_new(LIMIT_MAIL_BYTES);
	for (size_t i = 0; i < l->count && i < LIMIT_MAIL_OPINIONS; i++)
		out_fmt(&o, "%s%.*s\n", lang == LANG_FR ? "– " : "- ", STR_ARGS(l->lines[i]));
	if (l->count > LIMIT_MAIL_OPINIONS)
		WORDS(&o, lang, W_review_mail_more, ARG("n", l->count - LIMIT_MAIL_OPINIONS));
	str text = out_keep(&o, a);
	return text.p ? text : S("");
}

/* A secret of its own, for all that this letter asks. */
static enum status link_of(struct db *db, struct arena *a, const struct opinion_letter *l, const struct opinion_reader *reader, str *link)
{
	if (reader->has_account || !l->asks) {
		*link = letter_link(a, l->public_url, reader->lang, S("/opinions"));
		return OK;
	}
	str secret = secret_new(a), hash = secret_hash(a, secret);
	*link = letter_link(a, l->public_url, reader->lang, arena_fmt(a, "/opinion-link?t=%.*s", STR_ARGS(secret)));
	enum status s = OK;
	for (size_t i = 0; s == OK && i < l->count; i++)
		s = q_review_add_link(db, &(struct q_review_add_link_in){l->territory, hash, l->opinions[i], l->now, l->link_ends});
	return s;
}

/* A line of a header holds no line break, whatever a call is named. */
static str one_line(struct arena *a, str s)
{
	char *text = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		text[i] = (unsigned char)s.p[i] < 0x20 ? ' ' : s.p[i];
	return (str){text, s.n};
}

static str day_of_letter(struct arena *a, enum lang lang, opt_day due)
{
	struct out o = out_new(LIMIT_LABEL_BYTES);
	if (!due.set)
		return word_text(lang, W_review_mail_no_day);
	out_day(&o, lang, due.value);
	return out_keep(&o, a);
}

enum status opinion_write(struct db *db, struct arena *a, const struct opinion_letter *l, const struct opinion_readers *readers)
{
	enum status s = OK;
	for (size_t i = 0; s == OK && i < readers->n; i++) {
		const struct opinion_reader *reader = &readers->at[i];
		const enum lang lang = reader->lang;
		str link;
		s = link_of(db, a, l, reader, &link);
		if (s != OK)
			return s;
		str question = str_is_set(l->question) ? FILING_TEXT(a, lang, W_review_mail_question, ARG("question", l->question)) : S("");
		str due = day_of_letter(a, lang, l->due);
		str text = FILING_TEXT(a, lang, l->body, ARG("call", l->call), ARG("n", l->count), ARG("list", list_of(a, lang, l)), ARG("question", question), ARG("day", due),
		                       ARG("reply", l->reply.p ? l->reply : S("")), ARG("link", link));
		const struct outgoing mail = {.territory = l->territory, .kind = str_of(l->kind), .recipient = reader->email, .now = l->now, .due = l->now,
			.once = arena_fmt(a, "%.*s:%.*s", STR_ARGS(l->once), STR_ARGS(reader->email)),
			.subject = one_line(a, FILING_TEXT(a, lang, l->subject, ARG("call", l->call), ARG("n", l->count), ARG("day", due))),
			.body = letter_text(a, &(struct letter){.lang = lang, .text = text, .site = l->public_url})};
		s = outbox_add(db, &mail);
	}
	return s;
}
