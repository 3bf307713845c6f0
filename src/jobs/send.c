/* The round: pick, claim, send, mark. Marking one mail and claiming the next are one transaction. See send.h. */
#include "jobs/send.h"

#include "actions/remind.h"
#include "base/clock.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/log.h"
#include "gen/queries.h"
#include "jobs/make_minutes.h"
#include "jobs/make_summons.h"
#include "jobs/message.h"
#include "jobs/smtp.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS (60 * MINUTE_MS)

struct sender {
	struct sender_options options;
	struct smtp *smtp;
	char me[48]; /* who claims */
	char answer[320];
	size_t cuts; /* connections cut one behind the other */
};

/* What became of a mail, to be written. */
struct mark {
	bool set;
	int64_t mail, tries;
	enum smtp_outcome outcome;
	str answer;
};
struct claim {
	struct sender *sender;
	struct arena *arena;
	struct mark mark;       /* of the one before */
	int64_t mail;           /* to claim; 0: none */
	bool claimed, dropped;
	struct q_outbox_claim_row row;
	struct q_outbox_attachments_rows attachments;
};

bool send_pause(int64_t tries, int64_t *ms)
{
	static const int64_t pauses[] = {MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS, 8 * HOUR_MS, 12 * HOUR_MS, 23 * HOUR_MS, 24 * HOUR_MS};
	if (tries < 1 || tries > (int64_t)(sizeof pauses / sizeof *pauses))
		return false;
	*ms = pauses[tries - 1];
	return true;
}

bool mail_is_set(const struct settings *settings)
{
	return str_is_set(settings->smtp) && str_is_set(settings->mail_from) && message_address(settings->mail_from).p;
}

struct sender *sender_new(const struct sender_options *options)
{
	struct sender *sender = calloc(1, sizeof *sender);
	struct arena *a = arena_new(LIMIT_CELL_BYTES);
	always(sender != NULL);
	sender->options = *options;
	const str me = arena_fmt(a, "%ld-%.*s", (long)getpid(), STR_ARGS(id_code(a, id_new())));
	memcpy(sender->me, me.p, me.n < sizeof sender->me ? me.n : sizeof sender->me - 1);
	arena_free(a);
	return sender;
}

void sender_free(struct sender *sender)
{
	if (!sender)
		return;
	smtp_close(sender->smtp);
	free(sender);
}

static bool stopping(const struct sender *sender)
{
	return sender->options.stop && atomic_load(sender->options.stop);
}

/* ---- what is written ---- */

static enum status write_mark(struct db *db, const struct mark *mark)
{
	const instant now = clock_now();
	int64_t pause;
	switch (mark->outcome) {
	case SMTP_SENT: return q_outbox_sent(db, mark->mail, now, mark->answer);
	case SMTP_REFUSED: return q_outbox_failed(db, mark->mail, now, mark->answer);
	case SMTP_DOWN: return q_outbox_unclaim(db, mark->mail, now, mark->answer);
	case SMTP_LATER: break;
	}
	if (!send_pause(mark->tries + 1, &pause))
		return q_outbox_failed(db, mark->mail, now, mark->answer);
	return q_outbox_later(db, mark->mail, now, mark->answer, (instant){now.ms + pause});
}

static enum status write_step(struct db *db, void *arg)
{
	struct claim *c = arg;
	const instant now = clock_now();
	bool holds = true;
	c->claimed = c->dropped = false;
	enum status s = c->mark.set ? write_mark(db, &c->mark) : OK;
	if (s != OK || !c->mail)
		return s;
	s = q_outbox_claim(db, c->arena, c->mail, now, (instant){now.ms + LIMIT_MAIL_CLAIM_MS}, str_of(c->sender->me), &c->row);
	if (s != OK)
		return s == NOT_FOUND ? OK : s; /* another process was quicker, or it was cancelled */
	if (str_eq(c->row.kind, S("reminder")))
		s = remind_holds(db, c->arena, c->row.once, now, &holds);
	if (s == OK && !holds) {
		c->dropped = true;
		return q_outbox_drop(db, c->mail, now);
	}
	if (s == OK)
		s = q_outbox_attachments(db, c->arena, c->row.territory, c->mail, &c->attachments);
	c->claimed = s == OK;
	return s;
}

/* A mark that is lost means a mail sent twice: try for half a minute. */
static enum status write_patiently(struct claim *c)
{
	enum status s = BUSY;
	for (int tries = 0; tries < 10 && s == BUSY; tries++) {
		s = db_write(c->sender->options.db, write_step, c);
		if (s == BUSY)
			(void)nanosleep(&(struct timespec){.tv_sec = c->mark.set ? 3 : 0, .tv_nsec = 50000000}, NULL);
	}
	return s;
}

