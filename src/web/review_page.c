/* See review_page.h. */
#include "web/review_page.h"
#include "web/routes.h"

#include "actions/opinions.h"
#include "base/ids.h"
#include "domain/application_code.h"
#include "web/deskwork_file.h"

str review_typed(const struct page *pg, str name)
{
	str value = pg->rq->method == HTTP_POST && route_has_field(pg->route, name) ? page_form(pg, name) : STR_NONE;
	return value.p ? value : S("");
}

struct desk_step review_step_of(struct page *pg)
{
	return (struct desk_step){.db = pg->db, .arena = pg->arena, .actor = &pg->actor, .now = pg->now, .territory = pg->thing.territory, .application = pg->thing.application,
		.base = deskwork_file_base(pg), .public_url = pg->settings->public_url};
}

void review_layout(struct page *pg, struct layout_view *layout, str title, const struct problems *ps)
{
	page_layout(pg, layout, ps->total ? TEXT(pg, W_desk_title_wrong, ARG("title", title)) : title);
	layout->refuse_index = true;
}

/* ---- the head of an application ---- */

static void add_tab(struct page *pg, struct review_top *top, bool may, enum word label, url link, bool current)
{
	if (may)
		*LIST_ADD(pg->arena, &top->tabs) = (struct review_tab){word_text(pg->lang, label), link, current};
}

static void add_tabs(struct page *pg, const char *under, struct review_top *top)
{
	const bool desk = may(&pg->actor, VERB_read_desk, &pg->thing), marks = may(&pg->actor, VERB_give_score, &pg->thing), grid = may(&pg->actor, VERB_read_grid, &pg->thing);
	str at = pg->in.application;
	add_tab(pg, top, desk, W_review_tab_file, LINK(pg, "/applications/:application", at), false);
	add_tab(pg, top, desk, W_review_tab_review, LINK(pg, "/applications/:application/review", at), str_eq(str_of(under), S("review")));
	add_tab(pg, top, marks, W_review_tab_scores, LINK(pg, "/applications/:application/scores", at), str_eq(str_of(under), S("scores")));
	add_tab(pg, top, desk, W_review_tab_opinions, LINK(pg, "/applications/:application/opinions", at), str_eq(str_of(under), S("opinions")));
	add_tab(pg, top, grid, W_review_tab_conflicts, LINK(pg, "/applications/:application/conflicts", at), str_eq(str_of(under), S("conflicts")));
}

enum status review_top(struct page *pg, const char *under, enum word heading, const struct problems *ps, struct layout_view *layout, struct review_top *top, struct review_head *head)
{
	int64_t revision = 0;
	enum status s = q_deskwork_head(pg->db, pg->arena, pg->thing.territory, pg->thing.application, &head->row);
	if (s == OK)
		s = desk_revision(pg->db, pg->arena, pg->thing.territory, pg->thing.application, head->row.sheet, &revision);
	if (s != OK)
		return s;
	const struct q_deskwork_head_row *row = &head->row;
	head->zone = zone_of(row->time_zone);
	str title = arena_fmt(pg->arena, "%.*s · %.*s", STR_ARGS(word_text(pg->lang, heading)), STR_ARGS(row->title));
	review_layout(pg, layout, title, ps);
	layout->zone = head->zone;
	page_accent(pg, layout, row->territory_code, row->accent);
	if (may(&pg->actor, VERB_read_desk, &pg->thing))
		page_crumb(pg, layout, word_text(pg->lang, W_desk_title), LINK(pg, "/desk/:territory", row->territory_code));
	page_crumb(pg, layout, row->call_title, LINK(pg, "/calls/:call/scores", row->call));
	*top = (struct review_top){.heading = word_text(pg->lang, heading), .title = row->title, .bearer = row->bearer, .call = row->call_title,
		.state = page_word_of(pg, S("application_state."), row->state), .number = row->number.p ? row->number : row->action, .tone = deskwork_state_tone(row->state),
		.base = arena_fmt(pg->arena, "%lld", (long long)revision), .may_run = may(&pg->actor, VERB_run_desk, &pg->thing)};
	add_tabs(pg, under, top);
	return OK;
}

