/* rules_explain: the evaluation of a rule as a tree of what was written, with the values of the run. Owns the tree it makes, nothing else. What a mechanism
   was given is shown as it was given, whatever the reader made of it; which of it was asked is found by walking what the reader made of it.
   Called by the command line, pages and the library's users. Never evaluates a branch that the evaluation did not take. */
#include "rules/explain.h"

#include "base/limits.h"

/* How a node is met: from which place, and what may still be opened below. */
struct view {
	struct rules_run *run; /* NULL: a branch that was not taken, without values */
	const char *role;
	size_t rules;  /* still to be opened inside one another */
	unsigned depth; /* parts above this one */
};

/* A part while the tree grows. */
struct part {
	struct rules_why why;
	struct part *last; /* of those below */
};

struct explainer {
	struct rules_run *run;
	const struct rules_model *model;
	struct arena *arena;
	size_t parts;
	bool *opened; /* by rule_no */
};

static const struct node *node_of(const struct explainer *e, node_id id)
{
	return run_node_at(e->run, id);
}

static struct value value_of(struct rules_run *run, node_id id)
{
	struct value v;
	if (!run_node_value(run, id, &v))
		v = (struct value){.state = RULES_NOT_DEFINED};
	return v;
}

/* Room below for one more part; when there is none, the one above says that there is more. */
static bool has_room(struct explainer *e, struct part *above, const struct view *v)
{
	if (e->parts < LIMIT_RULES_WHY_NODES && v->depth < LIMIT_RULES_WHY_DEPTH)
		return true;
	above->why.more = true;
	return false;
}

static struct part *part_new(struct explainer *e, const struct node *n, const struct view *v)
{
	struct part *p = ARENA_NEW(e->arena, struct part);
	struct rules_why *why = &p->why;
	const struct rule *in = &e->model->rules.at[n->rule];
	e->parts++;
	why->role = str_of(v->role);
	why->used = v->run != NULL;
	why->line = n->line;
	why->column = n->column;
	if (n->line && n->rule && in->source < e->model->sources.n)
		why->file = e->model->sources.at[in->source];
	return p;
}

/* Adds at the end: parts come in the order in which they are written. */
static void part_add(struct part *above, struct part *p)
{
	if (above->last)
		above->last->why.next = &p->why;
	else
		above->why.first = &p->why;
	above->last = p;
}

static struct view inside(const struct view *v, const char *role, bool used)
{
	return (struct view){.run = used ? v->run : NULL, .role = role, .rules = v->rules, .depth = v->depth + 1};
}

static struct part *part_for(struct explainer *e, node_id id, struct view v);

static void child(struct explainer *e, struct part *above, const struct view *v, node_id id, const char *role, bool used)
{
	if (!id)
		return;
	struct view below = inside(v, role, used);
	if (has_room(e, above, &below))
		part_add(above, part_for(e, id, below));
}

/* ---- rules ---- */

static bool is_yes(const struct value *v)
{
	return v->state == RULES_VALUE && !(v->type == RULES_BOOLEAN && !v->truth);
}

/* Of a replacement, the branch that was taken; the last one is the rule that could have been replaced. */
static uint32_t replacement_taken(const struct view *v, const struct node *n)
{
	uint32_t i = 0;
	for (; v->run && i + 1 < n->variations.n; i++) {
		struct value si = value_of(v->run, n->variations.at[i].condition);
		if (is_yes(&si))
			return i;
	}
	return n->variations.n - 1;
}

/* Mechanisms that say nothing of the value: what they hold is shown in their place. */
static node_id shown_in_place(const struct explainer *e, const struct view *v, node_id id)
{
	for (;;) {
		const struct node *n = node_of(e, id);
		bool replaced = node_is_replacement(n) && replacement_taken(v, n) + 1 < n->variations.n;
		if (n->kind == NODE_VARIABLE_MANQUANTE || n->kind == NODE_CIRCULAIRE) {
			id = n->one.valeur;
		} else if (n->kind == NODE_REFERENCE && e->model->rules.at[n->target].is_internal) {
			id = e->model->rules.at[n->target].value;
		} else if (node_is_replacement(n) && !replaced) {
			id = n->variations.at[n->variations.n - 1].consequence;
		} else if (explain_is_situation(n) && !(v->run && value_of(v->run, explain_situation(n)).state != RULES_NOT_DEFINED)) {
			id = explain_without_situation(n);
		} else {
			return id;
		}
	}
}

