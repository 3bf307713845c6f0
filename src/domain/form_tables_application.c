/* The questions of an application: Cerfa 12156 §0, §6, §7 and §7 bis (standards.md §1.2) and what calls of the politique de la ville add (rows A14, B4, B6, B14, B17, L1, L2,
   L9, L10, P7), as a table. form_build.c reads it; lists of choices come from the call. What only a règlement asks is added by form_build.c (topic "rules"). */
#include "domain/form_parts.h"

static const struct form_fixed fixed_aid[] = {{"cash", W_form_aid_cash}, {"in_kind", W_form_aid_in_kind}};
static const struct form_fixed fixed_purpose[] = {{"project", W_form_purpose_project}, {"operating", W_form_purpose_operating}};
static const struct form_fixed fixed_period[] = {{"one_off", W_form_period_one_off}, {"multi_year", W_form_period_multi_year}};
static const struct form_fixed fixed_addressees[] = {{"state", W_form_addressees_state}, {"region", W_form_addressees_region}, {"department", W_form_addressees_department}, {"local", W_form_addressees_local}, {"public_body", W_form_addressees_public_body}, {"other", W_form_addressees_other}};
static const struct form_fixed fixed_expense[] = {{"operating", W_form_expense_operating}, {"investment", W_form_expense_investment}};
static const struct form_fixed fixed_with[] = {{"agglomeration", W_form_with_agglomeration}, {"prefect", W_form_with_prefect}, {"municipality", W_form_with_municipality}, {"citizen_council", W_form_with_citizen_council}, {"other", W_form_with_other}};
static const struct form_fixed fixed_report[] = {{"filed", W_form_report_filed}, {"joined", W_form_report_joined}, {"later", W_form_report_later}};
static const struct form_fixed fixed_public_aid[] = {{"under", W_form_public_aid_under}, {"over", W_form_public_aid_over}};
static const struct form_fixed fixed_signatory[] = {{"representative", W_form_signatory_representative}, {"mandate", W_form_signatory_mandate}};

static const struct form_row request_rows[] = {
	{"request.aid", FIELD_CHOICE, PLAIN(request_aid), .need = NEED_ALWAYS, FIXED(aid), .rows = "D1, Cerfa 12156 §0"},
	{"request.purpose", FIELD_CHOICE, PLAIN(request_purpose), .need = NEED_ALWAYS, FIXED(purpose), .rows = "D1, Cerfa 12156 §0"},
	{"request.period", FIELD_CHOICE, PLAIN(request_period), .need = NEED_ALWAYS, FIXED(period), .rows = "D1, Cerfa 12156 §0"},
	{"request.years", FIELD_COUNT, HINTED(request_years), .need = NEED_ALWAYS, .required_if = "request.period=multi_year", .most = 4, .rows = "D1, Cerfa 12156 §0"},
	{"request.addressees", FIELD_CHOICES, PLAIN(request_addressees), .need = NEED_ALWAYS, FIXED(addressees), .rows = "D1, Cerfa 12156 §0"},
	{"request.schemes", FIELD_CHOICES, HINTED(request_schemes), .need = NEED_ALWAYS, .source = FROM_SCHEMES, .rows = "L9"},
};

static const struct form_row project_rows[] = {
	{"project.title", FIELD_LINE, HINTED(project_title), .need = NEED_ALWAYS, .chars = 150, .rows = "D1, Cerfa 12156 §6"},
	{"project.summary", FIELD_TEXT, HINTED(project_summary), .need = NEED_ALWAYS, .chars = 800, .rows = "D1, P1"},
	{"project.need", FIELD_TEXT, HINTED(project_need), .need = NEED_ALWAYS, .chars = 4000, .rows = "D1, Cerfa 12156 §6"},
	{"project.aims", FIELD_TEXT, HINTED(project_aims), .need = NEED_ALWAYS, .chars = 4000, .rows = "D1, Cerfa 12156 §6"},
};