enum status review_end(struct page *pg, enum status s, struct problems *ps, url where, enum status (*show)(struct page *pg, const struct problems *ps))
{
	if (s == OK)
		return page_see_other(pg, where);
	if (s == CONFLICT && !ps->total)
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_review_stale);
	if (!ps->total || (s != CONFLICT && s != INVALID && s != DENIED && s != NOT_FOUND))
		return s;
	enum status shown = show(pg, ps);
	if (shown != OK)
		return shown;
	return s == CONFLICT ? page_again_as(pg, 409) : s == DENIED ? page_again_as(pg, 403) : page_again(pg);
}

/* ---- an opinion in words ---- */

static str tone_of(str answer)
{
	return str_eq(answer, S("favourable")) ? S("good") : str_eq(answer, S("unfavourable")) ? S("error") : str_eq(answer, S("reserved")) ? S("warning") : S("past");
}

static str given_words(struct page *pg, const struct opinion_shown *o)
{
	return filing_page_when(pg, o->time_zone, o->given.value);
}

static void add_reply(struct page *pg, const struct opinion_shown *o, struct review_opinion *v)
{
	const int64_t today = day_at(pg->now, zone_of(o->time_zone)).number;
	if (!str_eq(o->kind, S("citizen_council")) || !o->given.set)
		return;
	v->replied = o->replied.set;
	v->owes_reply = !o->replied.set;
	v->reply = o->secret ? STR_NONE : o->reply;
	if (o->replied.set)
		v->reply_due = TEXT(pg, W_review_replied, ARG("when", filing_page_when(pg, o->time_zone, o->replied.value)));
	else if (o->reply_due.set)
		v->reply_due = TEXT(pg, o->reply_due.value.number < today ? W_review_reply_late : W_review_reply_due, ARG("day", o->reply_due.value));
	else
		v->reply_due = word_text(pg->lang, W_review_reply_owed);
	v->reply_tone = o->replied.set ? S("good") : o->reply_due.set && o->reply_due.value.number < today ? S("error") : S("warning");
}

struct review_opinion review_opinion_words(struct page *pg, const struct opinion_shown *o)
{
	const bool late = opinion_is_late(o->due, o->given, pg->now, o->time_zone);
	struct review_opinion v = {.who = str_is_set(o->person) ? str_is_set(o->label) ? arena_fmt(pg->arena, "%.*s, %.*s", STR_ARGS(o->person), STR_ARGS(o->label)) : o->person : o->label,
		.what = str_is_set(o->subject) ? page_word_of(pg, S("review.subject."), o->subject) : page_word_of(pg, S("review.kind."), o->kind), .is_given = o->given.set,
		.secret = o->secret, .confidential = o->confidential, .late = late};
	if (o->given.set && o->secret) {
		v.answer = word_text(pg->lang, W_review_answer_secret);
		v.tone = S("past");
	} else if (o->given.set) {
		v.answer = page_word_of(pg, S("review.answer."), o->answer);
		v.tone = tone_of(o->answer);
		v.text = o->text;
	} else {
		v.answer = word_text(pg->lang, late ? W_review_answer_overdue : W_review_answer_awaited);
		v.tone = late ? S("error") : S("warning");
	}
	if (o->given.set)
		v.given = TEXT(pg, late ? W_review_given_late : W_review_given, ARG("when", given_words(pg, o)));
	if (o->on_behalf)
		v.how = word_text(pg->lang, W_review_on_behalf);
	if (o->due.set)
		v.due = TEXT(pg, W_review_due, ARG("day", o->due.value));
	add_reply(pg, o, &v);
	return v;
}
