-- From a draft to a filed request. A sheet is one set of answers that several people fill together: the identity of an applicant (territory 0, said once for all calls), or
-- an application to a call. Its values are flat and named (domain/form.h); what is filed is frozen in `filing` and projected into `application`.

CREATE TABLE applicant ( -- an organisation with an account; the organisation of a pack is how a territory's programme names it
	applicant_id INTEGER NOT NULL PRIMARY KEY,
	name TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('association', 'municipality', 'ccas', 'intercommunality', 'landlord', 'citizen_council', 'company', 'other')),
	siret TEXT UNIQUE,
	siren TEXT,
	rna TEXT,
	sheet_id INTEGER NOT NULL UNIQUE, -- its identity
	created_ms INTEGER NOT NULL,
	created_by INTEGER NOT NULL REFERENCES person (person_id),
	bank TEXT, -- IBAN, BIC, holder, sealed with the instance's key
	bank_hint TEXT, -- "…0189"
	bank_ms INTEGER,
	bank_by INTEGER
) STRICT;
CREATE INDEX applicant_by_siren ON applicant (siren);

CREATE TABLE applicant_member (
	applicant_id INTEGER NOT NULL REFERENCES applicant (applicant_id),
	person_id INTEGER NOT NULL REFERENCES person (person_id),
	role TEXT NOT NULL CHECK (role IN ('reader', 'writer', 'signatory')), -- each may do what the one before may
	since_ms INTEGER NOT NULL,
	PRIMARY KEY (applicant_id, person_id)
) STRICT;
CREATE INDEX applicant_member_by_person ON applicant_member (person_id);

CREATE TABLE applicant_invitation ( -- a link by mail that lets whoever opens it join an organisation
	applicant_id INTEGER NOT NULL REFERENCES applicant (applicant_id),
	invitation_id INTEGER NOT NULL UNIQUE,
	email TEXT NOT NULL, -- as it was invited
	role TEXT NOT NULL CHECK (role IN ('reader', 'writer', 'signatory')),
	token_hash TEXT NOT NULL UNIQUE,
	sent_ms INTEGER NOT NULL,
	sent_by INTEGER NOT NULL REFERENCES person (person_id),
	expires_ms INTEGER NOT NULL,
	ended TEXT CHECK (ended IN ('accepted', 'refused', 'withdrawn')), -- NULL: waits, or has expired
	ended_ms INTEGER,
	ended_by INTEGER,
	PRIMARY KEY (applicant_id, invitation_id)
) STRICT;

CREATE TABLE applicant_joining ( -- a person who found their organisation here, and asks to join it
	applicant_id INTEGER NOT NULL REFERENCES applicant (applicant_id),
	person_id INTEGER NOT NULL REFERENCES person (person_id),
	asked_ms INTEGER NOT NULL,
	decision TEXT CHECK (decision IN ('accepted', 'refused', 'withdrawn')), -- NULL: waits for a signatory
	decided_ms INTEGER,
	decided_by INTEGER,
	PRIMARY KEY (applicant_id, person_id, asked_ms)
) STRICT;
CREATE INDEX applicant_joining_by_person ON applicant_joining (person_id);

