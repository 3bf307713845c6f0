/* Mechanisms that work a part of the model out in another situation: `contexte`, `inversion numérique`, `résoudre la référence circulaire`. Each uses a sub-run
   with the facts of the run that asks, and shares its scratch. Called by evaluate_node.c. What comes back is copied: a sub-run is used again. */
#include "base/limits.h"
#include "rules/root.h"
#include "rules/run.h"

#include <math.h>

/* ---- contexte ---- */

/* Two values as `===` sees them, and their units as written. */
static bool same(struct rules_run *run, const struct answer *a, const struct answer *b)
{
	const struct units *units = &run->scratch->units;
	if (a->state != b->state)
		return false;
	if (a->unit != b->unit && !str_eq(unit_text(units, a->unit), unit_text(units, b->unit)))
		return false;
	if (a->state != RULES_VALUE)
		return true;
	if (a->type != b->type)
		return false;
	switch ((enum rules_type)a->type) {
	case RULES_NUMBER:
		return number_cmp(a->number, b->number) == 0;
	case RULES_BOOLEAN:
		return a->truth == b->truth;
	case RULES_DATE:
		return a->date.number == b->date.number;
	case RULES_TEXT:
	case RULES_TYPE_UNKNOWN:
		break;
	}
	return str_eq(a->text, b->text);
}

struct change { /* one entry of a `contexte` */
	struct context_key key;
	struct answer value;
	bool made, unknown;
};

static bool same_key(const struct rules_run *run, const struct change *changes, uint32_t n, uint32_t made)
{
	if (!run->has_key || run->key_count != made)
		return false;
	uint32_t i = 0;
	for (uint32_t k = 0; k < n; k++) {
		if (!changes[k].made)
			continue;
		if (run->key[i].rule != changes[k].key.rule || run->key[i].code != changes[k].key.code)
			return false;
		i++;
	}
	return true;
}

static void give(struct rules_run *sub, const struct change *c)
{
	const struct program *p = sub->scratch->program;
	uint32_t fact = p->rules[c->key.rule].fact;
	if (!fact)
		return;
	struct answer *a = &sub->facts[fact];
	*a = c->value;
	a->stamp = sub->facts_now;
	a->fact = FACT_ODD;
	if (run_node_at(sub, c->key.code)->nullable == NULLABLE_YES)
		a->fact |= FACT_NULLABLE;
}

static bool remember_key(struct rules_run *sub, const struct change *changes, uint32_t n, uint32_t made)
{
	if (made > sub->key_room) {
		sub->key = run_take(sub->scratch, n * sizeof *sub->key);
		sub->key_room = sub->key ? n : 0;
	}
	if (made && !sub->key)
		return false;
	sub->key_count = 0;
	for (uint32_t k = 0; k < n; k++)
		if (changes[k].made)
			sub->key[sub->key_count++] = changes[k].key;
	sub->has_key = true;
	return true;
}

/* The sub-run of this `contexte` in this run: made once for a situation. */
static struct rules_run *context_run(struct rules_run *run, const struct node *n, const struct change *changes, uint32_t made)
{
	struct scratch *s = run->scratch;
	if (!run->contexts)
		run->contexts = run_take(s, s->model->contexts * sizeof *run->contexts);
	if (!run->contexts)
		return NULL;
	struct rules_run *sub = run->contexts[n->context.number];
	if (sub && sub->made_for == run->now)
		return remember_key(sub, changes, n->context.n, made) ? sub : NULL;
	if (sub)
		run_restart(sub, run);
	else
		sub = run->contexts[n->context.number] = run_sub(run);
	if (!sub)
		return NULL;
	sub->made_for = run->now;
	if (!made)
		run_copy_answers(sub, run);
	for (uint32_t i = 0; i < n->context.n; i++)
		if (changes[i].made)
			give(sub, &changes[i]);
	return remember_key(sub, changes, n->context.n, made) ? sub : NULL;
}

