/* The annex in each format says the same, to the cent (P1–P4, P8): each file of the published Libercourt programme is read back by readers that know nothing of its writer, and every
   cost, every amount of every funder, every sub-total and total is compared with the domain's. */
#include "documents/annex.h"

#include "actions/load_pack.h"
#include "actions/read_programme.h"
#include "base/csv.h"
#include "documents/programme_ods.h"
#include "documents/programme_xlsx.h"
#include "imports/sheet_file.h"
#include "imports/table.h"

#include "lib/both.h"

static struct programme published;

static const struct programme *libercourt(void)
{
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	struct problems ps = fresh_problems();
	const struct load_options options = {.actor = S("cli:0"), .folder = "packs/libercourt-2025"};
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
	assert_int_equal(read_programme(db, fixture.arena, S("libercourt-2025"), 0, &published), OK);
	assert_true(published.action_count > 5);
	return &published;
}

/* ---- spreadsheets ---- */

static struct table_book read_book(str bytes)
{
	struct table_book book;
	struct problems ps = fresh_problems();
	assert_int_equal(table_parse(fixture.arena, bytes, &book, &ps), OK);
	return book;
}

/* Cents of the cell; zero when it is empty. A csv has its decimal comma. */
static int64_t cents_of(const struct table_row *row, size_t column)
{
	if (column >= row->n)
		return 0;
	const struct table_cell *cell = &row->cells[column];
	if (cell->kind == CELL_NUMBER)
		return cell->micro / 10000;
	int64_t euros = 0, cents = 0;
	str whole, rest;
	if (!cell->text.n)
		return 0;
	bool comma = str_cut(cell->text, ',', &whole, &rest);
	assert_true(str_to_int64(whole, &euros) && (!comma || str_to_int64(rest, &cents)));
	return euros * 100 + cents;
}

static const struct table_row *row_titled(const struct table_sheet *sheet, size_t column, str title)
{
	for (size_t i = 0; i < sheet->rows.n; i++) {
		const struct table_row *row = &sheet->rows.at[i];
		if (column < row->n && str_eq(row->cells[column].text, str_trim(title)) && row->n > 3)
			return row;
	}
	fail_msg("no row for %.*s", STR_ARGS(title));
	return NULL;
}

static void check_book(const struct programme *p, const struct table_sheet *sheet, size_t title, size_t total)
{
	for (size_t x = 0; x < p->axes.n; x++)
		for (size_t i = 0; i < p->axes.at[x].actions.n; i++) {
			const struct programme_action *action = &p->axes.at[x].actions.at[i];
			const struct table_row *row = row_titled(sheet, title, action->title);
			assert_int_equal(cents_of(row, total), action->total.cents);
			for (size_t k = 0; k < p->funders.n; k++)
				assert_int_equal(cents_of(row, total + 1 + k), programme_amount(action, k).cents);
			assert_int_equal(cents_of(row, total + 1 + p->funders.n), action->gap.cents);
		}
}

static void check_total(const struct programme *p, const struct table_sheet *sheet, str label, size_t total)
{
	const struct table_row *found = NULL;
	for (size_t i = 0; i < sheet->rows.n && !found; i++)
		if (sheet->rows.at[i].n > total && str_eq(sheet->rows.at[i].cells[0].text, label) && cents_of(&sheet->rows.at[i], total) == p->total.cents)
			found = &sheet->rows.at[i];
	assert_non_null(found);
	for (size_t k = 0; k < p->funders.n; k++)
		assert_int_equal(cents_of(found, total + 1 + k), p->funders.at[k].amount.cents);
}

static void the_spreadsheet_of_excel_has_every_amount(void **state)
{
	(void)state;
	const struct programme *p = libercourt();
	struct out o = out_new(1 << 24);
	assert_int_equal(programme_xlsx(fixture.arena, LANG_FR, p, &o), OK);
	struct table_book book = read_book(out_keep(&o, fixture.arena));
	check_book(p, &book.sheets.at[0], 0, 3);
}

static void the_open_document_spreadsheet_has_every_amount_and_total(void **state)
{
	(void)state;
	const struct programme *p = libercourt();
	str bytes, again;
	assert_int_equal(programme_ods(fixture.arena, LANG_FR, p, &bytes), OK);
	assert_int_equal(programme_ods(fixture.arena, LANG_FR, p, &again), OK);
	assert_true(str_eq(bytes, again));
	struct table_book book = read_book(bytes);
	assert_string_equal(book.format.p, "ods");
	check_book(p, &book.sheets.at[0], 0, 3);
	check_total(p, &book.sheets.at[0], word_text(LANG_FR, W_programme_total), 3);
	for (size_t k = 0; k < p->funders.n; k++)
		assert_int_equal(cents_of(row_titled(&book.sheets.at[1], 0, p->funders.at[k].label), 3), p->funders.at[k].amount.cents);
}

