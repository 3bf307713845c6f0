/* Sheets as files. See make_document.h. What it writes in the folder of documents is only a copy of what can be made again. */
#include "jobs/make_document.h"

#include "actions/call_deadline.h"
#include "actions/read_ruleset.h"
#include "actions/receipt.h"
#include "actions/sheet.h"
#include "base/file.h"
#include "base/format.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/sha256.h"
#include "documents/office.h"
#include "documents/sheet_docx.h"
#include "domain/frozen.h"
#include "gen/queries.h"

#include <sys/stat.h>

enum { FOLDER_MODE = 0700, WORDS_BYTES = 4096 };

static str words_of(const struct document_maker *m, enum word word, const struct word_arg *args, size_t count)
{
	struct out o = out_new(WORDS_BYTES);
	words_write(&o, m->lang, word, args, count);
	str made = out_keep(&o, m->arena);
	return made.p ? made : S("");
}
#define TEXT(m, word, ...) \
	words_of((m), (word), (const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}, \
	         sizeof((const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}) / sizeof(struct word_arg) - 1)

static str instant_words(const struct document_maker *m, instant at, const struct zone *zone)
{
	struct out o = out_new(WORDS_BYTES);
	out_instant(&o, m->lang, at, zone);
	return out_keep(&o, m->arena);
}

static void add_fact(const struct document_maker *m, struct paper *p, enum word label, str value)
{
	if (str_is_set(value))
		*LIST_ADD(m->arena, &p->facts) = (struct paper_fact){word_text(m->lang, label), value};
}

/* ---- LibreOffice, and what it made before ---- */

bool documents_convert(const struct document_maker *m)
{
	return office_program(m->arena, m->settings->soffice).p;
}

static str kept_path(const struct document_maker *m, str docx, const char *ending)
{
	if (!m->files)
		return STR_NONE;
	str folder = arena_fmt(m->arena, "%.*s/made", STR_ARGS(files_folder(m->files)));
	(void)mkdir(arena_cstr(m->arena, folder), FOLDER_MODE);
	return arena_fmt(m->arena, "%.*s/%.*s.%s", STR_ARGS(folder), STR_ARGS(sha256_text(m->arena, docx)), ending);
}

static enum status convert(const struct document_maker *m, str docx, const char *from, enum office_format format, const char *ending, str *made)
{
	str program = office_program(m->arena, m->settings->soffice), kept = kept_path(m, docx, ending);
	if (!program.p)
		return NOT_FOUND;
	if (kept.p && file_read(m->arena, arena_cstr(m->arena, kept), LIMIT_PAPER_PDF, made) == OK)
		return OK;
	enum status s = office_convert(m->arena, program, docx, from, format, made);
	if (s == OK && kept.p && file_replace(arena_cstr(m->arena, kept), *made) != OK)
		LOG(LOG_WARNING, "document_not_kept");
	return s;
}

enum status make_pdf(const struct document_maker *m, str bytes, const char *from, str *pdf)
{
	return convert(m, bytes, from, OFFICE_PDF, "pdf", pdf);
}

enum status make_pdfs(const struct document_maker *m, const str *documents, size_t count, const char *from, str *pdfs)
{
	const struct office_job job = {.program = office_program(m->arena, m->settings->soffice), .documents = documents, .count = count, .ending = from, .format = OFFICE_PDF};
	return job.program.p ? office_convert_all(m->arena, &job, pdfs) : NOT_FOUND;
}

static const struct ending {
	const char *ending, *media;
	enum office_format format;
} endings[] = {{"docx", DOCX_MEDIA, OFFICE_DOCX}, {"odt", ODT_MEDIA, OFFICE_ODT}, {"pdf", "application/pdf", OFFICE_PDF}};

static enum status finish(const struct document_maker *m, const struct paper *paper, str name, str ending, struct made_document *made)
{
	str docx;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		const struct ending *e = &endings[i];
		if (!str_eq(ending, str_of(e->ending)))
			continue;
		made->media = str_of(e->media);
		made->name = arena_fmt(m->arena, "%.*s.%s", STR_ARGS(name), e->ending);
		enum status s = sheet_docx(m->arena, paper, &docx);
		if (s != OK)
			return s;
		made->bytes = docx;
		return e->format == OFFICE_DOCX ? OK : convert(m, docx, "docx", e->format, e->ending, &made->bytes);
	}
	return INVALID;
}

/* ---- what it is made from ---- */

