/* The situation of a run: what is known of rules, given as values or as the language writes them. Constants are kept as answers; an expression is read into
   nodes of the run, coded like those of the model. The model is never changed. */
#include "base/limits.h"
#include "rules/date.h"
#include "rules/expression.h"
#include "rules/lower.h"
#include "rules/plain.h"
#include "rules/run.h"
#include "rules/store.h"

#include <string.h>

/* ---- giving ---- */

/* Where what is known of a rule is kept; NULL when the rule is not of the model, or not one that a situation may speak of. */
static inline struct answer *fact_of(struct rules_run *run, rule_id r)
{
	const struct program *p = run->scratch->program;
	if (!r.v || r.v >= p->publics || !p->entry_facts[r.v])
		return NULL;
	if (run->scratch->asked)
		run_changes(run);
	return &run->facts[p->entry_facts[r.v]];
}

/* Written in place, for a situation is given as often as rules are asked. */
#define GIVE(run, r, ...) \
	do { \
		struct answer *fact_given = fact_of((run), (r)); \
		if (!fact_given) \
			return INVALID; \
		*fact_given = (struct answer){__VA_ARGS__, .stamp = (run)->facts_now}; \
		return OK; \
	} while (0)

static bool is_unit_of_model(const struct scratch *s, unit_id unit)
{
	return unit != UNIT_NONE && unit < s->first_unit;
}

static bool unit_read(struct scratch *s, str unit, unit_id *id)
{
	if (plain_unit(&s->units_given, unit, id))
		return true;
	if (!unit_parse(&s->units, unit, id))
		return false;
	if (is_unit_of_model(s, *id))
		plain_unit_note(&s->units_given, unit, *id);
	return true;
}

static inline bool unit_given(struct rules_run *run, str unit, unit_id *id)
{
	*id = UNIT_NONE;
	if (!unit.n)
		return true;
	if (unit.n == sizeof "€" - 1 && memcmp(unit.p, "€", sizeof "€" - 1) == 0)
		*id = UNIT_EURO;
	else if (unit.n == 1 && *unit.p == '%')
		*id = UNIT_PERCENT;
	else
		return unit_read(run->scratch, unit, id);
	return true;
}

enum status rules_set_number(struct rules_run *run, rule_id r, struct number n, str unit)
{
	unit_id id;
	if (!unit_given(run, unit, &id))
		return INVALID;
	GIVE(run, r, .state = RULES_VALUE, .type = RULES_NUMBER, .has_unit = id != UNIT_NONE, .unit = id, .number = n);
}

enum status rules_set_boolean(struct rules_run *run, rule_id r, bool b)
{
	GIVE(run, r, .state = RULES_VALUE, .type = RULES_BOOLEAN, .truth = b);
}

enum status rules_set_date(struct rules_run *run, rule_id r, day d)
{
	if (!date_exists(d))
		return INVALID;
	GIVE(run, r, .state = RULES_VALUE, .type = RULES_DATE, .date = d);
}

enum status rules_set_not_applicable(struct rules_run *run, rule_id r)
{
	GIVE(run, r, .state = RULES_NOT_APPLICABLE, .fact = FACT_NULLABLE | FACT_ODD);
}

/* ---- texts ---- */

static str copied(struct scratch *s, struct piece_store *store, str text)
{
	char *room = pieces_take(s, store, text.n ? text.n : 1);
	if (!room)
		return STR_NONE;
	if (text.n)
		memcpy(room, text.p, text.n);
	return (str){room, text.n};
}

static bool is_text_fact(const struct rules_run *run, const struct answer *fact)
{
	return fact->stamp == run->facts_now && fact->state == RULES_VALUE && fact->type == RULES_TEXT && !(fact->fact & FACT_EXPRESSION);
}

/* Texts that were given over are still there: those that are not go to the other store, which then is the one. */
static void pack_texts(struct rules_run *run)
{
	struct scratch *s = run->scratch;
	struct piece_store *from = s->fact_texts, *to = s->spare_texts;
	pieces_forget(to);
	for (uint32_t i = 1; i < s->program->facts; i++)
		if (is_text_fact(run, &run->facts[i]))
			run->facts[i].text = copied(s, to, run->facts[i].text);
	pieces_forget(from);
	s->fact_texts = to;
	s->spare_texts = from;
}

