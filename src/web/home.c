/* The home page: what is open, who is here, what was decided last. Five queries. */
#include "actions/read_programme.h"
#include "gen/queries.h"
#include "web/cards.h"
#include "web/handlers.h"
#include "web/respond.h"

enum { PROGRAMMES_SHOWN = 6 };

static enum status add_territories(struct page *pg, struct home_view *v)
{
	struct q_page_territories_rows rows;
	enum status s = q_page_territories(pg->db, pg->arena, &rows);
	for (size_t i = 0; !s && i < rows.n; i++) {
		const struct q_page_territories_row *row = &rows.at[i];
		*LIST_ADD(pg->arena, &v->territories) = (struct home_territory){
			.link = LINK(pg, "/territories/:territory", row->code),
			.name = row->name,
			.kind = page_word_of(pg, S("territory_kind."), row->kind),
			.districts = row->districts,
			.population = row->counted && row->counted == row->districts ? TEXT(pg, W_pages_inhabitants, ARG("n", row->population)) : S(""),
		};
	}
	return s;
}

static enum status add_calls(struct page *pg, struct home_view *v)
{
	struct q_page_filing_phases_rows phases;
	enum status s = q_page_filing_phases(pg->db, pg->arena, &phases);
	if (s)
		return s;
	struct filing_row *filings = ARENA_ARRAY(pg->arena, phases.n + 1, struct filing_row);
	for (size_t i = 0; i < phases.n; i++)
		filings[i] = FILING_ROW(&phases.at[i]);
	struct q_page_calls_rows rows;
	s = q_page_calls(pg->db, pg->arena, &rows);
	for (size_t i = 0; !s && i < rows.n; i++) {
		const struct q_page_calls_row *row = &rows.at[i];
		const struct call_card_input in = {.code = row->code, .kind = row->kind, .title = row->title, .territory = row->territory,
			.territory_name = row->territory_name, .time_zone = row->time_zone, .year = row->year, .programmes = row->programmes};
		enum filing_state state;
		struct call_card card = card_of(pg, &in, filings, phases.n, &state);
		struct call_cards *cards = state == FILING_OPEN || state == FILING_SOON ? &v->open : &v->past;
		*LIST_ADD(pg->arena, &cards->calls) = card;
	}
	return s;
}

static enum status add_programmes(struct page *pg, struct home_view *v)
{
	struct q_page_programmes_rows rows;
	enum status s = q_page_programmes(pg->db, pg->arena, &rows);
	for (size_t i = 0; !s && i < rows.n && v->programmes.n < PROGRAMMES_SHOWN; i++) {
		const struct q_page_programmes_row *row = &rows.at[i];
		if (i && str_eq(rows.at[i - 1].call, row->call))
			continue; /* an older version */
		struct programme *voted = row->frozen ? ARENA_NEW(pg->arena, struct programme) : NULL;
		s = voted ? read_programme(pg->db, pg->arena, row->call, 0, voted) : OK; /* what was voted is in its text: the tables hold what was filed */
		if (s)
			return s;
		*LIST_ADD(pg->arena, &v->programmes) = (struct home_programme){
			.link = LINK(pg, "/calls/:call/programme", row->call),
			.title = row->title,
			.territory = row->territory_name,
			.state = page_word_of(pg, S("pages.programme_state."), row->state),
			.total = voted ? voted->total : row->total,
			.actions = voted ? (int64_t)voted->action_count : row->actions,
		};
	}
	return s;
}

static enum status add_rules(struct page *pg, struct home_view *v)
{
	struct q_page_rulesets_rows rows;
	enum status s = q_page_rulesets(pg->db, pg->arena, &rows);
	v->has_rules = !s && rows.n > 0;
	return s;
}

enum status show_home(struct page *pg)
{
	struct home_view *v = ARENA_NEW(pg->arena, struct home_view);
	page_layout(pg, &v->layout, word_text(pg->lang, W_pages_home_title));
	enum status s = add_territories(pg, v);
	if (!s)
		s = add_calls(pg, v);
	if (!s)
		s = add_programmes(pg, v);
	if (!s)
		s = add_rules(pg, v);
	if (!s)
		RESPOND_HTML(pg, home_page, v);
	return s;
}
