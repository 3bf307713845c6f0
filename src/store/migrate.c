/* Applies and checks the embedded migrations, and turns their one dialect into each engine's. Called by db.c at opening and creation, by
   restore and by doctor. Never changes an applied migration and never goes backwards. */
#include "store/migrate.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "gen/embedded.h"
#include "gen/queries.h"
#include "store/driver.h"

#include <ctype.h>
#include <sodium.h>
#include <string.h>

enum { CHECKSUM_BYTES = 32, CHECKSUM_DIGITS = 64 };

static str checksum_of(struct arena *a, str text)
{
	unsigned char hash[CHECKSUM_BYTES];
	(void)crypto_generichash(hash, sizeof hash, (const unsigned char *)text.p, text.n, NULL, 0);
	char *hex = arena_alloc(a, CHECKSUM_DIGITS + 1);
	(void)sodium_bin2hex(hex, CHECKSUM_DIGITS + 1, hash, sizeof hash);
	return (str){hex, CHECKSUM_DIGITS};
}

struct migrations migrate_known(struct arena *a)
{
	LIST_OF(struct migration) list = {0};
	for (size_t i = 0; i < embedded_count; i++) {
		const struct embedded_file *file = &embedded_files[i];
		str path = str_of(file->path), number, name;
		if (!str_starts(path, S("migrations/")) || !str_cut(str_skip(path, 11), '_', &number, &name))
			continue;
		struct migration *m = LIST_ADD(a, &list);
		always(str_to_int64(str_first(number, 4), &m->version) && str_ends(name, S(".sql")));
		m->name = str_first(name, name.n - 4);
		m->text = (str){(const char *)file->bytes, file->n};
		m->checksum = checksum_of(a, m->text);
		always(list.n == 1 || list.at[list.n - 2].version < m->version);
	}
	return (struct migrations){list.at, list.n};
}

static bool word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* PostgreSQL's words for the dialect's. TEXT compares byte by byte there too, whatever the server's locale. */
static str in_postgres(str word, bool after_as)
{
	static const struct {
		str from, to;
	} words[] = {{S("INTEGER"), S("BIGINT")}, {S("BLOB"), S("BYTEA")}, {S("TEXT"), S("TEXT COLLATE \"C\"")}};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (str_eq(word, words[i].from))
			return after_as && i == 2 ? word : words[i].to;
	return word;
}

/* Length of the string, comment, word or single byte at the start of s. */
static size_t piece_length(str s)
{
	size_t n = 1;
	if (s.p[0] == '\'') {
		while (n < s.n && s.p[n] != '\'')
			n++;
		return n < s.n ? n + 1 : n;
	}
	if (str_starts(s, S("--"))) {
		while (n < s.n && s.p[n] != '\n')
			n++;
		return n;
	}
	while (word_byte(s.p[0]) && n < s.n && word_byte(s.p[n]))
		n++;
	return n;
}

/* The length of the end of a table that only SQLite knows: checked types, rows kept in the order of their key. */
static size_t sqlite_table_options(str s)
{
	static const str ends[] = {S(") STRICT;"), S(") STRICT, WITHOUT ROWID;")};
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (str_starts(s, ends[i]))
			return ends[i].n;
	return 0;
}

static void write_in_postgres(struct out *o, str s)
{
	str last = STR_NONE;
	while (s.n) {
		size_t options = sqlite_table_options(s);
		if (options) {
			out_str(o, S(");"));
			s = str_skip(s, options);
			continue;
		}
		str piece = str_first(s, piece_length(s));
		out_str(o, in_postgres(piece, str_eq(last, S("AS"))));
		if (word_byte(piece.p[0]))
			last = piece;
		s = str_skip(s, piece.n);
	}
}

enum section { SECTION_BOTH, SECTION_SQLITE, SECTION_POSTGRES, SECTION_UNKNOWN };

static enum section section_named(str name)
{
	static const str names[] = {[SECTION_BOTH] = S("both"), [SECTION_SQLITE] = S("sqlite"), [SECTION_POSTGRES] = S("postgres")};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (str_eq(name, names[i]))
			return (enum section)i;
	return SECTION_UNKNOWN;
}

static void write_line(struct out *o, enum db_engine engine, enum section section, str line)
{
	if (section == SECTION_BOTH && engine == DB_POSTGRES)
		write_in_postgres(o, line);
	else if (section == SECTION_BOTH || (section == SECTION_SQLITE) == (engine == DB_SQLITE))
		out_str(o, line);
	out_char(o, '\n');
}

enum status migrate_script(struct arena *a, enum db_engine engine, str text, str *script)
{
	struct out o = out_new(LIMIT_STORE_ARENA);
	enum section section = SECTION_BOTH;
	str line, rest = text;
	bool more = true;
	while (more && section != SECTION_UNKNOWN) {
		more = str_cut(rest, '\n', &line, &rest);
		if (str_starts(line, S("-- engine:")))
			section = section_named(str_trim(str_skip(line, 10)));
		else if (section != SECTION_UNKNOWN)
			write_line(&o, engine, section, line);
	}
	*script = arena_str(a, out_text(&o));
	enum status s = section == SECTION_UNKNOWN ? INVALID : out_end(&o);
	out_free(&o);
	return s;
}

