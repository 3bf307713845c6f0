/* The questions of an identity, said once for all calls: Cerfa 12156 §1 to §5 (standards.md §1.2), as a table. Owns the order and the wording keys only; form_build.c reads
   it. A question that only some bearers are asked says so in `when`. */
#include "domain/form_parts.h"


static const struct form_row organisation_rows[] = {
	{"identity.name", FIELD_LINE, HINTED(identity_name), .need = NEED_ALWAYS, .chars = 200, .autocomplete = "organization", .rows = "D1, Cerfa 12156 §1.1"},
	{"identity.acronym", FIELD_LINE, HINTED(identity_acronym), .chars = 40, .rows = "D1, Cerfa 12156 §1.1"},
	{"identity.siret", FIELD_SIRET, HINTED(identity_siret), .need = NEED_ALWAYS, .rows = "D1, B3, Cerfa 12156 §1.2"},
	{"identity.rna", FIELD_RNA, HINTED(identity_rna), .when = WHEN_ASSOCIATION, .rows = "D1, Cerfa 12156 §1.3"},
	{"identity.registry", FIELD_LINE, HINTED(identity_registry), .when = WHEN_ASSOCIATION, .chars = 200, .rows = "D1, Cerfa 12156 §1.4"},
	{"identity.created", FIELD_DAY, HINTED(identity_created), .when = WHEN_PRIVATE, .rows = "D1"},
	{"identity.website", FIELD_WEB, PLAIN(identity_website), .autocomplete = "url", .rows = "D1, Cerfa 12156 §1.1"},
};

static const struct form_row address_rows[] = {
	{"address.line", FIELD_LINE, PLAIN(address_line), .need = NEED_ALWAYS, .chars = 200, .autocomplete = "street-address", .rows = "D1, Cerfa 12156 §1.5"},
	{"address.more", FIELD_LINE, HINTED(address_more), .chars = 200, .rows = "D1, Cerfa 12156 §1.5"},
	{"address.postcode", FIELD_POSTCODE, PLAIN(address_postcode), .need = NEED_ALWAYS, .autocomplete = "postal-code", .rows = "D1, Cerfa 12156 §1.5"},
	{"address.town", FIELD_LINE, PLAIN(address_town), .need = NEED_ALWAYS, .chars = 100, .autocomplete = "address-level2", .rows = "D1, Cerfa 12156 §1.5"},
	{"mailing.other", FIELD_YES_NO, PLAIN(mailing_other), .need = NEED_ALWAYS, .rows = "D1, Cerfa 12156 §1.5.1"},
	{"mailing.address", FIELD_TEXT, PLAIN(mailing_address), .need = NEED_ALWAYS, .required_if = "mailing.other=yes", .chars = 400, .rows = "D1, Cerfa 12156 §1.5.1"},
};

static const struct form_row representative_rows[] = {
	{"representative.last_name", FIELD_LINE, PLAIN(representative_last_name), .need = NEED_ALWAYS, .chars = 100, .autocomplete = "family-name", .rows = "D1, Cerfa 12156 §1.6"},
	{"representative.first_name", FIELD_LINE, PLAIN(representative_first_name), .need = NEED_ALWAYS, .chars = 100, .autocomplete = "given-name", .rows = "D1, Cerfa 12156 §1.6"},
	{"representative.role", FIELD_LINE, HINTED(representative_role), .need = NEED_ALWAYS, .chars = 100, .autocomplete = "organization-title", .rows = "D1, Cerfa 12156 §1.6"},
	{"representative.phone", FIELD_PHONE, PLAIN(representative_phone), .need = NEED_ALWAYS, .autocomplete = "tel", .rows = "D1, Cerfa 12156 §1.6"},
	{"representative.email", FIELD_EMAIL, PLAIN(representative_email), .need = NEED_ALWAYS, .autocomplete = "email", .rows = "D1, Cerfa 12156 §1.6"},
};

