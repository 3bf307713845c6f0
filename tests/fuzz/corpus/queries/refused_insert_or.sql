-- query: q
-- kind: exec
-- in: territory territory_id
INSERT OR REPLACE INTO t (territory_id) VALUES ($1)
