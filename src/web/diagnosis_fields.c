/* A question as fields of a form, and an answer as a line with a link to change it. Shared by the self-diagnosis and the try-it form of a rule. */
#include "web/diagnosis.h"

static void add_options(struct page *pg, const struct ruleset_question *q, str value, struct question_view *v)
{
	for (size_t i = 0; i < q->choices.n; i++) {
		const struct ruleset_choice *c = &q->choices.at[i];
		str label = str_is_set(c->label[pg->lang]) ? c->label[pg->lang] : c->value;
		*LIST_ADD(pg->arena, &v->options) = (struct option_view){.value = c->value, .label = label, .selected = str_eq(c->value, value)};
	}
}

static void add_yes_no(struct page *pg, str value, struct question_view *v)
{
	static const struct {
		str value;
		enum word label;
	} both[] = {{S("oui"), W_diagnosis_yes}, {S("non"), W_diagnosis_no}};
	for (size_t i = 0; i < sizeof both / sizeof *both; i++)
		*LIST_ADD(pg->arena, &v->options) =
			(struct option_view){.value = both[i].value, .label = word_text(pg->lang, both[i].label), .selected = str_eq(both[i].value, value)};
}

struct question_view question_fields(struct page *pg, const struct ruleset_question *q, str value)
{
	enum answer_kind kind = answer_kind_of(q);
	str text = str_is_set(q->text[pg->lang]) ? q->text[pg->lang] : q->title[pg->lang];
	struct question_view v = {.key = q->key, .text = text, .help = q->help[pg->lang], .unit = q->unit, .value = value.p ? value : S(""),
		.is_choice = kind == ANSWER_CHOICE || kind == ANSWER_YES_NO, .is_yes_no = kind == ANSWER_YES_NO, .is_number = kind == ANSWER_NUMBER,
		.is_date = kind == ANSWER_DATE, .is_text = kind == ANSWER_TEXT};
	v.has_help = str_is_set(v.help);
	v.has_unit = str_is_set(v.unit) && v.is_number;
	if (kind == ANSWER_CHOICE)
		add_options(pg, q, value, &v);
	if (kind == ANSWER_YES_NO)
		add_yes_no(pg, value, &v);
	return v;
}

struct answer_view answer_shown(const struct diagnosis *d, const struct asked_question *asked, const struct answer *answer)
{
	struct page *pg = d->pg;
	bool known = answer && answer->value.p;
	return (struct answer_view){.question = str_is_set(asked->q->text[pg->lang]) ? asked->q->text[pg->lang] : asked->q->title[pg->lang], .known = known,
		.answer = known ? answer_words(pg->arena, pg->lang, asked->q, answer->value) : S(""),
		.change = diagnosis_url(d, S(""), &d->answers, asked->key)};
}

/* ---- the sub-action of a priority: its code begins with the priority's and "-" (packs/RULES.md) ---- */

struct frame_questions {
	const struct asked_question *priority, *sub_action; /* both, or neither */
};

static struct frame_questions frame_of(const struct diagnosis *d, size_t call)
{
	const struct ruleset_frame *frame = &d->calls.at[call].set->frame;
	struct frame_questions f = {diagnosis_question_of(d, call, frame->priority), diagnosis_question_of(d, call, frame->sub_action)};
	if (!f.priority || !f.sub_action)
		f = (struct frame_questions){0};
	return f;
}

static bool is_under(str sub_action, str priority)
{
	return str_starts(sub_action, priority) && sub_action.n > priority.n && sub_action.p[priority.n] == '-';
}

static bool is_of_another(const struct frame_questions *f, str chosen, str sub_action)
{
	const struct ruleset_choices *priorities = &f->priority->q->choices;
	for (size_t i = 0; i < priorities->n; i++)
		if (is_under(sub_action, priorities->at[i].value) && !str_eq(priorities->at[i].value, chosen))
			return true;
	return false;
}

void diagnosis_narrow(const struct diagnosis *d, const struct asked_question *asked, struct question_view *v)
{
	for (size_t i = 0; i < d->calls.n; i++) {
		const struct frame_questions f = frame_of(d, i);
		const struct answer *chosen = f.priority && f.sub_action == asked ? answers_find(&d->answers, f.priority->key) : NULL;
		if (!chosen || !chosen->value.p)
			continue;
		size_t kept = 0;
		for (size_t k = 0; k < v->options.n; k++)
			if (v->options.at[k].selected || !is_of_another(&f, chosen->value, v->options.at[k].value))
				v->options.at[kept++] = v->options.at[k];
		v->options.n = kept;
	}
}

struct answers diagnosis_consistent(const struct diagnosis *d, const struct asked_question *asked, const struct answers *answers)
{
	struct answers all = *answers;
	for (size_t i = 0; i < d->calls.n; i++) {
		const struct frame_questions f = frame_of(d, i);
		if (f.priority != asked || !f.priority || !f.sub_action)
			continue;
		const struct answer *chosen = answers_find(&all, f.priority->key), *sub_action = answers_find(&all, f.sub_action->key);
		if (chosen && chosen->value.p && sub_action && sub_action->value.p && is_of_another(&f, chosen->value, sub_action->value))
			all = answers_without(d->pg->arena, &all, f.sub_action->key);
	}
	return all;
}
