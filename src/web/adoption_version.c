/* One version of a programme: its fingerprint, its decision and receipts, its annex in five formats. */
#include "actions/adopt_programme.h"
#include "actions/read_programme.h"
#include "base/calendar.h"
#include "base/log.h"
#include "base/sha256.h"
#include "gen/queries.h"
#include "jobs/make_annex.h"
#include "web/filing_page.h"
#include "web/finding_views.h"
#include "web/handlers.h"
#include "web/respond.h"

enum { VERSION_MAX = 999 };

static str typed(const struct page *pg, str name)
{
	str value = page_form(pg, name);
	return value.p ? value : S("");
}

static bool read_version(const struct page *pg, int64_t *version)
{
	return str_to_int64(pg->in.version, version) && *version >= 1 && *version <= VERSION_MAX;
}

static struct document_maker maker(struct page *pg)
{
	return (struct document_maker){.db = pg->db, .arena = pg->arena, .files = pg->files, .settings = pg->settings, .lang = pg->lang, .now = pg->now};
}

static void add_files(struct page *pg, struct voted_version_view *v)
{
	static const struct {
		const char *ending;
		enum word label;
	} files[] = {{"docx", W_adoption_file_docx}, {"xlsx", W_adoption_file_xlsx}, {"ods", W_adoption_file_ods}, {"pdf", W_adoption_file_pdf}, {"csv", W_adoption_file_csv}};
	const struct document_maker m = maker(pg);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (documents_convert(&m) || !str_eq(str_of(files[i].ending), S("pdf")))
			*LIST_ADD(pg->arena, &v->files) = (struct adoption_file){.label = word_text(pg->lang, files[i].label),
				.link = LINK(pg, "/programmes/:call/:version/annex/:format", pg->in.call, pg->in.version, str_of(files[i].ending))};
}

static void add_facts(struct page *pg, const struct programme *p, struct voted_version_view *v)
{
	char text[32];
	v->call = p->call_title;
	v->total = p->total;
	v->funded = p->funded;
	v->kind = p->sha256.p ? page_word_of(pg, S("adoption.version_"), p->kind) : word_text(pg->lang, W_adoption_version_pack);
	v->has_sha256 = p->sha256.p != NULL;
	v->sha256 = p->sha256;
	v->altered = p->altered;
	v->editable = v->may_run && v->has_sha256;
	v->frozen = p->frozen.set ? TEXT(pg, W_adoption_frozen_note, ARG("date", page_day(pg, day_at(p->frozen.value, zone_of(STR_NONE))))) : S("");
	v->number = p->decision_number;
	v->day = p->decision_day.set ? arena_str(pg->arena, str_of(day_iso(p->decision_day.value, text))) : S("");
	for (size_t i = 0; i < p->receipts.n; i++) {
		const struct programme_receipt *r = &p->receipts.at[i];
		*LIST_ADD(pg->arena, &v->receipts) = (struct adoption_receipt){.number = r->number, .place = r->place.p ? r->place : S(""),
			.sent = r->sent.set ? page_day(pg, r->sent.value) : S(""), .received = r->received.set ? page_day(pg, r->received.value) : S("")};
	}
	finding_views(pg, &p->findings, &v->findings);
	v->has_findings = p->findings.list.n > 0;
}

/* What was typed in one of the two forms and is shown again; each may be NULL. */
struct typed_again {
	const struct decision_note *decision;
	const struct receipt_note *receipt;
};

static void keep_typed(const struct typed_again *again, struct voted_version_view *v)
{
	if (again->decision) {
		v->number = again->decision->number;
		v->day = again->decision->day;
	}
	if (again->receipt) {
		v->receipt_number = again->receipt->number;
		v->sent = again->receipt->sent;
		v->received = again->receipt->received;
		v->place = again->receipt->place;
	}
}

static enum status write_version(struct page *pg, struct problems *ps, const struct typed_again *again)
{
	int64_t version;
	struct used_template used;
	struct programme *p = ARENA_NEW(pg->arena, struct programme);
	struct voted_version_view *v = ARENA_NEW(pg->arena, struct voted_version_view);
	const struct document_maker m = maker(pg);
	enum status s = read_version(pg, &version) ? read_programme(pg->db, pg->arena, pg->in.call, version, p) : NOT_FOUND;
	if (s)
		return s;
	enum status own = read_template(&m, pg->thing.territory, TEMPLATE_annex, S(""), &used);
	if (own != OK && own != NOT_FOUND)
		return own;
	str title = TEXT(pg, W_adoption_version_title, ARG("n", version), ARG("title", p->title));
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_adoption_title_wrong, ARG("title", title)) : title);
	v->layout.refuse_index = true;
	v->back = LINK(pg, "/programmes/:call", pg->in.call);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_adoption_title), v->back);
	filing_page_problems(pg, ps, &v->problems);
	v->may_run = may(&pg->actor, VERB_run_desk, &pg->thing);
	v->heading = title;
	v->public_page = LINK(pg, "/calls/:call/programme?version=:v", pg->in.call, pg->in.version);
	v->templates = LINK(pg, "/templates/:territory", p->territory);
	v->compare = LINK(pg, "/calls/:call/programme/compare?version=:v", pg->in.call, pg->in.version);
	v->decide = LINK(pg, "/programmes/:call/:version/decision", pg->in.call, pg->in.version);
	v->receive = LINK(pg, "/programmes/:call/:version/receipts", pg->in.call, pg->in.version);
	v->template_name = own == OK ? used.name : S("");
	add_facts(pg, p, v);
	add_files(pg, v);
	keep_typed(again, v);
	RESPOND_HTML(pg, version_page_page, v);
	return OK;
}

