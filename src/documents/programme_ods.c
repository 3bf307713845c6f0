/* Writing the spreadsheet: cells one after the other, styles by name. See programme_ods.h. */
#include "documents/programme_ods.h"

#include "base/format.h"
#include "base/limits.h"
#include "base/words.h"
#include "documents/package.h"
#include "documents/sheet_docx_parts.h"

#define NAMESPACES \
	"xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" " \
	"xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" " \
	"xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" office:version=\"1.3\""
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

enum { FIXED = 4, CENTS = 100, PERCENTS = 100 };

struct ods {
	struct arena *a;
	enum lang lang;
	const struct programme *p;
	struct out o;
};

static void text_cell(struct ods *w, const char *style, str text, size_t span)
{
	out_fmt(&w->o, "<table:table-cell table:style-name=\"%s\" office:value-type=\"string\"", style);
	if (span > 1)
		out_fmt(&w->o, " table:number-columns-spanned=\"%zu\"", span);
	out_str(&w->o, S(">"));
	str line, rest = text.p ? text : S("");
	while (rest.p) {
		(void)str_cut(rest, '\n', &line, &rest);
		out_str(&w->o, S("<text:p>"));
		docx_text(&w->o, line);
		out_str(&w->o, S("</text:p>"));
	}
	out_str(&w->o, S("</table:table-cell>"));
	for (size_t i = 1; i < span; i++)
		out_str(&w->o, S("<table:covered-table-cell/>"));
}

static void money_cell(struct ods *w, const char *style, money amount)
{
	int64_t cents = amount.cents < 0 ? -amount.cents : amount.cents;
	out_fmt(&w->o, "<table:table-cell table:style-name=\"%s\" office:value-type=\"currency\" office:currency=\"EUR\" office:value=\"%s%lld.%02lld\"><text:p>", style,
	        amount.cents < 0 ? "-" : "", (long long)(cents / CENTS), (long long)(cents % CENTS));
	out_money(&w->o, w->lang, amount);
	out_str(&w->o, S("</text:p></table:table-cell>"));
}

static void amount_cell(struct ods *w, const char *style, money amount)
{
	if (money_is_zero(amount))
		text_cell(w, style, S(""), 1);
	else
		money_cell(w, style, amount);
}

static void percent_cell(struct ods *w, const char *style, int percent)
{
	out_fmt(&w->o, "<table:table-cell table:style-name=\"%s\" office:value-type=\"percentage\" office:value=\"%d.%02d\"><text:p>%d%s%%</text:p></table:table-cell>", style,
	        percent / PERCENTS, percent % PERCENTS, percent, w->lang == LANG_FR ? "\xe2\x80\xaf" : "");
}

static void row(struct ods *w)
{
	out_str(&w->o, S("<table:table-row>"));
}

static void row_end(struct ods *w)
{
	out_str(&w->o, S("</table:table-row>"));
}

static str word(const struct ods *w, enum word key)
{
	return word_text(w->lang, key);
}

/* ---- sheet 1 ---- */

static void line_of_text(struct ods *w, const char *style, str text)
{
	if (!str_is_set(text))
		return;
	row(w);
	text_cell(w, style, text, 1);
	row_end(w);
}

static str day_text(struct ods *w, opt_day d)
{
	struct out o = out_new(LIMIT_LABEL_BYTES);
	if (!d.set)
		return S("");
	out_day(&o, w->lang, d.value);
	return out_keep(&o, w->a);
}

static void title_block(struct ods *w)
{
	const struct programme *p = w->p;
	str state = word(w, str_eq(p->state, S("voted")) ? W_documents_state_voted : W_documents_state_proposed);
	line_of_text(w, "title", p->title);
	line_of_text(w, "plain", arena_fmt(w->a, "%.*s · %.*s%s%.*s · %.*s %lld (%.*s)", STR_ARGS(p->territory_name), STR_ARGS(p->call_title), str_is_set(p->annex) ? " · " : "",
		STR_ARGS(p->annex), STR_ARGS(word(w, W_adoption_version)), (long long)p->version, STR_ARGS(state)));
	if (str_is_set(p->decision_number) || p->decision_day.set)
		line_of_text(w, "plain", arena_fmt(w->a, "%.*s %.*s %.*s", STR_ARGS(word(w, W_documents_decision)), STR_ARGS(p->decision_number), STR_ARGS(day_text(w, p->decision_day))));
	for (size_t i = 0; i < p->receipts.n; i++)
		line_of_text(w, "plain", arena_fmt(w->a, "%.*s %.*s %.*s", STR_ARGS(word(w, W_documents_receipt)), STR_ARGS(p->receipts.at[i].number), STR_ARGS(day_text(w, p->receipts.at[i].received))));
}

