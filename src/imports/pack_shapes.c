/* One table a struct, in the order of packs/SCHEMA.md. A member of the wrong type for its row does not compile. */
#include "imports/pack_shapes.h"

#include "base/limits.h"

enum { YEAR_MIN = 1990, YEAR_MAX = 2200, PERSONS_MAX = 100 * 1000 * 1000 };
#define MILLI_MAX INT64_C(1000000000000) /* a thousand million, in thousandths */

/* The offset of member m of S, which must be a T. */
#define AT(T, S_, m) (offsetof(struct S_, m) + 0 * sizeof(char[_Generic(((struct S_ *)0)->m, T: 1)]))
#define LIST_AT(T, S_, m) (offsetof(struct S_, m) + 0 * sizeof(char[_Generic(((struct S_ *)0)->m.at, T *: 1)]))

#define CODE(S_, m, kind) {.key = "code", .type = FIELD_CODE, .presence = REQUIRED, .offset = AT(str, S_, m), .target = (kind)}
#define LABEL(name, req, S_, m) {.key = name, .type = FIELD_LABEL, .presence = (req), .offset = AT(str, S_, m)}
#define TEXT(name, req, S_, m) {.key = name, .type = FIELD_TEXT, .presence = (req), .offset = AT(str, S_, m)}
#define URL(name, S_, m) {.key = name, .type = FIELD_URL, .offset = AT(str, S_, m)}
#define SIREN(S_, m) {.key = "siren", .type = FIELD_SIREN, .offset = AT(str, S_, m)}
#define WORD(name, req, S_, m, list) {.key = name, .type = FIELD_WORD, .presence = (req), .offset = AT(str, S_, m), .words = (list)}
#define WORD_OR_FIRST(name, S_, m, list) {.key = name, .type = FIELD_WORD, .offset = AT(str, S_, m), .words = (list), .fallback = 1}
#define REF(name, req, S_, m, kind) {.key = name, .type = FIELD_REF, .presence = (req), .offset = AT(str, S_, m), .target = (kind)}
#define REFS(name, req, S_, m, kind) \
	{.key = name, .type = FIELD_REFS, .presence = (req), .offset = AT(struct strs, S_, m), .target = (kind)}
#define LABELS(name, req, S_, m) {.key = name, .type = FIELD_LABELS, .presence = (req), .offset = AT(struct strs, S_, m)}
#define TEXTS(name, S_, m) {.key = name, .type = FIELD_TEXTS, .offset = AT(struct strs, S_, m)}
#define FLAG(name, S_, m, otherwise) {.key = name, .type = FIELD_FLAG, .offset = AT(bool, S_, m), .fallback = (otherwise)}
#define INT(name, S_, m, low, high) \
	{.key = name, .type = FIELD_INT, .presence = REQUIRED, .offset = AT(int64_t, S_, m), .min = (low), .max = (high)}
#define OPT_INT(name, S_, m, low, high) {.key = name, .type = FIELD_OPT_INT, .offset = AT(opt_int, S_, m), .min = (low), .max = (high)}
#define MILLI(name, S_, m) \
	{.key = name, .type = FIELD_MILLI, .presence = REQUIRED, .offset = AT(int64_t, S_, m), .min = -MILLI_MAX, .max = MILLI_MAX}
