/* A model from any bytes, YAML or JSON. It is read within the limits or refused with a reason; what is read can be sealed, told about, and read again with the
   same rules. Every node points at nodes and rules that exist. */
#include "base/limits.h"
#include "rules/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FUZZ_BYTES = 64 * 1024 };

static const struct rules_model *checked;

static void child_exists(void *context, node_id *child)
{
	const node_id *parent = context;
	always(*child > 0 && *child < checked->nodes.n);
	always(*child != *parent);
}

static void check_node(node_id id)
{
	struct node n = checked->nodes.at[id];
	always(n.kind >= NODE_CONSTANT && n.kind <= NODE_CIRCULAIRE);
	always(n.rule < checked->rules.n);
	always(n.depth <= LIMIT_RULES_NODE_DEPTH);
	if (n.kind == NODE_REFERENCE)
		always(n.target > 0 && n.target < checked->rules.n);
	node_children(&n, child_exists, &id);
	for (uint32_t i = 0; i < n.arg_count; i++)
		for (uint32_t j = 0; j < n.args[i].n; j++)
			child_exists(&id, &n.args[i].nodes[j]);
}

static void check_rule(struct rules_model *m, rule_no no)
{
	const struct rule *rule = &m->rules.at[no];
	always(rule->value > 0 && rule->value < m->nodes.n);
	always(rule->parent < m->rules.n);
	for (uint32_t i = 0; i < rule->parent_count; i++)
		always(rule->parents[i] > 0 && rule->parents[i] < m->rules.n && rule->parent_nodes[i] > 0);
	if (!rule->is_internal)
		always(model_find(m, rule->name) == no);
	if (!rule->is_private)
		always(rule->situation > 0);
}

static void check_public(const struct rules_model *m, rule_id r)
{
	size_t n;
	str file;
	always(rules_find(m, rules_name(m, r)).v == r.v);
	always(rules_title(m, r).p != NULL && rules_line(m, r, &file) > 0);
	(void)rules_references(m, r, &n);
	(void)rules_options(m, r, &n);
	(void)rules_unit_of(m, r);
	always(rules_type_of(m, r) <= RULES_DATE);
}

static enum status load(struct arena *a, str text, struct rules_model **m, struct problems *ps)
{
	struct rules_source source = {S("fuzz"), text};
	*ps = problems_new(a);
	return rules_load(a, &source, 1, ps, m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > FUZZ_BYTES)
		return 0;
	struct arena *a = arena_new(LIMIT_COMMAND_ARENA);
	struct problems ps;
	struct rules_model *m, *again;
	str text = {(const char *)data, size};
	enum status s = load(a, text, &m, &ps);
	always(s == OK || s == INVALID || s == TOO_BIG);
	always((s == OK) == (m != NULL) && (s == OK) == (ps.total == 0));
	if (s == OK) {
		size_t cycles;
		checked = m;
		for (node_id n = NODE_YES; n < m->nodes.n; n++)
			check_node(n);
		for (rule_no r = 1; r < m->rules.n; r++)
			check_rule(m, r);
		always(load(a, text, &again, &ps) == OK && again->nodes.n == m->nodes.n && rules_count(again) == rules_count(m));
		rules_seal(m);
		for (uint32_t r = 1; r <= rules_count(m); r++)
			check_public(m, (rule_id){r});
		(void)rules_cycles(m, a, &cycles);
	}
	arena_free(a);
	return 0;
}
