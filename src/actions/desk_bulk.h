/* The same thing done to several applications, after a preview that says for each what will change, or why it cannot: all that can is done, in one transaction, each with its own
   audit row, by the action that does it to one. A row of the table of kinds is all that another part adds to offer its own. */
#ifndef ACTIONS_DESK_BULK_H
#define ACTIONS_DESK_BULK_H

#include "actions/desk_work.h"
#include "domain/workflow.h"

enum bulk_kind { BULK_OWNER, BULK_DUE, BULK_LABEL, BULK_UNLABEL, BULK_STATE, BULK_COMPLETION, BULK_BUDGET, BULK_MESSAGE, BULK_KINDS };
const char *bulk_kind_name(enum bulk_kind kind);
enum bulk_kind bulk_kind_of(str name); /* BULK_KINDS when there is none */

struct bulk_wish {
	enum bulk_kind kind;
	person_id owner;
	opt_day due;
	str label;
	enum application_state state;
	str text;          /* reason of a state or a completion; a message; what is said with a revised budget that is asked, or nothing */
	const str *opened; /* topics of a completion */
	size_t opened_count;
};

struct bulk_line {
	application_id id;
	opt_int sheet;
	str title, bearer, number;
	bool can;
	str before, after; /* owner's id, day, label, state: as desk_bulk keeps them */
	str why;           /* why it cannot, in the actor's language */
};
struct bulk_lines {
	struct bulk_line *at;
	size_t n, room, can;
};

/* Nothing is written. INVALID: something that the wish lacks (ps: owner, due, label, state, text, opened). DENIED. TOO_BIG: more than LIMIT_DESK_BULK. What is no application of the
   territory is left out. */
must_use enum status bulk_preview(const struct desk_step *step, const struct bulk_wish *wish, const application_id *ids, size_t n, struct bulk_lines *lines, struct problems *ps);
/* All of them or none. CONFLICT: one of them can no more what the preview said. `*bulk` is what undoes it. */
must_use enum status bulk_do(const struct desk_step *step, const struct bulk_wish *wish, const application_id *ids, size_t n, int64_t *bulk, struct problems *ps);
/* Owner, due day and labels as they were, where nobody changed them since. CONFLICT: undone already, or a kind that cannot be. */
must_use enum status bulk_undo(const struct desk_step *step, int64_t bulk, struct problems *ps);

#endif
