-- What the territory wants: territory, communes, districts, goal tree, agreements, governance, contacts.
-- Written in SQLite's dialect; for PostgreSQL the driver replaces INTEGER by BIGINT, BLOB by BYTEA and the SQLite-only table options by ");".
-- Every table carries territory_id, first in its keys. Codes are the public references. position is the order of the source.

CREATE TABLE territory (
	territory_id INTEGER NOT NULL PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	short_name TEXT,
	kind TEXT NOT NULL CHECK (kind IN ('agglomeration', 'municipality', 'department')),
	siren TEXT,
	time_zone TEXT NOT NULL,
	accent TEXT,
	summary TEXT
) STRICT;

CREATE TABLE pack_load (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	pack TEXT NOT NULL,
	digest TEXT NOT NULL,
	loaded_at INTEGER NOT NULL,
	row_total INTEGER NOT NULL,
	PRIMARY KEY (territory_id)
) STRICT;

CREATE TABLE source (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	code TEXT NOT NULL,
	title TEXT NOT NULL,
	publisher TEXT,
	published_day INTEGER,
	kind TEXT NOT NULL,
	url TEXT,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, code)
) STRICT;

CREATE TABLE municipality (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	insee TEXT NOT NULL,
	name TEXT NOT NULL,
	siren TEXT,
	population INTEGER CHECK (population >= 0),
	latitude_e6 INTEGER CHECK (latitude_e6 BETWEEN -90000000 AND 90000000),
	longitude_e6 INTEGER CHECK (longitude_e6 BETWEEN -180000000 AND 180000000),
	intercommunality TEXT,
	member INTEGER NOT NULL CHECK (member IN (0, 1)),
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, insee)
) STRICT;

CREATE TABLE printed_figure (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	code TEXT NOT NULL,
	label TEXT NOT NULL,
	value_milli INTEGER NOT NULL, -- thousandths: a stated share may be 0.25
	measure TEXT CHECK (measure IN ('population', 'districts', 'municipalities', 'policy_municipalities', 'stated')),
	district_kind TEXT,
	approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
	source_code TEXT,
	place TEXT,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, code)
) STRICT;

CREATE TABLE printed_figure_part (
	territory_id INTEGER NOT NULL,
	figure_code TEXT NOT NULL,
	part_code TEXT NOT NULL,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, figure_code, part_code),
	FOREIGN KEY (territory_id, figure_code) REFERENCES printed_figure (territory_id, code),
	FOREIGN KEY (territory_id, part_code) REFERENCES printed_figure (territory_id, code)
) STRICT;

CREATE TABLE district (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('qpv', 'local_interest', 'watch')),
	population INTEGER CHECK (population >= 0),
	population_approximate INTEGER NOT NULL CHECK (population_approximate IN (0, 1)),
	population_source TEXT,
	population_day INTEGER,
	renewal TEXT NOT NULL CHECK (renewal IN ('none', 'pnru', 'npnru')),
	perimeter_note TEXT,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, code)
) STRICT;

CREATE TABLE district_code (
	territory_id INTEGER NOT NULL,
	district_code TEXT NOT NULL,
	generation INTEGER NOT NULL,
	code TEXT NOT NULL,
	PRIMARY KEY (territory_id, district_code, generation),
	FOREIGN KEY (territory_id, district_code) REFERENCES district (territory_id, code)
) STRICT;

CREATE TABLE district_municipality (
	territory_id INTEGER NOT NULL,
	district_code TEXT NOT NULL,
	insee TEXT NOT NULL,
	shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, district_code, insee),
	FOREIGN KEY (territory_id, district_code) REFERENCES district (territory_id, code),
	FOREIGN KEY (territory_id, insee) REFERENCES municipality (territory_id, insee)
) STRICT;

CREATE TABLE district_perimeter (
	territory_id INTEGER NOT NULL,
	district_code TEXT NOT NULL,
	generation INTEGER NOT NULL,
	geometry TEXT NOT NULL,
	imported_at INTEGER NOT NULL,
	file_name TEXT NOT NULL,
	PRIMARY KEY (territory_id, district_code, generation),
	FOREIGN KEY (territory_id, district_code) REFERENCES district (territory_id, code)
) STRICT;

CREATE TABLE portrait_figure (
	territory_id INTEGER NOT NULL,
	district_code TEXT NOT NULL,
	position INTEGER NOT NULL,
	indicator TEXT NOT NULL,
	label TEXT NOT NULL,
	value_milli INTEGER NOT NULL,
	unit TEXT NOT NULL CHECK (unit IN ('percent', 'persons', 'hectares', 'index', 'euros')),
	comparison_milli INTEGER,
	comparison_label TEXT,
	source_code TEXT,
	date_label TEXT,
	approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
	note TEXT,
	PRIMARY KEY (territory_id, district_code, position),
	FOREIGN KEY (territory_id, district_code) REFERENCES district (territory_id, code)
) STRICT;

CREATE TABLE district_note (
	territory_id INTEGER NOT NULL,
	district_code TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('irritant', 'opportunity', 'stake')),
	position INTEGER NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (territory_id, district_code, kind, position),
	FOREIGN KEY (territory_id, district_code) REFERENCES district (territory_id, code)
) STRICT;

CREATE TABLE agreement (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	code TEXT NOT NULL,
	title TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('framework', 'municipal')),
	parent_code TEXT,
	starts_day INTEGER,
	ends_day INTEGER,
	signed_day INTEGER,
	signed_at TEXT,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, code)
) STRICT;

