/* What a driver gives to db.c, and what store/ keeps to itself: never included outside this room.
   Each driver's connection and statement begin with `struct db` and `struct db_statement`. */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "store/db.h"

struct db_value {
	bool set, is_text;
	str text;
	int64_t number;
};

struct db_driver {
	enum db_engine engine;
	void (*close)(struct db *db);
	enum status (*begin)(struct db *db, bool write);
	enum status (*commit)(struct db *db);
	void (*rollback)(struct db *db);
	enum status (*prepare)(struct db *db, const struct db_query *query, struct db_statement **s);
	void (*release)(struct db_statement *s); /* frees a statement */
	void (*bind_text)(struct db_statement *s, size_t index, str value);
	void (*bind_int)(struct db_statement *s, size_t index, int64_t value);
	void (*bind_null)(struct db_statement *s, size_t index);
	enum status (*step)(struct db_statement *s, bool *row);
	void (*reset)(struct db_statement *s); /* ready to be bound and stepped again */
	bool (*column_null)(struct db_statement *s, size_t column);
	int64_t (*column_int)(struct db_statement *s, size_t column);
	str (*column_text)(struct db_statement *s, size_t column);
	enum status (*data_version)(struct db *db, int64_t *version);
	enum status (*run)(struct db *db, const char *script); /* statements without parameters or results */
	enum status (*has_table)(struct db *db, const char *name, bool *has);
	/* The first column of the first row as text; absent without a row. Constant texts only. */
	enum status (*ask)(struct db *db, struct arena *a, const char *text, str *answer);
	/* The columns of a table in their order: names between commas, and a letter for each (t text, i integer). */
	enum status (*columns)(struct db *db, struct arena *a, const char *table, str *names, str *letters);
	/* One process at a time between these two; ends with the connection at the latest. */
	enum status (*schema_lock)(struct db *db);
	enum status (*schema_unlock)(struct db *db);
	/* Before many rows are loaded inside a write: no statement time limit, foreign keys checked by the end. */
	enum status (*load_prepare)(struct db *db);
	/* Many rows into one empty table, inside a write: `columns` are names between commas, `letters` their types as in db_query. */
	enum status (*load_begin)(struct db *db, const char *table, const char *columns, const char *letters);
	enum status (*load_row)(struct db *db, const struct db_value *values, size_t count);
	enum status (*load_end)(struct db *db);
};


struct db {
	const struct db_driver *driver;
	enum db_access access;
	unsigned depth;     /* nested read_begin, 0 outside a transaction */
	bool writing;       /* inside db_write */
	bool ready;         /* the schema is this program's: writers queue on the audit chain */
	enum status failed; /* the first failure of a statement in the transaction */
	int64_t own_writes;
	struct db_statement **cache; /* by slot */
	size_t cache_room;
};

struct db_statement {
	struct db *db;
	const struct db_query *query;
	bool in_use;
	bool cached;
	enum status bound; /* BROKEN once a text that no engine takes was bound */
};

/* Parsed address: the engine, and the folder or the address itself, terminated, in the arena. */
struct db_address {
	enum db_engine engine;
	const char *target;
};
must_use enum status db_address_parse(struct arena *a, str where, struct db_address *address);

/* Opens without looking at the schema. `create` makes what is missing. */
must_use enum status sqlite_open(const char *folder, enum db_access access, bool create, struct db **db);
must_use enum status sqlite_open_file(const char *path, enum db_access access, bool create, struct db **db);
must_use enum status postgres_open(const char *address, enum db_access access, struct db **db);
must_use enum status db_open_raw(const struct db_address *address, enum db_access access, bool create, struct db **db);

/* Several statements without parameters; only constant texts and names of store/tables.h. Inside a transaction its failure fails it. */
must_use enum status db_run(struct db *db, const char *script);
must_use enum status db_has_table(struct db *db, const char *name, bool *has);
must_use enum status db_ask(struct db *db, struct arena *a, const char *text, str *answer);
/* Slots of the cache that store/ uses for the only statements that differ between the engines (search.c). */
enum { DB_SLOT_SEARCH = 1, DB_SLOT_INDEX_ADD, DB_SLOT_INDEX_DROP };
/* Makes a stepped statement ready to be bound again, for the same statement over many rows. */
void db_again(struct db_statement *s);
/* Forgets cached statements after tables were dropped and made again. */
void db_forget_statements(struct db *db);

#endif
