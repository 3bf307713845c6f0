/* Inside the reader: what is shared while text becomes nodes. One `struct reading` lives for one rules_load, or for one expression. Making nodes
   (read_node.c), expressions (read_expression.c), mechanisms (read_mechanism.c, read_inline.c, read_list.c), rules (read_rule.c, read_possibilities.c,
   read_replacement.c) only note references by name; resolve.c then gives them their rule, replace.c puts replacements in, infer.c fills in types.
   Evaluating includes nothing of this but expression.h. */
#ifndef RULES_READ_H
#define RULES_READ_H

#include "base/problem.h"
#include "rules/expression.h"
#include "rules/index.h"
#include "rules/raw.h"

struct place {
	int64_t line, column; /* 0 when unknown */
};

struct pending_reference {
	node_id node;
	str name;
};
struct pending_replacement {
	rule_no by;
	struct place at;
	bool by_nothing;
	struct number priority;
	node_id definition, target;
	node_id *only, *except;
	uint32_t only_count, except_count;
};
struct maximum { /* `le maximum de`, `le minimum de`: what they were given stands in hidden rules, two for each value */
	rule_no outer;
	struct written *args;
	rule_no *values, *accs; /* those of the last value stand in `outer`, those of the others in the accs of the next */
	uint32_t n;
};
/* `operation` of a `variable manquante` whose name is not yet a rule: `rule` is its place in the list below. Copies of the node say the same. */
enum { MISSING_IS_PENDING = 1 };

struct reading {
	struct rules_model *m;
	struct arena *arena;
	struct units *units;
	struct problems *ps;
	struct expression_place *run; /* where the nodes of a run go; NULL: into the model */
	str file;
	uint32_t source;
	rule_no rule;       /* being read; 0 at the root */
	size_t name_bytes;  /* of all names so far */
	size_t branches;    /* of all replacements so far */
	bool full;          /* a limit was met and said */
	LIST_OF(struct pending_reference) references;
	LIST_OF(struct pending_replacement) replacements;
	LIST_OF(str) missing;
	const struct rules_raw *options_in; /* the map under `valeur` that holds `une possibilité` */
	LIST_OF(node_id) options; /* NODE_POSSIBILITIES whose options may be rules */
	LIST_OF(struct maximum) maxima;
};

static inline struct place place_of(const struct rules_raw *raw)
{
	return (struct place){raw->line, raw->column};
}
static inline struct place place_of_key(const struct rules_raw *raw)
{
	return (struct place){raw->key_line, raw->key_column};
}

/* ---- problems: at a place, in the rule being read ---- */

void refuse_at(struct reading *r, struct place at, enum word message, const struct word_arg *args, size_t count);
#define REFUSE(r, at, word, ...) \
	refuse_at((r), (at), (word), (const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}, \
	          sizeof((const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}) / sizeof(struct word_arg) - 1)
void refuse_limit(struct reading *r, struct place at, enum word message, int64_t max); /* once; reading then stops */
str excerpt(struct arena *a, str text); /* at most 60 bytes, for messages */

/* ---- nodes (read_node.c) ---- */

struct node *node_at(struct reading *r, node_id id); /* to write it; valid until the next node_new */
uint32_t node_count(const struct reading *r);
node_id node_new(struct reading *r, enum node_kind kind, struct place at);
void node_holds(struct reading *r, node_id node, node_id child); /* after the child is complete */
typedef void node_child(void *context, node_id *child);
void node_children(struct node *n, node_child *visit, void *context); /* in their order; not what a mechanism was given */
typedef void node_looker(void *context, node_id child);
void node_look_below(const struct node *n, node_looker *look, void *context); /* the same, for who writes none of them */

node_id node_undefined(struct reading *r, struct place at);
node_id node_number(struct reading *r, struct number n, struct place at);
node_id node_operation(struct reading *r, enum operation o, node_id left, node_id right, struct place at);
node_id node_condition(struct reading *r, node_id si, node_id alors, node_id sinon, struct place at);
node_id node_one(struct reading *r, enum node_kind kind, node_id valeur, struct place at); /* mechanisms of one operand */
node_id node_reference(struct reading *r, str name, struct place at);
node_id node_to_rule(struct reading *r, rule_no target, struct place at); /* a reference whose rule is known */
void node_written(struct reading *r, node_id node, const char *mechanism, uint32_t args); /* makes room for what it was given */
void node_given(struct reading *r, node_id node, uint32_t arg, const char *role, node_id given);

