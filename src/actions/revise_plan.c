/* See revise_plan.h. The text of a plan is its lines, as they were when it was sent: funder, asked, given, in cents, column of the grid, between tabs; then what the officer said. */
#include "actions/revise_plan.h"

#include "actions/application_state.h"
#include "actions/filing_write.h"
#include "actions/revised_budget.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "store/audit.h"

static struct filing_step step_of(const struct follow_up *u)
{
	return (struct filing_step){.db = u->db, .arena = u->arena, .actor = u->actor, .now = u->now, .sheet = u->sheet, .public_url = u->public_url};
}

/* ---- the text ---- */

static void put_label(struct out *o, str label)
{
	for (size_t i = 0; i < label.n; i++)
		out_char(o, (unsigned char)label.p[i] < ' ' ? ' ' : label.p[i]);
}

static str text_of(struct arena *a, const struct grid *g, const struct grid_row *row, str said)
{
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	for (size_t c = 0; c < g->columns.n; c++) {
		const struct grid_cell *cell = &row->cells[c];
		const money asked = cell->asked.set ? cell->asked.value : MONEY_ZERO;
		if (!asked.cents && !cell->amount.cents)
			continue;
		put_label(&o, g->columns.at[c].label);
		out_fmt(&o, "\t%lld\t%lld\t%.*s\n", (long long)asked.cents, (long long)cell->amount.cents, STR_ARGS(g->columns.at[c].code));
	}
	out_char(&o, '\n');
	out_str(&o, said);
	return out_keep(&o, a);
}

static void read_text(struct arena *a, str text, struct plan *plan)
{
	str line, label, before, after;
	while (str_cut(text, '\n', &line, &text) && line.n) {
		struct plan_line to = {0};
		if (!str_cut(line, '\t', &label, &line) || !str_cut(line, '\t', &before, &after))
			continue;
		(void)str_cut(after, '\t', &after, &to.column);
		if (!str_to_int64(before, &to.before.cents) || !str_to_int64(after, &to.after.cents))
			continue;
		to.label = label;
		*LIST_ADD(a, &plan->lines) = to;
	}
	plan->said = text.p ? text : S("");
}

enum status read_plans(struct db *db, struct arena *a, territory_id territory, application_id application, struct plans *plans)
{
	struct q_allocation_plans_rows rows;
	*plans = (struct plans){0};
	enum status s = q_allocation_plans(db, a, territory, application, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_allocation_plans_row *row = &rows.at[i];
		struct plan *plan = LIST_ADD(a, plans);
		*plan = (struct plan){.plan = row->plan, .scenario = row->scenario, .cost = row->cost, .sent = row->sent, .by = row->by, .due = row->due, .budget_days = row->budget_days, .answer = row->answer, .answered = row->answered, .reason = row->reason};
		read_text(a, row->text, plan);
	}
	return s;
}

/* ---- sent ---- */

static enum status tell_bearer(struct filing_step *f, const struct plan_sending *sending, int64_t plan)
{
	struct q_filing_members_rows rows;
	enum status s = q_filing_members(f->db, f->arena, f->head.applicant, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		if (str_eq(rows.at[i].role, S("reader")))
			continue;
		enum lang lang = filing_lang(rows.at[i].lang);
		const struct filing_mail mail = {.kind = "plan", .turn = plan, .recipient = rows.at[i].email, .lang = lang,
			.subject = FILING_TEXT(f->arena, lang, W_allocation_mail_plan_subject, ARG("number", f->head.number), ARG("title", f->head.title)),
			.body = FILING_TEXT(f->arena, lang, W_allocation_mail_plan, ARG("number", f->head.number), ARG("title", f->head.title), ARG("day", sending->due), ARG("link", filing_link(f, lang, "plan")))};
		s = filing_send(f, &mail);
	}
	return s;
}

static enum status check_sending(const struct filing_step *f, const struct plan_sending *sending, struct problems *ps)
{
	if (sending->due.number <= day_at(f->now, f->zone).number)
		PROBLEM(ps, STR_NONE, 0, S("due"), W_desk_due_past);
	if (sending->budget_days < 0 || sending->budget_days > LIMIT_BUDGET_DAYS)
		PROBLEM(ps, STR_NONE, 0, S("days"), W_revised_days_wrong, ARG("n", (int64_t)LIMIT_BUDGET_DAYS));
	if (utf8_count(sending->said) > LIMIT_REASON_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("said"), W_filing_too_long, ARG("n", (int64_t)LIMIT_REASON_CHARS));
	return ps->total ? INVALID : OK;
}

