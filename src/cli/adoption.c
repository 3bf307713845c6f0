/* programme CALL in documents, programme adopt CALL [SCENARIO], template fields, template KIND: what the pages do, for scripts and tests. */
#include "accounts/actor.h"
#include "accounts/person.h"
#include "domain/contact.h"
#include "actions/adopt_programme.h"
#include "actions/examine_programmes.h"
#include "actions/read_programme.h"
#include "base/clock.h"
#include "cli/adoption.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "documents/annex.h"
#include "documents/template_fields.h"
#include "gen/queries.h"
#include "jobs/make_annex.h"

enum exit_code write_annex(struct invocation *in, struct db *db, territory_id territory, const struct programme *p, enum annex_format format)
{
	struct settings settings;
	struct made_document made;
	struct files *files = NULL;
	struct problems ps = problems_new(in->arena);
	enum exit_code code = read_settings(in, &settings);
	if (code != EXIT_DONE)
		return code;
	if (str_is_set(settings.files) && files_open(settings.files, &files) != OK)
		return say_fault(in, BROKEN);
	const struct document_maker m = {.db = db, .arena = in->arena, .files = files, .settings = &settings, .lang = in->lang, .now = clock_now()};
	enum status s = make_annex(&m, territory, p, format, &made, &ps);
	if (files)
		files_close(files);
	say_problems(in, &ps);
	if (s == NOT_FOUND) {
		SAY(in, W_adoption_cli_no_office);
		return EXIT_INPUT;
	}
	if (s != OK)
		return ps.total ? exit_of(s) : say_fault(in, s);
	struct result r = result_new(in);
	out_str(&r.out, made.bytes);
	return result_end(in, &r);
}

/* ---- adopt ---- */

struct adopting {
	struct invocation *in;
	struct actor actor;
	struct adoption adoption;
	struct problems ps;
	int64_t version;
	bool adopted; /* already: nothing was done */
};

static enum status adopt(struct db *db, void *thing)
{
	struct adopting *w = thing;
	w->ps = problems_new(w->in->arena);
	struct adoption_check check;
	enum status s = adopt_programme(db, w->in->arena, w->in->lang, &w->actor, clock_now(), &w->adoption, &w->version, &w->ps);
	w->adopted = s == CONFLICT && check_adoption(db, w->in->arena, w->in->lang, clock_now(), &w->adoption, &check) == OK && check.adopted;
	return s;
}

static enum exit_code say_adopted(struct adopting *w, struct db *db, territory_id territory)
{
	struct q_adoption_frozen_row row;
	enum status s = q_adoption_frozen(db, w->in->arena, territory, w->adoption.call, w->version, &row);
	if (s)
		return say_fault(w->in, s);
	SAY(w->in, W_adoption_cli_adopted, ARG("version", (long)w->version), ARG("sha256", row.sha256));
	return EXIT_DONE;
}

enum exit_code run_adopt(struct invocation *in)
{
	struct db *db;
	territory_id territory;
	struct person person;
	struct adopting w = {.in = in, .adoption = {.call = in->arguments[0], .scenario = GRID_SESSION, .reason = in->options[OPTION_REASON], .title = in->options[OPTION_NAME]}};
	if (in->argument_count > 1 && (!str_to_int64(in->arguments[1], &w.adoption.scenario) || w.adoption.scenario < 1))
		return EXIT_USAGE;
	if (!str_is_set(in->options[OPTION_AUTHOR])) {
		SAY(in, W_adoption_cli_author);
		return EXIT_USAGE;
	}
	enum exit_code code = open_instance(in, DB_READ_WRITE, &db);
	if (code != EXIT_DONE || (code = find_call(in, db, in->arguments[0], &territory)) != EXIT_DONE)
		return code;
	str email = in->options[OPTION_AUTHOR];
	enum status s = email_read(in->arena, email, &email) ? person_of_email(db, in->arena, email, &person) : NOT_FOUND;
	if (!s)
		s = actor_of_person(db, in->arena, person.id, &w.actor);
	if (s == NOT_FOUND) {
		SAY(in, W_adoption_cli_author);
		return EXIT_INPUT;
	}
	s = s ? s : db_write(db, adopt, &w);
	say_problems(in, &w.ps);
	if (w.adopted)
		SAY(in, W_adoption_cli_already, ARG("n", w.adoption.scenario));
	else if (s == CONFLICT)
		SAY(in, W_adoption_cli_changed);
	if (s)
		return w.ps.total || s == CONFLICT ? exit_of(s) : say_fault(in, s);
	return say_adopted(&w, db, territory);
}

