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
	LIMIT_SLOW_QUEUE = 256,                     /* requests waiting for the slow pool; above it 503 */
	LIMIT_ERROR_BODY_BYTES = 64 * 1024,         /* page of an error that the HTTP adapter answers itself */
	LIMIT_CONNECTIONS = 32 * 1024,              /* open at once, per I/O thread; fewer when the process may have fewer files open */
	LIMIT_OTHER_DESCRIPTORS = 512,              /* of the files that the process may have open, those that are no connection */
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
	LIMIT_WRITE_PATIENCE_MS = 5000,             /* no new try of the server's writer after that long: a browser waits 20 s (assets/saving.js) */
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
	LIMIT_SPOOLED_BODY_BYTES = 128 * 1024 * 1024, /* body of a form with files */
	LIMIT_SPOOLED_BYTES = 1024 * 1024 * 1024,   /* of all bodies that wait on the disk */
	LIMIT_SPOOLED_BYTES_PER_SECOND = 8 * 1024,  /* a sender slower than this, over the whole body, is cut off: 25 MB in less than an hour */
	LIMIT_PIECE_BYTES = 1024 * 1024,            /* of a file sent in pieces */
	LIMIT_UPLOADS_UNDER_WAY = 20,               /* of one person */
	LIMIT_UPLOADS_UNDER_WAY_BYTES = 200 * 1024 * 1024,
	LIMIT_UPLOAD_HOURS = 24,                    /* then what was not finished is forgotten */
	LIMIT_SHEET_ATTACHMENTS = 60,               /* of one application */
	LIMIT_SHEET_ATTACHMENT_BYTES = 200 * 1024 * 1024,
	LIMIT_SAFE_DOCUMENTS = 200,                 /* of one applicant, removed ones not counted */
	LIMIT_SAFE_SOON_DAYS = 60,                  /* a document of the safe that ends within this is told: in the safe, and at home */
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
	LIMIT_WRITE_QUEUE = 8192,                   /* requests waiting for the writer; above it 503: a disk that stops for two seconds in the last hour fills a small one */
	LIMIT_WRITE_BATCH = 256,                    /* requests of one commit */
	LIMIT_VISIT_SECONDS = 12 * 60 * 60,         /* of the cookie that a form needs when nobody is signed in */

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
	LIMIT_TOKEN_CONFIRM_SECONDS = 48 * 60 * 60,
	LIMIT_TOKEN_RESET_SECONDS = 60 * 60,
	LIMIT_TOKEN_INVITE_SECONDS = 14 * 24 * 60 * 60,
	LIMIT_TOKEN_SSO_SECONDS = 10 * 60,
	LIMIT_RECOVERY_CODES = 10,
	LIMIT_PEOPLE = 2000,                        /* of one list for administrators */
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
	/* answers of a sheet */
	LIMIT_FORM_VALUE_BYTES = 16 * 1024,         /* one answer as typed, kept even when it does not read */
	LIMIT_FORM_NUMBER = 1000 * 1000 * 1000,     /* a count or a decimal number, when its question gives no other maximum */
	LIMIT_SHEET_VALUES = 3000,                  /* answers of one sheet */
	LIMIT_SHEET_BYTES = 1024 * 1024,            /* of them together */
	LIMIT_SHEET_TYPED = 400,                    /* answers of one save */
	LIMIT_SHEET_FORMS = 64,                     /* forms kept in memory, by call, request, bearer and language */
	LIMIT_SHEET_FORM_ARENA = 8 * 1024 * 1024,   /* of one of them */
	LIMIT_SHEET_PAST_MS = 10 * 60 * 1000,       /* one's own text typed again within this time is one step of its history */
	/* budget and publics of an application */
	LIMIT_BUDGET_YEARS = 4,                     /* of one application (Cerfa 12156: N to N+3) */
	LIMIT_BUDGET_FREE_LINES = 20,               /* funders that the call does not know, of one year */
	LIMIT_BUDGET_FREE_NAME_CHARS = 120,
	LIMIT_PASTE_BYTES = 16 * 1024,              /* a block of cells pasted into the budget */
	LIMIT_PASTE_CELLS = 400,
	LIMIT_PUBLIC_PERSONS = 10 * 1000 * 1000,    /* of one cell of the table of publics, or declared */
	LIMIT_PUBLIC_EVIDENCE_CHARS = 1000,
	/* ---- filing ---- */
	LIMIT_FROZEN_BYTES = 4 * 1024 * 1024,       /* the canonical text of one filed request */
	LIMIT_MAIL_BYTES = 64 * 1024,               /* text of one mail */
	LIMIT_REASON_CHARS = 2000,                  /* of a refusal, a withdrawal, a completion request, a moved deadline */
	LIMIT_MESSAGE_CHARS = 4000,                 /* one message between a bearer and its officer */
	LIMIT_CAPACITY_CHARS = 120,                 /* in what capacity somebody signs */
	/* ---- mail ---- */
	LIMIT_SMTP_CONNECT_MS = 15 * 1000,          /* to a mail server */
	LIMIT_SMTP_ANSWER_SECONDS = 60,             /* for one of its answers */
	LIMIT_SMTP_SECONDS = 120,                   /* for a whole mail; the claim below is longer */
	LIMIT_MAIL_CLAIM_MS = 4 * 60 * 1000,        /* a process that sends a mail has it for so long; then it is thought dead */
	LIMIT_MESSAGE_BYTES = 40 * 1024 * 1024,     /* a mail with its files; most servers take 25 to 50 MB */
	LIMIT_MAIL_FILE_BYTES = 18 * 1024 * 1024,   /* files of one mail; beyond, it says where they are */
	LIMIT_MAIL_ARENA = 128 * 1024 * 1024,       /* memory of one mail being made */
	LIMIT_MAIL_DUE = 16,                        /* that are looked at to choose one: processes that choose at random seldom meet */
	LIMIT_MAIL_DOCUMENT_TRIES = 3,              /* then it leaves without the paper that cannot be made */
	LIMIT_MAIL_CUTS = 3,                        /* connections cut one behind the other: the server is down */
	LIMIT_MAIL_ROWS = 200,                      /* listed on the administrator's page */
	LIMIT_REMINDERS = 50,                       /* written in one round */
	LIMIT_DESK_ROWS = 1000,                     /* files listed on one page of a desk; beyond, filters are asked for */
	/* paper: Word sheets and PDF */
	LIMIT_PAPER_BYTES = 16 * 1024 * 1024,       /* the text of one document that is made */
	LIMIT_PAPER_LINES = 20000,                  /* paragraphs and cells of a sheet that is read */
	LIMIT_PAPER_TEXT = 4 * 1024 * 1024,         /* of all of them */
	LIMIT_PAPER_UNREAD = 200,                   /* passages without a field that are listed */
	LIMIT_PAPER_SECONDS = 60,                   /* LibreOffice, for one document */
	LIMIT_PAPER_MEMORY_MB = 4096,               /* and the address space of it */
	LIMIT_PAPER_PDF = 32 * 1024 * 1024,         /* and what it may write */
	/* ---- allocation ---- */
	LIMIT_ALLOCATION_ROWS = 10 * 1000,          /* projects of one call that are distributed at once */
	LIMIT_ALLOCATION_CELLS = 100 * 1000,        /* and amounts */
	LIMIT_ALLOCATION_WISHES = 40,               /* demands of an officer */
	LIMIT_ALLOCATION_STEP_CENTS = 100 * 1000,   /* amounts in thousands of euros at the coarsest */
	LIMIT_ALLOCATION_MEMORY = 1536 * 1024 * 1024, /* of the child that solves: 5 000 projects take 400 MB */
	LIMIT_ALLOCATION_SECONDS = 120,             /* of one search, at most */
	LIMIT_ALLOCATION_ROUNDS = 4,                /* solved again with the ceilings that moved, so many times */
	LIMIT_ALLOCATION_GAP_PPM = 1000,            /* 0.1 % of the best that could be: good enough to stop */
	LIMIT_ALLOCATION_ARENA = 1024 * 1024 * 1024, /* memory of one distribution */
	LIMIT_ALLOCATION_WAITING = 3,               /* distributions of one call that wait or run */
	LIMIT_SCENARIOS_READ = 24,                  /* tables of one call that are added up for a list */
	/* ---- the voted programme and its documents ---- */
	LIMIT_TEMPLATE_INFLATED = 64 * 1024 * 1024, /* a template once unpacked */
	LIMIT_TEMPLATE_DATA = 24 * 1024 * 1024,     /* what it is filled with, all letters of a batch together */
	LIMIT_TEMPLATE_RESULT = 256 * 1024 * 1024,  /* documents of one batch */
	LIMIT_TEMPLATE_SECONDS = 90,
	LIMIT_PROGRAMME_FROZEN_BYTES = 32 * 1024 * 1024, /* the canonical text of one voted programme */
	LIMIT_DECISION_CHARS = 80,                  /* number of a decision, of a receipt */
	/* ---- grid ---- */
	LIMIT_GRID_ROWS = 6000,                     /* applications of one call in its grid */
	LIMIT_PARK_MS = 25 * 1000,                  /* that a request waits for news; then it is answered without */
	LIMIT_GRID_NAMES = 32,                      /* districts of one row that its line names */
	/* deskwork */
	LIMIT_DESK_APPLICATIONS = 30000,            /* read for one list */
	LIMIT_DESK_SORTS = 4,                       /* columns that one list is sorted by */
	LIMIT_DESK_BULK = 2000,                     /* files changed at once */
	LIMIT_NOTE_CHARS = 4000,                    /* one private note */
	LIMIT_VIEW_NAME_CHARS = 80,
	LIMIT_VIEWS = 100,                          /* kept lists of one territory that one person sees */
	LIMIT_DESK_LABELS = 60,
	LIMIT_ROUTING_RULES = 200,
	LIMIT_PRESENCE_MS = 60 * 1000,              /* how long somebody is thought to be there after they were seen */
	/* ---- sessions ---- */
	LIMIT_SESSION_SEATS = 200,                  /* of one session */
	LIMIT_SESSION_ITEMS = 500,                  /* of its agenda */
	LIMIT_SESSION_TITLE_CHARS = 200,            /* its title, a point, a place, a role */
	LIMIT_SESSION_MINUTES_CHARS = 20000,        /* what an officer adds to the minutes */
	LIMIT_SESSION_FROZEN_BYTES = 4 * 1024 * 1024, /* all that is known of one session */
	/* review */
	LIMIT_CRITERIA = 40,                        /* of one call, those of the pack among them */
	LIMIT_CRITERION_WEIGHT = 1000,
	LIMIT_OPINION_CHARS = 10000,                /* the text of one opinion, and of the reply to it */
	LIMIT_OPINIONS_ASKED = 4000,                /* at once: applications times who is asked */
	LIMIT_OPINION_REPLY_DAYS = 30,              /* to answer a citizen council, when nothing else was said (N9) */
	LIMIT_OPINION_LINK_DAYS = 30,               /* that a link stays good after the due day */
	LIMIT_OPINION_REMINDERS = 200,              /* looked at in one round */
	LIMIT_MAIL_OPINIONS = 60,                   /* named in one mail; the rest is counted */
	/* imports */
	LIMIT_IMPORT_ROWS = 6000,                   /* lines of one decided table: as many as a grid has */
	LIMIT_IMPORT_SHOWN = 400,                   /* of them on one page; the rest is counted, and in the file of errors */
	/* ---- notifying ---- */
	LIMIT_LETTERS_BATCH = 60,                   /* letters made by one request; the rest in the next ones */
	LIMIT_LETTER_PAGES = 30,                    /* of one letter */
	LIMIT_LETTERS_BYTES = 128 * 1024 * 1024,    /* PDFs of one batch, or of a signed scan, in the child */
	LIMIT_LETTERS_SECONDS = 60,
	LIMIT_SCAN_PAGES = 400,                     /* of one file of signed letters */
	LIMIT_PICTURE_BYTES = 64 * 1024 * 1024,     /* one page of a scan, grey, at the finest */
	LIMIT_SENDER_CHARS = 300,                   /* name and capacity under a letter */
	LIMIT_LOGOS = 40,                           /* of one territory */
	/* ---- the revised budget ---- */
	LIMIT_BUDGET_LESS_CHARS = 1000,             /* why less than granted is taken */
	LIMIT_BUDGET_DAYS = 366,                    /* from an accepted plan to the day its budget is due */
	/* ---- judging the table ---- */
	LIMIT_FILED_FACTS = 4096,                   /* filed texts whose facts are kept in memory */
	LIMIT_FILED_FACTS_BYTES = 64 * 1024,        /* of one of them; a longer one is read each time */
};

#define LIMIT_GEOJSON_MEMORY (UINT64_C(3) * 1024 * 1024 * 1024) /* of the import child: a JSON tree takes ten times its text */
#define LIMIT_AMOUNT_CENTS INT64_C(1000000000000) /* 10 000 000 000 euros */

#endif
