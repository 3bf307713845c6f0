/* From an address to verdicts: which calls, which answers, what each call's rules say of them, and which question would settle most. */
#include "base/limits.h"
#include "domain/ruleset.h"
#include "web/diagnosis.h"

#include <string.h>

/* ---- which calls ---- */

static enum status open_call(struct diagnosis *d, const struct q_page_rulesets_row *row, const struct filing_row *filings, size_t n)
{
	struct page *pg = d->pg;
	struct diagnosed_call *c = LIST_ADD(pg->arena, &d->calls);
	c->row = row;
	c->filing = filing_of(pg, row->call, row->time_zone, filings, n);
	c->filed = (opt_instant){.set = c->filing.state == FILING_OPEN, .value = pg->now};
	for (size_t i = 0; i < n && !c->filed.set; i++)
		if (str_eq(filings[i].call, row->call))
			c->filed = filings[i].span.end.at.set ? filings[i].span.end.at : filings[i].span.start.at;
	const struct ruleset_key key = {row->territory_id, row->call, row->version, row->hash};
	enum status s = rulesets_get(pg, &key, &c->set);
	if (!s)
		s = q_page_rule_clauses(pg->db, pg->arena, row->territory_id, row->call, &c->clauses);
	if (!s)
		c->judge = rulesets_judge(pg, c->set, row->time_zone);
	return s;
}

static bool is_chosen(const struct diagnosis *d, const struct str_list *chosen, str call)
{
	if (d->single)
		return str_eq(d->pg->in.call, call);
	for (size_t i = 0; i < chosen->n; i++)
		if (str_eq(chosen->at[i], call))
			return true;
	return false;
}

/* NOT_FOUND when calls are named and none of them is one. One that has no rules, or is gone, is only left out. */
static enum status find_chosen(const struct diagnosis *d, const struct str_list *chosen)
{
	struct q_page_call_by_code_row row;
	enum status s = chosen->n ? NOT_FOUND : OK;
	for (size_t i = 0; s == NOT_FOUND && i < chosen->n; i++)
		s = q_page_call_by_code(d->pg->db, d->pg->arena, chosen->at[i], &row);
	return s;
}

/* The calls that have rules, and the phases in which they take requests. */
static enum status read_calls(struct page *pg, struct diagnosis *d, struct filing_row **filings, size_t *n)
{
	struct q_page_filing_phases_rows phases = {0};
	enum status s = q_page_rulesets(pg->db, pg->arena, &d->rows);
	if (!s)
		s = q_page_filing_phases(pg->db, pg->arena, &phases);
	*n = phases.n;
	*filings = ARENA_ARRAY(pg->arena, phases.n + 1, struct filing_row);
	for (size_t i = 0; i < phases.n; i++)
		(*filings)[i] = FILING_ROW(&phases.at[i]);
	return s;
}

enum status diagnosis_calls(struct page *pg, struct diagnosis *d)
{
	*d = (struct diagnosis){.pg = pg, .single = str_is_set(pg->in.call)};
	struct filing_row *filings;
	size_t n;
	enum status s = read_calls(pg, d, &filings, &n);
	struct str_list chosen = {0};
	if (!d->single)
		chosen = page_params(pg, S("call"));
	if (!s)
		s = find_chosen(d, &chosen);
	for (size_t i = 0; i < d->rows.n && d->calls.n < LIMIT_DIAGNOSED_CALLS && !s; i++)
		if (is_chosen(d, &chosen, d->rows.at[i].call))
			s = open_call(d, &d->rows.at[i], filings, n);
	return s;
}

/* ---- which questions ---- */

static bool same_choices(const struct ruleset_choices *a, const struct ruleset_choices *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!str_eq(a->at[i].value, b->at[i].value))
			return false;
	return true;
}

static bool same_question(const struct ruleset_question *a, const struct ruleset_question *b)
{
	return str_eq(a->key, b->key) && a->type == b->type && str_eq(a->unit, b->unit) && str_eq(a->text[LANG_FR], b->text[LANG_FR]) &&
	       same_choices(&a->choices, &b->choices);
}

