/* What the child does with libqpdf: marks, joins, takes pages apart. See letter_pdf.h. */
#include "documents/letter_pdf.h"

#include "base/limits.h"
#include "documents/letter_mark.h"
#include "imports/sandbox.h"
#include "imports/wire.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>

enum { LETTERS_MEMORY = 1024 * 1024 * 1024, PIECES_MOST = LIMIT_SCAN_PAGES, PIECE_LEAST = 4, MARK_BYTES = 64 * 1024, A4_WIDTH = 595, A4_HEIGHT = 842, QUARTER = 90, CIRCLE = 360, ABOVE_MOST = 32 };

static enum status refuse(struct problems *ps, enum status s, enum word message)
{
	PROBLEM(ps, STR_NONE, 0, S("file"), message);
	return s;
}

/* ---- PDFs, in the child ---- */

static qpdf_data open_pdf(str bytes)
{
	qpdf_data pdf = qpdf_init();
	qpdf_silence_errors(pdf);
	qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
	if (!bytes.p)
		(void)qpdf_empty_pdf(pdf);
	else
		(void)qpdf_read_memory(pdf, "letter", bytes.p, bytes.n, NULL);
	return pdf;
}

static int page_count(qpdf_data pdf)
{
	int pages = qpdf_has_error(pdf) ? -1 : qpdf_get_num_pages(pdf);
	return qpdf_has_error(pdf) ? -1 : pages;
}

/* Same PDF, same bytes. */
static enum status write_pdf(struct arena *a, qpdf_data pdf, str *bytes)
{
	(void)qpdf_init_write_memory(pdf);
	qpdf_set_deterministic_ID(pdf, QPDF_TRUE);
	(void)qpdf_write(pdf);
	if (qpdf_has_error(pdf))
		return INVALID;
	*bytes = arena_str(a, (str){(const char *)qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf)});
	return OK;
}

/* A key that a page may have from what is above it. */
static qpdf_oh inherited(qpdf_data pdf, qpdf_oh page, const char *key)
{
	qpdf_oh at = page;
	for (int i = 0; i < ABOVE_MOST; i++) {
		if (qpdf_oh_has_key(pdf, at, key) || !qpdf_oh_has_key(pdf, at, "/Parent"))
			break;
		at = qpdf_oh_get_key(pdf, at, "/Parent");
	}
	return qpdf_oh_get_key(pdf, at, key);
}

static double width_of(qpdf_data pdf, qpdf_oh page)
{
	qpdf_oh box = inherited(pdf, page, "/MediaBox");
	if (!qpdf_oh_is_array(pdf, box) || qpdf_oh_get_array_n_items(pdf, box) != 4)
		return A4_WIDTH;
	double left = qpdf_oh_get_numeric_value(pdf, qpdf_oh_get_array_item(pdf, box, 0)), right = qpdf_oh_get_numeric_value(pdf, qpdf_oh_get_array_item(pdf, box, 2));
	return right > left ? right - left : A4_WIDTH;
}

static qpdf_oh stream_of(qpdf_data pdf, str bytes)
{
	qpdf_oh stream = qpdf_oh_new_stream(pdf);
	qpdf_oh_replace_stream_data(pdf, stream, (const unsigned char *)bytes.p, bytes.n, qpdf_oh_new_null(pdf), qpdf_oh_new_null(pdf));
	return stream;
}

/* What stands on the page is put between q and Q: whatever it left behind does not reach the mark. */
static enum status stamp_page(struct arena *a, qpdf_data pdf, int index, const struct letter_mark *mark)
{
	struct out o = out_new(MARK_BYTES);
	qpdf_oh page = qpdf_get_page_n(pdf, (size_t)index), old = qpdf_oh_get_key(pdf, page, "/Contents"), all = qpdf_oh_new_array(pdf);
	out_str(&o, S("\nQ\n"));
	if (!letter_mark_draw(&o, a, mark, width_of(pdf, page)) || o.full) {
		out_free(&o);
		return BROKEN;
	}
	qpdf_oh_append_item(pdf, all, stream_of(pdf, S("q\n")));
	if (qpdf_oh_is_array(pdf, old))
		for (int i = 0; i < qpdf_oh_get_array_n_items(pdf, old); i++)
			qpdf_oh_append_item(pdf, all, qpdf_oh_get_array_item(pdf, old, i));
	else if (!qpdf_oh_is_null(pdf, old))
		qpdf_oh_append_item(pdf, all, old);
	qpdf_oh_append_item(pdf, all, stream_of(pdf, out_keep(&o, a)));
	qpdf_oh_replace_key(pdf, page, "/Contents", all);
	return OK;
}

