/* Inside the files verdict_*.c: a judge, a verdict while it is made, and what they share. Nobody else includes this. */
#ifndef DOMAIN_VERDICT_PARTS_H
#define DOMAIN_VERDICT_PARTS_H

#include "domain/verdict.h"

struct judge {
	const struct ruleset *set;
	struct rules_run *run;
	day today;
	uint32_t *seen; /* one a rule: the last walk that met it */
	uint32_t walk;
	const struct ruleset_rule **ordered; /* the rules that an application is judged by: conditions, steps, maximum; each rank in the order of the text */
	size_t ordered_count;
};

struct judging {
	struct judge *judge;
	const struct ruleset *set;
	struct rules_run *run;
	struct arena *arena;
	enum lang lang;
	const struct application_facts *facts;
	const struct ruleset_question **answered; /* one a fact: its question, NULL when nothing of that name is asked */
	bool *closed; /* one a funder of the set: nothing is asked of it */
	struct problems *ps;
	struct verdict *verdict;
};

/* Puts what is known into the run: facts, amounts asked, history, filing. Each that is not understood is a problem; the rest is set (verdict_facts.c). */
void verdict_set_facts(struct judging *j);
/* All that is asked of one funder. */
money verdict_asked_of(const struct application_facts *facts, str funder);
/* What earlier years say (verdict_history.c). */
void verdict_set_history(struct judging *j);

/* A fact that the program itself knows; what a person says of it must agree (verdict_facts.c). */
void verdict_provide_number(struct judging *j, rule_id r, struct number n, str unit);
void verdict_provide_boolean(struct judging *j, rule_id r, bool b);
void verdict_provide_day(struct judging *j, rule_id r, day d);

/* One rule: outcome, sentence, value, numbers, what is missing (verdict_rule.c). */
void verdict_judge_rule(struct judging *j, const struct ruleset_rule *rule, struct verdict_rule *out);
/* The same for a rule of a funder of whom nothing is asked: without object, unread. */
void verdict_pass_over(struct judging *j, const struct ruleset_rule *rule, struct verdict_rule *out);
/* Euros to cents, to the cent below. False when it is no amount that we can hold. */
bool verdict_amount(const struct rules_value *v, money *amount);

#endif
