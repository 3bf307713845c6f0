/* Notifying (B15, L7, P8): amounts in words, codes of letters, marks on PDFs that a shuffled, turned scan gives back. */
#include "documents/letter_pdf.h"
#include "documents/raster.h"
#include "domain/amount_words.h"
#include "domain/letter_code.h"
#include "base/limits.h"
#include "imports/scan_read.h"

#include "lib/in_arena.h"

#include <hpdf.h>
#include <stdio.h>
#include <string.h>

static const char *said(int64_t cents)
{
	str s = amount_words(arena, LANG_FR, (money){cents});
	return s.p ? arena_cstr(arena, s) : "";
}

static const char *number(int64_t n)
{
	return arena_cstr(arena, number_words(arena, LANG_FR, n));
}

static void numbers_are_written_as_french_spells_them(void **state)
{
	(void)state;
	static const struct {
		int64_t n;
		const char *words;
	} all[] = {{0, "zéro"}, {1, "un"}, {16, "seize"}, {17, "dix-sept"}, {20, "vingt"}, {21, "vingt et un"}, {22, "vingt-deux"}, {31, "trente et un"}, {61, "soixante et un"}, {69, "soixante-neuf"},
		{70, "soixante-dix"}, {71, "soixante et onze"}, {72, "soixante-douze"}, {79, "soixante-dix-neuf"}, {80, "quatre-vingts"}, {81, "quatre-vingt-un"}, {90, "quatre-vingt-dix"},
		{91, "quatre-vingt-onze"}, {99, "quatre-vingt-dix-neuf"}, {100, "cent"}, {101, "cent un"}, {180, "cent quatre-vingts"}, {200, "deux cents"}, {201, "deux cent un"},
		{280, "deux cent quatre-vingts"}, {999, "neuf cent quatre-vingt-dix-neuf"}, {1000, "mille"}, {1001, "mille un"}, {1100, "mille cent"}, {2000, "deux mille"}, {21000, "vingt et un mille"},
		{80000, "quatre-vingt mille"}, {200000, "deux cent mille"}, {200080, "deux cent mille quatre-vingts"}, {1000000, "un million"}, {2000000, "deux millions"},
		{80000000, "quatre-vingts millions"}, {200000000, "deux cents millions"}, {1000000000, "un milliard"}, {10000000000, "dix milliards"},
		{71081091, "soixante et onze millions quatre-vingt-un mille quatre-vingt-onze"}};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		assert_string_equal(number(all[i].n), all[i].words);
}

static void amounts_say_euros_and_cents(void **state)
{
	(void)state;
	assert_string_equal(said(0), "zéro euro");
	assert_string_equal(said(100), "un euro");
	assert_string_equal(said(1200000), "douze mille euros");
	assert_string_equal(said(123450), "mille deux cent trente-quatre euros et cinquante centimes");
	assert_string_equal(said(1), "un centime");
	assert_string_equal(said(101), "un euro et un centime");
	assert_string_equal(said(100000000), "un million d’euros");
	assert_string_equal(said(120000000), "un million deux cent mille euros");
	assert_string_equal(said(LIMIT_AMOUNT_CENTS), "dix milliards d’euros");
	assert_string_equal(said(LIMIT_AMOUNT_CENTS + 1), "");
	assert_string_equal(said(-1), "");
	assert_string_equal(amount_words(arena, LANG_EN, (money){123450}).p, "one thousand two hundred and thirty-four euros and fifty cents");
	assert_string_equal(amount_words(arena, LANG_EN, (money){100100}).p, "one thousand and one euros");
}

/* A code with one letter wrong, or two neighbours exchanged, is none: no page goes to another's file. */
static void a_code_with_one_wrong_letter_or_two_exchanged_is_refused(void **state)
{
	(void)state;
	static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	str read, code = letter_code_make(arena, S("7KQ2M4XR9TBC"));
	assert_int_equal(code.n, LETTER_CODE_LETTERS);
	assert_true(letter_code_read(arena, letter_code_shown(arena, code), &read));
	assert_true(str_eq(read, code));
	assert_true(letter_code_read(arena, S("7kq2-m4xr-9tbc") , &read) == false);
	for (size_t i = 0; i < code.n; i++)
		for (size_t k = 0; letters[k]; k++) {
			char wrong[LETTER_CODE_LETTERS];
			memcpy(wrong, code.p, sizeof wrong);
			wrong[i] = letters[k];
			assert_int_equal(letter_code_read(arena, (str){wrong, sizeof wrong}, &read), letters[k] == code.p[i]);
		}
	for (size_t i = 0; i < code.n; i++)
		for (size_t k = i + 1; k < code.n; k++) {
			char wrong[LETTER_CODE_LETTERS];
			memcpy(wrong, code.p, sizeof wrong);
			wrong[i] = code.p[k];
			wrong[k] = code.p[i];
			assert_int_equal(letter_code_read(arena, (str){wrong, sizeof wrong}, &read), code.p[i] == code.p[k]);
		}
	struct letter_mark mark;
	assert_true(letter_mark_read(arena, letter_mark_text(arena, &(struct letter_mark){code, 2, 3}), &mark));
	assert_int_equal(mark.page, 2);
	assert_false(letter_mark_read(arena, S("FBG1:7KQ2M4XR9TBC5:4:3"), &mark));
	assert_false(letter_mark_read(arena, S("https://example.org"), &mark));
	assert_false(letter_mark_read(arena, S(""), &mark));
}

