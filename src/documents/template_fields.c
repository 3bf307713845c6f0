/* The catalogue of fields: one table, printed by `faubourg template fields`, shown on the page of templates, and what a file is judged by. See template_fields.h. */
#include "documents/template_fields.h"

#include "documents/template_parts.h"

#include <string.h>

#define K(name) (1u << TEMPLATE_##name)
#define ALL ((1u << TEMPLATE_KINDS) - 1)
#define LETTERS (K(award_letter) | K(award_order) | K(refusal_letter))
#define AMOUNT S("amount_")

static const struct template_field fields[] = {
	{S("territory"), S(""), false, ALL, W_adoption_field_territory, W_adoption_example_territory},
	{S("call"), S(""), false, ALL, W_adoption_field_call, W_adoption_example_call},
	{S("year"), S(""), false, ALL, W_adoption_field_year, W_adoption_example_year},
	{S("today"), S(""), false, ALL, W_adoption_field_today, W_adoption_example_today},
	{S("decision_number"), S(""), false, K(annex) | K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_decision_number, W_adoption_example_decision_number},
	{S("decision_date"), S(""), false, K(annex) | K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_decision_date, W_adoption_example_decision_date},
	{S("programme"), S(""), false, K(annex) | K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_programme, W_adoption_example_programme},
	{S("version"), S(""), false, K(annex) | K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_version, W_adoption_example_version},
	{S("sha256"), S(""), false, K(minutes) | K(annex) | K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_sha256, W_adoption_example_sha256},
	{S("annex"), S(""), false, K(annex), W_adoption_field_annex, W_adoption_example_annex},
	{S("state"), S(""), false, K(annex), W_adoption_field_state, W_adoption_example_state},
	{S("action_count"), S(""), false, K(annex), W_adoption_field_action_count, W_adoption_example_action_count},
	{S("total"), S(""), false, K(annex), W_adoption_field_total, W_adoption_example_total},
	{S("funded"), S(""), false, K(annex), W_adoption_field_funded, W_adoption_example_funded},
	{S("paid"), S(""), false, K(annex), W_adoption_field_paid, W_adoption_example_paid},
	{S("valued"), S(""), false, K(annex), W_adoption_field_valued, W_adoption_example_valued},
	{S("gap"), S(""), false, K(annex), W_adoption_field_gap, W_adoption_example_gap},
	{S("receipt_number"), S(""), false, K(annex), W_adoption_field_receipt_number, W_adoption_example_receipt_number},
	{S("receipt_sent"), S(""), false, K(annex), W_adoption_field_receipt_sent, W_adoption_example_receipt_sent},
	{S("receipt_received"), S(""), false, K(annex), W_adoption_field_receipt_received, W_adoption_example_receipt_received},
	{S("receipts"), S(""), true, K(annex), W_adoption_field_receipts, W_adoption_no_example},
	{S("number"), S("receipts"), false, K(annex), W_adoption_field_number, W_adoption_example_number},
	{S("sent"), S("receipts"), false, K(annex), W_adoption_field_sent, W_adoption_example_sent},
	{S("received"), S("receipts"), false, K(annex), W_adoption_field_received, W_adoption_example_received},
	{S("place"), S("receipts"), false, K(annex), W_adoption_field_place, W_adoption_example_place},
	{S("groups"), S(""), true, K(annex), W_adoption_field_groups, W_adoption_no_example},
	{S("label"), S("groups"), false, K(annex), W_adoption_field_label, W_adoption_example_label},
	{S("amount"), S("groups"), false, K(annex), W_adoption_field_amount, W_adoption_example_amount},
	{S("percent"), S("groups"), false, K(annex), W_adoption_field_percent, W_adoption_example_percent},
	{S("paid"), S("groups"), false, K(annex), W_adoption_field_paid, W_adoption_example_paid},
	{S("valued"), S("groups"), false, K(annex), W_adoption_field_valued, W_adoption_example_valued},
	{S("funders"), S(""), true, K(annex), W_adoption_field_funders, W_adoption_no_example},
	{S("label"), S("funders"), false, K(annex), W_adoption_field_label, W_adoption_example_label},
	{S("group"), S("funders"), false, K(annex), W_adoption_field_group, W_adoption_example_group},
	{S("amount"), S("funders"), false, K(annex), W_adoption_field_amount, W_adoption_example_amount},
	{S("nature"), S("funders"), false, K(annex), W_adoption_field_nature, W_adoption_example_nature},
	{S("axes"), S(""), true, K(annex), W_adoption_field_axes, W_adoption_no_example},
	{S("number"), S("axes"), false, K(annex), W_adoption_field_number, W_adoption_example_number},
	{S("label"), S("axes"), false, K(annex), W_adoption_field_label, W_adoption_example_label},
	{S("action_count"), S("axes"), false, K(annex), W_adoption_field_action_count, W_adoption_example_action_count},
	{S("total"), S("axes"), false, K(annex), W_adoption_field_total, W_adoption_example_total},
	{S("funded"), S("axes"), false, K(annex), W_adoption_field_funded, W_adoption_example_funded},
	{S("gap"), S("axes"), false, K(annex), W_adoption_field_gap, W_adoption_example_gap},
	{S("actions"), S(""), true, K(annex), W_adoption_field_actions, W_adoption_no_example},
	{S("number"), S("actions"), false, K(annex), W_adoption_field_number, W_adoption_example_number},
	{S("code"), S("actions"), false, K(annex), W_adoption_field_code, W_adoption_example_code},
	{S("title"), S("actions"), false, K(annex), W_adoption_field_title, W_adoption_example_title},
	{S("summary"), S("actions"), false, K(annex), W_adoption_field_summary, W_adoption_example_summary},
	{S("bearer"), S("actions"), false, K(annex), W_adoption_field_bearer, W_adoption_example_bearer},
	{S("total"), S("actions"), false, K(annex), W_adoption_field_total, W_adoption_example_total},
	{S("funded"), S("actions"), false, K(annex), W_adoption_field_funded, W_adoption_example_funded},
	{S("gap"), S("actions"), false, K(annex), W_adoption_field_gap, W_adoption_example_gap},
	{S("axis"), S("actions"), false, K(annex), W_adoption_field_axis, W_adoption_example_axis},
	{S("funding"), S("actions"), true, K(annex), W_adoption_field_funding, W_adoption_no_example},
	{S("funder"), S("funding"), false, K(annex) | K(minutes), W_adoption_field_funder, W_adoption_example_funder},
	{S("amount"), S("funding"), false, K(annex) | K(minutes), W_adoption_field_amount, W_adoption_example_amount},
	{S("nature"), S("funding"), false, K(annex) | K(minutes), W_adoption_field_nature, W_adoption_example_nature},
	{S("results"), S("actions"), true, K(annex), W_adoption_field_results, W_adoption_no_example},
	{S("label"), S("results"), false, K(annex), W_adoption_field_label, W_adoption_example_label},
	{S("value"), S("results"), false, K(annex), W_adoption_field_value, W_adoption_example_value},
	{S("unit"), S("results"), false, K(annex), W_adoption_field_unit, W_adoption_example_unit},
	{S("year"), S("results"), false, K(annex), W_adoption_field_year, W_adoption_example_year},
	{S("amount_*"), S(""), false, K(annex), W_adoption_field_amount_of_funder, W_adoption_example_amount_of_funder},
	{S("code"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter) | K(summons), W_adoption_field_code, W_adoption_example_code},
	{S("reference"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_reference, W_adoption_example_reference},
	{S("funder"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_funder, W_adoption_example_funder},
	{S("funder_long"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_funder_long, W_adoption_example_funder_long},
	{S("bearer"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_bearer, W_adoption_example_bearer},
	{S("bearer_address"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_bearer_address, W_adoption_example_bearer_address},
	{S("siret"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_siret, W_adoption_example_siret},
	{S("representative"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_representative, W_adoption_example_representative},
	{S("capacity"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_capacity, W_adoption_example_capacity},
	{S("number"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_number, W_adoption_example_number},
	{S("title"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_title, W_adoption_example_title},
	{S("action"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_action, W_adoption_example_action},
	{S("cost"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_cost, W_adoption_example_cost},
	{S("asked"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_asked, W_adoption_example_asked},
	{S("amount"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_amount, W_adoption_example_amount},
	{S("amount_words"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_amount_words, W_adoption_example_amount_words},
	{S("share"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_share, W_adoption_example_share},
	{S("section"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_section, W_adoption_example_section},
	{S("partial"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_partial, W_adoption_example_partial},
	{S("reason"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_reason, W_adoption_example_reason},
	{S("report_date"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_report_date, W_adoption_example_report_date},
	{S("sender"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter) | K(summons), W_adoption_field_sender, W_adoption_example_sender},
	{S("kit"), S(""), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_kit, W_adoption_example_kit},
	{S("others"), S(""), true, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_others, W_adoption_no_example},
	{S("funder"), S("others"), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_funder, W_adoption_example_funder},
	{S("amount"), S("others"), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_amount, W_adoption_example_amount},
	{S("reasons"), S(""), true, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_reasons, W_adoption_no_example},
	{S("text"), S("reasons"), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_text, W_adoption_example_text},
	{S("clause"), S("reasons"), false, K(award_letter) | K(award_order) | K(refusal_letter), W_adoption_field_clause, W_adoption_example_clause},
	{S("valued"), S(""), false, LETTERS, W_notify_field_valued, W_notify_example_valued},
	{S("agreement"), S(""), false, LETTERS, W_notify_field_agreement, W_notify_example_agreement},
	{S("appeal"), S(""), false, LETTERS, W_notify_field_appeal, W_notify_example_appeal},
	{S("contact"), S(""), false, LETTERS, W_notify_field_contact, W_notify_example_contact},
	{S("session"), S(""), false, K(minutes) | K(summons), W_adoption_field_session, W_adoption_example_session},
	{S("session_date"), S(""), false, K(minutes) | K(summons), W_adoption_field_session_date, W_adoption_example_session_date},
	{S("session_place"), S(""), false, K(minutes) | K(summons), W_adoption_field_session_place, W_adoption_example_session_place},
	{S("chair"), S(""), false, K(minutes) | K(summons), W_adoption_field_chair, W_adoption_example_chair},
	{S("quorum"), S(""), false, K(minutes), W_adoption_field_quorum, W_adoption_example_quorum},
	{S("closing"), S(""), false, K(minutes), W_adoption_field_closing, W_adoption_example_closing},
	{S("notes"), S(""), false, K(minutes), W_adoption_field_notes, W_adoption_example_notes},
	{S("recipient"), S(""), false, K(summons), W_adoption_field_recipient, W_adoption_example_recipient},
	{S("role"), S(""), false, K(summons), W_adoption_field_role, W_adoption_example_role},
	{S("seats"), S(""), true, K(minutes) | K(summons), W_adoption_field_seats, W_adoption_no_example},
	{S("institution"), S("seats"), false, K(minutes) | K(summons), W_adoption_field_institution, W_adoption_example_institution},
	{S("role"), S("seats"), false, K(minutes) | K(summons), W_adoption_field_role, W_adoption_example_role},
	{S("attendance"), S("seats"), false, K(minutes), W_adoption_field_attendance, W_adoption_example_attendance},
	{S("items"), S(""), true, K(minutes) | K(summons), W_adoption_field_items, W_adoption_no_example},
	{S("number"), S("items"), false, K(minutes) | K(summons), W_adoption_field_number, W_adoption_example_number},
	{S("title"), S("items"), false, K(minutes) | K(summons), W_adoption_field_title, W_adoption_example_title},
	{S("bearer"), S("items"), false, K(minutes) | K(summons), W_adoption_field_bearer, W_adoption_example_bearer},
	{S("time"), S("items"), false, K(minutes) | K(summons), W_adoption_field_time, W_adoption_example_time},
	{S("outcome"), S("items"), false, K(minutes), W_adoption_field_outcome, W_adoption_example_outcome},
	{S("note"), S("items"), false, K(minutes), W_adoption_field_note, W_adoption_example_note},
	{S("yes"), S("items"), false, K(minutes), W_adoption_field_yes, W_adoption_example_yes},
	{S("no"), S("items"), false, K(minutes), W_adoption_field_no, W_adoption_example_no},
	{S("abstain"), S("items"), false, K(minutes), W_adoption_field_abstain, W_adoption_example_abstain},
	{S("amount"), S("items"), false, K(minutes), W_adoption_field_amount, W_adoption_example_amount},
	{S("funding"), S("items"), true, K(minutes), W_adoption_field_funding, W_adoption_no_example},
	{S("conflicts"), S(""), true, K(minutes), W_adoption_field_conflicts, W_adoption_no_example},
	{S("institution"), S("conflicts"), false, K(minutes), W_adoption_field_institution, W_adoption_example_institution},
	{S("title"), S("conflicts"), false, K(minutes), W_adoption_field_title, W_adoption_example_title},
};

const struct template_field *template_fields(size_t *count)
{
	*count = sizeof fields / sizeof *fields;
	return fields;
}

static bool is_of(const struct template_field *f, enum template_kind kind)
{
	return (f->kinds & (1u << kind)) != 0;
}

static bool stands_in(const struct template_field *f, const struct template_path *path)
{
	if (!f->within.n)
		return true;
	for (size_t i = 0; i < path->n; i++)
		if (str_eq(path->names[i], f->within))
			return true;
	return str_eq(f->name, S("actions")); /* of an axis, or all of them */
}

static bool is_amount_of(const str *funders, size_t count, str name)
{
	if (!str_starts(name, AMOUNT) || count == ANY_FUNDER)
		return str_starts(name, AMOUNT);
	for (size_t i = 0; i < count; i++) {
		str code = str_skip(name, AMOUNT.n);
		bool same = code.n == funders[i].n;
		for (size_t k = 0; same && k < code.n; k++) {
			char c = funders[i].p[k];
			c = c == '-' || c == '.' ? '_' : c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
			same = c == code.p[k];
		}
		if (same)
			return true;
	}
	return false;
}

bool template_knows(enum template_kind kind, const str *funders, size_t funder_count, const struct template_path *path, str name)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (is_of(&fields[i], kind) && str_eq(fields[i].name, name) && stands_in(&fields[i], path))
			return true;
	return kind == TEMPLATE_annex && is_amount_of(funders, funder_count, name);
}

bool template_is_list(enum template_kind kind, str name)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i].list && is_of(&fields[i], kind) && str_eq(fields[i].name, name))
			return true;
	return false;
}

str template_nearest(enum template_kind kind, str name)
{
	str names[sizeof fields / sizeof *fields];
	size_t n = 0;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (is_of(&fields[i], kind))
			names[n++] = fields[i].name;
	return str_nearest(name, names, n);
}

static bool is_used(const struct template_look *look, str name)
{
	for (size_t i = 0; i < look->uses.n; i++)
		if (str_eq(look->uses.at[i].name, name))
			return true;
	return false;
}

void template_unused(struct arena *a, enum template_kind kind, struct template_look *look)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		bool seen = !is_of(&fields[i], kind) || fields[i].within.n || is_used(look, fields[i].name);
		if (!seen && !str_has(fields[i].name, S("*")))
			*LIST_ADD(a, &look->unused) = fields[i].name;
	}
}
