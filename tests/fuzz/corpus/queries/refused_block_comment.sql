-- query: q
-- kind: many
-- in: territory territory_id
-- out: a str
SELECT a /* x */ FROM t WHERE territory_id = $1
