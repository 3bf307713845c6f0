/* Adds to the facts of the form what the tables know. Names of the vocabulary are in domain/form_facts.c; the two that depend on the call's own ways are here. */
#include "actions/sheet_facts.h"

#include "actions/read_application.h"
#include "gen/queries.h"

static void tell(struct arena *a, const struct ruleset *set, struct application_facts *facts, str key, str value)
{
	const struct ruleset_question *q = ruleset_question_keyed(set, key);
	if (q && str_is_set(value))
		*LIST_ADD(a, &facts->facts) = (struct verdict_fact){.name = rules_name(set->model, q->rule), .value = value};
}

/* What is filed here goes to every correspondent by e-mail (L3), with its sheet: a call that takes requests only by e-mail has its e-mail. */
static enum status channel(struct db *db, struct arena *a, const struct sheet_head *head, const struct ruleset *set, struct application_facts *facts)
{
	struct q_page_channels_rows rows;
	enum status s = q_page_channels(db, a, head->territory, head->call, &rows);
	bool online = false, mail = false;
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		online = online || str_eq(rows.at[i].kind, S("online"));
		mail = mail || str_eq(rows.at[i].kind, S("email"));
	}
	if (s == OK)
		tell(a, set, facts, S("canal"), mail && !online ? S("courriel") : S("portail"));
	return s;
}

static enum status correspondents(struct db *db, struct arena *a, const struct sheet_head *head, const struct ruleset *set, struct application_facts *facts)
{
	struct q_page_call_contacts_rows rows;
	enum status s = q_page_call_contacts(db, a, head->territory, head->call, &rows);
	if (s == OK && rows.n)
		tell(a, set, facts, S("correspondants"), arena_fmt(a, "%zu", rows.n));
	return s;
}

enum status sheet_facts_around(struct db *db, struct arena *a, const struct sheet_head *head, const struct ruleset *set, struct application_facts *facts)
{
	facts->reference = str_is_set(head->action) ? head->action : STR_NONE;
	enum status s = OK;
	if (str_is_set(head->action) && !facts->past_known)
		s = read_history(db, a, head->territory, head->action, facts->year, facts);
	if (s == OK)
		s = read_surroundings(db, a, head->territory, head->call, facts);
	if (s == OK)
		s = channel(db, a, head, set, facts);
	return s == OK ? correspondents(db, a, head, set, facts) : s;
}

enum status sheet_facts(struct db *db, struct arena *a, const struct sheet *sheet, const struct ruleset *set, instant at, struct application_facts *facts)
{
	const struct sheet_head *head = &sheet->head;
	form_facts(a, sheet->form, &sheet->values, &sheet->identity, sheet->attached.at, sheet->attached.n, set, at, arena_cstr(a, head->time_zone), facts);
	return sheet_facts_around(db, a, head, set, facts);
}
