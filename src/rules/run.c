/* Runs: their memory, sub-runs, failing, and asking for an answer. The public face of evaluating is here and in situation.c. Owns what a run shares with its
   sub-runs; evaluate*.c works answers out. Never touches the model. */
#include "rules/run.h"

#include "base/limits.h"
#include "rules/expression.h"
#include "rules/store.h"

#include <string.h>

enum { TEXT_AT_ONCE = 16 * 1024 };

/* ---- memory ---- */

void *run_take(struct scratch *s, size_t bytes)
{
	if (bytes > LIMIT_RULES_RUN_BYTES || arena_used(s->memory) + bytes > LIMIT_RULES_RUN_BYTES) {
		run_fail(s->root, W_rules_evaluate_too_much_memory);
		return NULL;
	}
	return arena_alloc(s->memory, bytes);
}

char *run_room(struct scratch *s, size_t n)
{
	char *room = pieces_take(s, s->texts, n ? n : 1);
	if (!room)
		run_fail(s->root, W_rules_evaluate_too_much_text);
	return room;
}

str run_text(struct scratch *s, const char *bytes, size_t n)
{
	char *room = run_room(s, n);
	if (!room)
		return STR_NONE;
	if (n)
		memcpy(room, bytes, n);
	return (str){room, n};
}

/* When numbers start again, no stamp of before may look like one of after. */
static void generations_start_again(struct scratch *s)
{
	for (struct rules_run *run = s->all; run; run = run->next_made) {
		for (uint32_t i = 0; i < s->program->slots; i++)
			run->slots[i].stamp = 0;
		for (uint32_t i = 0; i < s->program->facts; i++)
			run->facts[i].stamp = run->facts[i].stamp == run->facts_now;
		run->facts_now = 1;
		run->made_for = 0;
	}
	s->generation = 1;
}

uint32_t run_generation(struct scratch *s)
{
	if (s->generation == UINT32_MAX)
		generations_start_again(s);
	return ++s->generation;
}

/* ---- making ---- */

static void share(struct rules_run *run, const struct rules_run *root)
{
	run->code = root->code;
	run->constants = root->constants;
	run->fact_code = root->fact_code;
}

static struct rules_run *make(struct arena *a, struct scratch *s)
{
	const struct program *p = s->program;
	struct rules_run *run = ARENA_NEW(a, struct rules_run);
	*run = (struct rules_run){
		.code = p->code,
		.constants = p->constants,
		.rules = p->rules,
		.lists = p->lists,
		.slots = ARENA_ARRAY(a, p->slots, struct answer),
		.facts = ARENA_ARRAY(a, p->facts, struct answer),
		.on_stack = ARENA_ARRAY(a, p->rule_count, uint8_t),
		.in_parents = ARENA_ARRAY(a, p->rule_count, uint8_t),
		.scratch = s,
		.next_made = s->all,
	};
	s->all = run;
	s->run_count++;
	return run;
}

static size_t size_of_run(const struct program *p)
{
	enum { ROUNDING = 128 };
	return sizeof(struct rules_run) + (p->slots + p->facts) * sizeof(struct answer) + p->rule_count * (2 + sizeof(rule_no)) + ROUNDING;
}

static void free_memory(void *memory)
{
	arena_free(memory);
}

static struct piece_store *text_store(struct scratch *s)
{
	struct piece_store *store = ARENA_NEW(s->memory, struct piece_store);
	*store = (struct piece_store){.at_once = TEXT_AT_ONCE, .most = LIMIT_RULES_TEXT_BYTES};
	return store;
}

struct rules_run *rules_run_new(struct arena *a, const struct rules_model *m, day today)
{
	always(m->program);
	struct scratch *s = ARENA_NEW(a, struct scratch);
	s->memory = arena_new(LIMIT_RULES_RUN_BYTES);
	arena_defer(a, free_memory, s->memory);
	s->model = m;
	s->program = m->program;
	s->units = units_above(a, &m->units);
	s->first_unit = units_first_own(&s->units);
	s->today = today;
	s->lang = LANG_FR;
	s->generation = 1;
	s->root = make(a, s);
	s->root->facts_now = run_generation(s);
	s->root->now = run_generation(s);
	s->missing = missing_store_new(s);
	s->texts = text_store(s);
	s->fact_texts = text_store(s);
	s->spare_texts = text_store(s);
	return s->root;
}

/* Copying takes time too: a big model inside a search inside a search would never end. */
static void count_copied(struct scratch *s, size_t bytes)
{
	enum { BYTES_A_STEP = 64 };
	uint64_t steps = bytes / BYTES_A_STEP;
	s->steps_left = s->steps_left > steps ? s->steps_left - steps : 0;
}

void run_restart(struct rules_run *sub, const struct rules_run *from)
{
	const struct program *p = from->scratch->program;
	count_copied(from->scratch, p->facts * sizeof *from->facts + p->rule_count * sizeof *from->on_stack * 2);
	share(sub, from);
	memcpy(sub->facts, from->facts, p->facts * sizeof *from->facts);
	sub->facts_now = from->facts_now;
	sub->has_key = false;
	run_stop(sub);
	run_forget(sub);
}

struct rules_run *run_sub(struct rules_run *from)
{
	struct scratch *s = from->scratch;
	struct rules_run *sub = s->spare;
	if (sub)
		s->spare = sub->next_spare;
	else if (s->run_count > LIMIT_RULES_SUB_RUNS || arena_used(s->memory) + size_of_run(s->program) > LIMIT_RULES_RUN_BYTES)
		run_fail(from, W_rules_evaluate_too_many_contexts);
	else
		sub = make(s->memory, s);
	if (sub)
		run_restart(sub, from);
	return sub;
}

