-- query: q
-- kind: many
-- in: territory territory_id
-- out: a str
DELETE FROM t WHERE territory_id = $1 RETURNING a
