/* Every limit of the program, in one place: name, unit, and why. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
	LIMIT_HEAD_BYTES = 16 * 1024,               /* request line and header fields of one request */
	LIMIT_HEAD_FIELDS = 100,                    /* header fields of one request */
	LIMIT_TARGET_BYTES = 4 * 1024,              /* path and query */
	LIMIT_BODY_BYTES = 64 * 1024,               /* body of a form; uploads have their own */
	LIMIT_FORM_FIELDS = 200,                    /* fields of one form or query */
	LIMIT_HEAD_SECONDS = 10,                    /* whole head, from first byte */
	LIMIT_BODY_SECONDS = 60,                    /* whole body */
	LIMIT_IDLE_SECONDS = 60,                    /* keep-alive */
	LIMIT_CONNECTIONS = 2000,                   /* open at once, per I/O thread */
	LIMIT_CONNECTIONS_PER_ADDRESS = 200,        /* from one address, per I/O thread */
	LIMIT_REQUEST_ARENA = 48 * 1024 * 1024,     /* memory of one request */
	LIMIT_RESPONSE_BYTES = 64 * 1024 * 1024,    /* one page or export made in memory */
	LIMIT_COMMAND_ARENA = 1024 * 1024 * 1024,   /* memory of one command */
	LIMIT_PAGE_CACHE_BYTES = 12 * 1024 * 1024,  /* rendered public pages kept */
	LIMIT_PACK_FILE_BYTES = 2 * 1024 * 1024,    /* one YAML file of a pack */
	LIMIT_PACK_DEPTH = 16,                      /* nesting of a pack file */
	LIMIT_PACK_NODES = 200 * 1000,              /* YAML nodes of a pack file */
	LIMIT_LABEL_BYTES = 4 * 300,                /* a label: 300 characters of at most 4 bytes */
	LIMIT_LABEL_CHARS = 300,
	LIMIT_TEXT_CHARS = 4000,
	LIMIT_CODE_BYTES = 64,
	LIMIT_PROBLEMS = 50,                        /* reported at once; the rest is counted */
	LIMIT_TABLE_FILE_BYTES = 64 * 1024 * 1024,  /* a csv or xlsx to reconcile, as stored */
	LIMIT_TABLE_INFLATED = 256 * 1024 * 1024,   /* the same, unpacked */
	LIMIT_TABLE_ROWS = 200 * 1000,
	LIMIT_TABLE_COLUMNS = 512,
	LIMIT_TABLE_CELLS = 4 * 1000 * 1000,        /* of all sheets */
	LIMIT_TABLE_SHEETS = 200,
	LIMIT_TABLE_BLOCKS = 400,                   /* tables found in one file */
	LIMIT_TABLE_FINDINGS = 2000,                /* told one by one; the rest is counted */
	LIMIT_TABLE_RATIO = 250,                    /* unpacked over packed bytes of one part of an archive: more is a bomb */
	LIMIT_CELL_BYTES = 32 * 1024,
	LIMIT_IMPORT_MEMORY = 1024 * 1024 * 1024,   /* address space of the sandboxed import child */
	LIMIT_IMPORT_SECONDS = 60,
	LIMIT_GEOJSON_BYTES = 256 * 1024 * 1024,    /* the official national file is about 30 MB */
	LIMIT_GEOJSON_FEATURES = 10 * 1000,
	LIMIT_GEOJSON_POINTS = 8 * 1000 * 1000,     /* of all outlines */
	LIMIT_SEARCH_QUERY_BYTES = 200,
	LIMIT_SEARCH_RESULTS = 50
};

#define LIMIT_GEOJSON_MEMORY (UINT64_C(3) * 1024 * 1024 * 1024) /* of the import child: a JSON tree takes ten times its text */
#define LIMIT_AMOUNT_CENTS INT64_C(1000000000000) /* 10 000 000 000 euros */

#endif
