/* store/outbox and the write opened by hand of store/db: mail is written with what it tells, once; on both engines. */
#include "store/outbox.h"

#include "lib/both.h"

static struct outgoing mail_of(const char *once, const char *recipient)
{
	return (struct outgoing){.territory = {0}, .once = str_of(once), .kind = S("receipt"), .recipient = str_of(recipient), .subject = S("Reçu"), .body = S("Bonjour,\n"), .now = {1000}};
}

static enum status add(struct db *d, void *mail)
{
	return outbox_add(d, mail);
}

static int64_t count(const char *state)
{
	char text[128];
	(void)snprintf(text, sizeof text, "SELECT COUNT(*) FROM outbox WHERE state = '%s'", state);
	return ask_number(db, text);
}

static void the_same_mail_is_added_once(void **state)
{
	(void)state;
	struct outgoing mail = mail_of("receipt:1:1:a@b.example", "a@b.example");
	*LIST_ADD(fixture.arena, &mail.attachments) = (struct outgoing_attachment){S("fiche.pdf"), S("sheet.pdf:1:1")};
	mail.due.ms = 5000;
	assert_int_equal(db_write(db, add, &mail), OK);
	assert_int_equal(db_write(db, add, &mail), OK);
	assert_int_equal(count("waiting"), 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox_attachment"), 1);
	assert_int_equal(ask_number(db, "SELECT next_ms FROM outbox"), 5000);
	struct outgoing other = mail_of("receipt:1:2:a@b.example", "a@b.example");
	assert_int_equal(db_write(db, add, &other), OK);
	assert_int_equal(ask_number(db, "SELECT MIN(next_ms) FROM outbox"), 1000); /* at once */
}

static void a_second_header_cannot_be_smuggled_in(void **state)
{
	(void)state;
	static const char *const recipients[] = {"", "a", "@", "a@", "@b", "a@b\nBcc: c@d.example", "a@b, c@d.example", "a b@c.example", "<a@b.example>", "a@b@c"};
	for (size_t i = 0; i < sizeof recipients / sizeof recipients[0]; i++) {
		struct outgoing mail = mail_of("x:1", recipients[i]);
		assert_int_equal(db_write(db, add, &mail), INVALID);
	}
	struct outgoing subject = mail_of("x:1", "a@b.example"), reply = subject, name = subject;
	subject.subject = S("Reçu\r\nBcc: c@d.example");
	assert_int_equal(db_write(db, add, &subject), INVALID);
	reply.reply_to = S("a@b.example\n");
	assert_int_equal(db_write(db, add, &reply), INVALID);
	*LIST_ADD(fixture.arena, &name.attachments) = (struct outgoing_attachment){S("a\nb.pdf"), S("file:x")};
	assert_int_equal(db_write(db, add, &name), INVALID);
	assert_int_equal(count("waiting"), 0);
}

static enum status cancel(struct db *d, void *prefix)
{
	return outbox_cancel(d, (territory_id){0}, str_of(prefix));
}

static void what_has_no_reason_any_more_is_cancelled_and_nothing_else(void **state)
{
	(void)state;
	static const char *const once[] = {"reminder:1:7:a", "reminder:1:2:a", "reminder:10:7:a", "reminder:2:7:a", "reminder:1", "receipt:1:a"};
	for (size_t i = 0; i < sizeof once / sizeof once[0]; i++) {
		struct outgoing mail = mail_of(once[i], "a@b.example");
		assert_int_equal(db_write(db, add, &mail), OK);
	}
	char prefix[] = "reminder:1:";
	assert_int_equal(db_write(db, cancel, prefix), OK);
	assert_int_equal(count("cancelled"), 2);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE state = 'cancelled' AND once LIKE 'reminder:1:%'"), 2);
	char nothing[] = "";
	assert_int_equal(db_write(db, cancel, nothing), INVALID); /* never all of them */
}

/* ---- the write opened by hand ---- */

static void put(const char *key, enum status expected)
{
	char text[160];
	(void)snprintf(text, sizeof text, "INSERT INTO register_answer (key, answer, asked_ms) VALUES ('%s', 'x', 1)", key);
	assert_int_equal(db_run(db, text), expected);
}

static void a_piece_that_fails_does_not_take_the_others(void **state)
{
	(void)state;
	assert_int_equal(db_write_begin(db), OK);
	assert_int_equal(db_savepoint(db), OK);
	put("a", OK);
	assert_int_equal(db_savepoint_release(db), OK);
	assert_int_equal(db_savepoint(db), OK);
	put("b", OK);
	put("a", CONFLICT); /* it sees what the piece before wrote */
	assert_int_equal(db_failure(db), CONFLICT);
	assert_int_equal(db_savepoint_release(db), CONFLICT);
	assert_int_equal(db_savepoint_undo(db), OK);
	assert_int_equal(db_savepoint(db), OK);
	put("c", OK);
	assert_int_equal(db_savepoint_release(db), OK);
	assert_int_equal(db_write_commit(db), OK);
	assert_true(str_eq(ask(db, "SELECT MIN(key) FROM register_answer"), S("a")));
	assert_true(str_eq(ask(db, "SELECT MAX(key) FROM register_answer"), S("c")));
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM register_answer"), 2);
}

static void what_is_abandoned_was_never_there(void **state)
{
	(void)state;
	int64_t before, after;
	assert_int_equal(db_data_version(db, &before), OK);
	assert_int_equal(db_write_begin(db), OK);
	assert_int_equal(db_savepoint(db), OK);
	put("a", OK);
	assert_int_equal(db_savepoint_release(db), OK);
	db_write_abandon(db);
	db_write_abandon(db); /* nothing is open: nothing happens */
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM register_answer"), 0);
	assert_int_equal(db_data_version(db, &after), OK);
	assert_int_equal(before, after);
	assert_int_equal(db_write_begin(db), OK);
	assert_int_equal(db_write_commit(db), OK);
}

static void a_piece_left_by_a_jump_leaves_nothing_open(void **state)
{
	(void)state;
	static const struct db_query every = {.slot = 0, .name = "every", .kind = DB_MANY, .text = SQL("SELECT key FROM register_answer"), .in = "", .out = "t"};
	assert_int_equal(db_write_begin(db), OK);
	assert_int_equal(db_savepoint(db), OK);
	put("a", OK);
	struct db_statement *left;
	bool row;
	assert_int_equal(db_read_begin(db), OK); /* nested, and never ended */
	assert_int_equal(db_prepare(db, &every, &left), OK);
	assert_int_equal(db_step(left, &row), OK);
	assert_true(row);
	db_finish(left);
	assert_int_equal(db_savepoint_undo(db), OK);
	assert_int_equal(db_savepoint(db), OK);
	put("a", OK);
	assert_int_equal(db_savepoint_release(db), OK);
	assert_int_equal(db_write_commit(db), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM register_answer"), 1);
}

static void a_connection_that_reads_cannot_begin_to_write(void **state)
{
	(void)state;
	struct db *reader;
	assert_int_equal(db_open(fixture.where, DB_READ_ONLY, &reader), OK);
	assert_int_equal(db_write_begin(reader), BROKEN);
	db_close(reader);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(the_same_mail_is_added_once),
		BOTH(a_second_header_cannot_be_smuggled_in),
		BOTH(what_has_no_reason_any_more_is_cancelled_and_nothing_else),
		BOTH(a_piece_that_fails_does_not_take_the_others),
		BOTH(what_is_abandoned_was_never_there),
		BOTH(a_piece_left_by_a_jump_leaves_nothing_open),
		BOTH(a_connection_that_reads_cannot_begin_to_write),
	};
	return both_run("outbox", tests, sizeof tests / sizeof tests[0]);
}
