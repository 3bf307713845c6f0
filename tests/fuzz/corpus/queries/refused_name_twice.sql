-- query: q
-- kind: many
-- in: territory territory_id
-- out: a str, a str
SELECT a, a FROM t WHERE territory_id = $1
