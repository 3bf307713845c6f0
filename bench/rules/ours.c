/* Our side of bench/rules: works out a verdict (every asked rule) under one situation after another for some seconds.
       ours WORK.json SECONDS WHAT        WHAT: verdict, values, admissibility, admissibility-values; prints verdicts per second, processor time, memory
       ours WORK.json 0 check             prints the answers to the first situations, to be compared with the others'; or check-values
       ours FILE load ROUNDS              prints the milliseconds of reading and sealing one model, the median of ROUNDS
   Situations are given as the language writes them, as the other engine gets them; with values, as numbers, truths, texts and dates, as a program
   that holds an application has them. */
#define json_object base_json_object
#define json_array base_json_array
#define json_null base_json_null
#include "base/limits.h"
#include "rules/date.h"
#include "rules/rules.h"
#undef json_object
#undef json_array
#undef json_null

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { MAX_FILE = 16 << 20, MAX_SOURCES = 8, CHECKED = 100 };

enum given { GIVEN_EXPRESSION, GIVEN_NUMBER, GIVEN_TRUTH, GIVEN_TEXT, GIVEN_DATE };
struct known {
	rule_id rule;
	str written;
	enum given given; /* what `written` is, when it is a plain value */
	struct number number;
	str rest; /* unit, or text without quotes */
	bool truth;
	day date;
};
struct work {
	struct arena *arena;
	struct rules_model *model;
	struct rules_run *run;
	rule_id *asked;
	size_t asked_count;
	struct known *known; /* situation after situation, each as long as the next */
	size_t known_count, situations;
};

static double seconds_of(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static str read_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	always(f);
	always(fseek(f, 0, SEEK_END) == 0);
	long size = ftell(f);
	always(size >= 0 && size <= MAX_FILE && fseek(f, 0, SEEK_SET) == 0);
	char *bytes = arena_alloc(a, (size_t)size + 1);
	str text = {bytes, fread(bytes, 1, (size_t)size, f)};
	fclose(f);
	return text;
}

static struct rules_model *load(struct arena *a, const struct rules_source *sources, size_t n)
{
	struct problems ps = problems_new(a);
	struct rules_model *model;
	if (rules_load(a, sources, n, &ps, &model) != OK) {
		struct out o = out_new(1 << 20);
		problems_write(&o, LANG_EN, &ps);
		fprintf(stderr, "%.*s", STR_ARGS(out_text(&o)));
		exit(70);
	}
	rules_seal(model);
	return model;
}

static void take_names(struct work *w, json_t *names)
{
	json_t *name;
	size_t i;
	json_array_foreach(names, i, name)
	{
		w->asked[w->asked_count] = rules_find(w->model, str_of(json_string_value(name)));
		always(w->asked[w->asked_count++].v);
	}
}

static void understand(struct known *k)
{
	str digits, unit;
	str_cut(k->written, ' ', &digits, &unit);
	k->truth = str_eq(k->written, S("oui"));
	if (k->truth || str_eq(k->written, S("non"))) {
		k->given = GIVEN_TRUTH;
	} else if (k->written.n == 10 && date_parse(k->written, &k->date)) {
		k->given = GIVEN_DATE;
	} else if (k->written.n > 1 && k->written.p[0] == '\'') {
		k->given = GIVEN_TEXT;
		k->rest = str_first(str_skip(k->written, 1), k->written.n - 2);
	} else if (number_parse(digits, &k->number)) {
		k->given = GIVEN_NUMBER;
		k->rest = unit;
	}
}

static void take_situations(struct work *w, json_t *situations)
{
	json_t *situation, *value;
	const char *name;
	size_t i, at = 0;
	w->situations = json_array_size(situations);
	w->known_count = json_object_size(json_array_get(situations, 0));
	w->known = ARENA_ARRAY(w->arena, w->situations * w->known_count, struct known);
	json_array_foreach(situations, i, situation)
	{
		always(json_object_size(situation) == w->known_count);
		json_object_foreach(situation, name, value)
		{
			w->known[at].rule = rules_find(w->model, str_of(name));
			always(w->known[at].rule.v);
			w->known[at].written = arena_str(w->arena, str_of(json_string_value(value)));
			understand(&w->known[at++]);
		}
	}
}

static struct work work_of(const char *path, bool maxima)
{
	struct work w = {.arena = arena_new(LIMIT_COMMAND_ARENA)};
	struct rules_source sources[MAX_SOURCES];
	json_t *json = json_load_file(path, 0, NULL), *file;
	size_t i;
	always(json);
	json_array_foreach(json_object_get(json, "files"), i, file)
	{
		sources[i] = (struct rules_source){.name = str_of(json_string_value(file)), .text = read_file(w.arena, json_string_value(file))};
	}
	w.model = load(w.arena, sources, i);
	json_t *conditions = json_object_get(json, "conditions"), *limits = json_object_get(json, "maxima");
	w.asked = ARENA_ARRAY(w.arena, json_array_size(conditions) + json_array_size(limits), rule_id);
	take_names(&w, conditions);
	if (maxima)
		take_names(&w, limits);
	take_situations(&w, json_object_get(json, "situations"));
	day today;
	always(date_parse(S("15/06/2026"), &today));
	w.run = rules_run_new(w.arena, w.model, today);
	json_decref(json);
	return w;
}

