/* Explanations as text (an officer reads it) and as JSON (a tool does). Owns the drawing of the tree. Called by the command line and products; never
   evaluates anything. */
#include "base/json.h"
#include "base/limits.h"

#include "base/words.h"
#include "rules/format.h"
#include "rules/run.h"

enum { OPERANDS = 2, INFIX_DEPTH = 4, LINE_BYTES = 4 * 1024, INFIX_BYTES = 400, VALUE_BYTES = 1024, CHAIN_STEPS = 16, CHAIN_LINES = 1 + 3 * CHAIN_STEPS };

struct drawing {
	struct out *o;
	enum lang lang;
	const struct rules_run *run;
	bool last[LIMIT_RULES_WHY_DEPTH + 2]; /* by depth: nothing follows on that level */
};

/* Operations, with the signs that people write. */
static const struct {
	const char *written, *sign;
} signs[] = {
	{"*", "×"}, {"/", "÷"}, {"//", "//"}, {"**", "^"}, {"+", "+"}, {"-", "−"}, {"<", "<"}, {"<=", "≤"}, {">", ">"}, {">=", "≥"}, {"=", "="}, {"!=", "≠"}, {"et", "et"}, {"ou", "ou"},
};

static const char *sign_of(const struct rules_why *why)
{
	if (why->name.p || !why->mechanism.p || !why->first || !why->first->next || why->first->next->next)
		return NULL;
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (str_eq(why->mechanism, str_of(signs[i].written)))
			return signs[i].sign;
	return NULL;
}

static bool is_constant(const struct rules_why *why)
{
	return !why->name.p && !why->mechanism.p && !why->first;
}

/* Several things under one role (a slice of a scale): it has no value of its own. */
static bool is_group(const struct rules_why *why)
{
	return !why->name.p && !why->mechanism.p && why->first;
}

static str title_of(const struct drawing *d, const struct rules_why *why)
{
	static const str separator = {" . ", 3};
	if (why->rule.v)
		return rules_title(d->run->scratch->model, why->rule);
	str name = why->name;
	size_t at;
	while (str_find(name, separator, &at))
		name = str_skip(name, at + separator.n);
	return name;
}

/* ---- one line ---- */

/* A value on one line: a text may have several. */
static void write_value(struct out *o, const struct drawing *d, const struct rules_value *v)
{
	struct out shown = out_new(VALUE_BYTES);
	rules_format(&shown, d->lang, d->run, v);
	str line, rest = str_trim(out_text(&shown));
	for (bool more = true; more;) {
		more = str_cut(rest, '\n', &line, &rest);
		out_str(o, line);
		if (more)
			out_char(o, ' ');
	}
	out_str(o, shown.full ? S("…") : S(""));
	out_free(&shown);
}

/* "Total × Taux", "(Total − Recettes) × Taux": what is deeper is named by its mechanism. */
static void write_term(struct out *o, const struct drawing *d, const struct rules_why *why, unsigned depth)
{
	const char *sign = sign_of(why);
	if (why->name.p) {
		out_str(o, title_of(d, why));
	} else if (is_constant(why)) {
		write_value(o, d, &why->value);
	} else if (!sign || depth == INFIX_DEPTH) {
		out_str(o, why->mechanism);
	} else {
		if (depth)
			out_char(o, '(');
		write_term(o, d, why->first, depth + 1);
		out_fmt(o, " %s ", sign);
		write_term(o, d, why->first->next, depth + 1);
		if (depth)
			out_char(o, ')');
	}
}

/* The operation on one line, or its name when it would be too long. */
static void write_label(struct out *o, const struct drawing *d, const struct rules_why *why)
{
	struct out term = out_new(INFIX_BYTES);
	write_term(&term, d, why, 0);
	out_str(o, term.full ? why->mechanism : out_text(&term));
	out_free(&term);
}

/* The formula of a rule stands on the line of the rule, unless it is another rule. */
static const struct rules_why *formula_of(const struct rules_why *why)
{
	const struct rules_why *f = why->first;
	return why->name.p && f && !f->next && !f->role.p && !f->name.p ? f : NULL;
}

static bool is_fact(const struct rules_why *why)
{
	return str_eq(why->mechanism, S("dans la situation"));
}

/* ---- what is done to a value, one thing after the other ---- */

