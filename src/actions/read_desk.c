/* One query a kind of fact, asked only when the wish looks at it; each answers in the order of the applications, so that one walk through both puts it in its cells. */
#include "actions/read_desk.h"

#include "actions/read_scores.h"

#include "base/ids.h"
#include "base/limits.h"
#include "base/words.h"
#include "gen/queries.h"

struct reading_desk {
	const struct desk_source *source;
	const struct desk_query *q;
	struct desk_list *list;
	size_t at; /* row that the walk has reached */
};

static str words_of(const struct reading_desk *r, const char *family, str code)
{
	enum word word = word_named(arena_fmt(r->source->arena, "deskwork.%s.%.*s", family, STR_ARGS(code)), WORD_COUNT);
	return word == WORD_COUNT ? code : word_text(r->source->lang, word);
}

/* ---- columns ---- */

static void add_choice(struct reading_desk *r, size_t column, str code, str label)
{
	*LIST_ADD(r->source->arena, &r->list->columns.at[column].choices) = (struct desk_choice){code, label};
}

static void add_fixed_choices(struct reading_desk *r)
{
	static const struct {
		size_t column;
		const char *family, *codes[6];
	} fixed[] = {
		{DESK_completeness, "completeness", {"complete", "awaited", "overdue", "answered", "budget_awaited", "budget_received"}},
		{DESK_verdict, "verdict", {"passes", "fails", "unknown"}},
		{DESK_request, "request", {"first", "renewal", "roll_out"}},
		{DESK_channel, "channel", {"online", "word", "paper", "spoken", "none"}},
	};
	for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
		for (size_t k = 0; k < sizeof fixed[i].codes / sizeof fixed[i].codes[0] && fixed[i].codes[k]; k++)
			add_choice(r, fixed[i].column, str_of(fixed[i].codes[k]), words_of(r, fixed[i].family, str_of(fixed[i].codes[k])));
}

static enum status add_funders(struct reading_desk *r)
{
	struct arena *a = r->source->arena;
	struct q_sheet_funders_rows rows;
	enum status s = q_sheet_funders(r->source->db, a, r->source->territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		struct out o = out_new(LIMIT_LABEL_BYTES);
		WORDS(&o, r->source->lang, W_deskwork_column_asked_of, ARG("funder", rows.at[i].label));
		*LIST_ADD(a, &r->list->columns) = (struct desk_column){.code = arena_fmt(a, "asked.%.*s", STR_ARGS(rows.at[i].code)), .label = out_keep(&o, a), .kind = DESK_MONEY};
	}
	return s;
}

static enum status add_frame_choices(struct reading_desk *r)
{
	const struct desk_source *from = r->source;
	struct q_deskwork_calls_rows calls;
	struct q_deskwork_labels_rows labels;
	struct q_deskwork_owners_rows owners;
	enum status s = q_deskwork_calls(from->db, from->arena, from->territory, &calls);
	if (s == OK)
		s = q_deskwork_labels(from->db, from->arena, from->territory, &labels);
	if (s == OK)
		s = q_deskwork_owners(from->db, from->arena, from->territory, &owners);
	if (s != OK)
		return s;
	for (size_t i = 0; i < calls.n; i++)
		add_choice(r, DESK_call, calls.at[i].code, calls.at[i].title);
	for (size_t i = 0; i < labels.n; i++)
		add_choice(r, DESK_labels, labels.at[i].code, labels.at[i].label);
	for (size_t i = 0; i < owners.n; i++)
		add_choice(r, DESK_owner, id_code(from->arena, owners.at[i].person), owners.at[i].name);
	return OK;
}

