/* What a single field of a pack cannot know: codes given twice, codes that nothing gives, rules between fields, cycles.
   Called by actions/load_pack after imports/pack_read; pure; reports every mistake it finds. */
#ifndef DOMAIN_PACK_CHECK_H
#define DOMAIN_PACK_CHECK_H

#include "base/problem.h"
#include "domain/pack.h"

/* OK, or INVALID with at least one problem more. Also takes a pack of which some values were refused: their mistakes are not repeated. */
must_use enum status pack_check(struct arena *a, const struct pack *pack, struct problems *ps);

/* Part of the above (pack_names.c): codes and references. */
void pack_check_names(struct arena *a, const struct pack *pack, struct problems *ps);

#define PACK_PROBLEM(ps, place, word, ...) PROBLEM((ps), (place)->file, (place)->line, (place)->path, (word)__VA_OPT__(, ) __VA_ARGS__)

#endif
