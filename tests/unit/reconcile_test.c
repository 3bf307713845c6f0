/* Tables of tests/golden/reconcile: each must give its .json, byte for byte. ok-* must add up, bad-* must not. FAUBOURG_GOLDEN=write makes them anew. */
#include "imports/reconcile_file.h"

#include "base/file.h"

#include "lib/in_arena.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#define GOLDEN "tests/golden/reconcile"

static str json_of(const struct reconciliation *r)
{
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	reconciliation_json(&o, LANG_FR, r);
	out_char(&o, '\n');
	str text = arena_str(arena, out_text(&o));
	out_free(&o);
	return text;
}

static void check_golden(const char *name)
{
	struct problems ps = problems_new(arena);
	struct reconciliation r;
	const char *path = arena_fmt(arena, GOLDEN "/%s", name).p, *expected = arena_fmt(arena, GOLDEN "/%s.json", name).p;
	assert_int_equal(reconcile_file(arena, path, &r, &ps), OK);
	r.file = str_of(name);
	str got = json_of(&r), want = STR_NONE;
	const char *mode = getenv("FAUBOURG_GOLDEN");
	if (mode && strcmp(mode, "write") == 0)
		assert_int_equal(file_replace(expected, got), OK);
	assert_int_equal(file_read(arena, expected, LIMIT_RESPONSE_BYTES, &want), OK);
	if (!str_eq(got, want))
		fail_msg("%s: not as expected:\n%.*s", name, STR_ARGS(got));
	bool should = strncmp(name, "ok-", 3) == 0;
	if (reconciliation_adds_up(&r) != should)
		fail_msg("%s: %s", name, should ? "adds up, but errors were found" : "does not add up, but no error was found");
}

