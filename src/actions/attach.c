/* Writing what is attached. See attach.h; the checklist is in attach_list.c. */
#include "actions/attach.h"

#include "accounts/actor.h"
#include "actions/attach_parts.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "gen/queries.h"
#include "store/audit.h"

struct attaching {
	struct db *db;
	struct arena *arena;
	const struct actor *actor;
	instant now;
	sheet_id sheet;
	struct q_attachment_sheet_row row;
	str opened; /* lines, while completion is requested */
};

static bool has_line(str lines, str wanted)
{
	str line, rest = lines;
	for (bool more = lines.p != NULL; more;) {
		more = str_cut(rest, '\n', &line, &rest);
		if (str_eq(str_trim(line), wanted))
			return true;
	}
	return false;
}

bool attach_is_open(str state, str opened, str code)
{
	if (str_eq(state, S("draft")))
		return true;
	return str_eq(state, S("completion_requested")) && (has_line(opened, code) || has_line(opened, S("documents")));
}

static enum status begin(struct attaching *t, struct db *db, struct arena *a, const struct actor *actor, instant now, sheet_id sheet)
{
	struct thing thing;
	struct q_attachment_opened_row opened = {0};
	*t = (struct attaching){.db = db, .arena = a, .actor = actor, .now = now, .sheet = sheet};
	enum status s = thing_of_sheet(db, a, sheet.v, &thing);
	if (s == OK && !may(actor, VERB_write_application, &thing))
		/* a state that closes is told as such to somebody who may read; others learn nothing */
		s = may(actor, VERB_read_application, &thing) ? CONFLICT : DENIED;
	if (s == OK)
		s = q_attachment_sheet(db, a, sheet.v, &t->row);
	if (s == OK && str_eq(t->row.state, S("completion_requested"))) {
		s = q_attachment_opened(db, a, t->row.territory, sheet.v, &opened);
		s = s == NOT_FOUND ? OK : s;
		t->opened = opened.opened;
	}
	return s;
}

static enum status check_open(const struct attaching *t, str code)
{
	return attach_is_open(t->row.state, t->opened, code) ? OK : CONFLICT;
}

static enum status tell(const struct attaching *t, str verb, str detail)
{
	const struct audit_entry entry = {.territory = t->row.territory, .at = t->now, .actor = arena_fmt(t->arena, "user:%lld", (long long)t->actor->person.v), .verb = verb,
		.thing = arena_fmt(t->arena, "sheet:%lld", (long long)t->sheet.v), .detail = detail};
	enum status s = q_attachment_touch_sheet(t->db, t->row.territory, t->sheet.v, t->now, t->actor->person.v);
	return s == OK ? audit_append(t->db, &entry) : s;
}

static enum status check_code(const struct attaching *t, str code, struct problems *ps)
{
	struct q_attachment_documents_rows rows;
	if (str_eq(code, ATTACH_OTHER))
		return OK;
	enum status s = q_attachment_documents(t->db, t->arena, t->row.territory, t->row.call, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		if (str_eq(rows.at[i].code, code))
			return OK;
	if (s == OK)
		PROBLEM(ps, STR_NONE, 0, S("code"), W_files_no_such_document);
	return s == OK ? INVALID : s;
}

static enum status check_room(const struct attaching *t, int64_t bytes, struct problems *ps)
{
	struct q_attachment_sum_row sum;
	enum status s = q_attachment_sum(t->db, t->arena, t->row.territory, t->sheet.v, &sum);
	if (s != OK)
		return s;
	if (sum.count >= LIMIT_SHEET_ATTACHMENTS)
		PROBLEM(ps, STR_NONE, 0, S("file"), W_files_too_many, ARG("n", (int64_t)LIMIT_SHEET_ATTACHMENTS));
	else if (sum.bytes + bytes > LIMIT_SHEET_ATTACHMENT_BYTES)
		PROBLEM(ps, STR_NONE, 0, S("file"), W_files_too_much, ARG("max", (int64_t)LIMIT_SHEET_ATTACHMENT_BYTES / 1024 / 1024));
	else
		return OK;
	return INVALID;
}

static enum status add(struct attaching *t, const struct attach *attach, struct problems *ps, int64_t *attachment)
{
	struct q_attachment_same_row same;
	enum status s = check_code(t, attach->code, ps);
	if (s == OK)
		s = check_open(t, attach->code);
	if (s != OK)
		return s;
	s = q_attachment_same(t->db, t->arena, t->row.territory, t->sheet.v, attach->code, attach->file.sha256, &same);
	if (s == OK) {
		*attachment = same.attachment;
		return OK;
	}
	if (s == NOT_FOUND)
		s = check_room(t, attach->file.bytes, ps);
	if (s == OK)
		s = stored_file_keep(t->db, t->arena, t->now, &attach->file);
	*attachment = id_new();
	if (s == OK)
		s = q_attachment_insert(t->db, &(struct q_attachment_insert_in){.territory = t->row.territory, .sheet = t->sheet.v, .attachment = *attachment, .code = attach->code,
			.name = attach->file.name, .sha256 = attach->file.sha256, .now = t->now, .by = t->actor->person.v});
	if (s == OK)
		s = tell(t, S("attach"), arena_fmt(t->arena, "document=%.*s sha256=%.*s", STR_ARGS(attach->code), STR_ARGS(attach->file.sha256)));
	return s;
}

enum status attach_add(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct attach *attach, struct problems *ps, int64_t *attachment)
{
	struct attaching t;
	enum status s = begin(&t, db, a, actor, now, attach->sheet);
	return s == OK ? add(&t, attach, ps, attachment) : s;
}

static enum status standing(const struct attaching *t, int64_t attachment, struct q_attachment_row_row *row)
{
	enum status s = q_attachment_row(t->db, t->arena, t->row.territory, t->sheet.v, attachment, row);
	if (s == OK && row->removed.set)
		s = NOT_FOUND;
	return s == OK ? check_open(t, row->code) : s;
}

static enum status take_away(struct attaching *t, int64_t attachment)
{
	struct q_attachment_row_row row;
	enum status s = standing(t, attachment, &row);
	if (s == OK)
		s = q_attachment_set_removed(t->db, t->row.territory, t->sheet.v, attachment, t->now);
	return s == OK ? tell(t, S("detach"), arena_fmt(t->arena, "document=%.*s sha256=%.*s", STR_ARGS(row.code), STR_ARGS(row.sha256))) : s;
}

enum status attach_remove(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct attach_change *change)
{
	struct attaching t;
	enum status s = begin(&t, db, a, actor, now, change->sheet);
	return s == OK ? take_away(&t, change->attachment) : s;
}

/* A line of letters that show: no control, not too long. */
static bool is_good_name(str name)
{
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] < 0x20 || name.p[i] == '/' || name.p[i] == '\\')
			return false;
	return name.n > 0 && utf8_valid(name) && utf8_count(name) <= LIMIT_FILE_NAME_CHARS - 6;
}

