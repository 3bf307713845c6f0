/* Mail that waits to be sent. See outbox.h. Called by accounts/ and actions/ inside their write. */
#include "store/outbox.h"

#include "base/ids.h"
#include "base/limits.h"
#include "base/log.h"
#include "gen/queries.h"

#include <string.h>

/* What would begin a new header, or end one, in a mail. */
static bool is_one_line(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return false;
	return true;
}

static bool is_address(str s)
{
	str local, host;
	return str_cut(s, '@', &local, &host) && local.n > 0 && host.n > 0 && is_one_line(s) && !str_has(s, S(" ")) && !str_has(s, S(",")) && !str_has(host, S("@")) && !str_has(s, S("<"));
}

static bool is_sound(const struct outgoing *mail)
{
	bool good = is_address(mail->recipient) && (!mail->reply_to.p || is_address(mail->reply_to)) && is_one_line(mail->subject) && str_is_set(mail->once) && str_is_set(mail->kind);
	for (size_t i = 0; good && i < mail->attachments.n; i++)
		good = is_one_line(mail->attachments.at[i].name) && str_is_set(mail->attachments.at[i].what);
	return good;
}

enum status outbox_add(struct db *db, const struct outgoing *mail)
{
	if (!is_sound(mail))
		return INVALID;
	struct arena *a = arena_new(LIMIT_CELL_BYTES);
	struct q_outbox_put_row row;
	instant due = mail->due.ms > mail->now.ms ? mail->due : mail->now;
	const struct q_outbox_put_in in = {.territory = mail->territory, .mail = id_new(), .once = mail->once, .kind = mail->kind, .recipient = mail->recipient,
	                                   .reply_to = mail->reply_to, .subject = mail->subject, .body = mail->body, .now = mail->now, .due = due,
	                                   .sheet = {mail->sheet != 0, mail->sheet}};
	enum status s = q_outbox_put(db, a, &in, &row);
	for (size_t i = 0; s == OK && i < mail->attachments.n; i++)
		s = q_outbox_attach(db, &(struct q_outbox_attach_in){mail->territory, row.mail, (int64_t)i, mail->attachments.at[i].name, mail->attachments.at[i].what});
	arena_free(a);
	return s == NOT_FOUND ? OK : s; /* that one is there already */
}

/* What begins with a prefix lies between it and the prefix with its last byte one higher: texts compare byte by byte on both engines. */
enum status outbox_cancel(struct db *db, territory_id territory, str prefix)
{
	struct arena *a = arena_new(LIMIT_CELL_BYTES);
	enum status s = INVALID;
	if (prefix.n && (unsigned char)prefix.p[prefix.n - 1] < 0x7e) {
		char *beyond = ARENA_ARRAY(a, prefix.n + 1, char);
		memcpy(beyond, prefix.p, prefix.n);
		beyond[prefix.n - 1]++;
		s = q_outbox_cancel_from(db, territory, prefix, (str){beyond, prefix.n});
	}
	arena_free(a);
	return s;
}
