/* Once every rule of a model is read: who is whose parent, which rule each name means, which rules people see. Called by load.c, and by expressions.c for
   the names of one expression. Reports every name that means nothing. */
#include "rules/names.h"
#include "rules/read.h"

#include "base/limits.h"

/* ---- parents ---- */

static void link_rule(struct reading *r, rule_no no)
{
	str names[LIMIT_RULES_PARENTS + 1], up = r->m->rules.at[no].name;
	uint32_t n = 0, found = 0;
	while (name_up(up, &up) && n < LIMIT_RULES_PARENTS)
		names[n++] = up;
	struct rule *rule = &r->m->rules.at[no];
	rule_no *parents = ARENA_ARRAY(r->m->arena, n ? n : 1, rule_no);
	node_id *nodes = ARENA_ARRAY(r->m->arena, n ? n : 1, node_id);
	str absent = STR_NONE;
	for (uint32_t i = 0; i < n; i++) {
		rule_no parent = model_find(r->m, names[i]);
		if (parent) {
			nodes[found] = r->m->rules.at[parent].wrapper;
			parents[found++] = parent;
		} else if (!absent.p) {
			absent = names[i];
		}
	}
	rule->parent = found ? parents[0] : 0;
	rule->parents = parents;
	rule->parent_nodes = nodes;
	rule->parent_count = found;
	if (!absent.p || rule->is_situation)
		return;
	r->rule = no;
	r->file = r->m->sources.at[rule->source];
	REFUSE(r, ((struct place){rule->line, rule->column}), W_rules_read_no_parent, ARG("parent", absent));
	r->rule = 0;
}

/* Hidden rules of one maximum: each has as parents the ones that hold it, then the rule that people see and its parents. One list serves all. */
static void link_hidden(struct reading *r, const struct maximum *max)
{
	const struct rule *outer = &r->m->rules.at[max->outer];
	uint32_t n = max->n - 1 + 1 + outer->parent_count;
	rule_no *parents = ARENA_ARRAY(r->m->arena, n, rule_no);
	node_id *nodes = ARENA_ARRAY(r->m->arena, n, node_id);
	for (uint32_t i = 0; i < n; i++) {
		parents[i] = i + 1 < max->n ? max->accs[i + 1] : i + 1 == max->n ? max->outer : outer->parents[i - max->n];
		nodes[i] = r->m->rules.at[parents[i]].wrapper;
	}
	for (uint32_t i = 0; i < max->n; i++) {
		rule_no both[] = {max->values[i], max->accs[i]};
		for (size_t j = 0; j < 2; j++) {
			struct rule *rule = &r->m->rules.at[both[j]];
			rule->parents = parents + i;
			rule->parent_nodes = nodes + i;
			rule->parent_count = n - i;
		}
	}
}

void link_parents(struct reading *r)
{
	for (rule_no i = 1; i < r->m->rules.n; i++)
		if (!r->m->rules.at[i].is_internal)
			link_rule(r, i);
	for (size_t i = 0; i < r->maxima.n; i++)
		link_hidden(r, &r->maxima.at[i]);
}

/* ---- names ---- */

static void refuse_unknown(struct reading *r, rule_no from, str name, struct place at)
{
	str near = r->ps->total < LIMIT_PROBLEMS ? name_nearest(r->m, from, name) : STR_NONE, shown = excerpt(r->arena, name);
	if (near.p)
		REFUSE(r, at, W_rules_read_unknown_name_near, ARG("name", shown), ARG("near", near));
	else if (str_has(name, S(" et ")) || str_has(name, S(" ou ")))
		REFUSE(r, at, W_rules_read_unknown_name_and_or, ARG("name", shown));
	else if (str_has(name, S("+")) || str_has(name, S("-")))
		REFUSE(r, at, W_rules_read_unknown_name_sign, ARG("name", shown));
	else
		REFUSE(r, at, W_rules_read_unknown_name, ARG("name", shown));
}

