-- What the public pages read. Each query gives all rows of one kind for a page: a page runs a fixed number of them, whatever it shows.

-- query: page_territory_by_code
-- kind: one
-- in: code str
-- out: id territory_id, code str, name str, short_name str?, kind str, siren str?, time_zone str, accent str?, summary str?
-- across: a public code leads to its territory
SELECT territory_id, code, name, short_name, kind, siren, time_zone, accent, summary FROM territory WHERE code = $1;

-- query: page_call_by_code
-- kind: one
-- in: code str
-- out: id territory_id, territory str, territory_name str, territory_short str?, time_zone str, accent str?, code str, kind str, title str, year int, summary str?, agreement str?, source str?
-- across: a public code leads to its territory
SELECT t.territory_id, t.code, t.name, t.short_name, t.time_zone, t.accent, c.code, c.kind, c.title, c.year, c.summary, a.title, c.source_code
FROM call c JOIN territory t ON t.territory_id = c.territory_id
LEFT JOIN agreement a ON a.territory_id = c.territory_id AND a.code = c.agreement_code
WHERE c.code = $1;

-- query: page_territories
-- kind: many
-- out: code str, name str, short_name str?, kind str, districts int, population int, counted int
-- across: the home page lists every territory
SELECT t.code, t.name, t.short_name, t.kind, COUNT(d.code), CAST(COALESCE(SUM(d.population), 0) AS BIGINT), COUNT(d.population)
FROM territory t LEFT JOIN district d ON d.territory_id = t.territory_id
GROUP BY t.territory_id, t.code, t.name, t.short_name, t.kind ORDER BY t.name;

-- query: page_calls
-- kind: many
-- out: territory str, territory_name str, time_zone str, code str, kind str, title str, year int, programmes int
-- across: the home page lists the calls of every territory
SELECT t.code, COALESCE(t.short_name, t.name), t.time_zone, c.code, c.kind, c.title, c.year, COUNT(p.version)
FROM call c JOIN territory t ON t.territory_id = c.territory_id
LEFT JOIN programme p ON p.territory_id = c.territory_id AND p.call_code = c.code
GROUP BY t.code, t.name, t.short_name, t.time_zone, c.code, c.kind, c.title, c.year ORDER BY c.year DESC, c.code;

-- query: page_filing_phases
-- kind: many
-- out: call str, starts instant?, starts_precision str?, ends instant?, ends_precision str?
-- across: the home page says which calls are open
SELECT call_code, starts_at, starts_precision, ends_at, ends_precision FROM phase WHERE kind = 'filing' ORDER BY call_code, position;

-- query: page_programmes
-- kind: many
-- out: call str, version int, title str, state str, territory_name str, year int, actions int, total money, frozen int
-- across: the home page lists the programmes of every territory
SELECT p.call_code, p.version, p.title, p.state, COALESCE(t.short_name, t.name), c.year, COUNT(a.application_id), CAST(COALESCE(SUM(a.total_cents), 0) AS BIGINT), CASE WHEN p.sha256 IS NULL THEN 0 ELSE 1 END
FROM programme p JOIN territory t ON t.territory_id = p.territory_id
JOIN call c ON c.territory_id = p.territory_id AND c.code = p.call_code
LEFT JOIN application a ON a.territory_id = p.territory_id AND a.call_code = p.call_code AND a.version = p.version
GROUP BY p.call_code, p.version, p.title, p.state, p.sha256, t.name, t.short_name, c.year ORDER BY c.year DESC, p.call_code, p.version DESC;

-- query: page_territory_calls
-- kind: many
-- in: territory territory_id
-- out: code str, kind str, title str, year int, programmes int
SELECT c.code, c.kind, c.title, c.year, COUNT(p.version) FROM call c
LEFT JOIN programme p ON p.territory_id = c.territory_id AND p.call_code = c.code
WHERE c.territory_id = $1 GROUP BY c.code, c.kind, c.title, c.year ORDER BY c.year DESC, c.code;

-- query: page_territory_filing
-- kind: many
-- in: territory territory_id
-- out: call str, starts instant?, starts_precision str?, ends instant?, ends_precision str?
SELECT call_code, starts_at, starts_precision, ends_at, ends_precision FROM phase WHERE territory_id = $1 AND kind = 'filing' ORDER BY call_code, position;