/* A parent that is not applicable, or "non": nothing of the rule itself was worked out. */
static node_id disabling_parent(const struct view *v, const struct rule *r)
{
	struct value above;
	if (!v->run)
		return 0;
	for (uint32_t i = 0; i < r->parent_count; i++) {
		above = value_of(v->run, r->parent_nodes[i]);
		if (above.state == RULES_NOT_APPLICABLE || (above.state == RULES_VALUE && above.type == RULES_BOOLEAN && !above.truth))
			return r->parent_nodes[i];
	}
	return 0;
}

/* Under units and defaults that a fact or a question carries: the fact itself, or the constant, or what is worked out. */
static node_id without_wrapping(const struct explainer *e, const struct view *v, node_id id)
{
	for (;;) {
		id = shown_in_place(e, v, id);
		const struct node *n = node_of(e, id);
		bool default_unused = explain_is_default(n) && v->run && value_of(v->run, n->args[0].nodes[0]).state != RULES_NOT_DEFINED;
		if (n->kind == NODE_UNITE)
			id = n->one.valeur;
		else if (default_unused)
			id = n->args[0].nodes[0];
		else
			return id;
	}
}

/* Whether a rule is worked out from something else than a fact or a constant, which it then holds. A rule that was given says so. */
static bool has_formula(const struct explainer *e, struct part *p, const struct view *v, node_id formula)
{
	const struct node *bare = node_of(e, without_wrapping(e, v, formula));
	if (v->run && explain_is_situation(bare)) {
		p->why.mechanism = str_of(bare->mechanism);
		return false;
	}
	bool unknown = bare->kind == NODE_CONSTANT && bare->constant.state == RULES_NOT_DEFINED;
	return !unknown && node_of(e, formula)->kind != NODE_CONSTANT;
}

static void rule_opened(struct explainer *e, struct part *p, rule_no number, struct view v)
{
	const struct rule *r = &e->model->rules.at[number];
	node_id parent = p->why.value.state == RULES_NOT_APPLICABLE ? disabling_parent(&v, r) : 0;
	if (parent) {
		child(e, p, &v, parent, "parent", true);
		return;
	}
	node_id formula = shown_in_place(e, &v, r->value);
	if (has_formula(e, p, &v, formula))
		child(e, p, &v, formula, NULL, v.run != NULL);
}

static void name_rule(struct explainer *e, struct part *p, rule_no number)
{
	const struct rule *r = &e->model->rules.at[number];
	p->why.rule = r->public_id;
	p->why.name = r->name;
}

/* `number` is what `why` is or refers to. */
static void rule_below(struct explainer *e, struct part *p, rule_no number, struct view v)
{
	name_rule(e, p, number);
	if (!v.run || !v.rules || e->opened[number]) {
		p->why.more = has_formula(e, p, &v, shown_in_place(e, &v, e->model->rules.at[number].value));
		return;
	}
	e->opened[number] = true;
	v.rules--;
	rule_opened(e, p, number, v);
}

/* ---- mechanisms ---- */

static void given_below(struct explainer *e, struct part *p, node_id id, const struct view *v)
{
	const struct node *n = node_of(e, id);
	uint32_t count = 0, number = 0;
	for (uint16_t i = 0; i < n->arg_count; i++)
		count += n->args[i].n;
	enum asked *asked = ARENA_ARRAY(e->arena, count + 1, enum asked);
	if (v->run)
		explain_asked(v->run, id, asked);
	for (uint16_t i = 0; i < n->arg_count; i++)
		for (uint32_t k = 0; k < n->args[i].n; k++, number++) {
			bool list = n->args[i].n > 1 || n->arg_count == 1;
			child(e, p, v, n->args[i].nodes[k], list ? NULL : n->args[i].role, v->run && asked[number] != NOT_ASKED);
		}
}

