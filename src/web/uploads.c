/* Files sent in pieces, so that a connection that drops costs one piece: begin (or go on), pieces at their offset, where it stands, the end. Answers are JSON for
   assets/upload.js; the form of the page does the same without it. What an answer says is on the disk is synced. */
#include "actions/attach.h"
#include "actions/upload.h"
#include "base/ids.h"
#include "base/json.h"
#include "base/limits.h"
#include "web/handlers.h"
#include "web/intake.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECOND_MS = 1000, HOUR_SECONDS = 60 * 60 };

static str incoming_name(const struct page *pg, int64_t id)
{
	return arena_fmt(pg->arena, "upload-%.*s", STR_ARGS(id_code(pg->arena, id)));
}

static struct json begin_json(struct page *pg)
{
	pg->rs->content_type = S("application/json; charset=utf-8");
	struct json j = json_new(&pg->rs->body);
	json_object(&j);
	return j;
}

static enum status write_state(struct page *pg, const struct upload *upload, int64_t offset)
{
	struct json j = begin_json(pg);
	json_text(&j, S("upload"), id_code(pg->arena, upload->id));
	json_int(&j, S("offset"), offset);
	json_int(&j, S("bytes"), upload->bytes);
	json_int(&j, S("piece"), LIMIT_PIECE_BYTES);
	json_end(&j);
	return OK;
}

/* What a person can put right, in words, with 422. */
static enum status refuse(struct page *pg, const struct problems *ps)
{
	struct json j = begin_json(pg);
	json_array_in(&j, S("refused"));
	for (size_t i = 0; i < ps->list.n; i++)
		json_text(&j, STR_NONE, page_words(pg, ps->list.at[i].message, ps->list.at[i].args, ps->list.at[i].arg_count));
	json_end(&j);
	json_end(&j);
	return page_again(pg);
}

/* The upload of the address, when it is this person's. */
static enum status upload_of(struct page *pg, struct upload *upload)
{
	int64_t id;
	return id_of_code(pg->in.upload, &id) ? upload_read(pg->db, pg->arena, &pg->actor, id, upload) : NOT_FOUND;
}

/* ---- begin ---- */

/* What was forgotten makes room first. */
enum status prepare_upload(struct page *pg)
{
	if (pg->files)
		(void)files_sweep(pg->files, pg->arena, pg->now.ms / SECOND_MS - (int64_t)LIMIT_UPLOAD_HOURS * HOUR_SECONDS);
	return OK;
}

enum status begin_upload(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct upload upload = {.name = page_form(pg, S("name")), .purpose = page_form(pg, S("purpose"))};
	if (!pg->files) {
		PROBLEM(&ps, STR_NONE, 0, S("file"), W_files_no_store);
		return refuse(pg, &ps);
	}
	if (!str_to_int64(page_form(pg, S("bytes")), &upload.bytes) || !upload.name.p || !upload.purpose.p)
		return INVALID;
	enum status s = upload_begin(pg->db, pg->arena, &pg->actor, pg->now, &upload, &ps);
	if (s == INVALID)
		return refuse(pg, &ps);
	return s == OK ? write_state(pg, &upload, files_piece_size(pg->files, pg->arena, incoming_name(pg, upload.id))) : s;
}

enum status show_upload(struct page *pg)
{
	struct upload upload;
	enum status s = upload_of(pg, &upload);
	if (s == OK && !pg->files)
		s = NOT_FOUND;
	return s == OK ? write_state(pg, &upload, files_piece_size(pg->files, pg->arena, incoming_name(pg, upload.id))) : s;
}

/* ---- a piece ---- */

struct piece {
	struct upload upload;
	int64_t there;
};

