/* The check of a table before anything is compared with the grid: does it add up (N10), what cannot be read and where, twins, funders, bearers and axes that nobody knows. Answers are
   kept with the import. */
#include "base/limits.h"
#include "domain/reconcile.h"
#include "web/filing_page.h"
#include "web/finding_views.h"
#include "web/handlers.h"
#include "web/imports.h"
#include "web/respond.h"

enum { FAULTS_SHOWN = 200 };

static void add_faults(struct page *pg, const struct table_plan *t, struct import_check_view *v)
{
	for (size_t i = 0; i < t->plan.lines.n; i++) {
		const struct import_line *line = &t->plan.lines.at[i];
		for (size_t k = 0; k < line->faults.list.n; k++) {
			v->fault_count++;
			if (v->faults.n >= FAULTS_SHOWN)
				v->faults_more++;
			else
				*LIST_ADD(pg->arena, &v->faults) = (struct import_fault_view){import_place(pg, &line->faults.list.at[k]), import_problem_text(pg, &line->faults.list.at[k]), S("error")};
		}
	}
	v->has_errors = t->plan.counts[IMPORT_REFUSED] + t->plan.counts[IMPORT_ASKS] + t->plan.counts[IMPORT_LEFT] > 0;
}

static void option(struct page *pg, struct import_question_view *to, const struct import_question *q, str code, str label)
{
	*LIST_ADD(pg->arena, &to->options) = (struct desk_option){code, label, str_is_set(q->chosen) ? str_eq(q->chosen, code) : !code.n};
}

/* What can be answered beside what the plan proposes, by the kind of question. */
static void add_options(struct page *pg, const struct import_question *q, struct import_question_view *to)
{
	static const struct {
		str kind, value;
		enum word label;
		bool first;
	} others[] = {
		{S("row:"), S(""), W_imports_choose, true}, {S("bearer:"), S(""), W_imports_choose, true}, {S("funder:"), S(""), W_imports_choose, true},
		{S("axis:"), S(""), W_imports_axis_none, true}, {S("twin:"), S(""), W_imports_twin_two, true},
		{S("twin:"), S("same"), W_imports_twin_same, false}, {S("row:"), S("new"), W_imports_row_new, false}, {S("row:"), S("skip"), W_imports_row_skip, false},
		{S("bearer:"), S("new"), W_imports_bearer_new, false}, {S("funder:"), S("other"), W_imports_funder_other, false}, {S("funder:"), S("ignore"), W_imports_funder_ignore, false},
	};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (others[i].first && str_starts(q->key, others[i].kind))
			option(pg, to, q, others[i].value, word_text(pg->lang, others[i].label));
	for (size_t i = 0; i < q->options.n; i++)
		option(pg, to, q, q->options.at[i].value, q->options.at[i].label);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (!others[i].first && str_starts(q->key, others[i].kind))
			option(pg, to, q, others[i].value, word_text(pg->lang, others[i].label));
}

static void add_questions(struct page *pg, const struct table_plan *t, struct import_check_view *v)
{
	for (size_t i = 0; i < t->plan.questions.n && i < LIMIT_IMPORT_SHOWN; i++) {
		const struct import_question *q = &t->plan.questions.at[i];
		struct import_question_view *to = LIST_ADD(pg->arena, &v->questions);
		*to = (struct import_question_view){.number = arena_fmt(pg->arena, "%zu", i + 1), .key = q->key, .text = TEXT(pg, q->text, ARG("what", q->what)), .required = q->required,
			.answered = str_is_set(q->chosen), .place = q->line ? TEXT(pg, W_imports_place_line, ARG("line", (int64_t)q->line)) : S("")};
		add_options(pg, q, to);
	}
	v->open = (int64_t)t->plan.open;
}

static money said_cost(const struct table_plan *t)
{
	money sum = MONEY_ZERO;
	for (size_t i = 0; i < t->table.rows.n; i++)
		if (t->table.rows.at[i].total.set)
			sum = money_add(sum, t->table.rows.at[i].total.value);
	return sum;
}

static void add_counts(struct page *pg, const struct table_plan *t, struct import_check_view *v)
{
	v->counts = TEXT(pg, W_imports_counts, ARG("n", (int64_t)t->table.rows.n), ARG("sections", (int64_t)t->table.sections), ARG("totals", (int64_t)t->table.totals));
	v->merged = t->table.merged ? TEXT(pg, W_imports_merged, ARG("n", (int64_t)t->table.merged)) : S("");
	if (!t->table.printed.set)
		return;
	money sum = said_cost(t), printed = t->table.printed.value;
	bool equal = sum.cents == printed.cents;
	v->printed = equal ? TEXT(pg, W_imports_printed_equal, ARG("printed", printed)) : TEXT(pg, W_imports_printed_differs, ARG("printed", printed), ARG("sum", sum),
		ARG("gap", money_subtract(printed, sum)));
	v->printed_tone = equal ? S("good") : S("warning");
}

static void add_report(struct page *pg, const struct import_page *p, struct import_check_view *v)
{
	struct reconciliation r;
	reconcile_book(pg->arena, p->import.name, p->book, &r);
	struct findings fs = reconciliation_findings(pg->arena, pg->lang, &r);
	struct out o = out_new(LIMIT_PAPER_BYTES);
	finding_views(pg, &fs, &v->findings);
	v->has_findings = fs.list.n > 0;
	reconciliation_text(&o, pg->lang, &r);
	v->report = out_keep(&o, pg->arena);
}

enum status import_check_show(struct page *pg, struct import_page *p, const struct problems *ps)
{
	struct table_plan t;
	struct import_check_view *v = ARENA_NEW(pg->arena, struct import_check_view);
	enum status s = import_page_plan(pg, p, &t);
	if (s != OK)
		return s;
	str title = word_text(pg->lang, W_imports_check_title);
	import_page_top(pg, p, STEP_CHECK, &v->layout, &v->top, ps->total ? TEXT(pg, W_imports_title_wrong, ARG("title", title)) : title);
	filing_page_problems(pg, ps, &v->problems);
	v->action = import_link(pg, "check");
	v->next = import_link(pg, "preview");
	v->drop = import_link(pg, "drop");
	v->errors = import_link(pg, "errors.csv");
	if (p->book) {
		add_counts(pg, &t, v);
		add_faults(pg, &t, v);
		add_questions(pg, &t, v);
		add_report(pg, p, v);
	}
	RESPOND_HTML(pg, import_check_page, v);
	return OK;
}

enum status show_import_check(struct page *pg)
{
	struct import_page p;
	enum status s = import_page_read(pg, &p);
	return s == OK ? import_check_show(pg, &p, &p.problems) : s;
}
