/* actions/load_perimeters on both engines: features meet districts by official code of either generation, and only what changed is written. */
#include "actions/load_pack.h"
#include "actions/load_perimeters.h"
#include "gen/queries.h"
#include "store/audit.h"

#include "lib/both.h"

static struct problems problems;
static struct findings findings;

static void load(const char *folder)
{
	struct load_result r;
	problems = problems_new(fixture.arena);
	findings = findings_new(fixture.arena);
	assert_int_equal(load_pack(db, fixture.arena, &(struct load_options){.actor = S("cli:0"), .folder = folder}, &r, &problems, &findings), OK);
}

static enum status import(const char *geojson, struct perimeters_result *result)
{
	str path = arena_fmt(fixture.arena, "%s/qpv.geojson", fixture.folder);
	FILE *f = fopen(path.p, "w");
	assert_non_null(f);
	assert_true(fputs(geojson, f) >= 0);
	assert_int_equal(fclose(f), 0);
	problems = problems_new(fixture.arena);
	findings = findings_new(fixture.arena);
	return load_perimeters(db, fixture.arena, &(struct perimeters_options){.actor = S("cli:0"), .file = path.p}, result, &problems, &findings);
}

#define SQUARE(lon) "{\"type\":\"Polygon\",\"coordinates\":[[[" lon ",50.45],[2.70,50.45],[2.70,50.46],[" lon ",50.46],[" lon ",50.45]]]}"
#define FEATURE(code, lon) "{\"type\":\"Feature\",\"properties\":{\"code_qp\":\"" code "\",\"lib_qp\":\"N\"},\"geometry\":" SQUARE(lon) "}"
#define FILE_OF(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"

static size_t outlines(void)
{
	struct q_load_outlines_rows rows;
	size_t n = 0;
	assert_int_equal(q_load_outlines(db, fixture.arena, &rows), OK);
	for (size_t i = 0; i < rows.n; i++)
		n += rows.at[i].geometry.p != NULL;
	return n;
}

static int64_t audit_rows(void)
{
	struct audit_report report;
	assert_int_equal(audit_verify(db, &report), OK);
	assert_int_equal(report.first_broken, 0);
	return report.rows;
}

/* QN06207M stands in the packs of two territories. */
static void a_feature_goes_to_every_district_of_its_code(void **state)
{
	(void)state;
	struct perimeters_result r;
	load("packs/cabbalr-2020");
	load("packs/hersin-coupigny-2030");
	assert_int_equal(import(FILE_OF(FEATURE("QN06207M", "2.60") "," FEATURE("QN01301N", "2.61")), &r), OK);
	assert_int_equal(r.features, 2);
	assert_int_equal(r.written, 2);
	assert_int_equal(r.elsewhere, 1);
	assert_int_equal(outlines(), 2);
	assert_int_equal(audit_rows(), 4); /* two loads, one import in two territories */
	assert_int_equal(r.missing, 15); /* the other fifteen of the agglomeration */
	assert_int_equal(findings.warnings, 15);
}

static void both_generations_are_kept_side_by_side(void **state)
{
	(void)state;
	struct perimeters_result r;
	load("packs/libercourt-2025");
	assert_int_equal(import(FILE_OF(FEATURE("QP062048", "2.60")), &r), OK);
	assert_int_equal(r.missing, 0); /* the file is of 2015 only */
	assert_int_equal(import(FILE_OF(FEATURE("QN06248M", "2.61")), &r), OK);
	assert_int_equal(outlines(), 2);
}

static void the_same_file_again_writes_nothing(void **state)
{
	(void)state;
	struct perimeters_result r;
	load("packs/libercourt-2025");
	assert_int_equal(import(FILE_OF(FEATURE("QN06248M", "2.60")), &r), OK);
	int64_t rows = audit_rows();
	assert_int_equal(import(FILE_OF(FEATURE("QN06248M", "2.60")), &r), OK);
	assert_int_equal(r.written, 0);
	assert_int_equal(r.unchanged, 1);
	assert_int_equal(audit_rows(), rows);
	assert_int_equal(import(FILE_OF(FEATURE("QN06248M", "2.62")), &r), OK);
	assert_int_equal(r.written, 1);
	assert_int_equal(audit_rows(), rows + 1);
	assert_int_equal(outlines(), 1);
}

static void a_file_that_is_refused_writes_nothing(void **state)
{
	(void)state;
	struct perimeters_result r;
	load("packs/libercourt-2025");
	assert_int_not_equal(import(FILE_OF(FEATURE("QN06248M", "2.60") "," FEATURE("QN06248", "2.60")), &r), OK);
	assert_true(problems.total > 0);
	assert_int_not_equal(import("{", &r), OK);
	assert_int_equal(outlines(), 0);
	assert_int_equal(audit_rows(), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(a_feature_goes_to_every_district_of_its_code),
		BOTH(both_generations_are_kept_side_by_side),
		BOTH(the_same_file_again_writes_nothing),
		BOTH(a_file_that_is_refused_writes_nothing),
	};
	return both_run("perimeters", tests, sizeof tests / sizeof tests[0]);
}