enum status send_plan(const struct follow_up *u, const struct plan_sending *sending, struct problems *ps, int64_t *plan)
{
	struct filing_step f = step_of(u);
	struct grid *g = ARENA_NEW(u->arena, struct grid);
	struct plans before;
	enum status s = filing_begin(&f, VERB_run_desk);
	if (s == OK)
		s = read_grid(u->db, u->arena, sending->lang, sending->call, sending->scenario, g);
	const size_t at = s == OK ? grid_row_of(g, sending->application) : SIZE_MAX;
	if (s == OK && at == SIZE_MAX)
		s = NOT_FOUND;
	if (s == OK)
		s = read_plans(u->db, u->arena, f.head.territory, sending->application, &before);
	if (s == OK && before.n && !str_is_set(before.at[0].answer))
		s = CONFLICT;
	if (s == OK)
		s = check_sending(&f, sending, ps);
	if (s != OK)
		return s;
	*plan = before.n ? before.at[0].plan + 1 : 1;
	s = q_allocation_add_plan(u->db, &(struct q_allocation_add_plan_in){.territory = f.head.territory, .application = sending->application, .plan = *plan, .scenario = sending->scenario,
		.cost = g->rows.at[at].cost, .text = text_of(u->arena, g, &g->rows.at[at], str_trim(sending->said)), .sent = u->now, .by = u->actor->person.v, .due = sending->due, .budget_days = sending->budget_days});
	if (s == OK)
		s = filing_tell(&f, "send_plan", arena_fmt(u->arena, "plan=%lld scenario=%lld", (long long)*plan, (long long)sending->scenario));
	return s == OK ? tell_bearer(&f, sending, *plan) : s;
}

/* ---- answered ---- */

static enum status tell_office(struct filing_step *f, int64_t plan, enum word answer)
{
	struct q_filing_officers_rows rows;
	enum status s = q_filing_officers(f->db, f->arena, f->head.territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		if (f->head.owner.set && rows.at[i].person != f->head.owner.value)
			continue;
		enum lang lang = filing_lang(rows.at[i].lang);
		const struct filing_mail mail = {.kind = "plan-answer", .turn = plan, .recipient = rows.at[i].email, .lang = lang,
			.subject = FILING_TEXT(f->arena, lang, W_allocation_mail_answer_subject, ARG("number", f->head.number), ARG("answer", word_text(lang, answer))),
			.body = FILING_TEXT(f->arena, lang, W_allocation_mail_answer, ARG("number", f->head.number), ARG("title", f->head.title), ARG("answer", word_text(lang, answer)))};
		s = filing_send(f, &mail);
	}
	return s;
}

/* A request that was refused, or an action that is done, is not withdrawn any more. */
static enum status check_withdrawal(struct filing_step *f, application_id application, struct problems *ps)
{
	struct q_deskwork_state_row row;
	enum status s = q_deskwork_state(f->db, f->arena, f->head.territory, application, &row);
	if (s != OK)
		return s;
	const enum application_state from = application_state_of_name(row.state);
	if (application_step(from, APPLICATION_withdrawn) == STEP_NONE)
		PROBLEM(ps, STR_NONE, 0, S("answer"), W_revised_not_withdrawn, ARG("state", word_text(f->actor->lang, application_state_word(from))));
	return OK;
}

enum status answer_plan(const struct follow_up *u, application_id application, int64_t plan, str answer, str reason, struct problems *ps)
{
	static const struct {
		str name;
		enum word word;
		bool reasoned;
	} answers[] = {{S("accepted"), W_allocation_plan_accepted, false}, {S("withdrawn"), W_allocation_plan_withdrawn, true}, {S("discussed"), W_allocation_plan_discussed, true}};
	struct filing_step f = step_of(u);
	struct plans plans;
	size_t chosen = SIZE_MAX;
	enum status s = filing_begin(&f, VERB_sign_application);
	if (s == OK)
		s = read_plans(u->db, u->arena, f.head.territory, application, &plans);
	if (s != OK)
		return s;
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		if (str_eq(answers[i].name, answer))
			chosen = i;
	if (chosen == SIZE_MAX)
		PROBLEM(ps, STR_NONE, 0, S("answer"), W_allocation_plan_answer_missing);
	else if (answers[chosen].reasoned && !str_is_set(str_trim(reason)))
		PROBLEM(ps, STR_NONE, 0, S("reason"), W_filing_reason_missing);
	if (utf8_count(reason) > LIMIT_REASON_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("reason"), W_filing_too_long, ARG("n", (int64_t)LIMIT_REASON_CHARS));
	if (!plans.n || plans.at[0].plan != plan || str_is_set(plans.at[0].answer))
		return CONFLICT;
	const bool withdraws = chosen != SIZE_MAX && str_eq(answer, S("withdrawn")), accepts = chosen != SIZE_MAX && str_eq(answer, S("accepted"));
	s = withdraws ? check_withdrawal(&f, application, ps) : OK;
	if (s != OK)
		return s;
	if (ps->total || chosen == SIZE_MAX)
		return INVALID;
	s = q_allocation_answer_plan(u->db, &(struct q_allocation_answer_plan_in){.territory = f.head.territory, .application = application, .plan = plan, .answer = answer, .answered = u->now,
		.by = u->actor->person.v, .reason = str_is_set(str_trim(reason)) ? str_trim(reason) : STR_NONE});
	if (s == OK)
		s = filing_tell(&f, "answer_plan", arena_fmt(u->arena, "plan=%lld %.*s", (long long)plan, STR_ARGS(answer)));
	if (s == OK && accepts)
		s = ask_budget_of_plan(&f, &plans.at[0]);
	if (s == OK && withdraws)
		return filing_withdraw(&f, str_trim(reason)); /* whose mails tell the office */
	return s == OK ? tell_office(&f, plan, answers[chosen].word) : s;
}