#define OPT_MILLI(name, S_, m) {.key = name, .type = FIELD_OPT_MILLI, .offset = AT(opt_int, S_, m), .min = -MILLI_MAX, .max = MILLI_MAX}
#define DEGREES(name, S_, m, high) {.key = name, .type = FIELD_DEGREES, .offset = AT(opt_int, S_, m), .min = -(high), .max = (high)}
#define MONEY(name, S_, m) {.key = name, .type = FIELD_MONEY, .presence = REQUIRED, .offset = AT(money, S_, m)}
#define OPT_MONEY(name, S_, m) {.key = name, .type = FIELD_OPT_MONEY, .offset = AT(opt_money, S_, m)}
#define DAY(name, req, S_, m) {.key = name, .type = FIELD_DAY, .presence = (req), .offset = AT(opt_day, S_, m)}
#define WHEN(name, kind, S_, m) {.key = name, .type = (kind), .offset = AT(struct pack_when, S_, m)}
#define OBJECT(name, req, S_, m, T) {.key = name, .type = FIELD_OBJECT, .presence = (req), .offset = AT(struct pack_##T, S_, m), .shape = &T##_shape}
#define OBJECTS(name, req, S_, m, T) \
	{.key = name, .type = FIELD_OBJECTS, .presence = (req), .offset = LIST_AT(struct pack_##T, S_, m), .shape = &T##_shape}
#define MAP(name, req, S_, m, kind, entry) \
	{.key = name, .type = FIELD_MAP, .presence = (req), .offset = AT(struct pack_entries, S_, m), .target = (kind), .value = &(entry)}
#define SHAPE(T, table) static const struct shape T##_shape = {(table), sizeof(table) / sizeof(table)[0], sizeof(struct pack_##T)}

#define WORDS_OF(name, ...) static const char *const name[] = {__VA_ARGS__, NULL}

/* territory.yaml */

WORDS_OF(territory_kinds, "agglomeration", "municipality", "department");
WORDS_OF(source_kinds, "call", "programme", "notice", "agreement", "dataset", "other");
WORDS_OF(measures, "population", "districts", "municipalities", "policy_municipalities", "stated");
WORDS_OF(district_kinds, "qpv", "local_interest", "watch");

static const struct field territory_fields[] = {
	CODE(pack_territory, code, PACK_NOTHING),
	LABEL("name", REQUIRED, pack_territory, name),
	LABEL("short_name", OPTIONAL, pack_territory, short_name),
	WORD("kind", REQUIRED, pack_territory, kind, territory_kinds),
	SIREN(pack_territory, siren),
	{.key = "time_zone", .type = FIELD_ZONE, .offset = AT(str, pack_territory, time_zone)},
	{.key = "accent", .type = FIELD_COLOUR, .offset = AT(str, pack_territory, accent)},
	TEXT("summary", OPTIONAL, pack_territory, summary),
};
SHAPE(territory, territory_fields);

static const struct field source_fields[] = {
	CODE(pack_source, code, PACK_SOURCE),
	LABEL("title", REQUIRED, pack_source, title),
	LABEL("publisher", OPTIONAL, pack_source, publisher),
	DAY("date", OPTIONAL, pack_source, date),
	WORD("kind", REQUIRED, pack_source, kind, source_kinds),
	URL("url", pack_source, url),
};
SHAPE(source, source_fields);

static const struct field municipality_fields[] = {
	{.key = "insee", .type = FIELD_INSEE, .presence = REQUIRED, .offset = AT(str, pack_municipality, insee), .target = PACK_MUNICIPALITY},
	LABEL("name", REQUIRED, pack_municipality, name),
	SIREN(pack_municipality, siren),
	OPT_INT("population", pack_municipality, population, 0, PERSONS_MAX),
	DEGREES("latitude", pack_municipality, latitude_e6, 90),
	DEGREES("longitude", pack_municipality, longitude_e6, 180),
	LABEL("intercommunality", OPTIONAL, pack_municipality, intercommunality),
	FLAG("member", pack_municipality, member, true),
};
SHAPE(municipality, municipality_fields);

static const struct field figure_fields[] = {
	CODE(pack_figure, code, PACK_FIGURE),
	LABEL("label", REQUIRED, pack_figure, label),
	MILLI("value", pack_figure, value_milli),
	WORD("measure", OPTIONAL, pack_figure, measure, measures),
	WORD("district_kind", OPTIONAL, pack_figure, district_kind, district_kinds),
	REFS("parts", OPTIONAL, pack_figure, parts, PACK_FIGURE),
	FLAG("approximate", pack_figure, approximate, false),
	REF("source", OPTIONAL, pack_figure, source, PACK_SOURCE),
	LABEL("place", OPTIONAL, pack_figure, place),
};
SHAPE(figure, figure_fields);

static const struct field territory_file_fields[] = {
	INT("pack", pack, version, 1, 1),
	OBJECT("territory", REQUIRED, pack, territory, territory),
	OBJECTS("sources", OPTIONAL, pack, sources, source),
	OBJECTS("municipalities", OPTIONAL, pack, municipalities, municipality),
	OBJECTS("printed_figures", OPTIONAL, pack, figures, figure),
};

/* districts.yaml */

WORDS_OF(renewals, "none", "pnru", "npnru");
WORDS_OF(portrait_units, "percent", "persons", "hectares", "index", "euros");

static const struct field official_code_fields[] = {
	INT("generation", pack_official_code, generation, 2015, 2024),
	{.key = "code", .type = FIELD_CODE, .presence = REQUIRED, .offset = AT(str, pack_official_code, code)},
};
SHAPE(official_code, official_code_fields);

static const struct field population_fields[] = {
	INT("value", pack_population, value, 0, PERSONS_MAX),
	FLAG("approximate", pack_population, approximate, false),
	REF("source", OPTIONAL, pack_population, source, PACK_SOURCE),
	DAY("date", OPTIONAL, pack_population, date),
};
SHAPE(population, population_fields);

static const struct field portrait_fields[] = {
	{.key = "indicator", .type = FIELD_CODE, .presence = REQUIRED, .offset = AT(str, pack_portrait, indicator)},
	LABEL("label", REQUIRED, pack_portrait, label),
	MILLI("value", pack_portrait, value_milli),
	WORD("unit", REQUIRED, pack_portrait, unit, portrait_units),
	OPT_MILLI("comparison", pack_portrait, comparison_milli),
	LABEL("comparison_label", OPTIONAL, pack_portrait, comparison_label),
	REF("source", OPTIONAL, pack_portrait, source, PACK_SOURCE),
	LABEL("date_label", OPTIONAL, pack_portrait, date_label),
	FLAG("approximate", pack_portrait, approximate, false),
	LABEL("note", OPTIONAL, pack_portrait, note),
};
SHAPE(portrait, portrait_fields);

static const struct field district_fields[] = {
	CODE(pack_district, code, PACK_DISTRICT),
	LABEL("name", REQUIRED, pack_district, name),
	WORD("kind", REQUIRED, pack_district, kind, district_kinds),
	OBJECTS("official_codes", OPTIONAL, pack_district, official_codes, official_code),
	REFS("municipalities", REQUIRED, pack_district, municipalities, PACK_MUNICIPALITY),
	REFS("shared_with", OPTIONAL, pack_district, shared_with, PACK_MUNICIPALITY),
	OBJECT("population", OPTIONAL, pack_district, population, population),
	WORD_OR_FIRST("renewal", pack_district, renewal, renewals),
	LABEL("perimeter_note", OPTIONAL, pack_district, perimeter_note),
	OBJECTS("portrait", OPTIONAL, pack_district, portrait, portrait),
	TEXTS("irritants", pack_district, irritants),
	TEXTS("opportunities", pack_district, opportunities),
	TEXTS("stakes", pack_district, stakes),
};
SHAPE(district, district_fields);

static const struct field districts_file_fields[] = {OBJECTS("districts", REQUIRED, pack, districts, district)};

/* frame.yaml */

WORDS_OF(agreement_kinds, "framework", "municipal");
WORDS_OF(goal_kinds, "pillar", "challenge", "priority", "objective", "sub_objective", "action_idea", "theme");
WORDS_OF(detail_kinds, "facet", "vigilance", "example");
WORDS_OF(indicator_units, "persons", "actions", "places", "percent", "euros", "number");
WORDS_OF(impact_kinds, "baseline", "target", "actual");
WORDS_OF(participation_kinds, "resource", "programme", "obstacle", "lever");

static const struct field amendment_fields[] = {
	DAY("date", OPTIONAL, pack_amendment, date),
	LABEL("label", REQUIRED, pack_amendment, label),
};
SHAPE(amendment, amendment_fields);

static const struct field agreement_fields[] = {
	CODE(pack_agreement, code, PACK_AGREEMENT),
	LABEL("title", REQUIRED, pack_agreement, title),
	WORD("kind", REQUIRED, pack_agreement, kind, agreement_kinds),
	REF("parent", OPTIONAL, pack_agreement, parent, PACK_AGREEMENT),
	DAY("starts", OPTIONAL, pack_agreement, starts),
	DAY("ends", OPTIONAL, pack_agreement, ends),
	DAY("signed", OPTIONAL, pack_agreement, signed_on),
	LABEL("signed_at", OPTIONAL, pack_agreement, signed_at),
	LABELS("signatories", OPTIONAL, pack_agreement, signatories),
	TEXTS("commitments", pack_agreement, commitments),
	OBJECTS("amendments", OPTIONAL, pack_agreement, amendments, amendment),
};
SHAPE(agreement, agreement_fields);

#define ITEM_SHAPE(name, kind) \
	static const struct field name##_fields[] = {CODE(pack_item, code, kind), LABEL("label", REQUIRED, pack_item, label)}; \
	static const struct shape name##_shape = {name##_fields, 2, sizeof(struct pack_item)}
ITEM_SHAPE(theme, PACK_THEME);
ITEM_SHAPE(public, PACK_PUBLIC);
ITEM_SHAPE(cross_cutting, PACK_CROSS_CUTTING);
ITEM_SHAPE(scheme, PACK_SCHEME);
ITEM_SHAPE(event, PACK_EVENT);
ITEM_SHAPE(partner, PACK_PARTNER);

#define ITEMS(name, which, shape_) \
	{.key = name, .type = FIELD_OBJECTS, .offset = AT(struct pack_items, pack_lists, list[which]), .shape = &shape_##_shape}
static const struct field lists_fields[] = {
	ITEMS("themes", PACK_LIST_THEMES, theme),
	ITEMS("publics", PACK_LIST_PUBLICS, public),
	ITEMS("cross_cutting", PACK_LIST_CROSS_CUTTING, cross_cutting),
	ITEMS("schemes", PACK_LIST_SCHEMES, scheme),
	ITEMS("events", PACK_LIST_EVENTS, event),
	ITEMS("partners", PACK_LIST_PARTNERS, partner),
};
SHAPE(lists, lists_fields);

static const struct field detail_fields[] = {
	WORD("kind", REQUIRED, pack_detail, kind, detail_kinds),
	LABEL("heading", OPTIONAL, pack_detail, heading),
	TEXTS("items", pack_detail, items),
};
SHAPE(detail, detail_fields);

static const struct field indicator_fields[] = {
	CODE(pack_indicator, code, PACK_INDICATOR),
	LABEL("label", REQUIRED, pack_indicator, label),
	WORD("unit", OPTIONAL, pack_indicator, unit, indicator_units),
	FLAG("sexed", pack_indicator, sexed, false),
	LABEL("source", OPTIONAL, pack_indicator, source),
	TEXT("measures", OPTIONAL, pack_indicator, measures),
};
SHAPE(indicator, indicator_fields);

static const struct field entry_label = LABEL("", REQUIRED, pack_entry, label);
static const struct field entry_amount = MONEY("", pack_entry, amount);
static const struct field entry_percent = INT("", pack_entry, percent, 0, 100);

static const struct shape goal_shape; /* a goal holds goals */
static const struct field goal_fields[] = {
	CODE(pack_goal, code, PACK_GOAL),
	LABEL("number", OPTIONAL, pack_goal, number),
	WORD("kind", REQUIRED, pack_goal, kind, goal_kinds),
	LABEL("label", REQUIRED, pack_goal, label),
	TEXT("summary", OPTIONAL, pack_goal, summary),
	REFS("themes", OPTIONAL, pack_goal, themes, PACK_THEME),
	REFS("publics", OPTIONAL, pack_goal, publics, PACK_PUBLIC),
	REFS("events", OPTIONAL, pack_goal, events, PACK_EVENT),
	OBJECTS("details", OPTIONAL, pack_goal, details, detail),
	OBJECTS("indicators", OPTIONAL, pack_goal, indicators, indicator),
	REFS("adopted_by", OPTIONAL, pack_goal, adopted_by, PACK_DISTRICT),
	REFS("not_adopted_by", OPTIONAL, pack_goal, not_adopted_by, PACK_DISTRICT),
	MAP("wording", OPTIONAL, pack_goal, wording, PACK_DISTRICT, entry_label),
	OBJECTS("children", OPTIONAL, pack_goal, children, goal),
};
SHAPE(goal, goal_fields);

static const struct field impact_value_fields[] = {
	REF("indicator", REQUIRED, pack_impact_value, indicator, PACK_INDICATOR),
	REF("district", OPTIONAL, pack_impact_value, district, PACK_DISTRICT),
	INT("year", pack_impact_value, year, YEAR_MIN, YEAR_MAX),
	WORD("kind", REQUIRED, pack_impact_value, kind, impact_kinds),
	MILLI("value", pack_impact_value, value_milli),
};
SHAPE(impact_value, impact_value_fields);

static const struct field impact_fields[] = {
	TEXT("summary", OPTIONAL, pack_impact, summary),
	OPT_INT("starts_year", pack_impact, starts_year, YEAR_MIN, YEAR_MAX),
	OBJECTS("values", OPTIONAL, pack_impact, values, impact_value),
};
SHAPE(impact, impact_fields);

static const struct field body_fields[] = {
	CODE(pack_body, code, PACK_BODY),
	LABEL("name", REQUIRED, pack_body, name),
	LABEL("chair", OPTIONAL, pack_body, chair),
	OPT_INT("meetings_per_year", pack_body, meetings_per_year, 0, 366),
	TEXT("open_to", OPTIONAL, pack_body, open_to),
	LABELS("members", OPTIONAL, pack_body, members),
	TEXTS("missions", pack_body, missions),
};
SHAPE(body, body_fields);

static const struct field participation_fields[] = {
	WORD("kind", REQUIRED, pack_participation, kind, participation_kinds),
	TEXT("text", REQUIRED, pack_participation, text),
};
SHAPE(participation, participation_fields);

static const struct field cooperation_fields[] = {
	CODE(pack_cooperation, code, PACK_COOPERATION),
	LABEL("label", REQUIRED, pack_cooperation, label),
	REF("municipality", OPTIONAL, pack_cooperation, municipality, PACK_MUNICIPALITY),
	REF("district", OPTIONAL, pack_cooperation, district, PACK_DISTRICT),
	TEXT("text", OPTIONAL, pack_cooperation, text),
};
SHAPE(cooperation, cooperation_fields);

static const struct field contact_fields[] = {
	CODE(pack_contact, code, PACK_CONTACT),
	LABEL("institution", REQUIRED, pack_contact, institution),
	LABEL("role", REQUIRED, pack_contact, role),
	REFS("municipalities", OPTIONAL, pack_contact, municipalities, PACK_MUNICIPALITY),
	FLAG("everywhere", pack_contact, everywhere, false),
	LABEL("theme", OPTIONAL, pack_contact, theme),
	TEXT("note", OPTIONAL, pack_contact, note),
};
SHAPE(contact, contact_fields);

static const struct field frame_file_fields[] = {
	OBJECTS("agreements", OPTIONAL, pack, agreements, agreement),
	OBJECT("lists", OPTIONAL, pack, lists, lists),
	OBJECTS("goals", OPTIONAL, pack, goals, goal),
	OBJECT("impact_framework", OPTIONAL, pack, impact, impact),
	OBJECTS("governance", OPTIONAL, pack, bodies, body),
	OBJECTS("participation", OPTIONAL, pack, participation, participation),
	OBJECTS("cooperations", OPTIONAL, pack, cooperations, cooperation),
	OBJECTS("contacts", OPTIONAL, pack, contacts, contact),
};

/* calls.yaml */

WORDS_OF(call_kinds, "project_call", "expression_of_interest", "programme");
WORDS_OF(phase_kinds, "launch", "filing", "consolidation", "review", "hearing", "committee", "council", "programme", "payment", "report", "carry_over");
WORDS_OF(channel_kinds, "online", "word", "paper", "email");
WORDS_OF(clause_kinds, "applicants", "publics", "geography", "form", "subject", "excluded", "threshold", "rate", "funding", "procedure", "commitment");
WORDS_OF(document_bearers, "any", "association", "municipality", "other");
WORDS_OF(document_requests, "any", "first", "renewal");
WORDS_OF(document_media, "any", "digital", "paper", "both");
WORDS_OF(sections, "operating", "investment");
WORDS_OF(envelope_states, "notified", "expected");

static const struct field phase_fields[] = {
	CODE(pack_phase, code, PACK_PHASE),
	WORD("kind", REQUIRED, pack_phase, kind, phase_kinds),
	LABEL("label", REQUIRED, pack_phase, label),
	LABEL("body", OPTIONAL, pack_phase, body),
	WHEN("start", FIELD_START, pack_phase, start),
	WHEN("end", FIELD_END, pack_phase, end),
	TEXT("note", OPTIONAL, pack_phase, note),
};
SHAPE(phase, phase_fields);

static const struct field channel_fields[] = {
	WORD("kind", REQUIRED, pack_channel, kind, channel_kinds),
	LABEL("label", REQUIRED, pack_channel, label),
	URL("url", pack_channel, url),
	TEXT("note", OPTIONAL, pack_channel, note),
};
SHAPE(channel, channel_fields);

static const struct field clause_fields[] = {
	CODE(pack_clause, code, PACK_CLAUSE),
	WORD("kind", REQUIRED, pack_clause, kind, clause_kinds),
	LABEL("label", REQUIRED, pack_clause, label),
	TEXT("text", OPTIONAL, pack_clause, text),
	LABEL("article", OPTIONAL, pack_clause, article),
	REF("funder", OPTIONAL, pack_clause, funder, PACK_FUNDER),
};
SHAPE(clause, clause_fields);

static const struct field document_fields[] = {
	CODE(pack_document, code, PACK_DOCUMENT),
	LABEL("label", REQUIRED, pack_document, label),
	WORD_OR_FIRST("bearer", pack_document, bearer, document_bearers),
	WORD_OR_FIRST("request", pack_document, request, document_requests),
	WORD_OR_FIRST("medium", pack_document, medium, document_media),
	TEXT("note", OPTIONAL, pack_document, note),
};
SHAPE(document, document_fields);

static const struct field criterion_fields[] = {
	CODE(pack_criterion, code, PACK_CRITERION),
	LABEL("label", REQUIRED, pack_criterion, label),
	OPT_INT("weight", pack_criterion, weight, 0, 1000),
	TEXTS("points", pack_criterion, points),
};
SHAPE(criterion, criterion_fields);

static const struct field envelope_fields[] = {
	CODE(pack_envelope, code, PACK_ENVELOPE),
	REF("funder", REQUIRED, pack_envelope, funder, PACK_FUNDER),
	INT("year", pack_envelope, year, YEAR_MIN, YEAR_MAX),
	WORD("section", REQUIRED, pack_envelope, section, sections),
	OPT_MONEY("amount", pack_envelope, amount),
	LABEL("label", OPTIONAL, pack_envelope, label),
	WORD("state", REQUIRED, pack_envelope, state, envelope_states),
};
SHAPE(envelope, envelope_fields);

static const struct field call_fields[] = {
	CODE(pack_call, code, PACK_CALL),
	WORD("kind", REQUIRED, pack_call, kind, call_kinds),
	LABEL("title", REQUIRED, pack_call, title),
	INT("year", pack_call, year, YEAR_MIN, YEAR_MAX),
	TEXT("summary", OPTIONAL, pack_call, summary),
	REF("agreement", OPTIONAL, pack_call, agreement, PACK_AGREEMENT),
	REF("source", OPTIONAL, pack_call, source, PACK_SOURCE),
	OBJECTS("phases", OPTIONAL, pack_call, phases, phase),
	OBJECTS("channels", OPTIONAL, pack_call, channels, channel),
	OBJECTS("clauses", OPTIONAL, pack_call, clauses, clause),
	REFS("schemes", OPTIONAL, pack_call, schemes, PACK_SCHEME),
	REFS("publics", OPTIONAL, pack_call, publics, PACK_PUBLIC),
	REFS("themes", OPTIONAL, pack_call, themes, PACK_THEME),
	REFS("cross_cutting", OPTIONAL, pack_call, cross_cutting, PACK_CROSS_CUTTING),
	REFS("goals", OPTIONAL, pack_call, goals, PACK_GOAL),
	REFS("districts", OPTIONAL, pack_call, districts, PACK_DISTRICT),
	OBJECTS("required_documents", OPTIONAL, pack_call, required_documents, document),
	OBJECTS("criteria", OPTIONAL, pack_call, criteria, criterion),
	TEXTS("self_diagnosis", pack_call, self_diagnosis),
	OBJECTS("envelopes", OPTIONAL, pack_call, envelopes, envelope),
	LABELS("logos", OPTIONAL, pack_call, logos),
	REFS("contacts", OPTIONAL, pack_call, contacts, PACK_CONTACT),
};
SHAPE(call, call_fields);

static const struct field calls_file_fields[] = {OBJECTS("calls", REQUIRED, pack, calls, call)};

/* programme.yaml */

WORDS_OF(funder_kinds, "state", "region", "department", "agglomeration", "municipality", "ccas", "caf", "landlord", "own_funds", "other");
WORDS_OF(organisation_kinds, "association", "municipality", "ccas", "intercommunality", "landlord", "other");
WORDS_OF(programme_states, "proposed", "voted");

static const struct field group_fields[] = {CODE(pack_group, code, PACK_GROUP), LABEL("label", REQUIRED, pack_group, label)};
SHAPE(group, group_fields);

static const struct field funder_fields[] = {
	CODE(pack_funder, code, PACK_FUNDER),
	LABEL("label", REQUIRED, pack_funder, label),
	LABEL("long_label", OPTIONAL, pack_funder, long_label),
	WORD("kind", REQUIRED, pack_funder, kind, funder_kinds),
	REF("group", REQUIRED, pack_funder, group, PACK_GROUP),
	FLAG("valued", pack_funder, valued, false),
	DAY("since", OPTIONAL, pack_funder, since),
};
SHAPE(funder, funder_fields);

static const struct field organisation_fields[] = {
	CODE(pack_organisation, code, PACK_ORGANISATION),
	LABEL("name", REQUIRED, pack_organisation, name),
	LABEL("long_name", OPTIONAL, pack_organisation, long_name),
	WORD("kind", REQUIRED, pack_organisation, kind, organisation_kinds),
	SIREN(pack_organisation, siren),
};
SHAPE(organisation, organisation_fields);

static const struct field decision_fields[] = {
	LABEL("number", OPTIONAL, pack_decision, number),
	DAY("date", OPTIONAL, pack_decision, date),
};
SHAPE(decision, decision_fields);

static const struct field receipt_fields[] = {
	LABEL("number", REQUIRED, pack_receipt, number),
	DAY("sent", OPTIONAL, pack_receipt, sent),
	DAY("received", OPTIONAL, pack_receipt, received),
	LABEL("place", OPTIONAL, pack_receipt, place),
};
SHAPE(receipt, receipt_fields);

static const struct field result_fields[] = {
	LABEL("label", REQUIRED, pack_result, label),
	MILLI("value", pack_result, value_milli),
	LABEL("unit", OPTIONAL, pack_result, unit),
	OPT_INT("year", pack_result, year, YEAR_MIN, YEAR_MAX),
};
SHAPE(result, result_fields);

static const struct field action_fields[] = {
	{.key = "code", .type = FIELD_CODE, .presence = REQUIRED, .offset = AT(str, pack_action, code)},
	LABEL("title", REQUIRED, pack_action, title),
	TEXT("summary", OPTIONAL, pack_action, summary),
	REF("bearer", REQUIRED, pack_action, bearer, PACK_ORGANISATION),
	MONEY("total", pack_action, total),
	MAP("funding", REQUIRED, pack_action, funding, PACK_FUNDER, entry_amount),
	REFS("districts", OPTIONAL, pack_action, districts, PACK_DISTRICT),
	REFS("goals", OPTIONAL, pack_action, goals, PACK_GOAL),
	REFS("themes", OPTIONAL, pack_action, themes, PACK_THEME),
	REFS("publics", OPTIONAL, pack_action, publics, PACK_PUBLIC),
	OBJECTS("results_before", OPTIONAL, pack_action, results_before, result),
};
SHAPE(action, action_fields);

static const struct field axis_fields[] = {
	CODE(pack_axis, code, PACK_AXIS),
	LABEL("label", REQUIRED, pack_axis, label),
	REF("goal", OPTIONAL, pack_axis, goal, PACK_GOAL),
	OBJECTS("actions", REQUIRED, pack_axis, actions, action),
};
SHAPE(axis, axis_fields);

static const struct field printed_fields[] = {
	OPT_MONEY("total", pack_printed, total),
	MAP("groups", OPTIONAL, pack_printed, groups, PACK_GROUP, entry_amount),
	MAP("percents", OPTIONAL, pack_printed, percents, PACK_GROUP, entry_percent),
};
SHAPE(printed, printed_fields);

static const struct field programme_fields[] = {
	REF("call", REQUIRED, pack_programme, call, PACK_CALL),
	INT("version", pack_programme, version, 1, 999),
	LABEL("title", REQUIRED, pack_programme, title),
	LABEL("annex", OPTIONAL, pack_programme, annex),
	WORD("state", REQUIRED, pack_programme, state, programme_states),
	OBJECT("decision", OPTIONAL, pack_programme, decision, decision),
	OBJECTS("receipts", OPTIONAL, pack_programme, receipts, receipt),
	OBJECTS("axes", REQUIRED, pack_programme, axes, axis),
	OBJECT("printed", OPTIONAL, pack_programme, printed, printed),
};
SHAPE(programme, programme_fields);

static const struct field programme_file_fields[] = {
	OBJECTS("funder_groups", OPTIONAL, pack, groups, group),
	OBJECTS("funders", OPTIONAL, pack, funders, funder),
	OBJECTS("organisations", OPTIONAL, pack, organisations, organisation),
	OBJECTS("programmes", OPTIONAL, pack, programmes, programme),
};

#define FILE_SHAPE(table) static const struct shape table##_shape = {(table), sizeof(table) / sizeof(table)[0], sizeof(struct pack)}
FILE_SHAPE(territory_file_fields);
FILE_SHAPE(districts_file_fields);
FILE_SHAPE(frame_file_fields);
FILE_SHAPE(calls_file_fields);
FILE_SHAPE(programme_file_fields);

const struct pack_file pack_files[PACK_FILE_COUNT] = {
	{"territory.yaml", &territory_file_fields_shape, REQUIRED}, {"districts.yaml", &districts_file_fields_shape, OPTIONAL},
	{"frame.yaml", &frame_file_fields_shape, OPTIONAL},         {"calls.yaml", &calls_file_fields_shape, OPTIONAL},
	{"programme.yaml", &programme_file_fields_shape, OPTIONAL},
};
