/* A sheet of an address, read; what a request typed, saved. See sheet_post.h. */
#include "web/sheet_post.h"

#include "base/ids.h"
#include "gen/queries.h"
#include "web/rulesets.h"
#include "web/sheet_parts.h"

enum status sheet_rules(struct page *pg, territory_id territory, str call, const struct ruleset **set)
{
	struct q_writing_ruleset_row row;
	*set = NULL;
	if (!str_is_set(call))
		return OK;
	enum status s = q_writing_ruleset(pg->db, pg->arena, territory, call, &row);
	if (s == NOT_FOUND)
		return OK;
	if (s)
		return s;
	const struct ruleset_key key = {.territory = territory, .call = call, .version = row.version, .hash = row.hash};
	return rulesets_get(pg, &key, set);
}

enum status sheet_of_page(struct page *pg, struct sheet *sheet)
{
	struct sheet_head head;
	const struct ruleset *set;
	enum status s = sheet_read_head(pg->db, pg->arena, pg->thing.sheet, &head);
	if (!s)
		s = sheet_rules(pg, head.territory, head.call, &set);
	return s ? s : sheet_read(pg->db, pg->arena, pg->thing.sheet, set, pg->lang, sheet);
}

/* Boxes of one name stand one after the other; the first of them is empty, so that no box at all is an answer too. */
static void add_typed(const struct page *pg, struct sheet_typed_list *typed, str key, str value)
{
	struct sheet_typed *last = typed->list.n ? &typed->list.at[typed->list.n - 1] : NULL;
	if (!last || !str_eq(last->key, key))
		*LIST_ADD(pg->arena, &typed->list) = (struct sheet_typed){.key = key, .typed = value};
	else if (!str_is_set(last->typed))
		last->typed = value;
	else if (str_is_set(value))
		last->typed = arena_fmt(pg->arena, "%.*s %.*s", STR_ARGS(last->typed), STR_ARGS(value));
}

void sheet_typed_of(const struct page *pg, struct sheet_typed_list *typed)
{
	*typed = (struct sheet_typed_list){0};
	struct page_fields fields = page_form_family(pg, S("f."));
	for (size_t i = 0; i < fields.n; i++)
		add_typed(pg, typed, fields.at[i].name, fields.at[i].value);
}

/* A page that another person opened, whose session has ended since: nothing is written under another name. */
bool sheet_is_for_another(const struct page *pg)
{
	str person = page_form(pg, S("person"));
	return str_is_set(person) && !str_eq(person, id_code(pg->arena, pg->actor.person.v));
}

enum status sheet_post(struct page *pg, struct sheet_post *post)
{
	struct sheet_typed_list typed;
	sheet_typed_of(pg, &typed);
	return sheet_post_typed(pg, &typed, post);
}

enum status sheet_post_typed(struct page *pg, const struct sheet_typed_list *typed, struct sheet_post *post)
{
	*post = (struct sheet_post){.typed = *typed};
	struct sheet_save save = {.sheet = pg->thing.sheet};
	const struct ruleset *set;
	str base = page_form(pg, S("base"));
	if (!str_is_set(base) || !str_to_int64(base, &save.base) || save.base < 0)
		return INVALID;
	enum status s = sheet_read_head(pg->db, pg->arena, pg->thing.sheet, &post->head);
	if (!s && sheet_is_for_another(pg))
		s = CONFLICT;
	if (!s)
		s = sheet_rules(pg, post->head.territory, post->head.call, &set);
	if (s)
		return s;
	for (size_t i = 0; i < post->typed.list.n; i++)
		*LIST_ADD(pg->arena, &save.typed) = post->typed.list.at[i];
	return sheet_save(pg->db, pg->arena, &pg->actor, pg->now, &save, set, pg->lang, &post->saved);
}
