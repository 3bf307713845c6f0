/* What the files of document_*.c share. Everything here runs in the sandboxed child. Private to imports/. */
#ifndef IMPORTS_DOCUMENT_PARTS_H
#define IMPORTS_DOCUMENT_PARTS_H

#include "imports/document.h"

/* Each takes the bytes of a file whose beginning is of its type. OK; INVALID, TOO_BIG with a problem. `document->bytes` is absent when they are kept as they came. */
enum status document_pdf(struct arena *a, str bytes, struct document *document, struct problems *ps);
enum status document_jpeg(struct arena *a, str bytes, struct document *document, struct problems *ps);
enum status document_heif(struct arena *a, str bytes, struct document *document, struct problems *ps);
enum status document_png(struct arena *a, str bytes, struct document *document, struct problems *ps);
enum status document_office(struct arena *a, str bytes, struct document *document, struct problems *ps);
/* Pictures onto pages. */
enum status document_pages(struct arena *a, const str *pictures, size_t count, struct document *document, struct problems *ps);

/* Pixels in rows from the top, three bytes each: red, green, blue. */
struct raster {
	unsigned char *rgb;
	size_t width, height;
};
/* As the camera was held: 1 to 8 of the EXIF standard. */
void raster_turn(struct arena *a, struct raster *r, int orientation);
/* No side longer than `side`; each new pixel is the mean of what it covers. */
void raster_shrink(struct arena *a, struct raster *r, size_t side);
/* Quality 85, no marker but the format's own. */
enum status raster_jpeg(struct arena *a, const struct raster *r, struct document *document, struct problems *ps);

enum status document_refuse(struct problems *ps, enum status s, enum word message);

#endif
