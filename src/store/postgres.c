/* The PostgreSQL driver: prepared statements and binary values over libpq, SERIALIZABLE writes, REPEATABLE READ snapshots, cursors for
   streamed queries (architecture.md §4). Owns PGconn; called by db.c through postgres_driver. Never retries: db.c does. A lost connection
   is BROKEN once; the next begin connects again. */
#include "store/driver.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"

#include <endian.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Type numbers of the server's catalogue that the driver speaks. */
enum { TYPE_BOOL = 16, TYPE_INT8 = 20, TYPE_INT2 = 21, TYPE_INT4 = 23, TYPE_TEXT = 25, TYPE_VARCHAR = 1043 };

struct postgres_db {
	struct db base;
	PGconn *connection;
	unsigned generation;    /* raised at each connection: statements prepared before are gone */
	uint64_t cursors;       /* numbers their names */
	int64_t version, asked; /* the data version and when it was asked, monotonic ms */
	bool version_known;
	char *load_bytes; /* of a bulk load */
	size_t load_n, load_room;
};

struct postgres_statement {
	struct db_statement base;
	unsigned generation;
	uint64_t cursor; /* 0 when there is none open */
	bool own_read;   /* the cursor began a transaction of its own */
	bool executed, last_batch;
	PGresult *result;
	int row, rows, columns;
	int count;
	char name[32];
	const char **values;
	int *lengths, *formats;
	uint64_t *numbers;
};

static struct postgres_db *of(struct db *db)
{
	return (struct postgres_db *)db;
}

static struct postgres_statement *of_statement(struct db_statement *s)
{
	return (struct postgres_statement *)s;
}

/* What a caller can act on; logs the rest. Takes the result. */
static enum status take_status(struct db *db, PGresult *result, const char *where)
{
	static const struct {
		const char *state;
		enum status status;
	} known[] = {{"40001", BUSY}, {"40P01", BUSY}, {"55P03", BUSY}, {"23505", CONFLICT}, {"53100", FULL}};
	ExecStatusType type = PQresultStatus(result);
	if (type == PGRES_COMMAND_OK || type == PGRES_TUPLES_OK || type == PGRES_COPY_IN) {
		PQclear(result);
		return OK;
	}
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	for (size_t i = 0; state && i < sizeof known / sizeof known[0]; i++)
		if (strcmp(state, known[i].state) == 0) {
			PQclear(result);
			return known[i].status == FULL ? no_room(where) : known[i].status;
		}
	const char *primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	enum status s = broken(where, str_trim(str_of(primary ? primary : PQerrorMessage(of(db)->connection))));
	PQclear(result);
	return s;
}

static enum status run(struct db *db, const char *script)
{
	return take_status(db, PQexec(of(db)->connection, script), "postgres_run");
}

static void quiet(void *context, const PGresult *result)
{
	(void)context;
	(void)result;
}

static enum status configure(struct db *db)
{
	struct postgres_db *p = of(db);
	(void)PQsetNoticeReceiver(p->connection, quiet, NULL);
	p->generation++;
	p->version_known = false;
	return run(db, "SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET statement_timeout = '60s'; SET lock_timeout = '5s';"
	               "SET idle_in_transaction_session_timeout = '10min'; SET cursor_tuple_fraction = 1.0; SET synchronous_commit = on;"
	               "SET timezone = 'UTC'; SET application_name = 'faubourg'");
}

static enum status connect_again(struct db *db)
{
	if (PQstatus(of(db)->connection) == CONNECTION_OK)
		return OK;
	PQreset(of(db)->connection);
	if (PQstatus(of(db)->connection) != CONNECTION_OK)
		return broken("postgres_connect", str_trim(str_of(PQerrorMessage(of(db)->connection))));
	LOG(LOG_INFO, "database connection made again", log_text("engine", S("postgres")));
	return configure(db);
}

static void postgres_close_db(struct db *db)
{
	PQfinish(of(db)->connection);
	free(of(db)->load_bytes);
	free(of(db));
}

static void postgres_rollback(struct db *db)
{
	if (PQstatus(of(db)->connection) == CONNECTION_OK && PQtransactionStatus(of(db)->connection) != PQTRANS_IDLE)
		if (run(db, "ROLLBACK") != OK)
			LOG(LOG_ERROR, "rollback failed", log_text("engine", S("postgres")));
}

/* Every write ends in a row of the audit chain, so two at once could only fail and begin again. They queue instead: LOCK TABLE takes no snapshot,
   so what the transaction sees is what the one before it committed. */
