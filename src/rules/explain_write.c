/* Explanations as text (an officer reads it) and as JSON (a tool does). Owns the drawing of the tree. Called by the command line and products; never
   evaluates anything. */
#include "base/limits.h"
#include "base/words.h"
#include "rules/format.h"
#include "rules/run.h"

enum { OPERANDS = 2, INFIX_DEPTH = 4, LINE_BYTES = 4 * 1024, INFIX_BYTES = 400 };

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

/* "Total × Taux", "(Total − Recettes) × Taux": what is deeper is named by its mechanism. */
static void write_term(struct out *o, const struct drawing *d, const struct rules_why *why, unsigned depth)
{
	const char *sign = sign_of(why);
	if (why->name.p) {
		out_str(o, title_of(d, why));
	} else if (is_constant(why)) {
		rules_format(o, d->lang, d->run, &why->value);
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

static void write_note(struct drawing *d, enum word note)
{
	out_str(d->o, S(" — "));
	WORDS(d->o, d->lang, note);
}

static void write_line(struct drawing *d, const struct rules_why *why)
{
	const struct rules_why *formula = formula_of(why);
	bool value = why->used && !is_group(why);
	struct out label = out_new(LINE_BYTES), shown = out_new(LINE_BYTES);
	if (why->role.p) {
		out_str(d->o, why->role);
		if (!is_group(why))
			out_str(d->o, S(" · "));
	}
	rules_format(&shown, d->lang, d->run, &why->value);
	if (!is_constant(why) && !is_group(why) && !(is_fact(why) && !why->name.p))
		write_label(&label, d, why);
	if (!is_group(why) && label.n && value)
		WORDS(d->o, d->lang, W_rules_show_line, ARG("label", out_text(&label)), ARG("value", out_text(&shown)));
	else if (label.n)
		out_str(d->o, out_text(&label));
	else if (!is_group(why))
		out_str(d->o, out_text(&shown));
	if (formula && !is_constant(formula)) {
		out_str(d->o, S(" ("));
		write_label(d->o, d, formula);
		out_char(d->o, ')');
	}
	if (is_fact(why))
		write_note(d, W_rules_show_fact);
	if (!why->used)
		write_note(d, W_rules_show_not_used);
	if (why->more && why->used)
		out_str(d->o, S(" …"));
	out_char(d->o, '\n');
	out_free(&label);
	out_free(&shown);
}

/* ---- the tree ---- */

/* Constants that stand in the line of their operation are not told again, nor what an unused branch would have asked. */
static bool is_told(const struct rules_why *above, const struct rules_why *why)
{
	return above->used && !(sign_of(above) && is_constant(why));
}

static const struct rules_why *next_told(const struct rules_why *above, const struct rules_why *why)
{
	while (why && !is_told(above, why))
		why = why->next;
	return why;
}

static void draw(struct drawing *d, const struct rules_why *why, unsigned depth)
{
	for (unsigned i = 1; i < depth; i++)
		out_str(d->o, d->last[i] ? S("   ") : S("│  "));
	if (depth)
		out_str(d->o, d->last[depth] ? S("└─ ") : S("├─ "));
	write_line(d, why);
	const struct rules_why *above = formula_of(why) ? formula_of(why) : why;
	if (depth > LIMIT_RULES_WHY_DEPTH)
		return;
	for (const struct rules_why *w = next_told(above, above->first), *next; w; w = next) {
		next = next_told(above, w->next);
		d->last[depth + 1] = next == NULL;
		draw(d, w, depth + 1);
	}
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
