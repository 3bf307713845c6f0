/* Expressions and texts that are not part of a rule: those that a product compiles into a model before it is sealed, and those of a situation. They are read,
   resolved, replaced and typed as the value of a rule would be. */
#include "rules/names.h"
#include "rules/read.h"

#include "base/limits.h"
#include "base/utf8.h"

/* What was read is given its rules, its replacements and its types. */
static enum status complete(struct reading *r, size_t before, node_id *node)
{
	if (!r->full && r->ps->total == before)
		resolve_references(r);
	if (!r->full && r->ps->total == before && r->replacements.n == 0) {
		*node = replace_under(r, *node);
		infer_node(r, *node);
	}
	return r->full || r->ps->total > before ? INVALID : OK;
}

static bool is_readable(struct reading *r, struct place at, str text)
{
	if (!utf8_valid(text))
		REFUSE(r, at, W_rules_read_not_utf8, ARG("found", S("…")));
	else if (!str_trim(text).n)
		REFUSE(r, at, W_rules_read_empty);
	else
		return true;
	return false;
}

/* ---- in a model ---- */

static struct reading reading_in(struct rules_model *m, rule_id context, str file, struct problems *ps)
{
	always(!m->sealed);
	always(context.v < m->publics.n);
	return (struct reading){.m = m, .arena = m->arena, .units = &m->units, .ps = ps, .file = file, .rule = m->publics.at[context.v]};
}

enum status rules_expression(struct rules_model *m, rule_id context, str file, int64_t line, str text, struct problems *ps, rules_expr *expr)
{
	struct reading r = reading_in(m, context, file, ps);
	size_t before = ps->total;
	struct place at = {line, 0};
	*expr = (rules_expr){0};
	if (!is_readable(&r, at, text))
		return INVALID;
	node_id node = read_expression(&r, arena_str(m->arena, text), at, false);
	enum status s = complete(&r, before, &node);
	if (s == OK)
		expr->v = node;
	return s;
}

enum status rules_template(struct rules_model *m, rule_id context, str file, int64_t line, str text, struct problems *ps, rules_expr *expr)
{
	struct reading r = reading_in(m, context, file, ps);
	size_t before = ps->total;
	struct place at = {line, 0};
	*expr = (rules_expr){0};
	if (!utf8_valid(text)) {
		REFUSE(&r, at, W_rules_read_not_utf8, ARG("found", S("…")));
		return INVALID;
	}
	node_id node = read_text(&r, arena_str(m->arena, text), at);
	enum status s = complete(&r, before, &node);
	if (s == OK)
		expr->v = node;
	return s;
}

/* ---- in a run ---- */

/* Names are only read from the model: nothing of it is written while `run` is set. */
static struct reading reading_of_run(const struct rules_model *m, struct expression_place *place, rule_no context, struct problems *ps)
{
	union {
		const struct rules_model *sealed;
		struct rules_model *model;
	} same = {.sealed = m};
	return (struct reading){.m = same.model, .arena = place->arena, .units = place->units, .ps = ps, .run = place, .rule = context};
}

enum status expression_in_run(const struct rules_model *m, struct expression_place *place, rule_no context, str text, struct problems *ps, node_id *node)
{
	struct reading r = reading_of_run(m, place, context, ps);
	size_t before = ps->total;
	struct place at = {0};
	always(place->room > 0);
	*node = 0;
	if (!is_readable(&r, at, text))
		return INVALID;
	*node = read_expression(&r, arena_str(place->arena, text), at, false);
	return complete(&r, before, node);
}
