/* Shared parts of the pages of filing; see filing_page.h. Reads nothing but the sheet. */
#include "web/filing_page.h"

#include "actions/filing_step.h"
#include "base/format.h"
#include "base/ids.h"
#include "base/limits.h"
#include "web/routes.h"

enum status filing_page_read(struct page *pg, struct filing_page *p)
{
	enum status s = sheet_of_page(pg, &p->sheet);
	if (s != OK)
		return s;
	if (p->sheet.head.identity)
		return NOT_FOUND;
	return sheet_rules(pg, p->sheet.head.territory, p->sheet.head.call, &p->set);
}

enum status filing_page_judge(struct page *pg, struct filing_judged *j)
{
	enum status s = filing_page_read(pg, &j->page);
	if (s == OK)
		s = q_filing_head(pg->db, pg->arena, j->page.sheet.head.sheet.v, &j->head);
	return s == OK ? filing_is_ready(pg->db, pg->arena, &j->page.sheet, j->page.set, pg->now, j->head.received, pg->lang, &j->ready) : s;
}

static const struct {
	str state, tone;
} tones[] = {{S("draft"), S("soon")},    {S("to_sign"), S("soon")},   {S("filed"), S("open")},   {S("completion_requested"), S("soon")},
             {S("withdrawn"), S("past")}, {S("abandoned"), S("past")}};

void filing_page_top(struct page *pg, const struct sheet_head *head, struct layout_view *layout, struct filing_top *top, str title)
{
	page_layout(pg, layout, title);
	layout->refuse_index = true;
	layout->section = head->call_title;
	layout->zone = zone_of(head->time_zone);
	page_accent(pg, layout, head->territory_code, head->accent);
	page_crumb(pg, layout, word_text(pg->lang, W_organisation_my_title), LINK(pg, "/my"));
	page_crumb(pg, layout, str_is_set(head->title) ? head->title : head->call_title, SHEET_LINK(pg, ""));
	const str state = head->revises ? S("budget_requested") : head->state;
	*top = (struct filing_top){.over = arena_fmt(pg->arena, "%.*s · %.*s", STR_ARGS(head->applicant_name), STR_ARGS(head->call_title)), .title = head->title,
		.state = page_word_of(pg, S("filing.state."), state), .explanation = page_word_of(pg, S("filing.state_text."), state), .tone = S("soon"),
		.number = head->number, .list = SHEET_LINK(pg, "")};
	for (size_t i = 0; i < sizeof tones / sizeof *tones; i++)
		if (str_eq(tones[i].state, head->state))
			top->tone = tones[i].tone;
}

/* Everything that was answered, as a comparison with nothing: the form words labels with their line, values as a person reads them. */
void filing_page_answers(struct page *pg, const struct form *form, const struct form_values *values, str sheet_code, struct filed_answers *answers)
{
	static const struct form_values nothing;
	struct form_changes changes = {0};
	form_compare(pg->arena, form, &nothing, values, &changes);
	for (size_t t = 0; t < form->topics.n; t++) {
		struct filed_topic topic = {.title = form->topics.at[t].title};
		for (size_t i = 0; i < changes.n; i++)
			if (str_eq(changes.at[i].topic, form->topics.at[t].code) && str_is_set(changes.at[i].after))
				*LIST_ADD(pg->arena, &topic.rows) = (struct filed_row){changes.at[i].label, changes.at[i].after};
		if (!topic.rows.n)
			continue;
		if (str_is_set(sheet_code))
			topic.link = LINK(pg, "/sheets/:sheet/topics/:topic", sheet_code, form->topics.at[t].code);
		topic.is_open = !str_is_set(sheet_code);
		*LIST_ADD(pg->arena, &answers->topics) = topic;
	}
}

str filing_page_document(const struct form_context *context, str code)
{
	for (size_t i = 0; i < context->documents.n; i++)
		if (str_eq(context->documents.at[i].code, code))
			return context->documents.at[i].label;
	return code;
}

void filing_page_problems(struct page *pg, const struct problems *ps, struct filing_problems *view)
{
	for (size_t i = 0; i < ps->list.n; i++) {
		const struct problem *p = &ps->list.at[i];
		*LIST_ADD(pg->arena, &view->problems) = (struct filing_problem){page_words(pg, p->message, p->args, p->arg_count), p->field};
	}
	view->count = (int64_t)ps->total;
}

