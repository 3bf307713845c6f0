/* What is posted from the page of a funder's notifications, and the PDFs that it gives. Making letters and reading scans is slow: `prepare` does it on the slow pool and stores bytes,
   the handler writes the rows in the transaction. */
#include "base/limits.h"
#include "documents/raster.h"
#include "domain/letter_code.h"
#include "imports/document.h"
#include "jobs/make_letters.h"
#include "jobs/read_scan.h"
#include "web/intake.h"
#include "web/routes.h"
#include "web/notify.h"

enum { PICTURE_SIDE = 1100 };

enum status notify_done(struct page *pg, const char *what, size_t n)
{
	str count = arena_fmt(pg->arena, "%zu", n);
	return page_see_other(pg, LINK(pg, "/notifications/:call/:funder?done=:done&n=:n", pg->in.call, pg->in.funder, str_of(what), count));
}

static enum status again(struct page *pg, enum status s, struct problems *ps)
{
	if (s == CONFLICT)
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_notify_changed_meanwhile);
	if (s == NOT_FOUND && !ps->total)
		return s;
	if (s != CONFLICT && s != INVALID && s != TOO_BIG && s != NOT_FOUND)
		return s;
	enum status shown = notify_page_write(pg, ps, STR_NONE);
	return shown ? shown : s == CONFLICT ? page_again_as(pg, 409) : page_again(pg);
}

/* ---- settings ---- */

enum status post_notify_settings(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct notifying w = notify_who(pg);
	const struct setting_typed typed = {.sender = notify_typed(pg, S("sender")), .decision_number = notify_typed(pg, S("decision_number")), .decision = notify_typed(pg, S("decision")),
		.appeal = notify_typed(pg, S("appeal")), .court = notify_typed(pg, S("court")), .contact = notify_typed(pg, S("contact"))};
	enum status s = notify_set(&w, &typed, &ps);
	return s ? again(pg, s, &ps) : notify_done(pg, "set", 1);
}

/* ---- making ---- */

struct making {
	enum status status;
	struct letters_made made;
	struct problems problems;
};

struct chosen {
	const struct notice **at;
	size_t n, room;
};

static struct chosen chosen_of(struct page *pg, struct notices *n)
{
	struct chosen all = {0};
	int64_t id;
	for (size_t i = 0; i < pg->rq->form.n; i++) {
		if (!str_eq(pg->rq->form.at[i].name, S("application")) || !str_to_int64(pg->rq->form.at[i].value, &id))
			continue;
		const struct notice *notice = notice_of(n, (application_id){id});
		bool twice = !notice || notice->decision == NOTICE_WAITS;
		for (size_t k = 0; k < all.n; k++)
			twice = twice || all.at[k] == notice;
		if (!twice)
			*LIST_ADD(pg->arena, &all) = notice;
	}
	return all;
}

static bool needs_reason(const struct chosen *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i]->letter)
			return true;
	return false;
}

enum status prepare_letters(struct page *pg)
{
	struct making *making = ARENA_NEW(pg->arena, struct making);
	struct notices n;
	const struct document_maker m = notify_maker(pg);
	making->problems = problems_new(pg->arena);
	pg->prepared = making;
	enum status s = notify_read(pg, &n);
	if (s)
		return s;
	struct chosen all = chosen_of(pg, &n);
	const struct letters_wish wish = {.notices = &n, .which = all.at, .count = all.n, .orders = str_eq(page_form(pg, S("kind")), S("order"))};
	if (needs_reason(&all) && !str_is_set(str_trim(notify_typed(pg, S("reason")))))
		PROBLEM(&making->problems, STR_NONE, 0, S("reason"), W_notify_again_reason);
	making->status = making->problems.total ? INVALID : make_letters(&m, &wish, &making->made, &making->problems);
	if (making->status == NOT_FOUND)
		PROBLEM(&making->problems, STR_NONE, 0, STR_NONE, W_notify_no_office);
	return making->status == BUSY || making->status == BROKEN ? making->status : OK;
}

enum status post_letters(struct page *pg)
{
	struct making *making = pg->prepared;
	const struct notifying w = notify_who(pg);
	int64_t batch;
	enum status s = making->status;
	if (!s)
		s = notify_record(&w, making->made.at, making->made.n, notify_typed(pg, S("reason")), &batch, &making->problems);
	return s ? again(pg, s, &making->problems) : notify_done(pg, "made", making->made.n);
}

static bool letter_id(const struct page *pg, int64_t *id)
{
	return str_to_int64(pg->in.document, id) && *id > 0;
}

enum status post_letter_cancel(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct notifying w = notify_who(pg);
	int64_t id;
	enum status s = letter_id(pg, &id) ? notify_cancel(&w, id, notify_typed(pg, S("reason")), &ps) : NOT_FOUND;
	return s ? again(pg, s, &ps) : notify_done(pg, "cancelled", 1);
}

/* ---- PDFs ---- */