static enum status add_place_choices(struct reading_desk *r)
{
	const struct desk_source *from = r->source;
	static const struct {
		size_t column;
		str list;
	} lists[] = {{DESK_themes, S("themes")}, {DESK_publics, S("publics")}};
	struct q_deskwork_districts_rows districts;
	struct q_deskwork_goals_rows goals;
	enum status s = q_deskwork_districts(from->db, from->arena, from->territory, &districts);
	if (s == OK)
		s = q_deskwork_goals(from->db, from->arena, from->territory, &goals);
	for (size_t i = 0; s == OK && i < districts.n; i++)
		add_choice(r, DESK_districts, districts.at[i].code, districts.at[i].name);
	for (size_t i = 0; s == OK && i < goals.n; i++)
		add_choice(r, DESK_goals, goals.at[i].code, goals.at[i].number.p ? arena_fmt(from->arena, "%.*s %.*s", STR_ARGS(goals.at[i].number), STR_ARGS(goals.at[i].label)) : goals.at[i].label);
	for (size_t k = 0; s == OK && k < sizeof lists / sizeof lists[0]; k++) {
		struct q_deskwork_items_rows items;
		s = q_deskwork_items(from->db, from->arena, from->territory, lists[k].list, &items);
		for (size_t i = 0; s == OK && i < items.n; i++)
			add_choice(r, lists[k].column, items.at[i].code, items.at[i].label);
	}
	return s;
}

enum status read_desk_columns(const struct desk_source *source, struct desk_list *list)
{
	struct reading_desk r = {.source = source, .list = list};
	desk_list_start(source->arena, source->lang, day_at(source->now, source->zone), list);
	add_fixed_choices(&r);
	enum status s = add_frame_choices(&r);
	if (s == OK)
		s = add_place_choices(&r);
	return s == OK ? add_funders(&r) : s;
}

/* ---- rows ---- */

/* The row of an application, from where the walk is; NULL when it is not in the list. */
static struct desk_row *row_of(struct reading_desk *r, application_id id)
{
	while (r->at < r->list->rows.n && r->list->rows.at[r->at].id.v < id.v)
		r->at++;
	return r->at < r->list->rows.n && r->list->rows.at[r->at].id.v == id.v ? &r->list->rows.at[r->at] : NULL;
}

static struct desk_cell text_of(str text)
{
	return (struct desk_cell){text, DESK_ABSENT};
}

static struct desk_cell number_of(int64_t number)
{
	return (struct desk_cell){STR_NONE, number};
}

static void fill_row(struct reading_desk *r, const struct q_deskwork_rows_row *row, struct desk_row *to)
{
	struct arena *a = r->source->arena;
	str state = row->state;
	to->id = row->application;
	to->sheet = row->sheet;
	to->bearer_code = row->bearer_code;
	to->state = application_state_of_name(state);
	to->cells = ARENA_ARRAY(a, r->list->columns.n, struct desk_cell);
	for (size_t c = 0; c < r->list->columns.n; c++)
		to->cells[c] = (struct desk_cell){STR_NONE, DESK_ABSENT};
	to->cells[DESK_number] = text_of(row->number);
	to->cells[DESK_title] = text_of(row->title);
	to->cells[DESK_bearer] = text_of(row->bearer);
	to->cells[DESK_call] = text_of(row->call);
	to->cells[DESK_state] = text_of(to->state < APPLICATION_STATE_COUNT ? str_of(application_state_name(to->state)) : state);
	to->cells[DESK_cost] = number_of(row->cost.cents);
	to->cells[DESK_action] = text_of(row->action);
	to->cells[DESK_request] = text_of(row->request);
	to->cells[DESK_channel] = text_of(row->channel.p ? row->channel : S("none"));
	if (row->owner.set)
		to->cells[DESK_owner] = text_of(id_code(a, row->owner.value));
	if (row->due.set)
		to->cells[DESK_due] = number_of(row->due.value.number);
}

/* When one call alone is wished, the others are not read. */
static str only_call(const struct desk_query *q)
{
	const struct desk_filter *f = desk_query_filter(q, DESK_call);
	return f && f->values.n == 1 && !f->empty && !f->filled ? f->values.at[0] : S("");
}

static enum status add_rows(struct reading_desk *r)
{
	const struct desk_source *from = r->source;
	struct q_deskwork_rows_rows rows;
	enum status s = q_deskwork_rows(from->db, from->arena, from->territory, only_call(r->q), LIMIT_DESK_APPLICATIONS + 1, &rows);
	if (s != OK)
		return s;
	r->list->cut = rows.n > LIMIT_DESK_APPLICATIONS;
	size_t n = r->list->cut ? LIMIT_DESK_APPLICATIONS : rows.n;
	r->list->rows.at = ARENA_ARRAY(from->arena, n + 1, struct desk_row);
	for (r->list->rows.n = 0; r->list->rows.n < n; r->list->rows.n++)
		fill_row(r, &rows.at[r->list->rows.n], &r->list->rows.at[r->list->rows.n]);
	return OK;
}

