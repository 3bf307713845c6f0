/* Compares our engine with what the reference answered: reads JSON lines of tests/reference, prints each difference and `N passed, M failed`.
       rules_compare [--shown N] [--only ID] < lines
   A model is one child process, so that a crash or a hang is one failure with its name. Run by tests/groups/reference.sh. */
#include "lib/rules_answers.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS_PER_MODEL = 120 };

static void in_child(json_t *line, const char *id)
{
	pid_t child = fork();
	always(child >= 0);
	if (child == 0) {
		alarm(SECONDS_PER_MODEL);
		struct lookup l = {.line = line, .id = id, .arena = arena_new(LIMIT_COMMAND_ARENA)};
		compare_model(&l);
		arena_free(l.arena);
		fflush(stdout);
		_exit(0);
	}
	int ended = 0;
	waitpid(child, &ended, 0);
	if (ended != 0) {
		struct lookup l = {.line = line, .id = id};
		str what = WIFSIGNALED(ended) ? str_of(strsignal(WTERMSIG(ended))) : S("it stopped");
		differs(&l, "the whole model", "it comes to an end", what.p);
	}
}

int main(int argc, char **argv)
{
	const char *only = NULL;
	counts = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	always(counts != MAP_FAILED);
	counts->most_shown = SHOWN;
	for (int i = 1; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--shown") == 0)
			counts->most_shown = strtoul(argv[i + 1], NULL, 10);
		else
			only = argv[i + 1];
	}
	char *text = NULL;
	size_t room = 0;
	ssize_t n;
	while ((n = getline(&text, &room, stdin)) > 0) {
		json_error_t error;
		json_t *line = json_loadb(text, (size_t)n, 0, &error);
		if (!line) {
			printf("FAIL a line that is not JSON: %s\n", error.text);
			counts->failed++;
			continue;
		}
		const char *id = json_string_value(json_object_get(line, "id"));
		if (!only || strcmp(only, id) == 0) {
			counts->models++;
			counts->refused += json_object_get(line, "refused") ? 1 : 0;
			in_child(line, id);
		}
		json_decref(line);
	}
	free(text);
	printf("%zu models, %zu of them refused by the reference; accepted: %zu answers at a boundary of binary numbers, %zu as if asked alone, %zu in a circle\n",
	       counts->models, counts->refused, counts->bounded, counts->alone, counts->circles);
	printf("%zu passed, %zu failed\n", counts->passed, counts->failed);
	return counts->failed || !counts->passed;
}
