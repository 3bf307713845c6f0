-- Templates of towns and funders, what each funder told each bearer, and tables read from files with what undoes them.

CREATE TABLE template ( -- a Word (or OpenDocument) file of the town or of a funder, with fields; the last one not removed is used
	territory_id INTEGER NOT NULL,
	template_id INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('annex', 'award_letter', 'award_order', 'refusal_letter', 'minutes', 'summons')),
	funder_code TEXT NOT NULL, -- '' when it is not of one funder
	name TEXT NOT NULL,
	sha256 TEXT NOT NULL REFERENCES file (sha256),
	added_ms INTEGER NOT NULL,
	added_by INTEGER NOT NULL,
	removed_ms INTEGER,
	PRIMARY KEY (territory_id, template_id)
) STRICT;

CREATE TABLE notification ( -- what one funder tells one bearer of its decision (B15)
	territory_id INTEGER NOT NULL,
	notification_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	version INTEGER NOT NULL, -- of the programme
	application_id INTEGER NOT NULL,
	funder_code TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('award_letter', 'award_order', 'refusal_letter')),
	amount_cents INTEGER NOT NULL,
	code TEXT NOT NULL UNIQUE, -- printed on its pages: the signed scan is found again by it
	reference TEXT, -- of the decision, of the commitment
	made_ms INTEGER NOT NULL,
	made_by INTEGER NOT NULL,
	batch INTEGER NOT NULL, -- those made together are signed together
	sha256 TEXT NOT NULL REFERENCES file (sha256), -- PDF to sign
	signed_sha256 TEXT, -- the scan that came back
	signed_ms INTEGER,
	signed_by INTEGER,
	sent_ms INTEGER,
	sent_by INTEGER,
	cancelled_ms INTEGER,
	cancelled_by INTEGER,
	cancelled_reason TEXT, -- of a re-issue
	valued_cents INTEGER NOT NULL DEFAULT 0, -- in kind, told apart from `amount_cents`, never paid (P8)
	pages INTEGER NOT NULL DEFAULT 1, -- of the PDF
	template_id INTEGER, -- that it was made with; NULL: ours
	replaces INTEGER, -- notification that it is issued again for
	unsigned_reason TEXT, -- why it was sent without a signature
	PRIMARY KEY (territory_id, notification_id),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id)
) STRICT;
CREATE INDEX notification_by_application ON notification (territory_id, application_id);
CREATE INDEX notification_by_call ON notification (territory_id, call_code, funder_code);

CREATE TABLE notification_setting ( -- how a funder signs and what it decided by; the last row counts
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	funder_code TEXT NOT NULL,
	set_ms INTEGER NOT NULL,
	set_by INTEGER NOT NULL,
	sender TEXT NOT NULL, -- name and capacity under the letter, lines
	decision_number TEXT NOT NULL, -- of this funder; '' until it has one
	decision_day INTEGER,
	appeal TEXT NOT NULL, -- ways of appeal of its own; '': the usual ones
	court TEXT NOT NULL, -- administrative court and its address
	contact TEXT NOT NULL, -- who answers
	PRIMARY KEY (territory_id, call_code, funder_code, set_ms),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code)
) STRICT;

CREATE TABLE notification_scan ( -- a file of signed letters as it came back
	territory_id INTEGER NOT NULL,
	scan_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	funder_code TEXT NOT NULL,
	name TEXT NOT NULL,
	sha256 TEXT NOT NULL REFERENCES file (sha256),
	pages INTEGER NOT NULL,
	added_ms INTEGER NOT NULL,
	added_by INTEGER NOT NULL,
	PRIMARY KEY (territory_id, scan_id)
) STRICT;

CREATE TABLE notification_scan_page ( -- each of its pages: whose it is, or that a person must say
	territory_id INTEGER NOT NULL,
	scan_id INTEGER NOT NULL,
	page INTEGER NOT NULL, -- from 1
	turn INTEGER NOT NULL CHECK (turn BETWEEN 0 AND 3), -- quarters that make it upright
	notification_id INTEGER, -- NULL: not known
	letter_page INTEGER, -- of that letter
	found TEXT NOT NULL CHECK (found IN ('text', 'picture', 'hand', 'blank', 'nothing', 'other')), -- other: a code that is none of this funder's letters
	set_by INTEGER,
	dropped_ms INTEGER, -- a person said that it is no letter
	PRIMARY KEY (territory_id, scan_id, page),
	FOREIGN KEY (territory_id, scan_id) REFERENCES notification_scan (territory_id, scan_id)
) STRICT;
CREATE INDEX notification_scan_page_by_notification ON notification_scan_page (territory_id, notification_id);

CREATE TABLE notification_signed ( -- every signed version that came back: a later one never erases the first
	territory_id INTEGER NOT NULL,
	notification_id INTEGER NOT NULL,
	sha256 TEXT NOT NULL REFERENCES file (sha256),
	signed_ms INTEGER NOT NULL,
	signed_by INTEGER NOT NULL, -- who brought it
	scan_id INTEGER NOT NULL,
	PRIMARY KEY (territory_id, notification_id, sha256),
	FOREIGN KEY (territory_id, notification_id) REFERENCES notification (territory_id, notification_id)
) STRICT;

