/* imports/document: what a file is, what is kept of it, what is refused and why; rows A9, B3, B7. */
#include "imports/document.h"

#include "lib/in_arena.h"
#include "lib/sample_files.h"

static struct document document;

static enum status look(str bytes)
{
	problems = problems_new(arena);
	return document_look(arena, S("file"), bytes, &document, &problems);
}

static void refused(str bytes, enum status s, enum word message)
{
	assert_int_equal(look(bytes), s);
	assert_int_equal(problems.total, 1);
	assert_int_equal(problems.list.at[0].message, message);
}

static bool near(const int rgb[3], int red, int green, int blue)
{
	return abs(rgb[0] - red) < 60 && abs(rgb[1] - green) < 60 && abs(rgb[2] - blue) < 60;
}

static void a_heavy_photo_ends_light_and_without_its_place(void **state)
{
	(void)state;
	str photo = sample_jpeg(arena, 6000, 4500, 1, 93, 1);
	assert_true(photo.n > 15 * 1000 * 1000 && photo.n <= LIMIT_UPLOAD_BYTES);
	assert_int_equal(look(photo), OK);
	assert_true(str_eq(document.media, S("image/jpeg")) && str_eq(document.extension, S("jpg")) && document.picture);
	assert_true(document.bytes.n < 2 * 1000 * 1000);
	assert_false(str_has(document.bytes, S("SECRET")));
	size_t width, height;
	int rgb[3];
	sample_read(document.bytes, &width, &height, 0, 0, rgb);
	assert_int_equal(width, 2480);
	assert_int_equal(height, 1860);
}

static void every_way_of_holding_the_phone_ends_upright(void **state)
{
	(void)state;
	/* where the red quarter (top left in the file) must end: column, row; whether sides are exchanged */
	static const struct {
		int column, row;
		bool exchanged;
		int green_column, green_row;
	} expected[9] = {[1] = {0, 0, false, 1, 0}, [2] = {1, 0, false, 0, 0}, [3] = {1, 1, false, 0, 1}, [4] = {0, 1, false, 1, 1},
	                 [5] = {0, 0, true, 0, 1},  [6] = {1, 0, true, 1, 1},  [7] = {1, 1, true, 1, 0},  [8] = {0, 1, true, 0, 0}};
	for (int o = 1; o <= 8; o++) {
		size_t width, height;
		int rgb[3];
		assert_int_equal(look(sample_jpeg(arena, 400, 300, o, 90, 0)), OK);
		sample_read(document.bytes, &width, &height, expected[o].column, expected[o].row, rgb);
		assert_int_equal(width, expected[o].exchanged ? 300 : 400);
		assert_int_equal(height, expected[o].exchanged ? 400 : 300);
		if (!near(rgb, 250, 5, 5))
			fail_msg("orientation %d: red is not at %d,%d but %d %d %d", o, expected[o].column, expected[o].row, rgb[0], rgb[1], rgb[2]);
		sample_read(document.bytes, &width, &height, expected[o].green_column, expected[o].green_row, rgb);
		assert_true(near(rgb, 5, 250, 5));
		assert_false(str_has(document.bytes, S("Exif")));
	}
}

static void a_small_upright_photo_keeps_its_quality(void **state)
{
	(void)state;
	str photo = sample_jpeg(arena, 800, 600, 1, 95, 1);
	assert_int_equal(look(photo), OK);
	assert_false(str_has(document.bytes, S("SECRET")));
	assert_true(document.bytes.n > photo.n / 10 * 9); /* quality 85 would be half of it */
}

static void what_phones_take_becomes_jpeg(void **state)
{
	(void)state;
	str photo = sample_heic(arena, 640, 480);
	assert_true(str_is_set(photo));
	assert_true(str_has(photo, S("SECRET")));
	assert_int_equal(look(photo), OK);
	assert_true(str_eq(document.media, S("image/jpeg")));
	assert_false(str_has(document.bytes, S("SECRET")));
	size_t width, height;
	int rgb[3];
	sample_read(document.bytes, &width, &height, 1, 0, rgb);
	assert_int_equal(width, 640);
	assert_true(near(rgb, 5, 250, 5));
	refused(str_first(photo, photo.n / 2), INVALID, W_files_picture_damaged);
}

