/* Totals that a territory's documents print, against what its own lists give (requirement D4; CABBALR prints 38 624 where 35 747 + 3 977 = 39 724).
   Pure, over a small struct that both the loader (from a pack) and the pages (from rows) fill. */
#ifndef DOMAIN_TERRITORY_FINDINGS_H
#define DOMAIN_TERRITORY_FINDINGS_H

#include "domain/finding.h"
#include "domain/pack.h"

struct counted_figure {
	str code, label, place;
	str measure;       /* population | districts | municipalities | policy_municipalities | stated; absent when it has parts */
	str district_kind; /* qpv | local_interest | watch; absent for all */
	int64_t value_milli;
	bool approximate; /* printed as a round number: shown, never compared */
	struct strs parts; /* codes of figures of the same list */
};

struct counted_district {
	str kind;
	opt_int population;
	bool approximate; /* its population is a round number */
};

struct counted_commune { /* a commune that a district touches */
	str district_kind, insee;
	bool member; /* of the territory */
};

struct territory_figures {
	LIST_OF(struct counted_figure) figures;
	LIST_OF(struct counted_district) districts;
	LIST_OF(struct counted_commune) communes;
	size_t members; /* communes that belong to the territory */
};

/* Adds, for each figure that is neither approximate nor `stated`: an error when it differs from what is counted (or from the sum of the printed
   figures that it adds up), information when it cannot be
   computed, or differs from what round numbers give. Place: where the source prints it, else its label. */
void territory_findings(const struct territory_figures *t, struct findings *fs);

/* The struct, filled from a pack. */
struct territory_figures territory_figures_of_pack(struct arena *a, const struct pack *pack);

#endif