static void set_written(struct work *w, size_t which)
{
	const struct known *known = &w->known[which * w->known_count];
	struct problems ps = {.arena = w->arena};
	rules_clear(w->run);
	for (size_t i = 0; i < w->known_count; i++)
		always(rules_set_expression(w->run, known[i].rule, known[i].written, &ps) == OK);
}

static enum status set_value(struct rules_run *run, const struct known *k)
{
	struct problems ps = {.total = 0};
	switch (k->given) {
	case GIVEN_NUMBER:
		return rules_set_number(run, k->rule, k->number, k->rest);
	case GIVEN_TRUTH:
		return rules_set_boolean(run, k->rule, k->truth);
	case GIVEN_TEXT:
		return rules_set_text(run, k->rule, k->rest);
	case GIVEN_DATE:
		return rules_set_date(run, k->rule, k->date);
	case GIVEN_EXPRESSION:
		break;
	}
	return rules_set_expression(run, k->rule, k->written, &ps);
}

static void set_values(struct work *w, size_t which)
{
	const struct known *known = &w->known[which * w->known_count];
	rules_clear(w->run);
	for (size_t i = 0; i < w->known_count; i++)
		always(set_value(w->run, &known[i]) == OK);
}

static void write_answer(struct work *w, rule_id r)
{
	struct rules_result result;
	enum status status = rules_evaluate(w->run, r, &result);
	const struct rules_value *v = &result.value;
	if (status != OK)
		printf("!\n");
	else if (v->state != RULES_VALUE)
		printf("%c\n", v->state == RULES_NOT_DEFINED ? '?' : '-');
	else if (v->type == RULES_NUMBER)
		printf("%.6f\n", number_to_double(v->number) + 0.0);
	else if (v->type == RULES_BOOLEAN)
		printf("%s\n", v->truth ? "oui" : "non");
	else
		printf("%.*s\n", STR_ARGS(v->text));
}

static void check(struct work *w, void (*set)(struct work *w, size_t which))
{
	for (size_t i = 0; i < w->situations && i < CHECKED; i++) {
		set(w, i);
		for (size_t k = 0; k < w->asked_count; k++)
			write_answer(w, w->asked[k]);
	}
}

static void measure(struct work *w, void (*set)(struct work *w, size_t which), double seconds)
{
	size_t done = 0, defined = 0;
	double begun = seconds_of(CLOCK_MONOTONIC), processor = seconds_of(CLOCK_PROCESS_CPUTIME_ID), now;
	do {
		for (size_t i = 0; i < w->situations; i++, done++) {
			struct rules_result result;
			set(w, i);
			for (size_t k = 0; k < w->asked_count; k++)
				defined += rules_evaluate(w->run, w->asked[k], &result) == OK && result.value.state == RULES_VALUE;
		}
		now = seconds_of(CLOCK_MONOTONIC);
	} while (now - begun < seconds);
	struct rusage used;
	getrusage(RUSAGE_SELF, &used);
	printf("%.1f %.9f %ld %zu\n", (double)done / (now - begun), (seconds_of(CLOCK_PROCESS_CPUTIME_ID) - processor) / (double)done, used.ru_maxrss, defined);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void measure_load(const char *path, size_t rounds)
{
	double *ms = calloc(rounds, sizeof *ms);
	always(ms && rounds);
	struct arena *kept = arena_new(LIMIT_COMMAND_ARENA);
	struct rules_source source = {.name = S("model"), .text = read_file(kept, path)};
	for (size_t i = 0; i < rounds; i++) {
		struct arena *a = arena_new(LIMIT_COMMAND_ARENA);
		double begun = seconds_of(CLOCK_MONOTONIC);
		load(a, &source, 1);
		ms[i] = (seconds_of(CLOCK_MONOTONIC) - begun) * 1000;
		arena_free(a);
	}
	qsort(ms, rounds, sizeof *ms, by_value);
	struct rusage used;
	getrusage(RUSAGE_SELF, &used);
	printf("%.3f %ld\n", ms[rounds / 2], used.ru_maxrss);
	arena_free(kept);
	free(ms);
}

int main(int argc, char **argv)
{
	if (argc != 4)
		return 64;
	if (strcmp(argv[2], "load") == 0) {
		measure_load(argv[1], strtoul(argv[3], NULL, 10));
		return 0;
	}
	struct work w = work_of(argv[1], strncmp(argv[3], "admissibility", strlen("admissibility")) != 0);
	void (*set)(struct work *, size_t) = strstr(argv[3], "values") ? set_values : set_written;
	if (strncmp(argv[3], "check", 5) == 0)
		check(&w, set);
	else
		measure(&w, set, strtod(argv[2], NULL));
	arena_free(w.arena);
	return 0;
}
