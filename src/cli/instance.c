/* init, migrate, doctor, backup, restore, verify, copy: the instance itself. */
#include "base/json.h"
#include "base/seal.h"
#include "base/clock.h"
#include "cli/commands.h"
#include "actions/examine_programmes.h"
#include "cli/adoption.h"
#include "cli/filings.h"
#include "cli/mail.h"
#include "store/audit.h"
#include "store/backup.h"
#include "store/doctor.h"
#include "store/files_copy.h"

#include <stdio.h>
#include <unistd.h>

/* Problems when there are any, else what the status says of the place. */
static enum exit_code refuse(const struct invocation *in, enum status s, const struct problems *ps, str place)
{
	if (ps->total)
		say_problems(in, ps);
	else if (s == NOT_FOUND)
		SAY(in, W_cli_no_instance, ARG("place", place));
	else if (s == INVALID)
		SAY(in, W_cli_bad_place, ARG("place", place));
	else
		SAY(in, W_cli_cannot_open, ARG("place", place), ARG("reference", last_fault_reference()));
	return exit_of(s);
}

enum exit_code make_belongings(struct invocation *in, const struct settings *settings)
{
	struct files *files;
	if (settings->key_file.p && seal_key_make(arena_cstr(in->arena, settings->key_file)) != OK) {
		SAY(in, W_core_cannot_use_key, ARG("file", settings->key_file));
		return EXIT_INPUT;
	}
	if (settings->files.p && files_open(settings->files, &files) != OK) {
		SAY(in, W_core_cannot_use_files, ARG("folder", settings->files));
		return EXIT_INPUT;
	}
	if (settings->files.p)
		files_close(files);
	return EXIT_DONE;
}

static enum exit_code create(struct invocation *in, enum word done)
{
	str place = place_of(in);
	struct problems ps = problems_new(in->arena);
	enum status s = db_create_explained(place, &ps);
	if (s != OK)
		return refuse(in, s, &ps, place);
	struct settings settings;
	enum exit_code code = read_settings(in, &settings);
	if (code == EXIT_DONE)
		code = make_belongings(in, &settings);
	if (code == EXIT_DONE)
		SAY(in, done, ARG("place", place));
	return code;
}

enum exit_code run_init(struct invocation *in)
{
	return create(in, W_cli_init_done);
}

/* Like init, but never where there is nothing yet: a mistyped place must not become a new instance. */
enum exit_code run_migrate(struct invocation *in)
{
	struct db *db;
	struct problems ps = problems_new(in->arena);
	enum status s = db_open_explained(place_of(in), DB_READ_WRITE, &ps, &db);
	if (s == OK)
		db_close(db);
	if (s == NOT_FOUND)
		return refuse(in, s, &ps, place_of(in));
	return create(in, W_cli_migrated);
}

static void doctor_json(struct out *o, enum lang lang, const struct doctor_report *report)
{
	struct json j = json_new(o);
	json_object(&j);
	json_text(&j, S("worst"), str_of(doctor_state_name(report->worst)));
	json_array_in(&j, S("checks"));
	for (size_t i = 0; i < report->list.n; i++) {
		const struct doctor_result *r = &report->list.at[i];
		struct out message = out_new(4096);
		words_write(&message, lang, r->message, r->args, r->arg_count);
		json_object(&j);
		json_text(&j, S("name"), r->name);
		json_text(&j, S("state"), str_of(doctor_state_name(r->state)));
		json_text(&j, S("message"), out_text(&message));
		json_end(&j);
		out_free(&message);
	}
	json_end(&j);
	json_end(&j);
	out_char(o, '\n');
}

enum exit_code run_doctor(struct invocation *in)
{
	struct doctor_report report = {0};
	struct problems none = problems_new(in->arena);
	struct settings settings;
	enum exit_code settled = read_settings(in, &settings);
	if (settled != EXIT_DONE)
		return settled;
	enum status s = doctor_run(in->arena, place_of(in), &report);
	if (s == OK)
		s = doctor_key(in->arena, place_of(in), settings.key_file, &report);
	if (s != OK)
		return refuse(in, s, &none, place_of(in));
	enum doctor_depth depth = str_is_set(in->options[OPTION_DEEP]) ? DOCTOR_DEEP : DOCTOR_QUICK;
	enum doctor_hand hand = str_is_set(in->options[OPTION_REPAIR]) ? DOCTOR_REPAIRS : DOCTOR_LOOKS;
	if (settings.files.p && report.worst != DOCTOR_FAILED && doctor_files(in->arena, place_of(in), settings.files, depth, hand, clock_now().ms / 1000, &report) == BROKEN)
		return say_fault(in, BROKEN);
	if (doctor_filings(in, place_of(in), &report) != OK || doctor_programmes(in, place_of(in), &report) != OK || doctor_mail(in, place_of(in), &settings, &report) != OK)
		report.worst = DOCTOR_FAILED; /* the fault is in the log */
	struct result r = result_new(in);
	if (format_is(in, S("json")))
		doctor_json(&r.out, in->lang, &report);
	else
		doctor_write(&r.out, in->lang, &report);
	enum exit_code code = result_end(in, &r);
	return code == EXIT_DONE && report.worst == DOCTOR_FAILED ? EXIT_NO : code;
}

