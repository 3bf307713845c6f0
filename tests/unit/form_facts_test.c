/* A draft judged as the same application in a file is (rows N4, B19, B5, B10): for each real call, its worked application becomes values of the form, and the verdict is the same,
   rule by rule. Then the conversions one by one. */
#include "actions/check_rules.h"
#include "base/calendar.h"
#include "domain/form_facts.h"
#include "domain/verdict.h"
#include "imports/application_read.h"

#include "lib/small_form.h"

#include <string.h>

static struct form_values identity;

static struct ruleset *rules_of(const char *call)
{
	struct ruleset *set = NULL;
	assert_int_equal(read_ruleset_file(arena, arena_cstr(arena, arena_fmt(arena, "packs/%s/rules.publicodes", call)), &set, &problems), OK);
	return set;
}

/* Funders and goals as the rules know them: a goal is a choice of the frame's questions. */
static void context_of(const char *call, const struct ruleset *set, int64_t year)
{
	context = (struct form_context){.call = str_of(call), .year = year, .request = S("first"), .applicant_kind = S("association"), .rules = set};
	for (size_t i = 0; i < set->funders.n; i++)
		*LIST_ADD(arena, &context.funders) = (struct form_funder){.code = set->funders.at[i].code, .label = set->funders.at[i].title[LANG_FR], .kind = S("other")};
	*LIST_ADD(arena, &context.districts) = option("QN1", "Un quartier", "qpv");
	*LIST_ADD(arena, &context.districts) = option("L1", "Un quartier local", "local_interest");
	const struct ruleset_question *fine = set->frame.sub_action.v ? ruleset_question_of(set, set->frame.sub_action) : NULL;
	const struct ruleset_question *wide = set->frame.priority.v ? ruleset_question_of(set, set->frame.priority) : NULL;
	const struct ruleset_question *q = fine ? fine : wide;
	for (size_t i = 0; q && i < q->choices.n; i++) {
		str code = q->choices.at[i].value, above, rest;
		(void)str_cut(code, '-', &above, &rest);
		*LIST_ADD(arena, &context.goals) = (struct form_option){.code = code, .label = code, .parent = fine ? above : STR_NONE};
	}
	const struct ruleset_question *cross = ruleset_question_keyed(set, S("transversale"));
	for (size_t i = 0; cross && i < cross->choices.n; i++)
		*LIST_ADD(arena, &context.cross_themes) = (struct form_option){.code = cross->choices.at[i].value, .label = cross->choices.at[i].value};
	*LIST_ADD(arena, &context.themes) = (struct form_option){.code = S("sport"), .label = S("Sport")};
	values = identity = (struct form_values){0};
	rebuild();
}

/* Every field that is required and empty gets an answer of its kind, so that the request is filled in completely. */
static str any_answer(const struct form_field *f)
{
	switch (f->kind) {
	case FIELD_CHOICE:
	case FIELD_CHOICES: return f->options.n ? f->options.at[0].code : S("");
	case FIELD_YES_NO: return S("yes");
	case FIELD_DAY: return S("2025-01-01");
	case FIELD_MONEY:
	case FIELD_COUNT:
	case FIELD_DECIMAL: return S("1");
	case FIELD_LINE:
	case FIELD_TEXT:
	case FIELD_EMAIL:
	case FIELD_PHONE:
	case FIELD_WEB:
	case FIELD_POSTCODE:
	case FIELD_SIREN:
	case FIELD_SIRET:
	case FIELD_RNA: break;
	}
	return S("Un texte");
}

