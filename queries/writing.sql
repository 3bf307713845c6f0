-- What the pages of a sheet being written read beside the sheet itself (actions/sheet.c).

-- query: writing_ruleset
-- kind: one
-- in: territory territory_id, call str
-- out: version int, hash str
SELECT version, hash FROM ruleset WHERE territory_id = $1 AND call_code = $2 ORDER BY version DESC LIMIT 1;

-- query: writing_filing_phases
-- kind: many
-- in: territory territory_id, call str
-- out: starts instant?, starts_precision str?, ends instant?, ends_precision str?
SELECT starts_at, starts_precision, ends_at, ends_precision FROM phase WHERE territory_id = $1 AND call_code = $2 AND kind = 'filing' ORDER BY position;

-- query: writing_members
-- kind: many
-- in: applicant int
-- out: name str, email str, role str
-- across: an organisation applies in several territories
SELECT p.name, p.email, m.role FROM applicant_member m JOIN person p ON p.person_id = m.person_id
WHERE m.applicant_id = $1 AND p.closed_ms IS NULL ORDER BY m.role DESC, p.name, p.person_id;

-- query: writing_drafts
-- kind: many
-- in: territory territory_id, call str, applicant int
-- out: sheet int, title str, changed instant
SELECT sheet_id, title, changed_ms FROM sheet
WHERE territory_id = $1 AND call_code = $2 AND applicant_id = $3 AND state IN ('draft', 'to_sign') ORDER BY changed_ms DESC, sheet_id LIMIT 50;

-- query: writing_earlier
-- kind: many
-- in: applicant int
-- out: sheet int, title str, call_title str, year int, number str?, state str, territory territory_id
-- across: a project of one town is rolled out in another
SELECT s.sheet_id, s.title, c.title, c.year, s.number, s.state, s.territory_id
FROM sheet s JOIN call c ON c.territory_id = s.territory_id AND c.code = s.call_code
WHERE s.applicant_id = $1 AND s.kind = 'application' AND s.state IN ('filed', 'completion_requested') ORDER BY c.year DESC, s.created_ms DESC, s.sheet_id LIMIT 100;

-- query: writing_past_actions
-- kind: many
-- in: territory territory_id, siren str?, name str
-- out: action str, title str, year int, call_title str
-- actions of this territory's past programmes that the organisation bore: by its SIREN, or by its exact name when the pack gives no SIREN. What it filed here is a sheet (writing_earlier).
SELECT a.action_code, a.title, c.year, c.title FROM application a
JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code
JOIN call c ON c.territory_id = a.territory_id AND c.code = a.call_code
WHERE a.territory_id = $1 AND ((o.siren IS NOT NULL AND o.siren = $2) OR (o.siren IS NULL AND (o.name = $3 OR o.long_name = $3)))
	AND NOT EXISTS (SELECT 1 FROM sheet s WHERE s.territory_id = a.territory_id AND s.application_id = a.application_id AND s.state IN ('filed', 'completion_requested'))
ORDER BY c.year DESC, a.title, a.action_code LIMIT 100;

-- query: writing_applicant
-- kind: one
-- in: applicant int
-- out: name str, kind str, siren str?
-- across: an organisation applies in several territories
SELECT name, kind, siren FROM applicant WHERE applicant_id = $1;
