/* The règlement of one call as executable rules (N4): a Publicodes model and, for each rule that judges, what the product must know of it: funder, clause,
   severity, who may waive it, from when to when it holds, its sentences in both languages, its examples. packs/RULES.md says how it is written
   (the key `règlement` of a rule, which the language itself ignores). A ruleset is made of two texts: the vocabulary that all calls share
   (packs/vocabulary.publicodes: the questions, each said once) and the call's own rules.publicodes.
   Pure: it is given texts and gives findings; who reads files and tables is imports/, actions/ and web/. A ruleset never changes once read and may be
   evaluated by any number of threads. */
#ifndef DOMAIN_RULESET_H
#define DOMAIN_RULESET_H

#include "base/problem.h"
#include "rules/rules.h"

enum ruleset_role {
	ROLE_CONDITION, /* yes: passes; no: fails */
	ROLE_STEP,      /* an amount or a rate of the computation, shown in its order */
	ROLE_MAXIMUM,   /* the most that a funder could give: the last step */
	ROLE_PARAMETER, /* a choice where the text is ambiguous, with its alternatives */
	ROLE_PROGRAMME  /* judged on the set of proposed lines, not on one application (N7) */
};

/* The order of computation: eligible base, rate and bonus, ceilings of the funder, all public money, envelope. */
enum ruleset_stage { STAGE_BASE, STAGE_RATE, STAGE_BONUS, STAGE_CEILING, STAGE_PUBLIC_MONEY, STAGE_ENVELOPE, STAGE_COUNT };

enum rule_severity { BLOCKS_FILING, BLOCKS_VOTE, RULE_WARNING, RULE_INFORMATION };

struct ruleset_label { /* plain words in both languages; English is the French when only that is written */
	str text[LANG_COUNT];
};

struct ruleset_choice { /* of `une possibilité` */
	str value; /* as the situation takes it, without quotes: "association"; a number as written: "35 %" */
	str label[LANG_COUNT];
};
struct ruleset_choices {
	struct ruleset_choice *at;
	size_t n, room;
};

struct ruleset_words { /* the same sentence in both languages, compiled; 0 when not given */
	rules_expr text[LANG_COUNT];
};

struct ruleset_example {
	const struct rules_raw *situation; /* a map: name -> value; nested maps are namespaces; NULL: nothing is known */
	const struct rules_raw *expected;  /* "oui", "non", "2500 €", "sans objet", "inconnu" */
	rules_expr wanted;                 /* `expected` compiled; 0 for "sans objet" and "inconnu" */
	str note;
	int64_t line;
	str file;
};

struct ruleset_rule {
	rule_id rule;
	enum ruleset_role role;
	enum ruleset_stage stage; /* of ROLE_STEP and ROLE_MAXIMUM */
	enum rule_severity severity;
	str funder;               /* code of the pack; absent: the whole call */
	LIST_OF(str) clauses;     /* codes of the call's clauses */
	LIST_OF(struct ruleset_label) scope; /* in words: bearer, kind of expense, territory, year of renewal */
	str title[LANG_COUNT];
	str waiver[LANG_COUNT];   /* who may waive it; absent: nobody */
	str rounding[LANG_COUNT]; /* how its amount is rounded, in words; absent: not rounded */
	opt_day from, to;         /* the ruleset's when the rule gives none */
	struct ruleset_words passes, fails, unknown, not_applicable;
	str why[LANG_COUNT];      /* of a parameter: what the text leaves open */
	struct ruleset_choices choices; /* of a parameter: the alternatives, the one chosen among them */
	LIST_OF(struct ruleset_example) examples;
};

enum ruleset_provider { ASKED_OF_PEOPLE, PROVIDED_BY_HISTORY, PROVIDED_BY_FILING, PROVIDED_BY_PROGRAMME }; /* `fourni par`: who answers first */

struct ruleset_question { /* what a person can be asked: rules with `question` */
	rule_id rule;
	str key;               /* `identifiant court`: short, stable, for addresses and forms */
	str text[LANG_COUNT];  /* the question */
	str help[LANG_COUNT];
	str title[LANG_COUNT];
	enum rules_type type;
	str unit;
	enum ruleset_provider provider;
	int64_t rank; /* `rang`: its place among the questions that a person expects first, from 1; 0 when it has none */
	struct ruleset_choices choices;
};

struct ruleset_funder { /* a namespace of the model whose rule says `règlement: {financeur: code}` and rôle: financeur */
	str code;
	rule_id space;   /* "État" */
	rule_id asked;   /* "État . montant demandé" */
	rule_id maximum; /* its ROLE_MAXIMUM; {0} when the text gives none */
	/* What earlier years of the action fill (N5), counted for this funder alone (B11); {0} when the rules do not read it. */
	rule_id year;            /* "État . année de financement": 1 for a first request to it, 2 when it gave last year… */
	rule_id first, previous; /* "État . première subvention", "État . subvention précédente" */
	rule_id first_total;     /* "État . coût total de la première année": of the action, in the first of its years in a row */
	str title[LANG_COUNT];
};

