/* The frame of every page of a sheet: where one is, whether it is filed, until when, who changed it, what is to correct, where next. See sheet_post.h. */
#include "base/format.h"
#include "base/ids.h"
#include "base/limits.h"
#include "gen/queries.h"
#include "web/sheet_parts.h"
#include "web/when.h"

enum { SHORT = 128 };

/* ---- times ---- */

str sheet_time(const struct page *pg, str time_zone, instant at)
{
	const struct zone *zone = when_zone(time_zone);
	if (day_at(at, zone).number != day_at(pg->now, zone).number) {
		struct out o = out_new(SHORT);
		out_instant(&o, pg->lang, at, zone);
		return TEXT(pg, W_writing_on_day, ARG("when", out_keep(&o, pg->arena)));
	}
	struct local_time local = local_of(at, zone);
	return TEXT(pg, W_writing_at_time, ARG("hour", local.hour), ARG("minute", arena_fmt(pg->arena, "%02d", local.minute)));
}

/* ---- the deadline ---- */

/* In words the phases of the pack keep their precision ("fin 2024"); a closing that an officer moved has its minute. */
static enum status filing_words(struct page *pg, territory_id territory, str call, str time_zone, struct sheet_deadline *deadline)
{
	struct q_writing_filing_phases_rows rows;
	enum status s = q_writing_filing_phases(pg->db, pg->arena, territory, call, &rows);
	if (s)
		return s;
	struct span *spans = ARENA_ARRAY(pg->arena, rows.n + 1, struct span);
	for (size_t i = 0; i < rows.n; i++)
		spans[i] = (struct span){{rows.at[i].starts, rows.at[i].starts_precision}, {rows.at[i].ends, rows.at[i].ends_precision}};
	const struct deadline *d = &deadline->deadline.at;
	const struct span moved = {{d->opens, S("minute")}, {d->closes, S("minute")}};
	if (d->grace_ends.set)
		page_changes_at(pg, (instant){d->grace_ends.value.ms + 1});
	deadline->filing = d->moved ? when_filing(pg, when_zone(time_zone), &moved, 1) : when_filing(pg, when_zone(time_zone), spans, rows.n);
	return OK;
}

bool sheet_deadline_is_open(const struct sheet_deadline *deadline)
{
	enum filing_moment moment = deadline->deadline.at.moment;
	return moment == FILING_IS_OPEN || moment == FILING_IS_IN_GRACE;
}

enum status sheet_deadline(struct page *pg, territory_id territory, str call, str time_zone, struct sheet_deadline *deadline)
{
	*deadline = (struct sheet_deadline){0};
	enum status s = read_deadline(pg->db, pg->arena, territory, call, pg->now, &deadline->deadline);
	return s ? s : filing_words(pg, territory, call, time_zone, deadline);
}

static enum status add_deadline(struct page *pg, const struct sheet_head *head, struct sheet_bar *bar)
{
	struct sheet_deadline deadline;
	enum status s = head->identity ? NOT_FOUND : sheet_deadline(pg, head->territory, head->call, head->time_zone, &deadline);
	if (s)
		return s == NOT_FOUND ? OK : s;
	struct unfiled_view shown = unfiled_view(pg, &deadline);
	bar->has_deadline = bar->draft;
	bar->deadline = shown.deadline;
	bar->left = shown.left;
	bar->left_tone = shown.tone;
	return OK;
}

struct unfiled_view unfiled_view(struct page *pg, const struct sheet_deadline *deadline)
{
	struct unfiled_view v = {.tone = deadline->filing.tone};
	v.deadline = str_is_set(deadline->filing.when) ? TEXT(pg, W_writing_filing, ARG("when", deadline->filing.when)) : deadline->filing.label;
	const struct deadline *d = &deadline->deadline.at;
	opt_instant last = d->moment == FILING_IS_IN_GRACE ? d->grace_ends : d->closes;
	if (!last.set || !sheet_deadline_is_open(deadline))
		return v;
	int64_t left = last.value.ms - pg->now.ms;
	v.left = TEXT(pg, W_writing_left, ARG("time", when_left(pg, left)));
	if (when_left_is_short(left))
		v.tone = S("soon");
	return v;
}

/* ---- problems ---- */

static str field_label(const struct sheet *sheet, str key)
{
	const struct form_field *field = form_field_of(sheet->form, key);
	return field ? field->label : key;
}

void sheet_problems(const struct page *pg, const struct sheet *sheet, const struct problems *ps, struct sheet_bar *bar)
{
	for (size_t i = 0; i < ps->list.n; i++) {
		const struct problem *p = &ps->list.at[i];
		const struct form_topic *topic = form_topic_of(sheet->form, p->field);
		url link = url_here(pg->arena, arena_fmt(pg->arena, "f.%.*s", STR_ARGS(p->field)));
		if (!topic)
			link = url_here(pg->arena, S("content"));
		*LIST_ADD(pg->arena, &bar->problems) = (struct problem_link){.field = p->field, .label = field_label(sheet, p->field),
			.text = page_words(pg, p->message, p->args, p->arg_count), .link = link};
	}
	bar->problem_count = (int64_t)ps->total;
}

str sheet_wrong(const struct sheet_bar *bar, str key)
{
	for (size_t i = 0; i < bar->problems.n; i++)
		if (str_eq(bar->problems.at[i].field, key))
			return bar->problems.at[i].text;
	return STR_NONE;
}

/* ---- the frame ---- */

