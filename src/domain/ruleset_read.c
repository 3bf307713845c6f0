/* From two texts to a ruleset: the model, its head, the key `règlement` of each rule, then what needs a sealed model. Gathers every problem before it
   refuses. Called by imports/, actions/ and web/ through domain/ruleset.h; reads no file. */
#include "domain/ruleset_parts.h"

#include "base/calendar.h"
#include "base/limits.h"
#include "domain/nearest.h"
#include "rules/date.h"

/* ---- what every part of the reading uses ---- */

void ruleset_turn_to(struct ruleset_reading *r, rule_id rule)
{
	r->rule = rule;
	r->name = rules_name(r->set->model, rule);
	(void)rules_line(r->set->model, rule, &r->file);
}

str ruleset_text(struct ruleset_reading *r, const struct rules_raw *v)
{
	if (v->kind == RULES_RAW_TEXT && str_trim(v->text).n)
		return str_trim(v->text);
	RULESET_PROBLEM(r, v->key_line, W_verdict_text_expected, ARG("key", v->key.p ? v->key : S("-")));
	return STR_NONE;
}

str ruleset_joined(struct arena *a, const char *const *words)
{
	str joined = S("");
	for (size_t i = 0; words[i]; i++)
		joined = arena_fmt(a, "%.*s%s%s", STR_ARGS(joined), i ? ", " : "", words[i]);
	return joined;
}

void ruleset_unknown(struct ruleset_reading *r, int64_t line, str found, const char *const *words)
{
	str candidates[32];
	size_t n = 0;
	for (; n < sizeof candidates / sizeof candidates[0] && words[n]; n++)
		candidates[n] = str_of(words[n]);
	str near = nearest_name(r->arena, found, candidates, n), expected = ruleset_joined(r->arena, words);
	if (near.p)
		RULESET_PROBLEM(r, line, W_verdict_unknown_word_near, ARG("found", found), ARG("near", near), ARG("expected", expected));
	else
		RULESET_PROBLEM(r, line, W_verdict_unknown_word, ARG("found", found), ARG("expected", expected));
}

size_t ruleset_word_of(struct ruleset_reading *r, const struct rules_raw *v, const char *const *words)
{
	size_t i = 0;
	str text = ruleset_text(r, v);
	while (words[i] && !str_eq(text, str_of(words[i])))
		i++;
	if (!words[i] && text.p)
		ruleset_unknown(r, v->key_line, text, words);
	return i;
}

void ruleset_label_of(struct ruleset_reading *r, const struct rules_raw *v, str label[LANG_COUNT])
{
	static const char *const langs[] = {[LANG_FR] = "fr", [LANG_EN] = "en", [LANG_COUNT] = NULL};
	if (v->kind != RULES_RAW_MAP) {
		label[LANG_FR] = label[LANG_EN] = ruleset_text(r, v);
		return;
	}
	for (const struct rules_raw *one = v->first; one; one = one->next) {
		size_t lang = 0;
		while (lang < LANG_COUNT && !str_eq(one->key, str_of(langs[lang])))
			lang++;
		if (lang < LANG_COUNT)
			label[lang] = ruleset_text(r, one);
		else
			ruleset_unknown(r, one->key_line, one->key, langs);
	}
	if (!rules_raw_child(v, S("fr")))
		RULESET_PROBLEM(r, v->key_line, W_verdict_french_missing, ARG("key", v->key.p ? v->key : S("-")));
	if (!label[LANG_EN].p)
		label[LANG_EN] = label[LANG_FR];
}

void ruleset_attributes_of(const struct ruleset_reading *r, rule_id rule, str key, str key_en, str label[LANG_COUNT])
{
	const struct rules_model *m = r->set->model;
	str fr = str_trim(rules_attribute_text(m, rule, key)), en = str_trim(rules_attribute_text(m, rule, key_en));
	if (!str_is_set(fr) && str_eq(key, S("titre")))
		fr = rules_title(m, rule);
	label[LANG_FR] = str_is_set(fr) ? fr : STR_NONE;
	label[LANG_EN] = str_is_set(en) ? en : label[LANG_FR];
}

