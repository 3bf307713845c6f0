/* Parsing a command line by the table of commands.c, and the little that every command needs: opening the instance, saying, ending.
   Owns no state of the product. */
#include "cli/command.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "cli/help.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum exit_code exit_of(enum status s)
{
	switch (s) {
	case OK: return EXIT_DONE;
	case NOT_FOUND:
	case INVALID:
	case CONFLICT:
	case TOO_BIG: return EXIT_INPUT;
	case DENIED:
	case BUSY:
	case FULL: return EXIT_IO;
	case BROKEN: return EXIT_FAULT;
	}
	return EXIT_FAULT;
}

static void to_stderr(struct out *o)
{
	str text = out_text(o);
	if (write(STDERR_FILENO, text.p, text.n) < 0) {
		/* nobody listens */
	}
	out_free(o);
}

void say(const struct invocation *in, enum word word, const struct word_arg *args, size_t count)
{
	struct out o = out_new(LIMIT_CELL_BYTES);
	out_str(&o, S("faubourg: "));
	words_write(&o, in->lang, word, args, count);
	out_char(&o, '\n');
	to_stderr(&o);
}

void say_problems(const struct invocation *in, const struct problems *ps)
{
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	problems_write(&o, in->lang, ps);
	to_stderr(&o);
}

enum exit_code say_fault(const struct invocation *in, enum status s)
{
	SAY(in, W_cli_fault, ARG("reference", last_fault_reference()));
	return exit_of(s);
}

enum exit_code say_unknown(const struct invocation *in, enum word word, str code, const str *candidates, size_t count)
{
	SAY(in, word, ARG("code", code));
	str near = str_nearest(code, candidates, count);
	if (near.p)
		SAY(in, W_cli_did_you_mean, ARG("word", near));
	return EXIT_INPUT;
}

static str environment(const char *name)
{
	str value = str_of(getenv(name));
	return str_is_set(value) ? value : STR_NONE;
}

str place_of(const struct invocation *in)
{
	const str places[] = {in->options[OPTION_DB], environment("FAUBOURG_DB"), in->options[OPTION_DATA], environment("FAUBOURG_DATA")};
	if (str_is_set(in->options[OPTION_DATA]))
		return str_is_set(places[0]) ? places[0] : places[2];
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
		if (str_is_set(places[i]))
			return places[i];
	return S("./data");
}

str data_folder_of(const struct invocation *in)
{
	str place = place_of(in);
	if (str_starts(place, S("postgres://")) || str_starts(place, S("postgresql://")))
		return STR_NONE;
	return str_starts(place, S("sqlite:")) ? str_skip(place, 7) : place;
}

enum exit_code read_settings(struct invocation *in, struct settings *settings)
{
	str chosen = in->options[OPTION_SETTINGS], folder = data_folder_of(in);
	str path = chosen.p ? chosen : folder.p ? arena_fmt(in->arena, "%.*s/settings", STR_ARGS(folder)) : STR_NONE;
	const char *name = path.p ? arena_cstr(in->arena, path) : NULL;
	struct problems ps = problems_new(in->arena);
	if (chosen.p && access(name, F_OK) != 0) {
		SAY(in, W_core_no_settings, ARG("file", path));
		return EXIT_INPUT;
	}
	enum status s = settings_read(in->arena, name, folder, settings, &ps);
	if (s == INVALID)
		say_problems(in, &ps);
	else if (s != OK)
		SAY(in, W_core_cannot_read_settings, ARG("file", path));
	return s == INVALID ? EXIT_INPUT : exit_of(s);
}

static void close_db(void *db)
{
	db_close(db);
}

enum exit_code open_instance(struct invocation *in, enum db_access access, struct db **db)
{
	str place = place_of(in);
	enum status s = db_open(place, access, db);
	if (s == OK) {
		arena_defer(in->arena, close_db, *db);
		return EXIT_DONE;
	}
	if (s == NOT_FOUND)
		SAY(in, W_cli_no_instance, ARG("place", place));
	else if (s == INVALID)
		SAY(in, W_cli_schema_refused, ARG("place", place));
	else
		SAY(in, W_cli_cannot_open, ARG("place", place), ARG("reference", last_fault_reference()));
	return s == NOT_FOUND ? EXIT_INPUT : exit_of(s);
}

