/* /sheets/:sheet/receipt: what the mail says, on a page, at once (CRPA L112-3, R112-5, L112-11). Reads only. */
#include "actions/receipt.h"
#include "web/filing_page.h"

static void add_missing(struct page *pg, const struct receipt *r, struct filed_receipt_view *v)
{
	for (size_t i = 0; i < r->missing.n; i++)
		*LIST_ADD(pg->arena, &v->missing) =
			(struct receipt_line){r->missing.at[i].label, r->missing.at[i].original ? word_text(pg->lang, W_filing_original_awaited) : STR_NONE};
	v->complete = !r->missing.n;
	v->missing_by = r->missing_by.set ? TEXT(pg, W_filing_receipt_missing_by, ARG("day", r->missing_by.value)) : word_text(pg->lang, W_filing_receipt_missing_soon);
	v->silence = r->missing.n ? word_text(pg->lang, W_filing_receipt_silence_incomplete) : TEXT(pg, W_filing_receipt_silence, ARG("day", r->silence));
}

static void add_asked(struct page *pg, const struct receipt *r, struct filed_receipt_view *v)
{
	for (size_t i = 0; i < r->asked.n; i++) {
		const struct receipt_funder *f = &r->asked.at[i];
		str label = arena_fmt(pg->arena, "%.*s · %lld", STR_ARGS(f->label), (long long)f->year);
		*LIST_ADD(pg->arena, &v->asked) = (struct receipt_line){label, f->valued ? TEXT(pg, W_filing_valued, ARG("amount", f->asked)) : page_money(pg, f->asked)};
	}
	v->total = r->total_asked.cents ? page_money(pg, r->total_asked) : STR_NONE;
	for (size_t i = 0; i < r->coming.n; i++)
		*LIST_ADD(pg->arena, &v->coming) = (struct receipt_line){r->coming.at[i].label, r->coming.at[i].when};
	for (size_t i = 0; i < r->services.n; i++)
		*LIST_ADD(pg->arena, &v->services) = r->services.at[i];
	for (size_t i = 0; i < r->mails.n; i++)
		*LIST_ADD(pg->arena, &v->mails) = r->mails.at[i];
}

enum status show_receipt(struct page *pg)
{
	struct receipt r;
	int64_t version = 0;
	str wanted = page_param(pg, S("version"));
	if (str_is_set(wanted) && (!str_to_int64(wanted, &version) || version < 1))
		return NOT_FOUND;
	enum status s = read_receipt(pg->db, pg->arena, pg->thing.sheet, version, pg->lang, &r);
	if (s != OK)
		return s;
	struct filed_receipt_view *v = ARENA_NEW(pg->arena, struct filed_receipt_view);
	page_layout(pg, &v->layout, TEXT(pg, W_filing_receipt_of, ARG("number", r.number)));
	v->layout.refuse_index = true;
	page_crumb(pg, &v->layout, word_text(pg->lang, W_organisation_my_title), LINK(pg, "/my"));
	page_crumb(pg, &v->layout, r.title, SHEET_LINK(pg, "/follow-up"));
	v->number = r.number;
	v->title = r.title;
	v->call_title = r.call_title;
	v->organisation = r.organisation;
	v->territory = r.territory;
	v->filed = TEXT(pg, W_filing_receipt_filed, ARG("when", r.filed));
	v->received = r.received.p ? TEXT(pg, W_filing_receipt_received, ARG("when", r.received)) : STR_NONE;
	v->filer = str_is_set(r.capacity) ? arena_fmt(pg->arena, "%.*s, %.*s", STR_ARGS(r.filer), STR_ARGS(r.capacity)) : r.filer;
	v->late = r.late ? TEXT(pg, W_filing_receipt_late, ARG("closes", r.closes), ARG("rule", r.grace)) : STR_NONE;
	if (r.revised.cents)
		v->revised = TEXT(pg, W_revised_receipt, ARG("version", r.version), ARG("amount", r.revised));
	v->is_last = r.version == r.versions;
	v->version = r.version > 1 ? TEXT(pg, W_filing_receipt_version, ARG("number", r.version)) : STR_NONE;
	v->sha256 = r.sha256;
	add_missing(pg, &r, v);
	add_asked(pg, &r, v);
	v->follow_up = SHEET_LINK(pg, "/follow-up");
	v->versions = SHEET_LINK(pg, "/versions");
	v->printed = LINK(pg, "/sheets/:sheet/versions/:version", pg->in.sheet, arena_fmt(pg->arena, "%lld", (long long)r.version));
	RESPOND_HTML(pg, receipt_page, v);
	return OK;
}
