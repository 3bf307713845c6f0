/* Word sheets there and back (rows L3, L5, N14): what documents/ writes, imports/ reads; with its controls, without them, as LibreOffice saves it; and what is refused. The
   drafts of tests/lib/drafts are the answers. */
#include "actions/draft.h"
#include "actions/load_pack.h"
#include "actions/read_ruleset.h"
#include "base/file.h"
#include "base/limits.h"
#include "documents/office.h"
#include "documents/package.h"
#include "documents/sheet_docx.h"
#include "imports/sheet_import.h"

#include "lib/both.h"

static const char *const calls[] = {"lievin-2024", "call-ami-2021", "cabbalr-2020"};
enum { CALLS = sizeof calls / sizeof *calls };

static struct problems ps;

struct filled { /* where it is made it stays: its forms point into it */
	struct drafted drafted;
	str docx;
};

static void load(const char *call)
{
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = arena_cstr(fixture.arena, arena_fmt(fixture.arena, "packs/%s", call))};
	ps = fresh_problems();
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
}

static const struct ruleset *rules_of(const char *call)
{
	struct ruleset *set;
	const territory_id territory = {ask_number(db, arena_cstr(fixture.arena, arena_fmt(fixture.arena, "SELECT territory_id FROM call WHERE code = '%s'", call)))};
	assert_int_equal(read_ruleset(db, fixture.arena, territory, str_of(call), 0, &set), OK);
	return set;
}

/* `more`: answers that the draft does not hold, key and text by turns, NULL ends. */
static struct filled *fill_in(const char *call, enum lang lang, const char *const *more)
{
	struct filled *f = ARENA_NEW(fixture.arena, struct filled);
	struct draft draft;
	str text, path = arena_fmt(fixture.arena, "tests/lib/drafts/%s.json", call);
	load(call);
	assert_int_equal(file_read(fixture.arena, arena_cstr(fixture.arena, path), LIMIT_APPLICATION_BYTES, &text), OK);
	ps = fresh_problems();
	assert_int_equal(draft_read(fixture.arena, path, text, &draft, &ps), OK);
	for (; more && *more; more += 2)
		form_set(fixture.arena, &draft.values, str_of(more[0]), str_of(more[1]));
	assert_int_equal(draft_check(db, fixture.arena, &draft, rules_of(call), lang, &f->drafted, &ps), OK);
	const struct paper paper = {.lang = lang, .identity = f->drafted.identity_form, .form = f->drafted.form, .identity_values = &f->drafted.identity,
		.values = &f->drafted.values, .editable = true, .call_title = S("Appel & <compagnie>")};
	assert_int_equal(sheet_docx(fixture.arena, &paper, &f->docx), OK);
	return f;
}

static struct filled *fill(const char *call)
{
	return fill_in(call, LANG_FR, NULL);
}

static struct sheet_file read_back(str bytes)
{
	struct sheet_file file;
	ps = fresh_problems();
	enum status s = sheet_file_read(fixture.arena, S("fiche.docx"), bytes, &file, &ps);
	if (s != OK) {
		struct out o = out_new(LIMIT_RESPONSE_BYTES);
		problems_write(&o, LANG_EN, &ps);
		print_message("%.*s\n", STR_ARGS(out_text(&o)));
		out_free(&o);
	}
	assert_int_equal(s, OK);
	return file;
}

/* How many of the values did not come back as they were. */
static size_t lost_of(const struct sheet_import *import, const struct form *form, const struct form_values *values)
{
	size_t n = 0;
	for (size_t i = 0; i < values->n; i++) {
		const struct form_field *field = form_field_of(form, values->at[i].key);
		str found = S(""), kept = S("");
		if (!str_is_set(values->at[i].value) || (field && field->derived))
			continue;
		if (!field) {
			print_message("%.*s: no field\n", STR_ARGS(values->at[i].key));
			n++;
			continue;
		}
		for (size_t k = 0; k < import->values.n; k++)
			if (import->values.at[k].form == form && str_eq(import->values.at[k].key, values->at[i].key))
				found = import->values.at[k].typed;
		struct form_field one = *field;
		one.key = values->at[i].key;
		if (form_keep(fixture.arena, &one, found, &kept, &ps) != OK || !str_eq(kept, values->at[i].value)) {
			print_message("%.*s: %.*s, not %.*s\n", STR_ARGS(one.key), STR_ARGS(found), STR_ARGS(values->at[i].value));
			n++;
		}
	}
	return n;
}

static void say_unread(const struct sheet_import *import)
{
	for (size_t i = 0; i < import->values.n && import->values.n < 5; i++)
		print_message("read: %.*s: %.*s\n", STR_ARGS(import->values.at[i].key), STR_ARGS(import->values.at[i].typed));
	for (size_t i = 0; i < import->unread.n; i++)
		print_message("not read: %.*s / %.*s\n", STR_ARGS(import->unread.at[i].where), STR_ARGS(import->unread.at[i].text));
}

