/* A Word sheet from a form: topics, fields, facts; and the parts of the package around them. See sheet_docx.h. */
#include "documents/sheet_docx.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "documents/package.h"
#include "documents/sheet_docx_parts.h"
#include "domain/paper_mark.h"

#define NAMESPACES \
	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" " \
	"xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" mc:Ignorable=\"w14\""
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* ---- fields ---- */

static bool has_code(str codes, str code)
{
	str one, rest = codes;
	while (rest.p) {
		(void)str_cut(rest, ' ', &one, &rest);
		if (str_eq(one, code))
			return true;
	}
	return false;
}

enum { FEW = 4 }; /* boxes that stay on one page: yes is not parted from no */

static void boxes(struct sheet_writer *w, const struct form_field *field, const struct form_option *options, size_t n)
{
	str value = form_value(w->values, field->key), group = STR_NONE;
	for (size_t i = 0; i < n; i++) {
		if (str_is_set(options[i].group) && !str_eq(options[i].group, group))
			docx_paragraph(w, "ChoiceGroup", options[i].group);
		group = options[i].group;
		docx_open(w, n <= FEW && i + 1 < n ? "ChoiceKept" : "Choice");
		docx_box(w, field->key, &options[i], str_is_set(value) && has_code(value, options[i].code));
		docx_close(w);
	}
}

static str label_of(const struct sheet_writer *w, const struct form_field *field)
{
	str label = str_is_set(field->unit) ? arena_fmt(w->a, "%.*s (%.*s)", STR_ARGS(field->label), STR_ARGS(field->unit)) : field->label;
	return field->required && w->paper->editable ? arena_fmt(w->a, "%.*s *", STR_ARGS(label)) : label;
}

static void write_hint(struct sheet_writer *w, const struct form_field *field)
{
	const struct word_arg most = ARG("n", field->most ? field->most : field->chars);
	struct out o = out_new(LIMIT_LABEL_BYTES);
	bool counted = field->kind == FIELD_TEXT || (field->kind == FIELD_CHOICES && field->most);
	if (str_is_set(field->hint))
		docx_paragraph(w, "Hint", field->hint);
	if (counted) {
		words_write(&o, w->paper->lang, field->kind == FIELD_TEXT ? W_paper_chars : W_paper_most, &most, 1);
		docx_paragraph(w, "Hint", out_keep(&o, w->a));
	}
	if (field->kind == FIELD_YES_NO)
		docx_paragraph(w, "Hint", WORD(w, W_paper_tick_one));
}

static void write_field(struct sheet_writer *w, const struct form_field *field)
{
	const struct form_option yes_no[] = {{.code = S("yes"), .label = WORD(w, W_paper_yes)}, {.code = S("no"), .label = WORD(w, W_paper_no)}};
	docx_paragraph(w, "Question", label_of(w, field));
	if (w->paper->editable)
		write_hint(w, field);
	if (w->paper->editable && field->kind == FIELD_YES_NO) {
		boxes(w, field, yes_no, sizeof yes_no / sizeof *yes_no);
		return;
	}
	if (w->paper->editable && field->kind == FIELD_CHOICES) {
		boxes(w, field, field->options.at, field->options.n);
		return;
	}
	docx_open(w, "Answer");
	docx_control(w, field, field->key, field->label);
	docx_close(w);
}

/* Cells of the table of publics have two points more than the prefix. */
static bool is_cell(str key)
{
	str head, rest;
	return str_starts(key, S("publics.")) && str_cut(str_skip(key, 8), '.', &head, &rest);
}

static bool is_written(const struct sheet_writer *w, const struct form_field *field)
{
	bool asked = str_is_set(form_value(w->values, field->key)) || (field->required && !str_is_set(field->required_if));
	return !field->derived && !is_cell(field->key) && (w->paper->editable || asked);
}

