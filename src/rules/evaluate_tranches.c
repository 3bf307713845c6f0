/* barème, taux progressif, grille: which tranche a value falls into, and what that gives. Called by evaluate_node.c. Ceilings are worked out one after the other
   until the tranche is found, so that those above it miss nothing; a tranche of which something is unknown is "perhaps". */
#include "rules/run.h"

#include <math.h>

enum truth { NO, YES, PERHAPS };

/* One tranche while it is looked at. A number is meant only where it is known. */
struct step {
	const struct tranche *as_written;
	struct number floor, ceiling;
	bool floor_known, ceiling_known;
	bool ceiling_endless; /* none is written, or it is infinite */
	bool ceiling_asked;  /* its ceiling as worked out has a value */
	enum truth active, above; /* above: the value is under this tranche */
	missing_set ceiling_missing, missing;
};

struct ladder {
	struct answer base, factor; /* assiette, multiplicateur */
	struct step before, at;     /* the one looked at, and the one before it */
	bool found, first;
};

/* Nothing counts as 0 in a computation, as everywhere in the language. */
static struct number counted(const struct answer *a)
{
	if (answer_is_number(a))
		return a->number;
	if (a->state == RULES_VALUE && a->type == RULES_BOOLEAN)
		return number_of(a->truth);
	return a->state == RULES_NOT_APPLICABLE ? number_of(0) : number_real((double)NAN);
}

static void start(struct rules_run *run, const struct node *n, struct ladder *l)
{
	*l = (struct ladder){.first = true};
	(void)answer_copy(&l->base, run_eval(run, n->tranches.assiette, &l->base));
	l->factor = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .number = number_of(1)};
	if (n->tranches.multiplicateur)
		(void)answer_copy(&l->factor, run_eval(run, n->tranches.multiplicateur, &l->factor));
	if (answer_is_zero(&l->factor))
		run_fail(run, W_rules_evaluate_factor_zero);
}

/* The ceiling times the factor, in the unit of the base. */
static void ceiling(struct rules_run *run, struct ladder *l, struct step *s)
{
	struct answer c = {.state = RULES_VALUE, .type = RULES_NUMBER, .number = number_real((double)INFINITY)};
	if (s->as_written->plafond)
		(void)answer_copy(&c, run_eval(run, s->as_written->plafond, &c));
	s->ceiling_missing = c.missing;
	s->ceiling_asked = c.state != RULES_NOT_DEFINED;
	s->ceiling_endless = answer_is_number(&c) && isinf(number_to_double(c.number)) && number_to_double(c.number) > 0;
	s->ceiling_known = s->ceiling_asked && l->factor.state != RULES_NOT_DEFINED;
	if (!s->ceiling_known)
		return;
	s->ceiling = number_mul(counted(&c), counted(&l->factor));
	if (number_is_zero(s->ceiling) || isinf(number_to_double(s->ceiling)))
		return;
	unit_id unit = unit_mul(&run->scratch->units, c.unit, l->factor.unit);
	if (unit && unit != l->base.unit)
		(void)unit_convert(&run->scratch->units, unit, l->base.unit, &s->ceiling);
}

/* Is the base at least the floor and under the ceiling? */
static void place(struct ladder *l, struct step *s)
{
	struct number base = counted(&l->base);
	int over_floor = number_cmp(base, s->floor);
	s->active = (over_floor == 0 || over_floor == 1) && number_cmp(base, s->ceiling) == -1 ? YES : NO;
}

/* Looks at the next tranche; l->at is it. */
static void next(struct rules_run *run, const struct tranche *t, struct ladder *l)
{
	struct scratch *sc = run->scratch;
	l->before = l->at;
	l->at = (struct step){.as_written = t, .active = PERHAPS, .above = YES};
	struct step *s = &l->at;
	bool first = l->first;
	l->first = false;
	if (l->found)
		return;
	ceiling(run, l, s);
	s->floor_known = first || l->before.ceiling_known;
	s->floor = first ? number_of(0) : l->before.ceiling;
	s->above = PERHAPS;
	if (s->floor_known && l->base.state != RULES_NOT_DEFINED)
		s->above = number_cmp(s->floor, counted(&l->base)) == 1 ? YES : NO;
	if (!s->ceiling_asked || l->base.state == RULES_NOT_DEFINED || l->factor.state == RULES_NOT_DEFINED || (!first && !l->before.ceiling_asked)) {
		s->missing = missing_merge(sc, missing_merge(sc, s->ceiling_missing, l->base.missing), l->factor.missing);
		s->missing = missing_merge(sc, s->missing, l->before.ceiling_missing);
		return;
	}
	int order = number_cmp(s->ceiling, s->floor);
	if (!first && !number_is_zero(s->floor) && (order == 0 || order == -1)) {
		run_fail(run, W_rules_evaluate_ceilings_order);
		return;
	}
	place(l, s);
	l->found = s->active == YES;
}

/* ---- barème ---- */

/* What the base has in this tranche, at its rate; false when something is not known. */
static bool share(struct rules_run *run, struct ladder *l, missing_set *missing, struct number *amount)
{
	struct step *s = &l->at;
	struct answer rate;
	*missing = s->missing;
	*amount = number_of(0);
	if (s->above == YES)
		return true;
	(void)answer_copy(&rate, run_eval(run, s->as_written->taux, &rate));
	*missing = missing_merge(run->scratch, rate.missing, s->missing);
	if (l->base.state == RULES_NOT_DEFINED || rate.state == RULES_NOT_DEFINED || !s->ceiling_known || !s->floor_known)
		return false;
	struct number ratio = counted(&rate);
	if (rate.unit && !unit_convert(&run->scratch->units, rate.unit, UNIT_EMPTY, &ratio)) {
		run_fail(run, W_rules_evaluate_rate_unit);
		return false;
	}
	struct number base = counted(&l->base);
	int order = number_cmp(base, s->ceiling);
	struct number top = order == -1 || order == 0 ? base : s->ceiling; /* no number when one is none */
	*amount = number_mul(number_sub(top, s->floor), ratio);
	return true;
}

