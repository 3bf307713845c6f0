/* Whom an action is for (N6, B5, A4): planned persons by district × sex × age, the share that lives in a priority district, and what proves it. Counts are persons. Pure. */
#ifndef DOMAIN_PUBLICS_H
#define DOMAIN_PUBLICS_H

#include "domain/form.h"

enum { PUBLIC_BANDS = 8, PUBLIC_SEXES = 3 };
extern const char *const public_bands[PUBLIC_BANDS]; /* "0-2", "3-5", "6-11", "12-17", "18-25", "26-59", "60+", "any" (age not known) */
extern const char *const public_sexes[PUBLIC_SEXES]; /* "f", "m", "x" (not known) */

#define PUBLIC_ELSEWHERE "elsewhere" /* the row of persons who live in no district in scope */

enum word public_band_word(size_t band); /* "12 à 17 ans" */
enum word public_sex_word(size_t sex);   /* "femmes" */
/* "publics.QN06228M.f.12-17" */
str public_key(struct arena *a, str district, size_t sex, size_t band);

struct public_row {
	str district, label; /* code of the district in scope, or "elsewhere" */
	bool qpv;            /* priority district; else of local interest, or elsewhere */
	int64_t count[PUBLIC_SEXES][PUBLIC_BANDS];
	int64_t by_sex[PUBLIC_SEXES], total;
};
struct publics {
	LIST_OF(struct public_row) rows;
	struct public_row all;
	int64_t priority;    /* persons in priority districts and, apart, of the whole priority geography (local interest too) */
	int64_t geography;
	bool has_share;      /* somebody is planned */
	int64_t priority_milli, geography_milli; /* thousandths of a per cent, rounded down: a share of exactly 60 % passes */
	int64_t young, women; /* 12–25; f */
};

void publics_read(struct arena *a, const struct form *form, const struct form_values *values, struct publics *publics);
void publics_fields(struct arena *a, struct form *form, struct form_topic *topic, const struct form_values *values);
void publics_check(const struct form *form, const struct form_values *values, bool to_file, struct problems *ps);

#endif
