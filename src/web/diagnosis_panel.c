/* Verdicts in words: the panel beside the questions, and the detail of the result. Computes nothing: what passes, fails or is unknown was decided by
   domain/verdict. */
#include "web/regulation.h"

enum { USEFUL_SHOWN = 3 };

/* ---- words of an outcome ---- */

struct outcome_words {
	const char *tone;
	enum word of_funder, of_call, of_rule;
};
static const struct outcome_words outcomes[] = {
	[VERDICT_PASSES] = {"good", W_diagnosis_state_passes, W_diagnosis_call_passes, W_diagnosis_rule_passes},
	[VERDICT_FAILS] = {"error", W_diagnosis_state_fails, W_diagnosis_call_fails, W_diagnosis_rule_fails},
	[VERDICT_UNKNOWN] = {"unknown", W_diagnosis_state_unknown, W_diagnosis_call_unknown, W_diagnosis_rule_unknown},
	[VERDICT_NOT_APPLICABLE] = {"past", W_diagnosis_state_not_asked, W_diagnosis_call_passes, W_diagnosis_rule_not_applicable},
	[VERDICT_WAIVED] = {"warning", W_diagnosis_state_passes, W_diagnosis_call_passes, W_diagnosis_rule_waived},
};

/* Not known yet, but all that is missing is in the file: the project itself could be supported. */
static const struct outcome_words likely = {"likely", W_diagnosis_state_likely, W_diagnosis_call_likely, W_diagnosis_rule_unknown};

static bool waits_for_file_only(const struct diagnosis *d, size_t call, const struct verdict_rule *rules, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!rules[i].blocks || rules[i].outcome != VERDICT_UNKNOWN)
			continue;
		for (size_t k = 0; k < rules[i].missing.n; k++) {
			const struct asked_question *asked = diagnosis_question_of(d, call, rules[i].missing.at[k].rule);
			if (!asked || !asked->of_file)
				return false;
		}
		if (!rules[i].missing.n)
			return false;
	}
	return true;
}

static const struct outcome_words *standing_of(const struct diagnosis *d, size_t call, const struct verdict_funder *f)
{
	const struct verdict *v = d->calls.at[call].verdict;
	bool only_file = f->outcome == VERDICT_UNKNOWN && waits_for_file_only(d, call, v->rules.at, v->rules.n) &&
	                 waits_for_file_only(d, call, f->rules.at, f->rules.n);
	return only_file ? &likely : &outcomes[f->outcome];
}

/* The text gives it no rule of its own: that nothing stands against the application is no sign of what it would support. */
static const struct outcome_words silent = {"past", W_diagnosis_state_silent, W_diagnosis_call_unknown, W_diagnosis_rule_unknown};

static const struct outcome_words *shown_standing_of(const struct diagnosis *d, size_t call, const struct verdict_funder *f)
{
	bool says_nothing = !f->rules.n && (f->outcome == VERDICT_PASSES || f->outcome == VERDICT_UNKNOWN);
	return says_nothing ? &silent : standing_of(d, call, f);
}

static const struct outcome_words *standing_of_call(const struct diagnosis *d, size_t call)
{
	const struct verdict *v = d->calls.at[call].verdict;
	if (v->outcome != VERDICT_UNKNOWN || !waits_for_file_only(d, call, v->rules.at, v->rules.n))
		return &outcomes[v->outcome];
	for (size_t i = 0; i < v->funders.n; i++)
		if (v->funders.at[i].outcome == VERDICT_PASSES || standing_of(d, call, &v->funders.at[i]) == &likely)
			return &likely;
	return v->funders.n ? &outcomes[v->outcome] : &likely;
}

struct clause_refs diagnosis_clauses(struct page *pg, const struct q_page_rule_clauses_rows *rows, const struct ruleset_rule *rule)
{
	struct clause_refs refs = {0};
	for (size_t i = 0; i < rule->clauses.n; i++)
		for (size_t k = 0; k < rows->n; k++)
			if (str_eq(rows->at[k].code, rule->clauses.at[i]))
				*LIST_ADD(pg->arena, &refs.clauses) = (struct clause_ref){
					.label = rows->at[k].label, .text = rows->at[k].text, .article = rows->at[k].article, .has_text = str_is_set(rows->at[k].text)};
	return refs;
}

static str article_of(const struct diagnosis *d, size_t call, const struct ruleset_rule *rule)
{
	struct clause_refs refs = diagnosis_clauses(d->pg, &d->calls.at[call].clauses, rule);
	for (size_t i = 0; i < refs.clauses.n; i++)
		if (str_is_set(refs.clauses.at[i].article))
			return refs.clauses.at[i].article;
	return refs.clauses.n ? refs.clauses.at[0].label : STR_NONE;
}

