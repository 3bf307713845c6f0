/* rules/: Publicodes, the rule language of the French administration, in C. The public face of the room, and of the library that it makes by itself
   (`make library`): nothing here knows the product.

   A model is read once from text (rules_load), may be given more expressions (rules_expression, rules_template), is sealed (rules_seal) and never changes
   again: any number of threads may then evaluate it, each with its own run. A run holds a situation (what is known), all its memory from the start, and
   the answers already worked out for that situation.

   An answer is a value, "not applicable" or "not defined", with the variables that are missing and how much each weighs. Numbers are exact fractions as
   long as they fit, so that a comparison at a boundary never fails by a binary rounding; they become floating point only when they do not. */
#ifndef RULES_RULES_H
#define RULES_RULES_H

#include "base/arena.h"
#include "base/problem.h"
#include "base/values.h"
#include "rules/number.h"

struct json; /* base/json.h */
struct rules_model;
struct rules_run;

/* A rule of a model; 0 is none. Numbers go from 1 to rules_count(), in the order of the text, nested rules after the one that holds them. */
typedef struct rule_id {
	uint32_t v;
} rule_id;

/* An expression or a text compiled into a model; 0 is none. */
typedef struct rules_expr {
	uint32_t v;
} rules_expr;

/* ---- reading a model ---- */

struct rules_source {
	str name; /* how problems name it */
	str text; /* YAML, or JSON */
};

/* Several sources make one model, as if they were one text; a rule is defined once. OK, or INVALID with every problem found (file, line, the rule as field,
   what was expected, a hint), or TOO_BIG with one. The model keeps no pointer to the sources. */
must_use enum status rules_load(struct arena *a, const struct rules_source *sources, size_t count, struct problems *ps, struct rules_model **model);

/* Compiles an expression ("budget . coût total * 57 %") as if it stood in rule `context` (0: at the root). Before rules_seal only.
   INVALID with a problem at `file`:`line`. */
must_use enum status rules_expression(struct rules_model *m, rule_id context, str file, int64_t line, str text, struct problems *ps, rules_expr *expr);
/* The same for a text with {{expressions}}. */
must_use enum status rules_template(struct rules_model *m, rule_id context, str file, int64_t line, str text, struct problems *ps, rules_expr *expr);

/* Ends the making of a model: types, units, what each rule reads. */
void rules_seal(struct rules_model *m);

/* ---- what a model holds ---- */

size_t rules_count(const struct rules_model *m); /* private and situation rules are not counted nor numbered */
rule_id rules_find(const struct rules_model *m, str name); /* "budget . coût total"; {0} when there is none or it is private */
str rules_name(const struct rules_model *m, rule_id r);
str rules_title(const struct rules_model *m, rule_id r); /* `titre`, else the last part of the name with a capital */
rule_id rules_parent(const struct rules_model *m, rule_id r);
int64_t rules_line(const struct rules_model *m, rule_id r, str *file);

enum rules_type { RULES_TYPE_UNKNOWN, RULES_NUMBER, RULES_BOOLEAN, RULES_TEXT, RULES_DATE };
enum rules_type rules_type_of(const struct rules_model *m, rule_id r);
str rules_unit_of(const struct rules_model *m, rule_id r); /* of its value as far as the text tells, "€", or absent */

struct rules_option { /* one of `une possibilité` */
	str value; /* without quotes: what rules_set_text takes */
	str title;
	rule_id rule; /* when the option is a rule */
};
const struct rules_option *rules_options(const struct rules_model *m, rule_id r, size_t *count);

/* What is written under a rule, whether the language knows the key or not: products keep their own keys there. */
enum rules_raw_kind { RULES_RAW_TEXT, RULES_RAW_LIST, RULES_RAW_MAP };
struct rules_raw {
	enum rules_raw_kind kind;
	bool quoted; /* text that was written in quotes */
	str key;     /* in a map */
	str text;
	int64_t line, column;         /* from 1 */
	int64_t key_line, key_column; /* in a map: where its key stands; else the same */
	size_t count;
	const struct rules_raw *first, *next;
};
const struct rules_raw *rules_attribute(const struct rules_model *m, rule_id r, str key); /* NULL when it is not written */
const struct rules_raw *rules_raw_child(const struct rules_raw *map, str key);
str rules_attribute_text(const struct rules_model *m, rule_id r, str key); /* absent when not written or not text */

/* The rules that the formula of `r` names, directly, each once. */
const rule_id *rules_references(const struct rules_model *m, rule_id r, size_t *count);

/* Rules that need one another in a circle, by their formulas: evaluated, one of them will be "not defined". Circles that the text means are not counted:
   through `inversion numérique`, or with `résoudre la référence circulaire`. Each circle as short as it was found, in the order in which they ask. */
struct rules_cycle {
	const rule_id *rules;
	size_t count;
};
const struct rules_cycle *rules_cycles(const struct rules_model *m, struct arena *a, size_t *count);

/* ---- evaluating ---- */

