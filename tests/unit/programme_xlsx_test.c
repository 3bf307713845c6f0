/* documents/programme_xlsx: the workbook is opened again and its cells are read. With `--write DIR`, writes the sample workbooks that
   tests/golden/xlsx/run.sh recalculates in LibreOffice. */
#include "base/file.h"
#include "documents/measure.h"
#include "documents/programme_xlsx.h"

#include "lib/documents_fixture.h"
#include "lib/in_arena.h"

#include <stdio.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <zip.h>

static str workbook_of(enum lang lang, const struct programme *p)
{
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	assert_int_equal(programme_xlsx(arena, lang, p, &o), OK);
	str bytes = arena_str(arena, out_text(&o));
	out_free(&o);
	return bytes;
}

/* A part of the file as text. */
static str part_of(str workbook, const char *name)
{
	zip_error_t error;
	zip_source_t *source = zip_source_buffer_create(workbook.p, workbook.n, 0, &error);
	zip_t *z = zip_open_from_source(source, ZIP_RDONLY, &error);
	zip_stat_t about;
	assert_non_null(z);
	assert_int_equal(zip_stat(z, name, 0, &about), 0);
	char *text = arena_alloc(arena, about.size + 1);
	zip_file_t *f = zip_fopen(z, name, 0);
	assert_int_equal(zip_fread(f, text, about.size), (zip_int64_t)about.size);
	(void)zip_fclose(f);
	zip_discard(z);
	return (str){text, about.size};
}

/* The text of the first node that an XPath finds (prefix m: the main name space), or absent. */
static str find(str xml, const char *path)
{
	xmlDocPtr doc = xmlReadMemory(xml.p, (int)xml.n, "part.xml", NULL, XML_PARSE_NONET);
	xmlXPathContextPtr context = xmlXPathNewContext(doc);
	(void)xmlXPathRegisterNs(context, (const xmlChar *)"m", (const xmlChar *)"http://schemas.openxmlformats.org/spreadsheetml/2006/main");
	xmlXPathObjectPtr found = xmlXPathEvalExpression((const xmlChar *)path, context);
	str text = STR_NONE;
	if (found && found->nodesetval && found->nodesetval->nodeNr) {
		xmlChar *content = xmlNodeGetContent(found->nodesetval->nodeTab[0]);
		text = arena_str(arena, str_of((const char *)content));
		xmlFree(content);
	}
	xmlXPathFreeObject(found);
	xmlXPathFreeContext(context);
	xmlFreeDoc(doc);
	return text;
}

static str cell_of(str sheet, const char *cell, const char *what)
{
	return find(sheet, arena_fmt(arena, "//m:c[@r='%s']/m:%s", cell, what).p);
}

#define assert_text(actual, expected) assert_string_equal(arena_cstr(arena, (actual)), expected)

static void the_libercourt_table_has_the_published_totals_as_cached_values_of_formulas(void **state)
{
	(void)state;
	struct programme p = libercourt(arena);
	str book = workbook_of(LANG_FR, &p), sheet = part_of(book, "xl/worksheets/sheet1.xml");
	static const char *const published[] = {"48207", "29950", "97494", "5000", "20000", "33765", "14240"};
	static const char *const percents[] = {"19", "12", "39", "2", "8", "14", "6"};
	str total = find(sheet, "//m:c[m:f='SUM(D18,D21,D24,D27)']/m:v");
	assert_text(total, "248656");
	for (size_t i = 0; i < 7; i++) {
		char cell[8];
		(void)snprintf(cell, sizeof cell, "D%zu", 31 + i);
		assert_text(cell_of(sheet, cell, "v"), published[i]);
		cell[0] = 'C';
		assert_text(cell_of(sheet, cell, "v"), percents[i]);
		assert_true(str_starts(cell_of(sheet, cell, "f"), S("Financeurs!")) || str_starts(cell_of(sheet, cell, "f"), S("'Financeurs'!")));
	}
	assert_text(cell_of(sheet, "D36", "f"), "J28+K28+L28+M28");
	assert_text(cell_of(sheet, "D38", "f"), "SUM(D31:D37)");
	assert_text(cell_of(sheet, "D18", "f"), "SUM(D11:D17)");
	assert_text(cell_of(sheet, "P11", "f"), "ROUND(D11-SUM(E11:O11),2)");
	assert_text(cell_of(sheet, "P11", "v"), "0");
}

