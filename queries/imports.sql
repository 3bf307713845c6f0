-- Decided tables read from files: what was received, what each changed, what undoes it (src/actions/table_import.c, import_apply.c, import_undo.c).

-- query: imports_list
-- across: the names of those who sent them are the instance's
-- kind: many
-- in: territory territory_id, call str
-- out: id int, kind str, name str, state str, summary str?, made instant, done instant?, undone instant?, by str?
SELECT i.import_id, i.kind, i.name, i.state, i.summary, i.made_ms, i.done_ms, i.undone_ms, p.name FROM table_import i LEFT JOIN person p ON p.person_id = i.made_by
WHERE i.territory_id = $1 AND i.call_code = $2 ORDER BY i.import_id DESC;

-- query: imports_one
-- kind: one
-- in: territory territory_id, call str, id int
-- out: kind str, name str, sha256 str, mapping str, headings str, state str, summary str?, made instant, by int, done instant?
SELECT kind, name, sha256, mapping, headings, state, summary, made_ms, made_by, done_ms FROM table_import WHERE territory_id = $1 AND call_code = $2 AND import_id = $3;

-- query: imports_last
-- kind: one
-- in: territory territory_id
-- out: last int
SELECT CAST(COALESCE(MAX(import_id), 0) AS BIGINT) FROM table_import WHERE territory_id = $1;

-- query: imports_remembered
-- kind: many
-- in: territory territory_id, headings str
-- out: mapping str
-- the newest first
SELECT mapping FROM table_import WHERE territory_id = $1 AND headings = $2 AND state IN ('mapped', 'done', 'undone') ORDER BY import_id DESC LIMIT 1;

-- query: imports_add
-- kind: exec
-- in: territory territory_id, id int, call str, kind str, name str, sha256 str, mapping str, headings str, made instant, by int
INSERT INTO table_import (territory_id, import_id, call_code, kind, name, sha256, mapping, headings, state, made_ms, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'received', $9, $10);

-- query: imports_map
-- kind: exec
-- in: territory territory_id, id int, kind str, mapping str, headings str
UPDATE table_import SET kind = $3, mapping = $4, headings = $5, state = 'mapped' WHERE territory_id = $1 AND import_id = $2 AND state IN ('received', 'mapped');

-- query: imports_set_state
-- kind: exec
-- in: territory territory_id, id int, state str
UPDATE table_import SET state = $3 WHERE territory_id = $1 AND import_id = $2;

-- query: imports_done
-- kind: exec
-- in: territory territory_id, id int, mapping str, summary str, done instant
UPDATE table_import SET state = 'done', mapping = $3, summary = $4, done_ms = $5 WHERE territory_id = $1 AND import_id = $2;

-- query: imports_undone
-- kind: exec
-- in: territory territory_id, id int, undone instant, by int
UPDATE table_import SET state = 'undone', undone_ms = $3, undone_by = $4 WHERE territory_id = $1 AND import_id = $2;

-- query: imports_add_change
-- kind: exec
-- in: territory territory_id, id int, position int, thing str, before str?, after str?
INSERT INTO table_import_change (territory_id, import_id, position, thing, before, after) VALUES ($1, $2, $3, $4, $5, $6);

-- query: imports_changes
-- kind: many
-- in: territory territory_id, id int
-- out: thing str, before str?, after str?
-- the last first: that is how they are undone
SELECT thing, before, after FROM table_import_change WHERE territory_id = $1 AND import_id = $2 ORDER BY position DESC;

-- ---- what the grid does not say ----

-- query: imports_organisations
-- kind: many
-- in: territory territory_id
-- out: code str, name str, long_name str?, siren str?
SELECT code, name, long_name, siren FROM organisation WHERE territory_id = $1 ORDER BY position, code;

-- query: imports_references
-- kind: many
-- in: territory territory_id, call str
-- out: id application_id, reference str
SELECT r.application_id, r.reference FROM application_reference r JOIN application a ON a.territory_id = r.territory_id AND a.application_id = r.application_id
WHERE r.territory_id = $1 AND a.call_code = $2 AND r.kind = 'dauphin' ORDER BY r.application_id;

-- query: imports_funders
-- kind: many
-- in: territory territory_id
-- out: code str, label str, long_label str?, valued bool
SELECT code, label, long_label, valued FROM funder WHERE territory_id = $1 ORDER BY position, code;

-- query: imports_details
-- kind: many
-- in: territory territory_id, call str
-- out: id application_id, bearer str, siren str?, summary str?
SELECT a.application_id, o.name, o.siren, a.summary FROM application a JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code
WHERE a.territory_id = $1 AND a.call_code = $2 ORDER BY a.application_id;

-- ---- writing ----

-- query: imports_set_reference
-- kind: exec
-- in: territory territory_id, application application_id, reference str, import int
INSERT INTO application_reference (territory_id, application_id, kind, reference, import_id) VALUES ($1, $2, 'dauphin', $3, $4)
ON CONFLICT (territory_id, application_id, kind) DO UPDATE SET reference = excluded.reference, import_id = excluded.import_id;

-- query: imports_set_asked
-- kind: exec
-- in: territory territory_id, application application_id, funder str, year int, section str, valued bool, asked money?
INSERT INTO financing_line (territory_id, application_id, funder_code, year, section, valued, asked_cents) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (territory_id, application_id, funder_code, year, section, valued) DO UPDATE SET asked_cents = excluded.asked_cents;