-- query: page_municipalities
-- kind: many
-- in: territory territory_id
-- out: insee str, name str, population int?, latitude int?, longitude int?, member bool, intercommunality str?
SELECT insee, name, population, latitude_e6, longitude_e6, member, intercommunality FROM municipality WHERE territory_id = $1 ORDER BY position;

-- query: page_districts
-- kind: many
-- in: territory territory_id
-- out: code str, name str, kind str, population int?, approximate bool, renewal str
SELECT code, name, kind, population, population_approximate, renewal FROM district WHERE territory_id = $1 ORDER BY position;

-- query: page_district_places
-- kind: many
-- in: territory territory_id
-- out: district str, insee str, shared bool
SELECT district_code, insee, shared FROM district_municipality WHERE territory_id = $1 ORDER BY district_code, position;

-- query: page_perimeters
-- kind: many
-- in: territory territory_id
-- out: district str, generation int, geometry str
SELECT district_code, generation, geometry FROM district_perimeter WHERE territory_id = $1 ORDER BY district_code, generation DESC;

-- query: page_printed_figures
-- kind: many
-- in: territory territory_id
-- out: code str, label str, value int, measure str?, district_kind str?, approximate bool, place str?, source str?
SELECT f.code, f.label, f.value_milli, f.measure, f.district_kind, f.approximate, f.place, s.title FROM printed_figure f
LEFT JOIN source s ON s.territory_id = f.territory_id AND s.code = f.source_code
WHERE f.territory_id = $1 ORDER BY f.position;

-- query: page_printed_parts
-- kind: many
-- in: territory territory_id
-- out: figure str, part str
SELECT figure_code, part_code FROM printed_figure_part WHERE territory_id = $1 ORDER BY figure_code, position;

-- query: page_sources
-- kind: many
-- in: territory territory_id
-- out: code str, title str, publisher str?, published day?, kind str, url str?
SELECT code, title, publisher, published_day, kind, url FROM source WHERE territory_id = $1 ORDER BY position;

-- query: page_agreements
-- kind: many
-- in: territory territory_id
-- out: code str, title str, kind str, starts day?, ends day?, signature day?, signed_at str?
SELECT code, title, kind, starts_day, ends_day, signed_day, signed_at FROM agreement WHERE territory_id = $1 ORDER BY position;

-- query: page_agreement_lines
-- kind: many
-- in: territory territory_id
-- out: agreement str, kind str, text str, dated day?
SELECT agreement_code, kind, text, dated FROM agreement_line WHERE territory_id = $1 ORDER BY agreement_code, kind, position;

-- query: page_list_items
-- kind: many
-- in: territory territory_id
-- out: list str, code str, label str
SELECT list, code, label FROM list_item WHERE territory_id = $1 ORDER BY list, position;

-- query: page_calls_with_item
-- kind: many
-- in: territory territory_id, of_list str, item str
-- out: call str
SELECT call_code FROM call_item WHERE territory_id = $1 AND list = $2 AND item_code = $3;

-- query: page_goals_with_item
-- kind: many
-- in: territory territory_id, of_list str, item str
-- out: goal str
SELECT goal_code FROM goal_item WHERE territory_id = $1 AND list = $2 AND item_code = $3;

-- query: page_actions_by_goal
-- kind: many
-- in: territory territory_id
-- out: application application_id, call str, action str, title str, bearer str, total money, goal str
SELECT a.application_id, a.call_code, a.action_code, a.title, o.name,
	COALESCE((SELECT r.cost_cents FROM programme v JOIN scenario_row r ON r.territory_id = v.territory_id AND r.call_code = v.call_code AND r.scenario = v.scenario
		AND r.application_id = a.application_id WHERE v.territory_id = a.territory_id AND v.call_code = a.call_code ORDER BY v.version DESC LIMIT 1), a.total_cents),
	g.goal_code FROM application a
JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code
JOIN application_goal g ON g.territory_id = a.territory_id AND g.application_id = a.application_id
WHERE a.territory_id = $1 AND a.version IS NOT NULL AND a.state NOT IN ('refused', 'reserve', 'withdrawn', 'inadmissible') ORDER BY a.call_code DESC, a.position, a.application_id, g.goal_code;

