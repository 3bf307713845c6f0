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
	if (topic)
		return LINK(pg, "/sheets/:sheet/topics/:topic#:field", code, topic->code, arena_fmt(pg->arena, "f.%.*s", STR_ARGS(place)));
	if (str_starts(place, S("identity.")))
		return LINK(pg, "/sheets/:sheet", id_code(pg->arena, sheet->head.identity_sheet.v));
	return LINK(pg, "/sheets/:sheet", code);
}

static url place_of(const struct diagnosis *d, const struct asked_question *asked)
{
	const struct sheet *sheet = d->place_context;
	return sheet_place(d->pg, sheet, form_place_of_question(d->pg->arena, d->calls.at[0].set, asked->q));
}

static instant moment_of(const struct page *pg, const struct sheet *sheet)
{
	bool draft = str_eq(sheet->head.state, S("draft")) || str_eq(sheet->head.state, S("to_sign"));
	return draft ? pg->now : sheet->head.changed;
}

enum status sheet_verdict(struct page *pg, const struct sheet *sheet, struct sheet_verdict *v)
{
	*v = (struct sheet_verdict){0};
	if (!sheet->context.rules)
		return OK;
	struct diagnosis *d = &v->diagnosis;
	enum status s = diagnosis_of_call(pg, sheet->head.call, d);
	if (s)
		return s == NOT_FOUND ? OK : s;
	struct diagnosed_call *c = &d->calls.at[0];
	struct application_facts facts;
	s = sheet_facts(pg->db, pg->arena, sheet, c->set, moment_of(pg, sheet), &facts);
	if (s)
		return s;
	struct problems ps = problems_new(pg->arena);
	s = judge_verdict(c->judge, pg->arena, pg->lang, &facts, &ps, &c->verdict);
	if (s && s != INVALID)
		return s; /* INVALID: the verdict stands on what could be read */
	v->has_rules = true;
	v->verdict = c->verdict;
	d->place_of = place_of;
	d->place_context = sheet;
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
				(struct linked_name){.label = asked->q->text[pg->lang], .link = place_of(&v->diagnosis, asked)};
	}
}

enum status show_sheet_verdict(struct page *pg)
{
	struct sheet sheet;
	struct sheet_verdict verdict;
	struct sheet_verdict_view *v = ARENA_NEW(pg->arena, struct sheet_verdict_view);
	enum status s = sheet_of_page(pg, &sheet);
	if (!s && sheet.head.identity)
		return NOT_FOUND;
	if (!s)
		s = sheet_frame(pg, &sheet, NULL, &v->layout, &v->bar);
	if (!s)
		s = sheet_verdict(pg, &sheet, &verdict);
	if (s)
		return s;
	page_crumb(pg, &v->layout, v->bar.title, v->bar.list);
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
