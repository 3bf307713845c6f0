/* http/multipart: what browsers send is read, whatever else is refused. */
#include "http/multipart.h"

#include "base/limits.h"

#include "lib/in_arena.h"

static struct multipart form;

#define TYPE "multipart/form-data; boundary=XyZ"
#define FIELD "Content-Disposition: form-data; name=\"code\"\r\n\r\n"
#define FILE_HEAD "Content-Disposition: form-data; name=\"file\"; filename=\"rib.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"

static enum status read_as(str type, str body)
{
	return multipart_read(arena, type, body, &form);
}

static enum status read_body(str body)
{
	return read_as(S(TYPE), body);
}

static bool part_is(size_t i, str name, str file_name, str bytes)
{
	return i < form.n && str_eq(form.at[i].name, name) && str_eq(form.at[i].file_name, file_name) && str_eq(form.at[i].bytes, bytes);
}

static void fields_and_files_are_read(void **state)
{
	(void)state;
	assert_int_equal(read_body(S("--XyZ\r\n" FIELD "statuts\r\n--XyZ\r\n" FILE_HEAD "%PDF\r\n\0--Xy\r\n--XyZ--\r\n")), OK);
	assert_int_equal(form.n, 2);
	assert_true(part_is(0, S("code"), STR_NONE, S("statuts")));
	assert_true(part_is(1, S("file"), S("rib.pdf"), S("%PDF\r\n\0--Xy")));
	assert_true(str_eq(multipart_field(&form, S("code")), S("statuts")));
	assert_null(multipart_field(&form, S("file")).p);
}

static void empty_parts_and_no_file_chosen_are_read(void **state)
{
	(void)state;
	assert_int_equal(read_body(S("--XyZ\r\n" FIELD "\r\n--XyZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--XyZ--")), OK);
	assert_true(part_is(0, S("code"), STR_NONE, S("")));
	assert_true(part_is(1, S("file"), S(""), S("")));
}

static void names_are_read_as_browsers_write_them(void **state)
{
	(void)state;
	assert_int_equal(read_body(S("--XyZ\r\ncontent-disposition: FORM-DATA; name=file; filename=\"a%22b;c=d%0D%0A\\\xc3\xa9.pdf\"\r\n\r\nx\r\n--XyZ--\r\n")), OK);
	assert_true(part_is(0, S("file"), S("a\"b;c=d\r\n\\\xc3\xa9.pdf"), S("x")));
}

static void the_boundary_may_be_quoted(void **state)
{
	(void)state;
	str body = S("--a b\r\n" FIELD "x\r\n--a b--\r\n");
	assert_int_equal(read_as(S("Multipart/Form-Data; charset=utf-8; boundary=\"a b\""), body), OK);
	assert_int_equal(read_as(S("multipart/form-data; boundary=a b"), body), INVALID);
}