/* One grey pixel; a text beside it says a place. */
static const unsigned char small_png[] = {0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0c, 0x74, 0x45, 0x58, 0x74, 0x50, 0x6c, 0x61, 0x63, 0x65, 0x00, 0x53, 0x45, 0x43, 0x52, 0x45, 0x54, 0xc8, 0x62, 0x1e, 0x47, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};

static str png(void)
{
	return (str){(const char *)small_png, sizeof small_png};
}

static void a_screenshot_loses_its_texts_and_nothing_else(void **state)
{
	(void)state;
	assert_int_equal(look(png()), OK);
	assert_true(str_eq(document.media, S("image/png")) && document.picture);
	assert_int_equal(document.bytes.n, sizeof small_png - 24);
	assert_false(str_has(document.bytes, S("SECRET")));
	refused(str_first(png(), sizeof small_png - 12), INVALID, W_files_picture_damaged);
	char *altered = arena_alloc(arena, sizeof small_png);
	memcpy(altered, small_png, sizeof small_png);
	altered[20] = 9;
	refused((str){altered, sizeof small_png}, INVALID, W_files_picture_damaged);
}

static void pages_of_a_pdf_are_counted_and_it_is_kept_as_it_is(void **state)
{
	(void)state;
	str pdf = sample_pdf(arena, 3, NULL);
	assert_int_equal(look(pdf), OK);
	assert_true(str_eq(document.media, S("application/pdf")) && !document.picture);
	assert_true(document.pages.set && document.pages.value == 3);
	assert_true(str_eq(document.bytes, pdf));
}

static void a_pdf_with_a_password_is_told_from_a_damaged_one(void **state)
{
	(void)state;
	refused(sample_pdf(arena, 1, "secret"), INVALID, W_files_pdf_password);
	refused(S("%PDF-1.4\nnothing of it"), INVALID, W_files_pdf_damaged);
	assert_int_equal(look(sample_pdf(arena, 1, "")), OK); /* only printing is forbidden */
}

static void office_documents_are_told_apart(void **state)
{
	(void)state;
	assert_int_equal(look(sample_docx(arena, false)), OK);
	assert_true(str_eq(document.extension, S("docx")));
	const struct sample_part odt[] = {{"mimetype", "application/vnd.oasis.opendocument.text", 0}, {"content.xml", "<a/>", 0}};
	assert_int_equal(look(sample_zip(arena, odt, 2)), OK);
	assert_true(str_eq(document.extension, S("odt")));
	const struct sample_part ods[] = {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0}};
	assert_int_equal(look(sample_zip(arena, ods, 1)), OK);
	assert_true(str_eq(document.extension, S("ods")));
	const struct sample_part xlsx[] = {{"[Content_Types].xml", "<a/>", 0}, {"xl/workbook.xml", "<a/>", 0}};
	assert_int_equal(look(sample_zip(arena, xlsx, 2)), OK);
	assert_true(str_eq(document.extension, S("xlsx")));
}

static void programs_bombs_and_other_archives_are_refused(void **state)
{
	(void)state;
	refused(sample_docx(arena, true), INVALID, W_files_macros);
	const struct sample_part enabled[] = {{"[Content_Types].xml", "vnd.ms-word.document.macroEnabled.main+xml", 0}, {"word/document.xml", "<a/>", 0}};
	refused(sample_zip(arena, enabled, 2), INVALID, W_files_macros);
	const struct sample_part basic[] = {{"mimetype", "application/vnd.oasis.opendocument.text", 0}, {"Basic/Standard/Module1.xml", "<a/>", 0}};
	refused(sample_zip(arena, basic, 2), INVALID, W_files_macros);
	const struct sample_part bomb[] = {{"[Content_Types].xml", "<a/>", 0}, {"word/document.xml", "", 64 << 20}};
	refused(sample_zip(arena, bomb, 2), TOO_BIG, W_files_bomb);
	const struct sample_part other[] = {{"virus.exe", "MZ", 0}};
	refused(sample_zip(arena, other, 1), INVALID, W_files_type);
}

