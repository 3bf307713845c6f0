/* The documents of an application: the checklist of the call with what is attached to it, adding, removing, renaming, using the safe, making one PDF of photos. */
#include "actions/attach.h"
#include "base/ids.h"
#include "base/limits.h"
#include "gen/queries.h"
#include "imports/antivirus.h"
#include "web/handlers.h"
#include "web/intake.h"
#include "web/respond.h"
#include "web/sheet_parts.h"
#include "web/when.h"

struct attachments {
	struct page *pg;
	const struct zone *zone;
	struct checklist list;
	struct attachments_view *v;
	str sheet; /* code */
};

static str code_of(const struct page *pg, int64_t id)
{
	return id_code(pg->arena, id);
}

/* ---- one document ---- */

static struct file_line file_line(struct attachments *t, const struct checklist_item *item, const struct attached_file *f)
{
	struct page *pg = t->pg;
	str id = code_of(pg, f->id), facts = file_facts(pg, f->media, f->bytes, f->pages), when = page_day(pg, day_at(f->added, t->zone));
	return (struct file_line){.id = id, .name = f->name, .not_scanned = !f->scanned, .open = item->open, .can_keep = item->open && item->safe_kind.p && !f->in_safe,
		.facts = f->by.p ? TEXT(pg, W_files_added_by, ARG("facts", facts), ARG("day", when), ARG("name", f->by)) : TEXT(pg, W_files_added, ARG("facts", facts), ARG("day", when)),
		.remove_label = TEXT(pg, W_files_remove_named, ARG("name", f->name)), .link = LINK(pg, "/sheets/:sheet/attachments/:attachment", t->sheet, id),
		.remove = LINK(pg, "/sheets/:sheet/attachments/:attachment/remove", t->sheet, id), .rename = LINK(pg, "/sheets/:sheet/attachments/:attachment/rename", t->sheet, id),
		.keep = LINK(pg, "/sheets/:sheet/attachments/:attachment/keep", t->sheet, id)};
}

static void say_state(struct attachments *t, const struct checklist_item *item, struct checklist_view_item *v)
{
	static const struct {
		enum word label;
		str tone;
	} states[] = {
		[DOCUMENT_THERE] = {W_files_state_there, S("good")},     [DOCUMENT_MISSING] = {W_files_state_missing, S("warning")},
		[DOCUMENT_EXPIRED] = {W_files_state_expired, S("error")}, [DOCUMENT_BY_FORM] = {W_files_state_by_form, S("good")},
		[DOCUMENT_ON_PAPER] = {W_files_state_on_paper, S("now")},
	};
	struct page *pg = t->pg;
	v->state = word_text(pg->lang, item->applies ? states[item->state].label : W_files_state_not_asked);
	v->tone = item->applies ? states[item->state].tone : S("past");
	if (item->ended.set)
		v->ended = TEXT(pg, W_files_ended, ARG("day", page_day(pg, item->ended.value)));
	if (item->original && item->received.set)
		v->original = TEXT(pg, W_files_original_received, ARG("day", page_day(pg, item->received.value)));
	else if (item->original)
		v->original = word_text(pg->lang, W_files_original_wanted);
}

static void add_photos(struct attachments *t, const struct checklist_item *item, struct checklist_view_item *v)
{
	size_t photos = 0;
	for (size_t i = 0; i < item->files.n; i++)
		photos += item->files.at[i].picture;
	if (photos < 2 || photos > LIMIT_UPLOAD_FILES || !item->open)
		return;
	for (size_t i = 0, k = 0; i < item->files.n; i++)
		if (item->files.at[i].picture)
			*LIST_ADD(t->pg->arena, &v->photos) =
				(struct photo_line){.id = code_of(t->pg, item->files.at[i].id), .name = item->files.at[i].name, .order = arena_fmt(t->pg->arena, "%zu", ++k)};
	v->can_join = true;
}