static void condition_below(struct explainer *e, struct part *p, const struct node *n, const struct view *v)
{
	struct value si = {.state = RULES_NOT_DEFINED};
	if (v->run)
		si = value_of(v->run, n->condition.si);
	bool known = si.state != RULES_NOT_DEFINED, yes = known && si.state == RULES_VALUE && si.truth, no = known && si.state == RULES_VALUE && !si.truth;
	child(e, p, v, n->condition.si, "si", v->run != NULL);
	child(e, p, v, n->condition.alors, "alors", v->run && (!known || yes));
	child(e, p, v, n->condition.sinon, "sinon", v->run && (!known || no));
}

static void variations_below(struct explainer *e, struct part *p, const struct node *n, const struct view *v)
{
	bool found = v->run == NULL;
	for (uint32_t i = 0; i < n->variations.n; i++) {
		const struct variation *branch = &n->variations.at[i];
		bool taken = !found;
		child(e, p, v, branch->condition, "si", !found);
		if (!found && branch->condition) {
			struct value si = value_of(v->run, branch->condition);
			found = is_yes(&si);
			taken = found || si.state == RULES_NOT_DEFINED;
		}
		child(e, p, v, branch->consequence, branch->condition ? "alors" : "sinon", taken);
	}
}

/* A rule that another one replaces here: the name of the first, and the other below it. */
static void replaced_below(struct explainer *e, struct part *p, const struct node *n, const struct view *v)
{
	const struct variation *taken = &n->variations.at[replacement_taken(v, n)];
	bool by_nothing = node_of(e, taken->consequence)->kind == NODE_CONSTANT;
	name_rule(e, p, node_of(e, n->variations.at[n->variations.n - 1].consequence)->target);
	p->why.mechanism = str_of(n->mechanism);
	child(e, p, v, by_nothing ? taken->condition : taken->consequence, by_nothing ? "rend non applicable" : "remplace", true);
}

/* One slice of a scale: what is written of it. Those beyond the one that holds the base are not used, nor the amounts of those before it in a grid. */
static void tranches_below(struct explainer *e, struct part *p, const struct node *n, const struct view *v)
{
	size_t reached = v->run ? explain_tranche(v->run, n) : 0;
	child(e, p, v, n->tranches.assiette, "assiette", v->run != NULL);
	child(e, p, v, n->tranches.multiplicateur, "multiplicateur", v->run != NULL);
	for (uint32_t i = 0; i < n->tranches.n; i++) {
		const struct tranche *t = &n->tranches.at[i];
		bool used = v->run && i <= reached, amount = used && (n->kind != NODE_GRILLE || i == reached);
		struct view below = inside(v, "tranche", used);
		if (!has_room(e, p, &below))
			return;
		struct part *slice = part_new(e, n, &below);
		part_add(p, slice);
		child(e, slice, &below, t->plafond, "plafond", used);
		child(e, slice, &below, t->taux, "taux", used);
		child(e, slice, &below, t->montant, "montant", amount);
	}
}

/* What is inside was worked out in a run of its own, where the context holds. */
static void context_below(struct explainer *e, struct part *p, const struct node *n, const struct view *v)
{
	for (uint32_t i = 0; i < n->context.n; i++) {
		const struct node *changed = node_of(e, n->context.at[i].reference);
		struct view below = inside(v, "contexte", v->run != NULL);
		if (!has_room(e, p, &below))
			return;
		struct part *entry = part_new(e, changed, &below);
		part_add(p, entry);
		if (changed->kind == NODE_REFERENCE)
			name_rule(e, entry, changed->target);
		if (v->run) {
			struct value given = value_of(v->run, n->context.at[i].value);
			entry->why.value = value_shown(&given);
		}
		child(e, entry, &below, n->context.at[i].value, NULL, v->run != NULL);
	}
	struct view within = *v;
	within.run = v->run && v->run->contexts ? v->run->contexts[n->context.number] : NULL;
	child(e, p, &within, n->context.valeur, "valeur", within.run != NULL);
}

static void text_below(struct explainer *e, struct part *p, const struct node *n, const struct view *v)
{
	for (uint32_t i = 0; i < n->text.n; i++)
		child(e, p, v, n->text.at[i].node, NULL, v->run != NULL);
}

static void inversion_below(struct explainer *e, struct part *p, const struct node *n, const struct view *v)
{
	for (uint32_t i = 0; i < n->inversion.how->n; i++)
		child(e, p, v, n->inversion.how->candidates[i], "avec", false);
}

