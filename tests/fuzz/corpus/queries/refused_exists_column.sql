-- query: q
-- kind: many
-- in: territory territory_id
-- out: a str
SELECT EXISTS (SELECT 1 FROM u WHERE u.territory_id = $1) FROM t WHERE territory_id = $1
