-- Filing: when a call takes requests, what was signed, filed, asked again, said, and by whom (migrations/0007). Writers: actions/file_*.c; readers: pages, desk, command line.

-- query: filing_phases
-- kind: many
-- in: territory territory_id, call str
-- out: opens instant?, closes instant?
SELECT starts_at, ends_at FROM phase WHERE territory_id = $1 AND call_code = $2 AND kind = 'filing' ORDER BY position;

-- query: filing_decision
-- kind: one
-- in: territory territory_id, call str
-- out: decided instant, author str, opens instant?, closes instant?, grace_minutes int, reason str
-- the last one counts
SELECT decided_ms, decided_by, opens_ms, closes_ms, grace_minutes, reason FROM call_filing WHERE territory_id = $1 AND call_code = $2 ORDER BY decided_ms DESC LIMIT 1;

-- query: filing_zone
-- kind: one
-- in: territory territory_id
-- out: time_zone str
SELECT time_zone FROM territory WHERE territory_id = $1;

-- query: filing_head
-- across: a sheet's number is unique in the instance
-- kind: one
-- in: sheet int
-- out: territory territory_id, applicant int, call str, request str, action str?, title str, state str, channel str, revision int, created_by int, to_confirm bool, number str?, application int?, owner int?, due day?, received instant?, received_reason str?, name str, applicant_kind str, siret str?, siren str?, bank_hint str?, identity_sheet int, call_title str, year int, territory_code str, territory_name str, time_zone str, changed instant, revises bool
-- revises says that its revised budget is asked and has not come
SELECT s.territory_id, s.applicant_id, s.call_code, s.request, s.action_code, s.title, s.state, s.channel, s.revision, s.created_by, s.to_confirm, s.number, s.application_id,
	s.owner_person, s.due_day, s.received_ms, s.received_reason, a.name, a.kind, a.siret, a.siren, a.bank_hint, a.sheet_id, c.title, c.year, t.code, t.name, t.time_zone, s.changed_ms,
	CASE WHEN EXISTS (SELECT 1 FROM revised_budget b JOIN completion_request r ON r.territory_id = b.territory_id AND r.sheet_id = b.sheet_id AND r.request = b.request
	WHERE b.territory_id = s.territory_id AND b.sheet_id = s.sheet_id AND r.answered_ms IS NULL AND r.cancelled_ms IS NULL) THEN 1 ELSE 0 END
FROM sheet s JOIN applicant a ON a.applicant_id = s.applicant_id
JOIN call c ON c.territory_id = s.territory_id AND c.code = s.call_code
JOIN territory t ON t.territory_id = s.territory_id
WHERE s.sheet_id = $1 AND s.kind = 'application';

-- query: filing_set_state
-- kind: exec
-- in: territory territory_id, sheet int, state str
UPDATE sheet SET state = $3 WHERE territory_id = $1 AND sheet_id = $2;

-- query: filing_add_event
-- kind: exec
-- in: territory territory_id, sheet int, at instant, by int, before str, after str, reason str?
INSERT INTO sheet_event (territory_id, sheet_id, event, at_ms, by_person, from_state, to_state, reason)
VALUES ($1, $2, (SELECT COALESCE(MAX(e.event), 0) + 1 FROM sheet_event e WHERE e.territory_id = $1 AND e.sheet_id = $2), $3, $4, $5, $6, $7);

-- query: filing_events
-- across: people and organisations are the instance's own tables
-- kind: many
-- in: territory territory_id, sheet int
-- out: at instant, by int, name str?, before str, after str, reason str?
SELECT e.at_ms, e.by_person, p.name, e.from_state, e.to_state, e.reason FROM sheet_event e LEFT JOIN person p ON p.person_id = e.by_person
WHERE e.territory_id = $1 AND e.sheet_id = $2 ORDER BY e.event;

-- query: filing_count_number
-- kind: exec
-- in: territory territory_id, call str
INSERT INTO filing_number (territory_id, call_code, last) VALUES ($1, $2, 1)
ON CONFLICT (territory_id, call_code) DO UPDATE SET last = filing_number.last + 1;

-- query: filing_last_number
-- kind: one
-- in: territory territory_id, call str
-- out: last int
SELECT last FROM filing_number WHERE territory_id = $1 AND call_code = $2;

-- query: filing_mark_sheet
-- kind: exec
-- in: territory territory_id, sheet int, number str, application int, action str
-- what the first filing gives, for ever
UPDATE sheet SET revision = revision + 1, state = 'filed', number = $3, application_id = $4, action_code = $5, to_confirm = 0 WHERE territory_id = $1 AND sheet_id = $2;

