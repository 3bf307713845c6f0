/* An address or a point as people write it, to a point or a commune (D5, B25, N6): "50,4216 2,7783", "12 rue Pasteur, Liévin". Nothing is asked of anybody. Pure. */
#ifndef DOMAIN_PLACE_H
#define DOMAIN_PLACE_H

#include "domain/geo.h"

/* Two numbers of degrees, latitude first as maps give them ("50.4216, 2.7783", "50,4216 2,7783", "50,4216 ; 2,7783"). The order is turned round when only so the point is
   in France (latitude 41 to 52, or the overseas territories). False: it is no point. */
bool place_read_point(str text, struct geo_point *point);

/* Is this commune named in the text, as whole words, whatever the case, accents and hyphens? */
bool place_names(struct arena *a, str text, str commune);

#endif
