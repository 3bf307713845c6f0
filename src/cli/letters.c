/* letters CALL --funder CODE: the letters of a funder that wait to be signed, as one PDF: what the page of notifications gives. */
#include "cli/commands.h"

#include "actions/read_notices.h"
#include "base/clock.h"
#include "jobs/make_letters.h"

static enum status waiting_letters(const struct document_maker *m, str call, str funder, str *pdf, struct problems *ps)
{
	const struct notice_wish wish = {.db = m->db, .arena = m->arena, .lang = m->lang, .call = call, .funder = funder};
	struct notices n;
	LIST_OF(str) all = {0};
	enum status s = read_notices(&wish, &n);
	for (size_t i = 0; !s && i < n.list.n; i++)
		if (n.list.at[i].letter && n.list.at[i].progress == NOTICE_MADE)
			*LIST_ADD(m->arena, &all) = n.list.at[i].letter->sha256;
	return s ? s : merge_letters(m, all.at, all.n, LETTERS_ONE_SIDE, pdf, ps);
}

enum exit_code run_letters(struct invocation *in)
{
	struct db *db;
	struct settings settings;
	struct files *files = NULL;
	territory_id territory;
	str pdf = STR_NONE;
	struct problems ps = problems_new(in->arena);
	if (!str_is_set(in->options[OPTION_FUNDER])) {
		SAY(in, W_notify_cli_funder);
		return EXIT_USAGE;
	}
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE || (code = find_call(in, db, in->arguments[0], &territory)) != EXIT_DONE || (code = read_settings(in, &settings)) != EXIT_DONE)
		return code;
	if (str_is_set(settings.files) && files_open(settings.files, &files) != OK)
		return say_fault(in, BROKEN);
	const struct document_maker m = {.db = db, .arena = in->arena, .files = files, .settings = &settings, .lang = in->lang, .now = clock_now()};
	enum status s = db_read_begin(db);
	if (!s) {
		s = waiting_letters(&m, in->arguments[0], in->options[OPTION_FUNDER], &pdf, &ps);
		db_read_end(db);
	}
	if (files)
		files_close(files);
	say_problems(in, &ps);
	if (s == NOT_FOUND) {
		SAY(in, W_notify_cli_none);
		return EXIT_NO;
	}
	if (s != OK)
		return ps.total ? exit_of(s) : say_fault(in, s);
	struct result r = result_new(in);
	out_str(&r.out, pdf);
	return result_end(in, &r);
}
