/* Marks to letters. See read_scan.h. */
#include "jobs/read_scan.h"

#include "base/limits.h"
#include "documents/letter_pdf.h"
#include "documents/raster.h"
#include "domain/letter_code.h"
#include "gen/queries.h"
#include "imports/scan_read.h"

enum { COARSE_SIDE = 2000, FINE_SIDE = 3508 }; /* pixels of the long side: 170 dots an inch of an A4 page, and 300, which is what copiers give or a multiple of it */

struct splitting {
	const struct document_maker *m;
	struct arena *a;
	const struct scan_place *place;
	const struct stored_file *file;
	str bytes;
	LIST_OF(struct scan_page_read) pages;
	LIST_OF(struct signed_letter) complete;
	struct problems *ps;
};

/* ---- pages ---- */

static enum status look_at_picture(struct splitting *w, int64_t page, int64_t side, struct scan_page *read)
{
	str picture;
	const struct raster_wish wish = {.pdf = w->bytes, .page = page, .kind = RASTER_GREY, .long_side = side};
	struct problems ignored = problems_new(w->a);
	enum status s = raster_page(w->a, &wish, &picture);
	if (!s)
		s = scan_picture(w->a, picture, read, &ignored);
	if (s == INVALID || s == TOO_BIG || s == NOT_FOUND) {
		*read = (struct scan_page){0};
		return OK; /* a person will look at it */
	}
	return s;
}

static enum status find_mark(struct splitting *w, int64_t page, struct scan_page *read)
{
	if (read->found != SCAN_NOTHING || !raster_is_possible(w->a))
		return OK;
	enum status s = look_at_picture(w, page, COARSE_SIDE, read);
	return s || read->found != SCAN_NOTHING ? s : look_at_picture(w, page, FINE_SIDE, read);
}

static enum status add_page(struct splitting *w, int64_t page, const struct scan_page *read)
{
	static const str names[] = {[SCAN_NOTHING] = S("nothing"), [SCAN_TEXT] = S("text"), [SCAN_PICTURE] = S("picture"), [SCAN_BLANK] = S("blank")};
	struct scan_page_read made = {.page = page, .turn = read->turn, .found = names[read->found]};
	struct q_notify_letter_by_code_row letter;
	enum status s = OK;
	if (read->found == SCAN_TEXT || read->found == SCAN_PICTURE) {
		s = q_notify_letter_by_code(w->m->db, w->a, w->place->territory, read->mark.code, &letter);
		bool ours = !s && str_eq(letter.call, w->place->call) && str_eq(letter.funder, w->place->funder) && read->mark.page <= letter.pages;
		if (ours) {
			made.letter = (opt_int){true, letter.id};
			made.letter_page = (opt_int){true, read->mark.page};
		} else {
			made.found = S("other");
		}
		s = s == NOT_FOUND ? OK : s;
	}
	*LIST_ADD(w->a, &w->pages) = made;
	return s;
}

/* ---- letters ---- */

struct gathering {
	int64_t letter, pages;
	struct scan_part parts[LIMIT_LETTER_PAGES];
	bool known[LIMIT_LETTER_PAGES];
	size_t found;
};

static void gather(struct gathering *g, int64_t letter_page, str pdf, int64_t page, int64_t turn)
{
	if (letter_page < 1 || letter_page > g->pages || letter_page > LIMIT_LETTER_PAGES || g->known[letter_page - 1])
		return;
	g->known[letter_page - 1] = true;
	g->parts[letter_page - 1] = (struct scan_part){.pdf = pdf, .page = page, .turn = (int)turn};
	g->found++;
}

/* Pages that came before, of other scans. */
static enum status gather_earlier(const struct document_maker *m, territory_id territory, struct gathering *g)
{
	struct q_notify_letter_pages_rows rows;
	str last = STR_NONE, bytes = STR_NONE;
	enum status s = q_notify_letter_pages(m->db, m->arena, territory, g->letter, &rows);
	for (size_t i = 0; !s && i < rows.n && g->found < (size_t)g->pages; i++) {
		if (!rows.at[i].letter_page.set)
			continue;
		if (!last.p || !str_eq(last, rows.at[i].sha256))
			s = files_get(m->files, m->arena, rows.at[i].sha256, LIMIT_UPLOAD_BYTES, &bytes);
		last = rows.at[i].sha256;
		if (!s)
			gather(g, rows.at[i].letter_page.value, bytes, rows.at[i].page, rows.at[i].turn);
	}
	return s;
}