static void add_item(struct attachments *t, const struct checklist_item *item)
{
	struct page *pg = t->pg;
	bool other = str_eq(item->code, ATTACH_OTHER);
	str label = other ? word_text(pg->lang, W_files_others) : item->label;
	struct checklist_view_item v = {.code = item->code, .label = label, .note = item->note, .is_other = other, .open = item->open, .for_others = !item->applies,
		.purpose = arena_fmt(pg->arena, "sheet:%.*s:%.*s", STR_ARGS(t->sheet), STR_ARGS(item->code)), .choose_label = TEXT(pg, W_files_choose, ARG("document", label)),
		.send_label = TEXT(pg, W_files_send_named, ARG("document", label)), .from_safe = LINK(pg, "/sheets/:sheet/attachments/from-safe", t->sheet),
		.join = LINK(pg, "/sheets/:sheet/attachments/join", t->sheet)};
	if (!other)
		say_state(t, item, &v);
	for (size_t i = 0; i < item->files.n; i++)
		*LIST_ADD(pg->arena, &v.files) = file_line(t, item, &item->files.at[i]);
	for (size_t i = 0; item->open && i < item->safe.n; i++) {
		const struct safe_document *d = &item->safe.at[i];
		str facts = file_facts(pg, d->media, d->bytes, d->pages);
		*LIST_ADD(pg->arena, &v.safe) = (struct safe_offer){.id = code_of(pg, d->id), .name = d->name, .use_label = TEXT(pg, W_files_use_named, ARG("name", d->name)),
			.facts = d->ends.set ? TEXT(pg, W_files_good_until, ARG("facts", facts), ARG("day", page_day(pg, d->ends.value))) : facts};
	}
	add_photos(t, item, &v);
	*LIST_ADD(pg->arena, &t->v->items) = v;
}

/* ---- the page ---- */

static void frame(struct attachments *t, const struct q_files_call_row *call, bool wrong)
{
	struct page *pg = t->pg;
	struct attachments_view *v = t->v;
	str heading = word_text(pg->lang, W_files_attachments_title);
	page_layout(pg, &v->layout, wrong ? TEXT(pg, W_files_error_title, ARG("title", heading)) : heading);
	v->layout.refuse_index = true;
	page_accent(pg, &v->layout, call->territory, call->accent);
	v->list = LINK(pg, "/sheets/:sheet", t->sheet);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_organisation_my_title), LINK(pg, "/my"));
	page_crumb(pg, &v->layout, str_is_set(t->list.title) ? t->list.title : call->title, v->list);
	v->title = heading;
	v->over = arena_fmt(pg->arena, "%.*s · %.*s", STR_ARGS(t->list.applicant_name), STR_ARGS(call->title));
	v->action = LINK(pg, "/sheets/:sheet/attachments", t->sheet);
	v->safe = LINK(pg, "/organisations/:applicant/documents", code_of(pg, t->list.applicant.v));
	v->accepts = intake_accepts();
	v->writable = t->list.writable;
	v->no_antivirus = t->list.not_scanned > 0;
	if (t->list.missing > 0)
		v->progress = TEXT(pg, W_files_missing_count, ARG("n", t->list.missing));
	else
		v->progress = word_text(pg->lang, W_files_complete);
	v->progress_tone = t->list.missing > 0 ? S("warning") : S("good");
}

static void say_problems(struct page *pg, const struct problems *ps, str anchor, struct file_problems *list)
{
	for (size_t i = 0; i < ps->list.n; i++) {
		const struct problem *p = &ps->list.at[i];
		str at = str_is_set(anchor) ? arena_fmt(pg->arena, "doc-%.*s", STR_ARGS(anchor)) : S("content");
		*LIST_ADD(pg->arena, list) = (struct file_problem){.text = page_words(pg, p->message, p->args, p->arg_count), .link = url_here(pg->arena, at)};
	}
}

/* A page on which one may spend the last hour says that nothing is filed yet. */
static enum status say_unfiled(struct attachments *t, const struct q_files_call_row *call)
{
	struct page *pg = t->pg;
	str state = pg->thing.state;
	if (!str_eq(state, S("draft")) && !str_eq(state, S("to_sign")))
		return OK;
	struct sheet_deadline deadline;
	enum status s = sheet_deadline(pg, pg->thing.territory, pg->thing.call, call->time_zone, &deadline);
	if (s != OK)
		return s;
	t->v->unfiled = unfiled_view(pg, &deadline);
	t->v->unfiled.state = page_word_of(pg, S("writing.sheet_state."), state);
	return OK;
}

