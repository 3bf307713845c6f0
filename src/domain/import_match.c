/* Which application each line of a table is: by its code, its number, its DAUPHIN reference, its SIRET and name, its name and bearer. What is only near is asked, never guessed; an
   application is taken by one line. */
#include "domain/import.h"

#include "base/utf8.h"
#include "domain/grid.h"

#include <string.h>

enum { NEAR_BYTES = 64, NEAR_AT_MOST = 3 };

struct matcher {
	struct arena *a;
	const struct grid *g;
	const struct import_known *known;
	const struct import_mapping *m;
	struct import_plan *plan;
	uint32_t *taken_by; /* by row of the grid: line of the table; 0: none */
	str *titles, *bearers; /* folded, by row of the grid */
};

static const struct import_organisation *organisation_named(const struct import_known *known, str name)
{
	for (size_t i = 0; i < known->organisations.n; i++)
		if (str_eq(known->organisations.at[i].name, name))
			return &known->organisations.at[i];
	return NULL;
}

/* By any of its names, or by what was answered for that name. */
static bool is_bearer(const struct matcher *x, size_t row, str said, str fold)
{
	if (str_eq(x->bearers[row], fold))
		return true;
	const struct import_organisation *o = organisation_named(x->known, x->g->rows.at[row].bearer);
	str chosen = import_choice_of(x->m, arena_fmt(x->a, "bearer:%.*s", STR_ARGS(said)));
	if (o && str_is_set(chosen) && str_eq(chosen, o->code))
		return true;
	return o && ((str_is_set(o->long_name) && str_eq(name_fold(x->a, o->long_name), fold)) || str_eq(name_fold(x->a, o->code), fold));
}

static size_t by_code(const struct matcher *x, const struct import_row *said, enum import_by *by)
{
	for (size_t i = 0; i < x->g->rows.n; i++) {
		const struct grid_row *r = &x->g->rows.at[i];
		*by = said->action.n && str_eq(said->action, r->action) ? IMPORT_BY_ACTION : said->code.n && str_is_set(r->number) && str_eq(said->code, r->number) ? IMPORT_BY_NUMBER : IMPORT_BY_NONE;
		if (*by != IMPORT_BY_NONE)
			return i;
	}
	for (size_t i = 0; said->reference.n && i < x->known->references.n; i++)
		if (str_eq_nocase(x->known->references.at[i].reference, said->reference)) {
			*by = IMPORT_BY_REFERENCE;
			return grid_row_of(x->g, x->known->references.at[i].application);
		}
	return SIZE_MAX;
}

static bool siren_is(const struct matcher *x, size_t row, str siren)
{
	const struct import_organisation *o = organisation_named(x->known, x->g->rows.at[row].bearer);
	return siren.n && o && str_is_set(o->siren) && str_eq(o->siren, siren);
}

static size_t by_names(const struct matcher *x, const struct import_row *said, enum import_by *by)
{
	str title = name_fold(x->a, said->title), bearer = name_fold(x->a, said->bearer);
	for (size_t i = 0; i < x->g->rows.n; i++) {
		if (x->taken_by[i] || !str_eq(x->titles[i], title))
			continue;
		*by = siren_is(x, i, said->siren) ? IMPORT_BY_SIRET : IMPORT_BY_NAMES;
		if (*by == IMPORT_BY_SIRET || !bearer.n || is_bearer(x, i, said->bearer, bearer))
			return i;
	}
	*by = IMPORT_BY_NONE;
	return SIZE_MAX;
}

static bool is_near(str x, str y)
{
	str one = str_first(x, NEAR_BYTES), two = str_first(y, NEAR_BYTES);
	size_t limit = (one.n < two.n ? one.n : two.n) / 4;
	return limit && one.n < two.n + limit + 1 && two.n < one.n + limit + 1 && str_distance(one, two, limit) <= limit;
}

static struct import_question *ask(struct matcher *x, const struct import_line *line)
{
	struct import_question *q = LIST_ADD(x->a, &x->plan->questions);
	*q = (struct import_question){.key = arena_fmt(x->a, "row:%u", line->number), .text = W_imports_ask_row, .what = line->title, .line = line->number, .required = true};
	return q;
}

