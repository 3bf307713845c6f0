/* /applications/:application/scores: one's marks on each criterion, those of the others once one has given one's own, the mean and the spread, what was marked before. And
   /calls/:call/criteria: weights, criteria of one's own, are marks hidden. Posts go to actions/give_scores.h. */
#include "actions/give_scores.h"
#include "actions/conflict.h"
#include "actions/read_scores.h"
#include "base/format.h"
#include "base/ids.h"
#include "web/review_page.h"

struct marking {
	struct page *pg;
	struct review_head head;
	const struct problems *ps;
	struct review_scores_view *v;
	struct call_criteria criteria;
	struct q_review_scores_of_rows all;
	struct scored_list scores;
	bool complete; /* every criterion that counts has one's own mark */
};

static str mark_text(struct page *pg, int64_t tenths)
{
	return page_milli(pg, tenths * 100);
}

static const struct q_review_scores_of_row *own_mark(const struct marking *w, str criterion)
{
	for (size_t i = 0; i < w->all.n; i++)
		if (w->all.at[i].person == w->pg->actor.person.v && str_eq(w->all.at[i].criterion, criterion))
			return &w->all.at[i];
	return NULL;
}

static str label_of(const struct marking *w, str criterion)
{
	for (size_t i = 0; i < w->criteria.n; i++)
		if (str_eq(w->criteria.at[i].code, criterion))
			return w->criteria.at[i].label;
	return criterion;
}