static enum status give_text(struct rules_run *run, struct answer *fact, str text)
{
	struct scratch *s = run->scratch;
	if (is_text_fact(run, fact) && str_eq(fact->text, text))
		return OK;
	str copy = copied(s, s->fact_texts, text);
	if (!copy.p) {
		fact->stamp = 0;
		pack_texts(run);
		copy = copied(s, s->fact_texts, text);
	}
	if (!copy.p)
		return INVALID;
	*fact = (struct answer){.state = RULES_VALUE, .type = RULES_TEXT, .text = copy, .stamp = run->facts_now};
	return OK;
}

enum status rules_set_text(struct rules_run *run, rule_id r, str text)
{
	struct answer *fact = fact_of(run, r);
	return fact ? give_text(run, fact, text) : INVALID;
}

/* ---- expressions ---- */

static void free_arena(void *a)
{
	arena_free(a);
}

/* The first expression of a run: its own copy of the codes, with room for those that it makes. Kept for the next situations. */
static bool make_place(struct rules_run *run)
{
	struct scratch *s = run->scratch;
	const struct program *p = s->program;
	struct expression_place *place = run_take(s, sizeof *place);
	struct node *nodes = run_take(s, LIMIT_RUN_NODES * sizeof *nodes);
	struct code *codes = run_take(s, p->codes * sizeof *codes);
	struct answer *constants = run_take(s, (p->constant_count + LIMIT_RUN_NODES) * sizeof *constants);
	uint32_t *fact_code = run_take(s, p->facts * sizeof *fact_code);
	if (!place || !nodes || !codes || !constants || !fact_code)
		return false;
	memcpy(codes, p->code, p->codes * sizeof *codes);
	memcpy(constants, p->constants, p->constant_count * sizeof *constants);
	s->own_code = codes;
	s->own_constants = constants;
	run->code = codes;
	run->constants = constants;
	run->fact_code = fact_code;
	s->place_memory = arena_new(LIMIT_RULES_EXPRESSIONS_BYTES);
	arena_defer(s->memory, free_arena, s->place_memory);
	*place = (struct expression_place){.arena = s->place_memory, .units = &s->units, .nodes = nodes, .room = LIMIT_RUN_NODES};
	s->place = place;
	return true;
}

/* Nodes that were read since the last time get their codes. */
static void code_new_nodes(struct scratch *s)
{
	const struct rules_model *m = s->model;
	for (; s->coded < s->place->count; s->coded++) {
		const struct node *n = &s->place->nodes[s->coded];
		node_id at = expression_base(m) + s->coded;
		uint32_t constant = s->program->constant_count + s->coded;
		s->own_constants[constant] = (struct answer){0};
		if (n->kind == NODE_CONSTANT)
			s->own_constants[constant] = answer_of_value(&n->constant);
		s->own_code[at] = n->kind == NODE_CONSTANT ? (struct code){.op = CODE_CONSTANT, .a = constant} : lower_node(m, s->program->rules, n, at);
		s->own_code[at].flags = n->nullable == NULLABLE_NO ? CODE_NEVER_NULL : 0;
	}
}

static void give_node(struct rules_run *run, uint32_t fact_number, node_id node)
{
	const struct node *n = run_node_at(run, node);
	struct answer *fact = &run->facts[fact_number];
	uint8_t nullable = n->nullable == NULLABLE_YES ? FACT_NULLABLE : 0;
	if (n->kind == NODE_CONSTANT) {
		*fact = answer_of_value(&n->constant);
		fact->fact = nullable | (fact->state != RULES_VALUE ? FACT_ODD : 0);
	} else {
		run->fact_code[fact_number] = node;
		*fact = (struct answer){.state = RULES_VALUE, .fact = FACT_EXPRESSION | FACT_ODD | nullable};
	}
	fact->stamp = run->facts_now;
}

