-- query: q
-- kind: many
-- in: territory territory_id
-- out: a str
SELECT GREATEST(a, b) FROM t WHERE territory_id = $1
