/* Text, paragraphs and content controls of a Word sheet. Controls stand inside a paragraph (run level): Word and LibreOffice both keep those. */
#include "base/utf8.h"
#include "documents/sheet_docx_parts.h"
#include "domain/paper_mark.h"

static const struct {
	char character;
	const char *reference;
} references[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};

static const char *reference_of(char c)
{
	for (size_t i = 0; i < sizeof references / sizeof *references; i++)
		if (references[i].character == c)
			return references[i].reference;
	return NULL;
}

/* XML holds no other controls; U+FFFE and U+FFFF are none of its characters. */
static bool is_xml(str character)
{
	unsigned char c = (unsigned char)character.p[0];
	bool non_character = str_eq(character, S("\xef\xbf\xbe")) || str_eq(character, S("\xef\xbf\xbf"));
	return (c >= 0x20 || c == '\t' || c == '\n') && !non_character;
}

void docx_text(struct out *o, str s)
{
	while (s.n) {
		size_t n = utf8_length(s);
		const char *reference = n == 1 ? reference_of(s.p[0]) : NULL;
		if (reference)
			out_str(o, str_of(reference));
		else
			out_str(o, n && is_xml(str_first(s, n)) ? str_first(s, n) : S("\xef\xbf\xbd"));
		s = str_skip(s, n ? n : 1);
	}
}

void docx_run(struct sheet_writer *w, str s, const char *properties)
{
	str line, rest = s;
	out_fmt(&w->o, "<w:r>%s%s%s", *properties ? "<w:rPr>" : "", properties, *properties ? "</w:rPr>" : "");
	for (bool first = true; rest.p; first = false) {
		(void)str_cut(rest, '\n', &line, &rest);
		out_str(&w->o, first ? S("<w:t xml:space=\"preserve\">") : S("<w:br/><w:t xml:space=\"preserve\">"));
		docx_text(&w->o, line);
		out_str(&w->o, S("</w:t>"));
	}
	out_str(&w->o, S("</w:r>"));
}

void docx_open(struct sheet_writer *w, const char *style)
{
	out_fmt(&w->o, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
}

void docx_close(struct sheet_writer *w)
{
	out_str(&w->o, S("</w:p>"));
}

void docx_paragraph(struct sheet_writer *w, const char *style, str s)
{
	docx_open(w, style);
	docx_run(w, s, "");
	docx_close(w);
}

/* ---- controls ---- */

static void control_open(struct sheet_writer *w, str tag, str alias, bool empty)
{
	out_str(&w->o, S("<w:sdt><w:sdtPr><w:alias w:val=\""));
	docx_text(&w->o, str_first(alias, PAPER_TAG_BYTES));
	out_str(&w->o, S("\"/><w:tag w:val=\""));
	docx_text(&w->o, tag);
	out_fmt(&w->o, "\"/><w:id w:val=\"%d\"/>", w->id++);
	if (empty)
		out_str(&w->o, S("<w:showingPlcHdr/>"));
}

/* Word asks that items be different: those of the same label are told apart by their code. */
static void list_items(struct sheet_writer *w, const struct form_field *field)
{
	out_str(&w->o, S("<w:dropDownList>"));
	for (size_t i = 0; i < field->options.n; i++) {
		out_str(&w->o, S("<w:listItem w:displayText=\""));
		docx_text(&w->o, field->options.at[i].label);
		out_str(&w->o, S("\" w:value=\""));
		docx_text(&w->o, field->options.at[i].code);
		out_str(&w->o, S("\"/>"));
	}
	out_str(&w->o, S("</w:dropDownList>"));
}

static void control_kind(struct sheet_writer *w, const struct form_field *field)
{
	if (field->kind == FIELD_CHOICE)
		list_items(w, field);
	else if (field->kind == FIELD_DAY)
		out_fmt(&w->o, "<w:date><w:dateFormat w:val=\"dd/MM/yyyy\"/><w:lid w:val=\"%s\"/><w:storeMappedDataAs w:val=\"dateTime\"/><w:calendar w:val=\"gregorian\"/></w:date>",
		        w->paper->lang == LANG_FR ? "fr-FR" : "en-GB");
	else
		out_str(&w->o, S("<w:richText/>")); /* LibreOffice loses the lines of a plain one */
}

static str placeholder(const struct sheet_writer *w, const struct form_field *field)
{
	if (field->kind == FIELD_CHOICE)
		return WORD(w, W_paper_choose);
	if (field->kind == FIELD_DAY)
		return WORD(w, W_paper_day);
	return field->kind == FIELD_MONEY || field->kind == FIELD_COUNT || field->kind == FIELD_DECIMAL ? WORD(w, W_paper_number) : WORD(w, W_paper_answer);
}

/* The alias is cut between characters. */
static str alias_of(str label)
{
	size_t n = 0;
	while (n < label.n) {
		size_t more = utf8_length(str_skip(label, n));
		if (!more || n + more > PAPER_TAG_BYTES)
			break;
		n += more;
	}
	return str_first(label, n);
}

void docx_control(struct sheet_writer *w, const struct form_field *field, str key, str label)
{
	str value = form_value(w->values, key);
	bool empty = !str_is_set(value);
	struct form_field at = *field;
	at.key = key;
	if (!w->paper->editable) {
		docx_run(w, empty ? WORD(w, W_paper_no_answer) : form_shown(w->a, w->form, &at, value), "");
		return;
	}
	str shown = empty ? placeholder(w, field) : field->kind == FIELD_CHOICE ? form_shown(w->a, w->form, &at, value) : form_input(w->a, w->form, &at, value);
	control_open(w, paper_tag(w->a, key, STR_NONE), alias_of(label), empty);
	control_kind(w, field);
	out_str(&w->o, S("</w:sdtPr><w:sdtContent>"));
	docx_run(w, shown, empty ? "<w:rStyle w:val=\"Placeholder\"/><w:color w:val=\"6A6A6A\"/>" : "");
	out_str(&w->o, S("</w:sdtContent></w:sdt>"));
}

void docx_box(struct sheet_writer *w, str key, const struct form_option *option, bool ticked)
{
	const char *glyph = ticked ? "\xe2\x98\x92" : "\xe2\x98\x90";
	control_open(w, paper_tag(w->a, key, option->code), alias_of(option->label), false);
	out_fmt(&w->o, "<w14:checkbox><w14:checked w14:val=\"%d\"/><w14:checkedState w14:val=\"2612\" w14:font=\"DejaVu Sans\"/>"
	        "<w14:uncheckedState w14:val=\"2610\" w14:font=\"DejaVu Sans\"/></w14:checkbox></w:sdtPr><w:sdtContent>", ticked ? 1 : 0);
	docx_run(w, str_of(glyph), "<w:rStyle w:val=\"Box\"/>");
	out_str(&w->o, S("</w:sdtContent></w:sdt>"));
	docx_run(w, arena_fmt(w->a, " %.*s", STR_ARGS(option->label)), "");
}
