/* One version and another, answer by answer, in the order of the form; and what a renewal or a roll-out carries from the file before. Pure lists; the words of parts are the
   catalogue's. */
#include "domain/form_parts.h"

#include "base/limits.h"

/* ---- differences ---- */

static str label_of(struct arena *a, const struct form *form, const struct form_field *field, str key)
{
	size_t line;
	str part;
	const struct form_group *group = form_group_of(form, key, &line, &part);
	if (!field)
		return key;
	if (!group)
		return field->label;
	struct out o = out_new(LIMIT_LABEL_BYTES * 3);
	WORDS(&o, form->lang, W_form_line_label, ARG("group", group->label), ARG("line", line), ARG("field", field->label));
	return out_keep(&o, a);
}

static str shown_or_none(struct arena *a, const struct form *form, const struct form_field *field, str value)
{
	if (!str_is_set(value))
		return STR_NONE;
	return field ? form_shown(a, form, field, value) : value;
}

static void add_change(struct arena *a, const struct form *form, str key, str before, str after, struct form_changes *changes)
{
	const struct form_field *field = form_field_of(form, key);
	const struct form_topic *topic = form_topic_of(form, key);
	if (str_eq(before, after) || (!str_is_set(before) && !str_is_set(after)))
		return;
	*LIST_ADD(a, changes) = (struct form_change){.key = key, .topic = topic ? topic->code : STR_NONE, .label = label_of(a, form, field, key),
		.before = shown_or_none(a, form, field, before), .after = shown_or_none(a, form, field, after)};
}

static size_t topic_place(const struct form *form, str code)
{
	size_t i = 0;
	while (i < form->topics.n && !str_eq(form->topics.at[i].code, code))
		i++;
	return i;
}

static size_t field_place(const struct form *form, const struct form_change *change)
{
	const struct form_topic *topic = form_topic_of(form, change->key);
	size_t i = 0;
	while (topic && i < topic->fields.n && !str_eq(topic->fields.at[i].key, change->key))
		i++;
	return i;
}

/* Insertion keeps what is equal in the order of keys; changes are few, and already nearly in order. */
static void in_order_of_form(struct arena *a, const struct form *form, struct form_changes *changes)
{
	size_t *place = ARENA_ARRAY(a, changes->n + 1, size_t);
	for (size_t i = 0; i < changes->n; i++)
		place[i] = topic_place(form, changes->at[i].topic) * LIMIT_SHEET_VALUES + field_place(form, &changes->at[i]);
	for (size_t i = 1; i < changes->n; i++)
		for (size_t k = i; k > 0 && place[k - 1] > place[k]; k--) {
			size_t p = place[k];
			struct form_change change = changes->at[k];
			place[k] = place[k - 1];
			changes->at[k] = changes->at[k - 1];
			place[k - 1] = p;
			changes->at[k - 1] = change;
		}
}

void form_compare(struct arena *a, const struct form *form, const struct form_values *before, const struct form_values *after, struct form_changes *changes)
{
	size_t i = 0, k = 0;
	*changes = (struct form_changes){0};
	while (i < before->n || k < after->n) {
		int order = i == before->n ? 1 : k == after->n ? -1 : str_cmp(before->at[i].key, after->at[k].key);
		str key = order <= 0 ? before->at[i].key : after->at[k].key;
		add_change(a, form, key, order <= 0 ? before->at[i].value : STR_NONE, order >= 0 ? after->at[k].value : STR_NONE, changes);
		i += order <= 0;
		k += order >= 0;
	}
	in_order_of_form(a, form, changes);
}

/* ---- carrying ---- */

static const struct part {
	const char *code;
	enum word label;
	bool renewal, roll_out; /* carried unless one says otherwise */
	const char *prefixes;   /* of keys, separated by blanks */
} parts[] = {
	{"project", W_form_part_project, true, true, "request.aid request.purpose request.addressees request.schemes project. audience. publics.reach rules."},
	{"publics", W_form_part_publics, true, false, "publics."},
	{"partners", W_form_part_partners, true, false, "partners. project.partners department. means."},
	{"budget", W_form_part_budget, true, true, "budget."},
	{"indicators", W_form_part_indicators, true, true, "evaluation. indicators."},
};

