/* See distribution_wishes.h. */
#include "actions/distribution_wishes.h"

#include "actions/grid_write.h"
#include "base/limits.h"

struct wishing {
	struct arena *a;
	const struct grid *g;
	const struct wish_fields *fields;
	struct allocation_wishes *w;
	struct problems *ps;
};

str wish_field(const struct wish_fields *fields, str name)
{
	for (size_t i = 0; i < fields->n; i++)
		if (str_eq(fields->at[i].name, name))
			return str_trim(fields->at[i].value);
	return STR_NONE;
}

/* A whole number within bounds; `otherwise` when the field is blank; -1, with the problem, when it is none. */
static int64_t number_of(const struct wishing *t, str name, int64_t otherwise, int64_t most, enum word wrong)
{
	int64_t value;
	str typed = wish_field(t->fields, name);
	if (!str_is_set(typed))
		return otherwise;
	if (str_to_int64(typed, &value) && value >= 0 && value <= most)
		return value;
	problem_add(t->ps, STR_NONE, 0, name, wrong, NULL, 0);
	return -1;
}

static bool is_yes(const struct wishing *t, str name)
{
	return str_eq(wish_field(t->fields, name), S("yes"));
}

static str named(const struct wishing *t, const char *family, str code)
{
	return arena_fmt(t->a, "%s.%.*s", family, STR_ARGS(code));
}

static void read_column(const struct wishing *t, const struct grid_column *column)
{
	if (column->own_funds || column->valued)
		return;
	const str least = named(t, "l", column->code), ceiling = named(t, "c", column->code);
	opt_money amount;
	if (grid_amount_typed(wish_field(t->fields, least), least, t->ps, &amount) && amount.set && amount.value.cents > 0)
		*LIST_ADD(t->a, &t->w->thresholds) = (struct allocation_threshold){column->code, amount.value};
	int64_t percent = number_of(t, ceiling, 100, 100, W_allocation_share_wrong);
	if (percent >= 0 && percent < 100)
		*LIST_ADD(t->a, &t->w->ceilings) = (struct allocation_ceiling){column->code, percent};
	if (is_yes(t, named(t, "x", column->code)))
		*LIST_ADD(t->a, &t->w->left_alone) = column->code;
}

static void read_envelope(const struct wishing *t, const struct grid_envelope *e)
{
	const str name = named(t, "e", e->code);
	opt_money amount;
	if (grid_amount_typed(wish_field(t->fields, name), name, t->ps, &amount) && amount.set)
		*LIST_ADD(t->a, &t->w->rooms) = (struct allocation_room){e->code, amount.value};
}

/* "district:qpv-1" */
static bool read_family(str of, enum allocation_wish_kind kind, struct allocation_wish *wish)
{
	static const str families[FAMILIES] = {[FAMILY_DISTRICT] = S("district"), [FAMILY_PUBLIC] = S("public"), [FAMILY_GOAL] = S("goal")};
	str family, code;
	if (!str_cut(of, ':', &family, &code) || !str_is_set(code))
		return false;
	wish->code = code;
	if (str_eq(family, S("envelope")))
		return kind == WISH_PART_LEAST;
	for (size_t i = 0; i < FAMILIES; i++)
		if (str_eq(family, families[i])) {
			wish->family = (enum allocation_family)i;
			return kind != WISH_PART_LEAST;
		}
	return false;
}

/* One line of the form; a line without a kind or without a number is not there. */
static void read_wish(const struct wishing *t, int64_t n)
{
	static const struct {
		str name;
		enum allocation_wish_kind kind;
	} kinds[] = {{S("count_least"), WISH_COUNT_LEAST}, {S("count_most"), WISH_COUNT_MOST}, {S("money_least"), WISH_MONEY_LEAST}, {S("money_most"), WISH_MONEY_MOST}, {S("part_least"), WISH_PART_LEAST}};
	str name = arena_fmt(t->a, "w.%lld.kind", (long long)n), of = arena_fmt(t->a, "w.%lld.of", (long long)n), number = arena_fmt(t->a, "w.%lld.number", (long long)n);
	str typed = wish_field(t->fields, name);
	struct allocation_wish wish = {.kind = WISH_KINDS};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(typed, kinds[i].name))
			wish.kind = kinds[i].kind;
	if (!str_is_set(typed) || (!str_is_set(wish_field(t->fields, of)) && !str_is_set(wish_field(t->fields, number))))
		return;
	if (wish.kind == WISH_KINDS || !read_family(wish_field(t->fields, of), wish.kind, &wish)) {
		PROBLEM(t->ps, STR_NONE, 0, of, W_allocation_wish_wrong);
		return;
	}
	const bool share = wish.kind != WISH_COUNT_LEAST && wish.kind != WISH_COUNT_MOST;
	if (!str_is_set(wish_field(t->fields, number))) {
		problem_add(t->ps, STR_NONE, 0, number, share ? W_allocation_share_wrong : W_allocation_number_wrong, NULL, 0);
		return;
	}
	wish.number = number_of(t, number, 0, share ? 100 : LIMIT_ALLOCATION_ROWS, share ? W_allocation_share_wrong : W_allocation_number_wrong);
	if (wish.number >= 0)
		*LIST_ADD(t->a, &t->w->wishes) = wish;
}

