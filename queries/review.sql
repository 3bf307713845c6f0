-- Review: admissibility, marks, opinions, conflicts of interest (migrations/0009). Writers: actions/admissibility.c, give_scores.c, opinions*.c; readers: their pages and lists.

-- ---- admissibility ----

-- query: review_add_admissibility
-- kind: exec
-- in: territory territory_id, application application_id, decided instant, by int, decision str, reason str, version int?, verdict str, clause str?
INSERT INTO admissibility (territory_id, application_id, decided_ms, decided_by, decision, reason, ruleset_version, verdict, clause_code) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- query: review_admissibilities
-- across: people are the instance's
-- kind: many
-- in: territory territory_id, application application_id
-- out: decided instant, name str?, decision str, reason str, verdict str, clause str?
-- the last one counts and comes first
SELECT d.decided_ms, p.name, d.decision, d.reason, d.verdict, c.label FROM admissibility d
JOIN application a ON a.territory_id = d.territory_id AND a.application_id = d.application_id
LEFT JOIN clause c ON c.territory_id = a.territory_id AND c.call_code = a.call_code AND c.code = d.clause_code
LEFT JOIN person p ON p.person_id = d.decided_by WHERE d.territory_id = $1 AND d.application_id = $2 ORDER BY d.decided_ms DESC;

-- query: review_last_frozen
-- kind: one
-- in: territory territory_id, sheet int
-- out: filed instant, received instant?, frozen str
SELECT filed_ms, received_ms, frozen FROM filing WHERE territory_id = $1 AND sheet_id = $2 ORDER BY version DESC LIMIT 1;

-- query: review_open_completion
-- kind: one
-- in: territory territory_id, sheet int
-- out: due day, reason str
SELECT due_day, reason FROM completion_request WHERE territory_id = $1 AND sheet_id = $2 AND answered_ms IS NULL AND cancelled_ms IS NULL ORDER BY request DESC LIMIT 1;

-- query: review_waivers
-- kind: many
-- in: territory territory_id, call str, action str
-- out: rule str, reason str, author str, granted day, withdrawn day?
SELECT rule_name, reason, author, granted_day, withdrawn_day FROM waiver
WHERE territory_id = $1 AND call_code = $2 AND application_code = $3 ORDER BY rule_name, granted_day;

-- ---- conflicts of interest ----

-- query: review_conflicts
-- across: people are the instance's
-- kind: many
-- in: territory territory_id, application application_id
-- out: conflict int, person int?, name str?, institution str, reason str, declared instant, by str?, withdrawn instant?, withdrawer str?, withdrawn_reason str?
SELECT x.conflict_id, x.person_id, p.name, x.institution, x.reason, x.declared_ms, d.name, x.withdrawn_ms, w.name, x.withdrawn_reason FROM conflict_of_interest x
LEFT JOIN person p ON p.person_id = x.person_id LEFT JOIN person d ON d.person_id = x.declared_by LEFT JOIN person w ON w.person_id = x.withdrawn_by
WHERE x.territory_id = $1 AND x.application_id = $2 ORDER BY x.declared_ms, x.conflict_id;

-- query: review_people
-- across: people are the instance's
-- kind: many
-- in: territory territory_id
-- out: person int, name str, email str, lang str, role str, institution str
-- who holds a role in the territory, once for each
SELECT p.person_id, p.name, p.email, p.lang, r.role, r.institution FROM person_role r JOIN person p ON p.person_id = r.person_id
WHERE r.territory_id = $1 AND p.closed_ms IS NULL ORDER BY p.name, p.person_id, r.role, r.institution;

-- query: review_institutions
-- kind: many
-- in: territory territory_id
-- out: kind str, code str, label str
-- who may be asked by its code: funders, then bodies of the contract
SELECT x.kind, x.code, x.label FROM (
	SELECT 'funder' AS kind, code, label, position FROM funder WHERE territory_id = $1
	UNION ALL SELECT 'body' AS kind, code, name AS label, position FROM governance_body WHERE territory_id = $1) x
ORDER BY x.kind DESC, x.position, x.code;

-- ---- marks ----