CREATE TABLE notification_mail ( -- mails that took a letter to its bearer: what became of them is the outbox's
	territory_id INTEGER NOT NULL,
	notification_id INTEGER NOT NULL,
	once TEXT NOT NULL, -- of the outbox
	recipient_person INTEGER NOT NULL, -- 0: to an address that was typed
	number INTEGER NOT NULL DEFAULT 0, -- 0: the first time it left; else of notification_again
	PRIMARY KEY (territory_id, notification_id, once),
	FOREIGN KEY (territory_id, notification_id) REFERENCES notification (territory_id, notification_id)
) STRICT;

CREATE TABLE notification_again ( -- a letter that came back left again; the last row counts
	territory_id INTEGER NOT NULL,
	notification_id INTEGER NOT NULL,
	number INTEGER NOT NULL CHECK (number > 0),
	way TEXT NOT NULL CHECK (way IN ('people', 'address', 'post')),
	reason TEXT NOT NULL,
	sent_ms INTEGER NOT NULL,
	sent_by INTEGER NOT NULL,
	PRIMARY KEY (territory_id, notification_id, number),
	FOREIGN KEY (territory_id, notification_id) REFERENCES notification (territory_id, notification_id)
) STRICT;

CREATE TABLE funder_logo ( -- for the communication kit (L7); funder '' is the politique de la ville
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	logo_id INTEGER NOT NULL,
	funder_code TEXT NOT NULL,
	name TEXT NOT NULL,
	sha256 TEXT NOT NULL REFERENCES file (sha256),
	media TEXT NOT NULL,
	added_ms INTEGER NOT NULL,
	added_by INTEGER NOT NULL,
	removed_ms INTEGER,
	PRIMARY KEY (territory_id, logo_id)
) STRICT;

CREATE TABLE funder_mention ( -- what a funder asks to be printed on what a bearer publishes, and where (L7); the last row counts; funder '' is the politique de la ville
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	funder_code TEXT NOT NULL,
	set_ms INTEGER NOT NULL,
	set_by INTEGER NOT NULL,
	mention TEXT NOT NULL, -- '': the usual words
	places TEXT NOT NULL,
	PRIMARY KEY (territory_id, funder_code, set_ms)
) STRICT;

CREATE TABLE table_import ( -- a decided table read from a file (D3, N10, N11)
	territory_id INTEGER NOT NULL,
	import_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('table', 'dauphin', 'grid')),
	name TEXT NOT NULL, -- of the file
	sha256 TEXT NOT NULL REFERENCES file (sha256),
	mapping TEXT NOT NULL, -- canonical JSON: columns, choices on twins (domain/import_mapping.c)
	headings TEXT NOT NULL DEFAULT '', -- SHA-256 of the folded headings: the next table of the same program starts from this mapping
	state TEXT NOT NULL CHECK (state IN ('received', 'mapped', 'done', 'undone', 'dropped')),
	summary TEXT,
	made_ms INTEGER NOT NULL,
	made_by INTEGER NOT NULL,
	done_ms INTEGER,
	undone_ms INTEGER,
	undone_by INTEGER,
	PRIMARY KEY (territory_id, import_id)
) STRICT;

CREATE TABLE table_import_change ( -- so that an import can be undone
	territory_id INTEGER NOT NULL,
	import_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	thing TEXT NOT NULL, -- "application:ID", "cell:…"
	before TEXT, -- NULL: it made it
	after TEXT,
	PRIMARY KEY (territory_id, import_id, position),
	FOREIGN KEY (territory_id, import_id) REFERENCES table_import (territory_id, import_id)
) STRICT;

CREATE TABLE application_reference ( -- what other programs call an application (D3, N11)
	territory_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('dauphin')),
	reference TEXT NOT NULL, -- DA00054562-01
	import_id INTEGER, -- that gave it
	PRIMARY KEY (territory_id, application_id, kind),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id)
) STRICT;

CREATE TABLE revised_budget ( -- asked of a bearer that is given less than it asked, by a completion request that opens its budget only; what was asked at first stays in financing_line
	territory_id INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL,
	request INTEGER NOT NULL, -- of completion_request
	plan INTEGER, -- revised plan whose amounts it goes by; NULL: what was voted
	version INTEGER, -- filing that holds the answer; NULL: none came
	cost_cents INTEGER, -- of that version, in kind included
	other_cents INTEGER, -- its income that no funder of the call gives
	PRIMARY KEY (territory_id, sheet_id, request),
	FOREIGN KEY (territory_id, sheet_id, request) REFERENCES completion_request (territory_id, sheet_id, request)
) STRICT;

CREATE TABLE revised_budget_line ( -- of each funder, in cash, for the year of the call, as the bearer was told it
	territory_id INTEGER NOT NULL,
	sheet_id INTEGER NOT NULL,
	request INTEGER NOT NULL,
	funder_code TEXT NOT NULL,
	asked_cents INTEGER NOT NULL CHECK (asked_cents BETWEEN 0 AND 1000000000000),
	granted_cents INTEGER NOT NULL CHECK (granted_cents BETWEEN 0 AND 1000000000000),
	kept_cents INTEGER CHECK (kept_cents BETWEEN 0 AND 1000000000000), -- that the bearer put in its budget; NULL: none came
	PRIMARY KEY (territory_id, sheet_id, request, funder_code),
	FOREIGN KEY (territory_id, sheet_id, request) REFERENCES revised_budget (territory_id, sheet_id, request)
) STRICT;
