/* The desk's list (rows L1, N5, interface.md "Officers"): filters, order, groups and totals of a small list; a wish written as an address and read back; what looks alike. */
#include "domain/desk_list.h"
#include "domain/look_alike.h"

#include "lib/in_arena.h"

static struct desk_list list;
static struct desk_query q;
static struct desk_selected selected;

static void row(str number, str title, str bearer, enum application_state state, int64_t cost, str districts)
{
	struct desk_row *r = LIST_ADD(arena, &list.rows);
	*r = (struct desk_row){.id = {(int64_t)list.rows.n}, .bearer_code = bearer, .state = state, .cells = ARENA_ARRAY(arena, list.columns.n, struct desk_cell)};
	for (size_t c = 0; c < list.columns.n; c++)
		r->cells[c] = (struct desk_cell){STR_NONE, DESK_ABSENT};
	r->cells[DESK_number].text = number;
	r->cells[DESK_title].text = title;
	r->cells[DESK_bearer].text = bearer;
	r->cells[DESK_state].text = str_of(application_state_name(state));
	r->cells[DESK_cost].number = cost;
	r->cells[DESK_districts].text = districts;
}

static void three(void)
{
	desk_list_start(arena, LANG_FR, (day){20000}, &list);
	*LIST_ADD(arena, &list.columns.at[DESK_districts].choices) = (struct desk_choice){S("cites"), S("Cités")};
	*LIST_ADD(arena, &list.columns.at[DESK_districts].choices) = (struct desk_choice){S("marichelles"), S("Marichelles")};
	row(S("N-1"), S("Éco-citoyenneté"), S("Ville"), APPLICATION_filed, 1000000, S("cites marichelles"));
	row(S("N-2"), S("Atelier vélo"), S("Club"), APPLICATION_refused, 250050, S("marichelles"));
	row(STR_NONE, S("Zumba"), S("Ville"), APPLICATION_filed, 40000, STR_NONE);
}

static void ask(const char *text)
{
	struct desk_params params = {0};
	desk_params_of_text(arena, str_of(text), &params);
	desk_query_read(arena, &list, params.at, params.n, &q, &problems);
	desk_list_select(arena, &list, &q, &selected);
}

static void without_a_wish_everything_is_there_in_the_order_it_was_read(void **state)
{
	(void)state;
	three();
	ask("");
	assert_int_equal(selected.n, 3);
	assert_int_equal(selected.order[0], 0);
	assert_int_equal(selected.totals.bearers, 2);
	assert_int_equal(selected.totals.sums[DESK_cost], 1290050);
	assert_int_equal(problems.total, 0);
}

static void several_values_of_one_column_are_any_and_columns_are_all(void **state)
{
	(void)state;
	three();
	ask("state=filed&state=refused");
	assert_int_equal(selected.n, 3);
	ask("state=filed&districts=marichelles");
	assert_int_equal(selected.n, 1);
	assert_int_equal(selected.order[0], 0);
	ask("districts=~");
	assert_int_equal(selected.n, 1);
	assert_int_equal(selected.order[0], 2);
	ask("districts=~&districts=cites");
	assert_int_equal(selected.n, 2);
	ask("number=*");
	assert_int_equal(selected.n, 2);
}

static void a_range_holds_its_ends_and_reads_amounts_as_people_write_them(void **state)
{
	(void)state;
	three();
	ask("cost-from=2%20500%2C50&cost-to=10000");
	assert_int_equal(selected.n, 2);
	ask("cost=2500%2C50");
	assert_int_equal(selected.n, 1);
	assert_int_equal(problems.total, 0);
	ask("cost-from=beaucoup");
	assert_int_equal(selected.n, 3);
	assert_int_equal(problems.total, 1);
	assert_true(str_eq(problems.list.at[0].field, S("cost-from")));
}

static void text_and_search_leave_accents_and_case_aside(void **state)
{
	(void)state;
	three();
	ask("title=ECO");
	assert_int_equal(selected.n, 1);
	ask("q=velo+club");
	assert_int_equal(selected.n, 1);
	assert_int_equal(selected.order[0], 1);
	ask("q=velo+ville");
	assert_int_equal(selected.n, 0);
	assert_int_equal(selected.pages, 1);
}

static void what_is_empty_is_sorted_last_both_ways(void **state)
{
	(void)state;
	three();
	ask("sort=number");
	assert_int_equal(selected.order[2], 2);
	ask("sort=-number");
	assert_int_equal(selected.order[0], 1);
	assert_int_equal(selected.order[2], 2);
	ask("sort=title");
	assert_int_equal(selected.order[0], 1);
	assert_int_equal(selected.order[1], 0);
}

static void a_second_column_orders_what_the_first_leaves_equal(void **state)
{
	(void)state;
	three();
	ask("sort=bearer&sort=cost");
	assert_int_equal(selected.order[0], 1);
	assert_int_equal(selected.order[1], 2);
	assert_int_equal(selected.order[2], 0);
}

