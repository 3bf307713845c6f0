/* The page of a territory: reads it section by section (territory_parts.h), in the order of the page. */
#include "web/cards.h"
#include "web/contacts.h"
#include "web/goal_tree.h"
#include "web/handlers.h"
#include "web/respond.h"
#include "web/sources.h"
#include "web/territory_filter.h"
#include "web/territory_parts.h"

static enum status territory_calls(struct territory_build *b)
{
	struct page *pg = b->pg;
	struct q_page_territory_filing_rows phases;
	enum status s = q_page_territory_filing(pg->db, pg->arena, b->row.id, &phases);
	if (s)
		return s;
	struct filing_row *filings = ARENA_ARRAY(pg->arena, phases.n + 1, struct filing_row);
	for (size_t i = 0; i < phases.n; i++)
		filings[i] = FILING_ROW(&phases.at[i]);
	struct q_page_territory_calls_rows rows;
	s = q_page_territory_calls(pg->db, pg->arena, b->row.id, &rows);
	for (size_t i = 0; !s && i < rows.n; i++) {
		const struct q_page_territory_calls_row *row = &rows.at[i];
		const struct call_card_input in = {.code = row->code, .kind = row->kind, .title = row->title, .time_zone = b->row.time_zone, .year = row->year,
			.programmes = row->programmes};
		if (!filter_has_call(b, row->code))
			continue;
		enum filing_state state;
		*LIST_ADD(pg->arena, &b->v->calls.calls) = card_of(pg, &in, filings, phases.n, &state);
	}
	return s;
}

static enum status territory_goals(struct territory_build *b)
{
	struct goal_tree tree;
	enum status s = goal_tree_read(b->pg, b->row.id, &tree);
	if (s)
		return s;
	s = filter_goals(b, &tree);
	if (s)
		return s;
	tree.collapsed = !b->v->filter.asked;
	goal_tree_build(b->pg, &tree, &b->v->goals);
	return OK;
}

static enum status territory_contacts(struct territory_build *b)
{
	return contacts_read(b->pg, b->row.id, STR_NONE, LINK(b->pg, "/territories/:territory", b->row.code), &b->v->contacts);
}

static enum status territory_sources(struct territory_build *b)
{
	return sources_read(b->pg, b->row.id, STR_NONE, &b->v->sources);
}

enum status show_territory(struct page *pg)
{
	struct territory_view *v = ARENA_NEW(pg->arena, struct territory_view);
	struct territory_build b = {.pg = pg, .v = v};
	enum status s = q_page_territory_by_code(pg->db, pg->arena, pg->in.territory, &b.row);
	if (s)
		return s;
	page_layout(pg, &v->layout, str_is_set(b.row.short_name) ? b.row.short_name : b.row.name);
	page_accent(pg, &v->layout, b.row.code, b.row.accent);
	v->name = b.row.name;
	v->kind = page_word_of(pg, S("territory_kind."), b.row.kind);
	v->summary = b.row.summary;
	static enum status (*const sections[])(struct territory_build *) = {
		territory_districts, territory_facts, territory_map, territory_figures_printed, filter_read, territory_calls, territory_contacts, territory_goals, filter_words,
		territory_impact, territory_agreements, territory_governance, territory_participation, territory_lists, territory_sources};
	for (size_t i = 0; !s && i < sizeof sections / sizeof *sections; i++)
		s = sections[i](&b);
	if (!s)
		RESPOND_HTML(pg, territory_page, v);
	return s;
}
