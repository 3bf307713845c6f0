/* One topic of a sheet on a page: its fields, its lines, and what a post of it does. Budget and publics have pages of their own; attachments and the check before filing are
   elsewhere. */
#include "base/ids.h"
#include "web/handlers.h"
#include "web/respond.h"
#include "web/sheet_parts.h"

static enum status see(struct page *pg, url where)
{
	pg->rs->status = 303;
	http_respond_header(pg->rs, S("Location"), where.s);
	return OK;
}

/* ---- the page ---- */

static void add_lines(struct page *pg, const struct sheet *sheet, const struct form_group *group, const struct sheet_bar *bar, struct group_view *v)
{
	*v = (struct group_view){.key = group->key, .label = group->label, .hint = group->hint, .id = arena_fmt(pg->arena, "group.%.*s", STR_ARGS(group->key)),
		.can_grow = bar->writable && group->shown < group->most};
	for (size_t k = 1; k <= group->shown; k++) {
		struct line_view *line = LIST_ADD(pg->arena, &v->lines);
		line->title = TEXT(pg, W_writing_line, ARG("label", group->label), ARG("number", k));
		for (size_t i = 0; i < group->line.n; i++) {
			str key = sheet_line_key_in(pg->arena, group->key, k, group->line.at[i].key);
			*LIST_ADD(pg->arena, &line->fields) = sheet_field(pg, sheet, &group->line.at[i], key, sheet_wrong(bar, key));
		}
	}
}

static enum status show_fields(struct page *pg, const struct sheet *sheet, const struct form_topic *topic)
{
	struct topic_view *v = ARENA_NEW(pg->arena, struct topic_view);
	enum status s = sheet_frame(pg, sheet, topic, &v->layout, &v->bar);
	if (s)
		return s;
	sheet_check_topic(pg, sheet, topic, &v->layout, &v->bar);
	v->title = topic->title;
	v->lead = topic->lead;
	for (size_t i = 0; i < topic->fields.n; i++)
		*LIST_ADD(pg->arena, &v->fields) = sheet_field(pg, sheet, &topic->fields.at[i], topic->fields.at[i].key, sheet_wrong(&v->bar, topic->fields.at[i].key));
	for (size_t i = 0; i < topic->groups.n; i++)
		add_lines(pg, sheet, &topic->groups.at[i], &v->bar, LIST_ADD(pg->arena, &v->groups));
	RESPOND_HTML(pg, topic_page, v);
	return OK;
}

enum status show_sheet_topic(struct page *pg)
{
	struct sheet sheet;
	enum status s = sheet_of_page(pg, &sheet);
	if (s)
		return s;
	const struct form_topic *topic = form_topic(sheet.form, pg->in.topic);
	if (!topic)
		return NOT_FOUND;
	if (topic->kind == TOPIC_ATTACHMENTS)
		return see(pg, LINK(pg, "/sheets/:sheet/attachments", pg->in.sheet));
	if (topic->kind == TOPIC_CHECK)
		return see(pg, LINK(pg, "/sheets/:sheet/check", pg->in.sheet));
	return show_fields(pg, &sheet, topic);
}

/* ---- a post ---- */

/* Where the button leads. What does not read is saved all the same, and told on the page that it came from. */
static url after(const struct page *pg, const struct sheet_post *post, const struct sheet *sheet, const struct form_topic *topic)
{
	str to = page_form(pg, S("to"));
	str code = pg->in.sheet;
	if (post->saved.problems.total || str_eq(to, S("stay")))
		return LINK(pg, "/sheets/:sheet/topics/:topic?saved=1#content", code, topic->code);
	const struct form_topic *end = sheet->form->topics.at + sheet->form->topics.n;
	if (str_eq(to, S("next")) && topic + 1 < end)
		return LINK(pg, "/sheets/:sheet/topics/:topic", code, topic[1].code);
	return LINK(pg, "/sheets/:sheet", code);
}

enum status save_sheet_topic(struct page *pg)
{
	struct sheet_post post;
	struct sheet sheet;
	enum status s = sheet_post(pg, &post);
	if (!s)
		s = sheet_of_page(pg, &sheet);
	if (s)
		return s;
	const struct form_topic *topic = form_topic(sheet.form, pg->in.topic);
	if (!topic)
		return NOT_FOUND;
	if (post.saved.conflicts.n)
		return sheet_show_conflicts(pg, &post, topic, &sheet);
	return page_see_other(pg, after(pg, &post, &sheet, topic));
}