static const struct form_row action_rows[] = {
	{"project.what", FIELD_TEXT, HINTED(project_what), .need = NEED_ALWAYS, .chars = 4000, .rows = "D1, Cerfa 12156 §6"},
	{"project.how", FIELD_TEXT, HINTED(project_how), .need = NEED_ALWAYS, .chars = 4000, .rows = "D1, Cerfa 12156 §6"},
	{"project.start", FIELD_DAY, HINTED(project_start), .need = NEED_ALWAYS, .rows = "D1, Cerfa 12156 §6"},
	{"project.end", FIELD_DAY, HINTED(project_end), .need = NEED_ALWAYS, .rows = "D1, Cerfa 12156 §6"},
	{"project.expense", FIELD_CHOICE, PLAIN(project_expense), .need = NEED_ALWAYS, FIXED(expense), .rows = "B16"},
	{"project.more", FIELD_TEXT, HINTED(project_more), .chars = 4000, .rows = "D1, Cerfa 12156 §6"},
};

static const struct form_row places_rows[] = {
	{"project.districts", FIELD_CHOICES, HINTED(project_districts), .need = NEED_ALWAYS, .source = FROM_DISTRICTS, .rows = "L11, B1, A2"},
	{"project.place", FIELD_TEXT, HINTED(project_place), .need = NEED_ALWAYS, .chars = 1000, .rows = "D1, Cerfa 12156 §6"},
};

static const struct form_row frame_rows[] = {
	{"project.goals", FIELD_CHOICES, HINTED(project_goals), .need = NEED_ALWAYS, .source = FROM_GOALS, .most = 5, .rows = "L2, A6, B6"},
	{"project.cross_themes", FIELD_CHOICE, HINTED(project_cross_themes), .need = NEED_ALWAYS, .source = FROM_CROSS, .rows = "B6"},
	{"project.themes", FIELD_CHOICES, PLAIN(project_themes), .need = NEED_ALWAYS, .source = FROM_THEMES, .rows = "L1"},
	{"project.publics", FIELD_CHOICES, HINTED(project_publics), .need = NEED_ALWAYS, .source = FROM_PUBLICS, .rows = "L1, A5"},
	{"project.event", FIELD_CHOICES, HINTED(project_event), .source = FROM_EVENTS, .rows = "L10"},
};

static const struct form_row audience_rows[] = {
	{"audience.description", FIELD_TEXT, HINTED(audience_description), .need = NEED_ALWAYS, .chars = 2000, .rows = "D1, Cerfa 12156 §6"},
	{"publics.reach", FIELD_TEXT, HINTED(publics_reach), .need = NEED_RULES, .asked_by = "mobilisation", .chars = 2000, .rows = "A14"},
	{"audience.fee", FIELD_LINE, HINTED(audience_fee), .chars = 200, .rows = "D1, Cerfa 12156 §6"},
};


static const struct form_row partners_rows[] = {
	{"project.partners", FIELD_YES_NO, PLAIN(project_partners), .need = NEED_ALWAYS, .rows = "L12"},
	{"department.takes_part", FIELD_YES_NO, HINTED(department_takes_part), .need = NEED_ALWAYS, .when = WHEN_DEPARTMENT, .rows = "B17"},
	{"department.hours", FIELD_DECIMAL, HINTED(department_hours), .need = NEED_ALWAYS, .required_if = "department.takes_part=yes", .when = WHEN_DEPARTMENT, .most = 100000, UNIT(hours), .rows = "B17"},
	{"department.who", FIELD_LINE, PLAIN(department_who), .required_if = "department.takes_part=yes", .when = WHEN_DEPARTMENT, .chars = 200, .rows = "B17"},
};
static const struct form_row partners_line[] = {
	{"name", FIELD_LINE, PLAIN(partners_name), .need = NEED_ALWAYS, .chars = 200, .rows = "L12"},
	{"role", FIELD_TEXT, PLAIN(partners_role), .need = NEED_ALWAYS, .chars = 600, .rows = "L12"},
};
static const struct form_group_row partners_groups[] = {
	{"partners", HINTED(partners_lines), ROWS(partners_line), .most = 30, .least = 0, .required_if = "project.partners=yes"},
};

