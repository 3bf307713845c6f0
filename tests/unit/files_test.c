/* store/files: bytes by their SHA-256, whole or not at all. */
#include "store/files.h"

#include "base/file.h"
#include "base/limits.h"

#include "lib/fixture.h"
#include "lib/in_arena.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static struct fixture place;
static struct files *files;

static int start(void **state)
{
	(void)arena_start(state);
	fixture_open(&place, DB_SQLITE);
	str folder = arena_fmt(arena, "%s/files", place.folder);
	return files_open(folder, &files) == OK ? 0 : -1;
}

static int stop(void **state)
{
	files_close(files);
	fixture_close(&place);
	return arena_stop(state);
}

#define IN_FOLDER(name) cmocka_unit_test_setup_teardown(name, start, stop)
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static bool is(str a, str b)
{
	return str_eq(a, b);
}

static bool there(str path)
{
	return access(arena_cstr(arena, path), F_OK) == 0;
}

static void what_is_stored_comes_back_under_its_hash(void **state)
{
	(void)state;
	str name, bytes;
	assert_int_equal(files_put(files, arena, S("abc"), &name), OK);
	assert_true(is(name, S(ABC)));
	assert_int_equal(files_get(files, arena, name, 3, &bytes), OK);
	assert_true(is(bytes, S("abc")));
	assert_int_equal(files_get(files, arena, name, 2, &bytes), TOO_BIG);
	int fd;
	int64_t size;
	char text[4] = "";
	assert_int_equal(files_reader(files, arena, name, &fd, &size), OK);
	assert_int_equal(size, 3);
	assert_int_equal(read(fd, text, 3), 3);
	assert_string_equal(text, "abc");
	(void)close(fd);
}

static void nobody_else_may_read_it(void **state)
{
	(void)state;
	str name;
	struct stat info;
	assert_int_equal(files_put(files, arena, S("abc"), &name), OK);
	assert_int_equal(stat(arena_cstr(arena, files_path(files, arena, name)), &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(stat(files_folder(files).p, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0700);
}

static void the_same_bytes_twice_are_one_file_and_young_again(void **state)
{
	(void)state;
	str name, again;
	assert_int_equal(files_put(files, arena, S("abc"), &name), OK);
	const char *path = arena_cstr(arena, files_path(files, arena, name));
	const struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
	assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
	assert_int_equal(files_put(files, arena, S("abc"), &again), OK);
	assert_true(is(name, again));
	assert_false(files_forget(files, arena, name, 2000));
	assert_true(there(str_of(path)));
	assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
	assert_true(files_forget(files, arena, name, 2000));
	assert_false(there(str_of(path)));
}

static void a_file_on_its_way_is_moved(void **state)
{
	(void)state;
	str name, bytes, from = files_incoming(files, arena, S("up-1"));
	assert_int_equal(file_replace(arena_cstr(arena, from), S("abc")), OK);
	assert_int_equal(files_take(files, arena, arena_cstr(arena, from), &name), OK);
	assert_true(is(name, S(ABC)));
	assert_false(there(from));
	assert_int_equal(files_get(files, arena, name, 10, &bytes), OK);
	assert_int_equal(files_take(files, arena, arena_cstr(arena, from), &name), NOT_FOUND);
}

static void nothing_is_left_on_its_way(void **state)
{
	(void)state;
	str name;
	for (int i = 0; i < 3; i++)
		assert_int_equal(files_put(files, arena, arena_fmt(arena, "text %d", i), &name), OK);
	assert_int_equal(rmdir(arena_cstr(arena, arena_fmt(arena, "%s/incoming", files_folder(files).p))), 0);
}

static void bytes_that_changed_are_not_given(void **state)
{
	(void)state;
	str name, bytes;
	assert_int_equal(files_put(files, arena, S("abc"), &name), OK);
	assert_int_equal(file_replace(arena_cstr(arena, files_path(files, arena, name)), S("abd")), OK);
	assert_int_equal(files_get(files, arena, name, 10, &bytes), BROKEN);
}

static void what_is_no_hash_is_not_found(void **state)
{
	(void)state;
	str bytes;
	assert_int_equal(files_get(files, arena, S("../../etc/passwd"), 10, &bytes), NOT_FOUND);
	assert_int_equal(files_get(files, arena, S(ABC), 10, &bytes), NOT_FOUND);
	assert_false(files_is_name(S("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")));
}

static void a_folder_that_is_none_is_refused(void **state)
{
	(void)state;
	struct files *other;
	str file = files_incoming(files, arena, S("file"));
	assert_int_equal(file_replace(arena_cstr(arena, file), S("")), OK);
	assert_int_equal(files_open(file, &other), INVALID);
	assert_int_equal(files_open(arena_fmt(arena, "%.*s/below", STR_ARGS(file)), &other), INVALID);
	assert_int_equal(files_open(STR_NONE, &other), INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(what_is_stored_comes_back_under_its_hash), IN_FOLDER(nobody_else_may_read_it), IN_FOLDER(the_same_bytes_twice_are_one_file_and_young_again),
		IN_FOLDER(a_file_on_its_way_is_moved), IN_FOLDER(nothing_is_left_on_its_way), IN_FOLDER(bytes_that_changed_are_not_given),
		IN_FOLDER(what_is_no_hash_is_not_found), IN_FOLDER(a_folder_that_is_none_is_refused),
	};
	return cmocka_run_group_tests_name("files", tests, NULL, NULL);
}
