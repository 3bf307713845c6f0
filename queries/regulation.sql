-- What the pages of the self-diagnosis and of the règlement read. Rulesets are kept compiled in memory: their text is read once a version.

-- query: page_rulesets
-- kind: many
-- out: territory_id territory_id, territory str, territory_name str, time_zone str, call str, title str, kind str, year int, version int, hash str
-- across: a self-diagnosis looks at the calls of every territory
SELECT t.territory_id, t.code, COALESCE(t.short_name, t.name), t.time_zone, c.code, c.title, c.kind, c.year, r.version, r.hash
FROM ruleset r JOIN territory t ON t.territory_id = r.territory_id
JOIN call c ON c.territory_id = r.territory_id AND c.code = r.call_code
WHERE r.version = (SELECT MAX(l.version) FROM ruleset l WHERE l.territory_id = r.territory_id AND l.call_code = r.call_code)
ORDER BY c.year DESC, c.code;

-- query: page_rule_clauses
-- kind: many
-- in: territory territory_id, call str
-- out: code str, label str, text str?, article str?, document str?, source str?
SELECT c.code, c.label, c.text, c.article, s.title, s.code FROM clause c
JOIN call k ON k.territory_id = c.territory_id AND k.code = c.call_code
LEFT JOIN source s ON s.territory_id = k.territory_id AND s.code = k.source_code
WHERE c.territory_id = $1 AND c.call_code = $2 ORDER BY c.position;
