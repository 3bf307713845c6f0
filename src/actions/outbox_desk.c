/* Lists, sends again, writes tests: each with its audit row. See outbox_desk.h. */
#include "actions/outbox_desk.h"

#include "base/ids.h"
#include "base/limits.h"
#include "base/words.h"
#include "domain/contact.h"
#include "domain/letter.h"
#include "gen/queries.h"
#include "store/audit.h"
#include "store/outbox.h"

#include <unistd.h>

enum { HOUR_MS = 60 * 60 * 1000 };

enum status outbox_count(struct db *db, struct arena *a, instant now, struct outbox_counts *counts)
{
	const struct {
		str state;
		int64_t *n;
	} places[] = {{S("waiting"), &counts->waiting}, {S("failed"), &counts->failed}, {S("sent"), &counts->sent}, {S("cancelled"), &counts->cancelled}};
	struct q_outbox_counts_rows rows;
	*counts = (struct outbox_counts){0};
	enum status s = q_outbox_counts(db, a, (instant){now.ms - HOUR_MS}, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		for (size_t k = 0; k < sizeof places / sizeof *places; k++)
			if (str_eq(places[k].state, rows.at[i].state))
				*places[k].n = rows.at[i].n;
		if (str_eq(rows.at[i].state, S("waiting")))
			counts->late = rows.at[i].due;
	}
	return s;
}

enum status outbox_read(struct db *db, struct arena *a, str state, instant now, size_t most, struct outbox_lines *lines)
{
	struct q_outbox_list_rows rows;
	*lines = (struct outbox_lines){0};
	enum status s = q_outbox_list(db, a, state, (int64_t)most, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_outbox_list_row *r = &rows.at[i];
		*LIST_ADD(a, lines) = (struct outbox_line){.mail = r->mail, .kind = r->kind, .recipient = r->recipient, .subject = r->subject, .state = r->state, .answer = r->answer,
			.created = r->created, .next = r->next, .sent = r->sent, .tries = r->tries, .sending = r->claimed.ms > now.ms};
	}
	return s;
}

static bool allowed(const struct outbox_hand *hand)
{
	const struct thing instance = {0};
	return !hand->actor || may(hand->actor, VERB_administer, &instance);
}

static enum status tell(const struct outbox_hand *hand, str verb, int64_t mail)
{
	struct arena *a = hand->arena;
	const str actor = hand->actor ? arena_fmt(a, "user:%lld", (long long)hand->actor->person.v) : arena_fmt(a, "cli:%ld", (long)getuid());
	return audit_append(hand->db, &(struct audit_entry){.at = hand->now, .actor = actor, .verb = verb, .thing = arena_fmt(a, "mail:%.*s", STR_ARGS(id_code(a, mail)))});
}

enum status outbox_send_again(const struct outbox_hand *hand, int64_t mail)
{
	struct q_outbox_one_row row;
	if (!allowed(hand))
		return DENIED;
	enum status s = q_outbox_one(hand->db, hand->arena, mail, &row);
	if (s == OK && !str_eq(row.state, S("failed")) && !str_eq(row.state, S("waiting")))
		s = NOT_FOUND;
	if (s == OK)
		s = q_outbox_again(hand->db, mail, hand->now);
	return s == OK ? tell(hand, S("mail_again"), mail) : s;
}

enum status outbox_send_all_again(const struct outbox_hand *hand, int64_t *n)
{
	struct q_outbox_list_rows rows;
	*n = 0;
	if (!allowed(hand))
		return DENIED;
	enum status s = q_outbox_list(hand->db, hand->arena, S("failed"), INT64_MAX, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		s = outbox_send_again(hand, rows.at[i].mail);
		*n += s == OK;
	}
	return s;
}

enum status outbox_write_test(const struct outbox_hand *hand, str email, enum lang lang, str public_url, int64_t *mail)
{
	struct arena *a = hand->arena;
	struct q_outbox_of_once_row row;
	str address;
	if (!allowed(hand))
		return DENIED;
	if (!email_read(a, email, &address))
		return INVALID;
	const str once = arena_fmt(a, "test:%.*s", STR_ARGS(id_code(a, id_new())));
	const struct outgoing test = {.once = once, .kind = S("test"), .recipient = address, .subject = word_text(lang, W_mail_test_subject),
		.body = letter_text(a, &(struct letter){.lang = lang, .text = word_text(lang, W_mail_test), .site = public_url}), .now = hand->now};
	enum status s = outbox_add(hand->db, &test);
	if (s == OK)
		s = q_outbox_of_once(hand->db, a, once, &row);
	*mail = s == OK ? row.mail : 0;
	return s == OK ? tell(hand, S("mail_test"), row.mail) : s;
}
