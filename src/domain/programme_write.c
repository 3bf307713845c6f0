/* The programme table as JSON, CSV and text for a terminal. The pages and the workbook have their own writers above this room. */
#include "base/csv.h"
#include "base/format.h"
#include "base/utf8.h"
#include "domain/programme.h"

static void json_opt_day(struct json *j, str name, opt_day d)
{
	char text[32];
	json_text(j, name, d.set ? str_of(day_iso(d.value, text)) : STR_NONE);
}

static void json_groups(struct json *j, const struct programme *p)
{
	json_array_in(j, S("groups"));
	for (size_t i = 0; i < p->groups.n; i++) {
		const struct programme_group *g = &p->groups.at[i];
		json_object(j);
		json_text(j, S("label"), g->label);
		json_int(j, S("amount_cents"), g->amount.cents);
		json_int(j, S("percent"), g->percent);
		json_text(j, S("code"), g->code);
		json_int(j, S("valued_cents"), g->valued.cents);
		json_end(j);
	}
	json_end(j);
}

static void json_funders(struct json *j, const struct programme *p)
{
	json_array_in(j, S("funders"));
	for (size_t i = 0; i < p->funders.n; i++) {
		const struct programme_funder *f = &p->funders.at[i];
		json_object(j);
		json_text(j, S("label"), f->label);
		json_text(j, S("group"), p->groups.at[f->group].label);
		json_int(j, S("amount_cents"), f->amount.cents);
		json_text(j, S("code"), f->code);
		json_bool(j, S("valued"), f->valued);
		json_end(j);
	}
	json_end(j);
}

static void json_results(struct json *j, const struct programme_action *action)
{
	json_array_in(j, S("results_before"));
	for (size_t i = 0; i < action->results.n; i++) {
		const struct programme_result *r = &action->results.at[i];
		json_object(j);
		json_text(j, S("label"), r->label);
		json_milli(j, S("value"), r->value_milli);
		json_text(j, S("unit"), r->unit);
		if (r->year)
			json_int(j, S("year"), r->year);
		json_end(j);
	}
	json_end(j);
}

static void json_action(struct json *j, const struct programme *p, const struct programme_action *action)
{
	json_object(j);
	json_text(j, S("title"), action->title);
	json_text(j, S("bearer"), action->bearer);
	json_int(j, S("total_cents"), action->total.cents);
	json_int(j, S("gap_cents"), action->gap.cents);
	json_array_in(j, S("funding"));
	for (size_t i = 0; i < action->lines.n; i++) {
		json_object(j);
		json_text(j, S("funder"), p->funders.at[action->lines.at[i].funder].label);
		json_int(j, S("amount_cents"), action->lines.at[i].amount.cents);
		json_end(j);
	}
	json_end(j);
	json_text(j, S("code"), action->code);
	if (action->results.n)
		json_results(j, action);
	json_end(j);
}

static void json_axes(struct json *j, const struct programme *p)
{
	json_array_in(j, S("axes"));
	for (size_t i = 0; i < p->axes.n; i++) {
		const struct programme_axis *axis = &p->axes.at[i];
		json_object(j);
		json_text(j, S("label"), axis->label);
		json_int(j, S("total_cents"), axis->total.cents);
		json_array_in(j, S("actions"));
		for (size_t k = 0; k < axis->actions.n; k++)
			json_action(j, p, &axis->actions.at[k]);
		json_end(j);
		json_end(j);
	}
	json_end(j);
}

