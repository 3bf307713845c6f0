/* store/audit and store/search, on both engines. */
#include "base/utf8.h"
#include "store/audit.h"
#include "store/search.h"

#include "lib/both.h"

static enum status append_some(struct db *d, void *arg)
{
	int count = *(int *)arg;
	enum status s = OK;
	for (int i = 0; s == OK && i < count; i++)
		s = audit_append(d, &(struct audit_entry){{1}, {1700000000000 + i}, S("user:1"), i % 2 ? S("user:2") : STR_NONE, S("load"), S("pack:é"), i % 3 ? S("") : STR_NONE});
	return s;
}

static void append(int count)
{
	assert_int_equal(db_write(db, append_some, &count), OK);
}

static struct audit_report verify(void)
{
	struct audit_report report;
	assert_int_equal(audit_verify(db, &report), OK);
	return report;
}

static void an_empty_chain_is_whole(void **state)
{
	(void)state;
	struct audit_report r = verify();
	assert_int_equal(r.rows, 0);
	assert_int_equal(r.first_broken, 0);
	assert_string_equal(r.last_hash, "");
}

static void rows_are_chained_and_verify(void **state)
{
	(void)state;
	append(5);
	append(2);
	struct audit_report r = verify();
	assert_int_equal(r.rows, 7);
	assert_int_equal(r.first_broken, 0);
	assert_int_equal(strlen(r.last_hash), 64);
}

/* Computed by another BLAKE2b from the description in store/audit.h. */
static const char expected_hash[] = "6c07b779707b14d588f91f382e3fd0d64c2941e485b76f4597907f6666862003";

static void both_engines_give_the_same_chain(void **state)
{
	(void)state;
	append(7);
	assert_string_equal(verify().last_hash, expected_hash);
}

static void the_database_refuses_to_change_an_audit_row(void **state)
{
	(void)state;
	append(3);
	assert_int_equal(script("UPDATE audit SET actor = 'x' WHERE seq = 2"), BROKEN);
	assert_int_equal(script("DELETE FROM audit WHERE seq = 3"), BROKEN);
	if (fixture.engine == DB_POSTGRES)
		assert_int_equal(script("TRUNCATE audit"), BROKEN);
	assert_int_equal(verify().rows, 3);
	assert_int_equal(verify().first_broken, 0);
}

/* What somebody with the database's own rights could do. */
static void unprotect(void)
{
	assert_int_equal(script(fixture.engine == DB_SQLITE ? "DROP TRIGGER audit_is_not_updated; DROP TRIGGER audit_is_not_deleted" : "ALTER TABLE audit DISABLE TRIGGER USER"), OK);
}

static void a_changed_byte_is_found(void **state)
{
	(void)state;
	append(6);
	unprotect();
	assert_int_equal(script("UPDATE audit SET thing = 'pack:e' WHERE seq = 4"), OK);
	assert_int_equal(verify().first_broken, 4);
	assert_int_equal(verify().rows, 6);
}

static void an_absent_detail_is_not_an_empty_one(void **state)
{
	(void)state;
	append(4);
	unprotect();
	assert_int_equal(script("UPDATE audit SET detail = '' WHERE seq = 1"), OK);
	assert_int_equal(verify().first_broken, 1);
}

static void a_removed_row_is_found(void **state)
{
	(void)state;
	append(6);
	unprotect();
	assert_int_equal(script("DELETE FROM audit WHERE seq = 3"), OK);
	assert_int_equal(verify().first_broken, 4);
}

static void a_row_moved_to_another_territory_is_found(void **state)
{
	(void)state;
	append(6);
	unprotect();
	assert_int_equal(script("UPDATE audit SET territory_id = 2 WHERE seq = 6"), OK);
	assert_int_equal(verify().first_broken, 6);
}

struct rebuild {
	territory_id territory;
	const struct search_entry *entries;
	size_t count;
};

static enum status rebuild_in_write(struct db *d, void *arg)
{
	const struct rebuild *r = arg;
	return search_rebuild(d, r->territory, r->entries, r->count);
}

static enum status reindex_in_write(struct db *d, void *arg)
{
	(void)arg;
	return search_reindex(d);
}

static void index_titles(int64_t territory, const char *const *titles, size_t count)
{
	struct search_entry entries[16] = {0};
	for (size_t i = 0; i < count; i++)
		entries[i] = (struct search_entry){S("goal"), arena_fmt(fixture.arena, "/t%lld/%zu", (long long)territory, i), str_of(titles[i]), STR_NONE,
		                                   text_fold(fixture.arena, str_of(titles[i]))};
	assert_int_equal(db_write(db, rebuild_in_write, &(struct rebuild){{territory}, entries, count}), OK);
}

static struct search_results find(int64_t territory, const char *query, size_t limit)
{
	struct search_results r;
	assert_int_equal(search_find(db, fixture.arena, (territory_id){territory}, text_fold(fixture.arena, str_of(query)), limit, &r), OK);
	return r;
}

