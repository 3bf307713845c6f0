/* Reads an answer of the national register: nothing of it is believed that is not of the expected shape. Owns the table of legal forms. Called by register.c and by its
   fuzzer; never asks, never keeps. */
#include "actions/register.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/identifier.h"

#include <jansson.h>

static void forget(void *root)
{
	json_decref(root);
}

/* One line of at most LIMIT_LABEL_CHARS characters; absent when it is no text or is empty. */
static str line_of(struct arena *a, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);
	if (!json_is_string(value))
		return STR_NONE;
	str text = {json_string_value(value), json_string_length(value)};
	char *kept = arena_alloc(a, text.n + 1);
	size_t n = 0, chars = 0;
	for (size_t i = 0; i < text.n && chars < LIMIT_LABEL_CHARS; chars++) {
		size_t length = utf8_length(str_skip(text, i));
		if (!length)
			return STR_NONE;
		bool blank = (unsigned char)text.p[i] <= ' ' || text.p[i] == 0x7f;
		for (size_t k = 0; k < length; k++)
			kept[n++] = blank ? ' ' : text.p[i + k];
		i += length;
	}
	str line = str_trim((str){kept, n});
	return line.n ? line : STR_NONE;
}

/* The establishment of that SIRET: the seat, or one of those that match the question. */
static const json_t *establishment(struct arena *a, const json_t *company, str siret)
{
	const json_t *seat = json_object_get(company, "siege"), *others = json_object_get(company, "matching_etablissements");
	if (str_eq(line_of(a, seat, "siret"), siret))
		return seat;
	for (size_t i = 0; i < json_array_size(others); i++)
		if (str_eq(line_of(a, json_array_get(others, i), "siret"), siret))
			return json_array_get(others, i);
	return NULL;
}

/* "8 RUE DES LILAS 62800 LIEVIN": street, postcode, city. A street number of five digits is not taken for a postcode: the last one counts. */
static void split_address(struct arena *a, const json_t *place, struct register_found *found)
{
	str whole = line_of(a, place, "adresse");
	found->address = whole;
	for (size_t i = whole.n; i-- > 0;) {
		str word = str_first(str_skip(whole, i), 5), after = str_skip(whole, i + 5);
		bool alone = (i == 0 || whole.p[i - 1] == ' ') && (after.n == 0 || after.p[0] == ' ');
		if (!alone || !postcode_is_well_formed(word))
			continue;
		found->address = str_trim(str_first(whole, i));
		found->postcode = word;
		found->city = str_trim(after);
		break;
	}
	str postcode = line_of(a, place, "code_postal"), city = line_of(a, place, "libelle_commune"), commune = line_of(a, place, "commune");
	if (postcode_is_well_formed(postcode))
		found->postcode = postcode;
	if (str_is_set(city))
		found->city = city;
	found->commune = insee_is_well_formed(commune) ? commune : STR_NONE;
}

str register_kind_of(str legal_form)
{
	/* Categories of legal forms of INSEE, the longest prefix first. */
	static const struct {
		str prefix, kind;
	} forms[] = {
		{S("7210"), S("municipality")},      {S("7361"), S("ccas")},              {S("7367"), S("ccas")},
		{S("7343"), S("intercommunality")},  {S("7344"), S("intercommunality")},  {S("7346"), S("intercommunality")},
		{S("7347"), S("intercommunality")},  {S("7348"), S("intercommunality")},  {S("7353"), S("intercommunality")},
		{S("7354"), S("intercommunality")},  {S("7355"), S("intercommunality")},  {S("92"), S("association")},
		{S("5"), S("company")},
	};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (str_starts(legal_form, forms[i].prefix))
			return forms[i].kind;
	return S("other");
}

static bool four_digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n == 4;
}

static enum status read_company(struct arena *a, const json_t *company, str siret, struct register_found *found)
{
	str siren = line_of(a, company, "siren");
	const json_t *place = establishment(a, company, siret);
	if (!place || !str_eq(siren, siren_of_siret(siret)))
		return NOT_FOUND;
	str name = line_of(a, company, "nom_raison_sociale"), form = line_of(a, company, "nature_juridique"), naf = line_of(a, place, "activite_principale");
	str rna = line_of(a, json_object_get(company, "complements"), "identifiant_association");
	*found = (struct register_found){.siret = siret, .siren = siren, .name = str_is_set(name) ? name : line_of(a, company, "nom_complet")};
	found->closed = str_eq(line_of(a, place, "etat_administratif"), S("F")) || str_eq(line_of(a, company, "etat_administratif"), S("C"));
	found->legal_form = four_digits(form) ? form : STR_NONE;
	found->kind = register_kind_of(found->legal_form);
	found->rna = rna_is_well_formed(rna) ? rna : STR_NONE;
	if (!naf_read(a, naf, &found->naf))
		found->naf = STR_NONE;
	split_address(a, place, found);
	return OK;
}

enum status register_parse(struct arena *a, str body, str siret, struct register_found *found)
{
	*found = (struct register_found){0};
	if (!siret_is_well_formed(siret) || !str_is_set(body) || body.n > LIMIT_REGISTER_BYTES)
		return INVALID;
	json_t *root = json_loadb(body.p, body.n, JSON_REJECT_DUPLICATES, NULL);
	if (!root)
		return INVALID;
	arena_defer(a, forget, root);
	const json_t *results = json_object_get(root, "results");
	if (!json_is_array(results))
		return INVALID;
	for (size_t i = 0; i < json_array_size(results); i++)
		if (read_company(a, json_array_get(results, i), siret, found) == OK)
			return str_is_set(found->name) ? OK : INVALID;
	return NOT_FOUND;
}
