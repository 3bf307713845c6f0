/* The mechanisms that are not operations, conditions, tranches or runs of their own: variations, rounding, durations, choices, texts, units, logarithms,
   declared missing variables. Called by evaluate.c for CODE_NODE. Each works its operands out in the order of the language. */
#include "base/limits.h"
#include "rules/date.h"
#include "rules/format.h"
#include "rules/works.h"

#include <math.h>

enum { MOST_DECIMALS = 20 };
/* Those with room for answers stay out of run_node, whose frame stands once for each rule inside another. */
#define APART static __attribute__((noinline)) void

/* ---- variations ---- */

enum decision { DECIDED_NO, DECIDED_YES, DECIDED_UNKNOWN };

struct variations_state {
	enum decision before; /* of the conditions so far */
	unit_id unit;
	missing_set missing;
};

/* One branch; *out is as before when it is passed over. */
static void variation(struct rules_run *run, const struct variation *v, struct variations_state *state, struct answer *out)
{
	struct scratch *s = run->scratch;
	ANSWER(own);
	enum decision condition = DECIDED_YES;
	missing_set missing = 0;
	if (v->condition) {
		const struct answer *c = operand(run, v->condition, &own);
		missing = missing_bonus(s, c->missing);
		if (c->state == RULES_NOT_DEFINED)
			condition = DECIDED_UNKNOWN;
		else if (c->state == RULES_NOT_APPLICABLE || answer_is(c, false))
			condition = DECIDED_NO;
	}
	state->missing = missing_merge(s, state->missing, missing);
	if (condition == DECIDED_NO && state->before == DECIDED_NO)
		return;
	if (condition != DECIDED_NO) {
		(void)answer_copy(&own, operand(run, v->consequence, &own));
		state->missing = missing_merge(s, state->missing, own.missing);
		if (state->unit && answer_is_number(&own) && own.unit && own.unit != state->unit)
			(void)unit_convert(&s->units, own.unit, state->unit, &own.number);
		if (!state->unit)
			state->unit = own.unit;
	}
	if (state->before == DECIDED_UNKNOWN || condition == DECIDED_UNKNOWN) {
		(void)answer_state(out, RULES_NOT_DEFINED, 0);
		state->before = DECIDED_UNKNOWN;
	} else {
		answer_move(out, &own);
		state->before = DECIDED_YES;
	}
}

APART variations(struct rules_run *run, const struct node *n, struct answer *out)
{
	struct variations_state state = {.before = DECIDED_NO};
	struct answer result = {.state = RULES_NOT_APPLICABLE};
	for (uint32_t i = 0; i < n->variations.n && state.before != DECIDED_YES && !run->scratch->failed; i++)
		variation(run, &n->variations.at[i], &state, &result);
	answer_move(out, &result);
	out->unit = state.unit;
	out->has_unit = state.unit != UNIT_NONE;
	out->missing = state.missing;
}

/* ---- rounding and units ---- */

static void simplify(struct rules_run *run, struct answer *a)
{
	if (!a->unit)
		return;
	unit_id to = unit_simplify(&run->scratch->units, a->unit);
	if (answer_is_number(a) && to != a->unit)
		(void)unit_convert(&run->scratch->units, a->unit, to, &a->number);
	a->unit = to;
}

static struct number rounded(struct number n, struct number decimals)
{
	int64_t whole;
	if (number_to_int64(decimals, &whole) && whole >= -MOST_DECIMALS && whole <= MOST_DECIMALS)
		return number_round(n, (int)whole);
	double scale = pow(10, number_to_double(decimals));
	return number_real(floor(number_to_double(n) * scale + 0.5) / scale);
}

static void arrondi(struct rules_run *run, const struct node *n, struct answer *out)
{
	struct answer decimals = {.state = RULES_NOT_DEFINED};
	struct answer value;
	(void)answer_copy(&value, run_eval(run, n->rounding.valeur, &value));
	simplify(run, &value);
	bool asked = !answer_is(&value, false);
	if (asked)
		(void)answer_copy(&decimals, run_eval(run, n->rounding.arrondi, &decimals));
	if (asked && answer_is_number(&decimals) && !str_has(unit_text(&run->scratch->units, decimals.unit), S("décimale"))) {
		run_fail(run, W_rules_evaluate_rounding_unit);
		(void)answer_state(out, RULES_NOT_DEFINED, 0);
		return;
	}
	missing_set missing = missing_merge(run->scratch, value.missing, decimals.missing);
	*out = value;
	if (answer_is_number(&value) && asked) {
		if (answer_is_number(&decimals))
			out->number = rounded(value.number, decimals.number);
		else if (answer_is(&decimals, true))
			out->number = number_round(value.number, 0);
		else if (decimals.state == RULES_NOT_DEFINED)
			out->state = RULES_NOT_DEFINED;
	}
	out->has_unit = true;
	out->missing = missing;
}