static enum status stamp_one(struct arena *a, str code, str bytes, str *made, int *pages, struct problems *ps)
{
	qpdf_data pdf = open_pdf(bytes);
	enum status s = OK;
	*pages = page_count(pdf);
	if (*pages < 1)
		s = refuse(ps, INVALID, W_notify_pdf_damaged);
	else if (*pages > LIMIT_LETTER_PAGES)
		s = refuse(ps, TOO_BIG, W_notify_letter_long);
	for (int i = 0; !s && i < *pages; i++)
		s = stamp_page(a, pdf, i, &(struct letter_mark){code, i + 1, *pages});
	if (!s && (s = write_pdf(a, pdf, made)) == INVALID)
		s = refuse(ps, INVALID, W_notify_pdf_damaged);
	qpdf_cleanup(&pdf);
	return s;
}

static enum status stamp_work(struct arena *a, str input, struct out *result, struct problems *ps)
{
	struct wire w = {.rest = input};
	uint32_t count = wire_count(&w, PIECE_LEAST, LIMIT_LETTERS_BATCH);
	enum status s = OK;
	for (uint32_t i = 0; i < count && !s; i++) {
		str code = wire_str(&w), bytes = wire_str(&w), made = STR_NONE;
		int pages = 0;
		s = w.bad ? INVALID : stamp_one(a, code, bytes, &made, &pages, ps);
		if (!s) {
			wire_put_str(result, made);
			wire_put_u32(result, (uint32_t)pages);
		}
	}
	return s;
}

/* A page of nothing, so that the next letter begins on the front of a sheet. */
static void blank_page(qpdf_data pdf)
{
	qpdf_oh page = qpdf_make_indirect_object(pdf, qpdf_oh_parse(pdf, "<< /Type /Page /MediaBox [0 0 595 842] /Resources << >> >>"));
	(void)qpdf_add_page(pdf, pdf, page, QPDF_FALSE);
}

struct piece {
	str bytes;
	qpdf_data pdf;
};

static enum status merge_into(qpdf_data all, struct piece *pieces, uint32_t count, bool both_sides)
{
	for (uint32_t i = 0; i < count; i++) {
		pieces[i].pdf = open_pdf(pieces[i].bytes);
		int pages = page_count(pieces[i].pdf);
		if (pages < 1)
			return INVALID;
		for (int p = 0; p < pages; p++)
			if (qpdf_add_page(all, pieces[i].pdf, qpdf_get_page_n(pieces[i].pdf, (size_t)p), QPDF_FALSE) & QPDF_ERRORS)
				return INVALID;
		if (both_sides && pages % 2 && i + 1 < count)
			blank_page(all);
	}
	return OK;
}

static enum status merge_work(struct arena *a, str input, struct out *result, struct problems *ps)
{
	struct wire w = {.rest = input};
	bool both_sides = wire_u32(&w) == 1;
	uint32_t count = wire_count(&w, PIECE_LEAST, PIECES_MOST);
	struct piece *pieces = ARENA_ARRAY(a, count + 1, struct piece);
	str made = STR_NONE;
	for (uint32_t i = 0; i < count; i++)
		pieces[i].bytes = wire_str(&w);
	qpdf_data all = open_pdf(STR_NONE);
	enum status s = w.bad || !count ? INVALID : merge_into(all, pieces, count, both_sides);
	if (!s)
		s = write_pdf(a, all, &made);
	wire_put_str(result, made);
	qpdf_cleanup(&all);
	for (uint32_t i = 0; i < count; i++)
		if (pieces[i].pdf)
			qpdf_cleanup(&pieces[i].pdf);
	return s == INVALID ? refuse(ps, INVALID, W_notify_pdf_damaged) : s;
}

static void turn_page(qpdf_data pdf, qpdf_oh page, int turn)
{
	qpdf_oh now = inherited(pdf, page, "/Rotate");
	int angle = qpdf_oh_is_integer(pdf, now) ? qpdf_oh_get_int_value_as_int(pdf, now) : 0;
	qpdf_oh_replace_key(pdf, page, "/Rotate", qpdf_oh_new_integer(pdf, ((angle + turn * QUARTER) % CIRCLE + CIRCLE) % CIRCLE));
}

static enum status take_pages(qpdf_data all, struct wire *w, uint32_t scans, struct piece *pieces)
{
	uint32_t count = wire_count(w, 3 * PIECE_LEAST, LIMIT_LETTER_PAGES);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t scan = wire_u32(w), number = wire_u32(w), turn = wire_u32(w);
		if (w->bad || scan >= scans || turn > 3 || !number || (int)number > page_count(pieces[scan].pdf))
			return INVALID;
		qpdf_oh page = qpdf_get_page_n(pieces[scan].pdf, number - 1);
		turn_page(pieces[scan].pdf, page, (int)turn);
		if (qpdf_add_page(all, pieces[scan].pdf, page, QPDF_FALSE) & QPDF_ERRORS)
			return INVALID;
	}
	return count ? OK : INVALID;
}