-- query: filing_add
-- kind: exec
-- in: territory territory_id, sheet int, version int, filed instant, by int, on_behalf str?, channel str, deadline instant?, late bool, grace str?, received instant?, ruleset int?, verdict str, frozen str, sha256 str
INSERT INTO filing (territory_id, sheet_id, version, filed_ms, filed_by, on_behalf, channel, deadline_ms, late, grace, received_ms, ruleset_version, verdict, frozen, sha256)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- query: filing_last
-- kind: one
-- in: territory territory_id, sheet int
-- out: version int, filed instant, sha256 str
SELECT version, filed_ms, sha256 FROM filing WHERE territory_id = $1 AND sheet_id = $2 ORDER BY version DESC LIMIT 1;

-- query: filing_versions
-- across: people and organisations are the instance's own tables
-- kind: many
-- in: territory territory_id, sheet int
-- out: version int, filed instant, name str?, late bool, grace str?, sha256 str
SELECT f.version, f.filed_ms, p.name, f.late, f.grace, f.sha256 FROM filing f LEFT JOIN person p ON p.person_id = f.filed_by
WHERE f.territory_id = $1 AND f.sheet_id = $2 ORDER BY f.version DESC;

-- query: filing_version
-- across: people and organisations are the instance's own tables
-- kind: one
-- in: territory territory_id, sheet int, version int
-- out: version int, filed instant, by int, name str?, on_behalf str?, channel str, deadline instant?, late bool, grace str?, received instant?, ruleset int?, verdict str, frozen str, sha256 str
-- version 0 is the last
SELECT f.version, f.filed_ms, f.filed_by, p.name, f.on_behalf, f.channel, f.deadline_ms, f.late, f.grace, f.received_ms, f.ruleset_version, f.verdict, f.frozen, f.sha256
FROM filing f LEFT JOIN person p ON p.person_id = f.filed_by
WHERE f.territory_id = $1 AND f.sheet_id = $2 AND ($3 = 0 OR f.version = $3) ORDER BY f.version DESC LIMIT 1;

-- query: filing_ask_signature
-- kind: exec
-- in: territory territory_id, sheet int, revision int, at instant, by int
INSERT INTO signature (territory_id, sheet_id, asked_revision, asked_ms, asked_by) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (territory_id, sheet_id, asked_revision) DO UPDATE SET asked_ms = excluded.asked_ms, asked_by = excluded.asked_by, decision = NULL, decided_ms = NULL, decided_by = NULL,
	capacity = NULL, reason = NULL, sha256 = NULL;

-- query: filing_decide_signature
-- kind: exec
-- in: territory territory_id, sheet int, revision int, decision str, at instant, by int, capacity str?, reason str?, sha256 str?
UPDATE signature SET decision = $4, decided_ms = $5, decided_by = $6, capacity = $7, reason = $8, sha256 = $9 WHERE territory_id = $1 AND sheet_id = $2 AND asked_revision = $3;

-- query: filing_signature
-- across: people and organisations are the instance's own tables
-- kind: one
-- in: territory territory_id, sheet int
-- out: revision int, asked instant, asked_by int, asker str?, decision str?, decided instant?, decider str?, capacity str?, reason str?
-- the last one
SELECT s.asked_revision, s.asked_ms, s.asked_by, p.name, s.decision, s.decided_ms, d.name, s.capacity, s.reason FROM signature s
LEFT JOIN person p ON p.person_id = s.asked_by LEFT JOIN person d ON d.person_id = s.decided_by
WHERE s.territory_id = $1 AND s.sheet_id = $2 ORDER BY s.asked_ms DESC, s.asked_revision DESC LIMIT 1;

-- query: filing_members
-- across: people and organisations are the instance's
-- kind: many
-- in: applicant int
-- out: person int, email str, name str, lang str, role str, confirmed bool
SELECT p.person_id, p.email, p.name, p.lang, m.role, CASE WHEN p.confirmed_ms IS NULL THEN 0 ELSE 1 END FROM applicant_member m
JOIN person p ON p.person_id = m.person_id
WHERE m.applicant_id = $1 AND p.closed_ms IS NULL ORDER BY m.since_ms, p.person_id;

-- query: filing_officers
-- across: people and organisations are the instance's own tables
-- kind: many
-- in: territory territory_id
-- out: person int, email str, name str, lang str
SELECT p.person_id, p.email, p.name, p.lang FROM person_role r JOIN person p ON p.person_id = r.person_id
WHERE r.territory_id = $1 AND r.role = 'officer' AND p.closed_ms IS NULL
GROUP BY p.person_id, p.email, p.name, p.lang ORDER BY p.person_id;