/* A funder or an envelope that is not in the table (any more): said, rather than a demand that quietly does nothing. */
static void refuse_unknown(const struct wishing *t)
{
	for (size_t i = 0; i < t->fields->n; i++) {
		str family, code;
		bool known = false;
		if (!str_cut(t->fields->at[i].name, '.', &family, &code) || family.n != 1 || str_eq(family, S("w")) || !str_is_set(str_trim(t->fields->at[i].value)))
			continue;
		for (size_t k = 0; str_eq(family, S("e")) && k < t->g->envelopes.n; k++)
			known = known || str_eq(t->g->envelopes.at[k].code, code);
		if (!known && (str_eq(family, S("e")) || grid_column_of(t->g, code) == SIZE_MAX))
			PROBLEM(t->ps, STR_NONE, 0, t->fields->at[i].name, W_allocation_code_unknown, ARG("code", code));
	}
}

enum status distribution_wishes(struct arena *a, const struct grid *g, const struct wish_fields *fields, struct allocation_wishes *w, int64_t *seconds, struct problems *ps)
{
	struct wishing t = {a, g, fields, w, ps};
	*w = (struct allocation_wishes){.beyond_asked = is_yes(&t, S("beyond")), .keep_typed = is_yes(&t, S("keep"))};
	const int64_t step = number_of(&t, S("step"), 1, LIMIT_ALLOCATION_STEP_CENTS / 100, W_allocation_step_wrong);
	w->step_cents = (step > 0 ? step : 1) * 100;
	w->funded_percent = number_of(&t, S("percent"), 100, 100, W_allocation_percent_wrong);
	*seconds = number_of(&t, S("seconds"), LIMIT_ALLOCATION_SECONDS / 6, LIMIT_ALLOCATION_SECONDS, W_allocation_seconds_wrong);
	if (w->funded_percent == 0)
		PROBLEM(ps, STR_NONE, 0, S("percent"), W_allocation_percent_wrong);
	if (*seconds == 0)
		PROBLEM(ps, STR_NONE, 0, S("seconds"), W_allocation_seconds_wrong);
	for (size_t i = 0; i < g->columns.n; i++)
		read_column(&t, &g->columns.at[i]);
	for (size_t i = 0; i < g->envelopes.n; i++)
		read_envelope(&t, &g->envelopes.at[i]);
	const int64_t each = number_of(&t, S("each"), 0, LIMIT_ALLOCATION_ROWS, W_allocation_number_wrong);
	if (each > 0)
		*LIST_ADD(a, &w->wishes) = (struct allocation_wish){.kind = WISH_DISTRICT_EACH, .number = each};
	for (int64_t n = 1; n <= LIMIT_ALLOCATION_WISHES; n++)
		read_wish(&t, n);
	refuse_unknown(&t);
	return ps->total ? INVALID : allocation_wishes_check(g, w, ps);
}

/* ---- kept ---- */

str wish_fields_text(struct arena *a, const struct wish_fields *fields)
{
	struct out o = out_new(LIMIT_BODY_BYTES);
	for (size_t i = 0; i < fields->n; i++) {
		str value = str_trim(fields->at[i].value);
		if (!str_is_set(value) || memchr(value.p, '\n', value.n) || memchr(fields->at[i].name.p, '=', fields->at[i].name.n))
			continue;
		out_fmt(&o, "%.*s=%.*s\n", STR_ARGS(fields->at[i].name), STR_ARGS(value));
	}
	str text = out_keep(&o, a);
	return text.p ? text : S("");
}

void wish_fields_read(struct arena *a, str text, struct wish_fields *fields)
{
	str line, name, value;
	*fields = (struct wish_fields){0};
	while (str_cut(text, '\n', &line, &text))
		if (str_cut(line, '=', &name, &value))
			*LIST_ADD(a, fields) = (struct wish_field){name, value};
}