-- query: page_action_items
-- kind: many
-- in: territory territory_id
-- out: application application_id, list str, code str
SELECT application_id, list, item_code FROM application_item WHERE territory_id = $1 ORDER BY application_id, list, position;

-- query: page_bodies
-- kind: many
-- in: territory territory_id
-- out: code str, name str, chair str?, meetings int?, open_to str?
SELECT code, name, chair, meetings_per_year, open_to FROM governance_body WHERE territory_id = $1 ORDER BY position;

-- query: page_body_lines
-- kind: many
-- in: territory territory_id
-- out: body str, kind str, text str
SELECT body_code, kind, text FROM governance_line WHERE territory_id = $1 ORDER BY body_code, kind, position;

-- query: page_participation
-- kind: many
-- in: territory territory_id
-- out: kind str, text str
SELECT kind, text FROM participation WHERE territory_id = $1 ORDER BY position;

-- query: page_cooperations
-- kind: many
-- in: territory territory_id
-- out: label str, text str?, municipality str?, district str?, district_name str?
SELECT c.label, c.text, m.name, c.district_code, d.name FROM cooperation c
LEFT JOIN municipality m ON m.territory_id = c.territory_id AND m.insee = c.insee
LEFT JOIN district d ON d.territory_id = c.territory_id AND d.code = c.district_code
WHERE c.territory_id = $1 ORDER BY c.position;

-- query: page_impact_framework
-- kind: one
-- in: territory territory_id
-- out: summary str?, starts_year int?
SELECT summary, starts_year FROM impact_framework WHERE territory_id = $1;

-- query: page_impact_values
-- kind: many
-- in: territory territory_id
-- out: indicator str, district str?, year int, kind str, value int
SELECT v.indicator_code, d.name, v.year, v.kind, v.value_milli FROM impact_value v
LEFT JOIN district d ON d.territory_id = v.territory_id AND d.code = v.district_code
WHERE v.territory_id = $1 ORDER BY v.indicator_code, v.district_code, v.year, v.kind;

-- query: page_contacts
-- kind: many
-- in: territory territory_id
-- out: code str, institution str, role str, theme str?, note str?, everywhere bool
SELECT code, institution, role, theme, note, everywhere FROM contact WHERE territory_id = $1 ORDER BY position;

-- query: page_call_contacts
-- kind: many
-- in: territory territory_id, call str
-- out: code str, institution str, role str, theme str?, note str?, everywhere bool
SELECT c.code, c.institution, c.role, c.theme, c.note, c.everywhere FROM call_contact l
JOIN contact c ON c.territory_id = l.territory_id AND c.code = l.contact_code
WHERE l.territory_id = $1 AND l.call_code = $2 ORDER BY c.position;

-- query: page_contact_municipalities
-- kind: many
-- in: territory territory_id
-- out: contact str, insee str
SELECT contact_code, insee FROM contact_municipality WHERE territory_id = $1 ORDER BY contact_code, insee;

-- query: page_goals
-- kind: many
-- in: territory territory_id
-- out: code str, parent str?, kind str, number str?, label str, summary str?
SELECT code, parent_code, kind, number, label, summary FROM goal WHERE territory_id = $1 ORDER BY position;

-- query: page_goal_details
-- kind: many
-- in: territory territory_id
-- out: goal str, kind str, heading str?, heading_position int, text str
SELECT goal_code, kind, heading, heading_position, text FROM goal_detail WHERE territory_id = $1 ORDER BY goal_code, position;

-- query: page_goal_items
-- kind: many
-- in: territory territory_id
-- out: goal str, list str, label str
SELECT g.goal_code, g.list, i.label FROM goal_item g
JOIN list_item i ON i.territory_id = g.territory_id AND i.list = g.list AND i.code = g.item_code
WHERE g.territory_id = $1 ORDER BY g.goal_code, g.list, g.position;

-- query: page_indicators
-- kind: many
-- in: territory territory_id
-- out: code str, goal str, label str, unit str?, sexed bool, source str?, measures str?
SELECT code, goal_code, label, unit, sexed, source, measures FROM indicator WHERE territory_id = $1 ORDER BY goal_code, position;

