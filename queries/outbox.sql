-- Mail to be sent (store/outbox.h). Written in the transaction of what it tells; jobs/ reads what is due and says what became of it.

-- query: outbox_put
-- kind: one
-- in: territory territory_id, mail int, once str, kind str, recipient str, reply_to str?, subject str, body str, now instant, due instant, sheet int?
-- out: mail int
INSERT INTO outbox (territory_id, mail_id, once, kind, recipient, reply_to, subject, body, created_ms, next_ms, tries, state, sheet_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 'waiting', $11)
ON CONFLICT (once) DO NOTHING
RETURNING mail_id;

-- query: outbox_attach
-- kind: exec
-- in: territory territory_id, mail int, position int, name str, what str
INSERT INTO outbox_attachment (territory_id, mail_id, position, name, what) VALUES ($1, $2, $3, $4, $5);

-- query: outbox_cancel_from
-- kind: exec
-- in: territory territory_id, first str, beyond str
UPDATE outbox SET state = 'cancelled' WHERE territory_id = $1 AND state = 'waiting' AND once >= $2 AND once < $3;


-- Sending (jobs/send.c). A process picks what is due, claims one mail for a few minutes, sends it, says what became of it. What is picked is read outside of the write, so
-- that people who file are never in its way.

-- query: outbox_due
-- kind: many
-- in: now instant, most int
-- out: mail int
-- across: jobs send the mail of every territory
SELECT mail_id FROM outbox WHERE state = 'waiting' AND next_ms <= $1 AND claimed_until_ms <= $1 ORDER BY next_ms, mail_id LIMIT $2;

-- query: outbox_claim
-- kind: one
-- in: mail int, now instant, until instant, claimant str
-- out: territory territory_id, once str, kind str, recipient str, reply_to str?, subject str, body str, tries int
-- across: jobs send the mail of every territory
UPDATE outbox SET claimed_until_ms = $3, claimed_by = $4 WHERE mail_id = $1 AND state = 'waiting' AND next_ms <= $2 AND claimed_until_ms <= $2
RETURNING territory_id, once, kind, recipient, reply_to, subject, body, tries;

-- query: outbox_attachments
-- kind: many
-- in: territory territory_id, mail int
-- out: name str, what str
SELECT name, what FROM outbox_attachment WHERE territory_id = $1 AND mail_id = $2 ORDER BY position;

-- query: outbox_sent
-- kind: exec
-- in: mail int, now instant, answer str
-- across: jobs send the mail of every territory
-- a link that lets somebody in has done its work: it is not kept
UPDATE outbox SET state = 'sent', sent_ms = $2, answer_ms = $2, last_answer = $3, tries = tries + 1, claimed_until_ms = 0,
	body = CASE WHEN kind IN ('confirm', 'reset', 'change_email', 'invite') THEN '' ELSE body END
WHERE mail_id = $1 AND state = 'waiting';

-- query: outbox_failed
-- kind: exec
-- in: mail int, now instant, answer str
-- across: jobs send the mail of every territory
UPDATE outbox SET state = 'failed', answer_ms = $2, last_answer = $3, tries = tries + 1, claimed_until_ms = 0 WHERE mail_id = $1 AND state = 'waiting';

-- query: outbox_later
-- kind: exec
-- in: mail int, now instant, answer str, next instant
-- across: jobs send the mail of every territory
UPDATE outbox SET next_ms = $4, answer_ms = $2, last_answer = $3, tries = tries + 1, claimed_until_ms = 0 WHERE mail_id = $1 AND state = 'waiting';

-- query: outbox_unclaim
-- kind: exec
-- in: mail int, now instant, answer str
-- across: jobs send the mail of every territory
-- the server took nothing: it is nobody's fault, no try is counted
UPDATE outbox SET answer_ms = $2, last_answer = $3, claimed_until_ms = 0 WHERE mail_id = $1 AND state = 'waiting';

-- query: outbox_drop
-- kind: exec
-- in: mail int, now instant
-- across: jobs send the mail of every territory
-- it has no reason any more
UPDATE outbox SET state = 'cancelled', answer_ms = $2, claimed_until_ms = 0 WHERE mail_id = $1 AND state = 'waiting';

-- query: outbox_lang
-- kind: one
-- in: email str
-- out: lang str
-- across: people are the instance's
SELECT lang FROM person WHERE email = $1;

-- query: outbox_file
-- kind: one
-- in: sha256 str
-- out: media str, bytes int
-- across: files are the instance's
SELECT media, bytes FROM file WHERE sha256 = $1;

-- What the administrator sees (actions/outbox_desk.c).