static void fill_required(void)
{
	for (size_t t = 0; t < form->topics.n; t++) {
		const struct form_topic *topic = &form->topics.at[t];
		if (topic->kind == TOPIC_BUDGET)
			continue;
		for (size_t i = 0; i < topic->fields.n; i++)
			if (topic->fields.at[i].required && !form_value(&values, topic->fields.at[i].key).p)
				form_set(arena, &values, topic->fields.at[i].key, any_answer(&topic->fields.at[i]));
		for (size_t g = 0; g < topic->groups.n; g++)
			for (size_t i = 0; topic->groups.at[g].least && i < topic->groups.at[g].line.n; i++) {
				str key = arena_fmt(arena, "%.*s.1.%.*s", STR_ARGS(topic->groups.at[g].key), STR_ARGS(topic->groups.at[g].line.at[i].key));
				if (topic->groups.at[g].line.at[i].required && !form_value(&values, key).p)
					form_set(arena, &values, key, any_answer(&topic->groups.at[g].line.at[i]));
			}
	}
}

/* The facts of the file through the self-diagnosis into the form, and what the form has fields for. */
static void draft_of(const struct application_facts *file)
{
	str *keys = ARENA_ARRAY(arena, file->facts.n + 1, str), *answers = ARENA_ARRAY(arena, file->facts.n + 1, str);
	for (size_t i = 0; i < file->facts.n; i++) {
		keys[i] = file->facts.at[i].name;
		answers[i] = file->facts.at[i].value;
	}
	form_from_answers(arena, form, keys, answers, file->facts.n, &values);
	for (size_t i = 0; i < file->asked.n; i++)
		form_set(arena, &values, arena_fmt(arena, "budget.1.74.%.*s", STR_ARGS(file->asked.at[i].funder)),
		         arena_fmt(arena, "%lld", (long long)(file->asked.at[i].amount.cents / 100)));
	form_set(arena, &identity, S("identity.siret"), S("13002526500013"));
}

static struct verdict *judged(const struct ruleset *set, const struct application_facts *facts)
{
	struct verdict *v = NULL;
	struct judge *j = judge_new(arena, set, (day){20000});
	enum status s = judge_verdict(j, arena, LANG_FR, facts, &problems, &v);
	if (s != OK)
		for (size_t i = 0; i < problems.list.n; i++)
			print_error("%.*s: %.*s\n", STR_ARGS(problems.list.at[i].field), STR_ARGS(word_text(LANG_FR, problems.list.at[i].message)));
	assert_int_equal(s, OK);
	return v;
}

static void same_rules(str where, const struct verdict_rule *file, size_t n, const struct verdict_rule *draft)
{
	for (size_t i = 0; i < n; i++)
		if (file[i].outcome != VERDICT_UNKNOWN && file[i].outcome != draft[i].outcome)
			fail_msg("%.*s, %.*s: %s in the file, %s in the form", STR_ARGS(where), STR_ARGS(file[i].name), verdict_outcome_name(file[i].outcome),
			         verdict_outcome_name(draft[i].outcome));
}

static void same_verdict(const struct verdict *file, const struct verdict *draft)
{
	same_rules(S("the call"), file->rules.at, file->rules.n, draft->rules.at);
	assert_int_equal(file->funders.n, draft->funders.n);
	for (size_t i = 0; i < file->funders.n; i++) {
		const struct verdict_funder *a = &file->funders.at[i], *b = &draft->funders.at[i];
		same_rules(a->funder->code, a->rules.at, a->rules.n, b->rules.at);
		if (a->outcome != b->outcome || a->maximum.set != b->maximum.set || a->maximum.value.cents != b->maximum.value.cents)
			fail_msg("%.*s: %s in the file, %s in the form", STR_ARGS(a->funder->code), verdict_outcome_name(a->outcome), verdict_outcome_name(b->outcome));
	}
	assert_int_equal(file->outcome, draft->outcome);
}

static void tell(struct application_facts *facts, const char *name, const char *value)
{
	*LIST_ADD(arena, &facts->facts) = (struct verdict_fact){.name = str_of(name), .value = str_of(value)};
}

struct draft {
	const char *key, *value;
};

