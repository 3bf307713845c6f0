/* A programme of a pack as domain/programme.h computes it: the same table that the pages make from rows. Pure. */
#ifndef DOMAIN_PACK_PROGRAMME_H
#define DOMAIN_PACK_PROGRAMME_H

#include "domain/pack.h"
#include "domain/programme.h"

/* The pack passed pack_check. Every funder and group of the pack is there, in its order; nothing is computed yet. */
struct programme pack_programme(struct arena *a, const struct pack *pack, const struct pack_programme *source);

#endif
