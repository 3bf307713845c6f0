-- Mail to be sent, written in the transaction of what it tells, sent by jobs/ at least once and, but for a crash between the server's 250 and our commit, once.

CREATE TABLE outbox (
	territory_id INTEGER NOT NULL,
	mail_id INTEGER NOT NULL UNIQUE,
	once TEXT NOT NULL UNIQUE, -- what it is for: a second one with the same text is not added ("receipt:ID:1:a@b", "reminder:ID:D-7:a@b")
	kind TEXT NOT NULL,
	recipient TEXT NOT NULL,
	reply_to TEXT,
	subject TEXT NOT NULL,
	body TEXT NOT NULL, -- plain text
	created_ms INTEGER NOT NULL,
	next_ms INTEGER NOT NULL, -- of the next try
	tries INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'cancelled')),
	sent_ms INTEGER,
	last_answer TEXT, -- of the mail server, or why there was none
	answer_ms INTEGER,
	sheet_id INTEGER, -- what it is about; its officers see what did not arrive
	claimed_until_ms INTEGER NOT NULL DEFAULT 0, -- a process is sending it; when that dies, another takes it then
	claimed_by TEXT,
	PRIMARY KEY (territory_id, mail_id)
) STRICT;
CREATE INDEX outbox_waiting ON outbox (state, next_ms);

CREATE TABLE outbox_attachment (
	territory_id INTEGER NOT NULL,
	mail_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	name TEXT NOT NULL,
	what TEXT NOT NULL, -- "file:SHA256", "sheet.pdf:SHEET:VERSION", "sheet.docx:SHEET:VERSION": the last two are made when it is sent
	PRIMARY KEY (territory_id, mail_id, position),
	FOREIGN KEY (territory_id, mail_id) REFERENCES outbox (territory_id, mail_id)
) STRICT;

CREATE TABLE reminder ( -- that was written for a sheet, once for each step before a deadline; a deadline that moved reminds anew
	territory_id INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL,
	step TEXT NOT NULL, -- "D-7", "D-2", "H-6"; "overdue:N" for the officer, of completion request N
	deadline_ms INTEGER NOT NULL,
	at_ms INTEGER NOT NULL,
	PRIMARY KEY (territory_id, sheet_id, step, deadline_ms),
	FOREIGN KEY (territory_id, sheet_id) REFERENCES sheet (territory_id, sheet_id)
) STRICT;

CREATE TABLE reminder_stop ( -- a person who wants none about that sheet
	territory_id INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	since_ms INTEGER NOT NULL,
	PRIMARY KEY (territory_id, sheet_id, person_id),
	FOREIGN KEY (territory_id, sheet_id) REFERENCES sheet (territory_id, sheet_id)
) STRICT;
CREATE INDEX outbox_by_sheet ON outbox (territory_id, sheet_id);
