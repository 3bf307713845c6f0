/* Tables of words by which documents of calls are recognised: folded, so that "Relevé d'identité bancaire" and "releve identite bancaire" are one. */
#include "domain/checklist.h"

#include "base/utf8.h"

const str safe_kinds[] = {S("statutes"), S("declaration_receipt"), S("board"), S("bureau"), S("bank_details"), S("accounts"), S("activity_report"),
	S("auditor_report"), S("mandate"), S("other")};
const size_t safe_kind_count = sizeof safe_kinds / sizeof *safe_kinds;

bool safe_kind_is_known(str kind)
{
	for (size_t i = 0; i < safe_kind_count; i++)
		if (str_eq(safe_kinds[i], kind))
			return true;
	return false;
}

/* ---- whom it is asked of ---- */

static const struct {
	str kind, bearer;
} bearers[] = {
	{S("association"), S("association")}, {S("municipality"), S("municipality")}, {S("ccas"), S("municipality")}, {S("intercommunality"), S("municipality")},
};

bool checklist_applies(str bearer, str request, str applicant_kind, str sheet_request)
{
	str kind = S("other"), asked = str_eq(sheet_request, S("renewal")) ? S("renewal") : S("first");
	for (size_t i = 0; i < sizeof bearers / sizeof *bearers; i++)
		if (str_eq(bearers[i].kind, applicant_kind))
			kind = bearers[i].bearer;
	return (str_eq(bearer, S("any")) || str_eq(bearer, kind)) && (str_eq(request, S("any")) || str_eq(request, asked));
}

/* ---- what it is ---- */

/* Words as name_fold gives them, each between blanks. The first row whose words are all there counts. */
struct known {
	str words; /* separated by blanks; all must be there, in any order */
	str kind;
};

static const struct known known_kinds[] = {
	{S("statuts"), S("statutes")},
	{S("recepisse"), S("declaration_receipt")},
	{S("bureau"), S("bureau")},
	{S("conseil administration"), S("board")},
	{S("liste ca"), S("board")},
	{S("identite bancaire"), S("bank_details")},
	{S("rib"), S("bank_details")},
	{S("iban"), S("bank_details")},
	{S("commissaire comptes"), S("auditor_report")},
	{S("rapport activite"), S("activity_report")},
	{S("comptes annuels"), S("accounts")},
	{S("compte resultat"), S("accounts")},
	{S("comptes approuves"), S("accounts")},
	{S("pouvoir"), S("mandate")},
	{S("delegation signature"), S("mandate")},
};

static const struct known known_forms[] = {
	{S("cerfa"), S("")}, {S("fiche projet"), S("")}, {S("dossier demande"), S("")}, {S("formulaire demande"), S("")}, {S("numero siren"), S("")}, {S("numero siret"), S("")},
};

static bool has_word(str text, str word)
{
	str one, rest = text;
	for (bool more = true; more; text = rest) {
		more = str_cut(text, ' ', &one, &rest);
		if (str_eq(one, word))
			return true;
	}
	return false;
}

static const struct known *find(struct arena *a, const struct known *table, size_t count, str code, str label)
{
	str text = name_fold(a, arena_fmt(a, "%.*s %.*s", STR_ARGS(code), STR_ARGS(label)));
	for (size_t i = 0; i < count; i++) {
		str word, rest = table[i].words;
		bool all = true;
		for (bool more = true; more && all;) {
			more = str_cut(rest, ' ', &word, &rest);
			all = has_word(text, word);
		}
		if (all)
			return &table[i];
	}
	return NULL;
}

str checklist_safe_kind(struct arena *a, str code, str label)
{
	if (checklist_is_the_form(a, code, label))
		return STR_NONE;
	const struct known *k = find(a, known_kinds, sizeof known_kinds / sizeof *known_kinds, code, label);
	return k ? k->kind : STR_NONE;
}

bool checklist_is_the_form(struct arena *a, str code, str label)
{
	return find(a, known_forms, sizeof known_forms / sizeof *known_forms, code, label) != NULL;
}

/* ---- is it there? ---- */

enum document_state checklist_state(bool by_form, str medium, size_t files, bool expired)
{
	if (files > 0)
		return expired ? DOCUMENT_EXPIRED : DOCUMENT_THERE;
	if (by_form)
		return DOCUMENT_BY_FORM;
	return str_eq(medium, S("paper")) ? DOCUMENT_ON_PAPER : DOCUMENT_MISSING;
}

bool checklist_wants_original(str medium)
{
	return str_eq(medium, S("paper")) || str_eq(medium, S("both"));
}

bool checklist_stops(enum document_state state)
{
	return state == DOCUMENT_MISSING || state == DOCUMENT_EXPIRED;
}
