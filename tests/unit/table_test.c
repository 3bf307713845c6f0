/* Reading tables that nobody vouches for, and the sandbox that does it. */
#include "imports/sandbox.h"
#include "imports/table_parts.h"
#include "imports/wire.h"

#include "base/file.h"

#include "lib/in_arena.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <xlsxwriter.h>
#include <zip.h>

static struct table_book book;

static enum status parse(str bytes)
{
	problems = problems_new(arena);
	return table_parse(arena, bytes, &book, &problems);
}

static const struct table_cell *cell(size_t sheet, size_t row, size_t column)
{
	assert_true(sheet < book.sheets.n && row < book.sheets.at[sheet].rows.n && column < book.sheets.at[sheet].rows.at[row].n);
	return &book.sheets.at[sheet].rows.at[row].cells[column];
}

static void assert_cell(size_t row, size_t column, const char *text)
{
	assert_string_equal(arena_cstr(arena, cell(0, row, column)->text), text);
}

static void assert_refused(str bytes, enum status status, enum word message)
{
	assert_int_equal(parse(bytes), status);
	assert_int_equal(problems.list.n, 1);
	assert_int_equal(problems.list.at[0].message, message);
}

static void every_separator_is_found_in_the_content(void **state)
{
	(void)state;
	static const struct {
		str text;
		char separator;
	} rows[] = {
		{{"a;b\n1,5;2,5\n", 12}, ';'}, {{"a\tb\n1,5\t2\n", 10}, '\t'}, {{"a|b\nc|d\n", 8}, '|'}, {{"a,b\n1,2\n", 8}, ','}, {{"\"x;y;z\",b\n\"k;l\",2\n", 18}, ','}, {{"sep=,\na,b;c\n", 12}, ','},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(parse(rows[i].text), OK);
		assert_int_equal(book.separator, rows[i].separator);
		assert_int_equal(book.sheets.at[0].rows.at[0].n, 2);
	}
}

static void quotes_hold_separators_line_ends_and_quotes(void **state)
{
	(void)state;
	assert_int_equal(parse(S("\"a;1\n2\";\"dit \"\"oui\"\"\"\r\n \"b\" ; c \r\n\"62, elles\" suite;d\rfin;\"sans fin\n")), OK);
	assert_cell(0, 0, "a;1\n2");
	assert_cell(0, 1, "dit \"oui\"");
	assert_cell(1, 0, "b");
	assert_cell(1, 1, "c");
	assert_cell(2, 0, "\"62, elles\" suite");
	assert_cell(3, 1, "\"sans fin");
	assert_int_equal(book.sheets.at[0].rows.at[1].number, 2);
}