enum status send_letters(struct page *pg)
{
	struct notices n;
	struct problems ps = problems_new(pg->arena);
	const struct document_maker m = notify_maker(pg);
	LIST_OF(str) all = {0};
	str pdf;
	enum status s = notify_read(pg, &n);
	for (size_t i = 0; !s && i < n.list.n; i++)
		if (n.list.at[i].letter && n.list.at[i].progress == NOTICE_MADE)
			*LIST_ADD(pg->arena, &all) = n.list.at[i].letter->sha256;
	if (!s)
		s = merge_letters(&m, all.at, all.n, str_eq(page_param(pg, S("sides")), S("both")) ? LETTERS_BOTH_SIDES : LETTERS_ONE_SIDE, &pdf, &ps);
	if (s)
		return s;
	respond_download(pg, S("application/pdf"), letters_name(pg->arena, &n, "a-signer"));
	out_str(&pg->rs->body, pdf);
	return OK;
}

enum status send_letter(struct page *pg)
{
	int64_t id;
	struct q_notify_letter_row letter;
	enum status s = letter_id(pg, &id) ? q_notify_letter(pg->db, pg->arena, pg->thing.territory, id, &letter) : NOT_FOUND;
	if (s || !str_eq(letter.call, pg->in.call) || !str_eq(letter.funder, pg->in.funder))
		return s ? s : NOT_FOUND;
	bool scan = str_eq(page_param(pg, S("version")), S("signed"));
	if (scan && !str_is_set(letter.signed_sha256))
		return NOT_FOUND;
	str name = arena_fmt(pg->arena, "%.*s-%.*s%s.pdf", STR_ARGS(letter.kind), STR_ARGS(letter_code_shown(pg->arena, letter.code)), scan ? "-signed" : "");
	return send_stored(pg, scan ? letter.signed_sha256 : letter.sha256, name, S("application/pdf"));
}

/* ---- scans ---- */

struct scans {
	struct intake *intake;
	struct scan_add *at;
	size_t n;
	struct problems problems;
};

/* A photo becomes a PDF of one page. */
static enum status as_pdf(struct page *pg, struct stored_file *file, struct problems *ps)
{
	struct document document;
	str bytes;
	if (str_eq(file->media, S("application/pdf")))
		return OK;
	if (!str_starts(file->media, S("image/"))) {
		PROBLEM(ps, STR_NONE, 0, S("file"), W_notify_scan_kind, ARG("name", file->name));
		return INVALID;
	}
	enum status s = files_get(pg->files, pg->arena, file->sha256, LIMIT_UPLOAD_BYTES, &bytes);
	if (!s)
		s = document_join(pg->arena, file->name, &bytes, 1, &document, ps);
	if (s)
		return s;
	file->media = document.media;
	file->bytes = (int64_t)document.bytes.n;
	file->pages = document.pages;
	file->name = document_name(pg->arena, file->name, S("pdf"));
	return files_put(pg->files, pg->arena, document.bytes, &file->sha256);
}

enum status prepare_scans(struct page *pg)
{
	const struct document_maker m = notify_maker(pg);
	const struct scan_place place = {pg->thing.territory, pg->in.call, pg->in.funder};
	enum status s = intake_form(pg);
	if (s)
		return s;
	struct scans *scans = ARENA_NEW(pg->arena, struct scans);
	*scans = (struct scans){.intake = pg->prepared, .problems = problems_new(pg->arena)};
	pg->prepared = scans;
	problems_add(&scans->problems, &scans->intake->problems);
	size_t count = scans->intake->files.n;
	if (!count && !scans->problems.total)
		PROBLEM(&scans->problems, STR_NONE, 0, S("file"), W_notify_scan_missing);
	scans->at = ARENA_ARRAY(pg->arena, count + 1, struct scan_add);
	for (size_t i = 0; i < count; i++) {
		struct stored_file *file = &scans->intake->files.at[i];
		s = as_pdf(pg, file, &scans->problems);
		if (!s)
			s = read_scan(&m, &place, file, &scans->at[scans->n], &scans->problems);
		if (s == BUSY || s == BROKEN)
			return s;
		scans->n += s == OK;
	}
	return OK;
}

enum status post_scans(struct page *pg)
{
	struct scans *scans = pg->prepared;
	const struct notifying w = notify_who(pg);
	size_t complete = 0;
	int64_t id;
	enum status s = intake_tell(pg, scans->intake, pg->thing.territory, arena_fmt(pg->arena, "call:%.*s", STR_ARGS(pg->in.call)));
	if (!s && scans->problems.total)
		return again(pg, INVALID, &scans->problems);
	for (size_t i = 0; !s && i < scans->n; i++) {
		s = notify_add_scan(&w, &scans->at[i], &id);
		complete += scans->at[i].complete_count;
	}
	return s ? again(pg, s, &scans->problems) : notify_done(pg, "signed", complete);
}

static bool page_of(const struct page *pg, int64_t *scan, int64_t *page)
{
	return str_to_int64(pg->in.document, scan) && str_to_int64(pg->in.attachment, page) && *scan > 0 && *page > 0;
}

