-- The list of applied migrations itself; checksum is BLAKE2b-256 of the file.

CREATE TABLE schema_migration (
	version INTEGER NOT NULL PRIMARY KEY,
	name TEXT NOT NULL,
	checksum TEXT NOT NULL,
	applied_at INTEGER NOT NULL
) STRICT;
