-- query: q
-- kind: many
-- in: territory territory_id
-- out: a bool?
SELECT a FROM t WHERE territory_id = $1
