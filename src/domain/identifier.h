/* The identifiers of the field, checked: SIREN, INSEE codes of communes, official codes of priority districts, the contrast of a colour; those of an
   organisation (SIRET, RNA, NAF, postcode, telephone) and of its account (IBAN, BIC, RIB).
   Pure functions over text; who reads a file says where it was wrong. Sources: standards.md §3.1 and §4. */
#ifndef DOMAIN_IDENTIFIER_H
#define DOMAIN_IDENTIFIER_H

#include "base/arena.h"

/* [A-Za-z0-9][A-Za-z0-9._-]*, at most LIMIT_CODE_BYTES: a code of the pack format and of the addresses of pages. */
bool code_is_well_formed(str s);

bool siren_is_well_formed(str s); /* nine digits */
bool siren_key_is_right(str s);   /* and its Luhn key */

/* What people type or paste, as identifiers are kept: without blanks (no-break and narrow ones too), points, hyphens; ASCII letters in capitals.
   "732 829 320 00074" gives "73282932000074". Every function below expects this form, unless it says "typed". */
str identifier_compact(struct arena *a, str typed);

/* ---- an organisation (identifier_party.c) ---- */

bool siret_is_well_formed(str s); /* 14 digits */
/* And its Luhn key over the 14; establishments of La Poste (SIREN 356000000) may have a sum of digits that 5 divides instead. */
bool siret_key_is_right(str s);
str siren_of_siret(str s); /* its first nine digits; absent when it is not well formed */
str siret_shown(struct arena *a, str s); /* "732 829 320 00074", with no-break spaces; s itself when it is none */
/* ^W[0-9A-Z]{9}$ : Corsica has W2A…, overseas W9C…. */
bool rna_is_well_formed(str s);
/* A class of activity, in NAF 2008 or 2025: "88.99B", or "8899B" as Sirene files write it. *kept gets the form with the point. */
bool naf_read(struct arena *a, str typed, str *kept);
/* Five digits of a department that exists: 01 to 95, 97, 98 (20 is Corsica); never an INSEE code of Corsica. */
bool postcode_is_well_formed(str s);
/* A telephone number as it is kept, E.164: "01 99 00 12 34", "+33 (0)1.99.00.12.34", "0033…" give "+33199001234"; overseas departments their own
   prefix ("0262 12 34 56" gives "+262262123456"); another country's with its + . False: it reads as none of these. */
bool phone_read(struct arena *a, str typed, str *kept);
str phone_shown(struct arena *a, str kept); /* "01 99 00 12 34"; another country's as it is */

/* ---- a bank account (identifier_bank.c) ---- */

enum iban_state {
	IBAN_RIGHT,
	IBAN_SHAPE,   /* not two letters, two digits, letters and digits */
	IBAN_COUNTRY, /* no country of the register of IBANs */
	IBAN_LENGTH,  /* not the length of its country (iban_length_of) */
	IBAN_KEY,     /* mod 97 is not 1: a digit is mistyped */
	IBAN_RIB_KEY  /* France, Monaco: the IBAN is right and the RIB inside is not */
};
enum iban_state iban_check(str s);
size_t iban_length_of(str country); /* characters; 0: no such country */
str iban_shown(struct arena *a, str s); /* in groups of four, with no-break spaces */
/* Its last four characters behind "…": all that is shown of it afterwards. */
str iban_hint(struct arena *a, str s);

/* ISO 9362: 4 letters, 2 letters of a country, 2 letters or digits, 3 more or none. */
bool bic_is_well_formed(str s);
/* Whether the two may belong together: same country; overseas territories and Monaco have BICs of their own with French IBANs. */
bool bic_fits_iban(str bic, str iban);

struct rib {
	str bank, branch, account, key; /* 5 digits, 5 digits, 11 digits or letters, 2 digits */
};
/* The 23 characters of a RIB, in order. False: not such a text. The key is not looked at. */
bool rib_read(str s, struct rib *rib);
/* 97 − ((89·bank + 15·branch + 3·account) mod 97), letters as digits (A, J → 1, B, K, S → 2 …): 1 to 97. */
int rib_key(const struct rib *rib);
bool rib_key_is_right(const struct rib *rib);
str rib_to_iban(struct arena *a, const struct rib *rib); /* "FR76…" */
bool iban_to_rib(str iban, struct rib *rib);             /* French and Monegasque ones */

/* ^(\d{5}|2[AB]\d{3})$ : an INSEE commune code, not a postcode. */
bool insee_is_well_formed(str s);

/* The year of the list that an official code of a priority district comes from; 0 when it is no such code.
   2015: ^QP(0\d{2}|02[AB]|97\d|98\d)\d{3}$ (department on three characters, order).
   2024: ^QN(0\d{2}|02[AB]|97\d)\d{2}[NMIC]$ (N new, M modified contour, I identical, C a whole commune, as in Mayotte: QN97651C).
   The department is written with a leading zero in both: QP062007, QN06207M, QN02A02M. */
int district_code_generation(str s);
bool district_code_is_official(str s, int64_t generation); /* of that list */

/* "#rrggbb". */
bool colour_is_well_formed(str s);
/* WCAG 2.1 contrast of a well-formed colour with white, in hundredths, rounded down: 2100 for black, 100 for white. */
int colour_contrast_on_white(str s);
enum { COLOUR_CONTRAST_MIN = 450 /* for text, WCAG 2.1 §1.4.3 */ };

#endif