/* `plafond` of `arrondi` of `somme`: the value that it begins with, and what is then done to it, from the outside to the inside. */
struct chain {
	const struct rules_why *steps[CHAIN_STEPS];
	size_t n;
	const struct rules_why *core;
};

static bool is_step(const struct rules_why *why)
{
	static const char *const mechanisms[] = {"plafond", "plancher", "arrondi", "abattement", "unité", "simplifier l'unité", "par défaut", "applicable si", "non applicable si"};
	if (why->name.p || !why->first || !str_eq(why->first->role, S("valeur")))
		return false;
	for (size_t i = 0; i < sizeof mechanisms / sizeof mechanisms[0]; i++)
		if (str_eq(why->mechanism, str_of(mechanisms[i])))
			return true;
	return false;
}

static bool shown_alike(const struct drawing *d, const struct rules_value *a, const struct rules_value *b)
{
	struct out one = out_new(LINE_BYTES), other = out_new(LINE_BYTES);
	write_value(&one, d, a);
	write_value(&other, d, b);
	bool alike = str_eq(out_text(&one), out_text(&other));
	out_free(&one);
	out_free(&other);
	return alike;
}

/* One line of a chain: what a step was given, what it makes of the value ("→ 5 000 €"), or both. */
struct chain_line {
	const struct rules_why *given, *effect;
};

static size_t step_lines(const struct drawing *d, const struct rules_why *step, struct chain_line *lines, size_t n)
{
	const struct rules_why *before = step->first;
	bool effect = step->used && before->used && !shown_alike(d, &step->value, &before->value) && before->value.state != RULES_NOT_DEFINED;
	size_t first = n;
	for (const struct rules_why *w = before->next; w && step->used && n < CHAIN_LINES - 1; w = w->next)
		lines[n++] = (struct chain_line){.given = w};
	if (effect && n == first + 1 && is_constant(lines[first].given))
		lines[first].effect = step;
	else if (effect && n < CHAIN_LINES)
		lines[n++] = (struct chain_line){.effect = step};
	return n;
}

/* Steps that would take no line (a unit that was there already) are passed over, unless the value is another rule's. */
static struct chain chain_of(const struct drawing *d, const struct rules_why *why)
{
	struct chain_line lines[CHAIN_LINES];
	struct chain c = {.core = formula_of(why) ? formula_of(why) : why};
	size_t shown = 0;
	while (c.n < CHAIN_STEPS && is_step(c.core)) {
		shown = step_lines(d, c.core, lines, shown);
		c.steps[c.n++] = c.core;
		c.core = c.core->first;
	}
	if (!shown && !c.core->name.p)
		c.n = 0;
	return c;
}

/* ---- lines ---- */

static void write_note(struct drawing *d, enum word note)
{
	out_str(d->o, S(" — "));
	WORDS(d->o, d->lang, note);
}

static void write_labelled(struct drawing *d, const struct rules_why *why)
{
	struct out label = out_new(LINE_BYTES), shown = out_new(LINE_BYTES);
	write_value(&shown, d, &why->value);
	if (!is_constant(why) && !(is_fact(why) && !why->name.p))
		write_label(&label, d, why);
	if (label.n && why->used)
		WORDS(d->o, d->lang, W_rules_show_line, ARG("label", out_text(&label)), ARG("value", out_text(&shown)));
	else
		out_str(d->o, label.n ? out_text(&label) : out_text(&shown));
	out_free(&label);
	out_free(&shown);
}

static void write_line(struct drawing *d, const struct rules_why *why, const struct chain *c)
{
	out_str(d->o, why->role);
	if (!is_group(why)) {
		if (why->role.p)
			out_str(d->o, S(" · "));
		write_labelled(d, why);
	}
	if (why->name.p && !c->n && c->core != why && !is_constant(c->core)) {
		out_str(d->o, S(" ("));
		write_label(d->o, d, c->core);
		out_char(d->o, ')');
	}
	if (is_fact(why))
		write_note(d, W_rules_show_fact);
	if (str_eq(why->mechanism, S("remplace")))
		write_note(d, W_rules_show_replaced);
	if (!why->used)
		write_note(d, W_rules_show_not_used);
	if (why->more && why->used)
		out_str(d->o, S(" …"));
	out_char(d->o, '\n');
}

/* ---- the tree ---- */

