/* bench/deadline: everything that load.c was told is done is looked for in the instance: revisions, texts letter by letter, documents with their bytes, filings with the mail of
   their receipt, and no receipt without its filing. usage: check PLACE FILES PLAN ACKS. Prints what it found; exit 1 when something is missing. Writes nothing. */
#include "base/status.h"
#include "bench/deadline/people.h"
#include "store/driver.h"
#include "store/files.h"

enum { FIRST_SLOT = 970, SHOWN = 10 };

struct checking {
	struct db *db;
	struct arena *a;
	struct files *files;
	struct bench_plan plan;
	size_t missing, bearers, texts, documents, filings;
};

struct told {
	size_t bearer;
	unsigned revision, told[TEXTS_MAX], sent[TEXTS_MAX];
	int attached, filed;
};

static const struct db_query revision = {.slot = FIRST_SLOT, .kind = DB_ONE, .name = "check_revision", .in = "i", .out = "it",
	.text = SQL("SELECT revision, state FROM sheet WHERE sheet_id = $1")};
static const struct db_query value = {.slot = FIRST_SLOT + 1, .kind = DB_ONE, .name = "check_value", .in = "it", .out = "it",
	.text = SQL("SELECT v.revision, v.value FROM sheet s JOIN sheet_value v ON v.territory_id = s.territory_id AND v.sheet_id = s.sheet_id WHERE s.sheet_id = $1 AND v.field = $2")};
static const struct db_query document = {.slot = FIRST_SLOT + 2, .kind = DB_ONE, .name = "check_document", .in = "it", .out = "it",
	.text = SQL("SELECT a.attachment_id, a.sha256 FROM sheet s JOIN attachment a ON a.territory_id = s.territory_id AND a.sheet_id = s.sheet_id WHERE s.sheet_id = $1 AND a.code = $2 "
	            "AND a.removed_ms IS NULL")};
static const struct db_query filing = {.slot = FIRST_SLOT + 3, .kind = DB_ONE, .name = "check_filing", .in = "i", .out = "it",
	.text = SQL("SELECT f.version, s.number FROM sheet s JOIN filing f ON f.territory_id = s.territory_id AND f.sheet_id = s.sheet_id WHERE s.sheet_id = $1 AND s.state = 'filed'")};
/* A receipt's `once` is "receipt:SHEET:VERSION:ADDRESS". */
static const struct db_query unreceipted = {.slot = FIRST_SLOT + 4, .kind = DB_ONE, .name = "check_unreceipted", .in = "", .out = "it",
	.text = SQL("SELECT COUNT(*), 'filings without the mail of their receipt' FROM filing f WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = 'receipt' "
	            "AND o.once LIKE 'receipt:' || f.sheet_id || ':' || f.version || ':%')")};
static const struct db_query unfiled = {.slot = FIRST_SLOT + 5, .kind = DB_ONE, .name = "check_unfiled", .in = "", .out = "it",
	.text = SQL("SELECT COUNT(*), 'mails of a receipt without its filing' FROM outbox o WHERE o.kind = 'receipt' AND NOT EXISTS (SELECT 1 FROM filing f "
	            "WHERE o.once LIKE 'receipt:' || f.sheet_id || ':' || f.version || ':%')")};
static const struct db_query unnumbered = {.slot = FIRST_SLOT + 6, .kind = DB_ONE, .name = "check_unnumbered", .in = "", .out = "it",
	.text = SQL("SELECT COUNT(*), 'sheets with a number and no filing, or filed without number' FROM sheet s WHERE (s.number IS NOT NULL) <> "
	            "EXISTS (SELECT 1 FROM filing f WHERE f.territory_id = s.territory_id AND f.sheet_id = s.sheet_id)")};

/* The first row of a query on a sheet, its second column in the arena. */
static bool ask(struct checking *c, const struct db_query *query, int64_t sheet, str key, int64_t *number, str *text)
{
	struct db_statement *s;
	bool row = false;
	if (db_prepare(c->db, query, &s) != OK)
		return false;
	if (query->in[0])
		db_bind_int(s, 0, sheet);
	if (query->in[0] && query->in[1])
		db_bind_text(s, 1, key);
	bool found = db_step(s, &row) == OK && row;
	if (found) {
		*number = db_column_int(s, 0);
		*text = arena_str(c->a, db_column_text(s, 1));
	}
	db_finish(s);
	return found;
}

