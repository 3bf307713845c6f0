/* What people write, put into the run of a judge: an amount with spaces and a comma, a yes, one of the possibilities, a date. Read by the type of the
   question, so that nobody needs to know the language of the rules. What cannot be read, is not one of the choices, or is not asked at all is a problem
   that says what was expected, with the nearest name. Called by the judge. */
#include "domain/verdict_parts.h"

#include "base/calendar.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/money.h"
#include "domain/nearest.h"
#include "rules/date.h"

#define FACT_PROBLEM(j, fact, word, ...) PROBLEM((j)->ps, (fact)->file, (fact)->line, (fact)->name, (word)__VA_OPT__(, ) __VA_ARGS__)

/* ---- reading values ---- */

/* Quotes of the language, when the whole value stands between them. */
static str unquoted(str s)
{
	if (s.n >= 2 && (s.p[0] == '\'' || s.p[0] == '"') && s.p[s.n - 1] == s.p[0])
		return (str){s.p + 1, s.n - 2};
	return s;
}

/* The blanks that French typography puts into numbers: space, no-break, narrow no-break, thin. */
static size_t blank_at(str s)
{
	static const str blanks[] = {{" ", 1}, {"\xC2\xA0", 2}, {"\xE2\x80\xAF", 3}, {"\xE2\x80\x89", 3}};
	for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++)
		if (str_starts(s, blanks[i]))
			return blanks[i].n;
	return 0;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "12 500,50 €" -> "12500.50" and "€". A blank inside the number must stand before a digit; one comma or one point. */
static bool split_number(struct arena *a, str text, str *digits, str *unit)
{
	char *kept = arena_alloc(a, text.n + 1);
	size_t n = 0;
	bool point = false;
	str rest = text;
	if (rest.n && rest.p[0] == '-') {
		kept[n++] = '-';
		rest = str_skip(rest, 1);
	}
	while (rest.n) {
		size_t blank = blank_at(rest);
		str after = str_skip(rest, blank ? blank : 1);
		if (is_digit(rest.p[0]))
			kept[n++] = rest.p[0];
		else if ((rest.p[0] == ',' || rest.p[0] == '.') && !point && after.n && is_digit(after.p[0])) {
			kept[n++] = '.';
			point = true;
		} else if (!(blank && after.n && is_digit(after.p[0])))
			break;
		rest = after;
	}
	while (blank_at(rest))
		rest = str_skip(rest, blank_at(rest));
	*digits = (str){kept, n};
	*unit = str_trim(rest);
	return n && is_digit(kept[n - 1]) && is_digit(kept[kept[0] == '-' && n > 1]);
}

/* "12.500": twelve thousand in France, twelve and a half elsewhere. Money is not to be guessed. A number that begins with 0 is no thousand, nor is one of
   more than three digits before its point. */
static bool is_ambiguous(str digits)
{
	size_t point;
	if (!str_find(digits, S("."), &point) || digits.n - point - 1 != 3)
		return false;
	str whole = digits.p[0] == '-' ? str_skip(str_first(digits, point), 1) : str_first(digits, point);
	return whole.n <= 3 && whole.p[0] != '0';
}

static const struct {
	const char *word;
	bool truth;
} truths[] = {{"oui", true}, {"non", false}, {"yes", true}, {"no", false}, {"true", true}, {"false", false}, {"vrai", true}, {"faux", false}};

static bool read_truth(str text, bool *truth)
{
	for (size_t i = 0; i < sizeof truths / sizeof truths[0]; i++)
		if (str_eq_nocase(text, str_of(truths[i].word))) {
			*truth = truths[i].truth;
			return true;
		}
	return false;
}

/* Other ways to write the units of the vocabulary. A plural s is always accepted. */
static const struct {
	const char *written, *unit;
} units[] = {{"euro", "€"}, {"EUR", "€"}, {"pour cent", "%"}, {"per cent", "%"}, {"percent", "%"}, {"année", "an"}, {"year", "an"}, {"month", "mois"}, {"second", "s"}, {"seconde", "s"}};

static bool same_but_plural(str written, str unit)
{
	return str_eq_nocase(written, unit) || (str_ends(written, S("s")) && str_eq_nocase(str_first(written, written.n - 1), unit));
}