CREATE TABLE agreement_line (
	territory_id INTEGER NOT NULL,
	agreement_code TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('signatory', 'commitment', 'amendment')),
	position INTEGER NOT NULL,
	text TEXT NOT NULL,
	dated INTEGER,
	PRIMARY KEY (territory_id, agreement_code, kind, position),
	FOREIGN KEY (territory_id, agreement_code) REFERENCES agreement (territory_id, code)
) STRICT;

CREATE TABLE list_item (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	list TEXT NOT NULL CHECK (list IN ('themes', 'publics', 'cross_cutting', 'schemes', 'events', 'partners')),
	code TEXT NOT NULL,
	label TEXT NOT NULL,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, list, code)
) STRICT;

CREATE TABLE goal (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	code TEXT NOT NULL,
	parent_code TEXT,
	depth INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('pillar', 'challenge', 'priority', 'objective', 'sub_objective', 'action_idea', 'theme')),
	number TEXT,
	label TEXT NOT NULL,
	summary TEXT,
	position INTEGER NOT NULL, -- depth-first order over the whole tree
	PRIMARY KEY (territory_id, code),
	FOREIGN KEY (territory_id, parent_code) REFERENCES goal (territory_id, code)
) STRICT;

CREATE TABLE goal_detail (
	territory_id INTEGER NOT NULL,
	goal_code TEXT NOT NULL,
	position INTEGER NOT NULL, -- of the item in the goal
	kind TEXT NOT NULL CHECK (kind IN ('facet', 'vigilance', 'example')),
	heading TEXT,
	heading_position INTEGER NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (territory_id, goal_code, position),
	FOREIGN KEY (territory_id, goal_code) REFERENCES goal (territory_id, code)
) STRICT;

CREATE TABLE goal_item ( -- a goal's themes, publics and events
	territory_id INTEGER NOT NULL,
	goal_code TEXT NOT NULL,
	list TEXT NOT NULL,
	item_code TEXT NOT NULL,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, goal_code, list, item_code),
	FOREIGN KEY (territory_id, goal_code) REFERENCES goal (territory_id, code),
	FOREIGN KEY (territory_id, list, item_code) REFERENCES list_item (territory_id, list, code)
) STRICT;

CREATE TABLE goal_adoption ( -- one row for each goal that a district adopted (inheritance already resolved)
	territory_id INTEGER NOT NULL,
	goal_code TEXT NOT NULL,
	district_code TEXT NOT NULL,
	wording TEXT,
	PRIMARY KEY (territory_id, goal_code, district_code),
	FOREIGN KEY (territory_id, goal_code) REFERENCES goal (territory_id, code),
	FOREIGN KEY (territory_id, district_code) REFERENCES district (territory_id, code)
) STRICT;
CREATE INDEX goal_adoption_by_district ON goal_adoption (territory_id, district_code);

CREATE TABLE indicator (
	territory_id INTEGER NOT NULL,
	code TEXT NOT NULL,
	goal_code TEXT NOT NULL,
	label TEXT NOT NULL,
	unit TEXT,
	sexed INTEGER NOT NULL CHECK (sexed IN (0, 1)),
	source TEXT,
	measures TEXT,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, code),
	FOREIGN KEY (territory_id, goal_code) REFERENCES goal (territory_id, code)
) STRICT;

CREATE TABLE impact_framework (
	territory_id INTEGER NOT NULL PRIMARY KEY REFERENCES territory (territory_id),
	summary TEXT,
	starts_year INTEGER
) STRICT;

CREATE TABLE impact_value (
	territory_id INTEGER NOT NULL,
	indicator_code TEXT NOT NULL,
	district_code TEXT NOT NULL, -- '' for the whole territory
	year INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('baseline', 'target', 'actual')),
	value_milli INTEGER NOT NULL,
	PRIMARY KEY (territory_id, indicator_code, district_code, year, kind),
	FOREIGN KEY (territory_id, indicator_code) REFERENCES indicator (territory_id, code)
) STRICT;

CREATE TABLE governance_body (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	chair TEXT,
	meetings_per_year INTEGER CHECK (meetings_per_year BETWEEN 0 AND 366),
	open_to TEXT,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, code)
) STRICT;

CREATE TABLE governance_line (
	territory_id INTEGER NOT NULL,
	body_code TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('member', 'mission')),
	position INTEGER NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (territory_id, body_code, kind, position),
	FOREIGN KEY (territory_id, body_code) REFERENCES governance_body (territory_id, code)
) STRICT;

CREATE TABLE participation (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	position INTEGER NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('resource', 'programme', 'obstacle', 'lever')),
	text TEXT NOT NULL,
	PRIMARY KEY (territory_id, position)
) STRICT;

CREATE TABLE cooperation (
	territory_id INTEGER NOT NULL,
	code TEXT NOT NULL,
	label TEXT NOT NULL,
	insee TEXT,
	district_code TEXT,
	text TEXT,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, code),
	FOREIGN KEY (territory_id, insee) REFERENCES municipality (territory_id, insee),
	FOREIGN KEY (territory_id, district_code) REFERENCES district (territory_id, code)
) STRICT;

CREATE TABLE contact (
	territory_id INTEGER NOT NULL REFERENCES territory (territory_id),
	code TEXT NOT NULL,
	institution TEXT NOT NULL,
	role TEXT NOT NULL,
	theme TEXT,
	note TEXT,
	everywhere INTEGER NOT NULL CHECK (everywhere IN (0, 1)),
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, code)
) STRICT;

CREATE TABLE contact_municipality (
	territory_id INTEGER NOT NULL,
	contact_code TEXT NOT NULL,
	insee TEXT NOT NULL,
	PRIMARY KEY (territory_id, contact_code, insee),
	FOREIGN KEY (territory_id, contact_code) REFERENCES contact (territory_id, code),
	FOREIGN KEY (territory_id, insee) REFERENCES municipality (territory_id, insee)
) STRICT;
