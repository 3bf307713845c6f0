/* Rows of templates. See templates.h. */
#include "actions/templates.h"

#include "gen/queries.h"
#include "store/audit.h"

static enum status tell(struct db *db, struct arena *a, const struct actor *actor, instant now, territory_id territory, const char *verb, int64_t id, str detail)
{
	const struct audit_entry entry = {.territory = territory, .at = now, .actor = arena_fmt(a, "user:%lld", (long long)actor->person.v), .verb = str_of(verb),
		.thing = arena_fmt(a, "template:%lld", (long long)id), .detail = detail};
	return audit_append(db, &entry);
}

static enum status funder_exists(struct db *db, struct arena *a, const struct template_add *add, struct problems *ps)
{
	struct q_adoption_funders_rows rows;
	bool known = !str_is_set(add->funder);
	enum status s = q_adoption_funders(db, a, add->territory, &rows);
	for (size_t i = 0; !s && i < rows.n; i++)
		known = known || str_eq(rows.at[i].code, add->funder);
	if (!s && !known) {
		PROBLEM(ps, STR_NONE, 0, S("funder"), W_adoption_templates_funder_unknown);
		return INVALID;
	}
	return s;
}

enum status template_add(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct template_add *add, int64_t *id, struct problems *ps)
{
	struct q_adoption_template_last_row last;
	if (!may(actor, VERB_run_desk, &(struct thing){.territory = add->territory}))
		return DENIED;
	enum status s = funder_exists(db, a, add, ps);
	if (!s)
		s = stored_file_keep(db, a, now, &add->file);
	if (!s)
		s = q_adoption_template_last(db, a, add->territory, &last);
	if (s)
		return s;
	*id = last.last + 1;
	s = q_adoption_template_add(db, &(struct q_adoption_template_add_in){.territory = add->territory, .id = *id, .kind = add->kind, .funder = add->funder.p ? add->funder : S(""),
		.name = add->file.name, .sha256 = add->file.sha256, .added = now, .by = actor->person.v});
	return s ? s : tell(db, a, actor, now, add->territory, "add_template", *id, arena_fmt(a, "%.*s %.*s", STR_ARGS(add->kind), STR_ARGS(add->file.sha256)));
}

enum status template_remove(struct db *db, struct arena *a, const struct actor *actor, instant now, territory_id territory, int64_t id)
{
	struct q_adoption_template_row row;
	if (!may(actor, VERB_run_desk, &(struct thing){.territory = territory}))
		return DENIED;
	enum status s = q_adoption_template(db, a, territory, id, &row);
	if (s || row.removed.set)
		return s;
	s = q_adoption_template_remove(db, territory, id, now);
	return s ? s : tell(db, a, actor, now, territory, "remove_template", id, row.sha256);
}
