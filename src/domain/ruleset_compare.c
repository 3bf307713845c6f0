/* Two versions of a règlement, rule by rule (rule 57 of the catalogue: an erratum during the call is a new version): what was added, removed, written
   differently. Rules are compared by name and as they are written, so that nothing that a reader could notice is left out. Pure. */
#include "domain/ruleset.h"

/* The lines of a text without blanks at their ends, so that a moved or re-indented rule is the same rule. */
static str bare(struct arena *a, str text)
{
	struct out o = out_new(text.n + 1);
	str line, rest = text;
	while (rest.p) {
		str tail;
		(void)str_cut(rest, '\n', &line, &tail);
		line = str_trim(line);
		if (line.n && line.p[0] != '#') {
			out_str(&o, line);
			out_char(&o, '\n');
		}
		rest = tail;
	}
	str kept = out_keep(&o, a);
	return kept.p ? kept : S("");
}

/* The rule of the call's own text that has this name; {0} when it is the vocabulary's, or nobody's. */
static rule_id own_rule(const struct ruleset *set, str name)
{
	str file;
	rule_id r = rules_find(set->model, name);
	if (!r.v)
		return r;
	(void)rules_line(set->model, r, &file);
	return str_eq(file, set->file) ? r : (rule_id){0};
}

static void titles_of(const struct ruleset *set, rule_id r, str title[LANG_COUNT])
{
	str en = rules_attribute_text(set->model, r, S("titre en"));
	title[LANG_FR] = rules_title(set->model, r);
	title[LANG_EN] = str_is_set(en) ? en : title[LANG_FR];
}

static void add(struct arena *a, struct ruleset_changes *changes, enum ruleset_change_kind kind, const struct ruleset *titled, rule_id r, str before, str after)
{
	struct ruleset_change *c = LIST_ADD(a, &changes->list);
	*c = (struct ruleset_change){.kind = kind, .name = rules_name(titled->model, r), .before = before, .after = after};
	titles_of(titled, r, c->title);
}

/* Rules that are written inside another one change with it. */
static bool stands_alone(const struct ruleset *set, rule_id r)
{
	str text = ruleset_text_of(set, r);
	return text.n > 0 && (text.p == set->text.p || text.p[-1] == '\n') && text.p[0] != ' ';
}

void ruleset_compare(struct arena *a, const struct ruleset *before, const struct ruleset *after, struct ruleset_changes *changes)
{
	size_t count = rules_count(after->model);
	for (uint32_t i = 1; i <= count; i++) {
		rule_id now = own_rule(after, rules_name(after->model, (rule_id){i}));
		if (now.v != i || !stands_alone(after, now))
			continue;
		rule_id then = own_rule(before, rules_name(after->model, now));
		str new_text = ruleset_text_of(after, now);
		if (!then.v) {
			add(a, changes, RULE_ADDED, after, now, STR_NONE, new_text);
			continue;
		}
		str old_text = ruleset_text_of(before, then);
		if (!str_eq(bare(a, old_text), bare(a, new_text)))
			add(a, changes, RULE_CHANGED, after, now, old_text, new_text);
	}
	count = rules_count(before->model);
	for (uint32_t i = 1; i <= count; i++) {
		rule_id then = own_rule(before, rules_name(before->model, (rule_id){i}));
		if (then.v == i && stands_alone(before, then) && !own_rule(after, rules_name(before->model, then)).v)
			add(a, changes, RULE_REMOVED, before, then, ruleset_text_of(before, then), STR_NONE);
	}
}
