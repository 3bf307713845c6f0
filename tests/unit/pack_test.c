/* Packs before any database: identifiers, values, defaults, checks, printed figures. What is said to a person is in tests/golden/packs. */
#include "base/calendar.h"
#include "domain/identifier.h"
#include "domain/pack_check.h"
#include "domain/pack_frame.h"
#include "domain/pack_programme.h"
#include "domain/territory_findings.h"
#include "imports/pack_read.h"

#include "lib/in_arena.h"

static void a_siren_has_nine_digits_and_a_luhn_key(void **state)
{
	(void)state;
	static const char *const valid[] = {"732829320", "246200364", "200072460", "216209072", "356000000"};
	static const char *const wrong_key[] = {"732829321", "200072461", "123456789"};
	for (size_t i = 0; i < 5; i++)
		assert_true(siren_key_is_right(str_of(valid[i])));
	for (size_t i = 0; i < 3; i++)
		assert_true(siren_is_well_formed(str_of(wrong_key[i])) && !siren_key_is_right(str_of(wrong_key[i])));
	assert_false(siren_key_is_right(S("00000000")));
	assert_false(siren_key_is_right(S("")));
	assert_false(siren_key_is_right(S("73282932O")));
}

static void an_insee_code_is_not_a_postcode_with_letters(void **state)
{
	(void)state;
	assert_true(insee_is_well_formed(S("62443")) && insee_is_well_formed(S("01001")));
	assert_true(insee_is_well_formed(S("2A004")) && insee_is_well_formed(S("2B033")));
	assert_false(insee_is_well_formed(S("2C004")) || insee_is_well_formed(S("6244")) || insee_is_well_formed(S("624430")) || insee_is_well_formed(S("2a004")));
}

static void official_codes_of_both_generations_are_known(void **state)
{
	(void)state;
	static const char *const old[] = {"QP062007", "QP02A001", "QP971001", "QP987001"}, *const new[] = {"QN06207M", "QN02A02M", "QN97651C", "QN06255N", "QN06201I"};
	static const char *const wrong[] = {"QP62007", "QN06207", "QN06207X", "QP0620071", "QP112007", "QN98701M", "qn06207m", ""};
	for (size_t i = 0; i < 4; i++)
		assert_true(district_code_is_official(str_of(old[i]), 2015) && !district_code_is_official(str_of(old[i]), 2024));
	for (size_t i = 0; i < 5; i++)
		assert_true(district_code_is_official(str_of(new[i]), 2024) && !district_code_is_official(str_of(new[i]), 2015));
	for (size_t i = 0; i < 8; i++)
		assert_false(district_code_is_official(str_of(wrong[i]), 2015) || district_code_is_official(str_of(wrong[i]), 2024));
	assert_false(district_code_is_official(S("QP062007"), 2016));
}

static void contrast_is_that_of_wcag(void **state)
{
	(void)state;
	assert_int_equal(colour_contrast_on_white(S("#000000")), 2100);
	assert_int_equal(colour_contrast_on_white(S("#FFFFFF")), 100);
	assert_int_equal(colour_contrast_on_white(S("#767676")), 454); /* the lightest grey that passes */
	assert_int_equal(colour_contrast_on_white(S("#777777")), 447);
	assert_int_equal(colour_contrast_on_white(S("#ff0000")), 399);
	assert_false(colour_is_well_formed(S("#12345")) || colour_is_well_formed(S("1234567")) || colour_is_well_formed(S("#12345g")));
}

/* The pack that one file makes, or the status when it is refused. */
static enum status read_file_of(const char *name, const char *text, struct pack *pack)
{
	struct problems ps = problems_new(arena);
	return pack_read_bytes(arena, name, str_of(text), pack, &ps);
}

static struct pack_phase phase_of(const char *start_text, const char *end_text)
{
	struct pack pack;
	str text = arena_fmt(arena, "calls: [{code: c, kind: project_call, title: T, year: 2025, phases: [{code: p, kind: filing, label: L, start: %s, end: %s}]}]",
	                     start_text, end_text);
	assert_int_equal(read_file_of("calls.yaml", arena_cstr(arena, text), &pack), OK);
	return pack.calls.at[0].phases.at[0];
}

static void assert_instant(instant at, const char *iso, int64_t ms)
{
	char text[32];
	assert_string_equal(instant_iso(at, text), iso);
	assert_int_equal(at.ms % 1000, ms);
}

static void a_start_is_the_first_instant_of_what_is_written(void **state)
{
	(void)state;
	assert_instant(phase_of("2024-09-13", "2025").start.at, "2024-09-12T22:00:00Z", 0);
	assert_instant(phase_of("2024-09", "2025").start.at, "2024-08-31T22:00:00Z", 0);
	assert_instant(phase_of("2024-Q4", "2025").start.at, "2024-09-30T22:00:00Z", 0);
	assert_instant(phase_of("2024", "2025").start.at, "2023-12-31T23:00:00Z", 0);
	assert_instant(phase_of("2024-09-13T12:00", "2025").start.at, "2024-09-13T10:00:00Z", 0);
}

