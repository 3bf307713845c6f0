-- Hearings and committees (migrations/0009). Writers: src/actions/session_*.c; readers: actions/read_session.c and the pages of sessions.

-- query: sessions_of_call
-- kind: many
-- in: territory territory_id, call str
-- out: session int, kind str, title str, body str?, body_name str?, starts instant, ends instant?, place str?, state str, revision int, opened instant?, closed instant?, adopted instant?, sha256 str?, seats int, items int
SELECT s.session_id, s.kind, s.title, s.body_code, b.name, s.starts_ms, s.ends_ms, s.place, s.state, s.revision, s.opened_ms, s.closed_ms, s.minutes_ms, s.sha256,
	(SELECT COUNT(*) FROM session_seat x WHERE x.territory_id = s.territory_id AND x.session_id = s.session_id),
	(SELECT COUNT(*) FROM session_item x WHERE x.territory_id = s.territory_id AND x.session_id = s.session_id)
FROM committee_session s LEFT JOIN governance_body b ON b.territory_id = s.territory_id AND b.code = s.body_code
WHERE s.territory_id = $1 AND s.call_code = $2 ORDER BY s.starts_ms DESC, s.session_id;

-- query: sessions_head
-- kind: one
-- in: territory territory_id, session int
-- out: territory_code str, territory_name str, time_zone str, call str, call_title str, kind str, title str, body str?, body_name str?, starts instant, ends instant?, place str?, chair str?, chair_seat int?, casting bool, quorum int, proxies_most int, proxies_count bool, state str, revision int, sequence int, cancel_reason str?, second instant?, second_reason str?, opened instant?, closed instant?, frozen str?, sha256 str?, minutes str?, adopted instant?, minutes_sha256 str?
SELECT t.code, COALESCE(t.short_name, t.name), t.time_zone, s.call_code, c.title, s.kind, s.title, s.body_code, b.name, s.starts_ms, s.ends_ms, s.place, s.chair, s.chair_seat,
	s.casting, s.quorum_percent, s.proxies_most, s.proxies_count, s.state, s.revision, s.sequence, s.cancel_reason, s.second_ms, s.second_reason, s.opened_ms, s.closed_ms,
	s.frozen, s.sha256, s.minutes, s.minutes_ms, s.minutes_sha256
FROM committee_session s JOIN territory t ON t.territory_id = s.territory_id JOIN call c ON c.territory_id = s.territory_id AND c.code = s.call_code
LEFT JOIN governance_body b ON b.territory_id = s.territory_id AND b.code = s.body_code
WHERE s.territory_id = $1 AND s.session_id = $2;

-- query: sessions_seats
-- across: people are the instance's
-- kind: many
-- in: territory territory_id, session int
-- out: seat int, institution str, label str, role str, person int?, name str?, email str?, person_email str?, votes bool, attendance str?, proxy int?, told str?
SELECT x.seat, x.institution, COALESCE(f.label, b.name, x.institution), x.role, x.person_id, p.name, x.email, p.email, x.votes, x.attendance, x.proxy_seat, x.told
FROM session_seat x LEFT JOIN person p ON p.person_id = x.person_id AND p.closed_ms IS NULL
LEFT JOIN funder f ON f.territory_id = x.territory_id AND f.code = x.institution LEFT JOIN governance_body b ON b.territory_id = x.territory_id AND b.code = x.institution
WHERE x.territory_id = $1 AND x.session_id = $2 ORDER BY x.seat;

-- query: sessions_items
-- across: an application has at most one sheet
-- kind: many
-- in: territory territory_id, session int
-- out: item int, position int, application int?, title str, bearer_code str?, bearer str?, number str?, starts instant?, minutes int, away_from instant?, away_to instant?, told str?, heard str?, ballot str?, counted int?, needed int?, outcome str?, note str?
SELECT x.item, x.position, x.application_id, x.title, a.bearer_code, o.name, s.number, x.starts_ms, x.minutes, x.away_from_ms, x.away_to_ms, x.told, x.heard, x.ballot,
	x.quorum_counted, x.quorum_needed, x.outcome, x.note
FROM session_item x LEFT JOIN application a ON a.territory_id = x.territory_id AND a.application_id = x.application_id
LEFT JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code
LEFT JOIN sheet s ON s.territory_id = a.territory_id AND s.application_id = a.application_id
WHERE x.territory_id = $1 AND x.session_id = $2 ORDER BY x.position, x.item;

