-- query: q
-- kind: many
-- in: territory territory_id
-- out: a str
SELECT a FROM t WHERE territory_id = $1 AND b IN (SELECT c FROM u)
