-- What is offered (calls), what is asked and decided (applications, financing, programmes), and what is always there (audit, search).

CREATE TABLE funder_group (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	code TEXT NOT NULL,
	label TEXT NOT NULL,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, code)
) STRICT;

CREATE TABLE funder (
	territory_id INTEGER NOT NULL,
	code TEXT NOT NULL,
	label TEXT NOT NULL,
	long_label TEXT,
	kind TEXT NOT NULL CHECK (kind IN ('state', 'region', 'department', 'agglomeration', 'municipality', 'ccas', 'caf', 'landlord', 'own_funds', 'other')),
	group_code TEXT NOT NULL,
	group_since_day INTEGER, -- the roll-up is dated (N2)
	valued INTEGER NOT NULL CHECK (valued IN (0, 1)), -- P8: in kind, never paid
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, code),
	FOREIGN KEY (territory_id, group_code) REFERENCES funder_group (territory_id, code)
) STRICT;

CREATE TABLE call (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	code TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('project_call', 'expression_of_interest', 'programme')),
	title TEXT NOT NULL,
	year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2200),
	summary TEXT,
	agreement_code TEXT,
	source_code TEXT,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, code)
) STRICT;
CREATE UNIQUE INDEX call_by_code ON call (code);

CREATE TABLE phase (
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	code TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('launch', 'filing', 'consolidation', 'review', 'hearing', 'committee', 'council', 'programme', 'payment', 'report', 'carry_over')),
	label TEXT NOT NULL,
	body TEXT,
	starts_at INTEGER, -- first instant, ms UTC
	starts_precision TEXT CHECK (starts_precision IN ('minute', 'day', 'month', 'quarter', 'year')),
	ends_at INTEGER, -- last instant
	ends_precision TEXT CHECK (ends_precision IN ('minute', 'day', 'month', 'quarter', 'year')),
	note TEXT,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, call_code, code),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code)
) STRICT;

CREATE TABLE channel (
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	position INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('online', 'word', 'paper', 'email')),
	label TEXT NOT NULL,
	url TEXT,
	note TEXT,
	PRIMARY KEY (territory_id, call_code, position),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code)
) STRICT;

CREATE TABLE clause (
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	code TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('applicants', 'publics', 'geography', 'form', 'subject', 'excluded', 'threshold', 'rate', 'funding', 'procedure', 'commitment')),
	label TEXT NOT NULL,
	text TEXT,
	article TEXT,
	funder_code TEXT,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, call_code, code),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code),
	FOREIGN KEY (territory_id, funder_code) REFERENCES funder (territory_id, code)
) STRICT;

CREATE TABLE call_item ( -- schemes, publics, themes and cross-cutting themes of a call
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	list TEXT NOT NULL,
	item_code TEXT NOT NULL,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, call_code, list, item_code),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code),
	FOREIGN KEY (territory_id, list, item_code) REFERENCES list_item (territory_id, list, code)
) STRICT;

CREATE TABLE call_goal ( -- roots in scope; always filled, the default is resolved at load
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	goal_code TEXT NOT NULL,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, call_code, goal_code),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code),
	FOREIGN KEY (territory_id, goal_code) REFERENCES goal (territory_id, code)
) STRICT;

CREATE TABLE call_district ( -- likewise
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	district_code TEXT NOT NULL,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, call_code, district_code),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code),
	FOREIGN KEY (territory_id, district_code) REFERENCES district (territory_id, code)
) STRICT;

CREATE TABLE call_contact ( -- likewise
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	contact_code TEXT NOT NULL,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, call_code, contact_code),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code),
	FOREIGN KEY (territory_id, contact_code) REFERENCES contact (territory_id, code)
) STRICT;

CREATE TABLE required_document (
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	code TEXT NOT NULL,
	label TEXT NOT NULL,
	bearer TEXT NOT NULL CHECK (bearer IN ('any', 'association', 'municipality', 'other')),
	request TEXT NOT NULL CHECK (request IN ('any', 'first', 'renewal')),
	medium TEXT NOT NULL CHECK (medium IN ('any', 'digital', 'paper', 'both')),
	note TEXT,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, call_code, code),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code)
) STRICT;

CREATE TABLE criterion (
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	code TEXT NOT NULL,
	label TEXT NOT NULL,
	weight INTEGER CHECK (weight BETWEEN 0 AND 1000),
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, call_code, code),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code)
) STRICT;

CREATE TABLE call_line ( -- points of a criterion (of = its code), questions of the self-diagnosis, logos
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('criterion_point', 'self_diagnosis', 'logo')),
	owner TEXT NOT NULL, -- the criterion's code, else ''
	position INTEGER NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (territory_id, call_code, kind, owner, position),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code)
) STRICT;

CREATE TABLE envelope (
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	code TEXT NOT NULL,
	funder_code TEXT NOT NULL,
	year INTEGER NOT NULL,
	section TEXT NOT NULL CHECK (section IN ('operating', 'investment')),
	amount_cents INTEGER CHECK (amount_cents >= 0),
	label TEXT,
	state TEXT NOT NULL CHECK (state IN ('notified', 'expected')),
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, call_code, code),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code),
	FOREIGN KEY (territory_id, funder_code) REFERENCES funder (territory_id, code)
) STRICT;

CREATE TABLE organisation (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	long_name TEXT,
	kind TEXT NOT NULL CHECK (kind IN ('association', 'municipality', 'ccas', 'intercommunality', 'landlord', 'other')),
	siren TEXT,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, code)
) STRICT;

