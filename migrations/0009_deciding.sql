-- From filed applications to a voted programme that each funder notified. All hang on `application` (a row of it for each request once filed, imported or typed in the grid);
-- instants in ms UTC, persons by id (0: the program or the command line), amounts in cents. What somebody decided is never overwritten without its past kept.

-- Income of an application that no funder of the grid gives (own resources, sales, accounts 70, 75-79, 87): the gap of a row is cost - other - funders.
ALTER TABLE application ADD COLUMN other_cents INTEGER NOT NULL DEFAULT 0;
-- What an envelope is for (B16, N7): 'main', 'reserve' (kept for a later wave), 'imposed' and 'free' figures, 'priority'.
ALTER TABLE envelope ADD COLUMN part TEXT NOT NULL DEFAULT 'main' CHECK (part IN ('main', 'reserve', 'imposed', 'free', 'priority'));
ALTER TABLE envelope ADD COLUMN wave INTEGER NOT NULL DEFAULT 1;
-- A programme that the product adopted is read from its frozen text, which never changes; one of a pack has none.
ALTER TABLE programme ADD COLUMN frozen TEXT; -- canonical JSON (domain/programme_frozen.h)
ALTER TABLE programme ADD COLUMN sha256 TEXT; -- of `frozen`, printed on the annex
ALTER TABLE programme ADD COLUMN frozen_ms INTEGER;
ALTER TABLE programme ADD COLUMN frozen_by INTEGER;
ALTER TABLE programme ADD COLUMN scenario INTEGER; -- that it came from
ALTER TABLE programme ADD COLUMN origin TEXT NOT NULL DEFAULT 'pack' CHECK (origin IN ('pack', 'grid', 'import'));

-- ---- the desk ----

CREATE INDEX sheet_by_application ON sheet (territory_id, application_id);
CREATE INDEX application_by_action ON application (territory_id, action_code);
CREATE INDEX application_by_bearer ON application (territory_id, bearer_code);
CREATE INDEX audit_by_thing ON audit (territory_id, thing, seq);
-- Who follows an application that has no sheet, until when; with a sheet, the sheet says it.
ALTER TABLE application ADD COLUMN owner_person INTEGER;
ALTER TABLE application ADD COLUMN due_day INTEGER;

CREATE TABLE application_event ( -- every change of state after the filing, in order (domain/workflow.h)
	territory_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	event INTEGER NOT NULL,
	at_ms INTEGER NOT NULL,
	by_person INTEGER NOT NULL,
	on_behalf TEXT,
	from_state TEXT NOT NULL,
	to_state TEXT NOT NULL,
	reason TEXT,
	PRIMARY KEY (territory_id, application_id, event),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id)
) STRICT;

CREATE TABLE desk_label ( -- words that a territory's officers stick on files
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	code TEXT NOT NULL,
	label TEXT NOT NULL,
	tone TEXT NOT NULL CHECK (tone IN ('neutral', 'good', 'wait', 'bad')),
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, code)
) STRICT;

CREATE TABLE application_label (
	territory_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	label_code TEXT NOT NULL,
	set_ms INTEGER NOT NULL,
	set_by INTEGER NOT NULL,
	PRIMARY KEY (territory_id, application_id, label_code),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id),
	FOREIGN KEY (territory_id, label_code) REFERENCES desk_label (territory_id, code)
) STRICT;

CREATE TABLE application_note ( -- between officers, never shown to the bearer
	territory_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	note INTEGER NOT NULL,
	at_ms INTEGER NOT NULL,
	by_person INTEGER NOT NULL,
	text TEXT NOT NULL,
	removed_ms INTEGER,
	PRIMARY KEY (territory_id, application_id, note),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id)
) STRICT;

CREATE TABLE desk_view ( -- a list that somebody keeps: filters, columns, sort, as the query of its address
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	view_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	name TEXT NOT NULL,
	query TEXT NOT NULL,
	shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
	is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)), -- of its person: what the desk shows first
	made_ms INTEGER NOT NULL,
	PRIMARY KEY (territory_id, view_id)
) STRICT;

