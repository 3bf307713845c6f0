/* PNG, part by part and without decoding it: the parts that make the picture are kept, all others (texts, EXIF, dates, profiles, films) are not. The library that decodes
   it later does so in a sandbox or in somebody's browser. Runs in the sandboxed child. */
#include "imports/document_parts.h"

#include "base/limits.h"

#include <string.h>

enum { SIGNATURE_BYTES = 8, AROUND_BYTES = 12, HEAD_BYTES = 13, SIDE_MAX = 30000 };

static const char kept[][5] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "pHYs"};

static uint32_t big_end(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* CRC-32 of ISO 3309, as the format wants it. */
static uint32_t crc_of(str bytes)
{
	uint32_t crc = UINT32_MAX;
	for (size_t i = 0; i < bytes.n; i++) {
		crc ^= (unsigned char)bytes.p[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (UINT32_C(0xEDB88320) & (0 - (crc & 1)));
	}
	return ~crc;
}

static bool is_kept(const char *type)
{
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (memcmp(kept[i], type, 4) == 0)
			return true;
	return false;
}

struct png_walk {
	bool head, data, end;
	uint32_t width, height;
};

/* One part, whole and with the right sum. False: not so, or not where it may be. */
static bool look_at(struct png_walk *w, str part)
{
	const char *type = part.p + 4;
	uint32_t length = big_end(part.p);
	if (crc_of((str){type, length + 4}) != big_end(part.p + 8 + length))
		return false;
	bool is_head = memcmp(type, "IHDR", 4) == 0, critical = (type[0] & 0x20) == 0;
	if (is_head != !w->head || (critical && !is_kept(type)))
		return false;
	if (is_head && length != HEAD_BYTES)
		return false;
	if (is_head) {
		w->head = true;
		w->width = big_end(part.p + 8);
		w->height = big_end(part.p + 12);
	}
	w->data |= memcmp(type, "IDAT", 4) == 0;
	w->end = memcmp(type, "IEND", 4) == 0;
	return true;
}

enum status document_png(struct arena *a, str bytes, struct document *document, struct problems *ps)
{
	struct png_walk w = {0};
	char *to = arena_alloc(a, bytes.n);
	size_t n = SIGNATURE_BYTES;
	memcpy(to, bytes.p, SIGNATURE_BYTES);
	for (str rest = str_skip(bytes, SIGNATURE_BYTES); !w.end;) {
		if (rest.n < AROUND_BYTES || big_end(rest.p) > rest.n - AROUND_BYTES)
			return document_refuse(ps, INVALID, W_files_picture_damaged);
		str part = str_first(rest, big_end(rest.p) + AROUND_BYTES);
		if (!look_at(&w, part))
			return document_refuse(ps, INVALID, W_files_picture_damaged);
		if (is_kept(part.p + 4)) {
			memcpy(to + n, part.p, part.n);
			n += part.n;
		}
		rest = str_skip(rest, part.n);
	}
	if (!w.data || w.width == 0 || w.height == 0)
		return document_refuse(ps, INVALID, W_files_picture_damaged);
	if (w.width > SIDE_MAX || w.height > SIDE_MAX || (uint64_t)w.width * w.height > LIMIT_PHOTO_PIXELS)
		return document_refuse(ps, TOO_BIG, W_files_picture_too_large);
	document->media = S("image/png");
	document->extension = S("png");
	document->bytes = (str){to, n};
	return OK;
}