static const struct form_row contact_rows[] = {
	{"contact.other", FIELD_YES_NO, PLAIN(contact_other), .need = NEED_ALWAYS, .rows = "D1, Cerfa 12156 §1.7"},
	{"contact.last_name", FIELD_LINE, PLAIN(contact_last_name), .need = NEED_ALWAYS, .required_if = "contact.other=yes", .chars = 100, .rows = "D1, Cerfa 12156 §1.7"},
	{"contact.first_name", FIELD_LINE, PLAIN(contact_first_name), .need = NEED_ALWAYS, .required_if = "contact.other=yes", .chars = 100, .rows = "D1, Cerfa 12156 §1.7"},
	{"contact.role", FIELD_LINE, PLAIN(contact_role), .required_if = "contact.other=yes", .chars = 100, .rows = "D1, Cerfa 12156 §1.7"},
	{"contact.phone", FIELD_PHONE, PLAIN(contact_phone), .need = NEED_ALWAYS, .required_if = "contact.other=yes", .rows = "D1, Cerfa 12156 §1.7"},
	{"contact.email", FIELD_EMAIL, PLAIN(contact_email), .need = NEED_ALWAYS, .required_if = "contact.other=yes", .rows = "D1, Cerfa 12156 §1.7"},
};

static const struct form_row administration_rows[] = {
	{"status.public_utility", FIELD_YES_NO, PLAIN(status_public_utility), .need = NEED_ALWAYS, .rows = "D1, Cerfa 12156 §2"},
	{"status.public_utility_day", FIELD_DAY, PLAIN(status_public_utility_day), .need = NEED_ALWAYS, .required_if = "status.public_utility=yes", .rows = "D1, Cerfa 12156 §2"},
	{"status.taxed", FIELD_YES_NO, HINTED(status_taxed), .need = NEED_ALWAYS, .rows = "D1, Cerfa 12156 §2"},
};
static const struct form_row accreditations_line[] = {
	{"kind", FIELD_LINE, PLAIN(accreditations_kind), .need = NEED_ALWAYS, .chars = 200, .rows = "D1, Cerfa 12156 §2"},
	{"by", FIELD_LINE, PLAIN(accreditations_by), .need = NEED_ALWAYS, .chars = 200, .rows = "D1, Cerfa 12156 §2"},
	{"day", FIELD_DAY, PLAIN(accreditations_day), .rows = "D1, Cerfa 12156 §2"},
};
static const struct form_group_row administration_groups[] = {
	{"accreditations", HINTED(accreditations_lines), ROWS(accreditations_line), .most = 20, .least = 0},
};

static const struct form_row network_rows[] = {
	{"network.federation", FIELD_LINE, HINTED(network_federation), .chars = 300, .rows = "D1, Cerfa 12156 §3"},
	{"network.legal_members", FIELD_YES_NO, PLAIN(network_legal_members), .need = NEED_ALWAYS, .rows = "D1, Cerfa 12156 §3"},
	{"network.members", FIELD_TEXT, PLAIN(network_members), .need = NEED_ALWAYS, .required_if = "network.legal_members=yes", .chars = 1000, .rows = "D1, Cerfa 12156 §3"},
};

static const struct form_row people_rows[] = {
	{"staff.members", FIELD_COUNT, PLAIN(staff_members), .need = NEED_ALWAYS, .when = WHEN_ASSOCIATION, .most = 10000000, UNIT(persons), .rows = "D1, Cerfa 12156 §4"},
	{"staff.volunteers", FIELD_COUNT, HINTED(staff_volunteers), .need = NEED_ALWAYS, .when = WHEN_ASSOCIATION, .most = 10000000, UNIT(persons), .rows = "D1, Cerfa 12156 §4"},
	{"staff.service", FIELD_COUNT, HINTED(staff_service), .when = WHEN_ASSOCIATION, .most = 1000000, UNIT(persons), .rows = "D1, Cerfa 12156 §4"},
	{"staff.employees", FIELD_COUNT, PLAIN(staff_employees), .need = NEED_ALWAYS, .most = 1000000, UNIT(persons), .rows = "D1, Cerfa 12156 §4"},
	{"staff.aided", FIELD_COUNT, PLAIN(staff_aided), .most = 1000000, UNIT(persons), .rows = "D1, Cerfa 12156 §4"},
	{"identity.fte", FIELD_DECIMAL, HINTED(identity_fte), .need = NEED_ALWAYS, .most = 1000000, UNIT(fte), .rows = "D1, Cerfa 12156 §4"},
	{"staff.seconded", FIELD_COUNT, PLAIN(staff_seconded), .most = 1000000, UNIT(persons), .rows = "D1, Cerfa 12156 §4"},
};