CREATE TABLE routing_rule ( -- who follows what is filed: the first rule that fits; an empty text fits all
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	position INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	district_code TEXT NOT NULL,
	theme TEXT NOT NULL, -- item of the list `themes`, or code of a goal
	person_id INTEGER NOT NULL,
	days INTEGER NOT NULL CHECK (days BETWEEN 0 AND 366), -- until it is due; 0: no due date
	PRIMARY KEY (territory_id, position)
) STRICT;

CREATE TABLE desk_bulk ( -- something done to several files at once, and what each was before: what undoes it
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	bulk_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,
	done_ms INTEGER NOT NULL,
	what TEXT NOT NULL, -- owner, due, label, unlabel
	before TEXT NOT NULL, -- a line each: application, what it was, what it became
	undone_ms INTEGER,
	PRIMARY KEY (territory_id, bulk_id)
) STRICT;

CREATE TABLE not_duplicate ( -- two applications that look alike and that somebody said are two
	territory_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL, -- the lower number
	other_id INTEGER NOT NULL,
	said_ms INTEGER NOT NULL,
	said_by INTEGER NOT NULL,
	PRIMARY KEY (territory_id, application_id, other_id),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id)
) STRICT;

CREATE TABLE presence ( -- "open by …": a row lives for a minute after it was seen
	thing TEXT NOT NULL, -- "application:ID", "grid:CALL"
	person_id INTEGER NOT NULL,
	seen_ms INTEGER NOT NULL,
	place TEXT, -- where in it: the cell that is typed in ("typing:CALL/SCENARIO"); NULL: nowhere in particular
	PRIMARY KEY (thing, person_id)
) STRICT;

-- ---- review and opinions ----

CREATE TABLE admissibility ( -- the last row counts; all are kept
	territory_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	decided_ms INTEGER NOT NULL,
	decided_by INTEGER NOT NULL,
	decision TEXT NOT NULL CHECK (decision IN ('admissible', 'inadmissible')),
	reason TEXT NOT NULL,
	ruleset_version INTEGER,
	verdict TEXT NOT NULL, -- passes, fails, unknown; '' without rules
	clause_code TEXT, -- of the call, that the decision stands on
	PRIMARY KEY (territory_id, application_id, decided_ms),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id)
) STRICT;

CREATE TABLE opinion ( -- asked of a review service, an institution or a citizen council; given by it, or noted by an officer on its behalf
	territory_id INTEGER NOT NULL,
	opinion_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('review', 'institution', 'citizen_council')),
	subject TEXT NOT NULL DEFAULT '' CHECK (subject IN ('', 'eligibility', 'feasibility', 'capacity', 'indicators', 'in_depth')), -- of a review (B14): one row each
	institution TEXT NOT NULL, -- code of the funder or body, or its name
	person_id INTEGER, -- asked of one person of it
	email TEXT, -- who was written to
	question TEXT,
	asked_ms INTEGER NOT NULL,
	asked_by INTEGER NOT NULL,
	due_day INTEGER,
	confidential INTEGER NOT NULL CHECK (confidential IN (0, 1)), -- read by officers only
	answer TEXT CHECK (answer IN ('favourable', 'reserved', 'unfavourable', 'no_opinion')),
	text TEXT,
	given_ms INTEGER,
	given_by INTEGER,
	on_behalf INTEGER NOT NULL DEFAULT 0 CHECK (on_behalf IN (0, 1)), -- typed by an officer
	cancelled_ms INTEGER,
	reply TEXT, -- of the committee to a council, published (N9)
	reply_due_day INTEGER,
	replied_ms INTEGER,
	replied_by INTEGER,
	PRIMARY KEY (territory_id, opinion_id),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id)
) STRICT;
CREATE INDEX opinion_by_application ON opinion (territory_id, application_id);

CREATE TABLE opinion_past ( -- an opinion that was changed after it was given
	territory_id INTEGER NOT NULL,
	opinion_id INTEGER NOT NULL,
	given_ms INTEGER NOT NULL,
	given_by INTEGER NOT NULL,
	answer TEXT NOT NULL,
	text TEXT,
	PRIMARY KEY (territory_id, opinion_id, given_ms),
	FOREIGN KEY (territory_id, opinion_id) REFERENCES opinion (territory_id, opinion_id)
) STRICT;

