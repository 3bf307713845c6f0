-- The règlement of a call as executable rules (N4): its text in each version, kept for ever, since applications keep the version that judged them;
-- and the waivers that were granted, with reason and author.

CREATE TABLE ruleset (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	call_code TEXT NOT NULL,
	version INTEGER NOT NULL CHECK (version > 0),
	text TEXT NOT NULL,
	hash TEXT NOT NULL, -- BLAKE2b-256 of the text, in hexadecimal
	starts_day INTEGER,
	ends_day INTEGER,
	note_fr TEXT,
	note_en TEXT,
	loaded_ms INTEGER NOT NULL,
	PRIMARY KEY (territory_id, call_code, version)
) STRICT;

CREATE TABLE waiver (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	call_code TEXT NOT NULL,
	application_code TEXT NOT NULL,
	rule_name TEXT NOT NULL,
	version INTEGER NOT NULL CHECK (version > 0), -- of the rules against which it was granted
	reason TEXT NOT NULL,
	author TEXT NOT NULL,
	granted_day INTEGER NOT NULL,
	withdrawn_day INTEGER,
	PRIMARY KEY (territory_id, call_code, application_code, rule_name, granted_day)
) STRICT;