/* Of all its clauses, each article once. */
static str articles_of(const struct diagnosis *d, size_t call, const struct ruleset_rule *rule)
{
	struct clause_refs refs = diagnosis_clauses(d->pg, &d->calls.at[call].clauses, rule);
	struct str_list articles = {0};
	for (size_t i = 0; i < refs.clauses.n; i++) {
		str article = str_is_set(refs.clauses.at[i].article) ? refs.clauses.at[i].article : refs.clauses.at[i].label;
		bool there = false;
		for (size_t k = 0; k < articles.n; k++)
			there = there || str_eq(articles.at[k], article);
		if (!there)
			*LIST_ADD(d->pg->arena, &articles) = article;
	}
	return page_joined(d->pg, articles.at, articles.n);
}

/* ---- one rule ---- */

static enum word state_of(const struct verdict_rule *r)
{
	bool soft = r->rule->severity == RULE_WARNING || r->rule->severity == RULE_INFORMATION;
	if (r->outcome == VERDICT_FAILS && soft)
		return r->rule->severity == RULE_WARNING ? W_diagnosis_rule_attention : W_diagnosis_rule_information;
	return outcomes[r->outcome].of_rule;
}

static const char *tone_of(const struct verdict_rule *r)
{
	bool soft = r->rule->severity == RULE_WARNING || r->rule->severity == RULE_INFORMATION;
	return r->outcome == VERDICT_FAILS && soft ? "warning" : outcomes[r->outcome].tone;
}

static url rule_link(const struct diagnosis *d, size_t call, const struct ruleset_rule *rule)
{
	const struct diagnosed_call *c = &d->calls.at[call];
	struct answers own = {0}; /* the keys of the address may be those of several calls */
	for (size_t i = 0; i < d->answers.list.n; i++) {
		const struct asked_question *asked = diagnosis_question(d, d->answers.list.at[i].key);
		if (asked && asked->calls >> call & 1 && d->answers.list.at[i].value.p)
			*LIST_ADD(d->pg->arena, &own.list) = (struct answer){.key = asked->q->key, .value = d->answers.list.at[i].value};
	}
	return LINK(d->pg, "/calls/:call/regulation/rule?rule=:name&a=:answers", c->row->call, rules_name(c->set->model, rule->rule),
	            answers_write(d->pg->arena, &own));
}

static str waiver_words(const struct diagnosis *d, const struct verdict_rule *r)
{
	if (r->outcome == VERDICT_WAIVED && r->waiver)
		return TEXT(d->pg, W_diagnosis_waived, ARG("reason", r->waiver->reason), ARG("author", r->waiver->author));
	if (r->outcome == VERDICT_FAILS && str_is_set(r->rule->waiver[d->pg->lang]))
		return TEXT(d->pg, W_diagnosis_waiver_possible, ARG("who", r->rule->waiver[d->pg->lang]));
	return S("");
}

struct rule_verdict_view regulation_verdict(struct page *pg, const struct verdict_rule *r)
{
	return (struct rule_verdict_view){
		.tone = str_of(tone_of(r)), .state = word_text(pg->lang, state_of(r)), .title = r->title, .sentence = r->sentence, .value = r->value};
}

struct rule_verdict_view diagnosis_rule(const struct diagnosis *d, size_t call, const struct verdict_rule *r)
{
	struct page *pg = d->pg;
	struct rule_verdict_view v = regulation_verdict(pg, r);
	v.waiver = waiver_words(d, r);
	v.has_link = true;
	v.link = rule_link(d, call, r->rule);
	v.articles = articles_of(d, call, r->rule);
	for (size_t i = 0; i < r->numbers.n; i++)
		*LIST_ADD(pg->arena, &v.numbers) = (struct fact_view){.label = r->numbers.at[i].label, .value = r->numbers.at[i].value};
	for (size_t i = 0; i < r->missing.n && r->outcome == VERDICT_UNKNOWN; i++) {
		const struct asked_question *asked = diagnosis_question_of(d, call, r->missing.at[i].rule);
		if (asked)
			*LIST_ADD(pg->arena, &v.missing) =
				(struct linked_name){.label = asked->q->title[pg->lang], .link = d->place_of ? d->place_of(d, asked) : diagnosis_url(d, S(""), &d->answers, asked->key)};
	}
	if (v.missing.n)
		v.sentence = S(""); /* the questions say it */
	return v;
}