static enum status assemble_work(struct arena *a, str input, struct out *result, struct problems *ps)
{
	struct wire w = {.rest = input};
	uint32_t scans = wire_count(&w, PIECE_LEAST, LIMIT_LETTER_PAGES);
	struct piece *pieces = ARENA_ARRAY(a, scans + 1, struct piece);
	str made = STR_NONE;
	for (uint32_t i = 0; i < scans; i++)
		pieces[i].pdf = open_pdf(wire_str(&w));
	qpdf_data all = open_pdf(STR_NONE);
	enum status s = take_pages(all, &w, scans, pieces);
	if (!s)
		s = write_pdf(a, all, &made);
	wire_put_str(result, made);
	qpdf_cleanup(&all);
	for (uint32_t i = 0; i < scans; i++)
		qpdf_cleanup(&pieces[i].pdf);
	return s == INVALID ? refuse(ps, INVALID, W_notify_pdf_damaged) : s;
}

/* ---- in the parent ---- */

struct stamped {
	struct letter_pdf *letters;
	size_t count;
};

static bool take_stamped(struct arena *a, str result, void *thing)
{
	(void)a;
	struct stamped *all = thing;
	struct wire w = {.rest = result};
	for (size_t i = 0; i < all->count; i++) {
		all->letters[i].pdf = wire_str(&w);
		all->letters[i].pages = wire_u32(&w);
		if (!all->letters[i].pdf.p || all->letters[i].pages < 1 || all->letters[i].pages > LIMIT_LETTER_PAGES)
			return false;
	}
	return wire_ended(&w);
}

static bool take_pdf(struct arena *a, str result, void *thing)
{
	(void)a;
	struct wire w = {.rest = result};
	*(str *)thing = wire_str(&w);
	return wire_ended(&w) && str_is_set(*(str *)thing);
}

static enum status run(struct arena *a, sandbox_work *work, sandbox_take *take, struct out *input, void *thing, struct problems *ps)
{
	const struct sandbox_job job = {.work = work, .take = take, .input_max = LIMIT_LETTERS_BYTES, .result_max = LIMIT_LETTERS_BYTES, .memory_max = LETTERS_MEMORY,
		.seconds = LIMIT_LETTERS_SECONDS, .threads = true};
	enum status s = input->full ? refuse(ps, TOO_BIG, W_notify_letters_big) : sandbox_run_bytes(a, &job, S("letters.pdf"), out_text(input), thing, ps);
	out_free(input);
	return s;
}

enum status letters_stamp(struct arena *a, struct letter_pdf *letters, size_t count, struct problems *ps)
{
	struct out o = out_new(LIMIT_LETTERS_BYTES);
	struct stamped all = {letters, count};
	always(count <= LIMIT_LETTERS_BATCH);
	wire_put_u32(&o, (uint32_t)count);
	for (size_t i = 0; i < count; i++) {
		wire_put_str(&o, letters[i].code);
		wire_put_str(&o, letters[i].pdf);
	}
	return run(a, stamp_work, take_stamped, &o, &all, ps);
}

static enum status merge(struct arena *a, const str *pdfs, size_t count, uint32_t both_sides, str *pdf, struct problems *ps)
{
	struct out o = out_new(LIMIT_LETTERS_BYTES);
	if (count > PIECES_MOST)
		return refuse(ps, TOO_BIG, W_notify_letters_big);
	wire_put_u32(&o, both_sides);
	wire_put_u32(&o, (uint32_t)count);
	for (size_t i = 0; i < count; i++)
		wire_put_str(&o, pdfs[i]);
	return run(a, merge_work, take_pdf, &o, pdf, ps);
}

enum status letters_merge(struct arena *a, const str *pdfs, size_t count, str *pdf, struct problems *ps)
{
	return merge(a, pdfs, count, 0, pdf, ps);
}

enum status letters_merge_both_sides(struct arena *a, const str *pdfs, size_t count, str *pdf, struct problems *ps)
{
	return merge(a, pdfs, count, 1, pdf, ps);
}

enum status letter_assemble(struct arena *a, const struct scan_part *parts, size_t count, str *pdf, struct problems *ps)
{
	struct out o = out_new(LIMIT_LETTERS_BYTES);
	LIST_OF(str) scans = {0};
	uint32_t *of = ARENA_ARRAY(a, count + 1, uint32_t);
	for (size_t i = 0; i < count; i++) { /* each scan travels once */
		size_t k = 0;
		while (k < scans.n && scans.at[k].p != parts[i].pdf.p)
			k++;
		if (k == scans.n)
			*LIST_ADD(a, &scans) = parts[i].pdf;
		of[i] = (uint32_t)k;
	}
	wire_put_u32(&o, (uint32_t)scans.n);
	for (size_t i = 0; i < scans.n; i++)
		wire_put_str(&o, scans.at[i]);
	wire_put_u32(&o, (uint32_t)count);
	for (size_t i = 0; i < count; i++) {
		wire_put_u32(&o, of[i]);
		wire_put_u32(&o, (uint32_t)parts[i].page);
		wire_put_u32(&o, (uint32_t)parts[i].turn);
	}
	return run(a, assemble_work, take_pdf, &o, pdf, ps);
}