static void the_draft_of(const char *call, const char *file_name, int64_t year, const struct draft *own, size_t n, const struct draft *told, size_t told_count)
{
	static const struct draft common[] = {{"request.period", "one_off"}, {"request.aid", "cash"}, {"attest.eu_aid", "no"}, {"partners.1.name", "Centre social"},
		{"partners.1.role", "Oriente"}, {"publics.reach", "Par le centre social"}, {"exchanges.1.with", "agglomeration"}, {"exchanges.1.day", "2019-09-01"}, {"exchanges.1.said", "Oui"}};
	static const struct attached documents[] = {{.code = S("courrier")}, {.code = S("rib")}, {.code = S("liste-ca")}, {.code = S("liste-bureau")},
		{.code = S("statuts")}, {.code = S("recepisse")}};
	const struct ruleset *rules = rules_of(call);
	struct application_facts file, facts;
	assert_int_equal(application_read(arena, arena_cstr(arena, arena_fmt(arena, "tests/golden/verdict/%s.yaml", file_name)), &file, &problems), OK);
	context_of(call, rules, year);
	draft_of(&file);
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		set(common[i].key, common[i].value);
	for (size_t i = 0; i < n; i++)
		set(own[i].key, own[i].value);
	rebuild();
	fill_required();
	form_check(form, &values, NULL, true, &problems);
	for (size_t i = 0; i < problems.list.n; i++)
		print_error("%.*s: %.*s\n", STR_ARGS(problems.list.at[i].field), STR_ARGS(word_text(LANG_FR, problems.list.at[i].message)));
	assert_int_equal(problems.total, 0);
	struct civil date = civil_of(file.filed.value);
	struct local_time local = {.date = date, .hour = 10};
	form_facts(arena, form, &values, &identity, documents, sizeof documents / sizeof *documents, rules, instant_of(local, zone_of(S("Europe/Paris"))), "Europe/Paris", &facts);
	for (size_t i = 0; i < told_count; i++)
		tell(&facts, told[i].key, told[i].value);
	file.past_known = true;
	file.year = year;
	same_verdict(judged(rules, &file), judged(rules, &facts));
}

static void the_draft_of_cabbalr_is_judged_as_its_file(void **state)
{
	(void)state;
	static const struct draft own[] = {
		{"budget.1.604", "10000"}, {"budget.1.insufprevisionnel", "1500"}, {"publics.QN1.f.any", "40"}, {"publics.QN1.m.any", "40"}, {"publics.elsewhere.x.any", "20"},
		{"publics.declared", "100"}, {"project.districts", "QN1"}, {"indicators.1.label", "Inscrits"}, {"indicators.1.target", "100"}, {"indicators.1.target_f", "50"},
		{"indicators.1.target_m", "50"}, {"exchanges.2.with", "prefect"}, {"exchanges.3.with", "municipality"},
		{"exchanges.4.with", "citizen_council"}, 
		{"exchanges.2.day", "2019-09-01"}, {"exchanges.3.day", "2019-09-01"}, {"exchanges.4.day", "2019-09-01"}, 
		{"exchanges.2.said", "Oui"}, {"exchanges.3.said", "Oui"}, {"exchanges.4.said", "Oui"},
	};
	static const struct draft told[] = {{"dossier . canal", "portail"}};
	the_draft_of("cabbalr-2020", "cabbalr-01-first-request", 2020, own, sizeof own / sizeof *own, told, sizeof told / sizeof *told);
}

static void the_draft_of_the_agglomeration_is_judged_as_its_file(void **state)
{
	(void)state;
	static const struct draft own[] = {
		{"budget.1.604", "10000"}, {"budget.1.insufprevisionnel", "5000"}, {"publics.QN1.f.any", "75"}, {"publics.elsewhere.x.any", "25"}, {"publics.declared", "100"},
		{"project.districts", "QN1"}, {"project.goals", "p3"}, {"project.expense", "operating"},
	};
	static const struct draft told[] = {{"dossier . demande signée", "oui"}};
	the_draft_of("call-ami-2021", "call-01-base-rate", 2021, own, sizeof own / sizeof *own, told, sizeof told / sizeof *told);
}

