/* Tables of a Word sheet: lists that people add lines to, the budget, the publics. The first row is repeated on each page and said to be headings. */
#include "domain/budget.h"
#include "domain/publics.h"
#include "documents/sheet_docx_parts.h"

#include "base/format.h"

enum { GROUP_LINES = 3, CODE_BYTES = 12 };

void docx_table(struct sheet_writer *w, str summary, const struct docx_column *columns, size_t n)
{
	out_fmt(&w->o, "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\"/>"
	        "<w:tblCaption w:val=\"", DOCX_WIDTH);
	docx_text(&w->o, summary);
	out_str(&w->o, S("\"/></w:tblPr><w:tblGrid>"));
	for (size_t i = 0; i < n; i++)
		out_fmt(&w->o, "<w:gridCol w:w=\"%d\"/>", columns[i].width);
	out_str(&w->o, S("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"));
	for (size_t i = 0; i < n; i++) {
		docx_cell(w, columns[i].width, "CellHeading");
		docx_run(w, columns[i].heading, "");
		docx_cell_end(w);
	}
	docx_row_end(w);
}

void docx_table_end(struct sheet_writer *w)
{
	out_str(&w->o, S("</w:tbl>"));
	docx_paragraph(w, "After", S(""));
}

void docx_row(struct sheet_writer *w)
{
	out_str(&w->o, S("<w:tr><w:trPr><w:cantSplit/></w:trPr>"));
}

void docx_row_end(struct sheet_writer *w)
{
	out_str(&w->o, S("</w:tr>"));
}

