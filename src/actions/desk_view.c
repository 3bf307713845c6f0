/* Keeping and forgetting a list. A default is one a person a territory. */
#include "actions/desk_view.h"

#include "base/ids.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "gen/queries.h"
#include "store/audit.h"

static enum status tell(struct db *db, struct arena *a, const struct actor *actor, instant now, territory_id territory, str verb, int64_t view)
{
	const struct audit_entry entry = {.territory = territory, .at = now, .actor = arena_fmt(a, "user:%lld", (long long)actor->person.v), .verb = verb,
		.thing = arena_fmt(a, "desk_view:%lld", (long long)view)};
	return audit_append(db, &entry);
}

enum status keep_desk_view(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct desk_view_new *new, struct problems *ps)
{
	const struct thing thing = {.territory = new->territory};
	struct q_deskwork_views_rows rows;
	str name = str_trim(new->name);
	if (!may(actor, VERB_read_desk, &thing) || (new->shared && !may(actor, VERB_run_desk, &thing)))
		return DENIED;
	enum status s = q_deskwork_views(db, a, new->territory, actor->person.v, &rows);
	if (s != OK)
		return s;
	if (!str_is_set(name))
		PROBLEM(ps, STR_NONE, 0, S("name"), W_deskwork_view_name_missing);
	else if (utf8_count(name) > LIMIT_VIEW_NAME_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("name"), W_deskwork_view_name_long, ARG("n", (int64_t)LIMIT_VIEW_NAME_CHARS));
	else if (rows.n >= LIMIT_VIEWS)
		PROBLEM(ps, STR_NONE, 0, S("name"), W_deskwork_view_too_many, ARG("n", (int64_t)LIMIT_VIEWS));
	if (ps->total)
		return INVALID;
	int64_t id = id_new();
	if (new->is_default)
		s = q_deskwork_no_default(db, new->territory, actor->person.v);
	if (s == OK)
		s = q_deskwork_add_view(db, &(struct q_deskwork_add_view_in){.territory = new->territory, .view = id, .person = actor->person.v, .name = name, .query = new->query,
			.shared = new->shared, .is_default = new->is_default, .made = now});
	return s == OK ? tell(db, a, actor, now, new->territory, S("keep_desk_view"), id) : s;
}

enum status forget_desk_view(struct db *db, struct arena *a, const struct actor *actor, instant now, territory_id territory, int64_t view)
{
	const struct thing thing = {.territory = territory};
	struct q_deskwork_view_row row;
	enum status s = q_deskwork_view(db, a, territory, view, &row);
	if (s == OK && row.person != actor->person.v && !may(actor, VERB_run_desk, &thing))
		s = DENIED;
	if (s == OK)
		s = q_deskwork_remove_view(db, territory, view);
	return s == OK ? tell(db, a, actor, now, territory, S("forget_desk_view"), view) : s;
}