static void every_encoding_gives_the_same_letters(void **state)
{
	(void)state;
	static const struct {
		str bytes;
		const char *encoding;
	} rows[] = {
		{{"\xef\xbb\xbf\xc3\xa9t\xc3\xa9;\xe2\x82\xac\n", 13}, "utf-8"},
		{{"\xc3\xa9t\xc3\xa9;\xe2\x82\xac\n", 10}, "utf-8"},
		{{"\xe9t\xe9;\x80\n", 6}, "windows-1252"},
		{{"\xff\xfe\xe9\0t\0\xe9\0;\0\xac\x20\n\0", 14}, "utf-16le"},
		{{"\xfe\xff\0\xe9\0t\0\xe9\0;\x20\xac\0\n", 14}, "utf-16be"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(parse(rows[i].bytes), OK);
		assert_string_equal(arena_cstr(arena, book.encoding), rows[i].encoding);
		assert_cell(0, 0, "été");
		assert_cell(0, 1, "€");
	}
}

static void ragged_rows_stay_ragged_and_blank_rows_count(void **state)
{
	(void)state;
	assert_int_equal(parse(S("a;b;c\n\n1;2\n;;;;5\n")), OK);
	assert_int_equal(book.sheets.at[0].rows.n, 3);
	assert_int_equal(book.sheets.at[0].rows.at[1].number, 3);
	assert_int_equal(book.sheets.at[0].rows.at[1].n, 2);
	assert_int_equal(book.sheets.at[0].rows.at[2].n, 5);
	assert_int_equal(book.sheets.at[0].columns, 5);
}

static void files_given_by_mistake_are_named(void **state)
{
	(void)state;
	assert_refused(S("a;b\0c;d\n"), INVALID, W_reconcile_has_nul);
	assert_refused(S(""), INVALID, W_reconcile_empty);
	assert_refused(S(" \n\r\n "), INVALID, W_reconcile_empty);
	assert_refused(S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), INVALID, W_reconcile_is_old_excel);
	assert_refused(S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"), INVALID, W_reconcile_encrypted);
	assert_refused(S("%PDF-1.7 x"), INVALID, W_reconcile_is_pdf);
	assert_refused(S("<html><table>"), INVALID, W_reconcile_is_markup);
	assert_refused(S("PK\x03\x04 and nothing that follows"), INVALID, W_reconcile_bad_archive);
	assert_refused(S("\x89PNG...."), INVALID, W_reconcile_is_other);
}

static void too_many_columns_rows_or_bytes_in_a_cell_are_refused(void **state)
{
	(void)state;
	struct out o = out_new(1 << 20);
	out_pad(&o, ';', LIMIT_TABLE_COLUMNS + 1);
	assert_refused(out_text(&o), TOO_BIG, W_reconcile_too_many_columns);
	out_reset(&o);
	for (int i = 0; i < LIMIT_TABLE_ROWS + 1; i++)
		out_str(&o, S("a\n"));
	assert_refused(out_text(&o), TOO_BIG, W_reconcile_too_many_rows);
	out_reset(&o);
	out_pad(&o, 'x', LIMIT_CELL_BYTES + 1);
	assert_refused(out_text(&o), TOO_BIG, W_reconcile_cell_too_big);
	out_free(&o);
}

static void stored_numbers_are_read_to_the_millionth_without_a_float(void **state)
{
	(void)state;
	int64_t v;
	assert_true(stored_number(S("0.30000000000000004"), &v) && v == 300000);
	assert_true(stored_number(S("1.2345E-2"), &v) && v == 12345);
	assert_true(stored_number(S("-12E3"), &v) && v == -12000 * INT64_C(1000000));
	assert_true(stored_number(S("38207.999999999993"), &v) && v == 38208 * INT64_C(1000000));
	assert_true(stored_number(S("1e-300"), &v) && v == 0);
	assert_false(stored_number(S("1e300"), &v));
	assert_false(stored_number(S("12a"), &v));
	assert_false(stored_number(S(""), &v));
	assert_false(stored_number(S("-"), &v));
}

static const char *new_path(void)
{
	char *path = arena_alloc(arena, 64);
	(void)snprintf(path, 64, "/tmp/faubourg-test-XXXXXX");
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	(void)close(fd);
	return path;
}

static str workbook_bytes(void)
{
	const char *path = new_path();
	lxw_workbook *wb = workbook_new(path);
	lxw_worksheet *one = workbook_add_worksheet(wb, "Été"), *two = workbook_add_worksheet(wb, "Deux");
	lxw_format *date = workbook_add_format(wb), *percent = workbook_add_format(wb);
	format_set_num_format(date, "dd/mm/yyyy");
	format_set_num_format(percent, "0.0%");
	worksheet_write_string(one, 0, 0, "Libellé & <co>", NULL);
	worksheet_write_number(one, 0, 1, 12.5, NULL);
	worksheet_write_datetime(one, 0, 2, &(lxw_datetime){2024, 5, 12, 0, 0, 0}, date);
	worksheet_write_boolean(one, 1, 0, 1, NULL);
	worksheet_write_formula_num(one, 1, 1, "=B1*2", NULL, 25);
	worksheet_write_number(one, 1, 2, 0.195, percent);
	worksheet_write_formula_str(one, 4, 3, "=\"x\"", NULL, "texte");
	worksheet_write_string(two, 9, 27, "loin", NULL);
	assert_int_equal(workbook_close(wb), LXW_NO_ERROR);
	str bytes = STR_NONE;
	assert_int_equal(file_read(arena, path, LIMIT_TABLE_FILE_BYTES, &bytes), OK);
	(void)unlink(path);
	return bytes;
}

static void a_workbook_gives_text_numbers_dates_formulas_and_sheets(void **state)
{
	(void)state;
	assert_int_equal(parse(workbook_bytes()), OK);
	assert_string_equal(arena_cstr(arena, book.format), "xlsx");
	assert_int_equal(book.sheets.n, 2);
	assert_string_equal(arena_cstr(arena, book.sheets.at[0].name), "Été");
	assert_cell(0, 0, "Libellé & <co>");
	assert_true(cell(0, 0, 1)->kind == CELL_NUMBER && cell(0, 0, 1)->micro == 12500000);
	assert_int_equal(cell(0, 0, 2)->kind, CELL_DATE);
	assert_cell(0, 2, "2024-05-12");
	assert_int_equal(cell(0, 1, 0)->kind, CELL_BOOLEAN);
	assert_true(cell(0, 1, 1)->formula && cell(0, 1, 1)->micro == 25000000);
	assert_true(cell(0, 1, 2)->percent_format && cell(0, 1, 2)->micro == 195000);
	assert_int_equal(book.sheets.at[0].rows.at[2].number, 5);
	assert_cell(2, 3, "texte");
	assert_int_equal(book.sheets.at[1].rows.at[0].number, 10);
	assert_int_equal(book.sheets.at[1].rows.at[0].n, 28);
}

static void a_workbook_cut_anywhere_is_refused_without_harm(void **state)
{
	(void)state;
	str whole = workbook_bytes();
	for (size_t n = 4; n < whole.n; n += 97)
		assert_int_equal(parse(str_first(whole, n)), INVALID);
}

/* An archive with the named parts; `last` repeated `times` makes the body of the last one. */
static str archive_of(const char *const (*parts)[2], size_t count, const char *last, size_t times)
{
	const char *path = new_path();
	int error = 0;
	zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &error);
	assert_non_null(z);
	char *big = NULL;
	for (size_t i = 0; i < count; i++) {
		str body = str_of(parts[i][1]);
		if (i + 1 == count && times) {
			size_t n = strlen(last);
			big = malloc(body.n + n * times);
			assert_non_null(big);
			memcpy(big, body.p, body.n);
			for (size_t k = 0; k < times; k++)
				memcpy(big + body.n + k * n, last, n);
			body = (str){big, body.n + n * times};
		}
		assert_true(zip_file_add(z, parts[i][0], zip_source_buffer(z, body.p, body.n, 0), ZIP_FL_ENC_UTF_8) >= 0);
	}
	assert_int_equal(zip_close(z), 0);
	free(big);
	str bytes = STR_NONE;
	assert_int_equal(file_read(arena, path, LIMIT_TABLE_FILE_BYTES, &bytes), OK);
	(void)unlink(path);
	return bytes;
}

