/* The rules engine by itself: reads a model, says what is known, prints a value, what is missing to know better, and why it is so.
       example MODEL RULE [NAME=EXPRESSION]…
   Exit 0: there is an answer. 1: the text or the question is wrong. 2: something is missing. Needs nothing but libpublicodes. */
#include "rules/rules.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { MEMORY = 256 * 1024 * 1024, TEXT = 16 * 1024 * 1024, DEPTH = 8, DAY = 24 * 60 * 60 };

static int show_problems(struct out *o, const struct problems *ps)
{
	problems_write(o, LANG_EN, ps);
	return 1;
}

static bool read_file(struct arena *a, const char *path, str *text)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return false;
	char *bytes = arena_alloc(a, TEXT);
	size_t n = fread(bytes, 1, TEXT, f);
	bool whole = feof(f) && !ferror(f);
	(void)fclose(f);
	*text = (str){bytes, n};
	return whole;
}

/* "budget . total=12000 €": what the name stands for. */
static bool know(struct rules_run *run, const struct rules_model *model, str fact, struct problems *ps)
{
	str name, expression;
	if (!str_cut(fact, '=', &name, &expression))
		return false;
	return rules_set_expression(run, rules_find(model, str_trim(name)), str_trim(expression), ps) == OK;
}

static int answer(struct out *o, struct rules_run *run, const struct rules_model *model, rule_id rule, struct arena *a)
{
	struct rules_result result;
	const struct rules_why *why;
	if (rules_evaluate(run, rule, &result) != OK || rules_explain(run, a, rule, DEPTH, &why) != OK) {
		struct problems ps = problems_new(a);
		const struct problem *p = rules_error(run);
		problem_add(&ps, p->file, p->line, p->field, p->message, p->args, p->arg_count);
		return show_problems(o, &ps);
	}
	out_str(o, rules_title(model, rule));
	out_str(o, S(": "));
	rules_format(o, LANG_EN, run, &result.value);
	out_str(o, S("\n"));
	for (size_t i = 0; i < result.missing_count; i++) {
		out_str(o, S("missing: "));
		out_str(o, rules_name(model, result.missing[i].rule));
		out_fmt(o, " (%g)\n", result.missing[i].score);
	}
	out_str(o, S("\n"));
	rules_why_text(o, LANG_EN, run, why);
	return result.missing_count ? 2 : 0;
}

static int run_example(struct arena *a, struct out *o, int argc, char **argv)
{
	struct problems ps = problems_new(a);
	struct rules_source source = {.name = str_of(argv[1])};
	struct rules_model *model;
	if (!read_file(a, argv[1], &source.text)) {
		out_fmt(o, "%s cannot be read\n", argv[1]);
		return 1;
	}
	if (rules_load(a, &source, 1, &ps, &model) != OK)
		return show_problems(o, &ps);
	rules_seal(model);
	rule_id rule = rules_find(model, str_of(argv[2]));
	if (!rule.v) {
		out_fmt(o, "there is no rule \"%s\"\n", argv[2]);
		return 1;
	}
	struct rules_run *run = rules_run_new(a, model, (day){(int64_t)time(NULL) / DAY});
	for (int i = 3; i < argc; i++)
		if (!know(run, model, str_of(argv[i]), &ps)) {
			out_fmt(o, "not understood: %s\n", argv[i]);
			return show_problems(o, &ps);
		}
	return answer(o, run, model, rule, a);
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		(void)fprintf(stderr, "usage: example MODEL RULE [NAME=EXPRESSION]...\n");
		return 1;
	}
	int to = 1; /* standard output */
	struct arena *a = arena_new(MEMORY);
	struct out o = out_to_fd(TEXT, &to);
	int code = run_example(a, &o, argc, argv);
	if (out_end(&o) != OK)
		code = 1;
	out_free(&o);
	arena_free(a);
	return code;
}
