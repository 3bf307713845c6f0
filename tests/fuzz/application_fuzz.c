/* An application file of any bytes, judged by a small règlement: reading and judging end, within the limits; a refusal says why; what is judged can be written
   in both languages and as JSON. */
#include "base/json.h"
#include "base/limits.h"
#include "imports/application_read.h"

#include <stdarg.h>
#include <stddef.h>

static struct arena *arena;
static struct problems problems;
#include "tests/lib/small_rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct arena *lasting;
static struct judge *judge;

static void prepare(void)
{
	struct ruleset *set;
	lasting = arena = arena_new(LIMIT_COMMAND_ARENA);
	problems = problems_new(arena);
	always(small_read(S(SMALL_RULES), &set) == OK);
	judge = judge_new(lasting, set, (day){20000});
}

static void write_all(const struct verdict *v, enum lang lang)
{
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	struct json j = json_new(&o);
	verdict_json(&j, lang, v, NULL, 0);
	verdict_write(&o, lang, v, NULL, 0);
	problems_write(&o, lang, &problems);
	always(!o.full && j.depth == 0);
	out_free(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct application_facts facts;
	struct verdict *v;
	if (!judge)
		prepare();
	if (size > LIMIT_APPLICATION_BYTES)
		return 0;
	arena = arena_new(LIMIT_COMMAND_ARENA);
	problems = problems_new(arena);
	enum status s = application_read_bytes(arena, S("a.yaml"), (str){(const char *)data, size}, &facts, &problems);
	always((s == OK) == (problems.total == 0));
	if (s == OK) {
		s = judge_verdict(judge, arena, size % 2 ? LANG_FR : LANG_EN, &facts, &problems, &v);
		always((s == OK) == (problems.total == 0));
		write_all(v, size % 2 ? LANG_FR : LANG_EN);
	}
	arena_free(arena);
	return 0;
}
