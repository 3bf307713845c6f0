/* Pictures onto A4 pages, with libharu: one a page, upright or across as the picture is, as large as the margins let and never blown up beyond 100 dots an inch. Runs in
   the sandboxed child. */
#include "imports/document_parts.h"

#include "base/limits.h"

#include <hpdf.h>
#include <setjmp.h>

static const float points_short = 595.276F, points_long = 841.89F, margin = 28.35F; /* A4; one centimetre */
static const float points_a_pixel = 0.72F;                                          /* at 100 dots an inch */

struct album {
	HPDF_Doc pdf;
	jmp_buf out;
};

static void jump_out(HPDF_STATUS error, HPDF_STATUS detail, void *context)
{
	(void)error, (void)detail;
	longjmp(((struct album *)context)->out, 1);
}

static void place(HPDF_Doc pdf, str picture)
{
	bool png = str_starts(picture, S("\x89PNG"));
	const HPDF_BYTE *bytes = (const HPDF_BYTE *)picture.p;
	HPDF_Image image = png ? HPDF_LoadPngImageFromMem(pdf, bytes, (HPDF_UINT)picture.n) : HPDF_LoadJpegImageFromMem(pdf, bytes, (HPDF_UINT)picture.n);
	float width = (float)HPDF_Image_GetWidth(image), height = (float)HPDF_Image_GetHeight(image);
	bool across = width > height;
	float page_width = across ? points_long : points_short, page_height = across ? points_short : points_long;
	float scale = (page_width - 2 * margin) / width, other = (page_height - 2 * margin) / height;
	scale = scale < other ? scale : other;
	scale = scale < points_a_pixel ? scale : points_a_pixel;
	HPDF_Page page = HPDF_AddPage(pdf);
	(void)HPDF_Page_SetWidth(page, page_width);
	(void)HPDF_Page_SetHeight(page, page_height);
	(void)HPDF_Page_DrawImage(page, image, (page_width - width * scale) / 2, (page_height - height * scale) / 2, width * scale, height * scale);
}

static enum status make(struct album *album, struct arena *a, const str *pictures, size_t count, str *pdf, struct problems *ps)
{
	if (setjmp(album->out))
		return document_refuse(ps, INVALID, W_files_picture_damaged);
	for (size_t i = 0; i < count; i++)
		place(album->pdf, pictures[i]);
	(void)HPDF_SaveToStream(album->pdf);
	HPDF_UINT32 size = HPDF_GetStreamSize(album->pdf);
	char *bytes = arena_alloc(a, size);
	(void)HPDF_ReadFromStream(album->pdf, (HPDF_BYTE *)bytes, &size);
	*pdf = (str){bytes, size};
	return OK;
}

enum status document_pages(struct arena *a, const str *pictures, size_t count, struct document *document, struct problems *ps)
{
	struct album *album = ARENA_NEW(a, struct album);
	if (setjmp(album->out) == 0)
		album->pdf = HPDF_New(jump_out, album);
	if (!album->pdf)
		return document_refuse(ps, INVALID, W_files_damaged);
	enum status s = make(album, a, pictures, count, &document->bytes, ps);
	HPDF_Free(album->pdf);
	document->media = S("application/pdf");
	document->extension = S("pdf");
	document->pages = (opt_int){true, (int64_t)count};
	return s;
}
