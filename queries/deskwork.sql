-- The officers' desk at work: states, lists, labels, notes, views, routing, presence (migrations/0009). Writers: actions/application_state.c, actions/desk_*.c; readers: the desk's pages.

-- query: deskwork_state
-- kind: one
-- in: territory territory_id, application application_id
-- out: call str, state str, sheet int?, sheet_state str?, events int, revises bool
SELECT a.call_code, a.state, s.sheet_id, s.state,
	(SELECT COUNT(*) FROM application_event e WHERE e.territory_id = a.territory_id AND e.application_id = a.application_id),
	CASE WHEN EXISTS (SELECT 1 FROM revised_budget b JOIN completion_request r ON r.territory_id = b.territory_id AND r.sheet_id = b.sheet_id AND r.request = b.request
	WHERE b.territory_id = s.territory_id AND b.sheet_id = s.sheet_id AND r.answered_ms IS NULL AND r.cancelled_ms IS NULL) THEN 1 ELSE 0 END
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
-- out: application application_id, due day, answered bool, cancelled bool, budget bool
-- budget says that it asks for the revised budget
SELECT s.application_id, r.due_day, CASE WHEN r.answered_ms IS NULL THEN 0 ELSE 1 END, CASE WHEN r.cancelled_ms IS NULL THEN 0 ELSE 1 END,
	CASE WHEN EXISTS (SELECT 1 FROM revised_budget b WHERE b.territory_id = r.territory_id AND b.sheet_id = r.sheet_id AND b.request = r.request) THEN 1 ELSE 0 END
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
SELECT x.application_id, x.place - 1 FROM (
	SELECT a.application_id, RANK() OVER (PARTITION BY a.action_code ORDER BY c.year) AS place FROM application a
	JOIN call c ON c.territory_id = a.territory_id AND c.code = a.call_code WHERE a.territory_id = $1) x
WHERE x.place > 1 ORDER BY x.application_id;

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

-- One application as its officers follow it.

-- query: deskwork_head
-- across: organisations and people are the instance's
-- kind: one
-- in: territory territory_id, application application_id
-- out: territory_code str, territory_name str, time_zone str, accent str?, call str, call_title str, year int, action str, bearer_code str, bearer str, siren str?, title str, summary str?, state str, cost money, version int?, sheet int?, sheet_state str?, number str?, request str?, applicant int?, owner int?, due day?
SELECT t.code, COALESCE(t.short_name, t.name), t.time_zone, t.accent, a.call_code, c.title, c.year, a.action_code, a.bearer_code, o.name, o.siren, a.title, a.summary, a.state,
	a.total_cents, a.version, s.sheet_id, s.state, s.number, s.request, s.applicant_id, COALESCE(s.owner_person, a.owner_person), COALESCE(s.due_day, a.due_day)
FROM application a JOIN territory t ON t.territory_id = a.territory_id JOIN call c ON c.territory_id = a.territory_id AND c.code = a.call_code
JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code
LEFT JOIN sheet s ON s.territory_id = a.territory_id AND s.application_id = a.application_id
WHERE a.territory_id = $1 AND a.application_id = $2;

-- query: deskwork_revision
-- kind: one
-- in: territory territory_id, thing str, other str
-- out: seq int
-- the last thing that anybody did to it
SELECT CAST(COALESCE(MAX(seq), 0) AS BIGINT) FROM audit WHERE territory_id = $1 AND thing IN ($2, $3);

-- query: deskwork_audit
-- kind: many
-- in: territory territory_id, thing str, other str, since int
-- out: seq int, at instant, actor str, on_behalf str?, verb str, detail str?
SELECT seq, at, actor, on_behalf, verb, detail FROM audit WHERE territory_id = $1 AND thing IN ($2, $3) AND seq > $4 ORDER BY seq DESC LIMIT 200;

-- query: deskwork_person
-- across: people are the instance's
-- kind: one
-- in: person int
-- out: name str
SELECT name FROM person WHERE person_id = $1;

-- query: deskwork_set_follow
-- kind: exec
-- in: territory territory_id, application application_id, owner int?, due day?
UPDATE application SET owner_person = $3, due_day = $4 WHERE territory_id = $1 AND application_id = $2;

