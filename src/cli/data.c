/* load PACK…, import perimeters FILE: data that comes in from files. */
#include "actions/load_pack.h"
#include "actions/load_perimeters.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "domain/finding.h"

#include <unistd.h>

static str actor_of_command_line(struct invocation *in)
{
	return arena_fmt(in->arena, "cli:%ld", (long)getuid());
}

struct load_run {
	struct invocation *in;
	struct db *db;
	struct json json;
	bool as_json;
	bool refused, does_not_add_up;
};

static void say_findings(const struct invocation *in, str pack, const struct findings *fs)
{
	if (!fs->list.n)
		return;
	SAY(in, W_cli_findings, ARG("pack", pack), ARG("n", fs->list.n));
	int fd = STDERR_FILENO;
	struct out o = out_to_fd(LIMIT_RESPONSE_BYTES, &fd);
	findings_write(&o, in->lang, fs);
	if (out_end(&o) != OK) {
		/* nobody listens */
	}
	out_free(&o);
}

static void report(struct load_run *run, str pack, enum status s, const struct load_result *result, const struct problems *ps, const struct findings *fs)
{
	if (run->as_json) {
		json_object(&run->json);
		json_text(&run->json, S("pack"), pack);
		json_text(&run->json, S("status"), s != OK ? S("refused") : result->unchanged ? S("unchanged") : S("loaded"));
		json_int(&run->json, S("rows"), result->rows);
		json_int(&run->json, S("problems"), (int64_t)ps->total);
		findings_json(&run->json, run->in->lang, fs);
		json_end(&run->json);
	}
	say_problems(run->in, ps);
	if (s != OK)
		SAY(run->in, W_cli_load_refused, ARG("pack", pack));
	else if (result->unchanged)
		SAY(run->in, W_cli_unchanged, ARG("pack", pack));
	else
		SAY(run->in, W_cli_loaded, ARG("pack", pack), ARG("n", result->rows));
	say_findings(run->in, pack, fs);
}

static enum exit_code load_one(struct load_run *run, str pack)
{
	struct invocation *in = run->in;
	struct arena *arena = arena_new(LIMIT_COMMAND_ARENA);
	struct problems ps = problems_new(arena);
	struct findings fs = findings_new(arena);
	struct load_result result = {0};
	const struct load_options options = {.actor = actor_of_command_line(in), .folder = arena_cstr(arena, pack), .force = str_is_set(in->options[OPTION_FORCE])};
	enum status s = load_pack(run->db, arena, &options, &result, &ps, &fs);
	report(run, pack, s, &result, &ps, &fs);
	if (s == BROKEN)
		(void)say_fault(in, s);
	run->refused |= s != OK;
	run->does_not_add_up |= fs.errors > 0;
	arena_free(arena);
	return exit_of(s);
}

enum exit_code run_load(struct invocation *in)
{
	struct load_run run = {.in = in, .as_json = format_is(in, S("json"))};
	enum exit_code code = open_instance(in, DB_READ_WRITE, &run.db), worst = EXIT_DONE;
	if (code != EXIT_DONE)
		return code;
	struct result r = result_new(in);
	run.json = json_new(&r.out);
	if (run.as_json)
		json_array(&run.json);
	for (size_t i = 0; i < in->argument_count; i++) {
		code = load_one(&run, in->arguments[i]);
		worst = code > worst ? code : worst;
	}
	if (run.as_json) {
		json_end(&run.json);
		out_char(&r.out, '\n');
	}
	code = result_end(in, &r);
	if (code != EXIT_DONE || run.refused)
		return code > worst ? code : worst;
	return run.does_not_add_up ? EXIT_NO : EXIT_DONE;
}

enum exit_code run_import_perimeters(struct invocation *in)
{
	struct db *db;
	enum exit_code code = open_instance(in, DB_READ_WRITE, &db);
	if (code != EXIT_DONE)
		return code;
	struct problems ps = problems_new(in->arena);
	struct findings fs = findings_new(in->arena);
	struct perimeters_result result = {0};
	const struct perimeters_options options = {.actor = actor_of_command_line(in), .file = arena_cstr(in->arena, in->arguments[0])};
	enum status s = load_perimeters(db, in->arena, &options, &result, &ps, &fs);
	say_problems(in, &ps);
	if (s == BROKEN)
		return say_fault(in, s);
	if (s != OK) {
		SAY(in, W_cli_load_refused, ARG("pack", in->arguments[0]));
		return exit_of(s);
	}
	SAY(in, W_cli_perimeters_done, ARG("n", result.written), ARG("unchanged", result.unchanged));
	say_findings(in, in->arguments[0], &fs);
	return EXIT_DONE;
}
