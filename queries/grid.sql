-- The decision grid (src/actions/read_grid.c, grid_write.c): read whole in a fixed number of statements, written one cell or one row at a time.

-- query: grid_head
-- kind: one
-- across: a public code leads to its territory
-- in: call str
-- out: territory territory_id, territory_code str, title str, year int
SELECT t.territory_id, t.code, c.title, c.year FROM call c JOIN territory t ON t.territory_id = c.territory_id WHERE c.code = $1;

-- query: grid_scenario
-- kind: one
-- in: territory territory_id, call str, scenario int
-- out: name str, note str?, origin str, based_on int?, state str, revision int
SELECT name, note, origin, based_on, state, revision FROM scenario WHERE territory_id = $1 AND call_code = $2 AND scenario = $3;

-- query: grid_groups
-- kind: many
-- in: territory territory_id
-- out: code str, label str
SELECT code, label FROM funder_group WHERE territory_id = $1 ORDER BY position, code;

-- query: grid_funders
-- kind: many
-- in: territory territory_id
-- out: code str, label str, kind str, group_code str, valued bool
SELECT code, label, kind, group_code, valued FROM funder WHERE territory_id = $1 ORDER BY position, code;

-- query: grid_rows
-- kind: many
-- in: territory territory_id, call str, scenario int
-- out: id application_id, action str, title str, bearer str, state str, axis str?, total money, other money, number str?, cost money?, other_revised money?, decision str?, axis_typed str?, note str?, revision int?
SELECT a.application_id, a.action_code, a.title, o.name, a.state, a.axis_code, a.total_cents, a.other_cents, s.number, r.cost_cents, r.other_cents, r.decision, r.axis_code, r.note, r.revision
FROM application a JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code
LEFT JOIN sheet s ON s.territory_id = a.territory_id AND s.call_code = a.call_code AND s.application_id = a.application_id
LEFT JOIN scenario_row r ON r.territory_id = a.territory_id AND r.call_code = a.call_code AND r.scenario = $3 AND r.application_id = a.application_id
WHERE a.territory_id = $1 AND a.call_code = $2 ORDER BY a.position, a.application_id;

-- query: grid_lines
-- kind: many
-- in: territory territory_id, call str
-- out: id application_id, funder str, year int, section str, valued bool, asked money?, proposed money?, voted money?
SELECT l.application_id, l.funder_code, l.year, l.section, l.valued, l.asked_cents, l.proposed_cents, l.voted_cents FROM financing_line l
JOIN application a ON a.territory_id = l.territory_id AND a.application_id = l.application_id
WHERE l.territory_id = $1 AND a.call_code = $2 ORDER BY a.position, l.application_id, l.funder_code, l.section, l.valued, l.year;

-- query: grid_cells
-- across: the names of those who typed are the instance's
-- kind: many
-- in: territory territory_id, call str, scenario int
-- out: id application_id, funder str, section str, valued bool, hoped money?, proposed money?, voted money?, refused bool, locked bool, reason str?, envelope str?, revision int, changed instant, by str?, on_behalf str?
SELECT c.application_id, c.funder_code, c.section, c.valued, c.hoped_cents, c.proposed_cents, c.voted_cents, c.refused, c.locked, c.reason, c.envelope_code, c.revision, c.changed_ms,
	p.name, c.on_behalf
FROM cell c LEFT JOIN person p ON p.person_id = c.changed_by
WHERE c.territory_id = $1 AND c.call_code = $2 AND c.scenario = $3 ORDER BY c.application_id, c.funder_code, c.section, c.valued;

-- query: grid_envelopes
-- kind: many
-- in: territory territory_id, call str, year int
-- out: code str, funder str, section str, part str, wave int, amount money?, label str?, state str
SELECT code, funder_code, section, part, wave, amount_cents, label, state FROM envelope WHERE territory_id = $1 AND call_code = $2 AND year = $3 ORDER BY position, code;

