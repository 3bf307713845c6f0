/* See revised_budget.h. The request is a row of completion_request, so that what is open, until when, and its end are those of any completion; amounts stand beside it as they were told. */
#include "actions/revised_budget.h"

#include "actions/filing_write.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/grid.h"

/* ---- what is given ---- */

static struct granted_line *line_of(struct arena *a, struct granted *granted, str funder, str label)
{
	for (size_t i = 0; i < granted->lines.n; i++)
		if (str_eq(granted->lines.at[i].funder, funder))
			return &granted->lines.at[i];
	struct granted_line *line = LIST_ADD(a, &granted->lines);
	*line = (struct granted_line){.funder = funder, .label = label};
	return line;
}

static void look_whether_it_differs(struct granted *granted)
{
	granted->differs = false;
	for (size_t i = 0; i < granted->lines.n; i++)
		granted->differs = granted->differs || granted->lines.at[i].asked.cents != granted->lines.at[i].granted.cents;
}

/* Sections of one funder are one line of account 74; what is in kind and the bearer's own money are none (P8). */
static enum status granted_by_plan(struct db *db, struct arena *a, territory_id territory, const struct plan *plan, struct granted *granted)
{
	struct q_sheet_funders_rows funders;
	enum status s = q_sheet_funders(db, a, territory, &funders);
	*granted = (struct granted){.plan = {true, plan->plan}};
	for (size_t i = 0; s == OK && i < plan->lines.n; i++) {
		const struct plan_line *from = &plan->lines.at[i];
		str funder;
		bool investment, valued;
		if (!from->column.p || !grid_column_parse(from->column, &funder, &investment, &valued) || valued)
			continue;
		for (size_t k = 0; k < funders.n; k++) {
			if (!str_eq(funders.at[k].code, funder) || str_eq(funders.at[k].kind, S("own_funds")))
				continue;
			struct granted_line *line = line_of(a, granted, funders.at[k].code, funders.at[k].label);
			line->asked = money_add(line->asked, from->before);
			line->granted = money_add(line->granted, from->after);
		}
	}
	look_whether_it_differs(granted);
	return s == OK && !granted->lines.n ? NOT_FOUND : s;
}

static const struct plan *last_accepted(const struct plans *plans)
{
	for (size_t i = 0; i < plans->n; i++)
		if (str_eq(plans->at[i].answer, S("accepted")))
			return &plans->at[i];
	return NULL;
}

enum status read_granted(struct db *db, struct arena *a, territory_id territory, application_id application, struct granted *granted)
{
	struct q_revised_voted_rows voted;
	struct q_revised_adopted_row adopted = {0};
	struct plans plans;
	bool decided = false;
	*granted = (struct granted){0};
	enum status s = q_revised_voted(db, a, territory, application, &voted);
	if (s == OK)
		s = read_plans(db, a, territory, application, &plans);
	if (s != OK)
		return s;
	s = q_revised_adopted(db, a, territory, application, &adopted);
	if (s != OK && s != NOT_FOUND)
		return s;
	for (size_t i = 0; i < voted.n; i++)
		decided = decided || voted.at[i].decided;
	const struct plan *plan = last_accepted(&plans);
	if (plan && (!decided || (s == OK && plan->answered.set && plan->answered.value.ms > adopted.frozen.ms)))
		return granted_by_plan(db, a, territory, plan, granted);
	if (!decided)
		return NOT_FOUND;
	for (size_t i = 0; i < voted.n; i++)
		*LIST_ADD(a, &granted->lines) = (struct granted_line){.funder = voted.at[i].funder, .label = voted.at[i].label, .asked = voted.at[i].asked, .granted = voted.at[i].voted};
	look_whether_it_differs(granted);
	return OK;
}

enum status why_no_budget(struct db *db, struct arena *a, territory_id territory, application_id application, enum word *why)
{
	struct granted granted;
	enum status s = read_granted(db, a, territory, application, &granted);
	*why = s == NOT_FOUND ? W_revised_nobody_decided : granted.differs ? WORD_COUNT : W_revised_as_asked;
	return s == NOT_FOUND ? OK : s;
}

/* ---- asked ---- */

