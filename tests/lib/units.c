/* All the programs of tests/unit/ in one, linked once: `units NAME_test [ARGUMENT…]` is the program NAME_test. The Makefile turns the main of each
   into NAME_test_main and lists them in unit_names.h. Run by tests/lib/units.sh; it never runs two tests in one process, so that what one leaves
   behind (a signal handler, a limit, a leak) is not the next one's. */
#include <stdio.h>
#include <string.h>

#define UNIT(name) int name##_main(int argc, char **argv);
#include "unit_names.h"
#undef UNIT

struct unit {
	const char *name;
	int (*run)(int argc, char **argv);
};

static const struct unit units[] = {
#define UNIT(name) {#name, name##_main},
#include "unit_names.h"
};

int main(int argc, char **argv)
{
	for (size_t i = 0; argc > 1 && i < sizeof units / sizeof units[0]; i++)
		if (strcmp(units[i].name, argv[1]) == 0)
			return units[i].run(argc - 1, argv + 1);
	(void)fprintf(stderr, "units: no test %s\n", argc > 1 ? argv[1] : "is named");
	return 64;
}