static bool read_day(struct ruleset_reading *r, const struct rules_raw *v, opt_day *d)
{
	str text = ruleset_text(r, v);
	d->set = text.p && (date_parse(text, &d->value) || day_parse(text, &d->value));
	if (text.p && !d->set)
		RULESET_PROBLEM(r, v->key_line, W_verdict_day_expected, ARG("found", text));
	return d->set;
}

void ruleset_days_of(struct ruleset_reading *r, const struct rules_raw *v, opt_day *from, opt_day *to)
{
	static const char *const known[] = {"du", "au", NULL};
	if (v->kind != RULES_RAW_MAP) {
		RULESET_PROBLEM(r, v->key_line, W_verdict_map_expected, ARG("expected", ruleset_joined(r->arena, known)));
		return;
	}
	bool both = true;
	for (const struct rules_raw *one = v->first; one; one = one->next) {
		if (str_eq(one->key, S("du")))
			both &= read_day(r, one, from);
		else if (str_eq(one->key, S("au")))
			both &= read_day(r, one, to);
		else
			ruleset_unknown(r, one->key_line, one->key, known);
	}
	if (both && from->set && to->set && to->value.number < from->value.number)
		RULESET_PROBLEM(r, v->key_line, W_verdict_days_reversed);
}

/* ---- the head ---- */

/* An attribute of the head that must be there. */
static const struct rules_raw *required(struct ruleset_reading *r, str key)
{
	const struct rules_raw *v = rules_attribute(r->set->model, r->rule, key);
	str file;
	if (!v)
		RULESET_PROBLEM(r, rules_line(r->set->model, r->rule, &file), W_verdict_head_key_missing, ARG("key", key));
	return v;
}

static void read_version(struct ruleset_reading *r)
{
	const struct rules_raw *v = required(r, S("version"));
	str text = v ? ruleset_text(r, v) : STR_NONE;
	if (text.p && (!str_to_int64(text, &r->set->version) || r->set->version < 1 || r->set->version > LIMIT_RULESET_VERSION))
		RULESET_PROBLEM(r, v->key_line, W_verdict_version_expected, ARG("found", text));
}

static void read_head(struct ruleset_reading *r, str file)
{
	struct ruleset *set = r->set;
	rule_id head = rules_find(set->model, S("règlement"));
	if (!head.v) {
		PROBLEM(r->ps, file, 0, STR_NONE, W_verdict_head_missing);
		return;
	}
	ruleset_turn_to(r, head);
	set->line = rules_line(set->model, head, &file);
	ruleset_attributes_of(r, head, S("titre"), S("titre en"), set->title);
	const struct rules_raw *v = required(r, S("appel"));
	if (v)
		set->call = ruleset_text(r, v);
	read_version(r);
	if ((v = rules_attribute(set->model, head, S("en vigueur"))))
		ruleset_days_of(r, v, &set->from, &set->to);
	if ((v = rules_attribute(set->model, head, S("note"))))
		ruleset_label_of(r, v, set->note);
}

/* ---- the whole ---- */

bool ruleset_is_one(str text)
{
	const str head = S("règlement:");
	size_t at;
	for (str rest = text; str_find(rest, head, &at); rest = str_skip(rest, at + head.n))
		if (rest.p + at == text.p || rest.p[at - 1] == '\n')
			return true;
	return false;
}

static void read_rules(struct ruleset_reading *r)
{
	size_t count = rules_count(r->set->model);
	rule_id head = rules_find(r->set->model, S("règlement"));
	for (uint32_t i = 1; i <= count; i++) {
		const struct rules_raw *keys = rules_attribute(r->set->model, (rule_id){i}, S("règlement"));
		if (!keys || i == head.v)
			continue;
		ruleset_turn_to(r, (rule_id){i});
		ruleset_read_rule(r, keys);
	}
}

