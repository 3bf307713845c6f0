/* From one unit to another: which units convert, and by what. The reference's table in exact fractions. Owns the table; keeps the last factors in the
   caller's table of units (unit_table.h). Called by the evaluator and the writers of values. Never makes a unit. */
#include "rules/unit_table.h"

/* One `large` is num/den of `small`. */
static const struct ratio {
	part small, large;
	int64_t num, den;
} ratios[] = {
	{PART_MONTH, PART_YEAR, 12, 1},     {PART_DAY, PART_YEAR, 365, 1},   {PART_DAY, PART_MONTH, 365, 12}, {PART_QUARTER, PART_YEAR, 4, 1},
	{PART_MONTH, PART_QUARTER, 3, 1},   {PART_DAY, PART_QUARTER, 365, 4}, {PART_EURO, PART_KILOEURO, 1000, 1}, {PART_G, PART_KG, 1000, 1},
	{PART_MG, PART_G, 1000, 1},         {PART_MG, PART_KG, 1000000, 1},  {PART_M, PART_KM, 1000, 1},      {PART_CM, PART_M, 100, 1},
	{PART_MM, PART_CM, 10, 1},          {PART_MM, PART_M, 1000, 1},      {PART_CM, PART_KM, 100000, 1},   {PART_MM, PART_KM, 1000000, 1},
};

/* Two texts of one unit. */
static const struct alias {
	const char *one, *other;
} aliases[] = {{"kW.h", "kWh"}, {"mn/h", "noeud"}};

/* How often what goes with p stands above, less how often it stands under. */
static int balance(const struct draft *d, part p)
{
	int n = 0;
	for (size_t i = 0; i < d->above.n; i++)
		n += parts_same_kind(d->above.at[i], p);
	for (size_t i = 0; i < d->under.n; i++)
		n -= parts_same_kind(d->under.at[i], p);
	return n;
}

static bool balanced(const struct side *s, const struct draft *a, const struct draft *b)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->at[i] != PART_PERCENT && balance(a, s->at[i]) != balance(b, s->at[i]))
			return false;
	return true;
}

bool unit_convertible(const struct units *u, unit_id from, unit_id to)
{
	if (from == to || from == UNIT_NONE || to == UNIT_NONE)
		return true;
	if (from == UNIT_OVERFLOW || to == UNIT_OVERFLOW)
		return false;
	struct draft a = unit_draft(u, from), b = unit_draft(u, to);
	return balanced(&a.above, &a, &b) && balanced(&a.under, &a, &b) && balanced(&b.above, &a, &b) && balanced(&b.under, &a, &b);
}

static bool is_alias(const struct units *u, unit_id from, unit_id to)
{
	str a = unit_text(u, from), b = unit_text(u, to);
	if (!a.n || !b.n)
		return false;
	if (str_eq(a, b))
		return true;
	for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++) {
		str one = str_of(aliases[i].one), other = str_of(aliases[i].other);
		if ((str_eq(a, one) && str_eq(b, other)) || (str_eq(a, other) && str_eq(b, one)))
			return true;
	}
	return false;
}

/* What a value in `from` is multiplied by to be in `to`; false when the two do not convert into each other. */
static bool part_factor(part from, part to, struct number *factor)
{
	for (size_t i = 0; i < sizeof ratios / sizeof ratios[0]; i++) {
		const struct ratio *r = &ratios[i];
		bool grows = r->large == from && r->small == to;
		if (!grows && !(r->small == from && r->large == to))
			continue;
		*factor = grows ? number_ratio(r->num, r->den) : number_ratio(r->den, r->num);
		return true;
	}
	return false;
}

/* Each part of `from` by the first of `to` that it converts into (and that stays there for the next), a hundred for each percent more. */
static struct number side_factor(const struct side *from, const struct side *to)
{
	struct number product = number_of(1), factor;
	int64_t percents = 0;
	for (size_t i = 0; i < to->n; i++)
		percents += to->at[i] == PART_PERCENT;
	for (size_t i = 0; i < from->n; i++) {
		percents -= from->at[i] == PART_PERCENT;
		for (size_t k = 0; k < to->n; k++)
			if (part_factor(from->at[i], to->at[k], &factor)) {
				product = number_mul(product, factor);
				break;
			}
	}
	return number_mul(product, number_pow(number_of(100), number_of(percents)));
}

static struct draft plain(const struct draft *d)
{
	struct draft p = *d;
	side_without_percents(&p.above);
	side_without_percents(&p.under);
	draft_cancel(&p, parts_same_kind);
	return p;
}

static struct number factor_between(const struct units *u, unit_id from, unit_id to)
{
	struct draft a = unit_draft(u, from), b = unit_draft(u, to);
	struct draft plain_a = plain(&a), plain_b = plain(&b);
	struct number own = number_div(side_factor(&a.above, &a.under), side_factor(&b.above, &b.under));
	struct number each = number_mul(side_factor(&plain_a.above, &plain_b.above), side_factor(&plain_b.under, &plain_a.under));
	return number_reduced(number_mul(own, each));
}

bool unit_convert(struct units *u, unit_id from, unit_id to, struct number *n)
{
	if (from == UNIT_NONE || (from == to && from <= UNIT_YEAR))
		return true;
	if (from == UNIT_OVERFLOW || to == UNIT_OVERFLOW)
		return false;
	struct recent_factor *r = &u->own->factors[unit_slot(from, to)];
	if (r->key != unit_pair(from, to)) {
		*r = (struct recent_factor){.key = unit_pair(from, to), .possible = unit_convertible(u, from, to) || is_alias(u, from, to)};
		if (r->possible)
			r->factor = factor_between(u, from, to);
	}
	if (!r->possible)
		return false;
	if (!number_is_zero(*n) && !number_is_nan(*n) && !(r->factor.num == 1 && r->factor.den == 1))
		*n = number_mul(*n, r->factor);
	return true;
}
