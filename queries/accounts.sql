-- People, their sessions, their second factor, their links by mail and their roles. Called by accounts/ and by the administrator's lists.

-- query: account_session
-- kind: one
-- in: hash str, now instant
-- out: person int, email str, name str, lang str, confirmed bool, administrator bool, has_factor bool, waits_factor bool, seen instant, expires instant
-- across: the instance's own tables
SELECT p.person_id, p.email, p.name, p.lang, CASE WHEN p.confirmed_ms IS NULL THEN 0 ELSE 1 END, p.administrator,
	CASE WHEN f.confirmed_ms IS NULL THEN 0 ELSE 1 END, s.waits_factor, s.seen_ms, s.expires_ms
FROM session s JOIN person p ON p.person_id = s.person_id LEFT JOIN person_factor f ON f.person_id = p.person_id
WHERE s.hash = $1 AND s.expires_ms > $2 AND p.closed_ms IS NULL;

-- query: account_person
-- kind: one
-- in: person int
-- out: email str, name str, lang str, confirmed bool, administrator bool, has_factor bool
-- across: the instance's own tables
SELECT p.email, p.name, p.lang, CASE WHEN p.confirmed_ms IS NULL THEN 0 ELSE 1 END, p.administrator, CASE WHEN f.confirmed_ms IS NULL THEN 0 ELSE 1 END
FROM person p LEFT JOIN person_factor f ON f.person_id = p.person_id WHERE p.person_id = $1 AND p.closed_ms IS NULL;

-- query: account_memberships
-- kind: many
-- in: person int
-- out: applicant int, role str, name str
-- across: the instance's own tables
SELECT m.applicant_id, m.role, a.name FROM applicant_member m JOIN applicant a ON a.applicant_id = m.applicant_id WHERE m.person_id = $1 ORDER BY a.name, m.applicant_id;

-- query: account_roles
-- kind: many
-- in: person int
-- out: territory territory_id, role str, institution str
-- across: the roles of one person in every territory
SELECT territory_id, role, institution FROM person_role WHERE person_id = $1 ORDER BY territory_id, role, institution;

-- query: thing_sheet
-- kind: one
-- in: sheet int
-- out: territory territory_id, kind str, applicant int, call str?, state str, to_confirm bool, created_by int
-- across: an address leads to its sheet, and the sheet to its territory
SELECT territory_id, kind, applicant_id, call_code, state, to_confirm, created_by FROM sheet WHERE sheet_id = $1;

-- query: thing_applicant
-- kind: one
-- in: applicant int
-- out: identity int, created_by int, members int
-- across: the instance's own tables
SELECT a.sheet_id, a.created_by, COUNT(m.person_id) FROM applicant a LEFT JOIN applicant_member m ON m.applicant_id = a.applicant_id
WHERE a.applicant_id = $1 GROUP BY a.sheet_id, a.created_by;

-- query: thing_applicant_filed_in
-- kind: many
-- in: applicant int
-- out: territory territory_id
-- across: every territory where an organisation has filed: their officers may read its identity
SELECT DISTINCT territory_id FROM sheet WHERE applicant_id = $1 AND kind = 'application' AND state IN ('filed', 'completion_requested', 'withdrawn') ORDER BY territory_id;

-- query: thing_call
-- kind: one
-- in: code str
-- out: territory territory_id
-- across: a public code leads to its territory
SELECT territory_id FROM call WHERE code = $1;

-- query: thing_territory
-- kind: one
-- in: code str
-- out: territory territory_id
-- across: a public code leads to its territory
SELECT territory_id FROM territory WHERE code = $1;

-- query: thing_application
-- kind: one
-- in: territory_code str, application application_id
-- out: territory territory_id, call str, sheet int?
-- across: a public code leads to its territory
SELECT t.territory_id, a.call_code, s.sheet_id FROM territory t JOIN application a ON a.territory_id = t.territory_id
LEFT JOIN sheet s ON s.territory_id = a.territory_id AND s.application_id = a.application_id
WHERE t.code = $1 AND a.application_id = $2;

-- query: thing_opinion
-- kind: one
-- in: opinion int
-- out: territory territory_id, application application_id, institution str, person int?
-- across: an address leads to its opinion, and the opinion to its territory
SELECT territory_id, application_id, institution, person_id FROM opinion WHERE opinion_id = $1;