static void lacks(struct checking *c, size_t bearer, const char *what)
{
	if (c->missing++ < SHOWN)
		(void)printf("bearer %zu: %s\n", bearer, what);
}

static void check_texts(struct checking *c, const struct told *t, int64_t sheet)
{
	char text[TEXT_BYTES + 1];
	for (size_t k = 0; k < c->plan.texts; k++) {
		int64_t at;
		str kept;
		bool right = false;
		if (!t->told[k])
			continue;
		bool there = ask(c, &value, sheet, str_of(c->plan.text[k]), &at, &kept);
		for (unsigned save = t->told[k]; there && !right && save <= t->sent[k]; save++)
			right = str_eq(kept, (str){text, bench_text(text, t->bearer, k, save)});
		if (!right)
			lacks(c, t->bearer, "a text that was acknowledged is not there");
		c->texts++;
	}
}

static void check_document(struct checking *c, size_t bearer, int64_t sheet)
{
	static char pdf[PDF_BYTES];
	int64_t id;
	str sha256, bytes;
	bench_pdf(pdf, bearer);
	c->documents++;
	if (!ask(c, &document, sheet, str_of(c->plan.document), &id, &sha256))
		lacks(c, bearer, "a document that was acknowledged is not there");
	else if (files_get(c->files, c->a, sha256, PDF_BYTES, &bytes) != OK || !str_eq(bytes, (str){pdf, PDF_BYTES}))
		lacks(c, bearer, "the bytes of a document are not those that were sent");
}

static void check_bearer(struct checking *c, const struct told *t)
{
	int64_t sheet = bench_id(BENCH_SHEET, t->bearer), number = 0;
	str text;
	c->bearers++;
	if (!ask(c, &revision, sheet, STR_NONE, &number, &text) || number < (int64_t)t->revision)
		lacks(c, t->bearer, "a revision that was acknowledged is not there");
	check_texts(c, t, sheet);
	if (t->attached)
		check_document(c, t->bearer, sheet);
	if (!t->filed)
		return;
	c->filings++;
	if (!ask(c, &filing, sheet, STR_NONE, &number, &text) || !str_is_set(text))
		lacks(c, t->bearer, "a filing that was acknowledged is not there");
}

static bool read_told(const char *line, size_t texts, struct told *t)
{
	int n = 0;
	*t = (struct told){.bearer = 0};
	if (sscanf(line, "%zu %u %d %d%n", &t->bearer, &t->revision, &t->attached, &t->filed, &n) != 4)
		return false;
	for (size_t k = 0; k < texts; k++) {
		int more = 0;
		if (sscanf(line += n, " %u:%u%n", &t->told[k], &t->sent[k], &more) != 2)
			return false;
		n = more;
	}
	return true;
}

static bool check_all(struct checking *c, const char *acks)
{
	char line[1024];
	struct told told;
	FILE *f = fopen(acks, "r");
	if (!f)
		return false;
	bool sound = true;
	while (sound && fgets(line, sizeof line, f)) {
		arena_reset(c->a);
		sound = read_told(line, c->plan.texts, &told);
		if (sound)
			check_bearer(c, &told);
	}
	return fclose(f) == 0 && sound;
}

static void check_whole(struct checking *c)
{
	const struct db_query *const none[] = {&unreceipted, &unfiled, &unnumbered};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		int64_t count = 1;
		str what = S("a question had no answer");
		(void)ask(c, none[i], 0, STR_NONE, &count, &what);
		if (count) {
			c->missing++;
			(void)printf("%lld %.*s\n", (long long)count, STR_ARGS(what));
		}
	}
}

int main(int argc, char **argv)
{
	struct checking c = {.a = arena_new(LIMIT_STORE_ARENA)};
	if (argc != 5 || !bench_plan_read(argv[3], &c.plan)) {
		(void)fprintf(stderr, "usage: check PLACE FILES PLAN ACKS\n");
		return 64;
	}
	if (db_open(str_of(argv[1]), DB_READ_ONLY, &c.db) != OK || files_open(str_of(argv[2]), &c.files) != OK || db_read_begin(c.db) != OK)
		return 70;
	if (!check_all(&c, argv[4]))
		return 70;
	check_whole(&c);
	db_read_end(c.db);
	db_close(c.db);
	(void)printf("looked for: %zu bearers, %zu texts, %zu documents, %zu filings; missing: %zu\n", c.bearers, c.texts, c.documents, c.filings, c.missing);
	return c.missing ? 1 : 0;
}
