/* Inside rules/: a model in memory, as the reader makes it and the evaluator walks it. Nobody outside the room includes this.

   Everything is a node of one array, named by its index. Mechanisms that are only another way to write simpler ones (`somme`, `plafond`, `toutes ces
   conditions`, `par défaut`, `dans la situation`…) are rewritten into operations and conditions when they are read, exactly as the reference does
   (the order in which things are asked decides which variables are missing); a node keeps the name under which it was written, and what it was given,
   for rules_explain. A node may have several parents (a replacement is one node wherever it applies). After rules_seal nothing here changes.

   Who writes what: read_*.c makes nodes and rules; resolve.c gives references their rule; replace.c puts replacements in; infer.c fills `type` and `nullable`;
   copies.c gives rules that are written anew copies of their own; rules_seal adds what each rule names and its unit, and the program that runs (lower.c).
   evaluate*.c and explain*.c only read. */
#ifndef RULES_MODEL_H
#define RULES_MODEL_H

#include "rules/rules.h"
#include "rules/unit.h"

typedef uint32_t node_id; /* 0 is none */
enum { NODE_SCRATCH = 1, NODE_YES, NODE_NO, NODE_NOTHING /* not applicable */, NODE_NUMBER_0, NODE_NUMBER_1, NODE_FIXED_END }; /* in every model */
typedef uint32_t rule_no; /* index in model.rules: public, private and situation rules alike; 0 is none */

enum node_kind {
	NODE_CONSTANT = 1,
	NODE_REFERENCE,
	NODE_OPERATION,
	NODE_CONDITION,
	NODE_VARIATIONS,
	NODE_BAREME,
	NODE_TAUX_PROGRESSIF,
	NODE_GRILLE,
	NODE_ARRONDI,
	NODE_DUREE,
	NODE_INVERSION,
	NODE_POSSIBILITIES, /* une possibilité */
	NODE_CONTEXTE,
	NODE_UNITE,
	NODE_SIMPLIFIER_UNITE,
	NODE_TEXTE,
	NODE_VARIABLE_MANQUANTE,
	NODE_EST_NON_APPLICABLE,
	NODE_EST_NON_DEFINI,
	NODE_LOGARITHME,
	NODE_CIRCULAIRE /* résoudre la référence circulaire */
};

enum operation { OP_MUL, OP_DIV, OP_DIV_WHOLE, OP_POW, OP_ADD, OP_SUB, OP_LT, OP_LE, OP_GT, OP_GE, OP_EQ, OP_NE, OP_AND, OP_OR };

enum nullable { NULLABLE_UNKNOWN, NULLABLE_NO, NULLABLE_YES }; /* the reference infers three states, and asks for "=== false" and truthy */

/* A value while it is worked out. Text and dates are what they are in the reference: a date is also the text 13/09/2024. */
struct value {
	uint8_t state; /* enum rules_state */
	uint8_t type;  /* enum rules_type */
	bool has_unit; /* the reference tells "no unit" from "a unit that is undefined"; see evaluate_operation.c */
	unit_id unit;
	union {
		struct number number;
		bool truth;
		str text;
		day date;
	};
};

struct tranche {
	node_id plafond; /* 0: infinite */
	node_id taux, montant;
};
struct variation {
	node_id condition, consequence; /* condition 0: `sinon` */
};
struct text_piece {
	str text;
	node_id node; /* when not 0, its value stands after the text */
};
struct context_entry {
	node_id reference, value;
};
struct possibility {
	struct rules_option option;
	node_id node, not_applicable;
	struct value value;
};
struct inversion {
	node_id *candidates; /* references, each to a public rule */
	uint32_t n;
	struct number min, max, tolerance;
};

