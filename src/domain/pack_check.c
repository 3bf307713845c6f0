/* Rules between fields. One function a rule or a thing, listed in pack_check; a value that was refused is absent and breaks no rule. */
#include "domain/pack_check.h"

#include "base/limits.h"
#include "domain/identifier.h"
#include "domain/pack_frame.h"

static bool measure_is(const struct pack_figure *f, const char *measure)
{
	return str_eq(f->measure, str_of(measure));
}

static size_t figure_named(const struct pack *pack, str code)
{
	size_t i = 0;
	while (i < pack->figures.n && !str_eq(pack->figures.at[i].code, code))
		i++;
	return i;
}

enum mark { NOT_SEEN, OPEN, DONE };

/* True when a figure is reached again while it is being summed. Each figure is visited once: the recursion is as deep as there are figures. */
static bool reaches_itself(const struct pack *pack, size_t i, unsigned char *marks)
{
	if (marks[i] != NOT_SEEN)
		return marks[i] == OPEN;
	marks[i] = OPEN;
	bool cycle = false;
	const struct strs *parts = &pack->figures.at[i].parts;
	for (size_t k = 0; k < parts->n && !cycle; k++) {
		size_t part = figure_named(pack, parts->at[k]);
		cycle = part < pack->figures.n && reaches_itself(pack, part, marks);
	}
	marks[i] = DONE;
	return cycle;
}

static void check_figure(const struct pack *pack, const struct pack_figure *f, struct problems *ps)
{
	bool has_parts = f->parts.n > 0, compared = has_parts || (f->measure.p && !measure_is(f, "stated"));
	if (has_parts == (f->measure.p != NULL))
		PACK_PROBLEM(ps, &f->at, W_pack_figure_measure_or_parts);
	if (f->district_kind.p && !measure_is(f, "population") && !measure_is(f, "districts"))
		PACK_PROBLEM(ps, &f->at, W_pack_figure_kind_is_useless);
	if (compared && !f->approximate && f->value_milli % 1000 != 0)
		PACK_PROBLEM(ps, &f->at, W_pack_figure_not_whole);
	for (size_t i = 0; i < f->parts.n; i++) {
		size_t part = figure_named(pack, f->parts.at[i]);
		if (part < pack->figures.n && pack->figures.at[part].value_milli % 1000 != 0)
			PACK_PROBLEM(ps, &f->at, W_pack_figure_part_not_whole, ARG("found", f->parts.at[i]));
	}
}

static void check_figures(struct arena *a, const struct pack *pack, struct problems *ps)
{
	unsigned char *marks = ARENA_ARRAY(a, pack->figures.n + 1, unsigned char);
	for (size_t i = 0; i < pack->figures.n; i++) {
		check_figure(pack, &pack->figures.at[i], ps);
		if (marks[i] == NOT_SEEN && reaches_itself(pack, i, marks))
			PACK_PROBLEM(ps, &pack->figures.at[i].at, W_pack_figure_cycle);
	}
}

/* The code of one generation, or absent. */
static str official_code(const struct pack_district *d, int64_t generation)
{
	for (size_t i = 0; i < d->official_codes.n; i++)
		if (d->official_codes.at[i].generation == generation)
			return d->official_codes.at[i].code;
	return STR_NONE;
}

static void check_official_code(const struct pack_district *d, size_t i, struct problems *ps)
{
	static const struct {
		int64_t generation;
		const char *example;
	} generations[] = {{2015, "QP062007"}, {2024, "QN06207M"}};
	const struct pack_official_code *c = &d->official_codes.at[i];
	str generation_text = STR_NONE, example = STR_NONE;
	for (size_t g = 0; g < 2; g++)
		if (generations[g].generation == c->generation) {
			generation_text = c->generation == 2015 ? S("2015") : S("2024");
			example = str_of(generations[g].example);
		}
	if (!example.p) {
		if (c->generation)
			PACK_PROBLEM(ps, &c->at, W_pack_unknown_generation);
		return;
	}
	if (c->code.p && !district_code_is_official(c->code, c->generation))
		PACK_PROBLEM(ps, &c->at, W_pack_bad_official_code, ARG("found", c->code), ARG("generation", generation_text), ARG("example", example));
	for (size_t k = 0; k < i; k++)
		if (d->official_codes.at[k].generation == c->generation)
			PACK_PROBLEM(ps, &c->at, W_pack_generation_twice, ARG("generation", generation_text));
}

/* The reference of a district is its 2024 code when it has one, else its 2015 code. */
static void check_reference(const struct pack_district *d, struct problems *ps)
{
	str official = official_code(d, 2024);
	if (!official.p)
		official = official_code(d, 2015);
	if (official.p && d->code.p && !str_eq(official, d->code))
		PACK_PROBLEM(ps, &d->at, W_pack_code_not_official, ARG("found", d->code), ARG("expected", official));
}

