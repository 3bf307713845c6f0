-- What actions/load_pack writes. Tables that only packs fill are cleared (children first) and written again; tables that applications or
-- imported perimeters refer to are written over by key, then what the pack no longer has is deleted, unless somebody's data still uses it.

-- query: load_state
-- kind: one
-- across: a pack is found by the code of its territory
-- in: code str
-- out: territory territory_id, pack str, digest str, row_total int
SELECT t.territory_id, l.pack, l.digest, l.row_total FROM territory t JOIN pack_load l ON l.territory_id = t.territory_id WHERE t.code = $1;

-- query: load_territory_id
-- kind: one
-- across: a territory is found by its code
-- in: code str
-- out: territory territory_id
SELECT territory_id FROM territory WHERE code = $1;

-- query: load_territory_id_last
-- kind: one
-- across: numbers of territories are given by the instance
-- out: last int
SELECT CAST(COALESCE(MAX(territory_id), 0) AS BIGINT) FROM territory;

-- query: load_call_elsewhere
-- kind: one
-- across: the code of a call is unique in the instance
-- in: code str, territory str
-- out: name str
SELECT t.name FROM call c JOIN territory t ON t.territory_id = c.territory_id WHERE c.code = $1 AND t.code <> $2;

-- query: load_territory
-- kind: exec
-- in: territory territory_id, code str, name str, short_name str?, kind str, siren str?, time_zone str, accent str?, summary str?
INSERT INTO territory (territory_id, code, name, short_name, kind, siren, time_zone, accent, summary)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (territory_id) DO UPDATE SET
	code = excluded.code, name = excluded.name, short_name = excluded.short_name, kind = excluded.kind, siren = excluded.siren,
	time_zone = excluded.time_zone, accent = excluded.accent, summary = excluded.summary;

-- query: load_pack_load
-- kind: exec
-- in: territory territory_id, pack str, digest str, loaded_at instant, row_total int
INSERT INTO pack_load (territory_id, pack, digest, loaded_at, row_total)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (territory_id) DO UPDATE SET
	pack = excluded.pack, digest = excluded.digest, loaded_at = excluded.loaded_at, row_total = excluded.row_total;

-- Written over by key.

