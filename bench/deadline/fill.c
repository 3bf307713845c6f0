/* bench/deadline: fills an instance with people in their last hour: each has a confirmed address, a session, an organisation whose identity is complete, and a draft with four
   fifths of its answers; the first FILERS have them all, but for the document that they are about to send. usage: fill PLACE CALL BEARERS FILERS DRAFT.json PLAN.
   PLACE is a folder or postgres://…, with its packs loaded; PLAN is written for load.c. Never part of the product. */
#include "actions/draft.h"
#include "actions/read_ruleset.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/ids.h"
#include "bench/deadline/people.h"
#include "gen/queries.h"
#include "store/driver.h"

#include <stdarg.h>

enum { BATCH = 250, SEEN_SECONDS = 300, LEFT_OUT = 5, SESSION_MS = 12 * 60 * 60 * 1000, FIRST_SLOT = 960 };

struct filling {
	struct db *db;
	struct arena *a; /* of the whole run */
	str call;
	territory_id territory;
	struct draft draft;
	struct drafted kept;
	size_t bearers, filers, next, end;
	instant now;
};

static const struct db_query person = {.slot = FIRST_SLOT, .kind = DB_EXEC, .name = "bench_person", .in = "itti", .out = "",
	.text = SQL("INSERT INTO person (person_id, email, name, lang, created_ms, confirmed_ms, administrator) VALUES ($1, $2, $3, 'fr', $4, $4, 0)")};
static const struct db_query session = {.slot = FIRST_SLOT + 1, .kind = DB_EXEC, .name = "bench_session", .in = "tiii", .out = "",
	.text = SQL("INSERT INTO session (hash, person_id, created_ms, seen_ms, expires_ms, waits_factor, agent) VALUES ($1, $2, $3, $3, $4, 0, 'bench')")};
static const struct db_query applicant = {.slot = FIRST_SLOT + 2, .kind = DB_EXEC, .name = "bench_applicant", .in = "ittttiii", .out = "",
	.text = SQL("INSERT INTO applicant (applicant_id, name, kind, siret, siren, sheet_id, created_ms, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")};
static const struct db_query member = {.slot = FIRST_SLOT + 3, .kind = DB_EXEC, .name = "bench_member", .in = "iii", .out = "",
	.text = SQL("INSERT INTO applicant_member (applicant_id, person_id, role, since_ms) VALUES ($1, $2, 'signatory', $3)")};
static const struct db_query sheet = {.slot = FIRST_SLOT + 4, .kind = DB_EXEC, .name = "bench_sheet", .in = "iitittii" "t", .out = "",
	.text = SQL("INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, call_code, request, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, "
	            "to_confirm) VALUES ($1, $2, $3, $4, $5, $6, $9, 'draft', 'online', 1, $7, $8, $7, $8, 0)")};
static const struct db_query value = {.slot = FIRST_SLOT + 5, .kind = DB_EXEC, .name = "bench_value", .in = "iittii", .out = "",
	.text = SQL("INSERT INTO sheet_value (territory_id, sheet_id, field, value, revision, changed_ms, changed_by) VALUES ($1, $2, $3, $4, 1, $5, $6)")};

/* Values in the order of the query's letters: str for t, int64_t for i. */
static enum status put(struct db *db, const struct db_query *query, ...)
{
	struct db_statement *s;
	bool row;
	enum status status = db_prepare(db, query, &s);
	if (status != OK)
		return status;
	va_list values;
	va_start(values, query);
	for (size_t i = 0; query->in[i]; i++)
		if (query->in[i] == 't')
			db_bind_text(s, i, va_arg(values, str));
		else
			db_bind_int(s, i, va_arg(values, int64_t));
	va_end(values);
	status = db_step(s, &row);
	db_finish(s);
	return status;
}

/* ---- numbers that check ---- */

static char check_digit(const char *digits, size_t n)
{
	int sum = 0;
	for (size_t i = 0; i < n; i++) {
		int d = digits[n - 1 - i] - '0';
		d = i % 2 == 0 ? d * 2 : d;
		sum += d > 9 ? d - 9 : d;
	}
	return (char)('0' + (10 - sum % 10) % 10);
}

static void siret_of(size_t bearer, char siret[15])
{
	(void)snprintf(siret, 15, "%08zu", (size_t)30000000 + bearer);
	siret[8] = check_digit(siret, 8);
	(void)snprintf(siret + 9, 6, "0001");
	siret[13] = check_digit(siret, 13);
	siret[14] = 0;
}

/* ---- one bearer ---- */

/* An answer that a bearer still has to type: none of those that open others. */
static bool is_left_out(const struct drafted *kept, size_t i)
{
	str key = kept->values.at[i].key;
	return i % LEFT_OUT == 0 && !str_starts(key, S("request.")) && !str_eq(key, S("project.title"));
}

static enum status fill_values(struct filling *f, size_t bearer, str siret)
{
	int64_t by = bench_id(BENCH_PERSON, bearer);
	enum status s = OK;
	for (size_t i = 0; s == OK && i < f->kept.identity.n; i++) {
		const struct form_value *v = &f->kept.identity.at[i];
		s = put(f->db, &value, (int64_t)0, bench_id(BENCH_IDENTITY, bearer), v->key, str_eq(v->key, S("identity.siret")) ? siret : v->value, f->now.ms, by);
	}
	for (size_t i = 0; s == OK && i < f->kept.values.n; i++)
		if (bearer < f->filers || !is_left_out(&f->kept, i))
			s = put(f->db, &value, f->territory.v, bench_id(BENCH_SHEET, bearer), f->kept.values.at[i].key, f->kept.values.at[i].value, f->now.ms, by);
	return s;
}

