/* import CALL FILE [--preview], export CALL --format xlsx|ods|dauphin: what the pages of imports do, for scripts and tests. What needs an answer is not taken; it is told. */
#include "accounts/actor.h"
#include "accounts/person.h"
#include "actions/table_import.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "domain/contact.h"
#include "imports/table.h"
#include "store/files.h"

struct importing {
	struct invocation *in;
	struct actor actor;
	struct table_import import;
	struct table_book book;
	struct table_plan plan;
	struct table_received received;
	struct problems ps;
	str bytes;
	territory_id territory;
	int64_t scenario;
};

static enum status receive(struct db *db, void *thing)
{
	struct importing *w = thing;
	struct invocation *in = w->in;
	w->ps = problems_new(in->arena);
	enum status s = receive_table(db, in->arena, &w->actor, clock_now(), &w->received, &w->import.id);
	if (s == OK)
		s = read_table_import(db, in->arena, w->territory, in->arguments[0], w->import.id, &w->import);
	if (s == OK)
		s = plan_table(db, in->arena, in->lang, &w->import, &w->book, &w->plan, &w->ps);
	const struct table_apply apply = {.import = &w->import, .book = &w->book, .digest = w->plan.plan.digest, .confirmed = str_is_set(in->options[OPTION_REASON]),
		.reason = in->options[OPTION_REASON]};
	return s == OK ? apply_table(db, in->arena, in->lang, &w->actor, clock_now(), &apply, &w->scenario, &w->ps) : s;
}

static void say_plan(struct importing *w, struct out *o)
{
	struct invocation *in = w->in;
	const struct import_plan *p = &w->plan.plan;
	WORDS(o, in->lang, W_imports_cli_counts, ARG("makes", p->counts[IMPORT_MAKES]), ARG("changes", p->counts[IMPORT_CHANGES]), ARG("same", p->counts[IMPORT_SAME]),
	      ARG("asks", p->counts[IMPORT_ASKS]), ARG("refused", p->counts[IMPORT_REFUSED]));
	out_char(o, '\n');
	for (size_t i = 0; i < p->lines.n; i++) {
		const struct import_line *line = &p->lines.at[i];
		for (size_t k = 0; k < line->faults.list.n; k++) {
			const struct problem *at = &line->faults.list.at[k];
			WORDS(o, in->lang, W_imports_place, ARG("line", at->line), ARG("column", at->field.p ? at->field : S("")));
			out_str(o, S(" : "));
			words_write(o, in->lang, at->message, at->args, at->arg_count);
			out_char(o, '\n');
		}
	}
	for (size_t i = 0; i < p->questions.n; i++)
		if (p->questions.at[i].required && !str_is_set(p->questions.at[i].chosen)) {
			WORDS(o, in->lang, p->questions.at[i].text, ARG("what", p->questions.at[i].what));
			out_char(o, '\n');
		}
}

static enum exit_code read_file(struct importing *w)
{
	struct invocation *in = w->in;
	enum status s = file_read(in->arena, arena_cstr(in->arena, in->arguments[1]), LIMIT_TABLE_FILE_BYTES, &w->bytes);
	if (s == OK)
		s = table_read_bytes(in->arena, in->arguments[1], w->bytes, &w->book, &w->ps);
	if (s == OK)
		return EXIT_DONE;
	if (w->ps.total)
		say_problems(in, &w->ps);
	else
		SAY(in, W_cli_cannot_read, ARG("file", in->arguments[1]));
	return s == BROKEN ? EXIT_FAULT : EXIT_INPUT;
}

/* The bytes are kept before any row names them. */
static enum exit_code keep_file(struct importing *w)
{
	struct settings settings;
	struct files *files = NULL;
	struct invocation *in = w->in;
	enum exit_code code = read_settings(in, &settings);
	if (code != EXIT_DONE)
		return code;
	enum status s = str_is_set(settings.files) ? files_open(settings.files, &files) : BROKEN;
	if (s == OK)
		s = files_put(files, in->arena, w->bytes, &w->received.file.sha256);
	if (files)
		files_close(files);
	str name = in->arguments[1];
	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '/') {
			name = str_skip(name, i);
			break;
		}
	w->received.file.name = str_first(name, LIMIT_FILE_NAME_CHARS);
	w->received.file.media = S("application/octet-stream");
	w->received.file.bytes = (int64_t)w->bytes.n;
	return s == OK ? EXIT_DONE : say_fault(in, s);
}

static enum exit_code find_author(struct importing *w, struct db *db)
{
	struct person person;
	struct invocation *in = w->in;
	str email = in->options[OPTION_AUTHOR];
	enum status s = str_is_set(email) && email_read(in->arena, email, &email) ? person_of_email(db, in->arena, email, &person) : NOT_FOUND;
	if (s == OK)
		s = actor_of_person(db, in->arena, person.id, &w->actor);
	if (s == NOT_FOUND)
		SAY(in, W_imports_cli_author);
	return s == OK ? EXIT_DONE : s == NOT_FOUND ? EXIT_INPUT : say_fault(in, s);
}

static enum exit_code preview(struct importing *w, struct db *db)
{
	struct invocation *in = w->in;
	w->import = (struct table_import){.territory = w->territory, .call = in->arguments[0], .kind = w->received.kind, .name = in->arguments[1], .state = S("received"),
		.mapping = *w->received.mapping};
	enum status s = plan_table(db, in->arena, in->lang, &w->import, &w->book, &w->plan, &w->ps);
	if (s != OK) {
		say_problems(in, &w->ps);
		return w->ps.total ? exit_of(s) : say_fault(in, s);
	}
	struct result r = result_new(in);
	say_plan(w, &r.out);
	enum exit_code code = result_end(in, &r);
	const struct import_plan *p = &w->plan.plan;
	return code == EXIT_DONE && (p->counts[IMPORT_REFUSED] || p->counts[IMPORT_ASKS]) ? EXIT_NO : code;
}

static enum exit_code apply(struct importing *w, struct db *db)
{
	struct invocation *in = w->in;
	enum exit_code code = find_author(w, db);
	if (code == EXIT_DONE)
		code = keep_file(w);
	if (code != EXIT_DONE)
		return code;
	enum status s = db_write(db, receive, w);
	say_problems(in, &w->ps);
	if (s != OK)
		return w->ps.total || s == DENIED ? exit_of(s) : say_fault(in, s);
	struct result r = result_new(in);
	say_plan(w, &r.out);
	code = result_end(in, &r);
	return code == EXIT_DONE && (w->plan.plan.counts[IMPORT_REFUSED] || w->plan.plan.counts[IMPORT_ASKS]) ? EXIT_NO : code;
}

enum exit_code run_import(struct invocation *in)
{
	struct db *db;
	struct importing w = {.in = in, .ps = problems_new(in->arena)};
	struct import_mapping mapping;
	bool only_look = str_is_set(in->options[OPTION_PREVIEW]);
	enum exit_code code = open_instance(in, only_look ? DB_READ_ONLY : DB_READ_WRITE, &db);
	if (code == EXIT_DONE)
		code = find_call(in, db, in->arguments[0], &w.territory);
	if (code == EXIT_DONE)
		code = read_file(&w);
	if (code != EXIT_DONE)
		return code;
	w.received.call = in->arguments[0];
	w.received.mapping = &mapping;
	enum status s = propose_mapping(db, in->arena, in->lang, in->arguments[0], &w.book, &mapping, &w.received.headings, &w.received.kind);
	if (s != OK)
		return say_fault(in, s);
	return only_look ? preview(&w, db) : apply(&w, db);
}
