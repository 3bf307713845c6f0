/* The workbook of the grid for LibreOffice: the layout of grid_sheet.h as OpenDocument, with the same keys, locks and formulas. */
#include "documents/grid_sheet.h"

#include "base/limits.h"
#include "documents/package.h"
#include "documents/programme_ods.h"
#include "documents/sheet_docx_parts.h"
#include "domain/import.h"

#define NAMESPACES \
	"xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" " \
	"xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" " \
	"xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" " \
	"xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" office:version=\"1.3\""
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

enum { HUNDRED = 100 };

struct ods {
	struct arena *a;
	struct grid_sheet s;
	struct out o;
};

static void text_cell(struct ods *w, const char *style, str text)
{
	if (!text.n) {
		out_fmt(&w->o, "<table:table-cell table:style-name=\"%s\"/>", style);
		return;
	}
	out_fmt(&w->o, "<table:table-cell table:style-name=\"%s\" office:value-type=\"string\">", style);
	str line, rest = text;
	while (rest.p) {
		(void)str_cut(rest, '\n', &line, &rest);
		out_str(&w->o, S("<text:p>"));
		docx_text(&w->o, line);
		out_str(&w->o, S("</text:p>"));
	}
	out_str(&w->o, S("</table:table-cell>"));
}

static void number_cell(struct ods *w, const char *style, str formula, money amount)
{
	int64_t cents = amount.cents < 0 ? -amount.cents : amount.cents;
	str value = arena_fmt(w->a, "%s%lld.%02lld", amount.cents < 0 ? "-" : "", (long long)(cents / HUNDRED), (long long)(cents % HUNDRED));
	out_fmt(&w->o, "<table:table-cell table:style-name=\"%s\"", style);
	if (formula.n) {
		out_str(&w->o, S(" table:formula=\"of:"));
		docx_text(&w->o, formula);
		out_char(&w->o, '"');
	}
	out_fmt(&w->o, " office:value-type=\"float\" office:value=\"%.*s\"><text:p>%.*s</text:p></table:table-cell>", STR_ARGS(value), STR_ARGS(value));
}

static str letters(struct arena *a, size_t column)
{
	return column < 26 ? arena_fmt(a, "%c", (char)('A' + column)) : arena_fmt(a, "%.*s%c", STR_ARGS(letters(a, column / 26 - 1)), (char)('A' + column % 26));
}

static str cell_of_line(struct arena *a, size_t line, size_t column)
{
	return arena_fmt(a, "[.%.*s%zu]", STR_ARGS(letters(a, column)), line + 1);
}

static void begin_row(struct ods *w, bool hidden)
{
	out_fmt(&w->o, "<table:table-row%s>", hidden ? " table:visibility=\"collapse\"" : "");
}

static void end_row(struct ods *w)
{
	out_str(&w->o, S("</table:table-row>"));
}

static void head_rows(struct ods *w)
{
	begin_row(w, true);
	text_cell(w, "plain", grid_sheet_mark(w->a, w->s.grid));
	for (size_t i = 0; i < w->s.grid->rows.n; i += SHEET_IDS)
		text_cell(w, "plain", grid_sheet_ids(w->a, w->s.grid, i));
	end_row(w);
	begin_row(w, true);
	for (size_t c = 0; c < w->s.columns.n; c++)
		text_cell(w, "plain", w->s.columns.at[c].key);
	end_row(w);
	begin_row(w, false);
	for (size_t c = 0; c < w->s.columns.n; c++)
		text_cell(w, "head", w->s.columns.at[c].heading);
	end_row(w);
}

static void value_cell(struct ods *w, size_t line, size_t row, size_t column)
{
	const struct grid_sheet_column *c = &w->s.columns.at[column];
	const struct grid_sheet_value v = grid_sheet_value(&w->s, w->a, row, column);
	bool open = c->editable || (c->added && row == SIZE_MAX), amounts = c->kind != SHEET_TEXT;
	const char *style = c->hidden ? "plain" : open ? (amounts ? "open-money" : "open") : amounts ? "money" : "text";
	if (c->kind == SHEET_GAP)
		number_cell(w, style, grid_sheet_gap(&w->s, w->a, row, line, cell_of_line, ";"), v.amount.value);
	else if (v.amount.set)
		number_cell(w, style, S(""), v.amount.value);
	else
		text_cell(w, style, v.text);
}