/* Is `written` what the question counts in? Nothing written is. */
static bool unit_is_meant(str written, str unit)
{
	if (!written.n)
		return true;
	if (!str_is_set(unit))
		return false;
	if (same_but_plural(written, unit) || same_but_plural(unit, written))
		return true;
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (str_eq(unit, str_of(units[i].unit)) && same_but_plural(written, str_of(units[i].written)))
			return true;
	return false;
}

/* ---- setting one fact ---- */

static enum status set_number(struct judging *j, const struct ruleset_question *q, const struct verdict_fact *f, str text)
{
	str digits, unit;
	struct number n;
	if (split_number(j->arena, text, &digits, &unit) && is_ambiguous(digits)) {
		FACT_PROBLEM(j, f, W_verdict_number_ambiguous, ARG("found", f->value));
		return INVALID;
	}
	if (!split_number(j->arena, text, &digits, &unit) || !number_parse(digits, &n)) {
		FACT_PROBLEM(j, f, str_is_set(q->unit) ? W_verdict_number_expected_in : W_verdict_number_expected, ARG("found", f->value), ARG("unit", q->unit));
		return INVALID;
	}
	if (!unit_is_meant(unit, q->unit)) {
		FACT_PROBLEM(j, f, str_is_set(q->unit) ? W_verdict_unit_expected : W_verdict_unit_not_expected, ARG("found", unit), ARG("unit", q->unit));
		return INVALID;
	}
	return rules_set_number(j->run, q->rule, n, q->unit);
}

static enum status set_truth(struct judging *j, const struct ruleset_question *q, const struct verdict_fact *f, str text)
{
	bool truth;
	if (!read_truth(text, &truth)) {
		FACT_PROBLEM(j, f, W_verdict_yes_or_no_expected, ARG("found", f->value));
		return INVALID;
	}
	return rules_set_boolean(j->run, q->rule, truth);
}

static enum status set_day(struct judging *j, const struct ruleset_question *q, const struct verdict_fact *f, str text)
{
	day d;
	if (!date_parse(text, &d) && !day_parse(text, &d)) {
		FACT_PROBLEM(j, f, W_verdict_date_expected, ARG("found", f->value));
		return INVALID;
	}
	return rules_set_date(j->run, q->rule, d);
}

static str choices_joined(struct arena *a, const struct ruleset_choices *choices)
{
	str joined = S("");
	for (size_t i = 0; i < choices->n; i++)
		joined = arena_fmt(a, "%.*s%s%.*s", STR_ARGS(joined), i ? ", " : "", STR_ARGS(choices->at[i].value));
	return joined;
}

/* The choice that a person means: its value or its label in either language, whatever the case and the accents. */
static str choice_of(struct judging *j, const struct ruleset_question *q, str text)
{
	str folded = name_fold(j->arena, text);
	for (size_t i = 0; i < q->choices.n; i++)
		if (str_eq(q->choices.at[i].value, text))
			return text;
	for (size_t i = 0; i < q->choices.n; i++) {
		const struct ruleset_choice *c = &q->choices.at[i];
		if (str_eq(name_fold(j->arena, c->value), folded))
			return c->value;
		for (size_t lang = 0; lang < LANG_COUNT; lang++)
			if (c->label[lang].p && str_eq(name_fold(j->arena, c->label[lang]), folded))
				return c->value;
	}
	return STR_NONE;
}

static enum status set_text(struct judging *j, const struct ruleset_question *q, const struct verdict_fact *f, str text)
{
	if (!q->choices.n)
		return utf8_count(text) > LIMIT_TEXT_CHARS ? TOO_BIG : rules_set_text(j->run, q->rule, text);
	str chosen = choice_of(j, q, text);
	if (chosen.p)
		return rules_set_text(j->run, q->rule, chosen);
	str *values = ARENA_ARRAY(j->arena, q->choices.n, str);
	for (size_t i = 0; i < q->choices.n; i++)
		values[i] = q->choices.at[i].value;
	str near = nearest_name(j->arena, text, values, q->choices.n), expected = choices_joined(j->arena, &q->choices);
	if (near.p)
		FACT_PROBLEM(j, f, W_verdict_choice_expected_near, ARG("found", f->value), ARG("near", near), ARG("expected", expected));
	else
		FACT_PROBLEM(j, f, W_verdict_choice_expected, ARG("found", f->value), ARG("expected", expected));
	return INVALID;
}

