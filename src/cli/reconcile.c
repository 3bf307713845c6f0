/* reconcile FILE: does a table that somebody else made add up? Needs no instance. Exit 1 when something does not, 2 when the file
   holds no table of amounts. */
#include "cli/commands.h"
#include "imports/reconcile_file.h"

enum exit_code run_reconcile(struct invocation *in)
{
	struct problems ps = problems_new(in->arena);
	struct reconciliation r = {0};
	enum status s = reconcile_file(in->arena, arena_cstr(in->arena, in->arguments[0]), &r, &ps);
	if (s != OK) {
		if (ps.total)
			say_problems(in, &ps);
		else
			SAY(in, W_cli_cannot_read, ARG("file", in->arguments[0]));
		return s == BROKEN ? EXIT_FAULT : EXIT_INPUT;
	}
	struct result result = result_new(in);
	if (format_is(in, S("json")))
		reconciliation_json(&result.out, in->lang, &r);
	else
		reconciliation_text(&result.out, in->lang, &r);
	enum exit_code code = result_end(in, &result);
	if (code != EXIT_DONE)
		return code;
	return !r.blocks.n ? EXIT_INCOMPLETE : reconciliation_adds_up(&r) ? EXIT_DONE : EXIT_NO;
}
