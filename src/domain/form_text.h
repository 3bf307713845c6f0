/* A form and its values as text: what `faubourg form CALL` and `faubourg sheet show` print, what a draft file holds, for paper intake and for tests. Pure. */
#ifndef DOMAIN_FORM_TEXT_H
#define DOMAIN_FORM_TEXT_H

#include "base/json.h"
#include "domain/form.h"

/* Every topic with its questions, "topics": [{code, title, fields: [{key, kind, label, required…}], groups: […]}], inside the object that is open. */
void form_json(struct json *j, const struct form *form);
/* The same to be read: a heading a topic, a line a question, its choices under it. */
void form_write(struct out *o, const struct form *form);

/* Values by key, as kept, inside the object that is open: "name": {"project.title": "…"}. */
void form_values_json(struct json *j, str name, const struct form_values *values);
/* To be read: a heading a topic, "question: answer" as people read it. Answers that the form does not ask any more come last, with their key. */
void form_values_write(struct arena *a, struct out *o, const struct form *form, const struct form_values *values);

/* "line", "text", "choice", "choices", "yes_no", "money"… */
str field_kind_name(enum field_kind kind);

#endif