static void sub_totals_of_groups_add_up_to_the_total_whatever_the_page(void **state)
{
	(void)state;
	three();
	ask("group=bearer&per=1&page=2");
	assert_int_equal(selected.groups.n, 2);
	assert_int_equal(selected.groups.at[0].totals.sums[DESK_cost] + selected.groups.at[1].totals.sums[DESK_cost], selected.totals.sums[DESK_cost]);
	assert_int_equal(selected.groups.at[1].n, 2);
	assert_int_equal(selected.pages, 3);
	assert_int_equal(selected.first, 1);
	assert_int_equal(selected.shown, 1);
	ask("per=2&page=99");
	assert_int_equal(selected.page, 2);
	assert_int_equal(selected.shown, 1);
}

static void a_wish_is_read_back_from_its_address(void **state)
{
	(void)state;
	static const char *const wishes[] = {"", "q=a%26b%20%C3%A9", "state=filed&state=refused&sort=-cost&sort=title&group=bearer&columns=title&columns=cost&per=25&page=3", "cost-from=10%20000&due-to=2024-10-01",
	                                     "districts=~&number=%2A", "cost=2500%2C50", "score=3", "score=3%2C125", "share=-0%2C5"};
	three();
	for (size_t i = 0; i < sizeof wishes / sizeof wishes[0]; i++) {
		struct desk_params once = {0}, twice = {0};
		ask(wishes[i]);
		desk_query_write(arena, &list, &q, &once);
		str text = desk_params_text(arena, &once);
		ask(arena_cstr(arena, text));
		desk_query_write(arena, &list, &q, &twice);
		assert_true(str_eq(text, desk_params_text(arena, &twice)));
	}
	assert_int_equal(problems.total, 0);
}

static void names_of_no_column_are_left_aside(void **state)
{
	(void)state;
	three();
	ask("colour=blue&sort=colour&group=colour&columns=colour&page=-1&per=100000&x-from=1");
	assert_int_equal(selected.n, 3);
	assert_int_equal(q.group, SIZE_MAX);
	assert_int_equal(q.per, DESK_PER_PAGE);
	assert_int_equal(problems.total, 0);
}

static void a_cell_is_shown_as_a_person_reads_it(void **state)
{
	(void)state;
	three();
	assert_true(str_eq(desk_cell_text(arena, &list, &list.rows.at[0], DESK_districts), S("Cités, Marichelles")));
	assert_true(str_eq(desk_cell_text(arena, &list, &list.rows.at[2], DESK_number), S("")));
	list.rows.at[0].cells[DESK_opinions].number = 2;
	list.rows.at[0].opinions_asked = 3;
	assert_true(str_eq(desk_cell_text(arena, &list, &list.rows.at[0], DESK_opinions), S("2/3")));
	list.rows.at[0].cells[DESK_due].number = 20000;
	assert_true(str_eq(desk_cell_text(arena, &list, &list.rows.at[0], DESK_due), S("04/10/2024")));
}

static void two_requests_look_alike_by_title_by_siren_or_by_action(void **state)
{
	(void)state;
	const struct alike_side one = {S("Les ateliers du jardin partagé"), S("A"), S("732829320")};
	assert_int_equal(look_alike(arena, &one, &(struct alike_side){S("Atelier du jardin partagé"), S("A"), STR_NONE}), ALIKE_TITLE);
	assert_int_equal(look_alike(arena, &one, &(struct alike_side){S("Ateliers du jardin partagé"), S("B"), S("732829320")}), ALIKE_SIREN);
	assert_int_equal(look_alike(arena, &one, &(struct alike_side){S("les atelier du jardin partage"), S("C"), S("356000000")}), ALIKE_ACTION);
	assert_int_equal(look_alike(arena, &one, &(struct alike_side){S("Tournoi de football"), S("A"), STR_NONE}), ALIKE_NOT);
	assert_int_equal(look_alike(arena, &one, &(struct alike_side){S(""), S("A"), STR_NONE}), ALIKE_NOT);
}

static int fresh(void **state)
{
	list = (struct desk_list){0};
	return arena_start(state);
}
#define FRESH(name) cmocka_unit_test_setup_teardown(name, fresh, arena_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FRESH(without_a_wish_everything_is_there_in_the_order_it_was_read),
		FRESH(several_values_of_one_column_are_any_and_columns_are_all),
		FRESH(a_range_holds_its_ends_and_reads_amounts_as_people_write_them),
		FRESH(text_and_search_leave_accents_and_case_aside),
		FRESH(what_is_empty_is_sorted_last_both_ways),
		FRESH(a_second_column_orders_what_the_first_leaves_equal),
		FRESH(sub_totals_of_groups_add_up_to_the_total_whatever_the_page),
		FRESH(a_wish_is_read_back_from_its_address),
		FRESH(names_of_no_column_are_left_aside),
		FRESH(a_cell_is_shown_as_a_person_reads_it),
		FRESH(two_requests_look_alike_by_title_by_siren_or_by_action),
	};
	return cmocka_run_group_tests_name("desk list", tests, NULL, NULL);
}