/* What each entry changes: nothing, when the rule already has that value. */
static uint32_t look(struct rules_run *run, const struct node *n, struct change *changes)
{
	uint32_t made = 0;
	for (uint32_t i = 0; i < n->context.n; i++) {
		const struct context_entry *e = &n->context.at[i];
		struct answer origin;
		changes[i] = (struct change){.key = {run_node_at(run, e->reference)->target, e->value}};
		(void)answer_copy(&origin, run_eval(run, e->reference, &origin));
		(void)answer_copy(&changes[i].value, run_eval(run, e->value, &changes[i].value));
		changes[i].unknown = changes[i].value.state == RULES_NOT_DEFINED;
		changes[i].made = !same(run, &origin, &changes[i].value);
		if (changes[i].made && !run->rules[changes[i].key.rule].fact)
			run_fail_about(run, W_rules_evaluate_private_context, "rule", run->scratch->model->rules.at[changes[i].key.rule].name);
		made += changes[i].made;
	}
	return made;
}

void run_contexte(struct rules_run *run, const struct node *n, struct answer *out)
{
	struct change changes[LIMIT_RULES_CONTEXT];
	rule_no known[LIMIT_RULES_CONTEXT];
	size_t known_count = 0;
	(void)answer_state(out, RULES_NOT_APPLICABLE, 0);
	if (n->context.n > LIMIT_RULES_CONTEXT) {
		run_fail(run, W_rules_evaluate_too_much_context);
		return;
	}
	uint32_t made = look(run, n, changes);
	if (same_key(run, changes, n->context.n, made))
		return; /* the same context again, inside itself */
	struct rules_run *sub = context_run(run, n, changes, made);
	if (!sub)
		return;
	(void)answer_copy(out, run_eval(sub, n->context.valeur, out));
	for (uint32_t i = 0; i < n->context.n; i++)
		if (!changes[i].unknown)
			known[known_count++] = changes[i].key.rule;
	out->missing = missing_without(run->scratch, out->missing, known, known_count);
}

/* ---- searching ---- */

/* A function of one rule's value: another rule, or a code, worked out in a sub-run where the rule has that value. */
struct trial {
	struct rules_run *sub;
	uint32_t fact, code;
	unit_id unit;
	bool has_unit;
	struct answer last;
	struct {
		double x, y;
	} known[2]; /* worked out before the search */
	uint32_t known_count;
	double goal;
	bool minus_x; /* looks for f(x) = x instead of f(x) = goal */
};

static void try(struct trial *t, double x)
{
	struct answer *fact = &t->sub->facts[t->fact];
	run_forget(t->sub);
	struct number n = number_reduced(number_real(x));
	*fact = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .has_unit = t->has_unit, .fact = FACT_ODD, .unit = t->unit, .stamp = t->sub->facts_now, .number = n};
	(void)answer_copy(&t->last, run_eval(t->sub, t->code, &t->last));
}

static double number_in(const struct answer *a)
{
	if (answer_is_number(a))
		return number_to_double(a->number);
	if (a->state == RULES_VALUE && a->type == RULES_BOOLEAN)
		return a->truth;
	return a->state == RULES_NOT_APPLICABLE ? 0 : (double)NAN;
}

static double distance(void *context, double x)
{
	struct trial *t = context;
	double goal = t->minus_x ? x : t->goal;
	for (uint32_t i = 0; i < t->known_count; i++)
		if (x == t->known[i].x)
			return t->known[i].y - goal;
	if (t->sub->scratch->failed)
		return (double)NAN;
	try(t, x);
	return number_in(&t->last) - goal;
}

static bool is_under_way(const struct rules_run *run, rule_no r)
{
	return run->on_stack[r] > (run->current == r);
}

/* ---- inversion numérique ---- */

/* The first candidate of which the situation gives a number; 0 when none. */
static node_id inversion_goal(struct rules_run *run, struct rules_run *sub, const struct inversion *how)
{
	for (uint32_t i = 0; i < how->n; i++) {
		rule_no rule = run_node_at(run, how->candidates[i])->target;
		uint32_t fact = run->rules[rule].fact;
		if (run->on_stack[rule] || !fact)
			continue;
		const struct answer *given = run_fact(sub, fact);
		if (answer_is_number(given) && !missing_has(run->scratch, given->missing, rule))
			return how->candidates[i];
	}
	return 0;
}

static void nothing_to_invert(struct rules_run *run, const struct node *n, struct answer *out)
{
	missing_set missing = 0;
	for (uint32_t i = 0; i < n->inversion.how->n; i++)
		missing = missing_with(run->scratch, missing, run_node_at(run, n->inversion.how->candidates[i])->target, 1);
	missing = missing_with(run->scratch, missing, n->inversion.rule, 1);
	(void)answer_state(out, RULES_NOT_DEFINED, missing);
}

