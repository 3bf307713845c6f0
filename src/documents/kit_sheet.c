/* Headings, a table with a picture a line, and the sentence in a frame. See kit_sheet.h. */
#include "documents/kit_sheet.h"

#include "base/limits.h"
#include "documents/package.h"
#include "documents/sheet_docx_parts.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define NAMESPACES "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" " \
	"xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" " \
	"xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""
#define TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

enum { EMU_HEIGHT = 540000, EMU_WIDTH = 1260000, LOGO_WIDTH = 2400, NAME_WIDTH = 1900, MENTION_WIDTH = 2938, PLACES_WIDTH = 2400, FIRST_PICTURE = 10, FIXED_PARTS = 6 };

/* ---- pictures ---- */

struct size {
	int64_t width, height;
};

static int64_t big_end(str s, size_t at, size_t n)
{
	int64_t v = 0;
	for (size_t i = 0; i < n; i++)
		v = v * 256 + (unsigned char)s.p[at + i];
	return v;
}

static bool is_png(str picture)
{
	return picture.n > 24 && str_starts(picture, S("\x89PNG"));
}

/* Of the first frame header of a JPEG. */
static struct size jpeg_size(str s)
{
	for (size_t at = 2; at + 9 < s.n && (unsigned char)s.p[at] == 0xFF;) {
		const unsigned char mark = (unsigned char)s.p[at + 1];
		const bool frame = mark >= 0xC0 && mark <= 0xCF && mark != 0xC4 && mark != 0xC8 && mark != 0xCC;
		if (frame)
			return (struct size){big_end(s, at + 7, 2), big_end(s, at + 5, 2)};
		at += 2 + (size_t)big_end(s, at + 2, 2);
	}
	return (struct size){0};
}

static struct size size_of(str picture)
{
	if (is_png(picture))
		return (struct size){big_end(picture, 16, 4), big_end(picture, 20, 4)};
	return picture.n > 4 && (unsigned char)picture.p[0] == 0xFF && (unsigned char)picture.p[1] == 0xD8 ? jpeg_size(picture) : (struct size){0};
}

/* All of the same height, unless one is too wide for its column. */
static void picture(struct sheet_writer *w, const struct kit_line *line, size_t number)
{
	const struct size size = size_of(line->picture);
	if (size.width <= 0 || size.height <= 0)
		return;
	int64_t wide = EMU_HEIGHT * size.width / size.height, high = EMU_HEIGHT;
	if (wide > EMU_WIDTH) {
		wide = EMU_WIDTH;
		high = EMU_WIDTH * size.height / size.width;
	}
	high = high > 0 ? high : 1;
	wide = wide > 0 ? wide : 1;
	out_fmt(&w->o, "<w:r><w:drawing><wp:inline><wp:extent cx=\"%lld\" cy=\"%lld\"/><wp:docPr id=\"%zu\" name=\"logo %zu\" descr=\"", (long long)wide, (long long)high, number, number);
	docx_text(&w->o, line->label);
	out_fmt(&w->o, "\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"%zu\" name=\"logo %zu\"/>"
	        "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rId%zu\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>"
	        "<a:ext cx=\"%lld\" cy=\"%lld\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
	        number, number, FIRST_PICTURE + number, (long long)wide, (long long)high);
}

static bool has_picture(const struct kit_line *line)
{
	const struct size size = size_of(line->picture);
	return size.width > 0 && size.height > 0;
}

/* ---- the page ---- */

static void text_cell(struct sheet_writer *w, int width, str text, const char *properties)
{
	docx_cell(w, width, "Cell");
	docx_run(w, text, properties);
	docx_cell_end(w);
}

static void logos(struct sheet_writer *w, const struct kit_sheet *sheet)
{
	const struct docx_column columns[] = {{WORD(w, W_notify_kit_logo), LOGO_WIDTH}, {WORD(w, W_notify_kit_whose), NAME_WIDTH}, {WORD(w, W_notify_kit_mention), MENTION_WIDTH},
		{WORD(w, W_notify_kit_places), PLACES_WIDTH}};
	docx_table(w, WORD(w, W_notify_kit_order), columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < sheet->count; i++) {
		const struct kit_line *line = &sheet->lines[i];
		docx_row(w);
		docx_cell(w, LOGO_WIDTH, "Cell");
		if (has_picture(line))
			picture(w, line, i + 1);
		else
			docx_run(w, WORD(w, W_notify_logo_none), "<w:i/>");
		docx_cell_end(w);
		text_cell(w, NAME_WIDTH, arena_fmt(w->a, "%zu. %.*s", i + 1, STR_ARGS(line->label)), "<w:b/>");
		text_cell(w, MENTION_WIDTH, line->mention, "");
		text_cell(w, PLACES_WIDTH, line->places, "");
		docx_row_end(w);
	}
	docx_table_end(w);
}

