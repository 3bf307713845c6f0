-- People who sign in, and what they may do. Instance-wide on purpose (docs/design/decisions/0008): one person serves associations of several towns. Ids are random
-- (base/ids.h). Secrets are never here: passwords are argon2id strings, tokens and recovery codes only their hash, TOTP secrets sealed with the instance's key.

CREATE TABLE person (
	person_id INTEGER NOT NULL PRIMARY KEY,
	email TEXT NOT NULL UNIQUE, -- folded (domain/contact.h)
	name TEXT NOT NULL,
	phone TEXT,
	lang TEXT NOT NULL CHECK (lang IN ('fr', 'en')),
	password TEXT, -- NULL: signs in by single sign-on only
	password_ms INTEGER,
	created_ms INTEGER NOT NULL,
	confirmed_ms INTEGER, -- of the address
	administrator INTEGER NOT NULL CHECK (administrator IN (0, 1)),
	closed_ms INTEGER
) STRICT;

CREATE TABLE person_subject ( -- who they are for a provider of single sign-on
	issuer TEXT NOT NULL,
	subject TEXT NOT NULL,
	person_id INTEGER NOT NULL REFERENCES person (person_id),
	linked_ms INTEGER NOT NULL,
	PRIMARY KEY (issuer, subject)
) STRICT;

CREATE TABLE person_factor ( -- TOTP
	person_id INTEGER NOT NULL PRIMARY KEY REFERENCES person (person_id),
	secret TEXT NOT NULL, -- sealed
	last_step INTEGER NOT NULL, -- a code is good once
	confirmed_ms INTEGER
) STRICT;

CREATE TABLE recovery_code (
	person_id INTEGER NOT NULL REFERENCES person (person_id),
	hash TEXT NOT NULL,
	used_ms INTEGER,
	PRIMARY KEY (person_id, hash)
) STRICT;

CREATE TABLE session (
	hash TEXT NOT NULL PRIMARY KEY, -- BLAKE2b-256 of the cookie
	person_id INTEGER NOT NULL REFERENCES person (person_id),
	created_ms INTEGER NOT NULL,
	seen_ms INTEGER NOT NULL, -- written at most every few minutes
	expires_ms INTEGER NOT NULL,
	waits_factor INTEGER NOT NULL CHECK (waits_factor IN (0, 1)), -- the password was right, the second factor is still to come
	agent TEXT NOT NULL -- browser and system, in words
) STRICT;
CREATE INDEX session_by_person ON session (person_id);
CREATE INDEX session_by_end ON session (expires_ms);

CREATE TABLE person_token ( -- what a mailed link or an outside sign-in carries: confirm, reset, change_email, invite, single_sign_on
	hash TEXT NOT NULL PRIMARY KEY,
	purpose TEXT NOT NULL CHECK (purpose IN ('confirm', 'reset', 'change_email', 'invite', 'single_sign_on')),
	person_id INTEGER,
	email TEXT,
	detail TEXT,
	created_ms INTEGER NOT NULL,
	expires_ms INTEGER NOT NULL,
	used_ms INTEGER
) STRICT;
CREATE INDEX person_token_by_end ON person_token (expires_ms);

CREATE TABLE person_role ( -- what an institution lets a person do, by territory
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	person_id INTEGER NOT NULL REFERENCES person (person_id),
	role TEXT NOT NULL CHECK (role IN ('officer', 'reviewer', 'funder_agent', 'elected', 'council')),
	institution TEXT NOT NULL, -- code of the funder or of the body; '' when the role has none
	granted_ms INTEGER NOT NULL,
	granted_by TEXT NOT NULL,
	PRIMARY KEY (territory_id, person_id, role, institution)
) STRICT;
CREATE INDEX person_role_by_person ON person_role (person_id);
