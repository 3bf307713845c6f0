/* /notifications/:call and /notifications/:call/:funder: what each funder has to tell, how far it is, how it signs, what came back. Reads only; notify_post.c posts. */
#include "web/notify.h"

#include "base/calendar.h"
#include "base/limits.h"
#include "documents/raster.h"
#include "domain/application_code.h"
#include "domain/letter_code.h"
#include "web/routes.h"
#include "web/rulesets.h"

struct document_maker notify_maker(struct page *pg)
{
	return (struct document_maker){.db = pg->db, .arena = pg->arena, .files = pg->files, .settings = pg->settings, .lang = pg->lang, .now = pg->now};
}

struct notifying notify_who(struct page *pg)
{
	return (struct notifying){.db = pg->db, .arena = pg->arena, .actor = &pg->actor, .now = pg->now, .territory = pg->thing.territory, .call = pg->in.call, .funder = pg->in.funder,
		.public_url = pg->settings->public_url};
}

str notify_typed(const struct page *pg, str name)
{
	str value = pg->rq->method == HTTP_POST && route_has_field(pg->route, name) ? page_form(pg, name) : STR_NONE;
	return value.p ? value : S("");
}

static enum status read_one(struct page *pg, str funder, struct notices *n)
{
	struct notice_wish wish = {.db = pg->db, .arena = pg->arena, .lang = pg->lang, .call = pg->in.call, .funder = funder};
	struct q_filing_zone_row zone;
	enum status s = sheet_rules(pg, pg->thing.territory, pg->in.call, &wish.set);
	if (!s)
		s = q_filing_zone(pg->db, pg->arena, pg->thing.territory, &zone);
	if (s)
		return s;
	wish.judge = wish.set ? rulesets_judge(pg, wish.set, zone.time_zone) : NULL;
	return read_notices(&wish, n);
}

enum status notify_read(struct page *pg, struct notices *n)
{
	return read_one(pg, pg->in.funder, n);
}

/* ---- the funders of a call ---- */

static bool may_tell(struct page *pg, str funder)
{
	struct thing thing = pg->thing;
	thing.institution = funder;
	return may(&pg->actor, VERB_notify_bearer, &thing);
}

static enum status add_funder(struct page *pg, struct notify_call_view *v, str code)
{
	struct notices n;
	enum status s = read_one(pg, code, &n);
	if (s || !n.list.n)
		return s;
	*LIST_ADD(pg->arena, &v->rows) = (struct notify_funder_row){.link = LINK(pg, "/notifications/:call/:funder", pg->in.call, code), .label = n.label,
		.to_make = (int64_t)(n.count[NOTICE_TO_MAKE] + n.count[NOTICE_CHANGED]), .to_sign = (int64_t)n.count[NOTICE_MADE],
		.to_send = (int64_t)n.count[NOTICE_SIGNED], .sent = (int64_t)(n.count[NOTICE_SENT] + n.count[NOTICE_BOUNCED]), .granted = n.granted, .valued = n.valued};
	return OK;
}

enum status show_notified_call(struct page *pg)
{
	struct q_programme_head_row head;
	struct q_grid_funders_rows funders;
	struct notify_call_view *v = ARENA_NEW(pg->arena, struct notify_call_view);
	enum status s = q_programme_head(pg->db, pg->arena, pg->in.call, &head);
	if (!s)
		s = q_grid_funders(pg->db, pg->arena, pg->thing.territory, &funders);
	for (size_t i = 0; !s && i < funders.n; i++) {
		if (str_eq(funders.at[i].kind, S("own_funds")) || !may_tell(pg, funders.at[i].code))
			continue;
		s = add_funder(pg, v, funders.at[i].code);
		v->none = v->none || s == NOT_FOUND;
		s = s == NOT_FOUND ? OK : s;
	}
	if (s)
		return s;
	page_layout(pg, &v->layout, word_text(pg->lang, W_notify_title));
	v->layout.refuse_index = true;
	page_crumb(pg, &v->layout, word_text(pg->lang, W_adoption_title), LINK(pg, "/programmes/:call", pg->in.call));
	v->call = head.call_title;
	v->programme = LINK(pg, "/programmes/:call", pg->in.call);
	v->may_run = may(&pg->actor, VERB_run_desk, &pg->thing);
	v->logos = LINK(pg, "/logos/:territory", head.territory_code);
	v->budgets = LINK(pg, "/desk/:territory?call=:call&state=:state", head.territory_code, pg->in.call, S("programmed"));
	RESPOND_HTML(pg, notified_page, v);
	return OK;
}

