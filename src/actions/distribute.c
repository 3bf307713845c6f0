/* See distribute.h. Ceilings may depend on what others give: after each answer the règlement judges the table as it would be; a ceiling that fell below an amount is applied and the whole
   solved again, LIMIT_ALLOCATION_ROUNDS times at most; what does not hold even then is said. */
#include "actions/distribute.h"

#include "actions/grid_rules.h"
#include "actions/read_ruleset.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "base/limits.h"
#include "gen/queries.h"

struct working {
	const struct distributing *t;
	struct distribution *d;
	struct problems *ps;
	struct allocation_wishes wishes;
	struct solve_limits limits;
	struct grid *grid;
	struct ruleset *set;  /* NULL: the call has none */
	struct judge *judge;
	int64_t began;
};

/* ---- reading and judging ---- */

static enum status judge_grid(struct working *w, struct grid *g)
{
	if (!w->set)
		return OK;
	return grid_judge(&(struct grid_judging){.db = w->t->db, .arena = w->t->arena, .lang = w->t->lang, .set = w->set, .judge = w->judge, .grid = g});
}

static enum status open_rules(struct working *w)
{
	struct q_filing_zone_row zone;
	const struct distributing *t = w->t;
	enum status s = read_ruleset(t->db, t->arena, w->grid->territory, t->call, 0, &w->set);
	if (s == NOT_FOUND) {
		w->set = NULL;
		return OK;
	}
	if (s == OK)
		s = q_filing_zone(t->db, t->arena, w->grid->territory, &zone);
	if (s == OK) {
		const struct zone *known = zone_of(zone.time_zone);
		w->judge = judge_new(t->arena, w->set, day_at(t->now, known));
	}
	return s;
}

static enum status read_and_judge(struct working *w)
{
	const struct distributing *t = w->t;
	w->grid = ARENA_NEW(t->arena, struct grid);
	enum status s = db_read_begin(t->db);
	if (s != OK)
		return s;
	s = read_grid(t->db, t->arena, t->lang, t->call, t->scenario, w->grid);
	if (s == OK)
		s = open_rules(w);
	if (s == OK)
		s = judge_grid(w, w->grid);
	db_read_end(t->db);
	return s;
}

static enum status judge_answer(struct working *w, struct grid *g)
{
	enum status s = w->set ? db_read_begin(w->t->db) : OK;
	if (s != OK || !w->set)
		return s;
	s = judge_grid(w, g);
	db_read_end(w->t->db);
	return s;
}

/* ---- ceilings that move ---- */

static void note_moved(struct working *w, const struct grid_row *row, size_t column, money was, money is)
{
	struct distribution *d = w->d;
	const str funder = w->grid->columns.at[column].label;
	for (size_t i = 0; i < d->moved.n; i++)
		if (d->moved.at[i].application.v == row->id.v && str_eq(d->moved.at[i].funder, funder)) {
			d->moved.at[i].is = is;
			return;
		}
	*LIST_ADD(w->t->arena, &d->moved) = (struct distribution_moved){.application = row->id, .title = row->title, .funder = funder, .was = was, .is = is};
}

static money ceiling_of(const struct grid_cell *cell)
{
	if (cell->rule.refuses)
		return MONEY_ZERO;
	return cell->rule.maximum.set ? cell->rule.maximum.value : cell->asked.set ? cell->asked.value : (money){LIMIT_AMOUNT_CENTS};
}

/* Amounts of the answer that the règlement refuses now: their ceiling in the problem falls. False when all hold. */
static bool lower_ceilings(struct working *w, const struct grid *answer)
{
	bool any = false;
	for (size_t r = 0; r < answer->rows.n; r++)
		for (size_t c = 0; c < answer->columns.n; c++) {
			const struct grid_cell *now = &answer->rows.at[r].cells[c];
			struct grid_cell *of = &w->grid->rows.at[r].cells[c];
			if (!allocation_is_open(w->grid, &w->wishes, r, c) || now->amount.cents <= 0 || (!now->rule.refuses && !now->rule.over.set))
				continue;
			const money was = ceiling_of(of), is = ceiling_of(now);
			note_moved(w, &answer->rows.at[r], c, was, is);
			of->rule.refuses = of->rule.refuses || now->rule.refuses;
			of->rule.maximum = (opt_money){true, money_compare(is, was) < 0 ? is : was};
			any = true;
		}
	return any;
}

static void note_still(struct working *w, const struct grid *answer)
{
	for (size_t i = 0; i < w->d->moved.n; i++) {
		size_t row = grid_row_of(answer, w->d->moved.at[i].application);
		for (size_t c = 0; row != SIZE_MAX && c < answer->columns.n; c++)
			if (str_eq(answer->columns.at[c].label, w->d->moved.at[i].funder) && answer->rows.at[row].cells[c].amount.cents > 0 &&
			    (answer->rows.at[row].cells[c].rule.refuses || answer->rows.at[row].cells[c].rule.over.set))
				w->d->moved.at[i].still = true;
	}
}

