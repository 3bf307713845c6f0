/* Names are compared folded; the candidate comes back as it is written. Called wherever a name that somebody typed is refused. */
#include "domain/nearest.h"

#include "base/utf8.h"

str nearest_name(struct arena *a, str found, const str *candidates, size_t count)
{
	str *folded = ARENA_ARRAY(a, count + 1, str), typed = name_fold(a, found);
	for (size_t i = 0; i < count; i++)
		folded[i] = name_fold(a, candidates[i]);
	str near = str_nearest(typed, folded, count);
	for (size_t i = 0; near.p && i < count; i++)
		if (folded[i].p == near.p)
			return candidates[i];
	return STR_NONE;
}