static void what_is_not_accepted_says_what_is(void **state)
{
	(void)state;
	refused(S(""), INVALID, W_files_empty);
	refused(S("MZ\x90\0\x03program"), INVALID, W_files_type);
	refused(S("GIF89a\x01\0\x01\0"), INVALID, W_files_type);
	refused(S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc"), INVALID, W_files_old_office);
	refused(S("\xff\xd8\xff\xe0 no picture"), INVALID, W_files_picture_damaged);
	refused(str_first(sample_jpeg(arena, 3000, 2000, 1, 80, 0), 100), INVALID, W_files_picture_damaged);
	char *much = arena_alloc(arena, LIMIT_UPLOAD_BYTES + 1);
	refused((str){much, LIMIT_UPLOAD_BYTES + 1}, TOO_BIG, W_files_too_big);
}

static void plain_text_of_an_old_computer_becomes_utf8(void **state)
{
	(void)state;
	assert_int_equal(look(S("Proc\xe8s-verbal\r\n")), OK);
	assert_true(str_eq(document.media, S("text/plain")));
	assert_true(str_eq(document.bytes, S("Proc\xc3\xa8s-verbal\r\n")));
}

static void photos_chosen_together_become_one_pdf_in_their_order(void **state)
{
	(void)state;
	assert_int_equal(look(sample_jpeg(arena, 400, 300, 1, 90, 0)), OK);
	str across = document.bytes;
	assert_int_equal(look(png()), OK);
	const str pictures[] = {across, document.bytes, across};
	assert_int_equal(document_join(arena, S("a.pdf"), pictures, 3, &document, &problems), OK);
	assert_int_equal(document.pages.value, 3);
	str pdf = document.bytes;
	assert_int_equal(look(pdf), OK);
	assert_int_equal(document.pages.value, 3);
	size_t wide, tall;
	assert_true(str_find(pdf, S("841.89"), &wide) && str_find(pdf, S("595.276"), &tall));
	assert_int_equal(document_join(arena, S("a.pdf"), pictures, 0, &document, &problems), INVALID);
}

static void names_are_cleaned_and_end_as_what_they_are(void **state)
{
	(void)state;
	static const struct {
		str typed, extension, name;
	} cases[] = {
		{S("statuts.doc"), S("pdf"), S("statuts.pdf")},
		{S("C:\\Documents\\RIB 2024.PDF"), S("pdf"), S("RIB 2024.pdf")},
		{S("../../etc/passwd"), S("txt"), S("passwd.txt")},
		{S("e\xcc\x81t\xc3\xa9.HEIC"), S("jpg"), S("\xc3\xa9t\xc3\xa9.jpg")},
		{S("gnp\xe2\x80\xae" "fdp.exe"), S("pdf"), S("gnpfdp.pdf")},
		{S("a\r\nSet-Cookie: b.pdf"), S("pdf"), S("aSet-Cookie: b.pdf")},
		{S(".htaccess"), S("txt"), S("htaccess.txt")},
		{S("  a   b  .pdf"), S("pdf"), S("a b.pdf")},
		{S("\xff\xfe.pdf"), S("pdf"), S("Document.pdf")},
		{S(""), S("jpg"), S("Document.jpg")},
		{S("compte.rendu.2024"), S("odt"), S("compte.rendu.odt")},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		str name = document_name(arena, cases[i].typed, cases[i].extension);
		if (!str_eq(name, cases[i].name))
			fail_msg("%.*s gives %.*s, not %.*s", STR_ARGS(cases[i].typed), STR_ARGS(name), STR_ARGS(cases[i].name));
	}
	struct out o = out_new(4000);
	for (int i = 0; i < 1000; i++)
		out_str(&o, S("\xc3\xa9"));
	str name = document_name(arena, out_text(&o), S("pdf"));
	assert_int_equal(name.n, 2 * (LIMIT_FILE_NAME_CHARS - 4) + 4);
	out_free(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(a_heavy_photo_ends_light_and_without_its_place), IN_ARENA(every_way_of_holding_the_phone_ends_upright),
		IN_ARENA(a_small_upright_photo_keeps_its_quality), IN_ARENA(what_phones_take_becomes_jpeg), IN_ARENA(a_screenshot_loses_its_texts_and_nothing_else),
		IN_ARENA(pages_of_a_pdf_are_counted_and_it_is_kept_as_it_is), IN_ARENA(a_pdf_with_a_password_is_told_from_a_damaged_one),
		IN_ARENA(office_documents_are_told_apart), IN_ARENA(programs_bombs_and_other_archives_are_refused), IN_ARENA(what_is_not_accepted_says_what_is),
		IN_ARENA(plain_text_of_an_old_computer_becomes_utf8), IN_ARENA(photos_chosen_together_become_one_pdf_in_their_order),
		IN_ARENA(names_are_cleaned_and_end_as_what_they_are),
	};
	return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
