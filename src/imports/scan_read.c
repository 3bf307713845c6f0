/* Marks in content streams, QR codes in pictures. See scan_read.h. */
#include "imports/scan_read.h"

#include "base/limits.h"
#include "imports/sandbox.h"
#include "imports/wire.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>
#include <zbar.h>

enum { READ_MEMORY = 768 * 1024 * 1024, RESULT_MAX = 1024 * 1024, PAGE_LEAST = 20, GREY_MOST = 255, DARK = 128, SIDE_MOST = 12000, CORNERS = 4, BLANK_SHARE = 2000, BORDER_SHARE = 40 };

static enum status refuse(struct problems *ps, enum status s, enum word message)
{
	PROBLEM(ps, STR_NONE, 0, S("file"), message);
	return s;
}

static void put_page(struct arena *a, struct out *result, const struct scan_page *page)
{
	bool marked = page->found == SCAN_TEXT || page->found == SCAN_PICTURE;
	wire_put_u32(result, page->found);
	wire_put_u32(result, (uint32_t)page->turn);
	wire_put_str(result, marked ? letter_mark_text(a, &page->mark) : STR_NONE);
}

static bool take_page(struct wire *w, struct arena *a, struct scan_page *page)
{
	uint32_t found = wire_u32(w), turn = wire_u32(w);
	str mark = wire_str(w);
	*page = (struct scan_page){.found = (enum scan_found)found, .turn = (int)turn};
	if (w->bad || found > SCAN_BLANK || turn >= CORNERS)
		return false;
	return (found != SCAN_TEXT && found != SCAN_PICTURE) || letter_mark_read(a, mark, &page->mark);
}

/* ---- what the PDF says ---- */

/* The last mark of the page: ours is drawn last. */
static bool mark_in(struct arena *a, str content, struct letter_mark *mark)
{
	bool found = false;
	size_t at;
	for (str rest = content; str_find(rest, S("/Mark (FBG1:"), &at);) {
		str text, tail;
		struct letter_mark read;
		rest = str_skip(rest, at + 7);
		if (str_cut(str_first(rest, LIMIT_CODE_BYTES), ')', &text, &tail) && letter_mark_read(a, text, &read)) {
			*mark = read;
			found = true;
		}
	}
	return found;
}

static void read_page(struct arena *a, qpdf_data pdf, int index, struct scan_page *page)
{
	unsigned char *bytes = NULL;
	size_t n = 0;
	qpdf_oh oh = qpdf_get_page_n(pdf, (size_t)index);
	QPDF_ERROR_CODE code = qpdf_oh_get_page_content_data(pdf, oh, &bytes, &n);
	if (!(code & QPDF_ERRORS) && bytes && mark_in(a, (str){(const char *)bytes, n}, &page->mark))
		page->found = SCAN_TEXT;
	while (qpdf_has_error(pdf))
		(void)qpdf_get_error(pdf);
	free(bytes);
}

static enum status text_work(struct arena *a, str input, struct out *result, struct problems *ps)
{
	qpdf_data pdf = qpdf_init();
	qpdf_silence_errors(pdf);
	qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
	(void)qpdf_read_memory(pdf, "scan", input.p, input.n, NULL);
	int pages = qpdf_has_error(pdf) ? -1 : qpdf_get_num_pages(pdf);
	enum status s = pages < 1 ? refuse(ps, INVALID, W_notify_pdf_damaged) : pages > LIMIT_SCAN_PAGES ? refuse(ps, TOO_BIG, W_notify_scan_long) : OK;
	wire_put_u32(result, s ? 0 : (uint32_t)pages);
	for (int i = 0; !s && i < pages; i++) {
		struct scan_page page = {0};
		read_page(a, pdf, i, &page);
		put_page(a, result, &page);
	}
	qpdf_cleanup(&pdf);
	return s;
}

static bool take_pages(struct arena *a, str result, void *thing)
{
	struct scan_pages *pages = thing;
	struct wire w = {.rest = result};
	uint32_t count = wire_count(&w, 3 * sizeof(uint32_t), LIMIT_SCAN_PAGES);
	for (uint32_t i = 0; i < count; i++)
		if (!take_page(&w, a, LIST_ADD(a, pages)))
			return false;
	return wire_ended(&w);
}

enum status scan_text(struct arena *a, str name, str pdf, struct scan_pages *pages, struct problems *ps)
{
	static const struct sandbox_job job = {.work = text_work, .take = take_pages, .input_max = LIMIT_LETTERS_BYTES, .result_max = RESULT_MAX, .memory_max = READ_MEMORY,
		.seconds = LIMIT_LETTERS_SECONDS, .threads = true};
	*pages = (struct scan_pages){0};
	return sandbox_run_bytes(a, &job, name, pdf, pages, ps);
}

/* ---- pictures ---- */

struct picture {
	const unsigned char *grey;
	size_t width, height;
};