static void the_sheet_is_frozen_and_prints_on_landscape_a3_one_page_wide_with_repeated_heads(void **state)
{
	(void)state;
	struct programme p = libercourt(arena);
	str book = workbook_of(LANG_FR, &p), sheet = part_of(book, "xl/worksheets/sheet1.xml"), names = part_of(book, "xl/workbook.xml");
	assert_text(find(sheet, "//m:pane/@state"), "frozen");
	assert_text(find(sheet, "//m:pane/@ySplit"), "9");
	assert_text(find(sheet, "//m:pane/@xSplit"), "1");
	assert_text(find(sheet, "//m:pageSetup/@paperSize"), "8");
	assert_text(find(sheet, "//m:pageSetup/@orientation"), "landscape");
	assert_text(find(sheet, "//m:pageSetup/@fitToHeight"), "0");
	assert_text(find(sheet, "//m:pageSetUpPr/@fitToPage"), "1");
	assert_true(str_has(find(sheet, "//m:oddFooter"), S("&P / &N")));
	assert_text(find(names, "//m:definedName[@name='_xlnm.Print_Titles' and @localSheetId='0']"), "Programmation!$8:$9");
	assert_true(str_starts(find(names, "//m:definedName[@name='_xlnm.Print_Area' and @localSheetId='0']"), S("Programmation!$A$1:$P$")));
}

static void the_same_programme_gives_the_same_bytes_and_no_author(void **state)
{
	(void)state;
	struct programme p = libercourt(arena);
	str one = workbook_of(LANG_FR, &p), two = workbook_of(LANG_FR, &p);
	assert_true(str_eq(one, two));
	str core = part_of(one, "docProps/core.xml");
	assert_text(find(core, "//*[local-name()='creator']"), "");
	assert_text(find(core, "//*[local-name()='created']"), "2024-12-18T00:00:00Z");
	assert_text(find(core, "//*[local-name()='title']"), "Proposition programmation politique de la ville 2025");
}