static enum status postgres_begin(struct db *db, bool write)
{
	enum status s = connect_again(db);
	if (s != OK)
		return s;
	if (!write)
		return run(db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
	s = run(db, "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE");
	if (s == OK && db->ready)
		s = run(db, "LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE");
	if (s != OK)
		postgres_rollback(db);
	return s;
}

/* A COMMIT of a failed transaction answers ROLLBACK without an error: the command tag tells. */
static enum status postgres_commit(struct db *db)
{
	PGresult *result = PQexec(of(db)->connection, "COMMIT");
	bool rolled_back = PQresultStatus(result) == PGRES_COMMAND_OK && strcmp(PQcmdStatus(result), "COMMIT") != 0;
	enum status s = take_status(db, result, "COMMIT");
	if (s == OK && rolled_back)
		s = broken("COMMIT", S("the transaction had failed"));
	of(db)->version_known = false;
	if (s != OK)
		postgres_rollback(db);
	return s;
}

/* The types that the server gives must be those of the heading, and none that needs a conversion. */
static enum status check_types(struct db *db, const struct postgres_statement *s, const struct db_query *query)
{
	PGresult *result = PQdescribePrepared(of(db)->connection, s->name);
	if (PQresultStatus(result) != PGRES_COMMAND_OK)
		return take_status(db, result, query->name);
	bool fits = PQnfields(result) == (int)strlen(query->out) && PQnparams(result) == s->count;
	for (int i = 0; fits && i < PQnfields(result); i++) {
		Oid type = PQftype(result, i);
		fits = query->out[i] == 't' ? type == TYPE_TEXT || type == TYPE_VARCHAR : type == TYPE_INT8 || type == TYPE_INT4 || type == TYPE_INT2;
	}
	PQclear(result);
	return fits ? OK : broken(query->name, S("the types of parameters or columns differ from the heading"));
}

static enum status prepare_on_server(struct db *db, struct postgres_statement *s)
{
	Oid types[64];
	const struct db_query *query = s->base.query;
	for (int i = 0; i < s->count; i++)
		types[i] = query->in[i] == 't' ? TYPE_TEXT : TYPE_INT8;
	enum status status = take_status(db, PQprepare(of(db)->connection, s->name, query->text.text, s->count, types), query->name);
	if (status == OK)
		status = check_types(db, s, query);
	s->generation = of(db)->generation;
	return status;
}

static void *zeroed(size_t count, size_t size)
{
	void *p = calloc(count + 1, size);
	always(p != NULL);
	return p;
}

static void postgres_release(struct db_statement *base);

static enum status postgres_prepare(struct db *db, const struct db_query *query, struct db_statement **out)
{
	if (db->depth == 0) {
		enum status s = connect_again(db);
		if (s != OK)
			return s;
	}
	size_t count = strlen(query->in);
	always(count <= 64);
	struct postgres_statement *s = zeroed(1, sizeof *s);
	s->base = (struct db_statement){.db = db, .query = query};
	s->count = (int)count;
	s->values = zeroed(count, sizeof(char *));
	s->lengths = zeroed(count, sizeof(int));
	s->formats = zeroed(count, sizeof(int));
	s->numbers = zeroed(count, sizeof(uint64_t));
	for (size_t i = 0; i < count; i++)
		s->formats[i] = 1;
	(void)snprintf(s->name, sizeof s->name, "s%llu", (unsigned long long)++of(db)->cursors);
	enum status status = prepare_on_server(db, s);
	if (status != OK) {
		postgres_release(&s->base);
		return status;
	}
	*out = &s->base;
	return OK;
}

static void postgres_bind_text(struct db_statement *base, size_t index, str value)
{
	struct postgres_statement *s = of_statement(base);
	s->values[index] = value.p;
	s->lengths[index] = (int)value.n;
}

static void postgres_bind_int(struct db_statement *base, size_t index, int64_t value)
{
	struct postgres_statement *s = of_statement(base);
	s->numbers[index] = htobe64((uint64_t)value);
	s->values[index] = (const char *)&s->numbers[index];
	s->lengths[index] = (int)sizeof s->numbers[index];
}

static void postgres_bind_null(struct db_statement *base, size_t index)
{
	of_statement(base)->values[index] = NULL;
}

static void drop_result(struct postgres_statement *s)
{
	PQclear(s->result);
	s->result = NULL;
	s->row = s->rows = 0;
}

/* Keeps a result that holds rows; passes every other status on. */
static enum status keep_result(struct postgres_statement *s, PGresult *result)
{
	drop_result(s);
	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		return take_status(s->base.db, result, s->base.query->name);
	s->result = result;
	s->rows = PQntuples(result);
	s->row = -1;
	return OK;
}

/* Streamed queries run in a cursor, so that memory holds one batch; outside a transaction the cursor begins one. */
static enum status open_cursor(struct postgres_statement *s)
{
	struct db *db = s->base.db;
	if (db->depth == 0) {
		enum status begun = db_read_begin(db);
		if (begun != OK)
			return begun;
		s->own_read = true;
	}
	Oid types[64];
	for (int i = 0; i < s->count; i++)
		types[i] = s->base.query->in[i] == 't' ? TYPE_TEXT : TYPE_INT8;
	char prefix[80];
	s->cursor = ++of(db)->cursors;
	int n = snprintf(prefix, sizeof prefix, "DECLARE c%llu NO SCROLL CURSOR FOR ", (unsigned long long)s->cursor);
	size_t size = (size_t)n + s->base.query->text.n + 1;
	char *text = zeroed(size, 1);
	(void)snprintf(text, size, "%s%s", prefix, s->base.query->text.text);
	PGresult *result = PQexecParams(of(db)->connection, text, s->count, types, s->values, s->lengths, s->formats, 1);
	free(text);
	return take_status(db, result, s->base.query->name);
}

static enum status fetch(struct postgres_statement *s)
{
	char text[80];
	(void)snprintf(text, sizeof text, "FETCH %d FROM c%llu", LIMIT_FETCH_ROWS, (unsigned long long)s->cursor);
	enum status status = keep_result(s, PQexecParams(of(s->base.db)->connection, text, 0, NULL, NULL, NULL, NULL, 1));
	s->last_batch = s->rows < LIMIT_FETCH_ROWS;
	return status;
}

static enum status execute(struct postgres_statement *s)
{
	struct db *db = s->base.db;
	s->executed = true;
	if (s->base.query->kind == DB_EACH) {
		enum status opened = open_cursor(s);
		return opened == OK ? fetch(s) : opened;
	}
	if (s->generation != of(db)->generation) {
		enum status prepared = prepare_on_server(db, s);
		if (prepared != OK)
			return prepared;
	}
	s->last_batch = true;
	return keep_result(s, PQexecPrepared(of(db)->connection, s->name, s->count, s->values, s->lengths, s->formats, 1));
}

static enum status postgres_step(struct db_statement *base, bool *row)
{
	struct postgres_statement *s = of_statement(base);
	enum status status = OK;
	if (!s->executed)
		status = execute(s);
	else if (s->row + 1 >= s->rows && !s->last_batch)
		status = fetch(s);
	if (status != OK || ++s->row >= s->rows)
		return status;
	*row = true;
	return OK;
}

static void close_cursor(struct postgres_statement *s)
{
	struct db *db = s->base.db;
	if (s->cursor && PQtransactionStatus(of(db)->connection) == PQTRANS_INTRANS && !s->own_read) {
		char text[40];
		(void)snprintf(text, sizeof text, "CLOSE c%llu", (unsigned long long)s->cursor);
		if (run(db, text) != OK)
			LOG(LOG_WARNING, "cursor not closed", log_text("query", str_of(s->base.query->name)));
	}
	if (s->own_read)
		db_read_end(db);
	s->own_read = false;
	s->cursor = 0;
}

static void postgres_reset(struct db_statement *base)
{
	struct postgres_statement *s = of_statement(base);
	close_cursor(s);
	drop_result(s);
	s->executed = s->last_batch = false;
	for (int i = 0; i < s->count; i++)
		s->values[i] = NULL;
}

/* A statement that is not cached is dropped on the server too; a cached one ends with the connection. */
static void postgres_release(struct db_statement *base)
{
	struct postgres_statement *s = of_statement(base);
	postgres_reset(base);
	PGTransactionStatusType state = PQtransactionStatus(of(base->db)->connection);
	if (!base->cached && s->generation == of(base->db)->generation && (state == PQTRANS_IDLE || state == PQTRANS_INTRANS)) {
		char text[48];
		(void)snprintf(text, sizeof text, "DEALLOCATE %s", s->name);
		PQclear(PQexec(of(base->db)->connection, text));
	}
	free(s->values);
	free(s->lengths);
	free(s->formats);
	free(s->numbers);
	free(s);
}

static bool postgres_column_null(struct db_statement *base, size_t column)
{
	struct postgres_statement *s = of_statement(base);
	return PQgetisnull(s->result, s->row, (int)column) != 0;
}

static int64_t postgres_column_int(struct db_statement *base, size_t column)
{
	struct postgres_statement *s = of_statement(base);
	const char *p = PQgetvalue(s->result, s->row, (int)column);
	uint64_t wide;
	uint32_t half;
	uint16_t quarter;
	switch (PQgetisnull(s->result, s->row, (int)column) ? 0 : PQgetlength(s->result, s->row, (int)column)) {
	case 8: memcpy(&wide, p, 8); return (int64_t)be64toh(wide);
	case 4: memcpy(&half, p, 4); return (int32_t)be32toh(half);
	case 2: memcpy(&quarter, p, 2); return (int16_t)be16toh(quarter);
	default: return 0;
	}
}

static str postgres_column_text(struct db_statement *base, size_t column)
{
	struct postgres_statement *s = of_statement(base);
	if (PQgetisnull(s->result, s->row, (int)column))
		return STR_NONE;
	return (str){PQgetvalue(s->result, s->row, (int)column), (size_t)PQgetlength(s->result, s->row, (int)column)};
}

static uint64_t digest_of(const char *text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return hash;
}

/* A snapshot's text names every transaction that it sees: it changes exactly when what can be seen may have changed, and asks no lock of writers
   as a counter row would. Other databases of the same server change it too, which costs a page made again and nothing else. */
static enum status postgres_data_version(struct db *db, int64_t *version)
{
	struct postgres_db *p = of(db);
	int64_t now = clock_monotonic_ms();
	if (!p->version_known || now - p->asked >= LIMIT_DATA_VERSION_MS) {
		enum status s = db->depth ? OK : connect_again(db);
		if (s != OK)
			return s;
		PGresult *result = PQexec(p->connection, "SELECT pg_current_snapshot()::text");
		if (PQresultStatus(result) != PGRES_TUPLES_OK || PQntuples(result) != 1)
			return take_status(db, result, "data_version");
		p->version = (int64_t)digest_of(PQgetvalue(result, 0, 0));
		p->asked = now;
		p->version_known = true;
		PQclear(result);
	}
	*version = p->version;
	return OK;
}

static enum status postgres_has_table(struct db *db, const char *name, bool *has)
{
	PGresult *result = PQexecParams(of(db)->connection, "SELECT 1 FROM pg_class WHERE oid = to_regclass($1) AND relkind IN ('r', 'p')", 1, NULL, &name, NULL, NULL, 0);
	*has = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;
	return take_status(db, result, "has_table");
}

static enum status postgres_ask(struct db *db, struct arena *a, const char *text, str *answer)
{
	PGresult *result = PQexec(of(db)->connection, text);
	bool row = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) > 0 && !PQgetisnull(result, 0, 0);
	*answer = row ? arena_str(a, str_of(PQgetvalue(result, 0, 0))) : STR_NONE;
	return take_status(db, result, text);
}