struct asking {
	struct filing_step *f;
	const struct granted *granted;
	day due;
	str said;
	int64_t by;
	int64_t request;
};

static enum status write_request(struct asking *w)
{
	struct filing_step *f = w->f;
	struct q_revised_last_request_row row = {0};
	enum status s = q_filing_add_completion(f->db, &(struct q_filing_add_completion_in){.territory = f->head.territory, .sheet = f->sheet.v, .asked = f->now, .by = w->by, .due = w->due,
		.reason = w->said, .opened = S("budget")});
	if (s == OK)
		s = q_revised_last_request(f->db, f->arena, f->head.territory, f->sheet.v, &row);
	w->request = row.request;
	if (s == OK)
		s = q_revised_add(f->db, f->head.territory, f->sheet.v, w->request, w->granted->plan);
	for (size_t i = 0; i < w->granted->lines.n && s == OK; i++) {
		const struct granted_line *line = &w->granted->lines.at[i];
		s = q_revised_add_line(f->db, &(struct q_revised_add_line_in){.territory = f->head.territory, .sheet = f->sheet.v, .request = w->request, .funder = line->funder, .asked = line->asked,
			.granted = line->granted});
	}
	return s;
}

static enum status move_sheet(struct asking *w)
{
	struct filing_step *f = w->f;
	enum status s = q_filing_set_state(f->db, f->head.territory, f->sheet.v, S("completion_requested"));
	if (s == OK)
		s = q_filing_add_event(f->db, &(struct q_filing_add_event_in){.territory = f->head.territory, .sheet = f->sheet.v, .at = f->now, .by = w->by, .before = f->head.state,
			.after = S("budget_requested"), .reason = str_is_set(w->said) ? w->said : STR_NONE});
	f->head.state = S("completion_requested");
	f->head.revises = true;
	return s == OK ? filing_tell(f, "ask_budget", arena_fmt(f->arena, "request=%lld", (long long)w->request)) : s;
}

static str amounts_text(struct arena *a, enum lang lang, const struct granted *granted)
{
	struct out o = out_new(LIMIT_MAIL_BYTES);
	for (size_t i = 0; i < granted->lines.n; i++) {
		const struct granted_line *line = &granted->lines.at[i];
		WORDS(&o, lang, W_revised_mail_line, ARG("funder", line->label), ARG("granted", line->granted), ARG("asked", line->asked));
		out_char(&o, '\n');
	}
	return out_keep(&o, a);
}

/* Who writes and who signs, whoever asks. */
static enum status tell_bearer(struct asking *w)
{
	struct filing_step *f = w->f;
	struct q_filing_members_rows rows;
	enum status s = q_filing_members(f->db, f->arena, f->head.applicant, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		if (str_eq(rows.at[i].role, S("reader")))
			continue;
		enum lang lang = filing_lang(rows.at[i].lang);
		const struct filing_mail mail = {.kind = "budget", .turn = w->request, .recipient = rows.at[i].email, .lang = lang,
			.subject = FILING_TEXT(f->arena, lang, W_revised_mail_subject, ARG("number", f->head.number), ARG("title", f->head.title)),
			.body = FILING_TEXT(f->arena, lang, W_revised_mail, ARG("number", f->head.number), ARG("title", f->head.title), ARG("day", w->due),
			                    ARG("amounts", amounts_text(f->arena, lang, w->granted)), ARG("link", filing_link(f, lang, "topics/budget")))};
		s = filing_send(f, &mail);
	}
	return s;
}

static enum status open_budget(struct asking *w)
{
	enum status s = write_request(w);
	if (s == OK)
		s = move_sheet(w);
	return s == OK ? tell_bearer(w) : s;
}

