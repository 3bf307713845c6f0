/* See admissibility.h. */
#include "actions/admissibility.h"

#include "actions/application_state.h"
#include "actions/filing_step.h"
#include "actions/follow_up.h"
#include "actions/read_application.h"
#include "actions/read_ruleset.h"
#include "actions/review_step.h"
#include "actions/sheet_facts.h"
#include "actions/waive.h"
#include "base/limits.h"
#include "domain/frozen.h"

/* ---- the verdict ---- */

/* What was filed, in the place of what the sheet says now: while a completion is awaited its bearer may be writing. */
static enum status as_filed(struct db *db, struct arena *a, enum lang lang, struct sheet *sheet, instant *at)
{
	struct q_review_last_frozen_row row;
	struct frozen frozen;
	enum status s = q_review_last_frozen(db, a, sheet->head.territory, sheet->head.sheet.v, &row);
	*at = sheet->head.changed;
	if (s != OK)
		return s == NOT_FOUND ? OK : s;
	*at = row.received.set ? row.received.value : row.filed;
	if (frozen_read(a, row.frozen, &frozen) != OK)
		return OK;
	sheet->values = frozen.values;
	sheet->identity = frozen.identity;
	sheet->attached.n = sheet->attached.room = 0;
	for (size_t i = 0; i < frozen.attached.n; i++)
		*LIST_ADD(a, &sheet->attached) = frozen.attached.at[i];
	sheet->form = form_build(a, &sheet->context, false, lang, &sheet->values);
	return OK;
}

enum status read_filed_facts(struct db *db, struct arena *a, enum lang lang, territory_id territory, application_id application, const struct ruleset *set,
                             struct application_facts *facts)
{
	struct q_deskwork_head_row head;
	struct sheet sheet = {0};
	instant at = {0};
	enum status s = q_deskwork_head(db, a, territory, application, &head);
	if (s == OK && !head.sheet.set)
		return read_application(db, a, territory, head.call, head.action, set, facts);
	if (s == OK)
		s = sheet_read(db, a, (sheet_id){head.sheet.value}, set, lang, &sheet);
	if (s == OK)
		s = as_filed(db, a, lang, &sheet, &at);
	if (s == OK)
		s = sheet_facts(db, a, &sheet, set, at, facts);
	if (s != OK)
		return s;
	const struct ruleset_question *signature = ruleset_question_keyed(set, S("signature"));
	if (signature)
		*LIST_ADD(a, &facts->facts) = (struct verdict_fact){.name = rules_name(set->model, signature->rule), .value = S("oui")};
	return OK;
}

static bool stops(const struct verdict_rule *r)
{
	return r->blocks && r->outcome == VERDICT_FAILS;
}

void rules_that_stop(struct arena *a, const struct verdict *verdict, struct stopping_rules *rules)
{
	*rules = (struct stopping_rules){0};
	for (size_t i = 0; i < verdict->rules.n; i++)
		if (stops(&verdict->rules.at[i]))
			*LIST_ADD(a, rules) = &verdict->rules.at[i];
	for (size_t k = 0; k < verdict->funders.n; k++)
		for (size_t i = 0; verdict->funders.at[k].outcome != VERDICT_NOT_APPLICABLE && i < verdict->funders.at[k].rules.n; i++)
			if (stops(&verdict->funders.at[k].rules.at[i]))
				*LIST_ADD(a, rules) = &verdict->funders.at[k].rules.at[i];
}

/* ---- the decision ---- */

struct deciding {
	struct review_step r;
	const struct admissibility_decision *decision;
	struct ruleset *set; /* NULL: the call has none */
	struct verdict *verdict;
	struct stopping_rules stopping;
	struct verdict_clauses clauses;
	bool awaited; /* a completion */
};

static enum status judge(struct deciding *d)
{
	const struct desk_step *step = d->r.step;
	struct application_facts facts;
	struct problems ignored = problems_new(step->arena);
	enum status s = read_ruleset(step->db, step->arena, step->territory, d->r.head.call, 0, &d->set);
	if (s == NOT_FOUND) {
		d->set = NULL;
		return OK;
	}
	if (s == OK)
		s = read_filed_facts(step->db, step->arena, step->actor->lang, step->territory, step->application, d->set, &facts);
	if (s != OK)
		return s;
	struct judge *j = judge_new(step->arena, d->set, day_at(step->now, d->r.zone));
	s = judge_verdict(j, step->arena, step->actor->lang, &facts, &ignored, &d->verdict);
	if (s != OK && s != INVALID)
		return s; /* INVALID: the verdict stands on what could be read */
	rules_that_stop(step->arena, d->verdict, &d->stopping);
	return OK;
}

