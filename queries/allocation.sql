-- Scenarios of a call, distributions that were asked of the solver, what a funder's cut changes, revised plans (src/actions/scenarios.c, distribute.c, cut.c, revise_plan.c).

-- query: allocation_scenarios
-- kind: many
-- across: the names of those who made them are the instance's
-- in: territory territory_id, call str
-- out: scenario int, name str, note str?, origin str, based_on int?, state str, revision int, made instant, by str?
SELECT s.scenario, s.name, s.note, s.origin, s.based_on, s.state, s.revision, s.made_ms, p.name FROM scenario s LEFT JOIN person p ON p.person_id = s.made_by
WHERE s.territory_id = $1 AND s.call_code = $2 ORDER BY s.scenario;
