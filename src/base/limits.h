/* Every limit of the program, in one place: name, unit, and why. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
	LIMIT_HEAD_BYTES = 16 * 1024,               /* request line and header fields of one request */
	LIMIT_HEAD_FIELDS = 100,                    /* header fields of one request */
	LIMIT_TARGET_BYTES = 4 * 1024,              /* path and query */
	LIMIT_BODY_BYTES = 64 * 1024,               /* body of a form; uploads have their own */
	LIMIT_FORM_FIELDS = 1000,                   /* fields of one form or query: a budget of three years has 600 */
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
	LIMIT_ANSWERS_TARGET_BYTES = 2600,          /* the same as an address: leaves room in LIMIT_TARGET_BYTES for one more answer, sent by a form */
	LIMIT_ANSWERS = 150,                        /* questions answered in one address */
	LIMIT_ANSWER_CHARS = 200,                   /* of one answer in words */
	LIMIT_RULESETS_KEPT = 64,                   /* compiled rulesets that the server keeps */
	LIMIT_RULESET_VERSION = 999999999,          /* of a règlement: nine digits, as its file name takes; an int in addresses */
	LIMIT_RULESET_MEMORY = 48 * 1024 * 1024,    /* of one ruleset once read: beyond, it is refused */
	LIMIT_RULESET_ARENA = 64 * 1024 * 1024,     /* of one ruleset that the server keeps: what was not refused fits */
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
	LIMIT_VERDICT_NUMBERS = 64,                 /* shown with one rule of a verdict */
	LIMIT_VERDICT_MISSING = 200,                /* answers missing to one rule */
	LIMIT_VERDICT_DEPTH = 32,                   /* steps between a rule and the questions it reads */
	LIMIT_APPLICATION_BYTES = 256 * 1024,       /* one application file */
	LIMIT_RULES_BYTES = 8 * 1024 * 1024,        /* one text of a model of rules; the French payroll is 640 kB */
	LIMIT_RULES_TEXT_DEPTH = 64,                /* nesting of its YAML */
	LIMIT_RULES_TEXT_NODES = 1000 * 1000,       /* YAML nodes of all its texts */
	LIMIT_RULES_NODES = 1000 * 1000,            /* of a model once read */
	LIMIT_RULES_RULES = 500 * 1000,             /* hidden ones included */
	LIMIT_RULES_NODE_DEPTH = 2000,              /* operations inside one another, a long sum included */
	LIMIT_RULES_CHAIN = 20 * 1000,              /* operations and rules that need one another in a line */
	LIMIT_RULES_PARENTS = 64,                   /* names before the last in a dotted name */
	LIMIT_RULES_NAME_BYTES = 2000,              /* a dotted name */
	LIMIT_RULES_OPTIONS = 1000,                 /* of one `une possibilité` */
	LIMIT_RULES_CONTEXT = 200,                  /* rules that one `contexte` sets */
	LIMIT_RULES_REPLACEMENTS = 1000,            /* of one rule */
	LIMIT_RUN_NODES = 4096,                     /* of the expressions of one situation */
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
	LIMIT_RULES_RUN_BYTES = 96 * 1024 * 1024,   /* what a run may take beyond its first memory, for what is missing, texts and sub-runs */
	LIMIT_RULES_STACK_BYTES = 3 * 1024 * 1024,  /* of C stack while a rule is worked out; threads have 8 MiB */
	LIMIT_RULES_STEPS = 50 * 1000 * 1000,       /* nodes looked at for one question: about a second */
	LIMIT_RULES_MISSING = 2 * 1024 * 1024,      /* missing variables noted for one situation, over all answers */
	LIMIT_RULES_TEXT_BYTES = 256 * 1024,        /* texts of one situation; texts made for it, the same */
	LIMIT_RULES_EXPRESSIONS_BYTES = 8 * 1024 * 1024, /* texts and lists of the expressions of one situation */
	LIMIT_RULES_COPIES = 100 * 1000,            /* nodes written twice in rules that name what may be replaced; each plafond of a plafond doubles them */
	LIMIT_RULES_SUB_RUNS = 200,                 /* contexts, inversions and circles inside one another or waiting */
	/* files that people send */
	LIMIT_UPLOAD_BYTES = 25 * 1024 * 1024,      /* one file */
	LIMIT_UPLOAD_PARTS = 40,                    /* parts of one multipart form, fields included */
	LIMIT_UPLOAD_FILES = 20,                    /* files sent at once, photos made one PDF */
	LIMIT_PART_HEAD_BYTES = 4 * 1024,           /* header lines of one part */
	LIMIT_PART_FIELD_BYTES = 16 * 1024,         /* a part that is no file */
	LIMIT_BOUNDARY_BYTES = 70,                  /* RFC 2046 §5.1.1 */
	LIMIT_FILE_NAME_CHARS = 200,
	LIMIT_UPLOADS_UNDER_WAY = 20,               /* of one person */
	LIMIT_UPLOADS_UNDER_WAY_BYTES = 200 * 1024 * 1024,
	LIMIT_UPLOAD_HOURS = 24,                    /* then what was not finished is forgotten */
	LIMIT_SHEET_ATTACHMENTS = 60,               /* of one application */
	LIMIT_SHEET_ATTACHMENT_BYTES = 200 * 1024 * 1024,
	LIMIT_SAFE_DOCUMENTS = 200,                 /* of one applicant, removed ones not counted */
	LIMIT_PHOTO_PIXELS = 100 * 1000 * 1000,     /* of one picture: a phone has 50 million, 200 at the most */
	LIMIT_PHOTO_SIDE = 2480,                    /* long side that is kept: A4 at 210 dots an inch */
	LIMIT_PHOTO_BYTES = 4 * 1024 * 1024,        /* a picture once kept */
	LIMIT_LOOK_MEMORY = 1024 * 1024 * 1024,     /* of the child that looks at a file */
	LIMIT_LOOK_SECONDS = 40,
	LIMIT_LOOK_INFLATED = 512 * 1024 * 1024,    /* what the parts of a docx, an xlsx… say they unpack to */
	LIMIT_LOOK_RATIO = 300,
	LIMIT_LOOK_PARTS = 4000,
	LIMIT_CLAMD_SECONDS = 30,                   /* for one file */
	LIMIT_CLAMD_CONNECT_MS = 1500,

	LIMIT_FREE_DISK_BYTES = 256 * 1024 * 1024,  /* less than this free is a warning of doctor */

	/* ---- core ---- */
	LIMIT_FORM_BODY_BYTES = 512 * 1024,         /* body of the longest forms: a whole application at once */
	LIMIT_WRITE_QUEUE = 1024,                   /* requests waiting for the writer; above it 503 */
	LIMIT_WRITE_BATCH = 256,                    /* requests of one commit */
	LIMIT_RESEND_BYTES = 512 * 1024,            /* of a refused form that its refusal gives back */
	LIMIT_VISIT_SECONDS = 12 * 60 * 60,         /* of the cookie that a form needs when nobody is signed in */

	/* ---- organisation ---- */
	LIMIT_VISIT_SECONDS = 12 * 60 * 60,          /* of the cookie that a form needs when nobody is signed in */

	/* ---- accounts ---- */
	LIMIT_EMAIL_BYTES = 254,                    /* RFC 5321 */
	LIMIT_NAME_CHARS = 120,                     /* of a person */
	LIMIT_PASSWORD_CHARS = 12,                  /* at least */
	LIMIT_PASSWORD_BYTES = 512,                 /* at most */
	LIMIT_PASSWORD_HASHES = 2,                  /* worked out at once: each takes 64 MB */
	LIMIT_SESSION_IDLE_SECONDS = 12 * 60 * 60,
	LIMIT_SESSION_MINE_SECONDS = 30 * 24 * 60 * 60,  /* "this device is mine" */
	LIMIT_SESSION_LIFE_SECONDS = 90 * 24 * 60 * 60,  /* whatever is done with it */
	LIMIT_SESSION_HALF_SECONDS = 10 * 60,       /* between the password and the second factor */
	LIMIT_SESSION_TOUCH_SECONDS = 5 * 60,       /* between two writes of when it was seen */
	LIMIT_AGENT_BYTES = 120,                    /* browser and system, in words */
	LIMIT_TOKEN_CONFIRM_SECONDS = 48 * 60 * 60,
	LIMIT_TOKEN_RESET_SECONDS = 60 * 60,
	LIMIT_TOKEN_INVITE_SECONDS = 14 * 24 * 60 * 60,
	LIMIT_TOKEN_SSO_SECONDS = 10 * 60,
	LIMIT_RECOVERY_CODES = 10,
	LIMIT_THROTTLE_SLOTS = 8192,                /* addresses and accounts whose tries are remembered */
	LIMIT_NEXT_BYTES = 4096,                    /* of the address to go back to after signing in */
	LIMIT_SSO_ANSWER_BYTES = 256 * 1024,        /* of a provider of single sign-on */
	LIMIT_SSO_TOKEN_BYTES = 16 * 1024,          /* of one signed text of it */
	LIMIT_SSO_KEYS = 40,                        /* of its key set */
	LIMIT_SSO_WAIT_MS = 3000,                   /* for one answer of it */
	LIMIT_SSO_KEPT_SECONDS = 60 * 60,           /* age of what it says of itself */
	LIMIT_SSO_ROTATION_SECONDS = 60,            /* between two looks for a key that is not in the kept set */
	LIMIT_SSO_SKEW_SECONDS = 60,                 /* between its clock and ours */
	/* organisations */
	LIMIT_REGISTER_BYTES = 512 * 1024,          /* one answer of the national register */
	LIMIT_REGISTER_MS = 3000,                   /* and the longest wait for it */
	LIMIT_REGISTER_CONNECT_MS = 1500,
	LIMIT_REGISTER_TURN_MS = 200,               /* between two questions of this process: five a second; the register takes seven */
	LIMIT_REGISTER_QUEUE_MS = 1000,             /* a question that would wait longer for its turn is not asked */
	LIMIT_REGISTER_REST_MS = 10 * 1000,         /* after three failures one behind the other */
	LIMIT_REGISTER_RETRY_SECONDS = 600,         /* the longest Retry-After that is believed */
	LIMIT_REGISTER_FRESH_DAYS = 30,             /* an answer younger than that is not asked for again */
	LIMIT_MEMBERS = 100,                        /* of one organisation, invitations that wait included */
	LIMIT_INVITATION_DAYS = 14,                 /* an invitation is good for */
	LIMIT_MEMBERSHIPS = 200,                    /* organisations of one person */
	LIMIT_JOININGS = 5,                          /* requests to join that one person may have waiting */
	LIMIT_FREE_DISK_BYTES = 256 * 1024 * 1024,  /* less than this free is a warning of doctor */
	/* budget and publics of an application */
	LIMIT_BUDGET_YEARS = 4,                     /* of one application (Cerfa 12156: N to N+3) */
	LIMIT_BUDGET_FREE_LINES = 20,               /* funders that the call does not know, of one year */
	LIMIT_BUDGET_FREE_NAME_CHARS = 120,
	LIMIT_PASTE_BYTES = 16 * 1024,              /* a block of cells pasted into the budget */
	LIMIT_PASTE_CELLS = 400,
	LIMIT_PUBLIC_PERSONS = 10 * 1000 * 1000,    /* of one cell of the table of publics, or declared */
	LIMIT_PUBLIC_EVIDENCE_CHARS = 1000,
	LIMIT_FREE_DISK_BYTES = 256 * 1024 * 1024,  /* less than this free is a warning of doctor */
	/* ---- filing ---- */
	LIMIT_FROZEN_BYTES = 4 * 1024 * 1024,       /* the canonical text of one filed request */
	LIMIT_MAIL_BYTES = 64 * 1024,               /* text of one mail */
	LIMIT_REASON_CHARS = 2000,                  /* of a refusal, a withdrawal, a completion request, a moved deadline */
	LIMIT_MESSAGE_CHARS = 4000,                 /* one message between a bearer and its officer */
	LIMIT_CAPACITY_CHARS = 120,                 /* in what capacity somebody signs */
	LIMIT_DESK_ROWS = 1000                      /* files listed on one page of a desk; beyond, filters are asked for */
};

#define LIMIT_GEOJSON_MEMORY (UINT64_C(3) * 1024 * 1024 * 1024) /* of the import child: a JSON tree takes ten times its text */
#define LIMIT_AMOUNT_CENTS INT64_C(1000000000000) /* 10 000 000 000 euros */

#endif