-- query: outbox_counts
-- kind: many
-- in: now instant
-- out: state str, n int, due int, oldest instant
-- across: the mail of the whole instance
SELECT state, COUNT(*), CAST(COALESCE(SUM(CASE WHEN next_ms <= $1 THEN 1 ELSE 0 END), 0) AS BIGINT), MIN(created_ms) FROM outbox GROUP BY state ORDER BY state;

-- query: outbox_list
-- kind: many
-- in: state str, most int
-- out: mail int, kind str, recipient str, subject str, created instant, next instant, tries int, state str, answer str?, answered instant?, sent instant?, claimed instant
-- across: the mail of the whole instance
SELECT mail_id, kind, recipient, subject, created_ms, next_ms, tries, state, last_answer, answer_ms, sent_ms, claimed_until_ms FROM outbox WHERE state = $1 ORDER BY created_ms DESC, mail_id LIMIT $2;

-- query: outbox_one
-- kind: one
-- in: mail int
-- out: territory territory_id, state str, kind str
-- across: the mail of the whole instance
SELECT territory_id, state, kind FROM outbox WHERE mail_id = $1;

-- query: outbox_again
-- kind: exec
-- in: mail int, now instant
-- across: the mail of the whole instance
UPDATE outbox SET state = 'waiting', next_ms = $2, tries = 0, claimed_until_ms = 0 WHERE mail_id = $1 AND state IN ('waiting', 'failed') AND claimed_until_ms <= $2;

-- query: outbox_failed_of_sheet
-- kind: many
-- in: territory territory_id, sheet int
-- out: recipient str, kind str, answer str?, answered instant?
SELECT recipient, kind, last_answer, answer_ms FROM outbox WHERE territory_id = $1 AND sheet_id = $2 AND state = 'failed' ORDER BY created_ms, mail_id;

-- Reminders (actions/remind.c).

-- query: remind_calls
-- kind: many
-- out: territory territory_id, call str
-- across: reminders of every territory
SELECT DISTINCT territory_id, call_code FROM sheet WHERE kind = 'application' AND state IN ('draft', 'to_sign') AND call_code IS NOT NULL ORDER BY territory_id, call_code;

-- query: remind_sheets
-- kind: many
-- in: territory territory_id, call str, before instant, step str, deadline instant, most int
-- out: sheet int
SELECT s.sheet_id FROM sheet s WHERE s.territory_id = $1 AND s.call_code = $2 AND s.state IN ('draft', 'to_sign') AND s.created_ms < $3
AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.territory_id = $1 AND r.sheet_id = s.sheet_id AND r.step = $4 AND r.deadline_ms = $5)
ORDER BY s.sheet_id LIMIT $6;

-- query: remind_note
-- kind: one
-- in: territory territory_id, sheet int, step str, deadline instant, now instant
-- out: step str
INSERT INTO reminder (territory_id, sheet_id, step, deadline_ms, at_ms) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (territory_id, sheet_id, step, deadline_ms) DO NOTHING RETURNING step;

-- query: remind_stopped
-- kind: many
-- in: territory territory_id, sheet int
-- out: person int
SELECT person_id FROM reminder_stop WHERE territory_id = $1 AND sheet_id = $2;

-- query: remind_stop
-- kind: exec
-- in: territory territory_id, sheet int, person int, now instant
INSERT INTO reminder_stop (territory_id, sheet_id, person_id, since_ms) VALUES ($1, $2, $3, $4) ON CONFLICT (territory_id, sheet_id, person_id) DO NOTHING;

-- query: remind_resume
-- kind: exec
-- in: territory territory_id, sheet int, person int
DELETE FROM reminder_stop WHERE territory_id = $1 AND sheet_id = $2 AND person_id = $3;

-- query: remind_overdue
-- kind: many
-- in: today day, most int
-- out: territory territory_id, sheet int, due day, number str?, time_zone str
-- across: reminders of every territory
SELECT c.territory_id, c.sheet_id, c.due_day, s.number, t.time_zone FROM completion_request c
JOIN sheet s ON s.territory_id = c.territory_id AND s.sheet_id = c.sheet_id JOIN territory t ON t.territory_id = c.territory_id
WHERE c.answered_ms IS NULL AND c.cancelled_ms IS NULL AND c.due_day < $1 AND s.state = 'completion_requested'
AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.territory_id = c.territory_id AND r.sheet_id = c.sheet_id AND r.step = 'overdue' AND r.deadline_ms = c.due_day * 86400000)
ORDER BY c.due_day, c.sheet_id LIMIT $2;

-- query: outbox_of_once
-- kind: one
-- in: once str
-- out: mail int, state str, answer str?
-- across: the mail of the whole instance
SELECT mail_id, state, last_answer FROM outbox WHERE once = $1;
