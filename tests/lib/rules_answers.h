/* Our answers beside those of the reference: one line of tests/reference (see its README) is read with our engine, every question is worked out, and kind,
   value, unit, missing variables and scores are compared. Prints each difference with its model and situation; counts. Used by rules_compare (what node
   has just answered) and by rules_reference_test (what is kept in golden.jsonl); knows nothing of node. */
#ifndef TESTS_LIB_RULES_ANSWERS_H
#define TESTS_LIB_RULES_ANSWERS_H

/* base/json.h, which rules.h includes, and jansson share three names: ours are not used here. */
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

enum { MAX_EXPRESSIONS = 64, MAX_SOURCES = 8, MAX_MODEL_BYTES = 16 << 20, SHOWN = 12 };
#define NEAR 1e-9
#define APPROACHED 1e-5
#define CONVERTED 1e-15 /* the reference rounds what it converts to sixteen decimals */

/* In rules_compare, shared with its children. */
struct counts {
	size_t passed, failed, bounded, alone, circles, shown, most_shown, models, refused;
};
static struct counts *counts;

struct lookup {
	json_t *line;
	const char *id;
	struct arena *arena;
	struct rules_model *model;
	struct rules_run *run;
	const char *expressions[MAX_EXPRESSIONS];
	rules_expr compiled[MAX_EXPRESSIONS];
	size_t expression_count;
	json_t *situation;
};

static void say_context(const struct lookup *l)
{
	char *situation = l->situation ? json_dumps(json_object_get(l->situation, "situation"), JSON_COMPACT) : NULL;
	const char *text = json_string_value(json_object_get(l->line, "model"));
	printf("     situation %s%s\n", situation ? situation : "-",
	       l->situation && json_is_true(json_object_get(l->situation, "fresh")) ? "" : " (questions one after the other)");
	if (text && strlen(text) < 6000)
		printf("     model %s\n", text);
	free(situation);
}

static void differs(const struct lookup *l, const char *asked, const char *expected, const char *got)
{
	counts->failed++;
	if (counts->shown++ >= counts->most_shown)
		return;
	printf("FAIL %s %s\n     expected %s\n     got      %s\n", l->id, asked, expected, got);
	say_context(l);
	fflush(stdout);
}

static str text_of(json_t *j)
{
	return json_is_string(j) ? (str){json_string_value(j), json_string_length(j)} : STR_NONE;
}

static const char *problems_text(const struct lookup *l, const struct problems *ps)
{
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	problems_write(&o, LANG_FR, ps);
	str s = out_keep(&o, l->arena);
	return s.p ? s.p : "";
}

/* ---- what is known ---- */

static enum status set_one(struct lookup *l, rule_id r, json_t *value, struct problems *ps)
{
	json_t *part;
	if (json_is_string(value))
		return rules_set_expression(l->run, r, text_of(value), ps);
	if ((part = json_object_get(value, "number"))) {
		struct number n;
		str digits = text_of(part);
		return number_parse(digits, &n) ? rules_set_number(l->run, r, n, text_of(json_object_get(value, "unit"))) : INVALID;
	}
	if ((part = json_object_get(value, "bool")))
		return rules_set_boolean(l->run, r, json_is_true(part));
	if ((part = json_object_get(value, "text")))
		return rules_set_text(l->run, r, text_of(part));
	if ((part = json_object_get(value, "date"))) {
		day d;
		return date_parse(text_of(part), &d) ? rules_set_date(l->run, r, d) : INVALID;
	}
	return rules_set_not_applicable(l->run, r);
}

static bool set_all(struct lookup *l)
{
	const char *name;
	json_t *value;
	rules_clear(l->run);
	json_object_foreach(json_object_get(l->situation, "situation"), name, value)
	{
		struct problems ps = problems_new(l->arena);
		rule_id r = rules_find(l->model, str_of(name));
		enum status status = r.v ? set_one(l, r, value, &ps) : NOT_FOUND;
		if (status != OK) {
			char *written = json_dumps(value, JSON_ENCODE_ANY);
			str got = arena_fmt(l->arena, "%s: %s %s", written, status_name(status), problems_text(l, &ps));
			free(written);
			differs(l, name, "the value is taken", got.p);
			return false;
		}
	}
	return true;
}

/* ---- answers as text, for people ---- */

static void write_missing(struct out *o, const struct lookup *l, const struct rules_result *r)
{
	out_str(o, S(" {"));
	for (size_t i = 0; i < r->missing_count; i++)
		out_fmt(o, "%s%.*s: %g", i ? ", " : "", STR_ARGS(rules_name(l->model, r->missing[i].rule)), r->missing[i].score);
	out_char(o, '}');
}

static str value_text(const struct rules_value *v, struct arena *a)
{
	if (v->type != RULES_DATE)
		return v->text;
	struct out o = out_new(64);
	date_write(&o, v->date);
	return out_keep(&o, a);
}