static enum status set_fact(struct judging *j, const struct ruleset_question *q, const struct verdict_fact *f)
{
	str text = unquoted(str_trim(f->value));
	if (!text.n || str_eq(text, S("inconnu")) || str_eq(text, S("unknown")))
		return OK;
	if (str_eq(text, S("sans objet")))
		return rules_set_not_applicable(j->run, q->rule);
	switch (q->type) {
	case RULES_NUMBER: return set_number(j, q, f, text);
	case RULES_BOOLEAN: return set_truth(j, q, f, text);
	case RULES_DATE: return set_day(j, q, f, text);
	case RULES_TEXT:
	case RULES_TYPE_UNKNOWN: break;
	}
	return set_text(j, q, f, text);
}

/* The run refuses a text that is too long without a word of its own. */
static void answer(struct judging *j, const struct ruleset_question *q, const struct verdict_fact *f)
{
	size_t before = j->ps->total;
	if (set_fact(j, q, f) != OK && j->ps->total == before)
		FACT_PROBLEM(j, f, W_verdict_answer_refused, ARG("max", (int)LIMIT_TEXT_CHARS));
}

/* ---- names ---- */

static void refuse_name(struct judging *j, const struct verdict_fact *f)
{
	const struct ruleset *set = j->set;
	rule_id rule = rules_find(set->model, f->name);
	const struct ruleset_rule *judged = rule.v ? ruleset_rule_of(set, rule) : NULL;
	if (judged && judged->role == ROLE_PARAMETER) {
		FACT_PROBLEM(j, f, W_verdict_fact_is_a_parameter);
		return;
	}
	if (rule.v && rules_attribute(set->model, rule, S("valeur"))) {
		FACT_PROBLEM(j, f, W_verdict_fact_is_computed);
		return;
	}
	str *names = ARENA_ARRAY(j->arena, set->questions.n * 2 + 1, str);
	for (size_t i = 0; i < set->questions.n; i++) {
		names[2 * i] = rules_name(set->model, set->questions.at[i].rule);
		names[2 * i + 1] = set->questions.at[i].key;
	}
	str near = nearest_name(j->arena, f->name, names, set->questions.n * 2);
	if (near.p)
		FACT_PROBLEM(j, f, W_verdict_unknown_fact_near, ARG("near", near));
	else
		FACT_PROBLEM(j, f, W_verdict_unknown_fact);
}

static const struct verdict_fact *fact_of(const struct judging *j, rule_id r)
{
	for (size_t i = 0; i < j->facts->facts.n; i++)
		if (j->answered[i] && j->answered[i]->rule.v == r.v && str_trim(j->facts->facts.at[i].value).n)
			return &j->facts->facts.at[i];
	return NULL;
}

/* ---- what the program provides ---- */

/* Said by a person and known by the program: they must agree, or somebody decides on a wrong figure. */
static void provided(struct judging *j, rule_id r, enum status s, const struct rules_value *said, const struct verdict_fact *f)
{
	struct rules_result now;
	always(s == OK);
	if (!f || rules_evaluate(j->run, r, &now) != OK)
		return;
	bool same = said->type == now.value.type && (now.value.type == RULES_NUMBER    ? number_cmp(said->number, now.value.number) == 0
	                                             : now.value.type == RULES_BOOLEAN ? said->truth == now.value.truth
	                                                                               : said->date.number == now.value.date.number);
	struct out o = out_new(4096);
	rules_format(&o, j->lang, j->run, &now.value);
	if (!same)
		FACT_PROBLEM(j, f, W_verdict_fact_contradicts, ARG("found", f->value), ARG("known", out_text(&o)));
	out_free(&o);
}

static struct rules_value said_of(struct judging *j, rule_id r, const struct verdict_fact **f)
{
	struct rules_result result;
	*f = fact_of(j, r);
	if (!*f || rules_evaluate(j->run, r, &result) != OK || result.value.state != RULES_VALUE) {
		*f = NULL;
		return (struct rules_value){0};
	}
	return result.value;
}

void verdict_provide_number(struct judging *j, rule_id r, struct number n, str unit)
{
	if (!r.v)
		return;
	const struct verdict_fact *f;
	struct rules_value said = said_of(j, r, &f);
	provided(j, r, rules_set_number(j->run, r, n, unit), &said, f);
}

void verdict_provide_boolean(struct judging *j, rule_id r, bool b)
{
	if (!r.v)
		return;
	const struct verdict_fact *f;
	struct rules_value said = said_of(j, r, &f);
	provided(j, r, rules_set_boolean(j->run, r, b), &said, f);
}