static enum status postgres_columns(struct db *db, struct arena *a, const char *table, str *names, str *letters)
{
	PGresult *result = PQexecParams(of(db)->connection,
	                                "SELECT string_agg(attname, ',' ORDER BY attnum), string_agg(CASE WHEN atttypid = 20 THEN 'i' ELSE 't' END, '' ORDER BY attnum) "
	                                "FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped",
	                                1, NULL, &table, NULL, NULL, 0);
	bool row = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;
	*names = row ? arena_str(a, str_of(PQgetvalue(result, 0, 0))) : STR_NONE;
	*letters = row ? arena_str(a, str_of(PQgetvalue(result, 0, 1))) : STR_NONE;
	return take_status(db, result, table);
}

/* Creating tables at once does not fail in ways that can be tried again, so whoever migrates waits here. */
static enum status postgres_schema_lock(struct db *db)
{
	return run(db, "SELECT pg_advisory_lock(hashtext(current_schema()), 20240913)");
}

static enum status postgres_schema_unlock(struct db *db)
{
	return run(db, "SELECT pg_advisory_unlock(hashtext(current_schema()), 20240913)");
}

static enum status postgres_load_prepare(struct db *db)
{
	return run(db, "SET LOCAL statement_timeout = 0");
}

static const struct db_driver postgres_driver;