static void the_draft_of_lievin_is_judged_as_its_file(void **state)
{
	(void)state;
	static const struct draft own[] = {
		{"budget.1.604", "4000"}, {"publics.QN1.x.any", "30"}, {"publics.declared", "30"}, {"project.districts", "QN1"}, {"project.themes", "sport"},
	};
	static const struct draft told[] = {{"dossier . canal", "courriel"}, {"dossier . correspondants", "3"}};
	the_draft_of("lievin-2024", "lievin-01-in-time", 2024, own, sizeof own / sizeof *own, told, sizeof told / sizeof *told);
}

/* ---- one by one ---- */

static struct application_facts facts_now(const struct ruleset *set)
{
	struct application_facts facts;
	form_facts(arena, form, &values, &identity, NULL, 0, set, (instant){INT64_C(1726220520000)}, "Europe/Paris", &facts); /* 2024-09-13T09:42:00Z */
	return facts;
}

static str fact_of(const struct application_facts *facts, const char *name)
{
	for (size_t i = 0; i < facts->facts.n; i++)
		if (str_eq(facts->facts.at[i].name, str_of(name)))
			return facts->facts.at[i].value;
	return STR_NONE;
}

static void says(const char *name, const char *expected)
{
	struct application_facts facts = facts_now(context.rules);
	str found = fact_of(&facts, name);
	if (!str_eq(found, str_of(expected)))
		fail_msg("%s: %.*s", name, STR_ARGS(found));
}

static void open_lievin(void)
{
	context_of("lievin-2024", rules_of("lievin-2024"), 2024);
}

static void an_empty_draft_says_only_what_the_program_knows(void **state)
{
	(void)state;
	open_lievin();
	struct application_facts facts = facts_now(context.rules);
	assert_int_equal(facts.facts.n, 3); /* bearer, electronic copy, Word */
	says("porteur . type", "association");
	says("dossier . format", "Word");
	assert_int_equal(facts.asked.n, 0);
	assert_true(facts.past_known);
}

static void the_moment_of_filing_is_local_and_rounded_up(void **state)
{
	(void)state;
	open_lievin();
	struct application_facts facts;
	form_facts(arena, form, &values, &identity, NULL, 0, context.rules, (instant){INT64_C(1726221600001)}, "Europe/Paris", &facts); /* noon and a thousandth */
	assert_int_equal(facts.filed_second.value, 43201);
	form_facts(arena, form, &values, &identity, NULL, 0, context.rules, (instant){INT64_C(1726221600000)}, "Europe/Paris", &facts);
	assert_int_equal(facts.filed_second.value, 43200);
	assert_int_equal(facts.filed.value.number, day_of((struct civil){2024, 9, 13}).number);
}

static void shares_are_written_so_that_they_read_in_one_way(void **state)
{
	(void)state;
	open_lievin();
	set("publics.QN1.f.any", "100");
	set("publics.L1.m.any", "80");
	set("publics.elsewhere.m.any", "120");
	says("public . part en quartier prioritaire", "33,3330 %");
	says("public . part en quartier local", "26,6670 %");
	says("public . part des femmes", "33,3330 %");
	says("public . effectif", "300");
	struct application_facts facts = facts_now(context.rules);
	(void)judged(context.rules, &facts);
}

static void women_are_no_share_while_somebody_is_not_known(void **state)
{
	(void)state;
	open_lievin();
	set("publics.QN1.f.any", "10");
	set("publics.QN1.x.any", "1");
	struct application_facts facts = facts_now(context.rules);
	assert_null(fact_of(&facts, "public . part des femmes").p);
}