/* A number of the head, after blanks. */
static bool head_number(str *rest, size_t *value)
{
	size_t n = 0, digits = 0;
	while (rest->n && (*rest->p == ' ' || *rest->p == '\n' || *rest->p == '\t' || *rest->p == '\r'))
		*rest = str_skip(*rest, 1);
	while (rest->n && *rest->p >= '0' && *rest->p <= '9' && digits < 6) {
		n = n * 10 + (size_t)(*rest->p - '0');
		digits++;
		*rest = str_skip(*rest, 1);
	}
	*value = n;
	return digits > 0;
}

static bool read_picture(str pgm, struct picture *p)
{
	size_t most;
	str rest = str_skip(pgm, 2);
	if (!str_starts(pgm, S("P5")) || !head_number(&rest, &p->width) || !head_number(&rest, &p->height) || !head_number(&rest, &most) || most != GREY_MOST)
		return false;
	rest = str_skip(rest, 1); /* one blank before the bytes */
	if (!p->width || !p->height || p->width > SIDE_MOST || p->height > SIDE_MOST || rest.n < p->width * p->height)
		return false;
	p->grey = (const unsigned char *)rest.p;
	return true;
}

/* A back of a sheet: hardly anything dark, the shadow of its edges aside. */
static bool is_blank(const struct picture *p)
{
	size_t dark = 0, edge_x = p->width / BORDER_SHARE, edge_y = p->height / BORDER_SHARE;
	for (size_t y = edge_y; y < p->height - edge_y; y++)
		for (size_t x = edge_x; x < p->width - edge_x; x++)
			dark += p->grey[y * p->width + x] < DARK;
	return dark < p->width * p->height / BLANK_SHARE;
}

/* From where the first corner is to where it should be. zbar gives the corners of a QR from its own top left one, then against the clock. */
static int turn_of(const zbar_symbol_t *symbol)
{
	int sum_x = 0, sum_y = 0;
	if (zbar_symbol_get_loc_size(symbol) != CORNERS)
		return 0;
	for (unsigned i = 0; i < CORNERS; i++) {
		sum_x += zbar_symbol_get_loc_x(symbol, i);
		sum_y += zbar_symbol_get_loc_y(symbol, i);
	}
	bool left = zbar_symbol_get_loc_x(symbol, 0) * CORNERS < sum_x, up = zbar_symbol_get_loc_y(symbol, 0) * CORNERS < sum_y;
	return left ? up ? 0 : 1 : up ? 3 : 2;
}

static void read_symbols(struct arena *a, zbar_image_t *image, struct scan_page *page)
{
	for (const zbar_symbol_t *symbol = zbar_image_first_symbol(image); symbol; symbol = zbar_symbol_next(symbol)) {
		str text = {zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol)};
		if (zbar_symbol_get_type(symbol) == ZBAR_QRCODE && letter_mark_read(a, text, &page->mark)) {
			page->found = SCAN_PICTURE;
			page->turn = turn_of(symbol);
		}
	}
}

enum status scan_picture_here(struct arena *a, str pgm, struct scan_page *page)
{
	struct picture p = {0};
	*page = (struct scan_page){0};
	if (!read_picture(pgm, &p))
		return INVALID;
	zbar_image_scanner_t *scanner = zbar_image_scanner_create();
	zbar_image_t *image = zbar_image_create();
	if (scanner && image) {
		(void)zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
		(void)zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
		zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
		zbar_image_set_size(image, (unsigned)p.width, (unsigned)p.height);
		zbar_image_set_data(image, p.grey, p.width * p.height, NULL);
		if (zbar_scan_image(scanner, image) > 0)
			read_symbols(a, image, page);
	}
	if (page->found == SCAN_NOTHING && is_blank(&p))
		page->found = SCAN_BLANK;
	zbar_image_destroy(image);
	zbar_image_scanner_destroy(scanner);
	return OK;
}

static enum status picture_work(struct arena *a, str input, struct out *result, struct problems *ps)
{
	struct scan_page page = {0};
	if (scan_picture_here(a, input, &page) != OK)
		return refuse(ps, INVALID, W_notify_pdf_damaged);
	put_page(a, result, &page);
	return OK;
}

static bool take_picture(struct arena *a, str result, void *thing)
{
	struct wire w = {.rest = result};
	return take_page(&w, a, thing) && wire_ended(&w);
}

enum status scan_picture(struct arena *a, str pgm, struct scan_page *page, struct problems *ps)
{
	static const struct sandbox_job job = {.work = picture_work, .take = take_picture, .input_max = LIMIT_PICTURE_BYTES, .result_max = RESULT_MAX, .memory_max = READ_MEMORY,
		.seconds = LIMIT_LETTERS_SECONDS};
	*page = (struct scan_page){0};
	return sandbox_run_bytes(a, &job, S("page"), pgm, page, ps);
}
