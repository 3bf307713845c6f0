/* generate sqlite|postgres ACTIONS CALL: prints the SQL of a territory whose call CALL has ACTIONS applications with five financing lines each, for a
   fresh instance: `| sqlite3 faubourg.db` or `| psql`. Always the same data for the same arguments, and every row adds up. The bench/ scripts call
   it; the program never does. A bench may write SQL: it makes in seconds what the program would load in minutes. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AXES = 12, BEARERS = 500, GROUPS = 6, LINES = 5, TERRITORY = 900001, ORIGIN = 900000000 };

static const char *const funders[][3] = {
	{"ville", "Ville", "municipality"}, {"ccas", "CCAS", "ccas"},          {"anct", "ANCT", "state"},
	{"region", "Région", "region"},     {"caf", "CAF", "caf"},             {"departement", "Département", "department"},
};

static uint64_t seed = 20251120;

/* xorshift64*: the same on every machine. */
static int64_t any(int64_t below)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (int64_t)((seed * UINT64_C(2685821657736338717) >> 33) % (uint64_t)below);
}

static void frame(const char *call)
{
	(void)printf("INSERT INTO territory (territory_id, code, name, kind, time_zone) VALUES (%d, 't-%s', 'Territoire de mesure %s', 'department', 'Europe/Paris');\n",
	             TERRITORY, call, call);
	for (int i = 0; i < GROUPS; i++) {
		(void)printf("INSERT INTO funder_group (territory_id, code, label, position) VALUES (%d, '%s', '%s', %d);\n", TERRITORY, funders[i][0], funders[i][1], i);
		(void)printf("INSERT INTO funder (territory_id, code, label, kind, group_code, valued, position) VALUES (%d, '%s', '%s', '%s', '%s', 0, %d);\n", TERRITORY,
		             funders[i][0], funders[i][1], funders[i][2], funders[i][0], i);
	}
	(void)printf("INSERT INTO call (territory_id, code, kind, title, year, position) VALUES (%d, '%s', 'programme', 'Programmation nationale', 2025, 1);\n", TERRITORY, call);
	for (int i = 0; i < BEARERS; i++)
		(void)printf("INSERT INTO organisation (territory_id, code, name, kind, position) VALUES (%d, 'o%d', 'Association de quartier %d', 'association', %d);\n", TERRITORY, i, i,
		             i);
	(void)printf("INSERT INTO programme (territory_id, call_code, version, title, state) VALUES (%d, '%s', 1, 'Programmation', 'proposed');\n", TERRITORY, call);
	for (int i = 0; i < AXES; i++)
		(void)printf("INSERT INTO axis (territory_id, call_code, version, code, label, position) VALUES (%d, '%s', 1, 'a%d', 'Axe %d', %d);\n", TERRITORY, call, i, i + 1, i);
}

/* A value of a row: text in quotes for INSERT, bare for COPY. */
struct rows {
	bool copy;
	const char *table, *columns;
};

static void row_begin(const struct rows *r, bool first)
{
	if (r->copy && first)
		(void)printf("COPY %s (%s) FROM stdin;\n", r->table, r->columns);
	if (!r->copy)
		(void)printf("INSERT INTO %s (%s) VALUES (", r->table, r->columns);
}

static void row_end(const struct rows *r)
{
	(void)puts(r->copy ? "" : ");");
}

static void rows_end(const struct rows *r)
{
	if (r->copy)
		(void)puts("\\.");
}

static void actions(bool copy, int64_t count)
{
	const struct rows r = {copy, "action", "territory_id, code, title"};
	for (int64_t i = 0; i < count; i++) {
		row_begin(&r, i == 0);
		(void)printf(copy ? "%d\tact%" PRId64 "\tAction de proximité numéro %" PRId64 : "%d, 'act%" PRId64 "', 'Action de proximité numéro %" PRId64 "'", TERRITORY, i, i);
		row_end(&r);
	}
	rows_end(&r);
}

/* The cost of an action: five amounts of up to 9 999,99 euros. Called twice for the same action with the same seed. */
static int64_t amounts(int64_t *parts)
{
	int64_t total = 0;
	for (int i = 0; i < LINES; i++) {
		parts[i] = 10000 + any(990000);
		total += parts[i];
	}
	return total;
}

static void applications(bool copy, int64_t count, const char *call)
{
	const struct rows r = {copy, "application",
	                       "territory_id, application_id, call_code, action_code, bearer_code, title, state, version, axis_code, total_cents, position"};
	for (int64_t i = 0; i < count; i++) {
		int64_t parts[LINES];
		int64_t total = amounts(parts);
		row_begin(&r, i == 0);
		(void)printf(copy ? "%d\t%" PRId64 "\t%s\tact%" PRId64 "\to%" PRId64 "\tAction de proximité numéro %" PRId64 "\tproposed\t1\ta%" PRId64 "\t%" PRId64 "\t%" PRId64
		                  : "%d, %" PRId64 ", '%s', 'act%" PRId64 "', 'o%" PRId64 "', 'Action de proximité numéro %" PRId64 "', 'proposed', 1, 'a%" PRId64 "', %" PRId64 ", %" PRId64,
		             TERRITORY, ORIGIN + i, call, i, i % BEARERS, i, i * AXES / count, total, i);
		row_end(&r);
	}
	rows_end(&r);
}

static void lines(bool copy, int64_t count)
{
	const struct rows r = {copy, "financing_line", "territory_id, application_id, funder_code, year, section, valued, proposed_cents"};
	for (int64_t i = 0; i < count; i++) {
		int64_t parts[LINES];
		(void)amounts(parts);
		for (int k = 0; k < LINES; k++) {
			row_begin(&r, i == 0 && k == 0);
			(void)printf(copy ? "%d\t%" PRId64 "\t%s\t2025\toperating\t0\t%" PRId64 : "%d, %" PRId64 ", '%s', 2025, 'operating', 0, %" PRId64, TERRITORY, ORIGIN + i,
			             funders[(i + k) % GROUPS][0], parts[k]);
			row_end(&r);
		}
	}
	rows_end(&r);
}

int main(int argc, char **argv)
{
	int64_t count = argc == 4 ? strtoll(argv[2], NULL, 10) : 0;
	bool copy = argc == 4 && strcmp(argv[1], "postgres") == 0;
	if (argc != 4 || count < 1 || (!copy && strcmp(argv[1], "sqlite") != 0)) {
		(void)fprintf(stderr, "usage: generate sqlite|postgres ACTIONS CALL\n");
		return 64;
	}
	(void)puts("BEGIN;");
	frame(argv[3]);
	actions(copy, count);
	uint64_t before_amounts = seed;
	applications(copy, count, argv[3]);
	seed = before_amounts;
	lines(copy, count);
	(void)puts("COMMIT;");
	return ferror(stdout) ? 74 : 0;
}
