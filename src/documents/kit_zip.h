/* The communication kit as a zip: logos numbered in the order in which they are to be shown, and the sentence to print (L7). Called by web/. */
#ifndef DOCUMENTS_KIT_ZIP_H
#define DOCUMENTS_KIT_ZIP_H

#include "base/arena.h"
#include "base/status.h"

struct kit_file {
	str label, name; /* of the funder; of its file, for its ending */
	str bytes;
};
/* Same files, same bytes. BROKEN: no memory. */
must_use enum status kit_zip(struct arena *a, const struct kit_file *files, size_t count, str text_name, str text, str *zip);

#endif
