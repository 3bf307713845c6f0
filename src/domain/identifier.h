/* The identifiers of the field, checked: SIREN, INSEE codes of communes, official codes of priority districts, and the contrast of a colour.
   Pure functions over text; who reads a file says where it was wrong. Sources: standards.md §3.1 and §4. */
#ifndef DOMAIN_IDENTIFIER_H
#define DOMAIN_IDENTIFIER_H

#include "base/str.h"

/* [A-Za-z0-9][A-Za-z0-9._-]*, at most LIMIT_CODE_BYTES: a code of the pack format and of the addresses of pages. */
bool code_is_well_formed(str s);

bool siren_is_well_formed(str s); /* nine digits */
bool siren_key_is_right(str s);   /* and its Luhn key */

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
