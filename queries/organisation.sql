-- Organisations: creation, members, invitations, requests to join, bank details, and what a signed-in person finds at home. Called by actions/applicant.c, members.c,
-- invitation.c, joining.c, bank.c, register.c and the pages of the area.

-- query: register_kept
-- kind: one
-- in: key str
-- out: answer str, asked instant
-- across: the instance's own tables
SELECT answer, asked_ms FROM register_answer WHERE key = $1;

-- query: register_keep
-- kind: exec
-- in: key str, answer str, asked instant
-- across: the instance's own tables
INSERT INTO register_answer (key, answer, asked_ms) VALUES ($1, $2, $3)
ON CONFLICT (key) DO UPDATE SET answer = excluded.answer, asked_ms = excluded.asked_ms;

-- query: applicant_row
-- kind: one
-- in: applicant int
-- out: name str, kind str, siret str?, siren str?, rna str?, identity int, created instant, bank str?, bank_hint str?, bank_changed instant?, bank_by str?
-- across: the instance's own tables
SELECT a.name, a.kind, a.siret, a.siren, a.rna, a.sheet_id, a.created_ms, a.bank, a.bank_hint, a.bank_ms, p.name
FROM applicant a LEFT JOIN person p ON p.person_id = a.bank_by WHERE a.applicant_id = $1;

-- query: applicant_of_siret
-- kind: one
-- in: siret str
-- out: applicant int, name str
-- across: the instance's own tables
SELECT applicant_id, name FROM applicant WHERE siret = $1;

-- query: applicant_of_rna
-- kind: many
-- in: rna str
-- out: applicant int, name str
-- across: the instance's own tables
SELECT applicant_id, name FROM applicant WHERE rna = $1 ORDER BY applicant_id;

-- query: applicants_of_siren
-- kind: many
-- in: siren str
-- out: applicant int, name str, siret str?
-- across: the instance's own tables
SELECT applicant_id, name, siret FROM applicant WHERE siren = $1 ORDER BY name, applicant_id;

-- query: applicant_add
-- kind: exec
-- in: applicant int, name str, kind str, siret str?, siren str?, rna str?, identity int, created instant, created_by int
-- across: the instance's own tables
INSERT INTO applicant (applicant_id, name, kind, siret, siren, rna, sheet_id, created_ms, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- query: identity_add
-- kind: exec
-- in: territory territory_id, sheet int, applicant int, title str, channel str, revision int, created instant, created_by int, to_confirm bool
INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm)
VALUES ($1, $2, 'identity', $3, $4, 'draft', $5, $6, $7, $8, $7, $8, $9);