static void months_are_counted_from_the_first_day_to_the_last(void **state)
{
	(void)state;
	open_lievin();
	set("project.start", "2025-01-01");
	set("project.end", "2025-12-31");
	says("action . durée", "12");
	set("project.end", "2025-01-01");
	says("action . durée", "1");
	set("project.start", "2025-01-15");
	set("project.end", "2025-02-14");
	says("action . durée", "1");
	set("project.end", "2024-02-14");
	struct application_facts facts = facts_now(context.rules);
	assert_null(fact_of(&facts, "action . durée").p);
}

static void an_organisation_has_the_age_of_its_last_birthday(void **state)
{
	(void)state;
	open_lievin();
	form_set(arena, &identity, S("identity.created"), S("2010-09-13"));
	says("porteur . ancienneté", "14");
	form_set(arena, &identity, S("identity.created"), S("2010-09-14"));
	says("porteur . ancienneté", "13");
}

static void the_districts_say_their_status_and_their_code_when_there_is_one(void **state)
{
	(void)state;
	open_lievin();
	set("project.districts", "QN1");
	says("territoire . statut", "quartier prioritaire");
	says("territoire . quartier", "QN1");
	says("territoire . NPNRU", "non");
	set("project.districts", "QN1 L1");
	says("territoire . statut", "les deux");
	set("project.districts", "L1");
	says("territoire . statut", "intérêt local");
	context.districts.at[1].mark = S("npnru");
	says("territoire . NPNRU", "oui");
}

static void a_report_is_joined_under_the_code_of_its_year(void **state)
{
	(void)state;
	open_lievin();
	static const struct attached report[] = {{.code = S("bilan-2019")}}, other[] = {{.code = S("bilanciel")}};
	struct application_facts facts;
	form_facts(arena, form, &values, &identity, report, 1, context.rules, (instant){0}, "Europe/Paris", &facts);
	assert_true(str_eq(fact_of(&facts, "dossier . bilan joint"), S("oui")));
	form_facts(arena, form, &values, &identity, other, 1, context.rules, (instant){0}, "Europe/Paris", &facts);
	assert_null(fact_of(&facts, "dossier . bilan joint").p);
}

static void answers_of_the_rules_topic_are_facts_and_a_table_wins_over_them(void **state)
{
	(void)state;
	open_lievin();
	set("rules.innovante", "yes");
	says("action . innovante", "oui");
	set("rules.cout", "12000");
	says("budget . coût total", "12000");
	set("budget.1.604", "500");
	says("budget . coût total", "500,00 €");
}

static void hours_with_three_decimals_are_no_thousands(void **state)
{
	(void)state;
	open_lievin();
	set("department.hours", "12.125");
	says("action . heures des agents du Département", "12.1250");
	struct application_facts facts = facts_now(context.rules);
	(void)judged(context.rules, &facts);
}

/* ---- several years (D2, B13): the tapering of article IV is the règlement that reads earlier years ---- */

static void three_years_of_the_state(const char *request)
{
	context_of("cabbalr-2020", rules_of("cabbalr-2020"), 2020);
	context.request = str_of(request);
	set("request.period", "multi_year");
	set("request.years", "3");
	set("project.expense", "operating");
	set("budget.1.604", "10000");
	set("budget.1.74.cget", "10000");
	set("budget.2.604", "8000");
	set("budget.2.74.cget", "5000");
	set("budget.3.604", "2000");
	set("budget.3.74.cget", "500");
	rebuild();
}

static const struct verdict_funder *state_in(size_t number, const struct application_facts *first)
{
	struct application_facts facts;
	form_facts_in_year(arena, form, &values, context.rules, number, first, &facts);
	const struct verdict *v = judged(context.rules, &facts);
	for (size_t i = 0; i < v->funders.n; i++)
		if (str_eq(v->funders.at[i].funder->code, S("cget")))
			return &v->funders.at[i];
	fail_msg("the State is no funder");
	return NULL;
}

