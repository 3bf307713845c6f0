/* Inside the files ruleset_*.c: a ruleset while it is read, and the few things they all need. Nobody else includes this. */
#ifndef DOMAIN_RULESET_PARTS_H
#define DOMAIN_RULESET_PARTS_H

#include "domain/ruleset.h"

struct ruleset_reading {
	struct arena *arena;
	struct ruleset *set;
	struct problems *ps;
	size_t used_before;       /* bytes of the arena */
	rule_id rule;             /* being read */
	str name, file;           /* its own */
	struct ruleset_rule *out; /* what is being filled; NULL for the head and for a funder */
};

/* A mistake at a line of the rule being read. */
#define RULESET_PROBLEM(r, line, word, ...) PROBLEM((r)->ps, (r)->file, (line), (r)->name, (word)__VA_OPT__(, ) __VA_ARGS__)

/* Turns to a rule: what problems name from now on. */
void ruleset_turn_to(struct ruleset_reading *r, rule_id rule);

/* Trimmed text of a value; absent, with a problem, when it is something else or empty. */
str ruleset_text(struct ruleset_reading *r, const struct rules_raw *v);

/* A text, which is then both languages', or a map of fr and en. */
void ruleset_label_of(struct ruleset_reading *r, const struct rules_raw *v, str label[LANG_COUNT]);
/* The same from two attributes of the rule, "titre" and "titre en"; absent when neither is written. */
void ruleset_attributes_of(const struct ruleset_reading *r, rule_id rule, str key, str key_en, str label[LANG_COUNT]);

/* {du: 27/09/2019, au: …}: both optional, the first not after the second. */
void ruleset_days_of(struct ruleset_reading *r, const struct rules_raw *v, opt_day *from, opt_day *to);

/* The place of a word among `words`, which ends with NULL; count of them, with a problem that lists them, when it is none. */
size_t ruleset_word_of(struct ruleset_reading *r, const struct rules_raw *v, const char *const *words);

/* "a, b, c" of a list that ends with NULL. */
str ruleset_joined(struct arena *a, const char *const *words);

/* « found » is not one of `words`: says what was expected, and the nearest. */
void ruleset_unknown(struct ruleset_reading *r, int64_t line, str found, const char *const *words);

/* The key `règlement` of one rule (ruleset_keys.c). */
void ruleset_read_rule(struct ruleset_reading *r, const struct rules_raw *keys);
/* What needs a sealed model: questions, funders, choices, history (ruleset_questions.c). */
void ruleset_read_questions(struct ruleset_reading *r);
void ruleset_read_funders(struct ruleset_reading *r);

#endif
