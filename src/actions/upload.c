/* Rows of files on their way. See upload.h. */
#include "actions/upload.h"

#include "accounts/actor.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "gen/queries.h"

enum { NAME_BYTES = 4 * LIMIT_FILE_NAME_CHARS, HOUR_MS = 60 * 60 * 1000 };

bool upload_purpose(struct upload *upload, str purpose)
{
	str what, id, code;
	if (!str_cut(purpose, ':', &what, &id) || !str_cut(id, ':', &id, &code))
		return false;
	upload->to_safe = str_eq(what, S("safe"));
	upload->purpose = purpose;
	upload->code = code;
	return (upload->to_safe || str_eq(what, S("sheet"))) && id_of_code(id, &upload->thing) && code.n > 0 && code.n <= LIMIT_CODE_BYTES;
}

static enum status ask(struct db *db, struct arena *a, const struct actor *actor, const struct upload *upload)
{
	struct thing thing = {0};
	enum status s = upload->to_safe ? thing_of_applicant(db, a, upload->thing, &thing) : thing_of_sheet(db, a, upload->thing, &thing);
	if (s != OK)
		return s == NOT_FOUND ? DENIED : s;
	return may(actor, upload->to_safe ? VERB_write_applicant : VERB_write_application, &thing) ? OK : DENIED;
}

static enum status check(struct db *db, struct arena *a, const struct actor *actor, const struct upload *upload, struct problems *ps)
{
	struct q_upload_sum_row sum;
	size_t before = ps->total;
	enum status s = q_upload_sum(db, a, actor->person.v, &sum);
	if (s != OK)
		return s;
	if (upload->bytes <= 0)
		PROBLEM(ps, STR_NONE, 0, S("file"), W_files_empty);
	else if (upload->bytes > LIMIT_UPLOAD_BYTES)
		PROBLEM(ps, STR_NONE, 0, S("file"), W_files_too_big, ARG("name", upload->name), ARG("max", (int64_t)LIMIT_UPLOAD_BYTES / 1024 / 1024));
	else if (sum.count >= LIMIT_UPLOADS_UNDER_WAY || sum.bytes + upload->bytes > LIMIT_UPLOADS_UNDER_WAY_BYTES)
		PROBLEM(ps, STR_NONE, 0, S("file"), W_files_under_way, ARG("n", (int64_t)LIMIT_UPLOADS_UNDER_WAY));
	return ps->total > before ? INVALID : OK;
}

enum status upload_begin(struct db *db, struct arena *a, const struct actor *actor, instant now, struct upload *upload, struct problems *ps)
{
	struct q_upload_find_row found;
	enum status s = upload_purpose(upload, upload->purpose) ? ask(db, a, actor, upload) : DENIED;
	if (s == OK)
		s = upload_forget_old(db, now);
	if (s != OK)
		return s;
	if (upload->name.n == 0 || upload->name.n > NAME_BYTES || !utf8_valid(upload->name))
		upload->name = S("document");
	upload->person = actor->person;
	upload->created = now;
	s = q_upload_find(db, a, actor->person.v, upload->name, upload->bytes, upload->purpose, &found);
	if (s == OK) {
		upload->id = found.upload;
		return OK;
	}
	if (s == NOT_FOUND)
		s = check(db, a, actor, upload, ps);
	upload->id = id_new();
	if (s == OK)
		s = q_upload_insert(db, &(struct q_upload_insert_in){.upload = upload->id, .person = actor->person.v, .name = upload->name, .bytes = upload->bytes,
			.purpose = upload->purpose, .now = now});
	return s;
}

enum status upload_read(struct db *db, struct arena *a, const struct actor *actor, int64_t id, struct upload *upload)
{
	struct q_upload_row_row r;
	enum status s = q_upload_row(db, a, id, &r);
	if (s == OK && r.person != actor->person.v)
		s = NOT_FOUND;
	if (s != OK)
		return s;
	*upload = (struct upload){.id = id, .person = {r.person}, .name = r.name, .bytes = r.bytes, .created = r.created};
	return upload_purpose(upload, r.purpose) ? OK : NOT_FOUND;
}

enum status upload_end(struct db *db, int64_t id)
{
	return q_upload_delete(db, id);
}

enum status upload_forget_old(struct db *db, instant now)
{
	return q_upload_delete_old(db, (instant){now.ms - (int64_t)LIMIT_UPLOAD_HOURS * HOUR_MS});
}