static void write_topic(struct sheet_writer *w, const struct form_topic *topic)
{
	if (topic->kind == TOPIC_ATTACHMENTS || topic->kind == TOPIC_CHECK)
		return;
	docx_paragraph(w, "Heading1", topic->title);
	if (w->paper->editable && str_is_set(topic->lead))
		docx_paragraph(w, "Normal", topic->lead);
	if (topic->kind == TOPIC_BUDGET) {
		docx_budget(w);
		return;
	}
	for (size_t i = 0; i < topic->fields.n; i++)
		if (is_written(w, &topic->fields.at[i]))
			write_field(w, &topic->fields.at[i]);
	for (size_t i = 0; i < topic->groups.n; i++)
		docx_group(w, &topic->groups.at[i]);
	if (topic->kind == TOPIC_PUBLICS)
		docx_publics(w);
}

static void write_form(struct sheet_writer *w, const struct form *form, const struct form_values *values)
{
	w->form = form;
	w->values = values;
	for (size_t i = 0; i < form->topics.n; i++)
		write_topic(w, &form->topics.at[i]);
}

/* ---- around them ---- */

enum { FACT_WIDTH = 2638 };

static void write_facts(struct sheet_writer *w)
{
	const struct docx_column columns[] = {{WORD(w, W_paper_about), FACT_WIDTH}, {w->paper->call_title, DOCX_WIDTH - FACT_WIDTH}};
	docx_table(w, WORD(w, W_paper_about), columns, 2);
	for (size_t i = 0; i < w->paper->facts.n; i++) {
		docx_row(w);
		docx_cell(w, FACT_WIDTH, "CellTotal");
		docx_run(w, w->paper->facts.at[i].label, "");
		docx_cell_end(w);
		docx_cell(w, DOCX_WIDTH - FACT_WIDTH, "Cell");
		docx_run(w, w->paper->facts.at[i].value, "");
		docx_cell_end(w);
		docx_row_end(w);
	}
	docx_table_end(w);
}

static void write_files(struct sheet_writer *w)
{
	if (!w->paper->files.n)
		return;
	docx_paragraph(w, "Heading1", w->paper->editable ? WORD(w, W_paper_documents) : WORD(w, W_filing_files));
	for (size_t i = 0; i < w->paper->files.n; i++) {
		const struct paper_file *file = &w->paper->files.at[i];
		docx_paragraph(w, "Listed", str_is_set(file->name) ? arena_fmt(w->a, "%.*s : %.*s", STR_ARGS(file->label), STR_ARGS(file->name)) : file->label);
		if (str_is_set(file->sha256))
			docx_paragraph(w, "Hint", arena_fmt(w->a, "SHA-256 %.*s", STR_ARGS(file->sha256)));
	}
}

static str document_part(struct sheet_writer *w)
{
	const struct paper *p = w->paper;
	w->o = out_new(LIMIT_PAPER_BYTES);
	out_str(&w->o, S(XML "<w:document " NAMESPACES "><w:body>"));
	docx_paragraph(w, "Title", str_is_set(p->title) ? p->title : WORD(w, W_paper_sheet));
	docx_paragraph(w, "Subtitle", p->call_title);
	if (str_is_set(p->banner))
		docx_paragraph(w, "Banner", p->banner);
	if (p->facts.n)
		write_facts(w);
	for (size_t i = 0; i < p->intro.n; i++)
		docx_paragraph(w, "Normal", p->intro.at[i]);
	write_form(w, p->identity, p->identity_values);
	write_form(w, p->form, p->values);
	write_files(w);
	out_str(&w->o, S("<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/><w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
	                 "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>"
	                 "</w:sectPr></w:body></w:document>"));
	return out_keep(&w->o, w->a);
}

static str header_part(struct sheet_writer *w)
{
	w->o = out_new(LIMIT_PAPER_BYTES);
	out_str(&w->o, S(XML "<w:hdr " NAMESPACES ">"));
	docx_open(w, "Header");
	docx_run(w, w->paper->call_title, "");
	if (str_is_set(w->paper->banner))
		docx_run(w, arena_fmt(w->a, "   %.*s", STR_ARGS(w->paper->banner)), "<w:b/><w:color w:val=\"B00020\"/>");
	docx_close(w);
	out_str(&w->o, S("</w:hdr>"));
	return out_keep(&w->o, w->a);
}

