/* The templates that this program makes: the annex as a landscape table with a column a funder, and the letters, from the words of po/ where [field] stands for a field. Towns take
   them, edit them in Word, and send them back. See annex.h. */
#include "documents/annex.h"

#include "base/limits.h"
#include "documents/package.h"
#include "documents/sheet_docx_parts.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define NAMESPACES "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""

enum { A4_LONG = 16838, A4_SHORT = 11906, A3_LONG = 23811, MARGIN = 720, WIDE_FROM = 11, TITLE_LEAST = 2600, BEARER_WIDTH = 1300, MONEY_WIDTH = 960, NUMBER_WIDTH = 420, FUNDER_MOST = 860, FUNDER_LEAST = 500 };

struct making {
	struct arena *a;
	enum lang lang;
	struct out o;
	int size; /* of the table's letters, in half points */
	int width, height; /* of the paper */
};

/* ---- paragraphs and cells ---- */

static void run(struct making *m, str text, const char *properties)
{
	out_fmt(&m->o, "<w:r><w:rPr>%s</w:rPr><w:t xml:space=\"preserve\">", properties);
	docx_text(&m->o, text);
	out_str(&m->o, S("</w:t></w:r>"));
}

static void paragraph(struct making *m, const char *style, str text)
{
	out_fmt(&m->o, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
	run(m, text, "");
	out_str(&m->o, S("</w:p>"));
}

static void empty_paragraph(struct making *m)
{
	out_str(&m->o, S("<w:p><w:pPr><w:pStyle w:val=\"After\"/></w:pPr></w:p>"));
}

struct cell_look {
	const char *shade; /* colour of the ground, or NULL */
	bool bold, right;
	int span;
};

static void cell(struct making *m, int width, struct cell_look look, str text, str small)
{
	out_fmt(&m->o, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>", width);
	if (look.span > 1)
		out_fmt(&m->o, "<w:gridSpan w:val=\"%d\"/>", look.span);
	if (look.shade)
		out_fmt(&m->o, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"%s\"/>", look.shade);
	out_fmt(&m->o, "</w:tcPr><w:p><w:pPr><w:spacing w:before=\"20\" w:after=\"20\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"%s\"/></w:pPr>", look.right ? "right" : "left");
	run(m, text, arena_fmt(m->a, "%s<w:sz w:val=\"%d\"/>", look.bold ? "<w:b/>" : "", m->size).p);
	out_str(&m->o, S("</w:p>"));
	if (small.n) {
		out_str(&m->o, S("<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"20\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr>"));
		run(m, small, arena_fmt(m->a, "<w:color w:val=\"444444\"/><w:sz w:val=\"%d\"/>", m->size - 2).p);
		out_str(&m->o, S("</w:p>"));
	}
	out_str(&m->o, S("</w:tc>"));
}

static void row(struct making *m, bool header)
{
	out_fmt(&m->o, "<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>", header ? "<w:tblHeader/>" : "");
}

static void row_end(struct making *m)
{
	out_str(&m->o, S("</w:tr>"));
}

static void table(struct making *m, const int *widths, size_t n)
{
	int all = 0;
	for (size_t i = 0; i < n; i++)
		all += widths[i];
	out_fmt(&m->o, "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"45\" w:type=\"dxa\"/>"
	        "<w:right w:w=\"45\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>", all);
	for (size_t i = 0; i < n; i++)
		out_fmt(&m->o, "<w:gridCol w:w=\"%d\"/>", widths[i]);
	out_str(&m->o, S("</w:tblGrid>"));
}

/* ---- the annex ---- */

static str field_name(struct making *m, const struct programme_funder *f)
{
	str name = arena_fmt(m->a, "{{amount_%.*s}}", STR_ARGS(f->code));
	char *p = arena_alloc(m->a, name.n + 1);
	for (size_t i = 0; i < name.n; i++)
		p[i] = name.p[i] == ':' ? '_' : name.p[i];
	return (str){p, name.n};
}

static void amount_cells(struct making *m, const struct programme_funder *funders, size_t n, int width, struct cell_look look)
{
	look.right = true;
	for (size_t i = 0; i < n; i++)
		cell(m, width, look, field_name(m, &funders[i]), S(""));
}

#define SAID(m, word) word_text((m)->lang, (word))

static void annex_head(struct making *m, const struct programme_funder *funders, size_t n, const int *widths)
{
	const struct cell_look head = {.shade = "D9E2F3", .bold = true};
	row(m, true);
	cell(m, widths[0], head, SAID(m, W_adoption_annex_number), S(""));
	cell(m, widths[1], head, SAID(m, W_programme_action), S(""));
	cell(m, widths[2], head, SAID(m, W_programme_bearer), S(""));
	cell(m, widths[3], head, SAID(m, W_programme_cost), S(""));
	for (size_t i = 0; i < n; i++)
		cell(m, widths[4], head, funders[i].valued ? arena_fmt(m->a, "%.*s *", STR_ARGS(funders[i].label)) : funders[i].label, S(""));
	cell(m, widths[5], head, SAID(m, W_programme_gap), S(""));
	row_end(m);
}

static void annex_rows(struct making *m, const struct programme_funder *funders, size_t n, const int *widths)
{
	const struct cell_look axis = {.shade = "EEF2F9", .bold = true, .span = (int)n + 5}, plain = {0}, number = {.right = true}, strong = {.bold = true, .right = true},
		subtotal = {.shade = "F5F5F5", .bold = true}, subtotal_number = {.shade = "F5F5F5", .bold = true, .right = true}, total = {.shade = "D9E2F3", .bold = true},
		total_number = {.shade = "D9E2F3", .bold = true, .right = true};
	row(m, false);
	cell(m, m->width - 2 * MARGIN, axis, S("{{#axes}}{{label}}"), S(""));
	row_end(m);
	row(m, false);
	cell(m, widths[0], number, S("{{#actions}}{{number}}"), S(""));
	cell(m, widths[1], (struct cell_look){.bold = true}, S("{{title}}"), S("{{summary}}{{#results}} · {{#year}}{{year}} : {{/year}}{{label}} {{value}} {{unit}}{{/results}}"));
	cell(m, widths[2], plain, S("{{bearer}}"), S(""));
	cell(m, widths[3], strong, S("{{total}}"), S(""));
	amount_cells(m, funders, n, widths[4], plain);
	cell(m, widths[5], number, S("{{gap}}{{/actions}}"), S(""));
	row_end(m);
	row(m, false);
	cell(m, widths[0], subtotal, S(""), S(""));
	cell(m, widths[1], subtotal, SAID(m, W_adoption_annex_subtotal), S(""));
	cell(m, widths[2], subtotal, S(""), S(""));
	cell(m, widths[3], subtotal_number, S("{{total}}"), S(""));
	amount_cells(m, funders, n, widths[4], subtotal);
	cell(m, widths[5], subtotal_number, S("{{gap}}{{/axes}}"), S(""));
	row_end(m);
	row(m, false);
	cell(m, widths[0], total, S(""), S(""));
	cell(m, widths[1], total, SAID(m, W_programme_total), S(""));
	cell(m, widths[2], total, S(""), S(""));
	cell(m, widths[3], total_number, S("{{total}}"), S(""));
	amount_cells(m, funders, n, widths[4], total);
	cell(m, widths[5], total_number, S("{{gap}}"), S(""));
	row_end(m);
}

static void groups_table(struct making *m)
{
	static const int widths[] = {5200, 1900, 1100, 1900, 1900};
	static const enum word heads[] = {W_documents_head_group, W_documents_head_amount, W_documents_head_percent, W_documents_head_paid, W_documents_head_valued};
	static const str fields[] = {S("{{#groups}}{{label}}"), S("{{amount}}"), S("{{percent}}"), S("{{paid}}"), S("{{valued}}{{/groups}}")};
	static const str sums[] = {S(""), S("{{funded}}"), S("100 %"), S("{{paid}}"), S("{{valued}}")};
	paragraph(m, "Heading1", SAID(m, W_adoption_annex_groups));
	table(m, widths, 5);
	row(m, true);
	for (size_t i = 0; i < 5; i++)
		cell(m, widths[i], (struct cell_look){.shade = "D9E2F3", .bold = true, .right = i > 0}, SAID(m, heads[i]), S(""));
	row_end(m);
	row(m, false);
	for (size_t i = 0; i < 5; i++)
		cell(m, widths[i], (struct cell_look){.right = i > 0}, fields[i], S(""));
	row_end(m);
	row(m, false);
	for (size_t i = 0; i < 5; i++)
		cell(m, widths[i], (struct cell_look){.shade = "D9E2F3", .bold = true, .right = i > 0}, i ? sums[i] : SAID(m, W_programme_total), S(""));
	row_end(m);
	out_str(&m->o, S("</w:tbl>"));
	empty_paragraph(m);
}

/* "[field]" of the words becomes "{{field}}". */
static str with_fields(struct making *m, str words)
{
	struct out o = out_new(LIMIT_PAPER_BYTES);
	for (size_t i = 0; i < words.n; i++) {
		if (words.p[i] == '[' || words.p[i] == ']')
			out_str(&o, words.p[i] == '[' ? S("{{") : S("}}"));
		else
			out_char(&o, words.p[i]);
	}
	str kept = out_keep(&o, m->a);
	return kept.p ? kept : S("");
}

static void lines(struct making *m, str words, const char *style)
{
	str line, rest = with_fields(m, words);
	while (rest.p) {
		(void)str_cut(rest, '\n', &line, &rest);
		if (str_starts(line, S("# ")))
			paragraph(m, "Subtitle", str_skip(line, 2));
		else
			paragraph(m, style, line);
	}
}

static void section(struct making *m)
{
	out_fmt(&m->o, "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"%d\" w:h=\"%d\"%s/><w:pgMar w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\" w:left=\"%d\" "
	        "w:header=\"400\" w:footer=\"400\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
	        m->width, m->height, m->width > m->height ? " w:orient=\"landscape\"" : "", MARGIN, MARGIN, MARGIN + 200, MARGIN);
}

static str footer_part(struct making *m, str words)
{
	m->o = out_new(LIMIT_PAPER_BYTES);
	/* of a letter: on the left, since its mark is on the right (documents/letter_mark.h) */
	out_fmt(&m->o, XML "<w:ftr " NAMESPACES "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>%s</w:pPr>", m->height > m->width ? "<w:jc w:val=\"left\"/>" : "");
	run(m, with_fields(m, words), "");
	static const char *const fields[] = {"PAGE", "NUMPAGES"};
	for (size_t i = 0; i < 2; i++) {
		run(m, i ? S(" / ") : arena_fmt(m->a, "   %.*s ", STR_ARGS(SAID(m, W_paper_page))), "");
		out_fmt(&m->o, "<w:fldSimple w:instr=\" %s \"><w:r><w:t>1</w:t></w:r></w:fldSimple>", fields[i]);
	}
	out_str(&m->o, S("</w:p></w:ftr>"));
	return out_keep(&m->o, m->a);
}

#define TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static enum status pack(struct making *m, str document, str footer, str *docx)
{
	static const str types = S(XML "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
		"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
		"<Override PartName=\"/word/document.xml\" ContentType=\"" TYPE "document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"" TYPE "styles+xml\"/>"
		"<Override PartName=\"/word/settings.xml\" ContentType=\"" TYPE "settings+xml\"/><Override PartName=\"/word/footer1.xml\" ContentType=\"" TYPE "footer+xml\"/></Types>");
	static const str package_relations = S(XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
		"<Relationship Id=\"rId1\" Type=\"" RELATION "officeDocument\" Target=\"word/document.xml\"/></Relationships>");
	static const str relations = S(XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
		"<Relationship Id=\"rId1\" Type=\"" RELATION "styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" Type=\"" RELATION "settings\" Target=\"settings.xml\"/>"
		"<Relationship Id=\"rId3\" Type=\"" RELATION "footer\" Target=\"footer1.xml\"/></Relationships>");
	const struct package_part parts[] = {{"[Content_Types].xml", types}, {"_rels/.rels", package_relations}, {"word/document.xml", document},
		{"word/_rels/document.xml.rels", relations}, {"word/styles.xml", docx_styles(m->a, m->lang)}, {"word/settings.xml", docx_settings()}, {"word/footer1.xml", footer}};
	return document.p && footer.p ? package_make(m->a, parts, sizeof parts / sizeof *parts, docx) : TOO_BIG;
}

enum status annex_template(struct arena *a, enum lang lang, const struct programme_funder *funders, size_t n, str *docx)
{
	struct making m = {.a = a, .lang = lang, .o = out_new(LIMIT_PAPER_BYTES), .size = n > 8 ? 13 : 15, .width = A4_LONG, .height = A4_SHORT};
	if (n > LIMIT_WORKBOOK_FUNDERS)
		return TOO_BIG;
	if (n > WIDE_FROM) {
		m.width = A3_LONG;
		m.height = A4_LONG;
	}
	int room = m.width - 2 * MARGIN - NUMBER_WIDTH - BEARER_WIDTH - 2 * MONEY_WIDTH - TITLE_LEAST, each = n ? room / (int)n : 0;
	each = each > FUNDER_MOST ? FUNDER_MOST : each < FUNDER_LEAST ? FUNDER_LEAST : each;
	const int title = TITLE_LEAST + room - each * (int)n;
	const int widths[] = {NUMBER_WIDTH, title > TITLE_LEAST ? title : TITLE_LEAST, BEARER_WIDTH, MONEY_WIDTH, each, MONEY_WIDTH};
	int *columns = ARENA_ARRAY(a, n + 5, int);
	for (size_t i = 0; i < n + 5; i++)
		columns[i] = i < 4 ? widths[i] : i == n + 4 ? widths[5] : each;
	out_str(&m.o, S(XML "<w:document " NAMESPACES "><w:body>"));
	lines(&m, SAID(&m, W_adoption_annex_title), "Title");
	lines(&m, SAID(&m, W_adoption_annex_lead), "Normal");
	table(&m, columns, n + 5);
	annex_head(&m, funders, n, widths);
	annex_rows(&m, funders, n, widths);
	out_str(&m.o, S("</w:tbl>"));
	lines(&m, SAID(&m, W_adoption_annex_valued_note), "Hint");
	groups_table(&m);
	section(&m);
	str document = out_keep(&m.o, a);
	return pack(&m, document, footer_part(&m, SAID(&m, W_adoption_annex_foot)), docx);
}

enum status annex_docx(struct arena *a, enum lang lang, const struct programme *p, day today, str *docx)
{
	str template;
	struct problems ps = problems_new(a);
	enum status s = annex_template(a, lang, p->funders.at, p->funders.n, &template);
	if (s)
		return s;
	s = template_fill_own(a, TEMPLATE_annex, template, annex_data(a, lang, p, today), docx, &ps);
	return s == INVALID ? BROKEN : s;
}

enum status letter_template(struct arena *a, enum lang lang, enum template_kind kind, str *docx)
{
	static const enum word letters[TEMPLATE_KINDS] = {
		[TEMPLATE_annex] = W_adoption_annex_title, [TEMPLATE_award_letter] = W_adoption_letter_award, [TEMPLATE_award_order] = W_adoption_letter_order,
		[TEMPLATE_refusal_letter] = W_adoption_letter_refusal, [TEMPLATE_minutes] = W_adoption_letter_minutes, [TEMPLATE_summons] = W_adoption_letter_summons,
	};
	struct making m = {.a = a, .lang = lang, .o = out_new(LIMIT_PAPER_BYTES), .size = 18, .width = A4_SHORT, .height = A4_LONG};
	always(kind < TEMPLATE_KINDS);
	out_str(&m.o, S(XML "<w:document " NAMESPACES "><w:body>"));
	lines(&m, SAID(&m, letters[kind]), "Normal");
	section(&m);
	str document = out_keep(&m.o, a);
	return pack(&m, document, footer_part(&m, kind == TEMPLATE_minutes ? S("[session]") : SAID(&m, W_adoption_letter_foot)), docx);
}
