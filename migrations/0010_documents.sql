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
	PRIMARY KEY (territory_id, notification_id),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id)
) STRICT;
CREATE INDEX notification_by_application ON notification (territory_id, application_id);

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
