/* /applications/:application/opinions: what was asked about one file, of whom, what they say; and the form that asks. /desk/:territory/opinions: those of all files, what is awaited, what
   is late, which citizen councils wait for a reply (N9). A confidential opinion is read by officers only. */
#include "actions/opinions.h"
#include "base/ids.h"
#include "domain/application_code.h"
#include "web/review_page.h"
#include "web/routes.h"

static str param_number(struct page *pg, const char *name)
{
	str value = pg->rq->method == HTTP_GET && route_declares(pg->route, str_of(name)) ? page_param(pg, str_of(name)) : STR_NONE;
	return value.p ? value : S("");
}

/* What asking has done, said once on the page that it leads to. */
static str said(struct page *pg)
{
	static const struct {
		const char *name;
		enum word word;
	} parts[] = {{"asked", W_review_said_asked}, {"waiting", W_review_said_waiting}, {"conflicts", W_review_said_conflicts}, {"silent", W_review_said_silent}};
	str all = S("");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		int64_t n = 0;
		if (str_to_int64(param_number(pg, parts[i].name), &n) && n > 0)
			all = arena_fmt(pg->arena, "%.*s%s%.*s", STR_ARGS(all), all.n ? " " : "", STR_ARGS(TEXT(pg, parts[i].word, ARG("n", n))));
	}
	return all;
}

static struct review_opinion shown(struct page *pg, const struct q_review_opinions_row *r, str territory_code, str time_zone, bool officer)
{
	const bool own = opinion_is_own(&pg->actor, pg->thing.territory, r->institution, r->person);
	const struct opinion_shown o = {.kind = r->kind, .subject = r->subject, .label = r->label, .person = r->person_name, .time_zone = time_zone, .due = r->due, .reply_due = r->reply_due,
		.answer = r->answer, .text = r->text, .reply = r->reply, .given = r->given, .replied = r->replied, .confidential = r->confidential, .on_behalf = r->on_behalf,
		.secret = r->confidential && !officer && !own};
	struct review_opinion v = review_opinion_words(pg, &o);
	v.code = id_code(pg->arena, r->opinion);
	v.question = r->question;
	v.title = r->title;
	v.link = officer || own ? LINK(pg, "/opinions/:opinion", v.code) : (url){0};
	v.file = LINK(pg, "/applications/:application/opinions", application_code(pg->arena, territory_code, r->application));
	v.may_cancel = officer && !r->given.set;
	v.may_reply = officer && v.owes_reply;
	return v;
}

static enum status opinions_page_of(struct page *pg, const struct problems *ps)
{
	struct review_head head;
	struct q_review_opinions_rows rows = {0};
	struct review_opinions_view *v = ARENA_NEW(pg->arena, struct review_opinions_view);
	enum status s = review_top(pg, "opinions", W_review_opinions_title, ps, &v->layout, &v->top, &head);
	if (s == OK)
		s = q_review_opinions(pg->db, pg->arena, pg->thing.territory, pg->thing.application, S(""), &rows);
	if (s == OK && v->top.may_run)
		s = review_ask_form(pg, ps, &v->ask);
	if (s != OK)
		return s;
	int64_t given = 0;
	for (size_t i = 0; i < rows.n; i++) {
		*LIST_ADD(pg->arena, &v->opinions) = shown(pg, &rows.at[i], head.row.territory_code, head.row.time_zone, v->top.may_run);
		given += rows.at[i].given.set;
	}
	v->count = rows.n ? TEXT(pg, W_review_given_of, ARG("given", given), ARG("n", rows.n)) : word_text(pg->lang, W_review_opinions_none);
	v->said = said(pg);
	filing_page_problems(pg, ps, &v->problems);
	v->action = v->ask.action = LINK(pg, "/applications/:application/opinions", pg->in.application);
	RESPOND_HTML(pg, review_opinions_page, v);
	return OK;
}

enum status show_review_opinions(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return opinions_page_of(pg, &none);
}

enum status post_review_opinions(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct opinion_ask ask;
	struct opinions_asked done = {0};
	const struct desk_step step = review_step_of(pg);
	review_ask_read(pg, &ask, &ps);
	enum status s = ps.total ? INVALID : ask_opinions(&step, &step.application, 1, &ask, &done, &ps);
	return review_end(pg, s, &ps, LINK(pg, "/applications/:application/opinions?asked=:asked&waiting=:waiting&conflicts=:conflicts&silent=:silent", pg->in.application,
		arena_fmt(pg->arena, "%lld", (long long)done.asked), arena_fmt(pg->arena, "%lld", (long long)done.waiting), arena_fmt(pg->arena, "%lld", (long long)done.conflicts),
		arena_fmt(pg->arena, "%lld", (long long)done.silent)), opinions_page_of);
}