static void each_year_is_judged_with_its_own_amounts(void **state)
{
	(void)state;
	three_years_of_the_state("first");
	struct application_facts first = facts_now(context.rules), before = first;
	assert_int_equal(state_in(1, &first)->maximum.value.cents, 1000000);
	assert_int_equal(state_in(2, &first)->maximum.value.cents, 400000); /* 50 % of 8 000 €: the first year of the request counts as granted */
	assert_int_equal(state_in(2, &first)->over.value.cents, 100000);
	assert_int_equal(state_in(3, &first)->maximum.value.cents, 60000); /* 30 % of 2 000 € */
	assert_int_equal(state_in(3, &first)->outcome, VERDICT_FAILS);     /* article IV: under 2 500 € */
	assert_memory_equal(&first, &before, sizeof first);
	assert_int_equal(state_in(4, &first)->maximum.value.cents, 1000000); /* no such year: the first */
}

static void a_year_without_a_request_to_a_funder_begins_its_row_again(void **state)
{
	(void)state;
	three_years_of_the_state("first");
	set("budget.2.74.cget", "0");
	struct application_facts first = facts_now(context.rules);
	assert_int_equal(state_in(3, &first)->maximum.value.cents, 200000);
}

static void earlier_years_and_those_of_the_request_are_one_row(void **state)
{
	(void)state;
	three_years_of_the_state("renewal");
	struct application_facts first = facts_now(context.rules);
	struct verdict_past *past = LIST_ADD(arena, &first.past);
	*past = (struct verdict_past){.year = 2019, .report = S("filed")};
	*LIST_ADD(arena, &past->granted) = (struct verdict_asked){.funder = S("cget"), .amount = {300000}};
	first.past_known = true;
	assert_int_equal(state_in(1, &first)->maximum.value.cents, 500000);
	assert_int_equal(state_in(2, &first)->maximum.value.cents, 240000); /* the third year in a row */
	assert_int_equal(first.past.n, 1);
}

static void a_row_that_a_person_told_goes_on_in_the_next_years(void **state)
{
	(void)state;
	three_years_of_the_state("renewal");
	struct application_facts first = facts_now(context.rules);
	assert_false(first.past_known);
	assert_false(state_in(2, &first)->maximum.set); /* nobody said: not known */
	set("rules.etat-annee", "2");
	first = facts_now(context.rules);
	assert_int_equal(state_in(1, &first)->maximum.value.cents, 500000);
	assert_int_equal(state_in(2, &first)->maximum.value.cents, 240000);
	set("budget.1.74.cget", "0");
	first = facts_now(context.rules);
	assert_int_equal(state_in(2, &first)->maximum.value.cents, 800000); /* nothing was asked the year before: a first year again */
}

static void each_question_of_the_three_calls_has_its_place(void **state)
{
	(void)state;
	static const char *const calls[] = {"cabbalr-2020", "call-ami-2021", "lievin-2024"};
	for (size_t c = 0; c < 3; c++) {
		const struct ruleset *set = rules_of(calls[c]);
		context_of(calls[c], set, 2025);
		for (size_t i = 0; i < set->questions.n; i++) {
			str place = form_place_of_question(arena, set, &set->questions.at[i]);
			bool own = str_starts(place, S("rules."));
			bool asked = str_starts(place, S("budget.1.74."));
			assert_true(str_is_set(place));
			assert_true(asked || own != form_answers_key(set->questions.at[i].key));
			bool elsewhere = own || str_eq(place, S("check")) || str_eq(place, S("documents")) || str_starts(place, S("identity."));
			bool needs_list = str_starts(place, S("project.event")) || str_starts(place, S("department.")) || str_starts(place, S("project.cross_themes"));
			if (!elsewhere && !needs_list && !form_field_of(form, place))
				fail_msg("%s: %.*s", calls[c], STR_ARGS(place));
		}
	}
}