/* ---- one funder ---- */

struct showing {
	struct page *pg;
	struct notices n;
	struct notify_view *v;
	const struct problems *ps;
	enum notice_state next; /* what is to be done first */
};

static str when(const struct showing *w, instant at)
{
	return page_day(w->pg, day_at(at, zone_of(w->n.time_zone)));
}

static url letter_link_of(const struct showing *w, int64_t id, bool scan)
{
	str number = arena_fmt(w->pg->arena, "%lld", (long long)id);
	return scan ? LINK(w->pg, "/notifications/:call/:funder/letters/:letter?version=signed", w->n.call, w->n.funder, number)
	            : LINK(w->pg, "/notifications/:call/:funder/letters/:letter", w->n.call, w->n.funder, number);
}

static str again_hint(const struct showing *w, const struct notice_letter *l)
{
	struct page *pg = w->pg;
	str way = page_word_of(pg, S("notify.resend_way_"), l->again_way), on = when(w, l->again_at.value);
	return l->failed ? TEXT(pg, W_notify_resent_bounced, ARG("day", on), ARG("way", way), ARG("answer", l->answer.p ? l->answer : S("")))
	                 : TEXT(pg, W_notify_resent_on, ARG("day", on), ARG("way", way), ARG("reason", l->again_reason));
}

static str progress_hint(const struct showing *w, const struct notice *notice)
{
	struct page *pg = w->pg;
	const struct notice_letter *l = notice->letter;
	switch (notice->progress) {
	case NOTICE_MADE: return TEXT(pg, W_notify_made_on, ARG("day", when(w, l->made)));
	case NOTICE_SIGNED: return TEXT(pg, W_notify_signed_on, ARG("day", when(w, l->signed_at.set ? l->signed_at.value : l->made)));
	case NOTICE_SENT:
		if (l->again)
			return again_hint(w, l);
		if (!l->mails)
			return TEXT(pg, W_notify_handed_on, ARG("day", when(w, l->sent.value)));
		return l->failed ? TEXT(pg, W_notify_sent_partly, ARG("day", when(w, l->sent.value)), ARG("n", l->failed), ARG("answer", l->answer.p ? l->answer : S("")))
		                 : TEXT(pg, W_notify_sent_on, ARG("day", when(w, l->sent.value)), ARG("n", l->mails));
	case NOTICE_BOUNCED:
		if (l->again)
			return again_hint(w, l);
		return TEXT(pg, W_notify_bounced_on, ARG("day", when(w, l->sent.value)), ARG("answer", l->answer.p ? l->answer : S("")));
	case NOTICE_CHANGED: return TEXT(pg, W_notify_changed_from, ARG("amount", money_add(l->amount, l->valued)));
	case NOTICE_TO_MAKE:
	case NOTICE_STATES: break;
	}
	return S("");
}

static void add_past(const struct showing *w, const struct notice *notice, struct notify_row *row)
{
	for (size_t i = 0; i < notice->letters.n; i++) {
		const struct notice_letter *l = &notice->letters.at[i];
		if (l->cancelled.set)
			*LIST_ADD(w->pg->arena, &row->past) = (struct notify_past){.link = letter_link_of(w, l->id, false),
				.text = TEXT(w->pg, W_notify_cancelled_on, ARG("day", when(w, l->cancelled.value)), ARG("code", letter_code_shown(w->pg->arena, l->code)), ARG("reason", l->cancelled_reason))};
	}
}

static void add_lacks(const struct showing *w, const struct notice *notice, struct notify_row *row)
{
	const struct {
		bool lacks;
		enum word word;
	} all[] = {{notice->lacks_account, W_notify_lacks_account}, {notice->lacks_address && !notice->lacks_account, W_notify_lacks_address},
	           {notice->lacks_bank && !notice->lacks_account, W_notify_lacks_bank}};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].lacks)
			*LIST_ADD(w->pg->arena, &row->lacks) = word_text(w->pg->lang, all[i].word);
}