#define WORKBOOK "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
#define RELATIONS "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"

static str sheet_archive(const char *sheet, const char *repeated, size_t times)
{
	const char *const parts[][2] = {{"xl/workbook.xml", WORKBOOK}, {"xl/_rels/workbook.xml.rels", RELATIONS}, {"xl/worksheets/sheet1.xml", sheet}};
	return archive_of(parts, 3, repeated, times);
}

static void a_workbook_that_unpacks_without_end_is_refused(void **state)
{
	(void)state;
	assert_refused(sheet_archive("<worksheet><sheetData>", "<row></row>                                                     ", 1000 * 1000), TOO_BIG, W_reconcile_bomb);
}

static void entities_bad_references_and_other_archives_are_refused(void **state)
{
	(void)state;
	assert_refused(sheet_archive("<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>", "", 0),
	               INVALID, W_reconcile_bad_xml);
	assert_refused(sheet_archive("<worksheet><sheetData><row r=\"1\"><c r=\"ZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>", "", 0), INVALID, W_reconcile_bad_xml);
	assert_refused(sheet_archive("<worksheet><sheetData><row r=\"2\"/><row r=\"1\"/></sheetData></worksheet>", "", 0), INVALID, W_reconcile_bad_xml);
	assert_refused(sheet_archive("<worksheet><sheetData><row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row></sheetData></worksheet>", "", 0), TOO_BIG, W_reconcile_too_many_columns);
	const char *const docx[][2] = {{"word/document.xml", "<w/>"}}, *const slides[][2] = {{"ppt/presentation.xml", "<p/>"}};
	assert_refused(archive_of(docx, 1, "", 0), INVALID, W_imports_no_table);
	assert_refused(archive_of(slides, 1, "", 0), INVALID, W_reconcile_other_archive);
}

