-- query: q
-- kind: many
-- in: territory territory_id
-- out: a str
SELECT a
-- across: late
 FROM t WHERE territory_id = $1