-- query: session_add
-- kind: exec
-- in: hash str, person int, now instant, expires instant, waits_factor bool, agent str
-- across: the instance's own tables
INSERT INTO session (hash, person_id, created_ms, seen_ms, expires_ms, waits_factor, agent) VALUES ($1, $2, $3, $3, $4, $5, $6);

-- query: session_sweep
-- kind: exec
-- in: now instant
-- across: the instance's own tables
DELETE FROM session WHERE expires_ms <= $1;

-- query: session_end
-- kind: exec
-- in: hash str
-- across: the instance's own tables
DELETE FROM session WHERE hash = $1;

-- query: session_end_others
-- kind: exec
-- in: person int, keep str
-- across: the instance's own tables
DELETE FROM session WHERE person_id = $1 AND hash <> $2;

-- query: session_touch
-- kind: exec
-- in: hash str, now instant, life int
-- across: the instance's own tables
UPDATE session SET seen_ms = $2,
	expires_ms = CASE WHEN expires_ms - seen_ms + $2 < created_ms + $3 THEN expires_ms - seen_ms + $2 ELSE created_ms + $3 END
WHERE hash = $1 AND seen_ms < $2 AND expires_ms > $2;

-- query: sessions
-- kind: many
-- in: person int, now instant
-- out: hash str, agent str, created instant, seen instant, expires instant, waits_factor bool
-- across: the instance's own tables
SELECT hash, agent, created_ms, seen_ms, expires_ms, waits_factor FROM session WHERE person_id = $1 AND expires_ms > $2 ORDER BY seen_ms DESC, hash;

-- query: token_add
-- kind: exec
-- in: hash str, purpose str, person int?, email str?, detail str?, now instant, expires instant
-- across: the instance's own tables
INSERT INTO person_token (hash, purpose, person_id, email, detail, created_ms, expires_ms) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- query: token_sweep
-- kind: exec
-- in: now instant
-- across: the instance's own tables
DELETE FROM person_token WHERE expires_ms <= $1;

-- query: token_read
-- kind: one
-- in: hash str, purpose str, now instant
-- out: person int?, email str?, detail str?, created instant, expires instant
-- across: the instance's own tables
SELECT person_id, email, detail, created_ms, expires_ms FROM person_token WHERE hash = $1 AND purpose = $2 AND expires_ms > $3 AND used_ms IS NULL;

-- query: token_use
-- kind: exec
-- in: hash str, now instant
-- across: the instance's own tables
UPDATE person_token SET used_ms = $2 WHERE hash = $1 AND used_ms IS NULL;

-- query: token_cancel
-- kind: exec
-- in: person int, purpose str, now instant
-- across: the instance's own tables
UPDATE person_token SET used_ms = $3 WHERE person_id = $1 AND purpose = $2 AND used_ms IS NULL;

-- query: factor
-- kind: one
-- in: person int
-- out: secret str, last_step int, confirmed bool
-- across: the instance's own tables
SELECT secret, last_step, CASE WHEN confirmed_ms IS NULL THEN 0 ELSE 1 END FROM person_factor WHERE person_id = $1;

-- query: factor_set
-- kind: exec
-- in: person int, secret str
-- across: the instance's own tables
INSERT INTO person_factor (person_id, secret, last_step) VALUES ($1, $2, 0)
ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, last_step = 0, confirmed_ms = NULL;

-- query: factor_confirm
-- kind: exec
-- in: person int, step int, now instant
-- across: the instance's own tables
UPDATE person_factor SET last_step = $2, confirmed_ms = $3 WHERE person_id = $1;

-- query: factor_step
-- kind: exec
-- in: person int, step int
-- across: the instance's own tables
UPDATE person_factor SET last_step = $2 WHERE person_id = $1;

-- query: factor_forget
-- kind: exec
-- in: person int
-- across: the instance's own tables
DELETE FROM person_factor WHERE person_id = $1;

-- query: recovery
-- kind: one
-- in: person int, hash str
-- out: used instant?
-- across: the instance's own tables
SELECT used_ms FROM recovery_code WHERE person_id = $1 AND hash = $2;