/* A number with a unit of the model: the next one with that unit needs no reading. */
static void note_unit(struct scratch *s, str expression, const struct answer *fact)
{
	unit_id unit;
	str rest = plain_after_digits(expression);
	if (!rest.n || rest.n > PLAIN_UNIT_BYTES || fact->fact || !answer_is_number(fact) || !is_unit_of_model(s, fact->unit))
		return;
	if (unit_parse(&s->units, str_trim(rest), &unit) && unit == fact->unit)
		plain_unit_note(&s->units_after_digits, rest, unit);
}

static enum status read_fact(struct rules_run *run, uint32_t fact_number, str expression, struct problems *ps)
{
	struct scratch *s = run->scratch;
	node_id node;
	enum status st = expression_in_run(s->model, s->place, s->program->fact_rules[fact_number], expression, ps, &node);
	if (st != OK)
		return st;
	code_new_nodes(s);
	give_node(run, fact_number, node);
	note_unit(s, expression, &run->facts[fact_number]);
	return OK;
}

enum status rules_set_expression(struct rules_run *run, rule_id r, str expression, struct problems *ps)
{
	struct scratch *s = run->scratch;
	struct answer *fact = fact_of(run, r);
	str inside;
	if (!fact) {
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_rules_evaluate_no_such_rule);
		return INVALID;
	}
	if (plain_value(&s->units_after_digits, expression, fact)) {
		fact->stamp = run->facts_now;
		return OK;
	}
	if (plain_text(expression, &inside)) {
		if (give_text(run, fact, inside) == OK)
			return OK;
		PROBLEM(ps, STR_NONE, 0, rules_name(s->model, r), W_rules_evaluate_too_much_text);
		return INVALID;
	}
	if (s->place || make_place(run))
		return read_fact(run, s->program->entry_facts[r.v], expression, ps);
	PROBLEM(ps, STR_NONE, 0, rules_name(s->model, r), W_rules_evaluate_too_much_memory);
	return INVALID;
}

/* ---- taking back ---- */

enum status rules_unset(struct rules_run *run, rule_id r)
{
	struct answer *fact = fact_of(run, r);
	if (!fact)
		return INVALID;
	fact->stamp = 0;
	return OK;
}

void rules_clear(struct rules_run *run)
{
	struct scratch *s = run->scratch;
	run_changes(run);
	run->facts_now = run_generation(s);
	pieces_forget(s->fact_texts);
	units_clear(&s->units);
	if (s->place && s->place->count) {
		s->place->count = 0;
		s->coded = 0;
		arena_reset(s->place_memory);
	}
}

void rules_speak(struct rules_run *run, enum lang lang)
{
	run_changes(run);
	run->scratch->lang = lang;
}

/* ---- options ---- */

static bool is_number_option(const struct rules_model *m, const struct value *option, const struct rules_value *v)
{
	struct number n = v->number;
	if (v->type != RULES_NUMBER)
		return false;
	if (option->unit && v->unit && v->unit != option->unit) {
		struct arena *a = arena_new(LIMIT_RULES_EXPRESSIONS_BYTES);
		struct units units = units_above(a, &m->units);
		bool converted = unit_convert(&units, (unit_id)v->unit, option->unit, &n);
		arena_free(a);
		if (!converted)
			return false;
	}
	return number_cmp(n, option->number) == 0;
}

bool rules_is_option(const struct rules_model *m, rule_id r, const struct rules_value *v)
{
	if (!r.v || r.v >= m->publics.n)
		return false;
	node_id choice = m->rules.at[m->publics.at[r.v]].possibilities;
	if (!choice || v->state != RULES_VALUE)
		return true;
	const struct node *n = model_node(m, choice);
	for (uint32_t i = 0; i < n->possibilities.n; i++) {
		const struct possibility *p = &n->possibilities.at[i];
		bool is = n->possibilities.kind == RULES_NUMBER ? is_number_option(m, &p->value, v) : v->type == RULES_TEXT && str_eq(p->option.value, v->text);
		if (is)
			return true;
	}
	return false;
}