CREATE TABLE score ( -- of one person on one criterion; the last row counts; a second one says why
	territory_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	criterion_code TEXT NOT NULL,
	person_id INTEGER NOT NULL,
	at_ms INTEGER NOT NULL,
	tenths INTEGER NOT NULL CHECK (tenths BETWEEN 0 AND 100), -- of a mark out of 10
	reason TEXT,
	PRIMARY KEY (territory_id, application_id, criterion_code, person_id, at_ms),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id)
) STRICT;

CREATE TABLE criterion_weight ( -- what the officers decide of the scoring grid beside the pack; the last row counts
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	criterion_code TEXT NOT NULL,
	decided_ms INTEGER NOT NULL,
	decided_by INTEGER NOT NULL,
	weight INTEGER NOT NULL CHECK (weight BETWEEN 0 AND 1000),
	reason TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (territory_id, call_code, criterion_code, decided_ms)
) STRICT;

CREATE TABLE own_criterion ( -- that officers add to those of the pack; one of weight 0 is not used any more
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	criterion_code TEXT NOT NULL,
	label TEXT NOT NULL,
	position INTEGER NOT NULL,
	made_ms INTEGER NOT NULL,
	made_by INTEGER NOT NULL,
	PRIMARY KEY (territory_id, call_code, criterion_code),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code)
) STRICT;

CREATE TABLE scoring_option ( -- are marks of others hidden until one's own are given? The last row counts; none: hidden
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	decided_ms INTEGER NOT NULL,
	decided_by INTEGER NOT NULL,
	blind INTEGER NOT NULL CHECK (blind IN (0, 1)),
	PRIMARY KEY (territory_id, call_code, decided_ms),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code)
) STRICT;

CREATE TABLE opinion_link ( -- mailed to who has no account: a secret of which only the hash is kept leads to the opinions of one mail, each answered once
	territory_id INTEGER NOT NULL,
	hash TEXT NOT NULL,
	opinion_id INTEGER NOT NULL,
	made_ms INTEGER NOT NULL,
	expires_ms INTEGER NOT NULL,
	PRIMARY KEY (territory_id, hash, opinion_id),
	FOREIGN KEY (territory_id, opinion_id) REFERENCES opinion (territory_id, opinion_id)
) STRICT;
CREATE INDEX opinion_link_by_hash ON opinion_link (hash);

CREATE TABLE opinion_reminder ( -- sent once for a due day: three days before, when it has passed, when the reply to a council is late
	territory_id INTEGER NOT NULL,
	opinion_id INTEGER NOT NULL,
	step TEXT NOT NULL CHECK (step IN ('before', 'overdue', 'reply')),
	due_day INTEGER NOT NULL,
	at_ms INTEGER NOT NULL,
	PRIMARY KEY (territory_id, opinion_id, step, due_day),
	FOREIGN KEY (territory_id, opinion_id) REFERENCES opinion (territory_id, opinion_id)
) STRICT;

-- ---- hearings and sessions ----