static void add_question(struct diagnosis *d, size_t call, const struct ruleset_question *q)
{
	str key = q->key;
	bool taken = false;
	for (size_t i = 0; i < d->questions.n; i++) {
		struct asked_question *there = &d->questions.at[i];
		if (same_question(there->q, q)) {
			there->calls |= UINT32_C(1) << call;
			return;
		}
		taken = taken || str_eq(there->key, key);
	}
	if (taken)
		key = arena_fmt(d->pg->arena, "%.*s--%.*s", STR_ARGS(d->calls.at[call].row->call), STR_ARGS(q->key));
	bool of_file = str_starts(rules_name(d->calls.at[call].set->model, q->rule), S("dossier . "));
	*LIST_ADD(d->pg->arena, &d->questions) =
		(struct asked_question){.key = key, .q = q, .calls = UINT32_C(1) << call, .of_file = of_file};
}

const struct asked_question *diagnosis_question(const struct diagnosis *d, str key)
{
	for (size_t i = 0; i < d->questions.n; i++)
		if (str_eq(d->questions.at[i].key, key))
			return &d->questions.at[i];
	return NULL;
}

static struct asked_question *question_of(const struct diagnosis *d, size_t call, rule_id rule)
{
	const struct ruleset_question *q = ruleset_question_of(d->calls.at[call].set, rule);
	for (size_t i = 0; q && i < d->questions.n; i++)
		if ((d->questions.at[i].calls >> call & 1) && same_question(d->questions.at[i].q, q))
			return &d->questions.at[i];
	return NULL;
}

const struct asked_question *diagnosis_question_of(const struct diagnosis *d, size_t call, rule_id rule)
{
	return question_of(d, call, rule);
}

/* ---- the answers ---- */

static void add_questions(struct diagnosis *d)
{
	for (size_t i = 0; i < d->calls.n; i++)
		for (size_t k = 0; k < d->calls.at[i].set->questions.n; k++)
			add_question(d, i, &d->calls.at[i].set->questions.at[k]);
}

enum status diagnosis_of_call(struct page *pg, str call, struct diagnosis *d)
{
	*d = (struct diagnosis){.pg = pg, .single = true};
	struct filing_row *filings;
	size_t n;
	enum status s = read_calls(pg, d, &filings, &n);
	if (s)
		return s;
	s = NOT_FOUND;
	for (size_t i = 0; i < d->rows.n && s == NOT_FOUND; i++)
		if (str_eq(d->rows.at[i].call, call))
			s = open_call(d, &d->rows.at[i], filings, n);
	if (!s)
		add_questions(d);
	return s;
}

enum status diagnosis_answers(struct diagnosis *d)
{
	struct arena *a = d->pg->arena;
	add_questions(d);
	struct answers given;
	enum status s = answers_read(a, page_param(d->pg, S("a")), &given);
	for (size_t i = 0; !s && i < given.list.n; i++) {
		struct answer *answer = &given.list.at[i];
		const struct asked_question *asked = diagnosis_question(d, answer->key);
		enum word ignored;
		if (asked && (!answer->value.p || answer_typed(a, asked->q, answer->value, &answer->value, &ignored) == OK))
			*LIST_ADD(a, &d->answers.list) = *answer;
		else
			*LIST_ADD(a, &d->dropped) = answer->value.p ? arena_fmt(a, "%.*s = %.*s", STR_ARGS(answer->key), STR_ARGS(answer->value)) : answer->key;
	}
	return s;
}

/* The moment of filing is the program's to say (packs/RULES.md, `fourni par: dépôt`). */
static void add_moment(const struct diagnosis *d, const struct diagnosed_call *c, struct application_facts *facts)
{
	static const str names[] = {S("dossier . date de dépôt"), S("dossier . heure de dépôt")};
	if (!c->filed.set)
		return;
	struct local_time local = local_of(c->filed.value, when_zone(c->row->time_zone));
	int seconds = c->filing.state == FILING_OPEN ? local.hour * 3600 + local.minute * 60 + local.second : 0;
	const str values[] = {arena_fmt(d->pg->arena, "%02d/%02d/%04d", local.date.day, local.date.month, local.date.year),
		arena_fmt(d->pg->arena, "%d s", seconds)};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (rules_find(c->set->model, names[i]).v)
			*LIST_ADD(d->pg->arena, &facts->facts) = (struct verdict_fact){.name = names[i], .value = values[i]};
	facts->filed = (opt_day){true, day_of(local.date)};
}

