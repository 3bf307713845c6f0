/* Reading what is attached: the checklist of the call against what is there. See attach.h. Writes nothing. */
#include "actions/attach.h"

#include "actions/attach_parts.h"
#include "gen/queries.h"

static bool is_picture(str media)
{
	return str_starts(media, S("image/"));
}

enum status attach_read(struct db *db, struct arena *a, sheet_id sheet, int64_t attachment, struct attached_file *file)
{
	struct q_attachment_sheet_row s;
	struct q_attachment_row_row r;
	enum status status = q_attachment_sheet(db, a, sheet.v, &s);
	if (status == OK)
		status = q_attachment_row(db, a, s.territory, sheet.v, attachment, &r);
	if (status == OK)
		*file = (struct attached_file){.id = attachment, .code = r.code, .name = r.name, .sha256 = r.sha256, .media = r.media, .bytes = r.bytes, .pages = r.pages,
			.scanned = str_eq(r.scan, S("clean")), .picture = is_picture(r.media), .removed = r.removed.set, .added = r.added};
	return status;
}

struct listing {
	struct db *db;
	struct arena *arena;
	day today;
	struct checklist *checklist;
	struct q_attachment_sheet_row sheet;
	struct q_attachment_documents_rows documents;
	struct q_attachment_rows_rows files;
	struct q_attachment_originals_rows originals;
	struct safe_documents safe;
	str opened;
	sheet_id id;
};

static enum status read_all(struct listing *l)
{
	struct q_attachment_opened_row opened;
	territory_id territory = l->sheet.territory;
	enum status s = q_attachment_documents(l->db, l->arena, territory, l->sheet.call, &l->documents);
	if (s == OK)
		s = q_attachment_rows(l->db, l->arena, territory, l->id.v, &l->files);
	if (s == OK)
		s = q_attachment_originals(l->db, l->arena, territory, l->id.v, &l->originals);
	if (s == OK)
		s = safe_list(l->db, l->arena, (applicant_id){l->sheet.applicant}, l->today, &l->safe);
	if (s == OK && str_eq(l->sheet.state, S("completion_requested"))) {
		s = q_attachment_opened(l->db, l->arena, territory, l->id.v, &opened);
		if (s == OK)
			l->opened = opened.opened;
		s = s == NOT_FOUND ? OK : s;
	}
	return s;
}

/* When what is attached is a document of the safe that is over: its last day. */
static opt_day ended_on(const struct listing *l, str sha256)
{
	for (size_t i = 0; i < l->safe.n; i++)
		if (str_eq(l->safe.at[i].sha256, sha256) && l->safe.at[i].validity == SAFE_ENDED)
			return l->safe.at[i].ends;
	return (opt_day){0};
}

static bool is_in_safe(const struct listing *l, str sha256)
{
	for (size_t i = 0; i < l->safe.n; i++)
		if (str_eq(l->safe.at[i].sha256, sha256))
			return true;
	return false;
}

static void add_files(struct listing *l, struct checklist_item *item)
{
	bool one_is_good = false;
	for (size_t i = 0; i < l->files.n; i++) {
		const struct q_attachment_rows_row *r = &l->files.at[i];
		if (!str_eq(r->code, item->code))
			continue;
		*LIST_ADD(l->arena, &item->files) = (struct attached_file){.id = r->attachment, .code = r->code, .name = r->name, .sha256 = r->sha256, .media = r->media,
			.bytes = r->bytes, .pages = r->pages, .scanned = str_eq(r->scan, S("clean")), .picture = is_picture(r->media), .added = r->added, .by = r->added_by,
			.in_safe = is_in_safe(l, r->sha256)};
		l->checklist->bytes += r->bytes;
		l->checklist->not_scanned += !str_eq(r->scan, S("clean"));
		opt_day ended = ended_on(l, r->sha256);
		one_is_good = one_is_good || !ended.set;
		item->ended = ended.set ? ended : item->ended;
	}
	if (one_is_good)
		item->ended.set = false;
}

