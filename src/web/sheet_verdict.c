/* The live verdict (N4): the facts of the sheet, judged by the rules of its call, said by the words of the self-diagnosis; and the page that shows all of it, to print. */
#include "web/sheet_verdict.h"

#include "actions/sheet_facts.h"
#include "base/ids.h"
#include "web/handlers.h"
#include "web/respond.h"

url sheet_place(struct page *pg, const struct sheet *sheet, str place)
{
	str code = id_code(pg->arena, sheet->head.sheet.v);
	if (str_eq(place, S("documents")))
		return LINK(pg, "/sheets/:sheet/attachments", code);
	if (str_eq(place, S("check")))
		return LINK(pg, "/sheets/:sheet/check", code);
	const struct form_topic *topic = form_topic_of(sheet->form, place);
	str account, year;
	if (topic && topic->kind == TOPIC_BUDGET && str_cut(str_skip(place, sizeof "budget." - 1), '.', &year, &account) && !str_eq(year, S("1")))
		return LINK(pg, "/sheets/:sheet/topics/:topic?year=:year#:field", code, topic->code, year, arena_fmt(pg->arena, "f.%.*s", STR_ARGS(place)));
	if (topic)
		return LINK(pg, "/sheets/:sheet/topics/:topic#:field", code, topic->code, arena_fmt(pg->arena, "f.%.*s", STR_ARGS(place)));
	if (str_starts(place, S("identity.")))
		return LINK(pg, "/sheets/:sheet", id_code(pg->arena, sheet->head.identity_sheet.v));
	return LINK(pg, "/sheets/:sheet", code);
}

url sheet_question_place(struct page *pg, const struct sheet_verdict *v, const struct ruleset_question *q)
{
	const str first = S("budget.1.");
	str place = form_place_of_question(pg->arena, v->diagnosis.calls.at[0].set, q);
	if (v->number > 1 && str_starts(place, first))
		place = arena_fmt(pg->arena, "budget.%zu.%.*s", v->number, STR_ARGS(str_skip(place, first.n)));
	return sheet_place(pg, v->sheet, place);
}

static url place_of(const struct diagnosis *d, const struct asked_question *asked)
{
	return sheet_question_place(d->pg, d->place_context, asked->q);
}

static instant moment_of(const struct page *pg, const struct sheet *sheet)
{
	bool draft = str_eq(sheet->head.state, S("draft")) || str_eq(sheet->head.state, S("to_sign"));
	return draft ? pg->now : sheet->head.changed;
}

size_t sheet_year_asked(const struct page *pg, const struct budget *budget)
{
	int64_t n;
	str said = page_param(pg, S("year"));
	bool is_one = str_is_set(said) && str_to_int64(said, &n) && n >= 1 && (size_t)n <= budget->years.n;
	return is_one ? (size_t)n : 1;
}

enum status sheet_verdict(struct page *pg, const struct sheet *sheet, size_t number, struct sheet_verdict *v)
{
	*v = (struct sheet_verdict){.sheet = sheet, .number = number};
	if (!sheet->context.rules)
		return OK;
	struct diagnosis *d = &v->diagnosis;
	enum status s = diagnosis_of_call(pg, sheet->head.call, d);
	if (s)
		return s == NOT_FOUND ? OK : s;
	struct diagnosed_call *c = &d->calls.at[0];
	struct application_facts first, facts;
	s = sheet_facts(pg->db, pg->arena, sheet, c->set, moment_of(pg, sheet), &first);
	if (s)
		return s;
	form_facts_in_year(pg->arena, sheet->form, &sheet->values, c->set, number, &first, &facts);
	struct problems ps = problems_new(pg->arena);
	s = judge_verdict(c->judge, pg->arena, pg->lang, &facts, &ps, &c->verdict);
	if (s && s != INVALID)
		return s; /* INVALID: the verdict stands on what could be read */
	v->has_rules = true;
	v->verdict = c->verdict;
	d->place_of = place_of;
	d->place_context = v;
	diagnosis_details(d, &v->panel);
	return OK;
}

const struct funder_verdict_view *sheet_verdict_of(const struct sheet_verdict *v, str funder, const struct verdict_funder **of)
{
	for (size_t i = 0; v->has_rules && i < v->verdict->funders.n; i++)
		if (str_eq(v->verdict->funders.at[i].funder->code, funder)) {
			*of = &v->verdict->funders.at[i];
			return &v->panel.calls.at[0].funders.at[i];
		}
	return NULL;
}

/* ---- the page ---- */

static void add_missing(struct page *pg, const struct sheet_verdict *v, struct sheet_verdict_view *view)
{
	for (size_t i = 0; i < v->verdict->missing.n; i++) {
		const struct asked_question *asked = diagnosis_question_of(&v->diagnosis, 0, v->verdict->missing.at[i].rule);
		if (asked)
			*LIST_ADD(pg->arena, &view->missing) =
				(struct linked_name){.label = asked->q->text[pg->lang], .link = sheet_question_place(pg, v, asked->q)};
	}
}

static void add_years(struct page *pg, const struct budget *budget, size_t number, struct sheet_verdict_view *v)
{
	for (size_t i = 0; i < budget->years.n; i++)
		*LIST_ADD(pg->arena, &v->years) = (struct budget_tab){.label = arena_fmt(pg->arena, "%d", (int)budget->years.at[i].year), .current = i + 1 == number,
			.link = LINK(pg, "/sheets/:sheet/verdict?year=:year", pg->in.sheet, arena_fmt(pg->arena, "%zu", i + 1))};
	str year = arena_fmt(pg->arena, "%d", (int)budget->years.at[number - 1].year);
	v->several = budget->years.n > 1;
	if (v->several)
		v->of_year = TEXT(pg, number > 1 ? W_figures_verdict_later_year : W_figures_verdict_first_year, ARG("year", year));
}

enum status show_sheet_verdict(struct page *pg)
{
	struct sheet sheet;
	struct budget budget = {0};
	size_t number = 1;
	struct sheet_verdict verdict;
	struct sheet_verdict_view *v = ARENA_NEW(pg->arena, struct sheet_verdict_view);
	enum status s = sheet_of_page(pg, &sheet);
	if (!s && sheet.head.identity)
		return NOT_FOUND;
	if (!s)
		s = sheet_frame(pg, &sheet, NULL, &v->layout, &v->bar);
	if (s)
		return s;
	page_crumb(pg, &v->layout, v->bar.title, v->bar.list);
	budget_read(pg->arena, sheet.form, &sheet.values, &budget);
	number = sheet_year_asked(pg, &budget);
	s = sheet_verdict(pg, &sheet, number, &verdict);
	if (s)
		return s;
	add_years(pg, &budget, number, v);
	v->layout.title = word_text(pg->lang, W_figures_verdict_title);
	v->has_rules = verdict.has_rules;
	v->call_link = LINK(pg, "/calls/:call", sheet.head.call);
	if (verdict.has_rules) {
		v->status = verdict.panel.status;
		v->call = verdict.panel.calls.at[0];
		add_missing(pg, &verdict, v);
	}
	RESPOND_HTML(pg, sheet_verdict_page, v);
	return OK;
}