enum status postgres_open(const char *address, enum db_access access, struct db **db)
{
	*db = NULL;
	struct postgres_db *made = zeroed(1, sizeof *made);
	made->base = (struct db){.driver = &postgres_driver, .access = access};
	made->connection = PQconnectdb(address);
	enum status s = OK;
	if (PQstatus(made->connection) != CONNECTION_OK)
		s = broken("postgres_connect", str_trim(str_of(PQerrorMessage(made->connection))));
	else
		s = configure(&made->base);
	if (s == OK && access == DB_READ_ONLY)
		s = run(&made->base, "SET default_transaction_read_only = on");
	if (s != OK) {
		postgres_close_db(&made->base);
		return s;
	}
	*db = &made->base;
	return OK;
}

/* Bulk loads: COPY in text form, sent in pieces of 64 KiB. */
enum { LOAD_PIECE = 64 * 1024 };

static enum status send_load(struct db *db)
{
	struct postgres_db *p = of(db);
	int sent = p->load_n ? PQputCopyData(p->connection, p->load_bytes, (int)p->load_n) : 1;
	p->load_n = 0;
	return sent == 1 ? OK : broken("load_row", str_trim(str_of(PQerrorMessage(p->connection))));
}

static void load_char(struct postgres_db *p, char c)
{
	if (p->load_n == p->load_room) {
		p->load_room = p->load_room ? 2 * p->load_room : (size_t)2 * LOAD_PIECE;
		p->load_bytes = realloc(p->load_bytes, p->load_room);
		always(p->load_bytes != NULL);
	}
	p->load_bytes[p->load_n++] = c;
}

