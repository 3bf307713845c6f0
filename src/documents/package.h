/* An Office document as what it is, a zip of parts, made in memory: same parts, same bytes. Private to documents/. */
#ifndef DOCUMENTS_PACKAGE_H
#define DOCUMENTS_PACKAGE_H

#include "base/arena.h"
#include "base/status.h"

struct package_part {
	const char *name;
	str bytes;
};

/* The zip, in the arena, parts in their order. BROKEN: no memory. */
must_use enum status package_make(struct arena *a, const struct package_part *parts, size_t count, str *bytes);

#endif
