-- query: q
-- kind: many
-- in: territory territory_id, b str, c str
-- out: a str
SELECT a FROM t WHERE territory_id = $1 AND b = $3