/* ---- why not, or what is missing ---- */

static const struct verdict_rule *first_blocking(const struct verdict_rule *rules, size_t n, enum verdict_outcome outcome)
{
	for (size_t i = 0; i < n; i++)
		if (rules[i].blocks && rules[i].outcome == outcome)
			return &rules[i];
	return NULL;
}

struct reason {
	str text, article;
};

static struct reason reason_of(const struct diagnosis *d, size_t call, const struct verdict_rule *rules, size_t n)
{
	const struct verdict_rule *r = first_blocking(rules, n, VERDICT_FAILS);
	if (r)
		return (struct reason){str_is_set(r->sentence) ? r->sentence : r->title, article_of(d, call, r->rule)};
	r = first_blocking(rules, n, VERDICT_UNKNOWN);
	if (!r)
		return (struct reason){0};
	return (struct reason){TEXT(d->pg, W_diagnosis_unknown_reason, ARG("what", r->title)), article_of(d, call, r->rule)};
}

/* A refusal of the whole call is the reason of each funder that does not refuse by itself. */
static struct reason reason_of_funder(const struct diagnosis *d, size_t call, const struct verdict_funder *f)
{
	const struct verdict *v = d->calls.at[call].verdict;
	if (f->outcome == VERDICT_FAILS && !first_blocking(f->rules.at, f->rules.n, VERDICT_FAILS))
		return reason_of(d, call, v->rules.at, v->rules.n);
	return reason_of(d, call, f->rules.at, f->rules.n);
}

static str amount_of(const struct page *pg, const struct verdict_funder *f)
{
	if (!f->rules.n)
		return word_text(pg->lang, W_diagnosis_amount_ask);
	if (!f->has_maximum)
		return word_text(pg->lang, W_diagnosis_amount_none);
	if (!f->maximum.set)
		return word_text(pg->lang, W_diagnosis_amount_unknown);
	str most = TEXT(pg, W_diagnosis_up_to, ARG("amount", f->maximum.value));
	if (!f->over.set || f->over.value.cents <= 0)
		return most;
	return arena_fmt(pg->arena, "%.*s, %.*s", STR_ARGS(most), STR_ARGS(TEXT(pg, W_diagnosis_amount_over, ARG("over", f->over.value))));
}

/* ---- a funder, a call ---- */

static struct funder_verdict_view funder_view(const struct diagnosis *d, size_t call, const struct verdict_funder *f)
{
	struct page *pg = d->pg;
	const struct outcome_words *standing = shown_standing_of(d, call, f);
	struct funder_verdict_view v = {.name = f->label, .tone = str_of(standing->tone), .state = word_text(pg->lang, standing->of_funder)};
	bool asked = f->outcome != VERDICT_NOT_APPLICABLE;
	v.has_amount = (asked && !f->rules.n) || f->outcome == VERDICT_PASSES || standing == &likely || (f->outcome == VERDICT_UNKNOWN && f->maximum.set);
	v.amount = f->outcome == VERDICT_FAILS || !asked ? S("") : amount_of(pg, f);
	v.amount_known = f->maximum.set;
	struct reason reason = reason_of_funder(d, call, f);
	v.reason = reason.text;
	v.article = reason.article;
	v.has_reason = str_is_set(reason.text);
	return v;
}

static void add_parts_of_call(const struct diagnosis *d, size_t call, struct call_verdict_view *v)
{
	struct page *pg = d->pg;
	const struct diagnosed_call *c = &d->calls.at[call];
	v->link = LINK(pg, "/calls/:call", c->row->call);
	v->regulation = LINK(pg, "/calls/:call/regulation", c->row->call);
	v->version = TEXT(pg, W_diagnosis_version_judged, ARG("n", c->set->version), ARG("date", c->verdict->judged));
	v->as_if = c->filing.state != FILING_OPEN;
	v->filing = c->filing.label;
	v->filing_tone = c->filing.tone;
}

static struct call_verdict_view call_view_of(const struct diagnosis *d, size_t call)
{
	const struct diagnosed_call *c = &d->calls.at[call];
	const struct verdict *v = c->verdict;
	const struct outcome_words *standing = standing_of_call(d, call);
	struct call_verdict_view view = {
		.title = c->row->title, .tone = str_of(standing->tone), .state = word_text(d->pg->lang, standing->of_call), .several = d->calls.n > 1};
	struct reason reason = reason_of(d, call, v->rules.at, v->rules.n);
	view.reason = reason.text;
	view.article = reason.article;
	view.has_reason = str_is_set(reason.text);
	add_parts_of_call(d, call, &view);
	for (size_t i = 0; i < v->funders.n; i++)
		*LIST_ADD(d->pg->arena, &view.funders) = funder_view(d, call, &v->funders.at[i]);
	return view;
}

