-- What an application says of itself by the territory's lists (L1): themes and publics. Lists are replaced by a load, so an item is a code, not a key:
-- one that the list no longer has is shown nowhere.

CREATE TABLE application_item (
	territory_id INTEGER NOT NULL,
	application_id INTEGER NOT NULL,
	list TEXT NOT NULL CHECK (list IN ('themes', 'publics')),
	item_code TEXT NOT NULL,
	position INTEGER NOT NULL,
	PRIMARY KEY (territory_id, application_id, list, item_code),
	FOREIGN KEY (territory_id, application_id) REFERENCES application (territory_id, application_id)
) STRICT;
