/* Form, documents, rules, moment: each adds its points. What only warns never blocks. */
#include "actions/filing_ready.h"

#include "actions/filing_step.h"
#include "actions/sheet_facts.h"

static str problem_text(struct arena *a, enum lang lang, const struct problem *p)
{
	return filing_words(a, lang, p->message, p->args, p->arg_count);
}

static void add_form(struct arena *a, const struct form *form, const struct form_values *values, enum filing_place place, struct filing_ready *ready)
{
	struct problems ps = problems_new(a);
	form_check(form, values, ready->revises ? form_topic(form, S("budget")) : NULL, true, &ps);
	for (size_t i = 0; i < ps.list.n; i++) {
		const struct problem *p = &ps.list.at[i];
		const struct form_field *field = p->field.p ? form_field_of(form, p->field) : NULL;
		const struct form_topic *topic = p->field.p ? form_topic_of(form, p->field) : NULL;
		*LIST_ADD(a, &ready->points) = (struct filing_point){.place = place, .where = p->field, .topic = topic ? topic->code : STR_NONE,
			.label = field ? field->label : topic ? topic->title : STR_NONE, .text = problem_text(a, form->lang, p), .blocks = true};
	}
	if (ps.total > ps.list.n)
		*LIST_ADD(a, &ready->points) = (struct filing_point){.place = place, .text = FILING_TEXT(a, form->lang, W_filing_more_points, ARG("n", ps.total - ps.list.n)), .blocks = true};
}

/* The pack knows three bearers: associations, municipalities (with their bodies), the others. */
bool filing_asks_document(const struct form_document *d, str applicant_kind, str request)
{
	static const struct {
		str kind, bearer;
	} bearers[] = {{S("association"), S("association")}, {S("citizen_council"), S("association")}, {S("municipality"), S("municipality")}, {S("ccas"), S("municipality")},
	               {S("intercommunality"), S("municipality")}};
	str bearer = S("other");
	for (size_t i = 0; i < sizeof bearers / sizeof *bearers; i++)
		if (str_eq(bearers[i].kind, applicant_kind))
			bearer = bearers[i].bearer;
	bool for_bearer = str_eq(d->bearer, S("any")) || str_eq(d->bearer, bearer);
	bool renewal = str_eq(request, S("renewal"));
	bool for_request = str_eq(d->request, S("any")) || str_eq(d->request, renewal ? S("renewal") : S("first"));
	return for_bearer && for_request;
}

bool filing_document_is_digital(const struct form_document *d)
{
	return !str_eq(d->medium, S("paper"));
}

static bool is_attached(const struct sheet *sheet, str code)
{
	for (size_t i = 0; i < sheet->attached.n; i++)
		if (str_eq(sheet->attached.at[i].code, code))
			return true;
	return false;
}

/* What an officer types from paper has its documents on paper: they are listed as missing, the request is not refused for them. */
static void add_documents(struct arena *a, const struct sheet *sheet, enum lang lang, struct filing_ready *ready)
{
	bool online = str_eq(sheet->head.channel, S("online"));
	for (size_t i = 0; i < sheet->context.documents.n; i++) {
		const struct form_document *d = &sheet->context.documents.at[i];
		if (!filing_asks_document(d, sheet->head.applicant_kind, sheet->head.request) || !filing_document_is_digital(d) || is_attached(sheet, d->code))
			continue;
		*LIST_ADD(a, &ready->points) = (struct filing_point){.place = FILING_DOCUMENT, .where = d->code, .label = d->label,
			.text = FILING_TEXT(a, lang, W_filing_document_missing, ARG("document", d->label)), .blocks = online};
	}
}

static bool is_said(const struct filing_ready *ready, str rule)
{
	for (size_t i = 0; i < ready->points.n; i++)
		if (ready->points.at[i].place == FILING_RULE && str_eq(ready->points.at[i].where, rule))
			return true;
	return false;
}

struct judging_year {
	struct arena *a;
	enum lang lang;
	size_t number; /* of the year of the request, from 1 */
	int64_t year;  /* 2027 */
	struct filing_ready *ready;
};

/* The programme is voted year by year: the first year decides whether the request may be filed, what is wrong with a later one is told (decision 0014). */
static void add_rule(const struct judging_year *y, const struct verdict_rule *r)
{
	bool later = y->number > 1;
	if (r->outcome != VERDICT_FAILS || !r->rule || r->rule->severity == RULE_INFORMATION || (later && is_said(y->ready, r->name)))
		return;
	str label = r->title;
	if (later)
		label = FILING_TEXT(y->a, y->lang, W_filing_rule_of_year, ARG("rule", r->title), ARG("year", arena_fmt(y->a, "%d", (int)y->year)));
	*LIST_ADD(y->a, &y->ready->points) = (struct filing_point){
		.place = FILING_RULE, .where = r->name, .label = label, .text = r->sentence, .number = y->number,
		.blocks = !later && !y->ready->revises && r->rule->severity == BLOCKS_FILING};
}

