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
	last_answer TEXT,
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
