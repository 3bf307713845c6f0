/* The desk's list as an OpenDocument spreadsheet, beside desk_table.c: the same cells, typed (amounts in euros, days, numbers), a first row that stays, filters, a total that follows them.
   A text is a text, never a formula. Called by the desk's export and the command line. */
#include "documents/desk_table.h"

#include "base/calendar.h"
#include "base/format.h"
#include "base/limits.h"
#include "documents/package.h"
#include "documents/programme_ods.h"
#include "documents/sheet_docx_parts.h"

#define NAMESPACES \
	"xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" " \
	"xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" " \
	"xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" " \
	"xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" office:version=\"1.3\""
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

enum { CENTS = 100, LETTERS = 26 };

struct ods {
	struct arena *a;
	const struct desk_table *t;
	struct out o;
};

static void paragraph(struct ods *w, str text)
{
	out_str(&w->o, S("<text:p>"));
	docx_text(&w->o, text.p ? text : S(""));
	out_str(&w->o, S("</text:p></table:table-cell>"));
}

static void text_cell(struct ods *w, const char *style, str text)
{
	out_fmt(&w->o, "<table:table-cell table:style-name=\"%s\" office:value-type=\"string\">", style);
	paragraph(w, text);
}

/* Thousandths as a number; with that style. */
static void number_cell(struct ods *w, const char *style, int64_t thousandths, str shown)
{
	const int64_t size = thousandths < 0 ? -thousandths : thousandths;
	out_fmt(&w->o, "<table:table-cell table:style-name=\"%s\" office:value-type=\"float\" office:value=\"%s%lld.%03lld\">", style, thousandths < 0 ? "-" : "", (long long)(size / 1000),
	        (long long)(size % 1000));
	paragraph(w, shown);
}

static void money_cell(struct ods *w, const char *style, int64_t cents, str formula)
{
	const int64_t size = cents < 0 ? -cents : cents;
	struct out shown = out_new(LIMIT_CODE_BYTES);
	out_money(&shown, w->t->list->lang, (money){cents});
	out_fmt(&w->o, "<table:table-cell table:style-name=\"%s\"", style);
	if (formula.p)
		out_fmt(&w->o, " table:formula=\"%.*s\"", STR_ARGS(formula));
	out_fmt(&w->o, " office:value-type=\"currency\" office:currency=\"EUR\" office:value=\"%s%lld.%02lld\">", cents < 0 ? "-" : "", (long long)(size / CENTS), (long long)(size % CENTS));
	paragraph(w, out_text(&shown));
	out_free(&shown);
}

static void day_cell(struct ods *w, int64_t number, str shown)
{
	char iso[32];
	out_fmt(&w->o, "<table:table-cell table:style-name=\"day\" office:value-type=\"date\" office:date-value=\"%s\">", day_iso((day){number}, iso));
	paragraph(w, shown);
}

static void cell_of(struct ods *w, const struct desk_row *row, size_t column)
{
	const struct desk_column *col = &w->t->list->columns.at[column];
	const int64_t number = row->cells[column].number;
	const str shown = desk_cell_text(w->a, w->t->list, row, column);
	if (col->kind == DESK_TEXT || col->kind == DESK_CHOICE || col->kind == DESK_CHOICES || column == DESK_opinions)
		text_cell(w, "text", shown);
	else if (number == DESK_ABSENT)
		text_cell(w, "text", S(""));
	else if (col->kind == DESK_MONEY)
		money_cell(w, "money", number, STR_NONE);
	else if (col->kind == DESK_DAY)
		day_cell(w, number, shown);
	else
		number_cell(w, "text", col->kind == DESK_SCORE ? number : col->kind == DESK_SHARE ? number * 100 : number * 1000, shown);
}

/* "A", "Z", "AA": of the sheet. */
static str letters(struct arena *a, size_t column)
{
	const char low = (char)('A' + (char)(column % LETTERS));
	return column < LETTERS ? arena_fmt(a, "%c", low) : arena_fmt(a, "%c%c", (char)('A' + (char)(column / LETTERS - 1)), low);
}

static void total_row(struct ods *w)
{
	const struct desk_query *q = w->t->q;
	const size_t last = w->t->selected->n > 0 ? w->t->selected->n + 1 : 2;
	out_str(&w->o, S("<table:table-row>"));
	for (size_t i = 0; i < q->columns.n; i++) {
		const size_t column = q->columns.at[i];
		const str at = letters(w->a, i);
		if (w->t->list->columns.at[column].kind == DESK_MONEY)
			money_cell(w, "total-money", w->t->selected->totals.sums[column], arena_fmt(w->a, "of:=SUBTOTAL(109;[.%.*s2:.%.*s%zu])", STR_ARGS(at), STR_ARGS(at), last));
		else
			text_cell(w, "total", i ? S("") : word_text(w->t->list->lang, W_deskwork_total));
	}
	out_str(&w->o, S("</table:table-row>"));
}