struct ruleset_history { /* what earlier years of the action fill (N5); {0} when the rules do not read it */
	rule_id year;        /* "historique . année": 1 for a first request, 2 for the second consecutive year…, whoever gave */
	rule_id no_report;   /* "historique . bilan manquant" */
	rule_id first_total; /* "historique . coût total de la première année" */
};

struct ruleset_filing { /* what the moment of filing fills; {0} when the rules do not read it */
	rule_id day;    /* "dossier . date de dépôt" */
	rule_id second; /* "dossier . heure de dépôt": seconds since midnight, rounded up (L4) */
};


struct ruleset {
	struct rules_model *model;
	str file, text; /* of rules.publicodes, as it was given */
	str call;
	int64_t line; /* of the head `règlement` */
	int64_t version;
	str title[LANG_COUNT];
	opt_day from, to;
	str note[LANG_COUNT];
	LIST_OF(struct ruleset_rule) rules; /* in the order of the text */
	LIST_OF(struct ruleset_question) questions;
	LIST_OF(struct ruleset_funder) funders;
	struct ruleset_history history;
	struct ruleset_filing filing;
	uint32_t *rule_at, *question_at; /* by rule_id: the place in `rules`, in `questions`, from 1; 0 when it is none */
};

/* Does the text hold a head `règlement`, so that it is rules of a call rather than any model of the language? */
bool ruleset_is_one(str text);
/* Does any rule of a model say what the product must know of it (`règlement`)? A model of the language alone has none, and its questions need nothing of
   ours. */
bool ruleset_is_loose(const struct rules_model *m);

/* OK, or INVALID with every problem. `vocabulary` and `rules` are the two texts. */
must_use enum status ruleset_read(struct arena *a, const struct rules_source *vocabulary, const struct rules_source *rules, struct problems *ps, struct ruleset **set);
/* Loose rules (packs/RULES.md): a text of no call, without head nor vocabulary, that brings its own questions, such as the worked examples of the guide. The
   set has no call and version 0. The same statuses. */
must_use enum status ruleset_read_loose(struct arena *a, const struct rules_source *rules, struct problems *ps, struct ruleset **set);

/* What a ruleset names outside itself must exist in the pack: clauses and funders. Adds problems. */
void ruleset_check_codes(const struct ruleset *set, const str *clauses, size_t clause_count, const str *funders, size_t funder_count, struct problems *ps);

/* Runs the examples that stand beside the rules. Each that does not give what it says is a problem at its line. Gives how many were run. */
size_t ruleset_run_examples(const struct ruleset *set, struct arena *a, day today, struct problems *ps);

/* Rules that need themselves never have a value: each circle is a problem at its first rule. */
void ruleset_report_cycles(const struct rules_model *m, struct arena *a, struct problems *ps);

const struct ruleset_question *ruleset_question_of(const struct ruleset *set, rule_id rule); /* NULL when it is not a question */
const struct ruleset_question *ruleset_question_keyed(const struct ruleset *set, str key);
/* By its name or its short key: what a person writes before an answer. NULL when nothing of that name is asked. */
const struct ruleset_question *ruleset_question_named(const struct ruleset *set, str name_or_key);
const struct ruleset_rule *ruleset_rule_of(const struct ruleset *set, rule_id rule);
const struct ruleset_funder *ruleset_funder_coded(const struct ruleset *set, str code);

/* The day on which the rules are read: the day of filing, or today, brought within the days of the ruleset (a closed call is judged by what held then). */
day ruleset_day(const struct ruleset *set, opt_day filed, day today);

/* A rule as it is written in the text of the call, comments before it left out; absent for a rule of the vocabulary. */
str ruleset_text_of(const struct ruleset *set, rule_id rule);

const char *ruleset_role_name(enum ruleset_role role); /* "condition", "step", "maximum", "parameter", "programme": JSON */
const char *rule_severity_name(enum rule_severity severity); /* "blocks_filing", "blocks_vote", "warning", "information" */
const char *ruleset_stage_name(enum ruleset_stage stage); /* "base", "rate", "bonus", "ceiling", "public_money", "envelope" */
enum word ruleset_role_word(enum ruleset_role role);
enum word rule_severity_word(enum rule_severity severity);
enum word ruleset_stage_word(enum ruleset_stage stage);

/* What changed between two versions, rule by rule (57: an erratum). */
enum ruleset_change_kind { RULE_ADDED, RULE_REMOVED, RULE_CHANGED };
struct ruleset_change {
	enum ruleset_change_kind kind;
	str name, title[LANG_COUNT];
	str before, after; /* as written; absent on the side where it is not */
};
struct ruleset_changes {
	LIST_OF(struct ruleset_change) list;
};
void ruleset_compare(struct arena *a, const struct ruleset *before, const struct ruleset *after, struct ruleset_changes *changes);

#endif
