-- Statements that say their territory in every way that counts.

-- query: held_by_join
-- kind: many
-- in: territory territory_id
-- out: code str, name str, yes int
SELECT a.code, b.name, CASE WHEN EXISTS (SELECT 1 FROM c WHERE c.territory_id = a.territory_id AND c.code = a.code) THEN 1 ELSE 0 END
FROM a JOIN b ON b.territory_id = a.territory_id AND b.code = a.code WHERE a.territory_id = $1 ORDER BY a.code;

-- query: held_by_using
-- kind: many
-- in: territory territory_id
-- out: code str
SELECT a.code FROM a JOIN b USING (territory_id, code) WHERE $1 = a.territory_id;

-- query: held_by_pair
-- kind: many
-- in: territory territory_id, code str
-- out: code str
SELECT code FROM a WHERE (territory_id, code) = ($1, $2);

-- query: held_in_cte
-- kind: many
-- in: territory territory_id
-- out: code str
WITH RECURSIVE tree (code) AS (
	SELECT g.code FROM goal g WHERE g.territory_id = $1 AND g.parent_code IS NULL
	UNION ALL
	SELECT g.code FROM goal g JOIN tree t ON g.parent_code = t.code WHERE g.territory_id = $1
)
SELECT code FROM tree;

-- query: held_delete
-- kind: exec
-- in: territory territory_id
DELETE FROM a WHERE territory_id = $1 AND code NOT IN (SELECT b.code FROM b WHERE b.territory_id = $1);

-- query: held_insert_select
-- kind: exec
-- in: territory territory_id
INSERT INTO a (territory_id, code) SELECT b.territory_id, b.code FROM b WHERE b.territory_id = $1;