static enum status assemble(const struct document_maker *m, const struct gathering *g, struct signed_letter *whole, struct problems *ps)
{
	str pdf;
	*whole = (struct signed_letter){0};
	if (g->found < (size_t)g->pages)
		return OK;
	enum status s = letter_assemble(m->arena, g->parts, (size_t)g->pages, &pdf, ps);
	if (s)
		return s;
	*whole = (struct signed_letter){.letter = g->letter, .file = {.name = S("signed.pdf"), .media = S("application/pdf"), .bytes = (int64_t)pdf.n, .pages = {true, g->pages}}};
	return files_put(m->files, m->arena, pdf, &whole->file.sha256);
}

/* A file that is that one letter and nothing else is kept as it came: it may carry an electronic signature. */
static bool is_the_letter(const struct splitting *w, const struct gathering *g)
{
	if ((int64_t)w->pages.n != g->pages)
		return false;
	for (size_t i = 0; i < w->pages.n; i++) {
		const struct scan_page_read *p = &w->pages.at[i];
		if (!p->letter.set || p->letter.value != g->letter || p->letter_page.value != (int64_t)i + 1 || p->turn)
			return false;
	}
	return true;
}

static bool was_seen(const struct splitting *w, size_t before, int64_t letter)
{
	for (size_t i = 0; i < before; i++)
		if (w->pages.at[i].letter.set && w->pages.at[i].letter.value == letter)
			return true;
	return false;
}

static enum status complete_letter(struct splitting *w, int64_t letter)
{
	struct q_notify_letter_row row;
	struct gathering *g = ARENA_NEW(w->a, struct gathering);
	struct signed_letter whole;
	enum status s = q_notify_letter(w->m->db, w->a, w->place->territory, letter, &row);
	if (s)
		return s;
	*g = (struct gathering){.letter = letter, .pages = row.pages};
	for (size_t i = 0; i < w->pages.n; i++)
		if (w->pages.at[i].letter.set && w->pages.at[i].letter.value == letter)
			gather(g, w->pages.at[i].letter_page.value, w->bytes, w->pages.at[i].page, w->pages.at[i].turn);
	if (g->found < (size_t)g->pages && (s = gather_earlier(w->m, w->place->territory, g)) != OK)
		return s;
	if (is_the_letter(w, g)) {
		whole = (struct signed_letter){.letter = letter, .file = *w->file};
	} else if ((s = assemble(w->m, g, &whole, w->ps)) != OK) {
		return s;
	}
	if (whole.letter)
		*LIST_ADD(w->a, &w->complete) = whole;
	return OK;
}

enum status read_scan(const struct document_maker *m, const struct scan_place *place, const struct stored_file *file, struct scan_add *add, struct problems *ps)
{
	struct splitting w = {.m = m, .a = m->arena, .place = place, .file = file, .ps = ps};
	struct scan_pages pages = {0};
	*add = (struct scan_add){0};
	enum status s = m->files ? files_get(m->files, m->arena, file->sha256, LIMIT_UPLOAD_BYTES, &w.bytes) : NOT_FOUND;
	if (!s)
		s = scan_text(m->arena, file->name, w.bytes, &pages, ps);
	for (size_t i = 0; !s && i < pages.n; i++) {
		s = find_mark(&w, (int64_t)i + 1, &pages.at[i]);
		if (!s)
			s = add_page(&w, (int64_t)i + 1, &pages.at[i]);
	}
	for (size_t i = 0; !s && i < w.pages.n; i++)
		if (w.pages.at[i].letter.set && !was_seen(&w, i, w.pages.at[i].letter.value))
			s = complete_letter(&w, w.pages.at[i].letter.value);
	*add = (struct scan_add){.file = *file, .pages = w.pages.at, .page_count = w.pages.n, .complete = w.complete.at, .complete_count = w.complete.n};
	return s;
}

enum status complete_by_page(const struct document_maker *m, territory_id territory, const struct page_choice *choice, struct signed_letter *whole, struct problems *ps)
{
	struct q_notify_letter_row letter;
	struct q_notify_scan_row scan;
	struct gathering *g = ARENA_NEW(m->arena, struct gathering);
	str bytes;
	*whole = (struct signed_letter){0};
	enum status s = q_notify_letter(m->db, m->arena, territory, choice->letter, &letter);
	if (!s)
		s = q_notify_scan(m->db, m->arena, territory, choice->scan, &scan);
	if (!s)
		s = m->files ? files_get(m->files, m->arena, scan.sha256, LIMIT_UPLOAD_BYTES, &bytes) : NOT_FOUND;
	if (s)
		return s == NOT_FOUND ? OK : s; /* the action says it in words */
	*g = (struct gathering){.letter = choice->letter, .pages = letter.pages};
	gather(g, choice->letter_page, bytes, choice->page, choice->turn);
	s = gather_earlier(m, territory, g);
	return s ? s : assemble(m, g, whole, ps);
}