static void head_row(struct ods *w)
{
	static const enum word heads[] = {W_programme_action, W_programme_description, W_programme_bearer, W_programme_cost};
	out_str(&w->o, S("<table:table-header-rows>"));
	row(w);
	for (size_t i = 0; i < FIXED; i++)
		text_cell(w, "head", word(w, heads[i]), 1);
	for (size_t i = 0; i < w->p->funders.n; i++) {
		const struct programme_funder *f = &w->p->funders.at[i];
		text_cell(w, "head", f->valued ? arena_fmt(w->a, "%.*s *", STR_ARGS(f->label)) : f->label, 1);
	}
	text_cell(w, "head", word(w, W_programme_gap), 1);
	row_end(w);
	out_str(&w->o, S("</table:table-header-rows>"));
}

static str described(struct ods *w, const struct programme_action *action)
{
	str text = action->summary.p ? action->summary : S("");
	for (size_t i = 0; i < action->results.n; i++) {
		const struct programme_result *r = &action->results.at[i];
		struct out o = out_new(LIMIT_LABEL_BYTES);
		out_milli(&o, w->lang, r->value_milli);
		str value = out_keep(&o, w->a), year = r->year ? arena_fmt(w->a, "%lld · ", (long long)r->year) : S("");
		text = arena_fmt(w->a, "%.*s%s%.*s%.*s : %.*s %.*s", STR_ARGS(text), text.n ? "\n" : "", STR_ARGS(year), STR_ARGS(r->label), STR_ARGS(value), STR_ARGS(r->unit));
	}
	return text;
}

static void action_row(struct ods *w, const struct programme_action *action)
{
	row(w);
	text_cell(w, "action", action->title, 1);
	text_cell(w, "text", described(w, action), 1);
	text_cell(w, "text", action->bearer, 1);
	money_cell(w, "money-strong", action->total);
	for (size_t k = 0; k < w->p->funders.n; k++)
		amount_cell(w, "money", programme_amount(action, k));
	amount_cell(w, "gap", action->gap);
	row_end(w);
}

static void sum_row(struct ods *w, const char *style, const char *numbers, str label, money total, const money *by_funder, money gap)
{
	row(w);
	text_cell(w, style, label, FIXED - 1);
	money_cell(w, numbers, total);
	for (size_t k = 0; k < w->p->funders.n; k++)
		amount_cell(w, numbers, by_funder[k]);
	amount_cell(w, numbers, gap);
	row_end(w);
}

static void axes_write(struct ods *w)
{
	const struct programme *p = w->p;
	money *totals = ARENA_ARRAY(w->a, p->funders.n + 1, money);
	for (size_t x = 0; x < p->axes.n; x++) {
		const struct programme_axis *axis = &p->axes.at[x];
		money funded = MONEY_ZERO;
		row(w);
		text_cell(w, "axis", axis->label, FIXED + p->funders.n + 1);
		row_end(w);
		for (size_t i = 0; i < axis->actions.n; i++)
			action_row(w, &axis->actions.at[i]);
		for (size_t k = 0; k < p->funders.n; k++)
			funded = money_add(funded, axis->by_funder[k]);
		sum_row(w, "subtotal", "subtotal-money", word(w, W_adoption_annex_subtotal), axis->total, axis->by_funder, money_subtract(axis->total, funded));
	}
	for (size_t k = 0; k < p->funders.n; k++)
		totals[k] = p->funders.at[k].amount;
	sum_row(w, "total", "total-money", word(w, W_programme_total), p->total, totals, money_subtract(p->total, p->funded));
}

static void group_row(struct ods *w, const char *style, const char *numbers, str label, const money *amounts, int percent)
{
	row(w);
	text_cell(w, style, label, FIXED - 1);
	money_cell(w, numbers, amounts[0]);
	percent_cell(w, style, percent);
	amount_cell(w, numbers, amounts[1]);
	amount_cell(w, numbers, amounts[2]);
	row_end(w);
}