static enum status pick(struct claim *c)
{
	struct q_outbox_due_rows due;
	enum status s = q_outbox_due(c->sender->options.db, c->arena, clock_now(), LIMIT_MAIL_DUE, &due);
	c->mail = s == OK && due.n ? due.at[(size_t)id_new() % due.n].mail : 0;
	return s;
}

/* ---- what is sent ---- */

struct making {
	struct sender *sender;
	struct claim *claim;
	struct message message;
	size_t bytes;
	bool wait;    /* a paper is not there yet */
	bool left_off;
	str address;  /* where the papers are */
	enum lang lang; /* of who reads; French when nobody is known at that address */
};

static enum status make_paper(struct making *m, str what, struct made_document *made)
{
	const struct sender_options *o = &m->sender->options;
	str kind, rest, sheet, version;
	int64_t id;
	const bool appointment = str_starts(what, S("session.ics:")), summons = str_starts(what, S("summons:"));
	(void)str_cut(what, ':', &kind, &rest);
	(void)str_cut(rest, ':', &sheet, &version);
	if (!str_to_int64(sheet, &id))
		return NOT_FOUND;
	if (!appointment && !summons)
		m->address = arena_fmt(m->claim->arena, "%.*s/sheets/%.*s/receipt", STR_ARGS(o->settings->public_url), STR_ARGS(id_code(m->claim->arena, id)));
	const struct document_maker maker = {.db = o->db, .arena = m->claim->arena, .files = o->files, .settings = o->settings, .lang = m->lang, .now = m->message.now};
	enum status s = db_read_begin(o->db);
	if (s == OK) {
		s = appointment ? make_named_appointment(&maker, what, made) : summons ? make_named_summons(&maker, what, made) : make_document(&maker, what, made);
		db_read_end(o->db);
	}
	return s;
}

static enum status read_file(struct making *m, str sha256, struct made_document *made)
{
	const struct sender_options *o = &m->sender->options;
	struct q_outbox_file_row row;
	if (!o->files || !files_is_name(sha256))
		return NOT_FOUND;
	enum status s = q_outbox_file(o->db, m->claim->arena, sha256, &row);
	if (s == OK && row.bytes > LIMIT_MAIL_FILE_BYTES)
		s = TOO_BIG;
	if (s == OK)
		s = files_get(o->files, m->claim->arena, sha256, LIMIT_MAIL_FILE_BYTES, &made->bytes);
	made->media = row.media;
	return s;
}

static void add_file(struct making *m, str name, str what)
{
	struct made_document made = {0};
	enum status s = str_starts(what, S("file:")) ? read_file(m, str_skip(what, 5), &made) : make_paper(m, what, &made);
	if (s == OK && m->bytes + made.bytes.n <= LIMIT_MAIL_FILE_BYTES) {
		m->bytes += made.bytes.n;
		*LIST_ADD(m->claim->arena, &m->message.files) = (struct message_file){.name = str_starts(what, S("summons:")) ? made.name : name, .media = made.media, .bytes = made.bytes};
		return;
	}
	LOG(LOG_WARNING, "mail_without_file", log_int("mail", m->claim->mail), log_text("why", str_of(status_name(s))));
	m->left_off = true;
	m->wait = m->wait || s == BUSY || s == BROKEN;
}

static enum lang lang_of(struct making *m)
{
	struct q_outbox_lang_row row = {0};
	const enum status s = q_outbox_lang(m->sender->options.db, m->claim->arena, m->claim->row.recipient, &row);
	return s == OK && str_eq(row.lang, S("en")) ? LANG_EN : LANG_FR;
}

static str text_without_files(struct making *m)
{
	struct out o = out_new(LIMIT_MAIL_BYTES);
	out_str(&o, m->claim->row.body);
	out_char(&o, '\n');
	if (m->address.p)
		WORDS(&o, m->lang, W_mail_without_papers, ARG("link", m->address));
	else
		out_str(&o, word_text(m->lang, W_mail_without_files));
	out_char(&o, '\n');
	return out_keep(&o, m->claim->arena);
}

