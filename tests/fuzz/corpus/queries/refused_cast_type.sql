-- query: q
-- kind: many
-- in: territory territory_id
-- out: a str
SELECT CAST(a AS INTEGER) FROM t WHERE territory_id = $1