static void groups_write(struct ods *w)
{
	static const enum word heads[] = {W_documents_head_amount, W_documents_head_percent, W_documents_head_paid, W_documents_head_valued};
	const struct programme *p = w->p;
	row(w);
	text_cell(w, "plain", S(""), 1);
	row_end(w);
	row(w);
	text_cell(w, "head", word(w, W_adoption_annex_groups), FIXED - 1);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		text_cell(w, "head", word(w, heads[i]), 1);
	row_end(w);
	for (size_t i = 0; i < p->groups.n; i++) {
		const struct programme_group *g = &p->groups.at[i];
		const money amounts[] = {g->amount, money_subtract(g->amount, g->valued), g->valued};
		group_row(w, "subtotal", "money", g->label, amounts, g->percent);
	}
	const money all[] = {p->funded, money_subtract(p->funded, p->valued), p->valued};
	group_row(w, "total", "total-money", word(w, W_programme_total), all, money_is_zero(p->funded) ? 0 : PERCENTS);
	if (!money_is_zero(p->valued))
		line_of_text(w, "plain", word(w, W_adoption_annex_valued_note));
}

static void columns(struct ods *w, size_t funders)
{
	static const char *const styles[] = {"wide", "wider", "middle", "number"};
	for (size_t i = 0; i < FIXED; i++)
		out_fmt(&w->o, "<table:table-column table:style-name=\"%s\"/>", styles[i]);
	out_fmt(&w->o, "<table:table-column table:style-name=\"number\" table:number-columns-repeated=\"%zu\"/>", funders + 1);
}

static void open_table(struct ods *w, str name)
{
	out_str(&w->o, S("<table:table table:style-name=\"sheet\" table:name=\""));
	docx_text(&w->o, name);
	out_str(&w->o, S("\">"));
}

/* ---- sheet 2 ---- */

static void funders_write(struct ods *w)
{
	static const enum word heads[] = {W_documents_head_funder, W_documents_head_group, W_documents_head_nature, W_documents_head_amount};
	row(w);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		text_cell(w, "head", word(w, heads[i]), 1);
	row_end(w);
	for (size_t k = 0; k < w->p->funders.n; k++) {
		const struct programme_funder *f = &w->p->funders.at[k];
		row(w);
		text_cell(w, "text", f->label, 1);
		text_cell(w, "text", w->p->groups.at[f->group].label, 1);
		text_cell(w, "text", word(w, f->valued ? W_documents_nature_valued : W_documents_nature_paid), 1);
		money_cell(w, "money", f->amount);
		row_end(w);
	}
}

/* ---- styles ---- */

static const struct ods_style {
	const char *name, *data, *cell, *text;
} styles[] = {
	{"title", NULL, "", "fo:font-size=\"16pt\" fo:font-weight=\"bold\""},
	{"plain", NULL, "", "fo:font-size=\"10pt\""},
	{"head", NULL, "fo:background-color=\"#d9e2f3\" fo:border=\"0.5pt solid #777777\" fo:wrap-option=\"wrap\" style:vertical-align=\"middle\"", "fo:font-size=\"9pt\" fo:font-weight=\"bold\""},
	{"axis", NULL, "fo:background-color=\"#eef2f9\" fo:border=\"0.5pt solid #777777\"", "fo:font-size=\"10pt\" fo:font-weight=\"bold\""},
	{"action", NULL, "fo:border=\"0.5pt solid #777777\" fo:wrap-option=\"wrap\" style:vertical-align=\"top\"", "fo:font-size=\"9pt\" fo:font-weight=\"bold\""},
	{"text", NULL, "fo:border=\"0.5pt solid #777777\" fo:wrap-option=\"wrap\" style:vertical-align=\"top\"", "fo:font-size=\"9pt\""},
	{"money", "euros", "fo:border=\"0.5pt solid #777777\" style:vertical-align=\"top\"", "fo:font-size=\"9pt\""},
	{"money-strong", "euros", "fo:border=\"0.5pt solid #777777\" style:vertical-align=\"top\"", "fo:font-size=\"9pt\" fo:font-weight=\"bold\""},
	{"gap", "euros", "fo:border=\"0.5pt solid #777777\" style:vertical-align=\"top\"", "fo:font-size=\"9pt\" fo:color=\"#b00020\""},
	{"subtotal", "percent", "fo:background-color=\"#f5f5f5\" fo:border=\"0.5pt solid #777777\"", "fo:font-size=\"9pt\" fo:font-weight=\"bold\""},
	{"subtotal-money", "euros", "fo:background-color=\"#f5f5f5\" fo:border=\"0.5pt solid #777777\"", "fo:font-size=\"9pt\" fo:font-weight=\"bold\""},
	{"total", "percent", "fo:background-color=\"#d9e2f3\" fo:border=\"0.5pt solid #777777\"", "fo:font-size=\"9pt\" fo:font-weight=\"bold\""},
	{"total-money", "euros", "fo:background-color=\"#d9e2f3\" fo:border=\"0.5pt solid #777777\"", "fo:font-size=\"9pt\" fo:font-weight=\"bold\""},
};