static void add_verdict(const struct judging_year *y, const struct verdict *v)
{
	for (size_t i = 0; i < v->rules.n; i++)
		add_rule(y, &v->rules.at[i]);
	for (size_t k = 0; k < v->funders.n; k++)
		for (size_t i = 0; v->funders.at[k].outcome != VERDICT_NOT_APPLICABLE && i < v->funders.at[k].rules.n; i++)
			add_rule(y, &v->funders.at[k].rules.at[i]);
}

/* Filing is signing (decision 0016): what the rules say of the signature is judged as given. */
static void tell_signed(struct arena *a, const struct ruleset *set, struct application_facts *facts)
{
	const struct ruleset_question *q = ruleset_question_keyed(set, S("signature"));
	if (q)
		*LIST_ADD(a, &facts->facts) = (struct verdict_fact){.name = rules_name(set->model, q->rule), .value = S("oui")};
}

static enum status add_rules(struct db *db, struct arena *a, const struct sheet *sheet, const struct ruleset *set, enum lang lang, instant judged, struct filing_ready *ready)
{
	struct application_facts first;
	struct budget budget;
	enum status s = sheet_facts(db, a, sheet, set, judged, &first);
	if (s != OK)
		return s;
	tell_signed(a, set, &first);
	budget_read(a, sheet->form, &sheet->values, &budget);
	struct judge *judge = judge_new(a, set, day_at(judged, ready->deadline.zone));
	for (size_t year = 1; year <= budget.years.n; year++) {
		struct application_facts facts;
		struct problems ps = problems_new(a);
		struct verdict *verdict;
		form_facts_in_year(a, sheet->form, &sheet->values, set, year, &first, &facts);
		s = judge_verdict(judge, a, lang, &facts, &ps, &verdict);
		if (s != OK && s != INVALID)
			return s;
		if (year == 1)
			ready->verdict = verdict;
		add_verdict(&(struct judging_year){a, lang, year, budget.years.at[year - 1].year, ready}, verdict);
	}
	return OK;
}

/* A moved deadline or a grace lets in what the text of the règlement would call late: its rules then judge the last instant that the text knows. */
static enum status judged_moment(struct db *db, struct arena *a, const struct sheet *sheet, const struct filing_ready *ready, instant *judged)
{
	struct q_filing_phases_rows phases;
	static const struct deadline_decision none;
	*judged = ready->counts;
	if (!ready->completes && !ready->deadline.decided.set)
		return OK;
	enum status s = q_filing_phases(db, a, sheet->head.territory, sheet->head.call, &phases);
	struct deadline_window *windows = ARENA_ARRAY(a, phases.n + 1, struct deadline_window);
	for (size_t i = 0; s == OK && i < phases.n; i++)
		windows[i] = (struct deadline_window){phases.at[i].opens, phases.at[i].closes};
	if (s != OK)
		return s;
	struct deadline text = deadline_at(windows, phases.n, &none, ready->counts);
	if (text.moment == FILING_IS_OVER && text.closes.set)
		*judged = text.closes.value;
	return OK;
}

static void blocking_first(struct arena *a, struct filing_ready *ready)
{
	struct filing_point *sorted = ARENA_ARRAY(a, ready->points.n + 1, struct filing_point);
	size_t n = 0;
	for (int side = 1; side >= 0; side--)
		for (size_t i = 0; i < ready->points.n; i++)
			if (ready->points.at[i].blocks == (side == 1))
				sorted[n++] = ready->points.at[i];
	for (size_t i = 0; i < n; i++) {
		ready->points.at[i] = sorted[i];
		ready->blocking += sorted[i].blocks;
	}
}

enum status filing_is_ready(struct db *db, struct arena *a, const struct sheet *sheet, const struct ruleset *set, instant now, opt_instant received, enum lang lang,
                            struct filing_ready *ready)
{
	*ready = (struct filing_ready){.counts = received.set ? received.value : now, .completes = str_eq(sheet->head.state, S("completion_requested")),
		.revises = sheet->head.revises};
	enum status s = read_deadline(db, a, sheet->head.territory, sheet->head.call, ready->counts, &ready->deadline);
	instant judged = ready->counts;
	if (s == OK)
		s = judged_moment(db, a, sheet, ready, &judged);
	if (s != OK)
		return s;
	if (!ready->revises)
		add_form(a, form_build(a, &sheet->context, true, lang, &sheet->identity), &sheet->identity, FILING_IDENTITY, ready);
	add_form(a, sheet->form, &sheet->values, FILING_FIELD, ready);
	if (!ready->revises)
		add_documents(a, sheet, lang, ready);
	if (set)
		s = add_rules(db, a, sheet, set, lang, judged, ready);
	if (s == OK)
		blocking_first(a, ready);
	return s;
}
