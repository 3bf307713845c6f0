/* Building a form from the tables: which questions this bearer is asked in this call, in which language, with which choices, how many lines; and finding one by its key.
   Nothing is copied but lists: labels are the catalogue's, codes the call's. Called by actions/sheet.c; never reads a value but to count lines. */
#include "domain/form_parts.h"

#include "base/limits.h"
#include "domain/budget.h"
#include "domain/form_facts.h"
#include "domain/publics.h"

enum { LINE_CHARS = 200, TEXT_CHARS = 4000 };

struct building {
	struct arena *a;
	struct form *form;
	const struct form_values *values;
	const bool *read; /* by rule: the règlement reads it, directly or through other rules; NULL without règlement */
	bool rules_ask;   /* the topic "rules" has a question */
};

static str text_or_none(const char *text)
{
	return text ? str_of(text) : STR_NONE;
}

/* ---- what the rules read ---- */

static void reach(const struct rules_model *m, rule_id r, bool *seen)
{
	size_t n = 0;
	if (!r.v || seen[r.v])
		return;
	seen[r.v] = true;
	const rule_id *to = rules_references(m, r, &n);
	for (size_t i = 0; i < n; i++)
		reach(m, to[i], seen);
}

static const bool *rules_reach(struct arena *a, const struct ruleset *set)
{
	if (!set)
		return NULL;
	bool *seen = ARENA_ARRAY(a, rules_count(set->model) + 1, bool);
	for (size_t i = 0; i < set->rules.n; i++)
		reach(set->model, set->rules.at[i].rule, seen);
	return seen;
}

static bool rules_read(const struct building *b, str short_key)
{
	const struct ruleset_question *q = b->read ? ruleset_question_keyed(b->form->context->rules, short_key) : NULL;
	return q && b->read[q->rule.v];
}

/* ---- who is asked ---- */

static bool is_public_body(str kind)
{
	static const char *const bodies[] = {"municipality", "ccas", "intercommunality", "landlord"};
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
		if (str_eq(kind, str_of(bodies[i])))
			return true;
	return false;
}

static bool has_department(const struct form_context *c)
{
	for (size_t i = 0; i < c->funders.n; i++)
		if (str_eq(c->funders.at[i].kind, S("department")))
			return true;
	return false;
}

static bool is_asked(const struct building *b, enum form_when when)
{
	const struct form_context *c = b->form->context;
	switch (when) {
	case WHEN_ALWAYS: return true;
	case WHEN_ASSOCIATION: return str_eq(c->applicant_kind, S("association"));
	case WHEN_PRIVATE: return !is_public_body(c->applicant_kind);
	case WHEN_RENEWAL: return str_eq(c->request, S("renewal"));
	case WHEN_DEPARTMENT: return has_department(c);
	case WHEN_RULES: return b->rules_ask;
	}
	return false;
}

/* A list of the call; NULL: the choices are the table's. */
static const struct form_options *call_options(const struct form_context *c, enum form_source source)
{
	switch (source) {
	case FROM_TABLE: return NULL;
	case FROM_DISTRICTS: return &c->districts;
	case FROM_GOALS: return &c->goals;
	case FROM_THEMES: return &c->themes;
	case FROM_PUBLICS: return &c->publics;
	case FROM_CROSS: return &c->cross_themes;
	case FROM_SCHEMES: return &c->schemes;
	case FROM_EVENTS: return &c->events;
	}
	return NULL;
}

/* Nothing to choose from is not asked; neither is the only scheme of a call. */
static bool has_choices(const struct building *b, const struct form_row *row)
{
	const struct form_options *options = call_options(b->form->context, row->source);
	return !options || options->n > (row->source == FROM_SCHEMES ? 1 : 0);
}

static bool row_is_needed(const struct building *b, const struct form_row *row)
{
	return row->need == NEED_ALWAYS || row->need == NEED_ATTESTED || (row->need == NEED_RULES && rules_read(b, str_of(row->asked_by)));
}

static struct form_options fixed_options(const struct building *b, const struct form_row *row)
{
	struct form_options options = {0};
	for (size_t i = 0; i < row->fixed_n; i++)
		*LIST_ADD(b->a, &options) = (struct form_option){.code = str_of(row->fixed[i].code), .label = word_text(b->form->lang, row->fixed[i].label)};
	return options;
}