static const struct form_row exchanges_rows[] = {
	{"project.exchanges", FIELD_YES_NO, HINTED(project_exchanges), .need = NEED_ALWAYS, .rows = "B4"},
};
static const struct form_row exchanges_line[] = {
	{"with", FIELD_CHOICE, PLAIN(exchanges_with), .need = NEED_ALWAYS, FIXED(with), .rows = "B4"},
	{"who", FIELD_LINE, HINTED(exchanges_who), .chars = 200, .rows = "B4"},
	{"day", FIELD_DAY, PLAIN(exchanges_day), .need = NEED_ALWAYS, .rows = "B4"},
	{"said", FIELD_TEXT, PLAIN(exchanges_said), .need = NEED_ALWAYS, .chars = 1000, .rows = "B4"},
};
static const struct form_group_row exchanges_groups[] = {
	{"exchanges", HINTED(exchanges_lines), ROWS(exchanges_line), .most = 20, .least = 0, .required_if = "project.exchanges=yes"},
};

static const struct form_row means_rows[] = {
	{"means.material", FIELD_TEXT, HINTED(means_material), .need = NEED_ALWAYS, .chars = 2000, .rows = "D1, Cerfa 12156 §6"},
	{"means.volunteers.count", FIELD_COUNT, PLAIN(means_volunteers_count), .most = 100000, UNIT(persons), .rows = "D1, Cerfa 12156 §6"},
	{"means.volunteers.fte", FIELD_DECIMAL, PLAIN(means_volunteers_fte), .most = 100000, UNIT(fte), .rows = "D1, Cerfa 12156 §6"},
	{"means.employees.count", FIELD_COUNT, PLAIN(means_employees_count), .most = 100000, UNIT(persons), .rows = "D1, Cerfa 12156 §6"},
	{"means.employees.fte", FIELD_DECIMAL, PLAIN(means_employees_fte), .most = 100000, UNIT(fte), .rows = "D1, Cerfa 12156 §6"},
	{"means.permanent.count", FIELD_COUNT, PLAIN(means_permanent_count), .most = 100000, UNIT(persons), .rows = "D1, Cerfa 12156 §6"},
	{"means.permanent.fte", FIELD_DECIMAL, PLAIN(means_permanent_fte), .most = 100000, UNIT(fte), .rows = "D1, Cerfa 12156 §6"},
	{"means.fixed_term.count", FIELD_COUNT, PLAIN(means_fixed_term_count), .most = 100000, UNIT(persons), .rows = "D1, Cerfa 12156 §6"},
	{"means.fixed_term.fte", FIELD_DECIMAL, PLAIN(means_fixed_term_fte), .most = 100000, UNIT(fte), .rows = "D1, Cerfa 12156 §6"},
	{"means.aided.count", FIELD_COUNT, PLAIN(means_aided_count), .most = 100000, UNIT(persons), .rows = "D1, Cerfa 12156 §6"},
	{"means.aided.fte", FIELD_DECIMAL, PLAIN(means_aided_fte), .most = 100000, UNIT(fte), .rows = "D1, Cerfa 12156 §6"},
	{"means.service.count", FIELD_COUNT, PLAIN(means_service_count), .most = 100000, UNIT(persons), .rows = "D1, Cerfa 12156 §6"},
	{"means.service.fte", FIELD_DECIMAL, PLAIN(means_service_fte), .most = 100000, UNIT(fte), .rows = "D1, Cerfa 12156 §6"},
	{"means.recruitment", FIELD_YES_NO, PLAIN(means_recruitment), .need = NEED_ALWAYS, .rows = "D1, Cerfa 12156 §6"},
	{"means.recruitment_fte", FIELD_DECIMAL, PLAIN(means_recruitment_fte), .need = NEED_ALWAYS, .required_if = "means.recruitment=yes", .most = 1000, UNIT(fte), .rows = "D1, Cerfa 12156 §6"},
};


