/* (uses threads) store/checkpoint and the writer's half in store/sqlite: the write-ahead log stays short, whoever reads meanwhile. */
#include "base/clock.h"
#include "base/limits.h"
#include "store/checkpoint.h"

#include "lib/both.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

enum { PAGE_BYTES = 4096, PATIENCE_MS = 20000 };

static int64_t size_of(const char *name)
{
	struct stat info;
	str path = arena_fmt(fixture.arena, "%s/%s", fixture.address, name);
	return stat(arena_cstr(fixture.arena, path), &info) == 0 ? info.st_size : 0;
}

static void make_room(void)
{
	assert_int_equal(script("CREATE TABLE filler (bytes BLOB) STRICT"), OK);
}

/* One transaction that puts so many pages into the log. */
static void write_pages(int pages)
{
	str text = arena_fmt(fixture.arena, "INSERT INTO filler VALUES (zeroblob(%d))", (pages - 3) * (PAGE_BYTES - 4));
	assert_int_equal(script(arena_cstr(fixture.arena, text)), OK);
}

static void a_log_of_a_thousand_pages_is_moved_while_it_is_served(void **state)
{
	(void)state;
	make_room();
	int64_t before = size_of("faubourg.db");
	struct checkpointer *c = NULL;
	assert_int_equal(checkpointer_start(fixture.where, &c), OK);
	assert_non_null(c);
	write_pages(LIMIT_WAL_SERVED_PAGES / 2);
	(void)usleep(3 * LIMIT_CHECKPOINT_PAUSE_MS * 1000);
	assert_true(size_of("faubourg.db") == before); /* not worth it yet */
	write_pages(LIMIT_WAL_SERVED_PAGES);
	int64_t until = clock_monotonic_ms() + PATIENCE_MS, expected = before + LIMIT_WAL_SERVED_PAGES * PAGE_BYTES;
	while (size_of("faubourg.db") < expected && clock_monotonic_ms() < until)
		(void)usleep(10000);
	assert_true(size_of("faubourg.db") >= expected);
	checkpointer_stop(c);
}

static void what_a_reader_held_back_is_moved_when_it_has_left(void **state)
{
	(void)state;
	make_room();
	struct db *reader = NULL;
	assert_int_equal(db_open(fixture.where, DB_READ_ONLY, &reader), OK);
	assert_int_equal(db_read_begin(reader), OK);
	assert_true(ask_number(reader, "SELECT COUNT(*) FROM territory") == 0); /* now it has its snapshot */
	int64_t before = size_of("faubourg.db");
	write_pages(2 * LIMIT_WAL_SERVED_PAGES);
	struct checkpointer *c = NULL;
	assert_int_equal(checkpointer_start(fixture.where, &c), OK);
	(void)usleep(2 * LIMIT_CHECKPOINT_PAUSE_MS * 1000);
	assert_true(size_of("faubourg.db") <= before + 64 * PAGE_BYTES);
	db_read_end(reader);
	db_close(reader);
	int64_t until = clock_monotonic_ms() + PATIENCE_MS;
	while (size_of("faubourg.db") < 2 * LIMIT_WAL_SERVED_PAGES * PAGE_BYTES && clock_monotonic_ms() < until)
		(void)usleep(10000);
	assert_true(size_of("faubourg.db") >= 2 * LIMIT_WAL_SERVED_PAGES * PAGE_BYTES); /* nothing was committed meanwhile */
	checkpointer_stop(c);
}

static atomic_bool readers_may_end;

/* Short snapshots; two of these, half a beat apart, leave no moment without a reader of the log. */
static void *read_on(void *beat)
{
	struct db *own = NULL;
	struct arena *a = arena_new(1 << 20);
	always(db_open(fixture.where, DB_READ_ONLY, &own) == OK);
	(void)usleep(*(useconds_t *)beat);
	while (!atomic_load(&readers_may_end)) {
		str rows;
		always(db_read_begin(own) == OK && db_ask(own, a, "SELECT COUNT(*) FROM territory", &rows) == OK);
		(void)usleep(10000);
		db_read_end(own);
		arena_reset(a);
	}
	db_close(own);
	arena_free(a);
	return NULL;
}

static void a_log_that_is_always_read_stays_under_its_limit(void **state)
{
	(void)state;
	enum { STEP = 2000 };
	make_room();
	pthread_t readers[3];
	useconds_t beats[3] = {0, 3000, 6000};
	atomic_store(&readers_may_end, false);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(pthread_create(&readers[i], NULL, read_on, &beats[i]), 0);
	struct checkpointer *c = NULL;
	assert_int_equal(checkpointer_start(fixture.where, &c), OK);
	int64_t longest = 0;
	for (int pages = 0; pages < 2 * LIMIT_WAL_CUT_PAGES; pages += STEP) {
		write_pages(STEP);
		longest = size_of("faubourg.db-wal") > longest ? size_of("faubourg.db-wal") : longest;
	}
	atomic_store(&readers_may_end, true);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(pthread_join(readers[i], NULL), 0);
	checkpointer_stop(c);
	/* a disk that is busy may cost one cut: then it is tried again a quarter later */
	assert_true(longest <= (int64_t)(LIMIT_WAL_CUT_PAGES / 4 * 5 + STEP) * (PAGE_BYTES + 24) + 32);
}

static void a_reader_that_stays_makes_one_write_wait_and_not_the_next(void **state)
{
	(void)state;
	make_room();
	struct db *reader = NULL;
	assert_int_equal(db_open(fixture.where, DB_READ_ONLY, &reader), OK);
	assert_int_equal(db_read_begin(reader), OK);
	assert_true(ask_number(reader, "SELECT COUNT(*) FROM territory") == 0);
	int64_t began = clock_monotonic_ms();
	write_pages(LIMIT_WAL_CUT_PAGES + 10);
	assert_true(clock_monotonic_ms() - began >= LIMIT_WAL_CUT_WAIT_MS);
	for (int i = 0; i < 5; i++) {
		began = clock_monotonic_ms();
		write_pages(10);
		assert_true(clock_monotonic_ms() - began < LIMIT_WAL_CUT_WAIT_MS);
	}
	assert_true(size_of("faubourg.db-wal") > INT64_C(1) * LIMIT_WAL_CUT_PAGES * PAGE_BYTES);
	db_read_end(reader);
	db_close(reader);
	write_pages(LIMIT_WAL_CUT_PAGES / 4);
	assert_true(size_of("faubourg.db-wal") == 0); /* the reader has left: cut off */
}

static void what_has_no_log_of_ours_has_no_thread(void **state)
{
	(void)state;
	struct checkpointer *c = NULL;
	assert_int_equal(checkpointer_start(S("/nowhere/at/all"), &c), NOT_FOUND);
	assert_null(c);
	assert_int_equal(checkpointer_start(fixture.where, &c), OK);
	assert_true((c == NULL) == (fixture.engine == DB_POSTGRES));
	checkpointer_stop(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_SQLITE(a_log_of_a_thousand_pages_is_moved_while_it_is_served),
		ON_SQLITE(what_a_reader_held_back_is_moved_when_it_has_left),
		ON_SQLITE(a_log_that_is_always_read_stays_under_its_limit),
		ON_SQLITE(a_reader_that_stays_makes_one_write_wait_and_not_the_next),
		BOTH(what_has_no_log_of_ours_has_no_thread),
	};
	return both_run("checkpoint", tests, sizeof tests / sizeof tests[0]);
}
