-- Every kind, every type, more than four parameters, a comment and a string inside.

-- query: kinds_many
-- kind: many
-- in: territory territory_id, district str
-- out: kind str, text str, note str?, n int?, paid money?
SELECT kind, text, note, n, -- a comment
	CAST(SUM(paid) AS BIGINT)
FROM note WHERE territory_id = $1 AND district_code = $2 AND kind <> 'it''s; -- not a comment' GROUP BY kind, text, note, n
ORDER BY kind, note NULLS LAST;

-- query: kinds_one
-- kind: one
-- in: territory territory_id, id application_id
-- out: valued bool, starts day, at instant, cost money, n int, ends day?, until instant?
SELECT valued, starts, at, cost, n, ends, until FROM thing WHERE territory_id = $1 AND application_id = $2;

-- query: kinds_exec
-- kind: exec
-- in: territory territory_id, a str, b str?, c int?
-- in: d bool, e money
INSERT INTO thing (territory_id, a, b, c, d, e) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (territory_id, a) DO UPDATE SET b = excluded.b;

-- query: kinds_each
-- kind: each
-- out: code str, n int
-- across: the whole instance is exported
WITH counted (code, n) AS (SELECT code, COUNT(*) FROM thing GROUP BY code) SELECT code, n FROM counted ORDER BY code;

-- query: kinds_returning
-- kind: one
-- in: territory territory_id, code str
-- out: n int
UPDATE thing SET n = n + 1 WHERE territory_id = $1 AND code = $2 RETURNING n