static const struct migration *known_version(const struct migrations *known, int64_t version)
{
	for (size_t i = 0; i < known->n; i++)
		if (known->at[i].version == version)
			return &known->at[i];
	return NULL;
}

static bool was_applied(const struct q_store_migrations_rows *applied, int64_t version)
{
	for (size_t i = 0; i < applied->n; i++)
		if (applied->at[i].version == version)
			return true;
	return false;
}

/* The rows of schema_migration; none when the table is not there. */
static enum status read_applied(struct db *db, struct arena *a, struct q_store_migrations_rows *applied)
{
	*applied = (struct q_store_migrations_rows){0};
	bool has = false;
	enum status s = db_has_table(db, "schema_migration", &has);
	return s == OK && has ? q_store_migrations(db, a, applied) : s;
}

/* Adds a problem for everything applied that this program does not know, or knows differently. */
static enum status check_applied(struct migrations known, const struct q_store_migrations_rows *applied, struct problems *problems)
{
	enum status s = OK;
	int64_t newest = known.n ? known.at[known.n - 1].version : 0, highest = applied->n ? applied->at[applied->n - 1].version : -1;
	for (size_t i = 0; i < applied->n; i++) {
		const struct migration *m = known_version(&known, applied->at[i].version);
		if (!m)
			PROBLEM(problems, STR_NONE, 0, STR_NONE, W_store_schema_newer, ARG("version", applied->at[i].version), ARG("name", applied->at[i].name), ARG("known", newest));
		else if (!str_eq(m->checksum, applied->at[i].checksum))
			PROBLEM(problems, STR_NONE, 0, STR_NONE, W_store_migration_altered, ARG("version", m->version), ARG("name", m->name));
		else
			continue;
		s = INVALID;
	}
	for (size_t i = 0; i < known.n; i++)
		if (known.at[i].version < highest && !was_applied(applied, known.at[i].version)) {
			PROBLEM(problems, STR_NONE, 0, STR_NONE, W_store_migration_skipped, ARG("version", known.at[i].version), ARG("name", known.at[i].name));
			s = INVALID;
		}
	return s;
}

enum status migrate_check(struct db *db, struct problems *problems)
{
	struct migrations known = migrate_known(problems->arena);
	struct q_store_migrations_rows applied;
	enum status s = read_applied(db, problems->arena, &applied);
	if (s == OK && applied.n == 0)
		s = NOT_FOUND;
	if (s == OK)
		s = check_applied(known, &applied, problems);
	if (s == OK && applied.n < known.n) {
		PROBLEM(problems, STR_NONE, 0, STR_NONE, W_store_schema_older, ARG("version", applied.at[applied.n - 1].version), ARG("known", known.at[known.n - 1].version));
		s = INVALID;
	}
	return s;
}

struct application {
	struct arena *arena;
	const struct migration *migration;
};

static enum status apply_one(struct db *db, void *arg)
{
	const struct application *a = arg;
	const struct migration *m = a->migration;
	struct q_store_migrations_rows applied;
	enum status s = read_applied(db, a->arena, &applied);
	if (s != OK || was_applied(&applied, m->version))
		return s;
	str script;
	s = migrate_script(a->arena, db_engine_of(db), m->text, &script);
	if (s == OK)
		s = db_run(db, arena_cstr(a->arena, script));
	return s == OK ? q_store_migration_add(db, m->version, m->name, m->checksum, clock_now()) : s;
}

/* CONFLICT means that another process applied it between our look and our write: looking again settles it. */
static enum status apply_settled(struct db *db, struct application *a)
{
	enum status s = CONFLICT;
	for (int attempt = 0; (s == CONFLICT || s == BUSY) && attempt < LIMIT_WRITE_ATTEMPTS; attempt++)
		s = db_write(db, apply_one, a);
	if (s == OK)
		LOG(LOG_DEBUG, "migration applied", log_int("version", a->migration->version), log_text("name", a->migration->name));
	return s;
}

static enum status apply_missing(struct db *db, struct problems *problems)
{
	struct migrations known = migrate_known(problems->arena);
	struct q_store_migrations_rows applied;
	enum status s = read_applied(db, problems->arena, &applied);
	if (s == OK)
		s = check_applied(known, &applied, problems);
	for (size_t i = 0; s == OK && i < known.n; i++) {
		struct application a = {problems->arena, &known.at[i]};
		if (!was_applied(&applied, known.at[i].version))
			s = apply_settled(db, &a);
	}
	return s;
}

enum status migrate_apply(struct db *db, struct problems *problems)
{
	enum status s = db->driver->schema_lock(db);
	if (s != OK)
		return s;
	s = apply_missing(db, problems);
	enum status unlocked = db->driver->schema_unlock(db);
	return s == OK ? unlocked : s;
}

enum status migrate_within(struct db *db, struct arena *a)
{
	struct migrations known = migrate_known(a);
	enum status s = OK;
	for (size_t i = 0; s == OK && i < known.n; i++)
		s = apply_one(db, &(struct application){a, &known.at[i]});
	return s;
}
