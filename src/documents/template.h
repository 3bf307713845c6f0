/* The town's own Word or OpenDocument file, filled (issue of decisions; requirements.md P1, B15, L7). A template is text with fields: {{field}} anywhere (split over runs or
   not), content controls whose tag is the field, MERGEFIELDs, bookmarks of that name; in body, headers, footers, notes, text boxes. {{#list}} … {{/list}} repeats what stands
   between, rows of a table or paragraphs or words, one inside another; a name without a list is a condition, {{^field}} … {{/field}} its contrary. Everything else of the file is
   kept as it is. Names are those of documents/template_fields.h: a file with another one is refused with all of them, each with its place, before anything is made.
   What strangers sent is only opened in the sandboxed child. Called by web/, jobs/, cli/ and the other writers of documents/. */
#ifndef DOCUMENTS_TEMPLATE_H
#define DOCUMENTS_TEMPLATE_H

#include "base/problem.h"

/* X(name): names are those of template.kind. */
#define TEMPLATE_KIND_NAMES(X) X(annex) X(award_letter) X(award_order) X(refusal_letter) X(minutes) X(summons)
enum template_kind {
#define TEMPLATE_NAME(name) TEMPLATE_##name,
	TEMPLATE_KIND_NAMES(TEMPLATE_NAME)
#undef TEMPLATE_NAME
	TEMPLATE_KINDS
};
const char *template_kind_name(enum template_kind kind);
/* TEMPLATE_KINDS when there is none. */
enum template_kind template_kind_of_name(str name);

/* ---- what it is filled with: texts and lists by name, each item of a list sees what stands above it ---- */

struct template_text {
	str name, text;
};
struct template_scope;
struct template_list {
	str name;
	LIST_OF(struct template_scope *) items;
};
struct template_scope {
	const struct template_scope *above;
	LIST_OF(struct template_text) texts;
	LIST_OF(struct template_list) lists;
};
struct template_scope *template_new(struct arena *a);
/* Copies nothing: name and text live as long as the scope. Line feeds become line breaks. An absent text is an empty one. */
void template_put(struct arena *a, struct template_scope *scope, str name, str text);
/* One more item of that list. */
struct template_scope *template_item(struct arena *a, struct template_scope *scope, str list);

/* ---- what is in it ---- */

enum template_place { PLACE_BODY, PLACE_HEADER, PLACE_FOOTER, PLACE_NOTE, TEMPLATE_PLACES };
enum word template_place_word(enum template_place place);
struct template_use { /* a name, where it stands first, how often */
	str name, excerpt;
	enum template_place place;
	uint32_t times;
};
struct template_look {
	bool odt;
	LIST_OF(struct template_use) uses; /* in the order of the document */
	LIST_OF(str) unused;               /* fields of that kind that stand nowhere */
};

/* Looks at a file in the sandboxed child. `funders`: codes for which amount_CODE exists. OK; INVALID with every unknown field, list that is not closed, mark that is not one;
   also: no Word or OpenDocument text, protected, with macros, damaged. TOO_BIG with a problem. BROKEN. */
must_use enum status template_look_at(struct arena *a, enum template_kind kind, const str *funders, size_t funder_count, str name, str bytes, struct template_look *look,
                                      struct problems *ps);

/* One document per scope, in the same format, all by one sandboxed child. made[i] in the arena. Same template, same data, same bytes. Statuses as above. */
must_use enum status template_fill(struct arena *a, enum template_kind kind, str name, str bytes, const struct template_scope *const *data, size_t count, str *made,
                                   struct problems *ps);

/* The same for a template that this program made itself, in this process. */
must_use enum status template_fill_own(struct arena *a, enum template_kind kind, str bytes, const struct template_scope *data, str *made, struct problems *ps);

/* The parser itself, for the child and for the fuzzer. */
must_use enum status template_look_here(struct arena *a, enum template_kind kind, const str *funders, size_t funder_count, str bytes, struct template_look *look, struct problems *ps);

#endif