static void add_letter(const struct showing *w, const struct notice *notice, struct notify_row *row)
{
	const struct notice_letter *l = notice->letter;
	if (!l)
		return;
	str number = arena_fmt(w->pg->arena, "%lld", (long long)l->id);
	row->has_letter = true;
	row->letter = letter_link_of(w, l->id, false);
	row->letter_code = letter_code_shown(w->pg->arena, l->code);
	row->letter_label = TEXT(w->pg, W_notify_letter_of, ARG("title", notice->title));
	row->is_signed = str_is_set(l->signed_sha256);
	row->signed_letter = letter_link_of(w, l->id, true);
	row->signed_label = TEXT(w->pg, W_notify_signed_of, ARG("title", notice->title), ARG("n", l->signed_versions));
	row->can_cancel = true;
	row->can_resend = l->sent.set;
	row->resend = LINK(w->pg, "/notifications/:call/:funder/letters/:letter/again", w->n.call, w->n.funder, number);
	row->resend_label = TEXT(w->pg, W_notify_resend_of, ARG("title", notice->title));
	row->cancel = LINK(w->pg, "/notifications/:call/:funder/letters/:letter/cancel", w->n.call, w->n.funder, number);
	row->cancel_label = TEXT(w->pg, W_notify_cancel_of, ARG("title", notice->title));
	row->cancel_id = number;
}

/* What was ticked comes back; on a page that is opened, what comes next is ticked already: letters to make, and when none is left those that are signed. */
static bool is_ticked(const struct showing *w, const struct notice *notice, str code)
{
	const struct page *pg = w->pg;
	if (pg->rq->method != HTTP_POST || !route_has_field(pg->route, S("application")))
		return notice->decision != NOTICE_WAITS && notice->progress == w->next;
	for (size_t i = 0; i < pg->rq->form.n; i++)
		if (str_eq(pg->rq->form.at[i].name, S("application")) && str_eq(pg->rq->form.at[i].value, code))
			return true;
	return false;
}

static void find_next(struct showing *w)
{
	w->next = NOTICE_SIGNED;
	for (size_t i = 0; i < w->n.list.n; i++)
		if (w->n.list.at[i].decision != NOTICE_WAITS && w->n.list.at[i].progress == NOTICE_TO_MAKE)
			w->next = NOTICE_TO_MAKE;
}

static void add_row(const struct showing *w, const struct notice *notice)
{
	static const struct {
		enum word word;
		str tone;
	} decisions[] = {[NOTICE_AWARD] = {W_notify_decision_award, S("good")}, [NOTICE_REFUSAL] = {W_notify_decision_refusal, S("error")},
	                 [NOTICE_WAITS] = {W_notify_decision_waits, S("")}};
	static const str tones[NOTICE_STATES] = {[NOTICE_TO_MAKE] = S("unknown"), [NOTICE_MADE] = S("warning"), [NOTICE_SIGNED] = S("now"), [NOTICE_SENT] = S("good"),
		[NOTICE_BOUNCED] = S("error"), [NOTICE_CHANGED] = S("error")};
	struct page *pg = w->pg;
	struct notify_row *row = LIST_ADD(pg->arena, &w->v->rows);
	str code = arena_fmt(pg->arena, "%lld", (long long)notice->application.v);
	*row = (struct notify_row){.code = code, .title = notice->title, .bearer = notice->bearer, .number = notice->number, .amount = notice->amount, .valued = notice->valued,
		.asked = notice->asked, .decision = word_text(pg->lang, decisions[notice->decision].word), .decision_tone = decisions[notice->decision].tone,
		.choosable = notice->decision != NOTICE_WAITS, .agreement = notice->agreement, .choose = is_ticked(w, notice, code) ? S("yes") : S("")};
	row->file = LINK(pg, "/applications/:application", application_code(pg->arena, w->n.territory_code, notice->application));
	if (notice->decision != NOTICE_WAITS) {
		row->progress = page_word_of(pg, S("notify.state_"), str_of(notice_state_name(notice->progress)));
		row->tone = tones[notice->progress];
		row->hint = progress_hint(w, notice);
	}
	for (size_t i = 0; i < notice->reasons.n; i++)
		*LIST_ADD(pg->arena, &row->reasons) = (struct notify_reason_row){notice->reasons.at[i].text, notice->reasons.at[i].clause};
	add_lacks(w, notice, row);
	add_letter(w, notice, row);
	add_past(w, notice, row);
}

static void add_counts(const struct showing *w)
{
	static const str tones[NOTICE_STATES] = {[NOTICE_BOUNCED] = S("error"), [NOTICE_CHANGED] = S("error")};
	for (enum notice_state state = 0; state < NOTICE_STATES; state++)
		if (w->n.count[state] || state <= NOTICE_SENT)
			*LIST_ADD(w->pg->arena, &w->v->counts) = (struct notify_count){.n = (int64_t)w->n.count[state], .tone = tones[state],
				.label = page_word_of(w->pg, S("notify.state_"), str_of(notice_state_name(state)))};
	w->v->has_to_sign = w->n.count[NOTICE_MADE] > 0;
}

