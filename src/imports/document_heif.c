/* HEIC and HEIF (what phones take) to JPEG, with libheif. The picture that comes out is upright: the format itself says how it turns. Runs in the sandboxed child, which
   may make threads: the decoder of this format cannot work without. */
#include "imports/document_parts.h"

#include "base/limits.h"

#include <libheif/heif.h>
#include <string.h>

struct heif_reading {
	struct heif_context *context;
	struct heif_image_handle *handle;
	struct heif_image *image;
};

static bool good(struct heif_error e)
{
	return e.code == heif_error_Ok;
}

static enum status read_heif(struct heif_reading *r, str bytes, struct problems *ps)
{
	heif_context_set_max_decoding_threads(r->context, 0);
	if (!good(heif_context_read_from_memory_without_copy(r->context, bytes.p, bytes.n, NULL)) || !good(heif_context_get_primary_image_handle(r->context, &r->handle)))
		return document_refuse(ps, INVALID, W_files_picture_damaged);
	int width = heif_image_handle_get_width(r->handle), height = heif_image_handle_get_height(r->handle);
	if (width <= 0 || height <= 0)
		return document_refuse(ps, INVALID, W_files_picture_damaged);
	if ((int64_t)width * height > LIMIT_PHOTO_PIXELS)
		return document_refuse(ps, TOO_BIG, W_files_picture_too_large);
	if (!good(heif_decode_image(r->handle, &r->image, heif_colorspace_RGB, heif_chroma_interleaved_RGB, NULL)))
		return document_refuse(ps, INVALID, W_files_picture_damaged);
	return OK;
}

static bool copy_rows(struct arena *a, const struct heif_image *image, struct raster *r)
{
	int stride = 0, width = heif_image_get_width(image, heif_channel_interleaved), height = heif_image_get_height(image, heif_channel_interleaved);
	const uint8_t *rows = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
	if (!rows || width <= 0 || height <= 0 || stride < width * 3 || (int64_t)width * height > LIMIT_PHOTO_PIXELS)
		return false;
	*r = (struct raster){.width = (size_t)width, .height = (size_t)height};
	r->rgb = arena_array(a, r->width * r->height, 3);
	for (size_t y = 0; y < r->height; y++)
		memcpy(r->rgb + y * r->width * 3, rows + y * (size_t)stride, r->width * 3);
	return true;
}

enum status document_heif(struct arena *a, str bytes, struct document *document, struct problems *ps)
{
	struct heif_reading r = {.context = heif_context_alloc()};
	struct raster raster;
	enum status s = r.context ? read_heif(&r, bytes, ps) : document_refuse(ps, INVALID, W_files_picture_damaged);
	if (s == OK && !copy_rows(a, r.image, &raster))
		s = document_refuse(ps, INVALID, W_files_picture_damaged);
	if (s == OK) {
		raster_shrink(a, &raster, LIMIT_PHOTO_SIDE);
		s = raster_jpeg(a, &raster, document, ps);
	}
	heif_image_release(r.image);
	heif_image_handle_release(r.handle);
	heif_context_free(r.context);
	return s;
}
