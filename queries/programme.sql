-- One programme, read whole (src/actions/read_programme.c): a fixed number of statements, whatever its size.

-- query: programme_head
-- kind: one
-- in: call str
-- out: territory territory_id, territory_code str, territory_name str, call_title str, year int
-- across: a public code leads to its territory
SELECT t.territory_id, t.code, t.name, c.title, c.year FROM call c JOIN territory t ON t.territory_id = c.territory_id WHERE c.code = $1;

-- query: programme_version
-- kind: one
-- in: territory territory_id, call str, version int
-- out: version int, title str, annex str?, state str, decision_number str?, decision day?, printed_total money?, sha256 str?
SELECT version, title, annex, state, decision_number, decision_day, printed_total_cents, sha256 FROM programme
WHERE territory_id = $1 AND call_code = $2 AND ($3 = 0 OR version = $3) ORDER BY version DESC LIMIT 1;

-- query: programme_groups
-- kind: many
-- in: territory territory_id, call str, version int
-- out: code str, label str, amount money?, percent int?
SELECT g.code, g.label, p.amount_cents, p.percent FROM funder_group g
LEFT JOIN programme_printed p ON p.territory_id = g.territory_id AND p.call_code = $2 AND p.version = $3 AND p.group_code = g.code
WHERE g.territory_id = $1 ORDER BY g.position;

-- query: programme_funders
-- kind: many
-- in: territory territory_id
-- out: code str, label str, group_code str, valued bool
SELECT code, label, group_code, valued FROM funder WHERE territory_id = $1 ORDER BY position;

-- query: programme_receipts
-- kind: many
-- in: territory territory_id, call str, version int
-- out: number str, place str?, sent day?, received day?
SELECT number, place, sent_day, received_day FROM programme_receipt WHERE territory_id = $1 AND call_code = $2 AND version = $3 ORDER BY position;

-- query: programme_axes
-- kind: many
-- in: territory territory_id, call str, version int
-- out: code str, label str
SELECT code, label FROM axis WHERE territory_id = $1 AND call_code = $2 AND version = $3 ORDER BY position;

-- query: programme_size
-- kind: one
-- in: territory territory_id, call str, version int
-- out: actions int
SELECT COUNT(*) FROM application WHERE territory_id = $1 AND call_code = $2 AND version = $3;

-- query: programme_actions
-- kind: each
-- in: territory territory_id, call str, version int
-- out: id application_id, axis str?, code str, title str, summary str?, bearer str, total money
SELECT a.application_id, a.axis_code, a.action_code, a.title, a.summary, o.name, a.total_cents FROM application a
JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code
WHERE a.territory_id = $1 AND a.call_code = $2 AND a.version = $3 ORDER BY a.position, a.application_id;

-- query: programme_lines
-- kind: each
-- in: territory territory_id, call str, version int
-- out: id application_id, funder str, proposed money?, voted money?
-- the order does not matter: the reader sorts by action and by column
SELECT l.application_id, l.funder_code, l.proposed_cents, l.voted_cents FROM financing_line l
WHERE l.territory_id = $1 AND l.application_id IN
	(SELECT a.application_id FROM application a WHERE a.territory_id = $1 AND a.call_code = $2 AND a.version = $3);

-- query: programme_results
-- kind: many
-- in: territory territory_id, call str, version int
-- out: id application_id, label str, value int, unit str?, year int?
SELECT r.application_id, r.label, r.value_milli, r.unit, r.year FROM application a
JOIN application_result r ON r.territory_id = a.territory_id AND r.application_id = a.application_id
WHERE a.territory_id = $1 AND a.call_code = $2 AND a.version = $3 ORDER BY r.application_id, r.position;