/* Draws the place of a line; `last` when no line follows on its level. */
static void draw_place(struct drawing *d, unsigned depth, bool last)
{
	d->last[depth] = last;
	for (unsigned i = 1; i < depth; i++)
		out_str(d->o, d->last[i] ? S("   ") : S("│  "));
	out_str(d->o, last ? S("└─ ") : S("├─ "));
}

static void draw(struct drawing *d, const struct rules_why *why, unsigned depth);

/* Constants that stand in the line of their operation are not told again. */
static bool is_told(const struct rules_why *above, const struct rules_why *why)
{
	return !(sign_of(above) && is_constant(why));
}

static const struct rules_why *next_told(const struct rules_why *above, const struct rules_why *why)
{
	while (why && !is_told(above, why))
		why = why->next;
	return why;
}

static void draw_parts(struct drawing *d, const struct rules_why *above, unsigned depth)
{
	for (const struct rules_why *w = next_told(above, above->first), *next; w; w = next) {
		next = next_told(above, w->next);
		draw_place(d, depth, next == NULL);
		draw(d, w, depth);
	}
}

static void draw_chain_line(struct drawing *d, const struct chain_line *line, unsigned depth)
{
	if (line->given && !line->effect) {
		draw(d, line->given, depth);
		return;
	}
	out_str(d->o, line->given ? line->given->role : line->effect->mechanism);
	if (line->given) {
		out_str(d->o, S(" · "));
		write_value(d->o, d, &line->given->value);
	}
	out_str(d->o, S(" → "));
	write_value(d->o, d, &line->effect->value);
	out_char(d->o, '\n');
}

/* The value that it begins with, then each step with what it was given, and its effect where that can be seen. */
static void draw_chain(struct drawing *d, const struct chain *c, unsigned depth)
{
	struct chain_line lines[CHAIN_LINES];
	size_t n = 0;
	struct rules_why core = *c->core;
	core.role = STR_NONE;
	if (!(is_constant(c->core) && c->core->used && c->core->value.state == RULES_NOT_DEFINED))
		lines[n++] = (struct chain_line){.given = &core};
	for (size_t i = c->n; i-- > 0;)
		n = step_lines(d, c->steps[i], lines, n);
	for (size_t i = 0; i < n; i++) {
		draw_place(d, depth, i + 1 == n);
		draw_chain_line(d, &lines[i], depth);
	}
}

static void draw(struct drawing *d, const struct rules_why *why, unsigned depth)
{
	struct chain c = chain_of(d, why);
	write_line(d, why, &c);
	if (!why->used || depth >= LIMIT_RULES_WHY_DEPTH)
		return;
	if (c.n)
		draw_chain(d, &c, depth + 1);
	else
		draw_parts(d, c.core, depth + 1);
}

void rules_why_text(struct out *o, enum lang lang, const struct rules_run *run, const struct rules_why *why)
{
	struct drawing d = {.o = o, .lang = lang, .run = run};
	draw(&d, why, 0);
}

/* ---- JSON ---- */

static void text_if_set(struct json *j, str name, str value)
{
	if (str_is_set(value))
		json_text(j, name, value);
}

static void write_why(struct json *j, const struct rules_run *run, const struct rules_why *why)
{
	text_if_set(j, S("rule"), why->name);
	if (why->rule.v)
		json_text(j, S("title"), rules_title(run->scratch->model, why->rule));
	text_if_set(j, S("mechanism"), why->mechanism);
	text_if_set(j, S("role"), why->role);
	if ((why->used || is_constant(why)) && !is_group(why))
		rules_value_json(j, run, &why->value);
	json_bool(j, S("used"), why->used);
	if (why->more)
		json_bool(j, S("more"), true);
	text_if_set(j, S("file"), why->file);
	if (why->line)
		json_int(j, S("line"), why->line);
	if (why->column)
		json_int(j, S("column"), why->column);
	if (!why->first)
		return;
	json_array_in(j, S("parts"));
	for (const struct rules_why *w = why->first; w; w = w->next) {
		json_object(j);
		write_why(j, run, w);
		json_end(j);
	}
	json_end(j);
}

void rules_why_json(struct json *j, const struct rules_run *run, const struct rules_why *why)
{
	json_object(j);
	write_why(j, run, why);
	json_end(j);
}
