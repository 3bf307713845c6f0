-- Each funder tells each bearer what it decided (B15): letters, signed scans, mails, logos, the bearer's revised budget (src/actions/read_notices.c, notify.c, notify_scan.c).

-- query: notify_funder
-- kind: one
-- in: territory territory_id, code str
-- out: label str, long_label str?, kind str, valued bool
SELECT label, long_label, kind, valued FROM funder WHERE territory_id = $1 AND code = $2;

-- query: notify_bearers
-- kind: many
-- across: applicants belong to the instance
-- in: territory territory_id, call str
-- out: id application_id, state str, bearer str, long_name str?, kind str, siren str?, sheet int?, number str?, applicant int?, applicant_name str?, siret str?, bank_hint str?
SELECT a.application_id, a.state, o.name, o.long_name, o.kind, o.siren, s.sheet_id, s.number, p.applicant_id, p.name, p.siret, p.bank_hint FROM application a
JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code
LEFT JOIN sheet s ON s.territory_id = a.territory_id AND s.call_code = a.call_code AND s.application_id = a.application_id
LEFT JOIN applicant p ON p.applicant_id = s.applicant_id
WHERE a.territory_id = $1 AND a.call_code = $2 ORDER BY a.application_id;

-- query: notify_identities
-- kind: many
-- across: the identity of an organisation belongs to the instance
-- in: territory territory_id, call str
-- out: applicant int, field str, value str
SELECT p.applicant_id, v.field, v.value FROM applicant p JOIN sheet_value v ON v.territory_id = 0 AND v.sheet_id = p.sheet_id
WHERE v.value <> '' AND v.field IN ('address.line', 'address.more', 'address.postcode', 'address.town', 'mailing.other', 'mailing.address', 'representative.last_name',
	'representative.first_name', 'representative.role', 'identity.siret')
	AND p.applicant_id IN (SELECT s.applicant_id FROM sheet s WHERE s.territory_id = $1 AND s.call_code = $2 AND s.application_id IS NOT NULL)
ORDER BY p.applicant_id, v.field;

-- query: notify_refusals
-- kind: many
-- in: territory territory_id, call str
-- out: id application_id, reason str
-- why the committee or the desk refused, the last one
SELECT e.application_id, e.reason FROM application_event e JOIN application a ON a.territory_id = e.territory_id AND a.application_id = e.application_id
WHERE e.territory_id = $1 AND a.call_code = $2 AND e.to_state IN ('refused', 'inadmissible') AND e.reason IS NOT NULL AND e.event =
	(SELECT MAX(x.event) FROM application_event x WHERE x.territory_id = $1 AND x.application_id = e.application_id AND x.to_state IN ('refused', 'inadmissible'))
ORDER BY e.application_id;

-- query: notify_setting
-- kind: one
-- in: territory territory_id, call str, funder str
-- out: set_at instant, sender str, decision_number str, decision day?, appeal str, court str, contact str
SELECT set_ms, sender, decision_number, decision_day, appeal, court, contact FROM notification_setting
WHERE territory_id = $1 AND call_code = $2 AND funder_code = $3 ORDER BY set_ms DESC LIMIT 1;

-- query: notify_add_setting
-- kind: exec
-- in: territory territory_id, call str, funder str, at instant, by int, sender str, decision_number str, decision day?, appeal str, court str, contact str
INSERT INTO notification_setting (territory_id, call_code, funder_code, set_ms, set_by, sender, decision_number, decision_day, appeal, court, contact)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (territory_id, call_code, funder_code, set_ms) DO UPDATE SET sender = $6, decision_number = $7, decision_day = $8, appeal = $9, court = $10, contact = $11;

-- query: notify_letters
-- kind: many
-- in: territory territory_id, call str, funder str
-- out: id int, application application_id, kind str, version int, amount money, valued money, code str, reference str?, made instant, batch int, sha256 str, pages int, signed_sha256 str?, signed_at instant?, sent instant?, cancelled instant?, cancelled_reason str?, unsigned_reason str?, versions int
SELECT n.notification_id, n.application_id, n.kind, n.version, n.amount_cents, n.valued_cents, n.code, n.reference, n.made_ms, n.batch, n.sha256, n.pages, n.signed_sha256, n.signed_ms, n.sent_ms,
	n.cancelled_ms, n.cancelled_reason, n.unsigned_reason,
	(SELECT COUNT(*) FROM notification_signed g WHERE g.territory_id = n.territory_id AND g.notification_id = n.notification_id)
