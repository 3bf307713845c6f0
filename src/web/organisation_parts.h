/* What the pages of organisations share: fields, what is wrong with them, dates. Called by organisation*.c, invitation.c, my.c. */
#ifndef WEB_ORGANISATION_PARTS_H
#define WEB_ORGANISATION_PARTS_H

#include "base/problem.h"
#include "domain/permission.h"
#include "web/page.h"

/* The summary of all problems, each a link to the field of its name; the title begins with "Erreur :" then. */
void organisation_wrongs(struct page *pg, const struct problems *ps, struct layout_view *layout, struct wrong_list *list);
/* The first problem of that field, in words; absent. */
str organisation_wrong(const struct page *pg, const struct problems *ps, const char *field);

/* A field: its name is also its id. `hint` is WORD_COUNT for none. */
struct organisation_field organisation_field(const struct page *pg, const struct problems *ps, const char *name, enum word label, enum word hint, str value);

/* The roles as options, one of them chosen (NONE: none is); ids begin with `prefix`. */
void organisation_roles(const struct page *pg, str prefix, enum member_role chosen, struct organisation_choice *choice);

str organisation_instant(const struct page *pg, str time_zone, instant at); /* "13 septembre 2024 à midi" */
str organisation_day(const struct page *pg, instant at);                    /* its day in Paris */

/* An id of a form ("7KQ2…"); false: none. */
bool organisation_id(const struct page *pg, const char *field, int64_t *id);
applicant_id organisation_of(const struct page *pg); /* that the address names */

#endif