static enum status judge_call(struct diagnosis *d, size_t call)
{
	struct diagnosed_call *c = &d->calls.at[call];
	struct application_facts facts = {.call = c->row->call};
	add_moment(d, c, &facts);
	for (size_t i = 0; i < d->answers.list.n; i++) {
		const struct answer *answer = &d->answers.list.at[i];
		const struct asked_question *asked = diagnosis_question(d, answer->key);
		if (!asked || !answer->value.p || !(asked->calls >> call & 1))
			continue;
		const struct ruleset_question *q = ruleset_question_keyed(c->set, asked->q->key);
		*LIST_ADD(d->pg->arena, &facts.facts) =
			(struct verdict_fact){.name = rules_name(c->set->model, q->rule), .value = answer_fact(d->pg->arena, q, answer->value)};
	}
	struct problems ps = problems_new(d->pg->arena);
	enum status s = judge_verdict(c->judge, d->pg->arena, d->pg->lang, &facts, &ps, &c->verdict);
	return s == INVALID ? OK : s; /* the verdict stands on what could be read */
}

/* ---- what to ask next ---- */

static bool waits(const struct verdict_rule *r)
{
	if (r->rule->role == ROLE_MAXIMUM)
		return r->outcome == VERDICT_UNKNOWN;
	return r->blocks && r->outcome == VERDICT_UNKNOWN;
}

/* The engine's score counts how often a rule reads a variable: a list of thirty cases would outweigh everything. Each rule therefore has one voice
   (times the funders that wait for it), whole for what it misses most and in proportion for the rest. */
static void weigh(struct diagnosis *d, size_t call, const struct verdict_rule *rules, size_t n, double voices)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; waits(&rules[i]) && k < rules[i].missing.n; k++) {
			struct asked_question *asked = question_of(d, call, rules[i].missing.at[k].rule);
			double most = rules[i].missing.at[0].score;
			if (asked)
				asked->score += voices * (most > 0 ? rules[i].missing.at[k].score / most : 1);
		}
}

static bool refused(const struct verdict_rule *rules, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rules[i].blocks && rules[i].outcome == VERDICT_FAILS)
			return true;
	return false;
}

/* Nothing is asked for a funder, or a call, that already said no. */
static void weigh_call(struct diagnosis *d, size_t call)
{
	const struct verdict *v = d->calls.at[call].verdict;
	if (refused(v->rules.at, v->rules.n))
		return;
	size_t open = 0;
	for (size_t i = 0; i < v->funders.n; i++) {
		if (v->funders.at[i].outcome == VERDICT_FAILS)
			continue;
		open++;
		weigh(d, call, v->funders.at[i].rules.at, v->funders.at[i].rules.n, 1);
	}
	weigh(d, call, v->rules.at, v->rules.n, open ? (double)open : 1);
}

/* The project first, then its file; in each, the questions that a person expects first (`rang`: who, where, what, for whom, how much), then what would
   settle most. */
static bool comes_before(const struct asked_question *a, const struct asked_question *b)
{
	if (!b || a->of_file != b->of_file)
		return !b || b->of_file;
	if (a->q->rank != b->q->rank)
		return a->q->rank > 0 && (b->q->rank == 0 || a->q->rank < b->q->rank);
	return a->score > b->score;
}

enum status diagnosis_judge(struct diagnosis *d)
{
	enum status s = OK;
	for (size_t i = 0; i < d->calls.n && !s; i++)
		s = judge_call(d, i);
	for (size_t i = 0; i < d->calls.n && !s; i++)
		weigh_call(d, i);
	for (size_t i = 0; i < d->questions.n && !s; i++) {
		const struct asked_question *asked = &d->questions.at[i];
		if (asked->score <= 0 || answers_find(&d->answers, asked->key))
			continue;
		d->left++;
		if (comes_before(asked, d->next))
			d->next = asked;
	}
	return s;
}

/* ---- addresses ---- */

url diagnosis_url(const struct diagnosis *d, str under, const struct answers *answers, str ask)
{
	struct page *pg = d->pg;
	LIST_OF(struct http_field) params = {0};
	for (size_t i = 0; !d->single && i < d->calls.n; i++)
		*LIST_ADD(pg->arena, &params) = (struct http_field){S("call"), d->calls.at[i].row->call};
	str state = answers_write(pg->arena, answers);
	if (str_is_set(state))
		*LIST_ADD(pg->arena, &params) = (struct http_field){S("a"), state};
	if (str_is_set(ask))
		*LIST_ADD(pg->arena, &params) = (struct http_field){S("q"), ask};
	str path = d->single ? arena_fmt(pg->arena, "/calls/%.*s/diagnosis%.*s", STR_ARGS(pg->in.call), STR_ARGS(under))
	                     : arena_fmt(pg->arena, "/diagnosis%.*s", STR_ARGS(under));
	return page_url(pg, pg->base, path, params.at, params.n);
}