static const char *ours_text(const struct lookup *l, enum status status, const struct rules_result *r)
{
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	const struct rules_value *v = &r->value;
	if (status != OK) {
		out_fmt(&o, "! %s: ", status_name(status));
		const struct problem *p = rules_error(l->run);
		struct problems ps = problems_new(l->arena);
		if (p)
			problem_add(&ps, p->file, p->line, p->field, p->message, p->args, p->arg_count);
		problems_write(&o, LANG_FR, &ps);
	} else if (v->state != RULES_VALUE) {
		out_str(&o, v->state == RULES_NOT_DEFINED ? S("?") : S("-"));
	} else if (v->type == RULES_NUMBER) {
		out_fmt(&o, "n %.17g %.*s", number_to_double(v->number), STR_ARGS(rules_unit_text(l->run, v->unit)));
	} else if (v->type == RULES_BOOLEAN) {
		out_fmt(&o, "b %s", v->truth ? "oui" : "non");
	} else {
		out_fmt(&o, "t %.*s", STR_ARGS(value_text(v, l->arena)));
	}
	if (status == OK)
		write_missing(&o, l, r);
	return out_keep(&o, l->arena).p;
}

static const char *theirs_text(const struct lookup *l, json_t *answer)
{
	char *missing = json_dumps(json_array_get(answer, 4), JSON_COMPACT | JSON_REAL_PRECISION(12));
	char *value = json_dumps(json_array_get(answer, 2), JSON_ENCODE_ANY | JSON_REAL_PRECISION(17));
	const char *unit = json_string_value(json_array_get(answer, 3));
	str s = arena_fmt(l->arena, "%s %s %s %s", json_string_value(json_array_get(answer, 1)), value ? value : "", unit ? unit : "", missing ? missing : "");
	free(missing);
	free(value);
	return s.p;
}

/* ---- comparing ---- */

static double real_of(json_t *j)
{
	if (json_is_number(j))
		return json_number_value(j);
	const char *name = json_string_value(j);
	return !name || strcmp(name, "NaN") == 0 ? (double)NAN : name[0] == '-' ? -(double)INFINITY : (double)INFINITY;
}

/* A whole number of cents on both sides must be the same one; otherwise as near as binary rounding leaves them. */
static bool same_number(double theirs, struct number ours, double near)
{
	double mine = number_to_double(ours);
	if (isnan(theirs) || isnan(mine))
		return isnan(theirs) && isnan(mine);
	if (isinf(theirs) || isinf(mine))
		return isinf(theirs) && isinf(mine) && signbit(theirs) == signbit(mine);
	struct number cents = number_mul(ours, number_of(100));
	int64_t whole;
	double their_cents = round(theirs * 100);
	if (fabs(their_cents) < 9e15 && number_is_exact(ours) && number_to_int64(cents, &whole) && their_cents / 100 == theirs && near <= NEAR)
		return (double)whole == their_cents;
	return fabs(theirs - mine) <= fmax(near * fmax(fabs(theirs), fabs(mine)), CONVERTED);
}

static bool same_unit(json_t *theirs, str ours)
{
	str unit = text_of(theirs);
	return str_is_set(unit) ? str_eq(unit, ours) : !str_is_set(ours);
}

/* A number that is found by approaching it is only as exact as its search: the tolerances of the language are in whole units of it. */
static double how_near(const struct lookup *l)
{
	return json_is_true(json_object_get(l->situation, "approached")) ? APPROACHED : NEAR;
}

static bool same_value(const struct lookup *l, json_t *answer, const struct rules_value *v)
{
	char kind = json_string_value(json_array_get(answer, 1))[0];
	json_t *value = json_array_get(answer, 2);
	if (kind == '?' || kind == '-')
		return v->state == (kind == '?' ? RULES_NOT_DEFINED : RULES_NOT_APPLICABLE);
	if (v->state != RULES_VALUE)
		return false;
	if (kind == 'n')
		return v->type == RULES_NUMBER && same_number(real_of(value), v->number, how_near(l)) && same_unit(json_array_get(answer, 3), rules_unit_text(l->run, v->unit));
	if (kind == 'b')
		return v->type == RULES_BOOLEAN && v->truth == json_is_true(value);
	return (v->type == RULES_TEXT || v->type == RULES_DATE) && str_eq(text_of(value), value_text(v, l->arena));
}

/* The reference turned in a circle: which variables are missing is compared, not how much each weighs. */
static bool in_circle(json_t *answer)
{
	return json_array_size(answer) > 6;
}

/* A model of the generator, where a rule may need itself for no reason: what it then gives is what the reference had kept. */
static bool is_invented(const struct lookup *l)
{
	return l->id[0] >= '0' && l->id[0] <= '9';
}

static bool same_missing(const struct lookup *l, json_t *answer, const struct rules_result *r, bool scores)
{
	json_t *theirs = json_array_get(answer, 4);
	if (json_object_size(theirs) != r->missing_count)
		return false;
	for (size_t i = 0; i < r->missing_count; i++) {
		str name = rules_name(l->model, r->missing[i].rule);
		json_t *score = json_object_getn(theirs, name.p, name.n);
		if (!score || (scores && fabs(json_number_value(score) - r->missing[i].score) > NEAR * fabs(r->missing[i].score)))
			return false;
		if (i && r->missing[i].score > r->missing[i - 1].score)
			return false; /* heaviest first */
	}
	return true;
}

