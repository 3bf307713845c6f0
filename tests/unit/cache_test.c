/* web/cache: what is kept is true, bounded, and the least recently used goes first. */
#include "web/cache.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const instant now = {1000}, later = {2000};

static struct http_body *body_of(size_t bytes)
{
	struct out o = out_new(1 << 20);
	out_pad(&o, 'x', bytes);
	struct http_body *body = http_body_new(&o, S("text/plain"), NULL, 0);
	out_free(&o);
	return body;
}

static void keep(struct cache *c, str key, size_t bytes)
{
	struct http_body *body = body_of(bytes);
	cache_put(c, key, cache_generation(c), later, body);
	http_body_drop(body);
}

static bool is_kept(struct cache *c, str key, instant at)
{
	struct http_body *found;
	if (!cache_get(c, key, at, &found))
		return false;
	http_body_drop(found);
	return true;
}

static void what_is_kept_comes_back_until_its_instant(void **state)
{
	(void)state;
	struct cache *c = cache_new(1 << 20);
	keep(c, S("fr/"), 100);
	assert_true(is_kept(c, S("fr/"), now));
	assert_false(is_kept(c, S("en/"), now));
	assert_true(is_kept(c, S("fr/"), (instant){1999}));
	assert_false(is_kept(c, S("fr/"), later));
	assert_int_equal(cache_bytes(c), 0); /* and its memory is given back */
	cache_free(c);
}

static void a_change_of_the_data_ends_everything(void **state)
{
	(void)state;
	struct cache *c = cache_new(1 << 20);
	keep(c, S("a"), 10);
	cache_data_changed(c);
	assert_false(is_kept(c, S("a"), now));
	cache_free(c);
}

static void what_was_read_before_a_change_is_not_kept_after_it(void **state)
{
	(void)state;
	struct cache *c = cache_new(1 << 20);
	int64_t before = cache_generation(c);
	cache_data_changed(c);
	struct http_body *body = body_of(10);
	cache_put(c, S("a"), before, later, body);
	http_body_drop(body);
	assert_false(is_kept(c, S("a"), now));
	cache_free(c);
}

static void the_least_recently_used_goes_first(void **state)
{
	(void)state;
	struct cache *c = cache_new(4000);
	keep(c, S("a"), 700);
	keep(c, S("b"), 700);
	keep(c, S("c"), 700);
	assert_true(is_kept(c, S("a"), now)); /* used again: b is now the oldest */
	keep(c, S("d"), 700);
	keep(c, S("e"), 700);
	assert_false(is_kept(c, S("b"), now));
	assert_true(is_kept(c, S("a"), now));
	assert_true(is_kept(c, S("e"), now));
	assert_true(cache_bytes(c) <= 4000);
	cache_free(c);
}

static void one_page_never_takes_more_than_a_quarter(void **state)
{
	(void)state;
	struct cache *c = cache_new(4000);
	keep(c, S("big"), 1100);
	assert_false(is_kept(c, S("big"), now));
	cache_free(c);
}

static void keeping_again_replaces(void **state)
{
	(void)state;
	struct cache *c = cache_new(1 << 20);
	keep(c, S("a"), 100);
	size_t once = cache_bytes(c);
	keep(c, S("a"), 100);
	assert_int_equal(cache_bytes(c), once);
	cache_free(c);
}

static void a_body_outlives_its_place_in_the_cache(void **state)
{
	(void)state;
	struct cache *c = cache_new(1 << 20);
	keep(c, S("a"), 123);
	struct http_body *found;
	assert_true(cache_get(c, S("a"), now, &found));
	cache_data_changed(c);
	size_t bytes = http_body_size(found); /* AddressSanitizer would see a freed one */
	assert_true(bytes >= 123);
	http_body_drop(found);
	cache_free(c);
}

enum { TURNS = 2000, THREADS = 4 };

static void *use_it(void *thing)
{
	struct cache *c = thing;
	for (int i = 0; i < TURNS; i++) {
		char key[16];
		(void)snprintf(key, sizeof key, "%d", i % 7);
		keep(c, str_of(key), 50);
		(void)is_kept(c, str_of(key), now);
		if (i % 100 == 0)
			cache_data_changed(c);
	}
	return NULL;
}

static void several_threads_may_use_it_at_once(void **state)
{
	(void)state;
	struct cache *c = cache_new(2000);
	pthread_t threads[THREADS];
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, use_it, c), 0);
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	assert_true(cache_bytes(c) <= 2000);
	cache_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_kept_comes_back_until_its_instant),
		cmocka_unit_test(a_change_of_the_data_ends_everything),
		cmocka_unit_test(what_was_read_before_a_change_is_not_kept_after_it),
		cmocka_unit_test(the_least_recently_used_goes_first),
		cmocka_unit_test(one_page_never_takes_more_than_a_quarter),
		cmocka_unit_test(keeping_again_replaces),
		cmocka_unit_test(a_body_outlives_its_place_in_the_cache),
		cmocka_unit_test(several_threads_may_use_it_at_once),
	};
	return cmocka_run_group_tests_name("cache", tests, NULL, NULL);
}