static void tables_of_a_document_are_sheets_with_their_merged_cells(void **state)
{
	(void)state;
	const char *const parts[][2] = {{"word/document.xml", "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Annexe</w:t></w:r></w:p><w:tbl>"
		"<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>Axe et action</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Ville</w:t></w:r></w:p></w:tc></w:tr>"
		"<w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>Santé</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Forum</w:t></w:r></w:p><w:p><w:r><w:t>Une journée</w:t></w:r></w:p></w:tc>"
		"<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>5 000 €</w:t></w:r></w:p></w:tc></w:tr>"
		"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:del><w:r><w:t>Ancien</w:t></w:r></w:del><w:r><w:t>Atelier</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>"
		"</w:tbl><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Autre</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"}};
	assert_int_equal(parse(archive_of(parts, 1, "", 0)), OK);
	assert_true(str_eq(book.format, S("docx")) && book.sheets.n == 2);
	assert_cell(0, 0, "Axe et action");
	assert_cell(0, 2, "Ville");
	assert_cell(1, 1, "Forum\nUne journée");
	assert_cell(1, 2, "5 000 €");
	assert_cell(2, 0, "Santé"); /* a text goes on below */
	assert_true(cell(0, 1, 0)->tall && !cell(0, 1, 0)->carried && cell(0, 2, 0)->carried && cell(0, 1, 2)->tall && !cell(0, 2, 2)->carried);
	assert_cell(2, 1, "Atelier");
	assert_cell(2, 2, ""); /* an amount does not: it would count twice */
	assert_true(str_eq(cell(1, 0, 0)->text, S("Autre")));
}

static void unicode_text_of_a_spreadsheet_becomes_utf8(void **state)
{
	(void)state;
	assert_true(str_eq(table_as_utf8(arena, (str){"\xff\xfe" "A\0\xe9\0", 6}), S("Aé")));
	assert_true(str_eq(table_as_utf8(arena, (str){"\xfe\xff" "\0A\0\xe9", 6}), S("Aé")));
	assert_true(str_eq(table_as_utf8(arena, S("Aé")), S("Aé")));
}

static void inline_strings_errors_and_cells_without_references_are_read(void **state)
{
	(void)state;
	assert_int_equal(parse(sheet_archive("<worksheet><sheetData><row><c t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is></c><c t=\"e\"><v>#REF!</v></c><c><v>3</v></c></row></sheetData></worksheet>", "", 0)), OK);
	assert_cell(0, 0, "ab");
	assert_int_equal(cell(0, 0, 1)->kind, CELL_ERROR);
	assert_true(cell(0, 0, 2)->micro == 3000000);
}

static void an_ods_workbook_is_read_with_its_repeated_cells(void **state)
{
	(void)state;
	const char *const parts[][2] = {
		{"META-INF/manifest.xml", "<m/>"},
		{"content.xml", "<d xmlns:table=\"t\" xmlns:office=\"o\" xmlns:text=\"x\"><table:table table:name=\"F1\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>Été</text:p><text:p>suite</text:p></table:table-cell>"
	                        "<table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"12.5\"><text:p>12,5</text:p></table:table-cell></table:table-row>"
	                        "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table></d>"}};
	assert_int_equal(parse(archive_of(parts, 2, "", 0)), OK);
	assert_string_equal(arena_cstr(arena, book.format), "ods");
	assert_int_equal(book.sheets.at[0].rows.n, 1);
	assert_cell(0, 0, "Été\nsuite");
	assert_true(cell(0, 0, 2)->micro == 12500000);
}

