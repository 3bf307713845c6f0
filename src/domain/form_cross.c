/* Answers that contradict one another, as tables: parts larger than their whole, sexes larger than the target, dates the wrong way round, accounts that do not balance.
   Each is told beside the field that a person would change. Values that do not read are left to form_check.c. */
#include "domain/form_parts.h"

#include "base/calendar.h"
#include "domain/amount.h"

struct crossing {
	struct arena *a;
	const struct form *form;
	const struct form_values *values;
	const struct form_topic *topic;
	struct problems *ps;
};

#define TELL(c, key, word, ...) PROBLEM((c)->ps, STR_NONE, 0, key, word __VA_OPT__(, ) __VA_ARGS__)

static bool in_topic(const struct crossing *c, str key)
{
	for (size_t i = 0; i < c->topic->fields.n; i++)
		if (str_eq(c->topic->fields.at[i].key, key))
			return true;
	return false;
}

static bool number_at(const struct crossing *c, str key, int64_t *micro)
{
	str value = form_value(c->values, key);
	return str_is_set(value) && form_number(value, micro);
}

static bool day_at_key(const struct crossing *c, str key, day *d)
{
	str value = form_value(c->values, key);
	return str_is_set(value) && form_day(value, d);
}

/* ---- a part and its whole ---- */

static const struct {
	const char *part, *whole;
} parts[] = {
	{"staff.aided", "staff.employees"},
	{"means.permanent.count", "means.employees.count"},
	{"means.permanent.fte", "means.employees.fte"},
	{"means.fixed_term.count", "means.employees.count"},
	{"means.fixed_term.fte", "means.employees.fte"},
	{"means.aided.count", "means.employees.count"},
	{"means.aided.fte", "means.employees.fte"},
	{"results.women", "results.persons"},
	{"results.district", "results.persons"},
};

static void check_parts(const struct crossing *c)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		str part = str_of(parts[i].part), whole = str_of(parts[i].whole);
		int64_t p, w;
		if (!in_topic(c, part) || !number_at(c, part, &p) || !number_at(c, whole, &w) || p <= w)
			continue;
		const struct form_field *of_part = form_field_of(c->form, part), *of_whole = form_field_of(c->form, whole);
		TELL(c, part, W_form_part_over, ARG("field", of_part->label), ARG("part", form_shown(c->a, c->form, of_part, form_value(c->values, part))),
		     ARG("whole", of_whole->label), ARG("total", form_shown(c->a, c->form, of_whole, form_value(c->values, whole))));
	}
}

/* ---- targets by sex (B14) ---- */

static void check_target(const struct crossing *c, const struct form_group *group, size_t line)
{
	str women_key = form_line_key(c->a, group, line, S("target_f"));
	int64_t target, women = 0, men = 0;
	if (!number_at(c, form_line_key(c->a, group, line, S("target")), &target))
		return;
	(void)number_at(c, women_key, &women);
	(void)number_at(c, form_line_key(c->a, group, line, S("target_m")), &men);
	if (micro_add(women, men) <= target)
		return;
	const struct form_field plain = {.kind = FIELD_DECIMAL};
	TELL(c, women_key, W_form_sexes_over, ARG("sum", form_shown(c->a, c->form, &plain, arena_fmt(c->a, "%lld.%03lld", (long long)(micro_add(women, men) / MICRO),
		(long long)(micro_add(women, men) % MICRO / 1000)))), ARG("target", form_shown(c->a, c->form, &plain, form_value(c->values, form_line_key(c->a, group, line, S("target"))))));
}

static void check_targets(const struct crossing *c)
{
	for (size_t g = 0; g < c->topic->groups.n; g++)
		if (str_eq(c->topic->groups.at[g].key, S("indicators")))
			for (size_t line = 1; line <= c->topic->groups.at[g].most; line++)
				check_target(c, &c->topic->groups.at[g], line);
}

/* ---- dates ---- */

static void check_dates(const struct crossing *c)
{
	day start, end;
	if (!in_topic(c, S("project.end")) || !day_at_key(c, S("project.end"), &end))
		return;
	if (day_at_key(c, S("project.start"), &start) && end.number < start.number)
		TELL(c, S("project.end"), W_form_dates_inverted, ARG("end", end), ARG("start", start));
	else if (civil_of(end).year < c->form->context->year)
		TELL(c, S("project.end"), W_form_ends_before_year, ARG("end", end), ARG("year", arena_fmt(c->a, "%lld", (long long)c->form->context->year)));
}

/* Talks are held before the project begins (B4). */
static void check_exchanges(const struct crossing *c)
{
	day start, talk;
	if (!day_at_key(c, S("project.start"), &start))
		return;
	for (size_t g = 0; g < c->topic->groups.n; g++)
		for (size_t line = 1; str_eq(c->topic->groups.at[g].key, S("exchanges")) && line <= c->topic->groups.at[g].most; line++) {
			str key = form_line_key(c->a, &c->topic->groups.at[g], line, S("day"));
			if (day_at_key(c, key, &talk) && talk.number > start.number)
				TELL(c, key, W_form_exchange_in_future, ARG("day", talk));
		}
}

/* Between 2 and 4: one year is not several. */
static void check_years(const struct crossing *c)
{
	int64_t years;
	if (in_topic(c, S("request.years")) && str_eq(form_value(c->values, S("request.period")), S("multi_year")) && number_at(c, S("request.years"), &years) &&
	    (years < 2 * MICRO || years > 4 * MICRO))
		TELL(c, S("request.years"), W_form_years_range);
}

/* ---- the organisation ---- */

static int64_t sum_of(const struct crossing *c, const char *const *accounts, size_t n)
{
	int64_t sum = 0, micro;
	for (size_t i = 0; i < n; i++)
		if (number_at(c, arena_fmt(c->a, "accounts.%s", accounts[i]), &micro))
			sum = micro_add(sum, micro);
	return sum;
}

static void check_accounts(const struct crossing *c)
{
	static const char *const charges[] = {"60", "61", "62", "63", "64", "65", "66", "67", "68", "69"}, *const income[] = {"70", "73", "74", "75", "76", "77", "78", "79"},
		*const uses[] = {"86"}, *const resources[] = {"87"};
	if (!in_topic(c, S("accounts.60")))
		return;
	int64_t spent = sum_of(c, charges, sizeof charges / sizeof *charges), received = sum_of(c, income, sizeof income / sizeof *income);
	int64_t used = sum_of(c, uses, 1), given = sum_of(c, resources, 1);
	if (spent != received)
		TELL(c, S("accounts.74"), W_form_accounts_unbalanced, ARG("charges", amount_money(spent)), ARG("produits", amount_money(received)));
	if (used != given)
		TELL(c, S("accounts.87"), W_form_voluntary_unbalanced, ARG("charges", amount_money(used)), ARG("produits", amount_money(given)));
}

void form_cross_check(const struct form *form, const struct form_values *values, const struct form_topic *topic, struct problems *ps)
{
	const struct crossing c = {.a = ps->arena, .form = form, .values = values, .topic = topic, .ps = ps};
	check_parts(&c);
	check_targets(&c);
	check_dates(&c);
	check_exchanges(&c);
	check_years(&c);
	check_accounts(&c);
}