-- query: recovery_add
-- kind: exec
-- in: person int, hash str
-- across: the instance's own tables
INSERT INTO recovery_code (person_id, hash) VALUES ($1, $2);

-- query: recovery_use
-- kind: exec
-- in: person int, hash str, now instant
-- across: the instance's own tables
UPDATE recovery_code SET used_ms = $3 WHERE person_id = $1 AND hash = $2;

-- query: recovery_forget
-- kind: exec
-- in: person int
-- across: the instance's own tables
DELETE FROM recovery_code WHERE person_id = $1;

-- query: recovery_left
-- kind: one
-- in: person int
-- out: left int
-- across: the instance's own tables
SELECT COUNT(hash) FROM recovery_code WHERE person_id = $1 AND used_ms IS NULL;

-- query: person
-- kind: one
-- in: person int
-- out: email str, name str, phone str?, lang str, password str?, created instant, confirmed bool, administrator bool, has_factor bool
-- across: the instance's own tables
SELECT p.email, p.name, p.phone, p.lang, p.password, p.created_ms, CASE WHEN p.confirmed_ms IS NULL THEN 0 ELSE 1 END, p.administrator,
	CASE WHEN f.confirmed_ms IS NULL THEN 0 ELSE 1 END
FROM person p LEFT JOIN person_factor f ON f.person_id = p.person_id WHERE p.person_id = $1 AND p.closed_ms IS NULL;

-- query: person_of_email
-- kind: one
-- in: email str
-- out: person int
-- across: the instance's own tables
SELECT person_id FROM person WHERE email = $1 AND closed_ms IS NULL;

-- query: person_add
-- kind: exec
-- in: person int, email str, name str, phone str?, lang str, password str?, password_ms instant?, now instant, confirmed instant?, administrator bool
-- across: the instance's own tables
INSERT INTO person (person_id, email, name, phone, lang, password, password_ms, created_ms, confirmed_ms, administrator) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- query: person_confirm
-- kind: exec
-- in: person int, now instant
-- across: the instance's own tables
UPDATE person SET confirmed_ms = $2 WHERE person_id = $1 AND confirmed_ms IS NULL;

-- query: person_set_password
-- kind: exec
-- in: person int, password str, now instant
-- across: the instance's own tables
UPDATE person SET password = $2, password_ms = $3 WHERE person_id = $1;

-- query: person_set_email
-- kind: exec
-- in: person int, email str, now instant
-- across: the instance's own tables
UPDATE person SET email = $2, confirmed_ms = $3 WHERE person_id = $1;

-- query: person_change
-- kind: exec
-- in: person int, name str, phone str?, lang str
-- across: the instance's own tables
UPDATE person SET name = $2, phone = $3, lang = $4 WHERE person_id = $1;

-- query: person_holds
-- kind: many
-- in: person int
-- out: name str, sheets int
-- across: what a person alone may sign, in every territory
SELECT a.name, COUNT(s.sheet_id)
FROM applicant_member m JOIN applicant a ON a.applicant_id = m.applicant_id
JOIN sheet s ON s.applicant_id = m.applicant_id AND s.kind = 'application' AND s.state IN ('draft', 'to_sign', 'filed', 'completion_requested')
WHERE m.person_id = $1 AND m.role = 'signatory'
	AND NOT EXISTS (SELECT 1 FROM applicant_member o WHERE o.applicant_id = m.applicant_id AND o.role = 'signatory' AND o.person_id <> m.person_id)
GROUP BY a.applicant_id, a.name ORDER BY a.name;

-- query: person_forget_subjects
-- kind: exec
-- in: person int
-- across: the instance's own tables
DELETE FROM person_subject WHERE person_id = $1;

-- query: person_forget_tokens
-- kind: exec
-- in: person int
-- across: the instance's own tables
DELETE FROM person_token WHERE person_id = $1;

-- query: person_forget_roles
-- kind: exec
-- in: person int
-- across: the roles of one person in every territory
DELETE FROM person_role WHERE person_id = $1;

-- query: person_forget_memberships
-- kind: exec
-- in: person int
-- across: the instance's own tables
DELETE FROM applicant_member WHERE person_id = $1;

