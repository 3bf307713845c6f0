/* Rules: a name, what is written under it, the rules that it holds. Each public rule gets a hidden one, `name . $SITUATION`, which is what is known of it;
   its value is that when it is defined, else what its formula gives. Called by load.c for a text, and for every `avec`. */
#include "rules/read.h"

#include "base/limits.h"
#include "rules/names.h"

static str join_name(struct reading *r, str space, str leaf)
{
	if (!space.n)
		return arena_str(r->m->arena, leaf);
	return arena_fmt(r->m->arena, "%.*s . %.*s", STR_ARGS(space), STR_ARGS(leaf));
}

/* Room for one more rule, with its name. */
static rule_no add_rule(struct reading *r, str name, struct place at)
{
	r->name_bytes += name.n;
	if (r->m->rules.n >= LIMIT_RULES_RULES || r->name_bytes > (size_t)4 * LIMIT_RULES_BYTES) {
		refuse_limit(r, at, W_rules_read_too_many_rules, LIMIT_RULES_RULES);
		return 0;
	}
	struct rule *rule = LIST_ADD(r->m->arena, &r->m->rules);
	rule_no no = (rule_no)r->m->rules.n - 1;
	*rule = (struct rule){.name = name, .source = r->source, .line = (uint32_t)at.line, .column = (uint32_t)at.column};
	rule_no around = r->rule;
	r->rule = no;
	node_id wrapper = node_to_rule(r, no, at);
	r->m->rules.at[no].wrapper = wrapper;
	r->rule = around;
	return no;
}

rule_no rule_new(struct reading *r, str leaf, struct place at)
{
	str space = r->rule ? r->m->rules.at[r->rule].name : S("");
	if (!str_trim(leaf).n) {
		REFUSE(r, at, W_rules_read_no_name);
		return 0;
	}
	str name = join_name(r, space, leaf);
	if (name.n > LIMIT_RULES_NAME_BYTES || name_parts(name) > LIMIT_RULES_PARENTS) {
		REFUSE(r, at, W_rules_read_name_too_long, ARG("max", (int64_t)LIMIT_RULES_NAME_BYTES));
		return 0;
	}
	rule_no twin = model_find(r->m, name);
	if (twin) {
		const struct rule *first = &r->m->rules.at[twin];
		REFUSE(r, at, W_rules_read_rule_twice, ARG("rule", name), ARG("file", r->m->sources.at[first->source]), ARG("line", (int64_t)first->line));
		return 0;
	}
	rule_no no = add_rule(r, name, at);
	if (no)
		index_add(r->m, no);
	return no;
}

rule_no rule_hidden(struct reading *r, const char *what, rule_no space, struct place at)
{
	/* all are named after the rule that people see: longer names would say nothing more */
	str outer = r->m->rules.at[space].name;
	size_t cut;
	if (r->m->rules.at[space].is_internal && str_find(outer, S(" . $INTERNAL"), &cut))
		outer = str_first(outer, cut);
	rule_no no = add_rule(r, join_name(r, outer, str_of(what)), at);
	if (!no)
		return 0;
	struct rule *rule = &r->m->rules.at[no];
	rule->is_private = rule->is_internal = true;
	rule->parent = space;
	rule->title = S("");
	return no;
}

/* ---- what is written of a rule ---- */

static bool says_yes(const struct rules_raw *map, str key)
{
	str text;
	return raw_child_text(map, key, &text) && text.p && str_eq(text, S("oui"));
}

/* What counts of a rule's keys: its value and what applies to it. Other keys are a product's. */
static void sort_rule_keys(struct reading *r, const struct rules_raw *map, struct formula *f)
{
	const struct rules_raw *formule = NULL;
	for (const struct rules_raw *c = map->first; c; c = c->next) {
		int chain = chain_named(c->key);
		if (chain >= 0) {
			f->chain[chain] = c;
		} else if (str_eq(c->key, S("formule"))) {
			formule = c;
		} else if (is_mechanism(c->key)) {
			if (f->core)
				REFUSE(r, place_of_key(c), W_rules_read_two_mechanisms, ARG("first", f->core->key), ARG("second", c->key));
			f->core = c;
		}
	}
	if (!formule)
		return;
	if (f->core && !str_eq(f->core->key, S("valeur")))
		REFUSE(r, place_of_key(formule), W_rules_read_two_mechanisms, ARG("first", f->core->key), ARG("second", formule->key));
	f->core = formule;
}

static void add_situation(struct reading *r, rule_no of, bool may_be_nothing)
{
	struct place at = {r->m->rules.at[of].line, r->m->rules.at[of].column};
	rule_no no = rule_new(r, S("$SITUATION"), at);
	if (!no)
		return;
	rule_no around = r->rule;
	r->rule = no;
	node_id value = node_undefined(r, at);
	node_at(r, value)->operation = may_be_nothing ? NULLABLE_YES : NULLABLE_NO;
	struct rule *situation = &r->m->rules.at[no];
	situation->is_situation = situation->is_private = true;
	situation->title = S("");
	situation->value = value;
	r->rule = around;
	r->m->rules.at[of].situation = no;
}

/* The default counts as missing: it is only what is supposed as long as nobody said. */
static node_id apply_default(struct reading *r, const struct rules_raw *v, node_id valeur)
{
	struct place at = place_of_key(v);
	node_id otherwise = read_value(r, v);
	if (r->m->rules.at[r->rule].situation) {
		otherwise = node_one(r, NODE_VARIABLE_MANQUANTE, otherwise, at);
		node_at(r, otherwise)->mechanism = "variable manquante";
	}
	return inline_par_defaut(r, valeur, otherwise, at);
}