/* Never carried: when, what was said before filing, what is sworn, what came of it. */
static const char *const left[] = {"project.start", "project.end", "project.exchanges", "request.period", "request.years", "budget.less"};

void form_parts(struct arena *a, enum lang lang, str request, struct form_parts *list)
{
	bool renewal = str_eq(request, S("renewal"));
	*list = (struct form_parts){0};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		*LIST_ADD(a, list) = (struct form_part){.code = str_of(parts[i].code), .label = word_text(lang, parts[i].label), .by_default = renewal ? parts[i].renewal : parts[i].roll_out};
}

static bool has_prefix(str key, const char *prefixes)
{
	str rest = str_of(prefixes), prefix;
	while (rest.p) {
		(void)str_cut(rest, ' ', &prefix, &rest);
		if (str_starts(key, prefix))
			return true;
	}
	return false;
}

/* The longest prefix says whose a key is: "project.partners" goes with the partners. */
static const struct part *part_of(str key)
{
	if (str_eq(key, S("project.partners")))
		return &parts[2];
	if (str_eq(key, S("publics.reach")))
		return &parts[0];
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (has_prefix(key, parts[i].prefixes))
			return &parts[i];
	return NULL;
}

static bool is_left(str key)
{
	for (size_t i = 0; i < sizeof left / sizeof *left; i++)
		if (str_eq(key, str_of(left[i])))
			return true;
	return false;
}

/* "budget.1.74.etat", "budget.1.74x.2.amount": asked anew each year. The name of a funder stays. */
static bool is_asked_amount(str key)
{
	return str_starts(key, S("budget.")) && str_has(key, S(".74")) && !str_ends(key, S(".name"));
}

/* Only the first year of a budget is a model for the next. */
static bool is_later_year(str key)
{
	return str_starts(key, S("budget.")) && !str_starts(key, S("budget.1."));
}

static bool is_chosen(const struct part *part, const str *chosen, size_t count)
{
	for (size_t i = 0; part && i < count; i++)
		if (str_eq(chosen[i], str_of(part->code)))
			return true;
	return false;
}

/* Of a roll-out, what belongs to the place before: its districts, the goals and lists of its contract, what its règlement asked. */
static bool is_of_the_place(str key)
{
	static const char *const keys[] = {"project.districts", "project.place", "project.goals", "project.cross_themes", "project.themes", "project.publics", "project.event",
		"request.schemes"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (str_eq(key, str_of(keys[i])))
			return true;
	return str_starts(key, S("rules."));
}

/* A target of last year becomes "the target of last year"; of another place it means nothing. Absent: it is not carried. */
static str carried_key(struct arena *a, str key, bool roll_out)
{
	bool target = str_starts(key, S("indicators.")) && str_has(key, S(".target"));
	if (target && !roll_out && str_ends(key, S(".target")))
		return arena_fmt(a, "%.*sbefore", STR_ARGS(str_first(key, key.n - (sizeof "target" - 1))));
	return target || str_ends(key, S(".before")) || (roll_out && is_of_the_place(key)) ? STR_NONE : key;
}

void form_carry(struct arena *a, const struct form_values *before, const str *chosen, size_t count, str request, struct form_values *values)
{
	bool roll_out = str_eq(request, S("roll_out"));
	for (size_t i = 0; i < before->n; i++) {
		str key = before->at[i].key;
		if (!str_is_set(before->at[i].value) || is_left(key) || is_asked_amount(key) || is_later_year(key) || !is_chosen(part_of(key), chosen, count))
			continue;
		str carried = carried_key(a, key, roll_out);
		if (carried.p)
			form_set(a, values, carried, before->at[i].value);
	}
}
