/* The table of commands: adding one is a row here, its function, and two words. */
#include "cli/commands.h"

#define BIT(option) (1u << (option))

const struct command commands[] = {
	{"init", "", 0, 0, W_cli_help_init, NULL, 0, run_init},
	{"load", "PACK…", 1, ARGUMENTS_MAX, W_cli_help_load, "text|json", BIT(OPTION_FORCE), run_load},
	{"serve", "", 0, 0, W_cli_help_serve, NULL, BIT(OPTION_LISTEN), run_serve},
	{"territories", "", 0, 0, W_cli_help_territories, "table|csv|json", BIT(OPTION_OUTPUT), run_territories},
	{"calls", "", 0, 0, W_cli_help_calls, "table|csv|json", BIT(OPTION_OUTPUT), run_calls},
	{"districts", "", 0, 0, W_cli_help_districts, "table|csv|json", BIT(OPTION_OUTPUT), run_districts},
	{"applications", "CALL", 1, 1, W_cli_help_applications, "table|csv|json", BIT(OPTION_OUTPUT), run_applications},
	{"programme", "CALL", 1, 1, W_cli_help_programme, "table|csv|json|xlsx", BIT(OPTION_OUTPUT), run_programme},
	{"reconcile", "FILE", 1, 1, W_cli_help_reconcile, "text|json", BIT(OPTION_OUTPUT), run_reconcile},
	{"verdict", "CALL [APPLICATION.yaml]", 1, 2, W_verdict_help_verdict, "text|json", BIT(OPTION_APPLICATION) | BIT(OPTION_VERSION) | BIT(OPTION_OUTPUT), run_verdict},
	{"rules check", "PACK|FILE…", 1, ARGUMENTS_MAX, W_verdict_help_check, "text|json", BIT(OPTION_OUTPUT), run_rules_check},
	{"rules list", "CALL", 1, 1, W_verdict_help_list, "table|csv|json", BIT(OPTION_VERSION) | BIT(OPTION_OUTPUT), run_rules_list},
	{"rules versions", "CALL", 1, 1, W_verdict_help_versions, "table|csv|json", BIT(OPTION_OUTPUT), run_rules_versions},
	{"rules diff", "CALL|FILE [FILE]", 1, 2, W_verdict_help_diff, "text|json", BIT(OPTION_FROM) | BIT(OPTION_TO) | BIT(OPTION_OUTPUT), run_rules_diff},
	{"rules try", "CALL [APPLICATION.yaml…]", 1, ARGUMENTS_MAX, W_verdict_help_try, "text|json|csv", BIT(OPTION_WITH) | BIT(OPTION_OF) | BIT(OPTION_OUTPUT),
	 run_rules_try},
	{"rules blank", "CALL", 1, 1, W_verdict_help_blank, NULL, BIT(OPTION_OUTPUT), run_rules_blank},
	{"waive", "CALL APPLICATION RULE", 3, 3, W_verdict_help_waive, NULL, BIT(OPTION_REASON) | BIT(OPTION_AUTHOR) | BIT(OPTION_WITHDRAW), run_waive},
	{"waivers", "CALL", 1, 1, W_verdict_help_waivers, "table|csv|json", BIT(OPTION_OUTPUT), run_waivers},
	{"rules eval", "MODEL EXPRESSION…", 2, ARGUMENTS_MAX, W_rules_show_help_eval, "text|json", BIT(OPTION_SITUATION) | BIT(OPTION_OUTPUT), run_rules_eval},
	{"rules explain", "MODEL RULE", 2, 2, W_rules_show_help_explain, "text|json", BIT(OPTION_SITUATION) | BIT(OPTION_OUTPUT), run_rules_explain},
	{"import perimeters", "FILE", 1, 1, W_cli_help_import_perimeters, NULL, 0, run_import_perimeters},
	{"migrate", "", 0, 0, W_cli_help_migrate, NULL, 0, run_migrate},
	{"doctor", "", 0, 0, W_cli_help_doctor, "text|json", BIT(OPTION_DEEP) | BIT(OPTION_REPAIR), run_doctor},
	{"backup", "FILE", 1, 1, W_cli_help_backup, NULL, 0, run_backup},
	{"restore", "FILE", 1, 1, W_cli_help_restore, NULL, BIT(OPTION_FORCE), run_restore},
	{"verify", "", 0, 0, W_cli_help_verify, NULL, 0, run_verify},
	{"audit verify", "", 0, 0, W_cli_help_verify, NULL, 0, run_verify},
	{"copy", "", 0, 0, W_cli_help_copy, NULL, BIT(OPTION_FROM) | BIT(OPTION_TO), run_copy},
	{"routes", "", 0, 0, W_cli_help_routes, NULL, 0, run_routes},
	{"man", "", 0, 0, W_cli_help_man, NULL, BIT(OPTION_OUTPUT), run_man},
	{"completion", "", 0, 0, W_cli_help_completion, NULL, BIT(OPTION_OUTPUT), run_completion},
	{"version", "", 0, 0, W_cli_help_version, NULL, 0, run_version},
};
const size_t command_count = sizeof commands / sizeof commands[0];

const struct option_spec option_specs[OPTION_COUNT] = {
	[OPTION_DATA] = {"--data", "DIR", W_cli_option_data},       [OPTION_DB] = {"--db", "URL", W_cli_option_db},
	[OPTION_SETTINGS] = {"--settings", "FILE", W_core_option_settings},
	[OPTION_LANG] = {"--lang", "fr|en", W_cli_option_lang},     [OPTION_FORMAT] = {"--format", "FORMAT", W_cli_option_format},
	[OPTION_OUTPUT] = {"--output", "FILE", W_cli_option_output}, [OPTION_LISTEN] = {"--listen", "ADDRESS", W_cli_option_listen},
	[OPTION_FROM] = {"--from", "PLACE", W_cli_option_from},     [OPTION_TO] = {"--to", "PLACE", W_cli_option_to},
	[OPTION_APPLICATION] = {"--application", "CODE", W_verdict_option_application},
	[OPTION_VERSION] = {"--version", "N", W_verdict_option_version}, [OPTION_WITH] = {"--with", "FILE", W_verdict_option_with},
	[OPTION_OF] = {"--of", "CALL", W_verdict_option_of},         [OPTION_REASON] = {"--reason", "TEXT", W_verdict_option_reason},
	[OPTION_AUTHOR] = {"--author", "WHO", W_verdict_option_author}, [OPTION_WITHDRAW] = {"--withdraw", NULL, W_verdict_option_withdraw},
	[OPTION_SITUATION] = {"--situation", "FILE", W_rules_show_option_situation},
	[OPTION_DEEP] = {"--deep", NULL, W_files_option_deep},      [OPTION_REPAIR] = {"--repair", NULL, W_files_option_repair},
	[OPTION_FORCE] = {"--force", NULL, W_cli_option_force},     [OPTION_HELP] = {"--help", NULL, W_cli_option_help},
};