-- query: review_marks
-- kind: many
-- in: territory territory_id, call str
-- out: application application_id, criterion str, person int, tenths int, weight int
-- the last mark of each person on each criterion and what it weighs (what officers decided last, else the pack's, else 1), without those of who has a conflict of interest;
-- an absent call ('') is all of them
SELECT m.application_id, m.criterion_code, m.person_id, m.tenths, COALESCE(w.weight, c.weight, 1)
FROM (SELECT application_id, criterion_code, person_id, tenths, RANK() OVER (PARTITION BY application_id, criterion_code, person_id ORDER BY at_ms DESC) AS place FROM score WHERE territory_id = $1) m
JOIN application a ON a.territory_id = $1 AND a.application_id = m.application_id
LEFT JOIN (SELECT call_code, criterion_code, weight, RANK() OVER (PARTITION BY call_code, criterion_code ORDER BY decided_ms DESC) AS place FROM criterion_weight WHERE territory_id = $1) w
	ON w.call_code = a.call_code AND w.criterion_code = m.criterion_code AND w.place = 1
LEFT JOIN criterion c ON c.territory_id = $1 AND c.call_code = a.call_code AND c.code = m.criterion_code
WHERE m.place = 1 AND ($2 = '' OR a.call_code = $2) AND NOT EXISTS (SELECT 1 FROM conflict_of_interest x WHERE x.territory_id = $1 AND x.application_id = m.application_id
	AND x.withdrawn_ms IS NULL AND (x.person_id = m.person_id OR (x.person_id IS NULL AND EXISTS (SELECT 1 FROM person_role r
		WHERE r.territory_id = $1 AND r.person_id = m.person_id AND r.institution = x.institution))))
ORDER BY m.application_id, m.criterion_code, m.person_id;

-- query: review_criteria
-- kind: many
-- in: territory territory_id, call str
-- out: code str, label str, pack_weight int?, own bool, weight int?, decided instant?, reason str?
-- those of the pack, then the officers' own; the weight is the officers' last word
SELECT k.code, k.label, k.weight, k.own, w.weight, w.decided_ms, w.reason FROM (
	SELECT code, label, weight, 0 AS own, position FROM criterion WHERE territory_id = $1 AND call_code = $2
	UNION ALL SELECT criterion_code AS code, label, NULL AS weight, 1 AS own, position FROM own_criterion WHERE territory_id = $1 AND call_code = $2) k
LEFT JOIN (SELECT criterion_code, weight, decided_ms, reason, RANK() OVER (PARTITION BY criterion_code ORDER BY decided_ms DESC) AS place FROM criterion_weight
	WHERE territory_id = $1 AND call_code = $2) w ON w.criterion_code = k.code AND w.place = 1
ORDER BY k.own, k.position, k.code;

-- query: review_criterion_points
-- kind: many
-- in: territory territory_id, call str
-- out: criterion str, text str
SELECT owner, text FROM call_line WHERE territory_id = $1 AND call_code = $2 AND kind = 'criterion_point' ORDER BY owner, position;

-- query: review_add_weight
-- kind: exec
-- in: territory territory_id, call str, criterion str, at instant, by int, weight int, reason str
INSERT INTO criterion_weight (territory_id, call_code, criterion_code, decided_ms, decided_by, weight, reason) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- query: review_add_criterion
-- kind: exec
-- in: territory territory_id, call str, code str, label str, at instant, by int
INSERT INTO own_criterion (territory_id, call_code, criterion_code, label, position, made_ms, made_by)
VALUES ($1, $2, $3, $4, (SELECT COALESCE(MAX(o.position), 0) + 1 FROM own_criterion o WHERE o.territory_id = $1 AND o.call_code = $2), $5, $6);

-- query: review_blind
-- kind: one
-- in: territory territory_id, call str
-- out: blind bool
SELECT blind FROM scoring_option WHERE territory_id = $1 AND call_code = $2 ORDER BY decided_ms DESC LIMIT 1;

-- query: review_set_blind
-- kind: exec
-- in: territory territory_id, call str, at instant, by int, blind bool
INSERT INTO scoring_option (territory_id, call_code, decided_ms, decided_by, blind) VALUES ($1, $2, $3, $4, $5);

-- query: review_scores_of
-- across: people are the instance's
-- kind: many
-- in: territory territory_id, application application_id
-- out: criterion str, person int, name str?, at instant, tenths int, reason str?
-- every mark ever given, by criterion and person, the last one first
SELECT s.criterion_code, s.person_id, p.name, s.at_ms, s.tenths, s.reason FROM score s LEFT JOIN person p ON p.person_id = s.person_id
WHERE s.territory_id = $1 AND s.application_id = $2 ORDER BY s.criterion_code, s.person_id, s.at_ms DESC;

-- query: review_add_score
-- kind: exec
-- in: territory territory_id, application application_id, criterion str, person int, at instant, tenths int, reason str?
INSERT INTO score (territory_id, application_id, criterion_code, person_id, at_ms, tenths, reason) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- query: review_applications
-- kind: many
-- in: territory territory_id, call str
-- out: application application_id, code str, title str, bearer str, state str, cost money, asked money, number str?
SELECT a.application_id, a.action_code, a.title, o.name, a.state, a.total_cents,
	(SELECT CAST(COALESCE(SUM(l.asked_cents), 0) AS BIGINT) FROM financing_line l WHERE l.territory_id = a.territory_id AND l.application_id = a.application_id), s.number
FROM application a JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code
LEFT JOIN sheet s ON s.territory_id = a.territory_id AND s.application_id = a.application_id
WHERE a.territory_id = $1 AND a.call_code = $2 ORDER BY a.position, a.application_id;

-- ---- opinions ----

-- query: review_add_opinion
-- kind: exec
-- in: territory territory_id, opinion int, application application_id, kind str, subject str, institution str, person int?, email str?, question str?, asked instant, by int, due day?, confidential bool, reply_due day?
INSERT INTO opinion (territory_id, opinion_id, application_id, kind, subject, institution, person_id, email, question, asked_ms, asked_by, due_day, confidential, reply_due_day)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- query: review_waits
-- kind: one
-- in: territory territory_id, application application_id, institution str, person int, subject str
-- out: opinions int
-- the same, asked and not given yet (person 0: of the institution)
SELECT COUNT(*) FROM opinion WHERE territory_id = $1 AND application_id = $2 AND institution = $3 AND COALESCE(person_id, 0) = $4 AND subject = $5 AND given_ms IS NULL AND cancelled_ms IS NULL;

-- query: review_opinion
-- kind: one
-- in: opinion int
-- out: territory territory_id, application application_id, kind str, subject str, institution str, label str, person int?, person_name str?, email str?, question str?, asked instant, asked_by int, due day?, confidential bool, answer str?, text str?, given instant?, given_by int?, giver str?, on_behalf bool, cancelled instant?, reply str?, reply_due day?, replied instant?
-- across: an address leads to its opinion, and the opinion to its territory; people are the instance's
SELECT o.territory_id, o.application_id, o.kind, o.subject, o.institution, COALESCE(f.label, g.name, o.institution), o.person_id, p.name, o.email, o.question, o.asked_ms, o.asked_by,
	o.due_day, o.confidential, o.answer, o.text, o.given_ms, o.given_by, b.name, o.on_behalf, o.cancelled_ms, o.reply, o.reply_due_day, o.replied_ms
FROM opinion o LEFT JOIN funder f ON f.territory_id = o.territory_id AND f.code = o.institution
LEFT JOIN governance_body g ON g.territory_id = o.territory_id AND g.code = o.institution
LEFT JOIN person p ON p.person_id = o.person_id LEFT JOIN person b ON b.person_id = o.given_by
WHERE o.opinion_id = $1;

-- query: review_opinions
-- kind: many
-- in: territory territory_id, application application_id, call str
-- out: opinion int, application application_id, call str, title str, kind str, subject str, institution str, label str, person int?, person_name str?, question str?, asked instant, due day?, confidential bool, answer str?, text str?, given instant?, on_behalf bool, reply str?, reply_due day?, replied instant?
-- across: people are the instance's
-- application 0 and call '': all of them; without those that were cancelled
SELECT o.opinion_id, o.application_id, a.call_code, a.title, o.kind, o.subject, o.institution, COALESCE(f.label, g.name, o.institution), o.person_id, p.name, o.question, o.asked_ms, o.due_day,
	o.confidential, o.answer, o.text, o.given_ms, o.on_behalf, o.reply, o.reply_due_day, o.replied_ms
FROM opinion o JOIN application a ON a.territory_id = o.territory_id AND a.application_id = o.application_id
LEFT JOIN funder f ON f.territory_id = o.territory_id AND f.code = o.institution
LEFT JOIN governance_body g ON g.territory_id = o.territory_id AND g.code = o.institution
LEFT JOIN person p ON p.person_id = o.person_id
WHERE o.territory_id = $1 AND ($2 = 0 OR o.application_id = $2) AND ($3 = '' OR a.call_code = $3) AND o.cancelled_ms IS NULL
ORDER BY o.application_id, o.asked_ms, o.opinion_id;

-- query: review_opinions_of_person
-- kind: many
-- in: person int
-- out: opinion int, territory_code str, time_zone str, call_title str, title str, bearer str, kind str, subject str, label str, question str?, due day?, answer str?, given instant?, reply str?, reply_due day?, replied instant?
-- across: what is asked of one person in every territory
-- of them, or of an institution that they stand for; the first due come first
SELECT o.opinion_id, t.code, t.time_zone, c.title, a.title, b.name, o.kind, o.subject, COALESCE(f.label, g.name, o.institution), o.question, o.due_day, o.answer, o.given_ms, o.reply,
	o.reply_due_day, o.replied_ms
FROM opinion o JOIN application a ON a.territory_id = o.territory_id AND a.application_id = o.application_id
JOIN organisation b ON b.territory_id = a.territory_id AND b.code = a.bearer_code
JOIN call c ON c.territory_id = a.territory_id AND c.code = a.call_code JOIN territory t ON t.territory_id = o.territory_id
LEFT JOIN funder f ON f.territory_id = o.territory_id AND f.code = o.institution
LEFT JOIN governance_body g ON g.territory_id = o.territory_id AND g.code = o.institution
WHERE o.cancelled_ms IS NULL AND (o.person_id = $1 OR EXISTS (SELECT 1 FROM person_role r WHERE r.territory_id = o.territory_id AND r.person_id = $1 AND r.institution = o.institution
	AND r.institution <> '' AND r.role <> 'officer'))
ORDER BY o.due_day NULLS LAST, o.asked_ms, o.opinion_id;

-- query: review_awaited_of_person
-- kind: one
-- in: person int
-- out: opinions int
-- across: what is asked of one person in every territory
SELECT COUNT(*) FROM opinion o WHERE o.cancelled_ms IS NULL AND o.given_ms IS NULL AND (o.person_id = $1 OR EXISTS (SELECT 1 FROM person_role r WHERE r.territory_id = o.territory_id
	AND r.person_id = $1 AND r.institution = o.institution AND r.institution <> '' AND r.role <> 'officer'));

-- query: review_give
-- kind: exec
-- in: territory territory_id, opinion int, answer str, text str?, at instant, by int?, on_behalf bool, reply_due day?
UPDATE opinion SET answer = $3, text = $4, given_ms = $5, given_by = $6, on_behalf = $7, reply_due_day = COALESCE(reply_due_day, $8) WHERE territory_id = $1 AND opinion_id = $2;

-- query: review_keep_past
-- kind: exec
-- in: territory territory_id, opinion int
INSERT INTO opinion_past (territory_id, opinion_id, given_ms, given_by, answer, text)
SELECT territory_id, opinion_id, given_ms, COALESCE(given_by, 0), answer, text FROM opinion WHERE territory_id = $1 AND opinion_id = $2 AND given_ms IS NOT NULL;

-- query: review_past
-- across: people are the instance's
-- kind: many
-- in: territory territory_id, opinion int
-- out: given instant, giver str?, answer str, text str?
SELECT x.given_ms, p.name, x.answer, x.text FROM opinion_past x LEFT JOIN person p ON p.person_id = x.given_by
WHERE x.territory_id = $1 AND x.opinion_id = $2 ORDER BY x.given_ms DESC;

-- query: review_cancel
-- kind: exec
-- in: territory territory_id, opinion int, at instant
UPDATE opinion SET cancelled_ms = $3 WHERE territory_id = $1 AND opinion_id = $2 AND given_ms IS NULL AND cancelled_ms IS NULL;

-- query: review_reply
-- kind: exec
-- in: territory territory_id, opinion int, reply str, at instant, by int
UPDATE opinion SET reply = $3, replied_ms = $4, replied_by = $5 WHERE territory_id = $1 AND opinion_id = $2 AND replied_ms IS NULL;

-- query: review_add_link
-- kind: exec
-- in: territory territory_id, hash str, opinion int, made instant, expires instant
INSERT INTO opinion_link (territory_id, hash, opinion_id, made_ms, expires_ms) VALUES ($1, $2, $3, $4, $5);

-- query: review_link
-- kind: many
-- in: hash str, now instant
-- out: opinion int
-- across: a mailed secret leads to its opinions
SELECT opinion_id FROM opinion_link WHERE hash = $1 AND expires_ms > $2 ORDER BY opinion_id;

-- query: review_link_sweep
-- kind: exec
-- in: now instant
-- across: links that are over, of every territory
DELETE FROM opinion_link WHERE expires_ms <= $1;

-- query: review_published
-- kind: many
-- in: territory territory_id, call str
-- out: title str, bearer str, label str, answer str, text str?, given instant, reply str, replied instant
-- what a citizen council said and was answered (N9)
SELECT a.title, b.name, COALESCE(f.label, g.name, o.institution), o.answer, o.text, o.given_ms, o.reply, o.replied_ms
FROM opinion o JOIN application a ON a.territory_id = o.territory_id AND a.application_id = o.application_id
JOIN organisation b ON b.territory_id = a.territory_id AND b.code = a.bearer_code
LEFT JOIN funder f ON f.territory_id = o.territory_id AND f.code = o.institution
LEFT JOIN governance_body g ON g.territory_id = o.territory_id AND g.code = o.institution
WHERE o.territory_id = $1 AND a.call_code = $2 AND o.kind = 'citizen_council' AND o.confidential = 0 AND o.replied_ms IS NOT NULL AND o.cancelled_ms IS NULL
ORDER BY a.title, o.opinion_id;

-- query: review_published_count
-- kind: one
-- in: territory territory_id, call str
-- out: opinions int
SELECT COUNT(*) FROM opinion o JOIN application a ON a.territory_id = o.territory_id AND a.application_id = o.application_id
WHERE o.territory_id = $1 AND a.call_code = $2 AND o.kind = 'citizen_council' AND o.confidential = 0 AND o.replied_ms IS NOT NULL AND o.cancelled_ms IS NULL;

-- query: review_late_counts
-- kind: one
-- in: territory territory_id, today day
-- out: awaited int, late int, replies int, late_replies int
-- for the top of the desk
SELECT CAST(COALESCE(SUM(CASE WHEN given_ms IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
	CAST(COALESCE(SUM(CASE WHEN given_ms IS NULL AND due_day < $2 THEN 1 ELSE 0 END), 0) AS BIGINT),
	CAST(COALESCE(SUM(CASE WHEN kind = 'citizen_council' AND given_ms IS NOT NULL AND replied_ms IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
	CAST(COALESCE(SUM(CASE WHEN kind = 'citizen_council' AND given_ms IS NOT NULL AND replied_ms IS NULL AND reply_due_day < $2 THEN 1 ELSE 0 END), 0) AS BIGINT)
FROM opinion WHERE territory_id = $1 AND cancelled_ms IS NULL;

-- ---- reminders (actions/remind_opinions.c) ----

-- query: review_due_opinions
-- kind: many
-- in: today day, most int
-- out: territory territory_id, territory_code str, time_zone str, opinion int, step str, due day
-- across: reminders of every territory
-- due within three days and not given; past due; replies to a council past due: each step once for a due day
SELECT o.territory_id, t.code, t.time_zone, o.opinion_id, x.step, CASE x.step WHEN 'reply' THEN o.reply_due_day ELSE o.due_day END
FROM opinion o JOIN territory t ON t.territory_id = o.territory_id
JOIN (SELECT 'before' AS step UNION ALL SELECT 'overdue' AS step UNION ALL SELECT 'reply' AS step) x ON 1 = 1
WHERE o.cancelled_ms IS NULL AND (
	(x.step = 'before' AND o.given_ms IS NULL AND o.due_day BETWEEN $1 AND $1 + 3 AND o.asked_ms < (o.due_day - 3) * 86400000)
	OR (x.step = 'overdue' AND o.given_ms IS NULL AND o.due_day < $1)
	OR (x.step = 'reply' AND o.kind = 'citizen_council' AND o.given_ms IS NOT NULL AND o.replied_ms IS NULL AND o.reply_due_day < $1))
AND NOT EXISTS (SELECT 1 FROM opinion_reminder r WHERE r.territory_id = o.territory_id AND r.opinion_id = o.opinion_id AND r.step = x.step
	AND r.due_day = CASE x.step WHEN 'reply' THEN o.reply_due_day ELSE o.due_day END)
ORDER BY o.territory_id, x.step, o.institution, o.opinion_id LIMIT $2;

-- query: review_note_reminder
-- kind: one
-- in: territory territory_id, opinion int, step str, due day, at instant
-- out: step str
INSERT INTO opinion_reminder (territory_id, opinion_id, step, due_day, at_ms) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (territory_id, opinion_id, step, due_day) DO NOTHING RETURNING step;

-- query: review_districts
-- kind: many
-- in: territory territory_id, application application_id
-- out: name str
SELECT d.name FROM application_district x JOIN district d ON d.territory_id = x.territory_id AND d.code = x.district_code WHERE x.territory_id = $1 AND x.application_id = $2 ORDER BY d.position, d.code;