static node_id read_rule_core(struct reading *r, const struct rules_raw *core, struct place at)
{
	if (!core)
		return node_undefined(r, at);
	return str_eq(core->key, S("formule")) ? read_value(r, core) : read_core(r, core);
}

static node_id read_rule_value(struct reading *r, const struct formula *f, struct place at)
{
	node_id node = read_rule_core(r, f->core, at);
	rule_no situation = r->m->rules.at[r->rule].situation;
	for (int c = CHAIN_COUNT - 1; c >= 0 && !r->full; c--) {
		if (c == CHAIN_SITUATION && situation)
			node = inline_situation(r, node, node_to_rule(r, situation, at), at);
		else if (c == CHAIN_PAR_DEFAUT && f->chain[c])
			node = apply_default(r, f->chain[c], node);
		else if (f->chain[c])
			node = apply_chain(r, (enum chain)c, f->chain[c], node);
	}
	return node;
}

/* They are only shown to people, but must be right. */
static void read_suggestions(struct reading *r, const struct rules_raw *map)
{
	const struct rules_raw *list = rules_raw_child(map, S("suggestions"));
	for (const struct rules_raw *c = list && list->kind == RULES_RAW_MAP ? list->first : NULL; c && !r->full; c = c->next)
		(void)read_value(r, c);
}

static void read_titles(struct reading *r, rule_no no, const struct rules_raw *map)
{
	struct rule *rule = &r->m->rules.at[no];
	str title = STR_NONE, acronym = STR_NONE;
	const struct rules_raw *written = map ? raw_child_text(map, S("titre"), &title) : NULL;
	if (written && raw_is_null(written))
		title = STR_NONE;
	if (map)
		(void)raw_child_text(map, S("acronyme"), &acronym);
	rule->title = name_title(r->m->arena, str_is_set(title) ? title : name_leaf(rule->name));
	rule->acronym = acronym;
}

static void read_rule_map(struct reading *r, rule_no no, const struct rules_raw *map)
{
	struct place at = {r->m->rules.at[no].line, r->m->rules.at[no].column};
	struct formula f = {0};
	const struct rules_raw *around = r->options_in, *options = NULL, *options_in = NULL;
	if (map) {
		sort_rule_keys(r, map, &f);
		options = possibilities_written(r, map, &options_in);
	}
	r->options_in = options_in;
	node_id possibilities = options ? read_possibilities(r, options) : 0;
	r->m->rules.at[no].possibilities = possibilities;
	if (f.chain[CHAIN_AVEC] && !raw_is_null(f.chain[CHAIN_AVEC]))
		read_rules(r, f.chain[CHAIN_AVEC]);
	if (options)
		read_possibility_rules(r, options);
	if (!r->m->rules.at[no].is_private)
		add_situation(r, no, map && says_yes(map, S("possiblement non applicable")));
	f.chain[CHAIN_AVEC] = NULL;
	node_id value = read_rule_value(r, &f, at);
	r->m->rules.at[no].value = value;
	r->options_in = around;
	if (!map)
		return;
	read_suggestions(r, map);
	const struct rules_raw *nothing = rules_raw_child(map, S("rend non applicable")), *replaces = rules_raw_child(map, S("remplace"));
	if (nothing && !raw_is_null(nothing))
		read_replacements(r, nothing, true);
	if (replaces && !raw_is_null(replaces))
		read_replacements(r, replaces, false);
}

/* `name: 5 €`: a value alone. */
static void read_rule_text(struct reading *r, rule_no no, const struct rules_raw *raw)
{
	struct place at = place_of_key(raw);
	if (!r->m->rules.at[no].is_private)
		add_situation(r, no, false);
	node_id value = read_value(r, raw);
	rule_no situation = r->m->rules.at[no].situation;
	if (situation)
		value = inline_situation(r, value, node_to_rule(r, situation, at), at);
	r->m->rules.at[no].value = value;
}

static void read_rule(struct reading *r, const struct rules_raw *raw)
{
	static const str prefix = {"[privé] ", sizeof "[privé] " - 1};
	bool is_private = str_starts(raw->key, prefix) || says_yes(raw, S("privé"));
	struct place at = place_of_key(raw);
	rule_no no = rule_new(r, str_starts(raw->key, prefix) ? str_skip(raw->key, prefix.n) : raw->key, at), around = r->rule;
	if (!no)
		return;
	r->m->rules.at[no].is_private = is_private;
	r->m->rules.at[no].raw = raw;
	r->rule = no;
	read_titles(r, no, raw->kind == RULES_RAW_MAP ? raw : NULL);
	if (raw->kind == RULES_RAW_LIST)
		REFUSE(r, place_of(raw), W_rules_read_list_alone);
	else if (raw->kind == RULES_RAW_MAP || raw_is_null(raw))
		read_rule_map(r, no, raw->kind == RULES_RAW_MAP ? raw : NULL);
	else
		read_rule_text(r, no, raw);
	r->rule = around;
}

void read_rules(struct reading *r, const struct rules_raw *map)
{
	if (raw_is_null(map))
		return;
	if (map->kind != RULES_RAW_MAP) {
		REFUSE(r, place_of(map), W_rules_read_rules_expected);
		return;
	}
	for (const struct rules_raw *c = map->first; c && !r->full; c = c->next)
		read_rule(r, c);
}
