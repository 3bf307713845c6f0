/* Letters leave, once; and one that came back leaves again, another way. See notify.h. */
#include "actions/notify_step.h"
#include "base/ids.h"
#include "base/limits.h"
#include "domain/contact.h"
#include "domain/letter.h"
#include "domain/letter_code.h"
#include "store/outbox.h"

struct sending {
	const struct notifying *w;
	int64_t id, number; /* number: 0 the first time it leaves, then of notification_again */
	struct q_notify_letter_row letter;
	int64_t sheet, applicant; /* 0: none */
	str title, call_title, request;
	struct q_notify_funder_row funder;
};

static str said(const struct sending *d, enum lang lang, enum word word, str link)
{
	struct out o = out_new(LIMIT_MAIL_BYTES);
	WORDS(&o, lang, word, ARG("funder", str_is_set(d->funder.long_label) ? d->funder.long_label : d->funder.label), ARG("title", d->title),
	      ARG("number", d->request), ARG("call", d->call_title), ARG("link", link));
	return out_keep(&o, d->w->arena);
}

/* One mail with the letter; a person of the bearer has the follow-up of the request too. */
static enum status mail_one(const struct sending *d, str email, enum lang lang, str name, int64_t person)
{
	static const enum word words[2][2] = {{W_notify_mail_refusal_elsewhere, W_notify_mail_award_elsewhere}, {W_notify_mail_refusal, W_notify_mail_award}};
	const struct notifying *w = d->w;
	const bool award = !str_eq(d->letter.kind, S("refusal_letter")), follows = person > 0 && d->sheet > 0;
	str link = follows ? letter_link(w->arena, w->public_url, lang, arena_fmt(w->arena, "/sheets/%.*s/follow-up", STR_ARGS(id_code(w->arena, d->sheet)))) : S("");
	const struct letter text = {.lang = lang, .name = name, .text = said(d, lang, words[follows][award], link), .site = w->public_url, .is_read = true};
	str once = arena_fmt(w->arena, "letter:%lld:%.*s", (long long)d->id, STR_ARGS(email));
	if (d->number)
		once = arena_fmt(w->arena, "letter:%lld:%lld:%.*s", (long long)d->id, (long long)d->number, STR_ARGS(email));
	struct outgoing mail = {.territory = w->territory, .once = once, .kind = S("notification"), .recipient = email, .subject = said(d, lang, W_notify_mail_subject, S("")),
		.body = letter_text(w->arena, &text), .now = w->now, .sheet = d->sheet};
	*LIST_ADD(w->arena, &mail.attachments) = (struct outgoing_attachment){
		.name = arena_fmt(w->arena, "%.*s-%.*s.pdf", STR_ARGS(d->letter.kind), STR_ARGS(letter_code_shown(w->arena, d->letter.code))),
		.what = arena_fmt(w->arena, "file:%.*s", STR_ARGS(str_is_set(d->letter.signed_sha256) ? d->letter.signed_sha256 : d->letter.sha256))};
	enum status s = outbox_add(w->db, &mail);
	return s ? s : q_notify_add_mail(w->db, &(struct q_notify_add_mail_in){.territory = w->territory, .id = d->id, .once = once, .person = person, .number = d->number});
}

static enum status mail_people(const struct sending *d, size_t *mails)
{
	struct q_filing_members_rows rows = {0};
	enum status s = d->sheet ? q_filing_members(d->w->db, d->w->arena, d->applicant, &rows) : OK;
	for (size_t i = 0; !s && i < rows.n; i++) {
		if (str_eq(rows.at[i].role, S("reader")))
			continue;
		s = mail_one(d, rows.at[i].email, str_eq(rows.at[i].lang, S("en")) ? LANG_EN : LANG_FR, rows.at[i].name, rows.at[i].person);
		*mails += 1;
	}
	return s;
}

/* The letter, its funder, its request and whose it is. */
static enum status sending_read(struct sending *d)
{
	const struct notifying *w = d->w;
	struct q_programme_head_row head = {0};
	struct q_sessions_application_row application = {0};
	struct q_notify_bearers_rows rows = {0};
	enum status s = notify_find(w, d->id, &d->letter);
	if (!s)
		s = q_notify_funder(w->db, w->arena, w->territory, w->funder, &d->funder);
	if (!s)
		s = q_programme_head(w->db, w->arena, w->call, &head);
	if (!s)
		s = q_sessions_application(w->db, w->arena, w->territory, d->letter.application, &application);
	if (!s)
		s = q_notify_bearers(w->db, w->arena, w->territory, w->call, &rows);
	d->title = application.title.p ? application.title : S("");
	d->call_title = head.call_title.p ? head.call_title : S("");
	d->request = S("");
	for (size_t i = 0; !s && i < rows.n; i++)
		if (rows.at[i].id.v == d->letter.application.v && rows.at[i].sheet.set && rows.at[i].applicant.set) {
			d->sheet = rows.at[i].sheet.value;
			d->applicant = rows.at[i].applicant.value;
			d->request = rows.at[i].number.p ? rows.at[i].number : S("");
		}
	return s;
}

