/* A verdict as a person reads it in a terminal: first whether, then for each funder why, with the clause, the numbers and the maximum, then what to answer
   next and which choices the règlement makes. Called by `faubourg verdict`. */
#include "domain/verdict.h"

#include "base/format.h"

struct writing {
	struct out *o;
	enum lang lang;
	const struct verdict *verdict;
	const struct verdict_clause *clauses;
	size_t clause_count;
};

static void line(struct writing *w, const char *indent)
{
	out_char(w->o, '\n');
	out_str(w->o, str_of(indent));
}

static const char *mark_of(enum verdict_outcome o)
{
	static const char *const marks[] = {[VERDICT_PASSES] = "✓", [VERDICT_FAILS] = "✗", [VERDICT_UNKNOWN] = "?", [VERDICT_NOT_APPLICABLE] = "–", [VERDICT_WAIVED] = "✓"};
	return marks[o];
}

/* Each line of a sentence under the one before. */
static void indented(struct writing *w, str text)
{
	while (str_is_set(text)) {
		str head, tail;
		(void)str_cut(text, '\n', &head, &tail);
		line(w, "      ");
		out_str(w->o, str_trim(head));
		text = tail;
	}
}

/* ---- clauses ---- */

static const struct verdict_clause *clause_coded(const struct writing *w, str code)
{
	for (size_t i = 0; i < w->clause_count; i++)
		if (str_eq(w->clauses[i].code, code))
			return &w->clauses[i];
	return NULL;
}

/* The document that all clauses come from: said once, at the top. */
static str only_document(const struct writing *w)
{
	str document = w->clause_count ? w->clauses[0].document : STR_NONE;
	for (size_t i = 1; i < w->clause_count; i++)
		if (!str_eq(w->clauses[i].document, document))
			return STR_NONE;
	return document;
}

static void write_clause(struct writing *w, str code)
{
	const struct verdict_clause *c = clause_coded(w, code);
	line(w, "      § ");
	if (!c) {
		out_str(w->o, code);
		return;
	}
	if (str_is_set(c->article)) {
		out_str(w->o, c->article);
		out_str(w->o, S(" · "));
	}
	out_str(w->o, c->label);
	if (str_is_set(c->document) && !str_is_set(only_document(w))) {
		out_str(w->o, S(" · "));
		out_str(w->o, c->document);
	}
}

static void write_clauses(struct writing *w, const struct ruleset_rule *rule)
{
	for (size_t i = 0; i < rule->clauses.n; i++)
		write_clause(w, rule->clauses.at[i]);
}

/* ---- one rule ---- */

static void write_waiver(struct writing *w, const struct verdict_waiver *waiver)
{
	line(w, "      ");
	if (waiver->date.set)
		WORDS(w->o, w->lang, W_verdict_waived_on, ARG("author", waiver->author), ARG("day", waiver->date.value), ARG("reason", waiver->reason));
	else
		WORDS(w->o, w->lang, W_verdict_waived_by, ARG("author", waiver->author), ARG("reason", waiver->reason));
}

/* Choices of the règlement have their own place, at the end. */
static bool is_choice(const struct writing *w, rule_id r)
{
	const struct ruleset_rule *rule = ruleset_rule_of(w->verdict->set, r);
	return rule && rule->role == ROLE_PARAMETER;
}

static void write_numbers(struct writing *w, const struct verdict_rule *r)
{
	bool first = true;
	for (size_t i = 0; i < r->numbers.n; i++) {
		if (is_choice(w, r->numbers.at[i].rule))
			continue;
		if (first) {
			line(w, "      ");
			out_str(w->o, word_text(w->lang, W_verdict_numbers));
		}
		out_str(w->o, first ? S(" ") : S(" · "));
		first = false;
		WORDS(w->o, w->lang, W_verdict_number, ARG("label", r->numbers.at[i].label), ARG("value", r->numbers.at[i].value));
	}
}

static void write_error(struct writing *w, const struct verdict_rule *r)
{
	if (!r->error)
		return;
	line(w, "      ");
	words_write(w->o, w->lang, r->error->message, r->error->args, r->error->arg_count);
}

