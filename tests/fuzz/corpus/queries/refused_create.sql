-- query: q
-- kind: exec
-- in: territory territory_id
CREATE TABLE t (territory_id INTEGER)
