-- query: q
-- kind: many
-- out: a str
SELECT t.a FROM t JOIN u ON u.territory_id = t.territory_id
