/* scores CALL: the ranking of a call; opinions CALL: what was asked, of whom, what they say. Read only; a confidential opinion is listed without its text. */
#include "actions/read_ranking.h"
#include "base/calendar.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "documents/ranking_table.h"
#include "gen/queries.h"

static const struct listing_column score_columns[] = {
	{"rank", W_review_column_rank}, {"number", W_review_column_number}, {"title", W_review_column_title}, {"bearer", W_review_column_bearer}, {"score", W_review_column_score},
	{"markers", W_review_column_markers}, {"spread", W_review_column_spread}, {"asked", W_review_column_asked},
};

static struct listing_cell milli_cell(struct invocation *in, opt_int milli)
{
	if (!milli.set)
		return (struct listing_cell){.kind = LISTED_NOTHING};
	return text_cell(arena_fmt(in->arena, "%lld,%03lld", (long long)(milli.value / 1000), (long long)(milli.value % 1000)));
}

static enum exit_code list_scores(struct invocation *in, const struct ranking *ranking)
{
	struct listing l = {.columns = score_columns, .column_count = sizeof score_columns / sizeof *score_columns};
	for (size_t i = 0; i < ranking->rows.n; i++) {
		const struct ranked *r = &ranking->rows.at[i];
		const struct listing_cell row[] = {r->rank ? number_cell(r->rank) : (struct listing_cell){.kind = LISTED_NOTHING}, text_cell(r->number), text_cell(r->title), text_cell(r->bearer),
			milli_cell(in, r->sum ? r->sum->milli : (opt_int){0}), number_cell(r->sum ? (int64_t)r->sum->markers.n : 0), milli_cell(in, r->sum ? r->sum->spread : (opt_int){0}), money_cell(r->asked)};
		for (size_t k = 0; k < sizeof row / sizeof *row; k++)
			*LIST_ADD(in->arena, &l.cells) = row[k];
	}
	return listing_print(in, &l);
}

enum exit_code run_scores(struct invocation *in)
{
	struct db *db;
	struct ranking ranking;
	territory_id territory;
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE || (code = find_call(in, db, in->arguments[0], &territory)) != EXIT_DONE)
		return code;
	enum status s = db_read_begin(db);
	if (s == OK) {
		s = read_ranking(db, in->arena, territory, in->arguments[0], &ranking);
		db_read_end(db);
	}
	if (s != OK)
		return say_fault(in, s);
	if (!format_is(in, S("csv")) && !format_is(in, S("json")))
		return list_scores(in, &ranking);
	struct result r = result_new(in);
	if (format_is(in, S("json")))
		ranking_json(&ranking, &r.out);
	else
		ranking_csv(in->arena, in->lang, &ranking, &r.out);
	return result_end(in, &r);
}

static const struct listing_column opinion_columns[] = {
	{"application", W_review_column_title}, {"kind", W_review_cli_kind}, {"subject", W_review_cli_subject}, {"who", W_review_cli_who}, {"due", W_review_cli_due}, {"answer", W_review_cli_answer},
	{"given", W_review_cli_given}, {"text", W_review_cli_text}, {"reply_due", W_review_cli_reply_due}, {"replied", W_review_cli_replied},
};

static struct listing_cell day_cell(struct invocation *in, opt_day d)
{
	char *text = arena_alloc(in->arena, 32);
	return text_cell(d.set ? str_of(day_iso(d.value, text)) : STR_NONE);
}

static struct listing_cell instant_cell(struct invocation *in, opt_instant at)
{
	char *text = arena_alloc(in->arena, 32);
	return text_cell(at.set ? str_of(instant_iso(at.value, text)) : STR_NONE);
}

enum exit_code run_opinions(struct invocation *in)
{
	struct db *db;
	territory_id territory;
	struct q_review_opinions_rows rows = {0};
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE || (code = find_call(in, db, in->arguments[0], &territory)) != EXIT_DONE)
		return code;
	enum status s = q_review_opinions(db, in->arena, territory, (application_id){0}, in->arguments[0], &rows);
	if (s != OK)
		return say_fault(in, s);
	struct listing l = {.columns = opinion_columns, .column_count = sizeof opinion_columns / sizeof *opinion_columns};
	for (size_t i = 0; i < rows.n; i++) {
		const struct q_review_opinions_row *o = &rows.at[i];
		const struct listing_cell row[] = {text_cell(o->title), text_cell(o->kind), text_cell(str_is_set(o->subject) ? o->subject : STR_NONE), text_cell(o->label), day_cell(in, o->due),
			text_cell(o->answer), instant_cell(in, o->given), text_cell(o->confidential ? STR_NONE : o->text), day_cell(in, o->reply_due), instant_cell(in, o->replied)};
		for (size_t k = 0; k < sizeof row / sizeof *row; k++)
			*LIST_ADD(in->arena, &l.cells) = row[k];
	}
	return listing_print(in, &l);
}
