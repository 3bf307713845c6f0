-- Documents of people: the rows of files, the safe of an applicant, attachments of an application, uploads under way. Called by actions/attach.c, safe.c, upload.c,
-- store/files_check.c and the pages of the area.

-- query: file_row
-- kind: one
-- in: sha256 str
-- out: bytes int, media str, pages int?, scan str
-- across: the instance's own tables
SELECT bytes, media, pages, scan FROM file WHERE sha256 = $1;

-- query: file_add
-- kind: exec
-- in: sha256 str, bytes int, media str, pages int?, scan str, now instant
-- across: the instance's own tables
INSERT INTO file (sha256, bytes, media, pages, scan, created_ms) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (sha256) DO UPDATE SET scan = CASE WHEN file.scan = 'clean' THEN 'clean' ELSE excluded.scan END;

-- query: file_scanned
-- kind: exec
-- in: sha256 str
-- across: the instance's own tables
UPDATE file SET scan = 'clean' WHERE sha256 = $1;

-- query: files_not_scanned
-- kind: many
-- in: most int
-- out: sha256 str, bytes int
-- across: the instance's own tables
-- what was found infected is told once: it would be asked again for ever, before what is clean
SELECT sha256, bytes FROM file WHERE scan = 'not_scanned' AND sha256 NOT IN (SELECT SUBSTR(a.thing, 6) FROM audit a WHERE a.verb = 'found_infected') ORDER BY created_ms, sha256 LIMIT $1;

-- query: file_infected
-- kind: one
-- in: sha256 str, thing str
-- out: times int
-- across: the instance's own tables
SELECT (SELECT COUNT(*) FROM audit a WHERE a.verb = 'found_infected' AND a.thing = $2) FROM file WHERE sha256 = $1 AND scan = 'not_scanned';

-- query: file_placed
-- kind: many
-- in: sha256 str
-- out: person int, applicant int, sheet int?, organisation str, name str
-- across: whoever holds the file, to tell them what the antivirus found in it
SELECT t.added_by, t.applicant_id, t.sheet_id, p.name, MIN(t.name) FROM (
	SELECT a.added_by, s.applicant_id, a.sheet_id, a.name FROM attachment a JOIN sheet s ON s.territory_id = a.territory_id AND s.sheet_id = a.sheet_id WHERE a.sha256 = $1 AND a.removed_ms IS NULL
	UNION ALL SELECT d.added_by, d.applicant_id, NULL, d.name FROM safe_document d WHERE d.sha256 = $1 AND d.removed_ms IS NULL) t
JOIN applicant p ON p.applicant_id = t.applicant_id
GROUP BY t.added_by, t.applicant_id, t.sheet_id, p.name ORDER BY t.added_by, t.applicant_id, t.sheet_id;

-- query: file_each
-- kind: each
-- in:
-- out: sha256 str, bytes int
-- across: the instance's own tables
SELECT sha256, bytes FROM file ORDER BY sha256;

-- query: safe_rows
-- kind: many
-- in: applicant int
-- out: document int, kind str, name str, sha256 str, starts day?, ends day?, added instant, added_by str?, bytes int, media str, pages int?, scan str
-- across: the instance's own tables
SELECT d.document_id, d.kind, d.name, d.sha256, d.starts_day, d.ends_day, d.added_ms, p.name, f.bytes, f.media, f.pages, f.scan
FROM safe_document d JOIN file f ON f.sha256 = d.sha256 LEFT JOIN person p ON p.person_id = d.added_by
WHERE d.applicant_id = $1 AND d.removed_ms IS NULL ORDER BY d.kind, d.added_ms DESC, d.document_id;

-- query: safe_row
-- kind: one
-- in: applicant int, document int
-- out: kind str, name str, sha256 str, starts day?, ends day?, added instant, removed instant?, bytes int, media str, scan str
-- across: the instance's own tables
SELECT d.kind, d.name, d.sha256, d.starts_day, d.ends_day, d.added_ms, d.removed_ms, f.bytes, f.media, f.scan
FROM safe_document d JOIN file f ON f.sha256 = d.sha256 WHERE d.applicant_id = $1 AND d.document_id = $2;

-- query: safe_count
-- kind: one
-- in: applicant int
-- out: count int
-- across: the instance's own tables
SELECT count(*) FROM safe_document WHERE applicant_id = $1 AND removed_ms IS NULL;

