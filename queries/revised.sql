-- The bearer's budget after a partial grant: what each funder gives, the request that asks for it, what came (src/actions/revised_budget.c).

-- query: revised_voted
-- kind: many
-- in: territory territory_id, application application_id
-- out: funder str, label str, asked money, voted money, decided bool
-- in cash, in the year of the call, section by section added up
SELECT l.funder_code, f.label, CAST(COALESCE(SUM(l.asked_cents), 0) AS BIGINT), CAST(COALESCE(SUM(l.voted_cents), 0) AS BIGINT), MAX(CASE WHEN l.voted_cents IS NULL THEN 0 ELSE 1 END)
FROM application a JOIN call c ON c.territory_id = a.territory_id AND c.code = a.call_code
JOIN financing_line l ON l.territory_id = a.territory_id AND l.application_id = a.application_id AND l.year = c.year
JOIN funder f ON f.territory_id = l.territory_id AND f.code = l.funder_code
WHERE a.territory_id = $1 AND a.application_id = $2 AND l.valued = 0 AND f.kind <> 'own_funds'
GROUP BY l.funder_code, f.label, f.position ORDER BY f.position, l.funder_code;

-- query: revised_adopted
-- kind: one
-- in: territory territory_id, application application_id
-- out: frozen instant
-- when the programme that holds it was adopted
SELECT p.frozen_ms FROM application a JOIN programme p ON p.territory_id = a.territory_id AND p.call_code = a.call_code AND p.version = a.version
WHERE a.territory_id = $1 AND a.application_id = $2 AND p.frozen_ms IS NOT NULL;

-- query: revised_add
-- kind: exec
-- in: territory territory_id, sheet int, request int, plan int?
INSERT INTO revised_budget (territory_id, sheet_id, request, plan) VALUES ($1, $2, $3, $4);

-- query: revised_add_line
-- kind: exec
-- in: territory territory_id, sheet int, request int, funder str, asked money, granted money
INSERT INTO revised_budget_line (territory_id, sheet_id, request, funder_code, asked_cents, granted_cents) VALUES ($1, $2, $3, $4, $5, $6);

-- query: revised_last
-- kind: one
-- in: territory territory_id, sheet int
-- out: request int, asked instant, due day, said str, answered instant?, cancelled instant?, version int?, cost money?, other money?
SELECT b.request, r.asked_ms, r.due_day, r.reason, r.answered_ms, r.cancelled_ms, b.version, b.cost_cents, b.other_cents FROM revised_budget b
JOIN completion_request r ON r.territory_id = b.territory_id AND r.sheet_id = b.sheet_id AND r.request = b.request
WHERE b.territory_id = $1 AND b.sheet_id = $2 ORDER BY b.request DESC LIMIT 1;

-- query: revised_last_request
-- kind: one
-- in: territory territory_id, sheet int
-- out: request int
SELECT request FROM completion_request WHERE territory_id = $1 AND sheet_id = $2 ORDER BY request DESC LIMIT 1;

-- query: revised_received
-- kind: one
-- in: territory territory_id, sheet int
-- out: version int?
-- the last version that holds one
SELECT MAX(version) FROM revised_budget WHERE territory_id = $1 AND sheet_id = $2;

-- query: revised_lines
-- kind: many
-- in: territory territory_id, sheet int, request int
-- out: funder str, label str, asked money, granted money, kept money?
SELECT l.funder_code, f.label, l.asked_cents, l.granted_cents, l.kept_cents FROM revised_budget_line l
JOIN funder f ON f.territory_id = l.territory_id AND f.code = l.funder_code
WHERE l.territory_id = $1 AND l.sheet_id = $2 AND l.request = $3 ORDER BY f.position, l.funder_code;

-- query: revised_receive
-- kind: exec
-- in: territory territory_id, sheet int, request int, version int, cost money, other money
UPDATE revised_budget SET version = $4, cost_cents = $5, other_cents = $6 WHERE territory_id = $1 AND sheet_id = $2 AND request = $3;

-- query: revised_receive_line
-- kind: exec
-- in: territory territory_id, sheet int, request int, funder str, kept money
UPDATE revised_budget_line SET kept_cents = $5 WHERE territory_id = $1 AND sheet_id = $2 AND request = $3 AND funder_code = $4;

-- query: revised_of_version
-- kind: one
-- in: territory territory_id, sheet int, version int
-- out: kept money
-- 0 when that version holds no revised budget
SELECT CAST(COALESCE(SUM(l.kept_cents), 0) AS BIGINT) FROM revised_budget b JOIN revised_budget_line l ON l.territory_id = b.territory_id AND l.sheet_id = b.sheet_id AND l.request = b.request
WHERE b.territory_id = $1 AND b.sheet_id = $2 AND b.version = $3;

-- query: revised_keep_application
-- kind: exec
-- in: territory territory_id, application int, title str, summary str?
-- a version after a revised budget: what was asked and what it cost then stay
UPDATE application SET title = $3, summary = $4, state = 'filed' WHERE territory_id = $1 AND application_id = $2;

-- query: revised_due_soon
-- kind: many
-- in: from_day day, until day, most int
-- out: territory territory_id, sheet int, due day
-- across: reminders of every territory
SELECT r.territory_id, r.sheet_id, r.due_day FROM revised_budget b
JOIN completion_request r ON r.territory_id = b.territory_id AND r.sheet_id = b.sheet_id AND r.request = b.request
WHERE r.answered_ms IS NULL AND r.cancelled_ms IS NULL AND r.due_day >= $1 AND r.due_day <= $2
AND NOT EXISTS (SELECT 1 FROM reminder x WHERE x.territory_id = r.territory_id AND x.sheet_id = r.sheet_id AND x.step = 'budget' AND x.deadline_ms = r.due_day * 86400000)
ORDER BY r.due_day, r.sheet_id LIMIT $3;