static enum status scan_of(struct page *pg, int64_t scan, struct q_notify_scan_row *row)
{
	enum status s = q_notify_scan(pg->db, pg->arena, pg->thing.territory, scan, row);
	return !s && (!str_eq(row->call, pg->in.call) || !str_eq(row->funder, pg->in.funder)) ? NOT_FOUND : s;
}

enum status send_scan(struct page *pg)
{
	int64_t scan;
	struct q_notify_scan_row row;
	enum status s = letter_id(pg, &scan) ? scan_of(pg, scan, &row) : NOT_FOUND;
	return s ? s : send_stored(pg, row.sha256, row.name, S("application/pdf"));
}

enum status send_scan_page(struct page *pg)
{
	int64_t scan, page;
	struct q_notify_scan_row row;
	str bytes, picture;
	enum status s = page_of(pg, &scan, &page) ? scan_of(pg, scan, &row) : NOT_FOUND;
	if (!s)
		s = pg->files && page <= row.pages ? files_get(pg->files, pg->arena, row.sha256, LIMIT_UPLOAD_BYTES, &bytes) : NOT_FOUND;
	if (s)
		return s;
	const struct raster_wish wish = {.pdf = bytes, .page = page, .kind = RASTER_PNG, .long_side = PICTURE_SIDE};
	s = raster_page(pg->arena, &wish, &picture);
	if (s)
		return s == INVALID ? NOT_FOUND : s;
	pg->rs->content_type = S("image/png");
	out_str(&pg->rs->body, picture);
	return OK;
}

struct choosing {
	struct page_choice choice;
	struct signed_letter whole;
	struct problems problems;
};

enum status prepare_page(struct page *pg)
{
	struct choosing *c = ARENA_NEW(pg->arena, struct choosing);
	const struct document_maker m = notify_maker(pg);
	struct q_notify_scan_row row;
	c->problems = problems_new(pg->arena);
	pg->prepared = c;
	if (!page_of(pg, &c->choice.scan, &c->choice.page) || scan_of(pg, c->choice.scan, &row) != OK)
		return NOT_FOUND;
	(void)str_to_int64(notify_typed(pg, S("letter")), &c->choice.letter);
	(void)str_to_int64(notify_typed(pg, S("letter_page")), &c->choice.letter_page);
	if (!str_to_int64(notify_typed(pg, S("turn")), &c->choice.turn) || c->choice.turn < 0 || c->choice.turn > 3)
		c->choice.turn = 0;
	if (str_is_set(notify_typed(pg, S("drop"))) || c->choice.letter < 1)
		return OK;
	enum status s = complete_by_page(&m, pg->thing.territory, &c->choice, &c->whole, &c->problems);
	return s == INVALID || s == TOO_BIG ? OK : s;
}

enum status post_scan_page(struct page *pg)
{
	struct choosing *c = pg->prepared;
	const struct notifying w = notify_who(pg);
	if (str_is_set(notify_typed(pg, S("drop")))) {
		enum status s = notify_drop_page(&w, c->choice.scan, c->choice.page);
		return s ? again(pg, s, &c->problems) : notify_done(pg, "dropped", 1);
	}
	c->choice.complete = c->whole.letter ? &c->whole : NULL;
	enum status s = c->problems.total ? INVALID : notify_assign_page(&w, &c->choice, &c->problems);
	return s ? again(pg, s, &c->problems) : notify_done(pg, "assigned", 1);
}

/* ---- sending ---- */

enum status post_send(struct page *pg)
{
	struct notices n;
	struct problems ps = problems_new(pg->arena);
	struct send_result result = {0};
	const struct notifying w = notify_who(pg);
	LIST_OF(int64_t) letters = {0};
	enum status s = notify_read(pg, &n);
	if (s)
		return s;
	struct chosen all = chosen_of(pg, &n);
	for (size_t i = 0; i < all.n; i++)
		if (all.at[i]->letter && all.at[i]->progress != NOTICE_CHANGED)
			*LIST_ADD(pg->arena, &letters) = all.at[i]->letter->id;
	const struct send_wish wish = {.letters = letters.at, .count = letters.n, .unsigned_reason = str_trim(notify_typed(pg, S("unsigned_reason"))),
		.by_hand = str_eq(notify_typed(pg, S("by_hand")), S("yes"))};
	s = notify_send(&w, &wish, &result, &ps);
	if (!s && !result.sent && result.not_signed) {
		PROBLEM(&ps, STR_NONE, 0, S("unsigned_reason"), W_notify_not_signed, ARG("n", result.not_signed));
		s = INVALID;
	}
	if (!s && !result.sent && result.nobody) {
		PROBLEM(&ps, STR_NONE, 0, S("by_hand"), W_notify_nobody, ARG("n", result.nobody));
		s = INVALID;
	}
	return s ? again(pg, s, &ps) : notify_done(pg, "sent", result.sent);
}
