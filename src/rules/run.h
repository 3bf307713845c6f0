/* Inside rules/: a run, as the evaluator's files and rules_explain see it. A run is a situation and the answers for it; `contexte`, inversions and circular
   references work out a part of the model in a run of their own (a sub-run) that shares the scratch of the first. Nothing outside the room includes this. */
#ifndef RULES_RUN_H
#define RULES_RUN_H

#include "rules/missing.h"
#include "rules/plain.h"

#include <string.h>

/* What a run and its sub-runs share. */
struct scratch {
	struct arena *memory; /* the run's own: grows the first time a situation needs it, is kept afterwards, never passes LIMIT_RULES_RUN_BYTES */
	const struct rules_model *model;
	const struct program *program;
	struct units units;
	unit_id first_unit; /* of the run's own: those below are of the model */
	struct plain_units units_given, units_after_digits; /* "€/mois", " €/mois" */
	day today;
	enum lang lang; /* of texts */

	uint32_t generation; /* last one given */
	const char *stack_floor;
	uint64_t steps_left;

	struct missing_store *missing;
	struct piece_store *texts;      /* of answers */
	char *text_buffer;              /* where a text is written before it is kept; NULL until one is */
	size_t text_used;               /* of it, by texts under way */
	struct piece_store *fact_texts, *spare_texts; /* of the situation */

	struct rules_run *root;
	struct rules_run *all;    /* every run made, for when generations start again */
	struct rules_run *spare;  /* sub-runs that nobody uses */
	uint32_t run_count;

	struct expression_place *place; /* of facts that are expressions; NULL until there is one */
	struct arena *place_memory;
	struct code *own_code; /* the program's, then those of the place */
	struct answer *own_constants;
	uint32_t coded; /* nodes of the place that have their code */
	bool asked; /* something was worked out for this situation */

	bool failed; /* `error` says why; until the evaluation ends everything is "not defined" */
	struct problem error;
};

struct expression_place;

struct context_key { /* what a `contexte` changes: two with the same changes are a loop */
	rule_no rule;
	uint32_t code;
};

struct rules_run {
	const struct code *code;
	const struct answer *constants;
	const struct rule_code *rules;
	const uint32_t *lists;
	struct answer *slots;
	struct answer *facts;
	uint32_t *fact_code;
	uint32_t now;       /* slots with this stamp hold */
	uint32_t facts_now; /* facts with this stamp are given */
	uint8_t *on_stack;  /* by rule: how often it is being worked out */
	uint8_t *in_parents; /* by rule: it is asking whether its parent disables it */
	rule_no current;     /* being worked out */
	struct scratch *scratch;

	struct rules_run **contexts; /* by number of `contexte`; NULL until one is worked out */
	uint32_t made_for;           /* of a sub-run for a `contexte`: the generation of its parent */
	struct context_key *key;     /* what the `contexte` that made this changed; NULL in the first run */
	uint32_t key_count, key_room;
	bool has_key;
	struct rules_run *next_spare, *next_made;
};

/* ---- evaluating ---- */

/* Works out a code. The answer is in *out, or elsewhere and constant for as long as nothing is evaluated or set. */
const struct answer *run_eval(struct rules_run *run, uint32_t code, struct answer *out);
/* The same for a rule, and for what the situation says of a rule. */
const struct answer *run_rule(struct rules_run *run, rule_no r);
const struct answer *run_fact(struct rules_run *run, uint32_t fact);

/* For rules_explain: the value of a node in the situation, worked out if it was not; false when it cannot be (rules_error tells). */
bool run_node_value(struct rules_run *run, node_id n, struct value *v);

void run_value(struct rules_value *v, const struct answer *a); /* as the public face gives it */
/* Before the situation changes: what was worked out for it no longer holds. */
void run_changes(struct rules_run *run);

/* A node of the model, or of the run's expressions. */
const struct node *run_node_at(const struct rules_run *run, node_id n);