FROM notification n WHERE n.territory_id = $1 AND n.call_code = $2 AND n.funder_code = $3 ORDER BY n.notification_id DESC;

-- query: notify_letter
-- kind: one
-- in: territory territory_id, id int
-- out: call str, funder str, application application_id, kind str, code str, sha256 str, pages int, signed_sha256 str?, sent instant?, cancelled instant?, batch int
SELECT call_code, funder_code, application_id, kind, code, sha256, pages, signed_sha256, sent_ms, cancelled_ms, batch FROM notification WHERE territory_id = $1 AND notification_id = $2;

-- query: notify_letter_by_code
-- kind: one
-- in: territory territory_id, code str
-- out: id int, call str, funder str, pages int, cancelled instant?
SELECT notification_id, call_code, funder_code, pages, cancelled_ms FROM notification WHERE territory_id = $1 AND code = $2;

-- query: notify_last
-- kind: one
-- in: territory territory_id
-- out: last int, batch int
SELECT CAST(COALESCE(MAX(notification_id), 0) AS BIGINT), CAST(COALESCE(MAX(batch), 0) AS BIGINT) FROM notification WHERE territory_id = $1;

-- query: notify_add_letter
-- kind: exec
-- in: territory territory_id, id int, call str, version int, application application_id, funder str, kind str, amount money, valued money, code str, reference str?, made instant, by int, batch int, sha256 str, pages int, template int?, replaces int?
INSERT INTO notification (territory_id, notification_id, call_code, version, application_id, funder_code, kind, amount_cents, valued_cents, code, reference, made_ms, made_by, batch, sha256,
	pages, template_id, replaces) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18);

-- query: notify_cancel
-- kind: exec
-- in: territory territory_id, id int, at instant, by int, reason str
UPDATE notification SET cancelled_ms = $3, cancelled_by = $4, cancelled_reason = $5 WHERE territory_id = $1 AND notification_id = $2 AND cancelled_ms IS NULL;

-- query: notify_cancel_mails
-- kind: exec
-- in: territory territory_id, id int
-- a letter that is taken back does not leave any more
UPDATE outbox SET state = 'cancelled' WHERE territory_id = $1 AND state = 'waiting' AND claimed_until_ms = 0
	AND once IN (SELECT m.once FROM notification_mail m WHERE m.territory_id = $1 AND m.notification_id = $2);

-- query: notify_sign
-- kind: exec
-- in: territory territory_id, id int, sha256 str, at instant, by int
UPDATE notification SET signed_sha256 = $3, signed_ms = $4, signed_by = $5 WHERE territory_id = $1 AND notification_id = $2;

-- query: notify_add_signed
-- kind: exec
-- in: territory territory_id, id int, sha256 str, at instant, by int, scan int
INSERT INTO notification_signed (territory_id, notification_id, sha256, signed_ms, signed_by, scan_id) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (territory_id, notification_id, sha256) DO NOTHING;

-- query: notify_set_sent
-- kind: exec
-- in: territory territory_id, id int, at instant, by int, unsigned_reason str?
UPDATE notification SET sent_ms = $3, sent_by = $4, unsigned_reason = $5 WHERE territory_id = $1 AND notification_id = $2 AND sent_ms IS NULL;

-- query: notify_add_mail
-- kind: exec
-- in: territory territory_id, id int, once str, person int, number int
INSERT INTO notification_mail (territory_id, notification_id, once, recipient_person, number) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (territory_id, notification_id, once) DO NOTHING;

-- query: notify_again_last
-- kind: one
-- in: territory territory_id, id int
-- out: last int
SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM notification_again WHERE territory_id = $1 AND notification_id = $2;

-- query: notify_add_again
-- kind: exec
-- in: territory territory_id, id int, number int, way str, reason str, at instant, by int
INSERT INTO notification_again (territory_id, notification_id, number, way, reason, sent_ms, sent_by) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- query: notify_agains
-- kind: many
-- in: territory territory_id, call str, funder str
-- out: id int, number int, way str, reason str, at instant
SELECT g.notification_id, g.number, g.way, g.reason, g.sent_ms FROM notification_again g
JOIN notification n ON n.territory_id = g.territory_id AND n.notification_id = g.notification_id
WHERE g.territory_id = $1 AND n.call_code = $2 AND n.funder_code = $3 ORDER BY g.notification_id, g.number;

