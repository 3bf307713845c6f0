/* JPEG in and out (libjpeg). What a camera wrote beside the picture (EXIF, position, previews, what follows the end) is never copied. A picture that is small and
   upright keeps its very coefficients; any other is decoded, turned, made smaller and coded again. Runs in the sandboxed child. */
#include "imports/document_parts.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

enum { QUALITY = 85, SCALES = 8, EXIF_BYTES = 65535, ORIENTATION_TAG = 0x0112, ENTRY_BYTES = 12 };

/* The library's errors jump; its messages are not for people. */
struct jpeg_faults {
	struct jpeg_error_mgr base;
	jmp_buf out;
};

_Noreturn static void jump_out(j_common_ptr c)
{
	longjmp(((struct jpeg_faults *)(void *)c->err)->out, 1);
}

static void say_nothing(j_common_ptr c)
{
	(void)c;
}

static struct jpeg_error_mgr *quiet(struct jpeg_faults *faults)
{
	(void)jpeg_std_error(&faults->base);
	faults->base.error_exit = jump_out;
	faults->base.output_message = say_nothing;
	return &faults->base;
}

/* ---- how the camera was held ---- */

struct exif {
	const unsigned char *at;
	size_t n;
	bool big_end;
};

static uint32_t exif_number(const struct exif *e, size_t at, size_t bytes)
{
	uint32_t value = 0;
	if (bytes > e->n || at > e->n - bytes)
		return 0;
	for (size_t i = 0; i < bytes; i++)
		value = value << 8 | e->at[at + (e->big_end ? i : bytes - 1 - i)];
	return value;
}

static int orientation_of(const unsigned char *data, size_t n)
{
	if (n < 14 || memcmp(data, "Exif\0\0", 6) != 0)
		return 1;
	struct exif e = {.at = data + 6, .n = n - 6, .big_end = data[6] == 'M'};
	size_t list = exif_number(&e, 4, 4), entries = exif_number(&e, list, 2);
	for (size_t i = 0; i < entries && list + 2 + (i + 1) * ENTRY_BYTES <= e.n; i++) {
		size_t entry = list + 2 + i * ENTRY_BYTES;
		if (exif_number(&e, entry, 2) == ORIENTATION_TAG) {
			uint32_t value = exif_number(&e, entry + 8, 2);
			return value >= 1 && value <= 8 ? (int)value : 1;
		}
	}
	return 1;
}

static int orientation(const struct jpeg_decompress_struct *in)
{
	for (const struct jpeg_marker_struct *m = in->marker_list; m; m = m->next)
		if (m->marker == JPEG_APP0 + 1 && m->data_length >= 6 && memcmp(m->data, "Exif\0\0", 6) == 0)
			return orientation_of(m->data, m->data_length);
	return 1;
}

/* ---- reading ---- */

struct reading {
	struct jpeg_decompress_struct in;
	struct jpeg_compress_struct out;
	struct jpeg_faults faults;
	struct arena *arena;
	struct raster raster;
	unsigned char *made;
	unsigned long made_n;
	int turned;
	bool ours; /* `out` was begun */
};

static void begin(struct reading *r, str bytes)
{
	jpeg_create_decompress(&r->in);
	jpeg_save_markers(&r->in, JPEG_APP0 + 1, EXIF_BYTES);
	jpeg_mem_src(&r->in, (const unsigned char *)bytes.p, bytes.n);
	(void)jpeg_read_header(&r->in, TRUE);
	r->turned = orientation(&r->in);
}

/* The library makes it smaller by eighths while decoding: the least that is still large enough. */
static void choose_scale(struct jpeg_decompress_struct *in)
{
	size_t longest = in->image_width > in->image_height ? in->image_width : in->image_height;
	size_t eighths = ((size_t)LIMIT_PHOTO_SIDE * SCALES + longest - 1) / longest;
	in->scale_denom = SCALES;
	in->scale_num = eighths < SCALES ? (unsigned)eighths : SCALES;
}

/* Inks of a printer, stored upside down as every program does, to red, green, blue. */
static void from_inks(const unsigned char *inks, unsigned char *rgb, size_t pixels)
{
	for (size_t i = 0; i < pixels; i++)
		for (size_t k = 0; k < 3; k++)
			rgb[i * 3 + k] = (unsigned char)(inks[i * 4 + k] * inks[i * 4 + 3] / 255);
}