static void page_field(struct sheet_writer *w, const char *code)
{
	out_fmt(&w->o, "<w:fldSimple w:instr=\" %s \"><w:r><w:t>1</w:t></w:r></w:fldSimple>", code);
}

static str footer_part(struct sheet_writer *w)
{
	w->o = out_new(LIMIT_PAPER_BYTES);
	out_str(&w->o, S(XML "<w:ftr " NAMESPACES ">"));
	docx_open(w, "Footer");
	docx_run(w, str_is_set(w->paper->note) ? arena_fmt(w->a, "%.*s   ", STR_ARGS(w->paper->note)) : S(""), "");
	docx_run(w, arena_fmt(w->a, "%.*s ", STR_ARGS(WORD(w, W_paper_page))), "");
	page_field(w, "PAGE");
	docx_run(w, S(" / "), "");
	page_field(w, "NUMPAGES");
	docx_close(w);
	out_str(&w->o, S("</w:ftr>"));
	return out_keep(&w->o, w->a);
}

static str custom_part(struct sheet_writer *w)
{
	const struct form_context *c = w->paper->form->context;
	const struct paper_mark mark = {.call = c->call, .request = c->request, .applicant_kind = c->applicant_kind, .print = paper_print(w->a, w->paper->identity, w->paper->form)};
	w->o = out_new(LIMIT_PAPER_BYTES);
	out_str(&w->o, S(XML "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" "
	                 "xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">"
	                 "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"2\" name=\"" PAPER_PROPERTY "\"><vt:lpwstr>"));
	docx_text(&w->o, paper_mark_write(w->a, &mark));
	out_str(&w->o, S("</vt:lpwstr></property></Properties>"));
	return out_keep(&w->o, w->a);
}

static str core_part(struct sheet_writer *w)
{
	w->o = out_new(LIMIT_PAPER_BYTES);
	out_str(&w->o, S(XML "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
	                 "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>"));
	docx_text(&w->o, str_is_set(w->paper->title) ? w->paper->title : w->paper->call_title);
	out_fmt(&w->o, "</dc:title><dc:language>%s</dc:language></cp:coreProperties>", w->paper->lang == LANG_FR ? "fr-FR" : "en-GB");
	return out_keep(&w->o, w->a);
}

static const str content_types = S(XML "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
	"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	"<Override PartName=\"/word/document.xml\" ContentType=\"" DOCX_MEDIA ".main+xml\"/>"
	"<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
	"<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>"
	"<Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>"
	"<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>"
	"<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
	"<Override PartName=\"/docProps/custom.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/></Types>");

static const str relations = S(XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	"<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
	"<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties\" Target=\"docProps/custom.xml\"/></Relationships>");
static const str document_relations = S(XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	"<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/>"
	"<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header\" Target=\"header1.xml\"/>"
	"<Relationship Id=\"rId4\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/></Relationships>");

enum status sheet_docx(struct arena *a, const struct paper *paper, str *bytes)
{
	struct sheet_writer w = {.a = a, .paper = paper, .id = 1};
	const struct package_part parts[] = {{"[Content_Types].xml", content_types}, {"_rels/.rels", relations}, {"word/document.xml", document_part(&w)},
		{"word/_rels/document.xml.rels", document_relations}, {"word/styles.xml", docx_styles(a, paper->lang)}, {"word/settings.xml", docx_settings()},
		{"word/header1.xml", header_part(&w)}, {"word/footer1.xml", footer_part(&w)}, {"docProps/core.xml", core_part(&w)}, {"docProps/custom.xml", custom_part(&w)}};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!parts[i].bytes.p)
			return TOO_BIG;
	return package_make(a, parts, sizeof parts / sizeof *parts, bytes);
}