/* Applications whose name is near, or the same for another bearer: somebody says which. */
static void ask_near(struct matcher *x, struct import_line *line)
{
	str title = name_fold(x->a, line->title);
	struct import_question *q = NULL;
	for (size_t i = 0; i < x->g->rows.n; i++) {
		if (x->taken_by[i] || (q && q->options.n >= NEAR_AT_MOST) || !is_near(title, x->titles[i]))
			continue;
		if (!q)
			q = ask(x, line);
		*LIST_ADD(x->a, &q->options) = (struct import_option){arena_fmt(x->a, "%lld", (long long)x->g->rows.at[i].id.v),
			arena_fmt(x->a, "%.*s – %.*s", STR_ARGS(x->g->rows.at[i].title), STR_ARGS(x->g->rows.at[i].bearer))};
	}
	if (q)
		line->verdict = IMPORT_ASKS;
}

static void take(struct matcher *x, struct import_line *line, size_t row, enum import_by by)
{
	if (x->taken_by[row]) {
		PROBLEM(&line->faults, STR_NONE, line->number, S(""), W_imports_fault_twice, ARG("line", (int64_t)x->taken_by[row]), ARG("title", x->g->rows.at[row].title));
		return;
	}
	x->taken_by[row] = line->number;
	line->row = row;
	line->by = by;
}

/* What was answered for that line; false: nothing, or something that no longer is. */
static bool answered(struct matcher *x, struct import_line *line)
{
	int64_t id;
	str value = import_choice_of(x->m, arena_fmt(x->a, "row:%u", line->number));
	if (!str_is_set(value))
		return false;
	if (str_eq(value, S("new"))) {
		line->by = IMPORT_BY_CHOICE;
		return true;
	}
	if (str_eq(value, S("skip"))) {
		line->verdict = IMPORT_LEFT;
		return true;
	}
	size_t row = str_to_int64(value, &id) ? grid_row_of(x->g, (application_id){id}) : SIZE_MAX;
	if (row == SIZE_MAX)
		return false;
	take(x, line, row, IMPORT_BY_CHOICE);
	return true;
}

/* What is certain first, so that what is near does not take it. */
enum pass { PASS_ANSWERS, PASS_CODES, PASS_NAMES, PASS_NEAR, PASSES };

static void pass_line(struct matcher *x, struct import_line *line, enum pass pass)
{
	enum import_by by = IMPORT_BY_NONE;
	size_t row = SIZE_MAX;
	if (pass == PASS_ANSWERS) {
		(void)answered(x, line);
		return;
	}
	if (pass == PASS_CODES)
		row = by_code(x, line->said, &by);
	else if (pass == PASS_NAMES && line->title.n)
		row = by_names(x, line->said, &by);
	else if (pass == PASS_NEAR)
		ask_near(x, line);
	if (row != SIZE_MAX)
		take(x, line, row, by);
}

void import_match(struct arena *a, const struct grid *g, const struct import_known *known, const struct import_mapping *m, struct import_plan *plan)
{
	struct matcher x = {.a = a, .g = g, .known = known, .m = m, .plan = plan};
	x.taken_by = ARENA_ARRAY(a, g->rows.n + 1, uint32_t);
	x.titles = ARENA_ARRAY(a, g->rows.n + 1, str);
	x.bearers = ARENA_ARRAY(a, g->rows.n + 1, str);
	for (size_t i = 0; i < g->rows.n; i++) {
		x.titles[i] = name_fold(a, g->rows.at[i].title);
		x.bearers[i] = name_fold(a, g->rows.at[i].bearer);
	}
	for (enum pass pass = 0; pass < PASSES; pass++)
		for (size_t i = 0; i < plan->lines.n; i++) {
			struct import_line *line = &plan->lines.at[i];
			if (line->verdict == IMPORT_MAKES && line->row == SIZE_MAX && line->by == IMPORT_BY_NONE && !line->faults.total)
				pass_line(&x, line, pass);
		}
}