/* Two first tries narrow the search: at the goal itself, then in proportion to what that gave. */
static void narrow(struct trial *t, const struct inversion *how, struct root_search *search)
{
	double goal = t->goal, x1 = goal;
	try(t, x1);
	bool has1 = t->last.state != RULES_NOT_DEFINED;
	double y1 = number_in(&t->last), coefficient = y1 > goal ? 0.9 : 1.2;
	double x2 = has1 ? (x1 * goal * coefficient) / y1 : 2000;
	try(t, x2);
	bool has2 = t->last.state != RULES_NOT_DEFINED;
	double y2 = number_in(&t->last);
	t->known[0].x = x1;
	t->known[0].y = y1;
	t->known[1].x = x2;
	t->known[1].y = y2;
	t->known_count = has1 || has2 ? 2 : 0;
	search->low = y2 < goal && (y2 > y1 || y1 > goal) ? x2 : y1 < goal && (y1 > y2 || y2 > goal) ? x1 : number_to_double(how->min);
	search->high = y2 > goal && (y2 < y1 || y1 < goal) ? x2 : y1 > goal && (y1 < y2 || y2 < goal) ? x1 : number_to_double(how->max);
}

static void invert(struct rules_run *run, const struct node *n, node_id goal, struct rules_run *sub, struct answer *out)
{
	enum { TURNS = 10 };
	const struct inversion *how = n->inversion.how;
	struct answer target;
	struct trial t = {.sub = sub, .fact = run->rules[n->inversion.rule].fact, .code = goal, .has_unit = true};
	(void)answer_copy(&target, run_eval(sub, t.code, &target));
	t.unit = target.unit;
	t.goal = number_in(&target);
	sub->facts[run->rules[run_node_at(run, goal)->target].fact].stamp = 0;
	run_stop(sub);
	struct root_search search = {.at = distance, .context = &t, .tolerance = number_to_double(how->tolerance), .acceptable = 1, .turns = TURNS};
	narrow(&t, how, &search);
	double x;
	bool found = t.known_count && !run->scratch->failed && root_find(&search, &x);
	if (found && (x < number_to_double(how->min) || x > number_to_double(how->max)) && x != 0)
		found = false;
	if (found)
		*out = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .number = number_real(x)};
	else
		(void)answer_state(out, RULES_NOT_DEFINED, 0);
	out->unit = target.unit;
	out->has_unit = true;
	out->missing = t.last.missing;
}

void run_inversion(struct rules_run *run, const struct node *n, struct answer *out)
{
	(void)answer_state(out, RULES_NOT_DEFINED, 0);
	if (is_under_way(run, n->inversion.rule))
		return;
	struct rules_run *sub = run_sub(run);
	if (!sub)
		return;
	run_copy_answers(sub, run);
	run_copy_under_way(sub, run);
	node_id goal = inversion_goal(run, sub, n->inversion.how);
	if (goal)
		invert(run, n, goal, sub, out);
	else
		nothing_to_invert(run, n, out);
	run_release(sub);
}

/* ---- résoudre la référence circulaire ---- */

void run_circular(struct rules_run *run, const struct node *n, struct answer *out)
{
	enum { TURNS = 25, LOW = -1000000, HIGH = 100000000 };
	(void)answer_state(out, RULES_NOT_DEFINED, 0);
	if (is_under_way(run, n->one.rule))
		return;
	struct rules_run *sub = run_sub(run);
	if (!sub)
		return;
	struct trial t = {.sub = sub, .fact = run->rules[n->one.rule].fact, .code = n->one.valeur, .minus_x = true, .known_count = 1};
	try(&t, 1);
	unit_id unit = t.last.unit;
	bool has = t.last.state != RULES_NOT_DEFINED;
	t.known[0].x = 1;
	t.known[0].y = number_in(&t.last);
	struct root_search search = {.at = distance, .context = &t, .low = LOW, .high = HIGH, .tolerance = 0.5, .acceptable = 2, .turns = TURNS};
	double x;
	bool found = has && !run->scratch->failed && root_find(&search, &x);
	if (found) {
		try(&t, x);
		*out = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .number = number_real(x)};
	}
	out->unit = unit;
	out->has_unit = true;
	out->missing = t.last.missing;
	run_release(sub);
}