/* ---- what the answer says ---- */

static struct distribution_demand demand_of(const struct allocation *p, size_t demand)
{
	const struct allocation_demand *d = &p->demands.at[demand];
	return (struct distribution_demand){d->kind, d->code, d->label, d->kind == DEMAND_ENVELOPE ? p->envelopes.at[d->of.at[0]].amount.cents : d->number};
}

static void say_ranking(struct working *w, const struct allocation *p)
{
	struct distribution *d = w->d;
	const struct allocation_ranking rank = allocation_by_rank(w->t->arena, p);
	d->rank_mark = rank.answer->mark;
	d->rank_count = rank.answer->count;
	d->rank_given = rank.answer->given;
	d->rank_unmet.n = 0;
	for (size_t i = 0; i < rank.unmet.n; i++)
		*LIST_ADD(w->t->arena, &d->rank_unmet) = demand_of(p, rank.unmet.at[i]);
	d->ranked = allocation_applied(w->t->arena, w->grid, &w->wishes, p, rank.answer);
}

static void say_envelope(struct working *w, const struct allocation *p, const struct solution *s, uint32_t i)
{
	const struct allocation_envelope *from = &p->envelopes.at[i];
	struct distribution_envelope *e = LIST_ADD(w->t->arena, &w->d->envelopes);
	*e = (struct distribution_envelope){.code = from->code, .label = from->label, .amount = from->amount, .taken = s->answer->taken[i], .binds = s->envelopes[i].binds,
		.mark_per_thousand = s->envelopes[i].mark_per_thousand};
	for (size_t k = 0; k < w->wishes.rooms.n; k++)
		e->changed = e->changed || str_eq(w->wishes.rooms.at[k].envelope, from->code);
	const struct allocation_next next = allocation_next_of(p, s->answer, i);
	if (!next.exists)
		return;
	e->next = w->grid->rows.at[p->projects.at[next.project].row].title;
	e->more = next.more;
}

static void say_solution(struct working *w, const struct allocation *p, const struct solution *s)
{
	struct distribution *d = w->d;
	d->outcome = s->outcome;
	d->bound = s->bound;
	d->gap_ppm = s->gap_ppm;
	d->reduced = s->reduced;
	d->projects = p->projects.n;
	d->unbounded = p->unbounded;
	d->conflict_is_small = s->conflict_is_small;
	d->conflict.n = d->binding.n = d->envelopes.n = 0;
	for (size_t i = 0; i < s->conflict.n; i++)
		*LIST_ADD(w->t->arena, &d->conflict) = demand_of(p, s->conflict.at[i]);
	if (!s->answer)
		return;
	d->mark = s->answer->mark;
	d->count = s->answer->count;
	d->given = s->answer->given;
	for (size_t i = 0; i < p->demands.n; i++)
		if (s->binding[i])
			*LIST_ADD(w->t->arena, &d->binding) = demand_of(p, i);
	for (uint32_t i = 0; i < p->envelopes.n; i++)
		say_envelope(w, p, s, i);
}

/* ---- rounds ---- */

static enum status one_round(struct working *w, bool *again)
{
	struct arena *a = w->t->arena;
	struct solution solution;
	const struct allocation *p = allocation_of(a, w->grid, &w->wishes);
	*again = false;
	say_ranking(w, p);
	enum status s = solve_allocation(a, p, &w->limits, &solution, w->ps);
	if (s != OK)
		return s;
	w->d->rounds++;
	say_solution(w, p, &solution);
	w->d->solved = solution.answer ? allocation_applied(a, w->grid, &w->wishes, p, solution.answer) : NULL;
	if (!w->d->solved)
		return OK;
	s = judge_answer(w, w->d->solved);
	*again = s == OK && w->set && lower_ceilings(w, w->d->solved);
	return s;
}

enum status distribute(const struct distributing *t, struct distribution *d, struct problems *ps)
{
	struct working w = {.t = t, .d = d, .ps = ps, .began = clock_monotonic_ms()};
	int64_t seconds;
	bool again = true;
	*d = (struct distribution){0};
	enum status s = read_and_judge(&w);
	if (s == OK)
		s = distribution_wishes(t->arena, w.grid, t->fields, &w.wishes, &seconds, ps);
	if (s != OK)
		return s;
	w.limits = (struct solve_limits){.milliseconds = (t->seconds ? t->seconds : seconds) * 1000, .gap_ppm = LIMIT_ALLOCATION_GAP_PPM, .stop = t->stop};
	d->judged = w.set != NULL;
	d->before = w.grid;
	for (int round = 0; s == OK && again && round < LIMIT_ALLOCATION_ROUNDS; round++)
		s = one_round(&w, &again);
	if (s == OK && d->solved && again)
		note_still(&w, d->solved);
	d->milliseconds = clock_monotonic_ms() - w.began;
	return s;
}