/* ---- templates ---- */

static const struct listing_column columns[] = {
	{"kinds", W_adoption_templates_kind}, {"name", W_adoption_templates_name}, {"within", W_adoption_templates_within}, {"label", W_adoption_templates_label},
	{"example", W_adoption_templates_example},
};

static str kinds_text(struct invocation *in, unsigned kinds)
{
	str all = S("");
	for (unsigned k = 0; k < TEMPLATE_KINDS; k++)
		if (kinds & (1u << k))
			all = arena_fmt(in->arena, "%.*s%s%s", STR_ARGS(all), all.n ? " " : "", template_kind_name((enum template_kind)k));
	return all;
}

enum exit_code run_template_fields(struct invocation *in)
{
	size_t n;
	const struct template_field *f = template_fields(&n);
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof *columns};
	for (size_t i = 0; i < n; i++) {
		*LIST_ADD(in->arena, &l.cells) = text_cell(kinds_text(in, f[i].kinds));
		*LIST_ADD(in->arena, &l.cells) = text_cell(f[i].list ? arena_fmt(in->arena, "#%.*s", STR_ARGS(f[i].name)) : f[i].name);
		*LIST_ADD(in->arena, &l.cells) = text_cell(f[i].within);
		*LIST_ADD(in->arena, &l.cells) = text_cell(word_text(in->lang, f[i].label));
		*LIST_ADD(in->arena, &l.cells) = text_cell(word_text(in->lang, f[i].example));
	}
	return listing_print(in, &l);
}

/* The annex has a column a funder: it needs a call. */
static enum status annex_of(struct invocation *in, str *bytes)
{
	struct db *db;
	territory_id territory;
	struct q_programme_funders_rows rows;
	if (open_instance(in, DB_READ_ONLY, &db) != EXIT_DONE || find_call(in, db, in->arguments[1], &territory) != EXIT_DONE)
		return NOT_FOUND;
	enum status s = q_programme_funders(db, in->arena, territory, &rows);
	struct programme_funder *funders = ARENA_ARRAY(in->arena, rows.n + 1, struct programme_funder);
	for (size_t i = 0; !s && i < rows.n; i++)
		funders[i] = (struct programme_funder){.code = rows.at[i].code, .label = rows.at[i].label, .valued = rows.at[i].valued};
	return s ? s : annex_template(in->arena, in->lang, funders, rows.n, bytes);
}

enum exit_code run_template(struct invocation *in)
{
	str bytes;
	enum template_kind kind = template_kind_of_name(in->arguments[0]);
	if (kind == TEMPLATE_KINDS || (kind == TEMPLATE_annex && in->argument_count < 2)) {
		SAY(in, W_adoption_cli_no_kind, ARG("code", in->arguments[0]));
		return EXIT_USAGE;
	}
	enum status s = kind == TEMPLATE_annex ? annex_of(in, &bytes) : letter_template(in->arena, in->lang, kind, &bytes);
	if (s)
		return s == NOT_FOUND ? EXIT_INPUT : say_fault(in, s);
	struct result r = result_new(in);
	out_str(&r.out, bytes);
	return result_end(in, &r);
}

/* ---- doctor ---- */

enum status doctor_programmes(struct invocation *in, str place, struct doctor_report *report)
{
	struct db *db;
	struct programmes_examined examined = {0};
	if (db_open(place, DB_READ_ONLY, &db) != OK)
		return OK; /* the checks before have said so */
	enum status s = db_read_begin(db);
	if (s == OK) {
		s = examine_programmes(db, in->arena, &examined);
		db_read_end(db);
	}
	if (s == OK) {
		struct doctor_result *r = LIST_ADD(in->arena, &report->list);
		*r = (struct doctor_result){.name = S("programmes"), .state = examined.altered ? DOCTOR_FAILED : DOCTOR_OK,
			.message = examined.altered ? W_adoption_doctor_altered : W_adoption_doctor_sound, .arg_count = 2};
		r->args[0] = ARG("n", examined.altered ? examined.altered : examined.programmes);
		r->args[1] = ARG("number", examined.first.p ? examined.first : S(""));
		if (r->state > report->worst)
			report->worst = r->state;
	}
	db_close(db);
	return s;
}