static enum status send_one(const struct notifying *w, const struct send_wish *wish, int64_t id, struct send_result *result)
{
	struct sending d = {.w = w, .id = id};
	size_t mails = 0;
	enum status s = sending_read(&d);
	if (s)
		return s;
	bool is_signed = str_is_set(d.letter.signed_sha256), excused = str_is_set(wish->unsigned_reason);
	if (d.letter.sent.set || d.letter.cancelled.set || (!is_signed && !excused)) {
		result->already += d.letter.sent.set || d.letter.cancelled.set;
		result->not_signed += !d.letter.sent.set && !d.letter.cancelled.set;
		return OK;
	}
	if (!wish->by_hand)
		s = mail_people(&d, &mails);
	if (s)
		return s;
	if (!mails && !wish->by_hand) {
		result->nobody++;
		return OK;
	}
	result->sent++;
	s = q_notify_set_sent(w->db, &(struct q_notify_set_sent_in){.territory = w->territory, .id = id, .at = w->now, .by = w->actor->person.v,
		.unsigned_reason = is_signed ? STR_NONE : str_trim(wish->unsigned_reason)});
	return s ? s : notify_tell_letter(w, "send_letter", &d.letter, id, arena_fmt(w->arena, "mails=%zu signed=%d", mails, is_signed));
}

enum status notify_send(const struct notifying *w, const struct send_wish *wish, struct send_result *result, struct problems *ps)
{
	enum status s = notify_may(w);
	*result = (struct send_result){0};
	if (!s && !wish->count) {
		PROBLEM(ps, STR_NONE, 0, S("letter"), W_notify_nothing_chosen);
		return INVALID;
	}
	if (!s && str_is_set(wish->unsigned_reason) && !notify_reason_is_right(wish->unsigned_reason, S("unsigned_reason"), ps))
		return INVALID;
	for (size_t i = 0; !s && i < wish->count; i++)
		s = send_one(w, wish, wish->letters[i], result);
	return s;
}

/* ---- again ---- */

static const str ways[] = {[AGAIN_PEOPLE] = S("people"), [AGAIN_ADDRESS] = S("address"), [AGAIN_POST] = S("post")};

static bool way_of(str name, enum again_way *way)
{
	for (enum again_way i = 0; i < sizeof ways / sizeof *ways; i++)
		if (str_eq(ways[i], name)) {
			*way = i;
			return true;
		}
	return false;
}

static enum status mail_again(const struct sending *d, enum again_way way, str email, size_t *mails, struct problems *ps)
{
	if (way == AGAIN_POST)
		return OK;
	if (way == AGAIN_ADDRESS) {
		*mails = 1;
		return mail_one(d, email, LANG_FR, S(""), 0);
	}
	enum status s = mail_people(d, mails);
	if (!s && !*mails) {
		PROBLEM(ps, STR_NONE, 0, S("way"), W_notify_nobody, ARG("n", (int64_t)1));
		return INVALID;
	}
	return s;
}

enum status notify_send_again(const struct notifying *w, const struct again_wish *wish, struct problems *ps)
{
	struct sending d = {.w = w, .id = wish->letter};
	struct q_notify_again_last_row last = {0};
	enum again_way way = AGAIN_PEOPLE;
	str email = STR_NONE;
	size_t mails = 0;
	enum status s = notify_may(w);
	if (!s)
		s = sending_read(&d);
	if (!s && (!d.letter.sent.set || d.letter.cancelled.set))
		s = CONFLICT;
	if (s)
		return s;
	if (!way_of(wish->way, &way))
		PROBLEM(ps, STR_NONE, 0, S("way"), W_notify_resend_way_missing);
	else if (way == AGAIN_ADDRESS && !email_read(w->arena, wish->email, &email))
		PROBLEM(ps, STR_NONE, 0, S("email"), W_notify_resend_email_wrong);
	(void)notify_reason_is_right(wish->reason, S("reason"), ps);
	if (ps->total)
		return INVALID;
	s = q_notify_again_last(w->db, w->arena, w->territory, wish->letter, &last);
	d.number = last.last + 1;
	if (!s)
		s = q_notify_cancel_mails(w->db, w->territory, wish->letter);
	if (!s)
		s = mail_again(&d, way, email, &mails, ps);
	if (!s)
		s = q_notify_add_again(w->db, &(struct q_notify_add_again_in){.territory = w->territory, .id = wish->letter, .number = d.number, .way = ways[way], .reason = str_trim(wish->reason),
			.at = w->now, .by = w->actor->person.v});
	return s ? s : notify_tell_letter(w, "send_letter_again", &d.letter, wish->letter, arena_fmt(w->arena, "way=%.*s mails=%zu", STR_ARGS(ways[way]), mails));
}
