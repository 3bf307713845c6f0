/* /sheets/:sheet/versions: what was filed, version by version, and what changed between two; each as a page to read and print. What is shown is the frozen text, whose
   SHA-256 is checked each time (actions/receipt.h). */
#include "actions/receipt.h"
#include "base/log.h"
#include "base/sha256.h"
#include "documents/office.h"
#include "domain/frozen.h"
#include "gen/queries.h"
#include "web/filing_page.h"

static enum status read_version(struct page *pg, const struct sheet *sheet, int64_t version, struct q_filing_version_row *row, struct frozen *frozen)
{
	enum status s = q_filing_version(pg->db, pg->arena, sheet->head.territory, sheet->head.sheet.v, version, row);
	if (s != OK)
		return s;
	if (!str_eq(sha256_text(pg->arena, row->frozen), row->sha256) || frozen_read(pg->arena, row->frozen, frozen) != OK)
		return broken("versions", S("a frozen text is not the one of its SHA-256"));
	return OK;
}

static bool version_of(str text, int64_t *version)
{
	return str_to_int64(text, version) && *version > 0;
}

enum status show_version(struct page *pg)
{
	struct sheet sheet;
	struct q_filing_version_row row;
	struct frozen frozen = {.capacity = STR_NONE};
	int64_t version;
	if (!version_of(pg->in.version, &version))
		return NOT_FOUND;
	enum status s = sheet_of_page(pg, &sheet);
	if (s == OK)
		s = sheet.head.identity ? NOT_FOUND : read_version(pg, &sheet, version, &row, &frozen);
	if (s != OK)
		return s;
	struct filed_version_view *v = ARENA_NEW(pg->arena, struct filed_version_view);
	str zone = sheet.head.time_zone;
	filing_page_top(pg, &sheet.head, &v->layout, &v->top, TEXT(pg, W_filing_version_of, ARG("version", version), ARG("number", sheet.head.number)));
	v->heading = v->layout.title;
	v->filed = filing_page_second(pg, zone, row.filed);
	v->received = row.received.set ? filing_page_second(pg, zone, row.received.value) : STR_NONE;
	v->filer = row.name.p ? row.name : S("");
	v->capacity = frozen.capacity;
	v->sha256 = row.sha256;
	if (row.late)
		v->late = TEXT(pg, W_filing_receipt_late, ARG("closes", row.deadline.set ? filing_page_second(pg, zone, row.deadline.value) : S("")), ARG("rule", row.grace));
	filing_page_answers(pg, form_build(pg->arena, &sheet.context, true, pg->lang, &frozen.identity), &frozen.identity, STR_NONE, &v->identity);
	filing_page_answers(pg, form_build(pg->arena, &sheet.context, false, pg->lang, &frozen.values), &frozen.values, STR_NONE, &v->answers);
	for (size_t i = 0; i < frozen.attached.n; i++)
		*LIST_ADD(pg->arena, &v->files) =
			(struct filing_file){filing_page_document(&sheet.context, frozen.attached.at[i].code), frozen.attached.at[i].name, frozen.attached.at[i].sha256};
	v->versions = SHEET_LINK(pg, "/versions");
	v->receipt = SHEET_LINK(pg, "/receipt");
	v->docx = LINK(pg, "/sheets/:sheet/versions/:version/sheet.docx", pg->in.sheet, pg->in.version);
	v->pdf = LINK(pg, "/sheets/:sheet/versions/:version/sheet.pdf", pg->in.sheet, pg->in.version);
	v->has_pdf = office_program(pg->arena, pg->settings ? pg->settings->soffice : STR_NONE).p;
	RESPOND_HTML(pg, version_page, v);
	return OK;
}

/* ---- two versions ---- */

