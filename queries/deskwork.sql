-- The officers' desk at work: states, lists, labels, notes, views, routing, presence (migrations/0009). Writers: actions/application_state.c, actions/desk_*.c; readers: the desk's pages.

-- query: deskwork_state
-- kind: one
-- in: territory territory_id, application application_id
-- out: call str, state str, sheet int?, sheet_state str?, events int
SELECT a.call_code, a.state, s.sheet_id, s.state,
	(SELECT COUNT(*) FROM application_event e WHERE e.territory_id = a.territory_id AND e.application_id = a.application_id)
FROM application a LEFT JOIN sheet s ON s.territory_id = a.territory_id AND s.application_id = a.application_id
WHERE a.territory_id = $1 AND a.application_id = $2;

-- query: deskwork_event_count
-- kind: one
-- in: territory territory_id, application application_id
-- out: events int
SELECT COUNT(*) FROM application_event WHERE territory_id = $1 AND application_id = $2;

-- query: deskwork_add_event
-- kind: exec
-- in: territory territory_id, application application_id, at instant, by int, on_behalf str?, before str, after str, reason str?
INSERT INTO application_event (territory_id, application_id, event, at_ms, by_person, on_behalf, from_state, to_state, reason)
VALUES ($1, $2, (SELECT COALESCE(MAX(e.event), 0) + 1 FROM application_event e WHERE e.territory_id = $1 AND e.application_id = $2), $3, $4, $5, $6, $7, $8);

-- The list: one query a kind of fact, each in the order of the applications.

-- query: deskwork_rows
-- across: people are the instance's
-- kind: many
-- in: territory territory_id, call str, most int
-- out: application application_id, action str, title str, bearer str, bearer_code str, call str, state str, cost money, sheet int?, number str?, request str?, channel str?, owner int?, due day?
-- in the order of their numbers; an absent call ('') is all of them
SELECT a.application_id, a.action_code, a.title, o.name, a.bearer_code, a.call_code, a.state, a.total_cents, s.sheet_id, s.number, s.request, s.channel,
	COALESCE(s.owner_person, a.owner_person), COALESCE(s.due_day, a.due_day)
FROM application a JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code
LEFT JOIN sheet s ON s.territory_id = a.territory_id AND s.application_id = a.application_id
WHERE a.territory_id = $1 AND ($2 = '' OR a.call_code = $2) ORDER BY a.application_id LIMIT $3;

-- query: deskwork_asked
-- kind: many
-- in: territory territory_id
-- out: application application_id, funder str, asked money
SELECT application_id, funder_code, CAST(SUM(asked_cents) AS BIGINT) FROM financing_line
WHERE territory_id = $1 AND asked_cents IS NOT NULL GROUP BY application_id, funder_code ORDER BY application_id, funder_code;

-- query: deskwork_filings
-- kind: many
-- in: territory territory_id
-- out: application application_id, filed instant, received instant?, late bool, verdict str
SELECT s.application_id, f.filed_ms, f.received_ms, f.late, f.verdict FROM filing f JOIN sheet s ON s.territory_id = f.territory_id AND s.sheet_id = f.sheet_id
WHERE f.territory_id = $1 AND s.application_id IS NOT NULL ORDER BY s.application_id NULLS LAST, f.version;

-- query: deskwork_asked_again
-- kind: many
-- in: territory territory_id
-- out: application application_id, due day, answered bool, cancelled bool
SELECT s.application_id, r.due_day, CASE WHEN r.answered_ms IS NULL THEN 0 ELSE 1 END, CASE WHEN r.cancelled_ms IS NULL THEN 0 ELSE 1 END
FROM completion_request r JOIN sheet s ON s.territory_id = r.territory_id AND s.sheet_id = r.sheet_id
WHERE r.territory_id = $1 AND s.application_id IS NOT NULL ORDER BY s.application_id NULLS LAST, r.request;

-- query: deskwork_unread
-- kind: many
-- in: territory territory_id
-- out: application application_id, messages int
SELECT s.application_id, COUNT(*) FROM sheet_message m JOIN sheet s ON s.territory_id = m.territory_id AND s.sheet_id = m.sheet_id
WHERE m.territory_id = $1 AND s.application_id IS NOT NULL AND m.from_office = 0 AND m.read_ms IS NULL
GROUP BY s.application_id ORDER BY s.application_id NULLS LAST;

