/* The grid as CSV, JSON and a table for a terminal: one line a row, one column a funder, with what counts; JSON carries each stage. Called by the command line and by the page's download. */
#include "base/csv.h"
#include "base/format.h"
#include "base/utf8.h"
#include "domain/grid.h"

static str column_label(const struct grid_column *c)
{
	return c->investment || c->valued ? c->code : c->label;
}

void grid_csv(struct out *o, enum lang lang, const struct grid *g)
{
	static const enum word head[] = {W_grid_csv_id, W_grid_csv_number, W_grid_project, W_grid_csv_bearer, W_grid_state_label, W_grid_decision, W_grid_axis, W_grid_cost, W_grid_csv_other, W_grid_gap};
	struct csv c = csv_new(o);
	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		csv_text(&c, word_text(lang, head[i]));
	for (size_t i = 0; i < g->columns.n; i++)
		csv_text(&c, column_label(&g->columns.at[i]));
	csv_end_row(&c);
	for (size_t i = 0; i < g->rows.n; i++) {
		const struct grid_row *r = &g->rows.at[i];
		csv_int(&c, r->id.v);
		csv_text(&c, r->number);
		csv_text(&c, r->title);
		csv_text(&c, r->bearer);
		csv_text(&c, r->state);
		csv_text(&c, r->decision);
		csv_text(&c, r->axis);
		csv_money(&c, r->cost);
		csv_money(&c, money_add(r->other, r->later));
		csv_money(&c, r->gap);
		for (size_t k = 0; k < g->columns.n; k++)
			if (r->cells[k].stage == CELL_EMPTY || r->cells[k].stage == CELL_ASKED)
				csv_empty(&c);
			else
				csv_money(&c, r->cells[k].amount);
		csv_end_row(&c);
	}
}

static void json_opt(struct json *j, const char *name, opt_money m)
{
	if (m.set)
		json_int(j, str_of(name), m.value.cents);
}

static void json_cells(struct json *j, const struct grid *g, const struct grid_row *r)
{
	json_array_in(j, S("cells"));
	for (size_t c = 0; c < g->columns.n; c++) {
		const struct grid_cell *cell = &r->cells[c];
		if (cell->stage == CELL_EMPTY)
			continue;
		json_object(j);
		json_text(j, S("column"), g->columns.at[c].code);
		json_text(j, S("stage"), str_of(cell_stage_name(cell->stage)));
		json_int(j, S("amount_cents"), cell->amount.cents);
		json_opt(j, "asked_cents", cell->asked);
		json_opt(j, "hoped_cents", cell->hoped);
		json_opt(j, "proposed_cents", cell->proposed);
		json_opt(j, "voted_cents", cell->voted);
		if (cell->locked)
			json_bool(j, S("locked"), true);
		if (str_is_set(cell->reason))
			json_text(j, S("reason"), cell->reason);
		if (cell->rule.judged && cell->rule.maximum.set)
			json_int(j, S("maximum_cents"), cell->rule.maximum.value.cents);
		if (cell->rule.refuses)
			json_text(j, S("refused_by"), cell->rule.sentence);
		json_end(j);
	}
	json_end(j);
}

static void json_rows(struct json *j, const struct grid *g)
{
	json_array_in(j, S("rows"));
	for (size_t i = 0; i < g->rows.n; i++) {
		const struct grid_row *r = &g->rows.at[i];
		json_object(j);
		json_int(j, S("application"), r->id.v);
		json_text(j, S("number"), r->number);
		json_text(j, S("action"), r->action);
		json_text(j, S("title"), r->title);
		json_text(j, S("bearer"), r->bearer);
		json_text(j, S("state"), r->state);
		json_text(j, S("decision"), r->decision);
		json_text(j, S("axis"), r->axis);
		json_int(j, S("cost_cents"), r->cost.cents);
		json_int(j, S("other_cents"), r->other.cents);
		json_int(j, S("funded_cents"), r->funded.cents);
		json_int(j, S("gap_cents"), r->gap.cents);
		json_bool(j, S("counts"), r->counts);
		if (r->score_milli.set)
			json_milli(j, S("score"), r->score_milli.value);
		json_cells(j, g, r);
		json_end(j);
	}
	json_end(j);
}