CREATE TABLE committee_session (
	territory_id INTEGER NOT NULL,
	session_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('hearing', 'committee')),
	title TEXT NOT NULL,
	body_code TEXT, -- governance body that meets (H5): counts in its meetings of the year
	starts_ms INTEGER NOT NULL,
	ends_ms INTEGER,
	place TEXT,
	chair TEXT,
	chair_seat INTEGER, -- who chairs, among the seats
	casting INTEGER NOT NULL DEFAULT 0 CHECK (casting IN (0, 1)), -- the chair's vote decides when votes are equal
	quorum_percent INTEGER NOT NULL CHECK (quorum_percent BETWEEN 0 AND 100), -- of the voting seats
	proxies_most INTEGER NOT NULL DEFAULT 1 CHECK (proxies_most BETWEEN 0 AND 9), -- that one seat may hold
	proxies_count INTEGER NOT NULL DEFAULT 0 CHECK (proxies_count IN (0, 1)), -- a represented seat counts in the quorum
	state TEXT NOT NULL CHECK (state IN ('planned', 'open', 'closed', 'cancelled')),
	revision INTEGER NOT NULL DEFAULT 0, -- grows by one with each change, votes too
	made_ms INTEGER NOT NULL DEFAULT 0,
	made_by INTEGER NOT NULL DEFAULT 0,
	sequence INTEGER NOT NULL DEFAULT 0, -- of its invitations: grows with each change that was told
	cancel_reason TEXT,
	second_ms INTEGER, -- second convocation on the same agenda: it sits without quorum
	second_reason TEXT,
	opened_ms INTEGER,
	closed_ms INTEGER,
	closed_by INTEGER,
	frozen TEXT, -- canonical JSON of all that is known when it closes (domain/session_frozen.h)
	sha256 TEXT, -- of `frozen`, printed on the minutes
	minutes TEXT, -- what an officer added to what is known
	minutes_ms INTEGER, -- of their adoption
	minutes_by INTEGER,
	minutes_sha256 TEXT, -- of `frozen` followed by `minutes`, when they are adopted
	PRIMARY KEY (territory_id, session_id),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code)
) STRICT;
CREATE INDEX committee_session_by_call ON committee_session (territory_id, call_code);

CREATE TABLE session_break ( -- when nobody is heard
	territory_id INTEGER NOT NULL,
	session_id INTEGER NOT NULL,
	from_ms INTEGER NOT NULL,
	to_ms INTEGER NOT NULL,
	PRIMARY KEY (territory_id, session_id, from_ms),
	FOREIGN KEY (territory_id, session_id) REFERENCES committee_session (territory_id, session_id)
) STRICT;

CREATE TABLE session_seat (
	territory_id INTEGER NOT NULL,
	session_id INTEGER NOT NULL,
	seat INTEGER NOT NULL,
	institution TEXT NOT NULL, -- code of the funder or body, or its name
	role TEXT NOT NULL, -- "Vice-présidente déléguée", "Délégué du préfet"
	person_id INTEGER, -- with an account
	email TEXT,
	votes INTEGER NOT NULL CHECK (votes IN (0, 1)),
	attendance TEXT CHECK (attendance IN ('present', 'excused', 'absent', 'represented')),
	proxy_seat INTEGER, -- represented by
	told TEXT, -- when and where it was last told to come
	PRIMARY KEY (territory_id, session_id, seat),
	FOREIGN KEY (territory_id, session_id) REFERENCES committee_session (territory_id, session_id)
) STRICT;

CREATE TABLE session_item (
	territory_id INTEGER NOT NULL,
	session_id INTEGER NOT NULL,
	item INTEGER NOT NULL,
	position INTEGER NOT NULL,
	application_id INTEGER, -- NULL: a point without an application
	title TEXT NOT NULL,
	starts_ms INTEGER, -- of a hearing
	minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 1440), -- how long
	away_from_ms INTEGER, -- when the bearer cannot come
	away_to_ms INTEGER,
	told TEXT, -- when and where its bearer was last told to come
	heard TEXT CHECK (heard IN ('heard', 'absent', 'postponed')),
	ballot TEXT CHECK (ballot IN ('open', 'closed')), -- NULL: not put to the vote
	quorum_counted INTEGER, -- when its ballot was closed
	quorum_needed INTEGER,
	outcome TEXT CHECK (outcome IN ('favourable', 'reserved', 'unfavourable', 'postponed')),
	note TEXT, -- for the minutes
	PRIMARY KEY (territory_id, session_id, item),
	FOREIGN KEY (territory_id, session_id) REFERENCES committee_session (territory_id, session_id)
) STRICT;
CREATE INDEX session_item_by_application ON session_item (territory_id, application_id);

