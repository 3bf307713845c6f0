/* Somebody else changed the same fields since the page was shown: both texts side by side, one is chosen, and everything else that was typed goes along in the form. Nothing
   was written; choosing posts again, on the revision that is shown here. */
#include "web/respond.h"
#include "web/sheet_parts.h"

static const struct sheet_conflict *conflict_of(const struct sheet_post *post, str key)
{
	for (size_t i = 0; i < post->saved.conflicts.n; i++)
		if (str_eq(post->saved.conflicts.at[i].key, key))
			return &post->saved.conflicts.at[i];
	return NULL;
}

static str typed_of(const struct sheet_post *post, str key)
{
	for (size_t i = 0; i < post->typed.list.n; i++)
		if (str_eq(post->typed.list.at[i].key, key))
			return post->typed.list.at[i].typed;
	return S("");
}

enum status sheet_show_conflicts(struct page *pg, const struct sheet_post *post, const struct form_topic *topic, const struct sheet *sheet)
{
	struct conflicts_view *v = ARENA_NEW(pg->arena, struct conflicts_view);
	enum status s = sheet_frame(pg, sheet, topic, &v->layout, &v->bar);
	if (s)
		return s;
	v->layout.title = TEXT(pg, W_writing_error_title, ARG("title", word_text(pg->lang, W_writing_conflict_title)));
	v->bar.base = arena_fmt(pg->arena, "%lld", (long long)post->head.revision); /* what this request wrote is undone */
	for (size_t i = 0; i < post->typed.list.n; i++) {
		const struct sheet_typed *typed = &post->typed.list.at[i];
		if (!conflict_of(post, typed->key))
			*LIST_ADD(pg->arena, &v->kept) =
				(struct kept_field){.name = arena_fmt(pg->arena, "f.%.*s", STR_ARGS(typed->key)), .value = typed->typed};
	}
	for (size_t i = 0; i < post->saved.conflicts.n; i++) {
		const struct sheet_conflict *c = &post->saved.conflicts.at[i];
		str name = arena_fmt(pg->arena, "f.%.*s", STR_ARGS(c->key));
		*LIST_ADD(pg->arena, &v->conflicts) = (struct conflict_view){.key = name, .label = c->label, .theirs = c->theirs, .yours = typed_of(post, c->key),
			.mine_id = arena_fmt(pg->arena, "mine.%zu", i + 1), .theirs_id = arena_fmt(pg->arena, "theirs.%zu", i + 1),
			.by = TEXT(pg, W_writing_changed_by, ARG("who", c->by), ARG("when", sheet_time(pg, sheet->head.time_zone, c->at)))};
	}
	v->count = (int64_t)v->conflicts.n;
	RESPOND_HTML(pg, conflicts_page, v);
	return page_again(pg);
}