/* One cache line. */
struct node {
	uint8_t kind;      /* enum node_kind */
	uint8_t operation; /* of NODE_OPERATION; of NODE_CONSTANT: enum nullable, what infer.c gives it */
	uint8_t type;      /* enum rules_type, inferred */
	uint8_t nullable;  /* enum nullable, inferred */
	unit_id unit;      /* NODE_UNITE, NODE_DUREE, NODE_CONSTANT, NODE_POSSIBILITIES */
	uint16_t depth;    /* of what stands below, not counting other rules; at most LIMIT_RULES_NODE_DEPTH */
	rule_no rule;      /* the rule in which it is written; 0: an expression at the root */
	uint32_t line, column;
	uint16_t arg_count;
	bool typed;                 /* infer.c has been there: what it never asks about stays UNKNOWN */
	bool asks_applicability;    /* `est non applicable` stands somewhere below, not counting other rules */
	const char *mechanism;      /* as written, when it was rewritten or is a mechanism: "somme"; NULL for plain expressions */
	struct written *args; /* what a rewritten mechanism was given, for rules_explain: arg_count of them */
	union {
		struct value constant;
		rule_no target; /* NODE_REFERENCE */
		struct {
			node_id left, right;
		} operands;
		struct {
			node_id si, alors, sinon;
		} condition;
		struct {
			struct variation *at;
			uint32_t n;
		} variations;
		struct {
			node_id assiette, multiplicateur; /* multiplicateur 0: one */
			struct tranche *at;
			uint32_t n;
		} tranches;
		struct {
			node_id valeur, arrondi;
		} rounding;
		struct {
			node_id depuis, jusqua; /* 0: today */
		} duration;
		struct {
			rule_no rule; /* which rule is to be found */
			struct inversion *how;
		} inversion;
		struct {
			struct possibility *at;
			uint32_t n;
			uint8_t kind; /* enum rules_type: NUMBER, TEXT, or UNKNOWN when they are references */
		} possibilities;
		struct {
			node_id valeur;
			struct context_entry *at;
			uint32_t n, number; /* of this `contexte` in the model, from 0: a run keeps one sub-run for each */
		} context;
		struct {
			struct text_piece *at;
			uint32_t n;
		} text;
		struct {
			node_id valeur;
			rule_no rule; /* NODE_VARIABLE_MANQUANTE: which; NODE_CIRCULAIRE: which to solve */
		} one;            /* the other mechanisms of one operand */
	};
};

struct written { /* one named argument of a rewritten mechanism */
	const char *role; /* "valeur", "plafond"… */
	node_id *nodes;
	uint32_t n;
};

struct rule {
	str name; /* dotted */
	str title, acronym;
	rule_no parent;          /* the nearest; 0 at the root. A rule without its parent is refused */
	const rule_no *parents;  /* nearest first: those that can disable it */
	uint32_t parent_count;
	node_id *parent_nodes;       /* references to them, through which replacements apply; same order */
	node_id nullable_parent;     /* the first of parent_nodes that is nullable or boolean; 0 when none (infer.c) */
	node_id value;               /* valeur */
	node_id possibilities;       /* or 0 */
	node_id wrapper;             /* cache slot of the rule itself: a reference to it that stands nowhere */
	node_id entry;               /* public rules: a reference to it as if written at the root ($EVALUATION of the reference), through which replacements apply;
	                                what rules_evaluate asks. 0: the rule as it is */
	rule_no situation;           /* its $SITUATION rule, or 0 */
	bool is_private, is_situation, is_internal;
	bool has_extreme;            /* `le maximum de` or `le minimum de` stands in it */
	bool accessible;             /* from the root: can be a missing variable, unless it is private */
	bool typed;                  /* as of a node */
	uint8_t type, nullable;      /* inferred */
	rule_id public_id;           /* or 0: private, or not accessible */
	uint32_t source, line, column;
	const struct rules_raw *raw; /* what was written under it; NULL when nothing */
	const rule_id *references;
	size_t reference_count;
	const struct rules_option *options; /* of `possibilities` */
	size_t option_count;
	unit_id unit; /* as far as the text tells (static_unit.c) */
};

struct rules_model {
	struct arena *arena;
	LIST_OF(struct node) nodes; /* [0] unused */
	LIST_OF(struct rule) rules; /* [0] unused */
	LIST_OF(rule_no) publics;   /* [0] unused: rule_id -> rule_no */
	LIST_OF(str) sources;
	struct units units;
	uint32_t contexts; /* how many NODE_CONTEXTE */
	struct rule_index *index; /* name -> rule_no (names.c), and what replaces each rule (replace.c) */
	const struct program *program; /* made by rules_seal, last of all, with rules_lower (lower.h); what the evaluator runs */
	bool sealed;
};

rule_no model_find(const struct rules_model *m, str dotted); /* any rule, also private ones; 0 when none */

_Static_assert(sizeof(struct node) == 64, "a node is one cache line");

static inline const struct node *model_node(const struct rules_model *m, node_id n)
{
	return &m->nodes.at[n];
}

/* What stands for a reference to a rule that others replace (replace.c): their conditions and values, then the reference itself. */
static inline bool node_is_replacement(const struct node *n)
{
	return n->kind == NODE_VARIATIONS && n->mechanism && str_eq(str_of(n->mechanism), S("remplace"));
}

#endif
