/* The town's own Word or OpenDocument file (requirements.md P1, B15): every way of writing a field, repeated rows inside repeated rows, conditions, what is kept, and what is refused
   with all its reasons before anything is made. What comes out is read back by the reader of sheets (imports/sheet_file.h), which knows nothing of templates. */
#include "documents/package.h"
#include "documents/template.h"
#include "documents/template_fields.h"
#include "imports/sheet_file.h"

#include "lib/in_arena.h"

#include <string.h>
#include <zip.h>

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\""
#define P(inside) "<w:p>" inside "</w:p>"
#define T(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define PT(text) P(T(text))
#define CELL(inside) "<w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/></w:tcPr>" inside "</w:tc>"
#define ROW(inside) "<w:tr>" inside "</w:tr>"
#define TABLE(inside) "<w:tbl><w:tblPr/>" inside "</w:tbl>"

static str docx(const char *body, const char *header)
{
	str made;
	const struct package_part parts[] = {
		{"[Content_Types].xml", S("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")},
		{"word/document.xml", arena_fmt(arena, "<w:document " W "><w:body>%s<w:sectPr/></w:body></w:document>", body)},
		{"word/header1.xml", arena_fmt(arena, "<w:hdr " W ">%s</w:hdr>", header)},
		{"word/_rels/document.xml.rels", S("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://x/image\" "
			"Target=\"http://intranet.example/logo.png\" TargetMode=\"External\"/><Relationship Id=\"rId2\" Type=\"http://x/hyperlink\" Target=\"http://ville.example/\" "
			"TargetMode=\"External\"/></Relationships>")},
		{"word/styles.xml", S("<w:styles " W "><w:style w:styleId=\"Ville\"/></w:styles>")},
	};
	assert_int_equal(package_make(arena, parts, sizeof parts / sizeof *parts, &made), OK);
	return made;
}

static str odt(const char *body)
{
	str made;
	const struct package_part parts[] = {
		{"mimetype", S("application/vnd.oasis.opendocument.text")},
		{"content.xml", arena_fmt(arena, "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
			"xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\"><office:body><office:text>%s"
			"</office:text></office:body></office:document-content>", body)},
		{"META-INF/manifest.xml", S("<manifest xmlns=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>")},
	};
	assert_int_equal(package_make(arena, parts, sizeof parts / sizeof *parts, &made), OK);
	return made;
}

/* Two axes; the first has two actions, of which the first has two funders. */
static struct template_scope *annex(void)
{
	static const struct {
		str axis, titles[2], amounts[2];
	} axes[] = {{S("Emploi"), {S("Chantiers"), S("Permis")}, {S("100 €"), S("50 €")}}, {S("Santé & sport"), {S("Vélo <libre>"), {0}}, {S("7,50 €"), {0}}}};
	struct template_scope *s = template_new(arena);
	template_put(arena, s, S("call"), S("Appel 2025"));
	template_put(arena, s, S("decision_number"), S("2025-041"));
	template_put(arena, s, S("decision_date"), S(""));
	template_put(arena, s, S("total"), S("157,50 €"));
	for (size_t i = 0; i < 2; i++) {
		struct template_scope *axis = template_item(arena, s, S("axes"));
		template_put(arena, axis, S("label"), axes[i].axis);
		for (size_t k = 0; k < 2 && axes[i].titles[k].p; k++) {
			struct template_scope *action = template_item(arena, axis, S("actions"));
			template_put(arena, action, S("title"), axes[i].titles[k]);
			template_put(arena, action, S("total"), axes[i].amounts[k]);
			for (size_t f = 0; i == 0 && k == 0 && f < 2; f++) {
				struct template_scope *line = template_item(arena, action, S("funding"));
				template_put(arena, line, S("funder"), f ? S("Région") : S("État"));
				template_put(arena, line, S("amount"), f ? S("40 €") : S("60 €"));
			}
		}
	}
	return s;
}

static const char *said(void);
static struct sheet_file read_back(str bytes)
{
	struct sheet_file file;
	problems = problems_new(arena);
	enum status s = sheet_file_parse(arena, bytes, &file, &problems);
	if (s)
		print_message("%s", said());
	assert_int_equal(s, OK);
	return file;
}

