/* Cases that need memory and nothing else: `arena` is new for each, and `problems` is empty in it.
       IN_ARENA(name) in the array of cases. Included by unit tests only. */
#ifndef TESTS_LIB_IN_ARENA_H
#define TESTS_LIB_IN_ARENA_H

#include "base/limits.h"
#include "base/problem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *arena;
static struct problems problems;

static int arena_start(void **state)
{
	(void)state;
	arena = arena_new(LIMIT_COMMAND_ARENA);
	problems = problems_new(arena);
	return 0;
}

static int arena_stop(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

#define IN_ARENA(name) cmocka_unit_test_setup_teardown(name, arena_start, arena_stop)

#endif
