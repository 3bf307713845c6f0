/* /opinions: what one is asked, what is late, what a council was answered. /opinions/:opinion: one of them, to give, change, note from a letter, take back or reply to. /opinion-link: the
   same for who has no account, by the secret of a mail: good once for each opinion. */
#include "actions/conflict.h"
#include "actions/opinions.h"
#include "base/ids.h"
#include "domain/application_code.h"
#include "web/review_page.h"

static const str answers[] = {S("favourable"), S("reserved"), S("unfavourable"), S("no_opinion")};

static void add_answers(struct page *pg, struct desk_options *to, str chosen)
{
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		*LIST_ADD(pg->arena, to) = (struct desk_option){answers[i], page_word_of(pg, S("review.answer."), answers[i]), str_eq(answers[i], chosen)};
}

static struct opinion_shown shown_of(const struct q_review_opinion_row *r, str time_zone)
{
	return (struct opinion_shown){.kind = r->kind, .subject = r->subject, .label = r->label, .person = r->person_name, .time_zone = time_zone, .due = r->due, .reply_due = r->reply_due,
		.answer = r->answer, .text = r->text, .reply = r->reply, .given = r->given, .replied = r->replied, .confidential = r->confidential, .on_behalf = r->on_behalf};
}

/* What somebody who gives an opinion needs to know of the project. */
struct told {
	str summary, cost, asked, districts;
	struct q_deskwork_head_row head;
	struct q_deskwork_past_money_rows lines;
};
static enum status tell(struct page *pg, territory_id territory, application_id application, struct told *t)
{
	struct q_filing_application_sum_row sum;
	struct q_review_districts_rows districts = {0};
	enum status s = q_deskwork_head(pg->db, pg->arena, territory, application, &t->head);
	if (s == OK)
		s = q_deskwork_past_money(pg->db, pg->arena, territory, application, &t->lines);
	if (s == OK)
		s = q_filing_application_sum(pg->db, pg->arena, territory, application.v, &sum);
	if (s == OK)
		s = q_review_districts(pg->db, pg->arena, territory, application, &districts);
	if (s != OK)
		return s;
	t->summary = t->head.summary;
	t->cost = page_money(pg, t->head.cost);
	t->asked = page_money(pg, sum.asked);
	str *names = ARENA_ARRAY(pg->arena, districts.n + 1, str);
	for (size_t i = 0; i < districts.n; i++)
		names[i] = districts.at[i].name;
	t->districts = districts.n ? page_joined(pg, names, districts.n) : STR_NONE;
	return OK;
}

/* ---- one ---- */