static void add_changes(struct page *pg, const struct sheet *sheet, bool identity, const struct form_values *before, const struct form_values *after, struct versions_view *v)
{
	const struct form *form = form_build(pg->arena, &sheet->context, identity, pg->lang, after);
	struct form_changes changes = {0};
	form_compare(pg->arena, form, before, after, &changes);
	for (size_t t = 0; t < form->topics.n; t++) {
		struct version_changes group = {.title = form->topics.at[t].title};
		for (size_t i = 0; i < changes.n; i++)
			if (str_eq(changes.at[i].topic, form->topics.at[t].code))
				*LIST_ADD(pg->arena, &group.changes) = (struct version_change){changes.at[i].label, changes.at[i].before, changes.at[i].after};
		if (group.changes.n)
			*LIST_ADD(pg->arena, &v->topics) = group;
	}
}

static bool holds(const struct frozen *f, const struct attached *file)
{
	for (size_t i = 0; i < f->attached.n; i++)
		if (str_eq(f->attached.at[i].code, file->code) && str_eq(f->attached.at[i].sha256, file->sha256))
			return true;
	return false;
}

static void add_files(struct page *pg, const struct sheet *sheet, const struct frozen *before, const struct frozen *after, struct versions_view *v)
{
	struct version_changes group = {.title = word_text(pg->lang, W_filing_files)};
	for (size_t i = 0; i < before->attached.n; i++)
		if (!holds(after, &before->attached.at[i]))
			*LIST_ADD(pg->arena, &group.changes) =
				(struct version_change){filing_page_document(&sheet->context, before->attached.at[i].code), before->attached.at[i].name, STR_NONE};
	for (size_t i = 0; i < after->attached.n; i++)
		if (!holds(before, &after->attached.at[i]))
			*LIST_ADD(pg->arena, &group.changes) =
				(struct version_change){filing_page_document(&sheet->context, after->attached.at[i].code), STR_NONE, after->attached.at[i].name};
	if (group.changes.n)
		*LIST_ADD(pg->arena, &v->topics) = group;
}

static enum status compare(struct page *pg, const struct sheet *sheet, int64_t from, int64_t to, struct versions_view *v)
{
	struct q_filing_version_row row;
	struct frozen before, after;
	enum status s = read_version(pg, sheet, from, &row, &before);
	if (s == OK)
		s = read_version(pg, sheet, to, &row, &after);
	if (s != OK)
		return s;
	add_changes(pg, sheet, true, &before.identity, &after.identity, v);
	add_changes(pg, sheet, false, &before.values, &after.values, v);
	add_files(pg, sheet, &before, &after, v);
	v->compares = true;
	v->same = !v->topics.n;
	v->heading = TEXT(pg, W_filing_changes_between, ARG("from", from), ARG("to", to));
	return OK;
}

enum status show_versions(struct page *pg)
{
	struct sheet sheet;
	struct q_filing_versions_rows rows;
	enum status s = sheet_of_page(pg, &sheet);
	if (s == OK)
		s = sheet.head.identity ? NOT_FOUND : q_filing_versions(pg->db, pg->arena, sheet.head.territory, sheet.head.sheet.v, &rows);
	if (s != OK)
		return s;
	struct versions_view *v = ARENA_NEW(pg->arena, struct versions_view);
	filing_page_top(pg, &sheet.head, &v->layout, &v->top, word_text(pg->lang, W_filing_versions_title));
	for (size_t i = 0; i < rows.n; i++) {
		str number = arena_fmt(pg->arena, "%lld", (long long)rows.at[i].version);
		*LIST_ADD(pg->arena, &v->versions) = (struct follow_version){.label = TEXT(pg, W_filing_version, ARG("number", number)),
			.when = filing_page_when(pg, sheet.head.time_zone, rows.at[i].filed), .who = rows.at[i].name, .sha256 = rows.at[i].sha256,
			.link = LINK(pg, "/sheets/:sheet/versions/:version", pg->in.sheet, number)};
	}
	int64_t to = rows.n ? rows.at[0].version : 0, from = to - 1;
	str typed_from = page_param(pg, S("from")), typed_to = page_param(pg, S("to"));
	if ((str_is_set(typed_from) && !version_of(typed_from, &from)) || (str_is_set(typed_to) && !version_of(typed_to, &to)))
		return NOT_FOUND;
	if (from > 0)
		s = compare(pg, &sheet, from, to, v);
	if (s == OK)
		RESPOND_HTML(pg, versions_page, v);
	return s;
}