/* A rule that gives no days holds as long as its ruleset. */
static void inherit_days(struct ruleset *set)
{
	for (size_t i = 0; i < set->rules.n; i++) {
		struct ruleset_rule *rule = &set->rules.at[i];
		rule->from = rule->from.set ? rule->from : set->from;
		rule->to = rule->to.set ? rule->to : set->to;
	}
}

bool ruleset_is_loose(const struct rules_model *m)
{
	size_t count = rules_count(m);
	for (uint32_t i = 1; i <= count; i++)
		if (rules_attribute(m, (rule_id){i}, S("règlement")))
			return true;
	return false;
}

/* The model, before anything of ours is read in it. The rules are the last source. */
static enum status begin(struct ruleset_reading *r, const struct rules_source *sources, size_t count)
{
	const struct rules_source *rules = &sources[count - 1];
	r->used_before = arena_used(r->arena);
	r->set = ARENA_NEW(r->arena, struct ruleset);
	*r->set = (struct ruleset){.file = arena_str(r->arena, rules->name), .text = arena_str(r->arena, rules->text)};
	return rules_load(r->arena, sources, count, r->ps, &r->set->model);
}

/* Asked for each number of each verdict: not searched. */
static void index_rules(struct ruleset_reading *r)
{
	struct ruleset *set = r->set;
	size_t count = rules_count(set->model);
	set->rule_at = ARENA_ARRAY(r->arena, count + 1, uint32_t);
	set->question_at = ARENA_ARRAY(r->arena, count + 1, uint32_t);
	for (size_t i = 0; i < set->rules.n; i++)
		set->rule_at[set->rules.at[i].rule.v] = (uint32_t)i + 1;
	for (size_t i = 0; i < set->questions.n; i++)
		set->question_at[set->questions.at[i].rule.v] = (uint32_t)i + 1;
}

/* A server keeps rulesets in memory: what one of them may take is known when it is loaded, not found out when it is asked for. */
static void refuse_too_big(struct ruleset_reading *r)
{
	enum { MEBIBYTE = 1024 * 1024 };
	if (arena_used(r->arena) - r->used_before > LIMIT_RULESET_MEMORY)
		PROBLEM(r->ps, r->set->file, 0, STR_NONE, W_verdict_ruleset_too_big, ARG("max", LIMIT_RULESET_MEMORY / MEBIBYTE));
}

/* What stands under the rules, then what needs a sealed model. OK, or INVALID when there are more problems than `before`. */
static enum status end(struct ruleset_reading *r, size_t before, struct ruleset **set)
{
	struct ruleset *made = r->set;
	read_rules(r);
	inherit_days(made);
	rules_seal(made->model);
	ruleset_read_funders(r);
	ruleset_read_questions(r);
	index_rules(r);
	refuse_too_big(r);
	if (r->ps->total != before)
		return INVALID;
	*set = made;
	return OK;
}

enum status ruleset_read(struct arena *a, const struct rules_source *vocabulary, const struct rules_source *rules, struct problems *ps, struct ruleset **set)
{
	const struct rules_source sources[] = {*vocabulary, *rules};
	struct ruleset_reading r = {.arena = a, .ps = ps};
	size_t before = ps->total;
	*set = NULL;
	enum status s = begin(&r, sources, 2);
	if (s != OK)
		return s;
	read_head(&r, r.set->file);
	return end(&r, before, set);
}

enum status ruleset_read_loose(struct arena *a, const struct rules_source *rules, struct problems *ps, struct ruleset **set)
{
	struct ruleset_reading r = {.arena = a, .ps = ps};
	size_t before = ps->total;
	*set = NULL;
	enum status s = begin(&r, rules, 1);
	return s == OK ? end(&r, before, set) : s;
}