-- query: notify_mails
-- kind: many
-- in: territory territory_id, call str, funder str
-- out: id int, number int, state str, recipient str, answer str?
SELECT m.notification_id, m.number, o.state, o.recipient, o.last_answer FROM notification_mail m
JOIN notification n ON n.territory_id = m.territory_id AND n.notification_id = m.notification_id
JOIN outbox o ON o.once = m.once AND o.territory_id = m.territory_id
WHERE m.territory_id = $1 AND n.call_code = $2 AND n.funder_code = $3 ORDER BY m.notification_id, m.number, o.recipient;

-- ---- scans ----

-- query: notify_last_scan
-- kind: one
-- in: territory territory_id
-- out: last int
SELECT CAST(COALESCE(MAX(scan_id), 0) AS BIGINT) FROM notification_scan WHERE territory_id = $1;

-- query: notify_add_scan
-- kind: exec
-- in: territory territory_id, id int, call str, funder str, name str, sha256 str, pages int, at instant, by int
INSERT INTO notification_scan (territory_id, scan_id, call_code, funder_code, name, sha256, pages, added_ms, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- query: notify_add_page
-- kind: exec
-- in: territory territory_id, scan int, page int, turn int, letter int?, letter_page int?, found str
INSERT INTO notification_scan_page (territory_id, scan_id, page, turn, notification_id, letter_page, found) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- query: notify_scan
-- kind: one
-- in: territory territory_id, id int
-- out: call str, funder str, name str, sha256 str, pages int, added instant
SELECT call_code, funder_code, name, sha256, pages, added_ms FROM notification_scan WHERE territory_id = $1 AND scan_id = $2;

-- query: notify_scan_same
-- kind: one
-- in: territory territory_id, call str, funder str, sha256 str
-- out: id int
SELECT scan_id FROM notification_scan WHERE territory_id = $1 AND call_code = $2 AND funder_code = $3 AND sha256 = $4 ORDER BY scan_id LIMIT 1;

-- query: notify_scans
-- kind: many
-- in: territory territory_id, call str, funder str
-- out: id int, name str, sha256 str, pages int, added instant, known int
SELECT s.scan_id, s.name, s.sha256, s.pages, s.added_ms,
	(SELECT COUNT(*) FROM notification_scan_page p WHERE p.territory_id = s.territory_id AND p.scan_id = s.scan_id AND p.notification_id IS NOT NULL)
FROM notification_scan s WHERE s.territory_id = $1 AND s.call_code = $2 AND s.funder_code = $3 ORDER BY s.scan_id DESC;

-- query: notify_unread_pages
-- kind: many
-- in: territory territory_id, call str, funder str
-- out: scan int, page int, turn int, found str, name str, added instant
SELECT p.scan_id, p.page, p.turn, p.found, s.name, s.added_ms FROM notification_scan_page p
JOIN notification_scan s ON s.territory_id = p.territory_id AND s.scan_id = p.scan_id
WHERE p.territory_id = $1 AND s.call_code = $2 AND s.funder_code = $3 AND p.notification_id IS NULL AND p.found <> 'blank' AND p.dropped_ms IS NULL ORDER BY p.scan_id, p.page;

-- query: notify_letter_pages
-- kind: many
-- in: territory territory_id, letter int
-- out: scan int, page int, turn int, letter_page int?, sha256 str
-- the newest scan first
SELECT p.scan_id, p.page, p.turn, p.letter_page, s.sha256 FROM notification_scan_page p
JOIN notification_scan s ON s.territory_id = p.territory_id AND s.scan_id = p.scan_id
WHERE p.territory_id = $1 AND p.notification_id = $2 AND p.dropped_ms IS NULL ORDER BY p.scan_id DESC, p.page;

-- query: notify_half_signed
-- kind: many
-- in: territory territory_id, call str, funder str
-- out: letter int, pages int, there int
-- letters of which a part came back
SELECT n.notification_id, n.pages, CAST(COUNT(DISTINCT p.letter_page) AS BIGINT) FROM notification n
JOIN notification_scan_page p ON p.territory_id = n.territory_id AND p.notification_id = n.notification_id AND p.dropped_ms IS NULL
WHERE n.territory_id = $1 AND n.call_code = $2 AND n.funder_code = $3 AND n.signed_sha256 IS NULL AND n.cancelled_ms IS NULL GROUP BY n.notification_id, n.pages ORDER BY n.notification_id;

-- query: notify_page
-- kind: one
-- in: territory territory_id, scan int, page int
-- out: turn int, letter int?, found str, dropped instant?, sha256 str, call str, funder str
SELECT p.turn, p.notification_id, p.found, p.dropped_ms, s.sha256, s.call_code, s.funder_code FROM notification_scan_page p
JOIN notification_scan s ON s.territory_id = p.territory_id AND s.scan_id = p.scan_id WHERE p.territory_id = $1 AND p.scan_id = $2 AND p.page = $3;

-- query: notify_assign_page
-- kind: exec
-- in: territory territory_id, scan int, page int, letter int, letter_page int, turn int, by int
UPDATE notification_scan_page SET notification_id = $4, letter_page = $5, turn = $6, found = 'hand', set_by = $7, dropped_ms = NULL WHERE territory_id = $1 AND scan_id = $2 AND page = $3;

-- query: notify_drop_page
-- kind: exec
-- in: territory territory_id, scan int, page int, at instant, by int
UPDATE notification_scan_page SET dropped_ms = $4, set_by = $5 WHERE territory_id = $1 AND scan_id = $2 AND page = $3 AND notification_id IS NULL;

-- ---- what the bearer sees ----

-- query: notify_sent_of_application
-- kind: many
-- in: territory territory_id, application application_id
-- out: id int, call str, funder str, funder_label str, kind str, amount money, valued money, code str, reference str?, sent instant, sha256 str, signed_sha256 str?, cancelled instant?
SELECT n.notification_id, n.call_code, n.funder_code, f.label, n.kind, n.amount_cents, n.valued_cents, n.code, n.reference, n.sent_ms, n.sha256, n.signed_sha256, n.cancelled_ms
FROM notification n JOIN funder f ON f.territory_id = n.territory_id AND f.code = n.funder_code
WHERE n.territory_id = $1 AND n.application_id = $2 AND n.sent_ms IS NOT NULL ORDER BY n.sent_ms DESC, n.notification_id DESC;

-- ---- logos ----

-- query: notify_logos
-- kind: many
-- in: territory territory_id
-- out: id int, funder str, name str, sha256 str, media str, added instant
SELECT logo_id, funder_code, name, sha256, media, added_ms FROM funder_logo WHERE territory_id = $1 AND removed_ms IS NULL ORDER BY logo_id DESC;

-- query: notify_last_logo
-- kind: one
-- in: territory territory_id
-- out: last int
SELECT CAST(COALESCE(MAX(logo_id), 0) AS BIGINT) FROM funder_logo WHERE territory_id = $1;

-- query: notify_add_logo
-- kind: exec
-- in: territory territory_id, id int, funder str, name str, sha256 str, media str, at instant, by int
INSERT INTO funder_logo (territory_id, logo_id, funder_code, name, sha256, media, added_ms, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- query: notify_remove_logo
-- kind: exec
-- in: territory territory_id, id int, at instant
UPDATE funder_logo SET removed_ms = $3 WHERE territory_id = $1 AND logo_id = $2 AND removed_ms IS NULL;

-- query: notify_mentions
-- kind: many
-- in: territory territory_id
-- out: funder str, mention str, places str
-- the last one of each
SELECT m.funder_code, m.mention, m.places FROM funder_mention m
WHERE m.territory_id = $1 AND m.set_ms = (SELECT MAX(x.set_ms) FROM funder_mention x WHERE x.territory_id = m.territory_id AND x.funder_code = m.funder_code) ORDER BY m.funder_code;

-- query: notify_add_mention
-- kind: exec
-- in: territory territory_id, funder str, at instant, by int, mention str, places str
INSERT INTO funder_mention (territory_id, funder_code, set_ms, set_by, mention, places) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (territory_id, funder_code, set_ms) DO UPDATE SET set_by = $4, mention = $5, places = $6;