static void styles(struct ods *w)
{
	static const struct {
		const char *name, *data, *cell, *text;
	} all[] = {
		{"head", NULL, "fo:background-color=\"#d9e2f3\" fo:wrap-option=\"wrap\"", "fo:font-weight=\"bold\""}, {"text", NULL, "fo:wrap-option=\"wrap\" style:vertical-align=\"top\"", ""},
		{"money", "euros", "style:vertical-align=\"top\"", ""}, {"day", "day-month-year", "style:vertical-align=\"top\"", ""},
		{"total", NULL, "fo:background-color=\"#d9e2f3\"", "fo:font-weight=\"bold\""}, {"total-money", "euros", "fo:background-color=\"#d9e2f3\"", "fo:font-weight=\"bold\""},
	};
	out_str(&w->o, S("<office:automatic-styles><number:currency-style style:name=\"euros\" number:language=\"fr\" number:country=\"FR\"><number:number number:decimal-places=\"2\" "
	                 "number:min-decimal-places=\"0\" number:min-integer-digits=\"1\" number:grouping=\"true\"/><number:text> </number:text><number:currency-symbol number:language=\"fr\" "
	                 "number:country=\"FR\">€</number:currency-symbol></number:currency-style><number:date-style style:name=\"day-month-year\"><number:day number:style=\"long\"/>"
	                 "<number:text>/</number:text><number:month number:style=\"long\"/><number:text>/</number:text><number:year number:style=\"long\"/></number:date-style>"
	                 "<style:style style:name=\"wide\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"8cm\"/></style:style>"
	                 "<style:style style:name=\"narrow\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"3.5cm\"/></style:style>"));
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		out_fmt(&w->o, "<style:style style:name=\"%s\" style:family=\"table-cell\"%s%s%s><style:table-cell-properties %s/><style:text-properties %s/></style:style>", all[i].name,
		        all[i].data ? " style:data-style-name=\"" : "", all[i].data ? all[i].data : "", all[i].data ? "\"" : "", all[i].cell, all[i].text);
	out_str(&w->o, S("</office:automatic-styles>"));
}

static void table(struct ods *w)
{
	const struct desk_query *q = w->t->q;
	out_str(&w->o, S("<table:table table:name=\"list\">"));
	for (size_t i = 0; i < q->columns.n; i++)
		out_fmt(&w->o, "<table:table-column table:style-name=\"%s\"/>", q->columns.at[i] == DESK_title ? "wide" : "narrow");
	out_str(&w->o, S("<table:table-header-rows><table:table-row>"));
	for (size_t i = 0; i < q->columns.n; i++)
		text_cell(w, "head", w->t->list->columns.at[q->columns.at[i]].label);
	out_str(&w->o, S("</table:table-row></table:table-header-rows>"));
	for (size_t r = 0; r < w->t->selected->n; r++) {
		out_str(&w->o, S("<table:table-row>"));
		for (size_t i = 0; i < q->columns.n; i++)
			cell_of(w, &w->t->list->rows.at[w->t->selected->order[r]], q->columns.at[i]);
		out_str(&w->o, S("</table:table-row>"));
	}
	total_row(w);
	out_str(&w->o, S("</table:table>"));
	if (q->columns.n)
		out_fmt(&w->o, "<table:database-ranges><table:database-range table:name=\"filter\" table:target-range-address=\"list.A1:list.%.*s%zu\" table:display-filter-buttons=\"true\"/>"
		        "</table:database-ranges>", STR_ARGS(letters(w->a, q->columns.n - 1)), w->t->selected->n + 1);
}

enum status desk_table_ods(struct arena *a, const struct desk_table *t, struct out *o)
{
	static const str manifest = S(XML "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">"
		"<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"" ODS_MEDIA "\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
		"</manifest:manifest>");
	struct ods w = {.a = a, .t = t, .o = out_new(LIMIT_TEMPLATE_INFLATED)};
	str bytes;
	out_str(&w.o, S(XML "<office:document-content " NAMESPACES ">"));
	styles(&w);
	out_str(&w.o, S("<office:body><office:spreadsheet>"));
	table(&w);
	out_str(&w.o, S("</office:spreadsheet></office:body></office:document-content>"));
	const bool full = w.o.full;
	const str content = out_keep(&w.o, a);
	if (full || t->selected->n > LIMIT_DESK_APPLICATIONS)
		return TOO_BIG;
	const struct package_part parts[] = {{"mimetype", S(ODS_MEDIA)}, {"content.xml", content}, {"META-INF/manifest.xml", manifest}};
	enum status s = package_make(a, parts, sizeof parts / sizeof *parts, &bytes);
	if (s == OK)
		out_str(o, bytes);
	return s;
}