static void add_setting(const struct showing *w)
{
	struct notify_view *v = w->v;
	char text[32];
	const struct notice_setting *setting = &w->n.setting;
	bool again = w->ps->total && route_has_field(w->pg->route, S("sender"));
	v->is_set = setting->set;
	v->setting_open = !setting->set || again;
	v->sender = again ? notify_typed(w->pg, S("sender")) : setting->sender;
	v->decision_number = again ? notify_typed(w->pg, S("decision_number")) : w->n.own_decision ? setting->decision_number : S("");
	v->decision = again ? notify_typed(w->pg, S("decision")) : w->n.own_decision && setting->decision.set ? arena_str(w->pg->arena, str_of(day_iso(setting->decision.value, text))) : S("");
	v->appeal = again ? notify_typed(w->pg, S("appeal")) : setting->appeal;
	v->court = again ? notify_typed(w->pg, S("court")) : setting->court;
	v->contact = again ? notify_typed(w->pg, S("contact")) : setting->contact;
	v->decision_of = str_is_set(setting->decision_number) ? setting->decision_number : word_text(w->pg->lang, W_notify_decision_none);
}

/* ---- what came back ---- */

static struct desk_options letter_choices(const struct showing *w)
{
	struct desk_options all = {0};
	*LIST_ADD(w->pg->arena, &all) = (struct desk_option){S(""), word_text(w->pg->lang, W_notify_choose_letter), false};
	for (size_t i = 0; i < w->n.list.n; i++) {
		const struct notice *notice = &w->n.list.at[i];
		if (notice->letter)
			*LIST_ADD(w->pg->arena, &all) = (struct desk_option){arena_fmt(w->pg->arena, "%lld", (long long)notice->letter->id),
				TEXT(w->pg, W_notify_letter_choice, ARG("bearer", notice->bearer), ARG("title", notice->title), ARG("pages", notice->letter->pages)), false};
	}
	return all;
}

static struct desk_options page_choices(const struct showing *w)
{
	struct desk_options all = {0};
	int64_t most = 1;
	for (size_t i = 0; i < w->n.list.n; i++)
		if (w->n.list.at[i].letter && w->n.list.at[i].letter->pages > most)
			most = w->n.list.at[i].letter->pages;
	for (int64_t p = 1; p <= most; p++)
		*LIST_ADD(w->pg->arena, &all) = (struct desk_option){arena_fmt(w->pg->arena, "%lld", (long long)p), TEXT(w->pg, W_notify_page_number, ARG("page", (long)p)), p == 1};
	return all;
}

static enum status add_unread(const struct showing *w)
{
	struct page *pg = w->pg;
	struct q_notify_unread_pages_rows rows;
	enum status s = q_notify_unread_pages(pg->db, pg->arena, w->n.territory, w->n.call, w->n.funder, &rows);
	for (size_t i = 0; !s && i < rows.n; i++) {
		const struct q_notify_unread_pages_row *r = &rows.at[i];
		str scan = arena_fmt(pg->arena, "%lld", (long long)r->scan), page = arena_fmt(pg->arena, "%lld", (long long)r->page);
		*LIST_ADD(pg->arena, &w->v->unread) = (struct notify_unread){.id = arena_fmt(pg->arena, "%.*s-%.*s", STR_ARGS(scan), STR_ARGS(page)),
			.label = TEXT(pg, W_notify_unread_page, ARG("page", (long)r->page), ARG("name", r->name)),
			.why = word_text(pg->lang, str_eq(r->found, S("other")) ? W_notify_unread_other : W_notify_unread_nothing),
			.alt = TEXT(pg, W_notify_unread_picture, ARG("page", (long)r->page), ARG("name", r->name)), .has_picture = raster_is_possible(pg->arena),
			.picture = LINK(pg, "/notifications/:call/:funder/scans/:scan/:page", w->n.call, w->n.funder, scan, page),
			.action = LINK(pg, "/notifications/:call/:funder/scans/:scan/:page", w->n.call, w->n.funder, scan, page), .letters = letter_choices(w), .pages = page_choices(w)};
	}
	return s;
}