static void check_district(const struct pack *pack, size_t i, struct problems *ps)
{
	const struct pack_district *d = &pack->districts.at[i];
	if (d->municipalities.at && d->municipalities.n == 0)
		PACK_PROBLEM(ps, &d->at, W_pack_no_municipality);
	for (size_t k = 0; k < d->shared_with.n; k++)
		if (d->municipalities.at && !strs_has(&d->municipalities, d->shared_with.at[k]))
			PACK_PROBLEM(ps, &d->at, W_pack_shared_elsewhere, ARG("found", d->shared_with.at[k]));
	for (size_t k = 0; k < d->official_codes.n; k++) {
		check_official_code(d, k, ps);
		for (size_t other = 0; other < i; other++) {
			str theirs = official_code(&pack->districts.at[other], d->official_codes.at[k].generation);
			if (theirs.p && str_eq(theirs, d->official_codes.at[k].code))
				PACK_PROBLEM(ps, &d->official_codes.at[k].at, W_pack_official_code_taken, ARG("found", theirs),
				             ARG("district", pack->districts.at[other].name));
		}
	}
	check_reference(d, ps);
}

static void check_districts(const struct pack *pack, struct problems *ps)
{
	for (size_t i = 0; i < pack->districts.n; i++)
		check_district(pack, i, ps);
}

static void check_period(const struct pack_place *at, opt_day starts, opt_day ends, struct problems *ps)
{
	if (starts.set && ends.set && ends.value.number < starts.value.number)
		PACK_PROBLEM(ps, at, W_pack_ends_before_start, ARG("start", starts.value), ARG("end", ends.value));
}

static const struct pack_agreement *agreement_named(const struct pack *pack, str code)
{
	for (size_t i = 0; code.p && i < pack->agreements.n; i++)
		if (str_eq(pack->agreements.at[i].code, code))
			return &pack->agreements.at[i];
	return NULL;
}

static void check_agreements(const struct pack *pack, struct problems *ps)
{
	for (size_t i = 0; i < pack->agreements.n; i++) {
		const struct pack_agreement *first = &pack->agreements.at[i], *up = first;
		check_period(&first->at, first->starts, first->ends, ps);
		for (size_t steps = 0; up && steps <= pack->agreements.n; steps++) {
			up = agreement_named(pack, up->parent);
			if (up != first)
				continue;
			PACK_PROBLEM(ps, &first->at, W_pack_agreement_cycle);
			break;
		}
	}
}

static size_t district_position(const struct pack *pack, str code)
{
	size_t i = 0;
	while (i < pack->districts.n && !str_eq(pack->districts.at[i].code, code))
		i++;
	return i;
}

static void check_goal(const struct pack *pack, const struct pack_goal_rows *rows, const struct pack_goal_row *row, struct problems *ps)
{
	const struct pack_goal *g = row->goal;
	const bool *inherited = row->parent == PACK_NO_PARENT ? NULL : rows->at[row->parent].adopted;
	if (g->adopted_by.at && g->not_adopted_by.at)
		PACK_PROBLEM(ps, &g->at, W_pack_adopted_both_ways);
	for (size_t i = 0; g->adopted_by.at && i < g->adopted_by.n; i++) {
		size_t d = district_position(pack, g->adopted_by.at[i]);
		if (d < pack->districts.n && inherited && !inherited[d])
			PACK_PROBLEM(ps, &g->at, W_pack_parent_not_adopted, ARG("found", g->adopted_by.at[i]));
	}
	for (size_t i = 0; i < g->wording.n; i++) {
		size_t d = district_position(pack, g->wording.at[i].code);
		if (d < pack->districts.n && !row->adopted[d])
			PACK_PROBLEM(ps, &g->wording.at[i].at, W_pack_wording_not_adopted, ARG("found", g->wording.at[i].code));
	}
}

static void check_goals(const struct pack *pack, const struct pack_goal_rows *rows, struct problems *ps)
{
	for (size_t i = 0; i < rows->n; i++)
		check_goal(pack, rows, &rows->at[i], ps);
}

static bool same_impact(const struct pack_impact_value *a, const struct pack_impact_value *b)
{
	return a->year == b->year && str_eq(a->indicator, b->indicator) && str_eq(a->district, b->district) && str_eq(a->kind, b->kind);
}

static void check_impact(const struct pack *pack, struct problems *ps)
{
	for (size_t i = 0; i < pack->impact.values.n; i++)
		for (size_t k = 0; k < i; k++)
			if (same_impact(&pack->impact.values.at[i], &pack->impact.values.at[k]))
				PACK_PROBLEM(ps, &pack->impact.values.at[i].at, W_pack_value_twice, ARG("line", pack->impact.values.at[k].at.line));
}

static void check_contacts(const struct pack *pack, struct problems *ps)
{
	for (size_t i = 0; i < pack->contacts.n; i++)
		if (pack->contacts.at[i].municipalities.n == 0 && !pack->contacts.at[i].everywhere)
			PACK_PROBLEM(ps, &pack->contacts.at[i].at, W_pack_contact_nowhere);
}

static void check_phase(const struct pack_phase *p, struct problems *ps)
{
	if (!p->start.written && !p->end.written)
		PACK_PROBLEM(ps, &p->at, W_pack_phase_without_date);
	if (p->start.set && p->end.set && p->end.at.ms < p->start.at.ms)
		PACK_PROBLEM(ps, &p->at, W_pack_phase_ends_before_start);
}

