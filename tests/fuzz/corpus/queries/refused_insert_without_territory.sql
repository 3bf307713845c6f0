-- query: q
-- kind: exec
-- in: code str
INSERT INTO t (code) VALUES ($1)
