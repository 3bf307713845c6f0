/* What a model holds, for whoever has loaded it: rules by number and name, titles, what is written under them, what they name, their type and unit.
   rules_seal ends the making of it. Nothing here reads text. */
#include "rules/model.h"

#include "rules/graph.h"
#include "rules/lower.h"
#include "rules/names.h"
#include "rules/static_unit.h"

static const struct rule *rule_at(const struct rules_model *m, rule_id r)
{
	always(r.v < m->publics.n);
	return &m->rules.at[m->publics.at[r.v]];
}

/* ---- sealing ---- */

static void note_references(struct rules_model *m)
{
	struct walk w = walk_new(m, m->arena);
	uint32_t *told = ARENA_ARRAY(m->arena, m->rules.n, uint32_t);
	rule_list found = {0};
	for (rule_no r = 1; r < m->rules.n; r++) {
		struct rule *rule = &m->rules.at[r];
		if (!rule->public_id.v)
			continue;
		found.n = 0;
		walk_named(&w, r, &found);
		rule_id *named = ARENA_ARRAY(m->arena, found.n ? found.n : 1, rule_id);
		for (size_t i = 0; i < found.n; i++) {
			rule_id id = m->rules.at[found.at[i]].public_id;
			if (!id.v || told[found.at[i]] == r)
				continue;
			told[found.at[i]] = r;
			named[rule->reference_count++] = id;
		}
		rule->references = named;
	}
}

void rules_seal(struct rules_model *m)
{
	always(!m->sealed);
	note_references(m);
	static_units(m);
	m->sealed = true;
	rules_lower(m);
}

/* ---- rules ---- */

size_t rules_count(const struct rules_model *m)
{
	return m->publics.n - 1;
}

rule_id rules_find(const struct rules_model *m, str name)
{
	rule_no no = model_find(m, name);
	return no ? m->rules.at[no].public_id : (rule_id){0};
}

str rules_name(const struct rules_model *m, rule_id r)
{
	return rule_at(m, r)->name;
}

str rules_title(const struct rules_model *m, rule_id r)
{
	return rule_at(m, r)->title;
}

rule_id rules_parent(const struct rules_model *m, rule_id r)
{
	rule_no parent = rule_at(m, r)->parent;
	return parent ? m->rules.at[parent].public_id : (rule_id){0};
}

int64_t rules_line(const struct rules_model *m, rule_id r, str *file)
{
	const struct rule *rule = rule_at(m, r);
	*file = m->sources.at[rule->source];
	return rule->line;
}

enum rules_type rules_type_of(const struct rules_model *m, rule_id r)
{
	return (enum rules_type)rule_at(m, r)->type;
}

str rules_unit_of(const struct rules_model *m, rule_id r)
{
	unit_id unit = rule_at(m, r)->unit;
	return unit ? unit_text(&m->units, unit) : STR_NONE;
}

const struct rules_option *rules_options(const struct rules_model *m, rule_id r, size_t *count)
{
	const struct rule *rule = rule_at(m, r);
	*count = rule->option_count;
	return rule->options;
}

/* ---- what is written ---- */

const struct rules_raw *rules_attribute(const struct rules_model *m, rule_id r, str key)
{
	return rules_raw_child(rule_at(m, r)->raw, key);
}

str rules_attribute_text(const struct rules_model *m, rule_id r, str key)
{
	const struct rules_raw *c = rules_attribute(m, r, key);
	return c && c->kind == RULES_RAW_TEXT ? c->text : STR_NONE;
}

const rule_id *rules_references(const struct rules_model *m, rule_id r, size_t *count)
{
	const struct rule *rule = rule_at(m, r);
	*count = rule->reference_count;
	return rule->references;
}