static enum status rules_of(const struct document_maker *m, territory_id territory, str call, int64_t version, const struct ruleset **set)
{
	struct ruleset *read = NULL;
	enum status s = read_ruleset(m->db, m->arena, territory, call, version, &read);
	*set = s == OK ? read : NULL;
	return s == NOT_FOUND ? OK : s;
}

static enum word request_word(str request)
{
	str key = str_eq(request, S("renewal")) ? S("writing.request_renewal") : str_eq(request, S("roll_out")) ? S("writing.request_roll_out") : S("writing.request_first");
	return word_named(key, W_writing_request_first);
}

static void list_documents(const struct document_maker *m, const struct form_context *c, struct paper *p)
{
	for (size_t i = 0; i < c->documents.n; i++)
		*LIST_ADD(m->arena, &p->files) = (struct paper_file){.label = str_is_set(c->documents.at[i].note)
			? arena_fmt(m->arena, "%.*s (%.*s)", STR_ARGS(c->documents.at[i].label), STR_ARGS(c->documents.at[i].note)) : c->documents.at[i].label};
}

static enum status say_how(const struct document_maker *m, territory_id territory, str call, struct paper *p)
{
	struct q_filing_officers_rows officers;
	enum status s = q_filing_officers(m->db, m->arena, territory, &officers);
	str mails = S("");
	for (size_t i = 0; s == OK && i < officers.n; i++)
		mails = arena_fmt(m->arena, "%.*s%s%.*s", STR_ARGS(mails), mails.n ? ", " : "", STR_ARGS(officers.at[i].email));
	*LIST_ADD(m->arena, &p->intro) = word_text(m->lang, W_paper_intro_fill);
	*LIST_ADD(m->arena, &p->intro) = str_is_set(m->settings->public_url)
		? TEXT(m, W_paper_intro_send, ARG("address", arena_fmt(m->arena, "%.*s/calls/%.*s/word", STR_ARGS(m->settings->public_url), STR_ARGS(call))))
		: word_text(m->lang, W_paper_intro_send_page);
	if (mails.n)
		*LIST_ADD(m->arena, &p->intro) = TEXT(m, W_paper_intro_mail, ARG("mails", mails));
	return s;
}

/* ---- blank ---- */

enum status make_blank_sheet(const struct document_maker *m, str call, str applicant_kind, str request, str ending, struct made_document *made)
{
	static const struct form_values none = {0};
	struct q_call_territory_row row;
	struct call_deadline deadline;
	struct form_context *context = ARENA_NEW(m->arena, struct form_context);
	const struct ruleset *set = NULL;
	enum status s = q_call_territory(m->db, m->arena, call, &row);
	if (s == OK)
		s = rules_of(m, row.territory, call, 0, &set);
	if (s == OK)
		s = sheet_context(m->db, m->arena, call, request, applicant_kind, set, context);
	if (s == OK)
		s = read_deadline(m->db, m->arena, row.territory, call, m->now, &deadline);
	if (s != OK)
		return s;
	struct paper p = {.lang = m->lang, .identity = form_build(m->arena, context, true, m->lang, NULL), .form = form_build(m->arena, context, false, m->lang, NULL),
		.identity_values = &none, .values = &none, .editable = true, .call_title = context->call_title};
	if (deadline.at.closes.set)
		add_fact(m, &p, W_paper_fact_closes, instant_words(m, deadline.at.closes.value, deadline.zone));
	add_fact(m, &p, W_paper_fact_request, word_text(m->lang, request_word(request)));
	list_documents(m, context, &p);
	s = say_how(m, row.territory, call, &p);
	return s == OK ? finish(m, &p, arena_fmt(m->arena, "fiche-%.*s", STR_ARGS(call)), ending, made) : s;
}

/* ---- with its answers ---- */

static str document_label(const struct form_context *c, str code)
{
	for (size_t i = 0; i < c->documents.n; i++)
		if (str_eq(c->documents.at[i].code, code))
			return c->documents.at[i].label;
	return code;
}

static void add_files(const struct document_maker *m, const struct form_context *c, const struct attached *files, size_t n, struct paper *p)
{
	for (size_t i = 0; i < n; i++)
		*LIST_ADD(m->arena, &p->files) = (struct paper_file){document_label(c, files[i].code), files[i].name, files[i].sha256};
}