enum status ask_budget(const struct follow_up *u, const struct budget_ask *ask, struct problems *ps)
{
	struct filing_step f = {.db = u->db, .arena = u->arena, .actor = u->actor, .now = u->now, .sheet = u->sheet, .public_url = u->public_url};
	struct granted granted = {0};
	enum status s = filing_begin(&f, VERB_run_desk);
	if (s == OK && (!filing_state_is(&f, "filed") || !f.head.application.set))
		s = CONFLICT;
	if (s != OK)
		return s;
	s = read_granted(u->db, u->arena, f.head.territory, (application_id){f.head.application.value}, &granted);
	if (s != OK && s != NOT_FOUND)
		return s;
	if (s == NOT_FOUND)
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_revised_nobody_decided);
	else if (!granted.differs)
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_revised_as_asked);
	if (ask->due.number <= day_at(u->now, f.zone).number)
		PROBLEM(ps, STR_NONE, 0, S("due"), W_desk_due_past);
	if (utf8_count(ask->said) > LIMIT_REASON_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("said"), W_filing_too_long, ARG("n", (int64_t)LIMIT_REASON_CHARS));
	if (ps->total)
		return INVALID;
	return open_budget(&(struct asking){.f = &f, .granted = &granted, .due = ask->due, .said = str_trim(ask->said), .by = u->actor->person.v});
}

enum status ask_budget_of_plan(struct filing_step *f, const struct plan *plan)
{
	struct granted granted;
	if (!plan->budget_days || !filing_state_is(f, "filed"))
		return OK;
	enum status s = granted_by_plan(f->db, f->arena, f->head.territory, plan, &granted);
	if (s == NOT_FOUND || (s == OK && !granted.differs))
		return OK;
	const day due = {day_at(f->now, f->zone).number + plan->budget_days};
	return s == OK ? open_budget(&(struct asking){.f = f, .granted = &granted, .due = due, .said = S(""), .by = plan->by}) : s;
}

/* ---- received ---- */

static money kept_of(const struct budget_year *y, str funder)
{
	for (size_t i = 0; i < y->produits.n; i++)
		if (str_eq(y->produits.at[i].funder, funder) && y->produits.at[i].amount.set)
			return y->produits.at[i].amount.value;
	return MONEY_ZERO;
}

enum status filing_keep_revised(struct filing_step *f, const struct sheet *sheet, int64_t version)
{
	struct projected rows;
	struct budget budget;
	struct q_revised_last_row last;
	struct q_revised_lines_rows lines;
	enum status s = q_revised_last(f->db, f->arena, f->head.territory, f->sheet.v, &last);
	if (s == OK)
		s = q_revised_lines(f->db, f->arena, f->head.territory, f->sheet.v, last.request, &lines);
	if (s != OK)
		return s;
	form_project(f->arena, sheet->form, &sheet->values, &rows);
	budget_read(f->arena, sheet->form, &sheet->values, &budget);
	s = q_revised_receive(f->db, &(struct q_revised_receive_in){.territory = f->head.territory, .sheet = f->sheet.v, .request = last.request, .version = version, .cost = rows.total,
		.other = rows.other});
	for (size_t i = 0; i < lines.n && s == OK; i++)
		s = q_revised_receive_line(f->db, &(struct q_revised_receive_line_in){.territory = f->head.territory, .sheet = f->sheet.v, .request = last.request, .funder = lines.at[i].funder,
			.kept = kept_of(&budget.years.at[0], lines.at[i].funder)});
	return s;
}

enum status read_revised_budget(struct db *db, struct arena *a, territory_id territory, sheet_id sheet, struct revised_budget *revised)
{
	struct q_revised_last_row last;
	struct q_revised_lines_rows lines;
	*revised = (struct revised_budget){0};
	enum status s = q_revised_last(db, a, territory, sheet.v, &last);
	if (s == NOT_FOUND || (s == OK && last.cancelled.set))
		return OK;
	if (s == OK)
		s = q_revised_lines(db, a, territory, sheet.v, last.request, &lines);
	if (s != OK)
		return s;
	revised->asked = true;
	revised->waits = !last.answered.set;
	revised->since = last.asked;
	revised->due = last.due;
	revised->said = last.said;
	revised->received = last.answered;
	revised->version = last.version;
	revised->cost = last.cost.value;
	revised->other = last.other.value;
	for (size_t i = 0; i < lines.n; i++)
		*LIST_ADD(a, &revised->lines) =
			(struct revised_line){.funder = lines.at[i].funder, .label = lines.at[i].label, .asked = lines.at[i].asked, .granted = lines.at[i].granted, .kept = lines.at[i].kept};
	return OK;
}