static enum status add_asked(struct reading_desk *r)
{
	const struct desk_source *from = r->source;
	struct q_deskwork_asked_rows rows;
	enum status s = q_deskwork_asked(from->db, from->arena, from->territory, &rows);
	size_t column = SIZE_MAX;
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		struct desk_row *row = row_of(r, rows.at[i].application);
		if (!row)
			continue;
		str code = rows.at[i].funder;
		for (column = DESK_FIXED; column < r->list->columns.n && !str_eq(str_skip(r->list->columns.at[column].code, sizeof "asked." - 1), code); column++)
			;
		struct desk_cell *sum = &row->cells[DESK_asked];
		sum->number = (sum->number == DESK_ABSENT ? 0 : sum->number) + rows.at[i].asked.cents;
		if (column < r->list->columns.n)
			row->cells[column].number = rows.at[i].asked.cents;
	}
	for (size_t i = 0; s == OK && i < r->list->rows.n; i++) {
		struct desk_cell *cells = r->list->rows.at[i].cells;
		if (cells[DESK_asked].number != DESK_ABSENT && cells[DESK_cost].number > 0)
			cells[DESK_share] = number_of((cells[DESK_asked].number * 1000 + cells[DESK_cost].number / 2) / cells[DESK_cost].number);
	}
	return s;
}

static enum status add_filings(struct reading_desk *r)
{
	const struct desk_source *from = r->source;
	struct q_deskwork_filings_rows rows;
	enum status s = q_deskwork_filings(from->db, from->arena, from->territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		struct desk_row *row = row_of(r, rows.at[i].application);
		if (!row)
			continue;
		instant at = rows.at[i].received.set ? rows.at[i].received.value : rows.at[i].filed;
		if (row->cells[DESK_filed].number == DESK_ABSENT)
			row->cells[DESK_filed] = number_of(day_at(at, from->zone).number);
		row->cells[DESK_verdict] = text_of(str_is_set(rows.at[i].verdict) ? rows.at[i].verdict : STR_NONE);
		row->cells[DESK_completeness] = text_of(S("complete"));
	}
	return s;
}

static enum status add_completions(struct reading_desk *r)
{
	const struct desk_source *from = r->source;
	struct q_deskwork_asked_again_rows rows;
	enum status s = q_deskwork_asked_again(from->db, from->arena, from->territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		struct desk_row *row = row_of(r, rows.at[i].application);
		if (!row || rows.at[i].cancelled)
			continue;
		bool late = rows.at[i].due.number < r->list->today.number;
		const str awaited = rows.at[i].budget ? S("budget_awaited") : S("awaited"), came = rows.at[i].budget ? S("budget_received") : S("answered");
		row->cells[DESK_completeness] = text_of(rows.at[i].answered ? came : late ? S("overdue") : awaited);
		row->overdue = !rows.at[i].answered && late;
	}
	return s;
}

static enum status add_unread(struct reading_desk *r)
{
	struct q_deskwork_unread_rows rows;
	enum status s = q_deskwork_unread(r->source->db, r->source->arena, r->source->territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		struct desk_row *row = row_of(r, rows.at[i].application);
		if (row)
			row->cells[DESK_messages] = number_of(rows.at[i].messages);
	}
	return s;
}

static enum status add_opinions(struct reading_desk *r)
{
	struct q_deskwork_opinions_rows rows;
	enum status s = q_deskwork_opinions(r->source->db, r->source->arena, r->source->territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		struct desk_row *row = row_of(r, rows.at[i].application);
		if (!row)
			continue;
		row->cells[DESK_opinions] = number_of(rows.at[i].given);
		row->opinions_asked = rows.at[i].asked;
	}
	return s;
}

static enum status add_scores(struct reading_desk *r)
{
	struct scored_list scores;
	enum status s = read_scores(r->source->db, r->source->arena, r->source->territory, S(""), &scores);
	for (size_t i = 0; s == OK && i < scores.n; i++) {
		struct desk_row *row = row_of(r, scores.at[i].application);
		if (row && scores.at[i].sum.milli.set)
			row->cells[DESK_score] = number_of(scores.at[i].sum.milli.value);
	}
	return s;
}

