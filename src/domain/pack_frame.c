/* Defaults and inheritance. The recursion is bounded by LIMIT_PACK_DEPTH: the tree comes from a file of that depth. */
#include "domain/pack_frame.h"

#include "base/limits.h"
#include "base/status.h"

bool strs_has(const struct strs *list, str s)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->at[i], s))
			return true;
	return false;
}

static size_t count_goals(const struct pack_goal *goals, size_t n)
{
	size_t count = n;
	for (size_t i = 0; i < n; i++)
		count += count_goals(goals[i].children.at, goals[i].children.n);
	return count;
}

size_t pack_goal_count(const struct pack *pack)
{
	return count_goals(pack->goals.at, pack->goals.n);
}

/* Adopted by the parent's districts, or those of them that adopted_by names, but not those that not_adopted_by names. */
static bool *adoption_of(struct arena *a, const struct pack *pack, const struct pack_goal *goal, const bool *inherited)
{
	bool *adopted = ARENA_ARRAY(a, pack->districts.n + 1, bool);
	for (size_t d = 0; d < pack->districts.n; d++) {
		str code = pack->districts.at[d].code;
		adopted[d] = (!inherited || inherited[d]) && (!goal->adopted_by.at || strs_has(&goal->adopted_by, code)) &&
		             !strs_has(&goal->not_adopted_by, code);
	}
	return adopted;
}

struct flattening {
	struct arena *arena;
	const struct pack *pack;
	struct pack_goal_rows rows;
};

static void flatten(struct flattening *f, const struct pack_goal *goals, size_t n, int64_t parent)
{
	for (size_t i = 0; i < n; i++) {
		const bool *inherited = parent == PACK_NO_PARENT ? NULL : f->rows.at[parent].adopted;
		int64_t depth = parent == PACK_NO_PARENT ? 0 : f->rows.at[parent].depth + 1;
		struct pack_goal_row *row = LIST_ADD(f->arena, &f->rows);
		*row = (struct pack_goal_row){.goal = &goals[i], .parent = parent, .depth = depth};
		row->adopted = adoption_of(f->arena, f->pack, &goals[i], inherited);
		flatten(f, goals[i].children.at, goals[i].children.n, (int64_t)f->rows.n - 1);
	}
}

struct pack_goal_rows pack_goals_flatten(struct arena *a, const struct pack *pack)
{
	struct flattening f = {.arena = a, .pack = pack};
	always(pack->districts.n <= LIMIT_PACK_DISTRICTS && pack_goal_count(pack) <= LIMIT_PACK_GOALS);
	flatten(&f, pack->goals.at, pack->goals.n, PACK_NO_PARENT);
	return f.rows;
}

struct strs pack_call_goals(struct arena *a, const struct pack *pack, const struct pack_call *call)
{
	struct strs all = call->goals;
	for (size_t i = 0; !call->goals.at && i < pack->goals.n; i++)
		*LIST_ADD(a, &all) = pack->goals.at[i].code;
	return all;
}

struct strs pack_call_districts(struct arena *a, const struct pack *pack, const struct pack_call *call)
{
	struct strs all = call->districts;
	for (size_t i = 0; !call->districts.at && i < pack->districts.n; i++)
		*LIST_ADD(a, &all) = pack->districts.at[i].code;
	return all;
}

struct strs pack_call_contacts(struct arena *a, const struct pack *pack, const struct pack_call *call)
{
	struct strs all = call->contacts;
	for (size_t i = 0; !call->contacts.at && i < pack->contacts.n; i++)
		*LIST_ADD(a, &all) = pack->contacts.at[i].code;
	return all;
}

struct strs pack_action_goals(struct arena *a, const struct pack_axis *axis, const struct pack_action *action)
{
	struct strs all = action->goals;
	if (!action->goals.at && axis->goal.p)
		*LIST_ADD(a, &all) = axis->goal;
	return all;
}

struct strs pack_action_districts(struct arena *a, const struct pack *pack, const struct pack_call *call, const struct pack_action *action)
{
	return action->districts.at ? action->districts : pack_call_districts(a, pack, call);
}

const struct pack_call *pack_call_named(const struct pack *pack, str code)
{
	for (size_t i = 0; i < pack->calls.n; i++)
		if (str_eq(pack->calls.at[i].code, code))
			return &pack->calls.at[i];
	return NULL;
}

const struct pack_call *pack_call_of(const struct pack *pack, const struct pack_programme *programme)
{
	const struct pack_call *call = pack_call_named(pack, programme->call);
	always(call != NULL);
	return call;
}