static void simplifier_unite(struct rules_run *run, const struct node *n, struct answer *out)
{
	(void)answer_copy(out, run_eval(run, n->one.valeur, out));
	if (out->state != RULES_VALUE)
		return;
	simplify(run, out);
	out->has_unit = true;
}

/* ---- dates ---- */

static bool date_of(struct rules_run *run, const struct answer *a, day *d)
{
	if (a->state == RULES_VALUE && a->type == RULES_DATE) {
		*d = a->date;
		return true;
	}
	if (a->state == RULES_VALUE && a->type == RULES_TEXT && date_parse(a->text, d))
		return true;
	run_fail(run, W_rules_evaluate_duration_date);
	return false;
}

static struct number not_negative(struct number n)
{
	return number_cmp(n, number_of(0)) < 0 ? number_of(0) : n;
}

APART duree(struct rules_run *run, const struct node *n, struct answer *out)
{
	struct answer today = {.state = RULES_VALUE, .type = RULES_DATE, .date = run->scratch->today};
	struct answer from = today, to = today;
	enum duration_unit unit = DURATION_DAYS;
	if (n->duration.depuis)
		(void)answer_copy(&from, run_eval(run, n->duration.depuis, &from));
	if (n->duration.jusqua)
		(void)answer_copy(&to, run_eval(run, n->duration.jusqua, &to));
	missing_set missing = missing_merge(run->scratch, from.missing, to.missing);
	day first, last;
	if (from.state == RULES_NOT_APPLICABLE || to.state == RULES_NOT_APPLICABLE) {
		(void)answer_state(out, RULES_NOT_APPLICABLE, missing);
	} else if (from.state == RULES_NOT_DEFINED || to.state == RULES_NOT_DEFINED || !date_of(run, &from, &first) || !date_of(run, &to, &last)) {
		(void)answer_state(out, RULES_NOT_DEFINED, missing);
	} else {
		(void)duration_unit_named(unit_text(&run->scratch->units, n->unit), &unit);
		*out = (struct answer){.state = RULES_VALUE, .type = RULES_NUMBER, .missing = missing, .number = not_negative(date_difference(first, last, unit))};
	}
	out->unit = n->unit ? n->unit : UNIT_DAY;
	out->has_unit = true;
}

/* ---- choices ---- */

/* Which of the rules that it lists can be chosen; alone, it is the answer. Texts and numbers leave the answer to `valeur`. */
APART possibilities(struct rules_run *run, const struct node *n, struct answer *out)
{
	uint32_t applicable = 0, last = 0;
	missing_set missing = 0;
	if (n->possibilities.kind == RULES_TYPE_UNKNOWN)
		for (uint32_t i = 0; i < n->possibilities.n; i++) {
			node_id not_applicable = n->possibilities.at[i].not_applicable;
			if (not_applicable) {
				ANSWER(room);
				const struct answer *out_of_reach = operand(run, not_applicable, &room);
				missing = missing_merge(run->scratch, missing, out_of_reach->missing);
				if (answer_is(out_of_reach, true))
					continue;
			}
			applicable++;
			last = i;
		}
	(void)answer_state(out, RULES_NOT_DEFINED, missing);
	if (n->possibilities.kind == RULES_TYPE_UNKNOWN && applicable == 0)
		out->state = RULES_NOT_APPLICABLE;
	if (n->possibilities.kind == RULES_TYPE_UNKNOWN && applicable == 1)
		*out = (struct answer){.state = RULES_VALUE, .type = RULES_TEXT, .missing = missing, .text = n->possibilities.at[last].option.value};
	out->unit = n->unit;
	out->has_unit = n->unit != UNIT_NONE;
}

/* ---- texts ---- */