static struct smtp_result give(struct making *m)
{
	struct arena *a = m->claim->arena;
	struct out o = out_new(LIMIT_MESSAGE_BYTES);
	message_write(&o, a, &m->message);
	if (o.full) {
		out_free(&o);
		return (struct smtp_result){.outcome = SMTP_REFUSED, .answer = S("too big")};
	}
	if (!m->sender->smtp)
		m->sender->smtp = smtp_open(m->sender->options.settings, m->sender->options.stop);
	const struct smtp_result result = smtp_send(m->sender->smtp, a, message_address(m->message.from), m->message.recipient, out_text(&o));
	out_free(&o);
	return result;
}

static struct smtp_result send_claimed(struct sender *sender, struct claim *c)
{
	struct making m = {.sender = sender, .claim = c};
	const struct q_outbox_claim_row *row = &c->row;
	m.message = (struct message){.mail = c->mail, .from = sender->options.settings->mail_from, .recipient = row->recipient, .reply_to = row->reply_to, .subject = row->subject,
		.text = row->body, .now = clock_now()};
	m.lang = lang_of(&m);
	for (size_t i = 0; i < c->attachments.n; i++)
		add_file(&m, c->attachments.at[i].name, c->attachments.at[i].what);
	if (m.wait && row->tries + 1 < LIMIT_MAIL_DOCUMENT_TRIES)
		return (struct smtp_result){.outcome = SMTP_LATER, .answer = S("paper not ready")};
	if (m.left_off)
		m.message.text = text_without_files(&m);
	return give(&m);
}

/* ---- the round ---- */

static void count(struct sender *sender, const struct mark *mark, struct sent *sent)
{
	int64_t pause;
	const bool given_up = mark->outcome == SMTP_REFUSED || (mark->outcome == SMTP_LATER && !send_pause(mark->tries + 1, &pause));
	sent->sent += mark->outcome == SMTP_SENT;
	sent->failed += given_up;
	sent->later += mark->outcome == SMTP_LATER && !given_up;
	/* an answer that is no number: the connection was cut */
	const bool cut = mark->outcome == SMTP_LATER && !(mark->answer.n && mark->answer.p[0] == '4') && !str_eq(mark->answer, S("paper not ready"));
	sender->cuts = cut ? sender->cuts + 1 : 0;
	sent->down = mark->outcome == SMTP_DOWN || sender->cuts >= LIMIT_MAIL_CUTS;
	if (sent->down) {
		const size_t n = mark->answer.n < sizeof sender->answer ? mark->answer.n : sizeof sender->answer;
		memcpy(sender->answer, mark->answer.p, n);
		sent->answer = (str){sender->answer, n};
	}
	LOG(mark->outcome == SMTP_SENT ? LOG_INFO : LOG_WARNING, "mail", log_int("mail", mark->mail),
	    log_text("outcome", mark->outcome == SMTP_SENT ? S("sent") : mark->outcome == SMTP_DOWN ? S("server down") : given_up ? S("failed") : S("later")));
}

/* One mail: claims it, while writing what became of the one before, and sends it. *more is false when nothing is due. */
static enum status step(struct sender *sender, struct arena **kept, struct mark *mark, struct sent *sent, bool *more)
{
	struct claim c = {.sender = sender, .arena = arena_new(LIMIT_MAIL_ARENA), .mark = *mark};
	enum status s = stopping(sender) || sent->down ? OK : pick(&c);
	if (s == OK && (c.mail || mark->set))
		s = write_patiently(&c);
	mark->set = false;
	*more = c.mail != 0;
	sent->dropped += s == OK && c.dropped;
	if (s == OK && c.claimed) {
		const struct smtp_result result = send_claimed(sender, &c);
		*mark = (struct mark){.set = true, .mail = c.mail, .tries = c.row.tries, .outcome = result.outcome, .answer = result.answer};
		count(sender, mark, sent);
	}
	arena_free(*kept); /* the mark before was in there */
	*kept = c.arena;
	return s;
}

enum status send_round(struct sender *sender, size_t most, struct sent *sent)
{
	struct arena *kept = NULL;
	struct mark mark = {0};
	enum status s = OK;
	bool more = true;
	*sent = (struct sent){0};
	sender->cuts = 0;
	if (!mail_is_set(sender->options.settings))
		return OK;
	for (size_t i = 0; s == OK && more && i < most && !sent->down; i++)
		s = step(sender, &kept, &mark, sent, &more);
	if (mark.set) {
		struct claim last = {.sender = sender, .arena = kept, .mark = mark};
		const enum status written = write_patiently(&last);
		s = s == OK ? written : s;
	}
	arena_free(kept);
	smtp_close(sender->smtp);
	sender->smtp = NULL;
	return s;
}