static void an_end_is_the_last_instant_of_what_is_written(void **state)
{
	(void)state;
	assert_instant(phase_of("2024", "2024-09-13").end.at, "2024-09-13T21:59:59Z", 999);
	assert_instant(phase_of("2024", "2024-02").end.at, "2024-02-29T22:59:59Z", 999);
	assert_instant(phase_of("2024", "2024-Q4").end.at, "2024-12-31T22:59:59Z", 999);
	assert_instant(phase_of("2024", "2024").end.at, "2024-12-31T22:59:59Z", 999);
	assert_instant(phase_of("2024", "2024-09-13T12:00").end.at, "2024-09-13T10:00:00Z", 0); /* noon itself */
	assert_instant(phase_of("2024", "2024-03-31").end.at, "2024-03-31T21:59:59Z", 999);     /* a day of 23 hours */
}

static void the_zone_of_the_territory_decides(void **state)
{
	(void)state;
	struct pack pack;
	struct problems ps = problems_new(arena);
	assert_int_equal(pack_read(arena, "tests/golden/packs/ok/reunion", &pack, &ps), OK);
	assert_instant(pack.calls.at[0].phases.at[0].end.at, "2024-09-13T08:00:00Z", 0);
}

static void amounts_are_exact(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t cents;
	} good[] = {{"0", 0}, {"50950", 5095000}, {"0.1", 10}, {"0.29", 29}, {"1.15", 115}, {"8.1", 810}, {"10000000000", INT64_C(1000000000000)}, {"007", 700}};
	static const char *const bad[] = {"10000000000.01", "0.001", "-0.01", "1e3", "1_000", ".5", "5.", "+5", "0x10", "12,5", "1 000", "NaN", ".inf", "99999999999999999999"};
	struct pack pack;
	for (size_t i = 0; i < 8; i++) {
		str text = arena_fmt(arena, "calls: [{code: c, kind: project_call, title: T, year: 2025, envelopes: [{code: e, funder: f, year: 2025, "
		                            "section: operating, amount: \"%s\", state: notified}]}]", good[i].text);
		assert_int_equal(read_file_of("calls.yaml", text.p, &pack), OK);
		assert_int_equal(pack.calls.at[0].envelopes.at[0].amount.value.cents, good[i].cents);
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		str text = arena_fmt(arena, "calls: [{code: c, kind: project_call, title: T, year: 2025, envelopes: [{code: e, funder: f, year: 2025, "
		                            "section: operating, amount: \"%s\", state: notified}]}]", bad[i]);
		assert_int_equal(read_file_of("calls.yaml", text.p, &pack), INVALID);
	}
}

static struct pack real_pack(const char *folder)
{
	struct pack pack;
	struct problems ps = problems_new(arena);
	assert_int_equal(pack_read(arena, folder, &pack, &ps), OK);
	assert_int_equal(pack_check(arena, &pack, &ps), OK);
	return pack;
}

static void cabbalr_reports_its_total_and_nothing_else(void **state)
{
	(void)state;
	struct pack pack = real_pack("packs/cabbalr-2020");
	struct territory_figures figures = territory_figures_of_pack(arena, &pack);
	struct findings fs = findings_new(arena);
	territory_findings(&figures, &fs);
	assert_int_equal(fs.list.n, 1);
	const struct finding *f = &fs.list.at[0];
	assert_int_equal(f->severity, SEVERITY_ERROR);
	assert_true(str_has(f->place, S("dernière ligne du tableau")));
	static const struct {
		const char *name;
		int64_t value;
	} expected[] = {{"first", 35747}, {"second", 3977}, {"computed", 39724}, {"printed", 38624}, {"difference", -1100}};
	for (size_t i = 0; i < 5; i++) {
		assert_string_equal(f->args[i + 1].name, expected[i].name);
		assert_int_equal(f->args[i + 1].number, expected[i].value);
	}
}

static void libercourt_is_the_published_annex(void **state)
{
	(void)state;
	struct pack pack = real_pack("packs/libercourt-2025");
	struct programme p = pack_programme(arena, &pack, &pack.programmes.at[0]);
	programme_compute(arena, &p);
	assert_int_equal(p.total.cents, 24865600);
	assert_int_equal(p.funded.cents, 24865600);
	static const int64_t euros[] = {48207, 29950, 97494, 5000, 20000, 33765, 14240};
	static const int percents[] = {19, 12, 39, 2, 8, 14, 6};
	assert_int_equal(p.groups.n, 7);
	for (size_t i = 0; i < 7; i++) {
		assert_int_equal(p.groups.at[i].amount.cents, euros[i] * 100);
		assert_int_equal(p.groups.at[i].percent, percents[i]);
	}
	assert_int_equal(p.findings.list.n, 1); /* the two receipt numbers */
}