-- query: safe_insert
-- kind: exec
-- in: applicant int, document int, kind str, name str, sha256 str, starts day?, ends day?, now instant, by int
-- across: the instance's own tables
INSERT INTO safe_document (applicant_id, document_id, kind, name, sha256, starts_day, ends_day, added_ms, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- query: safe_set_removed
-- kind: exec
-- in: applicant int, document int, now instant
-- across: the instance's own tables
UPDATE safe_document SET removed_ms = $3 WHERE applicant_id = $1 AND document_id = $2 AND removed_ms IS NULL;

-- query: attachment_sheet
-- kind: one
-- in: sheet int
-- out: territory territory_id, call str, applicant int, applicant_name str, applicant_kind str, state str, request str, title str
-- across: a sheet is found by its number
SELECT s.territory_id, s.call_code, s.applicant_id, a.name, a.kind, s.state, s.request, s.title FROM sheet s JOIN applicant a ON a.applicant_id = s.applicant_id
WHERE s.sheet_id = $1 AND s.kind = 'application';

-- query: attachment_opened
-- kind: one
-- in: territory territory_id, sheet int
-- out: opened str
SELECT opened FROM completion_request WHERE territory_id = $1 AND sheet_id = $2 AND answered_ms IS NULL AND cancelled_ms IS NULL ORDER BY request DESC LIMIT 1;

-- query: attachment_rows
-- kind: many
-- in: territory territory_id, sheet int
-- out: attachment int, code str, name str, sha256 str, added instant, added_by str?, bytes int, media str, pages int?, scan str
-- across: bytes and people belong to the instance
SELECT t.attachment_id, t.code, t.name, t.sha256, t.added_ms, p.name, f.bytes, f.media, f.pages, f.scan
FROM attachment t JOIN file f ON f.sha256 = t.sha256 LEFT JOIN person p ON p.person_id = t.added_by
WHERE t.territory_id = $1 AND t.sheet_id = $2 AND t.removed_ms IS NULL ORDER BY t.code, t.added_ms, t.attachment_id;

-- query: attachment_row
-- kind: one
-- in: territory territory_id, sheet int, attachment int
-- out: code str, name str, sha256 str, added instant, removed instant?, bytes int, media str, pages int?, scan str
-- across: bytes and people belong to the instance
SELECT t.code, t.name, t.sha256, t.added_ms, t.removed_ms, f.bytes, f.media, f.pages, f.scan FROM attachment t JOIN file f ON f.sha256 = t.sha256
WHERE t.territory_id = $1 AND t.sheet_id = $2 AND t.attachment_id = $3;

-- query: attachment_sum
-- kind: one
-- in: territory territory_id, sheet int
-- out: count int, bytes int
-- across: bytes and people belong to the instance
SELECT count(*), CAST(coalesce(sum(f.bytes), 0) AS BIGINT) FROM attachment t JOIN file f ON f.sha256 = t.sha256 WHERE t.territory_id = $1 AND t.sheet_id = $2 AND t.removed_ms IS NULL;

-- query: attachment_same
-- kind: one
-- in: territory territory_id, sheet int, code str, sha256 str
-- out: attachment int
SELECT attachment_id FROM attachment WHERE territory_id = $1 AND sheet_id = $2 AND code = $3 AND sha256 = $4 AND removed_ms IS NULL ORDER BY attachment_id LIMIT 1;

-- query: attachment_insert
-- kind: exec
-- in: territory territory_id, sheet int, attachment int, code str, name str, sha256 str, now instant, by int
INSERT INTO attachment (territory_id, sheet_id, attachment_id, code, name, sha256, added_ms, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- query: attachment_set_removed
-- kind: exec
-- in: territory territory_id, sheet int, attachment int, now instant
UPDATE attachment SET removed_ms = $4 WHERE territory_id = $1 AND sheet_id = $2 AND attachment_id = $3 AND removed_ms IS NULL;

-- query: attachment_set_name
-- kind: exec
-- in: territory territory_id, sheet int, attachment int, name str
UPDATE attachment SET name = $4 WHERE territory_id = $1 AND sheet_id = $2 AND attachment_id = $3 AND removed_ms IS NULL;

-- query: attachment_touch_sheet
-- kind: exec
-- in: territory territory_id, sheet int, now instant, by int
UPDATE sheet SET changed_ms = $3, changed_by = $4 WHERE territory_id = $1 AND sheet_id = $2;

-- query: attachment_documents
-- kind: many
-- in: territory territory_id, call str
-- out: code str, label str, bearer str, request str, medium str, note str?
SELECT code, label, bearer, request, medium, note FROM required_document WHERE territory_id = $1 AND call_code = $2 ORDER BY position;

-- query: attachment_originals
-- kind: many
-- in: territory territory_id, sheet int
-- out: code str, received day
SELECT code, received_day FROM paper_original WHERE territory_id = $1 AND sheet_id = $2 ORDER BY code, received_day;

-- query: upload_row
-- kind: one
-- in: upload int
-- out: person int, name str, bytes int, purpose str, created instant
-- across: the instance's own tables
SELECT person_id, name, bytes, purpose, created_ms FROM upload WHERE upload_id = $1;

-- query: upload_find
-- kind: one
-- in: person int, name str, bytes int, purpose str
-- out: upload int
-- across: the instance's own tables
SELECT upload_id FROM upload WHERE person_id = $1 AND name = $2 AND bytes = $3 AND purpose = $4 ORDER BY created_ms DESC, upload_id LIMIT 1;

-- query: upload_sum
-- kind: one
-- in: person int
-- out: count int, bytes int
-- across: the instance's own tables
SELECT count(*), CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM upload WHERE person_id = $1;

-- query: upload_insert
-- kind: exec
-- in: upload int, person int, name str, bytes int, purpose str, now instant
-- across: the instance's own tables
INSERT INTO upload (upload_id, person_id, name, bytes, purpose, created_ms) VALUES ($1, $2, $3, $4, $5, $6);

-- query: upload_delete
-- kind: exec
-- in: upload int
-- across: the instance's own tables
DELETE FROM upload WHERE upload_id = $1;

-- query: upload_delete_old
-- kind: exec
-- in: before instant
-- across: the instance's own tables
DELETE FROM upload WHERE created_ms < $1;

-- query: files_call
-- kind: one
-- in: territory territory_id, call str
-- out: title str, territory str, accent str?, time_zone str
SELECT c.title, t.code, t.accent, t.time_zone FROM call c JOIN territory t ON t.territory_id = c.territory_id WHERE c.territory_id = $1 AND c.code = $2;