static void a_text_of_a_workbook_holds_for_all_lines_that_its_cell_is_merged_over(void **state)
{
	(void)state;
	assert_int_equal(parse(sheet_archive("<worksheet><sheetData>"
		"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Santé</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Forum</t></is></c><c r=\"C1\"><v>5000</v></c><c r=\"D1\" t=\"inlineStr\"><is><t>CCAS</t></is></c></row>"
		"<row r=\"2\"><c r=\"A2\"/><c r=\"B2\" t=\"inlineStr\"><is><t>Atelier</t></is></c><c r=\"C2\"/></row>"
		"<row r=\"3\"><c r=\"A3\"/></row><row r=\"4\"><c r=\"B4\" t=\"inlineStr\"><is><t>Chorale</t></is></c></row></sheetData>"
		"<mergeCells><mergeCell ref=\"A1:A3\"/><mergeCell ref=\"C1:C2\"/><mergeCell ref=\"D1:D2\"/><mergeCell ref=\"B4:C4\"/><mergeCell ref=\"B9:B2\"/><mergeCell ref=\"x\"/><mergeCell/></mergeCells></worksheet>", "", 0)), OK);
	assert_cell(1, 0, "Santé");
	assert_true(cell(0, 0, 0)->tall && cell(0, 1, 0)->carried && !cell(0, 1, 0)->tall);
	assert_cell(1, 3, "CCAS"); /* beyond the cells that the line has */
	assert_int_equal(cell(0, 1, 2)->kind, CELL_EMPTY); /* an amount is counted once */
	assert_true(cell(0, 0, 2)->tall);
	assert_cell(3, 1, "Chorale");
	assert_true(!cell(0, 3, 1)->tall);
}

static void a_text_of_an_ods_holds_for_all_lines_that_its_cell_is_merged_over(void **state)
{
	(void)state;
#define TEXT_CELL(attributes, text) "<table:table-cell office:value-type=\"string\" " attributes "><text:p>" text "</text:p></table:table-cell>"
	const char *const parts[][2] = {
		{"META-INF/manifest.xml", "<m/>"},
		{"content.xml", "<d xmlns:table=\"t\" xmlns:office=\"o\" xmlns:text=\"x\"><table:table table:name=\"F1\">"
			"<table:table-row>" TEXT_CELL("table:number-rows-spanned=\"3\"", "Santé") TEXT_CELL("", "Forum")
			"<table:table-cell office:value-type=\"float\" office:value=\"5000\" table:number-rows-spanned=\"2\"><text:p>5000</text:p></table:table-cell></table:table-row>"
			"<table:table-row><table:covered-table-cell/>" TEXT_CELL("", "Atelier") "<table:covered-table-cell/></table:table-row>"
			"<table:table-row table:number-rows-repeated=\"1\"><table:covered-table-cell/>" TEXT_CELL("", "Chorale") "</table:table-row>"
			"<table:table-row><table:table-cell/>" TEXT_CELL("table:number-rows-spanned=\"1048570\"", "Bal") "</table:table-row>"
			"<table:table-row table:number-rows-repeated=\"1048560\"><table:table-cell/><table:covered-table-cell/></table:table-row></table:table></d>"}};
	assert_int_equal(parse(archive_of(parts, 2, "", 0)), OK);
	assert_int_equal(book.sheets.at[0].rows.n, 4); /* a merge to the end of the sheet makes no lines */
	assert_cell(1, 0, "Santé");
	assert_cell(2, 0, "Santé");
	assert_cell(3, 0, "");
	assert_true(cell(0, 0, 0)->tall && cell(0, 2, 0)->carried && cell(0, 0, 2)->tall);
	assert_int_equal(book.sheets.at[0].rows.at[1].n, 2); /* an amount is counted once */
}

/* --- through the sandbox --- */

static enum word refusal(const char *path, enum status expected)
{
	problems = problems_new(arena);
	assert_int_equal(table_read(arena, path, &book, &problems), expected);
	assert_true(problems.list.n > 0);
	return problems.list.at[0].message;
}

static void a_csv_of_two_gigabytes_is_refused_at_once_in_little_memory(void **state)
{
	(void)state;
	const char *path = new_path();
	assert_int_equal(truncate(path, INT64_C(2) << 30), 0);
	struct rusage before, after;
	assert_int_equal(getrusage(RUSAGE_SELF, &before), 0);
	assert_int_equal(refusal(path, TOO_BIG), W_reconcile_file_over);
	assert_int_equal(getrusage(RUSAGE_SELF, &after), 0);
	assert_true(after.ru_maxrss - before.ru_maxrss < 8 * 1024);
	(void)unlink(path);
}

static void a_missing_file_a_folder_and_a_device_are_told_apart(void **state)
{
	(void)state;
	assert_int_equal(refusal("/tmp/no-such-faubourg-file.csv", NOT_FOUND), W_reconcile_not_found);
	assert_int_equal(refusal("/tmp", INVALID), W_reconcile_not_a_file);
	assert_int_equal(refusal("/dev/zero", INVALID), W_reconcile_not_a_file);
}