static const struct form_row evaluation_rows[] = {
	{"evaluation.method", FIELD_TEXT, HINTED(evaluation_method), .need = NEED_ALWAYS, .chars = 2000, .rows = "D1, N13"},
};
static const struct form_row indicators_line[] = {
	{"label", FIELD_LINE, HINTED(indicators_label), .need = NEED_ALWAYS, .chars = 200, .rows = "D1, N13, B14"},
	{"unit", FIELD_LINE, HINTED(indicators_unit), .chars = 40, .rows = "N13"},
	{"target", FIELD_DECIMAL, HINTED(indicators_target), .need = NEED_ALWAYS, .rows = "N13, B14"},
	{"target_f", FIELD_DECIMAL, PLAIN(indicators_target_f), .rows = "B14"},
	{"target_m", FIELD_DECIMAL, PLAIN(indicators_target_m), .rows = "B14"},
	{"before", FIELD_DECIMAL, HINTED(indicators_before), .when = WHEN_RENEWAL, .derived = true, .rows = "N13, P7"},
};
static const struct form_group_row evaluation_groups[] = {
	{"indicators", HINTED(indicators_lines), ROWS(indicators_line), .most = 20, .least = 1},
};

static const struct form_row results_rows[] = {
	{"results.summary", FIELD_TEXT, HINTED(results_summary), .need = NEED_ALWAYS, .chars = 4000, .rows = "P7, B7"},
	{"results.persons", FIELD_COUNT, PLAIN(results_persons), .need = NEED_ALWAYS, .most = 10000000, UNIT(persons), .rows = "P7"},
	{"results.women", FIELD_COUNT, PLAIN(results_women), .most = 10000000, UNIT(persons), .rows = "P7, B14"},
	{"results.district", FIELD_COUNT, PLAIN(results_district), .most = 10000000, UNIT(persons), .rows = "P7, N6"},
	{"results.changes", FIELD_TEXT, PLAIN(results_changes), .need = NEED_ALWAYS, .chars = 2000, .rows = "P7"},
	{"results.report", FIELD_CHOICE, HINTED(results_report), .need = NEED_ALWAYS, FIXED(report), .rows = "B7"},
};


static const struct form_row commitments_rows[] = {
	{"attest.duties", FIELD_YES_NO, PLAIN(attest_duties), .need = NEED_ATTESTED, .rows = "D1, Cerfa 12156 §7"},
	{"attest.republican", FIELD_YES_NO, HINTED(attest_republican), .need = NEED_ATTESTED, .when = WHEN_ASSOCIATION, .rows = "D1, Cerfa 12156 §7, loi 2000-321 art. 10-1"},
	{"attest.charter", FIELD_YES_NO, HINTED(attest_charter), .need = NEED_ATTESTED, .when = WHEN_ASSOCIATION, .rows = "D1, Cerfa 12156 §7"},
	{"attest.exact", FIELD_YES_NO, PLAIN(attest_exact), .need = NEED_ATTESTED, .rows = "D1, Cerfa 12156 §7"},
	{"attest.public_aid", FIELD_CHOICE, HINTED(attest_public_aid), .need = NEED_ALWAYS, FIXED(public_aid), .rows = "D1, Cerfa 12156 §7, Regulation (EU) 2023/2832"},
	{"attest.signatory", FIELD_CHOICE, HINTED(attest_signatory), .need = NEED_ALWAYS, FIXED(signatory), .rows = "D1, Cerfa 12156 §7"},
	{"attest.eu_aid", FIELD_YES_NO, PLAIN(attest_eu_aid), .need = NEED_ALWAYS, .rows = "D1, Cerfa 12156 §7 bis"},
};
static const struct form_row eu_aid_line[] = {
	{"day", FIELD_DAY, PLAIN(eu_aid_day), .need = NEED_ALWAYS, .rows = "D1, Cerfa 12156 §7 bis"},
	{"years", FIELD_LINE, PLAIN(eu_aid_years), .chars = 40, .rows = "D1, Cerfa 12156 §7 bis"},
	{"decision", FIELD_LINE, PLAIN(eu_aid_decision), .chars = 200, .rows = "D1, Cerfa 12156 §7 bis"},
	{"authority", FIELD_LINE, PLAIN(eu_aid_authority), .need = NEED_ALWAYS, .chars = 200, .rows = "D1, Cerfa 12156 §7 bis"},
	{"amount", FIELD_MONEY, PLAIN(eu_aid_amount), .need = NEED_ALWAYS, .rows = "D1, Cerfa 12156 §7 bis"},
};
static const struct form_group_row commitments_groups[] = {
	{"eu_aid", HINTED(eu_aid_lines), ROWS(eu_aid_line), .most = 20, .least = 0, .required_if = "attest.eu_aid=yes"},
};