static const char *const titles[] = {"Éducation et parentalité", "Emploi des jeunes", "Rénovation du quartier des Provinces", "Jeunes et numérique", "Éco-citoyenneté à Nœux"};
enum { TITLES = sizeof titles / sizeof titles[0] };

static void every_word_must_be_there_and_the_last_may_be_unfinished(void **state)
{
	(void)state;
	index_titles(1, titles, TITLES);
	assert_int_equal(find(1, "jeunes", 10).n, 2);
	assert_int_equal(find(1, "jeune emplois", 10).n, 1);
	assert_int_equal(find(1, "emploi jeun", 10).n, 1);
	assert_int_equal(find(1, "jeun emploi", 10).n, 0);
	assert_int_equal(find(1, "jeunes provinces", 10).n, 0);
	assert_int_equal(find(1, "", 10).n, 0);
	assert_int_equal(find(1, "… ! '", 10).n, 0);
}

static void accents_and_ligatures_do_not_matter(void **state)
{
	(void)state;
	index_titles(1, titles, TITLES);
	assert_true(str_eq(find(1, "EDUCATION", 10).at[0].title, S("Éducation et parentalité")));
	assert_true(str_eq(find(1, "noeux", 10).at[0].title, S("Éco-citoyenneté à Nœux")));
}

static void words_that_are_operators_elsewhere_are_only_words(void **state)
{
	(void)state;
	static const char *const odd[] = {"NOT near AND or", "l'école \"des\" champs"};
	index_titles(1, odd, 2);
	assert_int_equal(find(1, "near not", 10).n, 1);
	assert_int_equal(find(1, "OR and", 10).n, 1);
	assert_int_equal(find(1, "ecole \"champs", 10).n, 1);
	assert_int_equal(find(1, "') OR ('", 10).n, 1);
}

static void titles_that_begin_with_the_word_come_first_then_the_newest(void **state)
{
	(void)state;
	index_titles(1, titles, TITLES);
	struct search_results r = find(1, "jeunes", 10);
	assert_true(str_eq(r.at[0].title, S("Jeunes et numérique")));
	assert_true(str_eq(r.at[1].title, S("Emploi des jeunes")));
	r = find(1, "e", 10);
	assert_true(r.n >= 2 && str_eq(r.at[0].title, S("Éco-citoyenneté à Nœux")));
}

static void the_limit_says_that_there_are_more(void **state)
{
	(void)state;
	index_titles(1, titles, TITLES);
	struct search_results r = find(1, "jeunes", 1);
	assert_int_equal(r.n, 1);
	assert_true(r.more);
	assert_false(find(1, "jeunes", 2).more);
}

static void a_territory_finds_its_own_and_zero_finds_all(void **state)
{
	(void)state;
	static const char *const other[] = {"Emploi ailleurs"};
	index_titles(1, titles, TITLES);
	index_titles(2, other, 1);
	assert_int_equal(find(1, "emploi", 10).n, 1);
	assert_int_equal(find(2, "emploi", 10).n, 1);
	assert_int_equal(find(2, "emploi", 10).at[0].territory.v, 2);
	assert_int_equal(find(0, "emploi", 10).n, 2);
}

static void what_was_replaced_is_not_found_any_more(void **state)
{
	(void)state;
	static const char *const fresh[] = {"Logement"};
	index_titles(1, titles, TITLES);
	index_titles(2, titles, TITLES);
	index_titles(1, fresh, 1);
	assert_int_equal(find(1, "jeunes", 10).n, 0);
	assert_int_equal(find(1, "logement", 10).n, 1);
	assert_int_equal(find(2, "jeunes", 10).n, 2);
	assert_int_equal(db_write(db, reindex_in_write, NULL), OK);
	assert_int_equal(find(0, "jeunes", 10).n, 2);
	assert_int_equal(find(0, "logement", 10).n, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(an_empty_chain_is_whole),
		BOTH(rows_are_chained_and_verify),
		BOTH(both_engines_give_the_same_chain),
		BOTH(the_database_refuses_to_change_an_audit_row),
		BOTH(a_changed_byte_is_found),
		BOTH(an_absent_detail_is_not_an_empty_one),
		BOTH(a_removed_row_is_found),
		BOTH(a_row_moved_to_another_territory_is_found),
		BOTH(every_word_must_be_there_and_the_last_may_be_unfinished),
		BOTH(accents_and_ligatures_do_not_matter),
		BOTH(words_that_are_operators_elsewhere_are_only_words),
		BOTH(titles_that_begin_with_the_word_come_first_then_the_newest),
		BOTH(the_limit_says_that_there_are_more),
		BOTH(a_territory_finds_its_own_and_zero_finds_all),
		BOTH(what_was_replaced_is_not_found_any_more),
	};
	return both_run("audit and search", tests, sizeof tests / sizeof tests[0]);
}