static void load_text(struct postgres_db *p, str text)
{
	static const char from[] = "\\\t\n\r", to[] = "\\tnr";
	for (size_t i = 0; i < text.n; i++) {
		const char *special = text.p[i] ? strchr(from, text.p[i]) : NULL;
		if (special)
			load_char(p, '\\');
		load_char(p, special ? to[special - from] : text.p[i]);
	}
}

static enum status postgres_load_begin(struct db *db, const char *table, const char *columns, const char *letters)
{
	(void)letters;
	char text[4096];
	int n = snprintf(text, sizeof text, "COPY %s (%s) FROM STDIN", table, columns);
	always(n > 0 && (size_t)n < sizeof text);
	of(db)->load_n = 0;
	return take_status(db, PQexec(of(db)->connection, text), table);
}

static enum status postgres_load_row(struct db *db, const struct db_value *values, size_t count)
{
	struct postgres_db *p = of(db);
	for (size_t i = 0; i < count; i++) {
		if (i)
			load_char(p, '\t');
		char number[32];
		if (!values[i].set)
			load_char(p, '\\'), load_char(p, 'N');
		else if (values[i].is_text)
			load_text(p, values[i].text);
		else {
			(void)snprintf(number, sizeof number, "%lld", (long long)values[i].number);
			load_text(p, str_of(number));
		}
	}
	load_char(p, '\n');
	return p->load_n >= LOAD_PIECE ? send_load(db) : OK;
}

static enum status postgres_load_end(struct db *db)
{
	PGconn *connection = of(db)->connection;
	enum status s = send_load(db);
	if (PQputCopyEnd(connection, s == OK ? NULL : "stopped") != 1)
		return broken("load_end", str_trim(str_of(PQerrorMessage(connection))));
	for (PGresult *result = PQgetResult(connection); result; result = PQgetResult(connection)) {
		enum status ended = take_status(db, result, "load_end");
		s = s == OK ? ended : s;
	}
	return s;
}

static const struct db_driver postgres_driver = {
	.engine = DB_POSTGRES,
	.close = postgres_close_db,
	.begin = postgres_begin,
	.commit = postgres_commit,
	.rollback = postgres_rollback,
	.prepare = postgres_prepare,
	.release = postgres_release,
	.bind_text = postgres_bind_text,
	.bind_int = postgres_bind_int,
	.bind_null = postgres_bind_null,
	.step = postgres_step,
	.reset = postgres_reset,
	.column_null = postgres_column_null,
	.column_int = postgres_column_int,
	.column_text = postgres_column_text,
	.data_version = postgres_data_version,
	.run = run,
	.has_table = postgres_has_table,
	.ask = postgres_ask,
	.columns = postgres_columns,
	.schema_lock = postgres_schema_lock,
	.schema_unlock = postgres_schema_unlock,
	.load_prepare = postgres_load_prepare,
	.load_begin = postgres_load_begin,
	.load_row = postgres_load_row,
	.load_end = postgres_load_end,
};