static bool is_attached(const struct checklist_item *item, str sha256)
{
	for (size_t i = 0; i < item->files.n; i++)
		if (str_eq(item->files.at[i].sha256, sha256))
			return true;
	return false;
}

static void add_safe(struct listing *l, struct checklist_item *item)
{
	for (size_t i = 0; i < l->safe.n; i++) {
		const struct safe_document *d = &l->safe.at[i];
		bool good = d->validity == SAFE_GOOD || d->validity == SAFE_ENDS_SOON;
		if (good && item->safe_kind.p && str_eq(d->kind, item->safe_kind) && !is_attached(item, d->sha256))
			*LIST_ADD(l->arena, &item->safe) = *d;
	}
}

static void add_item(struct listing *l, const struct q_attachment_documents_row *d)
{
	struct checklist *c = l->checklist;
	struct checklist_item item = {.code = d->code, .label = d->label, .note = d->note, .medium = d->medium, .original = checklist_wants_original(d->medium),
		.applies = checklist_applies(d->bearer, d->request, l->sheet.applicant_kind, l->sheet.request), .open = attach_is_open(l->sheet.state, l->opened, d->code),
		.safe_kind = checklist_safe_kind(l->arena, d->code, d->label)};
	add_files(l, &item);
	add_safe(l, &item);
	if (!item.applies && item.files.n == 0)
		return;
	for (size_t i = 0; i < l->originals.n; i++)
		if (str_eq(l->originals.at[i].code, d->code))
			item.received = (opt_day){true, l->originals.at[i].received};
	item.state = checklist_state(checklist_is_the_form(l->arena, d->code, d->label), d->medium, item.files.n, item.ended.set);
	c->asked += item.applies && item.state != DOCUMENT_BY_FORM && item.state != DOCUMENT_ON_PAPER;
	c->missing += item.applies && checklist_stops(item.state);
	c->writable |= item.open;
	*LIST_ADD(l->arena, &c->items) = item;
}

static void add_others(struct listing *l)
{
	struct checklist_item item = {.code = ATTACH_OTHER, .applies = true, .open = attach_is_open(l->sheet.state, l->opened, ATTACH_OTHER)};
	add_files(l, &item);
	item.state = DOCUMENT_THERE;
	l->checklist->writable |= item.open;
	*LIST_ADD(l->arena, &l->checklist->items) = item;
}

enum status attach_checklist(struct db *db, struct arena *a, sheet_id sheet, day today, struct checklist *checklist)
{
	struct listing l = {.db = db, .arena = a, .today = today, .checklist = checklist, .id = sheet};
	*checklist = (struct checklist){0};
	enum status s = q_attachment_sheet(db, a, sheet.v, &l.sheet);
	if (s == OK)
		s = read_all(&l);
	if (s != OK)
		return s;
	*checklist = (struct checklist){.territory = l.sheet.territory, .applicant = {l.sheet.applicant}, .call = l.sheet.call, .state = l.sheet.state, .title = l.sheet.title,
		.applicant_name = l.sheet.applicant_name};
	for (size_t i = 0; i < l.documents.n; i++)
		add_item(&l, &l.documents.at[i]);
	add_others(&l);
	return OK;
}

void attach_check(const struct checklist *checklist, struct problems *ps)
{
	for (size_t i = 0; i < checklist->items.n; i++) {
		const struct checklist_item *item = &checklist->items.at[i];
		if (!item->applies || !checklist_stops(item->state))
			continue;
		if (item->state == DOCUMENT_EXPIRED)
			PROBLEM(ps, STR_NONE, 0, item->code, W_files_check_expired, ARG("document", item->label), ARG("day", item->ended.value));
		else
			PROBLEM(ps, STR_NONE, 0, item->code, W_files_check_missing, ARG("document", item->label));
	}
}
