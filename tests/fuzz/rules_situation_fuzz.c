/* A model and a situation from any bytes: what stands before a line "---" is the model, each line after it "rule = value" is what is known. Whatever comes
   in, reading, sealing, evaluating every rule and explaining it end within the limits; what was refused says why; asking twice answers the same, and a run
   that was cleared answers as a new one. */
#include "base/json.h"
#include "base/limits.h"
#include "rules/rules.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FUZZ_BYTES = 16 * 1024, EXPLAIN_DEPTH = 12, KNOWN = 64 };

struct known {
	rule_id rule;
	str value;
};

/* The lines after the first "---". */
static str cut_situation(str all, str *model)
{
	size_t at;
	if (!str_find(all, S("\n---\n"), &at)) {
		*model = all;
		return STR_NONE;
	}
	*model = str_first(all, at + 1);
	return str_skip(all, at + 5);
}

static size_t read_known(const struct rules_model *m, str lines, struct known *known)
{
	size_t n = 0;
	str line, rest = lines;
	while (n < KNOWN && str_is_set(rest)) {
		str name, value;
		str_cut(rest, '\n', &line, &rest);
		if (!str_cut(line, '=', &name, &value))
			continue;
		rule_id r = rules_find(m, str_trim(name));
		if (r.v)
			known[n++] = (struct known){.rule = r, .value = str_trim(value)};
	}
	return n;
}

static void set_all(struct rules_run *run, struct arena *arena, const struct known *known, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct problems ps = problems_new(arena);
		enum status status = str_eq(known[i].value, S("-")) ? rules_set_not_applicable(run, known[i].rule)
		                                                     : rules_set_expression(run, known[i].rule, known[i].value, &ps);
		always(status == OK || status == INVALID);
		always(status == OK || ps.total > 0);
	}
}

static bool same(const struct rules_result *a, const struct rules_result *b)
{
	const struct rules_value *x = &a->value, *y = &b->value;
	if (x->state != y->state || a->missing_count != b->missing_count)
		return false;
	if (x->state != RULES_VALUE)
		return true;
	if (x->type != y->type)
		return false;
	double p = number_to_double(x->number), q = number_to_double(y->number);
	return x->type == RULES_NUMBER ? p == q || (isnan(p) && isnan(q)) : x->type == RULES_BOOLEAN ? x->truth == y->truth : true;
}

/* What the first turn found of each rule, for the second. */
struct found {
	enum status status;
	struct rules_result result;
};

static void ask(struct rules_run *run, struct arena *arena, rule_id r, struct found *found)
{
	struct rules_result first = {.missing_count = 0}, second = {.missing_count = 0};
	enum status status = rules_evaluate(run, r, &first);
	always(status == OK || status == INVALID);
	always(rules_evaluate(run, r, &second) == status);
	*found = (struct found){.status = status, .result = first};
	if (status != OK) {
		always(rules_error(run));
		return;
	}
	always(same(&first, &second));
	struct out o = out_new(1 << 20);
	rules_format(&o, LANG_FR, run, &first.value);
	rules_format(&o, LANG_EN, run, &first.value);
	const struct rules_why *why;
	if (rules_explain(run, arena, r, EXPLAIN_DEPTH, &why) == OK) {
		rules_why_text(&o, LANG_FR, run, why);
		struct json j = json_new(&o);
		rules_why_json(&j, run, why);
	}
	out_free(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > FUZZ_BYTES)
		return 0;
	struct arena *arena = arena_new(LIMIT_COMMAND_ARENA);
	struct problems ps = problems_new(arena);
	struct rules_source source = {.name = S("modèle")};
	str lines = cut_situation((str){(const char *)data, size}, &source.text);
	struct rules_model *model;
	enum status status = rules_load(arena, &source, 1, &ps, &model);
	always(status == OK || status == INVALID || status == TOO_BIG);
	always((status == OK) == (ps.total == 0));
	if (status == OK) {
		struct known known[KNOWN];
		rules_seal(model);
		size_t n = read_known(model, lines, known);
		struct rules_run *run = rules_run_new(arena, model, (day){20000});
		struct found *turns[2];
		for (int turn = 0; turn < 2; turn++) {
			turns[turn] = ARENA_ARRAY(arena, rules_count(model) + 1, struct found);
			rules_clear(run);
			set_all(run, arena, known, n);
			for (uint32_t r = 1; r <= rules_count(model); r++)
				ask(run, arena, (rule_id){r}, &turns[turn][r]);
		}
		for (uint32_t r = 1; r <= rules_count(model); r++)
			always(turns[0][r].status == turns[1][r].status && (turns[0][r].status != OK || same(&turns[0][r].result, &turns[1][r].result)));
	}
	arena_free(arena);
	return 0;
}
