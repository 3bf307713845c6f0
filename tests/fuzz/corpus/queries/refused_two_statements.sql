-- query: q
-- kind: exec
-- in: territory territory_id
DELETE FROM t WHERE territory_id = $1; DELETE FROM u WHERE territory_id = $1