void run_bareme(struct rules_run *run, const struct node *n, struct answer *out)
{
	struct ladder l;
	struct scratch *sc = run->scratch;
	start(run, n, &l);
	missing_set missing = missing_merge(sc, l.base.missing, l.factor.missing);
	struct number total = number_of(0);
	bool known = true;
	bool climbs = l.base.state == RULES_VALUE && !answer_is_zero(&l.base);
	for (uint32_t i = 0; climbs && i < n->tranches.n && !sc->failed; i++) {
		missing_set own;
		struct number amount;
		next(run, &n->tranches.at[i], &l);
		bool has = share(run, &l, &own, &amount);
		missing = missing_merge(sc, missing, own);
		/* what follows an unknown tranche makes the sum no number, as in the reference */
		total = has ? number_add(known ? total : number_real((double)NAN), amount) : total;
		known = has;
	}
	(void)answer_copy(out, &l.base);
	if (climbs && known) {
		out->type = RULES_NUMBER;
		out->number = total;
	} else if (climbs) {
		out->state = RULES_NOT_DEFINED;
	}
	out->has_unit = true;
	out->missing = missing;
}

/* ---- taux progressif ---- */

static bool rate_of(struct rules_run *run, const struct step *s, struct answer *rate)
{
	(void)answer_copy(rate, run_eval(run, s->as_written->taux, rate));
	if (answer_is_number(rate) && rate->unit && rate->unit != UNIT_PERCENT && !unit_convert(&run->scratch->units, rate->unit, UNIT_PERCENT, &rate->number)) {
		run_fail(run, W_rules_evaluate_rate_unit);
		return false;
	}
	rate->unit = UNIT_PERCENT;
	rate->has_unit = true;
	return true;
}

/* Between the rate of the tranche below and its own, in proportion. */
static void between(struct rules_run *run, const struct ladder *l, const struct step *below, const struct step *s, struct answer *out)
{
	struct answer high, low;
	bool has_below = below->as_written != NULL;
	if (!rate_of(run, s, &high) || (has_below && !rate_of(run, below, &low)))
		return;
	if (!has_below)
		low = high;
	if (high.state == RULES_NOT_DEFINED || low.state == RULES_NOT_DEFINED) {
		(void)answer_state(out, RULES_NOT_DEFINED, missing_merge(run->scratch, low.missing, high.missing));
		return;
	}
	struct number rise = number_sub(counted(&high), counted(&low));
	struct number slope = number_div(rise, number_sub(s->ceiling, s->floor));
	struct number over = number_sub(counted(&l->base), s->floor);
	struct number rate = number_add(counted(&low), number_mul(over, slope));
	*out = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .number = rate};
}

void run_taux_progressif(struct rules_run *run, const struct node *n, struct answer *out)
{
	struct ladder l;
	struct step active = {0}, below = {0};
	missing_set missing = 0;
	bool all_under = true;
	start(run, n, &l);
	(void)answer_state(out, RULES_NOT_DEFINED, 0);
	for (uint32_t i = 0; i < n->tranches.n && !run->scratch->failed; i++) {
		next(run, &n->tranches.at[i], &l);
		missing = missing_merge(run->scratch, missing, l.at.missing);
		all_under = all_under && l.at.active == NO;
		if (l.at.active == YES) {
			active = l.at;
			below = l.before;
		}
	}
	if (run->scratch->failed || !l.at.as_written)
		return;
	if (all_under || (l.at.active == YES && l.at.ceiling_endless)) {
		(void)rate_of(run, &l.at, out);
	} else if (!active.as_written || !answer_is_number(&l.base)) {
		out->missing = missing;
	} else {
		between(run, &l, &below, &active, out);
	}
	out->unit = UNIT_PERCENT;
	out->has_unit = true;
}

/* ---- grille ---- */

void run_grille(struct rules_run *run, const struct node *n, struct answer *out)
{
	struct ladder l;
	struct scratch *sc = run->scratch;
	start(run, n, &l);
	struct answer amount = {.state = RULES_NOT_DEFINED}, chosen = amount;
	unit_id unit = UNIT_NONE;
	missing_set perhaps = 0;
	bool found = false, any_perhaps = false;
	for (uint32_t i = 0; i < n->tranches.n && !sc->failed; i++) {
		next(run, &n->tranches.at[i], &l);
		if (l.at.active == NO)
			continue;
		(void)answer_copy(&amount, run_eval(run, l.at.as_written->montant, &amount)); /* also of those above: the reference asks them */
		if (l.at.active == YES && !found) {
			chosen = amount;
			found = true;
		} else if (!found && !any_perhaps) {
			unit = amount.unit;
		}
		any_perhaps = any_perhaps || !found;
		if (!found)
			perhaps = missing_merge(sc, perhaps, missing_merge(sc, amount.missing, l.at.missing));
	}
	bool beyond = l.at.above == NO;
	if (found) {
		(void)answer_copy(out, &chosen);
	} else if (beyond || any_perhaps) {
		(void)answer_state(out, RULES_NOT_DEFINED, beyond ? 0 : perhaps);
		out->unit = beyond ? UNIT_NONE : unit;
	} else {
		(void)answer_truth(out, false, perhaps);
	}
	out->has_unit = true;
	out->missing = missing_merge(sc, missing_merge(sc, l.base.missing, l.factor.missing), out->missing);
}