bool filing_page_wrong(const struct problems *ps, str field)
{
	for (size_t i = 0; i < ps->list.n; i++)
		if (str_eq(ps->list.at[i].field, field))
			return true;
	return false;
}

static str public_url(const struct page *pg)
{
	return pg->settings && pg->settings->public_url.p ? pg->settings->public_url : S("");
}

static str typed(const struct page *pg, const char *name)
{
	str value = pg->route && route_has_field(pg->route, str_of(name)) ? page_form(pg, str_of(name)) : STR_NONE;
	return value.p ? value : S("");
}

struct filing_request filing_page_request(struct page *pg, const struct ruleset *set)
{
	struct filing_request q = {.db = pg->db, .arena = pg->arena, .actor = &pg->actor, .now = pg->now, .sheet = pg->thing.sheet, .set = set, .lang = pg->lang,
		.public_url = public_url(pg), .base = -1, .reason = typed(pg, "reason"), .capacity = typed(pg, "capacity"), .mandate = str_eq(typed(pg, "mandate"), S("yes")),
		.attests = str_eq(typed(pg, "attests"), S("yes"))};
	str revision;
	(void)str_cut(typed(pg, "base"), '.', &revision, &q.shown);
	if (!str_to_int64(revision, &q.base))
		q.base = -1;
	return q;
}

struct follow_up filing_page_step(struct page *pg)
{
	return (struct follow_up){.db = pg->db, .arena = pg->arena, .actor = &pg->actor, .now = pg->now, .sheet = pg->thing.sheet, .public_url = public_url(pg)};
}

str filing_page_second(struct page *pg, str time_zone, instant at)
{
	struct filing_step f = {.arena = pg->arena, .zone = zone_of(time_zone)};
	f.head.time_zone = time_zone;
	return filing_instant(&f, pg->lang, at);
}

str filing_page_when(struct page *pg, str time_zone, instant at)
{
	struct out o = out_new(LIMIT_LABEL_BYTES);
	out_instant(&o, pg->lang, at, zone_of(time_zone));
	return out_keep(&o, pg->arena);
}

str filing_page_deadline(struct page *pg, const struct call_deadline *d, str time_zone, str *tone)
{
	static const struct {
		enum word word;
		str tone;
	} says[] = {
		[FILING_IS_NOT_TAKEN] = {W_filing_not_taken, S("error")},  [FILING_IS_EARLY] = {W_filing_too_early, S("warning")},
		[FILING_IS_OPEN] = {W_filing_open_until, S("good")},       [FILING_IS_IN_GRACE] = {W_filing_in_grace, S("warning")},
		[FILING_IS_OVER] = {W_filing_is_over, S("error")},
	};
	const struct deadline *at = &d->at;
	opt_instant when = at->moment == FILING_IS_EARLY ? at->opens : at->closes;
	*tone = says[at->moment].tone;
	if (at->moment == FILING_IS_OPEN && !when.set)
		return STR_NONE;
	str end = at->grace_ends.set ? filing_page_second(pg, time_zone, at->grace_ends.value) : S("");
	/* To the second once it is passed, when that may be argued about; before, as people say it. */
	bool passed = at->moment == FILING_IS_IN_GRACE || at->moment == FILING_IS_OVER;
	str said = !when.set ? S("") : passed ? filing_page_second(pg, time_zone, when.value) : filing_page_when(pg, time_zone, when.value);
	return TEXT(pg, says[at->moment].word, ARG("when", said), ARG("end", end));
}

struct follow_message filing_page_message(struct page *pg, str time_zone, const struct q_filing_messages_row *m)
{
	str name = m->name.p ? m->name : S("");
	return (struct follow_message){
		.who = m->from_office ? TEXT(pg, W_filing_from_office, ARG("who", name)) : TEXT(pg, W_filing_from_bearer, ARG("who", name)),
		.when = filing_page_when(pg, time_zone, m->sent), .text = m->text, .office = m->from_office,
		.seen = m->seen.set ? TEXT(pg, W_filing_seen, ARG("when", filing_page_when(pg, time_zone, m->seen.value))) : STR_NONE};
}