/* ---- the sentence that sums up ---- */

struct counts {
	int64_t possible, likely, refused, unknown, silent, calls;
	money best;
};

static struct counts count(const struct diagnosis *d)
{
	struct counts n = {0};
	for (size_t i = 0; i < d->calls.n; i++) {
		const struct verdict *v = d->calls.at[i].verdict;
		n.calls += v->outcome == VERDICT_PASSES;
		for (size_t k = 0; k < v->funders.n; k++) {
			const struct verdict_funder *f = &v->funders.at[k];
			if (shown_standing_of(d, i, f) == &silent) {
				n.silent++;
				continue;
			}
			n.possible += f->outcome == VERDICT_PASSES;
			n.refused += f->outcome == VERDICT_FAILS;
			bool could = standing_of(d, i, f) == &likely;
			n.likely += could;
			n.unknown += f->outcome == VERDICT_UNKNOWN && !could;
			if (f->outcome != VERDICT_FAILS && f->maximum.set && f->maximum.value.cents > n.best.cents)
				n.best = f->maximum.value;
		}
	}
	return n;
}

static str status_of(const struct diagnosis *d)
{
	struct page *pg = d->pg;
	struct counts n = count(d);
	str parts[6];
	size_t used = 0;
	if (n.possible + n.likely + n.refused + n.unknown == 0 && n.silent)
		return TEXT(pg, W_diagnosis_status_all_silent, ARG("n", n.silent));
	if (n.possible + n.likely + n.refused + n.unknown == 0)
		return TEXT(pg, W_diagnosis_status_calls, ARG("n", n.calls));
	bool only_unknown = n.possible + n.likely + n.refused == 0;
	if (n.possible || (!only_unknown && !n.likely))
		parts[used++] = TEXT(pg, W_diagnosis_status_possible, ARG("n", n.possible));
	if (n.likely)
		parts[used++] = TEXT(pg, W_diagnosis_status_likely, ARG("n", n.likely));
	if (n.refused)
		parts[used++] = TEXT(pg, W_diagnosis_status_refused, ARG("n", n.refused));
	if (n.unknown)
		parts[used++] = TEXT(pg, only_unknown ? W_diagnosis_status_only_unknown : W_diagnosis_status_unknown, ARG("n", n.unknown));
	if (n.silent)
		parts[used++] = TEXT(pg, W_diagnosis_status_silent, ARG("n", n.silent));
	if (n.best.cents)
		parts[used++] = TEXT(pg, W_diagnosis_status_best, ARG("amount", n.best));
	return arena_fmt(pg->arena, "%.*s.", STR_ARGS(page_joined(pg, parts, used)));
}

void diagnosis_panel(const struct diagnosis *d, struct panel_view *panel)
{
	panel->several = d->calls.n > 1;
	panel->status = status_of(d);
	for (size_t i = 0; i < d->calls.n; i++)
		*LIST_ADD(d->pg->arena, &panel->calls) = call_view_of(d, i);
}

/* ---- the result in full ---- */

static bool matters(const struct verdict_rule *r)
{
	bool warns = r->rule->severity == RULE_WARNING && r->outcome == VERDICT_FAILS;
	return (r->blocks && (r->outcome == VERDICT_FAILS || r->outcome == VERDICT_UNKNOWN)) || r->outcome == VERDICT_WAIVED || warns;
}

/* The rules of one place: what decides, the refusals first; what does not; what does not concern this project. */
struct sorted_rules {
	struct rule_verdicts *decide, *others, *without_object;
};

static void add_rules(const struct diagnosis *d, size_t call, const struct verdict_rule *rules, size_t n, const struct sorted_rules *to)
{
	struct arena *a = d->pg->arena;
	for (size_t i = 0; i < n; i++)
		if (rules[i].rule->role == ROLE_CONDITION && matters(&rules[i]) && rules[i].outcome == VERDICT_FAILS)
			*LIST_ADD(a, &to->decide->rules) = diagnosis_rule(d, call, &rules[i]);
	for (size_t i = 0; i < n; i++)
		if (rules[i].rule->role == ROLE_CONDITION && matters(&rules[i]) && rules[i].outcome != VERDICT_FAILS)
			*LIST_ADD(a, &to->decide->rules) = diagnosis_rule(d, call, &rules[i]);
	for (size_t i = 0; i < n; i++)
		if (rules[i].rule->role == ROLE_CONDITION && !matters(&rules[i]))
			*LIST_ADD(a, rules[i].outcome == VERDICT_NOT_APPLICABLE ? &to->without_object->rules : &to->others->rules) = diagnosis_rule(d, call, &rules[i]);
}