-- query: sessions_votes
-- kind: many
-- in: territory territory_id, session int
-- out: item int, seat int, choice str, by int
SELECT item, seat, choice, by_person FROM session_vote WHERE territory_id = $1 AND session_id = $2 ORDER BY item, seat;

-- query: sessions_conflicts
-- kind: many
-- in: territory territory_id, session int
-- out: item int, person int?, institution str, session int?, seat int?
SELECT x.item, c.person_id, c.institution, c.session_id, c.seat FROM session_item x
JOIN conflict_of_interest c ON c.territory_id = x.territory_id AND c.application_id = x.application_id AND c.withdrawn_ms IS NULL
WHERE x.territory_id = $1 AND x.session_id = $2 ORDER BY x.item, c.conflict_id;

-- query: sessions_breaks
-- kind: many
-- in: territory territory_id, session int
-- out: from instant, to instant
SELECT from_ms, to_ms FROM session_break WHERE territory_id = $1 AND session_id = $2 ORDER BY from_ms;

-- query: sessions_add
-- kind: exec
-- in: territory territory_id, session int, call str, kind str, title str, body str?, starts instant, ends instant?, place str?, chair str?, casting bool, quorum int, proxies_most int, proxies_count bool, made instant, by int
INSERT INTO committee_session (territory_id, session_id, call_code, kind, title, body_code, starts_ms, ends_ms, place, chair, casting, quorum_percent, proxies_most, proxies_count,
	state, revision, made_ms, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'planned', 1, $15, $16);

-- query: sessions_set
-- kind: exec
-- in: territory territory_id, session int, kind str, title str, body str?, starts instant, ends instant?, place str?, chair str?, casting bool, quorum int, proxies_most int, proxies_count bool, sequence int
UPDATE committee_session SET kind = $3, title = $4, body_code = $5, starts_ms = $6, ends_ms = $7, place = $8, chair = $9, casting = $10, quorum_percent = $11, proxies_most = $12,
	proxies_count = $13, sequence = $14 WHERE territory_id = $1 AND session_id = $2;

-- query: sessions_grow
-- kind: exec
-- in: territory territory_id, session int
UPDATE committee_session SET revision = revision + 1 WHERE territory_id = $1 AND session_id = $2;