/* What is below a node that the reader did not make of another. */
static void operands_below(struct explainer *e, struct part *p, node_id id, const struct view *v)
{
	const struct node *n = node_of(e, id);
	bool used = v->run != NULL;
	switch ((enum node_kind)n->kind) {
	case NODE_CONSTANT:
	case NODE_REFERENCE: return;
	case NODE_OPERATION:
		child(e, p, v, n->operands.left, NULL, used);
		child(e, p, v, n->operands.right, NULL, used && explain_right_asked(v->run, n));
		return;
	case NODE_CONDITION: condition_below(e, p, n, v); return;
	case NODE_VARIATIONS: variations_below(e, p, n, v); return;
	case NODE_BAREME:
	case NODE_TAUX_PROGRESSIF:
	case NODE_GRILLE: tranches_below(e, p, n, v); return;
	case NODE_ARRONDI:
		child(e, p, v, n->rounding.valeur, "valeur", used);
		child(e, p, v, n->rounding.arrondi, "arrondi", used);
		return;
	case NODE_DUREE:
		child(e, p, v, n->duration.depuis, "depuis", used);
		child(e, p, v, n->duration.jusqua, "jusqu'\xc3\xa0", used);
		return;
	case NODE_INVERSION: inversion_below(e, p, n, v); return;
	case NODE_POSSIBILITIES: return; /* options are what may be answered, not why */
	case NODE_CONTEXTE: context_below(e, p, n, v); return;
	case NODE_TEXTE: text_below(e, p, n, v); return;
	case NODE_UNITE:
	case NODE_SIMPLIFIER_UNITE:
	case NODE_VARIABLE_MANQUANTE:
	case NODE_EST_NON_APPLICABLE:
	case NODE_EST_NON_DEFINI:
	case NODE_LOGARITHME:
	case NODE_CIRCULAIRE: child(e, p, v, n->one.valeur, "valeur", used); return;
	}
}

static void node_below(struct explainer *e, struct part *p, node_id id, struct view v)
{
	const struct node *n = node_of(e, id);
	if (n->kind == NODE_REFERENCE) {
		rule_below(e, p, n->target, v);
		return;
	}
	if (node_is_replacement(n)) {
		replaced_below(e, p, n, &v);
		return;
	}
	p->why.mechanism = explain_mechanism(n);
	if (explain_is_situation(n))
		return; /* a fact, by whatever expression it was given */
	if (n->arg_count)
		given_below(e, p, id, &v);
	else
		operands_below(e, p, id, &v);
}

static struct part *part_for(struct explainer *e, node_id id, struct view v)
{
	id = shown_in_place(e, &v, id);
	const struct node *n = node_of(e, id);
	struct part *p = part_new(e, n, &v);
	if (v.run || n->kind == NODE_CONSTANT) {
		struct value value = n->kind == NODE_CONSTANT ? n->constant : value_of(v.run, id);
		p->why.value = value_shown(&value);
	}
	node_below(e, p, id, v);
	return p;
}

enum status rules_explain(struct rules_run *run, struct arena *a, rule_id r, size_t depth, const struct rules_why **why)
{
	const struct rules_model *m = run->scratch->model;
	struct rules_result result;
	enum status s = rules_evaluate(run, r, &result);
	if (s != OK)
		return s;
	rule_no number = m->publics.at[r.v];
	const struct rule *rule = &m->rules.at[number];
	struct explainer e = {.run = run, .model = m, .arena = a, .parts = 1, .opened = ARENA_ARRAY(a, m->rules.n, bool)};
	struct part *top = ARENA_NEW(a, struct part);
	top->why = (struct rules_why){.value = result.value, .used = true, .line = rule->line, .column = rule->column};
	if (rule->source < m->sources.n)
		top->why.file = m->sources.at[rule->source];
	struct view v = {.run = run, .rules = depth ? depth : 1};
	node_id asked = rule->entry ? shown_in_place(&e, &v, rule->entry) : 0; /* replacements apply to what is asked, too */
	if (asked && node_is_replacement(node_of(&e, asked)))
		replaced_below(&e, top, node_of(&e, asked), &v);
	else
		rule_below(&e, top, number, v);
	*why = &top->why;
	return OK;
}
