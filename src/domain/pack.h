/* A pack in memory: one territory's frame, calls and programmes, exactly as packs/SCHEMA.md writes them, with the place of everything.
   imports/pack_read.h fills it from YAML; domain/pack_check.h says what a single field cannot know; actions/load_pack.h stores it.
   Words of closed lists (kinds, units, states) are kept as the words of the format, which are also those of the database: each was checked
   against its list. Defaults of SCHEMA.md that depend on other lists (every district, every root goal) are resolved by domain/pack_frame.h.
   All memory belongs to the arena that the reader was given. */
#ifndef DOMAIN_PACK_H
#define DOMAIN_PACK_H

#include "base/arena.h"
#include "base/values.h"

/* Where something stands. `path` is the field in words of the format: districts[QN06207M].population.value */
struct pack_place {
	str file, path;
	int64_t line; /* from 1; 0 when it is not there at all */
};

struct strs {
	str *at;
	size_t n, room;
};

/* What has a code. The order is that of the table in pack_check.c. */
enum pack_kind {
	PACK_NOTHING,
	PACK_SOURCE,
	PACK_MUNICIPALITY,
	PACK_FIGURE,
	PACK_DISTRICT,
	PACK_AGREEMENT,
	PACK_THEME,
	PACK_PUBLIC,
	PACK_CROSS_CUTTING,
	PACK_SCHEME,
	PACK_EVENT,
	PACK_PARTNER,
	PACK_GOAL,
	PACK_INDICATOR,
	PACK_BODY,
	PACK_COOPERATION,
	PACK_CONTACT,
	PACK_CALL,
	PACK_PHASE,
	PACK_CLAUSE,
	PACK_DOCUMENT,
	PACK_CRITERION,
	PACK_ENVELOPE,
	PACK_GROUP,
	PACK_FUNDER,
	PACK_ORGANISATION,
	PACK_AXIS,
	PACK_KIND_COUNT
};

struct pack_definition { /* a code that the pack gives */
	enum pack_kind kind;
	uint64_t scope; /* codes of phases, clauses… are unique in their call: the same number for one call; 0 for the whole pack */
	str code;
	struct pack_place at;
};

struct pack_reference { /* a code that the pack uses */
	enum pack_kind kind;
	str code;
	struct pack_place at;
};

struct pack_territory {
	struct pack_place at;
	str code, name, short_name, kind, siren, time_zone, accent, summary;
};

struct pack_source {
	struct pack_place at;
	str code, title, publisher, kind, url;
	opt_day date;
};

struct pack_municipality {
	struct pack_place at;
	str insee, name, siren, intercommunality;
	opt_int population, latitude_e6, longitude_e6; /* millionths of a degree */
	bool member;
};

struct pack_figure { /* a total as the source prints it */
	struct pack_place at;
	str code, label, measure, district_kind, source, place;
	int64_t value_milli;
	struct strs parts; /* codes of figures; then there is no measure */
	bool approximate;
};

struct pack_official_code {
	struct pack_place at;
	int64_t generation; /* 2015 or 2024 */
	str code;
};

struct pack_population { /* at.line is 0 when the source does not give it */
	struct pack_place at;
	int64_t value;
	str source;
	opt_day date;
	bool approximate;
};

struct pack_portrait {
	struct pack_place at;
	str indicator, label, unit, comparison_label, source, date_label, note;
	int64_t value_milli;
	opt_int comparison_milli;
	bool approximate;
};

struct pack_district {
	struct pack_place at;
	str code, name, kind, renewal, perimeter_note;
	LIST_OF(struct pack_official_code) official_codes;
	struct strs municipalities, shared_with; /* INSEE codes; the main commune first */
	struct pack_population population;
	LIST_OF(struct pack_portrait) portrait;
	struct strs irritants, opportunities, stakes;
};

struct pack_amendment {
	struct pack_place at;
	opt_day date;
	str label;
};

struct pack_agreement {
	struct pack_place at;
	str code, title, kind, parent, signed_at;
	opt_day starts, ends, signed_on;
	struct strs signatories, commitments;
	LIST_OF(struct pack_amendment) amendments;
};

struct pack_item { /* of a maintained list */
	struct pack_place at;
	str code, label;
};

struct pack_items {
	struct pack_item *at;
	size_t n, room;
};

enum pack_list { PACK_LIST_THEMES, PACK_LIST_PUBLICS, PACK_LIST_CROSS_CUTTING, PACK_LIST_SCHEMES, PACK_LIST_EVENTS, PACK_LIST_PARTNERS, PACK_LIST_COUNT };

struct pack_lists {
	struct pack_place at;
	struct pack_items list[PACK_LIST_COUNT];
};

struct pack_detail {
	struct pack_place at;
	str kind, heading;
	struct strs items;
};

struct pack_indicator {
	struct pack_place at;
	str code, label, unit, source, measures;
	bool sexed;
};

struct pack_entry { /* one line of a map whose keys are codes; the member that its map gives is filled */
	struct pack_place at;
	str code;
	str label;
	money amount;
	int64_t percent;
};

struct pack_entries {
	struct pack_entry *at;
	size_t n, room;
};

struct pack_goal {
	struct pack_place at;
	str code, number, kind, label, summary;
	struct strs themes, publics, events;
	LIST_OF(struct pack_detail) details;
	LIST_OF(struct pack_indicator) indicators;
	struct strs adopted_by, not_adopted_by;
	struct pack_entries wording; /* district: its own label */
	LIST_OF(struct pack_goal) children;
};

