/* Styles of a Word sheet as a table: headings of the outline, questions, hints, answers in a frame, cells. Colours keep 4.5:1 on white, printed in grey too. */
#include "documents/sheet_docx_parts.h"

#include "base/limits.h"

static const struct style {
	const char *id, *name, *next, *paragraph, *run; /* inner XML */
} styles[] = {
	{"Title", "Title", "Subtitle", "<w:spacing w:before=\"0\" w:after=\"60\"/>", "<w:b/><w:color w:val=\"000091\"/><w:sz w:val=\"40\"/>"},
	{"Subtitle", "Subtitle", "Normal", "<w:spacing w:after=\"200\"/>", "<w:sz w:val=\"26\"/>"},
	{"Banner", "Banner", "Normal",
	 "<w:pBdr><w:top w:val=\"single\" w:sz=\"12\" w:space=\"6\" w:color=\"B00020\"/><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"6\" w:color=\"B00020\"/></w:pBdr>"
	 "<w:spacing w:before=\"120\" w:after=\"240\"/><w:jc w:val=\"center\"/>", "<w:b/><w:color w:val=\"B00020\"/><w:sz w:val=\"36\"/>"},
	{"Heading1", "heading 1", "Normal",
	 "<w:keepNext/><w:pBdr><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"2\" w:color=\"000091\"/></w:pBdr><w:spacing w:before=\"420\" w:after=\"140\"/><w:outlineLvl w:val=\"0\"/>",
	 "<w:b/><w:color w:val=\"000091\"/><w:sz w:val=\"30\"/>"},
	{"Question", "Question", "Answer", "<w:keepNext/><w:spacing w:before=\"220\" w:after=\"40\"/>", "<w:b/>"},
	{"Hint", "Hint", "Answer", "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"40\"/>", "<w:color w:val=\"555555\"/><w:sz w:val=\"18\"/>"},
	{"Answer", "Answer", "Normal",
	 "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"777777\"/><w:left w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"777777\"/>"
	 "<w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"777777\"/><w:right w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"777777\"/></w:pBdr>"
	 "<w:spacing w:before=\"60\" w:after=\"120\"/><w:ind w:left=\"100\" w:right=\"100\"/>", ""},
	{"Choice", "Choice", "Choice", "<w:spacing w:before=\"0\" w:after=\"30\"/><w:ind w:left=\"480\" w:hanging=\"360\"/>", ""},
	{"ChoiceKept", "Choice kept", "Choice", "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"30\"/><w:ind w:left=\"480\" w:hanging=\"360\"/>", ""},
	{"ChoiceGroup", "Choice group", "Choice", "<w:keepNext/><w:spacing w:before=\"80\" w:after=\"30\"/><w:ind w:left=\"120\"/>", "<w:i/>"},
	{"Listed", "Listed", "Listed", "<w:spacing w:after=\"40\"/><w:ind w:left=\"240\"/>", ""},
	{"Cell", "Cell", "Cell", "<w:spacing w:before=\"20\" w:after=\"20\"/>", "<w:sz w:val=\"18\"/>"},
	{"CellNumber", "Cell number", "CellNumber", "<w:spacing w:before=\"20\" w:after=\"20\"/><w:jc w:val=\"right\"/>", "<w:sz w:val=\"18\"/>"},
	{"CellTotal", "Cell total", "Cell", "<w:spacing w:before=\"20\" w:after=\"20\"/>", "<w:b/><w:sz w:val=\"18\"/>"},
	{"CellTotalNumber", "Cell total number", "CellNumber", "<w:spacing w:before=\"20\" w:after=\"20\"/><w:jc w:val=\"right\"/>", "<w:b/><w:sz w:val=\"18\"/>"},
	{"CellHeading", "Cell heading", "Cell", "<w:keepNext/><w:spacing w:before=\"40\" w:after=\"40\"/>", "<w:b/><w:color w:val=\"000091\"/><w:sz w:val=\"18\"/>"},
	{"After", "After table", "Normal", "<w:spacing w:before=\"0\" w:after=\"60\"/>", "<w:sz w:val=\"8\"/>"},
	{"Header", "header", "Header", "", "<w:color w:val=\"555555\"/><w:sz w:val=\"16\"/>"},
	{"Footer", "footer", "Footer", "<w:jc w:val=\"right\"/>", "<w:color w:val=\"555555\"/><w:sz w:val=\"16\"/>"},
};

str docx_styles(struct arena *a, enum lang lang)
{
	struct out o = out_new(LIMIT_PAPER_BYTES);
	out_str(&o, S("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"));
	out_fmt(&o, "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:sz w:val=\"21\"/><w:lang w:val=\"%s\"/></w:rPr></w:rPrDefault>"
	        "<w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>",
	        lang == LANG_FR ? "fr-FR" : "en-GB");
	out_str(&o, S("<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>"));
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
		out_fmt(&o, "<w:style w:type=\"paragraph\" w:styleId=\"%s\"><w:name w:val=\"%s\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"%s\"/><w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>",
		        styles[i].id, styles[i].name, styles[i].next, styles[i].paragraph, styles[i].run);
	out_str(&o, S("<w:style w:type=\"character\" w:styleId=\"Placeholder\"><w:name w:val=\"Placeholder Text\"/><w:rPr><w:color w:val=\"6A6A6A\"/></w:rPr></w:style>"
	              "<w:style w:type=\"character\" w:styleId=\"Box\"><w:name w:val=\"Box\"/><w:rPr><w:rFonts w:ascii=\"DejaVu Sans\" w:hAnsi=\"DejaVu Sans\" w:cs=\"DejaVu Sans\"/>"
	              "</w:rPr></w:style><w:style w:type=\"table\" w:styleId=\"Grid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>"));
	static const char *const sides[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
		out_fmt(&o, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"777777\"/>", sides[i]);
	out_str(&o, S("</w:tblBorders><w:tblCellMar><w:left w:w=\"70\" w:type=\"dxa\"/><w:right w:w=\"70\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>"));
	return out_keep(&o, a);
}

str docx_settings(void)
{
	return S("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
	         "<w:defaultTabStop w:val=\"708\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>");
}