static void write_condition(struct writing *w, const struct verdict_rule *r)
{
	line(w, "  ");
	out_str(w->o, str_of(mark_of(r->outcome)));
	out_char(w->o, ' ');
	out_str(w->o, r->title);
	out_str(w->o, S(" · "));
	out_str(w->o, word_text(w->lang, verdict_outcome_word(r->outcome)));
	if (!r->blocks && (r->outcome == VERDICT_FAILS || r->outcome == VERDICT_UNKNOWN)) {
		out_str(w->o, S(" · "));
		out_str(w->o, word_text(w->lang, W_verdict_does_not_block));
	}
	indented(w, r->sentence);
	write_error(w, r);
	if (r->waiver && r->outcome == VERDICT_WAIVED)
		write_waiver(w, r->waiver);
	write_numbers(w, r);
	if (r->blocks && r->outcome == VERDICT_FAILS && str_is_set(r->rule->waiver[w->lang])) {
		line(w, "      ");
		WORDS(w->o, w->lang, W_verdict_waivable, ARG("who", r->rule->waiver[w->lang]));
	}
	write_clauses(w, r->rule);
}

static void write_step(struct writing *w, const struct verdict_rule *r)
{
	line(w, "  ");
	out_str(w->o, r->rule->role == ROLE_MAXIMUM ? S("= ") : S("→ "));
	WORDS(w->o, w->lang, W_verdict_number, ARG("label", r->title),
	      ARG("value", str_is_set(r->value) ? r->value : word_text(w->lang, verdict_outcome_word(r->outcome))));
	if (r->rule->role == ROLE_STEP) {
		out_str(w->o, S(" · "));
		out_str(w->o, word_text(w->lang, ruleset_stage_word(r->rule->stage)));
	}
	indented(w, r->sentence);
	write_error(w, r);
	if (str_is_set(r->rule->rounding[w->lang])) {
		line(w, "      ");
		WORDS(w->o, w->lang, W_verdict_rounding, ARG("rounding", r->rule->rounding[w->lang]));
	}
	write_clauses(w, r->rule);
}

/* What a reader looks for first: what refuses, what is not known, then what passes, what does not block. What does not concern this application
   is said apart. */
static int reading_order(const struct verdict_rule *r)
{
	switch (r->outcome) {
	case VERDICT_FAILS: return r->blocks ? 0 : 4;
	case VERDICT_UNKNOWN: return r->blocks ? 1 : 5;
	case VERDICT_WAIVED: return 2;
	case VERDICT_PASSES: return 3;
	case VERDICT_NOT_APPLICABLE: break;
	}
	return 6;
}

static bool does_not_concern(const struct verdict_rule *r)
{
	return r->rule->role == ROLE_CONDITION && r->outcome == VERDICT_NOT_APPLICABLE;
}

/* The titles of the rules that say the same from the first of them on. */
static void write_titles_saying(struct writing *w, const struct verdict_rule *rules, size_t n, size_t first)
{
	bool other = false;
	for (size_t i = first; i < n; i++) {
		if (!does_not_concern(&rules[i]) || !str_eq(rules[i].sentence, rules[first].sentence))
			continue;
		out_str(w->o, other ? word_text(w->lang, W_verdict_list_separator) : S(""));
		out_str(w->o, rules[i].title);
		other = true;
	}
}

/* What does not concern this application: a line for each reason, with the rules that it holds for. */
static void write_without_object(struct writing *w, const struct verdict_rule *rules, size_t n)
{
	size_t count = 0;
	for (size_t i = 0; i < n; i++)
		count += does_not_concern(&rules[i]);
	if (!count)
		return;
	line(w, "  – ");
	WORDS(w->o, w->lang, W_verdict_without_object, ARG("n", count));
	for (size_t i = 0; i < n; i++) {
		bool said = !does_not_concern(&rules[i]);
		for (size_t k = 0; k < i && !said; k++)
			said = does_not_concern(&rules[k]) && str_eq(rules[k].sentence, rules[i].sentence);
		if (said)
			continue;
		line(w, "      ");
		out_str(w->o, rules[i].sentence);
		out_str(w->o, S(" ("));
		write_titles_saying(w, rules, n, i);
		out_char(w->o, ')');
	}
}

