/* A call as an extraction of DAUPHIN (D3, standards.md 1.5): a line a funder, its reference, its state by DAUPHIN's code and by ours, what was asked, proposed, granted. The headings are
   those that import_columns.c knows, in French whatever the reader's language: it is a format. */
#include "actions/table_import.h"

#include "actions/read_grid.h"
#include "base/csv.h"
#include "gen/queries.h"

struct dauphin {
	struct arena *a;
	struct csv csv;
	const struct grid *g;
	struct q_imports_details_rows details;
	struct q_imports_references_rows references;
};

static const enum word headings[] = {
	W_imports_dauphin_reference, W_imports_dauphin_number, W_imports_dauphin_action, W_imports_dauphin_state, W_imports_dauphin_status, W_imports_dauphin_siren, W_imports_dauphin_bearer,
	W_imports_dauphin_title, W_imports_dauphin_summary, W_imports_dauphin_year, W_imports_dauphin_axis, W_imports_dauphin_cost, W_imports_dauphin_other, W_imports_dauphin_note,
	W_imports_dauphin_funder, W_imports_dauphin_section, W_imports_dauphin_nature, W_imports_dauphin_asked, W_imports_dauphin_hoped, W_imports_dauphin_proposed, W_imports_dauphin_granted,
};

static void text(struct dauphin *d, str s)
{
	if (str_is_set(s))
		csv_text(&d->csv, s);
	else
		csv_empty(&d->csv);
}

static void amount(struct dauphin *d, opt_money m)
{
	if (m.set)
		csv_money(&d->csv, m.value);
	else
		csv_empty(&d->csv);
}

static void request(struct dauphin *d, const struct grid_row *r)
{
	str reference = S(""), siren = S(""), summary = S("");
	enum application_state state = application_state_of_name(r->state);
	for (size_t i = 0; i < d->references.n; i++)
		if (d->references.at[i].id.v == r->id.v)
			reference = d->references.at[i].reference;
	for (size_t i = 0; i < d->details.n; i++)
		if (d->details.at[i].id.v == r->id.v) {
			siren = d->details.at[i].siren;
			summary = d->details.at[i].summary;
		}
	text(d, reference);
	text(d, r->number);
	text(d, r->action);
	text(d, str_of(application_state_name(state)));
	text(d, str_of(application_state_in_dauphin(state)));
	text(d, siren);
	text(d, r->bearer);
	text(d, r->title);
	text(d, summary);
	csv_int(&d->csv, d->g->year);
	text(d, r->axis);
	csv_money(&d->csv, r->cost);
	csv_money(&d->csv, r->other);
	text(d, r->note);
}

static void line(struct dauphin *d, const struct grid_row *r, const struct grid_column *c, const struct grid_cell *cell)
{
	request(d, r);
	text(d, c->label);
	text(d, word_text(LANG_FR, c->investment ? W_imports_dauphin_investment : W_imports_dauphin_operating));
	text(d, word_text(LANG_FR, c->valued ? W_imports_dauphin_in_kind : W_imports_dauphin_cash));
	amount(d, cell->asked);
	amount(d, cell->hoped);
	amount(d, cell->proposed);
	if (cell->refused)
		text(d, word_text(LANG_FR, W_imports_refused_cell));
	else
		amount(d, cell->voted);
	csv_end_row(&d->csv);
}

static void lines(struct dauphin *d, const struct grid_row *r)
{
	size_t written = 0;
	for (size_t c = 0; c < d->g->columns.n; c++) {
		const struct grid_cell *cell = &r->cells[c];
		if (!cell->asked.set && !cell->hoped.set && !cell->proposed.set && !cell->voted.set && !cell->refused)
			continue;
		line(d, r, &d->g->columns.at[c], cell);
		written++;
	}
	if (written)
		return;
	request(d, r);
	for (size_t i = 0; i < 7; i++)
		csv_empty(&d->csv);
	csv_end_row(&d->csv);
}

enum status write_dauphin(struct db *db, struct arena *a, struct out *o, str call, int64_t scenario)
{
	struct grid *g = ARENA_NEW(a, struct grid);
	struct dauphin d = {.a = a, .g = g};
	enum status s = read_grid(db, a, LANG_FR, call, scenario, g);
	if (s == OK)
		s = q_imports_details(db, a, g->territory, call, &d.details);
	if (s == OK)
		s = q_imports_references(db, a, g->territory, call, &d.references);
	if (s != OK)
		return s;
	d.csv = csv_new(o);
	for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
		csv_text(&d.csv, word_text(LANG_FR, headings[i]));
	csv_end_row(&d.csv);
	for (size_t i = 0; i < g->rows.n; i++)
		lines(&d, &g->rows.at[i]);
	return OK;
}
