-- Mail to be sent (store/outbox.h). Written in the transaction of what it tells; jobs/ reads what is due and says what became of it.

-- query: outbox_put
-- kind: one
-- in: territory territory_id, mail int, once str, kind str, recipient str, reply_to str?, subject str, body str, now instant, due instant
-- out: mail int
INSERT INTO outbox (territory_id, mail_id, once, kind, recipient, reply_to, subject, body, created_ms, next_ms, tries, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 'waiting')
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
