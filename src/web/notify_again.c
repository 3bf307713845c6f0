/* /notifications/:call/:funder/letters/:document/again: a letter that came back. What became of it, and how it leaves again: another address, post, its people once more. */
#include "base/calendar.h"
#include "domain/letter_code.h"
#include "web/handlers.h"
#include "web/notify.h"
#include "web/routes.h"

struct showing {
	struct page *pg;
	struct notices n;
	const struct notice *notice;
	const struct notice_letter *letter;
	struct letter_again_view *v;
};

/* A letter that was sent and still counts. */
static enum status find(struct showing *w)
{
	int64_t id;
	enum status s = str_to_int64(w->pg->in.document, &id) ? notify_read(w->pg, &w->n) : NOT_FOUND;
	for (size_t i = 0; !s && !w->letter && i < w->n.list.n; i++)
		if (w->n.list.at[i].letter && w->n.list.at[i].letter->id == id && w->n.list.at[i].letter->sent.set) {
			w->notice = &w->n.list.at[i];
			w->letter = w->notice->letter;
		}
	return !s && !w->letter ? NOT_FOUND : s;
}

static str when(const struct showing *w, instant at)
{
	return page_day(w->pg, day_at(at, zone_of(w->n.time_zone)));
}

static void say_what_happened(const struct showing *w)
{
	struct page *pg = w->pg;
	const struct notice_letter *l = w->letter;
	str on = when(w, l->again_at.set ? l->again_at.value : l->sent.value);
	if (l->failed) {
		w->v->happened = TEXT(pg, W_notify_resend_bounced, ARG("recipient", l->recipient.p ? l->recipient : S("")), ARG("answer", l->answer.p ? l->answer : S("")));
		w->v->tone = S("error");
	} else if (!l->mails) {
		w->v->happened = TEXT(pg, W_notify_resend_by_hand, ARG("day", on));
	} else if (l->delivered < l->mails) {
		w->v->happened = word_text(pg->lang, W_notify_resend_waits);
		w->v->tone = S("warning");
	} else {
		w->v->happened = TEXT(pg, W_notify_resend_arrived, ARG("day", on));
	}
	if (l->again)
		*LIST_ADD(pg->arena, &w->v->past) = TEXT(pg, W_notify_resent_on, ARG("day", on), ARG("way", page_word_of(pg, S("notify.resend_way_"), l->again_way)), ARG("reason", l->again_reason));
}

static enum status say_ways(const struct showing *w)
{
	struct page *pg = w->pg;
	struct q_filing_members_rows rows = {0};
	enum status s = w->notice->applicant ? q_filing_members(pg->db, pg->arena, w->notice->applicant, &rows) : OK;
	if (s)
		return s;
	size_t n = 0;
	str *people = ARENA_ARRAY(pg->arena, rows.n + 1, str);
	for (size_t i = 0; i < rows.n; i++)
		if (!str_eq(rows.at[i].role, S("reader")))
			people[n++] = rows.at[i].email;
	w->v->people_hint = n ? TEXT(pg, W_notify_resend_people_hint, ARG("people", page_joined(pg, people, n))) : word_text(pg->lang, W_notify_resend_people_none);
	w->v->post_hint = str_is_set(w->notice->address) ? TEXT(pg, W_notify_resend_post_hint, ARG("address", w->notice->address)) : word_text(pg->lang, W_notify_resend_post_hint_none);
	return OK;
}

static enum status write_page(struct page *pg, const struct problems *ps)
{
	struct showing w = {.pg = pg, .v = ARENA_NEW(pg->arena, struct letter_again_view)};
	struct letter_again_view *v = w.v;
	enum status s = find(&w);
	if (!s)
		s = say_ways(&w);
	if (s)
		return s;
	str title = word_text(pg->lang, W_notify_resend_title), way = notify_typed(pg, S("way")), number = arena_fmt(pg->arena, "%lld", (long long)w.letter->id);
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_adoption_title_wrong, ARG("title", title)) : title);
	v->layout.refuse_index = true;
	v->back = LINK(pg, "/notifications/:call/:funder", w.n.call, w.n.funder);
	page_crumb(pg, &v->layout, TEXT(pg, W_notify_title_of, ARG("funder", w.n.label)), v->back);
	filing_page_problems(pg, ps, &v->problems);
	v->funder = w.n.long_label;
	v->title = w.notice->title;
	v->bearer = w.notice->bearer;
	v->code = letter_code_shown(pg->arena, w.letter->code);
	v->letter = LINK(pg, "/notifications/:call/:funder/letters/:letter", w.n.call, w.n.funder, number);
	v->action = LINK(pg, "/notifications/:call/:funder/letters/:letter/again", w.n.call, w.n.funder, number);
	v->by_people = str_eq(way, S("people"));
	v->by_address = str_eq(way, S("address"));
	v->by_post = str_eq(way, S("post"));
	v->email = notify_typed(pg, S("email"));
	v->reason = notify_typed(pg, S("reason"));
	say_what_happened(&w);
	RESPOND_HTML(pg, letter_again_page, v);
	return OK;
}

enum status show_letter_again(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return write_page(pg, &none);
}

enum status post_letter_again(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct notifying who = notify_who(pg);
	struct again_wish wish = {.way = notify_typed(pg, S("way")), .email = notify_typed(pg, S("email")), .reason = notify_typed(pg, S("reason"))};
	enum status s = str_to_int64(pg->in.document, &wish.letter) ? notify_send_again(&who, &wish, &ps) : NOT_FOUND;
	if (s == OK)
		return notify_done(pg, "again", 1);
	if (s == CONFLICT)
		PROBLEM(&ps, STR_NONE, 0, STR_NONE, W_notify_resend_not_sent);
	if (s != INVALID && s != CONFLICT)
		return s;
	enum status shown = s == CONFLICT ? notify_page_write(pg, &ps, STR_NONE) : write_page(pg, &ps);
	return shown ? shown : s == CONFLICT ? page_again_as(pg, 409) : page_again(pg);
}