-- query: filing_person
-- across: people are the instance's
-- kind: one
-- in: person int
-- out: email str, name str, lang str
SELECT email, name, lang FROM person WHERE person_id = $1 AND closed_ms IS NULL;

-- query: filing_documents
-- kind: many
-- in: territory territory_id, call str
-- out: code str, label str, bearer str, request str, medium str, note str?
SELECT code, label, bearer, request, medium, note FROM required_document WHERE territory_id = $1 AND call_code = $2 ORDER BY position;

-- query: filing_coming
-- kind: many
-- in: territory territory_id, call str, now instant
-- out: label str, kind str, starts instant?, starts_precision str?, ends instant?, ends_precision str?
-- what is not over yet, in its order
SELECT label, kind, starts_at, starts_precision, ends_at, ends_precision FROM phase
WHERE territory_id = $1 AND call_code = $2 AND kind <> 'filing' AND kind <> 'launch' AND (ends_at IS NULL OR ends_at >= $3) ORDER BY position;

-- query: filing_services
-- kind: many
-- in: territory territory_id, call str
-- out: institution str, role str
SELECT DISTINCT c.institution, c.role FROM call_contact l JOIN contact c ON c.territory_id = l.territory_id AND c.code = l.contact_code
WHERE l.territory_id = $1 AND l.call_code = $2 AND c.everywhere = 1 ORDER BY c.institution, c.role LIMIT 6;

-- What a filing shows to the rest of the product: an application like those of a programme, in none yet.

-- query: filing_organisation
-- kind: one
-- in: territory territory_id, siren str, code str
-- out: code str
SELECT code FROM organisation WHERE territory_id = $1 AND (code = $3 OR ($2 <> '' AND siren = $2)) ORDER BY origin DESC, position, code LIMIT 1;

-- query: filing_add_organisation
-- kind: exec
-- in: territory territory_id, code str, name str, kind str, siren str?
INSERT INTO organisation (territory_id, code, name, long_name, kind, siren, position, origin)
VALUES ($1, $2, $3, NULL, $4, $5, (SELECT COALESCE(MAX(o.position), 0) + 1 FROM organisation o WHERE o.territory_id = $1), 'filing');

-- query: filing_action_taken
-- kind: one
-- in: territory territory_id, call str, action str
-- out: id application_id
SELECT application_id FROM application WHERE territory_id = $1 AND call_code = $2 AND action_code = $3;

-- query: filing_action
-- kind: one
-- in: territory territory_id, code str
-- out: origin str
SELECT origin FROM action WHERE territory_id = $1 AND code = $2;

-- query: filing_action_count
-- kind: one
-- in: territory territory_id
-- out: made int
SELECT COUNT(*) FROM action WHERE territory_id = $1 AND origin = 'filing';

-- query: filing_add_action
-- kind: exec
-- in: territory territory_id, code str, title str
INSERT INTO action (territory_id, code, title, origin) VALUES ($1, $2, $3, 'filing');

-- query: filing_add_application
-- kind: exec
-- in: territory territory_id, application int, call str, action str, bearer str, title str, summary str?, state str, total money, other money
INSERT INTO application (territory_id, application_id, call_code, action_code, bearer_code, title, summary, state, version, axis_code, total_cents, other_cents, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, NULL, $9, $10, (SELECT COALESCE(MAX(x.position), 0) + 1 FROM application x WHERE x.territory_id = $1 AND x.call_code = $3));

-- query: filing_change_application
-- kind: exec
-- in: territory territory_id, application int, title str, summary str?, state str, total money, other money
UPDATE application SET title = $3, summary = $4, state = $5, total_cents = $6, other_cents = $7 WHERE territory_id = $1 AND application_id = $2;

-- query: filing_application_state
-- kind: exec
-- in: territory territory_id, application int, state str
UPDATE application SET state = $3 WHERE territory_id = $1 AND application_id = $2;

-- Follow-up: completion requests, messages, originals on paper.

-- query: filing_add_completion
-- kind: exec
-- in: territory territory_id, sheet int, asked instant, by int, due day, reason str, opened str
INSERT INTO completion_request (territory_id, sheet_id, request, asked_ms, asked_by, due_day, reason, opened)
VALUES ($1, $2, (SELECT COALESCE(MAX(r.request), 0) + 1 FROM completion_request r WHERE r.territory_id = $1 AND r.sheet_id = $2), $3, $4, $5, $6, $7);