static void a_table_comes_back_whole_from_the_sandbox(void **state)
{
	(void)state;
	assert_int_equal(table_read_bytes(arena, S("x.xlsx"), workbook_bytes(), &book, &problems), OK);
	assert_int_equal(book.sheets.n, 2);
	assert_cell(0, 2, "2024-05-12");
	assert_true(cell(0, 1, 1)->formula && cell(0, 1, 1)->micro == 25000000);
	assert_int_equal(book.sheets.at[1].rows.at[0].number, 10);
}

_Noreturn static enum status hangs(struct arena *a, str input, struct out *result, struct problems *ps)
{
	(void)a, (void)input, (void)result, (void)ps;
	for (volatile unsigned i = 0;; i++) /* unsigned: it goes round */
		;
}

_Noreturn static enum status crashes(struct arena *a, str input, struct out *result, struct problems *ps)
{
	(void)a, (void)input, (void)result, (void)ps;
	_exit(9);
}

_Noreturn static enum status eats_memory(struct arena *a, str input, struct out *result, struct problems *ps)
{
	(void)input, (void)result, (void)ps;
	for (;;)
		(void)arena_alloc(a, 1 << 20);
}

static enum status opens_a_file(struct arena *a, str input, struct out *result, struct problems *ps)
{
	(void)a, (void)input, (void)ps;
	out_str(result, open("/etc/passwd", O_RDONLY) < 0 ? S("refused") : S("opened"));
	return OK;
}

static enum status opens_a_socket(struct arena *a, str input, struct out *result, struct problems *ps)
{
	(void)a, (void)input, (void)ps;
	out_str(result, socket(AF_INET, SOCK_STREAM, 0) < 0 ? S("refused") : S("opened"));
	return OK;
}

static enum status runs_a_program(struct arena *a, str input, struct out *result, struct problems *ps)
{
	(void)a, (void)input, (void)ps;
	(void)execl("/bin/true", "true", (char *)NULL);
	out_str(result, S("still here"));
	return OK;
}

static enum status forks(struct arena *a, str input, struct out *result, struct problems *ps)
{
	(void)a, (void)input, (void)ps;
	out_str(result, fork() < 0 ? S("refused") : S("forked"));
	return OK;
}

static enum status talks_too_much(struct arena *a, str input, struct out *result, struct problems *ps)
{
	(void)a, (void)input, (void)ps;
	out_pad(result, 'x', 5000);
	return OK;
}

/* Writes to the pipe behind the protocol's back: the lowest free descriptors are closed, the pipe is among the first. */
_Noreturn static enum status lies(struct arena *a, str input, struct out *result, struct problems *ps)
{
	(void)a, (void)input, (void)result, (void)ps;
	for (int fd = 3; fd < 64; fd++)
		if (write(fd, "FBI1\x00\xff\xff\xff\xff", 9) == 9)
			break;
	_exit(0);
}

static bool keep(struct arena *a, str result, void *thing)
{
	(void)a;
	*(str *)thing = result;
	return true;
}

static enum status run(sandbox_work *work, str *result)
{
	const struct sandbox_job job = {.work = work, .take = keep, .input_max = 1000, .result_max = 1000, .memory_max = 64 << 20, .seconds = 1};
	problems = problems_new(arena);
	return sandbox_run_bytes(arena, &job, S("essai"), S("x"), result, &problems);
}

static void assert_child(sandbox_work *work, enum status status, enum word message)
{
	str result = STR_NONE;
	assert_int_equal(run(work, &result), status);
	assert_int_equal(problems.list.n, 1);
	assert_int_equal(problems.list.at[0].message, message);
	assert_string_equal(arena_cstr(arena, problems.list.at[0].file), "essai");
}

static enum status answers(struct arena *a, str input, struct out *result, struct problems *ps)
{
	(void)a, (void)ps;
	out_str(result, input);
	return OK;
}

static bool believe_nothing(struct arena *a, str result, void *thing)
{
	(void)a, (void)result, (void)thing;
	return false;
}

