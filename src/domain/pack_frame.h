/* The frame of a pack with its defaults resolved: the goal tree as a flat list with the districts that adopted each goal (N7, H4),
   and what a call covers when it does not say. Pure; used by pack_check, by the loader and by tests. */
#ifndef DOMAIN_PACK_FRAME_H
#define DOMAIN_PACK_FRAME_H

#include "domain/pack.h"

enum { PACK_NO_PARENT = -1 };

struct pack_goal_row {
	const struct pack_goal *goal;
	int64_t parent; /* position in the same list, or PACK_NO_PARENT */
	int64_t depth;  /* 0 for a root */
	bool *adopted;  /* one for each district of the pack, in its order */
};

struct pack_goal_rows {
	struct pack_goal_row *at;
	size_t n, room;
};

/* The number of goals of the whole tree. */
size_t pack_goal_count(const struct pack *pack);

/* Depth first, in the order of the source. The pack has at most LIMIT_PACK_GOALS goals and LIMIT_PACK_DISTRICTS districts. */
struct pack_goal_rows pack_goals_flatten(struct arena *a, const struct pack *pack);

bool strs_has(const struct strs *list, str s);

/* What a call covers: as written, or every root goal, every district, every contact. */
struct strs pack_call_goals(struct arena *a, const struct pack *pack, const struct pack_call *call);
struct strs pack_call_districts(struct arena *a, const struct pack *pack, const struct pack_call *call);
struct strs pack_call_contacts(struct arena *a, const struct pack *pack, const struct pack_call *call);

/* What an action serves: as written, or its axis's goal, its call's districts. */
struct strs pack_action_goals(struct arena *a, const struct pack_axis *axis, const struct pack_action *action);
struct strs pack_action_districts(struct arena *a, const struct pack *pack, const struct pack_call *call, const struct pack_action *action);

/* NULL when the pack has no such call. */
const struct pack_call *pack_call_named(const struct pack *pack, str code);
/* The call of a programme; the pack passed pack_check. */
const struct pack_call *pack_call_of(const struct pack *pack, const struct pack_programme *programme) __attribute__((returns_nonnull));

#endif