CREATE TABLE programme (
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	version INTEGER NOT NULL CHECK (version BETWEEN 1 AND 999),
	title TEXT NOT NULL,
	annex TEXT,
	state TEXT NOT NULL CHECK (state IN ('proposed', 'voted')),
	decision_number TEXT,
	decision_day INTEGER,
	printed_total_cents INTEGER,
	PRIMARY KEY (territory_id, call_code, version),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code)
) STRICT;

CREATE TABLE programme_receipt (
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	version INTEGER NOT NULL,
	position INTEGER NOT NULL,
	number TEXT NOT NULL,
	sent_day INTEGER,
	received_day INTEGER,
	place TEXT,
	PRIMARY KEY (territory_id, call_code, version, position),
	FOREIGN KEY (territory_id, call_code, version) REFERENCES programme (territory_id, call_code, version)
) STRICT;

CREATE TABLE programme_printed ( -- amounts and percentages by group, as the source prints them
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	version INTEGER NOT NULL,
	group_code TEXT NOT NULL,
	amount_cents INTEGER,
	percent INTEGER CHECK (percent BETWEEN 0 AND 100),
	PRIMARY KEY (territory_id, call_code, version, group_code),
	FOREIGN KEY (territory_id, call_code, version) REFERENCES programme (territory_id, call_code, version),
	FOREIGN KEY (territory_id, group_code) REFERENCES funder_group (territory_id, code)
) STRICT;

CREATE TABLE axis (
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	version INTEGER NOT NULL,
	code TEXT NOT NULL,
	label TEXT NOT NULL,
	goal_code TEXT,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, call_code, version, code),
	FOREIGN KEY (territory_id, call_code, version) REFERENCES programme (territory_id, call_code, version)
) STRICT;

CREATE TABLE action ( -- the stable thing that lives across years
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	code TEXT NOT NULL,
	title TEXT NOT NULL,
	PRIMARY KEY (territory_id, code)
) STRICT;

CREATE TABLE application (
	territory_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	action_code TEXT NOT NULL,
	bearer_code TEXT NOT NULL,
	title TEXT NOT NULL,
	summary TEXT,
	state TEXT NOT NULL,
	version INTEGER, -- of the programme that holds it; NULL while it is in none
	axis_code TEXT,
	total_cents INTEGER NOT NULL CHECK (total_cents BETWEEN 0 AND 1000000000000),
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, application_id),
	UNIQUE (territory_id, call_code, action_code),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code),
	FOREIGN KEY (territory_id, action_code) REFERENCES action (territory_id, code),
	FOREIGN KEY (territory_id, bearer_code) REFERENCES organisation (territory_id, code)
) STRICT;
CREATE INDEX application_by_programme ON application (territory_id, call_code, version, position, application_id);

CREATE TABLE financing_line (
	territory_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	funder_code TEXT NOT NULL,
	year INTEGER NOT NULL,
	section TEXT NOT NULL CHECK (section IN ('operating', 'investment')),
	valued INTEGER NOT NULL CHECK (valued IN (0, 1)),
	asked_cents INTEGER CHECK (asked_cents BETWEEN 0 AND 1000000000000),
	proposed_cents INTEGER CHECK (proposed_cents BETWEEN 0 AND 1000000000000),
	voted_cents INTEGER CHECK (voted_cents BETWEEN 0 AND 1000000000000),
	PRIMARY KEY (territory_id, application_id, funder_code, year, section, valued),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id),
	FOREIGN KEY (territory_id, funder_code) REFERENCES funder (territory_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE application_result ( -- P7: results of the year before
	territory_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	label TEXT NOT NULL,
	value_milli INTEGER NOT NULL,
	unit TEXT,
	year INTEGER,
	PRIMARY KEY (territory_id, application_id, position),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id)
) STRICT;

CREATE TABLE application_district (
	territory_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	district_code TEXT NOT NULL,
	PRIMARY KEY (territory_id, application_id, district_code),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id),
	FOREIGN KEY (territory_id, district_code) REFERENCES district (territory_id, code)
) STRICT;
CREATE INDEX application_district_by_district ON application_district (territory_id, district_code);

CREATE TABLE application_goal (
	territory_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	goal_code TEXT NOT NULL,
	PRIMARY KEY (territory_id, application_id, goal_code),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id),
	FOREIGN KEY (territory_id, goal_code) REFERENCES goal (territory_id, code)
) STRICT;

CREATE TABLE audit ( -- append-only, hash-chained: hash = BLAKE2b-256 of previous hash and the row (store/audit.h)
	seq INTEGER NOT NULL PRIMARY KEY,
	territory_id INTEGER NOT NULL,
	at INTEGER NOT NULL,
	actor TEXT NOT NULL,
	on_behalf TEXT,
	verb TEXT NOT NULL,
	thing TEXT NOT NULL,
	detail TEXT,
	previous_hash TEXT NOT NULL,
	hash TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE search_entry ( -- what a search result shows; its folded text is in the engine's own index (store/search.h)
	territory_id INTEGER NOT NULL,
	entry_id INTEGER NOT NULL,
	kind TEXT NOT NULL, -- territory, district, call, goal, action, organisation, contact, indicator, funder, document
	path TEXT NOT NULL, -- of the page, without language
	title TEXT NOT NULL,
	context TEXT,
	folded TEXT NOT NULL,
	PRIMARY KEY (territory_id, entry_id)
) STRICT;