-- query: filing_completions
-- across: people and organisations are the instance's own tables
-- kind: many
-- in: territory territory_id, sheet int
-- out: request int, asked instant, asker str?, due day, reason str, opened str, answered instant?, cancelled instant?
SELECT r.request, r.asked_ms, p.name, r.due_day, r.reason, r.opened, r.answered_ms, r.cancelled_ms FROM completion_request r
LEFT JOIN person p ON p.person_id = r.asked_by WHERE r.territory_id = $1 AND r.sheet_id = $2 ORDER BY r.request DESC;

-- query: filing_answer_completion
-- kind: exec
-- in: territory territory_id, sheet int, at instant
UPDATE completion_request SET answered_ms = $3 WHERE territory_id = $1 AND sheet_id = $2 AND answered_ms IS NULL AND cancelled_ms IS NULL;

-- query: filing_cancel_completion
-- kind: exec
-- in: territory territory_id, sheet int, at instant
UPDATE completion_request SET cancelled_ms = $3 WHERE territory_id = $1 AND sheet_id = $2 AND answered_ms IS NULL AND cancelled_ms IS NULL;

-- query: filing_add_message
-- kind: exec
-- in: territory territory_id, sheet int, sent instant, by int, from_office bool, text str
INSERT INTO sheet_message (territory_id, sheet_id, message, sent_ms, sent_by, from_office, text)
VALUES ($1, $2, (SELECT COALESCE(MAX(m.message), 0) + 1 FROM sheet_message m WHERE m.territory_id = $1 AND m.sheet_id = $2), $3, $4, $5, $6);

-- query: filing_last_message
-- kind: one
-- in: territory territory_id, sheet int
-- out: message int
SELECT CAST(COALESCE(MAX(message), 0) AS BIGINT) FROM sheet_message WHERE territory_id = $1 AND sheet_id = $2;

-- query: filing_messages
-- across: people and organisations are the instance's own tables
-- kind: many
-- in: territory territory_id, sheet int
-- out: message int, sent instant, name str?, from_office bool, text str, seen instant?
SELECT m.message, m.sent_ms, p.name, m.from_office, m.text, m.read_ms FROM sheet_message m LEFT JOIN person p ON p.person_id = m.sent_by
WHERE m.territory_id = $1 AND m.sheet_id = $2 ORDER BY m.message DESC;

-- query: filing_read_messages
-- kind: exec
-- in: territory territory_id, sheet int, from_office bool, at instant
UPDATE sheet_message SET read_ms = $4 WHERE territory_id = $1 AND sheet_id = $2 AND from_office = $3 AND read_ms IS NULL;

-- query: filing_add_original
-- kind: exec
-- in: territory territory_id, sheet int, code str, received day, by int, noted instant, note str?
INSERT INTO paper_original (territory_id, sheet_id, code, received_day, received_by, noted_ms, note) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (territory_id, sheet_id, code, received_day) DO UPDATE SET received_by = excluded.received_by, noted_ms = excluded.noted_ms, note = excluded.note;

-- query: filing_originals
-- across: people and organisations are the instance's own tables
-- kind: many
-- in: territory territory_id, sheet int
-- out: code str, received day, name str?, noted instant, note str?
SELECT o.code, o.received_day, p.name, o.noted_ms, o.note FROM paper_original o LEFT JOIN person p ON p.person_id = o.received_by
WHERE o.territory_id = $1 AND o.sheet_id = $2 ORDER BY o.received_day, o.code;

-- query: filing_set_owner
-- kind: exec
-- in: territory territory_id, sheet int, owner int?, due day?
UPDATE sheet SET owner_person = $3, due_day = $4 WHERE territory_id = $1 AND sheet_id = $2;

-- query: filing_set_received
-- kind: exec
-- in: territory territory_id, sheet int, received instant?, reason str?
UPDATE sheet SET received_ms = $3, received_reason = $4 WHERE territory_id = $1 AND sheet_id = $2;

