/* A page of a PDF as a picture, by poppler's pdftoppm behind the walls of walled.h: a scan in any of the ways that copiers pack pages, a document that was signed on a screen. What is
   given has been looked at in the sandbox before (imports/document.h). Called by jobs/ and by the page that shows what could not be read. */
#ifndef DOCUMENTS_RASTER_H
#define DOCUMENTS_RASTER_H

#include "base/arena.h"
#include "base/status.h"
#include "base/values.h"

/* Is there a program for it? */
bool raster_is_possible(struct arena *a);

enum raster_kind { RASTER_GREY, RASTER_PNG }; /* PGM to be read, PNG to be shown */
struct raster_wish {
	str pdf;
	int64_t page; /* from 1 */
	enum raster_kind kind;
	int64_t long_side; /* pixels */
};
/* NOT_FOUND: no program. INVALID: that page gives no picture. BUSY: it took too long. BROKEN. */
must_use enum status raster_page(struct arena *a, const struct raster_wish *wish, str *picture);

#endif