-- query: identity_value_add
-- kind: exec
-- in: territory territory_id, sheet int, field str, value str, revision int, changed instant, changed_by int
INSERT INTO sheet_value (territory_id, sheet_id, field, value, revision, changed_ms, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- query: member_add
-- kind: exec
-- in: applicant int, person int, role str, since instant
-- across: the instance's own tables
INSERT INTO applicant_member (applicant_id, person_id, role, since_ms) VALUES ($1, $2, $3, $4);

-- query: members
-- kind: many
-- in: applicant int
-- out: person int, name str, email str, lang str, role str, since instant
-- across: the instance's own tables
SELECT m.person_id, p.name, p.email, p.lang, m.role, m.since_ms FROM applicant_member m JOIN person p ON p.person_id = m.person_id
WHERE m.applicant_id = $1 AND p.closed_ms IS NULL
ORDER BY CASE m.role WHEN 'signatory' THEN 1 WHEN 'writer' THEN 2 ELSE 3 END, p.name, m.person_id;

-- query: member_change
-- kind: exec
-- in: applicant int, person int, role str
-- across: the instance's own tables
UPDATE applicant_member SET role = $3 WHERE applicant_id = $1 AND person_id = $2;

-- query: member_remove
-- kind: exec
-- in: applicant int, person int
-- across: the instance's own tables
DELETE FROM applicant_member WHERE applicant_id = $1 AND person_id = $2;

-- query: person_contact
-- kind: one
-- in: person int
-- out: name str, email str, lang str
-- across: the instance's own tables
SELECT name, email, lang FROM person WHERE person_id = $1 AND closed_ms IS NULL;

-- query: invitation_add
-- kind: exec
-- in: applicant int, invitation int, email str, role str, token_hash str, sent instant, sent_by int, expires instant
-- across: the instance's own tables
INSERT INTO applicant_invitation (applicant_id, invitation_id, email, role, token_hash, sent_ms, sent_by, expires_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- query: invitations
-- kind: many
-- in: applicant int
-- out: invitation int, email str, role str, sent instant, expires instant, by_name str
-- across: the instance's own tables
SELECT i.invitation_id, i.email, i.role, i.sent_ms, i.expires_ms, p.name FROM applicant_invitation i JOIN person p ON p.person_id = i.sent_by
WHERE i.applicant_id = $1 AND i.ended IS NULL ORDER BY i.sent_ms, i.invitation_id;

-- query: invitation_of_token
-- kind: one
-- in: token_hash str
-- out: applicant int, invitation int, organisation str, email str, role str, expires instant, ended str?, by int, by_name str
-- across: the instance's own tables
SELECT i.applicant_id, i.invitation_id, a.name, i.email, i.role, i.expires_ms, i.ended, i.sent_by, p.name FROM applicant_invitation i
JOIN applicant a ON a.applicant_id = i.applicant_id JOIN person p ON p.person_id = i.sent_by WHERE i.token_hash = $1;

-- query: invitation_end
-- kind: exec
-- in: applicant int, invitation int, ended str, at instant, by int
-- across: the instance's own tables
UPDATE applicant_invitation SET ended = $3, ended_ms = $4, ended_by = $5 WHERE applicant_id = $1 AND invitation_id = $2 AND ended IS NULL;

-- query: invitations_to
-- kind: many
-- in: email str, now instant
-- out: applicant int, invitation int, organisation str, role str, expires instant, by_name str
-- across: the instance's own tables
SELECT i.applicant_id, i.invitation_id, a.name, i.role, i.expires_ms, p.name FROM applicant_invitation i
JOIN applicant a ON a.applicant_id = i.applicant_id JOIN person p ON p.person_id = i.sent_by
WHERE i.email = $1 AND i.ended IS NULL AND i.expires_ms > $2 ORDER BY i.sent_ms, i.invitation_id;

-- query: joining_add
-- kind: exec
-- in: applicant int, person int, asked instant
-- across: the instance's own tables
INSERT INTO applicant_joining (applicant_id, person_id, asked_ms) VALUES ($1, $2, $3);

-- query: joinings
-- kind: many
-- in: applicant int
-- out: person int, name str, email str, lang str, asked instant
-- across: the instance's own tables
SELECT j.person_id, p.name, p.email, p.lang, j.asked_ms FROM applicant_joining j JOIN person p ON p.person_id = j.person_id
WHERE j.applicant_id = $1 AND j.decision IS NULL AND p.closed_ms IS NULL ORDER BY j.asked_ms, j.person_id;

-- query: joinings_of
-- kind: many
-- in: person int
-- out: applicant int, organisation str, asked instant
-- across: the instance's own tables
SELECT j.applicant_id, a.name, j.asked_ms FROM applicant_joining j JOIN applicant a ON a.applicant_id = j.applicant_id
WHERE j.person_id = $1 AND j.decision IS NULL ORDER BY j.asked_ms, j.applicant_id;

-- query: joining_decide
-- kind: exec
-- in: applicant int, person int, decision str, at instant, by int
-- across: the instance's own tables
UPDATE applicant_joining SET decision = $3, decided_ms = $4, decided_by = $5 WHERE applicant_id = $1 AND person_id = $2 AND decision IS NULL;

-- query: bank_change
-- kind: exec
-- in: applicant int, bank str, hint str, at instant, by int
-- across: the instance's own tables
UPDATE applicant SET bank = $2, bank_hint = $3, bank_ms = $4, bank_by = $5 WHERE applicant_id = $1;

-- query: identity_values
-- kind: many
-- in: territory territory_id, sheet int
-- out: field str, value str
SELECT field, value FROM sheet_value WHERE territory_id = $1 AND sheet_id = $2 ORDER BY field;

-- query: my_sheets
-- kind: many
-- in: person int
-- out: territory territory_id, sheet int, applicant int, organisation str, call str, call_title str, time_zone str, title str, state str, number str?, changed instant, to_confirm bool, role str, filed instant?, completion day?, messages int, revises bool, plan_due day?
-- revises says that the completion is the revised budget; plan_due until when a revised plan waits for an answer
-- across: what a person writes for their organisations, in every territory
SELECT s.territory_id, s.sheet_id, s.applicant_id, a.name, s.call_code, c.title, t.time_zone, s.title, s.state, s.number, s.changed_ms, s.to_confirm, m.role,
	(SELECT MAX(f.filed_ms) FROM filing f WHERE f.territory_id = s.territory_id AND f.sheet_id = s.sheet_id),
	(SELECT MIN(r.due_day) FROM completion_request r WHERE r.territory_id = s.territory_id AND r.sheet_id = s.sheet_id AND r.answered_ms IS NULL AND r.cancelled_ms IS NULL),
	(SELECT COUNT(*) FROM sheet_message g WHERE g.territory_id = s.territory_id AND g.sheet_id = s.sheet_id AND g.from_office = 1 AND g.read_ms IS NULL),
	CASE WHEN EXISTS (SELECT 1 FROM revised_budget b JOIN completion_request r ON r.territory_id = b.territory_id AND r.sheet_id = b.sheet_id AND r.request = b.request
		WHERE b.territory_id = s.territory_id AND b.sheet_id = s.sheet_id AND r.answered_ms IS NULL AND r.cancelled_ms IS NULL) THEN 1 ELSE 0 END,
	(SELECT MAX(l.due_day) FROM revised_plan l WHERE l.territory_id = s.territory_id AND l.application_id = s.application_id AND l.answer IS NULL)
FROM applicant_member m JOIN applicant a ON a.applicant_id = m.applicant_id JOIN sheet s ON s.applicant_id = m.applicant_id
JOIN call c ON c.territory_id = s.territory_id AND c.code = s.call_code JOIN territory t ON t.territory_id = s.territory_id
WHERE m.person_id = $1 AND s.kind = 'application' AND s.state <> 'abandoned' ORDER BY s.changed_ms DESC, s.sheet_id;

-- query: my_joinings
-- kind: many
-- in: person int
-- out: applicant int, organisation str, waiting int
-- across: the instance's own tables
SELECT j.applicant_id, a.name, COUNT(j.person_id) FROM applicant_member m JOIN applicant_joining j ON j.applicant_id = m.applicant_id
JOIN applicant a ON a.applicant_id = m.applicant_id
WHERE m.person_id = $1 AND m.role = 'signatory' AND j.decision IS NULL GROUP BY j.applicant_id, a.name ORDER BY a.name, j.applicant_id;

-- query: my_documents_ending
-- kind: many
-- in: person int, before day
-- out: applicant int, organisation str, ending int
-- across: the instance's own tables
SELECT d.applicant_id, a.name, COUNT(d.document_id) FROM applicant_member m JOIN safe_document d ON d.applicant_id = m.applicant_id
JOIN applicant a ON a.applicant_id = m.applicant_id
WHERE m.person_id = $1 AND m.role <> 'reader' AND d.removed_ms IS NULL AND d.ends_day IS NOT NULL AND d.ends_day < $2
GROUP BY d.applicant_id, a.name ORDER BY a.name, d.applicant_id;

-- query: my_calls
-- kind: many
-- in: person int
-- out: territory territory_id, territory_code str, territory_name str, code str, title str
-- across: the territories where a person works
SELECT c.territory_id, t.code, COALESCE(t.short_name, t.name), c.code, c.title FROM call c JOIN territory t ON t.territory_id = c.territory_id
WHERE EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = $1 AND r.territory_id = c.territory_id AND r.role IN ('officer', 'reviewer', 'funder_agent', 'elected'))
ORDER BY t.code, c.year DESC, c.position, c.code;

-- query: my_desks
-- kind: many
-- in: person int
-- out: code str, name str
-- across: the territories where a person works
SELECT DISTINCT t.code, COALESCE(t.short_name, t.name) FROM person_role r JOIN territory t ON t.territory_id = r.territory_id
WHERE r.person_id = $1 AND r.role IN ('officer', 'reviewer', 'funder_agent') ORDER BY t.code;
