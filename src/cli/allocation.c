/* allocate CALL [NAME=VALUE…] and scenarios CALL: the best distribution worked out here and now, without writing anything, with the demands of the page by the names of its fields
   (actions/distribution_wishes.h); the scenarios of a call with their totals. Exit 1 when no distribution meets the demands. */
#include "actions/distribute.h"
#include "actions/scenarios.h"
#include "base/clock.h"
#include "base/format.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/listing.h"

/* Numbers of the command line: 0 when it is not given. EXIT_USAGE when it is no number above 0. */
static enum exit_code number_option(const struct invocation *in, enum option option, int64_t *value)
{
	str typed = in->options[option];
	*value = 0;
	return !typed.p || (str_to_int64(typed, value) && *value > 0) ? EXIT_DONE : EXIT_USAGE;
}

static void out_marks(struct invocation *in, struct out *o, int64_t milli)
{
	out_milli(o, in->lang, milli);
}

static void say_text(struct invocation *in, struct out *o, const struct distribution *d)
{
	struct out mark = out_new(LIMIT_CODE_BYTES), bound = out_new(LIMIT_CODE_BYTES), gap = out_new(LIMIT_CODE_BYTES), rank = out_new(LIMIT_CODE_BYTES);
	out_marks(in, &mark, d->mark);
	out_marks(in, &bound, d->bound);
	out_marks(in, &gap, (d->gap_ppm + 5) / 10);
	out_marks(in, &rank, d->rank_mark);
	WORDS(o, in->lang, W_allocation_found, ARG("n", (int64_t)d->count), ARG("all", (int64_t)d->projects), ARG("given", d->given), ARG("mark", out_text(&mark)));
	out_char(o, '\n');
	WORDS(o, in->lang, W_allocation_gap, ARG("gap", out_text(&gap)), ARG("bound", out_text(&bound)));
	out_char(o, '\n');
	WORDS(o, in->lang, W_allocation_ranking, ARG("n", (int64_t)d->rank_count), ARG("given", d->rank_given), ARG("mark", out_text(&rank)));
	out_char(o, '\n');
	for (size_t i = 0; d->solved && i < d->solved->rows.n; i++) {
		const struct grid_row *row = &d->solved->rows.at[i];
		const money given = grid_row_given(d->solved, row);
		if (given.cents > 0)
			out_fmt(o, "%lld.%02lld\t%lld\t%.*s\n", (long long)(given.cents / 100), (long long)(given.cents % 100), (long long)row->id.v, STR_ARGS(row->title));
	}
	out_free(&mark);
	out_free(&bound);
	out_free(&gap);
	out_free(&rank);
}

static enum exit_code say_distribution(struct invocation *in, const struct distribution *d)
{
	struct result r = result_new(in);
	const bool found = d->outcome == SOLVE_OPTIMAL || d->outcome == SOLVE_IN_TIME;
	if (format_is(in, S("json"))) {
		distribution_json(&r.out, d);
	} else if (found) {
		say_text(in, &r.out, d);
	} else {
		WORDS(&r.out, in->lang, d->outcome == SOLVE_INFEASIBLE ? W_allocation_infeasible : W_allocation_unknown);
		out_char(&r.out, '\n');
		for (size_t i = 0; i < d->conflict.n; i++)
			out_fmt(&r.out, "- %.*s (%lld)\n", STR_ARGS(str_is_set(d->conflict.at[i].label) ? d->conflict.at[i].label : d->conflict.at[i].code), (long long)d->conflict.at[i].number);
	}
	enum exit_code code = result_end(in, &r);
	return code == EXIT_DONE && !found ? EXIT_NO : code;
}

static bool take_wishes(struct invocation *in, struct wish_fields *fields)
{
	*fields = (struct wish_fields){0};
	for (size_t i = 1; i < in->argument_count; i++) {
		str name, value;
		if (!str_cut(in->arguments[i], '=', &name, &value) || !str_is_set(name))
			return false;
		*LIST_ADD(in->arena, fields) = (struct wish_field){name, value.p ? value : S("")};
	}
	return true;
}

