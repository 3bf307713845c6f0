/* form CALL, sheet show SHEET: what a call asks, and what a sheet holds, as text or JSON; for paper intake, for tests, for whoever wants the data without the pages.
   Reads only; the machine's owner is who runs it, so nobody is asked for a permission. */
#include "actions/draft.h"
#include "actions/read_ruleset.h"
#include "actions/sheet.h"
#include "base/file.h"
#include "base/ids.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "domain/form_text.h"

static enum exit_code begin(struct invocation *in, struct db **db)
{
	enum exit_code code = open_instance(in, DB_READ_ONLY, db);
	enum status s = code == EXIT_DONE ? db_read_begin(*db) : OK;
	return s == OK ? code : say_fault(in, s);
}

/* The règlement of a call; NULL when it has none. */
static enum status rules_of(struct invocation *in, struct db *db, territory_id territory, str call, const struct ruleset **set)
{
	struct ruleset *read = NULL;
	enum status s = read_ruleset(db, in->arena, territory, call, 0, &read);
	*set = s == OK ? read : NULL;
	return s == NOT_FOUND ? OK : s;
}

/* ---- form CALL ---- */

static str argument(const struct invocation *in, size_t i, str fallback)
{
	return i < in->argument_count ? in->arguments[i] : fallback;
}

static bool is_one_of(str word, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(word, str_of(words[i])))
			return true;
	return false;
}

static bool arguments_are_right(struct invocation *in, str bearer, str request)
{
	static const char *const bearers[] = {"association", "municipality", "ccas", "intercommunality", "landlord", "citizen_council", "company", "other"},
		*const requests[] = {"first", "renewal", "roll_out"};
	if (is_one_of(bearer, bearers, sizeof bearers / sizeof *bearers) && is_one_of(request, requests, sizeof requests / sizeof *requests))
		return true;
	SAY(in, W_form_cli_bad_form);
	return false;
}

static enum exit_code print_form(struct invocation *in, const struct form *form, str call)
{
	struct result r = result_new(in);
	if (format_is(in, S("json"))) {
		struct json j = json_new(&r.out);
		json_object(&j);
		json_text(&j, S("call"), call);
		json_text(&j, S("bearer"), form->context->applicant_kind);
		json_text(&j, S("request"), form->context->request);
		form_json(&j, form);
		json_end(&j);
		out_char(&r.out, '\n');
	} else
		form_write(&r.out, form);
	return result_end(in, &r);
}

enum exit_code run_form(struct invocation *in)
{
	struct db *db;
	territory_id territory;
	struct form_context context;
	const struct ruleset *set;
	str call = in->arguments[0], bearer = argument(in, 1, S("association")), request = argument(in, 2, S("first"));
	if (!arguments_are_right(in, bearer, request))
		return EXIT_USAGE;
	enum exit_code code = begin(in, &db);
	if (code == EXIT_DONE)
		code = find_call(in, db, call, &territory);
	if (code != EXIT_DONE)
		return code;
	enum status s = rules_of(in, db, territory, call, &set);
	if (s == OK)
		s = sheet_context(db, in->arena, call, request, bearer, set, &context);
	db_read_end(db);
	return s == OK ? print_form(in, form_build(in->arena, &context, false, in->lang, NULL), call) : say_fault(in, s);
}

/* ---- sheet show SHEET ---- */

static void head_json(struct invocation *in, struct json *j, const struct sheet_head *h)
{
	json_text(j, S("sheet"), id_code(in->arena, h->sheet.v));
	json_text(j, S("kind"), h->identity ? S("identity") : S("application"));
	json_text(j, S("applicant"), h->applicant_name);
	json_text(j, S("applicant_kind"), h->applicant_kind);
	json_text(j, S("call"), h->call);
	json_text(j, S("request"), h->request);
	json_text(j, S("title"), h->title);
	json_text(j, S("state"), h->state);
	json_text(j, S("channel"), h->channel);
	json_text(j, S("number"), h->number);
	json_int(j, S("revision"), h->revision);
}

