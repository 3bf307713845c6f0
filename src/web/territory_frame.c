/* What governs a territory: agreements, bodies, participation, cooperation, lists, evaluation. Rows of lines are grouped under their owner. */
#include "web/territory_filter.h"
#include "web/territory_parts.h"

static str period_of(const struct page *pg, const struct q_page_agreements_row *row)
{
	if (row->starts.set && row->ends.set)
		return TEXT(pg, W_pages_period, ARG("start", page_day(pg, row->starts.value)), ARG("end", page_day(pg, row->ends.value)));
	if (row->ends.set)
		return TEXT(pg, W_pages_phase_until, ARG("end", page_day(pg, row->ends.value)));
	if (row->starts.set)
		return TEXT(pg, W_pages_phase_from, ARG("start", page_day(pg, row->starts.value)));
	return S("");
}

static void add_agreement_line(const struct page *pg, struct agreement_view *v, const struct q_page_agreement_lines_row *line)
{
	if (str_eq(line->kind, S("signatory")))
		*LIST_ADD(pg->arena, &v->signatories) = line->text;
	else if (str_eq(line->kind, S("commitment")))
		*LIST_ADD(pg->arena, &v->commitments) = line->text;
	else
		*LIST_ADD(pg->arena, &v->amendments) = (struct dated_line){.date = line->dated.set ? page_day(pg, line->dated.value) : S(""), .text = line->text};
}

enum status territory_agreements(struct territory_build *b)
{
	struct page *pg = b->pg;
	struct q_page_agreements_rows rows;
	struct q_page_agreement_lines_rows lines;
	enum status s = q_page_agreements(pg->db, pg->arena, b->row.id, &rows);
	if (!s)
		s = q_page_agreement_lines(pg->db, pg->arena, b->row.id, &lines);
	for (size_t i = 0; !s && i < rows.n; i++) {
		const struct q_page_agreements_row *row = &rows.at[i];
		struct agreement_view *v = LIST_ADD(pg->arena, &b->v->agreements);
		*v = (struct agreement_view){.title = row->title, .kind = page_word_of(pg, S("pages.agreement_kind."), row->kind), .period = period_of(pg, row),
			.has_signature = row->signature.set};
		if (row->signature.set) {
			str date = page_day(pg, row->signature.value);
			v->signed_on = str_is_set(row->signed_at) ? TEXT(pg, W_pages_signed_at, ARG("date", date), ARG("place", row->signed_at))
													  : TEXT(pg, W_pages_signed, ARG("date", date));
		}
		for (size_t k = 0; k < lines.n; k++)
			if (str_eq(lines.at[k].agreement, row->code))
				add_agreement_line(pg, v, &lines.at[k]);
	}
	return s;
}

enum status territory_governance(struct territory_build *b)
{
	struct page *pg = b->pg;
	struct q_page_bodies_rows rows;
	struct q_page_body_lines_rows lines;
	enum status s = q_page_bodies(pg->db, pg->arena, b->row.id, &rows);
	if (!s)
		s = q_page_body_lines(pg->db, pg->arena, b->row.id, &lines);
	for (size_t i = 0; !s && i < rows.n; i++) {
		const struct q_page_bodies_row *row = &rows.at[i];
		struct body_view *v = LIST_ADD(pg->arena, &b->v->bodies);
		*v = (struct body_view){.name = row->name, .chair = row->chair, .open_to = row->open_to, .has_meetings = row->meetings.set};
		if (row->meetings.set)
			v->meetings = TEXT(pg, W_pages_meetings, ARG("n", row->meetings.value));
		for (size_t k = 0; k < lines.n; k++)
			if (str_eq(lines.at[k].body, row->code))
				*(str_eq(lines.at[k].kind, S("member")) ? LIST_ADD(pg->arena, &v->members) : LIST_ADD(pg->arena, &v->missions)) = lines.at[k].text;
	}
	return s;
}

enum status territory_participation(struct territory_build *b)
{
	static const str kinds[] = {S("resource"), S("programme"), S("lever"), S("obstacle")};
	struct page *pg = b->pg;
	struct q_page_participation_rows rows;
	enum status s = q_page_participation(pg->db, pg->arena, b->row.id, &rows);
	for (size_t k = 0; !s && k < sizeof kinds / sizeof *kinds; k++) {
		struct heading_items group = {.heading = page_word_of(pg, S("pages.participation_kind."), kinds[k])};
		for (size_t i = 0; i < rows.n; i++)
			if (str_eq(rows.at[i].kind, kinds[k]))
				*LIST_ADD(pg->arena, &group.items) = rows.at[i].text;
		if (group.items.n)
			*LIST_ADD(pg->arena, &b->v->participation) = group;
	}
	if (s)
		return s;
	struct q_page_cooperations_rows links;
	s = q_page_cooperations(pg->db, pg->arena, b->row.id, &links);
	for (size_t i = 0; !s && i < links.n; i++) {
		const struct q_page_cooperations_row *row = &links.at[i];
		struct cooperation_view *v = LIST_ADD(pg->arena, &b->v->cooperations);
		*v = (struct cooperation_view){.label = row->label, .text = row->text, .municipality = row->municipality, .district = row->district_name,
			.has_district = row->district_name.p != NULL, .district_link = (url){S("#")}};
		if (v->has_district)
			v->district_link = LINK(pg, "/territories/:territory/districts/:district", b->row.code, row->district);
	}
	return s;
}

enum status territory_lists(struct territory_build *b)
{
	static const str lists[] = {S("themes"), S("cross_cutting"), S("publics"), S("schemes"), S("events"), S("partners")};
	struct page *pg = b->pg;
	struct q_page_list_items_rows rows;
	enum status s = q_page_list_items(pg->db, pg->arena, b->row.id, &rows);
	for (size_t k = 0; !s && k < sizeof lists / sizeof *lists; k++) {
		struct linked_items group = {0};
		for (size_t i = 0; i < rows.n; i++)
			if (str_eq(rows.at[i].list, lists[k]))
				*LIST_ADD(pg->arena, &group.items) = filter_link(pg, b->row.code, lists[k], rows.at[i].code, rows.at[i].label);
		if (!group.items.n)
			continue;
		group.heading = arena_fmt(pg->arena, "%.*s (%zu)", STR_ARGS(page_word_of(pg, S("pages.list."), lists[k])), group.items.n);
		*LIST_ADD(pg->arena, &b->v->lists) = group;
	}
	return s;
}

enum status territory_impact(struct territory_build *b)
{
	struct page *pg = b->pg;
	struct q_page_impact_framework_row row;
	enum status s = q_page_impact_framework(pg->db, pg->arena, b->row.id, &row);
	if (s == NOT_FOUND)
		return OK;
	if (s)
		return s;
	b->v->has_impact = true;
	b->v->impact_summary = row.summary;
	if (row.starts_year.set)
		b->v->impact_year = TEXT(pg, W_pages_impact_from, ARG("year", arena_fmt(pg->arena, "%d", (int)row.starts_year.value)));
	return OK;
}
