/* jobs run; mail list, retry, test: the mail of an instance by who runs the machine, and the look that doctor takes at it. `serve` does the same work in its own thread. */
#include "cli/mail.h"

#include "actions/outbox_desk.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "base/ids.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "gen/queries.h"
#include "jobs/jobs.h"

#include <signal.h>

static void close_files(void *files)
{
	files_close(files);
}

static enum exit_code read_options(struct invocation *in, struct settings *settings, struct jobs_options *options)
{
	enum exit_code code = read_settings(in, settings);
	*options = (struct jobs_options){.place = place_of(in), .settings = settings};
	if (code == EXIT_DONE && settings->files.p) {
		if (files_open(settings->files, &options->files) != OK) {
			SAY(in, W_core_cannot_use_files, ARG("folder", settings->files));
			return EXIT_INPUT;
		}
		arena_defer(in->arena, close_files, options->files);
	}
	return code;
}

static enum exit_code say_done(struct invocation *in, const struct settings *settings, const struct jobs_done *done)
{
	if (!mail_is_set(settings))
		SAY(in, W_mail_cli_not_set);
	if (done->sent.down)
		SAY(in, W_mail_cli_down, ARG("answer", done->sent.answer));
	SAY(in, W_mail_cli_round, ARG("sent", done->sent.sent), ARG("later", done->sent.later), ARG("failed", done->sent.failed), ARG("reminders", done->reminders));
	return done->sent.down ? EXIT_IO : EXIT_DONE;
}

/* Once, or until SIGTERM or SIGINT. */
enum exit_code run_jobs(struct invocation *in)
{
	struct settings settings;
	struct jobs_options options;
	struct jobs_done done;
	struct jobs *jobs;
	struct db *db;
	sigset_t stop_signals;
	int received;
	enum exit_code code = read_options(in, &settings, &options);
	if (code == EXIT_DONE)
		code = open_instance(in, DB_READ_ONLY, &db); /* says what is wrong */
	if (code != EXIT_DONE)
		return code;
	if (str_is_set(in->options[OPTION_ONCE])) {
		enum status s = jobs_once(&options, &done);
		return s == OK ? say_done(in, &settings, &done) : say_fault(in, s);
	}
	(void)sigemptyset(&stop_signals);
	(void)sigaddset(&stop_signals, SIGTERM);
	(void)sigaddset(&stop_signals, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &stop_signals, NULL);
	if (!mail_is_set(&settings))
		SAY(in, W_mail_cli_not_set);
	enum status s = jobs_start(&options, &jobs);
	if (s != OK)
		return say_fault(in, s);
	(void)sigwait(&stop_signals, &received);
	SAY(in, W_cli_stopping);
	jobs_stop(jobs);
	return EXIT_DONE;
}

/* ---- lists ---- */

static const struct listing_column columns[] = {
	{"mail", W_mail_column_mail}, {"state", W_mail_column_state}, {"kind", W_mail_column_kind}, {"recipient", W_mail_column_recipient}, {"created", W_mail_column_created},
	{"next", W_mail_column_next}, {"tries", W_mail_column_tries}, {"answer", W_mail_column_answer},
};

static const char *const states[] = {"failed", "waiting", "sent", "cancelled"};
enum { STATES = sizeof states / sizeof *states };

static str iso(struct invocation *in, instant at)
{
	return str_of(instant_iso(at, ARENA_ARRAY(in->arena, 32, char)));
}

static void add_line(struct invocation *in, struct listing *l, const struct outbox_line *m)
{
	const struct listing_cell row[] = {text_cell(id_code(in->arena, m->mail)), text_cell(m->state), text_cell(m->kind), text_cell(m->recipient), text_cell(iso(in, m->created)),
		text_cell(str_eq(m->state, S("waiting")) ? iso(in, m->next) : STR_NONE), number_cell(m->tries), text_cell(m->answer)};
	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		*LIST_ADD(in->arena, &l->cells) = row[i];
}

/* What failed and what waits, unless a state is named. */
enum exit_code run_mail_list(struct invocation *in)
{
	const str wanted = in->options[OPTION_STATE];
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof *columns};
	struct db *db;
	enum status s = OK;
	bool known = !str_is_set(wanted);
	for (size_t i = 0; i < STATES; i++)
		known = known || str_eq(wanted, str_of(states[i]));
	if (!known) {
		SAY(in, W_mail_cli_bad_state, ARG("state", wanted));
		return EXIT_USAGE;
	}
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE)
		return code;
	for (size_t i = 0; s == OK && i < STATES; i++) {
		struct outbox_lines lines = {0};
		if (str_is_set(wanted) ? !str_eq(wanted, str_of(states[i])) : i > 1)
			continue;
		s = outbox_read(db, in->arena, str_of(states[i]), clock_now(), LIMIT_PROGRAMME_ACTIONS, &lines);
		for (size_t k = 0; s == OK && k < lines.n; k++)
			add_line(in, &l, &lines.at[k]);
	}
	return s == OK ? listing_print(in, &l) : say_fault(in, s);
}

