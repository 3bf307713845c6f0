/* `une possibilité`: the values among which a rule is chosen, all texts, all numbers (of units that convert into one another) or all rules. It stands under
   the rule; older texts put it under `valeur` or `formule`, or in a map with `possibilités`. Called by read_rule.c; resolve.c gives options their rule. */
#include "rules/read.h"

#include "base/limits.h"

#include "rules/characters.h"
#include "rules/names.h"

static const str key = {"une possibilité", sizeof "une possibilité" - 1};

static const struct rules_raw *inside(const struct rules_raw *map, str name, const struct rules_raw **holder)
{
	const struct rules_raw *value = rules_raw_child(map, name), *options = value ? rules_raw_child(value, key) : NULL;
	if (options && !raw_is_null(options))
		*holder = value;
	return options && !raw_is_null(options) ? options : NULL;
}

const struct rules_raw *possibilities_written(struct reading *r, const struct rules_raw *rule, const struct rules_raw **holder)
{
	const struct rules_raw *first = inside(rule, S("valeur"), holder), *second = inside(rule, S("formule"), holder);
	const struct rules_raw *found = second ? second : first, *own = rules_raw_child(rule, key);
	if (own && raw_is_null(own)) {
		REFUSE(r, place_of_key(own), W_rules_read_no_option);
		return NULL;
	}
	if (own)
		found = own;
	if (!found)
		return NULL;
	const struct rules_raw *older = rules_raw_child(found, S("possibilités"));
	if (older)
		found = older;
	if (found->kind != RULES_RAW_LIST || !found->count) {
		REFUSE(r, place_of_key(found), W_rules_read_no_option);
		return NULL;
	}
	return found;
}

/* ---- one option ---- */

/* `- nom` or `- nom: {…}`. */
static node_id read_option(struct reading *r, const struct rules_raw *raw)
{
	if (raw->kind == RULES_RAW_TEXT)
		return read_value(r, raw);
	if (raw->kind != RULES_RAW_MAP || raw->count != 1) {
		REFUSE(r, place_of(raw), W_rules_read_one_rule_per_option);
		return NODE_NOTHING;
	}
	return read_expression(r, raw->first->key, place_of_key(raw->first), true);
}

static enum rules_type type_of(struct reading *r, node_id id)
{
	const struct node *n = node_at(r, id);
	return n->kind == NODE_REFERENCE ? RULES_TYPE_UNKNOWN : (enum rules_type)n->constant.type;
}

static bool is_an_option(struct reading *r, node_id id)
{
	const struct node *n = node_at(r, id);
	if (n->kind == NODE_REFERENCE)
		return true;
	return n->kind == NODE_CONSTANT && n->constant.state == RULES_VALUE && (n->constant.type == RULES_TEXT || n->constant.type == RULES_NUMBER);
}

static str written_text(const struct rules_raw *raw)
{
	return trim_spaces(raw->kind == RULES_RAW_TEXT ? raw->text : raw->first->key);
}

static bool same_value(struct reading *r, const struct possibility *a, const struct possibility *b, enum rules_type type)
{
	if (type != RULES_NUMBER)
		return str_eq(a->option.value, b->option.value);
	struct number n = b->value.number;
	if (a->value.unit != b->value.unit && !unit_convert(r->units, b->value.unit, a->value.unit, &n))
		return false;
	return number_cmp(a->value.number, n) == 0;
}

static void check_twins(struct reading *r, const struct rules_raw *list, const struct possibility *at, uint32_t n, enum rules_type type)
{
	uint32_t i = 0;
	for (const struct rules_raw *c = list->first; c && i < n; c = c->next, i++)
		for (uint32_t j = 0; j < i; j++)
			if (same_value(r, &at[j], &at[i], type)) {
				REFUSE(r, place_of(c), W_rules_read_option_twice, ARG("option", at[i].option.value));
				break;
			}
}

static struct possibility option_of(struct reading *r, node_id id, const struct rules_raw *raw)
{
	const struct node *n = node_at(r, id);
	struct possibility p = {.node = id, .not_applicable = NODE_NO};
	p.option.value = p.option.title = arena_str(r->arena, written_text(raw));
	if (n->kind != NODE_CONSTANT)
		return p;
	p.value = n->constant;
	if (n->constant.type == RULES_TEXT)
		p.option.value = p.option.title = n->constant.text;
	return p;
}

static bool agrees(struct reading *r, const struct possibility *first, const struct possibility *p, enum rules_type type, const struct rules_raw *raw)
{
	if (!is_an_option(r, p->node)) {
		REFUSE(r, place_of(raw), W_rules_read_bad_option, ARG("option", p->option.value));
		return false;
	}
	if (type_of(r, p->node) != type) {
		REFUSE(r, place_of(raw), W_rules_read_mixed_options, ARG("first", first->option.value), ARG("second", p->option.value));
		return false;
	}
	if (type == RULES_NUMBER && first->value.unit && p->value.unit && !unit_convertible(r->units, p->value.unit, first->value.unit)) {
		REFUSE(r, place_of(raw), W_rules_read_option_units, ARG("first", first->option.value), ARG("second", p->option.value));
		return false;
	}
	return true;
}

node_id read_possibilities(struct reading *r, const struct rules_raw *list)
{
	if (list->count > LIMIT_RULES_OPTIONS) {
		refuse_limit(r, place_of(list), W_rules_read_list_too_long, LIMIT_RULES_OPTIONS);
		return 0;
	}
	struct possibility *at = ARENA_ARRAY(r->arena, list->count, struct possibility);
	uint32_t n = 0;
	bool right = true;
	unit_id unit = UNIT_NONE;
	size_t before = r->ps->total;
	for (const struct rules_raw *c = list->first; c && !r->full; c = c->next) {
		node_id id = read_option(r, c);
		if (r->ps->total > before)
			return 0;
		at[n] = option_of(r, id, c);
		right &= agrees(r, &at[0], &at[n], type_of(r, at[0].node), c);
		before = r->ps->total;
		if (!right)
			return 0;
		unit = at[n].value.unit ? at[n].value.unit : unit;
		n++;
	}
	enum rules_type type = type_of(r, at[0].node);
	check_twins(r, list, at, n, type);
	node_id id = node_new(r, NODE_POSSIBILITIES, place_of_key(list));
	struct node *node = node_at(r, id);
	node->unit = unit;
	node->mechanism = "une possibilité";
	node->possibilities.at = at;
	node->possibilities.n = n;
	node->possibilities.kind = (uint8_t)type;
	if (type == RULES_TYPE_UNKNOWN)
		*LIST_ADD(r->arena, &r->options) = id;
	return id;
}

void read_possibility_rules(struct reading *r, const struct rules_raw *list)
{
	for (const struct rules_raw *c = list->first; c && !r->full; c = c->next)
		if (c->kind == RULES_RAW_MAP && c->count == 1)
			read_rules(r, c);
}
