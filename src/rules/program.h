/* Inside rules/: a sealed model as the evaluator runs it. One 16-byte code for each node, at the node's own number; room for the nodes of a run's own
   expressions, which number on from there; the bodies of codes that are kept; a table of constant answers; a small record for each rule. Made by lower.c, read by evaluate*.c, never changed. */
#ifndef RULES_PROGRAM_H
#define RULES_PROGRAM_H

#include "rules/model.h"

typedef uint32_t missing_set; /* 0: nothing is missing; see missing.h */

/* What working something out gives. 32 bytes, two to a cache line. */
struct answer {
	uint8_t state; /* enum rules_state */
	uint8_t type;  /* enum rules_type, of a value */
	bool has_unit; /* a unit was given, be it "no unit" */
	uint8_t fact;  /* of a fact only: enum fact_bits */
	unit_id unit;
	uint16_t spare;
	missing_set missing;
	uint32_t stamp; /* the generation for which a kept answer holds */
	union {
		struct number number;
		bool truth;
		str text;
		day date;
	};
};
_Static_assert(sizeof(struct answer) == 32, "an answer is half a cache line");

enum fact_bits {
	FACT_NULLABLE = 1,   /* its type may be not applicable */
	FACT_EXPRESSION = 2, /* worked out by the code at fact_code[] */
	FACT_ODD = 4         /* not simply a defined value with nothing missing */
};

enum code_op {
	CODE_NONE, /* the node that is not there */
	CODE_CONSTANT,  /* a: constant */
	CODE_RULE,      /* a: rule */
	CODE_QUESTION,  /* a: rule, b: fact; unit: that the fact must have. A rule that is what the situation says, when it says so plainly */
	CODE_FACT,      /* a: fact. A reference to what the situation says of a rule */
	CODE_FACT_ELSE, /* a: fact, b: code; unit: that a constant b has as written. What the situation says, else b */
	CODE_KEPT,      /* a: slot, b: body. Worked out once for a situation */
	CODE_CONDITION, /* a: si, b: alors, c: sinon; unit: that alors has as written */
	CODE_MUL,       /* the operations, in the order of enum operation; a, b */
	CODE_DIV,
	CODE_DIV_WHOLE,
	CODE_POW,
	CODE_ADD,
	CODE_SUB,
	CODE_LT,
	CODE_LE,
	CODE_GT,
	CODE_GE,
	CODE_EQ,
	CODE_NE,
	CODE_AND,
	CODE_OR,
	CODE_ALL,            /* a: first of `lists`, b: how many. `et` of `et` of `et`… */
	CODE_ANY,            /* the same of `ou` */
	CODE_NOT_APPLICABLE, /* a */
	CODE_NOT_DEFINED,    /* a */
	CODE_UNIT,           /* a; unit */
	CODE_NODE,           /* a: node; every other mechanism, worked out from its node */
	CODE_COUNT
};

enum code_flags {
	CODE_NEVER_NULL = 1, /* inferred: cannot be not applicable */
	CODE_ANY_UNIT = 2,   /* of CODE_QUESTION: whatever unit the fact has */
	CODE_IN_CIRCLE = 4   /* of CODE_KEPT */
};

struct code {
	uint8_t op, flags;
	unit_id unit;
	uint32_t a, b, c;
};

enum rule_flags {
	RULE_PARENT_NULLABLE = 1, /* of the parent that may disable it */
	RULE_PARENT_BOOLEAN = 2,
	RULE_MISSABLE = 4,        /* public, and seen from the root: can be a missing variable */
	RULE_IN_CIRCLE = 16,      /* it needs itself, through others */
	RULE_SITUATION_NULLABLE = 8 /* it may be not applicable by a fact, even before one is given */
};

struct rule_code {
	uint32_t value;         /* code */
	uint32_t parent;        /* code of the parent that may disable it; 0 when none */
	uint32_t possibilities; /* code, or 0 */
	uint32_t fact;          /* what the situation says of it; of the hidden rule, the same; 0 when none */
	uint32_t weight;        /* about how many codes its value holds */
	uint8_t flags;          /* enum rule_flags */
};

struct program {
	const struct code *code;
	uint32_t codes;                /* nodes, LIMIT_RUN_NODES for a run's own, bodies */
	const uint32_t *lists;         /* codes */
	const struct answer *constants;
	uint32_t constant_count;
	const struct rule_code *rules; /* by rule_no */
	uint32_t rule_count;           /* [0] included */
	uint32_t slots;                /* one for each rule, at its number, then the kept codes */
	uint32_t facts;                /* [0] is unused */
	const rule_no *fact_rules;     /* by fact: the hidden rule ($SITUATION) */
	const uint32_t *entries;       /* by rule_id: code */
	const uint32_t *entry_facts;   /* by rule_id: fact */
	uint32_t publics;              /* [0] included */
};

static inline struct answer answer_of_value(const struct value *v)
{
	struct answer a = {.state = v->state, .type = v->type, .has_unit = v->has_unit || v->unit, .unit = v->unit};
	if (v->state != RULES_VALUE)
		return a;
	if (v->type == RULES_NUMBER)
		a.number = v->number;
	else if (v->type == RULES_BOOLEAN)
		a.truth = v->truth;
	else if (v->type == RULES_DATE)
		a.date = v->date;
	else
		a.text = v->text;
	return a;
}

static inline struct value value_of_answer(const struct answer *a)
{
	struct value v = {.state = a->state, .type = a->type, .has_unit = a->has_unit, .unit = a->unit};
	if (a->state != RULES_VALUE)
		return v;
	if (a->type == RULES_NUMBER)
		v.number = a->number;
	else if (a->type == RULES_BOOLEAN)
		v.truth = a->truth;
	else if (a->type == RULES_DATE)
		v.date = a->date;
	else
		v.text = a->text;
	return v;
}

#endif
