/* One struct programme, five files. See make_annex.h. */
#include "jobs/make_annex.h"

#include "base/calendar.h"
#include "base/limits.h"
#include "documents/annex.h"
#include "documents/programme_ods.h"
#include "documents/programme_xlsx.h"
#include "documents/sheet_docx.h"
#include "gen/queries.h"

static const struct annex_kind {
	const char *ending;
	str media;
} kinds[ANNEX_FORMATS] = {
	[ANNEX_DOCX] = {"docx", S(DOCX_MEDIA)}, [ANNEX_XLSX] = {"xlsx", S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")},
	[ANNEX_ODS] = {"ods", S(ODS_MEDIA)}, [ANNEX_PDF] = {"pdf", S("application/pdf")}, [ANNEX_CSV] = {"csv", S("text/csv; charset=utf-8")},
};

const char *annex_ending(enum annex_format format)
{
	return format < ANNEX_FORMATS ? kinds[format].ending : "bin";
}

enum annex_format annex_format_of(str ending)
{
	enum annex_format format = 0;
	while (format < ANNEX_FORMATS && !str_eq(ending, str_of(kinds[format].ending)))
		format++;
	return format;
}

enum status read_template(const struct document_maker *m, territory_id territory, enum template_kind kind, str funder, struct used_template *used)
{
	struct q_adoption_template_used_row row;
	if (!m->files)
		return NOT_FOUND;
	enum status s = q_adoption_template_used(m->db, m->arena, territory, str_of(template_kind_name(kind)), funder.p ? funder : S(""), &row);
	if (s)
		return s;
	used->id = row.id;
	used->name = row.name;
	return files_get(m->files, m->arena, row.sha256, LIMIT_UPLOAD_BYTES, &used->bytes);
}

/* By the town's template, else by ours; *from is what it is. */
static enum status text_document(const struct document_maker *m, territory_id territory, const struct programme *p, str *bytes, const char **from, struct problems *ps)
{
	struct used_template used;
	day today = day_at(m->now, zone_of(STR_NONE));
	enum status s = read_template(m, territory, TEMPLATE_annex, S(""), &used);
	*from = "docx";
	if (s == NOT_FOUND)
		return annex_docx(m->arena, m->lang, p, today, bytes);
	if (s)
		return s;
	*from = str_ends(used.name, S(".odt")) ? "odt" : "docx";
	const struct template_scope *data = annex_data(m->arena, m->lang, p, today);
	return template_fill(m->arena, TEMPLATE_annex, used.name, used.bytes, &data, 1, bytes, ps);
}

static enum status by_writer(const struct document_maker *m, const struct programme *p, enum annex_format format, str *bytes)
{
	struct out o = out_new(LIMIT_TEMPLATE_INFLATED);
	enum status s = OK;
	if (format == ANNEX_ODS) {
		out_free(&o);
		return programme_ods(m->arena, m->lang, p, bytes);
	}
	if (format == ANNEX_XLSX)
		s = programme_xlsx(m->arena, m->lang, p, &o);
	else
		programme_csv(&o, m->lang, p);
	if (!s && o.full)
		s = TOO_BIG;
	*bytes = out_keep(&o, m->arena);
	return s;
}

enum status make_annex(const struct document_maker *m, territory_id territory, const struct programme *p, enum annex_format format, struct made_document *made, struct problems *ps)
{
	const char *from = "docx";
	always(format < ANNEX_FORMATS);
	if (p->altered)
		return CONFLICT;
	*made = (struct made_document){.media = kinds[format].media};
	bool text = format == ANNEX_DOCX || format == ANNEX_PDF;
	enum status s = text ? text_document(m, territory, p, &made->bytes, &from, ps) : by_writer(m, p, format, &made->bytes);
	if (!s && format == ANNEX_PDF) {
		str document = made->bytes;
		s = make_pdf(m, document, from, &made->bytes);
	}
	const char *ending = format == ANNEX_DOCX ? from : kinds[format].ending;
	if (format == ANNEX_DOCX && str_eq(str_of(from), S("odt")))
		made->media = S(ODT_MEDIA);
	made->name = arena_fmt(m->arena, "programme-%.*s-v%lld.%s", STR_ARGS(p->call), (long long)p->version, ending);
	return s;
}