-- query: person_close
-- kind: exec
-- in: person int, email str, now instant
-- across: the instance's own tables
UPDATE person SET email = $2, phone = NULL, password = NULL, password_ms = NULL, administrator = 0, closed_ms = $3 WHERE person_id = $1;

-- query: people
-- kind: many
-- in: most int
-- out: person int, email str, name str, created instant, confirmed bool, administrator bool, has_factor bool, closed bool, organisations int
-- across: the administrator's list of the whole instance
SELECT p.person_id, p.email, p.name, p.created_ms, CASE WHEN p.confirmed_ms IS NULL THEN 0 ELSE 1 END, p.administrator, CASE WHEN f.confirmed_ms IS NULL THEN 0 ELSE 1 END,
	CASE WHEN p.closed_ms IS NULL THEN 0 ELSE 1 END, (SELECT COUNT(m.applicant_id) FROM applicant_member m WHERE m.person_id = p.person_id)
FROM person p LEFT JOIN person_factor f ON f.person_id = p.person_id
ORDER BY CASE WHEN p.closed_ms IS NOT NULL THEN 2 WHEN p.administrator = 1 OR EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = p.person_id) THEN 0 ELSE 1 END,
	p.name, p.person_id LIMIT $1;

-- query: people_roles
-- kind: many
-- out: person int, territory territory_id, territory_code str, territory_name str, role str, institution str
-- across: the administrator's list of the whole instance
SELECT r.person_id, r.territory_id, t.code, COALESCE(t.short_name, t.name), r.role, r.institution
FROM person_role r JOIN territory t ON t.territory_id = r.territory_id ORDER BY r.person_id, t.code, r.role, r.institution;

-- query: role_territory
-- kind: one
-- in: code str
-- out: territory territory_id, name str
-- across: a public code leads to its territory
SELECT territory_id, COALESCE(short_name, name) FROM territory WHERE code = $1;

-- query: role_funder
-- kind: one
-- in: territory territory_id, code str
-- out: label str
-- a body of the contract too: a citizen council
SELECT label FROM funder WHERE territory_id = $1 AND code = $2
UNION ALL SELECT name FROM governance_body WHERE territory_id = $1 AND code = $2 LIMIT 1;

-- query: role_held
-- kind: one
-- in: person int, territory territory_id, role str, institution str
-- out: granted instant
SELECT granted_ms FROM person_role WHERE person_id = $1 AND territory_id = $2 AND role = $3 AND institution = $4;

-- query: role_give
-- kind: exec
-- in: territory territory_id, person int, role str, institution str, now instant, by str
INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) VALUES ($1, $2, $3, $4, $5, $6);

-- query: role_take
-- kind: exec
-- in: person int, territory territory_id, role str, institution str
DELETE FROM person_role WHERE person_id = $1 AND territory_id = $2 AND role = $3 AND institution = $4;

-- query: administrators
-- kind: one
-- in: person int
-- out: others int
-- across: the instance's own tables
SELECT COUNT(person_id) FROM person WHERE administrator = 1 AND closed_ms IS NULL AND person_id <> $1;

-- query: administrator_set
-- kind: exec
-- in: person int, administrator bool
-- across: the instance's own tables
UPDATE person SET administrator = $2 WHERE person_id = $1;

-- query: person_subjects
-- kind: one
-- in: person int, issuer str
-- out: subjects int
-- across: the instance's own tables
SELECT COUNT(subject) FROM person_subject WHERE person_id = $1 AND issuer = $2;

-- query: person_of_subject
-- kind: one
-- in: issuer str, subject str
-- out: person int
-- across: the instance's own tables
SELECT s.person_id FROM person_subject s JOIN person p ON p.person_id = s.person_id WHERE s.issuer = $1 AND s.subject = $2 AND p.closed_ms IS NULL;

-- query: person_link
-- kind: exec
-- in: issuer str, subject str, person int, now instant
-- across: the instance's own tables
INSERT INTO person_subject (issuer, subject, person_id, linked_ms) VALUES ($1, $2, $3, $4);

-- query: role_names
-- kind: many
-- in: person int
-- out: role str, territory str
-- across: the roles of one person in every territory
SELECT r.role, COALESCE(t.short_name, t.name) FROM person_role r JOIN territory t ON t.territory_id = r.territory_id WHERE r.person_id = $1 ORDER BY t.code, r.role;