static enum status look_at_completion(struct deciding *d)
{
	const struct desk_step *step = d->r.step;
	struct q_review_open_completion_row row;
	if (!d->r.head.sheet.set) {
		d->awaited = str_eq(d->r.head.state, S("completion_requested"));
		return OK;
	}
	enum status s = q_review_open_completion(step->db, step->arena, step->territory, d->r.head.sheet.value, &row);
	d->awaited = s == OK;
	return s == NOT_FOUND ? OK : s;
}

static const struct verdict_clause *clause_of(const struct deciding *d, str code)
{
	for (size_t i = 0; i < d->clauses.n; i++)
		if (str_eq(d->clauses.at[i].code, code))
			return &d->clauses.at[i];
	return NULL;
}

static void check(const struct deciding *d, struct problems *ps)
{
	const struct admissibility_decision *w = d->decision;
	const bool needs = !w->admissible || d->stopping.n;
	(void)review_text(w->reason, S("reason"), !needs ? (enum word)WORD_COUNT : w->admissible ? W_review_reason_against : W_review_reason_missing, LIMIT_REASON_CHARS, ps);
	if (d->awaited)
		(void)review_text(w->despite, S("despite"), W_review_despite_missing, LIMIT_REASON_CHARS, ps);
	if (str_is_set(w->clause) && !clause_of(d, w->clause))
		PROBLEM(ps, STR_NONE, 0, S("clause"), W_review_clause_unknown);
}

/* Back to filed, as the page of the file does it: the bearer is told. */
static enum status take_completion_back(struct deciding *d, struct problems *ps)
{
	const struct desk_step *step = d->r.step;
	if (d->r.head.sheet.set) {
		const struct follow_up u = {.db = step->db, .arena = step->arena, .actor = step->actor, .now = step->now, .sheet = {d->r.head.sheet.value}, .public_url = step->public_url};
		return cancel_completion(&u, d->decision->despite, ps);
	}
	const struct state_change back = {.territory = step->territory, .application = step->application, .to = APPLICATION_filed, .reason = d->decision->despite};
	return change_state(step->db, step->arena, step->actor, step->now, &back, ps);
}

/* ---- what the bearer is told ---- */

static void add_clause(struct out *o, const struct verdict_clause *c)
{
	if (c->article.p)
		out_fmt(o, "%.*s. ", STR_ARGS(c->article));
	out_str(o, c->label);
}

/* The clause that the officer chose, else those of the rules that stop it, each with its sentence. */
static str grounds(struct deciding *d, enum lang lang)
{
	struct arena *a = d->r.step->arena;
	struct out o = out_new(LIMIT_MAIL_BYTES);
	const struct verdict_clause *chosen = clause_of(d, d->decision->clause);
	if (chosen) {
		out_str(&o, lang == LANG_FR ? S("– ") : S("- "));
		add_clause(&o, chosen);
		out_char(&o, '\n');
	}
	for (size_t i = 0; !chosen && i < d->stopping.n; i++) {
		const struct verdict_rule *r = d->stopping.at[i];
		out_fmt(&o, "%s%.*s", lang == LANG_FR ? "– " : "- ", STR_ARGS(r->sentence));
		for (size_t k = 0; r->rule && k < r->rule->clauses.n; k++) {
			const struct verdict_clause *c = clause_of(d, r->rule->clauses.at[k]);
			if (!c)
				continue;
			out_str(&o, S(" ("));
			add_clause(&o, c);
			out_char(&o, ')');
		}
		out_char(&o, '\n');
	}
	str text = out_keep(&o, a);
	return text.p ? text : S("");
}

