/* All that is wrong with an input, gathered before anything is refused: where, what, what was expected.
   INVALID always comes with a non-empty list. The list lives in the arena it was made with. */
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

#include "base/arena.h"
#include "base/words.h"

enum { PROBLEM_ARGS = 6 };

struct problem {
	str file;          /* or absent */
	int64_t line;      /* from 1; 0 when there is none */
	int64_t column;    /* in characters, from 1; 0 when there is none */
	str field;         /* field name, column, cell; or absent */
	enum word message; /* arguments below, copied into the arena */
	struct word_arg args[PROBLEM_ARGS];
	size_t arg_count;
};

struct problems {
	struct arena *arena;
	LIST_OF(struct problem) list; /* at most LIMIT_PROBLEMS are kept */
	size_t total;                 /* all that were found */
};

struct problems problems_new(struct arena *a);

/* Adds one; text arguments are copied. */
void problem_add(struct problems *ps, str file, int64_t line, str field, enum word message, const struct word_arg *args, size_t count);
/* The same, with a column. */
void problem_add_at(struct problems *ps, str file, int64_t line, int64_t column, str field, enum word message, const struct word_arg *args, size_t count);
#define PROBLEM(ps, file, line, field, word, ...) \
	problem_add((ps), (file), (line), (field), (word), (const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}, \
	            sizeof((const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}) / sizeof(struct word_arg) - 1)

/* Adds all of `others`, and counts those that were not kept. */
void problems_add(struct problems *ps, const struct problems *others);

/* One line each, "file:line:column: field: message", then how many more there were. */
void problems_write(struct out *o, enum lang lang, const struct problems *ps);

#endif
