/* See ranking_table.h: fixed columns, then one for each criterion. */
#include "documents/ranking_table.h"

#include "base/csv.h"
#include "base/json.h"
#include "base/words.h"
#include "documents/workbook.h"

enum { WIDTH_TITLE = 44, WIDTH_TEXT = 24, WIDTH_NUMBER = 12 };

enum column { RANK, NUMBER, TITLE, BEARER, STATE, SCORE, MARKERS, SPREAD, COST, ASKED, FIXED };
static const enum word heads[FIXED] = {W_review_column_rank, W_review_column_number, W_review_column_title, W_review_column_bearer, W_review_column_state,
	W_review_column_score, W_review_column_markers, W_review_column_spread, W_review_column_cost, W_review_column_asked};

static str state_of(enum lang lang, str state)
{
	char key[96];
	struct out o = out_new(sizeof key);
	out_fmt(&o, "application_state.%.*s", STR_ARGS(state));
	enum word w = word_named(out_text(&o), (enum word)WORD_COUNT);
	out_free(&o);
	return w == (enum word)WORD_COUNT ? state : word_text(lang, w);
}

static opt_int score_of(const struct ranked *row)
{
	return row->sum ? row->sum->milli : (opt_int){0};
}

static opt_int spread_of(const struct ranked *row)
{
	return row->sum ? row->sum->spread : (opt_int){0};
}

/* 7,35 as French spreadsheets read it. */
static void csv_milli(struct arena *a, struct csv *c, opt_int milli)
{
	if (milli.set)
		csv_text(c, arena_fmt(a, "%lld,%03lld", (long long)(milli.value / 1000), (long long)(milli.value % 1000)));
	else
		csv_empty(c);
}

static opt_int mean_on(const struct ranked *row, str criterion)
{
	const struct score_criterion *c = ranked_on(row, criterion);
	return (opt_int){c != NULL, c ? c->mean_milli : 0};
}

void ranking_csv(struct arena *a, enum lang lang, const struct ranking *ranking, struct out *o)
{
	struct csv c = csv_new(o);
	for (size_t i = 0; i < FIXED; i++)
		csv_text(&c, word_text(lang, heads[i]));
	for (size_t i = 0; i < ranking->labels.n; i++)
		csv_text(&c, ranking->labels.at[i]);
	csv_end_row(&c);
	for (size_t r = 0; r < ranking->rows.n; r++) {
		const struct ranked *row = &ranking->rows.at[r];
		if (row->rank)
			csv_int(&c, row->rank);
		else
			csv_empty(&c);
		csv_text(&c, row->number);
		csv_text(&c, row->title);
		csv_text(&c, row->bearer);
		csv_text(&c, state_of(lang, row->state));
		csv_milli(a, &c, score_of(row));
		csv_int(&c, row->sum ? (int64_t)row->sum->markers.n : 0);
		csv_milli(a, &c, spread_of(row));
		csv_money(&c, row->cost);
		csv_money(&c, row->asked);
		for (size_t i = 0; i < ranking->criteria.n; i++)
			csv_milli(a, &c, mean_on(row, ranking->criteria.at[i]));
		csv_end_row(&c);
	}
}

void ranking_json(const struct ranking *ranking, struct out *o)
{
	struct json j = json_new(o);
	json_array(&j);
	for (size_t r = 0; r < ranking->rows.n; r++) {
		const struct ranked *row = &ranking->rows.at[r];
		json_object(&j);
		if (row->rank)
			json_int(&j, S("rank"), row->rank);
		else
			json_null(&j, S("rank"));
		json_text(&j, S("number"), row->number);
		json_text(&j, S("title"), row->title);
		json_text(&j, S("bearer"), row->bearer);
		json_text(&j, S("state"), row->state);
		if (score_of(row).set)
			json_milli(&j, S("score"), score_of(row).value);
		else
			json_null(&j, S("score"));
		json_int(&j, S("markers"), row->sum ? (int64_t)row->sum->markers.n : 0);
		json_int(&j, S("cost_cents"), row->cost.cents);
		json_int(&j, S("asked_cents"), row->asked.cents);
		json_object_in(&j, S("criteria"));
		for (size_t i = 0; i < ranking->criteria.n; i++)
			if (mean_on(row, ranking->criteria.at[i]).set)
				json_milli(&j, ranking->criteria.at[i], mean_on(row, ranking->criteria.at[i]).value);
		json_end(&j);
		json_end(&j);
	}
	json_end(&j);
	out_char(o, '\n');
}

static void book_milli(struct workbook *w, struct cell at, opt_int milli)
{
	if (milli.set)
		cell_number(w, at, LOOK_PLAIN, (double)milli.value / 1000);
}

static void book_row(struct workbook *w, lxw_worksheet *sheet, enum lang lang, const struct ranking *ranking, size_t r)
{
	const struct ranked *row = &ranking->rows.at[r];
	const lxw_row_t at = (lxw_row_t)r + 1;
	if (row->rank)
		cell_number(w, (struct cell){sheet, at, RANK}, LOOK_PLAIN, (double)row->rank);
	cell_text(w, (struct cell){sheet, at, NUMBER}, LOOK_PLAIN, row->number);
	cell_text(w, (struct cell){sheet, at, TITLE}, LOOK_TEXT, row->title);
	cell_text(w, (struct cell){sheet, at, BEARER}, LOOK_TEXT, row->bearer);
	cell_text(w, (struct cell){sheet, at, STATE}, LOOK_PLAIN, state_of(lang, row->state));
	book_milli(w, (struct cell){sheet, at, SCORE}, score_of(row));
	cell_number(w, (struct cell){sheet, at, MARKERS}, LOOK_PLAIN, row->sum ? (double)row->sum->markers.n : 0);
	book_milli(w, (struct cell){sheet, at, SPREAD}, spread_of(row));
	cell_money(w, (struct cell){sheet, at, COST}, LOOK_MONEY, row->cost);
	cell_money(w, (struct cell){sheet, at, ASKED}, LOOK_MONEY, row->asked);
	for (size_t i = 0; i < ranking->criteria.n; i++)
		book_milli(w, (struct cell){sheet, at, (lxw_col_t)(FIXED + i)}, mean_on(row, ranking->criteria.at[i]));
}

enum status ranking_xlsx(struct arena *a, enum lang lang, const struct ranking *ranking, day made, struct out *o)
{
	struct workbook w = workbook_start(a, lang, &(struct workbook_about){.title = ranking->title, .subject = word_text(lang, W_review_ranking_title), .made = made});
	lxw_worksheet *sheet = workbook_sheet(&w, word_text(lang, W_review_ranking_title));
	const size_t columns = FIXED + ranking->labels.n;
	for (size_t i = 0; sheet && i < columns; i++) {
		column_width(&w, sheet, (lxw_col_t)i, i == TITLE ? WIDTH_TITLE : i == BEARER || i == STATE || i >= FIXED ? WIDTH_TEXT : WIDTH_NUMBER);
		cell_text(&w, (struct cell){sheet, 0, (lxw_col_t)i}, LOOK_HEAD_LEFT, i < FIXED ? word_text(lang, heads[i]) : ranking->labels.at[i - FIXED]);
	}
	for (size_t r = 0; sheet && r < ranking->rows.n; r++)
		book_row(&w, sheet, lang, ranking, r);
	if (sheet) {
		worksheet_freeze_panes(sheet, 1, 1);
		(void)worksheet_autofilter(sheet, 0, 0, (lxw_row_t)ranking->rows.n, (lxw_col_t)(columns - 1));
	}
	return workbook_finish(&w, o);
}