static void the_csv_has_every_amount_and_total(void **state)
{
	(void)state;
	const struct programme *p = libercourt();
	struct out o = out_new(1 << 24);
	programme_csv(&o, LANG_FR, p);
	struct table_book book = read_book(out_keep(&o, fixture.arena));
	check_book(p, &book.sheets.at[0], 1, 4);
	check_total(p, &book.sheets.at[0], word_text(LANG_FR, W_programme_total), 4);
}

/* ---- Word ---- */

/* "31 465 €" with its narrow blanks; nothing is zero. */
static int64_t cents_said(str text)
{
	int64_t value = 0, cents = 0, digits = -1;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == ',')
			digits = 0;
		if (text.p[i] < '0' || text.p[i] > '9')
			continue;
		if (digits >= 0)
			cents = cents * 10 + (text.p[i] - '0'), digits++;
		else
			value = value * 10 + (text.p[i] - '0');
	}
	return (value * 100 + cents) * (str_starts(text, S("-")) || str_starts(text, S("\xe2\x88\x92")) ? -1 : 1);
}

struct word_table {
	const struct sheet_file *file;
	uint32_t table;
};

static str word_cell(const struct word_table *t, uint32_t row, uint32_t column)
{
	for (size_t i = 0; i < t->file->lines.n; i++) {
		const struct sheet_line *line = &t->file->lines.at[i];
		if (line->table == t->table && line->row == row && line->column == column)
			return line->text;
	}
	fail_msg("no cell %u.%u", row, column);
	return STR_NONE;
}

static void check_amounts(const struct programme *p, const struct word_table *t, uint32_t row, money total, const money *by_funder)
{
	assert_int_equal(cents_said(word_cell(t, row, 4)), total.cents);
	for (size_t k = 0; k < p->funders.n; k++)
		assert_int_equal(cents_said(word_cell(t, row, (uint32_t)(5 + k))), by_funder[k].cents);
}

static void check_word(const struct programme *p, const struct sheet_file *file)
{
	const struct word_table t = {file, 1};
	money *amounts = ARENA_ARRAY(fixture.arena, p->funders.n + 1, money);
	uint32_t row = 2; /* behind the header row */
	for (size_t x = 0; x < p->axes.n; x++) {
		const struct programme_axis *axis = &p->axes.at[x];
		assert_true(str_eq(word_cell(&t, row++, 1), axis->label));
		for (size_t i = 0; i < axis->actions.n; i++, row++) {
			for (size_t k = 0; k < p->funders.n; k++)
				amounts[k] = programme_amount(&axis->actions.at[i], k);
			assert_true(str_eq(word_cell(&t, row, 2), axis->actions.at[i].title));
			check_amounts(p, &t, row, axis->actions.at[i].total, amounts);
		}
		check_amounts(p, &t, row++, axis->total, axis->by_funder);
	}
	for (size_t k = 0; k < p->funders.n; k++)
		amounts[k] = p->funders.at[k].amount;
	check_amounts(p, &t, row, p->total, amounts);
	const struct word_table groups = {file, 2};
	for (size_t g = 0; g < p->groups.n; g++) {
		assert_true(str_eq(word_cell(&groups, (uint32_t)g + 2, 1), p->groups.at[g].label));
		assert_int_equal(cents_said(word_cell(&groups, (uint32_t)g + 2, 2)), p->groups.at[g].amount.cents);
		assert_int_equal(cents_said(word_cell(&groups, (uint32_t)g + 2, 3)), p->groups.at[g].percent * 100);
	}
}

static void the_word_annex_has_every_amount_sub_total_total_and_percentage(void **state)
{
	(void)state;
	const struct programme *p = libercourt();
	struct sheet_file file;
	struct problems ps = fresh_problems();
	str bytes, again;
	const day today = {20000};
	assert_int_equal(annex_docx(fixture.arena, LANG_FR, p, today, &bytes), OK);
	assert_int_equal(annex_docx(fixture.arena, LANG_FR, p, today, &again), OK);
	assert_true(str_eq(bytes, again));
	assert_int_equal(sheet_file_parse(fixture.arena, bytes, &file, &ps), OK);
	check_word(p, &file);
}

