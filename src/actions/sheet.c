/* Reading sheets: the head, the values, and all that a page of a sheet needs, with the lists of its call kept in memory (sheet_forms). Reads only; sheet_save.c and
   sheet_create.c write. */
#include "actions/sheet.h"

#include "actions/sheet_parts.h"
#include "base/limits.h"
#include "gen/queries.h"


enum status sheet_head_and_pack(struct db *db, struct arena *a, sheet_id id, struct sheet_head *head, str *pack)
{
	struct q_sheet_head_row r;
	enum status s = q_sheet_head(db, a, id.v, &r);
	if (s != OK)
		return s;
	*head = (struct sheet_head){.territory = r.territory, .sheet = id, .identity = str_eq(r.kind, S("identity")), .applicant = {r.applicant},
		.applicant_name = r.applicant_name, .applicant_kind = r.applicant_kind, .identity_sheet = {r.identity_sheet}, .call = r.call, .call_title = r.call_title,
		.time_zone = r.time_zone, .territory_code = r.territory_code, .accent = r.accent, .request = r.request, .action = r.action, .title = r.title, .state = r.state,
		.channel = r.channel, .previous = r.previous, .revision = r.revision, .created = r.created, .changed = r.changed, .changed_by = {r.changed_by},
		.created_by = {r.created_by}, .changed_name = r.changed_name, .to_confirm = r.to_confirm, .number = r.number, .application = r.application, .owner = r.owner,
		.due = r.due, .revises = r.revises};
	*pack = r.pack;
	return OK;
}

enum status sheet_read_head(struct db *db, struct arena *a, sheet_id id, struct sheet_head *head)
{
	str pack;
	return sheet_head_and_pack(db, a, id, head, &pack);
}

struct sheet_form_key sheet_key_of(const struct sheet_head *head, str pack, const struct ruleset *set, enum lang lang)
{
	return (struct sheet_form_key){.territory = head->territory, .identity = head->identity, .call = head->identity ? S("") : head->call, .pack = pack.p ? pack : S(""),
		.request = head->request.p ? head->request : S(""), .applicant_kind = head->applicant_kind, .rules = head->identity ? NULL : set, .lang = lang};
}

enum status sheet_values_read(struct db *db, struct arena *a, territory_id territory, sheet_id id, struct form_values *values)
{
	struct q_sheet_values_rows rows;
	*values = (struct form_values){0};
	enum status s = q_sheet_values(db, a, territory, id.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) /* they come sorted */
		*LIST_ADD(a, values) = (struct form_value){.key = rows.at[i].field, .value = rows.at[i].value};
	return s;
}

/* What account 74 goes by while the revised budget is asked. */
static enum status read_granted_lines(struct db *db, struct arena *a, struct sheet *sheet)
{
	struct q_revised_last_row last;
	struct q_revised_lines_rows rows;
	if (!sheet->head.revises)
		return OK;
	enum status s = q_revised_last(db, a, sheet->head.territory, sheet->head.sheet.v, &last);
	if (s == OK)
		s = q_revised_lines(db, a, sheet->head.territory, sheet->head.sheet.v, last.request, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, &sheet->context.granted) = (struct form_granted){.funder = rows.at[i].funder, .asked = rows.at[i].asked, .granted = rows.at[i].granted};
	return s;
}

static enum status read_attached(struct db *db, struct arena *a, struct sheet *sheet)
{
	struct q_sheet_attached_rows rows;
	enum status s = q_sheet_attached(db, a, sheet->head.territory, sheet->head.sheet.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, &sheet->attached) = (struct attached){.code = rows.at[i].code, .name = rows.at[i].name, .sha256 = rows.at[i].sha256};
	return s;
}

enum status sheet_opened_read(struct db *db, struct arena *a, const struct sheet_head *head, str *opened)
{
	struct q_sheet_opened_row row;
	*opened = STR_NONE;
	if (!str_eq(head->state, S("completion_requested")))
		return OK;
	enum status s = q_sheet_opened(db, a, head->territory, head->sheet.v, &row);
	if (s == OK)
		*opened = row.opened;
	return s == NOT_FOUND ? OK : s;
}

enum status sheet_read(struct db *db, struct arena *a, sheet_id id, const struct ruleset *set, enum lang lang, struct sheet *sheet)
{
	str pack;
	const struct sheet_form *kept;
	*sheet = (struct sheet){0};
	enum status s = sheet_head_and_pack(db, a, id, &sheet->head, &pack);
	if (s != OK)
		return s;
	const struct sheet_form_key key = sheet_key_of(&sheet->head, pack, set, lang);
	s = sheet_form_get(db, a, &key, &kept);
	if (s == OK)
		s = sheet_values_read(db, a, sheet->head.territory, id, &sheet->values);
	if (s == OK && !sheet->head.identity)
		s = sheet_values_read(db, a, (territory_id){0}, sheet->head.identity_sheet, &sheet->identity);
	if (s == OK)
		s = read_attached(db, a, sheet);
	if (s == OK)
		s = sheet_opened_read(db, a, &sheet->head, &sheet->opened);
	if (s != OK)
		return s;
	if (sheet->head.identity)
		sheet->identity = sheet->values;
	sheet->context = kept->context;
	sheet->context.rules = key.rules;
	s = read_granted_lines(db, a, sheet);
	if (s != OK)
		return s;
	sheet->form = form_build(a, &sheet->context, sheet->head.identity, lang, &sheet->values);
	return OK;
}

enum status sheet_context(struct db *db, struct arena *a, str call, str request, str applicant_kind, const struct ruleset *set, struct form_context *context)
{
	struct q_call_territory_row territory;
	enum status s = q_call_territory(db, a, call, &territory);
	if (s == OK)
		s = sheet_context_read(db, a, territory.territory, call, context);
	context->request = request;
	context->applicant_kind = applicant_kind;
	context->rules = set;
	return s;
}

/* ---- what is open ---- */

/* Lines of `opened`: a key, the code of a topic, a group, a document. */
static bool is_named(str opened, str name)
{
	str line, rest = opened;
	while (rest.p) {
		(void)str_cut(rest, '\n', &line, &rest);
		if (str_is_set(line) && str_eq(str_trim(line), name))
			return true;
	}
	return false;
}

static bool is_opened(str opened, const struct form *form, str key)
{
	const struct form_topic *topic = form_topic_of(form, key);
	str group, rest;
	(void)str_cut(key, '.', &group, &rest);
	return is_named(opened, key) || is_named(opened, group) || (topic && is_named(opened, topic->code));
}

bool sheet_state_opens(const struct sheet_head *head, str opened, const struct form *form, str key)
{
	if (str_eq(head->state, S("draft")))
		return true;
	return str_eq(head->state, S("completion_requested")) && is_opened(opened, form, key);
}

bool sheet_is_open(const struct sheet *sheet, str key)
{
	return sheet_state_opens(&sheet->head, sheet->opened, sheet->form, key);
}
