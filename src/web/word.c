/* Sheets as files to download: the blank one of a call, one with its answers, one as it was filed. Made by jobs/make_document.h on the slow pool; who may read a sheet may
   have it as a file. */
#include "base/ids.h"
#include "jobs/make_document.h"
#include "web/handlers.h"
#include "web/respond.h"

static struct document_maker maker(struct page *pg)
{
	return (struct document_maker){.db = pg->db, .arena = pg->arena, .files = pg->files, .settings = pg->settings, .lang = pg->lang, .now = pg->now};
}

static enum status send(struct page *pg, enum status s, const struct made_document *made)
{
	if (s != OK)
		return s;
	respond_download(pg, made->media, made->name);
	out_str(&pg->rs->body, made->bytes);
	return OK;
}

static bool is_one_of(str word, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(word, str_of(words[i])))
			return true;
	return false;
}

static enum status send_blank(struct page *pg, str ending)
{
	static const char *const bearers[] = {"association", "municipality", "ccas", "intercommunality", "landlord", "citizen_council", "company", "other"},
		*const requests[] = {"first", "renewal", "roll_out"};
	str bearer = page_param(pg, S("bearer")), request = page_param(pg, S("request"));
	struct made_document made;
	const struct document_maker m = maker(pg);
	bearer = str_is_set(bearer) ? bearer : S("association");
	request = str_is_set(request) ? request : S("first");
	if (!is_one_of(bearer, bearers, sizeof bearers / sizeof *bearers) || !is_one_of(request, requests, sizeof requests / sizeof *requests))
		return NOT_FOUND;
	return send(pg, make_blank_sheet(&m, pg->in.call, bearer, request, ending, &made), &made);
}

enum status send_blank_docx(struct page *pg)
{
	return send_blank(pg, S("docx"));
}

enum status send_blank_odt(struct page *pg)
{
	return send_blank(pg, S("odt"));
}

static enum status send_sheet(struct page *pg, str ending)
{
	struct made_document made;
	const struct document_maker m = maker(pg);
	int64_t version = 0;
	if (pg->in.version.p && (!str_to_int64(pg->in.version, &version) || version < 1))
		return NOT_FOUND;
	return send(pg, make_sheet(&m, pg->thing.sheet, version, ending, &made), &made);
}

enum status send_sheet_docx(struct page *pg)
{
	return send_sheet(pg, S("docx"));
}

enum status send_sheet_pdf(struct page *pg)
{
	return send_sheet(pg, S("pdf"));
}