static void the_annex_through_a_towns_template_is_the_same(void **state)
{
	(void)state;
	const struct programme *p = libercourt();
	struct sheet_file file;
	struct problems ps = fresh_problems();
	str template, made;
	assert_int_equal(annex_template(fixture.arena, LANG_FR, p->funders.at, p->funders.n, &template), OK);
	const struct template_scope *data = annex_data(fixture.arena, LANG_FR, p, (day){20000});
	assert_int_equal(template_fill(fixture.arena, TEMPLATE_annex, S("ville.docx"), template, &data, 1, &made, &ps), OK); /* by the sandboxed child */
	assert_int_equal(sheet_file_parse(fixture.arena, made, &file, &ps), OK);
	check_word(p, &file);
}

static void templates_of_the_product_have_no_unknown_field(void **state)
{
	(void)state;
	for (enum lang lang = 0; lang < LANG_COUNT; lang++)
		for (enum template_kind kind = TEMPLATE_annex + 1; kind < TEMPLATE_KINDS; kind++) {
			str bytes;
			struct template_look look;
			struct problems ps = fresh_problems();
			assert_int_equal(letter_template(fixture.arena, lang, kind, &bytes), OK);
			enum status s = template_look_here(fixture.arena, kind, NULL, 0, bytes, &look, &ps);
			if (s) {
				struct out o = out_new(1 << 16);
				problems_write(&o, LANG_FR, &ps);
				print_message("%.*s", (int)o.n, o.bytes);
				out_free(&o);
			}
			assert_int_equal(s, OK);
			assert_true(look.uses.n > 4);
		}
}

static void a_programme_of_a_thousand_actions_is_written(void **state)
{
	(void)state;
	struct programme p = {.title = S("Mille"), .call = S("mille"), .call_title = S("Mille"), .territory_name = S("Ville"), .state = S("voted"), .year = 2025, .version = 1};
	struct sheet_file file;
	struct problems ps = fresh_problems();
	str bytes;
	*LIST_ADD(fixture.arena, &p.groups) = (struct programme_group){.code = S("g"), .label = S("Groupe")};
	for (size_t k = 0; k < 8; k++)
		*LIST_ADD(fixture.arena, &p.funders) = (struct programme_funder){.code = arena_fmt(fixture.arena, "f-%zu", k), .label = arena_fmt(fixture.arena, "Financeur %zu", k)};
	struct programme_axis *axis = LIST_ADD(fixture.arena, &p.axes);
	*axis = (struct programme_axis){.code = S("a"), .label = S("Axe")};
	for (size_t i = 0; i < 1000; i++) {
		struct programme_action *action = LIST_ADD(fixture.arena, &axis->actions);
		*action = (struct programme_action){.code = arena_fmt(fixture.arena, "a%zu", i), .title = arena_fmt(fixture.arena, "Action %zu", i), .bearer = S("Porteur"), .total = {(int64_t)i * 8 + 8}};
		for (size_t k = 0; k < 8; k++)
			*LIST_ADD(fixture.arena, &action->lines) = (struct programme_line){.funder = k, .amount = {(int64_t)i + 1}};
	}
	programme_compute(fixture.arena, &p);
	assert_int_equal(annex_docx(fixture.arena, LANG_FR, &p, (day){20000}, &bytes), OK);
	assert_int_equal(programme_ods(fixture.arena, LANG_FR, &p, &bytes), OK);
	struct table_book book = read_book(bytes);
	check_book(&p, &book.sheets.at[0], 0, 3);
	assert_int_equal(annex_docx(fixture.arena, LANG_FR, &p, (day){20000}, &bytes), OK);
	assert_int_equal(sheet_file_parse(fixture.arena, bytes, &file, &ps), OK);
	const struct word_table t = {&file, 1};
	assert_int_equal(cents_said(word_cell(&t, 1002, 4)), 8000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_SQLITE(the_spreadsheet_of_excel_has_every_amount), ON_SQLITE(the_open_document_spreadsheet_has_every_amount_and_total), ON_SQLITE(the_csv_has_every_amount_and_total),
		ON_SQLITE(the_word_annex_has_every_amount_sub_total_total_and_percentage), ON_SQLITE(the_annex_through_a_towns_template_is_the_same),
		ON_SQLITE(templates_of_the_product_have_no_unknown_field), ON_SQLITE(a_programme_of_a_thousand_actions_is_written),
	};
	return both_run("annex", tests, sizeof tests / sizeof *tests);
}