/* ---- again ---- */

struct retrying {
	struct invocation *in;
	int64_t n;
	str unknown; /* a number that no mail has; the rest is not done either */
};

static enum status retry(struct db *db, void *arg)
{
	struct retrying *r = arg;
	const struct outbox_hand hand = {.db = db, .arena = r->in->arena, .now = clock_now()};
	enum status s = OK;
	r->n = 0;
	if (r->in->argument_count == 0)
		return outbox_send_all_again(&hand, &r->n);
	for (size_t i = 0; s == OK && i < r->in->argument_count; i++) {
		int64_t mail;
		s = id_of_code(r->in->arguments[i], &mail) ? outbox_send_again(&hand, mail) : NOT_FOUND;
		r->n += s == OK;
		if (s == NOT_FOUND)
			r->unknown = r->in->arguments[i];
	}
	return s;
}

enum exit_code run_mail_retry(struct invocation *in)
{
	struct retrying r = {.in = in};
	struct db *db;
	enum exit_code code = open_instance(in, DB_READ_WRITE, &db);
	if (code != EXIT_DONE)
		return code;
	enum status s = db_write(db, retry, &r);
	if (s == NOT_FOUND) {
		SAY(in, W_mail_cli_unknown, ARG("code", r.unknown));
		return EXIT_INPUT;
	}
	if (s != OK)
		return say_fault(in, s);
	SAY(in, W_mail_cli_again, ARG("n", r.n));
	return EXIT_DONE;
}

/* ---- a test ---- */

struct testing {
	struct invocation *in;
	const struct settings *settings;
	int64_t mail;
};

static enum status write_test(struct db *db, void *arg)
{
	struct testing *t = arg;
	const struct outbox_hand hand = {.db = db, .arena = t->in->arena, .now = clock_now()};
	return outbox_write_test(&hand, t->in->arguments[0], t->in->lang, t->settings->public_url, &t->mail);
}

static enum exit_code say_tested(struct invocation *in, struct db *db, int64_t mail)
{
	struct q_outbox_one_row row;
	enum status s = q_outbox_one(db, in->arena, mail, &row);
	if (s != OK)
		return say_fault(in, s);
	const bool left = str_eq(row.state, S("sent"));
	if (left)
		SAY(in, W_mail_cli_test_sent, ARG("email", in->arguments[0]));
	else
		SAY(in, W_mail_cli_test_not);
	return left ? EXIT_DONE : EXIT_NO;
}

/* Written, then sent with what else is due: a server that takes only the test would prove little. */
enum exit_code run_mail_test(struct invocation *in)
{
	struct settings settings;
	struct jobs_options options;
	struct jobs_done done;
	struct testing t = {.in = in, .settings = &settings};
	struct db *db;
	enum exit_code code = read_options(in, &settings, &options);
	if (code == EXIT_DONE)
		code = open_instance(in, DB_READ_WRITE, &db);
	if (code != EXIT_DONE)
		return code;
	enum status s = db_write(db, write_test, &t);
	if (s == INVALID) {
		SAY(in, W_mail_cli_bad_address, ARG("email", in->arguments[0]));
		return EXIT_INPUT;
	}
	if (s == OK)
		s = jobs_once(&options, &done);
	if (s != OK)
		return say_fault(in, s);
	code = say_done(in, &settings, &done);
	enum exit_code said = say_tested(in, db, t.mail);
	return code == EXIT_DONE ? said : code;
}

/* ---- doctor ---- */

enum status doctor_mail(struct invocation *in, str place, const struct settings *settings, struct doctor_report *report)
{
	struct db *db;
	struct outbox_counts counts;
	if (db_open(place, DB_READ_ONLY, &db) != OK)
		return OK; /* the checks before have said so */
	enum status s = outbox_count(db, in->arena, clock_now(), &counts);
	db_close(db);
	if (s != OK)
		return s;
	const bool set = mail_is_set(settings);
	const enum word word = counts.failed ? W_mail_doctor_failed : !set ? W_mail_doctor_not_set : counts.late ? W_mail_doctor_waiting : W_mail_doctor_good;
	const bool good = word == W_mail_doctor_good;
	struct doctor_result *r = LIST_ADD(in->arena, &report->list);
	*r = (struct doctor_result){.name = S("mail"), .state = good ? DOCTOR_OK : DOCTOR_WARNING, .message = word, .arg_count = !good};
	r->args[0] = ARG("n", counts.failed ? counts.failed : !set ? counts.waiting : counts.late);
	if (r->state > report->worst)
		report->worst = r->state;
	return OK;
}
