-- query: q
-- kind: many
-- in: territory territory_id, b str
-- out: a str
SELECT a FROM t WHERE territory_id = $1