static void assert_all_back(const struct filled *f, const struct sheet_file *file)
{
	struct sheet_import import;
	sheet_import_match(fixture.arena, file, f->drafted.identity_form, f->drafted.form, &import);
	assert_true(f->drafted.values.n > 40);
	assert_int_equal(lost_of(&import, f->drafted.form, &f->drafted.values), 0);
	assert_int_equal(lost_of(&import, f->drafted.identity_form, &f->drafted.identity), 0);
	say_unread(&import);
	assert_int_equal(import.unread_count, 0);
}

static void what_is_written_is_read_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < CALLS; i++) {
		struct filled *f = fill(calls[i]);
		struct sheet_file file = read_back(f->docx);
		struct paper_mark mark;
		assert_true(paper_mark_read(file.mark, &mark));
		assert_true(str_eq(mark.call, str_of(calls[i])));
		assert_true(str_eq(mark.print, paper_print(fixture.arena, f->drafted.identity_form, f->drafted.form)));
		assert_all_back(f, &file);
	}
}

static void a_sheet_without_its_controls_is_read_by_its_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < CALLS; i++) {
		struct filled *f = fill(calls[i]);
		struct sheet_file file = read_back(f->docx);
		for (size_t k = 0; k < file.lines.n; k++)
			file.lines.at[k].controls.n = 0;
		assert_all_back(f, &file);
	}
}

/* ---- several years (D2) ---- */

static const char *const three_years[] = {"request.period", "multi_year", "request.years", "3", "budget.2.604", "2100", "budget.2.641", "900", "budget.2.74x.1.name", "Fondation du Parc",
	"budget.2.74x.1.amount", "3000", "budget.3.604", "1250,50", "budget.3.insufprevisionnel", "1250,50", NULL};

static struct filled *of_three_years(enum lang lang)
{
	struct filled *f = fill_in("cabbalr-2020", lang, three_years);
	assert_true(str_is_set(form_value(&f->drafted.values, S("budget.3.insufprevisionnel"))));
	return f;
}

static void the_years_of_a_budget_come_back_each_in_its_place(void **state)
{
	(void)state;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct filled *f = of_three_years((enum lang)lang);
		struct sheet_file file = read_back(f->docx);
		assert_all_back(f, &file);
		for (size_t k = 0; k < file.lines.n; k++)
			file.lines.at[k].controls.n = 0;
		assert_all_back(f, &file);
	}
}

static void the_years_of_a_budget_come_back_from_libreoffice(void **state)
{
	(void)state;
	str program = office_program(fixture.arena, STR_NONE), odt, docx;
	if (!program.p)
		skip();
	struct filled *f = of_three_years(LANG_EN);
	assert_int_equal(office_convert(fixture.arena, program, f->docx, "docx", OFFICE_ODT, &odt), OK);
	struct sheet_file file = read_back(odt);
	assert_all_back(f, &file);
	assert_int_equal(office_convert(fixture.arena, program, odt, "odt", OFFICE_DOCX, &docx), OK);
	file = read_back(docx);
	assert_all_back(f, &file);
}

/* The reader finds the years, the other funders and the language by itself: nothing is known of a sheet that arrives. */
static void a_sheet_that_arrives_brings_its_years_and_its_language(void **state)
{
	(void)state;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct filled *f = of_three_years((enum lang)lang);
		struct sheet_file file = read_back(f->docx);
		for (int tags = 1; tags >= 0; tags--) {
			struct sheet_reading r;
			for (size_t k = 0; !tags && k < file.lines.n; k++)
				file.lines.at[k].controls.n = 0;
			sheet_import_read(fixture.arena, &file, &f->drafted.context, LANG_FR, NULL, NULL, &r);
			assert_int_equal(lost_of(&r.import, r.form, &f->drafted.values), 0);
			assert_int_equal(lost_of(&r.import, r.identity, &f->drafted.identity), 0);
			assert_int_equal(r.import.unread_count, 0);
			assert_non_null(form_field_of(r.form, S("budget.3.604")));
			assert_null(form_field_of(r.form, S("budget.4.604")));
		}
	}
}

static void amounts_of_a_year_that_the_request_does_not_have_are_listed(void **state)
{
	(void)state;
	struct filled *f = of_three_years(LANG_FR);
	struct sheet_file file = read_back(f->docx);
	struct sheet_import import;
	struct filled *one = fill("cabbalr-2020");
	for (size_t k = 0; k < file.lines.n; k++)
		file.lines.at[k].controls.n = 0;
	sheet_import_match(fixture.arena, &file, one->drafted.identity_form, one->drafted.form, &import);
	size_t found = 0;
	for (size_t i = 0; i < import.unread.n; i++)
		found += import.unread.at[i].reason == UNREAD_TOO_MANY;
	assert_int_equal(found, 6); /* 604, 641, a funder and its amount of the second year; 604, what lacks of the third */
}