static enum status fill_one(struct filling *f, struct arena *a, size_t bearer)
{
	char cookie[SECRET_LETTERS + 1], siret[15];
	int64_t by = bench_id(BENCH_PERSON, bearer), organisation = bench_id(BENCH_APPLICANT, bearer), identity = bench_id(BENCH_IDENTITY, bearer);
	int64_t seen = f->now.ms - (by >> 8) % (SEEN_SECONDS * 1000);
	str name = arena_fmt(a, "Association du quartier %zu", bearer), title = form_value(&f->kept.values, S("project.title"));
	bench_cookie(cookie, bearer);
	siret_of(bearer, siret);
	enum status s = put(f->db, &person, by, arena_fmt(a, "porteur%zu@association.example", bearer), arena_fmt(a, "Porteuse %zu", bearer), seen);
	if (s == OK)
		s = put(f->db, &session, secret_hash(a, str_of(cookie)), by, seen, seen + SESSION_MS);
	if (s == OK)
		s = put(f->db, &applicant, organisation, name, f->draft.applicant_kind, str_of(siret), str_first(str_of(siret), 9), identity, seen, by);
	if (s == OK)
		s = put(f->db, &member, organisation, by, seen);
	if (s == OK)
		s = put(f->db, &sheet, (int64_t)0, identity, S("identity"), organisation, STR_NONE, STR_NONE, seen, by, name);
	if (s == OK)
		s = put(f->db, &sheet, f->territory.v, bench_id(BENCH_SHEET, bearer), S("application"), organisation, f->call, f->draft.request, seen, by, title);
	return s == OK ? fill_values(f, bearer, str_of(siret)) : s;
}

static enum status fill_batch(struct db *db, void *argument)
{
	(void)db;
	struct filling *f = argument;
	struct arena *a = arena_new(LIMIT_STORE_ARENA);
	enum status s = OK;
	for (size_t i = f->next; s == OK && i < f->end; i++)
		s = fill_one(f, a, i);
	arena_free(a);
	return s;
}

/* ---- before and after ---- */

static bool write_plan(const struct filling *f, const char *path)
{
	FILE *out = fopen(path, "w");
	if (!out)
		return false;
	for (size_t i = 0; i < f->kept.values.n; i++) {
		const struct form_value *v = &f->kept.values.at[i];
		const struct form_field *field = form_field_of(f->kept.form, v->key);
		if (field && field->kind == FIELD_TEXT && (!field->chars || field->chars >= TEXT_BYTES))
			(void)fprintf(out, "text %.*s\n", STR_ARGS(v->key));
		else if (is_left_out(&f->kept, i))
			(void)fprintf(out, "answer %.*s %.*s\n", STR_ARGS(v->key), STR_ARGS(v->value));
	}
	if (f->draft.attached.n)
		(void)fprintf(out, "document %.*s\n", STR_ARGS(f->draft.attached.at[0].code));
	return fclose(out) == 0;
}

static bool say(const struct problems *ps)
{
	for (size_t i = 0; i < ps->list.n; i++) {
		str text = word_text(LANG_EN, ps->list.at[i].message);
		(void)fprintf(stderr, "fill: %.*s: %.*s\n", STR_ARGS(ps->list.at[i].field), STR_ARGS(text));
	}
	return ps->total == 0;
}

/* The draft, with the questions of its règlement. */
static enum status read_draft(struct filling *f, const char *path)
{
	str text;
	struct ruleset *set = NULL;
	struct q_thing_call_row row;
	struct problems ps = problems_new(f->a);
	enum status s = file_read(f->a, path, LIMIT_APPLICATION_BYTES, &text);
	if (s == OK)
		s = draft_read(f->a, str_of(path), text, &f->draft, &ps);
	f->draft.call = f->call;
	if (s == OK)
		s = db_read_begin(f->db);
	if (s != OK)
		return s;
	s = q_thing_call(f->db, f->a, f->call, &row);
	if (s == OK) {
		f->territory = row.territory;
		enum status rules = read_ruleset(f->db, f->a, row.territory, f->call, 0, &set);
		s = rules == NOT_FOUND ? OK : rules;
	}
	if (s == OK)
		s = draft_check(f->db, f->a, &f->draft, set, LANG_FR, &f->kept, &ps);
	db_read_end(f->db);
	return s == OK && !say(&ps) ? INVALID : s;
}

int main(int argc, char **argv)
{
	int64_t bearers = 0, filers = 0;
	if (argc != 7 || !str_to_int64(str_of(argv[3]), &bearers) || !str_to_int64(str_of(argv[4]), &filers) || bearers < 1 || filers < 0 || filers > bearers) {
		(void)fprintf(stderr, "usage: fill PLACE CALL BEARERS FILERS DRAFT.json PLAN\n");
		return 64;
	}
	struct filling f = {.a = arena_new(LIMIT_COMMAND_ARENA), .call = str_of(argv[2]), .bearers = (size_t)bearers, .filers = (size_t)filers, .now = clock_now()};
	enum status s = db_open(str_of(argv[1]), DB_READ_WRITE, &f.db);
	if (s == OK)
		s = read_draft(&f, argv[5]);
	for (; s == OK && f.next < f.bearers; f.next = f.end) {
		f.end = f.next + BATCH < f.bearers ? f.next + BATCH : f.bearers;
		s = db_write(f.db, fill_batch, &f);
	}
	if (s == OK && !write_plan(&f, argv[6]))
		s = BROKEN;
	if (s != OK)
		(void)fprintf(stderr, "fill: status %d\n", (int)s);
	return s == OK ? 0 : 70;
}
