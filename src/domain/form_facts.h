/* From the values of a sheet to what the rest of the product reads: the facts that rules judge (verdict.h), and the rows of an application once filed. The one place where
   keys of the form meet names of the vocabulary (its question's `identifiant court`). Pure. */
#ifndef DOMAIN_FORM_FACTS_H
#define DOMAIN_FORM_FACTS_H

#include "domain/budget.h"
#include "domain/publics.h"

struct attached {
	str code, name, sha256;
};

/* Only what `set` asks and the values tell, so that a fact is never a problem; what is not filled stays unknown. `identity` are the applicant's values. Amounts asked come from
   account 74; documents from `attached`; `filed` is the moment that counts. */
void form_facts(struct arena *a, const struct form *form, const struct form_values *values, const struct form_values *identity, const struct attached *attached,
                size_t attached_count, const struct ruleset *set, instant filed, const char *time_zone, struct application_facts *facts);

/* The facts of year `number` of the request (from 1) out of those of the first: its own amounts and what is asked of each funder that year (Cerfa 12156: a request names its
   exercises one by one). What rules read of the past counts the years before it, in this request, as granted as they are asked; a past that is not known stays so, and a person
   who said which year in a row the first one is has said it of the next. `first` is left as it is. A number that the budget does not have gives the first year. */
void form_facts_in_year(struct arena *a, const struct form *form, const struct form_values *values, const struct ruleset *set, size_t number,
                        const struct application_facts *first, struct application_facts *facts);

/* A field, the budget, the publics, the attachments or the filing answer this question of a règlement (by its short key): the form then asks no "rules.KEY". */
bool form_answers_key(str short_key);

/* Where a person answers a question: the key of a field ("project.expense", "identity.siret", "rules.KEY"), or "documents", or "check" for what the filing says. */
str form_place_of_question(struct arena *a, const struct ruleset *set, const struct ruleset_question *q);

/* Answers of a self-diagnosis (short keys and values of answers.json) as values of a draft (B19). What has no place in the form becomes "rules.KEY". */
void form_from_answers(struct arena *a, const struct form *form, const str *keys, const str *answers, size_t count, struct form_values *values);

struct projected_line {
	str funder;
	int64_t year;
	bool investment, valued;
	money asked;
};
struct projected { /* rows of application, financing_line, application_district, _goal, _item */
	str title, summary;
	money total; /* of charges, 86 included, all years */
	money other; /* of produits, 87 included, all years, that no funder of the call is asked for */
	LIST_OF(struct projected_line) lines;
	LIST_OF(str) districts, goals, themes, publics;
};
void form_project(struct arena *a, const struct form *form, const struct form_values *values, struct projected *projected);

#endif