void run_release(struct rules_run *sub)
{
	sub->next_spare = sub->scratch->spare;
	sub->scratch->spare = sub;
}

void run_copy_answers(struct rules_run *to, const struct rules_run *from)
{
	size_t bytes = to->scratch->program->slots * sizeof *to->slots;
	count_copied(to->scratch, bytes);
	memcpy(to->slots, from->slots, bytes);
	to->now = from->now;
}

void run_copy_under_way(struct rules_run *to, const struct rules_run *from)
{
	const struct program *p = to->scratch->program;
	memcpy(to->on_stack, from->on_stack, p->rule_count);
	memcpy(to->in_parents, from->in_parents, p->rule_count);
	to->current = from->current;
}

void run_forget(struct rules_run *run)
{
	run->now = run_generation(run->scratch);
}

void run_stop(struct rules_run *run)
{
	memset(run->on_stack, 0, run->scratch->program->rule_count);
	memset(run->in_parents, 0, run->scratch->program->rule_count);
	run->current = 0;
}

void run_changes(struct rules_run *run)
{
	struct scratch *s = run->scratch;
	if (!s->asked)
		return;
	s->asked = false;
	s->failed = false;
	missing_forget(s->missing);
	pieces_forget(s->texts);
	run_forget(run);
}

const struct node *run_node_at(const struct rules_run *run, node_id n)
{
	const struct rules_model *m = run->scratch->model;
	node_id base = expression_base(m);
	return n < base ? model_node(m, n) : &run->scratch->place->nodes[n - base];
}

/* ---- failing ---- */

static void fail(struct rules_run *run, enum word message, struct word_arg arg)
{
	struct scratch *s = run->scratch;
	if (s->failed)
		return;
	const struct rules_model *m = s->model;
	const struct rule *rule = &m->rules.at[run->current];
	s->failed = true;
	s->stack_floor = (const char *)UINTPTR_MAX; /* nothing more is begun */
	s->error = (struct problem){.message = message, .args = {arg}, .arg_count = arg.name != NULL};
	if (!run->current)
		return;
	s->error.file = rule->source < m->sources.n ? m->sources.at[rule->source] : STR_NONE;
	s->error.line = rule->line;
	s->error.field = rule->name;
}

void run_fail(struct rules_run *run, enum word message)
{
	fail(run, message, (struct word_arg){.name = NULL});
}

void run_fail_about(struct rules_run *run, enum word message, const char *name, str text)
{
	fail(run, message, arg_text(name, text));
}

const struct problem *rules_error(const struct rules_run *run)
{
	return run->scratch->failed ? &run->scratch->error : NULL;
}

/* ---- asking ---- */

void run_value(struct rules_value *v, const struct answer *a)
{
	*v = (struct rules_value){.state = a->state, .unit = a->unit};
	if (a->state != RULES_VALUE)
		return;
	v->type = a->type;
	uint64_t first, second; /* one by one, as in answer_move */
	memcpy(&first, &a->number, sizeof first);
	memcpy(&second, (const char *)&a->number + sizeof first, sizeof second);
	__asm__("" : "+r"(first), "+r"(second));
	if (a->type == RULES_BOOLEAN) {
		v->truth = a->truth;
	} else if (a->type == RULES_NUMBER) {
		memcpy(&v->number, &first, sizeof first);
		memcpy((char *)&v->number + sizeof first, &second, sizeof second);
	} else if (a->type == RULES_DATE) {
		v->date = a->date;
	} else {
		v->text = a->text;
	}
}

/* Before an evaluation from outside: nothing is under way, nothing has failed. */
static void begin(struct rules_run *run)
{
	struct scratch *s = run->scratch;
	s->asked = true;
	s->failed = false;
	s->steps_left = LIMIT_RULES_STEPS;
	s->stack_floor = (const char *)__builtin_frame_address(0) - LIMIT_RULES_STACK_BYTES;
}

/* What was worked out before a failure may lean on it: it is worked out again. */
static enum status failed(struct rules_run *run, struct rules_result *result)
{
	run_forget(run);
	*result = (struct rules_result){.value.state = RULES_NOT_DEFINED};
	return INVALID;
}

static inline enum status ask(struct rules_run *run, uint32_t code, struct rules_result *result)
{
	ANSWER(out);
	begin(run);
	const struct answer *a = run_eval(run, code, &out);
	if (run->scratch->failed)
		return failed(run, result);
	run_value(&result->value, a);
	result->missing = NULL;
	result->missing_count = 0;
	if (a->missing)
		result->missing = missing_listed(run->scratch, run->scratch->model, a->missing, &result->missing_count);
	return run->scratch->failed ? failed(run, result) : OK;
}

static enum status no_such_rule(struct rules_run *run, struct rules_result *result)
{
	begin(run);
	run_fail(run, W_rules_evaluate_no_such_rule);
	return failed(run, result);
}

enum status rules_evaluate(struct rules_run *run, rule_id r, struct rules_result *result)
{
	const struct program *p = run->scratch->program;
	if (!r.v || r.v >= p->publics)
		return no_such_rule(run, result);
	return ask(run, p->entries[r.v], result);
}

enum status rules_evaluate_expr(struct rules_run *run, rules_expr e, struct rules_result *result)
{
	if (!e.v || e.v >= run->scratch->model->nodes.n)
		return no_such_rule(run, result);
	return ask(run, e.v, result);
}

bool run_node_value(struct rules_run *run, node_id n, struct value *v)
{
	struct answer out;
	begin(run);
	const struct answer *a = run_eval(run, n, &out);
	*v = value_of_answer(a);
	if (!run->scratch->failed)
		return true;
	run_forget(run);
	*v = (struct value){.state = RULES_NOT_DEFINED};
	return false;
}