static enum exit_code print_sheet(struct invocation *in, const struct sheet *sheet)
{
	struct result r = result_new(in);
	if (format_is(in, S("json"))) {
		struct json j = json_new(&r.out);
		json_object(&j);
		head_json(in, &j, &sheet->head);
		form_values_json(&j, S("values"), &sheet->values);
		if (!sheet->head.identity)
			form_values_json(&j, S("identity"), &sheet->identity);
		json_array_in(&j, S("attached"));
		for (size_t i = 0; i < sheet->attached.n; i++) {
			json_object(&j);
			json_text(&j, S("code"), sheet->attached.at[i].code);
			json_text(&j, S("name"), sheet->attached.at[i].name);
			json_text(&j, S("sha256"), sheet->attached.at[i].sha256);
			json_end(&j);
		}
		json_end(&j);
		json_end(&j);
		out_char(&r.out, '\n');
	} else
		form_values_write(in->arena, &r.out, sheet->form, &sheet->values);
	return result_end(in, &r);
}

enum exit_code run_sheet_show(struct invocation *in)
{
	struct db *db;
	int64_t id;
	struct sheet sheet;
	struct sheet_head head;
	const struct ruleset *set = NULL;
	enum exit_code code = begin(in, &db);
	if (code != EXIT_DONE)
		return code;
	enum status s = id_of_code(in->arguments[0], &id) ? sheet_read_head(db, in->arena, (sheet_id){id}, &head) : NOT_FOUND;
	if (s == OK && !head.identity)
		s = rules_of(in, db, head.territory, head.call, &set);
	if (s == OK)
		s = sheet_read(db, in->arena, (sheet_id){id}, set, in->lang, &sheet);
	db_read_end(db);
	if (s == NOT_FOUND)
		return say_unknown(in, W_form_cli_no_sheet, in->arguments[0], NULL, 0);
	return s == OK ? print_sheet(in, &sheet) : say_fault(in, s);
}

/* ---- form check DRAFT.json ---- */

static enum exit_code print_check(struct invocation *in, const struct drafted *d, const struct problems *ps)
{
	struct result r = result_new(in);
	if (format_is(in, S("json"))) {
		struct json j = json_new(&r.out);
		json_object(&j);
		json_int(&j, S("answers"), (int64_t)(d->values.n + d->identity.n));
		json_int(&j, S("problems"), (int64_t)ps->total);
		json_array_in(&j, S("fields"));
		for (size_t i = 0; i < ps->list.n; i++)
			json_text(&j, STR_NONE, ps->list.at[i].field);
		json_end(&j);
		form_values_json(&j, S("identity"), &d->identity);
		form_values_json(&j, S("values"), &d->values);
		json_end(&j);
		out_char(&r.out, '\n');
	} else if (ps->total)
		problems_write(&r.out, in->lang, ps);
	else {
		WORDS(&r.out, in->lang, W_form_cli_ready, ARG("n", d->values.n + d->identity.n));
		out_char(&r.out, '\n');
	}
	enum exit_code code = result_end(in, &r);
	return code == EXIT_DONE && ps->total ? EXIT_INCOMPLETE : code;
}

enum exit_code run_form_check(struct invocation *in)
{
	struct db *db;
	str text;
	struct draft draft;
	struct drafted drafted;
	territory_id territory;
	const struct ruleset *set;
	struct problems ps = problems_new(in->arena);
	enum status s = file_read(in->arena, arena_cstr(in->arena, in->arguments[0]), LIMIT_APPLICATION_BYTES, &text);
	if (s != OK) {
		SAY(in, W_cli_cannot_read, ARG("file", in->arguments[0]));
		return exit_of(s);
	}
	if (draft_read(in->arena, in->arguments[0], text, &draft, &ps) != OK) {
		say_problems(in, &ps);
		return EXIT_INPUT;
	}
	enum exit_code code = begin(in, &db);
	if (code == EXIT_DONE)
		code = find_call(in, db, draft.call, &territory);
	if (code != EXIT_DONE)
		return code;
	s = rules_of(in, db, territory, draft.call, &set);
	if (s == OK)
		s = draft_check(db, in->arena, &draft, set, in->lang, &drafted, &ps);
	db_read_end(db);
	return s == OK ? print_check(in, &drafted, &ps) : say_fault(in, s);
}
