/* Files as people send them, made by the test itself: pictures with what cameras write beside them, PDF with and without password, archives. Included by document_test.c
   and samples.c; every function is static inline so that each uses what it needs. */
#ifndef TESTS_LIB_SAMPLE_FILES_H
#define TESTS_LIB_SAMPLE_FILES_H

#include "base/arena.h"

#include <hpdf.h>
#include <libheif/heif.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include <jpeglib.h>

/* EXIF with an orientation, a device and a position; little-endian. */
static inline size_t sample_exif(unsigned char *to, int orientation)
{
	static const unsigned char head[] = {'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0, 2, 0};
	unsigned char entries[] = {0x12, 0x01, 3, 0, 1, 0, 0, 0, (unsigned char)orientation, 0, 0, 0, /* orientation */
	                           0x10, 0x01, 2, 0, 14, 0, 0, 0, 38, 0, 0, 0,                        /* model */
	                           0,    0,    0, 0};
	size_t n = 0;
	memcpy(to, head, sizeof head);
	n += sizeof head;
	memcpy(to + n, entries, sizeof entries);
	n += sizeof entries;
	memcpy(to + n, "SECRET GPS 50N", 14);
	return n + 14;
}

/* Top left quarter red, top right green, bottom left blue, bottom right white; `noise` makes it heavy. */
static inline void sample_row(unsigned char *row, size_t width, size_t height, size_t y, int noise)
{
	static unsigned seed = 1;
	for (size_t x = 0; x < width; x++) {
		bool right = x >= width / 2, low = y >= height / 2;
		unsigned char *p = row + x * 3;
		p[0] = (!right && !low) || (right && low) ? 250 : 5;
		p[1] = right ? 250 : 5;
		p[2] = low ? 250 : 5;
		for (int k = 0; k < 3 && noise; k++) {
			seed = seed * 1103515245U + 12345U;
			p[k] = (unsigned char)(p[k] / 2 + (seed >> 16) % 120);
		}
	}
}

static inline str sample_jpeg(struct arena *a, size_t width, size_t height, int orientation, int quality, int noise)
{
	struct jpeg_compress_struct c;
	struct jpeg_error_mgr faults;
	unsigned char *made = NULL, exif[200];
	unsigned long n = 0;
	unsigned char *row = malloc(width * 3);
	c.err = jpeg_std_error(&faults);
	jpeg_create_compress(&c);
	jpeg_mem_dest(&c, &made, &n);
	c.image_width = (JDIMENSION)width;
	c.image_height = (JDIMENSION)height;
	c.input_components = 3;
	c.in_color_space = JCS_RGB;
	jpeg_set_defaults(&c);
	jpeg_set_quality(&c, quality, TRUE);
	jpeg_start_compress(&c, TRUE);
	if (orientation)
		jpeg_write_marker(&c, JPEG_APP0 + 1, exif, (unsigned)sample_exif(exif, orientation));
	for (size_t y = 0; y < height; y++) {
		sample_row(row, width, height, y, noise);
		JSAMPROW rows = row;
		(void)jpeg_write_scanlines(&c, &rows, 1);
	}
	jpeg_finish_compress(&c);
	jpeg_destroy_compress(&c);
	str kept = arena_str(a, (str){(const char *)made, n});
	free(made);
	free(row);
	return kept;
}

/* The colour in the middle of a quarter of a JPEG: column and row 0 or 1. Also its size. */
static inline void sample_read(str jpeg, size_t *width, size_t *height, int column, int row, int rgb[3])
{
	struct jpeg_decompress_struct d;
	struct jpeg_error_mgr faults;
	d.err = jpeg_std_error(&faults);
	jpeg_create_decompress(&d);
	jpeg_mem_src(&d, (const unsigned char *)jpeg.p, jpeg.n);
	(void)jpeg_read_header(&d, TRUE);
	d.out_color_space = JCS_RGB;
	(void)jpeg_start_decompress(&d);
	*width = d.output_width;
	*height = d.output_height;
	unsigned char *line = malloc(*width * 3);
	size_t wanted = *height / 4 + (size_t)row * *height / 2;
	while (d.output_scanline < d.output_height) {
		size_t y = d.output_scanline;
		JSAMPROW to = line;
		(void)jpeg_read_scanlines(&d, &to, 1);
		if (y == wanted)
			for (int k = 0; k < 3; k++)
				rgb[k] = line[(*width / 4 + (size_t)column * *width / 2) * 3 + (size_t)k];
	}
	(void)jpeg_finish_decompress(&d);
	jpeg_destroy_decompress(&d);
	free(line);
}

struct sample_sink {
	struct arena *arena;
	str bytes;
};

static inline struct heif_error sample_keep(struct heif_context *context, const void *data, size_t n, void *to)
{
	struct sample_sink *sink = to;
	(void)context;
	sink->bytes = arena_str(sink->arena, (str){data, n});
	return (struct heif_error){.code = heif_error_Ok, .subcode = heif_suberror_Unspecified, .message = ""};
}

/* With EXIF that names a place. Absent when this machine has no coder for it. */
static inline str sample_heic(struct arena *a, int width, int height)
{
	struct sample_sink sink = {.arena = a};
	struct heif_context *context = heif_context_alloc();
	struct heif_encoder *encoder = NULL;
	struct heif_image *image = NULL;
	struct heif_image_handle *handle = NULL;
	int stride = 0;
	unsigned char exif[200];
	struct heif_writer writer = {.writer_api_version = 1, .write = sample_keep};
	if (heif_context_get_encoder_for_format(context, heif_compression_HEVC, &encoder).code == heif_error_Ok &&
	    heif_image_create(width, height, heif_colorspace_RGB, heif_chroma_interleaved_RGB, &image).code == heif_error_Ok &&
	    heif_image_add_plane(image, heif_channel_interleaved, width, height, 8).code == heif_error_Ok) {
		uint8_t *rows = heif_image_get_plane(image, heif_channel_interleaved, &stride);
		for (int y = 0; y < height; y++)
			sample_row(rows + (size_t)y * (size_t)stride, (size_t)width, (size_t)height, (size_t)y, 0);
		(void)heif_encoder_set_lossy_quality(encoder, 50);
		if (heif_context_encode_image(context, image, encoder, NULL, &handle).code == heif_error_Ok) {
			(void)heif_context_add_exif_metadata(context, handle, exif, (int)sample_exif(exif, 1));
			(void)heif_context_write(context, &writer, &sink);
		}
	}
	heif_image_handle_release(handle);
	heif_image_release(image);
	if (encoder)
		heif_encoder_release(encoder);
	heif_context_free(context);
	return sink.bytes;
}

/* `password`: NULL for none. */
static inline str sample_pdf(struct arena *a, int pages, const char *password)
{
	HPDF_Doc pdf = HPDF_New(NULL, NULL);
	for (int i = 0; i < pages; i++)
		(void)HPDF_AddPage(pdf);
	if (password)
		(void)HPDF_SetPassword(pdf, "owner", password);
	(void)HPDF_SaveToStream(pdf);
	HPDF_UINT32 n = HPDF_GetStreamSize(pdf);
	char *bytes = arena_alloc(a, n + 1);
	(void)HPDF_ReadFromStream(pdf, (HPDF_BYTE *)bytes, &n);
	HPDF_Free(pdf);
	return (str){bytes, n};
}

struct sample_part {
	const char *name, *text;
	size_t zeros; /* instead of the text */
};

static inline str sample_zip(struct arena *a, const struct sample_part *parts, size_t count)
{
	char name[] = "/tmp/faubourg-zip-XXXXXX";
	int fd = mkstemp(name);
	if (fd < 0)
		abort();
	(void)fclose(fdopen(fd, "wb"));
	zip_t *zip = zip_open(name, ZIP_TRUNCATE, NULL);
	for (size_t i = 0; i < count; i++) {
		size_t n = parts[i].zeros ? parts[i].zeros : strlen(parts[i].text);
		char *bytes = calloc(1, n + 1);
		if (!parts[i].zeros)
			memcpy(bytes, parts[i].text, n);
		(void)zip_file_add(zip, parts[i].name, zip_source_buffer(zip, bytes, n, 1), 0);
	}
	if (zip_close(zip) != 0)
		abort();
	FILE *f = fopen(name, "rb");
	enum { MOST = 4 << 20 };
	char *bytes = arena_alloc(a, MOST);
	size_t n = fread(bytes, 1, MOST, f);
	(void)fclose(f);
	(void)remove(name);
	return (str){bytes, n};
}

static inline str sample_docx(struct arena *a, bool macros)
{
	const struct sample_part parts[] = {
		{"[Content_Types].xml", "<Types/>", 0}, {"word/document.xml", "<w:document/>", 0}, {"word/vbaProject.bin", "program", 0}};
	return sample_zip(a, parts, macros ? 3 : 2);
}

#endif