/* Writes the page, with problems when there are some; `anchor`: the document they are about. */
static enum status write_page(struct page *pg, const struct problems *ps, str anchor)
{
	struct attachments t = {.pg = pg, .sheet = code_of(pg, pg->thing.sheet.v), .v = ARENA_NEW(pg->arena, struct attachments_view)};
	struct q_files_call_row call;
	enum status s = q_files_call(pg->db, pg->arena, pg->thing.territory, pg->thing.call, &call);
	if (s != OK)
		return s;
	t.zone = when_zone(call.time_zone);
	s = attach_checklist(pg->db, pg->arena, pg->thing.sheet, day_at(pg->now, t.zone), &t.list);
	if (s != OK)
		return s;
	bool wrong = ps && ps->total > 0;
	/* who may not write sees what is there */
	bool writer = may(&pg->actor, VERB_write_application, &pg->thing);
	for (size_t i = 0; !writer && i < t.list.items.n; i++)
		t.list.items.at[i].open = false;
	t.list.writable = t.list.writable && writer;
	s = say_unfiled(&t, &call);
	if (s != OK)
		return s;
	frame(&t, &call, wrong);
	for (size_t i = 0; i < t.list.items.n; i++)
		add_item(&t, &t.list.items.at[i]);
	if (wrong) {
		say_problems(pg, ps, anchor, &t.v->problems);
		t.v->has_problems = true;
		t.v->problem_count = (int64_t)ps->total;
	}
	if (t.v->writable)
		page_allows_scripts(pg);
	RESPOND_HTML(pg, attachments_page, t.v);
	return OK;
}

enum status show_attachments(struct page *pg)
{
	if (pg->thing.identity)
		return NOT_FOUND;
	return write_page(pg, NULL, STR_NONE);
}

/* After a change: back to the document, without a form that a reload would send again. */
static enum status back_to(struct page *pg, str code)
{
	str path = LINK(pg, "/sheets/:sheet/attachments", pg->in.sheet).s;
	return page_see_other(pg, (url){arena_fmt(pg->arena, "%.*s#doc-%.*s", STR_ARGS(path), STR_ARGS(code))});
}

/* A refusal of an action, on the page. */
static enum status again(struct page *pg, enum status s, struct problems *ps, str code)
{
	if (s == CONFLICT) {
		PROBLEM(ps, STR_NONE, 0, S("file"), W_files_closed);
		s = INVALID;
	}
	if (s != INVALID && s != TOO_BIG)
		return s;
	s = write_page(pg, ps, code);
	return s == OK ? page_again(pg) : s;
}

/* ---- adding ---- */

enum status prepare_attachments(struct page *pg)
{
	return intake_form(pg);
}

enum status add_attachments(struct page *pg)
{
	struct intake *intake = pg->prepared;
	str code = multipart_field(&intake->form, S("code"));
	size_t added = 0;
	enum status s = OK;
	struct problems ps = problems_new(pg->arena);
	problems_add(&ps, &intake->problems);
	for (size_t i = 0; s == OK && i < intake->files.n; i++, added++) {
		int64_t id;
		const struct attach attach = {.sheet = pg->thing.sheet, .code = code.p ? code : ATTACH_OTHER, .file = intake->files.at[i]};
		s = attach_add(pg->db, pg->arena, &pg->actor, pg->now, &attach, &ps, &id);
	}
	if (s != OK)
		return again(pg, s, &ps, code);
	s = intake_tell(pg, intake, pg->thing.territory, arena_fmt(pg->arena, "sheet:%lld", (long long)pg->thing.sheet.v));
	if (s != OK || ps.total == 0)
		return s == OK ? back_to(pg, code) : s;
	if (added == 0 && intake->infected.n == 0)
		return again(pg, INVALID, &ps, code);
	return write_page(pg, &ps, code); /* the good ones are kept; what is wrong with the others is said */
}

/* ---- what is there ---- */

static bool attachment_of(const struct page *pg, struct attach_change *change)
{
	*change = (struct attach_change){.sheet = pg->thing.sheet};
	return id_of_code(pg->in.attachment, &change->attachment);
}

static enum status change_with(struct page *pg, enum status (*act)(struct page *pg, const struct attach_change *change, struct problems *ps))
{
	struct attach_change change;
	struct attached_file file;
	struct problems ps = problems_new(pg->arena);
	if (!attachment_of(pg, &change))
		return NOT_FOUND;
	enum status s = attach_read(pg->db, pg->arena, change.sheet, change.attachment, &file);
	if (s == OK && file.removed)
		return back_to(pg, file.code); /* clicked twice */
	if (s == OK)
		s = act(pg, &change, &ps);
	return s == OK ? back_to(pg, file.code) : again(pg, s, &ps, file.code);
}

static enum status do_remove(struct page *pg, const struct attach_change *change, struct problems *ps)
{
	(void)ps;
	return attach_remove(pg->db, pg->arena, &pg->actor, pg->now, change);
}

static enum status do_rename(struct page *pg, const struct attach_change *change, struct problems *ps)
{
	return attach_rename(pg->db, pg->arena, &pg->actor, pg->now, change, page_form(pg, S("name")), ps);
}

