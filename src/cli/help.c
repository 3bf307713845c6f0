/* The table of commands, read by a person, by man(1) and by bash. */
#include "cli/help.h"

#include "base/utf8.h"
#include "base/version.h"

enum { NAME_COLUMNS = 34 };

static bool has_option(const struct command *c, enum option option)
{
	if (option == OPTION_FORMAT)
		return c->formats != NULL;
	return (c->options >> option & 1u) || option == OPTION_DATA || option == OPTION_DB || option == OPTION_LANG || option == OPTION_SETTINGS || option == OPTION_HELP;
}

static void usage(struct out *o, const struct command *c)
{
	out_fmt(o, "faubourg %s%s%s", c->name, c->arguments[0] ? " " : "", c->arguments);
	if (c->formats)
		out_fmt(o, " [--format %s]", c->formats);
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if ((c->options >> i & 1u) && i != OPTION_FORMAT)
			out_fmt(o, " [%s%s%s]", option_specs[i].name, option_specs[i].value ? " " : "", option_specs[i].value ? option_specs[i].value : "");
}

static void two_columns(struct out *o, str left, str right)
{
	out_str(o, S("  "));
	out_str(o, left);
	size_t width = utf8_width(left);
	out_pad(o, ' ', width < NAME_COLUMNS ? NAME_COLUMNS - width : 1);
	out_str(o, right);
	out_char(o, '\n');
}

static void command_line_of(struct out *o, enum lang lang, const struct command *c)
{
	char name[256];
	struct out left = out_new(sizeof name);
	out_fmt(&left, "%s%s%s", c->name, c->arguments[0] ? " " : "", c->arguments);
	two_columns(o, out_text(&left), word_text(lang, c->help));
	out_free(&left);
}

void help_overview(struct out *o, enum lang lang)
{
	WORDS(o, lang, W_cli_help_head, ARG("version", S(FAUBOURG_VERSION)));
	out_str(o, S("\n\n"));
	for (size_t i = 0; i < command_count; i++)
		command_line_of(o, lang, &commands[i]);
	out_char(o, '\n');
	WORDS(o, lang, W_cli_help_foot);
	out_char(o, '\n');
}

bool help_group(struct out *o, enum lang lang, str first)
{
	bool any = false;
	for (size_t i = 0; i < command_count; i++) {
		str name = str_of(commands[i].name);
		if (name.n <= first.n || !str_starts(name, first) || name.p[first.n] != ' ')
			continue;
		command_line_of(o, lang, &commands[i]);
		any = true;
	}
	return any;
}

static void options_of(struct out *o, enum lang lang, const struct command *c)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (!has_option(c, (enum option)i))
			continue;
		struct out left = out_new(256);
		out_str(&left, str_of(option_specs[i].name));
		if (option_specs[i].value)
			out_fmt(&left, " %s", i == OPTION_FORMAT ? c->formats : option_specs[i].value);
		two_columns(o, out_text(&left), word_text(lang, option_specs[i].help));
		out_free(&left);
	}
}

void help_command(struct out *o, enum lang lang, const struct command *c)
{
	usage(o, c);
	out_str(o, S("\n\n"));
	out_str(o, word_text(lang, c->help));
	out_str(o, S("\n\n"));
	options_of(o, lang, c);
}

/* A minus is \- in troff, a leading dot would be a request. */
static void troff(struct out *o, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '-' || s.p[i] == '\\')
			out_char(o, '\\');
		out_char(o, s.p[i]);
	}
}

static void man_command(struct out *o, enum lang lang, const struct command *c)
{
	struct out line = out_new(1024);
	usage(&line, c);
	out_str(o, S(".TP\n.B "));
	troff(o, out_text(&line));
	out_char(o, '\n');
	troff(o, word_text(lang, c->help));
	out_char(o, '\n');
	out_free(&line);
}

void help_man(struct out *o, enum lang lang)
{
	out_fmt(o, ".TH FAUBOURG 1 \"\" \"faubourg %s\"\n.SH %s\nfaubourg \\- ", FAUBOURG_VERSION, lang == LANG_FR ? "NOM" : "NAME");
	troff(o, word_text(lang, W_cli_one_line));
	out_fmt(o, "\n.SH %s\n.B faubourg\n", "SYNOPSIS");
	troff(o, word_text(lang, W_cli_man_synopsis));
	out_fmt(o, "\n.SH %s\n", lang == LANG_FR ? "COMMANDES" : "COMMANDS");
	for (size_t i = 0; i < command_count; i++)
		man_command(o, lang, &commands[i]);
	out_str(o, S(".SH OPTIONS\n"));
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		out_str(o, S(".TP\n.B "));
		troff(o, str_of(option_specs[i].name));
		if (option_specs[i].value)
			out_fmt(o, " %s", option_specs[i].value);
		out_char(o, '\n');
		troff(o, word_text(lang, option_specs[i].help));
		out_char(o, '\n');
	}
	out_fmt(o, ".SH %s\n", lang == LANG_FR ? "CODES DE SORTIE" : "EXIT STATUS");
	troff(o, word_text(lang, W_cli_man_exit));
	out_char(o, '\n');
}

static bool is_first_word_of(const struct command *c, str word)
{
	str first, rest;
	(void)str_cut(str_of(c->name), ' ', &first, &rest);
	return str_eq(first, word);
}

void help_bash_completion(struct out *o)
{
	out_str(o, S("# bash completion for faubourg, made by `faubourg completion`\n_faubourg() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]}\n"
	             "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\tCOMPREPLY=($(compgen -W \""));
	for (size_t i = 0; i < command_count; i++) {
		str first, rest;
		(void)str_cut(str_of(commands[i].name), ' ', &first, &rest);
		if (i && is_first_word_of(&commands[i - 1], first))
			continue; /* the commands of one word stand together */
		out_str(o, first);
		out_char(o, ' ');
	}
	out_str(o, S("\" -- \"$cur\"))\n\t\treturn\n\tfi\n\tcase ${COMP_WORDS[1]} in\n"));
	for (size_t i = 0; i < command_count; i++) {
		str first, rest;
		if (str_cut(str_of(commands[i].name), ' ', &first, &rest))
			continue;
		out_fmt(o, "\t%s) COMPREPLY=($(compgen -W \"", commands[i].name);
		for (size_t k = 0; k < OPTION_COUNT; k++)
			if (has_option(&commands[i], (enum option)k))
				out_fmt(o, "%s ", option_specs[k].name);
		out_str(o, S("\" -f -- \"$cur\"));;\n"));
	}
	out_str(o, S("\tesac\n}\ncomplete -F _faubourg faubourg\n"));
}