/* "text|text|row 2 column 1: text" of the whole body. */
static const char *shown(str bytes)
{
	struct sheet_file file = read_back(bytes);
	struct out o = out_new(1 << 20);
	for (size_t i = 0; i < file.lines.n; i++) {
		const struct sheet_line *line = &file.lines.at[i];
		if (i)
			out_char(&o, '|');
		if (line->table)
			out_fmt(&o, "%u.%u:", line->row, line->column);
		out_str(&o, line->text);
	}
	str kept = out_keep(&o, arena);
	return kept.p ? kept.p : "";
}

static const char *filled(str bytes)
{
	str made;
	const struct template_scope *data = annex();
	problems = problems_new(arena);
	assert_int_equal(template_fill_own(arena, TEMPLATE_annex, bytes, data, &made, &problems), OK);
	return shown(made);
}

static enum status look(str bytes, struct template_look *found)
{
	static const str funders[] = {S("etat"), S("conseil-regional")};
	problems = problems_new(arena);
	return template_look_here(arena, TEMPLATE_annex, funders, 2, bytes, found, &problems);
}

static const char *said(void)
{
	struct out o = out_new(1 << 20);
	problems_write(&o, LANG_FR, &problems);
	str kept = out_keep(&o, arena);
	return kept.p ? kept.p : "";
}

#define REFUSED(body, expected) \
	do { \
		struct template_look refused; \
		assert_int_equal(look(docx(body, ""), &refused), INVALID); \
		assert_non_null(strstr(said(), expected)); \
	} while (0)

static void a_field_is_filled_however_word_split_it_into_runs(void **state)
{
	(void)state;
	assert_string_equal(filled(docx(PT("Objet : {{call}} !"), "")), "Objet : Appel 2025 !");
	assert_string_equal(filled(docx(P(T("Objet : {") T("{ca") "<w:r><w:rPr><w:b/></w:rPr><w:t>l</w:t></w:r>" T("l}") T("} fin")), "")), "Objet : Appel 2025 fin");
	assert_string_equal(filled(docx(PT("{{ Call }}{{DECISION-NUMBER}}{{decision_date}}."), "")), "Appel 20252025-041.");
}

static void controls_merge_fields_and_bookmarks_are_fields_too(void **state)
{
	(void)state;
	assert_string_equal(filled(docx(P("<w:sdt><w:sdtPr><w:alias w:val=\"Appel\"/><w:tag w:val=\"call\"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" T("Cliquez ici") "</w:sdtContent></w:sdt>"), "")),
		"Appel 2025");
	assert_string_equal(filled(docx("<w:sdt><w:sdtPr><w:tag w:val=\"call\"/></w:sdtPr><w:sdtContent>" PT("un") PT("deux") "</w:sdtContent></w:sdt>", "")), "Appel 2025");
	assert_string_equal(filled(docx(P("<w:fldSimple w:instr=\" MERGEFIELD call \\* MERGEFORMAT \">" T("«call»") "</w:fldSimple>" T(".")), "")), "Appel 2025.");
	assert_string_equal(filled(docx(P("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> MERGEFIELD \"decision_number\" </w:instrText></w:r>"
		"<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" T("«x»") "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" T(" suite")), "")), "2025-041 suite");
	assert_string_equal(filled(docx(P(T("le ") "<w:bookmarkStart w:id=\"1\" w:name=\"decision_number\"/>" T("…") "<w:bookmarkEnd w:id=\"1\"/>" T(".")), "")), "le 2025-041.");
}

static void word_s_own_fields_and_controls_are_left_alone(void **state)
{
	(void)state;
	const char *body = P("<w:sdt><w:sdtPr><w:docPartObj/><w:tag w:val=\"x y\"/></w:sdtPr><w:sdtContent>" T("Sommaire") "</w:sdtContent></w:sdt>"
		"<w:fldSimple w:instr=\" PAGE \">" T("1") "</w:fldSimple><w:bookmarkStart w:id=\"7\" w:name=\"_Toc1\"/>" T("a") "<w:bookmarkEnd w:id=\"7\"/>");
	struct template_look found;
	assert_int_equal(look(docx(body, ""), &found), OK);
	assert_int_equal(found.uses.n, 0);
	assert_string_equal(filled(docx(body, "")), "Sommaire1a");
}

