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