static str step_value(const struct diagnosis *d, const struct verdict_rule *r)
{
	if (r->outcome == VERDICT_UNKNOWN)
		return word_text(d->pg->lang, W_diagnosis_step_unknown);
	return str_is_set(r->value) ? r->value : word_text(d->pg->lang, outcomes[r->outcome].of_rule);
}

static void add_funder(const struct diagnosis *d, size_t call, const struct verdict_funder *f, struct funder_verdict_view *v)
{
	v->has_details = f->rules.n > 0;
	add_rules(d, call, f->rules.at, f->rules.n, &(struct sorted_rules){&v->blocking, &v->others, &v->without_object});
	for (size_t i = 0; i < f->rules.n; i++) {
		const struct verdict_rule *r = &f->rules.at[i];
		if (r->rule->role == ROLE_STEP || r->rule->role == ROLE_MAXIMUM)
			*LIST_ADD(d->pg->arena, &v->steps) =
				(struct fact_view){.label = r->title, .value = step_value(d, r)};
	}
}

void diagnosis_details(const struct diagnosis *d, struct panel_view *panel)
{
	enum lang lang = d->pg->lang;
	diagnosis_panel(d, panel);
	for (size_t i = 0; i < d->calls.n; i++) {
		const struct verdict *v = d->calls.at[i].verdict;
		struct call_verdict_view *view = &panel->calls.at[i];
		add_rules(d, i, v->rules.at, v->rules.n, &(struct sorted_rules){&view->blocking, &view->others, &view->without_object});
		view->has_own_rules = view->blocking.rules.n || view->others.rules.n || view->without_object.rules.n;
		for (size_t k = 0; k < v->funders.n; k++)
			add_funder(d, i, &v->funders.at[k], &view->funders.at[k]);
		for (size_t k = 0; k < v->parameters.n; k++) {
			const struct verdict_rule *p = &v->parameters.at[k];
			if (p->outcome == VERDICT_NOT_APPLICABLE)
				continue;
			*LIST_ADD(d->pg->arena, &view->parameters) =
				(struct parameter_view){.title = p->title, .choice = p->value, .why = p->rule->why[lang], .has_why = str_is_set(p->rule->why[lang])};
		}
	}
}

/* ---- what a question is for ---- */

static bool misses(const struct diagnosis *d, size_t call, const struct verdict_rule *r, const struct asked_question *asked)
{
	if (r->outcome != VERDICT_UNKNOWN || (!r->blocks && r->rule->role != ROLE_MAXIMUM))
		return false;
	for (size_t i = 0; i < r->missing.n; i++)
		if (diagnosis_question_of(d, call, r->missing.at[i].rule) == asked)
			return true;
	return false;
}

static void add_useful(const struct diagnosis *d, size_t call, str funder, const struct verdict_rule *rules, size_t n, const struct asked_question *asked,
                       struct question_view *v)
{
	for (size_t i = 0; i < n; i++) {
		if (!misses(d, call, &rules[i], asked))
			continue;
		if (v->useful.n == USEFUL_SHOWN) {
			v->more_useful++;
			continue;
		}
		str parts[3];
		size_t used = 0;
		str article = article_of(d, call, rules[i].rule);
		if (str_is_set(article))
			parts[used++] = article;
		if (str_is_set(funder))
			parts[used++] = funder;
		if (d->calls.n > 1)
			parts[used++] = d->calls.at[call].row->title;
		*LIST_ADD(d->pg->arena, &v->useful) = (struct rule_ref){.title = rules[i].title, .where = page_joined(d->pg, parts, used)};
	}
}

void diagnosis_useful(const struct diagnosis *d, const struct asked_question *asked, struct question_view *v)
{
	for (size_t i = 0; i < d->calls.n; i++) {
		const struct verdict *verdict = d->calls.at[i].verdict;
		add_useful(d, i, STR_NONE, verdict->rules.at, verdict->rules.n, asked, v);
		for (size_t k = 0; k < verdict->funders.n; k++)
			if (verdict->funders.at[k].outcome != VERDICT_FAILS)
				add_useful(d, i, verdict->funders.at[k].label, verdict->funders.at[k].rules.at, verdict->funders.at[k].rules.n, asked, v);
	}
}
