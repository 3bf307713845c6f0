/* What is asked of a ruleset that has been read: finding its parts, its day, its text, the words of its lists, and whether the codes that it names exist.
   Never changes it. Called by the judge (verdict*.c), by actions/, web/ and cli/. */
#include "domain/ruleset.h"

/* ---- finding ---- */

const struct ruleset_question *ruleset_question_of(const struct ruleset *set, rule_id rule)
{
	uint32_t at = set->question_at[rule.v];
	return at ? &set->questions.at[at - 1] : NULL;
}

const struct ruleset_question *ruleset_question_keyed(const struct ruleset *set, str key)
{
	for (size_t i = 0; i < set->questions.n; i++)
		if (str_eq(set->questions.at[i].key, key))
			return &set->questions.at[i];
	return NULL;
}

const struct ruleset_question *ruleset_question_named(const struct ruleset *set, str name_or_key)
{
	rule_id rule = rules_find(set->model, name_or_key);
	bool asks = rule.v && set->question_at[rule.v];
	return asks ? ruleset_question_of(set, rule) : ruleset_question_keyed(set, name_or_key);
}

const struct ruleset_rule *ruleset_rule_of(const struct ruleset *set, rule_id rule)
{
	uint32_t at = set->rule_at[rule.v];
	return at ? &set->rules.at[at - 1] : NULL;
}

const struct ruleset_funder *ruleset_funder_coded(const struct ruleset *set, str code)
{
	for (size_t i = 0; i < set->funders.n; i++)
		if (str_eq(set->funders.at[i].code, code))
			return &set->funders.at[i];
	return NULL;
}

day ruleset_day(const struct ruleset *set, opt_day filed, day today)
{
	day d = filed.set ? filed.value : today;
	if (set->to.set && d.number > set->to.value.number)
		d = set->to.value;
	if (set->from.set && d.number < set->from.value.number)
		d = set->from.value;
	return d;
}

/* ---- the text of a rule ---- */

/* What is left of `text` from its line `line` (from 1). */
static str from_line(str text, int64_t line)
{
	size_t at = 0;
	for (int64_t n = 1; n < line && at < text.n; at++)
		n += text.p[at] == '\n';
	return str_skip(text, at);
}

/* Blanks before the first character; SIZE_MAX for a blank line or a comment, which end nothing. */
static size_t indent_of(str line)
{
	size_t n = 0;
	while (n < line.n && line.p[n] == ' ')
		n++;
	str rest = str_trim(str_skip(line, n));
	return rest.n == 0 || rest.p[0] == '#' ? SIZE_MAX : n;
}

/* A rule goes on as long as lines stand further right than its own. What ends it is not its: comments and blank lines belong to what follows. */
str ruleset_text_of(const struct ruleset *set, rule_id rule)
{
	str file, line, rest;
	int64_t number = rules_line(set->model, rule, &file);
	if (!str_eq(file, set->file))
		return STR_NONE;
	str text = from_line(set->text, number);
	(void)str_cut(text, '\n', &line, &rest);
	size_t own = indent_of(line), length = line.n;
	while (rest.p) {
		str tail;
		(void)str_cut(rest, '\n', &line, &tail);
		size_t indent = indent_of(line);
		if (indent <= own)
			break;
		if (indent != SIZE_MAX)
			length = (size_t)(line.p - text.p) + line.n;
		rest = tail;
	}
	return str_first(text, length);
}

/* ---- codes of the pack ---- */

static void check_code(const struct ruleset *set, rule_id rule, str code, const str *known, size_t count, enum word near_word, enum word word, struct problems *ps)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(known[i], code))
			return;
	str file, near = str_nearest(code, known, count);
	int64_t line = rules_line(set->model, rule, &file);
	if (near.p)
		PROBLEM(ps, file, line, rules_name(set->model, rule), near_word, ARG("found", code), ARG("near", near));
	else
		PROBLEM(ps, file, line, rules_name(set->model, rule), word, ARG("found", code));
}