const struct form_topic_row form_application_topics[] = {
	{"request", TOPIC_FIELDS, W_form_topic_request, W_form_topic_request_lead, .when = WHEN_ALWAYS, ROWS(request_rows)},
	{"project", TOPIC_FIELDS, W_form_topic_project, W_form_topic_project_lead, .when = WHEN_ALWAYS, ROWS(project_rows)},
	{"action", TOPIC_FIELDS, W_form_topic_action, W_form_topic_action_lead, .when = WHEN_ALWAYS, ROWS(action_rows)},
	{"places", TOPIC_FIELDS, W_form_topic_places, W_form_topic_places_lead, .when = WHEN_ALWAYS, ROWS(places_rows)},
	{"frame", TOPIC_FIELDS, W_form_topic_frame, W_form_topic_frame_lead, .when = WHEN_ALWAYS, ROWS(frame_rows)},
	{"audience", TOPIC_FIELDS, W_form_topic_audience, W_form_topic_audience_lead, .when = WHEN_ALWAYS, ROWS(audience_rows)},
	{"publics", TOPIC_PUBLICS, W_form_topic_publics, W_form_topic_publics_lead, .when = WHEN_ALWAYS},
	{"partners", TOPIC_FIELDS, W_form_topic_partners, W_form_topic_partners_lead, .when = WHEN_ALWAYS, ROWS(partners_rows), GROUPS(partners_groups)},
	{"exchanges", TOPIC_FIELDS, W_form_topic_exchanges, W_form_topic_exchanges_lead, .when = WHEN_ALWAYS, ROWS(exchanges_rows), GROUPS(exchanges_groups)},
	{"means", TOPIC_FIELDS, W_form_topic_means, W_form_topic_means_lead, .when = WHEN_ALWAYS, ROWS(means_rows)},
	{"budget", TOPIC_BUDGET, W_form_topic_budget, W_form_topic_budget_lead, .when = WHEN_ALWAYS},
	{"evaluation", TOPIC_FIELDS, W_form_topic_evaluation, W_form_topic_evaluation_lead, .when = WHEN_ALWAYS, ROWS(evaluation_rows), GROUPS(evaluation_groups)},
	{"results", TOPIC_FIELDS, W_form_topic_results, W_form_topic_results_lead, .when = WHEN_RENEWAL, ROWS(results_rows)},
	{"rules", TOPIC_FIELDS, W_form_topic_rules, W_form_topic_rules_lead, .when = WHEN_RULES},
	{"commitments", TOPIC_FIELDS, W_form_topic_commitments, W_form_topic_commitments_lead, .when = WHEN_ALWAYS, ROWS(commitments_rows), GROUPS(commitments_groups)},
	{"documents", TOPIC_ATTACHMENTS, W_form_topic_documents, W_form_topic_documents_lead, .when = WHEN_ALWAYS},
	{"check", TOPIC_CHECK, W_form_topic_check, W_form_topic_check_lead, .when = WHEN_ALWAYS},
};
const size_t form_application_topics_count = sizeof form_application_topics / sizeof *form_application_topics;
