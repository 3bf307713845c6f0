-- Conflicts of interest of a person or of a whole institution with the bearer of an application (src/actions/conflict.c). A withdrawn one is kept with its reason.

-- query: conflict_add
-- kind: exec
-- in: territory territory_id, conflict int, application application_id, person int?, institution str, reason str, at instant, by int, session int?, seat int?
INSERT INTO conflict_of_interest (territory_id, conflict_id, application_id, person_id, institution, reason, declared_ms, declared_by, session_id, seat) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- query: conflicts_of
-- across: people are the instance's
-- kind: many
-- in: territory territory_id, application application_id
-- out: conflict int, person int?, name str?, institution str, reason str, declared instant, by int, by_name str?, withdrawn instant?, withdrawn_by int?, withdrawn_reason str?, session int?, seat int?
SELECT x.conflict_id, x.person_id, p.name, x.institution, x.reason, x.declared_ms, x.declared_by, d.name, x.withdrawn_ms, x.withdrawn_by, x.withdrawn_reason, x.session_id, x.seat
FROM conflict_of_interest x LEFT JOIN person p ON p.person_id = x.person_id LEFT JOIN person d ON d.person_id = x.declared_by
WHERE x.territory_id = $1 AND x.application_id = $2 ORDER BY x.declared_ms, x.conflict_id;

-- query: conflict_one
-- kind: one
-- in: territory territory_id, conflict int
-- out: application application_id, person int?, institution str, withdrawn instant?
SELECT application_id, person_id, institution, withdrawn_ms FROM conflict_of_interest WHERE territory_id = $1 AND conflict_id = $2;

-- query: conflict_withdraw
-- kind: exec
-- in: territory territory_id, conflict int, at instant, by int, reason str
UPDATE conflict_of_interest SET withdrawn_ms = $3, withdrawn_by = $4, withdrawn_reason = $5 WHERE territory_id = $1 AND conflict_id = $2 AND withdrawn_ms IS NULL;

-- query: conflict_is_there
-- kind: one
-- in: territory territory_id, application application_id
-- out: here int
SELECT COUNT(*) FROM application WHERE territory_id = $1 AND application_id = $2;