static const struct form_row accounts_rows[] = {
	{"accounts.year", FIELD_COUNT, HINTED(accounts_year), .need = NEED_ALWAYS, .most = 2200, .rows = "D1, Cerfa 12156 §5"},
	{"accounts.60", FIELD_MONEY, PLAIN(accounts_60), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.61", FIELD_MONEY, PLAIN(accounts_61), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.62", FIELD_MONEY, PLAIN(accounts_62), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.63", FIELD_MONEY, PLAIN(accounts_63), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.64", FIELD_MONEY, PLAIN(accounts_64), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.65", FIELD_MONEY, PLAIN(accounts_65), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.66", FIELD_MONEY, PLAIN(accounts_66), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.67", FIELD_MONEY, PLAIN(accounts_67), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.68", FIELD_MONEY, PLAIN(accounts_68), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.69", FIELD_MONEY, PLAIN(accounts_69), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.70", FIELD_MONEY, PLAIN(accounts_70), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.73", FIELD_MONEY, PLAIN(accounts_73), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.74", FIELD_MONEY, PLAIN(accounts_74), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.75", FIELD_MONEY, PLAIN(accounts_75), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.76", FIELD_MONEY, PLAIN(accounts_76), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.77", FIELD_MONEY, PLAIN(accounts_77), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.78", FIELD_MONEY, PLAIN(accounts_78), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.79", FIELD_MONEY, PLAIN(accounts_79), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.86", FIELD_MONEY, PLAIN(accounts_86), .rows = "D1, Cerfa 12156 §5"},
	{"accounts.87", FIELD_MONEY, PLAIN(accounts_87), .rows = "D1, Cerfa 12156 §5"},
};

const struct form_topic_row form_identity_topics[] = {
	{"organisation", TOPIC_FIELDS, W_form_topic_organisation, W_form_topic_organisation_lead, .when = WHEN_ALWAYS, ROWS(organisation_rows)},
	{"address", TOPIC_FIELDS, W_form_topic_address, W_form_topic_address_lead, .when = WHEN_ALWAYS, ROWS(address_rows)},
	{"representative", TOPIC_FIELDS, W_form_topic_representative, W_form_topic_representative_lead, .when = WHEN_ALWAYS, ROWS(representative_rows)},
	{"contact", TOPIC_FIELDS, W_form_topic_contact, W_form_topic_contact_lead, .when = WHEN_ALWAYS, ROWS(contact_rows)},
	{"administration", TOPIC_FIELDS, W_form_topic_administration, W_form_topic_administration_lead, .when = WHEN_ASSOCIATION, ROWS(administration_rows), GROUPS(administration_groups)},
	{"network", TOPIC_FIELDS, W_form_topic_network, W_form_topic_network_lead, .when = WHEN_ASSOCIATION, ROWS(network_rows)},
	{"people", TOPIC_FIELDS, W_form_topic_people, W_form_topic_people_lead, .when = WHEN_PRIVATE, ROWS(people_rows)},
	{"accounts", TOPIC_FIELDS, W_form_topic_accounts, W_form_topic_accounts_lead, .when = WHEN_PRIVATE, ROWS(accounts_rows)},
};
const size_t form_identity_topics_count = sizeof form_identity_topics / sizeof *form_identity_topics;