static void a_sheet_that_libreoffice_saved_is_read_back(void **state)
{
	(void)state;
	str program = office_program(fixture.arena, STR_NONE), odt, docx;
	if (!program.p)
		skip();
	struct filled *f = fill(calls[0]);
	assert_int_equal(office_convert(fixture.arena, program, f->docx, "docx", OFFICE_ODT, &odt), OK);
	struct sheet_file file = read_back(odt);
	assert_all_back(f, &file);
	assert_int_equal(office_convert(fixture.arena, program, odt, "odt", OFFICE_DOCX, &docx), OK);
	file = read_back(docx);
	assert_all_back(f, &file);
}

static void a_blank_sheet_holds_no_answer(void **state)
{
	(void)state;
	static const struct form_values none = {0};
	struct filled *f = fill(calls[0]);
	struct sheet_import import;
	const struct form *identity = form_build(fixture.arena, &f->drafted.context, true, LANG_FR, NULL), *form = form_build(fixture.arena, &f->drafted.context, false, LANG_FR, NULL);
	const struct paper paper = {.lang = LANG_FR, .identity = identity, .form = form, .identity_values = &none, .values = &none, .editable = true, .call_title = S("Appel")};
	assert_int_equal(sheet_docx(fixture.arena, &paper, &f->docx), OK);
	struct sheet_file file = read_back(f->docx);
	sheet_import_match(fixture.arena, &file, identity, form, &import);
	say_unread(&import);
	assert_int_equal(import.values.n, 0);
	assert_int_equal(import.unread_count, 0);
	for (size_t k = 0; k < file.lines.n; k++)
		file.lines.at[k].controls.n = 0;
	sheet_import_match(fixture.arena, &file, identity, form, &import);
	assert_int_equal(import.values.n, 0);
	assert_int_equal(import.unread_count, 0);
}

/* ---- documents written by hand ---- */

#define DOCUMENT(body) "<w:document xmlns:w=\"urn:w\"><w:body>" body "</w:body></w:document>"
#define PARAGRAPH(inner) "<w:p>" inner "</w:p>"
#define RUN(text) "<w:r><w:t>" text "</w:t></w:r>"

static str docx_of(str document)
{
	str bytes;
	const struct package_part parts[] = {{"[Content_Types].xml", S("<Types/>")}, {"word/document.xml", document}};
	assert_int_equal(package_make(fixture.arena, parts, 2, &bytes), OK);
	return bytes;
}

static void inserted_text_counts_and_deleted_text_does_not(void **state)
{
	(void)state;
	struct sheet_file file = read_back(docx_of(S(DOCUMENT(PARAGRAPH(RUN("Le ") "<w:ins>" RUN("grand ") "</w:ins><w:del><w:r><w:delText>petit </w:delText></w:r></w:del>"
		"<w:moveFrom>" RUN("ailleurs") "</w:moveFrom>" RUN("po") RUN("tager"))))));
	assert_int_equal(file.lines.n, 1);
	assert_true(str_eq(file.lines.at[0].text, S("Le grand potager")));
}

static void a_row_added_to_a_list_is_one_more_line(void **state)
{
	(void)state;
	struct filled *f = fill(calls[0]);
	struct sheet_import import;
	struct sheet_file file = read_back(docx_of(S(DOCUMENT("<w:tbl><w:tr><w:tc>" PARAGRAPH(RUN("Nom")) "</w:tc><w:tc>" PARAGRAPH(RUN("Ce qu’il fait dans le projet")) "</w:tc></w:tr>"
		"<w:tr><w:tc>" PARAGRAPH("<w:sdt><w:sdtPr><w:tag w:val=\"partners.1.name\"/></w:sdtPr><w:sdtContent>" RUN("Un") "</w:sdtContent></w:sdt>") "</w:tc><w:tc>" PARAGRAPH(RUN("a")) "</w:tc></w:tr>"
		"<w:tr><w:tc>" PARAGRAPH("<w:sdt><w:sdtPr><w:tag w:val=\"partners.1.name\"/></w:sdtPr><w:sdtContent>" RUN("Deux") "</w:sdtContent></w:sdt>") "</w:tc><w:tc>" PARAGRAPH(RUN("b")) "</w:tc></w:tr>"
		"</w:tbl>"))));
	sheet_import_match(fixture.arena, &file, f->drafted.identity_form, f->drafted.form, &import);
	assert_int_equal(import.values.n, 4);
	assert_true(str_eq(import.values.at[2].key, S("partners.2.name")));
	assert_true(str_eq(import.values.at[2].typed, S("Deux")));
}