static str document_of(struct sheet_writer *w, const struct kit_sheet *sheet)
{
	str line, rest = sheet->rules;
	out_str(&w->o, S(XML "<w:document " NAMESPACES "><w:body>"));
	docx_paragraph(w, "Title", WORD(w, W_notify_kit_sheet_title));
	docx_paragraph(w, "Subtitle", sheet->title);
	docx_paragraph(w, "Hint", sheet->call);
	docx_paragraph(w, "Heading1", WORD(w, W_notify_kit_order));
	logos(w, sheet);
	docx_paragraph(w, "Heading1", WORD(w, W_notify_kit_say));
	docx_paragraph(w, "Answer", sheet->sentence);
	docx_paragraph(w, "Heading1", WORD(w, W_notify_kit_rules_title));
	while (rest.p) {
		(void)str_cut(rest, '\n', &line, &rest);
		docx_paragraph(w, "Listed", arena_fmt(w->a, "– %.*s", STR_ARGS(line)));
	}
	docx_paragraph(w, "Hint", sheet->note);
	out_str(&w->o, S("<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"850\" w:right=\"1134\" w:bottom=\"850\" w:left=\"1134\" w:header=\"400\" w:footer=\"400\" w:gutter=\"0\"/>"
	                 "</w:sectPr></w:body></w:document>"));
	return out_keep(&w->o, w->a);
}

static str relations_of(struct arena *a, const struct kit_sheet *sheet)
{
	struct out o = out_new(LIMIT_PAPER_BYTES);
	out_str(&o, S(XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"" RELATION "styles\" Target=\"styles.xml\"/>"
	              "<Relationship Id=\"rId2\" Type=\"" RELATION "settings\" Target=\"settings.xml\"/>"));
	for (size_t i = 0; i < sheet->count; i++)
		if (has_picture(&sheet->lines[i]))
			out_fmt(&o, "<Relationship Id=\"rId%zu\" Type=\"" RELATION "image\" Target=\"media/logo%zu.%s\"/>", FIRST_PICTURE + i + 1, i + 1, is_png(sheet->lines[i].picture) ? "png" : "jpeg");
	out_str(&o, S("</Relationships>"));
	return out_keep(&o, a);
}

enum status kit_sheet_docx(struct arena *a, const struct kit_sheet *sheet, str *docx)
{
	static const str types = S(XML "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
		"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
		"<Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/>"
		"<Override PartName=\"/word/document.xml\" ContentType=\"" TYPE "document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"" TYPE "styles+xml\"/>"
		"<Override PartName=\"/word/settings.xml\" ContentType=\"" TYPE "settings+xml\"/></Types>");
	static const str package_relations = S(XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
		"<Relationship Id=\"rId1\" Type=\"" RELATION "officeDocument\" Target=\"word/document.xml\"/></Relationships>");
	const struct paper paper = {.lang = sheet->lang};
	struct sheet_writer w = {.a = a, .paper = &paper, .o = out_new(LIMIT_PAPER_BYTES), .id = 1};
	str document = document_of(&w, sheet), relations = relations_of(a, sheet);
	if (!document.p || !relations.p)
		return TOO_BIG;
	struct package_part *parts = ARENA_ARRAY(a, FIXED_PARTS + sheet->count, struct package_part);
	size_t n = 0;
	parts[n++] = (struct package_part){"[Content_Types].xml", types};
	parts[n++] = (struct package_part){"_rels/.rels", package_relations};
	parts[n++] = (struct package_part){"word/document.xml", document};
	parts[n++] = (struct package_part){"word/_rels/document.xml.rels", relations};
	parts[n++] = (struct package_part){"word/styles.xml", docx_styles(a, sheet->lang)};
	parts[n++] = (struct package_part){"word/settings.xml", docx_settings()};
	for (size_t i = 0; i < sheet->count; i++)
		if (has_picture(&sheet->lines[i]))
			parts[n++] = (struct package_part){arena_fmt(a, "word/media/logo%zu.%s", i + 1, is_png(sheet->lines[i].picture) ? "png" : "jpeg").p, sheet->lines[i].picture};
	return package_make(a, parts, n, docx);
}
