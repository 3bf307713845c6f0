/* One function a measure, in a table. Counts are of persons, districts or communes: whole numbers. */
#include "domain/territory_findings.h"

struct count {
	int64_t value;
	size_t missing; /* districts without a population */
	size_t round;   /* districts whose population is a round number */
	bool possible;
};

static bool concerns(const struct counted_figure *f, str kind)
{
	return !f->district_kind.p || str_eq(f->district_kind, kind);
}

static struct count count_population(const struct territory_figures *t, const struct counted_figure *f)
{
	struct count c = {0};
	for (size_t i = 0; i < t->districts.n; i++) {
		const struct counted_district *d = &t->districts.at[i];
		if (!concerns(f, d->kind))
			continue;
		c.possible = true;
		c.value += d->population.set ? d->population.value : 0;
		c.missing += !d->population.set;
		c.round += d->population.set && d->approximate;
	}
	return c;
}

static struct count count_districts(const struct territory_figures *t, const struct counted_figure *f)
{
	struct count c = {.possible = t->districts.n > 0};
	for (size_t i = 0; i < t->districts.n; i++)
		c.value += concerns(f, t->districts.at[i].kind);
	return c;
}

static struct count count_municipalities(const struct territory_figures *t, const struct counted_figure *f)
{
	(void)f;
	return (struct count){.value = (int64_t)t->members, .possible = t->members > 0};
}

/* Members that a priority district touches, each once. */
static struct count count_policy_municipalities(const struct territory_figures *t, const struct counted_figure *f)
{
	(void)f;
	struct count c = {.possible = t->communes.n > 0};
	for (size_t i = 0; i < t->communes.n; i++) {
		const struct counted_commune *m = &t->communes.at[i];
		bool counts = m->member && str_eq(m->district_kind, S("qpv"));
		for (size_t k = 0; counts && k < i; k++)
			counts = !(str_eq(t->communes.at[k].insee, m->insee) && str_eq(t->communes.at[k].district_kind, m->district_kind));
		c.value += counts;
	}
	return c;
}

static const struct {
	const char *measure;
	struct count (*count)(const struct territory_figures *t, const struct counted_figure *f);
} measures[] = {
	{"population", count_population},
	{"districts", count_districts},
	{"municipalities", count_municipalities},
	{"policy_municipalities", count_policy_municipalities},
};

static void compare(const struct territory_figures *t, const struct counted_figure *f, str place, struct findings *fs)
{
	int64_t printed = f->value_milli / 1000;
	for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
		if (!str_eq(f->measure, str_of(measures[i].measure)))
			continue;
		struct count c = measures[i].count(t, f);
		if (!c.possible)
			FINDING(fs, SEVERITY_INFORMATION, place, W_pack_figure_not_computable, ARG("label", f->label), ARG("printed", printed));
		else if (c.missing)
			FINDING(fs, SEVERITY_INFORMATION, place, W_pack_figure_lacks_populations, ARG("label", f->label), ARG("printed", printed),
			        ARG("n", c.missing));
		else if (c.round && c.value != printed)
			FINDING(fs, SEVERITY_INFORMATION, place, W_pack_figure_of_round_numbers, ARG("label", f->label), ARG("printed", printed),
			        ARG("computed", c.value), ARG("n", c.round));
		else if (c.value != printed)
			FINDING(fs, SEVERITY_ERROR, place, W_pack_figure_differs, ARG("label", f->label), ARG("printed", printed), ARG("computed", c.value),
			        ARG("difference", printed - c.value));
	}
}

static const struct counted_figure *figure_named(const struct territory_figures *t, str code)
{
	for (size_t i = 0; i < t->figures.n; i++)
		if (str_eq(t->figures.at[i].code, code))
			return &t->figures.at[i];
	return NULL;
}

/* A total against the figures that it is printed under. */
static void add_up(const struct territory_figures *t, const struct counted_figure *f, str place, struct findings *fs)
{
	int64_t printed = f->value_milli / 1000, sum = 0, terms[2] = {0};
	for (size_t i = 0; i < f->parts.n; i++) {
		const struct counted_figure *part = figure_named(t, f->parts.at[i]);
		if (!part || part->approximate) {
			FINDING(fs, SEVERITY_INFORMATION, place, W_pack_figure_not_computable, ARG("label", f->label), ARG("printed", printed));
			return;
		}
		sum += part->value_milli / 1000;
		if (i < 2)
			terms[i] = part->value_milli / 1000;
	}
	if (sum == printed)
		return;
	if (f->parts.n == 2)
		FINDING(fs, SEVERITY_ERROR, place, W_pack_figure_sum_of_two, ARG("label", f->label), ARG("first", terms[0]), ARG("second", terms[1]),
		        ARG("computed", sum), ARG("printed", printed), ARG("difference", printed - sum));
	else
		FINDING(fs, SEVERITY_ERROR, place, W_pack_figure_sum, ARG("label", f->label), ARG("n", f->parts.n), ARG("computed", sum),
		        ARG("printed", printed), ARG("difference", printed - sum));
}

void territory_findings(const struct territory_figures *t, struct findings *fs)
{
	for (size_t i = 0; i < t->figures.n; i++) {
		const struct counted_figure *f = &t->figures.at[i];
		str place = str_is_set(f->place) ? f->place : f->label;
		if (f->approximate)
			continue;
		if (f->parts.n)
			add_up(t, f, place, fs);
		else
			compare(t, f, place, fs);
	}
}

static bool is_member(const struct pack *pack, str insee)
{
	for (size_t i = 0; i < pack->municipalities.n; i++)
		if (str_eq(pack->municipalities.at[i].insee, insee))
			return pack->municipalities.at[i].member;
	return false;
}

struct territory_figures territory_figures_of_pack(struct arena *a, const struct pack *pack)
{
	struct territory_figures t = {0};
	for (size_t i = 0; i < pack->figures.n; i++) {
		const struct pack_figure *f = &pack->figures.at[i];
		*LIST_ADD(a, &t.figures) = (struct counted_figure){.code = f->code, .label = f->label, .place = f->place, .measure = f->measure,
		                                                   .district_kind = f->district_kind, .value_milli = f->value_milli,
		                                                   .approximate = f->approximate, .parts = f->parts};
	}
	for (size_t i = 0; i < pack->districts.n; i++) {
		const struct pack_district *d = &pack->districts.at[i];
		*LIST_ADD(a, &t.districts) = (struct counted_district){.kind = d->kind, .population = {d->population.at.line > 0, d->population.value},
		                                                       .approximate = d->population.approximate};
		for (size_t k = 0; k < d->municipalities.n; k++)
			*LIST_ADD(a, &t.communes) = (struct counted_commune){.district_kind = d->kind, .insee = d->municipalities.at[k],
			                                                     .member = is_member(pack, d->municipalities.at[k])};
	}
	for (size_t i = 0; i < pack->municipalities.n; i++)
		t.members += pack->municipalities.at[i].member;
	return t;
}