static enum status add_earlier(struct reading_desk *r)
{
	struct q_deskwork_earlier_rows rows;
	enum status s = q_deskwork_earlier(r->source->db, r->source->arena, r->source->territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		struct desk_row *row = row_of(r, rows.at[i].application);
		if (row)
			row->cells[DESK_renewals] = number_of(rows.at[i].years);
	}
	return s;
}

static enum status add_last(struct reading_desk *r)
{
	struct q_deskwork_last_events_rows rows;
	enum status s = q_deskwork_last_events(r->source->db, r->source->arena, r->source->territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		struct desk_row *row = row_of(r, rows.at[i].application);
		if (row)
			row->cells[DESK_last] = number_of(day_at(rows.at[i].at, r->source->zone).number);
	}
	return s;
}

/* Codes of a row, one after the other, parted by a blank. */
static void add_code(struct reading_desk *r, size_t column, application_id id, str code)
{
	struct desk_row *row = row_of(r, id);
	if (!row)
		return;
	str before = row->cells[column].text;
	row->cells[column].text = before.p ? arena_fmt(r->source->arena, "%.*s %.*s", STR_ARGS(before), STR_ARGS(code)) : code;
}

static enum status add_labels(struct reading_desk *r)
{
	struct q_deskwork_stuck_rows rows;
	enum status s = q_deskwork_stuck(r->source->db, r->source->arena, r->source->territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		add_code(r, DESK_labels, rows.at[i].application, rows.at[i].code);
	return s;
}

static enum status add_districts(struct reading_desk *r)
{
	struct q_deskwork_row_districts_rows rows;
	enum status s = q_deskwork_row_districts(r->source->db, r->source->arena, r->source->territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		add_code(r, DESK_districts, rows.at[i].application, rows.at[i].code);
	return s;
}

static enum status add_goals(struct reading_desk *r)
{
	struct q_deskwork_row_goals_rows rows;
	enum status s = q_deskwork_row_goals(r->source->db, r->source->arena, r->source->territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		add_code(r, DESK_goals, rows.at[i].application, rows.at[i].code);
	return s;
}

static enum status add_items(struct reading_desk *r, str list, size_t column)
{
	struct q_deskwork_row_items_rows rows;
	enum status s = q_deskwork_row_items(r->source->db, r->source->arena, r->source->territory, list, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		add_code(r, column, rows.at[i].application, rows.at[i].code);
	return s;
}

static enum status add_themes(struct reading_desk *r)
{
	return add_items(r, S("themes"), DESK_themes);
}

static enum status add_publics(struct reading_desk *r)
{
	return add_items(r, S("publics"), DESK_publics);
}

enum status read_desk_rows(const struct desk_source *source, const struct desk_query *q, struct desk_list *list)
{
	static const struct {
		size_t columns[3]; /* that it fills; DESK_FIXED ends */
		enum status (*add)(struct reading_desk *);
	} facts[] = {
		{{DESK_asked, DESK_asked, DESK_asked}, add_asked}, /* always, for the totals */
		{{DESK_filed, DESK_verdict, DESK_completeness}, add_filings},
		{{DESK_completeness, DESK_due, DESK_state}, add_completions},
		{{DESK_messages, DESK_FIXED}, add_unread},
		{{DESK_opinions, DESK_FIXED}, add_opinions},
		{{DESK_score, DESK_FIXED}, add_scores},
		{{DESK_renewals, DESK_FIXED}, add_earlier},
		{{DESK_last, DESK_FIXED}, add_last},
		{{DESK_labels, DESK_FIXED}, add_labels},
		{{DESK_districts, DESK_FIXED}, add_districts},
		{{DESK_goals, DESK_FIXED}, add_goals},
		{{DESK_themes, DESK_FIXED}, add_themes},
		{{DESK_publics, DESK_FIXED}, add_publics},
	};
	struct reading_desk r = {.source = source, .q = q, .list = list};
	enum status s = add_rows(&r);
	for (size_t i = 0; s == OK && i < sizeof facts / sizeof facts[0]; i++) {
		bool needed = i == 0;
		for (size_t k = 0; k < 3 && facts[i].columns[k] < DESK_FIXED && !needed; k++)
			needed = desk_query_needs(q, facts[i].columns[k]);
		r.at = 0;
		if (needed)
			s = facts[i].add(&r);
	}
	return s;
}