static void write_rules(struct writing *w, const struct verdict_rule *rules, size_t n)
{
	for (int order = 0; order < 6; order++)
		for (size_t i = 0; i < n; i++)
			if (rules[i].rule->role == ROLE_CONDITION && reading_order(&rules[i]) == order)
				write_condition(w, &rules[i]);
	write_without_object(w, rules, n);
	for (size_t i = 0; i < n; i++)
		if (rules[i].rule->role != ROLE_CONDITION && rules[i].outcome != VERDICT_NOT_APPLICABLE)
			write_step(w, &rules[i]);
}

/* ---- the head: the answer, at once ---- */

static enum word headline(enum verdict_outcome o)
{
	static const enum word words[] = {[VERDICT_PASSES] = W_verdict_headline_passes, [VERDICT_WAIVED] = W_verdict_headline_passes,
	                                  [VERDICT_FAILS] = W_verdict_headline_fails, [VERDICT_UNKNOWN] = W_verdict_headline_unknown,
	                                  [VERDICT_NOT_APPLICABLE] = W_verdict_headline_not_applicable};
	return words[o];
}

static void write_maximum(struct writing *w, const struct verdict_funder *f)
{
	if (f->asked.set)
		WORDS(w->o, w->lang, W_verdict_asked, ARG("amount", f->asked.value));
	else
		out_str(w->o, word_text(w->lang, W_verdict_not_asked));
	out_str(w->o, S(" · "));
	if (!f->rules.n)
		out_str(w->o, word_text(w->lang, W_verdict_no_rule));
	else if (!f->has_maximum)
		out_str(w->o, word_text(w->lang, W_verdict_no_maximum));
	else if (!f->maximum.set)
		out_str(w->o, word_text(w->lang, W_verdict_maximum_unknown));
	else
		WORDS(w->o, w->lang, f->outcome == VERDICT_FAILS ? W_verdict_maximum_if : W_verdict_maximum, ARG("amount", f->maximum.value));
	if (f->over.set) {
		out_str(w->o, S(" · "));
		WORDS(w->o, w->lang, W_verdict_over, ARG("amount", f->over.value));
	}
}

/* Under the answer, why it is no: the rules that refuse, each with its sentence. */
static void write_refusals(struct writing *w, const char *indent, const struct verdict_rule *rules, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!rules[i].blocks || rules[i].outcome != VERDICT_FAILS)
			continue;
		line(w, indent);
		out_fmt(w->o, "%s ", mark_of(VERDICT_FAILS));
		WORDS(w->o, w->lang, W_verdict_number, ARG("label", rules[i].title), ARG("value", rules[i].sentence));
	}
}

static void write_summary(struct writing *w)
{
	const struct verdict *v = w->verdict;
	bool first = true;
	for (size_t i = 0; i < v->funders.n; i++) {
		const struct verdict_funder *f = &v->funders.at[i];
		if (f->outcome == VERDICT_NOT_APPLICABLE)
			continue;
		line(w, "  ");
		WORDS(w->o, w->lang, W_verdict_funder, ARG("funder", f->label), ARG("outcome", word_text(w->lang, headline(f->outcome))));
		out_str(w->o, S(" · "));
		write_maximum(w, f);
		write_refusals(w, "      ", f->rules.at, f->rules.n);
	}
	for (size_t i = 0; i < v->funders.n; i++) {
		if (v->funders.at[i].outcome != VERDICT_NOT_APPLICABLE)
			continue;
		if (first) {
			line(w, "  ");
			out_str(w->o, word_text(w->lang, W_verdict_nothing_asked_of));
		}
		out_str(w->o, first ? S(" ") : word_text(w->lang, W_verdict_list_separator));
		out_str(w->o, v->funders.at[i].label);
		first = false;
	}
}