static int by_name(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void every_golden_table_gives_its_reconciliation(void **state)
{
	(void)state;
	const char *names[400];
	size_t n = 0;
	DIR *dir = opendir(GOLDEN);
	assert_non_null(dir);
	for (struct dirent *e; (e = readdir(dir)) != NULL && n < 400;)
		if ((strncmp(e->d_name, "ok-", 3) == 0 || strncmp(e->d_name, "bad-", 4) == 0) && !str_ends(str_of(e->d_name), S(".json")))
			names[n++] = arena_cstr(arena, str_of(e->d_name));
	(void)closedir(dir);
	assert_true(n >= 25);
	qsort(names, n, sizeof *names, by_name);
	for (size_t i = 0; i < n; i++)
		check_golden(names[i]);
}

static struct reconciliation reconcile_text(const char *text)
{
	struct problems ps = problems_new(arena);
	struct reconciliation r;
	assert_int_equal(reconcile_bytes(arena, S("essai.csv"), str_of(text), &r, &ps), OK);
	return r;
}

static size_t findings_of(const struct reconciliation *r, enum word message)
{
	size_t n = 0;
	for (size_t i = 0; i < r->findings.list.n; i++)
		n += r->findings.list.at[i].message == message;
	return n;
}

static void a_printed_total_that_leaves_out_a_row_names_that_row(void **state)
{
	(void)state;
	struct reconciliation r = reconcile_text("Action;Montant\nA;100\nB;250\nC;70\nTotal;170\n");
	assert_false(reconciliation_adds_up(&r));
	assert_int_equal(findings_of(&r, W_reconcile_total_gap), 1);
	assert_int_equal(findings_of(&r, W_reconcile_because_left_out), 1);
	for (size_t i = 0; i < r.findings.list.n; i++)
		if (r.findings.list.at[i].message == W_reconcile_because_left_out)
			assert_int_equal(r.places.at[i].row, 3);
}

static void a_swapped_pair_of_digits_is_recognised(void **state)
{
	(void)state;
	struct reconciliation r = reconcile_text("Action;Montant\nA;1 450\nB;2 300\nC;960\nTotal;4 170\n");
	assert_int_equal(findings_of(&r, W_reconcile_because_swapped_total), 1);
}

static void a_row_called_total_sport_is_no_total(void **state)
{
	(void)state;
	struct reconciliation r = reconcile_text("Action;Porteur;Commune;Montant\nTotal sport;USM;Lens;500\nEnsemble pour l'emploi;ML;Avion;700\nLire;CS;Lens;300\nTotal;;;1 500\n");
	assert_true(reconciliation_adds_up(&r));
	assert_int_equal(r.blocks.at[0].rows, 3);
}

static void places_are_said_in_the_language_of_the_reader(void **state)
{
	(void)state;
	struct reconciliation r = reconcile_text("Action;Montant\nA;100\nB;200\nTotal;400\n");
	struct findings fr = reconciliation_findings(arena, LANG_FR, &r), en = reconciliation_findings(arena, LANG_EN, &r);
	assert_true(str_eq(fr.list.at[0].place, S("ligne 4, colonne B")));
	assert_true(str_eq(en.list.at[0].place, S("row 4, column B")));
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

static void put_row(lxw_worksheet *sheet, lxw_row_t row, const char *label, double first, double second)
{
	worksheet_write_string(sheet, row, 0, label, NULL);
	worksheet_write_number(sheet, row, 1, first, NULL);
	worksheet_write_number(sheet, row, 2, second, NULL);
}

/* Two sheets of actions with formulas, and a summary of them; `wrong` is added to one cached value of the summary. */
static struct reconciliation reconcile_workbook(double wrong)
{
	const char *path = new_path();
	lxw_workbook *book = workbook_new(path);
	static const char *const sheets[] = {"Emploi", "Cadre de vie"};
	for (size_t s = 0; s < 2; s++) {
		lxw_worksheet *sheet = workbook_add_worksheet(book, sheets[s]);
		worksheet_merge_range(sheet, 0, 0, 0, 2, "Programmation", NULL);
		worksheet_write_string(sheet, 1, 0, "Action", NULL);
		worksheet_write_string(sheet, 1, 1, "État (€)", NULL);
		worksheet_write_string(sheet, 1, 2, "Ville (€)", NULL);
		for (lxw_row_t r = 0; r < 4; r++)
			put_row(sheet, 2 + r, arena_fmt(arena, "Action %u", (unsigned)(10 * (s + 1) + r)).p, 100.10 * (r + 1), 200.2 * (r + 1));
		worksheet_write_string(sheet, 6, 0, "Total", NULL);
		worksheet_write_formula_num(sheet, 6, 1, "=SUM(B3:B6)", NULL, 1001.0);
		worksheet_write_formula_num(sheet, 6, 2, "=SUM(C3:C6)", NULL, 2002.0);
	}
	lxw_worksheet *summary = workbook_add_worksheet(book, "Synthèse");
	worksheet_write_string(summary, 0, 0, "Axe", NULL);
	worksheet_write_string(summary, 0, 1, "État (€)", NULL);
	worksheet_write_string(summary, 0, 2, "Ville (€)", NULL);
	put_row(summary, 1, "Emploi", 1001.0, 2002.0);
	put_row(summary, 2, "Cadre de vie", 1001.0, 2002.0 + wrong);
	put_row(summary, 3, "Total", 2002.0, 4004.0 + wrong);
	lxw_worksheet *notes = workbook_add_worksheet(book, "Notes");
	worksheet_write_string(notes, 0, 0, "Sans tableau", NULL);
	assert_int_equal(workbook_close(book), LXW_NO_ERROR);
	struct problems ps = problems_new(arena);
	struct reconciliation r;
	assert_int_equal(reconcile_file(arena, path, &r, &ps), OK);
	(void)unlink(path);
	return r;
}

static void a_workbook_of_several_sheets_adds_up_with_its_summary(void **state)
{
	(void)state;
	struct reconciliation r = reconcile_workbook(0);
	assert_int_equal(r.blocks.n, 3);
	assert_true(r.blocks.at[0].columns.at[1].figure.sum_micro == INT64_C(1001000000));
	assert_true(r.blocks.at[0].columns.at[1].figure.printed_set);
	assert_true(reconciliation_adds_up(&r));
}

static void a_last_sheet_without_a_table_leaves_the_other_sheets_in_the_report(void **state)
{
	(void)state;
	struct reconciliation r = reconcile_workbook(0);
	assert_true(str_has(json_of(&r), S("\"name\":\"Emploi\"")));
}

static void a_summary_that_differs_from_its_sheet_is_an_error_there(void **state)
{
	(void)state;
	struct reconciliation r = reconcile_workbook(50);
	assert_false(reconciliation_adds_up(&r));
}

static void the_largest_amounts_do_not_overflow_a_sum(void **state)
{
	(void)state;
	struct out o = out_new(1 << 22);
	out_str(&o, S("Action;Montant en M€\n"));
	for (int i = 0; i < 5000; i++)
		out_fmt(&o, "A%d;9999 M€\n", i);
	out_str(&o, S("Total;1\n"));
	struct problems ps = problems_new(arena);
	struct reconciliation r;
	assert_int_equal(reconcile_bytes(arena, S("grand.csv"), out_text(&o), &r, &ps), OK);
	assert_false(reconciliation_adds_up(&r));
	assert_true(json_of(&r).n > 0);
	out_free(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(every_golden_table_gives_its_reconciliation),
		IN_ARENA(a_printed_total_that_leaves_out_a_row_names_that_row),
		IN_ARENA(a_swapped_pair_of_digits_is_recognised),
		IN_ARENA(a_row_called_total_sport_is_no_total),
		IN_ARENA(places_are_said_in_the_language_of_the_reader),
		IN_ARENA(a_workbook_of_several_sheets_adds_up_with_its_summary),
		IN_ARENA(a_last_sheet_without_a_table_leaves_the_other_sheets_in_the_report),
		IN_ARENA(a_summary_that_differs_from_its_sheet_is_an_error_there),
		IN_ARENA(the_largest_amounts_do_not_overflow_a_sum),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