static enum status make_draft(const struct document_maker *m, struct sheet *sheet, str ending, struct made_document *made)
{
	const struct sheet_head *h = &sheet->head;
	struct paper p = {.lang = m->lang, .identity = form_build(m->arena, &sheet->context, true, m->lang, &sheet->identity), .form = sheet->form,
		.identity_values = &sheet->identity, .values = &sheet->values, .editable = !str_eq(ending, S("pdf")), .call_title = h->call_title, .title = h->title,
		.banner = word_text(m->lang, W_paper_banner)};
	add_fact(m, &p, W_paper_fact_organisation, h->applicant_name);
	add_fact(m, &p, W_paper_fact_request, word_text(m->lang, request_word(h->request)));
	add_files(m, &sheet->context, sheet->attached.at, sheet->attached.n, &p);
	return finish(m, &p, arena_fmt(m->arena, "brouillon-%.*s-%.*s", STR_ARGS(h->call), STR_ARGS(id_code(m->arena, h->sheet.v))), ending, made);
}

static void add_receipt(const struct document_maker *m, const struct receipt *r, struct paper *p)
{
	str version = arena_fmt(m->arena, "%lld", (long long)r->version);
	add_fact(m, p, W_paper_fact_number, r->number);
	add_fact(m, p, W_paper_fact_organisation, r->organisation);
	add_fact(m, p, W_paper_fact_filed, r->filed);
	add_fact(m, p, W_paper_fact_filer, str_is_set(r->capacity) ? TEXT(m, W_paper_filer, ARG("name", r->filer), ARG("capacity", r->capacity)) : r->filer);
	add_fact(m, p, W_paper_fact_version, version);
	add_fact(m, p, W_paper_fact_sha256, r->sha256);
	p->note = TEXT(m, W_paper_filed_note, ARG("number", r->number), ARG("version", version), ARG("filed", r->filed));
}

/* As it was filed: from the frozen text, whose SHA-256 read_receipt has checked, with the rules of that day. */
static enum status make_version(const struct document_maker *m, struct sheet *sheet, int64_t version, str ending, struct made_document *made)
{
	struct q_filing_version_row row;
	struct receipt receipt = {0};
	struct frozen frozen;
	enum status s = q_filing_version(m->db, m->arena, sheet->head.territory, sheet->head.sheet.v, version, &row);
	if (s == OK)
		s = read_receipt(m->db, m->arena, sheet->head.sheet, version, m->lang, &receipt);
	if (s == OK && frozen_read(m->arena, row.frozen, &frozen) != OK)
		s = broken("make_document", S("a frozen text does not read"));
	if (s == OK && frozen.ruleset)
		s = rules_of(m, sheet->head.territory, sheet->head.call, frozen.ruleset, &sheet->context.rules);
	if (s != OK)
		return s;
	struct paper p = {.lang = m->lang, .identity = form_build(m->arena, &sheet->context, true, m->lang, &frozen.identity),
		.form = form_build(m->arena, &sheet->context, false, m->lang, &frozen.values), .identity_values = &frozen.identity, .values = &frozen.values,
		.call_title = receipt.call_title, .title = receipt.title};
	add_receipt(m, &receipt, &p);
	add_files(m, &sheet->context, frozen.attached.at, frozen.attached.n, &p);
	str name = receipt.version > 1 ? arena_fmt(m->arena, "fiche-%.*s-v%lld", STR_ARGS(receipt.number), (long long)receipt.version)
	                               : arena_fmt(m->arena, "fiche-%.*s", STR_ARGS(receipt.number));
	return finish(m, &p, name, ending, made);
}

enum status make_sheet(const struct document_maker *m, sheet_id id, int64_t version, str ending, struct made_document *made)
{
	struct sheet_head head;
	struct sheet *sheet = ARENA_NEW(m->arena, struct sheet);
	const struct ruleset *set = NULL;
	enum status s = sheet_read_head(m->db, m->arena, id, &head);
	if (s == OK)
		s = head.identity ? NOT_FOUND : rules_of(m, head.territory, head.call, 0, &set);
	if (s == OK)
		s = sheet_read(m->db, m->arena, id, set, m->lang, sheet);
	if (s != OK)
		return s;
	return str_is_set(head.number) || version ? make_version(m, sheet, version, ending, made) : make_draft(m, sheet, ending, made);
}

enum status make_document(const struct document_maker *m, str what, struct made_document *made)
{
	str kind, ending, rest, sheet, version;
	int64_t id, number;
	bool named = str_cut(what, ':', &kind, &rest) && str_cut(rest, ':', &sheet, &version) && str_cut(kind, '.', &kind, &ending) && str_eq(kind, S("sheet"));
	if (!named || !str_to_int64(sheet, &id) || !str_to_int64(version, &number) || number < 0)
		return INVALID;
	return make_sheet(m, (sheet_id){id}, number, ending, made);
}