static void write_head(struct writing *w)
{
	const struct verdict *v = w->verdict;
	const struct ruleset *set = v->set;
	str document = only_document(w);
	WORDS(w->o, w->lang, W_verdict_head, ARG("title", set->title[w->lang].p ? set->title[w->lang] : set->call), ARG("version", set->version), ARG("day", v->judged));
	if (str_is_set(document)) {
		line(w, "");
		out_str(w->o, document);
	}
	if (str_is_set(v->reference) || str_is_set(v->title)) {
		line(w, "");
		out_str(w->o, v->reference);
		out_str(w->o, str_is_set(v->reference) && str_is_set(v->title) ? S(" · ") : S(""));
		out_str(w->o, v->title);
	}
	line(w, "");
	line(w, "");
	WORDS(w->o, w->lang, W_verdict_verdict, ARG("outcome", word_text(w->lang, headline(v->outcome))));
	write_refusals(w, "  ", v->rules.at, v->rules.n);
	write_summary(w);
}

/* ---- the end: what was chosen, what to answer ---- */

static bool is_chosen(const struct verdict_rule *parameter, const struct ruleset_choice *c, enum lang lang)
{
	return str_eq(parameter->value, c->label[lang]) || str_eq(parameter->value, c->value);
}

static void write_parameter(struct writing *w, const struct verdict_rule *p)
{
	line(w, "  ");
	WORDS(w->o, w->lang, W_verdict_number, ARG("label", p->title), ARG("value", p->value));
	indented(w, p->sentence);
	for (size_t i = 0; i < p->rule->choices.n; i++) {
		const struct ruleset_choice *c = &p->rule->choices.at[i];
		if (is_chosen(p, c, w->lang))
			continue;
		line(w, "      ");
		WORDS(w->o, w->lang, W_verdict_alternative, ARG("value", c->label[w->lang].p ? c->label[w->lang] : c->value));
	}
}

static void write_parameters(struct writing *w)
{
	const struct verdict *v = w->verdict;
	bool first = true;
	for (size_t i = 0; i < v->parameters.n; i++) {
		if (v->parameters.at[i].outcome == VERDICT_NOT_APPLICABLE)
			continue;
		if (first) {
			line(w, "");
			line(w, "");
			out_str(w->o, word_text(w->lang, W_verdict_parameters));
		}
		first = false;
		write_parameter(w, &v->parameters.at[i]);
	}
}

static void write_next(struct writing *w)
{
	enum { SHOWN = 10 };
	const struct verdict *v = w->verdict;
	if (!v->missing.n)
		return;
	line(w, "");
	line(w, "");
	WORDS(w->o, w->lang, W_verdict_next, ARG("n", v->missing.n));
	for (size_t i = 0; i < v->missing.n && i < SHOWN; i++) {
		const struct verdict_missing *m = &v->missing.at[i];
		line(w, "  ");
		out_fmt(w->o, "%zu. ", i + 1);
		out_str(w->o, str_is_set(m->question) ? m->question : m->label);
		out_fmt(w->o, " [%.*s]", STR_ARGS(m->name));
	}
	if (v->missing.n > SHOWN) {
		line(w, "  ");
		WORDS(w->o, w->lang, W_verdict_next_others, ARG("n", v->missing.n - SHOWN));
	}
}

void verdict_write(struct out *o, enum lang lang, const struct verdict *v, const struct verdict_clause *clauses, size_t clause_count)
{
	struct writing w = {.o = o, .lang = lang, .verdict = v, .clauses = clauses, .clause_count = clause_count};
	write_head(&w);
	if (v->rules.n) {
		line(&w, "");
		line(&w, "");
		out_str(o, word_text(lang, W_verdict_rules_of_call));
		write_rules(&w, v->rules.at, v->rules.n);
	}
	for (size_t i = 0; i < v->funders.n; i++) {
		if (v->funders.at[i].outcome == VERDICT_NOT_APPLICABLE)
			continue;
		line(&w, "");
		line(&w, "");
		out_str(o, v->funders.at[i].label);
		write_rules(&w, v->funders.at[i].rules.at, v->funders.at[i].rules.n);
		if (!v->funders.at[i].rules.n)
			indented(&w, word_text(lang, W_verdict_no_rule_explained));
	}
	write_parameters(&w);
	write_next(&w);
	out_char(o, '\n');
}
