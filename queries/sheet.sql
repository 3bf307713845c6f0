-- Sheets: what is read and written at each save (few rows, by key), what a form of a call is built from, and drafts made.

-- query: sheet_head
-- kind: one
-- in: sheet int
-- out: territory territory_id, kind str, applicant int, applicant_name str, applicant_kind str, identity_sheet int, call str?, call_title str?, time_zone str?, territory_code str?, accent str?, pack str?, request str?, action str?, title str, state str, channel str, previous int?, revision int, created instant, changed instant, changed_by int, created_by int, changed_name str?, to_confirm bool, number str?, application int?, owner int?, due day?, revises bool
-- across: the number of a sheet leads to its territory
SELECT s.territory_id, s.kind, s.applicant_id, a.name, a.kind, a.sheet_id, s.call_code, c.title, t.time_zone, t.code, t.accent, l.digest, s.request, s.action_code,
	s.title, s.state, s.channel, s.previous_sheet, s.revision, s.created_ms, s.changed_ms, s.changed_by, s.created_by, p.name, s.to_confirm, s.number,
	s.application_id, s.owner_person, s.due_day,
	CASE WHEN EXISTS (SELECT 1 FROM revised_budget b JOIN completion_request r ON r.territory_id = b.territory_id AND r.sheet_id = b.sheet_id AND r.request = b.request
	WHERE b.territory_id = s.territory_id AND b.sheet_id = s.sheet_id AND r.answered_ms IS NULL AND r.cancelled_ms IS NULL) THEN 1 ELSE 0 END
FROM sheet s JOIN applicant a ON a.applicant_id = s.applicant_id
LEFT JOIN person p ON p.person_id = s.changed_by
LEFT JOIN territory t ON t.territory_id = s.territory_id
LEFT JOIN pack_load l ON l.territory_id = s.territory_id
LEFT JOIN call c ON c.territory_id = s.territory_id AND c.code = s.call_code
WHERE s.sheet_id = $1;

-- query: sheet_values
-- kind: many
-- in: territory territory_id, sheet int
-- out: field str, value str
SELECT field, value FROM sheet_value WHERE territory_id = $1 AND sheet_id = $2 ORDER BY field;

-- query: sheet_value_at
-- kind: one
-- in: territory territory_id, sheet int, field str
-- out: value str, revision int, changed instant, changed_by int
SELECT value, revision, changed_ms, changed_by FROM sheet_value WHERE territory_id = $1 AND sheet_id = $2 AND field = $3;

-- query: sheet_value_write
-- kind: exec
-- in: territory territory_id, sheet int, field str, value str, revision int, changed instant, changed_by int
INSERT INTO sheet_value (territory_id, sheet_id, field, value, revision, changed_ms, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (territory_id, sheet_id, field) DO UPDATE SET
	value = excluded.value, revision = excluded.revision, changed_ms = excluded.changed_ms, changed_by = excluded.changed_by;

-- query: sheet_size
-- kind: one
-- in: territory territory_id, sheet int
-- out: count int, chars int
SELECT COUNT(*), CAST(COALESCE(SUM(LENGTH(value)), 0) AS BIGINT) FROM sheet_value WHERE territory_id = $1 AND sheet_id = $2;

-- query: sheet_touch
-- kind: exec
-- in: territory territory_id, sheet int, revision int, changed instant, changed_by int, title str
UPDATE sheet SET revision = $3, changed_ms = $4, changed_by = $5, title = $6 WHERE territory_id = $1 AND sheet_id = $2;

-- query: sheet_past_write
-- kind: exec
-- in: territory territory_id, sheet int, field str, revision int, value str, changed instant, changed_by int
INSERT INTO sheet_past (territory_id, sheet_id, field, revision, value, changed_ms, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (territory_id, sheet_id, field, revision) DO NOTHING;

-- query: sheet_past_at
-- kind: one
-- in: territory territory_id, sheet int, field str, base int
-- out: revision int, value str, changed instant, changed_by int
-- what a field held at a revision of its sheet, as far as it was kept
SELECT revision, value, changed_ms, changed_by FROM sheet_past
WHERE territory_id = $1 AND sheet_id = $2 AND field = $3 AND revision <= $4 ORDER BY revision DESC LIMIT 1;

-- query: sheet_attached
-- kind: many
-- in: territory territory_id, sheet int
-- out: code str, name str, sha256 str
SELECT code, name, sha256 FROM attachment WHERE territory_id = $1 AND sheet_id = $2 AND removed_ms IS NULL ORDER BY added_ms, attachment_id;

-- query: sheet_opened
-- kind: one
-- in: territory territory_id, sheet int
-- out: opened str
SELECT opened FROM completion_request WHERE territory_id = $1 AND sheet_id = $2 AND answered_ms IS NULL AND cancelled_ms IS NULL ORDER BY request DESC LIMIT 1;

-- query: sheet_person_name
-- kind: one
-- in: person int
-- out: name str
-- across: the instance's own tables
SELECT name FROM person WHERE person_id = $1;

-- query: sheet_applicant
-- kind: one
-- in: applicant int
-- out: name str, kind str, siret str?, rna str?
-- across: the instance's own tables
SELECT name, kind, siret, rna FROM applicant WHERE applicant_id = $1;

-- query: sheet_applicant_write
-- kind: exec
-- in: applicant int, name str, siret str?, siren str?, rna str?
-- across: the instance's own tables
UPDATE applicant SET name = $2, siret = $3, siren = $4, rna = $5 WHERE applicant_id = $1;

-- query: sheet_insert
-- kind: exec
-- in: territory territory_id, sheet int, applicant int, call_code str, request str, previous int?, action str?, title str, channel str, now instant, person int, to_confirm bool
INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, call_code, request, previous_sheet, action_code, title, state, channel, revision, created_ms, created_by,
	changed_ms, changed_by, to_confirm)
VALUES ($1, $2, 'application', $3, $4, $5, $6, $7, $8, 'draft', $9, 1, $10, $11, $10, $11, $12);

-- query: sheet_call_districts
-- kind: many
-- in: territory territory_id, call str
-- out: code str, name str, kind str, renewal str, municipality str?
SELECT d.code, d.name, d.kind, d.renewal, m.name FROM call_district c
JOIN district d ON d.territory_id = c.territory_id AND d.code = c.district_code
LEFT JOIN district_municipality dm ON dm.territory_id = d.territory_id AND dm.district_code = d.code
LEFT JOIN municipality m ON m.territory_id = dm.territory_id AND m.insee = dm.insee
WHERE c.territory_id = $1 AND c.call_code = $2 ORDER BY d.position, dm.position NULLS FIRST;

-- query: sheet_funders
-- kind: many
-- in: territory territory_id
-- out: code str, label str, kind str, valued bool
SELECT code, label, kind, valued FROM funder WHERE territory_id = $1 ORDER BY position;

-- query: sheet_documents
-- kind: many
-- in: territory territory_id, call str
-- out: code str, label str, bearer str, request str, medium str, note str?
SELECT code, label, bearer, request, medium, note FROM required_document WHERE territory_id = $1 AND call_code = $2 ORDER BY position;

-- query: sheet_pack
-- kind: one
-- in: territory territory_id
-- out: digest str
SELECT digest FROM pack_load WHERE territory_id = $1;
