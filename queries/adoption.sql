-- From a scenario of the grid to a voted programme (src/actions/adopt_programme.c, read_programme_frozen.c), its decision and receipts, and the town's templates.

-- query: adoption_versions
-- kind: many
-- in: territory territory_id, call str
-- out: version int, title str, annex str?, state str, decision_number str?, decision day?, sha256 str?, frozen instant?, frozen_by int?, scenario int?
SELECT version, title, annex, state, decision_number, decision_day, sha256, frozen_ms, frozen_by, scenario FROM programme WHERE territory_id = $1 AND call_code = $2 ORDER BY version;

-- query: adoption_frozen
-- kind: one
-- in: territory territory_id, call str, version int
-- out: frozen str, sha256 str, frozen_at instant, decision_number str?, decision day?
SELECT frozen, sha256, frozen_ms, decision_number, decision_day FROM programme WHERE territory_id = $1 AND call_code = $2 AND version = $3 AND frozen IS NOT NULL;

-- query: adoption_all_frozen
-- across: examined for the whole instance
-- kind: each
-- out: call str, version int, frozen str, sha256 str
SELECT call_code, version, frozen, sha256 FROM programme WHERE frozen IS NOT NULL ORDER BY territory_id, call_code, version;

-- query: adoption_add
-- kind: exec
-- in: territory territory_id, call str, version int, title str, annex str?, frozen str, sha256 str, frozen_at instant, by int, scenario int
INSERT INTO programme (territory_id, call_code, version, title, annex, state, frozen, sha256, frozen_ms, frozen_by, scenario, origin)
VALUES ($1, $2, $3, $4, $5, 'voted', $6, $7, $8, $9, $10, 'grid');

-- query: adoption_close_scenario
-- kind: exec
-- in: territory territory_id, call str, scenario int, name str, at instant, by int
-- the table of the session may have no row yet
INSERT INTO scenario (territory_id, call_code, scenario, name, origin, state, revision, made_ms, made_by) VALUES ($1, $2, $3, $4, 'session', 'adopted', 1, $5, $6)
ON CONFLICT (territory_id, call_code, scenario) DO UPDATE SET state = 'adopted', revision = scenario.revision + 1;

-- query: adoption_keep_published
-- kind: exec
-- in: territory territory_id, call str, version int, frozen str, sha256 str, at instant, by int
UPDATE programme SET frozen = $4, sha256 = $5, frozen_ms = $6, frozen_by = $7 WHERE territory_id = $1 AND call_code = $2 AND version = $3 AND frozen IS NULL;

-- query: adoption_propose_published
-- kind: exec
-- in: territory territory_id, call str
UPDATE financing_line SET proposed_cents = voted_cents WHERE territory_id = $1 AND proposed_cents IS NULL
	AND application_id IN (SELECT a.application_id FROM application a WHERE a.territory_id = $1 AND a.call_code = $2);

-- query: adoption_unvote
-- kind: exec
-- in: territory territory_id, call str, year int
UPDATE financing_line SET voted_cents = NULL WHERE territory_id = $1 AND year = $3 AND voted_cents IS NOT NULL
	AND application_id IN (SELECT a.application_id FROM application a WHERE a.territory_id = $1 AND a.call_code = $2);

-- query: adoption_vote_line
-- kind: exec
-- in: territory territory_id, application application_id, funder str, year int, section str, valued bool, voted money?
INSERT INTO financing_line (territory_id, application_id, funder_code, year, section, valued, voted_cents) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (territory_id, application_id, funder_code, year, section, valued) DO UPDATE SET voted_cents = excluded.voted_cents;

-- query: adoption_hold
-- kind: exec
-- in: territory territory_id, application application_id, version int
-- one that a programme already holds stays in it: that programme reads the same for ever
UPDATE application SET version = $3 WHERE territory_id = $1 AND application_id = $2 AND version IS NULL;

-- query: adoption_release
-- kind: exec
-- in: territory territory_id, application application_id
-- only one that the product put there
UPDATE application SET version = NULL WHERE territory_id = $1 AND application_id = $2 AND EXISTS (SELECT 1 FROM programme p WHERE p.territory_id = $1
	AND p.call_code = application.call_code AND p.version = application.version AND p.origin <> 'pack');

-- query: adoption_taken
-- across: the names of officers are the instance's
-- kind: one
-- in: territory territory_id, call str, scenario int
-- out: version int, frozen instant, by str?
-- who adopted that scenario
SELECT p.version, p.frozen_ms, x.name FROM programme p LEFT JOIN person x ON x.person_id = p.frozen_by
WHERE p.territory_id = $1 AND p.call_code = $2 AND p.scenario = $3 AND p.frozen IS NOT NULL ORDER BY p.version DESC LIMIT 1;

-- query: adoption_set_decision
-- kind: exec
-- in: territory territory_id, call str, version int, number str?, decision day?
UPDATE programme SET decision_number = $4, decision_day = $5 WHERE territory_id = $1 AND call_code = $2 AND version = $3 AND frozen IS NOT NULL;