enum exit_code run_allocate(struct invocation *in)
{
	struct db *db;
	struct wish_fields fields;
	struct distribution d;
	territory_id territory;
	struct problems ps = problems_new(in->arena);
	struct distributing work = {.arena = in->arena, .lang = in->lang, .now = clock_now(), .call = in->arguments[0], .fields = &fields};
	if (number_option(in, OPTION_SCENARIO, &work.scenario) != EXIT_DONE || number_option(in, OPTION_SECONDS, &work.seconds) != EXIT_DONE || work.seconds > LIMIT_ALLOCATION_SECONDS ||
	    !take_wishes(in, &fields)) {
		SAY(in, W_allocation_cli_usage);
		return EXIT_USAGE;
	}
	work.scenario = work.scenario ? work.scenario : GRID_SESSION;
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE || (code = find_call(in, db, in->arguments[0], &territory)) != EXIT_DONE)
		return code;
	work.db = db;
	enum status s = distribute(&work, &d, &ps);
	if (s == NOT_FOUND) {
		SAY(in, W_grid_no_scenario, ARG("scenario", in->options[OPTION_SCENARIO].p ? in->options[OPTION_SCENARIO] : S("1")), ARG("call", in->arguments[0]));
		return EXIT_INPUT;
	}
	say_problems(in, &ps);
	if (s != OK)
		return ps.total ? exit_of(s) : say_fault(in, s);
	return say_distribution(in, &d);
}

/* ---- scenarios ---- */

static const struct listing_column columns[] = {
	{"scenario", W_allocation_column_number}, {"name", W_allocation_name}, {"origin", W_allocation_column_origin}, {"state", W_cli_column_state}, {"based_on", W_allocation_column_based_on},
	{"funded", W_allocation_funded}, {"given_cents", W_allocation_given}, {"missing_cents", W_allocation_missing}, {"districts", W_allocation_covered},
};

static str words_of(const struct invocation *in, const char *prefix, str code)
{
	if (!format_is(in, S("table")))
		return code;
	enum word word = word_named(arena_fmt(in->arena, "%s%.*s", prefix, STR_ARGS(code)), WORD_COUNT);
	return word == WORD_COUNT ? code : word_text(in->lang, word);
}

static void add_scenario(struct invocation *in, struct listing *l, const struct scenario_line *line)
{
	struct grid_comparison c = {0};
	const struct grid *g = line->grid;
	const struct listing_cell none = {.kind = LISTED_NOTHING};
	if (g)
		grid_compare(in->arena, &g, 1, &c);
	const struct listing_cell cells[] = {number_cell(line->scenario), text_cell(line->name), text_cell(words_of(in, "allocation.origin.", line->origin)),
		text_cell(words_of(in, "grid.scenario_state.", line->state)), line->based_on ? number_cell(line->based_on) : none, g ? number_cell((int64_t)c.funded[0]) : none,
		g ? money_cell(c.given[0]) : none, g ? money_cell(c.gap[0]) : none, g ? number_cell((int64_t)c.covered[0]) : none};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		*LIST_ADD(in->arena, &l->cells) = cells[i];
}

enum exit_code run_scenarios(struct invocation *in)
{
	struct db *db;
	territory_id territory;
	struct scenario_lines lines;
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof *columns};
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE || (code = find_call(in, db, in->arguments[0], &territory)) != EXIT_DONE)
		return code;
	enum status s = db_read_begin(db);
	if (s != OK)
		return say_fault(in, s);
	s = read_scenarios(db, in->arena, in->lang, in->arguments[0], &lines);
	if (s == OK)
		s = read_scenario_totals(db, in->arena, in->lang, in->arguments[0], &lines);
	db_read_end(db);
	if (s != OK)
		return say_fault(in, s);
	for (size_t i = 0; i < lines.n; i++)
		add_scenario(in, &l, &lines.at[i]);
	return listing_print(in, &l);
}