static str ending_of(str name)
{
	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '.')
			return str_skip(name, i - 1);
	return S("");
}

enum status attach_rename(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct attach_change *change, str name, struct problems *ps)
{
	struct attaching t;
	struct q_attachment_row_row row;
	enum status s = begin(&t, db, a, actor, now, change->sheet);
	if (s == OK)
		s = standing(&t, change->attachment, &row);
	if (s != OK)
		return s;
	str ending = ending_of(row.name), typed = str_trim(name.p ? name : S(""));
	if (str_ends(typed, ending))
		typed = str_first(typed, typed.n - ending.n);
	if (!is_good_name(typed)) {
		PROBLEM(ps, STR_NONE, 0, S("name"), W_files_bad_name);
		return INVALID;
	}
	str whole = arena_fmt(a, "%.*s%.*s", STR_ARGS(typed), STR_ARGS(ending));
	s = q_attachment_set_name(db, t.row.territory, t.sheet.v, change->attachment, whole);
	return s == OK ? tell(&t, S("rename_attachment"), arena_fmt(a, "document=%.*s sha256=%.*s", STR_ARGS(row.code), STR_ARGS(row.sha256))) : s;
}

enum status attach_from_safe(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct attach *attach, int64_t document, struct problems *ps)
{
	struct attaching t;
	struct safe_document kept = {.name = STR_NONE};
	int64_t attachment;
	enum status s = begin(&t, db, a, actor, now, attach->sheet);
	if (s == OK)
		s = safe_read(db, a, (applicant_id){t.row.applicant}, document, (day){now.ms / (24 * 60 * 60 * 1000)}, &kept);
	if (s == OK && kept.removed)
		s = NOT_FOUND;
	if (s == OK && kept.validity == SAFE_ENDED) {
		PROBLEM(ps, STR_NONE, 0, S("file"), W_files_safe_ended, ARG("name", kept.name));
		s = INVALID;
	}
	if (s != OK)
		return s;
	struct attach whole = {.sheet = attach->sheet, .code = attach->code,
		.file = {.name = kept.name, .sha256 = kept.sha256, .media = kept.media, .bytes = kept.bytes, .pages = kept.pages, .scanned = kept.scanned}};
	return add(&t, &whole, ps, &attachment);
}

static enum status kind_of(const struct attaching *t, str code, str *kind)
{
	struct q_attachment_documents_rows rows;
	*kind = STR_NONE;
	enum status s = q_attachment_documents(t->db, t->arena, t->row.territory, t->row.call, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		if (str_eq(rows.at[i].code, code))
			*kind = checklist_safe_kind(t->arena, code, rows.at[i].label);
	return s;
}

enum status attach_keep_in_safe(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct attach_change *change, struct problems *ps)
{
	struct attaching t;
	struct q_attachment_row_row row;
	str kind = STR_NONE;
	int64_t document;
	enum status s = begin(&t, db, a, actor, now, change->sheet);
	if (s == OK)
		s = q_attachment_row(db, a, t.row.territory, change->sheet.v, change->attachment, &row);
	if (s == OK && row.removed.set)
		s = NOT_FOUND;
	if (s == OK)
		s = kind_of(&t, row.code, &kind);
	if (s == OK && !kind.p) {
		PROBLEM(ps, STR_NONE, 0, S("file"), W_files_safe_kind);
		s = INVALID;
	}
	if (s != OK)
		return s;
	const struct safe_add keep = {.applicant = {t.row.applicant}, .kind = kind,
		.file = {.name = row.name, .sha256 = row.sha256, .media = row.media, .bytes = row.bytes, .pages = row.pages, .scanned = str_eq(row.scan, S("clean"))}};
	return safe_add(db, a, actor, now, &keep, ps, &document);
}

enum status attach_replace(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct attach_join *join, struct problems *ps)
{
	struct attaching t;
	int64_t attachment;
	enum status s = begin(&t, db, a, actor, now, join->attach.sheet);
	for (size_t i = 0; s == OK && i < join->count; i++)
		s = take_away(&t, join->photos[i]);
	return s == OK ? add(&t, &join->attach, ps, &attachment) : s;
}
