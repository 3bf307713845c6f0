-- query: q
-- kind: many
-- in: territory territory_id
-- out: a str
SELECT t.a FROM t JOIN u ON u.code = t.code WHERE t.territory_id = $1