/* ---- of a territory ---- */

static bool fits(str filter, const struct q_review_opinions_row *r, const struct review_opinion *v)
{
	if (str_eq(filter, S("awaited")))
		return !r->given.set;
	if (str_eq(filter, S("late")))
		return !r->given.set && v->late;
	if (str_eq(filter, S("replies")))
		return v->owes_reply;
	return true;
}

static void add_filters(struct page *pg, const struct q_review_late_counts_row *counts, str filter, struct review_desk_view *v)
{
	const struct {
		str code;
		enum word word;
		int64_t n;
	} filters[] = {{S("awaited"), W_review_filter_awaited, counts->awaited}, {S("late"), W_review_filter_late, counts->late}, {S("replies"), W_review_filter_replies, counts->replies},
	               {S("all"), W_review_filter_all, -1}};
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
		*LIST_ADD(pg->arena, &v->filters) = (struct review_tab){filters[i].n < 0 ? word_text(pg->lang, filters[i].word) : TEXT(pg, filters[i].word, ARG("n", filters[i].n)),
			LINK(pg, "/desk/:territory/opinions?show=:show", pg->in.territory, filters[i].code), str_eq(filter, filters[i].code)};
}

enum status show_desk_opinions(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	struct q_desk_territory_row territory;
	struct q_review_opinions_rows rows = {0};
	struct q_review_late_counts_row counts;
	struct review_desk_view *v = ARENA_NEW(pg->arena, struct review_desk_view);
	const bool officer = may(&pg->actor, VERB_run_desk, &pg->thing);
	enum status s = q_desk_territory(pg->db, pg->arena, pg->thing.territory, &territory);
	if (s == OK)
		s = q_review_opinions(pg->db, pg->arena, pg->thing.territory, (application_id){0}, S(""), &rows);
	if (s == OK)
		s = q_review_late_counts(pg->db, pg->arena, pg->thing.territory, day_at(pg->now, zone_of(territory.time_zone)), &counts);
	if (s != OK)
		return s;
	review_layout(pg, &v->layout, word_text(pg->lang, W_review_desk_title), &none);
	page_accent(pg, &v->layout, territory.code, territory.accent);
	v->list = LINK(pg, "/desk/:territory", territory.code);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_desk_title), v->list);
	v->territory = territory.name;
	v->said = said(pg);
	str filter = param_number(pg, "show");
	if (!filter.n)
		filter = S("awaited");
	add_filters(pg, &counts, filter, v);
	for (size_t i = 0; i < rows.n; i++) {
		const struct review_opinion one = shown(pg, &rows.at[i], territory.code, territory.time_zone, officer);
		if (fits(filter, &rows.at[i], &one))
			*LIST_ADD(pg->arena, &v->opinions) = one;
	}
	RESPOND_HTML(pg, review_desk_page, v);
	return OK;
}

/* ---- published ---- */

enum status show_public_opinions(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	struct q_page_call_by_code_row call;
	struct q_review_published_rows rows = {0};
	struct review_public_view *v = ARENA_NEW(pg->arena, struct review_public_view);
	enum status s = q_page_call_by_code(pg->db, pg->arena, pg->in.call, &call);
	if (s == OK)
		s = q_review_published(pg->db, pg->arena, call.id, call.code, &rows);
	if (s != OK)
		return s;
	review_layout(pg, &v->layout, word_text(pg->lang, W_review_public_title), &none);
	v->layout.refuse_index = false;
	v->layout.section = call.title;
	page_accent(pg, &v->layout, call.territory, call.accent);
	v->call = call.title;
	v->call_link = LINK(pg, "/calls/:call", call.code);
	page_crumb(pg, &v->layout, call.title, v->call_link);
	for (size_t i = 0; i < rows.n; i++) {
		const struct opinion_shown o = {.kind = S("citizen_council"), .label = rows.at[i].label, .time_zone = call.time_zone, .answer = rows.at[i].answer, .text = rows.at[i].text,
			.reply = rows.at[i].reply, .given = {true, rows.at[i].given}, .replied = {true, rows.at[i].replied}};
		struct review_opinion *one = LIST_ADD(pg->arena, &v->opinions);
		*one = review_opinion_words(pg, &o);
		one->title = rows.at[i].title;
		one->bearer = rows.at[i].bearer;
	}
	RESPOND_HTML(pg, review_public_page, v);
	return OK;
}