static enum status ask(struct lookup *l, const char *asked, struct rules_result *result)
{
	for (size_t i = 0; i < l->expression_count; i++)
		if (strcmp(l->expressions[i], asked) == 0)
			return rules_evaluate_expr(l->run, l->compiled[i], result);
	rule_id r = rules_find(l->model, str_of(asked));
	return r.v ? rules_evaluate(l->run, r, result) : NOT_FOUND;
}

static bool same_answer(const struct lookup *l, json_t *answer, enum status status, const struct rules_result *r)
{
	if (strcmp(json_string_value(json_array_get(answer, 1)), "!") == 0)
		return status == INVALID;
	return status == OK && same_value(l, answer, &r->value) && same_missing(l, answer, r, true);
}

/* differences.md: in an invented circle any answer stands, a refusal too (a private rule of a context may come out changed); elsewhere only weights differ. */
static bool excused_by_circle(const struct lookup *l, json_t *answer, enum status status, const struct rules_result *r)
{
	if (!in_circle(answer))
		return false;
	return is_invented(l) ? status == OK || status == INVALID : status == OK && same_value(l, answer, &r->value) && same_missing(l, answer, r, false);
}

static void compare_answer(struct lookup *l, json_t *answer)
{
	const char *asked = json_string_value(json_array_get(answer, 0));
	json_t *alone = json_object_get(json_object_get(l->situation, "alone"), asked);
	struct rules_result result = {.missing_count = 0};
	enum status status = ask(l, asked, &result);
	if (same_answer(l, answer, status, &result)) {
		counts->passed++;
	} else if (alone && same_answer(l, alone, status, &result)) {
		counts->passed++;
		counts->alone++; /* the reference's own answer depends on what was asked before: differences.md */
	} else if (excused_by_circle(l, answer, status, &result)) {
		counts->passed++;
		counts->circles++;
	} else if (status == OK && json_array_size(json_array_get(answer, 5)) > 0) {
		counts->passed++;
		counts->bounded++; /* binary numbers stand at a boundary: differences.md */
	} else {
		differs(l, asked, theirs_text(l, answer), ours_text(l, status, &result));
	}
}

static void compare_situation(struct lookup *l)
{
	json_t *answer;
	size_t i;
	bool fresh = json_is_true(json_object_get(l->situation, "fresh"));
	if (!set_all(l))
		return;
	json_array_foreach(json_object_get(l->situation, "answers"), i, answer)
	{
		if (fresh && i > 0 && !set_all(l))
			return;
		compare_answer(l, answer);
	}
}

/* ---- a line ---- */

static str read_file(struct lookup *l, const char *path)
{
	FILE *f = fopen(path, "rb");
	always(f);
	char *bytes = arena_alloc(l->arena, MAX_MODEL_BYTES);
	str text = {bytes, fread(bytes, 1, MAX_MODEL_BYTES, f)};
	fclose(f);
	return text;
}

/* The model of the line: its own text, or files. */
static size_t sources_of(struct lookup *l, struct rules_source *sources)
{
	json_t *files = json_object_get(l->line, "model_files"), *file;
	size_t i;
	if (!files) {
		sources[0] = (struct rules_source){.name = S("modèle"), .text = text_of(json_object_get(l->line, "model"))};
		return 1;
	}
	always(json_array_size(files) <= MAX_SOURCES);
	json_array_foreach(files, i, file)
	{
		sources[i] = (struct rules_source){.name = text_of(file), .text = read_file(l, json_string_value(file))};
	}
	return i;
}

static bool compile(struct lookup *l, struct problems *ps)
{
	json_t *expression;
	size_t i;
	json_array_foreach(json_object_get(l->line, "expressions"), i, expression)
	{
		if (i >= MAX_EXPRESSIONS)
			break;
		l->expressions[i] = json_string_value(expression);
		if (rules_expression(l->model, (rule_id){0}, S("question"), 1, text_of(expression), ps, &l->compiled[i]) != OK) {
			differs(l, l->expressions[i], "an expression that can be read", problems_text(l, ps));
			return false;
		}
		l->expression_count = i + 1;
	}
	return true;
}

static void compare_model(struct lookup *l)
{
	struct problems ps = problems_new(l->arena);
	struct rules_source sources[MAX_SOURCES];
	enum status status = rules_load(l->arena, sources, sources_of(l, sources), &ps, &l->model);
	const char *refused = json_string_value(json_object_get(l->line, "refused"));
	if (refused) {
		if (status == INVALID && ps.total > 0)
			counts->passed++;
		else
			differs(l, "the whole model", refused, status_name(status));
		return;
	}
	if (status != OK) {
		differs(l, "the whole model", "it is read", problems_text(l, &ps));
		return;
	}
	day today;
	always(date_parse(text_of(json_object_get(l->line, "today")), &today));
	if (!compile(l, &ps))
		return;
	rules_seal(l->model);
	l->run = rules_run_new(l->arena, l->model, today);
	size_t i;
	json_array_foreach(json_object_get(l->line, "situations"), i, l->situation)
		compare_situation(l);
}

#endif
