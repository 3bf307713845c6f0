-- What each engine does in its own way: audit rows that cannot be changed, and the full-text index of search_entry.folded.

-- engine: sqlite
CREATE TRIGGER audit_is_not_updated BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'an audit row is never changed'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'an audit row is never deleted'); END;
-- Without content of its own: store/search.c writes and deletes its rows; rowid is territory_id * 2^32 + entry_id.
CREATE VIRTUAL TABLE search_text USING fts5(folded, content = '', tokenize = "unicode61 remove_diacritics 0", prefix = '2 3');

-- engine: postgres
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'an audit row is never changed or deleted';
END $$;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_is_not_truncated BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE INDEX search_text ON search_entry USING GIN (to_tsvector('simple', folded));