static enum status add_past(struct page *pg, territory_id territory, int64_t opinion, str time_zone, struct review_opinion_view *v)
{
	struct q_review_past_rows rows = {0};
	enum status s = q_review_past(pg->db, pg->arena, territory, opinion, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(pg->arena, &v->past) = (struct review_past_opinion){page_word_of(pg, S("review.answer."), rows.at[i].answer), rows.at[i].text.p ? rows.at[i].text : S(""),
			filing_page_when(pg, time_zone, rows.at[i].given), rows.at[i].giver.p ? rows.at[i].giver : S("")};
	return s;
}

static void add_forms(struct page *pg, const struct q_review_opinion_row *row, const struct told *t, const struct problems *ps, struct review_opinion_view *v)
{
	char iso[32];
	str typed = review_typed(pg, S("answer"));
	v->cancelled = row->cancelled.set;
	v->may_run = may(&pg->actor, VERB_run_desk, &(struct thing){.territory = row->territory});
	v->on_behalf = !opinion_is_own(&pg->actor, row->territory, row->institution, row->person);
	v->may_give = !v->cancelled && !v->conflict;
	add_answers(pg, &v->answers, typed.n ? typed : row->answer.p ? row->answer : S(""));
	str text = review_typed(pg, S("text"));
	v->answer_text = text.n || pg->rq->method == HTTP_POST ? text : row->text.p ? row->text : S("");
	v->received = review_typed(pg, S("received"));
	v->reply = review_typed(pg, S("reply"));
	v->today = arena_str(pg->arena, str_of(day_iso(day_at(pg->now, zone_of(t->head.time_zone)), iso)));
	v->wrong_answer = filing_page_wrong(ps, S("answer"));
	v->wrong_text = filing_page_wrong(ps, S("text"));
	v->wrong_received = filing_page_wrong(ps, S("received"));
	v->wrong_reply = filing_page_wrong(ps, S("reply"));
	v->opinion.may_cancel = v->may_run && !row->given.set && !v->cancelled;
	v->opinion.may_reply = v->may_run && v->opinion.owes_reply;
	v->action = LINK(pg, "/opinions/:opinion", pg->in.opinion);
	v->cancel = LINK(pg, "/opinions/:opinion/cancel", pg->in.opinion);
	v->to_reply = LINK(pg, "/opinions/:opinion/reply", pg->in.opinion);
}

static enum status opinion_page_of(struct page *pg, const struct problems *ps)
{
	struct review_opinion_view *v = ARENA_NEW(pg->arena, struct review_opinion_view);
	struct q_review_opinion_row row;
	struct told t = {0};
	int64_t id = 0;
	if (!id_of_code(pg->in.opinion, &id))
		return NOT_FOUND;
	enum status s = q_review_opinion(pg->db, pg->arena, id, &row);
	if (s == OK)
		s = tell(pg, row.territory, row.application, &t);
	if (s == OK)
		s = actor_has_conflict(pg->db, pg->arena, &pg->actor, row.territory, row.application, &v->conflict);
	if (s == OK)
		s = add_past(pg, row.territory, id, t.head.time_zone, v);
	if (s != OK)
		return s;
	review_layout(pg, &v->layout, TEXT(pg, W_review_opinion_title, ARG("title", t.head.title)), ps);
	page_accent(pg, &v->layout, t.head.territory_code, t.head.accent);
	const struct opinion_shown o = shown_of(&row, t.head.time_zone);
	v->opinion = review_opinion_words(pg, &o);
	v->opinion.question = row.question;
	v->title = t.head.title;
	v->bearer = t.head.bearer;
	v->call = t.head.call_title;
	v->summary = t.summary;
	v->cost = t.cost;
	v->asked = t.asked;
	v->districts = t.districts;
	for (size_t i = 0; i < t.lines.n; i++)
		*LIST_ADD(pg->arena, &v->funders) = (struct deskwork_money){t.lines.at[i].funder, t.lines.at[i].asked.set ? page_money(pg, t.lines.at[i].asked.value) : S("–"), S("")};
	add_forms(pg, &row, &t, ps, v);
	v->may_file = may(&pg->actor, VERB_read_desk, &(struct thing){.territory = row.territory});
	v->back = v->may_file ? LINK(pg, "/applications/:application/opinions", application_code(pg->arena, t.head.territory_code, row.application)) : LINK(pg, "/opinions");
	page_crumb(pg, &v->layout, word_text(pg->lang, v->may_file ? W_review_opinions_title : W_review_my_title), v->back);
	filing_page_problems(pg, ps, &v->problems);
	RESPOND_HTML(pg, review_opinion_page, v);
	return OK;
}

enum status show_opinion(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return opinion_page_of(pg, &none);
}

static enum status opinion_end(struct page *pg, enum status s, struct problems *ps)
{
	return review_end(pg, s, ps, LINK(pg, "/opinions/:opinion", pg->in.opinion), opinion_page_of);
}

enum status post_opinion(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_step step = review_step_of(pg);
	const struct opinion_given given = {.answer = review_typed(pg, S("answer")), .text = review_typed(pg, S("text")), .received = review_typed(pg, S("received"))};
	int64_t id = 0;
	return id_of_code(pg->in.opinion, &id) ? opinion_end(pg, give_opinion(&step, id, &given, &ps), &ps) : NOT_FOUND;
}

enum status post_opinion_cancel(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_step step = review_step_of(pg);
	int64_t id = 0;
	return id_of_code(pg->in.opinion, &id) ? opinion_end(pg, cancel_opinion(&step, id), &ps) : NOT_FOUND;
}

enum status post_opinion_reply(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_step step = review_step_of(pg);
	int64_t id = 0;
	return id_of_code(pg->in.opinion, &id) ? opinion_end(pg, reply_opinion(&step, id, review_typed(pg, S("reply")), &ps), &ps) : NOT_FOUND;
}

/* ---- mine ---- */

enum status show_my_opinions(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	struct q_review_opinions_of_person_rows rows = {0};
	struct review_mine_view *v = ARENA_NEW(pg->arena, struct review_mine_view);
	enum status s = q_review_opinions_of_person(pg->db, pg->arena, pg->actor.person.v, &rows);
	if (s != OK)
		return s;
	review_layout(pg, &v->layout, word_text(pg->lang, W_review_my_title), &none);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_organisation_my_title), LINK(pg, "/my"));
	for (size_t i = 0; i < rows.n; i++) {
		const struct q_review_opinions_of_person_row *r = &rows.at[i];
		const struct opinion_shown o = {.kind = r->kind, .subject = r->subject, .label = r->label, .time_zone = r->time_zone, .due = r->due, .reply_due = r->reply_due, .answer = r->answer,
			.reply = r->reply, .given = r->given, .replied = r->replied};
		struct review_opinion one = review_opinion_words(pg, &o);
		one.title = r->title;
		one.bearer = r->bearer;
		one.call = r->call_title;
		one.question = r->question;
		one.link = LINK(pg, "/opinions/:opinion", id_code(pg->arena, r->opinion));
		if (r->given.set)
			*LIST_ADD(pg->arena, &v->given) = one;
		else
			*LIST_ADD(pg->arena, &v->awaited) = one;
	}
	RESPOND_HTML(pg, review_mine_page, v);
	return OK;
}

