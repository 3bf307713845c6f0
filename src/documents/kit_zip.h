/* The communication kit as a zip: the page of instructions, logos numbered in the order in which they are to be shown, and the sentence to print (L7). Called by jobs/make_kit.c. */
#ifndef DOCUMENTS_KIT_ZIP_H
#define DOCUMENTS_KIT_ZIP_H

#include "base/arena.h"
#include "base/status.h"

struct kit_file {
	size_t place;    /* in the order of the kit, from 1 */
	str label, name; /* of the funder; of its file, for its ending */
	str bytes;
};
struct kit_package {
	const struct kit_file *files;
	size_t count;
	str text_name, text;
	str sheet_name, sheet; /* the page of instructions */
};
/* Same files, same bytes. BROKEN: no memory. */
must_use enum status kit_zip(struct arena *a, const struct kit_package *kit, str *zip);

#endif