static enum status do_keep(struct page *pg, const struct attach_change *change, struct problems *ps)
{
	return attach_keep_in_safe(pg->db, pg->arena, &pg->actor, pg->now, change, ps);
}

enum status remove_attachment(struct page *pg)
{
	return change_with(pg, do_remove);
}

enum status rename_attachment(struct page *pg)
{
	return change_with(pg, do_rename);
}

enum status keep_attachment(struct page *pg)
{
	return change_with(pg, do_keep);
}

enum status use_safe_document(struct page *pg)
{
	int64_t document;
	struct problems ps = problems_new(pg->arena);
	const struct attach attach = {.sheet = pg->thing.sheet, .code = page_form(pg, S("code"))};
	if (!id_of_code(page_form(pg, S("document")), &document) || !attach.code.p)
		return NOT_FOUND;
	enum status s = attach_from_safe(pg->db, pg->arena, &pg->actor, pg->now, &attach, document, &ps);
	return s == OK ? back_to(pg, attach.code) : again(pg, s, &ps, attach.code);
}

enum status send_attachment(struct page *pg)
{
	struct attach_change change;
	struct attached_file file;
	enum status s = attachment_of(pg, &change) ? attach_read(pg->db, pg->arena, change.sheet, change.attachment, &file) : NOT_FOUND;
	return s == OK ? send_stored(pg, file.sha256, file.name, file.media) : s;
}

/* ---- photos to one PDF ---- */

struct joining {
	struct intake *intake;
	int64_t photos[LIMIT_UPLOAD_FILES];
	str sha256[LIMIT_UPLOAD_FILES];
	int64_t order[LIMIT_UPLOAD_FILES];
	str names[LIMIT_UPLOAD_FILES];
	size_t count;
	str code;
};

static void insert(struct joining *j, int64_t order, const struct attached_file *file)
{
	size_t at = j->count++;
	for (; at > 0 && j->order[at - 1] > order; at--) {
		j->order[at] = j->order[at - 1];
		j->photos[at] = j->photos[at - 1];
		j->sha256[at] = j->sha256[at - 1];
		j->names[at] = j->names[at - 1];
	}
	j->order[at] = order;
	j->photos[at] = file->id;
	j->sha256[at] = file->sha256;
	j->names[at] = file->name;
}

/* "order.ATTACHMENT=2"; empty or 0 leaves the photo as it is. */
static enum status read_order(struct page *pg, struct joining *j)
{
	struct page_fields fields = page_form_family(pg, S("order."));
	for (size_t i = 0; i < fields.n; i++) {
		int64_t id, order = 0;
		struct attached_file file;
		if (!str_to_int64(str_trim(fields.at[i].value), &order) || order <= 0 || !id_of_code(fields.at[i].name, &id))
			continue;
		enum status s = attach_read(pg->db, pg->arena, pg->thing.sheet, id, &file);
		if (s != OK)
			return s;
		if (!file.picture || file.removed || !str_eq(file.code, j->code) || j->count == LIMIT_UPLOAD_FILES)
			continue;
		insert(j, order, &file);
	}
	return OK;
}

enum status prepare_join(struct page *pg)
{
	struct joining *j = ARENA_NEW(pg->arena, struct joining);
	enum status s = intake_new(pg, &j->intake);
	pg->prepared = j;
	j->code = page_form(pg, S("code"));
	if (s != OK || !j->code.p)
		return OK; /* its problem is said by the handler */
	s = read_order(pg, j);
	if (s == OK && j->count > 0)
		intake_join(pg, j->intake, j->names[0], j->sha256, j->count);
	else if (s == OK)
		PROBLEM(&j->intake->problems, STR_NONE, 0, S("file"), W_files_join_count, ARG("most", (int64_t)LIMIT_UPLOAD_FILES));
	return s;
}

enum status join_photos(struct page *pg)
{
	struct joining *j = pg->prepared;
	struct problems ps = problems_new(pg->arena);
	problems_add(&ps, &j->intake->problems);
	if (j->intake->files.n == 0)
		return again(pg, INVALID, &ps, j->code);
	const struct attach_join join = {.attach = {.sheet = pg->thing.sheet, .code = j->code, .file = j->intake->files.at[0]}, .photos = j->photos, .count = j->count};
	enum status s = attach_replace(pg->db, pg->arena, &pg->actor, pg->now, &join, &ps);
	return s == OK ? back_to(pg, j->code) : again(pg, s, &ps, j->code);
}
