/* The views of the test pages: small, but with every type that a template may write. */
#ifndef GOLDEN_VIEWS_H
#define GOLDEN_VIEWS_H

#include "base/arena.h"
#include "base/html.h"

struct frame_view { /* the layout's; named otherwise than the product's on purpose */
	enum lang lang;
	str base, csrf, title;
	const struct zone *zone;
	url other;
};

struct goal;
struct goal_list {
	LIST_OF(struct goal) goals;
};
struct goal {
	str code, label;
	bool has_more;
	const struct goal_list *children; /* NULL for a leaf */
};

struct action {
	str code, title, bearer;
	money total;
	opt_money paid;
	bool late, selected;
	html chart;
	url link;
	const struct action *twin;
	LIST_OF(str) tags;
};

struct all_view {
	struct frame_view layout;
	str title, hostile, empty, absent;
	html drawing;
	money total;
	day opened;
	instant closes;
	int count;
	int64_t big;
	size_t size;
	bool yes, no;
	opt_int maybe;
	opt_day never;
	url page, web, evil;
	enum word kind;
	struct {
		struct {
			str name;
		} inner;
	} outer;
	const struct action *lead;
	LIST_OF(struct action) actions, nothing;
	LIST_OF(const struct action *) pointers;
	struct goal_list tree;
};

#endif
