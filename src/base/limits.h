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
	LIMIT_SEND_SECONDS = 30,                    /* whole response, plus its size at the pace below */
	LIMIT_SEND_BYTES_PER_SECOND = 16 * 1024,    /* a reader slower than this is cut off */
	LIMIT_LINGER_SECONDS = 2,                   /* after a refusal, so that the answer is read before the connection closes */
	LIMIT_LINGER_BYTES = 1024 * 1024,           /* thrown away meanwhile */
	LIMIT_SLOW_QUEUE = 64,                      /* requests waiting for the slow pool; above it 503 */
	LIMIT_ERROR_BODY_BYTES = 64 * 1024,         /* page of an error that the HTTP adapter answers itself */
	LIMIT_CONNECTIONS = 2000,                   /* open at once, per I/O thread */
	LIMIT_CONNECTIONS_PER_ADDRESS = 200,        /* from one address, per I/O thread */
	LIMIT_REQUEST_ARENA = 48 * 1024 * 1024,     /* memory of one request */
	LIMIT_RESPONSE_BYTES = 64 * 1024 * 1024,    /* one page or export made in memory */
	LIMIT_COMMAND_ARENA = 1024 * 1024 * 1024,   /* memory of one command */
	LIMIT_PAGE_CACHE_BYTES = 12 * 1024 * 1024,  /* rendered public pages kept */
	LIMIT_PROGRAMME_ACTIONS = 1000 * 1000,      /* actions of one programme */
	LIMIT_PROGRAMME_PAGE_ACTIONS = 3000,        /* rows of a programme's page; beyond, it gives totals and downloads */
	LIMIT_PROGRAMME_XLSX_ACTIONS = 10 * 1000,   /* of a workbook made for one request; the command line has more memory */
	LIMIT_PAGE_FINDINGS = 100,                  /* findings listed on one page; the rest is counted */
	LIMIT_PACK_FILE_BYTES = 2 * 1024 * 1024,    /* one YAML file of a pack */
	LIMIT_PACK_DEPTH = 16,                      /* nesting of a pack file */
	LIMIT_PACK_NODES = 200 * 1000,              /* YAML nodes of a pack file */
	LIMIT_PACK_KEYS = 1000,                     /* keys of one mapping of a pack, texts of one list */
	LIMIT_PACK_ITEMS = 5000,                    /* things of one list of a pack */
	LIMIT_PACK_FIGURES = 1000,                  /* printed figures and agreements are checked for cycles */
	LIMIT_PACK_AGREEMENTS = 200,
	LIMIT_PACK_ACTIONS = 3000,                  /* of all programmes of one territory's pack */
	LIMIT_PACK_DISTRICTS = 500,                 /* of one territory; the whole country has 1 493 */
	LIMIT_PACK_GOALS = 2000,                    /* of one goal tree */
	LIMIT_PACK_FUNDERS = 500,                   /* funders, and funder groups, of one territory */
	LIMIT_PACK_CALLS = 200,                     /* of one territory */
	LIMIT_PAGE_TEMPLATE_BYTES = 256 * 1024,     /* one file of pages/ */
	LIMIT_PAGE_NESTING = 64,                    /* elements, conditions and loops inside one another, parts included */
	LIMIT_PAGE_NODES = 200 * 1000,              /* of one page with its layout and parts */
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
	LIMIT_PERIMETER_POINTS = 200 * 1000,        /* of one district, read for a drawing */
	LIMIT_WORKBOOK_FUNDERS = 500,               /* columns of a programme workbook */
	LIMIT_WORKBOOK_ROWS = 200 * 1000,           /* rows of a programme workbook */
	LIMIT_GEOJSON_FEATURES = 10 * 1000,
	LIMIT_GEOJSON_POINTS = 8 * 1000 * 1000,     /* of all outlines */
	LIMIT_ANSWERS_BYTES = 3 * 1024,             /* of a self-diagnosis in its address, decoded; the rest of LIMIT_TARGET_BYTES is the path and one more answer */
	LIMIT_ANSWERS = 150,                        /* questions answered in one address */
	LIMIT_ANSWER_CHARS = 200,                   /* of one answer in words */
	LIMIT_RULESETS_KEPT = 64,                   /* compiled rulesets that the server keeps */
	LIMIT_RULESET_ARENA = 64 * 1024 * 1024,     /* memory of one compiled ruleset */
	LIMIT_DIAGNOSED_CALLS = 24,                 /* calls judged for one page */
	LIMIT_WHY_DEPTH = 24,                       /* of an explanation tree on a page */
	LIMIT_SEARCH_QUERY_BYTES = 200,
	LIMIT_SEARCH_RESULTS = 50,
	LIMIT_SEARCH_RANKED = 500,                  /* newest hits among which the best are chosen */
	LIMIT_SEARCH_WORDS = 8,                     /* of one query */
	LIMIT_STORE_ARENA = 64 * 1024 * 1024,       /* memory of opening, migrating, copying */
	LIMIT_PATH_BYTES = 4096,
	LIMIT_BACKUP_PAUSE_MS = 20,                 /* between two tries of a backup that meets a lock */
	LIMIT_COLUMNS_BYTES = 3000,                 /* names of one table's columns together */
	LIMIT_WRITE_ATTEMPTS = 8,                   /* of one db_write on BUSY */
	LIMIT_SQLITE_BUSY_MS = 5000,                /* wait for another writer */
	LIMIT_WAL_SERVED_PAGES = 1000,              /* of 4 kB: a log that the server's checkpoint thread moves into the file */
	LIMIT_WAL_WRITER_PAGES = 8000,              /* a log that its writer moves itself: nobody serves, or the thread is behind */
	LIMIT_WAL_CUT_PAGES = 16000,                /* a log that its writer cuts off: about 64 MB */
	LIMIT_WAL_CUT_WAIT_MS = 1000,               /* for the readers that hold it meanwhile */
	LIMIT_CHECKPOINT_PAUSE_MS = 500,            /* between two looks of the checkpoint thread */
	LIMIT_FETCH_ROWS = 5000,                    /* of a streamed PostgreSQL query, at once in memory */
	LIMIT_DATA_VERSION_MS = 250,                /* age of PostgreSQL's data version */
	LIMIT_RULES_BYTES = 8 * 1024 * 1024,        /* one text of a model of rules; the French payroll is 640 kB */
	LIMIT_RULES_TEXT_DEPTH = 64,                /* nesting of its YAML */
	LIMIT_RULES_TEXT_NODES = 1000 * 1000,       /* YAML nodes of all its texts */
	LIMIT_RULES_NODES = 4 * 1000 * 1000,        /* of a model once read; what is written twice in a plafond of plafonds doubles each time */
	LIMIT_RULES_RULES = 500 * 1000,             /* hidden ones included */
	LIMIT_RULES_NODE_DEPTH = 2000,              /* operations inside one another, a long sum included */
	LIMIT_RULES_CHAIN = 20 * 1000,              /* operations and rules that need one another in a line */
	LIMIT_RULES_PARENTS = 64,                   /* names before the last in a dotted name */
	LIMIT_RULES_NAME_BYTES = 2000,              /* a dotted name */
	LIMIT_EXPRESSION_BYTES = 64 * 1024,
	LIMIT_EXPRESSION_NESTING = 64,              /* parentheses, minuses and powers inside one another */
	LIMIT_RULES_WHY_NODES = 4000,               /* parts of one explanation */
	LIMIT_RULES_WHY_DEPTH = 40,                 /* of one explanation: JSON_DEPTH holds twice as many, and what stands around */
	LIMIT_UNIT_PARTS = 24,                      /* names above and under the line of one unit of a rule */
	LIMIT_UNIT_BYTES = 250,                     /* of its text */
	LIMIT_UNITS = 2000,                         /* of one model of rules */
	LIMIT_UNITS_TEXT = 128 * 1024,
	LIMIT_RUN_UNITS = 200,                      /* that only appear while a situation is worked out */
	LIMIT_RUN_UNITS_TEXT = 16 * 1024,
	LIMIT_FREE_DISK_BYTES = 256 * 1024 * 1024   /* less than this free is a warning of doctor */
};

#define LIMIT_GEOJSON_MEMORY (UINT64_C(3) * 1024 * 1024 * 1024) /* of the import child: a JSON tree takes ten times its text */
#define LIMIT_AMOUNT_CENTS INT64_C(1000000000000) /* 10 000 000 000 euros */

#endif
