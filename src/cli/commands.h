/* What the table of commands runs, one function a command, and what several of them share. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "base/log.h"
#include "cli/command.h"

/* instance.c */
enum exit_code run_init(struct invocation *in);
enum exit_code run_migrate(struct invocation *in);
enum exit_code run_doctor(struct invocation *in);
enum exit_code run_backup(struct invocation *in);
enum exit_code run_restore(struct invocation *in);
enum exit_code run_verify(struct invocation *in);
enum exit_code run_copy(struct invocation *in);
/* data.c */
enum exit_code run_load(struct invocation *in);
enum exit_code run_import_perimeters(struct invocation *in);
/* import.c, export.c */
enum exit_code run_import(struct invocation *in);
enum exit_code run_export(struct invocation *in);
/* lists.c */
enum exit_code run_territories(struct invocation *in);
enum exit_code run_calls(struct invocation *in);
enum exit_code run_districts(struct invocation *in);
enum exit_code run_applications(struct invocation *in);
/* sheets.c */
enum exit_code run_form(struct invocation *in);
enum exit_code run_form_check(struct invocation *in);
enum exit_code run_sheet_show(struct invocation *in);
/* sheet_blank.c */
enum exit_code run_sheet_blank(struct invocation *in);
/* verdict.c, rules_lists.c, rules_try.c, waivers.c */
enum exit_code run_verdict(struct invocation *in);
enum exit_code run_rules_blank(struct invocation *in);
enum exit_code run_rules_check(struct invocation *in);
enum exit_code run_rules_list(struct invocation *in);
enum exit_code run_rules_versions(struct invocation *in);
enum exit_code run_rules_diff(struct invocation *in);
enum exit_code run_rules_try(struct invocation *in);
enum exit_code run_waive(struct invocation *in);
enum exit_code run_waivers(struct invocation *in);
enum exit_code run_filings(struct invocation *in);
/* programme.c, reconcile.c, serve.c, about.c */
enum exit_code run_programme(struct invocation *in);
enum exit_code run_grid(struct invocation *in); /* grid.c */
enum exit_code run_allocate(struct invocation *in); /* allocation.c */
enum exit_code run_scenarios(struct invocation *in);
enum exit_code run_sessions(struct invocation *in); /* sessions.c */
enum exit_code run_scores(struct invocation *in); /* review.c */
enum exit_code run_opinions(struct invocation *in);
enum exit_code run_adopt(struct invocation *in);
enum exit_code run_template_fields(struct invocation *in);
enum exit_code run_template(struct invocation *in);
enum exit_code run_reconcile(struct invocation *in);
enum exit_code run_serve(struct invocation *in);
enum exit_code run_routes(struct invocation *in);
enum exit_code run_version(struct invocation *in);
enum exit_code run_man(struct invocation *in);
enum exit_code run_completion(struct invocation *in);
/* mail.c */
enum exit_code run_jobs(struct invocation *in);
enum exit_code run_mail_list(struct invocation *in);
enum exit_code run_mail_retry(struct invocation *in);
enum exit_code run_mail_test(struct invocation *in);
/* user.c */
enum exit_code run_user_add(struct invocation *in);
enum exit_code run_user_role(struct invocation *in);
enum exit_code run_user_list(struct invocation *in);
enum exit_code run_user_password(struct invocation *in);
enum exit_code run_user_close(struct invocation *in);
/* letters.c */
enum exit_code run_letters(struct invocation *in);
/* rules.c */
enum exit_code run_rules_eval(struct invocation *in);
enum exit_code run_rules_explain(struct invocation *in);

/* The territory of a call; says so, with the nearest code, when there is none. */
must_use enum exit_code find_call(struct invocation *in, struct db *db, str call, territory_id *territory);

/* Makes the key and the folder of documents of an instance when they are missing; says why it cannot (instance.c). */
must_use enum exit_code make_belongings(struct invocation *in, const struct settings *settings);

#endif