void docx_cell(struct sheet_writer *w, int width, const char *style)
{
	out_fmt(&w->o, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/></w:tcPr>", width);
	docx_open(w, style);
}

void docx_cell_end(struct sheet_writer *w)
{
	docx_close(w);
	out_str(&w->o, S("</w:tc>"));
}

static void text_cell(struct sheet_writer *w, int width, const char *style, str text)
{
	docx_cell(w, width, style);
	docx_run(w, text, "");
	docx_cell_end(w);
}

/* ---- lists ---- */

static bool line_is_filled(const struct sheet_writer *w, const struct form_group *group, size_t line)
{
	for (size_t i = 0; i < group->line.n; i++)
		if (str_is_set(form_value(w->values, arena_fmt(w->a, "%.*s.%zu.%.*s", STR_ARGS(group->key), line, STR_ARGS(group->line.at[i].key)))))
			return true;
	return false;
}

void docx_group(struct sheet_writer *w, const struct form_group *group)
{
	size_t lines = group->shown, n = group->line.n, filled = 0;
	struct docx_column *columns = ARENA_ARRAY(w->a, n, struct docx_column);
	if (w->paper->editable && lines < GROUP_LINES)
		lines = GROUP_LINES < group->most ? GROUP_LINES : group->most;
	for (size_t i = 0; i < n; i++)
		columns[i] = (struct docx_column){group->line.at[i].label, DOCX_WIDTH / (int)n};
	for (size_t k = 1; k <= lines; k++)
		filled += line_is_filled(w, group, k);
	docx_paragraph(w, "Question", group->label);
	if (!w->paper->editable && !filled) {
		docx_paragraph(w, "Answer", WORD(w, W_paper_no_answer));
		return;
	}
	if (w->paper->editable)
		docx_paragraph(w, "Hint", WORD(w, W_paper_group_hint));
	docx_table(w, group->label, columns, n);
	for (size_t k = 1; k <= lines; k++) {
		if (!w->paper->editable && !line_is_filled(w, group, k))
			continue;
		docx_row(w);
		for (size_t i = 0; i < n; i++) {
			docx_cell(w, columns[i].width, "Cell");
			docx_control(w, &group->line.at[i], arena_fmt(w->a, "%.*s.%zu.%.*s", STR_ARGS(group->key), k, STR_ARGS(group->line.at[i].key)), group->line.at[i].label);
			docx_cell_end(w);
		}
		docx_row_end(w);
	}
	docx_table_end(w);
}

/* ---- the budget ---- */

enum { LABEL_WIDTH = 3419, AMOUNT_WIDTH = 1400 };

static str amount_text(const struct sheet_writer *w, const struct budget_line *line)
{
	if (w->paper->editable || !line->amount.set)
		return S("");
	struct word_arg amount = ARG("amount", line->amount.value);
	struct out o = out_new(CODE_BYTES * CODE_BYTES);
	words_write(&o, w->paper->lang, W_paper_amount, &amount, 1);
	return out_keep(&o, w->a);
}

/* A funder that the call does not know is named by who asks it. */
static str free_name_key(const struct sheet_writer *w, const struct budget_line *line)
{
	bool free = str_eq(str_of(line->account->code), S("74x")) && !str_is_set(line->funder) && str_ends(line->key, S(".amount"));
	return free ? arena_fmt(w->a, "%.*s.name", STR_ARGS(str_first(line->key, line->key.n - 7))) : STR_NONE;
}

static void line_label(struct sheet_writer *w, const struct budget_line *line)
{
	str name = free_name_key(w, line);
	const struct form_field *field = name.p ? form_field_of(w->form, name) : NULL;
	docx_cell(w, LABEL_WIDTH, line->typed ? "Cell" : "CellTotal");
	if (field) {
		docx_run(w, arena_fmt(w->a, "%.*s ", STR_ARGS(WORD(w, W_paper_free_funder))), "");
		docx_control(w, field, name, field->label);
	} else {
		docx_run(w, line->label, "");
	}
	docx_cell_end(w);
}

static void line_cells(struct sheet_writer *w, const struct budget_line *line)
{
	const struct form_field *field = line && line->typed ? form_field_of(w->form, line->key) : NULL;
	if (!line) {
		text_cell(w, LABEL_WIDTH, "Cell", S(""));
		text_cell(w, AMOUNT_WIDTH, "CellNumber", S(""));
		return;
	}
	line_label(w, line);
	docx_cell(w, AMOUNT_WIDTH, line->typed ? "CellNumber" : "CellTotalNumber");
	if (field)
		docx_control(w, field, line->key, line->label);
	else
		docx_run(w, amount_text(w, line), "");
	docx_cell_end(w);
}

/* In what is only read, lines without an amount are left out. */
static size_t shown_lines(const struct sheet_writer *w, const struct budget_line *lines, size_t n, const struct budget_line **shown)
{
	size_t kept = 0;
	for (size_t i = 0; i < n; i++)
		if (w->paper->editable || (lines[i].amount.set && lines[i].amount.value.cents))
			shown[kept++] = &lines[i];
	return kept;
}

static void budget_totals(struct sheet_writer *w, const struct budget_year *y)
{
	const struct word_arg charges = ARG("amount", y->charges_total), produits = ARG("amount", y->produits_total);
	struct out o = out_new(CODE_BYTES * CODE_BYTES), p = out_new(CODE_BYTES * CODE_BYTES);
	words_write(&o, w->paper->lang, W_paper_amount, &charges, 1);
	words_write(&p, w->paper->lang, W_paper_amount, &produits, 1);
	str left = out_keep(&o, w->a), right = out_keep(&p, w->a);
	docx_row(w);
	text_cell(w, LABEL_WIDTH, "CellTotal", WORD(w, W_paper_total_charges));
	text_cell(w, AMOUNT_WIDTH, "CellTotalNumber", w->paper->editable ? S("") : left);
	text_cell(w, LABEL_WIDTH, "CellTotal", WORD(w, W_paper_total_produits));
	text_cell(w, AMOUNT_WIDTH, "CellTotalNumber", w->paper->editable ? S("") : right);
	docx_row_end(w);
}

/* The line under the budget of Cerfa 12156 §6: what is asked, and which share of the income that is; year by year. In what is sent back it would be read as an answer. */
static void budget_share(struct sheet_writer *w, const struct budget_year *y)
{
	enum { TENTH = 100 }; /* shown downwards, as on the page */
	if (w->paper->editable || !y->has_share)
		return;
	struct out o = out_new(CODE_BYTES * CODE_BYTES), p = out_new(CODE_BYTES * CODE_BYTES), q = out_new(CODE_BYTES * CODE_BYTES);
	out_milli(&o, w->paper->lang, y->share_milli / TENTH * TENTH);
	const struct word_arg share = ARG("share", out_text(&o));
	words_write(&p, w->paper->lang, W_figures_percent, &share, 1);
	const struct word_arg args[] = {ARG("amount", y->asked), ARG("share", out_text(&p))};
	words_write(&q, w->paper->lang, W_figures_asked_share, args, sizeof args / sizeof *args);
	docx_paragraph(w, "Listed", out_keep(&q, w->a));
	out_free(&p);
	out_free(&o);
}

void docx_budget(struct sheet_writer *w)
{
	struct budget budget;
	budget_read(w->a, w->form, w->values, &budget);
	if (w->paper->editable && budget.years.n < 2)
		docx_paragraph(w, "Hint", WORD(w, W_paper_budget_hint));
	for (size_t i = 0; i < budget.years.n; i++) {
		const struct budget_year *y = &budget.years.at[i];
		const struct docx_column columns[] = {{WORD(w, W_paper_charges), LABEL_WIDTH}, {WORD(w, W_paper_euros), AMOUNT_WIDTH}, {WORD(w, W_paper_produits), LABEL_WIDTH},
			{WORD(w, W_paper_euros), AMOUNT_WIDTH}};
		const struct budget_line **left = ARENA_ARRAY(w->a, y->charges.n + 1, const struct budget_line *);
		const struct budget_line **right = ARENA_ARRAY(w->a, y->produits.n + 1, const struct budget_line *);
		size_t n = shown_lines(w, y->charges.at, y->charges.n, left), m = shown_lines(w, y->produits.at, y->produits.n, right);
		str heading = arena_fmt(w->a, "%.*s %d", STR_ARGS(WORD(w, W_paper_budget_of)), (int)y->year);
		docx_paragraph(w, "Question", heading);
		docx_table(w, heading, columns, sizeof columns / sizeof *columns);
		for (size_t k = 0; k < n || k < m; k++) {
			docx_row(w);
			line_cells(w, k < n ? left[k] : NULL);
			line_cells(w, k < m ? right[k] : NULL);
			docx_row_end(w);
		}
		budget_totals(w, y);
		docx_table_end(w);
		budget_share(w, y);
	}
}

/* ---- the publics ---- */

enum { PLACE_WIDTH = 2438, SEX_WIDTH = 1200, BAND_WIDTH = 750 };

static void publics_row(struct sheet_writer *w, const struct public_row *row, size_t sex)
{
	docx_row(w);
	text_cell(w, PLACE_WIDTH, "Cell", row->label);
	text_cell(w, SEX_WIDTH, "Cell", word_text(w->paper->lang, public_sex_word(sex)));
	for (size_t band = 0; band < PUBLIC_BANDS; band++) {
		str key = public_key(w->a, row->district, sex, band);
		const struct form_field *field = form_field_of(w->form, key);
		docx_cell(w, BAND_WIDTH, "CellNumber");
		if (field)
			docx_control(w, field, key, field->label);
		docx_cell_end(w);
	}
	docx_row_end(w);
}

void docx_publics(struct sheet_writer *w)
{
	struct publics publics;
	struct docx_column columns[2 + PUBLIC_BANDS] = {{WORD(w, W_paper_place), PLACE_WIDTH}, {WORD(w, W_paper_sex), SEX_WIDTH}};
	publics_read(w->a, w->form, w->values, &publics);
	for (size_t band = 0; band < PUBLIC_BANDS; band++)
		columns[2 + band] = (struct docx_column){word_text(w->paper->lang, public_band_word(band)), BAND_WIDTH};
	docx_paragraph(w, "Question", WORD(w, W_paper_publics));
	if (w->paper->editable)
		docx_paragraph(w, "Hint", WORD(w, W_paper_publics_hint));
	docx_table(w, WORD(w, W_paper_publics), columns, 2 + PUBLIC_BANDS);
	for (size_t i = 0; i < publics.rows.n; i++)
		for (size_t sex = 0; sex < PUBLIC_SEXES; sex++)
			if (w->paper->editable || publics.rows.at[i].by_sex[sex])
				publics_row(w, &publics.rows.at[i], sex);
	docx_table_end(w);
}