-- ---- undoing ----

-- query: imports_cell
-- kind: one
-- in: territory territory_id, call str, scenario int, application application_id, funder str, section str, valued bool
-- out: hoped money?, proposed money?, voted money?, refused bool, reason str?, locked bool, envelope str?
SELECT hoped_cents, proposed_cents, voted_cents, refused, reason, locked, envelope_code FROM cell
WHERE territory_id = $1 AND call_code = $2 AND scenario = $3 AND application_id = $4 AND funder_code = $5 AND section = $6 AND valued = $7;

-- query: imports_remove_cell
-- kind: exec
-- in: territory territory_id, call str, scenario int, application application_id, funder str, section str, valued bool
DELETE FROM cell WHERE territory_id = $1 AND call_code = $2 AND scenario = $3 AND application_id = $4 AND funder_code = $5 AND section = $6 AND valued = $7;

-- query: imports_remove_row
-- kind: exec
-- in: territory territory_id, call str, scenario int, application application_id
DELETE FROM scenario_row WHERE territory_id = $1 AND call_code = $2 AND scenario = $3 AND application_id = $4;

-- query: imports_asked
-- kind: one
-- in: territory territory_id, application application_id, funder str, year int, section str, valued bool
-- out: asked money?, proposed money?, voted money?
SELECT asked_cents, proposed_cents, voted_cents FROM financing_line WHERE territory_id = $1 AND application_id = $2 AND funder_code = $3 AND year = $4 AND section = $5 AND valued = $6;

-- query: imports_remove_line
-- kind: exec
-- in: territory territory_id, application application_id, funder str, year int, section str, valued bool
DELETE FROM financing_line WHERE territory_id = $1 AND application_id = $2 AND funder_code = $3 AND year = $4 AND section = $5 AND valued = $6;

-- query: imports_reference
-- kind: one
-- in: territory territory_id, application application_id
-- out: reference str
SELECT reference FROM application_reference WHERE territory_id = $1 AND application_id = $2 AND kind = 'dauphin';

-- query: imports_remove_reference
-- kind: exec
-- in: territory territory_id, application application_id
DELETE FROM application_reference WHERE territory_id = $1 AND application_id = $2 AND kind = 'dauphin';

-- query: imports_application
-- kind: one
-- in: territory territory_id, application application_id
-- out: title str, state str, bearer str, action str
SELECT title, state, bearer_code, action_code FROM application WHERE territory_id = $1 AND application_id = $2;

-- query: imports_hanging
-- kind: one
-- in: territory territory_id, application application_id
-- out: n int
-- what others added to an application that an import made
SELECT (SELECT COUNT(*) FROM cell WHERE territory_id = $1 AND application_id = $2) + (SELECT COUNT(*) FROM scenario_row WHERE territory_id = $1 AND application_id = $2)
	+ (SELECT COUNT(*) FROM sheet WHERE territory_id = $1 AND application_id = $2) + (SELECT COUNT(*) FROM application_event WHERE territory_id = $1 AND application_id = $2)
	+ (SELECT COUNT(*) FROM application_label WHERE territory_id = $1 AND application_id = $2) + (SELECT COUNT(*) FROM application_note WHERE territory_id = $1 AND application_id = $2)
	+ (SELECT COUNT(*) FROM admissibility WHERE territory_id = $1 AND application_id = $2) + (SELECT COUNT(*) FROM opinion WHERE territory_id = $1 AND application_id = $2)
	+ (SELECT COUNT(*) FROM score WHERE territory_id = $1 AND application_id = $2) + (SELECT COUNT(*) FROM session_item WHERE territory_id = $1 AND application_id = $2)
	+ (SELECT COUNT(*) FROM conflict_of_interest WHERE territory_id = $1 AND application_id = $2) + (SELECT COUNT(*) FROM revised_plan WHERE territory_id = $1 AND application_id = $2)
	+ (SELECT COUNT(*) FROM notification WHERE territory_id = $1 AND application_id = $2) + (SELECT COUNT(*) FROM financing_line WHERE territory_id = $1 AND application_id = $2)
	+ (SELECT COUNT(*) FROM application_reference WHERE territory_id = $1 AND application_id = $2) AS n;

-- query: imports_forget_cells
-- kind: exec
-- in: territory territory_id, call str, application application_id
DELETE FROM cell_past WHERE territory_id = $1 AND call_code = $2 AND application_id = $3;

-- query: imports_remove_application
-- kind: exec
-- in: territory territory_id, application application_id
DELETE FROM application WHERE territory_id = $1 AND application_id = $2;

-- query: imports_remove_action
-- kind: exec
-- in: territory territory_id, code str
-- only while no application is of it
DELETE FROM action WHERE territory_id = $1 AND code = $2 AND NOT EXISTS (SELECT 1 FROM application a WHERE a.territory_id = $1 AND a.action_code = $2);

-- query: imports_remove_organisation
-- kind: exec
-- in: territory territory_id, code str
DELETE FROM organisation WHERE territory_id = $1 AND code = $2 AND NOT EXISTS (SELECT 1 FROM application a WHERE a.territory_id = $1 AND a.bearer_code = $2);