static void decode(struct reading *r)
{
	struct jpeg_decompress_struct *in = &r->in;
	bool inks = in->jpeg_color_space == JCS_CMYK || in->jpeg_color_space == JCS_YCCK;
	in->out_color_space = inks ? JCS_CMYK : JCS_RGB;
	choose_scale(in);
	(void)jpeg_start_decompress(in);
	r->raster = (struct raster){.width = in->output_width, .height = in->output_height};
	r->raster.rgb = arena_array(r->arena, r->raster.width * r->raster.height, 3);
	unsigned char *line = arena_array(r->arena, r->raster.width, 4);
	while (in->output_scanline < in->output_height) {
		unsigned char *to = r->raster.rgb + (size_t)in->output_scanline * r->raster.width * 3;
		JSAMPROW row = inks ? line : to;
		(void)jpeg_read_scanlines(in, &row, 1);
		if (inks)
			from_inks(line, to, r->raster.width);
	}
	(void)jpeg_finish_decompress(in);
}

/* The same coefficients, without what stood around them. */
static void copy_coefficients(struct reading *r)
{
	jvirt_barray_ptr *coefficients = jpeg_read_coefficients(&r->in);
	r->out.err = &r->faults.base;
	jpeg_create_compress(&r->out);
	r->ours = true;
	jpeg_mem_dest(&r->out, &r->made, &r->made_n);
	jpeg_copy_critical_parameters(&r->in, &r->out);
	jpeg_write_coefficients(&r->out, coefficients);
	jpeg_finish_compress(&r->out);
}

static bool is_good_as_it_is(const struct jpeg_decompress_struct *in, int turned, size_t bytes)
{
	bool plain = in->jpeg_color_space == JCS_YCbCr || in->jpeg_color_space == JCS_GRAYSCALE;
	return plain && turned == 1 && bytes <= LIMIT_PHOTO_BYTES && in->image_width <= LIMIT_PHOTO_SIDE && in->image_height <= LIMIT_PHOTO_SIDE;
}

static enum status read_jpeg(struct reading *r, str bytes, struct problems *ps)
{
	r->in.err = quiet(&r->faults);
	if (setjmp(r->faults.out))
		return document_refuse(ps, INVALID, W_files_picture_damaged);
	begin(r, bytes);
	if ((uint64_t)r->in.image_width * r->in.image_height > LIMIT_PHOTO_PIXELS)
		return document_refuse(ps, TOO_BIG, W_files_picture_too_large);
	if (is_good_as_it_is(&r->in, r->turned, bytes.n))
		copy_coefficients(r);
	else
		decode(r);
	return OK;
}

static void end(struct reading *r)
{
	if (r->ours)
		jpeg_destroy_compress(&r->out);
	jpeg_destroy_decompress(&r->in);
	free(r->made);
}

enum status document_jpeg(struct arena *a, str bytes, struct document *document, struct problems *ps)
{
	struct reading *r = ARENA_NEW(a, struct reading);
	r->arena = a;
	enum status s = read_jpeg(r, bytes, ps);
	if (s == OK && r->made) {
		document->media = S("image/jpeg");
		document->extension = S("jpg");
		document->bytes = arena_str(a, (str){(const char *)r->made, r->made_n});
	} else if (s == OK) {
		raster_turn(a, &r->raster, r->turned);
		raster_shrink(a, &r->raster, LIMIT_PHOTO_SIDE);
		s = raster_jpeg(a, &r->raster, document, ps);
	}
	end(r);
	return s;
}

/* ---- writing ---- */

static enum status write_jpeg(struct reading *w, const struct raster *r, struct problems *ps)
{
	struct jpeg_compress_struct *out = &w->out;
	out->err = quiet(&w->faults);
	if (setjmp(w->faults.out))
		return document_refuse(ps, INVALID, W_files_picture_damaged);
	jpeg_create_compress(out);
	w->ours = true;
	jpeg_mem_dest(out, &w->made, &w->made_n);
	out->image_width = (JDIMENSION)r->width;
	out->image_height = (JDIMENSION)r->height;
	out->input_components = 3;
	out->in_color_space = JCS_RGB;
	jpeg_set_defaults(out);
	jpeg_set_quality(out, QUALITY, TRUE);
	out->optimize_coding = TRUE;
	jpeg_start_compress(out, TRUE);
	while (out->next_scanline < out->image_height) {
		JSAMPROW row = r->rgb + (size_t)out->next_scanline * r->width * 3;
		(void)jpeg_write_scanlines(out, &row, 1);
	}
	jpeg_finish_compress(out);
	return OK;
}

enum status raster_jpeg(struct arena *a, const struct raster *r, struct document *document, struct problems *ps)
{
	struct reading *w = ARENA_NEW(a, struct reading);
	enum status s = write_jpeg(w, r, ps);
	if (s == OK) {
		document->media = S("image/jpeg");
		document->extension = S("jpg");
		document->bytes = arena_str(a, (str){(const char *)w->made, w->made_n});
	}
	if (w->ours)
		jpeg_destroy_compress(&w->out);
	free(w->made);
	return s;
}