/* ---- PDFs ---- */

static void on_error(HPDF_STATUS error, HPDF_STATUS detail, void *context)
{
	(void)detail, (void)context;
	assert_int_equal(error, 0);
}

static str saved(HPDF_Doc pdf)
{
	HPDF_SaveToStream(pdf);
	HPDF_UINT32 size = HPDF_GetStreamSize(pdf);
	char *bytes = arena_alloc(arena, size);
	HPDF_ReadFromStream(pdf, (HPDF_BYTE *)bytes, &size);
	HPDF_Free(pdf);
	return (str){bytes, size};
}

/* A letter of so many A4 pages, with a square on each so that none is blank. */
static str letter(size_t pages)
{
	HPDF_Doc pdf = HPDF_New(on_error, NULL);
	for (size_t i = 0; i < pages; i++) {
		HPDF_Page page = HPDF_AddPage(pdf);
		HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
		HPDF_Page_Rectangle(page, 100, 500, 300, 200);
		HPDF_Page_Fill(page);
	}
	return saved(pdf);
}

static struct problems fresh(void)
{
	return problems_new(arena);
}

static void the_marks_of_merged_letters_are_read_back(void **state)
{
	(void)state;
	struct problems ps = fresh();
	struct letter_pdf letters[2] = {{.code = letter_code_make(arena, S("AAAAAAAAAAAA")), .pdf = letter(1)}, {.code = letter_code_make(arena, S("7KQ2M4XR9TBC")), .pdf = letter(2)}};
	assert_int_equal(letters_stamp(arena, letters, 2, &ps), OK);
	assert_int_equal(letters[1].pages, 2);
	str pdfs[] = {letters[0].pdf, letters[1].pdf}, all, both;
	assert_int_equal(letters_merge(arena, pdfs, 2, &all, &ps), OK);
	assert_int_equal(letters_merge_both_sides(arena, pdfs, 2, &both, &ps), OK);
	struct scan_pages pages;
	assert_int_equal(scan_text(arena, S("a.pdf"), all, &pages, &ps), OK);
	assert_int_equal(pages.n, 3);
	assert_true(str_eq(pages.at[0].mark.code, letters[0].code));
	assert_true(str_eq(pages.at[2].mark.code, letters[1].code));
	assert_int_equal(pages.at[2].mark.page, 2);
	assert_int_equal(scan_text(arena, S("a.pdf"), both, &pages, &ps), OK);
	assert_int_equal(pages.n, 4); /* a blank back after the first */
	assert_int_equal(pages.at[1].found, SCAN_NOTHING);
	assert_int_equal(scan_text(arena, S("a.pdf"), S("%PDF-1.4 nonsense"), &pages, &ps), INVALID);
}

enum { COARSE = 2000, FINE = 3508 }; /* pixels of the long side, as jobs/read_scan.c asks for them */

static struct scan_page pictured_at(str pdf, int64_t page, int64_t side)
{
	struct problems ps = fresh();
	struct scan_page read;
	str picture;
	const struct raster_wish wish = {.pdf = pdf, .page = page, .kind = RASTER_GREY, .long_side = side};
	assert_int_equal(raster_page(arena, &wish, &picture), OK);
	assert_int_equal(scan_picture(arena, picture, &read, &ps), OK);
	return read;
}

static struct scan_page pictured(str pdf, int64_t page)
{
	return pictured_at(pdf, page, COARSE);
}

/* The first page as a copier gives it back, at so many dots an inch: a picture that fills an A4 page. */
static str copied(str letter_pdf, int64_t dots)
{
	const struct raster_wish wish = {.pdf = letter_pdf, .page = 1, .kind = RASTER_GREY, .long_side = dots * 842 / 72};
	str pgm;
	unsigned width, height;
	assert_int_equal(raster_page(arena, &wish, &pgm), OK);
	assert_int_equal(sscanf(arena_cstr(arena, str_first(pgm, 40)), "P5 %u %u", &width, &height), 2);
	HPDF_Doc pdf = HPDF_New(on_error, NULL);
	HPDF_Page page = HPDF_AddPage(pdf);
	HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
	str points = str_skip(pgm, pgm.n - (size_t)width * height);
	HPDF_Image image = HPDF_LoadRawImageFromMem(pdf, (const HPDF_BYTE *)points.p, width, height, HPDF_CS_DEVICE_GRAY, 8);
	HPDF_Page_DrawImage(page, image, 0, 0, HPDF_Page_GetWidth(page), HPDF_Page_GetHeight(page));
	return saved(pdf);
}