static void a_self_diagnosis_becomes_a_draft_without_its_promises(void **state)
{
	(void)state;
	context_of("call-ami-2021", rules_of("call-ami-2021"), 2021);
	static const str keys[] = {S("nature"), S("debut"), S("cadre . priorité"), S("demande-call"), S("innovante"), S("rib"), S("effectif"), S("budget . coût total"), S("nonsense")};
	static const str answers[] = {S("investissement"), S("31/01/2025"), S("p3"), S("5000.50 €"), S("non"), S("oui"), S("120 personnes"), S("12000.50 €"), S("oui")};
	form_from_answers(arena, form, keys, answers, sizeof keys / sizeof *keys, &values);
	assert_true(str_eq(form_value(&values, S("project.expense")), S("investment")));
	assert_true(str_eq(form_value(&values, S("project.start")), S("2025-01-31")));
	assert_true(str_eq(form_value(&values, S("project.goals")), S("p3")));
	assert_true(str_eq(form_value(&values, S("budget.1.74.call")), S("5000.50")));
	assert_true(str_eq(form_value(&values, S("rules.innovante")), S("no")));
	assert_true(str_eq(form_value(&values, S("publics.declared")), S("120")));
	assert_true(str_eq(form_value(&values, S("rules.cout")), S("12000.50")));
	assert_null(form_value(&values, S("rules.rib")).p); /* a document is joined, not promised */
	assert_int_equal(values.n, 7);
}

static void a_filed_sheet_becomes_lines_of_its_funders_year_by_year(void **state)
{
	(void)state;
	open_form();
	set("project.title", "Ateliers");
	set("project.expense", "investment");
	set("project.districts", "QN062001 L1");
	set("request.period", "multi_year");
	set("request.years", "2");
	set("budget.1.604", "1000");
	set("budget.1.864", "200");
	set("budget.1.74.cget", "400");
	set("budget.2.604", "500");
	set("budget.2.74.agglo", "100.50");
	struct projected p;
	form_project(arena, form, &values, &p);
	assert_true(str_eq(p.title, S("Ateliers")));
	assert_int_equal(p.total.cents, 170000);
	assert_int_equal(p.lines.n, 2);
	assert_true(str_eq(p.lines.at[1].funder, S("agglo")));
	assert_int_equal(p.lines.at[1].year, 2026);
	assert_int_equal(p.lines.at[1].asked.cents, 10050);
	assert_true(p.lines.at[0].investment);
	assert_int_equal(p.districts.n, 2);
	assert_true(str_eq(p.districts.at[1], S("L1")));
	assert_int_equal(p.themes.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(the_draft_of_cabbalr_is_judged_as_its_file),
		IN_ARENA(the_draft_of_the_agglomeration_is_judged_as_its_file),
		IN_ARENA(the_draft_of_lievin_is_judged_as_its_file),
		IN_ARENA(an_empty_draft_says_only_what_the_program_knows),
		IN_ARENA(the_moment_of_filing_is_local_and_rounded_up),
		IN_ARENA(shares_are_written_so_that_they_read_in_one_way),
		IN_ARENA(women_are_no_share_while_somebody_is_not_known),
		IN_ARENA(months_are_counted_from_the_first_day_to_the_last),
		IN_ARENA(an_organisation_has_the_age_of_its_last_birthday),
		IN_ARENA(the_districts_say_their_status_and_their_code_when_there_is_one),
		IN_ARENA(a_report_is_joined_under_the_code_of_its_year),
		IN_ARENA(answers_of_the_rules_topic_are_facts_and_a_table_wins_over_them),
		IN_ARENA(hours_with_three_decimals_are_no_thousands),
		IN_ARENA(each_year_is_judged_with_its_own_amounts),
		IN_ARENA(a_year_without_a_request_to_a_funder_begins_its_row_again),
		IN_ARENA(earlier_years_and_those_of_the_request_are_one_row),
		IN_ARENA(a_row_that_a_person_told_goes_on_in_the_next_years),
		IN_ARENA(each_question_of_the_three_calls_has_its_place),
		IN_ARENA(a_self_diagnosis_becomes_a_draft_without_its_promises),
		IN_ARENA(a_filed_sheet_becomes_lines_of_its_funders_year_by_year),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