static void rows_repeat_inside_rows_and_marker_rows_go(void **state)
{
	(void)state;
	assert_string_equal(filled(docx(TABLE(ROW(CELL(PT("Action")) CELL(PT("Coût"))) ROW(CELL(PT("{{#axes}}")) CELL(P(""))) ROW(CELL(PT("{{label}}")) CELL(P("")))
			ROW(CELL(PT("{{#actions}}{{title}}")) CELL(PT("{{total}}{{/actions}}"))) ROW(CELL(PT("{{/axes}}")) CELL(P(""))) ROW(CELL(PT("Total")) CELL(PT("{{total}}")))), "")),
		"1.1:Action|1.2:Coût|2.1:Emploi|2.2:|3.1:Chantiers|3.2:100 €|4.1:Permis|4.2:50 €|5.1:Santé & sport|5.2:|6.1:Vélo <libre>|6.2:7,50 €|7.1:Total|7.2:157,50 €");
}

static void paragraphs_and_words_repeat_three_levels_deep(void **state)
{
	(void)state;
	assert_string_equal(filled(docx(PT("{{#axes}}") PT("Axe {{label}}") PT("{{#actions}}") PT("{{title}} : {{#funding}}{{funder}} {{amount}} ; {{/funding}}fin") PT("{{/actions}}") PT("{{/axes}}"), "")),
		"Axe Emploi|Chantiers : État 60 € ; Région 40 € ; fin|Permis : fin|Axe Santé & sport|Vélo <libre> : fin");
	assert_string_equal(filled(docx("<w:sdt><w:sdtPr><w:tag w:val=\"axes\"/></w:sdtPr><w:sdtContent>" PT("{{label}}") "</w:sdtContent></w:sdt>", "")), "Emploi|Santé & sport");
}

static void a_condition_shows_or_hides_what_it_holds(void **state)
{
	(void)state;
	assert_string_equal(filled(docx(PT("a{{#decision_number}} n° {{decision_number}}{{/decision_number}}{{#decision_date}} du {{decision_date}}{{/decision_date}}{{^decision_date}} sans date{{/decision_date}}"), "")),
		"a n° 2025-041 sans date");
	assert_string_equal(filled(docx(PT("{{^receipts}}") PT("Pas encore reçu") PT("{{/receipts}}") PT("{{#receipts}}") PT("{{number}}") PT("{{/receipts}}") PT("z"), "")), "Pas encore reçu|z");
}

static void headers_and_text_boxes_are_filled_and_other_parts_keep_their_bytes(void **state)
{
	(void)state;
	str made, plain = docx(P("<w:r><w:drawing><w:txbxContent>" PT("{{call}}") "</w:txbxContent></w:drawing></w:r>" T("dehors {{decision_number}}")), PT("En-tête {{call}}"));
	problems = problems_new(arena);
	assert_int_equal(template_fill_own(arena, TEMPLATE_annex, plain, annex(), &made, &problems), OK);
	assert_non_null(strstr(shown(made), "Appel 2025"));
	assert_non_null(strstr(shown(made), "dehors 2025-041"));
	struct template_look found;
	assert_int_equal(look(plain, &found), OK);
	assert_int_equal(found.uses.n, 2);
	assert_int_equal(look(made, &found), OK);
	assert_int_equal(found.uses.n, 0); /* nothing is left to fill, the header included */
}

static void a_table_without_rows_goes_and_a_cell_keeps_a_paragraph(void **state)
{
	(void)state;
	assert_string_equal(filled(docx(TABLE(ROW(CELL(PT("{{#receipts}}{{number}}")) CELL(PT("{{/receipts}}")))) PT("fin"), "")), "fin");
	assert_string_equal(filled(docx(TABLE(ROW(CELL(PT("{{#receipts}}") PT("{{number}}") PT("{{/receipts}}")))), "")), "1.1:");
}

static void a_text_of_several_lines_keeps_them(void **state)
{
	(void)state;
	struct template_scope *data = template_new(arena);
	str made;
	template_put(arena, data, S("bearer_address"), S("12 rue A\n62800 Ville\x01"));
	assert_int_equal(template_fill_own(arena, TEMPLATE_award_letter, docx(PT("{{bearer_address}}."), ""), data, &made, &problems), OK);
	assert_string_equal(shown(made), "12 rue A\n62800 Ville .");
}

