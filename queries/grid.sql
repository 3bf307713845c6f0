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
-- once the product adopted a programme of the call, what is voted is in the cells of its scenario: other scenarios stay what they were
SELECT l.application_id, l.funder_code, l.year, l.section, l.valued, l.asked_cents, l.proposed_cents,
	CASE WHEN EXISTS (SELECT 1 FROM programme p WHERE p.territory_id = $1 AND p.call_code = $2 AND p.frozen IS NOT NULL) THEN NULL ELSE l.voted_cents END FROM financing_line l
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

-- ---- writing (src/actions/grid_write.c) ----

-- query: grid_conflicts
-- kind: many
-- in: territory territory_id, application application_id
-- out: person int?, institution str
SELECT person_id, institution FROM conflict_of_interest WHERE territory_id = $1 AND application_id = $2 AND withdrawn_ms IS NULL ORDER BY conflict_id;

-- query: grid_call_conflicts
-- kind: many
-- in: territory territory_id, call str
-- out: application application_id, person int?, institution str
SELECT x.application_id, x.person_id, x.institution FROM conflict_of_interest x JOIN application a ON a.territory_id = x.territory_id AND a.application_id = x.application_id
WHERE x.territory_id = $1 AND a.call_code = $2 AND x.withdrawn_ms IS NULL ORDER BY x.conflict_id;