/* ---- by a mailed link ---- */

static enum status add_linked(struct page *pg, int64_t opinion, const struct problems *ps, str sent, struct review_link_view *v)
{
	struct q_review_opinion_row row;
	struct told t = {0};
	enum status s = q_review_opinion(pg->db, pg->arena, opinion, &row);
	if (s == OK)
		s = tell(pg, row.territory, row.application, &t);
	if (s != OK)
		return s;
	const struct opinion_shown o = shown_of(&row, t.head.time_zone);
	struct review_link_one *one = LIST_ADD(pg->arena, &v->opinions);
	str code = id_code(pg->arena, opinion);
	const bool typed = str_eq(sent, code);
	*one = (struct review_link_one){.opinion = review_opinion_words(pg, &o), .summary = t.summary, .cost = t.cost, .asked = t.asked, .districts = t.districts, .id = code,
		.text = typed ? review_typed(pg, S("text")) : S(""), .open = !row.given.set && !row.cancelled.set, .wrong_answer = typed && filing_page_wrong(ps, S("answer")),
		.wrong_text = typed && filing_page_wrong(ps, S("text"))};
	add_answers(pg, &one->answers, typed ? review_typed(pg, S("answer")) : S(""));
	one->opinion.title = t.head.title;
	one->opinion.bearer = t.head.bearer;
	one->opinion.question = row.question;
	if (row.cancelled.set) {
		one->opinion.answer = word_text(pg->lang, W_review_no_longer);
		one->opinion.tone = S("past");
	}
	v->who = one->opinion.who;
	v->call = t.head.call_title;
	return OK;
}

static enum status link_page_of(struct page *pg, str secret, const struct problems *ps)
{
	struct review_link_view *v = ARENA_NEW(pg->arena, struct review_link_view);
	struct q_review_link_rows rows = {0};
	enum status s = str_is_set(secret) ? q_review_link(pg->db, pg->arena, secret_hash(pg->arena, secret), pg->now, &rows) : OK;
	for (size_t i = 0; s == OK && i < rows.n; i++)
		s = add_linked(pg, rows.at[i].opinion, ps, review_typed(pg, S("opinion")), v);
	if (s != OK)
		return s;
	review_layout(pg, &v->layout, word_text(pg->lang, rows.n ? W_review_link_title : W_review_link_over), ps);
	v->layout.csrf = pg->csrf;
	v->known = rows.n > 0;
	v->secret = secret;
	if (pg->rq->method == HTTP_GET && str_eq(page_param(pg, S("said")), S("given")))
		v->said = word_text(pg->lang, W_review_link_thanks);
	filing_page_problems(pg, ps, &v->problems);
	RESPOND_HTML(pg, review_link_page, v);
	return OK;
}

enum status show_opinion_link(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return link_page_of(pg, page_param(pg, S("t")), &none);
}

enum status post_opinion_link(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct actor nobody = {.lang = pg->lang};
	struct desk_step step = review_step_of(pg);
	const struct opinion_given given = {.answer = review_typed(pg, S("answer")), .text = review_typed(pg, S("text"))};
	str secret = review_typed(pg, S("t"));
	int64_t id = 0;
	step.actor = &nobody;
	enum status s = id_of_code(review_typed(pg, S("opinion")), &id) ? give_opinion_by_link(&step, secret, id, &given, &ps) : NOT_FOUND;
	if (s == OK)
		return page_see_other(pg, LINK(pg, "/opinion-link?t=:t&said=given", secret));
	if (s == CONFLICT)
		PROBLEM(&ps, STR_NONE, 0, STR_NONE, W_review_link_given);
	if (s == NOT_FOUND)
		PROBLEM(&ps, STR_NONE, 0, STR_NONE, W_review_link_over_text);
	if (!ps.total)
		return s;
	enum status shown = link_page_of(pg, secret, &ps);
	return shown != OK ? shown : s == CONFLICT ? page_again_as(pg, 409) : s == DENIED ? page_again_as(pg, 403) : page_again(pg);
}
