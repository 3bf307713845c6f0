/* frame.yaml: agreements, maintained lists, goal tree with what each district adopted, impact framework, governance, contacts. */
#include "actions/loading.h"

struct line { /* of an agreement */
	str kind;
	const struct strs *texts;
};

static void load_agreement(struct loading *l, const struct pack_agreement *a, size_t position)
{
	const struct line lines[] = {{S("signatory"), &a->signatories}, {S("commitment"), &a->commitments}};
	LOAD(l, q_load_agreement(l->db, &(struct q_load_agreement_in){
		.territory = l->territory, .code = a->code, .title = a->title, .kind = a->kind, .parent_code = a->parent, .starts_day = a->starts,
		.ends_day = a->ends, .signed_day = a->signed_on, .signed_at = a->signed_at, .position = (int64_t)position}));
	for (size_t n = 0; n < sizeof lines / sizeof lines[0]; n++)
		for (size_t i = 0; i < lines[n].texts->n; i++)
			LOAD(l, q_load_agreement_line(l->db, &(struct q_load_agreement_line_in){.territory = l->territory, .agreement_code = a->code,
			                                                                        .kind = lines[n].kind, .position = (int64_t)i,
			                                                                        .text = lines[n].texts->at[i]}));
	for (size_t i = 0; i < a->amendments.n; i++)
		LOAD(l, q_load_agreement_line(l->db, &(struct q_load_agreement_line_in){.territory = l->territory, .agreement_code = a->code,
		                                                                        .kind = S("amendment"), .position = (int64_t)i,
		                                                                        .text = a->amendments.at[i].label,
		                                                                        .dated = a->amendments.at[i].date}));
}

static void load_lists(struct loading *l)
{
	static const str names[PACK_LIST_COUNT] = {
		[PACK_LIST_THEMES] = {"themes", 6},   [PACK_LIST_PUBLICS] = {"publics", 7}, [PACK_LIST_CROSS_CUTTING] = {"cross_cutting", 13},
		[PACK_LIST_SCHEMES] = {"schemes", 7}, [PACK_LIST_EVENTS] = {"events", 6},   [PACK_LIST_PARTNERS] = {"partners", 8},
	};
	for (size_t n = 0; n < PACK_LIST_COUNT; n++) {
		const struct pack_items *items = &l->pack->lists.list[n];
		for (size_t i = 0; i < items->n; i++)
			LOAD(l, q_load_list_item(l->db, &(struct q_load_list_item_in){.territory = l->territory, .list = names[n], .code = items->at[i].code,
			                                                              .label = items->at[i].label, .position = (int64_t)i}));
	}
}

static void load_goal_items(struct loading *l, const struct pack_goal *g)
{
	const struct {
		str list;
		const struct strs *codes;
	} items[] = {{S("themes"), &g->themes}, {S("publics"), &g->publics}, {S("events"), &g->events}};
	for (size_t n = 0; n < sizeof items / sizeof items[0]; n++)
		for (size_t i = 0; i < items[n].codes->n; i++)
			LOAD(l, q_load_goal_item(l->db, &(struct q_load_goal_item_in){.territory = l->territory, .goal_code = g->code, .list = items[n].list,
			                                                              .item_code = items[n].codes->at[i], .position = (int64_t)i}));
}

/* Items of a goal are numbered through; those of one heading share its number. */
static void load_details(struct loading *l, const struct pack_goal *g)
{
	int64_t position = 0;
	for (size_t h = 0; h < g->details.n; h++) {
		const struct pack_detail *d = &g->details.at[h];
		for (size_t i = 0; i < d->items.n; i++, position++)
			LOAD(l, q_load_goal_detail(l->db, &(struct q_load_goal_detail_in){.territory = l->territory, .goal_code = g->code,
			                                                                  .position = position, .kind = d->kind, .heading = d->heading,
			                                                                  .heading_position = (int64_t)h, .text = d->items.at[i]}));
	}
}

static str wording_of(const struct pack_goal *g, str district)
{
	for (size_t i = 0; i < g->wording.n; i++)
		if (str_eq(g->wording.at[i].code, district))
			return g->wording.at[i].label;
	return STR_NONE;
}

static void load_adoptions(struct loading *l, const struct pack_goal_row *row)
{
	for (size_t d = 0; d < l->pack->districts.n; d++) {
		str district = l->pack->districts.at[d].code;
		if (row->adopted[d])
			LOAD(l, q_load_goal_adoption(l->db, l->territory, row->goal->code, district, wording_of(row->goal, district)));
	}
}