-- query: grid_add_scenario
-- kind: exec
-- in: territory territory_id, call str, scenario int, name str, note str?, origin str, based_on int?, made instant, by int
INSERT INTO scenario (territory_id, call_code, scenario, name, note, origin, based_on, state, revision, made_ms, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', 0, $8, $9);

-- query: grid_last_scenario
-- kind: one
-- in: territory territory_id, call str
-- out: last int
SELECT CAST(COALESCE(MAX(scenario), 1) AS BIGINT) FROM scenario WHERE territory_id = $1 AND call_code = $2;

-- query: grid_grow
-- kind: exec
-- in: territory territory_id, call str, scenario int
UPDATE scenario SET revision = revision + 1 WHERE territory_id = $1 AND call_code = $2 AND scenario = $3;

-- query: grid_grow_others
-- kind: exec
-- in: territory territory_id, call str, but int
-- envelopes are of every scenario
UPDATE scenario SET revision = revision + 1 WHERE territory_id = $1 AND call_code = $2 AND scenario <> $3;

-- query: grid_set_scenario_state
-- kind: exec
-- in: territory territory_id, call str, scenario int, state str
UPDATE scenario SET state = $4, revision = revision + 1 WHERE territory_id = $1 AND call_code = $2 AND scenario = $3;

-- query: grid_keep_cell
-- kind: exec
-- in: territory territory_id, call str, scenario int, application application_id, funder str, section str, valued bool
-- what a change is about to replace
INSERT INTO cell_past (territory_id, call_code, scenario, application_id, funder_code, section, valued, revision, hoped_cents, proposed_cents, voted_cents, refused, reason, changed_ms, changed_by, on_behalf)
SELECT c.territory_id, c.call_code, c.scenario, c.application_id, c.funder_code, c.section, c.valued, c.revision, c.hoped_cents, c.proposed_cents, c.voted_cents, c.refused, c.reason, c.changed_ms,
	c.changed_by, c.on_behalf FROM cell c
WHERE c.territory_id = $1 AND c.call_code = $2 AND c.scenario = $3 AND c.application_id = $4 AND c.funder_code = $5 AND c.section = $6 AND c.valued = $7;

-- query: grid_write_cell
-- kind: exec
-- in: territory territory_id, call str, scenario int, application application_id, funder str, section str, valued bool, hoped money?, proposed money?, voted money?, refused bool, reason str?, locked bool, envelope str?, revision int, changed instant, by int, on_behalf str?
INSERT INTO cell (territory_id, call_code, scenario, application_id, funder_code, section, valued, hoped_cents, proposed_cents, voted_cents, refused, reason, locked, envelope_code, revision, changed_ms,
	changed_by, on_behalf) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
ON CONFLICT (territory_id, call_code, scenario, application_id, funder_code, section, valued) DO UPDATE SET hoped_cents = excluded.hoped_cents, proposed_cents = excluded.proposed_cents,
	voted_cents = excluded.voted_cents, refused = excluded.refused, reason = excluded.reason, locked = excluded.locked, envelope_code = excluded.envelope_code, revision = excluded.revision,
	changed_ms = excluded.changed_ms, changed_by = excluded.changed_by, on_behalf = excluded.on_behalf;

-- query: grid_write_row
-- kind: exec
-- in: territory territory_id, call str, scenario int, application application_id, cost money?, other money?, decision str?, axis str?, note str?, revision int, changed instant, by int
INSERT INTO scenario_row (territory_id, call_code, scenario, application_id, cost_cents, other_cents, decision, axis_code, note, revision, changed_ms, changed_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (territory_id, call_code, scenario, application_id) DO UPDATE SET cost_cents = excluded.cost_cents, other_cents = excluded.other_cents, decision = excluded.decision,
	axis_code = excluded.axis_code, note = excluded.note, revision = excluded.revision, changed_ms = excluded.changed_ms, changed_by = excluded.changed_by;

-- query: grid_row_kept
-- kind: one
-- in: territory territory_id, call str, scenario int, application application_id
-- out: cost money?, other money?, decision str?, axis str?, note str?, revision int
SELECT cost_cents, other_cents, decision, axis_code, note, revision FROM scenario_row WHERE territory_id = $1 AND call_code = $2 AND scenario = $3 AND application_id = $4;

-- query: grid_copy_cells
-- kind: exec
-- in: territory territory_id, call str, source int, target int
INSERT INTO cell (territory_id, call_code, scenario, application_id, funder_code, section, valued, hoped_cents, proposed_cents, voted_cents, refused, reason, locked, envelope_code, revision, changed_ms,
	changed_by, on_behalf)
SELECT c.territory_id, c.call_code, $4, c.application_id, c.funder_code, c.section, c.valued, c.hoped_cents, c.proposed_cents, c.voted_cents, c.refused, c.reason, c.locked, c.envelope_code, 1, c.changed_ms,
	c.changed_by, c.on_behalf FROM cell c WHERE c.territory_id = $1 AND c.call_code = $2 AND c.scenario = $3;

-- query: grid_copy_rows
-- kind: exec
-- in: territory territory_id, call str, source int, target int
INSERT INTO scenario_row (territory_id, call_code, scenario, application_id, cost_cents, other_cents, decision, axis_code, note, revision, changed_ms, changed_by)
SELECT r.territory_id, r.call_code, $4, r.application_id, r.cost_cents, r.other_cents, r.decision, r.axis_code, r.note, 1, r.changed_ms, r.changed_by FROM scenario_row r
WHERE r.territory_id = $1 AND r.call_code = $2 AND r.scenario = $3;

-- query: grid_add_envelope
-- kind: exec
-- in: territory territory_id, call str, code str, decided instant, by int, funder str, section str, part str, wave int, amount money?, label str?, state str, reason str
INSERT INTO envelope_change (territory_id, call_code, envelope_code, decided_ms, decided_by, funder_code, section, part, wave, amount_cents, label, state, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- query: grid_envelope_last
-- kind: one
-- in: territory territory_id, call str, code str
-- out: last int
SELECT CAST(COALESCE(MAX(decided_ms), 0) AS BIGINT) FROM envelope_change WHERE territory_id = $1 AND call_code = $2 AND envelope_code = $3;

-- query: grid_organisation
-- kind: one
-- in: territory territory_id, code_or_name str
-- out: code str
SELECT code FROM organisation WHERE territory_id = $1 AND (code = $2 OR name = $2 OR long_name = $2) ORDER BY CASE WHEN code = $2 THEN 0 ELSE 1 END, position, code LIMIT 1;

-- query: grid_organisations
-- kind: many
-- in: territory territory_id
-- out: code str, name str
SELECT code, name FROM organisation WHERE territory_id = $1 ORDER BY position, code;

-- query: grid_cell_past
-- across: the names of those who typed are the instance's
-- kind: many
-- in: territory territory_id, call str, scenario int, application application_id
-- out: funder str, section str, valued bool, hoped money?, proposed money?, voted money?, refused bool, reason str?, changed instant, by str?, on_behalf str?
SELECT c.funder_code, c.section, c.valued, c.hoped_cents, c.proposed_cents, c.voted_cents, c.refused, c.reason, c.changed_ms, p.name, c.on_behalf FROM cell_past c
LEFT JOIN person p ON p.person_id = c.changed_by
WHERE c.territory_id = $1 AND c.call_code = $2 AND c.scenario = $3 AND c.application_id = $4 ORDER BY c.changed_ms DESC, c.revision DESC;

-- query: grid_axes
-- kind: many
-- in: territory territory_id, call str
-- out: code str, label str
-- those of the last programme, else the goals that the call is about
SELECT x.code, x.label FROM axis x WHERE x.territory_id = $1 AND x.call_code = $2
	AND x.version = (SELECT MAX(y.version) FROM axis y WHERE y.territory_id = $1 AND y.call_code = $2) ORDER BY x.position, x.code;

-- query: grid_goal_axes
-- kind: many
-- in: territory territory_id, call str
-- out: code str, label str
SELECT g.code, g.label FROM call_goal c JOIN goal g ON g.territory_id = c.territory_id AND g.code = c.goal_code
WHERE c.territory_id = $1 AND c.call_code = $2 ORDER BY c.position, g.code;

-- query: grid_sheets
-- kind: many
-- in: territory territory_id, call str
-- out: id application_id, sheet int, changed instant
-- which rows have a filed sheet, whose answers rules judge
SELECT s.application_id, s.sheet_id, s.changed_ms FROM sheet s
WHERE s.territory_id = $1 AND s.call_code = $2 AND s.application_id IS NOT NULL ORDER BY s.application_id;

-- query: grid_filed
-- kind: one
-- in: territory territory_id, sheet int
-- out: sha256 str, at instant
-- the last version that was filed, and when the first one was
SELECT f.sha256, (SELECT COALESCE(x.received_ms, x.filed_ms) FROM filing x WHERE x.territory_id = f.territory_id AND x.sheet_id = f.sheet_id ORDER BY x.version LIMIT 1) FROM filing f
WHERE f.territory_id = $1 AND f.sheet_id = $2 ORDER BY f.version DESC LIMIT 1;

-- query: grid_frozen
-- kind: one
-- in: territory territory_id, sheet int
-- out: frozen str
-- the text of that version
SELECT frozen FROM filing WHERE territory_id = $1 AND sheet_id = $2 ORDER BY version DESC LIMIT 1;

-- query: grid_type_in
-- across: people are the instance's
-- kind: exec
-- in: thing str, person int, seen instant, place str?
INSERT INTO presence (thing, person_id, seen_ms, place) VALUES ($1, $2, $3, $4) ON CONFLICT (thing, person_id) DO UPDATE SET seen_ms = excluded.seen_ms, place = excluded.place;

-- query: grid_typing
-- across: people are the instance's
-- kind: many
-- in: thing str, since instant
-- out: person int, name str, seen instant, place str?
SELECT s.person_id, p.name, s.seen_ms, s.place FROM presence s JOIN person p ON p.person_id = s.person_id WHERE s.thing = $1 AND s.seen_ms >= $2 ORDER BY s.seen_ms, s.person_id;