struct pack_impact_value {
	struct pack_place at;
	str indicator, district, kind;
	int64_t year, value_milli;
};

struct pack_impact {
	struct pack_place at;
	str summary;
	opt_int starts_year;
	LIST_OF(struct pack_impact_value) values;
};

struct pack_body { /* of governance */
	struct pack_place at;
	str code, name, chair, open_to;
	opt_int meetings_per_year;
	struct strs members, missions;
};

struct pack_participation {
	struct pack_place at;
	str kind, text;
};

struct pack_cooperation {
	struct pack_place at;
	str code, label, municipality, district, text;
};

struct pack_contact {
	struct pack_place at;
	str code, institution, role, theme, note;
	struct strs municipalities;
	bool everywhere;
};

struct pack_when {
	bool written; /* even when it was refused */
	bool set;
	instant at;    /* first instant of a start, last instant of an end */
	str precision; /* minute | day | month | quarter | year */
};

struct pack_phase {
	struct pack_place at;
	str code, kind, label, body, note;
	struct pack_when start, end;
};

struct pack_channel {
	struct pack_place at;
	str kind, label, url, note;
};

struct pack_clause {
	struct pack_place at;
	str code, kind, label, text, article, funder;
};

struct pack_document {
	struct pack_place at;
	str code, label, bearer, request, medium, note;
};

struct pack_criterion {
	struct pack_place at;
	str code, label;
	opt_int weight;
	struct strs points;
};

struct pack_envelope {
	struct pack_place at;
	str code, funder, section, label, state;
	int64_t year;
	opt_money amount;
};

struct pack_call {
	struct pack_place at;
	str code, kind, title, summary, agreement, source;
	int64_t year;
	LIST_OF(struct pack_phase) phases;
	LIST_OF(struct pack_channel) channels;
	LIST_OF(struct pack_clause) clauses;
	struct strs schemes, publics, themes, cross_cutting;
	struct strs goals, districts, contacts; /* as written: absent (at == NULL) means all */
	LIST_OF(struct pack_document) required_documents;
	LIST_OF(struct pack_criterion) criteria;
	struct strs self_diagnosis;
	LIST_OF(struct pack_envelope) envelopes;
	struct strs logos;
};

struct pack_group {
	struct pack_place at;
	str code, label;
};

struct pack_funder {
	struct pack_place at;
	str code, label, long_label, kind, group;
	opt_day since;
	bool valued;
};

struct pack_organisation {
	struct pack_place at;
	str code, name, long_name, kind, siren;
};

struct pack_decision {
	struct pack_place at;
	str number;
	opt_day date;
};

struct pack_receipt {
	struct pack_place at;
	str number, place;
	opt_day sent, received;
};

struct pack_result {
	struct pack_place at;
	str label, unit;
	int64_t value_milli;
	opt_int year;
};

struct pack_action {
	struct pack_place at;
	str code, title, summary, bearer;
	money total;
	struct pack_entries funding;
	struct strs districts, goals; /* as written: absent means the call's, the axis's */
	struct strs themes, publics;  /* absent: those of its goals */
	LIST_OF(struct pack_result) results_before;
};

struct pack_axis {
	struct pack_place at;
	str code, label, goal;
	LIST_OF(struct pack_action) actions;
};

struct pack_printed {
	struct pack_place at;
	opt_money total;
	struct pack_entries groups, percents;
};

struct pack_programme {
	struct pack_place at;
	str call, title, annex, state;
	int64_t version;
	struct pack_decision decision;
	LIST_OF(struct pack_receipt) receipts;
	LIST_OF(struct pack_axis) axes;
	struct pack_printed printed;
};

struct pack_rules { /* rules.publicodes, rules.N.publicodes: the text only; domain/ruleset.h reads it */
	struct pack_place at;
	str text, hash;
	int64_t version; /* of the name; 0: the version in force, whose number the text gives */
};

struct pack {
	struct pack_place at;
	str folder; /* as it was named, without the last '/' */
	str name;   /* its last part */
	str digest; /* BLAKE2b-256 of the files that were read, in hexadecimal */
	bool incomplete; /* a file could not be read: what it defines is not known */
	int64_t version;
	struct pack_territory territory;
	LIST_OF(struct pack_source) sources;
	LIST_OF(struct pack_municipality) municipalities;
	LIST_OF(struct pack_figure) figures;
	LIST_OF(struct pack_district) districts;
	LIST_OF(struct pack_agreement) agreements;
	struct pack_lists lists;
	LIST_OF(struct pack_goal) goals;
	struct pack_impact impact;
	LIST_OF(struct pack_body) bodies;
	LIST_OF(struct pack_participation) participation;
	LIST_OF(struct pack_cooperation) cooperations;
	LIST_OF(struct pack_contact) contacts;
	LIST_OF(struct pack_call) calls;
	LIST_OF(struct pack_group) groups;
	LIST_OF(struct pack_funder) funders;
	LIST_OF(struct pack_organisation) organisations;
	LIST_OF(struct pack_programme) programmes;
	LIST_OF(struct pack_rules) rules; /* in the order of their names */
	LIST_OF(struct pack_definition) definitions;
	LIST_OF(struct pack_reference) references;
};

#endif