static void automatic_styles(struct ods *w)
{
	static const struct {
		const char *name, *width;
	} widths[] = {{"wide", "5cm"}, {"wider", "7.5cm"}, {"middle", "3cm"}, {"number", "2.4cm"}};
	out_str(&w->o, S("<office:automatic-styles><number:currency-style style:name=\"euros\" number:language=\"fr\" number:country=\"FR\"><number:number number:decimal-places=\"2\" number:min-decimal-places=\"0\" "
	                 "number:min-integer-digits=\"1\" number:grouping=\"true\"/><number:text> </number:text><number:currency-symbol number:language=\"fr\" number:country=\"FR\">€"
	                 "</number:currency-symbol></number:currency-style><number:percentage-style style:name=\"percent\"><number:number number:decimal-places=\"0\" "
	                 "number:min-integer-digits=\"1\"/><number:text>%</number:text></number:percentage-style>"
	                 "<style:style style:name=\"sheet\" style:family=\"table\" style:master-page-name=\"annex\"/>"));
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
		out_fmt(&w->o, "<style:style style:name=\"%s\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"%s\"/></style:style>", widths[i].name, widths[i].width);
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
		out_fmt(&w->o, "<style:style style:name=\"%s\" style:family=\"table-cell\"%s%s%s><style:table-cell-properties %s/><style:text-properties %s/></style:style>", styles[i].name,
		        styles[i].data ? " style:data-style-name=\"" : "", styles[i].data ? styles[i].data : "", styles[i].data ? "\"" : "", styles[i].cell, styles[i].text);
	out_str(&w->o, S("</office:automatic-styles>"));
}

static str styles_part(struct ods *w)
{
	w->o = out_new(LIMIT_PAPER_BYTES);
	out_str(&w->o, S(XML "<office:document-styles " NAMESPACES "><office:automatic-styles><style:page-layout style:name=\"landscape\"><style:page-layout-properties fo:page-width=\"29.7cm\" "
	                 "fo:page-height=\"21cm\" style:print-orientation=\"landscape\" fo:margin=\"1.2cm\" style:scale-to-X=\"1\" style:scale-to-Y=\"0\" "
	                 "style:print=\"charts drawings objects zero-values\"/>"
	                 "<style:footer-style><style:header-footer-properties fo:min-height=\"0.6cm\"/></style:footer-style></style:page-layout></office:automatic-styles>"
	                 "<office:master-styles><style:master-page style:name=\"annex\" style:page-layout-name=\"landscape\"><style:header style:display=\"false\"/><style:footer><text:p>"));
	docx_text(&w->o, w->p->call_title);
	if (str_is_set(w->p->sha256)) {
		out_str(&w->o, S(" · SHA-256 "));
		docx_text(&w->o, w->p->sha256);
	}
	out_str(&w->o, S(" · "));
	docx_text(&w->o, word(w, W_paper_page));
	out_str(&w->o, S(" <text:page-number>1</text:page-number> / <text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>"));
	return out_keep(&w->o, w->a);
}

static str content_part(struct ods *w)
{
	w->o = out_new(LIMIT_TEMPLATE_INFLATED);
	out_str(&w->o, S(XML "<office:document-content " NAMESPACES ">"));
	automatic_styles(w);
	out_str(&w->o, S("<office:body><office:spreadsheet>"));
	open_table(w, word(w, W_documents_sheet_programme));
	columns(w, w->p->funders.n);
	title_block(w);
	head_row(w);
	axes_write(w);
	groups_write(w);
	out_str(&w->o, S("</table:table>"));
	open_table(w, word(w, W_documents_sheet_funders));
	columns(w, 0);
	funders_write(w);
	out_str(&w->o, S("</table:table></office:spreadsheet></office:body></office:document-content>"));
	return out_keep(&w->o, w->a);
}

enum status programme_ods(struct arena *a, enum lang lang, const struct programme *p, str *bytes)
{
	static const str manifest = S(XML "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">"
		"<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"" ODS_MEDIA "\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
		"<manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>");
	struct ods w = {.a = a, .lang = lang, .p = p};
	if (p->funders.n > LIMIT_WORKBOOK_FUNDERS)
		return TOO_BIG;
	const struct package_part parts[] = {{"mimetype", S(ODS_MEDIA)}, {"content.xml", content_part(&w)}, {"styles.xml", styles_part(&w)}, {"META-INF/manifest.xml", manifest}};
	return parts[1].bytes.p && parts[2].bytes.p ? package_make(a, parts, sizeof parts / sizeof *parts, bytes) : TOO_BIG;
}