enum rules_state { RULES_NOT_DEFINED, RULES_NOT_APPLICABLE, RULES_VALUE };

struct rules_value {
	enum rules_state state;
	enum rules_type type; /* of a value */
	struct number number;
	bool truth;
	str text;     /* lives until the situation changes */
	day date;
	uint32_t unit; /* see rules_unit_text; 0 is none */
};

struct rules_missing {
	rule_id rule;
	double score;
};

struct rules_result {
	struct rules_value value;
	const struct rules_missing *missing; /* heaviest first, then by name; lives until the situation changes */
	size_t missing_count;
};

/* A run's memory is its own: `a` only keeps it, and frees it. What a situation needs beyond the first memory (missing variables, texts, contexts) is taken the first
   time and used again, within bounds: evaluating like situations again and again takes none. `today` is what `durée` without a date means. */
struct rules_run *rules_run_new(struct arena *a, const struct rules_model *m, day today);

/* Forgets the situation and every answer. */
void rules_clear(struct rules_run *run);

/* The language of numbers and dates inside texts ({{…}}), French unless said. Forgets every answer. */
void rules_speak(struct rules_run *run, enum lang lang);

/* What is known. INVALID for a rule that is not of the model; the value is not checked against `une possibilité` (rules_is_option does that). */
must_use enum status rules_set_number(struct rules_run *run, rule_id r, struct number n, str unit); /* absent or empty: without unit */
must_use enum status rules_set_boolean(struct rules_run *run, rule_id r, bool b);
must_use enum status rules_set_text(struct rules_run *run, rule_id r, str text);
must_use enum status rules_set_date(struct rules_run *run, rule_id r, day d);
must_use enum status rules_set_not_applicable(struct rules_run *run, rule_id r);
/* As the language writes it: "12 500 €", "oui", "'association'", "13/09/2024", "revenu * 2". INVALID with a problem. */
must_use enum status rules_set_expression(struct rules_run *run, rule_id r, str expression, struct problems *ps);
must_use enum status rules_unset(struct rules_run *run, rule_id r);
bool rules_is_option(const struct rules_model *m, rule_id r, const struct rules_value *v);

/* OK, or INVALID when the rules cannot be worked out (a division by zero, a condition that is not a yes or no, too many steps): then rules_error tells, and
   the other rules can still be asked. A rule that needs itself is "not defined", as in the reference; rules_cycles tells which do. */
must_use enum status rules_evaluate(struct rules_run *run, rule_id r, struct rules_result *result);
must_use enum status rules_evaluate_expr(struct rules_run *run, rules_expr e, struct rules_result *result);
const struct problem *rules_error(const struct rules_run *run);

/* ---- showing ---- */

/* "€/mois"; absent when there is none. */
str rules_unit_text(const struct rules_run *run, uint32_t unit);
/* "12 500 €", "57 %", "oui", "13 septembre 2024"; "sans objet", "inconnu". */
void rules_format(struct out *o, enum lang lang, const struct rules_run *run, const struct rules_value *v);

/* Adds to the open object what a value is: "state" (value, not_applicable, not_defined), and of a value "type", "value" and "unit" when there is one.
   A number that is not finite is null. Numbers stand in their own unit, not in the simplest. */
void rules_value_json(struct json *j, const struct rules_run *run, const struct rules_value *v);

/* Why: the evaluation as a tree, in an arena. A rule holds its formula, or the parent that makes it not applicable; a mechanism holds what it was given,
   each with its role; a constant or a fact of the situation holds nothing. */
struct rules_why {
	str mechanism; /* as written: "somme", "variations", "=", "plafond"…; absent for a rule and a constant. A rule with "dans la situation": a fact */
	rule_id rule;  /* the rule that this is, or that it refers to; 0 also when it is private */
	str name;      /* of that rule, private or not; absent when this is no rule */
	str role;      /* what it is to its parent: "si", "alors", "plafond", "parent"…; or absent */
	struct rules_value value;
	bool used;     /* false: a branch that was not taken; nothing below it has values, but constants */
	bool more;     /* there is something below that is not shown: deeper than asked, shown before, or too much */
	str file;      /* where it is written */
	int64_t line, column;
	const struct rules_why *first, *next;
};
/* `depth`: how many rules inside one another are opened, 1 for the formula of `r` alone; a rule is opened where it is met first. At most
   LIMIT_RULES_WHY_NODES parts. OK, or INVALID when `r` is no rule of the model or cannot be worked out (rules_error). */
must_use enum status rules_explain(struct rules_run *run, struct arena *a, rule_id r, size_t depth, const struct rules_why **why);
/* One line a part, with its place in the tree drawn before it. */
void rules_why_text(struct out *o, enum lang lang, const struct rules_run *run, const struct rules_why *why);
/* {"rule","name","title","mechanism","role",value…,"used","more","file","line","column","parts":[…]}: keys that say nothing are left out. */
void rules_why_json(struct json *j, const struct rules_run *run, const struct rules_why *why);

#endif
