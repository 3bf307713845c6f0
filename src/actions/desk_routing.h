/* Who follows what is filed: the ordered rules of a territory, the first that fits. Applied when a request is filed, in its transaction, and to what nobody follows when an officer asks
   for it after a preview. */
#ifndef ACTIONS_DESK_ROUTING_H
#define ACTIONS_DESK_ROUTING_H

#include "actions/desk_work.h"
#include "actions/filing_step.h"

struct route_rule {
	str call, district, theme; /* '' fits all; theme: an item of the list `themes`, or a goal */
	person_id person;
	int64_t days; /* until it is due; 0: no due date */
	str name;     /* of the person; read only */
};
struct route_rules {
	struct route_rule *at;
	size_t n, room;
};
must_use enum status routing_read(struct db *db, struct arena *a, territory_id territory, struct route_rules *rules);
/* All of them, in order. INVALID: somebody who is no officer, days out of range, too many (field "rule-N"). DENIED. step->application is not used. */
must_use enum status routing_save(const struct desk_step *step, const struct route_rules *rules, struct problems *ps);

struct routed {
	application_id id;
	str title, bearer, to;
	person_id person;
	opt_day due;
	size_t rule; /* from 0 */
};
struct routed_list {
	struct routed *at;
	size_t n, room;
};
/* What nobody follows and some rule catches, among what is not decided. Nothing is written. */
must_use enum status routing_preview(const struct desk_step *step, const struct zone *zone, struct routed_list *list);
/* The same, written: each as if an officer had given it. */
must_use enum status routing_apply(const struct desk_step *step, const struct zone *zone, size_t *done, struct problems *ps);

/* At the first filing, when nobody follows it yet; inside the filing's transaction. */
must_use enum status routing_at_filing(struct filing_step *f);

#endif