static enum status add_points(struct page *pg, territory_id territory, str call, struct review_criterion *criteria, size_t n)
{
	struct q_review_criterion_points_rows rows = {0};
	enum status s = q_review_criterion_points(pg->db, pg->arena, territory, call, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		for (size_t k = 0; k < n; k++)
			if (str_eq(criteria[k].code, rows.at[i].criterion))
				*LIST_ADD(pg->arena, &criteria[k].points) = rows.at[i].text;
	return s;
}

static str typed_mark(const struct marking *w, str criterion)
{
	struct page_fields fields = {0};
	if (w->pg->rq->method == HTTP_POST)
		fields = page_form_family(w->pg, S("c."));
	for (size_t i = 0; i < fields.n; i++)
		if (str_eq(fields.at[i].name, criterion))
			return fields.at[i].value;
	return STR_NONE;
}

/* Rows of the form, in the order of the call. */
static void add_criteria(struct marking *w)
{
	struct page *pg = w->pg;
	w->complete = w->criteria.n > 0;
	for (size_t i = 0; i < w->criteria.n; i++) {
		const struct call_criterion *c = &w->criteria.at[i];
		if (c->weight <= 0)
			continue;
		const struct q_review_scores_of_row *mine = own_mark(w, c->code);
		str typed = typed_mark(w, c->code), field = arena_fmt(pg->arena, "c.%.*s", STR_ARGS(c->code));
		w->complete = w->complete && mine;
		w->v->again = w->v->again || mine;
		*LIST_ADD(pg->arena, &w->v->criteria) = (struct review_criterion){.code = c->code, .label = c->label, .of = field, .weight = TEXT(pg, W_review_weight_of, ARG("n", c->weight)),
			.weight_number = c->weight, .mine = mine ? mark_text(pg, mine->tenths) : S(""), .typed = typed.p ? typed : mine ? mark_text(pg, mine->tenths) : S(""), .wrong = filing_page_wrong(w->ps, field)};
	}
}

/* ---- what everybody said ---- */

static str spread_text(struct page *pg, int64_t low, int64_t high)
{
	return low == high ? mark_text(pg, low) : TEXT(pg, W_review_from_to, ARG("low", mark_text(pg, low)), ARG("high", mark_text(pg, high)));
}

static str name_of(const struct marking *w, int64_t person)
{
	for (size_t i = 0; i < w->all.n; i++)
		if (w->all.at[i].person == person && w->all.at[i].name.p)
			return w->all.at[i].name;
	return word_text(w->pg->lang, W_review_somebody);
}

static void add_sums(struct marking *w)
{
	struct page *pg = w->pg;
	const struct score_sum *sum = scores_of(&w->scores, pg->thing.application);
	for (size_t i = 0; sum && i < sum->criteria.n; i++)
		for (size_t k = 0; k < w->v->criteria.n; k++)
			if (str_eq(w->v->criteria.at[k].code, sum->criteria.at[i].criterion)) {
				w->v->criteria.at[k].mean = page_milli(pg, sum->criteria.at[i].mean_milli);
				w->v->criteria.at[k].spread = spread_text(pg, sum->criteria.at[i].low, sum->criteria.at[i].high);
				w->v->criteria.at[k].wide = (sum->criteria.at[i].high - sum->criteria.at[i].low) * 100 >= SPREAD_WIDE
					? TEXT(pg, W_review_wide, ARG("points", mark_text(pg, sum->criteria.at[i].high - sum->criteria.at[i].low))) : STR_NONE;
			}
	for (size_t i = 0; sum && i < sum->markers.n; i++)
		*LIST_ADD(pg->arena, &w->v->markers) = (struct review_marker){name_of(w, sum->markers.at[i].person),
			sum->markers.at[i].milli.set ? page_milli(pg, sum->markers.at[i].milli.value) : S("–"), TEXT(pg, W_review_marked, ARG("n", sum->markers.at[i].marked))};
	w->v->mean = sum && sum->milli.set ? page_milli(pg, sum->milli.value) : S("–");
	if (sum && sum->spread.set)
		w->v->spread = TEXT(pg, W_review_spread, ARG("points", page_milli(pg, sum->spread.value)));
}

/* A mark that another one replaced, with why the later one was given. */
static void add_past(struct marking *w)
{
	struct page *pg = w->pg;
	for (size_t i = 1; i < w->all.n; i++) {
		const struct q_review_scores_of_row *row = &w->all.at[i], *later = &w->all.at[i - 1];
		if (row->person != later->person || !str_eq(row->criterion, later->criterion))
			continue;
		if (!w->v->shown && row->person != pg->actor.person.v)
			continue;
		*LIST_ADD(pg->arena, &w->v->past) = (struct review_mark_past){.name = row->name.p ? row->name : S(""), .criterion = label_of(w, row->criterion),
			.mark = TEXT(pg, W_review_became, ARG("before", mark_text(pg, row->tenths)), ARG("after", mark_text(pg, later->tenths))),
			.when = filing_page_when(pg, w->head.row.time_zone, later->at), .reason = later->reason};
	}
}

static enum status scores_page_of(struct page *pg, const struct problems *ps)
{
	struct marking w = {.pg = pg, .ps = ps, .v = ARENA_NEW(pg->arena, struct review_scores_view)};
	struct review_scores_view *v = w.v;
	enum status s = review_top(pg, "scores", W_review_scores_title, ps, &v->layout, &v->top, &w.head);
	if (s == OK)
		s = read_criteria(pg->db, pg->arena, pg->thing.territory, w.head.row.call, &w.criteria);
	if (s == OK)
		s = q_review_scores_of(pg->db, pg->arena, pg->thing.territory, pg->thing.application, &w.all);
	if (s == OK)
		s = read_scores(pg->db, pg->arena, pg->thing.territory, w.head.row.call, &w.scores);
	if (s == OK)
		s = actor_has_conflict(pg->db, pg->arena, &pg->actor, pg->thing.territory, pg->thing.application, &v->conflict);
	if (s != OK)
		return s;
	add_criteria(&w);
	s = add_points(pg, pg->thing.territory, w.head.row.call, v->criteria.at, v->criteria.n);
	v->may_mark = !v->conflict && may(&pg->actor, VERB_give_score, &pg->thing);
	v->shown = !w.criteria.blind || w.complete || v->top.may_run || v->conflict;
	if (v->shown)
		add_sums(&w);
	else
		v->hidden = word_text(pg->lang, W_review_hidden);
	add_past(&w);
	filing_page_problems(pg, ps, &v->problems);
	v->reason = review_typed(pg, S("reason"));
	v->wrong_reason = filing_page_wrong(ps, S("reason"));
	v->action = LINK(pg, "/applications/:application/scores", pg->in.application);
	v->conflicts = LINK(pg, "/applications/:application/conflicts", pg->in.application);
	v->criteria_page = LINK(pg, "/calls/:call/criteria", w.head.row.call);
	if (s == OK)
		RESPOND_HTML(pg, review_scores_page, v);
	return s;
}

enum status show_review_scores(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return scores_page_of(pg, &none);
}

enum status post_review_scores(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct desk_step step = review_step_of(pg);
	struct page_fields fields = page_form_family(pg, S("c."));
	struct score_typed *marks = ARENA_ARRAY(pg->arena, fields.n + 1, struct score_typed);
	for (size_t i = 0; i < fields.n; i++)
		marks[i] = (struct score_typed){fields.at[i].name, fields.at[i].value};
	step.base = (opt_int){0}; /* a mark takes nothing from anybody */
	return review_end(pg, give_scores(&step, marks, fields.n, review_typed(pg, S("reason")), &ps), &ps, LINK(pg, "/applications/:application/scores", pg->in.application), scores_page_of);
}

/* ---- the criteria of a call ---- */

static enum status criteria_page_of(struct page *pg, const struct problems *ps)
{
	struct review_criteria_view *v = ARENA_NEW(pg->arena, struct review_criteria_view);
	struct call_criteria criteria;
	struct q_ruleset_call_year_row call;
	enum status s = q_ruleset_call_year(pg->db, pg->arena, pg->thing.territory, pg->in.call, &call);
	if (s == OK)
		s = read_criteria(pg->db, pg->arena, pg->thing.territory, pg->in.call, &criteria);
	if (s != OK)
		return s;
	review_layout(pg, &v->layout, word_text(pg->lang, W_review_criteria_title), ps);
	v->ranking = LINK(pg, "/calls/:call/scores", pg->in.call);
	page_crumb(pg, &v->layout, call.title, v->ranking);
	v->call = call.title;
	v->may_run = may(&pg->actor, VERB_run_desk, &pg->thing);
	v->blind = criteria.blind;
	for (size_t i = 0; i < criteria.n; i++) {
		const struct call_criterion *c = &criteria.at[i];
		const bool typed = str_eq(review_typed(pg, S("criterion")), c->code);
		*LIST_ADD(pg->arena, &v->criteria) = (struct review_criterion){.code = c->code, .label = c->label, .weight = arena_fmt(pg->arena, "%lld", (long long)c->weight), .weight_number = c->weight,
			.pack = c->own ? word_text(pg->lang, W_review_criterion_own) : c->pack_weight.set ? arena_fmt(pg->arena, "%lld", (long long)c->pack_weight.value) : S("–"), .reason = c->reason,
			.own = c->own, .is_used = c->weight > 0, .wrong = typed && ps->total, .typed = typed ? review_typed(pg, S("weight")) : arena_fmt(pg->arena, "%lld", (long long)c->weight)};
	}
	s = add_points(pg, pg->thing.territory, pg->in.call, v->criteria.at, v->criteria.n);
	filing_page_problems(pg, ps, &v->problems);
	const bool fresh = !str_is_set(review_typed(pg, S("criterion")));
	v->label = fresh ? review_typed(pg, S("label")) : S("");
	v->weight = fresh ? review_typed(pg, S("weight")) : S("");
	v->reason = fresh ? review_typed(pg, S("reason")) : S("");
	v->wrong_label = fresh && filing_page_wrong(ps, S("label"));
	v->wrong_weight = fresh && filing_page_wrong(ps, S("weight"));
	v->wrong_reason = fresh && filing_page_wrong(ps, S("reason"));
	v->action = LINK(pg, "/calls/:call/criteria", pg->in.call);
	if (s == OK)
		RESPOND_HTML(pg, review_criteria_page, v);
	return s;
}

enum status show_review_criteria(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return criteria_page_of(pg, &none);
}

enum status post_review_criteria(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_step step = review_step_of(pg);
	str criterion = review_typed(pg, S("criterion")), blind = review_typed(pg, S("blind")), call = pg->in.call;
	enum status s;
	if (str_is_set(blind))
		s = set_blind(&step, call, str_eq(blind, S("yes")));
	else if (str_is_set(criterion))
		s = weigh_criterion(&step, call, criterion, review_typed(pg, S("weight")), review_typed(pg, S("reason")), &ps);
	else
		s = add_criterion(&step, call, review_typed(pg, S("label")), review_typed(pg, S("weight")), review_typed(pg, S("reason")), &ps);
	return review_end(pg, s, &ps, LINK(pg, "/calls/:call/criteria", call), criteria_page_of);
}