-- query: grid_envelope_changes
-- kind: many
-- in: territory territory_id, call str
-- out: code str, decided instant, funder str, section str, part str, wave int, amount money?, label str?, state str
-- the last row of each counts
SELECT e.envelope_code, e.decided_ms, e.funder_code, e.section, e.part, e.wave, e.amount_cents, e.label, e.state FROM envelope_change e
WHERE e.territory_id = $1 AND e.call_code = $2 AND e.decided_ms =
	(SELECT MAX(x.decided_ms) FROM envelope_change x WHERE x.territory_id = $1 AND x.call_code = $2 AND x.envelope_code = e.envelope_code)
ORDER BY e.decided_ms, e.envelope_code;

-- query: grid_districts
-- kind: many
-- in: territory territory_id, call str
-- out: code str, label str
SELECT d.code, d.name FROM call_district c JOIN district d ON d.territory_id = c.territory_id AND d.code = c.district_code
WHERE c.territory_id = $1 AND c.call_code = $2 ORDER BY c.position, d.code;

-- query: grid_items
-- kind: many
-- in: territory territory_id, call str
-- out: of_list str, code str, label str
SELECT i.list, i.item_code, l.label FROM call_item i JOIN list_item l ON l.territory_id = i.territory_id AND l.list = i.list AND l.code = i.item_code
WHERE i.territory_id = $1 AND i.call_code = $2 ORDER BY i.list, i.position, i.item_code;

-- query: grid_row_districts
-- kind: many
-- in: territory territory_id, call str
-- out: id application_id, code str
SELECT d.application_id, d.district_code FROM application_district d JOIN application a ON a.territory_id = d.territory_id AND a.application_id = d.application_id
WHERE d.territory_id = $1 AND a.call_code = $2 ORDER BY d.application_id, d.district_code;

-- query: grid_row_goals
-- kind: many
-- in: territory territory_id, call str
-- out: id application_id, code str
SELECT d.application_id, d.goal_code FROM application_goal d JOIN application a ON a.territory_id = d.territory_id AND a.application_id = d.application_id
WHERE d.territory_id = $1 AND a.call_code = $2 ORDER BY d.application_id, d.goal_code;

-- query: grid_row_items
-- kind: many
-- in: territory territory_id, call str
-- out: id application_id, of_list str, code str
SELECT d.application_id, d.list, d.item_code FROM application_item d JOIN application a ON a.territory_id = d.territory_id AND a.application_id = d.application_id
WHERE d.territory_id = $1 AND a.call_code = $2 ORDER BY d.application_id, d.list, d.position, d.item_code;

-- query: grid_scores
-- kind: many
-- in: territory territory_id, call str
-- out: id application_id, criterion str, tenths int
-- the last mark of each person on each criterion
SELECT s.application_id, s.criterion_code, s.tenths FROM score s JOIN application a ON a.territory_id = s.territory_id AND a.application_id = s.application_id
WHERE s.territory_id = $1 AND a.call_code = $2 AND s.at_ms = (SELECT MAX(x.at_ms) FROM score x WHERE x.territory_id = $1 AND x.application_id = s.application_id
	AND x.criterion_code = s.criterion_code AND x.person_id = s.person_id)
ORDER BY s.application_id, s.criterion_code, s.person_id;

-- query: grid_weights
-- kind: many
-- in: territory territory_id, call str
-- out: criterion str, weight int?
-- what officers decided last, else the pack's; a criterion without a weight counts once
SELECT c.code, COALESCE((SELECT w.weight FROM criterion_weight w WHERE w.territory_id = $1 AND w.call_code = $2 AND w.criterion_code = c.code AND w.decided_ms =
	(SELECT MAX(x.decided_ms) FROM criterion_weight x WHERE x.territory_id = $1 AND x.call_code = $2 AND x.criterion_code = c.code)), c.weight)
FROM criterion c WHERE c.territory_id = $1 AND c.call_code = $2 ORDER BY c.position, c.code;