static enum status tell_bearer(struct deciding *d)
{
	const struct desk_step *step = d->r.step;
	struct filing_step f = {.db = step->db, .arena = step->arena, .actor = step->actor, .now = step->now, .sheet = {d->r.head.sheet.value}, .public_url = step->public_url};
	struct q_filing_members_rows rows = {0};
	enum status s = filing_begin(&f, VERB_run_desk);
	if (s == OK)
		s = q_filing_members(f.db, f.arena, f.head.applicant, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const enum lang lang = filing_lang(rows.at[i].lang);
		if (str_eq(rows.at[i].role, S("reader")))
			continue;
		const struct filing_mail mail = {.kind = "inadmissible", .turn = step->now.ms, .recipient = rows.at[i].email, .lang = lang,
			.subject = FILING_TEXT(f.arena, lang, W_review_mail_inadmissible_subject, ARG("number", f.head.number), ARG("title", f.head.title)),
			.body = FILING_TEXT(f.arena, lang, W_review_mail_inadmissible, ARG("number", f.head.number), ARG("title", f.head.title), ARG("call", f.head.call_title),
			                    ARG("grounds", grounds(d, lang)), ARG("reason", str_trim(d->decision->reason)), ARG("link", filing_link(&f, lang, "follow-up")))};
		s = filing_send(&f, &mail);
	}
	return s;
}

enum status decide_admissibility(const struct desk_step *step, const struct admissibility_decision *decision, struct problems *ps)
{
	struct deciding d = {.decision = decision};
	enum status s = review_begin(&d.r, step);
	if (s == OK && !may(step->actor, VERB_run_desk, &d.r.thing))
		s = DENIED;
	if (s == OK)
		s = judge(&d);
	if (s == OK)
		s = look_at_completion(&d);
	if (s == OK)
		s = read_verdict_clauses(step->db, step->arena, step->territory, d.r.head.call, &d.clauses);
	if (s != OK)
		return s;
	check(&d, ps);
	if (ps->total)
		return INVALID;
	const enum application_state to = decision->admissible ? APPLICATION_admissible : APPLICATION_inadmissible;
	str reason = review_trimmed(decision->reason);
	if (d.awaited)
		s = take_completion_back(&d, ps);
	if (s == OK)
		s = change_state(step->db, step->arena, step->actor, step->now, &(struct state_change){.territory = step->territory, .application = step->application, .to = to, .reason = reason}, ps);
	if (s == OK)
		s = q_review_add_admissibility(step->db, &(struct q_review_add_admissibility_in){.territory = step->territory, .application = step->application, .decided = step->now,
			.by = step->actor->person.v, .decision = str_of(application_state_name(to)), .reason = reason.p ? reason : S(""), .version = {d.set != NULL, d.set ? d.set->version : 0},
			.verdict = d.verdict ? str_of(verdict_outcome_name(d.verdict->outcome)) : S(""), .clause = review_trimmed(decision->clause)});
	if (s == OK)
		s = review_tell(&d.r, "decide_admissibility", arena_fmt(step->arena, "decision=%s verdict=%s", application_state_name(to), d.verdict ? verdict_outcome_name(d.verdict->outcome) : "none"));
	return s == OK && !decision->admissible && d.r.head.sheet.set ? tell_bearer(&d) : s;
}

/* ---- waivers ---- */

static enum status waive(const struct desk_step *step, struct waive_request *q, enum status (*act)(struct db *, struct arena *, const struct waive_request *, struct problems *),
                         struct problems *ps)
{
	struct review_step r;
	enum status s = review_begin(&r, step);
	if (s == OK && !may(step->actor, VERB_run_desk, &r.thing))
		s = DENIED;
	if (s != OK)
		return s;
	q->actor = arena_fmt(step->arena, "user:%lld", (long long)step->actor->person.v);
	q->call = r.head.call;
	q->application = r.head.action;
	q->thing = arena_fmt(step->arena, "application:%lld", (long long)step->application.v);
	return act(step->db, step->arena, q, ps);
}

enum status waive_on_file(const struct desk_step *step, str rule, str author, str reason, struct problems *ps)
{
	struct waive_request q = {.author = str_trim(author), .reason = str_trim(reason), .rule = rule};
	(void)review_text(author, S("author"), W_review_author_missing, LIMIT_LABEL_CHARS, ps);
	(void)review_text(reason, S("waive-reason"), W_review_reason_missing, LIMIT_REASON_CHARS, ps);
	return ps->total ? INVALID : waive(step, &q, waive_within, ps);
}

enum status unwaive_on_file(const struct desk_step *step, str rule, str reason, struct problems *ps)
{
	struct waive_request q = {.reason = str_trim(reason), .author = S(""), .rule = rule};
	(void)review_text(reason, S("unwaive-reason"), W_review_reason_missing, LIMIT_REASON_CHARS, ps);
	return ps->total ? INVALID : waive(step, &q, withdraw_within, ps);
}
