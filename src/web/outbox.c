/* The administrator's page of mails: what waits, what failed and why, what left; send again, send a test. And the page where a person stops the reminders of one request. */
#include "actions/outbox_desk.h"
#include "actions/remind.h"
#include "actions/sheet.h"
#include "base/format.h"
#include "base/ids.h"
#include "base/limits.h"
#include "jobs/jobs.h"
#include "web/handlers.h"
#include "web/respond.h"

static str when(const struct page *pg, instant at)
{
	struct out o = out_new(LIMIT_LABEL_BYTES);
	out_instant(&o, pg->lang, at, zone_of(S("Europe/Paris")));
	return out_keep(&o, pg->arena);
}

static str state_of(const struct page *pg, const struct outbox_line *m)
{
	if (m->sending)
		return word_text(pg->lang, W_mail_row_sending);
	if (m->sent.set)
		return TEXT(pg, W_mail_row_sent, ARG("when", when(pg, m->sent.value)));
	return TEXT(pg, W_mail_row_next, ARG("when", when(pg, m->next)));
}

static enum status add_rows(struct page *pg, const char *state, size_t most, struct mail_rows *rows, bool *cut)
{
	struct outbox_lines lines;
	enum status s = outbox_read(pg->db, pg->arena, str_of(state), pg->now, most, &lines);
	for (size_t i = 0; s == OK && i < lines.n; i++) {
		const struct outbox_line *m = &lines.at[i];
		*LIST_ADD(pg->arena, rows) = (struct mail_row){.id = id_code(pg->arena, m->mail), .subject = m->subject, .kind = page_word_of(pg, S("mail.kind."), m->kind), .recipient = m->recipient,
			.when = TEXT(pg, W_mail_row_written, ARG("when", when(pg, m->created))), .state = state_of(pg, m), .sending = m->sending, .tried = m->answer.p != NULL,
			.tries = TEXT(pg, W_mail_row_tries, ARG("n", m->tries)),
			.answer = m->answer.p ? TEXT(pg, W_mail_row_answer, ARG("answer", m->answer)) : word_text(pg->lang, W_mail_row_never)};
	}
	*cut = *cut || (s == OK && lines.n >= most);
	return s;
}

static enum status add_counts(struct page *pg, struct outbox_view *v)
{
	struct outbox_counts counts;
	enum status s = outbox_count(pg->db, pg->arena, pg->now, &counts);
	v->waiting_count = TEXT(pg, W_mail_count_waiting, ARG("n", counts.waiting));
	v->failed_count = TEXT(pg, W_mail_count_failed, ARG("n", counts.failed));
	v->sent_count = TEXT(pg, W_mail_count_sent, ARG("n", counts.sent));
	v->cancelled_count = TEXT(pg, W_mail_count_cancelled, ARG("n", counts.cancelled));
	return s;
}

enum wrongness { NOTHING_WRONG, ADDRESS_WRONG };

static enum status show(struct page *pg, str email, enum wrongness wrong)
{
	struct outbox_view *v = ARENA_NEW(pg->arena, struct outbox_view);
	page_layout(pg, &v->layout, word_text(pg->lang, W_mail_outbox_title));
	v->layout.refuse_index = true;
	v->wrong = wrong == ADDRESS_WRONG;
	v->problems = v->wrong;
	if (v->wrong)
		v->layout.title = TEXT(pg, W_mail_error_title, ARG("title", v->layout.title));
	v->email = email;
	v->set = mail_is_set(pg->settings);
	if (v->set)
		v->server = TEXT(pg, W_mail_outbox_server, ARG("server", pg->settings->smtp), ARG("sender", pg->settings->mail_from));
	enum status s = add_counts(pg, v);
	if (s == OK)
		s = add_rows(pg, "failed", LIMIT_MAIL_ROWS, &v->failed, &v->cut);
	if (s == OK)
		s = add_rows(pg, "waiting", LIMIT_MAIL_ROWS, &v->waiting, &v->cut);
	if (s == OK)
		s = add_rows(pg, "sent", LIMIT_MAIL_ROWS / 4, &v->sent, &v->cut);
	if (s != OK)
		return s;
	v->more = TEXT(pg, W_mail_more, ARG("n", LIMIT_MAIL_ROWS));
	const str said = page_param(pg, S("said"));
	v->said = !v->wrong && (str_eq(said, S("again")) || str_eq(said, S("test")));
	v->said_text = v->said ? page_word_of(pg, S("mail.said."), said) : S("");
	RESPOND_HTML(pg, outbox_page, v);
	return v->wrong ? page_again(pg) : OK;
}

enum status show_outbox(struct page *pg)
{
	return show(pg, pg->actor.email, NOTHING_WRONG);
}

enum status post_outbox(struct page *pg)
{
	const struct outbox_hand hand = {.db = pg->db, .arena = pg->arena, .actor = &pg->actor, .now = pg->now};
	const str to = page_form(pg, S("to")), mail = page_form(pg, S("mail")), email = page_form(pg, S("email"));
	int64_t id;
	if (str_eq(to, S("test"))) {
		const str typed = email.p ? str_trim(email) : S("");
		const str site = pg->settings->public_url.p ? pg->settings->public_url : S("");
		enum status s = outbox_write_test(&hand, typed, pg->lang, site, &id);
		return s == INVALID ? show(pg, typed, ADDRESS_WRONG) : s == OK ? page_see_other(pg, LINK(pg, "/administration/outbox?said=test")) : s;
	}
	enum status s = NOT_FOUND;
	if (str_eq(to, S("all")))
		s = outbox_send_all_again(&hand, &id);
	else if (mail.p && id_of_code(mail, &id))
		s = outbox_send_again(&hand, id);
	/* it has left since the page was shown: that is what was wanted */
	return s == OK || s == NOT_FOUND ? page_see_other(pg, LINK(pg, "/administration/outbox?said=again")) : s;
}

/* ---- reminders of one request ---- */

enum status show_reminders(struct page *pg)
{
	struct reminders_view *v = ARENA_NEW(pg->arena, struct reminders_view);
	struct sheet_head head;
	enum status s = remind_is_wanted(pg->db, pg->arena, &pg->actor, pg->thing.sheet, &v->wanted);
	if (s == OK)
		s = sheet_read_head(pg->db, pg->arena, pg->thing.sheet, &head);
	if (s != OK)
		return s;
	page_layout(pg, &v->layout, word_text(pg->lang, W_mail_reminders_title));
	v->layout.refuse_index = true;
	page_crumb(pg, &v->layout, word_text(pg->lang, W_organisation_my_title), LINK(pg, "/my"));
	page_crumb(pg, &v->layout, str_is_set(head.title) ? head.title : head.call_title, LINK(pg, "/sheets/:sheet", pg->in.sheet));
	v->lead = TEXT(pg, W_mail_reminders_lead, ARG("title", head.title));
	v->action = LINK(pg, "/sheets/:sheet/reminders", pg->in.sheet);
	v->back = LINK(pg, "/sheets/:sheet", pg->in.sheet);
	RESPOND_HTML(pg, reminders_page, v);
	return OK;
}

enum status post_reminders(struct page *pg)
{
	const enum remind_choice choice = str_eq(page_form(pg, S("to")), S("start")) ? REMIND_ME : REMIND_ME_NOT;
	enum status s = remind_choose(pg->db, pg->arena, &pg->actor, pg->now, pg->thing.sheet, choice);
	return s == OK ? page_see_other(pg, LINK(pg, "/sheets/:sheet/reminders", pg->in.sheet)) : s;
}
