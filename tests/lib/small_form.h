/* A form for tests of its figures: a call of 2025 with five funders and three districts, built by form_build; values are set one by one. Included by unit tests only. */
#ifndef TESTS_LIB_SMALL_FORM_H
#define TESTS_LIB_SMALL_FORM_H

#include "domain/budget.h"
#include "domain/publics.h"

#include "lib/in_arena.h"

static struct form_context context;
static struct form *form;
static struct form_values values;

static struct form_option option(const char *code, const char *label, const char *kind)
{
	return (struct form_option){.code = str_of(code), .label = str_of(label), .kind = str_of(kind)};
}

static void rebuild(void)
{
	form = form_build(arena, &context, false, LANG_FR, &values);
}

static inline void open_form(void)
{
	static const struct form_funder funders[] = {
		{.code = S("cget"), .label = S("Etat, politique de la ville"), .kind = S("state")},
		{.code = S("etat-dc"), .label = S("Etat, droit commun"), .kind = S("state")},
		{.code = S("agglo"), .label = S("Agglomeration"), .kind = S("agglomeration")},
		{.code = S("bailleur"), .label = S("Bailleur"), .kind = S("landlord"), .valued = true},
		{.code = S("propres"), .label = S("Ressources propres"), .kind = S("own_funds")},
	};
	context = (struct form_context){.call = S("appel-2025"), .call_title = S("Appel"), .call_kind = S("call"), .year = 2025, .request = S("first"),
		.applicant_kind = S("association")};
	for (size_t i = 0; i < sizeof funders / sizeof *funders; i++)
		*LIST_ADD(arena, &context.funders) = funders[i];
	*LIST_ADD(arena, &context.districts) = option("QN062001", "Les Acacias", "qpv");
	*LIST_ADD(arena, &context.districts) = option("QN062002", "Le Bois", "qpv");
	*LIST_ADD(arena, &context.districts) = option("L1", "La Fosse", "local_interest");
	values = (struct form_values){0};
	rebuild();
}

static void set(const char *key, const char *value)
{
	form_set(arena, &values, str_of(key), str_of(value));
}

static inline bool has_problem(const char *field, enum word message)
{
	for (size_t i = 0; i < problems.list.n; i++)
		if (str_eq(problems.list.at[i].field, str_of(field)) && problems.list.at[i].message == message)
			return true;
	return false;
}

#endif