-- query: page_district
-- kind: one
-- in: territory territory_id, code str
-- out: code str, name str, kind str, population int?, approximate bool, population_source str?, population_day day?, renewal str, perimeter_note str?
SELECT d.code, d.name, d.kind, d.population, d.population_approximate, s.title, d.population_day, d.renewal, d.perimeter_note
FROM district d LEFT JOIN source s ON s.territory_id = d.territory_id AND s.code = d.population_source
WHERE d.territory_id = $1 AND d.code = $2;

-- query: page_district_by_any_code
-- kind: one
-- in: territory territory_id, code str
-- out: code str
SELECT district_code FROM district_code WHERE territory_id = $1 AND code = $2 ORDER BY generation DESC LIMIT 1;

-- query: page_all_district_codes
-- kind: many
-- in: territory territory_id
-- out: district str, generation int, code str
SELECT district_code, generation, code FROM district_code WHERE territory_id = $1 ORDER BY district_code, generation DESC;

-- query: page_district_codes
-- kind: many
-- in: territory territory_id, district str
-- out: generation int, code str
SELECT generation, code FROM district_code WHERE territory_id = $1 AND district_code = $2 ORDER BY generation DESC;

-- query: page_district_municipalities
-- kind: many
-- in: territory territory_id, district str
-- out: name str, shared bool, latitude int?, longitude int?
SELECT m.name, d.shared, m.latitude_e6, m.longitude_e6 FROM district_municipality d
JOIN municipality m ON m.territory_id = d.territory_id AND m.insee = d.insee
WHERE d.territory_id = $1 AND d.district_code = $2 ORDER BY d.position;

-- query: page_district_perimeter
-- kind: many
-- in: territory territory_id, district str
-- out: generation int, geometry str, file_name str
SELECT generation, geometry, file_name FROM district_perimeter WHERE territory_id = $1 AND district_code = $2 ORDER BY generation DESC LIMIT 1;

-- query: page_portrait
-- kind: many
-- in: territory territory_id, district str
-- out: label str, value int, unit str, comparison int?, comparison_label str?, source str?, date_label str?, approximate bool, note str?
SELECT p.label, p.value_milli, p.unit, p.comparison_milli, p.comparison_label, s.title, p.date_label, p.approximate, p.note
FROM portrait_figure p LEFT JOIN source s ON s.territory_id = p.territory_id AND s.code = p.source_code
WHERE p.territory_id = $1 AND p.district_code = $2 ORDER BY p.position;

-- query: page_district_notes
-- kind: many
-- in: territory territory_id, district str
-- out: kind str, text str
SELECT kind, text FROM district_note WHERE territory_id = $1 AND district_code = $2 ORDER BY kind, position;

-- query: page_district_goals
-- kind: many
-- in: territory territory_id, district str
-- out: goal str, wording str?
SELECT goal_code, wording FROM goal_adoption WHERE territory_id = $1 AND district_code = $2;

-- query: page_district_actions
-- kind: many
-- in: territory territory_id, district str
-- out: id application_id, title str, bearer str, call str, call_title str, total money, funded money
-- one row an application of the district that a programme holds, with what its funders bring: what was voted, when something was; its cost is then the one that was voted
SELECT a.application_id, a.title, o.name, a.call_code, c.title,
	COALESCE((SELECT r.cost_cents FROM programme v JOIN scenario_row r ON r.territory_id = v.territory_id AND r.call_code = v.call_code AND r.scenario = v.scenario
		AND r.application_id = a.application_id WHERE v.territory_id = a.territory_id AND v.call_code = a.call_code ORDER BY v.version DESC LIMIT 1), a.total_cents),
	CAST(COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM programme v WHERE v.territory_id = a.territory_id AND v.call_code = a.call_code AND v.state = 'voted')
		THEN l.voted_cents ELSE l.proposed_cents END), 0) AS BIGINT)