static bool is_draft(const struct sheet_head *head)
{
	return str_eq(head->state, S("draft")) || str_eq(head->state, S("to_sign"));
}

static bool topic_is_open(const struct page *pg, const struct sheet *sheet, const struct form_topic *topic)
{
	for (size_t i = 0; i < topic->fields.n; i++)
		if (sheet_is_open(sheet, topic->fields.at[i].key))
			return true;
	for (size_t i = 0; i < topic->groups.n; i++)
		for (size_t k = 0; k < topic->groups.at[i].line.n; k++)
			if (sheet_is_open(sheet, sheet_line_key_in(pg->arena, topic->groups.at[i].key, 1, topic->groups.at[i].line.at[k].key)))
				return true;
	return false;
}

static void add_neighbours(const struct page *pg, const struct sheet *sheet, str code, const struct form_topic *topic, struct sheet_bar *bar)
{
	for (size_t i = 0; i < sheet->form->topics.n; i++) {
		if (&sheet->form->topics.at[i] != topic)
			continue;
		const struct form_topic *before = i ? topic - 1 : NULL, *after = i + 1 < sheet->form->topics.n ? topic + 1 : NULL;
		bar->has_previous = before != NULL;
		bar->has_next = after != NULL;
		if (before) {
			bar->previous = LINK(pg, "/sheets/:sheet/topics/:topic", code, before->code);
			bar->previous_title = before->title;
		}
		if (after) {
			bar->next = LINK(pg, "/sheets/:sheet/topics/:topic", code, after->code);
			bar->next_title = after->title;
		}
	}
}

static str state_tone(str state)
{
	if (str_eq(state, S("filed")))
		return S("open");
	return str_eq(state, S("completion_requested")) ? S("soon") : S("closed");
}

static void add_state(const struct page *pg, const struct sheet_head *head, struct sheet_bar *bar)
{
	bool mine = head->changed_by.v == pg->actor.person.v;
	str when = sheet_time(pg, head->time_zone, head->changed);
	bar->identity = head->identity;
	bar->draft = !head->identity && is_draft(head);
	bar->state = page_word_of(pg, S("writing.sheet_state."), head->revises ? S("budget_requested") : head->state);
	bar->completes = str_eq(head->state, S("completion_requested"));
	bar->tone = state_tone(head->state);
	bar->over = head->identity ? head->applicant_name : TEXT(pg, W_writing_over, ARG("organisation", head->applicant_name), ARG("call", head->call_title));
	bar->title = str_is_set(head->title) ? head->title : word_text(pg->lang, W_writing_untitled);
	bar->saved_text = TEXT(pg, W_writing_saved, ARG("when", when));
	if (!mine && str_is_set(head->changed_name))
		bar->others = TEXT(pg, W_writing_changed_by, ARG("who", head->changed_name), ARG("when", when));
	bar->base = arena_fmt(pg->arena, "%lld", (long long)head->revision);
	bar->person = id_code(pg->arena, pg->actor.person.v);
	bar->person_name = pg->actor.name;
}

static void add_links(const struct page *pg, const struct sheet *sheet, const struct form_topic *topic, struct sheet_bar *bar)
{
	str code = id_code(pg->arena, pg->thing.sheet.v);
	bar->code = code;
	bar->list = LINK(pg, "/sheets/:sheet", code);
	bar->save = LINK(pg, "/sheets/:sheet/save", code);
	bar->values = LINK(pg, "/sheets/:sheet/values.json", code);
	bar->sign_in = LINK(pg, "/sign-in");
	bar->follow_up = LINK(pg, "/sheets/:sheet/follow-up", code);
	bar->action = topic ? LINK(pg, "/sheets/:sheet/topics/:topic", code, topic->code) : bar->list;
	if (topic)
		add_neighbours(pg, sheet, code, topic, bar);
}

enum status sheet_frame(struct page *pg, const struct sheet *sheet, const struct form_topic *topic, struct layout_view *layout, struct sheet_bar *bar)
{
	const struct sheet_head *head = &sheet->head;
	*bar = (struct sheet_bar){0};
	add_state(pg, head, bar);
	add_links(pg, sheet, topic, bar);
	bar->writable = topic && topic_is_open(pg, sheet, topic) && may(&pg->actor, VERB_write_application, &pg->thing);
	bar->saved = topic && str_is_set(page_param(pg, S("saved")));
	page_layout(pg, layout, topic ? topic->title : bar->title);
	layout->refuse_index = true;
	layout->section = bar->title;
	if (!head->identity)
		page_accent(pg, layout, head->territory_code, head->accent);
	page_crumb(pg, layout, word_text(pg->lang, W_organisation_my_title), LINK(pg, "/my"));
	if (topic)
		page_crumb(pg, layout, bar->title, bar->list);
	page_allows_scripts(pg);
	return add_deadline(pg, head, bar);
}

void sheet_check_topic(struct page *pg, const struct sheet *sheet, const struct form_topic *topic, struct layout_view *layout, struct sheet_bar *bar)
{
	bool to_file = str_is_set(page_param(pg, S("check")));
	bool looks = to_file || bar->saved || form_topic_state(sheet->form, &sheet->values, topic, pg->arena) == TOPIC_TO_CORRECT;
	struct problems ps = problems_new(pg->arena);
	if (looks)
		form_check(sheet->form, &sheet->values, topic, to_file, &ps);
	sheet_problems(pg, sheet, &ps, bar);
	if (ps.total)
		layout->title = TEXT(pg, W_writing_error_title, ARG("title", layout->title));
}
