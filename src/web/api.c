/* The JSON interface: the same rows as the pages, with codes instead of words, amounts in cents, dates in ISO 8601. */
#include "base/calendar.h"
#include "base/json.h"
#include "gen/queries.h"
#include "web/cards.h"
#include "web/handlers.h"
#include "web/respond.h"
#include "web/routes.h"

enum status send_territories(struct page *pg)
{
	struct q_page_territories_rows rows;
	enum status s = q_page_territories(pg->db, pg->arena, &rows);
	if (s)
		return s;
	respond_json(pg);
	struct json j = json_new(&pg->rs->body);
	json_object(&j);
	json_array_in(&j, S("territories"));
	for (size_t i = 0; i < rows.n; i++) {
		json_object(&j);
		json_text(&j, S("code"), rows.at[i].code);
		json_text(&j, S("name"), rows.at[i].name);
		json_text(&j, S("short_name"), rows.at[i].short_name);
		json_text(&j, S("kind"), rows.at[i].kind);
		json_int(&j, S("districts"), rows.at[i].districts);
		json_int(&j, S("known_population"), rows.at[i].population);
		json_int(&j, S("districts_with_population"), rows.at[i].counted);
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
	return OK;
}

static void instant_json(struct json *j, str name, opt_instant at)
{
	char text[32];
	if (at.set)
		json_text(j, name, str_of(instant_iso(at.value, text)));
	else
		json_null(j, name);
}

static void filings_json(struct json *j, str call, const struct filing_row *rows, size_t n)
{
	json_array_in(j, S("filing"));
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(rows[i].call, call))
			continue;
		json_object(j);
		instant_json(j, S("starts"), rows[i].span.start.at);
		json_text(j, S("starts_precision"), rows[i].span.start.precision);
		instant_json(j, S("ends"), rows[i].span.end.at);
		json_text(j, S("ends_precision"), rows[i].span.end.precision);
		json_end(j);
	}
	json_end(j);
}

enum status send_calls(struct page *pg)
{
	static const str states[] = {[FILING_UNKNOWN] = S("unknown"), [FILING_OPEN] = S("open"), [FILING_SOON] = S("upcoming"), [FILING_CLOSED] = S("closed")};
	struct q_page_filing_phases_rows phases;
	struct q_page_calls_rows rows;
	enum status s = q_page_filing_phases(pg->db, pg->arena, &phases);
	if (!s)
		s = q_page_calls(pg->db, pg->arena, &rows);
	if (s)
		return s;
	struct filing_row *filings = ARENA_ARRAY(pg->arena, phases.n + 1, struct filing_row);
	for (size_t i = 0; i < phases.n; i++)
		filings[i] = FILING_ROW(&phases.at[i]);
	respond_json(pg);
	struct json j = json_new(&pg->rs->body);
	json_object(&j);
	json_array_in(&j, S("calls"));
	for (size_t i = 0; i < rows.n; i++) {
		const struct q_page_calls_row *row = &rows.at[i];
		json_object(&j);
		json_text(&j, S("code"), row->code);
		json_text(&j, S("territory"), row->territory);
		json_text(&j, S("kind"), row->kind);
		json_text(&j, S("title"), row->title);
		json_int(&j, S("year"), row->year);
		json_text(&j, S("state"), states[filing_of(pg, row->code, row->time_zone, filings, phases.n).state]);
		filings_json(&j, row->code, filings, phases.n);
		json_int(&j, S("programmes"), row->programmes);
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
	return OK;
}

struct district_rows {
	struct q_page_districts_rows districts;
	struct q_page_district_places_rows places;
	struct q_page_all_district_codes_rows codes;
};

static void district_json(struct json *j, const struct district_rows *r, const struct q_page_districts_row *row)
{
	json_object(j);
	json_text(j, S("code"), row->code);
	json_text(j, S("name"), row->name);
	json_text(j, S("kind"), row->kind);
	json_object_in(j, S("official_codes"));
	for (size_t i = 0; i < r->codes.n; i++)
		if (str_eq(r->codes.at[i].district, row->code)) {
			char year[16];
			(void)snprintf(year, sizeof year, "%d", (int)r->codes.at[i].generation);
			json_text(j, str_of(year), r->codes.at[i].code);
		}
	json_end(j);
	if (row->population.set)
		json_int(j, S("population"), row->population.value);
	else
		json_null(j, S("population"));
	json_bool(j, S("population_approximate"), row->approximate);
	json_text(j, S("renewal"), row->renewal);
	json_array_in(j, S("municipalities"));
	for (size_t i = 0; i < r->places.n; i++) {
		if (!str_eq(r->places.at[i].district, row->code))
			continue;
		json_object(j);
		json_text(j, S("insee"), r->places.at[i].insee);
		json_bool(j, S("shared"), r->places.at[i].shared);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

enum status send_districts(struct page *pg)
{
	struct q_page_territory_by_code_row territory;
	struct district_rows r;
	enum status s = q_page_territory_by_code(pg->db, pg->arena, pg->in.territory, &territory);
	if (!s)
		s = q_page_districts(pg->db, pg->arena, territory.id, &r.districts);
	if (!s)
		s = q_page_district_places(pg->db, pg->arena, territory.id, &r.places);
	if (!s)
		s = q_page_all_district_codes(pg->db, pg->arena, territory.id, &r.codes);
	if (s)
		return s;
	respond_json(pg);
	struct json j = json_new(&pg->rs->body);
	json_object(&j);
	json_text(&j, S("territory"), territory.code);
	json_array_in(&j, S("districts"));
	for (size_t i = 0; i < r.districts.n; i++)
		district_json(&j, &r, &r.districts.at[i]);
	json_end(&j);
	json_end(&j);
	return OK;
}

enum status send_openapi(struct page *pg)
{
	respond_json(pg);
	routes_openapi(&pg->rs->body, pg->lang);
	return OK;
}
