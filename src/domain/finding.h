/* What a check noticed and a person must see: never silence, never a correction behind their back.
   An `error` does not add up: commands that show it exit with 1. A `warning` is to be looked at; an `information` is only worth knowing. */
#ifndef DOMAIN_FINDING_H
#define DOMAIN_FINDING_H

#include "base/json.h"
#include "base/problem.h"

enum severity { SEVERITY_INFORMATION, SEVERITY_WARNING, SEVERITY_ERROR };

struct finding {
	enum severity severity;
	str place;         /* where in the document or table, in the source's own words */
	enum word message; /* with its figures as arguments */
	struct word_arg args[PROBLEM_ARGS];
	size_t arg_count;
};

struct findings {
	struct arena *arena;
	LIST_OF(struct finding) list;
	size_t errors, warnings;
};

struct findings findings_new(struct arena *a);
void finding_add(struct findings *fs, enum severity severity, str place, enum word message, const struct word_arg *args, size_t count);
#define FINDING(fs, severity, place, word, ...) \
	finding_add((fs), (severity), (place), (word), (const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}, \
	            sizeof((const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}) / sizeof(struct word_arg) - 1)

const char *severity_name(enum severity s); /* "error", "warning", "information": the JSON and CSS word */
enum word severity_word(enum severity s);

/* "erreur · place : message", one a line. */
void findings_write(struct out *o, enum lang lang, const struct findings *fs);
/* The message alone, in an arena. */
str finding_text(struct arena *a, enum lang lang, const struct finding *f);
/* The array "findings": [{"severity","place","message","figures":{…}}]; figures in cents or units. */
void findings_json(struct json *j, enum lang lang, const struct findings *fs);

#endif