-- query: deskwork_labels_of
-- kind: many
-- in: territory territory_id, application application_id
-- out: code str, label str, tone str
SELECT d.code, d.label, d.tone FROM application_label l JOIN desk_label d ON d.territory_id = l.territory_id AND d.code = l.label_code
WHERE l.territory_id = $1 AND l.application_id = $2 ORDER BY d.position, d.code;

-- query: deskwork_label
-- kind: one
-- in: territory territory_id, code str
-- out: label str
SELECT label FROM desk_label WHERE territory_id = $1 AND code = $2;

-- query: deskwork_stick
-- kind: exec
-- in: territory territory_id, application application_id, code str, at instant, by int
INSERT INTO application_label (territory_id, application_id, label_code, set_ms, set_by) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (territory_id, application_id, label_code) DO NOTHING;

-- query: deskwork_unstick
-- kind: exec
-- in: territory territory_id, application application_id, code str
DELETE FROM application_label WHERE territory_id = $1 AND application_id = $2 AND label_code = $3;

-- query: deskwork_add_label
-- kind: exec
-- in: territory territory_id, code str, label str, tone str
INSERT INTO desk_label (territory_id, code, label, tone, position) VALUES ($1, $2, $3, $4, (SELECT COALESCE(MAX(d.position), 0) + 1 FROM desk_label d WHERE d.territory_id = $1));

-- query: deskwork_unstick_all
-- kind: exec
-- in: territory territory_id, code str
DELETE FROM application_label WHERE territory_id = $1 AND label_code = $2;

-- query: deskwork_remove_label
-- kind: exec
-- in: territory territory_id, code str
DELETE FROM desk_label WHERE territory_id = $1 AND code = $2;

-- query: deskwork_notes
-- across: people are the instance's
-- kind: many
-- in: territory territory_id, application application_id
-- out: note int, at instant, by int, author str?, text str
SELECT n.note, n.at_ms, n.by_person, p.name, n.text FROM application_note n LEFT JOIN person p ON p.person_id = n.by_person
WHERE n.territory_id = $1 AND n.application_id = $2 AND n.removed_ms IS NULL ORDER BY n.note DESC;

-- query: deskwork_add_note
-- kind: exec
-- in: territory territory_id, application application_id, at instant, by int, text str
INSERT INTO application_note (territory_id, application_id, note, at_ms, by_person, text)
VALUES ($1, $2, (SELECT COALESCE(MAX(n.note), 0) + 1 FROM application_note n WHERE n.territory_id = $1 AND n.application_id = $2), $3, $4, $5);

-- query: deskwork_remove_note
-- kind: exec
-- in: territory territory_id, application application_id, note int, at instant
UPDATE application_note SET removed_ms = $4 WHERE territory_id = $1 AND application_id = $2 AND note = $3 AND removed_ms IS NULL;

-- query: deskwork_past
-- kind: many
-- in: territory territory_id, action str, bearer str
-- out: application application_id, call str, call_title str, year int, title str, action str, bearer str, state str, version int?, cost money, sheet int?
-- every application of the action or of the organisation, the latest year first
SELECT a.application_id, a.call_code, c.title, c.year, a.title, a.action_code, o.name, a.state, a.version, a.total_cents, s.sheet_id
FROM application a JOIN call c ON c.territory_id = a.territory_id AND c.code = a.call_code
JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code
LEFT JOIN sheet s ON s.territory_id = a.territory_id AND s.application_id = a.application_id
WHERE a.territory_id = $1 AND (a.action_code = $2 OR a.bearer_code = $3) ORDER BY c.year DESC, a.call_code, a.application_id LIMIT 200;

-- query: deskwork_past_money
-- kind: many
-- in: territory territory_id, application application_id
-- out: funder str, section str, valued bool, asked money?, voted money?
SELECT f.label, l.section, l.valued, CAST(SUM(l.asked_cents) AS BIGINT), CAST(SUM(COALESCE(l.voted_cents, l.proposed_cents)) AS BIGINT)
FROM financing_line l JOIN funder f ON f.territory_id = l.territory_id AND f.code = l.funder_code
WHERE l.territory_id = $1 AND l.application_id = $2 GROUP BY f.label, f.position, l.section, l.valued ORDER BY f.position, l.section, l.valued;

