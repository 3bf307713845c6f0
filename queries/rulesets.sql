-- Règlements as rules (migrations/0005): what loading writes, what verdicts and `rules` read; waivers.

-- query: ruleset_versions
-- kind: many
-- in: territory territory_id, call str
-- out: version int, hash str, starts day?, ends day?, note_fr str?, note_en str?, loaded instant
SELECT version, hash, starts_day, ends_day, note_fr, note_en, loaded_ms FROM ruleset WHERE territory_id = $1 AND call_code = $2 ORDER BY version DESC;

-- query: ruleset_text
-- kind: one
-- in: territory territory_id, call str, version int
-- out: version int, text str, hash str
-- version 0 is the latest
SELECT version, text, hash FROM ruleset WHERE territory_id = $1 AND call_code = $2 AND ($3 = 0 OR version = $3) ORDER BY version DESC LIMIT 1;

-- query: ruleset_write
-- kind: exec
-- in: territory territory_id, call_code str, version int, text str, hash str, starts day?, ends day?, note_fr str?, note_en str?, loaded instant
INSERT INTO ruleset (territory_id, call_code, version, text, hash, starts_day, ends_day, note_fr, note_en, loaded_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (territory_id, call_code, version) DO UPDATE SET
	text = excluded.text, hash = excluded.hash, starts_day = excluded.starts_day, ends_day = excluded.ends_day,
	note_fr = excluded.note_fr, note_en = excluded.note_en, loaded_ms = excluded.loaded_ms;

-- query: ruleset_judged
-- kind: one
-- in: territory territory_id, call str, version int
-- out: waivers int
-- a version by which something was decided for somebody: a waiver is granted against its text
SELECT COUNT(*) FROM waiver WHERE territory_id = $1 AND call_code = $2 AND version = $3;

-- query: ruleset_waivers
-- kind: many
-- in: territory territory_id, call str, application str
-- out: application str, rule str, version int, reason str, author str, granted day, withdrawn day?
-- an absent application ('') is all of them
SELECT application_code, rule_name, version, reason, author, granted_day, withdrawn_day FROM waiver
WHERE territory_id = $1 AND call_code = $2 AND ($3 = '' OR application_code = $3) ORDER BY application_code, rule_name, granted_day;

-- query: ruleset_waive
-- kind: exec
-- in: territory territory_id, call_code str, application_code str, rule_name str, version int, reason str, author str, granted day
INSERT INTO waiver (territory_id, call_code, application_code, rule_name, version, reason, author, granted_day)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- query: ruleset_withdraw
-- kind: exec
-- in: territory territory_id, call str, application str, rule str, withdrawn day
UPDATE waiver SET withdrawn_day = $5
WHERE territory_id = $1 AND call_code = $2 AND application_code = $3 AND rule_name = $4 AND withdrawn_day IS NULL;

-- query: ruleset_application
-- kind: one
-- in: territory territory_id, call str, code str
-- out: application application_id, code str, title str, bearer_code str, bearer_name str, bearer_kind str?, bearer_siren str?, total money, state str, year int
SELECT a.application_id, a.action_code, a.title, o.code, o.name, o.kind, o.siren, a.total_cents, a.state, c.year FROM application a
JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code
JOIN call c ON c.territory_id = a.territory_id AND c.code = a.call_code
WHERE a.territory_id = $1 AND a.call_code = $2 AND a.action_code = $3;

-- query: ruleset_application_codes
-- kind: many
-- in: territory territory_id, call str
-- out: code str
SELECT action_code FROM application WHERE territory_id = $1 AND call_code = $2 ORDER BY position, action_code;

-- query: ruleset_application_lines
-- kind: many
-- in: territory territory_id, application application_id
-- out: funder str, year int, section str, valued bool, asked money?, proposed money?, voted money?
SELECT funder_code, year, section, valued, asked_cents, proposed_cents, voted_cents FROM financing_line
WHERE territory_id = $1 AND application_id = $2 ORDER BY funder_code, year, section;

-- query: ruleset_application_districts
-- kind: many
-- in: territory territory_id, application application_id
-- out: code str, kind str, renewal str, name str
SELECT d.code, d.kind, d.renewal, d.name FROM application_district x
JOIN district d ON d.territory_id = x.territory_id AND d.code = x.district_code
WHERE x.territory_id = $1 AND x.application_id = $2 ORDER BY d.position;

-- query: ruleset_application_goals
-- kind: many
-- in: territory territory_id, application application_id
-- out: code str
SELECT goal_code FROM application_goal WHERE territory_id = $1 AND application_id = $2 ORDER BY goal_code;

-- query: ruleset_application_past
-- kind: many
-- in: territory territory_id, action str, year int
-- out: application application_id, call str, year int, title str, total money
-- the same action in the calls of earlier years, whatever its title was
SELECT a.application_id, a.call_code, c.year, a.title, a.total_cents FROM application a
JOIN call c ON c.territory_id = a.territory_id AND c.code = a.call_code
WHERE a.territory_id = $1 AND a.action_code = $2 AND c.year < $3 ORDER BY c.year, a.call_code;

-- query: ruleset_funder_codes
-- kind: many
-- in: territory territory_id
-- out: code str, label str
SELECT code, label FROM funder WHERE territory_id = $1 ORDER BY position;

-- query: ruleset_call_year
-- kind: one
-- in: territory territory_id, call str
-- out: year int, title str
SELECT year, title FROM call WHERE territory_id = $1 AND code = $2;

-- query: ruleset_clauses
-- kind: many
-- in: territory territory_id, call str
-- out: code str, label str, article str?, document str?
SELECT c.code, c.label, c.article, s.title FROM clause c
JOIN call k ON k.territory_id = c.territory_id AND k.code = c.call_code
LEFT JOIN source s ON s.territory_id = k.territory_id AND s.code = k.source_code
WHERE c.territory_id = $1 AND c.call_code = $2 ORDER BY c.position;

-- query: ruleset_goals
-- kind: many
-- in: territory territory_id
-- out: code str, parent str?
SELECT code, parent_code FROM goal WHERE territory_id = $1 ORDER BY position;

-- query: ruleset_application_items
-- kind: many
-- in: territory territory_id, application application_id
-- out: of_list str, code str
SELECT list, item_code FROM application_item WHERE territory_id = $1 AND application_id = $2 ORDER BY list, position;
