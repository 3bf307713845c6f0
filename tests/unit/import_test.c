/* What a decided table says (D3, N10, N11): columns by their headings, amounts as people write them, headings of axes, totals, twins; and the one text that a mapping is kept as. Pure. */
#include "domain/import.h"

#include "domain/table.h"
#include "imports/table.h"

#include "lib/in_arena.h"

static const struct import_funder funders[] = {
	{S("ville"), S("Ville"), S("Ville de Libercourt")}, {S("ccas"), S("CCAS"), S("Centre communal d'action sociale")}, {S("anct"), S("ANCT"), S("")},
	{S("region"), S("Région"), S("Région Hauts-de-France")}, {S("caf"), S("CAF"), S("Caisse d'allocations familiales")}, {S("tfpb:valued"), S("TFPB"), S("")},
};
enum { FUNDERS = sizeof funders / sizeof *funders };

static struct table_book book;
static struct import_mapping mapping;
static struct import_table table;

static void read_text(const char *text)
{
	problems = problems_new(arena);
	mapping = (struct import_mapping){.scenario = 1, .stage = IMPORT_STAGE_voted};
	assert_int_equal(table_parse(arena, arena_str(arena, str_of(text)), &book, &problems), OK);
	import_guess(arena, &book, funders, FUNDERS, &mapping);
	import_rows_read(arena, &book, &mapping, funders, FUNDERS, &table);
}

static const struct import_row *row(size_t i)
{
	assert_true(i < table.rows.n);
	return &table.rows.at[i];
}

static int64_t cents_of(size_t i, const char *column)
{
	for (size_t k = 0; k < row(i)->money.n; k++)
		if (str_eq(row(i)->money.at[k].column, str_of(column)))
			return row(i)->money.at[k].amount.cents;
	return -1;
}

static void columns_are_known_by_the_headings_that_the_field_uses(void **state)
{
	(void)state;
	read_text("Axe;N° de dossier;Intitulé de l'action;Porteur de projet;SIRET;Coût total;Ville;Subvention ANCT demandée;ANCT accordé;Observations\n;;A;B;;10;5;3;2;\n");
	static const enum import_role roles[] = {IMPORT_axis, IMPORT_number, IMPORT_title, IMPORT_bearer, IMPORT_siret, IMPORT_total, IMPORT_money, IMPORT_money, IMPORT_money, IMPORT_note};
	assert_int_equal(mapping.header, 1);
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		assert_int_equal(mapping.columns.at[i].role, roles[i]);
	assert_true(str_eq(mapping.columns.at[7].money, S("anct")) && mapping.columns.at[7].stage == IMPORT_STAGE_asked);
	assert_true(str_eq(mapping.columns.at[8].money, S("anct")) && mapping.columns.at[8].stage == IMPORT_STAGE_voted);
}

static void columns_without_a_known_heading_are_known_by_what_they_hold(void **state)
{
	(void)state;
	read_text("Truc;Machin;Porteur;Bidule\nUn jardin partagé;73282932000074;Ville;Coût total = 50 € Ville = 50 €\nUn forum santé;73282932000074;Ville;Coût total = 70 € Ville = 70 €\n");
	assert_int_equal(mapping.columns.at[0].role, IMPORT_title);
	assert_int_equal(mapping.columns.at[1].role, IMPORT_siret);
	assert_int_equal(mapping.columns.at[3].role, IMPORT_named);
	assert_true(row(1)->total.value.cents == 7000 && cents_of(1, "ville") == 7000);
}

static void the_published_table_of_libercourt_is_read_as_it_is_printed(void **state)
{
	(void)state;
	read_text("Annexe n°2\n\nIntitulé du projet\tDescription\tPorteur\tBudget prévisionnel\nEmancipation des habitants du QPV\n"
	          "Fonctionnement du PRE\tPoste\tCCAS\tCoût total = 50 950 € CCAS = 14 985 € ANCT = 31 465 € CAF = 4 500 €\n"
	          "Actions spécifiques\tActions\tCCAS\tCoût total = 13 770 € CCAS= 4 565 € ANCT= 7 700 € CAHC= 240 € TFPB= 1 265 €\n\t\tTOTAL\t64 720 €\n\t\tVille\t0 €\n");
	assert_int_equal(table.rows.n, 2);
	assert_true(str_eq(row(0)->axis, S("Emancipation des habitants du QPV")) && row(0)->number == 5);
	assert_true(row(0)->total.value.cents == 5095000 && cents_of(0, "anct") == 3146500 && cents_of(0, "caf") == 450000);
	assert_true(cents_of(1, "tfpb:valued") == 126500);
	assert_int_equal(row(1)->faults.total, 0);
	assert_true(str_eq(row(1)->money.at[2].label, S("CAHC")) && !row(1)->money.at[2].column.n); /* a funder that nobody knows is asked */
	import_choose(arena, &mapping, S("funder:CAHC"), S("other"));
	import_rows_read(arena, &book, &mapping, funders, FUNDERS, &table);
	assert_true(row(1)->other.value.cents == 24000 && row(1)->money.n == 3);
}