static void text_without_a_question_is_listed(void **state)
{
	(void)state;
	struct filled *f = fill(calls[0]);
	struct sheet_import import;
	str topic = f->drafted.form->topics.at[0].title;
	struct sheet_file file = read_back(docx_of(arena_fmt(fixture.arena, DOCUMENT(PARAGRAPH(RUN("%.*s")) PARAGRAPH(RUN("Appelez-moi le matin"))), STR_ARGS(topic))));
	sheet_import_match(fixture.arena, &file, f->drafted.identity_form, f->drafted.form, &import);
	assert_int_equal(import.unread_count, 1);
	assert_true(str_eq(import.unread.at[0].text, S("Appelez-moi le matin")));
	assert_true(str_eq(import.unread.at[0].where, topic));
}

static void assert_refused(str bytes, enum status expected, enum word word)
{
	struct sheet_file file;
	ps = fresh_problems();
	assert_int_equal(sheet_file_read(fixture.arena, S("fiche.docx"), bytes, &file, &ps), expected);
	assert_true(ps.list.n > 0);
	assert_int_equal(ps.list.at[0].message, word);
}

static void what_is_no_sheet_is_refused_with_its_reason(void **state)
{
	(void)state;
	assert_refused(S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), INVALID, W_paper_old_word);
	assert_refused(S("%PDF-1.4"), INVALID, W_paper_not_word);
	assert_refused(S("PK\x03\x04 cut short"), INVALID, W_files_damaged);
	str bytes;
	const struct package_part macros[] = {{"[Content_Types].xml", S("<Types/>")}, {"word/document.xml", S(DOCUMENT(""))}, {"word/vbaProject.bin", S("x")}};
	assert_int_equal(package_make(fixture.arena, macros, 3, &bytes), OK);
	assert_refused(bytes, INVALID, W_files_macros);
	const struct package_part book[] = {{"[Content_Types].xml", S("<Types/>")}, {"xl/workbook.xml", S("<workbook/>")}};
	assert_int_equal(package_make(fixture.arena, book, 2, &bytes), OK);
	assert_refused(bytes, INVALID, W_paper_not_word);
	size_t zeros = 64 * 1024 * 1024;
	const struct package_part bomb[] = {{"[Content_Types].xml", S("<Types/>")}, {"word/document.xml", {arena_alloc(fixture.arena, zeros), zeros}}};
	assert_int_equal(package_make(fixture.arena, bomb, 2, &bytes), OK);
	assert_refused(bytes, TOO_BIG, W_files_bomb);
	assert_refused(docx_of(S("<!DOCTYPE x [<!ENTITY a \"b\">]><w:document xmlns:w=\"urn:w\"/>")), INVALID, W_reconcile_bad_xml);
}

static void same_answers_give_the_same_bytes(void **state)
{
	(void)state;
	struct filled *f = fill(calls[0]), *again = fill(calls[0]);
	assert_true(str_eq(f->docx, again->docx));
}

static void a_tag_that_word_would_refuse_is_shortened(void **state)
{
	(void)state;
	str key = S("rules.une-question-du-reglement-dont-le-nom-est-vraiment-tres-long"), tag = paper_tag(fixture.arena, key, S("une-reponse"));
	assert_true(tag.n <= PAPER_TAG_BYTES);
	assert_false(str_eq(tag, paper_tag(fixture.arena, key, S("une-autre"))));
	assert_true(str_eq(paper_tag(fixture.arena, S("project.title"), STR_NONE), S("project.title")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(what_is_written_is_read_back),
		ON_SQLITE(a_sheet_without_its_controls_is_read_by_its_words),
		ON_SQLITE(the_years_of_a_budget_come_back_each_in_its_place),
		ON_SQLITE(the_years_of_a_budget_come_back_from_libreoffice),
		ON_SQLITE(a_sheet_that_arrives_brings_its_years_and_its_language),
		ON_SQLITE(amounts_of_a_year_that_the_request_does_not_have_are_listed),
		ON_SQLITE(a_sheet_that_libreoffice_saved_is_read_back),
		ON_SQLITE(a_blank_sheet_holds_no_answer),
		ON_SQLITE(inserted_text_counts_and_deleted_text_does_not),
		ON_SQLITE(a_row_added_to_a_list_is_one_more_line),
		ON_SQLITE(text_without_a_question_is_listed),
		ON_SQLITE(what_is_no_sheet_is_refused_with_its_reason),
		ON_SQLITE(same_answers_give_the_same_bytes),
		ON_SQLITE(a_tag_that_word_would_refuse_is_shortened),
	};
	return both_run("paper", tests, sizeof tests / sizeof *tests);
}
