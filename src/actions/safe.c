/* The safe and the rows of files. See safe.h. */
#include "actions/safe.h"

#include "base/ids.h"
#include "base/limits.h"
#include "domain/checklist.h"
#include "gen/queries.h"
#include "store/audit.h"

enum status stored_file_keep(struct db *db, struct arena *a, instant now, const struct stored_file *file)
{
	(void)a;
	return q_file_add(db, &(struct q_file_add_in){.sha256 = file->sha256, .bytes = file->bytes, .media = file->media, .pages = file->pages,
		.scan = file->scanned ? S("clean") : S("not_scanned"), .now = now});
}

/* ---- reading ---- */

day safe_soon(day today)
{
	return (day){today.number + LIMIT_SAFE_SOON_DAYS};
}

static enum safe_validity validity_on(day today, opt_day starts, opt_day ends)
{
	if (starts.set && today.number < starts.value.number)
		return SAFE_NOT_YET;
	if (ends.set && today.number > ends.value.number)
		return SAFE_ENDED;
	return ends.set && ends.value.number < safe_soon(today).number ? SAFE_ENDS_SOON : SAFE_GOOD;
}

enum status safe_list(struct db *db, struct arena *a, applicant_id applicant, day today, struct safe_documents *documents)
{
	struct q_safe_rows_rows rows;
	*documents = (struct safe_documents){0};
	enum status s = q_safe_rows(db, a, applicant.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_safe_rows_row *r = &rows.at[i];
		*LIST_ADD(a, documents) = (struct safe_document){.id = r->document, .kind = r->kind, .name = r->name, .sha256 = r->sha256, .media = r->media, .bytes = r->bytes,
			.pages = r->pages, .starts = r->starts, .ends = r->ends, .validity = validity_on(today, r->starts, r->ends), .scanned = str_eq(r->scan, S("clean")),
			.added = r->added, .by = r->added_by};
	}
	return s;
}

enum status safe_read(struct db *db, struct arena *a, applicant_id applicant, int64_t document, day today, struct safe_document *read)
{
	struct q_safe_row_row r;
	enum status s = q_safe_row(db, a, applicant.v, document, &r);
	if (s == OK)
		*read = (struct safe_document){.id = document, .kind = r.kind, .name = r.name, .sha256 = r.sha256, .media = r.media, .bytes = r.bytes, .starts = r.starts,
			.ends = r.ends, .validity = validity_on(today, r.starts, r.ends), .scanned = str_eq(r.scan, S("clean")), .removed = r.removed.set, .added = r.added};
	return s;
}

/* ---- writing ---- */

static enum status tell(struct db *db, struct arena *a, const struct actor *actor, instant now, applicant_id applicant, str verb, str detail)
{
	const struct audit_entry entry = {.at = now, .actor = arena_fmt(a, "user:%lld", (long long)actor->person.v), .verb = verb,
		.thing = arena_fmt(a, "applicant:%lld", (long long)applicant.v), .detail = detail};
	return audit_append(db, &entry);
}

static enum status check(struct db *db, struct arena *a, const struct safe_add *add, struct problems *ps)
{
	struct q_safe_count_row count;
	enum status s = q_safe_count(db, a, add->applicant.v, &count);
	size_t before = ps->total;
	if (s != OK)
		return s;
	if (!safe_kind_is_known(add->kind))
		PROBLEM(ps, STR_NONE, 0, S("kind"), W_files_safe_kind);
	if (add->starts.set && add->ends.set && add->ends.value.number < add->starts.value.number)
		PROBLEM(ps, STR_NONE, 0, S("ends"), W_files_safe_days);
	if (count.count >= LIMIT_SAFE_DOCUMENTS)
		PROBLEM(ps, STR_NONE, 0, S("file"), W_files_safe_full, ARG("n", (int64_t)LIMIT_SAFE_DOCUMENTS));
	return ps->total > before ? INVALID : OK;
}

enum status safe_add(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct safe_add *add, struct problems *ps, int64_t *document)
{
	struct safe_documents there;
	if (!may(actor, VERB_write_applicant, &(struct thing){.applicant = add->applicant}))
		return DENIED;
	enum status s = safe_list(db, a, add->applicant, (day){0}, &there);
	for (size_t i = 0; s == OK && i < there.n; i++)
		if (str_eq(there.at[i].sha256, add->file.sha256) && str_eq(there.at[i].kind, add->kind)) {
			*document = there.at[i].id;
			return OK;
		}
	if (s == OK)
		s = check(db, a, add, ps);
	if (s == OK)
		s = stored_file_keep(db, a, now, &add->file);
	*document = id_new();
	if (s == OK)
		s = q_safe_insert(db, &(struct q_safe_insert_in){.applicant = add->applicant.v, .document = *document, .kind = add->kind, .name = add->file.name,
			.sha256 = add->file.sha256, .starts = add->starts, .ends = add->ends, .now = now, .by = actor->person.v});
	if (s == OK)
		s = tell(db, a, actor, now, add->applicant, S("safe_add"), arena_fmt(a, "kind=%.*s sha256=%.*s", STR_ARGS(add->kind), STR_ARGS(add->file.sha256)));
	return s;
}

enum status safe_remove(struct db *db, struct arena *a, const struct actor *actor, instant now, applicant_id applicant, int64_t document)
{
	struct safe_document read;
	if (!may(actor, VERB_write_applicant, &(struct thing){.applicant = applicant}))
		return DENIED;
	enum status s = safe_read(db, a, applicant, document, (day){0}, &read);
	if (s == OK && read.removed)
		return NOT_FOUND;
	if (s == OK)
		s = q_safe_set_removed(db, applicant.v, document, now);
	return s == OK ? tell(db, a, actor, now, applicant, S("safe_remove"), arena_fmt(a, "kind=%.*s sha256=%.*s", STR_ARGS(read.kind), STR_ARGS(read.sha256))) : s;
}