void ruleset_check_codes(const struct ruleset *set, const str *clauses, size_t clause_count, const str *funders, size_t funder_count, struct problems *ps)
{
	for (size_t i = 0; i < set->rules.n; i++)
		for (size_t k = 0; k < set->rules.at[i].clauses.n; k++)
			check_code(set, set->rules.at[i].rule, set->rules.at[i].clauses.at[k], clauses, clause_count, W_verdict_unknown_clause_near, W_verdict_unknown_clause, ps);
	for (size_t i = 0; i < set->funders.n; i++)
		check_code(set, set->funders.at[i].space, set->funders.at[i].code, funders, funder_count, W_verdict_unknown_funder_near, W_verdict_unknown_funder, ps);
}

/* ---- circles ---- */

void ruleset_report_cycles(const struct rules_model *m, struct arena *a, struct problems *ps)
{
	size_t n = 0;
	const struct rules_cycle *cycles = rules_cycles(m, a, &n);
	for (size_t i = 0; i < n; i++) {
		str circle = S(""), file;
		for (size_t k = 0; k < cycles[i].count; k++)
			circle = arena_fmt(a, "%.*s%.*s → ", STR_ARGS(circle), STR_ARGS(rules_name(m, cycles[i].rules[k])));
		int64_t line = rules_line(m, cycles[i].rules[0], &file);
		PROBLEM(ps, file, line, rules_name(m, cycles[i].rules[0]), W_verdict_circle, ARG("circle", arena_fmt(a, "%.*s%.*s", STR_ARGS(circle),
		        STR_ARGS(rules_name(m, cycles[i].rules[0])))));
	}
}

/* ---- words of lists ---- */

const char *ruleset_role_name(enum ruleset_role role)
{
	static const char *const names[] = {[ROLE_CONDITION] = "condition", [ROLE_STEP] = "step", [ROLE_MAXIMUM] = "maximum", [ROLE_PARAMETER] = "parameter",
	                                    [ROLE_PROGRAMME] = "programme"};
	return names[role];
}

const char *rule_severity_name(enum rule_severity severity)
{
	static const char *const names[] = {[BLOCKS_FILING] = "blocks_filing", [BLOCKS_VOTE] = "blocks_vote", [RULE_WARNING] = "warning",
	                                    [RULE_INFORMATION] = "information"};
	return names[severity];
}

const char *ruleset_stage_name(enum ruleset_stage stage)
{
	static const char *const names[STAGE_COUNT + 1] = {[STAGE_BASE] = "base", [STAGE_RATE] = "rate", [STAGE_BONUS] = "bonus", [STAGE_CEILING] = "ceiling",
	                                                   [STAGE_PUBLIC_MONEY] = "public_money", [STAGE_ENVELOPE] = "envelope", [STAGE_COUNT] = ""};
	return names[stage];
}

enum word ruleset_role_word(enum ruleset_role role)
{
	static const enum word words[] = {[ROLE_CONDITION] = W_verdict_role_condition, [ROLE_STEP] = W_verdict_role_step, [ROLE_MAXIMUM] = W_verdict_role_maximum,
	                                  [ROLE_PARAMETER] = W_verdict_role_parameter, [ROLE_PROGRAMME] = W_verdict_role_programme};
	return words[role];
}

enum word rule_severity_word(enum rule_severity severity)
{
	static const enum word words[] = {[BLOCKS_FILING] = W_verdict_severity_blocks_filing, [BLOCKS_VOTE] = W_verdict_severity_blocks_vote,
	                                  [RULE_WARNING] = W_verdict_severity_warning, [RULE_INFORMATION] = W_verdict_severity_information};
	return words[severity];
}

enum word ruleset_stage_word(enum ruleset_stage stage)
{
	static const enum word words[STAGE_COUNT + 1] = {[STAGE_BASE] = W_verdict_stage_base, [STAGE_RATE] = W_verdict_stage_rate, [STAGE_BONUS] = W_verdict_stage_bonus,
	                                                 [STAGE_CEILING] = W_verdict_stage_ceiling, [STAGE_PUBLIC_MONEY] = W_verdict_stage_public_money,
	                                                 [STAGE_ENVELOPE] = W_verdict_stage_envelope, [STAGE_COUNT] = W_verdict_stage_envelope};
	return words[stage];
}