static void boundaries_that_cannot_be_are_refused(void **state)
{
	(void)state;
	str body = S("--XyZ\r\n" FIELD "x\r\n--XyZ--\r\n");
	assert_int_equal(read_as(S("multipart/form-data"), body), INVALID);
	assert_int_equal(read_as(S("multipart/form-data; boundary="), body), INVALID);
	assert_int_equal(read_as(S("multipart/form-data; boundary=\"XyZ"), body), INVALID);
	assert_int_equal(read_as(S("multipart/form-data; boundary=XyZ; boundary=XyZ"), body), INVALID);
	assert_int_equal(read_as(S("multipart/mixed; boundary=XyZ"), body), INVALID);
	assert_int_equal(read_as(S("application/x-www-form-urlencoded"), body), INVALID);
	assert_int_equal(read_as(STR_NONE, body), INVALID);
	assert_int_equal(read_as(S("multipart/form-data; boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), body), INVALID);
}

static void bodies_that_are_cut_or_padded_are_refused(void **state)
{
	(void)state;
	str whole = S("--XyZ\r\n" FIELD "statuts\r\n--XyZ\r\n" FILE_HEAD "%PDF\r\n--XyZ--\r\n");
	assert_int_equal(read_body(whole), OK);
	for (size_t n = 0; n < whole.n - 2; n++)
		assert_int_equal(read_body(str_first(whole, n)), INVALID);
	assert_int_equal(read_body(S("preamble\r\n--XyZ\r\n" FIELD "x\r\n--XyZ--\r\n")), INVALID);
	assert_int_equal(read_body(S("--XyZ\r\n" FIELD "x\r\n--XyZ--\r\nmore")), INVALID);
	assert_int_equal(read_body(S("--XyZ \r\n" FIELD "x\r\n--XyZ--\r\n")), INVALID);
	assert_int_equal(read_body(S("--XyZa\r\n" FIELD "x\r\n--XyZ--\r\n")), INVALID);
}

static void parts_without_one_good_name_are_refused(void **state)
{
	(void)state;
	assert_int_equal(read_body(S("--XyZ\r\n\r\nx\r\n--XyZ--\r\n")), INVALID);
	assert_int_equal(read_body(S("--XyZ\r\nContent-Type: text/plain\r\n\r\nx\r\n--XyZ--\r\n")), INVALID);
	assert_int_equal(read_body(S("--XyZ\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XyZ--\r\n")), INVALID);
	assert_int_equal(read_body(S("--XyZ\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n--XyZ--\r\n")), INVALID);
	assert_int_equal(read_body(S("--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\nx\r\n--XyZ--\r\n")), INVALID);
	assert_int_equal(read_body(S("--XyZ\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--XyZ--\r\n")), INVALID);
	assert_int_equal(read_body(S("--XyZ\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\nx\r\n--XyZ--\r\n")), INVALID);
	assert_int_equal(read_body(S("--XyZ\r\nContent-Transfer-Encoding: base64\r\n" FIELD "x\r\n--XyZ--\r\n")), INVALID);
	assert_int_equal(read_body(S("--XyZ\r\n folded: x\r\n" FIELD "x\r\n--XyZ--\r\n")), INVALID);
	assert_int_equal(read_body(S("--XyZ\r\n" FIELD "a\0b\r\n--XyZ--\r\n")), INVALID);
}

static void what_is_too_much_is_refused(void **state)
{
	(void)state;
	struct out o = out_new(1 << 20);
	for (int i = 0; i < LIMIT_UPLOAD_PARTS; i++)
		out_str(&o, S("--XyZ\r\n" FIELD "x\r\n"));
	size_t most = o.n;
	out_str(&o, S("--XyZ--\r\n"));
	assert_int_equal(read_body(out_text(&o)), OK);
	assert_int_equal(form.n, LIMIT_UPLOAD_PARTS);
	o.n = most;
	out_str(&o, S("--XyZ\r\n" FIELD "x\r\n--XyZ--\r\n"));
	assert_int_equal(read_body(out_text(&o)), TOO_BIG);
	out_reset(&o);
	out_str(&o, S("--XyZ\r\n" FIELD));
	out_pad(&o, 'x', LIMIT_PART_FIELD_BYTES + 1);
	out_str(&o, S("\r\n--XyZ--\r\n"));
	assert_int_equal(read_body(out_text(&o)), TOO_BIG);
	out_reset(&o);
	out_str(&o, S("--XyZ\r\nX: "));
	out_pad(&o, 'x', LIMIT_PART_HEAD_BYTES);
	out_str(&o, S("\r\n" FIELD "x\r\n--XyZ--\r\n"));
	assert_int_equal(read_body(out_text(&o)), TOO_BIG);
	out_free(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(fields_and_files_are_read), IN_ARENA(empty_parts_and_no_file_chosen_are_read), IN_ARENA(names_are_read_as_browsers_write_them),
		IN_ARENA(the_boundary_may_be_quoted), IN_ARENA(boundaries_that_cannot_be_are_refused), IN_ARENA(bodies_that_are_cut_or_padded_are_refused),
		IN_ARENA(parts_without_one_good_name_are_refused), IN_ARENA(what_is_too_much_is_refused),
	};
	return cmocka_run_group_tests_name("multipart", tests, NULL, NULL);
}