static void an_open_document_is_filled_the_same_way(void **state)
{
	(void)state;
	assert_string_equal(filled(odt("<text:p>Objet {{<text:span>call</text:span>}} et <loext:content-control loext:tag=\"decision_number\">…</loext:content-control></text:p>"
		"<table:table><table:table-row><table:table-cell><text:p>{{#axes}}{{label}}</text:p></table:table-cell><table:table-cell>"
		"<text:p>{{#actions}}{{title}}, {{/actions}}{{/axes}}</text:p></table:table-cell></table:table-row></table:table>")),
		"Objet Appel 2025 et 2025-041|1.1:Emploi|1.2:Chantiers, Permis, |2.1:Santé & sport|2.2:Vélo <libre>, ");
}

static void unknown_fields_are_all_told_with_their_place_before_anything_is_made(void **state)
{
	(void)state;
	str made = STR_NONE, bad = docx(PT("Le {{decision_nunber}} puis {{zorglub}}"), PT("{{callx}}"));
	struct template_look found;
	assert_int_equal(look(bad, &found), INVALID);
	assert_int_equal(problems.total, 3);
	assert_non_null(strstr(said(), "decision_nunber » (corps du document). Vouliez-vous dire « decision_number »"));
	assert_non_null(strstr(said(), "« zorglub » (corps du document). Autour"));
	assert_non_null(strstr(said(), "(en-tête)"));
	const struct template_scope *data = annex();
	problems = problems_new(arena);
	assert_int_equal(template_fill(arena, TEMPLATE_annex, S("annexe.docx"), bad, &data, 1, &made, &problems), INVALID);
	assert_null(made.p);
	assert_int_equal(problems.total, 3);
}

static void a_field_outside_its_list_and_a_list_used_as_a_field_are_refused(void **state)
{
	(void)state;
	REFUSED(PT("{{funder}}"), "n’existe que dans la liste « funding »");
	REFUSED(PT("{{axes}}"), "est une liste");
	struct template_look found;
	assert_int_equal(look(docx(PT("{{amount_etat}} {{#axes}}{{amount_conseil_regional}}{{/axes}}"), ""), &found), OK);
	REFUSED(PT("{{amount_mairie}}"), "amount_mairie");
}

static void blocks_that_do_not_close_where_they_open_are_refused(void **state)
{
	(void)state;
	REFUSED(PT("{{#axes}} sans fin"), "jamais fermé");
	REFUSED(PT("{{/axes}}"), "sans avoir été ouvert");
	REFUSED(PT("{{#axes}}{{#actions}}{{/axes}}{{/actions}}"), "même niveau");
	REFUSED(TABLE(ROW(CELL(PT("{{#axes}}")))) PT("{{/axes}}"), "même niveau");
	REFUSED(PT("{{deux mots}}"), "deux accolades");
	REFUSED(PT("{{call"), "deux accolades");
}

static void many_documents_come_from_one_child_and_the_same_twice(void **state)
{
	(void)state;
	str made[3], again[3], bytes = docx(PT("{{call}} {{decision_number}}"), "");
	const struct template_scope *data[3];
	for (size_t i = 0; i < 3; i++) {
		struct template_scope *s = template_new(arena);
		template_put(arena, s, S("call"), arena_fmt(arena, "Appel %zu", i));
		data[i] = s;
	}
	problems = problems_new(arena);
	assert_int_equal(template_fill(arena, TEMPLATE_annex, S("a.docx"), bytes, data, 3, made, &problems), OK);
	assert_int_equal(template_fill(arena, TEMPLATE_annex, S("a.docx"), bytes, data, 3, again, &problems), OK);
	for (size_t i = 0; i < 3; i++)
		assert_true(str_eq(made[i], again[i]));
	assert_string_equal(shown(made[2]), "Appel 2 ");
	assert_int_equal(template_fill(arena, TEMPLATE_annex, S("a.docx"), S("%PDF-1.4 rien"), data, 1, made, &problems), INVALID);
}

/* Bytes of one part of what was made. */
static str part_of(str bytes, const char *name)
{
	char *text = arena_alloc(arena, 1 << 16);
	zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
	assert_non_null(zip);
	zip_file_t *file = zip_fopen(zip, name, 0);
	assert_non_null(file);
	zip_int64_t n = zip_fread(file, text, 1 << 16);
	(void)zip_fclose(file);
	zip_discard(zip);
	assert_true(n > 0);
	return (str){text, (size_t)n};
}