static enum status add_scans(const struct showing *w)
{
	struct page *pg = w->pg;
	struct q_notify_scans_rows rows;
	struct q_notify_half_signed_rows halves;
	enum status s = q_notify_scans(pg->db, pg->arena, w->n.territory, w->n.call, w->n.funder, &rows);
	for (size_t i = 0; !s && i < rows.n; i++)
		*LIST_ADD(pg->arena, &w->v->scan_files) = (struct notify_scan_row){.name = rows.at[i].name,
			.link = LINK(pg, "/notifications/:call/:funder/scans/:scan", w->n.call, w->n.funder, arena_fmt(pg->arena, "%lld", (long long)rows.at[i].id)),
			.facts = TEXT(pg, W_notify_scan_facts, ARG("n", rows.at[i].pages), ARG("known", rows.at[i].known), ARG("day", when(w, rows.at[i].added)))};
	if (!s)
		s = q_notify_half_signed(pg->db, pg->arena, w->n.territory, w->n.call, w->n.funder, &halves);
	for (size_t i = 0; !s && i < halves.n; i++)
		for (size_t k = 0; halves.at[i].there < halves.at[i].pages && k < w->n.list.n; k++)
			if (w->n.list.at[k].letter && w->n.list.at[k].letter->id == halves.at[i].letter)
				*LIST_ADD(pg->arena, &w->v->halves) = TEXT(pg, W_notify_half, ARG("title", w->n.list.at[k].title), ARG("there", halves.at[i].there), ARG("n", halves.at[i].pages));
	return s;
}

static void add_links(const struct showing *w)
{
	struct page *pg = w->pg;
	struct notify_view *v = w->v;
	const struct document_maker m = notify_maker(pg);
#define FUNDER_LINK(under) LINK(pg, "/notifications/:call/:funder" under, w->n.call, w->n.funder)
	v->back = LINK(pg, "/notifications/:call", w->n.call);
	v->make = FUNDER_LINK("");
	v->send = FUNDER_LINK("/send");
	v->settings = FUNDER_LINK("/settings");
	v->scans = FUNDER_LINK("/scans");
	v->to_sign = FUNDER_LINK("/letters.pdf");
	v->to_sign_both = FUNDER_LINK("/letters.pdf?sides=both");
	v->templates = LINK(pg, "/templates/:territory", w->n.territory_code);
	v->may_run = may(&pg->actor, VERB_run_desk, &pg->thing);
	v->no_office = !documents_convert(&m) || !pg->files;
	v->no_raster = !raster_is_possible(pg->arena);
}

static str said_of(const struct page *pg)
{
	int64_t n;
	str done = pg->rq->method == HTTP_GET ? page_param(pg, S("done")) : STR_NONE, count = pg->rq->method == HTTP_GET ? page_param(pg, S("n")) : STR_NONE;
	enum word word = done.p ? word_named(arena_fmt(pg->arena, "notify.done_%.*s", STR_ARGS(done)), WORD_COUNT) : WORD_COUNT;
	if (word == WORD_COUNT || !count.p || !str_to_int64(count, &n) || n < 0)
		return STR_NONE;
	return TEXT(pg, word, ARG("n", n));
}

enum status notify_page_write(struct page *pg, const struct problems *ps, str said)
{
	struct showing w = {.pg = pg, .v = ARENA_NEW(pg->arena, struct notify_view), .ps = ps};
	struct notify_view *v = w.v;
	enum status s = notify_read(pg, &w.n);
	if (s)
		return s;
	str title = TEXT(pg, W_notify_title_of, ARG("funder", w.n.label));
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_adoption_title_wrong, ARG("title", title)) : title);
	v->layout.refuse_index = true;
	page_crumb(pg, &v->layout, word_text(pg->lang, W_notify_title), LINK(pg, "/notifications/:call", w.n.call));
	filing_page_problems(pg, ps, &v->problems);
	v->call = w.n.title;
	v->funder = title;
	v->said = str_is_set(said) ? said : S("");
	v->granted = w.n.granted;
	v->valued = w.n.valued;
	v->reason = notify_typed(pg, S("reason"));
	v->unsigned_reason = notify_typed(pg, S("unsigned_reason"));
	v->orders = str_eq(notify_typed(pg, S("kind")), S("order"));
	v->by_hand = str_eq(notify_typed(pg, S("by_hand")), S("yes"));
	v->has_list = w.n.list.n > 0;
	add_links(&w);
	add_setting(&w);
	add_counts(&w);
	find_next(&w);
	for (size_t i = 0; i < w.n.list.n; i++)
		add_row(&w, &w.n.list.at[i]);
	s = add_unread(&w);
	if (!s)
		s = add_scans(&w);
	if (!s)
		RESPOND_HTML(pg, notify_page, v);
	return s;
}

enum status show_notify(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return notify_page_write(pg, &none, said_of(pg));
}