static int64_t most_chars(const struct form_row *row)
{
	if (row->chars)
		return row->chars;
	return row->kind == FIELD_TEXT ? TEXT_CHARS : LINE_CHARS;
}

static struct form_field field_of(const struct building *b, const struct form_row *row)
{
	const struct form_options *options = call_options(b->form->context, row->source);
	enum lang lang = b->form->lang;
	return (struct form_field){.key = str_of(row->key), .kind = row->kind, .label = word_text(lang, row->label),
		.hint = row->hint == W_form_nothing ? STR_NONE : word_text(lang, row->hint), .unit = row->has_unit ? word_text(lang, row->unit) : STR_NONE,
		.options = options ? *options : fixed_options(b, row), .required = row_is_needed(b, row), .required_if = text_or_none(row->required_if),
		.chars = most_chars(row), .most = row->most, .derived = row->derived, .autocomplete = text_or_none(row->autocomplete), .rows = text_or_none(row->rows)};
}

/* ---- lines ---- */

static size_t lower_bound(const struct form_values *values, str key)
{
	size_t low = 0, high = values->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_cmp(values->at[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t last_line(struct arena *a, const struct form_group *group, const struct form_values *values)
{
	size_t last = 0, line;
	str part, prefix = arena_fmt(a, "%.*s.", STR_ARGS(group->key));
	for (size_t i = values ? lower_bound(values, prefix) : 0; values && i < values->n && str_starts(values->at[i].key, prefix); i++)
		if (str_is_set(values->at[i].value) && form_line_of(group, values->at[i].key, &line, &part) && line > last)
			last = line;
	return last;
}

static void add_group(struct building *b, struct form_topic *topic, const struct form_group_row *row)
{
	enum lang lang = b->form->lang;
	struct form_group *group = LIST_ADD(b->a, &topic->groups);
	*group = (struct form_group){.key = str_of(row->key), .label = word_text(lang, row->label), .hint = word_text(lang, row->hint), .most = row->most, .least = row->least,
		.required_if = text_or_none(row->required_if)};
	for (size_t i = 0; i < row->n; i++)
		if (is_asked(b, row->rows[i].when))
			*LIST_ADD(b->a, &group->line) = field_of(b, &row->rows[i]);
	size_t shown = last_line(b->a, group, b->values) + 1;
	group->shown = shown < row->least ? row->least : shown > row->most ? row->most : shown;
}

/* ---- topics ---- */

static void add_rules_field(struct building *b, struct form_topic *topic, const struct ruleset_question *q)
{
	enum lang lang = b->form->lang;
	struct form_field *field = LIST_ADD(b->a, &topic->fields);
	*field = (struct form_field){.key = arena_fmt(b->a, "rules.%.*s", STR_ARGS(q->key)), .kind = FIELD_LINE, .label = arena_str(b->a, q->text[lang]),
		.hint = arena_str(b->a, q->help[lang]), .chars = LINE_CHARS, .rows = S("N4")};
	for (size_t i = 0; i < q->choices.n; i++)
		*LIST_ADD(b->a, &field->options) =
			(struct form_option){.code = arena_str(b->a, q->choices.at[i].value), .label = arena_str(b->a, q->choices.at[i].label[lang])};
	if (q->choices.n)
		field->kind = FIELD_CHOICE;
	else if (q->type == RULES_BOOLEAN)
		field->kind = FIELD_YES_NO;
	else if (q->type == RULES_DATE)
		field->kind = FIELD_DAY;
	else if (q->type == RULES_NUMBER) {
		bool euros = str_eq(q->unit, S("€"));
		field->kind = euros ? FIELD_MONEY : FIELD_DECIMAL;
		field->unit = euros ? STR_NONE : arena_str(b->a, q->unit);
	}
}

/* What a funder is asked for, and what earlier years gave, stand in the budget and in the history. */
static bool is_an_amount_of(const struct ruleset *set, rule_id r)
{
	for (size_t i = 0; i < set->funders.n; i++) {
		const struct ruleset_funder *f = &set->funders.at[i];
		const rule_id known[] = {f->asked, f->year, f->first, f->previous, f->first_total};
		for (size_t k = 0; k < sizeof known / sizeof *known; k++)
			if (known[k].v == r.v)
				return true;
	}
	return false;
}

/* The funder in whose part of the règlement a question stands; NULL: of the whole call. */
static const struct ruleset_funder *funder_of(const struct ruleset *set, rule_id r)
{
	for (rule_id above = r; above.v; above = rules_parent(set->model, above))
		for (size_t i = 0; i < set->funders.n; i++)
			if (set->funders.at[i].space.v == above.v)
				return &set->funders.at[i];
	return NULL;
}

/* Questions of the règlement that neither a field, nor a document, nor the past, nor the filing answers: of the whole call, or of one funder. */
static void add_rules_fields(struct building *b, struct form_topic *topic, const struct ruleset_funder *funder)
{
	const struct ruleset *set = b->form->context->rules;
	for (size_t i = 0; i < set->questions.n; i++) {
		const struct ruleset_question *q = &set->questions.at[i];
		if (q->provider == ASKED_OF_PEOPLE && str_is_set(q->key) && b->read[q->rule.v] && !form_answers_key(q->key) && !is_an_amount_of(set, q->rule) &&
		    funder_of(set, q->rule) == funder)
			add_rules_field(b, topic, q);
	}
}

/* A topic for what each funder asks of its own (N4): a long list of questions is several short ones. */
static void add_funder_topics(struct building *b, const struct form_topic_row *row)
{
	const struct ruleset *set = b->form->context->rules;
	for (size_t i = 0; set && i < set->funders.n; i++) {
		struct form_topic topic = {.code = arena_fmt(b->a, "rules-%.*s", STR_ARGS(set->funders.at[i].code)), .kind = TOPIC_FIELDS,
			.lead = word_text(b->form->lang, row->lead)};
		add_rules_fields(b, &topic, &set->funders.at[i]);
		if (!topic.fields.n)
			continue;
		struct out o = out_new(LIMIT_LABEL_BYTES);
		WORDS(&o, b->form->lang, W_form_funder_asks, ARG("funder", set->funders.at[i].title[b->form->lang]));
		topic.title = out_keep(&o, b->a);
		*LIST_ADD(b->a, &b->form->topics) = topic;
	}
}

static void add_topic(struct building *b, const struct form_topic_row *row)
{
	enum lang lang = b->form->lang;
	struct form_topic topic = {.code = str_of(row->code), .kind = row->kind, .title = word_text(lang, row->title), .lead = word_text(lang, row->lead)};
	if (row->when == WHEN_RULES && b->form->context->rules) {
		add_rules_fields(b, &topic, NULL);
		b->rules_ask = topic.fields.n > 0;
	}
	if (!is_asked(b, row->when))
		return;
	for (size_t i = 0; i < row->n; i++)
		if (is_asked(b, row->rows[i].when) && has_choices(b, &row->rows[i]))
			*LIST_ADD(b->a, &topic.fields) = field_of(b, &row->rows[i]);
	for (size_t i = 0; i < row->groups_n; i++)
		add_group(b, &topic, &row->groups[i]);
	if (topic.kind == TOPIC_BUDGET)
		budget_fields(b->a, b->form, &topic, b->values);
	if (topic.kind == TOPIC_PUBLICS)
		publics_fields(b->a, b->form, &topic, b->values);
	if (topic.kind != TOPIC_FIELDS || topic.fields.n || topic.groups.n)
		*LIST_ADD(b->a, &b->form->topics) = topic;
}

static void add_topics_of(struct building *b, const struct form_topic_row *row)
{
	add_topic(b, row);
	if (row->when == WHEN_RULES)
		add_funder_topics(b, row);
}

struct form *form_build(struct arena *a, const struct form_context *context, bool identity, enum lang lang, const struct form_values *values)
{
	struct form *form = ARENA_NEW(a, struct form);
	*form = (struct form){.identity = identity, .lang = lang, .context = context};
	struct building b = {.a = a, .form = form, .values = values, .read = rules_reach(a, context->rules)};
	const struct form_topic_row *rows = identity ? form_identity_topics : form_application_topics;
	size_t n = identity ? form_identity_topics_count : form_application_topics_count;
	for (size_t i = 0; i < n; i++)
		add_topics_of(&b, &rows[i]);
	return form;
}

/* ---- finding ---- */

static const struct form_field *field_among(const struct form_field *fields, size_t n, str key)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(fields[i].key, key))
			return &fields[i];
	return NULL;
}

static const struct form_field *field_in_topic(const struct form_topic *topic, str key)
{
	const struct form_field *field = field_among(topic->fields.at, topic->fields.n, key);
	for (size_t i = 0; !field && i < topic->groups.n; i++) {
		const struct form_group *group = &topic->groups.at[i];
		size_t line;
		str part;
		if (form_line_of(group, key, &line, &part))
			field = field_among(group->line.at, group->line.n, part);
	}
	return field;
}

const struct form_field *form_field_of(const struct form *form, str key)
{
	for (size_t i = 0; i < form->topics.n; i++) {
		const struct form_field *field = field_in_topic(&form->topics.at[i], key);
		if (field)
			return field;
	}
	return NULL;
}

const struct form_topic *form_topic_of(const struct form *form, str key)
{
	for (size_t i = 0; i < form->topics.n; i++)
		if (field_in_topic(&form->topics.at[i], key))
			return &form->topics.at[i];
	return NULL;
}

const struct form_topic *form_topic(const struct form *form, str code)
{
	for (size_t i = 0; i < form->topics.n; i++)
		if (str_eq(form->topics.at[i].code, code))
			return &form->topics.at[i];
	return NULL;
}

/* ---- keys of lines ---- */

bool form_line_of(const struct form_group *group, str key, size_t *line, str *part)
{
	str number;
	int64_t k;
	if (!str_starts(key, group->key) || key.n <= group->key.n || key.p[group->key.n] != '.')
		return false;
	if (!str_cut(str_skip(key, group->key.n + 1), '.', &number, part) || !str_to_int64(number, &k) || k < 1 || k > (int64_t)group->most || number.p[0] == '0' || number.p[0] == '+')
		return false;
	*line = (size_t)k;
	return true;
}

str form_line_key(struct arena *a, const struct form_group *group, size_t line, str part)
{
	return arena_fmt(a, "%.*s.%zu.%.*s", STR_ARGS(group->key), line, STR_ARGS(part));
}

const struct form_group *form_group_of(const struct form *form, str key, size_t *line, str *part)
{
	for (size_t i = 0; i < form->topics.n; i++)
		for (size_t g = 0; g < form->topics.at[i].groups.n; g++)
			if (form_line_of(&form->topics.at[i].groups.at[g], key, line, part))
				return &form->topics.at[i].groups.at[g];
	return NULL;
}

bool form_line_filled(struct arena *a, const struct form_group *group, const struct form_values *values, size_t line)
{
	for (size_t i = 0; i < group->line.n; i++)
		if (!group->line.at[i].derived && str_is_set(form_value(values, form_line_key(a, group, line, group->line.at[i].key))))
			return true;
	return false;
}

bool form_condition_holds(str condition, const struct form_values *values)
{
	str key, wanted;
	if (!str_is_set(condition))
		return true;
	return str_cut(condition, '=', &key, &wanted) && str_eq(form_value(values, key), wanted);
}

bool form_is_attestation(str key)
{
	for (size_t t = 0; t < form_application_topics_count; t++)
		for (size_t i = 0; i < form_application_topics[t].n; i++)
			if (form_application_topics[t].rows[i].need == NEED_ATTESTED && str_eq(str_of(form_application_topics[t].rows[i].key), key))
				return true;
	return false;
}

str form_option_label(const struct form_field *field, str code)
{
	for (size_t i = 0; i < field->options.n; i++)
		if (str_eq(field->options.at[i].code, code))
			return field->options.at[i].label;
	return STR_NONE;
}

/* ---- values ---- */

str form_value(const struct form_values *values, str key)
{
	size_t at = values ? lower_bound(values, key) : 0;
	return values && at < values->n && str_eq(values->at[at].key, key) ? values->at[at].value : STR_NONE;
}

void form_set(struct arena *a, struct form_values *values, str key, str value)
{
	size_t at = lower_bound(values, key);
	if (at < values->n && str_eq(values->at[at].key, key)) {
		values->at[at].value = value;
		return;
	}
	(void)LIST_ADD(a, values);
	memmove(&values->at[at + 1], &values->at[at], (values->n - 1 - at) * sizeof *values->at);
	values->at[at] = (struct form_value){.key = key, .value = value};
}
