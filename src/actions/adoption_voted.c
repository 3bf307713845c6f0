/* The voted amounts as rows: cells of the adopted scenario, financing lines of the year, the version that holds an application. The frozen text is what was voted; these follow it, for
   lists, past grants and next year's rules. See adoption_voted.h. */
#include "actions/adoption_voted.h"

#include "actions/read_programme.h"
#include "base/sha256.h"
#include "domain/programme_frozen.h"
#include "gen/queries.h"

struct voting {
	struct db *db;
	struct arena *a;
	const struct actor *actor;
	instant now;
	const struct adoption_check *check;
};

enum status adoption_keep_published(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct adoption_check *check)
{
	struct q_adoption_frozen_row known;
	struct programme published;
	if (check->added_to == 0)
		return OK;
	enum status s = q_adoption_frozen(db, a, check->grid.territory, check->grid.call, check->added_to, &known);
	if (s != NOT_FOUND)
		return s;
	s = read_programme(db, a, check->grid.call, check->added_to, &published);
	if (s)
		return s;
	published.kind = S("initial");
	str frozen = programme_freeze(a, &published);
	if (!frozen.p)
		return TOO_BIG;
	s = q_adoption_keep_published(db, &(struct q_adoption_keep_published_in){.territory = check->grid.territory, .call = check->grid.call, .version = check->added_to, .frozen = frozen,
		.sha256 = sha256_text(a, frozen), .at = now, .by = actor->person.v});
	/* the table goes on showing what was printed, where nobody typed */
	return s ? s : q_adoption_propose_published(db, check->grid.territory, check->grid.call);
}

static str section_of(const struct grid_column *col)
{
	return col->investment ? S("investment") : S("operating");
}

static enum status vote_cell(const struct voting *v, const struct grid_row *r, const struct grid_column *col, const struct grid_cell *cell)
{
	const struct grid *g = &v->check->grid;
	const opt_money voted = {true, cell->amount};
	enum status s = q_adoption_vote_line(v->db, &(struct q_adoption_vote_line_in){.territory = g->territory, .application = r->id, .funder = col->funder, .year = g->year,
		.section = section_of(col), .valued = col->valued, .voted = voted});
	if (s || (cell->revision && cell->stage == CELL_VOTED))
		return s; /* its author stays */
	s = q_grid_keep_cell(v->db, &(struct q_grid_keep_cell_in){.territory = g->territory, .call = g->call, .scenario = g->scenario, .application = r->id, .funder = col->funder,
		.section = section_of(col), .valued = col->valued});
	return s ? s : q_grid_write_cell(v->db, &(struct q_grid_write_cell_in){.territory = g->territory, .call = g->call, .scenario = g->scenario, .application = r->id, .funder = col->funder,
		.section = section_of(col), .valued = col->valued, .hoped = cell->hoped, .proposed = cell->proposed, .voted = voted, .refused = false,
		.reason = str_is_set(cell->reason) ? cell->reason : STR_NONE, .locked = cell->locked, .envelope = str_is_set(cell->envelope) ? cell->envelope : STR_NONE,
		.revision = g->revision + 1, .changed = v->now, .by = v->actor->person.v, .on_behalf = col->funder});
}

static enum status vote_row(const struct voting *v, const struct grid_row *r)
{
	const struct grid *g = &v->check->grid;
	enum status s = OK;
	for (size_t c = 0; c < g->columns.n && !s; c++)
		if (!money_is_zero(r->cells[c].amount))
			s = vote_cell(v, r, &g->columns.at[c], &r->cells[c]);
	return s ? s : q_adoption_hold(v->db, g->territory, r->id, v->check->version);
}

enum status adoption_write_voted(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct adoption_check *check)
{
	const struct voting v = {.db = db, .a = a, .actor = actor, .now = now, .check = check};
	const struct grid *g = &check->grid;
	enum status s = q_adoption_unvote(db, g->territory, g->call, g->year);
	for (size_t i = 0; i < g->rows.n && !s; i++) {
		size_t axis;
		if (programme_action_of(&check->whole, g->rows.at[i].action, &axis))
			s = vote_row(&v, &g->rows.at[i]);
		else
			s = q_adoption_release(db, g->territory, g->rows.at[i].id);
	}
	return s;
}