-- query: deskwork_opinions
-- kind: many
-- in: territory territory_id
-- out: application application_id, asked int, given int
SELECT application_id, COUNT(*), COUNT(given_ms) FROM opinion WHERE territory_id = $1 AND cancelled_ms IS NULL GROUP BY application_id ORDER BY application_id;

-- query: deskwork_marks
-- kind: many
-- in: territory territory_id
-- out: application application_id, sum int, count int, weight int
-- by criterion: what each person says last, and how much it weighs (what the officers decided, else the pack's, else 1)
SELECT s.application_id, CAST(SUM(s.tenths) AS BIGINT), COUNT(*),
	COALESCE((SELECT w.weight FROM criterion_weight w WHERE w.territory_id = a.territory_id AND w.call_code = a.call_code AND w.criterion_code = s.criterion_code ORDER BY w.decided_ms DESC LIMIT 1),
		(SELECT c.weight FROM criterion c WHERE c.territory_id = a.territory_id AND c.call_code = a.call_code AND c.code = s.criterion_code), 1)
FROM score s JOIN application a ON a.territory_id = s.territory_id AND a.application_id = s.application_id
WHERE s.territory_id = $1 AND s.at_ms = (SELECT MAX(l.at_ms) FROM score l WHERE l.territory_id = s.territory_id AND l.application_id = s.application_id
	AND l.criterion_code = s.criterion_code AND l.person_id = s.person_id)
GROUP BY s.application_id, s.criterion_code, a.territory_id, a.call_code ORDER BY s.application_id;

-- query: deskwork_stuck
-- kind: many
-- in: territory territory_id
-- out: application application_id, code str
SELECT l.application_id, l.label_code FROM application_label l JOIN desk_label d ON d.territory_id = l.territory_id AND d.code = l.label_code
WHERE l.territory_id = $1 ORDER BY l.application_id, d.position;

-- query: deskwork_row_districts
-- kind: many
-- in: territory territory_id
-- out: application application_id, code str
SELECT x.application_id, x.district_code FROM application_district x JOIN district d ON d.territory_id = x.territory_id AND d.code = x.district_code
WHERE x.territory_id = $1 ORDER BY x.application_id, d.position;

-- query: deskwork_row_goals
-- kind: many
-- in: territory territory_id
-- out: application application_id, code str
SELECT x.application_id, x.goal_code FROM application_goal x JOIN goal g ON g.territory_id = x.territory_id AND g.code = x.goal_code
WHERE x.territory_id = $1 ORDER BY x.application_id, g.position;

-- query: deskwork_row_items
-- kind: many
-- in: territory territory_id, of_list str
-- out: application application_id, code str
SELECT application_id, item_code FROM application_item WHERE territory_id = $1 AND list = $2 ORDER BY application_id, position, item_code;

-- query: deskwork_earlier
-- kind: many
-- in: territory territory_id
-- out: application application_id, years int
-- in how many earlier calls the same action is
SELECT a.application_id, COUNT(DISTINCT b.call_code) FROM application a JOIN call c ON c.territory_id = a.territory_id AND c.code = a.call_code
JOIN application b ON b.territory_id = a.territory_id AND b.action_code = a.action_code
JOIN call d ON d.territory_id = b.territory_id AND d.code = b.call_code
WHERE a.territory_id = $1 AND d.year < c.year GROUP BY a.application_id ORDER BY a.application_id;

-- query: deskwork_last_events
-- kind: many
-- in: territory territory_id
-- out: application application_id, at instant
SELECT x.application_id, CAST(MAX(x.at) AS BIGINT) FROM (
	SELECT application_id, at_ms AS at FROM application_event WHERE territory_id = $1
	UNION ALL SELECT s.application_id, e.at_ms FROM sheet_event e JOIN sheet s ON s.territory_id = e.territory_id AND s.sheet_id = e.sheet_id
		WHERE e.territory_id = $1 AND s.application_id IS NOT NULL) x
GROUP BY x.application_id ORDER BY x.application_id NULLS LAST;

-- Words of the codes of the columns.

-- query: deskwork_calls
-- kind: many
-- in: territory territory_id
-- out: code str, title str
SELECT code, title FROM call WHERE territory_id = $1 ORDER BY year DESC, position, code;

-- query: deskwork_labels
-- kind: many
-- in: territory territory_id
-- out: code str, label str, tone str, used int
SELECT d.code, d.label, d.tone, (SELECT COUNT(*) FROM application_label l WHERE l.territory_id = d.territory_id AND l.label_code = d.code)
FROM desk_label d WHERE d.territory_id = $1 ORDER BY d.position, d.code;

-- query: deskwork_districts
-- kind: many
-- in: territory territory_id
-- out: code str, name str
SELECT code, name FROM district WHERE territory_id = $1 ORDER BY position;

-- query: deskwork_goals
-- kind: many
-- in: territory territory_id
-- out: code str, number str?, label str
SELECT code, number, label FROM goal WHERE territory_id = $1 ORDER BY position;

-- query: deskwork_items
-- kind: many
-- in: territory territory_id, of_list str
-- out: code str, label str
SELECT code, label FROM list_item WHERE territory_id = $1 AND list = $2 ORDER BY position;

-- query: deskwork_owners
-- across: people are the instance's
-- kind: many
-- in: territory territory_id
-- out: person int, name str
-- officers of today, and whoever else owns something
SELECT p.person_id, p.name FROM person p WHERE p.person_id IN (
	SELECT r.person_id FROM person_role r WHERE r.territory_id = $1 AND r.role = 'officer'
	UNION SELECT s.owner_person FROM sheet s WHERE s.territory_id = $1 AND s.owner_person IS NOT NULL
	UNION SELECT a.owner_person FROM application a WHERE a.territory_id = $1 AND a.owner_person IS NOT NULL)
ORDER BY p.name, p.person_id;

-- Kept lists.

-- query: deskwork_views
-- across: people are the instance's
-- kind: many
-- in: territory territory_id, person int
-- out: view int, person int, author str?, name str, query str, shared bool, is_default bool
SELECT v.view_id, v.person_id, p.name, v.name, v.query, v.shared, v.is_default FROM desk_view v LEFT JOIN person p ON p.person_id = v.person_id
WHERE v.territory_id = $1 AND (v.person_id = $2 OR v.shared = 1) ORDER BY v.name, v.view_id LIMIT 100;

-- query: deskwork_view
-- kind: one
-- in: territory territory_id, view int
-- out: person int, name str
SELECT person_id, name FROM desk_view WHERE territory_id = $1 AND view_id = $2;

-- query: deskwork_add_view
-- kind: exec
-- in: territory territory_id, view int, person int, name str, query str, shared bool, is_default bool, made instant
INSERT INTO desk_view (territory_id, view_id, person_id, name, query, shared, is_default, made_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- query: deskwork_no_default
-- kind: exec
-- in: territory territory_id, person int
UPDATE desk_view SET is_default = 0 WHERE territory_id = $1 AND person_id = $2 AND is_default = 1;

-- query: deskwork_remove_view
-- kind: exec
-- in: territory territory_id, view int
DELETE FROM desk_view WHERE territory_id = $1 AND view_id = $2;

-- query: deskwork_waiting
-- across: organisations are the instance's
-- kind: many
-- in: territory territory_id
-- out: sheet int, title str, bearer str, call str
-- typed by an officer for a bearer who has not confirmed: not filed yet
SELECT s.sheet_id, s.title, a.name, s.call_code FROM sheet s JOIN applicant a ON a.applicant_id = s.applicant_id
WHERE s.territory_id = $1 AND s.kind = 'application' AND s.number IS NULL AND s.to_confirm = 1 AND s.state <> 'abandoned' ORDER BY s.call_code NULLS LAST, s.sheet_id LIMIT 200;

-- Several files at once.

-- query: deskwork_bulk
-- kind: one
-- in: territory territory_id, bulk int
-- out: person int, what str, before str, undone instant?, undoable bool
SELECT person_id, what, before, undone_ms, CASE WHEN what IN ('owner', 'due', 'label', 'unlabel') THEN 1 ELSE 0 END FROM desk_bulk WHERE territory_id = $1 AND bulk_id = $2;

-- query: deskwork_add_bulk
-- kind: exec
-- in: territory territory_id, bulk int, person int, done instant, what str, before str
INSERT INTO desk_bulk (territory_id, bulk_id, person_id, done_ms, what, before) VALUES ($1, $2, $3, $4, $5, $6);

-- query: deskwork_undone_bulk
-- kind: exec
-- in: territory territory_id, bulk int, at instant
UPDATE desk_bulk SET undone_ms = $3 WHERE territory_id = $1 AND bulk_id = $2;