enum exit_code run_backup(struct invocation *in)
{
	struct problems ps = problems_new(in->arena);
	struct backup_report report;
	struct settings settings;
	enum exit_code settled = read_settings(in, &settings);
	if (settled != EXIT_DONE)
		return settled;
	enum status s = backup_make_with_files(place_of(in), settings.files, arena_cstr(in->arena, in->arguments[0]), &report, &ps);
	if (s != OK) {
		enum exit_code code = refuse(in, s, &ps, place_of(in));
		return ps.total && s != INVALID ? EXIT_IO : code; /* the problems tell of FILE's folder */
	}
	SAY(in, W_cli_backup_done, ARG("file", in->arguments[0]), ARG("hash", str_of(report.audit_hash)));
	say_problems(in, &ps); /* bytes that the instance has lost */
	return ps.total ? EXIT_NO : EXIT_DONE;
}

enum exit_code run_restore(struct invocation *in)
{
	struct problems ps = problems_new(in->arena);
	struct copy_report report;
	enum restore_over over = str_is_set(in->options[OPTION_FORCE]) ? RESTORE_OVER_DATA : RESTORE_EMPTY_ONLY;
	struct settings settings;
	enum exit_code settled = read_settings(in, &settings);
	if (settled != EXIT_DONE)
		return settled;
	enum status s = restore_with_files(place_of(in), settings.files, arena_cstr(in->arena, in->arguments[0]), over, &report, &ps);
	if (s == CONFLICT && !ps.total) {
		SAY(in, W_cli_restore_not_empty, ARG("place", place_of(in)));
		return EXIT_INPUT;
	}
	if (s != OK)
		return refuse(in, s, &ps, in->arguments[0]);
	SAY(in, W_cli_restore_done, ARG("file", in->arguments[0]), ARG("place", place_of(in)));
	return EXIT_DONE;
}

enum exit_code run_verify(struct invocation *in)
{
	struct db *db;
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE)
		return code;
	struct audit_report report;
	enum status s = audit_verify(db, &report);
	if (s != OK)
		return say_fault(in, s);
	if (report.first_broken) {
		SAY(in, W_cli_verify_bad, ARG("seq", report.first_broken));
		return EXIT_NO;
	}
	struct programmes_examined examined;
	s = examine_programmes(db, in->arena, &examined);
	if (s != OK)
		return say_fault(in, s);
	if (examined.altered) {
		SAY(in, W_adoption_doctor_altered, ARG("n", examined.altered), ARG("number", examined.first));
		return EXIT_NO;
	}
	SAY(in, W_cli_verify_good, ARG("n", report.rows));
	struct result r = result_new(in);
	out_fmt(&r.out, "%s\n", report.last_hash);
	return result_end(in, &r);
}

static void table_copied(void *context, const char *table, size_t done, size_t total)
{
	(void)context;
	if (isatty(STDERR_FILENO))
		(void)dprintf(STDERR_FILENO, "\r\033[K%zu/%zu %s%s", done, total, table, done == total ? "\n" : "");
}

/* Where the documents of a place are: in its folder; for PostgreSQL, where the settings say. */
static str files_of_place(struct arena *a, str place, const struct settings *settings)
{
	if (str_starts(place, S("postgres://")) || str_starts(place, S("postgresql://")))
		return settings->files;
	str folder = str_starts(place, S("sqlite:")) ? str_skip(place, 7) : place;
	return arena_fmt(a, "%.*s/files", STR_ARGS(folder));
}

/* Where the documents that come from a place are: a folder of data may have them where the settings say, too. */
static str files_from_place(struct arena *a, str place, const struct settings *settings)
{
	str usual = files_of_place(a, place, settings);
	return str_is_set(settings->files) && (!str_is_set(usual) || access(arena_cstr(a, usual), F_OK) != 0) ? settings->files : usual;
}

/* Before the rows, and after them: what was added meanwhile. */
static enum status copy_files(struct invocation *in, const struct settings *settings, struct problems *ps)
{
	struct db *db = NULL;
	struct files_copied copied = {0};
	str from = files_from_place(in->arena, in->options[OPTION_FROM], settings), to = files_of_place(in->arena, in->options[OPTION_TO], settings);
	if (!str_is_set(to) || str_eq(from, to))
		return OK;
	enum status s = db_open_explained(in->options[OPTION_FROM], DB_READ_ONLY, ps, &db);
	if (s == OK)
		s = files_copy_folders(db, from, to, ps, &copied);
	db_close(db);
	return s == OK && copied.missing ? INVALID : s;
}

enum exit_code run_copy(struct invocation *in)
{
	str from = in->options[OPTION_FROM], to = in->options[OPTION_TO];
	if (!str_is_set(from) || !str_is_set(to)) {
		SAY(in, W_cli_copy_needs);
		return EXIT_USAGE;
	}
	struct problems ps = problems_new(in->arena);
	struct copy_report report;
	const struct copy_progress progress = {.table_done = table_copied};
	struct settings settings;
	enum exit_code settled = read_settings(in, &settings);
	if (settled != EXIT_DONE)
		return settled;
	struct db *source = NULL; /* there before anything is made */
	enum status s = db_open_explained(from, DB_READ_ONLY, &ps, &source);
	db_close(source);
	if (s == OK)
		s = db_create_explained(to, &ps); /* the folder that the bytes go to */
	if (s == OK)
		s = copy_files(in, &settings, &ps);
	if (s == OK)
		s = copy_instance(from, to, &progress, &report, &ps);
	if (s == OK)
		s = copy_files(in, &settings, &ps);
	if (s != OK)
		return refuse(in, s, &ps, from);
	SAY(in, W_cli_copy_done, ARG("from", from), ARG("to", to), ARG("n", report.rows));
	return EXIT_DONE;
}
