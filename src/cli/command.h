/* The command line (architecture.md §8). One table of commands (commands.c) gives parsing, help, the man page and the shell completion.
   Results go to stdout, everything said to a person to stderr. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/out.h"
#include "base/problem.h"
#include "base/settings.h"
#include "base/words.h"
#include "store/db.h"

enum exit_code {
	EXIT_DONE = 0,
	EXIT_NO = 1,         /* a verdict, a gap found */
	EXIT_INCOMPLETE = 2, /* fields missing */
	EXIT_USAGE = 64,
	EXIT_INPUT = 65, /* with file, line, what was expected */
	EXIT_FAULT = 70, /* ours */
	EXIT_IO = 74
};

/* Every option of every command; a command lists those it takes. */
enum option {
	OPTION_DATA,
	OPTION_DB,
	OPTION_LANG,
	OPTION_SETTINGS,
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_LISTEN,
	OPTION_FROM,
	OPTION_TO,
	OPTION_FORCE,
	OPTION_DEEP,
	OPTION_REPAIR,
	OPTION_SITUATION,
	OPTION_APPLICATION,
	OPTION_VERSION,
	OPTION_WITH,
	OPTION_OF,
	OPTION_REASON,
	OPTION_AUTHOR,
	OPTION_WITHDRAW,
	OPTION_NAME,
	OPTION_PASSWORD_FILE,
	OPTION_CONFIRMED,
	OPTION_ADMINISTRATOR,
	OPTION_TERRITORY,
	OPTION_INSTITUTION,
	OPTION_REVOKE,
	OPTION_ONCE,
	OPTION_STATE,
	OPTION_BLANK,
	OPTION_SCENARIO,
	OPTION_SECONDS,
	OPTION_WHERE,
	OPTION_PREVIEW,
	OPTION_FUNDER,
	OPTION_HELP,
	OPTION_COUNT
};

enum { ARGUMENTS_MAX = 256 };

struct invocation {
	const struct command *command;
	struct arena *arena;
	enum lang lang;
	str options[OPTION_COUNT]; /* absent when not given; a flag that is given is "yes" */
	str arguments[ARGUMENTS_MAX];
	size_t argument_count;
};

struct command {
	const char *name;      /* "programme", or two words: "audit verify" */
	const char *arguments; /* as help prints them: "CALL", "PACK…", "" */
	size_t least, most;    /* how many arguments */
	enum word help;
	const char *formats; /* "table|csv|json", NULL when --format is not taken; the first is the default */
	uint64_t options;    /* bits of enum option; DATA, DB, LANG and HELP are always taken */
	enum exit_code (*run)(struct invocation *in);
};

extern const struct command commands[];
extern const size_t command_count;

struct option_spec {
	const char *name;  /* "--data" */
	const char *value; /* "DIR"; NULL for a flag */
	enum word help;
};
extern const struct option_spec option_specs[OPTION_COUNT];

/* The whole program: parses, runs, returns the exit code. */
int command_line(int argc, char **argv);

/* ---- what commands use ---- */

/* Status to exit code: the only place. */
enum exit_code exit_of(enum status s);

/* A line on stderr in the language of the invocation. */
void say(const struct invocation *in, enum word word, const struct word_arg *args, size_t count);
#define SAY(in, word, ...) \
	say((in), (word), (const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}, \
	    sizeof((const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}) / sizeof(struct word_arg) - 1)

/* Where the instance is: --db, else FAUBOURG_DB, else --data, else FAUBOURG_DATA, else ./data. */
str place_of(const struct invocation *in);

/* The folder of an instance on SQLite; absent on PostgreSQL. */
str data_folder_of(const struct invocation *in);

/* The settings of the instance: --settings FILE, else the file `settings` of the data folder when there is one. EXIT_DONE, or the code to return: said why. */
must_use enum exit_code read_settings(struct invocation *in, struct settings *settings);

/* Opens it and says what is wrong when it cannot. EXIT_DONE, or the code to return. The database is closed with the arena. */
must_use enum exit_code open_instance(struct invocation *in, enum db_access access, struct db **db);

/* Says the reference of the last fault of this thread; gives the exit code of `s`. */
enum exit_code say_fault(const struct invocation *in, enum status s);

/* Says that `code` does not exist, with the nearest of `candidates`. */
enum exit_code say_unknown(const struct invocation *in, enum word word, str code, const str *candidates, size_t count);

/* Results: to -o FILE (replaced at once, after a whole success) or to stdout. */
struct result {
	struct out out;
	str file;
};
struct result result_new(const struct invocation *in);
must_use enum exit_code result_end(const struct invocation *in, struct result *r);

bool format_is(const struct invocation *in, str format);

/* Prints problems on stderr. */
void say_problems(const struct invocation *in, const struct problems *ps);

#endif
