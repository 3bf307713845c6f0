/* An expression from any bytes, read in a model and in the situation of a run: refused with a reason, or the same operations both ways; the sealed model stays
   as it is. The first byte chooses the rule in which it stands and whether it is a text with {{expressions}}. */
#include "base/limits.h"
#include "rules/expression.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM = 256, FUZZ_ROOM_BYTES = 4 * 1024 * 1024 };

static const char model_text[] = "a: 5 €\nb: {question: Oui ?}\nb . c: {valeur: 2, remplace: a, applicable si: b}\nb . c . d: {unité: €/mois}\n"
                                 "e: {une possibilité: [\"'x'\", \"'y'\"]}\n'[privé] p': 1\n";

static struct rules_model *load(struct arena *a)
{
	struct rules_source source = {S("model"), {model_text, sizeof model_text - 1}};
	struct problems ps = problems_new(a);
	struct rules_model *m = NULL;
	always(rules_load(a, &source, 1, &ps, &m) == OK);
	return m;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	struct arena *a = arena_new(LIMIT_COMMAND_ARENA);
	struct rules_model *m = load(a);
	struct problems ps = problems_new(a), in_run = problems_new(a);
	str text = {(const char *)data + 1, size - 1};
	rule_id where = {data[0] % (rules_count(m) + 1)};
	rules_expr e;
	size_t base = m->nodes.n;
	if (data[0] & 0x80) {
		enum status s = rules_template(m, where, S("fuzz"), 1, text, &ps, &e);
		always(s == OK ? e.v > 0 && e.v < m->nodes.n && ps.total == 0 : s == INVALID && e.v == 0 && ps.total > 0);
		arena_free(a);
		return 0;
	}
	enum status s = rules_expression(m, where, S("fuzz"), 1, text, &ps, &e);
	always(s == OK ? e.v > 0 && e.v < m->nodes.n && ps.total == 0 : s == INVALID && e.v == 0 && ps.total > 0);
	size_t made = m->nodes.n - base;
	rules_seal(m);
	struct units units = units_above(a, &m->units);
	struct node nodes[ROOM];
	struct expression_place place = {.arena = arena_new(FUZZ_ROOM_BYTES), .units = &units, .nodes = nodes, .room = ROOM};
	size_t after = m->nodes.n, rules = m->rules.n;
	node_id node;
	enum status t = expression_in_run(m, &place, m->publics.at[where.v], text, &in_run, &node);
	always(t == OK || t == INVALID);
	always(m->nodes.n == after && m->rules.n == rules);
	always((t == OK) == (in_run.total == 0));
	if (made < ROOM)
		always((s == OK) == (t == OK));
	if (t == OK)
		always(node > 0 && node < after + place.count);
	arena_free(place.arena);
	arena_free(a);
	return 0;
}
