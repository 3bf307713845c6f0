/* A text of rules of any bytes with a small vocabulary: reading ends, within the limits; a refusal says why; what is read runs its examples, judges an empty
   application, and can be compared with itself. */
#include "base/limits.h"
#include "base/problem.h"

#include <stdarg.h>
#include <stddef.h>

static struct arena *arena;
static struct problems problems;
#include "tests/lib/small_rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(const struct ruleset *set)
{
	static const struct application_facts nothing = {0};
	struct ruleset_changes changes = {0};
	struct problems failed = problems_new(arena);
	struct verdict *v;
	struct judge *judge = judge_new(arena, set, (day){20000});
	(void)ruleset_run_examples(set, arena, (day){20000}, &failed);
	ruleset_report_cycles(set->model, arena, &failed);
	ruleset_compare(arena, set, set, &changes);
	always(changes.list.n == 0);
	always(judge_verdict(judge, arena, LANG_FR, &nothing, &failed, &v) == OK || failed.total > 0);
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	verdict_write(&o, LANG_EN, v, NULL, 0);
	always(!o.full);
	out_free(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ruleset *set;
	if (size > 64 * 1024)
		return 0;
	arena = arena_new(LIMIT_COMMAND_ARENA);
	problems = problems_new(arena);
	enum status s = small_read((str){(const char *)data, size}, &set);
	always((s == OK) == (problems.total == 0));
	if (s == OK)
		use(set);
	arena_free(arena);
	return 0;
}
