-- query: q
-- kind: many
-- out: a str
SELECT a FROM t
