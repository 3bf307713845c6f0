/* Fills any draft until nothing is missing, by asking the form itself what is: each problem of form_check names a field, which gets the plainest answer of its kind. So a test of
   the filing does not know the questions of a call. Pure; included by unit tests only. */
#ifndef TESTS_LIB_COMPLETE_DRAFT_H
#define TESTS_LIB_COMPLETE_DRAFT_H

#include "domain/budget.h"
#include "domain/form.h"

enum { COMPLETE_ROUNDS = 12 };

static inline str complete_answer(struct arena *a, const struct form_field *f, str key)
{
	static const struct {
		str key, value;
	} known[] = {{S("identity.siret"), S("73282932000074")}, {S("project.start"), S("2025-01-01")}, {S("project.end"), S("2025-12-31")}, {S("publics.declared"), S("10")},
	             {S("identity.created"), S("2015-05-02")}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(known[i].key, key))
			return known[i].value;
	if (str_starts(key, S("attest.")) && f->kind == FIELD_YES_NO)
		return str_has(key, S("eu_aid")) ? S("no") : S("yes");
	switch (f->kind) {
	case FIELD_CHOICE:
	case FIELD_CHOICES: return f->options.n ? f->options.at[0].code : S("");
	case FIELD_YES_NO: return S("no");
	case FIELD_MONEY: return S("1000");
	case FIELD_COUNT: return S("10");
	case FIELD_DECIMAL: return S("2");
	case FIELD_DAY: return S("2025-03-01");
	case FIELD_EMAIL: return S("contact@association.example");
	case FIELD_PHONE: return S("0321000000");
	case FIELD_WEB: return S("https://association.example");
	case FIELD_POSTCODE: return S("62800");
	case FIELD_SIREN: return S("732829320");
	case FIELD_SIRET: return S("73282932000074");
	case FIELD_RNA: return S("W621234567");
	case FIELD_LINE:
	case FIELD_TEXT: break;
	}
	return arena_fmt(a, "Réponse à %.*s", STR_ARGS(key));
}

/* The first year: 10 000 euros of charges, 4 000 asked of the first funder that gives money, 6 000 of subscriptions. */
static inline void complete_budget(struct arena *a, const struct form_context *context, struct form_values *values)
{
	for (size_t i = 0; i < context->funders.n; i++)
		if (!context->funders.at[i].valued && !str_eq(context->funders.at[i].kind, S("own_funds"))) {
			form_set(a, values, arena_fmt(a, "budget.1.74.%.*s", STR_ARGS(context->funders.at[i].code)), S("4000"));
			break;
		}
	form_set(a, values, S("budget.1.604"), S("10000"));
	form_set(a, values, S("budget.1.756"), S("6000"));
}

static inline void complete_form(struct arena *a, const struct form_context *context, bool identity, struct form_values *values)
{
	if (!identity)
		complete_budget(a, context, values);
	for (int round = 0; round < COMPLETE_ROUNDS; round++) {
		const struct form *form = form_build(a, context, identity, LANG_FR, values);
		struct problems ps = problems_new(a);
		form_check(form, values, NULL, true, &ps);
		if (!ps.total)
			return;
		for (size_t i = 0; i < ps.list.n; i++) {
			const struct form_field *f = form_field_of(form, ps.list.at[i].field);
			if (f)
				form_set(a, values, ps.list.at[i].field, complete_answer(a, f, ps.list.at[i].field));
		}
	}
}

#endif
