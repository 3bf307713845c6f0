-- Scenarios of a call, distributions that were asked of the solver, what a funder's cut changes, revised plans (src/actions/scenarios.c, distribute.c, cut.c, revise_plan.c).

-- query: allocation_scenarios
-- kind: many
-- across: the names of those who made them are the instance's
-- in: territory territory_id, call str
-- out: scenario int, name str, note str?, origin str, based_on int?, state str, revision int, made instant, by str?
SELECT s.scenario, s.name, s.note, s.origin, s.based_on, s.state, s.revision, s.made_ms, p.name FROM scenario s LEFT JOIN person p ON p.person_id = s.made_by
WHERE s.territory_id = $1 AND s.call_code = $2 ORDER BY s.scenario;

-- query: allocation_last_run
-- kind: one
-- in: territory territory_id, call str
-- out: last int
SELECT CAST(COALESCE(MAX(run), 0) AS BIGINT) FROM allocation_run WHERE territory_id = $1 AND call_code = $2;

-- query: allocation_waiting
-- kind: one
-- in: territory territory_id, call str
-- out: n int
SELECT COUNT(*) FROM allocation_run WHERE territory_id = $1 AND call_code = $2 AND state IN ('waiting', 'running');

-- query: allocation_add_run
-- kind: exec
-- in: territory territory_id, call str, run int, scenario int, name str, wishes str, seconds int, asked instant, by int, lang str
INSERT INTO allocation_run (territory_id, call_code, run, scenario, name, wishes, seconds, state, asked_ms, asked_by, lang) VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $9, $10);

-- query: allocation_next_run
-- kind: one
-- across: one thread works for the whole instance
-- in: before instant
-- out: territory territory_id, call str, run int, scenario int, name str, wishes str, seconds int, by int, lang str
-- the oldest that waits, or whose worker has gone
SELECT territory_id, call_code, run, scenario, name, wishes, seconds, asked_by, lang FROM allocation_run WHERE state = 'waiting' OR (state = 'running' AND began_ms < $1) ORDER BY asked_ms, territory_id, call_code, run LIMIT 1;

-- query: allocation_begin_run
-- kind: exec
-- in: territory territory_id, call str, run int, began instant
UPDATE allocation_run SET state = 'running', began_ms = $4 WHERE territory_id = $1 AND call_code = $2 AND run = $3;

-- query: allocation_wait_again
-- kind: exec
-- in: territory territory_id, call str, run int
UPDATE allocation_run SET state = 'waiting', began_ms = NULL WHERE territory_id = $1 AND call_code = $2 AND run = $3;

-- query: allocation_end_run
-- kind: exec
-- in: territory territory_id, call str, run int, state str, ended instant, answer str?, solver int?, ranking int?
UPDATE allocation_run SET state = $4, ended_ms = $5, answer = $6, solver_scenario = $7, ranking_scenario = $8 WHERE territory_id = $1 AND call_code = $2 AND run = $3;

-- query: allocation_run
-- kind: one
-- in: territory territory_id, call str, run int
-- out: scenario int, name str, wishes str, seconds int, state str, asked instant, by int, began instant?, ended instant?, answer str?, solver int?, ranking int?
SELECT scenario, name, wishes, seconds, state, asked_ms, asked_by, began_ms, ended_ms, answer, solver_scenario, ranking_scenario FROM allocation_run WHERE territory_id = $1 AND call_code = $2 AND run = $3;

-- query: allocation_runs
-- kind: many
-- in: territory territory_id, call str
-- out: run int, name str, state str, asked instant, ended instant?
SELECT run, name, state, asked_ms, ended_ms FROM allocation_run WHERE territory_id = $1 AND call_code = $2 ORDER BY run DESC LIMIT 20;

-- ---- revised plans (src/actions/revise_plan.c) ----

-- query: allocation_plans
-- kind: many
-- in: territory territory_id, application application_id
-- out: plan int, scenario int, cost money, text str, sent instant, by int, due day, budget_days int, answer str?, answered instant?, reason str?
SELECT plan, scenario, cost_cents, text, sent_ms, sent_by, due_day, budget_days, answer, answered_ms, reason FROM revised_plan WHERE territory_id = $1 AND application_id = $2 ORDER BY plan DESC;

-- query: allocation_add_plan
-- kind: exec
-- in: territory territory_id, application application_id, plan int, scenario int, cost money, text str, sent instant, by int, due day, budget_days int
INSERT INTO revised_plan (territory_id, application_id, plan, scenario, cost_cents, text, sent_ms, sent_by, due_day, budget_days) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- query: allocation_answer_plan
-- kind: exec
-- in: territory territory_id, application application_id, plan int, answer str, answered instant, by int, reason str?
UPDATE revised_plan SET answer = $4, answered_ms = $5, answered_by = $6, reason = $7 WHERE territory_id = $1 AND application_id = $2 AND plan = $3 AND answer IS NULL;