static bool goal_is_root(const struct pack *pack, str code)
{
	for (size_t i = 0; i < pack->goals.n; i++)
		if (str_eq(pack->goals.at[i].code, code))
			return true;
	return false;
}

static bool goal_exists(const struct pack_goal_rows *rows, str code)
{
	for (size_t i = 0; i < rows->n; i++)
		if (str_eq(rows->at[i].goal->code, code))
			return true;
	return false;
}

static void check_calls(const struct pack *pack, const struct pack_goal_rows *rows, struct problems *ps)
{
	for (size_t i = 0; i < pack->calls.n; i++) {
		const struct pack_call *c = &pack->calls.at[i];
		for (size_t k = 0; k < c->phases.n; k++)
			check_phase(&c->phases.at[k], ps);
		for (size_t k = 0; k < c->goals.n; k++)
			if (goal_exists(rows, c->goals.at[k]) && !goal_is_root(pack, c->goals.at[k]))
				PACK_PROBLEM(ps, &c->at, W_pack_goal_not_root, ARG("found", c->goals.at[k]));
	}
}

/* Of one call: an action stands once, whatever the axis or the version, as one application holds it. */
static const struct pack_action *action_before(const struct pack *pack, const struct pack_programme *p, const struct pack_action *action)
{
	for (size_t i = 0; i < pack->programmes.n; i++) {
		const struct pack_programme *other = &pack->programmes.at[i];
		for (size_t x = 0; str_eq(other->call, p->call) && x < other->axes.n; x++)
			for (size_t k = 0; k < other->axes.at[x].actions.n; k++) {
				const struct pack_action *candidate = &other->axes.at[x].actions.at[k];
				if (candidate == action)
					return NULL;
				if (candidate->code.p && str_eq(candidate->code, action->code))
					return candidate;
			}
	}
	return NULL;
}

static void check_programme(const struct pack *pack, size_t position, struct problems *ps)
{
	const struct pack_programme *p = &pack->programmes.at[position];
	for (size_t i = 0; i < position; i++)
		if (str_eq(pack->programmes.at[i].call, p->call) && pack->programmes.at[i].version == p->version)
			PACK_PROBLEM(ps, &p->at, W_pack_version_twice, ARG("found", p->call), ARG("line", pack->programmes.at[i].at.line));
	for (size_t x = 0; x < p->axes.n; x++)
		for (size_t k = 0; k < p->axes.at[x].actions.n; k++) {
			const struct pack_action *action = &p->axes.at[x].actions.at[k], *before = action_before(pack, p, action);
			if (before)
				PACK_PROBLEM(ps, &action->at, W_pack_duplicate_code, ARG("found", action->code), ARG("line", before->at.line));
		}
}

static void check_programmes(const struct pack *pack, struct problems *ps)
{
	for (size_t i = 0; i < pack->programmes.n; i++)
		check_programme(pack, i, ps);
}

static size_t action_count(const struct pack *pack)
{
	size_t n = 0;
	for (size_t i = 0; i < pack->programmes.n; i++)
		for (size_t x = 0; x < pack->programmes.at[i].axes.n; x++)
			n += pack->programmes.at[i].axes.at[x].actions.n;
	return n;
}

/* Lists that are crossed with one another, here or later, have a limit of their own. */
static bool sizes_are_bounded(const struct pack *pack, struct problems *ps)
{
	const struct {
		const char *list;
		size_t count;
		int max;
	} sizes[] = {
		{"printed_figures", pack->figures.n, LIMIT_PACK_FIGURES}, {"districts", pack->districts.n, LIMIT_PACK_DISTRICTS},
		{"agreements", pack->agreements.n, LIMIT_PACK_AGREEMENTS}, {"goals", pack_goal_count(pack), LIMIT_PACK_GOALS},
		{"funder_groups", pack->groups.n, LIMIT_PACK_FUNDERS},    {"funders", pack->funders.n, LIMIT_PACK_FUNDERS},
		{"calls", pack->calls.n, LIMIT_PACK_CALLS},               {"programmes.axes.actions", action_count(pack), LIMIT_PACK_ACTIONS},
	};
	size_t before = ps->total;
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		if (sizes[i].count > (size_t)sizes[i].max)
			PROBLEM(ps, pack->folder, 0, str_of(sizes[i].list), W_pack_list_too_long, ARG("max", sizes[i].max));
	return ps->total == before;
}

enum status pack_check(struct arena *a, const struct pack *pack, struct problems *ps)
{
	size_t before = ps->total;
	pack_check_names(a, pack, ps);
	if (!sizes_are_bounded(pack, ps))
		return INVALID;
	struct pack_goal_rows rows = pack_goals_flatten(a, pack);
	check_figures(a, pack, ps);
	check_districts(pack, ps);
	check_agreements(pack, ps);
	check_goals(pack, &rows, ps);
	check_impact(pack, ps);
	check_contacts(pack, ps);
	check_calls(pack, &rows, ps);
	check_programmes(pack, ps);
	return ps->total == before ? OK : INVALID;
}