-- query: deskwork_siblings
-- across: organisations are the instance's
-- kind: many
-- in: territory territory_id, call str
-- out: application application_id, title str, action str, bearer_code str, bearer str, siren str?, state str, sheet int?, siret str?
-- what else is in the call: to find what looks the same
SELECT a.application_id, a.title, a.action_code, a.bearer_code, o.name, o.siren, a.state, s.sheet_id, p.siret
FROM application a JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code
LEFT JOIN sheet s ON s.territory_id = a.territory_id AND s.application_id = a.application_id
LEFT JOIN applicant p ON p.applicant_id = s.applicant_id
WHERE a.territory_id = $1 AND a.call_code = $2 AND a.state <> 'withdrawn' ORDER BY a.application_id;

-- query: deskwork_said_two
-- kind: many
-- in: territory territory_id, application application_id
-- out: application application_id, other application_id
SELECT application_id, other_id FROM not_duplicate WHERE territory_id = $1 AND (application_id = $2 OR other_id = $2) ORDER BY application_id, other_id;

-- query: deskwork_say_two
-- kind: exec
-- in: territory territory_id, application application_id, other application_id, at instant, by int
INSERT INTO not_duplicate (territory_id, application_id, other_id, said_ms, said_by) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (territory_id, application_id, other_id) DO NOTHING;

-- query: deskwork_mails
-- kind: many
-- in: territory territory_id, sheet int
-- out: at instant, kind str, state str
SELECT created_ms, kind, state FROM outbox WHERE territory_id = $1 AND sheet_id = $2 ORDER BY created_ms DESC, mail_id LIMIT 100;

-- query: deskwork_events
-- across: people are the instance's
-- kind: many
-- in: territory territory_id, application application_id
-- out: at instant, name str?, on_behalf str?, before str, after str, reason str?
SELECT e.at_ms, p.name, e.on_behalf, e.from_state, e.to_state, e.reason FROM application_event e LEFT JOIN person p ON p.person_id = e.by_person
WHERE e.territory_id = $1 AND e.application_id = $2 ORDER BY e.event DESC;

-- Presence.

-- query: deskwork_seen
-- across: a thing says where it is
-- kind: exec
-- in: thing str, person int, at instant
INSERT INTO presence (thing, person_id, seen_ms) VALUES ($1, $2, $3) ON CONFLICT (thing, person_id) DO UPDATE SET seen_ms = excluded.seen_ms;

-- query: deskwork_present
-- across: people are the instance's
-- kind: many
-- in: thing str, since instant, but int
-- out: name str
SELECT p.name FROM presence s JOIN person p ON p.person_id = s.person_id WHERE s.thing = $1 AND s.seen_ms >= $2 AND s.person_id <> $3 ORDER BY p.name, p.person_id;

-- query: deskwork_gone
-- across: a thing says where it is
-- kind: exec
-- in: before instant
DELETE FROM presence WHERE seen_ms < $1;

-- Routing.

-- query: deskwork_rules
-- across: people are the instance's
-- kind: many
-- in: territory territory_id
-- out: position int, call str, district str, theme str, person int, name str?, days int
SELECT r.position, r.call_code, r.district_code, r.theme, r.person_id, p.name, r.days FROM routing_rule r LEFT JOIN person p ON p.person_id = r.person_id
WHERE r.territory_id = $1 ORDER BY r.position;

-- query: deskwork_clear_rules
-- kind: exec
-- in: territory territory_id
DELETE FROM routing_rule WHERE territory_id = $1;

-- query: deskwork_add_rule
-- kind: exec
-- in: territory territory_id, position int, call str, district str, theme str, person int, days int
INSERT INTO routing_rule (territory_id, position, call_code, district_code, theme, person_id, days) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- query: deskwork_codes
-- kind: many
-- in: territory territory_id, application application_id
-- out: kind str, code str
-- where and what for: what rules of routing look at
SELECT 'district', district_code FROM application_district WHERE territory_id = $1 AND application_id = $2
UNION ALL SELECT 'goal', goal_code FROM application_goal WHERE territory_id = $1 AND application_id = $2
UNION ALL SELECT 'theme', item_code FROM application_item WHERE territory_id = $1 AND application_id = $2 AND list = 'themes';

-- query: deskwork_territory_code
-- kind: one
-- in: territory territory_id
-- out: code str
SELECT code FROM territory WHERE territory_id = $1;
