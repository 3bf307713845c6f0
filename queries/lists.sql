-- The lists of the command line: everything an instance holds, over all its territories.

-- query: list_territories
-- across: an instance is asked what it holds
-- kind: many
-- out: code str, name str, kind str, district_count int, call_count int
SELECT t.code, t.name, t.kind,
	(SELECT COUNT(*) FROM district d WHERE d.territory_id = t.territory_id),
	(SELECT COUNT(*) FROM call c WHERE c.territory_id = t.territory_id)
FROM territory t ORDER BY t.name, t.code;

-- query: list_calls
-- across: an instance is asked what it holds
-- kind: many
-- out: territory str, code str, kind str, title str, year int, filing_ends instant?, filing_precision str?, time_zone str
SELECT t.code, c.code, c.kind, c.title, c.year,
	(SELECT MAX(p.ends_at) FROM phase p WHERE p.territory_id = c.territory_id AND p.call_code = c.code AND p.kind = 'filing'),
	(SELECT p.ends_precision FROM phase p WHERE p.territory_id = c.territory_id AND p.call_code = c.code AND p.kind = 'filing' AND p.ends_at IS NOT NULL
		ORDER BY p.ends_at DESC LIMIT 1),
	t.time_zone
FROM call c JOIN territory t ON t.territory_id = c.territory_id ORDER BY c.year DESC, c.code;

-- query: list_districts
-- across: an instance is asked what it holds
-- kind: many
-- out: territory str, code str, name str, kind str, population int?, code_2015 str?, code_2024 str?, municipality_count int
SELECT t.code, d.code, d.name, d.kind, d.population,
	(SELECT c.code FROM district_code c WHERE c.territory_id = d.territory_id AND c.district_code = d.code AND c.generation = 2015),
	(SELECT c.code FROM district_code c WHERE c.territory_id = d.territory_id AND c.district_code = d.code AND c.generation = 2024),
	(SELECT COUNT(*) FROM district_municipality m WHERE m.territory_id = d.territory_id AND m.district_code = d.code)
FROM district d JOIN territory t ON t.territory_id = d.territory_id ORDER BY t.code, d.position;

-- query: list_applications
-- kind: many
-- in: territory territory_id, call str
-- out: action str, title str, bearer str, state str, total money, asked money, proposed money, voted money
SELECT a.action_code, a.title, o.name, a.state, a.total_cents,
	(SELECT CAST(COALESCE(SUM(l.asked_cents), 0) AS BIGINT) FROM financing_line l WHERE l.territory_id = a.territory_id AND l.application_id = a.application_id),
	(SELECT CAST(COALESCE(SUM(l.proposed_cents), 0) AS BIGINT) FROM financing_line l WHERE l.territory_id = a.territory_id AND l.application_id = a.application_id),
	(SELECT CAST(COALESCE(SUM(l.voted_cents), 0) AS BIGINT) FROM financing_line l WHERE l.territory_id = a.territory_id AND l.application_id = a.application_id)
FROM application a JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code
WHERE a.territory_id = $1 AND a.call_code = $2 ORDER BY a.position;

-- query: call_territory
-- across: a call's code is unique in the instance
-- kind: one
-- in: call str
-- out: territory territory_id, territory_code str, time_zone str
SELECT c.territory_id, t.code, t.time_zone FROM call c JOIN territory t ON t.territory_id = c.territory_id WHERE c.code = $1;

-- query: call_codes
-- across: to suggest the nearest code
-- kind: many
-- out: code str
SELECT code FROM call ORDER BY code;