static void amounts_are_read_as_people_write_them(void **state)
{
	(void)state;
	read_text("Action;Porteur;Coût total;Ville;ANCT;CAF\nA;V;12 000,50 €;12\xe2\x80\xaf" "000,50;néant;-\nB;V;1.5;0;refusé;\n");
	assert_true(row(0)->total.value.cents == 1200050 && cents_of(0, "ville") == 1200050 && cents_of(0, "anct") == -1 && cents_of(0, "caf") == -1);
	assert_int_equal(row(0)->faults.total, 0);
	assert_true(row(1)->money.n == 2 && row(1)->money.at[1].refused);
}

static void every_bad_cell_is_told_with_its_line_and_column(void **state)
{
	(void)state;
	read_text("Action;Porteur;Coût total;Ville;ANCT\nA;V;100;-5;beaucoup\n;V;50;50;\n");
	assert_int_equal(row(0)->faults.total, 2);
	const struct problem *p = &row(0)->faults.list.at[1];
	assert_true(p->line == 2 && str_eq(p->field, S("ANCT")) && p->message == W_imports_fault_amount);
	assert_int_equal(row(0)->faults.list.at[0].message, W_imports_fault_negative);
	assert_true(row(1)->faults.list.at[0].message == W_imports_fault_title && row(1)->faults.list.at[0].line == 3);
}

