/* See earlier.h. Reads only; sheet_create judges whether the organisation bore what was chosen. */
#include "web/earlier.h"

#include "base/ids.h"
#include "gen/queries.h"

static void add(struct page *pg, const struct earlier_asked *asked, struct apply_choices *to, struct apply_choice choice)
{
	choice.id = arena_fmt(pg->arena, "previous.%zu", to->n + 1);
	choice.chosen = str_eq(choice.value, asked->chosen);
	*LIST_ADD(pg->arena, to) = choice;
}

enum status earlier_projects(struct page *pg, const struct earlier_asked *asked, struct apply_choices *to)
{
	struct q_writing_earlier_rows files = {0};
	struct q_writing_past_actions_rows actions = {0};
	const bool renewal = str_eq(asked->request, S("renewal"));
	if (!renewal && !str_eq(asked->request, S("roll_out")))
		return OK;
	enum status s = q_writing_earlier(pg->db, pg->arena, asked->applicant.v, &files);
	for (size_t i = 0; s == OK && i < files.n; i++)
		if (!renewal || files.at[i].territory.v == asked->territory.v)
			add(pg, asked, to, (struct apply_choice){.value = arena_fmt(pg->arena, "sheet.%.*s", STR_ARGS(id_code(pg->arena, files.at[i].sheet))), .label = files.at[i].title,
				.hint = files.at[i].call_title});
	if (s == OK && renewal)
		s = q_writing_past_actions(pg->db, pg->arena, asked->territory, asked->siren, asked->name, &actions);
	for (size_t i = 0; s == OK && i < actions.n; i++)
		add(pg, asked, to, (struct apply_choice){.value = arena_fmt(pg->arena, "action.%.*s", STR_ARGS(actions.at[i].action)), .label = actions.at[i].title,
			.hint = TEXT(pg, W_writing_past_action, ARG("call", actions.at[i].call_title))});
	return s;
}

bool earlier_read(str previous, struct sheet_new *new)
{
	str kind, code;
	int64_t id;
	if (!str_cut(previous, '.', &kind, &code))
		return false;
	if (str_eq(kind, S("action")))
		new->action = code;
	else if (id_of_code(code, &id))
		new->previous = (sheet_id){id};
	return str_is_set(new->action) || new->previous.v;
}