static void load_goal(struct loading *l, size_t i, int64_t *indicators)
{
	const struct pack_goal_row *row = &l->goals.at[i];
	const struct pack_goal *g = row->goal;
	str parent = row->parent == PACK_NO_PARENT ? STR_NONE : l->goals.at[row->parent].goal->code;
	LOAD(l, q_load_goal(l->db, &(struct q_load_goal_in){.territory = l->territory, .code = g->code, .parent_code = parent, .depth = row->depth,
	                                                    .kind = g->kind, .number = g->number, .label = g->label, .summary = g->summary,
	                                                    .position = (int64_t)i}));
	load_goal_items(l, g);
	load_details(l, g);
	load_adoptions(l, row);
	for (size_t k = 0; k < g->indicators.n; k++) {
		const struct pack_indicator *in = &g->indicators.at[k];
		LOAD(l, q_load_indicator(l->db, &(struct q_load_indicator_in){.territory = l->territory, .code = in->code, .goal_code = g->code,
		                                                              .label = in->label, .unit = in->unit, .sexed = in->sexed,
		                                                              .source = in->source, .measures = in->measures,
		                                                              .position = (*indicators)++}));
	}
}

static void load_impact(struct loading *l)
{
	const struct pack_impact *impact = &l->pack->impact;
	if (impact->at.line == 0)
		return;
	LOAD(l, q_load_impact_framework(l->db, l->territory, impact->summary, impact->starts_year));
	for (size_t i = 0; i < impact->values.n; i++) {
		const struct pack_impact_value *v = &impact->values.at[i];
		LOAD(l, q_load_impact_value(l->db, &(struct q_load_impact_value_in){
			.territory = l->territory, .indicator_code = v->indicator, .district_code = v->district.p ? v->district : S(""), .year = v->year,
			.kind = v->kind, .value_milli = v->value_milli}));
	}
}

static void load_body(struct loading *l, const struct pack_body *b, size_t position)
{
	const struct line lines[] = {{S("member"), &b->members}, {S("mission"), &b->missions}};
	LOAD(l, q_load_governance_body(l->db, &(struct q_load_governance_body_in){.territory = l->territory, .code = b->code, .name = b->name,
	                                                                          .chair = b->chair, .meetings_per_year = b->meetings_per_year,
	                                                                          .open_to = b->open_to, .position = (int64_t)position}));
	for (size_t n = 0; n < sizeof lines / sizeof lines[0]; n++)
		for (size_t i = 0; i < lines[n].texts->n; i++)
			LOAD(l, q_load_governance_line(l->db, &(struct q_load_governance_line_in){.territory = l->territory, .body_code = b->code,
			                                                                          .kind = lines[n].kind, .position = (int64_t)i,
			                                                                          .text = lines[n].texts->at[i]}));
}

static void load_contact(struct loading *l, const struct pack_contact *c, size_t position)
{
	LOAD(l, q_load_contact(l->db, &(struct q_load_contact_in){.territory = l->territory, .code = c->code, .institution = c->institution,
	                                                          .role = c->role, .theme = c->theme, .note = c->note, .everywhere = c->everywhere,
	                                                          .position = (int64_t)position}));
	for (size_t i = 0; i < c->municipalities.n; i++)
		LOAD(l, q_load_contact_municipality(l->db, l->territory, c->code, c->municipalities.at[i]));
}

void load_goals(struct loading *l)
{
	const struct pack *p = l->pack;
	int64_t indicators = 0;
	for (size_t i = 0; i < p->agreements.n; i++)
		load_agreement(l, &p->agreements.at[i], i);
	load_lists(l);
	for (size_t i = 0; i < l->goals.n; i++)
		load_goal(l, i, &indicators);
	load_impact(l);
	for (size_t i = 0; i < p->bodies.n; i++)
		load_body(l, &p->bodies.at[i], i);
	for (size_t i = 0; i < p->participation.n; i++)
		LOAD(l, q_load_participation(l->db, l->territory, (int64_t)i, p->participation.at[i].kind, p->participation.at[i].text));
	for (size_t i = 0; i < p->cooperations.n; i++) {
		const struct pack_cooperation *c = &p->cooperations.at[i];
		LOAD(l, q_load_cooperation(l->db, &(struct q_load_cooperation_in){.territory = l->territory, .code = c->code, .label = c->label,
		                                                                  .insee = c->municipality, .district_code = c->district,
		                                                                  .text = c->text, .position = (int64_t)i}));
	}
	for (size_t i = 0; i < p->contacts.n; i++)
		load_contact(l, &p->contacts.at[i], i);
}