static void what_a_document_would_fetch_by_itself_points_nowhere(void **state)
{
	(void)state;
	str made;
	assert_int_equal(template_fill_own(arena, TEMPLATE_annex, docx(PT("{{call}}"), ""), annex(), &made, &problems), OK);
	str rels = part_of(made, "word/_rels/document.xml.rels");
	assert_false(str_has(rels, S("intranet.example")));
	assert_true(str_has(rels, S("ville.example")));
	assert_true(str_eq(part_of(made, "word/styles.xml"), S("<w:styles " W "><w:style w:styleId=\"Ville\"/></w:styles>")));
}

static void what_is_no_document_of_ours_is_refused_without_a_crash(void **state)
{
	(void)state;
	struct template_look found;
	assert_int_equal(look(S("PK"), &found), INVALID);
	assert_int_equal(look(docx("<w:p><w:r>", ""), &found), INVALID);
	assert_int_equal(look(docx("", "") , &found), OK);
}

/* The list that a list stands in. */
static str within_of(str list, enum template_kind kind)
{
	size_t n;
	const struct template_field *f = template_fields(&n);
	for (size_t i = 0; i < n; i++)
		if (f[i].list && str_eq(f[i].name, list) && (f[i].kinds & (1u << kind)))
			return f[i].within;
	return S("");
}

static void every_field_of_the_catalogue_is_known_where_it_says(void **state)
{
	(void)state;
	size_t n;
	const struct template_field *f = template_fields(&n);
	assert_true(n > 80);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < TEMPLATE_KINDS; k++) {
			struct template_look found;
			str name = str_has(f[i].name, S("*")) ? S("amount_etat") : f[i].name;
			str inside = f[i].list ? arena_fmt(arena, "{{#%.*s}}x{{/%.*s}}", STR_ARGS(name), STR_ARGS(name)) : arena_fmt(arena, "{{%.*s}}", STR_ARGS(name));
			str all = inside;
			for (str within = f[i].within; within.n; within = within_of(within, (enum template_kind)k))
				all = arena_fmt(arena, "{{#%.*s}}%.*s{{/%.*s}}", STR_ARGS(within), STR_ARGS(all), STR_ARGS(within));
			static const str funders[] = {S("etat")};
			if (!(f[i].kinds & (1u << k)))
				continue;
			problems = problems_new(arena);
			enum status seen = template_look_here(arena, (enum template_kind)k, funders, 1, docx(arena_fmt(arena, PT("%.*s"), STR_ARGS(all)).p, ""), &found, &problems);
			if (seen)
				print_message("%s", said());
			assert_int_equal(seen, OK);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(a_field_is_filled_however_word_split_it_into_runs),
		IN_ARENA(controls_merge_fields_and_bookmarks_are_fields_too),
		IN_ARENA(word_s_own_fields_and_controls_are_left_alone),
		IN_ARENA(rows_repeat_inside_rows_and_marker_rows_go),
		IN_ARENA(paragraphs_and_words_repeat_three_levels_deep),
		IN_ARENA(a_condition_shows_or_hides_what_it_holds),
		IN_ARENA(headers_and_text_boxes_are_filled_and_other_parts_keep_their_bytes),
		IN_ARENA(a_table_without_rows_goes_and_a_cell_keeps_a_paragraph),
		IN_ARENA(a_text_of_several_lines_keeps_them),
		IN_ARENA(an_open_document_is_filled_the_same_way),
		IN_ARENA(unknown_fields_are_all_told_with_their_place_before_anything_is_made),
		IN_ARENA(a_field_outside_its_list_and_a_list_used_as_a_field_are_refused),
		IN_ARENA(blocks_that_do_not_close_where_they_open_are_refused),
		IN_ARENA(many_documents_come_from_one_child_and_the_same_twice),
		IN_ARENA(what_a_document_would_fetch_by_itself_points_nowhere),
		IN_ARENA(what_is_no_document_of_ours_is_refused_without_a_crash),
		IN_ARENA(every_field_of_the_catalogue_is_known_where_it_says),
	};
	return cmocka_run_group_tests_name("templates", tests, NULL, NULL);
}