/* Other mechanisms; evaluate_*.c. */
const struct answer *run_node(struct rules_run *run, const struct node *n, struct answer *out);
void run_operation(struct rules_run *run, enum operation op, const struct answer *left, const struct answer *right, struct answer *out);
void run_not_applicable(struct rules_run *run, uint32_t code, struct answer *out);
bool run_disabled(struct rules_run *run, rule_no r, missing_set *missing);
void run_contexte(struct rules_run *run, const struct node *n, struct answer *out);
void run_inversion(struct rules_run *run, const struct node *n, struct answer *out);
void run_circular(struct rules_run *run, const struct node *n, struct answer *out);
void run_bareme(struct rules_run *run, const struct node *n, struct answer *out);
void run_taux_progressif(struct rules_run *run, const struct node *n, struct answer *out);
void run_grille(struct rules_run *run, const struct node *n, struct answer *out);

/* ---- making ---- */

uint32_t run_generation(struct scratch *s);
/* A sub-run with the facts of `from`, no answers, nothing under way; NULL when there are too many (run_fail was called). */
struct rules_run *run_sub(struct rules_run *from);
void run_restart(struct rules_run *sub, const struct rules_run *from); /* the same for one that was used */
void run_copy_answers(struct rules_run *to, const struct rules_run *from);
void run_copy_under_way(struct rules_run *to, const struct rules_run *from);
void run_forget(struct rules_run *run); /* every answer; facts stay */
void run_stop(struct rules_run *run);   /* nothing is under way */
void run_release(struct rules_run *sub);

/* Memory of the run, zeroed; NULL when it has used all that it may (run_fail was called). */
void *run_take(struct scratch *s, size_t bytes);
/* Text of an answer; absent when there is too much (run_fail was called). */
str run_text(struct scratch *s, const char *bytes, size_t n);
char *run_room(struct scratch *s, size_t n); /* for one; NULL as above */

/* ---- failing ---- */

/* The first problem of an evaluation is the one that is told. Without line: that of the rule being worked out. */
void run_fail(struct rules_run *run, enum word message);
void run_fail_about(struct rules_run *run, enum word message, const char *name, str text);

/* ---- answers ---- */

/* An answer that is written before it is read: the build would clear it, which costs as much as a whole operation. */
#define ANSWER(name) struct answer name __attribute__((uninitialized))

static inline const struct answer *answer_state(struct answer *out, enum rules_state state, missing_set missing)
{
	*out = (struct answer){.state = (uint8_t)state, .missing = missing};
	return out;
}
static inline const struct answer *answer_truth(struct answer *out, bool truth, missing_set missing)
{
	*out = (struct answer){.state = RULES_VALUE, .type = RULES_BOOLEAN, .missing = missing, .truth = truth};
	return out;
}
/* As four words: a wide read of what was just written in parts waits until all of it has reached memory. */
static inline void answer_move(struct answer *to, const struct answer *from)
{
	uint64_t a, b, c, d;
	const char *at = (const char *)from;
	memcpy(&a, at, sizeof a);
	memcpy(&b, at + 8, sizeof b);
	memcpy(&c, at + 16, sizeof c);
	memcpy(&d, at + 24, sizeof d);
	__asm__("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d));
	char *into = (char *)to;
	memcpy(into, &a, sizeof a);
	memcpy(into + 8, &b, sizeof b);
	memcpy(into + 16, &c, sizeof c);
	memcpy(into + 24, &d, sizeof d);
}

/* A copy to work on: it is nobody's slot yet. */
static inline struct answer *answer_copy(struct answer *out, const struct answer *a)
{
	if (out != a)
		answer_move(out, a);
	out->stamp = 0;
	out->fact = 0;
	return out;
}
static inline bool answer_is(const struct answer *a, bool truth)
{
	return a->state == RULES_VALUE && a->type == RULES_BOOLEAN && a->truth == truth;
}
/* Whether a comparison holds for what number_cmp gives: -1, 0, 1, or 2 for what is no number. */
static inline bool order_holds(enum operation op, int order)
{
	enum { UNDER = 1, SAME = 2, OVER = 4, NEITHER = 8 };
	static const uint8_t holds[] = {
		[OP_LT] = UNDER, [OP_LE] = UNDER | SAME, [OP_GT] = OVER, [OP_GE] = OVER | SAME, [OP_EQ] = SAME, [OP_NE] = UNDER | OVER | NEITHER};
	return holds[op] >> (order + 1) & 1;
}
static inline bool answer_is_number(const struct answer *a)
{
	return a->state == RULES_VALUE && a->type == RULES_NUMBER;
}
static inline bool answer_is_zero(const struct answer *a)
{
	return answer_is_number(a) && number_is_zero(a->number);
}

#endif