-- query: load_district
-- kind: exec
-- in: territory territory_id, code str, name str, kind str, population int?, population_approximate bool, population_source str?, population_day day?, renewal str, perimeter_note str?, position int
INSERT INTO district (territory_id, code, name, kind, population, population_approximate, population_source, population_day, renewal, perimeter_note, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (territory_id, code) DO UPDATE SET
	name = excluded.name, kind = excluded.kind, population = excluded.population, population_approximate = excluded.population_approximate,
	population_source = excluded.population_source, population_day = excluded.population_day, renewal = excluded.renewal,
	perimeter_note = excluded.perimeter_note, position = excluded.position;

-- query: load_goal
-- kind: exec
-- in: territory territory_id, code str, parent_code str?, depth int, kind str, number str?, label str, summary str?, position int
INSERT INTO goal (territory_id, code, parent_code, depth, kind, number, label, summary, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (territory_id, code) DO UPDATE SET
	parent_code = excluded.parent_code, depth = excluded.depth, kind = excluded.kind, number = excluded.number, label = excluded.label,
	summary = excluded.summary, position = excluded.position;

-- query: load_funder_group
-- kind: exec
-- in: territory territory_id, code str, label str, position int
INSERT INTO funder_group (territory_id, code, label, position)
VALUES ($1, $2, $3, $4)
ON CONFLICT (territory_id, code) DO UPDATE SET
	label = excluded.label, position = excluded.position;

-- query: load_funder
-- kind: exec
-- in: territory territory_id, code str, label str, long_label str?, kind str, group_code str, group_since_day day?, valued bool, position int
INSERT INTO funder (territory_id, code, label, long_label, kind, group_code, group_since_day, valued, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (territory_id, code) DO UPDATE SET
	label = excluded.label, long_label = excluded.long_label, kind = excluded.kind, group_code = excluded.group_code,
	group_since_day = excluded.group_since_day, valued = excluded.valued, position = excluded.position;

-- query: load_call
-- kind: exec
-- in: territory territory_id, code str, kind str, title str, year int, summary str?, agreement_code str?, source_code str?, position int
INSERT INTO call (territory_id, code, kind, title, year, summary, agreement_code, source_code, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (territory_id, code) DO UPDATE SET
	kind = excluded.kind, title = excluded.title, year = excluded.year, summary = excluded.summary, agreement_code = excluded.agreement_code,
	source_code = excluded.source_code, position = excluded.position;

-- query: load_organisation
-- kind: exec
-- in: territory territory_id, code str, name str, long_name str?, kind str, siren str?, position int
INSERT INTO organisation (territory_id, code, name, long_name, kind, siren, position)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (territory_id, code) DO UPDATE SET
	name = excluded.name, long_name = excluded.long_name, kind = excluded.kind, siren = excluded.siren, position = excluded.position, origin = 'pack';

-- query: load_action
-- kind: exec
-- in: territory territory_id, code str, title str
INSERT INTO action (territory_id, code, title)
VALUES ($1, $2, $3)
ON CONFLICT (territory_id, code) DO UPDATE SET
	title = excluded.title, origin = 'pack';

-- Cleared and written again.

-- query: load_clear_source
-- kind: exec
-- in: territory territory_id
DELETE FROM source WHERE territory_id = $1;

-- query: load_source
-- kind: exec
-- in: territory territory_id, code str, title str, publisher str?, published_day day?, kind str, url str?, position int
INSERT INTO source (territory_id, code, title, publisher, published_day, kind, url, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- query: load_clear_municipality
-- kind: exec
-- in: territory territory_id
DELETE FROM municipality WHERE territory_id = $1;

-- query: load_municipality
-- kind: exec
-- in: territory territory_id, insee str, name str, siren str?, population int?, latitude_e6 int?, longitude_e6 int?, intercommunality str?, member bool, position int
INSERT INTO municipality (territory_id, insee, name, siren, population, latitude_e6, longitude_e6, intercommunality, member, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- query: load_clear_printed_figure
-- kind: exec
-- in: territory territory_id
DELETE FROM printed_figure WHERE territory_id = $1;

-- query: load_printed_figure
-- kind: exec
-- in: territory territory_id, code str, label str, value_milli int, measure str?, district_kind str?, approximate bool, source_code str?, place str?, position int
INSERT INTO printed_figure (territory_id, code, label, value_milli, measure, district_kind, approximate, source_code, place, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- query: load_clear_printed_figure_part
-- kind: exec
-- in: territory territory_id
DELETE FROM printed_figure_part WHERE territory_id = $1;

-- query: load_printed_figure_part
-- kind: exec
-- in: territory territory_id, figure_code str, part_code str, position int
INSERT INTO printed_figure_part (territory_id, figure_code, part_code, position)
VALUES ($1, $2, $3, $4);

-- query: load_clear_district_code
-- kind: exec
-- in: territory territory_id
DELETE FROM district_code WHERE territory_id = $1;

-- query: load_district_code
-- kind: exec
-- in: territory territory_id, district_code str, generation int, code str
INSERT INTO district_code (territory_id, district_code, generation, code)
VALUES ($1, $2, $3, $4);

-- query: load_clear_district_municipality
-- kind: exec
-- in: territory territory_id
DELETE FROM district_municipality WHERE territory_id = $1;

-- query: load_district_municipality
-- kind: exec
-- in: territory territory_id, district_code str, insee str, shared bool, position int
INSERT INTO district_municipality (territory_id, district_code, insee, shared, position)
VALUES ($1, $2, $3, $4, $5);

-- query: load_clear_portrait_figure
-- kind: exec
-- in: territory territory_id
DELETE FROM portrait_figure WHERE territory_id = $1;

-- query: load_portrait_figure
-- kind: exec
-- in: territory territory_id, district_code str, position int, indicator str, label str, value_milli int, unit str, comparison_milli int?, comparison_label str?, source_code str?, date_label str?, approximate bool, note str?
INSERT INTO portrait_figure (territory_id, district_code, position, indicator, label, value_milli, unit, comparison_milli, comparison_label, source_code, date_label, approximate, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- query: load_clear_district_note
-- kind: exec
-- in: territory territory_id
DELETE FROM district_note WHERE territory_id = $1;

-- query: load_district_note
-- kind: exec
-- in: territory territory_id, district_code str, kind str, position int, text str
INSERT INTO district_note (territory_id, district_code, kind, position, text)
VALUES ($1, $2, $3, $4, $5);

-- query: load_clear_agreement
-- kind: exec
-- in: territory territory_id
DELETE FROM agreement WHERE territory_id = $1;

-- query: load_agreement
-- kind: exec
-- in: territory territory_id, code str, title str, kind str, parent_code str?, starts_day day?, ends_day day?, signed_day day?, signed_at str?, position int
INSERT INTO agreement (territory_id, code, title, kind, parent_code, starts_day, ends_day, signed_day, signed_at, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- query: load_clear_agreement_line
-- kind: exec
-- in: territory territory_id
DELETE FROM agreement_line WHERE territory_id = $1;

-- query: load_agreement_line
-- kind: exec
-- in: territory territory_id, agreement_code str, kind str, position int, text str, dated day?
INSERT INTO agreement_line (territory_id, agreement_code, kind, position, text, dated)
VALUES ($1, $2, $3, $4, $5, $6);

-- query: load_clear_list_item
-- kind: exec
-- in: territory territory_id
DELETE FROM list_item WHERE territory_id = $1;

-- query: load_list_item
-- kind: exec
-- in: territory territory_id, list str, code str, label str, position int
INSERT INTO list_item (territory_id, list, code, label, position)
VALUES ($1, $2, $3, $4, $5);

-- query: load_clear_goal_detail
-- kind: exec
-- in: territory territory_id
DELETE FROM goal_detail WHERE territory_id = $1;

-- query: load_goal_detail
-- kind: exec
-- in: territory territory_id, goal_code str, position int, kind str, heading str?, heading_position int, text str
INSERT INTO goal_detail (territory_id, goal_code, position, kind, heading, heading_position, text)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- query: load_clear_goal_item
-- kind: exec
-- in: territory territory_id
DELETE FROM goal_item WHERE territory_id = $1;

-- query: load_goal_item
-- kind: exec
-- in: territory territory_id, goal_code str, list str, item_code str, position int
INSERT INTO goal_item (territory_id, goal_code, list, item_code, position)
VALUES ($1, $2, $3, $4, $5);

-- query: load_clear_goal_adoption
-- kind: exec
-- in: territory territory_id
DELETE FROM goal_adoption WHERE territory_id = $1;

-- query: load_goal_adoption
-- kind: exec
-- in: territory territory_id, goal_code str, district_code str, wording str?
INSERT INTO goal_adoption (territory_id, goal_code, district_code, wording)
VALUES ($1, $2, $3, $4);

-- query: load_clear_indicator
-- kind: exec
-- in: territory territory_id
DELETE FROM indicator WHERE territory_id = $1;

-- query: load_indicator
-- kind: exec
-- in: territory territory_id, code str, goal_code str, label str, unit str?, sexed bool, source str?, measures str?, position int
INSERT INTO indicator (territory_id, code, goal_code, label, unit, sexed, source, measures, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- query: load_clear_impact_framework
-- kind: exec
-- in: territory territory_id
DELETE FROM impact_framework WHERE territory_id = $1;

-- query: load_impact_framework
-- kind: exec
-- in: territory territory_id, summary str?, starts_year int?
INSERT INTO impact_framework (territory_id, summary, starts_year)
VALUES ($1, $2, $3);

-- query: load_clear_impact_value
-- kind: exec
-- in: territory territory_id
DELETE FROM impact_value WHERE territory_id = $1;

-- query: load_impact_value
-- kind: exec
-- in: territory territory_id, indicator_code str, district_code str, year int, kind str, value_milli int
INSERT INTO impact_value (territory_id, indicator_code, district_code, year, kind, value_milli)
VALUES ($1, $2, $3, $4, $5, $6);

-- query: load_clear_governance_body
-- kind: exec
-- in: territory territory_id
DELETE FROM governance_body WHERE territory_id = $1;

-- query: load_governance_body
-- kind: exec
-- in: territory territory_id, code str, name str, chair str?, meetings_per_year int?, open_to str?, position int
INSERT INTO governance_body (territory_id, code, name, chair, meetings_per_year, open_to, position)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- query: load_clear_governance_line
-- kind: exec
-- in: territory territory_id
DELETE FROM governance_line WHERE territory_id = $1;

-- query: load_governance_line
-- kind: exec
-- in: territory territory_id, body_code str, kind str, position int, text str
INSERT INTO governance_line (territory_id, body_code, kind, position, text)
VALUES ($1, $2, $3, $4, $5);

-- query: load_clear_participation
-- kind: exec
-- in: territory territory_id
DELETE FROM participation WHERE territory_id = $1;

-- query: load_participation
-- kind: exec
-- in: territory territory_id, position int, kind str, text str
INSERT INTO participation (territory_id, position, kind, text)
VALUES ($1, $2, $3, $4);

-- query: load_clear_cooperation
-- kind: exec
-- in: territory territory_id
DELETE FROM cooperation WHERE territory_id = $1;

-- query: load_cooperation
-- kind: exec
-- in: territory territory_id, code str, label str, insee str?, district_code str?, text str?, position int
INSERT INTO cooperation (territory_id, code, label, insee, district_code, text, position)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- query: load_clear_contact
-- kind: exec
-- in: territory territory_id
DELETE FROM contact WHERE territory_id = $1;

-- query: load_contact
-- kind: exec
-- in: territory territory_id, code str, institution str, role str, theme str?, note str?, everywhere bool, position int
INSERT INTO contact (territory_id, code, institution, role, theme, note, everywhere, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- query: load_clear_contact_municipality
-- kind: exec
-- in: territory territory_id
DELETE FROM contact_municipality WHERE territory_id = $1;

-- query: load_contact_municipality
-- kind: exec
-- in: territory territory_id, contact_code str, insee str
INSERT INTO contact_municipality (territory_id, contact_code, insee)
VALUES ($1, $2, $3);

-- query: load_clear_phase
-- kind: exec
-- in: territory territory_id
DELETE FROM phase WHERE territory_id = $1;

-- query: load_phase
-- kind: exec
-- in: territory territory_id, call_code str, code str, kind str, label str, body str?, starts_at instant?, starts_precision str?, ends_at instant?, ends_precision str?, note str?, position int
INSERT INTO phase (territory_id, call_code, code, kind, label, body, starts_at, starts_precision, ends_at, ends_precision, note, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- query: load_clear_channel
-- kind: exec
-- in: territory territory_id
DELETE FROM channel WHERE territory_id = $1;

-- query: load_channel
-- kind: exec
-- in: territory territory_id, call_code str, position int, kind str, label str, url str?, note str?
INSERT INTO channel (territory_id, call_code, position, kind, label, url, note)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- query: load_clear_clause
-- kind: exec
-- in: territory territory_id
DELETE FROM clause WHERE territory_id = $1;

-- query: load_clause
-- kind: exec
-- in: territory territory_id, call_code str, code str, kind str, label str, text str?, article str?, funder_code str?, position int
INSERT INTO clause (territory_id, call_code, code, kind, label, text, article, funder_code, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- query: load_clear_call_item
-- kind: exec
-- in: territory territory_id
DELETE FROM call_item WHERE territory_id = $1;

-- query: load_call_item
-- kind: exec
-- in: territory territory_id, call_code str, list str, item_code str, position int
INSERT INTO call_item (territory_id, call_code, list, item_code, position)
VALUES ($1, $2, $3, $4, $5);

-- query: load_clear_call_goal
-- kind: exec
-- in: territory territory_id
DELETE FROM call_goal WHERE territory_id = $1;

-- query: load_call_goal
-- kind: exec
-- in: territory territory_id, call_code str, goal_code str, position int
INSERT INTO call_goal (territory_id, call_code, goal_code, position)
VALUES ($1, $2, $3, $4);

-- query: load_clear_call_district
-- kind: exec
-- in: territory territory_id
DELETE FROM call_district WHERE territory_id = $1;

-- query: load_call_district
-- kind: exec
-- in: territory territory_id, call_code str, district_code str, position int
INSERT INTO call_district (territory_id, call_code, district_code, position)
VALUES ($1, $2, $3, $4);

-- query: load_clear_call_contact
-- kind: exec
-- in: territory territory_id
DELETE FROM call_contact WHERE territory_id = $1;

-- query: load_call_contact
-- kind: exec
-- in: territory territory_id, call_code str, contact_code str, position int
INSERT INTO call_contact (territory_id, call_code, contact_code, position)
VALUES ($1, $2, $3, $4);

-- query: load_clear_required_document
-- kind: exec
-- in: territory territory_id
DELETE FROM required_document WHERE territory_id = $1;

-- query: load_required_document
-- kind: exec
-- in: territory territory_id, call_code str, code str, label str, bearer str, request str, medium str, note str?, position int
INSERT INTO required_document (territory_id, call_code, code, label, bearer, request, medium, note, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- query: load_clear_criterion
-- kind: exec
-- in: territory territory_id
DELETE FROM criterion WHERE territory_id = $1;

-- query: load_criterion
-- kind: exec
-- in: territory territory_id, call_code str, code str, label str, weight int?, position int
INSERT INTO criterion (territory_id, call_code, code, label, weight, position)
VALUES ($1, $2, $3, $4, $5, $6);

-- query: load_clear_call_line
-- kind: exec
-- in: territory territory_id
DELETE FROM call_line WHERE territory_id = $1;

-- query: load_call_line
-- kind: exec
-- in: territory territory_id, call_code str, kind str, owner str, position int, text str
INSERT INTO call_line (territory_id, call_code, kind, owner, position, text)
VALUES ($1, $2, $3, $4, $5, $6);

-- query: load_clear_envelope
-- kind: exec
-- in: territory territory_id
DELETE FROM envelope WHERE territory_id = $1;

-- query: load_envelope
-- kind: exec
-- in: territory territory_id, call_code str, code str, funder_code str, year int, section str, amount money?, label str?, state str, position int
INSERT INTO envelope (territory_id, call_code, code, funder_code, year, section, amount_cents, label, state, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- query: load_clear_programme
-- kind: exec
-- in: territory territory_id
DELETE FROM programme WHERE territory_id = $1 AND frozen IS NULL;

-- query: load_programme
-- kind: exec
-- in: territory territory_id, call_code str, version int, title str, annex str?, state str, decision_number str?, decision_day day?, printed_total money?
-- one that was frozen before something was added to it stays as it was voted
INSERT INTO programme (territory_id, call_code, version, title, annex, state, decision_number, decision_day, printed_total_cents)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
WHERE NOT EXISTS (SELECT 1 FROM programme p WHERE p.territory_id = $1 AND p.call_code = $2 AND p.version = $3 AND p.origin = 'pack' AND p.frozen IS NOT NULL);

-- query: load_clear_programme_receipt
-- kind: exec
-- in: territory territory_id
DELETE FROM programme_receipt WHERE territory_id = $1 AND NOT EXISTS (SELECT 1 FROM programme p WHERE p.territory_id = programme_receipt.territory_id
	AND p.call_code = programme_receipt.call_code AND p.version = programme_receipt.version AND p.frozen IS NOT NULL);

-- query: load_programme_receipt
-- kind: exec
-- in: territory territory_id, call_code str, version int, position int, number str, sent_day day?, received_day day?, place str?
INSERT INTO programme_receipt (territory_id, call_code, version, position, number, sent_day, received_day, place)
SELECT $1, $2, $3, $4, $5, $6, $7, $8
WHERE NOT EXISTS (SELECT 1 FROM programme p WHERE p.territory_id = $1 AND p.call_code = $2 AND p.version = $3 AND p.origin = 'pack' AND p.frozen IS NOT NULL);

-- query: load_clear_programme_printed
-- kind: exec
-- in: territory territory_id
DELETE FROM programme_printed WHERE territory_id = $1;

-- query: load_programme_printed
-- kind: exec
-- in: territory territory_id, call_code str, version int, group_code str, amount money?, percent int?
INSERT INTO programme_printed (territory_id, call_code, version, group_code, amount_cents, percent)
VALUES ($1, $2, $3, $4, $5, $6);

-- query: load_clear_axis
-- kind: exec
-- in: territory territory_id
DELETE FROM axis WHERE territory_id = $1;

-- query: load_axis
-- kind: exec
-- in: territory territory_id, call_code str, version int, code str, label str, goal_code str?, position int
INSERT INTO axis (territory_id, call_code, version, code, label, goal_code, position)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- Applications of a programme. One that is in no programme (version IS NULL) is somebody's work, never the loader's.

-- query: load_application_last
-- kind: one
-- in: territory territory_id
-- out: last int
SELECT CAST(COALESCE(MAX(application_id), 0) AS BIGINT) FROM application WHERE territory_id = $1;

-- query: load_applications
-- kind: many
-- in: territory territory_id
-- out: application application_id, call_code str, action_code str, version int?, adopted bool
-- once the product voted a programme of a call, its applications are no pack's any more
SELECT a.application_id, a.call_code, a.action_code, a.version,
	CASE WHEN EXISTS (SELECT 1 FROM programme p WHERE p.territory_id = a.territory_id AND p.call_code = a.call_code AND p.origin <> 'pack') THEN 1 ELSE 0 END
FROM application a WHERE a.territory_id = $1 ORDER BY a.application_id;

-- query: load_application
-- kind: exec
-- in: territory territory_id, application application_id, call_code str, action_code str, bearer_code str, title str, summary str?, state str, version int?, axis_code str?, total money, position int
INSERT INTO application (territory_id, application_id, call_code, action_code, bearer_code, title, summary, state, version, axis_code, total_cents, position)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (territory_id, application_id) DO UPDATE SET
	call_code = excluded.call_code, action_code = excluded.action_code, bearer_code = excluded.bearer_code, title = excluded.title,
	summary = excluded.summary, state = excluded.state, version = excluded.version, axis_code = excluded.axis_code, total_cents = excluded.total_cents,
	position = excluded.position;

-- query: load_clear_financing_line
-- kind: exec
-- in: territory territory_id, application application_id
DELETE FROM financing_line WHERE territory_id = $1 AND application_id = $2;

-- query: load_financing_line
-- kind: exec
-- in: territory territory_id, application application_id, funder_code str, year int, section str, valued bool, asked money?, proposed money?, voted money?
INSERT INTO financing_line (territory_id, application_id, funder_code, year, section, valued, asked_cents, proposed_cents, voted_cents)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- query: load_clear_application_result
-- kind: exec
-- in: territory territory_id, application application_id
DELETE FROM application_result WHERE territory_id = $1 AND application_id = $2;

-- query: load_application_result
-- kind: exec
-- in: territory territory_id, application application_id, position int, label str, value_milli int, unit str?, year int?
INSERT INTO application_result (territory_id, application_id, position, label, value_milli, unit, year)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- query: load_clear_application_district
-- kind: exec
-- in: territory territory_id, application application_id
DELETE FROM application_district WHERE territory_id = $1 AND application_id = $2;

-- query: load_application_district
-- kind: exec
-- in: territory territory_id, application application_id, district_code str
INSERT INTO application_district (territory_id, application_id, district_code)
VALUES ($1, $2, $3);

-- query: load_clear_application_goal
-- kind: exec
-- in: territory territory_id, application application_id
DELETE FROM application_goal WHERE territory_id = $1 AND application_id = $2;

-- query: load_application_goal
-- kind: exec
-- in: territory territory_id, application application_id, goal_code str
INSERT INTO application_goal (territory_id, application_id, goal_code)
VALUES ($1, $2, $3);

-- query: load_clear_application_item
-- kind: exec
-- in: territory territory_id, application application_id
DELETE FROM application_item WHERE territory_id = $1 AND application_id = $2;

-- query: load_application_item
-- kind: exec
-- in: territory territory_id, application application_id, of_list str, item_code str, position int
INSERT INTO application_item (territory_id, application_id, list, item_code, position)
VALUES ($1, $2, $3, $4, $5);

-- query: load_delete_application
-- kind: exec
-- in: territory territory_id, application application_id
DELETE FROM application WHERE territory_id = $1 AND application_id = $2;

-- What the pack no longer has: the codes that are there (children first), who still uses one (its title), and its removal.

-- query: load_codes
-- kind: many
-- in: territory territory_id
-- out: step int, list str, code str, place int
SELECT 1 AS step, 'calls' AS list, code, position AS place FROM call WHERE territory_id = $1
UNION ALL SELECT 2, 'actions', code, 0 FROM action WHERE territory_id = $1 AND origin = 'pack'
UNION ALL SELECT 3, 'organisations', code, position FROM organisation WHERE territory_id = $1 AND origin = 'pack'
UNION ALL SELECT 4, 'funders', code, position FROM funder WHERE territory_id = $1
UNION ALL SELECT 5, 'funder_groups', code, position FROM funder_group WHERE territory_id = $1
UNION ALL SELECT 6, 'goals', code, -depth FROM goal WHERE territory_id = $1
UNION ALL SELECT 7, 'districts', code, position FROM district WHERE territory_id = $1
ORDER BY step, place, code;

-- query: load_use
-- kind: one
-- in: territory territory_id, list str, code str
-- out: title str
SELECT title FROM application WHERE territory_id = $1 AND $2 = 'calls' AND call_code = $3
UNION ALL SELECT title FROM application WHERE territory_id = $1 AND $2 = 'actions' AND action_code = $3
UNION ALL SELECT title FROM application WHERE territory_id = $1 AND $2 = 'organisations' AND bearer_code = $3
UNION ALL SELECT a.title FROM financing_line x JOIN application a ON a.territory_id = x.territory_id AND a.application_id = x.application_id
	WHERE x.territory_id = $1 AND $2 = 'funders' AND x.funder_code = $3
UNION ALL SELECT label FROM funder WHERE territory_id = $1 AND $2 = 'funder_groups' AND group_code = $3
UNION ALL SELECT a.title FROM application_goal x JOIN application a ON a.territory_id = x.territory_id AND a.application_id = x.application_id
	WHERE x.territory_id = $1 AND $2 = 'goals' AND x.goal_code = $3
UNION ALL SELECT a.title FROM application_district x JOIN application a ON a.territory_id = x.territory_id AND a.application_id = x.application_id
	WHERE x.territory_id = $1 AND $2 = 'districts' AND x.district_code = $3
ORDER BY 1 LIMIT 1;

-- query: load_delete_district
-- kind: exec
-- in: territory territory_id, code str
DELETE FROM district WHERE territory_id = $1 AND code = $2;

-- query: load_delete_goal
-- kind: exec
-- in: territory territory_id, code str
DELETE FROM goal WHERE territory_id = $1 AND code = $2;

-- query: load_delete_funder_group
-- kind: exec
-- in: territory territory_id, code str
DELETE FROM funder_group WHERE territory_id = $1 AND code = $2;

-- query: load_delete_funder
-- kind: exec
-- in: territory territory_id, code str
DELETE FROM funder WHERE territory_id = $1 AND code = $2;

-- query: load_delete_organisation
-- kind: exec
-- in: territory territory_id, code str
DELETE FROM organisation WHERE territory_id = $1 AND code = $2;

-- query: load_delete_call
-- kind: exec
-- in: territory territory_id, code str
DELETE FROM call WHERE territory_id = $1 AND code = $2;

-- query: load_delete_action
-- kind: exec
-- in: territory territory_id, code str
DELETE FROM action WHERE territory_id = $1 AND code = $2;

-- The perimeters of a district that is no longer there have no meaning.

-- query: load_delete_district_perimeter
-- kind: exec
-- in: territory territory_id, code str
DELETE FROM district_perimeter WHERE territory_id = $1 AND district_code = $2;

-- Perimeters: every official code of the instance with the outline that it has.

-- query: load_outlines
-- kind: many
-- across: the official file covers every territory
-- out: territory territory_id, district_code str, generation int, official_code str, name str, geometry str?
SELECT c.territory_id, c.district_code, c.generation, c.code, d.name, p.geometry
FROM district_code c JOIN district d ON d.territory_id = c.territory_id AND d.code = c.district_code
LEFT JOIN district_perimeter p ON p.territory_id = c.territory_id AND p.district_code = c.district_code AND p.generation = c.generation
ORDER BY c.territory_id, d.position, c.generation;

-- query: load_district_perimeter
-- kind: exec
-- in: territory territory_id, district_code str, generation int, geometry str, imported_at instant, file_name str
INSERT INTO district_perimeter (territory_id, district_code, generation, geometry, imported_at, file_name)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (territory_id, district_code, generation) DO UPDATE SET
	geometry = excluded.geometry, imported_at = excluded.imported_at, file_name = excluded.file_name;
