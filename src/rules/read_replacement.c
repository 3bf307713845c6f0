/* `remplace` and `rend non applicable`: what a rule takes the place of, where (`dans`, `sauf dans`) and before which others (`priorité`). Only notes what is
   written; replace.c puts it to work once every rule is known. Called by read_rule.c. */
#include "rules/read.h"

static node_id read_target(struct reading *r, const struct rules_raw *raw)
{
	if (raw->kind != RULES_RAW_TEXT || !raw->text.n) {
		REFUSE(r, place_of(raw), W_rules_read_rule_expected, ARG("mechanism", S("remplace")));
		return NODE_NOTHING;
	}
	struct place at = place_of(raw);
	at.column += raw->quoted;
	node_id id = read_expression(r, raw->text, at, true);
	if (node_at(r, id)->kind != NODE_REFERENCE)
		REFUSE(r, at, W_rules_read_rule_expected, ARG("mechanism", S("remplace")));
	return id;
}

static node_id *read_places(struct reading *r, const struct rules_raw *raw, uint32_t *n)
{
	if (!raw || raw_is_null(raw))
		return NULL;
	node_id *at = ARENA_ARRAY(r->arena, raw->count + 1, node_id);
	if (raw->kind != RULES_RAW_LIST)
		at[(*n)++] = read_target(r, raw);
	for (const struct rules_raw *c = raw->kind == RULES_RAW_LIST ? raw->first : NULL; c; c = c->next)
		at[(*n)++] = read_target(r, c);
	return at;
}

static void read_replacement(struct reading *r, const struct rules_raw *raw, bool by_nothing)
{
	struct pending_replacement p = {.by = r->rule, .at = place_of(raw), .by_nothing = by_nothing, .priority = number_of(0)};
	const struct rules_raw *target = raw, *priority = NULL;
	if (raw->kind == RULES_RAW_MAP) {
		target = rules_raw_child(raw, S("références à"));
		priority = rules_raw_child(raw, S("priorité"));
		p.only = read_places(r, rules_raw_child(raw, S("dans")), &p.only_count);
		p.except = read_places(r, rules_raw_child(raw, S("sauf dans")), &p.except_count);
	}
	if (!target) {
		REFUSE(r, place_of(raw), W_rules_read_missing_key, ARG("key", S("références à")), ARG("mechanism", S("remplace")));
		return;
	}
	if (priority && !raw_is_null(priority) && (!raw_number(priority, &p.priority) || number_cmp(p.priority, number_of(0)) < 0)) {
		REFUSE(r, place_of(priority), W_rules_read_priority);
		return;
	}
	p.target = read_target(r, target);
	p.definition = node_reference(r, r->m->rules.at[r->rule].name, p.at);
	*LIST_ADD(r->arena, &r->replacements) = p;
}

void read_replacements(struct reading *r, const struct rules_raw *written, bool by_nothing)
{
	if (written->kind != RULES_RAW_LIST) {
		read_replacement(r, written, by_nothing);
		return;
	}
	for (const struct rules_raw *c = written->first; c && !r->full; c = c->next)
		read_replacement(r, c, by_nothing);
}