FROM application_district d
JOIN application a ON a.territory_id = d.territory_id AND a.application_id = d.application_id
JOIN programme p ON p.territory_id = a.territory_id AND p.call_code = a.call_code AND p.version = a.version
JOIN call c ON c.territory_id = a.territory_id AND c.code = a.call_code
JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code
LEFT JOIN financing_line l ON l.territory_id = a.territory_id AND l.application_id = a.application_id
WHERE d.territory_id = $1 AND d.district_code = $2 AND a.state NOT IN ('refused', 'reserve', 'withdrawn', 'inadmissible')
GROUP BY a.territory_id, a.application_id, a.title, o.name, a.call_code, c.title, a.total_cents, c.year, a.position
ORDER BY c.year DESC, a.call_code, a.position;

-- query: page_district_action_goals
-- kind: many
-- in: territory territory_id, district str
-- out: goal str, id application_id
SELECT g.goal_code, g.application_id FROM application_district d
JOIN application_goal g ON g.territory_id = d.territory_id AND g.application_id = d.application_id
WHERE d.territory_id = $1 AND d.district_code = $2 ORDER BY g.application_id, g.goal_code;

-- query: page_phases
-- kind: many
-- in: territory territory_id, call str
-- out: kind str, label str, body str?, starts instant?, starts_precision str?, ends instant?, ends_precision str?, note str?
SELECT kind, label, body, starts_at, starts_precision, ends_at, ends_precision, note FROM phase WHERE territory_id = $1 AND call_code = $2 ORDER BY position;

-- query: page_channels
-- kind: many
-- in: territory territory_id, call str
-- out: kind str, label str, url str?, note str?
SELECT kind, label, url, note FROM channel WHERE territory_id = $1 AND call_code = $2 ORDER BY position;

-- query: page_clauses
-- kind: many
-- in: territory territory_id, call str
-- out: kind str, label str, text str?, article str?, funder str?
SELECT c.kind, c.label, c.text, c.article, f.label FROM clause c
LEFT JOIN funder f ON f.territory_id = c.territory_id AND f.code = c.funder_code
WHERE c.territory_id = $1 AND c.call_code = $2 ORDER BY c.position;

-- query: page_call_items
-- kind: many
-- in: territory territory_id, call str
-- out: list str, code str, label str
SELECT c.list, i.code, i.label FROM call_item c
JOIN list_item i ON i.territory_id = c.territory_id AND i.list = c.list AND i.code = c.item_code
WHERE c.territory_id = $1 AND c.call_code = $2 ORDER BY c.list, c.position;

-- query: page_call_goals
-- kind: many
-- in: territory territory_id, call str
-- out: goal str
SELECT goal_code FROM call_goal WHERE territory_id = $1 AND call_code = $2 ORDER BY position;

-- query: page_call_districts
-- kind: many
-- in: territory territory_id, call str
-- out: code str, name str
SELECT d.code, d.name FROM call_district c
JOIN district d ON d.territory_id = c.territory_id AND d.code = c.district_code
WHERE c.territory_id = $1 AND c.call_code = $2 ORDER BY d.position;

-- query: page_required_documents
-- kind: many
-- in: territory territory_id, call str
-- out: label str, bearer str, request str, medium str, note str?
SELECT label, bearer, request, medium, note FROM required_document WHERE territory_id = $1 AND call_code = $2 ORDER BY position;

-- query: page_criteria
-- kind: many
-- in: territory territory_id, call str
-- out: code str, label str, weight int?
SELECT code, label, weight FROM criterion WHERE territory_id = $1 AND call_code = $2 ORDER BY position;

-- query: page_call_lines
-- kind: many
-- in: territory territory_id, call str
-- out: kind str, owner str, text str
SELECT kind, owner, text FROM call_line WHERE territory_id = $1 AND call_code = $2 ORDER BY kind, owner, position;

-- query: page_envelopes
-- kind: many
-- in: territory territory_id, call str
-- out: funder str, year int, section str, amount money?, label str?, state str
SELECT COALESCE(f.long_label, f.label), e.year, e.section, e.amount_cents, e.label, e.state FROM envelope e
JOIN funder f ON f.territory_id = e.territory_id AND f.code = e.funder_code
WHERE e.territory_id = $1 AND e.call_code = $2 ORDER BY e.position;

-- query: page_audited
-- kind: one
-- out: seq int
-- across: the chain runs over all territories
SELECT COALESCE(MAX(seq), 0) FROM audit;