static void a_result_that_its_reader_does_not_believe_is_a_problem(void **state)
{
	(void)state;
	const struct sandbox_job job = {.work = answers, .take = believe_nothing, .input_max = 10, .result_max = 10, .memory_max = 64 << 20, .seconds = 5};
	problems = problems_new(arena);
	assert_int_equal(sandbox_run_bytes(arena, &job, S("essai"), S("x"), NULL, &problems), INVALID);
	assert_int_equal(problems.list.n, 1);
	assert_int_equal(problems.list.at[0].message, W_reconcile_child_died);
}

static void a_child_that_hangs_crashes_lies_or_eats_memory_is_a_problem_not_a_crash(void **state)
{
	(void)state;
	assert_child(hangs, INVALID, W_reconcile_child_late);
	assert_child(crashes, INVALID, W_reconcile_child_died);
	assert_child(eats_memory, INVALID, W_reconcile_child_died);
	assert_child(lies, INVALID, W_reconcile_child_died);
	assert_child(talks_too_much, TOO_BIG, W_reconcile_result_too_big);
}

static void a_child_cannot_open_files_sockets_programs_or_processes(void **state)
{
	(void)state;
	str result = STR_NONE;
	assert_int_equal(run(opens_a_file, &result), OK);
	assert_true(str_eq(result, S("refused")));
	assert_child(opens_a_socket, INVALID, W_reconcile_child_died);
	assert_child(runs_a_program, INVALID, W_reconcile_child_died);
	assert_child(forks, INVALID, W_reconcile_child_died);
}

static void the_layers_of_the_sandbox_are_there(void **state)
{
	(void)state;
	struct sandbox_layers l = sandbox_status();
	assert_true(l.no_new_privs && l.resource_limits && l.seccomp);
}

static void a_book_cut_anywhere_on_the_wire_is_bad(void **state)
{
	(void)state;
	assert_int_equal(parse(workbook_bytes()), OK);
	struct out o = out_new(1 << 20);
	wire_put_book(&o, &book);
	struct table_book copy;
	for (size_t n = 0; n < out_text(&o).n; n++) {
		struct wire w = {.rest = str_first(out_text(&o), n)};
		assert_false(wire_book(&w, arena, &copy));
	}
	struct wire whole = {.rest = out_text(&o)};
	assert_true(wire_book(&whole, arena, &copy));
	out_free(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(every_separator_is_found_in_the_content),
		IN_ARENA(quotes_hold_separators_line_ends_and_quotes),
		IN_ARENA(every_encoding_gives_the_same_letters),
		IN_ARENA(ragged_rows_stay_ragged_and_blank_rows_count),
		IN_ARENA(files_given_by_mistake_are_named),
		IN_ARENA(too_many_columns_rows_or_bytes_in_a_cell_are_refused),
		IN_ARENA(stored_numbers_are_read_to_the_millionth_without_a_float),
		IN_ARENA(a_workbook_gives_text_numbers_dates_formulas_and_sheets),
		IN_ARENA(a_workbook_cut_anywhere_is_refused_without_harm),
		IN_ARENA(a_workbook_that_unpacks_without_end_is_refused),
		IN_ARENA(entities_bad_references_and_other_archives_are_refused),
		IN_ARENA(tables_of_a_document_are_sheets_with_their_merged_cells),
		IN_ARENA(unicode_text_of_a_spreadsheet_becomes_utf8),
		IN_ARENA(inline_strings_errors_and_cells_without_references_are_read),
		IN_ARENA(an_ods_workbook_is_read_with_its_repeated_cells),
		IN_ARENA(a_text_of_a_workbook_holds_for_all_lines_that_its_cell_is_merged_over),
		IN_ARENA(a_text_of_an_ods_holds_for_all_lines_that_its_cell_is_merged_over),
		IN_ARENA(a_csv_of_two_gigabytes_is_refused_at_once_in_little_memory),
		IN_ARENA(a_missing_file_a_folder_and_a_device_are_told_apart),
		IN_ARENA(a_table_comes_back_whole_from_the_sandbox),
		IN_ARENA(a_child_that_hangs_crashes_lies_or_eats_memory_is_a_problem_not_a_crash),
		IN_ARENA(a_result_that_its_reader_does_not_believe_is_a_problem),
		IN_ARENA(a_child_cannot_open_files_sockets_programs_or_processes),
		IN_ARENA(the_layers_of_the_sandbox_are_there),
		IN_ARENA(a_book_cut_anywhere_on_the_wire_is_bad),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
