/* What the files of domain/form*.c share and nobody else reads: the shape of the tables of questions, who is asked what, and small helpers on keys. */
#ifndef DOMAIN_FORM_PARTS_H
#define DOMAIN_FORM_PARTS_H

#include "domain/form.h"

enum form_when { /* is it asked at all? */
	WHEN_ALWAYS,
	WHEN_ASSOCIATION,
	WHEN_PRIVATE,    /* not of a commune, a CCAS, an intercommunality, a landlord */
	WHEN_RENEWAL,
	WHEN_DEPARTMENT, /* the call has the Department among its funders (B17) */
	WHEN_RULES       /* the règlement asks something that nothing else answers */
};
enum form_need { /* is it needed to file? */
	NEED_NOT,
	NEED_ALWAYS,
	NEED_ATTESTED, /* and the answer must be yes */
	NEED_RULES     /* where the règlement reads `asked_by` */
};
enum form_source { FROM_TABLE, FROM_DISTRICTS, FROM_GOALS, FROM_THEMES, FROM_PUBLICS, FROM_CROSS, FROM_SCHEMES, FROM_EVENTS };

struct form_fixed { /* a choice that is the same for every call */
	const char *code;
	enum word label;
};

struct form_row {
	const char *key;
	enum field_kind kind;
	enum word label, hint; /* hint: W_form_nothing when there is none */
	enum form_need need;
	const char *asked_by; /* short key of a question of the vocabulary */
	const char *required_if;
	enum form_when when;
	const struct form_fixed *fixed;
	size_t fixed_n;
	enum form_source source;
	int64_t chars, most;
	enum word unit;        /* with has_unit */
	bool has_unit, derived;
	const char *autocomplete, *rows;
};
struct form_group_row {
	const char *key;
	enum word label, hint;
	const struct form_row *rows;
	size_t n, most, least;
	const char *required_if; /* then at least one line */
};
struct form_topic_row {
	const char *code;
	enum topic_kind kind;
	enum word title, lead;
	enum form_when when;
	const struct form_row *rows;
	size_t n;
	const struct form_group_row *groups;
	size_t groups_n;
};

/* Of the tables: columns that always come together. */
#define PLAIN(name) W_form_##name, W_form_nothing
#define HINTED(name) W_form_##name, W_form_##name##_hint
#define FIXED(name) .fixed = fixed_##name, .fixed_n = sizeof fixed_##name / sizeof *fixed_##name
#define UNIT(name) .has_unit = true, .unit = W_form_unit_##name
#define ROWS(name) .rows = name, .n = sizeof name / sizeof *name
#define GROUPS(name) .groups = name, .groups_n = sizeof name / sizeof *name

extern const struct form_topic_row form_identity_topics[], form_application_topics[];
extern const size_t form_identity_topics_count, form_application_topics_count;

/* ---- keys ---- */

/* "partners.2.name" of the group "partners": line 2, part "name". False: no key of it, or a line beyond the most. */
bool form_line_of(const struct form_group *group, str key, size_t *line, str *part);
str form_line_key(struct arena *a, const struct form_group *group, size_t line, str part);
const struct form_group *form_group_of(const struct form *form, str key, size_t *line, str *part);
/* Is anything but a derived value given in that line? */
bool form_line_filled(struct arena *a, const struct form_group *group, const struct form_values *values, size_t line);
/* "KEY=value" holds; an absent condition does. */
bool form_condition_holds(str condition, const struct form_values *values);
/* Must it be answered to file: its own line of the tables (NEED_ATTESTED). */
bool form_is_attestation(str key);
/* Label of an option; absent when it is none. */
str form_option_label(const struct form_field *field, str code);

/* ---- kept forms ---- */

/* Reads what form_keep wrote; false: it is as typed. `micro` is in millionths. */
bool form_number(str kept, int64_t *micro);
bool form_day(str kept, day *d);
/* Does this kept text stand as the field keeps it? Adds the problem when `ps` is there. */
bool form_reads(struct arena *a, const struct form_field *field, str key, str value, struct problems *ps);

/* A date as people write it: "1/3/2025", "01.03.25", "2025-03-01", "1er mars 2025", "March 1, 2025". */
bool day_typed(struct arena *a, str typed, day *d);

/* ---- checks (form_check.c asks these for what is more than one field) ---- */
void form_cross_check(const struct form *form, const struct form_values *values, const struct form_topic *topic, struct problems *ps);

/* Of a year of the budget (form_years.c): the facts of `first` that hold for the whole project, and the amounts of `year`, added to `facts`. */
struct budget_year;
struct application_facts;
void form_facts_of_money(struct arena *a, const struct form *form, const struct form_values *values, const struct ruleset *set, const struct budget_year *year,
                         const struct application_facts *first, struct application_facts *facts);

#endif