-- query: sessions_add_seat
-- kind: exec
-- in: territory territory_id, session int, seat int, institution str, role str, person int?, email str?, votes bool
INSERT INTO session_seat (territory_id, session_id, seat, institution, role, person_id, email, votes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- query: sessions_remove_seat
-- kind: exec
-- in: territory territory_id, session int, seat int
DELETE FROM session_seat WHERE territory_id = $1 AND session_id = $2 AND seat = $3;

-- query: sessions_forget_proxy
-- kind: exec
-- in: territory territory_id, session int, seat int
UPDATE session_seat SET attendance = NULL, proxy_seat = NULL WHERE territory_id = $1 AND session_id = $2 AND proxy_seat = $3;

-- query: sessions_set_chair
-- kind: exec
-- in: territory territory_id, session int, seat int?
UPDATE committee_session SET chair_seat = $3 WHERE territory_id = $1 AND session_id = $2;

-- query: sessions_set_attendance
-- kind: exec
-- in: territory territory_id, session int, seat int, attendance str?, proxy int?
UPDATE session_seat SET attendance = $4, proxy_seat = $5 WHERE territory_id = $1 AND session_id = $2 AND seat = $3;

-- query: sessions_tell_seat
-- kind: exec
-- in: territory territory_id, session int, seat int, told str
UPDATE session_seat SET told = $4 WHERE territory_id = $1 AND session_id = $2 AND seat = $3;

-- query: sessions_add_item
-- kind: exec
-- in: territory territory_id, session int, item int, position int, application int?, title str, minutes int
INSERT INTO session_item (territory_id, session_id, item, position, application_id, title, minutes) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- query: sessions_remove_item
-- kind: exec
-- in: territory territory_id, session int, item int
DELETE FROM session_item WHERE territory_id = $1 AND session_id = $2 AND item = $3;

-- query: sessions_plan_item
-- kind: exec
-- in: territory territory_id, session int, item int, position int, starts instant?, minutes int, away_from instant?, away_to instant?
UPDATE session_item SET position = $4, starts_ms = $5, minutes = $6, away_from_ms = $7, away_to_ms = $8 WHERE territory_id = $1 AND session_id = $2 AND item = $3;

-- query: sessions_tell_item
-- kind: exec
-- in: territory territory_id, session int, item int, told str
UPDATE session_item SET told = $4 WHERE territory_id = $1 AND session_id = $2 AND item = $3;

-- query: sessions_note_item
-- kind: exec
-- in: territory territory_id, session int, item int, heard str?, outcome str?, note str?
UPDATE session_item SET heard = $4, outcome = $5, note = $6 WHERE territory_id = $1 AND session_id = $2 AND item = $3;

-- query: sessions_set_ballot
-- kind: exec
-- in: territory territory_id, session int, item int, ballot str?, counted int?, needed int?, outcome str?
UPDATE session_item SET ballot = $4, quorum_counted = $5, quorum_needed = $6, outcome = $7 WHERE territory_id = $1 AND session_id = $2 AND item = $3;

-- query: sessions_clear_breaks
-- kind: exec
-- in: territory territory_id, session int
DELETE FROM session_break WHERE territory_id = $1 AND session_id = $2;

-- query: sessions_add_break
-- kind: exec
-- in: territory territory_id, session int, from instant, to instant
INSERT INTO session_break (territory_id, session_id, from_ms, to_ms) VALUES ($1, $2, $3, $4);

-- query: sessions_vote
-- kind: exec
-- in: territory territory_id, session int, item int, seat int, choice str, at instant, by int
INSERT INTO session_vote (territory_id, session_id, item, seat, choice, at_ms, by_person) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (territory_id, session_id, item, seat) DO UPDATE SET choice = excluded.choice, at_ms = excluded.at_ms, by_person = excluded.by_person;

-- query: sessions_unvote
-- kind: exec
-- in: territory territory_id, session int, item int, seat int
DELETE FROM session_vote WHERE territory_id = $1 AND session_id = $2 AND item = $3 AND seat = $4;

-- query: sessions_clear_votes
-- kind: exec
-- in: territory territory_id, session int, item int
DELETE FROM session_vote WHERE territory_id = $1 AND session_id = $2 AND item = $3;

-- query: sessions_open
-- kind: exec
-- in: territory territory_id, session int, at instant
UPDATE committee_session SET state = 'open', opened_ms = $3 WHERE territory_id = $1 AND session_id = $2;

-- query: sessions_close
-- kind: exec
-- in: territory territory_id, session int, at instant, by int, frozen str, sha256 str
UPDATE committee_session SET state = 'closed', closed_ms = $3, closed_by = $4, frozen = $5, sha256 = $6 WHERE territory_id = $1 AND session_id = $2;

-- query: sessions_cancel
-- kind: exec
-- in: territory territory_id, session int, reason str, sequence int
UPDATE committee_session SET state = 'cancelled', cancel_reason = $3, sequence = $4 WHERE territory_id = $1 AND session_id = $2;

-- query: sessions_second
-- kind: exec
-- in: territory territory_id, session int, at instant, reason str
UPDATE committee_session SET second_ms = $3, second_reason = $4 WHERE territory_id = $1 AND session_id = $2;

-- query: sessions_set_minutes
-- kind: exec
-- in: territory territory_id, session int, text str
UPDATE committee_session SET minutes = $3 WHERE territory_id = $1 AND session_id = $2;

-- query: sessions_adopt_minutes
-- kind: exec
-- in: territory territory_id, session int, at instant, by int, sha256 str
UPDATE committee_session SET minutes_ms = $3, minutes_by = $4, minutes_sha256 = $5 WHERE territory_id = $1 AND session_id = $2;

-- query: sessions_application
-- across: an application has at most one sheet
-- kind: one
-- in: territory territory_id, application application_id
-- out: call str, title str, applicant int?, sheet int?
SELECT a.call_code, a.title, s.applicant_id, s.sheet_id FROM application a LEFT JOIN sheet s ON s.territory_id = a.territory_id AND s.application_id = a.application_id
WHERE a.territory_id = $1 AND a.application_id = $2;

-- query: sessions_body
-- kind: one
-- in: territory territory_id, body str
-- out: name str
SELECT name FROM governance_body WHERE territory_id = $1 AND code = $2;

-- query: sessions_meetings
-- kind: many
-- in: territory territory_id, from instant, to instant
-- out: body str, held int, planned int
SELECT body_code, CAST(SUM(CASE WHEN state IN ('open', 'closed') THEN 1 ELSE 0 END) AS BIGINT), CAST(SUM(CASE WHEN state = 'planned' THEN 1 ELSE 0 END) AS BIGINT)
FROM committee_session WHERE territory_id = $1 AND starts_ms >= $2 AND starts_ms < $3 AND body_code IS NOT NULL AND state <> 'cancelled' GROUP BY body_code ORDER BY body_code;

-- query: sessions_thing
-- across: the number of a session leads to its territory
-- kind: one
-- in: session int
-- out: territory territory_id, call str
SELECT territory_id, call_code FROM committee_session WHERE session_id = $1;

-- query: sessions_has_seat
-- kind: one
-- in: territory territory_id, session int, person int, email str
-- out: seats int
SELECT COUNT(*) FROM session_seat WHERE territory_id = $1 AND session_id = $2 AND (person_id = $3 OR (person_id IS NULL AND email = $4));

-- query: sessions_others_of_seats
-- kind: many
-- in: territory territory_id, session int, from instant, to instant
-- out: seat int, other int, title str, starts instant
SELECT DISTINCT x.seat, o.session_id, o.title, o.starts_ms FROM session_seat x
JOIN session_seat y ON y.territory_id = x.territory_id AND y.session_id <> x.session_id AND (y.person_id = x.person_id OR y.email = x.email)
JOIN committee_session o ON o.territory_id = y.territory_id AND o.session_id = y.session_id
WHERE x.territory_id = $1 AND x.session_id = $2 AND o.state IN ('planned', 'open') AND o.starts_ms < $4 AND COALESCE(o.ends_ms, o.starts_ms + 7200000) > $3
ORDER BY x.seat, o.starts_ms, o.session_id;

-- query: sessions_others_of_bearers
-- kind: many
-- in: territory territory_id, session int
-- out: item int, other int, title str, starts instant
SELECT DISTINCT x.item, o.session_id, o.title, y.starts_ms FROM session_item x
JOIN application a ON a.territory_id = x.territory_id AND a.application_id = x.application_id
JOIN application b ON b.territory_id = a.territory_id AND b.bearer_code = a.bearer_code
JOIN session_item y ON y.territory_id = b.territory_id AND y.application_id = b.application_id AND y.session_id <> x.session_id
JOIN committee_session o ON o.territory_id = y.territory_id AND o.session_id = y.session_id
WHERE x.territory_id = $1 AND x.session_id = $2 AND o.state IN ('planned', 'open') AND y.starts_ms < x.starts_ms + x.minutes * 60000 AND x.starts_ms < y.starts_ms + y.minutes * 60000
ORDER BY x.item, y.starts_ms, o.session_id;

-- query: sessions_people
-- across: people are the instance's
-- kind: many
-- in: territory territory_id
-- out: person int, name str, role str, institution str
SELECT p.person_id, p.name, r.role, r.institution FROM person_role r JOIN person p ON p.person_id = r.person_id
WHERE r.territory_id = $1 AND p.closed_ms IS NULL ORDER BY p.name, p.person_id, r.role, r.institution;

-- query: sessions_of_application
-- kind: many
-- in: territory territory_id, application application_id
-- out: session int, kind str, title str, starts instant, place str?, state str, adopted instant?, item_starts instant?, minutes int, told str?, outcome str?, heard str?
SELECT s.session_id, s.kind, s.title, s.starts_ms, s.place, s.state, s.minutes_ms, x.starts_ms, x.minutes, x.told, x.outcome, x.heard
FROM session_item x JOIN committee_session s ON s.territory_id = x.territory_id AND s.session_id = x.session_id
WHERE x.territory_id = $1 AND x.application_id = $2 ORDER BY s.starts_ms, s.session_id;

-- query: sessions_joinable
-- kind: many
-- in: territory territory_id
-- out: session int, kind str, title str, starts instant, revision int, call_title str, time_zone str, application application_id
SELECT s.session_id, s.kind, s.title, s.starts_ms, s.revision, c.title, t.time_zone, a.application_id
FROM committee_session s JOIN territory t ON t.territory_id = s.territory_id JOIN call c ON c.territory_id = s.territory_id AND c.code = s.call_code
JOIN application a ON a.territory_id = s.territory_id AND a.call_code = s.call_code AND a.state <> 'withdrawn'
WHERE s.territory_id = $1 AND s.state IN ('planned', 'open')
	AND NOT EXISTS (SELECT 1 FROM session_item x WHERE x.territory_id = s.territory_id AND x.session_id = s.session_id AND x.application_id = a.application_id)
ORDER BY s.starts_ms, s.session_id, a.position, a.application_id;