static void resolve_one(struct reading *r, const struct pending_reference *p)
{
	const struct node *n = node_at(r, p->node);
	rule_no from = n->rule, rule = 0;
	struct place at = {n->line, n->column};
	enum resolution found = name_resolve(r->m, from, p->name, &rule);
	if (found == RESOLVED) {
		node_at(r, p->node)->target = rule;
		return;
	}
	rule_no around = r->rule;
	r->rule = from;
	if (from && !r->run)
		r->file = r->m->sources.at[r->m->rules.at[from].source];
	if (found == HIDDEN_NAME)
		REFUSE(r, at, W_rules_read_hidden_name, ARG("name", excerpt(r->arena, p->name)), ARG("rule", r->m->rules.at[rule].name));
	else if (found == ABOVE_ROOT)
		REFUSE(r, at, W_rules_read_above_root, ARG("name", excerpt(r->arena, p->name)), ARG("rule", r->m->rules.at[rule].name));
	else
		refuse_unknown(r, from, p->name, at);
	r->rule = around;
}

static void resolve_missing(struct reading *r, node_id id)
{
	struct node *n = node_at(r, id);
	if (n->kind != NODE_VARIABLE_MANQUANTE || n->operation != MISSING_IS_PENDING)
		return;
	str name = r->missing.at[n->one.rule];
	n->operation = 0;
	n->one.rule = model_find(r->m, name);
	if (!n->one.rule)
		refuse_unknown(r, n->rule, name, (struct place){n->line, n->column});
}

static void resolve_options(struct reading *r, node_id id)
{
	struct node *n = node_at(r, id);
	for (uint32_t i = 0; i < n->possibilities.n; i++) {
		struct possibility *p = &n->possibilities.at[i];
		rule_no target = node_at(r, p->node)->target;
		p->value = (struct value){.state = RULES_VALUE, .type = RULES_TEXT, .text = p->option.value};
		if (!target)
			continue;
		p->option.title = r->m->rules.at[target].title;
		p->option.rule = r->m->rules.at[target].public_id;
	}
}

/* One list of options beside the rule, for those who show them. */
static void list_options(struct reading *r, struct rule *rule)
{
	const struct node *n = rule->possibilities ? node_at(r, rule->possibilities) : NULL;
	if (!n)
		return;
	struct rules_option *options = ARENA_ARRAY(r->m->arena, n->possibilities.n, struct rules_option);
	for (uint32_t i = 0; i < n->possibilities.n; i++)
		options[i] = n->possibilities.at[i].option;
	rule->options = options;
	rule->option_count = n->possibilities.n;
}

void resolve_references(struct reading *r)
{
	for (size_t i = 0; i < r->references.n; i++)
		resolve_one(r, &r->references.at[i]);
	for (node_id i = r->run ? expression_base(r->m) : NODE_FIXED_END; r->missing.n && i < node_count(r); i++)
		resolve_missing(r, i);
	for (size_t i = 0; i < r->options.n; i++)
		resolve_options(r, r->options.at[i]);
	for (rule_no i = 1; i < r->m->rules.n && !r->run; i++)
		if (!r->m->rules.at[i].options)
			list_options(r, &r->m->rules.at[i]);
	r->references.n = r->missing.n = r->options.n = 0;
}

/* ---- who sees what ---- */

void number_rules(struct reading *r)
{
	struct rules_model *m = r->m;
	(void)LIST_ADD(m->arena, &m->publics);
	for (rule_no i = 1; i < m->rules.n; i++) {
		struct rule *rule = &m->rules.at[i];
		rule->accessible = name_accessible(m, S(""), i);
		if (rule->is_private || !rule->accessible)
			continue;
		rule->public_id = (rule_id){(uint32_t)m->publics.n};
		*LIST_ADD(m->arena, &m->publics) = i;
	}
}