enum status prepare_piece(struct page *pg)
{
	struct piece *piece = ARENA_NEW(pg->arena, struct piece);
	int64_t offset;
	enum status s = upload_of(pg, &piece->upload);
	if (s == OK && !pg->files)
		s = NOT_FOUND;
	if (s == OK && !str_to_int64(page_param(pg, S("offset")), &offset))
		s = INVALID;
	if (s == OK && pg->rq->body.n > LIMIT_PIECE_BYTES)
		s = TOO_BIG;
	if (s != OK)
		return s;
	s = files_add_piece(pg->files, pg->arena, incoming_name(pg, piece->upload.id), offset, pg->rq->body, piece->upload.bytes, &piece->there);
	pg->prepared = piece;
	if (s != CONFLICT)
		return s;
	s = write_state(pg, &piece->upload, piece->there);
	return s == OK ? page_again_as(pg, 409) : s;
}

enum status add_piece(struct page *pg)
{
	const struct piece *piece = pg->prepared;
	return write_state(pg, &piece->upload, piece->there);
}

/* ---- the end ---- */

struct ending {
	struct upload upload;
	struct intake *intake;
};

/* Looks at the whole file without copying it into memory. */
static enum status look(struct page *pg, struct ending *e)
{
	struct stat info;
	const char *path = arena_cstr(pg->arena, files_incoming(pg->files, pg->arena, incoming_name(pg, e->upload.id)));
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 || fstat(fd, &info) != 0 || info.st_size != e->upload.bytes || info.st_size == 0) {
		if (fd >= 0)
			(void)close(fd);
		enum status s = write_state(pg, &e->upload, files_piece_size(pg->files, pg->arena, incoming_name(pg, e->upload.id)));
		return s == OK ? page_again_as(pg, 409) : s;
	}
	void *map = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	(void)close(fd);
	if (map == MAP_FAILED)
		return BUSY;
	intake_file(pg, e->intake, e->upload.name, (str){map, (size_t)info.st_size});
	(void)munmap(map, (size_t)info.st_size);
	return OK;
}

enum status prepare_upload_end(struct page *pg)
{
	struct ending *e = ARENA_NEW(pg->arena, struct ending);
	enum status s = upload_of(pg, &e->upload);
	if (s == OK)
		s = intake_new(pg, &e->intake);
	if (s == INVALID)
		return refuse(pg, &e->intake->problems);
	pg->prepared = e;
	return s == OK ? look(pg, e) : s;
}

static enum status attach(struct page *pg, const struct ending *e, struct problems *ps)
{
	int64_t id;
	const struct upload *u = &e->upload;
	const struct stored_file *file = &e->intake->files.at[0];
	if (u->to_safe) {
		const struct safe_add add = {.applicant = {u->thing}, .kind = u->code, .file = *file};
		return safe_add(pg->db, pg->arena, &pg->actor, pg->now, &add, ps, &id);
	}
	const struct attach attach = {.sheet = {u->thing}, .code = u->code, .file = *file};
	enum status s = attach_add(pg->db, pg->arena, &pg->actor, pg->now, &attach, ps, &id);
	if (s == CONFLICT)
		PROBLEM(ps, STR_NONE, 0, S("file"), W_files_closed);
	return s == CONFLICT ? INVALID : s;
}

/* The row of the upload ends also when the file is refused: 200 then, so that this is committed. */
enum status end_upload(struct page *pg)
{
	const struct ending *e = pg->prepared;
	struct problems ps = problems_new(pg->arena);
	problems_add(&ps, &e->intake->problems);
	enum status s = e->intake->files.n ? attach(pg, e, &ps) : OK;
	if (s != OK && s != INVALID)
		return s;
	if (s == OK)
		s = intake_tell(pg, e->intake, (territory_id){0}, arena_fmt(pg->arena, "upload:%lld", (long long)e->upload.id));
	if (s == OK || s == INVALID)
		s = upload_end(pg->db, e->upload.id);
	if (s != OK)
		return s;
	struct json j = begin_json(pg);
	if (ps.total == 0)
		json_text(&j, S("name"), e->intake->files.at[0].name);
	json_array_in(&j, S("refused"));
	for (size_t i = 0; i < ps.list.n; i++)
		json_text(&j, STR_NONE, page_words(pg, ps.list.at[i].message, ps.list.at[i].args, ps.list.at[i].arg_count));
	json_end(&j);
	json_end(&j);
	return OK;
}
