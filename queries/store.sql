-- What store/ itself needs: migrations, audit, search entries.

-- query: store_migrations
-- kind: many
-- out: version int, name str, checksum str, applied_at instant
-- across: migrations belong to the instance
SELECT version, name, checksum, applied_at FROM schema_migration ORDER BY version;

-- query: store_migration_add
-- kind: exec
-- in: version int, name str, checksum str, applied_at instant
-- across: migrations belong to the instance
INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4);

-- query: store_audit_last
-- kind: one
-- out: seq int, hash str
-- across: the chain runs over all territories
SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1;

-- query: store_audit_add
-- kind: exec
-- in: seq int, territory territory_id, at instant, actor str, on_behalf str?, verb str, thing str, detail str?, previous_hash str, hash str
INSERT INTO audit (seq, territory_id, at, actor, on_behalf, verb, thing, detail, previous_hash, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- query: store_audit_all
-- kind: each
-- out: seq int, territory territory_id, at instant, actor str, on_behalf str?, verb str, thing str, detail str?, previous_hash str, hash str
-- across: the chain runs over all territories
SELECT seq, territory_id, at, actor, on_behalf, verb, thing, detail, previous_hash, hash FROM audit ORDER BY seq;

-- query: store_search_entries
-- kind: each
-- in: territory territory_id
-- out: entry_id int, folded str
SELECT entry_id, folded FROM search_entry WHERE territory_id = $1 ORDER BY entry_id;

-- query: store_search_everywhere
-- kind: each
-- out: territory territory_id, entry_id int, folded str
-- across: the index is made again for the whole instance after a copy
SELECT territory_id, entry_id, folded FROM search_entry ORDER BY territory_id, entry_id;

-- query: store_search_clear
-- kind: exec
-- in: territory territory_id
DELETE FROM search_entry WHERE territory_id = $1;

-- query: store_search_add
-- kind: exec
-- in: territory territory_id, entry_id int, kind str, path str, title str, context str?, folded str
INSERT INTO search_entry (territory_id, entry_id, kind, path, title, context, folded) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- query: store_sealed
-- kind: each
-- out: kind str, owner int, sealed str
-- across: what is sealed with the key of the instance
SELECT 'bank', applicant_id, bank FROM applicant WHERE bank IS NOT NULL
UNION ALL
SELECT 'factor', person_id, secret FROM person_factor;