-- query: filing_decide_call
-- kind: exec
-- in: territory territory_id, call str, decided instant, author str, opens instant?, closes instant?, grace_minutes int, reason str
INSERT INTO call_filing (territory_id, call_code, decided_ms, decided_by, opens_ms, closes_ms, grace_minutes, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- query: filing_decisions
-- kind: many
-- in: territory territory_id, call str
-- out: decided instant, author str, opens instant?, closes instant?, grace_minutes int, reason str
SELECT decided_ms, decided_by, opens_ms, closes_ms, grace_minutes, reason FROM call_filing WHERE territory_id = $1 AND call_code = $2 ORDER BY decided_ms DESC;

-- query: filing_list
-- across: people and organisations are the instance's own tables
-- kind: many
-- in: territory territory_id, call str
-- out: number str, bearer str, title str, state str, version int, filed instant, received instant?, late bool, sha256 str
SELECT s.number, a.name, s.title, s.state, f.version, f.filed_ms, f.received_ms, f.late, f.sha256 FROM sheet s
JOIN applicant a ON a.applicant_id = s.applicant_id
JOIN filing f ON f.territory_id = s.territory_id AND f.sheet_id = s.sheet_id
WHERE s.territory_id = $1 AND s.call_code = $2 AND s.number IS NOT NULL ORDER BY s.number, f.version;

-- The officers' desk.

-- query: desk_calls
-- kind: many
-- in: territory territory_id
-- out: code str, title str, year int, filed int, drafts int
SELECT c.code, c.title, c.year,
	(SELECT COUNT(*) FROM sheet s WHERE s.territory_id = c.territory_id AND s.call_code = c.code AND s.number IS NOT NULL),
	(SELECT COUNT(*) FROM sheet s WHERE s.territory_id = c.territory_id AND s.call_code = c.code AND s.number IS NULL AND s.state <> 'abandoned')
FROM call c WHERE c.territory_id = $1 ORDER BY c.year DESC, c.code;

-- query: desk_audit
-- kind: many
-- in: territory territory_id, thing str
-- out: at instant, actor str, verb str, detail str?
SELECT at, actor, verb, detail FROM audit WHERE territory_id = $1 AND thing = $2 ORDER BY seq DESC LIMIT 100;

-- query: filing_asked
-- kind: many
-- in: territory territory_id, application int
-- out: funder str, label str, year int, valued bool, asked money
SELECT l.funder_code, f.label, l.year, l.valued, l.asked_cents FROM financing_line l JOIN funder f ON f.territory_id = l.territory_id AND f.code = l.funder_code
WHERE l.territory_id = $1 AND l.application_id = $2 AND l.asked_cents IS NOT NULL AND l.asked_cents > 0 ORDER BY l.year, f.position, l.funder_code;

-- query: desk_territory
-- kind: one
-- in: territory territory_id
-- out: code str, name str, time_zone str, accent str?
SELECT code, COALESCE(short_name, name), time_zone, accent FROM territory WHERE territory_id = $1;

-- query: desk_call
-- kind: one
-- in: territory territory_id, call str
-- out: title str, territory str, time_zone str
SELECT c.title, t.code, t.time_zone FROM call c JOIN territory t ON t.territory_id = c.territory_id WHERE c.territory_id = $1 AND c.code = $2;

-- query: filing_all
-- kind: many
-- across: the whole instance is examined
-- out: territory territory_id, sheet int, number str, application int?, version int, frozen str, sha256 str, revised int?
-- the last version of each; revised: the version of its last revised budget, from which on the amounts in it are no more what was asked
SELECT s.territory_id, s.sheet_id, s.number, s.application_id, f.version, f.frozen, f.sha256,
	(SELECT MAX(b.version) FROM revised_budget b WHERE b.territory_id = s.territory_id AND b.sheet_id = s.sheet_id) FROM sheet s
JOIN filing f ON f.territory_id = s.territory_id AND f.sheet_id = s.sheet_id
WHERE s.number IS NOT NULL AND f.version = (SELECT MAX(v.version) FROM filing v WHERE v.territory_id = s.territory_id AND v.sheet_id = s.sheet_id)
ORDER BY s.territory_id, s.sheet_id;

-- query: filing_receipts_sent
-- kind: one
-- in: territory territory_id, low str, high str
-- out: mails int
-- receipts of one version: their `once` lies between "receipt:ID:VERSION:" and "receipt:ID:VERSION;"
SELECT COUNT(*) FROM outbox WHERE territory_id = $1 AND kind = 'receipt' AND once >= $2 AND once < $3;

-- query: filing_application_sum
-- kind: one
-- in: territory territory_id, application int
-- out: asked money
SELECT CAST(COALESCE(SUM(l.asked_cents), 0) AS BIGINT) FROM application a
LEFT JOIN financing_line l ON l.territory_id = a.territory_id AND l.application_id = a.application_id
WHERE a.territory_id = $1 AND a.application_id = $2 GROUP BY a.application_id;