static void write_answer(struct out *o, struct rules_run *run, const struct answer *a)
{
	struct value v = value_of_answer(a);
	struct rules_value shown = value_shown(&v);
	if (run->scratch->lang == LANG_FR)
		format_value_reference(o, &run->scratch->units, &v);
	else
		format_value(o, run->scratch->lang, &run->scratch->units, &shown);
}

/* Texts are written one inside the other in one buffer of the run, each after what is written of the text that asks for it. */
static bool make_buffer(struct rules_run *run)
{
	struct scratch *s = run->scratch;
	if (!s->text_buffer)
		s->text_buffer = run_take(s, LIMIT_RULES_TEXT_BYTES);
	return s->text_buffer != NULL;
}

static void texte(struct rules_run *run, const struct node *n, struct answer *out)
{
	struct scratch *s = run->scratch;
	size_t start = s->text_used, room = LIMIT_RULES_TEXT_BYTES - start;
	missing_set missing = 0;
	(void)answer_state(out, RULES_NOT_DEFINED, 0);
	if (!make_buffer(run))
		return;
	struct out o = {.bytes = s->text_buffer + start, .room = room, .max = room};
	for (uint32_t i = 0; i < n->text.n && !s->failed; i++) {
		struct answer piece;
		out_str(&o, n->text.at[i].text);
		if (!n->text.at[i].node)
			continue;
		s->text_used = start + o.n;
		const struct answer *a = run_eval(run, n->text.at[i].node, &piece);
		missing = missing_merge(s, missing, a->missing);
		write_answer(&o, run, a);
	}
	s->text_used = start;
	if (o.full)
		run_fail(run, W_rules_evaluate_too_much_text);
	str text = o.full ? STR_NONE : run_text(s, o.bytes, o.n);
	if (text.p)
		*out = (struct answer){.state = RULES_VALUE, .type = RULES_TEXT, .missing = missing, .text = text};
}

/* ---- the others ---- */

static void variable_manquante(struct rules_run *run, const struct node *n, struct answer *out)
{
	struct scratch *s = run->scratch;
	(void)answer_copy(out, run_eval(run, n->one.valeur, out));
	out->has_unit = true;
	out->missing = missing_merge(s, out->missing, missing_one(s, n->one.rule, missing_highest(s, out->missing) + 1));
}

static void logarithme(struct rules_run *run, const struct node *n, struct answer *out)
{
	(void)answer_copy(out, run_eval(run, n->one.valeur, out));
	simplify(run, out);
	if (out->state == RULES_VALUE && out->type != RULES_NUMBER) {
		run_fail(run, W_rules_evaluate_logarithm);
		(void)answer_state(out, RULES_NOT_DEFINED, 0);
		return;
	}
	if (out->state == RULES_VALUE)
		out->number = number_real(log(number_to_double(out->number)));
	out->unit = UNIT_NONE;
	out->has_unit = false;
}

const struct answer *run_node(struct rules_run *run, const struct node *n, struct answer *out)
{
	switch ((enum node_kind)n->kind) {
	case NODE_VARIATIONS:
		variations(run, n, out);
		break;
	case NODE_BAREME:
		run_bareme(run, n, out);
		break;
	case NODE_TAUX_PROGRESSIF:
		run_taux_progressif(run, n, out);
		break;
	case NODE_GRILLE:
		run_grille(run, n, out);
		break;
	case NODE_ARRONDI:
		arrondi(run, n, out);
		break;
	case NODE_DUREE:
		duree(run, n, out);
		break;
	case NODE_INVERSION:
		run_inversion(run, n, out);
		break;
	case NODE_POSSIBILITIES:
		possibilities(run, n, out);
		break;
	case NODE_CONTEXTE:
		run_contexte(run, n, out);
		break;
	case NODE_SIMPLIFIER_UNITE:
		simplifier_unite(run, n, out);
		break;
	case NODE_TEXTE:
		texte(run, n, out);
		break;
	case NODE_VARIABLE_MANQUANTE:
		variable_manquante(run, n, out);
		break;
	case NODE_LOGARITHME:
		logarithme(run, n, out);
		break;
	case NODE_CIRCULAIRE:
		run_circular(run, n, out);
		break;
	case NODE_CONSTANT:
	case NODE_REFERENCE:
	case NODE_OPERATION:
	case NODE_CONDITION:
	case NODE_UNITE:
	case NODE_EST_NON_APPLICABLE:
	case NODE_EST_NON_DEFINI:
		always(!"these have codes of their own");
	}
	return out;
}