static void json_decision(struct json *j, const struct programme *p)
{
	json_object_in(j, S("decision"));
	json_text(j, S("number"), p->decision_number);
	json_opt_day(j, S("date"), p->decision_day);
	json_array_in(j, S("receipts"));
	for (size_t i = 0; i < p->receipts.n; i++) {
		json_object(j);
		json_text(j, S("number"), p->receipts.at[i].number);
		json_opt_day(j, S("sent"), p->receipts.at[i].sent);
		json_opt_day(j, S("received"), p->receipts.at[i].received);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

void programme_json(struct out *o, enum lang lang, const struct programme *p)
{
	struct json j = json_new(o);
	json_object(&j);
	json_text(&j, S("call"), p->call);
	json_int(&j, S("total_cents"), p->total.cents);
	json_groups(&j, p);
	json_funders(&j, p);
	json_axes(&j, p);
	findings_json(&j, lang, &p->findings);
	json_text(&j, S("title"), p->title);
	json_text(&j, S("territory"), p->territory_name);
	json_int(&j, S("version"), p->version);
	json_text(&j, S("state"), p->state);
	json_int(&j, S("funded_cents"), p->funded.cents);
	json_int(&j, S("valued_cents"), p->valued.cents);
	json_decision(&j, p);
	json_end(&j);
	out_char(o, '\n');
}

/* One amount a funder, from lines in any order; `row` has room for every funder. */
static void spread_lines(const struct programme *p, const struct programme_action *action, money *row)
{
	for (size_t i = 0; i < p->funders.n; i++)
		row[i] = MONEY_ZERO;
	for (size_t i = 0; i < action->lines.n; i++)
		row[action->lines.at[i].funder] = money_add(row[action->lines.at[i].funder], action->lines.at[i].amount);
}

static void csv_action(struct csv *c, const struct programme *p, const struct programme_axis *axis, const struct programme_action *action, money *row)
{
	csv_text(c, axis->label);
	csv_text(c, action->title);
	csv_text(c, action->summary);
	csv_text(c, action->bearer);
	csv_money(c, action->total);
	spread_lines(p, action, row);
	for (size_t i = 0; i < p->funders.n; i++) {
		if (money_is_zero(row[i]))
			csv_empty(c);
		else
			csv_money(c, row[i]);
	}
	csv_money(c, action->gap);
	csv_end_row(c);
}

void programme_csv(struct out *o, enum lang lang, const struct programme *p)
{
	struct csv c = csv_new(o);
	static const enum word headings[] = {W_programme_axis, W_programme_action, W_programme_description, W_programme_bearer, W_programme_cost};
	for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
		csv_text(&c, word_text(lang, headings[i]));
	for (size_t i = 0; i < p->funders.n; i++)
		csv_text(&c, p->funders.at[i].label);
	csv_text(&c, word_text(lang, W_programme_gap));
	csv_end_row(&c);
	struct arena *scratch = arena_new(1 << 20);
	money *row = ARENA_ARRAY(scratch, p->funders.n + 1, money);
	for (size_t i = 0; i < p->axes.n; i++)
		for (size_t k = 0; k < p->axes.at[i].actions.n; k++)
			csv_action(&c, p, &p->axes.at[i], &p->axes.at[i].actions.at[k], row);
	arena_free(scratch);
	csv_text(&c, word_text(lang, W_programme_total));
	for (size_t i = 0; i < 3; i++)
		csv_empty(&c);
	csv_money(&c, p->total);
	for (size_t i = 0; i < p->funders.n; i++)
		csv_money(&c, p->funders.at[i].amount);
	csv_money(&c, money_subtract(p->total, p->funded));
	csv_end_row(&c);
}

/* ---- the terminal ---- */

enum { TITLE_COLUMNS = 44, BEARER_COLUMNS = 10, AMOUNT_COLUMNS = 11, CELL_BYTES = 512 };

static void pad_to(struct out *o, size_t width, size_t columns)
{
	if (width < columns)
		out_pad(o, ' ', columns - width);
}

static void left(struct out *o, str s, size_t columns)
{
	out_str(o, s);
	pad_to(o, utf8_width(s), columns);
	out_char(o, ' ');
}

static void right(struct out *o, str s, size_t columns)
{
	pad_to(o, utf8_width(s), columns);
	out_str(o, s);
	out_char(o, ' ');
}

static size_t column_width(const struct programme_funder *f)
{
	size_t w = utf8_width(f->label);
	return w < AMOUNT_COLUMNS ? AMOUNT_COLUMNS : w;
}

static void total_cell(struct out *o, enum lang lang, money amount, size_t columns)
{
	struct out cell = out_new(CELL_BYTES);
	out_money(&cell, lang, amount);
	right(o, out_text(&cell), columns);
	out_free(&cell);
}

static void amount_cell(struct out *o, enum lang lang, money amount, size_t columns)
{
	struct out cell = out_new(CELL_BYTES);
	if (money_is_zero(amount))
		out_str(&cell, S("·"));
	else
		out_money(&cell, lang, amount);
	right(o, out_text(&cell), columns);
	out_free(&cell);
}

/* The longest start of s that fits, cut at a blank when there is one. */
static str line_of(str s, size_t columns)
{
	if (utf8_width(s) <= columns)
		return s;
	size_t cut = 0, blank = 0, width = 0;
	while (cut < s.n) {
		size_t step = utf8_length(str_skip(s, cut));
		step = step ? step : 1;
		width += utf8_width(str_first(str_skip(s, cut), step));
		if (width > columns)
			break;
		if (s.p[cut] == ' ')
			blank = cut;
		cut += step;
	}
	return str_first(s, blank ? blank : cut);
}

static void text_action(struct out *o, enum lang lang, const struct programme *p, const struct programme_action *action)
{
	str rest = action->title;
	str first = line_of(rest, TITLE_COLUMNS);
	left(o, first, TITLE_COLUMNS);
	left(o, line_of(action->bearer, BEARER_COLUMNS), BEARER_COLUMNS);
	amount_cell(o, lang, action->total, AMOUNT_COLUMNS);
	for (size_t i = 0; i < p->funders.n; i++)
		amount_cell(o, lang, programme_amount(action, i), column_width(&p->funders.at[i]));
	if (!money_is_zero(action->gap)) {
		out_str(o, S("◄ "));
		WORDS(o, lang, W_programme_gap_of, ARG("gap", action->gap));
	}
	out_char(o, '\n');
	for (rest = str_trim(str_skip(rest, first.n)); rest.n; rest = str_trim(str_skip(rest, first.n))) {
		first = line_of(rest, TITLE_COLUMNS - 2);
		out_str(o, S("  "));
		out_str(o, first);
		out_char(o, '\n');
	}
}

static size_t rule_width(const struct programme *p)
{
	size_t width = TITLE_COLUMNS + 1 + BEARER_COLUMNS + 1 + AMOUNT_COLUMNS;
	for (size_t i = 0; i < p->funders.n; i++)
		width += column_width(&p->funders.at[i]) + 1;
	return width;
}

static void text_heading(struct out *o, enum lang lang, const struct programme *p)
{
	out_str(o, p->territory_name);
	out_str(o, S(" — "));
	out_str(o, p->title);
	out_str(o, S("\n\n"));
	left(o, word_text(lang, W_programme_action), TITLE_COLUMNS);
	left(o, word_text(lang, W_programme_bearer), BEARER_COLUMNS);
	right(o, word_text(lang, W_programme_cost), AMOUNT_COLUMNS);
	for (size_t i = 0; i < p->funders.n; i++)
		right(o, p->funders.at[i].label, column_width(&p->funders.at[i]));
	out_char(o, '\n');
	out_pad(o, '-', rule_width(p));
	out_char(o, '\n');
}

static void text_total_row(struct out *o, enum lang lang, const struct programme *p)
{
	out_pad(o, '-', rule_width(p));
	out_char(o, '\n');
	left(o, word_text(lang, W_programme_total), TITLE_COLUMNS);
	left(o, S(""), BEARER_COLUMNS);
	total_cell(o, lang, p->total, AMOUNT_COLUMNS);
	for (size_t i = 0; i < p->funders.n; i++)
		amount_cell(o, lang, p->funders.at[i].amount, column_width(&p->funders.at[i]));
	out_str(o, S("\n\n"));
}

static void text_group(struct out *o, enum lang lang, const struct programme *p, size_t group)
{
	const struct programme_group *g = &p->groups.at[group];
	left(o, g->label, TITLE_COLUMNS);
	amount_cell(o, lang, g->amount, AMOUNT_COLUMNS + 4);
	out_fmt(o, "%4d %%", g->percent);
	if (!money_is_zero(g->valued)) {
		out_str(o, S("  "));
		WORDS(o, lang, W_programme_of_which_valued, ARG("amount", g->valued));
	}
	out_char(o, '\n');
	for (size_t i = 0; g->funder_count > 1 && i < p->funders.n; i++)
		if (p->funders.at[i].group == group) {
			out_str(o, S("  "));
			left(o, p->funders.at[i].label, TITLE_COLUMNS - 2);
			amount_cell(o, lang, p->funders.at[i].amount, AMOUNT_COLUMNS + 4);
			out_char(o, '\n');
		}
}

void programme_text(struct out *o, enum lang lang, const struct programme *p)
{
	text_heading(o, lang, p);
	for (size_t i = 0; i < p->axes.n; i++) {
		out_str(o, S("▌ "));
		out_str(o, p->axes.at[i].label);
		out_char(o, '\n');
		for (size_t k = 0; k < p->axes.at[i].actions.n; k++)
			text_action(o, lang, p, &p->axes.at[i].actions.at[k]);
	}
	text_total_row(o, lang, p);
	for (size_t i = 0; i < p->groups.n; i++)
		text_group(o, lang, p, i);
	left(o, word_text(lang, W_programme_total), TITLE_COLUMNS);
	total_cell(o, lang, p->funded, AMOUNT_COLUMNS + 4);
	out_str(o, money_is_zero(p->funded) ? S("\n") : S(" 100 %\n"));
	if (p->findings.list.n) {
		out_char(o, '\n');
		findings_write(o, lang, &p->findings);
	}
}
