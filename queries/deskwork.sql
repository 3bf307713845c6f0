-- The officers' desk at work: states, lists, labels, notes, views, routing, presence (migrations/0009). Writers: actions/application_state.c, actions/desk_*.c; readers: the desk's pages.

-- query: deskwork_state
-- kind: one
-- in: territory territory_id, application application_id
-- out: call str, state str, sheet int?, sheet_state str?, events int
SELECT a.call_code, a.state, s.sheet_id, s.state,
	(SELECT COUNT(*) FROM application_event e WHERE e.territory_id = a.territory_id AND e.application_id = a.application_id)
FROM application a LEFT JOIN sheet s ON s.territory_id = a.territory_id AND s.application_id = a.application_id
WHERE a.territory_id = $1 AND a.application_id = $2;

-- query: deskwork_event_count
-- kind: one
-- in: territory territory_id, application application_id
-- out: events int
SELECT COUNT(*) FROM application_event WHERE territory_id = $1 AND application_id = $2;

-- query: deskwork_add_event
-- kind: exec
-- in: territory territory_id, application application_id, at instant, by int, on_behalf str?, before str, after str, reason str?
INSERT INTO application_event (territory_id, application_id, event, at_ms, by_person, on_behalf, from_state, to_state, reason)
VALUES ($1, $2, (SELECT COALESCE(MAX(e.event), 0) + 1 FROM application_event e WHERE e.territory_id = $1 AND e.application_id = $2), $3, $4, $5, $6, $7, $8);