/* The same value a second time in what a mechanism is rewritten into is the same node: copies.c tells apart the uses where that shows. */

/* ---- reading ---- */

node_id read_expression(struct reading *r, str text, struct place at, bool one_line); /* one_line: columns are those of the text */
node_id read_value(struct reading *r, const struct rules_raw *raw);
node_id read_text(struct reading *r, str text, struct place at);                       /* with {{expressions}} */
node_id read_child(struct reading *r, const struct rules_raw *map, const char *key, const char *mechanism); /* an argument that must be there */
void read_rules(struct reading *r, const struct rules_raw *map);
rule_no rule_new(struct reading *r, str name, struct place at); /* 0 when it is refused; its name is in the index */
rule_no rule_hidden(struct reading *r, const char *what, rule_no space, struct place at); /* without a name that anybody can write */

/* What is written of a value: mechanisms that apply to it, from the outermost, and the one that makes it. */
enum chain {
	CHAIN_CONTEXTE, CHAIN_VARIABLE_MANQUANTE, CHAIN_AVEC, CHAIN_APPLICABLE, CHAIN_NON_APPLICABLE, CHAIN_ARRONDI, CHAIN_UNITE, CHAIN_SIMPLIFIER,
	CHAIN_PLANCHER, CHAIN_PLAFOND, CHAIN_PAR_DEFAUT, CHAIN_SITUATION, CHAIN_CIRCULAIRE, CHAIN_ABATTEMENT, CHAIN_COUNT
};
struct formula {
	const struct rules_raw *chain[CHAIN_COUNT];
	const struct rules_raw *core;
};
extern const char *const chain_names[CHAIN_COUNT];
bool is_mechanism(str key); /* of the core */
int chain_named(str key);   /* -1 when it is none */
node_id read_core(struct reading *r, const struct rules_raw *core);
node_id apply_chain(struct reading *r, enum chain c, const struct rules_raw *written, node_id valeur);

/* Mechanisms that are another way to write simpler ones (read_inline.c, read_list.c). */
node_id inline_plafond(struct reading *r, node_id valeur, node_id plafond, struct place at);
node_id inline_plancher(struct reading *r, node_id valeur, node_id plancher, struct place at);
node_id inline_par_defaut(struct reading *r, node_id valeur, node_id otherwise, struct place at);
node_id inline_situation(struct reading *r, node_id valeur, node_id situation, struct place at);
node_id inline_applicable(struct reading *r, node_id valeur, node_id condition, struct place at);
node_id inline_non_applicable(struct reading *r, node_id valeur, node_id condition, struct place at);
node_id inline_abattement(struct reading *r, node_id valeur, node_id abattement, struct place at);
node_id inline_est_defini(struct reading *r, node_id valeur, struct place at);
node_id inline_est_applicable(struct reading *r, node_id valeur, struct place at);
node_id read_somme(struct reading *r, const struct rules_raw *list);
node_id read_produit(struct reading *r, const struct rules_raw *list);
node_id read_moyenne(struct reading *r, const struct rules_raw *list);
node_id read_toutes(struct reading *r, const struct rules_raw *list);
node_id read_une_de(struct reading *r, const struct rules_raw *list);
node_id read_maximum(struct reading *r, const struct rules_raw *list);
node_id read_minimum(struct reading *r, const struct rules_raw *list);

/* `une possibilité` of a rule, wherever it is written (*holder: the map under `valeur` that holds it); NULL when there is none. Options that define their
   rule are read as rules under the one that chooses. */
const struct rules_raw *possibilities_written(struct reading *r, const struct rules_raw *rule, const struct rules_raw **holder);
node_id read_possibilities(struct reading *r, const struct rules_raw *list);
void read_possibility_rules(struct reading *r, const struct rules_raw *list);
void read_replacements(struct reading *r, const struct rules_raw *written, bool by_nothing);

/* ---- once all is read ---- */

void link_parents(struct reading *r);
void resolve_references(struct reading *r);
void number_rules(struct reading *r);
void prepare_replacements(struct reading *r);
void replace_in_rules(struct reading *r);
node_id replace_under(struct reading *r, node_id root);
void infer_model(struct reading *r);
void infer_node(struct reading *r, node_id node);
void copy_rewritten(struct reading *r);

#endif
