/* The list of tables, and reading a whole table on either engine. Called by copy, backup, restore, doctor and their tests.
   The only place that makes SQL text at run time, from the constant names below and the engine's own column names. */
#include "store/tables.h"

#include "base/limits.h"
#include "store/driver.h"

static const char *const tables[] = {
	"territory", "pack_load", "source", "municipality", "printed_figure", "printed_figure_part", "district", "district_code",
	"district_municipality", "district_perimeter", "portrait_figure", "district_note", "agreement", "agreement_line", "list_item", "goal",
	"goal_detail", "goal_item", "goal_adoption", "indicator", "impact_framework", "impact_value", "governance_body", "governance_line",
	"participation", "cooperation", "contact", "contact_municipality", "funder_group", "funder", "call", "phase", "channel", "clause",
	"call_item", "call_goal", "call_district", "call_contact", "required_document", "criterion", "call_line", "envelope", "organisation",
	"programme", "programme_receipt", "programme_printed", "axis", "action", "application", "financing_line", "application_result",
	"application_district", "application_goal", "application_item", "ruleset", "waiver", "audit", "search_entry",
	"person", "person_subject", "person_factor", "recovery_code", "session", "person_token", "person_role", "applicant", "applicant_member",
	"applicant_invitation", "applicant_joining", "register_answer", "file", "safe_document", "upload", "sheet", "sheet_value", "sheet_past", "attachment", "paper_original", "signature", "filing",
	"filing_number", "completion_request", "sheet_message", "sheet_event", "call_filing", "outbox", "outbox_attachment",
	"reminder", "reminder_stop",
	"application_event", "desk_label", "application_label", "application_note", "desk_view", "routing_rule", "desk_bulk", "not_duplicate", "presence", "admissibility",
	"opinion", "opinion_past", "score", "criterion_weight", "own_criterion", "scoring_option", "opinion_link", "opinion_reminder", "committee_session", "session_break", "session_seat", "session_item", "session_vote",
	"conflict_of_interest", "scenario", "scenario_row", "cell", "cell_past", "envelope_change", "allocation_run", "revised_plan", "template",
	"notification", "notification_setting", "notification_scan", "notification_scan_page", "notification_signed", "notification_mail", "notification_again", "funder_logo", "funder_mention",
	"table_import", "table_import_change", "application_reference", "revised_budget", "revised_budget_line",
};

const char *const *store_tables(size_t *count)
{
	*count = sizeof tables / sizeof tables[0];
	return tables;
}

enum status store_is_empty(struct db *db, bool *empty)
{
	struct arena *a = arena_new(LIMIT_STORE_ARENA);
	enum status s = OK;
	*empty = true;
	for (size_t i = 0; s == OK && *empty && i < sizeof tables / sizeof tables[0]; i++) {
		str answer = STR_NONE;
		str text = arena_fmt(a, "SELECT 1 FROM %s LIMIT 1", tables[i]);
		s = db_ask(db, a, arena_cstr(a, text), &answer);
		*empty = answer.p == NULL;
	}
	arena_free(a);
	return s;
}

static enum status step_rows(struct db_statement *s, enum status (*row)(void *context, struct db_statement *s), void *context)
{
	bool more = true;
	enum status status = OK;
	while (status == OK && (status = db_step(s, &more)) == OK && more)
		status = row(context, s);
	return status;
}

enum status store_read_table(struct db *db, const char *table, str columns, str letters, enum status (*row)(void *context, struct db_statement *s), void *context)
{
	struct arena *a = arena_new(LIMIT_STORE_ARENA);
	str text = arena_fmt(a, "SELECT %.*s FROM %s", STR_ARGS(columns), table);
	struct db_query query = {.kind = DB_EACH, .name = table, .text = {arena_cstr(a, text), text.n}, .in = "", .out = arena_cstr(a, letters)};
	struct db_statement *s = NULL;
	enum status status = db_prepare(db, &query, &s);
	if (status == OK)
		status = step_rows(s, row, context);
	db_finish(s);
	arena_free(a);
	return status;
}

struct digesting {
	struct table_digest *digest;
	str letters;
};

static enum status digest_row(void *context, struct db_statement *s)
{
	struct digesting *d = context;
	d->digest->rows++;
	for (size_t i = 0; i < d->letters.n; i++) {
		uint64_t weight = 2 * i + 1;
		if (db_column_null(s, i)) {
			d->digest->nulls += weight;
			continue;
		}
		if (d->letters.p[i] == 'i') {
			d->digest->integers += weight * (uint64_t)db_column_int(s, i);
			continue;
		}
		str text = db_column_text(s, i);
		uint64_t hash = UINT64_C(0xcbf29ce484222325) + weight;
		for (size_t k = 0; k < text.n; k++)
			hash = (hash ^ (unsigned char)text.p[k]) * UINT64_C(0x100000001b3);
		d->digest->texts += hash;
	}
	return OK;
}

enum status store_digest(struct db *db, struct arena *a, const char *table, struct table_digest *digest)
{
	*digest = (struct table_digest){0};
	struct digesting d = {.digest = digest};
	str names;
	enum status s = db->driver->columns(db, a, table, &names, &d.letters);
	return s == OK ? store_read_table(db, table, names, d.letters, digest_row, &d) : s;
}