static void every_code_is_read_from_a_scan_at_150_dots_an_inch_and_from_a_poor_one_at_100(void **state)
{
	(void)state;
	static const struct {
		int64_t dots, side;
	} scans[] = {{200, COARSE}, {150, COARSE}, {100, FINE}};
	if (!raster_is_possible(arena))
		skip();
	str blank = letter(1);
	for (int64_t i = 0; i < 12; i++) {
		struct problems ps = fresh();
		str id = arena_fmt(arena, "%012lld", (long long)(i * 83333333333 + i * i * 977));
		struct letter_pdf one = {.code = letter_code_make(arena, id), .pdf = blank};
		assert_int_equal(letters_stamp(arena, &one, 1, &ps), OK);
		for (size_t k = 0; k < sizeof scans / sizeof *scans; k++) {
			struct scan_page read = pictured_at(copied(one.pdf, scans[k].dots), 1, scans[k].side);
			assert_int_equal(read.found, SCAN_PICTURE);
			assert_true(str_eq(read.mark.code, one.code));
		}
	}
}

static void a_page_that_lies_any_way_up_is_read_and_turned_upright(void **state)
{
	(void)state;
	struct problems ps = fresh();
	struct letter_pdf one = {.code = letter_code_make(arena, S("7KQ2M4XR9TBC")), .pdf = letter(2)};
	if (!raster_is_possible(arena))
		skip();
	assert_int_equal(letters_stamp(arena, &one, 1, &ps), OK);
	for (int turn = 0; turn < 4; turn++) {
		const struct scan_part lying = {.pdf = one.pdf, .page = 2, .turn = turn};
		str turned, upright;
		assert_int_equal(letter_assemble(arena, &lying, 1, &turned, &ps), OK);
		struct scan_page read = pictured(turned, 1);
		assert_int_equal(read.found, SCAN_PICTURE);
		assert_true(str_eq(read.mark.code, one.code));
		assert_int_equal(read.mark.page, 2);
		assert_int_equal((read.turn + turn) % 4, 0);
		const struct scan_part back = {.pdf = turned, .page = 1, .turn = read.turn};
		assert_int_equal(letter_assemble(arena, &back, 1, &upright, &ps), OK);
		assert_int_equal(pictured(upright, 1).turn, 0);
	}
}

static void the_back_of_a_sheet_is_blank_and_a_strange_page_is_nothing(void **state)
{
	(void)state;
	struct problems ps = fresh();
	if (!raster_is_possible(arena))
		skip();
	str pdfs[] = {letter(1), letter(1)}, both;
	assert_int_equal(letters_merge_both_sides(arena, pdfs, 2, &both, &ps), OK);
	assert_int_equal(pictured(both, 1).found, SCAN_NOTHING);
	assert_int_equal(pictured(both, 2).found, SCAN_BLANK);
	struct scan_page read;
	assert_int_equal(scan_picture_here(arena, S("P5 10 10 255\n short"), &read), INVALID);
	assert_int_equal(scan_picture_here(arena, S("P5 0 10 255\n"), &read), INVALID);
	assert_int_equal(scan_picture_here(arena, S("P5 99999 99999 255\n"), &read), INVALID);
}

static void pages_that_are_not_there_make_no_letter(void **state)
{
	(void)state;
	struct problems ps = fresh();
	str pdf;
	const struct scan_part beyond = {.pdf = letter(1), .page = 2};
	assert_int_equal(letter_assemble(arena, &beyond, 1, &pdf, &ps), INVALID);
	struct letter_pdf damaged = {.code = letter_code_make(arena, S("7KQ2M4XR9TBC")), .pdf = S("no pdf")};
	assert_int_equal(letters_stamp(arena, &damaged, 1, &ps), INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(numbers_are_written_as_french_spells_them),
		IN_ARENA(amounts_say_euros_and_cents),
		IN_ARENA(a_code_with_one_wrong_letter_or_two_exchanged_is_refused),
		IN_ARENA(the_marks_of_merged_letters_are_read_back),
		IN_ARENA(every_code_is_read_from_a_scan_at_150_dots_an_inch_and_from_a_poor_one_at_100),
		IN_ARENA(a_page_that_lies_any_way_up_is_read_and_turned_upright),
		IN_ARENA(the_back_of_a_sheet_is_blank_and_a_strange_page_is_nothing),
		IN_ARENA(pages_that_are_not_there_make_no_letter),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