static void json_sums(struct json *j, const struct grid *g)
{
	json_array_in(j, S("columns"));
	for (size_t c = 0; c < g->columns.n; c++) {
		const struct grid_column *col = &g->columns.at[c];
		json_object(j);
		json_text(j, S("column"), col->code);
		json_text(j, S("label"), col->label);
		json_text(j, S("group"), col->group);
		json_int(j, S("asked_cents"), col->asked.cents);
		json_int(j, S("amount_cents"), col->amount.cents);
		json_end(j);
	}
	json_end(j);
	json_array_in(j, S("groups"));
	for (size_t i = 0; i < g->groups.n; i++) {
		json_object(j);
		json_text(j, S("code"), g->groups.at[i].code);
		json_text(j, S("label"), g->groups.at[i].label);
		json_int(j, S("amount_cents"), g->groups.at[i].amount.cents);
		json_int(j, S("percent"), g->groups.at[i].percent);
		json_end(j);
	}
	json_end(j);
	json_array_in(j, S("envelopes"));
	for (size_t i = 0; i < g->envelopes.n; i++) {
		const struct grid_envelope *e = &g->envelopes.at[i];
		json_object(j);
		json_text(j, S("code"), e->code);
		json_text(j, S("funder"), e->funder);
		json_text(j, S("part"), e->part);
		json_int(j, S("wave"), e->wave);
		json_opt(j, "amount_cents", e->amount);
		json_int(j, S("taken_cents"), e->taken.cents);
		json_opt(j, "left_cents", e->left);
		json_end(j);
	}
	json_end(j);
}

void grid_json(struct out *o, enum lang lang, const struct grid *g)
{
	struct json j = json_new(o);
	json_object(&j);
	json_text(&j, S("call"), g->call);
	json_int(&j, S("scenario"), g->scenario);
	json_text(&j, S("name"), g->scenario_name);
	json_text(&j, S("state"), g->scenario_state);
	json_int(&j, S("revision"), g->revision);
	json_int(&j, S("cost_cents"), g->cost.cents);
	json_int(&j, S("funded_cents"), g->funded.cents);
	json_int(&j, S("valued_cents"), g->valued.cents);
	json_int(&j, S("gap_cents"), g->gap.cents);
	json_sums(&j, g);
	json_rows(&j, g);
	findings_json(&j, lang, &g->findings);
	json_end(&j);
	out_char(o, '\n');
}

enum { TITLE_WIDTH = 44, MONEY_WIDTH = 14 };

static void out_left(struct out *o, str text)
{
	size_t width = 0, at = 0;
	for (; at < text.n && width < TITLE_WIDTH - 1; at++)
		width += ((unsigned char)text.p[at] & 0xC0) != 0x80;
	while (at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80)
		at++;
	out_bytes(o, text.p, at);
	out_pad(o, ' ', TITLE_WIDTH - width);
}

static void out_right(struct out *o, enum lang lang, money amount)
{
	struct out one = out_new(256);
	out_money(&one, lang, amount);
	size_t width = utf8_count(out_text(&one));
	out_pad(o, ' ', width < MONEY_WIDTH ? MONEY_WIDTH - width : 1);
	out_str(o, out_text(&one));
	out_free(&one);
}

void grid_text(struct out *o, enum lang lang, const struct grid *g)
{
	out_fmt(o, "%.*s · %.*s\n\n", STR_ARGS(g->title), STR_ARGS(g->scenario_name));
	for (size_t i = 0; i < g->rows.n; i++) {
		const struct grid_row *r = &g->rows.at[i];
		out_left(o, r->title);
		out_right(o, lang, r->cost);
		out_right(o, lang, r->funded);
		out_right(o, lang, r->gap);
		out_char(o, '\n');
		for (size_t c = 0; c < g->columns.n; c++)
			if (r->cells[c].stage != CELL_EMPTY) {
				out_str(o, S("  "));
				out_left(o, column_label(&g->columns.at[c]));
				out_right(o, lang, r->cells[c].stage == CELL_ASKED ? r->cells[c].asked.value : r->cells[c].amount);
				out_fmt(o, "  %.*s\n", STR_ARGS(word_text(lang, cell_stage_word(r->cells[c].stage))));
			}
	}
	out_char(o, '\n');
	out_left(o, word_text(lang, W_grid_total));
	out_right(o, lang, g->cost);
	out_right(o, lang, g->funded);
	out_right(o, lang, g->gap);
	out_char(o, '\n');
	for (size_t i = 0; i < g->envelopes.n; i++) {
		const struct grid_envelope *e = &g->envelopes.at[i];
		out_left(o, e->label);
		if (e->amount.set)
			out_right(o, lang, e->amount.value);
		out_right(o, lang, e->taken);
		if (e->left.set)
			out_right(o, lang, e->left.value);
		out_char(o, '\n');
	}
	findings_write(o, lang, &g->findings);
}