static void a_date_an_error_or_a_percentage_is_no_amount(void **state)
{
	(void)state;
	read_text("Action;Porteur;Coût total;Ville;ANCT;CAF\nA;V;100;1;2;3\n");
	struct table_cell *cells = book.sheets.at[0].rows.at[1].cells;
	cells[3] = (struct table_cell){.kind = CELL_DATE, .text = S("2025-01-02")};
	cells[4] = (struct table_cell){.kind = CELL_ERROR, .text = S("#REF!"), .formula = true};
	cells[5] = (struct table_cell){.kind = CELL_NUMBER, .text = S("0.19"), .micro = 190000, .percent_format = true};
	import_rows_read(arena, &book, &mapping, funders, FUNDERS, &table);
	static const enum word words[] = {W_imports_fault_date, W_imports_fault_error, W_imports_fault_percent};
	assert_int_equal(row(0)->faults.total, 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(row(0)->faults.list.at[i].message, words[i]);
}

static void twin_lines_are_both_kept_and_told(void **state)
{
	(void)state;
	read_text("Action;Porteur;Coût total;Ville\nFête;Club;100;100\nFête;Club;100;100\nFête;Club;200;200\n");
	assert_int_equal(table.rows.n, 3);
	assert_int_equal(row(1)->twin_of, 2);
	assert_int_equal(row(2)->twin_of, 0);
}

static void totals_repeated_headings_and_what_stands_below_are_no_lines(void **state)
{
	(void)state;
	read_text("Action;Porteur;Coût total;Ville\nA;V;100;100\nSous-total;;100;100\nAction;Porteur;Coût total;Ville\nB;V;50;50\nTOTAL;;150;150\nFinanceur;Groupe;Montant;Part\nVille;Ville;150;1\n");
	assert_int_equal(table.rows.n, 2);
	assert_int_equal(table.totals, 2);
	assert_true(table.printed.set && table.printed.value.cents == 15000);
}

static void headings_in_two_lines_are_one(void **state)
{
	(void)state;
	read_text("Action;Porteur;Coût total;Autres financeurs;\n;;;ANCT;CAF (valorisé)\nA;V;100;60;40\n");
	assert_int_equal(mapping.header, 2);
	assert_int_equal(mapping.columns.at[0].role, IMPORT_title);
	assert_true(cents_of(0, "anct") == 6000 && cents_of(0, "caf") == 4000 && row(0)->total.value.cents == 10000);
}

static void thousands_of_euros_are_told_by_the_heading(void **state)
{
	(void)state;
	read_text("Action;Porteur;Coût total (k€);Ville\nA;V;1,5;1500\n");
	mapping.columns.at[2].role = IMPORT_total;
	import_rows_read(arena, &book, &mapping, funders, FUNDERS, &table);
	assert_true(row(0)->total.value.cents == 150000 && cents_of(0, "ville") == 150000);
}

static void a_line_a_funder_is_one_request(void **state)
{
	(void)state;
	read_text("Référence;Statut;Porteur;Intitulé;Coût total;Financeur;Nature;Montant demandé;Montant accordé\n"
	          "DA00054562-01;SUPPORTED;Club;Fête;100;Ville;numéraire;60;50\nDA00054562-01;SUPPORTED;Club;Fête;100;CAF;en nature;40;refusé\nDA00054562-02;Recevable;Club;Fête 2;70;Ville;;70;\n");
	assert_true(import_is_dauphin(&mapping));
	assert_int_equal(table.rows.n, 2);
	assert_true(row(0)->money.n == 4 && row(0)->total.value.cents == 10000);
	assert_true(str_eq(row(0)->money.at[3].column, S("caf:valued")) && row(0)->money.at[3].refused && row(0)->money.at[3].stage == IMPORT_STAGE_voted);
	assert_true(str_eq(row(1)->reference, S("DA00054562-02")) && str_eq(row(1)->state, S("Recevable")));
}

static void a_merged_cell_holds_for_its_lines_and_says_so(void **state)
{
	(void)state;
	read_text("Porteur;Action;Ville;CAF\nCCAS;Forum;100;50\n;Atelier;200;\nClub;Bal;10;20\n");
	struct table_row *rows = book.sheets.at[0].rows.at;
	rows[1].cells[0].tall = rows[1].cells[3].tall = true; /* as the readers of workbooks leave them */
	rows[2].cells[0] = rows[1].cells[0];
	rows[2].cells[0].tall = false;
	rows[2].cells[0].carried = true;
	import_rows_read(arena, &book, &mapping, funders, FUNDERS, &table);
	assert_true(str_eq(row(1)->bearer, S("CCAS")) && cents_of(1, "ville") == 20000 && cents_of(1, "caf") == -1);
	assert_int_equal(table.merged, 1);
	assert_int_equal(row(0)->remarks.total, 1); /* the amount, counted once */
	assert_true(row(0)->remarks.list.at[0].message == W_imports_remark_tall && str_eq(row(0)->remarks.list.at[0].field, S("CAF")));
	assert_true(row(1)->remarks.total == 1 && row(1)->remarks.list.at[0].message == W_imports_remark_merged);
	assert_int_equal(row(2)->remarks.total, 0);
}

static void a_mapping_is_kept_as_one_text_and_read_back(void **state)
{
	(void)state;
	struct import_mapping back;
	read_text("Action;Porteur;Coût total;Ville\nA;V;1;1\n");
	import_choose(arena, &mapping, S("twin:3"), S("same"));
	import_choose(arena, &mapping, S("bearer:Ville \"de\" L."), S("new"));
	import_choose(arena, &mapping, S("row:4"), S("skip"));
	import_choose(arena, &mapping, S("row:4"), S(""));
	str text = import_mapping_write(arena, &mapping);
	assert_true(import_mapping_read(arena, text, &back));
	assert_true(str_eq(import_mapping_write(arena, &back), text));
	assert_true(str_eq(import_choice_of(&back, S("bearer:Ville \"de\" L.")), S("new")) && !import_choice_of(&back, S("row:4")).p);
	assert_false(import_mapping_read(arena, S("{}"), &back));
	assert_false(import_mapping_read(arena, arena_fmt(arena, "%.*s ", STR_ARGS(text)), &back));
}

static void nothing_is_read_of_an_empty_sheet(void **state)
{
	(void)state;
	read_text("Action\n");
	assert_int_equal(table.rows.n, 0);
	assert_int_equal(import_keyed_read(arena, &book, &(struct import_keyed){0}), 0);
}

int main(void)
{
	const struct CMUnitTest all[] = {
		IN_ARENA(columns_are_known_by_the_headings_that_the_field_uses),
		IN_ARENA(columns_without_a_known_heading_are_known_by_what_they_hold),
		IN_ARENA(the_published_table_of_libercourt_is_read_as_it_is_printed),
		IN_ARENA(amounts_are_read_as_people_write_them),
		IN_ARENA(every_bad_cell_is_told_with_its_line_and_column),
		IN_ARENA(a_date_an_error_or_a_percentage_is_no_amount),
		IN_ARENA(twin_lines_are_both_kept_and_told),
		IN_ARENA(totals_repeated_headings_and_what_stands_below_are_no_lines),
		IN_ARENA(headings_in_two_lines_are_one),
		IN_ARENA(thousands_of_euros_are_told_by_the_heading),
		IN_ARENA(a_line_a_funder_is_one_request),
		IN_ARENA(a_merged_cell_holds_for_its_lines_and_says_so),
		IN_ARENA(a_mapping_is_kept_as_one_text_and_read_back),
		IN_ARENA(nothing_is_read_of_an_empty_sheet),
	};
	return cmocka_run_group_tests_name("import", all, NULL, NULL);
}