void verdict_provide_day(struct judging *j, rule_id r, day d)
{
	if (!r.v)
		return;
	const struct verdict_fact *f;
	struct rules_value said = said_of(j, r, &f);
	provided(j, r, rules_set_date(j->run, r, d), &said, f);
}

/* ---- amounts asked ---- */

static bool is_other_funder(const struct application_facts *facts, str code)
{
	for (size_t i = 0; i < facts->other_funders.n; i++)
		if (str_eq(facts->other_funders.at[i], code))
			return true;
	return false;
}

static void refuse_funder(struct judging *j, const struct verdict_asked *asked)
{
	size_t n = 0;
	str *codes = ARENA_ARRAY(j->arena, j->set->funders.n + j->facts->other_funders.n + 1, str), joined = S("");
	for (size_t i = 0; i < j->set->funders.n; i++)
		codes[n++] = j->set->funders.at[i].code;
	for (size_t i = 0; i < j->facts->other_funders.n; i++)
		codes[n++] = j->facts->other_funders.at[i];
	for (size_t i = 0; i < n; i++)
		if (i < j->set->funders.n || !ruleset_funder_coded(j->set, codes[i]))
			joined = arena_fmt(j->arena, "%.*s%s%.*s", STR_ARGS(joined), i ? ", " : "", STR_ARGS(codes[i]));
	str near = nearest_name(j->arena, asked->funder, codes, n);
	if (near.p)
		PROBLEM(j->ps, asked->file, asked->line, asked->funder, W_verdict_unknown_asked_near, ARG("near", near), ARG("expected", joined));
	else
		PROBLEM(j->ps, asked->file, asked->line, asked->funder, W_verdict_unknown_asked, ARG("expected", joined));
}

static void set_asked(struct judging *j)
{
	for (size_t i = 0; i < j->facts->asked.n; i++) {
		const struct verdict_asked *asked = &j->facts->asked.at[i];
		const struct ruleset_funder *f = ruleset_funder_coded(j->set, asked->funder);
		if (f)
			verdict_provide_number(j, f->asked, number_ratio(verdict_asked_of(j->facts, f->code).cents, 100), S("€"));
		else if (!is_other_funder(j->facts, asked->funder))
			refuse_funder(j, asked);
	}
}

money verdict_asked_of(const struct application_facts *facts, str funder)
{
	money sum = MONEY_ZERO;
	for (size_t i = 0; i < facts->asked.n; i++)
		if (str_eq(facts->asked.at[i].funder, funder))
			sum = money_add(sum, facts->asked.at[i].amount);
	return sum;
}

/* An amount that is given and is 0, or a funder that is not among those of an application that names some. */
static bool asks_nothing_of(struct judging *j, const struct ruleset_funder *f)
{
	struct rules_result asked;
	money amount;
	if (j->facts->asked.n)
		return money_is_zero(verdict_asked_of(j->facts, f->code));
	return rules_evaluate(j->run, f->asked, &asked) == OK && verdict_amount(&asked.value, &amount) && money_is_zero(amount);
}

/* Their space is `non`, and the language disables what stands in it. */
static void close_spaces(struct judging *j)
{
	for (size_t i = 0; i < j->set->funders.n; i++) {
		j->closed[i] = asks_nothing_of(j, &j->set->funders.at[i]);
		if (j->closed[i])
			always(rules_set_boolean(j->run, j->set->funders.at[i].space, false) == OK);
	}
}

void verdict_set_facts(struct judging *j)
{
	j->closed = ARENA_ARRAY(j->arena, j->set->funders.n + 1, bool);
	j->answered = ARENA_ARRAY(j->arena, j->facts->facts.n + 1, const struct ruleset_question *);
	for (size_t i = 0; i < j->facts->facts.n; i++) {
		const struct verdict_fact *f = &j->facts->facts.at[i];
		j->answered[i] = ruleset_question_named(j->set, f->name);
		if (j->answered[i])
			answer(j, j->answered[i], f);
		else
			refuse_name(j, f);
	}
	set_asked(j);
	close_spaces(j);
	if (j->facts->filed.set)
		verdict_provide_day(j, j->set->filing.day, j->facts->filed.value);
	if (j->facts->filed_second.set)
		verdict_provide_number(j, j->set->filing.second, number_of(j->facts->filed_second.value), S("s"));
	verdict_set_history(j);
}