static void a_text_that_begins_like_a_formula_stays_a_text(void **state)
{
	(void)state;
	static const char *const hostile[] = {"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "_x0041_ \x01\xff", "a\tb"};
	struct programme p = made_up(arena, (struct fixture_size){1, 6, 1, 1, false});
	for (size_t i = 0; i < 6; i++)
		p.axes.at[0].actions.at[i].title = p.axes.at[0].actions.at[i].bearer = str_of(hostile[i]);
	p.funders.at[0].label = p.groups.at[0].label = p.axes.at[0].label = S("=HYPERLINK(\"http://example.org\")");
	str book = workbook_of(LANG_FR, &p), strings = part_of(book, "xl/sharedStrings.xml");
	for (int sheet = 1; sheet <= 3; sheet++) {
		str xml = part_of(book, arena_fmt(arena, "xl/worksheets/sheet%d.xml", sheet).p);
		assert_true(find(xml, "//m:f[contains(.,'HYPERLINK') or contains(.,'cmd') or contains(.,'1+1') or contains(.,'2+3')]").p == NULL);
	}
	for (size_t i = 0; i < 4; i++)
		assert_true(find(strings, arena_fmt(arena, "//m:t[.=\"%s\"]", hostile[i]).p).p != NULL);
	assert_true(find(strings, "//m:t[starts-with(.,'_x005F_x0041_')]").p != NULL);
}

static void cents_are_kept_and_a_gap_of_one_cent_is_seen(void **state)
{
	(void)state;
	struct programme p = made_up(arena, (struct fixture_size){1, 7, 3, 5, true});
	str sheet = part_of(workbook_of(LANG_FR, &p), "xl/worksheets/sheet1.xml");
	assert_int_equal(p.axes.at[0].actions.at[6].gap.cents, 1);
	assert_true(find(sheet, "//m:c[m:v='0.01']/m:f[starts-with(.,'ROUND(')]").p != NULL);
	str cost = find(sheet, "//m:row[m:c/m:v='0.01']/m:c[4]/m:v");
	assert_text(cost, arena_cstr(arena, arena_fmt(arena, "%.2f", (double)p.axes.at[0].actions.at[6].total.cents / 100)));
	assert_true(find(sheet, "//m:conditionalFormatting//m:formula[contains(.,'<>0)')]").p != NULL);
}

static void decision_and_receipts_are_real_dates(void **state)
{
	(void)state;
	struct programme p = libercourt(arena);
	str sheet = part_of(workbook_of(LANG_FR, &p), "xl/worksheets/sheet1.xml");
	assert_text(cell_of(sheet, "C3", "v"), "45644");
	assert_text(cell_of(sheet, "C5", "v"), "45644");
	assert_text(cell_of(sheet, "D6", "v"), "45644");
}

static void an_empty_programme_and_a_large_one_both_make_a_workbook(void **state)
{
	(void)state;
	struct programme none = made_up(arena, (struct fixture_size){0});
	struct programme axis_only = made_up(arena, (struct fixture_size){2, 0, 2, 0, false});
	struct programme large = made_up(arena, (struct fixture_size){150, 1000, 8, 40, true});
	assert_true(workbook_of(LANG_EN, &none).n > 1000);
	assert_true(workbook_of(LANG_FR, &axis_only).n > 1000);
	str sheet = part_of(workbook_of(LANG_EN, &large), "xl/worksheets/sheet1.xml");
	str total = find(sheet, "(//m:c[starts-with(m:f,'SUM(D') and contains(m:f,'/2')])[1]/m:v");
	double cached = 0;
	assert_int_equal(sscanf(arena_cstr(arena, total), "%lf", &cached), 1);
	assert_true(cached * 100 > (double)large.total.cents - 0.5 && cached * 100 < (double)large.total.cents + 0.5);
}

static void a_workbook_too_big_for_its_buffer_or_its_sheet_is_refused(void **state)
{
	(void)state;
	struct programme p = libercourt(arena);
	struct out small = out_new(1000);
	assert_int_equal(programme_xlsx(arena, LANG_FR, &p, &small), TOO_BIG);
	out_free(&small);
	struct programme wide = made_up(arena, (struct fixture_size){1, 1, 1, LIMIT_WORKBOOK_FUNDERS + 1, false});
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	assert_int_equal(programme_xlsx(arena, LANG_FR, &wide, &o), TOO_BIG);
	assert_int_equal(o.n, 0);
	out_free(&o);
}

static void a_text_breaks_at_blanks_and_never_at_no_break_spaces(void **state)
{
	(void)state;
	int64_t width = text_milliems(S("un deux"));
	assert_int_equal(text_line_count(S("un deux trois"), width), 2);
	assert_int_equal(text_line_count(S("un deux\n\ntrois"), width), 3);
	struct text_lines lines = text_wrap(arena, S("un 12\xc2\xa0€ x"), text_milliems(S("un 12")));
	assert_text(lines.list.at[1], "12\xc2\xa0€");
	assert_int_equal(text_line_count(S("anticonstitutionnellement"), width), 4);
	assert_int_equal(text_line_count(S(""), width), 1);
	assert_true(text_milliems(text_fit(arena, S("un très long intitulé"), 3000)) <= 3000);
}

static int write_samples(const char *folder)
{
	static const struct {
		const char *name;
		struct fixture_size size;
	} sizes[] = {
		{"none", {0}}, {"one", {1, 1, 1, 1, false}}, {"cents", {3, 20, 6, 9, true}}, {"funders", {3, 30, 12, 40, true}},
		{"thousand", {12, 1000, 5, 8, true}}, {"axes", {150, 300, 7, 6, true}},
	};
	struct programme p = libercourt(arena);
	str path = arena_fmt(arena, "%s/libercourt.xlsx", folder), en = arena_fmt(arena, "%s/libercourt-en.xlsx", folder);
	int failed = file_replace(path.p, workbook_of(LANG_FR, &p)) != OK || file_replace(en.p, workbook_of(LANG_EN, &p)) != OK;
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct programme sample = made_up(arena, sizes[i].size);
		failed |= file_replace(arena_fmt(arena, "%s/%s.xlsx", folder, sizes[i].name).p, workbook_of(LANG_FR, &sample)) != OK;
	}
	p.total.cents += 100; /* what a wrong cached value looks like to run.sh */
	failed |= file_replace(arena_fmt(arena, "%s/wrong-on-purpose.xlsx", folder).p, workbook_of(LANG_FR, &p)) != OK;
	return failed;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(the_libercourt_table_has_the_published_totals_as_cached_values_of_formulas),
		IN_ARENA(the_sheet_is_frozen_and_prints_on_landscape_a3_one_page_wide_with_repeated_heads),
		IN_ARENA(the_same_programme_gives_the_same_bytes_and_no_author),
		IN_ARENA(a_text_that_begins_like_a_formula_stays_a_text),
		IN_ARENA(cents_are_kept_and_a_gap_of_one_cent_is_seen),
		IN_ARENA(decision_and_receipts_are_real_dates),
		IN_ARENA(an_empty_programme_and_a_large_one_both_make_a_workbook),
		IN_ARENA(a_workbook_too_big_for_its_buffer_or_its_sheet_is_refused),
		IN_ARENA(a_text_breaks_at_blanks_and_never_at_no_break_spaces),
	};
	if (argc == 3 && strcmp(argv[1], "--write") == 0) {
		(void)arena_start(NULL);
		int failed = write_samples(argv[2]);
		(void)arena_stop(NULL);
		return failed;
	}
	return cmocka_run_group_tests_name("programme_xlsx", tests, NULL, NULL);
}