CREATE TABLE session_vote (
	territory_id INTEGER NOT NULL,
	session_id INTEGER NOT NULL,
	item INTEGER NOT NULL,
	seat INTEGER NOT NULL,
	choice TEXT NOT NULL CHECK (choice IN ('yes', 'no', 'abstain')),
	at_ms INTEGER NOT NULL,
	by_person INTEGER NOT NULL,
	PRIMARY KEY (territory_id, session_id, item, seat),
	FOREIGN KEY (territory_id, session_id, seat) REFERENCES session_seat (territory_id, session_id, seat)
) STRICT;

CREATE TABLE conflict_of_interest ( -- of a person or of a whole institution with the bearer of an application: it neither scores, nor gives an opinion, nor types, nor votes on it
	territory_id INTEGER NOT NULL,
	conflict_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	person_id INTEGER, -- NULL: the whole institution
	institution TEXT NOT NULL, -- '' when the person alone; of one seat: its name in words, which is no institution's
	reason TEXT NOT NULL,
	declared_ms INTEGER NOT NULL,
	declared_by INTEGER NOT NULL,
	withdrawn_ms INTEGER,
	withdrawn_by INTEGER,
	withdrawn_reason TEXT,
	session_id INTEGER, -- of one seat of a session that nobody's account holds: only that seat is concerned
	seat INTEGER,
	PRIMARY KEY (territory_id, conflict_id),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id)
) STRICT;
CREATE INDEX conflict_of_interest_by_application ON conflict_of_interest (territory_id, application_id);

-- ---- the grid ----

CREATE TABLE scenario ( -- a named set of amounts; 1 is the table of the session, where everybody types
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	scenario INTEGER NOT NULL CHECK (scenario > 0),
	name TEXT NOT NULL,
	note TEXT,
	origin TEXT NOT NULL CHECK (origin IN ('session', 'copy', 'cut', 'solver', 'ranking', 'import')),
	based_on INTEGER,
	state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'adopted', 'dropped')), -- typed in only while open
	revision INTEGER NOT NULL, -- grows by one with each change of a cell or a row
	made_ms INTEGER NOT NULL,
	made_by INTEGER NOT NULL,
	PRIMARY KEY (territory_id, call_code, scenario),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code)
) STRICT;

CREATE TABLE scenario_row ( -- what the table says of an application beside its amounts; no row: as filed
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	scenario INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	cost_cents INTEGER CHECK (cost_cents BETWEEN 0 AND 1000000000000), -- revised
	other_cents INTEGER, -- revised
	decision TEXT CHECK (decision IN ('programmed', 'reserve', 'refused')), -- NULL: not decided
	axis_code TEXT, -- of the programme to come
	note TEXT,
	revision INTEGER NOT NULL,
	changed_ms INTEGER NOT NULL,
	changed_by INTEGER NOT NULL,
	PRIMARY KEY (territory_id, call_code, scenario, application_id),
	FOREIGN KEY (territory_id, call_code, scenario) REFERENCES scenario (territory_id, call_code, scenario)
) STRICT, WITHOUT ROWID;

CREATE TABLE cell ( -- one funder's money in one application; what was asked is in financing_line
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	scenario INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	funder_code TEXT NOT NULL,
	section TEXT NOT NULL CHECK (section IN ('operating', 'investment')),
	valued INTEGER NOT NULL CHECK (valued IN (0, 1)),
	hoped_cents INTEGER CHECK (hoped_cents BETWEEN 0 AND 1000000000000),
	proposed_cents INTEGER CHECK (proposed_cents BETWEEN 0 AND 1000000000000),
	voted_cents INTEGER CHECK (voted_cents BETWEEN 0 AND 1000000000000),
	refused INTEGER NOT NULL CHECK (refused IN (0, 1)),
	reason TEXT, -- of a refusal, of an amount above what was asked
	locked INTEGER NOT NULL CHECK (locked IN (0, 1)), -- the solver and the cuts leave it alone
	envelope_code TEXT, -- that it is taken from; NULL: the funder's main one of that section
	revision INTEGER NOT NULL, -- of the scenario, that wrote it
	changed_ms INTEGER NOT NULL,
	changed_by INTEGER NOT NULL,
	on_behalf TEXT, -- institution for which an officer typed
	PRIMARY KEY (territory_id, call_code, scenario, application_id, funder_code, section, valued),
	FOREIGN KEY (territory_id, call_code, scenario) REFERENCES scenario (territory_id, call_code, scenario)
) STRICT, WITHOUT ROWID;
CREATE INDEX cell_by_revision ON cell (territory_id, call_code, scenario, revision);

