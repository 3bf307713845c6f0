-- Filing: when a call takes requests, what was signed, filed, asked again, said, and by whom (migrations/0007). Writers: actions/file_*.c; readers: pages, desk, command line.

-- query: filing_phases
-- kind: many
-- in: territory territory_id, call str
-- out: opens instant?, closes instant?
SELECT starts_at, ends_at FROM phase WHERE territory_id = $1 AND call_code = $2 AND kind = 'filing' ORDER BY position;

-- query: filing_decision
-- kind: one
-- in: territory territory_id, call str
-- out: decided instant, author str, opens instant?, closes instant?, grace_minutes int, reason str
-- the last one counts
SELECT decided_ms, decided_by, opens_ms, closes_ms, grace_minutes, reason FROM call_filing WHERE territory_id = $1 AND call_code = $2 ORDER BY decided_ms DESC LIMIT 1;

-- query: filing_zone
-- kind: one
-- in: territory territory_id
-- out: time_zone str
SELECT time_zone FROM territory WHERE territory_id = $1;
