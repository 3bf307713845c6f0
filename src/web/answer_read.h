/* From what a person typed for a question to the one form in which an answer is kept in an address, and from there to what the rules are given and to
   what a person reads. Lenient with blanks, currency signs and decimal commas, strict about what could be read in two ways. Pure. */
#ifndef WEB_ANSWER_READ_H
#define WEB_ANSWER_READ_H

#include "base/words.h"
#include "domain/ruleset.h"

/* The form of a question on a page. */
enum answer_kind { ANSWER_CHOICE, ANSWER_YES_NO, ANSWER_NUMBER, ANSWER_DATE, ANSWER_TEXT };
enum answer_kind answer_kind_of(const struct ruleset_question *q);

/* OK and the kept form: "oui", a choice's value, "12000.5", "2020-01-31", text with single blanks. A kept form reads as itself.
   INVALID and in *why what to tell beside the field (a message without arguments). */
must_use enum status answer_typed(struct arena *a, const struct ruleset_question *q, str typed, str *value, enum word *why);

/* The kept form as the language of the rules writes it: "12000.5 €", "'association'", "31/01/2020". */
str answer_fact(struct arena *a, const struct ruleset_question *q, str value);

/* The same as an application file has it, text without quotes: "12000.5 €", "association". */
str answer_plain(struct arena *a, const struct ruleset_question *q, str value);

/* The kept form as a person reads it: "12 000,50 €", the choice's label, "31 janvier 2020". */
str answer_words(struct arena *a, enum lang lang, const struct ruleset_question *q, str value);

/* The kept form as a field shows it to be changed: "12000,5" in French. */
str answer_field(struct arena *a, enum lang lang, const struct ruleset_question *q, str value);

#endif