-- query: adoption_add_receipt
-- kind: exec
-- in: territory territory_id, call str, version int, number str, sent day?, received day?, place str?
INSERT INTO programme_receipt (territory_id, call_code, version, position, number, sent_day, received_day, place)
VALUES ($1, $2, $3, (SELECT COALESCE(MAX(r.position), 0) + 1 FROM programme_receipt r WHERE r.territory_id = $1 AND r.call_code = $2 AND r.version = $3), $4, $5, $6, $7);

-- query: adoption_goals
-- kind: many
-- in: territory territory_id
-- out: code str, parent str?, label str
SELECT code, parent_code, label FROM goal WHERE territory_id = $1 ORDER BY position;

-- query: adoption_summaries
-- kind: many
-- in: territory territory_id, call str
-- out: id application_id, summary str
SELECT application_id, summary FROM application WHERE territory_id = $1 AND call_code = $2 AND summary IS NOT NULL ORDER BY application_id;

-- query: adoption_results
-- kind: many
-- in: territory territory_id, call str
-- out: id application_id, label str, value int, unit str?, year int?
SELECT r.application_id, r.label, r.value_milli, r.unit, r.year FROM application a
JOIN application_result r ON r.territory_id = a.territory_id AND r.application_id = a.application_id
WHERE a.territory_id = $1 AND a.call_code = $2 ORDER BY r.application_id, r.position;

-- query: adoption_conflicts
-- kind: many
-- in: territory territory_id, call str, scenario int
-- out: id application_id, institution str, reason str, typed int
-- typed counts the cells that the person who declared it wrote
SELECT x.application_id, x.institution, x.reason,
	(SELECT COUNT(*) FROM cell c WHERE c.territory_id = x.territory_id AND c.call_code = $2 AND c.scenario = $3 AND c.application_id = x.application_id AND c.changed_by = x.person_id) AS typed
FROM conflict_of_interest x JOIN application a ON a.territory_id = x.territory_id AND a.application_id = x.application_id
WHERE x.territory_id = $1 AND a.call_code = $2 AND x.withdrawn_ms IS NULL ORDER BY x.conflict_id;

-- query: adoption_scenarios
-- kind: many
-- in: territory territory_id, call str
-- out: scenario int, name str, state str
SELECT scenario, name, state FROM scenario WHERE territory_id = $1 AND call_code = $2 AND state <> 'dropped' ORDER BY scenario;

-- query: adoption_calls
-- kind: many
-- in: territory territory_id, except str
-- out: code str, title str, year int, version int
SELECT c.code, c.title, c.year, p.version FROM programme p JOIN call c ON c.territory_id = p.territory_id AND c.code = p.call_code
WHERE p.territory_id = $1 AND ($2 = '' OR c.code <> $2) ORDER BY c.year DESC, c.code, p.version DESC;

-- query: adoption_templates
-- across: the names of those who added one are the instance's
-- kind: many
-- in: territory territory_id
-- out: id int, kind str, funder str, name str, sha256 str, added instant, by str?, removed instant?
SELECT t.template_id, t.kind, t.funder_code, t.name, t.sha256, t.added_ms, p.name, t.removed_ms FROM template t LEFT JOIN person p ON p.person_id = t.added_by
WHERE t.territory_id = $1 ORDER BY t.kind, t.funder_code, t.template_id DESC;

-- query: adoption_template_used
-- kind: one
-- in: territory territory_id, kind str, funder str
-- out: id int, name str, sha256 str
-- of that funder, else of the town
SELECT template_id, name, sha256 FROM template WHERE territory_id = $1 AND kind = $2 AND (funder_code = $3 OR funder_code = '') AND removed_ms IS NULL
ORDER BY CASE WHEN funder_code = $3 THEN 0 ELSE 1 END, template_id DESC LIMIT 1;

-- query: adoption_template
-- kind: one
-- in: territory territory_id, id int
-- out: kind str, funder str, name str, sha256 str, removed instant?
SELECT kind, funder_code, name, sha256, removed_ms FROM template WHERE territory_id = $1 AND template_id = $2;

-- query: adoption_template_last
-- kind: one
-- in: territory territory_id
-- out: last int
SELECT CAST(COALESCE(MAX(template_id), 0) AS BIGINT) FROM template WHERE territory_id = $1;

-- query: adoption_template_add
-- kind: exec
-- in: territory territory_id, id int, kind str, funder str, name str, sha256 str, added instant, by int
INSERT INTO template (territory_id, template_id, kind, funder_code, name, sha256, added_ms, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- query: adoption_template_remove
-- kind: exec
-- in: territory territory_id, id int, removed instant
UPDATE template SET removed_ms = $3 WHERE territory_id = $1 AND template_id = $2 AND removed_ms IS NULL;

-- query: adoption_funders
-- kind: many
-- in: territory territory_id
-- out: code str, label str
SELECT code, label FROM funder WHERE territory_id = $1 ORDER BY position, code;
