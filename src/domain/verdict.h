/* The verdict of a règlement on one application (N4, N5): for the call and for each funder, what passes, fails or is still unknown, with the clause, the
   numbers used and a sentence; what each funder could give at most; what answer would settle the rest. Pure. */
#ifndef DOMAIN_VERDICT_H
#define DOMAIN_VERDICT_H

#include "domain/ruleset.h"

/* What is known of an application, by the names of the vocabulary and of the ruleset. Only questions are facts: what rules compute is refused. */
struct verdict_fact {
	str name;  /* "budget . coût total", or the short key of its question: "cout" */
	str value; /* as a person writes it: "12 500,50 €", "60 %", "oui", "association", "13/09/2024"; the language's own quotes are accepted */
	str file;
	int64_t line;
};
struct verdict_asked {
	str funder; /* code */
	money amount;
	str file;
	int64_t line;
};
struct verdict_past { /* an earlier year of the same action, linked to it even under another title (B11, N5) */
	int64_t year;
	str title, call;
	opt_money total;
	LIST_OF(struct verdict_asked) granted;
	str report; /* filed | due | overdue | none: of that year's report */
};
struct verdict_waiver {
	str rule; /* its name */
	str reason, author;
	opt_day date;
	str file;
	int64_t line;
};
struct application_facts {
	str reference, title, call;
	LIST_OF(struct verdict_fact) facts;
	LIST_OF(struct verdict_asked) asked; /* empty: not known yet, every funder is judged (a self-diagnosis) */
	LIST_OF(str) other_funders; /* codes that `asked` may name though the rules know nothing of them: own resources, a landlord… */
	LIST_OF(struct verdict_past) past;
	bool past_known; /* `past` is all there is, also when it is empty: a first request */
	LIST_OF(struct verdict_waiver) waivers;
	int64_t year;  /* that the application is for: the call's; 0: not known, the year after the last of `past` */
	opt_day filed; /* when it was filed, by the clock of the territory */
	opt_int filed_second; /* since midnight of that day, rounded up: noon and a thousandth is 43 201 (L4) */
};

enum verdict_outcome { VERDICT_PASSES, VERDICT_FAILS, VERDICT_UNKNOWN, VERDICT_NOT_APPLICABLE, VERDICT_WAIVED };

struct verdict_number { /* a number that decided, in words */
	rule_id rule;
	str name, label, value;
};
struct verdict_missing {
	rule_id rule;
	str name, label;
	str question; /* or absent when it is not asked of people */
	str key;
	double score;
	int64_t rank; /* of the question (ruleset.h); 0: none */
};
struct verdict_rule {
	const struct ruleset_rule *rule;
	enum verdict_outcome outcome;
	bool blocks; /* it fails or is unknown, and its severity blocks */
	str name, title, sentence;
	str value;        /* of a step, a maximum, a parameter: "20 000 €" */
	opt_money amount; /* of a step or a maximum in euros: to the cent below */
	LIST_OF(struct verdict_number) numbers;
	LIST_OF(struct verdict_missing) missing; /* heaviest first */
	const struct verdict_waiver *waiver;
	const struct problem *error; /* the rule could not be worked out */
};
struct verdict_funder {
	const struct ruleset_funder *funder;
	str label;
	/* Of its blocking rules, with those of the whole call. NOT_APPLICABLE when the application says what it asks of whom and nothing is asked of this one:
	   its space is then `non` in the situation (packs/RULES.md). */
	enum verdict_outcome outcome;
	opt_money asked;
	bool has_maximum;     /* the règlement gives one in this case */
	opt_money maximum;    /* when it is worked out; to the cent below; what holds if the conditions do */
	opt_money over;       /* what is asked above the maximum */
	LIST_OF(struct verdict_rule) rules; /* conditions, then steps in the order of computation, the maximum last */
};
/* The outcome of the whole: FAILS when a blocking rule of the call fails; then, of the funders that are asked, FAILS when one of them refuses, UNKNOWN when
   one is unknown, else PASSES. When nobody is asked yet: PASSES when some funder passes, FAILS when all refuse, else UNKNOWN. Without funders, the call's. */
struct verdict {
	const struct ruleset *set;
	str reference, title;
	day judged;                   /* the day on which the rules were read: ruleset_day */
	enum verdict_outcome outcome; /* PASSES, FAILS or UNKNOWN */
	LIST_OF(struct verdict_rule) rules; /* of the whole call */
	LIST_OF(struct verdict_funder) funders;
	LIST_OF(struct verdict_rule) parameters; /* choices made where the text is ambiguous */
	LIST_OF(struct verdict_missing) missing; /* of everything that blocks; [0] is what to ask next: the questions that have a rank
	                                        in its order, then heaviest first. Each rule that waits counts for one */
};

/* One judge per thread: it holds the run of the model. */
struct judge;
struct judge *judge_new(struct arena *a, const struct ruleset *set, day today);

/* OK; or INVALID when a fact is not one the rules know or cannot be read (each a problem, with the nearest name); the verdict is still given on the rest.
   Everything in the verdict belongs to `a`. */
must_use enum status judge_verdict(struct judge *j, struct arena *a, enum lang lang, const struct application_facts *facts, struct problems *ps, struct verdict **verdict);

/* Rules of the whole programme (ROLE_PROGRAMME), each with its outcome and sentence, on sums over the proposed lines. A fact is what a funder's question that the programme provides
   (packs/RULES.md) is called after the funder: " . total proposé"; what the ruleset does not ask is passed over. */
struct programme_fact {
	str funder; /* code */
	str what;   /* begins with " . " */
	money amount;
};
struct programme_facts {
	struct programme_fact *at;
	size_t n, room;
};
struct verdict_rules {
	struct verdict_rule *at;
	size_t n, room;
};
void judge_programme(struct judge *judge, struct arena *a, enum lang lang, const struct programme_fact *facts, size_t count, struct verdict_rules *rules);

/* The run as the last verdict left it, for rules_explain. */
struct rules_run *judge_run(struct judge *j);

/* OK, or INVALID with what is wrong: no such rule, one that nobody may waive, no reason, no author. */
must_use enum status verdict_check_waiver(const struct ruleset *set, const struct verdict_waiver *w, struct arena *a, struct problems *ps);

enum word verdict_outcome_word(enum verdict_outcome o);
const char *verdict_outcome_name(enum verdict_outcome o); /* "passes", "fails", "unknown", "not_applicable", "waived" */

/* As text and as JSON (`faubourg verdict`). Clauses are given by who has them: code -> article and label. */
struct verdict_clause {
	str code, label, article, document;
};
void verdict_write(struct out *o, enum lang lang, const struct verdict *v, const struct verdict_clause *clauses, size_t clause_count);
void verdict_json(struct json *j, enum lang lang, const struct verdict *v, const struct verdict_clause *clauses, size_t clause_count);

/* What a funder could give: what is asked of it, as far as its maximum; nothing when it refuses, when nothing is asked, or when there is no such funder
   (NULL). Not set while it is unknown. */
opt_money verdict_possible(const struct verdict_funder *f);

/* Two verdicts of the same application under two rulesets (N17): what changes, and in euros. */
struct verdict_change {
	str name;   /* of the rule; absent: the funder as a whole, with what it could give (verdict_possible) */
	str title;
	str funder; /* code; absent: a rule of the whole call */
	enum verdict_outcome before, after;
	opt_money before_amount, after_amount;
};
struct verdict_changes {
	LIST_OF(struct verdict_change) list;
};
void verdict_compare(struct arena *a, const struct verdict *before, const struct verdict *after, struct verdict_changes *changes);

#endif