static void total_row(struct ods *w)
{
	begin_row(w, false);
	for (size_t c = 0; c < w->s.columns.n; c++) {
		const struct grid_sheet_column *column = &w->s.columns.at[c];
		if (c == 0)
			text_cell(w, "plain", S("total"));
		else if (column->hidden || column->kind == SHEET_TEXT)
			text_cell(w, "head", str_eq(column->key, S("title")) ? word_text(w->s.lang, W_imports_sheet_total) : S(""));
		else
			number_cell(w, "total", arena_fmt(w->a, "=SUM([.%.*s%d:.%.*s%zu])", STR_ARGS(letters(w->a, c)), IMPORT_KEYED_HEAD + 1, STR_ARGS(letters(w->a, c)), w->s.last),
			            grid_sheet_total(&w->s, w->a, c));
	}
	end_row(w);
}

static void styles(struct ods *w)
{
	static const struct {
		const char *name, *cell, *text;
		bool open, amounts;
	} cells[] = {
		{"plain", "", "", false, false}, {"head", "fo:background-color=\"#dfe5f2\" fo:wrap-option=\"wrap\"", "fo:font-weight=\"bold\"", false, false},
		{"text", "fo:background-color=\"#f0f0f4\" fo:wrap-option=\"wrap\"", "", false, false}, {"money", "fo:background-color=\"#f0f0f4\"", "", false, true},
		{"open", "fo:border=\"0.02cm solid #8890a0\" fo:wrap-option=\"wrap\"", "", true, false}, {"open-money", "fo:border=\"0.02cm solid #8890a0\"", "", true, true},
		{"total", "fo:background-color=\"#dfe5f2\"", "fo:font-weight=\"bold\"", false, true},
	};
	out_str(&w->o, S("<office:automatic-styles><number:number-style style:name=\"euros\"><number:number number:decimal-places=\"2\" number:min-decimal-places=\"2\" number:min-integer-digits=\"1\" "
	                 "number:grouping=\"true\"/></number:number-style>"));
	for (size_t c = 0; c < w->s.columns.n; c++)
		out_fmt(&w->o, "<style:style style:name=\"c%zu\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"%d.%dcm\"/></style:style>", c,
		        (int)(w->s.columns.at[c].width / 5), (int)w->s.columns.at[c].width % 5 * 2);
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		out_fmt(&w->o, "<style:style style:name=\"%s\" style:family=\"table-cell\"%s><style:table-cell-properties style:cell-protect=\"%s\" style:vertical-align=\"top\" %s/><style:text-properties %s/>"
		        "</style:style>", cells[i].name, cells[i].amounts ? " style:data-style-name=\"euros\"" : "", cells[i].open ? "none" : "protected", cells[i].cell, cells[i].text);
	out_str(&w->o, S("</office:automatic-styles>"));
}

static str content(struct ods *w)
{
	w->o = out_new(LIMIT_RESPONSE_BYTES);
	out_str(&w->o, S(XML "<office:document-content " NAMESPACES ">"));
	styles(w);
	out_str(&w->o, S("<office:body><office:spreadsheet><table:table table:protected=\"true\" table:name=\""));
	docx_text(&w->o, word_text(w->s.lang, W_imports_sheet_name));
	out_str(&w->o, S("\">"));
	for (size_t c = 0; c < w->s.columns.n; c++)
		out_fmt(&w->o, "<table:table-column table:style-name=\"c%zu\"%s/>", c, w->s.columns.at[c].hidden ? " table:visibility=\"collapse\"" : "");
	head_rows(w);
	for (size_t i = 0; i < w->s.grid->rows.n + w->s.spare; i++) {
		begin_row(w, false);
		for (size_t c = 0; c < w->s.columns.n; c++)
			value_cell(w, IMPORT_KEYED_HEAD + i, i < w->s.grid->rows.n ? i : SIZE_MAX, c);
		end_row(w);
	}
	total_row(w);
	out_str(&w->o, S("</table:table></office:spreadsheet></office:body></office:document-content>"));
	return out_keep(&w->o, w->a);
}

enum status grid_ods(struct arena *a, enum lang lang, const struct grid *g, struct out *o)
{
	static const str manifest = S(XML "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">"
		"<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"" ODS_MEDIA "\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
		"</manifest:manifest>");
	struct ods w = {.a = a};
	str bytes;
	grid_sheet_lay_out(a, lang, g, &w.s);
	str text = content(&w);
	if (!text.p)
		return TOO_BIG;
	const struct package_part parts[] = {{"mimetype", S(ODS_MEDIA)}, {"content.xml", text}, {"META-INF/manifest.xml", manifest}};
	enum status s = package_make(a, parts, sizeof parts / sizeof *parts, &bytes);
	if (s == OK)
		out_str(o, bytes);
	return s == OK && o->full ? TOO_BIG : s;
}