CREATE TABLE register_answer ( -- what the national register said, kept so that it may be down
	key TEXT NOT NULL PRIMARY KEY, -- SIRET
	answer TEXT NOT NULL,
	asked_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE file ( -- bytes by SHA-256; the bytes are in the files folder (store/files.h)
	sha256 TEXT NOT NULL PRIMARY KEY,
	bytes INTEGER NOT NULL CHECK (bytes >= 0),
	media TEXT NOT NULL, -- by content, not by name
	pages INTEGER,
	scan TEXT NOT NULL CHECK (scan IN ('clean', 'not_scanned')), -- what is infected is not kept
	created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE safe_document ( -- the document safe of an applicant
	applicant_id INTEGER NOT NULL REFERENCES applicant (applicant_id),
	document_id INTEGER NOT NULL,
	kind TEXT NOT NULL, -- statutes, declaration_receipt, board, bureau, bank_details, accounts, activity_report, auditor_report, mandate, other
	name TEXT NOT NULL,
	sha256 TEXT NOT NULL REFERENCES file (sha256),
	starts_day INTEGER,
	ends_day INTEGER, -- last day on which it is good
	added_ms INTEGER NOT NULL,
	added_by INTEGER NOT NULL,
	removed_ms INTEGER,
	PRIMARY KEY (applicant_id, document_id)
) STRICT;

CREATE TABLE upload ( -- a file on its way, in pieces
	upload_id INTEGER NOT NULL PRIMARY KEY,
	person_id INTEGER NOT NULL REFERENCES person (person_id),
	name TEXT NOT NULL,
	bytes INTEGER NOT NULL,
	purpose TEXT NOT NULL, -- where it goes: "sheet:ID:CODE", "safe:ID:KIND"
	created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE sheet (
	territory_id INTEGER NOT NULL, -- 0 for the identity of an applicant
	sheet_id INTEGER NOT NULL UNIQUE,
	kind TEXT NOT NULL CHECK (kind IN ('identity', 'application')),
	applicant_id INTEGER NOT NULL,
	call_code TEXT, -- of an application
	request TEXT CHECK (request IN ('first', 'renewal', 'roll_out')),
	previous_sheet INTEGER, -- whose values were carried
	action_code TEXT, -- of a renewal: the linked action; else given when filed
	title TEXT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('draft', 'to_sign', 'filed', 'completion_requested', 'withdrawn', 'abandoned')),
	channel TEXT NOT NULL CHECK (channel IN ('online', 'word', 'paper', 'spoken')),
	revision INTEGER NOT NULL, -- grows with each save
	created_ms INTEGER NOT NULL,
	created_by INTEGER NOT NULL,
	changed_ms INTEGER NOT NULL,
	changed_by INTEGER NOT NULL,
	to_confirm INTEGER NOT NULL CHECK (to_confirm IN (0, 1)), -- typed by an officer: the bearer has not said yes (N14)
	number TEXT UNIQUE, -- public reference, given once, at the first filing
	application_id INTEGER, -- of the table application, once filed
	owner_person INTEGER, -- the officer who follows it
	due_day INTEGER,
	received_ms INTEGER, -- of a request on paper or spoken: when the office got it, which is when it was filed (N14)
	received_reason TEXT, -- how the officer knows: the stamp, the letter
	PRIMARY KEY (territory_id, sheet_id)
) STRICT;
CREATE INDEX sheet_by_applicant ON sheet (applicant_id, territory_id, call_code);
CREATE INDEX sheet_by_call ON sheet (territory_id, call_code, state);

CREATE TABLE sheet_value (
	territory_id INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL,
	field TEXT NOT NULL,
	value TEXT NOT NULL, -- as domain/form.h keeps it; '' when it was emptied
	revision INTEGER NOT NULL, -- of the sheet, that wrote it
	changed_ms INTEGER NOT NULL,
	changed_by INTEGER NOT NULL,
	PRIMARY KEY (territory_id, sheet_id, field),
	FOREIGN KEY (territory_id, sheet_id) REFERENCES sheet (territory_id, sheet_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sheet_past ( -- what somebody else's value replaced: nothing typed is lost
	territory_id INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL,
	field TEXT NOT NULL,
	revision INTEGER NOT NULL,
	value TEXT NOT NULL,
	changed_ms INTEGER NOT NULL,
	changed_by INTEGER NOT NULL,
	PRIMARY KEY (territory_id, sheet_id, field, revision),
	FOREIGN KEY (territory_id, sheet_id) REFERENCES sheet (territory_id, sheet_id)
) STRICT;

CREATE TABLE attachment (
	territory_id INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL,
	attachment_id INTEGER NOT NULL,
	code TEXT NOT NULL, -- of the call's required document; 'other'
	name TEXT NOT NULL,
	sha256 TEXT NOT NULL REFERENCES file (sha256),
	added_ms INTEGER NOT NULL,
	added_by INTEGER NOT NULL,
	removed_ms INTEGER,
	PRIMARY KEY (territory_id, sheet_id, attachment_id),
	FOREIGN KEY (territory_id, sheet_id) REFERENCES sheet (territory_id, sheet_id)
) STRICT;

CREATE TABLE paper_original ( -- A9: who received what, when
	territory_id INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL,
	code TEXT NOT NULL,
	received_day INTEGER NOT NULL,
	received_by INTEGER NOT NULL,
	noted_ms INTEGER NOT NULL,
	note TEXT,
	PRIMARY KEY (territory_id, sheet_id, code, received_day),
	FOREIGN KEY (territory_id, sheet_id) REFERENCES sheet (territory_id, sheet_id)
) STRICT;

CREATE TABLE signature (
	territory_id INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL,
	asked_revision INTEGER NOT NULL, -- what was shown to the signatory
	asked_ms INTEGER NOT NULL,
	asked_by INTEGER NOT NULL,
	decision TEXT CHECK (decision IN ('signed', 'refused')),
	decided_ms INTEGER,
	decided_by INTEGER,
	capacity TEXT, -- "Présidente", "par pouvoir du…"
	reason TEXT,
	sha256 TEXT, -- of the frozen text that was signed
	PRIMARY KEY (territory_id, sheet_id, asked_revision),
	FOREIGN KEY (territory_id, sheet_id) REFERENCES sheet (territory_id, sheet_id)
) STRICT;

CREATE TABLE filing ( -- each version that was filed; never changed
	territory_id INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL,
	version INTEGER NOT NULL CHECK (version > 0),
	filed_ms INTEGER NOT NULL,
	filed_by INTEGER NOT NULL,
	on_behalf TEXT,
	channel TEXT NOT NULL,
	deadline_ms INTEGER, -- as it stood
	late INTEGER NOT NULL CHECK (late IN (0, 1)),
	grace TEXT, -- the rule that let it in after the deadline (L4)
	received_ms INTEGER, -- of a request on paper or spoken: when the office got it; the deadline is judged by it
	ruleset_version INTEGER,
	verdict TEXT NOT NULL, -- passes, fails, unknown; '' when the call has no rules
	frozen TEXT NOT NULL, -- canonical JSON: application, identity, attachments with their SHA-256 (domain/frozen.h)
	sha256 TEXT NOT NULL,
	PRIMARY KEY (territory_id, sheet_id, version),
	FOREIGN KEY (territory_id, sheet_id) REFERENCES sheet (territory_id, sheet_id)
) STRICT;

CREATE TABLE filing_number ( -- the last number given in a call; numbers are never used again
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	last INTEGER NOT NULL,
	PRIMARY KEY (territory_id, call_code)
) STRICT;

CREATE TABLE completion_request (
	territory_id INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL,
	request INTEGER NOT NULL,
	asked_ms INTEGER NOT NULL,
	asked_by INTEGER NOT NULL,
	due_day INTEGER NOT NULL,
	reason TEXT NOT NULL,
	opened TEXT NOT NULL, -- topics, fields and documents that are open again, one a line
	answered_ms INTEGER,
	cancelled_ms INTEGER,
	PRIMARY KEY (territory_id, sheet_id, request),
	FOREIGN KEY (territory_id, sheet_id) REFERENCES sheet (territory_id, sheet_id)
) STRICT;

CREATE TABLE sheet_message (
	territory_id INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL,
	message INTEGER NOT NULL,
	sent_ms INTEGER NOT NULL,
	sent_by INTEGER NOT NULL,
	from_office INTEGER NOT NULL CHECK (from_office IN (0, 1)),
	text TEXT NOT NULL,
	read_ms INTEGER,
	PRIMARY KEY (territory_id, sheet_id, message),
	FOREIGN KEY (territory_id, sheet_id) REFERENCES sheet (territory_id, sheet_id)
) STRICT;

CREATE TABLE sheet_event ( -- every change of state, in order
	territory_id INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL,
	event INTEGER NOT NULL,
	at_ms INTEGER NOT NULL,
	by_person INTEGER NOT NULL,
	from_state TEXT NOT NULL,
	to_state TEXT NOT NULL,
	reason TEXT,
	PRIMARY KEY (territory_id, sheet_id, event),
	FOREIGN KEY (territory_id, sheet_id) REFERENCES sheet (territory_id, sheet_id)
) STRICT;

CREATE TABLE call_filing ( -- what an officer decides of a call's filing beside its pack: a moved deadline, a grace rule; the last row counts, all are kept
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	decided_ms INTEGER NOT NULL,
	decided_by TEXT NOT NULL,
	opens_ms INTEGER,
	closes_ms INTEGER,
	grace_minutes INTEGER NOT NULL CHECK (grace_minutes BETWEEN 0 AND 43200),
	reason TEXT NOT NULL,
	PRIMARY KEY (territory_id, call_code, decided_ms)
) STRICT;

-- Who made a row that packs make too: a load leaves those of a filing alone.
ALTER TABLE organisation ADD COLUMN origin TEXT NOT NULL DEFAULT 'pack' CHECK (origin IN ('pack', 'filing'));
ALTER TABLE action ADD COLUMN origin TEXT NOT NULL DEFAULT 'pack' CHECK (origin IN ('pack', 'filing'));