struct result result_new(const struct invocation *in)
{
	static int to = STDOUT_FILENO;
	str file = in->options[OPTION_OUTPUT];
	/* a file is replaced whole, so its bytes wait in memory; a terminal or a pipe gets them as they come */
	return (struct result){.file = file, .out = str_is_set(file) ? out_new(LIMIT_COMMAND_ARENA) : out_to_fd(LIMIT_COMMAND_ARENA, &to)};
}

enum exit_code result_end(const struct invocation *in, struct result *r)
{
	enum status s = out_end(&r->out);
	enum exit_code code = EXIT_DONE;
	if (s == OK && str_is_set(r->file))
		s = file_replace(arena_cstr(in->arena, r->file), out_text(&r->out));
	if (s != OK) {
		SAY(in, W_cli_cannot_write, ARG("file", str_is_set(r->file) ? r->file : S("stdout")));
		code = EXIT_IO;
	}
	out_free(&r->out);
	return code;
}

bool format_is(const struct invocation *in, str format)
{
	return str_eq(in->options[OPTION_FORMAT], format);
}

/* ---- parsing ---- */

static enum lang language(const struct invocation *in)
{
	str chosen = in->options[OPTION_LANG];
	if (!str_is_set(chosen)) {
		const char *const names[] = {"FAUBOURG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
		for (size_t i = 0; i < sizeof names / sizeof names[0] && !str_is_set(chosen); i++)
			chosen = environment(names[i]);
	}
	return str_starts(chosen, S("en")) ? LANG_EN : LANG_FR;
}

static bool matches(const struct command *c, int argc, char **argv, int *words)
{
	str first, second;
	bool two = str_cut(str_of(c->name), ' ', &first, &second);
	*words = two ? 2 : 1;
	if (argc < *words + 1 || !str_eq(str_of(argv[1]), first))
		return false;
	return !two || str_eq(str_of(argv[2]), second);
}

static const struct command *find_command(int argc, char **argv, int *words)
{
	for (size_t i = 0; i < command_count; i++)
		if (matches(&commands[i], argc, argv, words))
			return &commands[i];
	return NULL;
}

static bool takes(const struct command *c, enum option option)
{
	const uint64_t one = 1, always_taken = one << OPTION_DATA | one << OPTION_DB | one << OPTION_LANG | one << OPTION_SETTINGS | one << OPTION_HELP;
	return ((c->options | always_taken) >> option & 1) || (option == OPTION_FORMAT && c->formats);
}

static enum exit_code unknown_option(const struct invocation *in, str name)
{
	str known[OPTION_COUNT];
	size_t n = 0;
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (takes(in->command, (enum option)i))
			known[n++] = str_of(option_specs[i].name);
	(void)say_unknown(in, W_cli_unknown_option, name, known, n);
	return EXIT_USAGE;
}

/* Reads argv[*i] as an option; a value may stand behind '=' or in the next word. */
static enum exit_code read_option(struct invocation *in, int argc, char **argv, int *i)
{
	str name, value;
	bool inline_value = str_cut(str_of(argv[*i]), '=', &name, &value);
	if (str_eq(name, S("-o")))
		name = S("--output");
	if (str_eq(name, S("-h")))
		name = S("--help");
	for (size_t k = 0; k < OPTION_COUNT; k++) {
		if (!str_eq(name, str_of(option_specs[k].name)) || !takes(in->command, (enum option)k))
			continue;
		if (!option_specs[k].value) {
			in->options[k] = S("yes");
			return EXIT_DONE;
		}
		if (!inline_value && *i + 1 >= argc) {
			SAY(in, W_cli_option_needs_value, ARG("option", name), ARG("value", str_of(option_specs[k].value)));
			return EXIT_USAGE;
		}
		in->options[k] = inline_value ? value : str_of(argv[++*i]);
		return EXIT_DONE;
	}
	return unknown_option(in, name);
}

static enum exit_code read_words(struct invocation *in, int argc, char **argv, int from)
{
	bool only_arguments = false;
	for (int i = from; i < argc; i++) {
		str word = str_of(argv[i]);
		if (!only_arguments && str_eq(word, S("--"))) {
			only_arguments = true;
		} else if (!only_arguments && word.n > 1 && word.p[0] == '-') {
			enum exit_code code = read_option(in, argc, argv, &i);
			if (code != EXIT_DONE)
				return code;
		} else if (in->argument_count < ARGUMENTS_MAX) {
			in->arguments[in->argument_count++] = word;
		} else {
			SAY(in, W_cli_too_many_arguments, ARG("arguments", str_of(in->command->arguments)));
			return EXIT_USAGE;
		}
	}
	return EXIT_DONE;
}

static enum exit_code check_format(struct invocation *in)
{
	str wanted = in->options[OPTION_FORMAT], rest = str_of(in->command->formats), one;
	if (!rest.p)
		return EXIT_DONE;
	str known[16];
	size_t n = 0;
	do {
		str tail;
		(void)str_cut(rest, '|', &one, &tail);
		known[n++] = one;
		rest = tail;
	} while (rest.p && n < 16);
	if (!wanted.p) {
		in->options[OPTION_FORMAT] = known[0];
		return EXIT_DONE;
	}
	for (size_t i = 0; i < n; i++)
		if (str_eq(known[i], wanted))
			return EXIT_DONE;
	SAY(in, W_cli_unknown_format, ARG("format", wanted), ARG("formats", str_of(in->command->formats)));
	return EXIT_USAGE;
}

static enum exit_code check_count(const struct invocation *in)
{
	if (in->argument_count >= in->command->least && in->argument_count <= in->command->most)
		return EXIT_DONE;
	SAY(in, in->argument_count < in->command->least ? W_cli_missing_argument : W_cli_too_many_arguments,
	    ARG("arguments", str_of(in->command->arguments)));
	SAY(in, W_cli_see_help, ARG("command", str_of(in->command->name)));
	return EXIT_USAGE;
}

static bool is_help(const char *word)
{
	return str_eq(str_of(word), S("--help")) || str_eq(str_of(word), S("-h")) || str_eq(str_of(word), S("help"));
}

/* The first word of commands of two, alone, or with a second that is none of them: lists them. */
static bool show_group(const struct invocation *in, int argc, char **argv)
{
	int fd = argc > 2 && is_help(argv[2]) ? STDOUT_FILENO : STDERR_FILENO;
	struct out o = out_to_fd(LIMIT_RESPONSE_BYTES, &fd);
	bool any = help_group(&o, in->lang, str_of(argv[1]));
	always(out_end(&o) == OK || any);
	out_free(&o);
	return any;
}

static enum exit_code show_settings(const struct invocation *in)
{
	struct result r = result_new(in);
	settings_help(&r.out, in->lang);
	return result_end(in, &r);
}

static enum exit_code unknown_command(struct invocation *in, int argc, char **argv)
{
	if (argc == 3 && is_help(argv[1]) && str_eq(str_of(argv[2]), S("settings")))
		return show_settings(in);
	if (argc < 2 || is_help(argv[1])) {
		int fd = argc < 2 ? STDERR_FILENO : STDOUT_FILENO;
		struct out o = out_to_fd(LIMIT_RESPONSE_BYTES, &fd);
		help_overview(&o, in->lang);
		enum status s = out_end(&o);
		out_free(&o);
		return argc < 2 ? EXIT_USAGE : exit_of(s);
	}
	if (show_group(in, argc, argv))
		return argc > 2 && is_help(argv[2]) ? EXIT_DONE : EXIT_USAGE;
	str names[64];
	size_t n = 0;
	for (size_t i = 0; i < command_count && n < 64; i++)
		names[n++] = str_of(commands[i].name);
	(void)say_unknown(in, W_cli_unknown_command, str_of(argv[1]), names, n);
	SAY(in, W_cli_see_overview);
	return EXIT_USAGE;
}

static enum exit_code show_help(struct invocation *in)
{
	struct result r = result_new(in);
	help_command(&r.out, in->lang, in->command);
	return result_end(in, &r);
}

static enum exit_code dispatch(struct invocation *in, int argc, char **argv)
{
	int words = 0;
	in->command = find_command(argc, argv, &words);
	if (!in->command)
		return unknown_command(in, argc, argv);
	enum exit_code code = read_words(in, argc, argv, 1 + words);
	in->lang = language(in);
	if (code != EXIT_DONE)
		return code;
	if (str_is_set(in->options[OPTION_HELP]))
		return show_help(in);
	if ((code = check_count(in)) != EXIT_DONE || (code = check_format(in)) != EXIT_DONE)
		return code;
	return in->command->run(in);
}

int command_line(int argc, char **argv)
{
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files is a full disk, not a reason to die */
	struct invocation *in = calloc(1, sizeof *in);
	always(in);
	in->arena = arena_new(LIMIT_COMMAND_ARENA);
	in->lang = language(in);
	enum exit_code code = dispatch(in, argc, argv);
	arena_free(in->arena);
	free(in);
	return (int)code;
}