CREATE TABLE cell_past ( -- what a change replaced
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	scenario INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	funder_code TEXT NOT NULL,
	section TEXT NOT NULL,
	valued INTEGER NOT NULL,
	revision INTEGER NOT NULL, -- that wrote it
	hoped_cents INTEGER,
	proposed_cents INTEGER,
	voted_cents INTEGER,
	refused INTEGER NOT NULL,
	reason TEXT,
	changed_ms INTEGER NOT NULL,
	changed_by INTEGER NOT NULL,
	on_behalf TEXT,
	PRIMARY KEY (territory_id, call_code, scenario, application_id, funder_code, section, valued, revision)
) STRICT;

CREATE TABLE envelope_change ( -- what officers or a funder's agents say of an envelope after its pack; the last row counts. An envelope that the pack has not: its first row makes it
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	envelope_code TEXT NOT NULL,
	decided_ms INTEGER NOT NULL,
	decided_by INTEGER NOT NULL,
	funder_code TEXT NOT NULL,
	section TEXT NOT NULL CHECK (section IN ('operating', 'investment')),
	part TEXT NOT NULL CHECK (part IN ('main', 'reserve', 'imposed', 'free', 'priority')),
	wave INTEGER NOT NULL,
	amount_cents INTEGER CHECK (amount_cents BETWEEN 0 AND 1000000000000), -- NULL: not known
	label TEXT,
	state TEXT NOT NULL CHECK (state IN ('notified', 'expected')),
	reason TEXT NOT NULL,
	PRIMARY KEY (territory_id, call_code, envelope_code, decided_ms),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code)
) STRICT;

CREATE TABLE allocation_run ( -- a distribution that was asked of the solver, and what it answered (N16)
	territory_id INTEGER NOT NULL,
	call_code TEXT NOT NULL,
	run INTEGER NOT NULL CHECK (run > 0),
	scenario INTEGER NOT NULL, -- that it starts from
	name TEXT NOT NULL, -- of the scenarios to come
	wishes TEXT NOT NULL, -- the fields of the form, one line each
	seconds INTEGER NOT NULL CHECK (seconds BETWEEN 1 AND 600),
	state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
	asked_ms INTEGER NOT NULL,
	asked_by INTEGER NOT NULL,
	lang TEXT NOT NULL,
	began_ms INTEGER,
	ended_ms INTEGER,
	answer TEXT, -- JSON (actions/distribution_text.h)
	solver_scenario INTEGER,
	ranking_scenario INTEGER,
	PRIMARY KEY (territory_id, call_code, run),
	FOREIGN KEY (territory_id, call_code) REFERENCES call (territory_id, code)
) STRICT;
CREATE INDEX allocation_run_by_state ON allocation_run (state, asked_ms);

CREATE TABLE revised_plan ( -- sent to a bearer after a cut or a partial grant, who accepts or withdraws (N3)
	territory_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	plan INTEGER NOT NULL,
	scenario INTEGER NOT NULL,
	cost_cents INTEGER NOT NULL,
	text TEXT NOT NULL, -- a line a funder: asked, given; then what was said (actions/revise_plan.c)
	sent_ms INTEGER NOT NULL,
	sent_by INTEGER NOT NULL,
	due_day INTEGER NOT NULL,
	budget_days INTEGER NOT NULL DEFAULT 0 CHECK (budget_days BETWEEN 0 AND 366), -- once it is accepted, the revised budget is asked for, so many days; 0: it is not
	answer TEXT CHECK (answer IN ('accepted', 'withdrawn', 'discussed')),
	answered_ms INTEGER,
	answered_by INTEGER,
	reason TEXT,
	PRIMARY KEY (territory_id, application_id, plan),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id)
) STRICT;