enum status show_programme_version(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return write_version(pg, &none, &(struct typed_again){0});
}

static enum status done(struct page *pg, enum status s, struct problems *ps, const struct typed_again *again)
{
	if (s == OK)
		return page_see_other(pg, LINK(pg, "/programmes/:call/:version", pg->in.call, pg->in.version));
	if (s != INVALID)
		return s;
	s = write_version(pg, ps, again);
	return s == OK ? page_again(pg) : s;
}

enum status post_decision(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct decision_note note = {.call = pg->in.call, .number = typed(pg, S("number")), .day = typed(pg, S("day"))};
	if (!read_version(pg, &note.version))
		return NOT_FOUND;
	return done(pg, note_decision(pg->db, pg->arena, &pg->actor, pg->now, &note, &ps), &ps, &(struct typed_again){.decision = &note});
}

enum status post_receipt(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct receipt_note note = {.call = pg->in.call, .number = typed(pg, S("number")), .sent = typed(pg, S("sent")), .received = typed(pg, S("received")), .place = typed(pg, S("place"))};
	if (!read_version(pg, &note.version))
		return NOT_FOUND;
	return done(pg, note_receipt(pg->db, pg->arena, &pg->actor, pg->now, &note, &ps), &ps, &(struct typed_again){.receipt = &note});
}

/* ---- documents ---- */

/* The page of an officer whose template was good once: what does not fit, and the same document by ours. */
static enum status refuse_template(struct page *pg, const struct programme *p, const struct problems *ps)
{
	struct used_template used = {.name = S("")};
	struct annex_refused_view *v = ARENA_NEW(pg->arena, struct annex_refused_view);
	const struct document_maker m = maker(pg);
	enum status s = read_template(&m, pg->thing.territory, TEMPLATE_annex, S(""), &used);
	if (s && s != NOT_FOUND)
		return s;
	page_layout(pg, &v->layout, TEXT(pg, W_adoption_title_wrong, ARG("title", word_text(pg->lang, W_adoption_refused_title))));
	v->layout.refuse_index = true;
	v->back = LINK(pg, "/programmes/:call/:version", pg->in.call, pg->in.version);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_adoption_title), LINK(pg, "/programmes/:call", pg->in.call));
	filing_page_problems(pg, ps, &v->problems);
	v->name = used.name;
	v->may_run = may(&pg->actor, VERB_run_desk, &pg->thing);
	v->templates = LINK(pg, "/templates/:territory", p->territory);
	v->ours = LINK(pg, "/programmes/:call/:version/annex/:format?template=none", pg->in.call, pg->in.version, pg->in.document);
	pg->rs->status = 422;
	RESPOND_HTML(pg, annex_refused_page, v);
	return OK;
}

struct annex_wish {
	int64_t version;
	enum annex_format format;
	bool ours;    /* not by the town's template */
	bool visitor; /* gets ours when the town's does not fit: it is not for them to put right */
};

static enum status send_annex_of(struct page *pg, const struct annex_wish *w)
{
	struct made_document made;
	struct problems ps = problems_new(pg->arena);
	struct q_programme_head_row head;
	struct programme *p = ARENA_NEW(pg->arena, struct programme);
	struct document_maker m = maker(pg);
	enum status s = w->format == ANNEX_FORMATS ? NOT_FOUND : q_programme_head(pg->db, pg->arena, pg->in.call, &head);
	if (!s)
		s = read_programme(pg->db, pg->arena, pg->in.call, w->version, p);
	if (s)
		return s;
	m.files = w->ours ? NULL : m.files;
	s = make_annex(&m, head.territory, p, w->format, &made, &ps);
	if (s == INVALID && w->visitor) {
		LOG(LOG_WARNING, "template_refused", log_text("call", pg->in.call));
		m.files = NULL;
		s = make_annex(&m, head.territory, p, w->format, &made, &ps);
	}
	if (s == INVALID)
		return refuse_template(pg, p, &ps);
	if (s)
		return s;
	respond_download(pg, made.media, made.name);
	out_str(&pg->rs->body, made.bytes);
	return OK;
}

enum status send_annex(struct page *pg)
{
	struct annex_wish w = {.format = annex_format_of(pg->in.document), .ours = str_eq(page_param(pg, S("template")), S("none"))};
	return read_version(pg, &w.version) ? send_annex_of(pg, &w) : NOT_FOUND;
}

enum status send_programme_docx(struct page *pg)
{
	return send_annex_of(pg, &(struct annex_wish){.format = ANNEX_DOCX, .visitor = true});
}

enum status send_programme_ods(struct page *pg)
{
	return send_annex_of(pg, &(struct annex_wish){.format = ANNEX_ODS, .visitor = true});
}