static void children_inherit_what_districts_adopted(void **state)
{
	(void)state;
	struct pack pack = real_pack("tests/golden/packs/ok/adoption");
	struct pack_goal_rows rows = pack_goals_flatten(arena, &pack);
	/* a, b, c: the districts; one line a goal, depth first */
	static const struct {
		const char *code, *adopted;
		int64_t depth, parent;
	} expected[] = {
		{"p1", "abc", 0, PACK_NO_PARENT}, {"p1-1", "ab", 1, 0}, {"p1-1-1", "ab", 2, 1}, {"p1-1-2", "b", 2, 1}, {"p1-2", "abc", 1, 0}, {"p2", "c", 0, PACK_NO_PARENT}, {"p2-1", "c", 1, 5},
	};
	assert_int_equal(rows.n, sizeof expected / sizeof expected[0]);
	for (size_t i = 0; i < rows.n; i++) {
		assert_true(str_eq(rows.at[i].goal->code, str_of(expected[i].code)));
		assert_int_equal(rows.at[i].depth, expected[i].depth);
		assert_int_equal(rows.at[i].parent, expected[i].parent);
		for (size_t d = 0; d < 3; d++)
			assert_int_equal(rows.at[i].adopted[d], str_has(str_of(expected[i].adopted), str_first((str){&"abc"[d], 1}, 1)));
	}
}

static void a_call_that_says_nothing_covers_everything(void **state)
{
	(void)state;
	struct pack pack = real_pack("tests/golden/packs/ok/adoption");
	const struct pack_call *all = pack_call_named(&pack, S("tout")), *some = pack_call_named(&pack, S("partie"));
	assert_non_null(all);
	assert_non_null(some);
	assert_int_equal(pack_call_goals(arena, &pack, all).n, 2);
	assert_int_equal(pack_call_districts(arena, &pack, all).n, 3);
	assert_int_equal(pack_call_contacts(arena, &pack, all).n, 1);
	assert_int_equal(pack_call_goals(arena, &pack, some).n, 1);
	assert_int_equal(pack_call_districts(arena, &pack, some).n, 0); /* an empty list is written: none */
	assert_int_equal(pack_call_contacts(arena, &pack, some).n, 1);
}

static void limits_hold(void **state)
{
	(void)state;
	struct pack pack;
	struct problems ps = problems_new(arena);
	struct out o = out_new(4 << 20);
	out_str(&o, S("districts:\n"));
	for (int i = 0; i < 501; i++)
		out_fmt(&o, "  - {code: d%d, name: N, kind: qpv, municipalities: [\"62083\"]}\n", i);
	assert_int_equal(pack_read_bytes(arena, "districts.yaml", out_text(&o), &pack, &ps), OK);
	assert_int_equal(pack_check(arena, &pack, &ps), INVALID);
	out_reset(&o);
	out_str(&o, S("sources: ["));
	for (int i = 0; i < 250 * 1000; i++)
		out_str(&o, S("a,"));
	out_str(&o, S("]"));
	ps = problems_new(arena);
	assert_int_equal(pack_read_bytes(arena, "territory.yaml", out_text(&o), &pack, &ps), INVALID);
	assert_int_equal(ps.list.at[0].message, W_pack_too_many_nodes);
	out_free(&o);
}

static void what_an_unreadable_file_defines_is_not_missed(void **state)
{
	(void)state;
	struct pack pack;
	struct problems ps = problems_new(arena);
	assert_int_equal(pack_read(arena, "tests/golden/packs/refused/yaml-open-quote", &pack, &ps), INVALID);
	size_t before = ps.total;
	assert_int_equal(pack_check(arena, &pack, &ps), OK);
	assert_int_equal(ps.total, before);
}

static void the_digest_changes_with_any_byte(void **state)
{
	(void)state;
	struct pack a = real_pack("packs/libercourt-2025"), b = real_pack("packs/libercourt-2025/"), c = real_pack("packs/lievin-2024");
	assert_true(str_eq(a.digest, b.digest));
	assert_int_equal(a.digest.n, 64);
	assert_false(str_eq(a.digest, c.digest));
	assert_true(str_eq(b.name, S("libercourt-2025")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(a_siren_has_nine_digits_and_a_luhn_key),
		IN_ARENA(an_insee_code_is_not_a_postcode_with_letters),
		IN_ARENA(official_codes_of_both_generations_are_known),
		IN_ARENA(contrast_is_that_of_wcag),
		IN_ARENA(a_start_is_the_first_instant_of_what_is_written),
		IN_ARENA(an_end_is_the_last_instant_of_what_is_written),
		IN_ARENA(the_zone_of_the_territory_decides),
		IN_ARENA(amounts_are_exact),
		IN_ARENA(cabbalr_reports_its_total_and_nothing_else),
		IN_ARENA(libercourt_is_the_published_annex),
		IN_ARENA(children_inherit_what_districts_adopted),
		IN_ARENA(a_call_that_says_nothing_covers_everything),
		IN_ARENA(limits_hold),
		IN_ARENA(what_an_unreadable_file_defines_is_not_missed),
		IN_ARENA(the_digest_changes_with_any_byte),
	};
	return cmocka_run_group_tests_name("pack", tests, NULL, NULL);
}
